//! The report of an import: what became of each record, in numbers and a line for each that was refused or changed.
//!
//! In: the records and what became of their rows. Out: `report.csv`, a few lines for the terminal, JSON for other programs.
//! Never a record that is counted twice or not at all: what was kept and what was refused is what was read.
//! Next: `mod.rs` for the command.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::keep::Changes;
use super::record::{Record, Refusal};
use crate::report::counted;

/// Name of the file.
pub const FILE: &str = "report.csv";

/// What became of a record, for a line of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    place: String,
    name: String,
    fate: &'static str,
    what: String,
    mend: String,
}

/// The numbers and the lines.
#[derive(Debug, Default)]
pub struct Report {
    /// Records that were read.
    pub read: u64,
    /// Those that have rows.
    pub kept: u64,
    /// Of these, those that something was changed in.
    pub changed: u64,
    /// Those that have none.
    pub refused: u64,
    /// Names, numbers and addresses of people that were taken out.
    pub private: u64,
    /// What has no home in a pack, and how often it came.
    pub homeless: BTreeMap<String, u64>,
    /// Rows that stand in another table too.
    pub alike: usize,
    lines: Vec<Line>,
}

impl Report {
    /// Counts a record whose fate is settled.
    pub fn count(&mut self, file: &str, record: &Record) {
        self.read += 1;
        self.private += record.private;
        for word in &record.homeless {
            *self.homeless.entry(word.clone()).or_default() += 1;
        }
        let place = format!("{file}, record {}, line {}", record.place.record, record.place.line);
        let line = |fate, what: &str, mend: &str| Line {
            place: place.clone(),
            name: record.name.clone(),
            fate,
            what: what.to_owned(),
            mend: mend.to_owned(),
        };
        if let Some(Refusal { reason, mend }) = &record.refusal {
            self.refused += 1;
            self.lines.push(line("refused", reason, mend));
            return;
        }
        self.kept += 1;
        self.changed += u64::from(!record.changes.is_empty());
        self.lines.extend(record.changes.iter().map(|(what, mend)| line("changed", what, mend)));
    }

    /// Adds a line on a row.
    pub fn note(&mut self, id: &str, fate: &'static str, what: &str, mend: &str) {
        let line = Line { place: String::new(), name: id.to_owned(), fate, what: what.to_owned(), mend: mend.to_owned() };
        self.lines.push(line);
    }

    /// The file.
    #[must_use]
    pub fn written(&self) -> String {
        let lines = self.lines.iter().map(|line| super::line(&[&line.place, &line.name, line.fate, &line.what, &line.mend]));
        std::iter::once("place,name,what became of it,why,what to do\n".to_owned()).chain(lines).collect()
    }

    /// For the terminal.
    #[must_use]
    pub fn words(&self, changes: &Changes) -> String {
        let Self { read, kept, changed, refused, private, alike, .. } = self;
        let Changes { came, went, changed: other, same } = changes;
        let read = counted(usize::try_from(*read).unwrap_or(usize::MAX), "record");
        let mut text = format!("{read} read: {kept} kept, {changed} of them changed on the way, {refused} refused\n");
        text.push_str(&format!("rows: {} came, {} went, {} changed, {same} as before\n", came.len(), went.len(), other.len()));
        if *private > 0 {
            text.push_str(&format!("{private} names, numbers, addresses or passwords of people were left out\n"));
        }
        if *alike > 0 {
            text.push_str(&format!("{} in another table too\n", counted(*alike, "row stands").replace("row standss", "rows stand")));
        }
        if !self.homeless.is_empty() {
            let mut list: Vec<(&String, &u64)> = self.homeless.iter().collect();
            list.sort_by_key(|(word, count)| (std::cmp::Reverse(**count), (*word).clone()));
            let words: Vec<String> = list.iter().map(|(word, count)| format!("{word} ({count})")).collect();
            text.push_str(&format!("no home in a pack: {}\n", words.join(", ")));
        }
        text
    }

    /// For other programs.
    #[must_use]
    pub fn json(&self, changes: &Changes, is_taken: bool) -> Value {
        json!({
            "taken": is_taken, "read": self.read, "kept": self.kept, "changed": self.changed, "refused": self.refused,
            "private": self.private, "alike": self.alike, "no_home": self.homeless,
            "rows": { "came": changes.came, "went": changes.went, "changed": changes.changed, "same": changes.same },
        })
    }
}
