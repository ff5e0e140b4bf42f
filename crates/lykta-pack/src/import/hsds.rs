//! HSDS: services of directories that keep the Human Services Data Specification, 3.x and ORUK 3.0; tables of 1.1 as far as they go.
//!
//! In: services, places, organizations and their joins, whole or apart, in JSON or tables. Out: a record for each service.
//! Never takes in a service that has ended, nor says where it is for without knowing.
//! Standard: Open Referral HSDS 3.0 and 3.1 (https://openreferral.org), UK profile 3.0.
//! Next: `hsds/service.rs` for what a service says, `hsds/tables.rs` for tables, `service.rs` for what becomes of it.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::clean;
use super::elements::Wrapped;
use super::feed::Feed;
use super::record::{Place, Record};

mod hours;
mod rows;
mod service;
pub mod tables;

/// An object that wraps a list.
pub const LISTS: Wrapped = Wrapped { lists: &["contents"], skips: &["links", "meta"] };

/// Places and organizations that are held, so that services can name them.
const MOST: usize = 200_000;

/// What services name by an id alone.
#[derive(Debug, Default)]
pub struct Known {
    organizations: BTreeMap<String, Value>,
    locations: BTreeMap<String, Value>,
    terms: BTreeMap<String, Value>,
    /// Rows of a package of tables.
    pub tables: tables::Tables,
}

/// What an object is, by its fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Thing {
    Service,
    AtLocation,
    Organization,
    Location,
    Term,
    Other(&'static str),
}

fn thing(value: &Value) -> Option<Thing> {
    let has = |field: &str| value.get(field).is_some();
    let any = |fields: &[&str]| fields.iter().any(|field| has(field));
    match () {
        () if has("services.csv") => Some(Thing::Other("tables")),
        () if has("openapi_url") || (has("resources") && !has("status")) => Some(Thing::Other("description of the feed")),
        () if has("taxonomy_detail") || (any(&["term_uri", "taxonomy"]) && has("name")) => Some(Thing::Term),
        () if has("location_type") => Some(Thing::Location),
        () if any(&["location", "location_id"]) && any(&["service", "service_id"]) => Some(Thing::AtLocation),
        () if any(&["organization_identifiers", "parent_organization_id", "year_incorporated", "legal_status", "tax_status"]) => {
            Some(Thing::Organization)
        }
        () if any(&[
            "status",
            "service_at_locations",
            "eligibility_description",
            "application_process",
            "organization_id",
            "organization",
            "fees_description",
        ]) =>
        {
            Some(Thing::Service)
        }
        () if has("uri") && has("version") => Some(Thing::Other("taxonomy")),
        () if has("name") && any(&["website", "additional_websites"]) => Some(Thing::Organization),
        () => None,
    }
}

impl Known {
    /// Takes in what services name; nothing else.
    ///
    /// # Errors
    /// That there are too many.
    pub fn learn(&mut self, value: &Value) -> Result<(), String> {
        let Some(id) = value.get("id").and_then(Value::as_str) else {
            if let Some(Thing::Other("tables")) = thing(value) {
                self.tables.learn_json(value);
            }
            return Ok(());
        };
        match thing(value) {
            Some(Thing::Organization) => {
                let mut own = value.clone();
                if let Some(fields) = own.as_object_mut() {
                    fields.remove("services");
                }
                self.organizations.insert(id.to_owned(), own);
            }
            Some(Thing::Location) => {
                self.locations.insert(id.to_owned(), value.clone());
            }
            Some(Thing::Term) => {
                self.terms.insert(id.to_owned(), value.clone());
            }
            _ => {}
        }
        if self.organizations.len() + self.locations.len() + self.terms.len() > MOST {
            return Err(format!("the feed has more than {MOST} places and organizations: name one of a smaller area"));
        }
        Ok(())
    }
}

/// What an object of a feed holds: services, each whole, and what it is if it holds none.
#[must_use]
pub fn services_of(value: Value) -> (Vec<Value>, Option<&'static str>) {
    match thing(&value) {
        Some(Thing::Organization) => (of_organization(value), Some("organization")),
        Some(Thing::Location) => (Vec::new(), Some("location")),
        Some(Thing::Term) => (Vec::new(), Some("taxonomy term")),
        Some(Thing::Other(what)) => (Vec::new(), Some(what)),
        Some(Thing::AtLocation) => match at_location(value) {
            Ok(service) => (vec![service], None),
            Err(other) => (vec![other], None),
        },
        Some(Thing::Service) | None => (vec![value], None),
    }
}

/// The services that stand inside an organization, with what it is.
fn of_organization(mut value: Value) -> Vec<Value> {
    let services = value.as_object_mut().and_then(|fields| fields.remove("services"));
    let Some(Value::Array(mut services)) = services else { return Vec::new() };
    for fields in services.iter_mut().filter_map(Value::as_object_mut) {
        fields.entry("organization").or_insert_with(|| value.clone());
    }
    services
}

/// A service at one location, turned round: the service with that place.
fn at_location(mut value: Value) -> Result<Value, Value> {
    let Some(Value::Object(mut service)) = value.as_object_mut().and_then(|fields| fields.remove("service")) else { return Err(value) };
    service.insert("service_at_locations".to_owned(), Value::Array(vec![value]));
    Ok(Value::Object(service))
}

/// A service as it becomes rows.
#[must_use]
pub fn record(feed: &Feed<'_>, known: &Known, place: Place, value: &Value) -> Record {
    let mut record = Record { place, ..Record::default() };
    let Value::Object(fields) = value else {
        record.refuse("it is no service with fields", "ask whoever keeps the directory; a service is written between { and }");
        return record;
    };
    let called = [service::text(fields.get("id")), clean::without_names(&service::text(fields.get("name"))).0].join(" ");
    record.name = clean::cut(called.trim(), 120).0;
    match rows::own(feed, fields, &mut record) {
        Ok(true) => return record,
        Ok(false) => {}
        Err((reason, mend)) => {
            record.refuse(reason, mend);
            return record;
        }
    }
    if thing(value) == Some(Thing::AtLocation) {
        record.refuse(
            "it joins a service and a place that it names by their ids alone",
            "fetch whole services (/services/{id}), or the tables of the directory as a package",
        );
        return record;
    }
    if let Err((reason, mend)) = service::read(feed, &joined(known, fields), &mut record) {
        record.refuse(reason, mend);
    }
    record
}

/// The service with what it names by an id alone.
fn joined(known: &Known, fields: &Map<String, Value>) -> Map<String, Value> {
    let mut whole = fields.clone();
    let id = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or("").to_owned();
    if !whole.contains_key("organization")
        && let Some(organization) = known.organizations.get(&id(whole.get("organization_id")))
    {
        whole.insert("organization".to_owned(), organization.clone());
    }
    for at in whole.get_mut("service_at_locations").and_then(Value::as_array_mut).into_iter().flatten().filter_map(Value::as_object_mut) {
        if !at.contains_key("location")
            && let Some(location) = known.locations.get(&id(at.get("location_id")))
        {
            at.insert("location".to_owned(), location.clone());
        }
    }
    for attribute in whole.get_mut("attributes").and_then(Value::as_array_mut).into_iter().flatten().filter_map(Value::as_object_mut) {
        if !attribute.contains_key("taxonomy_term")
            && let Some(term) = known.terms.get(&id(attribute.get("taxonomy_term_id")))
        {
            attribute.insert("taxonomy_term".to_owned(), term.clone());
        }
    }
    whole
}
