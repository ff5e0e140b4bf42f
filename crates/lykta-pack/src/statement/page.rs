//! A statement as HTML, to paste into the page of a website.
//!
//! In: a statement in Markdown, of the few forms that the templates use. Out: one element with headings, paragraphs and lists.
//! Never more than elements: it takes the look of the page that it is pasted into.
//! Next: `markup.rs`, which escapes all texts.

use crate::locale;
use crate::markup::{Element, element, link};

/// Forms of a line by how it begins.
const HEADINGS: [(&str, &str); 3] = [("# ", "h1"), ("## ", "h2"), ("### ", "h3")];

/// The statement in a language; notes for editors stay notes.
#[must_use]
pub fn html(markdown: &str, language: &str) -> String {
    let mut notes = String::new();
    let mut section = element("section", "").attribute("lang", language).attribute("dir", locale::direction(language));
    for block in markdown.split("\n\n").map(str::trim).filter(|block| !block.is_empty()) {
        if block.starts_with("<!--") {
            notes.extend([block, "\n"]);
        } else if let Some((name, text)) = HEADINGS.iter().find_map(|(mark, name)| Some((*name, block.strip_prefix(mark)?))) {
            section = section.with(worded(name, text));
        } else if block.starts_with("- ") {
            let items = block.lines().map(|line| worded("li", line.trim_start_matches("- ")));
            section = section.with(element("ul", "").with_each(items));
        } else {
            section = section.with(worded("p", &block.replace('\n', " ")));
        }
    }
    notes + &section.html()
}

/// An element with a text in which addresses are links.
fn worded(name: &'static str, text: &str) -> Element {
    let mut whole = element(name, "");
    let mut rest = text;
    while let Some(at) = rest.find("https://") {
        let (before, from) = rest.split_at(at);
        let end = from.find(char::is_whitespace).unwrap_or(from.len());
        let address = from.get(..end).unwrap_or(from).trim_end_matches(['.', ',', ';', ':', ')', ']']);
        whole = whole.text(before).with(link("", address).text(address));
        rest = from.get(address.len()..).unwrap_or("");
    }
    whole.text(rest)
}

#[cfg(test)]
mod tests {
    use super::html;

    #[track_caller]
    fn check(markdown: &str, inner: &str) {
        assert_eq!(html(markdown, "en"), format!("<section lang=\"en\" dir=\"ltr\">\n{inner}</section>\n"));
    }

    #[test]
    fn headings_paragraphs_and_lists_are_elements() {
        check("# A\n\nb\nc\n\n### D\n\n- e\n- f\n", "<h1>A</h1>\n<p>b c</p>\n<h3>D</h3>\n<ul>\n<li>e</li>\n<li>f</li>\n</ul>\n");
    }

    #[test]
    fn what_is_filled_in_cannot_be_markup() {
        check("<b>x</b> & \"y\"", "<p>&lt;b&gt;x&lt;/b&gt; &amp; &quot;y&quot;</p>\n");
    }

    #[test]
    fn an_address_is_a_link_without_the_stop_after_it() {
        let link = "<a href=\"https://www.example.fi/a\" rel=\"noreferrer noopener\">https://www.example.fi/a</a>";
        check("See https://www.example.fi/a, or call.", &format!("<p>See {link}, or call.</p>\n"));
    }

    #[test]
    fn a_note_for_editors_stays_one() {
        assert!(html("<!-- note -->\n\n# A\n", "en").starts_with("<!-- note -->\n<section"));
    }
}
