//! What every screen has: the top bar, the head with the one heading, the body, the lower bar.

use leptos::ev::Event;
use leptos::prelude::{AnyView, Get, With, WithUntracked};
use lykta_core::format::built::Words;
use lykta_core::session::{Screen, Session};

use crate::components::contact;
use crate::session::Guide;
use crate::view::{Child, Element, changing, element, text};

const MARK: &str = include_str!("../../public/guide/mark.svg");

/// 112 at the start, the way out at the end. The danger screen has its own, large 112.
pub fn top(guide: Guide) -> AnyView {
    let is_danger = guide.session.with(Session::screen) == Screen::Danger;
    guide.watch(|words, holdings| {
        let number = holdings.pack.emergency.as_str();
        let call = (!is_danger).then(|| {
            element("a", "lykta-top__call")
                .attribute("href", ["tel:", number].concat())
                .with(element("span", "lykta-top__words").text([words.ui("in-danger"), " "].concat()))
                .with(element("span", "lykta-top__number lykta-ltr").text(number))
        });
        // The boot script listens for `data-leave`, so that leaving works before and without the engine.
        let leave = element("button", "lykta-top__leave")
            .attribute("type", "button")
            .flag("data-leave")
            .text(words.ui("leave-start"))
            .with(element("span", "lykta-top__words").text([" ", words.ui("leave-middle")].concat()))
            .text([" ", words.ui("leave-end")].concat());
        element("nav", "lykta-top").attribute("aria-label", words.ui("top-label")).with_some(call).with(leave).view()
    })
}

/// The head: brand, "show help now", language, a line above the heading, the heading, what follows it.
pub fn head(guide: Guide, words: &Words, above: &str, title: &str, below: Vec<Child>) -> Element {
    let heading = element("h1", "lykta-head__title").attribute("id", "lykta-title").attribute("tabindex", "-1").text(title);
    // What stands above the heading is read after it, where the focus comes to.
    let (heading, above) = if above.is_empty() {
        (heading, None)
    } else {
        let above = element("p", "lykta-head__progress").attribute("id", "lykta-progress").text(above);
        (heading.attribute("aria-describedby", "lykta-progress"), Some(above))
    };
    element("div", "lykta-head")
        .with(element("div", "lykta-head__sticky").with(brand(guide, words)).with_some(above).with(heading).with_each(below))
}

/// The name of the guide, "show help now" and the choice of language.
pub fn brand(guide: Guide, words: &Words) -> Element {
    let name = element("span", "lykta-brand__name").with(element("span", "lykta-brand__lamp").drawing(MARK)).text(words.ui("brand"));
    let is_help = guide.session.with_untracked(Session::screen) == Screen::HelpNow;
    let help = (!is_help).then(|| {
        button("lykta-brand__help", words.ui("show-help-now"), Box::new(move |_| guide.step(|session, _| session.open(Screen::HelpNow))))
    });
    let language = element("summary", "lykta-language__button")
        .attribute("id", "lykta-language")
        .text(words.ui("language-name"))
        .with(element("span", "lykta-hidden").text([": ", words.ui("change-language")].concat()));
    // The list alone is made anew when a language arrives: what is open stays open, and the focus where it is.
    let language = element("details", "lykta-language").with(language).with(changing(move || languages(guide)));
    element("div", "lykta-brand").with(name).with_some(help).with(language)
}

/// The picture beside a card or an option, for those who chose easy words; the words beside it say the same, so it is silent.
pub fn picture(shown: &Words, of: &str) -> Option<Element> {
    let drawing = ["<svg viewBox=\"0 0 24 24\"><path d=\"", shown.picture(of)?, "\"/></svg>"].concat();
    Some(element("span", "lykta-picture").attribute("aria-hidden", "true").drawing(drawing))
}

/// A line in the head.
pub fn head_text(words: &str) -> Element {
    element("p", "lykta-head__text").text(words)
}

/// The choice of language; languages that have not arrived are not in it.
fn languages(guide: Guide) -> AnyView {
    let shown = guide.shown.get();
    guide.files.get();
    guide.look(|words, holdings| {
        // In the order of the pack, not of arrival; easy words after the ordinary ones.
        let both = holdings.pack.languages.iter().flat_map(|tag| [(tag, false), (tag, true)]);
        let arrived = both
            .filter_map(|(tag, is_easy)| holdings.languages.iter().position(|words| words.language == *tag && words.is_easy() == is_easy));
        let items = arrived.filter_map(|index| holdings.languages.get(index).map(|other| (index, other))).map(|(index, other)| {
            let button = element("button", "lykta-language__item")
                .attribute("type", "button")
                .attribute("lang", &other.language)
                .on("click", Box::new(move |_| guide.speak(index, "lykta-language")))
                .text(other.ui("language-name"));
            element("li", "").with(if index == shown { button.attribute("aria-current", "true") } else { button })
        });
        // The guide itself asks not to be translated: a service would read the answers. This page has none.
        let all = [&holdings.pack.id, "-", &words.language, "-all.html"].concat();
        let other = element("li", "").with(contact::outward("lykta-language__item", &all).text(words.ui("another-language")));
        element("ul", "lykta-language__list").with_each(items).with(other).view()
    })
}

/// A screen of head, body and lower bar.
pub fn screen(head: Element, body: Vec<Child>, actions: Vec<Element>, is_still: bool) -> AnyView {
    let bar = if is_still { "lykta-actions lykta-actions--still" } else { "lykta-actions" };
    element("main", "lykta-screen")
        .with(head)
        .with(element("div", "lykta-body").with(element("div", "lykta-body__inner").with_each(body)))
        .with(element("div", bar).with_each(actions))
        .view()
}

/// What pressing a button does.
pub type Press = Box<dyn FnMut(Event)>;

/// Leaves the screen that lies over another.
#[inline(never)]
pub fn closes(guide: Guide) -> Press {
    Box::new(move |_| guide.step(|session, _| session.close()))
}

/// Opens a card.
#[inline(never)]
pub fn opens_card(guide: Guide, index: usize) -> Press {
    Box::new(move |_| guide.step(move |session, _| session.open_card(index)))
}

/// A button.
#[inline(never)]
pub fn button(class: &str, words: &str, press: Press) -> Element {
    element("button", class).attribute("type", "button").on("click", press).text(words)
}

/// A button that looks like a link.
pub fn quiet(words: &str, press: Press) -> Element {
    button("lykta-button lykta-button--text", words, press)
}

/// A quiet button with an edge.
pub fn night(words: &str, press: Press) -> Element {
    button("lykta-button lykta-button--night", words, press)
}

/// The one lit button of a screen.
pub fn lamp(words: &str, press: Press) -> Element {
    button("lykta-button lykta-button--lamp lykta-actions__next", words, press)
}

/// A part of the body with a heading.
pub fn group(id: &str, title: &str) -> Element {
    element("section", "lykta-group")
        .attribute("aria-labelledby", id)
        .with(element("h2", "lykta-group__title").attribute("id", id).text(title))
}

/// Words that open in place.
pub fn opens(label: &str, inner: impl Into<Child>) -> Element {
    element("details", "lykta-why").with(element("summary", "lykta-why__button").text(label)).with(inner)
}

/// A paragraph of the body.
pub fn paragraph(words: &str) -> Element {
    element("p", "lykta-body__text").with(text(words))
}
