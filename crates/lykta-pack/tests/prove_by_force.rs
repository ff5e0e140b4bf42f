//! The prover against brute force: small packs made by chance, tried out whole.
//!
//! Next: `src/prove/`, `symbolic.rs` for the engine against the core.

#![cfg(test)]

use std::collections::BTreeSet;

use biodivine_lib_bdd::BddValuation;
use lykta_core::answer::{Answer, Answers};
use lykta_core::condition::Condition;
use lykta_core::date::Date;
use lykta_core::evaluate::{Evaluation, evaluate, offered, truths};
use lykta_core::fixture;
use lykta_core::fixture::random::{Manner, packs};
use lykta_core::format::VERSION;
use lykta_core::format::built::PlacesFile;
use lykta_core::pack::{Need, Pack};
use lykta_core::truth::Truth;
use lykta_pack::ask;
use lykta_pack::compile::Compiled;
use lykta_pack::compile::promises::{Excluded, Promised};
use lykta_pack::compile::written::Written;
use lykta_pack::problem::{Code, Place};
use lykta_pack::prove::ways::questions;
use lykta_pack::prove::{Proof, prove};
use lykta_pack::symbolic::space::{Slot, Space};
use proptest::prelude::*;

/// More answer sets than these are not tried out.
const MOST: usize = 700;

fn today() -> Date {
    Date::parse("2026-11-21").unwrap()
}

/// A card that is found, how sure, and its time limits with their last days.
type Found = (usize, Truth, Vec<(usize, Date)>);

/// All answer sets of a pack, each slot counted like a digit: 0 is no answer.
struct Force<'a> {
    pack: &'a Pack,
    space: &'a Space,
    /// For each slot its answers, none first, as values of its variables.
    digits: Vec<Vec<Vec<bool>>>,
    evaluations: Vec<Evaluation>,
    all: Vec<Answers>,
}

impl<'a> Force<'a> {
    /// None if there are too many.
    fn new(pack: &'a Pack, space: &'a Space) -> Option<Self> {
        let digits: Vec<Vec<Vec<bool>>> = space.slots.iter().map(|slot| ways(space, slot)).collect();
        let count: usize = digits.iter().map(Vec::len).product();
        if count > MOST {
            return None;
        }
        let mut force = Self { pack, space, digits, evaluations: Vec::new(), all: Vec::new() };
        for index in 0..count {
            let answers = space.answers(&force.valuation(index));
            force.evaluations.push(evaluate(pack, &answers, space.today));
            force.all.push(answers);
        }
        Some(force)
    }

    fn digit(&self, index: usize, slot: usize) -> usize {
        let below: usize = self.digits[..slot].iter().map(Vec::len).product();
        index / below % self.digits[slot].len()
    }

    fn with_digit(&self, index: usize, slot: usize, digit: usize) -> usize {
        let below: usize = self.digits[..slot].iter().map(Vec::len).product();
        index - self.digit(index, slot) * below + digit * below
    }

    fn valuation(&self, index: usize) -> BddValuation {
        let mut valuation = BddValuation::all_false(self.space.set.num_vars());
        for (slot, own) in self.space.slots.iter().enumerate() {
            for (variable, value) in own.variables().into_iter().zip(&self.digits[slot][self.digit(index, slot)]) {
                valuation.set_value(variable, *value);
            }
        }
        valuation
    }

    /// Whether every chosen option is one that is offered.
    fn is_offered(&self, index: usize) -> bool {
        self.pack.items.iter().enumerate().all(|(item, built)| {
            let open = offered(self.pack, &self.all[index], item, today());
            match self.all[index].get(&built.id) {
                Some(Answer::Options(chosen)) => chosen.iter().all(|id| open.iter().any(|option| built.options[*option].id == *id)),
                _ => true,
            }
        })
    }

    /// Whether every item that a condition reads is answered, or not put.
    fn is_known(&self, index: usize, condition: &Condition) -> bool {
        let mut is_known = true;
        condition.each_clause(&mut |clause| {
            let (item, built) = self.pack.item(&clause.item).unwrap();
            let is_off = truths(self.pack, &self.all[index], [&built.enable_when], today())[0] == Truth::No;
            let counts = self.evaluations[index].asked.contains(&item);
            is_known &= is_off || (counts && self.all[index].get(&built.id) != Some(&Answer::Skipped));
        });
        is_known
    }

    fn truth(&self, index: usize, card: usize) -> Truth {
        self.evaluations[index].findings.iter().find(|finding| finding.card == card).map_or(Truth::No, |finding| finding.truth)
    }

    fn found(&self, index: usize) -> Vec<Found> {
        let mut found: Vec<Found> = self.evaluations[index]
            .findings
            .iter()
            .map(|finding| (finding.card, finding.truth, finding.deadlines.iter().map(|(limit, last)| (*limit, last.date)).collect()))
            .collect();
        found.sort_by_key(|(card, _, _)| *card);
        found
    }

    /// Whether some answer to the item changes what is found, for some answers to the others that have none.
    fn matters(&self, index: usize, item: usize) -> bool {
        (0..self.all.len()).any(|other| {
            let agrees = (0..self.digits.len())
                .all(|slot| slot == item || self.digit(index, slot) == 0 || self.digit(index, slot) == self.digit(other, slot));
            agrees && self.found(other) != self.found(self.with_digit(other, item, 0))
        })
    }

    /// How many questions the ways put that go on from here, and which.
    fn ways(&self, index: usize, count: usize, ends: &mut Vec<usize>, put: &mut BTreeSet<usize>) {
        let Some(next) = self.evaluations[index].next else {
            ends.push(count);
            return;
        };
        put.insert(next);
        for digit in 1..self.digits[next].len() {
            let after = self.with_digit(index, next, digit);
            // An answer of which nothing counts is put again: no way on the screen.
            if self.is_offered(after) && self.evaluations[after].next != Some(next) {
                self.ways(after, count + 1, ends, put);
            }
        }
    }
}

fn ways(space: &Space, slot: &Slot) -> Vec<Vec<bool>> {
    let variables = slot.variables();
    let all = (0..1_usize << variables.len()).map(|bits| (0..variables.len()).map(|at| bits >> at & 1 == 1).collect::<Vec<bool>>());
    let is_valid = |values: &Vec<bool>| {
        let mut valuation = BddValuation::all_false(space.set.num_vars());
        variables.iter().zip(values).for_each(|(variable, value)| valuation.set_value(*variable, *value));
        slot.valid.eval_in(&valuation)
    };
    all.filter(is_valid).collect()
}

/// A pack as the tool has it after compiling, with one promise and one exclusion among its first cards.
fn compiled(text: &str) -> Compiled {
    let pack = fixture::pack(text);
    let place = |index: usize| Place { document: index, ..Place::default() };
    let places = (0..pack.cards.len()).map(place).collect();
    let items = (0..pack.items.len()).map(place).collect();
    let options = pack.items.iter().map(|item| (0..item.options.len()).map(place).collect()).collect();
    let last = pack.cards.len() - 1;
    Compiled {
        file: fixture::file(text),
        drafts: Vec::new(),
        words: Vec::new(),
        easy: Vec::new(),
        places: PlacesFile { format: VERSION, municipalities: String::new(), postcodes: String::new(), digits: 5 },
        meetings: Default::default(),
        personas: Vec::new(),
        checks: Vec::new(),
        check_personas: Vec::new(),
        facts: Default::default(),
        context: Default::default(),
        register: Default::default(),
        lix: Default::default(),
        written: Written { items, options, cards: places, ..Written::default() },
        promises: vec![Promised {
            place: Place::default(),
            id: "first".to_owned(),
            about: "The first card for those of the last".to_owned(),
            when: pack.cards[last].when.clone(),
            always: vec![(0, Place::default())],
            never: vec![],
            among_first: Some(1),
            because: None,
        }],
        excludes: if last > 0 { vec![Excluded { place: Place::default(), card: 0, other: last }] } else { vec![] },
        pack,
    }
}

fn told(proof: &Proof, code: Code) -> Vec<usize> {
    let mut list: Vec<usize> =
        proof.problems.0.iter().filter(|problem| problem.code == code).map(|problem| problem.place.document).collect();
    list.sort_unstable();
    list
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let mut compiled = compiled(text);
    // A law that begins later gives a second day; here one is enough.
    compiled.pack.cards.iter_mut().for_each(|card| card.laws.clear());
    let pack = &compiled.pack;
    let space = Space::new(&[pack], today());
    let Some(force) = Force::new(pack, &space) else { return Err(TestCaseError::reject("too many answer sets")) };
    let proof = prove(&compiled, today(), &Place::default(), &|| Ok(())).unwrap();
    let indexes = || 0..force.all.len();
    let (cards, items) = (pack.cards.len(), pack.items.len());

    let hidden: Vec<usize> = (0..cards)
        .filter(|card| indexes().all(|index| !force.is_known(index, &pack.cards[*card].when) || force.truth(index, *card) == Truth::No))
        .collect();
    prop_assert_eq!(told(&proof, Code::NeverTrue), hidden, "cards that never show");

    let (mut ends, mut put) = (Vec::new(), BTreeSet::new());
    force.ways(0, 0, &mut ends, &mut put);
    let silent: Vec<usize> = (0..items).filter(|item| pack.items[*item].is_asked && !put.contains(item)).collect();
    prop_assert_eq!(told(&proof, Code::ItemNeverPut), silent, "items that are never put");

    let needless: Vec<usize> = (0..items)
        .filter(|item| {
            indexes().any(|index| force.evaluations[index].next == Some(*item) && force.is_offered(index) && !force.matters(index, *item))
        })
        .collect();
    prop_assert_eq!(told(&proof, Code::NeedlessQuestion), needless, "needless questions");

    let promise = &compiled.promises[0];
    let holds = |index: usize| truths(pack, &force.all[index], [&promise.when], today())[0] == Truth::Yes;
    let is_first = |index: usize| {
        let evaluation = &force.evaluations[index];
        let first = evaluation.findings.iter().filter(|finding| finding.truth == Truth::Yes);
        first.filter(|finding| finding.card == 0 || finding.need != Need::Danger).take(1).any(|finding| finding.card == 0)
    };
    let is_broken = indexes().any(|index| holds(index) && !is_first(index));
    prop_assert_eq!(!told(&proof, Code::PromiseBroken).is_empty(), is_broken, "the promise");

    let both = |index: usize| {
        let (one, other) = (force.truth(index, 0), force.truth(index, cards - 1));
        one.max(other) == Truth::Yes && one.min(other) > Truth::No
    };
    prop_assert_eq!(!told(&proof, Code::ExcludedTogether).is_empty(), cards > 1 && indexes().any(both), "the exclusion");

    for (count, way) in [(proof.fewest, &proof.shortest), (proof.most, &proof.longest)] {
        let answers = ask::read(pack, &way.to_string()).unwrap();
        prop_assert_eq!(questions(pack, &answers, today()), count, "{}", way);
    }
    prop_assert_eq!((proof.fewest, proof.most), (*ends.iter().min().unwrap(), *ends.iter().max().unwrap()), "ways");
    Ok(())
}

const ANY: Manner = Manner { is_read_once: false, has_no_outside: false, is_flat: false, is_broken: false };

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn the_prover_finds_what_trying_all_finds(text in packs(ANY)) {
        check(&text)?;
    }
}

/// The properties that random packs show too seldom are shown by hand.
#[test]
fn trying_all_finds_each_kind_of_fault() {
    let cases = [
        (Code::NeverTrue, "item i0 single: a | b\ncard c0 if i0 is a and i0 is b\ncard c1 if i0 is a"),
        (Code::ItemNeverPut, "item i0 single: a | b\nitem i1 single: a | b\ncard c0 if i1 is a"),
        (Code::NeedlessQuestion, "item i0 single: a | b\nitem i1 place\ncard c0 if i1 outside region 91 or i1 in region 91 or i0 is a"),
        (Code::ExcludedTogether, "item i0 single: a | b\ncard c0 if i0 is a\ncard c1 if i0 is a, b"),
    ];
    for (code, text) in cases {
        let name = code.number();
        check(text).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        let proof = prove(&compiled(text), today(), &Place::default(), &|| Ok(())).unwrap();
        assert!(!told(&proof, code).is_empty(), "{name}");
    }
}
