//! The guess: which column of the pack each heading of a list is.
//!
//! In: the headings and the first rows of a list. Out: settings for an editor to look through.
//! Never guesses by a part of a heading, and never counts a guess as confirmed.
//! Next: `crate::import::settings`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{ENDINGS, PRIVATE, plain, table, when};
use crate::import::area::Areas;
use crate::import::clean;
use crate::import::clock;
use crate::import::service::reach;
use crate::import::settings::Table;
use crate::import::source::Source;

/// Rows that are looked at.
const ROWS: usize = 30;

/// Headings by table and column.
static HEADINGS: LazyLock<BTreeMap<String, BTreeMap<String, Vec<String>>>> =
    LazyLock::new(|| toml::from_str(include_str!("../../../import/csv/headings.toml")).unwrap_or_default());

const WORDS: &str = include_str!("../../../import/csv/words.toml");

/// What a list seems to be.
#[derive(Debug)]
pub struct Guess {
    /// What its rows are.
    pub table: Table,
    /// Heading, column (empty if there is none), and a cell for an example.
    pub columns: Vec<(String, String, String)>,
}

/// Looks at the first file of a list.
///
/// # Errors
/// What keeps it from being read; that no heading is known.
pub fn look(source: &Source<'_>, country: &str, areas: &Areas) -> Result<Guess, String> {
    let known = |cell: &String| HEADINGS.values().any(|columns| columns.values().any(|words| words.contains(&plain(cell))));
    let is_heading = |cells: &[String]| Ok(cells.iter().filter(|cell| known(cell)).count() >= 2);
    let (mut heads, mut rows): (Vec<String>, Vec<Vec<String>>) = Default::default();
    source.each(ENDINGS, &mut |file, reader| {
        if !heads.is_empty() {
            return Ok(());
        }
        let outcome = table::read(file, reader, &is_heading, &mut |found, row| {
            heads = found.to_vec();
            rows.push(row.cells);
            Ok(rows.len() < ROWS)
        });
        outcome.map_err(|fault| format!("{fault}; a heading that is known is such as `Name`, `Päivä`, `Veckodag`, `Adresse` or `Puhelin`, and at least two are needed"))
    })?;
    if heads.is_empty() {
        return Err("there is no row below the headings; look whether the right file was named".to_owned());
    }
    Ok(guess(&heads, &rows, country, areas))
}

fn guess(heads: &[String], rows: &[Vec<String>], country: &str, areas: &Areas) -> Guess {
    let count = |table: &str| {
        let columns = HEADINGS.get(table);
        heads.iter().filter(|head| columns.is_some_and(|columns| columns.values().any(|words| words.contains(&plain(head))))).count()
    };
    let has = |column: &str| {
        HEADINGS.get("meetings").and_then(|own| own.get(column)).is_some_and(|words| heads.iter().any(|head| words.contains(&plain(head))))
    };
    let (table, name) = if (has("day") || has("time")) && count("meetings") + 1 >= count("services") {
        (Table::Meetings, "meetings")
    } else {
        (Table::Services, "services")
    };
    let empty = BTreeMap::new();
    let columns = HEADINGS.get(name).unwrap_or(&empty);
    let mut found: Vec<(String, String, String)> = Vec::new();
    for (index, head) in heads.iter().enumerate().filter(|(_, head)| !head.is_empty()) {
        let cells: Vec<&String> = rows.iter().filter_map(|row| row.get(index)).filter(|cell| !cell.is_empty()).collect();
        let named = columns.iter().find(|(_, words)| words.contains(&plain(head))).map(|(column, _)| column.as_str());
        let is_private = PRIVATE.contains(&plain(head).as_str());
        let column = named.or_else(|| by_cells(table, &cells, country, areas)).filter(|_| !is_private).unwrap_or("");
        // A column twice is a doubt, but for words and notes, which add up.
        let adds_up = ["types", "notes", "know", "phone"].contains(&column);
        let is_taken = !adds_up && found.iter().any(|(_, other, _)| other == column);
        let example = if is_private {
            String::new()
        } else {
            cells.first().map(|cell| clean::cut(&clean::without_people(&clean::plain(cell)).0, 40).0).unwrap_or_default()
        };
        found.push((head.clone(), if is_taken { String::new() } else { column.to_owned() }, example));
    }
    Guess { table, columns: found }
}

/// What a column is by what stands in it.
fn by_cells(table: Table, cells: &[&String], country: &str, areas: &Areas) -> Option<&'static str> {
    let all = |is: &dyn Fn(&str) -> bool| !cells.is_empty() && cells.iter().all(|cell| is(cell));
    let is_meeting = table == Table::Meetings;
    match () {
        () if all(&|cell| reach::page(cell).is_some() || cell.starts_with("http://")) => Some("url"),
        () if all(&|cell| areas.municipality("", cell).is_some()) => Some("city"),
        () if is_meeting && all(&|cell| when::gathering(cell).is_some_and(|(days, _)| !days.is_empty())) => Some("day"),
        () if is_meeting && all(&|cell| cell.contains([':', '.']) && clock::minute(cell).is_some()) => Some("time"),
        () if !is_meeting && all(&|cell| when::week(cell).is_some()) => Some("hours"),
        () if all(&|cell| reach::number(cell, country).is_some_and(|(dial, _)| dial.starts_with('+'))) => Some("phone"),
        () => None,
    }
}

impl Guess {
    /// The settings that an editor looks through.
    #[must_use]
    pub fn settings(&self, group: &str) -> String {
        // A string of JSON is one of TOML too.
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let has = |column: &str| self.columns.iter().any(|(_, own, _)| own == column);
        let mut text = "# How this list is read. Yours to change: the tool wrote it once, and reads it each time.\nkind = \"csv\"\n# Who keeps the list, and under which licence it may be used.\nkeeper = \"\"\nlicence = \"\"\n# The language of the list, such as \"fi\".\nlanguage = \"\"\n".to_owned();
        match self.table {
            Table::Meetings => {
                text.push_str(&format!("# What its rows are: meetings or services.\ntable = \"meetings\"\n# The card of the group whose meetings these are; of several, see [groups].\ngroup = {}\n# Links are shown as they stand.\nlinks = true\n", quoted(group)));
            }
            Table::Services => text.push_str("# What its rows are: meetings or services.\ntable = \"services\"\n"),
        }
        let confirmed = if has("updated") || has("checked") { "record" } else { "feed" };
        text.push_str(&format!("# A row counts as checked on the day of the list (\"feed\"), or on the day that it tells (\"record\").\nconfirmed = \"{confirmed}\"\n# The list is not taken in if it has become smaller by more percent, or if more percent of it are refused.\nfewer_percent = 20\nrefused_percent = 50\n\n# Look through the columns below, then write true.\ncolumns_are_right = false\n\n# The headings of the list, and the columns that they are. A line with # is left out.\n"));
        let columns = HEADINGS.get(if self.table == Table::Meetings { "meetings" } else { "services" });
        let names = columns.map(|own| own.keys().cloned().collect::<Vec<_>>().join(", ")).unwrap_or_default();
        text.push_str(&format!("# There are: {names}.\n[columns]\n"));
        for (head, column, example) in &self.columns {
            let example = if example.is_empty() { String::new() } else { format!(" # such as: {example}") };
            let mark = if column.is_empty() { "# " } else { "" };
            text.push_str(&format!("{mark}{} = {}{example}\n", quoted(head), quoted(column)));
        }
        match self.table {
            Table::Meetings => text.push_str("\n# If a column `group` tells whose meeting it is: what stands there, and the card of the group.\n[groups]\n\n"),
            Table::Services => text.push_str("\n# For whom a service is, by what stands in a column `types`; \"*\" is every service. `when` is a condition as in services.csv.\n[terms]\n\"*\" = {}\n\n# Names of areas in a column `city`, with the codes of their municipalities.\n[areas]\n\n"),
        }
        text.push_str(WORDS);
        text
    }

    /// The same as a table for the terminal.
    #[must_use]
    pub fn words(&self) -> String {
        let width = self.columns.iter().map(|(head, ..)| head.chars().count()).max().unwrap_or(0).min(40);
        let line = |(head, column, example): &(String, String, String)| {
            let column = if column.is_empty() { "-" } else { column };
            format!("{:width$}  {column:12}  {example}", clean::cut(head, 40).0).trim_end().to_owned()
        };
        self.columns.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}
