//! Gathering: every record of a source, read by who knows its form.
//!
//! In: a source, how its feed is read. Out: all records with their files, and what stands beside them.
//! Never keeps more rows than a pack may take in.
//! Next: `meeting_guide.rs` and its neighbours for what a record means.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::feed::Feed;
use super::kind::Kind;
use super::record::Record;
use super::report::Report;
use super::source::Source;
use super::{bmlt, elements, keep, meeting_guide};

/// The records of a source that have rows, each with its file; and what stands beside them, and how often.
pub type Found = (Vec<(Rc<str>, Record)>, BTreeMap<String, u64>);

/// Reads a source; what is refused is counted at once.
///
/// # Errors
/// What cannot be read, and where.
pub fn read(kind: Kind, source: &Source<'_>, feed: &Feed<'_>, report: &mut Report) -> Result<Found, String> {
    const ENDINGS: &[&str] = &[".json", ".ndjson", ".jsonl", ".json.gz"];
    let (mut formats, mut beside) = (bmlt::Formats::default(), BTreeMap::new());
    if kind == Kind::Bmlt {
        source.each(ENDINGS, &mut |file, reader| {
            let take: &mut elements::Take<'_> = &mut |_, value| {
                formats.learn(&value);
                Ok(())
            };
            elements::each(reader, bmlt::FORMATS, take).map(|_| ()).map_err(|fault| format!("{file}: {fault}"))
        })?;
    }
    let (mut records, mut rows): (Vec<(Rc<str>, Record)>, usize) = (Vec::new(), 0);
    source.each(ENDINGS, &mut |file, reader| {
        let named: Rc<str> = file.into();
        let take: &mut elements::Take<'_> = &mut |place, value| {
            let record = match kind {
                Kind::MeetingGuide => meeting_guide::record(feed, place, &value),
                Kind::Bmlt => {
                    match bmlt::beside(&value) {
                        Some("format") => return Ok(()),
                        Some(what) => {
                            *beside.entry(what.to_owned()).or_default() += 1;
                            return Ok(());
                        }
                        None => {}
                    }
                    bmlt::record(feed, &formats, place, &value)
                }
            };
            rows += record.rows.len();
            if rows > keep::MOST {
                return Err(format!("the feed has more than {} rows: name one of a smaller area", keep::MOST));
            }
            // What is refused already need not be held.
            if record.refusal.is_some() {
                return report.count(file, &record);
            }
            records.push((named.clone(), record));
            Ok(())
        };
        let wrapped = if kind == Kind::Bmlt { bmlt::MEETINGS } else { meeting_guide::MEETINGS };
        elements::each(reader, wrapped, take).map(|_| ()).map_err(|fault| format!("{file}: {fault}"))
    })?;
    Ok((records, beside))
}
