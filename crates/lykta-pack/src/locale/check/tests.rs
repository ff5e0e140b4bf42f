//! What is told of a file that lacks something.

use super::super::{faults, languages, read};

/// The English file, with a part changed, beside itself as it is.
#[track_caller]
fn check(from: &str, to: &str, told: &[&str]) {
    let english = include_str!("../../../../../locales/en.toml");
    assert!(english.contains(from), "{from}");
    let other = english.replacen(from, to, 1);
    let (languages, mut found) = read([("en", false, english), ("xx", false, other.as_str())].into_iter());
    found.extend(super::faults(&languages));
    assert_eq!(found, told);
}

#[test]
fn every_file_of_words_is_whole() {
    assert_eq!(faults(), Vec::<String>::new());
    assert!(languages().len() > 1);
}

#[test]
fn a_file_that_lacks_nothing_is_not_told_of() {
    check("next = \"Next\"", "next = \"Onwards\"", &[]);
}

#[test]
fn a_key_that_the_others_have_is_named_with_its_file() {
    check("next = \"Next\"\n", "", &["xx.toml: `next` is missing; in English it is \"Next\""]);
    check("next = \"Next\"", "next = \" \"", &["xx.toml: `next` is empty"]);
    check("next = \"Next\"", "next = \"Next\"\nonwards = \"On\"", &["xx.toml: `onwards` is none of the app's words"]);
}

#[test]
fn what_is_filled_in_is_the_same_everywhere() {
    check(
        "place-chosen = \"Chosen: {place}.\"",
        "place-chosen = \"Chosen: {town}.\"",
        &["xx.toml: `place-chosen` fills in {\"town\"}, but the others fill in {\"place\"}"],
    );
}

#[test]
fn a_year_has_twelve_months() {
    check("months = \"January ", "months = \"", &["xx.toml: `months` has 11 words, but 12 are needed"]);
}

#[test]
fn what_the_tool_must_know_is_named() {
    let unknown = "xx.toml: unknown field `tongue`, expected one of `direction`, `is_draft`, `takes_lix`, `not_in_checks`";
    check("[language]\n", "[language]\ntongue = \"long\"\n", &[unknown]);
    check("direction = \"ltr\"\n", "", &["xx.toml: missing field `direction`"]);
    check("\nweeks = [", "\nyears = [", &["xx.toml: duplicate key"]);
    check("minutes = [", "moments = [", &["xx.toml: `moments` in `[figures]` is no unit"]);
    check("1 = [\"one\"", "one = [\"one\"", &["xx.toml: `one` in `[figures.numbers]` is no number"]);
    check("not_in_checks = [", "is_draft = true\nnot_in_checks = [", &[]);
}

#[test]
fn from_right_to_left_what_is_filled_in_is_isolated() {
    let english = include_str!("../../../../../locales/en.toml").replacen("direction = \"ltr\"", "direction = \"rtl\"", 1);
    let (languages, _) = read([("en", false, english.as_str())].into_iter());
    let told = super::faults(&languages);
    assert!(told.iter().any(|fault| fault.starts_with("en.toml: `place-chosen`: write `\\u2068{place}\\u2069`")), "{told:#?}");
}

#[test]
fn a_language_that_others_do_not_name_goes_by_its_own_name() {
    let english = include_str!("../../../../../locales/en.toml");
    let other = english.replacen("language-name = \"English\"", "language-name = \"Ixish\"", 1);
    let (languages, _) = read([("en", false, english), ("xx", false, other.as_str())].into_iter());
    assert!(languages.iter().all(|language| language.words["language-xx"] == "Ixish"));
    assert!(languages.iter().all(|language| language.words["language-sv"] == "Swedish"));
}

#[test]
fn easy_words_lie_over_ordinary_ones() {
    let english = include_str!("../../../../../locales/en.toml");
    let easy = "easy-note = \"a\"\nlanguage-name = \"English\"\nonwards = \"On\"\nplace-chosen = \"Chosen.\"\n";
    let (languages, mut told) = read([("en", false, english), ("en", true, easy), ("xx", true, easy)].into_iter());
    told.extend(super::faults(&languages));
    assert_eq!(
        told,
        [
            "easy/xx.toml: there is no xx.toml that these words could lie over",
            "easy/en.toml: `easy-not-yet` is missing",
            "easy/en.toml: `language-name` is missing, or the name of the ordinary words",
            "easy/en.toml: `onwards` is none of the app's words",
            "easy/en.toml: `place-chosen` fills in {}, but the others fill in {\"place\"}",
        ]
    );
}

#[test]
fn lix_is_for_swedish_norwegian_and_danish() {
    use super::super::takes_lix;
    assert!(["sv", "sv-FI", "nb", "nn", "da"].into_iter().all(takes_lix));
    assert!(!["fi", "en", "se"].into_iter().any(takes_lix));
}
