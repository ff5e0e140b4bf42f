//! The place question: type to find a municipality.
//!
//! Standard: WAI-ARIA combobox with list autocomplete; the focus stays in the field.

use leptos::ev::Event;
use leptos::prelude::{AnyView, WithUntracked as _};
use lykta_core::format::built::Words;
use lykta_core::pack::Pack;
use lykta_core::place_search::{Hit, search};
use lykta_core::session::Session;

use crate::components::question;
use crate::platform::page;
use crate::session::{Draft, Guide, Holdings};
use crate::view::{Element, changing, element, nothing, text};
use crate::words;

/// Places shown at most.
const MOST: usize = 6;

/// The field with its list.
pub fn field(guide: Guide, shown: &Words) -> Element {
    let type_in = move |event: Event| {
        let typed = page::value(&event);
        guide.write(move |draft| *draft = Draft { typed, ..Draft::default() });
    };
    let input = element("input", "lykta-combo__input")
        .attribute("id", "lykta-place")
        .attribute("type", "text")
        .attribute("role", "combobox")
        .attribute("aria-autocomplete", "list")
        .attribute("autocomplete", "off")
        .attribute("autocapitalize", "words")
        .attribute("spellcheck", "false")
        .attribute("enterkeyhint", "done")
        .changing("aria-describedby", move || Some(question::described(guide, "lykta-place-status")))
        .changing("aria-invalid", move || question::is_missing(guide))
        .changing("aria-expanded", move || Some(if hits(guide).is_empty() { "false" } else { "true" }.to_owned()))
        .changing("aria-controls", move || (!hits(guide).is_empty()).then(|| "lykta-places".to_owned()))
        .changing("aria-activedescendant", move || guide.watch(|_, holdings| holdings.draft.at).map(option_id))
        .value(move || guide.watch(|_, holdings| holdings.draft.typed.clone()))
        .on("input", Box::new(type_in))
        .on("keydown", Box::new(move |event| press(guide, &event)));
    element("div", "lykta-combo")
        .with(element("label", "lykta-combo__label").attribute("for", "lykta-place").text(shown.ui("place-label")))
        .with(input)
        .with(
            element("p", "lykta-combo__status")
                .attribute("id", "lykta-place-status")
                .attribute("role", "status")
                .with(changing(move || text(&guide.watch(status)))),
        )
        .with(changing(move || list(guide)))
}

fn option_id(index: usize) -> String {
    ["lykta-place-", &index.to_string()].concat()
}

/// Places that fit what is typed; none once one is chosen.
fn found(holdings: &Holdings) -> Vec<Hit> {
    if holdings.draft.place.is_some() { Vec::new() } else { search(&holdings.pack.gazetteer, &holdings.draft.typed, MOST) }
}

/// Places in the list: those that fit, unless Escape closed it.
fn listed(holdings: &Holdings) -> Vec<Hit> {
    if holdings.draft.is_closed { Vec::new() } else { found(holdings) }
}

fn hits(guide: Guide) -> Vec<Hit> {
    guide.watch(|_, holdings| listed(holdings))
}

fn press(guide: Guide, event: &Event) {
    let Some(key) = page::key(event) else { return };
    let (hits, at) = guide.look(|_, holdings| (found(holdings), holdings.draft.at));
    let last = hits.len().saturating_sub(1);
    let to = match key.as_str() {
        "ArrowDown" if !hits.is_empty() => Some(at.map_or(0, |index| if index >= last { 0 } else { index + 1 })),
        "ArrowUp" if !hits.is_empty() => Some(at.map_or(last, |index| if index == 0 { last } else { index - 1 })),
        "Escape" => None,
        "Enter" => {
            event.prevent_default();
            match at.or((hits.len() == 1).then_some(0)).and_then(|index| hits.get(index)) {
                Some(hit) => choose(guide, hit.municipality),
                None => guide.next(),
            }
            return;
        }
        _ => return,
    };
    event.prevent_default();
    guide.write(move |draft| {
        draft.at = to;
        draft.is_closed = to.is_none();
    });
    if let Some(index) = to {
        page::reveal(&option_id(index));
    }
}

fn choose(guide: Guide, municipality: usize) {
    let chosen = guide.look(|words, Holdings { pack, .. }| {
        pack.gazetteer
            .municipalities()
            .get(municipality)
            .map(|municipality| (municipality.code.clone(), municipality.name(words::index(words, pack)).to_owned()))
    });
    if let Some((code, typed)) = chosen {
        guide.write(move |draft| *draft = Draft { typed, place: Some(code), ..Draft::default() });
        page::focus("lykta-place");
    }
}

/// What the search found, in words: one announcement for each change.
fn status(words: &Words, holdings: &Holdings) -> String {
    let Holdings { pack, draft, .. } = holdings;
    let digits = draft.typed.bytes().filter(u8::is_ascii_digit).count();
    if pack.gazetteer.municipalities().is_empty() {
        let key = if holdings.are_places_missing { "place-missing" } else { "place-loading" };
        words.ui(key).to_owned()
    } else if draft.place.is_some() {
        words::filled(words, "place-chosen", &[("place", &draft.typed)])
    } else if draft.typed.trim().is_empty() {
        words.ui("place-hint").to_owned()
    } else {
        match found(holdings).as_slice() {
            [] => words.ui("place-none").to_owned(),
            [first, ..] if first.is_guess => words.ui("place-guess").to_owned(),
            [_, _, ..] if digits >= 5 => words.ui("place-several").to_owned(),
            [_] => words.ui("place-found-one").to_owned(),
            several => words::filled(words, "place-found", &[("count", &several.len().to_string())]),
        }
    }
}

fn list(guide: Guide) -> AnyView {
    guide.watch(|words, holdings| {
        let found = listed(holdings);
        if found.is_empty() {
            return nothing();
        }
        let rows = found
            .iter()
            .enumerate()
            .map(|(index, hit)| option(guide, &holdings.pack, words, index, *hit, holdings.draft.at == Some(index)));
        element("ul", "lykta-combo__list")
            .attribute("id", "lykta-places")
            .attribute("role", "listbox")
            .attribute("aria-label", words.ui("place-list"))
            .with_each(rows)
            .view()
    })
}

fn option(guide: Guide, pack: &Pack, words: &Words, index: usize, hit: Hit, is_at: bool) -> Element {
    let municipality = pack.gazetteer.municipalities().get(hit.municipality);
    let name = municipality.map_or("", |municipality| municipality.name(words::index(words, pack)));
    let other = hit.name.and_then(|number| municipality?.names.get(number)).map(String::as_str).filter(|other| *other != name);
    let today = guide.session.with_untracked(Session::today);
    let region = municipality.and_then(|municipality| pack.regions_on(&municipality.code, today).pop());
    let region = region.and_then(|code| pack.region_name(code)).map_or("", |name| words.text(name));
    let label = element("span", "").text(name);
    element("li", "lykta-combo__option")
        .attribute("id", option_id(index))
        .attribute("role", "option")
        .attribute("aria-selected", if is_at { "true" } else { "false" })
        // The field keeps the focus.
        .on("mousedown", Box::new(|event| event.prevent_default()))
        .on("click", Box::new(move |_| choose(guide, hit.municipality)))
        .with(match other {
            Some(other) => label.text(" · ").text(other),
            None => label,
        })
        .with(element("span", "lykta-combo__region").text(region))
}
