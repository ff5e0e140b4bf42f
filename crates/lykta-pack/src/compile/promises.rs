//! Promises: what holds for all answers, and cards that exclude each other.
//!
//! In: the entries of a pack, and the pack that they became. Out: promises and exclusions by indexes into the pack, each with its place.
//! Never decides whether a promise holds: that is `prove`.
//! Next: `prove/`.

use lykta_core::answer::CardId;
use lykta_core::condition::Condition;
use lykta_core::format::source::Promise;
use lykta_core::grammar;
use lykta_core::pack::Pack;

use super::{Scope, conditions};
use crate::problem::{Code, Place, Problems, meant};
use crate::read::Located;

/// A promise, resolved.
#[derive(Debug, Clone)]
pub struct Promised {
    /// Where it stands.
    pub place: Place,
    /// Id.
    pub id: String,
    /// What is promised, in a sentence.
    pub about: String,
    /// For whom.
    pub when: Condition,
    /// Cards that hold for them, by index, with their places.
    pub always: Vec<(usize, Place)>,
    /// Cards that do not show to them, by index, with their places.
    pub never: Vec<(usize, Place)>,
    /// Among how many after the danger cards those of `always` stand.
    pub among_first: Option<usize>,
    /// The law that gives it, or why it is promised.
    pub because: Option<String>,
}

/// A card that never shows to one for whom another holds.
#[derive(Debug, Clone)]
pub struct Excluded {
    /// Where it is said.
    pub place: Place,
    /// The card that holds, by index.
    pub card: usize,
    /// The card that then never shows, by index.
    pub other: usize,
}

/// Reads the promises; one that cannot be used is told of and left out.
pub fn promises(scope: &Scope<'_>, pack: &Pack, problems: &mut Problems) -> Vec<Promised> {
    let promises = &scope.entries.promises;
    promises.iter().filter_map(|Located { place, entry }| promise(scope, pack, place, entry, problems)).collect()
}

fn promise(scope: &Scope<'_>, pack: &Pack, place: &Place, entry: &Promise, problems: &mut Problems) -> Option<Promised> {
    let when = conditions::built(scope, entry.when.as_ref(), &place.key("when"), None, problems);
    let always = cards(scope, pack, &entry.always, &place.key("always"), problems);
    let never = cards(scope, pack, &entry.never, &place.key("never"), problems);
    if entry.always.is_empty() && entry.never.is_empty() {
        problems.add(
            Code::PromiseEmpty,
            &place.key("id"),
            format!("the promise `{}` names no card", entry.id),
            "add `always = [\"...\"]` with the cards that hold for these people, or `never` with those that do not show",
        );
    }
    if entry.among_first == Some(0) {
        problems.add(Code::PromiseEmpty, &place.key("among_first"), "no card stands among the first 0", "write `among_first = 3`");
    }
    let parsed = grammar::parse(&when?).ok().and_then(|parsed| parsed.expression.resolved(&|_| None));
    Some(Promised {
        place: place.clone(),
        id: entry.id.clone(),
        about: entry.about.clone(),
        // An absent condition is written as nothing, which does not parse.
        when: parsed.unwrap_or_else(Condition::always),
        always,
        never,
        among_first: entry.among_first.map(usize::from),
        because: entry.because.clone(),
    })
}

fn cards(scope: &Scope<'_>, pack: &Pack, ids: &[String], place: &Place, problems: &mut Problems) -> Vec<(usize, Place)> {
    let mut list = Vec::new();
    for (index, id) in ids.iter().enumerate() {
        let place = place.index(index);
        match pack.cards.iter().position(|card| card.id == CardId::new(id)) {
            Some(card) => list.push((card, place)),
            None if scope.entries.unread.contains(id) => {}
            // A card that a local pack hides never shows, and excludes nothing; hiding one that always does is told of by itself.
            None if scope.entries.changes.iter().any(|change| change.entry.hide && change.entry.card == *id) => {}
            None => problems.add(
                Code::UnknownCard,
                &place,
                format!("there is no card `{id}`"),
                meant(id, pack.cards.iter().map(|card| card.id.as_str()).collect::<Vec<_>>()),
            ),
        }
    }
    list
}

/// Reads what cards exclude.
pub fn excludes(scope: &Scope<'_>, pack: &Pack, problems: &mut Problems) -> Vec<Excluded> {
    let mut list = Vec::new();
    for card in &scope.entries.cards {
        let Some(index) = pack.cards.iter().position(|built| built.id == CardId::new(&card.entry.id)) else { continue };
        for (other, place) in cards(scope, pack, &card.entry.excludes, &card.place.key("excludes"), problems) {
            list.push(Excluded { place, card: index, other });
        }
    }
    list
}
