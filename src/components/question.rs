//! A question: one item, its options or field, and the ways on.

use leptos::ev::Event;
use leptos::prelude::{AnyView, Get, GetUntracked};
use lykta_core::evaluate::offered;
use lykta_core::format::built::Words;
use lykta_core::pack::{Item, ItemKind, Pack};
use lykta_core::session::{Screen, Session};

use crate::components::{frame, place};
use crate::platform::page;
use crate::session::Guide;
use crate::view::{Child, Element, changing, element, nothing};
use crate::words;

/// The screen of an item.
pub fn screen(guide: Guide, shown: &Words, pack: &Pack, session: &Session, index: usize) -> AnyView {
    let Some(item) = pack.items.get(index) else { return nothing() };
    let number = session.number().unwrap_or(1);
    let is_first = number <= 1 && !session.has_under();
    let mut below: Vec<Child> = item.hint.iter().map(|hint| frame::head_text(shown.text(*hint)).into()).collect();
    if is_first {
        below.push(frame::head_text(shown.ui("start-promise")).into());
    }
    below.extend(
        item.why.iter().map(|why| frame::opens(shown.ui("why-we-ask"), element("p", "lykta-why__text").text(shown.text(*why))).into()),
    );
    let head = frame::head(guide, shown, &words::progress(shown, number, session.at_most()), shown.text(item.text), below);
    let mut body: Vec<Child> = vec![field(guide, shown, pack, session, index, item).into()];
    let foot = if is_first {
        frame::button("lykta-link lykta-link--row", shown.ui("how-to-check"), move |_| guide.step(|session, _| session.open(Screen::About)))
    } else {
        frame::button("lykta-link lykta-link--row", shown.ui("so-far"), move |_| guide.step(|session, _| session.show_results()))
    };
    // After two answers there is something to show.
    if is_first || number > 2 {
        body.push(element("p", "lykta-body__foot").with(foot).into());
    }
    frame::screen(head, body, actions(guide, shown, is_first), false)
}

fn actions(guide: Guide, shown: &Words, is_first: bool) -> Vec<Element> {
    let help = frame::quiet(shown.ui("show-help-now"), move |_| guide.step(|session, _| session.open(Screen::HelpNow)));
    let next = frame::lamp(shown.ui("next"), move |_| guide.next());
    if is_first {
        return vec![help, frame::quiet(shown.ui("skip"), move |_| guide.skip()), next];
    }
    vec![
        frame::quiet(shown.ui("back"), move |_| guide.step(|session, _| session.back())),
        help,
        frame::quiet(shown.ui("skip"), move |_| guide.skip()),
        next,
    ]
}

/// The fieldset of an item, with what is missing told at the top.
fn field(guide: Guide, shown: &Words, pack: &Pack, session: &Session, index: usize, item: &Item) -> Element {
    let (missing, inner): (&str, Element) = match item.kind {
        ItemKind::Single => (shown.ui("error-choose"), options(guide, shown, pack, session, index, item)),
        ItemKind::Multiple => (shown.ui("error-choose-several"), options(guide, shown, pack, session, index, item)),
        ItemKind::Place => (shown.ui("error-place"), place::field(guide, shown)),
        ItemKind::Date => (shown.ui("error-date"), date(guide, shown)),
    };
    let missing = missing.to_owned();
    let error = changing(move || {
        if guide.is_missing.get() {
            element("p", "lykta-step__error").attribute("id", "lykta-error").attribute("role", "alert").text(missing.clone()).view()
        } else {
            nothing()
        }
    });
    element("fieldset", "lykta-step")
        .attribute("id", "lykta-field")
        .attribute("tabindex", "-1")
        .attribute("aria-labelledby", "lykta-title")
        .changing("aria-describedby", move || guide.is_missing.get().then(|| "lykta-error".to_owned()))
        .with(error)
        .with(inner)
}

fn options(guide: Guide, shown: &Words, pack: &Pack, session: &Session, index: usize, item: &Item) -> Element {
    let input = match item.kind {
        ItemKind::Multiple => "checkbox",
        ItemKind::Single | ItemKind::Place | ItemKind::Date => "radio",
    };
    let rows = offered(pack, session.answers(), index).into_iter().filter_map(|number| item.options.get(number)).map(|option| {
        let id = option.id.as_str().to_owned();
        let is_chosen = guide.is_chosen(&id);
        let whole = item.clone();
        let box_id = [item.id.as_str(), "-", &id].concat();
        let change = {
            let id = id.clone();
            move |event: Event| {
                let dropped = guide.choose(&whole, &id, page::is_checked(&event));
                page::uncheck(dropped.into_iter().map(|other| [whole.id.as_str(), "-", &other].concat()));
            }
        };
        let control = element("input", "lykta-option__input")
            .attribute("type", input)
            .attribute("name", item.id.as_str())
            .attribute("id", box_id)
            .attribute("value", id)
            .checked(is_chosen)
            .on("change", change);
        let hint = option.hint.map(|hint| element("span", "lykta-option__hint").text(shown.text(hint)));
        element("label", "lykta-option")
            .with(control)
            .with(element("span", "lykta-option__text").text(shown.text(option.text)).with_some(hint))
    });
    element("div", "lykta-step__options").with_each(rows)
}

fn date(guide: Guide, shown: &Words) -> Element {
    let today = guide.session.get_untracked().today().to_string();
    let change = move |event: Event| guide.write(|draft| draft.date = page::value(&event));
    element("div", "lykta-combo")
        .with(element("label", "lykta-combo__label").attribute("for", "lykta-date").text(shown.ui("date-label")))
        .with(
            element("input", "lykta-combo__input")
                .attribute("id", "lykta-date")
                .attribute("type", "date")
                .attribute("max", today)
                .attribute("aria-describedby", "lykta-date-hint")
                .value(move || guide.draft.get_untracked().date)
                .on("input", change),
        )
        .with(element("p", "lykta-combo__status").attribute("id", "lykta-date-hint").text(shown.ui("date-hint")))
}
