//! A hostile pack that came through all checks: in the browser nothing of it runs, asks for anything, or leads anywhere.
//!
//! In: the words, the structure and the places of a pack with markup and script in every text.
//! Next: `crates/lykta-pack/tests/hostile.rs`, where such packs are refused.

mod fresh;

use std::collections::BTreeSet;

use journeys::driver::Settings;
use journeys::failure::{Failure, Result};
use journeys::guide::Guide;
use journeys::role::{Name, Role};
use journeys::server::Site;
use journeys::{key::Key, walk};
use lykta_core::date::Date;
use lykta_core::evaluate::is_in_force;
use lykta_core::format::built::Term;
use lykta_core::pack::Text;
use lykta_pack::compile::Compiled;
use serde_json::{Value, json};

/// The app's words by which the journey finds its way; all others are hostile too.
const SIGNPOSTS: [&str; 13] = [
    "next",
    "skip",
    "so-far",
    "back-to-results",
    "back-to-guide",
    "go-on",
    "start-over",
    "start-over-client",
    "show-help-now",
    "help-title",
    "place-label",
    "stop-title",
    "how-to-check",
];

fn texts() -> Result<Vec<String>> {
    let texts = include_str!("../../crates/lykta-pack/tests/fixtures/hostile.json");
    serde_json::from_str(texts).map_err(|fault| Failure::new(fault.to_string()))
}

/// The mark by which a hostile text is found: its number.
fn mark(text: Text) -> String {
    format!("§{}§", text.0)
}

/// The pack with a hostile text in every place that is shown; addresses of laws are hostile as they stand.
fn poisoned() -> Result<Compiled> {
    let texts = texts()?;
    let mut turn = texts.iter().cycle();
    let mut next = || turn.next().cloned().unwrap_or_default();
    let mut compiled = fresh::compiled()?;
    let addresses: BTreeSet<u32> = compiled.pack.cards.iter().flat_map(|card| &card.laws).filter_map(|law| Some(law.url?.0)).collect();
    for words in &mut compiled.easy {
        for (index, text) in words.easy.iter().zip(&mut words.texts) {
            *text = format!("{} {}", mark(Text(*index)), next());
        }
    }
    for words in &mut compiled.words {
        for (index, text) in words.texts.iter_mut().enumerate() {
            let index = u32::try_from(index).map_err(|fault| Failure::new(fault.to_string()))?;
            *text = if addresses.contains(&index) { next() } else { format!("{} {}", mark(Text(index)), next()) };
        }
        // Words that stand in the hostile texts, so that they open there.
        words.terms = vec![Term { forms: vec!["script".to_owned(), "img".to_owned()], text: next() }];
        for (_, text) in words.ui.iter_mut().filter(|(key, _)| !SIGNPOSTS.contains(&key.as_str())) {
            *text = next();
        }
    }
    let file = &mut compiled.file;
    file.version = next();
    file.attribution = texts.clone();
    for card in &mut file.cards {
        for contact in &mut card.contacts {
            contact.languages = vec![next()];
            if !contact.number.is_empty() {
                contact.number = next();
            }
        }
    }
    let mut places = String::new();
    for line in compiled.places.municipalities.lines() {
        let mut cells: Vec<String> = line.split('|').map(str::to_owned).collect();
        for name in cells.iter_mut().skip(4) {
            *name = format!("a {}", next().replace(['|', '\n', '\r', '\u{85}'], " "));
        }
        places.push_str(&format!("{}\n", cells.join("|")));
    }
    compiled.places.municipalities = places;
    Ok(compiled)
}

/// A guide of such a pack, opened.
#[track_caller]
fn opened(name: &str, compiled: &Compiled) -> Result<Guide> {
    let guide = Guide::of_site(Site::new(fresh::site(name, compiled)?), "fi", &Settings::default())?;
    guide.page().open(&guide.url())?;
    Ok(guide)
}

/// What ran, what could run, and where links lead.
const LOOK: &str = "
    const found = [];
    if (window.__ran !== undefined) found.push('a script ran');
    for (const element of document.querySelectorAll('*')) {
        const name = element.localName;
        if (['iframe', 'object', 'embed', 'base', 'form', 'img', 'style', 'audio', 'video'].includes(name)) found.push(`<${name}>`);
        if (name === 'script' && element.type !== 'application/json' && !/^(boot|old)-[0-9a-f]+\\.js$/.test(element.getAttribute('src') ?? '')) found.push('a script');
        for (const { name: attribute, value } of element.attributes) {
            if (attribute.startsWith('on') || attribute === 'style' || attribute === 'srcdoc') found.push(`<${name} ${attribute}>`);
            const leads = ['href', 'xlink:href', 'src', 'action', 'formaction'].includes(attribute);
            // The page with everything, for another language; a card on it, for another device.
            const page = `${location.origin}/guide/`;
            const isAll = value.startsWith(page) && /^[a-z-]+-all\\.html(#[a-z0-9-]+)?$/.test(value.slice(page.length));
            if (leads && !isAll && !/^(https:\\/\\/|tel:\\+?[0-9]+$|sms:\\+?[0-9]+$|#|[A-Za-z0-9._-]*$)/.test(value)) found.push(`<${name} ${attribute}=${value}>`);
        }
    }
    return found;
";

#[track_caller]
fn look(guide: &Guide, screen: &str) -> Result<()> {
    assert_eq!(guide.page().run(LOOK, &[])?, json!([]), "{screen}");
    Ok(())
}

#[test]
fn the_look_would_notice() -> Result<()> {
    let guide = opened("hostile-noticed", &fresh::compiled()?)?;
    look(&guide, "a page with nothing hostile")?;
    for (name, attribute, value) in
        [("a", "href", "javascript:1"), ("a", "href", "data:,x"), ("b", "style", "color: red"), ("img", "alt", "")]
    {
        let plant = "const planted = document.createElement(arguments[0]); planted.setAttribute(arguments[1], arguments[2]); document.body.append(planted);";
        let found = guide.page().run(
            &format!("{plant} const found = (() => {{ {LOOK} }})(); planted.remove(); return found.length"),
            &[json!(name), json!(attribute), json!(value)],
        )?;
        assert_eq!(found, json!(1), "<{name} {attribute}={value}>");
    }
    let ran = guide.page().run(&format!("window.__ran = 1; {LOOK}"), &[])?;
    assert_eq!(ran, json!(["a script ran"]));
    Ok(())
}

/// Opens every card of the results and comes back; gives the marks of those that it found, and what was wrong.
const CARDS: &str = "
    const [marks, back, done] = arguments;
    const settled = () => new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
    const button = (fits) => [...document.querySelectorAll('button')].find((button) => fits(button.textContent.trim()));
    const open = () => document.querySelectorAll('details').forEach((details) => { details.open = true; });
    (async () => {
        const [seen, wrong] = [[], []];
        open();
        wrong.push(...check());
        for (const mark of marks) {
            open();
            const row = button((text) => text.includes(mark));
            if (!row) continue;
            row.click();
            await settled();
            open();
            if (document.getElementById('lykta-title').textContent.includes(mark)) seen.push(mark);
            wrong.push(...check());
            button((text) => text === back).click();
            await settled();
        }
        done({ seen, wrong });
    })();
";

#[test]
fn no_text_of_a_hostile_pack_runs_on_any_screen() -> Result<()> {
    let compiled = poisoned()?;
    let guide = opened("hostile-texts", &compiled)?;
    let page = guide.page();
    let item =
        |id: &str| compiled.pack.items.iter().find(|item| item.id.as_str() == id).ok_or_else(|| Failure::new(format!("no item {id}")));
    let option = |id: &str, option: &str| -> Result<Name> {
        let found = item(id)?.options.iter().find(|own| own.id.as_str() == option).map(|own| mark(own.text));
        found.map(|mark| Name::has(&mark)).ok_or_else(|| Failure::new(format!("no option {option}")))
    };
    let asks = |id: &str| -> Result<()> { page.wait_for_heading(Name::has(&mark(item(id)?.text))).map(drop) };
    guide.wait_until_started()?;
    // All was asked for before the lock; from here on nothing is.
    page.wait_until("all files", || {
        let asked = guide.server.requests();
        Ok((asked.iter().filter(|request| request.path().ends_with(".json")).count() == 5 + compiled.easy.len()).then_some(()))
    })?;
    let _ = guide.server.take_requests();
    look(&guide, "the first screen")?;
    for words in ["easy", "ordinary"] {
        page.run("document.getElementById('lykta-otherwise').click()", &[])?;
        let is_easy = "return document.documentElement.hasAttribute('data-easy')";
        page.wait_until("other words", || Ok((page.run(is_easy, &[])? == json!(words == "easy")).then_some(())))?;
        look(&guide, &format!("the first screen in {words} words"))?;
    }
    guide.press("how-to-check")?;
    page.wait_for(Role::Button, guide.words.app("back-to-guide")?)?;
    look(&guide, "what the guide does")?;
    guide.press("back-to-guide")?;
    walk::follow(&page, &guide.words.app("show-help-now")?)?;
    guide.expect("help-title")?;
    look(&guide, "help now")?;
    guide.press("back-to-guide")?;

    // What comes into force on a later day is shown to nobody yet.
    let today = page.run("return new Date().toLocaleDateString('sv-SE')", &[])?;
    let today = today.as_str().and_then(Date::parse).ok_or_else(|| Failure::new(format!("{today} is no day")))?;
    let marks: Vec<String> = compiled.pack.cards.iter().filter(|card| is_in_force(card, today)).map(|card| mark(card.title)).collect();
    let mut seen = BTreeSet::new();
    for who in ["self", "close-one", "child", "professional"] {
        asks("who")?;
        page.click(Role::Radio, option("who", who)?)?;
        guide.press("next")?;
        asks("about")?;
        look(&guide, "a question with several answers")?;
        guide.press("skip")?;
        asks("now")?;
        if who == "self" {
            page.click(Role::Checkbox, option("now", "life-danger")?)?;
            guide.press("next")?;
            page.wait_for(Role::Button, guide.words.app("go-on")?)?;
            look(&guide, "danger")?;
            guide.press("go-on")?;
        } else {
            guide.press("skip")?;
        }
        if who == "self" {
            asks("place")?;
            page.click(Role::Combobox, guide.words.app("place-label")?)?;
            page.write("a")?;
            page.wait_until("places", || Ok((!page.all(Role::Option, Name::Any)?.is_empty()).then_some(())))?;
            look(&guide, "the open list of places")?;
            page.press(Key::Escape)?;
        }
        guide.press("so-far")?;
        page.wait_for(Role::Button, guide.words.app("start-over")?)?;
        let back = guide.words.filled("back-to-results", &[])?;
        let walked = page.run_async(&format!("const check = () => {{ {LOOK} }}; {CARDS}"), &[json!(marks), json!(back)])?;
        assert_eq!(walked.get("wrong"), Some(&json!([])), "{who}");
        seen.extend(walked.get("seen").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).map(str::to_owned));
        guide.press("start-over")?;
    }
    assert_eq!(seen, marks.into_iter().collect(), "every card was opened");
    look(&guide, "the end")?;
    assert_eq!(guide.server.requests(), Vec::new(), "something was asked for");
    Ok(())
}

#[test]
fn a_pack_with_hostile_addresses_is_not_started_and_the_numbers_stay() -> Result<()> {
    for address in ["javascript:window.__ran=1", "JaVaScRiPt:window.__ran=1", "data:text/html,<script>top.__ran=1</script>"] {
        let mut compiled = fresh::compiled()?;
        for contact in compiled.file.cards.iter_mut().flat_map(|card| &mut card.contacts).filter(|contact| !contact.url.is_empty()) {
            address.clone_into(&mut contact.url);
        }
        let guide = opened("hostile-addresses", &compiled)?;
        guide.expect("stop-title")?;
        look(&guide, address)?;
        assert!(guide.numbers()?.contains(&"tel:112".to_owned()));
    }
    Ok(())
}

#[test]
fn no_text_of_a_hostile_pack_runs_on_the_page_with_everything() -> Result<()> {
    let mut compiled = poisoned()?;
    // The page is made from the pack as it is read; it is shown what the structure says.
    let again = serde_json::to_string(&compiled.file).map_err(|fault| Failure::new(fault.to_string()))?;
    let file: lykta_core::format::built::PackFile = serde_json::from_str(&again).map_err(|fault| Failure::new(fault.to_string()))?;
    let gazetteer = compiled.pack.gazetteer.clone();
    compiled.pack = lykta_core::pack::Pack::try_from(file).map_err(|fault| Failure::new(fault.to_string()))?;
    compiled.pack.gazetteer = gazetteer;
    let guide = opened("hostile-all", &compiled)?;
    guide.page().open(&guide.server.url("guide/fi-fi-all.html"))?;
    guide.expect("help-title")?;
    look(&guide, "the page with everything")?;
    let page = guide.server.take_requests().into_iter().skip_while(|request| !request.path().ends_with("-all.html"));
    // The two sheets come in either order; an icon is the browser's own wish.
    let mut asked: Vec<String> = page.map(|request| request.path().to_owned()).filter(|path| path != "/favicon.ico").collect();
    asked.sort();
    assert_eq!(asked, ["/guide/all.css", "/guide/fi-fi-all.html", "/guide/lykta.css"]);
    Ok(())
}
