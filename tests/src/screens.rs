//! Every screen of the guide, one after another, to be looked at.
//!
//! In: a guide that is open, and a look. Out: nothing; the look says what it found.
//! Next: `tests/everyone.rs`, `tests/checker.rs`.

use serde_json::json;

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
    guide.press("letter-open")?;
    guide.page().wait_for(Role::Group, guide.words.app("letter-sheet")?)?;
    look("a card with its letter")?;
    guide.press("back-to-results")?;
    guide.expect("results-title")?;
    walk::open_card(&guide.page(), &guide.words, "fi-line-paihdeneuvonta")?;
    look("a card of a line")?;
    guide.press("keep-number")?;
    guide.page().wait_for(Role::Button, guide.words.app("keep-save")?)?;
    look("a card with a number to keep")?;
    guide.press("back-to-results")?;
    guide.expect("results-title")?;
    look_beyond(guide, look)?;
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

/// What can be done with the results, and back to them.
#[track_caller]
fn look_beyond(guide: &Guide, look: &dyn Fn(&str) -> Result<()>) -> Result<()> {
    let back = || {
        guide.press("back-to-results")?;
        guide.expect("results-title")
    };
    guide.press("take-along")?;
    guide.expect("take-title")?;
    look("to take along")?;
    back()?;
    guide.press("unmet")?;
    guide.expect("unmet-title")?;
    look("what does not apply")?;
    back()?;
    guide.press("what-if")?;
    guide.expect("what-if-title")?;
    look("answers to try")?;
    let age = guide.words.item("age").map(|item| item.text.clone()).unwrap_or_default();
    guide.page().click(Role::Button, guide.words.filled("what-if-try-of", &[("{question}", &age)])?.as_str())?;
    guide.expect_item("age")?;
    guide.page().click_on(&guide.option("age", "23-64")?)?;
    look("an answer that is tried")?;
    guide.press("what-if-put-back")?;
    guide.press("back")?;
    guide.expect("what-if-title")?;
    back()?;
    look_at_check(guide, look)?;
    guide.press("own-all-help")?;
    guide.expect("results-title")
}

/// The first check on one's own situation, to what it can mean; most of it passed over.
#[track_caller]
fn look_at_check(guide: &Guide, look: &dyn Fn(&str) -> Result<()>) -> Result<()> {
    let page = guide.page();
    let title = guide.words.filled("own-title", &[])?;
    let offered = page.run(CHECK, &[json!(title)])?;
    let title = offered.as_str().ok_or_else(|| page.missed("a check on one's own situation"))?;
    page.click(Role::Button, Name::begins(title))?;
    page.wait_for(Role::Button, guide.words.app("own-conclude")?)?;
    look("a question of a check")?;
    for _ in 0..3 {
        let before = page.title_heading()?.map(|heading| heading.name().to_owned());
        guide.press("skip")?;
        page.wait_until("the next question of the check", || {
            let now = page.title_heading()?.map(|heading| heading.name().to_owned());
            Ok((now.is_some() && now != before).then_some(()))
        })?;
    }
    look("drinks that are counted")?;
    guide.press("own-conclude")?;
    guide.expect("own-result")?;
    look("what a check can mean")
}

/// The first line of the first button below a heading.
const CHECK: &str = "
    const plain = (text) => text.replace(/\\s+/g, ' ').trim();
    const heading = [...document.querySelectorAll('main h2')].find((heading) => plain(heading.textContent) === arguments[0]);
    const button = heading && [...document.querySelectorAll('main button')].find((button) => heading.compareDocumentPosition(button) & 4);
    return button ? plain(button.innerText.trim().split('\\n')[0]) : null;
";

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
