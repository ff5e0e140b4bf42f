//! Catalogs: a language of a pack in a file of its own, `languages/<tag>.po`, as translators' programs keep it.
//!
//! In: the documents of a pack. Out: its languages, with those that a file adds; translations laid over the texts before these become entries.
//! Never a translation of words that have changed since, or that someone marked as not certain: the first language stands there instead.
//! Standard: PO, of GNU gettext. Why: `docs/decisions/0021-a-language-is-files.md`.
//! Next: `catalog/place.rs` for the names of texts, `catalog/told.rs` for problems, `crate::translate` for how a catalog is written.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::document::Document;
use crate::locale;
use crate::problem::{Code, Place, Problems, Step, meant, nearest};

pub mod place;
pub mod po;
pub mod told;
pub mod write;

use po::Message;

/// The folder of a pack in which its catalogs stand.
pub const FOLDER: &str = "languages";

/// Bytes of what stands in no file of entries: a translation laid over a text.
const NOWHERE: Range<usize> = usize::MAX..usize::MAX;

/// Whether a document is a catalog, wherever it stands.
#[must_use]
pub fn is_catalog(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "po")
}

/// What became of a text in the language of a catalog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Its translation is shown. Where it stands, and whether its bytes there are those of the text.
    Laid(Place, bool),
    /// It has no translation yet: where it belongs.
    Empty(Place),
    /// It is not in the catalog, which is this document.
    Absent(usize),
    /// It has one that is not shown, which is told.
    Told,
}

/// A text as it stands in an entry.
#[derive(Debug, Clone)]
pub struct Text {
    /// Its name in catalogs.
    pub name: String,
    /// Where it stands.
    pub place: Place,
    /// Its words, by language.
    pub words: BTreeMap<String, String>,
}

/// What is known of the catalogs of a pack, and of the pack that it extends.
#[derive(Debug, Default)]
pub struct Catalogs {
    /// Languages of the pack that is extended; none if there is none.
    pub country: Vec<String>,
    /// Whether all texts are kept as they stand in the entries.
    pub is_kept: bool,
    /// Those texts, in the order of the files.
    pub texts: Vec<Text>,
    /// What became of each text, by language.
    pub states: BTreeMap<(usize, Vec<Step>), BTreeMap<String, State>>,
}

/// A catalog that is laid over the texts.
struct Catalog {
    tag: String,
    document: usize,
    /// Messages by name, and whether a text of that name was met.
    messages: BTreeMap<String, (Message, bool)>,
}

/// The catalogs of the documents that are read together.
pub struct Over {
    first: String,
    languages: Vec<String>,
    catalogs: Vec<Catalog>,
    /// How often an entry of a name was met: a card may be changed twice.
    met: BTreeMap<String, usize>,
}

impl Over {
    /// Reads the catalogs among the documents of these indexes; `named` are the languages that `pack.toml` names, the first of them first.
    pub fn read(documents: &[Document], range: Range<usize>, named: &[String], catalogs: &Catalogs, problems: &mut Problems) -> Self {
        let first = named.first().cloned().unwrap_or_default();
        let mut over = Self { first, languages: named.to_vec(), catalogs: Vec::new(), met: BTreeMap::new() };
        for index in range {
            let Some(document) = documents.get(index).filter(|document| is_catalog(&document.path)) else { continue };
            let root = Place { document: index, ..Place::default() };
            if let Some(tag) = over.tag(document, &root, &catalogs.country, problems) {
                over.add(tag, document, &root, problems);
            }
        }
        // Drafts stand last: the first language stands in for what they lack.
        let new = |is_draft: bool| {
            let tags = over.catalogs.iter().map(|catalog| &catalog.tag);
            tags.filter(move |tag| !named.contains(tag) && locale::is_draft(tag) == is_draft).cloned().collect::<Vec<String>>()
        };
        let (read, drafts) = (new(false), new(true));
        let end = named.iter().rposition(|tag| !locale::is_draft(tag)).map_or(named.len().min(1), |last| last + 1);
        over.languages.splice(end..end, read);
        over.languages.extend(drafts);
        over
    }

    /// The languages of the pack, with those that a catalog adds.
    #[must_use]
    pub fn languages(&self) -> &[String] {
        &self.languages
    }

    /// The language of a catalog; none, which is told, if nobody could read it in the guide.
    fn tag(&self, document: &Document, root: &Place, country: &[String], problems: &mut Problems) -> Option<String> {
        let line = root.span(&(0..document.text.lines().next().map_or(0, str::len)));
        let tag = document.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        if !document.path.parent().is_some_and(|folder| folder.ends_with(FOLDER)) {
            let (what, help) = ("the catalog is not read here", format!("put it into the folder `{FOLDER}` of the pack"));
            problems.add(Code::CatalogShape, &line, what, help);
            return None;
        }
        if tag == self.first {
            let what = format!("`{tag}` is the first language of the pack, from which the others are translated");
            problems.add(Code::ForeignLanguage, &line, what, "write its texts in the entries, and take the catalog out");
            return None;
        }
        if !country.is_empty() && !country.contains(&tag) {
            let what = format!("the pack that this one extends has no words in `{tag}`");
            problems.add(Code::ForeignLanguage, &line, what, meant(&tag, country.iter().map(String::as_str)));
            return None;
        }
        if locale::known(&tag).is_none() {
            let what = format!("the app itself has no words in `{tag}`");
            let known = locale::languages().iter().map(|language| language.tag.as_str());
            let help = nearest(&tag, known).map_or_else(
                || format!("add `locales/{tag}.toml` to the tool, or name its folder with `--locales`"),
                |near| format!("is this `{near}`? then call the file `{near}.po`; else add `locales/{tag}.toml` to the tool"),
            );
            problems.add(Code::ForeignLanguage, &line, what, help);
            return None;
        }
        Some(tag)
    }

    /// Reads a catalog.
    fn add(&mut self, tag: String, document: &Document, root: &Place, problems: &mut Problems) {
        let (messages, slips) = po::read(&document.text);
        if let Some(at) = document.text.find('\u{fffd}') {
            let place = root.span(&(at..at + '\u{fffd}'.len_utf8()));
            let what = "the file is not saved as UTF-8, so that letters such as å, ä and ö are lost";
            problems.add(Code::CatalogShape, &place, what, "open it again and save it with the encoding UTF-8");
            return;
        }
        for slip in slips {
            problems.add(Code::CatalogShape, &root.span(&slip.span), slip.what, slip.help);
        }
        let mut known: BTreeMap<String, (Message, bool)> = BTreeMap::new();
        for message in messages.into_iter().filter(|message| !message.is_obsolete) {
            if message.is_header() && !message.is_broken {
                let language = message.header("Language").replace('_', "-");
                if !language.is_empty() && language != tag {
                    let what = format!("the catalog says that it is in `{language}`, but its name says `{tag}`");
                    let help = format!("write `Language: {tag}`, or call the file `{language}.po`");
                    problems.add(Code::ForeignLanguage, &root.span(&message.text.span), what, help);
                }
                continue;
            }
            let Some(context) = message.context.clone() else {
                if !message.is_broken {
                    let what = "the message does not say which text it is";
                    let help = "run `lykta-pack translate`, which writes a `msgctxt` for each text";
                    problems.add(Code::CatalogShape, &root.span(&message.span), what, help);
                }
                continue;
            };
            let at = in_catalog(root, &context.text, &context.span);
            if let Some((first, _)) = known.get(&context.text) {
                let first = first.context.as_ref().map_or_else(|| root.clone(), |first| in_catalog(root, &first.text, &first.span));
                let what = format!("the text `{}` stands twice in the catalog", context.text);
                problems.add_pair(Code::SameId, &at, what, &first, "first here", "keep one of the two");
                continue;
            }
            known.insert(context.text, (message, false));
        }
        self.catalogs.push(Catalog { tag, document: root.document, messages: known });
    }

    /// Lays translations over the texts of an entry.
    pub fn lay<'a>(&mut self, kind: &str, value: &mut DeValue<'a>, place: &Place, catalogs: &mut Catalogs, problems: &mut Problems) {
        if self.catalogs.is_empty() && !catalogs.is_kept {
            return;
        }
        let Some(mut name) = place::name(kind, value) else { return };
        let met = self.met.entry(name.clone()).or_default();
        *met += 1;
        if *met > 1 {
            name = format!("{name}~{met}");
        }
        let first = self.first.clone();
        place::each(value, &first, &name, &mut |name, steps, table| self.lay_one(name, place, steps, table, catalogs, problems));
    }

    /// Lays translations over the texts of `pack.toml`.
    pub fn lay_over_pack(&mut self, table: &mut DeTable<'_>, place: &Place, catalogs: &mut Catalogs, problems: &mut Problems) {
        if !self.catalogs.is_empty() || catalogs.is_kept {
            let first = self.first.clone();
            place::each_of_pack(table, &first, &mut |name, steps, table| self.lay_one(name, place, steps, table, catalogs, problems));
        }
    }

    fn lay_one(
        &mut self,
        name: &str,
        entry: &Place,
        steps: &[Step],
        table: &mut DeTable<'_>,
        catalogs: &mut Catalogs,
        problems: &mut Problems,
    ) {
        let place = Place { pointer: [entry.pointer.as_slice(), steps].concat(), ..entry.clone() };
        let words: BTreeMap<String, String> =
            table.iter().filter_map(|(key, value)| Some((key.get_ref().to_string(), value.get_ref().as_str()?.to_owned()))).collect();
        let original = words.get(&self.first).cloned().unwrap_or_default();
        for catalog in &mut self.catalogs {
            let is_draft = locale::is_draft(&catalog.tag);
            let root = Place { document: catalog.document, ..Place::default() };
            let state = match catalog.messages.get_mut(name) {
                _ if words.contains_key(&catalog.tag) => {
                    if let Some((message, is_met)) = catalog.messages.get_mut(name) {
                        *is_met = true;
                        told::twice(message, name, &catalog.tag, &root, &place.key(&catalog.tag), problems);
                    }
                    continue;
                }
                None => State::Absent(catalog.document),
                Some((message, is_met)) => {
                    *is_met = true;
                    let at = in_catalog(&root, name, &message.text.span);
                    if message.is_broken {
                        State::Told
                    } else if message.text.text.trim().is_empty() {
                        State::Empty(at)
                    } else if message.id.text != original {
                        told::stale(message, name, &root, &place.key(&self.first), is_draft, problems);
                        State::Told
                    } else if message.is_fuzzy() {
                        told::fuzzy(name, &at, is_draft, problems);
                        State::Told
                    } else {
                        let text = message.text.text.clone();
                        table
                            .insert(Spanned::new(NOWHERE, catalog.tag.clone().into()), Spanned::new(NOWHERE, DeValue::String(text.into())));
                        State::Laid(at, message.text.is_plain)
                    }
                }
            };
            catalogs.states.entry((place.document, place.pointer.clone())).or_default().insert(catalog.tag.clone(), state);
        }
        if catalogs.is_kept {
            catalogs.texts.push(Text { name: name.to_owned(), place, words });
        }
    }

    /// Tells of messages that are of no text. Those of an entry that could not be read are passed over.
    pub fn end(&self, unread: &std::collections::BTreeSet<String>, problems: &mut Problems) {
        for catalog in &self.catalogs {
            let root = Place { document: catalog.document, ..Place::default() };
            let met: Vec<&str> = catalog.messages.iter().filter(|(_, (_, is_met))| *is_met).map(|(name, _)| name.as_str()).collect();
            for (name, (message, _)) in catalog.messages.iter().filter(|(_, (message, is_met))| !is_met && !message.is_broken) {
                if name.split('/').nth(1).is_some_and(|id| unread.contains(id)) {
                    continue;
                }
                let span = message.context.as_ref().map_or(0..0, |context| context.span.clone());
                let help = match nearest(name, met.iter().copied()) {
                    Some(_) => meant(name, met.iter().copied()),
                    None => format!("run `lykta-pack translate` with `{}`: it puts the text aside", catalog.tag),
                };
                problems.add(Code::CatalogNowhere, &in_catalog(&root, name, &span), format!("the pack has no text `{name}`"), help);
            }
        }
    }
}

/// A place in a catalog, by the name of the text.
fn in_catalog(root: &Place, name: &str, span: &Range<usize>) -> Place {
    let pointer = name.split('/').map(|part| Step::Key(part.to_owned())).collect();
    Place { pointer, ..root.span(span) }
}
