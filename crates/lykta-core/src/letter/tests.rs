//! Letters of a small pack: what can be told, what stands in the letter, to whom it goes and in which language.

use alloc::borrow::ToOwned;
use alloc::string::ToString;
use std::format;

use super::*;
use crate::evaluate::evaluate;
use crate::fixture;
use crate::pack::is_one_language;

const TODAY: &str = "2026-11-22";

const PACK: &str = "item who single: self | close-one
    item now multiple: violence | none (alone)
    item pregnant single: yes | no
    item housing multiple: homeless | at-risk | none (alone)
    item place place
    item their-place place if who is close-one
    item asked date
    card right if pregnant is yes and now is violence and housing is homeless and place outside region 91; deadline 30 days from asked if who is self
    card other if who is self
    region 90
    region 17
    region 91";

/// The texts of the pack, by index; `told` of each item and option is the next free one.
const TEXTS: [&str; 4] = ["", "I ask for help.", "This is decided by {region}.", "They decide."];

/// A pack in which everything that may has a sentence; the right is decided by the region, unless another text is named.
fn pack(decides: u32) -> (Pack, Words) {
    let mut pack = fixture::pack(PACK);
    let mut texts: Vec<String> = TEXTS.iter().map(ToString::to_string).collect();
    let mut text = |words: String| {
        texts.push(words);
        Some(Text(u32::try_from(texts.len() - 1).unwrap()))
    };
    for item in &mut pack.items {
        let id = item.id.as_str().to_owned();
        item.told = match id.as_str() {
            "asked" => text("I asked on {date}.".to_owned()),
            "place" | "their-place" => text(format!("{id} is {{place}}.")),
            _ => None,
        };
        for option in &mut item.options {
            option.told = if option.is_alone { None } else { text(format!("{id} {}.", option.id.as_str())) };
        }
    }
    for region in &mut pack.regions {
        region.name = text(format!("Region {}", region.code)).unwrap();
    }
    pack.regions[2].language = "sv".to_owned();
    pack.languages = Vec::from(["fi".to_owned(), "sv".to_owned()]);
    for card in &mut pack.cards {
        (card.write, card.decides) = (Some(Text(1)), Some(Text(decides)));
    }
    (pack, Words { language: "fi".to_owned(), texts, ..Words::default() })
}

/// The letter on a card for these answers, in which the sentences with these numbers are ticked.
fn written(card: usize, decides: u32, answers: &str, ticked: &[usize]) -> (Vec<String>, String) {
    let (pack, words) = pack(decides);
    let (answers, today) = (fixture::answers(&pack, answers), fixture::day(TODAY));
    let tellable = tellable(&pack, &pack.cards[card], &answers, &evaluate(&pack, &answers, today), today);
    let day = |date: Date| date.to_string();
    let sentences = tellable.iter().map(|told| sentence(&pack, &answers, *told, &words, &day)).collect();
    let ticked: Vec<Told> = ticked.iter().map(|number| tellable[*number]).collect();
    let letter = letter(&pack, &pack.cards[card], (&answers, &tellable, today), &ticked, &words, &day);
    (sentences, plain(&letter))
}

#[track_caller]
fn check_tellable(card: usize, answers: &str, expected: &[&str]) {
    assert_eq!(written(card, 2, answers, &[]).0, expected);
}

#[track_caller]
fn check(decides: u32, answers: &str, ticked: &[usize], expected: &str) {
    assert_eq!(written(0, decides, answers, ticked).1.replace("\n\n", " / "), expected);
}

#[test]
fn what_the_rule_or_a_time_limit_reads_can_be_told_in_the_order_of_the_questions() {
    let all = "who self, pregnant yes, housing homeless + at-risk, place 091, asked 2026-11-20";
    check_tellable(
        0,
        all,
        &["who self.", "pregnant yes.", "housing homeless.", "housing at-risk.", "place is Helsinki.", "I asked on 2026-11-20."],
    );
    check_tellable(1, all, &["who self."]);
}

#[test]
fn danger_is_never_told() {
    check_tellable(0, "who self, now violence, pregnant yes", &["who self.", "pregnant yes."]);
}

#[test]
fn what_was_not_said_or_does_not_count_cannot_be_told() {
    check_tellable(0, "who skipped, pregnant skipped, place skipped, asked skipped, housing none", &[]);
    check_tellable(0, "housing none + homeless", &["housing homeless."]);
    check_tellable(0, "", &[]);
}

#[test]
fn a_letter_holds_what_is_ticked_and_nothing_more() {
    let answers = "who self, pregnant yes, place 091";
    let (start, end) = ("letter-to Region 90 / I ask for help.", "letter-name / letter-day");
    check(2, answers, &[], &format!("{start} / {end}"));
    check(2, answers, &[1], &format!("{start} / pregnant yes. / {end}"));
    check(2, answers, &[2, 0], &format!("{start} / who self. place is Helsinki. / {end}"));
}

#[test]
fn it_is_addressed_to_the_region_only_where_that_decides_and_is_known() {
    let rest = "I ask for help. / letter-name / letter-day";
    check(2, "place 564", &[], &format!("letter-to Region 17 / {rest}"));
    check(3, "place 564", &[], &format!("letter-to / {rest}"));
    check(2, "place skipped", &[], &format!("letter-to / {rest}"));
    check(2, "who close-one, their-place 564", &[], &format!("letter-to / {rest}"));
    check(2, "who close-one, place 564, their-place 564", &[], &format!("letter-to Region 17 / {rest}"));
    check(2, "who close-one, place 091, their-place 564", &[], &format!("letter-to / {rest}"));
}

#[test]
fn what_is_ticked_and_cannot_be_told_stays_out() {
    let (pack, words) = pack(2);
    let answers = fixture::answers(&pack, "who self, now violence, pregnant no");
    let today = fixture::day(TODAY);
    let tellable = tellable(&pack, &pack.cards[1], &answers, &evaluate(&pack, &answers, today), today);
    let all: Vec<Told> = (0..pack.items.len()).flat_map(|item| [None, Some(0), Some(1)].map(|option| Told { item, option })).collect();
    let letter = letter(&pack, &pack.cards[1], (&answers, &tellable, today), &all, &words, &|date| date.to_string());
    assert_eq!(plain(&letter), "letter-to\n\nI ask for help.\n\nwho self.\n\nletter-name\n\nletter-day");
}

#[test]
fn offices_use_the_language_of_the_region_else_the_first_of_the_pack() {
    for (answers, expected) in [
        ("place 170", "sv"),
        ("place 091", "fi"),
        ("", "fi"),
        ("place 091, their-place 170", "fi"),
        ("who close-one, their-place 170", "sv"),
    ] {
        let (pack, _) = pack(2);
        assert_eq!(local_language(&pack, &fixture::answers(&pack, answers), fixture::day(TODAY)), expected, "{answers}");
    }
}

#[test]
fn the_two_ways_to_write_norwegian_are_one_language() {
    for (left, right, expected) in
        [("nb", "nn", true), ("nn", "nb", true), ("fi", "fi", true), ("sv", "fi", false), ("nb", "en", false), ("da", "nb", false)]
    {
        assert_eq!(is_one_language(left, right), expected, "{left} {right}");
    }
}
