//! The symbolic engine against the core: both decide the same, answer set by answer set.
//!
//! Next: `src/symbolic/`, `src/prove/`.

#![cfg(test)]

use std::fs;
use std::path::PathBuf;

use biodivine_lib_bdd::{Bdd, BddValuation};
use lykta_core::answer::Answers;
use lykta_core::date::Date;
use lykta_core::evaluate::evaluate;
use lykta_core::fixture::random::{Manner, packs};
use lykta_core::fixture::{self};
use lykta_core::pack::{Need, Pack};
use lykta_core::truth::Truth;
use lykta_pack::load;
use lykta_pack::symbolic::asking::Asking;
use lykta_pack::symbolic::order::Cards;
use lykta_pack::symbolic::space::Space;
use lykta_pack::symbolic::view::View;
use proptest::prelude::*;
use rand::SeedableRng as _;
use rand::rngs::StdRng;

const TODAY: &str = "2026-11-21";

fn today() -> Date {
    Date::parse(TODAY).unwrap()
}

/// Up to so many answer sets by chance, each as likely as any other.
fn some(space: &Space, count: usize, seed: u64) -> Vec<BddValuation> {
    let mut chance = StdRng::seed_from_u64(seed);
    (0..count).filter_map(|_| space.valid.random_valuation(&mut chance)).collect()
}

struct Decided<'v, 'a> {
    view: &'v View<'a>,
    cards: Cards,
    first: Vec<Bdd>,
    next: Vec<Bdd>,
    asked: Vec<Bdd>,
}

impl<'v, 'a> Decided<'v, 'a> {
    fn new(view: &'v View<'a>) -> Self {
        let asking = Asking::new(view);
        let items = || 0..view.pack.items.len();
        let cards = Cards::new(view);
        let first = (0..view.pack.cards.len()).map(|card| cards.among_first(view, card, 2)).collect();
        Self {
            next: items().map(|item| asking.next(item)).collect(),
            asked: items().map(|item| asking.asked(item)).collect(),
            cards,
            first,
            view,
        }
    }

    /// Holds what the engine says against what the core says.
    fn check(&self, valuation: &BddValuation) -> Result<(), String> {
        let (pack, space) = (self.view.pack, self.view.space);
        let answers: Answers = space.answers(valuation);
        if space.valuation(&answers).as_ref() != Some(valuation) {
            return Err("the answers are not read back as they were written".to_owned());
        }
        let core = evaluate(pack, &answers, space.today);
        let holds = |set: &Bdd| set.eval_in(valuation);
        for (index, card) in pack.cards.iter().enumerate() {
            let finding = core.findings.iter().find(|finding| finding.card == index);
            let (yes, no) = (holds(&self.cards.shown[index].yes), holds(&self.cards.shown[index].no));
            let truth = if yes {
                Truth::Yes
            } else if no {
                Truth::No
            } else {
                Truth::Unknown
            };
            let theirs = finding.map_or(Truth::No, |finding| finding.truth);
            if truth != theirs {
                return Err(format!("card {} is {truth:?}, not {theirs:?}: {:?}", card.id.as_str(), space.words(valuation)));
            }
            let runs = finding.is_some_and(|finding| finding.deadlines.iter().any(|(_, last)| !last.is_passed()));
            if !no && holds(&self.cards.running[index]) != runs {
                return Err(format!("a limit of {} runs, or not: {:?}", card.id.as_str(), space.words(valuation)));
            }
            let place = core
                .findings
                .iter()
                .filter(|finding| finding.truth == Truth::Yes && (finding.need != Need::Danger || finding.card == index))
                .position(|finding| finding.card == index);
            if place.is_some_and(|place| place < 2) != holds(&self.first[index]) {
                return Err(format!("card {} is at {place:?}: {:?}", card.id.as_str(), space.words(valuation)));
            }
        }
        for index in 0..pack.items.len() {
            if holds(&self.next[index]) != (core.next == Some(index)) {
                return Err(format!("item {index} is put, or not; the core puts {:?}: {:?}", core.next, space.words(valuation)));
            }
            if holds(&self.asked[index]) != core.asked.contains(&index) {
                return Err(format!("item {index} is asked, or not: {:?}", space.words(valuation)));
            }
        }
        Ok(())
    }
}

fn check(pack: &Pack, count: usize, seed: u64) -> Result<(), String> {
    let space = Space::new(&[pack], today());
    let view = View::new(&space, pack);
    let decided = Decided::new(&view);
    some(&space, count, seed).iter().try_for_each(|valuation| decided.check(valuation))
}

const ANY: Manner = Manner { is_read_once: false, has_no_outside: false, is_flat: false, is_broken: false };

proptest! {
    #[test]
    fn the_engine_decides_as_the_core_does(text in packs(ANY), seed in any::<u64>()) {
        check(&fixture::pack(&text), 60, seed).map_err(TestCaseError::fail)?;
    }
}

#[test]
fn it_decides_as_the_core_does_for_ten_thousand_people_in_each_shipped_pack() {
    for folder in shipped() {
        let (compiled, _, _) = load::load(&folder).unwrap();
        let pack = compiled.unwrap().pack;
        let space = Space::new(&[&pack], today());
        let view = View::new(&space, &pack);
        let decided = Decided::new(&view);
        for valuation in some(&space, 10_000, 7) {
            decided.check(&valuation).unwrap();
        }
    }
}

/// Folders of the packs that ship.
fn shipped() -> Vec<PathBuf> {
    let folders = fs::read_dir("../../packs").unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = folders.filter(|folder| folder.join("pack.toml").is_file()).collect();
    folders.sort();
    assert!(!folders.is_empty());
    folders
}
