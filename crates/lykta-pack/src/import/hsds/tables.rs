//! Tables: a directory as a package of tables, put together into whole services.
//!
//! In: the rows of `services.csv` and its neighbours. Out: the same services as the interface gives them out.
//! Never loses a service for a join that fails: what it names and is not there is simply absent.
//! Standard: HSDS 3.x tabular data packages; those of 1.1 as far as their tables have the same meaning.
//! Next: `crate::import::hsds` for what a service means.

use std::collections::BTreeMap;
use std::io::Read;

use serde_json::{Map, Value, json};

/// Rows of one package that are held.
const MOST: usize = 500_000;

/// Signs of a cell that are kept.
const LONGEST: usize = 100_000;

/// Rows by the name of their table, without its ending.
#[derive(Debug, Default)]
pub struct Tables {
    tables: BTreeMap<String, Vec<Map<String, Value>>>,
    count: usize,
}

/// The lists of a service: its field, the table, the column that names the service.
const OF_SERVICE: &[(&str, &str)] = &[
    ("phones", "phones"),
    ("schedules", "schedules"),
    ("service_areas", "service_areas"),
    ("languages", "languages"),
    ("cost_options", "cost_options"),
    ("required_documents", "required_documents"),
    ("contacts", "contacts"),
    ("additional_urls", "urls"),
];

/// Rows by what one of their columns names.
type Index<'a> = BTreeMap<&'a str, Vec<&'a Map<String, Value>>>;

impl Tables {
    /// Whether a file is a table of a package.
    #[must_use]
    pub fn is_table(file: &str) -> bool {
        file.to_lowercase().ends_with(".csv")
    }

    /// Reads a table.
    ///
    /// # Errors
    /// A row that cannot be read, with its line; a package that is too large.
    pub fn learn(&mut self, file: &str, reader: &mut dyn Read) -> Result<(), String> {
        let name = file.rsplit('/').next().unwrap_or(file).to_lowercase();
        let name = name.trim_end_matches(".csv").to_owned();
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(reader);
        let told = |fault: &csv::Error| {
            let line = fault.position().map_or(0, csv::Position::line);
            format!("{file}: line {line}: the row cannot be read as UTF-8 text; save the table as CSV (UTF-8)")
        };
        let heads: Vec<String> = reader.headers().map_err(|fault| told(&fault))?.iter().map(|head| head.trim().to_lowercase()).collect();
        for row in reader.records() {
            let row = row.map_err(|fault| told(&fault))?;
            let line = row.position().map_or(0, csv::Position::line);
            let cells = heads.iter().zip(row.iter()).filter(|(head, cell)| !head.is_empty() && !cell.trim().is_empty());
            let mut fields: Map<String, Value> = cells.map(|(head, cell)| (head.clone(), Value::from(short(cell)))).collect();
            fields.insert(LINE.to_owned(), json!(line));
            self.push(&name, fields)?;
        }
        self.tables.entry(name).or_default();
        Ok(())
    }

    /// The same of a file that holds all tables, by their names.
    pub fn learn_json(&mut self, value: &Value) {
        for (file, rows) in value.as_object().into_iter().flatten() {
            for row in rows.as_array().into_iter().flatten().filter_map(Value::as_object) {
                let fields = row.iter().map(|(field, value)| (field.to_lowercase(), value.clone())).collect();
                // Too many of them end the feed when the next table is read.
                let _ = self.push(file.trim_end_matches(".csv"), fields);
            }
        }
    }

    fn push(&mut self, name: &str, fields: Map<String, Value>) -> Result<(), String> {
        self.count += 1;
        if self.count > MOST {
            return Err(format!("the package has more than {MOST} rows: name one of a smaller area"));
        }
        self.tables.entry(name.to_owned()).or_default().push(fields);
        Ok(())
    }

    fn rows(&self, name: &str) -> &[Map<String, Value>] {
        self.tables.get(name).map_or(&[], Vec::as_slice)
    }

    /// Rows of a table by what a column names.
    fn by<'a>(&'a self, name: &str, column: &str) -> Index<'a> {
        let mut found = Index::new();
        for row in self.rows(name) {
            if let Some(id) = row.get(column).and_then(Value::as_str) {
                found.entry(id).or_default().push(row);
            }
        }
        found
    }

    /// Whether its tables are those of 1.1.
    #[must_use]
    pub fn is_old(&self) -> bool {
        ["physical_addresses", "regular_schedules", "services_taxonomy", "services_at_location", "eligibility"]
            .iter()
            .any(|name| self.tables.contains_key(*name))
    }

    /// Its services, each whole, with their lines.
    #[must_use]
    pub fn services(&self) -> Vec<(u64, Value)> {
        let of_service: Vec<(&str, Index<'_>)> = OF_SERVICE.iter().map(|(field, table)| (*field, self.by(table, "service_id"))).collect();
        let weekly = self.by("regular_schedules", "service_id");
        let eligible = self.by("eligibility", "service_id");
        let terms: BTreeMap<&str, &Map<String, Value>> = ["taxonomy_terms", "taxonomy"]
            .iter()
            .flat_map(|table| self.rows(table))
            .filter_map(|row| Some((row.get("id")?.as_str()?, row)))
            .collect();
        let (attributes, classes) = (self.by("attributes", "link_id"), self.by("services_taxonomy", "service_id"));
        let organizations = self.by("organizations", "id");
        let organization_phones = self.by("phones", "organization_id");
        let places = Places::of(self);
        let mut found = Vec::new();
        for row in self.rows("services") {
            let mut service = row.clone();
            let line = service.remove(LINE).and_then(|line| line.as_u64()).unwrap_or(1);
            let id = row.get("id").and_then(Value::as_str).unwrap_or("");
            for (field, index) in &of_service {
                put(&mut service, field, list(index.get(id)));
            }
            with_spoken(&mut service, "phones", &self.by_phone());
            if let Some(rows) = weekly.get(id) {
                let own: Vec<Value> = rows.iter().map(|row| weekday(row)).collect();
                service.insert("schedules".to_owned(), Value::Array(own));
            }
            if let Some([row, ..]) = eligible.get(id).map(Vec::as_slice)
                && let Some(text) = row.get("eligibility")
            {
                service.entry("eligibility_description").or_insert_with(|| text.clone());
            }
            let named = attributes.get(id).into_iter().flatten().filter_map(|row| terms.get(row.get("taxonomy_term_id")?.as_str()?));
            let classed = classes.get(id).into_iter().flatten().filter_map(|row| {
                let own = ["taxonomy_id", "taxonomy_term_id"].iter().find_map(|column| row.get(*column)?.as_str())?;
                terms.get(own)
            });
            let all: Vec<Value> = named.chain(classed).map(|term| json!({ "taxonomy_term": bare(term) })).collect();
            put(&mut service, "attributes", all);
            let organization = row.get("organization_id").and_then(Value::as_str).unwrap_or("");
            if let Some([own, ..]) = organizations.get(organization).map(Vec::as_slice) {
                let mut own = (*own).clone();
                put(&mut own, "phones", list(organization_phones.get(organization)));
                service.insert("organization".to_owned(), bare(&own));
            }
            put(&mut service, "service_at_locations", places.of_service(id));
            found.push((line, Value::Object(service)));
        }
        found
    }

    fn by_phone(&self) -> Index<'_> {
        self.by("languages", "phone_id")
    }
}

/// The number of the line a row stands on.
const LINE: &str = "\u{0}line";

/// Places and joins, by what they name.
struct Places<'a> {
    joins: Index<'a>,
    locations: Index<'a>,
    addresses: Vec<Index<'a>>,
    access: Vec<Index<'a>>,
    phones: Index<'a>,
    own_phones: Index<'a>,
    schedules: Index<'a>,
    spoken: Index<'a>,
}

impl<'a> Places<'a> {
    fn of(tables: &'a Tables) -> Self {
        let old = tables.by("services_at_location", "service_id");
        let mut joins = tables.by("service_at_location", "service_id");
        old.into_iter().for_each(|(id, rows)| joins.entry(id).or_default().extend(rows));
        Self {
            joins,
            locations: tables.by("locations", "id"),
            addresses: vec![tables.by("addresses", "location_id"), tables.by("physical_addresses", "location_id")],
            access: vec![tables.by("accessibility", "location_id"), tables.by("accessibility_for_disabilities", "location_id")],
            phones: tables.by("phones", "location_id"),
            own_phones: tables.by("phones", "service_at_location_id"),
            schedules: tables.by("schedules", "service_at_location_id"),
            spoken: tables.by_phone(),
        }
    }

    fn of_service(&self, id: &str) -> Vec<Value> {
        let mut found = Vec::new();
        for row in self.joins.get(id).into_iter().flatten() {
            let own = row.get("id").and_then(Value::as_str).unwrap_or("");
            let place = row.get("location_id").and_then(Value::as_str).unwrap_or("");
            let mut at = (*row).clone();
            put(&mut at, "phones", list(self.own_phones.get(own)));
            put(&mut at, "schedules", list(self.schedules.get(own)));
            with_spoken(&mut at, "phones", &self.spoken);
            if let Some([location, ..]) = self.locations.get(place).map(Vec::as_slice) {
                let mut location = (*location).clone();
                let all = |indexes: &[Index<'_>]| indexes.iter().flat_map(|index| list(index.get(place))).collect::<Vec<_>>();
                put(&mut location, "addresses", all(&self.addresses));
                put(&mut location, "accessibility", all(&self.access));
                put(&mut location, "phones", list(self.phones.get(place)));
                at.insert("location".to_owned(), bare(&location));
            }
            found.push(bare(&at));
        }
        found
    }
}

/// A day of 1.1, `1` for Monday or its name, as a schedule.
fn weekday(row: &Map<String, Value>) -> Value {
    const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let own = |field: &str| row.get(field).and_then(Value::as_str).unwrap_or("");
    let day = crate::rows::cells::weekday(own("weekday")).ok().and_then(|day| DAYS.get(usize::from(day).checked_sub(1)?));
    // A day that is none says no hours, rather than others.
    json!({ "freq": "WEEKLY", "byday": day.copied().unwrap_or("?"), "opens_at": own("opens_at"), "closes_at": own("closes_at"), "description": own("description") })
}

/// Sets a list, unless there is nothing to set.
fn put(fields: &mut Map<String, Value>, field: &str, list: Vec<Value>) {
    if !list.is_empty() {
        fields.insert(field.to_owned(), Value::Array(list));
    }
}

/// Adds the languages that are spoken at numbers.
fn with_spoken(fields: &mut Map<String, Value>, field: &str, spoken: &Index<'_>) {
    for phone in fields.get_mut(field).and_then(Value::as_array_mut).into_iter().flatten().filter_map(Value::as_object_mut) {
        let id = phone.get("id").and_then(Value::as_str).unwrap_or("").to_owned();
        put(phone, "languages", list(spoken.get(id.as_str())));
    }
}

fn list(rows: Option<&Vec<&Map<String, Value>>>) -> Vec<Value> {
    rows.into_iter().flatten().map(|row| bare(row)).collect()
}

/// A row without what only this file knows.
fn bare(row: &Map<String, Value>) -> Value {
    let mut row = row.clone();
    row.remove(LINE);
    Value::Object(row)
}

fn short(cell: &str) -> &str {
    cell.char_indices().nth(LONGEST).map_or(cell, |(at, _)| cell.get(..at).unwrap_or(cell))
}
