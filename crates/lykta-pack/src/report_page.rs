//! `report`: one page on a pack for those who check and keep it, readable and printable without any script.
//!
//! In: a pack without problems, a language, a day. Out: one HTML file that needs nothing beside it.
//! The same pack, language and day give the same bytes.
//! Never decides who sees a card, and never leaves out a text: what is long is long.
//! Next: `report_page/book.rs` for what the parts share, `report_page/picture.rs` for the flow, `styles/report.css` for the look.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use clap::Args;
use lykta_core::date::Date;
use sha2::{Digest, Sha256};

use crate::compile::{Compiled, Sources};
use crate::document;
use crate::load::{self, day, today};
use crate::markup::{Element, anchor, element};
use crate::problem::Place;
use crate::spoken::Speaker;
use crate::{locale, report};

mod book;
mod cards;
mod due;
mod facts;
mod flow;
mod labels;
mod limits;
mod lines;
mod lists;
mod picture;
mod questions;

use book::{Book, GROUPS};
use labels::Label;
use lines::Lines;

/// The colors and sizes of the guide, and the look of the report.
const STYLE: &str = concat!(include_str!("../../../styles/tokens.css"), "\n", include_str!("../../../styles/report.css"));

/// What `report` is told.
#[derive(Args)]
pub struct ReportArguments {
    /// Folder of the pack
    pack: PathBuf,
    /// File to write, or a folder to write `<pack>-report-<language>.html` into
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Language of the report, one of the pack's; its first if left out
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// The day as of which something is due, YYYY-MM-DD; today if left out
    #[arg(long, value_name = "DAY", value_parser = day)]
    today: Option<Date>,
}

/// Writes the report of a pack; whether the pack is clean.
///
/// # Errors
/// What keeps the pack from being read or the page from being written.
pub fn run(arguments: &ReportArguments) -> Result<bool, String> {
    let today = today(arguments.today)?;
    let Some((compiled, sources)) = load::load_sources(&arguments.pack)? else { return Ok(false) };
    let languages = &compiled.file.languages;
    let language = match &arguments.language {
        Some(language) if languages.contains(language) => language,
        Some(language) => return Err(format!("the pack has no language `{language}`; it has {}", languages.join(", "))),
        None => languages.first().ok_or("the pack has no language")?,
    };
    let html = html(&arguments.pack, &compiled, &sources, language, today).ok_or("the pack has no words in that language")?;
    let is_file = arguments.out.extension().is_some_and(|extension| extension == "html") && !arguments.out.is_dir();
    let file = if is_file { arguments.out.clone() } else { arguments.out.join(format!("{}-report-{language}.html", compiled.file.id)) };
    let trouble = |path: &Path, fault: std::io::Error| format!("{}: {}", path.display(), document::plain(&fault));
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(|fault| trouble(folder, fault))?;
    }
    fs::write(&file, &html).map_err(|fault| trouble(&file, fault))?;
    report::line(&format!("{:>8} bytes  {}", html.len(), file.display()));
    Ok(true)
}

/// File and line of every card, by its id.
#[must_use]
pub fn entry_places(folder: &Path, sources: &Sources) -> BTreeMap<String, String> {
    let lines = Lines::new(&sources.documents);
    let stands = |place: &Place| format!("{}:{}", book::shown_file(folder, sources, place), lines.of(place));
    sources.entries.cards.iter().map(|card| (card.entry.id.clone(), stands(&card.place))).collect()
}

/// The page; none if the pack has no words in the language.
#[must_use]
pub fn html(folder: &Path, compiled: &Compiled, sources: &Sources, language: &str, today: Date) -> Option<String> {
    let words = compiled.words.iter().find(|words| words.language == language)?;
    let lines = Lines::new(&sources.documents);
    let book = Book { folder, compiled, sources, words, speaker: Speaker::new(&compiled.pack, words), lines: &lines, today };
    Some(whole(language, locale::direction(language), &page_title(&book), body(&book)))
}

/// A page with the style of the report in it, which needs nothing beside it and runs nothing.
#[must_use]
pub fn whole(language: &str, direction: &str, title: &str, body: Element) -> String {
    let html = element("html", "").attribute("lang", language).attribute("dir", direction).with(page_head(title)).with(body);
    // The style stands in the page as it is: it is the program's own, and holds no sign that could end it.
    format!("<!doctype html>\n{}", html.html()).replacen("<style>\n</style>", &format!("<style>{STYLE}</style>"), 1)
}

fn page_title(book: &Book<'_>) -> String {
    format!("{}: {} {}", book.label(Label::Title), book.compiled.file.id, book.compiled.file.version)
}

fn page_head(title: &str) -> Element {
    let meta = |name: &'static str, content: &str| element("meta", "").attribute("name", name).attribute("content", content);
    let hash = BASE64_STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    let policy = format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'");
    element("head", "")
        .with(element("meta", "").attribute("charset", "utf-8"))
        .with(element("meta", "").attribute("http-equiv", "Content-Security-Policy").attribute("content", &policy))
        .with(meta("viewport", "width=device-width, initial-scale=1"))
        .with(meta("color-scheme", "light dark"))
        .with(meta("referrer", "no-referrer"))
        .with(meta("robots", "noindex"))
        .with(element("title", "").text(title))
        .with(element("style", ""))
}

/// The parts of the page: place, heading, what stands in it.
fn parts(book: &Book<'_>) -> Vec<(&'static str, &'static str, Vec<Element>)> {
    let mut parts = vec![
        ("numbers", book.label(Label::Numbers), vec![lists::numbers(book)]),
        ("due", book.label(Label::Due), due::section(book)),
        ("flow", book.label(Label::Flow), flow_part(book)),
        (
            "questions",
            book.label(Label::Questions),
            book.pack().items.iter().enumerate().map(|(index, item)| questions::section(book, index, item)).collect(),
        ),
    ];
    for group in GROUPS {
        let entries: Vec<Element> = book.cards(group).into_iter().map(|card| cards::section(book, card)).collect();
        parts.push((group.id(), book.label(group.label()), entries));
    }
    if !book.sources.entries.facts.is_empty() {
        parts.push(("facts", book.label(Label::Register), facts::section(book)));
    }
    parts.push(("unpromised", book.label(Label::Unpromised), lists::unpromised(book)));
    parts.push(("owners", book.label(Label::Owners), lists::owners(book)));
    let lead = element("p", "").text(book.label(Label::PersonasLead));
    parts.push(("personas", book.label(Label::Personas), std::iter::once(lead).chain(lists::personas(book)).collect()));
    parts.push(("reading", book.label(Label::Reading), lists::reading(book)));
    parts
}

fn flow_part(book: &Book<'_>) -> Vec<Element> {
    let words = element("h3", "report__name").attribute("id", "flow-words").text(book.label(Label::FlowText));
    let lead = element("p", "").text(book.label(Label::FlowLead));
    let pictures = element("div", "report__flow").with_each(picture::picture(book));
    vec![lead, pictures, words, questions::in_words(book)]
}

fn body(book: &Book<'_>) -> Element {
    let parts = parts(book);
    let entry =
        |(id, title, _): &(&'static str, &'static str, Vec<Element>)| element("li", "").with(anchor("report__link", id).text(title));
    let contents = element("nav", "report__contents")
        .attribute("aria-labelledby", "contents")
        .with(element("h2", "report__title").attribute("id", "contents").text(book.label(Label::Contents)))
        .with(element("ol", "report__plain").with_each(parts.iter().map(entry)));
    let facts = element("dl", "report__facts")
        .with(row(book.label(Label::Edition), [element("span", "").text(&book.compiled.file.version)]))
        .with(row(book.label(Label::Day), [element("span", "").text(&book.day(book.today))]));
    let header = element("header", "report__head")
        .with(element("h1", "report__heading").text(&page_title(book)))
        .with(element("p", "").text(book.label(Label::Lead)))
        .with(facts);
    let section = |(id, title, inner): (&'static str, &'static str, Vec<Element>)| {
        let heading = format!("{id}-title");
        element("section", "report__section")
            .attribute("id", id)
            .attribute("aria-labelledby", &heading)
            .with(element("h2", "report__title").attribute("id", &heading).text(title))
            .with_each(inner)
    };
    element("body", "report").with(header).with(contents).with(element("main", "report__main").with_each(parts.into_iter().map(section)))
}

/// The place of a persona in the page.
fn persona_id(id: &str) -> String {
    format!("persona-{id}")
}

/// A row of facts: a name with its values.
fn row(name: &str, values: impl IntoIterator<Item = Element>) -> Element {
    let values = values.into_iter().map(|value| element("dd", "").with(value));
    element("div", "report__row").with(element("dt", "").text(name)).with_each(values)
}

fn cell(name: &'static str) -> Element {
    element(name, "")
}

fn head(names: &[&str]) -> Element {
    let cells = names.iter().map(|name| cell("th").attribute("scope", "col").text(name));
    element("thead", "").with(element("tr", "").with_each(cells))
}

fn table(head: Element, rows: Vec<Element>) -> Element {
    element("div", "report__scroll")
        .attribute("tabindex", "0")
        .with(element("table", "report__table").with(head).with(element("tbody", "").with_each(rows)))
}
