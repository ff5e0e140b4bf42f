//! People: who is shown a card now that was not before, and who no longer is.
//!
//! In: the same answers seen by two editions of a pack. Out: for each card and question each change, and the set of answers for which it is one.
//! Never looks at words: see `seen.rs`.
//! Next: `kinds.rs` for the set in words, `../symbolic/`.

use biodivine_lib_bdd::Bdd;
use lykta_core::pack::Pack;

use crate::symbolic::kleene::Kleene;
use crate::symbolic::order::Cards;
use crate::symbolic::space::Space;
use crate::symbolic::view::View;

/// What changes for someone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It applies, and did not show.
    Appears,
    /// It may apply, and did not show.
    MayAppear,
    /// It no longer shows, and applied.
    Vanishes,
    /// It no longer shows, and might have applied.
    MayVanish,
    /// It applies, where it only might.
    Firmer,
    /// It only may apply, where it did.
    Looser,
    /// It stands before cards that it stood after.
    Earlier,
    /// The question is put, and was not.
    Put,
    /// The question is no longer put.
    NotPut,
}

impl Change {
    /// The change in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Appears => "now applies, and did not show before",
            Self::MayAppear => "now may apply, and did not show before",
            Self::Vanishes => "no longer shows, and applied before",
            Self::MayVanish => "no longer shows, and may have applied before",
            Self::Firmer => "now applies, and only may have applied before",
            Self::Looser => "now only may apply, and applied before",
            Self::Earlier => "now stands before",
            Self::Put => "is now put, if it matters",
            Self::NotPut => "is no longer put",
        }
    }

    /// The word for other programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Appears => "appears",
            Self::MayAppear => "may-appear",
            Self::Vanishes => "vanishes",
            Self::MayVanish => "may-vanish",
            Self::Firmer => "firmer",
            Self::Looser => "looser",
            Self::Earlier => "earlier",
            Self::Put => "put",
            Self::NotPut => "not-put",
        }
    }
}

/// A change, and for whom.
#[derive(Debug, Clone)]
pub struct Changed {
    /// Id of the card or question.
    pub id: String,
    /// What.
    pub change: Change,
    /// Cards that it is about beside its own: those that it now stands before.
    pub others: Vec<String>,
    /// For whom.
    pub those: Bdd,
}

/// All changes between two editions, in the order of the new one; what is gone comes last.
#[must_use]
pub fn changed(space: &Space, old: &Pack, new: &Pack) -> Vec<Changed> {
    let (before, after) = (View::new(space, old), View::new(space, new));
    let (cards_before, cards_after) = (Cards::new(&before), Cards::new(&after));
    let mut list = questions(space, &before, &after);
    let mut ids: Vec<&str> = new.cards.iter().map(|card| card.id.as_str()).collect();
    ids.extend(old.cards.iter().map(|card| card.id.as_str()).filter(|id| !new.cards.iter().any(|card| card.id.as_str() == *id)));
    let never = Kleene::never(&space.set);
    for id in ids {
        let at = |pack: &Pack| pack.cards.iter().position(|card| card.id.as_str() == id);
        let was = at(old).and_then(|card| cards_before.shown.get(card)).unwrap_or(&never);
        let is = at(new).and_then(|card| cards_after.shown.get(card)).unwrap_or(&never);
        let (might, may) = (was.maybe(), is.maybe());
        let sets = [
            (Change::Appears, was.no.and(&is.yes)),
            (Change::MayAppear, was.no.and(&may)),
            (Change::Vanishes, was.yes.and(&is.no)),
            (Change::MayVanish, might.and(&is.no)),
            (Change::Firmer, might.and(&is.yes)),
            (Change::Looser, was.yes.and(&may)),
        ];
        for (change, those) in sets {
            let those = those.and(&space.valid);
            if !those.is_false() {
                list.push(Changed { id: id.to_owned(), change, others: Vec::new(), those });
            }
        }
        if let (Some(was), Some(is)) = (at(old), at(new)) {
            list.extend(earlier((&before, &cards_before, was), (&after, &cards_after, is)));
        }
    }
    list
}

/// The cards that a card now stands before and stood after, and for whom, where both hold in both editions.
fn earlier(before: (&View<'_>, &Cards, usize), after: (&View<'_>, &Cards, usize)) -> Option<Changed> {
    let ((view_before, cards_before, was), (view, cards, is)) = (before, after);
    let card = view.pack.cards.get(is)?;
    let mut those = view.space.set.mk_false();
    let mut others = Vec::new();
    for (other_is, other) in view.pack.cards.iter().enumerate() {
        let Some(other_was) = view_before.pack.cards.iter().position(|own| own.id == other.id).filter(|other| *other != was) else {
            continue;
        };
        let now = cards.stands_before(view, is, other_is);
        let then = cards_before.stands_before(view_before, was, other_was);
        let mut turned = now.and_not(&then);
        for (list, card) in [(cards_before, was), (cards_before, other_was), (cards, is), (cards, other_is)] {
            if turned.is_false() {
                break;
            }
            turned = list.shown.get(card).map_or_else(|| view.space.set.mk_false(), |shown| turned.and(&shown.yes));
        }
        turned = turned.and(&view.space.valid);
        if !turned.is_false() {
            others.push(other.id.as_str().to_owned());
            those = those.or(&turned);
        }
    }
    (!others.is_empty()).then(|| Changed { id: card.id.as_str().to_owned(), change: Change::Earlier, others, those })
}

/// Questions that are put to others than before.
fn questions(space: &Space, before: &View<'_>, after: &View<'_>) -> Vec<Changed> {
    let mut list = Vec::new();
    for slot in &space.slots {
        let put = |view: &View<'_>| {
            let found = view.pack.item(&slot.id).and_then(|(index, _)| view.items.get(index));
            found.map_or_else(|| space.set.mk_false(), |state| state.enabled.yes.clone())
        };
        let (was, is) = (put(before), put(after));
        for (change, those) in [(Change::Put, is.and_not(&was)), (Change::NotPut, was.and_not(&is))] {
            let those = those.and(&space.valid);
            if !those.is_false() {
                list.push(Changed { id: slot.id.as_str().to_owned(), change, others: Vec::new(), those });
            }
        }
    }
    list
}
