//! The harness itself, on small pages of its own: that it finds what is there, and sees what is planted.
//!
//! Next: `src/page.rs`, `src/server.rs`, `src/axe.rs`, `src/leaks.rs`.

use std::path::Path;
use std::time::Duration;

use journeys::axe;
use journeys::driver::{Browser, Engine, Settings};
use journeys::failure::{Failure, Result};
use journeys::fault::Fault;
use journeys::key::Key;
use journeys::leaks::Traces;
use journeys::page::Page;
use journeys::request::difference;
use journeys::role::{Name, Role};
use journeys::server::{Server, Site};
use serde_json::Value;

fn fixtures() -> Result<Server> {
    Site::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")).at("/kommun/hjalp/").serve()
}

/// Opens one page of the fixtures in a browser of its own.
#[track_caller]
fn visit(page: &str, journey: impl FnOnce(&Page<'_>, &Server) -> Result<()>) -> Result<()> {
    let server = fixtures()?;
    let browser = Browser::start(&Settings::default())?;
    browser.page().open(&server.url(page))?;
    journey(&browser.page(), &server)
}

#[track_caller]
fn check_names(page: &Page<'_>, role: Role, expected: &[&str]) -> Result<()> {
    assert_eq!(page.names(role)?, expected, "{role}");
    Ok(())
}

/// What is asked of the guide, whether it stands alone or in a frame.
fn check_guide(page: &Page<'_>) -> Result<()> {
    page.wait_for_heading("Who would you like help for?")?;
    check_names(page, Role::Button, &["Leave this page now", "English : change language", "Next", "Stay"])?;
    check_names(page, Role::Link, &["The law", "One right"])?;
    check_names(page, Role::Radio, &["Me", "Someone close to me Partner, parent"])?;
    check_names(page, Role::Checkbox, &["Alcohol", "Gambling"])?;
    check_names(page, Role::Heading, &["Who would you like help for?", "Your rights", "One right"])?;
    check_names(page, Role::Combobox, &["Municipality"])?;
    check_names(page, Role::Option, &[])?;
    check_names(page, Role::Group, &["", "Who", "About"])?;
    check_names(page, Role::Region, &["Your rights"])?;
    check_names(page, Role::Textbox, &["Day"])?;
    let status = page.wait_for(Role::Status, Name::Any)?;
    assert_eq!(page.text(&status)?, "Nothing typed");
    Ok(())
}

#[test]
fn things_are_found_by_role_and_name() -> Result<()> {
    visit("guide.html", |page, _| check_guide(page))
}

#[test]
fn things_are_found_in_a_sandboxed_frame() -> Result<()> {
    visit("host.html", |page, _| {
        page.wait_for_heading("The host page")?;
        page.enter_frame("Guide")?;
        check_guide(page)?;
        page.click(Role::Radio, "Me")?;
        page.press(Key::Tab)?;
        assert_eq!(page.active()?.name(), "Alcohol");
        page.leave_frames()?;
        page.wait_for_heading("The host page").map(drop)
    })
}

#[test]
fn the_outline_is_in_the_order_of_the_document() -> Result<()> {
    visit("guide.html", |page, _| {
        let outline = page.outline()?;
        let shown: Vec<_> = outline.iter().map(|element| (element.role(), element.level(), element.name())).collect();
        // ARIA has no word for it.
        let triangle = match Engine::chosen()? {
            Engine::Chromium => "DisclosureTriangle",
            Engine::Firefox | Engine::Webkit => "summary",
        };
        let expected = [
            ("button", None, "Leave this page now"),
            (triangle, None, "English : change language"),
            ("heading", Some(1), "Who would you like help for?"),
            ("link", None, "The law"),
            ("heading", Some(2), "Your rights"),
            ("heading", Some(3), "One right"),
            ("link", None, "One right"),
            ("button", None, "Next"),
            ("button", None, "Stay"),
        ];
        assert_eq!(shown, expected);
        Ok(())
    })
}

#[test]
fn a_choice_is_made_on_its_label() -> Result<()> {
    visit("guide.html", |page, _| {
        page.click(Role::Radio, Name::begins("Someone close to me"))?;
        page.click(Role::Checkbox, "Alcohol")?;
        page.click(Role::Checkbox, "Gambling")?;
        page.click(Role::Checkbox, "Alcohol")?;
        let mut chosen = Vec::new();
        for element in page.all(Role::Radio, Name::Any)?.iter().chain(&page.all(Role::Checkbox, Name::Any)?) {
            chosen.push(page.is_chosen(element)?);
        }
        assert_eq!(chosen, [false, true, false, true]);
        Ok(())
    })
}

#[test]
fn what_comes_late_is_waited_for_and_takes_the_focus() -> Result<()> {
    visit("guide.html", |page, _| {
        page.click(Role::Button, "Next")?;
        page.wait_for_heading("What is it about?")?;
        page.wait_for_focus(Role::Heading, "What is it about?")
    })
}

#[test]
fn typing_and_keys_reach_what_has_the_focus() -> Result<()> {
    visit("guide.html", |page, _| {
        page.click(Role::Combobox, "Municipality")?;
        page.write("lo")?;
        page.wait_for(Role::Option, "Loimaa")?;
        check_names(page, Role::Option, &["Loviisa", "Loimaa"])?;
        page.press(Key::Backspace)?;
        page.press(Key::Backspace)?;
        page.write("å")?;
        page.click(Role::Option, "Åbo")?;
        page.wait_until_gone(Role::Option, "Åbo")?;
        let place = page.wait_for(Role::Combobox, "Municipality")?;
        assert_eq!(page.text(&place)?, "Åbo");
        page.click(Role::Button, "Stay")?;
        page.press_with_shift(Key::Tab)?;
        // WebKitWebDriver sends Tab with Shift as a key without a name, which leads nowhere; Shift alone arrives.
        let before = if Engine::chosen()? == Engine::Webkit { "Stay" } else { "Next" };
        assert_eq!(page.active()?.name(), before);
        // Once with Tab before, so two more.
        page.press(Key::Shift)?;
        page.press(Key::Shift)?;
        let status = page.wait_for(Role::Status, Name::Any)?;
        assert_eq!(page.text(&status)?, "Left");
        Ok(())
    })
}

#[test]
fn a_failing_step_tells_what_was_shown() -> Result<()> {
    visit("guide.html", |page, _| {
        let failure = page.within(Duration::from_millis(100)).click(Role::Button, "Go on").err();
        let text = failure.as_ref().map(Failure::text).unwrap_or_default();
        for part in ["button \u{201c}Go on\u{201d}", "Who would you like help for?", "Next | Stay", ".png"] {
            assert!(text.contains(part), "{part} is missing in: {text}");
        }
        let place = failure.map(|failure| failure.to_string()).unwrap_or_default();
        assert!(place.contains("harness.rs"), "{place}");
        Ok(())
    })
}

/// The width and height of what the page sees, whether it is dark, and the size of its text.
#[track_caller]
fn check_settings(settings: &Settings, expected: &str) -> Result<()> {
    let server = fixtures()?;
    let browser = Browser::start(settings)?;
    browser.page().open(&server.url("host.html"))?;
    browser.page().enter_frame("Guide")?;
    let script = "return [matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
        getComputedStyle(document.documentElement).fontSize, navigator.languages.join()].join(' ')";
    let in_frame = browser.page().run(script, &[])?;
    browser.page().leave_frames()?;
    let size = browser.page().run("return `${innerWidth} ${innerHeight}`", &[])?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    assert_eq!(format!("{} {}", text(&size), text(&in_frame)), expected);
    Ok(())
}

#[test]
fn a_narrow_dark_device_with_large_text() -> Result<()> {
    let settings =
        Settings { width: 320, height: 640, dark: true, text_percent: 200, languages: "sv,en".to_owned(), ..Settings::default() };
    // WebKitGTK names the language of the locale alone.
    let languages = if settings.engine == Engine::Webkit { "sv" } else { "sv,en" };
    check_settings(&settings, &format!("320 640 dark 32px {languages}"))
}

#[test]
fn a_wide_light_device() -> Result<()> {
    let settings = Settings { width: 1280, height: 900, ..Settings::default() };
    check_settings(&settings, "1280 900 light 16px en")
}

/// The heading of a page that a script writes anew, in a browser with these settings.
#[track_caller]
fn check_engine(settings: &Settings, expected: &str) -> Result<()> {
    let server = fixtures()?;
    server.put(
        "engine.html",
        "<!doctype html><html lang=en><title>Engine</title><h1>Neither</h1>
        <script>document.querySelector('h1').textContent = typeof WebAssembly === 'object' ? 'Both' : 'Scripts';</script>",
    );
    let browser = Browser::start(settings)?;
    browser.page().open(&server.url("engine.html"))?;
    browser.page().wait_for_heading(expected).map(drop)
}

#[test]
fn a_browser_without_scripts_runs_none() -> Result<()> {
    check_engine(&Settings { has_scripts: false, ..Settings::default() }, "Neither")
}

#[test]
fn a_browser_without_wasm_has_none() -> Result<()> {
    check_engine(&Settings { has_wasm: false, ..Settings::default() }, "Scripts")
}

#[test]
fn a_browser_has_scripts_and_wasm_by_itself() -> Result<()> {
    check_engine(&Settings::default(), "Both")
}

#[test]
fn what_is_written_to_the_console_is_seen() -> Result<()> {
    let server = fixtures()?;
    let browser = Browser::start(&Settings::default())?;
    let page = browser.page();
    page.open(&server.url("leaky.html"))?;
    if browser.engine() == Engine::Webkit {
        // WebKitWebDriver has no command for it: that is told, and not taken for an empty console.
        assert!(browser.take_console().is_err());
        return Ok(());
    }
    let _ = browser.take_console()?;
    leak(&page, "Log")?;
    let is_seen = || Ok(browser.take_console()?.iter().any(|line| line.contains("answer: alcohol")).then_some(()));
    page.wait_until("the line in the console", is_seen)?;
    assert_eq!(browser.take_console()?, Vec::<String>::new());
    Ok(())
}

#[test]
fn what_is_saved_is_seen() -> Result<()> {
    let server = fixtures()?;
    let browser = Browser::start(&Settings::default())?;
    let page = browser.page();
    page.open(&server.url("leaky.html"))?;
    leak(&page, "File")?;
    let files = page.wait_until("the saved file", || Ok(Some(browser.downloads()?).filter(|files| !files.is_empty())))?;
    assert_eq!(files, [("calendar.ics".to_owned(), b"BEGIN".to_vec())]);
    Ok(())
}

#[test]
fn axe_finds_nothing_where_nothing_is_wrong() -> Result<()> {
    visit("guide.html", |page, _| axe::check(page, "the fixture"))
}

#[test]
fn axe_finds_what_is_planted() -> Result<()> {
    visit("unreachable.html", |page, _| {
        let rules: Vec<String> = axe::violations(page)?.into_iter().map(|violation| violation.rule).collect();
        assert_eq!(rules, ["button-name", "color-contrast"]);
        let text = axe::check(page, "the planted page").err().map(|failure| failure.to_string());
        assert!(text.is_some_and(|text| text.contains("the planted page") && text.contains("Too pale to read")));
        Ok(())
    })
}

#[test]
fn axe_runs_in_a_sandboxed_frame() -> Result<()> {
    visit("host.html", |page, server| {
        server.put("guide.html", "<!doctype html><html lang=en><title>Guide</title><h1>Guide</h1><main><img src=x></main>");
        page.reload()?;
        page.enter_frame("Guide")?;
        page.wait_for_heading("Guide")?;
        let rules: Vec<String> = axe::violations(page)?.into_iter().map(|violation| violation.rule).collect();
        assert!(rules.contains(&"image-alt".to_owned()), "{rules:?}");
        Ok(())
    })
}

/// Presses the button of that name and tells in what the traces differ afterwards.
#[track_caller]
fn check_leak(button: &str, expected: &[&str]) -> Result<()> {
    visit("leaky.html", |page, _| {
        let before = Traces::read(page, None)?;
        leak(page, button)?;
        let changes = before.changes(&Traces::read(page, None)?);
        assert_eq!(changes.len(), expected.len(), "{changes:#?}");
        for (change, expected) in changes.iter().zip(expected) {
            assert!(change.starts_with(expected), "{change}");
        }
        Ok(())
    })
}

fn leak(page: &Page<'_>, button: &str) -> Result<()> {
    page.click(Role::Button, button)?;
    page.wait_until("the leak", || {
        let status = page.wait_for(Role::Status, Name::Any)?;
        Ok((page.text(&status)? == format!("Done: {button}")).then_some(()))
    })
}

#[test]
fn a_planted_cookie_is_seen() -> Result<()> {
    check_leak("Cookie", &["page cookie: was \"\", is \"answer=alcohol\"", "page cookies of the browser: was , is answer=alcohol"])
}

#[test]
fn a_planted_entry_in_storage_is_seen() -> Result<()> {
    check_leak("Storage", &["page localStorage: was {}, is {\"answer\":\"alcohol\"}"])
}

#[test]
fn a_changed_title_is_seen() -> Result<()> {
    check_leak("Title", &["page title: was \"Leaky\""])
}

#[test]
fn a_history_entry_is_seen() -> Result<()> {
    check_leak("History", &["page historyLength: ", "page historyState: was null", "page href: "])
}

#[test]
fn a_journey_that_leaves_nothing_changes_nothing() -> Result<()> {
    visit("guide.html", |page, _| {
        let before = Traces::read(page, None)?;
        page.click(Role::Radio, "Me")?;
        page.click(Role::Button, "Next")?;
        page.wait_for_heading("What is it about?")?;
        assert_eq!(before.changes(&Traces::read(page, None)?), Vec::<String>::new());
        Ok(())
    })
}

#[test]
fn what_an_opaque_origin_denies_is_written_down() -> Result<()> {
    visit("host.html", |page, _| {
        let traces = Traces::read(page, Some("Guide"))?;
        assert_eq!(traces.at("page localStorage"), Some("{}"));
        for place in ["cookie", "localStorage", "sessionStorage", "indexedDB", "caches", "serviceWorkers", "files"] {
            let found = traces.at(&format!("frame {place}")).unwrap_or_default();
            assert!(found.starts_with("denied: "), "{place}: {found}");
        }
        assert_eq!(traces.at("frame title"), Some("\"Fixture\""));
        Ok(())
    })
}

/// The requests of one journey through the leaky page, in a browser of its own.
fn requests(server: &Server, buttons: &[&str]) -> Result<Vec<journeys::request::Request>> {
    let browser = Browser::start(&Settings::default())?;
    let page = browser.page();
    let _ = server.take_requests();
    page.open(&server.url("leaky.html"))?;
    for button in buttons {
        leak(&page, button)?;
    }
    Ok(server.take_requests().into_iter().filter(|request| request.path() != "/favicon.ico").collect())
}

#[test]
fn two_journeys_that_ask_for_the_same_do_not_differ() -> Result<()> {
    let server = fixtures()?;
    let (one, other) = (requests(&server, &["Cookie"])?, requests(&server, &["Title", "Storage"])?);
    assert_eq!(one.len(), 1, "{one:#?}");
    assert_eq!(difference(&one, &other), Vec::<String>::new());
    Ok(())
}

#[test]
fn a_planted_request_is_seen() -> Result<()> {
    let server = fixtures()?;
    let (one, other) = (requests(&server, &[])?, requests(&server, &["Request"])?);
    let difference = difference(&one, &other);
    assert_eq!(difference.len(), 1, "{difference:#?}");
    let planted = difference.concat();
    let parts = ["0 times in one, 1 times in the other", "POST /kommun/hjalp/guide.html?alcohol HTTP/1.1", "X-Answer: alcohol"];
    for part in parts {
        assert!(planted.contains(part), "{part} is missing in: {planted}");
    }
    assert!(planted.ends_with("\n    alcohol"), "{planted}");
    Ok(())
}

/// What a page sees of `guide.html` under a fault: `status, bytes` or `error`.
#[track_caller]
fn check_fault(fault: Option<Fault>, expected: &str) -> Result<()> {
    visit("leaky.html", |page, server| {
        server.put("small.txt", "lantern");
        if let Some(fault) = fault {
            server.fail("guide.html", fault);
        }
        let script = "const done = arguments[0];
            fetch('guide.html').then(async answer => {
                const text = await answer.text();
                return `${answer.status}, ${answer.headers.get('content-type')}, ${text.slice(0, 15)}`;
            }).then(done, () => done('error'));";
        assert_eq!(page.run_async(script, &[])?, Value::String(expected.to_owned()));
        Ok(())
    })
}

#[test]
fn without_a_fault_the_file_comes() -> Result<()> {
    check_fault(None, "200, text/html; charset=utf-8, <!doctype html>")
}

#[test]
fn a_missing_file_is_not_found() -> Result<()> {
    check_fault(Some(Fault::Missing), "404, text/plain; charset=utf-8, not found\n")
}

#[test]
fn other_bytes_come_in_place_of_a_file() -> Result<()> {
    check_fault(Some(Fault::Replaced(b"other".to_vec())), "200, text/html; charset=utf-8, other")
}

#[test]
fn one_byte_is_not_as_it_was() -> Result<()> {
    check_fault(Some(Fault::Tampered { at: 1 }), "200, text/html; charset=utf-8, <\u{fffd}doctype html>")
}

#[test]
fn a_file_ends_early() -> Result<()> {
    check_fault(Some(Fault::CutShort { to: 9 }), "200, text/html; charset=utf-8, <!doctype")
}

#[test]
fn an_answer_breaks_off() -> Result<()> {
    // WebKitGTK takes what has come for the whole: only a hash, or what the file means, can tell.
    let seen = if Engine::chosen()? == Engine::Webkit { "200, text/html; charset=utf-8, <!doctype" } else { "error" };
    check_fault(Some(Fault::BreaksOff { after: 9 }), seen)
}

#[test]
fn an_answer_hangs_until_it_is_told() -> Result<()> {
    visit("leaky.html", |page, server| {
        server.fail("guide.html", Fault::Hangs);
        page.run("window.came = 'nothing'; fetch('guide.html').then(answer => { window.came = answer.status; });", &[])?;
        page.wait_until("the request", || {
            Ok(server.requests().iter().any(|request| request.path().ends_with("/guide.html")).then_some(()))
        })?;
        assert_eq!(page.run("return window.came", &[])?, Value::from("nothing"));
        server.mend();
        page.wait_until("the answer", || Ok((page.run("return window.came", &[])? == 200).then_some(())))
    })
}

#[test]
fn another_server_is_another_origin() -> Result<()> {
    visit("leaky.html", |page, _| {
        let (open, shut) = (fixtures()?, Site::new("fixtures").without("Access-Control-Allow-Origin").serve()?);
        shut.put("guide.html", "shut");
        let script = "const done = arguments[1]; fetch(arguments[0]).then(answer => done(answer.status), () => done('error'));";
        let seen = |server: &Server| page.run_async(script, &[Value::String(server.url("guide.html"))]);
        assert_eq!((seen(&open)?, seen(&shut)?), (Value::from(200), Value::from("error")));
        Ok(())
    })
}
