//! Reaching: numbers and pages of services as directories write them, as a pack has them.
//!
//! In: a number or an address in free writing. Out: what can be dialled or opened; none where that is in doubt.
//! Never takes an address by http for the same by https, and never a text with a number in it for a number.
//! Next: `crate::address`.

use crate::address::{calling, is_dialled, is_https};

/// A number to dial, with the number as people read it.
#[must_use]
pub fn number(text: &str, country: &str) -> Option<(String, String)> {
    let text = text.trim().trim_matches('"').trim();
    let is_of_numbers = |sign: char| sign.is_ascii_digit() || sign.is_whitespace() || "+()-–.\u{a0}/".contains(sign);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if !text.chars().all(is_of_numbers) || !(3..=15).contains(&digits) {
        return None;
    }
    // `+358 (0)40` has a zero that nobody dials.
    let whole = if text.starts_with(['+', '0']) { text.replacen("(0)", "", 1) } else { text.to_owned() };
    let bare: String = whole.chars().filter(|sign| sign.is_ascii_digit() || *sign == '+').collect();
    let bare = bare.strip_prefix("00").map(|rest| format!("+{rest}")).unwrap_or(bare);
    let dial = match calling(country) {
        _ if bare.starts_with('+') => bare,
        // Short and service numbers are dialled as they stand.
        _ if digits <= 6 => bare,
        Some((code, zero)) => format!("+{code}{}", if zero.is_empty() { &bare } else { bare.strip_prefix(zero)? }),
        None => return None,
    };
    let published = text.split_whitespace().collect::<Vec<_>>().join(" ");
    is_dialled(&dial).then_some((dial, published))
}

/// An address on a page, https.
#[must_use]
pub fn page(text: &str) -> Option<String> {
    let bare = text.split_whitespace().next()?;
    let bare = if bare.starts_with("www.") { format!("https://{bare}") } else { bare.to_owned() };
    is_https(&bare).then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_dialled_as_they_are_meant() {
        for (text, country, expected) in [
            ("+358 9 310 1234", "FI", Some("+35893101234")),
            ("+358 (0)9 310 1234", "FI", Some("+35893101234")),
            ("09 310 1234", "FI", Some("+35893101234")),
            ("00358 9 3101234", "FI", Some("+35893101234")),
            ("116 117", "FI", Some("116117")),
            ("22 12 34 56", "NO", Some("+4722123456")),
            ("\"+44 1234 234567\"", "FI", Some("+441234234567")),
            ("3101234", "FI", None),
            ("klo 7-9 040 351 8333", "FI", None),
            ("", "FI", None),
        ] {
            assert_eq!(number(text, country).map(|(dial, _)| dial).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn pages_are_https() {
        assert_eq!(page("https://example.org/a b").as_deref(), Some("https://example.org/a"));
        assert_eq!(page("www.example.org").as_deref(), Some("https://www.example.org"));
        assert_eq!(page("http://example.org"), None);
        assert_eq!(page(""), None);
    }
}
