//! Every screen of the guide, one after another, to be looked at.
//!
//! In: a guide that is open, and a look. Out: nothing; the look says what it found.
//! Next: `tests/everyone.rs`, `tests/checker.rs`.

use crate::failure::Result;
use crate::fault::Fault;
use crate::guide::Guide;
use crate::role::{Name, Role};
use crate::walk::{self, Screen};

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
///
/// # Errors
/// If a screen does not come, or the look finds something.
#[track_caller]
pub fn look_at_all(guide: &Guide, look: &dyn Fn(&str) -> Result<()>) -> Result<()> {
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
///
/// # Errors
/// If it does not show.
#[track_caller]
pub fn stop(guide: &Guide) -> Result<()> {
    guide.server.fail("guide/*.wasm", Fault::Missing);
    guide.page().open(&guide.url())?;
    guide.expect("stop-title")
}
