//! Promises and exclusions over all answers: for whom one is broken.
//!
//! In: a view, its cards, what a person can answer. Out: the answer sets for which a promise or an exclusion does not hold.
//! Next: `prove/properties.rs`, which tells of each; `mutate/promised.rs`, which asks whether a change breaks one.

use biodivine_lib_bdd::Bdd;

use super::order::Cards;
use super::view::View;
use crate::compile::promises::{Excluded, Promised};
use crate::problem::Place;

/// How a promise is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breach {
    /// The card does not hold.
    Missing,
    /// It holds, but not among the first so many.
    Late(usize),
    /// It shows, or may.
    Shows,
}

/// A card for which a promise is broken.
#[derive(Debug)]
pub struct Broken<'a> {
    /// How.
    pub how: Breach,
    /// The card, by index.
    pub card: usize,
    /// Where it is promised.
    pub place: &'a Place,
    /// For which answers; never empty.
    pub among: Bdd,
}

/// Where a promise is broken: nowhere, if it holds.
pub fn broken<'a>(view: &'a View<'_>, cards: &'a Cards, offered: &Bdd, promise: &'a Promised) -> impl Iterator<Item = Broken<'a>> {
    let those = view.condition(&promise.when).yes.and(offered);
    let among = those.clone();
    let always = promise.always.iter().filter_map(move |(card, place)| {
        let found = |how: Breach, among: Bdd| (!among.is_false()).then_some(Broken { how, card: *card, place, among });
        let missing = found(Breach::Missing, those.and_not(&cards.shown.get(*card)?.yes));
        let late = |count: usize| found(Breach::Late(count), those.and_not(&cards.among_first(view, *card, count)));
        missing.or_else(|| promise.among_first.and_then(late))
    });
    let never = promise.never.iter().filter_map(move |(card, place)| {
        let among = among.and_not(&cards.shown.get(*card)?.no);
        (!among.is_false()).then_some(Broken { how: Breach::Shows, card: *card, place, among })
    });
    always.chain(never)
}

/// Where one of two cards holds that exclude each other, and the other shows too; none if nowhere.
#[must_use]
pub fn both(cards: &Cards, offered: &Bdd, exclusion: &Excluded) -> Option<Bdd> {
    let (one, other) = (cards.shown.get(exclusion.card)?, cards.shown.get(exclusion.other)?);
    let both = one.yes.and_not(&other.no).or(&other.yes.and_not(&one.no)).and(offered);
    (!both.is_false()).then_some(both)
}
