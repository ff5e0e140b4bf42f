//! How long the list of 3,000 meetings takes to show and to choose from, on a fast and on a slowed processor.
//!
//! In: a made-up pack, drawn by dice. Out: a table: for each slowing the least, the median and the longest time from the press until the
//! next frame but one, and how long the file of meetings takes to be read. Chromium alone can be slowed.
//! Usage: `LYKTA_ENGINE=chromium cargo test -p journeys --bench meetings`
//! Next: `src/meetings.rs`, `docs/figures.md`.

#[path = "../tests/fresh/mod.rs"]
mod fresh;

use journeys::dice::Dice;
use journeys::driver::{Browser, Engine, Settings};
use journeys::failure::{Failure, Result};
use journeys::meetings::{self, TOWN};
use journeys::role::Role;
use journeys::server::Site;
use journeys::told;
use journeys::walk::{self, Screen};
use journeys::words::Words;

/// How much slower the processor is made.
const SLOWINGS: [u32; 2] = [1, 4];

/// How often each is measured.
const RUNS: usize = 5;

/// Someone for whom all of them are listed, in Helsinki.
const ANSWERS: &str = r#"{"who":"self","about":["alcohol"],"place":"091","age":"23-64"}"#;

/// From a press to the next frame but one: what it changed is painted then.
const PRESS: &str = "const [id, value, done] = arguments; const field = document.getElementById(id); const began = performance.now();
    if (value === null) field.click(); else { field.value = value; field.dispatchEvent(new Event('change', { bubbles: true })); }
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began)))";

fn main() -> Result<()> {
    if Engine::chosen()? != Engine::Chromium {
        println!("meetings: only Chromium can be slowed");
        return Ok(());
    }
    let words = Words::read("fi", "en")?;
    let settings = Settings { languages: "en".to_owned(), ..Settings::default() };
    // The newest a confirmation can be without being ahead: the day of the browser.
    let day = { told::today(&Browser::start(&settings)?.page(), "Europe/Helsinki")? };
    let compiled = meetings::many("bench-meetings", 3000, day, &mut Dice::new(7))?;
    println!(
        "3,000 meetings, file of {} bytes before compression",
        serde_json::to_string(&compiled.meetings).map_err(|fault| Failure::new(fault.to_string()))?.len()
    );
    let server = Site::new(fresh::site("bench-meetings", &compiled)?).serve()?;
    let url = server.url(&format!("guide/{TOWN}-en.html"));
    let steps = [
        ("show", "lykta-open-groups", None),
        ("in person", "lykta-choose-how", Some("0")),
        ("all again", "lykta-choose-how", Some("")),
        ("near", "lykta-choose-where", Some("near")),
        ("language", "lykta-choose-language", Some("sv")),
    ];
    println!("| processor | step | least | median | longest |\n| --- | --- | --- | --- | --- |");
    for slowing in SLOWINGS {
        let mut times: Vec<Vec<f64>> = steps.iter().map(|_| Vec::new()).collect();
        for _ in 0..RUNS {
            let browser = Browser::start(&settings)?;
            let page = browser.page();
            page.open(&url)?;
            walk::walk_to(&page, &words, &walk::answers(ANSWERS)?, &Screen::Results)?;
            page.wait_for(Role::Button, words.app("groups-open")?)?;
            browser.slow_down(slowing)?;
            for ((_, id, value), times) in steps.iter().zip(&mut times) {
                let taken = page.run_async(PRESS, &[(*id).into(), value.map_or(serde_json::Value::Null, Into::into)])?;
                times.push(taken.as_f64().ok_or_else(|| Failure::new(format!("{taken} is no time")))?);
            }
        }
        for ((name, ..), times) in steps.iter().zip(&mut times) {
            times.sort_by(f64::total_cmp);
            let at = |index: usize| times.get(index).copied().unwrap_or_default();
            println!("| {slowing} times slower | {name} | {:.0} ms | {:.0} ms | {:.0} ms |", at(0), at(RUNS / 2), at(RUNS - 1));
        }
    }
    Ok(())
}
