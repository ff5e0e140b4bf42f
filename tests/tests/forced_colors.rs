//! Every screen in the person's own colors: edges, lines, marks, drawings and states can all be seen without the guide's colors.
//!
//! In Chromium by its own protocol, in Firefox by the person's settings; WebKit has no forced colors, and that is held too.
//! Standard: CSS Color Adjustment 1; WCAG 2.2, 1.4.1 and 1.4.11.
//! Next: `src/ink.rs` for what is looked at; `focus.rs` for the ring; `styles/lykta.css`, `forced-colors`.

use std::cell::RefCell;

use journeys::driver::{Colors, Engine, Settings};
use journeys::failure::Result;
use journeys::guide::Guide;
use journeys::ink;
use journeys::screens::{look_at_all, stop};
use serde_json::json;

fn forced(dark: bool, width: u32) -> Settings {
    Settings { width, height: 844, dark, colors: Colors::Forced, ..Settings::default() }
}

/// WebKit draws in the page's own colors whatever the person wishes: there is nothing to look at.
#[track_caller]
fn is_unknown(settings: &Settings) -> Result<bool> {
    if settings.engine != Engine::Webkit {
        return Ok(false);
    }
    let guide = Guide::alone("en")?;
    assert_eq!(guide.page().run("return matchMedia('(forced-colors: active)').matches", &[])?, json!(false));
    Ok(true)
}

#[track_caller]
fn check(language: &str, settings: &Settings) -> Result<()> {
    if is_unknown(settings)? {
        return Ok(());
    }
    let guide = Guide::unopened(language, settings)?;
    guide.open_alone()?;
    let found = RefCell::new(Vec::new());
    let look = |screen: &str| {
        found.borrow_mut().extend(ink::faults(&guide.page())?.into_iter().map(|fault| format!("{screen}: {fault}")));
        keep(&guide, settings, screen)
    };
    look_at_all(&guide, &look)?;
    stop(&guide)?;
    look("the stop page")?;
    assert_eq!(found.into_inner(), Vec::<String>::new());
    Ok(())
}

/// A picture of each screen, for people to look at, where they ask for it.
fn keep(guide: &Guide, settings: &Settings, screen: &str) -> Result<()> {
    if std::env::var_os("LYKTA_PICTURES").is_none() {
        return Ok(());
    }
    let word: String = screen.chars().map(|sign| if sign.is_ascii_alphanumeric() { sign } else { '-' }).collect();
    let time = if settings.dark { "dark" } else { "light" };
    guide.page().keep_picture_as(&format!("forced-{}-{time}-{word}", settings.engine)).map(drop)
}

#[test]
fn all_can_be_seen_on_a_light_ground() -> Result<()> {
    check("en", &forced(false, 1000))
}

#[test]
fn all_can_be_seen_on_a_dark_ground_on_a_phone() -> Result<()> {
    check("sv", &forced(true, 390))
}

/// A page that stands without the guide, opened so.
#[track_caller]
fn check_plain(language: &str, width: u32, open: impl FnOnce(&Guide) -> Result<()>) -> Result<()> {
    let settings = forced(true, width);
    if is_unknown(&settings)? {
        return Ok(());
    }
    let guide = Guide::unopened(language, &settings)?;
    open(&guide)?;
    assert_eq!(ink::faults(&guide.page())?, Vec::<String>::new());
    Ok(())
}

#[test]
fn the_host_page_s_plain_help_can_be_seen() -> Result<()> {
    check_plain("en", 1000, |guide| {
        guide.server.fail("guide/*.wasm", journeys::fault::Fault::Missing);
        guide.page().open(&guide.host_url())?;
        guide.expect("help-title")
    })
}

#[test]
fn the_page_with_everything_can_be_seen() -> Result<()> {
    check_plain("fi", 390, |guide| guide.page().open(&guide.server.url("guide/fi-fi-all.html")))
}

/// Each kind of fault, planted once: an edge that goes, words as pale as the ground, a drawing in the ground's color, a mark and a state
/// that are backgrounds alone.
#[test]
fn what_cannot_be_seen_is_found() -> Result<()> {
    let settings = forced(false, 1000);
    if is_unknown(&settings)? {
        return Ok(());
    }
    let guide = Guide::unopened("en", &settings)?;
    guide.open_alone()?;
    assert_eq!(ink::faults(&guide.page())?, Vec::<String>::new());
    let rows = [
        (".lykta-button--lamp { border-color: transparent; forced-color-adjust: none }", "neither edge nor line nor mark"),
        (".lykta-head__progress, .lykta-head__title { forced-color-adjust: none; color: Canvas }", "1.0 to 1"),
        (".lykta-brand__mark { fill: Canvas; color: Canvas }", "its drawing"),
        (".lykta-head__title::after { content: ''; display: block; block-size: 1rem; background: red }", "its ::after"),
        (".lykta-head__text { margin-block-start: -1rem }", "its plate cuts off"),
        (
            ".lykta-option, .lykta-option:has(:checked) { outline: 0 !important; border-color: ButtonText !important } .lykta-option__input { appearance: none !important }",
            "chosen looks as not chosen",
        ),
    ];
    for (css, fault) in rows {
        guide.page().run(
            "const sheet = new CSSStyleSheet(); sheet.replaceSync(arguments[0]); document.adoptedStyleSheets = [sheet]",
            &[json!(css)],
        )?;
        let found = ink::faults(&guide.page())?.join("; ");
        assert!(found.contains(fault), "{css}: {fault} is not in {found}");
    }
    Ok(())
}
