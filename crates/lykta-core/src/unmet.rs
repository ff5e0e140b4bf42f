//! What does not apply, and why: of each card the one clause that decided it.
//!
//! In: a pack, answers, today. Out: cards that do not show, each with its reason, in the order of the files.
//! Never tells of danger cards and lines: what is urgent is not argued about.
//! Next: the app's `components/not_for_you.rs`.

use alloc::vec::Vec;

use crate::answer::Answers;
use crate::condition::{Clause, Condition};
use crate::date::Date;
use crate::evaluate::{Mark, View, is_in_force};
use crate::pack::{CardKind, Need, Pack};
use crate::truth::Truth;

/// Why a card does not show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason<'a> {
    /// This part of the rule asks for something else than what was answered; of several ways to meet the rule, each of these.
    Clauses(Vec<Wanted<'a>>),
    /// The law begins on this day.
    Law(Date),
}

/// A clause that would have to be other than it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// The clause.
    pub clause: &'a Clause,
    /// Whether it must hold; else it must not.
    pub holds: bool,
}

/// The rights, services and groups that do not show, by index, each with why.
#[must_use]
pub fn unmet<'a>(pack: &'a Pack, answers: &'a Answers, today: Date) -> Vec<(usize, Reason<'a>)> {
    let view = View::new(pack, answers, today);
    let mut all = Vec::new();
    for (index, card) in pack.cards.iter().enumerate() {
        let is_told = card.need != Need::Danger && matches!(card.kind, CardKind::Right | CardKind::Service | CardKind::Group);
        if !is_told {
            continue;
        }
        let begins = card.laws.iter().filter_map(|law| law.valid_from).max().filter(|_| !is_in_force(card, today));
        if view.truth(&card.when) == Truth::No {
            all.push((index, Reason::Clauses(decisive(&view, pack, &card.when, true))));
        } else if let Some(begins) = begins {
            all.push((index, Reason::Law(begins)));
        }
    }
    all
}

/// Of a condition that is not what it must be, the shortest part that alone makes it so.
fn decisive<'a>(view: &View<'_>, pack: &'a Pack, condition: &'a Condition, holds: bool) -> Vec<Wanted<'a>> {
    let against = if holds { Truth::No } else { Truth::Yes };
    match (condition, holds) {
        (Condition::Clause(clause), _) => asked(view, pack, clause, holds),
        (Condition::Not(part), _) => decisive(view, pack, part, !holds),
        // One part is enough: the shortest, of equals the first.
        (Condition::All(parts), true) | (Condition::Any(parts), false) => {
            let deciding = parts.iter().filter(|part| view.truth(part) == against);
            let reasons: Vec<Vec<Wanted<'a>>> = deciding.map(|part| decisive(view, pack, part, holds)).collect();
            let shortest = reasons.iter().map(Vec::len).min().unwrap_or(0);
            reasons.into_iter().find(|reason| reason.len() == shortest).unwrap_or_default()
        }
        // All ways are closed.
        (Condition::Any(parts), true) | (Condition::All(parts), false) => {
            let mut all: Vec<Wanted<'a>> = Vec::new();
            for wanted in parts.iter().flat_map(|part| decisive(view, pack, part, holds)) {
                if !all.contains(&wanted) {
                    all.push(wanted);
                }
            }
            all
        }
    }
}

/// A clause, or, where its question is not put, why that is not.
fn asked<'a>(view: &View<'_>, pack: &'a Pack, clause: &'a Clause, holds: bool) -> Vec<Wanted<'a>> {
    let item = pack.item(&clause.item).map(|(_, item)| item).filter(|_| view.mark(clause) == Mark::Unasked);
    match item.map(|item| decisive(view, pack, &item.enable_when, true)) {
        Some(reasons) if !reasons.is_empty() => reasons,
        Some(_) | None => Vec::from([Wanted { clause, holds }]),
    }
}

#[cfg(test)]
mod tests;
