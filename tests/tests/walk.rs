//! The walk itself, through a small guide of its own with a pack of its own.
//!
//! Next: `src/walk.rs`, `src/words.rs`.

use std::path::{Path, PathBuf};

use journeys::driver::{Browser, Settings};
use journeys::failure::Result;
use journeys::role::{Name, Role};
use journeys::server::Site;
use journeys::walk::{self, Screen, Walk};
use journeys::words::Words;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn words(pack: &str) -> Result<Words> {
    Words::read_from(&fixtures().join("packs").join(pack), &fixtures().join("locales"), "en")
}

/// Walks the small guide; gives what the walk tells, the screens it passed, and what the guide was told.
#[track_caller]
fn walked(answers: &str) -> Result<(Walk, Vec<Screen>, String)> {
    let server = Site::new(fixtures()).serve()?;
    let browser = Browser::start(&Settings::default())?;
    let page = browser.page();
    page.open(&server.url("walk.html"))?;
    let (mut screens, mut told) = (Vec::new(), String::new());
    let walk = walk::walk(&page, &words("demo")?, &walk::answers(answers)?, |screen| {
        if *screen == Screen::Review {
            told = page.text(&page.wait_for(Role::Status, Name::Any)?)?;
        }
        screens.push(screen.clone());
        Ok(())
    })?;
    Ok((walk, screens, told))
}

const CARDS: [(&str, &str); 4] = [
    ("group-right", "demo-right"),
    ("group-service-in", "demo-day-clinic"),
    ("group-service-in", "demo-clinic"),
    ("group-maybe", "demo-child"),
];

#[track_caller]
fn check(answers: &str, told: &str, dangers: usize, not_offered: &[&str]) -> Result<()> {
    let (walk, screens, heard) = walked(answers)?;
    assert_eq!(heard, told);
    assert_eq!(walk.asked, ["who", "now", "place", "children", "progress-date"]);
    assert_eq!((walk.dangers, walk.not_offered), (dangers, not_offered.iter().map(|id| (*id).to_owned()).collect()));
    let shown: Vec<_> = walk.shown.iter().map(|shown| (shown.group.as_str(), shown.cards.concat())).collect();
    assert_eq!(shown, CARDS.map(|(group, card)| (group, card.to_owned())));
    assert_eq!(screens.first(), Some(&Screen::Item("who".to_owned())));
    assert_eq!(screens.iter().filter(|screen| **screen == Screen::Danger).count(), dangers);
    assert_eq!(screens.last(), Some(&Screen::Results));
    Ok(())
}

#[test]
fn answers_are_given_in_the_guide_s_own_words() -> Result<()> {
    check(
        r#"{"who":"self","now":["overdose"],"place":"001","children":null,"progress-date":"2026-11-09"}"#,
        r#"{"who":["self"],"now":["overdose"],"place":"Ii","children":null,"date":"2026-11-09"}"#,
        1,
        &[],
    )
}

#[test]
fn a_card_is_opened_from_where_it_is_folded_up() -> Result<()> {
    let server = Site::new(fixtures()).serve()?;
    let browser = Browser::start(&Settings::default())?;
    let page = browser.page();
    page.open(&server.url("walk.html"))?;
    let words = words("demo")?;
    let walk = walk::walk_to(&page, &words, &walk::answers("{}")?, &Screen::Results)?;
    assert_eq!(walk.asked.len(), 5);
    walk::open_card(&page, &words, "demo-clinic")?;
    page.wait_for_heading("Clinic").map(drop)
}

#[test]
fn what_is_not_answered_is_skipped() -> Result<()> {
    check("{}", r#"{"who":null,"now":null,"place":null,"children":null,"date":null}"#, 0, &[])
}

#[test]
fn what_is_not_offered_is_told() -> Result<()> {
    check(
        r#"{"who":"meeting","now":["drunk-driving"],"place":"002"}"#,
        r#"{"who":["meeting"],"now":null,"place":"Iisalmi · Idensalmi","children":null,"date":null}"#,
        0,
        &["now: drunk-driving"],
    )
}

#[test]
fn an_answer_that_the_pack_does_not_know_is_a_failure() -> Result<()> {
    let text = walked(r#"{"who":"nobody"}"#).err().map(|failure| failure.to_string()).unwrap_or_default();
    assert!(text.contains("who has no option nobody"), "{text}");
    Ok(())
}

#[test]
fn a_local_pack_has_the_words_of_the_pack_it_extends() -> Result<()> {
    let words = words("local")?;
    assert_eq!(words.cards_in("Our own clinic"), ["demo-local"]);
    assert_eq!(words.cards_in("Day clinic: come as you are"), ["demo-day-clinic"]);
    assert_eq!(words.municipality("001").map(|place| place.name.as_str()), Some("Ii"));
    Ok(())
}

#[test]
fn a_row_tells_of_the_card_whose_title_stands_first() -> Result<()> {
    let words = words("local")?;
    assert_eq!(words.cards_in("If a child lives with you Support for your child too Ask at the Clinic"), ["demo-child"]);
    assert_eq!(words.cards_in("Clinics near you"), Vec::<&str>::new());
    Ok(())
}

#[test]
fn the_words_of_every_pack_can_be_read() -> Result<()> {
    for language in ["fi", "sv", "en"] {
        let words = Words::read("fi", language)?;
        let who = words.item("who").map(|item| item.text.clone()).unwrap_or_default();
        assert_eq!(words.item_that_asks(&who).map(|item| item.id.as_str()), Some("who"), "{language}");
        for key in ["next", "skip", "go-on", "show-results", "show-more", "place-label", "date-label", "review-title", "results-title"] {
            words.app(key)?;
        }
    }
    Ok(())
}
