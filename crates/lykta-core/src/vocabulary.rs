//! The shared vocabulary: items and options that mean the same in every country.
//!
//! In: an id. Out: how it is answered and its options.
//! A pack may add items and options, never redefine one; `ask` accepts all of these, also those that a pack does not use.
//! Next: the editors' tool, which reads answers with it.

use crate::answer::Years;
use crate::pack::ItemKind;

/// An item of the shared vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// Id of the item.
    pub id: &'static str,
    /// How it is answered.
    pub kind: ItemKind,
    /// Ids of its options, in the shared order.
    pub options: &'static [&'static str],
}

const YES_NO: &[&str] = &["yes", "no"];
const PROGRESS: &[&str] = &["no-contact", "contacted", "referred", "decided", "refused", "in-treatment", "after-treatment"];

/// All items of the shared vocabulary.
pub const TERMS: &[Term] = &[
    single("who", &["self", "close-one", "child", "professional"]),
    several("about", &["alcohol", "opioids", "stimulants", "cannabis", "ghb", "benzodiazepines", "medicines", "solvents", "doping", "other-drugs", "gambling", "gaming", "unsure"]),
    several("now", &["life-danger", "overdose", "poisoning", "withdrawal", "suicidal", "violence", "child-in-danger", "drunk-driving", "none"]),
    other("place", ItemKind::Place),
    single("age", &["under-13", "13-15", "16-17", "18-22", "23-64", "65-plus"]),
    single("pregnant", &["yes", "maybe", "partner", "no"]),
    single("children", YES_NO),
    single("relation", &["partner", "parent", "adult-child", "sibling", "friend", "colleague"]),
    several("use", &["daily", "injects", "morning", "intoxicated-now", "wants-to-stop", "seizures-before", "none"]),
    single("their-age", &["under-18", "18-plus"]),
    single("their-pregnant", &["yes", "maybe", "no"]),
    other("their-place", ItemKind::Place),
    single("their-progress", PROGRESS),
    other("their-progress-date", ItemKind::Date),
    single("wants-anonymous", YES_NO),
    single("in-prison", YES_NO),
    single("police-case", YES_NO),
    single("housing", &["ok", "at-risk", "homeless"]),
    single("money", &["ok", "trouble"]),
    single("mental-health", &["ok", "struggling", "severe"]),
    single("residence", &["resident", "temporary", "asylum", "undocumented"]),
    single("progress", PROGRESS),
    single("progress-with", &["social", "health"]),
    other("progress-date", ItemKind::Date),
    other("contacted-on", ItemKind::Date),
];

const fn single(id: &'static str, options: &'static [&'static str]) -> Term {
    Term { id, kind: ItemKind::Single, options }
}

const fn several(id: &'static str, options: &'static [&'static str]) -> Term {
    Term { id, kind: ItemKind::Multiple, options }
}

const fn other(id: &'static str, kind: ItemKind) -> Term {
    Term { id, kind, options: &[] }
}

/// The item with an id.
#[must_use]
pub fn term(id: &str) -> Option<&'static Term> {
    TERMS.iter().find(|term| term.id == id)
}

/// The years that a shared option of `age` or `their-age` means.
#[must_use]
pub fn years(item: &str, option: &str) -> Option<Years> {
    let (from, to) = match (item, option) {
        ("age", "under-13") => (0, Some(12)),
        ("age", "13-15") => (13, Some(15)),
        ("age", "16-17") => (16, Some(17)),
        ("age", "18-22") => (18, Some(22)),
        ("age", "23-64") => (23, Some(64)),
        ("age", "65-plus") => (65, None),
        ("their-age", "under-18") => (0, Some(17)),
        ("their-age", "18-plus") => (18, None),
        _ => return None,
    };
    Some(Years { from, to })
}
