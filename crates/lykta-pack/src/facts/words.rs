//! The words of numbers and units in a language, as far as figures need them: `[figures]` in its file of `locales/`.
//!
//! In: a language tag. Out: its words; none for a language that has none.
//! A word that ends in `*` stands for all that begin so: Finnish has many endings.
//! Never a guess for another language: figures of one that has no words are told of as not found.
//! Next: `found.rs`, which looks for them.

use std::collections::BTreeMap;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use crate::facts::figure::Unit;
use crate::locale;

/// The words of a language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Numbers in words. What is an article too means one only after a word of `before_one`.
    #[serde(deserialize_with = "numbers")]
    pub numbers: Vec<(u32, Vec<String>)>,
    /// Words for one that are articles too.
    #[serde(default)]
    pub articles: Vec<String>,
    /// Words after which an article counts: "within a month", but not "twice a month".
    #[serde(default)]
    pub before_one: Vec<String>,
    /// What is counted.
    #[serde(deserialize_with = "units")]
    pub units: Vec<(Unit, Vec<String>)>,
    /// Words that turn the days after them into weekdays.
    #[serde(default)]
    pub working: Vec<String>,
    /// A unit in these forms is one of it, with no number before: "kuukauden kuluessa".
    #[serde(default, deserialize_with = "units")]
    pub alone: Vec<(Unit, Vec<String>)>,
    /// Words before an age.
    #[serde(default)]
    pub before_age: Vec<String>,
    /// Words after an age.
    #[serde(default)]
    pub after_age: Vec<String>,
    /// Day and night.
    #[serde(default)]
    pub always: Vec<String>,
}

fn numbers<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(u32, Vec<String>)>, D::Error> {
    let table: BTreeMap<String, Vec<String>> = BTreeMap::deserialize(deserializer)?;
    let number = |key: &str| key.parse().map_err(|_| D::Error::custom(format!("`{key}` in `[figures.numbers]` is no number")));
    let mut list = table.into_iter().map(|(key, words)| Ok((number(&key)?, words))).collect::<Result<Vec<(u32, _)>, _>>()?;
    list.sort_by_key(|(number, _)| *number);
    Ok(list)
}

fn units<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(Unit, Vec<String>)>, D::Error> {
    let table: BTreeMap<String, Vec<String>> = BTreeMap::deserialize(deserializer)?;
    let unit = |key: &str| Unit::COUNTED.into_iter().find(|unit| unit.key() == key);
    let known = |key: &str| unit(key).ok_or_else(|| D::Error::custom(format!("`{key}` in `[figures]` is no unit")));
    table.into_iter().map(|(key, words)| Ok((known(&key)?, words))).collect()
}

/// The words of a language.
#[must_use]
pub fn of(language: &str) -> Option<&'static Words> {
    locale::known(language)?.figures.as_ref()
}

/// Whether a word of a text is the one of the table.
#[must_use]
pub fn fits(word: &str, pattern: &str) -> bool {
    pattern.strip_suffix('*').map_or(word == pattern, |start| word.starts_with(start))
}
