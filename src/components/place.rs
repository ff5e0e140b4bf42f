//! The place question: type to find a municipality.
//!
//! Standard: WAI-ARIA combobox with list autocomplete; the focus stays in the field.

use leptos::ev::Event;
use leptos::prelude::{AnyView, Get, GetUntracked, RwSignal, Set, With};
use lykta_core::format::built::Words;
use lykta_core::pack::Pack;
use lykta_core::place_search::{Hit, search};

use crate::platform::page;
use crate::session::Guide;
use crate::view::{Element, changing, element, nothing};
use crate::words;

/// Places shown at most.
const MOST: usize = 6;

/// The field with its list.
pub fn field(guide: Guide, shown: &Words) -> Element {
    let active: RwSignal<Option<usize>> = RwSignal::new(None);
    let is_open = move || {
        guide.pack.with(|pack| guide.draft.with(|draft| draft.place.is_none() && !search(&pack.gazetteer, &draft.typed, 1).is_empty()))
    };
    let type_in = move |event: Event| {
        let typed = page::value(&event);
        active.set(None);
        guide.write(|draft| {
            draft.typed = typed;
            draft.place = None;
        });
    };
    let press = move |event: Event| {
        let hits = hits(guide);
        let last = hits.len().saturating_sub(1);
        match page::key(&event).as_deref() {
            Some("ArrowDown") if !hits.is_empty() => {
                active.set(Some(active.get_untracked().map_or(0, |index| if index >= last { 0 } else { index + 1 })))
            }
            Some("ArrowUp") if !hits.is_empty() => {
                active.set(Some(active.get_untracked().map_or(last, |index| if index == 0 { last } else { index - 1 })))
            }
            Some("Enter") => match active.get_untracked().or((hits.len() == 1).then_some(0)).and_then(|index| hits.get(index).copied()) {
                Some(hit) => choose(guide, hit),
                None => guide.next(),
            },
            Some("Escape") => active.set(None),
            _ => return,
        }
        event.prevent_default();
        if let Some(index) = active.get_untracked() {
            page::reveal(&option_id(index));
        }
    };
    let input = element("input", "lykta-combo__input")
        .attribute("id", "lykta-place")
        .attribute("type", "text")
        .attribute("role", "combobox")
        .attribute("aria-autocomplete", "list")
        .attribute("aria-controls", "lykta-places")
        .attribute("autocomplete", "off")
        .attribute("autocapitalize", "words")
        .attribute("spellcheck", "false")
        .attribute("enterkeyhint", "done")
        .changing("aria-expanded", move || Some(if is_open() { "true" } else { "false" }.to_owned()))
        .changing("aria-activedescendant", move || active.get().map(option_id))
        .value(move || guide.draft.with(|draft| draft.typed.clone()))
        .on("input", type_in)
        .on("keydown", press);
    let label = shown.ui("place-list").to_owned();
    element("div", "lykta-combo")
        .with(element("label", "lykta-combo__label").attribute("for", "lykta-place").text(shown.ui("place-label")))
        .with(input)
        .with(element("p", "lykta-combo__status").attribute("role", "status").with(changing(move || status(guide))))
        .with(changing(move || list(guide, active, &label)))
}

fn option_id(index: usize) -> String {
    ["lykta-place-", &index.to_string()].concat()
}

fn hits(guide: Guide) -> Vec<Hit> {
    let pack = guide.pack.get_untracked();
    let draft = guide.draft.get_untracked();
    if draft.place.is_some() { Vec::new() } else { search(&pack.gazetteer, &draft.typed, MOST) }
}

fn choose(guide: Guide, hit: Hit) {
    let pack = guide.pack.get_untracked();
    let words = guide.words.get_untracked();
    if let Some(municipality) = pack.gazetteer.municipalities().get(hit.municipality) {
        let name = municipality.name(words::index(&words, &pack)).to_owned();
        let code = municipality.code.clone();
        guide.write(|draft| {
            draft.place = Some(code);
            draft.typed = name;
        });
        page::focus("lykta-place");
    }
}

/// What the search found, in words: one announcement for each change.
fn status(guide: Guide) -> AnyView {
    let (pack, words, draft) = (guide.pack.get(), guide.words.get(), guide.draft.get());
    let found = search(&pack.gazetteer, &draft.typed, MOST);
    let is_postcode = draft.typed.bytes().filter(u8::is_ascii_digit).count() >= 2;
    let told = if pack.gazetteer.municipalities().is_empty() {
        words.ui("place-loading").to_owned()
    } else if draft.place.is_some() {
        words::filled(&words, "place-chosen", &[("{place}", &draft.typed)])
    } else if draft.typed.trim().is_empty() {
        words.ui("place-hint").to_owned()
    } else {
        match found.as_slice() {
            [] => words.ui("place-none").to_owned(),
            [first, ..] if first.is_guess => words.ui("place-guess").to_owned(),
            [_, _, ..] if is_postcode && draft.typed.bytes().filter(u8::is_ascii_digit).count() >= 5 => {
                words.ui("place-several").to_owned()
            }
            [_] => words.ui("place-found-one").to_owned(),
            several => words::filled(&words, "place-found", &[("{count}", &several.len().to_string())]),
        }
    };
    crate::view::text(&told)
}

fn list(guide: Guide, active: RwSignal<Option<usize>>, label: &str) -> AnyView {
    let (pack, words, draft) = (guide.pack.get(), guide.words.get(), guide.draft.get());
    let found = if draft.place.is_some() { Vec::new() } else { search(&pack.gazetteer, &draft.typed, MOST) };
    if found.is_empty() {
        return nothing();
    }
    let rows = found.into_iter().enumerate().map(|(index, hit)| option(guide, active, &pack, &words, index, hit));
    element("ul", "lykta-combo__list")
        .attribute("id", "lykta-places")
        .attribute("role", "listbox")
        .attribute("aria-label", label)
        .with_each(rows)
        .view()
}

fn option(guide: Guide, active: RwSignal<Option<usize>>, pack: &Pack, words: &Words, index: usize, hit: Hit) -> Element {
    let language = words::index(words, pack);
    let municipality = pack.gazetteer.municipalities().get(hit.municipality);
    let name = municipality.map_or("", |municipality| municipality.name(language));
    let other = hit.name.and_then(|number| municipality?.names.get(number)).map(String::as_str).filter(|other| *other != name);
    let region = municipality.and_then(|municipality| pack.region_name(&municipality.region)).map_or("", |name| words.text(name));
    let shown = other.map_or_else(|| name.to_owned(), |other| [name, " · ", other].concat());
    element("li", "lykta-combo__option")
        .attribute("id", option_id(index))
        .attribute("role", "option")
        .changing("aria-selected", move || Some(if active.get() == Some(index) { "true" } else { "false" }.to_owned()))
        // The field keeps the focus.
        .on("mousedown", |event| event.prevent_default())
        .on("click", move |_| choose(guide, hit))
        .with(element("span", "").text(shown))
        .with(element("span", "lykta-combo__region").text(region))
}
