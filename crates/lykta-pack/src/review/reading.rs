//! Reading: how hard a text is, by LIX and by its longest sentence.
//!
//! In: texts that people read, and the limits that the pack sets for each language. Out: a warning for each text above them.
//! Never a grade: both figures are alarms. Only readers can tell whether a text is easy.
//! Next: `measure.rs` for the figures, `seen.rs` for what counts as running text.

use std::collections::BTreeMap;

use lykta_core::format::source::Reading;

use crate::compile::Sources;
use crate::problem::{Code, Place, Problems};
use crate::review::is_own;
use crate::review::measure::{LONG, Measure, measure, takes_lix};
use crate::review::seen::Seen;

/// Below these numbers of words LIX jumps with each word: the text is then measured with the rest of its card only, or not at all.
const LEAST_WORDS: usize = 20;
const LEAST_WORDS_WHOLE: usize = 50;

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
