//! What a local pack was made upon: the file `based-on.toml` in its folder.
//!
//! In: the country's pack, the cards that are changed. Out: a file with a mark of every card, and of each changed one the words in short.
//! Never a part of what the app loads: `read.rs` passes it over.
//! Next: `mod.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde::Deserialize;

use crate::drift::fields::{Country, digest, digest_of};

/// Name of the file.
pub const FILE: &str = "based-on.toml";

/// Signs of a text that are kept.
const KEPT: usize = 200;

/// What the file holds.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    /// Folder of the country's pack.
    pub pack: String,
    /// The edition that the local pack was made upon.
    pub version: String,
    /// The mark of every card of that edition.
    #[serde(default)]
    pub cards: BTreeMap<String, String>,
    /// The cards that the local pack changes.
    #[serde(default)]
    pub card: Vec<Kept>,
}

/// A changed card as it was.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// Its id.
    pub id: String,
    /// Its fields.
    #[serde(default)]
    pub field: Vec<Field>,
}

/// A field as it was.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// The mark of its whole text.
    pub digest: String,
    /// The beginning of its text.
    pub short: String,
}

/// Reads the file.
///
/// # Errors
/// A file that is not as this tool writes it.
pub fn read(text: &str) -> Result<Lock, String> {
    toml::from_str(text).map_err(|_| {
        format!("{FILE} is not as `lykta-pack drift --accept` writes it; put back the file that was, or write it anew with that command")
    })
}

/// The fields of a card as the file keeps them.
#[must_use]
pub fn kept(fields: &BTreeMap<String, String>) -> Vec<Field> {
    fields.iter().map(|(name, text)| Field { name: name.clone(), digest: digest(text), short: short(text) }).collect()
}

/// The beginning of a text.
#[must_use]
pub fn short(text: &str) -> String {
    let beginning: String = text.chars().take(KEPT).collect();
    if beginning.len() < text.len() { format!("{beginning}...") } else { beginning }
}

/// The file as text.
#[must_use]
pub fn written(country: &Country, changed: &BTreeSet<String>) -> String {
    let quoted = |text: &str| serde_json::Value::String(text.to_owned()).to_string();
    let mut text = String::from(
        "# What this local pack was made upon. `lykta-pack drift` compares the country's pack with it;\n\
         # `lykta-pack drift --accept` writes it anew, once you have read what changed. Keep it with the pack; do not edit it by hand.\n",
    );
    // Written without failing: a `String` takes everything.
    let _ = writeln!(text, "pack = {}\nversion = {}\n\n[cards]", quoted(&country.id), quoted(&country.version));
    for (id, fields) in &country.cards {
        let _ = writeln!(text, "{} = \"{}\"", quoted(id), digest_of(fields));
    }
    for (id, fields) in country.cards.iter().filter(|(id, _)| changed.contains(*id)) {
        let _ = writeln!(text, "\n[[card]]\nid = {}\nfield = [", quoted(id));
        for Field { name, digest, short } in kept(fields) {
            let _ = writeln!(text, "  {{ name = {}, digest = \"{digest}\", short = {} }},", quoted(&name), quoted(&short));
        }
        text.push_str("]\n");
    }
    text
}
