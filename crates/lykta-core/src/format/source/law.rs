//! The source format: what cards stand on: acts, time limits, sources, facts, bodies.
//!
//! In: an `[[act]]`, `[[source]]`, `[[region]]`, `[[fact]]`, `[[context]]`, or the law of a card. Out: plain values with strings as the editor wrote them.
//! Next: `card.rs`.

use alloc::string::String;
use alloc::vec::Vec;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Confidence, Texts};

/// An act.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// Id inside the pack, kebab-case.
    pub id: String,
    /// Official number, e.g. `1301/2014`.
    pub number: String,
    /// Name in each language.
    pub name: Texts,
    /// Where the text can be read, https.
    #[serde(default)]
    pub url: Option<Texts>,
}

/// A place in an act.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// Id of the act.
    pub act: String,
    /// Section, e.g. `24` or `24 b`.
    pub section: String,
    /// Subsection, e.g. `3`; with a point as `1 point 9`.
    #[serde(default)]
    pub subsection: Option<String>,
    /// First day in force, inclusive, `YYYY-MM-DD`.
    #[serde(default)]
    pub valid_from: Option<String>,
    /// Last day in force, inclusive, `YYYY-MM-DD`.
    #[serde(default)]
    pub valid_to: Option<String>,
    /// The day the text was read, `YYYY-MM-DD` or `YYYY-MM`.
    pub read: String,
}

/// A time limit: anchor, period and rounding, as the law states it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// Id of the date item that it counts from; the day itself is not counted.
    pub anchor: String,
    /// When it runs; whenever the card applies if absent.
    #[serde(default)]
    pub when: Option<String>,
    /// `30 days`, `10 working days`, `4 weeks`, `3 months`, `1 year`.
    pub period: String,
    /// Whether a last day on a Saturday, Sunday or holiday moves to the next working day; only where the law read says so.
    #[serde(default)]
    pub moves: bool,
    /// What it counts, in words: "30 days from the day you got the decision".
    pub text: Texts,
    /// The law that states it.
    pub law: Vec<Citation>,
}

/// Where facts were read.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Id inside the pack, kebab-case.
    pub id: String,
    /// Name in each language.
    pub name: Texts,
    /// Address, https.
    #[serde(default)]
    pub url: Option<String>,
}

/// A body that organizes care.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Code, as in the municipality table.
    pub code: String,
    /// Full name in each language, base form.
    pub name: Texts,
    /// Its last day, where it is known to end.
    pub until: Option<String>,
    /// Code of the region that comes in its place on the day after.
    pub becomes: Option<String>,
    /// The language that offices use there, where it is not the first of the pack; one of its languages, BCP 47.
    #[serde(default)]
    pub language: Option<String>,
}

/// Facts that no card carries.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Context {
    /// Ids of the facts.
    pub facts: Vec<String>,
    /// Why no card carries them.
    pub why: String,
}

/// A row of the register of facts: what a pack must tell, or say why it does not.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// Id, as cards and contexts name it.
    pub id: String,
    /// The fact in one or two short sentences, in English, for who reads the report.
    pub says: String,
    /// How sure it is.
    pub confidence: Confidence,
    /// What must stand on the cards that carry it, in each language: `3 months`, `7 weekdays`, `age 18`, `0800 900 45`, `vinkki.info`,
    /// `1301/2014 § 24(3)`, `24/7`.
    #[serde(default)]
    pub figures: Vec<String>,
    /// Figures that stand in some languages alone.
    #[serde(default)]
    pub only_in: Vec<OnlyIn>,
    /// The part of the fact sheet in which the row stands.
    #[serde(default)]
    pub section: Option<String>,
}

/// A figure that is told in some languages alone, such as the number of a line that speaks one language.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnlyIn {
    /// The figure, as in `figures`.
    pub figure: String,
    /// The languages in which it stands, BCP 47.
    pub languages: Vec<String>,
    /// Why the others do without.
    pub why: String,
}
