//! What is told of a change that nobody notices.
//!
//! In: a survivor. Out: where it is, the condition as written and as changed, why it harms, and a persona to paste.
//! Never names a person: who it is, the editor says.

use lykta_core::answer::ItemId;
use lykta_core::date::Date;
use lykta_core::evaluate::{Evaluation, evaluate};
use lykta_core::pack::{ItemKind, Pack};
use lykta_core::truth::Truth;

use super::{Survivor, Tally};
use crate::compile::Compiled;
use crate::document::Document;
use crate::report;

/// One survivor, in lines. `number`: which of them it is, from 1, so that each persona has an id of its own.
#[must_use]
pub fn survivor(survivor: &Survivor, number: usize, compiled: &Compiled, documents: &[Document], today: Date) -> String {
    let Survivor { rule, change, .. } = survivor;
    let Some(rule) = compiled.written.rules.get(*rule) else { return String::new() };
    let id = rule.owner.id(&compiled.pack);
    let at = report::position(&rule.text.place.part(&change.at), documents);
    let mut text = format!("nobody notices: in a condition of `{id}` {}\n  {}   {}\n", change.how, report::at(&at), at.pointer);
    let mut lines = |written: &str, changed: &str| {
        let changed = if changed.is_empty() { "(no condition: always)" } else { changed };
        text.push_str(&format!("  written: {written}\n  changed: {changed}\n"));
    };
    match change.within.as_ref().and_then(|within| Some((within, compiled.written.named.get(&within.name)?))) {
        Some((within, named)) => {
            lines(&named.text, &within.text);
            let at = report::position(&named.place.part(&within.at), documents);
            text.push_str(&format!("  the named condition `{}`, as if it stood there: {}\n", within.name, report::at(&at)));
        }
        None => lines(&rule.text.text, &change.part.written()),
    }
    text.push_str(
        "  why:  a slip like this could keep a person from what they have a right to, or promise it to others, and all checks would pass\n",
    );
    text.push_str("  help: add a persona who would notice, and say who it is:\n\n");
    text.push_str(&persona(survivor, number, compiled, today));
    text
}

/// A persona who would notice, ready to paste.
#[must_use]
pub fn persona(survivor: &Survivor, number: usize, compiled: &Compiled, today: Date) -> String {
    let pack = &compiled.pack;
    let owner = compiled.written.rules.get(survivor.rule).map(|rule| rule.owner);
    let mut changed = pack.clone();
    if let Some(place) = owner.and_then(|owner| owner.of_mut(&mut changed)) {
        *place = survivor.change.part.condition();
    }
    let answers = &survivor.example.answers;
    let (now, then) = (evaluate(pack, answers, today), evaluate(&changed, answers, today));
    let id = owner.map_or("", |owner| owner.id(pack));
    let mut text = format!("[[persona]]\nid = \"{id}-{number}\"\nabout = \"\"\ntoday = \"{today}\"\n");
    let is_skipped = |words: &[String]| words.is_empty();
    let given: Vec<String> = survivor
        .example
        .words
        .iter()
        .filter(|(_, words)| !is_skipped(words))
        .map(|(item, words)| {
            let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            let is_list = pack.item(&ItemId::new(item)).is_some_and(|(_, item)| item.kind == ItemKind::Multiple);
            format!("{item} = {}", if is_list { format!("[{}]", quoted.join(", ")) } else { quoted.join(", ") })
        })
        .collect();
    if !given.is_empty() {
        text.push_str(&format!("answers = {{ {} }}\n", given.join(", ")));
    }
    let skipped: Vec<&str> = survivor.example.words.iter().filter(|(_, words)| is_skipped(words)).map(|(item, _)| item.as_str()).collect();
    list("skipped", &skipped, &mut text);
    let before = text.len();
    let truth = |evaluation: &Evaluation, card: usize| {
        evaluation.findings.iter().find(|finding| finding.card == card).map_or(Truth::No, |finding| finding.truth)
    };
    for (key, wanted) in [("shows", Truth::Yes), ("may_show", Truth::Unknown), ("hides", Truth::No)] {
        let differs = |(index, _): &(usize, _)| truth(&now, *index) == wanted && truth(&then, *index) != wanted;
        let ids: Vec<&str> = pack.cards.iter().enumerate().filter(differs).map(|(_, card)| card.id.as_str()).collect();
        list(key, &ids, &mut text);
    }
    let day = |evaluation: &Evaluation, card: usize| {
        let finding = evaluation.findings.iter().find(|finding| finding.card == card);
        finding.and_then(|finding| finding.deadlines.first()).map_or_else(|| "none".to_owned(), |(_, last)| last.date.to_string())
    };
    let days: Vec<String> = (0..pack.cards.len())
        .filter(|card| day(&now, *card) != day(&then, *card))
        .filter_map(|card| Some(format!("\"{}\" = \"{}\"", pack.cards.get(card)?.id.as_str(), day(&now, card))))
        .collect();
    if !days.is_empty() {
        text.push_str(&format!("last_day = {{ {} }}\n", days.join(", ")));
    }
    // A question that changes is told where nothing else does.
    if now.next != then.next && text.len() == before {
        text.push_str(&format!("next = \"{}\"\n", next(pack, &now)));
    }
    text
}

fn next<'a>(pack: &'a Pack, evaluation: &Evaluation) -> &'a str {
    evaluation.next.and_then(|index| pack.items.get(index)).map_or("none", |item| item.id.as_str())
}

fn list(key: &str, ids: &[&str], text: &mut String) {
    if !ids.is_empty() {
        let quoted: Vec<String> = ids.iter().map(|id| format!("\"{id}\"")).collect();
        text.push_str(&format!("{key} = [{}]\n", quoted.join(", ")));
    }
}

/// That there was nothing to change.
#[must_use]
pub fn nothing(compiled: &Compiled, of: &str) -> String {
    format!("{}: nothing was tried, since this pack has no {of} of its own", compiled.file.id)
}

/// The numbers, in a line.
#[must_use]
pub fn numbers(tally: &Tally, compiled: &Compiled, of: &str) -> String {
    format!(
        "{}: {} of {of} made; {} noticed by personas, {} more by promises, {} that change nothing for any answers, {} left",
        compiled.file.id,
        report::counted(tally.made, "change"),
        tally.by_personas,
        tally.by_promises,
        tally.equal,
        tally.left.len(),
    )
}
