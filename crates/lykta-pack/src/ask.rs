//! `ask`: the core on answers, without a browser.
//!
//! In: a pack, answers as JSON, a date. Out: the contract between a pack and anything that tests it, as JSON or in words.
//! Never adds to what the core says.
//! Next: `answers.rs`, `lykta_core::evaluate`.

use std::collections::BTreeMap;

use lykta_core::answer::Answers;
use lykta_core::date::Date;
use lykta_core::deadline::LastDay;
use lykta_core::evaluate::{Finding, evaluate};
use lykta_core::format::built::Words;
use lykta_core::pack::Pack;
use serde_json::{Map, Value, json};

use crate::answers::{self, AnswerFault, Given};

/// Reads answers from JSON.
///
/// # Errors
/// JSON that is none, or answers that fit nothing.
pub fn read(pack: &Pack, text: &str) -> Result<Answers, Vec<AnswerFault>> {
    let whole = |what: String| {
        vec![AnswerFault {
            item: String::new(),
            what,
            help: "write an object such as {\"who\":\"self\",\"about\":[\"alcohol\"]}".to_owned(),
        }]
    };
    let value: Value = serde_json::from_str(text)
        .map_err(|fault| whole(format!("the answers are not JSON, from line {} column {} on", fault.line(), fault.column())))?;
    let Value::Object(object) = value else { return Err(whole("the answers are not a JSON object".to_owned())) };
    let mut given = BTreeMap::new();
    let mut faults = Vec::new();
    for (item, value) in object {
        let words = match value {
            Value::Null => Some(Given::Skipped),
            Value::String(word) => Some(Given::Words(vec![word])),
            Value::Array(words) => {
                words.into_iter().map(|word| word.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>().map(Given::Words)
            }
            Value::Bool(_) | Value::Number(_) | Value::Object(_) => None,
        };
        match words {
            Some(words) => {
                given.insert(item, words);
            }
            None => faults.push(AnswerFault {
                what: format!("`{item}` is answered with a value of the wrong kind"),
                item,
                help: "write an option id in quotes, a list of them, or null".to_owned(),
            }),
        }
    }
    match answers::read(pack, given.iter().map(|(item, value)| (item.as_str(), value))) {
        Ok(answers) if faults.is_empty() => Ok(answers),
        Ok(_) => Err(faults),
        Err(mut more) => {
            faults.append(&mut more);
            Err(faults)
        }
    }
}

/// What the guide makes of answers, in the form of the contract.
#[must_use]
pub fn json(pack: &Pack, answers: &Answers, today: Date) -> Value {
    let evaluation = evaluate(pack, answers, today);
    let item = |index: &usize| pack.items.get(*index).map_or("", |item| item.id.as_str());
    let items = |indexes: &[usize]| indexes.iter().map(item).collect::<Vec<_>>();
    json!({
        "next": evaluation.next.as_ref().map(item),
        "asked": items(&evaluation.asked),
        "findings": evaluation.findings.iter().filter_map(|finding| {
            let card = pack.cards.get(finding.card)?;
            let mut object = Map::new();
            object.insert("id".into(), json!(card.id.as_str()));
            object.insert("kind".into(), json!(card.kind.word()));
            object.insert("truth".into(), json!(finding.truth.word()));
            object.insert("facts".into(), json!(card.facts));
            object.insert("because".into(), json!(items(&finding.because)));
            object.insert("waits_for".into(), json!(items(&finding.waits_for)));
            object.insert("deadline".into(), finding.deadlines.first().map_or(Value::Null, |(_, last)| last_day(*last)));
            if finding.deadlines.len() > 1 {
                object.insert("deadlines".into(), finding.deadlines.iter().map(|(_, last)| last_day(*last)).collect());
            }
            Some(Value::Object(object))
        }).collect::<Vec<_>>(),
    })
}

fn last_day(last: LastDay) -> Value {
    json!({ "last_day": last.date.to_string(), "days": last.days, "passed": last.is_passed() })
}

/// The same in words, for an editor's terminal.
#[must_use]
pub fn words(pack: &Pack, words: Option<&Words>, answers: &Answers, today: Date) -> String {
    let evaluation = evaluate(pack, answers, today);
    let item = |index: &usize| pack.items.get(*index).map_or("", |item| item.id.as_str());
    let list = |indexes: &[usize]| indexes.iter().map(item).collect::<Vec<_>>().join(", ");
    let line = |finding: &Finding| {
        let card = pack.cards.get(finding.card)?;
        let title = words.map_or("", |words| words.text(card.title));
        let mut line = format!("{:<8} {:<9} {}  {title}", finding.truth.word(), card.kind.word(), card.id.as_str());
        if !finding.because.is_empty() {
            line.push_str(&format!("\n         because of: {}", list(&finding.because)));
        }
        if !finding.waits_for.is_empty() {
            line.push_str(&format!("\n         hangs on: {}", list(&finding.waits_for)));
        }
        for (_, last) in &finding.deadlines {
            line.push_str(&format!("\n         last day: {} ({} days)", last.date, last.days));
        }
        Some(line)
    };
    let mut text =
        format!("next: {}\nasked: {}\n\n", evaluation.next.as_ref().map_or("(none: the guide ends)", item), list(&evaluation.asked));
    text.push_str(&evaluation.findings.iter().filter_map(line).collect::<Vec<_>>().join("\n"));
    text
}
