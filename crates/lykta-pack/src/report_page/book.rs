//! What all parts of the report share: the pack, its sources, its words, the day, and where things stand.
//!
//! In: a folder, a language, a day. Out: lookups.
//! Never decides who sees a card: it says what the pack says.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use lykta_core::answer::{ItemId, OptionId};
use lykta_core::condition::{Condition, Test};
use lykta_core::date::Date;
use lykta_core::format::built::Words;
use lykta_core::format::source;
use lykta_core::pack::{Card, CardKind, Item, Need, Pack, Text};

use crate::compile::{Compiled, Sources};
use crate::local;
use crate::markup::{Element, anchor, element, link};
use crate::overview::speak;
use crate::problem::Place;
use crate::read::Located;
use crate::spoken::{Said, Speaker};

use super::labels::Label;
use super::lines::Lines;

/// The groups of cards, in the order in which a jurist reads them.
pub const GROUPS: [Group; 6] = [Group::Rights, Group::Danger, Group::Services, Group::Helplines, Group::Groups, Group::Background];

/// All rights, and the other cards by need; helplines apart from places to go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    Rights,
    Danger,
    Services,
    Helplines,
    Groups,
    Background,
}

impl Group {
    /// The group of a card.
    #[must_use]
    pub fn of(card: &Card) -> Self {
        match (card.kind, card.need) {
            (CardKind::Right, _) => Self::Rights,
            (_, Need::Danger) => Self::Danger,
            (_, Need::Line) => Self::Helplines,
            (_, Need::Service) => Self::Services,
            (_, Need::Group) => Self::Groups,
            // What explains a right is no right itself.
            (_, Need::Deadline | Need::Right | Need::Background) => Self::Background,
        }
    }

    /// Its place in the page.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Rights => "cards-rights",
            Self::Danger => "cards-danger",
            Self::Services => "cards-services",
            Self::Helplines => "cards-helplines",
            Self::Groups => "cards-groups",
            Self::Background => "cards-background",
        }
    }

    /// Its name.
    #[must_use]
    pub fn label(self) -> Label {
        match self {
            Self::Rights => Label::Rights,
            Self::Danger => Label::Danger,
            Self::Services => Label::Services,
            Self::Helplines => Label::Helplines,
            Self::Groups => Label::Groups,
            Self::Background => Label::Background,
        }
    }
}

/// The pack, as the report reads it.
#[derive(Debug, Clone, Copy)]
pub struct Book<'a> {
    pub folder: &'a Path,
    pub compiled: &'a Compiled,
    pub sources: &'a Sources,
    pub words: &'a Words,
    pub speaker: Speaker<'a>,
    pub lines: &'a Lines,
    pub today: Date,
}

impl<'a> Book<'a> {
    /// The pack itself.
    #[must_use]
    pub fn pack(&self) -> &'a Pack {
        &self.compiled.pack
    }

    /// Words of the report.
    #[must_use]
    pub fn label(&self, label: Label) -> &'static str {
        label.text(&self.words.language)
    }

    /// Words of the pack.
    #[must_use]
    pub fn text(&self, text: Text) -> &'a str {
        self.words.text(text)
    }

    /// A day in words.
    #[must_use]
    pub fn day(&self, day: Date) -> String {
        speak::date(self.words, day)
    }

    /// A card as its file has it.
    #[must_use]
    pub fn source(&self, card: &Card) -> Option<&'a Located<source::Card>> {
        self.sources.entries.cards.iter().find(|entry| entry.entry.id == card.id.as_str())
    }

    /// A question as its file has it.
    #[must_use]
    pub fn item_source(&self, item: &Item) -> Option<&'a Located<source::Item>> {
        self.sources.entries.items.iter().find(|entry| entry.entry.id == item.id.as_str())
    }

    /// File and line of an entry.
    #[must_use]
    pub fn stands(&self, place: &Place) -> String {
        format!("{}:{}", shown_file(self.folder, self.sources, place), self.lines.of(place))
    }

    /// Who keeps an entry: the longest folder or file of `[owners]` that it lies in.
    #[must_use]
    pub fn owner(&self, place: &Place) -> Option<&'a str> {
        let (file, is_base) = file(self.folder, self.sources, place);
        // The manifest that holds has the owners of the pack that a local one extends; its own stand in its own.
        let manifest = match &self.sources.own {
            Some(own) if !is_base => &own.entry,
            _ => &self.sources.manifest.entry,
        };
        let own = manifest.owners.iter().filter(|(path, _)| file.starts_with(path.as_str()));
        own.max_by_key(|(path, _)| path.len()).map(|(_, owner)| owner.as_str())
    }

    /// The cards of a group, in the order in which the guide shows them.
    #[must_use]
    pub fn cards(&self, group: Group) -> Vec<&'a Card> {
        let mut cards: Vec<&Card> = self.pack().cards.iter().filter(|card| Group::of(card) == group).collect();
        cards.sort_by_key(|card| card.rank);
        cards
    }

    /// A link to a card.
    #[must_use]
    pub fn link_card(&self, card: &Card) -> Element {
        anchor("report__link", card.id.as_str()).text(self.text(card.title))
    }

    /// A link to a question, with its number.
    #[must_use]
    pub fn link_item(&self, index: usize) -> Element {
        let Some(item) = self.pack().items.get(index) else { return element("span", "") };
        anchor("report__link", &item_id(item)).text(&format!("{}. {}", index + 1, self.text(item.text)))
    }

    /// A condition as a list.
    #[must_use]
    pub fn condition(&self, condition: &Condition) -> Element {
        said(&self.speaker.said(condition))
    }
}

/// The file of a place, from its pack's folder on, and whether it belongs to the pack that a local one extends.
fn file(folder: &Path, sources: &Sources, place: &Place) -> (PathBuf, bool) {
    let Some(document) = sources.documents.get(place.document) else { return (PathBuf::new(), false) };
    let base = sources.own.as_ref().and_then(|own| own.entry.extends.as_deref());
    let base = base.map(|base| local::beside(folder, base));
    match (document.path.strip_prefix(folder), base) {
        (Ok(file), _) => (file.to_path_buf(), false),
        (Err(_), Some(base)) => (document.path.strip_prefix(base).unwrap_or(&document.path).to_path_buf(), true),
        (Err(_), None) => (document.path.clone(), false),
    }
}

/// The file of a place, as an editor finds it, with `/` on every system.
#[must_use]
pub fn shown_file(folder: &Path, sources: &Sources, place: &Place) -> String {
    let (file, is_base) = file(folder, sources, place);
    let parts: Vec<String> = file.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    let base = sources.own.as_ref().filter(|_| is_base).and_then(|own| own.entry.extends.clone());
    base.into_iter().chain(parts).collect::<Vec<_>>().join("/")
}

/// The place of a question in the page.
#[must_use]
pub fn item_id(item: &Item) -> String {
    format!("item-{}", item.id.as_str())
}

/// A link out of the page, with its address; the words alone where there is none.
#[must_use]
pub fn to(url: &str, words: &str) -> Element {
    if url.is_empty() {
        element("span", "").text(words)
    } else {
        link("report__link", url).text(words).with(element("span", "report__url").text(url))
    }
}

fn said(parts: &Said) -> Element {
    match parts {
        Said::Line(line) => element("span", "").text(line),
        Said::Parts(how, parts) => element("div", "report__parts")
            .with(element("span", "report__how").text(how).text(":"))
            .with(element("ul", "report__clauses").with_each(parts.iter().map(|part| element("li", "").with(said(part))))),
    }
}

/// All conditions of a question: when it is put, and when its options are offered.
pub fn conditions(item: &Item) -> impl Iterator<Item = &Condition> {
    std::iter::once(&item.enable_when).chain(item.options.iter().map(|option| &option.offer_when))
}

/// Whether a card hangs on this part of an item: for whom it is, when a time limit runs, or from which day it counts.
#[must_use]
pub fn card_names(card: &Card, item: &ItemId, part: Part<'_>) -> bool {
    let mut conditions = std::iter::once(&card.when).chain(card.deadlines.iter().map(|deadline| &deadline.when));
    let is_option = matches!(part, Part::Option(_));
    conditions.any(|condition| names(condition, item, part))
        || (!is_option && card.deadlines.iter().any(|deadline| deadline.anchor == *item))
}

/// What of an item a condition may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// Anything.
    Any,
    /// This option.
    Option(&'a str),
    /// The answer as a whole: years, a place.
    Whole,
}

/// Whether a condition names this part of an item.
#[must_use]
pub fn names(condition: &Condition, item: &ItemId, part: Part<'_>) -> bool {
    !ways(condition, item, part, Way::Opens).is_empty()
}

/// What naming an answer does to a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// Speaks for it.
    Opens,
    /// Speaks against it.
    Closes,
    /// Either, by what is answered.
    Decides,
}

/// In which ways a condition names this part of an item, each once, as seen through `way`.
#[must_use]
pub fn ways(condition: &Condition, item: &ItemId, part: Part<'_>, way: Way) -> BTreeSet<Way> {
    let turned = match way {
        Way::Opens => Way::Closes,
        Way::Closes => Way::Opens,
        Way::Decides => Way::Decides,
    };
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().flat_map(|inner| ways(inner, item, part, way)).collect(),
        Condition::Not(inner) => ways(inner, item, part, turned),
        Condition::Clause(clause) if clause.item != *item => BTreeSet::new(),
        Condition::Clause(clause) => {
            let has = |options: &[OptionId], wanted: &str| options.iter().any(|option| option.as_str() == wanted);
            let found = match (&clause.test, part) {
                (Test::Is(options), Part::Option(wanted)) => has(options, wanted).then_some(way),
                (Test::IsNot(options), Part::Option(wanted)) => has(options, wanted).then_some(turned),
                (Test::Years(..) | Test::In(_) | Test::Outside(_), Part::Whole) | (_, Part::Any) => Some(Way::Decides),
                (Test::Is(_) | Test::IsNot(_), Part::Whole) | (Test::Years(..) | Test::In(_) | Test::Outside(_), Part::Option(_)) => None,
            };
            found.into_iter().collect()
        }
    }
}
