//! Faults of tables: what is wrong with a file, a column or a cell, before anyone asks what the entry means.
//!
//! In: the text of a table, its kind, the languages and the country of the pack. Out: faults with their bytes; the rows that are no entries.
//! Never lets one row cost another: a bad row is told of and left out, the others count.
//! Next: `entries.rs` for what becomes of the good rows.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use lykta_core::format::source::Manifest;

use crate::problem::{Code, nearest};
use crate::rows::cells;
use crate::rows::columns::{ACTIONS, Column, Form, Kind, Part, bare};
use crate::rows::entries::{self, Sheet};
use crate::rows::table::{Row, Slip, letter};

/// A fault of a table.
#[derive(Debug)]
pub struct Fault {
    /// What kind of problem it is.
    pub code: Code,
    /// Where.
    pub span: Range<usize>,
    /// What is wrong.
    pub what: String,
    /// The mend.
    pub help: String,
}

/// What is wrong with a table.
#[derive(Debug, Default)]
pub struct Faults {
    /// All faults.
    pub list: Vec<Fault>,
    /// Indexes of the entries that have one.
    pub entries: BTreeSet<usize>,
    /// Whether nothing in the file can be trusted.
    pub is_lost: bool,
}

impl Faults {
    fn add(&mut self, code: Code, span: &Range<usize>, what: impl Into<String>, help: impl Into<String>) {
        self.list.push(Fault { code, span: span.clone(), what: what.into(), help: help.into() });
    }
}

/// Finds the faults of a table.
#[must_use]
pub fn find(text: &str, kind: &Kind, manifest: &Manifest) -> Faults {
    let mut faults = Faults::default();
    if let Some((at, sign)) = text.char_indices().find(|(_, sign)| matches!(sign, '\u{fffd}' | '\0')) {
        faults.is_lost = true;
        faults.add(
            Code::TableFile,
            &(at..at + sign.len_utf8()),
            format!("`{}` is not saved as UTF-8, so that letters such as å, ä and ö are lost", kind.file),
            "open it again and save it as \"CSV UTF-8\" (Excel), or with the character set \"Unicode (UTF-8)\" (LibreOffice)",
        );
        return faults;
    }
    if text.trim_matches(|sign: char| sign.is_whitespace() || sign == '\u{feff}').is_empty() {
        faults.is_lost = true;
        faults.add(
            Code::TableFile,
            &(0..0),
            format!("`{}` is empty: not even the names of the columns are there", kind.file),
            "take back the last saved file, or write the names of the columns in the first row; without such rows, take the file out",
        );
        return faults;
    }
    let sheet = entries::sheet(text, kind);
    heads(&sheet, kind, manifest, &mut faults);
    for (index, rows) in sheet.entries.iter().enumerate() {
        let before = faults.list.len();
        for (number, row) in rows.iter().enumerate() {
            if let Some(row) = sheet.rows.get(*row) {
                check_row(&sheet, row, number == 0, kind, manifest, &mut faults);
            }
        }
        if faults.list.len() > before {
            faults.entries.insert(index);
        }
    }
    faults
}

/// The first line: names that are not known, stand twice, or are missing.
fn heads(sheet: &Sheet, kind: &Kind, manifest: &Manifest, faults: &mut Faults) {
    let names = kind.names(&manifest.languages);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (index, head) in sheet.heads.iter().enumerate() {
        let name = bare(&head.cell.text);
        if name.is_empty() {
            let below = sheet.rows.iter().find_map(|row| row.cells.get(index).filter(|cell| !cell.text.is_empty()));
            if let Some(cell) = below {
                let what = format!("column {} has no name in the first row", letter(index));
                faults.add(Code::TableColumn, &cell.span, what, "write its name in the first row, or empty the cell");
            }
            continue;
        }
        let is_foreign = head.column.as_ref().and_then(|(_, language)| language.as_ref());
        if head.column.is_none() || is_foreign.is_some_and(|language| !manifest.languages.contains(language)) {
            let help = nearest(&name, names.iter().map(String::as_str))
                .map_or_else(|| format!("the columns are {}", shown(&names)), |near| format!("did you mean `{near}`?"));
            faults.add(Code::TableColumn, &head.cell.span, format!("there is no column `{name}` in `{}`", kind.file), help);
        }
        if let Some(first) = seen.insert(name.clone(), index) {
            let what = format!("the column `{name}` stands twice, in {} and {}", letter(first), letter(index));
            faults.add(Code::TableColumn, &head.cell.span, what, "keep one of the two");
        }
    }
    if sheet.rows.is_empty() {
        return;
    }
    let first = sheet.heads.first().map_or(0..0, |head| head.cell.span.clone());
    for column in kind.columns().filter(|column| column.is_needed) {
        let has = sheet.heads.iter().any(|head| head.column.as_ref().is_some_and(|(known, _)| known.name == column.name));
        if !has {
            let name = in_first(column, manifest);
            faults.add(
                Code::TableColumn,
                &first,
                format!("`{}` has no column `{name}`", kind.file),
                format!("add `{name}` to the first row, and fill it in below"),
            );
        }
    }
}

/// The name of a column as the first row has it; of a text, in the first language.
fn in_first(column: &Column, manifest: &Manifest) -> String {
    match (column.form, manifest.languages.first()) {
        (Form::Text, Some(language)) => format!("{}_{language}", column.name),
        _ => column.name.to_owned(),
    }
}

fn shown(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn check_row(sheet: &Sheet, row: &Row, is_first: bool, kind: &Kind, manifest: &Manifest, faults: &mut Faults) {
    if let Some(slip) = row.slip {
        let (what, help) = match slip {
            Slip::LineBreak => ("a cell of this row has a line break", "write the text on one line"),
            Slip::NotClosed => {
                ("a quote is opened in this row and never closed", "take the `\"` out, or save the table from a spreadsheet")
            }
        };
        faults.add(Code::TableFile, &row.span, what, help);
        return;
    }
    if let Some(cell) = row.cells.get(sheet.heads.len()..).unwrap_or_default().iter().find(|cell| !cell.text.is_empty()) {
        faults.add(
            Code::TableFile,
            &cell.span,
            format!("this row has {} cells, the first row {}", row.cells.len(), sheet.heads.len()),
            "put a text that holds the separator between quotes, or save the table from a spreadsheet",
        );
        return;
    }
    for column in kind.columns().filter(|column| column.is_needed && (is_first || column.name == kind.key)) {
        let has_head = sheet.heads.iter().any(|head| head.column.as_ref().is_some_and(|(known, _)| known.name == column.name));
        let is_filled = sheet.cells(row).any(|(_, known, _, _)| known.name == column.name);
        if has_head && !is_filled {
            let name = in_first(column, manifest);
            faults.add(
                Code::TableCell,
                &row.span,
                format!("the cell `{name}` of this row is empty"),
                format!("fill it in: {}", sample(&name)),
            );
        }
    }
    for (_, column, _, cell) in sheet.cells(row) {
        let word = |name: &str| sheet.word(row, name).unwrap_or("");
        let (code, found) = match column.form {
            Form::Day => (Code::TableDay, cells::day(&cell.text).err()),
            Form::Time => (Code::TableCell, cells::time(&cell.text).err()),
            Form::Whole => (Code::TableCell, cells::whole(&cell.text).err()),
            Form::Weekday => (Code::TableCell, cells::weekday(&cell.text).err()),
            Form::Phone => (Code::TablePhone, cells::phone(&cell.text, word("number"), &manifest.country).err()),
            Form::Published => {
                let dialled = if word("phone").is_empty() { word("sms") } else { word("phone") };
                (Code::TablePhone, cells::published(&cell.text, dialled, &manifest.country).err())
            }
            Form::Plain => (Code::TableCell, plain(column.name, &cell.text, kind)),
            Form::List | Form::Text => (Code::TableCell, None),
        };
        if let Some((what, help)) = found {
            faults.add(code, &cell.span, what, help);
        }
    }
    check_parts(sheet, row, kind, faults);
}

/// Words of which a table knows fewer than a file of entries.
fn plain(column: &str, word: &str, kind: &Kind) -> Option<cells::Fault> {
    let known: &[&str] = match (column, kind.file) {
        ("kind", "services.csv") => &["service", "helpline", "notice"],
        ("action", _) => &ACTIONS,
        _ => return None,
    };
    if known.contains(&word) {
        return None;
    }
    let names = known.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    let help = match (word, nearest(word, known.iter().copied())) {
        ("group", _) => "write it into `groups.csv`".to_owned(),
        ("right", _) => "a right cites its law: write it as a `[[card]]` in a `.toml` file".to_owned(),
        (_, Some(near)) => format!("did you mean `{near}`?"),
        (_, None) => format!("write one of {names}"),
    };
    Some((format!("there is no {column} `{word}` in `{}`", kind.file), help))
}

/// A way to reach someone and a gathering need what makes them one.
fn check_parts(sheet: &Sheet, row: &Row, kind: &Kind, faults: &mut Faults) {
    let filled = |part: Part| sheet.cells(row).find(move |(_, column, _, _)| column.part == part);
    let has = |name: &str| sheet.word(row, name).is_some();
    let has_way = has("phone") || has("sms") || has("url");
    if let Some((_, column, _, cell)) = filled(Part::Contact).filter(|_| !has_way) {
        let what = format!("`{}` is filled in, but there is no way to reach anyone", column.name);
        faults.add(Code::TableCell, &cell.span, what, "fill in `phone`, `sms` or `url`");
    } else if kind.list == "change" && !has_way {
        faults.add(Code::TableCell, &row.span, "this row names no contact", "fill in `phone`, `sms` or `url`");
    }
    if let Some((_, column, _, cell)) = filled(Part::Meeting).filter(|_| !has("day") || !has("time")) {
        let what = format!("`{}` is filled in, but not when the group meets", column.name);
        faults.add(Code::TableCell, &cell.span, what, "fill in `day` and `time`");
    }
}

/// What could stand in a cell.
fn sample(name: &str) -> &'static str {
    match name {
        "id" => "small letters, digits and hyphens, beginning with the country, like `fi-town-clinic`",
        "group" => "the id of the group's card, like `fi-group-aa`",
        "time" => "the start, like `18:30`",
        "last_confirmed" => "the day on which somebody last made sure that it is held, like `2026-11-22`",
        "card" => "the id of a card, as `lykta-pack ask` prints it",
        "checked_on" => "the day on which you looked it up, like `2026-11-22`",
        "confidence" => "`page` if you read it on the body's own page, else `secondary`",
        "provenance" => "where you read it, like `the municipality's own page`",
        _ => "plain words",
    }
}
