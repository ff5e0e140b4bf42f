//! Opening hours and meetings: when someone can be reached.
//!
//! In: a schedule from the pack, a moment in the place's own time, the country's calendar. Out: open, closed until when, or not known.
//! Never reads a clock and knows no time zone: the moment comes in the place's time.
//! Standard: a part of the OpenStreetMap opening_hours grammar (`Mo-Fr 12:00-18:00; PH off`, `24/7`); HSDS `schedule`; Meeting Guide `day`, `time`, `end_time`.
//! Next: `calendar.rs` for holidays.

use alloc::string::String;
use alloc::vec::Vec;

use crate::calendar::Calendar;
use crate::date::{Date, Weekday};

/// Minutes in a day.
const DAY: u16 = 1440;

/// A minute of a civil day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// Minutes since midnight, below 1440.
    pub minute: u16,
}

/// Hours that repeat every week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// Days on which it opens: bit 0 is Monday, bit 6 Sunday.
    pub days: u8,
    /// First minute, below 1440.
    pub from: u16,
    /// The minute after the last one, above `from`; above 1440 is past midnight.
    pub to: u16,
}

/// What holds on holidays and eves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnHolidays {
    /// The hours say nothing about them.
    Unknown,
    /// Closed.
    Closed,
    /// As on any day.
    AsUsual,
}

/// Regular opening hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// Sorted by nothing; several may hold on a day.
    pub openings: Vec<Opening>,
    /// What holds on holidays.
    pub holidays: OnHolidays,
}

/// Whether someone can be reached at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenState {
    /// Day and night.
    Always,
    /// Open until this moment.
    Open(Moment),
    /// Closed until this moment.
    Closed(Moment),
    /// The hours do not tell, for example on a holiday.
    NotKnown,
}

/// One regular gathering of a group. Meeting Guide: `day`, `time`, `end_time`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Day of the week.
    pub day: Weekday,
    /// Start, minutes since midnight.
    pub from: u16,
    /// End, minutes since the midnight before the start; none if not told.
    pub to: Option<u16>,
    /// Street and town, or empty for a meeting online or by phone.
    pub location: String,
    /// Address of the online meeting, or empty.
    pub url: String,
    /// Language tag, or empty.
    pub language: String,
}

impl Schedule {
    /// Reads `24/7` or rules such as `Mo-Fr 12:00-18:00; Sa,Su 10:00-14:00; PH off`.
    ///
    /// # Errors
    /// The part that could not be read, in the editor's words.
    pub fn parse(text: &str) -> Result<Self, &str> {
        if text == "24/7" {
            return Ok(Self { openings: Vec::from([Opening { days: 0x7f, from: 0, to: DAY }]), holidays: OnHolidays::AsUsual });
        }
        let mut schedule = Self { openings: Vec::new(), holidays: OnHolidays::Unknown };
        for rule in text.split(';').map(str::trim) {
            match rule {
                "PH off" => schedule.holidays = OnHolidays::Closed,
                "PH open" => schedule.holidays = OnHolidays::AsUsual,
                _ => {
                    let (days, times) = rule.split_once(' ').ok_or(rule)?;
                    let days = days_of(days).ok_or(rule)?;
                    for time in times.split(',') {
                        let (from, to) = time.split_once('-').ok_or(rule)?;
                        let (from, to) = (minute_of(from).ok_or(rule)?, minute_of(to).ok_or(rule)?);
                        if from >= DAY || from == to {
                            return Err(rule);
                        }
                        schedule.openings.push(Opening { days, from, to: if to < from { to + DAY } else { to } });
                    }
                }
            }
        }
        if schedule.openings.is_empty() { Err(text) } else { Ok(schedule) }
    }

    /// Whether it is open at a moment of the place's own time.
    #[must_use]
    pub fn state(&self, now: Moment, calendar: &Calendar) -> OpenState {
        if self.is_always() {
            return OpenState::Always;
        }
        let mut next: Option<Moment> = None;
        // From yesterday, since an opening may run past midnight, to a fortnight ahead.
        for ahead in -1..15 {
            let date = now.date.plus_days(ahead);
            if calendar.holiday(date).is_some() {
                match self.holidays {
                    OnHolidays::Unknown if ahead <= 0 => return OpenState::NotKnown,
                    OnHolidays::Unknown | OnHolidays::Closed => continue,
                    OnHolidays::AsUsual => {}
                }
            }
            for opening in &self.openings {
                if opening.days & (1 << (date.weekday().iso() - 1)) == 0 {
                    continue;
                }
                let (start, end) = (moment(date, opening.from), moment(date, opening.to));
                if start <= now && now < end {
                    return OpenState::Open(end);
                }
                if start > now && next.is_none_or(|next| start < next) {
                    next = Some(start);
                }
            }
            if next.is_some() {
                break;
            }
        }
        next.map_or(OpenState::NotKnown, OpenState::Closed)
    }

    /// Whether it never closes.
    #[must_use]
    pub fn is_always(&self) -> bool {
        self.holidays == OnHolidays::AsUsual
            && self.openings.iter().any(|opening| opening.days == 0x7f && opening.from == 0 && opening.to == DAY)
    }
}

fn moment(date: Date, minute: u16) -> Moment {
    Moment { date: date.plus_days(i32::from(minute / DAY)), minute: minute % DAY }
}

/// Reads `HH:MM` as minutes since midnight, up to 24:00.
#[must_use]
pub fn minute_of(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    if hours.len() != 2 || minutes.len() != 2 || !hours.bytes().chain(minutes.bytes()).all(|sign| sign.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    (minutes < 60 && hours * 60 + minutes <= DAY).then_some(hours * 60 + minutes)
}

fn days_of(text: &str) -> Option<u8> {
    const NAMES: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
    let index = |name: &str| NAMES.iter().position(|day| *day == name);
    let mut days = 0;
    for part in text.split(',') {
        let (first, last) = match part.split_once('-') {
            Some((first, last)) => (index(first)?, index(last)?),
            None => (index(part)?, index(part)?),
        };
        let mut day = first;
        loop {
            days |= 1 << day;
            if day == last {
                break;
            }
            day = (day + 1) % 7;
        }
    }
    Some(days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Holiday;
    use alloc::vec;
    use proptest::prelude::*;

    fn at(text: &str) -> Moment {
        let (date, time) = text.split_once(' ').unwrap();
        Moment { date: Date::parse(date).unwrap(), minute: minute_of(time).unwrap() }
    }

    #[track_caller]
    fn check(hours: &str, now: &str, expected: OpenState) {
        // Sunday 2026-12-06 is Independence Day in Finland.
        let calendar = Calendar::new(vec![
            (Date::parse("2026-12-06").unwrap(), Holiday::Public),
            (Date::parse("2026-12-25").unwrap(), Holiday::Public),
        ]);
        assert_eq!(Schedule::parse(hours).unwrap().state(at(now), &calendar), expected);
    }

    #[test]
    fn the_first_minute_is_open_and_the_last_is_not() {
        check("Mo-Fr 12:00-18:00", "2026-11-23 11:59", OpenState::Closed(at("2026-11-23 12:00")));
        check("Mo-Fr 12:00-18:00", "2026-11-23 12:00", OpenState::Open(at("2026-11-23 18:00")));
        check("Mo-Fr 12:00-18:00", "2026-11-23 17:59", OpenState::Open(at("2026-11-23 18:00")));
        check("Mo-Fr 12:00-18:00", "2026-11-23 18:00", OpenState::Closed(at("2026-11-24 12:00")));
    }

    #[test]
    fn a_lunch_break_closes() {
        check("Mo-Fr 09:00-11:30,12:30-15:00", "2026-11-23 12:00", OpenState::Closed(at("2026-11-23 12:30")));
    }

    #[test]
    fn a_weekend_lasts_until_monday() {
        check("Mo-Fr 12:00-18:00", "2026-11-27 20:00", OpenState::Closed(at("2026-11-30 12:00")));
    }

    #[test]
    fn an_evening_may_run_past_midnight() {
        check("Fr,Sa 20:00-02:00", "2026-11-28 01:59", OpenState::Open(at("2026-11-28 02:00")));
        check("Fr,Sa 20:00-02:00", "2026-11-29 02:00", OpenState::Closed(at("2026-12-04 20:00")));
    }

    #[test]
    fn a_holiday_is_closed_open_or_not_known_as_the_hours_say() {
        check("Mo-Su 09:00-15:00; PH off", "2026-12-25 10:00", OpenState::Closed(at("2026-12-26 09:00")));
        check("Mo-Su 09:00-15:00; PH open", "2026-12-25 10:00", OpenState::Open(at("2026-12-25 15:00")));
        check("Mo-Su 09:00-15:00", "2026-12-25 10:00", OpenState::NotKnown);
    }

    #[test]
    fn day_and_night_never_closes() {
        check("24/7", "2026-12-25 03:00", OpenState::Always);
    }

    #[test]
    fn hours_that_cannot_be_read_are_refused() {
        for text in [
            "",
            "8-16",
            "ma-fr 08:00-16:00",
            "Mo-Fr 8:00-16:00",
            "Mo-Fr +8:00-16:00",
            "Mo-Fr 08:00",
            "Mo-Fr 16:00-16:00",
            "Mo-Fr 25:00-26:00",
            "PH off",
            "Mo-Fr08:00-16:00",
        ] {
            assert!(Schedule::parse(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_opens_later_is_open_then(days in 1..128u8, from in 0..1440u16, length in 1..1440u16, day in 0..400i32, minute in 0..1440u16) {
            let schedule = Schedule { openings: vec![Opening { days, from, to: from + length }], holidays: OnHolidays::Closed };
            let calendar = Calendar::default();
            let now = Moment { date: Date::parse("2026-01-01").unwrap().plus_days(day), minute };
            if let OpenState::Closed(opens) = schedule.state(now, &calendar) {
                prop_assert!(opens > now);
                prop_assert!(matches!(schedule.state(opens, &calendar), OpenState::Open(_)));
            }
        }
    }
}
