//! Hours: rules that can be read, and still cannot be meant.
//!
//! In: the hours of a contact, a meeting. Out: a problem for spans that overlap, days in two rules, and ends before starts.
//! Never tells of what cannot be read: that is told where a contact is compiled.
//! Standard: OpenStreetMap opening_hours, where a later rule for a day takes the place of an earlier one. For days of the week that is
//! mostly a slip, so one rule a day; rules with dates, holidays or counted days are exceptions, and may name a day again.
//! Next: `lykta_core::schedule`.

use lykta_core::format::source::Meeting;
use lykta_core::schedule::{Opening, Schedule, minute_of};

use crate::problem::{Code, Place, Problems};

/// Minutes in a day.
const DAY: u32 = 1440;
/// A span over midnight that lasts longer was mostly meant the other way round: a night on call lasts up to 17 hours.
const LONGEST_NIGHT: u32 = 17 * 60;
/// The same for a meeting.
const LONGEST_MEETING: u32 = 12 * 60;
const JOIN: &str = "write each hour of a day once; join the two spans, or mend the days";
const NAMES: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

/// Tells of hours that contradict themselves; the first fault only, since one mend often settles the rest.
pub fn check(text: &str, place: &Place, problems: &mut Problems) {
    if text == "24/7" || Schedule::parse(text).is_err() {
        return;
    }
    let rules: Vec<(&str, Vec<Opening>)> = text
        .split(';')
        .map(str::trim)
        .map(|rule| (rule, Schedule::parse(rule).map_or_else(|_| Vec::new(), |read| read.openings)))
        .collect();
    let found = holidays(&rules).or_else(|| swapped(&rules)).or_else(|| overlap_within(&rules)).or_else(|| {
        let weekly: Vec<(&str, Vec<Opening>)> = rules.iter().filter(|(_, spans)| spans.iter().all(is_weekly)).cloned().collect();
        overlap(&weekly).or_else(|| day_twice(&weekly))
    });
    if let Some((rule, what, help)) = found {
        let at = text.rfind(rule).map(|at| at..at + rule.len());
        problems.add(Code::HoursContradict, &at.map_or_else(|| place.clone(), |at| place.part(&at)), what, help);
    }
}

/// Whether it holds each week, on days of the week alone.
fn is_weekly(opening: &Opening) -> bool {
    opening.first == 0 && opening.days >> 7 == 0
}

/// A rule that is at fault, what is wrong, and the mend.
type Found<'a> = (&'a str, String, String);

fn holidays<'a>(rules: &[(&'a str, Vec<Opening>)]) -> Option<Found<'a>> {
    let said: Vec<&str> = rules.iter().map(|(rule, _)| *rule).filter(|rule| rule.starts_with("PH ")).collect();
    let last = said.last().filter(|last| said.iter().any(|other| other != *last))?;
    Some((last, "the hours say both open and closed on public holidays".to_owned(), "keep one of `PH off` and `PH open`".to_owned()))
}

fn swapped<'a>(rules: &[(&'a str, Vec<Opening>)]) -> Option<Found<'a>> {
    rules.iter().find_map(|(rule, openings)| {
        let opening = openings.iter().find(|opening| opening.to > DAY && opening.to - opening.from > LONGEST_NIGHT)?;
        let (from, to) = (written(opening.from), written(opening.to - DAY));
        Some((
            *rule,
            format!(
                "the end, {to}, is before the start, {from}, so it would be open for {} hours over midnight",
                (opening.to - opening.from) / 60
            ),
            format!("write `{to}-{from}`, or two spans if it is truly open so long: `{from}-24:00` and `00:00-{to}` on the next day"),
        ))
    })
}

/// Spans of one rule that overlap on the same day, whatever days it names.
fn overlap_within<'a>(rules: &[(&'a str, Vec<Opening>)]) -> Option<Found<'a>> {
    rules.iter().find_map(|(rule, spans)| {
        let (first, second) = spans.iter().enumerate().find_map(|(number, span)| {
            let before = spans.iter().take(number).find(|before| before.is_of_rule(span) && before.from < span.to && span.from < before.to);
            before.map(|before| (before, span))
        })?;
        let what = format!("the time {} stands in two spans", written(first.from.max(second.from) % DAY));
        Some((*rule, what, JOIN.to_owned()))
    })
}

fn overlap<'a>(rules: &[(&'a str, Vec<Opening>)]) -> Option<Found<'a>> {
    let mut taken: Vec<(u32, u32)> = Vec::new();
    for (rule, openings) in rules {
        for opening in openings {
            for day in (0..7_u32).filter(|day| opening.days & (1 << day) != 0) {
                let (start, end) = (day * DAY + opening.from, day * DAY + opening.to);
                // Past Sunday's midnight it is Monday.
                let spans = [(start, end.min(7 * DAY)), (0, end.saturating_sub(7 * DAY))];
                for (start, end) in spans.into_iter().filter(|(start, end)| start < end) {
                    if let Some((from, _)) = taken.iter().find(|(from, to)| *from < end && start < *to) {
                        let at = start.max(*from);
                        let name = usize::try_from(at / DAY).ok().and_then(|day| NAMES.get(day)).copied().unwrap_or("");
                        return Some((*rule, format!("the time {name} {} stands in two spans", written(at % DAY)), JOIN.to_owned()));
                    }
                    taken.push((start, end));
                }
            }
        }
    }
    None
}

fn day_twice<'a>(rules: &[(&'a str, Vec<Opening>)]) -> Option<Found<'a>> {
    let mut seen = 0;
    for (rule, openings) in rules {
        let days = openings.iter().fold(0, |days, opening| days | opening.days);
        if let Some(name) = (0..7).find(|day| seen & days & (1 << day) != 0).and_then(|day| NAMES.get(day)) {
            return Some((
                *rule,
                format!("the day {name} stands in two rules"),
                format!("write the times of a day in one rule, parted by commas: `{name} 09:00-12:00,13:00-15:00`"),
            ));
        }
        seen |= days;
    }
    None
}

/// Tells of a meeting that ends when it begins, or half a day later.
pub fn check_meeting(meeting: &Meeting, place: &Place, problems: &mut Problems) {
    let minute = |text: &str| minute_of(text).map(u32::from);
    let Some((from, to)) = minute(&meeting.time).zip(meeting.end_time.as_deref().and_then(minute)) else { return };
    let length = (to + DAY - from % DAY) % DAY;
    if length == 0 || to < from && length > LONGEST_MEETING {
        let what = format!("the end, {}, is not after the start, {}", written(to), written(from));
        problems.add(Code::HoursContradict, &place.key("end_time"), what, "write the time at which it ends, or take `end_time` out");
    }
}

fn written(minute: u32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_hours(hours: &str, expected: &str) {
        let mut problems = Problems::default();
        check(hours, &Place::default(), &mut problems);
        let what = problems.0.first().map_or("", |problem| problem.what.as_str());
        assert_eq!(what, expected, "{hours}");
    }

    #[test]
    fn hours_that_make_sense_pass() {
        for hours in [
            "24/7",
            "Mo-Fr 12:00-18:00",
            "Mo-Fr 09:00-11:30,12:30-15:00; Sa 10:00-14:00; PH off",
            "Fr,Sa 20:00-02:00",
            "Mo-Fr 15:30-08:00; PH open",
            "Mo-Fr 08:00-12:00,12:00-16:00",
            "Su 20:00-02:00; Mo 02:00-04:00",
            "Mo-Fr 09:00-15:00; PH 10:00-12:00; Dec 24-26 off; Jun-Aug Mo-Fr 10:00-14:00",
            "Mo-Fr 09:00-15:00; Mo[1] 12:00-18:00",
        ] {
            check_hours(hours, "");
        }
    }

    #[test]
    fn spans_that_overlap_are_told_also_over_midnight_and_over_the_week() {
        check_hours("Mo-Fr 09:00-15:00,14:00-18:00", "the time 14:00 stands in two spans");
        check_hours("Mo-Fr 09:00-15:00; Dec 24 09:00-12:00,11:00-13:00", "the time 11:00 stands in two spans");
        check_hours("Fr 20:00-02:00; Sa 01:00-03:00", "the time Sa 01:00 stands in two spans");
        check_hours("Su 20:00-02:00; Mo 01:00-03:00", "the time Mo 01:00 stands in two spans");
        check_hours("Mo-Fr 09:00-15:00; We 09:00-18:00", "the time We 09:00 stands in two spans");
    }

    #[test]
    fn a_day_in_two_rules_is_told() {
        check_hours("Mo-Fr 09:00-12:00; We 13:00-15:00", "the day We stands in two rules");
    }

    #[test]
    fn an_end_before_the_start_is_told_when_no_night_lasts_so_long() {
        check_hours("Mo-Fr 15:00-09:00", "the end, 09:00, is before the start, 15:00, so it would be open for 18 hours over midnight");
        check_hours("Mo-Fr 16:00-09:00", "");
    }

    #[test]
    fn holidays_are_open_or_closed() {
        check_hours("Mo-Fr 09:00-15:00; PH off; PH open", "the hours say both open and closed on public holidays");
    }

    #[test]
    fn a_meeting_ends_after_it_begins() {
        for (time, end_time, count) in [("18:00", "19:00", 0), ("23:00", "01:00", 0), ("18:00", "18:00", 1), ("18:00", "17:00", 1)] {
            let meeting = Meeting { time: time.to_owned(), end_time: Some(end_time.to_owned()), ..Meeting::default() };
            let mut problems = Problems::default();
            check_meeting(&meeting, &Place::default(), &mut problems);
            assert_eq!(problems.0.len(), count, "{time} to {end_time}");
        }
    }
}
