//! The first screen before the engine is there, and how the engine takes it over: answerable at once, nothing lost, nothing moved.
//!
//! The engine is held back by the server, so each test sees the page as on a slow line.
//! Next: `public/guide/boot.js`.

use journeys::driver::Settings;
use journeys::failure::Result;
use journeys::fault::Fault;
use journeys::guide::Guide;
use journeys::role::{Name, Role};
use journeys::takeover;

/// The guide's own page, while its engine hangs on the way.
#[track_caller]
fn waiting(language: &str, settings: &Settings, wishes: &str) -> Result<Guide> {
    let guide = Guide::unopened(language, settings)?;
    takeover::wait(&guide, wishes)?;
    Ok(guide)
}

/// The first screen in a browser without scripts.
#[track_caller]
fn check_without_scripts(language: &str) -> Result<()> {
    let guide = Guide::unopened(language, &Settings { has_scripts: false, ..Settings::default() })?;
    let page = guide.page();
    page.open(&guide.url())?;
    guide.expect_item("who")?;
    for option in ["self", "close-one", "child", "professional"] {
        guide.option("who", option)?;
    }
    assert!(page.whole_text()?.contains(&guide.words.filled("help-title", &[])?));
    let numbers = guide.numbers()?;
    for number in ["tel:112", "tel:116117", "tel:116111"] {
        assert!(numbers.iter().any(|link| link == number), "{number} is not among {numbers:?}");
    }
    Ok(())
}

#[test]
fn without_scripts_there_are_numbers_and_the_first_question_in_finnish() -> Result<()> {
    check_without_scripts("fi")
}

#[test]
fn without_scripts_there_are_numbers_and_the_first_question_in_swedish() -> Result<()> {
    check_without_scripts("sv")
}

#[test]
fn without_scripts_there_are_numbers_and_the_first_question_in_english() -> Result<()> {
    check_without_scripts("en")
}

#[test]
fn without_scripts_the_host_page_keeps_its_own_help() -> Result<()> {
    let guide = Guide::unopened("sv", &Settings { has_scripts: false, ..Settings::default() })?;
    guide.page().open(&guide.host_url())?;
    guide.expect("help-title")?;
    assert!(guide.numbers()?.contains(&"tel:112".to_owned()));
    guide.page().click(Role::Link, guide.words.app("all-guide")?)?;
    guide.expect_item("who")
}

/// The focus and open folds stay when the engine comes.
#[track_caller]
fn check_focus(role: Role, key: &str) -> Result<()> {
    let guide = waiting("en", &Settings::default(), "")?;
    let page = guide.page();
    let name = guide.words.app(key)?;
    let control = page.wait_for(role, name.clone())?;
    page.run("[...document.querySelectorAll('a, button, summary, input')].find(control => control.textContent.trim().startsWith(arguments[0])).focus()", &[control.name().split(" :").next().unwrap_or_default().into()])?;
    takeover::arrive(&guide)?;
    page.wait_for_focus(role, name)
}

#[test]
fn the_focus_stays_when_the_engine_comes() -> Result<()> {
    for key in ["next", "skip", "how-to-check", "show-help-now"] {
        check_focus(Role::Button, key)?;
    }
    Ok(())
}

/// A voice of the device, known from the start: then the engine has a button more than the page before it.
const VOICE: &str = "
    const voice = Object.create(SpeechSynthesisVoice.prototype, { lang: { value: 'en-US' }, localService: { value: true } });
    SpeechSynthesis.prototype.getVoices = () => [voice];
";

#[test]
fn where_a_voice_is_there_nothing_moves_and_the_focus_stays() -> Result<()> {
    let guide = Guide::unopened("en", &Settings { width: 390, height: 844, ..Settings::default() })?;
    if guide.page().run("return typeof SpeechSynthesis", &[])? == "undefined" {
        eprintln!("this engine has no voices");
        return Ok(());
    }
    let path = journeys::guide::boot(&guide.server.text(&guide.path())?)?;
    guide.server.put(&path, [VOICE, guide.server.text(&path)?.as_str()].join("\n"));
    takeover::wait(&guide, "")?;
    let page = guide.page();
    let next = "const next = [...document.querySelectorAll('button')].find((button) => button.textContent.trim() === arguments[0] && button.checkVisibility());";
    let name = guide.words.filled("next", &[])?;
    page.run(&format!("{next} next.focus()"), &[name.as_str().into()])?;
    let places = "return [...document.querySelectorAll('h1, label, .lykta-link, .lykta-button--lamp')].filter((element) => element.checkVisibility())
        .map((element) => [element.innerText, Math.round(element.getBoundingClientRect().top)].join(' '))";
    let before = page.run(places, &[])?;
    takeover::arrive(&guide)?;
    page.wait_for(Role::Button, guide.words.app("aloud-start")?)?;
    page.wait_for_focus(Role::Button, guide.words.app("next")?)?;
    assert_eq!(page.run(places, &[])?, before);
    Ok(())
}

#[test]
fn a_step_taken_too_early_is_taken_though_a_list_was_open() -> Result<()> {
    let guide = waiting("en", &Settings::default(), "")?;
    guide.choose("who", "self")?;
    guide.page().run("document.querySelector('.lykta-language').open = true", &[])?;
    guide.press("next")?;
    takeover::arrive(&guide)?;
    guide.expect_item("about")?;
    assert_eq!(guide.page().run("return document.querySelector('.lykta-language').open", &[])?, false);
    Ok(())
}

#[test]
fn next_pressed_too_early_with_nothing_chosen_leads_to_the_question() -> Result<()> {
    let guide = waiting("en", &Settings::default(), "")?;
    guide.press("next")?;
    takeover::arrive(&guide)?;
    let question = guide.words.item("who").map(|item| item.text.clone()).unwrap_or_default();
    guide.page().wait_for_focus(Role::Group, question.as_str())
}

#[test]
fn a_list_of_languages_that_was_opened_stays_open() -> Result<()> {
    let guide = waiting("en", &Settings::default(), "")?;
    guide
        .page()
        .run("document.querySelector('.lykta-language').open = true; document.querySelector('.lykta-language summary').focus()", &[])?;
    takeover::arrive(&guide)?;
    let state = "const list = document.querySelector('.lykta-language'); return [list.open, list.querySelector('summary') === document.activeElement]";
    assert_eq!(guide.page().run(state, &[])?, serde_json::json!([true, true]));
    guide.page().press(journeys::key::Key::Escape)?;
    assert_eq!(guide.page().run(state, &[])?, serde_json::json!([false, true]));
    Ok(())
}

#[track_caller]
fn check_takeover(language: &str, settings: &Settings) -> Result<()> {
    takeover::check(&Guide::unopened(language, settings)?)
}

#[test]
fn nothing_moves_on_a_wide_screen_when_the_engine_comes() -> Result<()> {
    check_takeover("en", &Settings::default())
}

#[test]
fn nothing_moves_on_a_phone_when_the_engine_comes() -> Result<()> {
    check_takeover("fi", &Settings { width: 390, height: 844, ..Settings::default() })
}

#[test]
fn nothing_moves_on_a_narrow_screen_with_large_text_when_the_engine_comes() -> Result<()> {
    check_takeover("sv", &Settings { width: 320, height: 640, text_percent: 200, ..Settings::default() })
}

#[test]
fn help_is_shown_and_left_before_the_engine_comes() -> Result<()> {
    let guide = waiting("sv", &Settings::default(), "")?;
    guide.choose("who", "child")?;
    guide.press("show-help-now")?;
    guide.expect("help-title")?;
    guide.page().wait_for_focus(Role::Heading, guide.words.app("help-title")?)?;
    assert!(guide.numbers()?.contains(&"tel:116111".to_owned()));
    guide.press("back-to-guide")?;
    guide.expect_item("who")?;
    guide.page().wait_for_focus(Role::Heading, Name::Any)?;
    takeover::arrive(&guide)?;
    assert!(guide.page().is_chosen(&guide.option("who", "child")?)?);
    Ok(())
}

#[test]
fn help_that_was_shown_before_the_engine_came_stays() -> Result<()> {
    let guide = waiting("en", &Settings::default(), "")?;
    guide.choose("who", "self")?;
    guide.press("show-help-now")?;
    guide.expect("help-title")?;
    takeover::arrive(&guide)?;
    guide.expect("help-title")?;
    guide.press("back-to-guide")?;
    guide.expect_item("who")?;
    assert!(guide.page().is_chosen(&guide.option("who", "self")?)?);
    Ok(())
}

#[test]
fn next_before_the_engine_comes_is_answered_when_it_does() -> Result<()> {
    let guide = waiting("fi", &Settings::default(), "")?;
    guide.choose("who", "self")?;
    guide.press("next")?;
    let loading = guide.words.filled("loading", &[])?;
    guide.page().wait_until("a word on it", || Ok(guide.page().whole_text()?.contains(&loading).then_some(())))?;
    takeover::arrive(&guide)?;
    guide.expect_item("about")?;
    guide.page().wait_for_focus(Role::Heading, Name::Any)
}

#[test]
fn the_drawings_are_there_before_and_after_the_engine_comes() -> Result<()> {
    let guide = Guide::unopened("en", &Settings::default())?;
    guide.server.fail("guide/*.wasm", Fault::Hangs);
    guide.page().open(&guide.url())?;
    guide.expect_item("who")?;
    let lamp = "return [...document.querySelectorAll('.lykta-brand__lamp')].filter(lamp => lamp.checkVisibility())
        .map(lamp => [lamp.getBoundingClientRect().width > 16, lamp.querySelectorAll('svg path').length])";
    let before = guide.page().run(lamp, &[])?;
    guide.server.mend();
    guide.wait_until_started()?;
    assert_eq!(guide.page().run(lamp, &[])?, before);
    assert_eq!(before, serde_json::json!([[true, 4]]));
    Ok(())
}
