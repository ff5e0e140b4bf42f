//! Rows of our own: what `lykta-pack export` carries along, read back as it was.
//!
//! In: the attributes of a service. Out: rows of the pack's tables.
//! Never takes in a table or a column that the pack does not have; the pack's own checks judge the rest.
//! Next: `crate::export::rows` for the way there.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::service::{array, text};
use crate::export::TAXONOMY;
use crate::import::clean;
use crate::import::feed::Feed;
use crate::import::record::{Record, Row, further};
use crate::rows::columns::KINDS;

/// Puts the rows into the record, if the service carries some.
///
/// # Errors
/// Why they cannot be read.
pub fn own(feed: &Feed<'_>, fields: &Map<String, Value>, record: &mut Record) -> Result<bool, (String, String)> {
    let is_ours = |own: &&Value| text(own.get("taxonomy_term").and_then(|term| term.get("taxonomy"))) == TAXONOMY;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut rows = Vec::new();
    for attribute in array(fields.get("attributes")).iter().filter(is_ours) {
        let told = |what: String| Err((what, "export the pack again; this file was changed on the way".to_owned()));
        let named = text(attribute.get("taxonomy_term").and_then(|term| term.get("code")));
        let Some(kind) = KINDS.iter().find(|kind| kind.file == named && kind.list != "change") else {
            return told(format!("it carries a row of a table `{}`, which there is not", clean::cut(&named, 40).0));
        };
        let cells: Option<Map<String, Value>> =
            attribute.get("value").and_then(Value::as_str).and_then(|cells| serde_json::from_str(cells).ok());
        let Some(cells) = cells else { return told("it carries a row that cannot be read".to_owned()) };
        let id = cells.get("id").and_then(Value::as_str).unwrap_or("").to_owned();
        if id.is_empty() || id.contains(['#', ',', '"', '\n']) {
            return told("it carries a row without an id".to_owned());
        }
        let count = counts.entry(format!("{} {id}", kind.file)).or_default();
        *count += 1;
        let mut row = Row::new(kind.file, further(&id, *count));
        for (column, cell) in cells.iter().filter(|(column, _)| *column != "id") {
            let is_read = kind
                .column(column)
                .is_some_and(|(_, language)| language.is_none_or(|language| feed.languages.iter().any(|own| own == language)));
            match cell.as_str() {
                Some(cell) if is_read => row.put(column, cell),
                _ => record.homeless.push(clean::cut(&clean::plain(column), 40).0),
            }
        }
        // Where it was read there is not where it was read here.
        if *count == 1 && kind.column("source").is_some() {
            row.put("source", feed.name);
        }
        rows.push(row);
    }
    record.rows = rows;
    Ok(!record.rows.is_empty())
}
