//! The documents on accessibility are written from the known faults: the tables of `docs/accessibility.md`, and `docs/statement/`.
//!
//! With `INSTA_UPDATE=always`, as for snapshots, they are written anew; read the difference before you keep it.

#![cfg(test)]

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use lykta_core::format::built::Words;
use lykta_pack::locale;
use lykta_pack::overview::speak;
use lykta_pack::statement::fault::{self, FILE, Fault, Faults};
use lykta_pack::statement::{self, TEMPLATES};

const PAGE: &str = "../../docs/accessibility.md";
const RENEW: &str = "INSTA_UPDATE=always cargo test -p lykta-pack --test conformance";

/// The page as the faults have it, and what a person must change by hand first.
fn renewed(page: &str, faults: &Faults) -> (String, Vec<String>) {
    let mut whole = String::new();
    let mut wrong = Vec::new();
    let mut rows = Vec::new();
    let mut is_in_table = false;
    for (index, line) in page.lines().enumerate() {
        let place = format!("docs/accessibility.md:{}", index + 1);
        if is_in_table && !line.is_empty() {
            continue;
        }
        is_in_table = line.starts_with("| | fault |");
        if is_in_table {
            whole.push_str(&table(faults));
            continue;
        }
        let mut line = line.to_owned();
        if let Some((_, rest)) = line.strip_prefix("It is a self-assessment of ").and_then(|rest| rest.split_once(',')) {
            line = format!("It is a self-assessment of {},{rest}", assessed(faults));
        }
        line = mentions(&line, faults).unwrap_or_else(|id| {
            wrong.push(format!("{place}: this names fault `{id}`, which {FILE} does not have; take the mention out"));
            line.clone()
        });
        if let Some(number) = row(&line) {
            rows.push(number.to_owned());
            line = state(&line, number, faults).unwrap_or_else(|state| {
                wrong.push(format!(
                    "{place}: `{number}` is \"{state}\", and a fault names it; write \"supported\", or take it from the fault"
                ));
                line.clone()
            });
        }
        whole.push_str(&line);
        whole.push('\n');
    }
    for fault in &faults.list {
        for number in fault.breaks.iter().chain(&fault.also).filter(|number| !rows.contains(number)) {
            wrong.push(format!("{FILE}: fault `{}` names `{number}`, which is no row of docs/accessibility.md", fault.id));
        }
    }
    (whole, wrong)
}

fn assessed(faults: &Faults) -> String {
    let words = Words { ui: locale::words("en").unwrap(), ..Words::default() };
    speak::date(&words, faults.assessed().unwrap())
}

/// The number of a row of the tables, such as `9.1.1.1`.
fn row(line: &str) -> Option<&str> {
    let number = line.strip_prefix("| ")?.split(" |").next()?;
    let is_number =
        number.contains('.') && number.split('.').all(|part| !part.is_empty() && part.bytes().all(|sign| sign.is_ascii_digit()));
    is_number.then_some(number)
}

/// Whether a fault counts for a row; all that break a clause count for 9.6, which asks that none is broken.
fn counts(fault: &Fault, number: &str) -> bool {
    let is_named = fault.breaks.iter().chain(&fault.also).any(|row| row == number);
    is_named || (number == "9.6" && !fault.breaks.is_empty())
}

/// The row with the state that the faults give it; its own state if that leaves no room for a fault.
fn state(line: &str, number: &str, faults: &Faults) -> Result<String, String> {
    let mut cells: Vec<String> = line.split('|').map(str::to_owned).collect();
    let own = cells[3].trim().to_owned();
    let counting = faults.list.iter().enumerate().filter(|(_, fault)| counts(fault, number));
    let counting: Vec<String> = counting.map(|(index, _)| (index + 1).to_string()).collect();
    let has_room = own == "supported" || own.starts_with("with faults");
    if !has_room {
        return if counting.is_empty() { Ok(line.to_owned()) } else { Err(own) };
    }
    cells[3] = if counting.is_empty() { " supported ".to_owned() } else { format!(" with faults: {} ", counting.join(", ")) };
    Ok(cells.join("|"))
}

/// The line with the number of each fault that it links to; the id of one that is not there.
fn mentions(line: &str, faults: &Faults) -> Result<String, String> {
    let mut parts = line.split("[fault ");
    let mut whole = parts.next().unwrap().to_owned();
    for part in parts {
        let (_, rest) = part.split_once("](#fault-").unwrap();
        let (id, rest) = rest.split_once(')').unwrap();
        let index = faults.list.iter().position(|fault| fault.id == id).ok_or_else(|| id.to_owned())?;
        whole.push_str(&format!("[fault {}](#fault-{id}){rest}", index + 1));
    }
    Ok(whole)
}

/// The table of known faults.
fn table(faults: &Faults) -> String {
    let mut table = "| | fault | where | whom it harms | breaks | in a statement |\n| --- | --- | --- | --- | --- | --- |\n".to_owned();
    for (index, fault) in faults.list.iter().enumerate() {
        let Fault { id, what, place, whom, breaks, .. } = fault;
        let told = match (&fault.untold, breaks.is_empty()) {
            (Some(why), _) => format!("no: {why}"),
            (None, true) => "as good to know".to_owned(),
            (None, false) => "yes".to_owned(),
        };
        let breaks = if breaks.is_empty() { "nothing".to_owned() } else { breaks.join(", ") };
        let number = index + 1;
        table.push_str(&format!("| <a id=\"fault-{id}\"></a>{number} | {what} | {place} | {whom} | {breaks} | {told} |\n"));
    }
    table
}

/// A statement as it stands in `docs/statement/`.
fn model(faults: &Faults, language: &str) -> String {
    let made = "<!-- Made from crates/lykta-pack/statement/: change it there. -->\n";
    let finland = "<!-- In Finland the word is tillgänglighetsutlåtande, as in the Swedish text of the Decision; `lykta-pack statement` writes it for packs of Finland. -->\n";
    let note = if language == "sv" { finland } else { "" };
    format!("{made}{note}{}", statement::model(faults, language).unwrap().markdown)
}

/// The file is as it should be, or is written so if that is wished.
#[track_caller]
fn kept(file: &str, expected: &str) {
    if std::env::var("INSTA_UPDATE").is_ok_and(|wish| wish == "always") {
        fs::write(file, expected).unwrap();
    }
    let kept = fs::read_to_string(file).unwrap_or_default();
    assert!(kept == expected, "{file} is not what {FILE} and the templates beside it say: run `{RENEW}`, and read the difference");
}

/// The page as it stood when the tests began, though one of them may write it anew.
fn page() -> &'static str {
    static KEPT: OnceLock<String> = OnceLock::new();
    KEPT.get_or_init(|| fs::read_to_string(PAGE).unwrap())
}

/// The states of a page by the numbers of their rows.
fn states(page: &str) -> Vec<(&str, &str)> {
    page.lines().filter_map(|line| Some((row(line)?, line.split('|').nth(3)?.trim()))).collect()
}

#[test]
fn the_table_of_conformance_and_that_of_faults_are_what_the_faults_say() {
    let (expected, wrong) = renewed(page(), &fault::known().unwrap());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    kept(PAGE, &expected);
}

#[test]
fn the_models_of_the_statement_are_what_the_faults_say() {
    let faults = fault::known().unwrap();
    for (language, _) in TEMPLATES {
        kept(&format!("../../docs/statement/{language}.md"), &model(&faults, language));
    }
    assert_eq!(fs::read_dir("../../docs/statement").unwrap().count(), TEMPLATES.len());
    for (language, _) in TEMPLATES {
        assert!(page().contains(&format!("](statement/{language}.md)")), "docs/accessibility.md does not link to {language}");
    }
}

#[test]
fn every_row_with_faults_names_faults_that_are_there_and_count_for_it() {
    let faults = fault::known().unwrap();
    // The same as the page itself, which is held to it above; so that a renewal in the same run is seen too.
    let (page, _) = renewed(page(), &faults);
    let mut count = 0;
    for (number, state) in states(&page) {
        let named: Vec<usize> = match state.strip_prefix("with faults") {
            Some(list) => list.trim_start_matches(": ").split(", ").map(|part| part.parse().unwrap()).collect(),
            None => Vec::new(),
        };
        count += named.len();
        let counting = faults.list.iter().enumerate().filter(|(_, fault)| counts(fault, number)).map(|(index, _)| index + 1);
        assert_eq!(named, counting.collect::<Vec<_>>(), "{number}");
    }
    assert!(count > 10, "{count}");
}

#[test]
fn a_mended_fault_goes_from_every_document_by_its_entry_alone() {
    let all = fault::known().unwrap();
    for gone in &all.list {
        let mut faults = all.clone();
        faults.list.retain(|fault| fault.id != gone.id);
        let (after, wrong) = renewed(page(), &faults);
        // What was said of it in passing is for a person to take out; the message names the line.
        let mentioning = page().lines().filter(|line| line.contains(&format!("](#fault-{})", gone.id))).count();
        assert_eq!(wrong.len(), mentioning, "{wrong:?}");
        assert!(!after.contains(&gone.what), "{}", gone.id);
        for number in gone.breaks.iter().filter(|number| !faults.list.iter().any(|fault| counts(fault, number))) {
            assert!(states(&after).contains(&(number, "supported")), "{number}");
        }
        for (language, _) in TEMPLATES {
            let said = gone.told.first().map(|sentence| sentence.words(language).split('[').next().unwrap());
            assert!(said.is_none_or(|said| !model(&faults, language).contains(said)), "{} {language}", gone.id);
        }
    }
}

#[test]
fn a_fault_that_names_no_row_or_one_without_room_is_told_with_its_place() {
    let mut faults = fault::known().unwrap();
    faults.list[0].also = vec!["4.2.99".to_owned(), "9.1.2.1".to_owned()];
    let (_, wrong) = renewed(page(), &faults);
    assert_eq!(wrong.len(), 2, "{wrong:?}");
    assert!(wrong[0].starts_with("docs/accessibility.md:") && wrong[0].contains("`9.1.2.1` is \"not applicable\""), "{wrong:?}");
    assert!(wrong[1].contains(&format!("`{}` names `4.2.99`, which is no row", faults.list[0].id)), "{wrong:?}");
}

#[test]
fn files_that_a_fault_names_are_there() {
    for fault in fault::known().unwrap().list {
        let names = fault.place.split('`').skip(1).step_by(2).filter(|name| name.contains('/') && !name.contains('*'));
        for name in names {
            assert!(Path::new("../..").join(name).exists(), "{FILE}: fault `{}` names {name}, which is not there", fault.id);
        }
    }
}
