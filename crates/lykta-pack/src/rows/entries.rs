//! Entries from rows: the same tree that a TOML file gives, with every value at its cell.
//!
//! In: the text of a table and its kind. Out: a tree of entries whose spans are cells, so that all other checks tell the right cell.
//! A row without texts that repeats an id adds a way to reach the entry, or a gathering, to the entry above.
//! Never checks: `faults.rs` tells what is wrong with a cell; a row with a fault is no entry.
//! Next: `faults.rs`, `crate::read`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use crate::rows::cells;
use crate::rows::columns::{self, Column, Form, Kind, Part};
use crate::rows::table::{self, Cell, Row};

/// A column of a file: what its first line says, and the column that is meant.
#[derive(Debug, Clone)]
pub struct Head {
    /// The cell of the first line.
    pub cell: Cell,
    /// The column, and the language of a text; none if there is no such column.
    pub column: Option<(&'static Column, Option<String>)>,
}

/// A table, read: its first line, its rows, and which rows make one entry.
#[derive(Debug)]
pub struct Sheet {
    /// The first line.
    pub heads: Vec<Head>,
    /// The rows below it.
    pub rows: Vec<Row>,
    /// Indexes of rows, a list for each entry.
    pub entries: Vec<Vec<usize>>,
}

/// Reads a table.
#[must_use]
pub fn sheet(text: &str, kind: &Kind) -> Sheet {
    let mut rows = table::rows(text).into_iter();
    let heads: Vec<Head> = rows
        .next()
        .into_iter()
        .flat_map(|row| row.cells)
        .map(|cell| {
            let name = columns::bare(&cell.text);
            let column = kind.column(&name).map(|(column, language)| (column, language.map(str::to_owned)));
            Head { cell, column }
        })
        .collect();
    let rows: Vec<Row> = rows.collect();
    let mut sheet = Sheet { heads, rows, entries: Vec::new() };
    let mut first: BTreeMap<(String, String), usize> = BTreeMap::new();
    for index in 0..sheet.rows.len() {
        let Some(row) = sheet.rows.get(index) else { continue };
        let word = |name: &str| sheet.word(row, name).unwrap_or("").to_owned();
        let is_more = kind.list != "meeting"
            && (kind.list == "change" || sheet.cells(row).all(|(_, column, _, _)| column.form != Form::Text || column.part != Part::Entry));
        let key = (word(kind.key), word("action"));
        let known = first.get(&key).copied().filter(|_| is_more && !key.0.is_empty() && row.slip.is_none());
        match known.and_then(|entry| sheet.entries.get_mut(entry)) {
            Some(entry) => entry.push(index),
            None => {
                if row.slip.is_none() {
                    first.entry(key).or_insert(sheet.entries.len());
                }
                sheet.entries.push(vec![index]);
            }
        }
    }
    sheet
}

impl Sheet {
    /// The cells of a row in which something stands: the column's index, the column, its language, the cell.
    pub fn cells<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = (usize, &'static Column, Option<&'a str>, &'a Cell)> {
        self.heads.iter().enumerate().zip(&row.cells).filter_map(|((index, head), cell)| {
            let (column, language) = head.column.as_ref()?;
            (!cell.text.is_empty()).then_some((index, *column, language.as_deref(), cell))
        })
    }

    /// What stands in the column of a name.
    #[must_use]
    pub fn word<'a>(&'a self, row: &'a Row, name: &str) -> Option<&'a str> {
        self.cells(row).find(|(_, column, _, _)| column.name == name).map(|(_, _, _, cell)| cell.text.as_str())
    }
}

/// The tree of all entries; those with faults too, so that the number of an entry stays what it is.
#[must_use]
pub fn tree<'a>(text: &'a str, kind: &Kind) -> DeTable<'a> {
    let sheet = sheet(text, kind);
    let mut list = DeArray::new();
    for rows in &sheet.entries {
        list.push(entry(text, kind, &sheet, rows));
    }
    let mut tree = DeTable::new();
    put(&mut tree, kind.list, 0..0, 0..text.len(), DeValue::Array(list));
    tree
}

fn entry<'a>(text: &'a str, kind: &Kind, sheet: &Sheet, indexes: &[usize]) -> Spanned<DeValue<'a>> {
    let rows: Vec<&Row> = indexes.iter().filter_map(|index| sheet.rows.get(*index)).collect();
    let span = rows.first().map_or(0..0, |row| row.span.clone());
    let mut table = DeTable::new();
    if kind.file == "groups.csv" {
        put(&mut table, "kind", span.clone(), span.clone(), DeValue::String(Cow::Borrowed("group")));
    } else if kind.file == "services.csv" {
        put(&mut table, "kind", span.clone(), span.clone(), DeValue::String(Cow::Borrowed("service")));
    }
    let (mut contacts, mut meetings) = (DeArray::new(), DeArray::new());
    for (number, row) in rows.iter().enumerate() {
        if number == 0 {
            fields(text, sheet, row, Part::Entry, &mut table);
            condition(sheet, row, &mut table);
        }
        for contact in contacts_of(text, sheet, row) {
            contacts.push(contact);
        }
        let mut meeting = DeTable::new();
        fields(text, sheet, row, Part::Meeting, &mut meeting);
        if !meeting.is_empty() {
            meetings.push(Spanned::new(row.span.clone(), DeValue::Table(meeting)));
        }
    }
    let action = rows.first().and_then(|row| sheet.word(row, "action")).unwrap_or("");
    if kind.list == "change" && ["remove", "hours"].contains(&action) {
        // The contact that is meant is named by its number or address alone.
        table.remove("contacts");
        let mut list = DeArray::new();
        for contact in &contacts {
            let Some(fields) = contact.get_ref().as_table() else { continue };
            let Some(name) = ["phone", "sms", "url"].into_iter().find_map(|key| fields.get(key)).cloned() else { continue };
            if action == "remove" {
                list.push(name);
                continue;
            }
            let mut hours = DeTable::new();
            put(&mut hours, "contact", name.span(), name.span(), name.get_ref().clone());
            for key in ["hours", "hours_text"] {
                if let Some((at, value)) = fields.get_key_value(key) {
                    put(&mut hours, key, at.span(), value.span(), value.get_ref().clone());
                }
            }
            list.push(Spanned::new(contact.span(), DeValue::Table(hours)));
        }
        put(&mut table, if action == "remove" { "remove" } else { "hours" }, span.clone(), span.clone(), DeValue::Array(list));
    } else if !contacts.is_empty() {
        put(&mut table, "contact", span.clone(), span.clone(), DeValue::Array(contacts));
    }
    if !meetings.is_empty() {
        put(&mut table, "meeting", span.clone(), span.clone(), DeValue::Array(meetings));
    }
    Spanned::new(span, DeValue::Table(table))
}

/// The ways to reach someone that a row names: each of `phone`, `sms` and `url` is one.
fn contacts_of<'a>(text: &'a str, sheet: &Sheet, row: &Row) -> Vec<Spanned<DeValue<'a>>> {
    let mut all = DeTable::new();
    fields(text, sheet, row, Part::Contact, &mut all);
    let channels: Vec<&str> = ["phone", "sms", "url"].into_iter().filter(|channel| all.contains_key(*channel)).collect();
    let mut contacts = Vec::new();
    for channel in &channels {
        let mut contact = all.clone();
        for other in channels.iter().filter(|other| *other != channel) {
            contact.remove(*other);
        }
        // Hours and the number as read belong to the telephone where there is one.
        if *channel == "url" && channels.len() > 1 {
            for field in ["number", "hours", "hours_text"] {
                contact.remove(field);
            }
        }
        contacts.push(Spanned::new(row.span.clone(), DeValue::Table(contact)));
    }
    if channels.is_empty() && !all.is_empty() {
        contacts.push(Spanned::new(row.span.clone(), DeValue::Table(all)));
    }
    contacts
}

/// Fills in what a row says of a part of its entry.
fn fields<'a>(text: &'a str, sheet: &Sheet, row: &Row, part: Part, table: &mut DeTable<'a>) {
    for (_, column, language, cell) in sheet.cells(row).filter(|(_, column, _, _)| column.part == part && column.name != "where") {
        let span = cell.span.clone();
        let plain = |text: &str| DeValue::String(Cow::Owned(text.to_owned()));
        let value = match column.form {
            Form::Text => {
                let language = language.unwrap_or("");
                if !table.contains_key(column.field) {
                    put(table, column.field, span.clone(), span.clone(), DeValue::Table(DeTable::new()));
                }
                if let Some(DeValue::Table(texts)) = table.get_mut(column.field).map(Spanned::get_mut) {
                    put(texts, language, span.clone(), span, plain(&cell.text));
                }
                continue;
            }
            Form::List => list(text, cell),
            Form::Day => plain(cells::day(&cell.text).as_deref().unwrap_or(&cell.text)),
            Form::Time => plain(cells::time(&cell.text).as_deref().unwrap_or(&cell.text)),
            Form::Whole => cells::whole(&cell.text).ok().and_then(|_| whole(text, cell)).unwrap_or_else(|| plain(&cell.text)),
            Form::Weekday => cells::weekday(&cell.text).ok().and_then(weekday).unwrap_or_else(|| plain(&cell.text)),
            Form::Plain | Form::Phone | Form::Published => plain(&cell.text),
        };
        put(table, column.field, span.clone(), span, value);
    }
}

/// The rule of a row: its own condition, and the municipalities in which it holds.
fn condition(sheet: &Sheet, row: &Row, table: &mut DeTable<'_>) {
    let Some((_, _, _, cell)) = sheet.cells(row).find(|(_, column, _, _)| column.name == "where") else { return };
    let codes: Vec<&str> = words(&cell.text).map(|(_, word)| word).collect();
    let here = format!("place in municipality {}", codes.join(" or "));
    let (text, span) = match table.get("when").and_then(|when| when.get_ref().as_str().map(|text| (text.to_owned(), when.span()))) {
        Some((when, span)) => (format!("{here} and ({when})"), span),
        None => (here, cell.span.clone()),
    };
    put(table, "when", span.clone(), span, DeValue::String(Cow::Owned(text)));
}

fn list(text: &str, cell: &Cell) -> DeValue<'static> {
    let is_bare = text.get(cell.span.clone()) == Some(cell.text.as_str());
    let mut list = DeArray::new();
    for (at, word) in words(&cell.text) {
        let span = if is_bare { cell.span.start + at..cell.span.start + at + word.len() } else { cell.span.clone() };
        list.push(Spanned::new(span, DeValue::String(Cow::Owned(word.to_owned()))));
    }
    DeValue::Array(list)
}

/// The words of a list, with the byte at which each begins.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_between = |sign: char| matches!(sign, ',' | ';' | ' ' | '\u{a0}');
    let mut start = 0;
    let parts = text.split_inclusive(is_between).map(move |part| {
        let at = start;
        start += part.len();
        (at, part.trim_end_matches(is_between))
    });
    parts.filter(|(_, word)| !word.is_empty())
}

/// A whole number of the file; what a spreadsheet adds before and after its digits is left out.
fn whole<'a>(text: &'a str, cell: &Cell) -> Option<DeValue<'a>> {
    let raw = text.get(cell.span.clone())?.trim_start_matches(['"', '0']);
    let digits = raw.bytes().take_while(u8::is_ascii_digit).count();
    Some(DeValue::parse(if digits == 0 { "0" } else { raw.get(..digits)? }).ok()?.into_inner())
}

fn weekday(day: u8) -> Option<DeValue<'static>> {
    const DAYS: [&str; 7] = ["1", "2", "3", "4", "5", "6", "7"];
    let text = DAYS.get(usize::from(day).checked_sub(1)?)?;
    Some(DeValue::parse(text).ok()?.into_inner())
}

fn put<'a>(table: &mut DeTable<'a>, key: &str, at: Range<usize>, span: Range<usize>, value: DeValue<'a>) {
    table.insert(Spanned::new(at, Cow::Owned(key.to_owned())), Spanned::new(span, value));
}
