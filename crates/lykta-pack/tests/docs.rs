//! Docs are tests: the page on the format, the schema, and the commands in the readme.

#![cfg(test)]

use std::fs;

use lykta_core::format::source::{Card, Entries, Manifest};
use lykta_core::grammar;
use lykta_pack::{build, cli, shape};
use serde_json::Value;

const PAGE: &str = "../../docs/pack-format.md";
const SCHEMA: &str = "../../packs/schema.json";

/// A card that lacks nothing, for the examples that show a part of one.
const CARD: &str = r#"
id = "fi-example"
kind = "service"
title = { en = "A title" }
text = { en = "A text." }
checked_on = "2026-11-21"
confidence = "page"
"#;

fn page() -> String {
    fs::read_to_string(PAGE).unwrap()
}

fn schema() -> Value {
    serde_json::from_str(&build::schema().unwrap()).unwrap()
}

/// The blocks of the page in a language.
fn blocks(language: &str) -> Vec<String> {
    let page = page();
    let start = format!("```{language}\n");
    let parts = page.split(start.as_str()).skip(1);
    parts.map(|part| part.split("```").next().unwrap().to_owned()).collect()
}

/// A manifest that lacks nothing, for the examples that show a part of one.
const MANIFEST: &str = r#"
format = 1
id = "xx"
version = "1"
country = "XX"
languages = ["en"]
timezone = "Europe/Helsinki"
"#;

/// A block of TOML fits the format: as a manifest or a part of one, as entries, or as a part of a card.
#[track_caller]
fn check(block: &str) {
    let table: toml::Table = toml::from_str(block).unwrap();
    if table.contains_key("format") {
        table.try_into::<Manifest>().unwrap();
    } else if table.contains_key("reading") {
        let mut whole: toml::Table = toml::from_str(MANIFEST).unwrap();
        whole.extend(table);
        whole.try_into::<Manifest>().unwrap();
    } else if table.values().any(|value| value.as_array().is_some_and(|list| list.iter().all(toml::Value::is_table))) {
        table.try_into::<Entries>().unwrap();
    } else {
        let part = table.get("card").and_then(toml::Value::as_table).unwrap_or(&table).clone();
        let mut whole: toml::Table = toml::from_str(CARD).unwrap();
        whole.extend(part);
        whole.try_into::<Card>().unwrap();
    }
}

#[test]
fn every_example_of_the_page_has_known_fields_only() {
    let blocks = blocks("toml");
    assert!(blocks.len() > 5, "{}", blocks.len());
    for block in blocks {
        check(&block);
    }
}

#[test]
fn every_condition_of_the_page_can_be_read() {
    let page = page();
    let mut count = 0;
    let outside = page.split("```").step_by(2).flat_map(|text| text.split('`').skip(1).step_by(2)).map(str::to_owned);
    let inside = blocks("toml").into_iter().flat_map(|block| {
        let quoted = |line: &str| line.split_once("when = \"").map(|(_, rest)| rest.trim_end_matches('"').to_owned());
        block.lines().filter_map(quoted).collect::<Vec<_>>()
    });
    for text in outside.chain(inside) {
        let words: Vec<&str> = text.split(' ').collect();
        let has_verb = ["is", "<", "<=", ">", ">=", "in", "outside"].contains(words.get(1).unwrap_or(&""));
        if words.len() > 2 && has_verb {
            count += 1;
            // In a check, a limit stands in a slot.
            let text = text.replace("{most-week}", "10");
            assert!(grammar::parse(&text).is_ok(), "{text}: {:?}", grammar::parse(&text));
        }
    }
    assert!(count >= 8, "{count}");
}

#[test]
fn every_field_of_the_source_format_is_in_the_schema() {
    let entries = fs::read_dir("../lykta-core/src/format/source").unwrap().map(|entry| entry.unwrap().path());
    let files = entries.chain(["../lykta-core/src/format/source.rs".into()]);
    let source: String = files.map(|file| fs::read_to_string(file).unwrap()).collect();
    let schema = fs::read_to_string(SCHEMA).unwrap();
    let mut renamed: Option<String> = None;
    let mut count = 0;
    for line in source.lines().map(str::trim) {
        if let Some((_, rest)) = line.split_once("rename = \"") {
            renamed = rest.split('"').next().map(str::to_owned);
        }
        let field = line.strip_prefix("pub ").and_then(|rest| rest.split_once(": ")).map(|(name, _)| name);
        if let Some(field) = field.filter(|name| !name.contains(' ')) {
            let name = renamed.take().unwrap_or_else(|| field.to_owned());
            assert!(schema.contains(&format!("\"{name}\": {{")), "`{name}` is not in packs/schema.json");
            count += 1;
        }
    }
    assert!(count > 80, "{count}");
}

#[test]
fn the_schema_is_the_one_that_the_tool_makes() {
    let kept = fs::read_to_string(SCHEMA).unwrap();
    assert!(
        kept.trim_end() == build::schema().unwrap().trim_end(),
        "packs/schema.json is stale: run `cargo run -p lykta-pack -- schema > packs/schema.json`"
    );
}

#[test]
fn every_field_that_an_entry_cannot_do_without_has_a_sample_that_fits() {
    let schema = schema();
    for (kind, entry) in schema["$defs"].as_object().unwrap() {
        for field in entry["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let sample = shape::sample(field).unwrap_or_else(|| panic!("{kind} needs `{field}`, which has no sample"));
            let table: toml::Table = toml::from_str(sample).unwrap();
            assert_eq!(table.keys().map(String::as_str).collect::<Vec<_>>(), [field]);
        }
    }
}

#[test]
fn every_table_of_places_on_the_page_has_the_columns_that_are_read() {
    let page = page();
    for columns in ["`code,region,lat,lon,<language>...,other`", "`postcode,municipality`", "`date,kind,name`"] {
        assert!(page.contains(columns), "{columns}");
    }
}

#[test]
fn every_code_that_the_page_or_the_help_names_exists() {
    let known: Vec<&str> = lykta_pack::problem::Code::ALL.iter().map(|code| code.number()).collect();
    let help = cli::command().render_long_help().to_string();
    for text in [page(), help] {
        let is_code = |word: &str| word.len() == 4 && word.starts_with('P') && word[1..].bytes().all(|sign| sign.is_ascii_digit());
        for word in text.split(|sign: char| !sign.is_ascii_alphanumeric()).filter(|word| is_code(word)) {
            assert!(known.contains(&word), "{word}");
        }
    }
}

#[test]
fn commands_in_the_docs_can_be_given() {
    for file in ["../../README.md", PAGE, "../../docs/preview-and-report.md", "../../docs/accessibility.md"] {
        // The readme may not be written yet, or name no command.
        let text = fs::read_to_string(file).unwrap_or_default();
        for line in text.lines().map(|line| line.trim().replace("cargo run --release ", "cargo run ")) {
            let command = line.strip_prefix("cargo run -p lykta-pack -- ").or_else(|| line.strip_prefix("lykta-pack "));
            let Some(command) = command else { continue };
            let words = std::iter::once("lykta-pack").chain(command.split_whitespace().take_while(|word| !["#", ">", "|"].contains(word)));
            let given = cli::command().try_get_matches_from(words);
            assert!(given.is_ok(), "{file}: {line}: {}", given.unwrap_err());
        }
    }
}
