//! Reading entries: from documents to typed entries that know their place.
//!
//! In: the documents of a pack. Out: the manifest and lists of entries, each with its place; a problem for all that does not fit.
//! Each entry is read by itself, and again without a field that is not known, so that one fault hides no other.
//! Never checks meaning.
//! Next: `compile/`.

use lykta_core::format::VERSION;
use lykta_core::format::source::{Act, Card, Change, Context, Item, Manifest, Persona, Region, Source};
use serde::de::{DeserializeOwned, IntoDeserializer};
use toml::de::{DeTable, DeValue};

use crate::document::Document;
use crate::problem::{Code, Place, Problems, Step, meant};

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
    pub contexts: Vec<Located<Context>>,
    pub personas: Vec<Located<Persona>>,
    pub changes: Vec<Located<Change>>,
}

const KINDS: [&str; 8] = ["item", "card", "act", "source", "region", "context", "persona", "change"];

/// Reads the manifest and all entries of the documents whose index is in `range`.
pub fn read(
    documents: &[Document],
    range: std::ops::Range<usize>,
    entries: &mut Entries,
    problems: &mut Problems,
) -> Option<Located<Manifest>> {
    let mut manifest = None;
    for index in range {
        let Some(document) = documents.get(index) else { continue };
        if document.path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let root = Place { document: index, ..Place::default() };
        let (tree, faults) = DeTable::parse_recoverable(&document.text);
        for fault in &faults {
            let place = Place { part: fault.span().map(|span| (span.start, span.end)), ..root.clone() };
            problems.add(
                Code::FileSyntax,
                &place,
                format!("this is not TOML: {}", fault.message()),
                "mend the line: strings stand in quotes, every `[` needs its `]`, a field stands once in an entry",
            );
        }
        if !faults.is_empty() {
            continue;
        }
        if document.path.file_name().is_some_and(|name| name == "pack.toml") {
            manifest = read_manifest(tree.into_inner(), &root, problems);
        } else {
            read_entries(tree.into_inner(), &root, entries, problems);
        }
    }
    manifest
}

fn read_manifest(table: DeTable<'_>, root: &Place, problems: &mut Problems) -> Option<Located<Manifest>> {
    let span = 0..0;
    let manifest: Manifest = entry(toml::Spanned::new(span, DeValue::Table(table)), root, problems)?;
    if manifest.format != VERSION {
        problems.add(
            Code::FormatVersion,
            &root.key("format"),
            format!("this tool reads format {VERSION}, not {}", manifest.format),
            format!("write `format = {VERSION}`, or use the version of the tool that the pack was made for"),
        );
        return None;
    }
    Some(Located { place: root.clone(), entry: manifest })
}

fn read_entries(table: DeTable<'_>, root: &Place, entries: &mut Entries, problems: &mut Problems) {
    for (key, value) in table {
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
                problems.add(Code::UnknownField, &place, format!("there are no entries called `{kind}`"), meant(&kind, KINDS));
            }
            continue;
        };
        for (index, value) in array.into_iter().enumerate() {
            let place = place.index(index);
            match kind.as_str() {
                "item" => push(&mut entries.items, value, place, problems),
                "card" => push(&mut entries.cards, value, place, problems),
                "act" => push(&mut entries.acts, value, place, problems),
                "source" => push(&mut entries.sources, value, place, problems),
                "region" => push(&mut entries.regions, value, place, problems),
                "context" => push(&mut entries.contexts, value, place, problems),
                "persona" => push(&mut entries.personas, value, place, problems),
                "change" => push(&mut entries.changes, value, place, problems),
                _ => {
                    problems.add(Code::UnknownField, &place, format!("there are no entries called `{kind}`"), meant(&kind, KINDS));
                    break;
                }
            }
        }
    }
}

fn push<T: DeserializeOwned>(list: &mut Vec<Located<T>>, value: toml::Spanned<DeValue<'_>>, place: Place, problems: &mut Problems) {
    if let Some(entry) = entry(value, &place, problems) {
        list.push(Located { place, entry });
    }
}

/// Reads one entry; fields that are not known are each told of and left out.
fn entry<T: DeserializeOwned>(mut value: toml::Spanned<DeValue<'_>>, place: &Place, problems: &mut Problems) -> Option<T> {
    loop {
        let fault = match T::deserialize(value.clone().into_deserializer()) {
            Ok(entry) => return Some(entry),
            Err(fault) => fault,
        };
        let message = fault.message().to_owned();
        let unknown = message.strip_prefix("unknown field `").and_then(|rest| rest.split_once('`'));
        let pointer = fault.span().and_then(|span| pointer_at(value.get_ref(), &span));
        if let Some((field, rest)) = unknown {
            let known: Vec<&str> = rest.split('`').skip(1).step_by(2).collect();
            let at = fault.span().and_then(|span| remove_key(value.get_mut(), field, &span)).or_else(|| remove_any(value.get_mut(), field));
            let place = at.as_ref().map_or_else(|| place.clone(), |steps| below(place, steps));
            problems.add(Code::UnknownField, &place, format!("there is no field `{field}` here"), meant(field, known.iter().copied()));
            if at.is_some() {
                continue;
            }
            return None;
        }
        let place = pointer.as_ref().map_or_else(|| place.clone(), |steps| below(place, steps));
        let help = message.strip_prefix("missing field `").and_then(|rest| rest.split_once('`')).map_or_else(
            || "see the field in `docs/pack-format.md` and `packs/schema.json`".to_owned(),
            |(field, _)| format!("add `{field} = ...`"),
        );
        problems.add(Code::WrongShape, &place, words_of(&message), help);
        return None;
    }
}

/// Words of the reader that an editor does not use.
fn words_of(message: &str) -> String {
    let message = message.lines().next().unwrap_or(message);
    message
        .replace("missing field", "the entry lacks the field")
        .replace("unknown variant", "there is no")
        .replace("invalid type: ", "this is a ")
        .replace("a map", "a table")
        .replace("a sequence", "a list")
        .replace("u16", "a number")
        .replace("u8", "a number")
        .replace("u32", "a number")
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
