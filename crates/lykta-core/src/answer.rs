//! Answers: what a person has said so far. They stay on the device.
//!
//! In: an answer to an item. Out: all answers by item.
//! Never shown, written or logged: `Debug` is redacted, and there is no `Display` and no serde.
//! Standard: FHIR `QuestionnaireResponse.item.answer`, but in memory only.
//! Next: `condition.rs` for who reads them.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use core::fmt;

use crate::date::Date;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// From its text.
            #[must_use]
            pub fn new(text: &str) -> Self {
                Self(String::from(text))
            }

            /// Its text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    };
}

id! {
    /// Id of an item, kebab-case.
    ItemId
}
id! {
    /// Id of an option, kebab-case; unique in its item.
    OptionId
}
id! {
    /// Id of a card, kebab-case, beginning with the country.
    CardId
}

/// Years of age, both inclusive; no last year is open-ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Years {
    /// First year.
    pub from: u16,
    /// Last year.
    pub to: Option<u16>,
}

/// One answer.
#[derive(Clone, PartialEq, Eq)]
pub enum Answer {
    /// "I'd rather not say".
    Skipped,
    /// Options chosen; not empty.
    Options(BTreeSet<OptionId>),
    /// A range of years that is no option of the pack: the coarse one of the shared vocabulary.
    Years(Years),
    /// A municipality code.
    Place(String),
    /// A day.
    Date(Date),
}

impl Answer {
    /// Several options.
    #[must_use]
    pub fn options<'a>(ids: impl Iterator<Item = &'a str>) -> Self {
        // One by one: collecting would bring in the library's sort.
        let mut options = BTreeSet::new();
        ids.for_each(|id| {
            options.insert(OptionId::new(id));
        });
        Self::Options(options)
    }

    /// One option.
    #[must_use]
    pub fn option(id: &str) -> Self {
        Self::options(core::iter::once(id))
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Answer(..)")
    }
}

/// All answers given so far, by item.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Answers {
    by_item: BTreeMap<ItemId, Answer>,
}

impl Answers {
    /// Gives or replaces an answer.
    pub fn give(&mut self, item: ItemId, answer: Answer) {
        self.by_item.insert(item, answer);
    }

    /// Takes an answer back; as if it had never been given.
    pub fn take_back(&mut self, item: &ItemId) {
        self.by_item.remove(item);
    }

    /// The answer to an item; none if it was not answered.
    #[must_use]
    pub fn get(&self, item: &ItemId) -> Option<&Answer> {
        self.by_item.get(item)
    }

    /// Whether nothing was answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_item.is_empty()
    }
}

impl fmt::Debug for Answers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Answers(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::format;

    #[test]
    fn debug_shows_nothing_of_what_was_answered() {
        let mut answers = Answers::default();
        answers.give(ItemId::new("about"), Answer::option("alcohol"));
        assert_eq!(format!("{answers:?} {:?}", answers.get(&ItemId::new("about"))), "Answers(..) Some(Answer(..))");
    }
}
