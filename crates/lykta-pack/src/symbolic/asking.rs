//! What is put, over all answer sets: the core's "only questions that can still matter", and what really can.
//!
//! In: a view. Out: for each item where the core puts it, and where some answer to it changes what is found.
//! Follows `View::wanted` of the core line by line, as sets; `matters` is made independently of it, by quantification.
//! Next: `prove/`.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use biodivine_lib_bdd::{Bdd, BddVariable};
use lykta_core::condition::{Clause, Condition, Test};
use lykta_core::evaluate::is_in_force;
use lykta_core::grammar;
use lykta_core::pack::{Deadline, ItemKind};

use super::kleene::Kleene;
use super::space::Slot;
use super::view::View;

/// What something is now, and where it can still become what.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Now.
    pub truth: Kleene,
    /// Where it can come to no, or is it.
    pub can_no: Bdd,
    /// Where it can come to unknown, or is it.
    pub can_maybe: Bdd,
    /// Where it can come to yes, or is it.
    pub can_yes: Bdd,
}

impl Reading {
    fn settled(truth: Kleene) -> Self {
        Self { can_no: truth.no.clone(), can_maybe: truth.maybe(), can_yes: truth.yes.clone(), truth }
    }

    fn negated(&self) -> Self {
        let Self { truth, can_no, can_maybe, can_yes } = self.clone();
        Self { truth: truth.negated(), can_no: can_yes, can_maybe, can_yes: can_no }
    }

    fn and(&self, other: &Self) -> Self {
        let over = |one: &Self| one.can_maybe.or(&one.can_yes);
        Self {
            truth: self.truth.and(&other.truth),
            can_no: self.can_no.or(&other.can_no),
            can_maybe: self.can_maybe.and(&over(other)).or(&other.can_maybe.and(&over(self))),
            can_yes: self.can_yes.and(&other.can_yes),
        }
    }

    fn or(&self, other: &Self) -> Self {
        self.negated().and(&other.negated()).negated()
    }

    /// Where it can be anything but no.
    fn can_show(&self) -> Bdd {
        self.can_yes.or(&self.can_maybe)
    }

    /// Where it is what it will be.
    fn is_settled(&self) -> Bdd {
        let (yes, no, maybe) = (&self.truth.yes, &self.truth.no, self.truth.maybe());
        let only_yes = yes.and_not(&self.can_no).and_not(&self.can_maybe);
        let only_no = no.and_not(&self.can_yes).and_not(&self.can_maybe);
        let only_maybe = maybe.and_not(&self.can_yes).and_not(&self.can_no);
        only_yes.or(&only_no).or(&only_maybe)
    }
}

/// Where something can turn between two truths.
#[derive(Debug, Clone)]
struct Turns {
    no_maybe: Bdd,
    maybe_yes: Bdd,
    no_yes: Bdd,
}

impl Turns {
    fn any(&self) -> Bdd {
        self.no_maybe.or(&self.maybe_yes).or(&self.no_yes)
    }

    fn touches_yes(&self) -> Bdd {
        self.maybe_yes.or(&self.no_yes)
    }

    fn touches_no(&self) -> Bdd {
        self.no_maybe.or(&self.no_yes)
    }

    fn negated(self) -> Self {
        Self { no_maybe: self.maybe_yes, maybe_yes: self.no_maybe, no_yes: self.no_yes }
    }

    /// Beside something that must hold too.
    fn beside(&self, rest: &Reading) -> Self {
        Self {
            no_maybe: self.no_maybe.and(&rest.can_show()).or(&self.no_yes.and(&rest.can_maybe)),
            maybe_yes: self.maybe_yes.and(&rest.can_yes),
            no_yes: self.no_yes.and(&rest.can_yes),
        }
    }

    fn with(&self, other: &Self) -> Self {
        Self {
            no_maybe: self.no_maybe.or(&other.no_maybe),
            maybe_yes: self.maybe_yes.or(&other.maybe_yes),
            no_yes: self.no_yes.or(&other.no_yes),
        }
    }
}

/// What is known of an item beside `ItemView`.
#[derive(Debug, Clone)]
struct Openness {
    enabled: Reading,
    /// Where it has no answer that counts.
    blank: Bdd,
    /// Where it has none and may still be put.
    open: Bdd,
    /// Where a chosen option may turn out not to be offered.
    may_lapse: Bdd,
}

/// What is put, over all answer sets.
pub struct Asking<'v, 'a> {
    view: &'v View<'a>,
    items: Vec<Openness>,
    read: RefCell<BTreeMap<String, Rc<Reading>>>,
    /// For each item why the core may put it.
    causes: Vec<Vec<Cause>>,
}

/// One reason for which the core puts an item: where answers to it may still turn something.
///
/// Kept apart and never united: each hangs on a few items, their union on all.
#[derive(Debug, Clone)]
pub struct Cause {
    /// The card that it may turn.
    pub card: usize,
    /// Where.
    pub at: Bdd,
}

impl<'v, 'a> Asking<'v, 'a> {
    /// Reads a view.
    #[must_use]
    pub fn new(view: &'v View<'a>) -> Self {
        let mut asking = Self { view, items: Vec::new(), read: RefCell::default(), causes: Vec::new() };
        for (item, state) in view.pack.items.iter().zip(&view.items) {
            let enabled = asking.reading(&item.enable_when).as_ref().clone();
            let skipped = view.slot(state).map_or_else(|| view.space.set.mk_false(), |slot| view.space.set.mk_var(slot.skipped));
            let blank = state.answered.or(&skipped).not();
            let mut may_lapse = view.space.set.mk_false();
            for option in &item.options {
                let offer = asking.reading(&option.offer_when);
                if let Some(variable) = view.slot(state).and_then(|slot| slot.option(&option.id)) {
                    may_lapse = may_lapse.or(&view.space.set.mk_var(variable).and(&offer.can_no).and(&offer.can_show()));
                }
            }
            let open = if item.is_asked { blank.and(&enabled.can_yes) } else { view.space.set.mk_false() };
            asking.items.push(Openness { enabled, blank, open, may_lapse });
            // What a clause on it reads was not known before.
            asking.read.borrow_mut().clear();
        }
        asking.causes = asking.all_causes();
        asking
    }

    fn index(&self, clause: &Clause) -> Option<usize> {
        self.view.pack.items.iter().position(|item| item.id == clause.item).filter(|index| *index < self.items.len())
    }

    fn reading(&self, condition: &Condition) -> Rc<Reading> {
        let set = &self.view.space.set;
        let key = grammar::written(condition);
        if let Some(known) = self.read.borrow().get(&key) {
            return Rc::clone(known);
        }
        let reading = match condition {
            Condition::All(parts) => parts.iter().fold(Reading::settled(Kleene::always(set)), |whole, part| whole.and(&self.reading(part))),
            Condition::Any(parts) => parts.iter().fold(Reading::settled(Kleene::never(set)), |whole, part| whole.or(&self.reading(part))),
            Condition::Not(part) => self.reading(part).negated(),
            Condition::Clause(clause) => self.clause(clause),
        };
        let reading = Rc::new(reading);
        self.read.borrow_mut().insert(key, Rc::clone(&reading));
        reading
    }

    fn clause(&self, clause: &Clause) -> Reading {
        let truth = self.view.clause(clause);
        let found = self
            .index(clause)
            .and_then(|index| Some((self.view.pack.items.get(index)?, self.view.items.get(index)?, self.items.get(index)?)));
        let Some((item, state, its)) = found else { return Reading::settled(truth) };
        let said = Reading::settled(self.view.decided(clause, item, state));
        let free = its.open.or(&its.may_lapse);
        let is_outside = matches!(clause.test, Test::Outside(_));
        let mut reading = Reading {
            truth,
            can_no: said.can_no.or(&free),
            can_maybe: if is_outside { said.can_maybe } else { said.can_maybe.or(&free) },
            can_yes: said.can_yes.or(&free),
        };
        // Where it may not be put, it may have no answer; where it surely is not, nothing else.
        let surely_off = its.enabled.can_show().not();
        let nothing_is_yes = matches!(clause.test, Test::IsNot(_) | Test::Outside(_));
        let nothing = if nothing_is_yes { &mut reading.can_yes } else { &mut reading.can_no };
        *nothing = nothing.or(&its.enabled.can_no);
        reading.can_maybe = reading.can_maybe.and_not(&surely_off);
        let other = if nothing_is_yes { &mut reading.can_no } else { &mut reading.can_yes };
        *other = other.and_not(&surely_off);
        reading
    }

    /// Between which truths answers to an item can still turn a condition, as the core estimates it.
    fn turns(&self, condition: &Condition, item: usize) -> Option<Turns> {
        match condition {
            Condition::All(parts) => self.turns_among(parts, item, false),
            Condition::Any(parts) => self.turns_among(parts, item, true).map(Turns::negated),
            Condition::Not(part) => self.turns(part, item).map(Turns::negated),
            Condition::Clause(clause) => (self.index(clause) == Some(item)).then(|| {
                let reading = self.reading(condition);
                Turns {
                    no_maybe: reading.can_no.and(&reading.can_maybe),
                    maybe_yes: reading.can_maybe.and(&reading.can_yes),
                    no_yes: reading.can_no.and(&reading.can_yes),
                }
            }),
        }
    }

    /// Of parts that must all hold; for parts of which one must, all negated: the opposite of the whole.
    fn turns_among(&self, parts: &[Condition], item: usize, is_negated: bool) -> Option<Turns> {
        let read = |part: &Condition| if is_negated { self.reading(part).negated() } else { self.reading(part).as_ref().clone() };
        let mut whole: Option<Turns> = None;
        for (index, part) in parts.iter().enumerate() {
            let Some(own) = self.turns(part, item) else { continue };
            let own = if is_negated { own.negated() } else { own };
            let others = parts.iter().enumerate().filter(|(other, _)| *other != index);
            let rest = others.fold(Reading::settled(Kleene::always(&self.view.space.set)), |rest, (_, part)| rest.and(&read(part)));
            let turns = own.beside(&rest);
            whole = Some(whole.map_or_else(|| turns.clone(), |whole| whole.with(&turns)));
        }
        whole
    }

    /// Why each item matters, the last first made: one matters too for what hangs on an item that does.
    fn all_causes(&self) -> Vec<Vec<Cause>> {
        let mut causes: Vec<Vec<Cause>> = vec![Vec::new(); self.items.len()];
        for (index, its) in self.items.iter().enumerate().rev() {
            let settled = its.enabled.is_settled().and_not(&its.open).and_not(&its.may_lapse);
            let mut own = self.changes_findings(index);
            for (other, of) in causes.iter().enumerate().skip(index + 1) {
                if let Some(turned) = self.changes_item(index, other) {
                    own.extend(of.iter().map(|cause| Cause { card: cause.card, at: cause.at.and(&turned) }));
                }
            }
            let kept = own.into_iter().map(|cause| Cause { at: cause.at.and_not(&settled), ..cause }).filter(|cause| !cause.at.is_false());
            if let Some(list) = causes.get_mut(index) {
                // Of one card one reason is enough.
                for cause in kept {
                    match list.iter_mut().find(|known| known.card == cause.card) {
                        Some(known) => known.at = known.at.or(&cause.at),
                        None => list.push(cause),
                    }
                }
            }
        }
        causes
    }

    fn changes_findings(&self, item: usize) -> Vec<Cause> {
        let view = self.view;
        let mut list = Vec::new();
        for (index, card) in view.pack.cards.iter().enumerate() {
            if !is_in_force(card, view.space.today) {
                continue;
            }
            if let Some(turns) = self.turns(&card.when, item) {
                list.push(Cause { card: index, at: turns.any() });
            }
            for deadline in &card.deadlines {
                if let Some(changes) = self.changes_deadline(item, deadline) {
                    list.push(Cause { card: index, at: changes.and(&self.reading(&card.when).can_show()) });
                }
            }
        }
        list
    }

    fn changes_deadline(&self, item: usize, deadline: &Deadline) -> Option<Bdd> {
        let anchor = self.view.pack.items.iter().position(|item| item.id == deadline.anchor)?;
        let (state, its) = (self.view.items.get(anchor)?, self.items.get(anchor)?);
        let is_date = self.view.pack.items.get(anchor).is_some_and(|item| item.kind == ItemKind::Date);
        let dated = if is_date { state.answered.and(&its.enabled.can_show()) } else { self.view.space.set.mk_false() };
        let may_have_date = its.open.or(&dated).and(&self.reading(&deadline.when).can_yes);
        if anchor == item {
            return Some(may_have_date);
        }
        self.turns(&deadline.when, item).map(|turns| may_have_date.and(&turns.touches_yes()))
    }

    /// Where an answer to the item can change if another is put, or what counts of its answer.
    fn changes_item(&self, item: usize, other: usize) -> Option<Bdd> {
        let (its, of) = (self.items.get(other)?, self.view.pack.items.get(other)?);
        let put = self.turns(&of.enable_when, item).map(|turns| turns.any().and(&its.open).or(&turns.touches_no().and_not(&its.open)));
        let offers = of.options.iter().filter_map(|option| self.turns(&option.offer_when, item)).map(|turns| turns.touches_no());
        let offers = offers.reduce(|left, right| left.or(&right)).map(|offers| offers.and(&its.open.or(&its.may_lapse)));
        match (put, offers) {
            (Some(put), Some(offers)) => Some(put.or(&offers)),
            (put, offers) => put.or(offers),
        }
    }

    /// Where an item is open and known to be put, so that any cause puts it unless an earlier one is put.
    #[must_use]
    pub fn ready(&self, item: usize) -> Bdd {
        self.items.get(item).map_or_else(|| self.view.space.set.mk_false(), |its| its.open.and(&its.enabled.truth.yes))
    }

    /// Why the core may put an item; at most one cause for each card.
    #[must_use]
    pub fn causes(&self, item: usize) -> &[Cause] {
        self.causes.get(item).map_or(&[], Vec::as_slice)
    }

    /// Where an item is put when nothing before it is, among the answers in which these are fixed as not chosen.
    #[must_use]
    pub fn wanted(&self, item: usize, blank: &[(BddVariable, bool)]) -> Bdd {
        let ready = self.ready(item).restrict(blank);
        self.causes(item).iter().fold(self.view.space.set.mk_false(), |whole, cause| whole.or(&cause.at.restrict(blank).and(&ready)))
    }

    /// Where an item is the next to be put, over all answers; large for a large pack.
    #[must_use]
    pub fn next(&self, item: usize) -> Bdd {
        (0..item).fold(self.wanted(item, &[]), |next, before| next.and_not(&self.wanted(before, &[]))).and(&self.view.space.valid)
    }

    /// Where an item is answered or skipped, and counts.
    #[must_use]
    pub fn asked(&self, item: usize) -> Bdd {
        match (self.items.get(item), self.view.items.get(item)) {
            (Some(its), Some(state)) => its.blank.or(&state.enabled.no).not(),
            _ => self.view.space.set.mk_false(),
        }
    }

    /// Where some answer to an item makes this set hold or not, whatever else is then answered to the items without an answer.
    ///
    /// By quantification alone: nothing here is estimated.
    #[must_use]
    pub fn matters(&self, item: usize, set: &Bdd) -> Bdd {
        let slots = &self.view.space.slots;
        let Some(slot) = self.view.items.get(item).and_then(|state| slots.get(state.slot)) else { return self.view.space.set.mk_false() };
        let some = |set: &Bdd, slot: &Slot| set.and(&slot.valid).exists(&slot.variables());
        let mut turned = some(set, slot).and(&some(&set.not(), slot));
        for other in slots.iter().filter(|other| other.id != slot.id) {
            let variables = other.variables();
            if !variables.iter().any(|variable| turned.support_set_contains(variable)) {
                continue;
            }
            let nothing = variables
                .iter()
                .fold(self.view.space.set.mk_true(), |nothing, variable| nothing.and(&self.view.space.set.mk_not_var(*variable)));
            turned = some(&turned, other).and(&nothing).or(&turned.and_not(&nothing));
        }
        turned
    }

    /// Where every chosen option is one that is offered.
    #[must_use]
    pub fn as_offered(&self) -> Bdd {
        as_offered(self.view)
    }

    /// Where every chosen option of an item is one that is offered.
    #[must_use]
    pub fn as_offered_item(&self, item: usize) -> Bdd {
        as_offered_item(self.view, item)
    }
}

/// Where every chosen option is one that is offered.
#[must_use]
pub fn as_offered(view: &View<'_>) -> Bdd {
    (0..view.items.len()).fold(view.space.valid.clone(), |whole, item| whole.and(&as_offered_item(view, item)))
}

/// Where every chosen option of an item is one that is offered.
fn as_offered_item(view: &View<'_>, item: usize) -> Bdd {
    let set = &view.space.set;
    let Some((item, state)) = view.pack.items.get(item).zip(view.items.get(item)) else { return set.mk_true() };
    let mut whole = set.mk_true();
    for (option, offered) in item.options.iter().zip(&state.offered) {
        if let Some(variable) = view.slot(state).and_then(|slot| slot.option(&option.id)) {
            whole = whole.and_not(&set.mk_var(variable).and(&offered.no));
        }
    }
    whole
}
