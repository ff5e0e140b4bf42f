//! Clean: texts of feeds as plain text on one line, without people's names, addresses and numbers.
//!
//! In: a text as somebody typed it into a website. Out: what may stand in a cell, and how much was taken out.
//! Never runs, follows or keeps markup: the text of it is kept, and what is never shown, such as scripts, is left out whole.
//! Standard: the tokenizer of the HTML standard; the signs that no pack holds (`crate::signs`).
//! Next: `meeting_guide.rs`.

use std::cell::RefCell;
use std::sync::LazyLock;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use regex::Regex;

use crate::signs;

/// Signs of a text that are read; the rest of a longer one is cut.
const LONGEST: usize = 100_000;

/// The text of a piece of markup; most texts hold none.
#[must_use]
pub fn plain(text: &str) -> String {
    let text = text.get(..floor(text, LONGEST)).unwrap_or(text);
    let mut plain = if text.contains(['<', '&']) { without_markup(text) } else { text.to_owned() };
    // What was escaped twice becomes markup only now.
    for _ in 0..3 {
        if !plain.contains(['<', '>']) && signs::script(&plain).is_none() {
            break;
        }
        let again = without_markup(&plain);
        if again == plain {
            break;
        }
        plain = again;
    }
    let mut kept = String::with_capacity(plain.len());
    for sign in plain.chars() {
        match sign {
            '<' => kept.push('‹'),
            '>' => kept.push('›'),
            sign if sign.is_whitespace() || sign.is_control() => kept.push(' '),
            sign => kept.push(sign),
        }
    }
    while let Some(found) = signs::unseen(&kept) {
        kept.replace_range(found.at, "");
    }
    // What browsers take for script even in a text: a space in it ends that.
    while let Some(found) = signs::script(&kept) {
        kept.replace_range(found.at, " ");
    }
    one_line(&kept)
}

/// Single spaces, none at the ends.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The last boundary of signs at or before a byte.
fn floor(text: &str, most: usize) -> usize {
    (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Cut at the end of a word, with a sign that says so; true if something was cut.
#[must_use]
pub fn cut(text: &str, most: usize) -> (String, bool) {
    if text.chars().count() <= most {
        return (text.to_owned(), false);
    }
    let short: String = text.chars().take(most.saturating_sub(1)).collect();
    let end = short.rfind(' ').filter(|end| *end > short.len() / 2).unwrap_or(short.len());
    (format!("{}…", short.get(..end).unwrap_or(&short).trim_end_matches([',', '.', ' '])), true)
}

/// The text that a browser would show of a piece of markup.
fn without_markup(text: &str) -> String {
    let tokenizer = Tokenizer::new(Shown::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(text));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.text.into_inner()
}

/// The text of tokens.
#[derive(Default)]
struct Shown {
    text: RefCell<String>,
    /// Inside of what is never shown.
    hidden: RefCell<Option<String>>,
}

impl TokenSink for Shown {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut text = self.text.borrow_mut();
        let mut hidden = self.hidden.borrow_mut();
        match token {
            Token::CharacterTokens(signs) if hidden.is_none() => text.push_str(&signs),
            Token::TagToken(tag) => {
                let name = tag.name.to_string();
                let raw = match name.as_str() {
                    "script" => Some(RawKind::ScriptData),
                    "style" | "iframe" | "noembed" | "noframes" => Some(RawKind::Rawtext),
                    "textarea" | "title" => Some(RawKind::Rcdata),
                    _ => None,
                };
                match (tag.kind, raw) {
                    (TagKind::StartTag, Some(raw)) if hidden.is_none() => {
                        *hidden = Some(name);
                        return TokenSinkResult::RawData(raw);
                    }
                    (TagKind::EndTag, _) if hidden.as_ref() == Some(&name) => *hidden = None,
                    _ => {}
                }
                let inline = ["a", "b", "i", "em", "strong", "span", "u", "small", "font", "sup", "sub", "abbr", "mark", "wbr"];
                if !inline.contains(&tag.name.to_string().as_str()) {
                    text.push(' ');
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// What gives away a person, or opens a room that is not for all.
static PRIVATE: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let words = [
        // Addresses of mail.
        r"(?i)\b[\w.+%-]+@[\w-]+(?:\.[\w-]+)+",
        // The password of a room.
        r"(?i)\b(?:pass ?(?:word|code)|pwd|pw|pin(?: ?code)?|lösenord|salasana|adgangskode|adgangskoden|passord|pääsykoodi|tunnusluku)\b(?:\s+(?:is|är|er|on))?\s*[:=]\s*\S+",
        r"(?i)\b(?:pass ?(?:word|code)|pwd|pw|pin(?: ?code)?|lösenord|salasana|adgangskode|adgangskoden|passord|pääsykoodi|tunnusluku)\b(?:\s+(?:is|är|er|on))?\s+[\w-]*\d[\w-]*",
        // The number of a room.
        r"(?i)\b(?:(?:zoom|meeting|mötes?|møde|møte|kokous)[ -]?)?(?:id|tunnus)\b(?:\s+(?:is|är|er|on))?\s*[:=#]?\s*\d[\d -]{5,}\d",
        // Whom to ask, by name.
        r"(?:(?i:contact(?: person)?|kontakt(?:person)?|yhteyshenkilö|secretary|sihteeri|sekreterare|sekretær))\s*(?::|\bis\b|\bär\b|\ber\b|\bon\b)?\s+\p{Lu}[\p{Ll}]+(?:[ -]\p{Lu}[\p{Ll}]*\.?){0,2}",
        r"(?:(?i:call|ring|ringa|soita|phone|text))\s+\p{Lu}\p{Ll}+(?:[ -]\p{Lu}\p{Ll}*\.)",
    ];
    words.iter().filter_map(|word| Regex::new(word).ok()).collect()
});

/// Digits that could be somebody's telephone.
static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\+?\(?\d[\d ().\u{a0}\u{2011}-]{5,}\d").ok());

/// The text without addresses of mail, telephone numbers, passwords and named contacts, and how many there were.
#[must_use]
pub fn without_people(text: &str) -> (String, u64) {
    let (mut text, mut count) = without_names(text);
    if let Some(number) = NUMBER.as_ref() {
        let mut taken = 0;
        text = number
            .replace_all(&text, |found: &regex::Captures<'_>| {
                let whole = found.get(0).map_or("", |part| part.as_str());
                if is_telephone(whole) {
                    taken += 1;
                    String::new()
                } else {
                    whole.to_owned()
                }
            })
            .into_owned();
        count += taken;
    }
    (mended(&text, count), count)
}

/// The same where a row of digits is no telephone: in an address, or a name.
#[must_use]
pub fn without_names(text: &str) -> (String, u64) {
    let (mut text, mut count) = (text.to_owned(), 0);
    for private in PRIVATE.iter() {
        count += private.find_iter(&text).count() as u64;
        text = private.replace_all(&text, "").into_owned();
    }
    (mended(&text, count), count)
}

/// A text without what is left around something that was taken out.
fn mended(text: &str, count: u64) -> String {
    if count == 0 {
        return text.to_owned();
    }
    let mended = one_line(text).replace("()", "").replace(" ,", ",").replace(" .", ".").replace(" ;", ";").replace(",.", ".");
    mended.trim_end_matches([' ', ',', ';', ':', '-', '–', '/']).trim_start_matches([' ', ',', ';', ':', '-', '–', '/', '.']).to_owned()
}

/// Seven digits or more that are no days and no years.
fn is_telephone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let parts: Vec<&str> = text.split(|sign: char| !sign.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let is_year = |part: &&str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
    let is_days = parts.iter().any(is_year) && parts.iter().all(|part| part.len() <= 2 || is_year(part));
    digits >= 7 && !is_days
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(plain(text), expected, "{text}");
    }

    #[test]
    fn markup_becomes_the_text_that_a_browser_would_show() {
        check("Al&amp;Bo", "Al&Bo");
        check("<p>One</p><p>Two<br>Three</p>", "One Two Three");
        check("a <b>b</b>c", "a bc");
        check("x<script>alert('&lt;')</script>y", "x y");
        check("<style>p { color: red }</style>Ring", "Ring");
        check("&lt;b&gt;Ring&lt;/b&gt; the bell", "Ring the bell");
        check("5 < 6 > 4", "5 ‹ 6 › 4");
        check("  North Door \r\n\r\n Basement.\t", "North Door Basement.");
    }

    #[test]
    fn what_no_pack_holds_is_taken_out() {
        check("a\u{200b}b\u{202e}c", "abc");
        check("see javascript:alert(1)", "see alert(1)");
    }

    #[track_caller]
    fn check_private(text: &str, expected: &str, count: u64) {
        assert_eq!(without_people(text), (expected.to_owned(), count), "{text}");
    }

    #[test]
    fn people_and_passwords_are_taken_out_and_counted() {
        check_private("Write to anna.k@example.org, or come.", "Write to, or come.", 1);
        check_private("Meeting ID: 124 404 2643, Password: 435925", "", 2);
        check_private("Zoom ID 812 3456 7890 passcode 12ab. Ring the bell.", "Ring the bell.", 2);
        check_private("Kontaktperson: Anna K. 040 123 4567. Third floor", "Third floor", 2);
        check_private("Call Bo L. first", "first", 1);
        check_private("Lösenord: hemligt", "", 1);
    }

    #[test]
    fn days_times_and_streets_stay() {
        for text in [
            "Not on 2026-12-24, nor 24.12.2026",
            "Open 18:00-19:30, Street 12, 00100 Helsinki",
            "since 1999-2024",
            "Use the door code of the day",
            "Contact us at the door",
            "the last Tuesday of the month",
        ] {
            check_private(text, text, 0);
        }
    }

    #[test]
    fn a_long_text_is_cut_at_a_word_and_says_so() {
        assert_eq!(cut("one two three", 9), ("one two…".to_owned(), true));
        assert_eq!(cut("one", 9), ("one".to_owned(), false));
        assert_eq!(cut("abcdefghij", 5), ("abcd…".to_owned(), true));
    }

    proptest! {
        /// Whatever stands in a feed, what is kept may stand in a pack.
        #[test]
        fn what_is_kept_may_stand_in_a_pack(text in "[a-zA-Z<>&;:#/ \\n\\u{200b}\\u{202e}()=@javscriptdl0-9]{0,80}") {
            let kept = plain(&text);
            prop_assert_eq!(signs::unseen(&kept), None);
            prop_assert_eq!(signs::markup(&kept), None);
            prop_assert!(!kept.contains(['\n', '\r', '\t']));
        }
    }
}
