//! Personas: the editors' tests.
//!
//! In: a compiled pack. Out: a problem for each expectation that does not hold.
//! Next: `ask.rs` for the same on the command line.

use std::collections::BTreeMap;

use lykta_core::answer::{CardId, ItemId};
use lykta_core::date::Date;
use lykta_core::evaluate::{Evaluation, evaluate};
use lykta_core::format::source::{Persona, PersonaAnswer};
use lykta_core::pack::Pack;
use lykta_core::truth::Truth;

use crate::answers::{self, Given};
use crate::compile::{Compiled, day_help};
use crate::problem::{Code, Place, Problems, meant};

/// Runs all personas; gives how many there are.
pub fn test(compiled: &Compiled, problems: &mut Problems) -> usize {
    for persona in &compiled.personas {
        run(&compiled.pack, &persona.entry, &persona.place, problems);
    }
    compiled.personas.len()
}

fn run(pack: &Pack, persona: &Persona, place: &Place, problems: &mut Problems) {
    let Some(today) = Date::parse(&persona.today) else {
        problems.add(Code::DateShape, &place.key("today"), format!("`{}` is not a day", persona.today), day_help(&persona.today));
        return;
    };
    let mut given: BTreeMap<&str, Given> = persona.skipped.iter().map(|item| (item.as_str(), Given::Skipped)).collect();
    for (item, answer) in &persona.answers {
        let words = match answer {
            PersonaAnswer::One(word) => vec![word.clone()],
            PersonaAnswer::Several(words) => words.clone(),
        };
        given.insert(item, Given::Words(words));
    }
    let answers = match answers::read(pack, given.iter().map(|(item, value)| (*item, value))) {
        Ok(answers) => answers,
        Err(faults) => {
            for fault in faults {
                let skipped = persona.skipped.iter().position(|item| *item == fault.item);
                let place = match skipped.filter(|_| !persona.answers.contains_key(&fault.item)) {
                    Some(index) => place.key("skipped").index(index),
                    None => place.key("answers").key(&fault.item),
                };
                problems.add(Code::PersonaUnknown, &place, fault.what, fault.help);
            }
            return;
        }
    };
    let evaluation = evaluate(pack, &answers, today);
    check_cards(pack, persona, place, &evaluation, problems);
    check_order(pack, persona, place, &evaluation, problems);
    check_days(pack, persona, place, &evaluation, problems);
    if let Some(next) = &persona.next {
        let found = evaluation.next.and_then(|index| pack.items.get(index)).map_or("none", |item| item.id.as_str());
        if next != "none" && pack.item(&ItemId::new(next)).is_none() {
            problems.add(
                Code::PersonaUnknown,
                &place.key("next"),
                format!("there is no item `{next}`"),
                meant(next, pack.items.iter().map(|item| item.id.as_str()).collect::<Vec<_>>()),
            );
        } else if found != next {
            problems.add(
                Code::PersonaFails,
                &place.key("next"),
                format!("`{}` is asked `{found}` next, not `{next}`", persona.id),
                "mend the conditions, or the persona",
            );
        }
    }
}

fn truth_of(pack: &Pack, evaluation: &Evaluation, id: &str) -> Option<Truth> {
    let card = pack.cards.iter().position(|card| card.id == CardId::new(id))?;
    Some(evaluation.findings.iter().find(|finding| finding.card == card).map_or(Truth::No, |finding| finding.truth))
}

fn check_cards(pack: &Pack, persona: &Persona, place: &Place, evaluation: &Evaluation, problems: &mut Problems) {
    let lists =
        [("shows", &persona.shows, Truth::Yes), ("may_show", &persona.may_show, Truth::Unknown), ("hides", &persona.hides, Truth::No)];
    for (key, ids, expected) in lists {
        for (index, id) in ids.iter().enumerate() {
            let place = place.key(key).index(index);
            match truth_of(pack, evaluation, id) {
                None => problems.add(
                    Code::PersonaUnknown,
                    &place,
                    format!("there is no card `{id}`"),
                    meant(id, pack.cards.iter().map(|card| card.id.as_str()).collect::<Vec<_>>()),
                ),
                Some(truth) if truth != expected => {
                    let because = waits(pack, evaluation, id);
                    problems.add(
                        Code::PersonaFails,
                        &place,
                        format!("for `{}` the card `{id}` {}, but should {}{because}", persona.id, shown(truth).0, shown(expected).1),
                        "mend the card's `when`, or the persona",
                    );
                }
                Some(_) => {}
            }
        }
    }
}

/// How a card stands: as it is, and as it should be.
fn shown(truth: Truth) -> (&'static str, &'static str) {
    match truth {
        Truth::Yes => ("applies", "apply"),
        Truth::Unknown => ("may apply", "be one that may apply"),
        Truth::No => ("does not show", "not show"),
    }
}

fn waits(pack: &Pack, evaluation: &Evaluation, id: &str) -> String {
    let finding = evaluation.findings.iter().find(|finding| pack.cards.get(finding.card).is_some_and(|card| card.id.as_str() == id));
    let names: Vec<&str> = finding
        .into_iter()
        .flat_map(|finding| finding.waits_for.iter())
        .filter_map(|index| pack.items.get(*index))
        .map(|item| item.id.as_str())
        .collect();
    if names.is_empty() { String::new() } else { format!(" (it hangs on {})", names.join(", ")) }
}

fn check_order(pack: &Pack, persona: &Persona, place: &Place, evaluation: &Evaluation, problems: &mut Problems) {
    let found: Vec<&str> =
        evaluation.findings.iter().filter_map(|finding| pack.cards.get(finding.card)).map(|card| card.id.as_str()).collect();
    for (index, id) in persona.starts_with.iter().enumerate() {
        let actual = found.get(index).copied().unwrap_or("(nothing)");
        if actual != id {
            problems.add(
                Code::PersonaFails,
                &place.key("starts_with").index(index),
                format!("for `{}` card {} is `{actual}`, not `{id}`", persona.id, index + 1),
                "mend `need` or `rank`, or the persona",
            );
        }
    }
}

fn check_days(pack: &Pack, persona: &Persona, place: &Place, evaluation: &Evaluation, problems: &mut Problems) {
    for (id, expected) in &persona.last_day {
        let place = place.key("last_day").key(id);
        if truth_of(pack, evaluation, id).is_none() {
            problems.add(
                Code::PersonaUnknown,
                &place,
                format!("there is no card `{id}`"),
                meant(id, pack.cards.iter().map(|card| card.id.as_str()).collect::<Vec<_>>()),
            );
            continue;
        }
        let last = evaluation
            .findings
            .iter()
            .find(|finding| pack.cards.get(finding.card).is_some_and(|card| card.id.as_str() == id))
            .and_then(|finding| finding.deadlines.first());
        let found = last.map_or_else(|| "no last day".to_owned(), |(_, last)| last.date.to_string());
        if found != *expected {
            problems.add(
                Code::PersonaFails,
                &place,
                format!("for `{}` the last day of `{id}` is {found}, not {expected}", persona.id),
                "mend the deadline, or the persona",
            );
        }
    }
}
