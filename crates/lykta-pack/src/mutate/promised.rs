//! Whether a promise of the pack notices a change of a condition.
//!
//! In: a pack, and one of its conditions, changed. Out: whether a promise or an exclusion that held before no longer does, for some answers.
//! Never counts a promise that was broken from the start: `prove` tells of that.
//! Next: `prove/properties.rs` for the same with the smallest persona.

use biodivine_lib_bdd::Bdd;
use lykta_core::condition::Condition;
use lykta_core::pack::Pack;

use crate::compile::Compiled;
use crate::compile::promises::Promised;
use crate::compile::written::Owner;
use crate::symbolic::asking::as_offered;
use crate::symbolic::kleene::Kleene;
use crate::symbolic::order::Cards;
use crate::symbolic::space::Space;
use crate::symbolic::view::View;

/// The promises and exclusions of a pack.
pub struct Promises<'a> {
    compiled: &'a Compiled,
    space: &'a Space,
    /// What a person can answer, as long as no question changes.
    offered: Bdd,
    /// Which held before anything was changed: promises, then exclusions.
    held: Vec<bool>,
}

impl<'a> Promises<'a> {
    /// Those of a pack, over a space of its answers.
    #[must_use]
    pub fn new(compiled: &'a Compiled, space: &'a Space) -> Self {
        // As `prove` does: where only options are chosen that are offered.
        let offered = as_offered(&View::new(space, &compiled.pack));
        Self { held: hold(compiled, space, &compiled.pack, &offered), compiled, space, offered }
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
            Owner::Card(_) | Owner::Deadline(..) => hold(self.compiled, self.space, &pack, &self.offered),
            Owner::Item(_) | Owner::Option(..) => hold(self.compiled, self.space, &pack, &as_offered(&View::new(self.space, &pack))),
        };
        self.held.iter().zip(now).any(|(before, now)| *before && !now)
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

/// Which promises and exclusions hold for a pack that differs from the compiled one in a condition at most.
fn hold(compiled: &Compiled, space: &Space, pack: &Pack, offered: &Bdd) -> Vec<bool> {
    let (promises, excludes) = (&compiled.promises, &compiled.excludes);
    if promises.is_empty() && excludes.is_empty() {
        return Vec::new();
    }
    let view = View::new(space, pack);
    let is_ordered = promises.iter().any(|promise| promise.among_first.is_some());
    let cards = is_ordered.then(|| Cards::new(&view));
    let shown = |card: usize| pack.cards.get(card).map_or_else(|| Kleene::never(&space.set), |card| view.card(card));
    let promised = |promise: &Promised| {
        let those = view.condition(&promise.when).yes.and(offered);
        let is_always = |card: usize| {
            let is_first = |count: usize, cards: &Cards| those.and_not(&cards.among_first(&view, card, count)).is_false();
            those.and_not(&shown(card).yes).is_false()
                && promise.among_first.zip(cards.as_ref()).is_none_or(|(count, cards)| is_first(count, cards))
        };
        promise.always.iter().all(|(card, _)| is_always(*card))
            && promise.never.iter().all(|(card, _)| those.and_not(&shown(*card).no).is_false())
    };
    let excluded = |card: usize, other: usize| {
        let (one, other): (Kleene, Kleene) = (shown(card), shown(other));
        let both: Bdd = one.yes.and_not(&other.no).or(&other.yes.and_not(&one.no));
        both.and(offered).is_false()
    };
    promises.iter().map(promised).chain(excludes.iter().map(|exclusion| excluded(exclusion.card, exclusion.other))).collect()
}
