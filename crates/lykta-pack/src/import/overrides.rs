//! Overrides: what editors changed of what came in, kept apart from it.
//!
//! In: `overrides.csv`, and a table that an editor may have changed directly. Out: the rows as people see them.
//! Never loses a change: one that was made in the table itself is moved here, and so is a row that was added or taken out there.
//! Next: `keep.rs`.

use std::collections::BTreeMap;
use std::path::Path;

use super::record::{Row, further};
use crate::load;
use crate::rows::cells;
use crate::rows::columns::{Form, KINDS};
use crate::rows::table;

/// Name of the file.
pub const FILE: &str = "overrides.csv";

/// In the column `column`: `no` as the value leaves the row out.
const SHOW: &str = "show";

/// In the column `column`: `yes` as the value keeps a row that has gone from the feed.
const KEEP: &str = "keep";

/// What editors changed: by id and column the value, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overrides(BTreeMap<(String, String), (String, String)>);

impl Overrides {
    /// Reads the file of a folder; nothing if it is not there.
    ///
    /// # Errors
    /// A row that cannot be read.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let path = folder.join(FILE);
        if !path.exists() {
            return Ok(Self::default());
        }
        let text = load::read(&path)?;
        let mut rows = table::rows(&text).into_iter();
        let heads: Vec<String> =
            rows.next().map(|row| row.cells.into_iter().map(|cell| cell.text.to_lowercase()).collect()).unwrap_or_default();
        let told = |number: usize, what: &str| Err(format!("{}: row {number}: {what}", path.display()));
        let index = |name: &str| heads.iter().position(|head| head == name);
        let (Some(id), Some(column), Some(value)) = (index("id"), index("column"), index("value")) else {
            return told(1, "the first row must name the columns `id`, `column`, `value` and `why`");
        };
        let why = index("why");
        let mut found = BTreeMap::new();
        for row in rows {
            if row.slip.is_some() {
                return told(row.number, "a quote is not closed, or a cell has a line break; mend the row");
            }
            let cell = |index: usize| row.cells.get(index).map_or("", |cell| cell.text.as_str()).to_owned();
            if cell(id).is_empty() || cell(column).is_empty() {
                return told(row.number, "`id` and `column` must both be filled in");
            }
            let is_known = [SHOW, KEEP].contains(&cell(column).as_str()) || KINDS.iter().any(|kind| kind.column(&cell(column)).is_some());
            if !is_known {
                let names: Vec<&str> = KINDS.iter().flat_map(|kind| kind.columns()).map(|own| own.name).chain([SHOW, KEEP]).collect();
                return told(
                    row.number,
                    &format!("there is no column `{}`; {}", cell(column), crate::problem::meant(&cell(column), names)),
                );
            }
            found.insert((cell(id), cell(column)), (cell(value), why.map(cell).unwrap_or_default()));
        }
        Ok(Self(found))
    }

    /// The file.
    #[must_use]
    pub fn written(&self) -> String {
        let rows = self.0.iter().map(|((id, column), (value, why))| super::line(&[id, column, value, why]));
        std::iter::once("id,column,value,why\n".to_owned()).chain(rows).collect()
    }

    fn get(&self, id: &str, column: &str) -> Option<&str> {
        self.0.get(&(id.to_owned(), column.to_owned())).map(|(value, _)| value.as_str())
    }

    fn set(&mut self, id: &str, column: &str, value: &str, why: &str) {
        self.0.insert((id.to_owned(), column.to_owned()), (value.to_owned(), why.to_owned()));
    }

    /// A row as people see it; none if an editor left it out, or it has gone and nobody keeps it.
    #[must_use]
    pub fn shown(&self, row: &Row, is_gone: bool) -> Option<Row> {
        let id = row.id();
        let says = |column: &str, word: &str| [id, row.base()].iter().any(|id| self.get(id, column) == Some(word));
        if says(SHOW, "no") || (is_gone && !says(KEEP, "yes")) {
            return None;
        }
        let mut shown = row.clone();
        for ((_, column), (value, _)) in self.0.range((id.to_owned(), String::new())..).take_while(|((own, _), _)| own == id) {
            if [SHOW, KEEP].contains(&column.as_str()) {
                continue;
            }
            shown.clear(column);
            shown.put(column, &**value);
        }
        Some(shown)
    }

    /// How many rows are changed or left out.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.keys().map(|(id, _)| id).collect::<std::collections::BTreeSet<_>>().len()
    }

    /// Takes in what an editor changed in a table itself: `before` as it was written, `after` as it stands. Gives back rows that were added.
    pub fn learn(&mut self, before: &[Row], after: Vec<Row>) -> Vec<Row> {
        let after: BTreeMap<String, Row> = after.into_iter().map(|row| (row.id().to_owned(), row)).collect();
        for row in before {
            let Some(now) = after.get(row.id()) else {
                self.set(row.id(), SHOW, "no", &format!("taken out of {}", row.table));
                continue;
            };
            let columns: std::collections::BTreeSet<&String> = row.cells.keys().chain(now.cells.keys()).collect();
            for column in columns {
                if plain(row.table, column, row.get(column)) != plain(row.table, column, now.get(column)) {
                    self.set(row.id(), column, now.get(column), &format!("changed in {}", row.table));
                }
            }
        }
        let known: std::collections::BTreeSet<&str> = before.iter().map(Row::id).collect();
        after.into_values().filter(|row| !known.contains(row.id())).collect()
    }
}

/// A cell as the tool writes it, however a spreadsheet rewrote it.
fn plain(table: &str, column: &str, text: &str) -> String {
    let kind = KINDS.iter().find(|kind| kind.file == table);
    let form = kind.and_then(|kind| kind.column(column)).map(|(column, _)| column.form);
    let read = match form {
        Some(Form::Day) => cells::day(text).ok(),
        Some(Form::Time) => cells::time(text).ok(),
        Some(Form::Weekday) => cells::weekday(text).ok().map(|day| day.to_string()),
        _ => None,
    };
    read.unwrap_or_else(|| text.trim().to_owned())
}

/// The rows of a table of the pack.
///
/// # Errors
/// A row that cannot be read.
pub fn rows_of(path: &Path, table: &'static str) -> Result<Vec<Row>, String> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    let text = load::read(path)?;
    let mut rows = table::rows(&text).into_iter();
    let heads: Vec<String> =
        rows.next().map(|row| row.cells.iter().map(|cell| crate::rows::columns::bare(&cell.text)).collect()).unwrap_or_default();
    let (mut found, mut seen) = (Vec::new(), BTreeMap::new());
    for row in rows {
        if row.slip.is_some() {
            return Err(format!(
                "{}: row {}: a quote is not closed, or a cell has a line break; mend the row, so that nothing of it is lost",
                path.display(),
                row.number
            ));
        }
        let mut read = Row { table, ..Row::default() };
        for (head, cell) in heads.iter().zip(&row.cells) {
            read.put(head, &*cell.text);
        }
        // Further rows of a card have its id, and no texts of their own.
        let number: &mut usize = seen.entry(read.id().to_owned()).or_default();
        *number += 1;
        if table != "meetings.csv" {
            let id = further(read.id(), *number);
            read.put("id", id);
        }
        found.push(read);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, cells: &[(&str, &str)]) -> Row {
        let mut row = Row::new("meetings.csv", id);
        cells.iter().for_each(|(column, text)| row.put(column, *text));
        row
    }

    #[test]
    fn what_was_changed_in_the_table_is_kept_apart() {
        let before = [row("a", &[("time", "18:00"), ("name", "A")]), row("b", &[("time", "19:00")])];
        let after = vec![row("a", &[("time", "18.30"), ("notes", "Ring")]), row("c", &[("time", "20:00")])];
        let mut overrides = Overrides::default();
        let added = overrides.learn(&before, after);
        assert_eq!(added, [row("c", &[("time", "20:00")])]);
        assert_eq!(overrides.shown(&before[0], false), Some(row("a", &[("time", "18.30"), ("notes", "Ring")])));
        assert_eq!(overrides.shown(&before[1], false), None);
        assert_eq!(overrides.count(), 2);
        let text = overrides.written();
        assert!(
            text.contains("a,notes,Ring,changed in meetings.csv\n") && text.contains("b,show,no,taken out of meetings.csv\n"),
            "{text}"
        );
    }

    #[test]
    fn a_spreadsheet_that_rewrites_days_and_times_changes_nothing() {
        let before = [row("a", &[("time", "08:00"), ("day", "4"), ("last_confirmed", "2026-11-22")])];
        let after = vec![row("a", &[("time", "8.00"), ("day", "Thursday"), ("last_confirmed", "22.11.2026")])];
        let mut overrides = Overrides::default();
        assert_eq!(overrides.learn(&before, after), Vec::new());
        assert_eq!(overrides, Overrides::default());
    }

    #[test]
    fn one_that_has_gone_is_left_out_unless_it_is_kept() {
        let own = row("a", &[("time", "18:00")]);
        let mut overrides = Overrides::default();
        assert_eq!(overrides.shown(&own, true), None);
        overrides.set("a", KEEP, "yes", "the list forgot it");
        assert_eq!(overrides.shown(&own, true), Some(own));
    }
}
