//! Rows: cards and meetings as rows of the pack's own tables, so that what comes back is what was written.
//!
//! In: a compiled pack and its sources. Out: rows of `services.csv`, `groups.csv` and `meetings.csv`, as cells by the names of columns.
//! Never a cell that no table has a column for: steps, laws and time limits of a card stay behind.
//! Next: `service.rs`, `crate::import::hsds` for the way back.

use std::collections::BTreeMap;
use std::fmt::Debug;

use lykta_core::format::built::{CardEntry, ContactEntry};
use lykta_core::format::source::Meeting;
use lykta_core::schedule::Schedule;

use crate::compile::{Compiled, Sources};

/// A row of a table.
#[derive(Debug)]
pub struct Row {
    /// The card that it belongs to.
    pub card: String,
    /// The table.
    pub table: &'static str,
    /// Its cells; empty ones are absent.
    pub cells: BTreeMap<String, String>,
}

impl Row {
    fn new(card: &str, table: &'static str, id: &str) -> Self {
        Self { card: card.to_owned(), table, cells: BTreeMap::from([("id".to_owned(), id.to_owned())]) }
    }

    fn put(&mut self, column: &str, text: &str) {
        if !text.is_empty() {
            self.cells.insert(column.to_owned(), text.to_owned());
        }
    }
}

/// All rows, in the order of the cards.
pub fn all(compiled: &Compiled, sources: &Sources) -> Vec<Row> {
    let texts = Texts { compiled };
    let hours = hours(sources);
    let conditions: BTreeMap<&str, &str> =
        sources.entries.cards.iter().filter_map(|card| Some((card.entry.id.as_str(), card.entry.when.as_deref()?))).collect();
    let mut rows = Vec::new();
    for card in compiled.file.cards.iter().filter(|card| super::is_service(&card.kind)) {
        of_card(card, conditions.get(card.id.as_str()).copied().unwrap_or(""), &texts, &hours, &mut rows);
        let own = sources.entries.cards.iter().filter(|own| own.entry.id == card.id).flat_map(|own| &own.entry.meeting);
        let apart = sources
            .entries
            .meetings
            .iter()
            .map(|meeting| &meeting.entry)
            .filter(|meeting| meeting.group.as_deref() == Some(card.id.as_str()));
        rows.extend(own.chain(apart).enumerate().map(|(index, meeting)| of_meeting(card, index, meeting)));
    }
    rows
}

struct Texts<'a> {
    compiled: &'a Compiled,
}

impl Texts<'_> {
    /// A text in every language in which it stands.
    fn put(&self, row: &mut Row, column: &str, index: Option<u32>) {
        let Some(index) = index else { return };
        for words in &self.compiled.words {
            if words.borrowed.contains(&index) {
                continue;
            }
            let text = usize::try_from(index).ok().and_then(|index| words.texts.get(index)).map_or("", String::as_str);
            row.put(&format!("{column}_{}", words.language), text);
        }
    }
}

/// Opening hours as they are written, by what they mean.
fn hours(sources: &Sources) -> BTreeMap<Vec<u32>, String> {
    let of_cards = sources.entries.cards.iter().flat_map(|card| &card.entry.contact).filter_map(|contact| contact.hours.as_ref());
    let changes = || sources.entries.changes.iter().map(|change| &change.entry);
    let of_changes = changes().flat_map(|change| &change.contact).filter_map(|contact| contact.hours.as_ref());
    let all = of_cards.chain(of_changes).chain(changes().flat_map(|change| &change.hours).filter_map(|change| change.hours.as_ref()));
    all.filter_map(|text| Some((Schedule::parse(text).ok()?.numbers(), text.clone()))).collect()
}

fn of_card(card: &CardEntry, when: &str, texts: &Texts<'_>, hours: &BTreeMap<Vec<u32>, String>, rows: &mut Vec<Row>) {
    let is_group = card.kind == "group";
    let table = if is_group { "groups.csv" } else { "services.csv" };
    let mut row = Row::new(&card.id, table, &card.id);
    row.put("rank", &card.rank.to_string());
    row.put("when", when);
    row.put("flags", &card.flags.join(" "));
    row.put("checked_on", &card.checked_on);
    row.put("confidence", &card.confidence);
    for (column, index) in [
        ("title", Some(card.title)),
        ("text", Some(card.text)),
        ("first", card.first),
        ("know", card.know),
        ("check_with", card.check_with),
    ] {
        texts.put(&mut row, column, index);
    }
    if !is_group {
        row.put("kind", &card.kind);
        row.put("need", &card.need);
        texts.put(&mut row, "say", card.say);
        texts.put(&mut row, "decides", card.decides);
    }
    let mut own = vec![row];
    for (index, contact) in card.contacts.iter().enumerate() {
        if index > 0 {
            own.push(Row::new(&card.id, table, &card.id));
        }
        if let Some(row) = own.last_mut() {
            of_contact(row, contact, texts, hours, is_group);
        }
    }
    rows.extend(own);
}

fn of_contact(row: &mut Row, contact: &ContactEntry, texts: &Texts<'_>, hours: &BTreeMap<Vec<u32>, String>, is_group: bool) {
    texts.put(row, "label", contact.label);
    for (column, text) in [("phone", &contact.phone), ("sms", &contact.sms), ("number", &contact.number), ("url", &contact.url)] {
        row.put(column, text);
    }
    row.put("hours", hours.get(&contact.hours).map_or("", String::as_str));
    texts.put(row, "hours_text", contact.hours_text);
    row.put("languages", &contact.languages.join(" "));
    if !is_group {
        row.put("places", &contact.places.join(" "));
        row.put("regions", &contact.regions.join(" "));
    }
}

fn of_meeting(card: &CardEntry, index: usize, meeting: &Meeting) -> Row {
    let id = meeting.id.clone().unwrap_or_else(|| format!("{}-{}", card.id, index + 1));
    let mut row = Row::new(&card.id, "meetings.csv", &id);
    row.put("group", &card.id);
    row.put("day", &meeting.day.map(|day| day.to_string()).unwrap_or_default());
    row.put("time", &meeting.time);
    let plain = [
        ("name", &meeting.name),
        ("end_time", &meeting.end_time),
        ("repeats", &meeting.repeats),
        ("dates", &meeting.dates),
        ("breaks", &meeting.breaks),
        ("location", &meeting.location),
        ("address", &meeting.address),
        ("place", &meeting.place),
        ("latitude", &meeting.latitude),
        ("longitude", &meeting.longitude),
        ("url", &meeting.url),
        ("phone", &meeting.phone),
        ("number", &meeting.number),
        ("notes", &meeting.notes),
        ("language", &meeting.language),
    ];
    plain.into_iter().for_each(|(column, text)| row.put(column, text.as_deref().unwrap_or("")));
    row.put("kind", &words(&meeting.kind));
    row.put("who", &words(&meeting.who));
    row.put("access", &words(&meeting.access));
    row.put("last_confirmed", meeting.confirmed.as_deref().unwrap_or(&card.checked_on));
    row
}

/// Names of variants as tables write them: `in-person`.
fn words<T: Debug>(list: &[T]) -> String {
    let kebab = |variant: String| {
        let mut text = String::new();
        for sign in variant.chars() {
            if sign.is_uppercase() && !text.is_empty() {
                text.push('-');
            }
            text.extend(sign.to_lowercase());
        }
        text
    };
    list.iter().map(|variant| kebab(format!("{variant:?}"))).collect::<Vec<_>>().join(" ")
}
