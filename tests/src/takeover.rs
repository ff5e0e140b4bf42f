//! The first screen before the engine is there, and what moves when the engine takes it over.
//!
//! In: a guide that is not open yet. Out: the guide with its engine held back by the server; or what moved.
//! Next: `tests/first_paint.rs`, `public/guide/boot.js`.

use crate::failure::{Failure, Result};
use crate::fault::Fault;
use crate::guide::Guide;
use crate::role::{Name, Role};

/// Opens the guide's own page with these wishes, while its engine hangs on the way, as on a slow line.
///
/// # Errors
/// If the first question does not stand there.
#[track_caller]
pub fn wait(guide: &Guide, wishes: &str) -> Result<()> {
    guide.server.fail("guide/*.wasm", Fault::Hangs);
    guide.page().open(&format!("{}{wishes}", guide.url()))?;
    guide.expect_item("who")
}

/// Lets the engine come.
///
/// # Errors
/// If it does not start.
#[track_caller]
pub fn arrive(guide: &Guide) -> Result<()> {
    guide.server.mend();
    guide.wait_until_started()
}

/// Chooses before the engine is there; afterwards everything is where it was, and as it was, and the way on is open.
///
/// # Errors
/// If something moved, or is lost.
#[track_caller]
pub fn check(guide: &Guide) -> Result<()> {
    wait(guide, "")?;
    let page = guide.page();
    guide.choose("who", "close-one")?;
    let before = places(guide)?;
    let focus = page.active()?.name().to_owned();
    arrive(guide)?;
    if !page.is_chosen(&guide.option("who", "close-one")?)? {
        return Err(Failure::new("the choice is lost"));
    }
    let after = places(guide)?;
    let moved: Vec<_> = before.iter().zip(&after).filter(|(before, after)| before != after).collect();
    if !moved.is_empty() || before.len() != after.len() {
        return Err(Failure::new(format!("moved: {moved:#?}; {} before, {} after", before.len(), after.len())));
    }
    let now = page.active()?.name().to_owned();
    if now != focus {
        return Err(Failure::new(format!("the focus was on {focus} and is on {now}")));
    }
    guide.press("next")?;
    guide.expect_item("about")
}

/// The name and place of everything on the screen that can be read out, chosen or pressed.
#[track_caller]
fn places(guide: &Guide) -> Result<Vec<String>> {
    let page = guide.page();
    let mut places = Vec::new();
    for role in [Role::Heading, Role::Radio, Role::Button, Role::Link, Role::Status] {
        for element in page.all(role, Name::Any)? {
            places.push(format!("{role} {}: {}", element.name(), page.rectangle(&element)?));
        }
    }
    Ok(places)
}
