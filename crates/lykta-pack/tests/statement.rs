//! The accessibility statement of a pack: what it says of which pack, what is left to fill in, and what is told of slips.

#![cfg(test)]

mod support;

use std::collections::BTreeSet;
use std::fs;

use lykta_pack::locale;
use lykta_pack::statement::fault::{self, Having};
use lykta_pack::statement::slot::slots;
use lykta_pack::statement::{self, TEMPLATES, keys};
use support::dom;
use support::{FI, folder, said};

const DK: &str = "../../packs/dk";
const NO: &str = "../../packs/no";
const SE: &str = "../../packs/se";
const JAMTLAND: &str = "../../packs/se-jamtland";
/// One question, no place, no easy words, a helpline without a number.
const SMALL: &str = "tests/fixtures/problems/P011-unknown-item/good";

/// The statement of a pack with these further words, and what is said of it.
#[track_caller]
fn written(pack: &str, language: &str, more: &[&str]) -> (String, String) {
    let (code, printed, trouble) = said(&[&["statement", pack, "--language", language], more].concat(), "");
    assert_eq!(code, Some(0), "{trouble}");
    (printed, trouble)
}

/// The statement of a pack holds the first and not the second.
#[track_caller]
fn check(pack: &str, language: &str, holds: &[&str], lacks: &[&str]) {
    let (text, _) = written(pack, language, &[]);
    for words in holds {
        assert!(text.contains(words), "{pack} {language}: {words}\n{text}");
    }
    for words in lacks {
        assert!(!text.contains(words), "{pack} {language}: {words}\n{text}");
    }
}

/// What is told when it cannot be written.
#[track_caller]
fn refused(arguments: &[&str]) -> String {
    let (code, printed, trouble) = said(&[&["statement"], arguments].concat(), "");
    assert_eq!((code, printed.as_str()), (Some(2), ""), "{trouble}");
    trouble
}

#[test]
fn what_the_pack_knows_stands_in_it() {
    check(FI, "fi", &["Oppaan kielet: suomi, ruotsi, englanti.", "näillä kielillä: suomi, ruotsi.", "Sisältö: fi 2026.11.1."], &[]);
    check(DK, "da", &["Guidens sprog: dansk, engelsk.", "på disse sprog: dansk.", "Indhold: dk 2026.11.1."], &[]);
    check(NO, "nn", &["Språka i guiden: bokmål, nynorsk, engelsk.", "på desse språka: bokmål."], &[]);
    check(NO, "nb", &["på disse språkene: bokmål."], &[]);
    check(SE, "sv", &["på dessa språk: svenska."], &[]);
    check(SE, "en", &["Checked: 2", "in these languages: Swedish."], &["[first and last day]", "[languages"]);
}

#[test]
fn what_a_pack_does_not_have_is_left_out_or_told_otherwise() {
    check(SE, "sv", &["Guiden berättar hur man når nödnumret med textmeddelande."], &["Det finns ingen version med enklare ord."]);
    check(JAMTLAND, "sv", &["Det finns ingen version med enklare ord."], &["nödnumret med textmeddelande", "Enklare ord finns"]);
    let nowhere = ["municipality", "helplines are reached", "Easy words are there", "9.1.3.5"];
    check(SMALL, "en", &["There is no version in easy words. There is no version in a sign language.", "9.1.3.2"], &nowhere);
    check(FI, "en", &["The field for the municipality", "Most helplines are reached by voice call."], &[]);
}

#[test]
fn every_fault_that_breaks_a_clause_stands_in_the_statement_of_every_pack_that_it_applies_to() {
    let faults = fault::known().unwrap();
    for (pack, language) in [(FI, "fi"), (SE, "sv"), (NO, "nn"), (DK, "da"), (JAMTLAND, "en")] {
        let (text, _) = written(pack, language, &[]);
        for fault in faults.list.iter().filter(|fault| !fault.breaks.is_empty()) {
            let words = fault.told.iter().map(|sentence| sentence.words(language)).collect::<Vec<_>>().join(" ");
            assert!(text.contains(&format!("\n- {words}\n")), "{pack} {language}: {}", fault.id);
        }
    }
}

#[test]
fn in_swedish_it_is_called_as_the_country_calls_it() {
    check(SE, "sv", &["# Tillgänglighetsredogörelse\n"], &["utlåtande"]);
    check(FI, "sv", &["# Tillgänglighetsutlåtande\n", "Detta utlåtande utarbetades", "Det bygger på"], &["edogörelse"]);
}

#[test]
fn what_is_left_is_listed_and_once_filled_in_the_list_is_empty() {
    let folder = folder("statement-left");
    let file = folder.join("details.toml");
    let (_, left) = written(FI, "fi", &[]);
    let table: toml::Table = toml::from_str(&left).unwrap();
    assert!(left.contains(&format!("# still to fill in, in square brackets: {}\n", table.len())), "{left}");
    assert!(left.contains("# from the pack: checked, easy, edition, languages\n"), "{left}");
    assert!(left.contains("mail = \"\" # sähköposti\n"), "{left}");
    // The list itself may be kept as the file: what is empty in it is still to fill in.
    fs::write(&file, &left).unwrap();
    let details = ["--details", file.to_str().unwrap()];
    assert_eq!(written(FI, "fi", &details), written(FI, "fi", &[]));
    fs::write(&file, left.replace("= \"\"", "= \"Näin.\"")).unwrap();
    let (text, left) = written(FI, "fi", &details);
    assert!(!text.contains('['), "{text}");
    assert!(left.contains("nothing is left to fill in"), "{left}");
}

#[test]
fn details_may_differ_by_language_and_stand_in_place_of_what_the_pack_knows() {
    let folder = folder("statement-details");
    let file = folder.join("details.toml");
    let text = "name = { fi = \"Esimerkkilän kunta\", sv = \"Exempelby kommun\" }\nlanguages = \"suomi [ja muita]\"\n";
    fs::write(&file, text).unwrap();
    let details = ["--details", file.to_str().unwrap()];
    let (text, left) = written(FI, "fi", &details);
    assert!(text.contains("Esimerkkilän kunta on sitoutunut") && text.contains("suomi [ja muita]."), "{text}");
    assert!(left.contains("# from the pack: checked, easy, edition\n") && !left.contains("name ="), "{left}");
    assert!(written(FI, "sv", &details).0.contains("Exempelby kommun har åtagit sig"));
    assert!(written(FI, "en", &details).1.contains("name = \"\""));
}

#[test]
fn a_slip_in_the_details_is_told_with_its_place_and_mend() {
    let file = folder("statement-slips").join("details.toml");
    let told = |text: &str| {
        fs::write(&file, text).unwrap();
        refused(&[SMALL, "--details", file.to_str().unwrap()])
    };
    assert!(told("nmae = \"x\"\n").contains("details.toml: the statement has nothing called `nmae`; did you mean `name`?"));
    assert!(told("mail = \"x\"\nname = town\n").contains("details.toml:2: this line cannot be read; write it like name = "));
    assert!(told("mail = 3\n").contains("`mail` is neither words nor words by language; write mail = "));
    assert!(told("mail = \"a\\nb\"\n").contains("`mail` is more than one line"));
    assert!(told("nmae = \"x\"\nmial = \"y\"\n").lines().count() == 2);
    assert!(refused(&[SMALL, "--details", "no-such-file.toml"]).contains("no-such-file.toml"));
}

#[test]
fn a_language_that_is_not_there_is_told_with_those_that_are() {
    assert!(refused(&[FI, "--language", "da"]).contains("the pack has no language `da`; it has fi, sv, en"));
    assert!(refused(&["no-such-folder"]).contains("no-such-folder is not a folder"));
    let (code, printed, _) = said(&["statement", "tests/fixtures/problems/P011-unknown-item/bad"], "");
    assert_eq!(code, Some(1), "{printed}");
    assert!(printed.contains("error[P011]"), "{printed}");
}

#[test]
fn as_html_it_is_one_element_with_the_same_words() {
    let (text, left) = written(FI, "fi", &["--html", "--origin", "https://guide.example.fi"]);
    let page = dom::read(&format!("<!doctype html><title>x</title><body>{text}"));
    assert_eq!(page.faults, Vec::<String>::new());
    assert!(page.dangers().is_empty(), "{:?}", page.dangers());
    let section = page.all("section").next().unwrap();
    assert_eq!((section.get("lang"), section.get("dir"), page.all("section").count()), (Some("fi"), Some("ltr"), 1));
    let link = "<a href=\"https://guide.example.fi/guide/fi-fi-all.html\" rel=\"noreferrer noopener\">";
    assert!(text.contains(link), "{text}");
    let (markdown, _) = written(FI, "fi", &["--origin", "https://guide.example.fi"]);
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let plain: String = markdown
        .lines()
        .filter(|line| !line.starts_with("<!--"))
        .map(|line| line.trim_start_matches(['#', '-']).to_owned() + "\n")
        .collect();
    assert_eq!(words(&section.text), words(&plain));
    assert!(!left.contains("all = "), "{left}");
}

#[test]
fn it_is_written_into_a_file() {
    let file = folder("statement-out").join("new/statement.md");
    let (printed, left) = written(FI, "fi", &["--out", file.to_str().unwrap()]);
    assert!(printed.contains("statement.md"), "{printed}");
    assert!(left.contains("still to fill in"), "{left}");
    assert_eq!(fs::read_to_string(&file).unwrap(), written(FI, "fi", &[]).0);
}

#[test]
fn every_language_of_the_app_that_speakers_have_read_has_a_statement() {
    for language in locale::languages().iter().filter(|language| !language.about.is_draft) {
        assert!(TEMPLATES.iter().any(|(tag, _)| *tag == language.tag), "{}", language.tag);
    }
    let told = statement::model(&fault::known().unwrap(), "ar").unwrap_err();
    assert_eq!(told, "there is no statement in `ar`; name one of da, en, fi, nb, nn, sv with --language");
}

#[test]
fn every_language_has_the_same_slots_and_each_has_a_name() {
    let faults = fault::known().unwrap();
    let expected = keys(&faults, "en");
    assert!(expected.len() > 20, "{expected:?}");
    let is_key = |key: &String| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    assert!(expected.iter().all(is_key), "{expected:?}");
    for (language, text) in TEMPLATES {
        assert_eq!(keys(&faults, language), expected, "{language}");
        let shape = |text: &str| {
            text.lines()
                .map(|line| line.split(' ').next().unwrap().to_owned())
                .filter(|word| word.starts_with(['#', '{', '-']))
                .collect::<Vec<_>>()
        };
        assert_eq!(shape(text), shape(TEMPLATES[1].1), "{language}");
        assert_eq!(text.matches("{assessed}").count(), 1, "{language}");
        let left: Vec<String> = statement::model(&faults, language).unwrap().left.into_iter().map(|slot| slot.key).collect();
        let in_order: BTreeSet<&String> = left.iter().collect();
        assert_eq!(in_order.len(), left.len(), "{language}");
        assert!(slots(text).all(|slot| !slot.words.trim().is_empty()), "{language}");
    }
}

#[test]
fn a_sentence_that_hangs_on_a_pack_is_said_where_the_pack_has_that_alone() {
    let faults = fault::known().unwrap();
    let text = |having: &[Having]| {
        let having: BTreeSet<Having> = having.iter().copied().collect();
        statement::statement(&faults, "en", "", &having, &[].into()).unwrap().markdown
    };
    assert!(!text(&[]).contains("9.1.3.5") && text(&[Having::Place]).contains("9.1.3.5"));
    assert!(!text(&[Having::EmergencyText]).contains("by text message") && text(&[Having::Helplines]).contains("by voice call"));
    assert!(text(&[Having::Helplines, Having::EmergencyText]).contains("by voice call. The guide tells how"));
}
