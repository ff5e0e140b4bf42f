//! Details of a statement: what the pack knows, and what the public body writes into a file of its own.
//!
//! In: a compiled pack; a file of lines such as `name = "Example town"`. Out: details by key, and what the pack has.
//! Never makes up a name, an address, a law or an authority: what nobody told stays in brackets.
//! Next: `slot.rs`, which puts them in.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use lykta_core::format::built::Words;
use lykta_core::pack::{CardKind, Channel, ItemKind};
use serde::Deserialize;

use super::fault::Having;
use crate::compile::Compiled;
use crate::load;
use crate::overview::{self, speak};
use crate::problem::meant;

/// The end of the id of a card on emergency text messages, in every pack that has one.
const CALLING: &str = "-notice-calling";

/// What the pack has, as far as faults hang on it.
#[must_use]
pub fn having(compiled: &Compiled) -> BTreeSet<Having> {
    let pack = &compiled.pack;
    let has_call = |channel: &Channel| matches!(channel, Channel::Phone(..));
    let helplines = pack.cards.iter().filter(|card| card.kind == CardKind::Helpline);
    let has = |having, is_there: bool| is_there.then_some(having);
    [
        has(Having::Place, pack.items.iter().any(|item| item.kind == ItemKind::Place && item.is_asked)),
        has(Having::Helplines, helplines.flat_map(|card| &card.contacts).any(|contact| has_call(&contact.channel))),
        has(Having::EmergencyText, pack.cards.iter().any(|card| card.id.as_str().ends_with(CALLING))),
        has(Having::EasyWords, !compiled.easy.is_empty()),
        has(Having::NoEasyWords, compiled.easy.is_empty()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What the pack knows, in the language of these words; `all` only where it is told where the guide is served.
#[must_use]
pub fn of_pack(compiled: &Compiled, words: &Words, origin: Option<&str>) -> BTreeMap<String, String> {
    let named = |tags: &[&str]| tags.iter().map(|tag| speak::language(words, tag)).collect::<Vec<_>>().join(", ");
    let file = &compiled.file;
    let languages: Vec<&str> = file.languages.iter().map(String::as_str).collect();
    let easy: Vec<&str> = compiled.easy.iter().map(|words| words.language.as_str()).collect();
    let all = origin.map(|origin| format!("{origin}/guide/{}", overview::name(&file.id, &words.language)));
    let details = [
        ("languages", named(&languages)),
        ("easy", named(&easy)),
        ("edition", format!("{} {}", file.id, file.version)),
        ("checked", speak::days(words, compiled.pack.cards.iter().map(|card| card.checked_on))),
        ("form", file.report_url.clone()),
        ("all", all.unwrap_or_default()),
    ];
    details.into_iter().filter(|(_, detail)| !detail.is_empty()).map(|(key, detail)| (key.to_owned(), detail)).collect()
}

/// What stands behind a key of the file: the same words in each language, or words by language.
#[derive(Deserialize)]
#[serde(untagged)]
enum Detail {
    Same(String),
    ByLanguage(BTreeMap<String, String>),
}

/// The details of a file, for a language.
///
/// # Errors
/// A file that cannot be read, and every line of it that cannot be used, with the mend.
pub fn of_file(file: &Path, language: &str, keys: &BTreeSet<String>) -> Result<BTreeMap<String, String>, String> {
    let text = load::read(file)?;
    let table: toml::Table = toml::from_str(&text).map_err(|fault| {
        let line = fault.span().and_then(|span| text.get(..span.start)).map_or(1, |before| before.matches('\n').count() + 1);
        format!("{}:{line}: this line cannot be read; write it like name = \"Example town\"", file.display())
    })?;
    let mut details = BTreeMap::new();
    let mut wrong = Vec::new();
    for (key, value) in table {
        if !keys.contains(&key) {
            let mend = meant(&key, keys.iter().map(String::as_str));
            wrong.push(format!("{}: the statement has nothing called `{key}`; {mend}", file.display()));
            continue;
        }
        let detail = match value.try_into() {
            Ok(Detail::Same(detail)) => detail,
            Ok(Detail::ByLanguage(mut details)) => details.remove(language).unwrap_or_default(),
            Err(_) => {
                let form = format!("{key} = \"...\", or {key} = {{ {language} = \"...\" }}");
                wrong.push(format!("{}: `{key}` is neither words nor words by language; write {form}", file.display()));
                continue;
            }
        };
        if detail.contains(char::is_control) {
            wrong.push(format!("{}: `{key}` is more than one line; write it in one", file.display()));
            continue;
        }
        if !detail.trim().is_empty() {
            details.insert(key, detail.trim().to_owned());
        }
    }
    if wrong.is_empty() { Ok(details) } else { Err(wrong.join("\n")) }
}
