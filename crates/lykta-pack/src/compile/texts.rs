//! Texts: checked in every language, and numbered.
//!
//! In: words by language. Out: an index that is the same in all languages; a problem for what a person should not meet.
//! Never changes a word; the groups of a number are kept on one line.
//! Next: `lykta_core::format::built::Words`.

use std::collections::BTreeMap;

use lykta_core::format::source;

use crate::locale;
use crate::problem::{Code, Place, Problems, Step, nearest};

/// The texts of a pack, in order of first use.
#[derive(Debug)]
pub struct Texts {
    languages: Vec<String>,
    /// Words per language; an empty one is missing.
    texts: Vec<Vec<String>>,
    known: BTreeMap<Vec<String>, u32>,
}

/// Signs that a title may have at most.
pub const LONGEST_TITLE: usize = 60;

impl Texts {
    /// No texts yet.
    #[must_use]
    pub fn new(languages: &[String]) -> Self {
        Self { languages: languages.to_vec(), texts: Vec::new(), known: BTreeMap::new() }
    }

    /// Checks a text and gives its index.
    pub fn intern(&mut self, words: &source::Texts, place: &Place, problems: &mut Problems) -> u32 {
        check(words, &self.languages, place, problems);
        self.number(self.languages.iter().map(|language| words.get(language).cloned().unwrap_or_default()).collect())
    }

    /// Checks an optional text.
    pub fn intern_some(&mut self, words: Option<&source::Texts>, place: &Place, problems: &mut Problems) -> Option<u32> {
        words.map(|words| self.intern(words, place, problems))
    }

    /// Checks a title.
    pub fn intern_title(&mut self, words: &source::Texts, place: &Place, problems: &mut Problems) -> u32 {
        check_title(words, place, problems);
        self.intern(words, place, problems)
    }

    /// The index of words that were interned; none if they were not.
    #[must_use]
    pub fn known(&self, words: &source::Texts) -> Option<u32> {
        let words: Vec<String> = self.languages.iter().map(|language| words.get(language).cloned().unwrap_or_default()).collect();
        self.known.get(&words).copied()
    }

    /// Gives the index of words that the tool made itself, one per language.
    pub fn number(&mut self, words: Vec<String>) -> u32 {
        if let Some(number) = self.known.get(&words) {
            return *number;
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(words.clone());
        self.known.insert(words, number);
        number
    }

    /// The words of an index, one per language; an empty one is missing.
    #[must_use]
    pub fn words(&self, number: u32) -> Option<&[String]> {
        self.texts.get(usize::try_from(number).ok()?).map(Vec::as_slice)
    }

    /// The texts of a language, and which of them are borrowed from the first.
    #[must_use]
    pub fn in_language(&self, language: usize) -> (Vec<String>, Vec<u32>) {
        let mut borrowed = Vec::new();
        let texts = self
            .texts
            .iter()
            .enumerate()
            .map(|(index, words)| {
                let own = words.get(language).filter(|text| !text.is_empty());
                if own.is_none() {
                    borrowed.push(u32::try_from(index).unwrap_or(u32::MAX));
                }
                own.or_else(|| words.iter().find(|text| !text.is_empty())).map(|text| unbroken(text)).unwrap_or_default()
            })
            .collect();
        (texts, borrowed)
    }
}

/// A text in which no line ends within a number: spaces between its groups of digits do not break ("116 117", "1 000").
#[must_use]
pub fn unbroken(text: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    let is_digit = |at: Option<usize>| at.and_then(|at| signs.get(at)).is_some_and(char::is_ascii_digit);
    let is_within = |at: usize| is_digit(at.checked_sub(1)) && is_digit(Some(at + 1));
    signs.iter().enumerate().map(|(at, sign)| if *sign == ' ' && is_within(at) { '\u{a0}' } else { *sign }).collect()
}

/// Tells of a title that is too long for a phone.
pub fn check_title(words: &source::Texts, place: &Place, problems: &mut Problems) {
    for (language, text) in words {
        let length = text.chars().count();
        if length > LONGEST_TITLE {
            let start = text.char_indices().nth(LONGEST_TITLE).map_or(0, |(at, _)| at);
            problems.add(
                Code::TitleTooLong,
                &place.key(language).part(&(start..text.len())),
                format!("the title has {length} signs"),
                format!("say it in at most {LONGEST_TITLE}, and move the rest into `text`"),
            );
        }
    }
}

/// Tells of what a person should not meet in a text.
pub fn check(words: &source::Texts, languages: &[String], place: &Place, problems: &mut Problems) {
    // In a draft the first language stands in for what is missing.
    let is_missing = |language: &&str| !words.contains_key(*language) && !locale::is_draft(language);
    let missing: Vec<&str> = languages.iter().map(String::as_str).filter(is_missing).collect();
    if !missing.is_empty() {
        problems.add(Code::MissingTranslation, place, missing_words(&missing), missing_help(&missing));
    }
    check_words(words, languages, place, problems);
}

/// What is told of a text that is missing in some languages.
const MISSING: &str = "the text is missing in ";

/// That a text is missing in these languages.
#[must_use]
pub fn missing_words(languages: &[&str]) -> String {
    format!("{MISSING}{}", languages.join(", "))
}

/// The languages in which a text is told to be missing.
#[must_use]
pub fn missing_in(what: &str) -> Vec<&str> {
    what.strip_prefix(MISSING).map_or_else(Vec::new, |languages| languages.split(", ").collect())
}

/// The mend, in an entry.
#[must_use]
pub fn missing_help(languages: &[&str]) -> String {
    format!("add `{} = \"...\"`", languages.join(" = \"...\"`, `"))
}

/// The same without asking for every language.
pub fn check_words(words: &source::Texts, languages: &[String], place: &Place, problems: &mut Problems) {
    // What a person told in a check stands in `said`; limits are filled in before.
    let may_name = match place.pointer.last() {
        Some(Step::Key(key)) if key == "decides" => &["{region}"][..],
        Some(Step::Key(key)) if key == "told" => &["{place}", "{date}"],
        Some(Step::Key(key)) if key == "said" => &["{answer}"],
        _ => &[],
    };
    for (language, text) in words {
        let place = place.key(language);
        if !languages.contains(language) {
            problems.add(
                Code::ForeignLanguage,
                &place,
                format!("`{language}` is not a language of this pack"),
                nearest(language, languages.iter().map(String::as_str)).map_or_else(
                    || "take it out, or add the language to `languages` in `pack.toml`".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                ),
            );
        }
        if text.trim().is_empty() {
            problems.add(Code::TextEmpty, &place, "the text is empty", "write the text, or take the field out");
        } else if let Some((at, slot)) = slots(text).find(|(_, slot)| !may_name.contains(slot)) {
            problems.add(
                Code::SlotUnknown,
                &place.part(&(at..at + slot.len())),
                format!("there is no slot `{slot}` here"),
                if place.pointer.first() == Some(&Step::Key("check".to_owned())) {
                    "write the id of a limit of this check, or `{answer}` in `said`"
                } else {
                    "write the word itself; the slots are `{region}` in `decides`, and `{place}` or `{date}` in `told`"
                },
            );
        }
    }
}

/// The slots of a text, from bracket to bracket, with the byte at which each begins.
pub fn slots(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices('{').filter_map(move |(at, _)| {
        let rest = text.get(at..)?;
        let end = rest.find('}').map_or(1, |end| end + 1);
        Some((at, rest.get(..end)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_unbroken(text: &str, expected: &str) {
        assert_eq!(unbroken(text), expected);
    }

    #[test]
    fn the_groups_of_a_number_stay_on_one_line() {
        check_unbroken("Call 116 117, or 0800 900 45.", "Call 116\u{a0}117, or 0800\u{a0}900\u{a0}45.");
    }

    #[test]
    fn a_number_and_a_word_may_part() {
        check_unbroken("Wait 7 days (2 weeks) 1", "Wait 7 days (2 weeks) 1");
        check_unbroken("7 ", "7 ");
    }
}
