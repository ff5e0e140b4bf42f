//! Opening hours: when someone can be reached.
//!
//! In: a schedule from the pack, a moment in the place's own time, the country's calendar. Out: open, closed until when, or not known.
//! Never reads a clock and knows no time zone: the moment comes in the place's time. So on the night on which clocks are put on, the hour
//! that is not there is passed over, and what would open in it is open at once after it; on the night on which they are put back, the hour
//! that comes twice is open both times or closed both times. Nothing is lost and nothing is doubled.
//! Standard: a part of the OpenStreetMap opening_hours grammar (see `parse.rs`); HSDS `schedule`; Meeting Guide `day`, `time`, `end_time`.
//! DEPARTURE: a rule of weekdays says nothing of a public holiday or an eve, in whatever order: then the hours are not known, and no one is
//! sent to a line that is silent. `PH open` means "as on other days". A night that began runs on past midnight, but for a day that is off;
//! one that did not begin does not run on. The standard lets any later rule cut a night, and begins one at midnight after a day that was off.
//! Next: `schedule/parse.rs` for how hours are written, `calendar.rs` for holidays.

use alloc::vec::Vec;

use crate::calendar::Calendar;
use crate::date::Date;

mod parse;

/// Minutes in a day.
const DAY: u16 = 1440;

/// How many days ahead an opening is looked for: a service that rests for a summer still says when it opens.
const FAR: i32 = 366;

/// The longest row of days without a pause that is followed to its end.
const PAUSELESS: usize = 14;

/// Public holidays, as a bit of `Opening::days`.
const HOLIDAYS: u32 = 1 << 7;

/// Every day of the week, as bits of `Opening::days`.
const WEEK: u32 = 0x7f;

/// The last such day of a month, as a bit of `Opening::days`; bits 8 to 12 are the first to the fifth.
const LAST: u32 = 1 << 13;

/// A minute of a civil day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// Minutes since midnight, below 1440.
    pub minute: u16,
}

/// One span of a rule of opening hours, or the rule itself if it closes.
///
/// Spans with the same days belong to one rule. Of the rules that name a day the last one holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// First day of each year as `month * 32 + day`, and `year * 512` more if of one year; 0 for any day.
    pub first: u32,
    /// Last day, likewise; before the first it is of the year after.
    pub last: u32,
    /// Days on which it holds: bit 0 is Monday, bit 6 Sunday, bit 7 a holiday; bits 8 to 12 if only the first to the fifth of a month, bit 13 the last.
    pub days: u32,
    /// First minute, below 1440.
    pub from: u32,
    /// The minute after the last one, above `from`; above 1440 is past midnight. With both 0 it is closed, with both 1 holidays are as other days.
    pub to: u32,
}

/// Opening hours.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Schedule {
    /// In the order of the rules, of which none names the same days as another.
    pub openings: Vec<Opening>,
}

/// What the hours say of a day.
#[derive(Clone, Copy)]
enum Rule<'a> {
    /// Nothing: closed.
    None,
    /// This rule holds; any of its spans.
    Holds(&'a Opening),
    /// It is a holiday, of which the hours say nothing; on another day this rule would hold.
    Perhaps(&'a Opening),
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

impl Opening {
    /// Whether it says that it is closed.
    #[must_use]
    pub fn is_off(&self) -> bool {
        self.to == 0
    }

    /// Whether it says that holidays are as other days.
    #[must_use]
    pub fn is_as_usual(&self) -> bool {
        self.to == 1
    }

    /// Whether both are spans of one rule.
    #[must_use]
    pub fn is_of_rule(&self, other: &Self) -> bool {
        (self.first, self.last, self.days) == (other.first, other.last, other.days)
    }

    /// Whether a day lies within its dates.
    fn is_within(&self, date: Date) -> bool {
        let (year, month, day) = date.parts();
        let year = if self.first < 512 { 0 } else { u32::try_from(year).unwrap_or(0) * 512 };
        let key = year + u32::from(month) * 32 + u32::from(day);
        let (after, before) = (self.first <= key, key <= self.last);
        self.first == 0 || if self.first <= self.last { after && before } else { after || before }
    }

    /// Whether it names the day of the week.
    fn is_weekday(&self, date: Date) -> bool {
        let (_, month, day) = date.parts();
        let nth = 1 << (8 + (day - 1) / 7);
        let is_last = date.plus_days(7).parts().1 != month;
        let counts = self.days >> 8;
        self.days & (1 << (date.weekday().iso() - 1)) != 0 && (counts == 0 || self.days & nth != 0 || (is_last && self.days & LAST != 0))
    }
}

impl Schedule {
    /// As numbers, five for each span: what a built pack holds.
    #[must_use]
    pub fn numbers(&self) -> Vec<u32> {
        self.openings.iter().flat_map(|opening| [opening.first, opening.last, opening.days, opening.from, opening.to]).collect()
    }

    /// From what `numbers` gave; none if it cannot be that.
    #[must_use]
    pub fn from_numbers(numbers: &[u32]) -> Option<Self> {
        let mut openings = Vec::new();
        for row in numbers.chunks(5) {
            let [first, last, days, from, to] = *row else { return None };
            let is_span = from < u32::from(DAY) && from < to && to <= u32::from(2 * DAY);
            if !is_span && (from != to || to > 1) {
                return None;
            }
            openings.push(Opening { first, last, days, from, to });
        }
        Some(Self { openings })
    }

    /// Whether it is open at a moment of the place's own time.
    #[must_use]
    pub fn state(&self, now: Moment, calendar: &Calendar) -> OpenState {
        if self.is_always() {
            return OpenState::Always;
        }
        match self.reach(now, calendar) {
            OpenState::Open(mut until) => {
                for _ in 0..PAUSELESS {
                    // One span may go on where another ends, at midnight most often.
                    let OpenState::Open(further) = self.reach(until, calendar) else { break };
                    until = further;
                }
                OpenState::Open(until)
            }
            OpenState::Closed(_) => self.next(now, calendar).map_or(OpenState::NotKnown, OpenState::Closed),
            state @ (OpenState::Always | OpenState::NotKnown) => state,
        }
    }

    /// As `state`, by the spans of one day and the night before: open until the end of its span, or closed, with no more said.
    fn reach(&self, now: Moment, calendar: &Calendar) -> OpenState {
        let (yesterday, today) = (self.rule(now.date.plus_days(-1), calendar), self.rule(now.date, calendar));
        let minute = u32::from(now.minute);
        let end = |rule: &Opening, minute: u32| self.spans(rule).find(|span| span.from <= minute && minute < span.to).map(|span| span.to);
        let until = |minute: u32| OpenState::Open(moment(now.date, minute));
        let night = minute + u32::from(DAY);
        let is_off = |rule: Rule<'_>| matches!(rule, Rule::Holds(rule) if rule.is_off());
        let is_open = |rule: Rule<'_>| matches!(rule, Rule::Holds(rule) if end(rule, minute).is_some());
        if !is_off(today) {
            match yesterday {
                Rule::Holds(rule) => {
                    if let Some(end) = end(rule, night) {
                        return until(end - u32::from(DAY));
                    }
                }
                // What is open today is so whether or not last night goes on.
                Rule::Perhaps(rule) if end(rule, night).is_some() && !is_open(today) => return OpenState::NotKnown,
                Rule::Perhaps(_) | Rule::None => {}
            }
        }
        match today {
            Rule::Holds(rule) => end(rule, minute).map_or(OpenState::Closed(now), |end| {
                let is_cut = end > u32::from(DAY) && is_off(self.rule(now.date.plus_days(1), calendar));
                until(if is_cut { u32::from(DAY) } else { end })
            }),
            Rule::Perhaps(_) => OpenState::NotKnown,
            Rule::None => OpenState::Closed(now),
        }
    }

    /// The first opening after a moment. Holidays of which nothing is known are passed over.
    fn next(&self, now: Moment, calendar: &Calendar) -> Option<Moment> {
        (0..FAR).find_map(|ahead| {
            let date = now.date.plus_days(ahead);
            let Rule::Holds(rule) = self.rule(date, calendar) else { return None };
            let starts = self.spans(rule).map(|span| moment(date, span.from)).filter(|start| *start > now);
            starts.min()
        })
    }

    /// The spans of a rule; none if it is closed.
    fn spans<'a>(&'a self, rule: &'a Opening) -> impl Iterator<Item = &'a Opening> {
        self.openings.iter().filter(move |span| span.is_of_rule(rule) && span.to > 1)
    }

    /// The rule that holds on a day: the last that names it.
    fn rule(&self, date: Date, calendar: &Calendar) -> Rule<'_> {
        let is_holiday = calendar.holiday(date).is_some();
        let mut is_usual = !is_holiday;
        let mut perhaps = None;
        for opening in self.openings.iter().rev().filter(|opening| opening.is_within(date)) {
            if is_holiday && opening.days & HOLIDAYS != 0 {
                if !opening.is_as_usual() {
                    return Rule::Holds(opening);
                }
                is_usual = true;
            } else if opening.is_weekday(date) {
                perhaps = perhaps.or(Some(opening));
            }
            if let Some(opening) = perhaps.filter(|_| is_usual) {
                return Rule::Holds(opening);
            }
        }
        perhaps.filter(|opening| !opening.is_off()).map_or(Rule::None, Rule::Perhaps)
    }

    /// Whether it never closes.
    #[must_use]
    pub fn is_always(&self) -> bool {
        let always =
            |opening: &Opening| opening.first == 0 && opening.days == WEEK | HOLIDAYS && opening.to - opening.from == u32::from(DAY);
        matches!(self.openings.as_slice(), [opening] if always(opening))
    }
}

fn moment(date: Date, minute: u32) -> Moment {
    // Below three days of minutes.
    let minute = u16::try_from(minute).unwrap_or(0);
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

#[cfg(test)]
mod tests;
