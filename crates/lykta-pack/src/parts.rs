//! A condition in its parts, each with its place in the text.
//!
//! In: the text of a condition, and the named ones that it may use. Out: a tree of parts; its text again, and the condition that it is.
//! Never fails: a pack without problems has only conditions that can be read.
//! Next: `test/coverage.rs` and `mutate/`, which look at every part.

use std::collections::BTreeMap;
use std::ops::Range;

use lykta_core::condition::{Area, Clause, Condition, Test};
use lykta_core::grammar::{self, Expression, Name};

use crate::compile::written::Text;

/// A part of a condition, down to its clauses and names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub shape: Shape,
    /// Where in its text, in bytes, from its first name to its last, with a `not` before it.
    pub at: Range<usize>,
}

/// What a part is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// All of these; always if empty.
    All(Vec<Part>),
    /// Any of these.
    Any(Vec<Part>),
    /// Not this.
    Not(Box<Part>),
    /// A question to one item.
    Clause(Clause),
    /// A named condition, with the parts of its own text.
    Named(String, Box<Part>),
}

/// The parts of a text; none if it cannot be read.
#[must_use]
pub fn read(text: &str, named: &BTreeMap<String, Text>) -> Option<Part> {
    let parsed = grammar::parse(text).ok()?;
    part(&parsed.expression, text, &mut parsed.names.iter(), named)
}

/// Names come in the order of the text, so a walk through the tree meets them in that order.
fn part<'a>(
    expression: &Expression,
    text: &str,
    names: &mut impl Iterator<Item = &'a Name>,
    named: &BTreeMap<String, Text>,
) -> Option<Part> {
    Some(match expression {
        Expression::All(inner) => several(inner, text, names, named, Shape::All)?,
        Expression::Any(inner) => several(inner, text, names, named, Shape::Any)?,
        Expression::Not(inner) => {
            let inner = part(inner, text, names, named)?;
            let start = text.get(..inner.at.start).and_then(|before| before.rfind("not")).unwrap_or(inner.at.start);
            let at = start..inner.at.end;
            Part { shape: Shape::Not(Box::new(inner)), at }
        }
        Expression::Clause(clause) => {
            let count = match &clause.test {
                Test::Is(options) | Test::IsNot(options) => options.len(),
                Test::Years(..) => 1,
                Test::In(area) | Test::Outside(area) => match area {
                    Area::Regions(codes) | Area::Municipalities(codes) => codes.len(),
                },
            };
            let first = names.next()?;
            let last = names.nth(count.checked_sub(1)?)?;
            Part { shape: Shape::Clause(clause.clone()), at: first.at.start..last.at.end }
        }
        Expression::Name(name) => {
            let at = names.next()?.at.clone();
            let inner = read(&named.get(name)?.text, named)?;
            Part { shape: Shape::Named(name.clone(), Box::new(inner)), at }
        }
    })
}

fn several<'a>(
    inner: &[Expression],
    text: &str,
    names: &mut impl Iterator<Item = &'a Name>,
    named: &BTreeMap<String, Text>,
    shape: fn(Vec<Part>) -> Shape,
) -> Option<Part> {
    let mut parts = Vec::with_capacity(inner.len());
    for expression in inner {
        parts.push(part(expression, text, names, named)?);
    }
    let at = parts.first()?.at.start..parts.last()?.at.end;
    Some(Part { shape: shape(parts), at })
}

impl Part {
    /// The condition that it is, with named ones put in.
    #[must_use]
    pub fn condition(&self) -> Condition {
        match &self.shape {
            Shape::All(parts) => Condition::All(parts.iter().map(Self::condition).collect()),
            Shape::Any(parts) => Condition::Any(parts.iter().map(Self::condition).collect()),
            Shape::Not(part) => Condition::Not(Box::new(part.condition())),
            Shape::Clause(clause) => Condition::Clause(clause.clone()),
            Shape::Named(_, part) => part.condition(),
        }
    }

    /// Its text, such that it reads as the same again; empty where it always holds.
    #[must_use]
    pub fn written(&self) -> String {
        match &self.shape {
            Shape::All(parts) => joined(parts, " and "),
            Shape::Any(parts) => joined(parts, " or "),
            Shape::Not(part) => format!("not {}", part.closed(" and ")),
            Shape::Clause(clause) => grammar::written(&Condition::Clause(clause.clone())),
            Shape::Named(name, _) => name.clone(),
        }
    }

    /// In brackets, where it would else run into its neighbours: a name after an `or` would read as an option.
    fn closed(&self, joint: &str) -> String {
        match &self.shape {
            Shape::All(_) | Shape::Any(_) => format!("({})", self.written()),
            Shape::Named(..) if joint == " or " => format!("({})", self.written()),
            Shape::Not(_) | Shape::Clause(_) | Shape::Named(..) => self.written(),
        }
    }

    /// Visits this part and all parts of its text, the outer first; not those of named conditions.
    pub fn each<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        visit(self);
        match &self.shape {
            Shape::All(parts) | Shape::Any(parts) => parts.iter().for_each(|part| part.each(visit)),
            Shape::Not(part) => part.each(visit),
            Shape::Clause(_) | Shape::Named(..) => {}
        }
    }
}

fn joined(parts: &[Part], joint: &str) -> String {
    parts.iter().map(|part| part.closed(joint)).collect::<Vec<_>>().join(joint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named() -> BTreeMap<String, Text> {
        let text = |text: &str| Text { place: crate::problem::Place::default(), text: text.to_owned() };
        BTreeMap::from([("own".to_owned(), text("who is self or professional")), ("both".to_owned(), text("own and age < 21"))])
    }

    /// The parts of a text, each as it stands in the text.
    #[track_caller]
    fn check(text: &str, parts: &[&str]) {
        let root = read(text, &named()).unwrap();
        let mut found = Vec::new();
        root.each(&mut |part| found.push(&text[part.at.clone()]));
        assert_eq!(found, parts);
        let again = read(&root.written(), &named()).unwrap();
        assert_eq!((again.condition(), again.written()), (root.condition(), root.written()), "{}", root.written());
    }

    #[test]
    fn a_clause_goes_from_its_item_to_its_last_option() {
        check("about is any of a, b or c", &["about is any of a, b or c"]);
        check("age  <=  21", &["age  <=  21"]);
        check("place outside region 91 or 92", &["place outside region 91 or 92"]);
    }

    #[test]
    fn parts_come_from_the_outer_to_the_inner() {
        check(
            "own and not (who is child or age < 18)",
            &[
                "own and not (who is child or age < 18",
                "own",
                "not (who is child or age < 18",
                "who is child or age < 18",
                "who is child",
                "age < 18",
            ],
        );
    }

    #[test]
    fn a_name_after_an_or_keeps_its_brackets() {
        check("who is self or (both)", &["who is self or (both", "who is self", "both"]);
    }

    #[test]
    fn named_conditions_are_put_in() {
        let condition = read("both", &named()).unwrap().condition();
        assert_eq!(grammar::written(&condition), "who is self, professional and age < 21");
    }
}
