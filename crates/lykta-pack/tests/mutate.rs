//! Slips in conditions: what is changed, who notices, and what holds for all answers.
//!
//! Next: `src/mutate/`.

#![cfg(test)]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use lykta_core::condition::Condition;
use lykta_core::date::Date;
use lykta_core::evaluate::{evaluate, truths};
use lykta_core::fixture::pack;
use lykta_core::fixture::random::{Manner, packs};
use lykta_core::grammar;
use lykta_core::pack::{CardKind, Pack};
use lykta_pack::compile::Compiled;
use lykta_pack::compile::written::Owner;
use lykta_pack::mutate::change::{Change, changes};
use lykta_pack::mutate::judge::{self, Judge};
use lykta_pack::mutate::promised::Promises;
use lykta_pack::mutate::{self, notice};
use lykta_pack::parts;
use lykta_pack::persona;
use lykta_pack::problem::{Code, Place, Problems};
use lykta_pack::prove;
use lykta_pack::symbolic::view::View;
use proptest::prelude::*;
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use support::{FI, fi, folder, said};

const COUNTRY: &str = "tests/fixtures/local/country";
const TOWN: &str = "tests/fixtures/local/town";

fn today() -> Date {
    Date::parse("2026-11-22").unwrap()
}

fn all_changes(text: &str, pack: &Pack) -> Vec<Change> {
    changes(&parts::read(text, &BTreeMap::new()).unwrap(), pack)
}

/// What a condition becomes, change by change.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let pack = pack(
        "item who single: self | close-one | child
         item age single: young (0 to 17) | grown (18 to 64) | old (65 to)
         item place place
         card help",
    );
    assert_eq!(all_changes(text, &pack).iter().map(|change| change.part.written()).collect::<Vec<_>>(), expected);
}

#[test]
fn a_clause_is_turned_round_and_its_list_grows_and_shrinks() {
    check("who is self", &["who is not self", "who is self, close-one", "who is self, child", ""]);
    check(
        "who is not self or child",
        &["who is self, child", "who is not child", "who is not self", "who is not self, child, close-one", ""],
    );
}

#[test]
fn years_move_by_one_inside_what_the_item_asks() {
    check("age < 18", &["not age < 18", "age <= 18", "age < 17", "age < 19", ""]);
    check("age >= 65", &["not age >= 65", "age > 65", "age >= 64", ""]);
}

#[test]
fn a_place_changes_sides_and_loses_a_region() {
    check("place outside region 91", &["not place outside region 91", "place in region 91", ""]);
    check(
        "place in region 90 or 91",
        &["not place in region 90, 91", "place in region 91", "place in region 90", "place outside region 90, 91", ""],
    );
}

#[test]
fn of_several_parts_each_is_taken_out_and_turned_round() {
    check(
        "age < 18 and not (who is self or who is child)",
        &[
            "not (age < 18 and not (who is self or who is child))",
            "not (who is self or who is child)",
            "not age < 18 and not (who is self or who is child)",
            "age <= 18 and not (who is self or who is child)",
            "age < 17 and not (who is self or who is child)",
            "age < 19 and not (who is self or who is child)",
            "age < 18",
            "age < 18 and (who is self or who is child)",
            "age < 18 and who is not child",
            "age < 18 and not (who is not self or who is child)",
            "age < 18 and not (who is self, close-one or who is child)",
            "age < 18 and not (who is self, child or who is child)",
            "age < 18 and who is not self",
            "age < 18 and not (who is self or who is not child)",
            "age < 18 and not (who is self or who is child, self)",
            "age < 18 and not (who is self or who is child, close-one)",
            "",
        ],
    );
}

/// Every condition of a pack, with its owner.
fn owners(pack: &Pack) -> Vec<Owner> {
    let items = pack.items.iter().enumerate().flat_map(|(index, item)| {
        let options = (0..item.options.len()).map(move |option| Owner::Option(index, option));
        std::iter::once(Owner::Item(index)).chain(options)
    });
    let cards = pack.cards.iter().enumerate().flat_map(|(index, card)| {
        let limits = (0..card.deadlines.len()).map(move |limit| Owner::Deadline(index, limit));
        std::iter::once(Owner::Card(index)).chain(limits)
    });
    items.chain(cards).collect()
}

/// What a person sees, but for the next question.
fn seen(pack: &Pack, answers: &lykta_core::answer::Answers) -> Vec<String> {
    let findings = evaluate(pack, answers, today()).findings;
    findings.iter().map(|finding| format!("{} {:?} {:?}", finding.card, finding.truth, finding.deadlines)).collect()
}

/// Holds what the judge says of each change against the core: on its own example, and on answers by chance where it has none.
fn judged(pack: &Pack, seed: u64) -> Result<(), TestCaseError> {
    let space = judge::space(pack, today());
    let view = View::new(&space, pack);
    let judge = Judge::new(&view);
    let mut chance = StdRng::seed_from_u64(seed);
    let some: Vec<_> = (0..40).filter_map(|_| space.valid.random_valuation(&mut chance)).map(|one| space.answers(&one)).collect();
    for owner in owners(pack) {
        let own = owner.of(pack).unwrap();
        let text = grammar::written(own);
        let Some(root) = parts::read(&text, &BTreeMap::new()) else { continue };
        prop_assert_eq!(&root.written(), &text);
        for change in changes(&root, pack) {
            let condition = change.part.condition();
            let mut changed = pack.clone();
            *owner.of_mut(&mut changed).unwrap() = condition.clone();
            match judge.difference(owner, &condition) {
                Some(example) => {
                    let both = truths(pack, &example.answers, [own, &condition], today());
                    prop_assert_ne!(both[0], both[1], "{} against {}", text, change.part.written());
                    if matches!(owner, Owner::Deadline(..)) {
                        prop_assert_ne!(seen(pack, &example.answers), seen(&changed, &example.answers), "{}", change.part.written());
                    }
                }
                None => {
                    for answers in &some {
                        prop_assert_eq!(seen(pack, answers), seen(&changed, answers), "{} against {}", text, change.part.written());
                    }
                }
            }
        }
    }
    Ok(())
}

const ANY: Manner = Manner { is_read_once: false, has_no_outside: false, is_flat: false, is_broken: false };

proptest! {
    #[test]
    fn a_change_shows_for_its_example_or_for_no_answers_at_all(text in packs(ANY), seed in any::<u64>()) {
        judged(&pack(&text), seed)?;
    }

    #[test]
    fn a_changed_condition_reads_as_it_is_written(text in packs(ANY)) {
        let pack = pack(&text);
        for owner in owners(&pack) {
            let own = owner.of(&pack).unwrap();
            let Some(root) = parts::read(&grammar::written(own), &BTreeMap::new()) else { continue };
            for change in changes(&root, &pack).iter().filter(|change| change.part.condition() != Condition::always()) {
                let again = parts::read(&change.part.written(), &BTreeMap::new()).unwrap();
                prop_assert_eq!(again.condition(), change.part.condition());
                prop_assert_ne!(&again.condition(), own);
            }
        }
    }
}

#[test]
fn a_part_that_says_nothing_new_changes_nothing() {
    let pack = pack(
        "item who single: self | close-one
         item now multiple if who is self: a | b
         card help if who is self and now is a",
    );
    let space = judge::space(&pack, today());
    let view = View::new(&space, &pack);
    let judge = Judge::new(&view);
    let differs = |text: &str| {
        let condition = parts::read(text, &BTreeMap::new()).unwrap().condition();
        judge.difference(Owner::Card(0), &condition).is_some()
    };
    assert!(!differs("who is not close-one and now is a"));
    assert!(differs("now is a"), "while it is not said who asks, the two differ");
    assert!(differs("who is self and now is not a"));
}

#[test]
fn a_list_of_places_that_loses_one_shows() {
    let pack = pack(
        "item place place
         card help if place in municipality 091, 564",
    );
    let space = judge::space(&pack, today());
    let view = View::new(&space, &pack);
    let condition = parts::read("place in municipality 091", &BTreeMap::new()).unwrap().condition();
    let example = Judge::new(&view).difference(Owner::Card(0), &condition).unwrap();
    assert_eq!(example.words, [("place".to_owned(), vec!["564".to_owned()])]);
}

/// The same as `notice`, without leaving anyone out: every persona, in the whole guide.
fn noticed_by_all(compiled: &Compiled, owner: Owner, changed: &Condition) -> bool {
    let mut pack = compiled.pack.clone();
    *owner.of_mut(&mut pack).unwrap() = changed.clone();
    compiled.personas.iter().any(|persona| {
        let person = persona::person(&pack, &persona.entry, &persona.place, &mut Problems::default()).unwrap();
        !persona::holds(&pack, &persona.entry, &person)
    })
}

#[test]
fn leaving_out_who_cannot_notice_changes_nothing() {
    let compiled = fi();
    let witnesses = notice::witnesses(compiled);
    let mut pack = compiled.pack.clone();
    let mut seen = [0, 0];
    for (index, rule) in compiled.written.rules.iter().enumerate() {
        let root = parts::read(&rule.text.text, &compiled.written.named).unwrap();
        let conditions: Vec<Condition> = changes(&root, &compiled.pack).iter().map(|change| change.part.condition()).collect();
        // One change of each condition, another each time.
        let one = conditions[index % conditions.len()].clone();
        let noticed = notice::noticed(&mut pack, rule.owner, std::slice::from_ref(&one), &witnesses)[0];
        assert_eq!(noticed, noticed_by_all(compiled, rule.owner, &one), "{}: {}", rule.owner.id(&pack), grammar::written(&one));
        seen[usize::from(noticed)] += 1;
    }
    assert!(seen[0] > 20 && seen[1] > 20, "{seen:?}");
    assert_eq!(pack, compiled.pack, "all is put back");
}

#[test]
fn no_slip_in_the_rights_of_a_shipped_pack_goes_unnoticed() {
    for entry in fs::read_dir("../../packs").unwrap().map(Result::unwrap).filter(|entry| entry.path().join("pack.toml").is_file()) {
        let folder = entry.path().display().to_string();
        let (code, printed, trouble) = said(&["mutate", &folder, "--rights", "--today", "2026-11-22"], "");
        assert_eq!(code, Some(0), "{printed}{trouble}");
        assert!(printed.trim_end().ends_with(" 0 left"), "{printed}");
    }
}

#[test]
fn of_the_finnish_rights_every_condition_is_tried() {
    let compiled = fi();
    let rights: Vec<usize> = (0..compiled.written.rules.len())
        .filter(|rule| match compiled.written.rules[*rule].owner {
            Owner::Card(card) | Owner::Deadline(card, _) => compiled.pack.cards[card].kind == CardKind::Right,
            Owner::Item(_) | Owner::Option(..) => false,
        })
        .collect();
    assert!(rights.len() > 15);
    let (tally, interruption) = mutate::tally(compiled, &rights, today(), Some(3));
    assert_eq!(interruption, None);
    assert_eq!(tally.made, tally.by_personas + tally.by_promises + tally.equal + tally.left.len());
    assert!(tally.made > 500 && tally.by_personas > 400, "{tally:?}");
}

#[test]
fn what_nobody_notices_is_named_with_a_persona_to_paste() {
    let (code, printed, trouble) = said(&["mutate", COUNTRY, "--today", "2026-11-22", "--jobs", "1"], "");
    assert_eq!((code, trouble.as_str()), (Some(1), "changes of conditions tried: 0 of 8\n"));
    insta::assert_snapshot!("nobody-notices", printed);
}

#[test]
fn the_persona_to_paste_notices() {
    let printed = said(&["mutate", COUNTRY, "--today", "2026-11-22"], "").1;
    let own = folder("noticed");
    for entry in fs::read_dir(COUNTRY).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_file()) {
        fs::copy(entry.path(), own.join(entry.file_name())).unwrap();
    }
    fs::create_dir(own.join("places")).unwrap();
    fs::copy(Path::new(COUNTRY).join("places/municipalities.csv"), own.join("places/municipalities.csv")).unwrap();
    // What stands between a persona's head and the next blank line.
    let pasted: Vec<String> =
        printed.split("[[persona]]\n").skip(1).map(|rest| format!("[[persona]]\n{}\n", rest.split("\n\n").next().unwrap())).collect();
    assert_eq!(pasted.len(), 8);
    fs::write(own.join("pasted.toml"), pasted.join("\n")).unwrap();
    let (code, printed, _) = said(&["mutate", own.to_str().unwrap(), "--today", "2026-11-22"], "");
    assert_eq!(code, Some(0), "{printed}");
    assert_eq!(
        printed,
        "country: 8 changes of conditions made; 8 noticed by personas, 0 more by promises, 0 that change nothing for any answers, 0 left\n"
    );
}

#[test]
fn only_what_is_named_is_changed() {
    let made = |arguments: &[&str]| {
        let (_, printed, _) = said(&[&["mutate", "--today", "2026-11-22"], arguments].concat(), "");
        printed.lines().last().unwrap().split(' ').nth(1).unwrap().parse::<usize>().unwrap()
    };
    let right = made(&[FI, "--only", "fi-right-pregnant"]);
    assert!(right > 20 && right < made(&[FI, "--rights"]));
    assert_eq!(made(&[FI, "--only", "fi-line-112", "--rights"]), 0);
    assert!(made(&[FI, "--only", "use"]) > 20, "an item with its options");
}

#[test]
fn a_local_pack_answers_for_its_own_conditions() {
    let printed = said(&["mutate", TOWN, "--today", "2026-11-22"], "").1;
    assert!(printed.contains("xx-town-clinic") && !printed.contains("xx-right"), "{printed}");
}

#[test]
fn a_card_that_is_not_there_is_told_with_the_nearest() {
    let (code, printed, trouble) = said(&["mutate", FI, "--only", "fi-right-pregnan"], "");
    assert_eq!((code, printed.as_str()), (Some(2), ""));
    assert_eq!(trouble, "lykta-pack: there is no card and no item `fi-right-pregnan`; did you mean `fi-right-pregnant`?\n");
}

#[test]
fn personas_that_do_not_hold_come_first() {
    let (code, printed, _) = said(&["mutate", "tests/fixtures/problems/P071-persona-fails/bad"], "");
    assert_eq!(code, Some(1));
    assert!(printed.contains("error[P071]"), "{printed}");
}

/// The small country with these promises.
fn promising(name: &str, promises: &str) -> (Compiled, String) {
    let own = folder(name);
    fs::create_dir(own.join("places")).unwrap();
    for file in ["pack.toml", "items.toml", "cards.toml", "personas.toml", "places/municipalities.csv"] {
        fs::copy(Path::new(COUNTRY).join(file), own.join(file)).unwrap();
    }
    fs::write(own.join("promises.toml"), promises).unwrap();
    let path = own.to_str().unwrap().to_owned();
    (support::built(&path), path)
}

/// Holds what the promises notice of each change of a card against a whole proof of the changed pack; gives how many they notice.
#[track_caller]
fn proved(name: &str, promises: &str) -> usize {
    let (mut compiled, _) = promising(name, promises);
    let (again, _) = promising(&format!("{name}-again"), promises);
    let space = judge::space(&again.pack, today());
    let view = View::new(&space, &again.pack);
    let own = Promises::new(&again, &view);
    let broken = |compiled: &Compiled| {
        let proof = prove::prove(compiled, today(), &Place::default(), &|| Ok(())).unwrap();
        proof.problems.0.iter().any(|problem| matches!(problem.code, Code::PromiseBroken | Code::ExcludedTogether))
    };
    assert!(!broken(&compiled), "the promises hold");
    let mut count = 0;
    for rule in &again.written.rules {
        let root = parts::read(&rule.text.text, &again.written.named).unwrap();
        for change in changes(&root, &again.pack) {
            let condition = change.part.condition();
            *rule.owner.of_mut(&mut compiled.pack).unwrap() = condition.clone();
            let noticed = own.notice(rule.owner, &condition);
            assert_eq!(noticed, broken(&compiled), "{}", change.part.written());
            count += usize::from(noticed);
        }
        *rule.owner.of_mut(&mut compiled.pack).unwrap() = rule.owner.of(&again.pack).unwrap().clone();
    }
    count
}

#[test]
fn a_promise_notices_what_breaks_it() {
    let always = "[[promise]]\nid = \"care\"\nabout = \"Care on the mainland.\"\nwhen = \"who is self and place in region 90\"\nalways = [\"xx-right\"]\n";
    assert_eq!(proved("always", always), 4);
    let never = "[[promise]]\nid = \"no-care\"\nabout = \"None for others.\"\nwhen = \"who is close-one\"\nnever = [\"xx-right\"]\n";
    assert_eq!(proved("never", never), 5);
    let first =
        "[[promise]]\nid = \"first\"\nabout = \"The line comes early.\"\nwhen = \"who is self\"\nalways = [\"xx-line\"]\namong_first = 2\n";
    assert_eq!(proved("first", first), 0);
}

#[test]
fn what_only_a_promise_notices_is_counted_apart() {
    let promise = "[[promise]]\nid = \"care\"\nabout = \"Care on the mainland.\"\nwhen = \"who is self and place in region 90\"\nalways = [\"xx-right\"]\n";
    let (_, path) = promising("apart", promise);
    let (code, printed, _) = said(&["mutate", &path, "--today", "2026-11-22"], "");
    assert_eq!(code, Some(1));
    let numbers = "8 changes of conditions made; 0 noticed by personas, 4 more by promises, 0 that change nothing for any answers, 4 left";
    assert!(printed.ends_with(&format!("country: {numbers}\n")), "{printed}");
}
