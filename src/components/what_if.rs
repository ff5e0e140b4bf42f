//! "What if ...?": a person tries another answer, sees what would change, and puts it back or keeps it.
//!
//! Nothing is changed by trying: what is tried stands in the field alone, as any answer before "Next".

use leptos::prelude::{AnyView, WithUntracked as _};
use lykta_core::format::built::Words;
use lykta_core::pack::Pack;
use lykta_core::session::{Screen, Session};
use lykta_core::what_if::{Difference, Turn, what_if};

use crate::components::{frame, question};
use crate::session::{Guide, Holdings};
use crate::view::{Child, Element, changing, element, nothing, text};
use crate::words;

/// Lines of a list that show at once; the others open in place.
const AT_ONCE: usize = 6;

/// From the results: to this, and to what does not apply.
pub fn ways(guide: Guide, shown: &Words) -> Element {
    let way = |key: &str, screen: Screen| {
        frame::button("lykta-link lykta-link--row", shown.ui(key), Box::new(move |_| guide.step(move |session, _| session.open(screen))))
    };
    element("div", "lykta-ways").with(way("what-if", Screen::WhatIf)).with(way("unmet", Screen::Unmet))
}

/// The answers, one of which is then tried out: those given, those left open, and the question that waits.
pub fn screen(guide: Guide, shown: &Words, pack: &Pack, session: &Session) -> AnyView {
    let head =
        frame::head(guide, shown, shown.ui("what-if"), shown.ui("what-if-title"), vec![frame::head_text(shown.ui("what-if-text")).into()]);
    let evaluation = session.evaluation();
    let items = evaluation.asked.iter().copied().chain(evaluation.next);
    let rows = items.filter_map(|index| pack.items.get(index).map(|item| (index, item))).map(|(index, item)| {
        let question = shown.text(item.text);
        let given = session
            .answers()
            .get(&item.id)
            .map_or_else(|| shown.ui("rule-open").to_owned(), |answer| words::answer(shown, pack, item, answer));
        let label = words::filled(shown, "what-if-try-of", &[("question", question)]);
        let button = frame::button(
            "lykta-link lykta-link--row",
            shown.ui("what-if-try"),
            Box::new(move |_| guide.step(move |session, _| session.open(Screen::Try(index)))),
        );
        element("div", "lykta-facts__row")
            .with(element("dt", "lykta-facts__name").text(question))
            .with(element("dd", "lykta-facts__value").text(given))
            .with(element("dd", "lykta-facts__change").with(button.attribute("aria-label", label)))
    });
    let list = element("dl", "lykta-facts lykta-facts--card").with_each(rows);
    let back = frame::quiet(shown.ui("back-to-results"), Box::new(move |_| guide.step(|session, _| session.show_results())));
    frame::screen(head, vec![list.into()], vec![back], true)
}

/// One answer, tried out.
pub fn trial(guide: Guide, shown: &Words, holdings: &Holdings, session: &Session, index: usize) -> AnyView {
    let Some(item) = holdings.pack.items.get(index) else { return nothing() };
    let given = session
        .answers()
        .get(&item.id)
        .map_or_else(|| shown.ui("rule-open").to_owned(), |answer| words::answer(shown, &holdings.pack, item, answer));
    let below: Vec<Child> = vec![frame::head_text(&words::filled(shown, "what-if-now", &[("answer", &given)])).into()];
    let head = frame::head(guide, shown, shown.ui("what-if"), shown.text(item.text), below);
    // One announcement for each change; the lists below are not read out by themselves.
    let told = element("p", "lykta-body__text").attribute("role", "status").with(changing(move || text(&summary(guide, index))));
    let section = frame::group("lykta-would", shown.ui("what-if-would")).with(told).with(changing(move || lists(guide, index)));
    let field = question::field(guide, shown, holdings, session, index, item);
    let actions = vec![
        frame::quiet(shown.ui("back"), frame::closes(guide)),
        frame::night(shown.ui("what-if-put-back"), Box::new(move |_| guide.put_back())),
        frame::lamp(shown.ui("what-if-keep"), Box::new(move |_| guide.next())),
    ];
    let field = element("div", "lykta-trial").with(field);
    frame::screen(head, vec![field.into(), section.into()], actions, false)
}

/// What the answer in the field would change; none while there is none, or it is the one given.
fn difference(guide: Guide, index: usize) -> Option<Difference> {
    let answer = guide.drafted()?;
    guide.session.with_untracked(|session| {
        guide.look(|_, holdings| {
            let item = &holdings.pack.items.get(index)?.id;
            let is_other = session.answers().get(item) != Some(&answer);
            is_other.then(|| what_if(&holdings.pack, session.answers(), item, answer, session.today()))
        })
    })
}

fn summary(guide: Guide, index: usize) -> String {
    guide.watch(|shown, _| match difference(guide, index) {
        None => shown.ui("what-if-choose").to_owned(),
        Some(none) if none.is_none() => shown.ui("what-if-none").to_owned(),
        Some(difference) => {
            let count = |is: fn(Turn) -> bool| difference.cards.iter().filter(|(_, turn)| is(*turn)).count().to_string();
            let (comes, goes) = (count(|turn| matches!(turn, Turn::Comes | Turn::MayCome)), count(|turn| turn == Turn::Goes));
            let moves = count(|turn| matches!(turn, Turn::Holds | Turn::Unsure | Turn::LastDay(_)));
            words::filled(shown, "what-if-told", &[("comes", &comes), ("goes", &goes), ("moves", &moves)])
        }
    })
}

fn lists(guide: Guide, index: usize) -> AnyView {
    guide.watch(|shown, Holdings { pack, .. }| {
        let Some(difference) = difference(guide, index) else { return nothing() };
        let cards = |is: fn(Turn) -> bool| -> Vec<String> {
            let line = |(card, turn): &(usize, Turn)| {
                let title = pack.cards.get(*card).map_or("", |card| shown.text(card.title));
                match turn {
                    Turn::LastDay(Some(day)) => {
                        [title, ". ", &words::filled(shown, "last-day", &[("date", &words::long_date(shown, *day))])].concat()
                    }
                    Turn::LastDay(None) => [title, ". ", shown.ui("what-if-no-day")].concat(),
                    Turn::Comes | Turn::MayCome | Turn::Holds | Turn::Unsure | Turn::Goes => title.to_owned(),
                }
            };
            difference.cards.iter().filter(|(_, turn)| is(*turn)).map(line).collect()
        };
        let items = |indexes: &[usize]| -> Vec<String> {
            indexes.iter().filter_map(|index| pack.items.get(*index)).map(|item| shown.text(item.text).to_owned()).collect()
        };
        element("div", "")
            .with_some(list(shown, "what-if-comes", &cards(|turn| turn == Turn::Comes)))
            .with_some(list(shown, "what-if-may", &cards(|turn| turn == Turn::MayCome)))
            .with_some(list(shown, "what-if-holds", &cards(|turn| turn == Turn::Holds)))
            .with_some(list(shown, "what-if-unsure", &cards(|turn| turn == Turn::Unsure)))
            .with_some(list(shown, "what-if-day", &cards(|turn| matches!(turn, Turn::LastDay(_)))))
            .with_some(list(shown, "what-if-goes", &cards(|turn| turn == Turn::Goes)))
            .with_some(list(shown, "what-if-asked", &items(&difference.asked)))
            .with_some(list(shown, "what-if-unasked", &items(&difference.unasked)))
            .view()
    })
}

/// Lines under what becomes of them; nothing where there are none.
fn list(shown: &Words, key: &str, lines: &[String]) -> Option<Element> {
    let rows =
        |lines: &[String]| element("ul", "lykta-list").with_each(lines.iter().map(|line| element("li", "lykta-list__item").text(line)));
    // One or two more are not worth a tap.
    let at_once = if lines.len() <= AT_ONCE + 2 { lines.len() } else { AT_ONCE };
    let (now, later) = lines.split_at(at_once);
    let more =
        (!later.is_empty()).then(|| frame::opens(&words::filled(shown, "show-more", &[("count", &later.len().to_string())]), rows(later)));
    (!lines.is_empty())
        .then(|| element("div", "").with(element("h3", "lykta-card__title").text(shown.ui(key))).with(rows(now)).with_some(more))
}
