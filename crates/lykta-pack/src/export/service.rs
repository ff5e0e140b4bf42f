//! A service of a pack in the words of HSDS.
//!
//! In: a card with its rows. Out: the service with its numbers, pages, hours, areas and cost, and its rows as attributes.
//! Never says hours that a plain week does not hold otherwise than in words.
//! Next: `rows.rs`, `docs/exporting.md` for whoever reads it.

use std::collections::BTreeMap;

use lykta_core::format::built::{CardEntry, ContactEntry, Words};
use lykta_core::schedule::Schedule;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::rows::Row;
use crate::compile::{Compiled, hours};

/// The taxonomy under which rows are carried along.
pub const TAXONOMY: &str = "lykta-rows";

/// Names of places.
#[derive(Debug)]
pub struct Places {
    municipalities: BTreeMap<String, String>,
    regions: BTreeMap<String, String>,
}

impl Places {
    /// In a language of the pack.
    pub fn of(compiled: &Compiled, language: usize) -> Self {
        let words = compiled.words.get(language);
        let name = |index: u32| words.map(|words| text(words, Some(index))).unwrap_or_default();
        // `code|region|latitude|longitude|name|name...`; a name is empty where it is as the first.
        let municipality = |line: &str| {
            let cells: Vec<&str> = line.split('|').collect();
            let own = cells.get(4 + language).filter(|name| !name.is_empty()).or_else(|| cells.get(4))?;
            Some(((*cells.first()?).to_owned(), (*own).to_owned()))
        };
        Self {
            municipalities: compiled.places.municipalities.lines().filter_map(municipality).collect(),
            regions: compiled.file.regions.iter().map(|region| (region.code.clone(), name(region.name))).collect(),
        }
    }
}

fn text(words: &Words, index: Option<u32>) -> String {
    index.and_then(|index| words.texts.get(usize::try_from(index).ok()?)).cloned().unwrap_or_default()
}

/// An id of version 8 (RFC 9562): the same for the same thing, whenever it is written.
fn id(parts: &[&str]) -> String {
    let digest = Sha256::digest(parts.join("\n"));
    let mut hex: Vec<char> = digest.iter().take(16).flat_map(|byte| format!("{byte:02x}").chars().collect::<Vec<_>>()).collect();
    for (at, sign) in [(12, '8'), (16, 'a')] {
        if let Some(own) = hex.get_mut(at) {
            *own = sign;
        }
    }
    for at in [20, 16, 12, 8] {
        hex.insert(at, '-');
    }
    hex.into_iter().collect()
}

/// A service.
pub fn service(compiled: &Compiled, card: &CardEntry, rows: &[&Row], places: &Places, language: usize) -> Value {
    let empty = Words::default();
    let words = compiled.words.get(language).unwrap_or(&empty);
    let pack = compiled.file.id.as_str();
    let own = id(&[pack, &card.id]);
    let mut service = Map::new();
    let mut put = |field: &str, value: Value| {
        let is_empty = value.is_null() || value.as_str() == Some("") || value.as_array().is_some_and(Vec::is_empty);
        if !is_empty {
            service.insert(field.to_owned(), value);
        }
    };
    put("id", json!(own));
    put("name", json!(text(words, Some(card.title))));
    put("status", json!("active"));
    put(
        "description",
        json!(
            [text(words, Some(card.text)), text(words, card.know)]
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join("\n\n")
        ),
    );
    put("application_process", json!(text(words, card.first)));
    put("assured_date", json!(card.checked_on));
    put("last_modified", json!(format!("{}T00:00:00Z", card.checked_on)));
    let pages: Vec<&ContactEntry> = card.contacts.iter().filter(|contact| !contact.url.is_empty()).collect();
    put("url", json!(pages.first().map_or("", |contact| contact.url.as_str())));
    let more = pages
        .iter()
        .skip(1)
        .map(|contact| json!({ "id": id(&[&own, "url", &contact.url]), "label": label(words, contact), "url": contact.url }));
    put("additional_urls", json!(more.collect::<Vec<_>>()));
    put(
        "phones",
        json!(card.contacts.iter().enumerate().filter_map(|(index, contact)| phone(words, &own, index, contact)).collect::<Vec<_>>()),
    );
    put("schedules", json!(schedules(words, &own, card)));
    put("service_areas", json!(areas(&own, card, places)));
    if card.flags.iter().any(|flag| flag == "free") {
        put(
            "cost_options",
            json!([{ "id": id(&[&own, "cost"]), "option": words.ui("flag-free"), "amount": 0, "currency": currency(pack) }]),
        );
    }
    put("attributes", json!(rows.iter().enumerate().map(|(index, row)| attribute(&own, index, row)).collect::<Vec<_>>()));
    Value::Object(service)
}

/// The money of a country, ISO 4217.
fn currency(pack: &str) -> &'static str {
    match pack.split('-').next() {
        Some("se") => "SEK",
        Some("no") => "NOK",
        Some("dk") => "DKK",
        _ => "EUR",
    }
}

fn label(words: &Words, contact: &ContactEntry) -> String {
    let own = text(words, contact.label);
    if own.is_empty() { contact.url.clone() } else { own }
}

fn phone(words: &Words, service: &str, index: usize, contact: &ContactEntry) -> Option<Value> {
    let (number, kind) = match (contact.phone.is_empty(), contact.sms.is_empty()) {
        (false, _) => (&contact.phone, "voice"),
        (_, false) => (&contact.sms, "sms"),
        _ => return None,
    };
    let own = id(&[service, "phone", &index.to_string()]);
    let spoken: Vec<Value> = contact.languages.iter().map(|tag| json!({ "id": id(&[&own, tag]), "code": tag })).collect();
    let told =
        [text(words, contact.label), contact.number.clone()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(": ");
    Some(json!({ "id": own, "number": number, "type": kind, "description": told, "languages": spoken }))
}

/// When somebody answers: a schedule for each plain span, and one of words for what a plain week does not hold.
fn schedules(words: &Words, service: &str, card: &CardEntry) -> Vec<Value> {
    let mut found: Vec<Value> = Vec::new();
    for (index, contact) in card.contacts.iter().enumerate() {
        let Some(schedule) = Schedule::from_numbers(&contact.hours).filter(|_| !contact.hours.is_empty()) else { continue };
        let said = [text(words, contact.label), hours::words(&schedule, &words.language), text(words, contact.hours_text)];
        let said = said.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
        let spans = plain(&contact.hours);
        if spans.is_empty() {
            found.push(json!({ "id": id(&[service, "schedule", &index.to_string()]), "description": said }));
        }
        for (number, (days, opens, closes)) in spans.into_iter().enumerate() {
            found.push(json!({
                "id": id(&[service, "schedule", &index.to_string(), &number.to_string()]), "freq": "WEEKLY", "interval": 1, "byday": days,
                "opens_at": opens, "closes_at": closes, "description": said,
            }));
        }
    }
    found
}

/// The spans of a week without dates and holidays: days, opens, closes. None if there is more to say.
fn plain(numbers: &[u32]) -> Vec<(String, String, String)> {
    const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let mut found = Vec::new();
    for span in numbers.chunks(5) {
        let [first, last, days, from, to] = span else { return Vec::new() };
        let is_week = *first == 0 && *last == 0 && *days > 0 && *days < 1 << 7 && from != to && *to <= 2 * 1440;
        if !is_week {
            return Vec::new();
        }
        let names: Vec<&str> = DAYS.iter().enumerate().filter(|(day, _)| days & (1 << day) != 0).map(|(_, name)| *name).collect();
        let time = |minute: u32| format!("{:02}:{:02}", minute / 60 % 24, minute % 60);
        found.push((names.join(","), time(*from), time(*to)));
    }
    found
}

/// Where its numbers serve, as far as they name places.
fn areas(service: &str, card: &CardEntry, places: &Places) -> Vec<Value> {
    let mut found: BTreeMap<(String, String), Value> = BTreeMap::new();
    for contact in &card.contacts {
        let named = contact.places.iter().map(|code| ("municipality", code, places.municipalities.get(code)));
        let of_regions = contact.regions.iter().map(|code| ("region", code, places.regions.get(code)));
        for (kind, code, name) in named.chain(of_regions) {
            let name = name.cloned().unwrap_or_else(|| code.clone());
            let uri = format!("urn:lykta:{kind}:{code}");
            found.insert((kind.to_owned(), code.clone()), json!({ "id": id(&[service, kind, code]), "name": name, "uri": uri }));
        }
    }
    found.into_values().collect()
}

/// A row of the pack's own tables, to be read back as it is.
fn attribute(service: &str, index: usize, row: &Row) -> Value {
    json!({
        "id": id(&[service, "row", &index.to_string()]), "link_id": service, "link_entity": "service", "value": json!(row.cells).to_string(),
        "taxonomy_term": {
            "id": id(&[TAXONOMY, row.table]), "code": row.table, "name": row.table, "taxonomy": TAXONOMY,
            "description": "A row of a table of a lykta pack: cells by the names of columns, as JSON in the value of the attribute.",
        },
    })
}
