//! Personas: the editors' tests.
//!
//! In: a compiled pack. Out: what each persona expects and what was found; a problem for each expectation that does not hold.
//! Next: `test/` for the table, `mutate/` for whether they would notice a change, `ask.rs` for the same on the command line, `persona/written.rs` for a persona to paste.

use std::collections::BTreeMap;

use lykta_core::answer::{Answers, CardId, ItemId};
use lykta_core::date::Date;
use lykta_core::evaluate::{Evaluation, evaluate};
use lykta_core::format::source::{Persona, PersonaAnswer};
use lykta_core::pack::Pack;
use lykta_core::truth::Truth;

use crate::answers::{self, Given};
use crate::compile::{Compiled, day_help};
use crate::problem::{Code, Place, Problems, Step, meant};

pub mod written;

/// Who asks: what a persona answers, and on which day.
#[derive(Debug, Clone)]
pub struct Person {
    /// The answers.
    pub answers: Answers,
    /// The day.
    pub today: Date,
}

/// What is expected of the guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A card applies, may apply, or does not show.
    Card(Truth),
    /// A card stands at this place, from 0.
    Place(usize),
    /// A card gives a last day to act.
    LastDay,
    /// The next question.
    Next,
}

/// One expectation of a persona, with what was found.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// What is expected.
    pub expected: Expected,
    /// Of which card; the item, for the next question.
    pub of: String,
    /// In a word: `yes`, `unknown`, `no`, a place from 1, a day, an item, `none`.
    pub wanted: String,
    /// What was found, in the same words.
    pub found: String,
    /// Where it stands, seen from the persona.
    steps: Vec<Step>,
    /// What is told of it if it does not hold.
    fault: Option<(Code, String, String)>,
}

impl Outcome {
    /// Whether it is as expected.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.fault.is_none()
    }
}

/// Runs all personas; gives how many there are.
pub fn test(compiled: &Compiled, problems: &mut Problems) -> usize {
    for persona in &compiled.personas {
        run(&compiled.pack, &persona.entry, &persona.place, problems);
    }
    compiled.personas.len()
}

/// Runs one persona: all its expectations in the order of the format; none if it could not be asked.
pub fn run(pack: &Pack, persona: &Persona, place: &Place, problems: &mut Problems) -> Vec<Outcome> {
    let Some(person) = person(pack, persona, place, problems) else { return Vec::new() };
    let outcomes = outcomes(pack, persona, &evaluate(pack, &person.answers, person.today));
    for outcome in &outcomes {
        if let Some((code, what, help)) = &outcome.fault {
            let mut place = place.clone();
            place.pointer.extend(outcome.steps.iter().cloned());
            problems.add(*code, &place, what.as_str(), help.as_str());
        }
    }
    outcomes
}

/// Who asks; none if the persona says something that cannot be read.
pub fn person(pack: &Pack, persona: &Persona, place: &Place, problems: &mut Problems) -> Option<Person> {
    let Some(today) = Date::parse(&persona.today) else {
        problems.add(Code::DateShape, &place.key("today"), format!("`{}` is not a day", persona.today), day_help(&persona.today));
        return None;
    };
    let mut given: BTreeMap<&str, Given> = persona.skipped.iter().map(|item| (item.as_str(), Given::Skipped)).collect();
    for (item, answer) in &persona.answers {
        let words = match answer {
            PersonaAnswer::One(word) => vec![word.clone()],
            PersonaAnswer::Several(words) => words.clone(),
        };
        given.insert(item, Given::Words(words));
    }
    match answers::read(pack, given.iter().map(|(item, value)| (*item, value))) {
        Ok(answers) => Some(Person { answers, today }),
        Err(faults) => {
            for fault in faults {
                let skipped = persona.skipped.iter().position(|item| *item == fault.item);
                let place = match skipped.filter(|_| !persona.answers.contains_key(&fault.item)) {
                    Some(index) => place.key("skipped").index(index),
                    None => place.key("answers").key(&fault.item),
                };
                problems.add(Code::PersonaUnknown, &place, fault.what, fault.help);
            }
            None
        }
    }
}

/// Whether all expectations hold.
#[must_use]
pub fn holds(pack: &Pack, persona: &Persona, person: &Person) -> bool {
    outcomes(pack, persona, &evaluate(pack, &person.answers, person.today)).iter().all(Outcome::holds)
}

fn outcomes(pack: &Pack, persona: &Persona, evaluation: &Evaluation) -> Vec<Outcome> {
    let mut outcomes = cards(pack, persona, evaluation);
    outcomes.extend(order(pack, persona, evaluation));
    outcomes.extend(days(pack, persona, evaluation));
    outcomes.extend(next(pack, persona, evaluation));
    outcomes
}

fn truth_of(pack: &Pack, evaluation: &Evaluation, id: &str) -> Option<Truth> {
    let card = pack.cards.iter().position(|card| card.id == CardId::new(id))?;
    Some(evaluation.findings.iter().find(|finding| finding.card == card).map_or(Truth::No, |finding| finding.truth))
}

fn no_card(pack: &Pack, id: &str) -> (Code, String, String) {
    let help = meant(id, pack.cards.iter().map(|card| card.id.as_str()).collect::<Vec<_>>());
    (Code::PersonaUnknown, format!("there is no card `{id}`"), help)
}

fn cards(pack: &Pack, persona: &Persona, evaluation: &Evaluation) -> Vec<Outcome> {
    let lists =
        [("shows", &persona.shows, Truth::Yes), ("may_show", &persona.may_show, Truth::Unknown), ("hides", &persona.hides, Truth::No)];
    let all = lists.into_iter().flat_map(|(key, ids, wanted)| ids.iter().enumerate().map(move |(index, id)| (key, index, id, wanted)));
    all.map(|(key, index, id, wanted)| {
        let truth = truth_of(pack, evaluation, id);
        let fault = match truth {
            None => Some(no_card(pack, id)),
            Some(truth) if truth != wanted => {
                let because = waits(pack, evaluation, id);
                let what = format!("for `{}` the card `{id}` {}, but should {}{because}", persona.id, shown(truth).0, shown(wanted).1);
                Some((Code::PersonaFails, what, "read the law again first, then mend the card's `when`, or the persona".to_owned()))
            }
            Some(_) => None,
        };
        Outcome {
            expected: Expected::Card(wanted),
            of: id.clone(),
            wanted: wanted.word().to_owned(),
            found: truth.map_or("none", Truth::word).to_owned(),
            steps: vec![Step::Key(key.to_owned()), Step::Index(index)],
            fault,
        }
    })
    .collect()
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

fn order(pack: &Pack, persona: &Persona, evaluation: &Evaluation) -> Vec<Outcome> {
    let found: Vec<&str> =
        evaluation.findings.iter().filter_map(|finding| pack.cards.get(finding.card)).map(|card| card.id.as_str()).collect();
    let outcome = |(index, id): (usize, &String)| {
        let actual = found.get(index).copied().unwrap_or("(nothing)");
        let what = || format!("for `{}` card {} is `{actual}`, not `{id}`", persona.id, index + 1);
        let place = found.iter().position(|found| found == id);
        Outcome {
            expected: Expected::Place(index),
            of: id.clone(),
            wanted: (index + 1).to_string(),
            found: place.map_or_else(|| "none".to_owned(), |place| (place + 1).to_string()),
            steps: vec![Step::Key("starts_with".to_owned()), Step::Index(index)],
            fault: (actual != id).then(|| (Code::PersonaFails, what(), "mend `need` or `rank`, or the persona".to_owned())),
        }
    };
    persona.starts_with.iter().enumerate().map(outcome).collect()
}

/// `none` is expected where a card gives no last day.
fn days(pack: &Pack, persona: &Persona, evaluation: &Evaluation) -> Vec<Outcome> {
    let outcome = |(id, wanted): (&String, &String)| {
        let finding = evaluation.findings.iter().find(|finding| pack.cards.get(finding.card).is_some_and(|card| card.id.as_str() == id));
        let found =
            finding.and_then(|finding| finding.deadlines.first()).map_or_else(|| "none".to_owned(), |(_, last)| last.date.to_string());
        let fault = if truth_of(pack, evaluation, id).is_none() {
            Some(no_card(pack, id))
        } else if found != *wanted {
            let said = if found == "none" { "no last day" } else { &found };
            let what = format!("for `{}` the last day of `{id}` is {said}, not {wanted}", persona.id);
            Some((Code::PersonaFails, what, "read the law again first, then mend the time limit, or the persona".to_owned()))
        } else {
            None
        };
        Outcome {
            expected: Expected::LastDay,
            of: id.clone(),
            wanted: wanted.clone(),
            found,
            steps: vec![Step::Key("last_day".to_owned()), Step::Key(id.clone())],
            fault,
        }
    };
    persona.last_day.iter().map(outcome).collect()
}

fn next(pack: &Pack, persona: &Persona, evaluation: &Evaluation) -> Option<Outcome> {
    let wanted = persona.next.as_ref()?;
    let found = evaluation.next.and_then(|index| pack.items.get(index)).map_or("none", |item| item.id.as_str());
    let fault = if wanted != "none" && pack.item(&ItemId::new(wanted)).is_none() {
        let help = meant(wanted, pack.items.iter().map(|item| item.id.as_str()).collect::<Vec<_>>());
        Some((Code::PersonaUnknown, format!("there is no item `{wanted}`"), help))
    } else if found != wanted {
        let what = format!("`{}` is asked `{found}` next, not `{wanted}`", persona.id);
        Some((Code::PersonaFails, what, "mend the conditions, or the persona".to_owned()))
    } else {
        None
    };
    Some(Outcome {
        expected: Expected::Next,
        of: wanted.clone(),
        wanted: wanted.clone(),
        found: found.to_owned(),
        steps: vec![Step::Key("next".to_owned())],
        fault,
    })
}
