//! The pack of Region Jämtland Härjedalen: a local one that is kept in tables, and stands on its own.

#![cfg(test)]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use lykta_core::pack::Channel;
use lykta_core::place_search::search;
use support::{built, said};

const PACK: &str = "../../packs/se-jamtland";

/// The ids of cards that stand in a table.
fn in_table(file: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(Path::new(PACK).join(file)).unwrap();
    text.lines().skip(1).map(|row| row.split(';').next().unwrap().to_owned()).collect()
}

#[test]
fn it_is_clean_and_its_personas_run() {
    let (code, printed, _) = said(&["test", PACK], "");
    assert_eq!(code, Some(0), "{printed}");
    assert_eq!(said(&["check", "--strict", "--today", "2026-11-22", PACK], "").0, Some(0));
}

#[test]
fn its_services_and_groups_are_kept_in_tables() {
    let pack = built(PACK);
    let ids: BTreeSet<String> = pack.file.cards.iter().map(|card| card.id.clone()).collect();
    let (services, groups) = (in_table("services/services.csv"), in_table("groups/groups.csv"));
    assert!(services.len() >= 10 && groups.len() >= 5, "{} {}", services.len(), groups.len());
    assert!(services.is_subset(&ids) && groups.is_subset(&ids));
    assert!(pack.file.cards.iter().filter(|card| card.kind == "service").all(|card| services.contains(&card.id)));
    assert!(pack.file.cards.iter().filter(|card| card.kind == "group").all(|card| groups.contains(&card.id)));
}

#[test]
fn it_has_the_eight_municipalities_and_their_postcodes() {
    let gazetteer = &built(PACK).pack.gazetteer;
    let names: BTreeSet<&str> = gazetteer.municipalities().iter().map(|place| place.name(0)).collect();
    assert_eq!(names, BTreeSet::from(["Berg", "Bräcke", "Härjedalen", "Krokom", "Ragunda", "Strömsund", "Åre", "Östersund"]));
    let rows = fs::read_to_string(Path::new(PACK).join("places/postcodes.csv")).unwrap();
    assert!(rows.lines().count() > 400);
    for row in rows.lines().skip(1) {
        let (postcode, code) = row.split_once(',').unwrap();
        let found = search(gazetteer, postcode, 9);
        assert!(found.iter().any(|hit| gazetteer.municipalities()[hit.municipality].code == code), "{row}");
    }
}

#[test]
fn every_card_of_every_persona_has_one_who_is_shown_it() {
    let pack = built(PACK);
    let shown: BTreeSet<&String> =
        pack.personas.iter().flat_map(|persona| persona.entry.shows.iter().chain(&persona.entry.starts_with)).collect();
    let missing: Vec<&String> = pack.file.cards.iter().map(|card| &card.id).filter(|id| !shown.contains(id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn only_numbers_of_the_fact_sheet_are_dialled() {
    let sheet = [
        "112",
        "1177",
        "90101",
        "116111",
        "+46104566700",
        "+4620505050",
        "+4620808080",
        "+4620550000",
        "+4620844448",
        "+4620919191",
        "+4620819100",
        "+4663147500",
    ];
    for card in &built(PACK).pack.cards {
        for contact in &card.contacts {
            if let Channel::Phone(dial, _) | Channel::Sms(dial, _) = &contact.channel {
                assert!(sheet.contains(&dial.as_str()), "{}: {dial}", card.id.as_str());
            }
        }
    }
}
