//! The review: every answer, to look over and change.

use leptos::prelude::AnyView;
use lykta_core::format::built::Words;
use lykta_core::pack::Pack;
use lykta_core::session::Session;

use crate::components::frame;
use crate::session::Guide;
use crate::view::{Child, element};
use crate::words;

/// The screen.
pub fn screen(guide: Guide, shown: &Words, pack: &Pack, session: &Session) -> AnyView {
    let head = frame::head(guide, shown, "", shown.ui("review-title"), vec![frame::head_text(shown.ui("review-text")).into()]);
    let rows =
        session.evaluation().asked.iter().filter_map(|index| pack.items.get(*index).map(|item| (*index, item))).map(|(index, item)| {
            let question = shown.text(item.text);
            let given = session.answers().get(&item.id).map_or_else(String::new, |answer| words::answer(shown, pack, item, answer));
            // The name holds the visible word, and says of which question.
            let change = frame::button(
                "lykta-link lykta-link--row",
                shown.ui("review-change"),
                Box::new(move |_| guide.step(move |session, _| session.change(index))),
            )
            .attribute("aria-label", words::filled(shown, "review-change-of", &[("question", question)]));
            element("div", "lykta-facts__row")
                .with(element("dt", "lykta-facts__name").text(question))
                .with(element("dd", "lykta-facts__value").text(given))
                .with(element("dd", "lykta-facts__change").with(change))
        });
    let list = element("dl", "lykta-facts lykta-facts--card").with_each(rows);
    let body: Vec<Child> = vec![list.into()];
    let actions = vec![
        frame::quiet(shown.ui("back"), Box::new(move |_| guide.step(|session, _| session.back()))),
        frame::quiet(shown.ui("start-over"), Box::new(move |_| guide.wipe())),
        frame::lamp(shown.ui("show-results"), Box::new(move |_| guide.step(|session, _| session.show_results()))),
    ];
    frame::screen(head, body, actions, false)
}
