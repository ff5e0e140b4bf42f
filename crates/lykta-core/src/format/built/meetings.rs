//! The meetings of a pack as they are built: a line per meeting.
//!
//! In: `MeetingsFile`. Out: `Meetings`, or the name of the part that does not hold together.
//! Cells are parted by tabs, which no text of a pack holds; days and marks are short, so that three thousand lines weigh little.
//! Next: `meeting.rs`.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Deserializer, Serialize, de};

use super::{ReadFault, version};
use crate::date::{Date, Weekday};
use crate::format::node::{Fault, Fields, FromNode, Node, readable, readable_file};
use crate::meeting::{Break, Marks, Meeting, Meetings, Point, Repeat};
use crate::pack;

/// The meetings of a pack: `<pack>-meetings-<hash>.json`. A pack without meetings has no such file.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct MeetingsFile {
    /// The version of the format.
    pub format: u32,
    /// Months after the last confirmation when a meeting is stale.
    pub stale_after_months: u16,
    /// Months after the last confirmation when it is no longer shown.
    pub hidden_after_months: u16,
    /// A line per meeting, cells parted by tabs: card by index, repetition, start and length in minutes, breaks, marks of how it is held,
    /// of who may come and of access, point, day of the last confirmation, then the words in the order of `MeetingWords`.
    ///
    /// Repetition: `3` each Wednesday, `3/2/2026-11-25` every second from that day on, `3#2` by bits of the weeks of the month, `=` and days.
    pub meetings: String,
    /// A line per municipality, in the order of the places file: its point in thousandths of a degree, or nothing.
    pub points: String,
}

readable!(MeetingsFile: format stale_after_months hidden_after_months meetings points; );
readable_file!(MeetingsFile);

impl TryFrom<MeetingsFile> for Meetings {
    type Error = ReadFault;

    fn try_from(file: MeetingsFile) -> Result<Self, ReadFault> {
        version(file.format)?;
        let mut all = Vec::new();
        let mut at = 0;
        for line in file.meetings.split('\n') {
            if !line.is_empty() {
                all.push(meeting(line, at).ok_or(ReadFault::Broken("meeting"))?);
            }
            at += line.len() + 1;
        }
        let points = file.points.split('\n').map(point).collect();
        Ok(Self { all, text: file.meetings, points, stale_after: file.stale_after_months, hidden_after: file.hidden_after_months })
    }
}

/// Reads a line that begins at a place in the whole text.
fn meeting(line: &str, at: usize) -> Option<Meeting> {
    let mut rest = line;
    let mut next = || {
        let (cell, after) = rest.split_once('\t').unwrap_or((rest, ""));
        rest = after;
        cell
    };
    let (card, when, start, length) = (next(), next(), next(), next());
    let (breaks, kinds, who, access) = (next(), next(), next(), next());
    let (there, confirmed) = (next(), next());
    let words = (at + line.len() - rest.len(), at + line.len());
    let mut cells = rest.split('\t');
    // What leads somewhere is looked at, as with contacts.
    let (url, phone) = (cells.nth(5).unwrap_or(""), cells.next().unwrap_or(""));
    if !(url.is_empty() || pack::is_page(url)) || !(phone.is_empty() || pack::is_dialled(phone)) {
        return None;
    }
    let start = number(start).filter(|start| *start < 1440)?;
    Some(Meeting {
        card: usize::from(number(card)?),
        repeat: repeat(when)?,
        start,
        length: if length.is_empty() { None } else { Some(number(length).filter(|length| *length < 1440)?) },
        breaks: parts(breaks).map(break_of).collect::<Option<_>>()?,
        kinds: marks(kinds)?,
        who: marks(who)?,
        access: marks(access)?,
        point: point(there),
        confirmed: Date::parse(confirmed)?,
        words,
    })
}

fn number(text: &str) -> Option<u16> {
    text.parse().ok()
}

fn small(text: &str) -> Option<u8> {
    u8::try_from(number(text)?).ok()
}

fn marks(text: &str) -> Option<Marks> {
    if text.is_empty() { Some(Marks(0)) } else { small(text).map(Marks) }
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ').filter(|part| !part.is_empty())
}

fn point(text: &str) -> Option<Point> {
    let (north, east) = text.split_once(' ')?;
    Some((north.parse().ok()?, east.parse().ok()?))
}

fn repeat(text: &str) -> Option<Repeat> {
    if let Some(days) = text.strip_prefix('=') {
        return parts(days).map(Date::parse).collect::<Option<_>>().map(Repeat::Dates);
    }
    let weekday = |text: &str| Weekday::from_iso(small(text)?);
    if let Some((day, weeks)) = text.split_once('#') {
        return Some(Repeat::Monthly { day: weekday(day)?, weeks: small(weeks)? });
    }
    let mut cells = text.split('/');
    let day = weekday(cells.next()?)?;
    match (cells.next(), cells.next()) {
        (Some(every), Some(from)) => Some(Repeat::Weekly { day, every: small(every)?, from: Date::parse(from)? }),
        _ => Some(Repeat::Weekly { day, every: 1, from: Date::EPOCH }),
    }
}

/// Reads `2026-12-20..2027-01-06` or `06-15..08-15`.
fn break_of(text: &str) -> Option<Break> {
    let (from, to) = text.split_once("..")?;
    if let (Some(from), Some(to)) = (Date::parse(from), Date::parse(to)) {
        return Some(Break::Once(from, to));
    }
    let day = |text: &str| {
        let (month, day) = text.split_once('-')?;
        Some((small(month)?, small(day)?))
    };
    Some(Break::Yearly(day(from)?, day(to)?))
}
