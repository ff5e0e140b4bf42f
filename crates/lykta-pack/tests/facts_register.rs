//! The register of facts: what is told of a pack that has one, and nothing of a pack without.

#![cfg(test)]

mod support;

use std::path::Path;

use lykta_pack::facts::words;
use support::{TODAY, folder, said, told_on};

const PACK: &str =
    "format = 1\nid = \"xx\"\nversion = \"2026.11.1\"\ncountry = \"XX\"\nlanguages = [\"en\"]\ntimezone = \"Europe/Helsinki\"\n";
const ITEM: &str = r#"
[[item]]
id = "who"
kind = "single"
text = { en = "Who is it about?" }
unknown = { en = "if it is about you" }
option = [{ id = "self", text = { en = "Me" } }, { id = "close-one", text = { en = "Someone close" } }]

[[act]]
id = "welfare"
number = "1301/2014"
name = { en = "Social Welfare Act" }
"#;

/// A card that carries `R-1`, with these fields besides.
fn card(fields: &str, below: &str) -> String {
    format!(
        r#"
[[card]]
id = "xx-help"
kind = "service"
when = "who is self"
facts = ["R-1"]
title = {{ en = "Help" }}
text = {{ en = "You can come without a name." }}
checked_on = "2026-11-21"
confidence = "page"
{fields}
[[card.law]]
act = "welfare"
section = "36"
read = "2026-11"
{below}"#
    )
}

/// What `check` tells of a card and a fact with this figure: the first line of it.
fn first(name: &str, fields: &str, below: &str, figure: &str) -> String {
    let folder = folder(name);
    let fact = format!("[[fact]]\nid = \"R-1\"\nsays = \"There is help.\"\nconfidence = \"law\"\nfigures = [\"{figure}\"]\n");
    for (file, text) in [("pack.toml", PACK), ("items.toml", ITEM), ("cards.toml", &card(fields, below)), ("facts.toml", &fact)] {
        std::fs::write(folder.join(file), text).unwrap();
    }
    told_on(folder.to_str().unwrap(), TODAY).1.lines().next().unwrap().to_owned()
}

#[track_caller]
fn check(fields: &str, below: &str, figure: &str, stands: bool) {
    let name = format!("register-{}", figure.replace(|sign: char| !sign.is_ascii_alphanumeric(), "-") + if stands { "-there" } else { "" });
    let said = first(&name, fields, below, figure);
    let lacking = format!("warning[P102]: the figure `{figure}` of the fact `R-1` does not stand in `en` on `xx-help`");
    if stands { assert_eq!(said, "no problems") } else { assert!(said.starts_with(&lacking), "{said}") }
}

#[test]
fn a_section_stands_in_the_law_of_the_card_or_of_its_time_limits() {
    check("", "", "1301/2014", true);
    check("", "", "1301/2014 § 36", true);
    check("", "", "1301/2014 § 37", false);
    check("", "subsection = \"1 point 9\"\n", "1301/2014 § 36(1)", true);
    check("", "subsection = \"1 point 9\"\n", "1301/2014 § 36(1) point 9", true);
    check("", "subsection = \"1 point 9\"\n", "1301/2014 § 36(1) point 8", false);
    check("", "", "1301/2014 § 36(2)", false);
    check("", "", "1326/2010 § 36", false);
}

#[test]
fn a_number_to_call_stands_in_a_contact_or_a_text() {
    let contact = "contact = [{ phone = \"+35880090045\", number = \"0800 900 45\" }]";
    check(contact, "", "0800 900 45", true);
    check(contact, "", "0800 900 46", false);
    check("know = { en = \"Call 116 117 at night.\" }", "", "116 117", true);
    check("know = { en = \"Call 116 118 at night.\" }", "", "116 117", false);
}

#[test]
fn an_address_stands_in_a_contact_or_a_text_by_its_host() {
    check("contact = [{ url = \"https://www.vinkki.info/en/\" }]", "", "vinkki.info", true);
    check("know = { en = \"The list is at vinkki.info.\" }", "", "vinkki.info", true);
    check("contact = [{ url = \"https://notvinkki.info/\" }]", "", "vinkki.info", false);
}

#[test]
fn hours_stand_on_a_contact() {
    let contact = "contact = [{ phone = \"+358800100101\", number = \"0800 100 101\", hours = \"Mo-Fr 12:00-18:00; PH off\" }]";
    check(contact, "", "Mo-Fr 12:00-18:00", true);
    check(contact, "", "Mo-Fr 12:00-19:00", false);
    check("contact = [{ phone = \"112\", number = \"112\", hours = \"24/7\" }]", "", "24/7", true);
    check("know = { en = \"It is open in the day.\" }", "", "24/7", false);
}

#[test]
fn a_figure_stands_on_any_of_the_cards_that_carry_the_fact() {
    let second = "[[card]]\nid = \"xx-more\"\nkind = \"notice\"\nwhen = \"who is self\"\nfacts = [\"R-1\"]\ntitle = { en = \"More\" }\n\
                  text = { en = \"The answer comes within three months.\" }\nchecked_on = \"2026-11-21\"\nconfidence = \"page\"\n";
    check("", second, "3 months", true);
    check("", second, "4 months", false);
}

#[test]
fn a_pack_without_a_register_is_as_it_was() {
    let folder = folder("register-none");
    for (file, text) in [("pack.toml", PACK), ("items.toml", ITEM), ("cards.toml", &card("", ""))] {
        std::fs::write(folder.join(file), text).unwrap();
    }
    assert_eq!(told_on(folder.to_str().unwrap(), TODAY).1, "no problems");
}

#[test]
fn a_fact_that_stands_twice_and_one_that_is_carried_and_context_are_told_of() {
    let folder = folder("register-twice");
    let fact = "[[fact]]\nid = \"R-1\"\nsays = \"There is help.\"\nconfidence = \"law\"\n";
    let context = "[[context]]\nfacts = [\"R-1\"]\nwhy = \"It is no help.\"\n";
    let facts = format!("{fact}{fact}{context}");
    for (file, text) in [("pack.toml", PACK), ("items.toml", ITEM), ("cards.toml", &card("", "")), ("facts.toml", &facts)] {
        std::fs::write(folder.join(file), text).unwrap();
    }
    let (count, report) = told_on(folder.to_str().unwrap(), TODAY);
    assert_eq!(count, 2, "{report}");
    assert!(report.contains("error[P004]: the fact `R-1` stands twice"), "{report}");
    assert!(report.contains("error[P047]: the fact `R-1` is listed as context, but a card carries it"), "{report}");
}

#[test]
fn a_figure_of_one_language_alone_stands_in_that_one() {
    let folder = folder("register-only");
    let pack = PACK.replace("[\"en\"]", "[\"en\", \"sv\"]");
    let both = |text: &str| text.replace("\" }", "\", sv = \"Svenska ord\" }");
    let fact = "[[fact]]\nid = \"R-1\"\nsays = \"There is help.\"\nconfidence = \"law\"\nfigures = [\"3 months\"]\n\
                only_in = [{ figure = \"3 months\", languages = [\"en\"], why = \"The service speaks English alone.\" }]\n";
    let cards = both(&card("know = { en = \"It takes three months.\" }", ""));
    for (file, text) in [("pack.toml", pack.as_str()), ("items.toml", &both(ITEM)), ("cards.toml", &cards), ("facts.toml", fact)] {
        std::fs::write(folder.join(file), text).unwrap();
    }
    assert_eq!(told_on(folder.to_str().unwrap(), TODAY).1, "no problems");
    let wrong = fact.replace("[\"en\"]", "[\"sv\"]");
    std::fs::write(folder.join("facts.toml"), wrong).unwrap();
    assert!(told_on(folder.to_str().unwrap(), TODAY).1.contains("does not stand in `sv` on `xx-help`"));
}

/// The figures of a language that the tool does not count in are told of as missing, and so is why.
#[test]
fn a_language_without_words_never_passes_in_silence() {
    assert!(words::of("et").is_none());
    let folder = folder("register-unknown");
    let pack = PACK.replace("[\"en\"]", "[\"et\"]");
    let estonian = |text: &str| text.replace("{ en =", "{ et =");
    let fact = "[[fact]]\nid = \"R-1\"\nsays = \"There is help.\"\nconfidence = \"law\"\nfigures = [\"3 months\"]\n";
    let cards = estonian(&card("know = { en = \"3 kuud\" }", ""));
    for (file, text) in [("pack.toml", pack.as_str()), ("items.toml", &estonian(ITEM)), ("cards.toml", &cards), ("facts.toml", fact)] {
        std::fs::write(folder.join(file), text).unwrap();
    }
    let report = told_on(folder.to_str().unwrap(), TODAY).1;
    assert!(report.contains("warning[P102]") && report.contains("knows no words for numbers and units in `et`"), "{report}");
}

#[test]
fn check_counts_the_register_for_other_programs() {
    let fixture = "tests/fixtures/problems/P100-fact-nowhere/bad";
    assert!(Path::new(fixture).is_dir());
    let (_, printed, _) = said(&["check", fixture, "--json", "--today", TODAY], "");
    let value: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(value["facts"], serde_json::json!({ "rows": 2, "carried": 1, "context": 0, "missing": ["F1"] }));
    let (_, printed, _) = said(&["check", fixture, "--today", TODAY], "");
    assert!(printed.contains("1 facts carried, 0 as context; 2 in the register, 1 missing"), "{printed}");
}

#[test]
fn the_report_has_a_table_of_the_register() {
    let out = folder("register-report").join("report.html");
    let (code, _, trouble) =
        said(&["report", "tests/fixtures/problems/P100-fact-nowhere/good", "--out", out.to_str().unwrap(), "--today", TODAY], "");
    assert_eq!((code, trouble.as_str()), (Some(0), ""));
    let html = std::fs::read_to_string(out).unwrap();
    for part in [
        "id=\"fact-R-06\"",
        "The decision comes within 3 months.",
        "3 months",
        "The ministry steers the work and is no way to help.",
        "href=\"#xx-decision\"",
    ] {
        assert!(html.contains(part), "{part}");
    }
}

/// A country whose fact `F1` nobody carries, and a town on top of it with this file.
fn town(name: &str, file: &str) -> String {
    let root = folder(name);
    let country = root.join("xx");
    std::fs::create_dir_all(&country).unwrap();
    for entry in std::fs::read_dir("tests/fixtures/problems/P100-fact-nowhere/bad").unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, country.join(path.file_name().unwrap())).unwrap();
    }
    let manifest = PACK.replace("id = \"xx\"", "id = \"town\"\nextends = \"xx\"").replace("[\"en\"]", "[\"en\", \"sv\"]");
    std::fs::create_dir_all(root.join("town")).unwrap();
    std::fs::write(root.join("town/pack.toml"), manifest).unwrap();
    std::fs::write(root.join("town/own.toml"), file).unwrap();
    told_on(root.join("town").to_str().unwrap(), TODAY).1
}

/// A card of the town that carries a fact.
fn of_town(fact: &str) -> String {
    format!(
        "[[card]]\nid = \"xx-town\"\nkind = \"service\"\nwhen = \"who is self\"\nfacts = [\"{fact}\"]\ntitle = {{ en = \"Town\", sv = \"Stad\" }}\n\
         text = {{ en = \"Help in town.\", sv = \"Hjälp i staden.\" }}\nchecked_on = \"2026-11-21\"\nconfidence = \"page\"\n"
    )
}

#[test]
fn the_rows_of_the_country_are_not_asked_of_a_local_pack() {
    assert_eq!(town("register-town", &of_town("R-06")), "no problems");
}

#[test]
fn a_local_pack_names_no_fact_that_nobody_knows() {
    assert!(town("register-town-unknown", &of_town("R-66")).contains("error[P101]: there is no fact `R-66`"));
}

#[test]
fn a_local_pack_answers_for_rows_of_its_own() {
    let own =
        "\n[[fact]]\nid = \"T-1\"\nsays = \"The town has a house, open to those of 18.\"\nconfidence = \"page\"\nfigures = [\"age 18\"]\n";
    let carried = town("register-town-own", &(of_town("T-1") + own));
    assert!(
        carried.contains("warning[P102]: the figure `age 18` of the fact `T-1` does not stand in `en` and `sv` on `xx-town`"),
        "{carried}"
    );
    let missing = town("register-town-missing", &(of_town("R-06") + own));
    assert!(missing.contains("warning[P100]: no card carries the fact `T-1`") && missing.ends_with("1 warning"), "{missing}");
}
