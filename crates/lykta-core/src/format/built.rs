//! The built format: what `lykta-pack build` writes and the app loads.
//!
//! In: three kinds of JSON file: the structure of a pack, its words in one language, its places. Out: `Pack`, `Words`, `Gazetteer`.
//! A text is an index into the words, the same in every language. Conditions are text in the grammar of `grammar.rs`, without named ones.
//! Never shown to editors: whatever is wrong here is a broken build, a broken transfer or a wrong version.
//! Next: `built/read.rs` for the reading, `pack.rs` for what comes of it.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::{Deserialize, Serialize};

use crate::pack::Text;

mod read;

/// Why a built file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadFault {
    /// It is of another version of the format; holds that version.
    Version(u32),
    /// A part of it does not hold together; holds a word for which.
    Broken(&'static str),
}

impl fmt::Display for ReadFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version(found) => write!(formatter, "format version {found}, not {}", super::VERSION),
            Self::Broken(part) => write!(formatter, "broken {part}"),
        }
    }
}

/// The structure of a pack: `<pack>-<hash>.json`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields answer to those of `pack::Pack`")]
pub struct PackFile {
    pub format: u32,
    pub id: String,
    pub version: String,
    pub languages: Vec<String>,
    pub timezone: String,
    pub emergency: String,
    pub stale_after_months: u16,
    pub attribution: Vec<String>,
    pub items: Vec<ItemEntry>,
    pub cards: Vec<CardEntry>,
    pub regions: Vec<(String, u32)>,
    pub help_now: Vec<String>,
    pub not_covered: Vec<u32>,
    /// Public holidays, `YYYY-MM-DD`, parted by spaces.
    pub holidays: String,
    /// Eves, likewise.
    pub eves: String,
}

/// A question.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields answer to those of `pack::Item`")]
pub struct ItemEntry {
    pub id: String,
    /// `single`, `multiple`, `place` or `date`.
    pub kind: String,
    pub text: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<u32>,
    pub unknown: u32,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub enable_when: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<OptionEntry>,
}

/// A choice.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields answer to those of `pack::AnswerOption`")]
pub struct OptionEntry {
    pub id: String,
    pub text: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<u32>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub offer_when: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<u16>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub unsure: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub alone: bool,
}

/// A card.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields answer to those of `pack::Card`")]
pub struct CardEntry {
    pub id: String,
    pub kind: String,
    pub need: String,
    pub rank: u16,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub when: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<String>,
    pub title: u32,
    pub text: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub know: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub say: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decides: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<ContactEntry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meetings: Vec<MeetingEntry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub laws: Vec<LawEntry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deadlines: Vec<DeadlineEntry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<(u32, String)>,
    pub checked_on: String,
    pub confidence: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check_with: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hangs_on: Vec<(String, u32)>,
}

/// A contact.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields answer to those of `pack::Contact`")]
pub struct ContactEntry {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<u32>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sms: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hours: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours_text: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
}

/// A meeting.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields answer to those of `schedule::Meeting`")]
pub struct MeetingEntry {
    pub day: u8,
    pub time: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub end_time: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub location: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub language: String,
}

/// A citation.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields answer to those of `pack::Law`")]
pub struct LawEntry {
    pub citation: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<u32>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub valid_from: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub valid_to: String,
}

/// A time limit.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields answer to those of `pack::Deadline`")]
pub struct DeadlineEntry {
    pub anchor: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub when: String,
    pub period: String,
    #[serde(default, skip_serializing_if = "is_false")]
    pub moves: bool,
    pub text: u32,
    pub law: u32,
}

/// The words of a pack in one language: `<pack>-<language>-<hash>.json`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The version of the format.
    pub format: u32,
    /// Language tag.
    pub language: String,
    /// Indexes of texts that are missing in this language and stand in the pack's first one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub borrowed: Vec<u32>,
    /// The app's own words, by key.
    pub ui: BTreeMap<String, String>,
    /// The pack's texts, by index.
    pub texts: Vec<String>,
}

impl Words {
    /// A text of the pack; empty only in a broken build, which `check` refuses.
    #[must_use]
    pub fn text(&self, text: Text) -> &str {
        usize::try_from(text.0).ok().and_then(|index| self.texts.get(index)).map_or("", String::as_str)
    }

    /// One of the app's own words; its key if there is none, which a test refuses.
    #[must_use]
    pub fn ui<'a>(&'a self, key: &'a str) -> &'a str {
        self.ui.get(key).map_or(key, String::as_str)
    }
}

/// The places of a pack: `<pack>-places-<hash>.json`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlacesFile {
    /// The version of the format.
    pub format: u32,
    /// A line per municipality: `code|region|latitude|longitude|name|name...`, points in 1e-5 degree.
    pub municipalities: String,
    /// A line per municipality, in the same order: its postcodes as steps from the one before, parted by spaces;
    /// `*` marks one that more likely means another municipality.
    pub postcodes: String,
    /// Digits in a postcode.
    pub digits: u8,
}

/// Reads the words of a language.
///
/// # Errors
/// Another version of the format.
pub fn checked_words(words: Words) -> Result<Words, ReadFault> {
    version(words.format).map(|()| words)
}

fn version(found: u32) -> Result<(), ReadFault> {
    if found == super::VERSION { Ok(()) } else { Err(ReadFault::Version(found)) }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_false(value: &bool) -> bool {
    !value
}

#[cfg(test)]
mod tests;
