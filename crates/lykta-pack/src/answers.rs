//! Answers from a file: read by the shared vocabulary and the pack.
//!
//! In: item ids with values (an option id, a list of them, a municipality code, a date, or null). Out: `Answers`, or what is wrong.
//! Accepts every item of the shared vocabulary, also those that the pack does not use; nothing else.
//! Next: `ask.rs`, `persona.rs`.

use lykta_core::answer::{Answer, Answers, ItemId, OptionId};
use lykta_core::date::Date;
use lykta_core::pack::{Item, ItemKind, Pack};
use lykta_core::vocabulary::{self, Term};

use crate::problem::meant;

/// A value given to an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// "I'd rather not say".
    Skipped,
    /// Words: option ids, a code or a date.
    Words(Vec<String>),
}

/// What is wrong with an answer: the item, the fault and the mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerFault {
    /// Item id as given.
    pub item: String,
    /// What is wrong.
    pub what: String,
    /// The mend.
    pub help: String,
}

/// Reads all answers.
///
/// # Errors
/// Every answer that fits nothing.
pub fn read<'a>(pack: &Pack, given: impl IntoIterator<Item = (&'a str, &'a Given)>) -> Result<Answers, Vec<AnswerFault>> {
    let mut answers = Answers::default();
    let mut faults = Vec::new();
    for (id, value) in given {
        match answer(pack, id, value) {
            Ok(Some(answer)) => answers.give(ItemId::new(id), answer),
            Ok(None) => {}
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(answers) } else { Err(faults) }
}

/// One answer; none for an item that only the shared vocabulary knows.
fn answer(pack: &Pack, id: &str, value: &Given) -> Result<Option<Answer>, AnswerFault> {
    let fault = |what: String, help: String| AnswerFault { item: id.to_owned(), what, help };
    let item = pack.item(&ItemId::new(id)).map(|(_, item)| item);
    let term = vocabulary::term(id);
    let Some(kind) = item.map(|item| item.kind).or(term.map(|term| term.kind)) else {
        let known = pack
            .items
            .iter()
            .map(|item| item.id.as_str())
            .chain(vocabulary::TERMS.iter().map(|term| term.id))
            .collect::<std::collections::BTreeSet<_>>();
        return Err(fault(format!("there is no item `{id}`"), meant(id, known)));
    };
    let Given::Words(words) = value else { return Ok(item.map(|_| Answer::Skipped)) };
    let answer = match kind {
        ItemKind::Single | ItemKind::Multiple => options(pack, id, item, term, kind, words)?,
        ItemKind::Place => {
            let code = single(words).ok_or_else(|| {
                fault(format!("`{id}` takes one municipality code"), "write a code such as \"091\", with its zeros".to_owned())
            })?;
            if pack.gazetteer.municipality(code).is_none() {
                let codes = pack.gazetteer.municipalities().iter().map(|municipality| municipality.code.as_str()).collect::<Vec<_>>();
                let named = pack
                    .gazetteer
                    .municipalities()
                    .iter()
                    .find(|municipality| municipality.names.iter().any(|name| name.eq_ignore_ascii_case(code)));
                let help = named.map_or_else(
                    || format!("options are the {} municipality codes, such as \"{}\"", codes.len(), codes.first().copied().unwrap_or("")),
                    |named| format!("did you mean `{}`, the code of {code}?", named.code),
                );
                return Err(fault(format!("`{id}` has no municipality `{code}`"), help));
            }
            Answer::Place(code.to_owned())
        }
        ItemKind::Date => {
            let date = single(words)
                .and_then(Date::parse)
                .ok_or_else(|| fault(format!("`{id}` takes one day"), "write it like \"2026-11-09\"".to_owned()))?;
            Answer::Date(date)
        }
    };
    Ok(item.map(|_| answer))
}

fn single(words: &[String]) -> Option<&str> {
    match words {
        [word] => Some(word),
        _ => None,
    }
}

fn options(
    _pack: &Pack,
    id: &str,
    item: Option<&Item>,
    term: Option<&Term>,
    kind: ItemKind,
    words: &[String],
) -> Result<Answer, AnswerFault> {
    let own = item.into_iter().flat_map(|item| item.options.iter().map(|option| option.id.as_str()));
    let shared = term.into_iter().flat_map(|term| term.options.iter().copied());
    let mut known: Vec<&str> = Vec::new();
    for option in own.chain(shared) {
        if !known.contains(&option) {
            known.push(option);
        }
    }
    let listed = format!("options are {}", known.iter().map(|option| format!("`{option}`")).collect::<Vec<_>>().join(", "));
    let fault = |what: String| AnswerFault { item: id.to_owned(), what, help: listed.clone() };
    if words.is_empty() {
        return Err(AnswerFault {
            help: format!("leave the item out if it is not answered, or write null for \"rather not say\"; {listed}"),
            ..fault(format!("`{id}` is answered with nothing"))
        });
    }
    if kind == ItemKind::Single && words.len() > 1 {
        return Err(fault(format!("`{id}` takes one option, not {}", words.len())));
    }
    if let Some(wrong) = words.iter().find(|word| !known.contains(&word.as_str())) {
        return Err(fault(format!("`{id}` has no option `{wrong}`")));
    }
    // The coarse age of the shared vocabulary, where the pack has finer ones.
    if let (Some(item), [word]) = (item, words)
        && !item.options.iter().any(|option| option.id.as_str() == word)
        && let Some(years) = vocabulary::years(id, word)
    {
        return Ok(Answer::Years(years));
    }
    Ok(Answer::Options(words.iter().map(|word| OptionId::new(word)).collect()))
}
