//! A local pack on top of a country's: what it may change, and what it may not.

#![cfg(test)]

mod support;

use std::fs;
use std::path::Path;

use lykta_core::pack::Channel;
use support::{built, card, folder, said, text, told};

const TOWN: &str = "tests/fixtures/local/town";
const COUNTRY: &str = "tests/fixtures/local/country";

/// Ids of the cards of a pack, in their order.
fn ids(folder: &str) -> Vec<String> {
    built(folder).pack.cards.iter().map(|card| card.id.as_str().to_owned()).collect()
}

/// The problems of the town's pack, with one more entry or one text put for another.
#[track_caller]
fn check(name: &str, edit: impl Fn(&str, String) -> String, expected: &[&str]) {
    let root = folder(&format!("local-{name}"));
    for pack in ["country", "town"] {
        copy(&Path::new("tests/fixtures/local").join(pack), &root.join(pack), &edit);
    }
    let (_, report) = told(root.join("town").to_str().unwrap());
    let found: Vec<&str> = report.lines().filter(|line| line.starts_with("error[")).collect();
    assert_eq!(found, expected, "{report}");
}

fn copy(from: &Path, to: &Path, edit: &impl Fn(&str, String) -> String) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target, edit);
        } else {
            let name = format!("{}/{}", to.file_name().unwrap().to_str().unwrap(), path.file_name().unwrap().to_str().unwrap());
            fs::write(target, edit(&name, fs::read_to_string(&path).unwrap())).unwrap();
        }
    }
}

fn add(more: &'static str) -> impl Fn(&str, String) -> String {
    move |name, text| if name == "town/changes.toml" { format!("{text}\n{more}") } else { text }
}

fn manifest(from: &'static str, to: &'static str) -> impl Fn(&str, String) -> String {
    move |name, text| if name == "town/pack.toml" { text.replace(from, to) } else { text }
}

#[test]
fn the_cards_are_those_of_the_country_without_the_hidden_one_and_with_the_towns_own() {
    assert_eq!(ids(COUNTRY), ["xx-safety", "xx-right", "xx-line", "xx-service"]);
    assert_eq!(ids(TOWN), ["xx-safety", "xx-right", "xx-line", "xx-town-clinic", "xx-town-group"]);
}

#[test]
fn a_local_contact_stands_before_the_countrys() {
    let town = built(TOWN);
    let contacts = &card(&town.pack, "xx-line").contacts;
    let numbers: Vec<&str> = contacts
        .iter()
        .map(|contact| match &contact.channel {
            Channel::Phone(dial, _) | Channel::Sms(dial, _) => dial.as_str(),
            Channel::Web(url) => url.as_str(),
        })
        .collect();
    assert_eq!(numbers, ["+35891234567", "116117"]);
    assert_eq!(contacts[0].places, ["091"]);
    assert!(contacts[0].schedule.is_some());
}

#[test]
fn a_reworded_text_is_the_towns_and_the_rest_stays() {
    let town = built(TOWN);
    let line = card(&town.pack, "xx-line");
    assert_eq!(text(&town, line.text), "You can call the town's own line first.");
    assert_eq!(text(&town, line.title), "The line");
    assert_eq!(text(&town, line.first.unwrap()), "Call the line.");
}

#[test]
fn a_group_of_the_towns_own_has_its_meetings() {
    let town = built(TOWN);
    let meetings = &card(&town.pack, "xx-town-group").meetings;
    assert_eq!(meetings.len(), 1);
    assert_eq!(
        (meetings[0].from, meetings[0].to, meetings[0].location.as_str()),
        (18 * 60, Some(19 * 60 + 30), "Harbour Street 1, Harbour")
    );
}

#[test]
fn hours_of_a_local_contact_are_shown_in_words() {
    let town = built(TOWN);
    let hours = card(&town.pack, "xx-town-clinic").contacts[0].hours_text.unwrap();
    assert_eq!(text(&town, hours), "Mon, Wed 16:00–20:00; Tue, Thu, Fri 9:00–13:00");
}

#[test]
fn the_built_pack_is_the_towns_with_the_countrys_questions_and_places() {
    let town = built(TOWN);
    assert_eq!(town.file.id, "xx-town");
    assert_eq!(town.file.emergency, "112");
    assert_eq!(town.file.help_now, ["xx-safety", "xx-line"], "the hidden card is not among the help either");
    assert_eq!(town.pack.items.iter().map(|item| item.id.as_str()).collect::<Vec<_>>(), ["who", "place"]);
    assert!(town.pack.gazetteer.municipality("091").is_some());
    assert_eq!(town.words[0].ui("page-title"), "Guide of Harbour");
    let not_covered: Vec<&str> = town.pack.not_covered.iter().map(|line| text(&town, *line)).collect();
    assert_eq!(not_covered, ["This guide is not a doctor.", "This guide knows Harbour best."]);
}

#[test]
fn a_wrong_number_is_told_to_the_town() {
    assert_eq!(built(COUNTRY).pack.report_url, "");
    assert_eq!(built(TOWN).pack.report_url, "https://www.example.org/harbour/contact");
    let edit = manifest("/harbour/contact", "/harbour/contact#guide");
    check("report", edit, &["error[P035]: the address carries more than where it leads"]);
}

#[test]
fn the_personas_of_a_local_pack_are_its_own() {
    let (code, printed, _) = said(&["test", TOWN], "");
    assert_eq!(code, Some(0));
    assert!(printed.ends_with("\nxx-town: 1 persona tried, all as written\n"), "{printed}");
    assert!(printed.contains("in-harbour") && !printed.contains("anyone"), "{printed}");
}

#[test]
fn a_right_cannot_be_hidden() {
    let change = "[[change]]\ncard = \"xx-right\"\nhide = true\nchecked_on = \"2026-11-20\"\nprovenance = \"none\"\n";
    check("right", add(change), &["error[P060]: `xx-right` is a right or a safety card, and is not hidden"]);
}

#[test]
fn a_danger_card_cannot_be_hidden() {
    let change = "[[change]]\ncard = \"xx-safety\"\nhide = true\nchecked_on = \"2026-11-20\"\nprovenance = \"none\"\n";
    check("danger", add(change), &["error[P060]: `xx-safety` is a right or a safety card, and is not hidden"]);
}

#[test]
fn a_change_of_a_card_that_is_not_there_is_told() {
    let change = "[[change]]\ncard = \"xx-lin\"\nchecked_on = \"2026-11-20\"\nprovenance = \"none\"\n";
    check("unknown", add(change), &["error[P050]: there is no card `xx-lin`"]);
}

#[test]
fn what_holds_for_the_whole_country_cannot_be_changed() {
    let edit = manifest("extends", "emergency = \"911\"\nextends");
    check("emergency", edit, &["error[P060]: a local pack has the `emergency` of the pack it extends"]);
    let edit = manifest("Europe/Helsinki", "Europe/Oslo");
    check("timezone", edit, &["error[P060]: a local pack has the `timezone` of the pack it extends"]);
}

#[test]
fn a_fault_in_the_local_manifest_is_told_at_its_own_place() {
    let root = folder("local-place");
    let edit = manifest("municipality 091", "municipality 92");
    for pack in ["country", "town"] {
        copy(&Path::new("tests/fixtures/local").join(pack), &root.join(pack), &edit);
    }
    let (_, report) = told(root.join("town").to_str().unwrap());
    assert!(report.contains("town/pack.toml:14:") && report.contains("/define/harbour"), "{report}");
}

#[test]
fn a_pack_that_extends_itself_or_a_local_one_or_none_is_told() {
    check("self", manifest("\"country\"", "\"xx-town\""), &["error[P045]: the pack `xx-town` extends itself"]);
    check("none", manifest("\"country\"", "\"county\""), &["error[P045]: there is no pack `county` beside this one"]);
    let edit = |name: &str, text: String| {
        if name == "country/pack.toml" { text.replace("emergency", "extends = \"world\"\nemergency") } else { text }
    };
    check("chain", edit, &["error[P045]: `country` is a local pack itself"]);
}
