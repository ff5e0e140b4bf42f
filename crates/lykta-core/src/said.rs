//! Rules in words: what a condition asks, in a language of the pack, and how each clause stands to what was answered.
//!
//! In: a condition, the pack, its words in one language; for the marks also answers and today. Out: parts that a page lays out as a list.
//! Never decides a condition: it says what stands there, in the words of the questions and options themselves.
//! The words that join clauses are the app's own, `rule-...`: what a person reads and what an editor reads are the same words.
//! Next: `evaluate.rs` for the marks; the app's `components/why.rs` and the editors' tool's `spoken.rs` for who shows them.

use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::answer::{Answers, ItemId, OptionId};
use crate::condition::{Area, Clause, Comparison, Condition, Test};
use crate::date::Date;
use crate::evaluate::{Mark, View};
use crate::format::built::Words;
use crate::pack::Pack;

/// A rule in parts, as a page lays it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// A clause, with how it stands to the answers; "always" and "never" stand to none.
    Line(String, Option<Mark>),
    /// Parts, under the key of a line that says how they belong together.
    Parts(&'static str, Vec<Said>),
}

/// A speaker of one language of a pack.
#[derive(Debug, Clone, Copy)]
pub struct Speaker<'a> {
    pack: &'a Pack,
    words: &'a Words,
}

/// How the parts of a condition belong together, as a key of the app's words; empty for a clause.
#[must_use]
pub fn joint(condition: &Condition) -> &'static str {
    match condition {
        Condition::All(parts) if parts.is_empty() => "rule-always",
        Condition::Any(parts) if parts.is_empty() => "rule-never",
        Condition::All(_) => "rule-all",
        Condition::Any(_) => "rule-any",
        Condition::Not(_) => "rule-not",
        Condition::Clause(_) => "",
    }
}

impl<'a> Speaker<'a> {
    /// The speaker of the language of these words.
    #[must_use]
    pub fn new(pack: &'a Pack, words: &'a Words) -> Self {
        Self { pack, words }
    }

    /// A condition in parts, each clause with how it stands to the answers.
    #[must_use]
    pub fn marked(&self, condition: &Condition, answers: &Answers, today: Date) -> Said {
        let view = View::new(self.pack, answers, today);
        self.parts(condition, &|clause| Some(view.mark(clause)))
    }

    /// A condition in parts. Parts that are joined alike stand in one list.
    pub fn parts(&self, condition: &Condition, mark: &dyn Fn(&Clause) -> Option<Mark>) -> Said {
        let key = joint(condition);
        match condition {
            Condition::All(parts) | Condition::Any(parts) => match parts.as_slice() {
                [] => Said::Line(self.words.ui(key).to_owned(), None),
                [only] => self.parts(only, mark),
                _ => {
                    let mut all = Vec::new();
                    for part in parts {
                        match self.parts(part, mark) {
                            Said::Parts(own, mut inner) if own == key => all.append(&mut inner),
                            other => all.push(other),
                        }
                    }
                    Said::Parts(key, all)
                }
            },
            Condition::Not(part) => Said::Parts(key, Vec::from([self.parts(part, mark)])),
            Condition::Clause(clause) => Said::Line(self.clause(clause), mark(clause)),
        }
    }

    /// A clause: the question, and which answers it asks for.
    #[must_use]
    pub fn clause(&self, clause: &Clause) -> String {
        [&self.question(&clause.item), " ", &self.wanted(clause)].concat()
    }

    /// Which answers a clause asks for.
    #[must_use]
    pub fn wanted(&self, Clause { item, test }: &Clause) -> String {
        let one = |key: &str, slot: &str, value: &str| filled(self.words.ui(key), slot, value);
        match test {
            Test::Is(options) => self.options(item, options),
            Test::IsNot(options) => {
                let key = if options.len() == 1 { "rule-any-but" } else { "rule-none-of" };
                [self.words.ui(key), " ", &self.options(item, options)].concat()
            }
            Test::Years(comparison, limit) => {
                let key = match comparison {
                    Comparison::Below => "rule-below",
                    Comparison::AtMost => "rule-at-most",
                    Comparison::Above => "rule-above",
                    Comparison::AtLeast => "rule-at-least",
                };
                one(key, "years", &limit.to_string())
            }
            Test::In(area) => one("rule-within", "area", &self.area(area)),
            Test::Outside(area) => one("rule-outside", "area", &self.area(area)),
        }
    }

    /// The question of an item; its id if there is none.
    #[must_use]
    pub fn question(&self, item: &ItemId) -> String {
        self.pack.item(item).map_or_else(|| item.as_str(), |(_, item)| self.words.text(item.text)).to_owned()
    }

    /// An option of an item; its id if the item has none of that id.
    #[must_use]
    pub fn option(&self, item: &ItemId, option: &OptionId) -> String {
        let found = self.pack.item(item).and_then(|(_, item)| item.options.iter().find(|own| own.id == *option));
        found.map_or_else(|| option.as_str(), |option| self.words.text(option.text)).to_owned()
    }

    /// The name of a municipality; its code if there is none.
    #[must_use]
    pub fn place(&self, code: &str) -> String {
        let language = self.pack.languages.iter().position(|tag| *tag == self.words.language).unwrap_or(0);
        self.pack.gazetteer.municipality(code).map_or(code, |place| place.name(language)).to_owned()
    }

    /// Words in the quotes of the language.
    #[must_use]
    pub fn quoted(&self, words: &str) -> String {
        filled(self.words.ui("rule-quote"), "text", words)
    }

    fn options(&self, item: &ItemId, options: &[OptionId]) -> String {
        self.listed(options.iter().map(|option| self.quoted(&self.option(item, option))).collect())
    }

    fn area(&self, area: &Area) -> String {
        let region = |code: &String| self.pack.region_name(code).map_or(code.as_str(), |name| self.words.text(name)).to_owned();
        self.listed(match area {
            Area::Regions(codes) => codes.iter().map(region).collect(),
            Area::Municipalities(codes) => codes.iter().map(|code| self.place(code)).collect(),
        })
    }

    /// `a`, `a or b`, `a, b or c`.
    fn listed(&self, mut names: Vec<String>) -> String {
        let last = names.pop().unwrap_or_default();
        if names.is_empty() { last } else { [&names.join(", "), " ", self.words.ui("rule-or"), " ", &last].concat() }
    }
}

/// A text with its one slot filled.
fn filled(text: &str, slot: &str, value: &str) -> String {
    match text.split_once('{').zip(text.split_once('}')) {
        Some(((before, _), (_, after))) if text.len() == before.len() + slot.len() + 2 + after.len() => [before, value, after].concat(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
