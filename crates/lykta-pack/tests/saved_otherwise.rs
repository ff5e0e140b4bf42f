//! Files that a spreadsheet or a text editor saved otherwise than the tool reads them: none is passed over in silence.

#![cfg(test)]

mod support;

use std::fs;
use std::path::PathBuf;

use support::{folder, said};

const FI: &str = "../../packs/fi";

/// A new local pack of Helsinki in a folder of its own, beside the country's.
fn town(name: &str) -> PathBuf {
    let root = folder(&format!("saved-otherwise-{name}"));
    std::os::unix::fs::symlink(fs::canonicalize(FI).unwrap(), root.join("fi")).unwrap();
    let pack = root.join("fi-town");
    let (code, _, trouble) = said(&["new", "--extends", "fi", "--place", "091", pack.to_str().unwrap()], "");
    assert_eq!(code, Some(0), "{trouble}");
    pack
}

/// What `check` says of a pack with this file; the other problems stand beside it, and none is lost.
#[track_caller]
fn check(name: &str, file: &str, bytes: &[u8], expected: &[&str]) {
    let pack = town(name);
    fs::write(pack.join(file), bytes).unwrap();
    fs::write(pack.join("contacts.csv"), "card;action\nfi-line-116117;add\n").unwrap();
    let (code, printed, trouble) = said(&["check", pack.to_str().unwrap()], "");
    assert_eq!(code, Some(1), "{trouble}");
    assert!(printed.contains("there is no action `add`"), "{printed}");
    for part in expected {
        assert!(printed.contains(part), "{part}\n{printed}");
    }
}

#[test]
fn an_empty_table_has_lost_its_rows() {
    check("empty", "services.csv", b"", &["error[P052]: `services.csv` is empty", "take back the last saved file"]);
}

#[test]
fn a_table_of_the_mark_and_line_ends_alone_is_empty() {
    check("mark", "groups.csv", b"\xef\xbb\xbf\r\n\r\n", &["error[P052]: `groups.csv` is empty"]);
}

#[test]
fn a_file_of_the_spreadsheet_itself_is_named() {
    check("xlsx", "services.xlsx", b"PK\x03\x04", &["error[P052]: `services.xlsx` is not read", "save it as \"CSV UTF-8\""]);
}

#[test]
fn an_ending_that_a_text_editor_adds_is_named() {
    check("txt", "changes.toml.txt", b"", &["error[P001]: `changes.toml.txt` is not read", "name the file `changes.toml`"]);
    check("csv-txt", "groups.csv.txt", b"", &["error[P052]: `groups.csv.txt` is not read", "name the file `groups.csv`"]);
}

#[test]
fn letters_lost_in_a_text_file_are_told_of_once_beside_the_other_problems() {
    let changes = b"[[change]]\ncard = \"fi-line-116117\"\nknow = { fi = \"\xe4\xe4\", sv = \"\xe4\", en = \"a\" }\n";
    check("letters", "changes.toml", changes, &["error[P001]: the file is not saved as UTF-8", "changes.toml:3:16"]);
}

#[test]
fn what_a_spreadsheet_keeps_while_a_file_is_open_is_no_content() {
    let pack = town("open");
    fs::write(pack.join("~$services.xlsx"), b"").unwrap();
    fs::write(pack.join(".~lock.services.csv#"), b"").unwrap();
    let (code, printed, _) = said(&["check", pack.to_str().unwrap()], "");
    assert_eq!(code, Some(0), "{printed}");
}

#[test]
fn a_table_of_another_name_would_not_be_shown() {
    check("name", "services (1).csv", b"id\n", &["error[P052]: no table is called `services (1).csv`", "did you mean `services.csv`?"]);
}

#[test]
fn drift_accepts_nothing_that_it_could_not_read() {
    let pack = town("drift");
    let path = pack.to_str().unwrap();
    fs::write(pack.join("changes.toml"), b"[[change]]\ncard = \"fi-line-116117\"\nhide = tru\n").unwrap();
    let before = fs::read(pack.join("based-on.toml")).unwrap();
    let (code, printed, _) = said(&["drift", path], "");
    assert!(code == Some(1) && printed.contains("not compared: files or rows that cannot be read"), "{printed}");
    let (code, _, trouble) = said(&["drift", path, "--accept"], "");
    assert!(code == Some(2) && trouble.contains("mend them first"), "{trouble}");
    assert_eq!(fs::read(pack.join("based-on.toml")).unwrap(), before);
}

#[test]
fn migrate_writes_no_lost_letters() {
    let pack = town("migrate");
    fs::write(pack.join("changes.toml"), b"# \xe4\n").unwrap();
    let (code, _, trouble) = said(&["migrate", pack.to_str().unwrap()], "");
    assert!(code == Some(2) && trouble.contains("has a slip that keeps it from being read"), "{trouble}");
}

#[test]
fn a_name_or_a_code_without_its_zeros_leads_to_the_municipality() {
    let table = "id;where;title_fi;title_sv;title_en;text_fi;text_sv;text_en;phone;number;checked_on;confidence\n\
                 fi-town-a;Helsingfors;A;A;A;A.;A.;A.;116117;116 117;22.11.2026;page\n\
                 fi-town-b;91;B;B;B;B.;B.;B.;116117;116 117;22.11.2026;page\n";
    let help = "write the code, with its zeros: `091` (Helsinki)";
    check("place", "services.csv", table.as_bytes(), &["there is no municipality `Helsingfors`", "there is no municipality `91`", help]);
}

#[test]
fn a_folder_that_is_not_there_leads_to_the_one_that_is_meant() {
    let manifest = format!("{FI}/pack.toml");
    let (code, _, trouble) = said(&["check", &manifest], "");
    assert_eq!(code, Some(2));
    assert!(trouble.trim().ends_with(&format!("did you mean {FI}?")), "{trouble}");
    let (code, _, trouble) = said(&["build", FI, "--out", &manifest], "");
    assert!(code == Some(2) && trouble.contains("a file stands where a folder is needed"), "{trouble}");
}
