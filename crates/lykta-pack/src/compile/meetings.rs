//! Meetings: from rows of `meetings.csv` and meetings of cards to the file that the app loads last.
//!
//! In: the meetings of a pack, the cards as they are built. Out: their built form; a problem for each that would lead a person to a locked door.
//! Never guesses a repetition: what cannot be read is told with the ways to write it. The day alone never makes a problem here.
//! Standard: Meeting Guide for names; ISO 8601 for days.
//! Next: `lykta_core::format::built` for the lines, `crate::rows` for the table.

use std::collections::BTreeMap;

use lykta_core::date::{Date, Weekday};
use lykta_core::format::VERSION;
use lykta_core::format::built::{CardEntry, MeetingsFile};
use lykta_core::format::source::Meeting;
use lykta_core::grammar::Role;
use lykta_core::meeting::{Access, Kind, Marks, Who};
use lykta_core::schedule::minute_of;

use crate::address::is_dialled;
use crate::compile::cards::{check_url, dial_help};
use crate::compile::conditions::area_help;
use crate::compile::{Scope, day_help, id_help, is_kebab};
use crate::places::{Tables, degrees};
use crate::problem::{Code, Place, Problems, meant};
use crate::rows::cells;

/// Months after the last confirmation when a meeting is stale, if the pack does not say.
const STALE_AFTER: u16 = 6;

/// Months after the last confirmation when it is no longer shown, if the pack does not say.
const HIDDEN_AFTER: u16 = 18;

/// Minutes in a day.
const DAY: u16 = 1440;

/// The ways to write a repetition.
const REPEATS: &str = "leave it empty for each week, or write `every 2 weeks from 2026-11-26`, `from 2027-01-14`, or weeks of the month like `first, third` or `last`";

/// The built meetings; without lines if the pack has none.
pub fn built(scope: &Scope<'_>, cards: &[CardEntry], problems: &mut Problems) -> MeetingsFile {
    let by_id: BTreeMap<&str, (usize, &CardEntry)> =
        cards.iter().enumerate().map(|(index, card)| (card.id.as_str(), (index, card))).collect();
    let mut lines = Vec::new();
    for card in &scope.entries.cards {
        for (index, meeting) in card.entry.meeting.iter().enumerate() {
            let place = card.place.key("meeting").index(index);
            for (key, _) in [("group", &meeting.group), ("id", &meeting.id)].into_iter().filter(|(_, value)| value.is_some()) {
                let what = format!("a meeting of a card has no `{key}`: it belongs to that card");
                problems.add(
                    Code::WrongShape,
                    &place.key(key),
                    what,
                    format!("take `{key}` out, or write the meeting into `meetings.csv`"),
                );
            }
            // One of a card that a local pack hides is hidden with it.
            let line = line(scope, meeting, &card.entry.checked_on, &place, problems);
            lines.extend(by_id.get(card.entry.id.as_str()).zip(line).map(|((index, _), line)| format!("{index}\t{line}")));
        }
    }
    let mut seen: BTreeMap<&str, &Place> = BTreeMap::new();
    for located in &scope.entries.meetings {
        let (meeting, place) = (&located.entry, &located.place);
        let id = meeting.id.as_deref().unwrap_or("");
        if !is_kebab(id) {
            problems.add(Code::IdShape, &place.key("id"), format!("`{id}` is not an id"), id_help(id));
        } else if let Some(first) = seen.insert(id, place) {
            let what = format!("the meeting `{id}` stands twice");
            problems.add_pair(
                Code::SameId,
                &place.key("id"),
                what,
                &first.key("id"),
                "first here",
                "give one of them another id, or take it out",
            );
        }
        let line = line(scope, meeting, meeting.confirmed.as_deref().unwrap_or(""), place, problems);
        if let Some(card) = group(scope, meeting, &by_id, place, problems) {
            lines.extend(line.map(|line| format!("{card}\t{line}")));
        }
    }
    let points = if lines.is_empty() { String::new() } else { points(scope.tables) };
    MeetingsFile {
        format: VERSION,
        stale_after_months: scope.manifest.meetings_stale_after_months.unwrap_or(STALE_AFTER),
        hidden_after_months: scope.manifest.meetings_hidden_after_months.unwrap_or(HIDDEN_AFTER),
        meetings: lines.join("\n"),
        points,
    }
}

/// The card of the group that a row names.
fn group(
    scope: &Scope<'_>,
    meeting: &Meeting,
    cards: &BTreeMap<&str, (usize, &CardEntry)>,
    place: &Place,
    problems: &mut Problems,
) -> Option<usize> {
    let id = meeting.group.as_deref().unwrap_or("");
    let groups: Vec<&str> = cards.values().filter(|(_, card)| card.kind == "group").map(|(_, card)| card.id.as_str()).collect();
    match cards.get(id) {
        Some((index, card)) if card.kind == "group" => return Some(*index),
        Some(_) => problems.add(Code::UnknownCard, &place.key("group"), format!("the card `{id}` is no group"), meant(id, groups)),
        None if scope.entries.unread.contains(id) => {}
        None if scope.entries.cards.iter().any(|card| card.entry.id == id) => problems.add(
            Code::UnknownCard,
            &place.key("group"),
            format!("the group `{id}` is hidden by a `[[change]]`"),
            "take the row out, or show the group again",
        ),
        None => problems.add(Code::UnknownCard, &place.key("group"), format!("there is no group `{id}`"), meant(id, groups)),
    }
    None
}

/// The line of a meeting without its card.
fn line(scope: &Scope<'_>, meeting: &Meeting, confirmed: &str, place: &Place, problems: &mut Problems) -> Option<String> {
    let before = problems.0.len();
    let when = repeat(meeting, place, problems);
    let (start, length) = times(meeting, place, problems);
    let breaks = breaks(meeting, place, problems);
    let kinds = kinds(meeting, place, problems);
    let point = point(scope, meeting, place, problems);
    if let Some(zone) = meeting.timezone.as_ref().filter(|zone| **zone != scope.manifest.timezone) {
        let (own, at) = (&scope.manifest.timezone, place.key("timezone"));
        let help = format!("write its time as clocks in `{own}` show it, and `{own}` here, or empty the cell");
        problems.add(Code::MeetingWhen, &at, format!("the meeting keeps the time of `{zone}`, the pack that of `{own}`"), help);
    }
    if let Some(url) = &meeting.url {
        check_url(url, &place.key("url"), problems);
    }
    if let Some(phone) = &meeting.phone {
        if !is_dialled(phone) {
            problems.add(Code::PhoneShape, &place.key("phone"), format!("`{phone}` is not a number to dial"), dial_help("phone", phone));
        }
        if meeting.number.is_none() {
            let help = "add the number as published, with its spaces, in `number`";
            problems.add(Code::NumberMissing, &place.key("phone"), "the number stands without the one that people read", help);
        }
    }
    // A day that a card was checked is told of at the card.
    if meeting.confirmed.is_some() && Date::parse(confirmed).is_none() {
        problems.add(Code::DateShape, &place.key("confirmed"), format!("`{confirmed}` is not a day"), day_help(confirmed));
    }
    let who: Vec<Who> = meeting.who.iter().map(|who| who.meant()).collect();
    let access: Vec<Access> = meeting.access.iter().map(|access| access.meant()).collect();
    let marks = |marks: Marks| if marks.0 == 0 { String::new() } else { marks.0.to_string() };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let cells = [
        when?,
        start?.to_string(),
        length.map_or_else(String::new, |length| length.to_string()),
        breaks,
        marks(kinds),
        marks(Marks::of(&Who::ALL, &who)),
        marks(Marks::of(&Access::ALL, &access)),
        point,
        confirmed.to_owned(),
        text(&meeting.language),
        text(&meeting.name),
        text(&meeting.location),
        text(&meeting.address),
        text(&meeting.place),
        text(&meeting.url),
        text(&meeting.phone),
        text(&meeting.number),
        text(&meeting.notes),
    ];
    (problems.0.len() == before && Date::parse(confirmed).is_some()).then(|| cells.join("\t").trim_end_matches('\t').to_owned())
}

/// Which days, as the built line has them.
fn repeat(meeting: &Meeting, place: &Place, problems: &mut Problems) -> Option<String> {
    if let Some(dates) = &meeting.dates {
        let at = place.key("dates");
        if meeting.day.is_some() || meeting.repeats.is_some() {
            problems.add(
                Code::MeetingWhen,
                &at,
                "single days stand beside a weekday that repeats",
                "keep `dates`, or `day` with `repeats`",
            );
            return None;
        }
        let days: Vec<Option<String>> = parts(dates).map(|part| cells::day(part).ok()).collect();
        let Some(days) = days.into_iter().collect::<Option<Vec<_>>>().filter(|days| !days.is_empty()) else {
            let what = format!("`{dates}` is no list of days");
            problems.add(Code::MeetingWhen, &at, what, "write days parted by spaces, like `2026-12-06 2026-12-24`");
            return None;
        };
        return Some(format!("={}", days.join(" ")));
    }
    let Some(number) = meeting.day else {
        problems.add(Code::MeetingWhen, place, "the meeting has no day", "fill in `day`, or `dates` for single days");
        return None;
    };
    let Some(day) = Weekday::from_iso(number) else {
        problems.add(Code::HoursShape, &place.key("day"), format!("there is no weekday {number}"), "1 is Monday, 7 is Sunday");
        return None;
    };
    let text = meeting.repeats.as_deref().unwrap_or("").trim().to_lowercase();
    let at = place.key("repeats");
    if text.is_empty() || text == "weekly" {
        return Some(number.to_string());
    }
    let (head, from) = text.split_once("from ").map_or((text.as_str(), None), |(head, from)| (head.trim(), Some(from.trim())));
    let weeks = head.strip_prefix("every ").and_then(|rest| rest.strip_suffix("weeks").or_else(|| rest.strip_suffix("week")));
    let every = if head.is_empty() { Some(1) } else { weeks.and_then(|weeks| weeks.trim().parse::<u8>().ok()) };
    if let (Some(every @ 1..=26), Some(from)) = (every, from) {
        let first = cells::day(from).ok().and_then(|from| Date::parse(&from));
        let Some(first) = first else {
            problems.add(Code::MeetingWhen, &at, format!("`{from}` is not a day"), "write the first day, like `2026-11-26`");
            return None;
        };
        if first.weekday() != day {
            let wait = (i32::from(number) - i32::from(first.weekday().iso())).rem_euclid(7);
            let what = format!("{first} is not the weekday of the meeting, {}", name(number));
            let help = format!("write the day of a gathering: `{}`, if it is that week", first.plus_days(wait));
            problems.add(Code::MeetingWhen, &at, what, help);
            return None;
        }
        return Some(format!("{number}/{every}/{first}"));
    }
    let bits = parts(&text).filter(|part| *part != "and").map(week_of_month).collect::<Option<Vec<u8>>>();
    match bits.filter(|bits| !bits.is_empty()) {
        Some(bits) => Some(format!("{number}#{}", bits.iter().fold(0, |all, bit| all | bit))),
        None => {
            let written = meeting.repeats.as_deref().unwrap_or("");
            problems.add(Code::MeetingWhen, &at, format!("`{written}` cannot be read as a repetition"), REPEATS);
            None
        }
    }
}

fn name(day: u8) -> &'static str {
    const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    NAMES.get(usize::from(day).saturating_sub(1)).copied().unwrap_or("")
}

/// The bit of a week of the month.
fn week_of_month(word: &str) -> Option<u8> {
    const WORDS: [[&str; 2]; 6] =
        [["first", "1st"], ["second", "2nd"], ["third", "3rd"], ["fourth", "4th"], ["fifth", "5th"], ["last", "last"]];
    WORDS.iter().position(|words| words.contains(&word)).map(|index| 1 << index)
}

/// The parts of a list, parted by commas, semicolons or spaces.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', ' ', '\u{a0}']).filter(|part| !part.is_empty())
}

/// Start, and how long it lasts.
fn times(meeting: &Meeting, place: &Place, problems: &mut Problems) -> (Option<u16>, Option<u16>) {
    let mut minute = |key: &str, time: &str| {
        let minute = minute_of(time).filter(|minute| *minute < DAY);
        if minute.is_none() {
            let what = format!("`{time}` is not a time of day");
            problems.add(Code::HoursShape, &place.key(key), what, "write hours and minutes with two digits each: `18:30`");
        }
        minute
    };
    let start = minute("time", &meeting.time);
    let end = meeting.end_time.as_ref().and_then(|end| minute("end_time", end));
    // An end before the start is past midnight.
    (start, start.zip(end).map(|(start, end)| (end + DAY - start) % DAY).filter(|length| *length > 0))
}

/// The breaks, parted by spaces; those that cannot be read are told.
fn breaks(meeting: &Meeting, place: &Place, problems: &mut Problems) -> String {
    let mut found = Vec::new();
    for part in parts(meeting.breaks.as_deref().unwrap_or("")) {
        let ends = part.split_once("..").unwrap_or((part, ""));
        let day = |text: &str| cells::day(text).ok().and_then(|day| Date::parse(&day));
        let of_year = |text: &str| Date::parse(&format!("2028-{text}")).map(|date| date.parts());
        if let (Some(from), Some(to)) = (day(ends.0), day(ends.1)) {
            if from > to {
                let what = format!("the break ends on {to}, before it begins on {from}");
                problems.add(Code::MeetingWhen, &place.key("breaks"), what, format!("write `{to}..{from}`, if that is meant"));
            }
            found.push(format!("{from}..{to}"));
        } else if of_year(ends.0).is_some() && of_year(ends.1).is_some() {
            found.push(part.to_owned());
        } else {
            let what = format!("`{part}` cannot be read as a break");
            let help = "write the first and the last day without it: `2026-12-20..2027-01-06`, or `06-15..08-15` for each year";
            problems.add(Code::MeetingWhen, &place.key("breaks"), what, help);
        }
    }
    found.join(" ")
}

/// How it is held, and whether one can get there.
fn kinds(meeting: &Meeting, place: &Place, problems: &mut Problems) -> Marks {
    let has_room = meeting.location.is_some() || meeting.address.is_some();
    let mut kinds: Vec<Kind> = meeting.kind.iter().map(|kind| kind.meant()).collect();
    if kinds.is_empty() {
        kinds.extend(has_room.then_some(Kind::InPerson));
        kinds.extend((!has_room && meeting.url.is_some()).then_some(Kind::Online));
        kinds.extend((!has_room && meeting.phone.is_some()).then_some(Kind::Phone));
    }
    let missing = [
        (Kind::InPerson, has_room, "in person, but not where", "fill in `location` or `address`"),
        (
            Kind::Online,
            meeting.url.is_some() || meeting.phone.is_some(),
            "online, but not how to join",
            "fill in `url`, or `phone` of someone who tells",
        ),
        (Kind::Phone, meeting.phone.is_some(), "by phone, but not by which number", "fill in `phone` and `number`"),
    ];
    for (kind, is_told, what, help) in missing {
        if kinds.contains(&kind) && !is_told {
            problems.add(Code::MeetingWhere, &place.key("kind"), format!("the meeting is held {what}"), help);
        }
    }
    Marks::of(&Kind::ALL, &kinds)
}

/// Its own point, or that of its municipality, in thousandths of a degree.
fn point(scope: &Scope<'_>, meeting: &Meeting, place: &Place, problems: &mut Problems) -> String {
    let tables = scope.tables;
    if let Some(code) = meeting.place.as_ref().filter(|code| !tables.municipalities.contains_key(*code)) {
        let help = area_help(scope.entries, tables, Role::Municipality, code);
        problems.add(Code::UnknownArea, &place.key("place"), format!("there is no municipality `{code}`"), help);
    }
    let degree = |text: &Option<String>, most: i32| text.as_deref().and_then(degrees).filter(|value| value.abs() <= most * 100_000);
    match (degree(&meeting.latitude, 90), degree(&meeting.longitude, 180)) {
        (Some(north), Some(east)) => written((north, east)),
        _ if meeting.latitude.is_some() || meeting.longitude.is_some() => {
            let key = if meeting.latitude.is_some() { "latitude" } else { "longitude" };
            let help = "write degrees in `latitude` and `longitude`, like `60.16995` and `24.93545`, or empty both";
            problems.add(Code::MeetingWhere, &place.key(key), "latitude and longitude are no point on the map", help);
            String::new()
        }
        _ => meeting.place.as_ref().and_then(|code| municipality(tables, code)).map_or_else(String::new, written),
    }
}

/// The point of a municipality, of a district that of its municipality.
fn municipality(tables: &Tables, code: &str) -> Option<(i32, i32)> {
    let own = tables.municipalities.get(code)?;
    own.point.or_else(|| tables.municipalities.iter().find(|(other, row)| code.starts_with(other.as_str()) && row.point.is_some())?.1.point)
}

fn written((north, east): (i32, i32)) -> String {
    let thousandths = |value: i32| (value + if value < 0 { -50 } else { 50 }) / 100;
    format!("{} {}", thousandths(north), thousandths(east))
}

/// The points of all municipalities, a line for each line of the places file.
fn points(tables: &Tables) -> String {
    let lines: Vec<String> =
        tables.municipalities.keys().map(|code| municipality(tables, code).map_or_else(String::new, written)).collect();
    lines.join("\n")
}
