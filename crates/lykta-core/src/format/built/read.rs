//! Reading built files: from their entries to domain values.
//!
//! In: `PackFile`, `PlacesFile`. Out: `Pack`, `Gazetteer`, or the name of the part that does not hold together.
//! Never asks whether the content is right, which the editors' tool did: a broken part refuses the whole file.
//! Next: `pack.rs`.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use super::{
    CardEntry, ContactEntry, DeadlineEntry, ItemEntry, LawEntry, MeetingEntry, OptionEntry, PackFile, PlacesFile, ReadFault, version,
};
use crate::answer::{CardId, ItemId, OptionId, Years};
use crate::calendar::{Calendar, Holiday};
use crate::condition::Condition;
use crate::date::{Date, Weekday};
use crate::deadline::Period;
use crate::grammar;
use crate::order::ordered;
use crate::pack::{self, Channel, Pack, Text};
use crate::place::{Gazetteer, Municipality};
use crate::schedule::{self, Schedule};

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
                code = step.parse().ok().and_then(|step| code.checked_add(step)).ok_or(ReadFault::Broken("postcode"))?;
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
        let help_now = file
            .help_now
            .iter()
            .map(|id| cards.iter().position(|card| card.id.as_str() == id).ok_or(ReadFault::Broken("help_now")))
            .collect::<Result<_, _>>()?;
        let days = |text: &str, kind: Holiday| -> Result<Vec<(Date, Holiday)>, ReadFault> {
            text.split(' ').filter(|day| !day.is_empty()).map(|day| Ok((date(day)?, kind))).collect()
        };
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
            items: file.items.iter().map(item).collect::<Result<_, _>>()?,
            cards,
            regions: file.regions.into_iter().map(|(code, name)| (code, Text(name))).collect(),
            help_now,
            not_covered: file.not_covered.into_iter().map(Text).collect(),
            calendar: Calendar::new(holidays),
            gazetteer: Gazetteer::default(),
        })
    }
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

fn item(entry: &ItemEntry) -> Result<pack::Item, ReadFault> {
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
        options: entry.options.iter().map(option).collect::<Result<_, _>>()?,
    })
}

fn option(entry: &OptionEntry) -> Result<pack::AnswerOption, ReadFault> {
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
    let flags = entry.flags.iter().map(|word| flag(word)).collect::<Result<Vec<_>, _>>()?;
    let flags = ordered(flags, |left, right| left < right);
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
        laws: entry.laws.iter().map(law).collect::<Result<_, _>>()?,
        deadlines: entry.deadlines.iter().map(deadline).collect::<Result<_, _>>()?,
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
    Ok(pack::Contact {
        label: entry.label.map(Text),
        channel,
        schedule,
        hours_text: entry.hours_text.map(Text),
        languages: entry.languages,
        places: entry.places,
    })
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

fn law(entry: &LawEntry) -> Result<pack::Law, ReadFault> {
    Ok(pack::Law {
        citation: Text(entry.citation),
        url: entry.url.map(Text),
        valid_from: optional_date(&entry.valid_from)?,
        valid_to: optional_date(&entry.valid_to)?,
    })
}

fn deadline(entry: &DeadlineEntry) -> Result<pack::Deadline, ReadFault> {
    Ok(pack::Deadline {
        anchor: ItemId::new(&entry.anchor),
        when: condition(&entry.when)?,
        period: Period::parse(&entry.period).ok_or(ReadFault::Broken("period"))?,
        moves: entry.moves,
        text: Text(entry.text),
        law: Text(entry.law),
    })
}
