//! The app's own words: each file is a language, and each language has the same words with the same slots.

#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use lykta_pack::locale::{EASY, LANGUAGES, easy, words};

/// The slots of a text, each once.
fn slots(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(slot, _)| slot).collect()
}

fn all() -> impl Iterator<Item = (&'static str, BTreeMap<String, String>)> {
    LANGUAGES.iter().map(|language| (language.tag, words(language.tag).unwrap_or_else(|| panic!("{} is not read", language.tag))))
}

#[test]
fn every_file_of_words_is_a_language_of_the_table() {
    let names = |folder: &str| -> BTreeSet<String> {
        let files = std::fs::read_dir(Path::new(folder)).unwrap().map(Result::unwrap).filter(|file| file.path().is_file());
        files.map(|file| file.file_name().into_string().unwrap()).collect()
    };
    let known: BTreeSet<String> = LANGUAGES.iter().map(|language| format!("{}.toml", language.tag)).collect();
    assert_eq!(names("../../locales"), known);
    let easy: BTreeSet<String> = EASY.iter().map(|(tag, _)| format!("{tag}.toml")).collect();
    assert_eq!(names("../../locales/easy"), easy);
}

#[test]
fn every_language_fills_in_the_same() {
    let english = words("en").unwrap();
    for (tag, words) in all() {
        assert!(words.keys().eq(english.keys()), "{tag} has other keys");
        for (key, text) in &words {
            assert_eq!(slots(text), slots(&english[key]), "{tag}: {key}");
            assert!(!text.trim().is_empty(), "{tag}: {key}");
        }
        assert_eq!(words["months"].split(' ').count(), 12, "{tag}");
        assert_eq!(words["weekdays-short"].split(' ').count(), 7, "{tag}");
    }
}

/// What the app says in easy words alone.
const EASY_ALONE: [&str; 2] = ["easy-note", "easy-not-yet"];

#[test]
fn easy_words_fill_in_the_same_as_the_ordinary_ones() {
    for (tag, _) in EASY {
        let (easy, ordinary) = (easy(tag).unwrap(), words(tag).unwrap());
        assert!(EASY_ALONE.iter().all(|key| easy.contains_key(*key)), "{tag}");
        assert_ne!(easy["language-name"], ordinary["language-name"], "{tag}");
        for (key, text) in easy.iter().filter(|(key, _)| !EASY_ALONE.contains(&key.as_str())) {
            let ordinary = ordinary.get(key).unwrap_or_else(|| panic!("{tag}: there is no {key}"));
            assert_eq!(slots(text), slots(ordinary), "{tag}: {key}");
            assert!(!text.trim().is_empty(), "{tag}: {key}");
        }
    }
}

#[test]
fn every_language_names_all_others() {
    for (tag, words) in all() {
        for language in LANGUAGES {
            assert!(words.contains_key(&format!("language-{}", language.tag)), "{tag} has no name for {}", language.tag);
        }
    }
}

/// The signs for borrowed texts are the build's own.
#[test]
fn only_what_is_filled_in_is_isolated_and_each_sign_is_ended() {
    for (tag, words) in all() {
        for (key, text) in words {
            assert!(!text.contains(['\u{2066}', '\u{2067}']), "{tag}: {key}");
            assert_eq!(text.matches('\u{2068}').count(), text.matches('\u{2069}').count(), "{tag}: {key}");
        }
    }
}

/// Numbers with spaces, names and sentences of another script would stand in the wrong order among words from right to left.
#[test]
fn from_right_to_left_all_is_isolated_but_what_cannot_turn() {
    let turns_not =
        ["count", "number", "most", "date", "dates", "day", "month", "year", "weekday", "hours", "minutes", "time", "from", "to"];
    for language in LANGUAGES.iter().filter(|language| language.direction == "rtl") {
        for (key, text) in words(language.tag).unwrap() {
            for slot in slots(&text).into_iter().filter(|slot| !turns_not.contains(slot) || (key == "nothing-fits")) {
                assert!(text.contains(&format!("\u{2068}{{{slot}}}\u{2069}")), "{}: {key}: {slot}", language.tag);
            }
        }
    }
}
