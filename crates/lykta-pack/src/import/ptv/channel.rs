//! Channels: how a service of the catalogue is reached, and when.
//!
//! In: a channel, and what the link from a service says of it. Out: ways to reach the service.
//! Never says hours where a text beside them may change them without showing it, and never an address of one person's mail.
//! Next: `crate::import::service` for the ways.

use serde_json::{Map, Value};

use super::{localized, text, texts, typed};
use crate::import::clean;
use crate::import::clock;
use crate::import::feed::Feed;
use crate::import::record::Record;
use crate::import::service::week::Week;
use crate::import::service::words::Words;
use crate::import::service::{Texts, Way, reach};
use crate::locale;

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A channel, as far as a service needs it.
#[derive(Debug)]
pub struct Channel {
    /// What it is called.
    pub names: Texts,
    address: String,
    places: Vec<String>,
    languages: Vec<String>,
    phones: Vec<Phone>,
    pages: Texts,
    hours: Hours,
    changes: Vec<(String, String)>,
    homeless: Vec<String>,
    private: u64,
}

/// A number, with the languages that are spoken there.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Phone {
    dial: String,
    published: String,
    languages: Vec<String>,
}

/// When it is open: rules, and words beside them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Hours {
    rules: String,
    words: Texts,
}

impl Channel {
    /// From its fields.
    #[must_use]
    pub fn of(feed: &Feed<'_>, fields: &Map<String, Value>) -> Self {
        let (mut changes, mut homeless, mut private) = (Vec::new(), Vec::new(), 0);
        let numbers = ["phoneNumbers", "supportPhones"].into_iter().find_map(|field| fields.get(field).filter(|list| list.is_array()));
        let phones = phones(feed, numbers, &mut changes, &mut homeless);
        for field in ["emails", "supportEmails"] {
            private += fields.get(field).and_then(Value::as_array).map_or(0, Vec::len) as u64;
        }
        let (address, places) = address(feed, fields);
        let has =
            |field: &str| fields.get(field).is_some_and(|value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()));
        for field in ["accessibilityClassificationLevel", "accessibilityStatementWebPage", "deliveryAddresses", "attachments"] {
            homeless.extend(has(field).then(|| format!("channel: {field}")));
        }
        Self {
            names: typed(fields.get("serviceChannelNames"), "Name"),
            address,
            places,
            languages: strings(fields.get("languages")),
            phones,
            pages: pages(fields.get("webPages"), &mut changes),
            hours: hours(feed, fields.get("serviceHours"), &mut changes),
            changes,
            homeless,
            private,
        }
    }

    /// The ways that a service has by it; hours and numbers of the link stand in the place of its own.
    pub fn ways(&self, feed: &Feed<'_>, link: &Value, is_named_alike: bool, record: &mut Record) -> Vec<Way> {
        record.changes.extend(self.changes.iter().cloned());
        record.homeless.extend(self.homeless.iter().cloned());
        record.private += self.private;
        let is_filled = |list: &&Value| list.as_array().is_some_and(|list| !list.is_empty());
        let details = link.get("contactDetails");
        let (mut changes, mut homeless) = (Vec::new(), Vec::new());
        let hours = match link.get("serviceHours").filter(is_filled) {
            Some(list) => hours(feed, Some(list), &mut changes),
            None => self.hours.clone(),
        };
        let of_link = |field: &str| details.and_then(|details| details.get(field)).filter(is_filled);
        let phones =
            of_link("phoneNumbers").map_or_else(|| self.phones.clone(), |list| phones(feed, Some(list), &mut changes, &mut homeless));
        let pages = of_link("webPages").map_or_else(|| self.pages.clone(), |list| pages(Some(list), &mut changes));
        record.changes.extend(changes);
        record.homeless.extend(homeless);
        let page = feed.languages.iter().find_map(|tag| pages.get(tag)).or_else(|| pages.values().next()).cloned().unwrap_or_default();
        let label = |language: &String, name: &String| {
            let name = if is_named_alike && !self.address.is_empty() { "" } else { name.as_str() };
            let both = [name, self.address.as_str()];
            (language.clone(), both.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "))
        };
        let label: Texts = if is_named_alike && self.address.is_empty() {
            Texts::new()
        } else {
            self.names.iter().map(|(language, name)| label(language, name)).collect()
        };
        let way = Way {
            label,
            hours: hours.rules,
            hours_text: hours.words,
            places: self.places.clone(),
            languages: self.languages.clone(),
            ..Way::default()
        };
        let mut ways: Vec<Way> = phones
            .into_iter()
            .map(|phone| Way {
                languages: if phone.languages.len() > 1 { phone.languages } else { self.languages.clone() },
                phone: phone.dial,
                number: phone.published,
                ..way.clone()
            })
            .collect();
        // What stands by the number need not be said again by the page.
        match ways.first_mut() {
            Some(first) => first.url = page,
            None => ways.push(Way { url: page, ..way }),
        }
        ways
    }
}

/// Its numbers; rows for the same number in several languages are one.
fn phones(feed: &Feed<'_>, list: Option<&Value>, changes: &mut Vec<(String, String)>, homeless: &mut Vec<String>) -> Vec<Phone> {
    let mut found: Vec<Phone> = Vec::new();
    for one in list.and_then(Value::as_array).map_or(&[][..], Vec::as_slice) {
        let kind = text(one.get("type"));
        if !kind.is_empty() && kind != "Phone" {
            homeless.push(format!("channel: number of the type {}", clean::cut(&kind, 20).0));
            continue;
        }
        let (prefix, number) = (text(one.get("prefixNumber")), text(one.get("number")));
        let is_service = text(one.get("isFinnishServiceNumber")) == "true";
        let whole = match prefix.as_str() {
            "" => number.clone(),
            prefix => format!("{prefix} {number}"),
        };
        let read = reach::number(&whole, feed.country);
        let national = || if prefix == "+358" && !number.starts_with('0') { format!("0{number}") } else { whole.clone() };
        let Some((dial, published)) = read.map(|(dial, published)| (dial, if is_service { published } else { national() })) else {
            if !number.is_empty() {
                changes.push((
                    format!("`{}` is not one number alone, and was left out", clean::cut(&clean::without_people(&whole).0, 40).0),
                    "write it into overrides.csv, in the columns `phone` and `number`, or ask whoever keeps the channel".to_owned(),
                ));
            }
            continue;
        };
        let language = text(one.get("language"));
        match found.iter_mut().find(|phone| phone.dial == dial) {
            Some(phone) if !phone.languages.contains(&language) => phone.languages.push(language),
            Some(_) => {}
            None => found.push(Phone { dial, published, languages: vec![language] }),
        }
        if !text(one.get("chargeDescription")).is_empty() {
            homeless.push("channel: chargeDescription".to_owned());
        }
        if !texts(one.get("additionalInformation")).is_empty() || !text(one.get("additionalInformation")).is_empty() {
            homeless.push("channel: additionalInformation of a number".to_owned());
        }
    }
    found
}

/// Pages by language.
fn pages(list: Option<&Value>, changes: &mut Vec<(String, String)>) -> Texts {
    let mut found = Texts::new();
    for one in list.and_then(Value::as_array).map_or(&[][..], Vec::as_slice) {
        let url = text(one.get("url"));
        match reach::page(&url) {
            Some(page) => {
                found.entry(text(one.get("language"))).or_insert(page);
            }
            None if url.is_empty() => {}
            None => changes.push((
                format!("`{}` is not an https address, and was left out", clean::cut(&url, 80).0),
                "look whether the page opens by https, and tell whoever keeps the channel".to_owned(),
            )),
        }
    }
    found
}

/// Street and town of the place that one visits, and its municipality.
fn address(feed: &Feed<'_>, fields: &Map<String, Value>) -> (String, Vec<String>) {
    let list = fields.get("addresses").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let Some(street) = list
        .iter()
        .filter(|one| text(one.get("type")) == "Location")
        .find_map(|one| one.get("streetAddress").filter(|own| own.is_object()))
    else {
        return Default::default();
    };
    let first =
        |texts: &Texts| feed.languages.iter().find_map(|tag| texts.get(tag)).or_else(|| texts.values().next()).cloned().unwrap_or_default();
    let name = first(&texts(street.get("street")));
    let road = [name, text(street.get("streetNumber"))].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let town = street.get("municipality").map(|own| first(&texts(own.get("name")))).unwrap_or_default();
    (
        [road, town].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
        // A place serves those who can come; whom it is for, the service says.
        Vec::new(),
    )
}

/// Opening hours: rules where they leave no doubt, words beside them or instead.
fn hours(feed: &Feed<'_>, list: Option<&Value>, changes: &mut Vec<(String, String)>) -> Hours {
    let (mut week, mut words, mut sets, mut is_by_appointment) = (Week::default(), Vec::new(), 0, false);
    let list = list.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let mut sorted: Vec<&Value> = list.iter().collect();
    sorted.sort_by_key(|set| text(set.get("serviceHourType")) == "Exceptional");
    for set in sorted {
        let date = |field: &str| clock::day(&text(set.get(field))).unwrap_or_default();
        let (from, to, is_true) = (date("validFrom"), date("validTo"), |field: &str| text(set.get(field)) == "true");
        if !to.is_empty() && to.as_str() < feed.today {
            continue;
        }
        let told = localized(set.get("additionalInformation").and_then(Value::as_array).map_or(&[][..], Vec::as_slice).iter());
        let spans = spans(set);
        if text(set.get("serviceHourType")) == "Exceptional" {
            let own: Vec<_> = spans.iter().map(|(_, span)| *span).collect();
            let is_clear = !from.is_empty() && (is_true("isClosed") || !own.is_empty());
            if is_clear {
                week.except(&from, &to, if is_true("isClosed") { &[] } else { &own }, feed.today);
            } else if told.is_empty() {
                changes.push((
                    "an exception of its hours has no day or no times, and was left out".to_owned(),
                    "ask whoever keeps the channel".to_owned(),
                ));
            }
            words.push(told);
            continue;
        }
        is_by_appointment |= is_true("isReservation");
        words.push(told);
        // Hours of a season alone would be taken for those of the whole year.
        if !from.is_empty() && from.as_str() > feed.today || !to.is_empty() {
            let period = [from, to].join("–");
            changes.push((
                format!("hours that hold for {period} alone were left out"),
                "write them into overrides.csv, in the column `hours`".to_owned(),
            ));
            continue;
        }
        sets += 1;
        if is_true("isAlwaysOpen") {
            week = Week::always();
        }
        spans.into_iter().for_each(|(day, span)| week.add(day, span));
    }
    let rules = if sets > 1 && words.iter().filter(|told| !told.is_empty()).count() > 0 { None } else { week.rules() };
    if rules.is_none() && !week.is_empty() {
        changes.push((
            "its hours contradict each other, or hold for parts of the year, and were left out".to_owned(),
            "write them into overrides.csv, in the column `hours`".to_owned(),
        ));
    }
    let mut told = Texts::new();
    for language in feed.languages {
        let said: Vec<&String> = words.iter().filter_map(|own| own.get(language)).collect();
        let mut parts: Vec<String> = Vec::new();
        for text in said {
            if !parts.contains(text) {
                parts.push(text.clone());
            }
        }
        if is_by_appointment {
            // Nobody answers, or opens, without one: the hours are words then, and no promise.
            let hours = rules.as_deref().and_then(|rules| lykta_core::schedule::Schedule::parse(rules).ok());
            let spoken = hours.map(|hours| crate::compile::hours::words(&hours, language)).unwrap_or_default();
            let word = Words::word(language, "appointment").unwrap_or("");
            parts.insert(0, [word, spoken.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": "));
        }
        if !parts.is_empty() && !locale::is_draft(language) {
            told.insert(language.clone(), parts.join(" "));
        }
    }
    Hours { rules: rules.filter(|_| !is_by_appointment).unwrap_or_default(), words: told }
}

/// The times of a set, by day.
fn spans(set: &Value) -> Vec<(u8, (u16, u16))> {
    let day = |field: &Value| DAYS.iter().position(|name| field.as_str() == Some(name)).and_then(|index| u8::try_from(index + 1).ok());
    let mut found = Vec::new();
    for one in set.get("openingHour").and_then(Value::as_array).map_or(&[][..], Vec::as_slice) {
        let (Some(from), Some(to)) = (clock::minute(&text(one.get("from"))), end(&text(one.get("to")))) else { continue };
        let first = one.get("dayFrom").and_then(day).unwrap_or(1);
        let last = one.get("dayTo").and_then(day);
        match last {
            // From one day's evening to the next day's morning.
            Some(last) if text(set.get("serviceHourType")) == "OverMidnight" => {
                if last == first % 7 + 1 {
                    found.push((first, (from, to)));
                }
            }
            Some(last) if last > first => found.extend((first..=last).map(|day| (day, (from, to)))),
            _ => found.push((first, (from, to))),
        }
    }
    found
}

fn end(text: &str) -> Option<u16> {
    if text.starts_with("24:00") { Some(24 * 60) } else { clock::minute(text) }
}

fn strings(value: Option<&Value>) -> Vec<String> {
    let list = value.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    list.iter()
        .map(|one| text(Some(one)))
        .filter(|tag| (2..=3).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_lowercase()))
        .collect()
}
