//! Coverage: what of a pack no persona touches.
//!
//! In: a compiled pack. Out: cards that no persona names, options that none chooses, parts of conditions that are never yes or never no.
//! Of a local pack only what stands in its own files: the country's pack has its own personas.
//! Never says that what is touched is right: that is what `mutate` asks.
//! Next: `parts.rs` for what a part is, `docs/pack-format.md` for the words.

use std::collections::BTreeSet;
use std::path::Path;

use lykta_core::condition::Condition;
use lykta_core::evaluate::truths;
use lykta_core::format::source::{Persona, PersonaAnswer};
use lykta_core::truth::{Truth, Truths};
use serde_json::{Value, json};

use crate::compile::Compiled;
use crate::document::Document;
use crate::parts::{self, Part};
use crate::persona;
use crate::problem::{Place, Position, Problems};
use crate::report;

/// What no persona touches.
#[derive(Debug, Default)]
pub struct Gaps {
    /// Cards that none names, with their places.
    pub cards: Vec<(String, Place)>,
    /// Options that none chooses: item and option.
    pub options: Vec<(String, Place)>,
    /// Parts of conditions, by text, with what they never are.
    pub parts: Vec<Undecided>,
    /// How many there are of each.
    pub of: [usize; 3],
}

/// A part of a condition that is not decided both ways.
#[derive(Debug)]
pub struct Undecided {
    /// Its text.
    pub text: String,
    /// Where.
    pub place: Place,
    /// Whether no persona makes it yes.
    pub never_yes: bool,
    /// Whether no persona makes it no.
    pub never_no: bool,
}

/// What the personas of a pack do not touch.
#[must_use]
pub fn gaps(compiled: &Compiled, folder: &Path, documents: &[Document]) -> Gaps {
    let is_own = |place: &Place| documents.get(place.document).is_some_and(|document| document.path.starts_with(folder));
    let personas: Vec<&Persona> = compiled.personas.iter().map(|persona| &persona.entry).collect();
    let mut gaps = Gaps::default();
    let named: BTreeSet<&str> = personas.iter().flat_map(|persona| cards_named(persona)).collect();
    for (card, place) in compiled.pack.cards.iter().zip(&compiled.written.cards).filter(|(_, place)| is_own(place)) {
        gaps.of[0] += 1;
        if !named.contains(card.id.as_str()) {
            gaps.cards.push((card.id.as_str().to_owned(), place.clone()));
        }
    }
    for (item, places) in compiled.pack.items.iter().zip(&compiled.written.options) {
        for (option, place) in item.options.iter().zip(places).filter(|(_, place)| is_own(place)) {
            gaps.of[1] += 1;
            let chosen = |persona: &&Persona| match persona.answers.get(item.id.as_str()) {
                Some(PersonaAnswer::One(word)) => word == option.id.as_str(),
                Some(PersonaAnswer::Several(words)) => words.iter().any(|word| word == option.id.as_str()),
                None => false,
            };
            if !personas.iter().any(chosen) {
                gaps.options.push((format!("{} is {}", item.id.as_str(), option.id.as_str()), place.clone()));
            }
        }
    }
    undecided(compiled, &is_own, &mut gaps);
    gaps
}

/// The cards that a persona expects something of.
pub fn cards_named(persona: &Persona) -> impl Iterator<Item = &str> {
    let lists = [&persona.shows, &persona.may_show, &persona.hides, &persona.starts_with];
    lists.into_iter().flatten().chain(persona.last_day.keys()).map(String::as_str)
}

/// Named conditions count by themselves, once; where one is used it is a part like any other.
fn undecided(compiled: &Compiled, is_own: &dyn Fn(&Place) -> bool, gaps: &mut Gaps) {
    let written = &compiled.written;
    let texts = written.named.values().chain(written.rules.iter().map(|rule| &rule.text)).filter(|text| is_own(&text.place));
    let mut found: Vec<(Place, String, Condition)> = Vec::new();
    for text in texts {
        let Some(root) = parts::read(&text.text, &written.named) else { continue };
        root.each(&mut |part: &Part| found.push((text.place.part(&part.at), part.written(), part.condition())));
    }
    let mut met = vec![Truths::NONE; found.len()];
    for persona in &compiled.personas {
        let Some(person) = persona::person(&compiled.pack, &persona.entry, &persona.place, &mut Problems::default()) else { continue };
        let now = truths(&compiled.pack, &person.answers, found.iter().map(|(_, _, condition)| condition), person.today);
        for (met, truth) in met.iter_mut().zip(now) {
            *met = met.with(Truths::only(truth));
        }
    }
    gaps.of[2] = found.len();
    for ((place, text, _), met) in found.into_iter().zip(met) {
        let (never_yes, never_no) = (!met.has(Truth::Yes), !met.has(Truth::No));
        if never_yes || never_no {
            gaps.parts.push(Undecided { text, place, never_yes, never_no });
        }
    }
}

impl Undecided {
    fn lack(&self) -> &'static str {
        match (self.never_yes, self.never_no) {
            (true, true) => "never yes, never no",
            (true, false) => "never yes",
            (false, _) => "never no",
        }
    }
}

impl Gaps {
    /// For an editor: each with its place, and numbers at the end.
    #[must_use]
    pub fn words(&self, documents: &[Document]) -> String {
        let mut text = String::new();
        let mut list = |head: &str, lines: Vec<(Position, String)>| {
            if !lines.is_empty() {
                text.push_str(head);
                text.push('\n');
                for (at, line) in sorted(lines) {
                    text.push_str(&format!("  {}  {line}\n", report::at(&at)));
                }
                text.push('\n');
            }
        };
        let at = |place: &Place| report::position(place, documents);
        list("cards that no persona names:", self.cards.iter().map(|(id, place)| (at(place), id.clone())).collect());
        list("options that no persona chooses:", self.options.iter().map(|(text, place)| (at(place), text.clone())).collect());
        let part = |part: &Undecided| (at(&part.place), format!("{}: {}", part.lack(), part.text));
        list("parts of conditions that no persona decides both ways:", self.parts.iter().map(part).collect());
        let [cards, options, parts] = self.of;
        if self.of == [0, 0, 0] {
            text.push_str("touched: there is nothing to touch, since this pack has no cards, options or conditions of its own yet");
            return text;
        }
        text.push_str(&format!(
            "touched: {} of {}, {} of {}, {} of {} of conditions both ways",
            cards - self.cards.len(),
            report::counted(cards, "card"),
            options - self.options.len(),
            report::counted(options, "option"),
            parts - self.parts.len(),
            report::counted(parts, "part"),
        ));
        text
    }

    /// The same for a program.
    #[must_use]
    pub fn json(&self, documents: &[Document]) -> Value {
        let at = |place: &Place| report::position(place, documents);
        let named = |key: &str, list: &[(String, Place)]| {
            let lines = list.iter().map(|(text, place)| (at(place), text.clone())).collect();
            let one = |(at, text): (Position, String)| json!({ key: text, "file": at.file.display().to_string(), "line": at.line, "column": at.column });
            sorted(lines).into_iter().map(one).collect::<Vec<_>>()
        };
        let parts = sorted(self.parts.iter().map(|part| (at(&part.place), part)).collect());
        let part = |(at, part): (Position, &Undecided)| {
            json!({
                "part": part.text,
                "file": at.file.display().to_string(),
                "line": at.line,
                "column": at.column,
                "never_yes": part.never_yes,
                "never_no": part.never_no,
            })
        };
        let [cards, options, of_parts] = self.of;
        json!({
            "cards": { "of": cards, "untouched": named("card", &self.cards) },
            "options": { "of": options, "untouched": named("option", &self.options) },
            "parts": { "of": of_parts, "untouched": parts.into_iter().map(part).collect::<Vec<_>>() },
        })
    }
}

fn sorted<T>(mut lines: Vec<(Position, T)>) -> Vec<(Position, T)> {
    lines.sort_by(|left, right| left.0.cmp(&right.0));
    lines
}
