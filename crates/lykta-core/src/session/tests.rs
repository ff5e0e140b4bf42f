use alloc::string::{String, ToString};
use alloc::vec::Vec;

use proptest::prelude::*;

use super::*;
use crate::answer::ItemId;
use crate::fixture::random::{Manner, Tape, packs, tapes};
use crate::fixture::{self, ways};

const TODAY: &str = "2026-11-21";

/// Five questions, of which `child` is put only to those who are no child, and two dangers.
const PACK: &str = "item who single: self | child
    item now multiple: overdose | suicidal | none (alone)
    item children single if who is self: yes | no
    item place place
    item age single: young (0 to 17) | old (18 to)
    card overdose if now is overdose; need danger; steps
    card suicidal if now is suicidal; need danger; steps
    card worried if now is not none; need danger
    card family if children is yes
    card island if place in region 91
    card youth if age < 18 and place in region 90";

/// Steps: `back`, `close`, `results`, `review`, `start over`, `help now`, `card X`, `change X`, else an answer to the question shown, as in `fixture`.
/// Facts: `shows who`, `shows review`, `number is 2` (`none`), `at most 5`, `under is something` (`nothing`), `told is overdose`, `answered is who, now`.
#[track_caller]
fn check(pack: &str, steps: &str, facts: &str) {
    let pack = fixture::pack(pack);
    let mut session = Session::new(&pack, fixture::day(TODAY));
    steps.split(", ").filter(|step| !step.is_empty()).for_each(|step| take(&pack, &mut session, step));
    let name = |index: usize| pack.items[index].id.as_str().to_string();
    for fact in facts.split("; ") {
        let (subject, expected) = fact.split_once(' ').unwrap();
        let (said, expected) = match subject {
            "shows" => (shown(&pack, session.screen()), expected),
            "at" => (session.at_most().to_string(), expected.strip_prefix("most ").unwrap()),
            _ => {
                let said = match subject {
                    "number" => session.number().map_or("none".into(), |number| number.to_string()),
                    "under" => if session.has_under() { "something" } else { "nothing" }.into(),
                    "told" => session.dangers(&pack).map(|finding| pack.cards[finding.card].id.as_str()).collect::<Vec<_>>().join(", "),
                    "answered" => session.evaluation().asked.iter().map(|index| name(*index)).collect::<Vec<_>>().join(", "),
                    _ => panic!("not understood: {fact}"),
                };
                (said, expected.strip_prefix("is").unwrap().trim_start())
            }
        };
        assert_eq!(said, expected, "{fact}");
    }
}

fn take(pack: &Pack, session: &mut Session, step: &str) {
    match (step, step.split_once(' ')) {
        ("back", _) => session.back(),
        ("close", _) => session.close(),
        ("results", _) => session.show_results(),
        ("review", _) => session.show_review(),
        ("start over", _) => session.start_over(pack),
        ("help now", _) => session.open(Screen::HelpNow),
        ("what if", _) => session.open(Screen::WhatIf),
        (_, Some(("try", id))) => session.open(Screen::Try(pack.item(&ItemId::new(id)).unwrap().0)),
        (_, Some(("keep", value))) => {
            let Screen::Try(index) = session.screen() else { panic!("nothing is tried for: {step}") };
            session.keep(pack, fixture::answer(pack, pack.items[index].id.as_str(), value));
        }
        (_, Some(("change", id))) => session.change(pack.item(&ItemId::new(id)).unwrap().0),
        (_, Some(("card", id))) => session.open_card(pack.cards.iter().position(|card| card.id.as_str() == id).unwrap()),
        _ => {
            let Screen::Item(index) = session.screen() else { panic!("no question is shown for: {step}") };
            session.answer(pack, fixture::answer(pack, pack.items[index].id.as_str(), step));
        }
    }
}

fn shown(pack: &Pack, screen: Screen) -> String {
    match screen {
        Screen::Item(index) => pack.items[index].id.as_str().into(),
        Screen::Danger => "danger".into(),
        Screen::Review => "review".into(),
        Screen::Results => "results".into(),
        Screen::Card(index) => pack.cards[index].id.as_str().into(),
        Screen::Check(check, question) => std::format!("{} {question}", pack.checks[check].id),
        Screen::HelpNow => "help now".into(),
        Screen::Take => "take".into(),
        Screen::Groups => "groups".into(),
        Screen::About => "about".into(),
        Screen::WhatIf => "what if".into(),
        Screen::Try(index) => ["try ", pack.items[index].id.as_str()].concat(),
        Screen::Unmet => "unmet".into(),
    }
}

#[test]
fn the_walk_begins_at_the_first_question() {
    check(PACK, "", "shows who; number is 1; at most 5; under is nothing; answered is ; told is ");
}

#[test]
fn a_pack_without_a_question_that_matters_begins_at_the_results() {
    check("item who single: self | child\ncard c", "", "shows results; number is none; at most 0");
    check("item who single: self | child\ncard c", "back, close", "shows results");
}

#[test]
fn each_answer_leads_to_the_next_question_and_the_last_to_the_review() {
    check(PACK, "self", "shows now; number is 2; at most 5");
    check(PACK, "self, none, yes", "shows place; number is 4; at most 5");
    check(PACK, "self, none, yes, 091", "shows age; number is 5; at most 5");
    check(PACK, "self, none, yes, 091, old", "shows review; number is none; at most 5; answered is who, now, children, place, age");
    check(PACK, "self, none, yes, 091, old, results", "shows results");
}

#[test]
fn a_question_that_cannot_matter_is_left_out_and_not_counted() {
    check(PACK, "child", "shows now; at most 4");
    check(PACK, "child, none, 478", "shows review; at most 3; answered is who, now, place");
}

#[test]
fn an_answer_that_is_tried_and_kept_leads_back_to_the_results() {
    let before = "self, none, yes, 091, old, results, what if, try children";
    check(PACK, before, "shows try children; under is something; answered is who, now, children, place, age");
    check(PACK, &[before, ", keep no"].concat(), "shows results; under is nothing; answered is who, now, children, place, age");
    check(PACK, &[before, ", close"].concat(), "shows what if");
    check(PACK, &[before, ", close, close"].concat(), "shows results");
}

#[test]
fn a_kept_answer_that_opens_a_question_leads_to_it_and_then_to_the_results() {
    let kept = "child, none, 091, young, results, what if, try who, keep self";
    check(PACK, kept, "shows children; under is something");
    check(PACK, &[kept, ", no"].concat(), "shows results; under is nothing; answered is who, now, children, place, age");
}

#[test]
fn a_kept_answer_that_tells_of_danger_shows_what_to_do() {
    check(PACK, "self, none, yes, 091, old, results, what if, try now, keep overdose", "shows danger; told is overdose");
    check(PACK, "self, none, yes, 091, old, results, what if, try now, keep overdose, close", "shows results");
}

#[test]
fn a_skipped_question_is_not_put_again() {
    check(PACK, "skipped", "shows now; at most 4; answered is who");
    check(PACK, "skipped, skipped, skipped, skipped", "shows review; answered is who, now, place, age");
}

#[test]
fn an_answer_that_does_not_count_leaves_the_question() {
    check(PACK, "self, none, yes, 999", "shows place; number is 4; answered is who, now, children");
    check(PACK, "self, none, yes, 091, old, change place, 999", "shows place; under is something");
}

#[test]
fn back_goes_one_question_back_and_from_the_first_nowhere() {
    check(PACK, "self, none, back", "shows now; number is 2; at most 5; answered is who, now");
    check(PACK, "self, none, back, back", "shows who; number is 1");
    check(PACK, "self, none, back, back, back", "shows who; number is 1; answered is who, now");
    check(PACK, "back", "shows who; answered is ");
}

#[test]
fn back_leaves_out_questions_that_were_not_put() {
    check(PACK, "child, none, back", "shows now");
    check(PACK, "child, none, 091, back", "shows place; number is 3");
}

#[test]
fn back_from_review_and_results_goes_to_the_last_answer() {
    check(PACK, "child, none, 478, back", "shows place");
    check(PACK, "child, none, 478, results, back", "shows place");
    check(PACK, "child, results, back", "shows who");
    check(PACK, "results, back", "shows results");
}

#[test]
fn after_going_back_the_way_forward_leads_through_the_answers() {
    check(PACK, "self, none, yes, back, back, none", "shows children");
    check(PACK, "self, none, yes, back, back, none, no", "shows place");
}

#[test]
fn after_going_back_a_question_that_a_new_answer_opens_comes_in_its_order() {
    check(PACK, "child, none, 091, back, back, back, self", "shows now");
    check(PACK, "child, none, 091, back, back, back, self, none", "shows children");
    check(PACK, "child, none, 091, back, back, back, self, none, yes", "shows place");
}

#[test]
fn a_question_left_open_comes_after_the_answers_on_the_way_and_an_answer_that_does_not_count_stays() {
    let steps = "child, none, 091, old, back, back, back, back, self, none";
    check(PACK, steps, "shows children");
    check(PACK, &(steps.to_string() + ", review, back, back, 091"), "shows age");
    check(PACK, &(steps.to_string() + ", review, back, back, 091, old"), "shows children");
    check(PACK, &(steps.to_string() + ", yes, 999"), "shows place");
}

#[test]
fn after_going_back_a_question_that_a_new_answer_closes_is_left_out() {
    check(PACK, "self, none, yes, 091, back, back, back, back, child, none", "shows place; answered is who, now, place");
}

#[test]
fn a_changed_answer_returns_to_where_the_change_began() {
    check(PACK, "self, none, yes, 478, change now", "shows now; number is 2; under is something");
    check(PACK, "self, none, yes, 478, change now, none", "shows review; under is nothing");
    check(PACK, "self, none, yes, 478, results, change now, none", "shows results; under is nothing");
    check(PACK, "self, none, yes, 478, change now, back", "shows review; under is nothing; answered is who, now, children, place");
}

#[test]
fn a_changed_answer_that_opens_a_question_puts_it_before_the_return() {
    check(PACK, "child, none, 478, change who, self", "shows children; under is something");
    check(PACK, "child, none, 478, change who, self, yes", "shows review; under is nothing");
    check(PACK, "child, none, 478, change place, 091", "shows age; number is 4");
    check(PACK, "child, none, 478, change who, self, back", "shows review; under is nothing; at most 4");
}

#[test]
fn a_change_made_before_the_end_returns_without_the_questions_that_were_still_to_come() {
    check(PACK, "child, results, change who, child", "shows results");
    check(PACK, "child, none, review, change who, self", "shows children");
    check(PACK, "child, none, review, change who, self, yes", "shows review");
}

#[test]
fn a_change_made_at_a_question_returns_to_it_if_it_is_still_put() {
    check(PACK, "self, none, change now, none", "shows children; under is nothing");
    check(PACK, "self, none, change who, child", "shows place; under is nothing; answered is who, now");
}

#[test]
fn an_answer_that_tells_danger_shows_what_to_do_and_then_goes_on() {
    check(PACK, "self, overdose", "shows danger; told is overdose; under is something; number is none");
    check(PACK, "self, overdose, close", "shows children; number is 3; under is nothing");
    check(PACK, "self, overdose, back", "shows children");
    check(PACK, "self, overdose, card overdose, close", "shows danger");
    check(PACK, "self, none", "shows children; told is ");
}

#[test]
fn danger_is_shown_when_it_is_new_and_not_again() {
    check(PACK, "self, overdose, close, back, overdose", "shows children; told is overdose");
    check(PACK, "self, overdose, close, back, overdose + suicidal", "shows danger; told is overdose, suicidal");
    check(PACK, "self, overdose, close, yes", "shows place");
}

#[test]
fn danger_without_steps_or_not_certain_is_not_shown_so() {
    check(PACK, "self, skipped", "shows children; told is ");
    check("item now multiple: bad | none\ncard c if now is bad; need danger", "bad", "shows review; told is ");
    check("item now multiple: bad | none\ncard c if now is bad; need right; steps", "bad", "shows review; told is ");
}

#[test]
fn danger_that_the_answer_does_not_tell_is_not_shown_so() {
    // Only what happens now leads to the danger screen; a warning by substance stands first on the results instead.
    let pack = "item who single: self | child\nitem about single: opioids | none\nitem now single: overdose | none\ncard c if about is opioids; need danger; steps\ncard d if now is overdose; need danger; steps";
    check(pack, "self, opioids", "shows now; told is ");
    check(pack, "self, opioids, none", "shows review; told is ");
    check(pack, "self, opioids, overdose", "shows danger; told is d");
}

#[test]
fn a_changed_answer_that_tells_danger_shows_it_before_the_return() {
    check(PACK, "child, none, 478, change now, suicidal", "shows danger; told is suicidal");
    check(PACK, "child, none, 478, change now, suicidal, close", "shows review; under is nothing");
}

#[test]
fn danger_taken_back_on_its_screen_is_not_returned_to() {
    check(PACK, "self, overdose, change now", "shows now; number is 2");
    check(PACK, "self, overdose, change now, none", "shows children; under is nothing; told is ");
    check(PACK, "self, overdose, change now, suicidal", "shows danger; told is suicidal");
}

#[test]
fn cards_and_help_now_open_over_what_is_shown_and_close_to_it() {
    check(PACK, "self, help now", "shows help now; under is something; number is none; at most 5");
    check(PACK, "self, help now, close", "shows now; under is nothing");
    check(PACK, "self, help now, back", "shows now; under is nothing");
    check(PACK, "self, help now, card family, close", "shows help now");
    check(PACK, "self, help now, help now, close", "shows now; under is nothing");
    check(PACK, "self, results, card family, close", "shows results; under is nothing");
    check(PACK, "self, close", "shows now");
    check(PACK, "self, results, card family, card island, close", "shows results; under is nothing");
    check(PACK, "self, help now, card family, card family, close", "shows help now");
}

#[test]
fn results_and_review_leave_nothing_under_them() {
    check(PACK, "self, help now, card family, results", "shows results; under is nothing");
    check(PACK, "child, none, 478, change who, review", "shows review; under is nothing");
}

#[test]
fn starting_over_forgets_every_answer() {
    check(PACK, "self, overdose, start over", "shows who; number is 1; at most 5; answered is ; told is ; under is nothing");
}

#[test]
fn the_day_is_the_one_on_which_it_began() {
    let pack = fixture::pack(PACK);
    let session = Session::new(&pack, fixture::day(TODAY));
    assert_eq!((session.today(), session.answers().is_empty()), (fixture::day(TODAY), true));
}

/// Answers the question shown by chance.
fn answer_by_chance(pack: &Pack, session: &mut Session, tape: &mut Tape) {
    if let Screen::Item(index) = session.screen() {
        session.answer(pack, tape.one_of(&ways(&pack.items[index])).clone());
    }
}

/// Any step at all.
fn step_by_chance(pack: &Pack, session: &mut Session, tape: &mut Tape) {
    match tape.below(10) {
        0..=4 => answer_by_chance(pack, session, tape),
        5 => session.back(),
        6 if !session.evaluation().asked.is_empty() => session.change(*tape.one_of(&session.evaluation().asked.clone())),
        7 => session.open(*tape.one_of(&[Screen::HelpNow, Screen::About, Screen::Card(0), Screen::WhatIf, Screen::Try(0), Screen::Unmet])),
        8 => session.close(),
        _ if tape.one_in(2) => session.show_results(),
        _ => session.show_review(),
    }
}

/// Answers on until no question or danger is shown; false if that never comes.
fn comes_to_rest(pack: &Pack, session: &mut Session, tape: &mut Tape) -> bool {
    for _ in 0..200 {
        match session.screen() {
            Screen::Item(_) if tape.one_in(2) => {
                let Screen::Item(index) = session.screen() else { return false };
                session.answer(pack, session.answers().get(&pack.items[index].id).cloned().unwrap_or(Answer::Skipped));
            }
            Screen::Item(index) => session.answer(pack, ways(&pack.items[index])[0].clone()),
            Screen::Danger => session.close(),
            Screen::Review
            | Screen::Results
            | Screen::Card(_)
            | Screen::Take
            | Screen::Groups
            | Screen::Check(..)
            | Screen::HelpNow
            | Screen::About
            | Screen::WhatIf
            | Screen::Try(_)
            | Screen::Unmet => return true,
        }
    }
    false
}

proptest! {
    #[test]
    fn whatever_is_done_a_question_shown_is_one_that_counts(text in packs(Manner::default()), mut tape in tapes()) {
        let pack = fixture::pack(&text);
        let mut session = Session::new(&pack, fixture::day(TODAY));
        for _ in 0..30 {
            step_by_chance(&pack, &mut session, &mut tape);
            if let Screen::Item(index) = session.screen() {
                let Evaluation { next, asked, .. } = session.evaluation();
                prop_assert!(asked.contains(&index) || *next == Some(index), "{}", text);
                prop_assert!(session.number().is_some_and(|number| (1..=session.at_most()).contains(&number)));
            } else {
                prop_assert_eq!(session.number(), None);
            }
            prop_assert!(session.screen() != Screen::Danger || session.dangers(&pack).next().is_some());
            prop_assert!(session.at_most() <= pack.items.len());
            prop_assert_eq!(session.evaluation(), &evaluate(&pack, session.answers(), session.today()));
        }
    }

    #[test]
    fn whatever_was_done_answering_on_comes_to_an_end(text in packs(Manner::default()), mut tape in tapes()) {
        let pack = fixture::pack(&text);
        let mut session = Session::new(&pack, fixture::day(TODAY));
        (0..20).for_each(|_| step_by_chance(&pack, &mut session, &mut tape));
        prop_assert!(comes_to_rest(&pack, &mut session, &mut tape), "{}", text);
    }

    #[test]
    fn the_most_that_may_be_asked_never_grows_on_the_way_and_the_number_does(text in packs(Manner::default()), mut tape in tapes()) {
        let pack = fixture::pack(&text);
        let mut session = Session::new(&pack, fixture::day(TODAY));
        let mut before = (session.at_most(), 0);
        while let (Screen::Item(index), Some(number)) = (session.screen(), session.number()) {
            prop_assert!(session.at_most() <= before.0 && number == before.1 + 1, "{}", text);
            before = (session.at_most(), number);
            // An answer that does not count would leave the question.
            let counts = ways(&pack.items[index]).into_iter().filter(|way| {
                let mut tried = session.clone();
                tried.answer(&pack, way.clone());
                tried.evaluation().asked.contains(&index)
            });
            let counts: Vec<Answer> = counts.collect();
            session.answer(&pack, tape.one_of(&counts).clone());
            if session.screen() == Screen::Danger {
                session.close();
            }
        }
        prop_assert_eq!(session.at_most(), before.1);
    }

    #[test]
    fn the_same_answer_again_changes_nothing(text in packs(Manner::default()), mut tape in tapes()) {
        let pack = fixture::pack(&text);
        let mut session = Session::new(&pack, fixture::day(TODAY));
        (0..12).for_each(|_| answer_by_chance(&pack, &mut session, &mut tape));
        session.show_review();
        let before = session.clone();
        for index in before.evaluation().asked.clone() {
            session.change(index);
            session.answer(&pack, before.answers().get(&pack.items[index].id).cloned().unwrap());
            prop_assert_eq!(session.screen(), Screen::Review);
            prop_assert_eq!(session.evaluation(), before.evaluation());
            prop_assert!(!session.has_under());
        }
    }

    #[test]
    fn back_and_the_same_answer_lead_to_the_same_place(text in packs(Manner::default()), mut tape in tapes()) {
        let pack = fixture::pack(&text);
        let mut session = Session::new(&pack, fixture::day(TODAY));
        for _ in 0..tape.below(6) {
            answer_by_chance(&pack, &mut session, &mut tape);
            if session.screen() == Screen::Danger {
                session.close();
            }
        }
        let before = session.clone();
        session.back();
        if let (Screen::Item(index), true) = (session.screen(), session.screen() != before.screen()) {
            session.answer(&pack, before.answers().get(&pack.items[index].id).cloned().unwrap());
        }
        prop_assert_eq!(session, before);
    }

    #[test]
    fn starting_over_is_starting(text in packs(Manner::default()), mut tape in tapes()) {
        let pack = fixture::pack(&text);
        let mut session = Session::new(&pack, fixture::day(TODAY));
        (0..20).for_each(|_| step_by_chance(&pack, &mut session, &mut tape));
        session.start_over(&pack);
        prop_assert_eq!(session, Session::new(&pack, fixture::day(TODAY)));
    }
}
