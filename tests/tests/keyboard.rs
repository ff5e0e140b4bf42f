//! The guide by keyboard alone: every step, the place field, and what is said when nothing was chosen.
//!
//! Next: `src/hand.rs` for keys; `src/components/place.rs` of the app for the field.

use journeys::axe;
use journeys::driver::Settings;
use journeys::failure::Result;
use journeys::guide::Guide;
use journeys::key::Key;
use journeys::role::{Name, Role};
use journeys::walk::{self, Screen};

/// Presses Tab until this has the focus.
#[track_caller]
fn tab_to(guide: &Guide, role: Role, name: impl Into<Name>) -> Result<()> {
    let name = name.into();
    let mut passed = Vec::new();
    for _ in 0..60 {
        guide.page().press(Key::Tab)?;
        let active = guide.page().active()?;
        if role.is_called(active.role()) && name.fits(active.name()) {
            return Ok(());
        }
        passed.push(active.name().to_owned());
    }
    Err(guide.page().missed(&format!("{role} {name} by Tab; passed {passed:?}")))
}

/// Goes to the button of this name by Tab, and presses Enter.
#[track_caller]
fn enter(guide: &Guide, key: &str) -> Result<()> {
    tab_to(guide, Role::Button, guide.words.app(key)?)?;
    guide.page().press(Key::Enter)
}

/// The question of this item is there, and its heading has the focus.
#[track_caller]
fn expect(guide: &Guide, item: &str) -> Result<()> {
    guide.expect_item(item)?;
    let text = guide.words.item(item).map(|item| item.text.clone()).unwrap_or_default();
    guide.page().wait_for_focus(Role::Heading, text.as_str())
}

#[test]
fn a_whole_journey() -> Result<()> {
    let guide = Guide::alone("en")?;
    let page = guide.page();
    let option = |item: &str, option: &str| guide.option(item, option).map(|element| Name::from(element.name()));
    tab_to(&guide, Role::Radio, option("who", "self")?)?;
    page.press(Key::Space)?;
    page.press(Key::ArrowDown)?;
    assert!(page.is_chosen(&guide.option("who", "close-one")?)?);
    page.press(Key::ArrowUp)?;
    enter(&guide, "next")?;
    expect(&guide, "about")?;
    for about in ["gambling", "gaming"] {
        tab_to(&guide, Role::Checkbox, option("about", about)?)?;
        page.press(Key::Space)?;
    }
    page.press(Key::Space)?;
    enter(&guide, "next")?;
    expect(&guide, "now")?;
    tab_to(&guide, Role::Checkbox, option("now", "suicidal")?)?;
    page.press(Key::Space)?;
    enter(&guide, "next")?;
    let go_on = guide.words.app("go-on")?;
    page.wait_for(Role::Button, go_on)?;
    page.wait_for_focus(Role::Heading, Name::Any)?;
    enter(&guide, "go-on")?;
    expect(&guide, "place")?;
    tab_to(&guide, Role::Combobox, guide.words.app("place-label")?)?;
    page.write("Borgå")?;
    page.wait_for(Role::Option, Name::begins("Porvoo"))?;
    page.press(Key::Enter)?;
    page.press(Key::Enter)?;
    expect(&guide, "age")?;
    while let Screen::Item(_) = walk::screen(&page, &guide.words)? {
        let before = page.active()?;
        enter(&guide, "skip")?;
        page.wait_until("the next heading to have the focus", || {
            let active = page.active()?;
            Ok((Role::Heading.is_called(active.role()) && active.name() != before.name()).then_some(()))
        })?;
    }
    page.wait_for_focus(Role::Heading, guide.words.app("review-title")?)?;
    enter(&guide, "show-results")?;
    page.wait_for_focus(Role::Heading, guide.words.app("results-title")?)?;
    let card = guide.words.title("fi-line-peluuri").unwrap_or_default().to_owned();
    tab_to(&guide, Role::Button, Name::has(&card))?;
    page.press(Key::Enter)?;
    page.wait_for_focus(Role::Heading, card.as_str())?;
    enter(&guide, "back-to-results")?;
    page.wait_for_focus(Role::Button, Name::has(&card))
}

/// The guide at the question of a place.
fn at_place(language: &str) -> Result<Guide> {
    let guide = Guide::alone(language)?;
    guide.walk_to(r#"{"who":"self","about":["gambling"]}"#, &Screen::Item("place".to_owned()))?;
    Ok(guide)
}

#[test]
fn places_are_found_however_they_are_typed() -> Result<()> {
    let guide = at_place("en")?;
    let rows: &[(&str, &[&str], &str)] = &[
        ("Helsingfors", &["Helsinki"], "place-found-one"),
        ("borga", &["Porvoo"], "place-found-one"),
        ("jarvenpaa", &["Järvenpää"], "place-found-one"),
        ("Helsniki", &["Helsinki"], "place-guess"),
        ("00100", &["Helsinki"], "place-found-one"),
        ("06880", &["Porvoo", "Sipoo"], "place-several"),
        ("qqqqq", &[], "place-none"),
    ];
    for (typed, names, told) in rows {
        walk::type_place(&guide.page(), &guide.words, typed)?;
        let told = guide.words.filled(told, &[])?;
        let status = guide.page().wait_for(Role::Status, Name::Any)?;
        guide
            .page()
            .wait_until(&format!("\u{201c}{told}\u{201d} for {typed}"), || Ok((guide.page().text(&status)? == told).then_some(())))?;
        let offered = guide.page().names(Role::Option)?;
        let fits = offered.iter().zip(*names).all(|(offered, name)| offered.starts_with(name));
        assert!(offered.len() == names.len() && fits, "{typed}: {offered:?}");
    }
    Ok(())
}

#[test]
fn the_list_of_places_is_walked_with_the_arrow_keys() -> Result<()> {
    let guide = at_place("en")?;
    let page = guide.page();
    let label = guide.words.app("place-label")?;
    let chosen = || -> Result<Option<usize>> {
        let places = page.all(Role::Option, Name::Any)?;
        let at = places.iter().map(|place| page.is_chosen(place)).collect::<Result<Vec<_>>>()?;
        Ok(at.iter().position(|is_chosen| *is_chosen))
    };
    let expect = |place: Option<usize>| page.wait_until(&format!("place {place:?}"), || Ok((chosen()? == place).then_some(())));
    tab_to(&guide, Role::Combobox, label.clone())?;
    page.write("lo")?;
    let count = page.wait_until("places", || Ok(Some(page.names(Role::Option)?).filter(|names| names.len() > 2)))?.len();
    expect(None)?;
    let field = page.wait_for(Role::Combobox, label)?;
    assert_eq!(page.attribute(&field, "aria-expanded")?.as_deref(), Some("true"));
    page.press(Key::ArrowDown)?;
    expect(Some(0))?;
    page.press(Key::ArrowDown)?;
    expect(Some(1))?;
    page.press(Key::ArrowUp)?;
    page.press(Key::ArrowUp)?;
    expect(Some(count - 1))?;
    assert_eq!(page.active()?.name(), guide.words.filled("place-label", &[])?, "the focus left the field");
    page.press(Key::ArrowDown)?;
    expect(Some(0))?;
    let first = page.names(Role::Option)?.first().cloned().unwrap_or_default();
    page.press(Key::Enter)?;
    page.wait_until("the list closed", || Ok(page.names(Role::Option)?.is_empty().then_some(())))?;
    let name = page.text(&field)?;
    assert!(first.starts_with(&name) && !name.is_empty(), "{name} is not {first}");
    let status = page.wait_for(Role::Status, Name::Any)?;
    assert_eq!(page.text(&status)?, guide.words.filled("place-chosen", &[("{place}", &name)])?);
    page.press(Key::Enter)?;
    guide.expect_item("age")
}

#[test]
fn escape_closes_the_list_of_places_and_keeps_what_was_typed() -> Result<()> {
    let guide = at_place("sv")?;
    let page = guide.page();
    tab_to(&guide, Role::Combobox, guide.words.app("place-label")?)?;
    page.write("hel")?;
    page.wait_for(Role::Option, Name::begins("Helsingfors"))?;
    page.press(Key::ArrowDown)?;
    page.press(Key::Escape)?;
    page.wait_until_gone(Role::Option, Name::Any)?;
    let field = page.wait_for(Role::Combobox, guide.words.app("place-label")?)?;
    assert_eq!(page.text(&field)?, "hel");
    assert_eq!(page.attribute(&field, "aria-expanded")?.as_deref(), Some("false"));
    page.write("s")?;
    page.wait_for(Role::Option, Name::begins("Helsingfors")).map(drop)
}

/// Presses "Next" with nothing chosen on this question: it is said, and the focus goes there; after a choice it is gone.
#[track_caller]
fn check_missing(guide: &Guide, item: &str, error: &str) -> Result<()> {
    let page = guide.page();
    guide.expect_item(item)?;
    enter(guide, "next")?;
    let alert = page.wait_for(Role::Alert, Name::Any)?;
    assert_eq!(page.text(&alert)?, guide.words.filled(error, &[])?);
    let question = guide.words.item(item).map(|item| item.text.clone()).unwrap_or_default();
    page.wait_for_focus(Role::Group, question.as_str())
}

#[test]
fn next_with_nothing_chosen_says_so_on_every_kind_of_question() -> Result<()> {
    let guide = Guide::alone("fi")?;
    let page = guide.page();
    check_missing(&guide, "who", "error-choose")?;
    guide.choose("who", "self")?;
    page.wait_until_gone(Role::Alert, Name::Any)?;
    guide.press("next")?;
    check_missing(&guide, "about", "error-choose-several")?;
    guide.choose("about", "gambling")?;
    page.wait_until_gone(Role::Alert, Name::Any)?;
    guide.press("next")?;
    guide.expect_item("now")?;
    guide.press("skip")?;
    check_missing(&guide, "place", "error-place")?;
    let goal = Screen::Item("progress-date".to_owned());
    guide.walk_to(r#"{"progress":"refused","progress-with":"social"}"#, &goal)?;
    check_missing(&guide, "progress-date", "error-date")
}

/// The list is longer than the window, and what is missing is said above it.
#[test]
fn what_is_missing_is_in_sight_on_a_phone() -> Result<()> {
    let guide = Guide::unopened("fi", &Settings { width: 360, height: 700, ..Settings::default() })?;
    guide.open_alone()?;
    guide.choose("who", "self")?;
    guide.press("next")?;
    guide.expect_item("about")?;
    let page = guide.page();
    page.run("scrollTo(0, document.body.scrollHeight)", &[])?;
    guide.press("next")?;
    page.wait_for(Role::Alert, Name::Any)?;
    page.wait_until("the message in sight", || {
        let is_seen = "const { top, bottom } = document.getElementById('lykta-error').getBoundingClientRect();
            const bar = document.querySelector('.lykta-top').getBoundingClientRect();
            return top >= Math.max(0, bar.bottom) && bottom <= innerHeight";
        Ok((page.run(is_seen, &[])? == serde_json::Value::Bool(true)).then_some(()))
    })
}

#[test]
fn places_that_fit_are_in_sight_on_a_phone() -> Result<()> {
    let guide = Guide::unopened("fi", &Settings { width: 390, height: 844, ..Settings::default() })?;
    guide.open_alone()?;
    guide.walk_to(r#"{"who":"self"}"#, &Screen::Item("place".to_owned()))?;
    let page = guide.page();
    let field = page.wait_for(Role::Combobox, Name::Any)?;
    page.fill(&field, "La")?;
    page.wait_until("all places in sight", || {
        let are_seen = "const options = [...document.querySelectorAll('[role=option]')].map((option) => option.getBoundingClientRect());
            const [above, below] = ['.lykta-top', '#lykta-app .lykta-actions'].map((bar) => document.querySelector(bar).getBoundingClientRect());
            return options.length > 3 && options.every(({ top, bottom }) => top >= above.bottom && bottom <= below.top)";
        Ok((page.run(are_seen, &[])? == serde_json::Value::Bool(true)).then_some(()))
    })
}

#[test]
fn a_day_that_is_yet_to_come_is_not_taken() -> Result<()> {
    let guide = Guide::alone("en")?;
    let answers = r#"{"who":"self","about":["gambling"],"progress":"refused","progress-with":"social"}"#;
    guide.walk_to(answers, &Screen::Item("progress-date".to_owned()))?;
    let field = guide.page().wait_for(Role::Textbox, guide.words.app("date-label")?)?;
    guide.page().fill(&field, "2999-12-31")?;
    guide.press("next")?;
    let alert = guide.page().wait_for(Role::Alert, Name::Any)?;
    assert_eq!(guide.page().text(&alert)?, guide.words.filled("error-date", &[])?);
    let field = guide.page().wait_for(Role::Textbox, guide.words.app("date-label")?)?;
    assert_eq!(guide.page().text(&field)?, "2999-12-31", "what was written is gone");
    Ok(())
}

#[test]
fn an_official_word_opens_in_its_sentence_and_says_what_it_means() -> Result<()> {
    let guide = Guide::alone("en")?;
    let page = guide.page();
    let answers = walk::answers(r#"{"who": "self", "about": ["alcohol"]}"#)?;
    walk::walk(&page, &guide.words, &answers, |_| Ok(()))?;
    walk::open_card(&page, &guide.words, "fi-right-assessment")?;
    let (word, meaning) = ("assessment of my service needs.", "Social services find out what help you need.");
    let reads = |text: &str| page.run("return document.body.innerText", &[]).map(|shown| shown.to_string().contains(text));
    assert_eq!((reads(word)?, reads(meaning)?), (true, false));
    tab_to(&guide, Role::Button, word)?;
    page.press(Key::Enter)?;
    page.wait_until("what the word means", || Ok(reads(meaning)?.then_some(())))?;
    axe::check(&page, "a card with an official word that is open")?;
    page.press(Key::Enter)?;
    page.wait_until("the sentence alone", || Ok((!reads(meaning)?).then_some(())))
}
