//! What is due: checks that are too old or will be soon, and laws that end, have ended or have not begun.
//!
//! In: the pack, the day. Out: rows by the day, the most overdue first.
//! What is stale and what has lapsed is what the guide itself takes it for; what a local pack changed is looked at too.

use lykta_core::date::Date;

use crate::markup::{Element, anchor, element};

use super::book::Book;
use super::labels::Label;
use super::{cell, head, table};

/// Days ahead that count as soon.
const SOON: i32 = 30;

/// Something that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// By which day.
    pub day: Date,
    /// Id of the card.
    pub card: String,
    /// What is the matter.
    pub label: Label,
    /// The law, or where a change comes from; may be empty.
    pub detail: String,
    /// Who keeps it.
    pub owner: String,
    /// File and line.
    pub stands: String,
}

/// All that is due on the day of the report or within 30 days, by the day; and the first day after that.
#[must_use]
pub fn all(book: &Book<'_>) -> (Vec<Due>, Option<Date>) {
    let (today, soon) = (book.today, book.today.plus_days(SOON));
    let months = i32::from(book.pack().stale_after_months);
    let (mut list, mut later) = (Vec::new(), Vec::new());
    let mut check = |checked_on: Date, card: &str, detail: &str, place: &crate::problem::Place, stands: String| {
        let day = checked_on.plus_months(months);
        let (day, label) = match () {
            () if checked_on > today => (checked_on, Label::Ahead),
            () if day < today => (day, Label::Stale),
            () if day <= soon => (day, Label::SoonStale),
            () => return later.push(day),
        };
        let owner = book.owner(place).unwrap_or(book.label(Label::NoOwner)).to_owned();
        list.push(Due { day, card: card.to_owned(), label, detail: detail.to_owned(), owner, stands });
    };
    for card in &book.pack().cards {
        if let Some(source) = book.source(card) {
            check(card.checked_on, card.id.as_str(), "", &source.place, book.stands(&source.place));
        }
    }
    for change in &book.sources.entries.changes {
        if let Some(day) = Date::parse(&change.entry.checked_on) {
            check(day, &change.entry.card, &change.entry.provenance, &change.place, book.stands(&change.place));
        }
    }
    for card in &book.pack().cards {
        let Some(source) = book.source(card) else { continue };
        for law in &card.laws {
            let from = law.valid_from.filter(|from| *from > today).map(|from| (from, Label::NotYet));
            let to = law.valid_to.map(|to| (to, if to < today { Label::Lapsed } else { Label::SoonLapsed }));
            for (day, label) in from.into_iter().chain(to) {
                if day > soon && label == Label::SoonLapsed {
                    later.push(day);
                    continue;
                }
                let owner = book.owner(&source.place).unwrap_or(book.label(Label::NoOwner)).to_owned();
                let (card, detail) = (card.id.as_str().to_owned(), book.text(law.citation).to_owned());
                list.push(Due { day, card, label, detail, owner, stands: book.stands(&source.place) });
            }
        }
    }
    list.sort_by(|left, right| (left.day, &left.card).cmp(&(right.day, &right.card)));
    (list, later.into_iter().min())
}

/// The section.
#[must_use]
pub fn section(book: &Book<'_>) -> Vec<Element> {
    let (list, later) = all(book);
    let next = later.map(|day| element("p", "").text(&format!("{} {}.", book.label(Label::DueNext), book.day(day))));
    let mut parts = vec![element("p", "").text(book.label(Label::DueLead))];
    if list.is_empty() {
        parts.push(element("p", "report__all-well").text(book.label(Label::DueNone)));
    } else {
        let rows = list.into_iter().map(|due| {
            let card = anchor("report__link", &due.card).text(&due.card);
            element("tr", "")
                .with(cell("th").attribute("scope", "row").attribute("class", "report__day").text(&due.day.to_string()))
                .with(
                    cell("td")
                        .text(book.label(due.label))
                        .with_each((!due.detail.is_empty()).then(|| element("p", "report__soft").text(&due.detail))),
                )
                .with(cell("td").with(card))
                .with(cell("td").text(&due.owner))
                .with(cell("td").with(element("code", "").text(&due.stands)))
        });
        let heads = [Label::Until, Label::What, Label::Card, Label::Owner, Label::Stands].map(|label| book.label(label));
        parts.push(table(head(&heads), rows.collect()));
    }
    parts.extend(next);
    parts
}
