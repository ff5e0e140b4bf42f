//! A card as a jurist checks it: every word that a person is shown, for whom, on what law, from where, how sure, and who tests it.
//!
//! In: a card. Out: its section.
//! Never leaves out a text of the card.
//! Next: `book.rs`; `overview/card.rs` for what a person reads.

use lykta_core::date::Date;
use lykta_core::format::source::Persona;
use lykta_core::pack::{Card, Channel, Confidence, Contact};

use crate::compile::hours;
use crate::compile::promises::Promised;
use crate::markup::{Element, anchor, element, link};
use crate::overview::speak;
use crate::problem::Place;

use super::book::{Book, to};
use super::labels::Label;
use super::{limits, row};

/// The card.
#[must_use]
pub fn section(book: &Book<'_>, card: &Card) -> Element {
    let title =
        element("h3", "report__name").text(book.text(card.title)).text(" ").with(element("code", "report__id").text(card.id.as_str()));
    let part = |key: &'static str, text| element("p", "").with(element("b", "").text(book.words.ui(key))).text(": ").text(book.text(text));
    let steps = card.steps.iter().map(|step| element("li", "").text(book.text(*step)));
    let steps = (!card.steps.is_empty()).then(|| element("ol", "report__plain").with_each(steps));
    element("article", "report__entry")
        .attribute("id", card.id.as_str())
        .with(title)
        .with(element("p", "").text(book.text(card.text)))
        .with_each(steps)
        .with_each(card.first.map(|text| part("card-first", text)))
        .with_each(card.say.map(|text| part("card-say", text)))
        .with_each(card.write.map(|text| part("card-write", text)))
        .with_each(card.know.map(|text| part("card-know", text)))
        .with_each(card.refused.map(|text| part("card-refused", text)))
        .with(facts(book, card))
}

fn facts(book: &Book<'_>, card: &Card) -> Element {
    let source = book.source(card);
    let plain = |text: &str| element("span", "").text(text);
    let code = |text: &str| element("code", "").text(text);
    let some = |name: &str, values: Vec<Element>| (!values.is_empty()).then(|| row(name, values));
    let checked = format!("{} ({})", book.day(card.checked_on), card.checked_on);
    let owner = source.and_then(|source| book.owner(&source.place)).unwrap_or(book.label(Label::NoOwner));
    let raw = source.and_then(|source| source.entry.when.as_deref());
    let decides = card.decides.map(|text| speak::fill(book.text(text), &[("region", book.words.ui("your-region"))]));
    element("dl", "report__facts")
        .with(row(book.label(Label::ForWhom), [book.condition(&card.when)]))
        .with_each(some(book.label(Label::Source), raw.map(code).into_iter().collect()))
        .with_each(some(book.words.ui("fact-decides"), decides.as_deref().map(plain).into_iter().collect()))
        .with_each(some(book.words.ui("fact-law"), limits::laws(book, card)))
        .with_each(some(book.label(Label::Limits), limits::limits(book, card)))
        .with_each(some(book.label(Label::Contact), contacts(book, card)))
        .with_each(some(book.words.ui("card-meetings"), meetings(book, card)))
        .with_each(some(book.words.ui("fact-source"), card.sources.iter().map(|(name, url)| to(url, book.text(*name))).collect()))
        .with(row(book.words.ui("fact-checked"), [plain(&checked)]))
        .with(row(book.words.ui("fact-confidence"), [plain(confidence(book, card))]))
        .with_each(some(
            book.words.ui("check-title"),
            card.check_with.map(|who| plain(&speak::fill(book.words.ui("check-with"), &[("who", book.text(who))]))).into_iter().collect(),
        ))
        .with_each((!card.facts.is_empty()).then(|| row(book.label(Label::Facts), [code(&card.facts.join(", "))])))
        .with_each(some(book.label(Label::Promised), promised(book, card, |promise| &promise.always)))
        .with_each(some(book.label(Label::PromisedNot), promised(book, card, |promise| &promise.never)))
        .with(row(book.label(Label::Personas), personas(book, card)))
        .with_each(some(book.label(Label::Changed), changes(book, card)))
        .with(row(book.label(Label::Owner), [plain(owner)]))
        .with_each(some(book.label(Label::Stands), source.map(|source| code(&book.stands(&source.place))).into_iter().collect()))
}

/// How sure the facts are. That a law was read is said of each law, with when.
fn confidence<'a>(book: &Book<'a>, card: &Card) -> &'a str {
    let cites = !card.laws.is_empty() || !card.deadlines.is_empty();
    match card.confidence {
        Confidence::Law if cites => book.label(Label::FromLaw),
        own => speak::confidence(book.words, own),
    }
}

fn contacts(book: &Book<'_>, card: &Card) -> Vec<Element> {
    card.contacts.iter().map(|contact| contact_entry(book, contact)).collect()
}

fn contact_entry(book: &Book<'_>, contact: &Contact) -> Element {
    let reach = match &contact.channel {
        Channel::Phone(digits, number) => element("span", "").with(link("report__link", &["tel:", digits].concat()).text(number)),
        Channel::Sms(digits, number) => {
            element("span", "").with(link("report__link", &["sms:", digits].concat()).text(number)).text(" (SMS)")
        }
        Channel::Web(url) => element("span", "").with(link("report__link", url).text(url)),
    };
    let name = |code: &String| book.speaker.place(code);
    let region = |code: &String| book.pack().region_name(code).map_or_else(|| code.clone(), |text| book.text(text).to_owned());
    let names: Vec<String> = contact.regions.iter().map(region).chain(contact.places.iter().map(name)).collect();
    let places = if names.is_empty() {
        book.label(Label::Everywhere).to_owned()
    } else {
        format!("{} {}", book.label(Label::Only), names.join(", "))
    };
    let spoken = contact.languages.iter().map(|tag| speak::language(book.words, tag)).collect::<Vec<_>>().join(", ");
    let hours = contact.schedule.as_ref().map_or_else(String::new, |schedule| hours::words(schedule, &book.words.language));
    // Where the editor wrote no words of their own, these are the words.
    let hours = if contact.hours_text.is_some_and(|text| book.text(text) == hours) { "" } else { &hours };
    let rest: Vec<&str> = [hours, contact.hours_text.map_or("", |text| book.text(text)), &spoken, &places]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    element("span", "")
        .with_each(contact.label.map(|label| element("span", "").text(book.text(label)).text(": ")))
        .with(reach)
        .with(element("span", "report__soft").text(" ").text(&rest.join("; ")))
}

/// What is promised of the card for all answers, in the words of the promise, which are English as those of the personas.
fn promised(book: &Book<'_>, card: &Card, which: impl Fn(&Promised) -> &[(usize, Place)]) -> Vec<Element> {
    let names =
        |promise: &&Promised| which(promise).iter().any(|(index, _)| book.pack().cards.get(*index).is_some_and(|own| own.id == card.id));
    let line = |promise: &Promised| {
        let because = promise.because.as_ref().map(|because| format!("; {because}"));
        element("span", "").attribute("lang", "en").text(&format!("{}{}", promise.about, because.unwrap_or_default()))
    };
    book.compiled.promises.iter().filter(names).map(line).collect()
}

/// The personas that name the card, each under one line, by what they expect of it; with the last day that they expect.
fn personas(book: &Book<'_>, card: &Card) -> Vec<Element> {
    let id = card.id.as_str();
    let mut rows: Vec<Element> = Vec::new();
    for label in [Label::Shows, Label::MayShow, Label::Hides, Label::DayAlone] {
        let names = book.compiled.personas.iter().map(|persona| &persona.entry).filter(|persona| expected(persona, id) == Some(label));
        let links: Vec<Element> = names.map(|persona| persona_link(book, persona, id)).collect();
        if !links.is_empty() {
            let line = element("span", "").text(book.label(label)).text(" ");
            rows.push(
                links.into_iter().enumerate().fold(line, |line, (index, link)| line.text(if index > 0 { ", " } else { "" }).with(link)),
            );
        }
    }
    if rows.is_empty() {
        rows.push(element("span", "").text(book.label(Label::NoPersona)));
    }
    rows
}

/// What a persona expects of a card; none if it does not name it.
fn expected(persona: &Persona, id: &str) -> Option<Label> {
    let has = |list: &[String]| list.iter().any(|own| own == id);
    if has(&persona.hides) {
        Some(Label::Hides)
    } else if has(&persona.may_show) {
        // One that is among the first, or has a last day or none, may be one that only may apply.
        Some(Label::MayShow)
    } else if has(&persona.shows) || has(&persona.starts_with) {
        Some(Label::Shows)
    } else {
        persona.last_day.contains_key(id).then_some(Label::DayAlone)
    }
}

fn persona_link(book: &Book<'_>, persona: &Persona, id: &str) -> Element {
    let day = persona.last_day.get(id).map(|day| format!(" ({})", last_day(book, day)));
    let link = anchor("report__link", &super::persona_id(&persona.id)).text(&persona.id);
    element("span", "").with(link).text(&day.unwrap_or_default())
}

/// The last day that a persona expects, in words.
#[must_use]
pub fn last_day(book: &Book<'_>, day: &str) -> String {
    // A persona writes a day or `none`.
    Date::parse(day)
        .map_or_else(|| book.label(Label::NoLastDay).to_owned(), |day| speak::fill(book.label(Label::LastDay), &[("day", &book.day(day))]))
}

/// What a local pack changes in the card.
fn changes(book: &Book<'_>, card: &Card) -> Vec<Element> {
    let changes = book.sources.entries.changes.iter().filter(|change| change.entry.card == card.id.as_str());
    let place = |change: &crate::read::Located<lykta_core::format::source::Change>| book.stands(&change.place);
    changes
        .map(|change| {
            element("span", "")
                .text(&format!("{} ({}) ", change.entry.provenance, change.entry.checked_on))
                .with(element("code", "").text(&place(change)))
        })
        .collect()
}

/// How many meetings the group has; each stands on the page with everything.
fn meetings(book: &Book<'_>, card: &Card) -> Vec<Element> {
    let pack = book.pack();
    let count = pack.meetings.all.iter().filter(|own| pack.cards.get(own.card).is_some_and(|of| of.id == card.id)).count();
    (count > 0).then(|| element("span", "").text(&count.to_string())).into_iter().collect()
}
