//! The flow as a picture: drawings that stand in the page itself, each node a link to its section.
//!
//! In: the pack. Out: one drawing for each sheet of the layout.
//! Never holds a style or a script of its own: classes alone, so that light, dark and paper each have their colors.
//! Next: `flow.rs` for what stands where.

use lykta_core::pack::Item;

use crate::markup::{Element, anchor, element};

use super::book::{Book, GROUPS, Group, Part, Way, card_names, conditions, item_id, names, ways};
use super::flow::{Layout, Place, RADIUS, Role, SMALL, Sheet, Station, Text, Wire, layout};
use super::labels::Label;
use super::questions;

/// The flow, as drawings one below the other.
#[must_use]
pub fn picture(book: &Book<'_>) -> Vec<Element> {
    let stations: Vec<Station> = (0..book.pack().items.len()).map(|index| station(book, index)).collect();
    let columns: Vec<String> = GROUPS.iter().map(|group| book.label(group.label()).to_owned()).collect();
    let layout = layout(&stations, &columns);
    layout.sheets.iter().enumerate().map(|(index, sheet)| drawing(book, &layout, index, sheet)).collect()
}

/// The questions that a question's conditions name, in order.
#[must_use]
pub fn sources(book: &Book<'_>, index: usize) -> Vec<usize> {
    let items = &book.pack().items;
    let Some(own) = items.get(index) else { return Vec::new() };
    (0..index)
        .filter(|from| items.get(*from).is_some_and(|from| conditions(own).any(|condition| names(condition, &from.id, Part::Any))))
        .collect()
}

/// Answers that lead to the same questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    /// The answers in words.
    pub answers: String,
    /// What they do to those questions.
    pub way: Way,
    /// The later questions whose conditions name them, by index.
    pub to: Vec<usize>,
}

impl Lead {
    /// What the answers do, in words.
    #[must_use]
    pub fn verb(&self, book: &Book<'_>) -> &'static str {
        book.label(match self.way {
            Way::Opens => Label::Opens,
            Way::Closes => Label::Closes,
            Way::Decides => Label::Decides,
        })
    }
}

/// Which answers to a question lead where.
#[must_use]
pub fn leads(book: &Book<'_>, index: usize) -> Vec<Lead> {
    let items = &book.pack().items;
    let Some(own) = items.get(index) else { return Vec::new() };
    let reached = |part: Part<'_>, way: Way| -> Vec<usize> {
        let is_named = |to: &Item| conditions(to).any(|condition| ways(condition, &own.id, part, Way::Opens).contains(&way));
        (index + 1..items.len()).filter(|to| items.get(*to).is_some_and(is_named)).collect()
    };
    let mut leads: Vec<Lead> = Vec::new();
    for option in &own.options {
        for way in [Way::Opens, Way::Closes] {
            let to = reached(Part::Option(option.id.as_str()), way);
            let answers = book.speaker.quoted(book.text(option.text));
            match leads.iter_mut().find(|lead| lead.to == to && lead.way == way) {
                _ if to.is_empty() => {}
                Some(lead) => {
                    lead.answers.push_str(", ");
                    lead.answers.push_str(&answers);
                }
                None => leads.push(Lead { answers, way, to }),
            }
        }
    }
    // Places and years of age are named as a whole.
    let to = reached(Part::Whole, Way::Decides);
    if !to.is_empty() {
        leads.push(Lead { answers: book.label(Label::AnyAnswer).to_owned(), way: Way::Decides, to });
    }
    leads
}

fn station(book: &Book<'_>, index: usize) -> Station {
    let Some(item) = book.pack().items.get(index) else { return Station::default() };
    let from = sources(book, index);
    let put = questions::put(book, item);
    let numbers = |to: &[usize]| to.iter().map(|index| (index + 1).to_string()).collect::<Vec<_>>().join(", ");
    let leads = leads(book, index).into_iter().map(|lead| format!("{} {} {}", lead.answers, lead.verb(book), numbers(&lead.to)));
    let count = |group: &Group| {
        let cards = book.cards(*group);
        cards.iter().filter(|card| card_names(card, &item.id, Part::Any)).count()
    };
    Station {
        title: format!("{}. {}", index + 1, book.text(item.text)),
        lines: std::iter::once(put).chain(leads).collect(),
        from,
        counts: GROUPS.iter().map(count).collect(),
    }
}

fn drawing(book: &Book<'_>, layout: &Layout, index: usize, sheet: &Sheet) -> Element {
    let title = format!("{} {} / {}", book.label(Label::Sheet), index + 1, layout.sheets.len());
    let heads = sheet.heads.iter().map(|head| match head.role {
        Role::Column(column) => GROUPS.get(column).map_or_else(|| text(head), |group| anchor("flow__link", group.id()).with(text(head))),
        Role::Lane | Role::Title | Role::Line | Role::Count(_) => text(head),
    });
    element("svg", "flow")
        .attribute("viewBox", &format!("0 0 {} {}", layout.width, sheet.height))
        .attribute("role", "group")
        .attribute("aria-label", &title)
        .with_each(sheet.wires.iter().map(wire))
        .with_each(heads)
        .with_each(sheet.places.iter().map(|place| node(book, place)))
}

/// A question with its numbers: a link to its section.
fn node(book: &Book<'_>, place: &Place) -> Element {
    let Some(item) = book.pack().items.get(place.station) else { return element("g", "") };
    let number = |number: i32| number.to_string();
    let area = element("rect", "flow__box")
        .attribute("x", &number(place.area.x))
        .attribute("y", &number(place.area.y))
        .attribute("width", &number(place.area.width))
        .attribute("height", &number(place.area.height))
        .attribute("rx", "6");
    let counts = place.counts.iter().map(|count| {
        let circle = element("circle", "flow__count")
            .attribute("cx", &number(count.x))
            .attribute("cy", &number(place.area.y + place.area.height / 2))
            .attribute("r", &number(RADIUS));
        element("g", "").with(circle).with(text(count))
    });
    anchor("flow__link", &item_id(item)).with(area).with_each(place.texts.iter().map(text)).with_each(counts)
}

fn text(text: &Text) -> Element {
    let class = match text.role {
        Role::Title => "flow__title",
        Role::Line => "flow__line",
        Role::Lane => "flow__lane",
        Role::Column(_) => "flow__column",
        Role::Count(_) => "flow__number",
    };
    if let Role::Column(_) = text.role {
        let turned = format!("translate({} {}) rotate(-90)", text.x + SMALL / 3, text.y);
        return element("text", class).attribute("transform", &turned).text(&text.words);
    }
    element("text", class).attribute("x", &text.x.to_string()).attribute("y", &text.y.to_string()).text(&text.words)
}

fn wire(wire: &Wire) -> Element {
    let class = match wire.lane % 3 {
        0 => "flow__wire flow__wire--first",
        1 => "flow__wire flow__wire--second",
        _ => "flow__wire flow__wire--third",
    };
    let ((from_x, from_y), (to_x, to_y)) = (wire.from, wire.to);
    let line = element("path", class).attribute("d", &format!("M{from_x} {from_y}L{to_x} {to_y}"));
    if !wire.arrives {
        return line;
    }
    let head = element("path", "flow__arrow").attribute("d", &format!("M{to_x} {to_y}l-7 -4v8z"));
    let joint =
        element("circle", "flow__joint").attribute("cx", &from_x.to_string()).attribute("cy", &from_y.to_string()).attribute("r", "3");
    element("g", "").with(line).with(joint).with(head)
}
