//! Where each card of the shipped packs stands for someone close and for a child.
//!
//! A card that is new to them shows in a snapshot, to be read and put where it belongs.

#![cfg(test)]

use std::fmt::Write;
use std::path::Path;

use lykta_core::evaluate::truths;
use lykta_core::fixture;
use lykta_core::pack::Pack;
use lykta_core::section::{Reader, section};
use lykta_core::truth::Truth;
use lykta_pack::load;

/// The cards that one who says only who they are may see, in the parts of the results; `?` where it hangs on more.
fn seen(pack: &Pack, title: &dyn Fn(usize) -> String, option: &str, reader: Reader) -> String {
    let answers = fixture::answers(pack, &format!("who {option}"));
    let conditions: Vec<_> = pack.cards.iter().map(|card| &card.when).collect();
    let truths = truths(pack, &answers, conditions, fixture::day("2026-11-21"));
    let mut cards: Vec<_> = pack
        .cards
        .iter()
        .enumerate()
        .zip(truths)
        .filter(|(_, truth)| *truth != Truth::No)
        .map(|((index, card), truth)| (section(card, card.need, reader), card.need, card.rank, index, truth))
        .collect();
    cards.sort_unstable();
    let mut text = String::new();
    let mut before = None;
    for (part, _, _, index, truth) in cards {
        if before != Some(part) {
            writeln!(text, "{part:?}").unwrap();
        }
        before = Some(part);
        let hangs = if truth == Truth::Unknown { "?" } else { " " };
        writeln!(text, " {hangs} {}  {}", pack.cards[index].id.as_str(), title(index)).unwrap();
    }
    text
}

fn check(id: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs").join(id);
    let compiled = load::load(&folder).unwrap().0.unwrap();
    let words = compiled.words.iter().find(|words| words.language == "en").unwrap();
    let title = |index: usize| words.text(compiled.pack.cards[index].title).to_owned();
    insta::assert_snapshot!(format!("{id}-close-one"), seen(&compiled.pack, &title, "close-one", Reader::Close));
    insta::assert_snapshot!(format!("{id}-child"), seen(&compiled.pack, &title, "child", Reader::Child));
}

#[test]
fn each_card_stands_where_someone_close_and_a_child_look_for_it_in_finland() {
    check("fi");
}

#[test]
fn each_card_stands_where_someone_close_and_a_child_look_for_it_in_sweden() {
    check("se");
}

#[test]
fn each_card_stands_where_someone_close_and_a_child_look_for_it_in_norway() {
    check("no");
}

#[test]
fn each_card_stands_where_someone_close_and_a_child_look_for_it_in_denmark() {
    check("dk");
}
