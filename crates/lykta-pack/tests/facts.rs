//! What the Finnish pack must carry: rows of the fact sheets, places, numbers to dial, every text in every language.

#![cfg(test)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use lykta_core::answer::{Answer, Answers, ItemId};
use lykta_core::date::Date;
use lykta_core::pack::Channel;
use lykta_core::results;
use lykta_pack::problem::Code;
use lykta_pack::{load, report};
use support::{FI, TODAY, card, fi};

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

/// Every row is told on a card or left out with a reason, and every figure of it stands there in each language.
#[test]
fn no_row_and_no_figure_of_a_fact_sheet_is_missing() {
    let codes = [Code::FactNowhere, Code::FactUnknown, Code::FactFigure, Code::FactsMany, Code::FigureShape, Code::FactTwiceDenied];
    for (folder, rows) in [(FI, 153), ("../../packs/se", 146), ("../../packs/no", 224), ("../../packs/dk", 157)] {
        let (_, documents, mut problems) = load::load_on(Path::new(folder), Date::parse(TODAY).unwrap()).unwrap();
        problems.0.retain(|problem| codes.contains(&problem.code));
        assert_eq!(report::problems(&problems, &documents), "no problems", "{folder}");
        let register = support::built(folder).register;
        assert!(register.missing.is_empty(), "{folder}: neither carried nor context: {:?}", register.missing);
        assert_eq!(register.rows.len(), rows, "{folder}: the register itself lost a row");
        assert_eq!(register.carried + register.context, rows, "{folder}: a row is one or the other");
    }
}

/// Whoever lives on the mainland is shown the pages of their own county there, and HUS where it gives hospital care; nobody on Åland is.
#[test]
fn every_municipality_has_the_pages_of_its_own_county() {
    let pack = &fi().pack;
    let county = card(pack, "fi-service-county");
    let today = Date::parse("2026-11-22").unwrap();
    let mut count: BTreeMap<usize, usize> = BTreeMap::new();
    for municipality in pack.gazetteer.municipalities() {
        let mut answers = Answers::default();
        answers.give(ItemId::new("place"), Answer::Place(municipality.code.clone()));
        let shown = results::contacts(pack, county, &answers, today);
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
    assert!(results::contacts(pack, county, &Answers::default(), today).is_empty());
}

#[test]
fn every_municipality_belongs_to_one_of_23_regions() {
    let pack = &fi().pack;
    let regions: BTreeSet<&str> = pack.regions.iter().map(|region| region.code.as_str()).collect();
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
