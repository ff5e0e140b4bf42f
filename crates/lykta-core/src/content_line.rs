//! Content lines: the form that files for calendars and contacts share.
//!
//! In: a name and a text of any signs. Out: a line that no text can break out of, folded.
//! Never cuts a sign in two, and lets no sign through that is not to be seen, but those that join or order what is.
//! Standard: RFC 5545, 3.1 and 3.3.11; RFC 2425, 5.8.1, and RFC 2426, 4, which say the same of contacts.
//! Next: `calendar_file.rs`, `contact_file.rs`.

use alloc::string::String;

/// Bytes of a line at most, its end not counted.
const MOST: usize = 75;

/// A text as it stands in a value: whatever would end a part, a value or a line is escaped.
///
/// Signs that some readers take for the end of a line (U+0085, U+2028, U+2029) are ends of lines here too.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    for sign in text.chars() {
        match sign {
            '\\' | ';' | ',' => {
                escaped.push('\\');
                escaped.push(sign);
            }
            // The second half of one end of a line.
            '\n' if before == '\r' => {}
            '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => escaped.push_str("\\n"),
            '\t' => escaped.push(' '),
            _ if sign.is_control() => {}
            _ => escaped.push(sign),
        }
        before = sign;
    }
    escaped
}

/// Writes the line of a value that is escaped or needs it not: `name:value`, folded, ended by CR and LF.
pub fn push(file: &mut String, name: &str, value: &str) {
    let mut length = 0;
    for sign in name.chars().chain(":".chars()).chain(value.chars()) {
        if length + sign.len_utf8() > MOST {
            file.push_str("\r\n ");
            length = 1;
        }
        file.push(sign);
        length += sign.len_utf8();
    }
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use std::vec::Vec;

    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(escaped(text), expected, "{text:?}");
    }

    #[test]
    fn what_would_end_a_part_or_a_line_is_escaped() {
        check("a, b; c\\d: e", "a\\, b\\; c\\\\d: e");
        check("a\nb\r\nc\rd\u{2028}e\u{2029}f\u{85}g", "a\\nb\\nc\\nd\\ne\\nf\\ng");
        check("a\r\n\nb", "a\\n\\nb");
        check("END:VEVENT\r\nBEGIN:VALARM", "END:VEVENT\\nBEGIN:VALARM");
    }

    #[test]
    fn a_sign_that_is_not_seen_is_left_out_but_what_joins_or_orders_stays() {
        check("a\0b\u{7}c\u{1b}[31m\td", "abc[31m d");
        check("👩\u{200d}🚀 \u{202b}موعد\u{202c}", "👩\u{200d}🚀 \u{202b}موعد\u{202c}");
    }

    #[test]
    fn a_line_is_folded_at_75_bytes() {
        let mut file = String::new();
        push(&mut file, "N", &"x".repeat(73));
        assert_eq!(file, std::format!("N:{}\r\n", "x".repeat(73)));
        file.clear();
        push(&mut file, "N", &"x".repeat(74));
        assert_eq!(file, std::format!("N:{}\r\n x\r\n", "x".repeat(73)));
    }

    proptest! {
        #[test]
        fn a_folded_line_is_the_line_again_and_no_part_is_too_long(text in any::<String>()) {
            let value = escaped(&text);
            let mut file = String::new();
            push(&mut file, "SUMMARY", &value);
            let lines: Vec<&str> = file.strip_suffix("\r\n").unwrap().split("\r\n").collect();
            prop_assert!(lines.iter().all(|line| line.len() <= MOST && !line.contains(['\r', '\n'])));
            prop_assert!(lines.iter().skip(1).all(|line| line.starts_with(' ')));
            prop_assert_eq!(file.replace("\r\n ", ""), std::format!("SUMMARY:{value}\r\n"));
        }
    }
}
