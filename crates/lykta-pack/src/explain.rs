//! Explaining: the long text of each kind of problem.
//!
//! In: a code. Out: what it means, why it matters, a wrong example and a right one.
//! The texts stand in `explain/`, one entry a code; a test holds that none is missing and that the right examples read.
//! Next: `problem.rs`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;

use crate::problem::{Code, Weight};

/// The files, by the first digits of their codes.
const FILES: [&str; 8] = [
    include_str!("explain/files.toml"),
    include_str!("explain/conditions.toml"),
    include_str!("explain/texts.toml"),
    include_str!("explain/law.toml"),
    include_str!("explain/review.toml"),
    include_str!("explain/proof.toml"),
    include_str!("explain/facts.toml"),
    include_str!("explain/checks.toml"),
];

/// What an editor is told of a code beyond its one line.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Explanation {
    /// What it means, in full sentences, one a line.
    pub means: String,
    /// A part of a file that has the fault.
    pub wrong: String,
    /// The same part without it.
    pub right: String,
}

/// All explanations by code.
///
/// # Errors
/// Texts of the tool itself that cannot be read; a test holds that they can.
pub fn all() -> Result<BTreeMap<String, Explanation>, String> {
    let mut all = BTreeMap::new();
    for text in FILES {
        let part: BTreeMap<String, Explanation> = toml::from_str(text).map_err(|fault| fault.to_string())?;
        all.extend(part);
    }
    Ok(all)
}

/// The long text of a code, as printed.
///
/// # Errors
/// No text for the code; a test holds that each has one.
pub fn text(code: Code) -> Result<String, String> {
    let all = all()?;
    let found = all.get(code.number()).ok_or_else(|| format!("{} is not explained yet", code.number()))?;
    let mut text = format!("{}: {}\n\n{}\n", code.number(), code.why(), found.means.trim());
    for (word, example) in [("wrong", &found.wrong), ("right", &found.right)] {
        // Written without failing: a `String` takes everything.
        let _ = write!(text, "\n{word}:\n");
        for line in example.trim().lines() {
            let _ = writeln!(text, "{}", format!("  {line}").trim_end());
        }
    }
    Ok(text.trim_end().to_owned())
}

/// All codes in a line each, with their weight and the harm.
#[must_use]
pub fn list() -> String {
    let line = |code: &Code| {
        let weight = match code.weight() {
            Weight::Error => "error  ",
            Weight::Warning => "warning",
        };
        format!("{}  {weight}  {}", code.number(), code.why())
    };
    Code::ALL.iter().map(line).collect::<Vec<_>>().join("\n")
}
