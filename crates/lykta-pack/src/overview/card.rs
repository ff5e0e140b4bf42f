//! A card whole on the page with everything: what it is, for whom, what to do, how to reach it, where it comes from.
//!
//! In: a card with what the core found. Out: an element.
//! Never leaves out a limit that the app shows: what is not certain says whom to ask.
//! Next: `src/components/card.rs` for the same in the app.

use lykta_core::pack::{Card, Channel, Contact, Law, Text};
use lykta_core::terms::pieces;

use super::plan::Entry;
use super::{Overview, meetings, speak};
use crate::markup::{Element, element, link};

/// The card, with its title as a heading of this level.
pub fn whole(page: &Overview<'_>, entry: &Entry, level: &'static str) -> Element {
    let Some(card) = page.pack.cards.get(entry.finding.card) else { return element("article", "") };
    let condition = page.condition(entry).map(|words| element("p", "lykta-all__if").text(&words));
    let mut opened = Vec::new();
    // Those of the screen, in its order; no `p`, in which nothing that opens may stand.
    let mut explained = |class: &'static str, key: Option<&'static str>, text: Text| {
        in_pieces(element("div", class).with_each(key.map(|key| label(page, key))), page, page.text(text), &mut opened)
    };
    let text = explained("lykta-card__text", None, card.text);
    let first = card.first.map(|first| explained("lykta-card__text", Some("card-first"), first));
    let say = card.say.map(|say| explained("lykta-card__say", Some("card-say"), say));
    let write = card.write.map(|write| element("div", "lykta-card__say").with(label(page, "card-write")).text(page.text(write)));
    let know = card.know.map(|know| explained("lykta-card__text", Some("card-know"), know));
    let refused = card.refused.map(|refused| explained("lykta-card__text", Some("card-refused"), refused));
    element("article", "lykta-card")
        .attribute("id", card.id.as_str())
        .with(element(level, "lykta-card__title").text(page.text(card.title)))
        .with(text)
        .with_each(condition)
        .with_each(flags(page, card))
        .with_each(check(page, card))
        .with_each(steps(page, card))
        .with_each(first)
        .with_each(say)
        .with_each(contacts(page, card))
        .with_each(write)
        .with_each(meetings::list(page, card))
        .with_each(know)
        .with_each(limits(page, card))
        .with_each(refused)
        .with(facts(page, card))
}

/// With a text whose official words open what they mean.
fn in_pieces(into: Element, page: &Overview<'_>, text: &str, opened: &mut Vec<usize>) -> Element {
    pieces(text, &page.words.terms, opened).into_iter().fold(into, |into, piece| match piece.meaning {
        Some(meaning) => into.with(
            element("details", "lykta-term")
                .with(element("summary", "lykta-term__word").text(piece.text))
                .with(element("span", "lykta-term__text").text(meaning)),
        ),
        None => into.text(piece.text),
    })
}

fn label(page: &Overview<'_>, key: &'static str) -> Element {
    element("b", "lykta-all__label").text(page.ui(key)).text(": ")
}

fn labelled(page: &Overview<'_>, key: &'static str) -> Element {
    element("p", "lykta-card__text").with(label(page, key))
}

fn flags(page: &Overview<'_>, card: &Card) -> Option<Element> {
    let items = card.flags.iter().map(|flag| element("li", "lykta-flags__item").text(speak::flag(page.words, *flag)));
    (!card.flags.is_empty()).then(|| element("ul", "lykta-flags").with_each(items))
}

/// What is not certain, and whom to ask.
fn check(page: &Overview<'_>, card: &Card) -> Option<Element> {
    let who = page.text(card.check_with?);
    Some(
        element("div", "lykta-note")
            .with(element("p", "lykta-note__title").text(page.ui("check-title")))
            .with(element("p", "lykta-note__text").text(&page.filled("check-with", &[("who", who)]))),
    )
}

fn steps(page: &Overview<'_>, card: &Card) -> Option<Element> {
    let steps = card.steps.iter().map(|step| element("li", "lykta-list__item").text(page.text(*step)));
    (!card.steps.is_empty()).then(|| {
        element("div", "")
            .with(element("p", "lykta-card__text").with(element("b", "lykta-all__label").text(page.ui("card-steps"))))
            .with(element("ol", "lykta-list").with_each(steps))
    })
}

/// A link that calls, writes or opens.
pub fn link_to(class: &'static str, contact: &Contact) -> Element {
    match &contact.channel {
        Channel::Phone(number, _) => link(class, &["tel:", number].concat()),
        Channel::Sms(number, _) => link(class, &["sms:", number].concat()),
        Channel::Web(url) => link(class, url),
    }
}

/// The number as published, or the address without its scheme.
pub fn number(contact: &Contact) -> String {
    match &contact.channel {
        Channel::Phone(_, shown) | Channel::Sms(_, shown) => shown.clone(),
        Channel::Web(url) => bare(url).to_owned(),
    }
}

/// How the number stands among those to call now.
pub fn number_class(contact: &Contact) -> &'static str {
    match contact.channel {
        Channel::Phone(..) | Channel::Sms(..) => "lykta-fallback__number lykta-ltr",
        Channel::Web(_) => "lykta-fallback__number lykta-fallback__number--word",
    }
}

pub fn bare(url: &str) -> &str {
    let url = url.strip_prefix("https://").unwrap_or(url);
    url.strip_suffix('/').unwrap_or(url)
}

fn contacts(page: &Overview<'_>, card: &Card) -> Option<Element> {
    let entries = card.contacts.iter().map(|contact| contact_entry(page, contact));
    (!card.contacts.is_empty()).then(|| element("ul", "lykta-contacts").attribute("aria-label", page.ui("card-contact")).with_each(entries))
}

/// All contacts stand here, so one that serves some places only says which.
fn contact_entry(page: &Overview<'_>, contact: &Contact) -> Element {
    let verb = match contact.channel {
        Channel::Phone(..) => "call",
        Channel::Sms(..) => "text-message",
        Channel::Web(_) => "open-page",
    };
    let line = |words: &str| element("p", "lykta-contact__hours").text(words);
    let language = page.pack.languages.iter().position(|tag| *tag == page.words.language).unwrap_or(0);
    let spoken: Vec<&str> = contact.languages.iter().map(|tag| speak::language(page.words, tag)).collect();
    let regions = contact.regions.iter().filter_map(|code| page.pack.region_name(code)).map(|name| page.text(name));
    let municipalities = contact.places.iter().filter_map(|code| page.pack.gazetteer.municipality(code)).map(|place| place.name(language));
    let places: Vec<&str> = regions.chain(municipalities).collect();
    let listed =
        |key: &'static str, slot: &str, names: &[&str]| (!names.is_empty()).then(|| line(&page.filled(key, &[(slot, &names.join(", "))])));
    let to = link_to("lykta-contact__link", contact)
        .with(element("span", "lykta-contact__verb").text(page.ui(verb)).text(" "))
        .with(element("span", "lykta-contact__number lykta-ltr").text(&number(contact)));
    element("li", "lykta-contact")
        .with_each(contact.label.map(|label| element("span", "lykta-contact__label").text(page.text(label))))
        .with(to)
        .with_each(contact.hours_text.map(|hours| line(page.text(hours))))
        .with_each(listed("languages", "languages", &spoken))
        .with_each(listed("all-places", "places", &places))
}

/// Time limits in words, each with the law that states it.
fn limits(page: &Overview<'_>, card: &Card) -> Vec<Element> {
    let limit =
        |text: &str, law: &str| labelled(page, "all-limit").text(text).text(". ").with(element("span", "lykta-rows__text").text(law));
    card.deadlines.iter().map(|deadline| limit(page.text(deadline.text), page.text(deadline.law))).collect()
}

/// Who decides, law, sources, day and certainty.
fn facts(page: &Overview<'_>, card: &Card) -> Element {
    let row = |key: &'static str, values: Vec<Element>| {
        let is_any = !values.is_empty();
        is_any.then(|| {
            let name = element("dt", "lykta-facts__name").text(page.ui(key));
            element("div", "lykta-facts__row").with(name).with_each(values)
        })
    };
    let value = || element("dd", "lykta-facts__value");
    let to = |url: &str, words: &str| {
        if url.is_empty() { value().text(words) } else { value().with(link("lykta-link", url).text(words)) }
    };
    let decides = card.decides.map(|decides| value().text(&speak::fill(page.text(decides), &[("region", page.ui("your-region"))])));
    let law = |law: &Law| {
        let url = law.url.map_or("", |url| page.text(url));
        to(url, page.text(law.citation)).with_each(force(page, card, law))
    };
    let sources = card.sources.iter().map(|(name, url)| to(url, page.text(*name)));
    element("dl", "lykta-facts lykta-all__facts")
        .with_each(row("fact-decides", decides.into_iter().collect()))
        .with_each(row("fact-law", card.laws.iter().map(law).collect()))
        .with_each(row("fact-source", sources.collect()))
        .with_each(row("fact-checked", vec![value().text(&speak::date(page.words, card.checked_on))]))
        .with_each(row("fact-confidence", vec![value().text(speak::confidence(page.words, card.confidence))]))
}

/// From when a law holds, if that was still to come when the card was checked, and until when.
fn force(page: &Overview<'_>, card: &Card, law: &Law) -> Vec<Element> {
    let from = law.valid_from.filter(|from| *from > card.checked_on).map(|from| ("all-law-from", from));
    let to = law.valid_to.map(|to| ("all-law-to", to));
    let words = |(key, day)| element("span", "lykta-rows__text").text(&page.filled(key, &[("date", &speak::date(page.words, day))]));
    from.into_iter().chain(to).map(words).collect()
}
