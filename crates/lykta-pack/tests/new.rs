//! Starting a local pack: it is clean at once, holds no made-up fact, and writes over nothing.

#![cfg(test)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use lykta_pack::rows::columns::KINDS;
use support::{FI, built, folder, said};

/// A folder of the test's own with the Finnish pack in it.
fn beside(name: &str) -> PathBuf {
    let root = folder(&format!("new-{name}"));
    copy(Path::new(FI), &root.join("fi"));
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

/// Exit code and what was said of the run, for a new pack beside the Finnish one.
fn new(root: &Path, extends: &str, place: &str, name: &str) -> (Option<i32>, String, String) {
    said(&["new", "--extends", extends, "--place", place, root.join(name).to_str().unwrap()], "")
}

/// What is said when a pack cannot be started; nothing is written then.
#[track_caller]
fn check(name: &str, extends: &str, place: &str, out: &str, expected: &str) {
    let root = beside(name);
    let (code, _, trouble) = new(&root, extends, place, out);
    assert_eq!(code, Some(2), "{trouble}");
    let trouble = trouble.replace(root.to_str().unwrap(), "...");
    assert_eq!(trouble.trim(), format!("lykta-pack: {expected}"));
    assert!(!root.join(out).exists());
}

#[test]
fn a_new_pack_is_clean_and_its_persona_runs() {
    let root = beside("clean");
    for (place, name) in [("091", "fi-helsinki"), ("Kauniainen", "fi-grankulla"), ("Maarianhamina", "fi-mariehamn")] {
        let (code, printed, trouble) = new(&root, "fi", place, name);
        assert_eq!(code, Some(0), "{trouble}");
        assert!(printed.contains("README.md"), "{printed}");
        let pack = root.join(name);
        let path = pack.to_str().unwrap();
        assert_eq!(built(path).file.id, name);
        let (code, printed, _) = said(&["test", path], "");
        assert!(code == Some(0) && printed.ends_with(&format!("{name}: 1 persona tried, all as written\n")), "{printed}");
        let (code, printed, _) = said(&["drift", path], "");
        assert_eq!(code, Some(0), "{printed}");
        // What has nothing to try says so, rather than that all was found well.
        let (_, printed, _) = said(&["mutate", "--rights", path], "");
        assert_eq!(printed, format!("{name}: nothing was tried, since this pack has no conditions of rights of its own\n"));
        let (_, printed, _) = said(&["test", "--coverage", path], "");
        assert!(printed.contains("there is nothing to touch"), "{printed}");
    }
}

#[test]
fn a_path_to_the_countrys_pack_is_as_good_as_its_name() {
    let root = beside("path");
    let path = root.join("fi");
    assert_eq!(new(&root, path.to_str().unwrap(), "091", "fi-helsinki").0, Some(0));
}

#[test]
fn a_new_pack_holds_the_first_row_of_each_table_and_nothing_else() {
    let root = beside("empty");
    assert_eq!(new(&root, "fi", "091", "fi-helsinki").0, Some(0));
    for kind in &KINDS {
        let text = fs::read_to_string(root.join("fi-helsinki").join(kind.file)).unwrap();
        assert!(text.starts_with('\u{feff}') && text.ends_with("\r\n") && text.lines().count() == 1, "{}: {text}", kind.file);
        for name in text.trim_start_matches('\u{feff}').trim().split(';') {
            assert!(kind.column(name).is_some(), "{}: {name}", kind.file);
        }
    }
    let changes: toml::Table = toml::from_str(&fs::read_to_string(root.join("fi-helsinki/changes.toml")).unwrap()).unwrap();
    assert!(changes.is_empty(), "examples are notes only");
    let country = built(root.join("fi").to_str().unwrap());
    let town = built(root.join("fi-helsinki").to_str().unwrap());
    assert_eq!(format!("{:?}", country.file.cards), format!("{:?}", town.file.cards), "the cards are the country's");
}

#[test]
fn the_examples_in_a_new_pack_fit_when_their_notes_are_taken_away() {
    let root = beside("examples");
    assert_eq!(new(&root, "fi", "091", "fi-helsinki").0, Some(0));
    let file = root.join("fi-helsinki/changes.toml");
    let text = fs::read_to_string(&file).unwrap();
    let is_example = |line: &&str| line.starts_with("# [[") || line.contains(" = ");
    let bare: Vec<&str> = text.lines().filter(is_example).map(|line| line.trim_start_matches("# ")).collect();
    fs::write(&file, bare.join("\n")).unwrap();
    assert_eq!(bare.iter().filter(|line| line.starts_with("[[change]]")).count(), 2);
    built(root.join("fi-helsinki").to_str().unwrap());
}

#[test]
fn nothing_is_written_over() {
    let root = beside("over");
    fs::create_dir(root.join("fi-helsinki")).unwrap();
    let (code, _, trouble) = new(&root, "fi", "091", "fi-helsinki");
    assert_eq!(code, Some(2));
    assert!(trouble.contains("is there already, and nothing is written over"), "{trouble}");
    assert_eq!(fs::read_dir(root.join("fi-helsinki")).unwrap().count(), 0);
}

#[test]
fn a_place_that_is_not_there_is_told_with_the_nearest() {
    check("near", "fi", "Helsinky", "fi-x", "there is no municipality `Helsinky` in `fi`; the nearest are 091 (Helsinki)");
    let root = beside("code");
    let (code, _, trouble) = new(&root, "fi", "92", "fi-x");
    assert!(code == Some(2) && trouble.contains("the nearest are") && trouble.contains("092 (Vantaa)"), "{trouble}");
}

#[test]
fn a_pack_that_could_not_be_found_again_is_not_started() {
    check("nowhere", "se", "091", "fi-x", "there is no pack in .../se; name the folder of the country's pack with `--extends`");
    check("far", FI, "091", "fi-x", "a local pack stands beside the country's, so that it can be found: write ../../packs/fi-x");
    let expected = "a pack is called by small letters, digits and single hyphens, as its folder is: write `fi-abo` instead of `FI Åbo`";
    check("name", "fi", "091", "FI Åbo", expected);
}
