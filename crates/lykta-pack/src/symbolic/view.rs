//! A pack seen over all answers: what `lykta_core::evaluate` decides for one answer set.
//!
//! In: a space and a pack. Out: for each item what counts of its answers, for each condition where it is yes and no.
//! Follows `View` of the core line by line; a change there is a change here (`tests/symbolic.rs` holds both together).
//! Next: `asking.rs`, `order.rs`.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use biodivine_lib_bdd::Bdd;
use lykta_core::answer::OptionId;
use lykta_core::condition::{Area, Clause, Comparison, Condition, Test};
use lykta_core::deadline::last_day;
use lykta_core::evaluate::{compared, is_in_force, lies_in};
use lykta_core::grammar;
use lykta_core::pack::{Card, Deadline, Item, ItemKind, Pack};
use lykta_core::truth::Truth;

use super::kleene::Kleene;
use super::space::{Slot, Space, Value};

/// An item over all answers.
#[derive(Debug, Clone)]
pub struct ItemView {
    /// Its place in the space.
    pub slot: usize,
    /// Whether it is put.
    pub enabled: Kleene,
    /// For each option where it counts as chosen.
    pub options: Vec<Bdd>,
    /// For each option whether it is offered.
    pub offered: Vec<Kleene>,
    /// Where something that counts is answered.
    pub answered: Bdd,
}

/// A pack over all answers.
pub struct View<'a> {
    /// Answers.
    pub space: &'a Space,
    /// Pack.
    pub pack: &'a Pack,
    /// Items, in the pack's order; while it is made, those before.
    pub items: Vec<ItemView>,
    /// What was decided before, by the text of the condition: named ones stand in many rules.
    decided: Mutex<HashMap<String, Kleene>>,
}

impl<'a> View<'a> {
    /// Sees a pack over a space that has all its items.
    #[must_use]
    pub fn new(space: &'a Space, pack: &'a Pack) -> Self {
        let mut view = Self { space, pack, items: Vec::new(), decided: Mutex::default() };
        for item in &pack.items {
            let enabled = view.condition(&item.enable_when);
            let offered: Vec<Kleene> = item.options.iter().map(|option| view.condition(&option.offer_when)).collect();
            let Some(slot) = space.slot(&item.id) else { break };
            let (options, answered) = view.counted(item, slot, &offered);
            view.items.push(ItemView { slot, enabled, options, offered, answered });
            // What a clause on it reads was not known before.
            view.known_so_far().clear();
        }
        view
    }

    fn known_so_far(&self) -> MutexGuard<'_, HashMap<String, Kleene>> {
        self.decided.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn falsehood(&self) -> Bdd {
        self.space.set.mk_false()
    }

    /// The part of the space that an item has.
    #[must_use]
    pub fn slot(&self, item: &ItemView) -> Option<&'a Slot> {
        self.space.slots.get(item.slot)
    }

    /// Where each option counts, and where anything does.
    fn counted(&self, item: &Item, slot: usize, offered: &[Kleene]) -> (Vec<Bdd>, Bdd) {
        let Some(slot) = self.space.slots.get(slot) else { return (Vec::new(), self.falsehood()) };
        let chosen = |id: &OptionId| slot.option(id).map_or_else(|| self.falsehood(), |variable| self.space.set.mk_var(variable));
        let mut options: Vec<Bdd> =
            item.options.iter().zip(offered).map(|(option, offered)| chosen(&option.id).and_not(&offered.no)).collect();
        let beside = any(self, item.options.iter().zip(&options).filter(|(option, _)| !option.is_alone).map(|(_, counts)| counts));
        for (option, counts) in item.options.iter().zip(&mut options) {
            if option.is_alone {
                *counts = counts.and_not(&beside);
            }
        }
        let known = slot.values.iter().filter(|(_, value)| match value {
            Value::Option(_) => false,
            Value::Years(..) | Value::Date(_) => true,
            Value::Place(codes) => codes.first().is_some_and(|code| self.pack.gazetteer.municipality(code).is_some()),
        });
        let answered = known.fold(any(self, options.iter()), |answered, (variable, _)| answered.or(&self.space.set.mk_var(*variable)));
        (options, answered)
    }

    /// Where a condition is yes and no.
    #[must_use]
    pub fn condition(&self, condition: &Condition) -> Kleene {
        let key = grammar::written(condition);
        if let Some(known) = self.known_so_far().get(&key) {
            return known.clone();
        }
        let set = &self.space.set;
        let truth = match condition {
            Condition::All(parts) => parts.iter().fold(Kleene::always(set), |whole, part| whole.and(&self.condition(part))),
            Condition::Any(parts) => parts.iter().fold(Kleene::never(set), |whole, part| whole.or(&self.condition(part))),
            Condition::Not(part) => self.condition(part).negated(),
            Condition::Clause(clause) => self.clause(clause),
        };
        self.known_so_far().insert(key, truth.clone());
        truth
    }

    /// Where a clause is yes and no.
    #[must_use]
    pub fn clause(&self, clause: &Clause) -> Kleene {
        let set = &self.space.set;
        let not_known = match clause.test {
            Test::Outside(_) => Kleene::always(set),
            Test::Is(_) | Test::IsNot(_) | Test::Years(..) | Test::In(_) => Kleene::unknown(set),
        };
        let Some((item, state)) = self.pack.item(&clause.item).and_then(|(index, item)| Some((item, self.items.get(index)?))) else {
            return not_known;
        };
        let said = self.decided(clause, item, state);
        // Where it is not put, it has no answer.
        let (off, on) = (&state.enabled.no, state.enabled.no.not());
        let (yes, no) = (said.yes.and(&on), said.no.and(&on));
        match clause.test {
            Test::Is(_) | Test::Years(..) | Test::In(_) => Kleene { yes, no: no.or(off) },
            Test::IsNot(_) | Test::Outside(_) => Kleene { yes: yes.or(off), no },
        }
    }

    /// The same without regard to whether the item is put.
    pub(super) fn decided(&self, clause: &Clause, item: &Item, state: &ItemView) -> Kleene {
        let set = &self.space.set;
        match &clause.test {
            Test::Is(wanted) => self.chosen(wanted, item, state),
            Test::IsNot(wanted) => self.chosen(wanted, item, state).negated(),
            Test::Years(comparison, years) => self.years(*comparison, *years, item, state),
            Test::In(area) if item.kind == ItemKind::Place => self.area(area, state),
            Test::Outside(area) if item.kind == ItemKind::Place => {
                let inside = self.area(area, state).yes;
                Kleene { yes: inside.not(), no: inside }
            }
            // A check of the pack refuses clauses that do not fit their item's kind.
            Test::In(_) => Kleene::unknown(set),
            Test::Outside(_) => Kleene { yes: state.answered.not(), no: set.mk_false() },
        }
    }

    fn chosen(&self, wanted: &[OptionId], item: &Item, state: &ItemView) -> Kleene {
        let options = || item.options.iter().zip(&state.options);
        let yes = any(self, options().filter(|(option, _)| wanted.contains(&option.id)).map(|(_, counts)| counts));
        let unsure = any(self, options().filter(|(option, _)| option.is_unsure).map(|(_, counts)| counts));
        let no = any(self, state.options.iter()).and_not(&yes).and_not(&unsure);
        Kleene { yes, no }
    }

    fn years(&self, comparison: Comparison, years: u16, item: &Item, state: &ItemView) -> Kleene {
        let set = &self.space.set;
        let answered = any(self, state.options.iter());
        let (mut yes, mut no) = (answered.clone(), answered);
        for (option, counts) in item.options.iter().zip(&state.options) {
            let holds = option.years.map_or(Truth::Unknown, |range| compared(range, comparison, years));
            if holds != Truth::Yes {
                yes = yes.and_not(counts);
            }
            if holds != Truth::No {
                no = no.and_not(counts);
            }
        }
        for (variable, value) in self.slot(state).map_or(&[][..], |slot| &slot.values) {
            if let Value::Years(_, range) = value {
                let said = set.mk_var(*variable);
                match compared(*range, comparison, years) {
                    Truth::Yes => yes = yes.or(&said),
                    Truth::No => no = no.or(&said),
                    Truth::Unknown => {}
                }
            }
        }
        Kleene { yes, no }
    }

    fn area(&self, area: &Area, state: &ItemView) -> Kleene {
        let (mut yes, mut no) = (self.falsehood(), self.falsehood());
        for (variable, value) in self.slot(state).map_or(&[][..], |slot| &slot.values) {
            let Value::Place(codes) = value else { continue };
            let Some(code) = codes.first().filter(|code| self.pack.gazetteer.municipality(code).is_some()) else { continue };
            let said = self.space.set.mk_var(*variable);
            if lies_in(self.pack, code, area, self.space.today) {
                yes = yes.or(&said);
            } else {
                no = no.or(&said);
            }
        }
        Kleene { yes, no }
    }

    /// Where every item that a condition reads is answered, or has no answer because it is not put; of its own items only what is an answer.
    #[must_use]
    pub fn known(&self, condition: &Condition) -> Bdd {
        let mut known = self.space.set.mk_true();
        condition.each_clause(&mut |clause| {
            if let Some(item) = self.pack.item(&clause.item).and_then(|(index, _)| self.items.get(index)) {
                if let Some(slot) = self.slot(item) {
                    known = known.and(&slot.valid);
                }
                known = known.and(&item.answered.or(&item.enabled.no));
            }
        });
        known
    }

    /// Where a card holds and where it does not show. A law that has not begun shows no card.
    #[must_use]
    pub fn card(&self, card: &Card) -> Kleene {
        if is_in_force(card, self.space.today) { self.condition(&card.when) } else { Kleene::never(&self.space.set) }
    }

    /// Where a time limit has a last day, and where that is not passed. The card is not looked at.
    #[must_use]
    pub fn deadline(&self, deadline: &Deadline) -> (Bdd, Bdd) {
        let (mut dated, mut running) = (self.falsehood(), self.falsehood());
        let Some(state) = self.pack.item(&deadline.anchor).and_then(|(index, _)| self.items.get(index)) else { return (dated, running) };
        for (variable, value) in self.slot(state).map_or(&[][..], |slot| &slot.values) {
            let Value::Date(date) = value else { continue };
            if let Some(last) = last_day(*date, deadline.period, deadline.moves, &self.pack.calendar, self.space.today) {
                let said = self.space.set.mk_var(*variable);
                if !last.is_passed() {
                    running = running.or(&said);
                }
                dated = dated.or(&said);
            }
        }
        let holds = self.condition(&deadline.when).yes.and_not(&state.enabled.no);
        (dated.and(&holds), running.and(&holds))
    }
}

/// Where at least one of these.
pub(super) fn any<'b>(view: &View<'_>, sets: impl Iterator<Item = &'b Bdd>) -> Bdd {
    sets.fold(view.space.set.mk_false(), |whole, set| whole.or(set))
}
