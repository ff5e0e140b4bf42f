//! What the Finnish pack must carry: rows of the fact sheets, places, numbers to dial, every text in every language.

#![cfg(test)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use lykta_core::answer::{Answer, Answers, ItemId};
use lykta_core::pack::Channel;
use lykta_core::results;
use support::{card, fi};

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

/// The rows of the fact sheet, series by series: the register itself cannot lose one.
#[test]
fn the_register_has_every_row_of_the_fact_sheet() {
    let series = |start: &str, count: u32| (1..=count).map(|number| format!("{start}{number}")).collect::<Vec<_>>();
    let two_digits = |start: &str, count: u32| (1..=count).map(|number| format!("{start}{number:02}")).collect::<Vec<_>>();
    let prose = "FI-1 FI-2 FI-3.1 FI-3.2 FI-3.3 FI-3.4 FI-3.5 FI-3.6 FI-3.example FI-5 FI-6.1 FI-6.2 FI-6.3 FI-7 FI-8";
    let rows = [
        series("F", 31),
        two_digits("R-", 26),
        two_digits("S-", 30),
        series("FH", 22),
        series("FP", 13),
        series("FX", 12),
        series("FA", 4),
        prose.split(' ').map(str::to_owned).collect(),
    ];
    let wanted: BTreeSet<&String> = rows.iter().flatten().collect();
    let there: BTreeSet<&String> = fi().register.rows.iter().collect();
    assert_eq!(wanted, there);
    assert_eq!(wanted.len(), 153);
}

/// Whoever lives on the mainland is shown the pages of their own county there, and HUS where it gives hospital care; nobody on Åland is.
#[test]
fn every_municipality_has_the_pages_of_its_own_county() {
    let pack = &fi().pack;
    let county = card(pack, "fi-service-county");
    let mut count: BTreeMap<usize, usize> = BTreeMap::new();
    for municipality in pack.gazetteer.municipalities() {
        let mut answers = Answers::default();
        answers.give(ItemId::new("place"), Answer::Place(municipality.code.clone()));
        let shown = results::contacts(pack, county, &answers);
        let region = municipality.region.as_str();
        assert!(shown.iter().all(|contact| contact.regions.iter().any(|own| own == region)), "{}", municipality.code);
        let wanted = match region {
            "91" => 0,
            // Ostrobothnia has pages in two languages; of Helsinki and Uusimaa HUS gives the hospital care.
            "01" | "02" | "03" | "04" | "17" | "90" => 2,
            _ => 1,
        };
        assert_eq!(shown.len(), wanted, "{} in {region}", municipality.code);
        *count.entry(wanted).or_default() += 1;
    }
    assert_eq!((count[&0], count.values().sum::<usize>()), (16, 308));
    assert!(results::contacts(pack, county, &Answers::default()).is_empty());
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
