//! What a person still gets where the machine is not: in an old browser, without WebAssembly, without scripts, with the network cut, without the pack.
//!
//! In: the guide on a phone, alone and on a host page. Out: numbers that can be called, and a picture of each for people to look at.
//! Next: `faults.rs` for every way in which a file can fail.

use journeys::driver::Settings;
use journeys::failure::Result;
use journeys::fault::Fault;
use journeys::guide::Guide;
use journeys::role::{Name, Role};
use journeys::walk::Screen;

fn phone() -> Settings {
    Settings { width: 390, height: 844, ..Settings::default() }
}

/// These numbers can be called from what is shown, and a picture is kept.
#[track_caller]
fn check_help(guide: &Guide, numbers: &[&str], picture: &str) -> Result<()> {
    let shown = guide.numbers()?;
    for number in numbers {
        assert!(shown.iter().any(|link| link == number), "{picture}: {number} is not among {shown:?}");
    }
    guide.page().keep_picture_as(&format!("without-{picture}-{}", guide.browser.engine())).map(drop)
}

/// The plain help of the host page stands there, with the way to the page that needs no script.
#[track_caller]
fn check_host(guide: &Guide, picture: &str) -> Result<()> {
    guide.expect("help-title")?;
    check_help(guide, &["tel:112", "tel:116117", "tel:+358925250112"], picture)?;
    guide.page().wait_for(Role::Link, guide.words.app("all-link")?).map(drop)
}

/// The help stands there and says that the browser may be too old, where else a first question would stand that nothing answers.
#[track_caller]
fn check_old(guide: &Guide, picture: &str) -> Result<()> {
    guide.expect("help-title")?;
    let told = guide.words.filled("old-text", &[])?;
    guide.page().wait_until("why there are no questions", || {
        let shown = guide.page().run("return document.body.innerText", &[])?;
        Ok(shown.as_str().is_some_and(|shown| shown.contains(&told)).then_some(()))
    })?;
    assert_eq!(guide.page().all(Role::Button, guide.words.app("next")?)?, Vec::new(), "{picture}: a question stands there");
    check_help(guide, &["tel:112", "tel:116117", "tel:116111"], picture)?;
    guide.page().wait_for(Role::Link, guide.words.app("all-link")?).map(drop)
}

/// As in a browser in which the boot script ends so: the help alone, and on the host page its own.
#[track_caller]
fn check_broken(picture: &str, broken: impl Fn(&str) -> String) -> Result<()> {
    let guide = Guide::unopened("sv", &phone())?;
    let path = journeys::guide::boot(&guide.server.text(&guide.path())?)?;
    let whole = guide.server.text(&path)?;
    guide.server.put(&path, broken(&whole));
    guide.page().open(&guide.url())?;
    check_old(&guide, picture)?;
    guide.page().open(&guide.host_url())?;
    check_host(&guide, &format!("{picture}-host"))
}

#[test]
fn a_word_of_the_language_that_the_boot_script_uses() -> Result<()> {
    check_broken("syntax", |boot| format!("let = = newer;\n{boot}"))
}

#[test]
fn what_the_boot_script_calls_at_its_beginning() -> Result<()> {
    check_broken("first-call", |boot| format!("Object.newer();\n{boot}"))
}

#[test]
fn what_the_boot_script_calls_when_all_is_asked_for() -> Result<()> {
    // At the lock: what listens to the first screen is there by then, and the engine is on its way, but it will not be started.
    check_broken("late-call", |boot| boot.replace("createElement(\"meta\")", "newer(\"meta\")"))
}

#[test]
fn webassembly() -> Result<()> {
    let guide = Guide::unopened("sv", &Settings { has_wasm: false, ..phone() })?;
    guide.page().open(&guide.url())?;
    check_old(&guide, "wasm")?;
    guide.page().open(&guide.host_url())?;
    check_host(&guide, "wasm-host")
}

#[test]
fn scripts() -> Result<()> {
    let guide = Guide::unopened("sv", &Settings { has_scripts: false, ..phone() })?;
    guide.page().open(&guide.host_url())?;
    check_host(&guide, "scripts-host")?;
    guide.page().open(&guide.url())?;
    check_help(&guide, &["tel:112", "tel:116117", "tel:116111"], "scripts")?;
    guide.page().click(Role::Link, guide.words.app("all-link")?)?;
    guide.page().open(&guide.server.url("guide/fi-sv-all.html"))?;
    check_help(&guide, &["tel:112", "tel:116117", "tel:116111", "tel:+358800100101"], "scripts-all")
}

#[test]
fn the_network_after_the_lock() -> Result<()> {
    let guide = Guide::unopened("sv", &phone())?;
    guide.open_in_frame("sv")?;
    guide.server.fail("*", Fault::BreaksOff { after: 0 });
    let finnish = journeys::words::Words::read("fi", "fi")?;
    guide.speak(&finnish)?;
    guide.page().wait_for(Role::Button, finnish.app("next")?)?;
    let swedish = journeys::words::Words::read("fi", "sv")?;
    journeys::walk::follow(&guide.page(), &Name::like("Suomi*"))?;
    journeys::walk::follow(&guide.page(), &swedish.app("language-name")?)?;
    guide.walk_to(r#"{"who":"self","about":["gambling"],"place":"091"}"#, &Screen::Results)?;
    check_help(&guide, &["tel:112"], "network")
}

#[test]
fn the_pack() -> Result<()> {
    let guide = Guide::unopened("sv", &phone())?;
    guide.server.fail(&guide.file("pack")?, Fault::Missing);
    guide.page().open(&guide.url())?;
    guide.expect("stop-title")?;
    check_help(&guide, &["tel:112", "tel:116117", "tel:116111"], "pack")?;
    guide.page().open(&guide.host_url())?;
    check_host(&guide, "pack-host")
}
