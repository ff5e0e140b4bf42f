//! What does not apply, and why: rights, services and groups that the answers left out, each with the clause that decided.

use leptos::prelude::AnyView;
use lykta_core::format::built::Words;
use lykta_core::pack::{CardKind, Pack};
use lykta_core::said::Speaker;
use lykta_core::session::Session;
use lykta_core::unmet::{Reason, unmet};

use crate::components::frame;
use crate::session::Guide;
use crate::view::{Child, Element, element};
use crate::words;

/// The screen. It is made when it is asked for, and is gone with the next.
pub fn screen(guide: Guide, shown: &Words, pack: &Pack, session: &Session) -> AnyView {
    let head = frame::head(guide, shown, "", shown.ui("unmet-title"), vec![frame::head_text(shown.ui("unmet-text")).into()]);
    let all = unmet(pack, session.answers(), session.today());
    let mut body: Vec<Child> = Vec::new();
    for (kind, id, key) in [
        (CardKind::Right, "lykta-unmet-right", "unmet-right"),
        (CardKind::Service, "lykta-unmet-service", "unmet-service"),
        (CardKind::Group, "lykta-unmet-group", "unmet-group"),
    ] {
        let rows: Vec<Element> = all
            .iter()
            .filter_map(|(index, reason)| pack.cards.get(*index).filter(|card| card.kind == kind).map(|card| (card, reason)))
            .map(|(card, reason)| {
                element("li", "lykta-list__item")
                    .with(element("span", "lykta-rule__title").text(shown.text(card.title)))
                    .with_each(why(shown, pack, session, reason).into_iter().map(|line| element("span", "lykta-rule__mark").text(line)))
            })
            .collect();
        if !rows.is_empty() {
            body.push(frame::group(id, shown.ui(key)).with(element("ul", "lykta-list").with_each(rows)).into());
        }
    }
    if body.is_empty() {
        body.push(frame::paragraph(shown.ui("unmet-none")).into());
    }
    let actions = vec![
        frame::quiet(shown.ui("back-to-results"), Box::new(move |_| guide.step(|session, _| session.show_results()))),
        frame::quiet(shown.ui("change-answers"), Box::new(move |_| guide.step(|session, _| session.show_review()))),
    ];
    frame::screen(head, body, actions, true)
}

/// For whom it is, and what was answered to that.
fn why(shown: &Words, pack: &Pack, session: &Session, reason: &Reason<'_>) -> Vec<String> {
    let clauses = match reason {
        Reason::Law(from) => return vec![words::filled(shown, "unmet-law", &[("date", &words::date(shown, *from))])],
        Reason::Clauses(clauses) => clauses,
    };
    let speaker = Speaker::new(pack, shown);
    let mut lines: Vec<String> = Vec::new();
    for wanted in clauses {
        let clause = speaker.clause(wanted.clause);
        let rule = if wanted.holds { clause } else { [shown.ui("rule-not"), ": ", &clause].concat() };
        lines.push(words::filled(shown, "unmet-needs", &[("rule", &rule)]));
        let given = pack.item(&wanted.clause.item).and_then(|(_, item)| Some((item, session.answers().get(&item.id)?)));
        if let Some((item, given)) = given {
            let line = words::filled(shown, "why-said", &[("answers", &words::answer(shown, pack, item, given))]);
            // Two clauses of one question stand on one answer.
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    lines
}
