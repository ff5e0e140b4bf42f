//! The built format: what `lykta-pack build` writes and the app loads.
//!
//! In: four kinds of JSON file: the structure of a pack, its words in one language, its places, its meetings. Out: `Pack`, `Words`, `Gazetteer`, `Meetings`.
//! A text is an index into the words, the same in every language. Conditions are text in the grammar of `grammar.rs`, without named ones.
//! Never shown to editors: whatever is wrong here is a broken build, a broken transfer or a wrong version.
//! Next: `built/read.rs` for the reading, `pack.rs` for what comes of it.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::node::{Fault, Fields, FromNode, Node, readable, readable_file};
use crate::pack::Text;

mod check;
mod meetings;
pub mod read;

pub use check::{CheckEntry, ChoiceEntry, NoteEntry, QuestionEntry, StepEntry};

pub use meetings::MeetingsFile;

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
#[derive(Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields answer to those of `pack::Pack`")]
pub struct PackFile {
    pub format: u32,
    pub id: String,
    pub version: String,
    pub languages: Vec<String>,
    pub timezone: String,
    pub emergency: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_emergency: Vec<String>,
    pub stale_after_months: u16,
    pub attribution: Vec<String>,
    pub items: Vec<ItemEntry>,
    pub cards: Vec<CardEntry>,
    pub regions: Vec<RegionEntry>,
    pub help_now: Vec<String>,
    pub not_covered: Vec<u32>,
    /// Public holidays, `YYYY-MM-DD`, parted by spaces.
    pub holidays: String,
    /// Eves, likewise.
    pub eves: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub report_url: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<CheckEntry>,
    #[serde(skip_serializing_if = "is_false")]
    pub has_meetings: bool,
}

/// A body that organizes care.
#[derive(Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields answer to those of `pack::Region`")]
pub struct RegionEntry {
    pub code: String,
    pub name: u32,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub until: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub becomes: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub language: String,
}

/// A question.
#[derive(Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields answer to those of `pack::Item`")]
pub struct ItemEntry {
    pub id: String,
    /// `single`, `multiple`, `place` or `date`.
    pub kind: String,
    pub text: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told: Option<u32>,
    pub unknown: u32,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub enable_when: String,
    #[serde(skip_serializing_if = "is_false")]
    pub unasked: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<OptionEntry>,
}

/// A choice.
#[derive(Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields answer to those of `pack::AnswerOption`")]
pub struct OptionEntry {
    pub id: String,
    pub text: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told: Option<u32>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub offer_when: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<u16>,
    #[serde(skip_serializing_if = "is_false")]
    pub unsure: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub alone: bool,
}

/// A card.
#[derive(Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields answer to those of `pack::Card`")]
pub struct CardEntry {
    pub id: String,
    pub kind: String,
    pub need: String,
    /// Empty where it is the usual one of the kind.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub track: String,
    pub rank: u16,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub when: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<String>,
    pub title: u32,
    pub text: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub know: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub say: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub write: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decides: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<ContactEntry>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub laws: Vec<LawEntry>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deadlines: Vec<DeadlineEntry>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<(u32, String)>,
    pub checked_on: String,
    pub confidence: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check_with: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hangs_on: Vec<(String, u32)>,
}

/// A contact.
#[derive(Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields answer to those of `pack::Contact`")]
pub struct ContactEntry {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<u32>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phone: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sms: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub number: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// Five numbers for each span, as `schedule::Schedule::numbers` gives them: the app holds no reader of opening hours.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours_text: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<String>,
}

/// A citation.
#[derive(Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields answer to those of `pack::Law`")]
pub struct LawEntry {
    pub citation: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<u32>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub valid_from: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub valid_to: String,
}

/// A time limit.
#[derive(Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields answer to those of `pack::Deadline`")]
pub struct DeadlineEntry {
    pub anchor: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub when: String,
    pub period: String,
    #[serde(skip_serializing_if = "is_false")]
    pub moves: bool,
    pub text: u32,
    pub law: u32,
}

/// The words of a pack in one language: `<pack>-<language>-<hash>.json`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Words {
    /// The version of the format.
    pub format: u32,
    /// Language tag.
    pub language: String,
    /// Indexes of texts that are missing in this language and stand in the pack's first one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub borrowed: Vec<u32>,
    /// The app's own words, by key.
    pub ui: BTreeMap<String, String>,
    /// The pack's texts, by index.
    pub texts: Vec<String>,
    /// Official words that stand in texts of cards, and open what they mean.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<Term>,
    /// Indexes of the texts that have easy words, from the lowest; empty in ordinary words. In the file as steps from one to the next.
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "as_steps")]
    pub easy: Vec<u32>,
    /// Of easy words: whether only those texts are here, in that order, to be laid over the ordinary ones.
    #[serde(skip_serializing_if = "is_false")]
    pub is_laid_over: bool,
    /// Of easy words: pictures beside cards and options.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<Picture>,
    /// Whether a professional reads, of a client: then a key with `-client` at its end stands in place of the ordinary one.
    #[serde(skip)]
    pub is_of_client: bool,
}

/// An official word.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Term {
    /// The forms in which it stands in texts, in small letters but for names.
    pub forms: Vec<String>,
    /// What it means.
    pub text: String,
}

/// A picture of one line, in a box of 24 by 24.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Picture {
    /// The line, as the `d` of a path in SVG.
    pub line: String,
    /// What it stands beside: ids of cards, and of options after that of their item and a dash.
    pub of: Vec<String>,
}

impl Words {
    /// A text of the pack; empty only in a broken build, which `check` refuses.
    #[must_use]
    pub fn text(&self, text: Text) -> &str {
        usize::try_from(text.0).ok().and_then(|index| self.texts.get(index)).map_or("", String::as_str)
    }

    /// Whether these are easy words.
    #[must_use]
    pub fn is_easy(&self) -> bool {
        !self.easy.is_empty()
    }

    /// Whether a text has easy words.
    #[must_use]
    pub fn has_easy(&self, text: Text) -> bool {
        self.easy.contains(&text.0)
    }

    /// The line of the picture beside a card or an option; none in ordinary words.
    #[must_use]
    pub fn picture(&self, of: &str) -> Option<&str> {
        self.pictures.iter().find(|picture| picture.of.iter().any(|id| id == of)).map(|picture| picture.line.as_str())
    }

    /// Easy words with the ordinary ones of the same language for all that has no easy ones.
    #[must_use]
    pub fn over(self, ordinary: &Self) -> Self {
        let mut all = ordinary.clone();
        for (index, text) in self.easy.iter().zip(self.texts) {
            if let Some(place) = usize::try_from(*index).ok().and_then(|index| all.texts.get_mut(index)) {
                *place = text;
            }
        }
        all.borrowed.retain(|index| !self.easy.contains(index));
        all.ui.extend(self.ui);
        all.easy = self.easy;
        all.pictures = self.pictures;
        all
    }

    /// One of the app's own words; its key if there is none, which a test refuses.
    #[must_use]
    pub fn ui<'a>(&'a self, key: &'a str) -> &'a str {
        let own = if self.is_of_client { self.ui.get([key, "-client"].concat().as_str()) } else { None };
        own.or_else(|| self.ui.get(key)).map_or(key, String::as_str)
    }
}

/// The places of a pack: `<pack>-places-<hash>.json`.
#[derive(Debug, Default, Serialize)]
pub struct PlacesFile {
    /// The version of the format.
    pub format: u32,
    /// A line per municipality: `code|region|latitude|longitude|name|name...`, points in 1e-5 degree, or both cells empty.
    pub municipalities: String,
    /// A line per municipality, in the same order: its postcodes as steps from the one before, parted by spaces;
    /// `7+12` is a step of 7 to the first of a row of postcodes, and of 12 to its last;
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

fn as_steps<S: Serializer>(indexes: &[u32], serializer: S) -> Result<S::Ok, S::Error> {
    let steps = indexes.iter().scan(0, |at: &mut u32, index| Some(index.saturating_sub(core::mem::replace(at, *index))));
    serializer.collect_seq(steps)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_false(value: &bool) -> bool {
    !value
}

readable!(PackFile: format id version languages timezone emergency stale_after_months attribution items cards regions help_now not_covered holidays eves; other_emergency report_url checks has_meetings);
readable!(RegionEntry: code name; until becomes language);
readable!(ItemEntry: id kind text unknown; hint why told enable_when unasked options);
readable!(OptionEntry: id text; hint told offer_when from to unsure alone);
readable!(CardEntry: id kind need rank title text checked_on confidence; track when facts first steps know say write refused decides flags contacts laws deadlines sources check_with hangs_on);
readable!(ContactEntry: ; label phone sms number url hours hours_text languages places regions);
readable!(LawEntry: citation; url valid_from valid_to);
readable!(DeadlineEntry: anchor period text law; when moves);
readable!(Term: forms text; );
readable!(Picture: line of; );
readable!(PlacesFile: format municipalities postcodes digits; );

impl FromNode for BTreeMap<String, String> {
    fn from_node(node: Node, fault: &mut Fault) -> Self {
        let mut words = Self::new();
        for (key, text) in Fields::of(node, fault).rest() {
            words.insert(key, String::from_node(text, fault));
        }
        words
    }
}

impl FromNode for Words {
    fn from_node(node: Node, fault: &mut Fault) -> Self {
        let mut fields = Fields::of(node, fault);
        let format = fields.required("format", fault);
        let language = fields.required("language", fault);
        let borrowed = fields.optional("borrowed", fault);
        let texts = fields.required("texts", fault);
        let ui = fields.required("ui", fault);
        let terms = fields.optional("terms", fault);
        let steps: Vec<u32> = fields.optional("easy", fault);
        let add = |at: &mut u32, step: u32| {
            *at = at.saturating_add(step);
            Some(*at)
        };
        let easy = steps.into_iter().scan(0, add).collect();
        let is_laid_over = fields.optional("is_laid_over", fault);
        let pictures = fields.optional("pictures", fault);
        fields.end(fault);
        Self { format, language, borrowed, ui, texts, terms, easy, is_laid_over, pictures, is_of_client: false }
    }
}

readable_file!(PackFile);
readable_file!(Words);
readable_file!(PlacesFile);

#[cfg(test)]
mod tests;
