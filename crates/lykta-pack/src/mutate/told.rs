//! What is told of a change that nobody notices.
//!
//! In: a survivor. Out: where it is, the condition as written and as changed, why it harms, and a persona to paste.
//! Never names a person: who it is, the editor says.

use lykta_core::date::Date;
use lykta_core::evaluate::{Evaluation, evaluate};
use lykta_core::pack::Pack;
use lykta_core::truth::Truth;

use super::{Survivor, Tally};
use crate::compile::Compiled;
use crate::document::Document;
use crate::persona::written::{Expectations, written};
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
    let truth = |evaluation: &Evaluation, card: usize| {
        evaluation.findings.iter().find(|finding| finding.card == card).map_or(Truth::No, |finding| finding.truth)
    };
    let changes_from = |wanted: Truth| -> Vec<&str> {
        let differs = |(index, _): &(usize, _)| truth(&now, *index) == wanted && truth(&then, *index) != wanted;
        pack.cards.iter().enumerate().filter(differs).map(|(_, card)| card.id.as_str()).collect()
    };
    let day = |evaluation: &Evaluation, card: usize| {
        let finding = evaluation.findings.iter().find(|finding| finding.card == card);
        finding.and_then(|finding| finding.deadlines.first()).map_or_else(|| "none".to_owned(), |(_, last)| last.date.to_string())
    };
    let days = (0..pack.cards.len()).filter(|card| day(&now, *card) != day(&then, *card));
    let (shows, may_show, hides) = (changes_from(Truth::Yes), changes_from(Truth::Unknown), changes_from(Truth::No));
    let last_day: Vec<_> = days.filter_map(|card| Some((pack.cards.get(card)?.id.as_str(), day(&now, card)))).collect();
    // A question that changes is told where nothing else does.
    let is_all = shows.is_empty() && may_show.is_empty() && hides.is_empty() && last_day.is_empty();
    let next = (is_all && now.next != then.next).then(|| next(pack, &now));
    let expected = Expectations { shows, may_show, hides, last_day, next };
    // Who it is, the editor says.
    written(pack, (&format!("{id}-{number}"), "", today), &survivor.example.words, &expected)
}

fn next<'a>(pack: &'a Pack, evaluation: &Evaluation) -> &'a str {
    evaluation.next.and_then(|index| pack.items.get(index)).map_or("none", |item| item.id.as_str())
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
