//! The page with everything: what a pack holds, in one language, readable without any script.
//!
//! In: a compiled pack, its words, the names of the style sheets. Out: `<pack>-<language>-all.html`.
//! What belongs to whom is asked of the core, as the app asks it: with only "who is it about" answered. No rule stands here again.
//! Each card stands whole once, where it belongs first, and is linked from where it belongs too.
//! Never inside the sandboxed frame: so its policy may name `'self'`. It is what search engines find, so it alone is not `noindex`.
//! Next: `overview/plan.rs` for what stands where, `overview/card.rs` for a card, `overview/snippet.rs` for what websites paste, `styles/all.css` for the look.

use lykta_core::format::built::Words;
use lykta_core::pack::{Card, Contact, Pack, Text};
use lykta_core::truth::Truth;

use crate::build::Names;
use crate::compile::Compiled;
use crate::markup::{Element, anchor, beside, element, link, named};
use crate::{locale, policy};

mod card;
mod meetings;
mod plan;
pub mod snippet;
pub mod speak;

use plan::{Entry, Part};

/// The lantern.
const MARK: &str = include_str!("../../../public/guide/mark.svg");

/// The name of the page in a language.
#[must_use]
pub fn name(id: &str, language: &str) -> String {
    format!("{id}-{language}-all.html")
}

/// The page of a language.
#[must_use]
pub fn html(compiled: &Compiled, words: &Words, names: &Names) -> String {
    let page = Overview { pack: &compiled.pack, compiled, words, names };
    let html = element("html", "")
        .attribute("lang", &words.language)
        .attribute("dir", locale::direction(&words.language))
        .with(page.head())
        .with(page.body());
    let borrowed = compiled.file.languages.first().map_or("", String::as_str);
    format!("<!doctype html>\n{}", named(&html.html(), borrowed))
}

struct Overview<'a> {
    pack: &'a Pack,
    compiled: &'a Compiled,
    words: &'a Words,
    names: &'a Names,
}

impl<'a> Overview<'a> {
    fn ui(&self, key: &'a str) -> &'a str {
        self.words.ui(key)
    }

    fn text(&self, text: Text) -> &'a str {
        self.words.text(text)
    }

    fn filled(&self, key: &'a str, slots: &[(&str, &str)]) -> String {
        speak::fill(self.ui(key), slots)
    }

    fn head(&self) -> Element {
        let meta = |name: &'static str, content: &str| element("meta", "").attribute("name", name).attribute("content", content);
        let sheet = |name: &str| element("link", "").attribute("rel", "stylesheet").attribute("href", beside(name));
        let others = self.pack.languages.iter().map(|language| {
            element("link", "")
                .attribute("rel", "alternate")
                .attribute("hreflang", language)
                .attribute("href", beside(&name(&self.pack.id, language)))
        });
        let title = [self.ui("all-title"), " – ", self.ui("page-title")].concat();
        element("head", "")
            .with(element("meta", "").attribute("charset", "utf-8"))
            .with(element("meta", "").attribute("http-equiv", "Content-Security-Policy").attribute("content", policy::overview()))
            .with(meta("viewport", "width=device-width, initial-scale=1, viewport-fit=cover"))
            .with(meta("color-scheme", "light dark"))
            .with(meta("referrer", "no-referrer"))
            .with(element("title", "").text(&title))
            .with(meta("description", self.ui("all-description")))
            // Who finds a page by searching should find one that speakers have read.
            .with_each(locale::is_draft(&self.words.language).then(|| meta("robots", "noindex")))
            .with(sheet(&self.names.style))
            .with(sheet(&self.names.style_all))
            .with_each(others)
    }

    fn body(&self) -> Element {
        let parts = plan::parts(self.pack);
        let main = element("main", "lykta-all__main")
            .with_each(self.draft_note())
            .with(self.numbers())
            .with(self.contents(&parts))
            .with_each(parts.iter().map(|part| self.part(part)))
            .with(self.limits());
        element("body", "lykta-page").with(
            element("div", "lykta lykta-all")
                .with(anchor("lykta-all__skip", "numbers").text(self.ui("all-skip")))
                .with(self.top())
                .with(self.header())
                .with(main)
                .with(self.footer()),
        )
    }

    /// That no speaker has read the app's words in this language.
    fn draft_note(&self) -> Option<Element> {
        let note = element("p", "lykta-note__text").text(self.ui("draft-note"));
        locale::is_draft(&self.words.language).then(|| element("div", "lykta-note").with(note))
    }

    /// The emergency number and the way out, as on every screen of the guide.
    fn top(&self) -> Element {
        let number = &self.pack.emergency;
        let call = link("lykta-top__call", &["tel:", number].concat())
            .with(element("span", "lykta-top__words").text(self.ui("in-danger")).text(" "))
            .with(element("span", "lykta-top__number lykta-ltr").text(number));
        let leave = element("a", "lykta-top__leave")
            .attribute("href", &policy::exit(&self.names.exit).unwrap_or_else(|_| policy::EXIT.to_owned()))
            .attribute("rel", "noreferrer")
            .text(self.ui("leave-start"))
            .with(element("span", "lykta-top__words").text(" ").text(self.ui("leave-middle")))
            .text(" ")
            .text(self.ui("leave-end"));
        element("nav", "lykta-top").attribute("aria-label", self.ui("top-label")).with(call).with(leave)
    }

    fn header(&self) -> Element {
        let brand = element("p", "lykta-brand")
            .with(element("span", "lykta-brand__name").with(element("span", "lykta-brand__lamp").drawing(MARK)).text(self.ui("brand")));
        let guide = element("a", "lykta-all__guide")
            .attribute("href", beside(&format!("{}-{}.html", self.pack.id, self.words.language)))
            .text(self.ui("all-guide"));
        element("header", "lykta-head")
            .with(brand)
            .with(element("h1", "lykta-head__title").text(self.ui("all-title")))
            .with(element("p", "lykta-head__text").text(self.ui("all-lead")))
            .with(element("p", "lykta-head__text").with(guide))
            .with(self.languages())
    }

    fn languages(&self) -> Element {
        let entry = |language: &String| {
            let own = self.compiled.words.iter().find(|words| words.language == *language);
            let label = own.map_or(language.as_str(), |words| words.ui("language-name"));
            let to = element("a", "lykta-all__language")
                .attribute("href", beside(&name(&self.pack.id, language)))
                .attribute("hreflang", language)
                .attribute("lang", language)
                .text(label);
            element("li", "").with(if *language == self.words.language { to.attribute("aria-current", "page") } else { to })
        };
        let list = element("ul", "lykta-all__languages").with_each(self.pack.languages.iter().map(entry));
        element("nav", "").attribute("aria-label", self.ui("all-languages")).with(list)
    }

    /// The numbers of "show help now", in the pack's order.
    fn numbers(&self) -> Element {
        let row = |card: &Card, contact: &Contact| {
            let hours = contact.hours_text.map(|hours| element("span", "lykta-fallback__hours").text(self.text(hours)));
            let to = card::link_to("lykta-fallback__link", contact)
                .with(element("span", "lykta-fallback__for").text(self.text(card.title)).with_each(hours))
                .with(element("span", card::number_class(contact)).text(&card::number(contact)));
            element("li", "lykta-fallback__item").with(to)
        };
        let cards = self.pack.help_now.iter().filter_map(|index| self.pack.cards.get(*index));
        let rows = cards.filter_map(|card| card.contacts.first().map(|contact| row(card, contact)));
        let list = element("ul", "lykta-fallback__list").with_each(rows);
        section("numbers", self.ui("help-title")).with(element("div", "lykta-fallback").with(list))
    }

    fn contents(&self, parts: &[Part]) -> Element {
        let group = |part: &Part, group: &plan::Group| {
            element("li", "").with(anchor("lykta-link", &part.group_id(group.heading)).text(self.ui(group.heading.key())))
        };
        let entry = |part: &Part| {
            // A single group whose heading is that of its part stands without a heading of its own.
            let is_named = part.groups.iter().any(|own| own.heading.key() != part.key());
            let groups = part.groups.iter().map(|own| group(part, own));
            let list = is_named.then(|| element("ul", "lykta-all__contents").with_each(groups));
            element("li", "").with(anchor("lykta-link", part.id()).text(self.ui(part.key()))).with_each(list)
        };
        let list = element("ul", "lykta-all__contents").with_each(parts.iter().map(entry));
        element("nav", "lykta-all__section")
            .attribute("aria-labelledby", "contents")
            .with(element("h2", "lykta-all__title").attribute("id", "contents").text(self.ui("all-contents")))
            .with(list)
    }

    fn part(&self, part: &Part) -> Element {
        let groups = part.groups.iter().map(|group| {
            let id = part.group_id(group.heading);
            // The heading of the part may say the same: then it stands once, and cards stand right below it.
            let is_named = group.heading.key() != part.key();
            let title = is_named.then(|| element("h3", "lykta-group__title").attribute("id", &id).text(self.ui(group.heading.key())));
            let level = if is_named { "h4" } else { "h3" };
            let cards = group.entries.iter().filter(|entry| entry.is_whole).map(|entry| card::whole(self, entry, level));
            let above: Vec<&Entry> = group.entries.iter().filter(|entry| !entry.is_whole).collect();
            let rows = above.iter().map(|entry| self.row(entry));
            let above = (!above.is_empty()).then(|| {
                element("div", "lykta-all__above")
                    .with(element("p", "lykta-group__text").text(self.ui("all-above")))
                    .with(element("ul", "lykta-list").with_each(rows))
            });
            // No landmark of its own: the same groups come back in each part, and their headings tell them apart.
            element("div", "lykta-group")
                .with_each(title)
                .with_each(cards)
                .with_each(above)
                .with(element("p", "lykta-all__up").with(anchor("lykta-link", "contents").text(self.ui("all-up"))))
        });
        section(part.id(), self.ui(part.key())).with_each(groups)
    }

    /// A card that stands whole further up.
    fn row(&self, entry: &Entry) -> Element {
        let Some(card) = self.pack.cards.get(entry.finding.card) else { return element("li", "") };
        let to = anchor("lykta-link", card.id.as_str()).text(self.text(card.title));
        let condition = self.condition(entry).map(|words| element("span", "lykta-rows__if").text(&words));
        element("li", "lykta-list__item").with(to).with_each(condition)
    }

    /// What it still hangs on, in the words of the app's maybes.
    fn condition(&self, entry: &Entry) -> Option<String> {
        let words = speak::hangs_on(self.words, self.pack, &entry.finding);
        (entry.finding.truth == Truth::Unknown && !words.is_empty()).then(|| self.filled("maybe-if", &[("conditions", &words)]))
    }

    fn limits(&self) -> Element {
        let lines = self.pack.not_covered.iter().map(|line| element("li", "lykta-list__item").text(self.text(*line)));
        section("limits", self.ui("not-covered-title"))
            .with(element("p", "lykta-body__text").text(self.ui("not-covered-text")))
            .with(element("ul", "lykta-list").with_each(lines))
    }

    fn footer(&self) -> Element {
        let lines = self.pack.attribution.iter().map(|line| element("li", "lykta-list__item").with(english(line)));
        let report = link("lykta-link", &self.pack.report_url).text(self.ui("all-report"));
        let report = (!self.pack.report_url.is_empty()).then(|| element("p", "lykta-body__text").with(report));
        element("footer", "lykta-all__foot").with(
            section("data", self.ui("about-sources"))
                .with(element("p", "lykta-body__text").text(&self.filled("about-pack", &[("version", &self.pack.version)])))
                .with(element("p", "lykta-body__text").text(&self.filled("all-checked", &[("dates", &self.days_checked())])))
                .with_each(report)
                .with(element("ul", "lykta-list").with_each(lines)),
        )
    }

    /// From the first day to the last on which cards were checked.
    fn days_checked(&self) -> String {
        speak::days(self.words, self.pack.cards.iter().map(|card| card.checked_on))
    }
}

/// A line that stands in English in every language.
fn english(line: &str) -> Element {
    element("bdi", "").attribute("lang", "en").attribute("dir", "ltr").text(line)
}

/// A part of the page with its heading.
fn section(id: &str, title: &str) -> Element {
    let heading = format!("{id}-title");
    element("section", "lykta-all__section")
        .attribute("id", id)
        .attribute("aria-labelledby", &heading)
        .with(element("h2", "lykta-all__title").attribute("id", &heading).text(title))
}
