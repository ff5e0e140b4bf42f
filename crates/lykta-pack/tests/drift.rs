//! Drift: what a local editor is told when the country's pack changes under the changes of the local one.

#![cfg(test)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use support::{folder, said};

/// The small country and the town on top of it, in a folder of the test's own; the town accepted as it is.
fn accepted(name: &str) -> PathBuf {
    let root = folder(&format!("drift-{name}"));
    for pack in ["country", "town"] {
        copy(&Path::new("tests/fixtures/local").join(pack), &root.join(pack));
    }
    let (code, printed, trouble) = said(&["drift", root.join("town").to_str().unwrap(), "--accept"], "");
    assert_eq!(code, Some(0), "{trouble}");
    assert!(printed.contains("made upon country 2026.11.1, 2 cards changed here"), "{printed}");
    root
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &target) } else { assert!(fs::copy(&path, target).is_ok()) }
    }
}

fn edit(root: &Path, file: &str, from: &str, to: &str) {
    let path = root.join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(path, text.replace(from, to)).unwrap();
}

/// What is told after a text of the country's cards is put for another.
#[track_caller]
fn check(name: &str, from: &str, to: &str, expected: &[&str]) {
    let root = accepted(name);
    edit(&root, "country/cards.toml", from, to);
    let (code, printed, trouble) = said(&["drift", root.join("town").to_str().unwrap()], "");
    let found: Vec<&str> = printed.lines().collect();
    assert_eq!(found, expected, "{trouble}");
    assert_eq!(code, Some(if expected.len() == 1 { 0 } else { 1 }));
}

const ONE: &str = "1 difference between country 2026.11.1 and 2026.11.1; when the changes fit, run `lykta-pack drift --accept` on the pack";
const NONE: &str = "country 2026.11.1: nothing has changed under the 2 cards changed here";

#[test]
fn nothing_is_told_when_nothing_has_changed() {
    check("none", "You can call", "You can call", &[NONE]);
}

#[test]
fn a_check_anew_and_a_card_that_is_not_changed_here_are_no_drift() {
    check("checked", "checked_on = \"2026-11-01\"", "checked_on = \"2026-11-20\"", &[NONE]);
    check("elsewhere", "You can ask for care.", "You can ask for care at once.", &[NONE]);
}

#[test]
fn words_that_changed_under_own_words_are_told_old_and_new() {
    check(
        "words",
        "You can call without giving your name.",
        "You can call. Say your name.",
        &[
            "xx-line:",
            "  text.en: your own words stand in its place; see whether they still fit",
            "    before: You can call without giving your name.",
            "    now:    You can call. Say your name.",
            ONE,
        ],
    );
}

#[test]
fn a_number_that_changed_under_own_contacts_is_told() {
    check(
        "contact",
        "phone = \"116117\", number = \"116 117\"",
        "phone = \"116118\", number = \"116 118\"",
        &[
            "xx-line:",
            "  contact: see whether your contacts and hours still fit",
            "    before: 116117, 24/7",
            "    now:    116118, 24/7",
            ONE,
        ],
    );
}

#[test]
fn a_card_that_is_hidden_here_is_looked_at_too() {
    check(
        "hidden",
        "title = { en = \"The clinic\" }",
        "title = { en = \"The new clinic\" }",
        &["xx-service, which is hidden here:", "  title.en", "    before: The clinic", "    now:    The new clinic", ONE],
    );
}

#[test]
fn new_law_under_a_comment_is_told() {
    let root = accepted("law");
    let path = root.join("town/changes.toml");
    let text = fs::read_to_string(&path).unwrap();
    let change =
        "\n[[change]]\ncard = \"xx-right\"\ncomment = { en = \"Ask at the hall.\" }\nchecked_on = \"2026-11-20\"\nprovenance = \"us\"\n";
    fs::write(&path, format!("{text}{change}")).unwrap();
    let town = root.join("town");
    let town = town.to_str().unwrap();
    assert_eq!(said(&["drift", town], "").0, Some(0), "a change of a card that is as it was is no drift");
    assert_eq!(said(&["drift", town, "--accept"], "").0, Some(0));
    edit(&root, "country/cards.toml", "act = \"care\", section = \"1\"", "act = \"care\", section = \"2\", valid_from = \"2026-12-01\"");
    edit(&root, "country/pack.toml", "place outside region 91", "place in region 90");
    let (code, printed, _) = said(&["drift", town], "");
    assert_eq!(code, Some(1));
    let expected = "xx-right:\n  law: the law or the rule; see whether your comment still fits\n    before: care section 1\n    \
                    now:    care section 2, from 2026-12-01\n  when: the law or the rule; see whether your comment still fits\n    \
                    before: who is self and mainland; mainland: place outside region 91\n    \
                    now:    who is self and mainland; mainland: place in region 90\n";
    assert!(printed.starts_with(expected), "{printed}");
}

#[test]
fn a_named_condition_that_changed_inside_another_is_told() {
    let root = accepted("named");
    edit(
        &root,
        "country/pack.toml",
        "mainland = \"place outside region 91\"",
        "mainland = \"not islands\"\nislands = \"place in region 91\"",
    );
    edit(&root, "town/changes.toml", "card = \"xx-service\"", "card = \"xx-right\"");
    edit(&root, "town/changes.toml", "hide = true", "comment = { en = \"Here.\" }");
    let town = root.join("town");
    let town = town.to_str().unwrap();
    assert_eq!(said(&["drift", town, "--accept"], "").0, Some(0));
    edit(&root, "country/pack.toml", "place in region 91", "place in region 90");
    let (code, printed, _) = said(&["drift", town], "");
    assert_eq!(code, Some(1));
    let expected = "    now:    who is self and mainland; islands: place in region 90; mainland: not islands\n";
    assert!(printed.starts_with("xx-right:\n  when: ") && printed.contains(expected), "{printed}");
}

#[test]
fn a_card_changed_here_and_there_since_is_told() {
    let root = accepted("both");
    edit(&root, "town/changes.toml", "card = \"xx-service\"", "card = \"xx-right\"");
    edit(&root, "town/changes.toml", "hide = true", "comment = { en = \"Here.\" }");
    edit(&root, "country/cards.toml", "You can ask for care.", "You can ask for care at once.");
    let (code, printed, _) = said(&["drift", root.join("town").to_str().unwrap()], "");
    assert_eq!(code, Some(1));
    assert!(
        printed.starts_with("xx-right: changed here since the file was written, and in country too; read the whole card\n"),
        "{printed}"
    );
}

#[test]
fn a_card_that_has_another_id_is_told_with_it() {
    let root = accepted("gone");
    edit(&root, "country/cards.toml", "id = \"xx-line\"", "id = \"xx-line-national\"");
    edit(&root, "country/pack.toml", "xx-line", "xx-line-national");
    let (code, printed, _) = said(&["drift", root.join("town").to_str().unwrap()], "");
    assert_eq!(code, Some(1));
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines[0], "xx-line: gone from country; it may be called `xx-line-national` now");
    assert_eq!(lines[1], "xx-line-national: new helpline \"The line\"; see whether its contacts hold here");
}

#[test]
fn an_older_edition_can_be_named_instead_of_the_file() {
    let root = accepted("since");
    copy(&root.join("country"), &root.join("old"));
    edit(&root, "country/cards.toml", "You can call without giving your name.", "Call us.");
    edit(&root, "country/pack.toml", "2026.11.1", "2026.12.1");
    fs::remove_file(root.join("town/based-on.toml")).unwrap();
    let town = root.join("town");
    let town = town.to_str().unwrap();
    let (code, _, trouble) = said(&["drift", town], "");
    assert!(code == Some(2) && trouble.contains("based-on.toml is missing"), "{trouble}");
    let (code, printed, _) = said(&["drift", town, "--since", root.join("old").to_str().unwrap()], "");
    assert_eq!(code, Some(1));
    assert!(printed.contains("now:    Call us.") && printed.contains("between country 2026.11.1 and 2026.12.1"), "{printed}");
    assert_eq!(said(&["drift", town, "--accept"], "").0, Some(0));
    assert_eq!(said(&["drift", town], "").0, Some(0));
}

#[test]
fn a_countrys_pack_has_nothing_beneath_it() {
    let (code, _, trouble) = said(&["drift", "tests/fixtures/local/country"], "");
    assert!(code == Some(2) && trouble.contains("is not a local pack"), "{trouble}");
}
