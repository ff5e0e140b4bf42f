//! The register of facts as a table: fact, cards or reason, confidence, figures.
//!
//! In: the pack. Out: a section; left out of the report of a pack without a register.
//! Next: `crate::facts`, which decides what is carried.

use lykta_core::format::source::Confidence;

use crate::facts::{Told, told};
use crate::markup::{Element, element};

use super::book::Book;
use super::labels::Label;
use super::{cell, head, table};

/// All rows in the order of the files.
#[must_use]
pub fn section(book: &Book<'_>) -> Vec<Element> {
    let rows = told(book.sources).iter().map(|row| line(book, row)).collect();
    let heads = [
        book.label(Label::Fact),
        book.label(Label::Text),
        book.label(Label::FactCarried),
        book.words.ui("fact-confidence"),
        book.label(Label::Figures),
    ];
    vec![element("p", "").text(book.label(Label::RegisterLead)), table(head(&heads), rows)]
}

fn line(book: &Book<'_>, row: &Told<'_>) -> Element {
    let fact = &row.fact.entry;
    let cards = row.cards.iter().filter_map(|card| book.pack().cards.iter().find(|built| built.id.as_str() == card.entry.id));
    let mut told: Vec<Element> = cards.map(|card| element("li", "").with(book.link_card(card))).collect();
    // Reasons and what the facts say are written for the jurist, in English.
    told.extend(row.context.map(|context| element("li", "").attribute("lang", "en").text(&context.why)));
    if told.is_empty() {
        told.push(element("li", "").with(element("b", "").text(book.label(Label::RegisterNowhere))));
    }
    let only = |figure: &String| fact.only_in.iter().find(|only| only.figure == *figure);
    let figures = fact.figures.iter().map(|figure| {
        let only = only(figure).map(|only| format!(" ({}: {})", only.languages.join(", "), only.why));
        element("li", "").text(figure).with_each(only.map(|only| element("span", "report__soft").attribute("lang", "en").text(&only)))
    });
    element("tr", "")
        .attribute("id", &format!("fact-{}", fact.id))
        .with(cell("th").attribute("scope", "row").text(&fact.id))
        .with(cell("td").attribute("lang", "en").text(&fact.says))
        .with(cell("td").with(element("ul", "report__plain").with_each(told)))
        .with(cell("td").text(book.words.ui(confidence(fact.confidence))))
        .with(cell("td").with(element("ul", "report__plain").with_each(figures)))
}

fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Law => "confidence-law",
        Confidence::Page => "confidence-page",
        Confidence::Secondary => "confidence-secondary",
        Confidence::General => "confidence-general",
    }
}
