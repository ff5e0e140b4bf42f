//! Where every entry stands: its line, looked up once for each file.
//!
//! In: the files of a pack. Out: the line of the id of an entry, or of the card that a change names.
//! `Document::position` reads a file anew for each place, which is right for a few problems and slow for all entries of a pack.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use crate::document::Document;
use crate::problem::{Place, Step};

/// The lines of all entries.
#[derive(Debug, Default)]
pub struct Lines(BTreeMap<(usize, String, usize), usize>);

impl Lines {
    /// Of these files.
    #[must_use]
    pub fn new(documents: &[Document]) -> Self {
        let mut lines = BTreeMap::new();
        for (number, document) in
            documents.iter().enumerate().filter(|(_, document)| document.path.extension().is_some_and(|end| end == "toml"))
        {
            let breaks: Vec<usize> = document.text.match_indices('\n').map(|(at, _)| at).collect();
            for (kind, list) in DeTable::parse_recoverable(&document.text).0.into_inner() {
                let DeValue::Array(entries) = list.into_inner() else { continue };
                for (index, entry) in entries.into_iter().enumerate() {
                    let table = entry.get_ref().as_table();
                    let key = |name: &str| table.and_then(|table| table.get_key_value(name)).map(|(key, _)| key.span().start);
                    let at = key("id").or_else(|| key("card")).or_else(|| key("code")).unwrap_or(entry.span().start);
                    lines.insert((number, kind.get_ref().to_string(), index), breaks.partition_point(|end| *end < at) + 1);
                }
            }
        }
        Self(lines)
    }

    /// The line of an entry; the first if it is not known.
    #[must_use]
    pub fn of(&self, place: &Place) -> usize {
        match place.pointer.as_slice() {
            [Step::Key(kind), Step::Index(index), ..] => self.0.get(&(place.document, kind.clone(), *index)).copied().unwrap_or(1),
            _ => 1,
        }
    }
}
