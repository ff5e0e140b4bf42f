//! Isolates: a text of another language inside words of this one, marked in the text itself.
//!
//! In: a text and the direction of its writing. Out: the same between two signs; and a text in parts, marked and not.
//! The signs travel with a text into sentences, names and attributes, and keep its order right even where nothing looks for them.
//! Packs hold no such signs, so a mark always is the tool's own. What only keeps a number in order is isolated by the first strong
//! sign (U+2068), in the locales, and is no mark.
//! Standard: Unicode Standard Annex 9, section 2.4.
//! Next: `lykta_pack::build`, which marks; `view.rs` of the app and `markup.rs` of the tool, which make elements of the marks.

use alloc::string::String;
use alloc::vec::Vec;

const TO_THE_RIGHT: char = '\u{2066}';
const TO_THE_LEFT: char = '\u{2067}';
const BY_FIRST_STRONG: char = '\u{2068}';
const END: char = '\u{2069}';

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// In the language of what is around it.
    Own(&'a str),
    /// In another, with its direction: `ltr` or `rtl`.
    Other(&'a str, &'static str),
}

/// The text, marked as written in another language of this direction.
#[must_use]
pub fn marked(text: &str, direction: &str) -> String {
    let mut marked = String::with_capacity(text.len() + 6);
    marked.push(if direction == "rtl" { TO_THE_LEFT } else { TO_THE_RIGHT });
    marked.push_str(text);
    marked.push(END);
    marked
}

/// The parts of a text, in order, none of them empty. A mark that is not ended ends with the text.
#[must_use]
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    // Where the part under way begins, its direction if it is marked, and how many signs are open in it.
    let (mut from, mut direction, mut open) = (0, None, 0_usize);
    for (at, sign) in text.char_indices() {
        match (sign, direction) {
            (TO_THE_RIGHT | TO_THE_LEFT, None) => {
                push(&mut parts, text.get(from..at), None);
                direction = Some(if sign == TO_THE_LEFT { "rtl" } else { "ltr" });
                from = at + sign.len_utf8();
            }
            (TO_THE_RIGHT | TO_THE_LEFT | BY_FIRST_STRONG, Some(_)) => open += 1,
            (END, Some(_)) if open > 0 => open -= 1,
            (END, Some(_)) => {
                push(&mut parts, text.get(from..at), direction.take());
                from = at + sign.len_utf8();
            }
            _ => {}
        }
    }
    push(&mut parts, text.get(from..), direction);
    parts
}

fn push<'a>(parts: &mut Vec<Part<'a>>, text: Option<&'a str>, direction: Option<&'static str>) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        parts.push(direction.map_or(Part::Own(text), |direction| Part::Other(text, direction)));
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[Part<'_>]) {
        assert_eq!(parts(text), expected, "{text:?}");
    }

    #[test]
    fn a_text_without_marks_is_one_part() {
        check("a", &[Part::Own("a")]);
        check("", &[]);
    }

    #[test]
    fn a_marked_text_is_found_again_wherever_it_stands() {
        let finnish = marked("Soita 112.", "ltr");
        check(&finnish, &[Part::Other("Soita 112.", "ltr")]);
        check(
            &format!("x {finnish}, {finnish}!"),
            &[Part::Own("x "), Part::Other("Soita 112.", "ltr"), Part::Own(", "), Part::Other("Soita 112.", "ltr"), Part::Own("!")],
        );
        check(&marked("ب", "rtl"), &[Part::Other("ب", "rtl")]);
    }

    #[test]
    fn what_only_keeps_a_number_in_order_is_no_mark_and_ends_none() {
        check("\u{2068}09 1\u{2069}", &[Part::Own("\u{2068}09 1\u{2069}")]);
        let number = "a \u{2068}09 1\u{2069} b";
        check(&marked(number, "ltr"), &[Part::Other(number, "ltr")]);
        check(&format!("\u{2068}{}\u{2069}", marked("a", "ltr")), &[Part::Own("\u{2068}"), Part::Other("a", "ltr"), Part::Own("\u{2069}")]);
    }

    #[test]
    fn a_mark_that_was_cut_off_lasts_to_the_end() {
        check("\u{2066}First.", &[Part::Other("First.", "ltr")]);
        check("\u{2069}a", &[Part::Own("\u{2069}a")]);
    }
}
