//! Migrating: a pack of an older format becomes one of this format, and keeps its comments.

#![cfg(test)]

mod support;

use lykta_core::schedule::Schedule;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use support::{built, files, folder, said, told};

const DRAFTS: &str = "tests/fixtures/formats-before/0";

/// A copy of the pack of format 0.
fn draft(name: &str) -> PathBuf {
    let folder = folder(&format!("migrate-{name}"));
    for (file, bytes) in files(Path::new(DRAFTS)) {
        fs::write(folder.join(file), bytes).unwrap();
    }
    folder
}

fn texts(folder: &Path) -> BTreeMap<String, String> {
    files(folder).into_iter().map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
}

/// A draft in which one text stands for another cannot be brought to this format, and stays as it is.
#[track_caller]
fn check(name: &str, file: &str, from: &str, to: &str, expected: &str) {
    let folder = draft(name);
    let text = fs::read_to_string(folder.join(file)).unwrap();
    fs::write(folder.join(file), text.replace(from, to)).unwrap();
    let before = texts(&folder);
    let (code, _, trouble) = said(&["migrate", folder.to_str().unwrap()], "");
    assert_eq!(code, Some(2), "{trouble}");
    assert!(trouble.contains(expected), "{trouble}");
    assert_eq!(texts(&folder), before);
}

#[test]
fn a_pack_of_format_0_becomes_one_that_is_clean() {
    let folder = draft("clean");
    let path = folder.to_str().unwrap();
    let (_, report) = told(path);
    assert!(report.contains("P007") && report.contains("lykta-pack migrate"), "{report}");
    let (code, printed, trouble) = said(&["migrate", path], "");
    assert_eq!(code, Some(0), "{trouble}");
    assert!(printed.contains("2 files brought from format 0 to 1"), "{printed}");
    let pack = built(path);
    assert_eq!(pack.file.emergency, "112");
    let line = &pack.file.cards[0];
    assert_eq!((line.kind.as_str(), line.checked_on.as_str()), ("helpline", "2026-01-15"));
    let hours = Schedule::parse("24/7").map(|schedule| schedule.numbers());
    assert_eq!((line.contacts[0].phone.as_str(), Ok(line.contacts[0].hours.clone())), ("116117", hours));
    assert_eq!(pack.file.cards[1].contacts[0].url, "https://www.example.org/page");
    assert!(pack.file.cards[2].contacts.is_empty());
}

#[test]
fn comments_and_order_stay() {
    let folder = draft("comments");
    assert_eq!(said(&["migrate", folder.to_str().unwrap()], "").0, Some(0));
    insta::assert_snapshot!("migrated", texts(&folder).into_values().collect::<Vec<_>>().join("\n"));
    let before: String = texts(Path::new(DRAFTS)).into_values().collect();
    let after: String = texts(&folder).into_values().collect();
    for comment in before.lines().filter_map(|line| line.split_once("# ")).map(|(_, comment)| comment) {
        assert!(after.contains(&format!("# {comment}")), "{comment}");
    }
}

#[test]
fn a_dry_run_shows_what_would_change_and_writes_nothing() {
    let folder = draft("dry");
    let before = texts(&folder);
    let (code, printed, _) = said(&["migrate", folder.to_str().unwrap(), "--dry-run"], "");
    assert_eq!(code, Some(0));
    assert_eq!(texts(&folder), before);
    for line in [
        "  - checked = \"2026-01-15\"",
        "  + checked_on = \"2026-01-15\"",
        "  - emergency = 112 # everywhere",
        "  + format = 1 # the number of the format",
    ] {
        assert!(printed.contains(line), "{printed}");
    }
    assert!(printed.ends_with("2 files would be brought from format 0 to 1; nothing was written\n"), "{printed}");
}

#[test]
fn a_run_that_was_cut_short_can_be_run_again() {
    let whole = draft("whole");
    assert_eq!(said(&["migrate", whole.to_str().unwrap()], "").0, Some(0));
    let half = draft("half");
    fs::copy(whole.join("content.toml"), half.join("content.toml")).unwrap();
    assert_eq!(said(&["migrate", half.to_str().unwrap()], "").0, Some(0));
    assert_eq!(texts(&half), texts(&whole));
}

#[test]
fn a_pack_of_this_format_stays_as_it_is() {
    let folder = draft("same");
    let path = folder.to_str().unwrap();
    assert_eq!(said(&["migrate", path], "").0, Some(0));
    let before = texts(&folder);
    let (code, printed, _) = said(&["migrate", path], "");
    assert_eq!((code, texts(&folder)), (Some(0), before));
    assert!(printed.contains("is of format 1 already"), "{printed}");
}

#[test]
fn what_cannot_be_brought_to_this_format_is_refused_in_words() {
    check("newer", "pack.toml", "format = 0", "format = 2", "is of format 2, and this tool knows formats up to 1 only");
    check("none", "pack.toml", "format = 0 # the number of the format", "", "names its format");
    check("slip", "content.toml", "kind = \"line\"", "kind = line", "has a slip that keeps it from being read");
    check(
        "both",
        "content.toml",
        "confidence = \"page\"\n\n[card.text]",
        "checked_on = \"2026-01-15\"\n\n[card.text]",
        "has both `checked` and `checked_on`",
    );
    check("contact", "content.toml", "url = ", "contact = []\nurl = ", "has both `url` and `contact`");
}
