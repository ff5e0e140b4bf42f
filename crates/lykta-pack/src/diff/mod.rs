//! `diff`: who sees what now, between two editions of a pack.
//!
//! In: two packs. Out: for each card the kinds of people for whom it appears, vanishes or moves, and every text, law and contact that changed;
//! in words, as JSON, or as a page. Empty when nothing that people see has changed: a rule written otherwise that means the same is no change.
//! Decided for all answers, by the same engine as `prove`.
//! Next: `people.rs`, `kinds.rs`, `seen.rs`, `page.rs`.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use lykta_core::date::Date;
use lykta_core::pack::Pack;
use serde_json::{Value, json};

use crate::compile::Compiled;
use crate::load::{day, load_clean, today};
use crate::progress::Progress;
use crate::prove::rounded;
use crate::report;
use crate::symbolic::space::Space;

pub mod kinds;
pub mod page;
pub mod people;
pub mod seen;

use people::{Change, Changed};
use seen::Part;

/// What `diff` is told.
#[derive(Debug, clap::Args)]
pub struct DiffArguments {
    /// Folder of the pack as it was
    old: PathBuf,
    /// Folder of the pack as it is
    new: PathBuf,
    /// The day on which both are looked at, YYYY-MM-DD; today if left out
    #[arg(long, value_name = "DAY", value_parser = day)]
    today: Option<Date>,
    /// Print JSON instead of words
    #[arg(long)]
    json: bool,
    /// Write a page that a jurist reads
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// One change for some people.
#[derive(Debug, Clone)]
pub struct ForSome {
    /// Id of the card or question.
    pub id: String,
    /// Its title, or the question, in the last language of the pack.
    pub title: String,
    /// What.
    pub change: Change,
    /// Cards that it now stands before.
    pub others: Vec<String>,
    /// For how many answer sets.
    pub count: f64,
    /// The kinds of people, as conditions.
    pub kinds: Vec<String>,
}

/// A text, law or contact that is another now; empty where it was not, or is no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reworded {
    /// Which list.
    pub part: Part,
    /// Whose: a card, a question, or a part of the pack.
    pub whose: String,
    /// What of it.
    pub what: String,
    /// As it was.
    pub old: String,
    /// As it is.
    pub new: String,
}

/// All that differs between two editions.
#[derive(Debug, Clone)]
pub struct Difference {
    /// Ids and versions, old and new.
    pub editions: (String, String),
    /// Cards that are new, and that are gone.
    pub cards: (Vec<String>, Vec<String>),
    /// Who sees what.
    pub people: Vec<ForSome>,
    /// What stands there.
    pub words: Vec<Reworded>,
    /// How many answer sets there are in all.
    pub answer_sets: f64,
}

/// Compares and prints.
///
/// # Errors
/// What keeps a pack from being read or the page from being written; an interruption.
pub fn run(arguments: &DiffArguments) -> Result<bool, String> {
    let today = today(arguments.today)?;
    let Some((old, _)) = load_clean(&arguments.old, true)? else { return Ok(false) };
    let Some((new, _)) = load_clean(&arguments.new, true)? else { return Ok(false) };
    let difference = difference(&old, &new, today)?;
    if let Some(file) = &arguments.out {
        let html = page::html(&difference, today);
        fs::write(file, &html).map_err(|fault| format!("{}: {fault}", file.display()))?;
        report::line(&format!("{:>8} bytes  {}", html.len(), file.display()));
    }
    if arguments.json {
        report::line(&serde_json::to_string_pretty(&difference.json()).map_err(|fault| fault.to_string())?);
    } else if arguments.out.is_none() {
        report::line(&difference.in_words());
    }
    Ok(true)
}

/// All that differs.
///
/// # Errors
/// An interruption.
pub fn difference(old: &Compiled, new: &Compiled, today: Date) -> Result<Difference, String> {
    // The new edition's questions first: their order is the one that people know.
    let space = Space::new(&[&new.pack, &old.pack], today);
    let changed = people::changed(&space, &old.pack, &new.pack);
    let progress = Progress::new("changes put in words", changed.len());
    let mut people = Vec::new();
    for change in changed {
        let title = title(new, &change.id).or_else(|| title(old, &change.id)).unwrap_or_default();
        people.push(for_some(&space, &new.pack, change, title));
        progress.step();
        progress.interruption().map_or(Ok(()), Err)?;
    }
    let (before, after) = (seen::seen(old), seen::seen(new));
    let ids = |compiled: &Compiled| compiled.pack.cards.iter().map(|card| card.id.as_str().to_owned()).collect::<BTreeSet<_>>();
    let (had, has) = (ids(old), ids(new));
    let added: Vec<String> = has.difference(&had).cloned().collect();
    let gone: Vec<String> = had.difference(&has).cloned().collect();
    let names: BTreeSet<&seen::Name> = before.keys().chain(after.keys()).collect();
    let words = names
        .into_iter()
        .filter(|name| before.get(*name) != after.get(*name))
        // What stands on a card that is new or gone is not told line by line.
        .filter(|(_, whose, _)| !added.contains(whose) && !gone.contains(whose))
        .map(|name| Reworded {
            part: name.0,
            whose: name.1.clone(),
            what: name.2.clone(),
            old: before.get(name).cloned().unwrap_or_default(),
            new: after.get(name).cloned().unwrap_or_default(),
        })
        .collect();
    let edition = |compiled: &Compiled| format!("{} {}", compiled.file.id, compiled.file.version);
    Ok(Difference { editions: (edition(old), edition(new)), cards: (added, gone), people, words, answer_sets: space.count() })
}

/// The title of a card, or a question.
fn title(compiled: &Compiled, id: &str) -> Option<String> {
    let card = compiled.pack.cards.iter().find(|card| card.id.as_str() == id).map(|card| card.title);
    let item = || compiled.pack.items.iter().find(|item| item.id.as_str() == id).map(|item| item.text);
    Some(compiled.words.last()?.text(card.or_else(item)?).to_owned())
}

fn for_some(space: &Space, pack: &Pack, changed: Changed, title: String) -> ForSome {
    let kinds = kinds::kinds(space, &changed.those).iter().map(|kind| kinds::written(space, pack, kind)).collect();
    ForSome { count: kinds::count(space, &changed.those), id: changed.id, title, change: changed.change, others: changed.others, kinds }
}

impl Difference {
    /// Whether nothing that people see has changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.people.is_empty() && self.words.is_empty() && self.cards.0.is_empty() && self.cards.1.is_empty()
    }

    /// In words, for a terminal.
    #[must_use]
    pub fn in_words(&self) -> String {
        if self.is_empty() {
            return format!("{} to {}: nothing that people see has changed", self.editions.0, self.editions.1);
        }
        let mut text = format!("{} to {}, of {} answer sets\n", self.editions.0, self.editions.1, rounded(self.answer_sets));
        for (what, ids) in [("new cards", &self.cards.0), ("cards that are gone", &self.cards.1)] {
            if !ids.is_empty() {
                text.push_str(&format!("\n{what}: {}\n", ids.join(", ")));
            }
        }
        for some in &self.people {
            text.push_str(&format!("\n{} “{}” {}", some.id, some.title, some.change.words()));
            if !some.others.is_empty() {
                text.push_str(&format!(" {}", some.others.join(", ")));
            }
            text.push_str(&format!("\n  for {}:\n", answer_sets(some.count)));
            for kind in &some.kinds {
                text.push_str(&format!("  - {kind}\n"));
            }
        }
        for part in Part::ALL {
            let list: Vec<&Reworded> = self.words.iter().filter(|reworded| reworded.part == part).collect();
            if !list.is_empty() {
                text.push_str(&format!("\n{}\n", part.word()));
            }
            for Reworded { whose, what, old, new, .. } in list {
                text.push_str(&format!("  {whose}, {what}\n"));
                for (sign, value) in [("-", old), ("+", new)].into_iter().filter(|(_, value)| !value.is_empty()) {
                    text.push_str(&format!("    {sign} {value}\n"));
                }
            }
        }
        text.trim_end().to_owned()
    }

    /// For other programs.
    #[must_use]
    pub fn json(&self) -> Value {
        json!({
            "old": self.editions.0,
            "new": self.editions.1,
            "empty": self.is_empty(),
            "answer_sets": self.answer_sets,
            "new_cards": self.cards.0,
            "gone_cards": self.cards.1,
            "people": self.people.iter().map(|some| json!({
                "id": some.id,
                "title": some.title,
                "change": some.change.word(),
                "before": some.others,
                "count": some.count,
                "kinds": some.kinds,
            })).collect::<Vec<_>>(),
            "words": self.words.iter().map(|reworded| json!({
                "part": reworded.part.word(),
                "of": reworded.whose,
                "what": reworded.what,
                "old": reworded.old,
                "new": reworded.new,
            })).collect::<Vec<_>>(),
        })
    }
}

/// `1 answer set`, `3.9 × 10^21 answer sets`.
#[must_use]
pub fn answer_sets(count: f64) -> String {
    let word = if (count - 1.0).abs() < 0.5 { "answer set" } else { "answer sets" };
    format!("{} {word}", rounded(count))
}
