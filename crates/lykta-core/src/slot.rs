//! Slots: `{name}` in a text, filled.
//!
//! In: a text, names with what they stand for. Out: the text.
//! What is filled in is not looked at again, so nothing in it counts as a slot.
//! Next: nothing; this is the bottom.

use alloc::borrow::ToOwned;
use alloc::string::String;

/// The text with its slots filled; of one that has no value the name stays.
#[must_use]
pub fn filled(text: &str, slots: &[(&str, &str)]) -> String {
    let mut parts = text.split('{');
    let mut filled = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap_or(("", part));
        filled.push_str(slots.iter().find(|(slot, _)| *slot == name).map_or(name, |(_, value)| value));
        filled.push_str(rest);
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_slot_is_filled_once() {
        for (text, expected) in [
            ("I live in {place}.", "I live in {date}."),
            ("{place}{place}", "{date}{date}"),
            ("On {day}.", "On day."),
            ("None.", "None."),
            ("{", ""),
            ("", ""),
        ] {
            assert_eq!(filled(text, &[("place", "{date}"), ("date", "x")]), expected, "{text:?}");
        }
    }
}
