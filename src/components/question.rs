//! A question: one item, its options or field, and the ways on.

use leptos::prelude::{AnyView, Get};
use lykta_core::evaluate::offered;
use lykta_core::format::built::Words;
use lykta_core::pack::{Item, ItemKind, Text};
use lykta_core::session::{Screen, Session};

use crate::components::{aloud, frame, place};
use crate::platform::page;
use crate::session::{Guide, Holdings};
use crate::view::{Child, Element, changing, element, nothing};
use crate::words;

/// The screen of an item.
pub fn screen(guide: Guide, shown: &Words, holdings: &Holdings, session: &Session, index: usize) -> AnyView {
    let Some(item) = holdings.pack.items.get(index) else { return nothing() };
    let number = session.number().unwrap_or(1);
    let is_first = number <= 1 && !session.has_under();
    let mut below: Vec<Child> = item.hint.iter().map(|hint| frame::head_text(shown.text(*hint)).into()).collect();
    if is_first {
        below.push(frame::head_text(shown.ui("start-promise")).into());
        below.push(changing(move || otherwise(guide)).into());
    }
    below.extend(
        item.why.iter().map(|why| frame::opens(shown.ui("why-we-ask"), element("p", "lykta-why__text").text(shown.text(*why))).into()),
    );
    // On the first question it stands at the end: voices are known only after that screen was painted.
    if !is_first {
        below.push(aloud::button(guide));
    }
    let head = frame::head(guide, shown, &words::progress(shown, number, session.at_most()), shown.text(item.text), below);
    let mut body: Vec<Child> = Vec::new();
    if is_first {
        body.push(element("div", "").attribute("role", "status").with(changing(move || guide.watch(unknown_wishes))).into());
    }
    body.push(field(guide, shown, holdings, session, index, item).into());
    // After two answers there is something to show.
    if is_first {
        if shown.is_easy() {
            body.push(element("p", "lykta-body__foot").text(shown.ui("easy-note")).into());
        }
        body.push(foot(frame::button(
            "lykta-link lykta-link--row",
            shown.ui("how-to-check"),
            Box::new(move |_| guide.step(|session, _| session.open(Screen::About))),
        )));
        // Last, so that nothing moves when a voice is found.
        body.push(aloud::button(guide));
    } else if number > 2 {
        body.push(foot(frame::button(
            "lykta-link lykta-link--row",
            shown.ui("so-far"),
            Box::new(move |_| guide.step(|session, _| session.show_results())),
        )));
    }
    frame::screen(head, body, actions(guide, shown, is_first), false)
}

/// The way to easy words from ordinary ones, and back, unless those will not come. Its name is in the words that it leads to.
fn otherwise(guide: Guide) -> AnyView {
    guide.files.get();
    let is_there = guide.otherwise().is_some();
    guide.look(|shown, holdings| match shown.ui.get("otherwise-name") {
        Some(name) if is_there || !holdings.are_words_missing => {
            let link = frame::button("lykta-link lykta-link--row", name, Box::new(move |_| guide.speak_otherwise()));
            element("p", "lykta-head__text").with(link.attribute("id", "lykta-otherwise")).view()
        }
        _ => nothing(),
    })
}

fn foot(link: Element) -> Child {
    element("p", "lykta-body__foot").with(link).into()
}

/// What the host page wished and the pack does not have.
fn unknown_wishes(words: &Words, holdings: &Holdings) -> AnyView {
    let Holdings { pack, wishes, .. } = holdings;
    let is_place_unknown =
        !wishes.place.is_empty() && !pack.gazetteer.municipalities().is_empty() && pack.gazetteer.municipality(&wishes.place).is_none();
    let notes: Vec<&str> = [(is_place_unknown, "unknown-place"), (wishes.is_language_unknown, "unknown-language")]
        .into_iter()
        .filter(|(is_unknown, _)| *is_unknown)
        .map(|(_, key)| words.ui(key))
        .collect();
    if notes.is_empty() {
        nothing()
    } else {
        element("div", "lykta-note").with_each(notes.into_iter().map(|note| element("p", "lykta-note__text").text(note))).view()
    }
}

fn actions(guide: Guide, shown: &Words, is_first: bool) -> Vec<Element> {
    let back = (!is_first).then(|| frame::quiet(shown.ui("back"), Box::new(move |_| guide.step(|session, _| session.back()))));
    let skip = frame::quiet(shown.ui("skip"), Box::new(move |_| guide.skip()));
    back.into_iter().chain([skip, frame::lamp(shown.ui("next"), Box::new(move |_| guide.next()))]).collect()
}

/// The fieldset of an item, with what is missing told at the top.
pub fn field(guide: Guide, shown: &Words, holdings: &Holdings, session: &Session, index: usize, item: &Item) -> Element {
    let (missing, inner) = match item.kind {
        ItemKind::Single => ("error-choose", options(guide, shown, holdings, session, index, item)),
        ItemKind::Multiple => ("error-choose-several", options(guide, shown, holdings, session, index, item)),
        ItemKind::Place => ("error-place", place::field(guide, shown)),
        ItemKind::Date => ("error-date", date(guide, shown, session)),
    };
    fieldset(guide, missing, inner)
}

/// A field, with what is missing told at the top.
pub fn fieldset(guide: Guide, missing: &'static str, inner: Element) -> Element {
    let error = changing(move || {
        guide.watch(|words, holdings| {
            if holdings.draft.is_missing {
                element("p", "lykta-step__error").attribute("id", "lykta-error").attribute("role", "alert").text(words.ui(missing)).view()
            } else {
                nothing()
            }
        })
    });
    element("fieldset", "lykta-step")
        .attribute("id", "lykta-field")
        .attribute("tabindex", "-1")
        .attribute("aria-labelledby", "lykta-title")
        .with(error)
        .with(inner)
}

fn options(guide: Guide, shown: &Words, holdings: &Holdings, session: &Session, index: usize, item: &Item) -> Element {
    let input = match item.kind {
        ItemKind::Multiple => "checkbox",
        ItemKind::Single | ItemKind::Place | ItemKind::Date => "radio",
    };
    let rows = offered(&holdings.pack, session.answers(), index, session.today())
        .into_iter()
        .filter_map(|number| item.options.get(number).map(|option| (number, option)))
        .map(|(number, option)| {
            let is_chosen = holdings.draft.options.iter().any(|chosen| chosen == option.id.as_str());
            let change = Box::new(move |event| page::uncheck(guide.choose(index, number, page::is_checked(&event))));
            choice(shown, item.id.as_str(), (option.id.as_str(), option.text, option.hint), input, is_chosen, change)
        });
    element("div", "lykta-step__options").with_each(rows)
}

/// An option: its id, text and hint.
pub fn choice(
    shown: &Words,
    of: &str,
    (id, text, hint): (&str, Text, Option<Text>),
    input: &str,
    is_chosen: bool,
    change: frame::Press,
) -> Element {
    let whole = [of, "-", id].concat();
    let control = element("input", "lykta-option__input")
        .attribute("type", input)
        .attribute("name", of)
        .attribute("id", &whole)
        .attribute("value", id)
        .checked(is_chosen)
        .on("change", change);
    let hint = hint.map(|hint| element("span", "lykta-option__hint").text(shown.text(hint)));
    let words = element("span", "lykta-option__text").text(shown.text(text)).with_some(hint);
    element("label", "lykta-option").with(control).with_some(frame::picture(shown, &whole)).with(words)
}

/// Whether an input lacks what "Next" asked for, as its attribute says it.
pub fn is_missing(guide: Guide) -> Option<String> {
    guide.watch(|_, holdings| holdings.draft.is_missing).then(|| "true".to_owned())
}

/// What describes an input: its own line, and what is missing before it.
pub fn described(guide: Guide, own: &str) -> String {
    if is_missing(guide).is_some() { ["lykta-error ", own].concat() } else { own.to_owned() }
}

fn date(guide: Guide, shown: &Words, session: &Session) -> Element {
    let change = move |event: leptos::ev::Event| {
        let date = page::value(&event);
        guide.write(move |draft| draft.date = date);
    };
    element("div", "lykta-combo")
        .with(element("label", "lykta-combo__label").attribute("for", "lykta-date").text(shown.ui("date-label")))
        .with(
            element("input", "lykta-combo__input")
                .attribute("id", "lykta-date")
                .attribute("type", "date")
                .attribute("max", session.today().to_string())
                .changing("aria-describedby", move || Some(described(guide, "lykta-date-hint")))
                .changing("aria-invalid", move || is_missing(guide))
                .value(move || guide.look(|_, holdings| holdings.draft.date.clone()))
                .on("input", Box::new(change)),
        )
        .with(element("p", "lykta-combo__status").attribute("id", "lykta-date-hint").text(shown.ui("date-hint")))
}
