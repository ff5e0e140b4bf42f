//! A slow phone on a slow line: the processor six times slower, 200 milliseconds to each answer, 400 thousand bits a second.
//!
//! In: the guide alone and on the host page. Out: whole journeys; what stands there until the engine comes; what moves when it does.
//! Chromium alone can be slowed. No time is asserted but the least that the line itself takes, by which it is known that it is slow.
//! Standard: Layout Instability, `layout-shift` entries.
//! Next: `first_paint.rs` for each piece before the engine comes; `src/bin/pace.rs` for times.

use journeys::driver::{Engine, Settings};
use journeys::failure::Result;
use journeys::fault::Fault;
use journeys::guide::{Guide, PACK, host};
use journeys::role::{Name, Role};
use journeys::takeover;
use journeys::walk::{self, Screen};
use serde_json::{Value, json};

/// How much slower the processor is.
const TIMES: u32 = 6;

/// Milliseconds to each answer.
const LATENCY: u32 = 200;

/// Thousand bits a second, for all answers together.
const KILOBITS: u32 = 400;

const ANSWERS: &str = r#"{"who":"self","about":["alcohol"],"use":["daily","wants-to-stop"],"place":"434","age":"23-64"}"#;

/// A browser that is slowed and has opened nothing.
#[track_caller]
fn slowed(language: &str, width: u32) -> Result<Guide> {
    let guide = Guide::unopened(language, &Settings { engine: Engine::Chromium, width, height: 844, ..Settings::default() })?;
    guide.browser.slow_down(TIMES)?;
    guide.browser.slow_network(LATENCY, KILOBITS)?;
    Ok(guide)
}

/// From whatever stands there to the results and a card.
#[track_caller]
fn walk_whole(guide: &Guide) -> Result<()> {
    guide.walk_to(ANSWERS, &Screen::Results)?;
    walk::open_card(&guide.page(), &guide.words, "fi-line-paihdeneuvonta")
}

/// The least milliseconds that the engine takes on this line, by its size as sent.
#[track_caller]
fn least(guide: &Guide) -> Result<f64> {
    let file = journeys::server::Site::built()?.folder().join(format!("{}.br", guide.file("wasm")?));
    let bits = u32::try_from(std::fs::metadata(file)?.len() * 8).unwrap_or(u32::MAX);
    Ok(f64::from(bits) / f64::from(KILOBITS))
}

/// The line is as slow in this page or frame as was asked for.
#[track_caller]
fn check_line(guide: &Guide) -> Result<()> {
    let script = "return performance.getEntriesByType('resource').find(({ name }) => name.endsWith('.wasm'))?.duration ?? 0";
    let took = guide.page().run(script, &[])?.as_f64().unwrap_or_default();
    let least = least(guide)?;
    assert!(took >= least, "the engine came in {took} ms, which takes {least} ms on such a line");
    Ok(())
}

#[test]
fn a_whole_journey_alone() -> Result<()> {
    let guide = slowed("en", 390)?;
    guide.page().open(&guide.url())?;
    // Answered at once, whether the engine is there or not.
    walk_whole(&guide)?;
    check_line(&guide)
}

#[test]
fn a_whole_journey_on_the_host_page() -> Result<()> {
    let guide = slowed("sv", 1000)?;
    guide.open_in_frame("sv")?;
    walk_whole(&guide)?;
    check_line(&guide)
}

#[test]
fn the_first_question_is_answered_before_the_engine_is_there() -> Result<()> {
    let guide = slowed("en", 390)?;
    takeover::wait(&guide, "")?;
    let page = guide.page();
    guide.press("show-help-now")?;
    guide.expect("help-title")?;
    assert!(guide.numbers()?.contains(&"tel:112".to_owned()));
    guide.press("back-to-guide")?;
    guide.expect_item("who")?;
    guide.choose("who", "self")?;
    let loading = guide.words.filled("loading", &[])?;
    let told = || Ok::<bool, journeys::failure::Failure>(page.whole_text()?.contains(&loading));
    assert!(!told()?, "it says that it is on its way before anyone asks");
    guide.press("next")?;
    page.wait_until("a word that it is on its way", || Ok(told()?.then_some(())))?;
    guide.server.mend();
    guide.expect_item("about")?;
    page.wait_for_focus(Role::Heading, Name::Any)
}

#[test]
fn one_can_leave_before_the_engine_is_there() -> Result<()> {
    let guide = slowed("en", 390)?;
    guide.server.put("left.html", "<!doctype html><html lang=en><title>Elsewhere</title><h1>Elsewhere</h1>");
    takeover::wait(&guide, &format!("#exit={}", guide.server.url("left.html")))?;
    guide.choose("who", "self")?;
    let parts = ["leave-start", "leave-middle", "leave-end"].map(|key| guide.words.filled(key, &[]));
    guide.page().click(Role::Button, parts.into_iter().collect::<Result<Vec<_>>>()?.join(" ").as_str())?;
    guide.page().wait_for_heading("Elsewhere").map(drop)
}

/// On the host page its own help stands until the engine is there.
#[test]
fn the_host_page_shows_its_help_until_the_engine_is_there() -> Result<()> {
    let guide = slowed("en", 390)?;
    guide.server.fail("guide/*.wasm", Fault::Hangs);
    let page = guide.page();
    page.open(&guide.host_url())?;
    guide.expect("help-title")?;
    assert!(guide.numbers()?.contains(&"tel:112".to_owned()));
    assert_eq!(page.all(Role::Frame, Name::Any)?, Vec::new(), "a frame shows in which nothing is");
    guide.server.mend();
    guide.enter()?;
    guide.expect_item("who")
}

/// What has moved by itself in the page or frame since it began, and how far. What had no place that could be seen has come, not moved:
/// so all of a frame does when it is first given its size. Before that it is 0 px wide, and what it holds reaches less far than a word of any screen.
const SHIFTS: &str = "
    const observer = new PerformanceObserver(() => {});
    observer.observe({ type: 'layout-shift', buffered: true });
    const isSeen = ({ width, height, right }) => width * height > 0 && right > 40;
    return observer.takeRecords().filter(({ sources }) => !sources.length || sources.some(({ previousRect }) => isSeen(previousRect)))
        .map(({ value, sources }) => `${value.toFixed(4)}: ${sources.map(({ node }) => node?.className ?? node?.nodeName).join(', ')}`);
";

#[track_caller]
fn shifts(guide: &Guide) -> Result<Vec<String>> {
    let found = guide.page().run(SHIFTS, &[])?;
    Ok(found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
}

/// Everything that the page asks for has come.
#[track_caller]
fn wait_for_all(guide: &Guide) -> Result<()> {
    let all = "const files = JSON.parse(document.getElementById('lykta-files').textContent);
        const come = performance.getEntriesByType('resource').filter(({ responseEnd }) => responseEnd > 0).map(({ name }) => name);
        return [files.engine, files.wasm, files.pack.url, files.places.url, ...files.words.map(({ url }) => url)].every((file) => come.some((name) => name.endsWith(file)))";
    guide.page().wait_until("all files", || Ok((guide.page().run(all, &[])? == json!(true)).then_some(())))
}

#[track_caller]
fn check_still(language: &str, width: u32) -> Result<()> {
    let guide = slowed(language, width)?;
    guide.page().open(&guide.url())?;
    guide.expect_item("who")?;
    guide.wait_until_started()?;
    wait_for_all(&guide)?;
    assert_eq!(shifts(&guide)?, Vec::<String>::new());
    Ok(())
}

#[test]
fn nothing_moves_by_itself_on_a_phone() -> Result<()> {
    check_still("fi", 390)
}

#[test]
fn nothing_moves_by_itself_on_a_wide_screen() -> Result<()> {
    check_still("en", 1280)
}

#[test]
fn nothing_moves_by_itself_around_the_frame_nor_in_it() -> Result<()> {
    let guide = slowed("sv", 1000)?;
    guide.page().open(&guide.server.url(&host(PACK, "sv")))?;
    guide.expect("help-title")?;
    guide.enter()?;
    wait_for_all(&guide)?;
    assert_eq!(shifts(&guide)?, Vec::<String>::new(), "in the frame");
    guide.page().leave_frames()?;
    assert_eq!(shifts(&guide)?, Vec::<String>::new(), "around the frame");
    Ok(())
}

#[test]
fn what_moves_by_itself_is_found() -> Result<()> {
    let guide = Guide::unopened("en", &Settings { engine: Engine::Chromium, ..Settings::default() })?;
    guide.open_alone()?;
    assert_eq!(shifts(&guide)?, Vec::<String>::new());
    let plant = "const planted = document.createElement('p'); planted.textContent = 'planted'; document.body.prepend(planted);";
    guide.page().run(plant, &[])?;
    guide.page().wait_until("the planted shift", || Ok((!shifts(&guide)?.is_empty()).then_some(())))
}
