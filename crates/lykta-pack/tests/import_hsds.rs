//! Imports of Open Referral HSDS: what comes in from directories, and what is refused.
//!
//! In: services written here, whole and in tables, and, where `LYKTA_SAMPLES` names a folder of samples, its `hsds/` too.
//! Out: the tables of a pack and the report.
//! Next: `import.rs` for what holds for all feeds.

#![cfg(test)]

mod support;

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use serde_json::{Value, json};
use support::feed::{file, import, rows_of, samples, services_pack, taken};
use support::{built, folder, said};

const TERMS: &str = "language = \"sv\"\n[terms]\n\"counselling\" = {}\n\"scheme:c1\" = { when = \"place in municipality 091\", kind = \"helpline\" }\n[areas]\n\"The bay\" = [\"091\"]\n\"All over\" = []\n";

/// A service that lacks nothing, changed in some fields.
fn service(changes: &Value) -> Value {
    let mut whole = json!({
        "id": "s1", "name": "Rådgivning", "description": "Vi hjälper dig. Du får prata.", "status": "active", "url": "https://example.org/s",
        "application_process": "Ring först.", "minimum_age": 18, "alert": "Stängt i juli.", "eligibility_description": "För vuxna.",
        "organization": { "id": "o1", "name": "Föreningen", "website": "https://example.org" },
        "phones": [{ "number": "09 310 1234", "type": "voice", "languages": [{ "code": "sv" }, { "code": "fi" }] }],
        "schedules": [{ "freq": "WEEKLY", "byday": "MO,TU", "opens_at": "09:00", "closes_at": "15:00", "description": "Inte på lov." }],
        "cost_options": [{ "option": "Besök", "amount": 0, "currency": "eur" }],
        "required_documents": [{ "document": "Kvitto" }],
        "service_areas": [{ "name": "The bay" }],
        "service_at_locations": [{ "location": { "location_type": "physical", "name": "Huset", "latitude": 60.1, "accessibility": [{ "description": "Ramp." }],
            "addresses": [{ "address_1": "Gatan 1", "city": "Hamnen", "postal_code": "00100", "address_type": "physical" }] } }],
        "attributes": [{ "taxonomy_term": { "id": "t", "name": "Counselling" } }],
        "contacts": [{ "name": "Anna Karlsson", "email": "anna@example.org" }], "last_modified": "2026-01-02T00:00:00Z"
    });
    for (field, value) in changes.as_object().unwrap() {
        whole[field] = value.clone();
    }
    whole
}

#[track_caller]
fn check(name: &str, changes: &Value, columns: &[&str], expected: &[&str]) {
    let pack = services_pack(&format!("hsds-{name}"), "hsds", TERMS);
    let feed = json!({ "contents": [service(changes)] }).to_string();
    let (code, out, err) = import("hsds", &pack, &feed, "2026-11-24", &["--accept"]);
    assert_eq!(code, Some(0), "{out}{err}");
    let found = rows_of(&pack, "services.csv", columns).into_iter().next();
    assert_eq!(found.unwrap_or_default(), expected, "{changes}\n{}", file(&pack, "report.csv"));
    built(pack.to_str().unwrap());
}

#[track_caller]
fn check_refused(name: &str, feed: &Value, why: &str) {
    let pack = services_pack(&format!("hsds-{name}"), "hsds", TERMS);
    let (_, out, err) = import("hsds", &pack, &feed.to_string(), "2026-11-24", &["--accept"]);
    let report = file(&pack, "report.csv");
    assert!(report.contains(why) && rows_of(&pack, "services.csv", &["id"]).is_empty(), "{report}{out}{err}");
}

#[test]
fn every_field_with_a_home_comes_to_it() {
    let columns = [
        "id",
        "kind",
        "when",
        "where",
        "title_fi",
        "text_sv",
        "text_fi",
        "first_sv",
        "know_sv",
        "know_fi",
        "flags",
        "label_sv",
        "phone",
        "number",
        "url",
        "hours",
        "hours_text_sv",
        "languages",
        "source",
        "confidence",
        "check_with_sv",
    ];
    let row = [
        "fi-aa-s1",
        "service",
        "",
        "091",
        "Rådgivning",
        "Vi hjälper dig. Du får prata.",
        "Tästä palvelusta ei ole kuvausta suomeksi. Kysy palvelusta itse.",
        "Ring först.",
        "Ålder: 18+. Obs: Stängt i juli. För vuxna. Pris: Besök: 0 EUR. Ta med: Kvitto. Tillgänglighet: Ramp.",
        "Ikä: 18+.",
        "free",
        "Huset, Gatan 1, 00100 Hamnen",
        "+35893101234",
        "09 310 1234",
        "https://example.org/s",
        "Mo-Tu 09:00-15:00",
        "Inte på lov.",
        "sv fi",
        "aa",
        "secondary",
        "Föreningen",
    ];
    // Ages are a condition where the pack asks for them: this one does not, and the card is refused by the pack's own check.
    check("fields", &json!({ "minimum_age": 12 }), &["know_fi"], &["Ikä: 12+."]);
    check(
        "all",
        &json!({ "minimum_age": 12 }),
        &columns,
        &row.map(|cell| if cell.contains("18+") { "" } else { cell })
            .iter()
            .enumerate()
            .map(|(at, cell)| match at {
                8 => "Ålder: 12+. Obs: Stängt i juli. För vuxna. Pris: Besök: 0 EUR. Ta med: Kvitto. Tillgänglighet: Ramp.",
                9 => "Ikä: 12+.",
                _ => cell,
            })
            .collect::<Vec<_>>(),
    );
}

#[test]
fn what_stands_at_a_place_goes_before_what_stands_at_the_service() {
    let at = |phones: Value, schedules: Value| json!({ "minimum_age": null, "service_at_locations": [{ "phones": phones, "schedules": schedules, "location": { "location_type": "physical", "name": "Huset" } }] });
    let own =
        at(json!([{ "number": "09 310 9999" }]), json!([{ "freq": "WEEKLY", "byday": "SU", "opens_at": "10:00", "closes_at": "12:00" }]));
    check("place", &own, &["phone", "hours", "label_sv"], &["+35893109999", "Su 10:00-12:00", "Huset"]);
    check("place-none", &at(json!([]), json!(null)), &["phone", "hours"], &["+35893101234", "Mo-Tu 09:00-15:00"]);
}

#[test]
fn whom_it_is_for_must_be_known() {
    let area = |name: &str| json!({ "minimum_age": null, "service_areas": [{ "name": name }] });
    check("area-name", &area("Harbour"), &["where"], &["091"]);
    check("area-all", &area("all over"), &["where"], &[""]);
    check("area-none", &json!({ "minimum_age": null, "service_areas": [] }), &["where"], &[""]);
    check_refused("area-unknown", &json!([service(&area("Somewhere"))]), "nobody has said where `Somewhere` is");
}

#[test]
fn classes_are_named_by_address_code_or_name() {
    let class = |term: Value| json!({ "minimum_age": null, "attributes": [{ "taxonomy_term": term }] });
    check(
        "class-code",
        &class(json!({ "code": "c1", "taxonomy": "scheme", "name": "x" })),
        &["kind", "when"],
        &["helpline", "place in municipality 091"],
    );
    check("class-name", &class(json!({ "name": "COUNSELLING" })), &["kind", "when"], &["service", ""]);
    check_refused("class-other", &json!([service(&class(json!({ "name": "Parks" })))]), "its classes (Parks) are not there");
}

#[test]
fn what_only_repeats_the_name_of_its_field_is_no_value() {
    check(
        "placeholder",
        &json!({ "minimum_age": null, "alert": "alert", "fees_description": "fees_description", "cost_options": [] }),
        &["know_sv"],
        &["För vuxna. Ta med: Kvitto. Tillgänglighet: Ramp."],
    );
}

#[test]
fn what_cannot_be_kept_is_refused_with_the_reason() {
    for (name, feed, why) in [
        ("ended", json!([service(&json!({ "status": "defunct" }))]), "it is not active (defunct)"),
        (
            "silent",
            json!([service(&json!({ "phones": null, "url": "http://example.org", "organization": { "name": "x" } }))]),
            "nobody could reach it",
        ),
        ("nameless", json!([service(&json!({ "name": "name" }))]), "it has no name"),
        ("join", json!([{ "id": "x", "service_id": "a", "location_id": "b" }]), "by their ids alone"),
        ("text", json!(["x"]), "it is no service with fields"),
    ] {
        check_refused(&format!("refused-{name}"), &feed, why);
    }
    let pack = services_pack("hsds-language", "hsds", "[terms]\n\"counselling\" = {}\n");
    import("hsds", &pack, &json!([service(&json!({}))]).to_string(), "2026-11-24", &["--accept"]);
    assert!(file(&pack, "report.csv").contains("nobody has said which language its texts are in"));
}

#[test]
fn nobody_s_name_or_mail_comes_in() {
    let pack = services_pack("hsds-private", "hsds", TERMS);
    let changed = service(
        &json!({ "minimum_age": null, "application_process": "Kontaktperson: Anna Karlsson, anna@example.org. Ring.", "assurer_email": "b@example.org" }),
    );
    let counted = taken("hsds", &pack, &json!([changed]).to_string(), "2026-11-24");
    assert_eq!(counted["private"], json!(4));
    let all = ["services.csv", "records.jsonl", "report.csv"].map(|name| file(&pack, name)).concat();
    assert!(!all.contains('@') && !all.contains("Karlsson"), "{all}");
}

/// A package of tables, as a folder.
fn package(name: &str, tables: &[(&str, &str)]) -> std::path::PathBuf {
    let folder = folder(&format!("hsds-package-{name}"));
    fs::create_dir_all(&folder).unwrap();
    tables.iter().for_each(|(file, text)| fs::write(folder.join(file), text).unwrap());
    folder
}

#[track_caller]
fn from_folder(pack: &Path, source: &Path) -> (Option<i32>, String, String) {
    said(&["import", "hsds", source.to_str().unwrap(), "--into", pack.to_str().unwrap(), "--as", "aa", "--fetched", "2026-11-24"], "")
}

#[test]
fn tables_are_put_together_into_services() {
    let new = package(
        "new",
        &[
            ("datapackage.json", "{\"resources\": []}"),
            ("services.csv", "id,organization_id,name,status,description\ns1,o1,Rådgivning,active,\"Vi hjälper, alltid.\"\n"),
            ("organizations.csv", "id,name,website\no1,Föreningen,https://example.org\n"),
            ("service_at_location.csv", "id,service_id,location_id\nsl1,s1,l1\n"),
            ("locations.csv", "id,name\nl1,Huset\n"),
            ("addresses.csv", "id,location_id,address_1,city,address_type\na1,l1,Gatan 1,Hamnen,physical\n"),
            ("phones.csv", "id,service_id,number\np1,s1,09 310 1234\n"),
            ("languages.csv", "id,phone_id,code\n1,p1,sv\n"),
            ("schedules.csv", "id,service_id,freq,byday,opens_at,closes_at\n1,s1,WEEKLY,\"MO,TU\",09:00,15:00\n"),
            ("attributes.csv", "id,link_id,taxonomy_term_id\n1,s1,t1\n"),
            ("taxonomy_terms.csv", "id,name\nt1,Counselling\n"),
        ],
    );
    let old = package(
        "old",
        &[
            ("services.csv", "id,organization_id,name,status,description\ns1,o1,Rådgivning,active,\"Vi hjälper, alltid.\"\n"),
            ("organizations.csv", "id,name,url\no1,Föreningen,https://example.org\n"),
            ("services_at_location.csv", "id,service_id,location_id\nsl1,s1,l1\n"),
            ("locations.csv", "id,name\nl1,Huset\n"),
            ("physical_addresses.csv", "id,location_id,address_1,city\na1,l1,Gatan 1,Hamnen\n"),
            ("phones.csv", "id,service_id,number\np1,s1,09 310 1234\n"),
            ("languages.csv", "id,phone_id,code\n1,p1,sv\n"),
            ("regular_schedules.csv", "id,service_id,weekday,opens_at,closes_at\n1,s1,1,09:00,15:00\n2,s1,Tuesday,09:00,15:00\n"),
            ("services_taxonomy.csv", "id,service_id,taxonomy_id\n1,s1,t1\n"),
            ("taxonomy.csv", "id,name\nt1,Counselling\n"),
        ],
    );
    for (name, source) in [("new", new), ("old", old)] {
        let pack = services_pack(&format!("hsds-tables-{name}"), "hsds", TERMS);
        let (code, out, err) = from_folder(&pack, &source);
        assert_eq!((code, err.as_str()), (Some(0), ""), "{out}{}", file(&pack, "report.csv"));
        assert_eq!(out.contains("tables of HSDS 1.1: read as far as they go"), name == "old", "{out}");
        let columns = ["id", "title_sv", "text_sv", "label_sv", "phone", "url", "hours", "languages", "check_with_sv"];
        let row = [
            "fi-aa-s1",
            "Rådgivning",
            "Vi hjälper, alltid.",
            "Huset, Gatan 1, Hamnen",
            "+35893101234",
            "https://example.org",
            "Mo-Tu 09:00-15:00",
            "sv",
            "Föreningen",
        ];
        assert_eq!(rows_of(&pack, "services.csv", &columns), [row], "{name}");
        built(pack.to_str().unwrap());
    }
    let broken = package("broken", &[("services.csv", "id,name\ns1,\"R")]);
    let pack = services_pack("hsds-tables-broken", "hsds", TERMS);
    assert_ne!(from_folder(&pack, &broken).0, Some(0));
}

#[test]
fn services_inside_organizations_and_places_are_found() {
    let bare = |fields: &[&str]| {
        let mut whole = service(&json!({ "minimum_age": null }));
        fields.iter().for_each(|field| drop(whole.as_object_mut().unwrap().remove(*field)));
        whole
    };
    let organization = json!({ "id": "o1", "name": "Föreningen", "legal_status": "x", "services": [bare(&["organization"])] });
    let at = json!({ "id": "sl", "location": { "id": "l1", "location_type": "physical", "name": "Huset" }, "service": bare(&["service_at_locations"]) });
    let mut apart = bare(&["organization", "service_at_locations"]);
    apart["organization_id"] = json!("o1");
    apart["service_at_locations"] = json!([{ "location_id": "l1" }]);
    let flat = json!([apart, { "id": "o1", "name": "Föreningen", "legal_status": "x" }, { "id": "l1", "location_type": "physical", "name": "Huset" }]);
    for (name, feed) in [("organization", organization), ("at", at), ("flat", flat)] {
        let pack = services_pack(&format!("hsds-inside-{name}"), "hsds", TERMS);
        let counted = taken("hsds", &pack, &feed.to_string(), "2026-11-24");
        assert_eq!((&counted["read"], &counted["kept"]), (&json!(1), &json!(1)), "{name}");
        let found = rows_of(&pack, "services.csv", &["id", "check_with_sv", "label_sv"]).remove(0);
        assert_eq!(found[..2], ["fi-aa-s1", "Föreningen"]);
        assert!(found[2].starts_with("Huset"), "{name}: {found:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is missing or of another kind in a feed: every service is kept or named, and the pack can be built.
    #[test]
    fn every_record_of_a_mutilated_feed_is_kept_or_named(cuts in prop::collection::vec((0_usize..3, 0_usize..40, 0_usize..6), 1..10)) {
        let mut things = [service(&json!({})), service(&json!({ "id": "s2" })), service(&json!({ "id": "s3", "minimum_age": null }))];
        for (thing, field, with) in cuts {
            let fields = things[thing].as_object_mut().unwrap();
            let name = fields.keys().nth(field % fields.len()).unwrap().clone();
            let value = [Value::Null, json!("x"), json!(7), json!([]), json!([{}, 1, "<b>x"]), json!({ "a": [1] })][with].clone();
            fields.insert(name, value);
        }
        let pack = services_pack("hsds-mutilated", "hsds", TERMS);
        let (_, out, err) = import("hsds", &pack, &json!(things).to_string(), "2026-11-24", &["--json", "--accept"]);
        let counted: Value = serde_json::from_str(&out).map_err(|_| TestCaseError::fail(format!("{out}{err}")))?;
        let number = |name: &str| counted[name].as_u64().unwrap();
        prop_assert_eq!(number("kept") + number("refused"), number("read"));
        prop_assert_eq!(number("read"), 3);
        built(pack.to_str().unwrap());
    }
}

#[test]
fn services_of_others_come_in() {
    let Some(samples) = samples("hsds") else { return };
    let area = "The service is available to all residents of the MyCity area. We provide the service in our offices or via video conferencing to any who can provide evidence of their residency.";
    let terms = format!("language = \"en\"\n[terms]\n\"*\" = {{}}\n[areas]\n\"{area}\" = [\"091\"]\n");
    for (source, kept, refused) in [
        ("examples-3.0/service_full.json", 1, 0),
        ("examples-3.0/organization_full.json", 1, 0),
        ("examples-3.0/service_at_location_full.json", 1, 0),
        ("examples-3.0/tabular.json", 1, 0),
        ("examples-3.0/csv", 1, 0),
        // Shallow, without a number and with pages by http alone.
        ("examples-3.0/service_list.json", 0, 1),
        ("uk-3.0", 0, 2),
    ] {
        let pack = services_pack("hsds-samples", "hsds", &terms);
        let (_, out, err) = said(
            &[
                "import",
                "hsds",
                samples.join(source).to_str().unwrap(),
                "--into",
                pack.to_str().unwrap(),
                "--as",
                "aa",
                "--fetched",
                "2026-11-24",
                "--json",
                "--accept",
            ],
            "",
        );
        let counted: Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{source}: {out}{err}"));
        assert_eq!((&counted["kept"], &counted["refused"]), (&json!(kept), &json!(refused)), "{source}\n{}", file(&pack, "report.csv"));
        let columns = ["title_en", "phone", "number", "url", "hours", "languages", "label_en", "where", "check_with_en"];
        let row = [
            "Community Counselling",
            "+441234234567",
            "+44 1234 234567",
            "",
            "",
            "ur",
            "MyCity Civic Center",
            "091",
            "Example Organization Inc.",
        ];
        let expected: Vec<[&str; 9]> = std::iter::repeat_n(row, kept).collect();
        assert_eq!(rows_of(&pack, "services.csv", &columns), expected, "{source}");
        built(pack.to_str().unwrap());
    }
}
