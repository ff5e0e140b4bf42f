//! Opening hours as editors write them.
//!
//! In: `24/7`, or rules such as `Mo-Fr 08:00-11:30,12:30-16:00; Dec 24-26 off; PH off`. Out: `Schedule`, or the part that cannot be read.
//! Never guesses: what is outside this part of the grammar is refused. Only the editors' tool calls this; the app is handed the numbers.
//! Standard: OpenStreetMap opening_hours: rules parted by `;`, each `[dates] [days] times` or `off`. Dates: `Dec 24`, `Dec 24-26`,
//! `Dec 24-Jan 06`, `Jun-Aug`, each with a year before it if of one year. Days: `Mo-Fr`, `Sa-Mo`, `Mo,We`, `PH`, `Mo[1]`, `Mo[1,3]`, `Mo[-1]`.
//! Left out on purpose: weeks, Easter, sunrise, school holidays, `+`, comments, `unknown`, `||`, times that are off on a day that is open.
//! Next: `../schedule.rs` for what the rules mean.

use alloc::vec::Vec;

use super::{DAY, HOLIDAYS, LAST, Opening, Schedule, WEEK, minute_of};
use crate::date::{Date, days_in_month};

const WEEKDAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A leap year, in which every day that there can be is.
const LEAP: i32 = 2028;

impl Schedule {
    /// Reads `24/7` or rules such as `Mo-Fr 12:00-18:00; Sa,Su 10:00-14:00; PH off`.
    ///
    /// # Errors
    /// The part that could not be read, in the editor's words.
    pub fn parse(text: &str) -> Result<Self, &str> {
        let day = u32::from(DAY);
        let always = Opening { first: 0, last: 0, days: WEEK | HOLIDAYS, from: 0, to: day };
        if text == "24/7" {
            return Ok(Self { openings: Vec::from([always]) });
        }
        let mut openings: Vec<Opening> = Vec::new();
        for rule in text.split(';').map(str::trim) {
            let spans = rule_of(rule).ok_or(rule)?;
            // A later rule for the very same days takes the place of the earlier one.
            openings.retain(|earlier| !spans.iter().any(|span| span.is_of_rule(earlier)));
            openings.extend(spans);
        }
        if !openings.iter().any(|opening| opening.to > 1) {
            return Err(text);
        }
        match openings.as_slice() {
            [all, usual] if usual.is_as_usual() && *all == (Opening { days: WEEK, ..always }) => Ok(Self { openings: Vec::from([always]) }),
            _ => Ok(Self { openings }),
        }
    }
}

/// The spans of a rule, for each of the days that it names.
fn rule_of(rule: &str) -> Option<Vec<Opening>> {
    if rule == "PH open" {
        return Some(Vec::from([Opening { first: 0, last: 0, days: HOLIDAYS, from: 1, to: 1 }]));
    }
    let (named, times) = rule.rsplit_once(' ')?;
    let spans: Vec<(u32, u32)> = if times == "off" { Vec::from([(0, 0)]) } else { times.split(',').map(span_of).collect::<Option<_>>()? };
    let (dates, days) = match named.rsplit_once(' ') {
        _ if starts_day(named) => ("", named),
        Some((dates, days)) if starts_day(days) => (dates, days),
        Some(_) | None => (named, ""),
    };
    let dates = if dates.is_empty() { Vec::from([(0, 0)]) } else { dates.split(',').map(dates_of).collect::<Option<Vec<_>>>()? };
    let days = if days.is_empty() { Vec::from([WEEK | HOLIDAYS]) } else { days_of(days)? };
    let mut openings = Vec::new();
    for (first, last) in dates {
        for days in &days {
            openings.extend(spans.iter().map(|(from, to)| Opening { first, last, days: *days, from: *from, to: *to }));
        }
    }
    Some(openings)
}

fn starts_day(text: &str) -> bool {
    text.starts_with("PH") || WEEKDAYS.iter().any(|day| text.starts_with(day))
}

fn span_of(text: &str) -> Option<(u32, u32)> {
    let (from, to) = text.split_once('-')?;
    let (from, to) = (minute_of(from)?, minute_of(to)?);
    let to = if to < from { to + DAY } else { to };
    (from < DAY && from != to).then_some((u32::from(from), u32::from(to)))
}

/// Days of the week; those that are counted in the month stand each for itself.
fn days_of(text: &str) -> Option<Vec<u32>> {
    let index = |name: &str| WEEKDAYS.iter().position(|day| *day == name);
    let (mut plain, mut counted) = (0, Vec::new());
    let mut rest = text;
    while !rest.is_empty() {
        // A comma in brackets parts no days.
        let end = match (rest.find(','), rest.find('[')) {
            (Some(comma), Some(open)) if open < comma => rest.find(']')? + 1,
            (Some(comma), _) => comma,
            (None, _) => rest.len(),
        };
        let (part, after) = rest.split_at_checked(end)?;
        rest = match after.strip_prefix(',') {
            Some("") => return None,
            Some(next) => next,
            None if after.is_empty() => "",
            None => return None,
        };
        if part == "PH" {
            plain |= HOLIDAYS;
        } else if let Some((day, counts)) = part.split_once('[') {
            let mut days = 1 << index(day)?;
            for count in counts.strip_suffix(']')?.split(',') {
                days |= match count {
                    "1" => 1 << 8,
                    "2" => 1 << 9,
                    "3" => 1 << 10,
                    "4" => 1 << 11,
                    "5" => 1 << 12,
                    "-1" => LAST,
                    _ => return None,
                };
            }
            counted.push(days);
        } else {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            let (mut day, last) = (index(first)?, index(last)?);
            plain |= 1 << day;
            while day != last {
                day = (day + 1) % 7;
                plain |= 1 << day;
            }
        }
    }
    if plain != 0 {
        counted.push(plain);
    }
    (!counted.is_empty()).then_some(counted)
}

/// A part of a date: year, month and day, each 0 if it is not told.
type Part = (u32, u32, u32);

/// First and last day, as in `Opening`.
fn dates_of(text: &str) -> Option<(u32, u32)> {
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    let (year, month, day) = part_of(from)?;
    // `Dec 24-26` is within the month.
    let within = || {
        number(to, 2).filter(|to| {
            *to >= day && u8::try_from(month).ok().and_then(|month| days_in_month(LEAP, month)).is_some_and(|days| *to <= u32::from(days))
        })
    };
    let (to_year, to_month, to_day) = part_of(to).or_else(|| Some((year, month, within()?)))?;
    if (day == 0) != (to_day == 0) || (year == 0 && to_year != 0) {
        return None;
    }
    let to_year = if to_year == 0 { year } else { to_year };
    let key = |year: u32, month: u32, day: u32| year * 512 + month * 32 + day;
    let (first, last) = (key(year, month, day.max(1)), key(to_year, to_month, if to_day == 0 { 31 } else { to_day }));
    // Past New Year a year must be told on both sides, or on neither.
    (year == 0 || first <= last).then_some((first, last))
}

/// `2026 Dec 24`, `Dec 24`, `2026 Dec`, `Dec`.
fn part_of(text: &str) -> Option<Part> {
    let words: Vec<&str> = text.split(' ').collect();
    let (year, words) = match words.as_slice() {
        [year, rest @ ..] if !rest.is_empty() && number(year, 4).is_some() => (number(year, 4)?, rest),
        rest => (0, rest),
    };
    let (month, day) = match words {
        [month] => (month, 0),
        [month, day] => (month, number(day, 2).filter(|day| *day > 0)?),
        _ => return None,
    };
    let month = u8::try_from(MONTHS.iter().position(|name| name == month)? + 1).ok()?;
    let is_there = if year == 0 {
        day <= u32::from(days_in_month(LEAP, month)?)
    } else {
        Date::new(i32::try_from(year).ok()?, month, u8::try_from(day.max(1)).ok()?).is_some()
    };
    is_there.then_some((year, u32::from(month), day))
}

/// A number of so many digits.
fn number(text: &str, digits: usize) -> Option<u32> {
    (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}
