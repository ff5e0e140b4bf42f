//! What is told of translations: those that are not shown, and faults of those that are, at their line in the catalog.
//!
//! In: messages, and the problems of a pack. Out: problems with their places.
//! Never twice of one text: where a translation is told of as changed or uncertain, it is not told of as missing too.
//! Next: `crate::load`, which calls `settle` when all is found.

use crate::catalog::po::Message;
use crate::catalog::{Catalogs, State, in_catalog};
use crate::compile::texts;
use crate::document::Document;
use crate::problem::{Code, Place, Problem, Problems, Step};

/// A text that has a translation in its entry and one in the catalog.
pub fn twice(message: &Message, name: &str, tag: &str, root: &Place, entry: &Place, problems: &mut Problems) {
    if message.is_broken || message.text.text.trim().is_empty() {
        return;
    }
    let at = in_catalog(root, name, &message.text.span);
    let what = format!("the text stands in `{tag}` in its entry too, and that one is shown");
    problems.add_pair(Code::TranslatedTwice, &at, what, entry, "the entry", "take one of the two out");
}

/// A translation of words that are others now. A draft is told of nothing: it is shown to nobody.
pub fn stale(message: &Message, name: &str, root: &Place, original: &Place, is_draft: bool, problems: &mut Problems) {
    if !is_draft {
        let at = in_catalog(root, name, &message.id.span);
        let help = "run `lykta-pack translate`, which shows the old words beside the new ones; then mend the translation and take the mark `fuzzy` out";
        problems.add_pair(Code::TranslationStale, &at, "the text was changed after it was translated", original, "as it is now", help);
    }
}

/// A translation that someone marked as not certain.
pub fn fuzzy(name: &str, at: &Place, is_draft: bool, problems: &mut Problems) {
    if !is_draft {
        let what = format!("the translation of `{name}` is marked as not certain");
        problems.add(Code::TranslationUnsure, at, what, "mend it, then take `fuzzy` out of the line `#,` above it");
    }
}

/// The place of a text, and its language, if the place is that of words.
fn of_words(place: &Place) -> Option<((usize, Vec<Step>), &str)> {
    let (Step::Key(language), above) = place.pointer.split_last()? else { return None };
    Some(((place.document, above.to_vec()), language))
}

/// The place in the catalog, for words that were laid over a text.
fn settled(place: &Place, catalogs: &Catalogs) -> Option<Place> {
    let (text, language) = of_words(place)?;
    let State::Laid(at, is_plain) = catalogs.states.get(&text)?.get(language)? else { return None };
    let (start, end) = at.span?;
    // The part counts inside the quotes.
    let part = place.part.filter(|_| *is_plain).map(|(from, to)| (start + 1 + from, (start + 1 + to).min(end)));
    Some(Place { span: Some(part.unwrap_or((start, end))), ..at.clone() })
}

/// Brings problems of translations to their line in the catalog, and says of missing ones where they belong.
pub fn settle(catalogs: &Catalogs, documents: &[Document], problems: &mut Problems) {
    if catalogs.states.is_empty() {
        return;
    }
    for problem in std::mem::take(&mut problems.0) {
        if problem.code == Code::MissingTranslation {
            missing(problem, catalogs, documents, problems);
            continue;
        }
        let place = settled(&problem.place, catalogs).unwrap_or(problem.place);
        let other = problem.other.map(|(other, word)| (settled(&other, catalogs).unwrap_or(other), word));
        problems.0.push(Problem { place, other, ..problem });
    }
}

/// A missing text is told for each catalog by itself: where it belongs, or how it gets there.
fn missing(mut problem: Problem, catalogs: &Catalogs, documents: &[Document], problems: &mut Problems) {
    let states = catalogs.states.get(&(problem.place.document, problem.place.pointer.clone()));
    let languages = texts::missing_in(&problem.what);
    let (of_catalogs, own): (Vec<&str>, Vec<&str>) =
        languages.into_iter().partition(|language| states.is_some_and(|states| states.contains_key(*language)));
    let mut told = Vec::new();
    for language in of_catalogs {
        match states.and_then(|states| states.get(language)) {
            Some(State::Empty(at)) => {
                let help = "write the translation between the quotes of `msgstr`";
                told.push((at.clone(), Some((problem.place.clone(), "the text".to_owned())), language, help.to_owned()));
            }
            Some(State::Absent(document)) => {
                let file = documents.get(*document).map_or_else(String::new, |document| document.path.display().to_string());
                let help = format!("run `lykta-pack translate` with `{language}`, and translate it in {file}");
                told.push((problem.place.clone(), None, language, help));
            }
            Some(State::Laid(..) | State::Told) | None => {}
        }
    }
    for (place, other, language, help) in told {
        let (code, what) = (problem.code, texts::missing_words(&[language]));
        problems.0.push(Problem { code, what, place, other, help, persona: String::new() });
    }
    if !own.is_empty() {
        let (what, help) = (texts::missing_words(&own), texts::missing_help(&own));
        // A table has its own words for the mend.
        if states.is_some_and(|states| !states.is_empty()) && what != problem.what {
            (problem.what, problem.help) = (what, help);
        }
        problems.0.push(problem);
    }
}
