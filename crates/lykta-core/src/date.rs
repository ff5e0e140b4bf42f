//! Civil dates: a day in the calendar, without time or zone.
//!
//! In: numbers or `YYYY-MM-DD`. Out: `Date`, its parts, and dates some days or months away.
//! Never reads a clock: `today` always comes from outside.
//! Standard: the proleptic Gregorian calendar, ISO 8601.
//! Next: `calendar.rs` for holidays, `deadline.rs` for periods.

use core::fmt;

/// A day from 0001-01-01 to 9999-12-31. Later days are greater.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Days since 1970-01-01; inside the range above.
    days: i32,
}

/// A day of the week, ISO: Monday is the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weekday(u8);

impl Weekday {
    /// The first day of the week.
    pub const MONDAY: Self = Self(1);

    /// From the ISO number, 1 (Monday) to 7 (Sunday); none for other numbers.
    #[must_use]
    pub fn from_iso(number: u8) -> Option<Self> {
        (1..=7).contains(&number).then_some(Self(number))
    }

    /// The ISO number, 1 (Monday) to 7 (Sunday).
    #[must_use]
    pub fn iso(self) -> u8 {
        self.0
    }

    /// Whether it is Saturday or Sunday.
    #[must_use]
    pub fn is_weekend(self) -> bool {
        self.0 >= 6
    }
}

const FIRST: i32 = -719_162;
const LAST: i32 = 2_932_896;

impl Date {
    /// 1970-01-01.
    pub const EPOCH: Self = Self { days: 0 };

    /// The day with these numbers, months and days from 1; none if there is no such day.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        if !(1..=9999).contains(&year) || day == 0 || day > days_in_month(year, month)? {
            return None;
        }
        Some(Self { days: days_from_civil(year, i32::from(month), i32::from(day)) })
    }

    /// Reads `YYYY-MM-DD`; none for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        if parts.next().is_some() || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// Year, month (1 to 12) and day (1 to 31).
    ///
    /// Method: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
    #[must_use]
    pub fn parts(self) -> (i32, u8, u8) {
        let shifted = self.days + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        // The ranges of month and day are given by the method.
        (year, u8::try_from(month).unwrap_or(1), u8::try_from(day).unwrap_or(1))
    }

    /// The day of the week.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        // 1970-01-01 was a Thursday.
        Weekday(u8::try_from((self.days + 3).rem_euclid(7)).unwrap_or(0) + 1)
    }

    /// The day `days` later, or earlier if negative; held at the first and last day of the range.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        Self { days: self.days.saturating_add(days).clamp(FIRST, LAST) }
    }

    /// The day with the same number `months` later; the last day of that month if it has no such day; held at the first and last day of the range.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        let (year, month, day) = self.parts();
        let count = year.saturating_mul(12).saturating_add(i32::from(month) - 1).saturating_add(months);
        let (year, month) = (count.div_euclid(12), u8::try_from(count.rem_euclid(12)).unwrap_or(0) + 1);
        if !(1..=9999).contains(&year) {
            return Self { days: if year < 1 { FIRST } else { LAST } };
        }
        let day = day.min(days_in_month(year, month).unwrap_or(28));
        Self { days: days_from_civil(year, i32::from(month), i32::from(day)) }
    }

    /// Days from this day to the other; negative if the other is earlier.
    #[must_use]
    pub fn days_until(self, other: Self) -> i32 {
        other.days - self.days
    }
}

/// Days in a month of 1 to 12; none for other months.
#[must_use]
pub fn days_in_month(year: i32, month: u8) -> Option<u8> {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if is_leap { 29 } else { 28 }),
        _ => None,
    }
}

/// Days since 1970-01-01. Method: Howard Hinnant, as above, `days_from_civil`.
fn days_from_civil(year: i32, month: i32, day: i32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(formatter, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::string::ToString;

    #[track_caller]
    fn check(text: &str, valid: bool) {
        let date = Date::parse(text);
        assert_eq!(date.is_some(), valid, "{text}");
        if let Some(date) = date {
            assert_eq!(date.to_string(), text);
        }
    }

    #[test]
    fn days_that_exist_are_read_and_written_alike() {
        for text in ["2026-11-22", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"] {
            check(text, true);
        }
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in [
            "2026-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "26-1-1",
            "2026-1-01",
            "2026-11-22T",
            "",
            "2026-11-",
            "+026-01-01",
            "2026-11-22-1",
        ] {
            check(text, false);
        }
    }

    #[test]
    fn a_day_beyond_the_range_is_held_at_its_first_or_last_day() {
        let (first, last) = (Date::parse("0001-01-01").unwrap(), Date::parse("9999-12-31").unwrap());
        for far in [1, 13, 40_000, i32::MAX] {
            assert_eq!((last.plus_days(far), last.plus_months(far)), (last, last), "{far}");
            assert_eq!((first.plus_days(-far), first.plus_months(-far)), (first, first), "{far}");
        }
        assert_eq!(Date::parse("9999-06-15").unwrap().plus_months(12), last);
    }

    proptest! {
        // So far from the ends of the range that no step leads beyond them.
        #[test]
        fn dates_agree_with_jiff(days in -670_000..2_890_000i32, step in -40_000..40_000i32, months in -600..600i32) {
            let date = Date { days };
            let (year, month, day) = date.parts();
            let theirs = jiff::civil::date(i16::try_from(year)?, i8::try_from(month)?, i8::try_from(day)?);
            prop_assert_eq!(date.to_string(), theirs.to_string());
            prop_assert_eq!(i8::try_from(date.weekday().iso())?, theirs.weekday().to_monday_one_offset());
            let span = jiff::Span::new().days(step);
            prop_assert_eq!(date.plus_days(step).to_string(), theirs.saturating_add(span).to_string());
            let span = jiff::Span::new().months(months);
            prop_assert_eq!(date.plus_months(months).to_string(), theirs.saturating_add(span).to_string());
            prop_assert_eq!(date.days_until(date.plus_days(step)), step);
        }
    }
}
