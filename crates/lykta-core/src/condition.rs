//! Conditions: for whom something holds.
//!
//! In: a reading for each clause (what it is now, what it can still become). Out: the truth of the whole, what it can still become, and why.
//! Never knows what a clause means: the caller reads clauses.
//! Standard: FHIR `enableWhen` words (`is`: at least one answer equals; `is not`: none does), Kleene logic.
//! Next: `grammar.rs` for the text form, `evaluate.rs` for the readings.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use crate::answer::{ItemId, OptionId};
use crate::truth::{Truth, Truths};

/// A condition on answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// All of these; yes if empty.
    All(Vec<Condition>),
    /// Any of these; no if empty.
    Any(Vec<Condition>),
    /// Not this.
    Not(Box<Condition>),
    /// A question to one item.
    Clause(Clause),
}

/// A question to one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// The item.
    pub item: ItemId,
    /// What is asked of it.
    pub test: Test,
}

/// What a clause asks of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// At least one answer is one of these.
    Is(Vec<OptionId>),
    /// No answer is one of these.
    IsNot(Vec<OptionId>),
    /// The age stands so to a number of years.
    Years(Comparison, u16),
    /// The place lies in one of these; unknown while the place is.
    In(Area),
    /// The place is not known to lie in one of these.
    Outside(Area),
}

/// How an age stands to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `<`
    Below,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `>=`
    AtLeast,
}

/// A part of the country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Area {
    /// Regions, by code.
    Regions(Vec<String>),
    /// Municipalities, by code.
    Municipalities(Vec<String>),
}

/// What a clause is, for given answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// What it is now.
    pub truth: Truth,
    /// What it can still become, now included.
    pub possible: Truths,
}

impl Reading {
    /// A clause that no further answer can change.
    #[must_use]
    pub fn settled(truth: Truth) -> Self {
        Self { truth, possible: Truths::only(truth) }
    }
}

/// Pairs of truths between which something can still turn it: no-unknown, unknown-yes, no-yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turns(u8);

impl Turns {
    const NONE: Self = Self(0);

    fn between(left: Truth, right: Truth) -> Self {
        match (left.min(right), left.max(right)) {
            (Truth::No, Truth::Unknown) => Self(1),
            (Truth::Unknown, Truth::Yes) => Self(2),
            (Truth::No, Truth::Yes) => Self(4),
            _ => Self::NONE,
        }
    }

    fn pairs(self) -> impl Iterator<Item = (Truth, Truth)> {
        [(Truth::No, Truth::Unknown), (Truth::Unknown, Truth::Yes), (Truth::No, Truth::Yes)]
            .into_iter()
            .filter(move |(left, right)| self.0 & Self::between(*left, *right).0 != 0)
    }

    fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn all(possible: Truths) -> Self {
        possible.each().flat_map(|left| possible.each().map(move |right| Self::between(left, right))).fold(Self::NONE, Self::with)
    }

    /// Whether it can be turned at all.
    #[must_use]
    pub fn is_any(self) -> bool {
        self != Self::NONE
    }

    /// Whether it can be turned to this truth or away from it.
    #[must_use]
    pub fn touches(self, truth: Truth) -> bool {
        self.pairs().any(|(left, right)| left == truth || right == truth)
    }
}

impl Condition {
    /// A condition that always holds.
    #[must_use]
    pub fn always() -> Self {
        Self::All(Vec::new())
    }

    /// What it is now and what it can still become.
    ///
    /// `possible` is exact where no item stands twice in the condition, and never too small.
    pub fn read(&self, clause: &impl Fn(&Clause) -> Reading) -> Reading {
        match self {
            Self::All(parts) => combined(parts, clause, Truth::Yes, Truth::and),
            Self::Any(parts) => combined(parts, clause, Truth::No, Truth::or),
            Self::Not(part) => {
                let reading = part.read(clause);
                Reading { truth: reading.truth.negated(), possible: reading.possible.negated() }
            }
            Self::Clause(asked) => clause(asked),
        }
    }

    /// Between which truths the clauses for which `turned` holds can still turn the whole, for some answers to the others.
    ///
    /// Exact where no item stands twice in the condition; else never too few.
    pub fn turns(&self, clause: &impl Fn(&Clause) -> Reading, turned: &impl Fn(&Clause) -> bool) -> Turns {
        match self {
            Self::All(parts) => turns_among(parts, clause, turned, Truth::Yes, Truth::and),
            Self::Any(parts) => turns_among(parts, clause, turned, Truth::No, Truth::or),
            Self::Not(part) => part
                .turns(clause, turned)
                .pairs()
                .fold(Turns::NONE, |turns, (left, right)| turns.with(Turns::between(left.negated(), right.negated()))),
            Self::Clause(asked) if turned(asked) => Turns::all(clause(asked).possible),
            Self::Clause(_) => Turns::NONE,
        }
    }

    /// Visits the clauses that make the condition what it now is: for yes and no those that decide it, for unknown also those that hold beside.
    ///
    /// `not (a or b)` is explained as `not a and not b`.
    pub fn explain<'a>(&'a self, clause: &impl Fn(&Clause) -> Reading, visit: &mut impl FnMut(&'a Clause, Truth)) {
        self.explain_toward(Truth::Yes, clause, visit);
    }

    /// `wanted`: what the condition must be for the whole to hold: yes, or no under a `not`.
    fn explain_toward<'a>(&'a self, wanted: Truth, clause: &impl Fn(&Clause) -> Reading, visit: &mut impl FnMut(&'a Clause, Truth)) {
        let truth = self.read(clause).truth;
        match self {
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    let own = part.read(clause).truth;
                    if own == truth || (truth == Truth::Unknown && own == wanted) {
                        part.explain_toward(wanted, clause, visit);
                    }
                }
            }
            Self::Not(part) => part.explain_toward(wanted.negated(), clause, visit),
            Self::Clause(asked) => visit(asked, truth),
        }
    }

    /// Visits every clause, in the order of the text.
    pub fn each_clause<'a>(&'a self, visit: &mut impl FnMut(&'a Clause)) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.each_clause(visit)),
            Self::Not(part) => part.each_clause(visit),
            Self::Clause(clause) => visit(clause),
        }
    }
}

fn combined(parts: &[Condition], clause: &impl Fn(&Clause) -> Reading, start: Truth, combine: fn(Truth, Truth) -> Truth) -> Reading {
    parts.iter().fold(Reading::settled(start), |whole, part| {
        let reading = part.read(clause);
        Reading { truth: combine(whole.truth, reading.truth), possible: whole.possible.combined(reading.possible, combine) }
    })
}

fn turns_among(
    parts: &[Condition],
    clause: &impl Fn(&Clause) -> Reading,
    turned: &impl Fn(&Clause) -> bool,
    start: Truth,
    combine: fn(Truth, Truth) -> Truth,
) -> Turns {
    let mut turns = Turns::NONE;
    for (index, part) in parts.iter().enumerate() {
        let own = part.turns(clause, turned);
        if !own.is_any() {
            continue;
        }
        let rest = parts
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != index)
            .fold(Truths::only(start), |rest, (_, other)| rest.combined(other.read(clause).possible, combine));
        for (left, right) in own.pairs() {
            for beside in rest.each() {
                turns = turns.with(Turns::between(combine(left, beside), combine(right, beside)));
            }
        }
    }
    turns
}

#[cfg(test)]
mod tests;
