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
use super::{bmlt, hsds, keep, meeting_guide, ptv, sheet};

/// The records of a source that have rows, each with its file; and what stands beside them, and how often.
pub type Found = (Vec<(Rc<str>, Record)>, BTreeMap<String, u64>);

/// What records name, and what therefore is read before them.
#[derive(Debug, Default)]
struct Named {
    formats: bmlt::Formats,
    ptv: ptv::Known,
    hsds: hsds::Known,
}

/// Whether the files of a form are read twice: first for what records name.
#[must_use]
pub fn is_read_again(kind: Kind) -> bool {
    !matches!(kind, Kind::MeetingGuide | Kind::Csv | Kind::Fhir)
}

/// Reads a source; what is refused is counted at once.
///
/// # Errors
/// What cannot be read, and where.
pub fn read(kind: Kind, source: &Source<'_>, feed: &Feed<'_>, report: &mut Report) -> Result<Found, String> {
    let (mut named, mut beside) = (Named::default(), BTreeMap::new());
    if is_read_again(kind) {
        learn(kind, source, feed, &mut named)?;
    }
    let mut settled = Settled { report, records: Vec::new(), rows: 0 };
    if kind == Kind::Csv {
        sheet::read(source, feed, &mut |file, record| settled.take(file, record))?;
        return Ok((settled.records, beside));
    }
    each(kind, source, records(kind), &mut |file, place, value| {
        let mut aside = |what: Option<&'static str>| {
            // Formats are words of the feed, and have their home in the table of codes.
            if let Some(what) = what.filter(|what| *what != "format") {
                *beside.entry(what.to_owned()).or_default() += 1;
            }
            what.is_some()
        };
        match kind {
            Kind::MeetingGuide | Kind::Csv | Kind::Fhir => settled.take(file, meeting_guide::record(feed, place, &value)),
            Kind::Bmlt if aside(bmlt::beside(&value)) => Ok(()),
            Kind::Bmlt => settled.take(file, bmlt::record(feed, &named.formats, place, &value)),
            Kind::Ptv if aside(ptv::beside(&value)) => Ok(()),
            Kind::Ptv => settled.take(file, ptv::record(feed, &named.ptv, place, &value)),
            Kind::Hsds => {
                let (services, what) = hsds::services_of(value);
                aside(what);
                services.iter().try_for_each(|service| settled.take(file, hsds::record(feed, &named.hsds, place, service)))
            }
        }
    })?;
    let file: Rc<str> = "services.csv".into();
    for (number, (line, service)) in named.hsds.tables.services().into_iter().enumerate() {
        let place = Place { record: number as u64 + 1, line };
        settled.take(&file, hsds::record(feed, &named.hsds, place, &service))?;
    }
    if named.hsds.tables.is_old() {
        beside.insert("(tables of HSDS 1.1: read as far as they go)".to_owned(), 1);
    }
    Ok((settled.records, beside))
}

/// Records whose fate is told, but for what the pack's own checks say.
struct Settled<'a> {
    report: &'a mut Report,
    records: Vec<(Rc<str>, Record)>,
    rows: usize,
}

impl Settled<'_> {
    fn take(&mut self, file: &Rc<str>, record: Record) -> Result<(), String> {
        // What is refused already need not be held.
        if record.refusal.is_some() {
            return self.report.count(file, &record);
        }
        self.rows += record.rows.len();
        if self.rows > keep::MOST {
            return Err(format!("the feed has more than {} rows: name one of a smaller area", keep::MOST));
        }
        self.records.push((Rc::clone(file), record));
        Ok(())
    }
}

/// Reads what records name.
fn learn(kind: Kind, source: &Source<'_>, feed: &Feed<'_>, named: &mut Named) -> Result<(), String> {
    if kind == Kind::Hsds {
        source.each(endings(kind), &mut |file, reader| {
            if hsds::tables::Tables::is_table(file) { named.hsds.tables.learn(file, reader) } else { Ok(()) }
        })?;
    }
    let fields = if kind == Kind::Bmlt { bmlt::FORMATS } else { records(kind) };
    each(kind, source, fields, &mut |_, _, value| match kind {
        Kind::MeetingGuide | Kind::Csv | Kind::Fhir => Ok(()),
        Kind::Bmlt => {
            named.formats.learn(&value);
            Ok(())
        }
        Kind::Ptv => named.ptv.learn(feed, &value),
        Kind::Hsds => named.hsds.learn(&value),
    })
}

/// The lists in which the records of a form stand.
fn records(kind: Kind) -> Wrapped {
    match kind {
        Kind::MeetingGuide | Kind::Csv | Kind::Fhir => meeting_guide::MEETINGS,
        Kind::Bmlt => bmlt::MEETINGS,
        Kind::Ptv => ptv::LISTS,
        Kind::Hsds => hsds::LISTS,
    }
}

/// How the files of a form end.
fn endings(kind: Kind) -> &'static [&'static str] {
    const JSON: &[&str] = &[".json", ".ndjson", ".jsonl", ".json.gz"];
    const TABLES: &[&str] = &[".json", ".ndjson", ".jsonl", ".json.gz", ".csv"];
    if kind == Kind::Hsds { TABLES } else { JSON }
}

/// What is done with a value: its file, its place, the value.
type Take<'a> = dyn FnMut(&Rc<str>, Place, Value) -> Result<(), String> + 'a;

fn each(kind: Kind, source: &Source<'_>, fields: Wrapped, take: &mut Take<'_>) -> Result<(), String> {
    source.each(endings(kind), &mut |file, reader| {
        if file.to_lowercase().ends_with(".csv") {
            return Ok(());
        }
        let name: Rc<str> = file.into();
        let take: &mut elements::Take<'_> = &mut |place, value| take(&name, place, value);
        elements::each(reader, fields, take).map(|_| ()).map_err(|fault| format!("{file}: {fault}"))
    })
}
