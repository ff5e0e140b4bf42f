//! Whether a persona notices a change of a condition.
//!
//! In: a condition and its changes. Out: for each change whether some persona no longer holds.
//! Only personas that it can touch are run: a persona that expects something of the card is asked for the truth of the condition alone;
//! the whole guide is run only where the order, a last day or the next question hangs on it.
//! Next: `persona.rs` for what a persona expects.

use lykta_core::condition::Condition;
use lykta_core::evaluate::{is_in_force, truths};
use lykta_core::format::source::Persona;
use lykta_core::pack::Pack;
use lykta_core::truth::Truth;

use crate::compile::Compiled;
use crate::compile::written::Owner;
use crate::persona::{self, Person};
use crate::problem::Problems;

/// A persona, ready to be asked.
#[derive(Debug)]
pub struct Witness<'a> {
    persona: &'a Persona,
    person: Person,
}

/// The personas of a pack, all of which hold; those that cannot be asked are left out.
#[must_use]
pub fn witnesses(compiled: &Compiled) -> Vec<Witness<'_>> {
    let one = |persona: &'_ crate::read::Located<Persona>| {
        persona::person(&compiled.pack, &persona.entry, &persona.place, &mut Problems::default())
    };
    let all = compiled.personas.iter().filter_map(|persona| Some(Witness { persona: &persona.entry, person: one(persona)? }));
    all.collect()
}

/// For each change of a condition whether a persona notices. `pack` is one's own, changed and put back.
#[must_use]
pub fn noticed(pack: &mut Pack, owner: Owner, changed: &[Condition], witnesses: &[Witness<'_>]) -> Vec<bool> {
    let mut noticed = vec![false; changed.len()];
    let Some(own) = owner.of(pack).cloned() else { return noticed };
    let touched = witnesses.iter().filter(|witness| may_notice(pack, owner, witness.persona));
    let witnesses: Vec<&Witness<'_>> = touched.collect();
    let now: Vec<_> = witnesses
        .iter()
        .map(|witness| truths(pack, &witness.person.answers, std::iter::once(&own).chain(changed), witness.person.today))
        .map(|truths| truths.split_first().map(|(own, changed)| (*own, changed.to_vec())))
        .collect();
    let seen = || witnesses.iter().zip(&now).filter_map(|(witness, now)| now.as_ref().map(|(own, changed)| (witness, own, changed)));
    if let Owner::Card(index) = owner
        && let Some(card) = pack.cards.get(index)
    {
        let id = card.id.as_str();
        for (_, own, changed) in seen().filter(|(witness, ..)| lists(witness.persona, id) && is_in_force(card, witness.person.today)) {
            noticed.iter_mut().zip(changed).for_each(|(noticed, truth)| *noticed |= truth != own);
        }
    }
    for (position, condition) in changed.iter().enumerate() {
        if noticed.get(position) != Some(&false) {
            continue;
        }
        let differs = |(witness, own, changed): &(&&Witness<'_>, &Truth, &Vec<Truth>)| {
            witness.persona.next.is_some() || changed.get(position) != Some(*own)
        };
        let touched: Vec<&Witness<'_>> = seen().filter(differs).map(|(witness, ..)| *witness).collect();
        if touched.is_empty() {
            continue;
        }
        if let Some(place) = owner.of_mut(pack) {
            *place = condition.clone();
        }
        let is_noticed = touched.iter().any(|witness| !persona::holds(pack, witness.persona, &witness.person));
        if let Some(noticed) = noticed.get_mut(position) {
            *noticed = is_noticed;
        }
        if let Some(place) = owner.of_mut(pack) {
            *place = own.clone();
        }
    }
    noticed
}

/// Whether a persona can notice: by the card, the order, a last day or the next question; where a question changes, by anything.
fn may_notice(pack: &Pack, owner: Owner, persona: &Persona) -> bool {
    match owner {
        Owner::Item(_) | Owner::Option(..) => true,
        Owner::Card(card) | Owner::Deadline(card, _) => {
            let id = pack.cards.get(card).map_or("", |card| card.id.as_str());
            lists(persona, id) || !persona.starts_with.is_empty() || persona.last_day.contains_key(id) || persona.next.is_some()
        }
    }
}

/// Whether a persona says if a card shows.
fn lists(persona: &Persona, id: &str) -> bool {
    [&persona.shows, &persona.may_show, &persona.hides].into_iter().flatten().any(|own| own == id)
}
