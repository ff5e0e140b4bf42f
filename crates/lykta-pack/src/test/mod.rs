//! `test`: the personas of a pack, what each expects, what was found, and what none of them touches.
//!
//! In: a pack. Out: a table, or JSON; then a problem for each expectation that does not hold.
//! Never changes an exit code for want of coverage: what no persona touches is named, not refused.
//! Next: `persona.rs` for how a persona is run, `table.rs`, `coverage.rs`.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::check_persona;
use crate::compile::Compiled;
use crate::document::Document;
use crate::load::load_clean;
use crate::persona::{self, Outcome};
use crate::problem::Problems;
use crate::read::Located;
use crate::report;
use lykta_core::format::source::Persona;

pub mod coverage;
pub mod table;

/// What `test` is told.
#[derive(Debug, clap::Args)]
pub struct TestArguments {
    /// Folder of the pack
    pack: PathBuf,
    /// Name the cards, options and parts of conditions that no persona touches
    #[arg(long)]
    coverage: bool,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
}

/// A persona and what came of it.
#[derive(Debug)]
pub struct Tried<'a> {
    /// Who.
    pub persona: &'a Located<Persona>,
    /// Each expectation.
    pub outcomes: Vec<Outcome>,
    /// Whether all is as written, the persona itself included.
    pub holds: bool,
}

/// Runs the personas and prints; whether all is as written.
///
/// # Errors
/// What keeps the pack from being read.
pub fn run(arguments: &TestArguments) -> Result<bool, String> {
    let Some((compiled, documents)) = load_clean(&arguments.pack, true)? else { return Ok(false) };
    let mut problems = Problems::default();
    let tried = tried(&compiled, &mut problems);
    let takers = check_persona::run(&compiled, &mut problems);
    let gaps = arguments.coverage.then(|| coverage::gaps(&compiled, &arguments.pack, &documents));
    if arguments.json {
        let mut value = json(&compiled, &tried, &problems, &documents);
        if let Some(object) = value.as_object_mut() {
            let takers = takers.iter().map(|(id, ok)| json!({ "id": id, "ok": ok })).collect();
            object.insert("check_personas".to_owned(), Value::Array(takers));
        }
        if let (Some(object), Some(gaps)) = (value.as_object_mut(), &gaps) {
            object.insert("coverage".to_owned(), gaps.json(&documents));
        }
        report::line(&serde_json::to_string_pretty(&value).map_err(|fault| fault.to_string())?);
        return Ok(problems.0.is_empty());
    }
    if !tried.is_empty() {
        report::line(&table::table(&tried));
    }
    if let Some(gaps) = &gaps {
        report::line(&gaps.words(&documents));
    }
    if problems.0.is_empty() {
        let beside = if takers.is_empty() { String::new() } else { format!(", {} in checks", takers.len()) };
        report::line(&format!("{}: {} tried{beside}, all as written", compiled.file.id, report::counted(tried.len(), "persona")));
    } else {
        report::line(&report::problems(&problems, &documents));
    }
    Ok(problems.0.is_empty())
}

/// All personas, run.
pub fn tried<'a>(compiled: &'a Compiled, problems: &mut Problems) -> Vec<Tried<'a>> {
    let one = |persona: &'a Located<Persona>| {
        let before = problems.0.len();
        let outcomes = persona::run(&compiled.pack, &persona.entry, &persona.place, problems);
        Tried { persona, outcomes, holds: problems.0.len() == before }
    };
    compiled.personas.iter().map(one).collect()
}

fn json(compiled: &Compiled, tried: &[Tried<'_>], problems: &Problems, documents: &[Document]) -> Value {
    let outcome = |outcome: &Outcome| {
        json!({
            "expected": table::words(outcome).0,
            "of": outcome.of,
            "wanted": outcome.wanted,
            "found": outcome.found,
            "ok": outcome.holds(),
        })
    };
    let personas: Vec<Value> = tried
        .iter()
        .map(|tried| {
            let at = report::position(&tried.persona.place.key("id"), documents);
            json!({
                "id": tried.persona.entry.id,
                "about": tried.persona.entry.about,
                "file": at.file.display().to_string(),
                "line": at.line,
                "ok": tried.holds,
                "expectations": tried.outcomes.iter().map(outcome).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "pack": compiled.file.id,
        "tried": tried.len(),
        "failed": tried.iter().filter(|tried| !tried.holds).count(),
        "personas": personas,
        "problems": report::json_list(problems, documents),
    })
}
