//! Every kind of problem: a small pack without it, and one with it, as the editor is told.
//!
//! A fixture is `fixtures/problems/<code>-<name>/{good,bad}`; `bad` has one fault.

#![cfg(test)]

mod support;

use std::collections::BTreeSet;
use std::fs;

use lykta_pack::explain;
use lykta_pack::problem::{Code, Weight};
use support::TODAY;

const FIXTURES: &str = "tests/fixtures/problems";

/// Names of the fixture folders, sorted.
fn fixtures() -> Vec<String> {
    let entries = fs::read_dir(FIXTURES).unwrap();
    let names: BTreeSet<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.into_iter().collect()
}

/// What is told of a pack of a fixture: by `prove` or by `check` on a day for the codes that only they tell, else by whatever reads the pack.
fn told(name: &str, pack: &str) -> (usize, String) {
    let folder = format!("{FIXTURES}/{name}/{pack}");
    if name.starts_with("P08") {
        return support::proved(&folder);
    }
    if ["P048", "P09", "P100", "P102", "P103", "P106"].iter().any(|start| name.starts_with(start)) {
        support::told_on(&folder, TODAY)
    } else {
        support::told(&folder)
    }
}

fn code(name: &str) -> Code {
    *Code::ALL.iter().find(|code| name.starts_with(code.number())).unwrap()
}

#[test]
fn every_code_has_a_fixture() {
    let codes: Vec<String> = fixtures().iter().map(|name| name.chars().take(4).collect()).collect();
    let known: Vec<&str> = Code::ALL.iter().map(|code| code.number()).collect();
    assert_eq!(codes, known);
}

#[test]
fn a_good_pack_is_clean() {
    for name in fixtures() {
        assert_eq!(told(&name, "good").1, "no problems", "{name}");
        // Most fixtures hold less than a whole pack, so `check` may warn of what nothing uses; of more it does not tell.
        let (_, report) = support::told_on(&format!("{FIXTURES}/{name}/good"), TODAY);
        assert!(!report.contains("error["), "{report}");
    }
}

#[test]
fn a_bad_pack_has_one_problem_of_its_code() {
    for name in fixtures() {
        let (count, report) = told(&name, "bad");
        assert_eq!(count, 1, "{name}:\n{report}");
        let weight = if code(&name).weight() == Weight::Error { "error" } else { "warning" };
        assert!(report.starts_with(&format!("{weight}[{}]: ", &name[..4])), "{report}");
        insta::assert_snapshot!(name, report);
    }
}

#[test]
fn every_problem_has_its_five_parts_in_the_editors_words() {
    for name in fixtures() {
        let (_, report) = told(&name, "bad");
        let mut lines = report.lines();
        let what = lines.next().unwrap().split_once("]: ").unwrap().1;
        assert!(!what.ends_with('.') && !what.starts_with(|sign: char| sign.is_uppercase()), "{what}");
        let place = lines.next().unwrap();
        assert!(place.starts_with(&format!("  {FIXTURES}/{name}/bad/")) && place.matches(':').count() == 2, "{place}");
        for part in ["  why:  ", "  help: "] {
            assert_eq!(report.lines().filter(|line| line.starts_with(part)).count(), 1, "{report}");
        }
        let lower = report.to_lowercase();
        for word in ["serde", "enum", "variant", "unwrap", "struct", "deserializ", "invalid", "illegal", "failed", "none(", "some("] {
            assert!(!lower.contains(word), "{word}: {report}");
        }
    }
}

/// What stands in the help between backticks and looks like a part of a file is one.
#[test]
fn what_the_help_says_to_write_can_be_pasted() {
    for name in fixtures() {
        let (_, report) = told(&name, "bad");
        let help = report.lines().find_map(|line| line.strip_prefix("  help: ")).unwrap();
        for part in help.split('`').skip(1).step_by(2) {
            if part.contains(" = ") || part.starts_with('[') {
                assert!(toml::from_str::<toml::Table>(part).is_ok(), "{name}: {part}");
            } else if part.contains(" is ") {
                assert!(lykta_core::grammar::parse(part).is_ok(), "{name}: {part}");
            }
        }
    }
}

#[test]
fn every_code_is_explained_with_a_wrong_and_a_right_example() {
    let all = explain::all().unwrap();
    assert_eq!(all.keys().map(String::as_str).collect::<Vec<_>>(), Code::ALL.iter().map(|code| code.number()).collect::<Vec<_>>());
    for (code, explanation) in all {
        assert!(explanation.means.trim().ends_with(['.', '?']) && explanation.means.len() > 40, "{code}");
        assert_ne!(explanation.wrong.trim(), explanation.right.trim(), "{code}");
        // A command line, a table of places and a catalog are not TOML.
        let is_other = ["P006", "P051", "P052", "P053", "P054", "P055", "P056", "P120", "P121", "P122", "P123", "P124"];
        if !is_other.contains(&code.as_str()) {
            assert!(toml::from_str::<toml::Table>(&explanation.right).is_ok(), "{code}: {}", explanation.right);
            assert_eq!(toml::from_str::<toml::Table>(&explanation.wrong).is_ok(), code != "P001", "{code}");
        }
        for line in explanation.right.lines() {
            if let Some((_, condition)) = line.split_once("when = \"") {
                assert!(lykta_core::grammar::parse(condition.trim_end_matches('"')).is_ok(), "{code}: {condition}");
            }
        }
    }
}

#[test]
fn an_explanation_reads_as_printed() {
    insta::assert_snapshot!("explain", explain::text(Code::UnknownItem).unwrap());
}
