//! What the accessibility checker finds on every screen, light and dark.
//!
//! Next: `src/axe.rs`; `src/screens.rs` for the way through; `styles/tokens.css` for the colors.

use journeys::axe;
use journeys::driver::Settings;
use journeys::failure::{Failure, Result};
use journeys::fault::Fault;
use journeys::guide::Guide;
use journeys::screens::{look_at_all, stop};

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
