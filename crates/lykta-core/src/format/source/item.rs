//! The source format: questions and their options.
//!
//! In: an `[[item]]`. Out: plain values with strings as the editor wrote them.
//! Standard: HL7 FHIR `Questionnaire`.
//! Next: `card.rs`.

use alloc::string::String;
use alloc::vec::Vec;

use schemars::JsonSchema;
use serde::Deserialize;

use super::Texts;

/// A question. FHIR: `Questionnaire.item`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Id from the shared vocabulary, or the pack's own; kebab-case.
    pub id: String,
    /// How it is answered.
    pub kind: ItemKind,
    /// The question.
    pub text: Texts,
    /// One line below the question.
    #[serde(default)]
    pub hint: Option<Texts>,
    /// Why it is asked, shown on request.
    #[serde(default)]
    pub why: Option<Texts>,
    /// For a place or a date: the answer as a sentence in a letter, with `{place}` or `{date}`.
    #[serde(default)]
    pub told: Option<Texts>,
    /// The words for "this hangs on it", as the end of "May also apply: ...": `if you are pregnant`.
    pub unknown: Texts,
    /// When the question is put; always if absent. A condition.
    #[serde(default)]
    pub enable_when: Option<String>,
    /// Whether it is put to anyone; yes if absent. One that is not leaves what hangs on it under "May also apply" for everybody.
    #[serde(default = "yes")]
    pub asked: bool,
    /// The choices, in the order shown; for `single` and `multiple` only.
    #[serde(default)]
    pub option: Vec<AnswerOption>,
}

const fn yes() -> bool {
    true
}

/// How an item is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ItemKind {
    /// One option.
    Single,
    /// Any number of options.
    Multiple,
    /// A municipality.
    Place,
    /// A day in the past, or today.
    Date,
}

/// A choice offered. FHIR: `answerOption`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerOption {
    /// Id, kebab-case, part of the interface.
    pub id: String,
    /// The choice in words.
    pub text: Texts,
    /// One line below it.
    #[serde(default)]
    pub hint: Option<Texts>,
    /// The choice as a sentence in a letter, in the first person; one without it cannot be put into a letter.
    #[serde(default)]
    pub told: Option<Texts>,
    /// When it is offered; always if absent. An option that is not offered does not count if answered.
    #[serde(default)]
    pub offer_when: Option<String>,
    /// First year of age meant by it, inclusive; makes the item comparable (`age < 21`).
    #[serde(default)]
    pub from: Option<u16>,
    /// Last year of age meant by it, inclusive; none is open-ended.
    #[serde(default)]
    pub to: Option<u16>,
    /// Rules nothing out: where it is chosen, other options of the item become unknown, not no.
    #[serde(default)]
    pub unsure: bool,
    /// Stands alone: choosing it clears the others, and beside others it does not count.
    #[serde(default)]
    pub alone: bool,
}
