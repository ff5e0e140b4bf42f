//! The source format: what editors write in TOML under `packs/<id>/`.
//!
//! In: one TOML entry (an item, a card, a persona ...). Out: plain values with strings as the editor wrote them.
//! Never checks meaning: references, conditions, dates and phone numbers are read by the editors' tool, which knows the place in the file.
//! The words beside each field are those that `packs/schema.json` shows to editors.
//! Next: `source/` for the entries, `docs/pack-format.md` for editors, `built.rs` for what the app loads.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use schemars::JsonSchema;
use serde::Deserialize;

mod card;
mod check;
mod easy;
mod item;
mod law;
mod local;
mod meeting;
mod people;

pub use card::{Card, CardKind, Confidence, Contact, Flag, Need, Track};
pub use check::{
    Check, CheckKind, CheckLimit, CheckNote, CheckNoteKind, CheckOption, CheckPersona, CheckQuestion, CheckReply, CheckStep, LimitUnit,
    Whom,
};
pub use easy::{Easy, EasyOption};
pub use item::{AnswerOption, Item, ItemKind};
pub use law::{Act, Citation, Context, Deadline, Fact, OnlyIn, Region, Source};
pub use local::{Change, Contacts, HoursChange};
pub use meeting::{Meeting, MeetingAccess, MeetingKind, MeetingWho};
pub use people::{Persona, PersonaAnswer, Promise};

/// Words in several languages: language tag to text, e.g. `{ fi = "...", sv = "..." }`.
pub type Texts = BTreeMap<String, String>;

/// `pack.toml`: what the pack is, and what holds for all of it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The version of this format; 1.
    pub format: u32,
    /// Id of the pack, kebab-case, e.g. `fi`; also the first part of its card ids.
    pub id: String,
    /// The edition of the content, e.g. `2026.11.1`.
    pub version: String,
    /// Country of the law and services, ISO 3166-1 alpha-2, e.g. `FI`.
    pub country: String,
    /// Languages of the pack, BCP 47; every text exists in each. The first is the one fallen back to.
    pub languages: Vec<String>,
    /// Time zone of opening hours and meetings, IANA name.
    pub timezone: String,
    /// The pack that this one extends (a local pack), by id; its folder stands beside this one's.
    #[serde(default)]
    pub extends: Option<String>,
    /// Title of the page: neutral, since a browser keeps it.
    #[serde(default)]
    pub title: Option<Texts>,
    /// What `{region}` says while the place is not known: `your wellbeing services county`. The app's own words if absent.
    #[serde(default)]
    pub your_region: Option<Texts>,
    /// Months after `checked_on` when a card counts as stale and is shown as "check with ...".
    #[serde(default = "twelve")]
    pub stale_after_months: u16,
    /// Months after its last confirmation when a meeting is shown as one to ask about first; 6 if absent.
    #[serde(default)]
    pub meetings_stale_after_months: Option<u16>,
    /// Months after its last confirmation when a meeting is no longer shown; 18 if absent.
    #[serde(default)]
    pub meetings_hidden_after_months: Option<u16>,
    /// Licence of the pack's texts, SPDX.
    #[serde(default)]
    pub licence: Option<String>,
    /// Lines of attribution for data that the pack holds; shown in "about".
    #[serde(default)]
    pub attribution: Vec<String>,
    /// Page on which a person can tell of a wrong number or text, https, without query or fragment: it carries no answer.
    #[serde(default)]
    pub report: Option<String>,
    /// The emergency number, as dialled, e.g. `112`.
    #[serde(default)]
    pub emergency: Option<String>,
    /// Other numbers for emergencies, as dialled: where the police or the fire brigade have one of their own.
    #[serde(default)]
    pub other_emergency: Vec<String>,
    /// Cards on the "show help now" screen, in order; the first crisis line stands in the first paint.
    #[serde(default)]
    pub help_now: Vec<String>,
    /// What this guide does not cover, one line each; shown on the results.
    #[serde(default)]
    pub not_covered: Vec<Texts>,
    /// Named conditions, for use in other conditions.
    #[serde(default)]
    pub define: BTreeMap<String, String>,
    /// Who keeps what: a folder or file of the pack, and the unit that checks its entries again; the longest path holds.
    #[serde(default)]
    pub owners: BTreeMap<String, String>,
    /// How hard the texts may be to read, by language.
    #[serde(default)]
    pub reading: BTreeMap<String, Reading>,
}

/// Limits that the texts of a language are held to; what is left out is not measured.
///
/// Standard: LIX (C.-H. Björnsson, 1968): words a sentence, plus the share in percent of words of more than six letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// Highest LIX of one text of 20 words or more; for `sv`, `nb`, `nn` and `da`.
    #[serde(default)]
    pub lix: Option<u16>,
    /// Highest LIX of a whole card or question of 50 words or more; for `sv`, `nb`, `nn` and `da`.
    #[serde(default)]
    pub lix_whole: Option<u16>,
    /// Highest LIX of a whole question of 20 words or more; for `sv`, `nb`, `nn` and `da`.
    #[serde(default)]
    pub lix_question: Option<u16>,
    /// Most words in a sentence.
    #[serde(default)]
    pub sentence: Option<u16>,
}

/// An official word that people meet in letters and on the phone; a tap on it in a card opens what it means.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// By language the forms in which it stands in texts of cards, in small letters but for names; a language in which it does not stand is left out.
    pub forms: BTreeMap<String, Vec<String>>,
    /// What it means, in the same languages.
    pub text: Texts,
}

/// Words that the texts of a language avoid, with the one to use instead.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Avoid {
    /// Language of the words, BCP 47.
    pub language: String,
    /// Words or phrases, in small letters: `ren` is that word alone; `narkoman*` all words that begin so, `*vård` all that end so.
    pub words: Vec<String>,
    /// The word to use instead.
    pub instead: String,
    /// Why it is avoided.
    pub why: String,
    /// Names in which it may stand, such as that of an association.
    #[serde(default)]
    pub except: Vec<String>,
}

fn twelve() -> u16 {
    12
}

/// Any other `*.toml` file of a pack: a list of entries, of one kind or several.
///
/// The tool reads each entry by itself, so that one fault hides no other; this type serves the schema.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Entries {
    /// Questions.
    pub item: Vec<Item>,
    /// Cards: rights, services, helplines, groups and notices.
    pub card: Vec<Card>,
    /// Acts that cards cite.
    pub act: Vec<Act>,
    /// Sources that cards were read from.
    pub source: Vec<Source>,
    /// Bodies that organize care, with their names.
    pub region: Vec<Region>,
    /// The register of facts: each is carried by a card or listed as context.
    pub fact: Vec<Fact>,
    /// Facts that no card carries, with the reason.
    pub context: Vec<Context>,
    /// Made-up people with what they should be shown.
    pub persona: Vec<Persona>,
    /// What a local pack changes in the cards of the pack it extends.
    pub change: Vec<Change>,
    /// What holds for all answers.
    pub promise: Vec<Promise>,
    /// Words that the pack avoids: its glossary.
    pub avoid: Vec<Avoid>,
    /// Official words that open what they mean.
    pub term: Vec<Term>,
    /// Easy words of questions and cards.
    pub easy: Vec<Easy>,
    /// Checks in own words.
    pub check: Vec<Check>,
    /// Made-up people who take a check, with what they should be told.
    pub check_persona: Vec<CheckPersona>,
}
