//! Ways through the questions: the shortest, the longest, and how many the personas see.
//!
//! In: where each question is put. Out: numbers of questions, with an answer set for the extremes.
//! A way answers or skips each question that is put, by options that are offered, until none is; "show help now" and the results at any time are shorter.
//! Next: `mod.rs`.

use std::collections::HashSet;

use biodivine_lib_bdd::{Bdd, BddPartialValuation, BddValuation, BddVariable};
use lykta_core::answer::{Answer, Answers};
use lykta_core::date::Date;
use lykta_core::evaluate::evaluate;
use lykta_core::pack::Pack;

use crate::symbolic::asking::Asking;
use crate::symbolic::space::Slot;
use crate::symbolic::view::View;

/// How long the guide is.
#[derive(Debug, Clone)]
pub struct Ways {
    /// Fewest questions, and the answers of one who gets so few.
    pub shortest: (usize, BddValuation),
    /// Most questions, and the answers of one who gets so many.
    pub longest: (usize, BddValuation),
    /// For each question whether it is put on some way.
    pub put: Vec<bool>,
}

/// Walks all ways at once, question by question in the author's order; `step` is called at each.
///
/// # Errors
/// That of `step`.
pub fn all(view: &View<'_>, asking: &Asking<'_, '_>, step: &dyn Fn() -> Result<(), String>) -> Result<Option<Ways>, String> {
    let set = &view.space.set;
    let put = puts(view, asking);
    // What later questions hang on; of the rest nothing need be remembered.
    let mut needed: Vec<HashSet<BddVariable>> = vec![HashSet::new()];
    for (index, put) in put.iter().enumerate().rev() {
        let mut more = needed.last().cloned().unwrap_or_default();
        more.extend(put.support_set());
        more.extend(asking.as_offered_item(index).support_set());
        needed.push(more);
    }
    needed.reverse();
    // After each question, by the number put so far: the answers to those before that lead there. Later ones are not answered.
    let mut layers: Vec<Vec<Bdd>> = vec![vec![set.mk_true()]];
    let mut is_put = Vec::new();
    for (index, put) in put.iter().enumerate() {
        step()?;
        let before = layers.last().cloned().unwrap_or_default();
        let (blank, answered) = said(view, asking, index);
        is_put.push(before.iter().any(|layer| !layer.and(put).is_false()));
        let mut next: Vec<Bdd> = vec![set.mk_false(); before.len() + 1];
        for (count, layer) in before.iter().enumerate() {
            if let Some(same) = next.get_mut(count) {
                *same = same.or(&layer.and_not(put).and(&blank));
            }
            if let Some(more) = next.get_mut(count + 1) {
                *more = more.or(&layer.and(put).and(&answered));
            }
        }
        let later = needed.get(index + 1);
        for layer in &mut next {
            *layer = layer.exists_trigger(|variable| later.is_none_or(|later| !later.contains(&variable)));
        }
        while next.last().is_some_and(Bdd::is_false) {
            next.pop();
        }
        layers.push(next);
    }
    let ends = layers.last().map(Vec::as_slice).unwrap_or_default();
    let found = |count: Option<usize>| {
        let count = count?;
        Some((count, one(view, asking, &put, &layers, count)?))
    };
    let shortest = found(ends.iter().position(|layer| !layer.is_false()));
    let longest = found(ends.iter().rposition(|layer| !layer.is_false()));
    Ok(shortest.zip(longest).map(|(shortest, longest)| Ways { shortest, longest, put: is_put }))
}

/// Where an item has no answer, and where it has one that is offered.
fn said(view: &View<'_>, asking: &Asking<'_, '_>, item: usize) -> (Bdd, Bdd) {
    let set = &view.space.set;
    let Some(slot) = view.items.get(item).and_then(|state| view.slot(state)) else { return (set.mk_true(), set.mk_false()) };
    let blank = slot.variables().iter().fold(set.mk_true(), |blank, variable| blank.and(&set.mk_not_var(*variable)));
    let answered = slot.valid.and_not(&blank).and(&asking.as_offered_item(item));
    (blank, answered)
}

/// One way with so many questions: found from its end, each step one that the layers allow.
fn one(view: &View<'_>, asking: &Asking<'_, '_>, put: &[Bdd], layers: &[Vec<Bdd>], count: usize) -> Option<BddValuation> {
    let set = &view.space.set;
    let mut count = count;
    // What is settled so far: all of the later items, and of the earlier ones what those hang on.
    let mut way = layers.last()?.get(count)?.clone();
    for (item, put) in put.iter().enumerate().rev() {
        let before = layers.get(item)?;
        let (blank, answered) = said(view, asking, item);
        let passed = before.get(count).map_or_else(|| set.mk_false(), |layer| layer.and_not(put).and(&blank)).and(&way);
        way = if passed.is_false() {
            count = count.checked_sub(1)?;
            before.get(count)?.and(put).and(&answered).and(&way)
        } else {
            passed
        };
        // The smallest answer there is to this question, whatever the earlier ones are.
        let own: Vec<BddVariable> = view.items.get(item).and_then(|state| view.slot(state)).map(Slot::variables).unwrap_or_default();
        let chosen = way.most_negative_valuation()?;
        let fixed: Vec<(BddVariable, bool)> = own.iter().map(|variable| (*variable, chosen.value(*variable))).collect();
        way = way.and(&set.mk_conjunctive_clause(&BddPartialValuation::from_values(&fixed)));
    }
    view.space.smallest(&way)
}

/// For each item where it is put on a way that has come to it: among the answers to those before, with all later ones open.
fn puts(view: &View<'_>, asking: &Asking<'_, '_>) -> Vec<Bdd> {
    let ahead = |index: usize| {
        let later = view.items.iter().skip(index).filter_map(|later| view.slot(later));
        later.flat_map(Slot::variables).map(|variable| (variable, false)).collect::<Vec<_>>()
    };
    (0..view.items.len()).map(|index| asking.wanted(index, &ahead(index))).collect()
}

/// How many questions a person is put who answers as given, and skips what is not.
#[must_use]
pub fn questions(pack: &Pack, given: &Answers, today: Date) -> usize {
    let mut answers = Answers::default();
    let mut count = 0;
    while let Some(item) = evaluate(pack, &answers, today).next.and_then(|next| pack.items.get(next)) {
        // A question that comes again, since nothing of its answer counts, is skipped.
        let answer = given.get(&item.id).filter(|_| answers.get(&item.id).is_none()).cloned().unwrap_or(Answer::Skipped);
        answers.give(item.id.clone(), answer);
        count += 1;
    }
    count
}

/// The middle of some numbers, the lower of two; none of none.
#[must_use]
pub fn median(mut counts: Vec<usize>) -> Option<usize> {
    counts.sort_unstable();
    counts.get(counts.len().checked_sub(1)? / 2).copied()
}
