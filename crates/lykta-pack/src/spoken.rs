//! Conditions in words for editors: parts that a page can lay out as a list, or one line of text.
//!
//! In: a condition, the pack, its words in one language. Out: text, in the same words in which the app says the rule of a card.
//! Never decides a condition: it says what stands there, in the words of the questions and options themselves.
//! Next: `lykta_core::said` for the words; `report_page.rs` and `preview.rs`, which show them.

use lykta_core::answer::{ItemId, OptionId, Years};
use lykta_core::condition::{Clause, Condition};
use lykta_core::format::built::Words;
use lykta_core::pack::Pack;
use lykta_core::said::{self, joint};

use crate::overview::speak::fill;

/// A condition in parts, as a page lays it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said<'a> {
    /// One sentence: a clause, "always" or "never".
    Line(String),
    /// Parts under a line that says how they belong together.
    Parts(&'a str, Vec<Said<'a>>),
}

/// A speaker of one language of a pack.
#[derive(Debug, Clone, Copy)]
pub struct Speaker<'a> {
    words: &'a Words,
    speaker: said::Speaker<'a>,
}

impl<'a> Speaker<'a> {
    /// The speaker of the language of these words.
    #[must_use]
    pub fn new(pack: &'a Pack, words: &'a Words) -> Self {
        Self { words, speaker: said::Speaker::new(pack, words) }
    }

    /// The condition in parts.
    #[must_use]
    pub fn said(&self, condition: &Condition) -> Said<'a> {
        self.told(self.speaker.parts(condition, &|_| None))
    }

    fn told(&self, said: said::Said) -> Said<'a> {
        match said {
            said::Said::Line(line, _) => Said::Line(line),
            said::Said::Parts(key, parts) => Said::Parts(self.words.ui(key), parts.into_iter().map(|part| self.told(part)).collect()),
        }
    }

    /// How the parts of a condition belong together; empty for a clause.
    #[must_use]
    pub fn how(&self, condition: &Condition) -> &'a str {
        match joint(condition) {
            "" => "",
            key => self.words.ui(key),
        }
    }

    /// The condition in one line; what belongs closer together stands in brackets.
    #[must_use]
    pub fn line(&self, condition: &Condition) -> String {
        self.joined(condition, false)
    }

    fn joined(&self, condition: &Condition, is_inner: bool) -> String {
        let list = |parts: &[Condition], key: &'static str| {
            let own = parts.len() > 1;
            let word = self.words.ui(key);
            let text = parts.iter().map(|part| self.joined(part, own)).collect::<Vec<_>>().join(&format!("; {word} "));
            if own && is_inner { format!("[{text}]") } else { text }
        };
        match condition {
            Condition::All(parts) | Condition::Any(parts) if parts.is_empty() => self.how(condition).to_owned(),
            Condition::All(parts) => list(parts, "and"),
            Condition::Any(parts) => list(parts, "rule-or"),
            Condition::Not(part) => format!("{}: [{}]", self.how(condition), self.joined(part, false)),
            Condition::Clause(clause) => self.clause(clause),
        }
    }

    /// A clause: the question, and which answers it asks for.
    #[must_use]
    pub fn clause(&self, clause: &Clause) -> String {
        self.speaker.clause(clause)
    }

    /// A range of years that is no option of the pack.
    #[must_use]
    pub fn age(&self, years: Years) -> String {
        let said = |key: &'static str, years: u16| fill(self.words.ui(key), &[("years", &years.to_string())]);
        match (years.from, years.to) {
            (from, None) => said("rule-at-least", from),
            (0, Some(to)) => said("rule-at-most", to),
            (from, Some(to)) => format!("{from}–{to}"),
        }
    }

    /// The question of an item; its id if there is none.
    #[must_use]
    pub fn question(&self, item: &ItemId) -> String {
        self.speaker.question(item)
    }

    /// An option of an item; its id if the item has none of that id.
    #[must_use]
    pub fn option(&self, item: &ItemId, option: &OptionId) -> String {
        self.speaker.option(item, option)
    }

    /// The name of a municipality; its code if there is none.
    #[must_use]
    pub fn place(&self, code: &str) -> String {
        self.speaker.place(code)
    }

    /// Words in the quotes of the language.
    #[must_use]
    pub fn quoted(&self, words: &str) -> String {
        self.speaker.quoted(words)
    }
}
