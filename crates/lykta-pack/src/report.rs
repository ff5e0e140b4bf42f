//! Reports: what the tool prints.
//!
//! In: problems and results. Out: lines on the terminal.
//! Alone prints. Problems come once each, sorted by place.

use std::io::Write as _;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::answers::AnswerFault;
use crate::document::{Document, Positions};
use crate::problem::{Code, Place, Position, Problem, Problems, Weight};

/// Prints a line.
pub fn line(text: &str) {
    // A reader that went away, such as `head`, is no fault.
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// Prints a line about the run itself.
pub fn trouble(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// A problem with its places, as printed.
#[derive(Debug)]
pub struct Told<'a> {
    /// Where.
    pub position: Position,
    /// What.
    pub problem: &'a Problem,
    /// The second place, when two disagree, with a word on it.
    pub other: Option<(Position, &'a str)>,
}

/// All problems once each, sorted by place.
#[must_use]
pub fn told<'a>(problems: &'a Problems, documents: &[Document]) -> Vec<Told<'a>> {
    let mut positions = Positions::new(documents);
    let mut at = |place: &Place| positions.at(place).unwrap_or_else(nowhere);
    let mut list: Vec<Told<'_>> = problems
        .0
        .iter()
        .map(|problem| {
            let other = problem.other.as_ref().map(|(place, word)| (at(place), word.as_str()));
            Told { position: at(&problem.place), problem, other }
        })
        .collect();
    let key = |told: &Told<'a>| (told.problem.code, told.problem.what.as_str());
    list.sort_by(|left, right| (&left.position, key(left)).cmp(&(&right.position, key(right))));
    list.dedup_by(|left, right| left.position == right.position && key(left) == key(right));
    list
}

/// All problems as text, sorted by place, with a line of their number at the end.
#[must_use]
pub fn problems(problems: &Problems, documents: &[Document]) -> String {
    let list = told(problems, documents);
    let mut text = String::new();
    for told in &list {
        text.push_str(&one(told));
        text.push('\n');
    }
    let (errors, warnings) = weighed(&list);
    text.push_str(&match (errors, warnings) {
        (0, 0) => "no problems".to_owned(),
        (_, 0) => counted(errors, "problem"),
        (0, _) => counted(warnings, "warning"),
        (_, _) => format!("{}, {}", counted(errors, "problem"), counted(warnings, "warning")),
    });
    text
}

/// How many are errors, and how many warnings.
fn weighed(list: &[Told<'_>]) -> (usize, usize) {
    let errors = list.iter().filter(|told| told.problem.code.weight() == Weight::Error).count();
    (errors, list.len() - errors)
}

/// All problems as JSON, for other programs: the same in the same order, with their numbers.
#[must_use]
pub fn json(problems: &Problems, documents: &[Document]) -> Value {
    let (errors, warnings) = weighed(&told(problems, documents));
    json!({ "errors": errors, "warnings": warnings, "problems": json_list(problems, documents) })
}

/// All problems as a JSON list, in the order in which they are printed.
#[must_use]
pub fn json_list(problems: &Problems, documents: &[Document]) -> Value {
    let other = |(position, word): &(Position, &str)| {
        let Position { file, line, column, width, pointer, .. } = position;
        json!({ "file": file, "line": line, "column": column, "width": width, "pointer": pointer, "word": word })
    };
    let one = |told: &Told<'_>| {
        let Position { file, line, column, width, pointer, .. } = &told.position;
        let Problem { code, what, help, persona, .. } = told.problem;
        json!({
            "code": code.number(), "weight": weight(*code),
            "file": file, "line": line, "column": column, "width": width, "pointer": pointer,
            "what": what, "why": code.why(), "help": help, "persona": persona,
            "other": told.other.as_ref().map(other),
        })
    };
    told(problems, documents).iter().map(one).collect()
}

fn weight(code: Code) -> &'static str {
    match code.weight() {
        Weight::Error => "error",
        Weight::Warning => "warning",
    }
}

/// What is said of a language that is left out.
#[must_use]
pub fn left_out(draft: &str) -> String {
    format!("`{draft}` is a machine draft that no speaker has read; `build` leaves it out unless it is told `--drafts`")
}

/// `1 problem`, `2 problems`.
#[must_use]
pub fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

fn one(told: &Told<'_>) -> String {
    let Told { position, problem, other } = told;
    let weight = weight(problem.code);
    let number = position.line.to_string();
    let gutter = " ".repeat(number.len());
    let mut text = format!(
        "{weight}[{}]: {}\n  {}\n",
        problem.code.number(),
        problem.what,
        format!("{}   {}", at(position), position.pointer).trim_end()
    );
    if !position.text.trim().is_empty() {
        // Long lines are cut, so that the mark stays below its place.
        let skipped = position.column.saturating_sub(60);
        let shown: String = position.text.chars().skip(skipped).take(110).collect();
        let room = shown.chars().count().saturating_sub(position.column - 1 - skipped);
        let marks = "^".repeat(position.width.min(room).max(1));
        text.push_str(&format!("  {number} | {shown}\n  {gutter} | {}{marks}\n", " ".repeat(position.column - 1 - skipped)));
    }
    if let Some((position, word)) = other {
        text.push_str(&format!("  {word}: {}\n", at(position)));
    }
    text.push_str(&format!("  why:  {}\n  help: {}\n", problem.code.why(), problem.help));
    if !problem.persona.is_empty() {
        text.push_str(&format!("  a persona that shows it, to paste:\n\n{}", problem.persona));
    }
    text
}

/// A fault in answers: the file they come from, and the item.
#[must_use]
pub fn answer(fault: &AnswerFault, file: &str) -> String {
    let code = Code::PersonaUnknown.number();
    let AnswerFault { item, what, help } = fault;
    let pointer = if item.is_empty() { String::new() } else { format!("   /{}", item.replace('~', "~0").replace('/', "~1")) };
    format!("error[{code}]: {what}\n  {file}{pointer}\n  why:  the answer would count for nothing\n  help: {help}\n")
}

/// `file:line:column`.
#[must_use]
pub fn at(position: &Position) -> String {
    format!("{}:{}:{}", position.file.display(), position.line, position.column)
}

/// Where a place is in the files.
#[must_use]
pub fn position(place: &Place, documents: &[Document]) -> Position {
    Positions::new(documents).at(place).unwrap_or_else(nowhere)
}

/// Where a problem stands whose file is not there.
fn nowhere() -> Position {
    Position { file: PathBuf::from("pack.toml"), line: 1, column: 1, width: 1, text: String::new(), pointer: String::new() }
}
