//! Known faults of the guide: what they break, whom they harm, and what a statement says of them.
//!
//! In: `statement/faults.toml`, the one place where faults are kept. Out: the faults, the gravest first; or all that is wrong with the file.
//! Never lets a fault that breaks a clause stay untold.
//! Standard: EN 301 549 v3.2.1, chapter 9 for clauses, 4.2 for functional performance; WCAG 2.2.
//! Next: `statement.rs`, which tells them; `tests/conformance.rs`, which writes the table of `docs/accessibility.md`.

use std::collections::{BTreeMap, BTreeSet};

use lykta_core::date::Date;
use serde::Deserialize;

use super::TEMPLATES;
use crate::compile::is_kebab;

/// The file as it stands.
const TEXT: &str = include_str!("../../statement/faults.toml");

/// Where its mends are made.
pub const FILE: &str = "crates/lykta-pack/statement/faults.toml";

/// All known faults.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Faults {
    /// The day on which the guide was looked at, YYYY-MM-DD.
    assessed: String,
    /// The gravest first; the place in the list, from 1, is the number of a fault.
    #[serde(rename = "fault")]
    pub list: Vec<Fault>,
}

/// A known fault.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// Kebab-case, never used again.
    pub id: String,
    /// Clauses of chapter 9 that it breaks; empty if it breaks none.
    #[serde(default)]
    pub breaks: Vec<String>,
    /// Other rows that it counts for: functional performance, and what WCAG 2.2 adds.
    #[serde(default)]
    pub also: Vec<String>,
    /// What is wrong, in English, for those who check.
    pub what: String,
    /// The files where it is.
    #[serde(rename = "where")]
    pub place: String,
    /// Whom it harms.
    pub whom: String,
    /// What a pack must have for it to be told; told of every pack if absent.
    #[serde(rename = "if")]
    pub only_if: Option<Having>,
    /// What a statement says of it, in this order; empty if it is not told.
    #[serde(default)]
    pub told: Vec<Sentence>,
    /// Why no statement says it.
    pub untold: Option<String>,
}

/// A sentence of a statement, in each language.
#[derive(Debug, Clone, Deserialize)]
pub struct Sentence {
    /// What a pack must have for it to be said.
    #[serde(rename = "if")]
    pub only_if: Option<Having>,
    /// By language.
    #[serde(flatten)]
    words: BTreeMap<String, String>,
}

/// What a pack can have, as far as faults hang on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Having {
    /// A question for the municipality.
    Place,
    /// A helpline with a number to call.
    Helplines,
    /// A card on emergency text messages.
    EmergencyText,
    /// Easy words in one of its languages or more.
    EasyWords,
    /// No easy words at all.
    NoEasyWords,
}

impl Having {
    /// What the model has that is no pack's: all that the app can have.
    #[must_use]
    pub fn of_model() -> BTreeSet<Self> {
        BTreeSet::from([Self::Place, Self::Helplines, Self::EmergencyText, Self::EasyWords])
    }
}

impl Faults {
    /// The day on which the guide was looked at; none only in a file that `read` refuses.
    #[must_use]
    pub fn assessed(&self) -> Option<Date> {
        Date::parse(&self.assessed)
    }
}

impl Sentence {
    /// The words in a language; empty if there are none.
    #[must_use]
    pub fn words(&self, language: &str) -> &str {
        self.words.get(language).map_or("", String::as_str)
    }
}

/// The faults that are known.
///
/// # Errors
/// A fault of the tool itself; a test holds that there is none.
pub fn known() -> Result<Faults, String> {
    read(TEXT)
}

/// Faults from the text of a file.
///
/// # Errors
/// All that is wrong with it, a line each, with the mend.
pub fn read(text: &str) -> Result<Faults, String> {
    let faults: Faults = toml::from_str(text).map_err(|fault| format!("{FILE}: {fault}"))?;
    let wrong = wrong(&faults);
    if wrong.is_empty() { Ok(faults) } else { Err(wrong.join("\n")) }
}

fn wrong(faults: &Faults) -> Vec<String> {
    let mut wrong = Vec::new();
    if faults.assessed().is_none() {
        wrong.push(format!("{FILE}: `assessed` is no day; write it like 2026-11-23"));
    }
    let mut ids = BTreeSet::new();
    for fault in &faults.list {
        let own = wrong_with(fault);
        let again = (!ids.insert(&fault.id)).then(|| "another fault has this id; give it one of its own".to_owned());
        wrong.extend(own.into_iter().chain(again).map(|what| format!("{FILE}: fault `{}`: {what}", fault.id)));
    }
    // The templates say "partially compliant", and that what follows is good to know.
    for (is_breach, what) in [(true, "breaks a clause any more: write the status in"), (false, "is good to know: take its heading out of")]
    {
        if !faults.list.iter().any(|fault| fault.breaks.is_empty() != is_breach && !fault.told.is_empty()) {
            wrong.push(format!("{FILE}: no fault that is told {what} crates/lykta-pack/statement/*.md anew, then this rule"));
        }
    }
    wrong
}

/// What is wrong with a fault by itself.
fn wrong_with(fault: &Fault) -> Vec<String> {
    let mut wrong = Vec::new();
    if !is_kebab(&fault.id) {
        wrong.push("an id is small letters, digits and single hyphens".to_owned());
    }
    if [&fault.what, &fault.place, &fault.whom].iter().any(|text| text.trim().is_empty() || text.contains(['|', '\n'])) {
        wrong.push("`what`, `where` and `whom` are cells of a table: one line each, not empty, without `|`".to_owned());
    }
    for clause in fault.breaks.iter().filter(|clause| !clause.starts_with("9.")) {
        wrong.push(format!("`{clause}` is no clause of chapter 9; write it under `also`"));
    }
    for row in fault.also.iter().filter(|row| row.starts_with("9.")) {
        wrong.push(format!("`{row}` is a clause of chapter 9; write it under `breaks`"));
    }
    match (&fault.untold, fault.told.is_empty()) {
        (Some(_), _) if !fault.breaks.is_empty() => {
            wrong.push("it breaks a clause, so a statement must tell it; write `told` in place of `untold`".to_owned());
        }
        (Some(_), false) => wrong.push("it has both `told` and `untold`; take one out".to_owned()),
        (Some(why), true) if why.trim().is_empty() => wrong.push("`untold` is empty; say why".to_owned()),
        (None, true) => wrong.push("nothing says whether a statement tells it; write `told`, or `untold` with the reason".to_owned()),
        (Some(_), true) | (None, false) => {}
    }
    if !fault.told.is_empty() && fault.told.iter().all(|sentence| sentence.only_if.is_some()) {
        wrong.push("every sentence has an `if`; put one `if` on the fault itself, so that nothing is left out in silence".to_owned());
    }
    for (number, sentence) in fault.told.iter().enumerate().map(|(index, sentence)| (index + 1, sentence)) {
        for language in sentence.words.keys().filter(|language| !TEMPLATES.iter().any(|(tag, _)| tag == language)) {
            wrong.push(format!("sentence {number} has `{language}`, which is no language of the statements"));
        }
        for (language, _) in TEMPLATES.iter().filter(|(language, _)| sentence.words(language).trim().is_empty()) {
            wrong.push(format!("sentence {number} is missing in `{language}`; write it"));
        }
    }
    let breaks: BTreeSet<&str> = fault.breaks.iter().map(String::as_str).collect();
    for (language, _) in TEMPLATES.iter().filter(|_| !fault.told.is_empty()) {
        let named: BTreeSet<&str> = fault.told.iter().flat_map(|sentence| clauses(sentence.words(language))).collect();
        if named != breaks {
            let list = |clauses: &BTreeSet<&str>| clauses.iter().copied().collect::<Vec<_>>().join(", ");
            wrong.push(format!("its words in `{language}` name ({}), and it breaks ({}); make them the same", list(&named), list(&breaks)));
        }
    }
    wrong
}

/// The clauses that a text names in round brackets, such as `(9.2.4.3, 9.4.1.2)`.
fn clauses(text: &str) -> impl Iterator<Item = &str> {
    let is_clause = |part: &&str| part.contains('.') && part.chars().all(|sign| sign.is_ascii_digit() || sign == '.');
    let inside = text.split('(').skip(1).filter_map(|rest| rest.split_once(')'));
    inside.flat_map(|(inside, _)| inside.split(", ")).filter(is_clause)
}

#[cfg(test)]
mod tests {
    use super::{known, read};

    const WORDS: &str = "da = \"D.\"\nen = \"E.\"\nfi = \"F.\"\nnb = \"B.\"\nnn = \"N.\"\nsv = \"S.\"\n";

    fn sentence(clauses: &str) -> String {
        format!("[[fault.told]]\n{}", WORDS.replace(".\"", &format!(" {clauses}.\"")))
    }

    fn fault(id: &str, head: &str, told: &str) -> String {
        format!("[[fault]]\nid = \"{id}\"\nwhat = \"a\"\nwhere = \"b\"\nwhom = \"c\"\n{head}\n{told}\n")
    }

    /// A file of a breach, something good to know, and this fault; what is said of it, or nothing.
    #[track_caller]
    fn check(fault_text: &str, said: Option<&str>) {
        let breach = fault("breach", "breaks = [\"9.2.4.3\"]", &sentence("(9.2.4.3)"));
        let known = fault("known", "", &sentence(""));
        let text = format!("assessed = \"2026-11-23\"\n{breach}{known}{fault_text}");
        match (read(&text), said) {
            (Ok(faults), None) => assert_eq!(faults.list.len(), text.matches("[[fault]]").count()),
            (Err(found), Some(said)) => assert!(found.contains(said), "{found}"),
            (found, said) => panic!("{said:?}: {found:?}"),
        }
    }

    #[test]
    fn the_file_of_the_tool_can_be_read() {
        let faults = known().unwrap();
        assert!(faults.list.iter().any(|fault| fault.untold.is_some()));
    }

    #[test]
    fn a_fault_that_breaks_a_clause_is_told() {
        check(&fault("a", "breaks = [\"9.1.1.1\"]", &sentence("(9.1.1.1)")), None);
        check(
            &fault("a", "breaks = [\"9.1.1.1\"]\nuntold = \"why\"", ""),
            Some("fault `a`: it breaks a clause, so a statement must tell it"),
        );
        check(&fault("a", "breaks = [\"9.1.1.1\"]", ""), Some("nothing says whether a statement tells it"));
        let only = sentence("(9.1.1.1)").replace("told]]\n", "told]]\nif = \"place\"\n");
        check(&fault("a", "breaks = [\"9.1.1.1\"]", &only), Some("put one `if` on the fault itself"));
    }

    #[test]
    fn a_fault_that_is_not_told_says_why() {
        check(&fault("a", "untold = \"no clause asks for it\"", ""), None);
        check(&fault("a", "untold = \" \"", ""), Some("say why"));
        check(&fault("a", "untold = \"why\"", &sentence("")), Some("take one out"));
    }

    #[test]
    fn words_name_the_clauses_that_are_broken_and_no_others() {
        check(&fault("a", "breaks = [\"9.1.1.1\", \"9.1.1.2\"]", &sentence("(9.1.1.2, 9.1.1.1)")), None);
        check(&fault("a", "breaks = [\"9.1.1.1\"]", &sentence("(9.1.1.2)")), Some("`fi` name (9.1.1.2), and it breaks (9.1.1.1)"));
        check(&fault("a", "", &sentence("(9.1.1.2)")), Some("it breaks ()"));
    }

    #[test]
    fn a_sentence_stands_in_every_language_and_no_other() {
        let without = sentence("").replace("nn = \"N .\"\n", "");
        check(&fault("a", "", &without), Some("sentence 1 is missing in `nn`"));
        check(&fault("a", "", &sentence("").replace("nn = ", "no = ")), Some("has `no`, which is no language"));
    }

    #[test]
    fn rows_of_the_tables_stand_where_they_belong() {
        check(&fault("a", "also = [\"4.2.1\", \"2.4.11\"]\nuntold = \"why\"", ""), None);
        check(&fault("a", "also = [\"9.1.1.1\"]\nuntold = \"why\"", ""), Some("under `breaks`"));
        check(&fault("a", "breaks = [\"4.2.1\"]", &sentence("(4.2.1)")), Some("under `also`"));
    }

    #[test]
    fn ids_are_one_each_and_cells_hold_one_line() {
        check(&fault("breach", "untold = \"why\"", ""), Some("another fault has this id"));
        check(&fault("A b", "untold = \"why\"", ""), Some("small letters"));
        check(&fault("a", "untold = \"why\"", "").replace("\"c\"", "\"c | d\""), Some("without `|`"));
    }

    #[test]
    fn what_the_templates_say_stays_true() {
        let breach = fault("breach", "breaks = [\"9.2.4.3\"]", &sentence("(9.2.4.3)"));
        let told = |faults: &str| read(&format!("assessed = \"2026-11-23\"\n{faults}")).unwrap_err();
        assert!(told(&breach).contains("no fault that is told is good to know"));
        assert!(told(&fault("known", "", &sentence(""))).contains("no fault that is told breaks a clause any more"));
        assert!(read(&format!("assessed = \"23.11.2026\"\n{breach}")).unwrap_err().contains("`assessed` is no day"));
    }
}
