//! The built format: checks.
//!
//! In: a check of the structure file. Out: an entry with texts as numbers and conditions as text; figures of limits stand filled in.
//! Next: `read/check.rs` for the reading.

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::format::node::{Fault, Fields, FromNode, Node, readable};

/// A check.
#[derive(Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields answer to those of `pack::check::Check`")]
pub struct CheckEntry {
    pub id: String,
    pub when: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unless: String,
    pub title: u32,
    pub intro: u32,
    pub questions: Vec<QuestionEntry>,
    pub notes: Vec<NoteEntry>,
    pub steps: Vec<StepEntry>,
    pub sources: Vec<(u32, String)>,
    pub checked_on: String,
}

/// A question of a check.
#[derive(Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields answer to those of `pack::check::Question`")]
pub struct QuestionEntry {
    pub id: String,
    /// `single`, `multiple`, `number` or `drinks`.
    pub kind: String,
    pub text: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said: Option<u32>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub enable_when: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unless: String,
    /// Of a number the highest, of drinks the milligrams of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measure: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<ChoiceEntry>,
}

/// A choice or a drink.
#[derive(Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields answer to those of `pack::check::Choice`")]
pub struct ChoiceEntry {
    pub id: String,
    pub text: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<u8>,
    #[serde(skip_serializing_if = "super::is_false")]
    pub alone: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub milligrams: Option<u32>,
}

/// A note.
#[derive(Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields answer to those of `pack::check::Note`")]
pub struct NoteEntry {
    pub kind: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub when: String,
    pub text: u32,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cards: Vec<String>,
}

/// A next step.
#[derive(Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields answer to those of `pack::check::Step`")]
pub struct StepEntry {
    pub text: u32,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cards: Vec<String>,
}

readable!(CheckEntry: id when title intro questions notes steps sources checked_on; unless);
readable!(QuestionEntry: id kind text; hint said enable_when unless measure options);
readable!(ChoiceEntry: id text; hint said points alone milligrams);
readable!(NoteEntry: kind text; when cards);
readable!(StepEntry: text; cards);
