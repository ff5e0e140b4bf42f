//! A service of HSDS: what its fields mean.
//!
//! In: a whole service, joined with its places and its organization. Out: what the pack says of it.
//! Never takes in names and mails of its contacts, nor values that only repeat the name of their field.
//! Next: `crate::import::service` for what becomes of it.

use std::collections::BTreeSet;

use lykta_core::place_search::folded;
use serde_json::{Map, Value};

use super::hours;
use crate::import::clean;
use crate::import::clock;
use crate::import::feed::Feed;
use crate::import::record::Record;
use crate::import::service::words::Label;
use crate::import::service::{Service, Texts, Way, reach};

/// Fields that are read, and those that only join or date.
const READ: &[&str] = &[
    "id",
    "organization_id",
    "organization",
    "program_id",
    "name",
    "alternate_name",
    "description",
    "url",
    "additional_urls",
    "status",
    "interpretation_services",
    "application_process",
    "fees_description",
    "fees",
    "wait_time",
    "eligibility_description",
    "minimum_age",
    "maximum_age",
    "assured_date",
    "alert",
    "last_modified",
    "phones",
    "schedules",
    "service_areas",
    "service_at_locations",
    "languages",
    "cost_options",
    "required_documents",
    "attributes",
];

/// Fields of people.
const PRIVATE: &[&str] = &["contacts", "assurer_email"];

/// Why it cannot be kept.
type Refused = (String, String);

/// Reads a service into its record.
///
/// # Errors
/// Why it cannot be kept, with the mend.
pub fn read(feed: &Feed<'_>, fields: &Map<String, Value>, record: &mut Record) -> Result<(), Refused> {
    count_rest(fields, record);
    let reader = Reader { feed, fields, language: language(feed)? };
    let status = reader.own("status", record);
    if !["", "active"].contains(&status.to_lowercase().as_str()) {
        return Err((
            format!("it is not active ({})", clean::cut(&status, 30).0),
            "nothing; it comes in by itself when it is active again".to_owned(),
        ));
    }
    let mut service = Service {
        own: text(fields.get("id")),
        title: reader.texts("name", record),
        text: reader.texts("description", record),
        first: reader.texts("application_process", record),
        terms: terms(fields),
        modified: ["assured_date", "last_modified"]
            .iter()
            .filter_map(|field| clock::day(&text(fields.get(*field))))
            .max()
            .unwrap_or_default(),
        ages: (age(fields.get("minimum_age")), age(fields.get("maximum_age"))),
        ..Service::default()
    };
    reader.know(&mut service, record);
    if let Some(name) = fields.get("organization").map(|own| text(own.get("name"))).filter(|name| !name.is_empty()) {
        service.provider = reader.said(&name);
    }
    reader.area(&mut service, record)?;
    reader.ways(&mut service, record);
    service.fill(feed, record);
    Ok(())
}

/// The language of the texts.
fn language(feed: &Feed<'_>) -> Result<String, Refused> {
    match (feed.settings.language.as_str(), feed.languages) {
        ("", [one]) => Ok(one.clone()),
        ("", _) => Err((
            "nobody has said which language its texts are in".to_owned(),
            "write it into import.toml, such as `language = \"sv\"`: this form of feed does not tell it".to_owned(),
        )),
        (own, _) => Ok(own.to_owned()),
    }
}

struct Reader<'a> {
    feed: &'a Feed<'a>,
    fields: &'a Map<String, Value>,
    language: String,
}

impl Reader<'_> {
    /// A field, without people in it; one that only repeats its own name is none.
    fn own(&self, field: &str, record: &mut Record) -> String {
        let (text, private) = clean::without_names(&text(self.fields.get(field)));
        record.private += private;
        let bare = |text: &str| text.to_lowercase().replace([' ', '-'], "_");
        if !text.is_empty() && (bare(&text) == field || bare(&text) == "fees_description") {
            record.change(
                format!("`{field}` holds the name of a field in the place of a value, and was left out"),
                "ask whoever keeps the directory",
            );
            return String::new();
        }
        text
    }

    fn said(&self, text: &str) -> Texts {
        if text.is_empty() { Texts::new() } else { Texts::from([(self.language.clone(), text.to_owned())]) }
    }

    fn texts(&self, field: &str, record: &mut Record) -> Texts {
        let text = self.own(field, record);
        self.said(&text)
    }

    /// What is good to know.
    fn know(&self, service: &mut Service, record: &mut Record) {
        let list = |field: &str| array(self.fields.get(field));
        let mut costs: Vec<String> = Vec::new();
        for cost in list("cost_options") {
            let own = |field: &str| text(cost.get(field));
            let is_over = clock::day(&own("valid_to")).is_some_and(|day| day.as_str() < self.feed.today);
            if is_over {
                record.change("a price that no longer holds was left out", "ask whoever keeps the directory for today's");
                continue;
            }
            let amount = own("amount");
            let price =
                [amount.clone(), own("currency").to_uppercase(), own("amount_description")].into_iter().filter(|part| !part.is_empty());
            let price = price.collect::<Vec<_>>().join(" ");
            let line = [own("option"), price].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ");
            if amount.parse::<f64>().is_ok_and(|amount| amount == 0.0) && list("cost_options").len() == 1 {
                service.flags.push("free".to_owned());
            }
            costs.extend((!line.is_empty()).then_some(line));
        }
        let told = [self.own("fees_description", record), self.own("fees", record)].into_iter().find(|text| !text.is_empty());
        costs.extend(told);
        let documents: Vec<String> =
            list("required_documents").iter().map(|one| text(one.get("document"))).filter(|text| !text.is_empty()).collect();
        let access = array(self.fields.get("service_at_locations"))
            .iter()
            .filter_map(|at| at.get("location"))
            .flat_map(|own| array(own.get("accessibility")));
        let mut eased: Vec<String> = Vec::new();
        for one in access {
            // `accessibility` is the older name.
            let told = [text(one.get("description")), text(one.get("accessibility"))].into_iter().find(|text| !text.is_empty());
            eased.extend(told.filter(|told| !eased.contains(told)));
        }
        for (label, told) in [
            (Label::Note, self.own("alert", record)),
            (Label::None, self.own("eligibility_description", record)),
            (Label::Cost, costs.join(". ")),
            (Label::Bring, documents.join(", ")),
            (Label::Access, eased.join(" ")),
            (Label::Languages, self.own("interpretation_services", record)),
            (Label::None, self.own("wait_time", record)),
        ] {
            if !told.is_empty() {
                service.know.push((label, self.said(&told)));
            }
        }
    }

    /// Whom it is for, by where they live.
    fn area(&self, service: &mut Service, record: &mut Record) -> Result<(), Refused> {
        let areas =
            self.feed.settings.areas.iter().map(|(name, codes)| (folded(name), codes)).collect::<std::collections::BTreeMap<_, _>>();
        let (mut places, mut is_everywhere, mut unknown): (BTreeSet<String>, bool, Vec<String>) = Default::default();
        for one in array(self.fields.get("service_areas")) {
            let names = ["uri", "name", "service_area", "description"].map(|field| text(one.get(field)));
            let named: Vec<&String> = names.iter().filter(|name| !name.is_empty()).collect();
            if named.is_empty() {
                continue;
            }
            match named.iter().find_map(|name| areas.get(&folded(name))) {
                Some(codes) if codes.is_empty() => is_everywhere = true,
                Some(codes) => places.extend(codes.iter().cloned()),
                None => match named.iter().find_map(|name| self.feed.areas.municipality("", name)) {
                    Some(code) => {
                        places.insert(code.to_owned());
                    }
                    None => unknown
                        .push(clean::cut(names[1..].iter().chain(&names).find(|name| !name.is_empty()).map_or("", String::as_str), 60).0),
                },
            }
        }
        let mend = "write the name of the area into `[areas]` of import.toml, with the codes of its municipalities, or with `[]` if it is all of the pack";
        if places.is_empty() && !is_everywhere && !unknown.is_empty() {
            return Err((
                format!("nobody has said where `{}` is: people elsewhere would be sent there in vain", unknown.join("`, `")),
                mend.to_owned(),
            ));
        }
        if !unknown.is_empty() {
            record.change(format!("it serves `{}` too, which is not known here", unknown.join("`, `")), mend);
        }
        if array(self.fields.get("service_areas")).is_empty() {
            record.change(
                "it does not say whom it serves: it is shown everywhere",
                "write municipality codes into overrides.csv, in the column `where`, if it is not for all",
            );
        }
        if !is_everywhere {
            service.places = places;
        }
        Ok(())
    }

    /// Ways to reach it: what stands at a place goes before what stands at the service, and that before the organization's.
    fn ways(&self, service: &mut Service, record: &mut Record) {
        let languages: Vec<String> = tags(self.fields.get("languages"));
        let own_hours = hours::read(array(self.fields.get("schedules")), self.feed.today);
        let mut is_lost = own_hours.is_lost;
        let own_phones = self.phones(array(self.fields.get("phones")), record);
        let organization = self.fields.get("organization");
        let pages = [self.fields.get("url"), organization.and_then(|own| own.get("website")), organization.and_then(|own| own.get("url"))];
        let more = array(self.fields.get("additional_urls")).iter().map(|one| one.get("url"));
        let page = pages.into_iter().chain(more).find_map(|value| self.page(value, record)).unwrap_or_default();
        let mut ways: Vec<Way> = Vec::new();
        for at in array(self.fields.get("service_at_locations")) {
            let location = at.get("location").unwrap_or(&Value::Null);
            let mut phones = self.phones(array(at.get("phones")), record);
            if phones.is_empty() {
                phones.clone_from(&own_phones);
            }
            if phones.is_empty() {
                phones = self.phones(array(location.get("phones")), record);
            }
            let schedules = [at.get("schedules"), self.fields.get("schedules"), location.get("schedules")];
            let hours = schedules
                .into_iter()
                .map(array)
                .find(|list| !list.is_empty())
                .map(|list| hours::read(list, self.feed.today))
                .unwrap_or_default();
            is_lost |= hours.is_lost;
            let way = Way {
                label: self.said(&address(location, record)),
                hours: hours.rules,
                hours_text: self.said(&hours.words),
                languages: languages.clone(),
                ..Way::default()
            };
            let own_page = self.page(location.get("url"), record).filter(|own| *own != page);
            if phones.is_empty() {
                let url = own_page.unwrap_or_else(|| page.clone());
                ways.push(Way { url, ..way });
            } else {
                ways.extend(phones.into_iter().map(|(dial, published, spoken)| Way {
                    languages: if spoken.is_empty() { way.languages.clone() } else { spoken },
                    phone: dial,
                    number: published,
                    ..way.clone()
                }));
            }
        }
        if ways.iter().all(|way| way.phone.is_empty()) {
            let phones =
                if own_phones.is_empty() { self.phones(array(organization.and_then(|own| own.get("phones"))), record) } else { own_phones };
            for (dial, published, spoken) in phones {
                let languages = if spoken.is_empty() { languages.clone() } else { spoken };
                ways.insert(
                    0,
                    Way {
                        phone: dial,
                        number: published,
                        hours: own_hours.rules.clone(),
                        hours_text: self.said(&own_hours.words),
                        languages,
                        ..Way::default()
                    },
                );
            }
        }
        if !page.is_empty() && ways.iter().all(|way| way.url != page) {
            match ways.iter_mut().find(|way| way.url.is_empty()) {
                Some(way) => way.url = page,
                None => ways.push(Way { url: page, hours: own_hours.rules, hours_text: self.said(&own_hours.words), ..Way::default() }),
            }
        }
        if is_lost {
            record.change(
                "its hours say more than a week can, or contradict each other, and were left out",
                "write them into overrides.csv, in the column `hours`",
            );
        }
        service.ways = ways;
    }

    /// Numbers to dial, as they are read, with the languages that are spoken.
    fn phones(&self, list: &[Value], record: &mut Record) -> Vec<(String, String, Vec<String>)> {
        let mut found: Vec<(String, String, Vec<String>)> = Vec::new();
        for one in list {
            let kind = text(one.get("type")).to_lowercase();
            if ["fax", "pager", "tty", "textphone"].contains(&kind.as_str()) {
                record.homeless.push(format!("phones: {kind}"));
                continue;
            }
            let given = text(one.get("number"));
            let Some((dial, published)) = reach::number(&given, self.feed.country) else {
                if !given.is_empty() {
                    record.change(
                        format!(
                            "`{}` is not one number that can be dialled here, and was left out",
                            clean::cut(&clean::without_people(&given).0, 40).0
                        ),
                        "write it into overrides.csv, in the columns `phone` and `number`, or ask whoever keeps the directory",
                    );
                }
                continue;
            };
            if !text(one.get("extension")).is_empty() {
                record.change(
                    "the extension of its number was left out",
                    "tell it in overrides.csv, in the column `hours_text_...`, if one cannot do without",
                );
            }
            if found.iter().all(|(other, ..)| *other != dial) {
                found.push((dial, published, tags(one.get("languages"))));
            }
        }
        found
    }

    fn page(&self, value: Option<&Value>, record: &mut Record) -> Option<String> {
        let given = text(value);
        let page = reach::page(&given);
        if page.is_none() && !given.is_empty() {
            let what = format!("`{}` is not an https address, and was left out", clean::cut(&given, 80).0);
            if record.changes.iter().all(|(other, _)| *other != what) {
                record.change(what, "look whether the page opens by https, and tell whoever keeps the directory");
            }
        }
        page
    }
}

/// Where it is: the name of the house, street and town; one that is for letters alone is none.
fn address(location: &Value, record: &mut Record) -> String {
    let name = text(location.get("name"));
    let list = array(location.get("addresses"));
    let is_visited = |one: &&Value| text(one.get("address_type")) != "postal";
    let Some(street) = list.iter().find(is_visited) else { return clean::without_names(&name).0 };
    let own = |field: &str| text(street.get(field));
    let town = [own("postal_code"), own("city")].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let parts = [name, own("address_1"), town];
    let whole = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let (whole, private) = clean::without_names(&whole);
    record.private += private + u64::from(!own("attention").is_empty());
    whole
}

/// Classes, each by all its names.
fn terms(fields: &Map<String, Value>) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for attribute in array(fields.get("attributes")) {
        let term = attribute.get("taxonomy_term").unwrap_or(attribute);
        let own = |field: &str| text(term.get(field));
        let scheme =
            [text(term.get("taxonomy_detail").and_then(|own| own.get("name"))), own("taxonomy")].into_iter().find(|text| !text.is_empty());
        let coded = scheme.map(|scheme| format!("{scheme}:{}", own("code"))).filter(|_| !own("code").is_empty());
        let names = [own("term_uri"), coded.unwrap_or_default(), own("code"), own("term"), own("name")];
        let names: Vec<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
        if !names.is_empty() {
            found.push(names);
        }
    }
    found
}

/// Counts what has no home in a pack, and what is of people.
fn count_rest(fields: &Map<String, Value>, record: &mut Record) {
    for (field, value) in fields {
        let count = match value {
            Value::Null | Value::Bool(false) => 0,
            Value::String(text) => usize::from(!text.trim().is_empty()),
            Value::Array(list) => list.len(),
            _ => 1,
        };
        if PRIVATE.contains(&field.as_str()) {
            record.private += count as u64;
        } else if count > 0 && !READ.contains(&field.as_str()) {
            record.homeless.push(clean::cut(&clean::plain(field), 40).0);
        }
    }
    for at in array(fields.get("service_at_locations")) {
        record.private += array(at.get("contacts")).len() as u64;
        record.private += array(at.get("location").and_then(|own| own.get("contacts"))).len() as u64;
        let has = |field: &str| at.get("location").and_then(|own| own.get(field)).is_some_and(|value| !text(Some(value)).is_empty());
        for field in ["transportation", "latitude", "external_identifier"] {
            record.homeless.extend(has(field).then(|| format!("location: {field}")));
        }
    }
}

/// Years of age.
fn age(value: Option<&Value>) -> Option<u16> {
    let years = text(value).parse::<f64>().ok().filter(|years| (0.0..=130.0).contains(years))?;
    text(value).split('.').next()?.parse().ok().filter(|_| years > 0.0)
}

/// Languages by their codes.
fn tags(value: Option<&Value>) -> Vec<String> {
    let is_tag = |tag: &String| (2..=3).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_lowercase());
    array(value).iter().map(|one| text(one.get("code")).to_lowercase()).filter(is_tag).collect()
}

/// A list, or nothing.
pub fn array(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A value as a plain text.
pub fn text(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => clean::plain(text),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}
