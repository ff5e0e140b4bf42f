//! Weeks: opening hours as directories write them, in the pack's grammar.
//!
//! In: days and times, one after another, and exceptions. Out: rules such as `Mo-Fr 08:00-16:00; 2026 Dec 24 off`.
//! Never says hours that contradict each other, or that the pack could not read.
//! Next: `lykta_core::schedule` for the grammar.

use lykta_core::schedule::Schedule;

use crate::import::clock;

/// The days as rules name them, Monday first.
const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Exceptions that one way to reach a service may have; more would fill a card.
const EXCEPTIONS: usize = 12;

/// Minutes after midnight: start and end; an end before the start is past midnight.
pub type Span = (u16, u16);

/// The hours of a week, with exceptions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Week {
    days: [Vec<Span>; 7],
    is_always: bool,
    exceptions: Vec<String>,
}

impl Week {
    /// Open at any time.
    #[must_use]
    pub fn always() -> Self {
        Self { is_always: true, ..Self::default() }
    }

    /// Adds hours on a weekday, 1 for Monday to 7.
    pub fn add(&mut self, day: u8, span: Span) {
        let index = usize::from(day).wrapping_sub(1);
        if let Some(spans) = self.days.get_mut(index).filter(|spans| !spans.contains(&span)) {
            spans.push(span);
            spans.sort_unstable();
        }
    }

    /// Adds an exception for a day or days, first and last `YYYY-MM-DD`; closed without spans. One that is over by `today` is passed over.
    pub fn except(&mut self, first: &str, last: &str, spans: &[Span], today: &str) {
        let last = if last.is_empty() { first } else { last };
        if last < today || self.exceptions.len() >= EXCEPTIONS {
            return;
        }
        let Some(days) = days_of(first, last) else { return };
        let times = if spans.is_empty() { "off".to_owned() } else { spans.iter().map(written).collect::<Vec<_>>().join(",") };
        self.exceptions.push(format!("{days} {times}"));
    }

    /// Whether nothing at all is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.is_always && self.days.iter().all(Vec::is_empty)
    }

    /// The rules; none if there are none, or if they contradict each other.
    #[must_use]
    pub fn rules(&self) -> Option<String> {
        if self.is_always && self.exceptions.is_empty() {
            return Some("24/7".to_owned());
        }
        let mut rules: Vec<String> = if self.is_always { vec!["Mo-Su 00:00-24:00".to_owned()] } else { Vec::new() };
        let mut done: Vec<usize> = Vec::new();
        for from in 0..7 {
            let spans = self.days.get(from).filter(|spans| !spans.is_empty());
            let Some(spans) = spans.filter(|_| !self.is_always && !done.contains(&from)) else { continue };
            if overlap(spans) {
                return None;
            }
            let alike: Vec<usize> = (from..7).filter(|day| self.days.get(*day) == Some(spans)).collect();
            rules.push(format!("{} {}", runs(&alike), spans.iter().map(written).collect::<Vec<_>>().join(",")));
            done.extend(alike);
        }
        rules.extend(self.exceptions.iter().cloned());
        let text = rules.join("; ");
        Schedule::parse(&text).is_ok().then_some(text)
    }
}

/// `2026 Dec 24`, `2026 Dec 24-2027 Jan 06`.
fn days_of(first: &str, last: &str) -> Option<String> {
    let parts = |day: &str| {
        let mut parts = day.split('-').map(|part| part.parse::<usize>().ok());
        Some((parts.next()??, *MONTHS.get(parts.next()??.checked_sub(1)?)?, parts.next()??))
    };
    let ((year, month, day), (to_year, to_month, to_day)) = (parts(first)?, parts(last)?);
    Some(match () {
        () if first == last => format!("{year} {month} {day:02}"),
        () if year == to_year => format!("{year} {month} {day:02}-{to_month} {to_day:02}"),
        () => format!("{year} {month} {day:02}-{to_year} {to_month} {to_day:02}"),
    })
}

/// `Mo-Fr,Su`.
fn runs(days: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *day => *last = *day,
            _ => runs.push((*day, *day)),
        }
    }
    let name = |day: usize| DAYS.get(day).copied().unwrap_or("");
    let word = |(from, to): &(usize, usize)| if from == to { name(*from).to_owned() } else { format!("{}-{}", name(*from), name(*to)) };
    runs.iter().map(word).collect::<Vec<_>>().join(",")
}

fn written((from, to): &Span) -> String {
    format!("{}-{}", clock::written(*from), clock::written(*to))
}

/// Whether two spans of a day have a time in common.
fn overlap(spans: &[Span]) -> bool {
    let end = |(from, to): Span| if to <= from { to + 24 * 60 } else { to };
    spans.windows(2).any(|pair| matches!(pair, [one, other] if end(*one) > other.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(hours: &[(u8, &str, &str)], expected: Option<&str>) {
        let mut week = Week::default();
        for (day, from, to) in hours {
            week.add(*day, (clock::minute(from).unwrap(), clock::minute(to).unwrap()));
        }
        assert_eq!(week.rules().as_deref(), expected);
    }

    #[test]
    fn days_with_the_same_hours_stand_together() {
        check(
            &[(1, "8:00", "16:00"), (2, "8:00", "16:00"), (3, "8:00", "16:00"), (5, "8:00", "12:00")],
            Some("Mo-We 08:00-16:00; Fr 08:00-12:00"),
        );
        check(&[(1, "8:00", "11:00"), (1, "12:00", "15:00"), (7, "8:00", "11:00")], Some("Mo 08:00-11:00,12:00-15:00; Su 08:00-11:00"));
        check(&[(5, "20:00", "02:00")], Some("Fr 20:00-02:00"));
    }

    #[test]
    fn what_contradicts_itself_says_nothing() {
        check(&[(1, "8:00", "16:00"), (1, "9:00", "17:00")], None);
        check(&[(1, "8:00", "16:00"), (1, "8:00", "16:00")], Some("Mo 08:00-16:00"));
        check(&[], None);
    }

    #[test]
    fn exceptions_follow_as_long_as_they_are_to_come() {
        let mut week = Week::always();
        week.except("2026-12-24", "", &[], "2026-11-24");
        week.except("2025-12-24", "", &[], "2026-11-24");
        week.except("2026-12-31", "2027-01-02", &[(600, 720)], "2026-11-24");
        assert_eq!(week.rules().as_deref(), Some("Mo-Su 00:00-24:00; 2026 Dec 24 off; 2026 Dec 31-2027 Jan 02 10:00-12:00"));
        assert_eq!(Week::always().rules().as_deref(), Some("24/7"));
    }
}
