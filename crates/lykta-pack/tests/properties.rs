//! What holds for all packs and all answers: nothing panics, what is built is read back, and `ask` says what the core says.

#![cfg(test)]

mod support;

use std::path::PathBuf;

use lykta_core::answer::Answers;
use lykta_core::date::Date;
use lykta_core::evaluate::evaluate;
use lykta_core::format::built::{MeetingsFile, PackFile, PlacesFile, Words, checked_words};
use lykta_core::meeting::Meetings;
use lykta_core::pack::{ItemKind, Pack};
use lykta_core::place::Gazetteer;
use lykta_core::vocabulary::TERMS;
use lykta_pack::compile::{self, Compiled};
use lykta_pack::document::Document;
use lykta_pack::problem::Problems;
use lykta_pack::read::{self, Entries};
use lykta_pack::{ask, build, persona, report, review};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use support::{FI, fi};

/// A pack with an entry of every kind, in one file each.
const FILES: [(&str, &str); 3] = [
    ("pack.toml", include_str!("fixtures/whole/pack.toml")),
    ("content.toml", include_str!("fixtures/whole/content.toml")),
    ("places/municipalities.csv", include_str!("fixtures/whole/places/municipalities.csv")),
];

/// Checks a pack that is not on any disk; gives the report.
fn checked(files: &[(&str, String)]) -> (Option<Compiled>, String) {
    let documents: Vec<Document> = files.iter().map(|(name, text)| Document { path: PathBuf::from(name), text: text.clone() }).collect();
    let (mut problems, mut entries) = (Problems::default(), Entries::default());
    let manifest = read::read(&documents, 0..documents.len(), &mut entries, &mut problems);
    let compiled = manifest.and_then(|manifest| {
        let sources = compile::Sources { documents: documents.clone(), manifest, own: None, entries, has_drafts: false };
        let compiled = compile::compile(&sources, &mut problems);
        // What is told on a day is not asked for here, but nothing in it may panic either.
        for day in ["0001-01-01", "2026-11-22", "9999-12-31"].into_iter().filter_map(Date::parse) {
            review::on_day(&sources, compiled.as_ref(), day, &mut Problems::default());
        }
        compiled
    });
    if let Some(compiled) = compiled.as_ref().filter(|_| problems.0.is_empty()) {
        persona::test(compiled, &mut problems);
    }
    (compiled, report::problems(&problems, &documents))
}

fn whole() -> Vec<(&'static str, String)> {
    FILES.iter().map(|(name, text)| (*name, (*text).to_owned())).collect()
}

/// An edit of a text: where (as a share of its length), how much is taken out, what is put in.
fn edit() -> impl Strategy<Value = (usize, u16, usize, String)> {
    let pieces = prop::sample::select(vec![
        "",
        "\"",
        "'",
        "[",
        "]",
        "{",
        "}",
        "=",
        "\n",
        "[[card]]\n",
        "and ",
        "or ",
        "not ",
        "(",
        "is ",
        "< ",
        "0",
        "-1",
        "true",
        "é",
        "\u{202e}",
        "{region}",
        ",",
        ";",
        "\\",
        "\\u0000",
        "#",
        "\"\"\"",
        "[define]\n",
        "999999999999",
        "2026-02-30",
        "\r",
    ]);
    (0..3_usize, any::<u16>(), 0..12_usize, pieces.prop_map(str::to_owned))
}

fn edited(text: &str, share: u16, length: usize, piece: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    let at = usize::from(share) * signs.len() / 65536;
    let end = (at + length).min(signs.len());
    signs[..at].iter().chain(piece.chars().collect::<Vec<_>>().iter()).chain(&signs[end..]).collect()
}

#[test]
fn the_whole_pack_is_clean() {
    assert_eq!(checked(&whole()).1, "no problems");
}

#[test]
fn a_quote_that_is_not_closed_in_a_table_of_places_is_told_in_its_row() {
    let mut files = whole();
    let text = &mut files[2].1;
    *text = text.replace("Sandby", "\"Sandby");
    let (_, report) = checked(&files);
    assert!(report.contains("error[P051]: a text in this row does not end on its line\n  places/municipalities.csv:2:1"), "{report}");
    assert!(!report.contains("fault of the tool"), "{report}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_edit_of_a_pack_makes_the_tool_panic_or_speak_its_own_language(edits in prop::collection::vec(edit(), 1..4)) {
        let mut files = whole();
        for (file, share, length, piece) in edits {
            let text = &mut files[file].1;
            *text = edited(text, share, length, &piece);
        }
        let (compiled, report) = checked(&files);
        prop_assert!(compiled.is_some() || report.starts_with("error["), "{report}");
        for line in report.lines().filter(|line| line.starts_with("error[") || line.starts_with("  help: ")) {
            // What stands between backticks is the editor's own.
            let ours: String = line.split('`').step_by(2).collect();
            for word in ["serde", "variant", "enum", "struct ", "expected", "invalid", "u16", "fault of the tool"] {
                prop_assert!(!ours.contains(word), "{}: {}", word, line);
            }
        }
    }

    #[test]
    fn what_an_edit_leaves_clean_is_read_back_as_it_was_built(edit in edit()) {
        let mut files = whole();
        let (file, share, length, piece) = edit;
        files[file].1 = edited(&files[file].1, share, length, &piece);
        if let (Some(compiled), "no problems") = (&checked(&files).0, checked(&files).1.as_str()) {
            survives(compiled);
        }
    }
}

/// Written and read as the app does, it is the same.
fn survives(compiled: &Compiled) {
    let file: PackFile = serde_json::from_str(&serde_json::to_string(&compiled.file).unwrap()).unwrap();
    let places: PlacesFile = serde_json::from_str(&serde_json::to_string(&compiled.places).unwrap()).unwrap();
    let mut pack = Pack::try_from(file).unwrap();
    let meetings: MeetingsFile = serde_json::from_str(&serde_json::to_string(&compiled.meetings).unwrap()).unwrap();
    pack.gazetteer = Gazetteer::try_from(places).unwrap();
    pack.meetings = Meetings::try_from(meetings).unwrap();
    assert!(pack == compiled.pack);
    for words in &compiled.words {
        let read: Words = serde_json::from_str(&serde_json::to_string(words).unwrap()).unwrap();
        assert!(checked_words(read).unwrap() == *words);
    }
}

#[test]
fn the_finnish_pack_is_read_from_its_files_as_it_was_built() {
    survives(fi());
    let out = support::folder("properties-build");
    build::write(fi(), &out, None).unwrap();
    let mut read = 0;
    for entry in std::fs::read_dir(&out).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap();
        if name.starts_with("fi-places-") {
            Gazetteer::try_from(serde_json::from_str::<PlacesFile>(&text).unwrap()).unwrap();
        } else if ["fi-fi-", "fi-sv-", "fi-en-"].iter().any(|start| name.starts_with(start)) {
            checked_words(serde_json::from_str::<Words>(&text).unwrap()).unwrap();
        } else {
            Pack::try_from(serde_json::from_str::<PackFile>(&text).unwrap()).unwrap();
        }
        read += 1;
    }
    assert_eq!(read, 9, "{FI}");
}

/// An answer to each item: left out, skipped, or one of what it offers.
fn answers() -> impl Strategy<Value = Value> {
    let pack = &fi().pack;
    let mut items: Vec<(String, ItemKind, Vec<String>)> = TERMS
        .iter()
        .map(|term| (term.id.to_owned(), term.kind, term.options.iter().map(|option| (*option).to_owned()).collect()))
        .collect();
    for item in &pack.items {
        let options = item.options.iter().map(|option| option.id.as_str().to_owned());
        match items.iter_mut().find(|(id, _, _)| id == item.id.as_str()) {
            Some((_, _, known)) => known.extend(options),
            None => items.push((item.id.as_str().to_owned(), item.kind, options.collect())),
        }
    }
    let choices: Vec<_> = items
        .into_iter()
        .map(|(id, kind, options)| {
            (any::<u8>(), any::<prop::sample::Index>(), any::<prop::sample::Index>(), -400..400_i32).prop_map(
                move |(how, first, second, days)| {
                    let one = |index: &prop::sample::Index| options[index.index(options.len())].clone();
                    let value = match (how % 4, kind) {
                        (0, _) => return None,
                        (1, _) => Value::Null,
                        (_, ItemKind::Single) => json!(one(&first)),
                        (_, ItemKind::Multiple) => json!([one(&first), one(&second)]),
                        (_, ItemKind::Place) => {
                            let all = fi().pack.gazetteer.municipalities();
                            json!(all[first.index(all.len())].code)
                        }
                        (_, ItemKind::Date) => json!(today().plus_days(days).to_string()),
                    };
                    Some((id.clone(), value))
                },
            )
        })
        .collect();
    choices.prop_map(|given| Value::Object(given.into_iter().flatten().collect::<Map<_, _>>()))
}

fn today() -> Date {
    Date::parse("2026-11-22").unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ask_says_what_the_core_says(given in answers()) {
        let pack = &fi().pack;
        let answers: Answers = ask::read(pack, &given.to_string()).unwrap();
        let value = ask::json(pack, &answers, today());
        let evaluation = evaluate(pack, &answers, today());
        let item = |index: usize| json!(pack.items[index].id.as_str());
        let items = |indexes: &[usize]| indexes.iter().map(|index| item(*index)).collect::<Vec<_>>();
        prop_assert_eq!(&value["next"], &evaluation.next.map_or(Value::Null, item));
        prop_assert_eq!(&value["asked"], &Value::Array(items(&evaluation.asked)));
        let findings = value["findings"].as_array().unwrap();
        prop_assert_eq!(findings.len(), evaluation.findings.len());
        for (told, finding) in findings.iter().zip(&evaluation.findings) {
            let card = &pack.cards[finding.card];
            prop_assert_eq!(&told["id"], &json!(card.id.as_str()));
            prop_assert_eq!(&told["kind"], &json!(card.kind.word()));
            prop_assert_eq!(&told["truth"], &json!(finding.truth.word()));
            prop_assert_eq!(&told["because"], &Value::Array(items(&finding.because)));
            prop_assert_eq!(&told["waits_for"], &Value::Array(items(&finding.waits_for)));
            prop_assert_eq!(told["deadline"].is_null(), finding.deadlines.is_empty());
            prop_assert_eq!(told.get("deadlines").is_some(), finding.deadlines.len() > 1);
            if let Some((_, last)) = finding.deadlines.first() {
                prop_assert_eq!(&told["deadline"]["last_day"], &json!(last.date.to_string()));
                prop_assert_eq!(&told["deadline"]["days"], &json!(last.days));
            }
        }
        // The words for a terminal hold the same cards, and never panic.
        let words = ask::words(pack, fi().words.first(), &answers, today());
        prop_assert!(findings.iter().all(|finding| words.contains(finding["id"].as_str().unwrap())));
    }
}
