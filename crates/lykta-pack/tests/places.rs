//! Places of the shipped packs: regions that end on a day, districts, and the numbers of municipalities.
//!
//! In: the packs, days. Out: nothing but a verdict.
//! Next: `src/places.rs`, `src/compile/regions.rs`.

#![cfg(test)]

mod support;

use std::fs;

use lykta_core::answer::{Answer, Answers, ItemId, OptionId};
use lykta_core::condition::Area;
use lykta_core::date::Date;
use lykta_core::evaluate::{evaluate, lies_in};
use lykta_core::pack::Pack;
use lykta_core::place_search::search;
use lykta_pack::problem::Place;
use lykta_pack::prove::prove;
use support::built;

fn pack(id: &str) -> Pack {
    built(&format!("../../packs/{id}")).pack
}

#[track_caller]
fn check_count(id: &str, municipalities: usize, districts: usize) {
    let pack = pack(id);
    let all = pack.gazetteer.municipalities();
    let length = all.iter().map(|place| place.code.len()).min().unwrap();
    let whole = all.iter().filter(|place| place.code.len() == length).count();
    assert_eq!((whole, all.len() - whole), (municipalities, districts));
    for place in all {
        assert!(pack.region_name(&place.region).is_some(), "{}", place.code);
    }
}

#[test]
fn finland_has_308_municipalities() {
    check_count("fi", 308, 0);
}

#[test]
fn sweden_has_290_municipalities() {
    check_count("se", 290, 0);
}

#[test]
fn norway_has_357_municipalities_and_oslo_15_districts() {
    check_count("no", 357, 15);
}

#[test]
fn denmark_has_98_municipalities() {
    check_count("dk", 98, 0);
}

/// The region in charge of a Danish municipality on a day, in Danish.
#[track_caller]
fn check_region(municipality: &str, today: &str, name: &str) {
    let compiled = built("../../packs/dk");
    let code = compiled.pack.regions_on(municipality, Date::parse(today).unwrap()).pop().unwrap();
    assert_eq!(compiled.words[0].text(compiled.pack.region_name(code).unwrap()), name);
}

#[test]
fn copenhagen_and_roskilde_are_in_eastern_denmark_from_2027_on() {
    check_region("0101", "2026-12-31", "Region Hovedstaden");
    check_region("0265", "2026-12-31", "Region Sjælland");
    check_region("0101", "2027-01-01", "Region Østdanmark");
    check_region("0265", "2027-01-01", "Region Østdanmark");
    check_region("0265", "2027-01-02", "Region Østdanmark");
}

#[test]
fn the_other_danish_regions_stay() {
    check_region("0461", "2027-01-01", "Region Syddanmark");
    check_region("0751", "2027-01-01", "Region Midtjylland");
    check_region("0851", "2027-01-01", "Region Nordjylland");
}

/// Whether a card holds for a person who asks for themselves and says where they live.
#[track_caller]
fn check_shown(municipality: &str, today: &str, card: &str, is_shown: bool) {
    let pack = pack("dk");
    let mut answers = Answers::default();
    answers.give(ItemId::new("who"), Answer::Options([OptionId::new("self")].into()));
    answers.give(ItemId::new("place"), Answer::Place(municipality.to_owned()));
    let found = evaluate(&pack, &answers, Date::parse(today).unwrap()).findings;
    assert_eq!(found.iter().any(|finding| pack.cards[finding.card].id.as_str() == card), is_shown, "{card}");
}

#[test]
fn the_doctor_on_duty_of_an_old_region_stays_with_those_who_live_there() {
    for today in ["2026-12-31", "2027-01-01"] {
        check_shown("0101", today, "dk-line-doctor-hovedstaden", true);
        check_shown("0101", today, "dk-line-doctor-sjaelland", false);
    }
}

#[test]
fn what_holds_in_oslo_holds_in_its_districts_and_not_the_other_way_round() {
    let pack = pack("no");
    let today = Date::parse("2026-11-22").unwrap();
    let area = |code: &str| Area::Municipalities(vec![code.to_owned()]);
    assert!(lies_in(&pack, "030102", &area("0301"), today));
    assert!(!lies_in(&pack, "0301", &area("030102"), today));
    assert!(!lies_in(&pack, "030103", &area("030102"), today));
    assert!(lies_in(&pack, "030102", &Area::Regions(vec!["03".to_owned()]), today));
}

#[test]
fn a_district_is_found_by_its_name_and_by_that_of_its_municipality() {
    let pack = pack("no");
    let names = |typed: &str| -> Vec<String> {
        let hits = search(&pack.gazetteer, typed, 20);
        hits.iter().map(|hit| pack.gazetteer.municipalities()[hit.municipality].name(0).to_owned()).collect()
    };
    assert_eq!(names("grüner"), ["Grünerløkka, Oslo"]);
    assert_eq!(names("Hanshaugen"), ["St. Hanshaugen, Oslo"]);
    assert_eq!(names("sankt hans"), ["St. Hanshaugen, Oslo"]);
    let oslo = names("oslo");
    assert_eq!((oslo.len(), oslo[0].as_str()), (16, "Oslo"));
}

#[test]
fn a_pack_is_proved_on_the_day_on_which_a_region_begins_too() {
    let day = |text: &str| Date::parse(text).unwrap();
    let proof = prove(&built("../../packs/dk"), day("2026-11-22"), &Place::default(), &|| Ok(())).unwrap();
    assert_eq!(proof.days.into_iter().collect::<Vec<_>>(), [day("2026-11-22"), day("2027-01-01")]);
    assert!(proof.problems.0.is_empty());
}

/// Every row of the table of postcodes leads to its municipality.
#[track_caller]
fn check_postcodes(id: &str) {
    let pack = pack(id);
    let rows = fs::read_to_string(format!("../../packs/{id}/places/postcodes.csv")).unwrap();
    for row in rows.lines().skip(1) {
        let (postcode, code) = row.split_once(',').unwrap();
        let hits = search(&pack.gazetteer, postcode, 20);
        assert!(hits.iter().any(|hit| pack.gazetteer.municipalities()[hit.municipality].code == code), "{id}: {row}");
    }
    assert!(rows.lines().count() > 1000);
}

#[test]
fn every_postcode_of_the_tables_finds_its_municipality() {
    for id in ["dk", "fi", "no", "se"] {
        check_postcodes(id);
    }
}
