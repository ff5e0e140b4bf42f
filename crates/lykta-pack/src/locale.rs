//! The app's own words, by language.
//!
//! In: a language tag. Out: key to text.
//! Never holds words of a pack. The files stand in `locales/`; a test holds them in step.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A language that the app itself speaks.
#[derive(Debug)]
pub struct Language {
    /// Its tag.
    pub tag: &'static str,
    /// The direction of its writing: `ltr` or `rtl`.
    pub direction: &'static str,
    /// Whether its words were drafted by a machine and read by no speaker: then no build writes it unless asked to.
    pub is_draft: bool,
    text: &'static str,
}

impl Language {
    const fn read(tag: &'static str, text: &'static str) -> Self {
        Self { tag, direction: "ltr", is_draft: false, text }
    }
}

/// The languages that the app itself speaks.
pub const LANGUAGES: &[Language] = &[
    Language::read("fi", include_str!("../../../locales/fi.toml")),
    Language::read("sv", include_str!("../../../locales/sv.toml")),
    Language::read("en", include_str!("../../../locales/en.toml")),
    Language::read("nb", include_str!("../../../locales/nb.toml")),
    Language::read("nn", include_str!("../../../locales/nn.toml")),
    Language::read("da", include_str!("../../../locales/da.toml")),
    Language { tag: "ar", direction: "rtl", is_draft: true, text: include_str!("../../../locales/ar.toml") },
];

/// Easy words of the app, by language: those that differ from the ordinary ones.
pub const EASY: &[(&str, &str)] = &[
    ("en", include_str!("../../../locales/easy/en.toml")),
    ("fi", include_str!("../../../locales/easy/fi.toml")),
    ("sv", include_str!("../../../locales/easy/sv.toml")),
    ("nb", include_str!("../../../locales/easy/nb.toml")),
    ("da", include_str!("../../../locales/easy/da.toml")),
];

/// The words of each language, read once.
static WORDS: LazyLock<BTreeMap<&str, BTreeMap<String, String>>> =
    LazyLock::new(|| LANGUAGES.iter().filter_map(|language| Some((language.tag, toml::from_str(language.text).ok()?))).collect());

/// The words of a language; none if the app does not speak it.
#[must_use]
pub fn words(language: &str) -> Option<BTreeMap<String, String>> {
    WORDS.get(language).cloned()
}

/// The app's easy words of a language; none if it has none.
#[must_use]
pub fn easy(language: &str) -> Option<BTreeMap<String, String>> {
    let (_, text) = EASY.iter().find(|(tag, _)| *tag == language)?;
    toml::from_str(text).ok()
}

/// One of the words of a language; empty if there is none.
#[must_use]
pub fn word(language: &str, key: &str) -> &'static str {
    WORDS.get(language).and_then(|words| words.get(key)).map_or("", String::as_str)
}

fn known(tag: &str) -> Option<&'static Language> {
    LANGUAGES.iter().find(|language| language.tag == tag)
}

/// `ltr` or `rtl`.
#[must_use]
pub fn direction(language: &str) -> &'static str {
    known(language).map_or("ltr", |language| language.direction)
}

/// Whether no speaker has read the app's words in this language.
#[must_use]
pub fn is_draft(language: &str) -> bool {
    known(language).is_some_and(|language| language.is_draft)
}
