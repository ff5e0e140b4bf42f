//! What holds for all answers: whether a change can be seen at all.
//!
//! In: a pack, a condition of it and a change. Out: the smallest answers for which the two differ; none if there are none: then the change is none.
//! Decided over all answers by decision diagrams, never by trying some.
//! Next: `promised.rs` for promises, `symbolic/` for the diagrams.

use std::collections::BTreeSet;

use biodivine_lib_bdd::Bdd;
use lykta_core::answer::{Answers, ItemId};
use lykta_core::condition::{Area, Clause, Condition, Test};
use lykta_core::date::Date;
use lykta_core::pack::Pack;

use crate::compile::written::Owner;
use crate::symbolic::space::{Space, each_condition};
use crate::symbolic::view::View;

/// Answers, as the core reads them and as words by item; no words: "rather not say".
#[derive(Debug)]
pub struct Example {
    /// For the core.
    pub answers: Answers,
    /// For a file.
    pub words: Vec<(String, Vec<String>)>,
}

/// All answers to a pack, fine enough for every change of a condition.
#[must_use]
pub fn space(pack: &Pack, today: Date) -> Space {
    // A list of places that loses one tells it apart from the others: so each place of a list counts by itself.
    let mut codes: BTreeSet<(ItemId, bool, String)> = BTreeSet::new();
    each_condition(pack, &mut |condition| {
        condition.each_clause(&mut |clause| {
            if let Test::In(area) | Test::Outside(area) = &clause.test {
                let (is_region, list) = match area {
                    Area::Regions(list) => (true, list),
                    Area::Municipalities(list) => (false, list),
                };
                codes.extend(list.iter().map(|code| (clause.item.clone(), is_region, code.clone())));
            }
        });
    });
    let Some(pattern) = pack.cards.first() else { return Space::new(&[pack], today) };
    let single = |(item, is_region, code): (ItemId, bool, String)| {
        let area = if is_region { Area::Regions(vec![code]) } else { Area::Municipalities(vec![code]) };
        let mut card = pattern.clone();
        card.when = Condition::Clause(Clause { item, test: Test::In(area) });
        card
    };
    let finer = Pack { cards: codes.into_iter().map(single).collect(), ..pack.clone() };
    Space::new(&[pack, &finer], today)
}

/// Decides over all answers.
pub struct Judge<'a> {
    view: &'a View<'a>,
}

impl<'a> Judge<'a> {
    /// Over the answers of a view.
    #[must_use]
    pub fn new(view: &'a View<'a>) -> Self {
        Self { view }
    }

    /// The smallest answers for which a change shows, those first for which one is yes and the other no; none if there are none.
    #[must_use]
    pub fn difference(&self, owner: Owner, changed: &Condition) -> Option<Example> {
        let (clear, any) = self.where_it_shows(owner, changed)?;
        let space = self.view.space;
        let valuation = space.smallest(&clear).or_else(|| space.smallest(&any))?;
        let words = space.words(&valuation).into_iter().map(|(item, words)| (item.to_owned(), words)).collect();
        Some(Example { answers: space.answers(&valuation), words })
    }

    /// Where one is yes and the other no, and where they differ at all; none if the pack has no such condition.
    fn where_it_shows(&self, owner: Owner, changed: &Condition) -> Option<(Bdd, Bdd)> {
        let view = self.view;
        let (old, new) = (view.condition(owner.of(view.pack)?), view.condition(changed));
        let clear = old.yes.and(&new.no).or(&old.no.and(&new.yes));
        Some(match owner {
            Owner::Card(_) | Owner::Item(_) => (clear, old.yes.xor(&new.yes).or(&old.no.xor(&new.no))),
            // An option is offered unless that is known not to hold, and only where its item is put.
            Owner::Option(item, _) => {
                let differs = old.no.xor(&new.no).and_not(&view.items.get(item)?.enabled.no);
                (differs.and(&clear), differs)
            }
            // A last day shows where the card does, and the day that it counts from is known.
            Owner::Deadline(card, deadline) => {
                let card = view.pack.cards.get(card)?;
                let limit = card.deadlines.get(deadline)?;
                let mut other = limit.clone();
                other.when = changed.clone();
                let differs = view.deadline(limit).0.xor(&view.deadline(&other).0).and_not(&view.card(card).no);
                (differs.and(&clear), differs)
            }
        })
    }
}
