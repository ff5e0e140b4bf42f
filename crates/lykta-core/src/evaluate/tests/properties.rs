//! Properties: what holds for every pack and every answer. Packs are made by chance; small ones are tried out whole.

use alloc::collections::BTreeMap;
use alloc::vec;
use alloc::vec::Vec;

use proptest::prelude::*;

use super::super::*;
use crate::answer::CardId;
use crate::fixture::random::{Manner, Tape, packs, tapes};
use crate::fixture::{self, ways};

const TODAY: &str = "2026-11-21";

/// What is found: which cards, how sure, with which last days.
type Found = BTreeMap<CardId, (Truth, Vec<LastDay>)>;

fn found(pack: &Pack, evaluation: &Evaluation) -> Found {
    let finding = |finding: &Finding| {
        (pack.cards[finding.card].id.clone(), (finding.truth, finding.deadlines.iter().map(|(_, last)| *last).collect()))
    };
    evaluation.findings.iter().map(finding).collect()
}

fn now(pack: &Pack, answers: &Answers) -> Evaluation {
    evaluate(pack, answers, fixture::day(TODAY))
}

/// Answers the first few questions by chance, as they are put.
fn walked(pack: &Pack, tape: &mut Tape) -> Answers {
    let mut answers = Answers::default();
    for _ in 0..tape.below(pack.items.len() + 1) {
        let Some(next) = now(pack, &answers).next else { break };
        answers.give(pack.items[next].id.clone(), tape.one_of(&ways(&pack.items[next])).clone());
    }
    answers
}

/// Answers some items by chance, whether they are put or not.
fn scattered(pack: &Pack, tape: &mut Tape) -> Answers {
    let mut answers = Answers::default();
    for item in &pack.items {
        if tape.one_in(2) {
            answers.give(item.id.clone(), tape.one_of(&ways(item)).clone());
        }
    }
    answers
}

/// All ways to answer these items at once.
fn assignments(pack: &Pack, items: &[usize]) -> Vec<BTreeMap<usize, Answer>> {
    items.iter().fold(vec![BTreeMap::new()], |all, item| {
        let one = |given: &BTreeMap<usize, Answer>| {
            ways(&pack.items[*item])
                .into_iter()
                .map(|way| given.iter().map(|(item, answer)| (*item, answer.clone())).chain([(*item, way)]).collect())
                .collect::<Vec<_>>()
        };
        all.iter().flat_map(one).collect()
    })
}

/// What is found at the end for one who answers the questions that are put in this way; what does not count is skipped.
fn at_the_end(pack: &Pack, mut answers: Answers, given: &BTreeMap<usize, Answer>) -> Found {
    loop {
        let evaluation = now(pack, &answers);
        let Some(next) = evaluation.next else { return found(pack, &evaluation) };
        let item = &pack.items[next].id;
        let answer = if answers.get(item).is_none() { given[&next].clone() } else { Answer::Skipped };
        answers.give(item.clone(), answer);
    }
}

/// What each card is, gone ones as no.
fn truths(pack: &Pack, answers: &Answers) -> Vec<Truth> {
    let findings = now(pack, answers).findings;
    (0..pack.cards.len())
        .map(|card| findings.iter().find(|finding| finding.card == card).map_or(Truth::No, |finding| finding.truth))
        .collect()
}

fn stays(before: &[Truth], after: &[Truth]) -> bool {
    before.iter().zip(after).all(|(before, after)| *before == Truth::Unknown || before == after)
}

const ANY: Manner = Manner { is_read_once: false, has_no_outside: false, is_flat: false, is_broken: false };

proptest! {
    #[test]
    fn the_order_in_which_answers_are_given_does_not_matter(text in packs(ANY), mut tape in tapes()) {
        let pack = fixture::pack(&text);
        let mut given: Vec<(ItemId, Answer)> = pack.items.iter().map(|item| (item.id.clone(), tape.one_of(&ways(item)).clone())).collect();
        let mut one = Answers::default();
        given.iter().for_each(|(item, answer)| one.give(item.clone(), answer.clone()));
        let mut other = Answers::default();
        while !given.is_empty() {
            let (item, answer) = given.remove(tape.below(given.len()));
            other.give(item, answer);
        }
        prop_assert_eq!(now(&pack, &one), now(&pack, &other));
    }

    #[test]
    fn an_answer_taken_back_or_replaced_leaves_no_trace(text in packs(ANY), mut tape in tapes()) {
        let pack = fixture::pack(&text);
        let before = scattered(&pack, &mut tape);
        let item = tape.one_of(&pack.items);
        let mut after = before.clone();
        after.give(item.id.clone(), tape.one_of(&ways(item)).clone());
        let _ = now(&pack, &after);
        match before.get(&item.id) {
            Some(answer) => after.give(item.id.clone(), answer.clone()),
            None => after.take_back(&item.id),
        }
        prop_assert_eq!(now(&pack, &before), now(&pack, &after));
    }

    #[test]
    fn a_known_truth_stays_as_further_items_are_answered(text in packs(Manner { has_no_outside: true, ..ANY }), mut tape in tapes()) {
        let pack = fixture::pack(&text);
        let mut answers = Answers::default();
        let mut before = truths(&pack, &answers);
        for item in &pack.items {
            if tape.below(4) > 0 {
                answers.give(item.id.clone(), tape.one_of(&ways(item)).clone());
            }
            let after = truths(&pack, &answers);
            prop_assert!(stays(&before, &after), "{}\n{:?} {:?}", text, before, after);
            before = after;
        }
    }

    #[test]
    fn a_known_truth_stays_in_any_order_of_answers_where_every_item_is_put(text in packs(Manner { has_no_outside: true, is_flat: true, ..ANY }), mut tape in tapes()) {
        let pack = fixture::pack(&text);
        let mut answers = Answers::default();
        let mut left: Vec<&Item> = pack.items.iter().collect();
        let mut before = truths(&pack, &answers);
        while !left.is_empty() {
            let item = left.remove(tape.below(left.len()));
            answers.give(item.id.clone(), tape.one_of(&ways(item)).clone());
            let after = truths(&pack, &answers);
            prop_assert!(stays(&before, &after), "{}\n{:?} {:?}", text, before, after);
            before = after;
        }
    }

    #[test]
    fn no_question_is_put_that_cannot_change_what_is_found(text in packs(Manner { is_read_once: true, ..ANY }), mut tape in tapes()) {
        let pack = fixture::pack(&text);
        let answers = walked(&pack, &mut tape);
        if let Some(next) = now(&pack, &answers).next {
            let others: Vec<usize> = (0..pack.items.len()).filter(|item| *item != next && answers.get(&pack.items[*item].id).is_none()).collect();
            let matters = assignments(&pack, &others).into_iter().any(|mut given| {
                let ends = ways(&pack.items[next]).into_iter().map(|way| {
                    given.insert(next, way);
                    at_the_end(&pack, answers.clone(), &given)
                });
                let ends: Vec<Found> = ends.collect();
                ends.iter().any(|end| *end != ends[0])
            });
            prop_assert!(matters, "{}\n{}", text, pack.items[next].id.as_str());
        }
    }

    #[test]
    fn at_the_end_no_further_answers_change_what_is_found(text in packs(ANY), mut tape in tapes(), is_walked: bool) {
        let pack = fixture::pack(&text);
        let mut answers = if is_walked { walked(&pack, &mut tape) } else { scattered(&pack, &mut tape) };
        while let Some(next) = now(&pack, &answers).next {
            let item = &pack.items[next];
            let answer = if answers.get(&item.id).is_none() { tape.one_of(&ways(item)).clone() } else { Answer::Skipped };
            answers.give(item.id.clone(), answer);
        }
        let end = found(&pack, &now(&pack, &answers));
        let open: Vec<usize> = View::new(&pack, &answers, fixture::day(TODAY)).states.iter().enumerate().filter(|(_, state)| state.is_open()).map(|(item, _)| item).collect();
        for given in assignments(&pack, &open) {
            let mut further = answers.clone();
            // A half of them, or all.
            for (item, answer) in given {
                if tape.below(4) > 0 {
                    further.give(pack.items[item].id.clone(), answer);
                }
            }
            prop_assert_eq!(&found(&pack, &now(&pack, &further)), &end, "{}", text);
        }
    }

    #[test]
    fn the_authors_order_stands(text in packs(ANY), mut tape in tapes()) {
        let pack = fixture::pack(&text);
        let answers = scattered(&pack, &mut tape);
        let view = View::new(&pack, &answers, fixture::day(TODAY));
        let wanted = view.wanted();
        let found = now(&pack, &answers);
        prop_assert!(wanted.is_sorted() && found.asked.is_sorted());
        prop_assert_eq!(found.next, wanted.first().copied(), "{}", text);
        prop_assert_eq!(found.at_most, wanted.len());
        prop_assert!(!found.next.is_some_and(|next| found.asked.contains(&next)));
    }

    #[test]
    fn questions_are_put_in_the_authors_order_and_never_twice(text in packs(ANY), mut tape in tapes()) {
        let pack = fixture::pack(&text);
        let mut answers = Answers::default();
        let mut before: Option<usize> = None;
        while let Some(next) = now(&pack, &answers).next {
            prop_assert!(before.is_none_or(|before| before < next), "{}", text);
            let item = &pack.items[next];
            // Only what is offered can be chosen.
            let offered = offered(&pack, &answers, next, fixture::day(TODAY));
            let can_choose = |way: &Answer| match way {
                Answer::Options(options) => options.iter().all(|option| offered.iter().any(|index| item.options[*index].id == *option)),
                Answer::Skipped | Answer::Years(_) | Answer::Place(_) | Answer::Date(_) => true,
            };
            let ways: Vec<Answer> = ways(item).into_iter().filter(can_choose).collect();
            answers.give(item.id.clone(), tape.one_of(&ways).clone());
            before = Some(next);
        }
    }

    #[test]
    fn findings_stand_by_truth_need_rank_and_the_order_of_the_files(text in packs(ANY), mut tape in tapes()) {
        let pack = fixture::pack(&text);
        let found = now(&pack, &scattered(&pack, &mut tape));
        let places: Vec<_> = found.findings.iter().map(|finding| (finding.truth == Truth::Unknown, finding.section, finding.need, pack.cards[finding.card].rank, finding.card)).collect();
        prop_assert!(places.is_sorted(), "{:?}", places);
        for finding in &found.findings {
            prop_assert_ne!(finding.truth, Truth::No);
            prop_assert_eq!(finding.truth == Truth::Yes, finding.waits_for.is_empty());
            prop_assert!(finding.because.is_sorted() && finding.waits_for.is_sorted());
            prop_assert!(finding.because.iter().all(|item| found.asked.contains(item)));
            prop_assert_eq!(finding.need == Need::Deadline, pack.cards[finding.card].need != Need::Danger && finding.deadlines.iter().any(|(_, last)| !last.is_passed()));
        }
    }

    #[test]
    fn nothing_that_is_answered_can_do_harm(text in packs(Manner { is_broken: true, ..ANY }), mut tape in tapes(), today in -800_000..3_000_000i32, from: u16, to: Option<u16>, word in "[a-z0-9-]{0,4}|.{0,4}", days: i32) {
        let pack = fixture::pack(&text);
        let today = fixture::day(TODAY).plus_days(today);
        let mut answers = Answers::default();
        for item in ["i0", "i1", "i2", "i3", "i4", "i9", &word] {
            let wild = [Answer::Skipped, Answer::Options(BTreeSet::new()), Answer::option(&word), Answer::option("a"), Answer::Options(["a", "b", "c"].map(OptionId::new).into()), Answer::Years(Years { from, to }), Answer::Place(word.clone()), Answer::Place("091".into()), Answer::Date(today.plus_days(days))];
            answers.give(ItemId::new(item), tape.one_of(&wild).clone());
            let found = evaluate(&pack, &answers, today);
            prop_assert!(found.asked.len() + found.at_most <= pack.items.len());
            prop_assert!(found.next.is_none_or(|next| next < pack.items.len()));
        }
        for item in 0..7 {
            prop_assert!(offered(&pack, &answers, item, fixture::day(TODAY)).len() <= 3);
        }
    }
}
