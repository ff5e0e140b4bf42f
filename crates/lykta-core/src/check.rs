//! Checks: a few questions in the pack's own words on a person's own situation, and what the answers can mean.
//!
//! In: a check of the pack, the replies given to it, the answers given to the guide. Out: which question is put, and which notes show.
//! Never changes what the guide finds, never shows a total, never hides a contact. A note shows only where its condition is yes.
//! Replies stay on the device like answers: `Debug` is redacted, and they end with the session.
//! Next: `session.rs` for the walk, `counting.rs` for the points.

use alloc::vec::Vec;
use core::fmt;

use crate::answer::{Answers, OptionId};
use crate::condition::{Clause, Comparison, Condition, Reading, Test};
use crate::counting::{self, Count, Counted};
use crate::date::Date;
use crate::evaluate::truths;
use crate::pack::Pack;
use crate::pack::check::{Check, Choice, Form, Note, NoteKind, Question};
use crate::truth::{Truth, Truths};

/// What conditions call the sum of the points; not known while one is missing.
pub const POINTS: &str = "points";

/// One reply.
#[derive(Clone, PartialEq, Eq)]
pub enum Reply {
    /// "I'd rather not say".
    Skipped,
    /// Indexes of options, rising; not empty.
    Options(Vec<usize>),
    /// A number; for drinks, of the country's drinks.
    Number(u16),
    /// How many of each drink, by option.
    Drinks(Vec<u16>),
}

impl fmt::Debug for Reply {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Reply(..)")
    }
}

/// All replies of a session, by check and question.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Replies(Vec<((usize, usize), Reply)>);

impl Replies {
    /// Gives or replaces a reply.
    pub fn give(&mut self, check: usize, question: usize, reply: Reply) {
        self.0.retain(|(at, _)| *at != (check, question));
        self.0.push(((check, question), reply));
    }

    /// The reply to a question of a check.
    #[must_use]
    pub fn get(&self, check: usize, question: usize) -> Option<&Reply> {
        self.0.iter().find(|(at, _)| *at == (check, question)).map(|(_, reply)| reply)
    }
}

impl fmt::Debug for Replies {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Replies(..)")
    }
}

/// Drinks of the country in so many milligrams of alcohol, to the nearest whole one; a half counts as one.
#[must_use]
pub fn drinks(counts: &[u16], options: &[Choice], unit: u32) -> u16 {
    let milligrams: u64 = counts.iter().zip(options).map(|(count, option)| u64::from(*count) * u64::from(option.milligrams)).sum();
    let unit = u64::from(unit.max(1));
    u16::try_from((milligrams + unit / 2) / unit).unwrap_or(u16::MAX)
}

/// The checks that are offered for these answers to the guide, by index: `when` is yes, and `unless` is not.
#[must_use]
pub fn offered(pack: &Pack, answers: &Answers, today: Date) -> Vec<usize> {
    let conditions = pack.checks.iter().flat_map(|check| [&check.when, &check.unless]);
    let truths = truths(pack, answers, conditions, today);
    let is_offered = |pair: &[Truth]| matches!(pair, [Truth::Yes, Truth::No | Truth::Unknown]);
    truths.chunks(2).enumerate().filter(|(_, pair)| is_offered(pair)).map(|(index, _)| index).collect()
}

/// A check seen through its replies.
pub struct View<'a> {
    pack: &'a Pack,
    check: &'a Check,
    answers: &'a Answers,
    today: Date,
    /// By question whether it is put, and its reply; while it is made, only of the questions before.
    states: Vec<(Reading, Option<&'a Reply>)>,
}

impl<'a> View<'a> {
    /// The check with an index, seen through the replies to it and the answers to the guide.
    #[must_use]
    pub fn new(pack: &'a Pack, index: usize, replies: &'a Replies, answers: &'a Answers, today: Date) -> Option<Self> {
        let check = pack.checks.get(index)?;
        let mut view = Self { pack, check, answers, today, states: Vec::new() };
        for (number, question) in check.questions.iter().enumerate() {
            let put = passed_over(view.reading(&question.enable_when), view.reading(&question.unless));
            view.states.push((put, replies.get(index, number)));
        }
        Some(view)
    }

    /// The check.
    #[must_use]
    pub fn check(&self) -> &'a Check {
        self.check
    }

    /// Whether a question is put.
    fn is_put(&self, question: usize) -> bool {
        self.states.get(question).is_some_and(|(put, _)| put.truth == Truth::Yes)
    }

    /// The first question from an index on that is put; the number of questions if there is none.
    #[must_use]
    pub fn first_from(&self, index: usize) -> usize {
        (index..self.states.len()).find(|question| self.is_put(*question)).unwrap_or(self.states.len())
    }

    /// The last question before an index that is put.
    #[must_use]
    pub fn last_before(&self, index: usize) -> Option<usize> {
        (0..index.min(self.states.len())).rev().find(|question| self.is_put(*question))
    }

    /// How many questions there may be at most; falls as replies are given, and never grows.
    #[must_use]
    pub fn at_most(&self) -> usize {
        self.states.iter().filter(|(put, _)| put.possible.has(Truth::Yes)).count()
    }

    /// Position of a question among those that are put, from 1.
    #[must_use]
    pub fn number(&self, question: usize) -> usize {
        (0..question).filter(|before| self.is_put(*before)).count() + 1
    }

    /// The reply to a question that is put; none if it was skipped.
    #[must_use]
    pub fn reply(&self, question: usize) -> Option<&'a Reply> {
        let (put, reply) = self.states.get(question)?;
        reply.filter(|reply| put.truth == Truth::Yes && **reply != Reply::Skipped)
    }

    /// The notes of a kind that show, by index.
    #[must_use]
    pub fn notes(&self, kind: NoteKind) -> Vec<usize> {
        let shows = |note: &Note| note.kind == kind && self.reading(&note.when).truth == Truth::Yes;
        self.check.notes.iter().enumerate().filter(|(_, note)| shows(note)).map(|(index, _)| index).collect()
    }

    fn reading(&self, condition: &Condition) -> Reading {
        condition.read(&|clause| self.read(clause))
    }

    /// What a clause is: of the check's own questions, of the points, or of the guide.
    fn read(&self, clause: &Clause) -> Reading {
        if clause.item.as_str() == POINTS {
            return match (self.points(), &clause.test) {
                (Count::Complete(total), Test::Years(comparison, number)) => Reading::settled(compared(total, *comparison, *number)),
                (_, _) => Reading { truth: Truth::Unknown, possible: Truths::ALL },
            };
        }
        let Some((index, question)) = self.check.questions.iter().enumerate().find(|(_, question)| question.id == clause.item) else {
            let condition = Condition::Clause(clause.clone());
            let truth = truths(self.pack, self.answers, [&condition], self.today).pop().unwrap_or(Truth::Unknown);
            return Reading::settled(truth);
        };
        // A question is read only after it: the tool refuses other packs.
        let Some((put, reply)) = self.states.get(index) else { return Reading::settled(Truth::Unknown) };
        let nothing = Truth::from(matches!(clause.test, Test::IsNot(_)));
        let own = match reply {
            Some(reply) => Reading::settled(decided(&clause.test, question, reply)),
            None => Reading { truth: Truth::Unknown, possible: Truths::ALL },
        };
        let others = if put.possible.has(Truth::No) { Truths::only(nothing) } else { Truths::NONE };
        let possible = if put.possible.has(Truth::Yes) { own.possible.with(others) } else { others.with(Truths::only(own.truth)) };
        match put.truth {
            Truth::No if put.possible == Truths::only(Truth::No) => Reading::settled(nothing),
            Truth::No => Reading { truth: nothing, possible: possible.with(Truths::only(nothing)) },
            // Whether it is put hangs on something not said: nor is its reply known to count.
            Truth::Unknown => Reading { truth: Truth::Unknown, possible: possible.with(Truths::only(Truth::Unknown)) },
            Truth::Yes => Reading { truth: own.truth, possible },
        }
    }

    /// The sum of the points of all questions that have any.
    fn points(&self) -> Count {
        let (mut items, mut hidden, mut points) = (Vec::new(), Vec::new(), Vec::new());
        for (index, question) in self.check.questions.iter().enumerate() {
            let allowed: Vec<u8> = question.options.iter().filter_map(|option| option.points).collect();
            if allowed.is_empty() {
                continue;
            }
            items.push(Counted { allowed, is_reversed: false });
            let state = self.states.get(index);
            hidden.push(state.is_some_and(|(put, _)| put.truth == Truth::No));
            let chosen = match state {
                Some((put, Some(Reply::Options(chosen)))) if put.truth == Truth::Yes => chosen.first(),
                Some(_) | None => None,
            };
            points.push(chosen.and_then(|option| question.options.get(*option)).and_then(|option| option.points));
        }
        counting::total(&items, &hidden, &points)
    }
}

/// Whether a question is put that is passed over where `unless` is yes.
fn passed_over(put: Reading, unless: Reading) -> Reading {
    let stays = unless.possible.has(Truth::No) || unless.possible.has(Truth::Unknown);
    let over = if unless.possible.has(Truth::Yes) { Truths::only(Truth::No) } else { Truths::NONE };
    Reading {
        truth: if unless.truth == Truth::Yes { Truth::No } else { put.truth },
        possible: if stays { put.possible.with(over) } else { over },
    }
}

fn decided(test: &Test, question: &Question, reply: &Reply) -> Truth {
    let is_any = |wanted: &[OptionId], chosen: &[usize]| {
        let is_chosen = |option: &usize| question.options.get(*option).is_some_and(|option| wanted.contains(&option.id));
        Truth::from(chosen.iter().any(is_chosen))
    };
    match (test, reply, question.form) {
        (Test::Is(wanted), Reply::Options(chosen), _) => is_any(wanted, chosen),
        (Test::IsNot(wanted), Reply::Options(chosen), _) => is_any(wanted, chosen).negated(),
        (Test::Years(comparison, number), Reply::Number(given), _) => compared(*given, *comparison, *number),
        (Test::Years(comparison, number), Reply::Drinks(counts), Form::Drinks(unit)) => {
            compared(drinks(counts, &question.options, unit), *comparison, *number)
        }
        // Skipped, or a clause that does not fit its question, which the tool refuses.
        (Test::Is(_) | Test::IsNot(_) | Test::Years(..) | Test::In(_) | Test::Outside(_), _, _) => Truth::Unknown,
    }
}

fn compared(given: u16, comparison: Comparison, number: u16) -> Truth {
    Truth::from(match comparison {
        Comparison::Below => given < number,
        Comparison::AtMost => given <= number,
        Comparison::Above => given > number,
        Comparison::AtLeast => given >= number,
    })
}

#[cfg(test)]
mod tests;
