//! `test`: the table of personas, what none of them touches, and the same for a program.
//!
//! Next: `src/test/`.

#![cfg(test)]

mod support;

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use support::{FI, folder, said};

const TOWN: &str = "tests/fixtures/local/town";

const ITEMS: &str = r#"
[[item]]
id = "who"
kind = "single"
text = { en = "Who is it about?" }
unknown = { en = "if it is about you" }
option = [
  { id = "self", text = { en = "Me" } },
  { id = "close-one", text = { en = "Someone close" } },
  { id = "child", text = { en = "A parent" } },
]

[[item]]
id = "pregnant"
kind = "single"
enable_when = "adult"
text = { en = "Are you pregnant?" }
unknown = { en = "if you are pregnant" }
option = [
  { id = "yes", text = { en = "Yes" } },
  { id = "no", text = { en = "No" } },
]

[[item]]
id = "progress-date"
kind = "date"
text = { en = "When?" }
unknown = { en = "depending on the day" }
"#;

const CARDS: &str = r#"
[[act]]
id = "care"
number = "1/2020"
name = { en = "Care Act" }

[[card]]
id = "xx-care"
kind = "right"
when = "adult and pregnant is yes"
title = { en = "Care" }
text = { en = "You can ask for care." }
law = [{ act = "care", section = "1", read = "2026-11-01" }]
checked_on = "2026-11-01"
confidence = "law"

[[card.deadline]]
anchor = "progress-date"
period = "30 days"
text = { en = "30 days" }
law = [{ act = "care", section = "2", read = "2026-11-01" }]

[[card]]
id = "xx-line"
kind = "helpline"
title = { en = "The line" }
text = { en = "You can call." }
contact = [{ phone = "116117", number = "116 117", hours = "24/7" }]
checked_on = "2026-11-01"
confidence = "page"

[[card]]
id = "xx-young"
kind = "notice"
when = "who is child"
title = { en = "For the young" }
text = { en = "You can talk to a nurse at school." }
checked_on = "2026-11-01"
confidence = "page"
"#;

/// A folder with a small pack and these personas.
fn with(name: &str, personas: &str) -> String {
    let own = folder(name);
    let manifest = "format = 1\nid = \"xx\"\nversion = \"1\"\ncountry = \"XX\"\nlanguages = [\"en\"]\ntimezone = \"Europe/Helsinki\"\nhelp_now = [\"xx-line\"]\n[define]\nadult = \"who is not child\"\n";
    for (file, text) in [("pack.toml", manifest), ("items.toml", ITEMS), ("cards.toml", CARDS), ("personas.toml", personas)] {
        fs::write(own.join(file), text).unwrap();
    }
    own.to_str().unwrap().to_owned()
}

/// What is printed, with paths from the folder on.
#[track_caller]
fn printed(name: &str, personas: &str, arguments: &[&str], expected: i32) -> String {
    let own = with(name, personas);
    let (code, printed, trouble) = said(&[&["test", &own], arguments].concat(), "");
    assert_eq!((code, trouble.as_str()), (Some(expected), ""), "{printed}");
    printed.replace(&own, name)
}

const HOLDING: &str = r#"
[[persona]]
id = "a-pregnant-woman-with-quite-a-long-id"
about = "A pregnant woman; the day on which she asked is known, so that the last day is too."
today = "2026-11-22"
answers = { who = "self", pregnant = "yes", progress-date = "2026-11-09" }
shows = ["xx-care", "xx-line"]
hides = ["xx-young"]
starts_with = ["xx-care"]
last_day = { xx-care = "2026-12-09" }
next = "none"

[[persona]]
id = "says-nothing"
about = "Someone who says nothing."
today = "2026-11-22"
may_show = ["xx-care", "xx-young"]
last_day = { xx-care = "none" }
next = "who"
"#;

#[test]
fn a_persona_is_a_row_with_what_was_expected_and_found() {
    insta::assert_snapshot!("table", printed("table", HOLDING, &[], 0));
}

#[test]
fn what_does_not_hold_is_marked_and_told_with_its_place() {
    let wrong = HOLDING
        .replace("shows = [\"xx-care\", \"xx-line\"]", "shows = [\"xx-line\", \"xx-young\"]")
        .replace("starts_with = [\"xx-care\"]", "starts_with = [\"xx-line\"]")
        .replace("2026-12-09", "2026-12-10")
        .replace("next = \"who\"", "next = \"pregnant\"");
    insta::assert_snapshot!("table-with-faults", printed("faults", &wrong, &[], 1));
}

#[test]
fn no_line_of_the_table_is_longer_than_a_terminal() {
    for pack in [FI, TOWN] {
        let (code, table, _) = said(&["test", pack], "");
        assert_eq!(code, Some(0));
        let long: Vec<&str> = table.lines().filter(|line| line.chars().count() > 80).collect();
        assert_eq!(long, [""; 0], "{pack}");
        assert!(table.lines().count() > 4);
    }
}

#[test]
fn a_program_reads_the_same() {
    let told: Value = serde_json::from_str(&printed("program", HOLDING, &["--json"], 0)).unwrap();
    assert_eq!((&told["pack"], &told["tried"], &told["failed"], &told["problems"]), (&json!("xx"), &json!(2), &json!(0), &json!([])));
    let first = &told["personas"][0];
    assert_eq!((&first["ok"], &first["file"], &first["line"]), (&json!(true), &json!("program/personas.toml"), &json!(3)));
    assert_eq!(first["expectations"][0], json!({ "expected": "shows", "of": "xx-care", "wanted": "yes", "found": "yes", "ok": true }));
    let wrong = HOLDING.replace("hides = [\"xx-young\"]", "hides = [\"xx-line\"]");
    let told: Value = serde_json::from_str(&printed("program-faults", &wrong, &["--json"], 1)).unwrap();
    assert_eq!((&told["failed"], &told["personas"][0]["ok"], &told["personas"][1]["ok"]), (&json!(1), &json!(false), &json!(true)));
    let problem = &told["problems"][0];
    assert_eq!((&problem["code"], &problem["pointer"]), (&json!("P071"), &json!("/persona/0/hides/0")));
    assert!(problem["line"].as_u64().unwrap() > 1);
}

#[test]
fn what_no_persona_touches_is_named() {
    insta::assert_snapshot!("coverage", printed("coverage", HOLDING, &["--coverage"], 0));
}

#[test]
fn what_is_touched_is_not_named() {
    let all = format!(
        "{HOLDING}\n[[persona]]\nid = \"child\"\nabout = \"A child\"\ntoday = \"2026-11-22\"\nanswers = {{ who = \"child\" }}\nshows = [\"xx-young\"]\n\
         [[persona]]\nid = \"other\"\nabout = \"Someone close, not pregnant\"\ntoday = \"2026-11-22\"\nanswers = {{ who = \"close-one\", pregnant = \"no\" }}\nhides = [\"xx-care\"]\n"
    );
    let told = printed("touched", &all, &["--coverage"], 0);
    assert!(told.contains("\ntouched: 3 of 3 cards, 5 of 5 options, 6 of 6 parts of conditions both ways\n"), "{told}");
    assert!(!told.contains("never"), "{told}");
}

#[test]
fn coverage_is_read_by_a_program_too() {
    let told: Value = serde_json::from_str(&printed("coverage-json", HOLDING, &["--coverage", "--json"], 0)).unwrap();
    let coverage = &told["coverage"];
    assert_eq!((&coverage["cards"]["of"], &coverage["options"]["of"], &coverage["parts"]["of"]), (&json!(3), &json!(5), &json!(6)));
    assert_eq!(coverage["options"]["untouched"][0]["option"], "who is close-one");
    let parts: Vec<(&str, bool, bool)> = coverage["parts"]["untouched"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| (part["part"].as_str().unwrap(), part["never_yes"].as_bool().unwrap(), part["never_no"].as_bool().unwrap()))
        .collect();
    assert!(parts.contains(&("who is child", true, false)), "{parts:?}");
    assert!(parts.contains(&("pregnant is yes", false, true)), "{parts:?}");
}

#[test]
fn coverage_of_a_local_pack_is_that_of_its_own_files() {
    let (code, told, _) = said(&["test", TOWN, "--coverage"], "");
    assert_eq!(code, Some(0));
    assert!(told.contains("never no: harbour") && !told.contains("country/"), "{told}");
}

#[test]
fn every_card_of_a_shipped_pack_is_named_by_a_persona() {
    for entry in fs::read_dir("../../packs").unwrap().map(Result::unwrap).filter(|entry| entry.path().join("pack.toml").is_file()) {
        let (code, told, _) = said(&["test", Path::new(&entry.path()).to_str().unwrap(), "--coverage", "--json"], "");
        assert_eq!(code, Some(0));
        let told: Value = serde_json::from_str(&told).unwrap();
        assert_eq!(told["coverage"]["cards"]["untouched"], json!([]), "{}", entry.path().display());
    }
}
