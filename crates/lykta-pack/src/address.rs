//! Addresses: what a link may lead to, and what can be dialled.
//!
//! In: texts of a pack. Out: whether they are a number or an https address; the target of a link, or none.
//! Never lets another scheme pass: a link that cannot be trusted is no link, wherever the text came from.
//! Standard: E.164 for numbers; RFC 3966 and RFC 5724 for `tel:` and `sms:`.
//! Next: `compile/cards.rs` for what editors are told, `markup.rs` for the links of pages.

use crate::signs;

/// Countries with the code to dial, and the digit before a number inside the country that is left out after it.
pub const COUNTRIES: &[(&str, &str, &str)] = &[
    ("FI", "358", "0"),
    ("AX", "358", "0"),
    ("SE", "46", "0"),
    ("NO", "47", ""),
    ("DK", "45", ""),
    ("IS", "354", ""),
    ("FO", "298", ""),
    ("GL", "299", ""),
    ("EE", "372", ""),
    ("LV", "371", ""),
    ("LT", "370", "0"),
    ("DE", "49", "0"),
];

/// E.164 with its plus, or a short or service number of 3 to 12 digits.
#[must_use]
pub fn is_dialled(number: &str) -> bool {
    let digits = number.strip_prefix('+').unwrap_or(number);
    let length = if number.starts_with('+') { 8..=15 } else { 3..=12 };
    length.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The code of a country, and the digit that its numbers begin with inside the country; none if it is not known here.
#[must_use]
pub fn calling(country: &str) -> Option<(&'static str, &'static str)> {
    COUNTRIES.iter().find(|(name, _, _)| name.eq_ignore_ascii_case(country)).map(|(_, code, trunk)| (*code, *trunk))
}

/// An https address with the name of a host, without a user, a port or a sign that is not seen.
#[must_use]
pub fn is_https(url: &str) -> bool {
    let host = url.strip_prefix("https://").map(|rest| rest.split(['/', '?', '#']).next().unwrap_or(""));
    let is_host = host.is_some_and(|host| {
        host.contains('.')
            && !host.starts_with('.')
            && !host.ends_with('.')
            && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
    });
    let is_plain = |sign: char| !sign.is_whitespace() && !sign.is_control() && !matches!(sign, '"' | '\'' | '<' | '>' | '\\' | '`');
    is_host && url.chars().all(is_plain) && signs::unseen(url).is_none() && !url.contains('\u{ad}')
}

/// An https address that carries nothing but where it leads: no query, no fragment.
#[must_use]
pub fn is_bare(url: &str) -> bool {
    is_https(url) && !url.contains(['?', '#'])
}

/// The target of a link, if it may be one: https, or a number to call or to write to.
#[must_use]
pub fn target(href: &str) -> Option<&str> {
    let number = href.strip_prefix("tel:").or_else(|| href.strip_prefix("sms:"));
    number.map_or_else(|| is_https(href), is_dialled).then_some(href)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(href: &str, passes: bool) {
        assert_eq!(target(href), passes.then_some(href), "{href:?}");
    }

    #[test]
    fn pages_and_numbers_pass() {
        for href in ["https://www.example.fi", "https://www.example.fi/å?a=b#c", "tel:112", "tel:+358925250112", "sms:+358401234567"] {
            check(href, true);
        }
    }

    #[test]
    fn other_schemes_do_not_in_whatever_disguise() {
        for href in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "java\tscript:alert(1)",
            "java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "javascript://https://www.example.fi",
            "data:text/html,x",
            "DATA:text/html;base64,eA==",
            "vbscript:x",
            "blob:https://www.example.fi/x",
            "file:///etc/passwd",
            "http://www.example.fi",
            "//www.example.fi",
            "/guide",
            "#here",
            "",
        ] {
            check(href, false);
        }
    }

    #[test]
    fn an_address_hides_nothing() {
        for href in [
            "https://me:word@www.example.fi",
            "https://www.example.fi:8443",
            "https://www.example.fi\"onclick=\"x",
            "https://www.example.fi/a b",
            "https://www.example.fi/\u{202e}fi.pdf",
            "https://www.example.fi/\u{200b}",
            "https://www.example.fi/\u{0}",
            "https://www.example.fi/\u{ad}",
            "https://localhost",
            "https://",
        ] {
            check(href, false);
        }
    }

    #[test]
    fn a_number_holds_digits_and_a_plus() {
        for href in ["tel:116 117", "tel:116117;ext=1", "tel:*21*112#", "tel:%2B358", "tel:", "sms:112?body=x", "tel:\u{661}\u{661}\u{662}"]
        {
            check(href, false);
        }
    }

    #[test]
    fn a_bare_address_carries_nothing() {
        assert!(is_bare("https://www.example.fi/contact"));
        assert!(!is_bare("https://www.example.fi/contact?page=1") && !is_bare("https://www.example.fi/#a") && !is_bare("tel:112"));
    }
}
