//! What each file of words must hold.
//!
//! In: the languages of a folder. Out: a line for each fault, which begins with the name of the file and names the key.
//! English is what the others are held to: it has every key, and what is filled in.
//! A language may leave out the names of others (`language-sv`): they go by their own there.
//! Next: `docs/adding-a-language.md`.

use std::collections::{BTreeMap, BTreeSet};

use super::{Direction, Language};
use crate::facts::figure::Unit;

/// The language that the others are held to.
const MODEL: &str = "en";

/// What the app says in easy words alone.
const EASY_ALONE: [&str; 2] = ["easy-note", "easy-not-yet"];

/// What cannot turn among words from right to left: numbers without spaces, and what the locale itself says.
const TURNS_NOT: [&str; 14] =
    ["count", "number", "most", "date", "dates", "day", "month", "year", "weekday", "hours", "minutes", "time", "from", "to"];

/// All faults.
#[must_use]
pub fn faults(languages: &[Language]) -> Vec<String> {
    let Some(model) = languages.iter().find(|language| language.tag == MODEL) else {
        return vec![format!("{MODEL}.toml is missing: the other languages are held to it")];
    };
    let mut faults = Vec::new();
    for language in languages {
        let file = format!("{}.toml", language.tag);
        let mut told: Vec<String> = Vec::new();
        whole(&language.words, &model.words, languages, &mut told);
        lists(&language.words, &mut told);
        isolates(language, &mut told);
        known(language, &mut told);
        faults.extend(told.into_iter().map(|fault| format!("{file}: {fault}")));
        if let Some(easy) = &language.easy {
            faults.extend(over(easy, &language.words).into_iter().map(|fault| format!("easy/{file}: {fault}")));
        }
    }
    faults
}

/// The slots of a text, each once.
fn slots(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(slot, _)| slot).collect()
}

fn filled_alike(key: &str, text: &str, model: &str, faults: &mut Vec<String>) {
    let (own, others) = (slots(text), slots(model));
    if own != others {
        faults.push(format!("`{key}` fills in {own:?}, but the others fill in {others:?}"));
    }
    if text.trim().is_empty() {
        faults.push(format!("`{key}` is empty"));
    }
}

/// Every key, with the same filled in.
fn whole(words: &BTreeMap<String, String>, model: &BTreeMap<String, String>, languages: &[Language], faults: &mut Vec<String>) {
    for (key, text) in model {
        match words.get(key) {
            None => faults.push(format!("`{key}` is missing; in English it is {text:?}")),
            Some(own) => filled_alike(key, own, text, faults),
        }
    }
    let is_name = |key: &str| key.strip_prefix("language-").is_some_and(|tag| languages.iter().any(|language| language.tag == tag));
    for key in words.keys().filter(|key| !model.contains_key(*key) && !is_name(key)) {
        faults.push(format!("`{key}` is none of the app's words"));
    }
}

/// Words that are several, parted by spaces.
fn lists(words: &BTreeMap<String, String>, faults: &mut Vec<String>) {
    for (key, count) in [("months", 12), ("weekdays-short", 7)] {
        let found = words.get(key).map_or(count, |text| text.split(' ').count());
        if found != count {
            faults.push(format!("`{key}` has {found} words, but {count} are needed"));
        }
    }
}

/// Only what is filled in is isolated: the signs for borrowed texts are the build's own. From right to left it must be, but for what cannot turn.
fn isolates(language: &Language, faults: &mut Vec<String>) {
    for (key, text) in &language.words {
        if text.contains(['\u{2066}', '\u{2067}']) {
            faults.push(format!("`{key}` holds a sign that marks borrowed texts"));
        }
        if text.matches('\u{2068}').count() != text.matches('\u{2069}').count() {
            faults.push(format!("`{key}` begins an isolate that it does not end"));
        }
        if language.about.direction == Direction::Ltr {
            continue;
        }
        for slot in slots(text).into_iter().filter(|slot| !TURNS_NOT.contains(slot) || key == "nothing-fits") {
            if !text.contains(&format!("\u{2068}{{{slot}}}\u{2069}")) {
                faults.push(format!("`{key}`: write `\\u2068{{{slot}}}\\u2069`, so that what is filled in keeps its own direction"));
            }
        }
    }
}

/// What the tool must know of a language that people are shown.
fn known(language: &Language, faults: &mut Vec<String>) {
    if language.about.is_draft {
        return;
    }
    if language.about.not_in_checks.is_empty() {
        faults.push("`not_in_checks` is missing in `[language]`: words that judge would pass".to_owned());
    }
    let Some(figures) = &language.figures else {
        faults.push("`[figures]` is missing: no figure would be found in a text".to_owned());
        return;
    };
    for unit in Unit::COUNTED {
        if !figures.units.iter().any(|(known, _)| *known == unit) {
            faults.push(format!("`{}` is missing in `[figures.units]`", unit.key()));
        }
    }
}

/// Easy words lie over ordinary ones.
fn over(easy: &BTreeMap<String, String>, ordinary: &BTreeMap<String, String>) -> Vec<String> {
    let mut faults = Vec::new();
    for key in EASY_ALONE.into_iter().filter(|key| !easy.contains_key(*key)) {
        faults.push(format!("`{key}` is missing"));
    }
    if easy.get("language-name").is_none_or(|name| ordinary.get("language-name") == Some(name)) {
        faults.push("`language-name` is missing, or the name of the ordinary words".to_owned());
    }
    for (key, text) in easy.iter().filter(|(key, _)| !EASY_ALONE.contains(&key.as_str())) {
        match ordinary.get(key) {
            None => faults.push(format!("`{key}` is none of the app's words")),
            Some(ordinary) => filled_alike(key, text, ordinary, &mut faults),
        }
    }
    faults
}

#[cfg(test)]
mod tests;
