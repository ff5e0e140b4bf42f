//! The questions, each with when it is put and what hangs on its answers; and the flow in words.
//!
//! In: the pack. Out: sections; a list that says what the picture shows.
//! Next: `picture.rs`.

use lykta_core::condition::Condition;
use lykta_core::pack::{AnswerOption, Item};

use crate::markup::{Element, anchor, element};

use super::book::{Book, Part, card_names, conditions, item_id, names};
use super::labels::Label;
use super::picture::{Lead, leads};
use super::{cell, head, row, table};

/// What the picture shows, in words.
#[must_use]
pub fn in_words(book: &Book<'_>) -> Element {
    let entry = |(index, item): (usize, &Item)| {
        let put = put(book, item);
        let lead = |lead: Lead| {
            let mut line = element("li", "").text(&format!("{} {} ", lead.answers, lead.verb(book)));
            for (place, index) in lead.to.iter().enumerate() {
                let id = book.pack().items.get(*index).map(item_id).unwrap_or_default();
                line = line.text(if place > 0 { ", " } else { "" }).with(anchor("report__link", &id).text(&(index + 1).to_string()));
            }
            line
        };
        let leads: Vec<Element> = leads(book, index).into_iter().map(lead).collect();
        let list = (!leads.is_empty()).then(|| element("ul", "report__plain").with_each(leads));
        element("li", "")
            .with(anchor("report__link", &item_id(item)).text(book.text(item.text)))
            .text(". ")
            .text(&put)
            .text(".")
            .with_each(list)
    };
    element("ol", "report__plain").with_each(book.pack().items.iter().enumerate().map(entry))
}

/// To whom a question is put, in one line.
#[must_use]
pub fn put(book: &Book<'_>, item: &Item) -> String {
    if !item.is_asked {
        book.label(Label::PutNever).to_owned()
    } else if item.enable_when == Condition::always() {
        book.label(Label::PutAlways).to_owned()
    } else {
        format!("{}: {}", book.label(Label::PutIf), book.speaker.line(&item.enable_when))
    }
}

/// A question whole.
#[must_use]
pub fn section(book: &Book<'_>, index: usize, item: &Item) -> Element {
    let source = book.item_source(item);
    let stands = source.map(|source| book.stands(&source.place)).unwrap_or_default();
    let owner = source.and_then(|source| book.owner(&source.place)).unwrap_or(book.label(Label::NoOwner));
    let raw = source.and_then(|source| source.entry.enable_when.as_deref());
    let is_plain = !item.is_asked || item.enable_when == Condition::always();
    let put = if is_plain { element("span", "").text(&put(book, item)) } else { book.condition(&item.enable_when) };
    let facts = element("dl", "report__facts")
        .with(row(book.label(if is_plain { Label::ForWhom } else { Label::PutIf }), [put]))
        .with_each(raw.map(|raw| row(book.label(Label::Source), [element("code", "").text(raw)])))
        .with(row(book.label(Label::Owner), [element("span", "").text(owner)]))
        .with(row(book.label(Label::Stands), [element("code", "").text(&stands)]));
    element("article", "report__entry")
        .attribute("id", &item_id(item))
        .with(
            element("h3", "report__name")
                .text(&format!("{}. {}", index + 1, book.text(item.text)))
                .text(" ")
                .with(element("code", "report__id").text(item.id.as_str())),
        )
        .with_each(item.hint.map(|hint| element("p", "").text(book.text(hint))))
        .with_each(item.why.map(|why| element("p", "report__soft").text(book.text(why))))
        .with(facts)
        .with(answers(book, item))
}

/// For each answer the questions and cards that read it.
fn answers(book: &Book<'_>, item: &Item) -> Element {
    let pack = book.pack();
    let list = |part: Part<'_>| {
        let is_named = |to: &Item| conditions(to).any(|condition| names(condition, &item.id, part));
        let items = pack.items.iter().enumerate().filter(|(_, to)| is_named(to)).map(|(index, _)| book.link_item(index));
        let cards = pack.cards.iter().filter(|card| card_names(card, &item.id, part));
        [items.collect::<Vec<_>>(), cards.map(|card| book.link_card(card)).collect()]
    };
    // One after the other, as such lists are long.
    let line = |name: Element, lists: [Vec<Element>; 2]| {
        let list = |links: Vec<Element>| {
            links.into_iter().enumerate().fold(cell("td"), |cell, (index, link)| cell.text(if index > 0 { " · " } else { "" }).with(link))
        };
        element("tr", "").with(name).with_each(lists.map(list))
    };
    let name = |option: &AnswerOption| {
        let offered = (option.offer_when != Condition::always()).then(|| {
            element("p", "report__soft").text(&format!("{}: {}", book.label(Label::OfferedIf), book.speaker.line(&option.offer_when)))
        });
        cell("th")
            .attribute("scope", "row")
            .text(book.text(option.text))
            .text(" ")
            .with(element("code", "report__id").text(option.id.as_str()))
            .with_each(offered)
    };
    let mut rows: Vec<Element> = item.options.iter().map(|option| line(name(option), list(Part::Option(option.id.as_str())))).collect();
    let whole = list(Part::Whole);
    if item.options.is_empty() || whole.iter().any(|list| !list.is_empty()) {
        rows.push(line(cell("th").attribute("scope", "row").text(book.label(Label::AnyAnswer)), whole));
    }
    let heads = [Label::Option, Label::ReadByQuestions, Label::ReadByCards].map(|label| book.label(label));
    table(head(&heads), rows)
}
