//! The danger screen: all night, one thing lit.

use leptos::prelude::AnyView;
use lykta_core::format::built::Words;
use lykta_core::next_step::lit;
use lykta_core::pack::{Card, Pack};
use lykta_core::results;
use lykta_core::session::Session;

use crate::components::{aloud, contact, frame};
use crate::session::Guide;
use crate::view::{Child, Element, element, nothing};

/// What to do in the danger that was just told.
pub fn screen(guide: Guide, shown: &Words, pack: &Pack, session: &Session) -> AnyView {
    let mut cards = session.dangers(pack).filter_map(|finding| pack.cards.get(finding.card));
    let Some(first) = cards.next() else { return nothing() };
    let number = lit(pack, first, session.answers(), session.today());
    let call = element("a", "lykta-danger__call")
        .attribute("href", ["tel:", number].concat())
        .with(element("span", "lykta-danger__verb").text(shown.ui("danger-verb")))
        .with(element("span", "lykta-danger__number lykta-ltr").text(number));
    let others: Vec<Child> = cards.map(|card| section(shown, pack, session, card, number).into()).collect();
    let also = (!others.is_empty()).then(|| element("h2", "lykta-danger__subtitle").text(shown.ui("danger-more")));
    let inner = element("div", "lykta-danger__inner")
        .with(frame::brand(guide, shown))
        .with(element("h1", "lykta-danger__title").attribute("id", "lykta-title").attribute("tabindex", "-1").text(shown.text(first.title)))
        .with(call)
        .with(aloud::button(guide))
        .with(element("p", "lykta-danger__more").text(shown.text(first.text)))
        .with_each(parts(shown, pack, session, first, number))
        .with_some(also)
        .with_each(others)
        .with(element("p", "lykta-danger__more").with(frame::night(shown.ui("go-on"), frame::closes(guide))));
    element("main", "lykta-danger").with(inner).view()
}

fn section(shown: &Words, pack: &Pack, session: &Session, card: &Card, lit: &str) -> Element {
    element("section", "")
        .with(element("h3", "lykta-danger__subtitle").text(shown.text(card.title)))
        .with(element("p", "lykta-danger__more").text(shown.text(card.text)))
        .with_each(parts(shown, pack, session, card, lit))
}

/// The steps of a card, and who else can be called.
fn parts(shown: &Words, pack: &Pack, session: &Session, card: &Card, lit: &str) -> Vec<Child> {
    let steps = element("ol", "lykta-danger__steps")
        .with_each(card.steps.iter().map(|step| element("li", "lykta-danger__step").with(element("span", "").text(shown.text(*step)))));
    let mut parts: Vec<Child> = vec![steps.into()];
    // That number is already there, large.
    parts.extend(
        results::contacts(pack, card, session.answers(), session.today())
            .into_iter()
            .filter(|contact| !contact.calls(lit))
            .map(|contact| contact::line(shown, card, contact).into()),
    );
    parts
}
