//! A persona from a set of answers: the smallest in it, as an editor would write it.
//!
//! In: answers. Out: an entry to paste into a file of personas.
//! Next: `mod.rs`.

use biodivine_lib_bdd::Bdd;

use crate::symbolic::space::Space;

/// What a persona expects.
#[derive(Debug, Clone, Default)]
pub struct Expected<'a> {
    /// Cards that apply.
    pub shows: Vec<&'a str>,
    /// Cards that do not show.
    pub hides: Vec<&'a str>,
    /// The next question.
    pub next: Option<&'a str>,
}

/// The smallest persona of a set; empty if the set is.
#[must_use]
pub fn smallest(space: &Space, among: &Bdd, id: &str, about: &str, expected: &Expected<'_>) -> String {
    let Some(valuation) = space.smallest(among) else { return String::new() };
    let words = space.words(&valuation);
    let quoted = |word: &str| format!("\"{}\"", word.replace('\\', "\\\\").replace('"', "\\\""));
    let list = |words: &[&str]| words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(", ");
    let is_multiple =
        |id: &str| space.slots.iter().any(|slot| slot.id.as_str() == id && matches!(slot.kind, lykta_core::pack::ItemKind::Multiple));
    let answers: Vec<String> = words
        .iter()
        .filter_map(|(item, words)| match words.as_slice() {
            [] => None,
            [word] if !is_multiple(item) => Some(format!("{item} = {}", quoted(word))),
            words => Some(format!("{item} = [{}]", list(&words.iter().map(String::as_str).collect::<Vec<_>>()))),
        })
        .collect();
    let skipped: Vec<&str> = words.iter().filter(|(_, words)| words.is_empty()).map(|(item, _)| *item).collect();
    let mut text = format!("[[persona]]\nid = {}\nabout = {}\ntoday = \"{}\"\n", quoted(id), quoted(about), space.today);
    if !answers.is_empty() {
        text.push_str(&format!("answers = {{ {} }}\n", answers.join(", ")));
    }
    for (key, ids) in [("skipped", &skipped), ("shows", &expected.shows), ("hides", &expected.hides)] {
        if !ids.is_empty() {
            text.push_str(&format!("{key} = [{}]\n", list(ids)));
        }
    }
    if let Some(next) = expected.next {
        text.push_str(&format!("next = {}\n", quoted(next)));
    }
    text
}
