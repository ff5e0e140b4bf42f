//! A persona as an editor would write it: an entry to paste into a file of personas.
//!
//! In: a pack, who asks on which day, answers in words, what is expected. Out: the text of the entry.
//! Next: `prove/properties.rs` and `mutate/told.rs`, which tell of people whom no one thought of.

use lykta_core::answer::ItemId;
use lykta_core::date::Date;
use lykta_core::pack::{ItemKind, Pack};

/// What a persona expects.
#[derive(Debug, Clone, Default)]
pub struct Expectations<'a> {
    /// Cards that apply.
    pub shows: Vec<&'a str>,
    /// Cards that may apply.
    pub may_show: Vec<&'a str>,
    /// Cards that do not show.
    pub hides: Vec<&'a str>,
    /// The last day to act, by card; `none` for none.
    pub last_day: Vec<(&'a str, String)>,
    /// The next question.
    pub next: Option<&'a str>,
}

/// The entry. `answers`: words by item; no words: "rather not say".
#[must_use]
pub fn written(
    pack: &Pack,
    (id, about, today): (&str, &str, Date),
    answers: &[(impl AsRef<str>, Vec<String>)],
    expected: &Expectations<'_>,
) -> String {
    let is_multiple = |id: &str| pack.item(&ItemId::new(id)).is_some_and(|(_, item)| item.kind == ItemKind::Multiple);
    let said = |(item, words): &(_, Vec<String>)| {
        let item: &str = AsRef::as_ref(item);
        match words.as_slice() {
            [] => None,
            [word] if !is_multiple(item) => Some(format!("{item} = {}", quoted(word))),
            words => Some(format!("{item} = [{}]", list(words))),
        }
    };
    let said: Vec<String> = answers.iter().filter_map(said).collect();
    let skipped: Vec<&str> = answers.iter().filter(|(_, words)| words.is_empty()).map(|(item, _)| item.as_ref()).collect();
    let mut text = format!("[[persona]]\nid = {}\nabout = {}\ntoday = \"{today}\"\n", quoted(id), quoted(about));
    if !said.is_empty() {
        text.push_str(&format!("answers = {{ {} }}\n", said.join(", ")));
    }
    let lists = [("skipped", &skipped), ("shows", &expected.shows), ("may_show", &expected.may_show), ("hides", &expected.hides)];
    for (key, ids) in lists.into_iter().filter(|(_, ids)| !ids.is_empty()) {
        text.push_str(&format!("{key} = [{}]\n", list(ids)));
    }
    if !expected.last_day.is_empty() {
        let days: Vec<String> = expected.last_day.iter().map(|(card, day)| format!("{} = {}", quoted(card), quoted(day))).collect();
        text.push_str(&format!("last_day = {{ {} }}\n", days.join(", ")));
    }
    if let Some(next) = expected.next {
        text.push_str(&format!("next = {}\n", quoted(next)));
    }
    text
}

fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('\\', "\\\\").replace('"', "\\\""))
}

fn list(words: &[impl AsRef<str>]) -> String {
    words.iter().map(|word| quoted(word.as_ref())).collect::<Vec<_>>().join(", ")
}
