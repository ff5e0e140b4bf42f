//! What to do now, at all hours: the whole browser's clock is set, its processes' and not one page's.
//!
//! In: the pack of Finland with other hours for the line on gambling, a moment in the time of Greenwich, the zone of the device. Out: what
//! the results say of that line. The device is in Finland where nothing else is said.
//! Next: `src/driver/clock.rs`; `crates/lykta-core/src/schedule/tests.rs` for more hours than these.

use journeys::driver::{Browser, Clock, Settings};
use journeys::failure::{Failure, Result};
use journeys::guide::Guide;
use journeys::role::{Name, Role};
use journeys::server::Site;
use journeys::walk::Screen;
use lykta_core::schedule::Schedule;

mod fresh;

/// The line that a person who gambles is given, and its number.
const LINE: &str = "fi-line-peluuri";
const NUMBER: &str = "0800 100 101";

const ANSWERS: &str = r#"{"who":"self","about":["gambling"],"now":["none"]}"#;

/// The guide on its results, with these hours of the line, at this moment.
#[track_caller]
fn results(name: &str, hours: &str, moment: &str, zone: &str) -> Result<Guide> {
    let guide = started(name, hours, moment, zone)?;
    guide.walk_to(ANSWERS, &Screen::Results)?;
    Ok(guide)
}

/// The guide on its first question.
#[track_caller]
fn started(name: &str, hours: &str, moment: &str, zone: &str) -> Result<Guide> {
    let mut compiled = fresh::compiled()?;
    let schedule = Schedule::parse(hours).map_err(|part| Failure::new(format!("{part} is no hours")))?;
    let line = compiled.file.cards.iter_mut().find(|card| card.id == LINE);
    let contact = line.and_then(|card| card.contacts.first_mut()).ok_or_else(|| Failure::new("the line has no contact"))?;
    contact.hours = schedule.numbers();
    let site = Site::new(fresh::site(&format!("next-step-{name}"), &compiled)?);
    let settings = Settings { clock: Some(Clock::at(moment, zone)?), ..Settings::default() };
    let guide = Guide::of_site(site, "en", &settings)?;
    guide.open_alone()?;
    Ok(guide)
}

/// The lit way is the line, and this is said of it.
#[track_caller]
fn expect_line(guide: &Guide, key: &str, slots: &[(&str, &str)]) -> Result<()> {
    let said = guide.words.filled(key, slots)?;
    let next = guide.words.filled("next-title", &[])?;
    let text = guide.page().whole_text()?;
    // From the heading of the next step to the first group of the results.
    let part = text.split_once(&next).map(|(_, rest)| rest.chars().take(400).collect::<String>()).unwrap_or_default();
    let order = part.find(NUMBER).zip(part.find(&said));
    if order.is_some_and(|(number, said)| number < said) {
        return Ok(());
    }
    Err(Failure::new(format!("“{said}” does not follow {NUMBER} in: {part}")))
}

#[track_caller]
fn check(name: &str, hours: &str, moment: &str, key: &str, slots: &[(&str, &str)]) -> Result<()> {
    expect_line(&results(name, hours, moment, "Europe/Helsinki")?, key, slots)
}

/// Without this, all that follows would show the day on which it runs.
#[test]
fn the_clock_is_that_of_the_whole_browser() -> Result<()> {
    let settings = Settings { clock: Some(Clock::at("2028-02-29 10:30", "America/New_York")?), ..Settings::default() };
    let browser = Browser::start(&settings)?;
    let server = Site::built()?.serve()?;
    browser.page().open(&server.url("index.html"))?;
    let script = "const done = arguments[arguments.length - 1];
        const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(new Date().toISOString())'])));
        worker.onmessage = ({ data }) => done([new Date().toISOString(), data, new Date().getHours()]);
        worker.onerror = () => done('no worker');";
    let told = browser.page().run_async(script, &[])?;
    let text = |at: usize| told.get(at).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
    // The page and a worker of it, in the minutes after; the hours are those of the device.
    for at in [0, 1] {
        assert!(text(at).starts_with("2028-02-29T10:3"), "{told}");
    }
    assert_eq!(told.get(2).and_then(serde_json::Value::as_u64), Some(5), "{told}");
    Ok(())
}

#[test]
fn the_last_minutes_before_midnight_and_the_first_after() -> Result<()> {
    check("before-midnight", "Mo-Fr 12:00-24:00", "2026-11-23 21:50", "open-now", &[("{time}", "24:00")])?;
    check("after-midnight", "Mo-Fr 12:00-24:00", "2026-11-23 22:05", "open-closed", &[("{day}", "today"), ("{time}", "12:00")])?;
    check("past-midnight", "Mo 20:00-02:00", "2026-11-23 23:30", "open-now", &[("{time}", "2:00")])
}

#[test]
fn a_lunch_break() -> Result<()> {
    check("lunch", "Mo-Fr 08:00-11:30,12:30-16:00", "2026-11-24 10:00", "open-closed", &[("{day}", "today"), ("{time}", "12:30")])
}

#[test]
fn christmas_eve() -> Result<()> {
    check("eve-off", "Mo-Fr 08:00-16:00; PH off", "2026-12-24 08:30", "open-closed", &[("{day}", "Monday"), ("{time}", "8:00")])?;
    check("eve-own", "Mo-Fr 08:00-16:00; PH off; Dec 24 10:00-12:00", "2026-12-24 08:30", "open-now", &[("{time}", "12:00")])?;
    check("eve-unknown", "Mo-Fr 08:00-16:00", "2026-12-24 08:30", "open-unknown", &[])
}

#[test]
fn a_holiday_with_hours_of_its_own() -> Result<()> {
    check("holiday", "Mo-Fr 08:00-16:00; PH 10:00-14:00", "2026-12-25 11:59", "open-now", &[("{time}", "14:00")])
}

#[test]
fn the_night_on_which_clocks_are_put_on() -> Result<()> {
    // At 1:00 in Greenwich it is 4:00 at once, on Easter Sunday.
    check("spring-before", "Su 03:30-06:00; PH open", "2027-03-28 00:50", "open-closed", &[("{day}", "today"), ("{time}", "3:30")])?;
    check("spring-after", "Su 03:30-06:00; PH open", "2027-03-28 01:05", "open-now", &[("{time}", "6:00")])
}

#[test]
fn the_night_on_which_clocks_are_put_back() -> Result<()> {
    // From 0:00 to 2:00 in Greenwich it is between 3:00 and 4:00, twice.
    check("autumn-first", "Su 03:00-04:00", "2027-10-31 00:30", "open-now", &[("{time}", "4:00")])?;
    check("autumn-again", "Su 03:00-04:00", "2027-10-31 01:30", "open-now", &[("{time}", "4:00")])?;
    check("autumn-after", "Su 03:00-04:00; Mo 09:00-15:00", "2027-10-31 02:05", "open-closed", &[("{day}", "tomorrow"), ("{time}", "9:00")])
}

#[test]
fn the_29th_of_february_on_a_page_that_was_built_over_a_year_ago() -> Result<()> {
    let guide = results("leap", "Mo-Fr 12:00-18:00; Feb 29 off", "2028-02-29 10:30", "Europe/Helsinki")?;
    expect_line(&guide, "open-closed", &[("{day}", "tomorrow"), ("{time}", "12:00")])?;
    expect_age(&guide, "age-old")
}

#[test]
fn a_device_in_new_york_is_told_the_hours_of_the_place() -> Result<()> {
    // Monday evening there, early on Tuesday in Finland.
    let guide = results("new-york", "Tu 04:00-06:00", "2026-11-24 03:00", "America/New_York")?;
    let there = guide.page().run("return new Date().getHours() + ' ' + new Date().getDay()", &[])?;
    assert_eq!(there, "22 1");
    expect_line(&guide, "open-now", &[("{time}", "6:00")])
}

#[test]
fn a_clock_before_the_page_was_made_is_told_of() -> Result<()> {
    let guide = results("clock-behind", "Mo-Fr 12:00-18:00", "2026-01-09 10:30", "Europe/Helsinki")?;
    expect_line(&guide, "open-now", &[("{time}", "18:00")])?;
    expect_age(&guide, "age-clock")
}

#[test]
fn a_page_of_this_year_says_nothing_of_its_age() -> Result<()> {
    let guide = results("current", "Mo-Fr 12:00-18:00", "2027-10-29 10:30", "Europe/Helsinki")?;
    expect_line(&guide, "open-now", &[("{time}", "18:00")])?;
    let text = guide.page().whole_text()?;
    for key in ["age-old", "age-clock"] {
        assert!(!text.contains(&beginning(&guide, key)?), "{key}");
    }
    Ok(())
}

/// The words of a key up to its first slot.
#[track_caller]
fn beginning(guide: &Guide, key: &str) -> Result<String> {
    let words = guide.words.filled(key, &[])?;
    Ok(words.split('{').next().unwrap_or_default().trim().to_owned())
}

/// The note stands on the results, and on "help now".
#[track_caller]
fn expect_age(guide: &Guide, key: &str) -> Result<()> {
    let note = beginning(guide, key)?;
    assert!(guide.page().whole_text()?.contains(&note), "the results do not say “{note}”");
    guide.press("show-help-now")?;
    guide.expect("help-title")?;
    assert!(guide.page().whole_text()?.contains(&note), "“help now” does not say “{note}”");
    Ok(())
}

#[test]
fn while_the_line_is_closed_someone_else_is_named_who_is_there() -> Result<()> {
    let guide = results("until-then", "Mo-Fr 12:00-18:00", "2026-11-24 20:00", "Europe/Helsinki")?;
    expect_line(&guide, "open-closed", &[("{day}", "tomorrow"), ("{time}", "12:00")])?;
    expect_line(&guide, "next-until", &[])?;
    let links = guide.numbers()?;
    let at = |number: &str| links.iter().position(|link| link == number);
    // 112 of the top bar, the line that fits, then one that is open day and night.
    assert_eq!((at("tel:112"), at("tel:+358800100101")), (Some(0), Some(1)), "{links:?}");
    assert!(links.get(2).is_some_and(|link| link.starts_with("tel:")), "{links:?}");
    Ok(())
}

#[test]
fn on_a_computer_the_number_can_be_copied_and_what_stays_behind_is_said_first() -> Result<()> {
    let guide = results("copy", "24/7", "2026-11-24 10:00", "Europe/Helsinki")?;
    assert!(guide.page().whole_text()?.contains(&guide.words.filled("next-copy-note", &[])?));
    guide.press("next-copy")?;
    let copied = guide.words.filled("next-copied", &[("{number}", NUMBER)])?;
    let marked = guide.words.filled("next-marked", &[])?;
    let said = guide.page().wait_until("what became of the number", || {
        let said = guide.page().all(Role::Status, Name::Any)?.iter().map(|line| guide.page().text(line)).collect::<Result<Vec<_>>>()?;
        Ok(said.into_iter().find(|said| *said == copied || *said == marked))
    })?;
    assert_eq!(said, copied);
    assert_eq!(guide.page().run("return String(getSelection())", &[])?, NUMBER);
    Ok(())
}
