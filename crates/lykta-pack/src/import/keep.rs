//! Keeping: what came in, beside what is there, until people see it.
//!
//! In: the records of a feed, the folder of the feed in the pack. Out: its tables, with what editors changed; what came, went and changed.
//! Never deletes a row that has gone from the feed, never loses an editor's change, and writes nothing before all of it is known to be fine.
//! Next: `overrides.rs` for what editors changed, `report.rs` for what is told.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use serde_json::{Map, Value, json};

use super::overrides::{self, Overrides};
use super::record::{self, Row};
use crate::document::{self, Document};
use crate::load;
use crate::problem::Weight;
use crate::report;
use crate::rows::columns::KINDS;

/// Name of the file with everything that ever came in.
pub const RECORDS: &str = "records.jsonl";

/// Rows that a pack may take in: a guide with more is no guide for anyone.
pub const MOST: usize = 50_000;

/// A row that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// As it came in.
    pub row: Row,
    /// The day on which it was first missing; empty while it is there.
    pub gone: String,
    /// Whether an editor wrote it into the table.
    pub is_own: bool,
}

/// All rows that ever came in, by id.
pub type Rows = BTreeMap<String, Known>;

/// What was kept before.
#[derive(Debug, Default)]
pub struct Before {
    /// As they came in.
    pub rows: Rows,
    /// What editors changed, in whichever file.
    pub overrides: Overrides,
}

/// What is different from before.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Ids that are new.
    pub came: Vec<String>,
    /// Ids that have gone.
    pub went: Vec<String>,
    /// Ids with other cells, but for the day of confirmation.
    pub changed: Vec<String>,
    /// How many are as they were.
    pub same: usize,
}

impl Before {
    /// Reads the folder of a feed; nothing if it is not there.
    ///
    /// # Errors
    /// A file that cannot be read, so that nothing an editor wrote is lost.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let rows = records(&folder.join(RECORDS))?;
        let mut overrides = Overrides::read(folder)?;
        let mut before = Self { rows, overrides: Overrides::default() };
        for kind in &KINDS {
            let path = folder.join(kind.file);
            if !path.exists() {
                continue;
            }
            let written: Vec<Row> = before.shown(&overrides, kind.file);
            for row in overrides.learn(&written, overrides::rows_of(&path, kind.file)?) {
                before.rows.insert(row.id().to_owned(), Known { row, gone: String::new(), is_own: true });
            }
        }
        before.overrides = overrides;
        Ok(before)
    }

    /// The rows of a table as people see them.
    fn shown(&self, overrides: &Overrides, table: &str) -> Vec<Row> {
        let own = self.rows.values().filter(|known| known.row.table == table);
        own.filter_map(|known| overrides.shown(&known.row, !known.gone.is_empty())).collect()
    }

    /// How many rows of the feed are there.
    #[must_use]
    pub fn count(&self) -> usize {
        self.rows.values().filter(|known| known.gone.is_empty() && !known.is_own).count()
    }
}

/// The rows that came in before, with what came now; what is missing now is marked with the day.
#[must_use]
pub fn merged(before: &Before, now: Vec<Row>, today: &str) -> (Rows, Changes) {
    let (mut rows, mut changes) = (before.rows.clone(), Changes::default());
    let mut seen = BTreeSet::new();
    for row in now {
        let id = row.id().to_owned();
        seen.insert(id.clone());
        let bare = |row: &Row| {
            row.cells
                .iter()
                .filter(|(column, _)| !["last_confirmed", "checked_on"].contains(&column.as_str()))
                .map(|(column, text)| (column.clone(), text.clone()))
                .collect::<Vec<_>>()
        };
        match rows.get(&id) {
            None => changes.came.push(id.clone()),
            Some(known) if !known.gone.is_empty() => changes.came.push(id.clone()),
            Some(known) if bare(&known.row) != bare(&row) => changes.changed.push(id.clone()),
            Some(_) => changes.same += 1,
        }
        rows.insert(id, Known { row, gone: String::new(), is_own: false });
    }
    for (id, known) in &mut rows {
        if !known.is_own && known.gone.is_empty() && !seen.contains(id) {
            today.clone_into(&mut known.gone);
            changes.went.push(id.clone());
        }
    }
    (rows, changes)
}

/// The tables as people see them: file name and text.
#[must_use]
pub fn tables(rows: &Rows, overrides: &Overrides, languages: &[String]) -> Vec<(&'static str, String)> {
    let mut tables = Vec::new();
    for kind in &KINDS {
        let own: Vec<&Known> = rows.values().filter(|known| known.row.table == kind.file).collect();
        if own.is_empty() {
            continue;
        }
        let names = kind.names(languages);
        let mut text = super::line(&names.iter().map(String::as_str).collect::<Vec<_>>());
        for row in own.iter().filter_map(|known| overrides.shown(&known.row, !known.gone.is_empty())) {
            let cell = |name: &String| if name == "id" { row.base().to_owned() } else { row.get(name).to_owned() };
            let cells: Vec<String> = names.iter().map(cell).collect();
            text.push_str(&super::line(&cells.iter().map(String::as_str).collect::<Vec<_>>()));
        }
        tables.push((kind.file, text));
    }
    tables
}

/// What the pack's own checks would say of these tables: by id what is wrong and the mend.
///
/// # Errors
/// What cannot be read, and problems that are those of no row.
pub fn faults(pack: &Path, folder: &Path, tables: &[(&'static str, String)]) -> Result<BTreeMap<String, (String, String)>, String> {
    let overlay: Vec<Document> = tables.iter().map(|(name, text)| Document { path: folder.join(name), text: text.clone() }).collect();
    let (_, documents, problems) = load::load_with(pack, &overlay)?;
    let told = report::told(&problems, &documents);
    let mut found = BTreeMap::new();
    for told in told.iter().filter(|told| told.problem.code.weight() == Weight::Error) {
        let Some(document) = overlay.iter().find(|document| document.path == told.position.file) else { continue };
        let id = row_of(&document.text, told.position.line);
        if id.is_empty() || document.path.extension().is_none_or(|ending| ending != "csv") {
            return Err(format!("{}: {}; {}", told.position.file.display(), told.problem.what, told.problem.help));
        }
        found.entry(id).or_insert_with(|| (told.problem.what.clone(), told.problem.help.clone()));
    }
    Ok(found)
}

/// The id of the row on a line of a table, from 1; further rows of a card are numbered.
fn row_of(table: &str, line: usize) -> String {
    let ids: Vec<&str> = table.lines().take(line).skip(1).map(|line| line.split(',').next().unwrap_or("").trim_matches('"')).collect();
    let id = if line < 2 { "" } else { ids.last().copied().unwrap_or("") };
    record::further(id, ids.iter().filter(|own| **own == id).count())
}

/// Writes all files of a feed: each whole or not at all, the tables last.
///
/// # Errors
/// A file that cannot be written.
pub fn write(folder: &Path, files: &[(&str, String)]) -> Result<(), String> {
    let told = |path: &Path, fault: &std::io::Error| format!("{}: {}", path.display(), document::plain(fault));
    fs::create_dir_all(folder).map_err(|fault| told(folder, &fault))?;
    let mut ready: Vec<(PathBuf, PathBuf)> = Vec::new();
    for (name, text) in files {
        let (new, path) = (folder.join(format!(".{name}.new")), folder.join(name));
        fs::write(&new, text).map_err(|fault| told(&new, &fault))?;
        ready.push((new, path));
    }
    for (new, path) in ready {
        fs::rename(&new, &path).map_err(|fault| told(&path, &fault))?;
    }
    Ok(())
}

/// The file with everything that ever came in.
#[must_use]
pub fn written(rows: &Rows) -> String {
    let line = |known: &Known| {
        let mut fields = Map::new();
        fields.insert("table".to_owned(), json!(known.row.table));
        if !known.gone.is_empty() {
            fields.insert("gone".to_owned(), json!(known.gone));
        }
        if known.is_own {
            fields.insert("own".to_owned(), json!(true));
        }
        fields.insert("cells".to_owned(), json!(*known.row.cells));
        format!("{}\n", Value::Object(fields))
    };
    rows.values().map(line).collect()
}

fn records(path: &Path) -> Result<Rows, String> {
    if !path.exists() {
        return Ok(Rows::new());
    }
    let text = load::read(path)?;
    let mut rows = Rows::new();
    for (number, line) in text.lines().enumerate() {
        let known = known(line).ok_or_else(|| {
            format!("{}: line {}: this file is the tool's own and cannot be read; bring back its last edition", path.display(), number + 1)
        })?;
        rows.insert(known.row.id().to_owned(), known);
    }
    Ok(rows)
}

fn known(line: &str) -> Option<Known> {
    let value: Value = serde_json::from_str(line).ok()?;
    let table = value.get("table")?.as_str()?;
    let table = KINDS.iter().find(|kind| kind.file == table)?.file;
    let cells = value.get("cells")?.as_object()?;
    let cells = cells.iter().map(|(column, text)| Some((column.clone(), text.as_str()?.to_owned()))).collect::<Option<BTreeMap<_, _>>>()?;
    let gone = value.get("gone").and_then(Value::as_str).unwrap_or("").to_owned();
    let is_own = value.get("own").and_then(Value::as_bool).unwrap_or(false);
    Some(Known { row: Row { table, cells: Rc::new(cells) }, gone, is_own }).filter(|known| !known.row.id().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, time: &str, confirmed: &str) -> Row {
        let mut row = Row::new("meetings.csv", id);
        row.put("time", time);
        row.put("last_confirmed", confirmed);
        row
    }

    #[test]
    fn what_came_went_and_changed_is_told_and_nothing_is_deleted() {
        let known = |row: Row, is_own: bool| (row.id().to_owned(), Known { row, gone: String::new(), is_own });
        let rows = [known(row("a", "18:00", "1"), false), known(row("b", "18:00", "1"), false), known(row("mine", "9:00", ""), true)];
        let rows = rows.into_iter().chain([known(row("d", "18:00", "1"), false)]).collect();
        let before = Before { rows, overrides: Overrides::default() };
        let (rows, changes) = merged(&before, vec![row("a", "18:00", "2"), row("c", "18:00", "2"), row("d", "19:00", "2")], "2026-11-24");
        let ids = |ids: &[&str]| ids.iter().map(|&id| id.to_owned()).collect::<Vec<_>>();
        assert_eq!(changes, Changes { came: ids(&["c"]), went: ids(&["b"]), changed: ids(&["d"]), same: 1 });
        assert_eq!((rows["b"].gone.as_str(), rows["mine"].gone.as_str(), rows.len()), ("2026-11-24", "", 5));
        assert_eq!(written(&rows).lines().filter_map(super::known).collect::<Vec<_>>(), rows.values().cloned().collect::<Vec<_>>());
    }
}
