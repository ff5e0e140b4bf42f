//! Imports of lists as editors keep them: the guess of their columns, and what comes in.
//!
//! In: lists written here, in five languages and every separator. Out: the guess, the tables of a pack and the report.
//! Next: `import.rs` for what holds for all feeds.

#![cfg(test)]

mod support;

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use serde_json::{Value, json};
use support::built;
use support::feed::{file, import, pack, rows, rows_of, services_pack, taken};

const FINNISH: &str = "Kokouslista 2026;;;;;;;;\n;;;;;;;;\nNimi;Päivä;Klo;Paikka;Osoite;Postinumero;Kunta;Avoin/suljettu;Sähköposti\nToivo;ma ja to;18-19.30;Seurakuntatalo;Katu 1;00100;Harbour;suljettu, esteetön;a@example.org\nUsko;su;klo 10;;Katu 2;;Harbour;avoin;\nRyhmä;joka toinen ma;18;;Katu 3;;Harbour;;\n";

/// Says that the guess is right.
fn confirm(pack: &Path) {
    let path = pack.join("imported/aa/import.toml");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("columns_are_right = false"), "{text}");
    fs::write(path, text.replace("columns_are_right = false", "columns_are_right = true")).unwrap();
}

/// The guess of a list, which takes nothing in; then the list.
#[track_caller]
fn guessed(name: &str, list: &str) -> (std::path::PathBuf, String, Value) {
    let pack = pack(&format!("csv-{name}"), "Europe/Helsinki");
    let (code, out, err) = import("csv", &pack, list, "2026-11-24", &[]);
    assert!(code == Some(1) && err.contains("look through `[columns]`"), "{out}{err}");
    assert_eq!(rows(&pack, &["id"]), Vec::<Vec<String>>::new());
    confirm(&pack);
    let counted = taken("csv", &pack, list, "2026-11-24");
    built(pack.to_str().unwrap());
    (pack, out, counted)
}

#[test]
fn a_list_is_guessed_first_and_comes_in_when_an_editor_has_looked() {
    let (pack, guess, counted) = guessed("finnish", FINNISH);
    assert!(guess.contains("Klo             time          18-19.30") && guess.contains("Sähköposti      -"), "{guess}");
    assert_eq!(
        (&counted["read"], &counted["kept"], &counted["refused"], &counted["private"]),
        (&json!(3), &json!(2), &json!(1), &json!(1))
    );
    let columns = ["name", "day", "time", "end_time", "who", "access", "location", "address", "place"];
    let expected = [
        ["Toivo", "1", "18:00", "19:30", "problem", "step-free", "Seurakuntatalo", "Katu 1, 00100 Harbour", "091"],
        ["Toivo", "4", "18:00", "19:30", "problem", "step-free", "Seurakuntatalo", "Katu 1, 00100 Harbour", "091"],
        ["Usko", "7", "10:00", "", "everyone", "", "", "Katu 2, Harbour", "091"],
    ];
    assert_eq!(rows(&pack, &columns), expected);
    let report = file(&pack, "report.csv");
    assert!(
        report.contains("record 3, line 6") && report.contains("`joka toinen ma` is more or less than weekdays") && !report.contains('@'),
        "{report}"
    );
}

#[test]
fn lists_in_other_languages_and_forms_are_guessed_too() {
    for (name, list) in [
        ("swedish", "Namn,Veckodag,Tid,Adress,Ort\nHopp,måndagar,kl. 18.00–19.30,Gatan 1,Harbour\n"),
        ("norwegian", "Navn\tUkedag\tKlokkeslett\tAdresse\tBy\nHopp\tmandager\t18:00-19:30\tGatan 1\tHarbour\n"),
        ("danish", "Navn;Ugedag;Tidspunkt;Adresse;By\nHopp;mandag;18.00-19.30;Gatan 1;Harbour\n"),
        ("english", "\u{feff}Name,Day,Start,End,Address,City\nHopp,Monday,6 pm,7:30 pm,Gatan 1,Harbour\n"),
        ("number", "Name,Day,Start,End,Address,City\nHopp,1,18:00,19:30,Gatan 1,Harbour\n"),
        ("one-cell", "Namn,Tid,Adress,Ort\nHopp,mån 18-19.30,Gatan 1,Harbour\n"),
        ("by-cells", "Namn,När,Tid,Adress,Vilken\nHopp,mån,18-19.30,Gatan 1,Harbour\n"),
    ] {
        let (pack, guess, _) = guessed(name, list);
        let found = rows(&pack, &["name", "day", "time", "end_time", "address", "place"]);
        assert_eq!(found, [["Hopp", "1", "18:00", "19:30", "Gatan 1, Harbour", "091"]], "{name}\n{guess}\n{}", file(&pack, "report.csv"));
    }
}

#[test]
fn letters_of_an_old_spreadsheet_are_read_and_told() {
    let pack = pack("csv-windows", "Europe/Helsinki");
    let source = pack.join("lista.csv");
    fs::write(&source, b"Nimi;P\xe4iv\xe4;Klo;Osoite;Kunta\nY\xf6;ma;18;Katu 1;Harbour\n").unwrap();
    let run = |more: &[&str]| {
        let arguments =
            [&["import", "csv", source.to_str().unwrap(), "--into", pack.to_str().unwrap(), "--as", "aa", "--group", "fi-group"], more]
                .concat();
        support::said(&arguments, "")
    };
    assert_eq!(run(&[]).0, Some(1));
    confirm(&pack);
    let (code, out, err) = run(&["--fetched", "2026-11-24"]);
    assert_eq!(code, Some(0), "{out}{err}");
    assert_eq!(rows(&pack, &["name"]), [["Yö"]]);
    assert!(file(&pack, "report.csv").contains("read as Windows-1252"));
    fs::remove_file(&source).unwrap();
    built(pack.to_str().unwrap());
}

#[test]
fn a_list_that_has_changed_its_headings_replaces_nothing() {
    let (pack, _, _) = guessed("changed", FINNISH);
    let (code, _, err) = import("csv", &pack, &FINNISH.replace("Klo;", "Kellon aika;"), "2026-11-25", &[]);
    assert!(code == Some(2) && err.contains("these headings lack `klo`"), "{code:?} {err}");
    let (code, _, err) = import("csv", &pack, "a;b\n1;2\n", "2026-11-25", &[]);
    assert!(code == Some(2) && err.contains("none of the first 20 rows has the headings"), "{code:?} {err}");
    assert_eq!(rows(&pack, &["name"]).len(), 3);
}

#[test]
fn a_list_of_several_groups_says_which_card_each_is() {
    let list = "Namn,Gemenskap,Veckodag,Tid,Adress,Ort\nHopp,AA,mån,18,Gatan 1,Harbour\nTro,NA,tis,18,Gatan 2,Harbour\n";
    let pack = pack("csv-groups", "Europe/Helsinki");
    import("csv", &pack, list, "2026-11-24", &[]);
    let path = pack.join("imported/aa/import.toml");
    let text = fs::read_to_string(&path)
        .unwrap()
        .replace("columns_are_right = false", "columns_are_right = true")
        .replace("[groups]\n", "[groups]\nAA = \"fi-group\"\n");
    fs::write(&path, &text).unwrap();
    let counted = taken("csv", &pack, list, "2026-11-24");
    assert_eq!((&counted["kept"], &counted["refused"]), (&json!(1), &json!(1)));
    assert!(file(&pack, "report.csv").contains("does not say which card `NA` is"));
    fs::write(path, text.replace("\"fi-group\"\n", "\"fi-grupp\"\n")).unwrap();
    let (code, _, err) = import("csv", &pack, list, "2026-11-24", &[]);
    assert!(code == Some(2) && err.contains("which is none of a group"), "{err}");
}

const SERVICES: &str = "Tjänst;Beskrivning;Telefon;Webbplats;Öppettider;Kommun;Språk;E-post;Diarienummer\nRådgivning;Vi hjälper dig.;09 310 1234, 116 117;https://example.org;mån–fre 8–16.30;Hamnen;svenska, finska;a@example.org;77\nMottagning;Kom in.;;www.example.org;Vardagar;Atlantis;;;\nLinje;Ring oss.;3101234;;;;;;\n";

#[test]
fn a_list_of_services_becomes_cards() {
    let pack = services_pack("csv-services", "csv", "");
    fs::remove_file(pack.join("imported/aa/import.toml")).unwrap();
    let (code, out, err) = import("csv", &pack, SERVICES, "2026-11-24", &[]);
    assert!(code == Some(1) && out.contains("Öppettider    hours"), "{out}{err}");
    let path = pack.join("imported/aa/import.toml");
    let text = fs::read_to_string(&path)
        .unwrap()
        .replace("columns_are_right = false", "columns_are_right = true")
        .replace("language = \"\"", "language = \"sv\"");
    fs::write(&path, text.replace("refused_percent = 50", "refused_percent = 90")).unwrap();
    let counted = taken("csv", &pack, SERVICES, "2026-11-24");
    assert_eq!(
        (&counted["read"], &counted["kept"], &counted["refused"], &counted["private"]),
        (&json!(3), &json!(1), &json!(2), &json!(1))
    );
    let columns = ["id", "where", "title_fi", "text_sv", "text_en", "phone", "number", "url", "hours", "languages"];
    let expected = [
        [
            "fi-aa-radgivning",
            "091",
            "Rådgivning",
            "Vi hjälper dig.",
            "There is no description in English. Ask the service itself.",
            "+35893101234",
            "09 310 1234",
            "https://example.org",
            "Mo-Fr 08:00-16:30",
            "sv fi",
        ],
        ["fi-aa-radgivning", "", "", "", "", "116117", "116 117", "", "Mo-Fr 08:00-16:30", "sv fi"],
    ];
    assert_eq!(rows_of(&pack, "services.csv", &columns), expected, "{}", file(&pack, "report.csv"));
    let report = file(&pack, "report.csv");
    assert!(report.contains("there is no municipality `Atlantis`") && report.contains("nobody could reach it"), "{report}");
    assert_eq!(counted["no_home"]["Diarienummer"], json!(1));
    built(pack.to_str().unwrap());
}

#[test]
fn a_workbook_is_told_how_to_be_saved() {
    let pack = pack("csv-workbook", "Europe/Helsinki");
    for (name, bytes, why) in [
        ("a.xlsx", &b"PK\x03\x04rest"[..], "save it as \"CSV UTF-8\""),
        ("b.xls", b"\xd0\xcf\x11\xe0", "save it as \"CSV UTF-8\""),
        ("c.csv", b"\xff\xfeN\0", "UTF-16"),
    ] {
        let source = pack.join(name);
        fs::write(&source, bytes).unwrap();
        let (code, _, err) = support::said(&["import", "csv", source.to_str().unwrap(), "--into", pack.to_str().unwrap()], "");
        assert!(code == Some(2) && err.contains(why), "{name}: {err}");
        fs::remove_file(source).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever stands in the rows: each is kept or named, and the pack can be built.
    #[test]
    fn every_row_of_a_mutilated_list_is_kept_or_named(cells in prop::collection::vec(prop::collection::vec("[a-zåäö0-9 ,.:/<>&\"-]{0,12}|ma|klo 18|su 10-11|Harbour|https://x.fi|\u{0}\u{202e}", 0..10), 1..12)) {
        let pack = pack("csv-mutilated", "Europe/Helsinki");
        import("csv", &pack, FINNISH, "2026-11-24", &[]);
        confirm(&pack);
        let row = |cells: &Vec<String>| cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect::<Vec<_>>().join(";");
        let list = format!("{FINNISH}{}\n", cells.iter().map(row).collect::<Vec<_>>().join("\n"));
        let (_, out, err) = import("csv", &pack, &list, "2026-11-24", &["--json", "--accept"]);
        let counted: Value = serde_json::from_str(&out).map_err(|_| TestCaseError::fail(format!("{out}{err}")))?;
        let number = |name: &str| counted[name].as_u64().unwrap();
        prop_assert_eq!(number("kept") + number("refused"), number("read"));
        let filled = cells.iter().filter(|row| row.iter().take(9).any(|cell| !cell.trim().is_empty())).count() as u64;
        prop_assert!(number("read") >= 3 && number("read") <= 3 + filled.max(cells.len() as u64));
        built(pack.to_str().unwrap());
    }

    /// Whatever the bytes: told or read, never a panic.
    #[test]
    fn any_bytes_are_told_or_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let pack = pack("csv-bytes", "Europe/Helsinki");
        let source = pack.join("x.csv");
        fs::write(&source, [b"Name;Day;Start\n".as_slice(), &bytes].concat()).unwrap();
        let (code, out, err) = support::said(&["import", "csv", source.to_str().unwrap(), "--into", pack.to_str().unwrap(), "--as", "aa"], "");
        fs::remove_file(source).unwrap();
        prop_assert!(code.is_some_and(|code| code == 1 || code == 2), "{out}{err}");
    }
}
