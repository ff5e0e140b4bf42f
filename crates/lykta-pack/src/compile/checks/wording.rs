//! Wording of a check: how it asks, and words that a result does not use.
//!
//! In: a check. Out: a problem for a question that asks twice or at length, and for a word that judges, scores, or names an official test.
//! Never replaces the pack's own glossary, which looks at the same texts.
//! Next: `crate::review::glossary` for how words are found.

use lykta_core::format::source::{Check, Texts};

use crate::locale;
use crate::problem::{Code, Place, Problems};
use crate::review::glossary;
use crate::review::measure::measure;

/// Words of a question, its lead-in included.
const MOST_WORDS: usize = 20;

/// Names of official tests. With other words it is no longer that test.
const TESTS: &[&str] = &["audit", "dudit", "pgsi", "bbgs", "nods*", "phq*", "cast 6", "dast*", "crafft", "gad 7", "lie bet", "hads"];

/// Tells of both.
pub fn check(check: &Check, place: &Place, problems: &mut Problems) {
    for (index, question) in check.question.iter().enumerate() {
        for (language, text) in &question.text {
            check_question(text, &place.key("question").index(index).key("text").key(language), problems);
        }
    }
    each_text(check, place, &mut |words, place| {
        for (language, text) in words {
            // They judge, score, or order.
            let banned = locale::known(language).map_or(&[][..], |known| &known.about.not_in_checks);
            for word in banned.iter().map(String::as_str).chain(TESTS.iter().copied()) {
                if let Some(at) = glossary::first(word, text) {
                    let found = text.get(at.clone()).unwrap_or("");
                    problems.add(
                        Code::CheckWord,
                        &place.key(language).part(&at),
                        format!("`{found}` has no place in a check"),
                        "say what the answer may mean and what can be done, in plain words without judging",
                    );
                }
            }
        }
    });
}

fn check_question(text: &str, place: &Place, problems: &mut Problems) {
    let marks = text.matches(['?', '\u{61f}']).count();
    let words = measure(text).words;
    if marks != 1 {
        let what = format!("the question has {marks} question marks");
        problems.add(Code::CheckQuestion, place, what, "ask one thing, and end it with one question mark");
    } else if words > MOST_WORDS {
        let what = format!("the question has {words} words");
        problems.add(
            Code::CheckQuestion,
            place,
            what,
            format!("ask it in at most {MOST_WORDS}; of which time it asks can stand in `hint`"),
        );
    }
}

fn each_text(check: &Check, place: &Place, visit: &mut dyn FnMut(&Texts, &Place)) {
    visit(&check.title, &place.key("title"));
    visit(&check.intro, &place.key("intro"));
    let mut visit_some = |words: Option<&Texts>, place: &Place| {
        if let Some(words) = words {
            visit(words, place);
        }
    };
    for (index, question) in check.question.iter().enumerate() {
        let place = place.key("question").index(index);
        visit_some(Some(&question.text), &place.key("text"));
        visit_some(question.hint.as_ref(), &place.key("hint"));
        visit_some(question.said.as_ref(), &place.key("said"));
        for (index, option) in question.option.iter().enumerate() {
            let place = place.key("option").index(index);
            visit_some(Some(&option.text), &place.key("text"));
            visit_some(option.hint.as_ref(), &place.key("hint"));
            visit_some(option.said.as_ref(), &place.key("said"));
        }
    }
    for (index, note) in check.note.iter().enumerate() {
        visit_some(Some(&note.text), &place.key("note").index(index).key("text"));
    }
    for (index, step) in check.step.iter().enumerate() {
        visit_some(Some(&step.text), &place.key("step").index(index).key("text"));
    }
}
