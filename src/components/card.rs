//! A card whole: what it is, the first step, how to reach it, its limits, and where it comes from.

use leptos::prelude::AnyView;
use lykta_core::evaluate::{Finding, Freshness};
use lykta_core::format::built::Words;
use lykta_core::pack::{self, Card, Pack, Text};
use lykta_core::results;
use lykta_core::session::Session;
use lykta_core::truth::Truth;

use crate::components::{aloud, contact, deadline, frame, qr, term};
use crate::platform::page;
use crate::session::Guide;
use crate::view::{Child, Element, element, nothing};
use crate::words;

/// The screen.
pub fn screen(guide: Guide, shown: &Words, pack: &Pack, session: &Session, index: usize) -> AnyView {
    let Some(card) = pack.cards.get(index) else { return nothing() };
    let finding = session.evaluation().findings.iter().find(|finding| finding.card == index);
    let mut opened = Vec::new();
    let mut explained = |class: &str, text: Text| term::explained(class, shown, shown.text(text), &mut opened);
    let mut below: Vec<Child> = vec![explained("lykta-head__text", card.text).into()];
    if let Some(maybe) = finding.filter(|finding| finding.truth == Truth::Unknown) {
        below.push(frame::head_text(&words::filled(shown, "maybe-if", &[("conditions", &words::hangs_on(shown, pack, maybe))])).into());
    }
    below.push(aloud::button(guide));
    let head = frame::head(guide, shown, words::kind(shown, card), shown.text(card.title), below);
    let mut body: Vec<Child> = Vec::new();
    body.extend(flags(shown, card));
    body.extend(check(shown, card, finding));
    for (number, last) in finding.map_or(&[][..], |finding| &finding.deadlines) {
        body.extend(
            card.deadlines
                .get(*number)
                .map(|limit| Child::from(element("div", "lykta-card").with(deadline::deadline(shown, *last, shown.text(limit.text))))),
        );
    }
    if !card.steps.is_empty() {
        body.push(
            frame::group("lykta-steps", shown.ui("card-steps"))
                .with(
                    element("ol", "lykta-list")
                        .with_each(card.steps.iter().map(|step| element("li", "lykta-list__item").text(shown.text(*step)))),
                )
                .into(),
        );
    }
    let mut part = |id: &str, title: &str, class: &str, text: Option<Text>| {
        text.map(|text| Child::from(frame::group(id, shown.ui(title)).with(explained(class, text))))
    };
    body.extend(part("lykta-begin", "card-first", "lykta-body__text", card.first));
    body.extend(part("lykta-say", "card-say", "lykta-card__say", card.say));
    body.extend(contacts(guide, shown, pack, session, card));
    body.extend(meetings(shown, card));
    body.extend(part("lykta-know", "card-know", "lykta-body__text", card.know));
    body.extend(part("lykta-refused", "card-refused", "lykta-body__text", card.refused));
    body.push(why(shown, pack, session, card, finding).into());
    body.push(facts(shown, pack, session, card).into());
    body.extend(elsewhere(shown, pack, card));
    let actions = vec![
        frame::quiet(shown.ui("back-to-results"), Box::new(move |_| guide.step(|session, _| session.close()))),
        frame::night(shown.ui("print"), Box::new(|_| page::print())),
    ];
    frame::screen(head, body, actions, true)
}

fn flags(shown: &Words, card: &Card) -> Option<Child> {
    let items = card.flags.iter().map(|flag| element("li", "lykta-flags__item").text(words::flag(shown, *flag)));
    (!card.flags.is_empty()).then(|| element("ul", "lykta-flags").with_each(items).into())
}

/// What is not certain, and whom to ask.
fn check(shown: &Words, card: &Card, finding: Option<&Finding>) -> Option<Child> {
    let stale = match finding.map(|finding| finding.freshness) {
        Some(Freshness::Lapsed) => Some(shown.ui("check-lapsed").to_owned()),
        Some(Freshness::Stale) => Some(words::filled(shown, "check-stale", &[("date", &words::date(shown, card.checked_on))])),
        Some(Freshness::Fresh) | None => None,
    };
    let with = card.check_with.map(|who| words::filled(shown, "check-with", &[("who", shown.text(who))]));
    let lines: Vec<Element> = stale.into_iter().chain(with).map(|line| element("p", "lykta-note__text").text(line)).collect();
    (!lines.is_empty())
        .then(|| element("div", "lykta-note").with(element("p", "lykta-note__title").text(shown.ui("check-title"))).with_each(lines).into())
}

fn contacts(guide: Guide, shown: &Words, pack: &Pack, session: &Session, card: &Card) -> Option<Child> {
    let contacts = results::contacts(pack, card, session.answers(), session.today());
    (!contacts.is_empty()).then(|| {
        frame::group("lykta-contact", shown.ui("card-contact"))
            .with(element("ul", "lykta-contacts").with_each(contacts.into_iter().map(|contact| contact::entry(guide, shown, contact))))
            .into()
    })
}

fn meetings(shown: &Words, card: &Card) -> Option<Child> {
    let rows = card.meetings.iter().map(|meeting| {
        let place = (!meeting.location.is_empty()).then(|| element("span", "lykta-rows__text").text(meeting.location.as_str()));
        let link = (!meeting.url.is_empty())
            .then(|| contact::outward("lykta-link", &meeting.url).attribute("dir", "ltr").text(contact::bare(&meeting.url)));
        let language =
            (!meeting.language.is_empty()).then(|| element("span", "lykta-rows__text").text(words::language(shown, &meeting.language)));
        element("li", "lykta-list__item").text(words::meeting(shown, meeting)).with_some(place).with_some(language).with_some(link)
    });
    (!card.meetings.is_empty())
        .then(|| frame::group("lykta-meetings", shown.ui("card-meetings")).with(element("ul", "lykta-list").with_each(rows)).into())
}

/// The answers that made it apply, and what would change it.
fn why(shown: &Words, pack: &Pack, session: &Session, card: &Card, finding: Option<&Finding>) -> Element {
    let mut lines: Vec<String> = Vec::new();
    if let Some(finding) = finding {
        let said = words::because(shown, pack, session, finding);
        if !said.is_empty() {
            lines.push(words::filled(shown, "why-said", &[("answers", &said)]));
        }
        if finding.truth == Truth::Unknown {
            lines.push(words::filled(shown, "why-may", &[("conditions", &words::hangs_on(shown, pack, finding))]));
        }
        lines.extend(
            finding
                .because
                .last()
                .and_then(|index| pack.items.get(*index))
                .map(|item| words::filled(shown, "why-change", &[("question", shown.text(item.text))])),
        );
    }
    if lines.is_empty() {
        lines.push(shown.ui("why-always").to_owned());
    }
    lines.extend(card.laws.iter().map(|law| shown.text(law.citation).to_owned()));
    frame::opens(
        shown.ui("card-why"),
        element("div", "").with_each(lines.into_iter().map(|line| element("p", "lykta-why__text").text(line))),
    )
}

/// The static page of this card, for another device: a link and a code that bear the card alone.
fn elsewhere(shown: &Words, pack: &Pack, card: &Card) -> Option<Child> {
    let address = page::beside(&[&pack.id, "-", &shown.language, "-all.html#", card.id.as_str()].concat())?;
    let inner = element("div", "")
        .with(element("p", "lykta-why__text").text(shown.ui("elsewhere-text")))
        .with_some(qr::code(&address, shown.ui("elsewhere-code")))
        .with(element("p", "lykta-why__text").with(contact::outward("lykta-link lykta-ltr", &address).text(contact::bare(&address))));
    Some(frame::opens(shown.ui("elsewhere"), inner).into())
}

/// Law, who decides, sources, day and certainty.
fn facts(shown: &Words, pack: &Pack, session: &Session, card: &Card) -> Element {
    let region = words::region(shown, pack, session).unwrap_or_else(|| shown.ui("your-region"));
    let row = |name: &str, value: Element| {
        element("div", "lykta-facts__row").with(element("dt", "lykta-facts__name").text(shown.ui(name))).with(value)
    };
    let value = || element("dd", "lykta-facts__value");
    let link = |url: &str, words: &str| {
        // The address of a law is a text of the words file: what is no page is no link.
        if pack::is_page(url) { contact::outward("lykta-link", url).text(words) } else { element("span", "").text(words) }
    };
    let laws = card
        .laws
        .iter()
        .map(|law| row("fact-law", value().with(link(law.url.map_or("", |url| shown.text(url)), shown.text(law.citation)))));
    let decides = card.decides.map(|decides| row("fact-decides", value().text(words::fill(shown.text(decides), &[("region", region)]))));
    let sources = card.sources.iter().map(|(name, url)| row("fact-source", value().with(link(url, shown.text(*name)))));
    let list = element("dl", "lykta-facts")
        .with_some(decides)
        .with_each(laws)
        .with_each(sources)
        .with(row("fact-checked", value().text(words::date(shown, card.checked_on))))
        .with(row("fact-confidence", value().text(words::confidence(shown, card.confidence))));
    // The municipality's own page; nothing of the answers goes with it.
    let report = (!pack.report_url.is_empty()).then(|| contact::outward("lykta-link", &pack.report_url).text(shown.ui("about-report")));
    frame::group("lykta-from", shown.ui("card-from")).with(list).with_some(report)
}
