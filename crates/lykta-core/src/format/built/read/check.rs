//! Reading built files: checks.
//!
//! In: entries of the structure file, the cards that were read. Out: checks, with cards by index.
//! Next: `crate::pack::check`.

use alloc::string::String;
use alloc::vec::Vec;

use super::{Broken, address, condition, date};
use crate::answer::{ItemId, OptionId};
use crate::condition::Condition;
use crate::format::built::{CheckEntry, ChoiceEntry, NoteEntry, QuestionEntry};
use crate::pack::check::{Check, Choice, Form, Note, NoteKind, Question, Step};
use crate::pack::{Card, Text};

pub fn check(entry: CheckEntry, cards: &[Card], fault: &mut Broken) -> Check {
    Check {
        id: entry.id,
        when: condition(&entry.when, fault),
        unless: unless(&entry.unless, fault),
        title: Text(entry.title),
        intro: Text(entry.intro),
        questions: entry.questions.iter().map(|entry| question(entry, fault)).collect(),
        notes: entry.notes.iter().map(|entry| note(entry, cards, fault)).collect(),
        steps: entry.steps.iter().map(|entry| Step { text: Text(entry.text), cards: indexes(&entry.cards, cards, fault) }).collect(),
        sources: entry.sources.into_iter().map(|(name, url)| (Text(name), address(url, fault))).collect(),
        checked_on: date(&entry.checked_on, fault),
    }
}

/// Where there is none, it is never met.
fn unless(text: &str, fault: &mut Broken) -> Condition {
    if text.is_empty() { Condition::Any(Vec::new()) } else { condition(text, fault) }
}

fn question(entry: &QuestionEntry, fault: &mut Broken) -> Question {
    let measure = entry.measure.unwrap_or(0);
    let form = match (entry.kind.as_str(), u16::try_from(measure)) {
        ("single", _) => Some(Form::Single),
        ("multiple", _) => Some(Form::Multiple),
        ("number", Ok(most)) => Some(Form::Number(most)),
        ("drinks", _) if measure > 0 => Some(Form::Drinks(measure)),
        _ => None,
    };
    Question {
        id: ItemId::new(&entry.id),
        form: fault.or("check", form, Form::Single),
        text: Text(entry.text),
        hint: entry.hint.map(Text),
        said: entry.said.map(Text),
        enable_when: condition(&entry.enable_when, fault),
        unless: unless(&entry.unless, fault),
        options: entry.options.iter().map(choice).collect(),
    }
}

fn choice(entry: &ChoiceEntry) -> Choice {
    Choice {
        id: OptionId::new(&entry.id),
        text: Text(entry.text),
        hint: entry.hint.map(Text),
        said: entry.said.map(Text),
        points: entry.points,
        is_alone: entry.alone,
        milligrams: entry.milligrams.unwrap_or(0),
    }
}

fn note(entry: &NoteEntry, cards: &[Card], fault: &mut Broken) -> Note {
    let kinds = [("safety", NoteKind::Safety), ("told", NoteKind::Told), ("limit", NoteKind::Limit), ("meaning", NoteKind::Meaning)];
    Note {
        kind: fault.word("note", &entry.kind, &kinds, NoteKind::Meaning),
        when: condition(&entry.when, fault),
        text: Text(entry.text),
        cards: indexes(&entry.cards, cards, fault),
    }
}

fn indexes(ids: &[String], cards: &[Card], fault: &mut Broken) -> Vec<usize> {
    ids.iter().map(|id| fault.or("check", cards.iter().position(|card| card.id.as_str() == id), 0)).collect()
}
