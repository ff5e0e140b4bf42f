//! The source format: easy words, which lie over the ordinary ones of a question or a card.
//!
//! In: an `[[easy]]`. Out: plain values with strings as the editor wrote them.
//! A field that the ordinary entry has not got can have no easy words; one without easy words keeps the ordinary ones.
//! Next: `item.rs` and `card.rs` for the ordinary words.

use alloc::string::String;
use alloc::vec::Vec;

use schemars::JsonSchema;
use serde::Deserialize;

use super::Texts;

/// Easy words of a question or a card, in one or several languages.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Easy {
    /// Id of the question or card.
    pub of: String,
    /// Of a card: a picture beside its title, by name.
    #[serde(default)]
    pub picture: Option<String>,
    /// Of a card: its title.
    #[serde(default)]
    pub title: Option<Texts>,
    /// Of a card: its first part; of a question: the question.
    #[serde(default)]
    pub text: Option<Texts>,
    /// Of a card: its first step.
    #[serde(default)]
    pub first: Option<Texts>,
    /// Of a card: the steps in danger, as many as it has.
    #[serde(default)]
    pub step: Vec<Texts>,
    /// Of a card: limits and exceptions.
    #[serde(default)]
    pub know: Option<Texts>,
    /// Of a card: what to say on the phone.
    #[serde(default)]
    pub say: Option<Texts>,
    /// Of a card: what to do after a no.
    #[serde(default)]
    pub refused: Option<Texts>,
    /// Of a card: what its time limits count, as many as it has.
    #[serde(default)]
    pub deadline: Vec<Texts>,
    /// Of a question: the line below it.
    #[serde(default)]
    pub hint: Option<Texts>,
    /// Of a question: why it is put.
    #[serde(default)]
    pub why: Option<Texts>,
    /// Of a question: the end of "May also apply: ...".
    #[serde(default)]
    pub unknown: Option<Texts>,
    /// Of a question: its options.
    #[serde(default)]
    pub option: Vec<EasyOption>,
}

/// Easy words of an option.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EasyOption {
    /// Id of the option.
    pub id: String,
    /// The choice in words.
    pub text: Texts,
    /// One line below it.
    #[serde(default)]
    pub hint: Option<Texts>,
    /// A picture beside it, by name; where one option has one, all have.
    #[serde(default)]
    pub picture: Option<String>,
}
