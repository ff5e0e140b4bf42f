//! Made-up people walk through the guide in its frame: they are asked what the editors' tool asks, and shown the cards that it finds.
//!
//! In: answers, as `lykta-pack ask` takes them. Held against the tool's own library and the pack's sources, on the browser's own day.
//! Next: `src/walk.rs`; `packs/fi/personas` for what each person must be shown.

use std::path::Path;
use std::sync::OnceLock;

use journeys::failure::{Failure, Result};
use journeys::guide::Guide;
use journeys::page::Page;
use journeys::role::{Name, Role};
use journeys::walk::{self, Screen, Walk};
use lykta_core::date::Date;
use lykta_core::evaluate::evaluate;
use lykta_core::pack::{Need, Pack};
use lykta_core::results;
use lykta_pack::{ask, cli};
use serde_json::{Map, Value};

fn pack() -> &'static Pack {
    static PACK: OnceLock<Pack> = OnceLock::new();
    PACK.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../packs/fi");
        let (compiled, ..) = cli::load(&folder).expect("the pack can be read");
        compiled.expect("the pack compiles").pack
    })
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
}

/// Puts to the tool one answer after another, as it asks for them; what is not named is skipped.
fn told(answers: &Map<String, Value>, today: Date) -> Result<Told> {
    let mut given = Map::new();
    loop {
        let text = Value::Object(given.clone()).to_string();
        let read = ask::read(pack(), &text).map_err(|faults| Failure::new(format!("{faults:?}")))?;
        let said = ask::json(pack(), &read, today);
        if let Some(next) = said["next"].as_str() {
            given.insert(next.to_owned(), answers.get(next).cloned().unwrap_or(Value::Null));
            continue;
        }
        let texts = |list: &Value| list.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
        let has_region = ["place", "their-place"].iter().any(|item| given.get(*item).is_some_and(Value::is_string));
        let needs: Vec<Need> = evaluate(pack(), &read, today).findings.iter().map(|finding| finding.need).collect();
        let findings = said["findings"].as_array().cloned().unwrap_or_default();
        let shown = findings.iter().zip(needs).map(|(finding, need)| {
            let group = if finding["truth"] == "yes" { group(need, has_region) } else { "group-maybe" };
            (group.to_owned(), finding["id"].as_str().unwrap_or_default().to_owned())
        });
        return Ok(Told { asked: texts(&said["asked"]), shown: shown.collect() });
    }
}

fn group(need: Need, has_region: bool) -> &'static str {
    match need {
        Need::Danger => "group-danger",
        Need::Deadline => "group-deadline",
        Need::Right => "group-right",
        Need::Service if has_region => "group-service-in",
        Need::Service => "group-service",
        Need::Group => "group-group",
        Need::Background => "group-background",
    }
}

/// Walks in the frame; gives the guide on its results, and what was walked.
#[track_caller]
fn walked(language: &str, answers: &str) -> Result<(Guide, Walk)> {
    let guide = Guide::in_frame(language)?;
    let walk = walk::walk(&guide.page(), &guide.words, &walk::answers(answers)?, |_| Ok(()))?;
    Ok((guide, walk))
}

/// Holds a walk against the tool: the same questions, the same cards in the same groups and order; each of these is among them.
#[track_caller]
fn check(language: &str, answers: &str, dangers: usize, among: &[(&str, &str)]) -> Result<Guide> {
    let (guide, walk) = walked(language, answers)?;
    let given: Map<String, Value> = serde_json::from_str(answers).map_err(|error| Failure::new(error.to_string()))?;
    let told = told(&given, today(&guide.page())?)?;
    assert_eq!(walk.asked, told.asked, "what is asked");
    assert_eq!(walk.not_offered, Vec::<String>::new());
    assert_eq!(walk.dangers, dangers);
    let shown: Vec<(String, String)> = walk.shown.iter().map(|shown| (shown.group.clone(), shown.cards.join(" or "))).collect();
    assert_eq!(shown, told.shown, "what is shown");
    let _ = results::maybes;
    for (group, card) in among {
        assert!(shown.iter().any(|(in_group, id)| in_group == group && id == card), "{card} is not in {group}: {shown:#?}");
    }
    Ok(guide)
}

#[test]
fn someone_pregnant_who_drinks() -> Result<()> {
    let answers = r#"{"who":"self","about":["alcohol"],"now":["none"],"use":["daily"],"place":"091","age":"23-64","pregnant":"yes"}"#; let t=std::time::Instant::now();
    check("fi", answers, 0, &[("group-right", "fi-right-pregnant")]).map(drop)
}
