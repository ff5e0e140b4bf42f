//! The page of a comparison: who sees what now, and what was reworded, for a jurist.
//!
//! In: a difference. Out: one HTML file that needs nothing beside it and runs no script.
//! The same packs and day give the same bytes.
//! Next: `mod.rs`, `styles/report.css` for the look.

use lykta_core::date::Date;

use super::seen::Part;
use super::{Difference, ForSome, Reworded, answer_sets};
use crate::markup::{Element, anchor, element};
use crate::prove::rounded;
use crate::report_page;

/// The page.
#[must_use]
pub fn html(difference: &Difference, today: Date) -> String {
    let title = format!("{} to {}", difference.editions.0, difference.editions.1);
    let parts = parts(difference);
    let entry = |(id, title, _): &(String, String, Vec<Element>)| element("li", "").with(anchor("report__link", id).text(title));
    let contents = element("nav", "report__contents")
        .attribute("aria-labelledby", "contents")
        .with(element("h2", "report__title").attribute("id", "contents").text("On this page"))
        .with(element("ol", "report__plain").with_each(parts.iter().map(entry)));
    let lead = if difference.is_empty() {
        "Nothing that people see has changed.".to_owned()
    } else {
        format!(
            "Decided for all {} answer sets. A question that is skipped or open counts as not answered. Looked at as of {today}.",
            rounded(difference.answer_sets)
        )
    };
    let header = element("header", "report__head").with(element("h1", "report__heading").text(&title)).with(element("p", "").text(&lead));
    let section = |(id, title, inner): (String, String, Vec<Element>)| {
        let heading = format!("{id}-title");
        element("section", "report__section")
            .attribute("id", &id)
            .attribute("aria-labelledby", &heading)
            .with(element("h2", "report__title").attribute("id", &heading).text(&title))
            .with_each(inner)
    };
    let main = element("main", "report__main").with_each(parts.into_iter().map(section));
    let body = element("body", "report").with(header);
    let body = if difference.is_empty() { body.with(main) } else { body.with(contents).with(main) };
    report_page::whole("en", "ltr", &title, body)
}

fn parts(difference: &Difference) -> Vec<(String, String, Vec<Element>)> {
    let mut parts = Vec::new();
    for (id, title, ids) in [("new", "New cards", &difference.cards.0), ("gone", "Cards that are gone", &difference.cards.1)] {
        if !ids.is_empty() {
            let list = element("ul", "report__plain").with_each(ids.iter().map(|id| element("li", "").with(element("code", "").text(id))));
            parts.push((id.to_owned(), title.to_owned(), vec![list]));
        }
    }
    if !difference.people.is_empty() {
        parts.push(("people".to_owned(), "Who sees what now".to_owned(), people(&difference.people)));
    }
    for part in Part::ALL {
        let list: Vec<&Reworded> = difference.words.iter().filter(|reworded| reworded.part == part).collect();
        if !list.is_empty() {
            let title = match part {
                Part::Texts => "Texts",
                Part::Laws => "Law and time limits",
                Part::Contacts => "Contacts and meetings",
                Part::Checks => "Sources and days of checking",
                Part::Pack => "On every screen",
            };
            parts.push((part.word().to_owned(), title.to_owned(), reworded(&list)));
        }
    }
    parts
}

fn people(list: &[ForSome]) -> Vec<Element> {
    let mut entries: Vec<(&str, Vec<&ForSome>)> = Vec::new();
    for some in list {
        match entries.last_mut() {
            Some((id, changes)) if *id == some.id => changes.push(some),
            _ => entries.push((&some.id, vec![some])),
        }
    }
    let change = |some: &&ForSome| {
        let others = if some.others.is_empty() { String::new() } else { format!(" {}", some.others.join(", ")) };
        let kinds = some.kinds.iter().map(|kind| element("li", "").with(element("code", "").text(kind)));
        vec![
            element("p", "").with(element("b", "").text(some.change.words())).text(&format!("{others}: for {}", answer_sets(some.count))),
            element("ul", "report__plain").with_each(kinds),
        ]
    };
    entries
        .into_iter()
        .map(|(id, changes)| {
            let title = changes.first().map_or("", |some| some.title.as_str());
            element("div", "report__entry")
                .attribute("id", &format!("for-{id}"))
                .with(element("h3", "report__name").text(&format!("{title} ")).with(element("span", "report__id").text(id)))
                .with_each(changes.iter().flat_map(change))
        })
        .collect()
}

fn reworded(list: &[&Reworded]) -> Vec<Element> {
    let row = |name: &str, value: &str| {
        element("div", "report__row").with(element("dt", "").text(name)).with(element("dd", "").text(if value.is_empty() {
            "–"
        } else {
            value
        }))
    };
    list.iter()
        .map(|reworded| {
            element("div", "report__entry")
                .with(element("h3", "report__name").text(&format!("{}, {}", reworded.whose, reworded.what)))
                .with(element("dl", "report__facts").with(row("Before", &reworded.old)).with(row("Now", &reworded.new)))
        })
        .collect()
}
