//! Letters of every shipped pack, for random answers and random ticks: whatever is answered, a letter is one that can be sent.
//!
//! The answers are drawn over all that a person can give, skipped and contradicting ones too; places and days among them.
//! Next: `lykta_core::letter`.

#![cfg(test)]

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::LazyLock;

use lykta_core::answer::{Answer, Answers};
use lykta_core::date::Date;
use lykta_core::evaluate::evaluate;
use lykta_core::format::built::Words;
use lykta_core::letter::{self, Told};
use lykta_core::pack::{Item, ItemKind, Pack};
use lykta_pack::load;
use lykta_pack::overview::speak;
use proptest::prelude::*;
use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;
use rand::{Rng as _, SeedableRng as _};

const TODAY: &str = "2026-11-22";

/// Signs that fit one page at the print size, with lines to fill and blank lines counted as half lines of text.
const PAGE: usize = 2200;

fn today() -> Date {
    Date::parse(TODAY).unwrap()
}

/// Packs with words as they are built; the made-up one of the journeys has a sentence for everything.
static PACKS: LazyLock<Vec<(Pack, Vec<Words>)>> = LazyLock::new(|| {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folders = ["packs/fi", "packs/se", "packs/no", "packs/dk", "tests/fixtures/tools/fi"];
    let pack = |folder: &&str| {
        let (compiled, _, problems) = load::load(&root.join(folder)).unwrap();
        assert!(!problems.has_errors(), "{folder}");
        let compiled = compiled.unwrap();
        (compiled.pack, compiled.words)
    };
    folders.iter().map(pack).collect()
});

/// An answer to an item, or none.
fn answer(item: &Item, places: &[String], chance: &mut StdRng) -> Option<Answer> {
    if chance.gen_ratio(1, 8) {
        return chance.gen_bool(0.5).then_some(Answer::Skipped);
    }
    let some = |count: usize, chance: &mut StdRng| -> Vec<&str> {
        item.options.choose_multiple(chance, count).map(|option| option.id.as_str()).collect()
    };
    Some(match item.kind {
        ItemKind::Single => Answer::options(some(1, chance).into_iter()),
        ItemKind::Multiple => {
            let count = chance.gen_range(1..=item.options.len());
            Answer::options(some(count, chance).into_iter())
        }
        ItemKind::Place => Answer::Place(places.choose(chance)?.clone()),
        ItemKind::Date => Answer::Date(today().plus_days(-chance.gen_range(0..1000))),
    })
}

/// Answers by chance, in two orders.
fn answers(pack: &Pack, chance: &mut StdRng) -> [Answers; 2] {
    let places: Vec<String> = pack.gazetteer.municipalities().iter().map(|place| place.code.clone()).collect();
    let mut given: Vec<(&Item, Answer)> =
        pack.items.iter().filter_map(|item| answer(item, &places, chance).map(|answer| (item, answer))).collect();
    let of = |given: &[(&Item, Answer)]| {
        let mut answers = Answers::default();
        given.iter().for_each(|(item, answer)| answers.give(item.id.clone(), answer.clone()));
        answers
    };
    let first = of(&given);
    given.shuffle(chance);
    [first, of(&given)]
}

/// The signs that open and end a part of another direction, each ended where it was opened.
fn is_balanced(text: &str) -> bool {
    let mut open = 0_i32;
    for sign in text.chars() {
        open += match sign {
            '\u{2066}'..='\u{2068}' => 1,
            '\u{2069}' => -1,
            _ => 0,
        };
        if open < 0 {
            return false;
        }
    }
    open == 0
}

/// The letter on a card, with all sentences that could have been ticked.
struct Case<'a> {
    pack: &'a Pack,
    words: &'a Words,
    card: usize,
    answers: &'a Answers,
    tellable: Vec<Told>,
}

impl Case<'_> {
    fn day(&self) -> impl Fn(Date) -> String {
        |date| speak::date(self.words, date)
    }

    fn sentence(&self, told: Told) -> String {
        letter::sentence(self.pack, self.answers, told, self.words, &self.day())
    }

    fn letter(&self, ticked: &[Told]) -> String {
        let given = (self.answers, self.tellable.as_slice(), today());
        letter::plain(&letter::letter(self.pack, &self.pack.cards[self.card], given, ticked, self.words, &self.day()))
    }

    /// All that must hold of the letter with these ticks.
    fn check(&self, ticked: &[Told], other: &Answers) {
        let text = self.letter(ticked);
        let whose = format!("{} {} in {}:\n{text}", self.pack.id, self.pack.cards[self.card].id.as_str(), self.words.language);
        assert!(!text.contains(['{', '}']), "a slot is left: {whose}");
        assert!(!text.contains("\n\n\n") && !text.contains("  ") && text.lines().all(|line| line == line.trim()), "a gap: {whose}");
        assert!(!text.starts_with('\n') && !text.ends_with('\n'), "a gap: {whose}");
        assert!(text.chars().count() <= PAGE, "more than a page: {whose}");
        assert!(is_balanced(&text), "a mark that is not ended: {whose}");
        let blocks = text.split("\n\n").count();
        assert_eq!(blocks, if self.tellable.iter().any(|told| ticked.contains(told)) { 5 } else { 4 }, "{whose}");
        // The paragraph of what is told is the ticked sentences and nothing else.
        let told: Vec<String> = self.tellable.iter().filter(|told| ticked.contains(told)).map(|told| self.sentence(*told)).collect();
        assert!(told.iter().all(|sentence| !sentence.is_empty()), "{whose}");
        let without = self.letter(&[]);
        let rest = if told.is_empty() { text.clone() } else { text.replacen(&format!("{}\n\n", told.join(" ")), "", 1) };
        assert_eq!(rest, without, "{whose}");
        let again = Case { answers: other, tellable: self.tellable.clone(), ..*self };
        let mut turned = ticked.to_vec();
        turned.reverse();
        assert_eq!(text, again.letter(&turned), "the order of answers or ticks shows");
    }
}

/// Letters on all cards that have one, for these answers; gives how many sentences there were.
fn check(pack: &Pack, words: &[Words], seed: u64) -> usize {
    let mut chance = StdRng::seed_from_u64(seed);
    let [answers, other] = answers(pack, &mut chance);
    let (evaluation, turned) = (evaluate(pack, &answers, today()), evaluate(pack, &other, today()));
    let mut count = 0;
    for (card, own) in pack.cards.iter().enumerate().filter(|(_, card)| card.write.is_some()) {
        let tellable = letter::tellable(pack, own, &answers, &evaluation, today());
        assert_eq!(tellable, letter::tellable(pack, own, &other, &turned, today()));
        for told in &tellable {
            let item = &pack.items[told.item];
            assert_ne!(item.id.as_str(), "now", "danger is offered");
            let is_given = match (answers.get(&item.id), told.option) {
                (Some(Answer::Options(chosen)), Some(option)) => chosen.contains(&item.options[option].id),
                (Some(Answer::Place(_) | Answer::Date(_)), None) => true,
                _ => false,
            };
            assert!(is_given && evaluation.asked.contains(&told.item), "{} was not said", item.id.as_str());
        }
        count += tellable.len();
        // Ticks by chance, those of other cards and of what nobody said among them.
        let every = pack
            .items
            .iter()
            .enumerate()
            .flat_map(|(item, own)| (0..own.options.len()).map(Some).chain([None]).map(move |option| Told { item, option }));
        let ticked: Vec<Told> = every.filter(|_| chance.gen_bool(0.5)).collect();
        let all = tellable.clone();
        for words in words {
            let case = Case { pack, words, card, answers: &answers, tellable: tellable.clone() };
            case.check(&ticked, &other);
            case.check(&all, &other);
        }
    }
    count
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn a_letter_on_any_right_of_any_pack_is_one_that_can_be_sent(seed in any::<u64>()) {
        for (pack, words) in PACKS.iter() {
            check(pack, words, seed);
        }
    }
}

#[test]
fn the_answers_that_are_drawn_come_to_sentences() {
    let (pack, words) = PACKS.last().unwrap();
    let count: usize = (0..50).map(|seed| check(pack, words, seed)).sum();
    assert!(count > 50, "{count}");
}

/// Where a shipped pack begins to have letters, none of its sentences is about danger.
#[test]
fn no_shipped_pack_has_a_sentence_about_danger() {
    let shipped = PACKS.split_last().unwrap().1;
    for (pack, _) in shipped {
        let told: BTreeSet<&str> = pack
            .items
            .iter()
            .filter(|item| item.id.as_str() == "now")
            .flat_map(|item| &item.options)
            .filter(|option| option.told.is_some())
            .map(|option| option.id.as_str())
            .collect();
        assert_eq!(told, BTreeSet::new(), "{}", pack.id);
    }
}
