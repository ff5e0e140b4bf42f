//! Checks on one's own situation: the drinks helper, a danger told by one answer, nothing answered, the keyboard, a narrow screen, and a wipe.
//!
//! In: the check on alcohol of Finland's pack, by its own texts. Out: what a person hears and sees.
//! Next: `src/components/check.rs` of the app, `packs/fi/checks/`.

use journeys::axe;
use journeys::content::Content;
use journeys::driver::Settings;
use journeys::failure::{Failure, Result};
use journeys::guide::Guide;
use journeys::key::Key;
use journeys::role::{Name, Role};
use journeys::walk::{self, Screen};
use journeys::width;
use lykta_core::date::Date;
use lykta_core::pack::check::{Check, NoteKind};

const ANSWERS: &str = r#"{"who":"self","about":["alcohol"],"now":["none"],"use":["daily"],"age":"23-64"}"#;

/// The guide on the results, and the check with its texts in English.
struct Taking {
    guide: Guide,
    content: Content,
    language: usize,
}

impl Taking {
    fn new(settings: &Settings) -> Result<Taking> {
        let today = Date::parse("2026-11-22").ok_or_else(|| Failure::new("no day"))?;
        let content = Content::read("fi", today)?;
        let language = content.language("en")?;
        let guide = Guide::unopened("en", settings)?;
        guide.open_alone()?;
        guide.walk_to(ANSWERS, &Screen::Results)?;
        Ok(Taking { guide, content, language })
    }

    fn check(&self) -> Result<&Check> {
        let mut checks = self.content.pack.checks.iter();
        checks.find(|check| check.id == "fi-check-alcohol").ok_or_else(|| Failure::new("no check on alcohol"))
    }

    fn open(&self) -> Result<()> {
        let title = self.content.text(self.language, self.check()?.title).to_owned();
        self.guide.page().click(Role::Button, Name::begins(&title))?;
        self.expect("often")
    }

    /// The question is there, and its heading has the focus.
    fn expect(&self, id: &str) -> Result<()> {
        let question = self.check()?.questions.iter().find(|question| question.id.as_str() == id);
        let text = question.map(|question| self.content.text(self.language, question.text)).unwrap_or_default();
        self.guide.page().wait_for_focus(Role::Heading, text)
    }

    fn expect_result(&self) -> Result<()> {
        let title = self.guide.words.app("own-result")?;
        self.guide.page().wait_for_focus(Role::Heading, title)
    }

    /// The text of an option or drink.
    fn option(&self, question: &str, option: &str) -> Result<String> {
        let question = self.check()?.questions.iter().find(|asked| asked.id.as_str() == question);
        let option = question.and_then(|question| question.options.iter().find(|own| own.id.as_str() == option));
        option.map(|option| self.content.text(self.language, option.text).to_owned()).ok_or_else(|| Failure::new("no such option"))
    }

    fn choose(&self, role: Role, question: &str, option: &str) -> Result<()> {
        self.guide.page().click(role, Name::begins(&self.option(question, option)?))
    }

    fn skip_to(&self, id: &str) -> Result<()> {
        self.guide.press("skip")?;
        self.expect(id)
    }

    /// Whether a note of this number among those of its kind stands on the page.
    fn shows(&self, kind: NoteKind, number: usize) -> Result<bool> {
        let note = self.check()?.notes.iter().filter(|note| note.kind == kind).nth(number).ok_or_else(|| Failure::new("no such note"))?;
        Ok(self.guide.page().whole_text()?.contains(self.content.text(self.language, note.text)))
    }
}

/// Nothing that looks like a total, a band of an instrument or its name.
#[track_caller]
fn expect_no_score(text: &str) {
    for word in ["score", "Score", "points", "AUDIT", "diagnos", "normal"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
}

#[test]
fn drinks_are_counted_and_what_they_can_mean_is_said() -> Result<()> {
    let taking = Taking::new(&Settings::default())?;
    let page = taking.guide.page();
    taking.open()?;
    // Counted among the check's own questions, not the guide's.
    assert!(page.whole_text()?.contains("Question 1, at most 8"), "{}", page.whole_text()?);
    taking.choose(Role::Radio, "often", "few-a-week")?;
    taking.guide.press("next")?;
    taking.expect("day")?;
    taking.skip_to("binge")?;
    taking.skip_to("week")?;
    for (drink, count) in [("beer", 3), ("wine-bottle", 2)] {
        let what = taking.option("week", drink)?;
        let more = taking.guide.words.filled("own-more", &[("{what}", &what)])?;
        for _ in 0..count {
            page.click(Role::Button, Name::begins(&more))?;
        }
    }
    // 3 × 12 g and 2 × 73.968 g are 15.3 drinks of 12 g.
    page.wait_until("the sum", || Ok(page.whole_text()?.contains("Drinks a week: about 15.").then_some(())))?;
    let what = taking.option("week", "wine-bottle")?;
    let less = taking.guide.words.filled("own-less", &[("{what}", &what)])?;
    page.click(Role::Button, Name::begins(&less))?;
    page.wait_until("the smaller sum", || Ok(page.whole_text()?.contains("Drinks a week: about 9.").then_some(())))?;
    axe::check(&page, "the drinks helper")?;
    taking.guide.press("next")?;
    taking.expect("body")?;
    taking.guide.press("back")?;
    taking.expect("week")?;
    assert!(page.whole_text()?.contains("Drinks a week: about 9."), "what was counted waits");
    taking.guide.press("own-conclude")?;
    taking.expect_result()?;
    let text = page.whole_text()?;
    assert!(text.contains("You drink 2–3 times a week.") && text.contains("This is above the limit for women"), "{text}");
    expect_no_score(&text);
    axe::check(&page, "what came of the check")?;
    // A step opens its card, and the way back leads to the step.
    let line = taking.guide.words.title("fi-line-paihdeneuvonta").unwrap_or_default().to_owned();
    page.click(Role::Button, line.as_str())?;
    page.wait_for_heading(line.as_str())?;
    taking.guide.press("back-to-results")?;
    page.wait_for_focus(Role::Button, line.as_str())?;
    taking.guide.press("own-all-help")?;
    let title = taking.content.text(taking.language, taking.check()?.title).to_owned();
    page.wait_for_focus(Role::Button, Name::begins(&title))
}

#[test]
fn with_nothing_answered_help_and_limits_are_there() -> Result<()> {
    let taking = Taking::new(&Settings::default())?;
    let page = taking.guide.page();
    taking.open()?;
    // With nothing chosen "next" says so, and stays.
    taking.guide.press("next")?;
    page.wait_for(Role::Alert, Name::Any)?;
    for next in ["day", "binge", "week", "body", "more"] {
        taking.skip_to(next)?;
    }
    taking.guide.press("skip")?;
    taking.expect_result()?;
    let nothing = taking.guide.words.filled("own-nothing", &[])?;
    let text = page.whole_text()?;
    assert!(text.contains(&nothing), "{text}");
    assert!(taking.shows(NoteKind::Limit, 0)?);
    assert!(!taking.shows(NoteKind::Safety, 0)? && !taking.shows(NoteKind::Meaning, 0)?, "{text}");
    let line = taking.guide.words.title("fi-line-paihdeneuvonta").unwrap_or_default().to_owned();
    page.wait_for(Role::Button, line.as_str()).map(drop)
}

#[test]
fn one_answer_that_tells_of_danger_is_enough_and_stands_first() -> Result<()> {
    let taking = Taking::new(&Settings::default())?;
    let page = taking.guide.page();
    taking.open()?;
    for next in ["day", "binge", "week", "body"] {
        taking.skip_to(next)?;
    }
    taking.choose(Role::Checkbox, "body", "shaking")?;
    taking.guide.press("next")?;
    taking.expect("more")?;
    taking.guide.press("own-conclude")?;
    taking.expect_result()?;
    assert!(taking.shows(NoteKind::Safety, 0)?);
    let text = page.whole_text()?;
    let told = taking.guide.words.filled("own-told", &[])?;
    assert!(text.find("Do not stop drinking suddenly alone").is_some_and(|at| Some(at) < text.find(&told)), "{text}");
    // Started over, nothing of it is left.
    taking.guide.press("own-all-help")?;
    taking.guide.press("start-over")?;
    taking.guide.expect_item("who")?;
    taking.guide.walk_to(ANSWERS, &Screen::Results)?;
    taking.open()?;
    taking.guide.press("own-conclude")?;
    taking.expect_result()?;
    assert!(!taking.shows(NoteKind::Safety, 0)?);
    Ok(())
}

#[test]
fn whoever_does_not_drink_is_asked_no_more() -> Result<()> {
    let taking = Taking::new(&Settings::default())?;
    taking.open()?;
    taking.choose(Role::Radio, "often", "never")?;
    taking.guide.press("next")?;
    taking.expect_result()?;
    assert!(taking.shows(NoteKind::Meaning, 0)?);
    Ok(())
}

/// Presses Tab until this has the focus.
#[track_caller]
fn tab_to(guide: &Guide, role: Role, name: impl Into<Name>) -> Result<()> {
    let name = name.into();
    for _ in 0..60 {
        guide.page().press(Key::Tab)?;
        let active = guide.page().active()?;
        if role.is_called(active.role()) && name.fits(active.name()) {
            return Ok(());
        }
    }
    Err(guide.page().missed(&format!("{role} {name} by Tab")))
}

#[test]
fn the_whole_of_it_by_keyboard() -> Result<()> {
    let taking = Taking::new(&Settings::default())?;
    let (guide, page) = (&taking.guide, taking.guide.page());
    let title = taking.content.text(taking.language, taking.check()?.title).to_owned();
    tab_to(guide, Role::Button, Name::begins(&title))?;
    page.press(Key::Enter)?;
    taking.expect("often")?;
    for next in ["day", "binge", "week"] {
        tab_to(guide, Role::Button, guide.words.app("skip")?)?;
        page.press(Key::Enter)?;
        taking.expect(next)?;
    }
    let more = guide.words.filled("own-more", &[("{what}", &taking.option("week", "beer")?)])?;
    tab_to(guide, Role::Button, Name::begins(&more))?;
    page.press(Key::Enter)?;
    page.press(Key::Space)?;
    // The sum changes and the focus stays, so that one can press on.
    page.wait_until("the sum", || Ok(page.whole_text()?.contains("Drinks a week: about 2.").then_some(())))?;
    // How many there are is said with the name of what was pressed.
    page.wait_for_focus(Role::Button, [more.as_str(), ": 2"].concat().as_str())?;
    tab_to(guide, Role::Button, guide.words.app("own-conclude")?)?;
    page.press(Key::Enter)?;
    taking.expect_result()?;
    tab_to(guide, Role::Button, guide.words.app("own-all-help")?)?;
    page.press(Key::Enter)?;
    page.wait_for_focus(Role::Button, Name::begins(&title))
}

#[test]
fn all_fits_on_a_narrow_screen_with_large_text() -> Result<()> {
    let taking = Taking::new(&Settings { width: 320, height: 640, text_percent: 200, ..Settings::default() })?;
    let page = taking.guide.page();
    let fits = |screen: &str| {
        let beyond = width::beyond(&page)?;
        assert!(beyond.is_empty(), "{screen}: {beyond:?}");
        axe::check(&page, screen)
    };
    fits("the results")?;
    taking.open()?;
    fits("a question")?;
    for next in ["day", "binge", "week"] {
        taking.skip_to(next)?;
    }
    fits("the drinks helper")?;
    taking.skip_to("body")?;
    taking.choose(Role::Checkbox, "body", "fits")?;
    taking.guide.press("next")?;
    taking.expect("more")?;
    taking.guide.press("own-conclude")?;
    taking.expect_result()?;
    fits("what came of it")
}

#[test]
fn help_now_lies_over_a_question_and_what_was_chosen_waits() -> Result<()> {
    let taking = Taking::new(&Settings::default())?;
    let page = taking.guide.page();
    taking.open()?;
    taking.choose(Role::Radio, "often", "monthly")?;
    walk::follow(&page, &taking.guide.words.app("show-help-now")?)?;
    taking.guide.expect("help-title")?;
    taking.guide.press("back-to-guide")?;
    taking.expect("often")?;
    let chosen = page.wait_for(Role::Radio, Name::begins(&taking.option("often", "monthly")?))?;
    assert!(page.is_chosen(&chosen)?);
    Ok(())
}
