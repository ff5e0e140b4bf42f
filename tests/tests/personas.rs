//! Made-up people walk through the guide in its frame: they are asked what the editors' tool asks, and shown the cards that it finds.
//!
//! In: answers, as `lykta-pack ask` takes them. Held against the tool's own library and the pack's sources, on the browser's own day.
//! Next: `src/walk.rs`; `packs/fi/personas` for what each person must be shown.

use std::path::Path;
use std::sync::OnceLock;

use journeys::failure::{Failure, Result};
use journeys::guide::{self, Guide};
use journeys::page::Page;
use journeys::role::{Name, Role};
use journeys::walk::{self, Screen};
use lykta_core::date::Date;
use lykta_core::evaluate::evaluate;
use lykta_core::pack::{Need, Pack};
use lykta_pack::{ask, load};
use serde_json::{Map, Value};

fn pack() -> Result<&'static Pack> {
    static PACK: OnceLock<Option<Pack>> = OnceLock::new();
    let pack = PACK.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../packs").join(guide::PACK);
        load::load(&folder).ok().and_then(|(compiled, ..)| compiled).map(|compiled| compiled.pack)
    });
    pack.as_ref().ok_or_else(|| Failure::new("the pack does not compile: run lykta-pack check"))
}

/// The day on which the page is opened, in the time of the services.
fn today(page: &Page<'_>) -> Result<Date> {
    let told = page.run("return new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Helsinki' })", &[])?;
    told.as_str().and_then(Date::parse).ok_or_else(|| Failure::new(format!("{told} is no day")))
}

/// What the tool asks a person, in order, and what it finds, as group and card.
#[derive(Debug, Default, PartialEq, Eq)]
struct Told {
    asked: Vec<String>,
    shown: Vec<(String, String)>,
    /// All last days with the days left, the first card's first.
    last_days: Vec<(Date, i32)>,
}

/// A walk that has ended on the results.
struct Visit {
    guide: Guide,
    last_days: Vec<(Date, i32)>,
}

/// Puts to the tool one answer after another, as it asks for them; what is not named is skipped.
fn told(answers: &str, today: Date) -> Result<Told> {
    let answers: Map<String, Value> = serde_json::from_str(answers).map_err(|error| Failure::new(error.to_string()))?;
    let (pack, mut given) = (pack()?, Map::new());
    loop {
        let given_text = Value::Object(given.clone()).to_string();
        let read = ask::read(pack, &given_text).map_err(|faults| Failure::new(format!("{faults:?}")))?;
        let said = ask::json(pack, &read, today);
        if let Some(next) = text(&said, "next") {
            given.insert(next.to_owned(), answers.get(next).cloned().unwrap_or(Value::Null));
            continue;
        }
        let has_region = ["place", "their-place"].iter().any(|item| given.get(*item).is_some_and(Value::is_string));
        let evaluation = evaluate(pack, &read, today);
        let needs: Vec<Need> = evaluation.findings.iter().map(|finding| finding.need).collect();
        let last_days = evaluation.findings.iter().flat_map(|finding| &finding.deadlines).map(|(_, last)| (last.date, last.days));
        let findings = list(&said, "findings");
        let shown = findings.iter().zip(needs).map(|(finding, need)| {
            let group = if text(finding, "truth") == Some("yes") { group(need, has_region) } else { "group-maybe" };
            (group.to_owned(), text(finding, "id").unwrap_or_default().to_owned())
        });
        return Ok(Told {
            asked: list(&said, "asked").iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            shown: shown.collect(),
            last_days: last_days.collect(),
        });
    }
}

fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key).and_then(Value::as_str)
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn group(need: Need, has_region: bool) -> &'static str {
    match need {
        Need::Danger => "group-danger",
        Need::Deadline => "group-deadline",
        Need::Right => "group-right",
        Need::Line => "group-line",
        Need::Service if has_region => "group-service-in",
        Need::Service => "group-service",
        Need::Group => "group-group",
        Need::Background => "group-background",
    }
}

/// Walks in the frame and holds the walk against the tool: the same questions, the same cards in the same groups and order; each of
/// these is among them. `{10 days ago}` in the answers is that day.
#[track_caller]
fn check(language: &str, answers: &str, among: &[(&str, &str)]) -> Result<Visit> {
    let guide = Guide::in_frame(language)?;
    let today = today(&guide.page())?;
    let dated = ["10", "40"].iter().fold(answers.to_owned(), |text, days| {
        let day = today.plus_days(-days.parse::<i32>().unwrap_or_default());
        text.replace(&format!("{{{days} days ago}}"), &day.to_string())
    });
    let walk = walk::walk(&guide.page(), &guide.words, &walk::answers(&dated)?, |_| Ok(()))?;
    let told = told(&dated, today)?;
    assert_eq!(walk.asked, told.asked, "what is asked");
    assert_eq!(walk.not_offered, Vec::<String>::new());
    let shown: Vec<(String, String)> = walk.shown.iter().map(|shown| (shown.group.clone(), shown.cards.join(" or "))).collect();
    assert_eq!(shown, told.shown, "what is shown");
    for (group, card) in among {
        assert!(shown.iter().any(|(in_group, id)| in_group == group && id == card), "{card} is not in {group}: {shown:#?}");
    }
    Ok(Visit { guide, last_days: told.last_days })
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
    check("sv", answers, &[("group-danger", "fi-safety-naloxone"), ("group-group", "fi-group-irti-huumeista")]).map(drop)
}

#[test]
fn a_child_whose_mother_drinks() -> Result<()> {
    let answers = r#"{"who":"child","about":["alcohol"],"now":["none"],"place":"167","age":"under-13"}"#;
    check("fi", answers, &[("group-line", "fi-line-children"), ("group-group", "fi-group-alateen")]).map(drop)
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
    let (words, page) = (&visit.guide.words, visit.guide.page());
    let (last, count) = *visit.last_days.first().ok_or_else(|| Failure::new("the tool tells no last day"))?;
    if group != "group-deadline" {
        walk::open_card(&page, words, "fi-right-review")?;
    }
    let date = words.filled("last-day", &[("{date}", &long_date(&visit.guide, last)?)])?;
    let shown: Vec<String> = page.all(Role::Time, Name::Any)?.iter().map(|time| page.text(time)).collect::<Result<_>>()?;
    assert_eq!(shown.first(), Some(&date));
    let left = words.filled(left, &[("{count}", &count.to_string())])?;
    assert!(page.whole_text()?.contains(&left), "{left} is not on the screen");
    Ok(())
}

/// A day as the guide writes it, with its weekday and month in words.
fn long_date(guide: &Guide, date: Date) -> Result<String> {
    let words = &guide.words;
    let (year, month, day) = date.parts();
    let months = words.filled("months", &[])?;
    let month = months.split(' ').nth(usize::from(month) - 1).unwrap_or_default();
    let weekday = words.filled(&format!("weekday-{}", date.weekday().iso()), &[])?;
    words.filled("date-long", &[("{weekday}", &weekday), ("{day}", &day.to_string()), ("{month}", month), ("{year}", &year.to_string())])
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
