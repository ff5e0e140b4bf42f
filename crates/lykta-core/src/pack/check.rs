//! A check as the pack holds it: questions in own words, what can be said of the replies, and what to do next.
//!
//! In: what `format` read. Out: values that `crate::check` looks at.
//! Never holds a score to show, an official instrument or its name.
//! Next: `crate::check` for what a check means for a person.

use alloc::string::String;
use alloc::vec::Vec;

use super::Text;
use crate::answer::{ItemId, OptionId};
use crate::condition::Condition;
use crate::date::Date;

/// A check: questions, notes, and three next steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Id.
    pub id: String,
    /// To whom it is offered: a condition on the answers to the guide.
    pub when: Condition,
    /// To whom it is not: where this is yes.
    pub unless: Condition,
    /// Title.
    pub title: Text,
    /// What it is about, shown with the first question.
    pub intro: Text,
    /// The questions, in the author's order; one hangs only on those before it.
    pub questions: Vec<Question>,
    /// What can be said of the replies, in the author's order.
    pub notes: Vec<Note>,
    /// What a person can do next, the smallest first.
    pub steps: Vec<Step>,
    /// Where it was read: name, and address or empty.
    pub sources: Vec<(Text, String)>,
    /// The day on which its figures were checked.
    pub checked_on: Date,
}

/// A question of a check. FHIR: `Questionnaire.item`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Id; no item of the pack has it.
    pub id: ItemId,
    /// How it is answered.
    pub form: Form,
    /// The question.
    pub text: Text,
    /// One line below it.
    pub hint: Option<Text>,
    /// What the person told, as a sentence with the slot `{answer}`.
    pub said: Option<Text>,
    /// When it is put.
    pub enable_when: Condition,
    /// When it is passed over: where this is yes.
    pub unless: Condition,
    /// Choices, or drinks; empty for a number.
    pub options: Vec<Choice>,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One option.
    Single,
    /// Any number of options.
    Multiple,
    /// A whole number from 0 to this.
    Number(u16),
    /// How many of each drink; holds the milligrams of alcohol of one drink of the country, not 0.
    Drinks(u32),
}

/// A choice, or a line of the drinks helper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Id; unique in its question.
    pub id: OptionId,
    /// In words.
    pub text: Text,
    /// One line below it.
    pub hint: Option<Text>,
    /// What the person told by it, as a sentence.
    pub said: Option<Text>,
    /// Points, where the question counts.
    pub points: Option<u8>,
    /// Whether it stands alone.
    pub is_alone: bool,
    /// Alcohol in one of it; 0 for a choice.
    pub milligrams: u32,
}

/// What a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    /// Danger: first of all, also when the rest is not answered.
    Safety,
    /// Belongs to what the person told.
    Told,
    /// What the authority says of limits.
    Limit,
    /// What it can mean.
    Meaning,
}

/// Something that is said of the replies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What it is.
    pub kind: NoteKind,
    /// When it is said: a condition on the replies, and on the answers to the guide.
    pub when: Condition,
    /// In words.
    pub text: Text,
    /// Indexes of the cards that say more; the first that is not ruled out is linked.
    pub cards: Vec<usize>,
}

/// A next step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// In words.
    pub text: Text,
    /// Indexes of cards; the first that is not ruled out is linked.
    pub cards: Vec<usize>,
}
