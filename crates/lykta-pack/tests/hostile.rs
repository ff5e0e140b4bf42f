//! Hostile packs: markup, script, signs that are not seen, in every field of the format. They are refused with the place,
//! and if they came through all the same, nothing of them would run in a page.

#![cfg(test)]

mod support;

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use lykta_core::format::built::{PackFile, Words};
use lykta_core::pack::{Channel, Pack};
use lykta_pack::compile::Compiled;
use lykta_pack::document::{self, Document};
use lykta_pack::problem::{Code, Problem, Step, Weight};
use lykta_pack::{build, load, overview, page};
use serde_json::Value;
use support::{built, dom, folder, names};
use toml::de::{DeTable, DeValue};

/// A pack, and a local one on top of it, in which every field of the format stands.
const PACKS: &str = "tests/fixtures/every-field";
const COUNTRY: &str = "tests/fixtures/every-field/country";
const TOWN: &str = "tests/fixtures/every-field/town";

/// The hostile texts; those of the journeys too.
fn hostile() -> Vec<String> {
    serde_json::from_str(include_str!("fixtures/hostile.json")).unwrap()
}

/// Where every text of a document stands.
fn leaves(document: &Document) -> Vec<Vec<Step>> {
    fn walk(value: &DeValue<'_>, pointer: &[Step], leaves: &mut Vec<Vec<Step>>) {
        match value {
            DeValue::String(_) => leaves.push(pointer.to_vec()),
            DeValue::Array(list) => {
                for (index, value) in list.iter().enumerate() {
                    walk(value.get_ref(), &[pointer, &[Step::Index(index)]].concat(), leaves);
                }
            }
            DeValue::Table(table) => walk_table(table, pointer, leaves),
            _ => {}
        }
    }
    fn walk_table(table: &DeTable<'_>, pointer: &[Step], leaves: &mut Vec<Vec<Step>>) {
        for (key, value) in table {
            walk(value.get_ref(), &[pointer, &[Step::Key(key.get_ref().to_string())]].concat(), leaves);
        }
    }
    let mut leaves = Vec::new();
    walk_table(DeTable::parse(&document.text).unwrap().get_ref(), &[], &mut leaves);
    leaves
}

/// The names of the fields on the way to a place.
fn names_of(pointer: &[Step]) -> String {
    let keys = pointer.iter().filter_map(|step| match step {
        Step::Key(key) => Some(key.as_str()),
        Step::Index(_) => None,
    });
    keys.collect::<Vec<_>>().join("/")
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &target) } else { assert!(std::fs::copy(&path, target).is_ok()) }
    }
}

/// A text as TOML, every sign but plain ones by its number.
fn quoted(text: &str) -> String {
    let sign = |sign: char| match sign {
        ' '..='~' if !matches!(sign, '"' | '\\') => sign.to_string(),
        _ => format!("\\U{:08X}", u32::from(sign)),
    };
    format!("\"{}\"", text.chars().map(sign).collect::<String>())
}

/// The places of this file at which the pack has problems that keep it from being built, each with a mend.
fn told(pack: &Path, file: &Path) -> Vec<Vec<Step>> {
    let (_, documents, problems) = load::load(pack).unwrap();
    let is_here = |problem: &&Problem| documents.get(problem.place.document).is_some_and(|document| document.path == file);
    let is_error = |problem: &&Problem| problem.code.weight() == Weight::Error && !problem.help.is_empty();
    problems.0.iter().filter(is_here).filter(is_error).map(|problem| problem.place.pointer.clone()).collect()
}

/// The file with a hostile text in these fields, the last first, after what stands there.
fn edited(document: &Document, spans: &[Range<usize>], hostile: &str) -> String {
    let mut text = document.text.clone();
    for span in spans.iter().cloned() {
        let own = text[span.clone()].trim_matches('"').to_owned();
        // A script as an address stands alone; anything else may hide behind plain words.
        let value = if hostile.contains("script:") { hostile.to_owned() } else { format!("{own} {hostile}") };
        text.replace_range(span, &quoted(&value));
    }
    text
}

/// What is told of together: conditions by their own grammar, which needs the rest to be read, and first of all the pack that is extended.
fn round(pointer: &[Step]) -> usize {
    let is = |step: &Step, names: &[&str]| matches!(step, Step::Key(key) if names.contains(&key.as_str()));
    if pointer.first().is_some_and(|first| is(first, &["extends"])) {
        return 0;
    }
    let is_condition = pointer.first().is_some_and(|first| is(first, &["define"]))
        || pointer.last().is_some_and(|last| is(last, &["when", "enable_when", "offer_when", "unless"]));
    if is_condition { 1 } else { 2 }
}

/// Puts each hostile text into every field of a pack.
#[track_caller]
fn check_fields(name: &str, pack: &str) {
    let root = folder(name);
    copy(Path::new(PACKS), &root);
    let pack = root.join(pack);
    let mut count = 0;
    for document in document::read_folder(&pack).unwrap().iter().filter(|document| is_toml(document)) {
        for number in 0..3 {
            let pointers: Vec<Vec<Step>> = leaves(document).into_iter().filter(|pointer| round(pointer) == number).collect();
            let mut spans: Vec<Range<usize>> = pointers.iter().map(|pointer| document.span(pointer)).collect();
            spans.sort_by_key(|span| std::cmp::Reverse(span.start));
            for hostile in hostile().iter().filter(|_| !pointers.is_empty()) {
                std::fs::write(&document.path, edited(document, &spans, hostile)).unwrap();
                let told = told(&pack, &document.path);
                for pointer in &pointers {
                    assert!(told.contains(pointer), "{} {pointer:?} {hostile:?}", document.path.display());
                    count += 1;
                }
            }
        }
        std::fs::write(&document.path, &document.text).unwrap();
    }
    assert!(count > 500, "{count}");
    assert!(load::load(&pack).unwrap().2.0.is_empty(), "the pack itself is clean");
}

fn is_toml(document: &Document) -> bool {
    document.path.extension().is_some_and(|kind| kind == "toml")
}

#[test]
fn a_hostile_text_is_refused_in_every_field_of_a_pack() {
    check_fields("hostile-country", "country");
}

#[test]
fn a_hostile_text_is_refused_in_every_field_of_a_local_pack() {
    check_fields("hostile-town", "town");
}

/// The paths of all fields in the schema, types followed.
fn fields(schema: &Value, node: &Value, path: &str, fields: &mut BTreeSet<String>) {
    let node = match node.get("$ref").and_then(Value::as_str) {
        Some(reference) => schema.pointer(reference.trim_start_matches('#')).unwrap(),
        None => node,
    };
    for part in ["anyOf", "oneOf"] {
        for node in node.get(part).and_then(Value::as_array).into_iter().flatten() {
            self::fields(schema, node, path, fields);
        }
    }
    if let Some(items) = node.get("items") {
        self::fields(schema, items, path, fields);
    }
    for (name, node) in node.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let path = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
        fields.insert(path.clone());
        self::fields(schema, node, &path, fields);
    }
}

#[test]
fn every_field_of_the_format_stands_in_the_packs_that_are_walked() {
    let schema: Value = serde_json::from_str(&build::schema().unwrap()).unwrap();
    let mut wanted = BTreeSet::new();
    for part in ["manifest", "entries"] {
        fields(&schema, &schema["properties"][part], "", &mut wanted);
    }
    let mut there: BTreeSet<String> = BTreeSet::new();
    for document in [COUNTRY, TOWN].iter().flat_map(|pack| document::read_folder(Path::new(pack)).unwrap()) {
        if is_toml(&document) {
            there.extend(leaves(&document).iter().map(|pointer| names_of(pointer)));
            // Numbers and switches hold no text, but stand there too.
            for line in document.text.lines() {
                let name = line.split(['=', ' ']).next().unwrap_or("");
                there.insert(format!("*/{name}"));
            }
        }
    }
    // The group of a meeting is named in `meetings.csv` alone: `tests/meetings.rs` walks its cells.
    let elsewhere = ["from", "to", "unsure", "alone", "group"];
    for field in &wanted {
        let last = field.rsplit('/').next().unwrap();
        let is_there = there.iter().any(|own| own == field || own.starts_with(&format!("{field}/")) || *own == format!("*/{last}"));
        assert!(is_there || elsewhere.contains(&last), "no pack of the fixture has `{field}`");
    }
    assert!(wanted.len() > 100 && wanted.contains("card/contact/label") && wanted.contains("report"), "{}", wanted.len());
}

#[test]
fn a_hostile_text_is_refused_in_the_name_of_a_field() {
    let root = folder("hostile-keys");
    copy(Path::new(PACKS), &root);
    let file = root.join("country/pack.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    for hostile in hostile() {
        std::fs::write(&file, format!("{text}{} = \"own\"\n", quoted(&hostile))).unwrap();
        let pointer = vec![Step::Key("define".to_owned()), Step::Key(hostile.clone())];
        assert!(told(&root.join("country"), &file).contains(&pointer), "{hostile:?}");
    }
}

#[test]
fn a_hostile_text_is_refused_in_every_cell_of_the_tables_of_places() {
    let root = folder("hostile-places");
    copy(Path::new(PACKS), &root);
    let pack = root.join("country");
    for table in ["municipalities.csv", "postcodes.csv", "holidays.csv"] {
        let file = pack.join("places").join(table);
        let text = std::fs::read_to_string(&file).unwrap();
        let (header, row) = text.trim_end().rsplit_once('\n').unwrap();
        let cells: Vec<&str> = row.split(',').collect();
        // A line break parts rows, a quote or a comma cells: those are told of as such.
        for hostile in hostile().iter().filter(|hostile| !hostile.contains(['\n', ',', '"'])) {
            let hostile_cells: Vec<String> = cells.iter().map(|cell| format!("{cell} {hostile}")).collect();
            std::fs::write(&file, format!("{header}\n{}\n", hostile_cells.join(","))).unwrap();
            let (_, documents, problems) = load::load(&pack).unwrap();
            let is_it = |problem: &&Problem| documents[problem.place.document].path == file && problem.code == Code::TextMarkup;
            assert_eq!(problems.0.iter().filter(is_it).count(), cells.len(), "{table} {hostile:?}");
        }
        std::fs::write(&file, text).unwrap();
    }
}

#[test]
fn the_editor_is_told_the_sign_its_place_and_the_mend() {
    let files = [
        ("pack.toml", include_str!("fixtures/whole/pack.toml")),
        ("content.toml", &include_str!("fixtures/whole/content.toml").replace("Sand Street 1", "Sand \u{202e}Street 1")),
        ("places/municipalities.csv", &include_str!("fixtures/whole/places/municipalities.csv").replace("Sandtown", "Sand<b>town")),
    ];
    let (_, report) = support::scratch("hostile-told", &files);
    assert!(report.contains("error[P023]: the text holds a sign that is not seen, U+202E\n  hostile-told/content.toml:"), "{report}");
    assert!(report.contains("/card/1/meeting/0/location\n"), "{report}");
    assert!(report.contains("error[P023]: the text holds the sign `<`\n  hostile-told/places/municipalities.csv:2:"), "{report}");
    assert!(report.contains("help: write plain words on one line"), "{report}");
}

/// The whole pack with one hostile text in all places at once, as if no check had been made.
fn poisoned(hostile: &str) -> Compiled {
    let compiled = built(COUNTRY);
    let text = || hostile.to_owned();
    let words = |words: &Words| Words {
        language: text(),
        ui: words.ui.keys().map(|key| (key.clone(), text())).collect(),
        texts: words.texts.iter().map(|_| text()).collect(),
        ..words.clone()
    };
    let mut file = serde_json::to_value(&compiled.file).unwrap();
    poison(&mut file, hostile);
    let file: PackFile = serde_json::from_value(file).unwrap();
    let easy = compiled.easy.iter().map(words).collect();
    Compiled {
        words: compiled.words.iter().map(words).collect(),
        easy,
        file,
        pack: poisoned_pack(compiled.pack, hostile),
        ..built(COUNTRY)
    }
}

/// Every text of the structure, but that the first question stays one, and the card of "show help now" is found.
fn poison(value: &mut Value, hostile: &str) {
    match value {
        Value::String(text) => hostile.clone_into(text),
        Value::Array(list) => list.iter_mut().for_each(|value| poison(value, hostile)),
        Value::Object(table) => table.values_mut().for_each(|value| poison(value, hostile)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn poisoned_pack(pack: Pack, hostile: &str) -> Pack {
    let text = || hostile.to_owned();
    let mut pack = Pack {
        id: text(),
        version: text(),
        languages: vec![text()],
        timezone: text(),
        emergency: text(),
        other_emergency: vec![text()],
        attribution: vec![text()],
        report_url: text(),
        ..pack
    };
    // All words of every meeting; the cells are parted by tabs.
    pack.meetings.text = vec![hostile.replace('\t', " "); 8].join("\t");
    for meeting in &mut pack.meetings.all {
        meeting.words = (0, pack.meetings.text.len());
    }
    for card in &mut pack.cards {
        card.id = lykta_core::answer::CardId::new(hostile);
        for contact in &mut card.contacts {
            contact.languages = vec![text()];
            contact.channel = match contact.channel {
                Channel::Phone(..) => Channel::Phone(text(), text()),
                Channel::Sms(..) => Channel::Sms(text(), text()),
                Channel::Web(_) => Channel::Web(text()),
            };
        }
        for source in &mut card.sources {
            source.1 = text();
        }
    }
    pack
}

#[test]
fn a_hostile_text_that_came_through_runs_in_no_page() {
    let file = |url: &str| build::BuiltFile { url: url.to_owned(), integrity: url.to_owned() };
    let mut all = hostile();
    all.extend(["{{lang}}<!--lykta:head-->".to_owned(), "#\"><script>".to_owned(), "x\" autofocus onfocus=\"x".to_owned()]);
    for hostile in all {
        let compiled = poisoned(&hostile);
        let words = &compiled.words[0];
        let files = build::Files {
            pack: file(&hostile),
            words: vec![(hostile.clone(), file(&hostile))],
            easy: vec![(hostile.clone(), file(&hostile), file(&hostile))],
            places: file(&hostile),
            meetings: Some(file(&hostile)),
        };
        let names = build::Names {
            origin: Some(hostile.clone()),
            exit: hostile.clone(),
            engine_js: hostile.clone(),
            engine_wasm: hostile.clone(),
            ..names()
        };
        for html in [page::html(&compiled, words, &files, &names), overview::html(&compiled, words, &names)] {
            let page = dom::read(&html);
            assert_eq!(page.dangers(), Vec::<String>::new(), "{hostile:?}");
            let scripts = page.all("script").count();
            assert!(scripts == 0 || scripts == 3, "{hostile:?}: {scripts} scripts");
            assert_eq!(page.all("main").count(), if scripts == 0 { 1 } else { 3 }, "the page is whole");
        }
        // The addresses of this program lead into a folder beside the page.
        let snippet = dom::read(&overview::snippet::html(&compiled, words, &names).replace("href=\"guide/", "href=\""));
        assert_eq!(snippet.dangers(), Vec::<String>::new(), "{hostile:?}");
        assert_eq!((snippet.all("script").count(), snippet.all("lykta-guide").count()), (1, 1), "{hostile:?}");
    }
}
