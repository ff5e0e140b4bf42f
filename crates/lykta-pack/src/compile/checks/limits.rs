//! Limits: figures of authorities, with their day and source, filled into the texts and conditions of a check.
//!
//! In: the limits of a check. Out: texts and conditions in which `{id}` is the figure; a problem for a figure that nobody could check.
//! Never a figure in a note on limits that is no slot: it would stay when the source changes.
//! Next: `conditions.rs`.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use lykta_core::date::Date;
use lykta_core::format::source::{Check, CheckLimit, CheckNoteKind, LimitUnit, Texts};

use crate::compile::texts::slots;
use crate::compile::{Scope, day_help, id_help, is_kebab};
use crate::problem::{Code, Place, Problems, meant};

/// The limits of a check, and which of them have been used.
pub struct Limits {
    values: BTreeMap<String, u16>,
    used: RefCell<BTreeSet<String>>,
}

impl Limits {
    /// Reads them.
    pub fn of(scope: &Scope<'_>, check: &Check, place: &Place, problems: &mut Problems) -> Self {
        let mut values = BTreeMap::new();
        for (index, limit) in check.limit.iter().enumerate() {
            let place = place.key("limit").index(index);
            check_limit(scope, check, limit, &place, problems);
            if values.insert(limit.id.clone(), limit.value).is_some() {
                let what = format!("the limit `{}` stands twice in this check", limit.id);
                problems.add(Code::SameId, &place.key("id"), what, "give one of them another id");
            }
        }
        check_notes(check, place, problems);
        Self { values, used: RefCell::default() }
    }

    /// A text with the figures in their slots.
    pub fn filled_text(&self, text: &str) -> String {
        let mut filled = String::new();
        let mut rest = 0;
        for (at, slot) in slots(text) {
            let id = slot.trim_matches(['{', '}']);
            if let Some(value) = self.values.get(id) {
                self.used.borrow_mut().insert(id.to_owned());
                filled.push_str(text.get(rest..at).unwrap_or(""));
                filled.push_str(&value.to_string());
                rest = at + slot.len();
            }
        }
        filled.push_str(text.get(rest..).unwrap_or(""));
        filled
    }

    /// The same in each language.
    pub fn filled(&self, words: &Texts) -> Texts {
        words.iter().map(|(language, text)| (language.clone(), self.filled_text(text))).collect()
    }

    /// Fills a text and gives its index.
    pub fn intern(&self, scope: &mut Scope<'_>, words: &Texts, place: &Place, problems: &mut Problems) -> u32 {
        check_slots(words, place, problems);
        scope.texts.intern(&self.filled(words), place, problems)
    }

    /// The same, if there is one.
    pub fn intern_some(&self, scope: &mut Scope<'_>, words: Option<&Texts>, place: &Place, problems: &mut Problems) -> Option<u32> {
        words.map(|words| self.intern(scope, words, place, problems))
    }

    /// Tells of limits that neither a text nor a condition uses.
    pub fn check_used(&self, check: &Check, place: &Place, problems: &mut Problems) {
        for (index, limit) in check.limit.iter().enumerate().filter(|(_, limit)| !self.used.borrow().contains(&limit.id)) {
            problems.add(
                Code::CheckLimit,
                &place.key("limit").index(index).key("id"),
                format!("nothing in the check uses the limit `{}`", limit.id),
                format!("write `{{{}}}` where its figure stands in a text or condition, or take it out", limit.id),
            );
        }
    }
}

/// The same slots in every language.
fn check_slots(words: &Texts, place: &Place, problems: &mut Problems) {
    let of = |text: &str| slots(text).map(|(_, slot)| slot.to_owned()).collect::<BTreeSet<String>>();
    let all: Vec<(&String, BTreeSet<String>)> = words.iter().map(|(language, text)| (language, of(text))).collect();
    let Some((with, most)) = all.iter().max_by_key(|(_, slots)| slots.len()) else { return };
    for (language, lacking) in all.iter().filter_map(|(language, slots)| Some((language, most.difference(slots).next()?))) {
        problems.add_pair(
            Code::SlotMismatch,
            &place.key(language),
            format!("the text in `{language}` lacks the slot `{lacking}`, which stands in `{with}`"),
            &place.key(with),
            "the other",
            format!("put `{lacking}` where its figure or answer belongs"),
        );
    }
}

fn check_limit(scope: &Scope<'_>, check: &Check, limit: &CheckLimit, place: &Place, problems: &mut Problems) {
    if !is_kebab(&limit.id) {
        problems.add(Code::IdShape, &place.key("id"), format!("`{}` is not an id", limit.id), id_help(&limit.id));
    }
    for (key, day) in [("read", Some(&limit.read)), ("valid_from", limit.valid_from.as_ref())] {
        if let Some(day) = day.filter(|day| Date::parse(day).is_none()) {
            problems.add(Code::DateShape, &place.key(key), format!("`{day}` is not a day"), day_help(day));
        }
    }
    let sources = &scope.entries.sources;
    if !scope.entries.unread.contains(&limit.source) && !sources.iter().any(|source| source.entry.id == limit.source) {
        let known = sources.iter().map(|source| source.entry.id.as_str()).collect::<Vec<_>>();
        let what = format!("there is no source `{}`", limit.source);
        problems.add(Code::UnknownReference, &place.key("source"), what, meant(&limit.source, known));
    } else if !check.source.contains(&limit.source) {
        let what = format!("the check does not show the source `{}` of this limit", limit.source);
        problems.add(Code::CheckLimit, &place.key("source"), what, format!("add `{}` to `source` of the check", limit.source));
    }
    let is_drinks = matches!(limit.of, LimitUnit::DrinksAWeek | LimitUnit::DrinksADay | LimitUnit::DrinksAtOnce);
    if is_drinks != limit.grams.is_some() {
        let (what, help) = if is_drinks {
            ("of how much alcohol in a drink the limit speaks is not said", "add `grams = 12`, as the source has it")
        } else {
            ("this limit counts no drinks, but says how much alcohol is in one", "take `grams` out")
        };
        problems.add(Code::CheckLimit, &place.key("of"), what, help);
    }
    let units = check.question.iter().filter_map(|question| question.unit_milligrams);
    for (unit, grams) in units.zip(std::iter::repeat(limit.grams)).filter_map(|(unit, grams)| Some((unit, grams?))) {
        if u32::from(grams) * 1000 != unit {
            problems.add(
                Code::CheckLimit,
                &place.key("grams"),
                format!("the limit counts drinks of {grams} g, the helper counts drinks of {unit} mg"),
                format!("count both in the same drink, such as `unit_milligrams = {}`", u32::from(grams) * 1000),
            );
        }
    }
}

/// Figures of a note on limits are slots.
fn check_notes(check: &Check, place: &Place, problems: &mut Problems) {
    for (index, note) in check.note.iter().enumerate().filter(|(_, note)| note.kind == CheckNoteKind::Limit) {
        for (language, text) in &note.text {
            let is_in_slot = |at: usize| slots(text).any(|(start, slot)| (start..start + slot.len()).contains(&at));
            if let Some((at, digit)) = text.char_indices().find(|(at, sign)| sign.is_ascii_digit() && !is_in_slot(*at)) {
                problems.add(
                    Code::CheckLimit,
                    &place.key("note").index(index).key("text").key(language).part(&(at..at + digit.len_utf8())),
                    "the figure stands in words alone, without day and source",
                    "add it as `[[check.limit]]`, and write its id in curly brackets here",
                );
            }
        }
    }
}
