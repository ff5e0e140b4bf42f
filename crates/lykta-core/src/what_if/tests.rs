use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use std::format;

use proptest::prelude::*;

use super::*;
use crate::deadline::LastDay;
use crate::fixture::random::{Manner, Tape, packs, tapes};
use crate::fixture::{self, ways};

const TODAY: &str = "2026-11-21";

const PACK: &str = "item who single: self | child
    item age single if who is self: young (0 to 17) | old (18 to)
    item pregnant single if who is self: yes | no
    item told date
    card help if who is self; need right
    card maternity if pregnant is yes; need right; rank 1
    card always; need service
    card late if who is self; need right; rank 2; deadline 30 days from told
    card school if age < 18 or who is child; need service";

/// What would be different, as text: `comes maternity, goes school; asks age; no longer asks pregnant`.
#[track_caller]
fn check(answers: &str, change: &str, expected: &str) {
    let pack = fixture::pack(PACK);
    let answers = fixture::answers(&pack, answers);
    let (item, value) = change.split_once(' ').unwrap();
    let difference = what_if(&pack, &answers, &ItemId::new(item), fixture::answer(&pack, item, value), fixture::day(TODAY));
    let card = |(card, turn): &(usize, Turn)| {
        let word = match turn {
            Turn::Comes => "comes".into(),
            Turn::MayCome => "may come".into(),
            Turn::Holds => "holds".into(),
            Turn::Unsure => "unsure".into(),
            Turn::LastDay(day) => day.map_or_else(|| "no day".into(), |day| format!("until {day}")),
            Turn::Goes => String::from("goes"),
        };
        format!("{word} {}", pack.cards[*card].id.as_str())
    };
    let mut parts = Vec::from([difference.cards.iter().map(card).collect::<Vec<_>>().join(", ")]);
    for (word, items) in [("asks", &difference.asked), ("no longer asks", &difference.unasked)] {
        let names: Vec<&str> = items.iter().map(|index| pack.items[*index].id.as_str()).collect();
        if !names.is_empty() {
            parts.push(format!("{word} {}", names.join(", ")));
        }
    }
    assert_eq!(parts.join("; "), expected);
}

#[test]
fn what_was_skipped_shows_what_a_yes_would_bring() {
    check("who self, pregnant skipped", "pregnant yes", "holds maternity");
    check("who self, pregnant skipped", "pregnant no", "goes maternity");
    check("who self, pregnant yes", "pregnant skipped", "unsure maternity");
}

#[test]
fn the_same_answer_again_changes_nothing() {
    check("who self, pregnant yes", "pregnant yes", "");
}

#[test]
fn another_day_gives_another_last_day() {
    check("who self, told 2026-11-09", "told 2026-11-10", "until 2026-12-10 late");
    check("who self, told 2026-11-09", "told skipped", "no day late");
}

#[test]
fn what_comes_stands_in_the_order_of_the_results_and_what_goes_is_last() {
    check(
        "who self, age old, pregnant yes, told 2026-11-09",
        "who child",
        "comes school, goes late, goes help, goes maternity; no longer asks age, pregnant",
    );
    check("who child", "who self", "comes help, comes late, may come maternity, unsure school; asks age, pregnant, told");
}

/// What a person is shown of each card: how sure, and until when.
type Seen = BTreeMap<usize, (Truth, Vec<LastDay>)>;

fn seen(pack: &Pack, answers: &Answers) -> (Vec<usize>, Seen) {
    let findings = evaluate(pack, answers, fixture::day(TODAY)).findings;
    let order = findings.iter().map(|finding| finding.card).collect();
    (
        order,
        findings
            .into_iter()
            .map(|finding| (finding.card, (finding.truth, finding.deadlines.into_iter().map(|(_, last)| last).collect())))
            .collect(),
    )
}

/// Some answers, an item, and another answer to it.
fn changed(pack: &Pack, tape: &mut Tape) -> (Answers, ItemId, Answer) {
    let mut answers = Answers::default();
    for item in &pack.items {
        if tape.one_in(2) {
            answers.give(item.id.clone(), tape.one_of(&ways(item)).clone());
        }
    }
    let item = tape.one_of(&pack.items);
    (answers, item.id.clone(), tape.one_of(&ways(item)).clone())
}

proptest! {
    #[test]
    fn what_is_told_is_exactly_the_difference_of_what_is_shown(text in packs(Manner::default()), mut tape in tapes()) {
        let pack = fixture::pack(&text);
        let (answers, item, answer) = changed(&pack, &mut tape);
        let difference = what_if(&pack, &answers, &item, answer.clone(), fixture::day(TODAY));
        let mut other = answers.clone();
        other.give(item, answer);
        let ((_, before), (order, after)) = (seen(&pack, &answers), seen(&pack, &other));
        let told: BTreeMap<usize, Turn> = difference.cards.iter().copied().collect();
        prop_assert_eq!(told.len(), difference.cards.len());
        for card in 0..pack.cards.len() {
            let (was, is) = (before.get(&card), after.get(&card));
            let expected = match (was, is) {
                (None, Some((Truth::Yes, _))) => Some(Turn::Comes),
                (None, Some(_)) => Some(Turn::MayCome),
                (Some(_), None) => Some(Turn::Goes),
                (Some((Truth::Unknown, _)), Some((Truth::Yes, _))) => Some(Turn::Holds),
                (Some((Truth::Yes, _)), Some((Truth::Unknown, _))) => Some(Turn::Unsure),
                (Some((_, was)), Some((_, is))) if was != is => Some(Turn::LastDay(is.first().map(|last| last.date))),
                (_, _) => None,
            };
            prop_assert_eq!(told.get(&card).copied(), expected);
        }
        let shown: Vec<usize> = difference.cards.iter().filter(|(_, turn)| *turn != Turn::Goes).map(|(card, _)| *card).collect();
        let in_order: Vec<usize> = order.into_iter().filter(|card| shown.contains(card)).collect();
        prop_assert_eq!(shown, in_order);
    }

    #[test]
    fn putting_it_back_gives_the_very_same(text in packs(Manner::default()), mut tape in tapes()) {
        let pack = fixture::pack(&text);
        let (mut answers, item, answer) = changed(&pack, &mut tape);
        answers.give(item.clone(), tape.one_of(&ways(&pack.items.iter().find(|own| own.id == item).unwrap().clone())).clone());
        let given = answers.get(&item).unwrap().clone();
        let before = answers.clone();
        let there = what_if(&pack, &answers, &item, answer.clone(), fixture::day(TODAY));
        prop_assert!(answers == before);
        let mut other = answers.clone();
        other.give(item.clone(), answer);
        let back = what_if(&pack, &other, &item, given.clone(), fixture::day(TODAY));
        let only = |difference: &Difference, turns: [Turn; 2]| {
            let mut cards: Vec<usize> = difference.cards.iter().filter(|(_, turn)| turns.contains(turn)).map(|(card, _)| *card).collect();
            cards.sort_unstable();
            cards
        };
        prop_assert_eq!(only(&there, [Turn::Comes, Turn::MayCome]), only(&back, [Turn::Goes, Turn::Goes]));
        prop_assert_eq!(only(&there, [Turn::Holds, Turn::Holds]), only(&back, [Turn::Unsure, Turn::Unsure]));
        prop_assert_eq!((&there.asked, &there.unasked), (&back.unasked, &back.asked));
        prop_assert!(what_if(&pack, &answers, &item, given, fixture::day(TODAY)).is_none());
    }

    #[test]
    fn an_item_on_which_nothing_hangs_changes_nothing(text in packs(Manner::default()), mut tape in tapes()) {
        let pack = fixture::pack(&format!("{text}\nitem aside single: a | b"));
        let (answers, _, _) = changed(&pack, &mut tape);
        let difference = what_if(&pack, &answers, &ItemId::new("aside"), Answer::option("a"), fixture::day(TODAY));
        prop_assert_eq!(difference.cards, Vec::new());
    }

    #[test]
    fn the_question_that_would_come_next_is_named_if_it_is_new(text in packs(Manner::default()), mut tape in tapes()) {
        let pack = fixture::pack(&text);
        let (answers, item, answer) = changed(&pack, &mut tape);
        let today = fixture::day(TODAY);
        let difference = what_if(&pack, &answers, &item, answer.clone(), today);
        let mut other = answers.clone();
        other.give(item, answer);
        let (before, after) = (evaluate(&pack, &answers, today), evaluate(&pack, &other, today));
        let is_put_before = |index: &usize| before.asked.contains(index) || View::new(&pack, &answers, today).put().contains(index);
        for index in after.next.iter().chain(&after.asked) {
            prop_assert_eq!(difference.asked.contains(index), !is_put_before(index));
        }
        for index in before.next.iter().chain(&before.asked) {
            prop_assert_eq!(difference.unasked.contains(index), !View::new(&pack, &other, today).put().contains(index));
        }
    }
}
