//! Results as a person reads them: findings in groups by need, and the first one to call.
//!
//! In: an evaluation, the pack, the place chosen. Out: groups in order, contacts that serve here.
//! Never changes the order that `evaluate` gave.
//! Next: the app's `components/results.rs`.

use alloc::vec::Vec;

use crate::answer::{Answer, Answers, ItemId};
use crate::evaluate::{Evaluation, Finding};
use crate::pack::{Card, CardKind, Channel, Contact, Need, Pack};
use crate::truth::Truth;

/// The findings that hold, in groups by need, in order.
#[must_use]
pub fn groups(evaluation: &Evaluation) -> Vec<(Need, Vec<&Finding>)> {
    let mut groups: Vec<(Need, Vec<&Finding>)> = Vec::new();
    for finding in evaluation.findings.iter().filter(|finding| finding.truth == Truth::Yes) {
        match groups.last_mut() {
            Some((need, findings)) if *need == finding.need => findings.push(finding),
            _ => groups.push((finding.need, Vec::from([finding]))),
        }
    }
    groups
}

/// The findings that may hold, in order.
#[must_use]
pub fn maybes(evaluation: &Evaluation) -> Vec<&Finding> {
    evaluation.findings.iter().filter(|finding| finding.truth == Truth::Unknown).collect()
}

/// Of the findings that hold, the first safety card or helpline that can be called here, with that contact.
#[must_use]
pub fn first_call<'a>(pack: &'a Pack, evaluation: &Evaluation, answers: &Answers) -> Option<(&'a Card, &'a Contact)> {
    let holding = evaluation.findings.iter().filter(|finding| finding.truth == Truth::Yes);
    let mut cards = holding
        .filter_map(|finding| pack.cards.get(finding.card))
        .filter(|card| card.need == Need::Danger || card.kind == CardKind::Helpline);
    cards.find_map(|card| {
        contacts(card, answers).into_iter().find(|contact| matches!(contact.channel, Channel::Phone(..))).map(|contact| (card, contact))
    })
}

/// The contacts of a card that serve at the place chosen, or anywhere; those of the place first.
#[must_use]
pub fn contacts<'a>(card: &'a Card, answers: &Answers) -> Vec<&'a Contact> {
    let places: Vec<&str> = ["place", "their-place"]
        .into_iter()
        .filter_map(|id| match answers.get(&ItemId::new(id)) {
            Some(Answer::Place(code)) => Some(code.as_str()),
            Some(Answer::Skipped | Answer::Options(_) | Answer::Years(_) | Answer::Date(_)) | None => None,
        })
        .collect();
    let here = |contact: &&Contact| contact.places.iter().any(|place| places.contains(&place.as_str()));
    card.contacts.iter().filter(here).chain(card.contacts.iter().filter(|contact| contact.places.is_empty())).collect()
}

/// A text up to its first full stop; a question is not enough by itself, and a number with a point (`1. heinäkuuta`) ends nothing.
#[must_use]
pub fn first_sentence(text: &str) -> &str {
    // By hand: the library's search of texts weighs a kilobyte in the browser.
    let mut before = (' ', ' ');
    for (at, sign) in text.char_indices() {
        if before == ('.', ' ') && !sign.is_ascii_lowercase() {
            return text.get(..at - 1).unwrap_or(text);
        }
        before = (before.1, sign);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::first_sentence;

    #[test]
    fn a_row_says_the_first_sentence() {
        for (text, first) in [
            ("Call the clinic. It is free.", "Call the clinic."),
            ("May I come? Yes, if you want to. Bring nothing.", "May I come? Yes, if you want to."),
            ("Laki muuttuu 1. heinäkuuta 2027. Ensi vuonna.", "Laki muuttuu 1. heinäkuuta 2027."),
            ("One alone.", "One alone."),
            ("", ""),
        ] {
            assert_eq!(first_sentence(text), first);
        }
    }
}
