//! `translate`: a catalog of the texts of a pack, for those who translate it; or one that is there, brought up to date.
//!
//! In: a pack, a language. Out: `languages/<tag>.po`, with every text that has no words in the language in its entry.
//! What was translated stays. Where the words have changed since, the translation is marked `fuzzy`, with the words of which it is one;
//! where a text is no longer there, it is put aside.
//! The same pack and catalog always give the same file, and a second run changes nothing.
//! Next: `catalog/` for how a catalog is read, `docs/adding-a-language.md` for what a translator does then.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use lykta_core::format::source::Manifest;

use crate::catalog::po::{self, Field, Message};
use crate::catalog::{self, Text, place, write};
use crate::compile::texts::LONGEST_TITLE;
use crate::document::{self, Document};
use crate::problem::{Code, Problems, Weight};
use crate::read::{self, Entries};
use crate::review::seen::Part;
use crate::{load, locale, report};

/// What `translate` is told.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Folder of the pack
    pub pack: PathBuf,
    /// Language to translate into, such as et
    pub language: String,
    /// File to write; `languages/<language>.po` in the pack if left out
    #[arg(long, value_name = "FILE")]
    pub into: Option<PathBuf>,
}

/// How far a catalog is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Texts that have a translation.
    pub translated: usize,
    /// Texts that have none.
    pub missing: usize,
    /// Texts whose translation is marked as not certain.
    pub fuzzy: usize,
    /// Translations of texts that are no longer there.
    pub gone: usize,
}

/// Runs the command; false if the pack has problems for which a text could be lost.
///
/// # Errors
/// What keeps the catalog from being written.
pub fn run(arguments: &Arguments) -> Result<bool, String> {
    let Arguments { pack, language, into } = arguments;
    if !place::is_tag(language) {
        return Err(format!("`{language}` is no language; name it by its tag, such as `et`"));
    }
    if !pack.is_dir() {
        return Err(load::no_folder(pack));
    }
    let out = into.clone().unwrap_or_else(|| pack.join(catalog::FOLDER).join(format!("{language}.po")));
    let documents = document::read_folder(pack).map_err(|fault| fault.to_string())?;
    let Some((manifest, texts)) = texts(&documents) else { return Ok(false) };
    if manifest.languages.first() == Some(language) {
        return Err(format!("`{language}` is the first language of the pack, from which the others are translated"));
    }
    let before = if out.is_file() { load::read(&out)? } else { String::new() };
    let (old, slips) = po::read(&before);
    if let Some(slip) = slips.first() {
        let line = before.get(..slip.span.start).unwrap_or("").matches('\n').count() + 1;
        return Err(format!("{}:{line}: {}: {}; nothing was written", out.display(), slip.what, slip.help));
    }
    let (file, count) = updated(&manifest, &documents, &texts, language, old, pack);
    if let Some(folder) = out.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(|fault| format!("{}: {}", folder.display(), document::plain(&fault)))?;
    }
    if file != before {
        fs::write(&out, &file).map_err(|fault| format!("{}: {}", out.display(), document::plain(&fault)))?;
    }
    let Count { translated, missing, fuzzy, gone } = count;
    report::line(&format!(
        "{}: {}: {translated} translated, {missing} missing, {fuzzy} fuzzy, {gone} gone",
        out.display(),
        report::counted(translated + missing + fuzzy, "text")
    ));
    if locale::known(language).is_none() {
        report::line(&format!(
            "note: the app itself has no words in `{language}` yet; they stand in `locales/{language}.toml` of the tool"
        ));
    }
    Ok(true)
}

/// The manifest and the texts of a pack; none, after that was told, if a part of it could not be read: its texts would be taken for gone.
fn texts(documents: &[Document]) -> Option<(Manifest, Vec<Text>)> {
    let (mut entries, mut problems) = (Entries::default(), Problems::default());
    entries.catalogs.is_kept = true;
    let manifest = read::read(documents, 0..documents.len(), &mut entries, &mut problems);
    let of_catalogs =
        [Code::CatalogShape, Code::TranslationStale, Code::TranslationUnsure, Code::TranslatedTwice, Code::SameId, Code::ForeignLanguage];
    problems.0.retain(|problem| problem.code.weight() == Weight::Error && !of_catalogs.contains(&problem.code));
    match manifest {
        Some(manifest) if problems.0.is_empty() => Some((manifest.entry, entries.catalogs.texts)),
        manifest => {
            if manifest.is_none() && problems.0.is_empty() {
                report::line("the pack has no `pack.toml` that can be read; run `lykta-pack check`");
            } else {
                report::line(&report::problems(&problems, documents));
            }
            None
        }
    }
}

/// The file, and how far it is.
fn updated(manifest: &Manifest, documents: &[Document], texts: &[Text], language: &str, old: Vec<Message>, pack: &Path) -> (String, Count) {
    let first = manifest.languages.first().map_or("", String::as_str);
    let header = old.iter().find(|message| message.is_header()).cloned().unwrap_or_else(|| header(manifest, language));
    let mut known = Known::new(old);
    let wanted: Vec<&Text> = texts.iter().filter(|text| !text.words.contains_key(language) && text.words.contains_key(first)).collect();
    let original = |text: &Text| text.words.get(first).cloned().unwrap_or_default();
    // First those whose words are the same, so that what only moved is not taken for changed.
    let same: Vec<Option<Message>> = wanted.iter().map(|text| known.same(&text.name, &original(text))).collect();
    let moved: Vec<Option<Message>> =
        wanted.iter().zip(same).map(|(text, same)| same.or_else(|| known.moved(&text.name, &original(text)))).collect();
    let mut count = Count::default();
    let mut messages = vec![header];
    for (text, found) in wanted.into_iter().zip(moved) {
        let message = found.unwrap_or_else(|| known.changed(&text.name));
        let message = brought(message, text, original(text), first, language, documents, pack);
        let field = match (message.text.text.trim().is_empty(), message.is_fuzzy()) {
            (true, _) => &mut count.missing,
            (false, true) => &mut count.fuzzy,
            (false, false) => &mut count.translated,
        };
        *field += 1;
        messages.push(message);
    }
    let gone = known.gone();
    count.gone = gone.len();
    messages.extend(gone);
    (write::file(&messages), count)
}

fn header(manifest: &Manifest, language: &str) -> Message {
    let lines = [
        format!("Project-Id-Version: {}", manifest.id),
        format!("Language: {language}"),
        "MIME-Version: 1.0".to_owned(),
        "Content-Type: text/plain; charset=UTF-8".to_owned(),
        "Content-Transfer-Encoding: 8bit".to_owned(),
    ];
    let text = lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
    Message { text: Field { text, ..Field::default() }, ..Message::default() }
}

/// The messages of the catalog as it was, each taken once.
struct Known {
    /// In their order; none where it was taken.
    messages: Vec<Option<Message>>,
    /// By name; a text that is there again is found among those that were put aside.
    by_name: BTreeMap<String, usize>,
    /// By what does not change when a text moves in a list, or its entry is called otherwise, and by the words.
    by_kin: BTreeMap<(String, String), Vec<usize>>,
}

/// A name without ids and numbers: what a text is, wherever it stands.
fn kin(name: &str) -> String {
    let parts: Vec<&str> = name.split('/').collect();
    let is_field = |part: &&&str| part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let (kind, last) = (parts.first().copied().unwrap_or(""), parts.iter().rev().find(is_field).copied().unwrap_or(""));
    format!("{kind}/{last}")
}

impl Known {
    fn new(messages: Vec<Message>) -> Self {
        let messages: Vec<Option<Message>> =
            messages.into_iter().filter(|message| !message.is_header() && !message.is_broken).map(Some).collect();
        let (mut by_name, mut by_kin) = (BTreeMap::new(), BTreeMap::<_, Vec<usize>>::new());
        for (index, message) in messages.iter().enumerate() {
            let Some(message) = message else { continue };
            let name = message.context.as_ref().map_or("", |context| &context.text);
            // What is there goes before what was put aside.
            if !message.is_obsolete || !by_name.contains_key(name) {
                by_name.insert(name.to_owned(), index);
            }
            by_kin.entry((kin(name), message.id.text.clone())).or_default().push(index);
        }
        Self { messages, by_name, by_kin }
    }

    fn take(&mut self, index: usize) -> Option<Message> {
        self.messages.get_mut(index)?.take()
    }

    /// The message of a text whose words are as they were.
    fn same(&mut self, name: &str, words: &str) -> Option<Message> {
        let index = *self.by_name.get(name)?;
        let is_same = self.messages.get(index)?.as_ref().is_some_and(|message| message.id.text == words);
        if is_same { self.take(index) } else { None }
    }

    /// A translation of the same words in the same kind of place that no text of its name takes.
    fn moved(&mut self, name: &str, words: &str) -> Option<Message> {
        let all = self.by_kin.get(&(kin(name), words.to_owned()))?;
        let is_translated = |message: &Message| !message.text.text.trim().is_empty() && !message.is_fuzzy();
        let index = *all.iter().find(|index| self.messages.get(**index).is_some_and(|own| own.as_ref().is_some_and(is_translated)))?;
        self.take(index)
    }

    /// The message of a text whose words have changed; an empty one if there is none.
    fn changed(&mut self, name: &str) -> Message {
        let index = self.by_name.get(name).copied();
        index.and_then(|index| self.take(index)).unwrap_or_default()
    }

    /// Translations of texts that are no longer there, put aside.
    fn gone(self) -> Vec<Message> {
        let is_kept = |message: &Message| !message.text.text.trim().is_empty();
        self.messages.into_iter().flatten().filter(is_kept).map(|message| Message { is_obsolete: true, ..message }).collect()
    }
}

/// A message as it stands beside its text now.
fn brought(
    mut message: Message,
    text: &Text,
    original: String,
    first: &str,
    language: &str,
    documents: &[Document],
    pack: &Path,
) -> Message {
    let is_translated = !message.text.text.trim().is_empty();
    if is_translated && message.id.text != original {
        // A translation that was not certain is one of still older words.
        let before = std::mem::take(&mut message.id.text);
        message.previous.get_or_insert(before);
        if !message.is_fuzzy() {
            message.flags.insert(0, "fuzzy".to_owned());
        }
    }
    if !is_translated || !message.is_fuzzy() {
        message.previous = None;
        message.flags.retain(|flag| flag != "fuzzy");
    }
    message.context = Some(Field { text: text.name.clone(), ..Field::default() });
    message.id.text = original;
    message.is_obsolete = false;
    message.told = told(text, first, language);
    let path = documents.get(text.place.document).map(|document| document.path.strip_prefix(pack).unwrap_or(&document.path));
    message.places = path.map(|path| path.display().to_string().replace(' ', "%20")).into_iter().collect();
    message
}

/// What helps a translator: what the text is, how long it may be, and its words in the other languages.
fn told(text: &Text, first: &str, language: &str) -> Vec<String> {
    let mut told = vec![what(&text.name)];
    let mut slots = BTreeSet::new();
    for words in text.words.values() {
        slots.extend(words.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(slot, _)| format!("{{{slot}}}")));
    }
    if !slots.is_empty() {
        told.push(format!("Keep as it is: {}", slots.into_iter().collect::<Vec<_>>().join(" ")));
    }
    let others = text.words.iter().filter(|(own, _)| own.as_str() != first && own.as_str() != language);
    told.extend(others.map(|(own, words)| format!("{own}: {}", words.replace('\n', " "))));
    told
}

/// What a text is to the person who reads it, and how long it may be.
fn what(name: &str) -> String {
    let kin = kin(name);
    let (kind, field) = kin.split_once('/').unwrap_or((kin.as_str(), ""));
    let is_option = name.contains("/option/");
    let field = if name.contains("/if/") { "if" } else { field };
    let part = match (kind, field) {
        ("card" | "change", "title") => Part::Title,
        ("card" | "change", "text") if name.contains("/deadline/") => Part::Limit,
        ("card" | "change", "text") => Part::Text,
        ("card" | "change", "first") => Part::First,
        ("card" | "change", "step") => Part::Step,
        ("card" | "change", "know" | "comment") => Part::Know,
        ("card" | "change", "say") => Part::Say,
        ("card", "write") => Part::Write,
        ("card" | "change", "refused") => Part::Refused,
        ("card" | "change", "decides") => Part::Decides,
        ("card" | "change", "check_with") => Part::CheckWith,
        ("card", "if") | ("item", "unknown") => Part::HangsOn,
        ("card" | "change", "label") => Part::Label,
        ("card" | "change", "hours_text") => Part::HoursText,
        ("item", "text") if is_option => Part::Choice,
        ("item" | "check", "hint") => Part::Hint,
        ("item", "told") => Part::Told,
        ("item", "text") => Part::Question,
        ("item", "why") => Part::Why,
        ("pack", "not_covered") => Part::NotCovered,
        ("act" | "source" | "region", _) | ("pack", "title" | "your_region") => Part::Name,
        ("check", "said") => return "what is said back (check)".to_owned(),
        _ => return format!("{} ({kind})", field.replace('_', " ")),
    };
    let of = match kind {
        "change" => "change of a card".to_owned(),
        "item" => "question".to_owned(),
        "pack" => "guide".to_owned(),
        kind => kind.to_owned(),
    };
    let most = part.most_signs().or_else(|| (part == Part::Title).then_some(LONGEST_TITLE));
    let limit = most.map_or_else(String::new, |most| format!(", at most {most} signs"));
    let of = if part.word() == of { String::new() } else { format!(" ({of})") };
    format!("{}{of}{limit}", part.word())
}
