//! How long a press takes until the answer to it is painted, on a fast and on a slowed processor.
//!
//! In: a pack, a language, answers. Out: a table: for each slowing, the least, the median and the longest time over all presses of
//! whole walks, and that of the press which opens the results.
//! Chromium alone can be slowed. The times are those of the browser's own Event Timing, in steps of 8 milliseconds.
//! Standard: W3C Event Timing, as in Interaction to Next Paint.
//! Next: `src/walk.rs`, which goes the way.

use std::path::PathBuf;
use std::process::ExitCode;

use journeys::driver::{Browser, Engine, Settings};
use journeys::failure::{Failure, Result};
use journeys::server::{Server, Site};
use journeys::walk::{self, Answers, Screen};
use journeys::words::Words;

const USAGE: &str = "\
Measures how long presses take until they are painted.

usage: cargo run -p journeys --bin pace -- ANSWERS [--pack ID] [--language TAG]

";

/// How much slower the processor is made.
const SLOWINGS: [u32; 3] = [1, 4, 6];

/// Walks for each, in turn.
const RUNS: usize = 5;

/// Starts to collect the time from each press to its paint.
const WATCH: &str = "window.presses = []; new PerformanceObserver(list => { \
    for (const entry of list.getEntries()) if (entry.name === 'click') window.presses.push(entry.duration); \
    }).observe({ type: 'event', durationThreshold: 16 });";

/// The presses that were painted by now; those faster than 16 milliseconds are not told of.
const PRESSES: &str = "const done = arguments[arguments.length - 1]; setTimeout(() => done(window.presses), 500)";

struct Options {
    answers: PathBuf,
    pack: String,
    language: String,
}

fn main() -> ExitCode {
    let Some(options) = options(std::env::args().skip(1)) else {
        eprint!("{USAGE}");
        return ExitCode::from(2);
    };
    match measure(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(2)
        }
    }
}

fn options(mut arguments: impl Iterator<Item = String>) -> Option<Options> {
    let (mut answers, mut pack, mut language) = (None, "fi".to_owned(), "en".to_owned());
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--pack" => pack = arguments.next()?,
            "--language" => language = arguments.next()?,
            other if other.starts_with('-') || answers.is_some() => return None,
            other => answers = Some(PathBuf::from(other)),
        }
    }
    Some(Options { answers: answers?, pack, language })
}

fn measure(options: &Options) -> Result<()> {
    let words = Words::read(&options.pack, &options.language)?;
    let answers = walk::answers(&std::fs::read_to_string(&options.answers)?)?;
    let server = Site::built()?.serve()?;
    let url = url(&server, options);
    let mut all: Vec<(u32, Vec<f64>, Vec<f64>)> = SLOWINGS.iter().map(|slowing| (*slowing, Vec::new(), Vec::new())).collect();
    let mut cards = 0;
    for _ in 0..RUNS {
        for (slowing, presses, results) in &mut all {
            let walked = walk_once(&url, *slowing, &options.language, &words, &answers)?;
            results.extend(walked.presses.last());
            presses.extend(walked.presses);
            cards = walked.cards;
        }
    }
    println!("{cards} cards on the results; {RUNS} walks each; milliseconds from the press to its paint");
    println!("slowed   presses   least   median   longest   to the results: median   longest");
    for (slowing, presses, results) in &mut all {
        let (each, last) = (spread(presses)?, spread(results)?);
        println!("{slowing:>5}x {:>9} {:>7} {:>8} {:>9} {:>23} {:>9}", presses.len(), each.0, each.1, each.2, last.1, last.2);
    }
    Ok(())
}

fn url(server: &Server, options: &Options) -> String {
    server.url(&format!("guide/{}-{}.html", options.pack, options.language))
}

struct Walked {
    presses: Vec<f64>,
    cards: usize,
}

fn walk_once(url: &str, slowing: u32, language: &str, words: &Words, answers: &Answers) -> Result<Walked> {
    let settings = Settings { engine: Engine::Chromium, width: 390, height: 844, languages: language.to_owned(), ..Settings::default() };
    let browser = Browser::start(&settings)?;
    let page = browser.page();
    page.open(url)?;
    walk::screen(&page, words)?;
    browser.slow_down(slowing)?;
    page.run(WATCH, &[])?;
    walk::walk_to(&page, words, answers, &Screen::Results)?;
    let presses = page.run_async(PRESSES, &[])?;
    let presses = presses.as_array().into_iter().flatten().filter_map(serde_json::Value::as_f64).collect();
    browser.slow_down(1)?;
    let cards = walk::shown(&page, words)?.iter().map(|shown| shown.cards.len()).sum();
    Ok(Walked { presses, cards })
}

/// Least, median and most.
fn spread(times: &mut [f64]) -> Result<(f64, f64, f64)> {
    times.sort_by(f64::total_cmp);
    let middle = times.get(times.len() / 2);
    match (times.first(), middle, times.last()) {
        (Some(first), Some(middle), Some(last)) => Ok((*first, *middle, *last)),
        _ => Err(Failure::new("no press took long enough to be told of")),
    }
}
