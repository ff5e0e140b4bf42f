//! Easy words: chosen on the first screen, kept to the end, and told where there are none.
//!
//! In: the sources of easy words, `packs/<id>/easy/*.toml` and `locales/easy/`. Out: that people read those.
//! Next: `crates/lykta-pack/src/compile/easy.rs`, `docs/pack-format.md`.

use journeys::driver::Settings;
use journeys::failure::{Failure, Result};
use journeys::fault::Fault;
use journeys::guide::{Guide, PACK};
use journeys::role::Role;
use journeys::server::Site;
use journeys::takeover;
use journeys::walk::{self, Screen};
use journeys::words::Words;
use serde_json::Value;

/// Every language that has easy words, by pack.
const EASY: [(&str, &str); 5] = [("fi", "fi"), ("fi", "sv"), ("se", "sv"), ("no", "nb"), ("dk", "da")];

const ANSWERS: &str = r#"{"who":"self","about":["alcohol"],"now":["none"],"place":"091","age":"23-64"}"#;

/// The guide's own page that begins with easy words, on a phone.
fn easy(pack: &str, language: &str) -> Result<Guide> {
    let settings = Settings { width: 390, height: 844, languages: language.to_owned(), ..Settings::default() };
    Guide::speaking(Site::built()?, pack, Words::read_easy(pack, language)?, &settings)
}

/// Chooses easy words in place of the ordinary ones, on the first screen; the words of the guide are then those.
fn choose_easy(guide: &mut Guide) -> Result<()> {
    let words = Words::read_easy(guide.pack(), guide.words.language())?;
    guide.page().click(Role::Button, words.app("language-name")?)?;
    guide.words = words;
    guide.expect_item("who")
}

#[test]
fn easy_words_are_chosen_on_the_first_screen_and_kept_to_the_end() -> Result<()> {
    let mut guide = Guide::in_frame("fi")?;
    guide.choose("who", "self")?;
    choose_easy(&mut guide)?;
    assert!(guide.page().is_chosen(&guide.option("who", "self")?)?, "what was chosen is lost");
    // The same place leads back, and has the focus.
    let ordinary = Words::read(PACK, "fi")?;
    guide.page().wait_for_focus(Role::Button, ordinary.app("language-name")?)?;
    guide.walk_to(ANSWERS, &Screen::Results)?;
    walk::open_card(&guide.page(), &guide.words, "fi-line-112")?;
    let whole = guide.page().whole_text()?;
    let not_yet = guide.words.filled("easy-not-yet", &[])?;
    assert!(!whole.contains(&not_yet), "{whole}");
    Ok(())
}

#[test]
fn a_card_without_easy_words_says_so() -> Result<()> {
    let guide = easy(PACK, "fi")?;
    guide.open_alone()?;
    guide.walk_to(ANSWERS, &Screen::Results)?;
    walk::open_card(&guide.page(), &guide.words, "fi-group-a-kilta")?;
    guide.page().wait_until("a word on it", || {
        let whole = guide.page().whole_text()?;
        Ok(whole.contains(&guide.words.filled("easy-not-yet", &[])?).then_some(()))
    })
}

/// Painted before any script, unmoved when the engine comes, and the second question in easy words too.
#[track_caller]
fn check_page(pack: &str, language: &str) -> Result<()> {
    let told = |failure: Failure| Failure::new(format!("{pack} in {language}: {failure}"));
    let guide = easy(pack, language)?;
    takeover::check(&guide).map_err(told)?;
    guide.open_alone().map_err(told)?;
    let whole = guide.page().whole_text()?;
    assert!(whole.contains(&guide.words.filled("easy-note", &[])?), "{pack} in {language}: {whole}");
    guide.choose("who", "self").map_err(told)?;
    guide.press("next")?;
    guide.expect_item("about").map_err(told)
}

#[test]
fn a_page_of_easy_words_begins_with_them_in_finland() -> Result<()> {
    check_page("fi", "fi")?;
    check_page("fi", "sv")
}

#[test]
fn a_page_of_easy_words_begins_with_them_in_sweden_norway_and_denmark() -> Result<()> {
    EASY.iter().filter(|(pack, _)| *pack != "fi").try_for_each(|(pack, language)| check_page(pack, language))
}

/// The address of the easy words that come after the ordinary ones.
fn over(guide: &Guide) -> Result<String> {
    let html = guide.server.text(&guide.path())?;
    let list = html.split_once("id=\"lykta-files\">").and_then(|(_, rest)| rest.split_once("</script>"));
    let list: Value = list.and_then(|(list, _)| serde_json::from_str(list).ok()).unwrap_or_default();
    let words = list.get("words").and_then(Value::as_array).into_iter().flatten();
    let key = guide.words.language().to_owned() + "-easy";
    let url =
        words.into_iter().find(|file| file.get("key").and_then(Value::as_str) == Some(&key)).and_then(|file| file.get("url")?.as_str());
    url.map(|url| format!("guide/{url}")).ok_or_else(|| Failure::new("the page names no easy words"))
}

#[test]
fn easy_words_that_were_asked_for_show_as_soon_as_they_come() -> Result<()> {
    let mut guide = Guide::unopened("fi", &Settings::default())?;
    guide.server.fail(&over(&guide)?, Fault::Hangs);
    guide.open_alone()?;
    let words = Words::read_easy(PACK, "fi")?;
    guide.page().click(Role::Button, words.app("language-name")?)?;
    guide.expect_item("who")?;
    guide.server.mend();
    guide.words = words;
    guide.expect_item("who")
}

#[test]
fn easy_words_that_do_not_come_are_not_offered() -> Result<()> {
    let guide = Guide::unopened("fi", &Settings::default())?;
    guide.server.fail(&over(&guide)?, Fault::Missing);
    guide.open_alone()?;
    let words = Words::read_easy(PACK, "fi")?;
    guide.page().wait_until_gone(Role::Button, words.app("language-name")?)?;
    guide.walk_to(ANSWERS, &Screen::Results).map(drop)
}

/// The host page may begin with them: `lang="fi-easy"`.
#[test]
fn a_host_page_may_begin_with_easy_words() -> Result<()> {
    let mut guide = Guide::unopened("fi", &Settings::default())?;
    guide.put_host("easy.html", &[(" lang=\"fi\" label=", " lang=\"fi-easy\" label=")])?;
    guide.words = Words::read_easy(PACK, "fi")?;
    guide.page().open(&guide.server.url("easy.html"))?;
    guide.enter()?;
    guide.expect_item("who")
}

/// Of the pictures on the screen: how many are seen, at least 32 px wide, in the color of the words beside them, and silent.
const PICTURES: &str = "
    const pictures = [...document.querySelectorAll('main .lykta-picture')].filter((picture) => picture.checkVisibility());
    const isRight = (picture) => {
        const line = picture.querySelector('path');
        const { stroke, fill } = getComputedStyle(line);
        return picture.closest('[aria-hidden=true]') && picture.getBoundingClientRect().width >= 32 && line.getBBox().width > 5
            && stroke === getComputedStyle(picture.parentElement).color && fill === 'none';
    };
    return pictures.every(isRight) ? pictures.length : -1;";

fn pictures(guide: &Guide) -> Result<i64> {
    guide.page().run(PICTURES, &[])?.as_i64().ok_or_else(|| Failure::new("no count"))
}

#[test]
fn pictures_stand_beside_the_words_for_those_who_chose_easy_ones_alone() -> Result<()> {
    let at_home = r#"{"who":"self","about":["alcohol"],"now":["none"],"place":"091","age":"23-64"}"#;
    let guide = easy(PACK, "fi")?;
    guide.open_alone()?;
    assert_eq!(pictures(&guide)?, 0, "a question of which not each answer has a picture has none");
    guide.walk_to(at_home, &Screen::Item("housing".to_owned()))?;
    assert_eq!(pictures(&guide)?, 3);
    guide.walk_to(at_home, &Screen::Results)?;
    assert!(pictures(&guide)? >= 8, "{} pictures", pictures(&guide)?);
    walk::open_card(&guide.page(), &guide.words, "fi-service-residential")?;
    assert_eq!(pictures(&guide)?, 1);
    guide.speak(&Words::read(PACK, "fi")?)?;
    guide.page().wait_until("no pictures", || Ok((pictures(&guide)? == 0).then_some(())))
}
