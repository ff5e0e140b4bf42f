//! Conditions: read, their names checked, named ones put in.
//!
//! In: the text of a condition and its place. Out: the text as the app reads it, without named conditions; a problem for each name that fits nothing.
//! Never decides a condition: that is the core's.
//! Next: `lykta_core::grammar`.

use std::collections::BTreeMap;

use lykta_core::condition::Condition;
use lykta_core::format::source::{Item, ItemKind, Manifest, Region};
use lykta_core::grammar::{self, Fault, Name, Role};

use crate::compile::Scope;
use crate::places::Tables;
use crate::problem::{Code, Place, Problems, meant};
use crate::read::{Entries, Located};

/// Named conditions that could be read.
pub type Definitions = BTreeMap<String, Condition>;

/// Reads the named conditions of the manifest; one may use others, but not itself.
///
/// `place_of`: where the condition of a name stands.
pub fn definitions(
    manifest: &Manifest,
    place_of: &dyn Fn(&str) -> Place,
    entries: &Entries,
    tables: &Tables,
    problems: &mut Problems,
) -> Definitions {
    let names: Vec<&str> = manifest.define.keys().map(String::as_str).collect();
    let mut known = Definitions::new();
    let mut left: Vec<(&String, grammar::Parsed)> = Vec::new();
    for (name, text) in &manifest.define {
        let place = place_of(name);
        if let Some(item) = entries.items.iter().find(|item| item.entry.id == *name) {
            problems.add_pair(
                Code::SameId,
                &place,
                format!("`{name}` names both a condition and an item"),
                &item.place.key("id"),
                "the item",
                "give the condition another name",
            );
        }
        match grammar::parse(text) {
            Ok(parsed) => left.push((name, parsed)),
            Err(fault) => syntax(&fault, &place, problems),
        }
    }
    // Each round puts in those whose names are all known; what is left then uses itself or nothing.
    loop {
        let before = left.len();
        left.retain(|(name, parsed)| match parsed.expression.resolved(&|name| known.get(name).cloned()) {
            Some(condition) => {
                check_names(&parsed.names, entries, tables, &names, &place_of(name), problems);
                known.insert((*name).clone(), condition);
                false
            }
            None => true,
        });
        if left.is_empty() || left.len() == before {
            break;
        }
    }
    for (name, parsed) in left {
        let place = place_of(name);
        let before = problems.0.len();
        check_names(&parsed.names, entries, tables, &names, &place, problems);
        if problems.0.len() == before && uses_itself(name, manifest) {
            problems.add(
                Code::UnknownDefinition,
                &place,
                format!("the condition `{name}` uses itself"),
                "write out what it means without its own name",
            );
        }
    }
    known
}

/// Reads a condition; empty if absent, and none if it cannot be used.
///
/// `before`: the item whose own condition this is, which may only read items before it.
pub fn built(scope: &Scope<'_>, text: Option<&String>, place: &Place, before: Option<&str>, problems: &mut Problems) -> Option<String> {
    let Some(text) = text else { return Some(String::new()) };
    let parsed = match grammar::parse(text) {
        Ok(parsed) => parsed,
        Err(fault) => {
            syntax(&fault, place, problems);
            return None;
        }
    };
    let names: Vec<&str> = scope.manifest.define.keys().map(String::as_str).collect();
    check_names(&parsed.names, scope.entries, scope.tables, &names, place, problems);
    let condition = parsed.expression.resolved(&|name| scope.definitions.get(name).cloned())?;
    if let Some(before) = before {
        check_order(&condition, &parsed.names, before, scope.entries, place, problems);
    }
    Some(grammar::written(&condition))
}

/// Tells of a condition that cannot be read.
pub fn syntax(fault: &grammar::SyntaxFault, place: &Place, problems: &mut Problems) {
    let (what, help) = match fault.fault {
        Fault::Sign => (
            "this sign has no meaning in a condition",
            "write `is` between an item and its option, as in `who is self`; ids have small letters, digits and hyphens",
        ),
        Fault::Clause => ("an item, a named condition, `not` or a bracket is missing here", "write for example `who is self`"),
        Fault::Verb => {
            ("after an item comes `is`, `is not`, `in`, `outside` or a comparison", "write for example `pregnant is yes or maybe`")
        }
        Fault::Option => ("an option is missing here", "write for example `about is any of alcohol, opioids`"),
        Fault::Years => ("a number of years is missing here", "write for example `age < 21`"),
        Fault::Area => ("`region` or `municipality` is missing here", "write for example `place in region 91`"),
        Fault::Code => ("a code is missing here", "write for example `place in region 91`"),
        Fault::Bracket => ("a closing bracket is missing here", "add `)`"),
        Fault::Rest => ("the condition was over before this", "join parts with `and` or `or`"),
        Fault::Depth => ("the condition is nested too deeply", "give its parts names under `[define]`"),
    };
    problems.add(Code::ConditionSyntax, &place.part(&fault.at), what, help);
}

/// Tells of names that fit nothing.
pub fn check_names(names: &[Name], entries: &Entries, tables: &Tables, definitions: &[&str], place: &Place, problems: &mut Problems) {
    let mut item: Option<&Located<Item>> = None;
    let items = || entries.items.iter().map(|item| item.entry.id.as_str());
    for name in names {
        let at = place.part(&name.at);
        let text = name.text.as_str();
        match name.role {
            Role::Item => {
                item = entries.items.iter().find(|item| item.entry.id == text);
                if item.is_none() && !entries.unread.contains(text) {
                    problems.add(
                        Code::UnknownItem,
                        &at,
                        "this condition reads an item that does not exist",
                        meant(text, items().collect::<Vec<_>>()),
                    );
                }
            }
            Role::Option => {
                let Some(item) = item else { continue };
                let options: Vec<&str> = item.entry.option.iter().map(|option| option.id.as_str()).collect();
                if !matches!(item.entry.kind, ItemKind::Single | ItemKind::Multiple) {
                    problems.add_pair(
                        Code::KindMismatch,
                        &at,
                        format!("`{}` has no options to compare with", item.entry.id),
                        &item.place.key("kind"),
                        "its kind",
                        "ask a place with `in region 91`; a date only starts a time limit",
                    );
                } else if !options.contains(&text) {
                    problems.add_pair(
                        Code::UnknownOption,
                        &at,
                        format!("`{}` has no option `{text}`", item.entry.id),
                        &item.place.key("id"),
                        "the item",
                        meant(text, options),
                    );
                }
            }
            Role::Years => {
                let Some(item) = item else { continue };
                if item.entry.option.iter().all(|option| option.from.is_none()) {
                    problems.add_pair(
                        Code::KindMismatch,
                        &at,
                        format!("the options of `{}` have no years to compare with", item.entry.id),
                        &item.place.key("id"),
                        "the item",
                        "give its options `from` and `to`, or compare with `is`",
                    );
                }
            }
            Role::Region | Role::Municipality => {
                if let Some(item) = item.filter(|item| item.entry.kind != ItemKind::Place) {
                    problems.add_pair(
                        Code::KindMismatch,
                        &at,
                        format!("`{}` is not a place", item.entry.id),
                        &item.place.key("kind"),
                        "its kind",
                        "ask `place` or `their-place`",
                    );
                }
                let is_known = entries.unread.contains(text)
                    || if name.role == Role::Region {
                        entries.regions.iter().any(|region| region.entry.code == text)
                    } else {
                        tables.municipalities.contains_key(text)
                    };
                if !is_known {
                    let word = if name.role == Role::Region { "region" } else { "municipality" };
                    problems.add(
                        Code::UnknownArea,
                        &at,
                        format!("there is no {word} `{text}`"),
                        area_help(entries, tables, name.role, text),
                    );
                }
            }
            Role::Definition => {
                if !definitions.contains(&text) {
                    let hint = if items().any(|id| id == text) {
                        format!("`{text}` is an item: say what of it, for example `{text} is ...`")
                    } else {
                        meant(text, definitions.iter().copied())
                    };
                    problems.add(Code::UnknownDefinition, &at, format!("there is no named condition `{text}`"), hint);
                }
            }
        }
    }
}

/// The codes there are. None is suggested: the next number is another town, not a misspelling.
pub fn area_help(entries: &Entries, tables: &Tables, role: Role, wanted: &str) -> String {
    // A name, or a code whose zeros a spreadsheet dropped, is the one that is meant.
    let is_code = |code: &str| !wanted.is_empty() && code.trim_start_matches('0') == wanted.trim_start_matches('0');
    let is_name = |name: &String| name.to_lowercase() == wanted.to_lowercase();
    let known = if role == Role::Region {
        let mut regions = entries.regions.iter().map(|region| (&region.entry.code, &region.entry.name));
        regions.find(|(code, names)| is_code(code) || names.values().any(is_name))
    } else {
        let mut rows = tables.municipalities.iter();
        let found = rows.find(|(code, row)| is_code(code) || row.names.values().chain(&row.others).any(is_name));
        found.map(|(code, row)| (code, &row.names))
    };
    if let Some((code, names)) = known {
        return format!("write the code, with its zeros: `{code}` ({})", names.values().next().map_or("", String::as_str));
    }
    let named: Vec<String> = if role == Role::Region {
        let name = |region: &Located<Region>| region.entry.name.values().next().cloned().unwrap_or_default();
        entries.regions.iter().map(|region| format!("`{}` ({})", region.entry.code, name(region))).collect()
    } else {
        let name = |names: &BTreeMap<String, String>| names.values().next().cloned().unwrap_or_default();
        tables.municipalities.iter().take(3).map(|(code, row)| format!("`{code}` ({})", name(&row.names))).collect()
    };
    match (named.is_empty(), role == Role::Region) {
        (true, true) => "add a `[[region]]` with this code".to_owned(),
        (true, false) => "add the municipality to `places/municipalities.csv`".to_owned(),
        (false, true) if named.len() == 1 => format!("use {}", named.join(", ")),
        (false, true) => format!("use one of {}", named.join(", ")),
        (false, false) => format!("use a code of `places/municipalities.csv`, such as {}", named.join(", ")),
    }
}

/// Whether a named condition leads back to itself by the names that it uses.
fn uses_itself(name: &str, manifest: &Manifest) -> bool {
    let used = |name: &str| {
        let parsed = manifest.define.get(name).and_then(|text| grammar::parse(text).ok());
        let names = parsed.map_or_else(Vec::new, |parsed| parsed.names);
        names.into_iter().filter(|name| name.role == Role::Definition).map(|name| name.text).collect::<Vec<_>>()
    };
    let mut seen = used(name);
    let mut at = 0;
    while let Some(next) = seen.get(at) {
        let more: Vec<String> = used(next).into_iter().filter(|name| !seen.contains(name)).collect();
        seen.extend(more);
        at += 1;
    }
    seen.iter().any(|other| other == name)
}

fn check_order(condition: &Condition, names: &[Name], before: &str, entries: &Entries, place: &Place, problems: &mut Problems) {
    let position = |id: &str| entries.items.iter().position(|item| item.entry.id == id);
    condition.each_clause(&mut |clause| {
        let id = clause.item.as_str();
        if let (Some(own), Some(read)) = (position(before), position(id))
            && read >= own
        {
            // An item that a named condition reads is not seen in this text: then the whole text is meant.
            let name = names.iter().find(|name| name.role == Role::Item && name.text == id);
            let at = name.map_or_else(|| place.clone(), |name| place.part(&name.at));
            if read == own {
                let help = "hang it on an item before it, or take the condition out";
                problems.add(Code::LaterItem, &at, format!("the item `{before}` hangs on itself"), help);
            } else if let Some(later) = entries.items.get(read) {
                problems.add_pair(
                    Code::LaterItem,
                    &at,
                    format!("the item `{before}` hangs on `{id}`, which is put later"),
                    &later.place.key("id"),
                    "put here",
                    format!("move `{id}` before `{before}`, or hang it on an item before it"),
                );
            }
        }
    });
}
