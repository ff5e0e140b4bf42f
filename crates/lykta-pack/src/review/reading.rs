//! Reading: how hard a text is, by LIX and by its longest sentence.
//!
//! In: texts that people read, and the limits that the pack sets for each language. Out: a warning for each text above them.
//! Never a grade: both figures are alarms. Only readers can tell whether a text is easy.
//! Next: `measure.rs` for the figures, `seen.rs` for what counts as running text.

use std::collections::BTreeMap;

use lykta_core::format::source::Reading;
use serde_json::{Value, json};

use crate::compile::Sources;
use crate::locale::takes_lix;
use crate::problem::{Code, Place, Problems};
use crate::review::is_own;
use crate::review::measure::{LONG, Measure, measure};
use crate::review::seen::{self, Part, Seen};

/// Below these numbers of words LIX jumps with each word: the text is then measured with the rest of its card only, or not at all.
const LEAST_WORDS: usize = 20;
const LEAST_WORDS_WHOLE: usize = 50;

/// What easy words are held to in every language, whatever the pack allows the ordinary ones.
const EASY: Reading = Reading { lix: Some(38), lix_whole: Some(33), lix_question: Some(33), sentence: Some(12) };

/// Tells of every text above the limits of its language.
pub fn check(sources: &Sources, seen: &[Seen<'_>], problems: &mut Problems) {
    let limits = &sources.manifest.entry.reading;
    check_limits(sources, problems);
    for text in seen.iter().filter(|text| text.part.is_running()) {
        for (language, words) in text.words {
            let Some(limit) = (if text.is_easy { Some(&EASY) } else { limits.get(language) }) else { continue };
            let measure = measure(words);
            let place = text.place.key(language);
            check_text(language, *limit, &measure, &place, problems);
        }
    }
    for ((language, place), Whole { measure, is_question, is_easy }) in whole(seen) {
        let limits = if is_easy { Some(&EASY) } else { limits.get(language) };
        let Some(limits) = limits.filter(|_| takes_lix(language)) else { continue };
        let general = limits.lix_whole.filter(|_| measure.words >= LEAST_WORDS_WHOLE);
        let question = limits.lix_question.filter(|_| is_question && measure.words >= LEAST_WORDS);
        let limit = question.into_iter().chain(general).min().map(usize::from);
        if let Some(limit) = limit.filter(|limit| measure.lix() > *limit) {
            problems.add(
                Code::HardToRead,
                place,
                format!("all its texts in `{language}` together have LIX {}; the pack allows {limit}", measure.lix()),
                mend(&measure),
            );
        }
    }
}

/// All running text of a card or a question.
#[derive(Default)]
struct Whole {
    measure: Measure,
    is_question: bool,
    is_easy: bool,
}

/// By language, and by where the id stands.
fn whole<'s>(seen: &'s [Seen<'_>]) -> BTreeMap<(&'s str, &'s Place), Whole> {
    let mut all: BTreeMap<(&str, &Place), Whole> = BTreeMap::new();
    for text in seen.iter().filter(|text| text.part.is_running()) {
        let Some(entry) = &text.entry else { continue };
        for (language, words) in text.words {
            let whole = all.entry((language, entry)).or_default();
            whole.measure.add(&measure(words));
            whole.is_question |= text.part == Part::Question;
            whole.is_easy |= text.is_easy;
        }
    }
    all
}

/// LIX of whole cards and of whole questions by language, from the lowest; of those with words enough. Easy words stand by themselves.
#[must_use]
pub fn lix(sources: &Sources) -> BTreeMap<String, Lix> {
    let seen = seen::all(sources);
    let mut all: BTreeMap<String, Lix> = BTreeMap::new();
    for ((language, _), Whole { measure, is_question, is_easy }) in whole(&seen) {
        let least = if is_question { LEAST_WORDS } else { LEAST_WORDS_WHOLE };
        if takes_lix(language) && measure.words >= least {
            let lix = all.entry(if is_easy { format!("{language} easy") } else { language.to_owned() }).or_default();
            if is_question { &mut lix.questions } else { &mut lix.cards }.push(measure.lix());
        }
    }
    for lix in all.values_mut() {
        lix.cards.sort_unstable();
        lix.questions.sort_unstable();
    }
    all
}

/// LIX of whole entries, from the lowest.
#[derive(Debug, Default)]
pub struct Lix {
    /// Of cards of 50 words or more.
    pub cards: Vec<usize>,
    /// Of questions of 20 words or more.
    pub questions: Vec<usize>,
}

impl Lix {
    /// How many, the median and the highest.
    #[must_use]
    pub fn json(&self) -> Value {
        let of = |all: &[usize]| json!({ "measured": all.len(), "median": all.get(all.len() / 2), "highest": all.last() });
        json!({ "cards": of(&self.cards), "questions": of(&self.questions) })
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
        let keys = [("lix", limit.lix), ("lix_whole", limit.lix_whole), ("lix_question", limit.lix_question)];
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
