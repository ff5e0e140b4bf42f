//! What moves: nothing where a person wishes so, and little and short elsewhere.
//!
//! In Chromium by its own protocol, in Firefox and WebKit by the person's settings.
//! Standard: Media Queries 5, `prefers-reduced-motion`; WCAG 2.2, 2.2.2 and 2.3.3.
//! Next: `src/screens.rs` for the way through; `styles/tokens.css`, `--lykta-time`.

use std::cell::RefCell;

use journeys::driver::{Motion, Settings};
use journeys::failure::{Failure, Result};
use journeys::guide::Guide;
use journeys::screens::look_at_all;
use serde_json::{Value, json};

/// No motion that exists takes longer, in milliseconds.
const LONGEST: f64 = 200.0;

/// Writes down each motion that begins, and each scroll that a script asks to be smooth.
const WATCH: &str = "
    window.moved = [];
    for (const kind of ['transitionrun', 'animationstart'])
        addEventListener(kind, ({ target, propertyName, animationName }) => window.moved.push(`${kind} of ${propertyName ?? animationName} at ${target.className || target.localName}`), true);
    for (const [owner, name] of [[Element.prototype, 'scrollIntoView'], [Element.prototype, 'scrollTo'], [Element.prototype, 'scrollBy'], [window, 'scrollTo'], [window, 'scrollBy']]) {
        const scroll = owner[name];
        owner[name] = function (...how) {
            if (how[0]?.behavior === 'smooth') window.moved.push(`${name}, smooth`);
            return scroll.apply(this, how);
        };
    }
";

/// What moves now, how long the longest motion of any element would take, and what scrolls smoothly.
const LOOK: &str = "
    const milliseconds = (list) => list.split(',').map((time) => parseFloat(time) * (time.trim().endsWith('ms') ? 1 : 1000));
    let longest = 0;
    const smooth = [];
    for (const element of document.querySelectorAll('*')) {
        for (const pseudo of [null, '::before', '::after']) {
            const style = getComputedStyle(element, pseudo);
            const moves = style.animationName === 'none' ? [0] : milliseconds(style.animationDuration);
            longest = Math.max(longest, ...moves, ...milliseconds(style.transitionDuration), ...milliseconds(style.transitionDelay));
            if (!pseudo && style.scrollBehavior === 'smooth') smooth.push(element.className || element.localName);
        }
    }
    return { running: document.getAnimations().map((motion) => motion.effect.target.className), longest, smooth, moved: window.moved };
";

/// What was seen on all screens.
struct Seen {
    longest: f64,
    running: Vec<String>,
    moved: Vec<String>,
}

/// Goes to all screens, and looks at what moves there.
#[track_caller]
fn seen(guide: &Guide) -> Result<Seen> {
    let page = guide.page();
    page.run(WATCH, &[])?;
    let seen = RefCell::new(Seen { longest: 0.0, running: Vec::new(), moved: Vec::new() });
    look_at_all(guide, &|screen| {
        let found = page.run(LOOK, &[])?;
        let texts = |key: &str| {
            let texts = found.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
            texts.map(|text| format!("{screen}: {text}")).collect::<Vec<_>>()
        };
        let longest = found.get("longest").and_then(Value::as_f64).ok_or_else(|| Failure::new("no time was found"))?;
        let mut seen = seen.borrow_mut();
        seen.longest = seen.longest.max(longest);
        seen.running.extend(texts("running"));
        seen.running.extend(texts("smooth"));
        seen.moved = texts("moved");
        Ok(())
    })?;
    Ok(seen.into_inner())
}

#[track_caller]
fn wishes_less(guide: &Guide) -> Result<bool> {
    Ok(guide.page().run("return matchMedia('(prefers-reduced-motion: reduce)').matches", &[])? == json!(true))
}

#[test]
fn nothing_moves_where_a_person_wishes_so() -> Result<()> {
    let guide = Guide::unopened("en", &Settings { motion: Motion::Reduced, ..Settings::default() })?;
    guide.open_alone()?;
    assert!(wishes_less(&guide)?, "the page does not hear of the wish");
    let seen = seen(&guide)?;
    assert_eq!(seen.running, Vec::<String>::new());
    assert_eq!(seen.moved, Vec::<String>::new());
    assert!(seen.longest <= 0.0, "something would move for {} ms", seen.longest);
    Ok(())
}

/// The frame hears of the wish too, and the page around it moves nothing.
#[test]
fn nothing_moves_in_the_frame_where_a_person_wishes_so() -> Result<()> {
    let guide = Guide::unopened("en", &Settings { motion: Motion::Reduced, width: 390, height: 844, ..Settings::default() })?;
    guide.open_in_frame("en")?;
    assert!(wishes_less(&guide)?, "the frame does not hear of the wish");
    guide.page().run(WATCH, &[])?;
    guide.choose("who", "self")?;
    guide.press("next")?;
    guide.expect_item("about")?;
    assert_eq!(guide.page().run(LOOK, &[])?, json!({ "running": [], "longest": 0, "smooth": [], "moved": [] }));
    guide.page().leave_frames()?;
    let around = "return [document.getAnimations().length, getComputedStyle(document.documentElement).scrollBehavior]";
    assert_eq!(guide.page().run(around, &[])?, json!([0, "auto"]));
    Ok(())
}

/// What is chosen changes its color; so the look above would find it if it did not heed the wish.
#[test]
fn without_the_wish_what_moves_is_short_and_no_scroll_is_smooth() -> Result<()> {
    let guide = Guide::alone("en")?;
    assert!(!wishes_less(&guide)?);
    let seen = seen(&guide)?;
    assert!(seen.longest > 0.0 && seen.longest <= LONGEST, "the longest motion takes {} ms", seen.longest);
    assert!(seen.moved.iter().any(|what| what.contains("transitionrun")), "nothing moved: {:?}", seen.moved);
    assert!(!seen.moved.iter().any(|what| what.contains("smooth")), "{:?}", seen.moved);
    Ok(())
}

/// A motion that does not heed the wish, and a smooth scroll, planted.
#[test]
fn what_moves_all_the_same_is_found() -> Result<()> {
    let guide = Guide::unopened("en", &Settings { motion: Motion::Reduced, ..Settings::default() })?;
    guide.open_alone()?;
    let page = guide.page();
    page.run(WATCH, &[])?;
    let plant = "
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('@keyframes planted { to { opacity: 0.5 } } .lykta-head__title { animation: planted 3s infinite } html { scroll-behavior: smooth }');
        document.adoptedStyleSheets = [sheet];
        document.body.scrollIntoView({ behavior: 'smooth' });";
    page.run(plant, &[])?;
    page.wait_until("the planted motion", || Ok((page.run("return window.moved.length > 1", &[])? == json!(true)).then_some(())))?;
    let found = page.run(LOOK, &[])?;
    assert_eq!(found.get("longest"), Some(&json!(3000)));
    assert_eq!(found.get("running"), Some(&json!(["lykta-head__title"])));
    assert_eq!(found.get("smooth"), Some(&json!(["html"])));
    Ok(())
}
