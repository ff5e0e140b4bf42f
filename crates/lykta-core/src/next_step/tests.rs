//! Tests of the next step: a made-up pack whose cards say by their ids what they are, and properties over packs made by chance.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use std::format;

use proptest::prelude::*;

use super::*;
use crate::evaluate::evaluate;
use crate::fixture;
use crate::schedule::{Schedule, minute_of};

const ITEMS: &str = "item who single: self | close-one | child | professional
    item about multiple: alcohol | cannabis | gambling | unsure (unsure)
    item now multiple: suicidal | none (alone)
    item place place
    item age single: under-13 (0 to 12) | 16-17 (16 to 17) | 23-64 (23 to 64)
    item use multiple: daily | none (alone)";

/// A contact: a number to call, `sms 123`, or an address; then `@ hours`, then `in 091`.
fn contact(text: &str) -> Contact {
    let (text, place) = text.split_once(" in ").unwrap_or((text, ""));
    let (way, hours) = text.split_once(" @ ").unwrap_or((text, ""));
    let channel = match way.strip_prefix("sms ") {
        Some(number) => Channel::Sms(number.to_string(), number.to_string()),
        None if way.starts_with("https:") => Channel::Web(way.to_string()),
        None => Channel::Phone(way.to_string(), way.to_string()),
    };
    Contact {
        label: None,
        channel,
        schedule: (!hours.is_empty()).then(|| Schedule::parse(hours).unwrap()),
        hours_text: None,
        languages: Vec::new(),
        places: Some(place).filter(|place| !place.is_empty()).map(ToString::to_string).into_iter().collect(),
        regions: Vec::new(),
    }
}

/// A pack of `kind condition: contact, contact` a line; the kind is `danger`, `line` or `service`.
fn pack(cards: &str) -> Pack {
    let lines = || cards.lines().map(str::trim).filter(|line| !line.is_empty());
    let text: String = lines()
        .enumerate()
        .map(|(index, line)| {
            let (head, _) = line.split_once(": ").unwrap();
            let (kind, when) = head.split_once(' ').unwrap_or((head, ""));
            let need = if kind == "danger" { "danger" } else { kind };
            let when = if when.is_empty() { String::new() } else { format!(" if {when}") };
            format!("card card-{index}{when}; need {need}; rank {index}\n")
        })
        .collect();
    let mut pack = fixture::pack(&format!("{ITEMS}\n{text}"));
    for (card, line) in pack.cards.iter_mut().zip(lines()) {
        let (head, contacts) = line.split_once(": ").unwrap();
        card.kind = match head.split(' ').next().unwrap() {
            "line" => CardKind::Helpline,
            "service" => CardKind::Service,
            _ => CardKind::Notice,
        };
        // The usual ones of the kinds.
        card.track = if card.kind == CardKind::Notice { Track::More } else { Track::You };
        card.contacts = contacts.split(", ").map(contact).collect();
    }
    pack
}

fn at(text: &str) -> Moment {
    let (date, time) = text.split_once(' ').unwrap();
    Moment { date: fixture::day(date), minute: minute_of(time).unwrap() }
}

fn name(contact: &Contact) -> String {
    match &contact.channel {
        Channel::Phone(number, _) => number.clone(),
        Channel::Sms(number, _) => format!("sms {number}"),
        Channel::Web(url) => url.clone(),
    }
}

/// The next step for these answers.
fn found<'a>(pack: &'a Pack, answers: &Answers, today: Date, now: Option<Moment>, language: &str) -> Option<NextStep<'a>> {
    next_step(&Scene { pack, evaluation: &evaluate(pack, answers, today), answers, today, now, language })
}

/// Whom to turn to at a minute of a Monday, then who is there until then.
#[track_caller]
fn check(cards: &str, answers: &str, time: &str, expected: &str) {
    let pack = pack(cards);
    let answers = fixture::answers(&pack, answers);
    let now = at(&format!("2026-11-23 {time}"));
    let step = found(&pack, &answers, now.date, Some(now), "en");
    let named = |step: NextStep<'_>| {
        let until_then = step.until_then.map_or_else(String::new, |way| format!(", until then {}", name(way.contact)));
        format!("{}{until_then}", name(step.first.contact))
    };
    assert_eq!(step.map_or_else(|| "nobody".to_string(), named), expected);
}

const DENMARK: &str = "danger now is suicidal: 112 @ 24/7, 70201201
    danger about is alcohol: 112 @ 24/7
    line: 70201201 @ Mo-Su 00:00-05:00,09:00-24:00
    line who is close-one and about is any of alcohol, cannabis: https://netstof.example
    line about is gambling: 70222825 @ Mo-Th 09:00-21:00, https://chat.example @ Mo-Th 17:00-21:00
    service about is gambling: https://center.example
    line who is child or age < 18: 116111 @ 24/7, sms 116111";

#[test]
fn danger_that_happens_now_comes_first() {
    check(DENMARK, "who self, about gambling, now suicidal, age 23-64", "12:00", "112");
}

#[test]
fn danger_that_only_may_come_does_not() {
    check(DENMARK, "who self, about alcohol, now none, age 23-64", "12:00", "70201201");
}

#[test]
fn a_page_that_fits_comes_before_a_crisis_line_that_does_not() {
    check(DENMARK, "who close-one, about cannabis, now none, age 23-64", "12:00", "https://netstof.example");
}

#[test]
fn a_line_that_fits_is_named_while_it_is_closed_and_who_is_there_until_then() {
    check(DENMARK, "who self, about gambling, now none, age 23-64", "12:00", "70222825");
    check(DENMARK, "who self, about gambling, now none, age 23-64", "22:00", "70222825, until then 70201201");
    let quiet = "line about is gambling: 1 @ Tu 09:00-10:00\n service about is gambling: https://center.example";
    check(quiet, "about gambling", "22:00", "1, until then https://center.example");
}

#[test]
fn a_child_gets_a_line_for_children() {
    check(DENMARK, "who child, about alcohol, now none, age under-13", "12:00", "116111");
    check(DENMARK, "who self, about gambling, now none, age 16-17", "12:00", "116111");
    check(DENMARK, "who child, about alcohol", "12:00", "116111");
}

#[test]
fn who_says_nothing_gets_the_line_for_everyone() {
    check(DENMARK, "", "12:00", "70201201");
}

#[test]
fn what_is_open_comes_first_and_a_line_without_hours_does_not_pass_a_closed_one() {
    check("line about is gambling: 1 @ Tu 09:00-10:00, 2, 3 @ Mo 09:00-15:00", "about gambling", "10:00", "3");
    check("line about is gambling: 1 @ Tu 09:00-10:00, 2, 3 @ Mo 09:00-15:00", "about gambling", "16:00", "1, until then 2");
}

#[test]
fn a_call_comes_before_a_message_only_where_both_are_open() {
    check("line: https://chat.example @ 24/7, sms 2 @ 24/7, 3 @ 24/7", "", "10:00", "3");
    check("line: https://chat.example @ 24/7, sms 2 @ 24/7, 3 @ Tu 09:00-10:00", "", "10:00", "sms 2");
}

#[test]
fn the_place_s_own_comes_before_the_country_s_if_both_are_open() {
    let cards = "line: 1 @ 24/7\n line: 2 @ Mo 09:00-15:00 in 091";
    check(cards, "place 091", "10:00", "2");
    check(cards, "place 091", "16:00", "1");
    check(cards, "place 564", "10:00", "1");
}

#[test]
fn a_line_comes_before_a_service_if_both_are_open() {
    let cards = "service about is gambling: 1 @ 24/7 in 091\n line about is gambling: 2 @ Mo 09:00-15:00";
    check(cards, "about gambling, place 091", "10:00", "2");
    check(cards, "about gambling, place 091", "16:00", "1");
}

#[test]
fn where_the_minute_is_not_known_the_author_s_order_stands() {
    let pack = pack("line: 1 @ Tu 09:00-10:00, 2 @ 24/7");
    let (answers, today) = (Answers::default(), fixture::day("2026-11-23"));
    let step = found(&pack, &answers, today, None, "en").unwrap();
    assert_eq!((name(step.first.contact), step.first.state, step.until_then), ("1".to_string(), None, None));
}

#[test]
fn what_was_checked_too_long_ago_comes_after_what_was_not() {
    let mut pack = pack("line: 1 @ 24/7\n line: 2 @ 24/7");
    pack.cards[0].checked_on = fixture::day("2025-01-01");
    let (answers, now) = (Answers::default(), at("2026-11-23 10:00"));
    let step = found(&pack, &answers, now.date, Some(now), "en").unwrap();
    assert_eq!(name(step.first.contact), "2");
}

#[test]
fn for_whom_nothing_fits_there_is_a_line_to_call() {
    let pack = pack(DENMARK);
    let now = at("2026-11-23 12:00");
    for (answers, number) in [
        ("who close-one, about cannabis, now suicidal, age 23-64", "70201201"),
        ("who self, about gambling, age 23-64", "70222825"),
        ("who child", "116111"),
    ] {
        let answers = fixture::answers(&pack, answers);
        let way = line(&Scene {
            pack: &pack,
            evaluation: &evaluate(&pack, &answers, now.date),
            answers: &answers,
            today: now.date,
            now: Some(now),
            language: "en",
        })
        .unwrap();
        assert_eq!(name(way.contact), number);
    }
}

fn any_contact() -> impl Strategy<Value = String> {
    let way = proptest::sample::select(alloc::vec!["1", "2", "112", "sms 3", "https://a.example"]);
    let hours =
        proptest::sample::select(alloc::vec!["", " @ 24/7", " @ Mo-Fr 09:00-15:00", " @ Sa,Su 20:00-02:00; PH off", " @ Tu 10:00-11:00"]);
    let place = proptest::sample::select(alloc::vec!["", "", " in 091", " in 564"]);
    (way, hours, place).prop_map(|(way, hours, place)| format!("{way}{hours}{place}"))
}

fn any_cards() -> impl Strategy<Value = String> {
    let kind = proptest::sample::select(alloc::vec!["line", "line", "service", "danger", "group"]);
    let when = proptest::sample::select(alloc::vec![
        "",
        " about is gambling",
        " who is close-one",
        " who is child or age < 18",
        " now is suicidal",
        " not (place in region 91)",
    ]);
    let card = (kind, when, proptest::collection::vec(any_contact(), 1..4))
        .prop_map(|(kind, when, contacts)| format!("{kind}{when}: {}", contacts.join(", ")));
    proptest::collection::vec(card, 0..6).prop_map(|cards| cards.join("\n"))
}

fn any_answers() -> impl Strategy<Value = String> {
    let one = |options: &'static [&'static str]| proptest::sample::select(options.to_vec());
    (
        one(&["", "who self", "who close-one", "who child"]),
        one(&["", "about gambling", "about alcohol + gambling", "about unsure"]),
        one(&["", "now suicidal", "now none"]),
        one(&["", "place 091", "place 564", "place 478"]),
        one(&["", "age 16-17", "age 23-64", "age skipped"]),
    )
        .prop_map(|parts| {
            let parts: Vec<&str> = [parts.0, parts.1, parts.2, parts.3, parts.4].into_iter().filter(|part| !part.is_empty()).collect();
            parts.join(", ")
        })
}

proptest! {
    #[test]
    fn the_step_serves_the_place_and_passes_over_nobody_who_is_there(
        cards in any_cards(), answers in any_answers(), day in 0..40i32, minute in 0..1440u16, is_known in any::<bool>(),
        tongues in proptest::collection::vec(proptest::sample::select(alloc::vec!["", "en", "sv"]), 1..7)
    ) {
        let mut pack = pack(&cards);
        let contacts = pack.cards.iter_mut().flat_map(|card| &mut card.contacts);
        for (contact, tongue) in contacts.zip(tongues.iter().cycle()) {
            contact.languages = tongue.split(' ').filter(|tag| !tag.is_empty()).map(ToString::to_string).collect();
        }
        let answers = fixture::answers(&pack, &answers);
        let today = fixture::day("2026-11-23").plus_days(day);
        let now = is_known.then_some(Moment { date: today, minute });
        let evaluation = evaluate(&pack, &answers, today);
        let scene = Scene { pack: &pack, evaluation: &evaluation, answers: &answers, today, now, language: "en" };
        let step = next_step(&scene);
        prop_assert_eq!(step, found(&pack, &answers, today, now, "en"));
        let mut all: Vec<(u8, Way<'_>)> = Vec::new();
        for finding in evaluation.findings.iter().filter(|finding| finding.truth == Truth::Yes) {
            let card = &pack.cards[finding.card];
            let Some(fit) = scene.fit(finding, card) else { continue };
            for contact in results::contacts(&pack, card, &answers, today) {
                let way = Way { card, contact, state: state(&pack, contact, now) };
                // What is ahead of a danger is there while it is open, and a number for emergencies in danger alone.
                let is_out = fit > 0 && (contact.is_emergency(&pack) || (finding.need == Need::Danger && !way.is_open()));
                all.extend((!is_out).then_some((fit, way)));
            }
        }
        let Some(step) = step else {
            prop_assert!(all.is_empty());
            return Ok(());
        };
        let fit = all.iter().find(|(_, way)| *way == step.first).map(|(fit, _)| *fit);
        // It is one of those that serve here, and nothing fits better.
        prop_assert_eq!(fit, all.iter().map(|(fit, _)| *fit).min());
        if !step.first.is_open() {
            prop_assert!(!all.iter().any(|(other, way)| Some(*other) == fit && way.is_open()));
        }
        if fit > Some(0) && !step.first.contact.speaks("en", &pack) {
            let is_as_open = |way: &Way<'_>| way.is_open() == step.first.is_open() && !matches!(way.contact.channel, Channel::Web(_));
            prop_assert!(!all.iter().any(|(other, way)| Some(*other) == fit && way.contact.speaks("en", &pack) && is_as_open(way)));
        }
        if step.first.is_closed() {
            prop_assert!(step.until_then.is_some() || !all.iter().any(|(_, way)| way.is_open()));
        } else {
            prop_assert_eq!(step.until_then, None);
        }
        prop_assert!(step.until_then.is_none_or(|way| !way.is_closed()));
    }
}

#[test]
fn of_those_that_fit_alike_and_are_open_who_is_understood_comes_first() {
    let mut pack = pack("danger now is suicidal: 112 @ 24/7\n line about is alcohol: 1 @ 24/7, 2 @ 24/7\n line: 3 @ 24/7");
    for (contact, tag) in pack.cards.iter_mut().flat_map(|card| &mut card.contacts).zip(["fi", "fi", "sv", "en"]) {
        contact.languages = Vec::from([tag.to_string()]);
    }
    let now = at("2026-11-23 12:00");
    // Who knows of the problem comes before who speaks the language and does not.
    for (told, language, expected) in [("none", "sv", "2"), ("none", "fi", "1"), ("none", "en", "1"), ("suicidal", "sv", "112")] {
        let answers = fixture::answers(&pack, &format!("who self, about alcohol, now {told}"));
        let step = found(&pack, &answers, now.date, Some(now), language);
        assert_eq!(step.map(|step| name(step.first.contact)).as_deref(), Some(expected), "{told} in {language}");
    }
}

#[test]
fn who_names_no_languages_speaks_the_first_of_the_pack() {
    let mut pack = pack("line about is gambling: 1 @ 24/7\n service about is gambling: 2 @ 24/7");
    pack.languages = Vec::from(["fi", "en"].map(ToString::to_string));
    pack.cards[0].contacts[0].languages = Vec::from(["fi".to_string()]);
    let [line, service] = [0, 1].map(|card| &pack.cards[card].contacts[0]);
    assert_eq!(["fi", "en"].map(|tag| (line.speaks(tag, &pack), service.speaks(tag, &pack))), [(true, true), (false, false)]);
}

#[test]
fn a_number_for_emergencies_is_for_danger_alone() {
    let mut pack = pack("line: 112 @ 24/7, 113 @ 24/7\n line: 1");
    pack.other_emergency = Vec::from(["113".to_string()]);
    let (answers, now) = (fixture::answers(&pack, "who self, now none"), at("2026-11-23 12:00"));
    let step = found(&pack, &answers, now.date, Some(now), "en");
    assert_eq!(step.map(|step| name(step.first.contact)).as_deref(), Some("1"));
}

#[test]
fn before_one_stops_what_is_dangerous_to_stop_whom_to_ask_comes_first_if_open() {
    let cards = "danger use is daily: 112 @ 24/7, 116117 @ Mo 08:00-20:00\n line about is alcohol: 1";
    check(cards, "who self, about alcohol, now none, use daily", "12:00", "116117");
    check(cards, "who self, about alcohol, now none, use daily", "22:00", "1");
    check(cards, "who self, about alcohol, now none, use none", "12:00", "1");
}

#[test]
fn what_is_good_to_know_beside_comes_after_what_speaks_of_the_person() {
    let mut pack = pack("line about is alcohol: 1 @ 24/7\n line who is self: 2 @ Mo 08:00-09:00");
    let now = at("2026-11-23 12:00");
    let answers = fixture::answers(&pack, "who self, about alcohol, now none");
    let first = |pack: &Pack| name(found(pack, &answers, now.date, Some(now), "en").unwrap().first.contact);
    assert_eq!(first(&pack), "1");
    pack.cards[0].track = Track::More;
    assert_eq!(first(&pack), "2");
}
