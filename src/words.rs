//! Words: texts of the pack and the app in the language shown, with numbers and dates in its manner.
//!
//! In: domain values. Out: text.
//! Never decides what is shown. Slots take the base form of a word, so that no language needs another case.
//! Next: `locales/`.

use lykta_core::answer::Answer;
use lykta_core::date::Date;
use lykta_core::deadline::LastDay;
use lykta_core::evaluate::Finding;
use lykta_core::format::built::Words;
use lykta_core::meeting::{Access, Kind, Who};
use lykta_core::pack::{Card, Confidence, Flag, Item, Need, Pack};
use lykta_core::schedule::{Moment, OpenState};
use lykta_core::section::Section;
use lykta_core::session::Session;
use lykta_core::slot;

/// One of the app's words with slots filled.
pub fn filled(words: &Words, key: &str, slots: &[(&str, &str)]) -> String {
    fill(words.ui(key), slots)
}

/// A text with slots, `{name}`, filled.
pub fn fill(text: &str, slots: &[(&str, &str)]) -> String {
    slot::filled(text, slots)
}

/// A date: 9 December 2026.
pub fn date(words: &Words, date: Date) -> String {
    written(words, "date", date)
}

/// A date with its weekday.
pub fn long_date(words: &Words, date: Date) -> String {
    written(words, "date-long", date)
}

fn written(words: &Words, key: &str, date: Date) -> String {
    let (year, month, day) = date.parts();
    let month = words.ui("months").split(' ').nth(usize::from(month) - 1).unwrap_or("");
    filled(
        words,
        key,
        &[("weekday", weekday(words, date.weekday().iso())), ("day", &day.to_string()), ("month", month), ("year", &year.to_string())],
    )
}

fn weekday(words: &Words, iso: u8) -> &str {
    match iso {
        1 => words.ui("weekday-1"),
        2 => words.ui("weekday-2"),
        3 => words.ui("weekday-3"),
        4 => words.ui("weekday-4"),
        5 => words.ui("weekday-5"),
        6 => words.ui("weekday-6"),
        _ => words.ui("weekday-7"),
    }
}

fn time(words: &Words, minute: u16) -> String {
    let minutes = minute % 60;
    let tens = if minutes < 10 { "0" } else { "" };
    filled(words, "time", &[("hours", &(minute / 60).to_string()), ("minutes", &[tens, &minutes.to_string()].concat())])
}

/// Whether someone answers now, in words.
pub fn open_state(words: &Words, state: OpenState, now: Moment) -> String {
    match state {
        OpenState::Always => words.ui("open-always").to_owned(),
        OpenState::Open(until) => {
            // Midnight ends this day, rather than begins the next.
            let (date, minute) = if until.minute == 0 { (until.date.plus_days(-1), 1440) } else { (until.date, until.minute) };
            let days = now.date.days_until(date);
            // Tonight lasts past midnight.
            let is_near = days == 0 || (days == 1 && minute <= now.minute);
            filled(
                words,
                if is_near { "open-now" } else { "open-now-day" },
                &[("day", &day(words, now.date, date)), ("time", &time(words, minute))],
            )
        }
        OpenState::Closed(opens) => {
            filled(words, "open-closed", &[("day", &day(words, now.date, opens.date)), ("time", &time(words, opens.minute))])
        }
        OpenState::NotKnown => words.ui("open-unknown").to_owned(),
    }
}

/// A day that is near: today, tomorrow, the weekday, and from a week on the date.
fn day(words: &Words, today: Date, date: Date) -> String {
    match today.days_until(date) {
        0 => words.ui("today").to_owned(),
        1 => words.ui("tomorrow").to_owned(),
        2..=6 => weekday(words, date.weekday().iso()).to_owned(),
        _ => long_date(words, date),
    }
}

/// From a minute of the day on, for so long if that is told.
pub fn hours(words: &Words, start: u16, length: Option<u16>) -> String {
    let from = time(words, start);
    match length {
        Some(length) => filled(words, "time-span", &[("from", &from), ("to", &time(words, (start + length) % 1440))]),
        None => from,
    }
}

/// A day to come, as a heading: today, tomorrow, else with its weekday.
pub fn day_heading(words: &Words, today: Date, day: Date) -> String {
    let long = long_date(words, day);
    match today.days_until(day) {
        0 => [words.ui("groups-today"), ", ", &long].concat(),
        1 => [words.ui("groups-tomorrow"), ", ", &long].concat(),
        _ => long,
    }
}

/// How a meeting is held.
pub fn held(words: &Words, kind: Kind) -> &str {
    match kind {
        Kind::InPerson => words.ui("groups-in-person"),
        Kind::Online => words.ui("groups-online"),
        Kind::Phone => words.ui("groups-phone"),
    }
}

/// Who may come, as an answer to "May I come?".
pub fn may_come(words: &Words, who: Who) -> &str {
    match who {
        Who::Everyone => words.ui("groups-come-everyone"),
        Who::Problem => words.ui("groups-come-problem"),
        Who::Relatives => words.ui("groups-come-relatives"),
        Who::Women => words.ui("groups-come-women"),
        Who::Men => words.ui("groups-come-men"),
        Who::Young => words.ui("groups-come-young"),
    }
}

/// What makes it easier to come.
pub fn access(words: &Words, access: Access) -> &str {
    match access {
        Access::StepFree => words.ui("groups-step-free"),
        Access::Toilet => words.ui("groups-toilet"),
        Access::HearingLoop => words.ui("groups-hearing-loop"),
        Access::SignLanguage => words.ui("groups-sign-language"),
    }
}

/// Days left until a last day.
pub fn days_left(words: &Words, last: LastDay) -> String {
    match last.days {
        days if days < 0 => words.ui("days-passed").to_owned(),
        0 => words.ui("day-today").to_owned(),
        1 => words.ui("day-left").to_owned(),
        days => filled(words, "days-left", &[("count", &days.to_string())]),
    }
}

/// The question's place in the walk.
pub fn progress(words: &Words, number: usize, most: usize) -> String {
    if number <= 1 {
        return words.ui("progress-first").to_owned();
    }
    position(words, number, most)
}

/// A question's place among at most so many.
pub fn position(words: &Words, number: usize, most: usize) -> String {
    filled(words, "progress", &[("number", &number.to_string()), ("most", &most.max(number).to_string())])
}

/// The heading of a part of the results.
pub fn group(words: &Words, section: Section, region: Option<&str>) -> String {
    match (section, region) {
        (Section::Service, Some(region)) => return filled(words, "group-service-in", &[("region", region)]),
        (Section::Service, None) => words.ui("group-service"),
        (Section::Line, _) => words.ui("group-line"),
        (Section::Danger, _) => words.ui("group-danger"),
        (Section::Deadline, _) => words.ui("group-deadline"),
        (Section::Right, _) => words.ui("group-right"),
        (Section::Group, _) => words.ui("group-group"),
        (Section::You, _) => words.ui("group-you"),
        (Section::Ways, _) => words.ui("group-ways"),
        (Section::Home, _) => words.ui("group-home"),
        (Section::Worry, _) => words.ui("group-worry"),
        (Section::Them, _) => words.ui("group-them"),
        (Section::Relatives, _) => words.ui("group-relatives"),
        (Section::ChildTalk, _) => words.ui("group-child-talk"),
        (Section::ChildFault, _) => words.ui("group-child-fault"),
        (Section::ChildGrownUps, _) => words.ui("group-child-grown-ups"),
        (Section::ChildHelp, _) => words.ui("group-child-help"),
        (Section::ChildGroup, _) => words.ui("group-child-group"),
        (Section::Background, _) => words.ui("group-background"),
    }
    .to_owned()
}

/// What a card is, in a word.
pub fn kind<'a>(words: &'a Words, card: &Card) -> &'a str {
    use lykta_core::pack::CardKind;
    match (card.need, card.kind) {
        (Need::Danger, _) => words.ui("kind-danger"),
        (_, CardKind::Right) => words.ui("kind-right"),
        (_, CardKind::Service) => words.ui("kind-service"),
        (_, CardKind::Helpline) => words.ui("kind-helpline"),
        (_, CardKind::Group) => words.ui("kind-group"),
        (_, CardKind::Notice) => words.ui("kind-notice"),
    }
}

/// A short property.
pub fn flag(words: &Words, flag: Flag) -> &str {
    match flag {
        Flag::Free => words.ui("flag-free"),
        Flag::Anonymous => words.ui("flag-anonymous"),
        Flag::NoReferral => words.ui("flag-no-referral"),
        Flag::WalkIn => words.ui("flag-walk-in"),
        Flag::Intoxicated => words.ui("flag-intoxicated"),
        Flag::DayAndNight => words.ui("flag-day-and-night"),
        Flag::Relatives => words.ui("flag-relatives"),
    }
}

/// How sure the facts are.
pub fn confidence(words: &Words, confidence: Confidence) -> &str {
    match confidence {
        Confidence::Law => words.ui("confidence-law"),
        Confidence::Page => words.ui("confidence-page"),
        Confidence::Secondary => words.ui("confidence-secondary"),
        Confidence::General => words.ui("confidence-general"),
    }
}

/// The name of a language, in the language shown.
pub fn language<'a>(words: &'a Words, tag: &'a str) -> &'a str {
    words.ui.get(["language-", tag].concat().as_str()).map_or(tag, String::as_str)
}

/// The index of the language shown among the pack's.
pub fn index(words: &Words, pack: &Pack) -> usize {
    pack.languages.iter().position(|tag| *tag == words.language).unwrap_or(0)
}

/// An answer as the person gave it.
pub fn answer(words: &Words, pack: &Pack, item: &Item, answer: &Answer) -> String {
    match answer {
        Answer::Skipped | Answer::Years(_) => words.ui("not-said").to_owned(),
        Answer::Options(chosen) => item
            .options
            .iter()
            .filter(|option| chosen.contains(&option.id))
            .map(|option| words.text(option.text))
            .collect::<Vec<_>>()
            .join(", "),
        Answer::Place(code) => {
            pack.gazetteer.municipality(code).map_or_else(String::new, |municipality| municipality.name(index(words, pack)).to_owned())
        }
        Answer::Date(day) => date(words, *day),
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

/// The answers that a finding stands on, as the person gave them.
pub fn because(words: &Words, pack: &Pack, session: &Session, finding: &Finding) -> String {
    let said: Vec<String> = finding
        .because
        .iter()
        .filter_map(|index| pack.items.get(*index))
        .filter_map(|item| session.answers().get(&item.id).map(|given| answer(words, pack, item, given)))
        .collect();
    said.join("; ")
}

/// The body that organizes care at the place chosen, in the language shown.
pub fn region<'a>(words: &'a Words, pack: &Pack, session: &Session) -> Option<&'a str> {
    let place = ["place", "their-place"].into_iter().find_map(|id| match session.answers().get(&lykta_core::answer::ItemId::new(id)) {
        Some(Answer::Place(code)) => Some(code),
        _ => None,
    })?;
    let code = pack.regions_on(place, session.today()).pop()?;
    pack.region_name(code).map(|name| words.text(name))
}
