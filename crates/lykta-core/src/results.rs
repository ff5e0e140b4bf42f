//! Results as a person reads them: findings in groups by need, and whom a card leads to.
//!
//! In: an evaluation, the pack, the place chosen. Out: groups in order, contacts that serve here.
//! Never changes the order that `evaluate` gave.
//! Next: `next_step.rs` for the one thing to do now, the app's `components/results.rs`.

use alloc::vec::Vec;

use crate::answer::{Answer, Answers, ItemId};
use crate::date::Date;
use crate::evaluate::{Evaluation, Finding};
use crate::pack::{Card, Contact, Pack};
use crate::section::Section;
use crate::truth::Truth;

/// The findings that hold, in groups by the part of the results in which they stand, in order.
#[must_use]
pub fn groups(evaluation: &Evaluation) -> Vec<(Section, Vec<&Finding>)> {
    let mut groups: Vec<(Section, Vec<&Finding>)> = Vec::new();
    for finding in evaluation.findings.iter().filter(|finding| finding.truth == Truth::Yes) {
        match groups.last_mut() {
            Some((section, findings)) if *section == finding.section => findings.push(finding),
            _ => groups.push((finding.section, Vec::from([finding]))),
        }
    }
    groups
}

/// The findings that may hold, in order.
#[must_use]
pub fn maybes(evaluation: &Evaluation) -> Vec<&Finding> {
    evaluation.findings.iter().filter(|finding| finding.truth == Truth::Unknown).collect()
}

/// The contacts of a card that serve at the place chosen, or anywhere; those of the place first.
#[must_use]
pub fn contacts<'a>(pack: &Pack, card: &'a Card, answers: &Answers, today: Date) -> Vec<&'a Contact> {
    let places: Vec<&str> = ["place", "their-place"]
        .into_iter()
        .filter_map(|id| match answers.get(&ItemId::new(id)) {
            Some(Answer::Place(code)) => Some(code.as_str()),
            Some(Answer::Skipped | Answer::Options(_) | Answer::Years(_) | Answer::Date(_)) | None => None,
        })
        .collect();
    let here = |contact: &&Contact| places.iter().any(|code| contact.is_for(pack, code, today));
    card.contacts.iter().filter(here).chain(card.contacts.iter().filter(|contact| contact.is_everywhere())).collect()
}

/// How old the whole page is, as far as the device's clock tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// Something was checked within the year before today.
    Current,
    /// Nothing has been checked for more than a year, since this day.
    Old(Date),
    /// Today lies before the day of the newest check: the clock is wrong.
    ClockBehind(Date),
}

/// How old a pack is on a day, by its newest check. The day on which it was built is not in it, so that the same sources build the same files.
#[must_use]
pub fn age(pack: &Pack, today: Date) -> Age {
    match pack.cards.iter().map(|card| card.checked_on).max() {
        Some(newest) if today < newest => Age::ClockBehind(newest),
        Some(newest) if today > newest.plus_months(12) => Age::Old(newest),
        Some(_) | None => Age::Current,
    }
}

/// A text up to its first full stop; a question is not enough by itself, and a number with a point (`1. heinäkuuta`) ends nothing.
#[must_use]
pub fn first_sentence(text: &str) -> &str {
    // By hand: the library's search of texts weighs a kilobyte in the browser.
    let mut before = (' ', ' ');
    for (at, sign) in text.char_indices() {
        if before == ('.', ' ') && !sign.is_ascii_lowercase() {
            return text.get(..at - 1).unwrap_or(text);
        }
        before = (before.1, sign);
    }
    text
}

#[cfg(test)]
mod tests {
    use alloc::string::{String, ToString};
    use alloc::vec::Vec;

    use super::*;
    use crate::fixture;
    use crate::pack::Channel;

    #[test]
    fn a_pack_is_old_a_year_after_its_newest_check_and_no_clock_stands_before_it() {
        let pack = fixture::pack("card one; checked 2025-06-01\ncard two; checked 2026-02-28");
        let newest = fixture::day("2026-02-28");
        for (today, expected) in [
            ("2026-02-27", Age::ClockBehind(newest)),
            ("2026-02-28", Age::Current),
            ("2027-02-28", Age::Current),
            ("2027-03-01", Age::Old(newest)),
        ] {
            assert_eq!(age(&pack, fixture::day(today)), expected, "{today}");
        }
        assert_eq!(age(&fixture::pack(""), fixture::day("2026-01-01")), Age::Current);
    }

    #[test]
    fn a_row_says_the_first_sentence() {
        for (text, first) in [
            ("Call the clinic. It is free.", "Call the clinic."),
            ("May I come? Yes, if you want to. Bring nothing.", "May I come? Yes, if you want to."),
            ("Laki muuttuu 1. heinäkuuta 2027. Ensi vuonna.", "Laki muuttuu 1. heinäkuuta 2027."),
            ("One alone.", "One alone."),
            ("", ""),
        ] {
            assert_eq!(first_sentence(text), first);
        }
    }

    /// The contacts that show, by number: 1 serves region 91, 2 Helsinki, 3 everywhere, 4 region 17 and Helsinki.
    #[track_caller]
    fn check_served(answers: &str, shown: &[&str]) {
        let pack = fixture::pack("item place place\nitem their-place place\ncard line");
        let contact = |number: &str, places: &[&str], regions: &[&str]| Contact {
            label: None,
            channel: Channel::Phone(number.to_string(), number.to_string()),
            schedule: None,
            hours_text: None,
            languages: Vec::new(),
            places: places.iter().map(ToString::to_string).collect(),
            regions: regions.iter().map(ToString::to_string).collect(),
        };
        let mut card = pack.cards[0].clone();
        card.contacts =
            Vec::from([contact("1", &[], &["91"]), contact("2", &["091"], &[]), contact("3", &[], &[]), contact("4", &["091"], &["17"])]);
        let number = |contact: &Contact| match &contact.channel {
            Channel::Phone(number, _) => number.clone(),
            Channel::Sms(..) | Channel::Web(_) => String::new(),
        };
        let found: Vec<String> =
            contacts(&pack, &card, &fixture::answers(&pack, answers), fixture::day("2026-11-21")).into_iter().map(number).collect();
        assert_eq!(found, shown);
    }

    #[test]
    fn without_a_place_only_what_serves_everywhere_shows() {
        check_served("", &["3"]);
    }

    #[test]
    fn a_contact_of_a_region_serves_all_its_municipalities_and_no_other() {
        check_served("place 170", &["1", "3"]);
        check_served("place 478", &["1", "3"]);
        check_served("place 564", &["4", "3"]);
    }

    #[test]
    fn a_contact_may_name_places_and_regions() {
        check_served("place 091", &["2", "4", "3"]);
    }

    #[test]
    fn the_place_of_the_other_counts_too() {
        check_served("place 564, their-place 478", &["1", "4", "3"]);
    }

    #[test]
    fn a_contact_of_a_region_waits_for_the_places_to_arrive() {
        let pack = Pack { gazetteer: crate::place::Gazetteer::default(), ..fixture::pack("card line") };
        let contact = Contact {
            label: None,
            channel: Channel::Web(String::new()),
            schedule: None,
            hours_text: None,
            languages: Vec::new(),
            places: Vec::new(),
            regions: Vec::from(["91".to_string()]),
        };
        assert!(!contact.is_for(&pack, "478", fixture::day("2026-11-21")) && !contact.is_everywhere());
    }
}
