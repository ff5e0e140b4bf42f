//! The app's own words, by language.
//!
//! In: a language tag. Out: key to text.
//! Never holds words of a pack. The files stand in `locales/`; a test holds them in step.

use std::collections::BTreeMap;

/// Tags of the languages that the app itself speaks, with the direction of their writing.
pub const LANGUAGES: &[(&str, &str, &str)] = &[
    ("fi", "ltr", include_str!("../../../locales/fi.toml")),
    ("sv", "ltr", include_str!("../../../locales/sv.toml")),
    ("en", "ltr", include_str!("../../../locales/en.toml")),
];

/// The words of a language; none if the app does not speak it.
#[must_use]
pub fn words(language: &str) -> Option<BTreeMap<String, String>> {
    let (_, _, text) = LANGUAGES.iter().find(|(tag, _, _)| *tag == language)?;
    toml::from_str(text).ok()
}

/// `ltr` or `rtl`.
#[must_use]
pub fn direction(language: &str) -> &'static str {
    LANGUAGES.iter().find(|(tag, _, _)| *tag == language).map_or("ltr", |(_, direction, _)| direction)
}
