//! Terms: official words, by language, with what they mean.
//!
//! In: the `[[term]]` entries. Out: the terms of each language; a problem for what could not open.
//! Never looks for them in texts: `lykta_core::terms` does, where a card is shown.
//! Next: `review/unused.rs` for those that stand nowhere.

use std::collections::BTreeMap;

use lykta_core::format::built;
use lykta_core::format::source::Term;

use super::texts;
use crate::problem::{Code, Place, Problems};
use crate::read::Located;

/// The terms of each language that is built, in its order; they are checked in all.
pub fn built(terms: &[Located<Term>], languages: &[String], wanted: &[String], problems: &mut Problems) -> Vec<Vec<built::Term>> {
    for term in terms {
        check(term, languages, problems);
    }
    wanted.iter().map(|language| of(terms, language, problems)).collect()
}

fn of(terms: &[Located<Term>], language: &str, problems: &mut Problems) -> Vec<built::Term> {
    let mut known: BTreeMap<&str, Place> = BTreeMap::new();
    let mut built = Vec::new();
    for Located { place, entry } in terms {
        let (Some(forms), Some(text)) = (entry.forms.get(language), entry.text.get(language)) else { continue };
        for (index, form) in forms.iter().enumerate() {
            let place = place.key("forms").key(language).index(index);
            if let Some(first) = known.get(form.as_str()) {
                problems.add_pair(
                    Code::TermShape,
                    &place,
                    format!("`{form}` stands twice among the terms"),
                    first,
                    "first here",
                    "take one out; a word opens one meaning",
                );
            } else {
                known.insert(form, place);
            }
        }
        built.push(built::Term { forms: forms.clone(), text: text.clone() });
    }
    built
}

fn check(Located { place, entry }: &Located<Term>, languages: &[String], problems: &mut Problems) {
    texts::check_words(&entry.text, languages, &place.key("text"), problems);
    if entry.forms.is_empty() {
        problems.add(Code::TermShape, &place.key("forms"), "the term has no form", "write for example `forms = { en = [\"appeal\"] }`");
    }
    for (language, forms) in &entry.forms {
        let place = place.key("forms").key(language);
        if !entry.text.contains_key(language) {
            let what = format!("what it means is missing in `{language}`");
            problems.add(Code::TermShape, &place, what, format!("add `{language} = \"...\"` to its `text`"));
        }
        let is_word = |form: &String| form.trim() == form && form.chars().any(char::is_alphanumeric);
        if let Some(index) = forms.iter().position(|form| !is_word(form)) {
            problems.add(
                Code::TermShape,
                &place.index(index),
                "this is no word",
                "write the word as it stands in the texts, without spaces around it",
            );
        }
        if forms.is_empty() {
            problems.add(Code::TermShape, &place, "there is no form", "write the word as it stands in the texts, or take the language out");
        }
    }
    for language in entry.text.keys().filter(|language| !entry.forms.contains_key(*language)) {
        let what = format!("the term has no form in `{language}`");
        problems.add(Code::TermShape, &place.key("text").key(language), what, "add the word to `forms`, or take the language out");
    }
}
