//! How many taps and how much time lie between opening the guide and a ringing phone, for five made-up people.
//!
//! In: the built guide (`LYKTA_DIST`, else `dist`). Out: a table: for each person the questions put, the taps, the keys, the words that stood
//! on the screens, the time that the guide itself took, and the seconds with an assumed pace of reading.
//! A tap is a press that reached the page, the last one among them, on what is lit, which is found and not pressed.
//! The guide's own time is from the request to the first screen that answers, and from each press to its paint (W3C Event Timing; a press
//! faster than 16 milliseconds counts as none).
//! Chromium alone. Next: `pace.rs` for presses on a slowed processor.

use std::process::ExitCode;

use journeys::driver::{Browser, Engine, Settings};
use journeys::failure::{Failure, Result};
use journeys::role::{Name, Role};
use journeys::server::{Server, Site};
use journeys::walk::{self, Screen};
use journeys::words::Words;
use serde_json::Value;

/// Who opens it, the pack, and what they answer; what is not named is skipped.
const PEOPLE: [(&str, &str, &str); 5] = [
    ("drinks too much, in Helsinki", "fi", r#"{"who":"self","about":["alcohol"],"now":["none"],"place":"091","age":"23-64"}"#),
    ("a child whose mother drinks", "fi", r#"{"who":"child","about":["alcohol"],"now":["none"],"age":"under-13"}"#),
    ("a friend who took too much", "fi", r#"{"who":"close-one","about":["medicines"],"now":["overdose"]}"#),
    ("gambles, in Sweden", "se", r#"{"who":"self","about":["gambling"],"now":["none"]}"#),
    (
        "a parent of one who smokes cannabis, in Denmark",
        "dk",
        r#"{"who":"close-one","about":["cannabis"],"now":["none"],"relation":"parent"}"#,
    ),
];

/// Words read in a minute, and seconds to find and press what is meant: an assumption, on the slow side of what is usual.
const WORDS_A_MINUTE: f64 = 180.0;
const SECONDS_A_TAP: f64 = 1.5;

/// Counts presses and keys, and collects the time from each press to its paint.
const WATCH: &str = "window.taps = 0; window.keys = 0; window.waits = [];
    addEventListener('pointerdown', () => window.taps++, true);
    addEventListener('keydown', () => window.keys++, true);
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) if (entry.name === 'click') window.waits.push(entry.duration);
    }).observe({ type: 'event', durationThreshold: 16 });
    return performance.now();";

const COUNTED: &str = "const done = arguments[arguments.length - 1];
    setTimeout(() => done([window.taps, window.keys, window.waits.reduce((sum, wait) => sum + wait, 0)]), 500)";

/// The words of the screen; where something is lit, of the part that holds it.
const READ: &str = "const main = document.querySelector('main');
    const text = arguments[0] ? main.firstElementChild.innerText : main.innerText;
    return text.split(/\\s+/).filter(Boolean).length";

fn main() -> ExitCode {
    match measure() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(2)
        }
    }
}

fn measure() -> Result<()> {
    let server = Site::built()?.serve()?;
    println!("reading {WORDS_A_MINUTE} words a minute, {SECONDS_A_TAP} s a tap; the guide's own time in seconds");
    println!("questions   taps   keys   words   guide   whole   person");
    for (person, pack, answers) in PEOPLE {
        let way = walk_once(&server, pack, answers)?;
        let whole = way.guide + way.words / WORDS_A_MINUTE * 60.0 + (way.taps + way.keys) * SECONDS_A_TAP;
        println!("{:>9} {:>6} {:>6} {:>7} {:>7.1} {whole:>7.0}   {person}", way.questions, way.taps, way.keys, way.words, way.guide);
    }
    Ok(())
}

struct Way {
    questions: usize,
    taps: f64,
    keys: f64,
    words: f64,
    guide: f64,
}

fn walk_once(server: &Server, pack: &str, answers: &str) -> Result<Way> {
    let words = Words::read(pack, "en")?;
    let settings = Settings { engine: Engine::Chromium, width: 390, height: 844, languages: "en".to_owned(), ..Settings::default() };
    let browser = Browser::start(&settings)?;
    let page = browser.page();
    page.open(&server.url(&format!("guide/{pack}-en.html")))?;
    walk::screen(&page, &words)?;
    let opened = number(&page.run(WATCH, &[])?);
    let (mut read, mut questions, mut counted) = (0.0, 0, None);
    walk::walk(&page, &words, &walk::answers(answers)?, |screen| {
        // Where someone may die, the number is lit before the results.
        let is_end = matches!(screen, Screen::Danger | Screen::Results);
        if counted.is_some() {
            return Ok(());
        }
        read += number(&page.run(READ, &[Value::Bool(is_end)])?);
        if !is_end {
            questions += usize::from(matches!(screen, Screen::Item(_)));
            return Ok(());
        }
        let links = page.all(Role::Link, Name::Any)?;
        let addresses = links.iter().map(|link| page.attribute(link, "href")).collect::<Result<Vec<_>>>()?;
        let is_way = |address: &String| ["tel:", "sms:", "https:"].iter().any(|way| address.starts_with(way));
        // The bar at the top has the emergency number, but not where it is lit.
        let at = usize::from(*screen == Screen::Results);
        if !addresses.get(at).and_then(Option::as_ref).is_some_and(is_way) {
            return Err(page.missed("something lit to press"));
        }
        counted = Some(page.run_async(COUNTED, &[])?);
        Ok(())
    })?;
    let counted = counted.ok_or_else(|| Failure::new("the walk did not end on the results"))?;
    let at = |index: usize| counted.get(index).map_or(0.0, number);
    Ok(Way { questions, taps: at(0) + 1.0, keys: at(1), words: read, guide: (opened + at(2)) / 1000.0 })
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_default()
}
