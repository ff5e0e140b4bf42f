//! Imports of PTV: what comes in from the Finnish Service Catalogue, and what is refused.
//!
//! In: services, channels and general descriptions written here, and, where `LYKTA_SAMPLES` names a folder of samples, its `ptv/` too.
//! Out: the tables of a pack and the report.
//! Next: `import.rs` for what holds for all feeds.

#![cfg(test)]

mod support;

use std::fs;

use proptest::prelude::*;
use serde_json::{Value, json};
use support::built;
use support::feed::{file, import, rows_of, samples, services_pack, taken};

const TERMS: &str =
    "[terms]\n\"päihdehuolto\" = {}\n\"satama\" = { when = \"place in municipality 091\", flags = [\"walk-in\"], kind = \"helpline\" }\n";

fn said(language: &str, value: &str, kind: &str) -> Value {
    json!({ "language": language, "value": value, "type": kind })
}

/// A service that lacks nothing, changed in some fields.
fn service(changes: &Value) -> Value {
    let mut whole = json!({
        "id": "s1", "serviceNames": [said("fi", "Vieroitus", "Name"), said("sv", "Avgiftning", "Name"), said("fi", "Toinen nimi", "AlternativeName")],
        "serviceDescriptions": [said("fi", "Autamme irti päihteistä.", "Summary"), said("sv", "Vi hjälper dig att sluta.", "Summary"), said("fi", "Soita ensin.", "UserInstruction")],
        "serviceChargeType": "FreeOfCharge", "areaType": "Nationwide", "areas": [],
        "serviceClasses": [{ "name": [said("fi", "Päihdehuolto", "")], "uri": "http://urn.fi/1" }], "ontologyTerms": [],
        "serviceChannels": [{ "serviceChannel": { "id": "c1" }, "serviceHours": [] }],
        "organizations": [{ "roleType": "Responsible", "organization": { "id": "o1", "name": "Sataman hyvinvointialue" } }],
        "publishingStatus": "Published", "modified": "2026-01-02T00:00:00Z"
    });
    for (field, value) in changes.as_object().unwrap() {
        whole[field] = value.clone();
    }
    whole
}

fn channel(changes: &Value) -> Value {
    let hour = |day: &str| json!({ "dayFrom": day, "dayTo": null, "from": "09:00:00", "to": "15:00:00" });
    let week = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"].map(hour);
    let mut whole = json!({
        "id": "c1", "serviceChannelType": "ServiceLocation", "serviceChannelNames": [said("fi", "Vieroitus", "Name"), said("sv", "Avgiftning", "Name")],
        "phoneNumbers": [
            { "type": "Phone", "prefixNumber": "+358", "number": "401234567", "language": "fi" },
            { "type": "Phone", "prefixNumber": "+358", "number": "401234567", "language": "sv" },
            { "type": "Fax", "prefixNumber": "+358", "number": "401234568", "language": "fi" }
        ],
        "emails": [{ "language": "fi", "value": "etunimi.sukunimi@example.org" }], "languages": ["fi", "sv"],
        "webPages": [{ "url": "https://example.org/sv", "language": "sv" }, { "url": "https://example.org/fi", "language": "fi" }],
        "addresses": [{ "type": "Location", "subType": "Single", "streetAddress": { "street": [{ "language": "fi", "value": "Satamakatu" }], "streetNumber": "1", "municipality": { "code": "091", "name": [{ "language": "fi", "value": "Satama" }] }, "latitude": "6839282", "longitude": "514366" } }],
        "serviceHours": [{ "serviceHourType": "DaysOfTheWeek", "openingHour": week }],
        "publishingStatus": "Published"
    });
    for (field, value) in changes.as_object().unwrap() {
        whole[field] = value.clone();
    }
    whole
}

fn feed(things: &[Value]) -> String {
    json!({ "pageNumber": 1, "itemList": things }).to_string()
}

/// What becomes of a service with its channel: the named cells of its first row; none if it was refused.
#[track_caller]
fn check(name: &str, things: &[Value], columns: &[&str], expected: &[&str]) {
    let pack = services_pack(&format!("ptv-{name}"), "ptv", TERMS);
    let other = service(&json!({ "id": "other" }));
    let (code, out, err) =
        import("ptv", &pack, &feed(&[things, &[other, channel(&json!({ "id": "c0" }))]].concat()), "2026-11-24", &["--accept"]);
    assert_eq!(code, Some(0), "{out}{err}");
    let found = rows_of(&pack, "services.csv", &[&["id"], columns].concat())
        .into_iter()
        .find(|row| row[0] == "fi-aa-s1")
        .map(|row| row[1..].to_vec());
    assert_eq!(found.unwrap_or_default(), expected, "{}", file(&pack, "report.csv"));
    built(pack.to_str().unwrap());
}

#[track_caller]
fn check_refused(name: &str, things: &[Value], why: &str) {
    let pack = services_pack(&format!("ptv-{name}"), "ptv", TERMS);
    let (_, out, err) = import("ptv", &pack, &feed(things), "2026-11-24", &["--accept"]);
    let report = file(&pack, "report.csv");
    assert!(report.contains(why) && rows_of(&pack, "services.csv", &["id"]).is_empty(), "{report}{out}{err}");
}

#[test]
fn every_field_with_a_home_comes_to_it() {
    let columns = [
        "kind",
        "where",
        "title_fi",
        "title_sv",
        "title_en",
        "text_fi",
        "text_sv",
        "text_en",
        "first_fi",
        "first_en",
        "flags",
        "label_sv",
        "phone",
        "number",
        "url",
        "hours",
        "languages",
        "source",
        "checked_on",
        "confidence",
        "check_with_en",
    ];
    let row = [
        "service",
        "",
        "Vieroitus",
        "Avgiftning",
        "Vieroitus",
        "Autamme irti päihteistä.",
        "Vi hjälper dig att sluta.",
        "There is no description in English. Ask the service itself.",
        "Soita ensin.",
        "There is more information in another language.",
        "free",
        "Satamakatu 1, Satama",
        "+358401234567",
        "0401234567",
        "https://example.org/fi",
        "Mo-Fr 09:00-15:00",
        "fi sv",
        "aa",
        "2026-11-24",
        "secondary",
        "Sataman hyvinvointialue",
    ];
    check("fields", &[service(&json!({})), channel(&json!({}))], &columns, &row);
}

#[test]
fn a_general_description_fills_in_what_a_service_lacks() {
    let general = json!({
        "id": "g1", "names": [said("fi", "Katkaisuhoito", "Name")], "descriptions": [said("en", "Help to stop.", "Summary"), said("fi", "Toista.", "Summary")],
        "serviceClasses": [], "ontologyTerms": [{ "name": [said("fi", "satama", "")] }], "serviceChargeType": "Chargeable", "publishingStatus": "Published"
    });
    let named = service(&json!({ "generalDescriptionId": "g1", "serviceClasses": [] }));
    check(
        "general",
        &[general, named.clone(), channel(&json!({}))],
        &["text_fi", "text_en", "kind", "when", "flags"],
        &["Autamme irti päihteistä.", "Help to stop.", "helpline", "place in municipality 091", "free walk-in"],
    );
    check_refused("general-missing", &[named, channel(&json!({}))], "it has no classes");
}

#[test]
fn whom_it_is_for_is_told_by_where_they_live() {
    let limited = |codes: &[&str]| {
        let list: Vec<Value> = codes.iter().map(|code| json!({ "code": code })).collect();
        service(&json!({ "areaType": "LimitedType", "areas": [{ "type": "Region", "municipalities": list }] }))
    };
    check("limited", &[limited(&["091", "999"]), channel(&json!({}))], &["where", "when"], &["091", ""]);
    check(
        "mainland",
        &[service(&json!({ "areaType": "NationwideExceptAlandIslands" })), channel(&json!({}))],
        &["where", "when"],
        &["", "place outside region 91"],
    );
    check_refused("elsewhere", &[limited(&["999"]), channel(&json!({}))], "municipalities that the pack does not have");
}

#[test]
fn hours_are_told_only_where_they_leave_no_doubt() {
    let hour = |day: &str, from: &str, to: &str| json!({ "dayFrom": day, "from": from, "to": to });
    let info = |text: &str| json!([{ "language": "fi", "value": text }]);
    for (name, hours, rules, words) in [
        (
            "lunch",
            json!([{ "serviceHourType": "DaysOfTheWeek", "openingHour": [hour("Monday", "12:00", "15:00"), hour("Monday", "08:00", "11:00")] }]),
            "Mo 08:00-11:00,12:00-15:00",
            "",
        ),
        ("always", json!([{ "serviceHourType": "DaysOfTheWeek", "isAlwaysOpen": true, "openingHour": [] }]), "24/7", ""),
        (
            "night",
            json!([{ "serviceHourType": "OverMidnight", "openingHour": [{ "dayFrom": "Friday", "dayTo": "Saturday", "from": "20:00", "to": "02:00" }] }]),
            "Fr 20:00-02:00",
            "",
        ),
        (
            "beside",
            json!([{ "serviceHourType": "DaysOfTheWeek", "openingHour": [hour("Monday", "09:00", "16:00")], "additionalInformation": info("Aattoina 9-12.") }]),
            "Mo 09:00-16:00",
            "Aattoina 9-12.",
        ),
        (
            "closed",
            json!([{ "serviceHourType": "Exceptional", "validFrom": "2026-12-24", "isClosed": true }, { "serviceHourType": "DaysOfTheWeek", "openingHour": [hour("Monday", "09:00", "16:00")] }]),
            "Mo 09:00-16:00; 2026 Dec 24 off",
            "",
        ),
        (
            "over",
            json!([{ "serviceHourType": "DaysOfTheWeek", "validTo": "2026-01-01", "openingHour": [hour("Monday", "09:00", "16:00")] }]),
            "",
            "",
        ),
        (
            "season",
            json!([{ "serviceHourType": "DaysOfTheWeek", "validFrom": "2027-06-01", "validTo": "2027-08-31", "openingHour": [hour("Monday", "09:00", "16:00")] }]),
            "",
            "",
        ),
        (
            "two",
            json!([{ "serviceHourType": "DaysOfTheWeek", "openingHour": [hour("Monday", "09:00", "16:00")] }, { "serviceHourType": "DaysOfTheWeek", "openingHour": [hour("Monday", "09:00", "12:00")], "additionalInformation": info("Kesäaika") }]),
            "",
            "Kesäaika",
        ),
        (
            "booked",
            json!([{ "serviceHourType": "DaysOfTheWeek", "isReservation": true, "openingHour": [hour("Monday", "09:00", "16:00")] }]),
            "",
            "Ajanvarauksella: ma 9.00–16.00",
        ),
        ("none", json!([{ "serviceHourType": "DaysOfTheWeek", "openingHour": [] }]), "", ""),
    ] {
        check(
            &format!("hours-{name}"),
            &[service(&json!({})), channel(&json!({ "serviceHours": hours }))],
            &["hours", "hours_text_fi"],
            &[rules, words],
        );
    }
    let link = json!([{ "serviceChannel": { "id": "c1" }, "serviceHours": [{ "serviceHourType": "DaysOfTheWeek", "openingHour": [hour("Sunday", "10:00", "12:00")] }] }]);
    check("hours-link", &[service(&json!({ "serviceChannels": link })), channel(&json!({}))], &["hours"], &["Su 10:00-12:00"]);
}

#[test]
fn numbers_come_as_they_are_dialled() {
    for (name, phone, expected) in [
        ("service", json!({ "type": "Phone", "number": "020 697 000", "isFinnishServiceNumber": true }), ["+35820697000", "020 697 000"]),
        ("short", json!({ "type": "Phone", "number": "116 117", "isFinnishServiceNumber": true }), ["116117", "116 117"]),
        ("zero", json!({ "type": "Phone", "prefixNumber": "+358", "number": "401234567" }), ["+358401234567", "0401234567"]),
        ("text", json!({ "type": "Phone", "number": "klo 7-9 040 351 8333" }), ["", ""]),
    ] {
        check(
            &format!("number-{name}"),
            &[service(&json!({})), channel(&json!({ "phoneNumbers": [phone] }))],
            &["phone", "number"],
            &expected,
        );
    }
}

#[test]
fn what_cannot_be_kept_is_refused_with_the_reason() {
    for (name, things, why) in [
        ("draft", vec![service(&json!({ "publishingStatus": "Draft" })), channel(&json!({}))], "it is not published (Draft)"),
        ("alone", vec![service(&json!({}))], "nobody could reach it"),
        ("name", vec![service(&json!({ "serviceNames": [said("fi", "", "Name")] })), channel(&json!({}))], "it has no name"),
        ("id", vec![service(&json!({ "id": null })), channel(&json!({}))], "it has no id"),
        (
            "class",
            vec![service(&json!({ "serviceClasses": [{ "name": [said("fi", "Jätehuolto", "")] }] })), channel(&json!({}))],
            "its classes (Jätehuolto) are not there",
        ),
        ("thing", vec![json!({ "id": "x" })], "it is no service, no channel"),
        ("number", vec![json!(7)], "it is no service with fields"),
    ] {
        check_refused(&format!("refused-{name}"), &things, why);
    }
}

#[test]
fn nobody_s_name_or_mail_comes_in() {
    let pack = services_pack("ptv-private", "ptv", TERMS);
    let texts = json!([said("fi", "Autamme. Kysy: matti.meikalainen@example.org.", "Summary")]);
    let counted = taken("ptv", &pack, &feed(&[service(&json!({ "serviceDescriptions": texts })), channel(&json!({}))]), "2026-11-24");
    assert_eq!(counted["private"], json!(2));
    let all = ["services.csv", "records.jsonl", "report.csv"].map(|name| file(&pack, name)).concat();
    assert!(!all.contains('@') && all.contains("Autamme."), "{all}");
}

#[test]
fn what_an_editor_changed_in_any_row_stays() {
    let pack = services_pack("ptv-edited", "ptv", TERMS);
    let two = json!([{ "serviceChannel": { "id": "c1" } }, { "serviceChannel": { "id": "c2" } }]);
    let other = channel(&json!({ "id": "c2", "phoneNumbers": [{ "type": "Phone", "prefixNumber": "+358", "number": "501234567" }] }));
    let things = [service(&json!({ "serviceChannels": two })), channel(&json!({})), other];
    taken("ptv", &pack, &feed(&things), "2026-11-24");
    let path = pack.join("imported/aa/services.csv");
    let edited = file(&pack, "services.csv").replace("0501234567", "050 123 4567").replace("Vi hjälper dig att sluta.", "Vi hjälper.");
    fs::write(&path, edited).unwrap();
    let counted = taken("ptv", &pack, &feed(&things), "2026-11-25");
    assert_eq!((&counted["rows"]["changed"], &counted["rows"]["same"]), (&json!([]), &json!(2)));
    let found = rows_of(&pack, "services.csv", &["id", "text_sv", "number", "checked_on"]);
    assert_eq!(found, [["fi-aa-s1", "Vi hjälper.", "0401234567", "2026-11-25"], ["fi-aa-s1", "", "050 123 4567", ""]]);
    assert!(file(&pack, "overrides.csv").contains("fi-aa-s1#02,number,050 123 4567,changed in services.csv"));
    fs::write(pack.join("imported/aa/overrides.csv"), "id,column,value,why\nfi-aa-s1,show,no,moved\n").unwrap();
    taken("ptv", &pack, &feed(&things), "2026-11-26");
    assert_eq!(rows_of(&pack, "services.csv", &["id"]), Vec::<Vec<String>>::new(), "a further way stays without its card");
    built(pack.to_str().unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is missing or of another kind in a feed: every service is kept or named, and the pack can be built.
    #[test]
    fn every_record_of_a_mutilated_feed_is_kept_or_named(cuts in prop::collection::vec((0_usize..4, 0_usize..40, 0_usize..6), 1..8)) {
        let mut things = [service(&json!({})), service(&json!({ "id": "s2" })), channel(&json!({})), channel(&json!({ "id": "c2" }))];
        for (thing, field, with) in cuts {
            let fields = things[thing].as_object_mut().unwrap();
            let name = fields.keys().nth(field % fields.len()).unwrap().clone();
            let value = [Value::Null, json!("x"), json!(7), json!([]), json!([{}, 1, "<b>x"]), json!({ "a": [1] })][with].clone();
            fields.insert(name, value);
        }
        let pack = services_pack("ptv-mutilated", "ptv", TERMS);
        let (_, out, err) = import("ptv", &pack, &feed(&things), "2026-11-24", &["--json", "--accept"]);
        let counted: Value = serde_json::from_str(&out).map_err(|_| TestCaseError::fail(format!("{out}{err}")))?;
        let number = |name: &str| counted[name].as_u64().unwrap();
        prop_assert_eq!(number("kept") + number("refused"), number("read"));
        prop_assert!(number("read") <= 4);
        built(pack.to_str().unwrap());
    }
}

#[test]
fn services_of_others_come_in() {
    let Some(folder) = samples("ptv") else { return };
    let list = |name: &str| serde_json::from_str::<Vec<Value>>(&fs::read_to_string(folder.join(name)).unwrap()).unwrap();
    let names = [
        "v11-shape-services.json",
        "v11-shape-service-locations.json",
        "v11-shape-phone-channels.json",
        "general-descriptions-substance-and-mental-health.json",
    ];
    let all: Vec<Value> = names.iter().flat_map(|name| list(name)).collect();
    // Nothing of it is for this guide.
    let usual = services_pack("ptv-usual", "ptv", "");
    let (code, _, err) = import("ptv", &usual, &feed(&all), "2026-11-24", &[]);
    assert!(code == Some(1) && err.contains("no record that could be kept"), "{err}");
    assert_eq!(file(&usual, "report.csv").matches("does not say whom it helps").count(), 42);
    // With all of their classes in the table, those that can be reached from the two municipalities come in.
    let classes: std::collections::BTreeSet<String> = all
        .iter()
        .flat_map(|one| one["ontologyTerms"].as_array().cloned().unwrap_or_default())
        .filter_map(|term| Some(term["name"][0]["value"].as_str()?.to_owned()))
        .collect();
    let terms: String = classes.iter().map(|name| format!("{} = {{}}\n", Value::from(name.as_str()))).collect();
    let pack = services_pack("ptv-all", "ptv", &format!("[terms]\n{terms}"));
    let counted = taken("ptv", &pack, &feed(&all), "2026-11-24");
    assert_eq!(
        (&counted["read"], &counted["kept"], &counted["refused"]),
        (&json!(42), &json!(2), &json!(40)),
        "{}",
        file(&pack, "report.csv")
    );
    assert_eq!((&counted["no_home"]["channel"], &counted["no_home"]["general description"]), (&json!(40), &json!(15)));
    built(pack.to_str().unwrap());
}
