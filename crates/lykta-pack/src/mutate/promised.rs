//! Whether a promise of the pack notices a change of a condition.
//!
//! In: a pack, and one of its conditions, changed. Out: whether a promise or an exclusion that held before no longer does, for some answers.
//! Never counts a promise that was broken from the start: `prove` tells of that.
//! Next: `symbolic/promised.rs` for when one is broken, `prove/properties.rs` for the same with the smallest persona.

use biodivine_lib_bdd::Bdd;
use lykta_core::condition::Condition;
use lykta_core::pack::Pack;

use crate::compile::Compiled;
use crate::compile::promises::Promised;
use crate::compile::written::Owner;
use crate::symbolic::asking::as_offered;
use crate::symbolic::order::Cards;
use crate::symbolic::promised::{both, broken};
use crate::symbolic::view::View;

/// The promises and exclusions of a pack.
pub struct Promises<'a> {
    compiled: &'a Compiled,
    view: &'a View<'a>,
    /// What a person can answer, and all cards, as long as no question changes.
    offered: Bdd,
    cards: Cards,
    /// Which held before anything was changed: promises, then exclusions.
    held: Vec<bool>,
}

impl<'a> Promises<'a> {
    /// Those of a pack, over all its answers.
    #[must_use]
    pub fn new(compiled: &'a Compiled, view: &'a View<'a>) -> Self {
        // As `prove` does: where only options are chosen that are offered.
        let (offered, cards) = (as_offered(view), Cards::new(view));
        Self { held: hold(compiled, view, &offered, &cards), compiled, view, offered, cards }
    }

    /// Whether one of them is broken by a change.
    #[must_use]
    pub fn notice(&self, owner: Owner, changed: &Condition) -> bool {
        if !self.can_notice(owner) {
            return false;
        }
        let mut pack = self.compiled.pack.clone();
        if let Some(place) = owner.of_mut(&mut pack) {
            *place = changed.clone();
        }
        let now = match owner {
            Owner::Card(card) | Owner::Deadline(card, _) => hold(self.compiled, self.view, &self.offered, &self.with(&pack, card)),
            Owner::Item(_) | Owner::Option(..) => {
                let view = View::new(self.view.space, &pack);
                hold(self.compiled, &view, &as_offered(&view), &Cards::new(&view))
            }
        };
        self.held.iter().zip(now).any(|(before, now)| *before && !now)
    }

    /// All cards, with one as it is in another pack that asks the same.
    fn with(&self, pack: &Pack, card: usize) -> Cards {
        let mut cards = Cards { shown: self.cards.shown.clone(), running: self.cards.running.clone() };
        if let Some(own) = pack.cards.get(card) {
            if let Some(shown) = cards.shown.get_mut(card) {
                *shown = self.view.card(own);
            }
            if let Some(running) = cards.running.get_mut(card) {
                let none = self.view.space.set.mk_false();
                *running = own.deadlines.iter().fold(none, |whole, deadline| whole.or(&self.view.deadline(deadline).1));
            }
        }
        cards
    }

    /// A card can break only what names it, or an order; an item anything.
    fn can_notice(&self, owner: Owner) -> bool {
        let (promises, excludes) = (&self.compiled.promises, &self.compiled.excludes);
        let is_ordered = promises.iter().any(|promise| promise.among_first.is_some());
        match owner {
            Owner::Item(_) | Owner::Option(..) => !promises.is_empty() || !excludes.is_empty(),
            Owner::Deadline(..) => is_ordered,
            Owner::Card(card) => {
                let names = |promise: &Promised| promise.always.iter().chain(&promise.never).any(|(own, _)| *own == card);
                is_ordered
                    || promises.iter().any(names)
                    || excludes.iter().any(|exclusion| exclusion.card == card || exclusion.other == card)
            }
        }
    }
}

/// Which promises and exclusions hold.
fn hold(compiled: &Compiled, view: &View<'_>, offered: &Bdd, cards: &Cards) -> Vec<bool> {
    let promises = compiled.promises.iter().map(|promise| broken(view, cards, offered, promise).next().is_none());
    promises.chain(compiled.excludes.iter().map(|exclusion| both(cards, offered, exclusion).is_none())).collect()
}
