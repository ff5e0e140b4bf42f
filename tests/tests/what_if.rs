//! Results that can be asked back: why, what if, what does not apply; and results in the words of a professional, someone close, a child.
//!
//! Next: `lykta_core::what_if`, `lykta_core::unmet`, `lykta_core::said`, `lykta_core::evaluate::section`.

use journeys::axe;
use journeys::driver::Settings;
use journeys::failure::{Failure, Result};
use journeys::guide::Guide;
use journeys::role::{Name, Role};
use journeys::told;
use journeys::walk::{self, Screen};
use journeys::width;

/// A woman in Helsinki who drinks and did not say whether she is pregnant.
const ANSWERS: &str = r#"{"who":"self","about":["alcohol"],"now":["none"],"place":"091","age":"23-64","children":"no","housing":"ok"}"#;

fn phone() -> Settings {
    Settings { width: 390, height: 844, ..Settings::default() }
}

/// The guide at the results of these answers.
#[track_caller]
fn at_results(language: &str, answers: &str, settings: &Settings) -> Result<Guide> {
    let guide = Guide::unopened(language, settings)?;
    guide.open_alone()?;
    guide.walk_to(answers, &Screen::Results)?;
    Ok(guide)
}

fn question(guide: &Guide, item: &str) -> Result<String> {
    guide.words.item(item).map(|item| item.text.clone()).ok_or_else(|| Failure::new(format!("the pack has no item {item}")))
}

/// Opens the trial of an item from the results.
#[track_caller]
fn try_out(guide: &Guide, item: &str) -> Result<()> {
    guide.press("what-if")?;
    guide.expect("what-if-title")?;
    let label = guide.words.filled("what-if-try-of", &[("{question}", &question(guide, item)?)])?;
    guide.page().click(Role::Button, label.as_str())?;
    guide.expect_item(item)
}

/// What the trial says in one sentence, once it says this.
#[track_caller]
fn expect_told(guide: &Guide, key: &str) -> Result<()> {
    let name = guide.words.app(key)?;
    let page = guide.page();
    page.wait_until(&format!("{key} in the status"), || {
        for status in page.all(Role::Status, Name::Any)? {
            if name.fits(&page.text(&status)?) {
                return Ok(Some(()));
            }
        }
        Ok(None)
    })
}

#[track_caller]
fn check_shows(guide: &Guide, text: &str, is_there: bool) -> Result<()> {
    let whole = guide.page().whole_text()?;
    assert_eq!(whole.contains(text), is_there, "\u{201c}{text}\u{201d} in: {whole}");
    Ok(())
}

#[test]
fn another_answer_is_tried_put_back_and_kept() -> Result<()> {
    let guide = at_results("en", ANSWERS, &phone())?;
    let before = walk::shown(&guide.page(), &guide.words)?;
    try_out(&guide, "pregnant")?;
    expect_told(&guide, "what-if-choose")?;
    let right = guide.words.title("fi-right-pregnant").unwrap_or_default().to_owned();
    check_shows(&guide, &right, false)?;
    guide.page().click_on(&guide.option("pregnant", "yes")?)?;
    expect_told(&guide, "what-if-told")?;
    // It was "may apply", as she had not said.
    guide.page().wait_for(Role::Heading, guide.words.app("what-if-holds")?)?;
    check_shows(&guide, &right, true)?;
    guide.press("what-if-put-back")?;
    expect_told(&guide, "what-if-choose")?;
    assert!(!guide.page().is_chosen(&guide.option("pregnant", "yes")?)?, "what was put back is still chosen");
    check_shows(&guide, &right, false)?;
    guide.press("back")?;
    guide.expect("what-if-title")?;
    guide.press("back-to-results")?;
    guide.expect("results-title")?;
    assert_eq!(walk::shown(&guide.page(), &guide.words)?, before, "trying changed the results");

    try_out(&guide, "pregnant")?;
    guide.page().click_on(&guide.option("pregnant", "yes")?)?;
    guide.press("what-if-keep")?;
    guide.expect("results-title")?;
    guide.page().wait_for_focus(Role::Heading, guide.words.app("results-title")?)?;
    let after = walk::shown(&guide.page(), &guide.words)?;
    let group = |shown: &[walk::Shown]| shown.iter().find(|shown| shown.cards == ["fi-right-pregnant"]).map(|shown| shown.group.clone());
    assert_eq!((group(&before).as_deref(), group(&after).as_deref()), (Some("group-maybe"), Some("group-right")));
    Ok(())
}

#[test]
fn an_answer_that_was_given_stands_in_the_trial_and_comes_back() -> Result<()> {
    let guide = at_results("sv", ANSWERS, &Settings::default())?;
    try_out(&guide, "age")?;
    assert!(guide.page().is_chosen(&guide.option("age", "23-64")?)?, "the answer given is not there");
    guide.page().click_on(&guide.option("age", "18-22")?)?;
    expect_told(&guide, "what-if-told")?;
    guide.press("what-if-put-back")?;
    expect_told(&guide, "what-if-choose")?;
    assert!(guide.page().is_chosen(&guide.option("age", "23-64")?)?, "the answer given did not come back");
    Ok(())
}

#[test]
fn another_place_is_tried_in_the_field_of_places() -> Result<()> {
    let guide = at_results("en", ANSWERS, &phone())?;
    try_out(&guide, "place")?;
    let mariehamn = guide.words.municipality("478").ok_or_else(|| Failure::new("no 478"))?.clone();
    walk::choose_place(&guide.page(), &guide.words, &mariehamn)?;
    expect_told(&guide, "what-if-told")?;
    check_shows(&guide, guide.words.title("fi-service-aland-kst").unwrap_or_default(), true)?;
    guide.press("what-if-keep")?;
    guide.expect("results-title")?;
    check_shows(&guide, guide.words.title("fi-service-aland-kst").unwrap_or_default(), true)
}

#[test]
fn nothing_is_kept_of_an_answer_that_is_missing() -> Result<()> {
    let guide = at_results("en", ANSWERS, &Settings::default())?;
    try_out(&guide, "pregnant")?;
    guide.press("what-if-keep")?;
    guide.page().wait_for(Role::Alert, Name::Any)?;
    guide.expect_item("pregnant")
}

#[test]
fn danger_that_is_kept_shows_what_to_do() -> Result<()> {
    let guide = at_results("en", ANSWERS, &Settings::default())?;
    try_out(&guide, "now")?;
    guide.page().click_on(&guide.option("now", "overdose")?)?;
    expect_told(&guide, "what-if-told")?;
    guide.press("what-if-keep")?;
    guide.page().wait_for_heading(guide.words.title("fi-safety-overdose").unwrap_or_default())?;
    guide.press("go-on")?;
    guide.expect("results-title")
}

#[test]
fn what_does_not_apply_says_why() -> Result<()> {
    let guide = at_results("en", ANSWERS, &phone())?;
    guide.press("unmet")?;
    guide.expect("unmet-title")?;
    let page = guide.page();
    page.wait_for_focus(Role::Heading, guide.words.app("unmet-title")?)?;
    page.wait_for(Role::Heading, guide.words.app("unmet-right")?)?;
    page.wait_for(Role::Heading, guide.words.app("unmet-service")?)?;
    // Care within 14 days is for those under 23, and she is older.
    check_shows(&guide, guide.words.title("fi-right-primary-care-under-23").unwrap_or_default(), true)?;
    check_shows(&guide, "under 23 years", true)?;
    check_shows(&guide, guide.words.title("fi-line-peluuri").unwrap_or_default(), false)?;
    guide.press("back-to-results")?;
    guide.expect("results-title")
}

#[test]
fn a_card_says_its_rule_with_what_was_answered() -> Result<()> {
    let guide = at_results("en", ANSWERS, &phone())?;
    walk::open_card(&guide.page(), &guide.words, "fi-right-pregnant")?;
    guide.press("card-why")?;
    guide.page().wait_until("the rule", || {
        let whole = guide.page().whole_text()?;
        let title = guide.words.filled("rule-title", &[])?;
        Ok(whole.split_once(&title).map(|(_, rule)| rule.to_owned()))
    })?;
    let whole = guide.page().whole_text()?;
    for key in ["rule-said", "rule-open"] {
        assert!(whole.contains(&guide.words.filled(key, &[])?), "{key} in: {whole}");
    }
    check_shows(&guide, &question(&guide, "pregnant")?, true)
}

#[test]
fn the_new_screens_are_for_everyone() -> Result<()> {
    for (language, settings) in [("en", phone()), ("fi", Settings { width: 320, height: 640, dark: true, ..Settings::default() })] {
        let guide = at_results(language, ANSWERS, &settings)?;
        let look = |screen: &str| {
            // What is half under the top bar while one scrolls is no fault of the screen.
            guide.page().run("window.scrollTo(0, 0)", &[])?;
            axe::check_also(&guide.page(), screen, &["target-size"])?;
            assert_eq!(width::beyond(&guide.page())?, Vec::<String>::new(), "{screen}");
            Ok::<(), Failure>(())
        };
        guide.press("unmet")?;
        guide.expect("unmet-title")?;
        look("what does not apply")?;
        guide.press("back-to-results")?;
        guide.expect("results-title")?;
        guide.press("what-if")?;
        guide.expect("what-if-title")?;
        look("the answers to try")?;
        guide.press("back-to-results")?;
        guide.expect("results-title")?;
        try_out(&guide, "who")?;
        guide.page().click_on(&guide.option("who", "close-one")?)?;
        expect_told(&guide, "what-if-told")?;
        look("an answer that is tried")?;
        guide.press("back")?;
        guide.press("back-to-results")?;
        guide.expect("results-title")?;
        walk::open_card(&guide.page(), &guide.words, "fi-right-pregnant")?;
        guide.press("card-why")?;
        look("a card with its rule")?;
    }
    Ok(())
}

#[test]
fn a_professional_helps_one_client_after_another() -> Result<()> {
    let guide = Guide::unopened("en", &Settings::default())?;
    guide.open_alone()?;
    let first = r#"{"who":"professional","about":["gambling"],"now":["none"],"place":"091","age":"23-64"}"#;
    let second = r#"{"who":"professional","about":["alcohol"],"now":["none"],"place":"564","age":"65-plus"}"#;
    let mut counts = Vec::new();
    for run in 0..4 {
        let (answers, own, other) = if run % 2 == 0 { (first, "fi-line-peluuri", "Oulu") } else { (second, "fi-group-aa", "Helsinki") };
        guide.walk_to(answers, &Screen::Results)?;
        let whole = guide.page().whole_text()?;
        for key in ["results-title-client", "results-text-client", "start-over-client"] {
            assert!(whole.contains(&guide.words.filled(key, &[])?), "{key} in: {whole}");
        }
        let shown = walk::shown(&guide.page(), &guide.words)?;
        assert!(shown.iter().any(|shown| shown.cards.iter().any(|card| card == own)), "{own} is not shown: {shown:?}");
        assert!(!whole.contains(other), "{other}, of the client before, in: {whole}");
        guide.press("start-over")?;
        guide.expect_empty()?;
        guide.page().wait_for_focus(Role::Heading, question(&guide, "who")?.as_str())?;
        // No element of a run before is left, and nothing grows with the runs.
        let count = guide.page().run("return document.getElementsByTagName('*').length", &[])?;
        counts.push(count.as_u64().unwrap_or_default());
    }
    assert!(counts.windows(2).all(|pair| pair[0] == pair[1]), "the page grows: {counts:?}");
    // What the next person sees is not said to a professional.
    guide.walk_to(ANSWERS, &Screen::Results)?;
    check_shows(&guide, &guide.words.filled("results-title", &[])?, true)?;
    check_shows(&guide, &guide.words.filled("results-title-client", &[])?, false)
}

/// The parts of the results that hold, in the order of the screen, each once.
#[track_caller]
fn parts(pack: &str, language: &str, answers: &str) -> Result<Vec<String>> {
    let guide = Guide::of_pack(pack, language, &phone())?;
    guide.open_alone()?;
    told::walk(&guide, answers, &[], |_| Ok(()))?;
    let mut parts: Vec<String> = walk::shown(&guide.page(), &guide.words)?.into_iter().map(|shown| shown.group).collect();
    parts.dedup();
    parts.retain(|part| part.starts_with("group-") && part != "group-maybe");
    Ok(parts)
}

#[test]
fn someone_close_has_parts_of_their_own() -> Result<()> {
    let answers =
        r#"{"who":"close-one","about":["alcohol"],"now":["none"],"place":"091","their-place":"091","age":"23-64","children":"yes"}"#;
    let expected = ["group-you", "group-ways", "group-home", "group-worry", "group-them", "group-relatives", "group-background"];
    assert_eq!(parts("fi", "fi", answers)?, expected);
    Ok(())
}

#[test]
fn a_child_has_parts_of_their_own() -> Result<()> {
    let answers = r#"{"who":"child","about":["alcohol"],"now":["none"],"place":"091","age":"13-15"}"#;
    let expected =
        ["group-child-talk", "group-child-fault", "group-child-grown-ups", "group-child-help", "group-child-group", "group-background"];
    assert_eq!(parts("fi", "en", answers)?, expected);
    assert_eq!(
        parts("no", "nb", &answers.replace("\"091\"", "\"4601\"").replace("13-15", "12-14"))?.first().map(String::as_str),
        Some("group-child-talk")
    );
    Ok(())
}
