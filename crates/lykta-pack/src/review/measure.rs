//! Measure: how long the words and sentences of a text are, and the LIX of it.
//!
//! In: a text. Out: its words, long words and sentences, as the warnings of `check` and the report both give them.
//! Never judges: which limit holds stands in the pack.
//! Standard: LIX (C.-H. Björnsson, 1968), meant for Swedish and used for Norwegian and Danish; it says nothing about Finnish, whose words are longer.
//! Next: `reading.rs`, `report_page/lists.rs`.

use std::ops::Range;

/// A word of more letters is long.
pub const LONG: usize = 6;

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
        let Self { words, long, sentences, .. } = self;
        (2 * words * words + 200 * long * sentences + words * sentences).checked_div(2 * words * sentences).unwrap_or(0)
    }

    /// Words of a sentence, in tenths, rounded. 0 without words.
    #[must_use]
    pub fn tenths_of_words(&self) -> usize {
        (20 * self.words + self.sentences).checked_div(2 * self.sentences).unwrap_or(0)
    }

    /// Counts another text of the same entry in; what its longest sentence is stays with each.
    pub fn add(&mut self, other: &Self) {
        self.words += other.words;
        self.long += other.long;
        self.sentences += other.sentences;
    }
}

/// Counts a text. A sentence ends at `.`, `?`, `!` or `…` before a space and no small letter, and at the end.
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
#[must_use]
pub fn ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    for (at, sign) in text.match_indices(['.', '?', '!', '…']) {
        let rest = text.get(at + sign.len()..).unwrap_or("");
        let after = rest.trim_start_matches(['”', '“', '"', '’', '\'', '»', '«', ')', ']', '.', '?', '!', '…']);
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Words, sentences, the longest sentence.
    #[track_caller]
    fn check(text: &str, words: usize, sentences: usize, longest: &str) {
        let measure = measure(text);
        assert_eq!((measure.words, measure.sentences, &text[measure.at]), (words, sentences, longest), "{text}");
    }

    /// Words, long words, sentences, LIX, tenths of words a sentence.
    #[track_caller]
    fn check_figures(text: &str, expected: (usize, usize, usize, usize, usize)) {
        let found = measure(text);
        assert_eq!((found.words, found.long, found.sentences, found.lix(), found.tenths_of_words()), expected, "{text}");
    }

    #[test]
    fn words_long_words_and_sentences_are_counted() {
        check_figures("Du kan ringa utan namn.", (5, 0, 1, 5, 50));
        // 7 / 2 + 100 * 1 / 7 = 3.5 + 14.29 = 17.79
        check_figures("Missbruksrådgivningen svarar. Du kan ringa i dag", (7, 1, 2, 18, 35));
        check_figures("Rådgivningen svarar: ”Hur mår du?” Ring", (6, 1, 2, 20, 30));
    }

    #[test]
    fn a_sentence_ends_at_its_stop_and_not_inside_a_number_or_an_address() {
        check("Ring nu. Vi svarar!", 4, 2, "Ring nu.");
        check("Soita klo 9.30, katso mieli.fi nyt. Apu tulee.", 6, 2, "Soita klo 9.30, katso mieli.fi nyt.");
        check("Soita, esim. tänään. Vai huomenna?", 5, 2, "Soita, esim. tänään.");
        check("”Olen raskaana. Milloin voin tulla?” Kirjoita nimi ylös heti", 9, 3, "Kirjoita nimi ylös heti");
    }

    #[test]
    fn a_number_with_a_point_inside_ends_no_sentence() {
        check_figures("Ring 1.30 eller 2.5 gånger.", (3, 0, 1, 3, 30));
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
    fn what_has_no_words_is_not_counted() {
        assert_eq!(measure(" – … "), Measure::default());
        assert_eq!(measure(""), Measure::default());
        assert_eq!(measure("").tenths_of_words(), 0);
    }

    #[test]
    fn six_letters_are_short_and_seven_are_long() {
        check_figures("svarar", (1, 0, 1, 1, 10));
        check_figures("svarade", (1, 1, 1, 101, 10));
        assert_eq!((counted("svarar").1, counted("svarade").1, counted("åååååå").1, counted("ååååååå").1), (0, 1, 0, 1));
    }
}
