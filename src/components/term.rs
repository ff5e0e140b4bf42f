//! A text in which official words open what they mean, in place.

use lykta_core::format::built::Words;
use lykta_core::terms::pieces;

use crate::view::{Element, element};

/// A paragraph; terms that opened before on this screen stay plain.
pub fn explained(class: &str, shown: &Words, text: &str, opened: &mut Vec<usize>) -> Element {
    let pieces = pieces(text, &shown.terms, opened);
    // No `p` where something opens: it may not stand in one.
    let tag = if pieces.iter().any(|piece| piece.meaning.is_some()) { "div" } else { "p" };
    pieces.into_iter().fold(element(tag, class), |paragraph, piece| match piece.meaning {
        Some(meaning) => paragraph.with(
            element("details", "lykta-term")
                .with(element("summary", "lykta-term__word").text(piece.text))
                .with(element("span", "lykta-term__text").text(meaning)),
        ),
        None => paragraph.text(piece.text),
    })
}
