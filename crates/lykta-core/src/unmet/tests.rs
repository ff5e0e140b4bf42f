use alloc::string::String;
use alloc::vec::Vec;
use std::format;

use proptest::prelude::*;

use super::*;
use crate::evaluate::evaluate;
use crate::fixture::random::{Manner, packs, tapes};
use crate::fixture::{self, ways};
use crate::grammar;

const TODAY: &str = "2026-11-21";

const PACK: &str = "item who single: self | child
    item age single: young (0 to 17) | old (18 to)
    item their-age single if who is child: young | old
    item place place";

/// Why a right with this rule does not show: `who is self`, or `not who is child`.
#[track_caller]
fn check(card: &str, answers: &str, expected: &str) {
    let pack = fixture::pack(&format!("{PACK}\ncard right {card}; kind right"));
    let answers = fixture::answers(&pack, answers);
    let told = unmet(&pack, &answers, fixture::day(TODAY)).into_iter().next().map_or_else(String::new, |(_, reason)| match reason {
        Reason::Law(day) => format!("from {day}"),
        Reason::Clauses(clauses) => {
            let clause = |wanted: &Wanted<'_>| {
                let text = grammar::written(&Condition::Clause(wanted.clause.clone()));
                if wanted.holds { text } else { format!("not {text}") }
            };
            clauses.iter().map(clause).collect::<Vec<_>>().join("; ")
        }
    });
    assert_eq!(told, expected);
}

#[test]
fn of_what_must_all_hold_the_first_that_does_not_is_the_reason() {
    check("if age < 18 and who is self", "who self, age old", "age < 18");
    check("if age < 18 and who is self", "who child, age old", "age < 18");
    check("if (age < 18 or place in region 91) and who is self", "who child, age old, place 091", "who is self");
}

#[test]
fn of_several_ways_each_is_a_reason() {
    check("if age < 18 or place in region 91", "age old, place 091", "age < 18; place in region 91");
    check("if age < 18 or age < 18 and who is self", "age old, who child", "age < 18");
}

#[test]
fn what_must_not_hold_is_said_so() {
    check("if not (who is child)", "who child", "not who is child");
    check("if not (who is child or age < 18)", "who self, age young", "not age < 18");
}

#[test]
fn a_question_that_is_not_put_gives_the_reason_why_it_is_not() {
    check("if their-age is young", "who self", "who is child");
}

#[test]
fn a_law_to_come_is_a_reason() {
    check("if who is self; law 2027-01-01 to", "who self", "from 2027-01-01");
    check("if who is self; law 2027-01-01 to", "who child", "who is self");
}

#[test]
fn what_shows_or_may_show_has_no_reason() {
    check("if who is self", "who self", "");
    check("if who is self", "", "");
}

#[test]
fn danger_and_lines_and_what_explains_are_not_told() {
    let pack = fixture::pack(&format!(
        "{PACK}\ncard a if who is self; kind right; need danger\ncard b if who is self; kind helpline\ncard c if who is self\ncard d if who is self; kind group\ncard e if who is self; kind service"
    ));
    let answers = fixture::answers(&pack, "who child");
    let told: Vec<&str> = unmet(&pack, &answers, fixture::day(TODAY)).iter().map(|(card, _)| pack.cards[*card].id.as_str()).collect();
    assert_eq!(told, ["d", "e"]);
}

proptest! {
    #[test]
    fn each_card_shows_or_has_a_reason_that_holds(text in packs(Manner::default()), mut tape in tapes()) {
        let mut pack = fixture::pack(&text);
        for card in &mut pack.cards {
            (card.kind, card.need) = (CardKind::Right, Need::Right);
        }
        let mut answers = Answers::default();
        for item in &pack.items {
            if tape.one_in(2) {
                answers.give(item.id.clone(), tape.one_of(&ways(item)).clone());
            }
        }
        let today = fixture::day(TODAY);
        let (shown, left_out) = (evaluate(&pack, &answers, today).findings, unmet(&pack, &answers, today));
        let view = View::new(&pack, &answers, today);
        for index in 0..pack.cards.len() {
            let is_shown = shown.iter().any(|finding| finding.card == index);
            let reason = left_out.iter().find(|(card, _)| *card == index);
            prop_assert_eq!(is_shown, reason.is_none());
            if let Some((_, Reason::Clauses(clauses))) = reason {
                prop_assert!(!clauses.is_empty());
                for wanted in clauses {
                    prop_assert_eq!(view.read(wanted.clause).truth, if wanted.holds { Truth::No } else { Truth::Yes });
                }
            }
        }
    }
}
