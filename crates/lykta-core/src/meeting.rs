//! Meetings of groups: when the next gathering is, whether it is still to be trusted, and how far it is.
//!
//! In: the meetings of a pack, a moment in its own time. Out: the day of a gathering, words of one meeting, metres.
//! Never reads a clock and knows no time zone: all meetings of a pack keep the pack's time, by the clock on the wall.
//! In the night when clocks go forward a gathering in the lost hour counts as over once they have; when they go back it counts as to come in both hours.
//! Standard: Meeting Guide `day`, `time`, `end_time`; RFC 5545 for what a calendar is given.
//! Next: `meeting_list.rs` for the list that a person sees, `format/built/meetings.rs` for where they come from.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::date::{Date, Weekday, days_in_month};
use crate::schedule::Moment;

/// Minutes in a day.
const DAY: u16 = 1440;

/// Minutes that a gathering without an end counts as running.
const WITHOUT_END: u16 = 60;

/// Weeks ahead that are looked through: a summer, a year of single months, a leap year.
const WEEKS_AHEAD: u16 = 60;

/// A point: latitude and longitude in thousandths of a degree.
pub type Point = (i32, i32);

/// How a meeting is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// In a room.
    InPerson,
    /// By video or chat.
    Online,
    /// By phone.
    Phone,
}

/// Who may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Everyone.
    Everyone,
    /// Those who have the problem themselves.
    Problem,
    /// Those who are close to someone.
    Relatives,
    /// Women.
    Women,
    /// Men.
    Men,
    /// Young people.
    Young,
}

/// What makes it easier to come and take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// No step on the way in.
    StepFree,
    /// A toilet that takes a wheelchair.
    Toilet,
    /// A loop for hearing aids.
    HearingLoop,
    /// Sign language.
    SignLanguage,
}

impl Kind {
    /// All, in the order of their bits.
    pub const ALL: [Self; 3] = [Self::InPerson, Self::Online, Self::Phone];
}

impl Who {
    /// All, in the order of their bits and of the screen.
    pub const ALL: [Self; 6] = [Self::Everyone, Self::Problem, Self::Relatives, Self::Women, Self::Men, Self::Young];
}

impl Access {
    /// All, in the order of their bits and of the screen.
    pub const ALL: [Self; 4] = [Self::StepFree, Self::Toilet, Self::HearingLoop, Self::SignLanguage];
}

/// Which of a few things hold, a bit for each in the order of its `ALL`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks(pub u8);

impl Marks {
    /// The marks of these places in `ALL`.
    #[must_use]
    pub fn of<T: PartialEq>(all: &[T], set: &[T]) -> Self {
        Self(all.iter().enumerate().filter(|(_, one)| set.contains(one)).fold(0, |bits, (index, _)| bits | 1 << index))
    }

    /// Whether the one at this place in `ALL` holds.
    #[must_use]
    pub fn has(self, index: usize) -> bool {
        self.0 >> index & 1 == 1
    }
}

/// When a meeting gathers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Repeat {
    /// Each so many weeks on a weekday, from a day that it gathers on.
    Weekly {
        /// The weekday.
        day: Weekday,
        /// Weeks from one gathering to the next, from 1.
        every: u8,
        /// The first gathering; with `every` 1 any day before which there is none.
        from: Date,
    },
    /// On certain ones of a weekday in each month.
    Monthly {
        /// The weekday.
        day: Weekday,
        /// Bit 0 is the first in the month, bit 4 the fifth, bit 5 the last.
        weeks: u8,
    },
    /// On these days alone.
    Dates(Vec<Date>),
}

/// Days on which there is no gathering, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// Once.
    Once(Date, Date),
    /// Each year, as month and day; from a later day to an earlier one it goes over the new year.
    Yearly((u8, u8), (u8, u8)),
}

/// One regular gathering of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// The card of the group, by index: it says which fellowship this is, and for whom.
    pub card: usize,
    /// When it gathers.
    pub repeat: Repeat,
    /// Start, minutes since midnight.
    pub start: u16,
    /// Minutes that it lasts; none if not told.
    pub length: Option<u16>,
    /// When it does not.
    pub breaks: Vec<Break>,
    /// How it is held: places in `Kind::ALL`.
    pub kinds: Marks,
    /// Who may come: places in `Who::ALL`; none if not told.
    pub who: Marks,
    /// What makes it easier: places in `Access::ALL`.
    pub access: Marks,
    /// Where it is, or its municipality.
    pub point: Option<Point>,
    /// The day on which somebody last made sure of it.
    pub confirmed: Date,
    /// Where its words stand in `Meetings`: from and to.
    pub words: (usize, usize),
}

/// The words of one meeting; empty where there is nothing to say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MeetingWords<'a> {
    /// Language, BCP 47.
    pub language: &'a str,
    /// Its own name.
    pub name: &'a str,
    /// The house or room.
    pub location: &'a str,
    /// Street and town.
    pub address: &'a str,
    /// Municipality code.
    pub place: &'a str,
    /// Page to join by, or about it; https.
    pub url: &'a str,
    /// Number to dial.
    pub phone: &'a str,
    /// The number as published.
    pub number: &'a str,
    /// What else the group says, in its own words.
    pub notes: &'a str,
}

/// How far a meeting is to be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Confirmed within the limit.
    Fresh,
    /// Confirmed too long ago, or on a day to come: ask first.
    Stale,
    /// Confirmed so long ago that it is not shown.
    Old,
}

/// All meetings of a pack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meetings {
    /// The meetings.
    pub all: Vec<Meeting>,
    /// The lines that they were read from: their words are looked up here, so that thousands of meetings cost one text.
    pub text: String,
    /// Points of the municipalities, in the order of the gazetteer.
    pub points: Vec<Option<Point>>,
    /// Months after the last confirmation when a meeting is stale.
    pub stale_after: u16,
    /// Months after the last confirmation when it is no longer shown.
    pub hidden_after: u16,
}

impl Meetings {
    /// The words of a meeting.
    #[must_use]
    pub fn words(&self, meeting: &Meeting) -> MeetingWords<'_> {
        let mut cells = self.text.get(meeting.words.0..meeting.words.1).unwrap_or("").split('\t');
        let mut next = || cells.next().unwrap_or("");
        MeetingWords {
            language: next(),
            name: next(),
            location: next(),
            address: next(),
            place: next(),
            url: next(),
            phone: next(),
            number: next(),
            notes: next(),
        }
    }

    /// How far a meeting is to be trusted on a day.
    #[must_use]
    pub fn standing(&self, meeting: &Meeting, today: Date) -> Standing {
        let is_past = |months: u16| meeting.confirmed.plus_months(i32::from(months)) < today;
        if is_past(self.hidden_after) {
            Standing::Old
        } else if is_past(self.stale_after) || meeting.confirmed > today {
            Standing::Stale
        } else {
            Standing::Fresh
        }
    }
}

impl Break {
    /// Whether a day lies in it.
    #[must_use]
    pub fn holds(&self, date: Date) -> bool {
        match *self {
            Self::Once(from, to) => from <= date && date <= to,
            Self::Yearly(from, to) => {
                let (_, month, day) = date.parts();
                let at = (month, day);
                if from <= to { from <= at && at <= to } else { from <= at || at <= to }
            }
        }
    }
}

impl Repeat {
    /// Whether a day is one of it, breaks aside.
    fn is_on(&self, date: Date) -> bool {
        match self {
            Self::Weekly { day, every, from } => {
                date.weekday() == *day && *from <= date && (*every < 2 || from.days_until(date) % (7 * i32::from(*every)) == 0)
            }
            Self::Monthly { day, weeks } => {
                let (year, month, number) = date.parts();
                let is_last = days_in_month(year, month).is_some_and(|days| number + 7 > days);
                date.weekday() == *day && (weeks >> ((number - 1) / 7) & 1 == 1 || (is_last && weeks >> 5 & 1 == 1))
            }
            Self::Dates(dates) => dates.contains(&date),
        }
    }
}

impl Meeting {
    /// Whether it gathers on a day.
    #[must_use]
    pub fn is_on(&self, date: Date) -> bool {
        self.repeat.is_on(date) && !self.breaks.iter().any(|held| held.holds(date))
    }

    /// The day of the gathering that runs at a moment, or of the next one; none within a year or so.
    #[must_use]
    pub fn next(&self, now: Moment) -> Option<Date> {
        let is_ahead = |date: &Date| self.end(*date) > now && self.is_on(*date);
        // From yesterday, since a gathering may run past midnight.
        let first = now.date.plus_days(-1);
        let day = match &self.repeat {
            Repeat::Weekly { day, from, .. } => return nth_week(first.max(*from), *day).find(is_ahead),
            Repeat::Monthly { day, .. } => *day,
            Repeat::Dates(dates) => return dates.iter().copied().filter(is_ahead).min(),
        };
        nth_week(first, day).find(is_ahead)
    }

    /// The moment at which a gathering ends; some while after its start where no end is told.
    #[must_use]
    pub fn end(&self, date: Date) -> Moment {
        at(date, self.start + self.length.unwrap_or(WITHOUT_END))
    }

    /// What a calendar is given of it from a moment on: the gathering from when to when, and how it repeats by RFC 5545 (`RRULE` without its name).
    ///
    /// The repetition ends before the next break, since no one would look again what comes after it; it is empty where there is but one.
    #[must_use]
    pub fn calendar(&self, now: Moment) -> Option<(Moment, Moment, String)> {
        const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
        let date = self.next(now)?;
        let name = |day: Weekday| DAYS.get(usize::from(day.iso()) - 1).copied().unwrap_or("MO");
        let mut rule = match &self.repeat {
            Repeat::Weekly { day, every, .. } => format!("FREQ=WEEKLY;INTERVAL={};BYDAY={}", (*every).max(1), name(*day)),
            Repeat::Monthly { day, weeks } => {
                let numbers = [(0, "1"), (1, "2"), (2, "3"), (3, "4"), (4, "5"), (5, "-1")];
                let days: Vec<String> =
                    numbers.iter().filter(|(bit, _)| weeks >> bit & 1 == 1).map(|(_, number)| [*number, name(*day)].concat()).collect();
                format!("FREQ=MONTHLY;BYDAY={}", days.join(","))
            }
            Repeat::Dates(_) => String::new(),
        };
        let in_break = |date: &Date| self.breaks.iter().any(|held| held.holds(*date));
        let stop = (0..i32::from(WEEKS_AHEAD) * 7).map(|days| date.plus_days(days)).find(in_break);
        if let (Some(stop), false) = (stop, rule.is_empty()) {
            let (year, month, day) = stop.plus_days(-1).parts();
            rule.push_str(&format!(";UNTIL={year:04}{month:02}{day:02}T235959"));
        }
        Some((at(date, self.start), self.end(date), rule))
    }
}

/// A weekday from a day on, week by week, as far as is looked ahead.
fn nth_week(first: Date, day: Weekday) -> impl Iterator<Item = Date> {
    let wait = (i32::from(day.iso()) - i32::from(first.weekday().iso())).rem_euclid(7);
    (0..WEEKS_AHEAD).map(move |week| first.plus_days(wait + 7 * i32::from(week)))
}

fn at(date: Date, minute: u16) -> Moment {
    Moment { date: date.plus_days(i32::from(minute / DAY)), minute: minute % DAY }
}

/// Metres between two points, within one in a hundred as far as a day's travel.
///
/// On a plane at the latitude between them; the cosine by Bhaskara's approximation, since the core has no floats.
#[must_use]
pub fn metres(one: Point, other: Point) -> u32 {
    /// Metres in a degree of a meridian.
    const DEGREE: i64 = 111_195;
    let (north, east) = (i64::from(other.0) - i64::from(one.0), i64::from(other.1) - i64::from(one.1));
    let middle = i64::midpoint(i64::from(one.0), i64::from(other.0)) / 10;
    let square = middle * middle;
    let (up, across) = (north * DEGREE / 1000, east * DEGREE / 1000);
    let across = across * (324_000_000 - 4 * square) / (324_000_000 + square);
    u32::try_from((up * up + across * across).unsigned_abs().isqrt()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
