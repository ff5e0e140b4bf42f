//! Ten minutes without a touch, the way back of a phone, and the count of requests: what the boot script minds while the guide runs.
//!
//! The clock is turned on in the page: no test waits ten minutes.
//! Next: `public/guide/boot.js`.

use journeys::driver::Settings;
use journeys::failure::Result;
use journeys::guide::Guide;
use journeys::key::Key;
use journeys::role::{Name, Role};
use journeys::walk::Screen;
use serde_json::{Value, json};

/// The guide in its frame, with a clock that a test can turn on: by so many milliseconds as the root element says.
#[track_caller]
fn in_frame() -> Result<Guide> {
    let guide = Guide::unopened("en", &Settings::default())?;
    guide.change_boot("Date.now()", "(Date.now() + Number(document.documentElement.dataset.passed ?? 0))")?;
    guide.open_in_frame("en")?;
    Ok(guide)
}

/// Turns the page's clock on by so many minutes, and lets it look as when a person comes back.
#[track_caller]
fn pass(guide: &Guide, minutes: f64) -> Result<()> {
    let script = "const root = document.documentElement;
        root.dataset.passed = Number(root.dataset.passed ?? 0) + arguments[0] * 60000;
        document.dispatchEvent(new Event('visibilitychange'));";
    guide.page().run(script, &[json!(minutes)]).map(drop)
}

#[track_caller]
fn answered() -> Result<Guide> {
    let guide = in_frame()?;
    guide.walk_to(r#"{"who":"self","about":["alcohol"]}"#, &Screen::Item("now".to_owned()))?;
    Ok(guide)
}

/// What is said in alerts: empty if nothing.
#[track_caller]
fn alerts(guide: &Guide) -> Result<String> {
    let shown = guide.page().run("return [...document.querySelectorAll('[role=alert]')].filter(alert => alert.checkVisibility()).map(alert => alert.innerText).join(' ')", &[])?;
    Ok(shown.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn nine_minutes_bring_a_warning_and_ten_wipe_the_answers() -> Result<()> {
    let guide = answered()?;
    pass(&guide, 8.9)?;
    assert_eq!(alerts(&guide)?, "");
    pass(&guide, 0.2)?;
    assert!(alerts(&guide)?.starts_with(&guide.words.filled("idle-warning", &[])?), "{}", alerts(&guide)?);
    guide.expect_item("now")?;
    pass(&guide, 1.0)?;
    guide.expect_empty()?;
    guide.page().wait_for(Role::Button, guide.words.app("idle-close")?)?;
    guide.press("idle-close")?;
    assert_eq!(alerts(&guide)?, "");
    Ok(())
}

#[test]
fn the_warning_can_be_put_off_again_and_again() -> Result<()> {
    let guide = answered()?;
    for _ in 0..12 {
        pass(&guide, 9.5)?;
        guide.press("idle-keep")?;
        assert_eq!(alerts(&guide)?, "");
    }
    guide.expect_item("now")
}

#[test]
fn the_warning_put_off_leads_back_to_where_one_was() -> Result<()> {
    let guide = answered()?;
    guide.page().run("document.getElementById('now-none').focus()", &[])?;
    let before = guide.page().run("return [document.activeElement.id, document.scrollingElement.scrollTop].join()", &[])?;
    pass(&guide, 9.5)?;
    guide.press("idle-keep")?;
    guide.page().wait_until_gone(Role::Button, guide.words.app("idle-keep")?)?;
    assert_eq!(guide.page().run("return [document.activeElement.id, document.scrollingElement.scrollTop].join()", &[])?, before);
    Ok(())
}

/// As an aid presses: without a finger or a key.
#[test]
fn a_click_by_itself_is_a_sign_of_life() -> Result<()> {
    let guide = answered()?;
    pass(&guide, 9.5)?;
    guide.page().run("document.querySelector('.lykta-notice button').click()", &[])?;
    guide.page().wait_until_gone(Role::Button, guide.words.app("idle-keep")?)?;
    pass(&guide, 2.0)?;
    guide.expect_item("now")
}

#[test]
fn any_touch_puts_the_warning_off() -> Result<()> {
    let guide = answered()?;
    pass(&guide, 9.5)?;
    guide.choose("now", "none")?;
    assert_eq!(alerts(&guide)?, "");
    pass(&guide, 8.5)?;
    assert_eq!(alerts(&guide)?, "");
    guide.expect_item("now")
}

#[test]
fn the_warning_can_be_taken_at_its_word() -> Result<()> {
    let guide = answered()?;
    pass(&guide, 9.5)?;
    guide.press("idle-clear")?;
    guide.expect_empty()?;
    assert!(alerts(&guide)?.starts_with(&guide.words.filled("idle-wiped", &[])?), "{}", alerts(&guide)?);
    Ok(())
}

#[test]
fn the_warning_speaks_the_language_shown() -> Result<()> {
    let guide = answered()?;
    let swedish = journeys::words::Words::read("fi", "sv")?;
    guide.speak(&swedish)?;
    guide.page().wait_for(Role::Button, swedish.app("next")?)?;
    pass(&guide, 9.5)?;
    guide.page().click(Role::Button, swedish.app("idle-keep")?)
}

#[test]
fn who_comes_back_after_long_finds_nothing() -> Result<()> {
    let guide = answered()?;
    pass(&guide, 480.0)?;
    guide.expect_empty()?;
    guide.press("next")?;
    guide.page().wait_for(Role::Alert, Name::Any).map(drop)
}

#[test]
fn after_a_tap_on_a_number_the_answers_wait_an_hour() -> Result<()> {
    let guide = answered()?;
    // The tap is a real one; that this machine has no telephone is no matter.
    guide.page().run("addEventListener('click', event => event.target.closest('a[href^=\"tel:\"]') && event.preventDefault())", &[])?;
    let call = guide.page().all(Role::Link, Name::Any)?.into_iter().find(|link| link.name().contains("112"));
    guide.page().click_on(&call.expect("112 is on every screen"))?;
    pass(&guide, 58.0)?;
    assert_eq!(alerts(&guide)?, "");
    guide.expect_item("now")?;
    pass(&guide, 2.5)?;
    guide.expect_empty()
}

#[test]
fn where_nothing_was_touched_nothing_is_wiped_and_nothing_said() -> Result<()> {
    let guide = in_frame()?;
    pass(&guide, 30.0)?;
    assert_eq!(alerts(&guide)?, "");
    guide.expect_item("who")
}

#[test]
fn what_is_being_typed_is_wiped_too() -> Result<()> {
    let guide = in_frame()?;
    guide.walk_to(r#"{"who":"self"}"#, &Screen::Item("place".to_owned()))?;
    journeys::walk::type_place(&guide.page(), &guide.words, "Espoo")?;
    pass(&guide, 10.5)?;
    guide.expect_empty()?;
    guide.walk_to(r#"{"who":"self"}"#, &Screen::Item("place".to_owned()))?;
    let field = guide.page().wait_for(Role::Combobox, guide.words.app("place-label")?)?;
    assert_eq!(guide.page().text(&field)?, "");
    Ok(())
}

#[test]
fn the_way_back_of_a_phone_leads_one_question_back() -> Result<()> {
    let guide = Guide::in_frame("en")?;
    if guide.page().run("return typeof CloseWatcher", &[])? == json!("undefined") {
        eprintln!("this browser has no CloseWatcher: its way back is the browser's own");
        return Ok(());
    }
    guide.page().run("window.matchMedia = () => ({ matches: true })", &[])?;
    guide.walk_to(r#"{"who":"self","about":["alcohol"]}"#, &Screen::Item("now".to_owned()))?;
    // On a computer Escape asks for the same as the gesture.
    guide.page().press(Key::Escape)?;
    guide.expect_item("about")?;
    guide.page().press(Key::Escape)?;
    guide.expect_item("who")?;
    guide.page().press(Key::Escape)?;
    guide.expect_item("who")
}

#[test]
fn the_count_of_requests_is_the_browsers_own_and_stays_at_none() -> Result<()> {
    let guide = answered()?;
    guide.walk_to(r#"{"place":"091"}"#, &Screen::Results)?;
    guide.press("start-over")?;
    guide.page().click(Role::Button, guide.words.app("how-to-check")?)?;
    let count = || guide.page().run("return document.querySelector('[data-requests]')?.textContent", &[]);
    guide.page().wait_until("the count", || Ok((count()? == json!("0")).then_some(())))?;
    // Were there a request, it would be counted: a page without a lock shows it by the same means.
    let seen = "const done = arguments[0], from = performance.now(), image = document.createElement('img');
        image.onload = image.onerror = () => setTimeout(() =>
            done(performance.getEntriesByType('resource').filter(({ startTime }) => startTime >= from).length), 500);
        image.src = 'guide/mark.svg';
        document.body.append(image);";
    guide.page().leave_frames()?;
    assert_eq!(guide.page().run_async(seen, &[])?, Value::from(1));
    Ok(())
}
