//! Which number is lit in the shipped packs: on their danger cards, as their titles say, and where nobody is in danger.

#![cfg(test)]

use std::path::Path;

use lykta_core::answer::{Answers, ItemId};
use lykta_core::evaluate::{Evaluation, evaluate};
use lykta_core::fixture;
use lykta_core::next_step::{NextStep, Scene, lit, next_step};
use lykta_core::pack::{Need, Pack};
use lykta_core::schedule::Moment;
use lykta_core::truth::Truth;
use lykta_pack::compile::Compiled;
use lykta_pack::load;

const PACKS: [&str; 5] = ["fi", "se", "no", "dk", "se-jamtland"];

fn compiled(id: &str) -> Compiled {
    load::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs").join(id)).unwrap().0.unwrap()
}

/// The next step for what was found at a minute.
fn found<'a>(pack: &'a Pack, evaluation: &Evaluation, answers: &Answers, now: Moment, language: &str) -> Option<NextStep<'a>> {
    next_step(&Scene { pack, evaluation, answers, today: now.date, now: Some(now), language })
}

/// The numbers that a text names, without their gaps.
fn numbers(text: &str) -> Vec<String> {
    let joined: String = text.chars().filter(|sign| !matches!(sign, ' ' | '\u{a0}' | '-')).collect();
    let parts = joined.split(|sign: char| !sign.is_ascii_digit());
    parts.filter(|part| part.len() >= 3).map(str::to_owned).collect()
}

/// The titles of what the danger screen may show that name numbers, but not the one that is lit there.
fn misled(id: &str) -> Vec<String> {
    let Compiled { pack, mut words, easy, .. } = compiled(id);
    let of = |language: &str| words.iter().find(|words| words.language == language).unwrap();
    let easy: Vec<_> = easy.into_iter().map(|easy| (of(&easy.language), easy)).map(|(ordinary, easy)| easy.over(ordinary)).collect();
    words.extend(easy);
    let today = fixture::day("2026-11-23");
    let (now, item) = pack.item(&ItemId::new("now")).unwrap();
    let mut misled = Vec::new();
    for who in ["self", "close-one", "child", "professional"] {
        for option in &item.options {
            let answers = fixture::answers(&pack, &format!("who {who}, now {}", option.id.as_str()));
            let evaluation = evaluate(&pack, &answers, today);
            let is_told = |finding: &&lykta_core::evaluate::Finding| {
                finding.truth == Truth::Yes && finding.need == Need::Danger && finding.because.contains(&now)
            };
            for card in evaluation.findings.iter().filter(is_told).map(|finding| &pack.cards[finding.card]) {
                let lit = lit(&pack, card, &answers, today);
                for words in &words {
                    let title = words.text(card.title);
                    let named = numbers(title);
                    if !named.is_empty() && !named.iter().any(|number| number == lit) {
                        misled.push(format!("{id} {} ({lit}): {title}", card.id.as_str()));
                    }
                }
            }
        }
    }
    misled.sort();
    misled.dedup();
    misled
}

#[test]
fn a_title_that_names_a_number_names_the_one_that_is_lit() {
    let misled: Vec<String> = PACKS.into_iter().flat_map(misled).collect();
    assert_eq!(misled, Vec::<String>::new());
}

#[test]
fn numbers_are_read_with_their_gaps() {
    assert_eq!(numbers("Kramper: 1-1-2. Ellers 116\u{a0}117"), ["112", "116117"]);
    assert_eq!(numbers("3 of 5, or 12 to 14"), Vec::<String>::new());
}

#[test]
fn once_nobody_is_in_danger_the_line_for_violence_is_lit_and_not_the_police() {
    for (id, number) in [("fi", "116016"), ("se", "+4620505050"), ("no", "116006"), ("dk", "1888"), ("se-jamtland", "+4620505050")] {
        let pack = compiled(id).pack;
        let now = Moment { date: fixture::day("2026-11-23"), minute: 3 * 60 };
        for who in ["self", "close-one", "professional"] {
            let answers = fixture::answers(&pack, &format!("who {who}, now violence"));
            let evaluation = evaluate(&pack, &answers, now.date);
            let step = found(&pack, &evaluation, &answers, now, "en").unwrap();
            assert!(step.first.contact.calls(number), "{id}, {who}: {:?}", step.first.contact.channel);
        }
    }
}

#[test]
fn where_nobody_is_in_danger_no_emergency_number_is_lit_and_for_a_child_the_childrens_line_in_every_language() {
    for id in PACKS {
        let pack = compiled(id).pack;
        let (_, about) = pack.item(&ItemId::new("about")).unwrap();
        for (language, minute) in pack.languages.iter().flat_map(|language| [(language, 14 * 60), (language, 23 * 60)]) {
            for (who, option) in
                ["self", "close-one", "child"].into_iter().flat_map(|who| about.options.iter().map(move |option| (who, option)))
            {
                let answers = fixture::answers(&pack, &format!("who {who}, about {}, now none", option.id.as_str()));
                let now = Moment { date: fixture::day("2026-11-24"), minute };
                let evaluation = evaluate(&pack, &answers, now.date);
                let case = format!("{id} in {language}, {who}, {}", option.id.as_str());
                let step = found(&pack, &evaluation, &answers, now, language).unwrap_or_else(|| panic!("{case}: nobody"));
                for way in [Some(step.first), step.until_then].into_iter().flatten() {
                    assert!(!way.contact.is_emergency(&pack), "{case}: {:?}", way.contact.channel);
                }
                assert!(who != "child" || step.first.contact.calls("116111"), "{case}: {:?}", step.first.contact.channel);
            }
        }
    }
}
