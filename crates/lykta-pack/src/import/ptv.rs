//! PTV: services of the Finnish Service Catalogue, with the channels and national descriptions that they name.
//!
//! In: services, channels and general descriptions of the open interface, in any order and any mix of files. Out: a record for each service.
//! Never takes in a service that is not published, nor says who organizes it by a description older than the reform of 2023 without a word.
//! Standard: PTV open API v11 (vrk-kpa/ptv-releases).
//! Next: `ptv/channel.rs` for ways and hours, `service.rs` for what becomes of it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::clean;
use super::clock;
use super::elements::Wrapped;
use super::feed::Feed;
use super::record::{Place, Record};
use super::service::words::Label;
use super::service::{Service, Texts};

mod channel;

use channel::Channel;

/// An object that wraps a list.
pub const LISTS: Wrapped = Wrapped { lists: &["itemList"], skips: &[] };

/// Channels and descriptions that are held, so that services can name them.
const MOST: usize = 200_000;

/// Fields of a service that are read, and those that only join, page or date it.
const READ: &[&str] = &[
    "id",
    "sourceId",
    "generalDescriptionId",
    "type",
    "serviceNames",
    "serviceChargeType",
    "areaType",
    "areas",
    "serviceDescriptions",
    "languages",
    "serviceClasses",
    "ontologyTerms",
    "requirements",
    "serviceChannels",
    "organizations",
    "publishingStatus",
    "modified",
];

/// What services name.
#[derive(Debug, Default)]
pub struct Known {
    channels: BTreeMap<String, Channel>,
    descriptions: BTreeMap<String, Description>,
}

/// What a national description gives to services.
#[derive(Debug)]
struct Description {
    summary: Texts,
    start: Texts,
    bring: Texts,
    cost: Texts,
    is_free: bool,
    terms: Vec<Vec<String>>,
}

/// What an object is, by its fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Thing {
    Service,
    Channel,
    Description,
}

fn thing(value: &Value) -> Option<Thing> {
    let has = |field: &str| value.get(field).is_some();
    match () {
        () if has("serviceNames") || has("serviceDescriptions") => Some(Thing::Service),
        () if has("serviceChannelNames") || has("serviceChannelType") => Some(Thing::Channel),
        () if has("names") && has("descriptions") => Some(Thing::Description),
        () => None,
    }
}

/// What a file holds beside services.
#[must_use]
pub fn beside(value: &Value) -> Option<&'static str> {
    match thing(value)? {
        Thing::Service => None,
        Thing::Channel => Some("channel"),
        Thing::Description => Some("general description"),
    }
}

impl Known {
    /// Takes in what is a channel or a description; nothing else.
    ///
    /// # Errors
    /// That there are too many.
    pub fn learn(&mut self, feed: &Feed<'_>, value: &Value) -> Result<(), String> {
        let Value::Object(fields) = value else { return Ok(()) };
        let id = text(fields.get("id"));
        let is_published = text(fields.get("publishingStatus")).is_empty() || text(fields.get("publishingStatus")) == "Published";
        match thing(value) {
            Some(Thing::Channel) if is_published => {
                self.channels.insert(id, Channel::of(feed, fields));
            }
            Some(Thing::Description) if is_published => {
                let said = |kind: &str| typed(fields.get("descriptions"), kind);
                let description = Description {
                    summary: said("Summary"),
                    start: said("UserInstruction"),
                    bring: texts(fields.get("requirements")),
                    cost: said("ChargeTypeAdditionalInfo"),
                    is_free: text(fields.get("serviceChargeType")) == "FreeOfCharge",
                    terms: terms(fields),
                };
                self.descriptions.insert(id, description);
            }
            _ => {}
        }
        if self.channels.len() + self.descriptions.len() > MOST {
            return Err(format!("the feed has more than {MOST} channels: name one of a smaller area"));
        }
        Ok(())
    }
}

/// A service as it becomes rows.
#[must_use]
pub fn record(feed: &Feed<'_>, known: &Known, place: Place, value: &Value) -> Record {
    let mut record = Record { place, ..Record::default() };
    let Value::Object(fields) = value else {
        record.refuse("it is no service with fields", "ask whoever keeps the directory; a service is written between { and }");
        return record;
    };
    let titles = typed(fields.get("serviceNames"), "Name");
    let name = ["fi", "sv", "en"].iter().find_map(|tag| titles.get(*tag)).or_else(|| titles.values().next());
    record.name = clean::cut([text(fields.get("id")), name.cloned().unwrap_or_default()].join(" ").trim(), 120).0;
    count_rest(fields, &mut record);
    let status = text(fields.get("publishingStatus"));
    if !status.is_empty() && status != "Published" {
        record
            .refuse(format!("it is not published ({})", clean::cut(&status, 20).0), "nothing; it comes in by itself when it is published");
        return record;
    }
    if thing(value) != Some(Thing::Service) {
        record.refuse(
            "it is no service, no channel and no general description",
            "fetch services with `serviceNames` and channels with `serviceChannelNames`, as the open interface gives them out",
        );
        return record;
    }
    service(feed, known, fields, titles, &mut record).fill(feed, &mut record);
    record
}

fn service(feed: &Feed<'_>, known: &Known, fields: &Map<String, Value>, title: Texts, record: &mut Record) -> Service {
    let said = |kind: &str| typed(fields.get("serviceDescriptions"), kind);
    let general = known.descriptions.get(&text(fields.get("generalDescriptionId")));
    if general.is_none() && !text(fields.get("generalDescriptionId")).is_empty() {
        record.change(
            "its general description is not in the feed, so what that adds is missing",
            "fetch the general descriptions too (GeneralDescription/{id}), and put them beside the services",
        );
    }
    let mut service = Service {
        own: text(fields.get("id")),
        title,
        modified: clock::day(&text(fields.get("modified"))).unwrap_or_default(),
        ..Service::default()
    };
    service.text = filled(said("Summary"), &said("Description"));
    let own = service.text.len();
    if let Some(general) = general {
        service.text = filled(service.text, &general.summary);
        if service.text.len() > own {
            record.change(
                "what it does is told by a general description of the state, which may name the municipality where the wellbeing services county is meant",
                "read it, and write a better one into overrides.csv",
            );
        }
    }
    let start = filled(said("UserInstruction"), general.map_or(&Texts::new(), |general| &general.start));
    service.first = start;
    let cost = filled(said("ChargeTypeAdditionalInfo"), general.map_or(&Texts::new(), |general| &general.cost));
    let bring = filled(texts(fields.get("requirements")), general.map_or(&Texts::new(), |general| &general.bring));
    service.know.extend([(Label::Cost, cost), (Label::None, bring)]);
    let charge = text(fields.get("serviceChargeType"));
    if charge == "FreeOfCharge" || (charge.is_empty() && general.is_some_and(|general| general.is_free)) {
        service.flags.push("free".to_owned());
    }
    service.provider = provider(fields);
    service.terms = terms(fields);
    service.terms.extend(general.into_iter().flat_map(|general| general.terms.clone()));
    area(feed, fields, &mut service, record);
    ways(feed, known, fields, &mut service, record);
    without_people(&mut service, record);
    service
}

/// Takes names and addresses of people out of its texts.
fn without_people(service: &mut Service, record: &mut Record) {
    let Service { text, first, know, provider, .. } = service;
    let known = know.iter_mut().map(|(_, texts)| texts);
    for texts in [text, first, provider].into_iter().chain(known) {
        for text in texts.values_mut() {
            let (without, count) = clean::without_names(text);
            record.private += count;
            *text = without;
        }
        texts.retain(|_, text| !text.is_empty());
    }
}

/// Who answers for it: the first that is named.
fn provider(fields: &Map<String, Value>) -> Texts {
    let list = fields.get("organizations").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let role = |one: &&Value, role: &str| text(one.get("roleType")) == role;
    let named = |role_name: &str| {
        list.iter().filter(|one| role(one, role_name)).find_map(|one| {
            let name = one.get("organization")?.get("name")?;
            let names = if name.is_string() { Texts::from([("fi".to_owned(), text(Some(name)))]) } else { texts(Some(name)) };
            Some(names).filter(|names| names.values().any(|name| !name.is_empty()))
        })
    };
    ["Responsible", "Producer", "OtherResponsible"].into_iter().find_map(named).unwrap_or_default()
}

/// The channels that it names, as ways to reach it.
fn ways(feed: &Feed<'_>, known: &Known, fields: &Map<String, Value>, service: &mut Service, record: &mut Record) {
    let links = fields.get("serviceChannels").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let mut missing = 0;
    for link in links {
        let id = text(link.get("serviceChannel").and_then(|channel| channel.get("id")));
        let Some(channel) = known.channels.get(&id) else {
            missing += 1;
            continue;
        };
        let is_same = |texts: &Texts| texts.values().all(|name| service.title.values().any(|title| title == name));
        service.ways.extend(channel.ways(feed, link, is_same(&channel.names), record));
    }
    if missing > 0 {
        record.change(
            format!("{missing} of its channels are not in the feed, or not published"),
            "fetch the channels too (ServiceChannel/list/...), and put them beside the services",
        );
    }
    // A person calls before they look something up.
    service.ways.sort_by_key(|way| way.phone.is_empty());
}

/// Whom it is for, by where they live.
fn area(feed: &Feed<'_>, fields: &Map<String, Value>, service: &mut Service, record: &mut Record) {
    match text(fields.get("areaType")).as_str() {
        "LimitedType" => {}
        "NationwideExceptAlandIslands" => {
            service.outside = Some(ALAND).filter(|region| feed.areas.has_region(region));
            return;
        }
        _ => return,
    }
    let list = |value: &Value, field: &str| value.get(field).and_then(Value::as_array).cloned().unwrap_or_default();
    let areas = fields.get("areas").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let mut unknown = BTreeSet::new();
    for one in areas.iter().flat_map(|area| list(area, "municipalities")) {
        let code = text(one.get("code"));
        if feed.areas.has(&code) {
            service.places.insert(code);
        } else if !code.is_empty() {
            unknown.insert(clean::cut(&code, 10).0);
        }
    }
    service.is_elsewhere = service.places.is_empty();
    if !unknown.is_empty() && !service.is_elsewhere {
        record.change(
            format!(
                "it serves municipalities that the pack does not have: {}",
                unknown.into_iter().take(10).collect::<Vec<_>>().join(", ")
            ),
            "nothing, if they lie elsewhere; one that has merged needs a correction by whoever keeps the service",
        );
    }
}

/// The region of Åland, where the law of the mainland on these services does not hold.
const ALAND: &str = "91";

/// Classes and terms, each by its code and all its names.
fn terms(fields: &Map<String, Value>) -> Vec<Vec<String>> {
    let list = |field: &str| fields.get(field).and_then(Value::as_array).cloned().unwrap_or_default();
    let names = |one: &Value| {
        let own = ["uri", "newUri", "code"].map(|field| text(one.get(field)));
        own.into_iter().chain(texts(one.get("name")).into_values()).filter(|name| !name.is_empty()).collect::<Vec<_>>()
    };
    list("serviceClasses").iter().chain(&list("ontologyTerms")).map(names).filter(|names| !names.is_empty()).collect()
}

/// Counts what has no home in a pack.
fn count_rest(fields: &Map<String, Value>, record: &mut Record) {
    for (field, value) in fields {
        let is_empty = match value {
            Value::Null | Value::Bool(false) => true,
            Value::String(text) => text.trim().is_empty(),
            Value::Array(list) => list.is_empty(),
            _ => false,
        };
        if !is_empty && !READ.contains(&field.as_str()) {
            record.homeless.push(clean::cut(&clean::plain(field), 40).0);
        }
    }
    let kinds = fields.get("serviceDescriptions").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    for kind in ["ValidityTime", "ProcessingTime", "DeadLine", "ServiceType"] {
        let is_there = kinds.iter().any(|own| text(own.get("type")) == kind && !text(own.get("value")).is_empty());
        record.homeless.extend(is_there.then(|| format!("serviceDescriptions: {kind}")));
    }
}

/// A text in all its languages, of one type.
fn typed(value: Option<&Value>, kind: &str) -> Texts {
    let list = value.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    localized(list.iter().filter(|own| text(own.get("type")) == kind))
}

/// A text in all its languages.
fn texts(value: Option<&Value>) -> Texts {
    localized(value.and_then(Value::as_array).map_or(&[][..], Vec::as_slice).iter())
}

fn localized<'a>(list: impl Iterator<Item = &'a Value>) -> Texts {
    let pair = |own: &Value| (text(own.get("language")), text(own.get("value")));
    let mut found = Texts::new();
    for (language, text) in list.map(pair).filter(|(language, text)| !language.is_empty() && !text.is_empty()) {
        found.entry(language).or_insert(text);
    }
    found
}

/// A text with what it lacks from another.
fn filled(mut texts: Texts, other: &Texts) -> Texts {
    for (language, text) in other {
        texts.entry(language.clone()).or_insert_with(|| text.clone());
    }
    texts
}

/// A value as a plain text.
fn text(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => clean::plain(text),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Bool(true)) => "true".to_owned(),
        _ => String::new(),
    }
}
