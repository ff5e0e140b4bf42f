//! Building: the files that the app loads.
//!
//! In: a compiled pack, a folder, the names of the engine's files. Out: JSON with the hash of its content in the name, pages, and what
//! websites paste.
//! The same source gives the same bytes: no clock, no randomness, ordered maps only.
//! Next: `page.rs`, `overview.rs`, `overview/snippet.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use lykta_core::format::built::{PackFile, Words};
use lykta_core::format::source;
use lykta_core::isolate;
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::compile::Compiled;
use crate::prove::usual_questions;
use crate::{locale, overview, page};

/// The engine's files, as pages name them, and the template of a page.
#[derive(Debug, Clone)]
pub struct Names {
    /// Text of the template.
    pub template: String,
    /// Script of the engine.
    pub engine_js: String,
    /// WebAssembly of the engine.
    pub engine_wasm: String,
    /// Boot script.
    pub boot: String,
    /// Script for where that cannot run.
    pub old: String,
    /// Style sheet.
    pub style: String,
    /// What the page with everything adds to it.
    pub style_all: String,
    /// Where the guide will be served, as a policy names it; none if that is not known.
    pub origin: Option<String>,
    /// The page for leaving, https.
    pub exit: String,
}

/// A built file: its name beside the pages, and the hash that a browser holds it to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BuiltFile {
    /// Name.
    pub url: String,
    /// Standard: Subresource Integrity.
    pub integrity: String,
}

/// The files of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    /// The structure.
    pub pack: BuiltFile,
    /// Words by language, in the pack's order.
    pub words: Vec<(String, BuiltFile)>,
    /// Easy words by language: those to lie over the ordinary ones, and the same with the ordinary ones below, for the page that begins with them.
    pub easy: Vec<(String, BuiltFile, BuiltFile)>,
    /// Places.
    pub places: BuiltFile,
    /// Meetings of groups; none if the pack has none.
    pub meetings: Option<BuiltFile>,
}

/// Writes the files of a pack, and its pages if the names of the engine's files are given. Gives name and size of each.
///
/// # Errors
/// A file that cannot be written.
pub fn write(compiled: &Compiled, out: &Path, names: Option<&Names>) -> io::Result<Vec<(String, usize)>> {
    fs::create_dir_all(out)?;
    let files = files(compiled, names, usual_questions(compiled))?;
    for (name, bytes) in &files {
        fs::write(out.join(name), bytes)?;
    }
    Ok(files.into_iter().map(|(name, bytes)| (name, bytes.len())).collect())
}

/// The same files by name, in memory; `usual` is how many questions the median persona is put, if that is to be said.
///
/// # Errors
/// What cannot be written as JSON.
pub fn files(compiled: &Compiled, names: Option<&Names>, usual: Option<usize>) -> serde_json::Result<BTreeMap<String, Vec<u8>>> {
    let mut made = BTreeMap::new();
    let id = &compiled.file.id;
    let mut json = |name: &str, text: String| {
        let digest = Sha256::digest(text.as_bytes());
        let hash = digest.iter().take(8).fold(String::new(), |mut hash, byte| {
            // Written without failing: a `String` takes everything.
            let _ = write!(hash, "{byte:02x}");
            hash
        });
        let url = format!("{name}-{hash}.json");
        made.insert(url.clone(), text.into_bytes());
        BuiltFile { url, integrity: format!("sha256-{}", BASE64_STANDARD.encode(digest)) }
    };
    let pack = json(id, without_facts(&compiled.file)?);
    let mut all_words = with_usual_questions(compiled, usual);
    for words in &mut all_words {
        mark_borrowed(compiled, words);
        tell_of_script(words);
    }
    let has_meetings = compiled.file.has_meetings;
    let over = name_each_other(compiled, &mut all_words);
    let words = all_words
        .iter()
        .map(|words| Ok((words.language.clone(), json(&format!("{id}-{}", words.language), without_unused_words(words, has_meetings)?))))
        .collect::<serde_json::Result<Vec<_>>>()?;
    let whole_easy = whole_easy(&over, &all_words, usual);
    let easy = over
        .iter()
        .zip(&whole_easy)
        .map(|(over, whole)| {
            let stem = format!("{id}-{}-easy", over.language);
            let over = json(&stem, without_unused_words(over, has_meetings)?);
            Ok((whole.language.clone(), over, json(&format!("{stem}-all"), without_unused_words(whole, has_meetings)?)))
        })
        .collect::<serde_json::Result<Vec<_>>>()?;
    let places = json(&format!("{id}-places"), serde_json::to_string(&compiled.places)?);
    let meetings =
        has_meetings.then(|| serde_json::to_string(&compiled.meetings).map(|text| json(&format!("{id}-meetings"), text))).transpose()?;
    let files = Files { pack, words, easy, places, meetings };
    if let Some(names) = names {
        for words in &all_words {
            made.insert(page::name(id, words), page::html(compiled, words, &files, names).into_bytes());
            made.insert(overview::name(id, &words.language), overview::html(compiled, words, names).into_bytes());
            let snippet = overview::snippet::html(compiled, words, names);
            made.insert(overview::snippet::name(id, &words.language), snippet.into_bytes());
        }
        for words in &whole_easy {
            made.insert(page::name(id, words), page::html(compiled, words, &files, names).into_bytes());
        }
    }
    Ok(made)
}

/// Keys of words that only this tool and the pages it writes use.
const TOOL_WORDS: [&str; 10] =
    ["all-", "law-", "hours-", "stop-", "old-", "weekdays-short", "loading", "always-open", "progress-first-of", "draft-note"];

/// Marks the texts that stand in the pack's first language; the address of a law is no text to read.
fn mark_borrowed(compiled: &Compiled, words: &mut Words) {
    let addresses: BTreeSet<u32> = compiled.file.cards.iter().flat_map(|card| &card.laws).filter_map(|law| law.url).collect();
    let direction = compiled.file.languages.first().map_or("ltr", |first| locale::direction(first));
    for index in words.borrowed.iter().filter(|index| !addresses.contains(index)) {
        if let Some(text) = usize::try_from(*index).ok().and_then(|index| words.texts.get_mut(index)).filter(|text| !text.is_empty()) {
            *text = isolate::marked(text, direction);
        }
    }
}

/// Tells the app the direction of a language, where it is not its usual one, and the person that it is a draft, before the promise
/// of the first screen.
fn tell_of_script(words: &mut Words) {
    let direction = locale::direction(&words.language);
    if direction != "ltr" {
        words.ui.insert("direction".to_owned(), direction.to_owned());
    }
    if locale::is_draft(&words.language) {
        let promise = [words.ui("draft-note"), words.ui("start-promise")].join(" ");
        words.ui.insert("start-promise".to_owned(), promise);
    }
}

/// The words, with the number of questions that the median persona is put where the first question says that it is the first.
fn with_usual_questions(compiled: &Compiled, usual: Option<usize>) -> Vec<Words> {
    let mut all = compiled.words.clone();
    all.iter_mut().for_each(|words| fill_usual(words, usual));
    all
}

fn fill_usual(words: &mut Words, usual: Option<usize>) {
    if let Some(count) = usual {
        let text = words.ui("progress-first-of").replace("{count}", &count.to_string());
        words.ui.insert("progress-first".to_owned(), text);
    }
}

/// Easy words, which name the ordinary ones of their language, as those name them: the app offers the one beside the other.
fn name_each_other(compiled: &Compiled, all: &mut [Words]) -> Vec<Words> {
    let mut easy = compiled.easy.clone();
    for over in &mut easy {
        for words in all.iter_mut().filter(|words| words.language == over.language) {
            over.ui.insert(OTHERWISE.to_owned(), words.ui("language-name").to_owned());
            words.ui.insert(OTHERWISE.to_owned(), over.ui("language-name").to_owned());
        }
    }
    easy
}

/// The key of the name of the other words of a language.
pub const OTHERWISE: &str = "otherwise-name";

/// Easy words with the ordinary ones below them.
fn whole_easy(easy: &[Words], all: &[Words], usual: Option<usize>) -> Vec<Words> {
    let of = |easy: &Words| {
        let mut whole = easy.clone().over(all.iter().find(|words| words.language == easy.language)?);
        fill_usual(&mut whole, usual);
        Some(whole)
    };
    easy.iter().filter_map(of).collect()
}

/// Keys of words on meetings, which a pack without meetings never shows.
const MEETING_WORDS: &str = "groups-";

/// The words without those that the app never shows.
fn without_unused_words(words: &Words, has_meetings: bool) -> Result<String, serde_json::Error> {
    let mut words = words.clone();
    let is_unused = |key: &str| TOOL_WORDS.iter().any(|prefix| key.starts_with(prefix)) || !has_meetings && key.starts_with(MEETING_WORDS);
    words.ui.retain(|key, _| !is_unused(key));
    serde_json::to_string(&words)
}

/// The structure without the ids of facts: they serve editors and `ask`, and a person would only carry their bytes.
fn without_facts(file: &PackFile) -> Result<String, serde_json::Error> {
    let mut value = serde_json::to_value(file)?;
    for card in value.get_mut("cards").and_then(Value::as_array_mut).into_iter().flatten().filter_map(Value::as_object_mut) {
        card.remove("facts");
    }
    serde_json::to_string(&value)
}

/// The JSON schema of the source format, made from its types.
///
/// # Errors
/// A schema that cannot be written as JSON.
pub fn schema() -> Result<String, String> {
    #[derive(schemars::JsonSchema)]
    #[expect(dead_code, reason = "only its schema is used")]
    struct Pack {
        /// `pack.toml`.
        manifest: source::Manifest,
        /// Any other `*.toml` file.
        entries: source::Entries,
    }
    serde_json::to_string_pretty(&schemars::schema_for!(Pack)).map_err(|fault| fault.to_string())
}
