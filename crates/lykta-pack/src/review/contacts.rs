//! Contacts: numbers that only this country can dial, numbers that stand twice, and flags that the hours deny.
//!
//! In: the contacts of cards and of local changes. Out: a problem for each that would lead a person nowhere.
//! Never tells of what cannot be dialled or read at all: that is told where a contact is compiled.
//! Standard: ITU-T E.164, and its list of country codes.
//! Next: `hours.rs`, `address.rs`.

use lykta_core::format::source::{Card, Contact, Flag};
use lykta_core::schedule::Schedule;

use crate::address::{COUNTRIES, calling, is_dialled};
use crate::compile::Sources;
use crate::compile::hours::is_never_always;
use crate::problem::{Code, Place, Problems};
use crate::review::{hours, is_own};

/// Digits of a short number: 112, 1177, 116 117. A longer one without `+` is a number of one country.
const SHORT: usize = 6;

/// Tells of every such contact.
pub fn check(sources: &Sources, problems: &mut Problems) {
    let country = sources.manifest.entry.country.as_str();
    for card in sources.entries.cards.iter().filter(|card| is_own(sources, &card.place)) {
        check_list(&card.entry.contact, country, &card.place, problems);
        check_flag(&card.entry, &card.place, problems);
        for (index, meeting) in card.entry.meeting.iter().enumerate() {
            hours::check_meeting(meeting, &card.place.key("meeting").index(index), problems);
        }
    }
    for meeting in sources.entries.meetings.iter().filter(|meeting| is_own(sources, &meeting.place)) {
        hours::check_meeting(&meeting.entry, &meeting.place, problems);
        if let Some(number) = &meeting.entry.phone {
            check_number(number, "phone", country, &meeting.place, problems);
        }
    }
    for change in sources.entries.changes.iter().filter(|change| is_own(sources, &change.place)) {
        check_list(&change.entry.contact, country, &change.place, problems);
    }
}

fn check_list(contacts: &[Contact], country: &str, place: &Place, problems: &mut Problems) {
    for (index, contact) in contacts.iter().enumerate() {
        let own = place.key("contact").index(index);
        for (key, number) in [("phone", &contact.phone), ("sms", &contact.sms)] {
            if let Some(number) = number {
                check_number(number, key, country, &own, problems);
            }
        }
        if let Some(text) = &contact.hours {
            hours::check(text, &own.key("hours"), problems);
        }
        let again = contacts.iter().take(index).position(|other| is_same(other, contact));
        if let Some(first) = again {
            let key = if contact.phone.is_some() { "phone" } else { "sms" };
            problems.add_pair(
                Code::NumberTwice,
                &own.key(key),
                "the same number stands twice in one card",
                &place.key("contact").index(first).key(key),
                "first here",
                "keep one contact, or give each its own `languages`, `places` or `regions`",
            );
        }
    }
}

/// The same number for the same people: neither language nor place tells the two apart.
fn is_same(left: &Contact, right: &Contact) -> bool {
    let apart = |left: &[String], right: &[String]| !left.is_empty() && !right.is_empty() && !left.iter().any(|one| right.contains(one));
    let is_number = left.phone.is_some() && left.phone == right.phone || left.sms.is_some() && left.sms == right.sms;
    // Which places lie in which region is not looked up: a contact for places and one for regions may meet.
    let areas = apart(&left.places, &right.places) || apart(&left.regions, &right.regions);
    is_number && !apart(&left.languages, &right.languages) && !areas
}

fn check_number(number: &str, key: &str, country: &str, place: &Place, problems: &mut Problems) {
    if !is_dialled(number) {
        return;
    }
    let known = calling(country);
    let (what, help) = match (number.strip_prefix('+'), known) {
        (None, _) if number.len() <= SHORT => return,
        (None, Some((code, trunk))) => {
            let bare = number.strip_prefix(trunk).unwrap_or(number);
            let what = format!("`{number}` can be dialled inside one country only");
            (what, format!("write `{key} = \"+{code}{bare}\"`; `number` stays as published"))
        }
        (None, None) => (
            format!("`{number}` can be dialled inside one country only"),
            "write `+`, the code of the country and the number; `number` stays as published".to_owned(),
        ),
        (Some(digits), _) if !is_country_code(digits) => (
            format!("no country has the code with which `{number}` begins"),
            known.map_or_else(
                || "write `+`, the code of the country and the number".to_owned(),
                |(code, _)| format!("numbers of this country begin with `+{code}`"),
            ),
        ),
        (Some(digits), _) => {
            let slip = COUNTRIES.iter().find_map(|(_, code, trunk)| {
                let bare = digits.strip_prefix(code)?.strip_prefix(*trunk)?;
                (!trunk.is_empty()).then(|| format!("+{code}{bare}"))
            });
            let Some(mended) = slip else { return };
            (format!("after the code of the country the first `0` of `{number}` is left out"), format!("write `{key} = \"{mended}\"`"))
        }
    };
    problems.add(Code::PhoneNational, &place.key(key), what, help);
}

/// Whether digits begin with a code of the list of E.164, spare ones left out.
fn is_country_code(digits: &str) -> bool {
    const TWO: &[&str] = &[
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49", "51", "52", "53", "54",
        "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
    ];
    // The last digits in use of each group of three.
    const THREE: &[(&str, &str)] = &[
        ("21", "12368"),
        ("22", "0123456789"),
        ("23", "0123456789"),
        ("24", "0123456789"),
        ("25", "012345678"),
        ("26", "0123456789"),
        ("29", "01789"),
        ("35", "0123456789"),
        ("37", "0123456789"),
        ("38", "01235679"),
        ("42", "013"),
        ("50", "0123456789"),
        ("59", "0123456789"),
        ("67", "023456789"),
        ("68", "012356789"),
        ("69", "012"),
        ("80", "08"),
        ("85", "02356"),
        ("87", "08"),
        ("88", "012368"),
        ("96", "012345678"),
        ("97", "012345679"),
        ("99", "234568"),
    ];
    let is_three =
        |start: &str, lasts: &str| digits.strip_prefix(start).and_then(|rest| rest.chars().next()).is_some_and(|last| lasts.contains(last));
    digits.starts_with(['1', '7'])
        || TWO.iter().any(|code| digits.starts_with(code))
        || THREE.iter().any(|(start, lasts)| is_three(start, lasts))
}

/// A card that says "day and night", and has hours that say otherwise on every contact.
fn check_flag(card: &Card, place: &Place, problems: &mut Problems) {
    let Some(index) = card.flags.iter().position(|flag| *flag == Flag::DayAndNight) else { return };
    if is_never_always(card.contact.iter().map(|contact| contact.hours.as_deref().and_then(|hours| Schedule::parse(hours).ok()))) {
        problems.add_pair(
            Code::FlagAgainstHours,
            &place.key("flags").index(index),
            "the card says `day-and-night`, and no contact is open day and night",
            &place.key("contact").index(0).key("hours"),
            "the hours",
            "take the flag out, or write `hours = \"24/7\"` on the contact that always answers",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told of a number in a pack of a country: the help, or nothing.
    #[track_caller]
    fn check(country: &str, number: &str, expected: &str) {
        let mut problems = Problems::default();
        check_number(number, "phone", country, &Place::default(), &mut problems);
        let help = problems.0.first().map_or("", |problem| problem.help.as_str());
        assert!(if expected.is_empty() { help.is_empty() } else { help.contains(expected) }, "{number}: {help}");
    }

    #[test]
    fn short_numbers_stand_alone_and_long_ones_need_a_country() {
        for number in ["112", "1177", "08588", "116117", "+358925250111", "+4790012345", "+18005550100"] {
            check("FI", number, "");
        }
        check("FI", "0800100101", "`phone = \"+358800100101\"`");
        check("SE", "020846846", "`phone = \"+4620846846\"`");
        check("NO", "80040567", "`phone = \"+4780040567\"`");
        check("DK", "33330505", "`phone = \"+4533330505\"`");
        check("XX", "0800100", "the code of the country");
    }

    #[test]
    fn a_zero_after_the_code_of_the_country_is_told() {
        check("FI", "+3580401234567", "`phone = \"+358401234567\"`");
        check("SE", "+460701234567", "`phone = \"+46701234567\"`");
    }

    #[test]
    fn a_code_that_no_country_has_is_told() {
        for number in ["+35925250111", "+99925250111", "+21025250111", "+08925250111"] {
            let is_known = is_country_code(&number[1..]);
            assert_eq!(is_known, number == "+35925250111", "{number}");
        }
        check("FI", "+99925250111", "begin with `+358`");
    }
}
