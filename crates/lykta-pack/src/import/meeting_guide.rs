//! Meeting Guide: a record of a feed of meetings, as rows of `meetings.csv`.
//!
//! In: a record as websites of fellowships give it out. Out: a row for each of its days, or why there is none.
//! Never takes in names, numbers and addresses of people, nor passwords; never sends anyone to a place that is a town only.
//! Standard: Meeting Guide JSON (code4recovery/spec), with what real feeds make of it.
//! Next: `keep.rs` for what is done with the rows, `docs/importing.md` for editors.

use serde_json::{Map, Value};

use super::clean;
use super::clock;
use super::elements::Wrapped;
use super::feed::Feed;
use super::record::{Place, Record, Row};
use super::settings::{Confirmed, Held, Meaning};
use super::zone;

mod ways;

/// An object that wraps the list.
pub const MEETINGS: Wrapped = Wrapped { lists: &["meetings", "values", "data"], skips: &[] };

/// The table that its rows go into.
const TABLE: &str = "meetings.csv";

/// Signs of a name and of notes that are kept.
const LONGEST_NAME: usize = 80;
const LONGEST_NOTES: usize = 500;

/// Fields that are read.
const READ: &[&str] = &[
    "id",
    "slug",
    "name",
    "day",
    "time",
    "end_time",
    "timezone",
    "types",
    "notes",
    "group_notes",
    "location_notes",
    "location",
    "address",
    "city",
    "postal_code",
    "state",
    "country",
    "formatted_address",
    "approximate",
    "latitude",
    "longitude",
    "url",
    "updated",
    "conference_url",
    "conference_url_notes",
    "conference_phone",
    "conference_phone_notes",
    "attendance_option",
    "group",
    "region",
    "sub_region",
    "time_formatted",
    "coordinates",
];

/// Fields of people and of money, which no pack takes in.
const PRIVATE: &[&str] = &[
    "email",
    "phone",
    "author",
    "people",
    "last_contact",
    "mailing_address",
    "venmo",
    "paypal",
    "square",
    "homegroup_online",
    "feedback_emails",
    "entity_email",
    "entity_phone",
    "district_email",
    "additional_data",
];

/// A record as it becomes rows.
#[must_use]
pub fn record(feed: &Feed<'_>, place: Place, value: &Value) -> Record {
    let mut record = Record { place, ..Record::default() };
    let Value::Object(fields) = value else {
        record.refuse("it is no meeting with fields", "ask whoever keeps the list; a meeting is written between { and }");
        return record;
    };
    let meeting = Meeting { fields, feed };
    meeting.count_rest(&mut record);
    meeting.fill(record)
}

/// A meeting in the words of Meeting Guide, as it becomes rows; what is in other fields was counted before.
#[must_use]
pub fn meeting(feed: &Feed<'_>, fields: &Map<String, Value>, record: Record) -> Record {
    Meeting { fields, feed }.fill(record)
}

/// Why a record has no rows.
type Refused = (String, String);

fn refused<T>(reason: impl Into<String>, mend: impl Into<String>) -> Result<T, Refused> {
    Err((reason.into(), mend.into()))
}

/// A record while it is read.
struct Meeting<'a> {
    fields: &'a Map<String, Value>,
    feed: &'a Feed<'a>,
}

impl Meeting<'_> {
    /// A text of a field, whatever it was written as.
    fn text(&self, field: &str) -> String {
        match self.fields.get(field) {
            Some(Value::String(text)) => clean::plain(text),
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::Bool(true)) => "yes".to_owned(),
            Some(Value::Bool(false)) => "no".to_owned(),
            _ => String::new(),
        }
    }

    /// A text without what gives away people; what was taken out is counted.
    fn open_text(&self, field: &str, record: &mut Record) -> String {
        let (text, private) = clean::without_people(&self.text(field));
        record.private += private;
        text
    }

    /// The same of a field in which a row of digits is no telephone.
    fn named(&self, field: &str, record: &mut Record) -> String {
        let (text, private) = clean::without_names(&self.text(field));
        record.private += private;
        text
    }

    /// How the report names it.
    fn called(&self) -> String {
        let id = [self.text("slug"), self.text("id")].into_iter().find(|id| !id.is_empty()).unwrap_or_default();
        let (name, _) = clean::without_names(&self.text("name"));
        clean::cut([id, name].join(" ").trim(), LONGEST_NAME).0
    }

    /// Reads it into its record.
    fn fill(&self, mut record: Record) -> Record {
        record.name = self.called();
        if let Err((reason, mend)) = self.read(&mut record) {
            record.refuse(reason, mend);
        }
        record
    }

    fn read(&self, record: &mut Record) -> Result<(), Refused> {
        let days = self.days(record)?;
        let (start, end) = self.times(record)?;
        let by = self.zone(record)?;
        let meanings = self.meanings(record);
        let is_held = |held: Held| meanings.iter().any(|meaning| meaning.held == Some(held));
        if is_held(Held::Not) || self.text("attendance_option").eq_ignore_ascii_case("inactive") {
            return refused("it is not held now", "nothing; it comes in by itself when the list says that it is held again");
        }
        let ways = self.ways(is_held(Held::Online), is_held(Held::NotThere), record)?;
        let name = self.short("name", LONGEST_NAME, record);
        let notes = self.notes(record);
        let (who, access) = self.marks(&meanings, record);
        let languages: Vec<&str> = meanings.iter().map(|own| own.language.as_str()).filter(|language| !language.is_empty()).collect();
        let (latitude, longitude) = if ways.kinds.contains(&"in-person") { self.point(record) } else { Default::default() };
        let code = if ways.kinds.contains(&"in-person") { self.municipality() } else { None };
        let confirmed = self.confirmed(record);
        let base = self.id();
        for (number, day) in days.iter().enumerate() {
            let (day, at) = zone::moved(*day, start, by);
            let id = if number == 0 && days.len() == 1 { base.clone() } else { format!("{base}-{day}") };
            let mut row = Row::new(TABLE, id);
            row.put("group", &*self.feed.settings.group);
            row.put("name", &*name);
            row.put("day", day.to_string());
            row.put("time", clock::written(at));
            row.put("end_time", end.map_or_else(String::new, |end| clock::written(zone::moved(1, end, by).1)));
            row.put("kind", ways.kinds.join(" "));
            row.put("who", who.join(" "));
            row.put("access", access.join(" "));
            row.put("location", &*ways.location);
            row.put("address", &*ways.address);
            row.put("place", code.unwrap_or(""));
            row.put("latitude", &*latitude);
            row.put("longitude", &*longitude);
            row.put("url", &*ways.url);
            row.put("phone", &*ways.phone);
            row.put("number", &*ways.phone);
            row.put("notes", &*notes);
            row.put("language", languages.first().copied().unwrap_or(&self.feed.settings.language));
            row.put("last_confirmed", &*confirmed);
            record.rows.push(row);
        }
        Ok(())
    }

    /// Counts what is read by nobody: people's fields, and those without a home.
    fn count_rest(&self, record: &mut Record) {
        for (field, value) in self.fields {
            let is_empty = match value {
                Value::Null => true,
                Value::String(text) => text.trim().is_empty(),
                Value::Array(list) => list.is_empty(),
                _ => false,
            };
            let is_contact = field.starts_with("contact_") || field.starts_with("contact1") || PRIVATE.contains(&field.as_str());
            if is_empty || READ.contains(&field.as_str()) {
            } else if is_contact {
                record.private += 1;
            } else {
                record.homeless.push(clean::cut(&clean::plain(field), 40).0);
            }
        }
        let region = [self.text("region"), self.text("sub_region")];
        record
            .homeless
            .extend(region.iter().zip(["region", "sub_region"]).filter(|(text, _)| !text.is_empty()).map(|(_, name)| name.to_owned()));
    }

    /// Its weekdays, 1 for Monday to 7; the feed counts from 0 for Sunday.
    fn days(&self, record: &mut Record) -> Result<Vec<u8>, Refused> {
        let given: Vec<String> = match self.fields.get("day") {
            Some(Value::Array(days)) => days.iter().map(|day| day.as_str().map_or_else(|| day.to_string(), str::to_owned)).collect(),
            _ => self.text("day").split([',', ' ']).map(str::to_owned).collect(),
        };
        let given: Vec<&str> = given.iter().map(|day| day.trim()).filter(|day| !day.is_empty()).collect();
        if given.is_empty() {
            let by_appointment = self.text("time").is_empty();
            let what = if by_appointment { "it has no day and no time: it is by appointment" } else { "it has a time, but no day" };
            return refused(what, "tell on the group's card how one makes an appointment, or ask whoever keeps the list for the day");
        }
        let day = |text: &str| match text.parse::<u8>() {
            Ok(0) => Some(7),
            Ok(day @ 1..=6) => Some(day),
            Ok(_) => None,
            Err(_) => crate::rows::cells::weekday(text).ok(),
        };
        let mut days: Vec<u8> = Vec::new();
        for text in &given {
            match day(text) {
                Some(day) if days.contains(&day) => record.change(format!("the day {day} stands twice"), "nothing; it is listed once"),
                Some(day) => days.push(day),
                None if given.len() == 1 => {
                    let what = format!("`{}` is no weekday", clean::cut(text, 40).0);
                    return refused(what, "ask whoever keeps the list: days are 0 for Sunday to 6 for Saturday");
                }
                None => record.change(
                    format!("`{}` is no weekday and was left out", clean::cut(text, 40).0),
                    "ask whoever keeps the list: days are 0 for Sunday to 6 for Saturday",
                ),
            }
        }
        if days.is_empty() {
            return refused("none of its days is a weekday", "ask whoever keeps the list: days are 0 for Sunday to 6 for Saturday");
        }
        days.sort_unstable();
        Ok(days)
    }

    /// Start and end in minutes after midnight.
    fn times(&self, record: &mut Record) -> Result<(u16, Option<u16>), Refused> {
        let given = self.text("time");
        if given.is_empty() {
            return refused("it has a day, but no time", "ask whoever keeps the list for the time");
        }
        let Some(start) = clock::minute(&given) else {
            return refused(
                format!("`{}` is no time of day", clean::cut(&given, 40).0),
                "ask whoever keeps the list: times are written like 18:30",
            );
        };
        let given = self.text("end_time");
        let end = clock::minute(&given);
        if !given.is_empty() && end.is_none() {
            record
                .change(format!("its end `{}` is no time of day and was left out", clean::cut(&given, 40).0), "ask whoever keeps the list");
        }
        let length = end.map(|end| (i32::from(end) - i32::from(start)).rem_euclid(24 * 60));
        if start == 0 && length.is_none_or(|length| length == 0) {
            return refused(
                "it begins at 00:00 with no end: that is how lists write a time that they do not know",
                "ask whoever keeps the list; a meeting at midnight needs its end",
            );
        }
        match length {
            Some(0) => record.change("it ends when it begins; the end was left out", "ask whoever keeps the list for the end"),
            Some(length) if length > 12 * 60 => {
                record
                    .change(format!("it would last {} hours; the end was left out", length / 60), "ask whoever keeps the list for the end");
            }
            _ => return Ok((start, end)),
        }
        Ok((start, None))
    }

    /// Minutes that the pack's clocks are ahead of its own.
    fn zone(&self, record: &mut Record) -> Result<i32, Refused> {
        let own = [self.text("timezone"), self.feed.settings.timezone.clone()].into_iter().find(|zone| !zone.is_empty());
        let Some(own) = own else { return Ok(0) };
        let (of, today) = (self.feed.timezone, self.feed.today);
        match zone::ahead(&own, of, today) {
            Ok(0) => Ok(0),
            Ok(minutes) => {
                record
                    .change(format!("its times are those of `{own}`; they were moved by {minutes} minutes to those of `{of}`"), "nothing");
                Ok(minutes)
            }
            Err(zone::Fault::Apart) => refused(
                format!("its times are those of `{own}`, where clocks change on other days than in `{of}`"),
                "write it into a table of your own, with a row for each part of the year",
            ),
            Err(zone::Fault::Unknown) => refused(
                format!("there is no time zone `{}`", clean::cut(&own, 40).0),
                "ask whoever keeps the list: zones are named like Europe/Helsinki",
            ),
        }
    }

    /// What its codes mean; codes without a home are named.
    fn meanings(&self, record: &mut Record) -> Vec<Meaning> {
        let given: Vec<String> = match self.fields.get("types") {
            Some(Value::Array(codes)) => codes.iter().filter_map(|code| code.as_str().map(str::to_owned)).collect(),
            Some(Value::String(codes)) => codes.split([',', ';']).map(str::to_owned).collect(),
            _ => Vec::new(),
        };
        let mut found = Vec::new();
        for code in given.iter().map(|code| code.trim()).filter(|code| !code.is_empty()) {
            let types = &self.feed.settings.types;
            let known = types.get(code).or_else(|| types.iter().find(|(own, _)| own.eq_ignore_ascii_case(code)).map(|(_, own)| own));
            match known {
                Some(meaning) if *meaning != Meaning::default() => found.push(meaning.clone()),
                Some(_) => record.homeless.push(format!("types: {code}")),
                None => record.homeless.push(format!("types: {} (not in the table)", clean::cut(&clean::plain(code), 20).0)),
            }
        }
        found
    }

    /// Who may come, and what makes it easier.
    fn marks(&self, meanings: &[Meaning], record: &mut Record) -> (Vec<String>, Vec<String>) {
        let all = |of: fn(&Meaning) -> &Vec<String>| {
            let mut words: Vec<String> = Vec::new();
            for word in meanings.iter().flat_map(of) {
                if !words.contains(word) {
                    words.push(word.clone());
                }
            }
            words
        };
        let (mut who, access) = (all(|meaning| &meaning.who), all(|meaning| &meaning.access));
        if who.contains(&"everyone".to_owned()) && who.contains(&"problem".to_owned()) {
            who.retain(|word| word != "everyone" && word != "problem");
            record.change(
                "it is marked open and closed at once: people are told to ask",
                "ask whoever keeps the list which of the two it is",
            );
        }
        (who, access)
    }

    /// A text that may be shorter than it was.
    fn short(&self, field: &str, most: usize, record: &mut Record) -> String {
        let (text, is_cut) = clean::cut(&self.named(field, record), most);
        if is_cut {
            record.change(format!("`{field}` was longer than {most} signs, and was cut"), "write a shorter one into overrides.csv");
        }
        text
    }

    /// What the list says in free words, which may be the real rule.
    fn notes(&self, record: &mut Record) -> String {
        let mut fields = vec!["notes", "location_notes", "group_notes"];
        if self.feed.settings.links {
            fields.extend(["conference_url_notes", "conference_phone_notes"]);
        } else {
            for field in ["conference_url_notes", "conference_phone_notes"] {
                record.homeless.extend((!self.text(field).is_empty()).then(|| field.to_owned()));
            }
        }
        let mut parts: Vec<String> = Vec::new();
        for field in fields {
            let text = self.open_text(field, record);
            if !text.is_empty() && !parts.contains(&text) {
                let is_ended = text.ends_with(['.', '!', '?', ':', ';']);
                parts.push(if is_ended { text } else { format!("{text}.") });
            }
        }
        let (text, is_cut) = clean::cut(&parts.join(" "), LONGEST_NOTES);
        if is_cut {
            record
                .change(format!("its notes were longer than {LONGEST_NOTES} signs, and were cut"), "write shorter ones into overrides.csv");
        }
        text
    }

    /// The day on which it counts as confirmed.
    fn confirmed(&self, record: &mut Record) -> String {
        if self.feed.settings.confirmed == Confirmed::Feed {
            return self.feed.today.to_owned();
        }
        let given = self.text("updated");
        let day = clock::day(&given);
        if day.is_none() {
            record.change(
                "it does not tell when it was last changed; it counts as confirmed today",
                "ask whoever keeps the list for `updated`",
            );
        }
        day.filter(|day| day.as_str() <= self.feed.today).unwrap_or_else(|| self.feed.today.to_owned())
    }

    /// The id of its rows: the feed's name and its own id, or what it is if it has none.
    fn id(&self) -> String {
        let own = [self.text("slug"), self.text("id")].into_iter().find(|id| !id.is_empty());
        let own = own.unwrap_or_else(|| ["name", "day", "time", "location", "formatted_address"].map(|field| self.text(field)).join(" "));
        super::id(self.feed.name, &own)
    }
}
