//! The app's own words, by language, and what the tool knows of each language.
//!
//! In: the files of `locales/`, built in, or those of a folder that is named when the tool starts. Out: key to text, by tag.
//! Never holds words of a pack, and no list of languages: a language is a file (`docs/decisions/0021-a-language-is-files.md`).
//! Next: `locale/check.rs` for what each file must hold, `build.rs` of this crate for how they come in.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{LazyLock, OnceLock};

use serde::Deserialize;

use crate::document;
use crate::facts::words::Words;

pub mod check;
pub mod files;

/// A language that the app itself speaks.
#[derive(Debug)]
pub struct Language {
    /// Its tag.
    pub tag: String,
    /// What the tool knows of it.
    pub about: About,
    /// Words of numbers and units; none where no figures are looked for.
    pub figures: Option<Words>,
    /// The app's words by key.
    pub words: BTreeMap<String, String>,
    /// The app's easy words: those that differ; none if it has none.
    pub easy: Option<BTreeMap<String, String>>,
}

/// What the tool knows of a language: `[language]` in its file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// The direction of its writing.
    pub direction: Direction,
    /// Whether its words were drafted by a machine and read by no speaker: then no build writes it unless asked to.
    #[serde(default)]
    pub is_draft: bool,
    /// Whether LIX says something about its texts.
    #[serde(default)]
    pub takes_lix: bool,
    /// Words that no text of a check uses: they judge, score, or order. What ends in `*` stands for all that begin so.
    #[serde(default)]
    pub not_in_checks: Vec<String>,
}

/// The direction of writing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From left to right.
    #[default]
    Ltr,
    /// From right to left.
    Rtl,
}

impl Direction {
    /// As pages write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

/// A file of words.
#[derive(Debug, Deserialize)]
struct File {
    language: About,
    #[serde(default)]
    figures: Option<Words>,
    #[serde(flatten)]
    words: BTreeMap<String, String>,
}

/// The files of `locales/`: tag, whether the words are easy, text.
const FILES: &[(&str, bool, &str)] = include!(concat!(env!("OUT_DIR"), "/locales.rs"));

/// What is built in; a file that cannot be read is left out, which a test refuses.
static BUILT_IN: LazyLock<Vec<Language>> = LazyLock::new(|| read(FILES.iter().copied()).0);

static CHOSEN: OnceLock<Vec<Language>> = OnceLock::new();

/// The languages that the app itself speaks, by tag.
#[must_use]
pub fn languages() -> &'static [Language] {
    CHOSEN.get().unwrap_or_else(|| &BUILT_IN)
}

/// Takes the words from a folder instead of those built in, for as long as the tool runs.
///
/// # Errors
/// All that its files lack, a line each; or a folder that cannot be read, or a second one.
pub fn use_folder(folder: &Path) -> Result<(), String> {
    let told = |fault: std::io::Error| format!("{}: {}", folder.display(), document::plain(&fault));
    let mut texts = Vec::new();
    for file in files::list(folder).map_err(told)? {
        texts.push((fs::read_to_string(&file.path).map_err(told)?, file));
    }
    let (languages, mut faults) = read(texts.iter().map(|(text, file)| (file.tag.as_str(), file.is_easy, text.as_str())));
    faults.extend(check::faults(&languages));
    if !faults.is_empty() {
        return Err(faults.iter().map(|fault| folder.join(fault).display().to_string()).collect::<Vec<_>>().join("\n"));
    }
    CHOSEN.set(languages).map_err(|_| "the words were taken from a folder already".to_owned())
}

/// The languages of files, and what keeps a file from being read; each begins with the name of the file.
fn read<'a>(files: impl Iterator<Item = (&'a str, bool, &'a str)>) -> (Vec<Language>, Vec<String>) {
    let (mut languages, mut faults) = (Vec::new(), Vec::new());
    let mut easy: BTreeMap<&str, BTreeMap<String, String>> = BTreeMap::new();
    for (tag, is_easy, text) in files {
        if is_easy {
            match toml::from_str(text) {
                Ok(words) => drop(easy.insert(tag, words)),
                Err(fault) => faults.push(format!("easy/{tag}.toml: {}", fault.message())),
            }
            continue;
        }
        match toml::from_str::<File>(text) {
            Ok(File { language, figures, words }) => {
                languages.push(Language { tag: tag.to_owned(), about: language, figures, words, easy: None });
            }
            Err(fault) => faults.push(format!("{tag}.toml: {}", fault.message())),
        }
    }
    for (tag, words) in easy {
        match languages.iter_mut().find(|language| language.tag == tag) {
            Some(language) => language.easy = Some(words),
            None => faults.push(format!("easy/{tag}.toml: there is no {tag}.toml that these words could lie over")),
        }
    }
    name_all(&mut languages);
    (languages, faults)
}

/// A language that others do not name goes by its own name there.
fn name_all(languages: &mut [Language]) {
    let own = |language: &Language| Some((format!("language-{}", language.tag), language.words.get("language-name")?.clone()));
    let names: Vec<(String, String)> = languages.iter().filter_map(own).collect();
    for language in languages {
        for (key, name) in &names {
            language.words.entry(key.clone()).or_insert_with(|| name.clone());
        }
    }
}

/// What is built in lacks: a line for each fault.
#[must_use]
pub fn faults() -> Vec<String> {
    let (languages, mut faults) = read(FILES.iter().copied());
    faults.extend(check::faults(&languages));
    faults
}

/// A language that the app speaks.
#[must_use]
pub fn known(tag: &str) -> Option<&'static Language> {
    languages().iter().find(|language| language.tag == tag)
}

/// The words of a language; none if the app does not speak it.
#[must_use]
pub fn words(language: &str) -> Option<BTreeMap<String, String>> {
    known(language).map(|language| language.words.clone())
}

/// The app's easy words of a language; none if it has none.
#[must_use]
pub fn easy(language: &str) -> Option<BTreeMap<String, String>> {
    known(language).and_then(|language| language.easy.clone())
}

/// One of the words of a language; empty if there is none.
#[must_use]
pub fn word(language: &str, key: &str) -> &'static str {
    known(language).and_then(|language| language.words.get(key)).map_or("", String::as_str)
}

/// `ltr` or `rtl`.
#[must_use]
pub fn direction(language: &str) -> &'static str {
    known(language).map_or(Direction::Ltr, |language| language.about.direction).word()
}

/// Whether no speaker has read the app's words in this language.
#[must_use]
pub fn is_draft(language: &str) -> bool {
    known(language).is_some_and(|language| language.about.is_draft)
}

/// Whether LIX says something about texts in a language, or in the language of a variant: `sv-FI`.
#[must_use]
pub fn takes_lix(language: &str) -> bool {
    known(language.split('-').next().unwrap_or(language)).is_some_and(|language| language.about.takes_lix)
}
