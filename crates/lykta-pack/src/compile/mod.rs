//! Compiling: from located entries to what the app loads, telling every problem on the way.
//!
//! In: the documents of a pack (and of the pack it extends). Out: the built structure, the words of each language, the places, and the personas.
//! Never stops at the first fault: an entry that cannot be used is told of and left out, and the rest goes on.
//! Next: `items.rs`, `cards.rs`, `conditions.rs`, `texts.rs`.

use std::collections::{BTreeMap, BTreeSet};

use lykta_core::date::Date;
use lykta_core::format::VERSION;
use lykta_core::format::built::{CardEntry, MeetingsFile, PackFile, PlacesFile, RegionEntry, Term, Words};
use lykta_core::format::source::{Check, CheckPersona, Manifest, Persona};
use lykta_core::meeting::Meetings;
use lykta_core::pack::Pack;
use lykta_core::place::Gazetteer;

use crate::document::Document;
use crate::facts;
use crate::locale;
use crate::places::{self, Tables};
use crate::problem::{Code, Place, Problems, meant};
use crate::read::{Entries, Located};
use crate::review;

pub mod cards;
pub mod changes;
pub mod checks;
pub mod conditions;
pub mod easy;
pub mod hours;
pub mod items;
pub mod meaning;
pub mod meetings;
pub mod owners;
pub mod pictures;
pub mod promises;
pub mod regions;
pub mod terms;
pub mod texts;
pub mod track;
pub mod values;
pub mod written;

use conditions::Definitions;
use promises::{Excluded, Promised};
use texts::Texts;
use written::Written;

/// A pack's source, read.
#[derive(Debug)]
pub struct Sources {
    /// All files; of the extended pack first.
    pub documents: Vec<Document>,
    /// The manifest that holds: of a local pack, with what it takes over.
    pub manifest: Located<Manifest>,
    /// The manifest of a local pack as it stands in its own file.
    pub own: Option<Located<Manifest>>,
    /// All entries.
    pub entries: Entries,
    /// Whether languages that no speaker has read are written too.
    pub has_drafts: bool,
}

impl Sources {
    /// Where a field of the manifest stands: in the local pack's file if that `has` it, else in the file of the pack it extends.
    fn place(&self, has: impl FnOnce(&Manifest) -> bool) -> &Place {
        self.own.as_ref().filter(|own| has(&own.entry)).map_or(&self.manifest.place, |own| &own.place)
    }
}

/// A pack, compiled.
#[derive(Debug)]
pub struct Compiled {
    /// The structure.
    pub file: PackFile,
    /// Drafts that the manifest names and that are left out.
    pub drafts: Vec<String>,
    /// Words, one per language in the pack's order.
    pub words: Vec<Words>,
    /// Easy words, to lie over them; of the languages that have some.
    pub easy: Vec<Words>,
    /// Places.
    pub places: PlacesFile,
    /// Meetings of groups; without lines if there are none.
    pub meetings: MeetingsFile,
    /// The same as the app will read it, places included.
    pub pack: Pack,
    /// Personas that could be read.
    pub personas: Vec<Located<Persona>>,
    /// Checks as they are written, in the order of the built ones; personas name their notes and questions.
    pub checks: Vec<Located<Check>>,
    /// Personas who take a check.
    pub check_personas: Vec<Located<CheckPersona>>,
    /// Ids of facts that cards carry.
    pub facts: BTreeSet<String>,
    /// Ids of facts listed as context.
    pub context: BTreeSet<String>,
    /// The register of facts in numbers.
    pub register: facts::Count,
    /// How hard cards and questions are to read, by language.
    pub lix: BTreeMap<String, review::reading::Lix>,
    /// All conditions as they are written.
    pub written: Written,
    /// What is promised for all answers.
    pub promises: Vec<Promised>,
    /// Cards that exclude each other.
    pub excludes: Vec<Excluded>,
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
    values::check(&sources.documents, problems);
    check_manifest(sources, problems);
    owners::check(sources, problems);
    check_ids(&sources.entries, manifest, problems);
    review::always(sources, problems);
    facts::always(sources, problems);
    regions::check(&sources.entries, &tables, problems);
    regions::check_languages(&sources.entries, &sources.manifest.entry.languages, problems);
    let define_place = |name: &str| sources.place(|own| own.define.contains_key(name)).key("define").key(name);
    let definitions = conditions::definitions(manifest, &define_place, &sources.entries, &tables, problems);
    let mut scope = Scope { manifest, entries: &sources.entries, tables: &tables, definitions, texts: Texts::new(&manifest.languages) };
    let items = items::built(&mut scope, problems);
    let cards = cards::built(&mut scope, problems);
    let changed = changes::applied(&mut scope, cards, problems);
    let checks = checks::built(&mut scope, &changed, problems);
    let meetings = meetings::built(&scope, &changed, problems);
    let root = &sources.manifest.place;
    let help_now = help_now(sources, &changed, problems);
    let not_covered = manifest
        .not_covered
        .iter()
        .enumerate()
        .map(|(index, text)| {
            // Those of a local pack stand after those of the pack it extends.
            let own = sources.own.as_ref().map_or(0, |own| own.entry.not_covered.len());
            let before = manifest.not_covered.len() - own;
            let place = sources.place(|_| index >= before).key("not_covered").index(if index >= before { index - before } else { index });
            scope.texts.intern(text, &place, problems)
        })
        .collect();
    let regions = sources
        .entries
        .regions
        .iter()
        .map(|region| RegionEntry {
            code: region.entry.code.clone(),
            name: scope.texts.intern(&region.entry.name, &region.place.key("name"), problems),
            until: region.entry.until.clone().unwrap_or_default(),
            becomes: region.entry.becomes.clone().unwrap_or_default(),
            language: region.entry.language.clone().unwrap_or_default(),
        })
        .collect();
    if items.is_empty() && (!sources.entries.items.is_empty() || !sources.entries.unread.is_empty()) {
        return None;
    }
    if items.is_empty() {
        problems.add(Code::OptionsMissing, root, "the pack has no questions", "add an `[[item]]`");
        return None;
    }
    let (drafts, languages): (Vec<String>, Vec<String>) =
        manifest.languages.iter().cloned().partition(|language| !sources.has_drafts && locale::is_draft(language));
    let days = |days: &[Date]| days.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let easy = easy::built(&scope, &languages, problems);
    let file = PackFile {
        format: VERSION,
        id: manifest.id.clone(),
        version: manifest.version.clone(),
        languages: languages.clone(),
        timezone: manifest.timezone.clone(),
        emergency: manifest.emergency.clone().unwrap_or_else(|| "112".to_owned()),
        other_emergency: manifest.other_emergency.clone(),
        stale_after_months: manifest.stale_after_months,
        attribution: manifest.attribution.clone(),
        report_url: manifest.report.clone().unwrap_or_default(),
        items,
        cards: changed,
        regions,
        help_now,
        not_covered,
        holidays: days(&tables.holidays),
        eves: days(&tables.eves),
        checks,
        has_meetings: !meetings.meetings.is_empty(),
    };
    let terms = terms::built(&sources.entries.terms, &manifest.languages, &languages, problems);
    let words = words(manifest, &languages, &scope.texts, terms);
    let places = places::built(&tables, &languages);
    let pack = resolved(&file, &places, &meetings, problems, root)?;
    let facts = sources.entries.cards.iter().flat_map(|card| card.entry.facts.iter().cloned()).collect();
    let context = check_context(&sources.entries, &facts, problems);
    let register = facts::Count::of(sources);
    let lix = review::reading::lix(sources);
    let written = written::all(&sources.entries, manifest, &define_place, &pack);
    let promises = promises::promises(&scope, &pack, problems);
    let excludes = promises::excludes(&scope, &pack, problems);
    // Of a pack of which a part could not be read, nothing is known for all answers.
    if sources.entries.unread.is_empty() {
        meaning::check(&pack, &written, &promises, &scope.definitions, problems);
    }
    let personas = sources.entries.personas.clone();
    let (checks, check_personas) = (sources.entries.checks.clone(), sources.entries.check_personas.clone());
    Some(Compiled {
        file,
        drafts,
        words,
        easy,
        places,
        meetings,
        pack,
        personas,
        checks,
        check_personas,
        facts,
        context,
        register,
        lix,
        written,
        promises,
        excludes,
    })
}

/// The cards of "show help now" that are there. One that has a problem of its own is not told of again.
fn help_now(sources: &Sources, cards: &[CardEntry], problems: &mut Problems) -> Vec<String> {
    let entries = &sources.entries;
    let place = sources.place(|own| !own.help_now.is_empty()).key("help_now");
    let is_hidden = |id: &String| entries.changes.iter().any(|change| change.entry.hide && change.entry.card == *id);
    let mut list = Vec::new();
    for (index, id) in sources.manifest.entry.help_now.iter().enumerate() {
        let is_read = entries.unread.contains(id) || entries.cards.iter().any(|card| card.entry.id == *id);
        if cards.iter().any(|card| card.id == *id) {
            list.push(id.clone());
        } else if !is_read {
            problems.add(
                Code::UnknownCard,
                &place.index(index),
                format!("there is no card `{id}`"),
                meant(id, cards.iter().map(|card| card.id.as_str()).collect::<Vec<_>>()),
            );
        } else if is_hidden(id) && sources.own.as_ref().is_some_and(|own| !own.entry.help_now.is_empty()) {
            problems.add(
                Code::UnknownCard,
                &place.index(index),
                format!("the card `{id}` is hidden by a `[[change]]`"),
                "take it out of `help_now`, or take `hide` out",
            );
        }
    }
    list
}

fn words(manifest: &Manifest, languages: &[String], texts: &Texts, terms: Vec<Vec<Term>>) -> Vec<Words> {
    let numbered = manifest.languages.iter().enumerate();
    numbered
        .filter(|(_, language)| languages.contains(language))
        .zip(terms)
        .map(|((index, language), terms)| {
            let (texts, borrowed) = texts.in_language(index);
            let mut ui = locale::words(language).or_else(|| locale::words("en")).unwrap_or_default();
            for (key, own) in [("page-title", &manifest.title), ("your-region", &manifest.your_region)] {
                if let Some(text) = own.as_ref().and_then(|own| own.get(language)) {
                    ui.insert(key.to_owned(), text.clone());
                }
            }
            Words { format: VERSION, language: language.clone(), borrowed, ui, texts, terms, ..Words::default() }
        })
        .collect()
}

/// Reads the structure back as the app does.
fn resolved(file: &PackFile, places: &PlacesFile, meetings: &MeetingsFile, problems: &mut Problems, root: &Place) -> Option<Pack> {
    let again = |text: &str| serde_json::from_str::<PackFile>(text).ok();
    let pack = serde_json::to_string(file).ok().and_then(|text| again(&text)).map(Pack::try_from);
    let places =
        serde_json::to_string(places).ok().and_then(|text| serde_json::from_str::<PlacesFile>(&text).ok()).map(Gazetteer::try_from);
    let meetings =
        serde_json::to_string(meetings).ok().and_then(|text| serde_json::from_str::<MeetingsFile>(&text).ok()).map(Meetings::try_from);
    match (pack, places, meetings) {
        (Some(Ok(mut pack)), Some(Ok(gazetteer)), Some(Ok(meetings))) => {
            pack.gazetteer = gazetteer;
            pack.meetings = meetings;
            Some(pack)
        }
        (pack, ..) => {
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

fn check_manifest(sources: &Sources, problems: &mut Problems) {
    let Located { place, entry } = &sources.manifest;
    if !is_kebab(&entry.id) {
        let place = sources.place(|_| true).key("id");
        problems.add(Code::IdShape, &place, format!("`{}` is not an id", entry.id), id_help(&entry.id));
    }
    if entry.languages.is_empty() {
        problems.add(Code::MissingTranslation, place, "the pack has no language", "add `languages = [\"fi\"]`");
    }
    for (index, language) in entry.languages.iter().enumerate() {
        if locale::words(language).is_none() {
            let known = locale::languages().iter().map(|language| language.tag.as_str());
            problems.add(
                Code::ForeignLanguage,
                &place.key("languages").index(index),
                format!("the app itself has no words in `{language}`"),
                meant(language, known),
            );
        }
        let is_before_others = || entry.languages.iter().skip(index).any(|later| !locale::is_draft(later));
        if locale::is_draft(language) && (index == 0 || is_before_others()) {
            problems.add(
                Code::ForeignLanguage,
                &place.key("languages").index(index),
                format!("`{language}` is a machine draft that no speaker has read, and stands before other languages or alone"),
                format!("put `{language}` at the end: the first language stands in for what it lacks"),
            );
        }
    }
    if let Some(region) = &entry.your_region {
        texts::check(region, &entry.languages, &sources.place(|own| own.your_region.is_some()).key("your_region"), problems);
    }
    if let Some(title) = &entry.title {
        texts::check(title, &entry.languages, &sources.place(|own| own.title.is_some()).key("title"), problems);
    }
    if let Some(report) = &entry.report {
        cards::check_bare_url(report, &sources.place(|own| own.report.is_some()).key("report"), problems);
    }
    let is_wrong = |number: &String| number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit());
    if entry.other_emergency.iter().any(is_wrong) {
        let place = place.key("other_emergency");
        problems.add(Code::PhoneShape, &place, "an emergency number is digits only", "write `other_emergency = [\"112\"]`");
    }
    if entry.emergency.as_ref().is_some_and(is_wrong) {
        problems.add(Code::PhoneShape, &place.key("emergency"), "the emergency number is digits only", "write `emergency = \"112\"`");
    }
}

fn check_ids(entries: &Entries, manifest: &Manifest, problems: &mut Problems) {
    fn unique<'a>(what: &str, ids: impl Iterator<Item = (&'a str, &'a Place)>, problems: &mut Problems) {
        let mut seen: BTreeMap<&str, &Place> = BTreeMap::new();
        for (id, place) in ids {
            if !is_kebab(id) {
                problems.add(Code::IdShape, place, format!("`{id}` is not an id"), id_help(id));
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
    let regions: Vec<Place> = entries.regions.iter().map(|region| places(&region.place, "code")).collect();
    unique("region", entries.regions.iter().zip(&regions).map(|(region, place)| (region.entry.code.as_str(), place)), problems);
    let personas: Vec<Place> = entries.personas.iter().map(|persona| places(&persona.place, "id")).collect();
    unique("persona", entries.personas.iter().zip(&personas).map(|(persona, place)| (persona.entry.id.as_str(), place)), problems);
    let promises: Vec<Place> = entries.promises.iter().map(|promise| places(&promise.place, "id")).collect();
    unique("promise", entries.promises.iter().zip(&promises).map(|(promise, place)| (promise.entry.id.as_str(), place)), problems);
    let checks: Vec<Place> = entries.checks.iter().map(|check| places(&check.place, "id")).collect();
    unique("check", entries.checks.iter().zip(&checks).map(|(check, place)| (check.entry.id.as_str(), place)), problems);
    let takers: Vec<Place> = entries.check_personas.iter().map(|persona| places(&persona.place, "id")).collect();
    unique("persona", entries.check_personas.iter().zip(&takers).map(|(persona, place)| (persona.entry.id.as_str(), place)), problems);
    let prefix = format!("{}-", manifest.country.to_lowercase());
    let ids = entries.cards.iter().map(|card| ("card", &card.entry.id)).zip(&cards);
    for ((what, id), place) in ids.chain(entries.checks.iter().map(|check| ("check", &check.entry.id)).zip(&checks)) {
        if !id.starts_with(&prefix) {
            let what = format!("the {what} id `{id}` does not begin with the country");
            problems.add(Code::CountryPrefix, place, what, format!("write `{prefix}{id}`"));
        }
    }
}

fn check_context(entries: &Entries, carried: &BTreeSet<String>, problems: &mut Problems) -> BTreeSet<String> {
    let mut context = BTreeSet::new();
    for entry in &entries.contexts {
        for (index, fact) in entry.entry.facts.iter().enumerate() {
            if carried.contains(fact) {
                let card = entries.cards.iter().find_map(|card| {
                    let index = card.entry.facts.iter().position(|carried| carried == fact)?;
                    Some(card.place.key("facts").index(index))
                });
                problems.add_pair(
                    Code::FactTwiceDenied,
                    &entry.place.key("facts").index(index),
                    format!("the fact `{fact}` is listed as context, but a card carries it"),
                    &card.unwrap_or_default(),
                    "the card",
                    "take it out of one of the two",
                );
            }
            context.insert(fact.clone());
        }
    }
    context
}

/// The id that a text would be, to paste.
#[must_use]
pub fn id_help(text: &str) -> String {
    let words: Vec<String> =
        text.split(|sign: char| !sign.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).map(str::to_ascii_lowercase).collect();
    let id = words.join("-");
    if id.is_empty() {
        "write small letters, digits and single hyphens".to_owned()
    } else {
        format!("write `{id}`: small letters, digits and single hyphens")
    }
}

/// How a day is written; the same day, if it can be made out.
#[must_use]
pub fn day_help(text: &str) -> String {
    let parts: Vec<&str> = text.split('.').map(str::trim).collect();
    let day = match parts.as_slice() {
        [day, month, year] => Some(format!("{year}-{month:0>2}-{day:0>2}")).filter(|day| Date::parse(day).is_some()),
        _ => None,
    };
    day.map_or_else(|| "write year, month and day, like `2026-11-21`".to_owned(), |day| format!("write `{day}`"))
}

/// Whether a text is an id: small letters and digits, with single hyphens between.
#[must_use]
pub fn is_kebab(text: &str) -> bool {
    !text.is_empty()
        && text.split('-').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}
