//! Slots of a statement: what stands in square brackets until someone who knows fills it in.
//!
//! In: texts with `[key: words on what belongs there]`, details by key. Out: the text with the details, or with `[words]` where there is none.
//! Never reads a detail for slots: what a public body writes stands as it is.
//! Next: `details.rs` for where details come from.

use std::collections::BTreeMap;

/// A slot that nobody has filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Its name in the file of details.
    pub key: String,
    /// What belongs there.
    pub words: String,
}

/// A text in parts: what stands before a slot, and the slot; the last part has none.
fn parts(text: &str) -> Vec<(&str, Option<(&str, &str)>)> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        let Some((slot, after)) = after.split_once(']') else { break };
        parts.push((before, Some(slot.split_once(": ").unwrap_or(("", slot)))));
        rest = after;
    }
    parts.push((rest, None));
    parts
}

/// The slots of a text, in their order.
pub fn slots(text: &str) -> impl Iterator<Item = Slot> {
    parts(text).into_iter().filter_map(|(_, slot)| slot).map(|(key, words)| Slot { key: key.to_owned(), words: words.to_owned() })
}

/// The text with its details; a slot without one is added to those left, once.
#[must_use]
pub fn filled(text: &str, details: &BTreeMap<String, String>, left: &mut Vec<Slot>) -> String {
    let mut whole = String::new();
    for (before, slot) in parts(text) {
        whole.push_str(before);
        let Some((key, words)) = slot else { continue };
        match details.get(key).filter(|detail| !detail.is_empty()) {
            Some(detail) => whole.push_str(detail),
            None => {
                whole.extend(["[", words, "]"]);
                if !left.iter().any(|slot| slot.key == key) {
                    left.push(Slot { key: key.to_owned(), words: words.to_owned() });
                }
            }
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, details: &[(&str, &str)], expected: &str, left: &[&str]) {
        let details = details.iter().map(|(key, detail)| ((*key).to_owned(), (*detail).to_owned())).collect();
        let mut found = Vec::new();
        assert_eq!(filled(text, &details, &mut found), expected);
        assert_eq!(found.iter().map(|slot| slot.key.as_str()).collect::<Vec<_>>(), left);
    }

    #[test]
    fn a_slot_takes_its_detail_or_shows_what_belongs_there() {
        check("[name: Name of the body] is at [town: the town].", &[("town", "Example")], "[Name of the body] is at Example.", &["name"]);
        check("no slot", &[], "no slot", &[]);
    }

    #[test]
    fn an_empty_detail_is_none_and_a_slot_is_named_once() {
        check("[a: x] [a: y]", &[("a", "")], "[x] [y]", &["a"]);
    }

    #[test]
    fn a_detail_may_hold_brackets_of_its_own() {
        check("([a: x])", &[("a", "[b: c] (d)")], "([b: c] (d))", &[]);
    }
}
