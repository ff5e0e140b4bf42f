//! A language that files alone have added, in a browser: the engine that was built knows nothing of it.
//!
//! In: a copy of the app's words and of the Finnish pack, with a made-up language from right to left, in which the questions are translated
//! and the cards are not. Out: whole journeys in it, on a page of its own and in the frame of a website.
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
use journeys::role::Role;
use journeys::server::Site;
use journeys::told;
use journeys::walk::{self, Screen};
use journeys::words::Words;
use language::{TAG, copy, locales, said, translate};
use lykta_pack::{embed, load, locale, policy};
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
    let script = include_str!("../../public/embed.js");
    std::fs::write(site.join("embed.js"), embed::filled(script, &[&compiled], policy::EXIT)?).map_err(|error| error.to_string())?;
    Ok((folder, site))
});

fn place() -> Result<&'static (PathBuf, PathBuf)> {
    PLACE.as_ref().map_err(|failure| Failure::new(failure.clone()))
}

/// A browser that has not opened the guide yet, in Finnish or in the language that was added.
#[track_caller]
fn unopened(tag: &str) -> Result<Guide> {
    let (_, site) = place()?;
    let words = if tag == TAG { added()? } else { Words::read(PACK, tag)? };
    let settings = Settings { width: 390, height: 844, languages: tag.to_owned(), ..Settings::default() };
    Guide::speaking(Site::new(site), PACK, words, &settings)
}

#[track_caller]
fn opened(tag: &str) -> Result<Guide> {
    let guide = unopened(tag)?;
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

/// The languages and directions of what is borrowed on the screen, each once.
#[track_caller]
fn borrowed(guide: &Guide) -> Result<Value> {
    let each = "[...document.querySelectorAll('main bdi[lang]')].map(({ lang, dir }) => `${lang} ${dir}`)";
    guide.page().run(&format!("return [...new Set({each})]"), &[])
}

/// What opens and closes the list of languages.
#[track_caller]
fn press_languages(guide: &Guide) -> Result<()> {
    let (own, change) = (guide.words.filled("language-name", &[])?, guide.words.filled("change-language", &[])?);
    guide.page().click(Role::Button, format!("{own} : {change}").as_str())
}

#[test]
fn it_is_chosen_in_the_middle_and_the_answers_stay() -> Result<()> {
    let mut guide = opened("fi")?;
    let words = added()?;
    press_languages(&guide)?;
    let offered = guide.page().wait_for(Role::Button, words.app("language-name")?)?;
    assert_eq!(guide.page().attribute(&offered, "lang")?.as_deref(), Some(TAG), "its name is marked as its own");
    press_languages(&guide)?;

    guide.walk_to(r#"{"who":"self"}"#, &Screen::Item("about".to_owned()))?;
    guide.choose("about", "alcohol")?;
    guide.speak(&words)?;
    guide.words = words;
    guide.expect_item("about")?;
    assert_eq!(root(&guide)?, json!([TAG, "rtl"]));
    assert!(guide.page().is_chosen(&guide.option("about", "alcohol")?)?, "what was chosen is lost");
    check(&guide)?;
    guide.press("next")?;
    guide.walk_to(r#"{"now":["none"],"place":"091","age":"23-64"}"#, &Screen::Results)?;
    // What is not translated stands in the first language, and says so.
    assert_eq!(borrowed(&guide)?, json!(["fi ltr"]));
    check(&guide)?;
    walk::open_card(&guide.page(), &guide.words, "fi-line-paihdeneuvonta")?;
    assert_eq!(borrowed(&guide)?, json!(["fi ltr"]));
    guide.press("back-to-results")?;
    guide.expect("results-title")?;
    let finnish = Words::read(PACK, "fi")?;
    guide.speak(&finnish)?;
    guide.words = finnish;
    guide.expect("results-title")?;
    assert_eq!(root(&guide)?, json!(["fi", "ltr"]));
    assert_eq!(borrowed(&guide)?, json!([]));
    Ok(())
}

/// The questions and findings are those that the tool tells; days and counts are in the words of the added files alone.
#[test]
fn it_has_a_page_of_its_own_with_days_and_counts_in_its_words() -> Result<()> {
    let guide = opened(TAG)?;
    assert_eq!(root(&guide)?, json!([TAG, "rtl"]));
    check(&guide)?;
    let answers = r#"{"who":"self","about":["alcohol"],"now":["none"],"place":"091","age":"23-64","progress":"refused","progress-with":"social","progress-date":"{10 days ago}"}"#;
    let told = told::walk(&guide, answers, &[("group-deadline", "fi-right-review")], |_| Ok(()))?;
    told::expect_last_day(&guide, &told, "days-left")
}

/// The page can be read without any script.
#[test]
fn its_page_with_everything_is_there() -> Result<()> {
    let guide = unopened(TAG)?;
    guide.page().open(&guide.server.url(&format!("guide/{PACK}-{TAG}-all.html")))?;
    guide.expect("help-title")?;
    assert_eq!(root(&guide)?, json!([TAG, "rtl"]));
    check(&guide)
}

/// A website in the language names the pack alone; the script that it brings in knows the language from the build.
#[test]
fn a_website_in_it_shows_the_guide_in_it() -> Result<()> {
    let guide = unopened(TAG)?;
    let town = format!(
        "<!doctype html><html lang=\"{TAG}\" dir=\"rtl\"><title>Town</title><script src=\"embed.js\" defer></script>\
         <h1>Town</h1><lykta-guide pack=\"{PACK}\"></lykta-guide></html>"
    );
    guide.server.put("town.html", town);
    guide.page().open(&guide.server.url("town.html"))?;
    guide.enter()?;
    guide.expect_item("who")?;
    assert_eq!(root(&guide)?, json!([TAG, "rtl"]));
    guide.walk_to(r#"{"who":"close-one"}"#, &Screen::Item("about".to_owned())).map(drop)
}
