//! What a screen reader is given: the tree of each screen, kept as a text that is reviewed, and what is said at each step, once.
//!
//! In: the guide alone, in English, on a day that stands still. Out: `tests/heard/*.txt`; `LYKTA_HEARD=keep` writes them anew.
//! Roles and names are those that axe-core computes, by the standard: Accessible Name and Description Computation 1.2.
//! Never what a certain screen reader makes of it.
//! Next: `src/screens.rs` for the way through.

use std::cell::{Cell, RefCell};
use std::path::Path;

use journeys::axe;
use journeys::driver::Settings;
use journeys::failure::{Failure, Result};
use journeys::guide::{Guide, boot};
use journeys::role::{Name, Role};
use journeys::screens::look_at_all;
use serde_json::{Value, json};

/// A weekday at noon in Finland, on which most lines are open.
const STILL: &str = "
    const real = Date;
    globalThis.Date = class extends real {
        constructor(...parts) { super(...(parts.length ? parts : [Date.now()])); }
        static now() { return real.UTC(2026, 10, 23, 10); }
    };
";

/// The guide alone, started, on a day that stands still.
fn on_a_day() -> Result<Guide> {
    let guide = Guide::unopened("en", &Settings::default())?;
    let path = boot(&guide.server.text(&guide.path())?)?;
    guide.server.put(&path, [STILL, guide.server.text(&path)?.as_str()].join("\n"));
    guide.open_alone()?;
    Ok(guide)
}

/// What stands on the screen, a line for each thing that is told: role, name, states, description.
const TREE: &str = r#"
    axe.setup(document);
    const { text, aria } = axe.commons;
    const short = (words) => { const line = words.replace(/\s+/g, ' ').replace(/ :/g, ':').trim(); return line.length > 80 ? `${line.slice(0, 77)}...` : line; };
    const told = ['heading', 'button', 'link', 'radio', 'checkbox', 'textbox', 'combobox', 'option', 'group', 'navigation', 'main', 'alert', 'status', 'img'];
    const lines = [];
    const walk = (element, depth) => {
        if (!element.checkVisibility({ visibilityProperty: true }) || element.ariaHidden === 'true' || element.localName === 'script') return;
        const folds = element.localName === 'summary';
        const role = folds ? 'button' : element.localName === 'details' ? null : aria.getRole(element);
        let at = depth;
        if (told.includes(role)) {
            // As laid out: what stands in blocks of its own is a word of its own, as browsers tell it and axe-core does not.
            const laid = element.closest('label')?.innerText ?? (['button', 'link', 'heading', 'option'].includes(role) ? element.innerText : '');
            const name = short(element.ariaLabel ?? (laid || text.accessibleText(element)));
            const states = [];
            if (role === 'heading') states.push(`level ${element.localName.slice(1)}`);
            if (element.checked) states.push('checked');
            if (folds) states.push(element.parentElement.open ? 'open' : 'folded');
            if (element.ariaExpanded) states.push(`expanded ${element.ariaExpanded}`);
            if (element.ariaInvalid === 'true') states.push('invalid');
            if (element.ariaCurrent === 'true') states.push('current');
            const by = (element.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent).filter(Boolean);
            if (by.length) states.push(`"${short(by.join(' '))}"`);
            lines.push(`${'  '.repeat(depth)}${role} ${name}${states.length ? ` (${states.join(', ')})` : ''}`.trimEnd());
            at += 1;
            // What is inside is in the name.
            if (['heading', 'button', 'link', 'radio', 'checkbox', 'textbox', 'combobox', 'option', 'img'].includes(role)) return;
        } else if (['ul', 'ol'].includes(element.localName)) {
            lines.push(`${'  '.repeat(depth)}list of ${element.children.length}`);
            at += 1;
        }
        for (const child of element.childNodes) {
            // The words of an option are its name.
            if (element.localName === 'label' && child.nodeName !== 'INPUT' && element.querySelector('input')) continue;
            if (child.nodeType === 3 && child.textContent.trim()) lines.push(`${'  '.repeat(at)}${short(child.textContent)}`);
            if (child.nodeType === 1) walk(child, at);
        }
    };
    walk(document.body, 0);
    axe.teardown();
    return lines.join('\n');
"#;

/// Holds a screen to what was kept, or keeps it.
fn held(guide: &Guide, number: usize, screen: &str, changed: &RefCell<Vec<String>>) -> Result<()> {
    axe::load(&guide.page())?;
    let tree = guide.page().run(TREE, &[])?;
    let tree = format!("{}\n", tree.as_str().ok_or_else(|| Failure::new("no tree"))?);
    let word: String = screen.to_lowercase().chars().map(|sign| if sign.is_ascii_alphanumeric() { sign } else { '-' }).collect();
    let name = format!("{number:02}-{}.txt", word.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-"));
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("heard").join(&name);
    if std::env::var_os("LYKTA_HEARD").is_some_and(|word| word == "keep") {
        return Ok(std::fs::write(file, tree)?);
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    if kept != tree {
        let pairs = kept.lines().map(Some).chain(std::iter::repeat(None)).zip(tree.lines().map(Some).chain([None]));
        let first = pairs.into_iter().enumerate().find(|(_, (before, after))| before != after);
        changed.borrow_mut().push(format!("tests/heard/{name}: {first:?}"));
    }
    Ok(())
}

#[test]
fn what_each_screen_says_is_as_it_was_reviewed() -> Result<()> {
    let guide = on_a_day()?;
    let (number, changed) = (Cell::new(0), RefCell::new(Vec::new()));
    look_at_all(&guide, &|screen| {
        number.set(number.get() + 1);
        held(&guide, number.get(), screen, &changed)
    })?;
    let changed = changed.into_inner();
    assert!(
        changed.is_empty(),
        "what a screen reader says has changed; read it, and keep it with LYKTA_HEARD=keep if it is meant:\n{}",
        changed.join("\n")
    );
    let kept = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("heard"))?.count();
    assert_eq!(kept, number.get(), "a text of a screen that is not there is kept");
    Ok(())
}

/// Notes what a screen reader is given by itself: where the focus comes to, and what changes in places that are told.
const LISTEN: &str = r#"
    window.heard = [];
    const live = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest('[role=status], [role=alert], output, [aria-live]');
    new MutationObserver((changes) => {
        const told = new Set(changes.flatMap(({ target, addedNodes }) => [live(target), ...[...addedNodes].map(live)]).filter(Boolean));
        for (const place of told) if (place.isConnected && place.textContent.trim()) window.heard.push(`${place.role ?? 'status'}: ${place.textContent.trim()}`);
    }).observe(document, { subtree: true, childList: true, characterData: true });
    addEventListener('focusin', ({ target }) => {
        const by = (target.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent).filter(Boolean);
        const name = target.localName === 'h1' ? target.textContent : document.getElementById(target.getAttribute('aria-labelledby'))?.textContent ?? target.textContent;
        window.heard.push(`focus: ${[name.trim(), ...by].join(' | ')}`);
    });
"#;

/// What was given since the last time.
fn heard(guide: &Guide) -> Result<Vec<String>> {
    let heard = guide
        .page()
        .run("return window.heard.splice(0).filter(line => !line.startsWith('focus: Next') && !line.startsWith('focus: Back'))", &[])?;
    Ok(heard.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
}

#[test]
fn each_step_is_told_once() -> Result<()> {
    let guide = on_a_day()?;
    let item = |id: &str| guide.words.item(id).map(|item| item.text.clone()).ok_or_else(|| Failure::new("no such item"));
    guide.page().run(LISTEN, &[])?;
    // Nothing is said by itself but the error, and the question to which the focus goes.
    guide.press("next")?;
    guide.page().wait_for(Role::Alert, Name::Any)?;
    let error = guide.words.filled("error-choose", &[])?;
    let mut told = heard(&guide)?;
    told.sort();
    assert_eq!(told, [format!("alert: {error}"), format!("focus: {}", item("who")?)]);
    guide.choose("who", "self")?;
    let _ = heard(&guide)?;
    // A step: the heading with its place among the questions, and nothing else.
    guide.press("next")?;
    guide.expect_item("about")?;
    guide.page().wait_until("the focus", || Ok((guide.page().run("return window.heard.length > 0", &[])? == json!(true)).then_some(())))?;
    let told = heard(&guide)?;
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told.iter().all(|line| line.starts_with(&format!("focus: {} | Question 2", item("about").unwrap_or_default()))), "{told:?}");
    // Back, in the same way.
    guide.press("back")?;
    guide.expect_item("who")?;
    guide.page().wait_until("the focus", || Ok((guide.page().run("return window.heard.length > 0", &[])? == json!(true)).then_some(())))?;
    let told = heard(&guide)?;
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told.iter().all(|line| line.starts_with(&format!("focus: {}", item("who").unwrap_or_default()))), "{told:?}");
    Ok(())
}
