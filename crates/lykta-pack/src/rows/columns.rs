//! Columns: which there are in the tables of services, groups, meetings and contacts, and what stands in each.
//!
//! In: the name of a file, the words of its first line. Out: the kind of table, and the field that a column fills.
//! Names are plain English; a text has a column for each language: `title_sv`, `text_en`.
//! Next: `entries.rs`.

use std::path::Path;

/// What stands in the cells of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A word or a text as it is.
    Plain,
    /// Several words, parted by commas or spaces.
    List,
    /// A text in one language; the column's name ends with the language.
    Text,
    /// A day.
    Day,
    /// A time of day.
    Time,
    /// A weekday.
    Weekday,
    /// A whole number.
    Whole,
    /// A number to dial.
    Phone,
    /// A number as people read it.
    Published,
}

/// Which part of an entry a column fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The entry itself.
    Entry,
    /// A way to reach it.
    Contact,
    /// A gathering.
    Meeting,
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name; of a text, without the language.
    pub name: &'static str,
    /// The field that it fills.
    pub field: &'static str,
    /// Where that field stands.
    pub part: Part,
    /// What stands in its cells.
    pub form: Form,
    /// Whether a row that begins an entry cannot do without it.
    pub is_needed: bool,
}

/// A kind of table.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// Name of the file, in any folder of the pack.
    pub file: &'static str,
    /// The entries that its rows become.
    pub list: &'static str,
    /// The column that names the entry.
    pub key: &'static str,
    /// Its columns, in parts that several kinds share.
    columns: &'static [&'static [Column]],
}

const fn entry(name: &'static str, form: Form) -> Column {
    Column { name, field: name, part: Part::Entry, form, is_needed: false }
}

const fn needed(name: &'static str, form: Form) -> Column {
    Column { name, field: name, part: Part::Entry, form, is_needed: true }
}

const fn contact(name: &'static str, form: Form) -> Column {
    Column { name, field: name, part: Part::Contact, form, is_needed: false }
}

const fn meeting(name: &'static str, field: &'static str, form: Form) -> Column {
    Column { name, field, part: Part::Meeting, form, is_needed: false }
}

/// The columns of a way to reach someone.
const WAYS: &[Column] = &[
    contact("label", Form::Text),
    contact("phone", Form::Phone),
    contact("number", Form::Published),
    contact("sms", Form::Phone),
    contact("url", Form::Plain),
    contact("hours", Form::Plain),
    contact("hours_text", Form::Text),
    contact("languages", Form::List),
];

/// Where a way to reach someone serves.
const PLACES: &[Column] = &[contact("places", Form::List), contact("regions", Form::List)];

/// The columns that say how a card is known.
const KNOWN: &[Column] =
    &[entry("source", Form::List), needed("checked_on", Form::Day), needed("confidence", Form::Plain), entry("check_with", Form::Text)];

const SERVICES: &[&[Column]] = &[
    &[
        needed("id", Form::Plain),
        entry("kind", Form::Plain),
        entry("need", Form::Plain),
        entry("rank", Form::Whole),
        entry("when", Form::Plain),
        entry("where", Form::List),
        entry("facts", Form::List),
        needed("title", Form::Text),
        needed("text", Form::Text),
        entry("first", Form::Text),
        entry("know", Form::Text),
        entry("say", Form::Text),
        entry("decides", Form::Text),
        entry("flags", Form::List),
    ],
    WAYS,
    PLACES,
    KNOWN,
];

const GROUPS: &[&[Column]] = &[
    &[
        needed("id", Form::Plain),
        entry("rank", Form::Whole),
        entry("when", Form::Plain),
        entry("where", Form::List),
        entry("facts", Form::List),
        needed("title", Form::Text),
        needed("text", Form::Text),
        entry("first", Form::Text),
        entry("know", Form::Text),
        entry("flags", Form::List),
        meeting("day", "day", Form::Weekday),
        meeting("time", "time", Form::Time),
        meeting("end_time", "end_time", Form::Time),
        meeting("location", "location", Form::Plain),
        meeting("place", "place", Form::Plain),
        meeting("meeting_url", "url", Form::Plain),
        meeting("language", "language", Form::Plain),
    ],
    WAYS,
    KNOWN,
];

/// The columns of a meeting, named as in Meeting Guide where that has a name for it.
const MEETINGS: &[&[Column]] = &[&[
    needed("id", Form::Plain),
    needed("group", Form::Plain),
    entry("name", Form::Plain),
    entry("day", Form::Weekday),
    needed("time", Form::Time),
    entry("end_time", Form::Time),
    entry("repeats", Form::Plain),
    entry("dates", Form::Plain),
    entry("breaks", Form::Plain),
    entry("timezone", Form::Plain),
    entry("kind", Form::List),
    entry("who", Form::List),
    entry("access", Form::List),
    entry("location", Form::Plain),
    entry("address", Form::Plain),
    entry("place", Form::Plain),
    entry("latitude", Form::Plain),
    entry("longitude", Form::Plain),
    entry("url", Form::Plain),
    entry("phone", Form::Phone),
    entry("number", Form::Published),
    entry("notes", Form::Plain),
    entry("language", Form::Plain),
    Column { name: "last_confirmed", field: "confirmed", part: Part::Entry, form: Form::Day, is_needed: true },
]];

const CONTACTS: &[&[Column]] = &[
    &[needed("card", Form::Plain), Column { name: "action", field: "contacts", part: Part::Entry, form: Form::Plain, is_needed: false }],
    WAYS,
    PLACES,
    &[needed("checked_on", Form::Day), needed("provenance", Form::Plain)],
];

/// The tables there are.
pub const KINDS: [Kind; 4] = [
    Kind { file: "services.csv", list: "card", key: "id", columns: SERVICES },
    Kind { file: "groups.csv", list: "card", key: "id", columns: GROUPS },
    Kind { file: "meetings.csv", list: "meeting", key: "id", columns: MEETINGS },
    Kind { file: "contacts.csv", list: "change", key: "card", columns: CONTACTS },
];

/// What the column `action` of `contacts.csv` may say.
pub const ACTIONS: [&str; 4] = ["first", "instead", "remove", "hours"];

/// The table that a file holds; none for any other file.
#[must_use]
pub fn kind_of(path: &Path) -> Option<&'static Kind> {
    let name = path.file_name()?.to_str()?;
    KINDS.iter().find(|kind| kind.file == name)
}

impl Kind {
    /// Its columns, in the order in which a new table has them.
    pub fn columns(&self) -> impl Iterator<Item = &'static Column> + use<> {
        self.columns.iter().copied().flatten()
    }

    /// The column that a word of the first line names, and its language if it is a text.
    #[must_use]
    pub fn column<'a>(&self, word: &'a str) -> Option<(&'static Column, Option<&'a str>)> {
        let plain = |name: &str| self.columns().find(|column| column.name == name);
        if let Some(column) = plain(word).filter(|column| column.form != Form::Text) {
            return Some((column, None));
        }
        let (base, language) = word.rsplit_once('_')?;
        let is_tag = language.len() >= 2 && language.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        plain(base).filter(|column| column.form == Form::Text && is_tag).map(|column| (column, Some(language)))
    }

    /// The names of the columns in these languages.
    #[must_use]
    pub fn names(&self, languages: &[String]) -> Vec<String> {
        let names = self.columns().flat_map(|column| match column.form {
            Form::Text => languages.iter().map(|language| format!("{}_{language}", column.name)).collect(),
            _ => vec![column.name.to_owned()],
        });
        names.collect()
    }
}

/// A word of the first line as columns are named: small letters, no spaces.
#[must_use]
pub fn bare(word: &str) -> String {
    word.trim().trim_matches('"').to_lowercase().replace([' ', '\u{a0}'], "_")
}
