//! Properties: what must hold for every person, whatever they answer.
//!
//! In: a pack over all answers. Out: a problem for each that does not hold, with the smallest persona that shows it.
//! Next: `symbolic/`, `mod.rs`.

use biodivine_lib_bdd::Bdd;
use lykta_core::pack::{Card, Channel, Contact, is_dialled};

use crate::compile::Compiled;
use crate::persona::written::{Expectations, written};
use crate::problem::{Code, Place, Problems};
use crate::symbolic::asking::Asking;
use crate::symbolic::order::Cards;
use crate::symbolic::promised::{self, Breach, Broken};
use crate::symbolic::space::Value;
use crate::symbolic::view::View;

/// A pack over all answers, and what is found wrong with it.
pub struct Prover<'v, 'a> {
    compiled: &'v Compiled,
    view: &'v View<'a>,
    asking: &'v Asking<'v, 'a>,
    cards: Cards,
    /// Answer sets in which every chosen option is offered: what the screen lets a person answer.
    offered: Bdd,
}

impl<'v, 'a> Prover<'v, 'a> {
    /// Looks at a pack over all answers.
    #[must_use]
    pub fn new(compiled: &'v Compiled, view: &'v View<'a>, asking: &'v Asking<'v, 'a>) -> Self {
        Self { compiled, cards: Cards::new(view), offered: asking.as_offered(), view, asking }
    }

    /// The smallest persona of a set; empty if the set is.
    fn persona(&self, among: &Bdd, id: &str, about: &str, expected: &Expectations<'_>) -> String {
        let space = self.view.space;
        // What is not offered does not count, so that a person who can answer so shows it too.
        let Some(valuation) = space.smallest(&among.and(&self.offered)) else { return String::new() };
        written(self.view.pack, (id, about, space.today), &space.words(&valuation), expected)
    }

    fn card(&self, card: usize) -> Option<&'v Card> {
        self.compiled.pack.cards.get(card)
    }

    fn card_id(&self, card: usize) -> &'v str {
        self.card(card).map_or("", |card| card.id.as_str())
    }

    fn place_of_card(&self, card: usize) -> Place {
        self.compiled.written.cards.get(card).cloned().unwrap_or_default()
    }

    /// The number to call in danger to life is where "show help now" leads.
    pub fn emergency(&self, place: &Place, problems: &mut Problems) {
        let pack = &self.compiled.pack;
        let calls = |card: &Card| card.contacts.iter().any(|contact| contact.is_everywhere() && contact.calls(&pack.emergency));
        let is_there = pack.help_now.iter().filter_map(|card| pack.cards.get(*card)).any(calls);
        if !is_there || !is_dialled(&pack.emergency) {
            problems.add(
                Code::EmergencyMissing,
                &place.key("help_now"),
                format!("no card of `help_now` calls the emergency number {} from everywhere", pack.emergency),
                "put the safety card with that number first in `help_now`",
            );
        }
    }

    /// A question is put on some way, and each of its options is offered.
    pub fn item(&self, item: usize, is_put: bool, problems: &mut Problems) {
        let place = self.compiled.written.items.get(item).cloned().unwrap_or_default();
        let id = self.view.pack.items.get(item).map_or("", |item| item.id.as_str());
        let is_asked = self.view.pack.items.get(item).is_some_and(|item| item.is_asked);
        if is_asked && !is_put {
            problems.add(
                Code::ItemNeverPut,
                &place,
                format!("the question `{id}` is never put"),
                "let a card's `when` read it, or look at its `enable_when`; or take it out",
            );
            return;
        }
        let Some((built, state)) = self.view.pack.items.get(item).zip(self.view.items.get(item)) else { return };
        for (index, (option, offered)) in built.options.iter().zip(&state.offered).enumerate() {
            if self.view.space.valid.and_not(&offered.no).is_false() {
                let place = self.compiled.written.options.get(item).and_then(|options| options.get(index)).cloned().unwrap_or_default();
                problems.add(
                    Code::NeverTrue,
                    &place,
                    format!("the option `{}` of `{id}` is never offered", option.id.as_str()),
                    "mend its `offer_when`, or take it out",
                );
            }
        }
    }

    /// No question is put that cannot change anything for the one who is asked.
    pub fn needless(&self, item: usize, problems: &mut Problems) {
        let ready = self.asking.ready(item);
        let mut left = self.view.space.set.mk_false();
        for cause in self.asking.causes(item) {
            // Nearly always the card that it is asked for is one that it can change.
            let beyond = self.less_what_changes(item, cause.card, cause.at.and(&ready));
            left = left.or(&beyond);
        }
        for card in 0..self.view.pack.cards.len() {
            if left.is_false() {
                return;
            }
            left = self.less_what_changes(item, card, left);
        }
        left = left.and(&self.offered);
        for before in 0..item {
            for cause in self.asking.causes(before) {
                if left.is_false() {
                    return;
                }
                left = left.and_not(&cause.at.and(&self.asking.ready(before)));
            }
        }
        if left.is_false() {
            return;
        }
        let id = self.view.pack.items.get(item).map_or("", |item| item.id.as_str());
        let place = self.compiled.written.items.get(item).cloned().unwrap_or_default();
        let persona = self.persona(
            &left,
            &format!("is-asked-{id}-for-nothing"),
            &format!("Is asked `{id}`, though no answer to it changes what is found"),
            &Expectations { next: Some(id), ..Expectations::default() },
        );
        problems.add_shown(
            Code::NeedlessQuestion,
            &place,
            format!("`{id}` is put to someone for whom no answer to it changes anything"),
            "say in `enable_when` to whom it matters, or write the conditions that read it so that the item stands in them once",
            persona,
        );
    }

    /// Without where some answer to the item changes how a card shows, or which of its time limits do.
    fn less_what_changes(&self, item: usize, card: usize, among: Bdd) -> Bdd {
        let (Some(built), Some(shown)) = (self.card(card), self.cards.shown.get(card)) else { return among };
        let mut left = among;
        let dated = built.deadlines.iter().map(|deadline| self.view.deadline(deadline).0.and_not(&shown.no));
        for set in [shown.yes.clone(), shown.no.clone()].into_iter().chain(dated) {
            if left.is_false() {
                break;
            }
            left = left.and_not(&self.asking.matters(item, &set));
        }
        left
    }

    /// A card shows to someone who has answered all that it reads: before that, anything may.
    pub fn shows(&self, card: usize, problems: &mut Problems) {
        let is_coming =
            self.card(card).is_some_and(|card| card.laws.iter().any(|law| law.valid_from.is_some_and(|from| from > self.view.space.today)));
        let Some((built, shown)) = self.card(card).zip(self.cards.shown.get(card)).filter(|_| !is_coming) else { return };
        let known = self.view.known(&built.when);
        if !self.view.space.has_any(&known.and_not(&shown.no)) {
            problems.add(
                Code::NeverTrue,
                &self.place_of_card(card),
                format!("the card `{}` never shows", self.card_id(card)),
                "mend its `when`, or take the card out",
            );
        }
    }

    /// A person can be reached, whatever was answered.
    pub fn someone(&self, place: &Place, problems: &mut Problems) {
        let mut reached = self.view.space.set.mk_false();
        for (card, shown) in self.view.pack.cards.iter().zip(&self.cards.shown) {
            for contact in card.contacts.iter().filter(|contact| self.is_person(contact)) {
                reached = reached.or(&shown.yes.and(&self.serves(contact)));
            }
        }
        let alone = self.offered.and_not(&reached);
        if alone.is_false() {
            return;
        }
        let persona = self.persona(&alone, "has-no-one-to-call", "Ends with no number but the emergency number", &Expectations::default());
        problems.add_shown(
            Code::NoOneToReach,
            place,
            "there are answers after which no card that holds has a number to call or write to, but the emergency number",
            "add a line that shows to them, or one with no `when`",
            persona,
        );
    }

    fn is_person(&self, contact: &Contact) -> bool {
        match &contact.channel {
            Channel::Phone(number, _) | Channel::Sms(number, _) => *number != self.compiled.pack.emergency,
            Channel::Web(_) => false,
        }
    }

    /// Where a contact serves: everywhere, or at the place or their place.
    fn serves(&self, contact: &Contact) -> Bdd {
        let set = &self.view.space.set;
        if contact.is_everywhere() {
            return set.mk_true();
        }
        let (pack, today) = (&self.compiled.pack, self.view.space.today);
        let slots = self.view.space.slots.iter().filter(|slot| matches!(slot.id.as_str(), "place" | "their-place"));
        slots.flat_map(|slot| &slot.values).fold(set.mk_false(), |whole, (variable, value)| match value {
            Value::Place(codes) if codes.iter().any(|code| contact.is_for(pack, code, today)) => whole.or(&set.mk_var(*variable)),
            _ => whole,
        })
    }

    /// A promise holds.
    pub fn promise(&self, index: usize, problems: &mut Problems) {
        let Some(promise) = self.compiled.promises.get(index) else { return };
        let mut help = "mend the `when` of the card, its `need` and `rank`, or the promise".to_owned();
        if let Some(because) = &promise.because {
            help.push_str(&format!("; it is promised because: {because}"));
        }
        for Broken { how, card, place, among } in promised::broken(self.view, &self.cards, &self.offered, promise) {
            let id = self.card_id(card);
            let what = match how {
                Breach::Missing => {
                    let is_maybe = self.cards.shown.get(card).is_some_and(|shown| among.and(&shown.no).is_false());
                    let never = if is_maybe { "may only apply" } else { "does not show" };
                    format!("`{id}` is promised, but there are answers for which it {never}")
                }
                Breach::Late(count) => {
                    format!("`{id}` is promised among the first {count}, but there are answers for which it stands later")
                }
                Breach::Shows => format!("`{id}` is promised not to show, but there are answers for which it does"),
            };
            let expected = match how {
                Breach::Missing | Breach::Late(_) => Expectations { shows: vec![id], ..Expectations::default() },
                Breach::Shows => Expectations { hides: vec![id], ..Expectations::default() },
            };
            let persona = self.persona(&among, &format!("promise-{}", promise.id), &promise.about, &expected);
            problems.add_shown(Code::PromiseBroken, place, what, &help, persona);
        }
    }

    /// A card does not show to one for whom a card holds that excludes it.
    pub fn exclusion(&self, index: usize, problems: &mut Problems) {
        let Some(exclusion) = self.compiled.excludes.get(index) else { return };
        let Some(both) = promised::both(&self.cards, &self.offered, exclusion) else { return };
        let (one, other) = (self.card_id(exclusion.card), self.card_id(exclusion.other));
        let persona = self.persona(
            &both,
            &format!("{one}-and-{other}"),
            &format!("Is told both `{one}` and `{other}`"),
            &Expectations { shows: vec![one], hides: vec![other], ..Expectations::default() },
        );
        problems.add_shown(
            Code::ExcludedTogether,
            &exclusion.place,
            format!("`{one}` excludes `{other}`, but there are answers for which one holds and the other shows too"),
            "write the two conditions so that they never meet, or take the exclusion out",
            persona,
        );
    }
}
