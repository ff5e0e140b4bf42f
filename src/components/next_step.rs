//! What to do now: the one way to someone, lit, with who is there until it opens, and what to know where the page or the clock is old.

use lykta_core::evaluate::Freshness;
use lykta_core::format::built::Words;
use lykta_core::next_step::{NextStep, Way, next_step};
use lykta_core::pack::{Channel, Pack};
use lykta_core::results::{self, Age};
use lykta_core::session::Session;

use crate::components::{contact, frame, qr};
use crate::platform::page;
use crate::session::Guide;
use crate::view::{Child, Element, element};
use crate::words;

/// Ids of the number that is copied, and of the line that says so.
const NUMBER: &str = "lykta-number";
const COPIED: &str = "lykta-copied";

/// The part of the head with the next step; nothing if nobody can be reached.
pub fn part(guide: Guide, shown: &Words, pack: &Pack, session: &Session) -> Option<Element> {
    let NextStep { first, until_then } = next_step(&session.scene(pack, guide.now(), &shown.language))?;
    let until_then = until_then.map(|way| {
        element("p", "lykta-head__text").text([shown.ui("next-until"), " "].concat()).with(contact::named(shown, way.card, way.contact))
    });
    Some(
        element("section", "lykta-next")
            .attribute("aria-labelledby", "lykta-next")
            .with(element("h2", "lykta-next__title").attribute("id", "lykta-next").text(shown.ui("next-title")))
            .with_each(contact::call(guide, shown, pack, first.card, first.contact))
            .with_some(contact::without_calling(guide, shown, pack, first.card, &[first.contact]))
            .with_some(until_then)
            .with_some(stale(shown, pack, session, &first))
            .with_some(desk(shown, &first)),
    )
}

/// Whom to ask, where the card was checked too long ago. Where the whole page is old, its own note says so.
fn stale(shown: &Words, pack: &Pack, session: &Session, way: &Way<'_>) -> Option<Element> {
    let mut findings = session.evaluation().findings.iter();
    let finding = findings.find(|finding| pack.cards.get(finding.card).is_some_and(|card| card.id == way.card.id))?;
    let is_said = finding.freshness == Freshness::Fresh || results::age(pack, session.today()) != Age::Current;
    (!is_said).then(|| frame::head_text(&words::filled(shown, "check-stale", &[("date", &words::date(shown, way.card.checked_on))])))
}

/// For a computer, which does not call: the number large, to read and to copy. The style shows it where there is a mouse and room.
fn desk(shown: &Words, way: &Way<'_>) -> Option<Element> {
    if matches!(way.contact.channel, Channel::Web(_)) {
        return None;
    }
    let number = contact::number(way.contact);
    let done = words::filled(shown, "next-copied", &[("number", &number)]);
    let marked = shown.ui("next-marked").to_owned();
    let copy = move |_| page::say(COPIED, if page::copy(NUMBER) { &done } else { &marked });
    Some(
        element("div", "lykta-next__desk")
            .with(element("p", "lykta-next__number lykta-ltr").attribute("id", NUMBER).text(&number))
            .with_some(qr::code(&contact::address(way.contact), shown.ui("next-code")))
            .with(frame::night(shown.ui("next-copy"), Box::new(copy)))
            .with(frame::head_text(shown.ui("next-copy-note")))
            .with(element("p", "lykta-head__text").attribute("id", COPIED).attribute("role", "status")),
    )
}

/// What to know where the page is old, or the clock of the device stands before it was made.
pub fn age(shown: &Words, pack: &Pack, session: &Session) -> Option<Child> {
    let today = session.today();
    let text = match results::age(pack, today) {
        Age::Current => return None,
        Age::Old(checked) => words::filled(shown, "age-old", &[("date", &words::date(shown, checked)), ("number", &pack.emergency)]),
        Age::ClockBehind(checked) => {
            words::filled(shown, "age-clock", &[("today", &words::date(shown, today)), ("date", &words::date(shown, checked))])
        }
    };
    let note = element("div", "lykta-note").with(element("p", "lykta-note__title").text(shown.ui("check-title")));
    Some(note.with(element("p", "lykta-note__text").text(text)).into())
}
