//! Speaking: domain values in the words of a language, in the manner of the app's screens.
//!
//! In: domain values. Out: text.
//! The keys are those of the app: a person who reads this page and one who uses the guide read the same words.
//! Next: `src/words.rs` for the same in the app.

use lykta_core::date::Date;
use lykta_core::evaluate::Finding;
use lykta_core::format::built::Words;
use lykta_core::meeting::{Access, Who};
use lykta_core::pack::{Confidence, Flag, Pack};

/// A text with slots, `{name}`, filled.
pub fn fill(text: &str, slots: &[(&str, &str)]) -> String {
    slots.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

/// A date: 9 December 2026.
pub fn date(words: &Words, date: Date) -> String {
    let (year, month, day) = date.parts();
    let month = words.ui("months").split(' ').nth(usize::from(month) - 1).unwrap_or("");
    fill(words.ui("date"), &[("day", &day.to_string()), ("month", month), ("year", &year.to_string())])
}

/// From the first of these days to the last; empty if there is none.
pub fn days(words: &Words, days: impl Iterator<Item = Date> + Clone) -> String {
    match (days.clone().min(), days.max()) {
        (Some(first), Some(last)) if first != last => format!("{} – {}", date(words, first), date(words, last)),
        (Some(day), _) => date(words, day),
        (None, _) => String::new(),
    }
}

fn time(words: &Words, minute: u16) -> String {
    fill(words.ui("time"), &[("hours", &(minute / 60).to_string()), ("minutes", &format!("{:02}", minute % 60))])
}

/// The name of a weekday.
pub fn weekday(words: &Words, iso: u8) -> &str {
    words.ui(match iso {
        1 => "weekday-1",
        2 => "weekday-2",
        3 => "weekday-3",
        4 => "weekday-4",
        5 => "weekday-5",
        6 => "weekday-6",
        _ => "weekday-7",
    })
}

/// From a minute of the day on, for so long if that is told.
pub fn hours(words: &Words, start: u16, length: Option<u16>) -> String {
    let from = time(words, start);
    let span = |length| fill(words.ui("time-span"), &[("from", &from), ("to", &time(words, (start + length) % 1440))]);
    length.map_or_else(|| from.clone(), span)
}

/// Who may come, as the key of a sentence.
pub fn who(who: Who) -> &'static str {
    match who {
        Who::Everyone => "groups-come-everyone",
        Who::Problem => "groups-come-problem",
        Who::Relatives => "groups-come-relatives",
        Who::Women => "groups-come-women",
        Who::Men => "groups-come-men",
        Who::Young => "groups-come-young",
    }
}

/// What makes it easier to come, as a key.
pub fn access(access: Access) -> &'static str {
    match access {
        Access::StepFree => "groups-step-free",
        Access::Toilet => "groups-toilet",
        Access::HearingLoop => "groups-hearing-loop",
        Access::SignLanguage => "groups-sign-language",
    }
}

/// What a finding still hangs on: "if you are pregnant, depending on your age".
pub fn hangs_on(words: &Words, pack: &Pack, finding: &Finding) -> String {
    let Some(card) = pack.cards.get(finding.card) else { return String::new() };
    let phrases: Vec<&str> = finding
        .waits_for
        .iter()
        .filter_map(|index| pack.items.get(*index))
        .map(|item| words.text(card.hangs_on.iter().find(|(id, _)| *id == item.id).map_or(item.unknown, |(_, own)| *own)))
        .collect();
    phrases.join(", ")
}

/// A short property.
pub fn flag(words: &Words, flag: Flag) -> &str {
    words.ui(match flag {
        Flag::Free => "flag-free",
        Flag::Anonymous => "flag-anonymous",
        Flag::NoReferral => "flag-no-referral",
        Flag::WalkIn => "flag-walk-in",
        Flag::Intoxicated => "flag-intoxicated",
        Flag::DayAndNight => "flag-day-and-night",
        Flag::Relatives => "flag-relatives",
    })
}

/// How sure the facts are.
pub fn confidence(words: &Words, confidence: Confidence) -> &str {
    words.ui(match confidence {
        Confidence::Law => "confidence-law",
        Confidence::Page => "confidence-page",
        Confidence::Secondary => "confidence-secondary",
        Confidence::General => "confidence-general",
    })
}

/// The name of a language, in the language shown.
pub fn language<'a>(words: &'a Words, tag: &'a str) -> &'a str {
    words.ui.get(&format!("language-{tag}")).map_or(tag, String::as_str)
}
