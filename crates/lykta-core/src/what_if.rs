//! What if one answer were another: what would come, go, become certain or uncertain, and which last day would change.
//!
//! In: a pack, answers, one item with another answer, today. Out: the differences, in the order of the results.
//! Pure: the answers are not changed; who keeps the other answer gives it to the session.
//! Never tells what stays as it is: what is told is exactly where the two evaluations differ.
//! Next: `session.rs` for keeping it, the app's `components/what_if.rs`.

use alloc::vec::Vec;

use crate::answer::{Answer, Answers, ItemId};
use crate::date::Date;
use crate::evaluate::{Evaluation, Finding, View, evaluate};
use crate::pack::Pack;
use crate::truth::Truth;

/// What becomes of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It did not show, and would hold.
    Comes,
    /// It did not show, and might hold.
    MayCome,
    /// It might hold, and would.
    Holds,
    /// It held, and only might.
    Unsure,
    /// It stays, with other last days. The nearest one; none if there would be none.
    LastDay(Option<Date>),
    /// It showed, and would not.
    Goes,
}

/// All that would be different.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// Cards by index: those that show, in the order of the results as they would be; then those that would go, in today's order.
    pub cards: Vec<(usize, Turn)>,
    /// Items that would be put and are not, by index.
    pub asked: Vec<usize>,
    /// Items that are put and would not be, by index.
    pub unasked: Vec<usize>,
}

impl Difference {
    /// Whether nothing would be different.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.cards.is_empty() && self.asked.is_empty() && self.unasked.is_empty()
    }
}

/// What would be different with another answer to one item.
#[must_use]
pub fn what_if(pack: &Pack, answers: &Answers, item: &ItemId, answer: Answer, today: Date) -> Difference {
    let mut other = answers.clone();
    other.give(item.clone(), answer);
    let (before, after) = (evaluate(pack, answers, today), evaluate(pack, &other, today));
    let (put_before, put_after) = (View::new(pack, answers, today).put(), View::new(pack, &other, today).put());
    let only = |these: &[usize], those: &[usize]| these.iter().copied().filter(|index| !those.contains(index)).collect();
    Difference { cards: cards(&before, &after), asked: only(&put_after, &put_before), unasked: only(&put_before, &put_after) }
}

fn cards(before: &Evaluation, after: &Evaluation) -> Vec<(usize, Turn)> {
    let at = |evaluation: &Evaluation, card: usize| evaluation.findings.iter().position(|finding| finding.card == card);
    let mut cards: Vec<(usize, Turn)> = Vec::new();
    for finding in &after.findings {
        let was = at(before, finding.card).and_then(|index| before.findings.get(index));
        cards.extend(turn(was, finding).map(|turn| (finding.card, turn)));
    }
    cards.extend(before.findings.iter().filter(|finding| at(after, finding.card).is_none()).map(|finding| (finding.card, Turn::Goes)));
    cards
}

fn turn(was: Option<&Finding>, is: &Finding) -> Option<Turn> {
    match (was, is.truth) {
        (None, Truth::Yes) => Some(Turn::Comes),
        (None, Truth::Unknown | Truth::No) => Some(Turn::MayCome),
        (Some(was), Truth::Yes) if was.truth != Truth::Yes => Some(Turn::Holds),
        (Some(was), Truth::Unknown | Truth::No) if was.truth == Truth::Yes => Some(Turn::Unsure),
        (Some(was), _) => (was.deadlines != is.deadlines).then(|| Turn::LastDay(is.deadlines.first().map(|(_, last)| last.date))),
    }
}

#[cfg(test)]
mod tests;
