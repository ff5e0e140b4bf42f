//! The app's own words, by language.
//!
//! In: a language tag. Out: key to text.
//! Never holds words of a pack. The files stand in `locales/`; a test holds them in step.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Tags of the languages that the app itself speaks, with the direction of their writing.
pub const LANGUAGES: &[(&str, &str, &str)] = &[
    ("fi", "ltr", include_str!("../../../locales/fi.toml")),
    ("sv", "ltr", include_str!("../../../locales/sv.toml")),
    ("en", "ltr", include_str!("../../../locales/en.toml")),
    ("nb", "ltr", include_str!("../../../locales/nb.toml")),
    ("nn", "ltr", include_str!("../../../locales/nn.toml")),
    ("da", "ltr", include_str!("../../../locales/da.toml")),
];

/// The words of each language, read once.
static WORDS: LazyLock<BTreeMap<&str, BTreeMap<String, String>>> =
    LazyLock::new(|| LANGUAGES.iter().filter_map(|(tag, _, text)| Some((*tag, toml::from_str(text).ok()?))).collect());

/// The words of a language; none if the app does not speak it.
#[must_use]
pub fn words(language: &str) -> Option<BTreeMap<String, String>> {
    WORDS.get(language).cloned()
}

/// One of the words of a language; empty if there is none.
#[must_use]
pub fn word(language: &str, key: &str) -> &'static str {
    WORDS.get(language).and_then(|words| words.get(key)).map_or("", String::as_str)
}

/// `ltr` or `rtl`.
#[must_use]
pub fn direction(language: &str) -> &'static str {
    LANGUAGES.iter().find(|(tag, _, _)| *tag == language).map_or("ltr", |(_, direction, _)| direction)
}
