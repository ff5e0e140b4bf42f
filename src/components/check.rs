//! A check: its questions, one a screen, and what came of it, with what is urgent first.

use leptos::prelude::AnyView;
use lykta_core::check::{Reply, View, drinks};
use lykta_core::format::built::Words;
use lykta_core::pack::check::{Check, Form, NoteKind, Question};
use lykta_core::pack::{Pack, Text};
use lykta_core::results::first_sentence;
use lykta_core::session::{Screen, Session};

use crate::components::{frame, question, why};
use crate::platform::page;
use crate::session::{Guide, Holdings};
use crate::view::{Child, Element, changing, element, nothing};
use crate::words;

/// The checks that fit, a row each; nothing where none does.
pub fn offer(guide: Guide, shown: &Words, pack: &Pack, session: &Session) -> Option<Child> {
    let offered = session.checks(pack);
    let rows = offered.iter().filter_map(|index| pack.checks.get(*index).map(|check| (*index, check))).map(|(index, check)| {
        let words = element("span", "")
            .with(element("span", "lykta-rows__title").text(shown.text(check.title)))
            .with(element("span", "lykta-rows__text").text(first_sentence(shown.text(check.intro))));
        element("li", "lykta-rows__item").with(
            element("button", "lykta-rows__link")
                .attribute("type", "button")
                .attribute("id", ["lykta-check-", &index.to_string()].concat())
                .on("click", Box::new(move |_| guide.step(move |session, pack| session.open_check(pack, index))))
                .with(words),
        )
    });
    (!offered.is_empty()).then(|| {
        frame::group("lykta-checks", shown.ui("own-title"))
            .with(element("p", "lykta-group__text").text(shown.ui("own-text")))
            .with(element("ul", "lykta-rows").with_each(rows))
            .into()
    })
}

/// The screen of a question, or of what came of the check.
pub fn screen(guide: Guide, shown: &Words, holdings: &Holdings, session: &Session, index: usize, at: usize) -> AnyView {
    let Some(view) = session.check(&holdings.pack, index) else { return nothing() };
    match view.check().questions.get(at) {
        Some(question) => asked(guide, shown, holdings, &view, question, at),
        None => came_of(guide, shown, &holdings.pack, session, &view),
    }
}

fn asked(guide: Guide, shown: &Words, holdings: &Holdings, view: &View<'_>, question: &Question, at: usize) -> AnyView {
    let number = view.number(at);
    let mut below: Vec<Child> = question.hint.iter().map(|hint| frame::head_text(shown.text(*hint)).into()).collect();
    if number == 1 {
        below.push(frame::head_text(shown.text(view.check().intro)).into());
    }
    let head = frame::head(guide, shown, &words::position(shown, number, view.at_most()), shown.text(question.text), below);
    let (missing, inner) = match question.form {
        Form::Single => ("error-choose", options(guide, shown, holdings, question, "radio")),
        Form::Multiple => ("error-choose-several", options(guide, shown, holdings, question, "checkbox")),
        Form::Number(_) | Form::Drinks(_) => ("error-choose", counters(guide, shown, question)),
    };
    let conclude = frame::button(
        "lykta-link lykta-link--row",
        shown.ui("own-conclude"),
        Box::new(move |_| guide.step(|session, pack| session.conclude(pack))),
    );
    let body = vec![question::fieldset(guide, missing, inner).into(), element("p", "lykta-body__foot").with(conclude).into()];
    let actions = vec![
        frame::quiet(shown.ui("back"), Box::new(move |_| guide.step(|session, pack| session.back_in_check(pack)))),
        frame::quiet(shown.ui("skip"), Box::new(move |_| guide.step(|session, pack| session.reply(pack, Reply::Skipped)))),
        frame::lamp(shown.ui("next"), Box::new(move |_| guide.next_in_check())),
    ];
    frame::screen(head, body, actions, false)
}

fn options(guide: Guide, shown: &Words, holdings: &Holdings, question: &Question, input: &str) -> Element {
    let rows = question.options.iter().enumerate().map(|(number, option)| {
        let id = option.id.as_str();
        let is_chosen = holdings.draft.options.iter().any(|chosen| chosen == id);
        let change = Box::new(move |event| page::uncheck(guide.choose_reply(number, page::is_checked(&event))));
        question::choice(shown, question.id.as_str(), (id, option.text, option.hint), input, is_chosen, change)
    });
    element("div", "lykta-step__options").with_each(rows)
}

/// Lines with a minus, a number and a plus; below them what they come to, which is told to who cannot see it.
fn counters(guide: Guide, shown: &Words, question: &Question) -> Element {
    let lines: Vec<(Text, Option<Text>)> = match question.form {
        Form::Drinks(_) => question.options.iter().map(|option| (option.text, option.hint)).collect(),
        Form::Number(_) | Form::Single | Form::Multiple => vec![(question.text, None)],
    };
    let rows = lines.into_iter().enumerate().map(|(number, (text, hint))| line(guide, shown, number, text, hint));
    let said = changing(move || {
        guide.watch(|words, holdings| {
            let Screen::Check(check, at) = leptos::prelude::WithUntracked::with_untracked(&guide.session, Session::screen) else {
                return nothing();
            };
            let question = holdings.pack.checks.get(check).and_then(|check| check.questions.get(at));
            question.map_or_else(nothing, |question| {
                let sum = sum(question, &holdings.draft.counts).to_string();
                let said = question.said.map_or("", |said| words.text(said));
                element("p", "lykta-counts__sum").text(words::fill(said, &[("answer", &sum)])).view()
            })
        })
    });
    element("div", "lykta-counts")
        .with(element("ul", "lykta-counts__list").with_each(rows))
        .with(element("div", "").attribute("role", "status").with(said))
}

fn sum(question: &Question, counts: &[u16]) -> u16 {
    match question.form {
        Form::Drinks(unit) => drinks(counts, &question.options, unit),
        Form::Number(_) | Form::Single | Form::Multiple => counts.first().copied().unwrap_or(0),
    }
}

fn line(guide: Guide, shown: &Words, number: usize, text: Text, hint: Option<Text>) -> Element {
    let what = shown.text(text);
    let key = |sign: &str, name: &'static str, is_more: bool| {
        // With how many there are: a reader says the name of what is pressed again when it changes.
        let label = move || {
            let named = |words: &Words, holdings: &Holdings| {
                let count = holdings.draft.counts.get(number).copied().unwrap_or(0);
                [words::filled(words, name, &[("what", words.text(text))]), count.to_string()].join(": ")
            };
            Some(guide.watch(named))
        };
        frame::button("lykta-counts__key", sign, Box::new(move |_| guide.count(number, is_more))).changing("aria-label", label)
    };
    let count = changing(move || {
        guide.watch(|_, holdings| {
            let count = holdings.draft.counts.get(number).copied().unwrap_or(0);
            element("span", "lykta-counts__number lykta-ltr").text(count.to_string()).view()
        })
    });
    let hint = hint.map(|hint| element("span", "lykta-option__hint").text(shown.text(hint)));
    element("li", "lykta-counts__line")
        .with(element("span", "lykta-counts__text").text(what).with_some(hint))
        .with(element("span", "lykta-counts__keys").with(key("−", "own-less", false)).with(count).with(key("+", "own-more", true)))
}

fn came_of(guide: Guide, shown: &Words, pack: &Pack, session: &Session, view: &View<'_>) -> AnyView {
    let check = view.check();
    let below = vec![frame::head_text(shown.ui("own-words")).into()];
    let head = frame::head(guide, shown, shown.text(check.title), shown.ui("own-result"), below);
    let mut links = Links { guide, session, linked: Vec::new() };
    let mut body: Vec<Child> = Vec::new();
    for note in view.notes(NoteKind::Safety).into_iter().filter_map(|index| check.notes.get(index)) {
        let safety = element("div", "lykta-card lykta-card--safety").with(element("p", "lykta-card__text").text(shown.text(note.text)));
        body.push(safety.with_some(links.first(shown, pack, &note.cards, true)).into());
    }
    let said = told(shown, view);
    body.push(if said.is_empty() {
        frame::paragraph(shown.ui("own-nothing")).into()
    } else {
        let lines = said.into_iter().map(|line| element("li", "lykta-list__item").text(line));
        let told = frame::group("lykta-told", shown.ui("own-told")).with(element("ul", "lykta-list").with_each(lines));
        told.with_each(notes(shown, pack, view, NoteKind::Told, &mut links)).into()
    });
    let means: Vec<Element> =
        [NoteKind::Meaning, NoteKind::Limit].into_iter().flat_map(|kind| notes(shown, pack, view, kind, &mut links)).collect();
    if !means.is_empty() {
        body.push(frame::group("lykta-means", shown.ui("own-means")).with_each(means).into());
    }
    let steps: Vec<Element> = check
        .steps
        .iter()
        .map(|step| element("li", "lykta-list__item").text(shown.text(step.text)).with_some(links.first(shown, pack, &step.cards, false)))
        .collect();
    body.push(
        frame::group("lykta-next", shown.ui("own-steps"))
            .with(element("p", "lykta-group__text").text(shown.ui("own-choice")))
            .with(element("ol", "lykta-list").with_each(steps))
            .with(frame::paragraph(shown.ui("own-hope")))
            .into(),
    );
    body.push(from(shown, check).into());
    let actions = vec![
        frame::quiet(shown.ui("change-answers"), Box::new(move |_| guide.step(|session, pack| session.back_in_check(pack)))),
        frame::night(shown.ui("print"), Box::new(|_| page::print())),
        frame::lamp(shown.ui("own-all-help"), Box::new(move |_| guide.step(|session, _| session.show_results()))),
    ];
    frame::screen(head, body, actions, true)
}

/// What the person told, a sentence each.
fn told(shown: &Words, view: &View<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, question) in view.check().questions.iter().enumerate() {
        let filled = |answer: &str| question.said.map(|said| words::fill(shown.text(said), &[("answer", answer)]));
        match view.reply(index) {
            Some(Reply::Options(chosen)) => {
                for option in chosen.iter().filter_map(|option| question.options.get(*option)) {
                    lines.extend(option.said.map(|said| shown.text(said).to_owned()).or_else(|| filled(shown.text(option.text))));
                }
            }
            Some(Reply::Number(number)) => lines.extend(filled(&number.to_string())),
            Some(Reply::Drinks(counts)) => lines.extend(filled(&sum(question, counts).to_string())),
            Some(Reply::Skipped) | None => {}
        }
    }
    lines
}

fn notes(shown: &Words, pack: &Pack, view: &View<'_>, kind: NoteKind, links: &mut Links<'_>) -> Vec<Element> {
    let notes = view.notes(kind).into_iter().filter_map(|index| view.check().notes.get(index));
    notes
        .map(|note| {
            element("div", "").with(frame::paragraph(shown.text(note.text))).with_some(links.first(shown, pack, &note.cards, false))
        })
        .collect()
}

/// Links to cards; the first to each bears the id that the way back from the card looks for.
struct Links<'a> {
    guide: Guide,
    session: &'a Session,
    linked: Vec<usize>,
}

impl Links<'_> {
    /// A link to the first of these cards that is not ruled out for this person; in danger to the first of all, since the check told what the guide did not know.
    fn first(&mut self, shown: &Words, pack: &Pack, cards: &[usize], is_danger: bool) -> Option<Element> {
        let is_found = |card: &&usize| self.session.evaluation().findings.iter().any(|finding| finding.card == **card);
        let index = *cards.iter().find(is_found).or_else(|| cards.first().filter(|_| is_danger))?;
        let card = pack.cards.get(index)?;
        let guide = self.guide;
        let press = frame::opens_card(guide, index);
        let link = frame::button("lykta-link lykta-link--row", shown.text(card.title), press);
        let link = if self.linked.contains(&index) { link } else { link.attribute("id", ["lykta-card-", &index.to_string()].concat()) };
        self.linked.push(index);
        Some(element("p", "lykta-counts__link").with(link))
    }
}

/// Sources and the day.
fn from(shown: &Words, check: &Check) -> Element {
    let list = element("dl", "lykta-facts").with_each(why::sources(shown, &check.sources, check.checked_on));
    frame::group("lykta-from", shown.ui("card-from")).with(list)
}
