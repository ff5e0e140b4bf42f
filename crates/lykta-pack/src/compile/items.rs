//! Items: the questionnaire, as the app loads it.
//!
//! In: the items of a pack in the author's order. Out: their built form; a problem for what could not be asked.
//! Standard: the shared vocabulary of the core; FHIR `Questionnaire`.
//! Next: `cards.rs`.

use lykta_core::format::built::{ItemEntry, OptionEntry};
use lykta_core::format::source::{AnswerOption, Item, ItemKind};
use lykta_core::pack;
use lykta_core::vocabulary;

use crate::compile::{Scope, conditions, id_help, is_kebab};
use crate::problem::{Code, Place, Problems};
use crate::read::Located;

/// The built items.
pub fn built(scope: &mut Scope<'_>, problems: &mut Problems) -> Vec<ItemEntry> {
    let entries = scope.entries;
    entries.items.iter().filter_map(|item| item_entry(scope, item, problems)).collect()
}

fn item_entry(scope: &mut Scope<'_>, item: &Located<Item>, problems: &mut Problems) -> Option<ItemEntry> {
    let Located { place, entry } = item;
    check_vocabulary(entry, place, problems);
    check_options(entry, place, problems);
    let options: Vec<Option<OptionEntry>> = entry
        .option
        .iter()
        .enumerate()
        .map(|(index, option)| option_entry(scope, &entry.id, option, &place.key("option").index(index), problems))
        .collect();
    let enable_when = conditions::built(scope, entry.enable_when.as_ref(), &place.key("enable_when"), Some(&entry.id), problems);
    Some(ItemEntry {
        id: entry.id.clone(),
        kind: kind_word(entry.kind).to_owned(),
        text: scope.texts.intern(&entry.text, &place.key("text"), problems),
        hint: scope.texts.intern_some(entry.hint.as_ref(), &place.key("hint"), problems),
        why: scope.texts.intern_some(entry.why.as_ref(), &place.key("why"), problems),
        told: scope.texts.intern_some(entry.told.as_ref(), &place.key("told"), problems),
        unknown: scope.texts.intern(&entry.unknown, &place.key("unknown"), problems),
        enable_when: enable_when?,
        unasked: !entry.asked,
        options: options.into_iter().collect::<Option<_>>()?,
    })
}

fn option_entry(scope: &mut Scope<'_>, item: &str, option: &AnswerOption, place: &Place, problems: &mut Problems) -> Option<OptionEntry> {
    if !is_kebab(&option.id) {
        problems.add(Code::IdShape, &place.key("id"), format!("`{}` is not an id", option.id), id_help(&option.id));
    }
    let offer_when = conditions::built(scope, option.offer_when.as_ref(), &place.key("offer_when"), Some(item), problems);
    Some(OptionEntry {
        id: option.id.clone(),
        text: scope.texts.intern(&option.text, &place.key("text"), problems),
        hint: scope.texts.intern_some(option.hint.as_ref(), &place.key("hint"), problems),
        told: scope.texts.intern_some(option.told.as_ref(), &place.key("told"), problems),
        offer_when: offer_when?,
        from: option.from,
        to: option.to,
        unsure: option.unsure,
        alone: option.alone,
    })
}

fn kind_word(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Single => "single",
        ItemKind::Multiple => "multiple",
        ItemKind::Place => "place",
        ItemKind::Date => "date",
    }
}

fn check_options(item: &Item, place: &Place, problems: &mut Problems) {
    let has_options = matches!(item.kind, ItemKind::Single | ItemKind::Multiple);
    if has_options && item.option.len() < 2 {
        problems.add(
            Code::OptionsMissing,
            &place.key("id"),
            format!("`{}` has fewer than two options", item.id),
            "add an `[[item.option]]` for each answer",
        );
    }
    if !has_options && !item.option.is_empty() {
        problems.add(
            Code::OptionsMissing,
            &place.key("option"),
            format!("`{}` is not chosen from options", item.id),
            "take the options out, or write `kind = \"single\"`",
        );
    }
    let slot = match item.kind {
        ItemKind::Single | ItemKind::Multiple => None,
        ItemKind::Place => Some("{place}"),
        ItemKind::Date => Some("{date}"),
    };
    for (language, text) in item.told.iter().flatten() {
        let has_own = slot.is_some_and(|slot| text.contains(slot));
        if !has_own {
            problems.add(
                Code::KindMismatch,
                &place.key("told").key(language),
                format!("the sentence for a letter does not say the answer to `{}`", item.id),
                slot.map_or_else(
                    || "write `told` on each option instead".to_owned(),
                    |slot| format!("put `{slot}` where the answer belongs"),
                ),
            );
        }
    }
    for (index, option) in item.option.iter().enumerate() {
        let own = place.key("option").index(index);
        if let Some(first) = item.option.iter().take(index).position(|other| other.id == option.id) {
            problems.add_pair(
                Code::SameId,
                &own.key("id"),
                format!("the option `{}` stands twice", option.id),
                &place.key("option").index(first).key("id"),
                "first here",
                "take one out",
            );
        }
        if option.from.is_none() && option.to.is_some() || option.to.is_some_and(|to| option.from.is_some_and(|from| to < from)) {
            problems.add(
                Code::KindMismatch,
                &own,
                format!("the years of `{}` do not fit", option.id),
                "write `from` and `to`, both inclusive, the lower first",
            );
        }
    }
}

/// A pack may add items and options, never redefine one.
fn check_vocabulary(item: &Item, place: &Place, problems: &mut Problems) {
    let Some(term) = vocabulary::term(&item.id) else { return };
    let kind = match item.kind {
        ItemKind::Single => pack::ItemKind::Single,
        ItemKind::Multiple => pack::ItemKind::Multiple,
        ItemKind::Place => pack::ItemKind::Place,
        ItemKind::Date => pack::ItemKind::Date,
    };
    if kind != term.kind {
        problems.add(
            Code::VocabularyRedefined,
            &place.key("kind"),
            format!("`{}` is answered in another way in the shared vocabulary", item.id),
            "keep its kind, or give the item another id",
        );
    }
    for (index, option) in item.option.iter().enumerate() {
        if let Some(shared) = vocabulary::years(&item.id, &option.id)
            && (option.from != Some(shared.from) || option.to != shared.to)
        {
            let key = if option.from == Some(shared.from) { "to" } else { "from" };
            let mend = match (key, shared.to) {
                ("from", _) => format!("write `from = {}`", shared.from),
                (_, Some(to)) => format!("write `to = {to}`"),
                (_, None) => "take `to` out".to_owned(),
            };
            problems.add(
                Code::VocabularyRedefined,
                &place.key("option").index(index).key(key),
                format!("`{}` means other years in the shared vocabulary", option.id),
                format!("{mend}, or give the option another id"),
            );
        }
    }
}
