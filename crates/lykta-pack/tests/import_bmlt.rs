//! Imports of BMLT: what comes in from servers of Narcotics Anonymous, and what is refused.
//!
//! In: feeds written here, and, where `LYKTA_SAMPLES` names a folder of samples, its `bmlt/` too. Out: the tables of a pack and the report.
//! Next: `import.rs` for what holds for all feeds.

#![cfg(test)]

mod support;

use std::fs;

use serde_json::{Value, json};
use support::built;
use support::feed::{file, import, pack, rows, samples, taken};

/// A meeting that lacks nothing, changed in some fields.
fn meeting(changes: &Value) -> Value {
    let mut whole = json!({
        "id_bigint": "7", "weekday_tinyint": "2", "start_time": "18:00:00", "duration_time": "01:30:00", "venue_type": "1", "formats": "Ö,RL",
        "meeting_name": "Hope", "location_text": "The hall", "location_street": "Street 1", "location_municipality": "Harbour",
        "location_postal_code_1": "00100", "latitude": "60.17", "longitude": "24.94", "published": "1"
    });
    for (field, value) in changes.as_object().unwrap() {
        whole[field] = value.clone();
    }
    whole
}

/// Meetings with the formats of their server.
fn feed(meetings: &[Value]) -> String {
    let format = |id: &str, key: &str, world: &str| json!({ "id": id, "key_string": key, "world_id": world, "lang": "sv" });
    let formats = [
        format("17", "Ö", "OPEN"),
        format("4", "S", "CLOSED"),
        format("33", "RL", "WCHR"),
        format("46", "FIN", "LANG"),
        format("50", "VM", "VM"),
        format("51", "TC", "TC"),
        format("99", "O", "CLOSED"),
        format("3", "Q", ""),
    ];
    json!({ "meetings": meetings, "formats": formats }).to_string()
}

/// What becomes of one meeting: the named cells of its row, or why it was refused.
#[track_caller]
fn check(name: &str, changes: &Value, columns: &[&str], expected: &[&str]) {
    let pack = pack(&format!("bmlt-{name}"), "Europe/Stockholm");
    taken("bmlt", &pack, &feed(&[meeting(changes), meeting(&json!({ "id_bigint": "8" }))]), "2026-11-24");
    let found = rows(&pack, &[&["id"], columns].concat()).into_iter().find(|row| row[0] == "aa-7").map(|row| row[1..].to_vec());
    assert_eq!(found.unwrap_or_default(), expected, "{changes}\n{}", file(&pack, "report.csv"));
    built(pack.to_str().unwrap());
}

#[track_caller]
fn check_refused(name: &str, changes: &Value, why: &str) {
    let pack = pack(&format!("bmlt-{name}"), "Europe/Stockholm");
    taken("bmlt", &pack, &feed(&[meeting(changes), meeting(&json!({ "id_bigint": "8" }))]), "2026-11-24");
    let report = file(&pack, "report.csv");
    assert!(rows(&pack, &["id"]) == [["aa-8"]] && report.contains(why), "{report}");
}

#[test]
fn every_field_with_a_home_comes_to_it() {
    let changes = json!({ "comments": "Ring the bell", "location_info": "<b>Third</b> floor", "bus_lines": "4, 7", "formats": "S,FIN,Q" });
    let columns = ["name", "day", "time", "end_time", "kind", "who", "location", "address", "place", "latitude", "notes", "language"];
    let row = [
        "Hope",
        "1",
        "18:00",
        "19:30",
        "in-person",
        "problem",
        "The hall",
        "Street 1, 00100 Harbour",
        "091",
        "60.17000",
        "Ring the bell. Bus 4, 7. Third floor.",
        "fi",
    ];
    check("fields", &changes, &columns, &row);
    check("marks", &json!({}), &["who", "access"], &["everyone", "step-free"]);
}

#[test]
fn a_format_is_what_its_world_id_says_and_not_its_letter() {
    check("letter", &json!({ "formats": "O" }), &["who"], &["problem"]);
    check("number", &json!({ "formats": "S", "format_shared_id_list": "17" }), &["who"], &["everyone"]);
    check("unknown", &json!({ "formats": "XX" }), &["who"], &[""]);
}

#[test]
fn days_and_lengths_come_as_they_are_meant() {
    for (name, changes, expected) in [
        ("sunday", json!({ "weekday_tinyint": "1" }), ["7", "18:00", "19:30"]),
        ("saturday", json!({ "weekday_tinyint": 7 }), ["6", "18:00", "19:30"]),
        ("night", json!({ "start_time": "23:30:00" }), ["1", "23:30", "01:00"]),
        ("usual", json!({ "duration_time": "00:00:00" }), ["1", "18:00", ""]),
        ("empty", json!({ "duration_time": "" }), ["1", "18:00", ""]),
        ("day-long", json!({ "duration_time": "24:00:00" }), ["1", "18:00", ""]),
        ("zone", json!({ "time_zone": "Europe/Helsinki" }), ["1", "17:00", "18:30"]),
    ] {
        check(&format!("when-{name}"), &changes, &["day", "time", "end_time"], &expected);
    }
}

#[test]
fn what_cannot_be_kept_is_refused_with_the_reason() {
    for (name, changes, why) in [
        ("day", json!({ "weekday_tinyint": "0" }), "is no weekday"),
        ("few", json!({ "weekday_tinyint": null, "start_time": null }), "by appointment"),
        ("hidden", json!({ "published": "0" }), "it is not published"),
        ("closed", json!({ "formats": "TC" }), "its place is closed for now"),
        ("virtual", json!({ "venue_type": "2" }), "held online, but no page tells how to join"),
    ] {
        check_refused(name, &changes, why);
    }
}

#[test]
fn nobody_s_name_or_number_comes_in() {
    let changes = json!({ "contact_name_1": "Anna Karlsson", "contact_phone_1": "040 123 4567", "contact_email_1": "", "email_contact": "a@example.org" });
    let pack = pack("bmlt-private", "Europe/Stockholm");
    let counted = taken("bmlt", &pack, &feed(&[meeting(&changes)]), "2026-11-24");
    assert_eq!(counted["private"], json!(3));
    let all = ["meetings.csv", "records.jsonl", "report.csv"].map(|name| file(&pack, name)).concat();
    assert!(!["Karlsson", "4567", "@"].iter().any(|secret| all.contains(secret)), "{all}");
}

#[test]
fn a_server_that_found_nothing_replaces_nothing() {
    let pack = pack("bmlt-empty", "Europe/Stockholm");
    taken("bmlt", &pack, &feed(&[meeting(&json!({}))]), "2026-11-24");
    for nothing in ["[]", "{\"meetings\":[],\"formats\":[]}"] {
        let (code, _, err) = import("bmlt", &pack, nothing, "2026-11-25", &[]);
        assert!(code == Some(1) && err.contains("no record that could be kept"), "{err}");
        assert_eq!(rows(&pack, &["id"]), [["aa-7"]]);
    }
}

#[test]
fn feeds_of_others_come_in_and_nothing_is_refused() {
    let Some(folder) = samples("bmlt") else { return };
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let recorded = pack("bmlt-recorded", "America/New_York");
    let counted = taken("bmlt", &recorded, &read("recorded-meeting-search-42.867970-day2.json"), "2026-11-24");
    assert_eq!((&counted["read"], &counted["kept"], &counted["refused"]), (&json!(53), &json!(53), &json!(0)));
    built(recorded.to_str().unwrap());
    // Meetings, formats and bodies of one server, each as it is given out, a list after another.
    let lists = ["reconstructed-search-results-small.json", "reconstructed-formats-en-sv.json", "recorded-service-bodies.json"];
    let all: Vec<Value> = lists.iter().flat_map(|name| serde_json::from_str::<Vec<Value>>(&read(name)).unwrap()).collect();
    let reconstructed = pack("bmlt-reconstructed", "America/New_York");
    let counted = taken("bmlt", &reconstructed, &Value::Array(all).to_string(), "2026-11-24");
    assert_eq!((&counted["read"], &counted["kept"], &counted["refused"]), (&json!(109), &json!(109), &json!(0)));
    assert_eq!(counted["no_home"]["service body"], json!(44));
    let columns = ["id", "name", "day", "time", "end_time", "who", "access", "location", "address", "notes", "language"];
    let found = rows(&reconstructed, &columns).into_iter().find(|row| row[0] == "aa-2128").unwrap_or_default();
    let row = [
        "aa-2128",
        "La Campana",
        "7",
        "18:00",
        "19:00",
        "everyone",
        "step-free",
        "OUR LADY OF GOOD COUNCIL SCHOOL",
        "20 Austin PL, 10304 New York",
        "IN REAR OF BUILDING.",
        "es",
    ];
    assert_eq!(found, row);
    built(reconstructed.to_str().unwrap());
}
