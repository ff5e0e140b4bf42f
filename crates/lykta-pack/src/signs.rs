//! Signs that no pack holds: those that are not seen, those that steer direction, and those that browsers take for markup or script.
//!
//! In: a text. Out: the first such sign or run of signs, where it stands and what it is.
//! Never changes a text.
//! Standard: Unicode Standard Annex 9 (directional signs) and Annex 31 (signs without a shape).
//! Next: `compile/values.rs`, which looks at every value of every file.

use std::ops::Range;

/// A fault in a text: the bytes where it stands, and what stands there, in the editor's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Bytes.
    pub at: Range<usize>,
    /// What it is: "a line break", "the sign `<`".
    pub what: String,
}

impl Found {
    fn new(at: usize, length: usize, what: impl Into<String>) -> Self {
        Self { at: at..at + length, what: what.into() }
    }
}

/// The first sign that is not seen or that steers direction.
///
/// The soft hyphen may stand: long words need it. Joiners may stand between letters of scripts that are written with them.
#[must_use]
pub fn unseen(text: &str) -> Option<Found> {
    // Most texts are plain: a look at their bytes settles it.
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return None;
    }
    let (at, sign) = text.char_indices().find(|(at, sign)| {
        let joins = matches!(sign, '\u{200c}' | '\u{200d}') && is_among_joined(text, *at, *sign);
        is_unseen(*sign) && !joins
    })?;
    let what = match sign {
        '\n' | '\r' => "a line break".to_owned(),
        _ => format!("a sign that is not seen, U+{:04X}", u32::from(sign)),
    };
    Some(Found::new(at, sign.len_utf8(), what))
}

/// The first run of signs that a browser could take for markup or script.
#[must_use]
pub fn markup(text: &str) -> Option<Found> {
    let angle = text.char_indices().find(|(_, sign)| matches!(sign, '<' | '>'));
    angle.map(|(at, sign)| Found::new(at, 1, format!("the sign `{sign}`"))).or_else(|| script(text))
}

/// The same in a condition, which may compare by `<` and `>`.
#[must_use]
pub fn script(text: &str) -> Option<Found> {
    entity(text).or_else(|| running(text))
}

fn is_unseen(sign: char) -> bool {
    sign.is_control()
        || matches!(sign,
            '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffd}'
            | '\u{e0000}'..='\u{10ffff}')
}

/// Between two letters of a script after Greek, Cyrillic and Hebrew in the standard: Arabic, the scripts of India and their kin.
fn is_among_joined(text: &str, at: usize, sign: char) -> bool {
    let is_joined = |letter: char| matches!(letter, '\u{600}'..='\u{1fff}') && !is_unseen(letter);
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    let after = text.get(at + sign.len_utf8()..).and_then(|text| text.chars().next());
    before.is_some_and(is_joined) && after.is_some_and(is_joined)
}

/// `&lt;`, `&#60;`, `&#x3c`, and `&lt` alone, which browsers read alike.
fn entity(text: &str) -> Option<Found> {
    text.match_indices('&').find_map(|(at, _)| {
        let rest = text.get(at + 1..)?;
        let number = rest.strip_prefix('#').map(|number| number.bytes().take_while(u8::is_ascii_alphanumeric).count());
        let letters = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = rest.get(..letters)?;
        let is_closed = rest.get(letters..).is_some_and(|rest| rest.starts_with(';'));
        let length = match number {
            Some(digits) => (digits > 0).then_some(digits + 2),
            None if letters > 1 && is_closed => Some(letters + 2),
            None => matches!(name, "lt" | "gt" | "amp" | "quot" | "apos" | "nbsp").then_some(letters + 1),
        }?;
        let whole = text.get(at..at + length)?;
        Some(Found::new(at, length, format!("the sign of a page `{whole}`")))
    })
}

/// Schemes that run something, attributes that do, and what reaches out of a style sheet.
fn running(text: &str) -> Option<Found> {
    // Each of them holds one of these signs; most texts hold none.
    if !text.bytes().any(|byte| matches!(byte, b':' | b'(' | b'@' | b'=')) {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    let word = |word: &str, what: &str| lower.find(word).map(|at| Found::new(at, word.len(), format!("{what} `{word}`")));
    scheme(&lower)
        .or_else(|| word("expression(", "the beginning of a style"))
        .or_else(|| word("url(", "the beginning of a style"))
        .or_else(|| word("@import", "the beginning of a style"))
        .or_else(|| event(&lower))
}

/// `javascript:` even with spaces inside; `data:` and its kin only where a text would put a space.
fn scheme(lower: &str) -> Option<Found> {
    for word in ["javascript", "vbscript", "livescript"] {
        if let Some(found) = spaced(lower, word) {
            return Some(Found::new(found.start, found.len(), format!("the beginning of a script `{word}:`")));
        }
    }
    ["data:", "blob:", "file:", "filesystem:", "view-source:"].into_iter().find_map(|word| {
        let is_scheme = |at: usize| {
            let before = lower.get(..at).and_then(|text| text.chars().next_back());
            let after = lower.get(at + word.len()..).and_then(|text| text.chars().next());
            !before.is_some_and(char::is_alphanumeric) && after.is_some_and(|sign| !sign.is_whitespace())
        };
        let at = lower.match_indices(word).map(|(at, _)| at).find(|at| is_scheme(*at))?;
        Some(Found::new(at, word.len(), format!("the beginning of a link `{word}`")))
    })
}

/// Where a word and a colon stand, with white space anywhere inside.
fn spaced(lower: &str, word: &str) -> Option<Range<usize>> {
    let first = word.chars().next()?;
    lower.match_indices(first).filter(|_| lower.contains(':')).find_map(|(start, _)| {
        let mut wanted = word.chars().chain(std::iter::once(':')).peekable();
        for (at, sign) in lower.get(start..)?.char_indices() {
            if at > 0 && sign.is_whitespace() {
                continue;
            }
            if wanted.next() != Some(sign) {
                return None;
            }
            if wanted.peek().is_none() {
                return Some(start..start + at + 1);
            }
        }
        None
    })
}

/// `onclick=`, with white space before the sign.
fn event(lower: &str) -> Option<Found> {
    lower.match_indices("on").find_map(|(at, _)| {
        let before = lower.get(..at).and_then(|text| text.chars().next_back());
        let rest = lower.get(at + 2..)?;
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let after = rest.get(letters..)?.trim_start();
        let is_event = letters >= 3 && after.starts_with('=') && !before.is_some_and(char::is_alphanumeric);
        is_event.then(|| {
            Found::new(at, letters + 2, format!("the beginning of an attribute `{}=`", lower.get(at..at + 2 + letters).unwrap_or("")))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let found = unseen(text).or_else(|| markup(text));
        assert_eq!(found.as_ref().map(|found| found.what.as_str()), expected, "{text:?}");
        assert!(found.is_none_or(|found| text.get(found.at).is_some()), "{text:?}");
    }

    #[test]
    fn plain_words_in_any_language_may_stand() {
        for text in [
            "”Olen raskaana ja käytän päihteitä.” – 24/7, 0–18 & 100 % (ks. 1–2)",
            "Data: se nedan. File: ask. On 3 = no; only ask",
            "R&D; a & b; Q&A",
            "sosiaali\u{ad}päivystys",
            "עברית ערבית العربية می\u{200c}خواهم क्\u{200d}ष",
            "Onko = merkki? Se on=ok",
            "Guovdageaidnu, áčči; €5",
            "no-break\u{a0}space",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn what_is_not_seen_is_named_by_its_number() {
        check("a\u{0}b", Some("a sign that is not seen, U+0000"));
        check("a\u{202e}b", Some("a sign that is not seen, U+202E"));
        check("a\u{2066}b", Some("a sign that is not seen, U+2066"));
        check("a\u{200b}b", Some("a sign that is not seen, U+200B"));
        check("a\u{200d}b", Some("a sign that is not seen, U+200D"));
        check("\u{feff}a", Some("a sign that is not seen, U+FEFF"));
        check("a\u{e0041}", Some("a sign that is not seen, U+E0041"));
        check("a\nb", Some("a line break"));
    }

    #[test]
    fn markup_is_named() {
        check("a <b>", Some("the sign `<`"));
        check("</style>", Some("the sign `<`"));
        check("&lt;b&gt;", Some("the sign of a page `&lt;`"));
        check("&lt script&gt", Some("the sign of a page `&lt`"));
        check("&#60;b", Some("the sign of a page `&#60`"));
        check("&#x3C;b", Some("the sign of a page `&#x3C`"));
    }

    #[test]
    fn scripts_are_named_in_whatever_disguise() {
        check("see JaVaScRiPt:alert(1)", Some("the beginning of a script `javascript:`"));
        check("java script : alert(1)", Some("the beginning of a script `javascript:`"));
        check("data:text/html,x", Some("the beginning of a link `data:`"));
        check("\" onclick = alert(1)", Some("the beginning of an attribute `onclick=`"));
        check("x onerror=alert(1)", Some("the beginning of an attribute `onerror=`"));
        check("color: expression(alert(1))", Some("the beginning of a style `expression(`"));
        check("background: URL(//a.b)", Some("the beginning of a style `url(`"));
    }
}
