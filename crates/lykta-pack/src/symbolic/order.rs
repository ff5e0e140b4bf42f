//! What stands first, over all answer sets: the order by need, as sets.
//!
//! In: a view. Out: for a card where fewer than so many others stand before it.
//! Follows the order of `lykta_core::evaluate`: what holds, then the part of the results (by need, a running time limit included, or by track), then rank, then the order of the files.
//! Next: `prove/`.

use biodivine_lib_bdd::Bdd;
use lykta_core::pack::Need;
use lykta_core::section::{Reader, Section, section};

use super::kleene::Kleene;
use super::view::View;

/// Every card over all answers.
pub struct Cards {
    /// Where each holds, and where it does not show.
    pub shown: Vec<Kleene>,
    /// Where a time limit of the card runs, whether or not it shows.
    pub running: Vec<Bdd>,
}

impl Cards {
    /// All cards of a view.
    #[must_use]
    pub fn new(view: &View<'_>) -> Self {
        let shown = view.pack.cards.iter().map(|card| view.card(card)).collect();
        let runs = |card: &lykta_core::pack::Card| {
            card.deadlines.iter().fold(view.space.set.mk_false(), |whole, deadline| whole.or(&view.deadline(deadline).1))
        };
        Self { shown, running: view.pack.cards.iter().map(runs).collect() }
    }

    /// Where a card holds and stands among the first so many that hold and are not danger cards.
    #[must_use]
    pub fn among_first(&self, view: &View<'_>, card: usize, count: usize) -> Bdd {
        let Some(own) = self.shown.get(card) else { return view.space.set.mk_false() };
        // before[k]: where at least k + 1 others stand before it.
        let mut before: Vec<Bdd> = vec![view.space.set.mk_false(); count];
        for (other, shown) in self.shown.iter().enumerate() {
            if other == card || view.pack.cards.get(other).is_none_or(|other| other.need == Need::Danger) {
                continue;
            }
            let earlier = shown.yes.and(&own.yes).and(&self.stands_before(view, other, card));
            if earlier.is_false() {
                continue;
            }
            for at in (0..count).rev() {
                let grown = match at.checked_sub(1).and_then(|less| before.get(less)) {
                    Some(less) => less.and(&earlier),
                    None => earlier.clone(),
                };
                if let Some(set) = before.get_mut(at) {
                    *set = set.or(&grown);
                }
            }
        }
        before.pop().map_or_else(|| view.space.set.mk_false(), |too_many| own.yes.and_not(&too_many))
    }

    /// Where one card stands before another, if both hold.
    #[must_use]
    pub fn stands_before(&self, view: &View<'_>, one: usize, other: usize) -> Bdd {
        let mut whole = view.space.set.mk_false();
        for (reader, reads) in readers(view) {
            for (one_section, one_where) in self.sections(view, one, reader) {
                for (other_section, other_where) in self.sections(view, other, reader) {
                    let rank = |card: usize| view.pack.cards.get(card).map_or(0, |card| card.rank);
                    if (one_section, rank(one), one) < (other_section, rank(other), other) {
                        whole = whole.or(&reads.and(&one_where).and(&other_where));
                    }
                }
            }
        }
        whole
    }

    /// The parts of the results in which a card can stand for a reader, with its need there, each with where it stands so.
    fn sections(&self, view: &View<'_>, card: usize, reader: Reader) -> Vec<((Section, Need), Bdd)> {
        let Some(own) = view.pack.cards.get(card) else { return Vec::new() };
        let at = |need| (section(own, need, reader), need);
        match self.running.get(card) {
            Some(running) if own.need != Need::Danger && !running.is_false() => {
                vec![(at(Need::Deadline), running.clone()), (at(own.need), running.not())]
            }
            _ => vec![(at(own.need), view.space.set.mk_true())],
        }
    }
}

/// Who may read the results, each with where they do.
fn readers(view: &View<'_>) -> Vec<(Reader, Bdd)> {
    let mut rest = view.space.set.mk_true();
    let mut readers = Vec::new();
    // Of two that both hold, which one question with one answer never gives, the core takes the last.
    for (reader, option) in Reader::OWN.into_iter().rev() {
        let reads = view.clause(&Reader::is(option)).yes.and(&rest);
        rest = rest.and_not(&reads);
        readers.push((reader, reads));
    }
    readers.push((Reader::Anyone, rest));
    readers
}
