//! To take along: the sheet on paper, the card for the wallet, the code for another device, and the voice that reads.
//!
//! In: the guide alone. Out: the paper as PDF, read by `lopdf`; the code, read by `rqrr`; what a scripted voice was given.
//! Next: `src/components/take.rs`, `qr.rs`, `aloud.rs`; `lykta_core::sheet`.

use journeys::driver::{Engine, Settings};
use journeys::failure::{Failure, Result};
use journeys::guide::Guide;
use journeys::role::Role;
use journeys::walk::{self, Screen};
use lopdf::Document;
use serde_json::{Value, json};

/// Everything at once: the answers for which most is found.
const MOST: &str = r#"{"who": "self", "about": ["alcohol", "opioids", "benzodiazepines", "gambling", "gaming"], "now": ["none"],
    "place": "091", "age": "18-22", "pregnant": "yes", "children": "yes", "use": ["daily", "injects"], "housing": "homeless",
    "progress": "contacted", "progress-with": "social", "progress-date": "2026-11-20"}"#;

fn at_results(language: &str, answers: &str) -> Result<Guide> {
    let guide = Guide::unopened(language, &Settings { width: 390, height: 844, ..Settings::default() })?;
    guide.page().open(&guide.url())?;
    guide.wait_until_started()?;
    guide.walk_to(answers, &Screen::Results)?;
    Ok(guide)
}

/// The text of each page of paper; none where the engine's driver cannot print, which is said.
fn printed(guide: &Guide) -> Result<Option<Vec<String>>> {
    if guide.browser.engine() == Engine::Webkit {
        eprintln!("WebKitWebDriver cannot print: what is on paper is seen in the other engines");
        return Ok(None);
    }
    let paper = Document::load_mem(&guide.page().paper()?).map_err(|error| Failure::new(format!("no PDF: {error}")))?;
    let title = paper.trailer.get(b"Info").and_then(|info| paper.dereference(info)).and_then(|(_, info)| info.as_dict()?.get(b"Title"));
    if let Ok(title) = title {
        let title = lopdf::decode_text_string(title).unwrap_or_default();
        assert_eq!(title, guide.page().title()?, "the file bears another title than the page");
    }
    let pages: Vec<u32> = paper.get_pages().into_keys().collect();
    let text = |page| paper.extract_text(&[page]).map_err(|error| Failure::new(format!("page {page}: {error}")));
    pages.into_iter().map(text).collect::<Result<_>>().map(Some)
}

/// Without spaces: where a PDF parts words is its own affair.
fn plain(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace()).collect()
}

#[track_caller]
fn check_paper(guide: &Guide, most: usize, has: &[&str]) -> Result<()> {
    let Some(pages) = printed(guide)? else { return Ok(()) };
    assert!(pages.len() <= most, "{} pages: {pages:#?}", pages.len());
    let text = plain(&pages.concat());
    for words in has {
        assert!(text.contains(&plain(words)), "the paper lacks {words}: {text}");
    }
    Ok(())
}

#[test]
fn however_much_is_found_the_results_print_on_two_pages() -> Result<()> {
    for language in ["fi", "en"] {
        let guide = at_results(language, MOST)?;
        check_paper(&guide, 2, &["112"])?;
    }
    Ok(())
}

#[test]
fn where_nothing_is_told_the_numbers_are_printed_all_the_same() -> Result<()> {
    check_paper(&at_results("sv", "{}")?, 2, &["112"])
}

#[test]
fn the_sheet_prints_alone_and_then_the_cards_for_the_wallet_alone() -> Result<()> {
    let guide = at_results("en", MOST)?;
    guide.press("take-along")?;
    guide.expect("take-title")?;
    guide.page().run("window.print = () => {}", &[])?;
    let rights = guide.words.filled("sheet-rights", &[])?;
    guide.press("take-print")?;
    check_paper(&guide, 2, &["112", &rights])?;
    guide.press("take-wallet-print")?;
    let Some(pages) = printed(&guide)? else { return Ok(()) };
    let text = plain(&pages.concat());
    assert_eq!(pages.len(), 1, "{text}");
    assert!(!text.contains(&plain(&rights)) && text.matches("112").count() == 2, "{text}");
    Ok(())
}

#[test]
fn what_was_answered_does_not_stand_on_the_sheet() -> Result<()> {
    let guide = at_results("en", MOST)?;
    guide.press("take-along")?;
    let text = guide.page().whole_text()?;
    for (item, option) in [("about", "opioids"), ("about", "gaming"), ("use", "injects"), ("progress", "contacted")] {
        let item = guide.words.item(item).and_then(|item| item.options.iter().find(|(id, _)| id == option));
        let (_, words) = item.ok_or_else(|| Failure::new(format!("no option {option}")))?;
        assert!(!text.contains(words.as_str()), "{words} stands there: {text}");
    }
    Ok(())
}

/// The squares of the drawing, as the path draws them: `M4 4h7v1h-7z`.
fn squares(path: &str) -> Option<Vec<(usize, usize)>> {
    let mut squares = Vec::new();
    for run in path.split('M').filter(|run| !run.is_empty()) {
        let (x, rest) = run.split_once(' ')?;
        let (y, rest) = rest.split_once('h')?;
        let (length, _) = rest.split_once('v')?;
        let (x, y, length): (usize, usize, usize) = (x.parse().ok()?, y.parse().ok()?, length.parse().ok()?);
        squares.extend((x..x + length).map(|x| (x, y)));
    }
    Some(squares)
}

#[test]
fn the_code_of_a_card_leads_to_its_place_on_the_page_with_everything_and_bears_nothing_else() -> Result<()> {
    let guide = at_results("en", MOST)?;
    walk::open_card(&guide.page(), &guide.words, "fi-right-pregnant")?;
    guide.press("elsewhere")?;
    let drawn = guide.page().run(
        "const code = document.querySelector('[role=img] svg'); return [code.getAttribute('viewBox'), code.querySelector('path').getAttribute('d')]",
        &[],
    )?;
    let drawn: Vec<&str> = drawn.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let [view, path] = drawn[..] else { return Err(Failure::new(format!("no code: {drawn:?}"))) };
    let size: usize = view.rsplit(' ').next().and_then(|size| size.parse().ok()).ok_or_else(|| Failure::new(view))?;
    let squares = squares(path).ok_or_else(|| Failure::new(path))?;
    // Four points a square, as a camera sees it.
    let mut image =
        rqrr::PreparedImage::prepare_from_greyscale(size * 4, size * 4, |x, y| if squares.contains(&(x / 4, y / 4)) { 0 } else { 255 });
    let grids = image.detect_grids();
    let read = grids.first().ok_or_else(|| Failure::new("no code is seen"))?.decode();
    let (_, address) = read.map_err(|error| Failure::new(format!("the code cannot be read: {error}")))?;
    assert_eq!(address, guide.server.url("guide/fi-en-all.html#fi-right-pregnant"));
    guide
        .page()
        .wait_for(Role::Link, address.trim_start_matches("http://"))
        .or_else(|_| guide.page().wait_for(Role::Link, address.as_str()))?;
    let label = guide.page().run("return document.querySelector('[role=img]').ariaLabel", &[])?;
    assert_eq!(label.as_str(), Some(guide.words.filled("elsewhere-code", &[])?.as_str()));
    Ok(())
}

/// Voices of a device: one of its own in English, one in English that asks a server, none in Swedish.
const VOICES: &str = r"
    const made = (kind, fields) => Object.defineProperties(Object.create(kind.prototype),
        Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value, writable: true }])));
    class Voice {}
    class Speech {}
    window.SpeechSynthesisVoice = Voice;
    window.SpeechSynthesis = Speech;
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    const voices = [['far', 'en-GB', false], ['near', 'en-US', true]].map(([name, lang, localService]) => made(Voice, { name, lang, localService }));
    window.spoken = [];
    Object.defineProperty(window, 'speechSynthesis', { configurable: true, value: made(Speech, {
        getVoices: () => arguments[0] ? voices : voices.slice(0, 1),
        speak: utterance => window.spoken.push(utterance),
        cancel: () => { window.spoken = []; },
    }) });
";

/// What the voice was given: the name of each line's voice, its language, and its text.
fn spoken(guide: &Guide) -> Result<Vec<String>> {
    let spoken = guide.page().run("return window.spoken.map(({ text, voice, lang }) => `${voice.name} ${lang} ${text}`)", &[])?;
    Ok(spoken.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
}

fn with_voices(has_own: bool) -> Result<Guide> {
    let guide = at_results("en", r#"{"who": "self", "about": ["alcohol"]}"#)?;
    guide.page().run(VOICES, &[json!(has_own)])?;
    walk::open_card(&guide.page(), &guide.words, "fi-line-paihdeneuvonta")?;
    Ok(guide)
}

#[test]
fn a_voice_of_the_device_reads_the_screen_and_falls_silent_when_it_is_left() -> Result<()> {
    let guide = with_voices(true)?;
    assert_eq!(spoken(&guide)?, Vec::<String>::new(), "it reads before it is asked to");
    guide.press("aloud-start")?;
    guide.page().wait_for(Role::Button, guide.words.app("aloud-stop")?)?;
    let lines = spoken(&guide)?;
    let title = guide.words.title("fi-line-paihdeneuvonta").unwrap_or_default();
    assert_eq!(lines.first().map(String::as_str), Some(["near en-US ", title].concat().as_str()), "{lines:?}");
    assert!(lines.len() > 5, "{lines:?}");
    guide.press("aloud-stop")?;
    guide.page().wait_for(Role::Button, guide.words.app("aloud-start")?)?;
    assert_eq!(spoken(&guide)?, Vec::<String>::new());
    guide.press("aloud-start")?;
    guide.press("back-to-results")?;
    guide.expect("results-title")?;
    assert_eq!(spoken(&guide)?, Vec::<String>::new(), "it reads on after the screen is left");
    Ok(())
}

#[test]
fn on_the_results_what_to_do_now_is_read_before_the_rest_and_what_is_not_shown_is_not_read() -> Result<()> {
    let guide = with_voices(true)?;
    guide.press("back-to-results")?;
    guide.expect("results-title")?;
    let call = guide.page().run("return document.querySelector('.lykta-next a').innerText", &[])?;
    let call: Vec<&str> = call.as_str().unwrap_or_default().lines().filter(|line| !line.trim().is_empty()).collect();
    assert!(!call.is_empty());
    guide.press("aloud-start")?;
    guide.page().wait_for(Role::Button, guide.words.app("aloud-stop")?)?;
    let spoken = spoken(&guide)?;
    let at = |line: &str| spoken.iter().position(|spoken| spoken.ends_with(line));
    let first = [
        vec![guide.words.filled("results-title", &[])?, guide.words.filled("next-title", &[])?],
        call.iter().map(|line| (*line).to_owned()).collect(),
    ]
    .concat();
    let places: Vec<Option<usize>> = first.iter().map(|line| at(line)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{first:?} {places:?} {spoken:#?}");
    assert!(places.last().is_some_and(|last| last.is_some_and(|last| last < 8)), "{spoken:#?}");
    assert_eq!(at(&guide.words.filled("next-copy-note", &[])?), None, "a phone does not show this");
    Ok(())
}

#[test]
fn a_question_is_read_with_its_options() -> Result<()> {
    let guide = Guide::alone("en")?;
    guide.page().run(VOICES, &[json!(true)])?;
    guide.choose("who", "self")?;
    guide.press("next")?;
    guide.expect_item("about")?;
    guide.press("aloud-start")?;
    guide.page().wait_for(Role::Button, guide.words.app("aloud-stop")?)?;
    let lines = spoken(&guide)?;
    let item = guide.words.item("about").ok_or_else(|| Failure::new("no such item"))?;
    for text in std::iter::once(&item.text).chain(item.options.iter().map(|(_, text)| text)) {
        assert!(lines.iter().any(|line| line.ends_with(text.as_str())), "{text} is not in {lines:#?}");
    }
    let button = guide.words.filled("aloud-stop", &[])?;
    assert!(!lines.iter().any(|line| line.contains(&button)), "{lines:#?}");
    guide.press("next").and_then(|()| guide.press("skip"))?;
    assert_eq!(spoken(&guide)?, Vec::<String>::new(), "it reads on after the question");
    Ok(())
}

#[test]
fn what_to_do_in_danger_is_read() -> Result<()> {
    let guide = Guide::alone("en")?;
    guide.page().run(VOICES, &[json!(true)])?;
    guide.walk_to(r#"{"who":"self","about":["alcohol"],"now":["overdose"]}"#, &Screen::Danger)?;
    guide.press("aloud-start")?;
    guide.page().wait_for(Role::Button, guide.words.app("aloud-stop")?)?;
    let lines = spoken(&guide)?;
    let title = guide.words.title("fi-safety-overdose").unwrap_or_default();
    assert!(lines.first().is_some_and(|line| line.ends_with(title)), "{lines:#?}");
    assert!(lines.len() > 5, "{lines:#?}");
    // Whoever reads another language finds it here, and help of other kinds.
    guide.press("show-help-now")?;
    guide.expect("help-title")?;
    guide.press("back-to-guide")?;
    guide.page().wait_for_heading(title).map(drop)
}

#[test]
fn after_the_last_line_it_can_be_read_again() -> Result<()> {
    let guide = with_voices(true)?;
    guide.press("aloud-start")?;
    guide.page().wait_for(Role::Button, guide.words.app("aloud-stop")?)?;
    guide.page().run("window.spoken.at(-1).onend({})", &[])?;
    guide.page().wait_for(Role::Button, guide.words.app("aloud-start")?).map(drop)
}

#[test]
fn where_the_only_voice_asks_a_server_nothing_is_offered() -> Result<()> {
    let guide = with_voices(false)?;
    let names = guide.page().names(Role::Button)?;
    assert!(!names.contains(&guide.words.filled("aloud-start", &[])?), "{names:?}");
    Ok(())
}

#[test]
fn voices_are_asked_for_before_any_answer() -> Result<()> {
    let guide = Guide::unopened("en", &Settings::default())?;
    // The first asking can move the page around: it must not tell when somebody came to the results.
    let boot = journeys::guide::boot(&guide.server.text(&guide.path())?)?;
    let count = "window.asked = 0;
        for (const kind of window.SpeechSynthesis ? [SpeechSynthesis.prototype] : []) {
            const { getVoices } = kind;
            kind.getVoices = function () { window.asked += 1; return getVoices.call(this); };
        }";
    guide.server.put(&boot, [guide.server.text(&boot)?.as_str(), count].join("\n"));
    guide.open_alone()?;
    let seen = guide.page().run("return [window.asked, typeof SpeechSynthesis]", &[])?;
    match (seen.pointer("/0").and_then(Value::as_u64), seen.pointer("/1").and_then(Value::as_str)) {
        (_, Some("undefined")) => eprintln!("this engine has no voices"),
        (asked, _) => assert!(asked > Some(0), "nobody asked"),
    }
    Ok(())
}
