//! Tables of places: municipalities, postcodes and holidays from CSV.
//!
//! In: the three tables of a pack. Out: the built places and the holidays; a problem for each row that does not fit.
//! Never guesses a municipality: a postcode with several keeps them all, in the order of the rows.
//! Standard: RFC 4180.
//! Next: `compile/`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use lykta_core::date::Date;
use lykta_core::format::VERSION;
use lykta_core::format::built::PlacesFile;
use lykta_core::place::is_within;

use crate::document::Document;
use crate::problem::{Code, Place, Problems, meant};
use crate::rows::{is_table, table};

/// What the tables hold.
#[derive(Debug, Default)]
pub struct Tables {
    /// Municipalities by code.
    pub municipalities: BTreeMap<String, Row>,
    /// Postcode with municipality codes, likeliest first.
    pub postcodes: BTreeMap<String, Vec<String>>,
    /// Where postcodes first lead to a municipality, by its code.
    pub led_from: BTreeMap<String, Place>,
    /// Public holidays.
    pub holidays: Vec<Date>,
    /// Eves.
    pub eves: Vec<Date>,
}

/// A municipality.
#[derive(Debug, Clone)]
pub struct Row {
    /// Region code.
    pub region: String,
    /// Latitude and longitude in 1e-5 degree; a district has none.
    pub point: Option<(i32, i32)>,
    /// Name by language.
    pub names: BTreeMap<String, String>,
    /// Other names.
    pub others: Vec<String>,
    /// Where the row stands.
    pub place: Place,
}

/// Reads the tables among the documents.
pub fn read(documents: &[Document], languages: &[String], problems: &mut Problems) -> Tables {
    let (mut tables, mut rows_of_districts) = (Tables::default(), Vec::new());
    for (index, document) in documents.iter().enumerate() {
        let name = document.path.file_name().and_then(|name| name.to_str()).unwrap_or("");
        match name {
            "municipalities.csv" => municipalities(document, index, languages, &mut tables, problems),
            "postcodes.csv" => postcodes(document, index, &mut tables, problems),
            "districts.csv" => rows_of_districts.push((document, index)),
            "holidays.csv" => holidays(document, index, &mut tables, problems),
            _ if name.ends_with(".csv") && !is_table(document) => {
                let known =
                    ["services.csv", "groups.csv", "contacts.csv", "municipalities.csv", "districts.csv", "postcodes.csv", "holidays.csv"];
                let place = Place { document: index, ..Place::default() };
                let is_of_places = document.path.parent().is_some_and(|folder| folder.ends_with("places"));
                let code = if is_of_places { Code::PlaceRow } else { Code::TableFile };
                problems.add(code, &place, format!("no table is called `{name}`"), meant(name, known));
            }
            _ => {}
        }
    }
    // After all municipalities, wherever their tables stand.
    for (document, index) in rows_of_districts {
        districts(document, index, languages, &mut tables, problems);
    }
    for (code, place) in tables.led_from.iter().filter(|(code, _)| !tables.municipalities.contains_key(*code)) {
        problems.add(
            Code::PlaceRow,
            place,
            format!("postcodes lead to municipality `{code}`, which is in no row of `municipalities.csv`"),
            "add the municipality, or lead its postcodes to its successor",
        );
    }
    tables
}

/// A row of a table with its place, by column name.
fn rows(document: &Document, index: usize, columns: &[&str], problems: &mut Problems) -> Vec<(Place, BTreeMap<String, String>)> {
    let separator = table::separator(document.text.lines().next().unwrap_or(""));
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(document.text.as_bytes());
    let whole = Place { document: index, ..Place::default() };
    let headers: Vec<String> = reader.headers().map(|headers| headers.iter().map(str::to_owned).collect()).unwrap_or_default();
    if let Some(missing) = columns.iter().find(|column| !headers.iter().any(|header| header == *column)) {
        problems.add(
            Code::PlaceRow,
            &whole,
            format!("the table has no column `{missing}`"),
            format!("the first line is `{}`", columns.join(",")),
        );
        return Vec::new();
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => {
                let start = record.position().and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(0);
                // A quote that nobody meant takes the rows below into its cell, up to the next one.
                if record.iter().any(|cell| cell.contains('\n')) {
                    let line = document.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("");
                    let place = whole.span(&(start..start + line.len().max(1)));
                    problems.add(
                        Code::PlaceRow,
                        &place,
                        "a text in this row does not end on its line",
                        "take out the `\"`, or close it on the same line",
                    );
                    continue;
                }
                let place = whole.span(&(start..start + record.as_slice().len() + record.len().saturating_sub(1)));
                rows.push((place, headers.iter().cloned().zip(record.iter().map(|cell| cell.trim().to_owned())).collect()));
            }
            Err(fault) => {
                let start = fault.position().and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(0);
                problems.add(
                    Code::PlaceRow,
                    &whole.span(&(start..start + 1)),
                    "this row does not have as many cells as the first line",
                    "add or take out commas; a text with a comma stands in quotes",
                );
            }
        }
    }
    rows
}

fn cell<'a>(row: &'a BTreeMap<String, String>, column: &str) -> &'a str {
    row.get(column).map_or("", String::as_str)
}

fn municipalities(document: &Document, index: usize, languages: &[String], tables: &mut Tables, problems: &mut Problems) {
    for (place, row) in rows(document, index, &["code", "region", "lat", "lon", "other"], problems) {
        let code = cell(&row, "code").to_owned();
        let names = names(&row, languages);
        let (Some(lat), Some(lon)) = (degrees(cell(&row, "lat")), degrees(cell(&row, "lon"))) else {
            problems.add(Code::PlaceRow, &place, "latitude and longitude are degrees with a point", "write them like `60.16364,24.93424`");
            continue;
        };
        if code.is_empty() || !code.bytes().all(|byte| byte.is_ascii_digit()) || names.is_empty() {
            problems.add(Code::PlaceRow, &place, "a municipality needs a code of digits and a name", "keep the leading zeros of the code");
            continue;
        }
        let entry = Row { region: cell(&row, "region").to_owned(), point: Some((lat, lon)), names, others: others(&row), place };
        put(&code, entry, tables, problems);
    }
}

/// Districts: each belongs to the municipality whose code its own begins with, and bears its name too, so that both find it.
fn districts(document: &Document, index: usize, languages: &[String], tables: &mut Tables, problems: &mut Problems) {
    for (place, row) in rows(document, index, &["code", "other"], problems) {
        let code = cell(&row, "code").to_owned();
        let own = names(&row, languages);
        if code.is_empty() || !code.bytes().all(|byte| byte.is_ascii_digit()) || own.is_empty() {
            problems.add(Code::PlaceRow, &place, "a district needs a code of digits and a name", "keep the leading zeros of the code");
            continue;
        }
        let is_of = |municipality: &str| code.len() > municipality.len() && is_within(&code, municipality);
        let Some((_, of)) = tables.municipalities.iter().find(|(municipality, _)| is_of(municipality)) else {
            problems.add(
                Code::PlaceRow,
                &place,
                format!("the district `{code}` lies in no municipality"),
                "its code begins with that of its municipality, as `030102` with `0301`",
            );
            continue;
        };
        let first = |names: &BTreeMap<String, String>| names.values().next().cloned().unwrap_or_default();
        let name = |language: &String| {
            let name = own.get(language).cloned().unwrap_or_else(|| first(&own));
            let whole = of.names.get(language).cloned().unwrap_or_else(|| first(&of.names));
            (language.clone(), format!("{name}, {whole}"))
        };
        let names = languages.iter().map(name).collect();
        let entry = Row { region: of.region.clone(), point: None, names, others: others(&row), place };
        put(&code, entry, tables, problems);
    }
}

fn names(row: &BTreeMap<String, String>, languages: &[String]) -> BTreeMap<String, String> {
    let name = |language: &String| row.get(language).filter(|name| !name.is_empty()).map(|name| (language.clone(), name.clone()));
    languages.iter().filter_map(name).collect()
}

fn others(row: &BTreeMap<String, String>) -> Vec<String> {
    cell(row, "other").split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn put(code: &str, row: Row, tables: &mut Tables, problems: &mut Problems) {
    let place = row.place.clone();
    if let Some(before) = tables.municipalities.insert(code.to_owned(), row) {
        problems.add_pair(Code::SameId, &place, format!("municipality `{code}` stands twice"), &before.place, "first here", "take one out");
    }
}

/// Degrees as 1e-5 of a degree, without a float.
#[must_use]
pub fn degrees(text: &str) -> Option<i32> {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |text| (-1, text));
    // Spreadsheets write the comma of their country.
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
    if part.len() > 8 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part: String = part.chars().chain("00000".chars()).take(5).collect();
    let value = whole.parse::<i32>().ok()?.checked_mul(100_000)?.checked_add(part.parse().ok()?)?;
    (value <= 18_000_000).then_some(sign * value)
}

fn postcodes(document: &Document, index: usize, tables: &mut Tables, problems: &mut Problems) {
    let mut digits = BTreeSet::new();
    for (place, row) in rows(document, index, &["postcode", "municipality"], problems) {
        let postcode = cell(&row, "postcode").to_owned();
        if postcode.is_empty() || !postcode.bytes().all(|byte| byte.is_ascii_digit()) {
            problems.add(Code::PlaceRow, &place, format!("`{postcode}` is not a postcode"), "write digits only, with the leading zeros");
            continue;
        }
        digits.insert(postcode.len());
        if digits.len() > 1 {
            problems.add(
                Code::PlaceRow,
                &place,
                format!("`{postcode}` does not have as many digits as the others"),
                "keep the leading zeros",
            );
            digits.remove(&postcode.len());
            continue;
        }
        let codes = tables.postcodes.entry(postcode).or_default();
        let code = cell(&row, "municipality").to_owned();
        tables.led_from.entry(code.clone()).or_insert(place);
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
}

fn holidays(document: &Document, index: usize, tables: &mut Tables, problems: &mut Problems) {
    for (place, row) in rows(document, index, &["date", "kind", "name"], problems) {
        let list = match cell(&row, "kind") {
            "public" => &mut tables.holidays,
            "eve" => &mut tables.eves,
            // Days that many offices close, but no law names; no deadline and no hours depend on them.
            "optional" => continue,
            other => {
                problems.add(
                    Code::PlaceRow,
                    &place,
                    format!("there is no kind of day called `{other}`"),
                    "use `public`, `eve` or `optional`",
                );
                continue;
            }
        };
        match Date::parse(cell(&row, "date")) {
            Some(date) => list.push(date),
            None => problems.add(Code::DateShape, &place, "this is not a day", "write it like `2026-12-06`"),
        }
    }
}

/// Postcodes that follow on one another and mean the same municipalities, as first, last and those.
fn ranges(postcodes: &BTreeMap<String, Vec<String>>) -> Vec<(u32, u32, &[String])> {
    let mut ranges: Vec<(u32, u32, &[String])> = Vec::new();
    for (postcode, codes) in postcodes {
        let Ok(number) = postcode.parse() else { continue };
        match ranges.last_mut() {
            Some((_, last, of)) if *of == codes.as_slice() => *last = number,
            _ => ranges.push((number, number, codes)),
        }
    }
    ranges
}

/// The places as the app loads them.
#[must_use]
pub fn built(tables: &Tables, languages: &[String]) -> PlacesFile {
    let (mut municipalities, mut postcodes) = (String::new(), String::new());
    let mut by_code: BTreeMap<&str, Vec<(u32, u32, bool)>> = BTreeMap::new();
    for (first, last, codes) in ranges(&tables.postcodes) {
        for (rank, code) in codes.iter().enumerate() {
            by_code.entry(code).or_default().push((first, last, rank > 0));
        }
    }
    for (code, row) in &tables.municipalities {
        let first = row.names.values().next().map_or("", String::as_str);
        let main = languages.iter().find_map(|language| row.names.get(language)).map_or(first, String::as_str);
        // Written without failing: a `String` takes everything.
        // Without its point: no screen measures distances yet, and the points of a country weigh a fifth of its places.
        let _ = write!(municipalities, "{code}|{}||", row.region);
        for (index, language) in languages.iter().enumerate() {
            let name = row.names.get(language).map_or("", String::as_str);
            let _ = write!(
                municipalities,
                "|{}",
                if index == 0 {
                    main
                } else if name == main {
                    ""
                } else {
                    name
                }
            );
        }
        for name in &row.others {
            let _ = write!(municipalities, "|{name}");
        }
        municipalities.push('\n');
        let mut before = 0;
        let steps: Vec<String> = by_code
            .get(code.as_str())
            .into_iter()
            .flatten()
            .map(|(first, last, is_other)| {
                let step = first - before;
                before = *last;
                let more = if last > first { format!("+{}", last - first) } else { String::new() };
                format!("{step}{more}{}", if *is_other { "*" } else { "" })
            })
            .collect();
        postcodes.push_str(&steps.join(" "));
        postcodes.push('\n');
    }
    let digits = tables.postcodes.keys().next().map_or(0, String::len);
    PlacesFile { format: VERSION, municipalities, postcodes, digits: u8::try_from(digits).unwrap_or(0) }
}
