//! A card whole: what it is, the first step, how to reach it, its limits, and where it comes from.
//!
//! A right is a tool: what can be asked for, who decides, by when and on what law, then what to say, what to write, and what to do after a no.

use leptos::prelude::AnyView;
use lykta_core::deadline::LastDay;
use lykta_core::evaluate::{Finding, Freshness};
use lykta_core::format::built::Words;
use lykta_core::pack::{Card, CardKind, Pack, Text};
use lykta_core::results;
use lykta_core::session::Session;
use lykta_core::truth::Truth;

use crate::components::{aloud, contact, deadline, frame, groups, keep, letter, qr, say, term, why};
use crate::platform::page;
use crate::session::{Guide, Holdings};
use crate::view::{Child, Element, element, nothing};
use crate::words;

/// Places in acts that show at once.
const LAWS_AT_ONCE: usize = 2;

/// The screen.
pub fn screen(guide: Guide, shown: &Words, holdings: &Holdings, session: &Session, index: usize) -> AnyView {
    let pack = &holdings.pack;
    let Some(card) = pack.cards.get(index) else { return nothing() };
    let finding = session.evaluation().findings.iter().find(|finding| finding.card == index);
    let mut opened = Vec::new();
    let mut explained = |class: &str, text: Text| term::explained(class, shown, shown.text(text), &mut opened);
    let picture = frame::picture(shown, card.id.as_str());
    let mut below: Vec<Child> = picture.into_iter().map(Child::from).collect();
    below.push(explained("lykta-head__text", card.text).into());
    if let Some(maybe) = finding.filter(|finding| finding.truth == Truth::Unknown) {
        below.push(frame::head_text(&words::filled(shown, "maybe-if", &[("conditions", &words::hangs_on(shown, pack, maybe))])).into());
    }
    if shown.is_easy() && !shown.has_easy(card.text) {
        below.push(frame::head_text(shown.ui("easy-not-yet")).into());
    }
    below.push(aloud::button(guide));
    let head = frame::head(guide, shown, words::kind(shown, card), shown.text(card.title), below);
    let mut body: Vec<Child> = Vec::new();
    body.extend(flags(shown, card));
    body.extend(check(shown, card, finding));
    let limits = limits(guide, shown, card, finding);
    let is_right = card.kind == CardKind::Right;
    if is_right {
        // What is asked for stands in the head; who must act, by when and on what law stands next to it.
        let decides = decides(shown, pack, session, card).map(|decides| element("dl", "lykta-facts").with(decides));
        let mut laws = why::laws(shown, card);
        // The place that gives the right is the first; what stands around it must not hide what to say and write.
        let more = laws.split_off(laws.len().min(LAWS_AT_ONCE));
        let list = |laws: Vec<Element>| element("dl", "lykta-facts").with_each(laws);
        let count = more.len().to_string();
        let more = (count != "0").then(|| frame::opens(&words::filled(shown, "show-more", &[("count", &count)]), list(more)));
        let law = frame::group("lykta-law", shown.ui("card-law")).with_some(decides).with_each(limits);
        body.push(law.with(list(laws)).with_some(more).into());
    } else {
        body.extend(limits.into_iter().map(Child::from));
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
    if let Some(text) = card.first {
        body.push(part("lykta-begin", shown.ui("card-first"), explained("lykta-body__text", text)));
    }
    if let Some(text) = card.say {
        let local = say::local(shown, holdings, session);
        body.push(part("lykta-say", shown.ui("card-say"), say::both(shown, local, text, explained("lykta-card__say", text))));
    }
    body.extend(contacts(guide, shown, pack, session, card));
    body.extend(letter::part(guide, shown, holdings, session, card).map(Child::from));
    if card.kind == CardKind::Group && pack.has_meetings {
        body.push(groups::of_card(guide, index).into());
    }
    let [know, refused] = [("lykta-know", "card-know", card.know), ("lykta-refused", "card-refused", card.refused)]
        .map(|(id, title, text)| text.map(|text| part(id, shown.ui(title), explained("lykta-body__text", text))));
    // What one does next stands before what is good to know.
    let (next, last) = if is_right { (refused, know) } else { (know, refused) };
    body.extend(next.into_iter().chain(last));
    body.push(why::why(shown, pack, session, card, finding).into());
    body.push(facts(shown, pack, session, card).into());
    body.extend(elsewhere(shown, pack, card));
    let actions =
        vec![frame::quiet(shown.ui("back-to-results"), frame::closes(guide)), frame::night(shown.ui("print"), Box::new(|_| page::print()))];
    frame::screen(head, body, actions, true)
}

fn part(id: &str, title: &str, inner: Element) -> Child {
    frame::group(id, title).with(inner).into()
}

/// The last days, each with the way to put it into a calendar.
fn limits(guide: Guide, shown: &Words, card: &Card, finding: Option<&Finding>) -> Vec<Element> {
    let limit = |(number, last): &(usize, LastDay)| {
        let limit = card.deadlines.get(*number)?;
        let id = ["lykta-day-", &number.to_string()].concat();
        let keep = (!last.is_passed()).then(|| keep::day(guide, shown, &id, *last, shown.text(card.title)));
        Some(element("div", "lykta-card").with(deadline::deadline(shown, *last, shown.text(limit.text))).with_some(keep))
    };
    finding.map_or(&[][..], |finding| &finding.deadlines).iter().filter_map(limit).collect()
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
    let other = contact::without_calling(guide, shown, pack, card, &contacts);
    (!contacts.is_empty()).then(|| {
        frame::group("lykta-contact", shown.ui("card-contact"))
            .with(element("ul", "lykta-contacts").with_each(contacts.into_iter().enumerate().map(|(number, contact)| {
                let id = ["lykta-number-", &number.to_string()].concat();
                contact::entry(guide, shown, contact).with_some(keep::number(guide, shown, &id, contact))
            })))
            .with_some(other)
            .into()
    })
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

fn decides(shown: &Words, pack: &Pack, session: &Session, card: &Card) -> Option<Element> {
    let region = words::region(shown, pack, session).unwrap_or_else(|| shown.ui("your-region"));
    card.decides.map(|decides| why::row(shown, "fact-decides", why::value().text(words::fill(shown.text(decides), &[("region", region)]))))
}

/// Sources, day and certainty; but for a right, where they stand first, who decides and the law.
fn facts(shown: &Words, pack: &Pack, session: &Session, card: &Card) -> Element {
    let mut list = element("dl", "lykta-facts");
    if card.kind != CardKind::Right {
        list = list.with_some(decides(shown, pack, session, card)).with_each(why::laws(shown, card));
    }
    let confidence = why::row(shown, "fact-confidence", why::value().text(words::confidence(shown, card.confidence)));
    let list = list.with_each(why::sources(shown, &card.sources, card.checked_on)).with(confidence);
    // The municipality's own page; nothing of the answers goes with it.
    let report = (!pack.report_url.is_empty()).then(|| contact::outward("lykta-link", &pack.report_url).text(shown.ui("about-report")));
    frame::group("lykta-from", shown.ui("card-from")).with(list).with_some(report)
}
