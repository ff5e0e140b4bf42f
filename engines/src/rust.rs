//! What the app's Rust uses by name: elements, attributes, events, and what it asks the browser for by text.
//!
//! In: a file's text, and whether it is one of those that call the browser. Out: its uses.
//! Never sees calls of the browser by functions of `web_sys`: those stand in the engine's script, which is read when it is built.

use crate::usage::{Kind, Use, line_at};

/// Calls whose first text is a name.
const CALLS: &[(&str, Kind)] = &[
    ("element(\"", Kind::Element),
    (".attribute(\"", Kind::Attribute),
    (".flag(\"", Kind::Attribute),
    (".changing(\"", Kind::Attribute),
    (".on(\"", Kind::Event),
];

/// All uses of a file.
pub fn uses(text: &str, calls_browser: bool) -> Vec<Use> {
    let mut found = Vec::new();
    for (call, kind) in CALLS {
        for (place, _) in text.match_indices(call) {
            let name = text.get(place + call.len()..).and_then(|rest| rest.split('"').next()).unwrap_or_default();
            found.push(Use::new(*kind, name, line_at(text, place)));
        }
    }
    if calls_browser {
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            let names = line.split('"').skip(1).step_by(2);
            let is_name = |name: &&str| !name.is_empty() && name.chars().all(|sign| sign.is_ascii_alphanumeric());
            for name in names.filter(is_name) {
                found.push(Use::new(Kind::Member, name, number + 1));
                found.push(Use::new(Kind::Global, name, number + 1));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::usage::check;

    #[test]
    fn elements_attributes_and_events_are_seen() {
        let text = "element(\"search\", \"lykta-a\").attribute(\"popover\", \"\").flag(\"inert\").on(\"beforetoggle\", f)";
        check(&uses(text, false), &["element search", "attribute popover", "attribute inert", "event beforetoggle"]);
    }

    #[test]
    fn what_is_asked_for_by_text_is_seen_where_the_browser_is_called() {
        let text = "Reflect::get(&window, &\"cookieStore\".into())";
        check(&uses(text, true), &["member cookieStore", "global cookieStore"]);
        assert_eq!(uses(text, false), []);
    }
}
