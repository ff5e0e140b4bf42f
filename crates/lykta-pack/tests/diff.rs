//! Comparing two editions: who sees what now, in few words and exactly; nothing where nothing that people see has changed.
//!
//! Next: `src/diff/`.

#![cfg(test)]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use biodivine_lib_bdd::Bdd;
use lykta_core::condition::Condition;
use lykta_core::date::Date;
use lykta_core::evaluate::evaluate;
use lykta_core::fixture;
use lykta_core::fixture::random::{Manner, packs};
use lykta_core::pack::Pack;
use lykta_core::truth::Truth;
use lykta_pack::diff::kinds::{Kind, count, kinds, plain, set};
use lykta_pack::diff::people::{Change, changed};
use lykta_pack::diff::{Difference, difference, page};
use lykta_pack::symbolic::space::Space;
use proptest::prelude::*;
use serde_json::Value;
use support::{TODAY, built, folder, said};

const WHOLE: &str = "tests/fixtures/whole";

fn today() -> Date {
    Date::parse(TODAY).unwrap()
}

/// The whole pack with some texts of its files put in place of others.
#[track_caller]
fn edited(name: &str, edits: &[(&str, &str, &str)]) -> PathBuf {
    let to = folder(name);
    copy(Path::new(WHOLE), &to);
    for (file, old, new) in edits {
        let text = fs::read_to_string(to.join(file)).unwrap();
        assert!(text.contains(old), "{old}");
        fs::write(to.join(file), text.replacen(old, new, 1)).unwrap();
    }
    to
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[track_caller]
fn compared(name: &str, edits: &[(&str, &str, &str)]) -> Difference {
    difference(&built(WHOLE), &built(edited(name, edits).to_str().unwrap()), today()).unwrap()
}

#[test]
fn nothing_is_told_where_nothing_that_people_see_has_changed() {
    let same = compared("diff-same", &[]);
    assert!(same.is_empty(), "{}", same.in_words());
    // The same rule in other words, another version, and a comment.
    let files = [(
        "pack.toml",
        "mainland = \"place outside region 91 and not (place in municipality 035)\"",
        "# Who lives elsewhere.\nmainland = \"not (place in municipality 035) and place outside region 91\"",
    )];
    let other = compared("diff-other-words", &files);
    assert!(other.is_empty(), "{}", other.in_words());
    assert_eq!(other.json()["empty"], Value::Bool(true));
}

#[test]
fn a_narrower_rule_names_those_who_are_no_longer_told() {
    let told = compared("diff-narrow", &[("content.toml", "when = \"own and (age < 18 or mainland)\"", "when = \"own and mainland\"")]);
    insta::assert_snapshot!("narrower", told.in_words());
}

#[test]
fn texts_laws_and_contacts_are_told_apart() {
    let edits = [
        ("content.toml", "subsection = \"2 point 3\"", "subsection = \"4\""),
        ("content.toml", "This is decided by {region}.", "{region} decides."),
        ("content.toml", "checked_on = \"2026-11-21\"", "checked_on = \"2026-11-22\""),
        ("content.toml", "phone = \"116117\", number = \"116 117\"", "phone = \"116111\", number = \"116 111\""),
    ];
    let told = compared("diff-words", &edits);
    assert!(told.people.is_empty(), "{}", told.in_words());
    insta::assert_snapshot!("reworded", told.in_words());
    let html = page::html(&told, today());
    assert!(html.contains("Law and time limits") && !html.contains("<script"), "{html}");
}

#[test]
fn the_command_prints_words_json_or_writes_a_page() {
    let new = edited("diff-command", &[("content.toml", "This is decided by {region}.", "{region} decides.")]);
    let new = new.to_str().unwrap();
    let (code, words, _) = said(&["diff", WHOLE, new, "--today", TODAY], "");
    assert_eq!(code, Some(0));
    assert!(words.contains("- This is decided by {region}.") && words.contains("+ {region} decides."), "{words}");
    let (_, json, _) = said(&["diff", WHOLE, new, "--today", TODAY, "--json"], "");
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((json["words"].as_array().unwrap().len(), json["people"].as_array().unwrap().len()), (1, 0));
    let page = folder("diff-page").join("diff.html");
    let write = || {
        assert_eq!(said(&["diff", WHOLE, new, "--today", TODAY, "--out", page.to_str().unwrap()], "").0, Some(0));
        fs::read_to_string(&page).unwrap()
    };
    assert_eq!(write(), write());
    let (code, _, told) = said(&["diff", WHOLE, "no-such-pack"], "");
    assert_eq!(code, Some(2));
    assert!(told.contains("no-such-pack"), "{told}");
}

/// The pack with the conditions of two cards changed about: another edition of the same questions.
fn turned(pack: &Pack) -> Pack {
    let mut new = pack.clone();
    let last = new.cards.len() - 1;
    let first = new.cards[0].when.clone();
    new.cards[0].when = Condition::Any(vec![first.clone(), new.cards[last].when.clone()]);
    new.cards[last].when = first;
    new.cards[last].rank = 0;
    new
}

/// All answer sets in which nothing is skipped.
fn all(space: &Space) -> Option<Vec<biodivine_lib_bdd::BddValuation>> {
    let plain = plain(space);
    (plain.cardinality() < 1500.0).then(|| plain.sat_valuations().collect())
}

fn is_short(space: &Space, those: &Bdd, kind: &Kind) -> bool {
    (0..kind.0.len()).all(|at| {
        let mut less = kind.clone();
        less.0.remove(at);
        !set(space, &less).and_not(those).is_false()
    })
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let mut old = fixture::pack(text);
    old.cards.iter_mut().for_each(|card| card.laws.clear());
    let new = turned(&old);
    let space = Space::new(&[&new, &old], today());
    let Some(all) = all(&space) else { return Err(TestCaseError::reject("too many answer sets")) };
    let mut told: BTreeMap<(String, Change), Vec<bool>> = BTreeMap::new();
    for change in changed(&space, &old, &new) {
        let those = change.those.and(&plain(&space));
        let list = kinds(&space, &change.those);
        let union = list.iter().fold(space.set.mk_false(), |union, kind| union.or(&set(&space, kind)));
        prop_assert!(union.iff(&those).is_true(), "the kinds are not the set: {:?}", list);
        prop_assert!(list.iter().all(|kind| is_short(&space, &those, kind)), "a kind is longer than it need be: {:?}", list);
        let here: Vec<bool> = all.iter().map(|valuation| those.eval_in(valuation)).collect();
        let places = all.iter().filter(|valuation| those.eval_in(valuation)).map(|valuation| weight(&space, valuation));
        prop_assert!((count(&space, &change.those) - places.sum::<f64>()).abs() < 0.5);
        told.insert((change.id, change.change), here);
    }
    for (at, valuation) in all.iter().enumerate() {
        let answers = space.answers(valuation);
        let (before, after) = (evaluate(&old, &answers, today()), evaluate(&new, &answers, today()));
        for (index, card) in new.cards.iter().enumerate() {
            let truth = |evaluation: &lykta_core::evaluate::Evaluation| {
                evaluation.findings.iter().find(|finding| finding.card == index).map_or(Truth::No, |finding| finding.truth)
            };
            let expected = match (truth(&before), truth(&after)) {
                (Truth::No, Truth::Yes) => Some(Change::Appears),
                (Truth::No, Truth::Unknown) => Some(Change::MayAppear),
                (Truth::Yes, Truth::No) => Some(Change::Vanishes),
                (Truth::Unknown, Truth::No) => Some(Change::MayVanish),
                (Truth::Unknown, Truth::Yes) => Some(Change::Firmer),
                (Truth::Yes, Truth::Unknown) => Some(Change::Looser),
                _ => None,
            };
            let found: Vec<Change> = told
                .iter()
                .filter(|((id, change), here)| id == card.id.as_str() && *change != Change::Earlier && here[at])
                .map(|((_, change), _)| *change)
                .collect();
            prop_assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{}: {:?}", card.id.as_str(), space.words(valuation));
            let place = |evaluation: &lykta_core::evaluate::Evaluation, card: usize| {
                let mut holding = evaluation.findings.iter().filter(|finding| finding.truth == Truth::Yes);
                holding.position(|finding| finding.card == card)
            };
            let moved = (0..new.cards.len()).any(|other| {
                let then = place(&before, index).zip(place(&before, other));
                let now = place(&after, index).zip(place(&after, other));
                then.is_some_and(|(own, other)| own > other) && now.is_some_and(|(own, other)| own < other)
            });
            let is_told = told.get(&(card.id.as_str().to_owned(), Change::Earlier)).is_some_and(|here| here[at]);
            prop_assert_eq!(is_told, moved, "order of {}: {:?}", card.id.as_str(), space.words(valuation));
        }
    }
    Ok(())
}

/// For how many answer sets a valuation stands: one for each municipality of a class.
fn weight(space: &Space, valuation: &biodivine_lib_bdd::BddValuation) -> f64 {
    let values = space.slots.iter().flat_map(|slot| &slot.values);
    values
        .filter(|(variable, _)| valuation.value(*variable))
        .map(|(_, value)| match value {
            lykta_pack::symbolic::space::Value::Place(codes) => codes.len() as f64,
            _ => 1.0,
        })
        .product()
}

const ANY: Manner = Manner { is_read_once: false, has_no_outside: false, is_flat: false, is_broken: false };

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn what_is_told_is_what_trying_all_answers_finds(text in packs(ANY)) {
        check(&text)?;
    }
}
