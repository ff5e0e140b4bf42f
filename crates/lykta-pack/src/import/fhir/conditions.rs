//! Conditions: when an item is put, in the pack's words.
//!
//! In: `enableWhen` of an item and of the groups around it. Out: a condition on earlier questions of the check.
//! Never guesses: a condition that cannot be said as it is meant refuses the item.
//! Next: `lykta_core::condition` for the grammar.

use std::collections::BTreeMap;

use serde_json::Value;

use super::items::{Item, Kind, text};
use crate::import::clean;

/// Why an item is refused.
type Refused = (String, String);

/// The items that conditions name.
pub fn questions(when: &[Value]) -> Vec<String> {
    let lists = when.iter().filter_map(|one| one.get("enableWhen")?.as_array());
    lists.flatten().map(|one| text(one.get("question"))).collect()
}

/// The condition of an item; none if it is always put.
///
/// # Errors
/// Why the item cannot be kept.
pub fn built(when: &[Value], earlier: &BTreeMap<&str, &Item>, changes: &mut Vec<(String, String)>) -> Result<Option<String>, Refused> {
    let mut parts = Vec::new();
    for one in when {
        let Some(list) = one.get("enableWhen").and_then(Value::as_array) else {
            return Err((
                "it hangs on an expression that only other programs can read".to_owned(),
                "ask it in your own words, with a condition of the pack".to_owned(),
            ));
        };
        let behavior = text(one.get("enableBehavior"));
        let join = match (behavior.as_str(), list.len()) {
            ("any", _) => " or ",
            ("all", _) | (_, 1) => " and ",
            _ => {
                return Err((
                    "it has several conditions, and does not say whether one or all must hold (enableBehavior)".to_owned(),
                    "ask whoever keeps the questionnaire".to_owned(),
                ));
            }
        };
        let own: Vec<String> =
            list.iter().map(|one| clause(one, earlier, changes).map(|clause| format!("({clause})"))).collect::<Result<_, _>>()?;
        parts.push(match own.as_slice() {
            [one] => one.clone(),
            many => format!("({})", many.join(join)),
        });
    }
    Ok((!parts.is_empty()).then(|| match parts.as_slice() {
        [one] => bare(one),
        many => many.join(" and "),
    }))
}

/// A condition without the brackets around all of it.
fn bare(text: &str) -> String {
    match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) if !inner.contains('(') => inner.to_owned(),
        _ => text.to_owned(),
    }
}

fn clause(one: &Value, earlier: &BTreeMap<&str, &Item>, changes: &mut Vec<(String, String)>) -> Result<String, Refused> {
    let link = text(one.get("question"));
    let refused = |what: String| Err((what, "ask it in your own words, with a condition of the pack".to_owned()));
    let Some(item) = earlier.get(link.as_str()) else {
        return refused(format!("it hangs on `{}`, which comes later, was refused, or hangs on it in turn", clean::cut(&link, 40).0));
    };
    let id = crate::import::id("q", &link);
    // As it stands: plain texts have no `<`.
    let operator = one.get("operator").and_then(Value::as_str).unwrap_or("").to_owned();
    let answer = one.as_object().and_then(|fields| fields.iter().find(|(field, _)| field.starts_with("answer")));
    let Some((field, answer)) = answer else { return refused("its condition names no answer".to_owned()) };
    let all =
        |ids: Vec<&str>| if ids.len() == 1 { format!("{id} is {}", ids.join("")) } else { format!("{id} is any of {}", ids.join(", ")) };
    if operator == "exists" {
        let given = match item.kind {
            Kind::Number => format!("{id} >= 0"),
            Kind::YesNo => all(vec!["yes", "no"]),
            _ => all(item.options.iter().map(|option| option.id.as_str()).collect()),
        };
        if answer.as_bool() == Some(true) {
            return Ok(given);
        }
        let what = "it is there for those who did not answer another question; here it is not put to those who passed that over";
        changes.push((what.to_owned(), "ask it without a condition, if it matters".to_owned()));
        return Ok(format!("not ({given})"));
    }
    if item.repeats && operator != "=" {
        return refused("it compares a question with several answers in another way than by one of them".to_owned());
    }
    if operator == "!=" {
        let what = "with no answer to the question that it hangs on it is not put here; in FHIR it would be";
        changes.push((what.to_owned(), "nothing, if the question is there for those who answered".to_owned()));
    }
    match (item.kind, field.as_str()) {
        (Kind::YesNo, "answerBoolean") => {
            let is = matches!((operator.as_str(), answer.as_bool()), ("=", Some(true)) | ("!=", Some(false)));
            let known = ["=", "!="].contains(&operator.as_str()) && answer.is_boolean();
            if known {
                Ok(format!("{id} is {}", if is { "yes" } else { "no" }))
            } else {
                refused("its condition compares yes and no".to_owned())
            }
        }
        (Kind::Number, "answerInteger") => {
            let Some(number) = answer.as_i64().filter(|number| (0..=i64::from(u16::MAX)).contains(number)) else {
                return refused("its condition has a number that cannot be asked for".to_owned());
            };
            match operator.as_str() {
                ">" | "<" | ">=" | "<=" => Ok(format!("{id} {operator} {number}")),
                "=" => Ok(format!("{id} >= {number} and {id} <= {number}")),
                "!=" => Ok(format!("{id} < {number} or {id} > {number}")),
                _ => refused(format!("its condition has the operator `{}`", clean::cut(&clean::plain(&operator), 10).0)),
            }
        }
        (Kind::Choice, "answerCoding" | "answerInteger" | "answerDecimal") => {
            let of_answer = |value: &Value| match field.as_str() {
                "answerCoding" => text(value.get("code")),
                _ => text(Some(value)),
            };
            let own = of_answer(answer);
            let number = own.parse::<f64>().ok();
            let holds = |code: &str| {
                let pair = code.parse::<f64>().ok().zip(number);
                match operator.as_str() {
                    "=" => code == own,
                    "!=" => code != own,
                    ">" => pair.is_some_and(|(code, number)| code > number),
                    "<" => pair.is_some_and(|(code, number)| code < number),
                    ">=" => pair.is_some_and(|(code, number)| code >= number),
                    "<=" => pair.is_some_and(|(code, number)| code <= number),
                    _ => false,
                }
            };
            if !item.options.iter().any(|option| option.code == own) && ["=", "!="].contains(&operator.as_str()) {
                return refused(format!("it hangs on the answer `{}`, which that question does not have", clean::cut(&own, 40).0));
            }
            let ids: Vec<&str> = item.options.iter().filter(|option| holds(&option.code)).map(|option| option.id.as_str()).collect();
            if ids.is_empty() { refused("its condition can never be met".to_owned()) } else { Ok(all(ids)) }
        }
        // `answerString` beside a question with codes: no answer to it is a text.
        _ => refused(format!("its condition compares `{field}` with an answer of another kind, and can never be met")),
    }
}
