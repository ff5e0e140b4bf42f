//! Compiling: from located entries to what the app loads, telling every problem on the way.
//!
//! In: the documents of a pack (and of the pack it extends). Out: the built structure, the words of each language, the places, and the personas.
//! Never stops at the first fault: an entry that cannot be used is told of and left out, and the rest goes on.
//! Next: `items.rs`, `cards.rs`, `conditions.rs`, `texts.rs`.

use std::collections::{BTreeMap, BTreeSet};

use lykta_core::format::VERSION;
use lykta_core::format::built::{PackFile, PlacesFile, Words};
use lykta_core::format::source::{Manifest, Persona};
use lykta_core::pack::Pack;
use lykta_core::place::Gazetteer;

use crate::document::Document;
use crate::local;
use crate::locale;
use crate::places::{self, Tables};
use crate::problem::{Code, Place, Problems, meant};
use crate::read::{Entries, Located};

pub mod cards;
pub mod conditions;
pub mod hours;
pub mod items;
pub mod texts;

use conditions::Definitions;
use texts::Texts;

/// A pack's source, read.
#[derive(Debug)]
pub struct Sources {
    /// All files; of the extended pack first.
    pub documents: Vec<Document>,
    /// The manifest that holds: of a local pack, with what it takes over.
    pub manifest: Located<Manifest>,
    /// All entries.
    pub entries: Entries,
}

/// A pack, compiled.
#[derive(Debug)]
pub struct Compiled {
    /// The structure.
    pub file: PackFile,
    /// Words, one per language in the pack's order.
    pub words: Vec<Words>,
    /// Places.
    pub places: PlacesFile,
    /// The same as the app will read it, places included.
    pub pack: Pack,
    /// Personas that could be read.
    pub personas: Vec<Located<Persona>>,
    /// Ids of facts that cards carry.
    pub facts: BTreeSet<String>,
    /// Ids of facts listed as context.
    pub context: BTreeSet<String>,
}

/// What entries are checked against.
pub struct Scope<'a> {
    /// The manifest.
    pub manifest: &'a Manifest,
    /// All entries.
    pub entries: &'a Entries,
    /// The tables of places.
    pub tables: &'a Tables,
    /// Named conditions.
    pub definitions: Definitions,
    /// The texts so far.
    pub texts: Texts,
}

/// Compiles; none if so much is wrong that nothing can be asked.
pub fn compile(sources: &Sources, problems: &mut Problems) -> Option<Compiled> {
    let manifest = &sources.manifest.entry;
    let tables = places::read(&sources.documents, &manifest.languages, problems);
    check_manifest(&sources.manifest, problems);
    check_ids(&sources.entries, manifest, problems);
    check_regions(&sources.entries, &tables, problems);
    let definitions = conditions::definitions(&sources.manifest, &sources.entries, &tables, problems);
    let mut scope = Scope { manifest, entries: &sources.entries, tables: &tables, definitions, texts: Texts::new(&manifest.languages) };
    let items = items::built(&mut scope, problems);
    let cards = cards::built(&mut scope, problems);
    let changed = local::changed(&mut scope, cards, problems);
    let root = &sources.manifest.place;
    let card_ids: Vec<&str> = changed.iter().map(|card| card.id.as_str()).collect();
    let mut help_now = Vec::new();
    for (index, id) in manifest.help_now.iter().enumerate() {
        if card_ids.contains(&id.as_str()) {
            help_now.push(id.clone());
        } else {
            problems.add(
                Code::UnknownCard,
                &root.key("help_now").index(index),
                format!("there is no card `{id}`"),
                meant(id, card_ids.iter().copied()),
            );
        }
    }
    let not_covered = manifest
        .not_covered
        .iter()
        .enumerate()
        .map(|(index, text)| scope.texts.intern(text, &root.key("not_covered").index(index), problems))
        .collect();
    let regions = sources
        .entries
        .regions
        .iter()
        .map(|region| (region.entry.code.clone(), scope.texts.intern(&region.entry.name, &region.place.key("name"), problems)))
        .collect();
    if items.is_empty() {
        problems.add(Code::OptionsMissing, root, "the pack has no questions", "add an `[[item]]`");
        return None;
    }
    let days = |days: &[lykta_core::date::Date]| days.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let file = PackFile {
        format: VERSION,
        id: manifest.id.clone(),
        version: manifest.version.clone(),
        languages: manifest.languages.clone(),
        timezone: manifest.timezone.clone(),
        emergency: manifest.emergency.clone().unwrap_or_else(|| "112".to_owned()),
        stale_after_months: manifest.stale_after_months,
        attribution: manifest.attribution.clone(),
        items,
        cards: changed,
        regions,
        help_now,
        not_covered,
        holidays: days(&tables.holidays),
        eves: days(&tables.eves),
    };
    let words = words(manifest, &scope.texts);
    let places = places::built(&tables, &manifest.languages);
    let pack = resolved(&file, &places, problems, root)?;
    let facts = sources.entries.cards.iter().flat_map(|card| card.entry.facts.iter().cloned()).collect();
    let context = check_context(&sources.entries, &facts, problems);
    Some(Compiled { file, words, places, pack, personas: sources.entries.personas.clone(), facts, context })
}

fn words(manifest: &Manifest, texts: &Texts) -> Vec<Words> {
    manifest
        .languages
        .iter()
        .enumerate()
        .map(|(index, language)| {
            let (texts, borrowed) = texts.in_language(index);
            let mut ui = locale::words(language).or_else(|| locale::words("en")).unwrap_or_default();
            if let Some(title) = manifest.title.as_ref().and_then(|title| title.get(language)) {
                ui.insert("page-title".to_owned(), title.clone());
            }
            Words { format: VERSION, language: language.clone(), borrowed, ui, texts }
        })
        .collect()
}

/// Reads the structure back as the app does.
fn resolved(file: &PackFile, places: &PlacesFile, problems: &mut Problems, root: &Place) -> Option<Pack> {
    let again = |text: &str| serde_json::from_str::<PackFile>(text).ok();
    let pack = serde_json::to_string(file).ok().and_then(|text| again(&text)).map(Pack::try_from);
    let places =
        serde_json::to_string(places).ok().and_then(|text| serde_json::from_str::<PlacesFile>(&text).ok()).map(Gazetteer::try_from);
    match (pack, places) {
        (Some(Ok(mut pack)), Some(Ok(gazetteer))) => {
            pack.gazetteer = gazetteer;
            Some(pack)
        }
        (pack, _) => {
            // Every fault that leads here has its own problem; this one guards against a gap among them.
            if !problems.has_errors() {
                let part = pack.and_then(Result::err).map_or_else(String::new, |fault| format!(" ({fault})"));
                problems.add(
                    Code::WrongShape,
                    root,
                    format!("the built pack cannot be read back{part}"),
                    "please report this as a fault of the tool",
                );
            }
            None
        }
    }
}

fn check_manifest(manifest: &Located<Manifest>, problems: &mut Problems) {
    let Located { place, entry } = manifest;
    if !is_kebab(&entry.id) {
        problems.add(Code::IdShape, &place.key("id"), format!("`{}` is not an id", entry.id), "use small letters, digits and hyphens");
    }
    if entry.languages.is_empty() {
        problems.add(Code::MissingTranslation, place, "the pack has no language", "add `languages = [\"fi\"]`");
    }
    for (index, language) in entry.languages.iter().enumerate() {
        if locale::words(language).is_none() {
            let known = locale::LANGUAGES.iter().map(|(tag, _, _)| *tag);
            problems.add(
                Code::ForeignLanguage,
                &place.key("languages").index(index),
                format!("the app itself has no words in `{language}`"),
                meant(language, known),
            );
        }
    }
    if let Some(title) = &entry.title {
        texts::check(title, &entry.languages, &place.key("title"), problems);
    }
    if entry.emergency.as_ref().is_some_and(|number| number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit())) {
        problems.add(Code::PhoneShape, &place.key("emergency"), "the emergency number is digits only", "write `emergency = \"112\"`");
    }
}

fn check_ids(entries: &Entries, manifest: &Manifest, problems: &mut Problems) {
    fn unique<'a>(what: &str, ids: impl Iterator<Item = (&'a str, &'a Place)>, problems: &mut Problems) {
        let mut seen: BTreeMap<&str, &Place> = BTreeMap::new();
        for (id, place) in ids {
            if !is_kebab(id) {
                problems.add(
                    Code::IdShape,
                    place,
                    format!("`{id}` is not an id"),
                    "use small letters, digits and single hyphens: `some-id`",
                );
            }
            if let Some(first) = seen.insert(id, place) {
                problems.add_pair(
                    Code::SameId,
                    place,
                    format!("the {what} `{id}` stands twice"),
                    first,
                    "first here",
                    "give one of them another id, or take it out",
                );
            }
        }
    }
    let places = |place: &Place, key: &str| place.key(key);
    let items: Vec<Place> = entries.items.iter().map(|item| places(&item.place, "id")).collect();
    unique("item", entries.items.iter().zip(&items).map(|(item, place)| (item.entry.id.as_str(), place)), problems);
    let cards: Vec<Place> = entries.cards.iter().map(|card| places(&card.place, "id")).collect();
    unique("card", entries.cards.iter().zip(&cards).map(|(card, place)| (card.entry.id.as_str(), place)), problems);
    let acts: Vec<Place> = entries.acts.iter().map(|act| places(&act.place, "id")).collect();
    unique("act", entries.acts.iter().zip(&acts).map(|(act, place)| (act.entry.id.as_str(), place)), problems);
    let sources: Vec<Place> = entries.sources.iter().map(|source| places(&source.place, "id")).collect();
    unique("source", entries.sources.iter().zip(&sources).map(|(source, place)| (source.entry.id.as_str(), place)), problems);
    let personas: Vec<Place> = entries.personas.iter().map(|persona| places(&persona.place, "id")).collect();
    unique("persona", entries.personas.iter().zip(&personas).map(|(persona, place)| (persona.entry.id.as_str(), place)), problems);
    let prefix = format!("{}-", manifest.country.to_lowercase());
    for (card, place) in entries.cards.iter().zip(&cards) {
        if !card.entry.id.starts_with(&prefix) {
            problems.add(
                Code::CountryPrefix,
                place,
                format!("the card id `{}` does not begin with the country", card.entry.id),
                format!("write `{prefix}{}`", card.entry.id),
            );
        }
    }
}

fn check_regions(entries: &Entries, tables: &Tables, problems: &mut Problems) {
    let known: Vec<&str> = entries.regions.iter().map(|region| region.entry.code.as_str()).collect();
    for (code, row) in &tables.municipalities {
        if !known.contains(&row.region.as_str()) {
            problems.add(
                Code::PlaceRow,
                &row.place,
                format!("municipality `{code}` belongs to region `{}`, which no `[[region]]` names", row.region),
                meant(&row.region, known.iter().copied()),
            );
        }
    }
}

fn check_context(entries: &Entries, carried: &BTreeSet<String>, problems: &mut Problems) -> BTreeSet<String> {
    let mut context = BTreeSet::new();
    for entry in &entries.contexts {
        for (index, fact) in entry.entry.facts.iter().enumerate() {
            if carried.contains(fact) {
                problems.add(
                    Code::FactTwiceDenied,
                    &entry.place.key("facts").index(index),
                    format!("the fact `{fact}` is listed as context, but a card carries it"),
                    "take it out of one of the two",
                );
            }
            context.insert(fact.clone());
        }
    }
    context
}

/// Whether a text is an id: small letters and digits, with single hyphens between.
#[must_use]
pub fn is_kebab(text: &str) -> bool {
    !text.is_empty()
        && text.split('-').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}
