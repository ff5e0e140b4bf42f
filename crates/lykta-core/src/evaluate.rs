//! How the guide thinks: a pack, answers and today's date in; what to ask next and what applies out.
//!
//! In: `Pack`, `Answers`, `today`. Out: `Evaluation`: the next item, the items asked, the findings with their reasons, in order of need.
//! Total: no answers can make it fail. Never reads a clock, never guesses: what hangs on an open question is unknown.
//! Law: none here; periods and conditions come from the pack with their citations.
//! Next: `condition.rs` for truth, `deadline.rs` for dates, `session.rs` for the walk.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use crate::answer::{Answer, Answers, ItemId, OptionId, Years};
use crate::condition::{Area, Clause, Comparison, Condition, Reading, Test};
use crate::date::Date;
use crate::deadline::{LastDay, last_day};
use crate::pack::{AnswerOption, Card, Deadline, Item, Need, Pack};
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
    /// Time limits with a date: index into the card's deadlines, and the last day; the nearest first, passed ones last.
    pub deadlines: Vec<(usize, LastDay)>,
    /// How current its facts are today.
    pub freshness: Freshness,
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
    let view = View::new(pack, answers);
    let asked: Vec<usize> = view.states.iter().enumerate().filter(|(_, state)| matches!(state.given, Given::Skipped | Given::Answered(_))).map(|(index, _)| index).collect();
    let open: Vec<usize> = (0..pack.items.len()).filter(|index| view.is_open(*index)).collect();
    let wanted = view.wanted(&open);
    let next = wanted.iter().copied().find(|index| view.states.get(*index).is_some_and(|state| state.enabled == Truth::Yes));
    let mut findings: Vec<Finding> = pack.cards.iter().enumerate().filter_map(|(index, card)| view.finding(index, card, today)).collect();
    findings.sort_by_key(|finding| (finding.truth != Truth::Yes, finding.need, pack.cards.get(finding.card).map_or(0, |card| card.rank), finding.card));
    Evaluation { next, asked, at_most: if next.is_some() { wanted.len() } else { 0 }, findings }
}

/// The options of an item that are offered for these answers, by index.
#[must_use]
pub fn offered(pack: &Pack, answers: &Answers, item: usize) -> Vec<usize> {
    let view = View::new(pack, answers);
    pack.items.get(item).map_or_else(Vec::new, |item| item.options.iter().enumerate().filter(|(_, option)| view.truth(&option.offer_when) != Truth::No).map(|(index, _)| index).collect())
}

/// What is given to an item, after what does not count was left out.
enum Given<'a> {
    /// The item is not put: it has no answer.
    Disabled,
    /// Not answered, and never put, since that hangs on an item that was skipped.
    Never,
    /// Not answered yet.
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
    enabled: Truth,
    given: Given<'a>,
}

/// The pack seen through the answers.
struct View<'a> {
    pack: &'a Pack,
    /// One per item; while it is made, only of the items before.
    states: Vec<State<'a>>,
}

impl<'a> View<'a> {
    fn new(pack: &'a Pack, answers: &'a Answers) -> Self {
        let mut view = Self { pack, states: Vec::with_capacity(pack.items.len()) };
        for item in &pack.items {
            let Reading { truth: enabled, possible } = item.enable_when.read(&|clause| view.read(clause));
            let given = match view.given(item, answers.get(&item.id)) {
                _ if enabled == Truth::No => Given::Disabled,
                Given::Open if !possible.has(Truth::Yes) => Given::Never,
                given => given,
            };
            view.states.push(State { enabled, given });
        }
        view
    }

    fn given(&self, item: &'a Item, answer: Option<&'a Answer>) -> Given<'a> {
        match answer {
            None => Given::Open,
            Some(Answer::Skipped) => Given::Skipped,
            Some(Answer::Years(years)) => Given::Answered(Counted::Years(*years)),
            Some(Answer::Place(code)) if self.pack.gazetteer.municipality(code).is_some() => Given::Answered(Counted::Place(code)),
            Some(Answer::Place(_)) => Given::Open,
            Some(Answer::Date(date)) => Given::Answered(Counted::Date(*date)),
            Some(Answer::Options(chosen)) => self.counted(item, chosen),
        }
    }

    fn counted(&self, item: &'a Item, chosen: &BTreeSet<OptionId>) -> Given<'a> {
        let mut options: Vec<&AnswerOption> = item.options.iter().filter(|option| chosen.contains(&option.id) && self.truth(&option.offer_when) != Truth::No).collect();
        if options.iter().any(|option| !option.is_alone) {
            options.retain(|option| !option.is_alone);
        }
        if options.is_empty() { Given::Open } else { Given::Answered(Counted::Options(options)) }
    }

    fn truth(&self, condition: &Condition) -> Truth {
        condition.read(&|clause| self.read(clause)).truth
    }

    /// Whether the item could still be put.
    fn is_open(&self, index: usize) -> bool {
        self.states.get(index).is_some_and(|state| matches!(state.given, Given::Open))
    }

    /// What a clause is now, and what it can still become.
    fn read(&self, clause: &Clause) -> Reading {
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
        match &state.given {
            Given::Disabled => Reading::settled(nothing),
            Given::Skipped | Given::Never => Reading::settled(not_known),
            Given::Open => match clause.test {
                Test::Outside(_) => Reading { truth: Truth::Yes, possible: Truths::only(Truth::Yes).with(Truths::only(Truth::No)) },
                Test::Is(_) | Test::IsNot(_) | Test::Years(..) | Test::In(_) => Reading { truth: Truth::Unknown, possible: Truths::ALL },
            },
            Given::Answered(counted) => Reading::settled(self.decided(&clause.test, counted)),
        }
    }

    fn decided(&self, test: &Test, counted: &Counted<'_>) -> Truth {
        match (test, counted) {
            (Test::Is(wanted), Counted::Options(options)) => chosen(wanted, options),
            (Test::IsNot(wanted), Counted::Options(options)) => chosen(wanted, options).negated(),
            (Test::Years(comparison, years), Counted::Options(options)) => options.iter().map(|option| option.years.map_or(Truth::Unknown, |range| compared(range, *comparison, *years))).reduce(|left, right| if left == right { left } else { Truth::Unknown }).unwrap_or(Truth::Unknown),
            (Test::Years(comparison, years), Counted::Years(range)) => compared(*range, *comparison, *years),
            (Test::In(area), Counted::Place(code)) => Truth::from(self.lies_in(code, area)),
            (Test::Outside(area), Counted::Place(code)) => Truth::from(!self.lies_in(code, area)),
            // A check of the pack refuses clauses that do not fit their item's kind.
            (Test::Is(_) | Test::IsNot(_), Counted::Years(_) | Counted::Place(_) | Counted::Date(_)) | (Test::Years(..), Counted::Place(_) | Counted::Date(_)) => Truth::Unknown,
            (Test::In(_) | Test::Outside(_), Counted::Options(_) | Counted::Years(_) | Counted::Date(_)) => Truth::Unknown,
        }
    }

    fn lies_in(&self, code: &str, area: &Area) -> bool {
        match area {
            Area::Regions(regions) => self.pack.gazetteer.region_of(code).is_some_and(|region| regions.iter().any(|wanted| wanted == region)),
            Area::Municipalities(codes) => codes.iter().any(|wanted| wanted == code),
        }
    }

    /// Of the open items, those whose answer can still change what is found, in the author's order.
    fn wanted(&self, open: &[usize]) -> Vec<usize> {
        let mut wanted: Vec<usize> = open.iter().copied().filter(|index| self.pack.items.get(*index).is_some_and(|item| self.changes_findings(&item.id))).collect();
        // An item on which it hangs whether a wanted one is put, or offers an option, is wanted too.
        for index in open.iter().rev() {
            let Some(item) = self.pack.items.get(*index) else { continue };
            let opens_one = wanted.iter().filter_map(|other| self.pack.items.get(*other)).any(|other| core::iter::once(&other.enable_when).chain(other.options.iter().map(|option| &option.offer_when)).any(|condition| self.turns(condition, &item.id)));
            if opens_one && !wanted.contains(index) {
                wanted.push(*index);
            }
        }
        wanted.sort_unstable();
        wanted
    }

    fn turns(&self, condition: &Condition, item: &ItemId) -> bool {
        condition.turns(&|clause| self.read(clause), &|clause| clause.item == *item).is_any()
    }

    fn changes_findings(&self, item: &ItemId) -> bool {
        let read = |clause: &Clause| self.read(clause);
        self.pack.cards.iter().any(|card| {
            if self.turns(&card.when, item) {
                return true;
            }
            let can_show = card.when.read(&read).possible != Truths::only(Truth::No);
            can_show && card.deadlines.iter().any(|deadline| self.turns(&deadline.when, item) || (deadline.anchor == *item && deadline.when.read(&read).possible != Truths::only(Truth::No)))
        })
    }

    fn finding(&self, index: usize, card: &Card, today: Date) -> Option<Finding> {
        let truth = self.truth(&card.when);
        let in_force = card.laws.iter().all(|law| law.valid_from.is_none_or(|from| from <= today));
        if truth == Truth::No || !in_force {
            return None;
        }
        let (mut because, mut waits_for) = (BTreeSet::new(), BTreeSet::new());
        card.when.explain(&|clause| self.read(clause), &mut |clause, clause_truth| {
            if let Some((item, _)) = self.pack.item(&clause.item) {
                let is_answered = self.states.get(item).is_some_and(|state| matches!(state.given, Given::Answered(_)));
                if clause_truth == Truth::Unknown {
                    waits_for.insert(item);
                } else if is_answered {
                    because.insert(item);
                }
            }
        });
        let deadlines = self.last_days(card, today);
        let runs = deadlines.iter().any(|(_, last)| !last.is_passed());
        Some(Finding {
            card: index,
            truth,
            because: because.into_iter().collect(),
            waits_for: waits_for.into_iter().collect(),
            need: if runs && card.need != Need::Danger { Need::Deadline } else { card.need },
            deadlines,
            freshness: self.freshness(card, today),
        })
    }

    fn last_days(&self, card: &Card, today: Date) -> Vec<(usize, LastDay)> {
        let mut days: Vec<(usize, LastDay)> = card.deadlines.iter().enumerate().filter(|(_, deadline)| self.truth(&deadline.when) == Truth::Yes).filter_map(|(index, deadline)| self.last_day(deadline, today).map(|last| (index, last))).collect();
        days.sort_by_key(|(_, last)| (last.is_passed(), last.days.abs()));
        days
    }

    fn last_day(&self, deadline: &Deadline, today: Date) -> Option<LastDay> {
        let (index, _) = self.pack.item(&deadline.anchor)?;
        match self.states.get(index)?.given {
            Given::Answered(Counted::Date(anchor)) => last_day(anchor, deadline.period, deadline.moves, &self.pack.calendar, today),
            Given::Answered(Counted::Options(_) | Counted::Years(_) | Counted::Place(_)) | Given::Disabled | Given::Never | Given::Open | Given::Skipped => None,
        }
    }

    fn freshness(&self, card: &Card, today: Date) -> Freshness {
        let limit = card.checked_on.plus_months(i32::from(self.pack.stale_after_months));
        if card.laws.iter().any(|law| law.valid_to.is_some_and(|to| to < today)) {
            Freshness::Lapsed
        } else if today > limit || today < card.checked_on {
            Freshness::Stale
        } else {
            Freshness::Fresh
        }
    }
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

/// How all ages of a range stand to a number: unknown if they do not agree.
fn compared(range: Years, comparison: Comparison, years: u16) -> Truth {
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
