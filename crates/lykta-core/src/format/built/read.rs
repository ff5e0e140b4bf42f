//! Reading built files: from their entries to domain values.
//!
//! In: `PackFile`, `PlacesFile`. Out: `Pack`, `Gazetteer`, or the name of the part that does not hold together.
//! Never asks whether the content is right, which the editors' tool did: a broken part refuses the whole file.
//! Next: `pack.rs`.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use super::{
    CardEntry, ContactEntry, DeadlineEntry, ItemEntry, LawEntry, OptionEntry, PackFile, PlacesFile, ReadFault, RegionEntry, version,
};
use crate::answer::{CardId, ItemId, OptionId, Years};
use crate::calendar::{Calendar, Holiday};
use crate::condition::Condition;
use crate::date::Date;
use crate::deadline::Period;
use crate::grammar;
use crate::meeting::Meetings;
use crate::order::ordered;
use crate::pack::{self, Channel, Pack, Text};
use crate::place::{Gazetteer, Municipality};
use crate::schedule::Schedule;

mod check;

impl TryFrom<PlacesFile> for Gazetteer {
    type Error = ReadFault;

    fn try_from(file: PlacesFile) -> Result<Self, ReadFault> {
        version(file.format)?;
        let (mut municipalities, mut likely, mut others) = (Vec::new(), Vec::new(), Vec::new());
        let mut postcodes = file.postcodes.lines();
        for line in file.municipalities.lines() {
            let municipality = municipality(line).ok_or(ReadFault::Broken("municipality"))?;
            let mut at = 0u32;
            for step in postcodes.next().unwrap_or("").split(' ').filter(|step| !step.is_empty()) {
                let (step, is_other) = step.strip_suffix('*').map_or((step, false), |step| (step, true));
                let (step, more) = step.split_once('+').unwrap_or((step, "0"));
                let mut on = |step: &str| -> Option<u32> {
                    at = at.checked_add(step.parse().ok()?)?;
                    Some(at)
                };
                let (Some(first), Some(last)) = (on(step), on(more)) else { return Err(ReadFault::Broken("postcode")) };
                if is_other { &mut others } else { &mut likely }.push((first, last, municipality.code.clone()));
            }
            municipalities.push(municipality);
        }
        likely.append(&mut others);
        Ok(Self::new(municipalities, likely, file.digits))
    }
}

fn municipality(line: &str) -> Option<Municipality> {
    let mut cells = line.split('|').map(str::to_owned);
    let (code, region) = (cells.next()?, cells.next()?);
    let (latitude, longitude) = (cells.next()?, cells.next()?);
    let point = if latitude.is_empty() && longitude.is_empty() { None } else { Some((latitude.parse().ok()?, longitude.parse().ok()?)) };
    let names: Vec<String> = cells.collect();
    (!names.is_empty()).then_some(Municipality { code, region, names, point })
}

impl TryFrom<PackFile> for Pack {
    type Error = ReadFault;

    fn try_from(file: PackFile) -> Result<Self, ReadFault> {
        version(file.format)?;
        let mut fault = Broken(None);
        let mut cards = Vec::new();
        for entry in file.cards {
            cards.push(card(entry, &mut fault));
        }
        let mut help_now = Vec::new();
        for id in &file.help_now {
            help_now.push(fault.or("help_now", cards.iter().position(|card: &pack::Card| card.id.as_str() == id), 0));
        }
        let mut holidays = Vec::new();
        for (days, kind) in [(&file.holidays, Holiday::Public), (&file.eves, Holiday::Eve)] {
            for day in days.split(' ').filter(|day| !day.is_empty()) {
                holidays.push((date(day, &mut fault), kind));
            }
        }
        let mut items = Vec::new();
        for entry in &file.items {
            items.push(item(entry, &mut fault));
        }
        let mut regions = Vec::new();
        for RegionEntry { code, name, until, becomes, language } in file.regions {
            regions.push(pack::Region { code, name: Text(name), until: optional_date(&until, &mut fault), becomes, language });
        }
        let mut checks = Vec::new();
        for entry in file.checks {
            checks.push(check::check(entry, &cards, &mut fault));
        }
        let emergency = number(file.emergency, &mut fault);
        let other_emergency = file.other_emergency.into_iter().map(|other| number(other, &mut fault)).collect();
        let report_url = address(file.report_url, &mut fault);
        if let Some(part) = fault.0 {
            return Err(ReadFault::Broken(part));
        }
        Ok(Self {
            id: file.id,
            version: file.version,
            languages: file.languages,
            timezone: file.timezone,
            emergency,
            other_emergency,
            stale_after_months: file.stale_after_months,
            attribution: file.attribution,
            report_url,
            items,
            cards,
            checks,
            regions,
            help_now,
            not_covered: file.not_covered.into_iter().map(Text).collect(),
            calendar: Calendar::new(holidays),
            gazetteer: Gazetteer::default(),
            has_meetings: file.has_meetings,
            meetings: Meetings::default(),
        })
    }
}

/// The first part that does not hold together; kept beside the reading, like `node::Fault`.
struct Broken(Option<&'static str>);

impl Broken {
    /// The value; if there is none, the part is kept as broken, and something stands in for it.
    fn or<T>(&mut self, part: &'static str, value: Option<T>, instead: T) -> T {
        value.unwrap_or_else(|| {
            self.0.get_or_insert(part);
            instead
        })
    }

    /// What a word means; the first meaning stands in for a word that is not known.
    fn word<T: Copy>(&mut self, part: &'static str, word: &str, meanings: &[(&str, T)], first: T) -> T {
        self.or(part, meanings.iter().find(|(known, _)| *known == word).map(|(_, meaning)| *meaning), first)
    }
}

fn date(text: &str, fault: &mut Broken) -> Date {
    fault.or("date", Date::parse(text), Date::EPOCH)
}

fn optional_date(text: &str, fault: &mut Broken) -> Option<Date> {
    if text.is_empty() { None } else { Some(date(text, fault)) }
}

fn condition(text: &str, fault: &mut Broken) -> Condition {
    if text.is_empty() {
        return Condition::always();
    }
    let condition = grammar::parse(text).ok().and_then(|parsed| parsed.expression.resolved(&|_| None));
    fault.or("condition", condition, Condition::always())
}

fn item(entry: &ItemEntry, fault: &mut Broken) -> pack::Item {
    pack::Item {
        id: ItemId::new(&entry.id),
        kind: fault.word(
            "item",
            &entry.kind,
            &[
                ("single", pack::ItemKind::Single),
                ("multiple", pack::ItemKind::Multiple),
                ("place", pack::ItemKind::Place),
                ("date", pack::ItemKind::Date),
            ],
            pack::ItemKind::Date,
        ),
        text: Text(entry.text),
        hint: entry.hint.map(Text),
        told: entry.told.map(Text),
        why: entry.why.map(Text),
        unknown: Text(entry.unknown),
        enable_when: condition(&entry.enable_when, fault),
        is_asked: !entry.unasked,
        options: entry.options.iter().map(|entry| option(entry, fault)).collect(),
    }
}

fn option(entry: &OptionEntry, fault: &mut Broken) -> pack::AnswerOption {
    pack::AnswerOption {
        id: OptionId::new(&entry.id),
        text: Text(entry.text),
        hint: entry.hint.map(Text),
        told: entry.told.map(Text),
        offer_when: condition(&entry.offer_when, fault),
        years: entry.from.map(|from| Years { from, to: entry.to }),
        is_unsure: entry.unsure,
        is_alone: entry.alone,
    }
}

fn card(entry: CardEntry, fault: &mut Broken) -> pack::Card {
    let flags = ordered(entry.flags.iter().map(|word| flag(word, fault)).collect(), |left, right| left < right);
    pack::Card {
        id: CardId::new(&entry.id),
        kind: fault.word(
            "kind",
            &entry.kind,
            &[
                ("right", pack::CardKind::Right),
                ("service", pack::CardKind::Service),
                ("helpline", pack::CardKind::Helpline),
                ("group", pack::CardKind::Group),
                ("notice", pack::CardKind::Notice),
            ],
            pack::CardKind::Notice,
        ),
        need: fault.word(
            "need",
            &entry.need,
            &[
                ("danger", pack::Need::Danger),
                ("right", pack::Need::Right),
                ("line", pack::Need::Line),
                ("service", pack::Need::Service),
                ("group", pack::Need::Group),
                ("background", pack::Need::Background),
            ],
            pack::Need::Background,
        ),
        track: track(&entry, fault),
        rank: entry.rank,
        when: condition(&entry.when, fault),
        facts: entry.facts,
        title: Text(entry.title),
        text: Text(entry.text),
        first: entry.first.map(Text),
        steps: entry.steps.into_iter().map(Text).collect(),
        know: entry.know.map(Text),
        say: entry.say.map(Text),
        write: entry.write.map(Text),
        refused: entry.refused.map(Text),
        decides: entry.decides.map(Text),
        flags,
        contacts: entry.contacts.into_iter().map(|entry| contact(entry, fault)).collect(),
        laws: entry.laws.iter().map(|entry| law(entry, fault)).collect(),
        deadlines: entry.deadlines.iter().map(|entry| deadline(entry, fault)).collect(),
        sources: entry.sources.into_iter().map(|(name, url)| (Text(name), address(url, fault))).collect(),
        checked_on: date(&entry.checked_on, fault),
        confidence: fault.word(
            "confidence",
            &entry.confidence,
            &[
                ("law", pack::Confidence::Law),
                ("page", pack::Confidence::Page),
                ("secondary", pack::Confidence::Secondary),
                ("general", pack::Confidence::General),
            ],
            pack::Confidence::General,
        ),
        check_with: entry.check_with.map(Text),
        hangs_on: entry.hangs_on.into_iter().map(|(item, words)| (ItemId::new(&item), Text(words))).collect(),
    }
}

fn track(entry: &CardEntry, fault: &mut Broken) -> pack::Track {
    let word = if entry.track.is_empty() { usual_track(&entry.kind) } else { &entry.track };
    fault.word(
        "track",
        word,
        &[
            ("you", pack::Track::You),
            ("ways", pack::Track::Ways),
            ("home", pack::Track::Home),
            ("worry", pack::Track::Worry),
            ("them", pack::Track::Them),
            ("groups", pack::Track::Groups),
            ("child", pack::Track::Child),
            ("more", pack::Track::More),
        ],
        pack::Track::More,
    )
}

/// The track of a card that names none, by its kind.
#[must_use]
pub fn usual_track(kind: &str) -> &'static str {
    match kind {
        "group" => "groups",
        "notice" => "more",
        _ => "you",
    }
}

fn flag(word: &str, fault: &mut Broken) -> pack::Flag {
    fault.word(
        "flag",
        word,
        &[
            ("free", pack::Flag::Free),
            ("anonymous", pack::Flag::Anonymous),
            ("no-referral", pack::Flag::NoReferral),
            ("walk-in", pack::Flag::WalkIn),
            ("intoxicated", pack::Flag::Intoxicated),
            ("day-and-night", pack::Flag::DayAndNight),
            ("relatives", pack::Flag::Relatives),
        ],
        pack::Flag::Free,
    )
}

/// A number as it is dialled: a link holds digits and nothing else.
fn number(number: String, fault: &mut Broken) -> String {
    let number = pack::is_dialled(&number).then_some(number);
    fault.or("contact", number, String::new())
}

/// An address, or nothing.
fn address(url: String, fault: &mut Broken) -> String {
    let url = (url.is_empty() || pack::is_page(&url)).then_some(url);
    fault.or("address", url, String::new())
}

fn contact(entry: ContactEntry, fault: &mut Broken) -> pack::Contact {
    let channel = if !entry.phone.is_empty() {
        Channel::Phone(number(entry.phone, fault), entry.number)
    } else if !entry.sms.is_empty() {
        Channel::Sms(number(entry.sms, fault), entry.number)
    } else {
        let url = pack::is_page(&entry.url).then_some(entry.url);
        Channel::Web(fault.or("contact", url, String::new()))
    };
    let schedule = if entry.hours.is_empty() { None } else { fault.or("hours", Schedule::from_numbers(&entry.hours).map(Some), None) };
    pack::Contact {
        label: entry.label.map(Text),
        channel,
        schedule,
        hours_text: entry.hours_text.map(Text),
        languages: entry.languages,
        places: entry.places,
        regions: entry.regions,
    }
}

fn law(entry: &LawEntry, fault: &mut Broken) -> pack::Law {
    pack::Law {
        citation: Text(entry.citation),
        url: entry.url.map(Text),
        valid_from: optional_date(&entry.valid_from, fault),
        valid_to: optional_date(&entry.valid_to, fault),
    }
}

fn deadline(entry: &DeadlineEntry, fault: &mut Broken) -> pack::Deadline {
    pack::Deadline {
        anchor: ItemId::new(&entry.anchor),
        when: condition(&entry.when, fault),
        period: fault.or("period", Period::parse(&entry.period), Period::DAY),
        moves: entry.moves,
        text: Text(entry.text),
        law: Text(entry.law),
    }
}
