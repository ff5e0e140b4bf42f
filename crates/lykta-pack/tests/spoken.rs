//! Conditions in words: a row is a condition and how it is said.

#![cfg(test)]

mod support;

use lykta_core::answer::Years;
use lykta_core::grammar;
use lykta_pack::spoken::{Said, Speaker};
use support::fi;

fn speaker(language: &str) -> Speaker<'static> {
    Speaker::new(&fi().pack, fi().words.iter().find(|words| words.language == language).unwrap())
}

#[track_caller]
fn check(language: &str, condition: &str, words: &str) {
    let condition = grammar::parse(condition).unwrap().expression.resolved(&|_| None).unwrap();
    assert_eq!(speaker(language).line(&condition), words);
}

#[test]
fn a_clause_is_the_question_with_the_answers_asked_for() {
    check("en", "who is self", "Who is it about? “Me”");
    check("en", "pregnant is yes or maybe", "Are you pregnant? “Yes” or “Maybe”");
    check("en", "who is not child", "Who is it about? any answer but “An adult, I am under 18”");
    check("en", "pregnant is not yes or maybe", "Are you pregnant? none of “Yes” or “Maybe”");
    check("sv", "pregnant is not yes", "Är du gravid? något annat svar än ”Ja”");
    check("fi", "pregnant is not yes", "Oletko raskaana? mikä tahansa muu vastaus kuin ”Kyllä”");
    check("sv", "pregnant is any of yes, maybe", "Är du gravid? ”Ja” eller ”Kanske”");
}

#[test]
fn years_and_places_are_said_as_limits() {
    check("en", "age < 21", "How old are you? under 21 years");
    check("en", "age <= 21", "How old are you? at most 21 years");
    check("en", "age > 21", "How old are you? over 21 years");
    check("en", "age >= 21", "How old are you? 21 years or more");
    check("en", "place in municipality 564 or 091", "Which municipality do you live in? in Oulu or Helsinki");
    check("en", "place outside region 91", "Which municipality do you live in? anywhere but in Åland, also while the place is not known");
    check("sv", "place outside region 91", "I vilken kommun bor du? var som helst utom i Åland, även när orten inte är känd");
    check(
        "fi",
        "place outside region 91",
        "Missä kunnassa asut? missä tahansa muualla kuin alueella Ahvenanmaa, myös kun paikka ei ole tiedossa",
    );
    check("sv", "place in municipality 564", "I vilken kommun bor du? i Uleåborg");
}

#[test]
fn an_age_that_is_no_option_of_the_pack_is_said_in_years() {
    let said = |language: &str, from, to| speaker(language).age(Years { from, to });
    assert_eq!(said("en", 18, None), "18 years or more");
    assert_eq!(said("fi", 18, None), "vähintään 18 vuotta");
    assert_eq!(said("sv", 0, Some(17)), "högst 17 år");
    assert_eq!(said("en", 13, Some(15)), "13–15");
}

#[test]
fn what_belongs_closer_together_stands_in_brackets() {
    check(
        "en",
        "age < 21 and (who is self or pregnant is yes)",
        "How old are you? under 21 years; and [Who is it about? “Me”; or Are you pregnant? “Yes”]",
    );
    check(
        "en",
        "age < 21 or who is self and pregnant is yes",
        "How old are you? under 21 years; or [Who is it about? “Me”; and Are you pregnant? “Yes”]",
    );
    check("en", "not (who is self and pregnant is yes)", "this does not hold: [Who is it about? “Me”; and Are you pregnant? “Yes”]");
}

#[test]
fn a_condition_in_parts_says_the_same_as_in_one_line() {
    let texts = |said: &Said| {
        fn collect(said: &Said, texts: &mut Vec<String>) {
            match said {
                Said::Line(line) => texts.push(line.clone()),
                Said::Parts(_, parts) => parts.iter().for_each(|part| collect(part, texts)),
            }
        }
        let mut texts = Vec::new();
        collect(said, &mut texts);
        texts
    };
    for language in ["fi", "sv", "en"] {
        let speaker = speaker(language);
        for card in &fi().pack.cards {
            let line = speaker.line(&card.when);
            for part in texts(&speaker.said(&card.when)) {
                assert!(line.contains(&part), "{}: {part}", card.id.as_str());
            }
        }
    }
}

#[test]
fn a_card_without_a_condition_always_shows() {
    assert_eq!(speaker("fi").line(&lykta_core::condition::Condition::always()), "aina");
    assert_eq!(speaker("en").line(&lykta_core::condition::Condition::Any(Vec::new())), "never");
}
