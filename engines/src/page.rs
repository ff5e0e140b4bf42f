//! What a page uses: elements, attributes, and words of its content security policy.
//!
//! In: a page's text, as the writers of this project make it. Out: its uses.
//! Never reads scripts and data inside the page: they are no markup, and a policy forbids scripts there.

use crate::usage::{Kind, Use, line_at};

/// All uses of a page.
pub fn uses(text: &str) -> Vec<Use> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let line = line_at(text, text.len() - rest.len() + start);
        rest = rest.get(start + 1..).unwrap_or_default();
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        if !rest.starts_with(|sign: char| sign.is_ascii_alphabetic()) {
            continue;
        }
        let Some(end) = tag_end(rest) else { break };
        let (tag, after) = rest.split_at(end);
        let name = tag.split(|sign: char| sign.is_ascii_whitespace() || sign == '/').next().unwrap_or_default();
        found.push(Use::new(Kind::Element, name, line));
        for (attribute, value) in attributes(tag.get(name.len()..).unwrap_or_default()) {
            found.push(Use::new(Kind::Attribute, attribute, line));
            found.push(Use::new(Kind::Attribute, &format!("{name} {attribute}"), line));
            if value.contains("default-src") {
                let value = value.replace("&#39;", "").replace('\'', "");
                let words = value.split(|sign: char| sign.is_whitespace() || sign == ';').filter(|word| !word.is_empty());
                found.extend(words.map(|word| Use::new(Kind::Policy, word, line)));
            }
        }
        rest = after;
        if name == "script" || name == "style" {
            rest = rest.find(&format!("</{name}")).and_then(|end| rest.get(end..)).unwrap_or_default();
        }
    }
    found
}

/// Where a tag ends; `>` in quotes ends none.
fn tag_end(rest: &str) -> Option<usize> {
    let mut quote = None;
    rest.char_indices().find_map(|(place, sign)| {
        match (quote, sign) {
            (None, '>') => return Some(place),
            (None, '"' | '\'') => quote = Some(sign),
            (Some(open), sign) if open == sign => quote = None,
            _ => {}
        }
        None
    })
}

/// Names and values, in quotes or none.
fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = tag.trim_start();
    while !rest.is_empty() {
        let end = rest.find(|sign: char| sign.is_ascii_whitespace() || sign == '=').unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let (value, after) = match after.strip_prefix("=\"").or_else(|| after.strip_prefix("='")) {
            Some(quoted) => quoted.split_once(if after.starts_with("=\"") { '"' } else { '\'' }).unwrap_or((quoted, "")),
            None if after.starts_with('=') => {
                let end = after.find(|sign: char| sign.is_ascii_whitespace()).unwrap_or(after.len());
                after.split_at(end)
            }
            None => ("", after),
        };
        let name = name.trim_end_matches('/');
        if !name.is_empty() {
            found.push((name, value));
        }
        rest = after.trim_start();
        if end == 0 && value.is_empty() {
            rest = rest.get(1..).unwrap_or_default();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::usage::check;

    #[track_caller]
    fn check_page(text: &str, expected: &[&str]) {
        check(&uses(text), expected);
    }

    #[test]
    fn elements_and_attributes_are_seen() {
        check_page("<p>a<selectedcontent>b</p>", &["element p", "element selectedcontent"]);
        check_page("<dialog closedby=\"any\" inert>", &["attribute dialog closedby", "attribute closedby", "attribute inert"]);
        check_page("<a title=\"a > b\" popover>", &["attribute title", "attribute popover"]);
    }

    #[test]
    fn a_policy_is_read_by_its_words() {
        let page = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; trusted-types default\">";
        check_page(page, &["policy none", "policy trusted-types"]);
    }

    #[test]
    fn comments_and_data_use_nothing() {
        let uses = uses("<!-- <dialog> --><script type=\"application/json\">{\"a\":\"<search>\"}</script>");
        assert!(!uses.iter().any(|found| ["element dialog", "element search"].contains(&found.what.as_str())), "{uses:#?}");
    }
}
