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
    several(
        "about",
        &[
            "alcohol",
            "opioids",
            "stimulants",
            "cannabis",
            "ghb",
            "benzodiazepines",
            "medicines",
            "solvents",
            "doping",
            "other-drugs",
            "gambling",
            "gaming",
            "unsure",
        ],
    ),
    several(
        "now",
        &["life-danger", "overdose", "poisoning", "withdrawal", "suicidal", "violence", "child-in-danger", "drunk-driving", "none"],
    ),
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

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeSet;
    use alloc::vec::Vec;

    /// The options of an item as one text.
    #[track_caller]
    fn check(id: &str, kind: ItemKind, options: &str) {
        let term = term(id).unwrap();
        assert_eq!((term.kind, term.options.join(" ").as_str()), (kind, options), "{id}");
    }

    #[test]
    fn every_item_has_its_shared_options() {
        check("who", ItemKind::Single, "self close-one child professional");
        check(
            "about",
            ItemKind::Multiple,
            "alcohol opioids stimulants cannabis ghb benzodiazepines medicines solvents doping other-drugs gambling gaming unsure",
        );
        check("now", ItemKind::Multiple, "life-danger overdose poisoning withdrawal suicidal violence child-in-danger drunk-driving none");
        check("place", ItemKind::Place, "");
        check("age", ItemKind::Single, "under-13 13-15 16-17 18-22 23-64 65-plus");
        check("pregnant", ItemKind::Single, "yes maybe partner no");
        check("children", ItemKind::Single, "yes no");
        check("relation", ItemKind::Single, "partner parent adult-child sibling friend colleague");
        check("use", ItemKind::Multiple, "daily injects morning intoxicated-now wants-to-stop seizures-before none");
        check("their-age", ItemKind::Single, "under-18 18-plus");
        check("their-pregnant", ItemKind::Single, "yes maybe no");
        check("their-place", ItemKind::Place, "");
        check("their-progress", ItemKind::Single, "no-contact contacted referred decided refused in-treatment after-treatment");
        check("their-progress-date", ItemKind::Date, "");
        check("wants-anonymous", ItemKind::Single, "yes no");
        check("in-prison", ItemKind::Single, "yes no");
        check("police-case", ItemKind::Single, "yes no");
        check("housing", ItemKind::Single, "ok at-risk homeless");
        check("money", ItemKind::Single, "ok trouble");
        check("mental-health", ItemKind::Single, "ok struggling severe");
        check("residence", ItemKind::Single, "resident temporary asylum undocumented");
        check("progress", ItemKind::Single, "no-contact contacted referred decided refused in-treatment after-treatment");
        check("progress-with", ItemKind::Single, "social health");
        check("progress-date", ItemKind::Date, "");
        check("contacted-on", ItemKind::Date, "");
        assert_eq!(TERMS.len(), 25);
    }

    #[test]
    fn an_item_that_is_not_shared_is_not_known() {
        assert_eq!((term("shoe-size"), term(""), term("Who")), (None, None, None));
    }

    #[test]
    fn no_id_stands_twice_and_every_id_is_kebab_case() {
        let is_kebab = |id: &&str| {
            id.split('-').all(|part| !part.is_empty() && part.bytes().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit()))
        };
        let ids: BTreeSet<&str> = TERMS.iter().map(|term| term.id).collect();
        assert_eq!(ids.len(), TERMS.len());
        assert!(ids.iter().all(is_kebab));
        for term in TERMS {
            assert_eq!(term.options.iter().collect::<BTreeSet<_>>().len(), term.options.len(), "{}", term.id);
            assert!(term.options.iter().all(is_kebab), "{}", term.id);
            assert_eq!(term.options.is_empty(), matches!(term.kind, ItemKind::Place | ItemKind::Date), "{}", term.id);
        }
    }

    #[test]
    fn the_ranges_of_an_age_cover_all_years_without_gap_or_overlap() {
        for id in ["age", "their-age"] {
            let ranges: Vec<Years> = term(id).unwrap().options.iter().map(|option| years(id, option).unwrap()).collect();
            assert_eq!((ranges.first().map(|range| range.from), ranges.last().map(|range| range.to)), (Some(0), Some(None)), "{id}");
            for pair in ranges.windows(2) {
                assert_eq!(pair[0].to.map(|to| to + 1), Some(pair[1].from), "{id}");
            }
        }
    }

    #[test]
    fn options_that_are_no_age_mean_no_years() {
        assert_eq!((years("age", "18-plus"), years("who", "child"), years("their-age", "18-22")), (None, None, None));
    }
}
