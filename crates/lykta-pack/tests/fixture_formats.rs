//! The formats of opening hours, meetings, places and local changes: one fixture each, read to built form.

#![cfg(test)]

mod support;

use std::path::Path;

use lykta_core::date::{Date, Weekday};
use lykta_core::meeting::{Marks, Repeat};
use lykta_core::pack::Contact;
use lykta_core::place_search::search;
use lykta_core::schedule::Schedule;
use lykta_pack::problem::Problems;
use lykta_pack::{document, places};
use support::{built, card, text};

const PACK: &str = "tests/fixtures/formats";

/// The hours of a contact: as these are read, and in words.
#[track_caller]
fn check_hours(id: &str, expected: &str, words: &str) {
    let compiled = built(PACK);
    let contact: &Contact = &card(&compiled.pack, id).contacts[0];
    assert_eq!(contact.schedule, Schedule::parse(expected).ok(), "{expected}");
    assert_eq!(text(&compiled, contact.hours_text.unwrap()), words);
}

#[test]
fn hours_of_weekdays_are_closed_on_holidays_if_they_say_so() {
    check_hours("xx-weekdays", "Mo-Fr 12:00-18:00; PH off", "Mon–Fri 12:00–18:00");
}

#[test]
fn hours_of_single_days_with_a_break_are_kept_apart() {
    check_hours(
        "xx-days",
        "Mo,We 16:00-20:00; Tu,Th,Fr 09:00-11:30,12:30-15:00",
        "Mon, Wed 16:00–20:00; Tue, Thu, Fri 9:00–11:30, 12:30–15:00",
    );
}

#[test]
fn hours_past_midnight_end_on_the_next_day() {
    check_hours("xx-night", "Sa,Su 20:00-02:00; PH open", "Sat, Sun 20:00–2:00");
}

#[test]
fn a_week_may_run_from_saturday_to_monday() {
    check_hours("xx-round", "Sa-Mo 09:00-24:00", "Mon, Sat, Sun 9:00–24:00");
}

#[test]
fn days_that_differ_are_in_words_too() {
    check_hours(
        "xx-exceptions",
        "Mo-Fr 08:00-16:00; PH 10:00-14:00; Jun-Aug off; 2026 Dec 21-2027 Jan 06 Mo-Fr 09:00-12:00; Dec 24 off; Mo[1] 12:00-18:00; Fr[-1] off",
        "Mon–Fri 8:00–16:00; public holidays 10:00–14:00; June–August closed; 21 December 2026–6 January 2027 Mon–Fri 9:00–12:00; \
         24 December closed; Mon (number 1 in the month) 12:00–18:00; Fri (the last in the month) closed",
    );
}

#[test]
fn day_and_night_is_in_words_too() {
    check_hours("xx-always", "24/7", "Day and night");
}

#[test]
fn words_stand_instead_of_hours_that_cannot_be_written() {
    let compiled = built(PACK);
    let contact = &card(&compiled.pack, "xx-words").contacts[0];
    assert!(contact.schedule.is_none());
    assert_eq!(text(&compiled, contact.hours_text.unwrap()), "Every other Tuesday");
}

#[test]
fn meetings_are_in_a_room_online_or_past_midnight() {
    let compiled = built(PACK);
    let group = compiled.pack.cards.iter().position(|card| card.id.as_str() == "xx-group").unwrap();
    let meetings: Vec<_> = compiled
        .pack
        .meetings
        .all
        .iter()
        .map(|meeting| {
            assert_eq!(meeting.card, group);
            let words = compiled.pack.meetings.words(meeting);
            (meeting.repeat.clone(), meeting.start, meeting.length, meeting.kinds, words.location, words.url, words.language)
        })
        .collect();
    let weekly = |day: u8| Repeat::Weekly { day: Weekday::from_iso(day).unwrap(), every: 1, from: Date::EPOCH };
    // The end of the last one is on the next day, one hour past midnight.
    assert_eq!(
        meetings,
        [
            (weekly(1), 1110, Some(60), Marks(1), "Harbour Street 1, Harbour", "", "en"),
            (weekly(5), 1200, None, Marks(2), "", "https://www.example.org/room", ""),
            (weekly(7), 1380, Some(120), Marks(0), "", "", ""),
        ]
    );
}

#[test]
fn places_keep_names_points_and_all_municipalities_of_a_postcode() {
    let compiled = built(PACK);
    let gazetteer = &compiled.pack.gazetteer;
    let names: Vec<Vec<&str>> = gazetteer.municipalities().iter().map(|place| place.names.iter().map(String::as_str).collect()).collect();
    assert_eq!(compiled.places.municipalities, "035|91|||Sandtown|Sandstad|Old Sand|Sandby\n091|90|||Harbour|\n");
    let documents = document::read_folder(Path::new(PACK)).unwrap();
    let tables = places::read(&documents, &["sv".to_owned(), "en".to_owned()], &mut Problems::default());
    // Points are read and checked, but not built as long as no screen uses them.
    assert_eq!(tables.municipalities["035"].point, Some((6_007_139, 2_026_497)));
    assert_eq!(names.len(), 2);
    assert!(names[0].contains(&"Sandstad") && names[0].contains(&"Sandby"));
    assert_eq!(gazetteer.region_of("035"), Some("91"));
    assert_eq!(compiled.places.digits, 5);
    for (typed, codes) in [("00100", &["091"][..]), ("22100", &["035"]), ("00200", &["091", "035"])] {
        let found: Vec<&str> =
            search(gazetteer, typed, 9).iter().map(|hit| gazetteer.municipalities()[hit.municipality].code.as_str()).collect();
        assert_eq!(found, codes, "{typed}: the likeliest municipality comes first");
    }
}

#[test]
fn holidays_and_eves_are_kept_and_other_days_left_out() {
    let compiled = built(PACK);
    assert_eq!((compiled.file.holidays.as_str(), compiled.file.eves.as_str()), ("2026-12-06 2026-12-25", "2026-12-24"));
}

#[test]
fn local_changes_are_read_to_built_form() {
    let compiled = built("tests/fixtures/local/town");
    let line = compiled.file.cards.iter().find(|card| card.id == "xx-line").unwrap();
    let contacts: Vec<(&str, &str, Option<Schedule>)> = line
        .contacts
        .iter()
        .map(|contact| (contact.phone.as_str(), contact.number.as_str(), Schedule::from_numbers(&contact.hours)))
        .collect();
    let hours = |hours: &str| Schedule::parse(hours).ok();
    assert_eq!(contacts, [("+35891234567", "09 123 4567", hours("Mo-Fr 09:00-15:00; PH off")), ("116117", "116 117", hours("24/7"))]);
    assert!(compiled.file.cards.iter().all(|card| card.id != "xx-service"), "the hidden card is not built");
}
