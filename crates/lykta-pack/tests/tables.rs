//! Tables that a spreadsheet keeps: services, groups and contacts from CSV, as entries and as problems.

#![cfg(test)]

mod support;

use lykta_core::pack::Channel;
use lykta_pack::load;
use lykta_pack::report;
use support::{card, folder, scratch, text};

const PACK: &str =
    "format = 1\nid = \"fi\"\nversion = \"2026.11.1\"\ncountry = \"FI\"\nlanguages = [\"fi\", \"en\"]\ntimezone = \"Europe/Helsinki\"\n";

const ITEMS: &str = r#"
[[item]]
id = "who"
kind = "single"
text = { fi = "Kuka?", en = "Who?" }
unknown = { fi = "jos", en = "if it is about you" }
option = [{ id = "self", text = { fi = "Minä", en = "Me" } }, { id = "close-one", text = { fi = "Toinen", en = "Other" } }]

[[item]]
id = "place"
kind = "place"
text = { fi = "Missä?", en = "Where?" }
unknown = { fi = "jossain", en = "in some places" }

[[region]]
code = "90"
name = { fi = "Satama", en = "The Harbour" }
"#;

const PLACES: &str = "code,region,lat,lon,fi,en,other\n091,90,60.16364,24.93424,Satama,Harbour,\n";

const SERVICES: &str = "id;title_fi;title_en;text_fi;text_en;flags;where;phone;number;url;hours;checked_on;confidence
fi-clinic;Klinikka;The clinic;Tule, kun voit.;Come when you can.;free, walk-in;091;+358501234567;050 123 4567;https://www.example.fi/clinic;Mo-Fr 09:00-15:00;22.11.2026;page
;;;;;;;;;;;;
fi-clinic;;;;;;;116117;116 117;;24/7;;
fi-desk;Neuvonta;The desk;Kysy täältä.;Ask here.;;;;;https://www.example.fi/desk;;2026-11-22;page
";

/// The problems of a pack with one table, each as its first two lines.
#[track_caller]
fn check(name: &str, file: &str, table: &str, expected: &[&str]) {
    let (_, report) = scratch(
        &format!("tables-{name}"),
        &[("pack.toml", PACK), ("items.toml", ITEMS), ("places/municipalities.csv", PLACES), (file, table)],
    );
    let lines: Vec<&str> = report.lines().collect();
    let found: Vec<String> = lines
        .iter()
        .zip(lines.iter().skip(1))
        .filter(|(line, _)| line.starts_with("error["))
        .map(|(line, place)| format!("{line} | {}", place.trim().rsplit("   ").next().unwrap()))
        .collect();
    assert_eq!(found, expected, "{report}");
}

/// The cards of a pack with this table of services, as the app has them.
#[track_caller]
fn cards(name: &str, table: &str) -> String {
    let (compiled, report) = scratch(
        &format!("tables-{name}"),
        &[("pack.toml", PACK), ("items.toml", ITEMS), ("places/municipalities.csv", PLACES), ("services.csv", table)],
    );
    assert_eq!(report, "no problems");
    format!("{:?}", compiled.unwrap().file.cards)
}

#[test]
fn a_row_is_a_card_and_a_row_without_texts_another_way_to_reach_it() {
    let files = [("pack.toml", PACK), ("items.toml", ITEMS), ("places/municipalities.csv", PLACES), ("services.csv", SERVICES)];
    let (compiled, report) = scratch("tables-rows", &files);
    assert_eq!(report, "no problems");
    let compiled = compiled.unwrap();
    let clinic = card(&compiled.pack, "fi-clinic");
    assert_eq!(text(&compiled, clinic.title), "The clinic");
    assert_eq!(clinic.flags.len(), 2);
    assert_eq!(clinic.checked_on.to_string(), "2026-11-22");
    let channels: Vec<&str> = clinic
        .contacts
        .iter()
        .map(|contact| match &contact.channel {
            Channel::Phone(dial, _) | Channel::Sms(dial, _) => dial.as_str(),
            Channel::Web(url) => url.as_str(),
        })
        .collect();
    assert_eq!(channels, ["+358501234567", "https://www.example.fi/clinic", "116117"]);
    let opened: Vec<bool> = clinic.contacts.iter().map(|contact| contact.schedule.is_some()).collect();
    assert_eq!(opened, [true, false, true], "the hours are the telephone's");
    let built = compiled.file.cards.iter().map(|card| card.when.as_str()).collect::<Vec<_>>();
    assert_eq!(built, ["place in municipality 091", ""]);
}

#[test]
fn the_same_table_is_the_same_cards_however_a_spreadsheet_saved_it() {
    let plain = cards("plain", SERVICES);
    assert_eq!(cards("windows", &format!("\u{feff}{}", SERVICES.replace('\n', "\r\n"))), plain);
    assert_eq!(cards("tabs", &SERVICES.replace(';', "\t")), plain);
    let quoted = SERVICES.replace("Tule, kun voit.", "\"Tule, kun voit.\"").replace("free, walk-in", "\"free, walk-in\"").replace(';', ",");
    assert_eq!(cards("commas", &quoted), plain);
    assert_eq!(cards("days", &SERVICES.replace("2026-11-22", "22/11/2026")), plain);
    assert_eq!(cards("names", &SERVICES.replace("title_fi", "Title FI").replace("checked_on", "Checked on")), plain);
}

#[test]
fn a_table_of_places_may_be_saved_by_a_spreadsheet_too() {
    let table = "\u{feff}code;region;lat;lon;fi;en;other\r\n091;90;60,16364;24,93424;Satama;Harbour;\r\n";
    let files = [("pack.toml", PACK), ("items.toml", ITEMS), ("places/municipalities.csv", table)];
    let (compiled, report) = scratch("tables-places", &files);
    assert_eq!(report, "no problems");
    let pack = compiled.unwrap().pack;
    assert_eq!(pack.gazetteer.municipality("091").unwrap().name(1), "Harbour");
}

#[test]
fn a_bad_row_is_told_and_the_others_count() {
    let table = SERVICES.replace("+358501234567", "358501234567");
    let files = [("pack.toml", PACK), ("items.toml", ITEMS), ("places/municipalities.csv", PLACES), ("services.csv", &table)];
    let (compiled, report) = scratch("tables-bad-row", &files);
    assert!(report.contains("services.csv:2:") && report.contains("row 2, column H (phone)"), "{report}");
    assert_eq!(compiled.unwrap().file.cards.iter().map(|card| card.id.as_str()).collect::<Vec<_>>(), ["fi-desk"]);
}

#[test]
fn other_checks_tell_the_row_and_the_column() {
    check(
        "hours",
        "services.csv",
        &SERVICES.replace("24/7", "always"),
        &["error[P032]: `always` cannot be read as opening hours | row 4, column K (hours)"],
    );
    check(
        "url",
        "services.csv",
        &SERVICES.replace("https://www.example.fi/desk", "www.example.fi"),
        &["error[P031]: `www.example.fi` is not an https address | row 5, column J (url)"],
    );
    check(
        "prefix",
        "services.csv",
        &SERVICES.replace("fi-desk", "desk"),
        &["error[P046]: the card id `desk` does not begin with the country | row 5, column A (id)"],
    );
    check(
        "twice",
        "services.csv",
        &SERVICES.replace("fi-desk", "fi-clinic"),
        &["error[P004]: the card `fi-clinic` stands twice | row 5, column A (id)"],
    );
    check(
        "markup",
        "services.csv",
        &SERVICES.replace("Ask here.", "<b>Ask</b> here."),
        &["error[P023]: the text holds the sign `<` | row 5, column E (text_en)"],
    );
    check(
        "flag",
        "services.csv",
        &SERVICES.replace("free, walk-in", "fre, walk-in"),
        &["error[P003]: there is no flags `fre` | row 2, column F (flags)"],
    );
    check(
        "area",
        "services.csv",
        &SERVICES.replace(";091;", ";92;"),
        &["error[P016]: there is no municipality `92` | row 2, column G (where)"],
    );
}

#[test]
fn a_missing_translation_is_mended_in_its_column() {
    let (_, report) = scratch(
        "tables-translation",
        &[
            ("pack.toml", PACK),
            ("items.toml", ITEMS),
            ("places/municipalities.csv", PLACES),
            ("services.csv", &SERVICES.replace("Ask here.", "")),
        ],
    );
    assert!(report.contains("error[P020]") && report.contains("help: fill in the column `text_en` of this row"), "{report}");
}

#[test]
fn what_is_wrong_with_a_file_or_its_first_row_is_told() {
    check(
        "near",
        "services.csv",
        &SERVICES.replace("title_en", "titel_en"),
        &[
            "error[P053]: there is no column `titel_en` in `services.csv` | row 1, column C (titel_en)",
            "error[P020]: the text is missing in en | row 2, column B (title_fi)",
            "error[P020]: the text is missing in en | row 5, column B (title_fi)",
        ],
    );
    check(
        "foreign",
        "services.csv",
        &SERVICES.replace("title_en", "title_sv"),
        &[
            "error[P053]: there is no column `title_sv` in `services.csv` | row 1, column C (title_sv)",
            "error[P020]: the text is missing in en | row 2, column B (title_fi)",
            "error[P021]: `sv` is not a language of this pack | row 2, column C (title_sv)",
            "error[P020]: the text is missing in en | row 5, column B (title_fi)",
            "error[P021]: `sv` is not a language of this pack | row 5, column C (title_sv)",
        ],
    );
    check("name", "service.csv", SERVICES, &["error[P052]: no table is called `service.csv` | tables-name/service.csv:1:1"]);
    check(
        "empty",
        "services.csv",
        &SERVICES.replace(";page\n", ";\n"),
        &[
            "error[P054]: the cell `confidence` of this row is empty | row 2",
            "error[P054]: the cell `confidence` of this row is empty | row 5",
        ],
    );
    check(
        "long",
        "services.csv",
        &SERVICES.replace("2026-11-22;page", "2026-11-22;page;more"),
        &["error[P052]: this row has 14 cells, the first row 13 | row 5, column N"],
    );
    check(
        "right",
        "services.csv",
        "id;kind;title_fi;title_en;text_fi;text_en;checked_on;confidence\nfi-a;right;A;A;A.;A.;2026-11-22;page\n",
        &["error[P054]: there is no kind `right` in `services.csv` | row 2, column B (kind)"],
    );
}

#[test]
fn a_table_that_is_not_saved_as_utf_8_is_a_problem_with_its_mend() {
    let folder = folder("tables-1252");
    std::fs::write(folder.join("pack.toml"), PACK).unwrap();
    std::fs::write(folder.join("items.toml"), ITEMS).unwrap();
    std::fs::create_dir_all(folder.join("places")).unwrap();
    std::fs::write(folder.join("places/municipalities.csv"), PLACES).unwrap();
    let bytes: Vec<u8> = SERVICES.chars().map(|sign| u8::try_from(u32::from(sign)).unwrap()).collect();
    std::fs::write(folder.join("services.csv"), bytes).unwrap();
    let (_, documents, problems) = load::load(&folder).unwrap();
    let report = report::problems(&problems, &documents);
    assert!(report.starts_with("error[P052]: `services.csv` is not saved as UTF-8") && report.ends_with("\n1 problem"), "{report}");
    assert!(report.contains("CSV UTF-8"), "{report}");
}

#[test]
fn a_group_meets_when_its_rows_say() {
    let table = "id,title_fi,title_en,text_fi,text_en,day,time,end_time,location,place,checked_on,confidence
fi-group,Ryhmä,The group,Tule.,Come.,Thursday,18.00,19:30:00,Harbour Street 1,091,22.11.2026,page
fi-group,,,,,Sun,9:00,,Harbour Street 1,091,,
";
    let files = [("pack.toml", PACK), ("items.toml", ITEMS), ("places/municipalities.csv", PLACES), ("groups.csv", table)];
    let (compiled, report) = scratch("tables-groups", &files);
    assert_eq!(report, "no problems");
    let compiled = compiled.unwrap();
    assert_eq!(compiled.file.cards[0].kind, "group");
    let when: Vec<Vec<&str>> = compiled.meetings.meetings.lines().map(|line| line.split('\t').skip(1).take(3).collect()).collect();
    assert_eq!(when, [["4", "1080", "90"], ["7", "540", ""]]);
    check(
        "no-time",
        "groups.csv",
        &table.replace("Sun,9:00", "Sun,"),
        &["error[P054]: `day` is filled in, but not when the group meets | row 3, column F (day)"],
    );
}

#[test]
fn a_row_of_contacts_puts_a_number_first() {
    let table = "card;phone;number;checked_on;provenance\nfi-desk;+358501234568;050 123 4568;22.11.2026;own page\nfi-desk;+358501234569;050 123 4569;;\n";
    let files = [
        ("pack.toml", PACK),
        ("items.toml", ITEMS),
        ("places/municipalities.csv", PLACES),
        ("services.csv", SERVICES),
        ("contacts.csv", table),
    ];
    let (compiled, report) = scratch("tables-contacts", &files);
    assert_eq!(report, "no problems");
    let contacts: Vec<String> = compiled.unwrap().file.cards[1].contacts.iter().map(|contact| contact.phone.clone()).collect();
    assert_eq!(contacts, ["+358501234568", "+358501234569", ""]);
    check("contacts-unknown", "contacts.csv", table, &["error[P050]: there is no card `fi-desk` | row 2, column A (card)"]);
}

#[test]
fn a_hostile_text_is_refused_in_every_cell() {
    let hostile: Vec<String> = serde_json::from_str(include_str!("fixtures/hostile.json")).unwrap();
    let lines: Vec<&str> = SERVICES.lines().collect();
    let cells: Vec<&str> = lines[1].split(';').collect();
    for hostile in &hostile {
        for column in 0..cells.len() {
            let mut row: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
            row[column] = if hostile.contains("script:") { hostile.clone() } else { format!("{} {hostile}", cells[column]) };
            row[column] = format!("\"{}\"", row[column].replace('"', "\"\""));
            let table = format!("{}\n{}\n", lines[0], row.join(";"));
            let files =
                [("pack.toml", PACK), ("items.toml", ITEMS), ("places/municipalities.csv", PLACES), ("services.csv", table.as_str())];
            let (_, report) = scratch("tables-hostile", &files);
            assert!(report.contains("services.csv:2:"), "{hostile:?} in column {column}: {report}");
        }
    }
    assert!(hostile.len() > 10, "{}", hostile.len());
}
