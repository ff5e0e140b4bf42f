//! Services: what a directory says of one, as rows of `services.csv`, whatever its standard.
//!
//! In: names, texts, classes, area and ways to reach it, as an importer found them. Out: a row for the card, and one for each further way.
//! Never shows a service whose classes the editor's table does not name, one that nobody can reach, nor a text in another language than it says.
//! Next: `service/words.rs` for what is said where a language is missing, `keep.rs` for what is done with the rows.

use std::collections::{BTreeMap, BTreeSet};

use lykta_core::place_search::folded;

use super::clean;
use super::feed::Feed;
use super::record::{Record, Row, further};
use super::settings::{Confirmed, Term};
use crate::review::measure;

pub mod reach;
pub mod week;
pub mod words;

use words::{Label, Words};

/// The table that its rows go into.
pub const TABLE: &str = "services.csv";

/// The file that says where its cards come from.
pub const SOURCES: &str = "sources.toml";

/// Signs that a card has room for: in a title or label, a text, a first step, what is good to know, words beside hours.
const TITLE: usize = 60;
const TEXT: usize = 240;
const FIRST: usize = 150;
const KNOW: usize = 350;
const HOURS: usize = 80;

/// Sentences of a text.
const SENTENCES: usize = 3;

/// What stands before a class that has no home.
const CLASS: &str = "class ";

/// Ways to reach one service that a card has room for.
const WAYS: usize = 12;

/// A text by language, BCP 47; plain, never empty.
pub type Texts = BTreeMap<String, String>;

/// What a directory says of a service.
#[derive(Debug, Clone, Default)]
pub struct Service {
    /// Its id in the directory.
    pub own: String,
    /// What it is called.
    pub title: Texts,
    /// What it does.
    pub text: Texts,
    /// How one begins.
    pub first: Texts,
    /// What else one should know, under a word for it.
    pub know: Vec<(Label, Texts)>,
    /// Who answers for it.
    pub provider: Texts,
    /// Its classes, groups and kinds: each by all names that it goes by (code, address, word).
    pub terms: Vec<Vec<String>>,
    /// Youngest and oldest, years; both inclusive.
    pub ages: (Option<u16>, Option<u16>),
    /// Municipalities, by code, whose people it is for; everyone's if empty.
    pub places: BTreeSet<String>,
    /// A region, by code, whose people it is not for.
    pub outside: Option<&'static str>,
    /// Whether it is for people of no municipality that the pack has.
    pub is_elsewhere: bool,
    /// Flags of a card, besides those of its terms: `free`.
    pub flags: Vec<String>,
    /// How it is reached, best first.
    pub ways: Vec<Way>,
    /// The day on which the directory last changed it, `YYYY-MM-DD`; empty if not known.
    pub modified: String,
}

/// A way to reach a service.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Way {
    /// Who answers, or where, if the title does not say it.
    pub label: Texts,
    /// The number to dial, E.164 or a short number.
    pub phone: String,
    /// The number as published.
    pub number: String,
    /// A page, https.
    pub url: String,
    /// Opening hours in the pack's grammar.
    pub hours: String,
    /// Words beside the hours.
    pub hours_text: Texts,
    /// Languages that are spoken there, BCP 47.
    pub languages: Vec<String>,
    /// Municipalities that this way serves; all if empty.
    pub places: Vec<String>,
}

impl Way {
    fn is_empty(&self) -> bool {
        self.phone.is_empty() && self.url.is_empty()
    }
}

impl Service {
    /// Puts its rows into its record, or refuses it.
    pub fn fill(self, feed: &Feed<'_>, record: &mut Record) {
        match self.rows(feed, record) {
            Ok(rows) => record.rows = rows,
            Err((reason, mend)) => record.refuse(reason, mend),
        }
    }

    fn rows(self, feed: &Feed<'_>, record: &mut Record) -> Result<Vec<Row>, (String, String)> {
        let refused = |reason: &str, mend: &str| Err((reason.to_owned(), mend.to_owned()));
        if self.own.trim().is_empty() {
            return refused("it has no id", "ask whoever keeps the directory; without one it could not be found again");
        }
        if self.title.is_empty() {
            return refused("it has no name", "ask whoever keeps the directory");
        }
        let terms = self.meanings(feed, record);
        if terms.is_empty() {
            record.homeless.retain(|word| !word.starts_with(CLASS));
            let names: Vec<&str> = self.terms.iter().filter_map(|names| names.last()).map(String::as_str).take(5).collect();
            let named =
                if names.is_empty() { "it has no classes".to_owned() } else { format!("its classes ({}) are not there", names.join(", ")) };
            return Err((
                format!("`[terms]` of import.toml does not say whom it helps: {named}"),
                "nothing, if it is for something else; else write one of its classes into `[terms]`, with the condition of those whom it helps"
                    .to_owned(),
            ));
        }
        if self.is_elsewhere {
            return refused("it is for municipalities that the pack does not have", "nothing, if they lie elsewhere");
        }
        let mut ways: Vec<Way> = Vec::new();
        for way in self.ways.iter().filter(|way| !way.is_empty()) {
            // The same number on the service, its place and its keeper is one number.
            let other = ways
                .iter()
                .find(|other| (!way.phone.is_empty() && other.phone == way.phone) || (way.phone.is_empty() && other.url == way.url));
            match other {
                Some(other) if other.label == way.label || way.label.is_empty() => {}
                Some(_) => record.change(
                    "several of its places have the same number or page; the first stands",
                    "tell of the others in overrides.csv, in the columns `know_...`",
                ),
                None => ways.push(way.clone()),
            }
        }
        if ways.is_empty() {
            return refused("nobody could reach it: it has no number and no page of its own", "ask whoever keeps the directory");
        }
        if ways.len() > WAYS {
            record.change(format!("it has {} ways to reach it; the first {WAYS} stand", ways.len()), "write the best into overrides.csv");
            ways.truncate(WAYS);
        }
        let words = Words::of(feed.languages);
        let id = super::id(&format!("{}-{}", feed.country.to_lowercase(), feed.name), &self.own);
        let mut row = Row::new(TABLE, &*id);
        let kind = terms.iter().map(|term| term.kind.as_str()).find(|kind| !kind.is_empty());
        row.put("kind", kind.unwrap_or("service"));
        row.put("when", self.condition(&terms));
        row.put("where", self.places.iter().map(String::as_str).collect::<Vec<_>>().join(" "));
        put(&mut row, "title", feed, &self.titles(feed, record));
        put(&mut row, "text", feed, &self.descriptions(feed, &words, record));
        put(&mut row, "first", feed, &words.completed(&self.first, FIRST, "first", record));
        put(&mut row, "know", feed, &words.known(&self.know, self.ages, KNOW, record));
        let mut flags: Vec<&str> = terms.iter().flat_map(|term| &term.flags).chain(&self.flags).map(String::as_str).collect();
        flags.sort_unstable();
        flags.dedup();
        row.put("flags", flags.join(" "));
        row.put("source", feed.name);
        row.put("checked_on", self.checked_on(feed));
        row.put("confidence", "secondary");
        let provider = if self.provider.is_empty() { &self.title } else { &self.provider };
        let asked: Texts = named(provider, feed).into_iter().map(|(language, text)| (language, clean::cut(&text, TITLE).0)).collect();
        put(&mut row, "check_with", feed, &asked);
        let mut rows = Vec::new();
        for (number, way) in ways.iter().enumerate() {
            let mut row = if number == 0 { std::mem::take(&mut row) } else { Row::new(TABLE, further(&id, number + 1)) };
            fill_way(&mut row, way, feed, &words, record);
            rows.push(row);
        }
        Ok(rows)
    }

    /// What its classes mean here; those that mean nothing are counted as having no home.
    fn meanings<'a>(&self, feed: &Feed<'a>, record: &mut Record) -> Vec<&'a Term> {
        let known: BTreeMap<String, &Term> = feed.settings.terms.iter().map(|(name, term)| (folded(name), term)).collect();
        let mut found: Vec<&Term> = Vec::new();
        for names in self.terms.iter().filter(|names| !names.is_empty()) {
            match names.iter().find_map(|name| known.get(&folded(name))) {
                Some(term) if found.contains(term) => {}
                Some(term) => found.push(term),
                None if known.contains_key("*") => {}
                None => record.homeless.push(format!("{CLASS}{}", clean::cut(names.last().map_or("", String::as_str), 60).0)),
            }
        }
        if found.is_empty() {
            found.extend(known.get("*").copied());
        }
        found
    }

    /// For whom it is: what any of its terms says, and its ages.
    fn condition(&self, terms: &[&Term]) -> String {
        let conditions: BTreeSet<&str> = terms.iter().map(|term| term.when.trim()).collect();
        // A term without a condition is for everyone.
        let mut parts: Vec<String> = if conditions.contains("") {
            Vec::new()
        } else if let [one] = conditions.iter().collect::<Vec<_>>().as_slice() {
            vec![format!("({one})")]
        } else {
            vec![format!("({})", conditions.iter().map(|one| format!("({one})")).collect::<Vec<_>>().join(" or "))]
        };
        // Where a guide asks for ages it tells apart those under 13, and those who are old, no further.
        if let Some(from) = self.ages.0.filter(|from| (13..=75).contains(from)) {
            parts.push(format!("age >= {from}"));
        }
        if let Some(to) = self.ages.1.filter(|to| (13..=75).contains(to)) {
            parts.push(format!("age <= {to}"));
        }
        parts.extend(self.outside.map(|region| format!("place outside region {region}")));
        match parts.as_slice() {
            [one] => one
                .strip_prefix('(')
                .filter(|_| !one.contains(") or ("))
                .and_then(|one| one.strip_suffix(')'))
                .map_or(one.clone(), str::to_owned),
            parts => parts.join(" and "),
        }
    }

    fn titles(&self, feed: &Feed<'_>, record: &mut Record) -> Texts {
        let mut is_cut = false;
        let mut short = |(language, text): (String, String)| {
            let (text, cut) = clean::cut(text.trim_end_matches('.'), TITLE);
            is_cut |= cut;
            (language, text)
        };
        let titles = named(&self.title, feed).into_iter().map(&mut short).collect();
        if is_cut {
            record.change(format!("its name is longer than {TITLE} signs, and was cut"), "write a shorter one into overrides.csv");
        }
        titles
    }

    /// What it does: the first sentences, and where a language has none, a sentence that says so.
    fn descriptions(&self, feed: &Feed<'_>, words: &Words, record: &mut Record) -> Texts {
        let mut texts = Texts::new();
        for language in feed.languages {
            let Some(text) = self.text.get(language) else {
                let Some(told) = words.untranslated(language) else { continue };
                record.change(format!("it has no description in `{language}`; a sentence says so"), {
                    format!("write one into overrides.csv, in the column `text_{language}`")
                });
                texts.insert(language.clone(), told.to_owned());
                continue;
            };
            let (short, is_cut) = sentences(text);
            if is_cut {
                record.change(
                    format!("its description in `{language}` was cut after the first sentences"),
                    format!("write the few that matter into overrides.csv, in the column `text_{language}`"),
                );
            }
            texts.insert(language.clone(), short);
        }
        texts
    }

    fn checked_on(&self, feed: &Feed<'_>) -> String {
        let own = Some(&self.modified).filter(|day| feed.settings.confirmed == Confirmed::Record && !day.is_empty());
        own.filter(|day| day.as_str() <= feed.today).map_or_else(|| feed.today.to_owned(), Clone::clone)
    }
}

/// The source that cards of a feed name: whoever keeps it, or the feed as long as nobody has said that.
#[must_use]
pub fn sources(feed: &Feed<'_>) -> String {
    let keeper = if feed.settings.keeper.is_empty() { feed.name } else { &feed.settings.keeper };
    // A string of JSON is one of TOML too.
    let quoted = |text: &str| serde_json::Value::from(clean::plain(text)).to_string();
    let names: Vec<String> = feed.languages.iter().map(|language| format!("{} = {}", quoted(language), quoted(keeper))).collect();
    let url = if feed.settings.url.is_empty() { String::new() } else { format!("url = {}\n", quoted(&feed.settings.url)) };
    format!(
        "# Written by each import, from `keeper` and `url` in import.toml.\n[[source]]\nid = {}\nname = {{ {} }}\n{url}",
        quoted(feed.name),
        names.join(", ")
    )
}

fn fill_way(row: &mut Row, way: &Way, feed: &Feed<'_>, words: &Words, record: &mut Record) {
    let label: Texts = named(&way.label, feed).into_iter().map(|(language, text)| (language, clean::cut(&text, TITLE).0)).collect();
    put(row, "label", feed, &label);
    row.put("phone", &*way.phone);
    row.put("number", if way.phone.is_empty() { "" } else { &*way.number });
    row.put("url", &*way.url);
    row.put("hours", &*way.hours);
    put(row, "hours_text", feed, &words.completed(&way.hours_text, HOURS, "hours_text", record));
    row.put("languages", way.languages.join(" "));
    row.put("places", way.places.join(" "));
}

/// A name in every language of the pack: a name is the same word where it has no other.
fn named(texts: &Texts, feed: &Feed<'_>) -> Texts {
    let any = feed.languages.iter().find_map(|language| texts.get(language)).or_else(|| texts.values().next());
    let of = |language: &String| texts.get(language).or(any).map(|text| (language.clone(), text.clone()));
    feed.languages.iter().filter_map(of).collect()
}

fn put(row: &mut Row, column: &str, feed: &Feed<'_>, texts: &Texts) {
    for language in feed.languages {
        row.put(&format!("{column}_{language}"), texts.get(language).map_or("", String::as_str));
    }
}

/// The first sentences of a text, as many as a card has room for; true if there were more.
fn sentences(text: &str) -> (String, bool) {
    let fits = |end: &usize| text.get(..*end).is_some_and(|part| part.trim().chars().count() <= TEXT);
    let ends = measure::ends(text);
    match ends.iter().take(SENTENCES).take_while(|end| fits(end)).last() {
        Some(end) => (text.get(..*end).unwrap_or("").trim().to_owned(), text.get(*end..).is_some_and(|rest| !rest.trim().is_empty())),
        None => clean::cut(text, TEXT),
    }
}
