use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use std::format;

use proptest::prelude::*;

use super::*;
use crate::evaluate::truths;
use crate::fixture::random::{Manner, Tape, packs, tapes};
use crate::fixture::{self, ways};
use crate::grammar;
use crate::pack::Text;
use crate::truth::Truth;

const PACK: &str = "item who single: self | other\nitem age single: young (0 to 17) | mid (18 to 22) | old (23 to)\nitem sure single: yes | no | maybe (unsure)\nitem more single if who is other: yes | no\nitem place place";

/// Every item is called `ID?` and every option by its id.
fn words(pack: &mut Pack) -> Words {
    let mut texts = Vec::from([String::new()]);
    let mut number = |text: String| {
        texts.push(text);
        Text(u32::try_from(texts.len() - 1).unwrap())
    };
    for item in &mut pack.items {
        item.text = number(format!("{}?", item.id.as_str()));
        for option in &mut item.options {
            option.text = number(option.id.as_str().to_string());
        }
    }
    let ui = [
        ("rule-quote", "'{text}'"),
        ("rule-or", "or"),
        ("rule-any-but", "not"),
        ("rule-none-of", "none of"),
        ("rule-below", "under {years}"),
        ("rule-at-least", "{years} or more"),
        ("rule-within", "in {area}"),
        ("rule-always", "always"),
    ];
    let ui: BTreeMap<String, String> = ui.into_iter().map(|(key, text)| (key.to_string(), text.to_string())).collect();
    Words { texts, ui, ..Words::default() }
}

fn condition(text: &str) -> Condition {
    grammar::parse(text).unwrap().expression.resolved(&|_| None).unwrap()
}

/// A rule as one line: `all(who? 'self' =Said; ...)`.
fn shown(said: &Said) -> String {
    match said {
        Said::Line(line, None) => line.clone(),
        Said::Line(line, Some(mark)) => format!("{line} ={mark:?}"),
        Said::Parts(key, parts) => {
            let parts: Vec<String> = parts.iter().map(shown).collect();
            format!("{}({})", key.strip_prefix("rule-").unwrap(), parts.join("; "))
        }
    }
}

#[track_caller]
fn check(rule: &str, answers: &str, expected: &str) {
    let mut pack = fixture::pack(PACK);
    let words = words(&mut pack);
    let answers = fixture::answers(&pack, answers);
    let said = Speaker::new(&pack, &words).marked(&condition(rule), &answers, fixture::day("2026-11-21"));
    assert_eq!(shown(&said), expected);
}

#[test]
fn each_clause_is_marked_with_what_was_answered() {
    check("who is self", "who self", "who? 'self' =Said");
    check("who is self", "who other", "who? 'self' =Otherwise");
    check("who is self", "who skipped", "who? 'self' =Open");
    check("who is self", "", "who? 'self' =Open");
    check("who is not self", "who other", "who? not 'self' =Said");
}

#[test]
fn an_answer_that_leaves_it_open_is_marked_so() {
    check("age < 21", "age mid", "age? under 21 =Unclear");
    check("sure is yes", "sure maybe", "sure? 'yes' =Unclear");
    check("age < 21", "age young", "age? under 21 =Said");
    check("age < 21", "age old", "age? under 21 =Otherwise");
}

#[test]
fn a_question_that_is_not_put_is_marked_so() {
    check("more is yes", "who self", "more? 'yes' =Unasked");
    check("more is yes", "who other", "more? 'yes' =Open");
}

#[test]
fn parts_that_are_joined_alike_stand_in_one_list() {
    check("who is self and (age < 21 and sure is yes or no)", "", "all(who? 'self' =Open; age? under 21 =Open; sure? 'yes' or 'no' =Open)");
    check("who is self and (age < 21 or sure is yes)", "", "all(who? 'self' =Open; any(age? under 21 =Open; sure? 'yes' =Open))");
    check("not (who is self and age >= 21)", "who self", "not(all(who? 'self' =Said; age? 21 or more =Open))");
}

#[test]
fn what_is_for_everyone_is_always() {
    let mut pack = fixture::pack(PACK);
    let words = words(&mut pack);
    let said = Speaker::new(&pack, &words).parts(&Condition::always(), &|_| None);
    assert_eq!(said, Said::Line("always".into(), None));
}

#[test]
fn a_place_is_said_by_its_name() {
    check("place in municipality 564 or 091", "place 091", "place? in Oulu or Helsinki =Said");
}

#[test]
fn a_slot_that_is_not_there_leaves_the_text_as_it_is() {
    assert_eq!(filled("under {years} years", "years", "21"), "under 21 years");
    assert_eq!(filled("{text}", "text", "{years}"), "{years}");
    assert_eq!(filled("no slot", "years", "21"), "no slot");
    assert_eq!(filled("under {age}", "years", "21"), "under {age}");
}

fn lines(said: &Said, count: &mut usize) {
    match said {
        Said::Line(_, mark) => *count += usize::from(mark.is_some()),
        Said::Parts(_, parts) => parts.iter().for_each(|part| lines(part, count)),
    }
}

/// Answers some items by chance.
fn answered(pack: &Pack, tape: &mut Tape) -> Answers {
    let mut answers = Answers::default();
    for item in &pack.items {
        if tape.one_in(2) {
            answers.give(item.id.clone(), tape.one_of(&ways(item)).clone());
        }
    }
    answers
}

proptest! {
    #[test]
    fn every_clause_is_said_once_and_its_mark_agrees_with_what_it_is(text in packs(Manner::default()), mut tape in tapes()) {
        let pack = fixture::pack(&text);
        let (answers, today) = (answered(&pack, &mut tape), fixture::day("2026-11-21"));
        let words = Words::default();
        for card in &pack.cards {
            let mut clauses = Vec::new();
            card.when.each_clause(&mut |clause| clauses.push(Condition::Clause(clause.clone())));
            let mut count = 0;
            lines(&Speaker::new(&pack, &words).marked(&card.when, &answers, today), &mut count);
            prop_assert_eq!(count, clauses.len());
            let view = View::new(&pack, &answers, today);
            for (clause, truth) in clauses.iter().zip(truths(&pack, &answers, &clauses, today)) {
                let Condition::Clause(clause) = clause else { continue };
                match view.mark(clause) {
                    Mark::Said => prop_assert_eq!(truth, Truth::Yes),
                    Mark::Otherwise => prop_assert_eq!(truth, Truth::No),
                    Mark::Unclear => prop_assert_eq!(truth, Truth::Unknown),
                    Mark::Open => prop_assert_ne!(truth, Truth::No),
                    Mark::Unasked => prop_assert_ne!(truth, Truth::Unknown),
                }
            }
        }
    }
}
