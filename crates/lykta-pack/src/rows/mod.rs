//! Tables of services, groups and contacts: CSV files that a spreadsheet opens and saves.
//!
//! In: the documents of a pack. Out: the entries that their rows are, as if they stood in TOML; where a value stands, by row and column.
//! Never takes a bad row for an entry, and never lets it cost the others.
//! Next: `columns.rs` for what may stand there, `entries.rs` for what becomes of it, `crate::read` for the caller.

use std::ops::Range;

use lykta_core::format::source::Manifest;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::document::Document;
use crate::problem::{Code, Place, Problems};

pub mod cells;
pub mod columns;
pub mod entries;
pub mod faults;
pub mod table;

use columns::{Form, Kind, kind_of};

/// Whether a document is such a table.
#[must_use]
pub fn is_table(document: &Document) -> bool {
    kind_of(&document.path).is_some()
}

/// The tree of a table; none for any other document.
#[must_use]
pub fn tree(document: &Document) -> Option<DeTable<'_>> {
    kind_of(&document.path).map(|kind| entries::tree(&document.text, kind))
}

/// An entry of a table that has no fault.
#[derive(Debug)]
pub struct Entry<'a> {
    /// Where it stands.
    pub place: Place,
    /// Which list it belongs to: `card` or `change`.
    pub list: &'static str,
    /// The entry; none if a row of it has a fault.
    pub value: Result<Spanned<DeValue<'a>>, Option<String>>,
}

/// The entries of a table, its faults told; those that have one are given by their id alone.
pub fn read<'a>(document: &'a Document, root: &Place, manifest: &Manifest, problems: &mut Problems) -> Vec<Entry<'a>> {
    let Some(kind) = kind_of(&document.path) else { return Vec::new() };
    let faults = faults::find(&document.text, kind, manifest);
    for fault in &faults.list {
        problems.add(fault.code, &root.span(&fault.span), fault.what.clone(), fault.help.clone());
    }
    if faults.is_lost {
        return Vec::new();
    }
    let mut tree = entries::tree(&document.text, kind);
    let Some(DeValue::Array(list)) = tree.remove(kind.list).map(Spanned::into_inner) else { return Vec::new() };
    let place = root.key(kind.list);
    let id = |value: &DeValue<'_>| value.as_table()?.get(kind.key)?.get_ref().as_str().map(str::to_owned);
    list.into_iter()
        .enumerate()
        .map(|(index, value)| Entry {
            place: place.index(index),
            list: kind.list,
            value: if faults.entries.contains(&index) { Err(id(value.get_ref())) } else { Ok(value) },
        })
        .collect()
}

/// Where bytes of a table stand in a spreadsheet: `row 3, column C (phone)`.
#[must_use]
pub fn cell_words(document: &Document, span: &Range<usize>) -> Option<String> {
    let kind: &Kind = kind_of(&document.path)?;
    let rows = table::rows(&document.text);
    let row = rows.iter().find(|row| row.span.start <= span.start && span.start <= row.span.end)?;
    let heads = entries::sheet(&document.text, kind).heads;
    let cell = row.cells.iter().position(|cell| cell.span.start <= span.start && span.end <= cell.span.end);
    let words = cell.map(|index| {
        let name = heads.get(index).map(|head| columns::bare(&head.cell.text)).filter(|name| !name.is_empty());
        format!(", column {}{}", table::letter(index), name.map_or_else(String::new, |name| format!(" ({name})")))
    });
    Some(format!("row {}{}", row.number, words.unwrap_or_default()))
}

/// Every cell of a table with its bytes, and whether it holds a condition.
#[must_use]
pub fn cells_of(document: &Document) -> Vec<(table::Cell, bool)> {
    let Some(kind) = kind_of(&document.path) else { return Vec::new() };
    let sheet = entries::sheet(&document.text, kind);
    let mut cells: Vec<(table::Cell, bool)> = sheet.heads.iter().map(|head| (head.cell.clone(), false)).collect();
    for row in sheet.rows.iter().filter(|row| row.slip.is_none()) {
        for (index, cell) in row.cells.iter().enumerate() {
            let column = sheet.heads.get(index).and_then(|head| head.column.as_ref());
            cells.push((cell.clone(), column.is_some_and(|(column, _)| column.name == "when" && column.form == Form::Plain)));
        }
    }
    cells
}

/// Says the mends of problems that stand in tables in the words of a table.
pub fn mend_in_cells(documents: &[Document], problems: &mut Problems) {
    for problem in &mut problems.0 {
        if !documents.get(problem.place.document).is_some_and(is_table) {
            continue;
        }
        let text = problem.place.pointer.iter().rev().find_map(|step| match step {
            crate::problem::Step::Key(key) => Some(key.clone()),
            crate::problem::Step::Index(_) => None,
        });
        if problem.code == Code::MissingTranslation {
            let missing = problem.what.rsplit(" in ").next().unwrap_or("").to_owned();
            let names: Vec<String> =
                missing.split(", ").map(|language| format!("`{}_{language}`", text.as_deref().unwrap_or("text"))).collect();
            problem.help = format!("fill in the column {} of this row", names.join(", "));
        } else {
            problem.help = in_cell(&problem.help);
        }
    }
}

/// `key = "value"` between backticks is what a file of entries would say; a table has the value in a cell of that name.
fn in_cell(help: &str) -> String {
    let parts: Vec<String> = help
        .split('`')
        .enumerate()
        .map(|(index, part)| match part.split_once(" = ") {
            Some((key, value)) if index % 2 == 1 && !key.contains(' ') => {
                let bare = value.trim_matches(['"', '[', ']', '{', '}', ' ']);
                format!("`{bare}` in the column `{key}`")
            }
            _ if index % 2 == 1 => format!("`{part}`"),
            _ => part.to_owned(),
        })
        .collect();
    parts.concat()
}
