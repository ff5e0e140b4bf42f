//! Words that an import sets beside what a directory says, in the languages of a pack.
//!
//! In: texts that may lack a language. Out: texts that have all of them, short enough for a card.
//! Never passes a text in one language off as another: where there is none, a sentence says that there is more in another language.
//! Next: `import/services/words.toml` for the words themselves.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Texts;
use crate::import::clean;
use crate::import::record::Record;

/// The words, by language and by what they are for.
static WORDS: LazyLock<BTreeMap<String, BTreeMap<String, String>>> =
    LazyLock::new(|| toml::from_str(include_str!("../../../import/services/words.toml")).unwrap_or_default());

/// What something is about that is good to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// Nothing but the text itself.
    None,
    /// What it costs.
    Cost,
    /// What to bring.
    Bring,
    /// What makes it easier, or harder, to come.
    Access,
    /// Languages.
    Languages,
    /// A warning of its keepers.
    Note,
}

impl Label {
    fn word(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Cost => Some("cost"),
            Self::Bring => Some("bring"),
            Self::Access => Some("access"),
            Self::Languages => Some("languages"),
            Self::Note => Some("note"),
        }
    }
}

/// The words in the languages of a pack.
#[derive(Debug)]
pub struct Words<'a> {
    languages: &'a [String],
}

impl<'a> Words<'a> {
    /// For these languages.
    #[must_use]
    pub fn of(languages: &'a [String]) -> Self {
        Self { languages }
    }

    /// A word of a language.
    #[must_use]
    pub fn word(language: &str, key: &str) -> Option<&'static str> {
        WORDS.get(language)?.get(key).map(String::as_str)
    }

    /// That there is no description in a language.
    #[must_use]
    pub fn untranslated(&self, language: &str) -> Option<&'static str> {
        Self::word(language, "untranslated")
    }

    /// A text with all languages; none at all if it has nothing to say.
    pub fn completed(&self, texts: &Texts, most: usize, what: &str, record: &mut Record) -> Texts {
        if self.languages.iter().all(|language| !texts.contains_key(language)) {
            return Texts::new();
        }
        let mut whole = Texts::new();
        for language in self.languages {
            let text = texts.get(language).map(String::as_str).or_else(|| Self::word(language, "more"));
            let Some(text) = text else { continue };
            let (short, is_cut) = clean::cut(text, most);
            if is_cut {
                record.change(
                    format!("`{what}_{language}` was longer than {most} signs, and was cut"),
                    "write a shorter one into overrides.csv",
                );
            }
            whole.insert(language.clone(), short);
        }
        whole
    }

    /// What is good to know, each under its word, and the ages.
    pub fn known(&self, parts: &[(Label, Texts)], (from, to): (Option<u16>, Option<u16>), most: usize, record: &mut Record) -> Texts {
        let ages = match (from.filter(|from| *from > 0), to.filter(|to| *to < 100)) {
            (Some(from), Some(to)) => format!("{from}–{to}"),
            (Some(from), None) => format!("{from}+"),
            (None, Some(to)) => format!("0–{to}"),
            (None, None) => String::new(),
        };
        let mut texts = Texts::new();
        for language in self.languages {
            let mut own: Vec<String> = Vec::new();
            if !ages.is_empty() {
                own.extend(Self::word(language, "age").map(|word| format!("{word}: {ages}.")));
            }
            for (label, said) in parts {
                let Some(text) = said.get(language).filter(|text| !text.is_empty()) else { continue };
                let ended = if text.ends_with(['.', '!', '?', '…']) { text.clone() } else { format!("{text}.") };
                let line = label.word().and_then(|key| Self::word(language, key)).map_or(ended.clone(), |word| format!("{word}: {ended}"));
                if !own.contains(&line) {
                    own.push(line);
                }
            }
            if !own.is_empty() {
                texts.insert(language.clone(), own.join(" "));
            }
        }
        let is_elsewhere = |texts: &Texts| !texts.is_empty() && self.languages.iter().all(|language| !texts.contains_key(language));
        if parts.iter().any(|(_, said)| is_elsewhere(said)) {
            record.change(
                "some of what it says is in none of the pack's languages, and was left out",
                "write it into overrides.csv, in the columns `know_...`",
            );
        }
        self.completed(&texts, most, "know", record)
    }
}
