//! Every screen for everyone: what the accessibility checker finds, light and dark, and that nothing is wider than a narrow screen.
//!
//! Next: `src/axe.rs`; `styles/tokens.css` for the colours.

use journeys::axe;
use journeys::driver::Settings;
use journeys::failure::{Failure, Result};
use journeys::fault::Fault;
use journeys::guide::Guide;
use journeys::role::{Name, Role};
use journeys::server::Site;
use journeys::walk::{self, Screen};
use journeys::width;

/// Someone who sees a danger, every kind of question, a last day, and cards of all kinds.
const ANSWERS: &str = r#"{"who":"self","about":["alcohol","benzodiazepines"],"now":["overdose"],"use":["daily"],"place":"434","age":"18-22",
    "pregnant":"yes","progress":"refused","progress-with":"social","progress-date":"2026-01-31"}"#;

/// Kinds of questions and screens that look alike need not all be looked at.
fn is_looked_at(screen: &Screen) -> bool {
    match screen {
        Screen::Item(item) => ["who", "about", "place", "age", "progress-date"].contains(&item.as_str()),
        Screen::Danger | Screen::Review | Screen::Results | Screen::Other(_) => true,
    }
}

/// Goes to every screen of the guide that is open, and looks at each; the words say which it is.
#[track_caller]
fn look_at_all(guide: &Guide, look: &dyn Fn(&str) -> Result<()>) -> Result<()> {
    let mut dangers = 0;
    walk::walk(&guide.page(), &guide.words, &walk::answers(ANSWERS)?, |screen| {
        dangers += usize::from(*screen == Screen::Danger);
        if is_looked_at(screen) && dangers < 2 {
            look(&format!("{screen:?}"))?;
        }
        let Screen::Item(item) = screen else { return Ok(()) };
        if ["who", "about", "progress-date"].contains(&item.as_str()) {
            guide.press("next")?;
            guide.page().wait_for(Role::Alert, Name::Any)?;
            look(&format!("{item} with nothing chosen"))?;
        }
        if item == "place" {
            walk::type_place(&guide.page(), &guide.words, "lo")?;
            guide.page().wait_for(
                Role::Option,
                Name::begins(&guide.words.municipality("434").map(|place| place.name.clone()).unwrap_or_default()),
            )?;
            look("the open list of places")?;
        }
        Ok(())
    })?;
    walk::open_card(&guide.page(), &guide.words, "fi-right-review")?;
    look("a card of a right")?;
    guide.press("back-to-results")?;
    guide.expect("results-title")?;
    walk::open_card(&guide.page(), &guide.words, "fi-line-paihdeneuvonta")?;
    look("a card of a line")?;
    guide.press("back-to-results")?;
    guide.expect("results-title")?;
    walk::follow(&guide.page(), &guide.words.app("show-help-now")?)?;
    guide.expect("help-title")?;
    look("help now")?;
    guide.press("back-to-guide")?;
    guide.expect("results-title")?;
    guide.press("start-over")?;
    guide.expect_item("who")?;
    walk::follow(&guide.page(), &guide.words.app("how-to-check")?)?;
    guide.expect("about-title")?;
    look("what the guide does")
}

/// The page that shows when the guide had to stop.
#[track_caller]
fn stop(guide: &Guide) -> Result<()> {
    guide.server.fail("guide/*.wasm", Fault::Missing);
    guide.page().open(&guide.url())?;
    guide.expect("stop-title")
}

/// Rules that are off by default: contrast of 7 to 1, targets of 24 px, names that hold what is seen.
const BEYOND_AA: &[&str] = &["color-contrast-enhanced", "target-size", "label-content-name-mismatch"];

/// What the checker finds on all screens, told at once.
#[track_caller]
fn check_axe(language: &str, settings: &Settings) -> Result<()> {
    let guide = Guide::unopened(language, settings)?;
    guide.open_alone()?;
    let found = std::cell::RefCell::new(Vec::new());
    let look = |screen: &str| {
        let violations = axe::violations_also(&guide.page(), BEYOND_AA)?;
        found.borrow_mut().extend(violations.iter().map(|violation| format!("{screen}: {violation}")));
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
