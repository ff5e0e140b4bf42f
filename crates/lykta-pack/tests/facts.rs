//! What the Finnish pack must carry: rows of the fact sheets, places, numbers to dial, every text in every language.

#![cfg(test)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use lykta_core::pack::Channel;
use support::fi;

/// The ids of the rows that cards carry; a row that was split by a letter counts as one.
fn carried() -> BTreeSet<String> {
    let whole = |fact: &String| {
        let is_split = fact.ends_with(|sign: char| sign.is_ascii_lowercase());
        if is_split { fact[..fact.len() - 1].to_owned() } else { fact.clone() }
    };
    fi().facts.iter().map(whole).collect()
}

#[track_caller]
fn check(facts: &[&str]) {
    let carried = carried();
    let missing: Vec<&&str> = facts.iter().filter(|fact| !carried.contains(**fact)).collect();
    assert!(missing.is_empty(), "no card carries {missing:?}");
}

#[test]
fn at_least_forty_rows_are_carried() {
    assert!(carried().len() >= 40, "{}", carried().len());
}

#[test]
fn danger_and_safety_are_carried() {
    check(&["FX1", "FX2", "FX3", "FX4", "FX5", "FX6", "FX7", "FX8", "FX9", "FX10", "FX11", "FX12"]);
}

#[test]
fn the_rights_are_carried() {
    check(&["R-01", "R-02", "R-05", "R-08", "R-09", "R-12", "F21"]);
}

#[test]
fn the_lines_are_carried() {
    check(&["FH1", "FH2", "FH3", "FH6", "FH7", "FH8", "FH10", "FH13"]);
}

#[test]
fn groups_and_relatives_are_carried() {
    check(&["F25", "F26", "FP1", "FP2", "FP3", "FP4"]);
}

#[test]
fn at_least_ten_services_are_carried() {
    let count = carried().iter().filter(|fact| fact.starts_with("S-")).count();
    assert!(count >= 10, "{count}");
}

#[test]
fn no_row_is_both_carried_and_context() {
    assert_eq!(fi().facts.intersection(&fi().context).count(), 0);
}

#[test]
fn every_municipality_belongs_to_one_of_23_regions() {
    let pack = &fi().pack;
    let regions: BTreeSet<&str> = pack.regions.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!((regions.len(), pack.regions.len()), (23, 23));
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for municipality in pack.gazetteer.municipalities() {
        let region = pack.gazetteer.region_of(&municipality.code).unwrap();
        assert!(regions.contains(region), "{} in {region}", municipality.code);
        *count.entry(region).or_default() += 1;
    }
    assert_eq!(count.values().sum::<usize>(), 308);
    assert_eq!((count["91"], count["90"]), (16, 1), "Åland and Helsinki");
    assert_eq!(count.len(), 23);
}

#[test]
fn every_number_can_be_dialled() {
    let mut count = 0;
    for card in &fi().pack.cards {
        for contact in &card.contacts {
            let (Channel::Phone(dial, shown) | Channel::Sms(dial, shown)) = &contact.channel else { continue };
            let digits = dial.strip_prefix('+').unwrap_or(dial);
            assert!(digits.len() >= 3 && digits.len() <= 15 && digits.bytes().all(|sign| sign.is_ascii_digit()), "{dial}");
            assert!(!shown.is_empty(), "{dial}");
            count += 1;
        }
    }
    assert!(count > 20, "{count}");
    assert!(fi().pack.emergency.bytes().all(|sign| sign.is_ascii_digit()));
}

#[test]
fn every_text_exists_in_all_three_languages() {
    let words = &fi().words;
    assert_eq!(words.iter().map(|words| words.language.as_str()).collect::<Vec<_>>(), ["fi", "sv", "en"]);
    for words in words {
        assert!(words.borrowed.is_empty(), "{} borrows {} texts", words.language, words.borrowed.len());
        assert_eq!(words.texts.len(), fi().words[0].texts.len());
        let optional: BTreeSet<u32> =
            fi().pack.cards.iter().flat_map(|card| &card.laws).filter_map(|law| law.url).map(|text| text.0).collect();
        for (index, text) in words.texts.iter().enumerate() {
            let is_address = optional.contains(&u32::try_from(index).unwrap());
            assert!(is_address || !text.trim().is_empty(), "text {index} in {}", words.language);
        }
    }
}
