//! What goes wrong on the way: in every fault the page shows the emergency number and whom to call, never nothing.
//!
//! In: one fault of the server or the browser each. Alone the guide shows its stop page; on the host page its own plain help stays.
//! Next: `src/fault.rs`, `public/guide/boot.js`.

use journeys::driver::Settings;
use journeys::failure::Result;
use journeys::fault::Fault;
use journeys::guide::{Guide, PACK};
use journeys::role::{Name, Role};
use journeys::server::Site;
use journeys::walk::{self, Screen};
use journeys::words::Words;

/// The stop page stands there: what happened, the numbers, a way to begin again.
#[track_caller]
fn check_stopped(guide: &Guide) -> Result<()> {
    guide.expect("stop-title")?;
    guide.page().wait_for_focus(Role::Heading, guide.words.app("stop-title")?)?;
    // Said once: with the heading, which has the focus.
    let told =
        guide.page().run("return document.getElementById(document.activeElement.getAttribute('aria-describedby'))?.textContent", &[])?;
    assert_eq!(told.as_str(), Some(guide.words.filled("stop-text", &[])?.as_str()));
    let numbers = guide.numbers()?;
    for number in ["tel:112", "tel:116117", "tel:116111"] {
        assert!(numbers.iter().any(|link| link == number), "{number} is not among {numbers:?}");
    }
    Ok(())
}

/// The help stands there in place of the questions: why, the numbers, the page with everything, and no way back to what does not answer.
#[track_caller]
fn check_old(guide: &Guide) -> Result<()> {
    guide.expect("help-title")?;
    guide.page().wait_for_focus(Role::Heading, guide.words.app("help-title")?)?;
    let told =
        guide.page().run("return document.getElementById(document.activeElement.getAttribute('aria-describedby'))?.innerText", &[])?;
    assert_eq!(told.as_str(), Some(guide.words.filled("old-text", &[])?.as_str()));
    let numbers = guide.numbers()?;
    for number in ["tel:112", "tel:116117", "tel:116111"] {
        assert!(numbers.iter().any(|link| link == number), "{number} is not among {numbers:?}");
    }
    guide.page().wait_for(Role::Link, guide.words.app("all-link")?)?;
    for key in ["next", "back-to-guide"] {
        assert_eq!(guide.page().all(Role::Button, guide.words.app(key)?)?, Vec::new(), "{key} is offered");
    }
    Ok(())
}

/// Waits until the boot script was asked for.
#[track_caller]
fn wait_for_boot(guide: &Guide) -> Result<()> {
    guide
        .page()
        .wait_until("the boot script", || Ok(guide.server.requests().iter().any(|request| request.path().contains("/boot-")).then_some(())))
}

/// The host page shows its own help, and the frame does not show.
#[track_caller]
fn check_host(guide: &Guide) -> Result<()> {
    guide.expect("help-title")?;
    assert!(guide.numbers()?.contains(&"tel:112".to_owned()));
    assert_eq!(guide.page().all(Role::Frame, Name::Any)?, Vec::new(), "an empty frame shows");
    Ok(())
}

/// A fault of one file that the guide cannot do without, alone and on the host page; once it is mended, it begins again.
#[track_caller]
fn check(which: &str, fault: Fault) -> Result<()> {
    let guide = Guide::unopened("sv", &Settings::default())?;
    let file = guide.file(which)?;
    guide.server.fail(&file, fault);
    guide.page().open(&guide.url())?;
    check_stopped(&guide)?;

    let _ = guide.server.take_requests();
    guide.page().open(&guide.host_url())?;
    guide.page().wait_until("the file that is at fault", || {
        Ok(guide.server.requests().iter().any(|request| request.path().ends_with(&file)).then_some(()))
    })?;
    check_host(&guide)?;

    guide.page().open(&guide.url())?;
    guide.expect("stop-title")?;
    guide.server.mend();
    guide.press("stop-again")?;
    guide.wait_until_started()?;
    guide.expect_item("who")
}

#[test]
fn the_pack_is_not_there() -> Result<()> {
    check("pack", Fault::Missing)
}

#[test]
fn the_pack_ends_early() -> Result<()> {
    check("pack", Fault::CutShort { to: 2000 })
}

#[test]
fn the_pack_was_changed_on_the_way() -> Result<()> {
    check("pack", Fault::Tampered { at: 1000 })
}

#[test]
fn the_pack_is_another() -> Result<()> {
    check("pack", Fault::Replaced(br#"{"format":1}"#.to_vec()))
}

#[test]
fn the_words_are_not_there() -> Result<()> {
    check("words", Fault::Missing)
}

#[test]
fn the_engine_is_not_there() -> Result<()> {
    check("wasm", Fault::Missing)
}

#[test]
fn the_engine_ends_early() -> Result<()> {
    check("wasm", Fault::CutShort { to: 20_000 })
}

#[test]
fn the_engine_breaks_off() -> Result<()> {
    check("wasm", Fault::BreaksOff { after: 20_000 })
}

#[test]
fn the_engine_is_something_else() -> Result<()> {
    check("wasm", Fault::Replaced(b"<!doctype html><title>Log in to this network</title>".to_vec()))
}

#[test]
fn the_engine_s_script_is_not_there() -> Result<()> {
    check("engine", Fault::Missing)
}

/// A pack of another version, whole and as the page wants it.
#[test]
fn the_pack_is_of_a_version_that_the_engine_does_not_know() -> Result<()> {
    let guide = Guide::unopened("sv", &Settings::default())?;
    let file = guide.file("pack")?;
    let pack = guide.server.text(&file)?;
    let (before, after) =
        pack.split_once("\"format\":").map(|(before, after)| (before, after.trim_start_matches(char::is_numeric))).unzip();
    let other = format!("{}\"format\":9999{}", before.unwrap_or_default(), after.unwrap_or_default());
    assert!(other.len() > 1000, "the pack names no format");
    let page = guide.server.text(&guide.path())?;
    let (start, rest) = page.split_once("\"pack\":{").unzip();
    let end = rest.and_then(|rest| rest.split_once('}')).map(|(_, end)| end);
    let name = file.trim_start_matches("guide/");
    let lax = format!("{}\"pack\":{{\"url\":\"{name}\",\"integrity\":\"\"}}{}", start.unwrap_or_default(), end.unwrap_or_default());
    guide.server.put(&guide.path(), lax);
    guide.page().open(&guide.url())?;
    guide.wait_until_started()?;
    guide.server.put(&file, other);
    guide.page().open(&guide.url())?;
    check_stopped(&guide)
}

#[test]
fn a_browser_without_wasm_shows_whom_to_call() -> Result<()> {
    let guide = Guide::unopened("sv", &Settings { has_wasm: false, ..Settings::default() })?;
    guide.page().open(&guide.url())?;
    check_old(&guide)?;
    let _ = guide.server.take_requests();
    guide.page().open(&guide.host_url())?;
    wait_for_boot(&guide)?;
    check_host(&guide)?;
    // What cannot run is not asked for either.
    assert!(!guide.server.requests().iter().any(|request| request.path().ends_with(".wasm")));
    Ok(())
}

#[test]
fn a_guide_without_its_first_script_shows_whom_to_call_and_can_be_tried_again() -> Result<()> {
    let guide = Guide::unopened("sv", &Settings::default())?;
    guide.server.fail("guide/boot-*.js", Fault::Missing);
    guide.page().open(&guide.url())?;
    check_old(&guide)?;
    guide.server.mend();
    guide.press("stop-again")?;
    guide.wait_until_started()
}

#[test]
fn a_guide_without_any_script_of_its_own_still_shows_the_numbers() -> Result<()> {
    let guide = Guide::unopened("sv", &Settings::default())?;
    guide.server.fail("guide/boot-*.js", Fault::Missing);
    guide.server.fail("guide/old-*.js", Fault::Missing);
    guide.page().open(&guide.url())?;
    guide.expect_item("who")?;
    assert!(guide.numbers()?.contains(&"tel:112".to_owned()));
    walk::follow(&guide.page(), &guide.words.app("show-help-now")?)?;
    assert!(guide.numbers()?.contains(&"tel:116117".to_owned()), "help cannot be shown");
    Ok(())
}

#[test]
fn a_frame_without_its_first_script_leaves_the_plain_help() -> Result<()> {
    let guide = Guide::unopened("sv", &Settings::default())?;
    guide.server.fail("guide/boot-*.js", Fault::Missing);
    guide.page().open(&guide.host_url())?;
    wait_for_boot(&guide)?;
    check_host(&guide)
}

#[test]
fn a_guide_without_its_style_works() -> Result<()> {
    let guide = Guide::unopened("en", &Settings::default())?;
    guide.server.fail("guide/*.css", Fault::Missing);
    guide.page().open(&guide.url())?;
    guide.wait_until_started()?;
    guide.walk_to(r#"{"who":"self"}"#, &Screen::Item("now".to_owned())).map(drop)
}

#[test]
fn a_server_that_does_not_share_its_files_leaves_the_plain_help() -> Result<()> {
    let guide = Guide::of_site(Site::built()?.without("Access-Control-Allow-Origin"), "sv", &Settings::default())?;
    guide.page().open(&guide.host_url())?;
    wait_for_boot(&guide)?;
    check_host(&guide)
}

#[test]
fn a_host_page_without_the_first_script_keeps_its_plain_help() -> Result<()> {
    let guide = Guide::unopened("sv", &Settings::default())?;
    guide.server.fail("embed.js", Fault::Missing);
    guide.page().open(&guide.host_url())?;
    check_host(&guide)
}

#[test]
fn a_language_that_the_guide_does_not_have_gives_that_of_the_page() -> Result<()> {
    let guide = Guide::unopened("sv", &Settings::default())?;
    guide.put_host("host.html", &[("pack=\"fi\" lang=\"sv\"", "pack=\"fi\" lang=\"de\"")])?;
    guide.page().open(&guide.server.url("host.html"))?;
    guide.enter()?;
    guide.expect_item("who")
}

#[test]
fn a_guide_whose_page_is_not_there_leaves_the_plain_help() -> Result<()> {
    let guide = Guide::unopened("sv", &Settings::default())?;
    guide.server.fail("guide/*.html", Fault::Missing);
    guide.page().open(&guide.host_url())?;
    guide.page().wait_until("the page that is not there", || {
        Ok(guide.server.requests().iter().any(|request| request.path().ends_with("/fi-sv.html")).then_some(()))
    })?;
    check_host(&guide)
}

/// Goes to the place question; without places it says so, and the way on is open.
#[track_caller]
fn check_without_places(fault: Fault) -> Result<()> {
    let guide = Guide::unopened("en", &Settings::default())?;
    guide.server.fail(&guide.file("places")?, fault);
    guide.page().open(&guide.url())?;
    guide.wait_until_started()?;
    guide.walk_to(r#"{"who":"self","about":["gambling"]}"#, &Screen::Item("place".to_owned()))?;
    walk::type_place(&guide.page(), &guide.words, "Helsinki")?;
    let told = guide.page().all(Role::Status, Name::Any)?.iter().map(|status| guide.page().text(status)).collect::<Result<Vec<_>>>()?;
    assert_eq!(told, [guide.words.filled("place-missing", &[])?]);
    guide.press("skip")?;
    guide.expect_item("age")
}

#[test]
fn without_places_the_question_says_so_and_can_be_skipped() -> Result<()> {
    check_without_places(Fault::Missing)
}

#[test]
fn with_places_that_were_changed_on_the_way_the_question_says_so() -> Result<()> {
    check_without_places(Fault::Tampered { at: 500 })
}

#[test]
fn while_the_places_are_on_their_way_the_question_says_so_and_then_finds_them() -> Result<()> {
    let guide = Guide::unopened("en", &Settings::default())?;
    guide.server.fail(&guide.file("places")?, Fault::Hangs);
    guide.page().open(&guide.url())?;
    guide.wait_until_started()?;
    guide.walk_to(r#"{"who":"self","about":["gambling"]}"#, &Screen::Item("place".to_owned()))?;
    walk::type_place(&guide.page(), &guide.words, "Helsi")?;
    let status = guide.page().wait_for(Role::Status, Name::Any)?;
    assert_eq!(guide.page().text(&status)?, guide.words.filled("place-loading", &[])?);
    guide.server.mend();
    guide.page().click(Role::Option, Name::begins("Helsinki"))
}

#[test]
fn a_language_whose_words_are_not_there_is_not_offered() -> Result<()> {
    let guide = Guide::unopened("en", &Settings::default())?;
    guide.server.fail("guide/fi-sv-*.json", Fault::Missing);
    guide.page().open(&guide.url())?;
    guide.wait_until_started()?;
    let finnish = Words::read(PACK, "fi")?;
    guide.speak(&finnish)?;
    guide.page().wait_for_heading(finnish.item("who").map(|item| item.text.as_str()).unwrap_or_default())?;
    guide.page().click(Role::Button, Name::begins(&finnish.filled("language-name", &[])?))?;
    let offered = guide.page().names(Role::Button)?;
    assert!(!offered.contains(&Words::read(PACK, "sv")?.filled("language-name", &[])?), "{offered:?}");
    Ok(())
}

/// The guide's address with a wish; a text of the app that stands on the first screen.
#[track_caller]
fn check_wish(wish: &str, note: &str) -> Result<()> {
    let guide = Guide::unopened("fi", &Settings::default())?;
    guide.page().open(&format!("{}#{wish}", guide.url()))?;
    guide.wait_until_started()?;
    guide.expect_item("who")?;
    let note = guide.words.filled(note, &[])?;
    guide.page().wait_until(&note, || Ok(guide.page().whole_text()?.contains(&note).then_some(())))?;
    guide.choose("who", "self")?;
    guide.press("next")?;
    guide.expect_item("about")
}

#[test]
fn a_municipality_that_is_not_known_is_told() -> Result<()> {
    check_wish("place=999", "unknown-place")
}

#[test]
fn a_language_that_is_not_known_is_told() -> Result<()> {
    check_wish("lang=xx", "unknown-language")
}

#[test]
fn a_municipality_that_the_host_page_names_is_filled_in() -> Result<()> {
    let guide = Guide::unopened("en", &Settings::default())?;
    guide.page().open(&format!("{}#place=638", guide.url()))?;
    guide.wait_until_started()?;
    guide.walk_to(r#"{"who":"self","about":["gambling"]}"#, &Screen::Item("place".to_owned()))?;
    let field = guide.page().wait_for(Role::Combobox, guide.words.app("place-label")?)?;
    guide.page().wait_until("the place filled in", || Ok((guide.page().text(&field)? == "Porvoo").then_some(())))?;
    guide.press("next")?;
    guide.expect_item("age")
}
