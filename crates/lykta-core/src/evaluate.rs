//! How the guide thinks: a pack, answers and today's date in; what to ask next and what applies out.
//!
//! In: `Pack`, `Answers`, `today`. Out: `Evaluation`: the next item, the items asked, the findings with their reasons, in order of need.
//! Total: no answers can make it fail. Never reads a clock, never guesses: what hangs on an open question is unknown.
//! Law: none here; periods and conditions come from the pack with their citations.
//! Next: `condition.rs` for truth, `deadline.rs` for dates, `session.rs` for the walk.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use crate::answer::{Answer, Answers, ItemId, OptionId, Years};
use crate::condition::{Area, Clause, Comparison, Condition, Reading, Test, Turns};
use crate::date::Date;
use crate::deadline::{LastDay, last_day};
use crate::order::ordered;
use crate::pack::{AnswerOption, Card, Deadline, Item, ItemKind, Need, Pack};
use crate::place::is_within;
use crate::section::{Reader, Section, section};
use crate::truth::{Truth, Truths};

/// What the guide makes of the answers so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// The item to put next, by index; none at the end.
    pub next: Option<usize>,
    /// Items that are answered or skipped and count, by index, in the author's order.
    pub asked: Vec<usize>,
    /// How many more items may at most be put.
    pub at_most: usize,
    /// Findings that are yes or unknown, in the order in which they are shown: all that hold, then all that may.
    pub findings: Vec<Finding>,
}

/// A card that holds or may hold for these answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The card, by index.
    pub card: usize,
    /// Yes or unknown; never no.
    pub truth: Truth,
    /// Items whose answers made it so, by index, in the author's order.
    pub because: Vec<usize>,
    /// Items that it still hangs on, by index, in the author's order; empty if it holds.
    pub waits_for: Vec<usize>,
    /// Its place in the order by need, a running time limit included.
    pub need: Need,
    /// The part of the results in which it stands.
    pub section: Section,
    /// Time limits with a date: index into the card's deadlines, and the last day; the nearest first, passed ones last.
    pub deadlines: Vec<(usize, LastDay)>,
    /// How current its facts are today.
    pub freshness: Freshness,
}

/// How a clause of a rule stands to what was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Answered so.
    Said,
    /// Answered otherwise.
    Otherwise,
    /// Not answered.
    Open,
    /// Answered, and it still hangs on more: a range of years over a limit, or "I am not sure".
    Unclear,
    /// Not put to this person, because of other answers.
    Unasked,
}

/// How current a card's facts are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Checked within the pack's limit.
    Fresh,
    /// Checked too long ago, or today lies before the check: the device's clock may be wrong.
    Stale,
    /// A law that it stands on is past its last day.
    Lapsed,
}

/// Makes of the answers what can be made of them today.
#[must_use]
pub fn evaluate(pack: &Pack, answers: &Answers, today: Date) -> Evaluation {
    let view = View::new(pack, answers, today);
    let asked = view
        .states
        .iter()
        .enumerate()
        .filter(|(_, state)| state.counts() && !matches!(state.given, Given::Open))
        .map(|(index, _)| index)
        .collect();
    let wanted = view.wanted();
    let next = wanted.iter().copied().find(|index| view.states.get(*index).is_some_and(|state| state.enabled.truth == Truth::Yes));
    let findings: Vec<Finding> = pack.cards.iter().enumerate().filter_map(|(index, card)| view.finding(index, card)).collect();
    let key = |finding: &Finding| {
        (finding.truth != Truth::Yes, finding.section, finding.need, pack.cards.get(finding.card).map_or(0, |card| card.rank))
    };
    let findings = ordered(findings, |left, right| key(left) < key(right));
    Evaluation { next, asked, at_most: if next.is_some() { wanted.len() } else { 0 }, findings }
}

/// The options of an item that are offered for these answers on a day, by index.
#[must_use]
pub fn offered(pack: &Pack, answers: &Answers, item: usize, today: Date) -> Vec<usize> {
    let view = View::new(pack, answers, today);
    pack.items.get(item).map_or_else(Vec::new, |item| {
        item.options.iter().enumerate().filter(|(_, option)| view.truth(&option.offer_when) != Truth::No).map(|(index, _)| index).collect()
    })
}

/// What each condition is for these answers on a day, whether or not the pack holds it.
#[must_use]
pub fn truths<'a>(pack: &Pack, answers: &Answers, conditions: impl IntoIterator<Item = &'a Condition>, today: Date) -> Vec<Truth> {
    let view = View::new(pack, answers, today);
    conditions.into_iter().map(|condition| view.truth(condition)).collect()
}

/// What is given to an item, after what does not count was left out.
enum Given<'a> {
    /// Not answered.
    Open,
    /// "I'd rather not say".
    Skipped,
    /// Answered, with the options that count if it has options.
    Answered(Counted<'a>),
}

enum Counted<'a> {
    Options(Vec<&'a AnswerOption>),
    Years(Years),
    Place(&'a str),
    Date(Date),
}

struct State<'a> {
    /// Whether it is put, and whether that can still change.
    enabled: Reading,
    given: Given<'a>,
    /// Whether an option chosen may turn out not to be offered.
    may_lapse: bool,
    /// Whether the pack puts it to anyone.
    is_asked: bool,
}

impl State<'_> {
    /// Whether an answer to it counts: only where it is known not to be put does none.
    fn counts(&self) -> bool {
        self.enabled.truth != Truth::No
    }

    /// Whether it has no answer and may still be put.
    fn is_open(&self) -> bool {
        self.is_asked && matches!(self.given, Given::Open) && self.enabled.possible.has(Truth::Yes)
    }

    /// Whether no further answer, to it or to others, can change what it says.
    fn is_settled(&self) -> bool {
        !self.is_open() && !self.may_lapse && self.enabled.possible == Truths::only(self.enabled.truth)
    }
}

/// The pack seen through the answers.
pub(crate) struct View<'a> {
    pack: &'a Pack,
    /// One per item; while it is made, only of the items before.
    states: Vec<State<'a>>,
    today: Date,
    reader: Reader,
}

impl<'a> View<'a> {
    pub(crate) fn new(pack: &'a Pack, answers: &'a Answers, today: Date) -> Self {
        let mut view = Self { pack, today, states: Vec::with_capacity(pack.items.len()), reader: Reader::Anyone };
        for item in &pack.items {
            let enabled = view.reading(&item.enable_when);
            let (given, may_lapse) = view.given(item, answers.get(&item.id));
            view.states.push(State { enabled, given, may_lapse, is_asked: item.is_asked });
        }
        for (reader, option) in Reader::OWN {
            if view.read(&Reader::is(option)).truth == Truth::Yes {
                view.reader = reader;
            }
        }
        view
    }

    /// What counts of an answer, and whether a further answer may make it count for less. An answer that does not fit its item does not count.
    fn given(&self, item: &'a Item, answer: Option<&'a Answer>) -> (Given<'a>, bool) {
        let given = match (item.kind, answer) {
            (ItemKind::Single | ItemKind::Multiple, Some(Answer::Options(chosen))) => return self.counted(item, chosen),
            (_, Some(Answer::Skipped)) => Given::Skipped,
            (ItemKind::Single | ItemKind::Multiple, Some(Answer::Years(years))) => Given::Answered(Counted::Years(*years)),
            (ItemKind::Place, Some(Answer::Place(code))) if self.pack.gazetteer.municipality(code).is_some() => {
                Given::Answered(Counted::Place(code))
            }
            (ItemKind::Date, Some(Answer::Date(date))) => Given::Answered(Counted::Date(*date)),
            (ItemKind::Single | ItemKind::Multiple, Some(Answer::Place(_) | Answer::Date(_)))
            | (ItemKind::Place, Some(Answer::Options(_) | Answer::Years(_) | Answer::Place(_) | Answer::Date(_)))
            | (ItemKind::Date, Some(Answer::Options(_) | Answer::Years(_) | Answer::Place(_)))
            | (_, None) => Given::Open,
        };
        (given, false)
    }

    fn counted(&self, item: &'a Item, chosen: &BTreeSet<OptionId>) -> (Given<'a>, bool) {
        let offers =
            item.options.iter().filter(|option| chosen.contains(&option.id)).map(|option| (option, self.reading(&option.offer_when)));
        let offers: Vec<(&AnswerOption, Reading)> = offers.filter(|(_, offer)| *offer != Reading::settled(Truth::No)).collect();
        let may_lapse = offers.iter().any(|(_, offer)| offer.possible.has(Truth::No));
        let mut options: Vec<&AnswerOption> =
            offers.iter().filter(|(_, offer)| offer.truth != Truth::No).map(|(option, _)| *option).collect();
        if options.iter().any(|option| !option.is_alone) {
            options.retain(|option| !option.is_alone);
        }
        (if options.is_empty() { Given::Open } else { Given::Answered(Counted::Options(options)) }, may_lapse)
    }

    fn reading(&self, condition: &Condition) -> Reading {
        condition.read(&|clause| self.read(clause))
    }

    pub(crate) fn truth(&self, condition: &Condition) -> Truth {
        self.reading(condition).truth
    }

    /// How a clause stands to what was answered.
    pub(crate) fn mark(&self, clause: &Clause) -> Mark {
        let Some(state) = self.pack.item(&clause.item).and_then(|(index, _)| self.states.get(index)) else { return Mark::Open };
        match (&state.given, self.read(clause).truth) {
            _ if !state.counts() => Mark::Unasked,
            (Given::Open | Given::Skipped, _) => Mark::Open,
            (Given::Answered(_), Truth::Yes) => Mark::Said,
            (Given::Answered(_), Truth::No) => Mark::Otherwise,
            (Given::Answered(_), Truth::Unknown) => Mark::Unclear,
        }
    }

    /// The items that are answered or may still be put, by index, in the author's order.
    pub(crate) fn put(&self) -> Vec<usize> {
        let wanted = self.wanted();
        let is_put = |index: usize, state: &State<'_>| {
            (state.counts() && !matches!(state.given, Given::Open)) || (state.enabled.truth == Truth::Yes && wanted.contains(&index))
        };
        self.states.iter().enumerate().filter(|(index, state)| is_put(*index, state)).map(|(index, _)| index).collect()
    }

    /// What a clause is now, and what it can still become.
    pub(crate) fn read(&self, clause: &Clause) -> Reading {
        let nothing = match clause.test {
            Test::Is(_) | Test::Years(..) | Test::In(_) => Truth::No,
            Test::IsNot(_) | Test::Outside(_) => Truth::Yes,
        };
        let not_known = match clause.test {
            Test::Outside(_) => Truth::Yes,
            Test::Is(_) | Test::IsNot(_) | Test::Years(..) | Test::In(_) => Truth::Unknown,
        };
        let Some(state) = self.pack.item(&clause.item).and_then(|(index, _)| self.states.get(index)) else {
            return Reading::settled(not_known);
        };
        let Reading { truth, mut possible } = match &state.given {
            Given::Answered(counted) => Reading::settled(self.decided(&clause.test, counted)),
            Given::Open | Given::Skipped => Reading::settled(not_known),
        };
        if state.is_open() || state.may_lapse {
            possible = possible.with(match clause.test {
                Test::Outside(_) => Truths::only(Truth::Yes).with(Truths::only(Truth::No)),
                Test::Is(_) | Test::IsNot(_) | Test::Years(..) | Test::In(_) => Truths::ALL,
            });
        }
        // Where it is not put, it has no answer.
        match (state.enabled.truth, state.enabled.possible) {
            (Truth::No, enabled) if enabled == Truths::only(Truth::No) => Reading::settled(nothing),
            (Truth::No, _) => Reading { truth: nothing, possible: possible.with(Truths::only(nothing)) },
            (Truth::Unknown | Truth::Yes, enabled) if enabled.has(Truth::No) => {
                Reading { truth, possible: possible.with(Truths::only(nothing)) }
            }
            (Truth::Unknown | Truth::Yes, _) => Reading { truth, possible },
        }
    }

    fn decided(&self, test: &Test, counted: &Counted<'_>) -> Truth {
        match (test, counted) {
            (Test::Is(wanted), Counted::Options(options)) => chosen(wanted, options),
            (Test::IsNot(wanted), Counted::Options(options)) => chosen(wanted, options).negated(),
            (Test::Years(comparison, years), Counted::Options(options)) => options
                .iter()
                .map(|option| option.years.map_or(Truth::Unknown, |range| compared(range, *comparison, *years)))
                .reduce(|left, right| if left == right { left } else { Truth::Unknown })
                .unwrap_or(Truth::Unknown),
            (Test::Years(comparison, years), Counted::Years(range)) => compared(*range, *comparison, *years),
            (Test::In(area), Counted::Place(code)) => Truth::from(lies_in(self.pack, code, area, self.today)),
            (Test::Outside(area), Counted::Place(code)) => Truth::from(!lies_in(self.pack, code, area, self.today)),
            // A check of the pack refuses clauses that do not fit their item's kind.
            (Test::Is(_) | Test::IsNot(_), Counted::Years(_) | Counted::Place(_) | Counted::Date(_))
            | (Test::Years(..), Counted::Place(_) | Counted::Date(_)) => Truth::Unknown,
            (Test::In(_) | Test::Outside(_), Counted::Options(_) | Counted::Years(_) | Counted::Date(_)) => Truth::Unknown,
        }
    }

    /// Of the open items, those whose answer can still change what is found, in the author's order.
    fn wanted(&self) -> Vec<usize> {
        let mut matters: Vec<(&Item, &State<'_>, usize)> = Vec::new();
        for (index, (item, state)) in self.pack.items.iter().zip(&self.states).enumerate().rev() {
            // An item matters too on which it hangs whether one that matters is put, or what of it counts.
            if !state.is_settled()
                && (self.changes_findings(&item.id) || matters.iter().any(|(other, its, _)| self.changes_item(&item.id, other, its)))
            {
                matters.push((item, state, index));
            }
        }
        matters.iter().rev().filter(|(_, state, _)| state.is_open()).map(|(_, _, index)| *index).collect()
    }

    fn changes_findings(&self, item: &ItemId) -> bool {
        self.pack.cards.iter().filter(|card| is_in_force(card, self.today)).any(|card| {
            self.turns(&card.when, item).is_any()
                || (self.reading(&card.when).possible != Truths::only(Truth::No)
                    && card.deadlines.iter().any(|deadline| self.changes_deadline(item, deadline)))
        })
    }

    /// A time limit shows only where its condition holds and its date is known.
    fn changes_deadline(&self, item: &ItemId, deadline: &Deadline) -> bool {
        let may_have_date =
            self.pack.item(&deadline.anchor).and_then(|(index, _)| self.states.get(index)).is_some_and(|state| match state.given {
                Given::Open => state.is_open(),
                Given::Answered(Counted::Date(_)) => state.enabled.possible != Truths::only(Truth::No),
                Given::Answered(Counted::Options(_) | Counted::Years(_) | Counted::Place(_)) | Given::Skipped => false,
            });
        may_have_date
            && self.reading(&deadline.when).possible.has(Truth::Yes)
            && (deadline.anchor == *item || self.turns(&deadline.when, item).touches(Truth::Yes))
    }

    /// Whether an answer to the item can change if another is put, or what counts of its answer.
    fn changes_item(&self, item: &ItemId, other: &Item, its: &State<'_>) -> bool {
        let put = self.turns(&other.enable_when, item);
        let is_put = if its.is_open() { put.is_any() } else { put.touches(Truth::No) };
        let offers = || other.options.iter().any(|option| self.turns(&option.offer_when, item).touches(Truth::No));
        is_put || ((its.is_open() || its.may_lapse) && offers())
    }

    fn turns(&self, condition: &Condition, item: &ItemId) -> Turns {
        condition.turns(&|clause| self.read(clause), &|clause| clause.item == *item)
    }

    fn finding(&self, index: usize, card: &Card) -> Option<Finding> {
        let truth = self.truth(&card.when);
        if truth == Truth::No || !is_in_force(card, self.today) {
            return None;
        }
        let (mut because, mut waits_for) = (BTreeSet::new(), BTreeSet::new());
        card.when.explain(&|clause| self.read(clause), &mut |clause, clause_truth| {
            if let Some((item, _)) = self.pack.item(&clause.item) {
                let is_answered = self.states.get(item).is_some_and(|state| state.counts() && matches!(state.given, Given::Answered(_)));
                if clause_truth == Truth::Unknown {
                    waits_for.insert(item);
                } else if is_answered {
                    because.insert(item);
                }
            }
        });
        let deadlines = self.last_days(card);
        let runs = deadlines.iter().any(|(_, last)| !last.is_passed());
        let need = if runs && card.need != Need::Danger { Need::Deadline } else { card.need };
        Some(Finding {
            card: index,
            truth,
            because: because.into_iter().collect(),
            waits_for: waits_for.into_iter().collect(),
            need,
            section: section(card, need, self.reader),
            deadlines,
            freshness: self.freshness(card),
        })
    }

    fn last_days(&self, card: &Card) -> Vec<(usize, LastDay)> {
        let days: Vec<(usize, LastDay)> = card
            .deadlines
            .iter()
            .enumerate()
            .filter(|(_, deadline)| self.truth(&deadline.when) == Truth::Yes)
            .filter_map(|(index, deadline)| self.last_day(deadline).map(|last| (index, last)))
            .collect();
        let key = |(_, last): &(usize, LastDay)| (last.is_passed(), last.days.abs());
        ordered(days, |left, right| key(left) < key(right))
    }

    fn last_day(&self, deadline: &Deadline) -> Option<LastDay> {
        let (index, _) = self.pack.item(&deadline.anchor)?;
        let state = self.states.get(index).filter(|state| state.counts())?;
        match state.given {
            Given::Answered(Counted::Date(anchor)) => last_day(anchor, deadline.period, deadline.moves, &self.pack.calendar, self.today),
            Given::Answered(Counted::Options(_) | Counted::Years(_) | Counted::Place(_)) | Given::Open | Given::Skipped => None,
        }
    }

    fn freshness(&self, card: &Card) -> Freshness {
        let limit = card.checked_on.plus_months(i32::from(self.pack.stale_after_months));
        if card.laws.iter().any(|law| law.valid_to.is_some_and(|to| to < self.today)) {
            Freshness::Lapsed
        } else if self.today > limit || self.today < card.checked_on {
            Freshness::Stale
        } else {
            Freshness::Fresh
        }
    }
}

/// Whether all the law that the card stands on has begun to apply.
#[must_use]
pub fn is_in_force(card: &Card, today: Date) -> bool {
    card.laws.iter().all(|law| law.valid_from.is_none_or(|from| from <= today))
}

/// Whether one of the wanted options is among the chosen; unknown if not, but "unsure" is.
fn chosen(wanted: &[OptionId], options: &[&AnswerOption]) -> Truth {
    if options.iter().any(|option| wanted.contains(&option.id)) {
        Truth::Yes
    } else if options.iter().any(|option| option.is_unsure) {
        Truth::Unknown
    } else {
        Truth::No
    }
}

/// Whether a municipality lies in an area of the pack on a day. A region that has come to its end still names its area.
#[must_use]
pub fn lies_in(pack: &Pack, code: &str, area: &Area, today: Date) -> bool {
    match area {
        Area::Regions(regions) => pack.regions_on(code, today).iter().any(|region| regions.iter().any(|wanted| wanted == region)),
        Area::Municipalities(codes) => codes.iter().any(|wanted| is_within(code, wanted)),
    }
}

/// How all ages of a range stand to a number: unknown if they do not agree.
#[must_use]
pub fn compared(range: Years, comparison: Comparison, years: u16) -> Truth {
    let holds = |age: u16| match comparison {
        Comparison::Below => age < years,
        Comparison::AtMost => age <= years,
        Comparison::Above => age > years,
        Comparison::AtLeast => age >= years,
    };
    let (first, last) = (holds(range.from), holds(range.to.unwrap_or(u16::MAX)));
    if first == last { Truth::from(first) } else { Truth::Unknown }
}

#[cfg(test)]
mod tests;
