//! Fields: what a card of the country's pack says, field by field, in words that can be compared.
//!
//! In: the entries of a pack. Out: for each card its fields by name, such as `text.sv`, `when`, `law`.
//! The day on which a card was checked is no field: a check anew that changes nothing is no drift.
//! Next: `lock.rs`, `mod.rs`.

use std::collections::BTreeMap;
use std::path::Path;

use lykta_core::format::source::{Card, Citation, Contact, Manifest, Meeting, Texts};
use sha2::{Digest as _, Sha256};

use crate::document;
use crate::problem::Problems;
use crate::read::{self, Entries, Located};

/// The fields of a card by name.
pub type Fields = BTreeMap<String, String>;

/// A country's pack as a local one sees it.
#[derive(Debug)]
pub struct Country {
    /// Name of its folder.
    pub id: String,
    /// Its edition.
    pub version: String,
    /// Its country, as card ids begin with it.
    pub country: String,
    /// Its cards with their fields.
    pub cards: BTreeMap<String, Fields>,
}

/// Reads the country's pack in a folder.
///
/// # Errors
/// A folder that cannot be read, or holds no pack.
pub fn country(folder: &Path) -> Result<Country, String> {
    let documents = document::read_folder(folder).map_err(|fault| fault.to_string())?;
    let (mut entries, mut problems) = (Entries::default(), Problems::default());
    let manifest = read::read(&documents, 0..documents.len(), &mut entries, &mut problems);
    let Some(Located { entry: manifest, .. }) = manifest else {
        return Err(format!("{} holds no pack that can be read; run `lykta-pack check {0}`", folder.display()));
    };
    let id = folder.file_name().map_or_else(|| manifest.id.clone(), |name| name.to_string_lossy().into_owned());
    let cards = entries.cards.iter().map(|card| (card.entry.id.clone(), fields(&card.entry, &manifest))).collect();
    Ok(Country { id, version: manifest.version, country: manifest.country, cards })
}

/// A short mark of a text: alike for the same text, another for any other.
#[must_use]
pub fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The mark of a whole card.
#[must_use]
pub fn digest_of(fields: &Fields) -> String {
    let lines: Vec<String> = fields.iter().map(|(name, text)| format!("{name}={text}")).collect();
    digest(&lines.join("\n"))
}

/// What a card says, field by field; empty fields are left out.
fn fields(card: &Card, manifest: &Manifest) -> Fields {
    let mut fields = Fields::new();
    let mut put = |name: &str, text: String| {
        if !text.is_empty() {
            fields.insert(name.to_owned(), text);
        }
    };
    put("kind", format!("{:?}", card.kind).to_lowercase());
    put("need", card.need.map_or_else(String::new, |need| format!("{need:?}").to_lowercase()));
    put("track", card.track.map_or_else(String::new, |track| format!("{track:?}").to_lowercase()));
    put("rank", card.rank.to_string());
    put("when", card.when.as_ref().map_or_else(String::new, |when| spelled_out(when, manifest)));
    put("confidence", format!("{:?}", card.confidence).to_lowercase());
    put("flags", card.flags.iter().map(|flag| format!("{flag:?}").to_lowercase()).collect::<Vec<_>>().join(", "));
    put("excludes", card.excludes.join(", "));
    put("contact", card.contact.iter().map(contact).collect::<Vec<_>>().join("; "));
    put("meeting", card.meeting.iter().map(meeting).collect::<Vec<_>>().join("; "));
    put("law", card.law.iter().map(law).collect::<Vec<_>>().join("; "));
    let deadlines = card.deadline.iter().map(|limit| {
        let when = limit.when.as_ref().map_or_else(String::new, |when| format!(" when {}", spelled_out(when, manifest)));
        let laws = limit.law.iter().map(law).collect::<Vec<_>>().join("; ");
        format!("{} from {}{when}{} ({laws})", limit.period, limit.anchor, if limit.moves { ", moves" } else { "" })
    });
    put("deadline", deadlines.collect::<Vec<_>>().join("; "));
    let mut words = |name: &str, texts: &Texts| texts.iter().for_each(|(language, text)| put(&format!("{name}.{language}"), text.clone()));
    words("title", &card.title);
    words("text", &card.text);
    let single = [
        ("first", &card.first),
        ("know", &card.know),
        ("say", &card.say),
        ("write", &card.write),
        ("refused", &card.refused),
        ("decides", &card.decides),
        ("check_with", &card.check_with),
    ];
    for (name, texts) in single {
        texts.iter().for_each(|texts| words(name, texts));
    }
    for (item, texts) in &card.hangs_on {
        words(&format!("if {item}"), texts);
    }
    for (number, step) in card.step.iter().enumerate() {
        words(&format!("step {}", number + 1), step);
    }
    for (number, limit) in card.deadline.iter().enumerate() {
        words(&format!("deadline {}", number + 1), &limit.text);
    }
    fields
}

/// A condition with the named ones that it uses, and those that these use.
fn spelled_out(when: &str, manifest: &Manifest) -> String {
    let uses = |text: &str, name: &str| text.split(|sign: char| !sign.is_alphanumeric() && sign != '-').any(|word| word == name);
    let mut named: BTreeMap<&String, &String> = BTreeMap::new();
    loop {
        let is_used = |name: &str| uses(when, name) || named.values().any(|meaning| uses(meaning, name));
        let more: Vec<_> = manifest.define.iter().filter(|(name, _)| !named.contains_key(name) && is_used(name)).collect();
        if more.is_empty() {
            break;
        }
        named.extend(more);
    }
    format!("{when}{}", named.iter().map(|(name, meaning)| format!("; {name}: {meaning}")).collect::<String>())
}

fn contact(contact: &Contact) -> String {
    let way = [&contact.phone, &contact.sms, &contact.url].into_iter().flatten().next().cloned().unwrap_or_default();
    let label = contact.label.iter().flat_map(|texts| texts.values()).cloned().collect::<Vec<_>>().join(" / ");
    let words = contact.hours_text.iter().flat_map(|texts| texts.values()).cloned().collect::<Vec<_>>().join(" / ");
    let hours = contact.hours.clone().unwrap_or_default();
    let parts = [way, label, hours, words, contact.languages.join(" "), contact.places.join(" "), contact.regions.join(" ")];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn meeting(meeting: &Meeting) -> String {
    let end = meeting.end_time.as_ref().map_or_else(String::new, |end| format!(" to {end}"));
    let day = meeting.day.map_or_else(|| meeting.dates.clone().unwrap_or_default(), |day| format!("day {day}"));
    let words = [&meeting.repeats, &meeting.breaks, &meeting.name, &meeting.location, &meeting.address, &meeting.place, &meeting.url];
    let more = [&meeting.phone, &meeting.language, &meeting.confirmed];
    let rest = words.into_iter().chain(more).flatten().cloned().collect::<Vec<_>>();
    let marks = format!("{:?}{:?}{:?}", meeting.kind, meeting.who, meeting.access).replace("[]", "").to_lowercase();
    format!("{day} {}{end} {} {marks}", meeting.time, rest.join(", ")).trim_end().to_owned()
}

fn law(law: &Citation) -> String {
    let subsection = law.subsection.as_ref().map_or_else(String::new, |subsection| format!(" ({subsection})"));
    let from = law.valid_from.as_ref().map_or_else(String::new, |day| format!(", from {day}"));
    let to = law.valid_to.as_ref().map_or_else(String::new, |day| format!(", to {day}"));
    format!("{} section {}{subsection}{from}{to}", law.act, law.section)
}
