//! Ten faults in several files: ten problems in one run, each with place and mend.

#![cfg(test)]

mod support;

use support::{TODAY, said, scratch, told, told_on};

const PACK: &str = "tests/fixtures/ten-faults";

#[test]
fn ten_faults_are_ten_problems_in_one_run() {
    let (count, report) = told(PACK);
    insta::assert_snapshot!("ten-faults", report);
    assert_eq!(count, 10);
    let places: Vec<&str> = report.lines().filter(|line| line.starts_with(&format!("  {PACK}/"))).collect();
    assert_eq!(places.len(), 10);
    for place in places {
        let (_, at) = place.split_once(".toml:").or_else(|| place.split_once(".csv:")).unwrap();
        let mut numbers = at.split([':', ' ']);
        for _ in ["line", "column"] {
            assert!(numbers.next().unwrap().parse::<usize>().unwrap() > 0, "{place}");
        }
    }
    assert_eq!(report.lines().filter(|line| line.starts_with("  help: ")).count(), 10);
}

#[test]
fn ten_faults_are_ten_different_codes_in_several_files() {
    let (_, report) = told(PACK);
    let mut codes: Vec<&str> = report.lines().filter(|line| line.starts_with("error[")).map(|line| &line[6..10]).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), 10);
}

#[test]
fn problems_end_the_run_with_exit_code_1() {
    let (code, printed, trouble) = said(&["check", PACK, "--today", TODAY], "");
    assert_eq!((code, trouble.as_str()), (Some(1), ""));
    assert!(printed.starts_with(&told_on(PACK, TODAY).1));
}

#[test]
fn all_faults_of_one_entry_are_told_at_once() {
    let manifest = "format = 1\nid = \"xx\"\nlanguages = \"en\"\nlicense = \"CC0-1.0\"\n";
    let card = "[[card]]\nid = \"xx-line\"\nkind = \"line\"\nrank = \"first\"\ntitle = \"The line\"\n\
                contact = [{ phone = 116117, numbr = \"116 117\" }]\nmeeting = [{ day = 1 }]\n";
    let (_, report) = scratch("one-entry", &[("pack.toml", manifest), ("card.toml", card)]);
    assert!(report.ends_with("14 problems"), "{report}");
    insta::assert_snapshot!("one-entry", report);
}

const MANIFEST: &str = "format = 1\nid = \"xx\"\nversion = \"1\"\ncountry = \"XX\"\nlanguages = [\"en\"]\ntimezone = \"Europe/Helsinki\"\nhelp_now = [\"xx-line\"]\n";
const QUESTION: &str = "[[item]]\nid = \"pregnant\"\nkind = \"single\"\ntext = { en = \"Are you pregnant?\" }\nunknown = { en = \"if so\" }\n\
    option = [{ id = \"yes\", text = { en = \"Yes\" } }, { id = \"no\", text = { en = \"No\" } }]\n";
const CARD: &str = "[[card]]\nid = \"xx-line\"\nkind = \"helpline\"\nwhen = \"pregnant is yes\"\ntitle = { en = \"The line\" }\n\
    text = { en = \"Call.\" }\nchecked_on = \"2026-11-21\"\nconfidence = \"page\"\n";

/// What is told of a question and a card in two files, after an edit of each.
#[track_caller]
fn check(name: &str, question: (&str, &str), card: (&str, &str), expected: &[&str]) {
    let edited = |text: &str, edit: (&str, &str)| text.replacen(edit.0, edit.1, 1);
    let (question, card) = (edited(QUESTION, question), edited(CARD, card));
    let (_, report) = scratch(name, &[("pack.toml", MANIFEST), ("a.toml", &question), ("b.toml", &card)]);
    let found: Vec<&str> = report.lines().filter(|line| line.starts_with("error[")).collect();
    assert_eq!(found, expected, "{report}");
}

#[test]
fn a_slip_is_told_once_and_whoever_names_what_it_broke_is_not_blamed() {
    check("slip", ("pregnant?\"", "pregnant?"), ("", ""), &["error[P001]: a text is not closed on its line"]);
}

#[test]
fn an_entry_that_cannot_be_read_is_not_told_to_be_missing() {
    check("item", ("\"single\"", "\"one\""), ("", ""), &["error[P003]: there is no kind `one`"]);
    check("card", ("", ""), ("\"helpline\"", "\"line\""), &["error[P003]: there is no kind `line`"]);
}

#[test]
fn a_card_whose_rule_cannot_be_read_is_not_told_to_be_missing() {
    check("rule", ("", ""), ("is yes", "= yes"), &["error[P010]: this sign has no meaning in a condition"]);
}

#[test]
fn two_slips_in_two_entries_are_two_problems() {
    let two = "text = { en = Call. }\n\n[[card]]\nid = \"xx-b\"\nkind = ";
    check(
        "slips",
        ("", ""),
        ("text = { en = \"Call.\" }", two),
        &["error[P001]: a text stands without quotes", "error[P001]: a field needs a value after `=`"],
    );
}
