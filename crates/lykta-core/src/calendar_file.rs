//! Calendar files: one last day or one meeting, as any calendar takes it in.
//!
//! In: a title, when it is, what the person ticked to write down besides. Out: the text of an `.ics` file.
//! Never names the guide or what it is about: who made the file and the event's id tell nothing, and a title is what the person left standing.
//! A meeting stands in floating time, the wall clock of wherever one is: a weekly meeting in UTC would move by an hour twice a year, and
//! a named zone asks for a table of its own in each file. One who goes to a meeting has the clock of the place.
//! Standard: RFC 5545.
//! Next: `content_line.rs`.

use alloc::string::{String, ToString};

use crate::content_line::{escaped, push};
use crate::date::{Date, Weekday};
use crate::schedule::Moment;

/// Minutes in a day.
const DAY: u16 = 1440;

/// What is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event<'a> {
    /// What stands in the calendar; any signs.
    pub title: &'a str,
    /// When it is.
    pub when: When<'a>,
    /// Whole days before it on which the device tells of it, at nine in the morning; none: it does not.
    pub alarm: Option<u16>,
    /// Where it is; empty: not written down.
    pub location: &'a str,
    /// What it is about; empty: not written down.
    pub notes: &'a str,
}

/// When an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When<'a> {
    /// The whole of a day.
    Day(Date),
    /// From a minute to another, in the time of the place; to the same minute if the end is not told.
    Hours {
        /// The first gathering.
        from: Moment,
        /// Its end.
        to: Option<Moment>,
        /// How it repeats, as the value of `RRULE`; empty: it does not.
        rule: &'a str,
    },
}

impl When<'_> {
    /// Every week on a weekday, the first time on the day given or after it.
    ///
    /// `from` and `to` are minutes since midnight; an end above 1440 is on the next day.
    #[must_use]
    pub fn weekly(day: Weekday, from: u16, to: Option<u16>, today: Date) -> Self {
        let ahead = (i32::from(day.iso()) - i32::from(today.weekday().iso())).rem_euclid(7);
        let date = today.plus_days(ahead);
        let moment = |minute: u16| Moment { date: date.plus_days(i32::from(minute / DAY)), minute: minute % DAY };
        Self::Hours { from: moment(from), to: to.map(moment), rule: "FREQ=WEEKLY" }
    }
}

/// Days before a last day on which to tell of it: a week, three days or one, whichever is still to come.
#[must_use]
pub fn alarm(days_left: i32) -> Option<u16> {
    [7, 3, 1].into_iter().find(|days| i32::from(*days) < days_left)
}

/// The text of the file; the same for the same event and day.
#[must_use]
pub fn file(event: &Event<'_>, today: Date) -> String {
    let title = escaped(event.title);
    let mut inner = String::new();
    match event.when {
        When::Day(date) => {
            push(&mut inner, "DTSTART;VALUE=DATE", &day(date));
            // The end is not in it.
            push(&mut inner, "DTEND;VALUE=DATE", &day(date.plus_days(1)));
            // A last day keeps no hour of the day busy.
            push(&mut inner, "TRANSP", "TRANSPARENT");
        }
        When::Hours { from, to, rule } => {
            push(&mut inner, "DTSTART", &minute(from));
            if let Some(to) = to {
                push(&mut inner, "DTEND", &minute(to));
            }
            // The words of a rule, and nothing that could end its line.
            if !rule.is_empty() && rule.bytes().all(|sign| sign.is_ascii_uppercase() || sign.is_ascii_digit() || b"=;,+-".contains(&sign)) {
                push(&mut inner, "RRULE", rule);
            }
        }
    }
    push(&mut inner, "SUMMARY", &title);
    for (name, text) in [("LOCATION", event.location), ("DESCRIPTION", event.notes)] {
        if !text.is_empty() {
            push(&mut inner, name, &escaped(text));
        }
    }
    // In a calendar that others can see, it is theirs to see only that something is there.
    push(&mut inner, "CLASS", "PRIVATE");
    if let Some(days) = event.alarm.filter(|days| *days > 0) {
        push(&mut inner, "BEGIN", "VALARM");
        push(&mut inner, "ACTION", "DISPLAY");
        push(&mut inner, "DESCRIPTION", &title);
        // The day begins at midnight: nine in the morning of the day before is fifteen hours ahead of it.
        push(&mut inner, "TRIGGER", &["-P", &(days - 1).to_string(), "DT15H"].concat());
        push(&mut inner, "END", "VALARM");
    }
    let mut file = String::new();
    for (name, value) in [("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), ("PRODID", "-//Calendar//Calendar 1.0//EN"), ("BEGIN", "VEVENT")] {
        push(&mut file, name, value);
    }
    push(&mut file, "UID", &id(&inner));
    push(&mut file, "DTSTAMP", &[&day(today), "T000000Z"].concat());
    file.push_str(&inner);
    push(&mut file, "END", "VEVENT");
    push(&mut file, "END", "VCALENDAR");
    file
}

/// An id made of what the event says: the same event saved twice is one, two events are two, and no clock, lot or person is in it.
fn id(event: &str) -> String {
    // FNV-1a, 64 bits.
    let mut sum: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in event.bytes() {
        sum = (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    [&sum.to_string(), "@calendar"].concat()
}

/// 20261209.
fn day(date: Date) -> String {
    date.to_string().chars().filter(|sign| *sign != '-').collect()
}

/// 20261209T183000.
fn minute(moment: Moment) -> String {
    let mut text = day(moment.date);
    text.push('T');
    for number in [moment.minute / 60, moment.minute % 60] {
        if number < 10 {
            text.push('0');
        }
        text.push_str(&number.to_string());
    }
    text.push_str("00");
    text
}

#[cfg(test)]
mod tests {
    use std::vec::Vec;

    use super::*;
    use crate::fixture::day as on;

    const LAST: Event<'_> = Event { title: "Appointment", when: When::Day(Date::EPOCH), alarm: None, location: "", notes: "" };

    /// The lines of the file of a last day or a meeting, but those that are in every one.
    #[track_caller]
    fn check(event: &Event<'_>, expected: &[&str]) {
        let file = file(event, on("2026-11-22"));
        let text = file.replace("\r\n ", "");
        let always = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Calendar//Calendar 1.0//EN", "BEGIN:VEVENT", "DTSTAMP:20261122T000000Z"];
        let ends = ["CLASS:PRIVATE", "END:VEVENT", "END:VCALENDAR", ""];
        let lines: Vec<&str> =
            text.split("\r\n").filter(|line| !line.starts_with("UID:") && !always.contains(line) && !ends.contains(line)).collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn a_last_day_is_a_whole_day() {
        let when = When::Day(on("2026-12-31"));
        check(
            &Event { when, ..LAST },
            &["DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101", "TRANSP:TRANSPARENT", "SUMMARY:Appointment"],
        );
    }

    #[test]
    fn it_is_told_of_before_it_only_if_one_wants_that() {
        let when = When::Day(on("2026-12-31"));
        for (days, trigger) in [(1, "TRIGGER:-P0DT15H"), (3, "TRIGGER:-P2DT15H"), (7, "TRIGGER:-P6DT15H")] {
            let event = Event { when, alarm: Some(days), ..LAST };
            let text = file(&event, on("2026-11-22"));
            assert!(text.contains(trigger) && text.contains("BEGIN:VALARM"), "{text}");
        }
        assert!(!file(&Event { when, ..LAST }, on("2026-11-22")).contains("VALARM"));
    }

    #[test]
    fn it_is_told_of_on_a_day_that_is_still_to_come() {
        for (left, expected) in
            [(30, Some(7)), (8, Some(7)), (7, Some(3)), (4, Some(3)), (3, Some(1)), (2, Some(1)), (1, None), (0, None), (-5, None)]
        {
            assert_eq!(alarm(left), expected, "{left}");
        }
    }

    #[test]
    fn a_weekly_meeting_begins_on_the_next_such_weekday_and_may_end_past_midnight() {
        for (today, first) in
            [("2026-11-22", "20261123"), ("2026-11-23", "20261123"), ("2026-11-24", "20261130"), ("2028-02-29", "20280306")]
        {
            let when = When::weekly(Weekday::MONDAY, 18 * 60 + 5, Some(19 * 60), on(today));
            let lines = [std::format!("DTSTART:{first}T180500"), std::format!("DTEND:{first}T190000")];
            check(&Event { when, ..LAST }, &[lines[0].as_str(), lines[1].as_str(), "RRULE:FREQ=WEEKLY", "SUMMARY:Appointment"]);
        }
        let night = When::weekly(Weekday::MONDAY, 23 * 60, Some(25 * 60), on("2026-11-23"));
        check(
            &Event { when: night, ..LAST },
            &["DTSTART:20261123T230000", "DTEND:20261124T010000", "RRULE:FREQ=WEEKLY", "SUMMARY:Appointment"],
        );
    }

    #[test]
    fn a_rule_with_other_signs_is_left_out() {
        let from = Moment { date: on("2026-11-23"), minute: 0 };
        let when = |rule| When::Hours { from, to: None, rule };
        check(
            &Event { when: when("FREQ=MONTHLY;BYDAY=-1MO"), ..LAST },
            &["DTSTART:20261123T000000", "RRULE:FREQ=MONTHLY;BYDAY=-1MO", "SUMMARY:Appointment"],
        );
        check(&Event { when: when("FREQ=WEEKLY\r\nATTENDEE:x"), ..LAST }, &["DTSTART:20261123T000000", "SUMMARY:Appointment"]);
    }

    #[test]
    fn place_and_matter_stand_only_where_they_are_given() {
        let when = When::Day(on("2026-12-31"));
        check(
            &Event { when, location: "Street 1, Town", notes: "a; b", ..LAST },
            &[
                "DTSTART;VALUE=DATE:20261231",
                "DTEND;VALUE=DATE:20270101",
                "TRANSP:TRANSPARENT",
                "SUMMARY:Appointment",
                "LOCATION:Street 1\\, Town",
                "DESCRIPTION:a\\; b",
            ],
        );
    }

    #[test]
    fn the_same_event_has_the_same_id_on_another_day_and_another_event_another() {
        let uid = |title: &str, date: &str, today: &str| {
            let event = Event { title, when: When::Day(on(date)), ..LAST };
            let file = file(&event, on(today));
            file.lines().find(|line| line.starts_with("UID:")).map(ToString::to_string)
        };
        let first = uid("Appointment", "2026-12-31", "2026-11-22");
        assert!(first.is_some());
        assert_eq!(first, uid("Appointment", "2026-12-31", "2026-11-23"));
        assert_ne!(first, uid("Appointment", "2026-12-30", "2026-11-22"));
        assert_ne!(first, uid("Other", "2026-12-31", "2026-11-22"));
    }
}
