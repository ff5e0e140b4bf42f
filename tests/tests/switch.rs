//! The guide with one switch: a scanner that goes from control to control, and presses that are bare clicks.
//!
//! In: the guide alone and in its frame. Out: the way to the results and out again, and what it took.
//! The place is typed by the keyboard of the aid, letter by letter; all else is "next" and "activate".
//! Standard: WCAG 2.2, 2.1.1, 2.2.1, 2.4.3, 2.5.1, 2.5.2, 2.5.7.
//! Next: `src/switch.rs`; `keyboard.rs` for whole keyboards.

use journeys::driver::{Engine, Settings};
use journeys::failure::{Failure, Result};
use journeys::guide::Guide;
use journeys::role::{Name, Role};
use journeys::screens::look_at_all;
use journeys::switch::Switch;
use journeys::walk::{self, Screen};
use journeys::words::Words;
use serde_json::json;

/// The least presses that lead from the first question to the results of someone who skips all they may.
const FEWEST: usize = 6;

fn text(words: &Words, item: &str) -> Result<String> {
    words.item(item).map(|item| item.text.clone()).ok_or_else(|| Failure::new(format!("no item {item}")))
}

/// Chooses an option of the question at hand.
#[track_caller]
fn choose(guide: &Guide, switch: &Switch<'_>, item: &str, option: &str) -> Result<()> {
    let role = if ["about", "now", "use"].contains(&item) { Role::Checkbox } else { Role::Radio };
    let element = guide.option(item, option)?;
    switch.choose(role, element.name())?;
    if guide.page().is_chosen(&guide.option(item, option)?)? {
        Ok(())
    } else {
        Err(Failure::new(format!("{option} was pressed and is not chosen")))
    }
}

#[track_caller]
fn press(guide: &Guide, switch: &Switch<'_>, key: &str) -> Result<()> {
    switch.choose(Role::Button, guide.words.app(key)?)
}

/// From the first question to the results, a card, help and out; gives the presses to the results.
#[track_caller]
fn whole(guide: &Guide, switch: &Switch<'_>) -> Result<()> {
    let page = guide.page();
    choose(guide, switch, "who", "self")?;
    press(guide, switch, "next")?;
    switch.arrives(text(&guide.words, "about")?.as_str())?;
    choose(guide, switch, "about", "gambling")?;
    press(guide, switch, "next")?;
    switch.arrives(text(&guide.words, "now")?.as_str())?;
    choose(guide, switch, "now", "suicidal")?;
    press(guide, switch, "next")?;
    page.wait_for(Role::Button, guide.words.app("go-on")?)?;
    switch.arrives(Name::Any)?;
    press(guide, switch, "go-on")?;
    switch.arrives(text(&guide.words, "place")?.as_str())?;
    switch.choose(Role::Combobox, guide.words.app("place-label")?)?;
    switch.write("lovi")?;
    page.wait_for(Role::Option, Name::begins("Loviisa"))?;
    switch.choose(Role::Option, Name::begins("Loviisa"))?;
    page.wait_until_gone(Role::Option, Name::Any)?;
    press(guide, switch, "next")?;
    switch.arrives(text(&guide.words, "age")?.as_str())?;
    while let Screen::Item(item) = walk::screen(&page, &guide.words)? {
        switch.arrives(text(&guide.words, &item)?.as_str())?;
        press(guide, switch, "skip")?;
        page.wait_until(&format!("the screen after {item}"), || {
            Ok((walk::screen(&page, &guide.words)? != Screen::Item(item.clone())).then_some(()))
        })?;
    }
    switch.arrives(guide.words.app("review-title")?)?;
    press(guide, switch, "show-results")?;
    switch.arrives(guide.words.app("results-title")?)?;
    println!("to the results, with danger and a place: {} presses, {} passed", switch.presses(), switch.passed());

    let card = guide.words.title("fi-line-peluuri").unwrap_or_default().to_owned();
    switch.choose(Role::Button, Name::has(&card))?;
    switch.arrives(card.as_str())?;
    press(guide, switch, "back-to-results")?;
    // Where one was: the scanner goes on from the row.
    page.wait_for_focus(Role::Button, Name::has(&card))?;
    press(guide, switch, "show-help-now")?;
    switch.arrives(guide.words.app("help-title")?)?;
    press(guide, switch, "back-to-guide")?;
    switch.arrives(guide.words.app("results-title")?)?;
    assert_eq!(switch.witnessed()?, Vec::<String>::new(), "the way was not gone by a switch alone");
    Ok(())
}

fn way_out(guide: &Guide) -> Result<String> {
    let parts = ["leave-start", "leave-middle", "leave-end"].map(|key| guide.words.filled(key, &[]));
    Ok(parts.into_iter().collect::<Result<Vec<_>>>()?.join(" "))
}

#[track_caller]
fn leave(guide: &Guide, switch: &Switch<'_>) -> Result<()> {
    switch.choose(Role::Button, way_out(guide)?.as_str())?;
    guide.page().leave_frames()?;
    guide.page().wait_for_heading("Elsewhere").map(drop)
}

#[test]
fn a_whole_journey_alone() -> Result<()> {
    let guide = Guide::unopened("en", &Settings::default())?;
    guide.server.put("left.html", "<!doctype html><html lang=en><title>Elsewhere</title><h1>Elsewhere</h1>");
    guide.page().open(&format!("{}#exit={}", guide.url(), guide.server.url("left.html")))?;
    guide.wait_until_started()?;
    let switch = Switch::new(guide.page())?;
    whole(&guide, &switch)?;
    leave(&guide, &switch)?;
    println!("to the end: {} presses, {} passed", switch.presses(), switch.passed());
    Ok(())
}

#[test]
fn a_whole_journey_in_the_frame_on_a_phone() -> Result<()> {
    let guide = Guide::unopened("en", &Settings { width: 390, height: 844, ..Settings::default() })?;
    guide.open_in_frame("en")?;
    if guide.browser.engine() == Engine::Webkit {
        // WebKit lets a frame of another origin move the focus only once a person has pressed in it; a click by a script is no such press.
        // Whether that of an aid is one was not tried. So the first is a tap on the heading, which does nothing else.
        guide.page().click(Role::Heading, text(&guide.words, "who")?.as_str())?;
    }
    let switch = Switch::new(guide.page())?;
    whole(&guide, &switch)
}

#[test]
fn the_fewest_presses_lead_to_the_results() -> Result<()> {
    let guide = Guide::alone("en")?;
    let page = guide.page();
    let switch = Switch::new(page)?;
    while walk::screen(&page, &guide.words)? != Screen::Review {
        let before = page.title_heading()?;
        press(&guide, &switch, "skip")?;
        page.wait_until("the next screen", || Ok((page.title_heading()? != before).then_some(())))?;
    }
    press(&guide, &switch, "show-results")?;
    switch.arrives(guide.words.app("results-title")?)?;
    println!("fewest: {} presses, {} passed", switch.presses(), switch.passed());
    assert_eq!(switch.presses(), FEWEST, "docs/figures.md tells how many it takes");
    Ok(())
}

/// Whoever must be gone at once, or be helped at once, has not far to wait: on the danger screen the number is part of what it says.
#[test]
fn from_the_top_the_way_out_is_the_second_on_every_screen() -> Result<()> {
    let guide = Guide::alone("en")?;
    let way_out = way_out(&guide)?;
    look_at_all(&guide, &|screen| {
        let focus = guide.page().run("return document.activeElement", &[])?;
        let switch = Switch::new(guide.page())?;
        switch.from_top()?;
        let first = [switch.next()?, switch.next()?];
        assert!(first.iter().any(|element| element.name() == way_out), "{screen}: {first:?}");
        // As it was, for the way on.
        guide.page().run("window.switchAt = null; arguments[0].focus()", &[focus]).map(drop)
    })
}

/// A scanner is slow: the warning waits for no hand, it is come to from the top, and a bare click puts it off.
#[test]
fn the_warning_is_put_off_by_the_switch_and_the_answers_stay() -> Result<()> {
    let guide = Guide::unopened("en", &Settings::default())?;
    guide.change_boot("Date.now()", "(Date.now() + Number(document.documentElement.dataset.passed ?? 0))")?;
    guide.open_alone()?;
    let switch = Switch::new(guide.page())?;
    choose(&guide, &switch, "who", "self")?;
    let pass = "document.documentElement.dataset.passed = Number(document.documentElement.dataset.passed ?? 0) + 9.5 * 60000;
        document.dispatchEvent(new Event('visibilitychange'));";
    for _ in 0..3 {
        guide.page().run(pass, &[])?;
        guide.page().wait_for(Role::Button, guide.words.app("idle-keep")?)?;
        press(&guide, &switch, "idle-keep")?;
        guide.page().wait_until_gone(Role::Button, guide.words.app("idle-keep")?)?;
        assert!(guide.page().is_chosen(&guide.option("who", "self")?)?, "what was chosen is gone");
    }
    assert_eq!(switch.witnessed()?, Vec::<String>::new());
    press(&guide, &switch, "next")?;
    switch.arrives(text(&guide.words, "about")?.as_str())
}

/// A control without a name, a button that listens for a finger alone, a focus that stays behind.
#[test]
fn what_keeps_a_switch_out_is_found() -> Result<()> {
    let guide = Guide::alone("en")?;
    let page = guide.page();
    let switch = Switch::new(page)?;
    page.run("document.getElementById('lykta-title').after(document.createElement('button'))", &[])?;
    let found = (0..20).find_map(|_| switch.next().err());
    assert!(found.is_some_and(|failure| failure.text().contains("without a name")), "a button without a name is passed over");
    guide.open_alone()?;
    let switch = Switch::new(page)?;
    page.run("addEventListener('click', (event) => event.detail === 0 && event.stopImmediatePropagation(), true)", &[])?;
    choose(&guide, &switch, "who", "self")?;
    press(&guide, &switch, "next")?;
    let goes_on = Switch::new(page.within(std::time::Duration::from_secs(2)))?.arrives(text(&guide.words, "about")?.as_str());
    assert!(goes_on.is_err(), "a guide that takes no bare click goes on");
    page.click(Role::Button, guide.words.app("next")?)?;
    guide.expect_item("about")?;
    assert_ne!(json!(switch.witnessed()?), json!([]), "a mouse is not witnessed");
    Ok(())
}
