//! Reading: how hard a text is, by LIX and by its longest sentence.
//!
//! In: texts that people read, and the limits that the pack sets for each language. Out: a warning for each text above them.
//! Never a grade: both figures are alarms. Only readers can tell whether a text is easy.
//! Standard: LIX (C.-H. Björnsson, 1968), meant for Swedish and used for Norwegian and Danish; it says nothing about Finnish, whose words are longer.
//! Next: `seen.rs` for what counts as running text.

use std::collections::BTreeMap;
use std::ops::Range;

use lykta_core::format::source::Reading;

use crate::compile::Sources;
use crate::problem::{Code, Place, Problems};
use crate::review::is_own;
use crate::review::seen::Seen;

/// Languages for which LIX is of use.
const LIX_LANGUAGES: [&str; 4] = ["sv", "nb", "nn", "da"];
/// Below these numbers of words LIX jumps with each word: the text is then measured with the rest of its card only, or not at all.
const LEAST_WORDS: usize = 20;
const LEAST_WORDS_WHOLE: usize = 50;
/// A word of more letters is long.
const LONG: usize = 6;

/// What was counted in a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Measure {
    /// Words; numbers, slots and addresses are none.
    pub words: usize,
    /// Words of more than six letters.
    pub long: usize,
    /// Sentences with a word.
    pub sentences: usize,
    /// Words of the longest sentence.
    pub longest: usize,
    /// Where the longest sentence stands, in bytes.
    pub at: Range<usize>,
}

impl Measure {
    /// LIX, rounded: words a sentence, and the long words in percent. 0 without words.
    #[must_use]
    pub fn lix(&self) -> usize {
        if self.words == 0 || self.sentences == 0 {
            return 0;
        }
        (self.words * 100 / self.sentences + self.long * 10_000 / self.words + 50) / 100
    }

    fn add(&mut self, other: &Self) {
        self.words += other.words;
        self.long += other.long;
        self.sentences += other.sentences;
    }
}

/// Counts a text. A sentence ends at `.`, `?` or `!` before a space and no small letter, and at the end.
#[must_use]
pub fn measure(text: &str) -> Measure {
    let mut measure = Measure::default();
    let mut start = 0;
    for end in ends(text) {
        let sentence = text.get(start..end).unwrap_or("");
        let (words, long) = counted(sentence);
        if words > 0 {
            measure.words += words;
            measure.long += long;
            measure.sentences += 1;
            if words > measure.longest {
                measure.longest = words;
                let lead = sentence.len() - sentence.trim_start().len();
                measure.at = start + lead..start + sentence.trim_end().len();
            }
        }
        start = end;
    }
    measure
}

/// Where the sentences of a text end.
fn ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    for (at, sign) in text.match_indices(['.', '?', '!', '…']) {
        let rest = text.get(at + sign.len()..).unwrap_or("");
        let after = rest.trim_start_matches(['”', '“', '"', '’', '»', '«', ')', '.', '?', '!', '…']);
        // "klo 9.30" and "mieli.fi" go on, and so does "esim. näin".
        let goes_on = after.trim_start().chars().next().is_some_and(char::is_lowercase);
        if after.starts_with(char::is_whitespace) && !goes_on {
            ends.push(text.len() - after.len());
        }
    }
    ends.push(text.len());
    ends
}

/// Words of a sentence, and the long ones among them.
fn counted(sentence: &str) -> (usize, usize) {
    let (mut words, mut long) = (0, 0);
    for token in sentence.split(|sign: char| sign.is_whitespace() || matches!(sign, '/' | '–' | '—')) {
        // Slots, numbers and addresses such as "mieli.fi" are not read as words.
        let is_slot = token.contains(['{', '}', '@']);
        let token = token.trim_matches(|sign: char| !sign.is_alphanumeric());
        let is_address = is_slot || token.contains('.');
        if !is_address && token.contains(char::is_alphabetic) {
            words += 1;
            // No word has more letters than bytes.
            long += usize::from(token.len() > LONG && token.chars().filter(|sign| sign.is_alphabetic()).count() > LONG);
        }
    }
    (words, long)
}

/// Tells of every text above the limits of its language.
pub fn check(sources: &Sources, seen: &[Seen<'_>], problems: &mut Problems) {
    let limits = &sources.manifest.entry.reading;
    check_limits(sources, problems);
    // All running text of a card or question, by language and by where its id stands.
    let mut whole: BTreeMap<(&str, &Place), Measure> = BTreeMap::new();
    for text in seen.iter().filter(|text| text.part.is_running()) {
        for (language, words) in text.words {
            let Some(limit) = limits.get(language) else { continue };
            let measure = measure(words);
            let place = text.place.key(language);
            check_text(language, *limit, &measure, &place, problems);
            if let Some(entry) = &text.entry {
                whole.entry((language, entry)).or_default().add(&measure);
            }
        }
    }
    for ((language, place), measure) in whole {
        let limit = limits.get(language).filter(|_| takes_lix(language)).and_then(|limit| limit.lix_whole).map(usize::from);
        if let Some(limit) = limit.filter(|limit| measure.words >= LEAST_WORDS_WHOLE && measure.lix() > *limit) {
            problems.add(
                Code::HardToRead,
                place,
                format!("all its texts in `{language}` together have LIX {}; the pack allows {limit}", measure.lix()),
                mend(&measure),
            );
        }
    }
}

fn check_text(language: &str, limit: Reading, measure: &Measure, place: &Place, problems: &mut Problems) {
    let sentence = limit.sentence.map(usize::from);
    if let Some(most) = sentence.filter(|most| measure.longest > *most) {
        problems.add(
            Code::HardToRead,
            &place.part(&measure.at),
            format!("this sentence has {} words; the pack allows {most} in `{language}`", measure.longest),
            "make two sentences of it, one thought in each; what the person does comes first",
        );
    }
    let lix = limit.lix.map(usize::from).filter(|_| takes_lix(language));
    if let Some(lix) = lix.filter(|lix| measure.words >= LEAST_WORDS && measure.lix() > *lix) {
        problems.add(
            Code::HardToRead,
            place,
            format!("the text has LIX {}; the pack allows {lix} in `{language}`", measure.lix()),
            mend(measure),
        );
    }
}

/// What weighs more in the figure: long words or long sentences.
fn mend(measure: &Measure) -> String {
    let (a_sentence, share) = (measure.words / measure.sentences.max(1), measure.long * 100 / measure.words.max(1));
    let counts = format!("{share} % of the words have more than {LONG} letters, {a_sentence} words a sentence");
    if share > 25 { format!("{counts}: use shorter words, and the official one once") } else { format!("{counts}: make shorter sentences") }
}

fn takes_lix(language: &str) -> bool {
    LIX_LANGUAGES.contains(&language.split('-').next().unwrap_or(language))
}

/// Limits that measure nothing: of a language that the pack does not have, or LIX where it has no meaning.
fn check_limits(sources: &Sources, problems: &mut Problems) {
    let own = sources.own.as_ref().unwrap_or(&sources.manifest);
    debug_assert!(is_own(sources, &own.place));
    for (language, limit) in &own.entry.reading {
        let place = own.place.key("reading").key(language);
        if !sources.manifest.entry.languages.contains(language) {
            problems.add(
                Code::ForeignLanguage,
                &place,
                format!("`{language}` is not a language of this pack"),
                "take its limits out, or add the language to `languages`",
            );
        }
        let keys = [("lix", limit.lix), ("lix_whole", limit.lix_whole)];
        for (key, _) in keys.into_iter().filter(|(_, value)| value.is_some() && !takes_lix(language)) {
            problems.add(
                Code::WrongShape,
                &place.key(key),
                format!("LIX says nothing about texts in `{language}`"),
                "use `sentence = 12`, the most words in a sentence",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, words: usize, sentences: usize, longest: &str) {
        let measure = measure(text);
        assert_eq!((measure.words, measure.sentences, &text[measure.at]), (words, sentences, longest), "{text}");
    }

    #[test]
    fn a_sentence_ends_at_its_stop_and_not_inside_a_number_or_an_address() {
        check("Ring nu. Vi svarar!", 4, 2, "Ring nu.");
        check("Soita klo 9.30, katso mieli.fi nyt. Apu tulee.", 6, 2, "Soita klo 9.30, katso mieli.fi nyt.");
        check("Soita, esim. tänään. Vai huomenna?", 5, 2, "Soita, esim. tänään.");
        check("”Olen raskaana. Milloin voin tulla?” Kirjoita nimi ylös heti", 9, 3, "Kirjoita nimi ylös heti");
    }

    #[test]
    fn numbers_slots_and_addresses_are_no_words() {
        check("Call 116 117.", 1, 1, "Call 116 117.");
        check("Avusta päättää {region}.", 2, 1, "Avusta päättää {region}.");
        check("112!", 0, 0, "");
    }

    #[test]
    fn lix_is_words_a_sentence_and_the_share_of_long_words() {
        // 10 words in 2 sentences; "kommunen", "avgiftning" and "bedömning" are long: 5 + 30.
        assert_eq!(measure("Det är kommunen som vet om avgiftning. Be om bedömning.").lix(), 35);
        assert_eq!(measure("").lix(), 0);
    }

    #[test]
    fn six_letters_are_short_and_seven_are_long() {
        assert_eq!((counted("svarar").1, counted("svarade").1, counted("åååååå").1, counted("ååååååå").1), (0, 1, 0, 1));
    }
}
