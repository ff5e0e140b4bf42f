//! "Show help now": numbers to call, without any answer.

use leptos::prelude::AnyView;
use lykta_core::format::built::Words;
use lykta_core::pack::Pack;
use lykta_core::results;
use lykta_core::session::Session;

use crate::components::{contact, frame, next_step};
use crate::session::Guide;
use crate::view::{Child, Element, element};

/// The screen.
pub fn screen(guide: Guide, shown: &Words, pack: &Pack, session: &Session) -> AnyView {
    let head = frame::head(guide, shown, "", shown.ui("help-title"), vec![frame::head_text(shown.ui("help-text")).into()]);
    let mut body: Vec<Child> = next_step::age(shown, pack, session).into_iter().collect();
    body.push(list(shown, pack, session).into());
    frame::screen(head, body, vec![frame::quiet(shown.ui("back-to-guide"), frame::closes(guide))], true)
}

/// The numbers.
pub fn list(shown: &Words, pack: &Pack, session: &Session) -> Element {
    let rows = pack.help_now.iter().filter_map(|index| pack.cards.get(*index)).filter_map(|card| {
        results::contacts(pack, card, session.answers(), session.today()).first().map(|first| contact::row(shown, pack, card, first))
    });
    element("div", "lykta-fallback").with(element("ul", "lykta-fallback__list").with_each(rows))
}
