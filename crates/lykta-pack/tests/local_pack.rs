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
    let [meeting] = town.pack.meetings.all.as_slice() else { panic!("one meeting") };
    assert_eq!(town.pack.cards[meeting.card].id.as_str(), "xx-town-group");
    assert_eq!(
        (meeting.start, meeting.length, town.pack.meetings.words(meeting).location),
        (18 * 60, Some(90), "Harbour Street 1, Harbour")
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

/// The town's pack with one more change, compiled.
#[track_caller]
fn with(name: &str, more: &'static str) -> lykta_pack::compile::Compiled {
    let root = folder(&format!("local-with-{name}"));
    for pack in ["country", "town"] {
        copy(&Path::new("tests/fixtures/local").join(pack), &root.join(pack), &add(more));
    }
    built(root.join("town").to_str().unwrap())
}

fn numbers(compiled: &lykta_pack::compile::Compiled, id: &str) -> Vec<String> {
    let entry = compiled.file.cards.iter().find(|card| card.id == id).unwrap();
    entry.contacts.iter().map(|contact| format!("{}{}{}", contact.phone, contact.sms, contact.url)).collect()
}

const DAY: &str = "checked_on = \"2026-11-20\"\nprovenance = \"the town\"\n";

#[test]
fn a_right_keeps_its_words_and_is_commented_beside_them() {
    let more = "[[change]]\ncard = \"xx-right\"\ncomment = { en = \"Ask at the town hall.\" }\nchecked_on = \"2026-11-20\"\nprovenance = \"the town\"\n";
    let town = with("comment", more);
    let right = card(&town.pack, "xx-right");
    assert_eq!(text(&town, right.text), "You can ask for care.");
    assert_eq!(text(&town, right.know.unwrap()), "Locally: Ask at the town hall.");
    let country = built(COUNTRY);
    let before = country.file.cards.iter().find(|card| card.id == "xx-right").unwrap();
    let after = town.file.cards.iter().find(|card| card.id == "xx-right").unwrap();
    assert_eq!((&before.when, before.laws.len(), before.deadlines.len()), (&after.when, after.laws.len(), after.deadlines.len()));
    for (key, value) in [
        ("title", "{ en = \"Other\" }"),
        ("text", "{ en = \"Other.\" }"),
        ("first", "{ en = \"Other.\" }"),
        ("know", "{ en = \"Other.\" }"),
        ("say", "{ en = \"Other.\" }"),
        ("refused", "{ en = \"Other.\" }"),
        ("decides", "{ en = \"Other.\" }"),
        ("check_with", "{ en = \"other\" }"),
        ("step", "[{ en = \"Other.\" }]"),
    ] {
        let edit = |name: &str, text: String| {
            if name == "town/changes.toml" { format!("{text}\n[[change]]\ncard = \"xx-right\"\n{key} = {value}\n{DAY}") } else { text }
        };
        check(&format!("law-{key}"), edit, &["error[P061]: `xx-right` is a right, and keeps the words of the country's pack"]);
    }
}

#[test]
fn a_comment_stands_after_what_is_good_to_know() {
    let more = "[[change]]\ncard = \"xx-line\"\nknow = { en = \"They answer fast.\" }\ncomment = { en = \"Ask for Swedish.\" }\nchecked_on = \"2026-11-20\"\nprovenance = \"the town\"\n";
    let town = with("know", more);
    assert_eq!(text(&town, card(&town.pack, "xx-line").know.unwrap()), "They answer fast. Locally: Ask for Swedish.");
}

#[test]
fn a_comment_keeps_what_a_change_before_it_said() {
    let more = "[[change]]\ncard = \"xx-line\"\nknow = { en = \"They answer fast.\" }\nchecked_on = \"2026-11-20\"\nprovenance = \"the town\"\n\
        [[change]]\ncard = \"xx-line\"\ncomment = { en = \"Ask for Swedish.\" }\nchecked_on = \"2026-11-20\"\nprovenance = \"the town\"\n\
        [[change]]\ncard = \"xx-line\"\ncomment = { en = \"Closed in July.\" }\nchecked_on = \"2026-11-20\"\nprovenance = \"the town\"\n";
    let town = with("know-before", more);
    let know = card(&town.pack, "xx-line").know.unwrap();
    assert_eq!(text(&town, know), "They answer fast. Locally: Ask for Swedish. Locally: Closed in July.");
}

#[test]
fn a_card_says_day_and_night_only_while_someone_answers_day_and_night_here() {
    let flags = |name: &str, more: String| -> Vec<String> {
        let root = folder(&format!("local-flags-{name}"));
        let edit = |file: &str, text: String| match file {
            "country/cards.toml" => text.replace("first = { en", "flags = [\"free\", \"day-and-night\"]\nfirst = { en"),
            "town/changes.toml" => format!("{text}\n{more}"),
            _ => text,
        };
        for pack in ["country", "town"] {
            copy(&Path::new("tests/fixtures/local").join(pack), &root.join(pack), &edit);
        }
        let town = built(root.join("town").to_str().unwrap());
        town.file.cards.iter().find(|card| card.id == "xx-line").unwrap().flags.clone()
    };
    // The town's own line has hours, and the country's answers at night.
    assert_eq!(flags("both", String::new()), ["free", "day-and-night"]);
    let hours = "[[change]]\ncard = \"xx-line\"\nhours = [{ contact = \"116117\", hours = \"Mo-Su 08:00-20:00\" }]\n";
    assert_eq!(flags("hours", format!("{hours}{DAY}")), ["free"]);
    assert_eq!(flags("removed", format!("[[change]]\ncard = \"xx-line\"\nremove = [\"116117\"]\n{DAY}")), ["free"]);
}

#[test]
fn contacts_are_added_put_in_place_of_others_and_removed() {
    assert_eq!(numbers(&built(TOWN), "xx-line"), ["+35891234567", "116117"]);
    let more = "[[change]]\ncard = \"xx-line\"\ncontacts = \"instead\"\ncontact = [{ phone = \"+35891230000\", number = \"09 123 0000\" }]\nchecked_on = \"2026-11-20\"\nprovenance = \"the town\"\n";
    assert_eq!(numbers(&with("instead", more), "xx-line"), ["+35891230000"]);
    let more = "[[change]]\ncard = \"xx-line\"\nremove = [\"116117\"]\nchecked_on = \"2026-11-20\"\nprovenance = \"the town\"\n";
    assert_eq!(numbers(&with("remove", more), "xx-line"), ["+35891234567"]);
}

#[test]
fn the_opening_hours_of_one_contact_are_changed_and_said_in_words() {
    let more = "[[change]]\ncard = \"xx-line\"\nhours = [{ contact = \"116117\", hours = \"Sa 10:00-12:00\" }]\nchecked_on = \"2026-11-20\"\nprovenance = \"the town\"\n";
    let town = with("hours", more);
    let line = card(&town.pack, "xx-line");
    assert_eq!(text(&town, line.contacts[1].hours_text.unwrap()), "Sat 10:00–12:00");
    assert_eq!(text(&town, line.contacts[0].hours_text.unwrap()), "Mon–Fri 9:00–15:00");
    let wrong = "[[change]]\ncard = \"xx-line\"\nhours = [{ contact = \"116117\", hours = \"often\" }]\nchecked_on = \"2026-11-20\"\nprovenance = \"the town\"\n";
    check("hours-wrong", add(wrong), &["error[P032]: `often` cannot be read as opening hours"]);
}

#[test]
fn a_spreadsheet_changes_contacts_and_hours() {
    let root = folder("local-sheet");
    for pack in ["country", "town"] {
        copy(&Path::new("tests/fixtures/local").join(pack), &root.join(pack), &|_, text| text);
    }
    let table = "\u{feff}card;action;phone;number;hours;checked_on;provenance\r\n\
        xx-line;hours;116117;;Sa 10:00-12:00;20.11.2026;the town\r\n\
        xx-line;remove;+35891234567;;;20.11.2026;the town\r\n\
        xx-line;;+35891230000;09 123 0000;;20.11.2026;the town\r\n";
    fs::write(root.join("town/contacts.csv"), table).unwrap();
    // `changes.toml` comes before `contacts.csv`: its contact is there to be removed.
    let town = built(root.join("town").to_str().unwrap());
    assert_eq!(numbers(&town, "xx-line"), ["+35891230000", "116117"]);
}

#[test]
fn a_safety_card_keeps_its_contacts() {
    let more = "[[change]]\ncard = \"xx-safety\"\ncontacts = \"instead\"\ncontact = [{ phone = \"116117\", number = \"116 117\" }]\nchecked_on = \"2026-11-20\"\nprovenance = \"none\"\n";
    check("safety-contacts", add(more), &["error[P060]: `xx-safety` is a safety card, and keeps its contacts"]);
}

#[test]
fn a_change_that_hides_says_nothing_else() {
    let more =
        "[[change]]\ncard = \"xx-line\"\nhide = true\ntext = { en = \"Closed.\" }\nchecked_on = \"2026-11-20\"\nprovenance = \"none\"\n";
    check("hide-and", add(more), &["error[P063]: `xx-line` is hidden, so that nothing else of this change is seen"]);
}

#[test]
fn a_card_that_a_promise_names_is_not_hidden() {
    let edit = |name: &str, text: String| match name {
        "country/cards.toml" => format!("{text}\n[[promise]]\nid = \"someone-to-call\"\nabout = \"The line\"\nalways = [\"xx-line\"]\n"),
        "town/changes.toml" => format!("{text}\n[[change]]\ncard = \"xx-line\"\nhide = true\n{DAY}"),
        _ => text,
    };
    check("promised", edit, &["error[P060]: `xx-line` stands in the promise `someone-to-call` of the country's pack, and is not hidden"]);
}
