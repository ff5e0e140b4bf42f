//! Lists: CSV as editors keep it, with their own headings.
//!
//! In: a list, and what its editor said of its headings. Out: a record for each row; before that has been said, a guess of it.
//! Never takes a row in before an editor has looked through the guess, and never a list in which a heading of it is missing.
//! Next: `sheet/guess.rs` for the guess, `meeting_guide.rs` and `service.rs` for what a row becomes.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use lykta_core::place_search::folded;
use serde_json::{Map, Value, json};

use super::clean;
use super::clock;
use super::feed::Feed;
use super::meeting_guide;
use super::record::{Place, Record};
use super::service::words::Label;
use super::service::{Service, Texts, Way, reach};
use super::settings::{Held, Table};
use super::source::Source;

pub mod guess;
mod table;
mod when;

/// How the files of such a list end.
pub const ENDINGS: &[&str] = &[".csv", ".tsv", ".txt"];

/// Headings of people, which no pack takes in.
const PRIVATE: &[&str] = &[
    "email",
    "e-mail",
    "mail",
    "sähköposti",
    "e-post",
    "epost",
    "e-postadress",
    "contact",
    "contact person",
    "yhteyshenkilö",
    "kontakt",
    "kontaktperson",
];

/// What is done with a record: its file, the record.
pub type Take<'a> = dyn FnMut(&Rc<str>, Record) -> Result<(), String> + 'a;

/// Reads all rows of a list.
///
/// # Errors
/// What keeps it from being read; a heading that is missing.
pub fn read(source: &Source<'_>, feed: &Feed<'_>, take: &mut Take<'_>) -> Result<(), String> {
    let columns: BTreeMap<String, &str> = feed.settings.columns.iter().map(|(head, column)| (plain(head), column.as_str())).collect();
    let is_heading = |cells: &[String]| {
        let there: BTreeSet<String> = cells.iter().map(|cell| plain(cell)).collect();
        let missing: Vec<&String> = columns.keys().filter(|head| !there.contains(*head)).collect();
        // Half of them tell which row it is; what is missing then can be named.
        if missing.is_empty() || columns.len() - missing.len() < columns.len().div_ceil(2).max(2) {
            return Ok(missing.is_empty() && !columns.is_empty());
        }
        let missing = missing.into_iter().map(|head| format!("`{head}`")).collect::<Vec<_>>().join(", ");
        Err(format!("these headings lack {missing}, which `[columns]` of import.toml names; write there what they are called now"))
    };
    source.each(ENDINGS, &mut |file, reader| {
        let (name, mut number): (Rc<str>, u64) = (file.into(), 0);
        table::read(file, reader, &is_heading, &mut |heads, row| {
            number += 1;
            let mut cells: Vec<(String, &str, String)> = Vec::new();
            for (head, cell) in heads.iter().zip(row.cells).filter(|(head, cell)| !head.is_empty() && !cell.is_empty()) {
                cells.push((head.clone(), columns.get(&plain(head)).copied().unwrap_or(""), cell));
            }
            let mut record = Record { place: Place { record: number, line: row.line }, ..Record::default() };
            if row.is_guessed {
                record.change(
                    "it is not UTF-8, and was read as Windows-1252",
                    "look at its letters å, ä and ö; save the list as \"CSV UTF-8\"",
                );
            }
            let list = List { feed, cells };
            list.count_rest(&mut record);
            take(
                &name,
                match feed.settings.table {
                    Table::Meetings => list.meeting(record),
                    Table::Services => list.service(record),
                },
            )?;
            Ok(true)
        })
    })
}

/// A heading as it is compared.
fn plain(head: &str) -> String {
    head.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches(':').to_lowercase()
}

/// A row: its cells with their headings, and the columns that those are.
struct List<'a> {
    feed: &'a Feed<'a>,
    cells: Vec<(String, &'a str, String)>,
}

impl List<'_> {
    /// What stands in a column; of several, one after another.
    fn text(&self, column: &str) -> String {
        let own = self.cells.iter().filter(|(_, own, _)| *own == column).map(|(_, _, cell)| clean::plain(cell));
        own.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(if column == "types" { ", " } else { " " })
    }

    /// The same without people.
    fn open(&self, column: &str, record: &mut Record) -> String {
        let (text, private) = clean::without_names(&self.text(column));
        record.private += private;
        text
    }

    /// Counts what no heading has a column for.
    fn count_rest(&self, record: &mut Record) {
        for (head, _, _) in self.cells.iter().filter(|(_, column, _)| column.is_empty()) {
            if PRIVATE.contains(&plain(head).as_str()) {
                record.private += 1;
            } else {
                record.homeless.push(clean::cut(&clean::plain(head), 40).0);
            }
        }
    }

    /// Words that are parted by commas, semicolons or slashes.
    fn words(&self, column: &str) -> Vec<String> {
        let text = self.text(column);
        text.split([',', ';', '/', '+']).map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    }

    /// A meeting, said in the words of Meeting Guide.
    fn meeting(&self, mut record: Record) -> Record {
        let mut said = Map::new();
        let mut put = |field: &str, text: String| {
            if !text.is_empty() {
                said.insert(field.to_owned(), Value::String(text));
            }
        };
        for field in ["name", "location", "notes", "updated", "postal_code", "city"] {
            put(field, self.text(field));
        }
        put("slug", self.text("id"));
        let town = [self.text("postal_code"), self.text("city")].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let address = [self.text("address"), if self.text("address").contains(&town) { String::new() } else { town }];
        put("formatted_address", address.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "));
        let types = self.words("types");
        let is_online = types.iter().any(|word| self.meaning(word).is_some_and(|own| own.held == Some(Held::Online)));
        put(if is_online { "conference_url" } else { "url" }, self.text("url"));
        put("conference_phone", self.text("phone"));
        let (day, time) = (self.text("day"), self.text("time"));
        let (by_day, by_time) = (when::gathering(&day), when::gathering(&time));
        let read = |own: &Option<when::Gathering>| own.clone().unwrap_or_default();
        let ((days, beside), (more, times)) = (read(&by_day), read(&by_time));
        let days = if days.is_empty() { more } else { days };
        // What cannot be read goes on as it stands, to be refused by its own words.
        let is_read = (by_day.is_some() || day.is_empty()) && !days.is_empty();
        match (times.or(beside), by_time.is_some() || time.is_empty()) {
            (Some((start, end)), true) => {
                put("time", clock::written(start));
                let end = end.map(|end| clock::written(end % (24 * 60))).unwrap_or_default();
                let own =
                    when::gathering(&self.text("end_time")).and_then(|(_, time)| time).map(|(end, _)| clock::written(end % (24 * 60)));
                put("end_time", own.unwrap_or(if end.is_empty() { self.text("end_time") } else { end }));
            }
            _ => {
                put("time", time);
                put("end_time", self.text("end_time"));
            }
        }
        if is_read {
            said.insert("day".to_owned(), json!(days.iter().map(|day| (day % 7).to_string()).collect::<Vec<_>>()));
        } else if !day.is_empty() {
            // A number alone is a day of the week from Monday, 1, as in the pack's own tables.
            let Some(own) = day.parse::<u8>().ok().filter(|day| (1..=7).contains(day)) else {
                record.name = clean::cut(&clean::without_names(&self.text("name")).0, 80).0;
                record.refuse(
                    format!("`{}` is more or less than weekdays", clean::cut(&day, 40).0),
                    "write weekdays alone there; a meeting that is not held each week belongs into a table of the pack, with `repeats`",
                );
                return record;
            };
            said.insert("day".to_owned(), Value::String((own % 7).to_string()));
        }
        said.insert("types".to_owned(), json!(types));
        let group = self
            .words("group")
            .into_iter()
            .find_map(|word| self.feed.settings.groups.iter().find(|(name, _)| folded(name) == folded(&word)));
        if !self.text("group").is_empty() && group.is_none() && !self.feed.settings.groups.is_empty() {
            record.name = clean::cut(&clean::without_names(&self.text("name")).0, 80).0;
            let own = clean::cut(&self.text("group"), 40).0;
            record.refuse(
                format!("`[groups]` of import.toml does not say which card `{own}` is"),
                "write it there, with the id of the card of the group",
            );
            return record;
        }
        let mut record = meeting_guide::meeting(self.feed, &said, record);
        if let Some((_, card)) = group {
            record.rows.iter_mut().for_each(|row| row.put("group", &**card));
        }
        record
    }

    fn meaning(&self, word: &str) -> Option<&super::settings::Meaning> {
        self.feed.settings.types.iter().find(|(own, _)| own.eq_ignore_ascii_case(word) || folded(own) == folded(word)).map(|(_, own)| own)
    }

    /// A service.
    fn service(&self, mut record: Record) -> Record {
        let language = match (self.feed.settings.language.as_str(), self.feed.languages) {
            ("", [one]) => one.clone(),
            ("", _) => {
                record.refuse("nobody has said which language the list is in", "write it into import.toml, such as `language = \"sv\"`");
                return record;
            }
            (own, _) => own.to_owned(),
        };
        let texts = |text: String| if text.is_empty() { Texts::new() } else { Texts::from([(language.clone(), text)]) };
        let title = self.open("title", &mut record);
        record.name = clean::cut(&title, 80).0;
        let own = [self.text("id"), title.clone()].into_iter().find(|id| !id.is_empty()).unwrap_or_default();
        let mut service = Service {
            own,
            title: texts(title),
            text: texts(self.open("text", &mut record)),
            first: texts(self.open("first", &mut record)),
            provider: texts(self.open("provider", &mut record)),
            terms: self.words("types").into_iter().map(|word| vec![word]).collect(),
            modified: clock::day(&self.text("checked")).unwrap_or_default(),
            ..Service::default()
        };
        let know = self.open("know", &mut record);
        if !know.is_empty() {
            service.know.push((Label::None, texts(know)));
        }
        if let Err(unknown) = self.places(&mut service) {
            record.refuse(
                format!("there is no municipality `{unknown}` in the pack"),
                "write its name or code as the pack has it, or the area into `[areas]` of import.toml",
            );
            return record;
        }
        let hours = self.text("hours");
        let rules = when::week(&hours).and_then(|week| week.rules()).unwrap_or_default();
        let hours_text = if rules.is_empty() { texts(clean::without_names(&hours).0) } else { Texts::new() };
        let languages: Vec<String> = self
            .words("languages")
            .iter()
            .filter_map(|word| self.meaning(word).map(|own| own.language.clone()).filter(|tag| !tag.is_empty()))
            .collect();
        let way = Way { label: texts(self.open("address", &mut record)), hours: rules, hours_text, languages, ..Way::default() };
        let url = self.text("url");
        let page = reach::page(&url);
        if page.is_none() && !url.is_empty() {
            record.change(
                format!("`{}` is not an https address, and was left out", clean::cut(&url, 80).0),
                "look whether the page opens by https",
            );
        }
        let page = page.unwrap_or_default();
        for part in self.text("phone").split([',', ';', '/']).map(str::trim).filter(|part| !part.is_empty()) {
            match reach::number(part, self.feed.country) {
                Some((phone, number)) => service.ways.push(Way { phone, number, ..way.clone() }),
                None => record.change(
                    "a number is none that can be dialled, and was left out",
                    "write it with its zero or its country's code, such as 09 310 1234; where a spreadsheet has eaten the zero, make the column text",
                ),
            }
        }
        match service.ways.first_mut() {
            Some(first) => first.url = page,
            None => service.ways.push(Way { url: page, ..way }),
        }
        service.fill(self.feed, &mut record);
        record
    }

    /// Whom it is for, by where they live.
    fn places(&self, service: &mut Service) -> Result<(), String> {
        for word in self.words("city") {
            let named = self.feed.settings.areas.iter().find(|(name, _)| folded(name) == folded(&word)).map(|(_, codes)| codes);
            match (named, self.feed.areas.municipality("", &word)) {
                (Some(codes), _) => service.places.extend(codes.iter().cloned()),
                (None, Some(code)) => drop(service.places.insert(code.to_owned())),
                (None, None) if self.feed.areas.has(&word) => drop(service.places.insert(word)),
                (None, None) => return Err(clean::cut(&word, 40).0),
            }
        }
        Ok(())
    }
}
