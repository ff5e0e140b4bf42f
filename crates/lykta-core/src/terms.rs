//! Terms: official words in a text whose meaning opens on a tap.
//!
//! In: a text and the terms of its language. Out: the text in pieces, in order, some of which are terms.
//! Never changes a text: the pieces put together are the text again. A term opens once, where it stands first.
//! Letters are told by their place among the signs, since the library's tables of all scripts would weigh more than this module.
//! Next: the app's `components/term.rs`.

use alloc::vec::Vec;

use crate::format::built::Term;

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Its signs.
    pub text: &'a str,
    /// What it means, if it is a term.
    pub meaning: Option<&'a str>,
}

/// A text in pieces. Terms whose index is in `opened` are passed over; those found are added to it.
#[must_use]
pub fn pieces<'a>(text: &'a str, terms: &'a [Term], opened: &mut Vec<usize>) -> Vec<Piece<'a>> {
    let mut found = Vec::new();
    // A borrowed text, which a mark begins, is of another language, and must stay whole for its mark (`isolate`).
    let terms = if text.starts_with(['\u{2066}', '\u{2067}']) { &[] } else { terms };
    let (mut from, mut past, mut before) = (0, 0, ' ');
    for (at, sign) in text.char_indices() {
        let begins = at >= past && !is_letter(before) && is_letter(sign);
        before = sign;
        let rest = text.get(at..).unwrap_or("");
        let Some((index, length)) = (if begins { longest(rest, terms, opened) } else { None }) else { continue };
        opened.push(index);
        if let Some(plain) = text.get(from..at).filter(|plain| !plain.is_empty()) {
            found.push(Piece { text: plain, meaning: None });
        }
        let meaning = terms.get(index).map(|term| term.text.as_str());
        // What ends the sentence stays with its last word, for the meaning opens between them and the next.
        let length = length + closing(rest.get(length..).unwrap_or(""));
        found.push(Piece { text: rest.get(..length).unwrap_or(rest), meaning });
        (from, past) = (at + length, at + length);
    }
    if let Some(plain) = text.get(from..).filter(|plain| !plain.is_empty()) {
        found.push(Piece { text: plain, meaning: None });
    }
    found
}

/// How many bytes of signs that close a sentence or a bracket a text begins with.
fn closing(text: &str) -> usize {
    let is_closing = |sign: &char| matches!(sign, '.' | ',' | ':' | ';' | '!' | '?' | ')' | '"' | '”' | '’' | '»');
    text.chars().take_while(is_closing).map(char::len_utf8).sum()
}

/// The term that begins the text with the longest form, and the bytes of it.
fn longest(text: &str, terms: &[Term], opened: &[usize]) -> Option<(usize, usize)> {
    let mut best: Option<(usize, usize)> = None;
    for (index, term) in terms.iter().enumerate().filter(|(index, _)| !opened.contains(index)) {
        for form in term.forms.iter().filter(|form| begins(text, form)) {
            if best.is_none_or(|(_, length)| form.len() > length) {
                best = Some((index, form.len()));
            }
        }
    }
    best
}

/// Whether a text begins with a form, in small letters or with a large first one, and no letter follows.
fn begins(text: &str, form: &str) -> bool {
    let (mut signs, mut letters) = (text.chars(), form.chars());
    let is_first = match (signs.next(), letters.next()) {
        (Some(sign), Some(letter)) => sign == letter || small(sign) == letter,
        _ => false,
    };
    is_first
        && signs.as_str().as_bytes().starts_with(letters.as_str().as_bytes())
        && !text.get(form.len()..).and_then(|rest| rest.chars().next()).is_some_and(is_letter)
}

/// The small letter of a large one, of those that Nordic words begin with; it has as many bytes.
fn small(sign: char) -> char {
    match sign {
        'À'..='Ö' | 'Ø'..='Þ' => char::from_u32(u32::from(sign) + 0x20).unwrap_or(sign),
        _ => sign.to_ascii_lowercase(),
    }
}

/// Letters and digits; of the signs beyond Latin 1 all but the general punctuation.
fn is_letter(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || (sign >= 'À' && !matches!(sign, '×' | '÷' | '\u{2000}'..='\u{206f}'))
}

#[cfg(test)]
mod tests {
    use alloc::string::{String, ToString};
    use alloc::vec::Vec;

    use proptest::prelude::*;

    use super::*;

    fn terms() -> Vec<Term> {
        let term = |forms: &[&str], text: &str| Term { forms: forms.iter().map(ToString::to_string).collect(), text: text.to_string() };
        Vec::from([
            term(&["insats", "insatsen"], "help that the municipality gives"),
            term(&["insats utan behovsprövning"], "help without an assessment"),
            term(&["överklaga", "överklagar"], "to ask a court"),
            term(&["SIP"], "a plan"),
        ])
    }

    /// The text with each term in brackets.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let (terms, mut opened) = (terms(), Vec::new());
        let shown = |piece: &Piece<'_>| if piece.meaning.is_some() { alloc::format!("[{}]", piece.text) } else { piece.text.to_string() };
        assert_eq!(pieces(text, &terms, &mut opened).iter().map(shown).collect::<String>(), expected);
    }

    #[test]
    fn a_term_is_a_whole_word_in_one_of_its_forms() {
        check("Be om en insats.", "Be om en [insats.]");
        check("Insatsen är din.", "[Insatsen] är din.");
        check("Insatser och storinsats.", "Insatser och storinsats.");
        check("(insats)", "([insats)]");
    }

    #[test]
    fn a_large_letter_fits_at_the_beginning_alone() {
        check("Överklaga i tid.", "[Överklaga] i tid.");
        check("En SIP, ingen Sip.", "En [SIP,] ingen Sip.");
    }

    #[test]
    fn the_longest_form_wins() {
        check("”Insats utan behovsprövning” är en insats.", "”[Insats utan behovsprövning”] är en [insats.]");
    }

    #[test]
    fn a_term_opens_where_it_stands_first() {
        check("En insats och insatsen.", "En [insats] och insatsen.");
        let (terms, mut opened) = (terms(), Vec::new());
        assert_eq!(pieces("En insats.", &terms, &mut opened).len(), 2);
        assert_eq!(pieces("En insats.", &terms, &mut opened).len(), 1);
    }

    #[test]
    fn what_closes_a_sentence_stays_with_its_last_word() {
        check("Säg ”SIP”. Sedan väntar du.", "Säg ”[SIP”.] Sedan väntar du.");
        check("SIP: en plan", "[SIP:] en plan");
        check("SIP-möte", "[SIP]-möte");
    }

    #[test]
    fn a_borrowed_text_stays_whole() {
        let borrowed = crate::isolate::marked("En insats.", "ltr");
        check(&borrowed, &borrowed);
    }

    #[test]
    fn an_empty_text_has_no_pieces() {
        check("", "");
    }

    proptest! {
        #[test]
        fn the_pieces_are_the_text_again(text in "([Iiö ÖSIP.a]|insats|överklaga| utan behovsprövning|\\PC){0,20}") {
            let (terms, mut opened) = (terms(), Vec::new());
            prop_assert_eq!(pieces(&text, &terms, &mut opened).iter().map(|piece| piece.text).collect::<String>(), text);
        }
    }
}
