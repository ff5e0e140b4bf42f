//! The report of an import: what became of each record, in numbers and a line for each that was refused or changed.
//!
//! In: the records and what became of their rows. Out: `report.csv`, a few lines for the terminal, JSON for other programs.
//! Never a record that is counted twice or not at all: what was kept and what was refused is what was read.
//! Next: `mod.rs` for the command.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Seek, Write};
use std::path::Path;

use serde_json::{Value, json};
use tempfile::SpooledTempFile;

use super::keep::Changes;
use super::record::{Record, Refusal};
use crate::document;
use crate::report::counted;

/// Name of the file.
pub const FILE: &str = "report.csv";

/// Bytes of lines that are held in memory; the rest waits in a file of the system's.
const HELD: usize = 4 << 20;

/// Fields and codes without a home that are told apart; the rest are counted as one.
const HOMELESS: usize = 500;

/// The numbers and the lines.
#[derive(Debug)]
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
    lines: SpooledTempFile,
}

impl Default for Report {
    fn default() -> Self {
        let lines = tempfile::spooled_tempfile(HELD);
        Self { read: 0, kept: 0, changed: 0, refused: 0, private: 0, homeless: BTreeMap::new(), alike: 0, lines }
    }
}

impl Report {
    /// Counts a record whose fate is settled.
    ///
    /// # Errors
    /// A line that cannot be kept.
    pub fn count(&mut self, file: &str, record: &Record) -> Result<(), String> {
        self.read += 1;
        self.private += record.private;
        for word in &record.homeless {
            self.homeless(word, 1);
        }
        let place = format!("{file}, record {}, line {}", record.place.record, record.place.line);
        if let Some(Refusal { reason, mend }) = &record.refusal {
            self.refused += 1;
            return self.line(&[&place, &record.name, "refused", reason, mend]);
        }
        self.kept += 1;
        self.changed += u64::from(!record.changes.is_empty());
        record.changes.iter().try_for_each(|(what, mend)| self.line(&[&place, &record.name, "changed", what, mend]))
    }

    /// Counts what has no home in a pack.
    pub fn homeless(&mut self, word: &str, times: u64) {
        let is_new = !self.homeless.contains_key(word);
        let word = if is_new && self.homeless.len() >= HOMELESS { "other fields" } else { word };
        *self.homeless.entry(word.to_owned()).or_default() += times;
    }

    /// Adds a line on a row.
    ///
    /// # Errors
    /// A line that cannot be kept.
    pub fn note(&mut self, id: &str, fate: &'static str, what: &str, mend: &str) -> Result<(), String> {
        self.line(&["", id, fate, what, mend])
    }

    fn line(&mut self, cells: &[&str]) -> Result<(), String> {
        self.lines.write_all(super::line(cells).as_bytes()).map_err(|fault| told(&fault))
    }

    /// Writes the file.
    ///
    /// # Errors
    /// What cannot be written.
    pub fn write(&mut self, folder: &Path) -> Result<(), String> {
        let (new, path) = (folder.join(format!(".{FILE}.new")), folder.join(FILE));
        let written = |lines: &mut SpooledTempFile| {
            fs::create_dir_all(folder)?;
            let mut file = File::create(&new)?;
            file.write_all(b"place,name,what became of it,why,what to do\n")?;
            lines.rewind()?;
            io::copy(lines, &mut file)?;
            fs::rename(&new, &path)
        };
        written(&mut self.lines).map_err(|fault| format!("{}: {}", path.display(), document::plain(&fault)))
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

fn told(fault: &io::Error) -> String {
    format!("the lines of the report cannot be kept until the end: {}", document::plain(fault))
}
