//! Markup: elements of a page, which cannot be left open and cannot hold markup that came in as text.
//!
//! In: names of elements and attributes from this program, texts from anywhere. Out: HTML.
//! Never takes a name from a pack, and never writes a text without escaping it.
//! Next: `overview.rs`; `page.rs` writes its own markup and escapes by `escaped`.

use lykta_core::isolate::{self, Part};

use crate::{address, locale};

/// Text as HTML, in elements and in attributes.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

/// Text as HTML inside an element: what is marked as borrowed from another language is an element of its own.
#[must_use]
pub fn worded(text: &str) -> String {
    let mut html = String::new();
    for part in isolate::parts(text) {
        match part {
            Part::Own(text) => html.push_str(&escaped(text)),
            Part::Other(text, _) => html.extend([BORROWED, &escaped(text), "</bdi>"]),
        }
    }
    html
}

/// What a borrowed text begins with until its language is named; no text can hold it, as `<` is escaped.
const BORROWED: &str = "<bdi>";

/// The HTML of a page, with the language that its borrowed texts are in.
#[must_use]
pub fn named(html: &str, borrowed: &str) -> String {
    html.replace(BORROWED, &format!("<bdi lang=\"{}\" dir=\"{}\">", escaped(borrowed), locale::direction(borrowed)))
}

/// An element with all that is in it.
#[derive(Debug, Clone)]
pub struct Element {
    name: &'static str,
    attributes: String,
    inner: String,
}

/// An element; of no class if that is empty.
#[must_use]
pub fn element(name: &'static str, class: &'static str) -> Element {
    let element = Element { name, attributes: String::new(), inner: String::new() };
    if class.is_empty() { element } else { element.attribute("class", class) }
}

/// A link out of the page; plain words where it leads nowhere that can be trusted.
#[must_use]
pub fn link(class: &'static str, href: &str) -> Element {
    match address::target(href) {
        Some(href) if href.starts_with("https:") => element("a", class).attribute("href", href).attribute("rel", "noreferrer noopener"),
        Some(href) => element("a", class).attribute("href", href),
        None => element("span", class),
    }
}

/// The name of a file beside the page; empty, which is the page itself, if it is more than a name.
#[must_use]
pub fn beside(name: &str) -> &str {
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'));
    if is_name { name } else { "" }
}

/// A link to a place of the same page.
#[must_use]
pub fn anchor(class: &'static str, id: &str) -> Element {
    element("a", class).attribute("href", &format!("#{id}"))
}

impl Element {
    /// With an attribute.
    #[must_use]
    pub fn attribute(mut self, name: &'static str, value: &str) -> Self {
        self.attributes.push_str(&format!(" {name}=\"{}\"", escaped(value)));
        self
    }

    /// With a text at the end.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        self.inner.push_str(&worded(text));
        self
    }

    /// With a drawing of this program at the end.
    #[must_use]
    pub fn drawing(mut self, drawing: &'static str) -> Self {
        self.inner.push_str(drawing.trim());
        self
    }

    /// With another element at the end.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "an element stands in one place only")]
    pub fn with(mut self, inner: Self) -> Self {
        self.inner.push_str(&inner.html());
        self
    }

    /// With other elements at the end: none, one or several.
    #[must_use]
    pub fn with_each(self, inner: impl IntoIterator<Item = Self>) -> Self {
        inner.into_iter().fold(self, Self::with)
    }

    /// The HTML.
    #[must_use]
    pub fn html(&self) -> String {
        let Self { name, attributes, inner } = self;
        match *name {
            "meta" | "link" => format!("<{name}{attributes}>\n"),
            "p" | "li" | "h1" | "h2" | "h3" | "h4" | "dd" | "td" | "th" | "text" | "title" => {
                format!("<{name}{attributes}>{inner}</{name}>\n")
            }
            "a" | "span" | "b" | "bdi" | "code" | "dt" | "br" => format!("<{name}{attributes}>{inner}</{name}>"),
            _ => format!("<{name}{attributes}>\n{inner}</{name}>\n"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(element: &Element, html: &str) {
        assert_eq!(element.html().trim(), html);
    }

    #[test]
    fn texts_and_attributes_cannot_end_what_they_stand_in() {
        check(
            &element("p", "a").attribute("title", "\" onclick='x'").text("</p><script>&"),
            "<p class=\"a\" title=\"&quot; onclick=&#39;x&#39;\">&lt;/p&gt;&lt;script&gt;&amp;</p>",
        );
    }

    #[test]
    fn a_borrowed_text_is_an_element_that_names_its_language() {
        let html = element("p", "").text(&format!("a {}", isolate::marked("<b> 112.", "ltr"))).html();
        assert_eq!(named(&html, "fi").trim(), "<p>a <bdi lang=\"fi\" dir=\"ltr\">&lt;b&gt; 112.</bdi></p>");
        assert_eq!(named(&html, "ar").trim(), "<p>a <bdi lang=\"ar\" dir=\"rtl\">&lt;b&gt; 112.</bdi></p>");
    }

    #[test]
    fn a_link_that_cannot_be_trusted_is_no_link() {
        check(&link("a", "javascript:alert(1)").text("here"), "<span class=\"a\">here</span>");
        check(&link("", "tel:112").text("112"), "<a href=\"tel:112\">112</a>");
        check(&link("", "https://www.example.fi").text("x"), "<a href=\"https://www.example.fi\" rel=\"noreferrer noopener\">x</a>");
    }
}
