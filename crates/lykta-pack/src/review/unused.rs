//! Unused: what stands in a pack and reaches nobody, and what stands there twice.
//!
//! In: the entries of a pack, and what was built of it. Out: warnings, since the guide works without; but something was meant.
//! Conditions are found by their fields in whatever entry they stand, so that no kind of entry can be forgotten.
//! Next: `check.rs`.

use std::collections::{BTreeMap, BTreeSet};

use lykta_core::format::built::Term;
use lykta_core::format::source::{Item, ItemKind, Persona, PersonaAnswer};
use lykta_core::grammar::{self, Role};
use lykta_core::pack::Card;
use lykta_core::terms::pieces;
use toml::de::{DeTable, DeValue};

use crate::compile::values::CONDITIONS;
use crate::compile::{Compiled, Sources};
use crate::problem::{Code, Place, Problems};
use crate::read::Located;
use crate::review::is_own;
use crate::rows;

/// Tells of all that nothing uses, and of what is the same again.
pub fn check(sources: &Sources, compiled: Option<&Compiled>, problems: &mut Problems) {
    cited(sources, problems);
    read(sources, problems);
    regions(sources, compiled, problems);
    terms(sources, compiled, problems);
    again(sources, problems);
    for item in sources.entries.items.iter().filter(|item| is_own(sources, &item.place)) {
        years(&item.entry, &item.place, problems);
    }
}

fn cited(sources: &Sources, problems: &mut Problems) {
    let entries = &sources.entries;
    let cards = || entries.cards.iter().map(|card| &card.entry);
    let checks = entries.checks.iter().map(|check| &check.entry);
    let checks = checks.flat_map(|check| check.source.iter().chain(check.limit.iter().map(|limit| &limit.source)));
    let named: BTreeSet<&str> = cards().flat_map(|card| &card.source).chain(checks).map(String::as_str).collect();
    let laws = cards().flat_map(|card| card.law.iter().chain(card.deadline.iter().flat_map(|deadline| &deadline.law)));
    let acts: BTreeSet<&str> = laws.map(|law| law.act.as_str()).collect();
    for source in entries.sources.iter().filter(|source| is_own(sources, &source.place) && !named.contains(source.entry.id.as_str())) {
        let what = format!("no card names the source `{}`", source.entry.id);
        problems.add(
            Code::NeverCited,
            &source.place.key("id"),
            what,
            "add it to `source` of the card that was read from it, or take it out",
        );
    }
    for act in entries.acts.iter().filter(|act| is_own(sources, &act.place) && !acts.contains(act.entry.id.as_str())) {
        let what = format!("no card cites the act `{}`", act.entry.id);
        problems.add(
            Code::NeverCited,
            &act.place.key("id"),
            what,
            "cite it with its section in the card that stands on it, or take it out",
        );
    }
}

/// Items and named conditions that no condition reads.
fn read(sources: &Sources, problems: &mut Problems) {
    let mut texts = Vec::new();
    for document in sources.documents.iter().filter(|document| document.path.extension().is_some_and(|extension| extension == "toml")) {
        let tree = DeTable::parse_recoverable(&document.text).0;
        conditions(tree.get_ref(), false, &mut texts);
    }
    for tree in sources.documents.iter().filter_map(rows::tree) {
        conditions(&tree, false, &mut texts);
    }
    let (mut items, mut definitions) = (BTreeSet::new(), BTreeSet::new());
    for name in texts.iter().filter_map(|text| grammar::parse(text).ok()).flat_map(|parsed| parsed.names) {
        match name.role {
            Role::Item => items.insert(name.text),
            Role::Definition => definitions.insert(name.text),
            Role::Option | Role::Years | Role::Region | Role::Municipality => false,
        };
    }
    let entries = &sources.entries;
    items.extend(entries.cards.iter().flat_map(|card| &card.entry.deadline).map(|deadline| deadline.anchor.clone()));
    // The place is asked for the contacts and the body that serve there, too.
    let unread = |item: &Item| item.kind != ItemKind::Place && !items.contains(&item.id);
    for item in entries.items.iter().filter(|item| is_own(sources, &item.place) && unread(&item.entry)) {
        problems.add(
            Code::ItemUnread,
            &item.place.key("id"),
            format!("no condition reads the item `{}`, so it is never asked", item.entry.id),
            "use it in the `when` of a card, or take it out",
        );
    }
    let own = sources.own.as_ref().unwrap_or(&sources.manifest);
    for name in own.entry.define.keys().filter(|name| !definitions.contains(*name)) {
        problems.add(
            Code::DefinitionUnused,
            &own.place.key("define").key(name),
            format!("no condition uses `{name}`"),
            "use its name where its words are written out, or take it out",
        );
    }
}

/// The texts of all conditions below a table.
fn conditions(table: &DeTable<'_>, is_define: bool, texts: &mut Vec<String>) {
    for (key, value) in table {
        let key = key.get_ref().as_ref();
        match value.get_ref() {
            DeValue::String(text) if is_define || CONDITIONS.contains(&key) => texts.push(text.to_string()),
            DeValue::Table(table) => conditions(table, key == "define", texts),
            DeValue::Array(list) => {
                for table in list.iter().filter_map(|value| value.get_ref().as_table()) {
                    conditions(table, false, texts);
                }
            }
            DeValue::String(_) | DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {}
        }
    }
}

fn regions(sources: &Sources, compiled: Option<&Compiled>, problems: &mut Problems) {
    let Some(compiled) = compiled else { return };
    let municipalities = compiled.pack.gazetteer.municipalities();
    let lived_in: BTreeSet<&str> = municipalities.iter().map(|municipality| municipality.region.as_str()).collect();
    let entries = sources.entries.regions.iter().filter(|region| is_own(sources, &region.place));
    let comes = |code: &str| sources.entries.regions.iter().any(|region| region.entry.becomes.as_deref() == Some(code));
    for region in entries.filter(|region| !lived_in.contains(region.entry.code.as_str()) && !comes(&region.entry.code)) {
        problems.add(
            Code::RegionEmpty,
            &region.place.key("code"),
            format!("no municipality belongs to the region `{}`", region.entry.code),
            "add its municipalities to `places/municipalities.csv`, or take the region out",
        );
    }
}

/// Forms of terms that open nowhere, since no card has them.
fn terms(sources: &Sources, compiled: Option<&Compiled>, problems: &mut Problems) {
    let Some(compiled) = compiled else { return };
    for Located { place, entry } in sources.entries.terms.iter().filter(|term| is_own(sources, &term.place)) {
        for (language, forms) in &entry.forms {
            let Some(words) = compiled.words.iter().find(|words| words.language == *language) else { continue };
            let texts = || compiled.pack.cards.iter().flat_map(Card::explained).map(|text| words.text(text));
            for (index, form) in forms.iter().enumerate() {
                let term = [Term { forms: vec![form.clone()], text: String::new() }];
                if !texts().any(|text| pieces(text, &term, &mut Vec::new()).iter().any(|piece| piece.meaning.is_some())) {
                    problems.add(
                        Code::TermNowhere,
                        &place.key("forms").key(language).index(index),
                        format!("`{form}` stands in no text of a card in `{language}`"),
                        "write the form that stands there, in small letters but for names, or take it out",
                    );
                }
            }
        }
    }
}

/// What stands twice in one list, and personas that are the same person on the same day.
fn again(sources: &Sources, problems: &mut Problems) {
    for card in sources.entries.cards.iter().filter(|card| is_own(sources, &card.place)) {
        let flags: Vec<String> = card.entry.flags.iter().map(|flag| format!("{flag:?}")).collect();
        for (key, list) in [("facts", &card.entry.facts), ("source", &card.entry.source), ("flags", &flags)] {
            for (index, one) in list.iter().enumerate() {
                if let Some(first) = list.iter().take(index).position(|other| other == one) {
                    let list = card.place.key(key);
                    let what = format!("`{key}` names the same thing twice");
                    let help = "take one out, or write the one that was meant";
                    problems.add_pair(Code::SameAgain, &list.index(index), what, &list.index(first), "first here", help);
                }
            }
        }
    }
    let own = sources.own.as_ref().unwrap_or(&sources.manifest);
    for (index, card) in own.entry.help_now.iter().enumerate() {
        if let Some(first) = own.entry.help_now.iter().take(index).position(|other| other == card) {
            let list = own.place.key("help_now");
            let help = "take one out, or write the one that was meant";
            problems.add_pair(
                Code::SameAgain,
                &list.index(index),
                format!("`help_now` names `{card}` twice"),
                &list.index(first),
                "first here",
                help,
            );
        }
    }
    let mut people: BTreeMap<String, &Place> = BTreeMap::new();
    for persona in sources.entries.personas.iter().filter(|persona| is_own(sources, &persona.place)) {
        if let Some(first) = people.insert(person(&persona.entry), &persona.place) {
            problems.add_pair(
                Code::SameAgain,
                &persona.place.key("id"),
                format!("the persona `{}` gives the same answers on the same day as one before it", persona.entry.id),
                &first.key("id"),
                "first here",
                "change the answer in which the two were meant to differ, or put what both expect into one",
            );
        }
    }
}

/// What the guide is told by a persona.
fn person(persona: &Persona) -> String {
    let answer = |answer: &PersonaAnswer| match answer {
        PersonaAnswer::One(one) => one.clone(),
        PersonaAnswer::Several(several) => {
            let mut sorted = several.clone();
            sorted.sort();
            sorted.join(",")
        }
    };
    let answers: Vec<String> = persona.answers.iter().map(|(item, given)| format!("{item}={}", answer(given))).collect();
    let mut skipped = persona.skipped.clone();
    skipped.sort();
    format!("{}|{}|{}", persona.today, answers.join(";"), skipped.join(";"))
}

/// Options that share a year, or leave one between them.
fn years(item: &Item, place: &Place, problems: &mut Problems) {
    let mut ranges: Vec<(u16, Option<u16>, usize)> =
        item.option.iter().enumerate().filter_map(|(index, option)| Some((option.from?, option.to, index))).collect();
    ranges.sort_unstable();
    for (low, high) in ranges.iter().zip(ranges.iter().skip(1)) {
        let ((_, to, before), (from, _, index)) = (low, high);
        let id = |index: usize| item.option.get(index).map_or("", |option| option.id.as_str());
        let (what, help) = match to {
            Some(to) if to.saturating_add(1) == *from => continue,
            Some(to) if to < from => (
                format!("no option of `{}` is for {}", item.id, span(to + 1, from - 1)),
                format!("write `from = {}` here, or add an option between the two", to + 1),
            ),
            _ => (
                format!("both `{}` and `{}` are for {}", id(*before), id(*index), span(*from, *from)),
                format!("let `{}` end at `to = {}`, or begin this one later", id(*before), from.saturating_sub(1)),
            ),
        };
        let option = |index: usize| place.key("option").index(index).key("from");
        problems.add_pair(Code::YearsApart, &option(*index), what, &option(*before), "the option before it", help);
    }
}

/// `22 years`, `18 to 22 years`.
fn span(from: u16, to: u16) -> String {
    if from == to { format!("{from} years") } else { format!("{from} to {to} years") }
}
