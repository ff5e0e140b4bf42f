//! The words that a journey looks for: of a pack, and of the app itself, in one language.
//!
//! In: the sources that editors keep, `packs/<id>/**/*.toml` and `locales/<language>.toml`. Out: texts by
//! id, and ids by text.
//! Reads no more of an entry than its ids and words, so that most changes of the format do not touch it.
//! Never reads what was built: a journey then also proves that the build kept the words.
//! Standard: the pack format, `docs/pack-format.md`.
//! Next: `walk.rs`.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use crate::failure::{Failure, Result};
use crate::pattern::fits;
use crate::role::{Name, plain};

/// How an item is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One option.
    Single,
    /// Any number of options.
    Multiple,
    /// A municipality.
    Place,
    /// A day.
    Date,
}

/// A question with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// How it is answered.
    pub kind: Kind,
    /// The question.
    pub text: String,
    /// Id and text of each option, in the author's order.
    pub options: Vec<(String, String)>,
}

/// A municipality with its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Municipality {
    /// The name in the language of the words.
    pub name: String,
    /// Its name in every language of the pack, each once.
    pub names: Vec<String>,
}

/// The words of one pack and of the app in one language.
#[derive(Clone, Debug)]
pub struct Words {
    language: String,
    /// The language that stands in for texts that the pack lacks in that one.
    borrowed: Option<String>,
    items: Vec<Item>,
    cards: BTreeMap<String, String>,
    municipalities: BTreeMap<String, Municipality>,
    app: BTreeMap<String, String>,
    is_easy: bool,
}

impl Words {
    /// Reads the words of a pack, and of the pack that it extends, from the sources of this workspace.
    ///
    /// # Errors
    /// If a file cannot be read, or an entry lacks its id or the language.
    #[track_caller]
    pub fn read(pack: &str, language: &str) -> Result<Words> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        Words::read_from(&root.join("packs").join(pack), &root.join("locales"), language)
    }

    /// As `read`, with the easy words of the language over the ordinary ones.
    ///
    /// # Errors
    /// As `read`.
    #[track_caller]
    pub fn read_easy(pack: &str, language: &str) -> Result<Words> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut words = Words::read(pack, language)?;
        words.is_easy = true;
        words.app.extend(app(&root.join("locales/easy").join(format!("{language}.toml")))?);
        let mut files = Vec::new();
        find(&root.join("packs").join(pack).join("easy"), &mut files)?;
        for file in files {
            for entry in listed(&table(&file)?, "easy") {
                words.lay_over(entry)?;
            }
        }
        Ok(words)
    }

    /// Lays the words of an `[[easy]]` over the ordinary ones, if it has some in this language.
    fn lay_over(&mut self, entry: &Table) -> Result<()> {
        let of = text_of(entry, "of")?;
        let options: Vec<(String, String)> =
            listed(entry, "option").filter_map(|option| Some((text_of(option, "id").ok()?, self.text(option, "text").ok()?))).collect();
        let (title, text) = (self.text(entry, "title"), self.text(entry, "text"));
        if let (Some(card), Ok(title)) = (self.cards.get_mut(&of), title) {
            *card = title;
        }
        if let (Some(item), Ok(text)) = (self.items.iter_mut().find(|item| item.id == of), text) {
            item.text = text;
            for (id, text) in &mut item.options {
                if let Some((_, easy)) = options.iter().find(|(easy, _)| easy == id) {
                    easy.clone_into(text);
                }
            }
        }
        Ok(())
    }

    /// The end of the names of this language's files: its tag, and what tells easy words.
    #[must_use]
    pub fn tag(&self) -> String {
        if self.is_easy { format!("{}-easy", self.language) } else { self.language.clone() }
    }

    /// As `read_from`, where texts that the pack lacks in the language stand in another.
    ///
    /// # Errors
    /// If a file cannot be read, or an entry lacks its id or both languages.
    #[track_caller]
    pub fn read_borrowing(pack: &Path, locales: &Path, language: &str, borrowed: &str) -> Result<Words> {
        Words::read_all(pack, locales, language, Some(borrowed.to_owned()))
    }

    /// The same, with every question and option said otherwise: as a catalog of the pack has it.
    #[must_use]
    pub fn with_items(mut self, said: impl Fn(&str) -> String) -> Words {
        for item in &mut self.items {
            item.text = said(&item.text);
            item.options.iter_mut().for_each(|(_, text)| *text = said(text));
        }
        self
    }

    /// Reads the words of the pack in a folder, beside which the pack that it extends stands.
    ///
    /// # Errors
    /// As `read`.
    #[track_caller]
    pub fn read_from(pack: &Path, locales: &Path, language: &str) -> Result<Words> {
        Words::read_all(pack, locales, language, None)
    }

    #[track_caller]
    fn read_all(pack: &Path, locales: &Path, language: &str, borrowed: Option<String>) -> Result<Words> {
        let mut words = Words {
            language: language.to_owned(),
            borrowed,
            items: Vec::new(),
            cards: BTreeMap::new(),
            municipalities: BTreeMap::new(),
            app: app(&locales.join(format!("{language}.toml")))?,
            is_easy: false,
        };
        words.add_pack(pack)?;
        Ok(words)
    }

    /// The language that these words are in.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The item with this id.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The item that asks this.
    #[must_use]
    pub fn item_that_asks(&self, question: &str) -> Option<&Item> {
        self.items.iter().find(|item| plain(&item.text) == plain(question))
    }

    /// The title of a card.
    #[must_use]
    pub fn title(&self, card: &str) -> Option<&str> {
        self.cards.get(card).map(String::as_str)
    }

    /// The ids of the cards that a name tells of: a row bears what the card hangs on, the title, and some of
    /// its text. Of several titles in it the first is meant, of several at the same place the longest; several
    /// cards are given only if they bear the same title.
    #[must_use]
    pub fn cards_in(&self, name: &str) -> Vec<&str> {
        let name = plain(name);
        let place = |title: &str| place_of(&plain(title), &name).map(|at| (at, Reverse(title.len())));
        let first = self.cards.values().filter_map(|title| place(title)).min();
        let found = self.cards.iter().filter(|(_, title)| first.is_some() && place(title) == first);
        found.map(|(id, _)| id.as_str()).collect()
    }

    /// The municipality with this code.
    #[must_use]
    pub fn municipality(&self, code: &str) -> Option<&Municipality> {
        self.municipalities.get(code)
    }

    /// A text of the app as a name to look for; what is filled in later (`{count}`) may be anything.
    ///
    /// # Errors
    /// If the app has no such text.
    #[track_caller]
    pub fn app(&self, key: &str) -> Result<Name> {
        let name = |text: &String| if text.contains('{') { Name::like(&with_stars(text)) } else { Name::from(text) };
        // A professional reads other words in the same place.
        let of_client = self.app.get(&format!("{key}-client")).map(name);
        match (self.app.get(key).map(name), of_client) {
            (Some(own), Some(of_client)) => Ok(Name::Either(Box::new(own), Box::new(of_client))),
            (Some(own), None) => Ok(own),
            (None, _) => Err(Failure::new(format!("locales/{}.toml has no \u{201c}{key}\u{201d}", self.language))),
        }
    }

    /// A text of the app with its slots (`{count}`) filled.
    ///
    /// # Errors
    /// If the app has no such text.
    #[track_caller]
    pub fn filled(&self, key: &str, slots: &[(&str, &str)]) -> Result<String> {
        let Some(text) = self.app.get(key) else {
            return Err(Failure::new(format!("locales/{}.toml has no \u{201c}{key}\u{201d}", self.language)));
        };
        Ok(slots.iter().fold(text.clone(), |text, (slot, value)| text.replace(slot, value)))
    }

    /// The key, of those that begin so, whose text this is: `group-right` for "What you are entitled to".
    /// Of several that fit, the one without anything filled in.
    #[must_use]
    pub fn key_of(&self, text: &str, beginning: &str) -> Option<&str> {
        let text = plain(text);
        let mut found: Vec<(&String, &String)> =
            self.app.iter().filter(|(key, words)| key.starts_with(beginning) && fits(&plain(&with_stars(words)), &text)).collect();
        found.sort_by_key(|(_, words)| words.contains('{'));
        found.first().map(|(key, _)| key.strip_suffix("-client").unwrap_or(key))
    }

    #[track_caller]
    fn add_pack(&mut self, folder: &Path) -> Result<()> {
        let manifest = table(&folder.join("pack.toml"))?;
        if let (Some(base), Some(packs)) = (manifest.get("extends").and_then(Value::as_str), folder.parent()) {
            self.add_pack(&packs.join(base))?;
        }
        let mut files = Vec::new();
        find(folder, &mut files)?;
        files.sort();
        for file in files {
            let entries = table(&file)?;
            let told = |failure: Failure| Failure::new(format!("{}: {}", file.display(), failure.text()));
            for entry in listed(&entries, "item") {
                let item = self.read_item(entry).map_err(told)?;
                self.items.push(item);
            }
            for entry in listed(&entries, "card") {
                let title = self.text(entry, "title").map_err(told)?;
                self.cards.insert(text_of(entry, "id").map_err(told)?, title);
            }
        }
        let municipalities = folder.join("places/municipalities.csv");
        if municipalities.is_file() {
            self.add_municipalities(&std::fs::read_to_string(municipalities)?, "lon")?;
        }
        let districts = folder.join("places/districts.csv");
        if districts.is_file() {
            self.add_municipalities(&std::fs::read_to_string(districts)?, "code")?;
        }
        Ok(())
    }

    fn read_item(&self, entry: &Table) -> Result<Item> {
        let options = listed(entry, "option").map(|option| Ok((text_of(option, "id")?, self.text(option, "text")?)));
        let kind = match text_of(entry, "kind")?.as_str() {
            "single" => Kind::Single,
            "multiple" => Kind::Multiple,
            "place" => Kind::Place,
            "date" => Kind::Date,
            other => return Err(Failure::new(format!("no journey knows an item of kind {other}"))),
        };
        Ok(Item { id: text_of(entry, "id")?, kind, text: self.text(entry, "text")?, options: options.collect::<Result<_>>()? })
    }

    /// The header names the columns; the languages stand between the one that is named and `other`.
    /// A district bears the name of its municipality too, whose code its own begins with.
    fn add_municipalities(&mut self, csv: &str, before: &str) -> Result<()> {
        let mut lines = csv.lines();
        let columns: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
        let position = |name: &str| columns.iter().position(|column| *column == name);
        let (code, first, last) = (position("code"), position(before), position("other"));
        let (Some(code), Some(first), Some(last)) = (code, first, last) else {
            return Err(Failure::new(format!("a table of places has other columns: {columns:?}")));
        };
        let own = position(&self.language);
        for line in lines {
            let cells: Vec<&str> = line.split(',').collect();
            let filled = |at: usize| cells.get(at).copied().filter(|cell| !cell.is_empty());
            let mut names: Vec<String> = (first + 1..last).filter_map(filled).map(str::to_owned).collect();
            names.dedup();
            let name = own.and_then(filled).map(str::to_owned).or_else(|| names.first().cloned());
            if let (Some(code), Some(mut name)) = (filled(code), name) {
                let whole = self.municipalities.iter().find(|(of, _)| code.len() > of.len() && code.starts_with(of.as_str()));
                if let Some((_, whole)) = whole {
                    name = format!("{name}, {}", whole.name);
                    names.iter_mut().for_each(|own| *own = format!("{own}, {}", whole.name));
                }
                self.municipalities.insert(code.to_owned(), Municipality { name, names });
            }
        }
        Ok(())
    }

    /// A text of an entry in the language of these words.
    fn text(&self, entry: &Table, key: &str) -> Result<String> {
        let texts = entry.get(key).and_then(Value::as_table);
        let text = texts.and_then(|texts| texts.get(&self.language).or_else(|| texts.get(self.borrowed.as_ref()?))).and_then(Value::as_str);
        text.map(str::to_owned).ok_or_else(|| Failure::new(format!("a {key} is not there in {}", self.language)))
    }
}

/// The app's own words in a file.
#[track_caller]
fn app(file: &Path) -> Result<BTreeMap<String, String>> {
    // A text that changes with a number is a table of its forms; `other` is always there.
    let form = |text: &Value| text.as_str().or_else(|| text.get("other")?.as_str()).map(str::to_owned);
    Ok(table(file)?.iter().filter_map(|(key, text)| Some((key.clone(), form(text)?))).collect())
}

fn text_of(entry: &Table, key: &str) -> Result<String> {
    let text = entry.get(key).and_then(Value::as_str);
    text.map(str::to_owned).ok_or_else(|| Failure::new(format!("an entry has no {key}")))
}

fn listed<'a>(entries: &'a Table, key: &str) -> impl Iterator<Item = &'a Table> {
    let list = entries.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(Value::as_table)
}

/// Where a text first stands in a name as whole words.
fn place_of(text: &str, name: &str) -> Option<usize> {
    let is_whole = |at: &usize| {
        let before = name.get(..*at).and_then(|before| before.chars().next_back());
        let after = name.get(at + text.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    };
    name.match_indices(text).map(|(at, _)| at).find(is_whole)
}

/// A text with a star for each `{...}`.
fn with_stars(text: &str) -> String {
    let mut parts = text.split('{');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push('*');
        out.push_str(part.split_once('}').map_or("", |(_, after)| after));
    }
    out
}

#[track_caller]
fn table(file: &Path) -> Result<Table> {
    let told = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) => return Err(Failure::new(told(&error))),
    };
    match text.parse() {
        Ok(table) => Ok(table),
        Err(error) => Err(Failure::new(told(&error))),
    }
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            find(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    Ok(())
}
