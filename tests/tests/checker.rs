//! What the accessibility checker finds on every screen, light and dark.
//!
//! Next: `src/axe.rs`; `src/screens.rs` for the way through; `styles/tokens.css` for the colors.

use journeys::axe;
use journeys::driver::Settings;
use journeys::failure::{Failure, Result};
use journeys::fault::Fault;
use journeys::guide::Guide;
use journeys::ink;
use journeys::role::Role;
use journeys::screens::{look_at_all, stop};
use journeys::takeover;
use journeys::walk::Screen;
use serde_json::json;

/// What the checker finds on all screens, told at once.
#[track_caller]
fn check_axe(language: &str, settings: &Settings) -> Result<()> {
    let guide = Guide::unopened(language, settings)?;
    guide.open_alone()?;
    let found = std::cell::RefCell::new(Vec::new());
    let look = |screen: &str| {
        let violations = axe::violations_also(&guide.page(), axe::BEYOND_AA)?;
        found.borrow_mut().extend(violations.iter().map(|violation| format!("{screen}: {violation}")));
        found.borrow_mut().extend(ink::pale(&guide.page())?.iter().map(|pale| format!("{screen}: {pale}")));
        Ok(())
    };
    look_at_all(&guide, &look)?;
    stop(&guide)?;
    look("the stop page")?;
    let found = found.into_inner();
    if found.is_empty() { Ok(()) } else { Err(Failure::new(found.join("\n"))) }
}

#[test]
fn the_checker_finds_nothing_in_english_by_day() -> Result<()> {
    check_axe("en", &Settings::default())
}

#[test]
fn the_checker_finds_nothing_in_swedish_by_night() -> Result<()> {
    check_axe("sv", &Settings { dark: true, ..Settings::default() })
}

#[test]
fn the_checker_finds_nothing_in_finnish_on_a_phone() -> Result<()> {
    check_axe("fi", &Settings { width: 390, height: 844, ..Settings::default() })
}

/// The first screen and "show help now" while the engine is on its way, and the guide's own words when something is missing.
#[test]
fn the_checker_finds_nothing_before_the_engine_is_there() -> Result<()> {
    for dark in [false, true] {
        let guide = Guide::unopened("fi", &Settings { width: 390, height: 844, dark, ..Settings::default() })?;
        takeover::wait(&guide, "")?;
        axe::check_also(&guide.page(), "the first screen", axe::BEYOND_AA)?;
        guide.press("next")?;
        axe::check_also(&guide.page(), "the first screen, which says that it is on its way", axe::BEYOND_AA)?;
        guide.press("show-help-now")?;
        guide.expect("help-title")?;
        axe::check_also(&guide.page(), "help before the engine", axe::BEYOND_AA)?;
    }
    Ok(())
}

/// The warning over a question, and what is said once the answers are gone.
#[test]
fn the_checker_finds_nothing_on_the_warning_before_answers_are_cleared() -> Result<()> {
    for dark in [false, true] {
        let guide = Guide::unopened("en", &Settings { dark, ..Settings::default() })?;
        guide.change_boot("Date.now()", "(Date.now() + Number(document.documentElement.dataset.passed ?? 0))")?;
        guide.open_alone()?;
        guide.walk_to(r#"{"who":"self","about":["alcohol"]}"#, &Screen::Item("now".to_owned()))?;
        for (minutes, key) in [(9.2, "idle-keep"), (10.5, "idle-close")] {
            let pass =
                "document.documentElement.dataset.passed = arguments[0] * 60000; document.dispatchEvent(new Event('visibilitychange'))";
            guide.page().run(pass, &[json!(minutes)])?;
            guide.page().wait_for(Role::Button, guide.words.app(key)?)?;
            axe::check_also(&guide.page(), "the warning", axe::BEYOND_AA)?;
        }
    }
    Ok(())
}

/// The host page around the guide.
#[test]
fn the_checker_finds_nothing_on_the_host_page() -> Result<()> {
    let guide = Guide::in_frame("sv")?;
    guide.page().leave_frames()?;
    axe::check(&guide.page(), "the host page")?;
    guide.server.fail("guide/*.wasm", Fault::Missing);
    guide.page().open(&guide.host_url())?;
    guide.expect("help-title")?;
    axe::check(&guide.page(), "the host page with its plain help")
}
