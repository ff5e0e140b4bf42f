//! Leaving: from every screen, by button and by Shift, whatever state the guide is in; nothing of the page stays, and the way back leads past it.
//!
//! In: the guide alone and in its frame. Out: where the window is then.
//! Next: `public/guide/boot.js`, `public/embed.js`, `docs/decisions/0007-the-host-page-leaves.md`.

use std::net::{Ipv4Addr, TcpListener};

use journeys::driver::Settings;
use journeys::failure::{Failure, Result};
use journeys::fault::Fault;
use journeys::guide::Guide;
use journeys::key::Key;
use journeys::role::Role;
use journeys::walk::{self, Screen};

/// Leaves, before the engine comes or after: another page, and the browser's own way back does not lead here.
#[track_caller]
fn check_leave(is_started: bool, leave: impl FnOnce(&Guide) -> Result<()>) -> Result<()> {
    let guide = Guide::unopened("en", &Settings::default())?;
    guide.server.put("left.html", "<!doctype html><html lang=en><title>Elsewhere</title><h1>Elsewhere</h1>");
    guide.server.put("before.html", "<!doctype html><html lang=en><title>Before</title><h1>Before</h1>");
    guide.page().open(&guide.server.url("before.html"))?;
    if !is_started {
        guide.server.fail("guide/*.wasm", Fault::Hangs);
    }
    guide.page().open(&format!("{}#exit={}", guide.url(), guide.server.url("left.html")))?;
    guide.expect_item("who")?;
    if is_started {
        guide.wait_until_started()?;
    }
    leave(&guide)?;
    guide.page().wait_for_heading("Elsewhere")?;
    guide.page().go_back()?;
    guide.page().wait_for_heading("Before").map(drop)
}

fn leave_by_button(guide: &Guide) -> Result<()> {
    let parts = ["leave-start", "leave-middle", "leave-end"].map(|key| guide.words.filled(key, &[]));
    let name = parts.into_iter().collect::<Result<Vec<_>>>()?.join(" ");
    guide.page().click(Role::Button, name.as_str())
}

fn leave_by_shift(guide: &Guide) -> Result<()> {
    (0..3).try_for_each(|_| guide.page().press(Key::Shift))
}

#[test]
fn the_button_leaves_before_the_engine_comes() -> Result<()> {
    check_leave(false, leave_by_button)
}

#[test]
fn the_button_leaves() -> Result<()> {
    check_leave(true, leave_by_button)
}

/// For who holds keys down with an aid, or silences a reader by that key.
#[test]
fn leaving_by_shift_can_be_switched_off_and_on_again() -> Result<()> {
    check_leave(true, |guide| {
        let page = guide.page();
        guide.press("how-to-check")?;
        guide.expect("about-title")?;
        page.click(Role::Checkbox, guide.words.app("about-shift")?)?;
        leave_by_shift(guide)?;
        guide.expect("about-title")?;
        guide.press("back-to-guide")?;
        guide.expect_item("who")?;
        leave_by_shift(guide)?;
        guide.expect_item("who")?;
        guide.press("how-to-check")?;
        let control = page.wait_for(Role::Checkbox, guide.words.app("about-shift")?)?;
        assert!(!page.is_chosen(&control)?, "it says that Shift leaves, and it does not");
        page.click_on(&control)?;
        leave_by_shift(guide)
    })
}

#[test]
fn shift_three_times_leaves_before_the_engine_comes() -> Result<()> {
    check_leave(false, leave_by_shift)
}

#[test]
fn shift_three_times_leaves() -> Result<()> {
    check_leave(true, leave_by_shift)
}

/// Chromium's driver may wait for a word of a page that is gone, and never get one: then the exit that was asked for is all that can be told.
fn gone(failure: Failure) -> Result<()> {
    if failure.text().contains("Timed out receiving message from renderer") { Ok(()) } else { Err(failure) }
}

/// Leaves from the frame: the host page goes too. The exit is asked for and nothing answers there, so that its address is all that
/// is left.
#[track_caller]
fn check_leave_frame(leave: impl FnOnce(&Guide) -> Result<()>) -> Result<()> {
    let guide = Guide::unopened("en", &Settings::default())?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    listener.set_nonblocking(true)?;
    let exit = format!("https://{}/left", listener.local_addr()?);
    guide.put_host("host.html", &[("<lykta-guide ", &format!("<lykta-guide exit=\"{exit}\" "))])?;
    guide.page().open(&guide.server.url("host.html"))?;
    guide.enter()?;
    guide.expect_item("who")?;
    assert!(listener.accept().is_err(), "the exit is asked for before anyone leaves");
    leave(&guide).or_else(gone)?;
    // It is closed at once; where nothing took it at all, WebKit's small browser would stay on the page before.
    guide.page().wait_until("the exit asked for", || Ok(listener.accept().ok().map(drop)))?;
    drop(listener);
    let there = guide.page().wait_until("the exit", || Ok((guide.page().url()? == exit).then_some(())));
    there.or_else(gone)
}

#[test]
fn the_button_leaves_the_host_page_too() -> Result<()> {
    check_leave_frame(leave_by_button)
}

#[test]
fn shift_three_times_leaves_the_host_page_too() -> Result<()> {
    check_leave_frame(|guide| {
        guide.choose("who", "self")?;
        leave_by_shift(guide)
    })
}

#[test]
fn a_fault_of_the_engine_holds_nobody_here() -> Result<()> {
    let guide = Guide::unopened("en", &Settings::default())?;
    guide.change_boot(".wipe()", ".no_such_thing()")?;
    guide.server.put("left.html", "<!doctype html><html lang=en><title>Elsewhere</title><h1>Elsewhere</h1>");
    guide.page().open(&format!("{}#exit={}", guide.url(), guide.server.url("left.html")))?;
    guide.wait_until_started()?;
    leave_by_button(&guide)?;
    guide.page().wait_for_heading("Elsewhere").map(drop)
}

type Way = fn(&Guide) -> Result<()>;

/// Every screen that the engine draws, and how a person comes to it.
const SCREENS: &[(&str, Way)] = &[
    ("a question", |guide| guide.walk_to(r#"{"who":"self"}"#, &Screen::Item("about".to_owned())).map(drop)),
    ("the place", |guide| {
        guide.walk_to(r#"{"who":"self"}"#, &Screen::Item("place".to_owned()))?;
        walk::type_place(&guide.page(), &guide.words, "lo")
    }),
    ("danger", |guide| guide.walk_to(r#"{"who":"self","now":["overdose"]}"#, &Screen::Danger).map(drop)),
    ("review", |guide| guide.walk_to(r#"{"who":"self"}"#, &Screen::Review).map(drop)),
    ("results", |guide| guide.walk_to(r#"{"who":"self","about":["gambling"]}"#, &Screen::Results).map(drop)),
    ("a card", |guide| {
        guide.walk_to(r#"{"who":"self","about":["gambling"]}"#, &Screen::Results)?;
        walk::open_card(&guide.page(), &guide.words, "fi-line-peluuri")
    }),
    ("help now", |guide| {
        guide.press("show-help-now")?;
        guide.expect("help-title")
    }),
    ("privacy", |guide| {
        guide.press("how-to-check")?;
        guide.expect("about-title")
    }),
];

/// Goes to each screen and leaves.
#[track_caller]
fn check_every_screen(leave: Way) -> Result<()> {
    let guide = Guide::unopened("en", &Settings::default())?;
    guide.server.put("left.html", "<!doctype html><html lang=en><title>Elsewhere</title><h1>Elsewhere</h1>");
    let url = format!("{}#exit={}", guide.url(), guide.server.url("left.html"));
    for (name, way) in SCREENS {
        // From another page, as an address that differs in its fragment alone is not loaded anew.
        guide.page().open(&guide.server.url("left.html"))?;
        guide.page().open(&url)?;
        guide.wait_until_started()?;
        way(&guide).map_err(|failure| Failure::new(format!("{name}: {failure}")))?;
        leave(&guide).map_err(|failure| Failure::new(format!("{name}: {failure}")))?;
        guide.page().wait_for_heading("Elsewhere")?;
    }
    Ok(())
}

#[test]
fn the_button_leaves_every_screen() -> Result<()> {
    check_every_screen(leave_by_button)
}

#[test]
fn shift_three_times_leaves_every_screen() -> Result<()> {
    check_every_screen(leave_by_shift)
}

#[test]
fn the_stop_page_can_be_left_too() -> Result<()> {
    for leave in [leave_by_button as Way, leave_by_shift] {
        let guide = Guide::unopened("en", &Settings::default())?;
        guide.server.put("left.html", "<!doctype html><html lang=en><title>Elsewhere</title><h1>Elsewhere</h1>");
        guide.server.fail("guide/*.wasm", Fault::Missing);
        guide.page().open(&format!("{}#exit={}", guide.url(), guide.server.url("left.html")))?;
        guide.expect("stop-title")?;
        leave(&guide)?;
        guide.page().wait_for_heading("Elsewhere")?;
    }
    Ok(())
}
