//! The focus by keyboard on every screen: it comes to everything that can be used, is seen there, and nothing lies over it.
//!
//! Standard: WCAG 2.2, 1.4.11, 2.1.1, 2.4.7 and 2.4.11.
//! Next: `src/screens.rs` for the way through; `keyboard.rs` for whole journeys.

use std::cell::RefCell;
use std::sync::{Mutex, PoisonError};

use journeys::driver::{Colors, Settings};
use journeys::failure::Result;
use journeys::guide::Guide;
use journeys::ink;
use journeys::key::Key;
use journeys::screens::look_at_all;
use serde_json::{Value, json};

/// Numbers everything that Tab should come to; one radio button of a group stands for all.
const LIST: &str = "
    const seen = new Set();
    const reached = [...document.querySelectorAll('a[href], button, summary, input, select')].filter((control) => {
        if (!control.checkVisibility({ visibilityProperty: true }) || control.disabled) return false;
        if (control.type !== 'radio') return true;
        if (seen.has(control.name)) return false;
        seen.add(control.name);
        return true;
    });
    window.reached = new Map(reached.map((control) => [control.type === 'radio' ? control.name : control, (control.ariaLabel ?? control.textContent ?? '').trim().slice(0, 40) || control.id]));
    window.faults = [];
    // From the top of the page, also where engines go on from the last press.
    document.body.tabIndex = -1;
    document.body.focus({ preventScroll: true });
    document.body.removeAttribute('tabindex');
    scrollTo({ top: 0, behavior: 'instant' });
    return window.reached.size;
";

/// Strikes out what has the focus, and looks whether it is seen.
const STOP: &str = "
    const at = document.activeElement;
    if (!at || at === document.body) return window.reached.size;
    const key = at.type === 'radio' ? at.name : at;
    const name = window.reached.get(key);
    window.reached.delete(key);
    if (name === undefined) return window.reached.size;
    const bears = at.closest('label') ?? at;
    const ring = [at, bears].some((element) => {
        const style = getComputedStyle(element);
        if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) return false;
        // A ring that is drawn inwards lies on the control itself.
        if (!isDrawn(style.outlineColor, ground(parseFloat(style.outlineOffset) < 0 ? element : element.parentElement))) window.faults.push(`${name}: its ring is hardly seen`);
        return true;
    });
    if (!ring) window.faults.push(`${name}: no ring is drawn`);
    const box = at.getClientRects()[0];
    const [x, y] = [box.left + Math.min(box.width / 2, 20), box.top + box.height / 2];
    const over = document.elementFromPoint(x, y);
    if (y < 0 || y > innerHeight) window.faults.push(`${name}: out of the window`);
    else if (over && !bears.contains(over) && !over.contains(bears)) window.faults.push(`${name}: under ${over.className || over.localName}`);
    return window.reached.size;
";

/// Tabs that lead nowhere new before one gives up: the browser's own bars lie between the last and the first.
const PATIENCE: usize = 12;

/// What is wrong with the focus on the screen at hand, from its first control to its last.
#[track_caller]
fn faults(guide: &Guide) -> Result<Vec<String>> {
    let page = guide.page();
    let mut left = page.run(LIST, &[])?;
    let mut in_vain = 0;
    while left != json!(0) && in_vain < PATIENCE {
        page.press(Key::Tab)?;
        let now = page.run(&[ink::COLORS, STOP].concat(), &[])?;
        in_vain = if now == left { in_vain + 1 } else { 0 };
        left = now;
    }
    let faults = page.run("return [...window.faults, ...[...window.reached.values()].map((name) => `${name}: not reached`)]", &[])?;
    Ok(faults.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
}

/// One window after another: of several on one screen, one alone has the keys.
static TURN: Mutex<()> = Mutex::new(());

#[track_caller]
fn check(settings: &Settings) -> Result<()> {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let guide = Guide::unopened("en", settings)?;
    guide.open_alone()?;
    let found = RefCell::new(Vec::new());
    look_at_all(&guide, &|screen| {
        found.borrow_mut().extend(faults(&guide)?.into_iter().map(|fault| format!("{screen}: {fault}")));
        Ok(())
    })?;
    assert_eq!(found.into_inner(), Vec::<String>::new());
    Ok(())
}

#[test]
fn a_ring_that_is_missing_or_pale_a_control_that_is_passed_over_and_one_that_is_covered_are_found() -> Result<()> {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let guide = Guide::alone("en")?;
    assert_eq!(faults(&guide)?, Vec::<String>::new());
    let plant = "
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('.lykta-option, .lykta-option * { outline: 0 !important } .lykta-link { outline-color: var(--lykta-ground) !important } .planted { position: fixed; inset: auto 0 0; block-size: 6rem; z-index: 9 }');
        document.adoptedStyleSheets = [sheet];
        document.body.append(Object.assign(document.createElement('div'), { className: 'planted' }));
        document.getElementById('lykta-language').tabIndex = -1;";
    guide.page().run(plant, &[])?;
    let found = faults(&guide)?.join("; ");
    for fault in ["no ring is drawn", "its ring is hardly seen", "under planted", "not reached"] {
        assert!(found.contains(fault), "{fault} is not in {found}");
    }
    Ok(())
}

#[test]
fn the_focus_comes_to_everything_and_is_seen_on_a_phone() -> Result<()> {
    check(&Settings { width: 390, height: 844, ..Settings::default() })
}

#[test]
fn the_focus_comes_to_everything_and_is_seen_at_400_percent_by_night() -> Result<()> {
    check(&Settings { width: 320, height: 256, dark: true, ..Settings::default() })
}

#[test]
fn the_focus_comes_to_everything_and_is_seen_on_a_wide_screen_in_the_person_s_own_colors() -> Result<()> {
    check(&Settings { colors: Colors::Forced, ..Settings::default() })
}

#[test]
fn the_focus_comes_to_everything_and_is_seen_where_the_night_stays_in_sight() -> Result<()> {
    check(&Settings { width: 1100, height: 1100, ..Settings::default() })
}
