//! Conditions of a check: on its own questions, its points, and the items of the pack.
//!
//! In: the text of a condition, with figures as slots. Out: the text as the app reads it; a problem for each name that fits nothing.
//! A question's own condition reads only questions before it, and never the points, which are known only at the end.
//! Next: `lykta_core::check`.

use lykta_core::check::POINTS;
use lykta_core::format::source::{Check, CheckKind, CheckQuestion};
use lykta_core::grammar::{self, Name, Role};

use super::limits::Limits;
use crate::compile::{Scope, conditions};
use crate::problem::{Code, Place, Problems, meant};

/// What a condition of a check is read against.
pub struct Scan<'a> {
    /// The check.
    pub check: &'a Check,
    /// Its limits.
    pub limits: &'a Limits,
    /// The question whose own condition it is.
    pub until: Option<usize>,
}

impl Scan<'_> {
    /// Reads a condition; empty if absent, and none if it cannot be used.
    pub fn built(&self, scope: &Scope<'_>, text: Option<&String>, place: &Place, problems: &mut Problems) -> Option<String> {
        let Some(text) = text else { return Some(String::new()) };
        let filled = self.limits.filled_text(text);
        let parsed = match grammar::parse(&filled) {
            Ok(parsed) => parsed,
            Err(mut fault) => {
                // In a text with slots the place of the fault is another.
                if filled != *text {
                    fault.at = 0..text.len();
                }
                conditions::syntax(&fault, place, problems);
                return None;
            }
        };
        let at = |name: &Name| if filled == *text { place.part(&name.at) } else { place.clone() };
        let definitions: Vec<&str> = scope.manifest.define.keys().map(String::as_str).collect();
        // A clause is the name of its item with the names after it.
        let starts = |name: &Name| matches!(name.role, Role::Item | Role::Definition);
        let mut rest = parsed.names.as_slice();
        while let Some((first, _)) = rest.split_first() {
            let length = rest.iter().skip(1).position(starts).map_or(rest.len(), |at| at + 1);
            let (clause, others) = rest.split_at(length);
            rest = others;
            if first.role == Role::Item && first.text == POINTS {
                self.check_points(clause, &at, problems);
            } else if let Some(question) = self.check.question.iter().position(|question| question.id == first.text) {
                self.check_question(question, clause, &at, problems);
            } else if first.role == Role::Item
                && !scope.entries.items.iter().any(|item| item.entry.id == first.text)
                && !scope.entries.unread.contains(&first.text)
            {
                let known = self.check.question.iter().map(|question| question.id.as_str());
                let known: Vec<&str> = known.chain(scope.entries.items.iter().map(|item| item.entry.id.as_str())).collect();
                problems.add(
                    Code::UnknownItem,
                    &at(first),
                    "this condition reads neither a question of the check nor an item of the pack",
                    meant(&first.text, known),
                );
            } else if filled == *text {
                conditions::check_names(clause, scope.entries, scope.tables, &definitions, place, problems);
            } else {
                let moved: Vec<Name> = clause.iter().map(|name| Name { at: 0..text.len(), ..name.clone() }).collect();
                conditions::check_names(&moved, scope.entries, scope.tables, &definitions, place, problems);
            }
        }
        let condition = parsed.expression.resolved(&|name| scope.definitions.get(name).cloned())?;
        Some(grammar::written(&condition))
    }

    fn check_points(&self, clause: &[Name], at: &dyn Fn(&Name) -> Place, problems: &mut Problems) {
        let Some(first) = clause.first() else { return };
        if self.until.is_some() {
            let help = "hang the question on an answer before it";
            problems.add(Code::LaterItem, &at(first), "a question hangs on the points, which are known only at the end", help);
        } else if clause.iter().any(|name| name.role != Role::Item && name.role != Role::Years) {
            problems.add(Code::KindMismatch, &at(first), "the points are a number", "write for example `points >= 5`");
        } else if !self.check.question.iter().any(|question| question.option.iter().any(|option| option.points.is_some())) {
            problems.add(Code::KindMismatch, &at(first), "no answer has points", "give the options of a question `points`");
        }
    }

    fn check_question(&self, question: usize, clause: &[Name], at: &dyn Fn(&Name) -> Place, problems: &mut Problems) {
        let (Some(first), Some(read)) = (clause.first(), self.check.question.get(question)) else { return };
        if self.until.is_some_and(|until| question >= until) {
            let what = format!("the question hangs on `{}`, which is not put before it", read.id);
            problems.add(Code::LaterItem, &at(first), what, "hang it on a question before it, or change their order");
        }
        for name in clause.iter().skip(1) {
            check_name(read, name, &at(name), problems);
        }
    }
}

fn check_name(read: &CheckQuestion, name: &Name, at: &Place, problems: &mut Problems) {
    let is_number = matches!(read.kind, CheckKind::Number | CheckKind::Drinks);
    let id = &read.id;
    match name.role {
        Role::Option if is_number => {
            let help = format!("compare it, as in `{id} >= 10`");
            problems.add(Code::KindMismatch, at, format!("`{id}` is a number and has no options to compare with"), help);
        }
        Role::Option => {
            let options: Vec<&str> = read.option.iter().map(|option| option.id.as_str()).collect();
            if !options.contains(&name.text.as_str()) {
                problems.add(Code::UnknownOption, at, format!("`{id}` has no option `{}`", name.text), meant(&name.text, options));
            }
        }
        Role::Years if is_number => {}
        Role::Years | Role::Region | Role::Municipality => {
            problems.add(Code::KindMismatch, at, format!("`{id}` is chosen from options"), format!("write `{id} is` and an option"));
        }
        Role::Item | Role::Definition => {}
    }
}
