//! The ways through the guide other than straight on: another language, back, skip, a changed answer, help in between, a new start.
//!
//! Next: `lykta_core::session`, which the screens follow.

use journeys::failure::{Failure, Result};
use journeys::guide::{Guide, PACK};
use journeys::role::{Name, Role};
use journeys::walk::{self, Screen};
use journeys::words::Words;

const ANSWERS: &str = r#"{"who":"self","about":["gambling"],"now":["none"],"place":"638","age":"23-64","children":"no","housing":"ok"}"#;

/// The text of a question, or of one of its options.
fn text(words: &Words, item: &str, option: Option<&str>) -> Result<String> {
    let found = words.item(item).and_then(|item| match option {
        None => Some(item.text.clone()),
        Some(option) => item.options.iter().find(|(id, _)| id == option).map(|(_, text)| text.clone()),
    });
    found.ok_or_else(|| Failure::new(format!("the pack has no {item} {option:?}")))
}

/// The whole text of the screen holds all of these.
#[track_caller]
fn check_told(guide: &Guide, told: &[String]) -> Result<()> {
    let whole = guide.page().whole_text()?;
    for text in told {
        assert!(whole.contains(text.as_str()), "\u{201c}{text}\u{201d} is not in: {whole}");
    }
    Ok(())
}

/// Opens an answer from the review, to change it.
#[track_caller]
fn change(guide: &Guide, item: &str) -> Result<()> {
    let label = guide.words.filled("review-change-of", &[("{question}", &text(&guide.words, item, None)?)])?;
    guide.page().click(Role::Button, label.as_str())?;
    guide.expect_item(item)
}

#[test]
fn another_language_keeps_every_answer() -> Result<()> {
    let mut guide = Guide::in_frame("en")?;
    guide.walk_to(ANSWERS, &Screen::Item("age".to_owned()))?;
    guide.choose("age", "18-22")?;
    let swedish = Words::read(PACK, "sv")?;
    guide.speak(&swedish)?;
    guide.words = swedish;
    guide.expect_item("age")?;
    let page = guide.page();
    assert_eq!(page.run("return [document.documentElement.lang, document.title].join()", &[])?, "sv,Guide");
    assert!(page.is_chosen(&guide.option("age", "18-22")?)?, "what was chosen is lost");
    page.wait_for_focus(Role::Button, Name::begins(&guide.words.filled("language-name", &[])?))?;
    guide.press("next")?;
    guide.walk_to("{}", &Screen::Review)?;
    let told = [("who", "self"), ("about", "gambling"), ("now", "none"), ("age", "18-22")];
    let told = told.iter().map(|(item, option)| text(&guide.words, item, Some(option))).collect::<Result<Vec<_>>>()?;
    check_told(&guide, &told)?;
    check_told(&guide, &["Borgå".to_owned()])?;
    guide.press("show-results")?;
    let finnish = Words::read(PACK, "fi")?;
    let before = walk::shown(&guide.page(), &guide.words)?;
    guide.speak(&finnish)?;
    guide.words = finnish;
    guide.expect("results-title")?;
    assert_eq!(walk::shown(&guide.page(), &guide.words)?, before);
    Ok(())
}

#[test]
fn every_question_can_be_skipped_and_gone_back_from() -> Result<()> {
    let guide = Guide::alone("sv")?;
    let walk = guide.walk_to("{}", &Screen::Review)?;
    for item in walk.asked.iter().rev() {
        guide.press("back")?;
        guide.expect_item(item)?;
    }
    assert_eq!(guide.page().all(Role::Button, guide.words.app("back")?)?, Vec::new(), "back from the first question");
    let again = guide.walk_to("{}", &Screen::Review)?;
    assert_eq!(again.asked, walk.asked);
    Ok(())
}

#[test]
fn what_was_answered_is_there_on_the_way_back() -> Result<()> {
    let guide = Guide::alone("fi")?;
    guide.walk_to(ANSWERS, &Screen::Item("age".to_owned()))?;
    guide.press("back")?;
    guide.expect_item("place")?;
    let field = guide.page().wait_for(Role::Combobox, guide.words.app("place-label")?)?;
    assert_eq!(guide.page().text(&field)?, "Porvoo");
    guide.press("back")?;
    assert!(guide.page().is_chosen(&guide.option("now", "none")?)?);
    guide.press("back")?;
    assert!(guide.page().is_chosen(&guide.option("about", "gambling")?)?);
    guide.press("next")?;
    guide.expect_item("now")?;
    guide.press("next")?;
    guide.expect_item("place")
}

#[test]
fn an_answer_is_changed_from_the_review_and_the_others_stay() -> Result<()> {
    let guide = Guide::alone("en")?;
    guide.walk_to(ANSWERS, &Screen::Review)?;
    change(&guide, "housing")?;
    assert!(guide.page().is_chosen(&guide.option("housing", "ok")?)?);
    guide.choose("housing", "homeless")?;
    guide.press("next")?;
    guide.expect("review-title")?;
    let told = [("who", "self"), ("about", "gambling"), ("now", "none"), ("age", "23-64"), ("housing", "homeless")];
    let told = told.iter().map(|(item, option)| text(&guide.words, item, Some(option))).collect::<Result<Vec<_>>>()?;
    check_told(&guide, &told)?;
    check_told(&guide, &["Porvoo".to_owned()])
}

#[test]
fn an_answer_is_changed_from_the_results_and_the_cards_follow() -> Result<()> {
    let guide = Guide::in_frame("en")?;
    guide.walk_to(ANSWERS, &Screen::Results)?;
    let has_housing = |guide: &Guide| -> Result<bool> {
        let shown = walk::shown(&guide.page(), &guide.words)?;
        Ok(shown.iter().any(|shown| shown.group != "group-maybe" && shown.cards.iter().any(|card| card == "fi-service-temporary-housing")))
    };
    assert!(!has_housing(&guide)?);
    guide.press("change-answers")?;
    guide.expect("review-title")?;
    change(&guide, "housing")?;
    guide.choose("housing", "homeless")?;
    guide.press("next")?;
    guide.expect("review-title")?;
    guide.press("show-results")?;
    guide.expect("results-title")?;
    assert!(has_housing(&guide)?);
    Ok(())
}

#[test]
fn a_change_that_is_not_wanted_after_all_changes_nothing() -> Result<()> {
    let guide = Guide::alone("sv")?;
    guide.walk_to(ANSWERS, &Screen::Review)?;
    let before = guide.page().whole_text()?;
    change(&guide, "who")?;
    guide.choose("who", "close-one")?;
    guide.press("back")?;
    guide.expect("review-title")?;
    assert_eq!(guide.page().whole_text()?, before);
    Ok(())
}

#[test]
fn a_new_start_knows_nothing() -> Result<()> {
    let guide = Guide::in_frame("fi")?;
    guide.walk_to(ANSWERS, &Screen::Results)?;
    guide.press("start-over")?;
    guide.expect_item("who")?;
    for option in guide.page().all(Role::Radio, Name::Any)? {
        assert!(!guide.page().is_chosen(&option)?, "{} is still chosen", option.name());
    }
    guide.walk_to(r#"{"who":"self","about":["gambling"]}"#, &Screen::Item("place".to_owned()))?;
    let field = guide.page().wait_for(Role::Combobox, guide.words.app("place-label")?)?;
    assert_eq!(guide.page().text(&field)?, "");
    let walk = guide.walk_to("{}", &Screen::Review)?;
    assert!(walk.asked.contains(&"housing".to_owned()));
    let whole = guide.page().whole_text()?;
    assert!(!whole.contains("Porvoo"), "{whole}");
    Ok(())
}

#[test]
fn results_so_far_are_shown_on_the_way() -> Result<()> {
    let guide = Guide::alone("en")?;
    guide.walk_to(ANSWERS, &Screen::Item("now".to_owned()))?;
    guide.press("so-far")?;
    guide.expect("results-title")?;
    let shown = walk::shown(&guide.page(), &guide.words)?;
    assert!(shown.iter().any(|shown| shown.cards.iter().any(|card| card == "fi-line-peluuri")), "{shown:?}");
    Ok(())
}

#[test]
fn help_in_between_keeps_what_was_chosen() -> Result<()> {
    let guide = Guide::alone("en")?;
    guide.walk_to(r#"{"who":"self"}"#, &Screen::Item("about".to_owned()))?;
    guide.choose("about", "alcohol")?;
    guide.press("show-help-now")?;
    guide.expect("help-title")?;
    guide.press("back-to-guide")?;
    guide.expect_item("about")?;
    assert!(guide.page().is_chosen(&guide.option("about", "alcohol")?)?, "what was chosen is lost");
    Ok(())
}

#[test]
fn what_the_guide_does_is_told_and_left_again() -> Result<()> {
    let guide = Guide::in_frame("sv")?;
    walk::follow(&guide.page(), &guide.words.app("how-to-check")?)?;
    guide.expect("about-title")?;
    guide.press("back-to-guide")?;
    guide.expect_item("who")
}

#[test]
fn an_option_that_stands_alone_takes_the_others_away() -> Result<()> {
    let guide = Guide::alone("fi")?;
    guide.walk_to(r#"{"who":"self","about":["alcohol"]}"#, &Screen::Item("now".to_owned()))?;
    let page = guide.page();
    guide.choose("now", "violence")?;
    guide.choose("now", "none")?;
    assert!(!page.is_chosen(&guide.option("now", "violence")?)?);
    guide.choose("now", "suicidal")?;
    assert!(!page.is_chosen(&guide.option("now", "none")?)?);
    assert!(page.is_chosen(&guide.option("now", "suicidal")?)?);
    Ok(())
}
