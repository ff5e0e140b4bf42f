//! Answers as variables: every answer set that a person can give is one valuation.
//!
//! In: one pack, or two that are compared. Out: a variable for each option, for each class of places and of days that any rule tells apart,
//! and for "rather not say". None of an item's variables: it is not answered. Several options: every combination.
//! Never leaves out an answer: municipalities and days that no rule tells apart share a variable and are counted by their number.
//! Next: `view.rs`.

use std::collections::{BTreeMap, BTreeSet};

use biodivine_lib_bdd::{Bdd, BddValuation, BddVariable, BddVariableSet};
use lykta_core::answer::{Answer, Answers, ItemId, OptionId, Years};
use lykta_core::condition::{Area, Condition, Test};
use lykta_core::date::Date;
use lykta_core::deadline::{Period, last_day};
use lykta_core::evaluate::lies_in;
use lykta_core::pack::{Channel, Contact, ItemKind, Pack};
use lykta_core::vocabulary;

/// What a variable says of its item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// This option is chosen.
    Option(OptionId),
    /// A range of years that is no option of the pack but one of the shared vocabulary.
    Years(OptionId, Years),
    /// One of these municipalities, by code; no rule tells them apart.
    Place(Vec<String>),
    /// A day; the nearest to today of those that no time limit tells apart.
    Date(Date),
}

/// An item's part of the space.
#[derive(Debug, Clone)]
pub struct Slot {
    /// Item.
    pub id: ItemId,
    /// How it is answered.
    pub kind: ItemKind,
    /// Values, each with its variable.
    pub values: Vec<(BddVariable, Value)>,
    /// "I'd rather not say".
    pub skipped: BddVariable,
    /// Valuations of its variables that are answers.
    pub valid: Bdd,
}

impl Slot {
    /// All its variables.
    #[must_use]
    pub fn variables(&self) -> Vec<BddVariable> {
        self.values.iter().map(|(variable, _)| *variable).chain([self.skipped]).collect()
    }

    /// The variable of an option; none if it has none of that id.
    #[must_use]
    pub fn option(&self, id: &OptionId) -> Option<BddVariable> {
        let is_it = |value: &Value| matches!(value, Value::Option(own) if own == id);
        self.values.iter().find(|(_, value)| is_it(value)).map(|(variable, _)| *variable)
    }

    /// How many answers it can have, "not answered" and "rather not say" as one: both are unknown.
    fn count(&self) -> f64 {
        let count = |value: &Value| match value {
            Value::Place(codes) => codes.len() as f64,
            Value::Option(_) | Value::Years(..) | Value::Date(_) => 1.0,
        };
        match self.kind {
            ItemKind::Multiple => (self.values.len() as f64).exp2(),
            ItemKind::Single | ItemKind::Place | ItemKind::Date => 1.0 + self.values.iter().map(|(_, value)| count(value)).sum::<f64>(),
        }
    }
}

/// All answer sets.
#[derive(Debug, Clone)]
pub struct Space {
    /// Variables.
    pub set: BddVariableSet,
    /// Items, in the author's order.
    pub slots: Vec<Slot>,
    /// Valuations that are answer sets.
    pub valid: Bdd,
    /// The day on which they are given.
    pub today: Date,
}

impl Space {
    /// The answers to the items of these packs; of several, those of the first come first.
    #[must_use]
    pub fn new(packs: &[&Pack], today: Date) -> Self {
        let mut items: Vec<(ItemId, ItemKind, Vec<Value>)> = Vec::new();
        let places = place_classes(packs, today);
        for pack in packs {
            for item in &pack.items {
                let own = values(packs, &item.id, item.kind, &places, today);
                match items.iter_mut().find(|(id, _, _)| *id == item.id) {
                    Some((_, _, values)) => values.extend(own.into_iter().filter(|value| !values.contains(value)).collect::<Vec<_>>()),
                    None => items.push((item.id.clone(), item.kind, own)),
                }
            }
        }
        let count: usize = items.iter().map(|(_, _, values)| values.len() + 1).sum();
        let set = BddVariableSet::new_anonymous(u16::try_from(count).unwrap_or(u16::MAX));
        let mut free = set.variables().into_iter();
        let mut valid = set.mk_true();
        let mut slots = Vec::new();
        for (id, kind, values) in items {
            let values: Vec<(BddVariable, Value)> = free.by_ref().take(values.len()).zip(values).collect();
            let Some(skipped) = free.next() else { break };
            let all: Vec<BddVariable> = values.iter().map(|(variable, _)| *variable).chain([skipped]).collect();
            let own = match kind {
                ItemKind::Multiple => {
                    let none = values.iter().fold(set.mk_true(), |none, (variable, _)| none.and(&set.mk_not_var(*variable)));
                    set.mk_var(skipped).imp(&none)
                }
                ItemKind::Single | ItemKind::Place | ItemKind::Date => set.mk_sat_up_to_k(1, &all),
            };
            valid = valid.and(&own);
            slots.push(Slot { id, kind, values, skipped, valid: own });
        }
        Self { set, slots, valid, today }
    }

    /// How many answer sets there are: each municipality by itself, days by what a time limit tells apart.
    #[must_use]
    pub fn count(&self) -> f64 {
        self.slots.iter().map(Slot::count).product()
    }

    /// The place of an item.
    #[must_use]
    pub fn slot(&self, id: &ItemId) -> Option<usize> {
        self.slots.iter().position(|slot| slot.id == *id)
    }

    /// The smallest answer set among some: fewest answers, then fewest options; none if there is none.
    #[must_use]
    pub fn smallest(&self, among: &Bdd) -> Option<BddValuation> {
        among.and(&self.valid).most_negative_valuation()
    }

    /// Whether an answer set is among some valuations. Only the items that they hang on are looked at: of the others any answer will do.
    #[must_use]
    pub fn has_any(&self, among: &Bdd) -> bool {
        let support = among.support_set();
        let is_touched = |slot: &&Slot| slot.variables().iter().any(|variable| support.contains(variable));
        let touched: Vec<&Slot> = self.slots.iter().filter(is_touched).collect();
        // Where it hangs on many, all at once are fewer steps.
        if touched.len() > 8 {
            return !among.and(&self.valid).is_false();
        }
        !touched.into_iter().fold(among.clone(), |among, slot| among.and(&slot.valid)).is_false()
    }

    /// The answers that a valuation stands for.
    #[must_use]
    pub fn answers(&self, valuation: &BddValuation) -> Answers {
        let mut answers = Answers::default();
        for slot in &self.slots {
            let chosen: Vec<&Value> =
                slot.values.iter().filter(|(variable, _)| valuation.value(*variable)).map(|(_, value)| value).collect();
            let answer = match chosen.as_slice() {
                [Value::Years(_, years)] => Answer::Years(*years),
                [Value::Place(codes)] => codes.first().map_or(Answer::Skipped, |code| Answer::Place(code.clone())),
                [Value::Date(date)] => Answer::Date(*date),
                [] if valuation.value(slot.skipped) => Answer::Skipped,
                [] => continue,
                chosen => Answer::options(chosen.iter().filter_map(|value| match value {
                    Value::Option(id) => Some(id.as_str()),
                    Value::Years(..) | Value::Place(_) | Value::Date(_) => None,
                })),
            };
            answers.give(slot.id.clone(), answer);
        }
        answers
    }

    /// The same as words by item, as a file of answers has them; no words: "rather not say".
    #[must_use]
    pub fn words(&self, valuation: &BddValuation) -> Vec<(&str, Vec<String>)> {
        let word = |value: &Value| match value {
            Value::Option(id) | Value::Years(id, _) => id.as_str().to_owned(),
            Value::Place(codes) => codes.first().cloned().unwrap_or_default(),
            Value::Date(date) => date.to_string(),
        };
        let of = |slot: &Slot| {
            slot.values.iter().filter(|(variable, _)| valuation.value(*variable)).map(|(_, value)| word(value)).collect::<Vec<_>>()
        };
        self.slots
            .iter()
            .map(|slot| (slot, of(slot)))
            .filter(|(slot, words)| !words.is_empty() || valuation.value(slot.skipped))
            .map(|(slot, words)| (slot.id.as_str(), words))
            .collect()
    }

    /// The valuation of an answer set; none if it is none, such as two options where there is one to choose, or a day whose class is not known.
    #[must_use]
    pub fn valuation(&self, answers: &Answers) -> Option<BddValuation> {
        let mut valuation = BddValuation::all_false(self.set.num_vars());
        for slot in &self.slots {
            let Some(answer) = answers.get(&slot.id) else { continue };
            if *answer == Answer::Skipped {
                valuation.set(slot.skipped);
            }
            for (variable, value) in &slot.values {
                let is_said = match (value, answer) {
                    (Value::Option(id), Answer::Options(chosen)) => chosen.contains(id),
                    (Value::Years(_, years), Answer::Years(said)) => years == said,
                    (Value::Place(codes), Answer::Place(code)) => codes.contains(code),
                    (Value::Date(date), Answer::Date(said)) => date == said,
                    _ => false,
                };
                if is_said {
                    valuation.set(*variable);
                }
            }
        }
        self.valid.eval_in(&valuation).then_some(valuation)
    }
}

fn values(packs: &[&Pack], id: &ItemId, kind: ItemKind, places: &[Vec<String>], today: Date) -> Vec<Value> {
    let items = || packs.iter().filter_map(|pack| pack.item(id)).map(|(_, item)| item);
    match kind {
        ItemKind::Single | ItemKind::Multiple => {
            let mut values: Vec<Value> = Vec::new();
            for option in items().flat_map(|item| &item.options) {
                let value = Value::Option(option.id.clone());
                if !values.contains(&value) {
                    values.push(value);
                }
            }
            // The coarse ranges of the shared vocabulary are answers too where the pack has finer ones.
            for word in vocabulary::term(id.as_str()).into_iter().flat_map(|term| term.options) {
                let is_own = items().any(|item| item.options.iter().any(|option| option.id.as_str() == *word));
                if let Some(years) = vocabulary::years(id.as_str(), word).filter(|_| !is_own) {
                    values.push(Value::Years(OptionId::new(word), years));
                }
            }
            values
        }
        ItemKind::Place => places.iter().cloned().map(Value::Place).collect(),
        ItemKind::Date => date_classes(packs, id, today).into_iter().map(Value::Date).collect(),
    }
}

/// Municipalities in classes that no rule and no contact tells apart, each sorted by code.
fn place_classes(packs: &[&Pack], today: Date) -> Vec<Vec<String>> {
    let mut areas: Vec<(usize, Area)> = Vec::new();
    for (index, pack) in packs.iter().enumerate() {
        each_condition(pack, &mut |condition| {
            condition.each_clause(&mut |clause| {
                if let Test::In(area) | Test::Outside(area) = &clause.test {
                    areas.push((index, area.clone()));
                }
            });
        });
        // Only of a number to call or write to it is proved whom it serves; addresses tell no places apart.
        let numbers = |contact: &&Contact| !matches!(contact.channel, Channel::Web(_));
        for contact in pack.cards.iter().flat_map(|card| &card.contacts).filter(numbers) {
            areas.push((index, Area::Municipalities(contact.places.clone())));
            areas.push((index, Area::Regions(contact.regions.clone())));
        }
    }
    areas.dedup();
    let codes: BTreeSet<&str> =
        packs.iter().flat_map(|pack| pack.gazetteer.municipalities()).map(|municipality| municipality.code.as_str()).collect();
    let mut classes: BTreeMap<Vec<bool>, Vec<String>> = BTreeMap::new();
    for code in codes {
        let is_known = packs.iter().map(|pack| pack.gazetteer.municipality(code).is_some());
        let lies = areas.iter().map(|(index, area)| packs.get(*index).is_some_and(|pack| lies_in(pack, code, area, today)));
        classes.entry(is_known.chain(lies).collect()).or_default().push(code.to_owned());
    }
    let mut classes: Vec<Vec<String>> = classes.into_values().collect();
    // The largest class first: where any will do, the commonest kind of place is named.
    classes.sort_by_key(|codes| (std::cmp::Reverse(codes.len()), codes.first().cloned()));
    classes
}

/// Days up to today that some time limit tells apart: running, passed, or not to be known.
fn date_classes(packs: &[&Pack], id: &ItemId, today: Date) -> Vec<Date> {
    let mut limits: Vec<(usize, Period, bool)> = Vec::new();
    for (index, pack) in packs.iter().enumerate() {
        for deadline in pack.cards.iter().flat_map(|card| &card.deadlines).filter(|deadline| deadline.anchor == *id) {
            let limit = (index, deadline.period, deadline.moves);
            if !limits.contains(&limit) {
                limits.push(limit);
            }
        }
    }
    let kind = |date: Date| {
        let of = |(index, period, moves): &(usize, Period, bool)| {
            let last = last_day(date, *period, *moves, &packs.get(*index)?.calendar, today)?;
            Some(last.is_passed())
        };
        limits.iter().map(of).collect::<Vec<_>>()
    };
    let mut classes: Vec<(Vec<Option<bool>>, Date)> = Vec::new();
    // Eleven years back: longer than any time limit of the field, with what calendars do not cover.
    for days in 0..4018 {
        let date = today.plus_days(-days);
        let kind = kind(date);
        if !classes.iter().any(|(known, _)| *known == kind) {
            classes.push((kind, date));
        }
    }
    classes.into_iter().map(|(_, date)| date).collect()
}

/// Visits every condition of a pack.
pub fn each_condition<'a>(pack: &'a Pack, visit: &mut impl FnMut(&'a Condition)) {
    for item in &pack.items {
        visit(&item.enable_when);
        item.options.iter().for_each(|option| visit(&option.offer_when));
    }
    for card in &pack.cards {
        visit(&card.when);
        card.deadlines.iter().for_each(|deadline| visit(&deadline.when));
    }
}
