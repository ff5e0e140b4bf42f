//! Docs are tests: every example of the page on writing rules is tried in the pack of Finland.

#![cfg(test)]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use lykta_core::date::Date;
use lykta_core::format::source::Reading;
use lykta_pack::problem::Code;
use lykta_pack::{ask, cli, load, persona, report};
use support::{FI, TODAY, folder};

const PAGE: &str = "../../docs/writing-rules.md";

fn page() -> String {
    fs::read_to_string(PAGE).unwrap()
}

/// The blocks of the page in a language.
fn blocks(language: &str) -> Vec<String> {
    let page = page();
    let start = format!("```{language}\n");
    page.split(start.as_str()).skip(1).map(|part| part.split("```").next().unwrap().to_owned()).collect()
}

/// A part of a cell between backticks.
fn quoted(cell: &str) -> Option<&str> {
    cell.trim().strip_prefix('`')?.strip_suffix('`')
}

/// The rows of the tables of the page, cell by cell.
fn rows() -> Vec<Vec<String>> {
    let page = page();
    let lines = page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| ---"));
    lines.map(|line| line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// A condition of the tables, with the answers and the truth that the page states, if it does.
type Row = (String, Option<(String, String)>);

fn conditions() -> Vec<Row> {
    rows()
        .iter()
        .filter_map(|row| match row.as_slice() {
            [_, condition] => Some((quoted(condition)?.to_owned(), None)),
            [condition, answers, truth] => Some((quoted(condition)?.to_owned(), Some((quoted(answers)?.to_owned(), truth.clone())))),
            _ => None,
        })
        .collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

#[test]
fn every_condition_of_the_page_is_as_it_says_and_every_entry_is_clean() {
    let conditions = conditions();
    let (plain, stated) =
        (conditions.iter().filter(|row| row.1.is_none()).count(), conditions.iter().filter(|row| row.1.is_some()).count());
    assert!(plain >= 15 && stated >= 25, "{plain} {stated}");
    let root = folder("writing-rules");
    copy(Path::new(FI), &root);
    for (index, block) in blocks("toml").iter().enumerate().filter(|(_, block)| !block.starts_with("[reading")) {
        fs::write(root.join(format!("z-page-{index}.toml")), block).unwrap();
    }
    let card = |(index, (condition, _)): (usize, &Row)| {
        format!(
            "[[card]]\nid = \"fi-row-{index}\"\nkind = \"service\"\nwhen = \"{condition}\"\nchecked_on = \"2026-11-21\"\nconfidence = \"page\"\n\
             title = {{ fi = \"Apu\", sv = \"Hjälp\", en = \"Help\" }}\ntext = {{ fi = \"Apua.\", sv = \"Hjälp.\", en = \"Help.\" }}\n\n"
        )
    };
    fs::write(root.join("z-rows.toml"), conditions.iter().enumerate().map(card).collect::<String>()).unwrap();
    let (compiled, documents, mut problems) = load::load_on(&root, Date::parse(TODAY).unwrap()).unwrap();
    let compiled = compiled.unwrap();
    persona::test(&compiled, &mut problems);
    assert_eq!(report::problems(&problems, &documents), "no problems");
    for (index, (condition, stated)) in conditions.iter().enumerate() {
        let Some((answers, truth)) = stated else { continue };
        let answers = ask::read(&compiled.pack, answers).unwrap();
        let value = ask::json(&compiled.pack, &answers, Date::parse(TODAY).unwrap());
        let id = format!("fi-row-{index}");
        let found = value["findings"].as_array().unwrap().iter().find(|finding| finding["id"] == id.as_str());
        let found = found.map_or("no", |finding| finding["truth"].as_str().unwrap());
        assert_eq!(found, truth, "{condition} {stated:?}");
    }
}

#[test]
fn every_limit_of_the_page_can_be_written_so() {
    let blocks: Vec<String> = blocks("toml").into_iter().filter(|block| block.starts_with("[reading")).collect();
    assert_eq!(blocks.len(), 1);
    let table: BTreeMap<String, BTreeMap<String, Reading>> = toml::from_str(&blocks[0]).unwrap();
    assert_eq!(table["reading"]["sv"].lix, Some(40));
    // The page shows the limits of the pack of Finland.
    let manifest = fs::read_to_string(Path::new(FI).join("pack.toml")).unwrap();
    assert!(manifest.contains(&blocks[0]), "{}", blocks[0]);
}

#[test]
fn every_command_and_code_of_the_page_exists_and_every_code_stands_in_its_table() {
    let page = page();
    let commands: Vec<&str> = page.lines().filter_map(|line| line.trim().strip_prefix("cargo run -p lykta-pack -- ")).collect();
    let inline = page
        .split("```")
        .step_by(2)
        .flat_map(|text| text.split('`').skip(1).step_by(2))
        .filter_map(|text| text.strip_prefix("lykta-pack "));
    let commands: Vec<&str> = commands.into_iter().chain(inline).collect();
    assert!(commands.len() >= 4, "{commands:?}");
    for command in commands {
        let words = std::iter::once("lykta-pack").chain(command.split_whitespace());
        assert!(cli::command().try_get_matches_from(words).is_ok(), "{command}");
    }
    let options = [["check", "packs/fi", "--strict"], ["check", "packs/fi", "--json"]];
    for words in options {
        assert!(page.contains(&format!("`{} {}`", words[0], words[2])));
        assert!(cli::command().try_get_matches_from(std::iter::once("lykta-pack").chain(words)).is_ok());
    }
    let number = |text: &str| text.strip_prefix('P').and_then(|digits| digits.parse::<u16>().ok()).filter(|_| text.len() == 4);
    let mut told: Vec<(u16, u16)> = Vec::new();
    for row in rows().iter().filter(|row| row[0].starts_with('P')) {
        match row[0].split_once(" to ") {
            Some((first, last)) => told.push((number(first).unwrap(), number(last).unwrap())),
            None => told.extend(row[0].split(", ").map(|code| (number(code).unwrap(), number(code).unwrap()))),
        }
    }
    for code in Code::ALL {
        let number = number(code.number()).unwrap();
        assert!(told.iter().any(|(first, last)| (*first..=*last).contains(&number)), "{} stands in no row of the table", code.number());
    }
    for (first, last) in told {
        for end in [first, last] {
            assert!(Code::ALL.iter().any(|code| number(code.number()) == Some(end)), "P{end:03} does not exist");
        }
    }
}

#[test]
fn what_the_page_says_of_stems_is_so() {
    // "alkoholist*" finds "alkoholista"; the two longer stems do not, and find the word that names a person.
    let texts = page();
    let root = folder("writing-rules-stems");
    let manifest = "format = 1\nid = \"xx\"\nversion = \"1\"\ncountry = \"FI\"\nlanguages = [\"fi\"]\ntimezone = \"Europe/Helsinki\"\n\
        not_covered = [{ fi = \"Kyse on alkoholista.\" }, { fi = \"Hän on alkoholisti.\" }, { fi = \"Alkoholisteille.\" }]\n";
    let item = "[[item]]\nid = \"who\"\nkind = \"single\"\ntext = { fi = \"Kuka?\" }\nunknown = { fi = \"jos\" }\n\
        option = [{ id = \"self\", text = { fi = \"Minä\" } }, { id = \"child\", text = { fi = \"Muu\" } }]\n";
    for (words, expected) in [("\"alkoholist*\"", 3), ("\"alkoholisti*\", \"alkoholiste*\"", 2)] {
        for word in words.split(", ") {
            assert!(texts.contains(&format!("`{}`", word.trim_matches('"'))), "{word}");
        }
        let avoid = format!("[[avoid]]\nlanguage = \"fi\"\nwords = [{words}]\ninstead = \"x\"\nwhy = \"y\"\n");
        fs::write(root.join("pack.toml"), manifest).unwrap();
        fs::write(root.join("a.toml"), format!("{item}\n{avoid}")).unwrap();
        let (_, _, problems) = load::load(&root).unwrap();
        assert_eq!(problems.0.iter().filter(|problem| problem.code == Code::WordAvoided).count(), expected, "{words}");
    }
}

/// The page is read by people who do not program.
#[test]
fn the_page_uses_no_word_of_programmers() {
    let text: String = page().split("```").step_by(2).collect();
    for word in ["boolean", "null value", "regex", "parse", "schema", "array", "string", "syntax", "compile"] {
        assert!(!text.contains(word), "{word}");
    }
}
