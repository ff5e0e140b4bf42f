//! Values: every text of every file, whatever field it stands in, looked at for signs that no pack holds.
//!
//! In: the documents of a pack. Out: a problem for each text with a sign that is not seen, or that a browser could take for markup or script.
//! Knows no field, so that none can be forgotten; only conditions may hold `<` and `>`, and their own grammar refuses all else.
//! Next: `signs.rs` for the signs.

use toml::de::{DeTable, DeValue};

use crate::catalog::{self, po};
use crate::document::Document;
use crate::problem::{Code, Place, Problems};
use crate::rows;
use crate::signs::{self, Found};

/// Fields that hold conditions; `define` holds one under each name.
pub const CONDITIONS: [&str; 4] = ["when", "enable_when", "offer_when", "unless"];

/// Tells of every such text.
pub fn check(documents: &[Document], problems: &mut Problems) {
    for (index, document) in documents.iter().enumerate() {
        let place = Place { document: index, ..Place::default() };
        if rows::is_table(document) {
            check_cells(document, &place, problems);
        } else if document.path.extension().is_some_and(|extension| extension == "csv") {
            check_rows(&document.text, &place, problems);
        } else if catalog::is_catalog(&document.path) {
            check_messages(&document.text, &place, problems);
        } else {
            check_table(DeTable::parse_recoverable(&document.text).0.get_ref(), &place, false, problems);
        }
    }
}

fn check_table(table: &DeTable<'_>, place: &Place, holds_conditions: bool, problems: &mut Problems) {
    for (key, value) in table {
        let key = key.get_ref();
        let place = place.key(key);
        tell(signs::unseen(key).or_else(|| signs::markup(key)), "the name of the field", &place, problems);
        check_value(value.get_ref(), &place, holds_conditions || CONDITIONS.contains(&key.as_ref()), problems);
    }
}

fn check_value(value: &DeValue<'_>, place: &Place, is_condition: bool, problems: &mut Problems) {
    match value {
        DeValue::String(text) => {
            let markup = || if is_condition { signs::script(text) } else { signs::markup(text) };
            let found = signs::unseen(text).or_else(markup);
            let place = found.as_ref().map_or_else(|| place.clone(), |found| place.part(&found.at));
            tell(found, "the text", &place, problems);
        }
        DeValue::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                check_value(value.get_ref(), &place.index(index), is_condition, problems);
            }
        }
        // Named conditions are conditions by whatever name.
        DeValue::Table(table) => check_table(table, place, place.pointer == Place::default().key("define").pointer, problems),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {}
    }
}

/// A table of entries, cell by cell. One that is not saved as UTF-8 is told of as a whole.
fn check_cells(document: &Document, place: &Place, problems: &mut Problems) {
    if document.text.contains('\u{fffd}') {
        return;
    }
    for (cell, is_condition) in rows::cells_of(document) {
        let text = &cell.text;
        let found = signs::unseen(text).or_else(|| if is_condition { signs::script(text) } else { signs::markup(text) });
        tell(found, "the text", &place.span(&cell.span), problems);
    }
}

/// A table of places, cell by cell.
fn check_rows(text: &str, place: &Place, problems: &mut Problems) {
    // The mark that spreadsheets begin a file with is no part of a text.
    let mut start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let separator = char::from(rows::table::separator(text.lines().next().unwrap_or("")));
    for part in text.get(start..).unwrap_or("").split_inclusive(['\n', separator]) {
        let cell = part.trim_end_matches(['\n', '\r', separator]);
        if let Some(found) = signs::unseen(cell).or_else(|| signs::markup(cell)) {
            let at = start + found.at.start..start + found.at.end;
            tell(Some(found), "the text", &place.span(&at), problems);
        }
        start += part.len();
    }
}

/// A catalog, translation by translation.
fn check_messages(text: &str, place: &Place, problems: &mut Problems) {
    for message in po::read(text).0.iter().filter(|message| !message.is_obsolete && !message.is_header()) {
        let text = &message.text.text;
        tell(signs::unseen(text).or_else(|| signs::markup(text)), "the text", &place.span(&message.text.span), problems);
    }
}

fn tell(found: Option<Found>, what: &str, place: &Place, problems: &mut Problems) {
    if let Some(Found { what: sign, .. }) = found {
        let help = "write plain words on one line; no markup, no script, no signs that steer direction";
        problems.add(Code::TextMarkup, place, format!("{what} holds {sign}"), help);
    }
}
