//! What a visit leaves behind: nothing in storage, address, title or history, and no answer for whoever comes next.
//!
//! Next: `src/leaks.rs`, `public/guide/boot.js`.

use journeys::driver::Settings;
use journeys::failure::Result;
use journeys::fault::Fault;
use journeys::guide::Guide;
use journeys::leaks::Traces;
use journeys::role::{Name, Role};
use journeys::walk::{self, Screen};

#[test]
fn a_visit_changes_nothing_that_lasts() -> Result<()> {
    let guide = Guide::in_frame("sv")?;
    let frame = guide.words.filled("all-title", &[])?;
    let before = Traces::read(&guide.page(), Some(&frame))?;
    guide.expect_item("who")?;
    let answers = r#"{"who":"self","about":["gambling"],"now":["suicidal"],"place":"091","age":"18-22","housing":"homeless"}"#;
    guide.walk_to(answers, &Screen::Results)?;
    walk::open_card(&guide.page(), &guide.words, "fi-line-peluuri")?;
    guide.press("back-to-results")?;
    guide.expect("results-title")?;
    let after = Traces::read(&guide.page(), Some(&frame))?;
    assert_eq!(before.changes(&after), Vec::<String>::new());
    assert_eq!(after.at("frame title"), Some("\"Guide\""));
    Ok(())
}

#[test]
fn the_host_page_loaded_again_starts_empty() -> Result<()> {
    let guide = Guide::in_frame("sv")?;
    guide.walk_to(r#"{"who":"self","about":["alcohol"]}"#, &Screen::Item("now".to_owned()))?;
    guide.page().leave_frames()?;
    guide.page().reload()?;
    guide.enter()?;
    guide.expect_empty()?;
    guide.press("next")?;
    guide.page().wait_for(Role::Alert, Name::Any).map(drop)
}

#[test]
fn the_guide_loaded_again_starts_empty() -> Result<()> {
    let guide = Guide::alone("fi")?;
    guide.choose("who", "close-one")?;
    guide.page().reload()?;
    guide.wait_until_started()?;
    guide.expect_empty()
}

#[test]
fn what_was_chosen_before_the_engine_came_is_gone_once_loaded_again() -> Result<()> {
    let guide = Guide::unopened("en", &Settings::default())?;
    guide.server.fail("guide/*.wasm", Fault::Hangs);
    guide.page().open(&guide.url())?;
    guide.choose("who", "child")?;
    guide.page().reload()?;
    guide.expect_empty()?;
    guide.server.mend();
    guide.wait_until_started()?;
    guide.expect_empty()
}

/// Goes elsewhere and comes back by the browser's own button.
#[track_caller]
fn check_back(guide: &Guide, begin: impl FnOnce(&Guide) -> Result<()>) -> Result<()> {
    guide.server.put("after.html", "<!doctype html><html lang=en><title>After</title><h1>After</h1>");
    begin(guide)?;
    guide.page().open(&guide.server.url("after.html"))?;
    guide.page().wait_for_heading("After")?;
    guide.page().go_back()?;
    Ok(())
}

#[test]
fn the_browser_s_way_back_to_the_guide_starts_empty() -> Result<()> {
    let guide = Guide::alone("sv")?;
    check_back(&guide, |guide| guide.walk_to(r#"{"who":"self","about":["alcohol"]}"#, &Screen::Item("now".to_owned())).map(drop))?;
    guide.wait_until_started()?;
    guide.expect_empty()
}

#[test]
fn the_browser_s_way_back_to_the_first_question_starts_empty() -> Result<()> {
    let guide = Guide::unopened("sv", &Settings::default())?;
    check_back(&guide, |guide| {
        guide.server.fail("guide/*.wasm", Fault::Hangs);
        guide.page().open(&guide.url())?;
        guide.choose("who", "child")
    })?;
    guide.server.mend();
    guide.wait_until_started()?;
    guide.expect_empty()
}

#[test]
fn the_browser_s_way_back_to_the_host_page_starts_empty() -> Result<()> {
    let guide = Guide::in_frame("en")?;
    check_back(&guide, |guide| {
        guide.walk_to(r#"{"who":"self","about":["alcohol"]}"#, &Screen::Item("now".to_owned()))?;
        guide.page().leave_frames()
    })?;
    guide.enter()?;
    guide.expect_empty()
}
