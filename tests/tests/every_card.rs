//! Every card of every country, opened from the results of someone who answered nothing: the accessibility checker finds nothing on it, and
//! beside a number to call stands what to do without one's voice.
//!
//! Who answers nothing may be anyone, so that nearly every card may apply and is offered.
//! Next: `checker.rs` for the other screens; `countries.rs` for the pages with everything.

use journeys::axe;
use journeys::driver::Settings;
use journeys::failure::{Failure, Result};
use journeys::guide::Guide;
use journeys::ink;
use journeys::role::Role;
use journeys::walk::{self, Screen};
use serde_json::{Value, json};

/// Opens one card by its place among all rows, those that are folded up too, and gives its heading; nothing after the last.
const OPEN: &str = "
    const [index, done] = arguments;
    const row = document.querySelectorAll('#lykta-app .lykta-rows__link')[index];
    const title = row?.querySelector('.lykta-rows__title').textContent;
    row?.click();
    setTimeout(() => done(row ? [title, document.querySelector('#lykta-app h1').textContent] : null), 20);
";

/// Whether a card has a number to call, and what stands below its contacts.
const CALLS: &str = "
    const app = document.getElementById('lykta-app');
    return [app.querySelector('.lykta-contacts a[href^=\"tel:\"]') !== null, app.querySelector('.lykta-contacts ~ p .lykta-link')?.textContent ?? null];
";

/// All cards of a pack, of which there are at least so many.
#[track_caller]
fn check(pack: &str, language: &str, settings: &Settings, least: usize) -> Result<()> {
    let guide = Guide::of_pack(pack, language, settings)?;
    guide.open_alone()?;
    guide.walk_to("{}", &Screen::Results)?;
    let page = guide.page();
    let (mut found, mut seen) = (Vec::new(), 0);
    loop {
        let opened = page.run_async(OPEN, &[json!(seen)])?;
        let Some([title, heading]) = opened.as_array().map(Vec::as_slice) else { break };
        if title != heading {
            return Err(Failure::new(format!("the row {title} opened {heading}")));
        }
        for violation in axe::violations_also(&page, axe::BEYOND_AA)? {
            found.push(format!("{title}: {violation}"));
        }
        found.extend(ink::pale(&page)?.into_iter().map(|pale| format!("{title}: {pale}")));
        let without = guide.words.title(&format!("{pack}-notice-calling")).unwrap_or_default();
        let calls = page.run(CALLS, &[])?;
        if calls.get(0) == Some(&json!(true)) && title != without {
            assert_eq!(calls.get(1), Some(&json!(without)), "{title}");
        } else {
            assert_eq!(calls.get(1), Some(&Value::Null), "{title}");
        }
        guide.press("back-to-results")?;
        guide.expect("results-title")?;
        seen += 1;
    }
    println!("{pack}: {seen} cards");
    assert!(seen >= least, "{pack}: {seen} cards alone were offered");
    assert_eq!(found, Vec::<String>::new());
    Ok(())
}

fn phone(dark: bool) -> Settings {
    Settings { width: 390, height: 844, dark, ..Settings::default() }
}

#[test]
fn of_denmark() -> Result<()> {
    check("dk", "da", &phone(true), 100)
}

#[test]
fn of_finland() -> Result<()> {
    check("fi", "fi", &phone(false), 115)
}

#[test]
fn of_norway() -> Result<()> {
    check("no", "nb", &Settings::default(), 140)
}

#[test]
fn of_sweden() -> Result<()> {
    check("se", "sv", &Settings { dark: true, ..Settings::default() }, 130)
}

/// From a number to what to do without one's voice, and from there back to all help.
#[test]
fn a_number_leads_to_what_to_do_without_one_s_voice() -> Result<()> {
    let guide = Guide::of_pack("fi", "en", &phone(false))?;
    guide.open_alone()?;
    guide.walk_to(r#"{"who":"self","about":["alcohol"]}"#, &Screen::Results)?;
    walk::open_card(&guide.page(), &guide.words, "fi-line-paihdeneuvonta")?;
    let title = guide.words.title("fi-notice-calling").unwrap_or_default();
    guide.page().click(Role::Button, title)?;
    guide.page().wait_for_focus(Role::Heading, title)?;
    guide.press("back-to-results")?;
    guide.expect("results-title")
}

/// A link without a name and words that are too pale are found, so that "nothing found" says something.
#[test]
fn a_link_without_a_name_and_pale_words_are_found() -> Result<()> {
    let guide = Guide::of_pack("fi", "fi", &phone(false))?;
    guide.open_alone()?;
    guide.walk_to("{}", &Screen::Results)?;
    let page = guide.page();
    assert_ne!(page.run_async(OPEN, &[json!(0)])?, Value::Null);
    page.run("document.querySelector('#lykta-app main').append(Object.assign(document.createElement('a'), { href: '#' }))", &[])?;
    assert!(axe::violations_also(&page, &[])?.iter().any(|violation| violation.rule == "link-name"));
    assert_eq!(ink::pale(&page)?, Vec::<String>::new());
    page.run("document.querySelector('#lykta-app .lykta-group__title').style.color = '#eee'", &[])?;
    assert_eq!(ink::pale(&page)?.len(), 1);
    Ok(())
}
