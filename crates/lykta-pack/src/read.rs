//! Reading entries: from documents to typed entries that know their place.
//!
//! In: the documents of a pack. Out: the manifest and lists of entries, each with its place; a problem for all that does not fit.
//! Each entry is read by itself, and again without a field that is not known, so that one fault hides no other.
//! Never checks meaning.
//! Next: `compile/`.

use std::collections::BTreeSet;

use lykta_core::format::VERSION;
use lykta_core::format::source::{
    Act, Avoid, Card, Change, Check, CheckPersona, Context, Easy, Fact, Item, Manifest, Meeting, Persona, Promise, Region, Source, Term,
};
use serde::de::{DeserializeOwned, IntoDeserializer};
use toml::de::{DeTable, DeValue};

use crate::catalog::{Catalogs, Over};
use crate::document::{self, Document};
use crate::drift;
use crate::problem::{Code, Place, Problems, Step, meant};
use crate::rows;
use crate::shape;

/// An entry and where it stands.
#[derive(Debug, Clone)]
pub struct Located<T> {
    /// Where.
    pub place: Place,
    /// What.
    pub entry: T,
}

/// All entries of a pack, in the order of the files.
#[derive(Debug, Default)]
#[expect(missing_docs, reason = "one list for each kind of entry")]
pub struct Entries {
    pub items: Vec<Located<Item>>,
    pub cards: Vec<Located<Card>>,
    pub acts: Vec<Located<Act>>,
    pub sources: Vec<Located<Source>>,
    pub regions: Vec<Located<Region>>,
    pub facts: Vec<Located<Fact>>,
    pub contexts: Vec<Located<Context>>,
    pub personas: Vec<Located<Persona>>,
    pub changes: Vec<Located<Change>>,
    pub meetings: Vec<Located<Meeting>>,
    pub promises: Vec<Located<Promise>>,
    pub avoids: Vec<Located<Avoid>>,
    pub terms: Vec<Located<Term>>,
    pub easies: Vec<Located<Easy>>,
    pub checks: Vec<Located<Check>>,
    pub check_personas: Vec<Located<CheckPersona>>,
    /// What became of translations, and where they stand.
    pub catalogs: Catalogs,
    /// Ids of entries that could not be read: whoever names one of these is not told that it does not exist.
    pub unread: BTreeSet<String>,
}

/// Tells of a file whose content nobody would see.
fn misnamed(document: &Document, root: &Place, problems: &mut Problems) {
    let name = document.path.file_name().and_then(|name| name.to_str()).unwrap_or("");
    let what = format!("`{name}` is not read");
    match name.len().checked_sub(4).and_then(|end| name.split_at_checked(end)) {
        Some((bare, ".txt")) if bare.ends_with(".toml") => {
            problems.add(Code::FileSyntax, root, what, format!("name the file `{bare}`, without `.txt`; a text editor adds it unasked"));
        }
        Some((bare, ".txt")) => problems.add(Code::TableFile, root, what, format!("name the file `{bare}`, without `.txt`")),
        _ => problems.add(
            Code::TableFile,
            root,
            what,
            "open it in the spreadsheet and save it as \"CSV UTF-8\"; then keep this file in another folder",
        ),
    }
}

const KINDS: [&str; 15] = [
    "item",
    "card",
    "act",
    "source",
    "region",
    "fact",
    "context",
    "persona",
    "change",
    "promise",
    "avoid",
    "term",
    "easy",
    "check",
    "check_persona",
];

/// Reads the manifest and all entries of the documents whose index is in `range`.
pub fn read(
    documents: &[Document],
    range: std::ops::Range<usize>,
    entries: &mut Entries,
    problems: &mut Problems,
) -> Option<Located<Manifest>> {
    let mut manifest = None;
    let mut over = Over::read(documents, range.clone(), &named(documents, &range), &entries.catalogs, problems);
    for index in range.clone() {
        let Some(document) = documents.get(index) else { continue };
        let root = Place { document: index, ..Place::default() };
        if document::is_misnamed(&document.path) {
            misnamed(document, &root, problems);
        }
        if document.path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        // What the tool itself keeps for `drift` is no content.
        if document.path.file_name().is_some_and(|name| name == drift::lock::FILE) {
            continue;
        }
        let lost = document.text.find('\u{fffd}');
        if let Some(at) = lost {
            problems.add(
                Code::FileSyntax,
                &root.span(&(at..at + '\u{fffd}'.len_utf8())),
                "the file is not saved as UTF-8, so that letters such as å, ä and ö are lost",
                "open it again and save it with the encoding UTF-8",
            );
        }
        let (tree, mut faults) = DeTable::parse_recoverable(&document.text);
        faults.sort_by_key(|fault| fault.span().map_or(0, |span| span.start));
        let mut told = None;
        for fault in &faults {
            // A slip makes the reader stumble until the next header: only what comes after that is a fault of its own.
            let span = fault.span().unwrap_or(0..0);
            let between = told.and_then(|before: usize| document.text.get(before..span.start.max(before)));
            if between.is_some_and(|text| !text.contains("\n[")) {
                continue;
            }
            told = Some(span.start);
            let (what, help) = shape::slip(fault.message(), document.text.get(span.clone()).unwrap_or(""));
            problems.add(Code::FileSyntax, &root.span(&span), what, help);
        }
        let is_manifest = document.path.file_name().is_some_and(|name| name == "pack.toml");
        // Words with lost letters are told of once, not text by text.
        if !faults.is_empty() || lost.is_some() && !is_manifest {
            for value in tree.get_ref().values() {
                let list = value.get_ref().as_array().into_iter().flatten();
                entries.unread.extend(list.filter_map(|entry| id_of(entry.get_ref())));
            }
            continue;
        }
        if is_manifest {
            let mut table = tree.into_inner();
            over.lay_over_pack(&mut table, &root, &mut entries.catalogs, problems);
            manifest = read_manifest(table, document, &root, problems);
        } else {
            read_entries(tree.into_inner(), document, &root, entries, &mut over, problems);
        }
    }
    if let Some(manifest) = &mut manifest {
        manifest.entry.languages = over.languages().to_vec();
        for (index, document) in documents.iter().enumerate().filter(|(index, _)| range.contains(index)) {
            read_rows(document, &Place { document: index, ..Place::default() }, &manifest.entry, entries, &mut over, problems);
        }
        // The author's order is that of the files, whatever they are written in.
        entries.cards.sort_by_key(|card| card.place.document);
        entries.changes.sort_by_key(|change| change.place.document);
    }
    over.end(&entries.unread, problems);
    manifest
}

/// The languages that the `pack.toml` among the documents of these indexes names.
#[must_use]
pub fn named(documents: &[Document], range: &std::ops::Range<usize>) -> Vec<String> {
    let is_manifest = |document: &&Document| document.path.file_name().is_some_and(|name| name == "pack.toml");
    let Some(document) = documents.get(range.clone()).unwrap_or_default().iter().find(is_manifest) else { return Vec::new() };
    let (tree, _) = DeTable::parse_recoverable(&document.text);
    let list = tree.get_ref().get("languages").and_then(|languages| languages.get_ref().as_array());
    list.into_iter().flatten().filter_map(|language| language.get_ref().as_str().map(str::to_owned)).collect()
}

/// The entries of a table that a spreadsheet keeps.
fn read_rows(document: &Document, root: &Place, manifest: &Manifest, entries: &mut Entries, over: &mut Over, problems: &mut Problems) {
    for mut row in rows::read(document, root, manifest, problems) {
        if let Ok(value) = &mut row.value {
            over.lay(row.list, value.get_mut(), &row.place, &mut entries.catalogs, problems);
        }
        match (row.value, row.list) {
            (Ok(value), "change") => push(&mut entries.changes, &mut entries.unread, value, document, row.place, problems),
            (Ok(value), "meeting") => push(&mut entries.meetings, &mut entries.unread, value, document, row.place, problems),
            (Ok(value), _) => push(&mut entries.cards, &mut entries.unread, value, document, row.place, problems),
            (Err(id), _) => entries.unread.extend(id),
        }
    }
}

fn read_manifest(table: DeTable<'_>, document: &Document, root: &Place, problems: &mut Problems) -> Option<Located<Manifest>> {
    // First of all: in another format the fields have other names.
    let named = table.get("format").and_then(|format| format.get_ref().as_integer()?.as_str().parse::<u32>().ok());
    if let Some(format) = named.filter(|format| *format != VERSION) {
        let help = if format < VERSION {
            "run `lykta-pack migrate` on the folder of the pack: it brings the pack to this format".to_owned()
        } else {
            "take the lykta-pack that the pack was made with, or a newer one".to_owned()
        };
        problems.add(Code::FormatVersion, &root.key("format"), format!("this tool reads format {VERSION}, not {format}"), help);
        return None;
    }
    let span = 0..0;
    let manifest: Manifest = entry(toml::Spanned::new(span, DeValue::Table(table)), document, root, problems)?;
    Some(Located { place: root.clone(), entry: manifest })
}

fn read_entries(table: DeTable<'_>, document: &Document, root: &Place, entries: &mut Entries, over: &mut Over, problems: &mut Problems) {
    for (key, value) in table {
        let span = key.span();
        let kind = key.into_inner().into_owned();
        let place = root.key(&kind);
        let DeValue::Array(array) = value.into_inner() else {
            if KINDS.contains(&kind.as_str()) {
                problems.add(
                    Code::WrongShape,
                    &place,
                    format!("`{kind}` is a list of entries"),
                    format!("begin each entry with `[[{kind}]]`"),
                );
            } else {
                problems.add(Code::UnknownField, &place.span(&span), format!("there are no entries called `{kind}`"), meant(&kind, KINDS));
            }
            continue;
        };
        for (index, mut value) in array.into_iter().enumerate() {
            let place = place.index(index);
            over.lay(&kind, value.get_mut(), &place, &mut entries.catalogs, problems);
            match kind.as_str() {
                "item" => push(&mut entries.items, &mut entries.unread, value, document, place, problems),
                "card" => push(&mut entries.cards, &mut entries.unread, value, document, place, problems),
                "act" => push(&mut entries.acts, &mut entries.unread, value, document, place, problems),
                "source" => push(&mut entries.sources, &mut entries.unread, value, document, place, problems),
                "region" => push(&mut entries.regions, &mut entries.unread, value, document, place, problems),
                "fact" => push(&mut entries.facts, &mut entries.unread, value, document, place, problems),
                "context" => push(&mut entries.contexts, &mut entries.unread, value, document, place, problems),
                "persona" => push(&mut entries.personas, &mut entries.unread, value, document, place, problems),
                "change" => push(&mut entries.changes, &mut entries.unread, value, document, place, problems),
                "promise" => push(&mut entries.promises, &mut entries.unread, value, document, place, problems),
                "term" => push(&mut entries.terms, &mut entries.unread, value, document, place, problems),
                "easy" => push(&mut entries.easies, &mut entries.unread, value, document, place, problems),
                "check" => push(&mut entries.checks, &mut entries.unread, value, document, place, problems),
                "check_persona" => push(&mut entries.check_personas, &mut entries.unread, value, document, place, problems),
                "avoid" => push(&mut entries.avoids, &mut entries.unread, value, document, place, problems),
                _ => {
                    problems.add(
                        Code::UnknownField,
                        &place.span(&span),
                        format!("there are no entries called `{kind}`"),
                        meant(&kind, KINDS),
                    );
                    break;
                }
            }
        }
    }
}

fn push<T: DeserializeOwned>(
    list: &mut Vec<Located<T>>,
    unread: &mut BTreeSet<String>,
    value: toml::Spanned<DeValue<'_>>,
    document: &Document,
    place: Place,
    problems: &mut Problems,
) {
    let id = id_of(value.get_ref());
    match entry(value, document, &place, problems) {
        Some(entry) => list.push(Located { place, entry }),
        None => unread.extend(id),
    }
}

/// The id that an entry gives itself, if it can be read at all.
fn id_of(value: &DeValue<'_>) -> Option<String> {
    let table = value.as_table()?;
    table.get("id").or_else(|| table.get("code"))?.get_ref().as_str().map(str::to_owned)
}

/// Reads one entry. Fields that are not known are each told of and left out; what is missing or of another shape is told of,
/// and a sample is read in its place, so that all faults of an entry are told at once. An entry with a sample in it is not given.
fn entry<T: DeserializeOwned>(
    mut value: toml::Spanned<DeValue<'_>>,
    document: &Document,
    place: &Place,
    problems: &mut Problems,
) -> Option<T> {
    let key = |pointer: &[Step]| pointer.iter().rev().find_map(|step| if let Step::Key(key) = step { Some(key.clone()) } else { None });
    let kind = key(place.pointer.get(..1).unwrap_or_default()).unwrap_or_default();
    let mut taken_out: Vec<Vec<Step>> = Vec::new();
    // An entry has fewer faults than this, or is no entry.
    for _ in 0..MOST_FAULTS {
        let fault = match T::deserialize(value.clone().into_deserializer()) {
            Ok(entry) => return taken_out.is_empty().then_some(entry),
            Err(fault) => fault,
        };
        let message = fault.message().to_owned();
        let span = fault.span();
        let pointer = span.as_ref().and_then(|span| pointer_at(value.get_ref(), span));
        if let Some((field, rest)) = message.strip_prefix("unknown field `").and_then(|rest| rest.split_once('`')) {
            let known: Vec<&str> = rest.split('`').skip(1).step_by(2).collect();
            let exact = span.and_then(|span| remove_key(value.get_mut(), field, &span).map(|steps| (steps, span)));
            let at = exact.as_ref().map(|(steps, _)| steps.clone()).or_else(|| remove_any(value.get_mut(), field));
            let mut place = at.as_ref().map_or_else(|| place.clone(), |steps| below(place, steps));
            if let Some((_, span)) = &exact {
                place = place.span(span);
            }
            problems.add(Code::UnknownField, &place, format!("there is no field `{field}` here"), meant(field, known.iter().copied()));
            at?;
            continue;
        }
        let at = pointer.clone().unwrap_or_default();
        let missing = message.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
        let is_told = missing.is_some_and(|field| taken_out.contains(&[at.as_slice(), &[Step::Key(field.to_owned())]].concat()));
        if !is_told {
            let place = below(place, &at);
            let raw = pointer.and(span).and_then(|span| document.text.get(span)).unwrap_or("");
            let (what, help) = shape::told(&message, &kind, &key(&place.pointer).unwrap_or_default(), raw);
            problems.add(Code::WrongShape, &place, what, help);
        }
        taken_out.push(match missing {
            Some(field) => put_sample(value.get_mut(), &at, &kind, field)?,
            None => take_out(value.get_mut(), &at)?,
        });
    }
    None
}

/// Faults of one entry after which the rest is not read.
const MOST_FAULTS: usize = 100;

/// The table that stands at a pointer.
fn table_at<'a, 'b>(value: &'a mut DeValue<'b>, pointer: &[Step]) -> Option<&'a mut DeTable<'b>> {
    match (pointer.split_first(), value) {
        (None, DeValue::Table(table)) => Some(table),
        (Some((Step::Key(key), rest)), DeValue::Table(table)) => table_at(table.get_mut(key.as_str())?.get_mut(), rest),
        (Some((Step::Index(index), rest)), DeValue::Array(array)) => table_at(array.get_mut(*index)?.get_mut(), rest),
        _ => None,
    }
}

/// Puts a sample in the place of a missing field; gives its pointer.
fn put_sample(value: &mut DeValue<'_>, pointer: &[Step], kind: &str, field: &str) -> Option<Vec<Step>> {
    let sample = DeTable::parse(shape::sample_for(kind, field)?).ok()?.into_inner();
    let table = table_at(value, pointer)?;
    for (key, value) in sample {
        table.insert(key, value);
    }
    Some([pointer, &[Step::Key(field.to_owned())]].concat())
}

/// Takes out the field that holds the value at a pointer; gives its pointer.
fn take_out(value: &mut DeValue<'_>, pointer: &[Step]) -> Option<Vec<Step>> {
    let last = pointer.iter().rposition(|step| matches!(step, Step::Key(_)))?;
    let (above, Some(Step::Key(key))) = (pointer.get(..last)?, pointer.get(last)) else { return None };
    table_at(value, above)?.remove(key.as_str())?;
    pointer.get(..=last).map(<[Step]>::to_vec)
}

fn below(place: &Place, steps: &[Step]) -> Place {
    let mut place = place.clone();
    place.pointer.extend_from_slice(steps);
    place
}

/// The pointer to the value that has exactly these bytes.
fn pointer_at(value: &DeValue<'_>, span: &std::ops::Range<usize>) -> Option<Vec<Step>> {
    let found = |step: Step, value: &toml::Spanned<DeValue<'_>>| {
        if value.span() == *span {
            return Some(vec![step]);
        }
        pointer_at(value.get_ref(), span).map(|mut steps| {
            steps.insert(0, step);
            steps
        })
    };
    match value {
        DeValue::Table(table) => table.iter().find_map(|(key, value)| found(Step::Key(key.get_ref().to_string()), value)),
        DeValue::Array(array) => array.iter().enumerate().find_map(|(index, value)| found(Step::Index(index), value)),
        _ => None,
    }
}

/// Takes out the key that has exactly these bytes; gives its pointer.
fn remove_key(value: &mut DeValue<'_>, field: &str, span: &std::ops::Range<usize>) -> Option<Vec<Step>> {
    match value {
        DeValue::Table(table) => {
            if table.get_key_value(field).is_some_and(|(key, _)| key.span() == *span) {
                table.remove(field);
                return Some(vec![Step::Key(field.to_owned())]);
            }
            let keys: Vec<String> = table.keys().map(|key| key.get_ref().to_string()).collect();
            keys.into_iter().find_map(|key| {
                let steps = remove_key(table.get_mut(key.as_str())?.get_mut(), field, span)?;
                Some([vec![Step::Key(key)], steps].concat())
            })
        }
        DeValue::Array(array) => array
            .iter_mut()
            .enumerate()
            .find_map(|(index, value)| remove_key(value.get_mut(), field, span).map(|steps| [vec![Step::Index(index)], steps].concat())),
        _ => None,
    }
}

/// Takes out the first key of that name; for a reader that does not tell where it stood.
fn remove_any(value: &mut DeValue<'_>, field: &str) -> Option<Vec<Step>> {
    match value {
        DeValue::Table(table) => table.remove(field).map(|_| vec![Step::Key(field.to_owned())]),
        _ => None,
    }
}
