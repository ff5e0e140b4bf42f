//! A swift hand: goes a route step by step, and asks the browser for little.
//!
//! In: a page that shows the guide, steps. Out: which of them opened what was folded up.
//! `walk.rs` asks for role and name of everything on the screen, and takes seconds for a question; hundreds of journeys go by the words
//! on the screen and the values of inputs, in one script for each look. What is pressed, chosen and written is real all the same.
//! Never goes on from another screen than the route says, nor past an element that could ask for something by itself.
//! Standard: W3C WebDriver 2, element click and element send keys.
//! Next: `route.rs` for the steps, `town.rs` for what is seen of them.

use serde_json::{Value, json};

use crate::failure::{Failure, Result};
use crate::page::Page;
use crate::route::{Act, Step};
use crate::wait;
use crate::wire::element_id;

/// What one look finds: `[heading, element or nothing, word]`; the word is `done` where nothing is left to do, `folded` where the element
/// is what must be opened first. Only on the screen that is meant.
const LOOK: &str = r#"
    const [heading, kind, ...sought] = arguments;
    const plain = text => (text ?? '').replace(/\s+/g, ' ').trim();
    const isSeen = element => element.checkVisibility({ visibilityProperty: true });
    const seen = selector => [...document.querySelectorAll(selector)].filter(isSeen);
    const asking = [...document.querySelectorAll('link')].filter(link => link.rel !== 'stylesheet');
    if (asking.length > 0) throw new Error(`the guide made ${asking[0].outerHTML}`);
    const title = plain(seen('h1')[0]?.textContent);
    const found = (element, word = '') => {
        // Scrolls the frame alone: what the host page sees must come from the guide.
        const { top = 0, bottom = innerHeight } = element?.getBoundingClientRect() ?? {};
        scrollBy({ top: (top + bottom - innerHeight) / 2, behavior: 'instant' });
        return [title, element ?? null, word];
    };
    if (title !== heading) return [title, null, ''];
    const buttons = 'button, summary, [role=button]';
    const looks = {
        button: name => found(seen(buttons).find(button => plain(button.getAttribute('aria-label') ?? button.textContent) === name)),
        options: (item, values) => {
            const inputs = seen('label').map(label => label.control).filter(input => input?.name === item);
            const isMeant = input => values.includes(input.value);
            if (!values.every(value => inputs.some(input => input.value === value))) return [title, null, 'not offered'];
            const wrong = inputs.find(input => isMeant(input) && !input.checked) ?? inputs.find(input => !isMeant(input) && input.checked);
            return wrong ? found(wrong.labels[0]) : [title, null, 'done'];
        },
        field: selector => found(seen(selector)[0]),
        listed: (at, name) => {
            const option = seen('[role=option]')[at];
            return found(plain(option?.textContent).startsWith(name) ? option : null);
        },
        written: name => [title, null, seen('[role=combobox]')[0]?.value === name ? 'done' : ''],
        card: name => {
            const isMeant = button => [button, ...button.querySelectorAll('*')].some(part => plain(part.textContent) === name);
            const button = [...document.querySelectorAll('main button')].find(isMeant);
            const fold = button?.closest('details:not([open])');
            return fold ? found(fold.querySelector('summary'), 'folded') : found(button && isSeen(button) ? button : null);
        },
        alert: () => [title, null, seen('[role=alert]').length > 0 ? 'done' : ''],
    };
    return looks[kind](...sought);
"#;

const GIVE_DAY: &str = "const [field, day] = arguments; field.focus(); field.value = day;
    for (const name of ['input', 'change']) field.dispatchEvent(new Event(name, { bubbles: true }));";

/// What a look finds.
struct Found {
    element: Option<Value>,
    word: String,
}

/// Takes a step; whether something folded up was opened for it.
///
/// # Errors
/// If the screen is another than the step's, or what it needs is not there.
#[track_caller]
pub fn take(page: &Page<'_>, step: &Step) -> Result<bool> {
    let look = |kind: &str, sought: &[Value]| look(page, &step.heading, kind, sought);
    match &step.act {
        Act::Press(name) => click(page, &format!("the button \u{201c}{name}\u{201d}"), || look("button", &[json!(name)])).map(|()| false),
        Act::Choose(item, options) => {
            let sought = [json!(item), json!(options)];
            until_done(page, &format!("the options {options:?} of {item}"), || look("options", &sought)).map(|()| false)
        }
        Act::Place { typed, at, name } => {
            click(page, "the place field", || look("field", &[json!("[role=combobox]")]))?;
            let field = wait_for(page, "the place field", || look("field", &[json!("[role=combobox]")]))?;
            let id = element_id(&field).unwrap_or_default().to_owned();
            page.session.post(&format!("/element/{id}/clear"), &json!({}))?;
            page.session.post(&format!("/element/{id}/value"), &json!({ "text": typed }))?;
            let what = format!("{name} in the list for {typed}, at place {at} from 0");
            click(page, &what, || look("listed", &[json!(at), json!(name)]))?;
            until_done(page, &format!("{name} in the field"), || look("written", &[json!(name)])).map(|()| false)
        }
        Act::Date(day) => {
            let field = wait_for(page, "the field for a day", || look("field", &[json!("input[type=date]")]))?;
            page.run(GIVE_DAY, &[field, json!(day)]).map(|_| false)
        }
        Act::Card(title) => {
            let mut was_folded = false;
            let what = format!("the card \u{201c}{title}\u{201d}");
            click(page, &what, || {
                let found = look("card", &[json!(title)])?;
                match &found.element {
                    Some(element) if found.word == "folded" => {
                        press(page, element)?;
                        was_folded = true;
                        Ok(Found { element: None, word: String::new() })
                    }
                    _ => Ok(found),
                }
            })?;
            Ok(was_folded)
        }
        Act::Told => until_done(page, "being told what is missing", || look("alert", &[])).map(|()| false),
    }
}

#[track_caller]
fn look(page: &Page<'_>, heading: &str, kind: &str, sought: &[Value]) -> Result<Found> {
    let mut arguments = vec![json!(heading), json!(kind)];
    arguments.extend_from_slice(sought);
    let found = page.run(LOOK, &arguments)?;
    let shown = found.get(0).and_then(Value::as_str).ok_or_else(|| Failure::gone("the page was being replaced"))?;
    if shown != heading {
        return Err(Failure::gone(format!("the screen is \u{201c}{shown}\u{201d}, not \u{201c}{heading}\u{201d}")));
    }
    let element = found.get(1).filter(|element| element_id(element).is_some()).cloned();
    Ok(Found { element, word: found.get(2).and_then(Value::as_str).unwrap_or_default().to_owned() })
}

/// Waits until a look finds an element.
#[track_caller]
fn wait_for(page: &Page<'_>, what: &str, mut look: impl FnMut() -> Result<Found>) -> Result<Value> {
    repeat(page, what, || look().map(|found| found.element))
}

/// Waits until a look finds an element, and clicks it.
#[track_caller]
fn click(page: &Page<'_>, what: &str, mut look: impl FnMut() -> Result<Found>) -> Result<()> {
    repeat(page, what, || look()?.element.map(|element| press(page, &element)).transpose())
}

/// Clicks what a look finds, again and again until nothing is left to do.
#[track_caller]
fn until_done(page: &Page<'_>, what: &str, mut look: impl FnMut() -> Result<Found>) -> Result<()> {
    repeat(page, what, || {
        let found = look()?;
        if found.word == "done" {
            return Ok(Some(()));
        }
        found.element.map(|element| press(page, &element)).transpose().map(|_| None)
    })
}

/// As `wait::until`, and tells why the last look failed.
#[track_caller]
fn repeat<T>(page: &Page<'_>, what: &str, mut look: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    let mut why = "it is not there".to_owned();
    let found = wait::until(page.limit, || look().inspect_err(|failure| failure.text().clone_into(&mut why)))?;
    found.ok_or_else(|| page.missed(&format!("{what}: {why}")))
}

fn press(page: &Page<'_>, element: &Value) -> Result<()> {
    let id = element_id(element).unwrap_or_default();
    page.session.tap(id)
}
