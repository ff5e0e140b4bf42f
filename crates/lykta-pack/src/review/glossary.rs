//! The glossary: words that a pack avoids, found in whatever form they stand.
//!
//! In: the `[[avoid]]` entries and the texts that people read. Out: a problem at each such word, with the one to use instead.
//! Never guesses a form: `ren` is that word alone, `narkoman*` every word that begins so. That is what Finnish needs, where one word has many
//! endings, and `juoppo*` beside `juopo*` where its stem changes too.
//! Standard: Unicode letters, compared in small form and composed (NFC); a soft hyphen inside a word is passed over.
//! Next: `seen.rs` for the texts.

use std::collections::BTreeMap;
use std::ops::Range;

use lykta_core::format::source::Avoid;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::compile::Sources;
use crate::problem::{Code, Place, Problems};
use crate::read::Located;
use crate::review::is_own;
use crate::review::seen::Seen;

/// A word of a text, as it is compared, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    folded: String,
    at: Range<usize>,
}

/// A piece of an avoided word or phrase: letters, and whether more may stand before or after them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    letters: String,
    open_start: bool,
    open_end: bool,
}

impl Piece {
    fn new(text: &str) -> Self {
        Self { letters: folded(text.trim_matches('*')), open_start: text.starts_with('*'), open_end: text.ends_with('*') }
    }

    fn fits(&self, word: &str) -> bool {
        match (self.open_start, self.open_end) {
            (false, false) => word == self.letters,
            (false, true) => word.starts_with(&self.letters),
            (true, false) => word.ends_with(&self.letters),
            (true, true) => word.contains(&self.letters),
        }
    }
}

/// An avoided word or phrase.
struct Term<'a> {
    entry: &'a Avoid,
    pieces: Vec<Piece>,
    /// Names in which it may stand.
    except: Vec<Vec<Piece>>,
}

/// The terms of a language, those without an open start by the first letter of their first piece.
#[derive(Default)]
struct Terms<'a> {
    by_letter: BTreeMap<char, Vec<Term<'a>>>,
    open: Vec<Term<'a>>,
}

/// Tells of every avoided word.
pub fn check(sources: &Sources, seen: &[Seen<'_>], problems: &mut Problems) {
    let mut glossary: BTreeMap<&str, Terms<'_>> = BTreeMap::new();
    for avoid in &sources.entries.avoids {
        if is_own(sources, &avoid.place) {
            check_entry(avoid, &sources.manifest.entry.languages, problems);
        }
        let except: Vec<Vec<Piece>> = avoid.entry.except.iter().map(|name| pieces(name)).collect();
        let terms = glossary.entry(&avoid.entry.language).or_default();
        for text in &avoid.entry.words {
            let pieces = pieces(text);
            let Some(letter) = pieces.first().and_then(|piece| piece.letters.chars().next()) else { continue };
            let is_open = pieces.first().is_some_and(|piece| piece.open_start);
            let term = Term { entry: &avoid.entry, pieces, except: except.clone() };
            if is_open { &mut terms.open } else { terms.by_letter.entry(letter).or_default() }.push(term);
        }
    }
    for text in seen {
        for (language, text_in) in text.words {
            if let Some(terms) = glossary.get(language.as_str()) {
                check_text(text_in, terms, &text.place.key(language), problems);
            }
        }
    }
}

fn check_text(text: &str, terms: &Terms<'_>, place: &Place, problems: &mut Problems) {
    let words = words(text);
    for start in 0..words.len() {
        let letter = words.get(start).and_then(|word| word.folded.chars().next());
        let by_letter = letter.and_then(|letter| terms.by_letter.get(&letter)).into_iter().flatten();
        let found = by_letter.chain(&terms.open).find_map(|term| {
            let at = found_at(&term.pieces, &words, start)?;
            let is_excused = term.except.iter().any(|name| is_inside(name, &words, start, term.pieces.len()));
            (!is_excused).then_some((term, at))
        });
        if let Some((term, at)) = found {
            let word = text.get(at.clone()).unwrap_or("").replace('\u{ad}', "");
            let Avoid { instead, why, .. } = term.entry;
            problems.add(
                Code::WordAvoided,
                &place.part(&at),
                format!("`{word}` is a word that this pack avoids: {why}"),
                format!("write `{instead}`; if it is part of an official name, add that name to `except` of its `[[avoid]]`"),
            );
        }
    }
}

/// Where an avoided word or phrase first stands in a text.
#[must_use]
pub fn first(avoided: &str, text: &str) -> Option<Range<usize>> {
    let (pieces, words) = (pieces(avoided), words(text));
    (0..words.len()).find_map(|start| found_at(&pieces, &words, start))
}

/// Where a phrase stands that begins with a certain word.
fn found_at(pieces: &[Piece], words: &[Word], start: usize) -> Option<Range<usize>> {
    let found = words.get(start..start + pieces.len())?;
    let fits = pieces.iter().zip(found).all(|(piece, word)| piece.fits(&word.folded));
    fits.then_some(found.first()?.at.start..found.last()?.at.end)
}

/// Whether a name stands so that it covers these words.
fn is_inside(name: &[Piece], words: &[Word], start: usize, length: usize) -> bool {
    let first = (start + length).saturating_sub(name.len());
    (first..=start).any(|at| found_at(name, words, at).is_some())
}

/// The words of a text: letters, digits and marks, with soft hyphens inside them. A hyphen parts words.
fn words(text: &str) -> Vec<Word> {
    let is_part = |sign: char| sign.is_alphanumeric() || !sign.is_ascii() && (is_combining_mark(sign) || sign == '\u{ad}');
    let mut words = Vec::new();
    let mut start = None;
    for (at, sign) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, is_part(sign)) {
            (None, true) => start = Some(at),
            (Some(first), false) => {
                words.push(Word { folded: folded(text.get(first..at).unwrap_or("")), at: first..at });
                start = None;
            }
            (None, false) | (Some(_), true) => {}
        }
    }
    words
}

/// The pieces of an avoided word or phrase, or of a name.
fn pieces(text: &str) -> Vec<Piece> {
    let parts = text.split(|sign: char| !(sign.is_alphanumeric() || is_combining_mark(sign) || matches!(sign, '\u{ad}' | '*')));
    parts.map(Piece::new).filter(|piece| !piece.letters.is_empty()).collect()
}

/// A word as it is compared: small letters, composed, without soft hyphens.
fn folded(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    if !word.chars().any(|sign| is_combining_mark(sign) || sign == '\u{ad}') {
        return word.to_lowercase();
    }
    word.nfc().filter(|sign| *sign != '\u{ad}').flat_map(char::to_lowercase).collect()
}

fn check_entry(avoid: &Located<Avoid>, languages: &[String], problems: &mut Problems) {
    let Located { place, entry } = avoid;
    if !languages.contains(&entry.language) {
        problems.add(
            Code::ForeignLanguage,
            &place.key("language"),
            format!("`{}` is not a language of this pack", entry.language),
            crate::problem::meant(&entry.language, languages.iter().map(String::as_str)),
        );
    }
    if entry.words.is_empty() {
        problems.add(Code::TextEmpty, &place.key("words"), "the entry avoids no word", "write for example `words = [\"narkoman*\"]`");
    }
    for (index, text) in entry.words.iter().enumerate() {
        if pieces(text).is_empty() {
            problems.add(
                Code::TextEmpty,
                &place.key("words").index(index),
                "there is no word to look for",
                "write the word, or the letters that it begins with and `*`",
            );
        }
    }
    if entry.instead.trim().is_empty() {
        problems.add(Code::TextEmpty, &place.key("instead"), "no word is given to use instead", "write the plain word that people use");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What of a text is found by an avoided word, with a name in which it may stand.
    fn found(avoided: &str, except: &str, text: &str) -> Vec<String> {
        let (pieces, except, words) = (pieces(avoided), pieces(except), words(text));
        (0..words.len())
            .filter(|start| except.is_empty() || !is_inside(&except, &words, *start, pieces.len()))
            .filter_map(|start| found_at(&pieces, &words, start).map(|at| text[at].to_owned()))
            .collect()
    }

    #[track_caller]
    fn check(avoided: &str, text: &str, expected: &[&str]) {
        assert_eq!(found(avoided, "", text), expected, "{avoided} in {text}");
    }

    #[test]
    fn a_word_is_found_alone_and_not_inside_another() {
        check("ren", "Är du ren? Barnen, renare och Ren.", &["ren", "Ren"]);
        check("mvc", "Ring MVC.", &["MVC"]);
    }

    #[test]
    fn a_stem_is_found_in_every_finnish_ending() {
        check("narkomaan*", "narkomaani, narkomaanin, Narkomaaneille, narkomania", &["narkomaani", "narkomaanin", "Narkomaaneille"]);
        check("juopo*", "juopon, juopoille, juoppo", &["juopon", "juopoille"]);
        check("juoppo*", "juopon, juoppoa, juoppouden", &["juoppoa", "juoppouden"]);
        check("väärinkäyttäj*", "Väärinkäyttäjälle ja väärinkäytöstä", &["Väärinkäyttäjälle"]);
    }

    #[test]
    fn an_end_is_found_in_every_compound() {
        check("*missbrukare", "blandmissbrukare, ex-missbrukare, missbrukarvård", &["blandmissbrukare", "missbrukare"]);
        check("*ongelmai*", "päihdeongelmaisten ja ongelman", &["päihdeongelmaisten"]);
    }

    #[test]
    fn letters_with_marks_are_the_same_however_they_are_stored() {
        check("vårdcentral*", "VÅRDCENTRALEN", &["VÅRDCENTRALEN"]);
        check("vårdcentral*", "va\u{30a}rdcentralen", &["va\u{30a}rdcentralen"]);
        check("va\u{30a}rdcentral*", "vårdcentralen", &["vårdcentralen"]);
        check("vard*", "vård", &[]);
        check("missbrukare", "miss\u{ad}brukare", &["miss\u{ad}brukare"]);
    }

    #[test]
    fn a_phrase_is_found_across_its_words() {
        check("trilla* dit", "Om du trillar dit igen", &["trillar dit"]);
        check("trilla* dit", "Om du trillar. Gå dit", &[]);
        check("stay clean", "Stay  clean!", &["Stay  clean"]);
    }

    #[test]
    fn an_official_name_is_excused_and_the_same_word_beside_it_is_not() {
        let name = "missbrukar- och beroendevård*";
        assert_eq!(found("missbruk*", name, "Missbrukar- och beroendevården hjälper."), Vec::<String>::new());
        assert_eq!(found("missbruk*", name, "Missbrukar- och beroendevården: missbrukare"), ["missbrukare"]);
    }
}
