//! What the editors' tool tells a made-up person, and a walk on the screen held against it: the same questions, the same cards in the same
//! groups and order.
//!
//! In: answers, as `lykta-pack ask` takes them; a guide that stands at its first question. Out: what the tool says, or how the two differ.
//! Held against the tool's own library and the pack's sources, on the browser's own day in the time of the pack's services.
//! Next: `walk.rs`; `tests/personas.rs` and `tests/countries.rs` for the people.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use lykta_core::date::Date;
use lykta_core::evaluate::evaluate;
use lykta_core::pack::Pack;
use lykta_core::section::Section;
use lykta_pack::{ask, load};
use serde_json::{Map, Value};

use crate::failure::{Failure, Result};
use crate::guide::Guide;
use crate::page::Page;
use crate::role::{Name, Role, plain};
use crate::walk::{self, Screen};
use crate::words::Words;

/// What the tool asks a person, in order, and what it finds, as group and card.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The items that are put.
    pub asked: Vec<String>,
    /// Groups by their key in the app's words, with a card of each.
    pub shown: Vec<(String, String)>,
    /// All last days with the days left, the first card's first.
    pub last_days: Vec<(Date, i32)>,
}

/// A pack of this workspace, compiled once.
///
/// # Errors
/// If it has problems.
#[track_caller]
pub fn pack(id: &str) -> Result<Arc<Pack>> {
    static PACKS: Mutex<BTreeMap<String, Arc<Pack>>> = Mutex::new(BTreeMap::new());
    let mut packs = PACKS.lock().map_err(|error| Failure::new(error.to_string()))?;
    if let Some(pack) = packs.get(id) {
        return Ok(Arc::clone(pack));
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../packs").join(id);
    let (compiled, ..) = load::load(&folder).map_err(Failure::new)?;
    let compiled = compiled.ok_or_else(|| Failure::new("the pack does not compile: run lykta-pack check"))?;
    let pack = Arc::new(compiled.pack);
    packs.insert(id.to_owned(), Arc::clone(&pack));
    Ok(pack)
}

/// The day on which the browser is, in a time zone.
///
/// # Errors
/// If the browser cannot tell.
#[track_caller]
pub fn today(page: &Page<'_>, timezone: &str) -> Result<Date> {
    let told = page.run("return new Date().toLocaleDateString('sv-SE', { timeZone: arguments[0] })", &[timezone.into()])?;
    told.as_str().and_then(Date::parse).ok_or_else(|| Failure::new(format!("{told} is no day")))
}

/// Answers with `{10 days ago}` in them as that day.
#[must_use]
pub fn dated(answers: &str, today: Date) -> String {
    let mut dated = String::new();
    let mut rest = answers;
    while let Some((before, after)) = rest.split_once('{') {
        dated.push_str(before);
        let days = after.split_once(" days ago}").and_then(|(days, after)| Some((days.parse::<i32>().ok()?, after)));
        match days {
            Some((days, after)) => {
                dated.push_str(&today.plus_days(-days).to_string());
                rest = after;
            }
            None => {
                dated.push('{');
                rest = after;
            }
        }
    }
    dated + rest
}

/// Puts to the tool one answer after another, as it asks for them; what is not named is skipped.
///
/// # Errors
/// If the answers are not JSON, or do not fit their items.
#[track_caller]
pub fn told(pack: &Pack, answers: &str, today: Date) -> Result<Told> {
    let answers: Map<String, Value> = serde_json::from_str(answers).map_err(|error| Failure::new(error.to_string()))?;
    let mut given = Map::new();
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
        let sections: Vec<Section> = evaluation.findings.iter().map(|finding| finding.section).collect();
        let last_days = evaluation.findings.iter().flat_map(|finding| &finding.deadlines).map(|(_, last)| (last.date, last.days));
        let findings = list(&said, "findings");
        let shown = findings.iter().zip(sections).map(|(finding, section)| {
            let group = if text(finding, "truth") == Some("yes") { group(section, has_region) } else { "group-maybe" };
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

fn group(section: Section, has_region: bool) -> &'static str {
    match section {
        Section::Danger => "group-danger",
        Section::Deadline => "group-deadline",
        Section::Right => "group-right",
        Section::Line => "group-line",
        Section::Service if has_region => "group-service-in",
        Section::Service => "group-service",
        Section::Group => "group-group",
        Section::You => "group-you",
        Section::Ways => "group-ways",
        Section::Home => "group-home",
        Section::Worry => "group-worry",
        Section::Them => "group-them",
        Section::Relatives => "group-relatives",
        Section::ChildTalk => "group-child-talk",
        Section::ChildFault => "group-child-fault",
        Section::ChildHelp => "group-child-help",
        Section::ChildGrownUps => "group-child-grown-ups",
        Section::ChildGroup => "group-child-group",
        Section::Background => "group-background",
    }
}

/// Walks to the results, and holds the walk against the tool; each of these is among what is shown, as group and card. Each screen on the way
/// is first given to the one who looks.
///
/// # Errors
/// If the walk does not get there, or the two differ.
#[track_caller]
pub fn walk(guide: &Guide, answers: &str, among: &[(&str, &str)], look: impl FnMut(&Screen) -> Result<()>) -> Result<Told> {
    let pack = pack(guide.pack())?;
    let today = today(&guide.page(), &pack.timezone)?;
    let answers = dated(answers, today);
    let walk = walk::walk(&guide.page(), &guide.words, &walk::answers(&answers)?, look)?;
    let told = told(&pack, &answers, today)?;
    same("what is asked", &walk.asked, &told.asked)?;
    same("what is not offered", &walk.not_offered, &Vec::new())?;
    let shown: Vec<(String, String)> = walk.shown.iter().map(|shown| (shown.group.clone(), shown.cards.join(" or "))).collect();
    same("what is shown", &shown, &told.shown)?;
    for (group, card) in among {
        if !shown.iter().any(|(in_group, id)| in_group == group && id == card) {
            return Err(Failure::new(format!("{card} is not in {group}: {shown:#?}")));
        }
    }
    Ok(told)
}

#[track_caller]
fn same<T: std::fmt::Debug + PartialEq>(what: &str, on_screen: &T, by_tool: &T) -> Result<()> {
    if on_screen == by_tool {
        return Ok(());
    }
    Err(Failure::new(format!("{what} differs: on the screen {on_screen:#?}, by the tool {by_tool:#?}")))
}

/// The first last day that the tool tells stands on the screen, in words, with what the app says of the days left.
///
/// # Errors
/// If it does not, or the tool tells none.
#[track_caller]
pub fn expect_last_day(guide: &Guide, told: &Told, left: &str) -> Result<()> {
    let (words, page) = (&guide.words, guide.page());
    let (last, count) = *told.last_days.first().ok_or_else(|| Failure::new("the tool tells no last day"))?;
    let date = words.filled("last-day", &[("{date}", &long_date(words, last)?)])?;
    let shown: Vec<String> = page.all(Role::Time, Name::Any)?.iter().map(|time| Ok(plain(&page.text(time)?))).collect::<Result<_>>()?;
    same("the last day", &shown.first(), &Some(&plain(&date)))?;
    let left = words.filled(left, &[("{count}", &count.to_string())])?;
    if plain(&page.whole_text()?).contains(&plain(&left)) { Ok(()) } else { Err(Failure::new(format!("{left} is not on the screen"))) }
}

/// A day as the guide writes it, with its weekday and month in words.
#[track_caller]
fn long_date(words: &Words, date: Date) -> Result<String> {
    let (year, month, day) = date.parts();
    let months = words.filled("months", &[])?;
    let month = months.split(' ').nth(usize::from(month).saturating_sub(1)).unwrap_or_default();
    let weekday = words.filled(&format!("weekday-{}", date.weekday().iso()), &[])?;
    words.filled("date-long", &[("{weekday}", &weekday), ("{day}", &day.to_string()), ("{month}", month), ("{year}", &year.to_string())])
}

#[cfg(test)]
mod tests {
    use lykta_core::date::Date;

    use super::dated;

    #[track_caller]
    fn check(answers: &str, expected: &str) {
        let today = Date::parse("2026-11-22").expect("a day");
        assert_eq!(dated(answers, today), expected);
    }

    #[test]
    fn days_ago_are_days() {
        check(r#"{"a":"{10 days ago}","b":"{0 days ago}"}"#, r#"{"a":"2026-11-12","b":"2026-11-22"}"#);
    }

    #[test]
    fn other_braces_stay() {
        check(r#"{"who":"self","c":{}}"#, r#"{"who":"self","c":{}}"#);
    }
}
