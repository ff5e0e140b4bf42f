//! Deadlines: from an anchor date and a period to the last day a person may act.
//!
//! In: a period from the pack, the anchor date, the country's `Calendar`. Out: `LastDay`.
//! Never reads a clock; whatever depends on the present takes `today`.
//! Law: the day of the event is not counted (Finland: Act 150/1930 § 2; Norway, Sweden and Denmark alike in the acts their packs cite).
//! Next: `calendar.rs` for working days, `evaluate.rs` for the caller.

use crate::calendar::Calendar;
use crate::date::Date;

/// A length of time as a law states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// How many; at least 1.
    count: u16,
    /// Of what.
    unit: Unit,
}

/// The kind of day, or more, that a period counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Every day.
    Days,
    /// Monday to Friday but public holidays.
    WorkingDays,
    /// Seven days.
    Weeks,
    /// To the day with the same number, or the last of the month.
    Months,
    /// Twelve months.
    Years,
}

impl Period {
    /// One day.
    pub const DAY: Self = Self { count: 1, unit: Unit::Days };

    /// Reads `30 days`, `10 working days`, `4 weeks`, `3 months`, `1 year`; none for anything else or a count of 0.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (count, unit) = text.split_once(' ')?;
        let unit = match unit {
            "day" | "days" => Unit::Days,
            "working day" | "working days" => Unit::WorkingDays,
            "week" | "weeks" => Unit::Weeks,
            "month" | "months" => Unit::Months,
            "year" | "years" => Unit::Years,
            _ => return None,
        };
        let count = count.parse().ok().filter(|number| *number > 0 && count.bytes().all(|sign| sign.is_ascii_digit()))?;
        Some(Self { count, unit })
    }

    /// How many of what.
    #[must_use]
    pub fn parts(self) -> (u16, Unit) {
        (self.count, self.unit)
    }
}

/// The result of a deadline, seen from a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastDay {
    /// The day it counts from.
    pub anchor: Date,
    /// The last day, itself still in time.
    pub date: Date,
    /// Days from today to it: 0 on the day itself, negative once passed.
    pub days: i32,
}

impl LastDay {
    /// Whether it lies before today.
    #[must_use]
    pub fn is_passed(self) -> bool {
        self.days < 0
    }

    /// How much of the way from anchor to last day is gone, in percent from 0 to 100.
    #[must_use]
    pub fn percent_gone(self) -> u8 {
        let whole = self.anchor.days_until(self.date).max(1);
        let gone = (whole - self.days).clamp(0, whole);
        u8::try_from(i64::from(gone) * 100 / i64::from(whole)).unwrap_or(100)
    }
}

/// The last day of a period that begins on the day after `anchor`, seen from `today`.
///
/// `moves`: whether a last day on a Saturday, Sunday, holiday or eve moves to the next other day.
/// None if the calendar does not cover a year whose holidays matter, since no day is then certain.
///
/// # Law
/// Finland: Act 150/1930 § 2 to 5. The month rule: the day that by its number answers to the anchor, else the month's last.
#[must_use]
pub fn last_day(anchor: Date, period: Period, moves: bool, calendar: &Calendar, today: Date) -> Option<LastDay> {
    let count = i32::from(period.count);
    let mut date = match period.unit {
        Unit::Days => anchor.plus_days(count),
        Unit::Weeks => anchor.plus_days(count * 7),
        Unit::Months => anchor.plus_months(count),
        Unit::Years => anchor.plus_months(count * 12),
        Unit::WorkingDays => working_days_later(anchor, count, calendar)?,
    };
    if moves {
        // Never more than a few days: no country closes for longer than a long weekend.
        for _ in 0..14 {
            if !calendar.covers(date) {
                return None;
            }
            if !calendar.is_closed_day(date) {
                break;
            }
            date = date.plus_days(1);
        }
    }
    Some(LastDay { anchor, date, days: today.days_until(date) })
}

fn working_days_later(anchor: Date, count: i32, calendar: &Calendar) -> Option<Date> {
    let mut date = anchor;
    let mut left = count;
    while left > 0 {
        date = date.plus_days(1);
        if !calendar.covers(date) {
            return None;
        }
        if calendar.is_working_day(date) {
            left -= 1;
        }
    }
    Some(date)
}

#[cfg(test)]
mod tests;
