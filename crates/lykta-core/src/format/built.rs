//! The built format: what `lykta-pack build` writes and the app loads.
//!
//! In: three kinds of JSON file: the structure of a pack, its words in one language, its places. Out: `Pack`, `Words`, `Gazetteer`.
//! A text is an index into the words, the same in every language. Conditions are text in the grammar of `grammar.rs`, without named ones.
//! Never shown to editors: whatever is wrong here is a broken build, a broken transfer or a wrong version.
//! Next: `pack.rs`.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::{Deserialize, Serialize};

use crate::answer::{CardId, ItemId, OptionId, Years};
use crate::calendar::{Calendar, Holiday};
use crate::condition::Condition;
use crate::date::{Date, Weekday};
use crate::deadline::Period;
use crate::grammar;
use crate::pack::{self, Channel, Pack, Text};
use crate::place::{Gazetteer, Municipality};
use crate::schedule::{self, Schedule};

/// Why a built file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadFault {
    /// It is of another version of the format; holds that version.
    Version(u32),
    /// A part of it does not hold together; holds a word for which.
    Broken(&'static str),
}

impl fmt::Display for ReadFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version(found) => write!(formatter, "format version {found}, not {}", super::VERSION),
            Self::Broken(part) => write!(formatter, "broken {part}"),
        }
    }
}

/// The structure of a pack: `<pack>-<hash>.json`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields answer to those of `pack::Pack`")]
pub struct PackFile {
    pub format: u32,
    pub id: String,
    pub version: String,
    pub languages: Vec<String>,
    pub timezone: String,
    pub emergency: String,
    pub stale_after_months: u16,
    pub attribution: Vec<String>,
    pub items: Vec<ItemEntry>,
    pub cards: Vec<CardEntry>,
    pub regions: Vec<(String, u32)>,
    pub help_now: Vec<String>,
    pub not_covered: Vec<u32>,
    /// Public holidays, `YYYY-MM-DD`, parted by spaces.
    pub holidays: String,
    /// Eves, likewise.
    pub eves: String,
}

/// A question.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields answer to those of `pack::Item`")]
pub struct ItemEntry {
    pub id: String,
    /// `single`, `multiple`, `place` or `date`.
    pub kind: String,
    pub text: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<u32>,
    pub unknown: u32,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub enable_when: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<OptionEntry>,
}

/// A choice.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields answer to those of `pack::AnswerOption`")]
pub struct OptionEntry {
    pub id: String,
    pub text: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<u32>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub offer_when: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<u16>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub unsure: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub alone: bool,
}

/// A card.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields answer to those of `pack::Card`")]
pub struct CardEntry {
    pub id: String,
    pub kind: String,
    pub need: String,
    pub rank: u16,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub when: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<String>,
    pub title: u32,
    pub text: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub know: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub say: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decides: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<ContactEntry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meetings: Vec<MeetingEntry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub laws: Vec<LawEntry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deadlines: Vec<DeadlineEntry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<(u32, String)>,
    pub checked_on: String,
    pub confidence: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check_with: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hangs_on: Vec<(String, u32)>,
}

/// A contact.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields answer to those of `pack::Contact`")]
pub struct ContactEntry {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<u32>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sms: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hours: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours_text: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
}

/// A meeting.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields answer to those of `schedule::Meeting`")]
pub struct MeetingEntry {
    pub day: u8,
    pub time: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub end_time: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub location: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub language: String,
}

/// A citation.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields answer to those of `pack::Law`")]
pub struct LawEntry {
    pub citation: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<u32>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub valid_from: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub valid_to: String,
}

/// A time limit.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields answer to those of `pack::Deadline`")]
pub struct DeadlineEntry {
    pub anchor: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub when: String,
    pub period: String,
    #[serde(default, skip_serializing_if = "is_false")]
    pub moves: bool,
    pub text: u32,
    pub law: u32,
}

/// The words of a pack in one language: `<pack>-<language>-<hash>.json`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The version of the format.
    pub format: u32,
    /// Language tag.
    pub language: String,
    /// Indexes of texts that are missing in this language and stand in the pack's first one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub borrowed: Vec<u32>,
    /// The app's own words, by key.
    pub ui: BTreeMap<String, String>,
    /// The pack's texts, by index.
    pub texts: Vec<String>,
}

impl Words {
    /// A text of the pack; empty only in a broken build, which `check` refuses.
    #[must_use]
    pub fn text(&self, text: Text) -> &str {
        usize::try_from(text.0).ok().and_then(|index| self.texts.get(index)).map_or("", String::as_str)
    }

    /// One of the app's own words; its key if there is none, which a test refuses.
    #[must_use]
    pub fn ui<'a>(&'a self, key: &'a str) -> &'a str {
        self.ui.get(key).map_or(key, String::as_str)
    }
}

/// The places of a pack: `<pack>-places-<hash>.json`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlacesFile {
    /// The version of the format.
    pub format: u32,
    /// A line per municipality: `code|region|latitude|longitude|name|name...`, points in 1e-5 degree.
    pub municipalities: String,
    /// A line per municipality, in the same order: its postcodes as steps from the one before, parted by spaces;
    /// `*` marks one that more likely means another municipality.
    pub postcodes: String,
    /// Digits in a postcode.
    pub digits: u8,
}

/// Reads the words of a language.
///
/// # Errors
/// Another version of the format.
pub fn checked_words(words: Words) -> Result<Words, ReadFault> {
    version(words.format).map(|()| words)
}

impl TryFrom<PlacesFile> for Gazetteer {
    type Error = ReadFault;

    fn try_from(file: PlacesFile) -> Result<Self, ReadFault> {
        version(file.format)?;
        let (mut municipalities, mut likely, mut others) = (Vec::new(), Vec::new(), Vec::new());
        let mut postcodes = file.postcodes.lines();
        for line in file.municipalities.lines() {
            let municipality = municipality(line).ok_or(ReadFault::Broken("municipality"))?;
            let mut code = 0u32;
            for step in postcodes.next().unwrap_or("").split(' ').filter(|step| !step.is_empty()) {
                let (step, is_other) = step.strip_suffix('*').map_or((step, false), |step| (step, true));
                code += step.parse::<u32>().map_err(|_| ReadFault::Broken("postcode"))?;
                let postcode = alloc::format!("{code:0width$}", width = usize::from(file.digits));
                if is_other { &mut others } else { &mut likely }.push((postcode, municipality.code.clone()));
            }
            municipalities.push(municipality);
        }
        likely.append(&mut others);
        Ok(Self::new(municipalities, likely))
    }
}

fn municipality(line: &str) -> Option<Municipality> {
    let mut cells = line.split('|').map(str::to_owned);
    let (code, region) = (cells.next()?, cells.next()?);
    let point = (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
    let names: Vec<String> = cells.collect();
    (!names.is_empty()).then_some(Municipality { code, region, names, point })
}

impl TryFrom<PackFile> for Pack {
    type Error = ReadFault;

    fn try_from(file: PackFile) -> Result<Self, ReadFault> {
        version(file.format)?;
        let cards: Vec<pack::Card> = file.cards.into_iter().map(card).collect::<Result<_, _>>()?;
        let help_now = file.help_now.iter().map(|id| cards.iter().position(|card| card.id.as_str() == id).ok_or(ReadFault::Broken("help_now"))).collect::<Result<_, _>>()?;
        let days = |text: &str, kind: Holiday| -> Result<Vec<(Date, Holiday)>, ReadFault> { text.split(' ').filter(|day| !day.is_empty()).map(|day| Ok((date(day)?, kind))).collect() };
        let mut holidays = days(&file.holidays, Holiday::Public)?;
        holidays.append(&mut days(&file.eves, Holiday::Eve)?);
        Ok(Self {
            id: file.id,
            version: file.version,
            languages: file.languages,
            timezone: file.timezone,
            emergency: file.emergency,
            stale_after_months: file.stale_after_months,
            attribution: file.attribution,
            items: file.items.into_iter().map(item).collect::<Result<_, _>>()?,
            cards,
            regions: file.regions.into_iter().map(|(code, name)| (code, Text(name))).collect(),
            help_now,
            not_covered: file.not_covered.into_iter().map(Text).collect(),
            calendar: Calendar::new(holidays),
            gazetteer: Gazetteer::default(),
        })
    }
}

fn version(found: u32) -> Result<(), ReadFault> {
    if found == super::VERSION { Ok(()) } else { Err(ReadFault::Version(found)) }
}

fn date(text: &str) -> Result<Date, ReadFault> {
    Date::parse(text).ok_or(ReadFault::Broken("date"))
}

fn optional_date(text: &str) -> Result<Option<Date>, ReadFault> {
    if text.is_empty() { Ok(None) } else { date(text).map(Some) }
}

fn condition(text: &str) -> Result<Condition, ReadFault> {
    if text.is_empty() {
        return Ok(Condition::always());
    }
    grammar::parse(text).ok().and_then(|parsed| parsed.expression.resolved(&|_| None)).ok_or(ReadFault::Broken("condition"))
}

fn item(entry: ItemEntry) -> Result<pack::Item, ReadFault> {
    Ok(pack::Item {
        id: ItemId::new(&entry.id),
        kind: match entry.kind.as_str() {
            "single" => pack::ItemKind::Single,
            "multiple" => pack::ItemKind::Multiple,
            "place" => pack::ItemKind::Place,
            "date" => pack::ItemKind::Date,
            _ => return Err(ReadFault::Broken("item")),
        },
        text: Text(entry.text),
        hint: entry.hint.map(Text),
        why: entry.why.map(Text),
        unknown: Text(entry.unknown),
        enable_when: condition(&entry.enable_when)?,
        options: entry.options.into_iter().map(option).collect::<Result<_, _>>()?,
    })
}

fn option(entry: OptionEntry) -> Result<pack::AnswerOption, ReadFault> {
    Ok(pack::AnswerOption {
        id: OptionId::new(&entry.id),
        text: Text(entry.text),
        hint: entry.hint.map(Text),
        offer_when: condition(&entry.offer_when)?,
        years: entry.from.map(|from| Years { from, to: entry.to }),
        is_unsure: entry.unsure,
        is_alone: entry.alone,
    })
}

fn card(entry: CardEntry) -> Result<pack::Card, ReadFault> {
    let mut flags = entry.flags.iter().map(|word| flag(word)).collect::<Result<Vec<_>, _>>()?;
    flags.sort_unstable();
    Ok(pack::Card {
        id: CardId::new(&entry.id),
        kind: match entry.kind.as_str() {
            "right" => pack::CardKind::Right,
            "service" => pack::CardKind::Service,
            "helpline" => pack::CardKind::Helpline,
            "group" => pack::CardKind::Group,
            "notice" => pack::CardKind::Notice,
            _ => return Err(ReadFault::Broken("kind")),
        },
        need: match entry.need.as_str() {
            "danger" => pack::Need::Danger,
            "right" => pack::Need::Right,
            "service" => pack::Need::Service,
            "group" => pack::Need::Group,
            "background" => pack::Need::Background,
            _ => return Err(ReadFault::Broken("need")),
        },
        rank: entry.rank,
        when: condition(&entry.when)?,
        facts: entry.facts,
        title: Text(entry.title),
        text: Text(entry.text),
        first: entry.first.map(Text),
        steps: entry.steps.into_iter().map(Text).collect(),
        know: entry.know.map(Text),
        say: entry.say.map(Text),
        refused: entry.refused.map(Text),
        decides: entry.decides.map(Text),
        flags,
        contacts: entry.contacts.into_iter().map(contact).collect::<Result<_, _>>()?,
        meetings: entry.meetings.into_iter().map(meeting).collect::<Result<_, _>>()?,
        laws: entry.laws.into_iter().map(law).collect::<Result<_, _>>()?,
        deadlines: entry.deadlines.into_iter().map(deadline).collect::<Result<_, _>>()?,
        sources: entry.sources.into_iter().map(|(name, url)| (Text(name), url)).collect(),
        checked_on: date(&entry.checked_on)?,
        confidence: match entry.confidence.as_str() {
            "law" => pack::Confidence::Law,
            "page" => pack::Confidence::Page,
            "secondary" => pack::Confidence::Secondary,
            "general" => pack::Confidence::General,
            _ => return Err(ReadFault::Broken("confidence")),
        },
        check_with: entry.check_with.map(Text),
        hangs_on: entry.hangs_on.into_iter().map(|(item, words)| (ItemId::new(&item), Text(words))).collect(),
    })
}

fn flag(word: &str) -> Result<pack::Flag, ReadFault> {
    Ok(match word {
        "free" => pack::Flag::Free,
        "anonymous" => pack::Flag::Anonymous,
        "no-referral" => pack::Flag::NoReferral,
        "walk-in" => pack::Flag::WalkIn,
        "intoxicated" => pack::Flag::Intoxicated,
        "day-and-night" => pack::Flag::DayAndNight,
        "relatives" => pack::Flag::Relatives,
        _ => return Err(ReadFault::Broken("flag")),
    })
}

fn contact(entry: ContactEntry) -> Result<pack::Contact, ReadFault> {
    let channel = if !entry.phone.is_empty() {
        Channel::Phone(entry.phone, entry.number)
    } else if !entry.sms.is_empty() {
        Channel::Sms(entry.sms, entry.number)
    } else if !entry.url.is_empty() {
        Channel::Web(entry.url)
    } else {
        return Err(ReadFault::Broken("contact"));
    };
    let schedule = if entry.hours.is_empty() { None } else { Some(Schedule::parse(&entry.hours).map_err(|_| ReadFault::Broken("hours"))?) };
    Ok(pack::Contact { label: entry.label.map(Text), channel, schedule, hours_text: entry.hours_text.map(Text), languages: entry.languages, places: entry.places })
}

fn meeting(entry: MeetingEntry) -> Result<schedule::Meeting, ReadFault> {
    let broken = ReadFault::Broken("meeting");
    Ok(schedule::Meeting {
        day: Weekday::from_iso(entry.day).ok_or(broken.clone())?,
        from: schedule::minute_of(&entry.time).ok_or(broken.clone())?,
        to: if entry.end_time.is_empty() { None } else { Some(schedule::minute_of(&entry.end_time).ok_or(broken)?) },
        location: entry.location,
        url: entry.url,
        language: entry.language,
    })
}

fn law(entry: LawEntry) -> Result<pack::Law, ReadFault> {
    Ok(pack::Law { citation: Text(entry.citation), url: entry.url.map(Text), valid_from: optional_date(&entry.valid_from)?, valid_to: optional_date(&entry.valid_to)? })
}

fn deadline(entry: DeadlineEntry) -> Result<pack::Deadline, ReadFault> {
    Ok(pack::Deadline { anchor: ItemId::new(&entry.anchor), when: condition(&entry.when)?, period: Period::parse(&entry.period).ok_or(ReadFault::Broken("period"))?, moves: entry.moves, text: Text(entry.text), law: Text(entry.law) })
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_false(value: &bool) -> bool {
    !value
}
