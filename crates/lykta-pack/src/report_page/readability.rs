//! How hard a text is to read, in the measure of its language.
//!
//! In: a text, a language. Out: words, sentences, and for Swedish, Norwegian and Danish the LIX.
//! LIX = words / sentences + 100 * long words / words; a long word has more than six letters.
//! Finnish and English have no LIX here: their measure is the words of a sentence.
//! Never judges: which limit holds stands in the pack.

/// What was counted in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// Words; at least 1.
    pub words: usize,
    /// Words of more than six letters.
    pub long: usize,
    /// Sentences; at least 1.
    pub sentences: usize,
}

/// Counts a text; none if it has no words.
#[must_use]
pub fn counted(text: &str) -> Option<Counted> {
    let tokens = text.split_whitespace();
    let (mut words, mut long, mut sentences, mut is_open) = (0, 0, 0, false);
    for token in tokens {
        // Hyphens and slashes stand inside a word.
        let letters = token.chars().filter(|sign| sign.is_alphanumeric()).count();
        if letters > 0 {
            words += 1;
            long += usize::from(letters > 6);
            is_open = true;
        }
        let end = token.trim_end_matches(['”', '"', '\'', '’', ')', ']', '»']);
        if is_open && end.ends_with(['.', '!', '?', ':', '…']) {
            sentences += 1;
            is_open = false;
        }
    }
    (words > 0).then(|| Counted { words, long, sentences: sentences + usize::from(is_open) })
}

impl Counted {
    /// LIX, rounded.
    #[must_use]
    pub fn lix(self) -> usize {
        let Self { words, long, sentences } = self;
        (2 * words * words + 200 * long * sentences + words * sentences) / (2 * words * sentences)
    }

    /// Words of a sentence, in tenths, rounded.
    #[must_use]
    pub fn tenths_of_words(self) -> usize {
        (20 * self.words + self.sentences) / (2 * self.sentences)
    }
}

/// Whether the measure of a language is LIX.
#[must_use]
pub fn has_lix(language: &str) -> bool {
    matches!(language, "sv" | "nb" | "nn" | "da")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words, long words, sentences, LIX, tenths of words a sentence.
    #[track_caller]
    fn check(text: &str, expected: (usize, usize, usize, usize, usize)) {
        let found = counted(text).unwrap();
        assert_eq!((found.words, found.long, found.sentences, found.lix(), found.tenths_of_words()), expected, "{text}");
    }

    #[test]
    fn words_long_words_and_sentences_are_counted() {
        check("Du kan ringa utan namn.", (5, 0, 1, 5, 50));
        // 7 / 2 + 100 * 2 / 7 = 3.5 + 28.57 = 32.07
        check("Missbruksrådgivningen svarar. Du kan ringa i dag", (7, 1, 2, 18, 35));
        check("Rådgivningen svarar: ”Hur mår du?” Ring", (6, 1, 3, 19, 20));
    }

    #[test]
    fn a_word_of_six_letters_is_not_long() {
        check("svarar", (1, 0, 1, 1, 10));
        check("svarade", (1, 1, 1, 101, 10));
    }

    #[test]
    fn a_number_with_a_point_inside_ends_no_sentence() {
        check("Ring 1.30 eller 2.5 gånger.", (5, 0, 1, 5, 50));
    }

    #[test]
    fn what_has_no_words_is_not_counted() {
        assert_eq!(counted(" – … "), None);
        assert_eq!(counted(""), None);
    }
}
