//! The calendar of a country: which days are holidays.
//!
//! In: the table of holidays that a pack carries. Out: whether a day is a working day, or one on which offices are closed.
//! Never computes holidays: the table is the source, and outside its years nothing is claimed.
//! Law: which days count is stated by each country's law on time limits; the table keeps public holidays and eves apart.
//! Next: `deadline.rs`, `schedule.rs`.

use alloc::vec::Vec;

use crate::date::Date;
use crate::order::ordered;

/// What a day in the table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holiday {
    /// A public holiday in law.
    Public,
    /// Not a holiday in law, but offices are closed, and Finnish and Swedish law on time limits treats it alike.
    Eve,
}

/// The holidays of one country for whole years.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    /// Sorted by day, no day twice.
    holidays: Vec<(Date, Holiday)>,
}

impl Calendar {
    /// From the rows of a table, in any order; of rows for the same day a public holiday wins.
    #[must_use]
    pub fn new(holidays: Vec<(Date, Holiday)>) -> Self {
        let key = |(day, kind): &(Date, Holiday)| (*day, *kind == Holiday::Eve);
        let mut holidays = ordered(holidays, |left, right| key(left) < key(right));
        holidays.dedup_by_key(|(day, _)| *day);
        Self { holidays }
    }

    /// The rows, sorted by day.
    #[must_use]
    pub fn holidays(&self) -> &[(Date, Holiday)] {
        &self.holidays
    }

    /// Whether the table covers the year of this day.
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        let year = |date: Date| date.parts().0;
        match (self.holidays.first(), self.holidays.last()) {
            (Some((first, _)), Some((last, _))) => (year(*first)..=year(*last)).contains(&year(day)),
            (None, _) | (_, None) => false,
        }
    }

    /// What the table says of the day.
    #[must_use]
    pub fn holiday(&self, day: Date) -> Option<Holiday> {
        let index = self.holidays.binary_search_by_key(&day, |(holiday, _)| *holiday).ok()?;
        self.holidays.get(index).map(|(_, kind)| *kind)
    }

    /// Monday to Friday, and no public holiday. An eve is a working day here.
    #[must_use]
    pub fn is_working_day(&self, day: Date) -> bool {
        !day.weekday().is_weekend() && self.holiday(day) != Some(Holiday::Public)
    }

    /// Saturday, Sunday, public holiday or eve: a last day on it moves where the law moves it.
    #[must_use]
    pub fn is_closed_day(&self, day: Date) -> bool {
        day.weekday().is_weekend() || self.holiday(day).is_some()
    }
}
