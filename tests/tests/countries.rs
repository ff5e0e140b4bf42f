//! Sweden, Norway and Denmark, as Finland elsewhere: people walk in the frame of their municipality's page and are shown what the editors'
//! tool finds, on a narrow phone, in each language; and the pages of all four countries from which they come.
//!
//! Next: `src/told.rs`, `src/takeover.rs`; `packs/<id>/personas` for what each person must be shown.

use std::cell::RefCell;
use std::collections::BTreeSet;

use journeys::axe;
use journeys::driver::Settings;
use journeys::failure::{Failure, Result};
use journeys::fault::Fault;
use journeys::guide::{self, Guide};
use journeys::request::difference;
use journeys::role::{Name, Role};
use journeys::server::Site;
use journeys::takeover;
use journeys::told;
use journeys::walk::Screen;
use journeys::width;
use journeys::words::Words;
use lykta_core::pack::Channel;

const COUNTRIES: [(&str, &[&str]); 4] =
    [("dk", &["da", "en"]), ("fi", &["fi", "sv", "en"]), ("no", &["nb", "nn", "en"]), ("se", &["sv", "en"])];

fn pages() -> impl Iterator<Item = (&'static str, &'static str)> {
    COUNTRIES.into_iter().flat_map(|(pack, languages)| languages.iter().map(move |language| (pack, *language)))
}

fn narrow(dark: bool) -> Settings {
    Settings { width: 320, height: 640, dark, ..Settings::default() }
}

/// All at once, if anything was found.
#[track_caller]
fn told_at_once(found: &[String]) -> Result<()> {
    if found.is_empty() { Ok(()) } else { Err(Failure::new(found.join("\n"))) }
}

/// What the accessibility checker finds in the page or frame at hand, and what lies beyond its edges.
#[track_caller]
fn look(guide: &Guide, at: &str, found: &mut Vec<String>) -> Result<()> {
    let violations = axe::violations_also(&guide.page(), &["target-size"])?;
    found.extend(violations.iter().map(|violation| format!("{at}: {violation}")));
    found.extend(width::beyond(&guide.page())?.iter().map(|what| format!("{at}: {what}")));
    Ok(())
}

/// Walks in the frame, on a narrow phone: what is shown is what the tool finds, each of these among it; the first screen and the results hold
/// nothing that the checker finds; and the servers saw the same as of someone who only begins.
#[track_caller]
fn check(pack: &str, language: &str, answers: &str, among: &[(&str, &str)]) -> Result<()> {
    let site = Site::built()?.header("Cache-Control", "no-store");
    let guide = Guide::of(site, pack, language, &narrow(language == "en"))?;
    guide.open_in_frame(language)?;
    let found = RefCell::new(Vec::new());
    let told = told::walk(&guide, answers, among, |screen| match screen {
        Screen::Item(item) if item == "who" => look(&guide, "the first screen", &mut found.borrow_mut()),
        Screen::Results => look(&guide, "the results", &mut found.borrow_mut()),
        Screen::Item(_) | Screen::Danger | Screen::Review | Screen::Other(_) => Ok(()),
    })?;
    told_at_once(&found.into_inner())?;
    if among.iter().any(|(group, _)| *group == "group-deadline") {
        told::expect_last_day(&guide, &told, "days-left")?;
    }

    let whole = guide.server.take_requests();
    assert!(whole.len() > 8, "{whole:#?}");
    guide.open_in_frame(language)?;
    guide.walk_to(r#"{"who":"professional"}"#, &Screen::Item("about".to_owned()))?;
    assert_eq!(difference(&whole, &guide.server.take_requests()), Vec::<String>::new(), "what was answered shows in what is asked for");
    Ok(())
}

#[test]
fn sweden_someone_refused_help_with_drinking() -> Result<()> {
    let answers = r#"{"who":"self","about":["alcohol"],"now":["none"],"use":["daily"],"place":"0180","age":"21-64","pregnant":"no",
        "children":"no","housing":"ok","progress":"refused","progress-with":"social","progress-date":"{10 days ago}"}"#;
    check("se", "sv", answers, &[("group-deadline", "se-right-appeal"), ("group-right", "se-right-without-assessment")])
}

#[test]
fn sweden_a_mother_of_a_boy_who_smokes_cannabis() -> Result<()> {
    let answers = r#"{"who":"close-one","about":["cannabis"],"now":["none"],"place":"1380","age":"21-64","their-age":"under-18","relation":"parent"}"#;
    check("se", "en", answers, &[("group-you", "se-right-relative"), ("group-them", "se-right-under-18-close")])
}

#[test]
fn norway_someone_under_23_who_was_referred() -> Result<()> {
    let answers = r#"{"who":"self","about":["cannabis"],"now":["none"],"use":["daily"],"place":"5001","age":"18-22","pregnant":"no",
        "children":"no","housing":"ok","progress":"referred","progress-date":"{10 days ago}"}"#;
    check("no", "nb", answers, &[("group-deadline", "no-right-answer"), ("group-right", "no-right-under-23")])
}

#[test]
fn norway_a_child_whose_father_drinks() -> Result<()> {
    let answers = r#"{"who":"child","about":["alcohol"],"now":["none"],"place":"4601","age":"under-12"}"#;
    check("no", "nn", answers, &[("group-child-talk", "no-line-children")])
}

#[test]
fn norway_a_friend_of_someone_who_took_too_much() -> Result<()> {
    let answers = r#"{"who":"close-one","about":["opioids"],"now":["overdose"],"use":["injects"],"place":"030102","age":"23-64","relation":"friend"}"#;
    check("no", "en", answers, &[("group-danger", "no-safety-overdose")])
}

#[test]
fn denmark_someone_who_asked_for_help_with_drinking() -> Result<()> {
    let answers = r#"{"who":"self","about":["alcohol"],"now":["none"],"use":["none"],"place":"0751","age":"25-35","progress":"contacted",
        "progress-date":"{10 days ago}"}"#;
    check("dk", "da", answers, &[("group-deadline", "dk-right-alcohol")])
}

#[test]
fn denmark_a_child_whose_mother_drinks() -> Result<()> {
    let answers = r#"{"who":"child","about":["alcohol"],"now":["none"],"place":"0101","age":"under-12"}"#;
    check("dk", "en", answers, &[("group-child-talk", "dk-line-children")])
}

/// On a phone, in each language of the pack.
#[track_caller]
fn check_takeover(pack: &str) -> Result<()> {
    let languages = COUNTRIES.iter().find(|(id, _)| *id == pack).map_or(&[][..], |(_, languages)| languages);
    assert!(!languages.is_empty());
    for language in languages {
        let guide = Guide::of_pack(pack, language, &Settings { width: 390, height: 844, ..Settings::default() })?;
        takeover::check(&guide).map_err(|failure| Failure::new(format!("{pack} in {language}: {failure}")))?;
    }
    Ok(())
}

#[test]
fn nothing_moves_in_denmark_when_the_engine_comes() -> Result<()> {
    check_takeover("dk")
}

#[test]
fn nothing_moves_in_norway_when_the_engine_comes() -> Result<()> {
    check_takeover("no")
}

#[test]
fn nothing_moves_in_sweden_when_the_engine_comes() -> Result<()> {
    check_takeover("se")
}

/// The page with everything; the checker takes a third of a minute for each, and the markup is the same in all languages.
#[track_caller]
fn check_everything(pack: &str, language: &str) -> Result<()> {
    let guide = Guide::of_pack(pack, language, &Settings { width: 390, height: 844, ..Settings::default() })?;
    guide.page().open(&guide.server.url(&format!("guide/{pack}-{language}-all.html")))?;
    guide.expect("help-title")?;
    axe::check(&guide.page(), "the page with everything")
}

#[test]
fn the_checker_finds_nothing_in_everything_of_denmark() -> Result<()> {
    check_everything("dk", "da")
}

#[test]
fn the_checker_finds_nothing_in_everything_of_norway() -> Result<()> {
    check_everything("no", "nn")
}

#[test]
fn the_checker_finds_nothing_in_everything_of_sweden() -> Result<()> {
    check_everything("se", "sv")
}

/// The numbers of "show help now" of a pack, as links.
#[track_caller]
fn help_now(pack: &str) -> Result<BTreeSet<String>> {
    let pack = told::pack(pack)?;
    let cards = pack.help_now.iter().filter_map(|index| pack.cards.get(*index));
    let numbers = cards.filter_map(|card| match &card.contacts.first()?.channel {
        Channel::Phone(number, _) => Some(format!("tel:{number}")),
        Channel::Sms(..) | Channel::Web(_) => None,
    });
    Ok(numbers.collect())
}

/// Each municipal page without its script: the plain help stays, with the pack's numbers and no others.
#[track_caller]
fn check_towns(settings: &Settings, towns: impl Iterator<Item = (&'static str, &'static str)>) -> Result<()> {
    let guide = Guide::unopened("en", settings)?;
    guide.server.fail("embed.js", Fault::Missing);
    let mut found = Vec::new();
    for (pack, language) in towns {
        let words = Words::read(pack, language)?;
        guide.page().open(&guide.server.url(&guide::host(pack, language)))?;
        guide.page().wait_for_heading(words.app("help-title")?)?;
        let shown: BTreeSet<String> = guide.numbers()?.into_iter().collect();
        assert_eq!(shown, help_now(pack)?, "{pack} in {language}");
        assert_eq!(guide.page().run("return document.documentElement.lang", &[])?, language);
        look(&guide, &format!("{pack} in {language}"), &mut found)?;
    }
    told_at_once(&found)
}

#[test]
fn the_municipal_pages_hold_the_numbers_of_their_country_and_suit_everyone_on_a_narrow_phone_by_night() -> Result<()> {
    check_towns(&narrow(true), pages())
}

#[test]
fn the_municipal_pages_suit_everyone_on_a_wide_screen_by_day() -> Result<()> {
    check_towns(&Settings::default(), COUNTRIES.into_iter().filter_map(|(pack, languages)| Some((pack, *languages.first()?))))
}

#[test]
fn the_municipal_pages_hold_no_style_and_no_script_of_their_own() -> Result<()> {
    let server = Site::built()?.serve()?;
    let towns = pages().map(|(pack, language)| guide::host(pack, language));
    for path in towns.chain(["index.html".to_owned()]) {
        let html = server.text(&path)?;
        for sign in ["<style", " style=", " onclick", " onload", "javascript:", "{{", "<!--demo"] {
            assert!(!html.contains(sign), "{path} holds {sign}");
        }
        let scripts = html.matches("<script").count();
        assert_eq!(scripts, html.matches("<script src=\"embed.js\"").count(), "{path}");
        assert_eq!(scripts, usize::from(path != "index.html"), "{path}");
    }
    Ok(())
}

#[test]
fn from_the_first_page_one_chooses_any_country_and_language() -> Result<()> {
    for settings in [narrow(false), Settings { dark: true, ..Settings::default() }] {
        let guide = Guide::unopened("en", &settings)?;
        let page = guide.page();
        page.open(&guide.server.url(""))?;
        page.wait_for_heading("Choose a country and a language")?;
        let mut found = Vec::new();
        look(&guide, "the first page", &mut found)?;
        told_at_once(&found)?;
        let mut leads_to = BTreeSet::new();
        for link in page.all(Role::Link, Name::Any)? {
            leads_to.extend(page.attribute(&link, "href")?);
        }
        let mut expected: BTreeSet<String> = pages()
            .flat_map(|(pack, language)| {
                [guide::host(pack, language), format!("guide/{pack}-{language}.html"), format!("guide/{pack}-{language}-all.html")]
            })
            .collect();
        for path in &expected {
            guide.server.text(path)?;
        }
        expected.insert("#top".to_owned());
        assert_eq!(leads_to, expected);
    }
    Ok(())
}

#[test]
fn one_goes_from_the_first_page_to_a_guide_and_to_another_language() -> Result<()> {
    let guide = Guide::of_pack("no", "nn", &Settings::default())?;
    let page = guide.page();
    page.open(&guide.server.url(""))?;
    page.click(Role::Link, Name::begins("Bokmål"))?;
    page.wait_for_heading("Alkohol, rusmidler og spill")?;
    page.click(Role::Link, Name::begins("Nynorsk"))?;
    page.wait_for_heading("Alkohol, rusmiddel og spel")?;
    guide.enter()?;
    guide.walk_to(r#"{"who":"self"}"#, &Screen::Item("about".to_owned()))?;
    page.leave_frames()?;
    page.click(Role::Link, Name::begins("Andre land"))?;
    page.wait_for_heading("Choose a country and a language").map(drop)
}
