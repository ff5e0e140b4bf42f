//! Every screen for everyone: nothing is wider than a narrow screen, cut off when it is spaced out, or too small to press.
//!
//! Next: `checker.rs` for the accessibility checker; `src/screens.rs` for the way through.

use journeys::driver::Settings;
use journeys::failure::{Failure, Result};
use journeys::guide::Guide;
use journeys::screens::{look_at_all, stop};
use journeys::server::Site;
use journeys::walk::Screen;
use journeys::width;

/// Nothing lies beyond the edges on any screen of the guide that is open.
#[track_caller]
fn check_width(guide: &Guide) -> Result<()> {
    let found = std::cell::RefCell::new(Vec::new());
    let look = |screen: &str| {
        let beyond = width::beyond(&guide.page())?;
        found.borrow_mut().extend(beyond.iter().map(|what| format!("{screen}: {what}")));
        Ok(())
    };
    look_at_all(guide, &look)?;
    // The first question is there again, from here with its list of languages.
    guide.press("back-to-guide").or_else(|_| guide.press("back"))?;
    guide.page().run("document.querySelector('.lykta-language').open = true", &[])?;
    look("the open list of languages")?;
    let found = found.into_inner();
    if found.is_empty() { Ok(()) } else { Err(Failure::new(found.join("\n"))) }
}

/// What can be pressed and is lower or narrower than 44 px: WCAG 2.2, 2.5.5, which leaves out what stands within a sentence.
const SMALL: &str = "
    const found = [];
    for (const control of document.querySelectorAll('a, button, summary, input, select')) {
        const target = control.closest('label') ?? control;
        if (!target.checkVisibility({ visibilityProperty: true }) || control.matches('.lykta-term__word')) continue;
        const { width, height } = target.getBoundingClientRect();
        if (width < 43.5 || height < 43.5) found.push(`${target.tagName} ${target.textContent.trim().slice(0, 40)}: ${width} by ${height}`);
    }
    return found;
";

/// Words and lines as far apart as readers may set them: WCAG 1.4.12.
const SPACED: &str = "
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }');
    document.adoptedStyleSheets = [sheet];
";

fn texts(found: &serde_json::Value) -> Vec<String> {
    found.as_array().into_iter().flatten().filter_map(serde_json::Value::as_str).map(str::to_owned).collect()
}

#[test]
fn everything_that_can_be_pressed_is_44_pixels_high_and_wide() -> Result<()> {
    let guide = Guide::unopened("fi", &Settings { width: 390, height: 844, ..Settings::default() })?;
    guide.open_alone()?;
    let found = std::cell::RefCell::new(Vec::new());
    look_at_all(&guide, &|screen| {
        found.borrow_mut().extend(texts(&guide.page().run(SMALL, &[])?).into_iter().map(|what| format!("{screen}: {what}")));
        Ok(())
    })?;
    assert_eq!(found.into_inner(), Vec::<String>::new());
    Ok(())
}

#[test]
fn with_text_spaced_out_nothing_is_cut_off() -> Result<()> {
    let guide = Guide::unopened("fi", &narrow(100))?;
    guide.open_alone()?;
    guide.page().run(SPACED, &[])?;
    check_width(&guide)
}

/// A window of 1,280 by 1,024 at 400 %.
#[test]
fn at_400_percent_nothing_lies_beyond_the_edges() -> Result<()> {
    let guide = Guide::unopened("en", &Settings { width: 320, height: 256, ..Settings::default() })?;
    guide.open_alone()?;
    check_width(&guide)
}

fn narrow(text_percent: u32) -> Settings {
    Settings { width: 320, height: 640, text_percent, ..Settings::default() }
}

#[test]
fn a_narrow_screen_shows_all_in_finnish() -> Result<()> {
    let guide = Guide::unopened("fi", &narrow(100))?;
    guide.open_alone()?;
    check_width(&guide)
}

#[test]
fn a_narrow_screen_with_text_of_twice_the_size_shows_all_in_swedish() -> Result<()> {
    let guide = Guide::unopened("sv", &narrow(200))?;
    guide.open_alone()?;
    check_width(&guide)?;
    stop(&guide)?;
    assert_eq!(width::beyond(&guide.page())?, Vec::<String>::new(), "the stop page");
    Ok(())
}

#[test]
fn the_frame_on_a_narrow_screen_with_text_of_twice_the_size_shows_all() -> Result<()> {
    let guide = Guide::unopened("en", &narrow(200))?;
    guide.open_in_frame("en")?;
    check_width(&guide)
}

#[test]
fn the_guide_works_below_a_path_of_its_own() -> Result<()> {
    let site = Site::built()?.at("/kommun/stod-och-halsa/lykta/");
    let guide = Guide::of_site(site, "sv", &Settings::default())?;
    guide.open_in_frame("sv")?;
    guide.walk_to(r#"{"who":"self","about":["gambling"],"place":"091"}"#, &Screen::Item("age".to_owned()))?;
    guide.open_alone()?;
    guide.walk_to(r#"{"who":"self","about":["gambling"],"place":"091"}"#, &Screen::Item("age".to_owned()))?;
    for request in guide.server.requests().iter().filter(|request| request.path() != "/favicon.ico") {
        assert!(request.path().starts_with("/kommun/stod-och-halsa/lykta/"), "{request}");
    }
    Ok(())
}
