//! Exports: what is written passes the standard's own schemas, and comes back as it was.
//!
//! In: the shipped packs, a pack written here, and, where `LYKTA_SAMPLES` names a folder of samples, the schemas in its `hsds/schema-3.1`.
//! Out: nothing but what is asserted.
//! Next: `crates/lykta-pack/src/export.rs`, `docs/exporting.md`.

#![cfg(test)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use support::feed::samples;
use support::{built, folder, said};

const FRAME: &str = r#"
[[item]]
id = "place"
kind = "place"
text = { fi = "Missä?", en = "Where?" }
unknown = { fi = "paikan mukaan", en = "in some places" }

[[region]]
code = "90"
name = { fi = "Satama", en = "The Harbour" }

[[source]]
id = "page"
name = { fi = "Sivu", en = "Page" }
"#;

const CARDS: &str = r#"
[[card]]
id = "fi-service"
kind = "service"
need = "line"
rank = 7
when = "place in municipality 091"
title = { fi = "Neuvonta", en = "Advice" }
text = { fi = "Saat apua, \"heti\".", en = "You get help, \"at once\"." }
first = { fi = "Soita.", en = "Call." }
know = { fi = "Maksuton; myös yöllä.", en = "Free; at night too." }
say = { fi = "Tarvitsen apua.", en = "I need help." }
flags = ["free", "anonymous"]
contact = [
  { phone = "+35893101234", number = "09 310 1234", hours = "Mo-Fr 09:00-15:00; PH off", languages = ["fi", "sv"], label = { fi = "Neuvoja", en = "Adviser" } },
  { url = "https://example.org/chat", hours = "Mo,We 16:00-20:00", hours_text = { fi = "Chat", en = "Chat" }, places = ["091"] },
  { sms = "16117", number = "161 17", regions = ["90"] },
]
source = ["page"]
checked_on = "2026-11-21"
confidence = "secondary"
check_with = { fi = "Satama", en = "Harbour" }

[[card]]
id = "fi-line"
kind = "helpline"
title = { fi = "Linja", en = "Line" }
text = { fi = "Soita.", en = "Call." }
contact = [{ phone = "116117", number = "116 117", hours = "24/7" }]
source = ["page"]
checked_on = "2026-11-21"
confidence = "page"

[[card]]
id = "fi-group"
kind = "group"
title = { fi = "Ryhmä", en = "Group" }
text = { fi = "Tule.", en = "Come." }
contact = [{ url = "https://example.org" }, { phone = "116117", number = "116 117" }]
source = ["page"]
checked_on = "2026-11-21"
confidence = "page"

[[card.meeting]]
day = 4
time = "18:00"
end_time = "19:30"
repeats = "first, third"
kind = ["in-person", "online"]
who = ["everyone"]
access = ["step-free"]
location = "Hall"
place = "091"
url = "https://example.org/m"

[[card]]
id = "fi-notice"
kind = "notice"
title = { fi = "Hyvä tietää", en = "Good to know" }
text = { fi = "Apua on.", en = "There is help." }
source = ["page"]
checked_on = "2026-11-21"
confidence = "page"
"#;

fn pack(name: &str, cards: &str) -> PathBuf {
    let folder = folder(&format!("export-{name}"));
    fs::create_dir_all(folder.join("places")).unwrap();
    let manifest =
        "format = 1\nid = \"fi\"\nversion = \"1\"\ncountry = \"FI\"\nlanguages = [\"fi\", \"en\"]\ntimezone = \"Europe/Helsinki\"\n";
    let places = "code,region,lat,lon,fi,en,other\n091,90,60.16364,24.93424,Satama,Harbour,\n";
    for (file, text) in [("pack.toml", manifest), ("content.toml", FRAME), ("cards.toml", cards), ("places/municipalities.csv", places)] {
        fs::write(folder.join(file), text).unwrap();
    }
    folder
}

/// The export of a pack, and what was said of the run.
#[track_caller]
fn exported(pack: &Path, more: &[&str]) -> (Value, String) {
    let (code, out, err) = said(&[&["export", "hsds", pack.to_str().unwrap()], more].concat(), "");
    assert_eq!(code, Some(0), "{out}{err}");
    (serde_json::from_str(&out).unwrap(), err)
}

#[test]
fn a_service_is_said_in_the_words_of_the_standard() {
    let pack = pack("words", CARDS);
    let (whole, told) = exported(&pack, &["--language", "en"]);
    assert!(told.contains("3 services written; 1 right or notice"), "{told}");
    let service = &whole["contents"][0];
    let find = |id: &str| whole["contents"].as_array().unwrap().iter().find(|one| one["name"] == id).unwrap().clone();
    assert_eq!((&whole["total_items"], &service["status"]), (&json!(3), &json!("active")));
    let service = find("Advice");
    assert_eq!(
        (&service["url"], &service["application_process"], &service["assured_date"]),
        (&json!("https://example.org/chat"), &json!("Call."), &json!("2026-11-21"))
    );
    assert_eq!((&service["phones"][0]["number"], &service["phones"][0]["languages"][1]["code"]), (&json!("+35893101234"), &json!("sv")));
    assert_eq!((&service["phones"][1]["type"], &service["cost_options"][0]["amount"]), (&json!("sms"), &json!(0)));
    // Holidays are no part of a plain week: the first hours stand in words, the second as a schedule.
    let schedules = service["schedules"].as_array().unwrap();
    assert!(schedules[0].get("byday").is_none() && schedules[0]["description"].as_str().unwrap().contains("Adviser"), "{schedules:?}");
    assert_eq!(
        (&schedules[1]["byday"], &schedules[1]["opens_at"], &schedules[1]["closes_at"]),
        (&json!("MO,WE"), &json!("16:00"), &json!("20:00"))
    );
    assert_eq!(
        service["service_areas"].as_array().unwrap().iter().map(|area| area["name"].as_str().unwrap()).collect::<Vec<_>>(),
        ["Harbour", "The Harbour"]
    );
    assert_eq!(exported(&pack, &["--language", "en"]).0, whole, "the same pack gives the same file");
    let (code, _, err) = said(&["export", "hsds", pack.to_str().unwrap(), "--language", "sv"], "");
    assert!(code == Some(2) && err.contains("no language `sv`"), "{err}");
}

#[test]
fn what_was_written_comes_back_as_it_was() {
    let first = pack("first", CARDS);
    let (whole, _) = exported(&first, &[]);
    let notice = CARDS.find("[[card]]\nid = \"fi-notice\"").unwrap();
    let second = pack("second", &CARDS[notice..]);
    let import = ["import", "hsds", "-", "--into", second.to_str().unwrap(), "--as", "back", "--fetched", "2026-11-24", "--json"];
    let (code, out, err) = said(&import, &whole.to_string());
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    let counted: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (&counted["read"], &counted["kept"], &counted["changed"], &counted["refused"]),
        (&json!(3), &json!(3), &json!(0), &json!(0)),
        "{out}"
    );
    built(second.to_str().unwrap());
    let (again, _) = exported(&second, &[]);
    let by_id = |whole: &Value| {
        let mut all = whole["contents"].as_array().unwrap().clone();
        all.sort_by_key(|one| one["id"].to_string());
        all
    };
    assert_eq!(by_id(&again), by_id(&whole));
    // A row that was changed on the way is refused by name.
    let mut broken = whole;
    broken["contents"][0]["attributes"][0]["value"] = json!("{");
    let (_, _, err) = said(&[&import[..], &["--accept"]].concat(), &broken.to_string());
    assert_eq!(err, "");
    assert!(fs::read_to_string(second.join("imported/back/report.csv")).unwrap().contains("carries a row that cannot be read"));
}

#[test]
fn all_packs_pass_the_schemas_of_the_standard() {
    let Some(samples) = samples("hsds") else { return };
    let schemas = samples.join("schema-3.1").canonicalize().unwrap();
    let schema: Value = serde_json::from_str(&fs::read_to_string(schemas.join("service.json")).unwrap()).unwrap();
    let base = format!("file://{}/service.json", schemas.display());
    let validator = jsonschema::options().with_base_uri(base).should_validate_formats(true).build(&schema).unwrap();
    // The check can fail.
    assert!(
        !validator.is_valid(&json!({ "id": "1", "name": "x" }))
            && !validator.is_valid(&json!({ "id": "1e5f1d60-4c0e-8f7f-a8c7-1f6d4f5b6a7c", "name": "x", "status": "open" }))
    );
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    for (name, least) in [("fi", 30), ("se", 30), ("no", 30), ("dk", 30), ("se-jamtland", 20)] {
        let (whole, told) = exported(&packs.join(name), &[]);
        let services = whole["contents"].as_array().unwrap();
        assert!(services.len() >= least, "{name}: {told}");
        let mut ids: Vec<&str> = services.iter().map(|service| service["id"].as_str().unwrap()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), services.len(), "{name}");
        for service in services {
            let faults: Vec<String> = validator.iter_errors(service).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
            assert_eq!(faults, Vec::<String>::new(), "{name}: {}", service["name"]);
        }
    }
}
