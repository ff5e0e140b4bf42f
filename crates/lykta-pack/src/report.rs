//! Reports: what the tool prints.
//!
//! In: problems and results. Out: lines on the terminal.
//! Alone prints. Problems come once each, sorted by place.

use std::io::Write as _;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::answers::AnswerFault;
use crate::document::Document;
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

/// All problems as text, sorted by place, with a line of their number at the end.
#[must_use]
pub fn problems(problems: &Problems, documents: &[Document]) -> String {
    let mut located: Vec<(Position, &Problem)> = problems.0.iter().map(|problem| (position(&problem.place, documents), problem)).collect();
    located.sort_by(|left, right| (&left.0, left.1.code, &left.1.what).cmp(&(&right.0, right.1.code, &right.1.what)));
    located.dedup_by(|left, right| left.0 == right.0 && left.1.code == right.1.code && left.1.what == right.1.what);
    let mut text = String::new();
    for (position, problem) in &located {
        text.push_str(&one(position, problem, documents));
        text.push('\n');
    }
    let errors = located.iter().filter(|(_, problem)| problem.code.weight() == Weight::Error).count();
    let warnings = located.len() - errors;
    text.push_str(&match (errors, warnings) {
        (0, 0) => "no problems".to_owned(),
        (_, 0) => counted(errors, "problem"),
        (0, _) => counted(warnings, "warning"),
        (_, _) => format!("{}, {}", counted(errors, "problem"), counted(warnings, "warning")),
    });
    text
}

/// All problems for a program, sorted by place.
#[must_use]
pub fn problems_json(problems: &Problems, documents: &[Document]) -> Vec<Value> {
    let mut located: Vec<(Position, &Problem)> = problems.0.iter().map(|problem| (position(&problem.place, documents), problem)).collect();
    located.sort_by(|left, right| (&left.0, left.1.code, &left.1.what).cmp(&(&right.0, right.1.code, &right.1.what)));
    let one = |(at, problem): &(Position, &Problem)| {
        json!({
            "code": problem.code.number(),
            "what": problem.what,
            "file": at.file.display().to_string(),
            "line": at.line,
            "column": at.column,
            "pointer": at.pointer,
            "why": problem.code.why(),
            "help": problem.help,
            "persona": problem.persona,
        })
    };
    located.iter().map(one).collect()
}

/// `1 problem`, `2 problems`.
#[must_use]
pub fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

fn one(position: &Position, problem: &Problem, documents: &[Document]) -> String {
    let weight = match problem.code.weight() {
        Weight::Error => "error",
        Weight::Warning => "warning",
    };
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
    if let Some((place, word)) = &problem.other {
        text.push_str(&format!("  {word}: {}\n", at(&self::position(place, documents))));
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
    documents.get(place.document).map_or_else(
        || Position { file: PathBuf::from("pack.toml"), line: 1, column: 1, width: 1, text: String::new(), pointer: String::new() },
        |document| document.position(place),
    )
}
