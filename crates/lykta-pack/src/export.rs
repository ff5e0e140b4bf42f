//! `export`: the services, lines and groups of a pack in a standard that other directories read.
//!
//! In: a clean pack, as it is after the changes of a local one. Out: Open Referral HSDS 3.1 in JSON, whole services on one page.
//! Never writes rights and notices: they are law and advice, and no service of anybody's. How many, it says.
//! Standard: Open Referral HSDS 3.1 (https://openreferral.org).
//! Next: `export/rows.rs` for what is carried along, `export/service.rs` for a service.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use crate::compile::{Compiled, Sources};
use crate::problem::meant;
use crate::{document, load, report};

mod rows;
mod service;

pub use service::TAXONOMY;

/// What `export` is told.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The standard
    form: Form,
    /// Folder of the pack
    pack: PathBuf,
    /// File to write, or `-` for standard output
    #[arg(long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    /// The language of names and descriptions; the first of the pack if left out. All languages are carried along
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
}

/// The standards that are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Open Referral HSDS 3.1, JSON
    Hsds,
}

/// Runs the command; false if the pack is not clean.
///
/// # Errors
/// What cannot be read or written.
pub fn run(arguments: &Arguments) -> Result<bool, String> {
    let Form::Hsds = arguments.form;
    let Some((compiled, sources)) = load::load_sources(&arguments.pack)? else { return Ok(false) };
    let languages = &compiled.file.languages;
    let first = languages.first().cloned().unwrap_or_default();
    let language = arguments.language.clone().unwrap_or(first);
    let Some(at) = languages.iter().position(|own| *own == language) else {
        let known = languages.iter().map(String::as_str);
        return Err(format!("the pack has no language `{language}`; {}", meant(&language, known)));
    };
    let whole = whole(&compiled, &sources, at);
    let text = format!("{}\n", serde_json::to_string_pretty(&whole).unwrap_or_default());
    let others = compiled.file.cards.iter().filter(|card| !is_service(&card.kind)).count();
    let count = report::counted(compiled.file.cards.len() - others, "service");
    let left = if others == 1 {
        "1 right or notice is none, and was left out".to_owned()
    } else {
        format!("{others} rights and notices are none, and were left out")
    };
    let told = format!("{count} written; {left}");
    if arguments.output.as_os_str() == "-" {
        report::line(text.trim_end());
        report::trouble(&told);
    } else {
        let path = &arguments.output;
        fs::write(path, text).map_err(|fault| format!("{}: {}", path.display(), document::plain(&fault)))?;
        report::line(&told);
    }
    Ok(true)
}

/// Whether cards of a kind are services.
fn is_service(kind: &str) -> bool {
    ["service", "helpline", "group"].contains(&kind)
}

/// One page that holds all services.
fn whole(compiled: &Compiled, sources: &Sources, language: usize) -> Value {
    let places = service::Places::of(compiled, language);
    let rows = rows::all(compiled, sources);
    let mut by_card: BTreeMap<&str, Vec<&rows::Row>> = BTreeMap::new();
    rows.iter().for_each(|row| by_card.entry(row.card.as_str()).or_default().push(row));
    let services: Vec<Value> = compiled
        .file
        .cards
        .iter()
        .filter(|card| is_service(&card.kind))
        .map(|card| service::service(compiled, card, by_card.get(card.id.as_str()).map_or(&[], Vec::as_slice), &places, language))
        .collect();
    json!({
        "total_items": services.len(), "total_pages": 1, "page_number": 1, "size": services.len(),
        "first_page": true, "last_page": true, "empty": services.is_empty(), "contents": services,
    })
}
