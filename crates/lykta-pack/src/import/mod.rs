//! `import`: directories and meetings that others keep, brought into a pack.
//!
//! In: a feed as its keeper gives it out, the folder of a pack. Out: `imported/NAME/` in that folder: tables that the pack reads, what editors changed, a report.
//! Every record is kept or named. Never fetches anything, never replaces what is there by a feed that is broken, empty or much smaller.
//! Next: `elements.rs` and `source.rs` for reading, `meeting_guide.rs` for what a record means, `keep.rs` for what is done with it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use clap::Args;
use lykta_core::date::Date;
use lykta_core::place_search::folded;

use self::area::Areas;
use self::feed::Feed;
use self::keep::{Before, Changes};
use self::kind::Kind;
use self::record::{Record, Row};
use self::settings::Settings;
use crate::compile::is_kebab;
use crate::load::{self, day};
use crate::problem::Problems;
use crate::rows::columns::KINDS;
use crate::{document, places, report as printed};

mod area;
mod bmlt;
mod clean;
mod clock;
mod elements;
mod feed;
mod fhir;
mod gather;
mod hsds;
mod keep;
mod kind;
mod meeting_guide;
mod overrides;
mod ptv;
mod record;
mod report;
mod service;
mod settings;
mod sheet;
mod source;
pub mod try_out;
mod zone;

use report::Report;

/// The folder of a pack that holds what came in.
const FOLDER: &str = "imported";

/// What `import` is told.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The form of the feed
    kind: Kind,
    /// File, folder, archive (.zip, .gz) or `-` for standard input
    source: PathBuf,
    /// Folder of the pack
    #[arg(long, value_name = "PACK")]
    into: PathBuf,
    /// What the feed is called in the pack, such as aa-finland; the form of the feed if left out
    #[arg(long = "as", value_name = "NAME")]
    name: Option<String>,
    /// The first time: id of the card of the group whose meetings these are
    #[arg(long, value_name = "CARD")]
    group: Option<String>,
    /// The first time: whose codes the feed uses
    #[arg(long, value_name = "FELLOWSHIP")]
    fellowship: Option<String>,
    /// The day on which the feed was fetched, YYYY-MM-DD; today if left out
    #[arg(long, value_name = "DAY", value_parser = day)]
    fetched: Option<Date>,
    /// Tell what would happen, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Take the feed in though it has become much smaller, or much of it is refused
    #[arg(long)]
    accept: bool,
    /// Print JSON instead of words
    #[arg(long)]
    json: bool,
}

/// Whether a file in the folder of a feed is the tool's own or an editor's word to it, and no content of the pack.
#[must_use]
pub fn is_apart(path: &Path) -> bool {
    let within = path.parent().and_then(Path::parent).and_then(Path::file_name).is_some_and(|name| name == FOLDER);
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
    within && [settings::FILE, overrides::FILE, report::FILE].contains(&name)
}

/// A row of a table, with what a spreadsheet needs around its cells.
fn line(cells: &[&str]) -> String {
    let quoted = |cell: &&str| {
        if cell.contains([',', ';', '"', '\t', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ') {
            format!("\"{}\"", cell.replace('"', "\"\"").replace(['\n', '\r'], " "))
        } else {
            (*cell).to_owned()
        }
    };
    format!("{}\n", cells.iter().map(quoted).collect::<Vec<_>>().join(","))
}

/// An id of what a feed calls a record: small letters, digits and single hyphens.
fn id(name: &str, own: &str) -> String {
    const LONGEST: usize = 60;
    let parts = folded(own);
    let words: Vec<&str> = parts.split(|sign: char| !sign.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let whole = words.join("-");
    // What is cut, or has no letters of ours, is told apart by a mark of the whole.
    if whole.len() > LONGEST || whole.is_empty() || folded(own).chars().any(|sign| !sign.is_ascii() && sign.is_alphanumeric()) {
        let short: String = whole.chars().take(LONGEST - 12).collect();
        let mark = &crate::drift::fields::digest(own);
        let mark: String = mark.chars().filter(char::is_ascii_alphanumeric).take(10).collect::<String>().to_lowercase();
        return [name, short.trim_matches('-'), &mark].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    }
    format!("{name}-{whole}")
}

/// The pack that a feed goes into, as far as a feed needs it.
struct Target {
    timezone: String,
    country: String,
    languages: Vec<String>,
    groups: Vec<String>,
    areas: Areas,
    /// Meetings of other tables, by what makes two alike.
    others: BTreeMap<String, String>,
}

/// Runs the command; false if the feed was not taken in.
///
/// # Errors
/// What keeps it from being read or written.
pub fn run(arguments: &Arguments) -> Result<bool, String> {
    let Arguments { kind, source, into, dry_run, accept, json, .. } = arguments;
    let name = arguments.name.as_deref().unwrap_or(kind.name());
    if !is_kebab(name) {
        return Err(format!("`{name}` cannot be the name of a feed: write small letters, digits and single hyphens, like aa-finland"));
    }
    let folder = into.join(FOLDER).join(name);
    let target = target(into, &folder)?;
    if *kind == Kind::Fhir {
        let today = load::today(arguments.fetched)?.to_string();
        let Target { country, languages, .. } = &target;
        let (folder, today) = (folder.as_path(), today.as_str());
        return fhir::run(&fhir::Order { source, into, folder, name, country, languages, today, is_dry: *dry_run, is_json: *json });
    }
    if *kind == Kind::Csv && !propose(arguments, &folder, &target)? {
        return Ok(false);
    }
    let (settings, first) = kind::settings(arguments, &folder, &target)?;
    let today = load::today(arguments.fetched)?.to_string();
    let before = Before::read(&folder)?;
    let feed = Feed {
        settings: &settings,
        name,
        timezone: &target.timezone,
        country: &target.country,
        languages: &target.languages,
        areas: &target.areas,
        today: &today,
    };
    let mut report = Report::default();
    let (mut records, beside) = gather::read(*kind, &source::open(source, gather::is_read_again(*kind))?, &feed, &mut report)?;
    let mut ids = BTreeMap::new();
    for index in 0..records.len() {
        told_apart(&mut records, index, &mut ids);
    }
    // A row that the pack would refuse is refused here; once more, for what stood behind the first fault.
    let (mut rows, mut changes) = keep::merged(&before, rows(&records), &today);
    let tables = |rows: &keep::Rows| {
        let mut tables = keep::tables(rows, &before.overrides, &target.languages);
        if tables.iter().any(|(file, _)| *file != "meetings.csv") {
            tables.push((service::SOURCES, service::sources(&feed)));
        }
        tables
    };
    // Each time at least one record goes, so it comes to an end.
    loop {
        let faults = keep::faults(into, &folder, &tables(&rows))?;
        if faults.is_empty() {
            break;
        }
        let is_none = take_out(&mut records, &faults) == 0;
        if let Some((id, (what, help))) = faults.iter().find(|(id, _)| is_none || !ids.contains_key(*id)) {
            return Err(format!("{}: `{id}` came in before, or was written by an editor: {what}; {help}", folder.display()));
        }
        (rows, changes) = keep::merged(&before, self::rows(&records), &today);
    }
    for (file, record) in &records {
        report.count(file, record)?;
    }
    beside.iter().for_each(|(word, times)| report.homeless(word, *times));
    for id in &changes.went {
        let mend = "nothing, if it is over; to keep it, write its id, `keep` and `yes` into overrides.csv";
        report.note(id, "went", "it is no longer in the feed, and is not shown", mend)?;
    }
    alike(&target, &rows, &mut report)?;
    let now = self::rows(&records).len();
    let refusal = (!accept).then(|| too_little(&settings, &before, now, &report)).flatten();
    let is_taken = refusal.is_none();
    if !dry_run {
        report.write(&folder)?;
        if is_taken {
            let mut files = vec![(keep::RECORDS, keep::written(&rows))];
            if before.overrides.count() > 0 {
                files.push((overrides::FILE, before.overrides.written()));
            }
            files.extend(first.map(|text| (settings::FILE, text)));
            files.extend(tables(&rows));
            keep::write(&folder, &files)?;
        } else if let Some(text) = first {
            // What its codes mean may be why nothing came in.
            keep::write(&folder, &[(settings::FILE, text)])?;
        }
    }
    tell(&report, &changes, refusal.as_deref(), &before, (&settings, &folder), (*dry_run, *json));
    Ok(is_taken)
}

/// Writes a guess of the columns of a list, the first time; true if an editor has looked through one.
fn propose(arguments: &Arguments, folder: &Path, target: &Target) -> Result<bool, String> {
    let path = folder.join(settings::FILE);
    match Settings::read(folder)? {
        Some(settings) if settings.kind != Kind::Csv.name() || settings.columns_are_right => return Ok(true),
        Some(_) => {}
        None => {
            let guess = sheet::guess::look(&source::open(&arguments.source, false)?, &target.country, &target.areas)?;
            printed::line(&guess.words());
            if !arguments.dry_run {
                keep::write(folder, &[(settings::FILE, guess.settings(arguments.group.as_deref().unwrap_or("")))])?;
            }
        }
    }
    printed::trouble(&format!(
        "lykta-pack: nothing was taken in yet: look through `[columns]` in {}, write `columns_are_right = true` there, and run it again",
        path.display()
    ));
    Ok(false)
}

/// Prints what happened.
fn tell(
    report: &Report,
    changes: &Changes,
    refusal: Option<&str>,
    before: &Before,
    (settings, folder): (&Settings, &Path),
    (is_dry, is_json): (bool, bool),
) {
    if is_json {
        printed::line(&report.json(changes, refusal.is_none()).to_string());
    } else {
        printed::line(report.words(changes).trim_end());
        if before.overrides.count() > 0 {
            let kept = printed::counted(before.overrides.count(), "row");
            printed::line(&format!("{kept} changed by editors: kept as in {}", folder.join(overrides::FILE).display()));
        }
        printed::line(&origin(settings, folder));
        if !is_dry {
            printed::line(&format!("report: {}", folder.join(report::FILE).display()));
        }
    }
    if let Some(refusal) = refusal {
        printed::trouble(&format!("lykta-pack: {refusal}"));
    }
}

/// Whose list it is, or that nobody has said so yet.
fn origin(settings: &Settings, folder: &Path) -> String {
    let Settings { keeper, licence, .. } = settings;
    if keeper.is_empty() || licence.is_empty() {
        let path = folder.join(settings::FILE);
        return format!(
            "fill in `keeper` and `licence` in {}, and name both in `attribution` of pack.toml, before people see it",
            path.display()
        );
    }
    format!("from {keeper}, {licence}: name both in `attribution` of pack.toml")
}

/// Why a feed is not taken in: it has become much smaller, or much of it is refused.
fn too_little(settings: &Settings, before: &Before, now: usize, report: &Report) -> Option<String> {
    let was = before.count();
    let end = "what is there was left as it is; see the report, and run it again with `--accept` if that is right";
    if now == 0 {
        return Some(format!("the feed has no record that could be kept: {end}"));
    }
    if (now as u64) * 100 < (was as u64) * 100_u64.saturating_sub(settings.fewer_percent) {
        return Some(format!("the feed has {now} rows, and had {was}: {end}"));
    }
    if report.refused * 100 > report.read * settings.refused_percent {
        return Some(format!("{} of {} records were refused: {end}", report.refused, report.read));
    }
    None
}

/// The rows of all records.
fn rows(records: &[(Rc<str>, Record)]) -> Vec<Row> {
    records.iter().flat_map(|(_, record)| record.rows.iter().cloned()).collect()
}

/// Gives rows of a record other ids where those before have them, and refuses one that came before as a whole.
fn told_apart(records: &mut [(Rc<str>, Record)], index: usize, ids: &mut BTreeMap<String, u64>) {
    let Some((_, record)) = records.get_mut(index) else { return };
    let is_same = |row: &Row| ids.get(row.id()) == Some(&row.mark());
    if !record.rows.is_empty() && record.rows.iter().all(is_same) {
        record.refuse("the same record stands in the feed before", "nothing; it is listed once");
        return;
    }
    // By what tells the two apart, so that it stays the same in another order.
    const TELLING: [&str; 7] = ["day", "time", "location", "address", "url", "phone", "where"];
    let mut others: BTreeMap<String, String> = BTreeMap::new();
    for row in record.rows.iter().filter(|row| ids.contains_key(row.id())) {
        let mark = id("", &TELLING.map(|column| row.get(column)).join(" "));
        let mut other = format!("{}-{}", row.base(), mark.trim_matches('-'));
        let mut number = 2;
        while ids.contains_key(&other) {
            other = format!("{}-{number}", row.base());
            number += 1;
        }
        others.entry(row.base().to_owned()).or_insert(other);
    }
    for row in &mut record.rows {
        if let Some(other) = others.get(row.base()) {
            let part = row.id().strip_prefix(row.base()).unwrap_or("");
            let id = format!("{other}{part}");
            row.put("id", id);
        }
    }
    if !others.is_empty() {
        record.change(
            "another record has the same id; it was given one of its own",
            "ask whoever keeps the list to give each its own id (in Meeting Guide, its `slug`)",
        );
    }
    ids.extend(record.rows.iter().map(|row| (row.id().to_owned(), row.mark())));
}

/// Takes rows with a fault out of their records; how many records had some.
fn take_out(records: &mut [(Rc<str>, Record)], faults: &BTreeMap<String, (String, String)>) -> usize {
    let mut found = 0;
    for (_, record) in records {
        let Some((what, mend)) = record.rows.iter().find_map(|row| faults.get(row.id())).cloned() else { continue };
        found += 1;
        // Without its first row a card has no texts.
        record.rows.retain(|row| !faults.contains_key(row.id()) && !faults.contains_key(row.base()));
        match record.rows.first() {
            None => record.refuse(what, mend),
            Some(row) if row.table == service::TABLE => record.change(format!("one of its ways to be reached was left out: {what}"), mend),
            Some(_) => record.change(format!("one of its days was left out: {what}"), mend),
        }
    }
    found
}

/// Names rows that stand in another table too.
fn alike(target: &Target, rows: &keep::Rows, report: &mut Report) -> Result<(), String> {
    for known in rows.values().filter(|known| known.gone.is_empty() && !known.is_own) {
        if let Some(other) = key(&known.row).and_then(|key| target.others.get(&key)) {
            report.alike += 1;
            let mend = "look at both; to show one, write the id of the other, `show` and `no` into overrides.csv";
            report.note(known.row.id(), "alike", &format!("the same group meets there at the same time in {other}"), mend)?;
        }
    }
    Ok(())
}

/// What makes two meetings alike: group, day, time and where.
fn key(row: &Row) -> Option<String> {
    let letters = |text: &str| folded(text).chars().filter(|sign| sign.is_ascii_alphanumeric()).collect::<String>();
    let address = letters(row.get("address").split(',').next().unwrap_or(""));
    let place = [address, letters(row.get("location")), letters(row.get("url"))].into_iter().find(|place| !place.is_empty())?;
    let day = crate::rows::cells::weekday(row.get("day")).ok()?;
    let time = crate::rows::cells::time(row.get("time")).ok()?;
    Some(format!("{} {day} {time} {place}", row.get("group")))
}

/// Reads of the pack what a feed needs.
fn target(pack: &Path, folder: &Path) -> Result<Target, String> {
    let (compiled, documents, problems) = load::load(pack)?;
    let Some(compiled) = compiled else {
        printed::line(&printed::problems(&problems, &documents));
        return Err("the pack cannot be read; mend it first".to_owned());
    };
    let mut others = BTreeMap::new();
    let apart = folder.to_path_buf();
    for kind in KINDS.iter().filter(|kind| kind.list == "meeting") {
        let tables =
            documents.iter().filter(|own| own.path.file_name().is_some_and(|name| name == kind.file) && !own.path.starts_with(&apart));
        for table in tables {
            for row in overrides::rows_of(&table.path, kind.file)? {
                others.extend(key(&row).map(|key| (key, format!("{} ({})", table.path.display(), row.id()))));
            }
        }
    }
    let languages = compiled.file.languages.clone();
    let tables = places::read(&documents, &languages, &mut Problems::default());
    Ok(Target {
        timezone: compiled.file.timezone.clone(),
        country: country(&documents),
        groups: compiled.file.cards.iter().filter(|card| card.kind == "group").map(|card| card.id.clone()).collect(),
        areas: Areas::of(&tables),
        languages,
        others,
    })
}

/// The country of a pack, `FI`.
fn country(documents: &[document::Document]) -> String {
    let manifests = documents.iter().filter(|own| own.path.file_name().is_some_and(|name| name == "pack.toml"));
    let mut named = manifests.filter_map(|own| own.tree().get("country")?.get_ref().as_str().map(str::to_owned));
    named.next_back().unwrap_or_default()
}
