//! Why each card shows or does not: the whole pack asked for some answers, with every clause in words.
//!
//! In: a pack, a language, answers in the form of `ask`, a day. Out: JSON for the panel: what `ask` says, every card with its tree of clauses,
//! and what the guide in the frame needs to be walked through the same answers.
//! Never decides a clause: the core is asked for the truth of each part.
//! Next: `ask.rs`, `lykta_core::evaluate`.

use lykta_core::answer::{Answer, Answers};
use lykta_core::condition::Condition;
use lykta_core::date::Date;
use lykta_core::evaluate::{Finding, Freshness, evaluate, truths};
use lykta_core::format::built::Words;
use lykta_core::format::source::{Persona, PersonaAnswer};
use lykta_core::pack::{Card, Item, ItemKind, Pack};
use lykta_core::truth::Truth;
use serde_json::{Map, Value, json};

use crate::ask;
use crate::spoken::Speaker;

use super::state::Good;

/// What the panel asked for.
#[derive(Debug)]
pub struct Question<'a> {
    /// The words of the language shown.
    pub words: &'a Words,
    /// The answers.
    pub answers: Answers,
    /// The day.
    pub today: Date,
}

/// Everything on every card.
#[must_use]
pub fn reply(good: &Good, question: &Question<'_>) -> Value {
    let Question { words, answers, today } = question;
    let pack = &good.compiled.pack;
    let seer = Seer { pack, words, speaker: Speaker::new(pack, words), answers, today: *today };
    let findings = evaluate(pack, answers, *today).findings;
    // As the guide shows them; then those that do not show, in the order of the pack.
    let shown = findings.iter().filter_map(|finding| Some((pack.cards.get(finding.card)?, Some(finding))));
    let hidden = pack.cards.iter().enumerate().filter(|(index, _)| !findings.iter().any(|finding| finding.card == *index));
    let cards = shown.chain(hidden.map(|(_, card)| (card, None)));
    let cards: Vec<Value> =
        cards.map(|(card, finding)| seer.card(card, finding, good.places.get(card.id.as_str()).map_or("", String::as_str))).collect();
    json!({ "ask": ask::json(pack, answers, *today), "cards": cards, "answers": seer.answered(), "plan": seer.plan() })
}

struct Seer<'a> {
    pack: &'a Pack,
    words: &'a Words,
    speaker: Speaker<'a>,
    answers: &'a Answers,
    today: Date,
}

impl Seer<'_> {
    fn card(&self, card: &Card, finding: Option<&Finding>, stands: &str) -> Value {
        let condition = self.tree(&card.when);
        let truth = finding.map_or(Truth::No, |finding| finding.truth);
        let begins = card.laws.iter().filter_map(|law| law.valid_from).filter(|from| *from > self.today).max();
        let days = |finding: &Finding| {
            finding.deadlines.iter().map(|(_, last)| json!({ "day": last.date.to_string(), "left": last.days })).collect::<Vec<_>>()
        };
        let freshness = finding.map(|finding| match finding.freshness {
            Freshness::Fresh => "",
            Freshness::Stale => "its check is too old on this day, so the guide says to check it",
            Freshness::Lapsed => "a law that it stands on has ended by this day",
        });
        let limits: Vec<Value> = card
            .deadlines
            .iter()
            .map(|deadline| json!({ "text": self.words.text(deadline.text), "tree": self.tree(&deadline.when) }))
            .collect();
        json!({
            "id": card.id.as_str(),
            "title": self.words.text(card.title),
            "kind": card.kind.word(),
            "truth": truth.word(),
            "begins": begins.map(|day| day.to_string()),
            "freshness": freshness.unwrap_or(""),
            "days": finding.map(days).unwrap_or_default(),
            "limits": limits,
            "stands": stands,
            "tree": condition,
        })
    }

    /// A condition with the truth of each of its parts.
    fn tree(&self, condition: &Condition) -> Value {
        let mut parts = Vec::new();
        gather(condition, &mut parts);
        let truths = truths(self.pack, self.answers, parts, self.today);
        self.node(condition, &mut truths.into_iter())
    }

    /// A part, with its truth as the next in the order of `gather`.
    fn node(&self, condition: &Condition, truths: &mut impl Iterator<Item = Truth>) -> Value {
        let truth = truths.next().unwrap_or(Truth::Unknown);
        let mut node = Map::new();
        node.insert("truth".to_owned(), json!(truth.word()));
        match condition {
            Condition::Clause(clause) => {
                node.insert("words".to_owned(), json!(self.speaker.clause(clause)));
                let item = self.pack.item(&clause.item).map(|(_, item)| item);
                node.insert("answer".to_owned(), json!(item.map(|item| self.answer(item))));
            }
            Condition::All(parts) | Condition::Any(parts) => {
                node.insert("words".to_owned(), json!(self.speaker.how(condition)));
                node.insert("parts".to_owned(), parts.iter().map(|part| self.node(part, truths)).collect());
            }
            Condition::Not(part) => {
                node.insert("words".to_owned(), json!(self.speaker.how(condition)));
                node.insert("parts".to_owned(), json!([self.node(part, truths)]));
            }
        }
        Value::Object(node)
    }

    /// What was answered to an item, in words; and if it does not count, why.
    fn answer(&self, item: &Item) -> String {
        let is_put = truths(self.pack, self.answers, vec![&item.enable_when], self.today).first().copied() != Some(Truth::No);
        let given = match self.answers.get(&item.id) {
            None => "not answered".to_owned(),
            Some(Answer::Skipped) => "rather not say".to_owned(),
            Some(Answer::Options(options)) => {
                options.iter().map(|option| self.speaker.quoted(&self.speaker.option(&item.id, option))).collect::<Vec<_>>().join(", ")
            }
            Some(Answer::Years(years)) => {
                years.to.map_or_else(|| format!("{} years or more", years.from), |to| format!("{} to {to} years", years.from))
            }
            Some(Answer::Place(code)) => format!("{} ({code})", self.speaker.place(code)),
            Some(Answer::Date(day)) => day.to_string(),
        };
        if is_put { given } else { format!("{given}; the question is not put") }
    }

    /// The answers so far, in words, in the author's order.
    fn answered(&self) -> Vec<Value> {
        let given = self.pack.items.iter().filter(|item| self.answers.get(&item.id).is_some());
        given.map(|item| json!({ "item": item.id.as_str(), "question": self.words.text(item.text), "answer": self.answer(item) })).collect()
    }

    /// How to walk the guide through the answers: for each item what to choose or type; and the items by the words of their questions.
    fn plan(&self) -> Value {
        let region = |code: &str| {
            self.pack
                .regions_on(code, self.today)
                .pop()
                .and_then(|region| self.pack.region_name(region))
                .map_or("", |name| self.words.text(name))
        };
        let step = |item: &Item| {
            let given = match self.answers.get(&item.id)? {
                Answer::Skipped => json!({}),
                Answer::Options(options) => {
                    json!({ "options": options.iter().map(lykta_core::answer::OptionId::as_str).collect::<Vec<_>>() })
                }
                Answer::Years(years) => {
                    let fits = item.options.iter().filter(|option| option.years.is_some_and(|own| own.from >= years.from));
                    json!({ "options": fits.take(1).map(|option| option.id.as_str()).collect::<Vec<_>>() })
                }
                Answer::Place(code) => json!({ "place": self.speaker.place(code), "region": region(code) }),
                Answer::Date(day) => json!({ "day": day.to_string() }),
            };
            Some((item.id.as_str().to_owned(), given))
        };
        let kind = |item: &Item| match item.kind {
            ItemKind::Single | ItemKind::Multiple => "options",
            ItemKind::Place => "place",
            ItemKind::Date => "day",
        };
        json!({
            "today": self.today.to_string(),
            "zone": self.pack.timezone,
            "skip": self.words.ui("skip"),
            "again": self.words.ui("start-over"),
            "steps": self.pack.items.iter().filter_map(step).collect::<Map<String, Value>>(),
            "items": self.pack.items.iter().map(|item| (self.words.text(item.text).to_owned(), json!([item.id.as_str(), kind(item)]))).collect::<Map<String, Value>>(),
        })
    }
}

/// All parts of a condition, each before what is in it.
fn gather<'a>(condition: &'a Condition, parts: &mut Vec<&'a Condition>) {
    parts.push(condition);
    match condition {
        Condition::All(inner) | Condition::Any(inner) => inner.iter().for_each(|part| gather(part, parts)),
        Condition::Not(part) => gather(part, parts),
        Condition::Clause(_) => {}
    }
}

/// A persona as the panel offers it, with its answers in the form of `ask`.
#[must_use]
pub fn persona(persona: &Persona) -> Value {
    let answer = |answer: &PersonaAnswer| match answer {
        PersonaAnswer::One(word) => json!(word),
        PersonaAnswer::Several(words) => json!(words),
    };
    let given = persona.answers.iter().map(|(item, given)| (item.clone(), answer(given)));
    let skipped = persona.skipped.iter().map(|item| (item.clone(), Value::Null));
    json!({ "id": persona.id, "about": persona.about, "today": persona.today, "answers": given.chain(skipped).collect::<Map<_, _>>() })
}

/// The municipality that a name typed in the guide means, with the region shown beside it if that is known.
#[must_use]
pub fn place_code(pack: &Pack, words: &Words, name: &str, region: &str) -> Option<String> {
    let is_named = |names: &[String]| names.iter().any(|own| own == name);
    let fits = |code: &str| pack.region_name(code).is_some_and(|own| words.text(own) == region);
    let mut found: Vec<_> = pack.gazetteer.municipalities().iter().filter(|place| is_named(&place.names)).collect();
    // Two municipalities may bear one name: then the region tells them apart.
    found.sort_by_key(|place| !fits(&place.region));
    found.first().map(|place| place.code.clone())
}
