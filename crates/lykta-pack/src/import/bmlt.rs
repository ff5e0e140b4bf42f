//! BMLT: a record of a meeting list of Narcotics Anonymous, said in the words of Meeting Guide, which then become rows.
//!
//! In: a result of a semantic search, and the formats that the server uses. Out: a record with its rows, or why there is none.
//! Never takes a format by the server's own word for it where it has a world id: `O` may be open, or anything else.
//! Standard: BMLT semantic interface (bmlt-enabled/bmlt-server).
//! Next: `meeting_guide.rs` for what becomes of it.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::clean;
use super::clock;
use super::elements::Wrapped;
use super::feed::Feed;
use super::meeting_guide;
use super::record::{Place, Record};

/// An object that wraps the list of meetings.
pub const MEETINGS: Wrapped = Wrapped { lists: &["meetings"], skips: &["formats"] };

/// The same for the list of formats.
pub const FORMATS: Wrapped = Wrapped { lists: &["formats"], skips: &["meetings"] };

/// Fields that are read.
const READ: &[&str] = &[
    "id_bigint",
    "root_server_id",
    "weekday_tinyint",
    "start_time",
    "duration_time",
    "time_zone",
    "venue_type",
    "formats",
    "format_shared_id_list",
    "latitude",
    "longitude",
    "location_text",
    "location_info",
    "location_street",
    "location_municipality",
    "location_postal_code_1",
    "train_lines",
    "bus_lines",
    "meeting_name",
    "comments",
    "virtual_meeting_link",
    "virtual_meeting_additional_info",
    "phone_meeting_number",
    "published",
];

/// What a server calls its formats: world ids by the server's id, and by its word.
#[derive(Debug, Default)]
pub struct Formats {
    by_id: BTreeMap<String, String>,
    by_key: BTreeMap<String, String>,
}

impl Formats {
    /// Takes in what is a format; nothing else.
    pub fn learn(&mut self, value: &Value) {
        let text = |field: &str| text(value.get(field));
        if beside(value) != Some("format") {
            return;
        }
        let world = text("world_id");
        self.by_id.insert(text("id"), world.clone());
        // The same word in two languages may be two formats: the first stands.
        self.by_key.entry(text("key_string")).or_insert(world);
    }
}

/// What a list of a server holds beside meetings: formats, bodies, the server itself.
#[must_use]
pub fn beside(value: &Value) -> Option<&'static str> {
    let has = |field: &str| value.get(field).is_some();
    if has("weekday_tinyint") || has("start_time") || has("meeting_name") || has("id_bigint") {
        return None;
    }
    match () {
        () if has("key_string") => Some("format"),
        () if has("parent_id") && has("helpline") => Some("service body"),
        () if has("versionInt") => Some("server"),
        () => None,
    }
}

/// A record as it becomes rows.
#[must_use]
pub fn record(feed: &Feed<'_>, formats: &Formats, place: Place, value: &Value) -> Record {
    let mut record = Record { place, ..Record::default() };
    let Value::Object(fields) = value else {
        record.refuse("it is no meeting with fields", "ask whoever keeps the list; a meeting is written between { and }");
        return record;
    };
    for (field, _) in fields.iter().filter(|(field, value)| !text(Some(value)).is_empty() && !READ.contains(&field.as_str())) {
        if field.starts_with("contact_") || field == "email_contact" {
            record.private += 1;
        } else {
            record.homeless.push(clean::cut(&clean::plain(field), 40).0);
        }
    }
    if text(fields.get("published")) == "0" {
        record.name = text(fields.get("meeting_name"));
        record.refuse("it is not published", "nothing; it comes in by itself when the list publishes it");
        return record;
    }
    let said = said(fields, formats, feed, &mut record);
    meeting_guide::meeting(feed, &said, record)
}

/// The same meeting in the words of Meeting Guide.
fn said(fields: &Map<String, Value>, formats: &Formats, feed: &Feed<'_>, record: &mut Record) -> Map<String, Value> {
    let own = |field: &str| text(fields.get(field));
    let mut said = Map::new();
    let mut put = |field: &str, text: String| {
        if !text.is_empty() {
            said.insert(field.to_owned(), Value::String(text));
        }
    };
    put("slug", [own("root_server_id"), own("id_bigint")].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-"));
    // Days are counted from 1 for Sunday here, from 0 there; what is none stays what it was, to be refused by it.
    let day = own("weekday_tinyint");
    put(
        "day",
        day.parse::<i64>().map_or_else(
            |_| day.clone(),
            |number| if (1..=7).contains(&number) { (number - 1).to_string() } else { "-".to_owned() + &day },
        ),
    );
    put("time", own("start_time"));
    put("end_time", end(&own("start_time"), &own("duration_time"), record));
    put("timezone", own("time_zone"));
    let venue = own("venue_type");
    let held = [("1", "in_person"), ("2", "online"), ("3", "hybrid")].into_iter().find(|(number, _)| *number == venue);
    put("attendance_option", held.map_or("", |(_, word)| word).to_owned());
    for (from, to) in [
        ("meeting_name", "name"),
        ("location_text", "location"),
        ("location_info", "location_notes"),
        ("location_street", "address"),
        ("location_municipality", "city"),
        ("location_postal_code_1", "postal_code"),
        ("virtual_meeting_link", "conference_url"),
        ("virtual_meeting_additional_info", "conference_url_notes"),
        ("phone_meeting_number", "conference_phone"),
    ] {
        put(to, own(from));
    }
    let is_nowhere = ["latitude", "longitude"].iter().all(|field| own(field).parse::<f64>().is_ok_and(|number| number == 0.0));
    if !is_nowhere {
        put("latitude", own("latitude"));
        put("longitude", own("longitude"));
    }
    let lines = |field: &str, word: &str| {
        let text = own(field);
        if text.starts_with(|sign: char| sign.is_ascii_digit()) { format!("{word} {text}") } else { text }
    };
    let notes = [own("comments"), lines("bus_lines", "Bus"), lines("train_lines", "Train")];
    put("notes", notes.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(". "));
    said.insert("types".to_owned(), json!(types(fields, formats, feed)));
    said
}

/// The end of a meeting that lasts so long; none if the server's usual length is meant.
fn end(start: &str, duration: &str, record: &mut Record) -> String {
    let mut parts = duration.split(':').map(|part| part.trim().parse::<u16>().ok());
    let minutes = match (parts.next().flatten(), parts.next().flatten()) {
        (Some(hours), Some(minutes)) if hours <= 24 && minutes < 60 => hours * 60 + minutes,
        _ if duration.is_empty() => 0,
        _ => {
            record.change(
                format!("its length `{}` cannot be read, and was left out", clean::cut(duration, 20).0),
                "ask whoever keeps the list",
            );
            0
        }
    };
    if minutes > 12 * 60 {
        record.change(format!("it would last {} hours; the end was left out", minutes / 60), "ask whoever keeps the list for its length");
        return String::new();
    }
    match clock::minute(start) {
        Some(start) if minutes > 0 => clock::written((start + minutes) % (24 * 60)),
        _ => String::new(),
    }
}

/// Its formats by their world ids; by the server's own word those that have none.
fn types(fields: &Map<String, Value>, formats: &Formats, feed: &Feed<'_>) -> Vec<String> {
    let list = |field: &str| text(fields.get(field)).split(',').map(|part| part.trim().to_owned()).collect::<Vec<_>>();
    let (keys, ids) = (list("formats"), list("format_shared_id_list"));
    let named = |(index, key): (usize, &String)| {
        let id = if ids.len() == keys.len() { ids.get(index) } else { None };
        let world = id.and_then(|id| formats.by_id.get(id)).or_else(|| formats.by_key.get(key));
        let own = format!("key {key}");
        match world.map(String::as_str) {
            Some("" | "LANG") => own,
            Some(world) => world.to_owned(),
            // Without a list of formats nobody knows what the word means, but an editor who wrote it into the table.
            None if feed.settings.types.contains_key(&own) => own,
            None => format!("{key} of no list of formats"),
        }
    };
    keys.iter().enumerate().filter(|(_, key)| !key.is_empty()).map(named).collect()
}

/// A value as a text.
fn text(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Bool(is)) => if *is { "1" } else { "0" }.to_owned(),
        Some(Value::Array(list)) => list.iter().map(|value| text(Some(value))).collect::<Vec<_>>().join(","),
        _ => String::new(),
    }
}
