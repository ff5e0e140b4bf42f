//! Conditions as they are written: whose they are, where they stand, and in which words.
//!
//! In: the entries of a pack, and the pack that they became. Out: each condition with its place; the named ones apart.
//! Never checks: what could not be read is left out, as it was told of before.
//! Next: `parts.rs` for what a condition is made of.

use std::collections::BTreeMap;

use lykta_core::answer::{CardId, ItemId, OptionId};
use lykta_core::condition::Condition;
use lykta_core::format::source::Manifest;
use lykta_core::pack::Pack;

use crate::problem::Place;
use crate::read::Entries;

/// All conditions of a pack.
#[derive(Debug, Default)]
pub struct Written {
    /// In the order of the pack: those of items and options, then those of cards and time limits.
    pub rules: Vec<Rule>,
    /// Named conditions.
    pub named: BTreeMap<String, Text>,
    /// Where each item stands, in the order of the pack.
    pub items: Vec<Place>,
    /// Where each card stands, in the order of the pack.
    pub cards: Vec<Place>,
    /// Where each option of each item stands, in the order of the pack.
    pub options: Vec<Vec<Place>>,
}

/// The text of a condition and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Where.
    pub place: Place,
    /// What.
    pub text: String,
}

/// A condition and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Whose.
    pub owner: Owner,
    /// As written.
    pub text: Text,
}

/// Whose a condition is, by indexes into the pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// `enable_when` of an item.
    Item(usize),
    /// `offer_when` of an option of an item.
    Option(usize, usize),
    /// `when` of a card.
    Card(usize),
    /// `when` of a time limit of a card.
    Deadline(usize, usize),
}

impl Owner {
    /// The condition in a pack; none if the pack is another.
    #[must_use]
    pub fn of(self, pack: &Pack) -> Option<&Condition> {
        Some(match self {
            Self::Item(item) => &pack.items.get(item)?.enable_when,
            Self::Option(item, option) => &pack.items.get(item)?.options.get(option)?.offer_when,
            Self::Card(card) => &pack.cards.get(card)?.when,
            Self::Deadline(card, deadline) => &pack.cards.get(card)?.deadlines.get(deadline)?.when,
        })
    }

    /// The condition in a pack, to change it.
    pub fn of_mut(self, pack: &mut Pack) -> Option<&mut Condition> {
        Some(match self {
            Self::Item(item) => &mut pack.items.get_mut(item)?.enable_when,
            Self::Option(item, option) => &mut pack.items.get_mut(item)?.options.get_mut(option)?.offer_when,
            Self::Card(card) => &mut pack.cards.get_mut(card)?.when,
            Self::Deadline(card, deadline) => &mut pack.cards.get_mut(card)?.deadlines.get_mut(deadline)?.when,
        })
    }

    /// The id of the card or item that it belongs to.
    #[must_use]
    pub fn id(self, pack: &Pack) -> &str {
        match self {
            Self::Item(item) | Self::Option(item, _) => pack.items.get(item).map_or("", |item| item.id.as_str()),
            Self::Card(card) | Self::Deadline(card, _) => pack.cards.get(card).map_or("", |card| card.id.as_str()),
        }
    }
}

/// All conditions of the entries that became part of the pack.
pub fn all(entries: &Entries, manifest: &Manifest, define_place: &dyn Fn(&str) -> Place, pack: &Pack) -> Written {
    let mut written = Written { cards: vec![Place::default(); pack.cards.len()], ..Written::default() };
    written.items = vec![Place::default(); pack.items.len()];
    written.options = pack.items.iter().map(|item| vec![Place::default(); item.options.len()]).collect();
    for (name, text) in &manifest.define {
        written.named.insert(name.clone(), Text { place: define_place(name), text: text.clone() });
    }
    let rules = &mut written.rules;
    let mut add = |owner: Owner, text: Option<&String>, place: Place| {
        if let Some(text) = text {
            rules.push(Rule { owner, text: Text { place, text: text.clone() } });
        }
    };
    for item in &entries.items {
        let Some((index, built)) = pack.item(&ItemId::new(&item.entry.id)) else { continue };
        if let Some(own) = written.items.get_mut(index) {
            *own = item.place.key("id");
        }
        add(Owner::Item(index), item.entry.enable_when.as_ref(), item.place.key("enable_when"));
        for (number, option) in item.entry.option.iter().enumerate() {
            let place = item.place.key("option").index(number);
            let id = OptionId::new(&option.id);
            let Some(position) = built.options.iter().position(|built| built.id == id) else { continue };
            if let Some(own) = written.options.get_mut(index).and_then(|options| options.get_mut(position)) {
                *own = place.key("id");
            }
            add(Owner::Option(index, position), option.offer_when.as_ref(), place.key("offer_when"));
        }
    }
    for card in &entries.cards {
        let id = CardId::new(&card.entry.id);
        let Some(index) = pack.cards.iter().position(|built| built.id == id) else { continue };
        if let Some(own) = written.cards.get_mut(index) {
            *own = card.place.key("id");
        }
        add(Owner::Card(index), card.entry.when.as_ref(), card.place.key("when"));
        for (number, deadline) in card.entry.deadline.iter().enumerate() {
            let place = card.place.key("deadline").index(number).key("when");
            add(Owner::Deadline(index, number), deadline.when.as_ref(), place);
        }
    }
    written
}
