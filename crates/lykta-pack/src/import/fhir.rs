//! FHIR: a questionnaire of the health sector as an own-words check of the pack.
//!
//! In: a Questionnaire of FHIR R4, and what an editor says of it: its title, whom it is for, what answers may mean. Out: `check.toml`.
//! Never scores by halves: a sum is counted only where every point, the way of counting and the highest sum are known and agree.
//! Standard: HL7 FHIR R4 Questionnaire, Structured Data Capture (SDC).
//! Next: `fhir/items.rs` for items, `fhir/score.rs` for the sum, `fhir/sidecar.rs` for what editors say.

use std::path::Path;

use serde_json::{Value, json};

use super::elements::{self, Wrapped};
use super::record::{Place, Record};
use super::report::Report;
use super::{clean, keep, settings, source};
use crate::document::Document;
use crate::problem::{Problem, Problems, Weight};
use crate::{load, report as printed};

mod conditions;
mod items;
mod score;
mod sidecar;

use items::{Item, Kind};
use sidecar::Sidecar;

/// The file with the check.
const FILE: &str = "check.toml";

/// What the command was told, and what the pack knows.
#[derive(Debug)]
pub struct Order<'a> {
    /// Where the questionnaire is.
    pub source: &'a Path,
    /// Folder of the pack.
    pub into: &'a Path,
    /// Folder of the feed in it.
    pub folder: &'a Path,
    /// What the feed is called.
    pub name: &'a str,
    /// The pack's country, `FI`.
    pub country: &'a str,
    /// The pack's languages.
    pub languages: &'a [String],
    /// The day on which it was fetched.
    pub today: &'a str,
    /// Whether nothing is written.
    pub is_dry: bool,
    /// Whether JSON is printed.
    pub is_json: bool,
}

/// Brings a questionnaire in; false if it was not taken in.
///
/// # Errors
/// What keeps it from being read or written.
pub fn run(order: &Order<'_>) -> Result<bool, String> {
    let (file, whole) = read(order.source)?;
    check_form(&whole)?;
    let items = items::all(&whole)?;
    let Some(sidecar) = Sidecar::read(order.folder)? else {
        let text = sidecar::template(order, &whole, &items);
        if !order.is_dry {
            keep::write(order.folder, &[(settings::FILE, text)])?;
        }
        let path = order.folder.join(settings::FILE);
        printed::trouble(&format!("lykta-pack: nothing was taken in yet: fill in {}, and run it again", path.display()));
        return Ok(false);
    };
    sidecar.check(order, &whole, &items)?;
    let mut read = items::read(order, &sidecar, &whole, &items);
    let outcome = score::decide(&sidecar, &items, &mut read)?;
    let text = sidecar.written(order, &read, outcome.is_scored())?;
    let mut report = Report::default();
    for (index, (item, found)) in items.iter().zip(&read).enumerate() {
        let mut record = Record { place: Place { record: index as u64 + 1, line: 1 }, ..Record::default() };
        record.name = clean::cut(&[item.place.clone(), item.link.clone(), item.text.clone()].join(" "), 160).0;
        record.changes.clone_from(&found.changes);
        record.homeless.clone_from(&found.homeless);
        if let Some((reason, mend)) = &found.refusal {
            record.refuse(reason.clone(), mend.clone());
        }
        report.count(&file, &record)?;
    }
    let faults = faults(order, &text)?;
    let is_empty = !read.iter().any(|found| found.question.is_some());
    let is_taken = faults.is_empty() && !is_empty;
    if !order.is_dry {
        report.write(order.folder)?;
        if is_taken {
            keep::write(order.folder, &[(FILE, text)])?;
        }
    }
    tell(order, &report, &outcome, is_taken);
    if is_empty {
        printed::trouble(
            "lykta-pack: the questionnaire has no question that could be kept: what is there was left as it is; see the report",
        );
    }
    if !faults.is_empty() {
        printed::trouble(&format!(
            "{faults}\nlykta-pack: the pack's own checks refuse it as it would be written: what is there was left as it is; mend import.toml"
        ));
    }
    Ok(is_taken)
}

fn tell(order: &Order<'_>, report: &Report, outcome: &score::Outcome, is_taken: bool) {
    if order.is_json {
        let line = json!({
            "taken": is_taken, "read": report.read, "kept": report.kept, "changed": report.changed, "refused": report.refused,
            "no_home": report.homeless, "scored": outcome.is_scored(), "why_not": outcome.why(),
        });
        printed::line(&line.to_string());
        return;
    }
    printed::line(&format!(
        "{} items read: {} kept, {} of them changed on the way, {} refused",
        report.read, report.kept, report.changed, report.refused
    ));
    match outcome {
        score::Outcome::Scored(most) => printed::line(&format!("points are counted, at most {most}; they are never shown")),
        score::Outcome::Questions(why) => printed::line(&format!("questions only, without points: {why}")),
    }
    printed::line(&format!("report: {}", order.folder.join(super::report::FILE).display()));
}

/// A questionnaire from memory, read without a pack: items that were read, and those that were refused.
///
/// # Errors
/// Why it cannot be read at all.
pub fn tried(source: &source::Source<'_>, languages: &[String]) -> Result<(u64, u64), String> {
    let nowhere = Path::new("");
    let order = Order {
        source: nowhere,
        into: nowhere,
        folder: nowhere,
        name: "feed",
        country: "FI",
        languages,
        today: "2026-11-24",
        is_dry: true,
        is_json: true,
    };
    let (_, whole) = of(source)?;
    check_form(&whole)?;
    let items = items::all(&whole)?;
    let sidecar = Sidecar::blank(languages);
    let mut read = items::read(&order, &sidecar, &whole, &items);
    score::decide(&sidecar, &items, &mut read)?;
    let count = |list: &[items::Found]| list.iter().filter(|found| found.refusal.is_some()).count() as u64;
    Ok((items.len() as u64, count(&read)))
}

/// The one questionnaire of a file.
fn read(path: &Path) -> Result<(String, Value), String> {
    of(&source::open(path, false)?).map_err(|fault| format!("{}: {fault}", path.display()))
}

fn of(source: &source::Source<'_>) -> Result<(String, Value), String> {
    const NOTHING: Wrapped = Wrapped { lists: &[], skips: &[] };
    let mut found: Vec<(String, Value)> = Vec::new();
    let mut others: Vec<String> = Vec::new();
    source.each(&[".json"], &mut |file, reader| {
        let take: &mut elements::Take<'_> = &mut |_, value| {
            match value.get("resourceType").and_then(Value::as_str) {
                Some("Questionnaire") => found.push((file.to_owned(), value)),
                other => others.push(clean::cut(&clean::plain(other.unwrap_or("no resource of FHIR")), 60).0),
            }
            if found.len() > 1 {
                Err("there are several questionnaires; name one file, and give each its own name with `--as`".to_owned())
            } else {
                Ok(())
            }
        };
        elements::each(reader, NOTHING, take).map(|_| ()).map_err(|fault| format!("{file}: {fault}"))
    })?;
    found.pop().ok_or_else(|| {
        let what = if others.is_empty() { "nothing".to_owned() } else { others.into_iter().take(3).collect::<Vec<_>>().join(", ") };
        format!("it holds no Questionnaire, but {what}; name the questionnaire itself")
    })
}

/// That it is of the release that is read.
fn check_form(whole: &Value) -> Result<(), String> {
    let newer = |item: &Value| ["coding", "question"].contains(&item.get("type").and_then(Value::as_str).unwrap_or(""));
    if let Some(place) = items::first(whole, &newer) {
        return Err(format!("{place}: its type is one of FHIR R5; this tool reads R4: ask whoever keeps it for the R4 form"));
    }
    let is_launched =
        |own: &Value| own.get("url").and_then(Value::as_str).is_some_and(|url| url.ends_with("sdc-questionnaire-launchContext"));
    if whole.get("extension").and_then(Value::as_array).is_some_and(|list| list.iter().any(is_launched)) {
        return Err("it asks for a patient's record (launchContext), which no guide has; ask whoever keeps it for one without".to_owned());
    }
    Ok(())
}

/// What the pack's own checks say of the file; empty if nothing is wrong.
fn faults(order: &Order<'_>, text: &str) -> Result<String, String> {
    let path = order.folder.join(FILE);
    let overlay = [Document { path: path.clone(), text: text.to_owned() }];
    let (_, documents, problems) = load::load_with(order.into, &overlay)?;
    let is_own = |problem: &Problem| documents.get(problem.place.document).is_some_and(|document| document.path == path);
    let own: Vec<Problem> = problems.0.into_iter().filter(|problem| problem.code.weight() == Weight::Error && is_own(problem)).collect();
    Ok(if own.is_empty() { String::new() } else { printed::problems(&Problems(own), &documents) })
}

/// A question as a kind of the pack's.
fn word(item: &Item) -> &'static str {
    match item.kind {
        Kind::Number => "number",
        Kind::Choice if item.repeats => "multiple",
        _ => "single",
    }
}
