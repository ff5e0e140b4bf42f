//! Made-up people walk through the guide in its frame: they are asked what the editors' tool asks, and shown the cards that it finds.
//!
//! In: answers, as `lykta-pack ask` takes them.
//! Next: `src/told.rs`; `packs/fi/personas` for what each person must be shown; `countries.rs` for the other packs.

use journeys::failure::Result;
use journeys::guide::Guide;
use journeys::role::{Name, Role};
use journeys::told::{self, Told};
use journeys::walk::{self, Screen};

/// A walk that has ended on the results.
struct Visit {
    guide: Guide,
    told: Told,
}

/// Walks in the frame and holds the walk against the tool; each of these is among what is shown, as group and card.
#[track_caller]
fn check(language: &str, answers: &str, among: &[(&str, &str)]) -> Result<Visit> {
    let guide = Guide::in_frame(language)?;
    let told = told::walk(&guide, answers, among, |_| Ok(()))?;
    Ok(Visit { guide, told })
}

#[test]
fn someone_pregnant_who_drinks() -> Result<()> {
    let answers = r#"{"who":"self","about":["alcohol"],"now":["none"],"use":["none"],"place":"091","age":"23-64","pregnant":"yes"}"#;
    check("fi", answers, &[("group-danger", "fi-safety-pregnant"), ("group-right", "fi-right-pregnant")]).map(drop)
}

#[test]
fn a_mother_in_helsinki_of_a_daughter_in_oulu() -> Result<()> {
    let answers = r#"{"who":"close-one","about":["opioids"],"now":["none"],"use":["injects"],"place":"091","their-place":"564",
        "age":"23-64","their-age":"23-plus","their-pregnant":"no","children":"no","relation":"parent","housing":"ok","progress":"no-contact"}"#;
    check("sv", answers, &[("group-danger", "fi-safety-naloxone"), ("group-relatives", "fi-group-irti-huumeista")]).map(drop)
}

#[test]
fn a_child_whose_mother_drinks() -> Result<()> {
    let answers = r#"{"who":"child","about":["alcohol"],"now":["none"],"place":"167","age":"under-13"}"#;
    check("fi", answers, &[("group-child-talk", "fi-line-children"), ("group-child-group", "fi-group-alateen")]).map(drop)
}

#[test]
fn someone_who_only_gambles() -> Result<()> {
    let answers = r#"{"who":"self","about":["gambling"],"now":["none"],"place":"837","age":"23-64","children":"yes","housing":"at-risk",
        "progress":"in-treatment","progress-with":"social"}"#;
    check("en", answers, &[("group-line", "fi-line-peluuri"), ("group-group", "fi-group-gambling")]).map(drop)
}

#[test]
fn someone_who_says_nothing_at_all() -> Result<()> {
    check("en", "{}", &[("group-line", "fi-line-116117"), ("group-maybe", "fi-service-aland-kst")]).map(drop)
}

#[test]
fn someone_on_aland_who_drinks() -> Result<()> {
    let answers = r#"{"who":"self","about":["alcohol"],"now":["none"],"use":["none"],"place":"478","age":"65-plus","pregnant":"no","children":"no",
        "housing":"ok","progress":"no-contact"}"#;
    check("sv", answers, &[("group-service-in", "fi-service-aland-kst")]).map(drop)
}

#[test]
fn someone_under_23_who_asked_for_help() -> Result<()> {
    let answers = r#"{"who":"self","about":["cannabis"],"now":["none"],"use":["wants-to-stop"],"place":"853","age":"18-22","pregnant":"no",
        "children":"no","housing":"ok","progress":"contacted","progress-with":"social","progress-date":"{10 days ago}"}"#;
    check("sv", answers, &[]).map(drop)
}

#[test]
fn a_nurse_with_a_homeless_patient() -> Result<()> {
    let answers = r#"{"who":"professional","about":["opioids","benzodiazepines"],"now":["withdrawal"],"use":["daily","injects"],"place":"092",
        "age":"16-17","pregnant":"maybe","children":"no","housing":"homeless","progress":"referred",
        "progress-with":"health","progress-date":"{10 days ago}"}"#;
    check("fi", answers, &[("group-danger", "fi-safety-withdrawal")]).map(drop)
}

/// What someone is told of the last day to ask for a correction, so many days after a refusal.
#[track_caller]
fn check_refused(language: &str, days: &str, group: &str, left: &str) -> Result<()> {
    let answers = r#"{"who":"self","about":["alcohol"],"now":["none"],"use":["none"],"place":"564","age":"23-64","pregnant":"no","children":"no",
        "housing":"ok","progress":"refused","progress-with":"social","progress-date":"{DAYS days ago}"}"#;
    let visit = check(language, &answers.replace("DAYS", days), &[(group, "fi-right-review")])?;
    if group != "group-deadline" {
        walk::open_card(&visit.guide.page(), &visit.guide.words, "fi-right-review")?;
    }
    told::expect_last_day(&visit.guide, &visit.told, left)
}

#[test]
fn someone_refused_is_told_the_last_day_in_words() -> Result<()> {
    check_refused("fi", "10", "group-deadline", "days-left")
}

#[test]
fn someone_refused_too_long_ago_is_told_to_ask_anyway() -> Result<()> {
    check_refused("en", "40", "group-right", "days-passed")
}

#[test]
fn someone_whose_friend_took_too_much_is_told_to_call_first() -> Result<()> {
    let guide = Guide::in_frame("en")?;
    let page = guide.page();
    let walk = guide.walk_to(r#"{"who":"close-one","about":["alcohol","medicines"],"now":["overdose"]}"#, &Screen::Danger)?;
    assert_eq!(walk.asked, ["who", "about", "now"]);
    let heading = page.wait_until("the heading", || page.title_heading())?;
    assert_eq!(guide.words.cards_in(heading.name()), ["fi-safety-overdose"]);
    page.wait_for_focus(Role::Heading, heading.name())?;
    let call = page.wait_for(Role::Link, Name::begins(&guide.words.filled("danger-verb", &[])?))?;
    assert_eq!(page.attribute(&call, "href")?.as_deref(), Some("tel:112"));
    guide.press("go-on")?;
    guide.expect_item("use")
}

#[test]
fn no_danger_is_shown_where_none_was_told() -> Result<()> {
    let guide = Guide::in_frame("sv")?;
    let answers =
        r#"{"who":"self","about":["alcohol","opioids"],"now":["none"],"use":["daily"],"place":"091","age":"23-64","pregnant":"yes"}"#;
    let walk = guide.walk_to(answers, &Screen::Item("children".to_owned()))?;
    assert_eq!(walk.dangers, 0);
    Ok(())
}
