//! Small packs and answers for tests, as text.
//!
//! In: a line per item or card; answers parted by commas. Out: `Pack`, `Answers`.
//! A pack in a test has no words: every text is the first one.
//! Next: `fixture/random.rs` for packs made by chance.
//!
//! ```text
//! item who single: self | close-one | child
//! item about multiple if who is self: alcohol | gaming (if who is self) | unsure (unsure) | none (alone)
//! item age single: 16-17 (16 to 17) | 65-plus (65 to)
//! item place place
//! item told date
//! card right if who is self and age < 21; need right; rank 2; law 2026-01-01 to 2026-12-31; checked 2026-11-01
//! card late; deadline 30 days from told if who is self; steps
//! ```

use alloc::borrow::ToOwned;
use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use crate::answer::{Answer, Answers, ItemId, OptionId, Years};
use crate::date::Date;
use crate::format::VERSION;
use crate::format::built::{CardEntry, DeadlineEntry, ItemEntry, LawEntry, OptionEntry, PackFile, PlacesFile, RegionEntry};
use crate::pack::{Item, ItemKind, Pack};
use crate::place::Gazetteer;

pub mod random;

/// Helsinki in region 90, Oulu in region 17, Jomala and Mariehamn in region 91.
pub const PLACES: &str =
    "091|90|6016952|2493545|Helsinki\n564|17|6501236|2546816|Oulu\n170|91|6015000|1995000|Jomala\n478|91|6009726|1993481|Maarianhamina";

/// The pack that the text describes, with `PLACES`. Cards were checked on 2026-11-01 if nothing else is said, and are stale after 12 months.
#[track_caller]
pub fn pack(text: &str) -> Pack {
    let places = PlacesFile { format: VERSION, municipalities: PLACES.to_owned(), postcodes: String::new(), digits: 5 };
    Pack { gazetteer: Gazetteer::try_from(places).unwrap(), ..Pack::try_from(file(text)).unwrap() }
}

/// The same as a built file.
#[track_caller]
pub fn file(text: &str) -> PackFile {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    PackFile {
        format: VERSION,
        id: "xx".to_owned(),
        version: "1".to_owned(),
        languages: vec!["en".to_owned()],
        timezone: "Europe/Helsinki".to_owned(),
        emergency: "112".to_owned(),
        other_emergency: Vec::new(),
        stale_after_months: 12,
        attribution: Vec::new(),
        report_url: String::new(),
        has_meetings: false,
        items: lines().filter_map(|line| line.strip_prefix("item ")).map(item).collect(),
        cards: lines().filter_map(|line| line.strip_prefix("card ")).map(card).collect(),
        regions: lines().filter_map(|line| line.strip_prefix("region ")).map(region).collect(),
        help_now: Vec::new(),
        not_covered: Vec::new(),
        holidays: "2025-01-01 2026-12-25 2027-01-01".to_owned(),
        eves: "2026-12-24".to_owned(),
        checks: Vec::new(),
    }
}

fn region(line: &str) -> RegionEntry {
    let (code, end) = line.split_once(" until ").unwrap_or((line, ""));
    let (until, becomes) = end.split_once(" becomes ").unwrap_or((end, ""));
    RegionEntry { code: code.to_owned(), name: 0, until: until.to_owned(), becomes: becomes.to_owned(), language: String::new() }
}

fn item(line: &str) -> ItemEntry {
    let (head, options) = line.split_once(": ").unwrap_or((line, ""));
    let (name, enable_when) = head.split_once(" if ").unwrap_or((head, ""));
    let (id, kind) = name.split_once(' ').unwrap();
    let (kind, unasked) = kind.strip_suffix(" unasked").map_or((kind, false), |kind| (kind, true));
    ItemEntry {
        id: id.to_owned(),
        kind: kind.to_owned(),
        text: 0,
        hint: None,
        told: None,
        why: None,
        unknown: 0,
        enable_when: enable_when.to_owned(),
        unasked,
        options: options.split(" | ").filter(|option| !option.is_empty()).map(option).collect(),
    }
}

fn option(text: &str) -> OptionEntry {
    let (id, property) = text.split_once(" (").map_or((text, ""), |(id, rest)| (id, rest.strip_suffix(')').unwrap()));
    let years = property.split_once(" to").map(|(from, to)| (from.parse().unwrap(), to.trim().parse().ok()));
    OptionEntry {
        id: id.to_owned(),
        text: 0,
        hint: None,
        told: None,
        offer_when: property.strip_prefix("if ").unwrap_or("").to_owned(),
        from: years.map(|(from, _)| from),
        to: years.and_then(|(_, to)| to),
        unsure: property == "unsure",
        alone: property == "alone",
    }
}

fn card(line: &str) -> CardEntry {
    let mut parts = line.split("; ");
    let head = parts.next().unwrap();
    let (id, when) = head.split_once(" if ").unwrap_or((head, ""));
    let mut card = CardEntry {
        id: id.to_owned(),
        kind: "notice".to_owned(),
        need: "background".to_owned(),
        track: String::new(),
        rank: 0,
        when: when.to_owned(),
        facts: Vec::new(),
        title: 0,
        text: 0,
        first: None,
        steps: Vec::new(),
        know: None,
        say: None,
        write: None,
        refused: None,
        decides: None,
        flags: Vec::new(),
        contacts: Vec::new(),
        laws: Vec::new(),
        deadlines: Vec::new(),
        sources: Vec::new(),
        checked_on: "2026-11-01".to_owned(),
        confidence: "law".to_owned(),
        check_with: None,
        hangs_on: Vec::new(),
    };
    for part in parts {
        match part.split_once(' ') {
            Some(("need", need)) => card.need = need.to_owned(),
            Some(("kind", kind)) => card.kind = kind.to_owned(),
            Some(("track", track)) => card.track = track.to_owned(),
            Some(("rank", rank)) => card.rank = rank.parse().unwrap(),
            Some(("checked", day)) => card.checked_on = day.to_owned(),
            Some(("law", days)) => {
                let (from, to) = days.split_once("to").unwrap();
                card.laws.push(LawEntry { citation: 0, url: None, valid_from: from.trim().to_owned(), valid_to: to.trim().to_owned() });
            }
            Some(("deadline", limit)) => card.deadlines.push(deadline(limit)),
            None if part == "steps" => card.steps.push(0),
            _ => panic!("not understood: {part}"),
        }
    }
    card
}

fn deadline(text: &str) -> DeadlineEntry {
    let (limit, when) = text.split_once(" if ").unwrap_or((text, ""));
    let (period, anchor) = limit.split_once(" from ").unwrap();
    DeadlineEntry { anchor: anchor.to_owned(), when: when.to_owned(), period: period.to_owned(), moves: false, text: 0, law: 0 }
}

/// Answers such as `who self, about alcohol + gaming, place 091, told 2026-11-09, age skipped, age 18..22, age 65..`.
#[track_caller]
pub fn answers(pack: &Pack, text: &str) -> Answers {
    let mut answers = Answers::default();
    for entry in text.split(", ").filter(|entry| !entry.is_empty()) {
        let (id, value) = entry.split_once(' ').unwrap();
        answers.give(ItemId::new(id), answer(pack, id, value));
    }
    answers
}

/// One answer, as in `answers`, read by the kind of its item.
#[track_caller]
pub fn answer(pack: &Pack, id: &str, value: &str) -> Answer {
    let (_, item) = pack.item(&ItemId::new(id)).unwrap();
    if value == "skipped" {
        return Answer::Skipped;
    }
    match item.kind {
        ItemKind::Place => Answer::Place(value.to_owned()),
        ItemKind::Date => Answer::Date(day(value)),
        ItemKind::Single | ItemKind::Multiple => match value.split_once("..") {
            Some((from, to)) => Answer::Years(Years { from: from.parse().unwrap(), to: to.parse().ok() }),
            None => Answer::Options(value.split(" + ").map(OptionId::new).collect()),
        },
    }
}

/// The day written so.
#[track_caller]
pub fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// All ways to answer an item that differ in meaning: skipped, every choice, two places, two days.
pub fn ways(item: &Item) -> Vec<Answer> {
    let mut ways = vec![Answer::Skipped];
    match item.kind {
        ItemKind::Single => ways.extend(item.options.iter().map(|option| Answer::option(option.id.as_str()))),
        ItemKind::Multiple => ways.extend((1..1u32 << item.options.len()).map(|bits| {
            let chosen = item.options.iter().enumerate().filter(|(index, _)| bits & (1 << index) != 0);
            Answer::Options(chosen.map(|(_, option)| option.id.clone()).collect::<BTreeSet<_>>())
        })),
        ItemKind::Place => ways.extend(["091", "478"].map(|code| Answer::Place(code.to_string()))),
        ItemKind::Date => ways.extend(["2026-11-09", "2026-06-01"].map(|text| Answer::Date(day(text)))),
    }
    ways
}
