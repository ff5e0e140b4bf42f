//! Records: what became of each record of a feed, in words that an editor can act on.
//!
//! In: what an importer found out of a record. Out: its rows, or why there are none, and all that was changed on the way.
//! Never a record without a fate: it has rows, or a reason.
//! Next: `meeting_guide.rs` for an importer, `keep.rs` for what is done with the rows.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

/// Where a record stands in its feed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    /// Its number in the feed, from 1.
    pub record: u64,
    /// The line on which it begins, from 1.
    pub line: u64,
}

/// A row for a table of the pack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// The table: `meetings.csv` or `services.csv`.
    pub table: &'static str,
    /// Its cells by the names of the columns; `id` among them. Empty ones are absent. Copies of a row share them.
    pub cells: Rc<BTreeMap<String, String>>,
}

/// Why a record has no rows, and what would mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong with it.
    pub reason: String,
    /// What to do.
    pub mend: String,
}

/// What became of a record.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// Where it stands.
    pub place: Place,
    /// What it is called in the feed: its id and name, for the report.
    pub name: String,
    /// Its rows; one for each day of a meeting.
    pub rows: Vec<Row>,
    /// Why it has none.
    pub refusal: Option<Refusal>,
    /// What was changed, with the mend, in words.
    pub changes: Vec<(String, String)>,
    /// Names, addresses and numbers of people that were taken out.
    pub private: u64,
    /// Fields and codes that have something in them and no home in a pack.
    pub homeless: Vec<String>,
}

impl Record {
    /// Refuses the record.
    pub fn refuse(&mut self, reason: impl Into<String>, mend: impl Into<String>) {
        self.rows.clear();
        self.refusal = Some(Refusal { reason: reason.into(), mend: mend.into() });
    }

    /// Notes something that was changed, once.
    pub fn change(&mut self, what: impl Into<String>, mend: impl Into<String>) {
        let change = (what.into(), mend.into());
        if !self.changes.contains(&change) {
            self.changes.push(change);
        }
    }
}

impl Row {
    /// A row of a table with an id.
    #[must_use]
    pub fn new(table: &'static str, id: impl Into<String>) -> Self {
        Self { table, cells: Rc::new(BTreeMap::from([("id".to_owned(), id.into())])) }
    }

    /// Fills a cell in, if there is something to fill in.
    pub fn put(&mut self, column: &str, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            Rc::make_mut(&mut self.cells).insert(column.to_owned(), text);
        }
    }

    /// Empties a cell.
    pub fn clear(&mut self, column: &str) {
        Rc::make_mut(&mut self.cells).remove(column);
    }

    /// What stands in a cell.
    #[must_use]
    pub fn get(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// A mark of all its cells: rows with the same one are the same.
    #[must_use]
    pub fn mark(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.table, &self.cells).hash(&mut hasher);
        hasher.finish()
    }

    /// Its id; a further row of the same card has `#02` and so on after it, which no table shows.
    #[must_use]
    pub fn id(&self) -> &str {
        self.get("id")
    }

    /// The id of its card or meeting, as tables show it.
    #[must_use]
    pub fn base(&self) -> &str {
        base(self.id())
    }
}

/// The id of a further row of a card.
#[must_use]
pub fn further(id: &str, number: usize) -> String {
    if number < 2 { id.to_owned() } else { format!("{id}#{number:02}") }
}

/// An id without what tells further rows of a card apart.
#[must_use]
pub fn base(id: &str) -> &str {
    id.split_once('#').map_or(id, |(base, _)| base)
}
