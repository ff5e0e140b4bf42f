//! Easy words: what lies over the ordinary words of questions and cards, by language.
//!
//! In: the `[[easy]]` entries, after items and cards are built. Out: words of each language that has some; a problem for what lies nowhere,
//! or leaves hard words where a person chose easy ones.
//! Never over words that a local pack changed: those are found by the text that they were written for.
//! Next: `lykta_core::format::built::Words::over`, `locale::easy` for the app's own.

use std::collections::{BTreeMap, BTreeSet};

use lykta_core::format::VERSION;
use lykta_core::format::built::{Picture, Words};
use lykta_core::format::source::{Card, Easy, Item, Need, Texts};

use super::pictures::Beside;
use super::{Scope, texts};
use crate::locale;
use crate::problem::{Code, Place, Problems, meant};
use crate::read::Located;

/// A field with the easy words for it and the ordinary ones; the name is that of the field, with its number or id where there are several.
struct Field<'a> {
    name: String,
    place: Place,
    easy: Option<&'a Texts>,
    ordinary: Option<&'a Texts>,
}

/// Easy words of each of these languages that has some, in their order.
pub fn built(scope: &Scope<'_>, languages: &[String], problems: &mut Problems) -> Vec<Words> {
    let mut over: BTreeMap<&str, BTreeMap<u32, &str>> = BTreeMap::new();
    let mut done: BTreeMap<(&str, &str), BTreeSet<String>> = BTreeMap::new();
    let mut first: BTreeMap<(&str, &str), &Place> = BTreeMap::new();
    let mut beside = Beside::default();
    for Located { place, entry } in &scope.entries.easies {
        let Some(fields) = fields(scope, entry, place, problems) else { continue };
        beside.take(scope, entry, place, problems);
        for field in fields {
            let Some(easy) = field.easy else { continue };
            texts::check_words(easy, &scope.manifest.languages, &field.place, problems);
            if field.name == "title" {
                texts::check_title(easy, &field.place, problems);
            }
            let Some(ordinary) = field.ordinary else {
                let (of, name) = (&entry.of, &field.name);
                problems.add(
                    Code::EasyNowhere,
                    &field.place,
                    format!("`{of}` has no `{name}`"),
                    "take it out, or say it in a field that there is",
                );
                continue;
            };
            let Some(number) = scope.texts.known(ordinary) else { continue };
            for (language, text) in easy {
                if scope.manifest.languages.contains(language) && locale::easy(language).is_none() {
                    let known: Vec<&str> =
                        locale::languages().iter().filter(|known| known.easy.is_some()).map(|known| known.tag.as_str()).collect();
                    problems.add(
                        Code::ForeignLanguage,
                        &field.place.key(language),
                        format!("the app itself has no easy words in `{language}`"),
                        format!("take it out; there are easy words in `{}`", known.join("`, `")),
                    );
                    continue;
                }
                done.entry((&entry.of, language)).or_default().insert(field.name.clone());
                first.entry((&entry.of, language)).or_insert(place);
                let before = over.entry(language).or_default().insert(number, text);
                if before.is_some_and(|before| before != text) {
                    problems.add(
                        Code::EasyNowhere,
                        &field.place.key(language),
                        "the same ordinary words have other easy words in another place",
                        "use the same easy words in both",
                    );
                }
            }
        }
    }
    tell_missing(scope, &over, &done, &first, problems);
    let number = |language: &String| over.get(language.as_str()).filter(|over| !over.is_empty());
    languages.iter().filter_map(|language| number(language).map(|over| words(language, over, beside.of(language)))).collect()
}

fn words(language: &str, over: &BTreeMap<u32, &str>, pictures: Vec<Picture>) -> Words {
    Words {
        format: VERSION,
        language: language.to_owned(),
        ui: locale::easy(language).unwrap_or_default(),
        texts: over.values().map(|text| texts::unbroken(text)).collect(),
        easy: over.keys().copied().collect(),
        is_laid_over: true,
        pictures,
        ..Words::default()
    }
}

/// The fields of what the easy words are of; none if it is not there, which is told.
fn fields<'a>(scope: &'a Scope<'_>, easy: &'a Easy, place: &Place, problems: &mut Problems) -> Option<Vec<Field<'a>>> {
    let entries = scope.entries;
    if let Some(card) = entries.cards.iter().find(|card| card.entry.id == easy.of) {
        return Some(of_card(&card.entry, easy, place));
    }
    if let Some(item) = entries.items.iter().find(|item| item.entry.id == easy.of) {
        return Some(of_item(&item.entry, easy, place, problems));
    }
    if !entries.unread.contains(&easy.of) {
        let ids = || entries.cards.iter().map(|card| &card.entry.id).chain(entries.items.iter().map(|item| &item.entry.id));
        let help = meant(&easy.of, ids().map(String::as_str).collect::<Vec<_>>());
        problems.add(Code::EasyNowhere, &place.key("of"), format!("there is no question or card `{}`", easy.of), help);
    }
    None
}

fn field<'a>(name: &str, place: &Place, easy: Option<&'a Texts>, ordinary: Option<&'a Texts>) -> Field<'a> {
    Field { name: name.to_owned(), place: place.key(name), easy, ordinary }
}

/// Those of a list, by number.
fn list<'a>(name: &'static str, place: &Place, easy: &'a [Texts], ordinary: &[&'a Texts]) -> Vec<Field<'a>> {
    (0..easy.len().max(ordinary.len()))
        .map(|index| Field {
            name: format!("{name} {}", index + 1),
            place: place.key(name).index(index),
            easy: easy.get(index),
            ordinary: ordinary.get(index).copied(),
        })
        .collect()
}

fn of_card<'a>(card: &'a Card, easy: &'a Easy, place: &Place) -> Vec<Field<'a>> {
    let mut fields = vec![
        field("title", place, easy.title.as_ref(), Some(&card.title)),
        field("text", place, easy.text.as_ref(), Some(&card.text)),
        field("first", place, easy.first.as_ref(), card.first.as_ref()),
        field("know", place, easy.know.as_ref(), card.know.as_ref()),
        field("say", place, easy.say.as_ref(), card.say.as_ref()),
        field("refused", place, easy.refused.as_ref(), card.refused.as_ref()),
        field("hint", place, easy.hint.as_ref(), None),
        field("why", place, easy.why.as_ref(), None),
        field("unknown", place, easy.unknown.as_ref(), None),
    ];
    fields.extend(list("step", place, &easy.step, &card.step.iter().collect::<Vec<_>>()));
    fields.extend(list("deadline", place, &easy.deadline, &card.deadline.iter().map(|deadline| &deadline.text).collect::<Vec<_>>()));
    fields.extend(easy.option.iter().enumerate().map(|(index, option)| Field {
        name: format!("option {}", option.id),
        place: place.key("option").index(index).key("text"),
        easy: Some(&option.text),
        ordinary: None,
    }));
    fields
}

fn of_item<'a>(item: &'a Item, easy: &'a Easy, place: &Place, problems: &mut Problems) -> Vec<Field<'a>> {
    let mut fields = vec![
        field("text", place, easy.text.as_ref(), Some(&item.text)),
        field("hint", place, easy.hint.as_ref(), item.hint.as_ref()),
        field("why", place, easy.why.as_ref(), item.why.as_ref()),
        field("unknown", place, easy.unknown.as_ref(), Some(&item.unknown)),
        field("title", place, easy.title.as_ref(), None),
        field("first", place, easy.first.as_ref(), None),
        field("know", place, easy.know.as_ref(), None),
        field("say", place, easy.say.as_ref(), None),
        field("refused", place, easy.refused.as_ref(), None),
    ];
    fields.extend(list("step", place, &easy.step, &[]));
    fields.extend(list("deadline", place, &easy.deadline, &[]));
    for (index, option) in easy.option.iter().enumerate() {
        if !item.option.iter().any(|known| known.id == option.id) {
            let ids: Vec<&str> = item.option.iter().map(|option| option.id.as_str()).collect();
            let place = place.key("option").index(index).key("id");
            problems.add(Code::EasyNowhere, &place, format!("`{}` has no option `{}`", item.id, option.id), meant(&option.id, ids));
        }
    }
    for option in &item.option {
        let at = easy.option.iter().position(|easy| easy.id == option.id);
        let place = place.key("option").index(at.unwrap_or(0));
        let easy = at.and_then(|at| easy.option.get(at));
        for (key, easy, ordinary) in [
            ("text", easy.map(|easy| &easy.text), Some(&option.text)),
            ("hint", easy.and_then(|easy| easy.hint.as_ref()), option.hint.as_ref()),
        ] {
            fields.push(Field { name: format!("{key} of {}", option.id), place: place.key(key), easy, ordinary });
        }
    }
    fields
}

/// What a person who chose easy words would meet in hard ones: the rest of an entry that has some, every question that is put,
/// every danger, and "show help now".
fn tell_missing(
    scope: &Scope<'_>,
    over: &BTreeMap<&str, BTreeMap<u32, &str>>,
    done: &BTreeMap<(&str, &str), BTreeSet<String>>,
    first: &BTreeMap<(&str, &str), &Place>,
    problems: &mut Problems,
) {
    let none = Easy::default();
    let ids = |language: &str, names: Vec<Field<'_>>, of: &str| -> Vec<String> {
        let known = done.get(&(of, language));
        let is_missing = |field: &Field<'_>| {
            let is_there = field.ordinary.is_some_and(|ordinary| ordinary.get(language).is_some_and(|text| !text.trim().is_empty()));
            is_there && !known.is_some_and(|known| known.contains(&field.name))
        };
        names.into_iter().filter(is_missing).map(|field| field.name).collect()
    };
    for language in over.keys().copied().filter(|language| scope.manifest.languages.iter().any(|known| known == language)) {
        let is_shown = |card: &&Located<Card>| card.entry.need == Some(Need::Danger) || scope.manifest.help_now.contains(&card.entry.id);
        let items = scope.entries.items.iter().map(|item| {
            let fields = of_item(&item.entry, &none, &item.place, &mut Problems::default());
            (&item.entry.id, &item.place, fields, item.entry.asked)
        });
        let cards =
            scope.entries.cards.iter().map(|card| (&card.entry.id, &card.place, of_card(&card.entry, &none, &card.place), is_shown(&card)));
        for (id, place, fields, is_needed) in items.chain(cards) {
            let begun = first.get(&(id.as_str(), language));
            if !is_needed && begun.is_none() {
                continue;
            }
            let missing = ids(language, fields, id);
            if missing.is_empty() {
                continue;
            }
            let (place, what) = match begun {
                Some(place) => (place.key("of"), format!("`{id}` has easy words in `{language}`, but not for: {}", missing.join(", "))),
                None => (place.key("id"), format!("`{id}` has no easy words in `{language}`, and other entries have")),
            };
            problems.add(Code::EasyMissing, &place, what, "write them in an `[[easy]]`, with a reader who needs them if you can");
        }
    }
}
