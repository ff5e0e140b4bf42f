//! The element that a municipality puts into its page: its attributes, its box, its theme, and what it leaves alone.
//!
//! In: host pages of all kinds. Out: what they saw, and whether the guide works in them.
//! Next: `public/embed.js`, `docs/embedding.md`.

use journeys::driver::Settings;
use journeys::failure::{Failure, Result};
use journeys::fault::Fault;
use journeys::guide::Guide;
use journeys::key::Key;
use journeys::role::{Name, Role};
use journeys::server::Site;
use journeys::walk::Screen;
use serde_json::{Value, json};

/// Writes down what the element does to the page around it.
const WATCH: &str = "
    window.warned = []; window.listened = [];
    console.warn = (...words) => warned.push(words.join(' '));
    for (const [name, place] of Object.entries({ document: Document.prototype, element: Element.prototype, window })) {
        const listen = EventTarget.prototype.addEventListener;
        place.addEventListener = function (kind, ...rest) { listened.push(`${name} ${kind}`); return listen.call(this, kind, ...rest); };
    }
    window.names = Object.getOwnPropertyNames(window).concat('names');
";

/// A host page with this body, opened; `embed.js` is loaded as most pages do.
#[track_caller]
fn open(guide: &Guide, body: &str) -> Result<()> {
    let page = format!(
        "<!doctype html><html lang=\"en\"><meta name=\"viewport\" content=\"width=device-width\"><title>Town</title><script src=\"watch.js\"></script><script src=\"embed.js\" defer></script><h1>Town</h1>{body}</html>"
    );
    guide.server.put("watch.js", WATCH);
    guide.server.put("town.html", page);
    guide.page().open(&guide.server.url("town.html"))
}

fn unopened() -> Result<Guide> {
    Guide::unopened("en", &Settings::default())
}

#[track_caller]
fn texts(guide: &Guide, script: &str) -> Result<Vec<String>> {
    let found = guide.page().run(script, &[])?;
    Ok(found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
}

/// The element with these attributes starts the guide, and warns of each of these.
#[track_caller]
fn check_attributes(attributes: &str, warnings: &[&str]) -> Result<()> {
    let guide = unopened()?;
    open(&guide, &format!("<lykta-guide {attributes}><p>112</p></lykta-guide>"))?;
    guide.enter()?;
    guide.expect_item("who")?;
    guide.page().leave_frames()?;
    let warned = texts(&guide, "return warned")?;
    assert_eq!(warned.len(), warnings.len(), "{warned:#?}");
    for warning in warnings {
        assert!(warned.iter().any(|words| words.contains(warning)), "{warning} is not among {warned:#?}");
    }
    Ok(())
}

#[test]
fn right_attributes_are_not_warned_of() -> Result<()> {
    check_attributes("pack=\"fi\" lang=\"en\" place=\"091\" exit=\"https://example.org/\" theme=\"corner: 4px\"", &[])
}

#[test]
fn without_a_language_it_is_the_pages_own() -> Result<()> {
    check_attributes("pack=\"fi\"", &[])
}

#[test]
fn a_wrong_attribute_is_told_with_its_mend_and_the_guide_works() -> Result<()> {
    check_attributes(
        "pack=\"fi\" lang=\"qq\" place=\"9\" exit=\"javascript:alert(1)\"",
        &["lang=\"qq\" is not used; write one of fi, sv, en", "place=\"9\"", "exit=\"javascript:"],
    )
}

/// With a pack that is not there, or none, the law and the numbers of another country would show: the plain help stays, and the mend is told.
#[track_caller]
fn check_no_pack(attributes: &str, warnings: &[&str]) -> Result<()> {
    let guide = unopened()?;
    open(&guide, &format!("<lykta-guide {attributes}><h2>Help</h2></lykta-guide>"))?;
    let page = guide.page();
    page.wait_until("the warnings", || Ok((texts(&guide, "return warned")?.len() == warnings.len()).then_some(())))?;
    let warned = texts(&guide, "return warned")?;
    for (words, warning) in warned.iter().zip(warnings) {
        assert!(words.contains(warning), "{warning} is not in {words}");
    }
    page.wait_for_heading("Help")?;
    assert_eq!(page.all(Role::Frame, Name::Any)?, Vec::new(), "a guide opens");
    assert!(guide.server.requests().iter().all(|request| !request.path().contains("/guide/")), "a guide is asked for");
    Ok(())
}

#[test]
fn of_several_packs_one_must_be_named() -> Result<()> {
    check_no_pack("lang=\"sv\"", &["the plain help stays, since no pack is named; write pack=\"dk\", or one of dk, fi, no, se"])
}

#[test]
fn a_pack_that_is_not_there_opens_no_other_countrys_guide() -> Result<()> {
    check_no_pack("pack=\"xx\" lang=\"sv\"", &["pack=\"xx\" is not used; write one of dk, fi, no, se", "the plain help stays"])
}

#[test]
fn a_wrong_theme_is_told_with_its_mend_and_the_guide_works() -> Result<()> {
    check_attributes(
        "pack=\"fi\" lang=\"en\" theme=\"text: red; paper: #ffffff; link: #cccccc; corner: 99px; font: url(x); shadow: 1px; accent: #777; on-accent: #888\"",
        &[
            "theme \"text: red\" is not used; write a color as",
            "theme \"corner: 99px\"",
            "theme \"font: url(x)\"",
            "theme \"shadow: 1px\" is not used; write one of text, paper",
            "theme \"link: #cccccc; paper: #ffffff\" is not used: their contrast is 1.6:1; choose colors of at least 4.5:1",
            "theme \"on-accent: #888888; accent: #777777\"",
        ],
    )
}

#[test]
fn a_script_that_does_not_know_where_it_lies_leaves_the_help_there() -> Result<()> {
    let guide = unopened()?;
    guide.server.put("watch.js", WATCH);
    let page = "<!doctype html><html lang=\"en\"><title>Town</title><script src=\"watch.js\"></script><script type=\"module\" src=\"embed.js\"></script><h1>Town</h1><lykta-guide><p>Call <a href=\"tel:112\">112</a></p></lykta-guide></html>";
    guide.server.put("town.html", page);
    guide.page().open(&guide.server.url("town.html"))?;
    let warned = texts(&guide, "return warned")?;
    assert!(warned.iter().any(|words| words.contains("type=\"module\"")), "{warned:#?}");
    guide.page().wait_for(Role::Link, "112").map(drop)
}

const STYLES: &str = "const style = getComputedStyle(document.querySelector('.lykta'));
    return [style.color, style.backgroundColor, getComputedStyle(document.querySelector('[data-next], .lykta-actions__next')).backgroundColor,
        style.fontFamily, getComputedStyle(document.querySelector('.lykta-option')).borderTopLeftRadius]";

#[track_caller]
fn styles(dark: bool) -> Result<Vec<String>> {
    let guide = Guide::unopened("en", &Settings { dark, ..Settings::default() })?;
    open(
        &guide,
        "<lykta-guide pack=\"fi\" lang=\"en\" theme=\"text: #222; paper: #fffdf5; accent: #2d5a3d; on-accent: #ffffff; font: Georgia, serif; corner: 3px\"></lykta-guide>",
    )?;
    guide.enter()?;
    guide.expect_item("who")?;
    texts(&guide, STYLES)
}

#[test]
fn the_theme_is_worn_by_day() -> Result<()> {
    let expected = ["rgb(34, 34, 34)", "rgb(255, 253, 245)", "rgb(45, 90, 61)", "Georgia, serif", "3px"];
    assert_eq!(styles(false)?, expected);
    Ok(())
}

#[test]
fn by_night_the_colors_are_the_guides_own() -> Result<()> {
    let seen = styles(true)?;
    assert_eq!(seen.get(3..).unwrap_or_default(), ["Georgia, serif", "3px"]);
    assert_eq!(seen.first().map(String::as_str), Some("rgb(238, 240, 232)"));
    Ok(())
}

#[test]
fn a_second_theme_and_words_of_others_are_not_heard() -> Result<()> {
    let guide = unopened()?;
    open(
        &guide,
        "<lykta-guide pack=\"fi\" lang=\"en\" label=\"Guide\" theme=\"corner: 3px\"></lykta-guide><iframe title=\"Other\" srcdoc=\"<script>parent.postMessage({lykta:'leave'}, '*')</script>\"></iframe>",
    )?;
    guide.page().leave_frames()?;
    guide.page().enter_frame("Guide")?;
    guide.expect_item("who")?;
    guide.page().leave_frames()?;
    guide.page().run(
        "const frame = document.querySelector('lykta-guide iframe');
        frame.contentWindow.postMessage({ lykta: 'theme', theme: { corner: '9px' } }, '*');
        for (const word of ['leave', 'started', '__proto__', 'constructor', null, {}]) window.postMessage({ lykta: word }, '*');",
        &[],
    )?;
    guide.page().leave_frames()?;
    guide.page().enter_frame("Guide")?;
    guide.choose("who", "self")?;
    assert_eq!(texts(&guide, STYLES)?.last().map(String::as_str), Some("3px"));
    assert_eq!(guide.page().url()?, guide.server.url("town.html"));
    Ok(())
}

#[test]
fn nothing_of_the_page_around_is_touched() -> Result<()> {
    let guide = unopened()?;
    open(&guide, "<lykta-guide pack=\"fi\" lang=\"en\"><h2>Help</h2><p id=\"help\">112</p></lykta-guide>")?;
    let before = guide.page().run("return [document.title, history.length, document.styleSheets.length, document.head.outerHTML]", &[])?;
    guide.enter()?;
    guide.walk_to(r#"{"who":"self","about":["alcohol"]}"#, &Screen::Item("now".to_owned()))?;
    guide.page().leave_frames()?;
    let after = guide.page().run("return [document.title, history.length, document.styleSheets.length, document.head.outerHTML]", &[])?;
    assert_eq!(before, after);
    // Those that begin so are the driver's own.
    assert_eq!(
        texts(
            &guide,
            "return Object.getOwnPropertyNames(window).filter(name => !names.includes(name) && isNaN(name) && !/^(ret_|se_|\\$?cdc_)/.test(name))"
        )?,
        Vec::<String>::new()
    );
    let listened = texts(&guide, "return listened")?;
    assert_eq!(listened, ["window message", "element load"], "the window for messages, and the element's own frame");
    assert_eq!(guide.page().run("return document.getElementById('help').outerHTML", &[])?, json!("<p id=\"help\">112</p>"));
    Ok(())
}

/// Whether the frame of the guide is shown.
const IS_READY: &str =
    "const frame = document.querySelector('lykta-guide iframe'); return Boolean(frame) && frame.style.visibility !== 'hidden'";

/// Whoever reads the plain help with the keyboard goes on in it; it goes when they have left it.
#[test]
fn the_plain_help_does_not_vanish_under_the_focus() -> Result<()> {
    let guide = unopened()?;
    guide.server.fail("guide/*.wasm", Fault::Hangs);
    let help = "<a id=\"one\" href=\"tel:112\">112</a> <a id=\"two\" href=\"tel:116117\">116 117</a>";
    open(&guide, &format!("<lykta-guide pack=\"fi\" lang=\"en\">{help}</lykta-guide><a id=\"after\" href=\"#\">On</a>"))?;
    let page = guide.page();
    let focused = "return document.activeElement.id";
    page.press(Key::Tab)?;
    assert_eq!(page.run(focused, &[])?, "one");
    guide.server.mend();
    page.wait_until("the guide", || Ok((page.run(IS_READY, &[])? == Value::Bool(true)).then_some(())))?;
    let shown = "return document.getElementById('two').checkVisibility()";
    assert_eq!(page.run(shown, &[])?, true);
    page.press(Key::Tab)?;
    assert_eq!(page.run(focused, &[])?, "two");
    page.run("return new Promise((go) => setTimeout(go, 50))", &[])?;
    assert_eq!(page.run(shown, &[])?, true, "it went while it had the focus");
    page.press(Key::Tab)?;
    page.wait_until("the help to go", || Ok((page.run(shown, &[])? == Value::Bool(false)).then_some(())))
}

/// Whoever has scrolled into the plain help reads on in it; it goes when they are back at its beginning.
#[test]
fn the_plain_help_does_not_vanish_under_who_reads_it() -> Result<()> {
    let guide = unopened()?;
    guide.server.fail("guide/*.wasm", Fault::Hangs);
    let help = "<p id=\"first\">112</p><div style=\"block-size: 300vh\"></div><p id=\"read\">116 117</p>";
    open(&guide, &format!("<lykta-guide pack=\"fi\" lang=\"en\">{help}</lykta-guide><div style=\"block-size: 300vh\"></div>"))?;
    let page = guide.page();
    let place = || {
        Ok::<_, Failure>(page.run("return document.getElementById('read').getBoundingClientRect().top", &[])?.as_f64().unwrap_or(f64::NAN))
    };
    page.run("document.getElementById('read').scrollIntoView({ behavior: 'instant' })", &[])?;
    let before = place()?;
    guide.server.mend();
    page.wait_until("the guide", || Ok((page.run(IS_READY, &[])? == Value::Bool(true)).then_some(())))?;
    // Engines scroll by whole pixels.
    let after = place()?;
    assert!((after - before).abs() < 2.0, "what is read moved from {before} to {after}");
    assert_eq!(page.run("return document.getElementById('read').checkVisibility()", &[])?, true, "it went while it was read");
    page.run("scrollTo({ top: 0, behavior: 'instant' })", &[])?;
    let shown = "return document.getElementById('first').checkVisibility()";
    page.wait_until("the help to go", || Ok((page.run(shown, &[])? == Value::Bool(false)).then_some(())))
}

#[test]
fn nothing_heavy_is_asked_for_until_the_guide_is_near() -> Result<()> {
    let guide = unopened()?;
    open(
        &guide,
        "<p><a href=\"#end\">Down</a></p><div style=\"height: 400vh\"></div><lykta-guide id=\"end\" pack=\"fi\" lang=\"en\"><p>112</p></lykta-guide>",
    )?;
    // Two frames are drawn: what was to be seen has been seen.
    guide
        .page()
        .run_async("const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 300)))", &[])?;
    let asked: Vec<String> = guide.server.requests().iter().map(|request| request.target.clone()).collect();
    assert!(asked.iter().any(|target| target == "/embed.js") && !asked.iter().any(|target| target.contains("/guide/")), "{asked:?}");
    guide.page().click(Role::Link, "Down")?;
    guide.enter()?;
    guide.expect_item("who")
}

#[test]
fn several_guides_on_one_page_each_work_and_one_that_is_removed_leaves_nothing() -> Result<()> {
    let guide = unopened()?;
    let one = |id: &str| {
        format!(
            "<lykta-guide id=\"{id}\" pack=\"fi\" lang=\"en\" label=\"Guide {id}\" style=\"--lykta-height: 40vh\"><p>Help {id}</p></lykta-guide>"
        )
    };
    open(&guide, &format!("{}{}", one("one"), one("two")))?;
    guide.page().enter_frame("Guide one")?;
    guide.choose("who", "self")?;
    guide.press("next")?;
    guide.expect_item("about")?;
    guide.page().leave_frames()?;
    guide.page().enter_frame("Guide two")?;
    guide.expect_item("who")?;
    guide.page().leave_frames()?;
    guide.page().run("window.removed = document.getElementById('one'); removed.remove()", &[])?;
    assert_eq!(
        guide.page().run("return [removed.innerHTML, document.querySelectorAll('iframe').length]", &[])?,
        json!(["<p>Help one</p>", 1])
    );
    guide.page().enter_frame("Guide two")?;
    guide.choose("who", "child")?;
    guide.page().leave_frames()?;
    guide.page().run("document.querySelector('h1').after(removed)", &[])?;
    guide.page().enter_frame("Guide one")?;
    guide.expect_empty()
}

const BOX: &str = "const { x, y, width, height } = document.querySelector('lykta-guide iframe').getBoundingClientRect();
    return [x, isOver(document.querySelector('lykta-guide iframe')) ? y : y + scrollY, width, height].map(Math.round).join(' ');
    function isOver(frame) { return getComputedStyle(frame).position === 'fixed' }";

/// The boxes of the frame on a window of this size: ready, started, and after two more screens.
#[track_caller]
fn boxes(width: u32, height: u32, around: &str) -> Result<Vec<String>> {
    let guide = Guide::unopened("en", &Settings { width, height, ..Settings::default() })?;
    open(
        &guide,
        &format!("<div style=\"{around}\"><lykta-guide pack=\"fi\" lang=\"en\"></lykta-guide></div><p style=\"height: 200vh\">More</p>"),
    )?;
    let mut seen = Vec::new();
    let mut look = || -> Result<()> {
        guide.page().leave_frames()?;
        seen.push(guide.page().run(BOX, &[])?.as_str().unwrap_or_default().to_owned());
        guide.enter()
    };
    guide.enter()?;
    guide.expect_item("who")?;
    guide.choose("who", "self")?;
    look()?;
    guide.press("next")?;
    guide.expect_item("about")?;
    look()?;
    guide.press("skip")?;
    guide.expect_item("now")?;
    look()?;
    guide.press("show-help-now")?;
    guide.expect("help-title")?;
    look()?;
    Ok(seen)
}

#[test]
fn on_a_wide_window_the_box_never_changes() -> Result<()> {
    let seen = boxes(1000, 900, "")?;
    assert!(seen.iter().all(|place| Some(place) == seen.first()), "{seen:?}");
    Ok(())
}

#[test]
fn on_a_phone_the_guide_fills_the_screen_from_the_first_step_on() -> Result<()> {
    let seen = boxes(390, 800, "")?;
    assert_ne!(seen.first(), seen.get(1));
    assert_eq!(seen.get(1..).unwrap_or_default(), ["0 0 390 800", "0 0 390 800", "0 0 390 800"]);
    Ok(())
}

/// What lies under the guide on a phone is out of reach, and comes back when the window is wide again; the question and the focus stay.
#[test]
fn on_a_phone_the_covered_page_is_out_of_reach() -> Result<()> {
    let guide = Guide::unopened("en", &Settings { width: 390, height: 800, ..Settings::default() })?;
    let around = "<a id=\"before\" href=\"#\">Town hall</a>";
    open(&guide, &format!("{around}<lykta-guide pack=\"fi\" lang=\"en\" label=\"A guide to help\"></lykta-guide>"))?;
    let page = guide.page();
    let reach = "document.getElementById('before').focus(); return document.activeElement.id || document.activeElement.localName";
    assert_eq!(page.run(reach, &[])?, "before");
    guide.enter()?;
    guide.choose("who", "self")?;
    page.run("scrollTo(0, 400)", &[])?;
    guide.press("next")?;
    guide.expect_item("about")?;
    let question = guide.words.item("about").map(|item| item.text.clone()).unwrap_or_default();
    page.wait_for_focus(Role::Heading, &question)?;
    let begins = || Ok(page.run("return innerHeight >= 800 && scrollY === 0", &[])?.as_bool().filter(|begins| *begins));
    page.wait_until("the question to begin at its top", begins)?;
    page.leave_frames()?;
    assert_eq!(page.run(reach, &[])?, "iframe", "the focus can leave for what is covered");
    page.press(Key::Tab)?;
    assert_eq!(page.run(reach, &[])?, "iframe", "a key leads to what is covered");
    guide.browser.resize(1000, 900)?;
    page.wait_until("the page to be in reach", || Ok((page.run(reach, &[])? == "before").then_some(())))?;
    guide.enter()?;
    guide.expect_item("about")?;
    page.leave_frames()?;
    guide.browser.resize(390, 800)?;
    page.wait_until("the page to be out of reach", || Ok((page.run(reach, &[])? != "before").then_some(())))?;
    guide.enter()?;
    guide.expect_item("about")
}

#[test]
fn it_fills_the_screen_also_inside_what_moves_and_clips() -> Result<()> {
    let seen = boxes(390, 800, "transform: translateX(20px); overflow: hidden; contain: paint; width: 300px")?;
    assert_eq!(seen.get(1..).unwrap_or_default(), ["0 0 390 800", "0 0 390 800", "0 0 390 800"]);
    Ok(())
}

#[test]
fn the_guide_works_where_the_page_may_open_no_windows_and_save_nothing() -> Result<()> {
    // As inside the browser that an app brings along: what the page may not do, nothing within may.
    let site = Site::built()?.header("Content-Security-Policy", "sandbox allow-scripts allow-same-origin");
    let guide = Guide::of_site(site, "en", &Settings::default())?;
    open(&guide, "<lykta-guide pack=\"fi\" lang=\"en\"></lykta-guide>")?;
    guide.enter()?;
    guide.expect_item("who")?;
    guide.press("show-help-now")?;
    guide.expect("help-title")?;
    // Each address that would open elsewhere can be read, too.
    let unread = "return [...document.querySelectorAll('main a[target=_blank]')].filter(link => link.checkVisibility?.() ?? true)
        .filter(link => !link.innerText.includes(new URL(link.href).hostname)).map(link => link.href)";
    assert_eq!(texts(&guide, unread)?, Vec::<String>::new());
    assert!(!guide.numbers()?.is_empty());
    Ok(())
}

#[test]
fn nothing_of_the_page_stays_while_the_next_one_is_on_its_way() -> Result<()> {
    let guide = unopened()?;
    // The way out is stopped at the door, as a slow net would hold it up.
    let stop = "<script>window.navigation?.addEventListener('navigate', (event) => event.preventDefault())</script>";
    open(&guide, &format!("{stop}<lykta-guide pack=\"fi\" lang=\"en\" exit=\"https://example.org/\"></lykta-guide>"))?;
    if guide.page().run("return Boolean(window.navigation)", &[])? == Value::Bool(false) {
        eprintln!("this engine does not let a page stop its own leaving: seen in the others");
        return Ok(());
    }
    guide.enter()?;
    guide.expect_item("who")?;
    guide.wait_until_started()?;
    guide.page().run("document.querySelector('[data-leave]').click()", &[])?;
    guide.page().leave_frames()?;
    guide.page().wait_until("an empty page", || {
        let shown = guide.page().run("return [document.body.checkVisibility({ opacityProperty: true }), document.title.trim()]", &[])?;
        Ok((shown == serde_json::json!([false, "\u{200b}"])).then_some(()))
    })
}
