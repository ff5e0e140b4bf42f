//! The source format: personas and promises: what a pack is held to.
//!
//! In: a `[[persona]]` or `[[promise]]`. Out: plain values with strings as the editor wrote them.
//! Next: `item.rs` for what they answer.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use schemars::JsonSchema;
use serde::Deserialize;

/// A made-up person.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Persona {
    /// Id, kebab-case.
    pub id: String,
    /// Who it is, in a sentence.
    pub about: String,
    /// The civil date on which they ask, `YYYY-MM-DD`.
    pub today: String,
    /// Answers by item: an option id, a list of them, a municipality code or a date.
    #[serde(default)]
    pub answers: BTreeMap<String, PersonaAnswer>,
    /// Items answered by "I'd rather not say".
    #[serde(default)]
    pub skipped: Vec<String>,
    /// Cards that apply (truth yes), among others.
    #[serde(default)]
    pub shows: Vec<String>,
    /// Cards that may also apply (truth unknown), among others.
    #[serde(default)]
    pub may_show: Vec<String>,
    /// Cards that do not show at all.
    #[serde(default)]
    pub hides: Vec<String>,
    /// The first cards shown, in order.
    #[serde(default)]
    pub starts_with: Vec<String>,
    /// The last day to act, by card, `YYYY-MM-DD`.
    #[serde(default)]
    pub last_day: BTreeMap<String, String>,
    /// The next question; `none` at the end.
    #[serde(default)]
    pub next: Option<String>,
}

/// An answer of a persona.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum PersonaAnswer {
    /// An option id, municipality code or date.
    One(String),
    /// Several option ids.
    Several(Vec<String>),
}

/// What holds for all answers, shown by `prove`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// Id, kebab-case.
    pub id: String,
    /// What is promised, in a sentence.
    pub about: String,
    /// For whom; for everyone if absent. A condition.
    #[serde(default)]
    pub when: Option<String>,
    /// Cards that hold for them.
    #[serde(default)]
    pub always: Vec<String>,
    /// Cards that do not show to them.
    #[serde(default)]
    pub never: Vec<String>,
    /// Each card of `always` stands among the first so many after the danger cards.
    #[serde(default)]
    pub among_first: Option<u8>,
    /// The law that gives it, in words, or why it is promised.
    #[serde(default)]
    pub because: Option<String>,
}
