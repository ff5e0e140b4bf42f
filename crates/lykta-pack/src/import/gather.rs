//! Gathering: every record of a source, read by who knows its form.
//!
//! In: a source, how its feed is read. Out: all records with their files, and what stands beside them.
//! Never keeps more rows than a pack may take in.
//! Next: `meeting_guide.rs` and its neighbours for what a record means.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;

use super::elements::{self, Wrapped};
use super::feed::Feed;
use super::kind::Kind;
use super::record::{Place, Record};
use super::report::Report;
use super::source::Source;
use super::{bmlt, keep, meeting_guide, ptv};

/// The records of a source that have rows, each with its file; and what stands beside them, and how often.
pub type Found = (Vec<(Rc<str>, Record)>, BTreeMap<String, u64>);

/// What records name, and what therefore is read before them.
#[derive(Debug, Default)]
struct Named {
    formats: bmlt::Formats,
    ptv: ptv::Known,
}

/// Whether the files of a form are read twice: first for what records name.
#[must_use]
pub fn is_read_again(kind: Kind) -> bool {
    !matches!(kind, Kind::MeetingGuide)
}

/// Reads a source; what is refused is counted at once.
///
/// # Errors
/// What cannot be read, and where.
pub fn read(kind: Kind, source: &Source<'_>, feed: &Feed<'_>, report: &mut Report) -> Result<Found, String> {
    let (mut named, mut beside) = (Named::default(), BTreeMap::new());
    if is_read_again(kind) {
        let fields = if kind == Kind::Bmlt { bmlt::FORMATS } else { records(kind) };
        each(source, fields, &mut |_, _, value| match kind {
            Kind::MeetingGuide => Ok(()),
            Kind::Bmlt => {
                named.formats.learn(&value);
                Ok(())
            }
            Kind::Ptv => named.ptv.learn(feed, &value),
        })?;
    }
    let (mut found, mut rows): (Vec<(Rc<str>, Record)>, usize) = (Vec::new(), 0);
    each(source, records(kind), &mut |file, place, value| {
        let what = match kind {
            Kind::MeetingGuide => None,
            Kind::Bmlt => bmlt::beside(&value),
            Kind::Ptv => ptv::beside(&value),
        };
        if let Some(what) = what {
            // Formats are words of the feed, and have their home in the table of codes.
            if what != "format" {
                *beside.entry(what.to_owned()).or_default() += 1;
            }
            return Ok(());
        }
        let record = match kind {
            Kind::MeetingGuide => meeting_guide::record(feed, place, &value),
            Kind::Bmlt => bmlt::record(feed, &named.formats, place, &value),
            Kind::Ptv => ptv::record(feed, &named.ptv, place, &value),
        };
        rows += record.rows.len();
        if rows > keep::MOST {
            return Err(format!("the feed has more than {} rows: name one of a smaller area", keep::MOST));
        }
        // What is refused already need not be held.
        if record.refusal.is_some() {
            return report.count(file, &record);
        }
        found.push((Rc::clone(file), record));
        Ok(())
    })?;
    Ok((found, beside))
}

/// The lists in which the records of a form stand.
fn records(kind: Kind) -> Wrapped {
    match kind {
        Kind::MeetingGuide => meeting_guide::MEETINGS,
        Kind::Bmlt => bmlt::MEETINGS,
        Kind::Ptv => ptv::LISTS,
    }
}

/// What is done with a value: its file, its place, the value.
type Take<'a> = dyn FnMut(&Rc<str>, Place, Value) -> Result<(), String> + 'a;

fn each(source: &Source<'_>, fields: Wrapped, take: &mut Take<'_>) -> Result<(), String> {
    const ENDINGS: &[&str] = &[".json", ".ndjson", ".jsonl", ".json.gz"];
    source.each(ENDINGS, &mut |file, reader| {
        let name: Rc<str> = file.into();
        let take: &mut elements::Take<'_> = &mut |place, value| take(&name, place, value);
        elements::each(reader, fields, take).map(|_| ()).map_err(|fault| format!("{file}: {fault}"))
    })
}
