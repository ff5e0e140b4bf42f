//! Settings of a feed: the file `import.toml` beside what came from it, which editors read and change.
//!
//! In: the file, or what was said when the feed first came in. Out: how its fields are read.
//! Never writes over what an editor has changed: the tool writes the file once.
//! Next: `keep.rs` for the folder, `docs/importing.md` for editors.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::load;

/// Name of the file.
pub const FILE: &str = "import.toml";

/// What the file says.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The form of the feed, as the command names it.
    pub kind: String,
    /// Who keeps the list, for those who read the pack.
    #[serde(default)]
    pub keeper: String,
    /// Under which licence it may be used.
    #[serde(default)]
    pub licence: String,
    /// The card of the group whose meetings these are.
    #[serde(default)]
    pub group: String,
    /// The language of its texts, BCP 47; empty if not known.
    #[serde(default)]
    pub language: String,
    /// The zone of its times where a record names none; empty for the pack's.
    #[serde(default)]
    pub timezone: String,
    /// By what a record counts as confirmed.
    #[serde(default)]
    pub confirmed: Confirmed,
    /// Whether links that lead straight into a room online are taken in.
    #[serde(default)]
    pub links: bool,
    /// How far a feed may shrink, in percent, before it is not taken in.
    #[serde(default = "fewer")]
    pub fewer_percent: u64,
    /// How many of its records may be refused, in percent, before it is not taken in.
    #[serde(default = "refused")]
    pub refused_percent: u64,
    /// What its codes mean.
    #[serde(default)]
    pub types: BTreeMap<String, Meaning>,
    /// A page of whoever keeps the list, https.
    #[serde(default)]
    pub url: String,
    /// What the classes of services mean.
    #[serde(default)]
    pub terms: BTreeMap<String, Term>,
    /// What the rows of a list are.
    #[serde(default)]
    pub table: Table,
    /// Whether an editor has looked through the columns of a list.
    #[serde(default)]
    pub columns_are_right: bool,
    /// The columns that the headings of a list are.
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
    /// The cards that groups of a list are, by what the list calls them.
    #[serde(default)]
    pub groups: BTreeMap<String, String>,
    /// The municipalities, by code, that names of areas stand for.
    #[serde(default)]
    pub areas: BTreeMap<String, Vec<String>>,
}

/// What the rows of a list are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Table {
    /// Meetings of groups.
    #[default]
    Meetings,
    /// Services.
    Services,
}

/// What a class of services means in a pack.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// For whom: a condition, as in the column `when`; everyone if empty.
    #[serde(default)]
    pub when: String,
    /// The kind of its cards, as in the column `kind`; `service` if empty.
    #[serde(default)]
    pub kind: String,
    /// Flags of its cards, as in the column `flags`.
    #[serde(default)]
    pub flags: Vec<String>,
}

/// By what a meeting counts as confirmed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confirmed {
    /// It stands in the feed today, which its keeper answers for.
    #[default]
    Feed,
    /// The day on which its record was last changed.
    Record,
}

/// What a code means in a pack.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meaning {
    /// Who may come, as in the column `who`.
    #[serde(default)]
    pub who: Vec<String>,
    /// What makes it easier to come, as in the column `access`.
    #[serde(default)]
    pub access: Vec<String>,
    /// Its language, BCP 47.
    #[serde(default)]
    pub language: String,
    /// How it is held.
    #[serde(default)]
    pub held: Option<Held>,
}

/// What a code says of how a meeting is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Held {
    /// Online, perhaps in a room too.
    Online,
    /// Not at its place for now.
    NotThere,
    /// Not at all for now.
    Not,
}

fn fewer() -> u64 {
    20
}

fn refused() -> u64 {
    50
}

impl Settings {
    /// Reads a file; its name stands in what is told.
    ///
    /// # Errors
    /// What cannot be read in it.
    pub fn parse(text: &str, path: &Path) -> Result<Self, String> {
        let told = |fault: &toml::de::Error| {
            let line = fault.span().map_or(1, |span| text.get(..span.start).unwrap_or("").matches('\n').count() + 1);
            format!("{}:{line}: {}; mend the line, or delete the file to begin anew", path.display(), plain(fault.message()))
        };
        let settings: Self = toml::from_str(text).map_err(|fault| told(&fault))?;
        settings.check(path)?;
        Ok(settings)
    }

    /// Reads the file of a folder; none if it is not there.
    ///
    /// # Errors
    /// What cannot be read in it.
    pub fn read(folder: &Path) -> Result<Option<Self>, String> {
        let path = folder.join(FILE);
        if path.exists() { Self::parse(&load::read(&path)?, &path).map(Some) } else { Ok(None) }
    }

    /// That its words are those of the columns they go into.
    fn check(&self, path: &Path) -> Result<(), String> {
        const WHO: &[&str] = &["everyone", "problem", "relatives", "women", "men", "young"];
        const ACCESS: &[&str] = &["step-free", "accessible-toilet", "hearing-loop", "sign-language"];
        for (code, meaning) in &self.types {
            for (words, known) in [(&meaning.who, WHO), (&meaning.access, ACCESS)] {
                if let Some(word) = words.iter().find(|word| !known.contains(&word.as_str())) {
                    let help = crate::problem::meant(word, known.iter().copied());
                    return Err(format!("{}: `{word}`, at the code `{code}`, is none of {}; {help}", path.display(), known.join(", ")));
                }
            }
        }
        Ok(())
    }
}

/// The reader's words without those of programs.
fn plain(message: &str) -> String {
    message
        .lines()
        .next()
        .unwrap_or("")
        .replace("invalid type", "another kind of value stands here")
        .replace("unknown field", "there is no")
}
