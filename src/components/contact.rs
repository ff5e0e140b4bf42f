//! Ways to reach someone: the lit call button, quiet buttons, lines.

use lykta_core::format::built::Words;
use lykta_core::next_step::state;
use lykta_core::pack::{Card, Channel, Contact, Pack};
use lykta_core::schedule::OpenState;

use crate::components::frame;
use crate::session::Guide;
use crate::view::{Child, Element, element};
use crate::words;

const PHONE: &str = r#"<svg class="lykta-call__icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M6.6 2.6 9 2.1a1.2 1.2 0 0 1 1.4.8l1.2 3.5a1.2 1.2 0 0 1-.4 1.3L9.4 9.2a13 13 0 0 0 5.4 5.4l1.5-1.8a1.2 1.2 0 0 1 1.3-.4l3.5 1.2a1.2 1.2 0 0 1 .8 1.4l-.5 2.4a3 3 0 0 1-3 2.4C10.6 19.8 4.2 13.4 4.2 5.6a3 3 0 0 1 2.4-3z"/></svg>"#;

/// The one number to call, lit.
pub fn call(guide: Guide, shown: &Words, pack: &Pack, card: &Card, contact: &Contact) -> Vec<Child> {
    let who = contact.label.map_or_else(|| shown.text(card.title), |label| shown.text(label));
    let (verb, icon) = match contact.channel {
        Channel::Phone(..) => (None, Some(element("span", "").drawing(PHONE))),
        Channel::Sms(..) => (Some(shown.ui("text-message")), None),
        Channel::Web(_) => (Some(shown.ui("open-page")), None),
    };
    // A page has no number to shine.
    let class = if matches!(contact.channel, Channel::Web(_)) { "lykta-call__who" } else { "lykta-call__number lykta-ltr" };
    let button = link(contact, "lykta-call").with_some(icon).with(
        element("span", "")
            .with(element("span", "lykta-call__who").text(who))
            .with_some(verb.map(|verb| element("span", "lykta-call__verb").text(verb)))
            .with(element("span", class).attribute("dir", "ltr").text(number(contact))),
    );
    let mut parts: Vec<Child> = vec![button.into()];
    parts.extend(open(guide, shown, contact, "p").map(Into::into));
    parts.extend(foreign(shown, pack, &[contact], "p", "lykta-head__text").map(Into::into));
    parts
}

/// The languages that one can use.
fn languages(shown: &Words, contact: &Contact) -> String {
    let languages: Vec<&str> = contact.languages.iter().map(|tag| words::language(shown, tag)).collect();
    words::filled(shown, "languages", &[("languages", &languages.join(", "))])
}

/// The languages that one can use, where these are named and the one shown is none of them at any of these contacts.
pub fn foreign(shown: &Words, pack: &Pack, contacts: &[&Contact], tag: &'static str, class: &str) -> Option<Element> {
    if contacts.iter().any(|contact| contact.speaks(&shown.language, pack)) {
        return None;
    }
    let telling = contacts.iter().find(|contact| !contact.languages.is_empty())?;
    Some(element(tag, class).text(languages(shown, telling)))
}

/// Beside a number to call: the way to what to do without one's voice. Back from there leads to all help.
pub fn without_calling(guide: Guide, shown: &Words, pack: &Pack, card: &Card, contacts: &[&Contact]) -> Option<Element> {
    let has_number = contacts.iter().any(|contact| matches!(contact.channel, Channel::Phone(..)));
    let (index, other) = pack.without_calling().filter(|(_, other)| has_number && other.id != card.id)?;
    let way = frame::button("lykta-link lykta-link--row", shown.text(other.title), frame::opens_card(guide, index));
    Some(element("p", "lykta-body__foot").with(way))
}

/// A contact on a card: what to do, the number or address, hours, languages.
pub fn entry(guide: Guide, shown: &Words, contact: &Contact) -> Element {
    let verb = match contact.channel {
        Channel::Phone(..) => shown.ui("call"),
        Channel::Sms(..) => shown.ui("text-message"),
        Channel::Web(_) => shown.ui("open-page"),
    };
    let label = contact.label.map(|label| element("span", "lykta-contact__label").text(shown.text(label)));
    let button = link(contact, "lykta-contact__link")
        .with(element("span", "lykta-contact__verb").text(verb))
        .with(element("span", "lykta-contact__number lykta-ltr").text(number(contact)));
    let hours = contact.hours_text.map(|hours| element("p", "lykta-contact__hours").text(shown.text(hours)));
    let languages = (!contact.languages.is_empty()).then(|| element("p", "lykta-contact__hours").text(languages(shown, contact)));
    element("li", "lykta-contact")
        .with_some(label)
        .with(button)
        .with_some(open(guide, shown, contact, "p"))
        .with_some(hours)
        .with_some(languages)
}

/// A contact in a line of text on the night.
pub fn line(shown: &Words, card: &Card, contact: &Contact) -> Element {
    let who = contact.label.map_or_else(|| shown.text(card.title), |label| shown.text(label));
    element("p", "lykta-danger__more").text([who, ": "].concat()).with(link(contact, "lykta-danger__link lykta-ltr").text(number(contact)))
}

/// A link with who it is and the number or address.
pub fn named(shown: &Words, card: &Card, contact: &Contact) -> Element {
    let who = contact.label.map_or_else(|| shown.text(card.title), |label| shown.text(label));
    link(contact, "lykta-danger__link").text([who, " "].concat()).with(element("span", "lykta-ltr").text(number(contact)))
}

/// A row of "show help now".
pub fn row(shown: &Words, pack: &Pack, card: &Card, contact: &Contact) -> Element {
    let languages = foreign(shown, pack, &[contact], "span", "lykta-fallback__hours");
    let hours = contact.hours_text.map(|hours| element("span", "lykta-fallback__hours").text(shown.text(hours)));
    let class = match contact.channel {
        Channel::Phone(..) | Channel::Sms(..) => "lykta-fallback__number lykta-ltr",
        Channel::Web(_) => "lykta-fallback__number lykta-fallback__number--word",
    };
    element("li", "lykta-fallback__item").with(
        link(contact, "lykta-fallback__link")
            .with(element("span", "lykta-fallback__for").text(shown.text(card.title)).with_some(hours).with_some(languages))
            .with(element("span", class).text(number(contact))),
    )
}

/// Whether someone answers now; nothing where there are no hours.
pub fn open(guide: Guide, shown: &Words, contact: &Contact, tag: &'static str) -> Option<Element> {
    // Without hours there is no need to look at the clock.
    contact.schedule.as_ref()?;
    let now = guide.now()?;
    let state = guide.look(|_, holdings| state(&holdings.pack, contact, Some(now)))?;
    let class = match state {
        OpenState::Always | OpenState::Open(_) => "lykta-open lykta-open--now",
        OpenState::Closed(_) | OpenState::NotKnown => "lykta-open",
    };
    Some(element(tag, class).text(words::open_state(shown, state, now)))
}

fn link(contact: &Contact, class: &str) -> Element {
    match &contact.channel {
        Channel::Phone(..) | Channel::Sms(..) => element("a", class).attribute("href", address(contact)),
        Channel::Web(url) => outward(class, url),
    }
}

/// What the device opens: a call, a message, a page.
pub fn address(contact: &Contact) -> String {
    match &contact.channel {
        Channel::Phone(number, _) => ["tel:", number].concat(),
        Channel::Sms(number, _) => ["sms:", number].concat(),
        Channel::Web(url) => url.clone(),
    }
}

/// A link out. The page that it leads to is not told where the person came from.
#[inline(never)]
pub fn outward(class: &str, url: &str) -> Element {
    element("a", class).attribute("href", url).attribute("target", "_blank").attribute("rel", "noreferrer noopener")
}

/// An address without its scheme.
pub fn bare(url: &str) -> &str {
    let url = url.strip_prefix("https://").unwrap_or(url);
    url.strip_suffix('/').unwrap_or(url)
}

/// The number as published, or the address without its scheme.
pub fn number(contact: &Contact) -> String {
    match &contact.channel {
        Channel::Phone(_, shown) | Channel::Sms(_, shown) => shown.clone(),
        Channel::Web(url) => bare(url).to_owned(),
    }
}
