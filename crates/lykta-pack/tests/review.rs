//! What `check` tells beyond what a build needs: age on a day, what nothing uses, its options, and the words that a pack avoids.

#![cfg(test)]

mod support;

use std::fs;
use std::path::Path;

use lykta_core::date::Date;
use lykta_pack::problem::Code;
use lykta_pack::{load, report};
use serde_json::Value;
use support::{FI, TODAY, folder, many, said};

const MANIFEST: &str = "format = 1\nid = \"xx\"\nversion = \"1\"\ncountry = \"FI\"\nlanguages = [\"fi\"]\ntimezone = \"Europe/Helsinki\"\n";
const ITEM: &str = "[[item]]\nid = \"who\"\nkind = \"single\"\ntext = { fi = \"Ketä asia koskee?\" }\nunknown = { fi = \"jos\" }\n\
    option = [{ id = \"self\", text = { fi = \"Minua\" } }, { id = \"child\", text = { fi = \"Muuta\" } }]\n";
const CARD: &str = "[[card]]\nid = \"fi-right\"\nkind = \"right\"\nwhen = \"who is self\"\ntitle = { fi = \"Oikeus\" }\n\
    text = { fi = \"Voit soittaa.\" }\nlaw = [{ act = \"care\", section = \"1\", read = \"2026-11\" }]\nchecked_on = \"2026-11-21\"\n\
    confidence = \"law\"\n\n[[act]]\nid = \"care\"\nnumber = \"1/2020\"\nname = { fi = \"laki\" }\n";

/// What is told of a small pack on a day, after an edit of its card, as weight, code and words.
fn told(name: &str, edit: (&str, &str), more: &str, today: &str) -> Vec<String> {
    let root = folder(name);
    assert!(CARD.contains(edit.0), "{}", edit.0);
    for (file, text) in
        [("pack.toml", MANIFEST), ("items.toml", ITEM), ("cards.toml", &format!("{}{more}", CARD.replacen(edit.0, edit.1, 1)))]
    {
        fs::write(root.join(file), text).unwrap();
    }
    let (_, documents, problems) = load::load_on(&root, Date::parse(today).unwrap()).unwrap();
    let list = report::told(&problems, &documents);
    list.iter().map(|told| format!("{} {}", told.problem.code.number(), told.problem.what)).collect()
}

/// A change of a day in the card, and what is told on three days.
#[track_caller]
fn check(name: &str, edit: (&str, &str), rows: [(&str, &str); 3]) {
    for (today, expected) in rows {
        let found = told(name, edit, "", today);
        assert_eq!(found.join("; "), expected, "{today}");
    }
}

#[test]
fn a_card_is_due_a_month_before_its_last_day_and_old_the_day_after() {
    let edit = ("checked_on = \"2026-11-21\"", "checked_on = \"2026-01-31\"");
    let due = "P092 the card was checked on 2026-01-31 and counts as old after 2027-01-31,";
    // The law was read later and is not due yet.
    check(
        "review-due",
        edit,
        [("2026-12-31", ""), ("2027-01-01", &format!("{due} in 30 days")), ("2027-01-30", &format!("{due} tomorrow"))],
    );
    let stale = "P091 the card was checked on 2026-01-31, more than 12 months ago";
    check("review-old", edit, [("2027-01-31", &format!("{due} today")), ("2027-02-01", stale), ("2027-10-01", stale)]);
}

#[test]
fn the_reading_of_a_law_grows_old_by_itself() {
    let edit = ("read = \"2026-11\"", "read = \"2025-11\"");
    let due = "P092 the law was read on 2025-11 and counts as old after 2026-11-01, today";
    let old = "P091 the law was read on 2025-11, more than 12 months ago";
    // Before its own day the card has a day to come: that is told, and nothing besides.
    check(
        "review-law",
        edit,
        [
            ("2026-11-01", &format!("{due}; P093 2026-11-21 has not come yet: today is 2026-11-01")),
            ("2026-11-21", old),
            ("2026-11-22", old),
        ],
    );
}

#[test]
fn a_law_that_ends_is_told_before_and_after() {
    let edit = ("section = \"1\"", "section = \"1\", valid_to = \"2026-12-31\"");
    check(
        "review-ends",
        edit,
        [
            ("2026-11-30", ""),
            ("2026-12-31", "P092 the last day of this law is 2026-12-31, today"),
            ("2027-01-01", "P048 the last day of this law was 2026-12-31"),
        ],
    );
}

#[test]
fn a_law_to_come_is_told_until_it_is_in_force() {
    let edit = ("section = \"1\"", "section = \"1\", valid_from = \"2027-01-01\"");
    check(
        "review-begins",
        edit,
        [
            ("2026-12-30", "P090 the law is in force from 2027-01-01 on, in 2 days"),
            ("2026-12-31", "P090 the law is in force from 2027-01-01 on, tomorrow"),
            ("2027-01-01", ""),
        ],
    );
}

#[test]
fn the_table_of_holidays_is_over_after_its_last_year() {
    let root = folder("review-holidays");
    for (file, text) in [("pack.toml", MANIFEST), ("items.toml", ITEM), ("cards.toml", CARD)] {
        fs::write(root.join(file), text).unwrap();
    }
    fs::create_dir_all(root.join("places")).unwrap();
    fs::write(root.join("places/holidays.csv"), "date,kind,name\n2026-12-06,public,A day\n").unwrap();
    for (today, expected) in [("2026-11-30", None), ("2026-12-01", Some(Code::DueSoon)), ("2027-01-01", Some(Code::Stale))] {
        let (_, _, problems) = load::load_on(&root, Date::parse(today).unwrap()).unwrap();
        assert_eq!(problems.0.first().map(|problem| problem.code), expected, "{today}");
    }
}

#[test]
fn a_day_never_keeps_a_pack_from_being_built() {
    let edit = ("section = \"1\"", "section = \"1\", valid_to = \"2020-12-31\"");
    let found = told("review-built", edit, "", "2030-01-01");
    assert!(found.iter().any(|line| line.starts_with("P048")), "{found:?}");
    let root = folder("review-built-out");
    let pack = Path::new(env!("CARGO_TARGET_TMPDIR")).join("review-built");
    let (code, printed, _) = said(&["build", pack.to_str().unwrap(), "--out", root.to_str().unwrap()], "");
    assert_eq!(code, Some(0), "{printed}");
}

#[test]
fn warnings_leave_the_exit_code_alone_unless_it_is_strict() {
    let bad = "tests/fixtures/problems/P091-stale/bad";
    for (more, code) in [(vec![], 0), (vec!["--strict"], 1), (vec!["--json"], 0), (vec!["--json", "--strict"], 1)] {
        let arguments = [vec!["check", bad, "--today", TODAY], more].concat();
        let (found, printed, trouble) = said(&arguments, "");
        assert_eq!((found, trouble.as_str()), (Some(code), ""), "{arguments:?}\n{printed}");
    }
    let good = "tests/fixtures/problems/P091-stale/good";
    assert_eq!(said(&["check", good, "--today", TODAY, "--strict"], "").0, Some(0));
}

#[test]
fn the_json_says_what_the_words_say() {
    let bad = "tests/fixtures/problems/P028-word-avoided/bad";
    let (code, printed, _) = said(&["check", bad, "--json", "--today", TODAY], "");
    assert_eq!(code, Some(1));
    let value: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!((&value["errors"], &value["warnings"]), (&Value::from(1), &Value::from(0)));
    let problem = value["problems"][0].as_object().unwrap();
    let (_, words) = support::told(bad);
    for key in ["code", "weight", "file", "pointer", "what", "why", "help"] {
        assert!(words.contains(problem[key].as_str().unwrap()), "{key}: {problem:?}");
    }
    let at = format!("{}:{}:{}", problem["file"].as_str().unwrap(), problem["line"], problem["column"]);
    assert!(words.contains(&at) && problem["width"] == 8, "{at} in {words}");
    let pair: Value = serde_json::from_str(&said(&["check", "tests/fixtures/problems/P026-slot-mismatch/bad", "--json"], "").1).unwrap();
    assert_eq!(pair["problems"][0]["other"]["word"], "the other");
    assert!(pair["problems"][0]["other"]["line"].is_u64());
}

#[test]
fn explain_without_a_code_lists_every_code_in_a_line() {
    let (code, printed, _) = said(&["explain"], "");
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!((code, lines.len()), (Some(0), Code::ALL.len()));
    for (line, code) in lines.iter().zip(Code::ALL) {
        assert!(line.starts_with(code.number()) && line.ends_with(code.why()), "{line}");
    }
}

#[test]
fn of_alcohol_is_not_taken_for_the_word_that_names_a_person() {
    let (_, documents, problems) = load::load_on(Path::new(FI), Date::parse(TODAY).unwrap()).unwrap();
    assert_eq!(report::problems(&problems, &documents), "no problems");
    let texts: String = documents.iter().map(|document| document.text.as_str()).collect();
    assert!(texts.contains("kyse on alkoholista") && texts.contains("alkoholisti*"));
}

#[test]
fn an_avoided_word_is_told_in_every_text_that_a_person_reads() {
    let avoid = "\n[[avoid]]\nlanguage = \"fi\"\nwords = [\"juopo*\"]\ninstead = \"ihminen, joka juo\"\nwhy = \"se moittii\"\n";
    let rows = [
        ("title = { fi = \"Oikeus\" }", "title = { fi = \"Juopoille\" }"),
        ("Voit soittaa.", "Apua juopoille."),
        ("checked_on", "first = { fi = \"Apua juopoille.\" }\nchecked_on"),
        ("checked_on", "step = [{ fi = \"Apua juopoille.\" }]\nchecked_on"),
        ("checked_on", "know = { fi = \"Apua juopoille.\" }\nchecked_on"),
        ("checked_on", "say = { fi = \"Apua juopoille.\" }\nchecked_on"),
        ("checked_on", "refused = { fi = \"Apua juopoille.\" }\nchecked_on"),
        ("checked_on", "decides = { fi = \"Apua juopoille.\" }\nchecked_on"),
        ("checked_on", "check_with = { fi = \"juopoilta\" }\nchecked_on"),
        ("checked_on", "if = { who = { fi = \"juopoille\" } }\nchecked_on"),
        ("checked_on", "contact = [{ phone = \"112\", number = \"112\", label = { fi = \"Juopoille\" } }]\nchecked_on"),
        ("checked_on", "contact = [{ phone = \"112\", number = \"112\", hours_text = { fi = \"Juopoille\" } }]\nchecked_on"),
        ("name = { fi = \"laki\" }", "name = { fi = \"laki juopoista\" }"),
    ];
    for (index, edit) in rows.into_iter().enumerate() {
        let found = told(&format!("review-avoid-{index}"), edit, avoid, TODAY);
        assert!(found.len() == 1 && found[0].starts_with("P028 `"), "{edit:?}: {found:?}");
    }
}

#[test]
fn a_glossary_that_finds_nothing_is_told() {
    let entry =
        |language: &str, words: &str| format!("\n[[avoid]]\nlanguage = \"{language}\"\nwords = [{words}]\ninstead = \"x\"\nwhy = \"y\"\n");
    for (name, more, expected) in [
        ("language", entry("sv", "\"ren\""), "P021 `sv` is not a language of this pack"),
        ("none", entry("fi", ""), "P024 the entry avoids no word"),
        ("star", entry("fi", "\"*\""), "P024 there is no word to look for"),
    ] {
        assert_eq!(told(&format!("review-glossary-{name}"), ("", ""), &more, TODAY), [expected]);
    }
}

#[test]
fn limits_that_measure_nothing_are_told() {
    let root = folder("review-limits");
    let manifest = format!("{MANIFEST}\n[reading.fi]\nlix = 40\n\n[reading.sv]\nsentence = 15\n");
    for (file, text) in [("pack.toml", manifest.as_str()), ("items.toml", ITEM), ("cards.toml", CARD)] {
        fs::write(root.join(file), text).unwrap();
    }
    let (_, documents, problems) = load::load(&root).unwrap();
    let found: Vec<&str> = report::told(&problems, &documents).iter().map(|told| told.problem.what.as_str()).collect();
    assert_eq!(found, ["LIX says nothing about texts in `fi`", "`sv` is not a language of this pack"]);
}

#[test]
fn what_stands_twice_is_told_where_it_stands_again() {
    let persona = |id: &str, who: &str| {
        format!("\n[[persona]]\nid = \"{id}\"\nabout = \"x\"\ntoday = \"2026-11-22\"\nanswers = {{ who = \"{who}\" }}\n")
    };
    let two = format!("{}{}", persona("one", "self"), persona("two", "self"));
    let same = "P098 the persona `two` gives the same answers on the same day as one before it";
    assert_eq!(told("review-personas", ("", ""), &two, TODAY), [same]);
    let other = format!("{}{}", persona("one", "self"), persona("two", "child"));
    assert!(told("review-personas-other", ("", ""), &other, TODAY).is_empty());
    let flags = ("checked_on", "flags = [\"free\", \"free\"]\nchecked_on");
    assert_eq!(told("review-flags", flags, "", TODAY), ["P098 `flags` names the same thing twice"]);
    let root = folder("review-help-now");
    let manifest = format!("{MANIFEST}help_now = [\"fi-right\", \"fi-right\"]\n");
    for (file, text) in [("pack.toml", manifest.as_str()), ("items.toml", ITEM), ("cards.toml", CARD)] {
        fs::write(root.join(file), text).unwrap();
    }
    let (_, documents, problems) = load::load_on(&root, Date::parse(TODAY).unwrap()).unwrap();
    let report = report::problems(&problems, &documents);
    assert!(report.starts_with("warning[P098]: `help_now` names `fi-right` twice\n") && report.contains("/help_now/1"), "{report}");
}

#[test]
fn texts_that_a_phone_cannot_hold_are_told_at_the_sign_that_is_too_many() {
    let long = |length: usize| "a".repeat(length);
    for (key, most) in [("first", 150), ("know", 350), ("say", 180), ("refused", 200), ("decides", 140), ("check_with", 60)] {
        for (length, count) in [(most, 0), (most + 1, 1)] {
            let field = format!("{key} = {{ fi = \"{}\" }}\nchecked_on", long(length));
            let found = told(&format!("review-long-{key}-{length}"), ("checked_on", &field), "", TODAY);
            assert_eq!(found.iter().filter(|line| line.starts_with("P027")).count(), count, "{key} {length}: {found:?}");
        }
    }
    let four = ("Voit soittaa.", "Soita. Kysy. Odota. Palaa.");
    assert_eq!(told("review-sentences", four, "", TODAY), ["P027 the first part has 4 sentences"]);
}

/// A local pack is told of its own files: what it extends is checked with its own pack.
#[test]
fn a_local_pack_is_not_told_of_the_age_of_the_countrys_cards() {
    let today = Date::parse("2040-01-01").unwrap();
    let (_, documents, problems) = load::load_on(Path::new("tests/fixtures/local/town"), today).unwrap();
    let list = report::told(&problems, &documents);
    assert!(!list.is_empty());
    for told in list {
        assert!(told.position.file.starts_with("tests/fixtures/local/town"), "{:?} {}", told.position.file, told.problem.what);
    }
}

#[test]
fn the_large_pack_that_check_is_measured_with_is_clean_and_spoiled_has_a_problem_a_card() {
    for (spoiled, expected) in [(false, 0), (true, 500)] {
        let root = folder(&format!("review-many-{spoiled}"));
        for (name, text) in many::files(60, 500, spoiled) {
            fs::create_dir_all(root.join(&name).parent().unwrap()).unwrap();
            fs::write(root.join(&name), text).unwrap();
        }
        let (compiled, documents, problems) = load::load_on(&root, Date::parse(TODAY).unwrap()).unwrap();
        let list = report::told(&problems, &documents);
        let first = list.first().map(|told| format!("{:?} {} {}", told.position, told.problem.code.number(), told.problem.what));
        assert_eq!(list.len(), expected, "{first:?}");
        assert_eq!(compiled.map(|compiled| (compiled.file.items.len(), compiled.file.cards.len())), Some((60, 500)));
    }
}
