//! A language that files alone have added, in a browser: the engine that was built knows nothing of it.
//!
//! In: a copy of the app's words and of the Finnish pack, with a made-up language from right to left, in which the questions are translated
//! and the cards are not. Out: a whole journey in it.
//! Next: `crates/lykta-pack/tests/added_language.rs` for what the tool says of it.

#![cfg(test)]

mod fresh;
#[path = "../../crates/lykta-pack/tests/support/language.rs"]
mod language;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use journeys::axe;
use journeys::driver::Settings;
use journeys::failure::{Failure, Result};
use journeys::guide::{Guide, PACK};
use journeys::server::Site;
use journeys::walk::{self, Screen};
use journeys::words::Words;
use language::{TAG, copy, locales, said, translate};
use lykta_pack::{load, locale};
use serde_json::{Value, json};

/// Where the copies are, and the site that is built of them.
static PLACE: LazyLock<std::result::Result<(PathBuf, PathBuf), String>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("added-language-pack");
    let _ = std::fs::remove_dir_all(&folder);
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../packs").join(PACK), &folder.join(PACK));
    locale::use_folder(&locales(&folder, "rtl"))?;
    let run = lykta_pack::translate::Arguments { pack: folder.join(PACK), language: TAG.to_owned(), into: None };
    assert!(lykta_pack::translate::run(&run)?);
    translate(&folder.join(PACK).join("languages").join(format!("{TAG}.po")), |name| name.starts_with("item/"));
    let (compiled, _) = load::load_clean(&folder.join(PACK), true)?.ok_or("the pack with one more language has problems")?;
    let site = fresh::site("added-language", &compiled).map_err(|failure| failure.text().to_owned())?;
    Ok((folder, site))
});

fn place() -> Result<&'static (PathBuf, PathBuf)> {
    PLACE.as_ref().map_err(|failure| Failure::new(failure.clone()))
}

/// The guide alone, in Finnish or in the language that was added.
#[track_caller]
fn opened(tag: &str) -> Result<Guide> {
    let (_, site) = place()?;
    let words = if tag == TAG { added()? } else { Words::read(PACK, tag)? };
    let settings = Settings { width: 390, height: 844, languages: tag.to_owned(), ..Settings::default() };
    let guide = Guide::speaking(Site::new(site), PACK, words, &settings)?;
    guide.open_alone()?;
    Ok(guide)
}

fn added() -> Result<Words> {
    let (folder, _) = place()?;
    Ok(Words::read_borrowing(&folder.join(PACK), &folder.join("locales"), TAG, "fi")?.with_items(said))
}

/// The checker finds nothing but that the made-up tag is made up.
#[track_caller]
fn check(guide: &Guide) -> Result<()> {
    let found = axe::violations_also(&guide.page(), &[])?;
    let is_tag = |place: &String| place.contains(TAG) && place.contains("not included in the list of valid languages");
    let others: Vec<_> = found.iter().filter(|violation| !violation.places.iter().all(is_tag)).collect();
    assert!(others.is_empty(), "{others:#?}");
    Ok(())
}

/// The language and direction of the page.
#[track_caller]
fn root(guide: &Guide) -> Result<Value> {
    guide.page().run("const { lang, dir } = document.documentElement; return [lang, dir]", &[])
}

#[test]
fn it_is_chosen_in_the_middle_and_the_answers_stay() -> Result<()> {
    let mut guide = opened("fi")?;
    guide.walk_to(r#"{"who":"self"}"#, &Screen::Item("about".to_owned()))?;
    guide.choose("about", "alcohol")?;
    let words = added()?;
    guide.speak(&words)?;
    guide.words = words;
    guide.expect_item("about")?;
    assert_eq!(root(&guide)?, json!([TAG, "rtl"]));
    assert!(guide.page().is_chosen(&guide.option("about", "alcohol")?)?, "what was chosen is lost");
    check(&guide)?;
    guide.press("next")?;
    guide.walk_to(r#"{"now":["none"],"place":"091","age":"23-64"}"#, &Screen::Results)?;
    // What is not translated stands in the first language, and says so.
    let borrowed = guide.page().run("return [...document.querySelectorAll('#lykta-app .lykta-rows__title bdi')].map(({ lang, dir }) => [lang, dir].join()).filter((one, at, all) => all.indexOf(one) === at)", &[])?;
    assert_eq!(borrowed, json!(["fi,ltr"]));
    check(&guide)?;
    walk::open_card(&guide.page(), &guide.words, "fi-line-paihdeneuvonta")?;
    guide.press("back-to-results")?;
    guide.expect("results-title")?;
    let finnish = Words::read(PACK, "fi")?;
    guide.speak(&finnish)?;
    guide.words = finnish;
    guide.expect("results-title")?;
    assert_eq!(root(&guide)?, json!(["fi", "ltr"]));
    Ok(())
}

/// A day, a time limit and what is open today, in a language that the browser's own `Intl` knows nothing of.
#[test]
fn it_has_pages_of_its_own_and_days_and_numbers_do_not_fail() -> Result<()> {
    let guide = opened(TAG)?;
    assert_eq!(root(&guide)?, json!([TAG, "rtl"]));
    check(&guide)?;
    let answers = r#"{"who":"self","about":["alcohol"],"now":["none"],"place":"091","age":"23-64","progress":"refused","progress-with":"social","progress-date":"2026-01-31"}"#;
    guide.walk_to(answers, &Screen::Results)?;
    walk::open_card(&guide.page(), &guide.words, "fi-right-review")?;
    let day = guide.page().run("return document.querySelector('#lykta-app time')?.textContent", &[])?;
    assert!(day.as_str().is_some_and(|day| day.contains("2026")), "{day}");
    guide.page().open(&guide.server.url(&format!("guide/{PACK}-{TAG}-all.html")))?;
    guide.expect("help-title")?;
    assert_eq!(root(&guide)?, json!([TAG, "rtl"]));
    check(&guide)
}
