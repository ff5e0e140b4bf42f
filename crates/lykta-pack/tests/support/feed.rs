//! What the tests of imports share: a pack with one group, a feed that is brought into it, the tables that come of it.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{folder, said};

const CONTENT: &str = r#"
[[item]]
id = "place"
kind = "place"
text = { en = "Where?" }
unknown = { en = "in some places" }

[[region]]
code = "90"
name = { en = "The Harbour" }

[[card]]
id = "fi-group"
kind = "group"
title = { en = "The group" }
text = { en = "People who have been there." }
checked_on = "2026-11-21"
confidence = "page"
"#;

const PLACES: &str = "code,region,lat,lon,en,other\n091,90,60.16364,24.93424,Harbour,\n";

const TEXTS: &str = r#"
[[item]]
id = "place"
kind = "place"
text = { fi = "Missä?", sv = "Var?", en = "Where?" }
unknown = { fi = "paikan mukaan", sv = "på vissa håll", en = "in some places" }

[[region]]
code = "90"
name = { fi = "Satama", sv = "Hamnen", en = "The Harbour" }

[[region]]
code = "91"
name = { fi = "Saaret", sv = "Öarna", en = "The Islands" }
"#;

/// A pack in three languages with two municipalities, one on the islands, and what the classes of a feed mean.
pub fn services_pack(name: &str, kind: &str, terms: &str) -> PathBuf {
    let folder = folder(&format!("import-{name}"));
    let manifest = "format = 1\nid = \"fi\"\nversion = \"1\"\ncountry = \"FI\"\nlanguages = [\"fi\", \"sv\", \"en\"]\ntimezone = \"Europe/Helsinki\"\n";
    let places = "code,region,lat,lon,fi,sv,en,other\n091,90,60.16364,24.93424,Satama,Hamnen,Harbour,\n478,91,60.1,19.9,Saari,Ö,Island,\n";
    fs::create_dir_all(folder.join("places")).unwrap();
    fs::create_dir_all(folder.join("imported/aa")).unwrap();
    let settings = format!("kind = \"{kind}\"\nkeeper = \"The keeper\"\nlicence = \"CC0\"\nrefused_percent = 100\n{terms}");
    for (file, text) in
        [("pack.toml", manifest), ("content.toml", TEXTS), ("places/municipalities.csv", places), ("imported/aa/import.toml", &settings)]
    {
        fs::write(folder.join(file), text).unwrap();
    }
    folder
}

/// A pack with one group, whose clocks are those of a zone.
pub fn pack(name: &str, zone: &str) -> PathBuf {
    let folder = folder(&format!("import-{name}"));
    let manifest = format!("format = 1\nid = \"fi\"\nversion = \"1\"\ncountry = \"FI\"\nlanguages = [\"en\"]\ntimezone = \"{zone}\"\n");
    fs::create_dir_all(folder.join("places")).unwrap();
    for (file, text) in [("pack.toml", manifest.as_str()), ("content.toml", CONTENT), ("places/municipalities.csv", PLACES)] {
        fs::write(folder.join(file), text).unwrap();
    }
    folder
}

/// Brings a feed in on a day; exit code, what was printed, what was said of the run.
pub fn import(kind: &str, pack: &Path, feed: &str, day: &str, more: &[&str]) -> (Option<i32>, String, String) {
    let mut arguments = vec!["import", kind, "-", "--into", pack.to_str().unwrap(), "--as", "aa", "--fetched", day];
    arguments.extend(["--group", "fi-group"]);
    arguments.extend(more);
    said(&arguments, feed)
}

/// The same, which must go well; what was counted.
#[track_caller]
pub fn taken(kind: &str, pack: &Path, feed: &str, day: &str) -> Value {
    let (code, out, err) = import(kind, pack, feed, day, &["--json"]);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    serde_json::from_str(&out).unwrap()
}

/// A file of the feed in the pack.
pub fn file(pack: &Path, name: &str) -> String {
    fs::read_to_string(pack.join("imported/aa").join(name)).unwrap_or_default()
}

/// The rows of the table, as the named cells of each.
pub fn rows(pack: &Path, columns: &[&str]) -> Vec<Vec<String>> {
    rows_of(pack, "meetings.csv", columns)
}

/// The rows of a table of the feed, as the named cells of each.
pub fn rows_of(pack: &Path, table: &str, columns: &[&str]) -> Vec<Vec<String>> {
    let text = file(pack, table);
    if text.is_empty() {
        return Vec::new();
    }
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let index = |column: &&str| heads.iter().position(|head| head == *column).unwrap();
    let indexes: Vec<usize> = columns.iter().map(index).collect();
    reader.records().map(|row| indexes.iter().map(|index| row.as_ref().unwrap()[*index].to_owned()).collect()).collect()
}

/// A folder of samples; it is said plainly where there is none.
pub fn samples(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("LYKTA_SAMPLES").map(|folder| Path::new(&folder).join(name));
    if folder.is_none() {
        println!("LYKTA_SAMPLES is not set: feeds of others are not read; the other tests hold the kinds of record that they have");
    }
    folder
}
