//! Ways through the questions: the shortest, the longest, and how many the personas see.
//!
//! In: where each question is put. Out: numbers of questions, with an answer set for the extremes.
//! A way answers or skips each question that is put, by options that are offered, until none is; "show help now" and the results at any time are shorter.
//! Next: `mod.rs`.

use biodivine_lib_bdd::{Bdd, BddVariable};
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
    /// Fewest questions, and the answers of those who get so few.
    pub shortest: (usize, Bdd),
    /// Most questions, and the answers of those who get so many.
    pub longest: (usize, Bdd),
    /// For each question whether it is put on some way.
    pub put: Vec<bool>,
}

/// Walks all ways at once, question by question in the author's order; `step` is called at each.
///
/// # Errors
/// That of `step`.
pub fn all(view: &View<'_>, asking: &Asking<'_, '_>, step: &dyn Fn() -> Result<(), String>) -> Result<Option<Ways>, String> {
    let set = &view.space.set;
    // By number of questions put so far: the answers to the items so far that lead there. Later items are not answered.
    let mut layers: Vec<Bdd> = vec![set.mk_true()];
    let mut is_put = Vec::new();
    for (index, state) in view.items.iter().enumerate() {
        step()?;
        let Some(slot) = view.slot(state) else { continue };
        let own = slot.variables();
        let ahead: Vec<(BddVariable, bool)> = view
            .items
            .iter()
            .skip(index)
            .filter_map(|later| view.slot(later))
            .flat_map(Slot::variables)
            .map(|variable| (variable, false))
            .collect();
        let put = asking.wanted(index, &ahead);
        let blank = own.iter().fold(set.mk_true(), |blank, variable| blank.and(&set.mk_not_var(*variable)));
        let answered = slot.valid.and_not(&blank);
        is_put.push(layers.iter().any(|layer| !layer.and(&put).is_false()));
        let mut next: Vec<Bdd> = vec![set.mk_false(); layers.len() + 1];
        for (count, layer) in layers.iter().enumerate() {
            if let Some(same) = next.get_mut(count) {
                *same = same.or(&layer.and_not(&put).and(&blank));
            }
            if let Some(more) = next.get_mut(count + 1) {
                *more = more.or(&layer.and(&put).and(&answered).and(&asking.as_offered_item(index)));
            }
        }
        while next.last().is_some_and(Bdd::is_false) {
            next.pop();
        }
        layers = next;
    }
    let mut ends = layers.into_iter().enumerate().filter(|(_, layer)| !layer.is_false());
    Ok(ends.next().map(|shortest| {
        let longest = ends.next_back().unwrap_or_else(|| shortest.clone());
        Ways { shortest, longest, put: is_put }
    }))
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
