//! The guide from right to left: Arabic for the app's own words, most texts of the pack borrowed from Finnish.
//!
//! In: the Finnish pack with the draft added to its languages and one question in Arabic. Out: what every screen looks like.
//! Next: `docs/decisions` for why Arabic; `crates/lykta-pack/tests/drafts.rs` for what is built; `styles/lykta.css`.

mod fresh;

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use journeys::axe;
use journeys::driver::Settings;
use journeys::failure::{Failure, Result};
use journeys::fault::Fault;
use journeys::guide::{Guide, PACK};
use journeys::key::Key;
use journeys::published::copy;
use journeys::role::{Name, Role};
use journeys::screens;
use journeys::server::Site;
use journeys::walk::Screen;
use journeys::words::Words;
use lykta_pack::load;
use serde_json::{Value, json};

/// The sources of the pack, and the site that is built of them.
static PLACE: LazyLock<Result<(PathBuf, PathBuf)>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("right-to-left-pack").join(PACK);
    let _ = std::fs::remove_dir_all(&folder);
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../packs").join(PACK), &folder)?;
    change(&folder.join("pack.toml"), "languages = [\"fi\", \"sv\", \"en\"]", "languages = [\"fi\", \"sv\", \"en\", \"ar\"]")?;
    change(&folder.join("items/01-who.toml"), "en = \"Who is it about?\" }", "en = \"Who is it about?\", ar = \"بمن يتعلق الأمر؟\" }")?;
    let (compiled, _, problems) = load::load_with_drafts(&folder).map_err(Failure::new)?;
    if problems.has_errors() {
        return Err(Failure::new("the pack with a draft has problems"));
    }
    let compiled = compiled.ok_or_else(|| Failure::new("the pack with a draft does not compile"))?;
    Ok((folder, fresh::site("right-to-left", &compiled)?))
});

fn change(file: &Path, from: &str, to: &str) -> Result<()> {
    let text = std::fs::read_to_string(file)?;
    if !text.contains(from) {
        return Err(Failure::new(format!("{} does not hold {from}", file.display())));
    }
    Ok(std::fs::write(file, text.replacen(from, to, 1))?)
}

fn place() -> Result<&'static (PathBuf, PathBuf)> {
    PLACE.as_ref().map_err(|failure| Failure::new(failure.text()))
}

fn locales() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../locales")
}

/// A browser that has not opened the guide yet, with the words in Arabic and what they lack in Finnish.
#[track_caller]
fn unopened(settings: &Settings) -> Result<Guide> {
    let (pack, site) = place()?;
    let words = Words::read_borrowing(pack, &locales(), "ar", "fi")?;
    Guide::speaking(Site::new(site), PACK, words, settings)
}

#[track_caller]
fn opened(settings: &Settings) -> Result<Guide> {
    let guide = unopened(settings)?;
    guide.open_alone()?;
    Ok(guide)
}

fn narrow() -> Settings {
    Settings { width: 320, height: 640, text_percent: 200, ..Settings::default() }
}

fn phone() -> Settings {
    Settings { width: 390, height: 844, dark: true, ..Settings::default() }
}

/// Every screen, and the warning over one.
#[track_caller]
fn look_at_all(guide: &Guide, look: &dyn Fn(&str) -> Result<()>) -> Result<()> {
    screens::look_at_all(guide, look)?;
    guide.page().run(PASSED, &[json!(8.95)])?;
    guide.page().run(PASSED, &[json!(0.5)])?;
    guide.page().wait_for(Role::Button, guide.words.app("idle-keep")?)?;
    look("the warning before answers are cleared")
}

/// Turns the page's clock on by so many minutes, and lets it look as when a person comes back.
const PASSED: &str = "
    const root = document.documentElement;
    root.dataset.passed = Number(root.dataset.passed ?? 0) + arguments[0] * 60000;
    document.dispatchEvent(new Event('visibilitychange'));
";

/// All that is found on all screens, told at once.
#[track_caller]
fn check_all(settings: &Settings, find: &dyn Fn(&Guide, &str) -> Result<Vec<String>>) -> Result<()> {
    let guide = unopened(settings)?;
    guide.change_boot("Date.now()", "(Date.now() + Number(document.documentElement.dataset.passed ?? 0))")?;
    guide.open_alone()?;
    let found = RefCell::new(Vec::new());
    look_at_all(&guide, &|screen| {
        found.borrow_mut().extend(find(&guide, screen)?.into_iter().map(|what| format!("{screen}: {what}")));
        Ok(())
    })?;
    guide.server.fail("guide/*.wasm", Fault::Missing);
    guide.page().open(&guide.url())?;
    guide.expect("stop-title")?;
    found.borrow_mut().extend(find(&guide, "the stop page")?.into_iter().map(|what| format!("the stop page: {what}")));
    let found = found.into_inner();
    if found.is_empty() { Ok(()) } else { Err(Failure::new(found.join("\n"))) }
}

/// The direction of the page; what lies beyond its edges; texts, numbers and times whose signs do not stand in their own order;
/// lines that do not begin at the right; drawings that still look to the other side.
const LOOK: &str = "
    const found = [];
    const root = document.documentElement;
    if (root.dir !== 'rtl' || root.lang !== 'ar') found.push(`the page is ${root.lang} ${root.dir}`);
    const width = root.clientWidth;
    for (const left of [-1000, 1000]) {
        scrollTo({ left, behavior: 'instant' });
        if (scrollX !== 0) found.push(`it scrolls sideways by ${scrollX}`);
        scrollTo({ left: 0, behavior: 'instant' });
    }
    const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.lykta-hidden');
    // A browser draws the inside of a field for a day itself, and WebKitGTK wider than it is.
    for (const element of document.querySelectorAll('h1, h2, h3, p, a, button, label, li, dt, dd, input, summary, time')) {
        if (!seen(element)) continue;
        const { paddingLeft, paddingRight, overflowX } = getComputedStyle(element);
        const box = element.getBoundingClientRect();
        const [left, right] = [box.left + parseFloat(paddingLeft), box.right - parseFloat(paddingRight)];
        const name = `${element.tagName} ${element.textContent.slice(0, 40)}`;
        if (left < -0.5 || right > width + 0.5) found.push(`${name}: from ${Math.round(left)} to ${Math.round(right)} of ${width}`);
        else if (element.type !== 'date' && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1 && overflowX !== 'visible') found.push(`${name}: is cut off`);
    }
    // Left to right: a text without an Arabic letter, what is isolated, and every number, time and address among Arabic.
    const spans = (text, pattern) => [...text.matchAll(pattern)].map(({ index, 0: piece }) => [index, index + piece.length]);
    const pieces = (text) => {
        if (/[\\u2066\\u2067]/.test(text)) return spans(text, /(?<=[\\u2066\\u2067])[^\\u2066\\u2067\\u2069]+/g);
        if (/[\\u0600-\\u06ff]/.test(text)) return spans(text, /[+\\d]([ .:–§-]?\\d)+|[A-Za-z][\\w.-]+/g);
        return /[\\p{L}\\d]/u.test(text) ? [[0, text.length]] : [];
    };
    const range = document.createRange();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const node = texts.currentNode;
        if (!seen(node.parentElement) || node.parentElement.closest('script, noscript')) continue;
        for (const [from, to] of pieces(node.data)) {
            let before;
            for (let at = from; at < to; at += 1) {
                if (/[\\s\\u2066-\\u2069\\u00ad]/.test(node.data[at])) continue;
                range.setStart(node, at);
                range.setEnd(node, at + 1);
                const box = range.getBoundingClientRect();
                if (box.width === 0) continue;
                const isSameLine = before && Math.abs(before.bottom - box.bottom) < box.height / 2;
                if (isSameLine && box.left < before.left) {
                    found.push(`out of order: ${node.data.slice(from, to).slice(0, 60)}`);
                    break;
                }
                before = box;
            }
        }
    }
    // The heading begins at the right edge of what holds it.
    const title = [...document.querySelectorAll('h1')].find(seen);
    range.selectNodeContents(title);
    if (Math.max(...[...range.getClientRects()].map((box) => box.right)) < title.parentElement.getBoundingClientRect().right - parseFloat(getComputedStyle(title.parentElement).paddingRight) - 2) found.push('the heading does not begin at the right');
    // A number to call begins where its name does.
    for (const number of document.querySelectorAll('.lykta-call__number')) {
        if (!seen(number)) continue;
        range.selectNodeContents(number);
        if (range.getBoundingClientRect().right < number.getBoundingClientRect().right - 2) found.push('a number to call does not begin at the right');
    }
    // Each control stands at the right of its words.
    for (const input of document.querySelectorAll('input[type=radio], input[type=checkbox]')) {
        if (!seen(input)) continue;
        range.selectNodeContents(input.nextElementSibling);
        if (input.getBoundingClientRect().left < range.getBoundingClientRect().right) found.push(`${input.value}: stands left of its words`);
    }
    for (const line of document.querySelectorAll('.lykta-deadline__line')) {
        if (!getComputedStyle(line).transform.startsWith('matrix(-1')) found.push('a line of days runs to the right');
        const [began, last] = [...line.closest('.lykta-deadline').querySelectorAll('.lykta-deadline__end')].map((end) => end.getBoundingClientRect());
        if (began.bottom === last.bottom && began.right <= last.right) found.push('the days at the ends of a line are not those of the drawing');
    }
    for (const row of document.querySelectorAll('.lykta-rows__link')) {
        if (seen(row) && !getComputedStyle(row, '::after').transform.startsWith('matrix(0.707107, -')) found.push('an arrow of a row points to the right');
    }
    return found;
";

fn looked(guide: &Guide) -> Result<Vec<String>> {
    let found = guide.page().run(LOOK, &[])?;
    let found = found.as_array().ok_or_else(|| Failure::new(format!("{found} is no list")))?;
    Ok(found.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}

/// What is wrong with the way that it runs, and what the checker finds.
fn looked_and_checked(guide: &Guide) -> Result<Vec<String>> {
    let mut found = looked(guide)?;
    found.extend(axe::violations_also(&guide.page(), axe::BEYOND_AA)?.iter().map(ToString::to_string));
    Ok(found)
}

#[test]
fn every_screen_runs_from_right_to_left_on_a_narrow_screen_with_text_of_twice_the_size_and_the_checker_finds_nothing() -> Result<()> {
    check_all(&narrow(), &|guide, _| looked_and_checked(guide))
}

#[test]
fn every_screen_runs_from_right_to_left_on_a_wide_screen_by_night_and_the_checker_finds_nothing() -> Result<()> {
    check_all(&Settings { dark: true, ..Settings::default() }, &|guide, _| looked_and_checked(guide))
}

#[test]
fn the_look_would_notice() -> Result<()> {
    let guide = opened(&Settings::default())?;
    assert_eq!(looked(&guide)?, Vec::<String>::new());
    for (what, plant) in [
        ("the page is ar ltr", "document.documentElement.dir = 'ltr'"),
        ("it scrolls sideways", "planted.style.position = 'absolute'; planted.style.left = '-50px'; planted.textContent = 'x'"),
        ("out of order: 0800 900 45", "planted.textContent = 'هاتف: 0800 900 45'"),
        ("out of order: 8:00–16:00", "planted.textContent = 'هاتف: 8:00–16:00'"),
        ("out of order: Soita 112.", "planted.textContent = 'Soita 112.'"),
    ] {
        let script = format!(
            "const planted = document.createElement('p'); [...document.querySelectorAll('main')].find((main) => main.checkVisibility()).append(planted); {plant};
            const found = (() => {{ {LOOK} }})(); planted.remove(); document.documentElement.dir = 'rtl'; return found"
        );
        let found = guide.page().run(&script, &[])?;
        let is_told = found.as_array().is_some_and(|found| found.iter().filter_map(Value::as_str).any(|told| told.starts_with(what)));
        assert!(is_told, "{what}: {found}");
    }
    Ok(())
}

/// The name and place of everything on the screen that can be read out, chosen or pressed.
fn places(guide: &Guide) -> Result<Vec<String>> {
    let page = guide.page();
    let mut places = Vec::new();
    for role in [Role::Heading, Role::Radio, Role::Button, Role::Link] {
        for element in page.all(role, Name::Any)? {
            places.push(format!("{role} {}: {}", journeys::role::plain(element.name()), page.rectangle(&element)?));
        }
    }
    Ok(places)
}

/// The page while its engine hangs on the way, then when it has come.
#[track_caller]
fn check_takeover(settings: &Settings) -> Result<()> {
    let guide = unopened(settings)?;
    guide.server.fail("guide/*.wasm", Fault::Hangs);
    guide.page().open(&guide.url())?;
    guide.expect_item("who")?;
    guide.choose("who", "close-one")?;
    let before = places(&guide)?;
    assert_eq!(looked(&guide)?, Vec::<String>::new(), "before the engine");
    guide.server.mend();
    guide.wait_until_started()?;
    assert!(guide.page().is_chosen(&guide.option("who", "close-one")?)?, "the choice is lost");
    assert_eq!(places(&guide)?, before);
    Ok(())
}

#[test]
fn nothing_moves_on_a_phone_when_the_engine_comes() -> Result<()> {
    check_takeover(&phone())
}

#[test]
fn nothing_moves_on_a_narrow_screen_with_large_text_when_the_engine_comes() -> Result<()> {
    check_takeover(&narrow())
}

#[test]
fn the_first_screen_and_the_page_with_everything_say_that_no_speaker_has_read_them() -> Result<()> {
    let guide = opened(&phone())?;
    let note = guide.words.filled("draft-note", &[])?;
    let says = |guide: &Guide| -> Result<bool> { Ok(guide.page().whole_text()?.contains(&note)) };
    assert!(says(&guide)?, "the first screen");
    guide.page().open(&guide.server.url("guide/fi-ar-all.html"))?;
    guide.expect("help-title")?;
    assert!(says(&guide)?, "the page with everything");
    guide.page().open(&guide.server.url("guide/fi-fi.html"))?;
    guide.wait_until_started()?;
    assert!(!says(&guide)?, "the Finnish page");
    Ok(())
}

#[test]
fn the_page_with_everything_runs_from_right_to_left() -> Result<()> {
    let guide = unopened(&narrow())?;
    guide.page().open(&guide.server.url("guide/fi-ar-all.html"))?;
    guide.expect("help-title")?;
    // What the checker says of this page it says in `all_help.rs`: only the words are others.
    assert_eq!(looked(&guide)?, Vec::<String>::new());
    Ok(())
}

#[test]
fn the_keyboard_leads_through_as_elsewhere() -> Result<()> {
    let guide = opened(&Settings::default())?;
    let page = guide.page();
    let tab_to = |role: Role, name: &Name| -> Result<()> {
        for _ in 0..40 {
            page.press(Key::Tab)?;
            let active = page.active()?;
            if role.is_called(active.role()) && name.fits(active.name()) {
                return Ok(());
            }
        }
        Err(page.missed(&format!("{role} {name} by Tab")))
    };
    tab_to(Role::Radio, &Name::Any)?;
    page.press(Key::Space)?;
    page.press(Key::ArrowDown)?;
    assert!(page.is_chosen(&guide.option("who", "close-one")?)?);
    page.press(Key::ArrowUp)?;
    assert!(page.is_chosen(&guide.option("who", "self")?)?);
    tab_to(Role::Button, &guide.words.app("next")?)?;
    page.press(Key::Enter)?;
    guide.expect_item("about")?;
    page.wait_for_focus(Role::Heading, Name::Any)?;
    tab_to(Role::Button, &guide.words.app("skip")?)?;
    page.press(Key::Enter)?;
    guide.expect_item("now")?;
    tab_to(Role::Button, &guide.words.app("skip")?)?;
    page.press(Key::Enter)?;
    guide.expect_item("place")?;
    tab_to(Role::Combobox, &guide.words.app("place-label")?)?;
    page.write("Borgå")?;
    page.wait_for(Role::Option, Name::begins("Porvoo"))?;
    page.press(Key::ArrowDown)?;
    page.press(Key::Enter)?;
    page.press(Key::Enter)?;
    guide.expect_item("age")?;
    page.wait_for_focus(Role::Heading, Name::Any)
}

#[test]
fn every_screen_can_be_left() -> Result<()> {
    let guide = unopened(&phone())?;
    guide.server.put("left.html", "<!doctype html><html lang=en><title>Elsewhere</title><h1>Elsewhere</h1>");
    let address = format!("{}#exit={}", guide.url(), guide.server.url("left.html"));
    let parts = ["leave-start", "leave-middle", "leave-end"].map(|key| guide.words.filled(key, &[]));
    let name = parts.into_iter().collect::<Result<Vec<_>>>()?.join(" ");
    guide.page().open(&address)?;
    guide.wait_until_started()?;
    guide.walk_to(r#"{"who":"self","about":["alcohol"]}"#, &Screen::Item("now".to_owned()))?;
    guide.page().click(Role::Button, name.as_str())?;
    guide.page().wait_for_heading("Elsewhere")?;
    guide.page().open(&address)?;
    guide.wait_until_started()?;
    (0..3).try_for_each(|_| guide.page().press(Key::Shift))?;
    guide.page().wait_for_heading("Elsewhere").map(drop)
}

#[test]
fn borrowed_texts_name_their_language_before_and_after_the_engine_comes() -> Result<()> {
    let guide = unopened(&phone())?;
    guide.server.fail("guide/*.wasm", Fault::Hangs);
    guide.page().open(&guide.url())?;
    guide.expect_item("who")?;
    // Every option of the first question is Finnish, the question itself is not.
    let borrowed = "return [...document.querySelectorAll('h1, label')].filter((words) => words.checkVisibility())
        .map((words) => [...words.querySelectorAll('bdi')].map((part) => `${part.lang} ${part.dir}`))
        .map((parts) => [...new Set(parts)].join())";
    let expected = json!(["", "fi ltr", "fi ltr", "fi ltr", "fi ltr"]);
    assert_eq!(guide.page().run(borrowed, &[])?, expected);
    guide.server.mend();
    guide.wait_until_started()?;
    assert_eq!(guide.page().run(borrowed, &[])?, expected);
    Ok(())
}

#[test]
fn the_direction_follows_the_language() -> Result<()> {
    let mut guide = opened(&phone())?;
    let finnish = Words::read(PACK, "fi")?;
    let direction = |guide: &Guide| guide.page().run("return [document.documentElement.lang, document.documentElement.dir]", &[]);
    guide.speak(&finnish)?;
    assert_eq!(direction(&guide)?, json!(["fi", "ltr"]));
    let arabic = Words::read_borrowing(&place()?.0, &locales(), "ar", "fi")?;
    guide.words = finnish;
    guide.speak(&arabic)?;
    assert_eq!(direction(&guide)?, json!(["ar", "rtl"]));
    guide.words = arabic;
    assert_eq!(looked(&guide)?, Vec::<String>::new());
    Ok(())
}
