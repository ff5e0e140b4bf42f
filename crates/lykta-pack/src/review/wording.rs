//! Wording: slots that one language has and another lacks, and texts that a phone cannot hold.
//!
//! In: the texts that people read. Out: a problem for each that differs or is too long.
//! Never counts bytes: a sign is what a reader sees as one letter, near enough.
//! Next: `seen.rs` for how long each part may be.

use crate::problem::{Code, Problems};
use crate::review::measure::measure;
use crate::review::seen::{Part, Seen};

/// Sentences that the first part of a card may have at most.
const MOST_SENTENCES: usize = 3;

/// Tells of every such text.
pub fn check(seen: &[Seen<'_>], problems: &mut Problems) {
    for text in seen {
        check_slots(text, problems);
        check_length(text, problems);
    }
}

fn check_slots(seen: &Seen<'_>, problems: &mut Problems) {
    let has = |text: &str| text.contains("{region}");
    let Some((with, _)) = seen.words.iter().find(|(_, text)| has(text)) else { return };
    // An empty text has a problem of its own.
    for (language, _) in seen.words.iter().filter(|(_, text)| !has(text) && !text.trim().is_empty()) {
        problems.add_pair(
            Code::SlotMismatch,
            &seen.place.key(language),
            format!("the text in `{language}` lacks the slot `{{region}}`, which stands in `{with}`"),
            &seen.place.key(with),
            "the other",
            "put `{region}` where the name of the body belongs, or write the same words in all languages",
        );
    }
}

fn check_length(seen: &Seen<'_>, problems: &mut Problems) {
    let Some(most) = seen.part.most_signs() else { return };
    for (language, text) in seen.words {
        // A text has no more signs than bytes.
        let too_much = Some(text).filter(|text| text.len() > most).and_then(|text| text.char_indices().nth(most));
        if let Some((start, _)) = too_much {
            let length = text.chars().count();
            problems.add(
                Code::TextTooLong,
                &seen.place.key(language).part(&(start..text.len())),
                format!("the {} has {length} signs", seen.part.word()),
                format!("say it in at most {most}{}", elsewhere(seen.part)),
            );
        } else if seen.part == Part::Text && !seen.is_easy {
            let sentences = measure(text).sentences;
            if sentences > MOST_SENTENCES {
                problems.add(
                    Code::TextTooLong,
                    &seen.place.key(language),
                    format!("the {} has {sentences} sentences", seen.part.word()),
                    format!("say it in at most {MOST_SENTENCES}; limits and exceptions belong in `know`"),
                );
            }
        }
    }
}

/// Where the rest may go.
fn elsewhere(part: Part) -> &'static str {
    match part {
        Part::Text => "; limits and exceptions belong in `know`",
        Part::First => "; further steps belong in `know`",
        Part::Choice => "; what explains it belongs in `hint`",
        Part::Question => "; what explains it belongs in `hint`, the reason in `why`",
        Part::Label => "; hours belong in `hours`, what it is in the card's `text`",
        Part::Title
        | Part::Step
        | Part::Know
        | Part::Say
        | Part::Write
        | Part::Told
        | Part::Refused
        | Part::Decides
        | Part::CheckWith
        | Part::HangsOn
        | Part::HoursText
        | Part::Limit
        | Part::Hint
        | Part::Why
        | Part::NotCovered
        | Part::Term
        | Part::Name => "",
    }
}
