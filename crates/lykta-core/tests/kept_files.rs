//! Files for calendars and contacts, read back by a reader that others wrote after the same standards.
//!
//! In: titles that a person, or one who means harm, could type. Out: what a calendar or a phone would show.
//! Next: `src/calendar_file.rs`, `src/contact_file.rs`.

#![cfg(test)]

use calcard::common::PartialDateTime;
use calcard::icalendar::{ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty, ICalendarValue};
use calcard::vcard::{VCard, VCardProperty, VCardValue};
use calcard::{Entry, Parser};
use lykta_core::calendar_file::{self, Event, When};
use lykta_core::contact_file;
use lykta_core::date::{Date, Weekday};
use proptest::prelude::*;

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// Titles with everything that ends a part, a line or a file, and what is long, drawn or written from right to left.
fn hostile() -> Vec<String> {
    let mut titles: Vec<String> = [
        "Appointment",
        "a, b; c: d \\ e \"f\"",
        "x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\nBEGIN:VCALENDAR",
        "x\nATTENDEE:mailto:a@example.org",
        "x\\nATTENDEE;CN=y:z",
        "👩\u{200d}👩\u{200d}👧\u{200d}👦 🏳\u{fe0f}\u{200d}🌈 ❤\u{fe0f}",
        "\u{202e}موعد عند الطبيب\u{202c}",
        "\u{2067}פגישה\u{2069} 3",
        " leading and trailing ",
        "BEGIN:VALARM",
        "e\u{301}\u{301}\u{301}",
        "%0D%0A=0D=0A",
    ]
    .map(str::to_owned)
    .to_vec();
    titles.push("ä".repeat(1000));
    titles.push("👩\u{200d}🚀, ".repeat(250));
    titles.push(" ".repeat(200) + "x");
    titles
}

/// As a reader shows it: an end of a line, whichever it was, is one.
fn shown(title: &str) -> String {
    title.replace("\r\n", "\n")
}

/// The one calendar of a file, whose every line was understood.
#[track_caller]
fn calendar(text: &str) -> ICalendar {
    let mut parser = Parser::new(text);
    let Entry::ICalendar(calendar) = parser.entry() else { panic!("no calendar: {text}") };
    assert!(matches!(parser.entry(), Entry::Eof), "more than a calendar: {text}");
    calendar
}

#[track_caller]
fn contact(text: &str) -> VCard {
    let mut parser = Parser::new(text);
    let Entry::VCard(card) = parser.entry() else { panic!("no contact: {text}") };
    assert!(matches!(parser.entry(), Entry::Eof), "more than a contact: {text}");
    card
}

fn parts(calendar: &ICalendar, kind: &ICalendarComponentType) -> Vec<ICalendarComponent> {
    calendar.components.iter().filter(|part| part.component_type == *kind).cloned().collect()
}

/// The one value of a property; none if it is not there.
#[track_caller]
fn value(part: &ICalendarComponent, name: &ICalendarProperty) -> Option<ICalendarValue> {
    let mut entries = part.entries.iter().filter(|entry| entry.name == *name);
    let entry = entries.next()?;
    assert!(entries.next().is_none() && entry.values.len() == 1, "{entry:?}");
    entry.values.first().cloned()
}

#[track_caller]
fn text(part: &ICalendarComponent, name: &ICalendarProperty) -> Option<String> {
    value(part, name).map(|value| value.as_text().unwrap_or_else(|| panic!("{value:?}")).to_owned())
}

#[track_caller]
fn moment(part: &ICalendarComponent, name: &ICalendarProperty) -> PartialDateTime {
    match value(part, name) {
        Some(ICalendarValue::PartialDateTime(moment)) => *moment,
        other => panic!("{other:?}"),
    }
}

/// What a calendar makes of an event with this title; the event and its reminder.
#[track_caller]
fn check_event(title: &str, when: When<'_>, alarm: Option<u16>, also: &str) -> ICalendarComponent {
    let file = calendar_file::file(&Event { title, when, alarm, location: also, notes: also }, day("2026-11-22"));
    assert!(file.split("\r\n").all(|line| line.len() <= 75), "a line is too long: {file}");
    let calendar = calendar(&file);
    let (events, alarms) = (parts(&calendar, &ICalendarComponentType::VEvent), parts(&calendar, &ICalendarComponentType::VAlarm));
    assert_eq!((events.len(), alarms.len(), calendar.components.len()), (1, usize::from(alarm.is_some()), 2 + alarms.len()), "{file}");
    let expected = |text: &str| (!text.is_empty()).then(|| shown(text));
    assert_eq!(text(&events[0], &ICalendarProperty::Summary), expected(title), "{file}");
    assert_eq!(text(&events[0], &ICalendarProperty::Location), expected(also));
    assert_eq!(text(&events[0], &ICalendarProperty::Description), expected(also));
    for alarm in alarms {
        assert_eq!(text(&alarm, &ICalendarProperty::Description), expected(title));
    }
    events[0].clone()
}

#[test]
fn any_title_comes_back_as_it_was_and_breaks_out_of_nothing() {
    for title in hostile() {
        check_event(&title, When::Day(day("2026-12-31")), Some(3), "");
        check_event(&title, When::weekly(Weekday::MONDAY, 1080, None, day("2026-11-22")), None, &title);
        let card = contact(&contact_file::file(&title, "+358931012345", false));
        check_contact(&card, &title, "+358931012345");
    }
}

#[track_caller]
fn check_contact(card: &VCard, name: &str, number: &str) {
    let texts = |wanted: &VCardProperty| -> Vec<String> {
        let entries = card.entries.iter().filter(|entry| entry.name == *wanted);
        let text = |value: &VCardValue| match value {
            VCardValue::Text(text) => text.clone(),
            VCardValue::Component(parts) => parts.join(","),
            other => panic!("{other:?}"),
        };
        entries.flat_map(|entry| entry.values.iter().map(text)).collect()
    };
    assert_eq!(texts(&VCardProperty::Fn), [shown(name)]);
    assert_eq!(texts(&VCardProperty::Tel), [number]);
    assert_eq!(texts(&VCardProperty::N).get(1), Some(&shown(name)));
}

#[test]
fn a_last_day_is_that_day_and_no_hour_of_it() {
    let event = check_event("x", When::Day(day("2028-02-29")), None, "");
    let start = moment(&event, &ICalendarProperty::Dtstart);
    assert_eq!((start.year, start.month, start.day, start.hour), (Some(2028), Some(2), Some(29), None));
    let end = moment(&event, &ICalendarProperty::Dtend);
    assert_eq!((end.year, end.month, end.day, end.hour), (Some(2028), Some(3), Some(1), None));
}

#[test]
fn a_meeting_is_at_the_hour_of_the_wall_clock_in_no_zone() {
    let event = check_event("x", When::weekly(Weekday::MONDAY, 23 * 60 + 30, Some(25 * 60), day("2026-11-22")), None, "");
    let start = moment(&event, &ICalendarProperty::Dtstart);
    assert_eq!((start.month, start.day, start.hour, start.minute, start.tz_hour), (Some(11), Some(23), Some(23), Some(30), None));
    let end = moment(&event, &ICalendarProperty::Dtend);
    assert_eq!((end.month, end.day, end.hour, end.minute, end.tz_hour), (Some(11), Some(24), Some(1), Some(0), None));
    assert!(matches!(value(&event, &ICalendarProperty::Rrule), Some(ICalendarValue::RecurrenceRule(_))));
}

/// Titles of any signs but those that are not seen, which the file leaves out.
fn titles() -> impl Strategy<Value = String> {
    any::<String>()
        .prop_map(|title| title.chars().filter(|sign| !sign.is_control() && !matches!(sign, '\u{2028}' | '\u{2029}')).collect::<String>())
}

proptest! {
    #[test]
    fn every_title_comes_back(title in titles().prop_filter("empty", |title| !title.is_empty())) {
        check_event(&title, When::Day(day("2026-12-31")), Some(1), "");
        check_contact(&contact(&contact_file::file(&title, "116117", true)), &title, "116117");
    }
}
