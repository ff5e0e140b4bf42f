//! The snippet: what a municipality pastes into its page, with the numbers of "show help now" as plain help inside the element.
//!
//! In: a compiled pack, its words, where the guide will be served. Out: `<pack>-<language>-embed.html`, a piece of a page.
//! The numbers come from the same cards as the guide's own, so nobody types them, and a new build brings new ones.
//! Never holds a style or a script of its own: only the script that puts the guide into a page.
//! Next: `docs/embedding.md`, which says what an editor adds; `embed.rs` for the script.

use lykta_core::format::built::Words;
use lykta_core::pack::{Card, Contact};

use super::{card, speak};
use crate::build::Names;
use crate::compile::Compiled;
use crate::markup::{Element, beside, element};
use crate::policy;

/// For the one who pastes; browsers show nothing of it.
const NOTE: &str = "<!-- Paste all of this where the guide is to stand. What stands inside the element is shown until the guide is ready, and stays if it never is. -->\n";

/// What the tool cannot know.
const OWN: &str = "<!-- Add a line here with your own number and its hours: social services, or an addiction clinic. -->\n";

/// The name of the file in a language.
#[must_use]
pub fn name(id: &str, language: &str) -> String {
    format!("{id}-{language}-embed.html")
}

/// The snippet in a language; without a known origin its addresses are those of a page that lies beside `embed.js`.
#[must_use]
pub fn html(compiled: &Compiled, words: &Words, names: &Names) -> String {
    let at = names.origin.as_deref().and_then(|origin| policy::origin(origin).ok()).map_or_else(String::new, |origin| format!("{origin}/"));
    let cards = || compiled.pack.help_now.iter().filter_map(|index| compiled.pack.cards.get(*index));
    let rows = cards().filter_map(|card| card.contacts.first().map(|contact| row(words, card, contact)));
    let list = element("ul", "lykta-help__list").with_each(rows);
    let (id, language) = (&compiled.pack.id, &words.language);
    let page = |name: &str| format!("{at}guide/{}", beside(name));
    let way = |name: &str, key| element("li", "").with(element("a", "lykta-help__way").attribute("href", &page(name)).text(words.ui(key)));
    let ways = element("ul", "lykta-help__list")
        .with(way(&format!("{id}-{language}.html"), "all-guide"))
        .with(way(&super::name(id, language), "all-link"));
    let days = speak::days(words, cards().map(|card| card.checked_on));
    let checked = speak::fill(words.ui("all-numbers-checked"), &[("dates", &days)]);
    let help = element("div", "lykta-help")
        .with(element("h2", "lykta-help__title").text(words.ui("help-title")))
        .with(list)
        .drawing(OWN)
        .with(ways)
        .with(element("p", "lykta-help__checked").text(&checked));
    let guide =
        element("lykta-guide", "").attribute("pack", id).attribute("lang", language).attribute("label", words.ui("all-title")).with(help);
    let script = element("script", "")
        .attribute("src", &format!("{at}embed.js"))
        .attribute("defer", "")
        .attribute("crossorigin", "anonymous")
        .attribute("referrerpolicy", "no-referrer");
    format!("{NOTE}{}{}", guide.html(), script.html())
}

/// A number with what it is for and its hours, all of it a link.
fn row(words: &Words, card: &Card, contact: &Contact) -> Element {
    // Without any style the hours follow the title on the same line: there a stop parts them.
    let title = words.text(card.title);
    let stop = if title.ends_with(char::is_alphanumeric) { ". " } else { " " };
    let link = card::link_to("lykta-help__link", contact)
        .with(element("b", "lykta-help__number").attribute("dir", "ltr").text(&card::number(contact)))
        .text(" ")
        .with(element("span", "lykta-help__for").text(title));
    let link = match contact.hours_text {
        Some(hours) => link.text(stop).with(element("span", "lykta-help__hours").text(words.text(hours))),
        None => link,
    };
    element("li", "lykta-help__item").with(link)
}
