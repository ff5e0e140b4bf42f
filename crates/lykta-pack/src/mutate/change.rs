//! Changes: what a slip of the hand could make of a condition.
//!
//! In: the parts of a condition, and the pack for the options that an item has. Out: each change by itself, no two that read alike.
//! A part is turned round, taken out, or made narrower or wider. A named condition is changed as if it stood in the text that uses it.
//! Never judges: `notice.rs` asks the personas, `judge.rs` looks at all answers.

use std::ops::Range;

use lykta_core::condition::{Area, Clause, Comparison, Condition, Test};
use lykta_core::pack::Pack;

use crate::parts::{Part, Shape};

/// A condition with one change.
#[derive(Debug, Clone)]
pub struct Change {
    /// What was done, in an editor's words.
    pub how: String,
    /// Where, in bytes of the text.
    pub at: Range<usize>,
    /// The named condition in whose text it was done, if it was.
    pub within: Option<Within>,
    /// The whole, changed.
    pub part: Part,
}

/// A named condition that was changed.
#[derive(Debug, Clone)]
pub struct Within {
    /// Name.
    pub name: String,
    /// Where, in bytes of its text.
    pub at: Range<usize>,
    /// Its whole text, changed.
    pub text: String,
}

/// All changes of a condition.
#[must_use]
pub fn changes(root: &Part, pack: &Pack) -> Vec<Change> {
    let always = Part { shape: Shape::All(Vec::new()), at: root.at.clone() };
    let left_out = Change { how: "the whole condition is left out".to_owned(), at: root.at.clone(), within: None, part: always };
    let mut known = vec![plain(&root.condition())];
    let mut changes = Vec::new();
    for change in inner(root, pack).into_iter().chain([left_out]) {
        let plain = plain(&change.part.condition());
        if !known.contains(&plain) {
            known.push(plain);
            changes.push(change);
        }
    }
    changes
}

fn inner(part: &Part, pack: &Pack) -> Vec<Change> {
    let how = if matches!(part.shape, Shape::Not(_)) { "loses its `not`" } else { "is turned round" };
    let mut changes = vec![Change { how: format!("`{}` {how}", part.written()), at: part.at.clone(), within: None, part: negated(part) }];
    match &part.shape {
        Shape::All(parts) => among(part, parts, Shape::All, pack, &mut changes),
        Shape::Any(parts) => among(part, parts, Shape::Any, pack, &mut changes),
        Shape::Not(within) => {
            changes.extend(inner(within, pack).into_iter().map(|change| Change { part: negated(&change.part), ..change }));
        }
        Shape::Clause(clause) => {
            for (how, test) in tests(clause, pack) {
                let clause = Clause { item: clause.item.clone(), test };
                changes.push(Change {
                    how,
                    at: part.at.clone(),
                    within: None,
                    part: Part { shape: Shape::Clause(clause), ..part.clone() },
                });
            }
        }
        Shape::Named(name, within) => changes.extend(inner(within, pack).into_iter().map(|change| {
            let own = Within { name: name.clone(), at: change.at, text: change.part.written() };
            let shape = Shape::Named(name.clone(), Box::new(change.part));
            Change { how: change.how, at: part.at.clone(), within: change.within.or(Some(own)), part: Part { shape, at: part.at.clone() } }
        })),
    }
    changes
}

fn among(whole: &Part, parts: &[Part], shape: fn(Vec<Part>) -> Shape, pack: &Pack, changes: &mut Vec<Change>) {
    for (index, part) in parts.iter().enumerate() {
        let mut rest: Vec<Part> = parts.to_vec();
        rest.remove(index);
        let left = match rest.as_slice() {
            [] => continue,
            [only] => only.clone(),
            _ => Part { shape: shape(rest), at: whole.at.clone() },
        };
        changes.push(Change { how: format!("`{}` is taken out", part.written()), at: part.at.clone(), within: None, part: left });
        changes.extend(inner(part, pack).into_iter().map(|change| {
            let own = |(other, old): (usize, &Part)| if other == index { change.part.clone() } else { old.clone() };
            let parts = parts.iter().enumerate().map(own).collect();
            Change { part: Part { shape: shape(parts), at: whole.at.clone() }, ..change }
        }));
    }
}

fn negated(part: &Part) -> Part {
    let clause = |clause: &Clause, test: Test| Shape::Clause(Clause { item: clause.item.clone(), test });
    let shape = match &part.shape {
        Shape::Not(within) => return (**within).clone(),
        Shape::Clause(own) => match &own.test {
            Test::Is(options) => clause(own, Test::IsNot(options.clone())),
            Test::IsNot(options) => clause(own, Test::Is(options.clone())),
            Test::Years(..) | Test::In(_) | Test::Outside(_) => Shape::Not(Box::new(part.clone())),
        },
        Shape::All(_) | Shape::Any(_) | Shape::Named(..) => Shape::Not(Box::new(part.clone())),
    };
    Part { shape, at: part.at.clone() }
}

/// What else a clause could ask.
fn tests(clause: &Clause, pack: &Pack) -> Vec<(String, Test)> {
    let Some((_, item)) = pack.item(&clause.item) else { return Vec::new() };
    match &clause.test {
        Test::Is(options) | Test::IsNot(options) => {
            let again = |options| if matches!(clause.test, Test::Is(_)) { Test::Is(options) } else { Test::IsNot(options) };
            let out = without(options).into_iter().map(|(option, rest)| (format!("`{}` is taken out", option.as_str()), again(rest)));
            let others = item.options.iter().map(|option| &option.id).filter(|id| !options.contains(id));
            let added = others.map(|id| {
                let more = options.iter().chain([id]).cloned().collect();
                (format!("`{}` is added", id.as_str()), again(more))
            });
            out.chain(added).collect()
        }
        Test::Years(comparison, years) => {
            let mut tests = Vec::new();
            let (sign, other) = match comparison {
                Comparison::Below => ("`<` becomes `<=`", Comparison::AtMost),
                Comparison::AtMost => ("`<=` becomes `<`", Comparison::Below),
                Comparison::Above => ("`>` becomes `>=`", Comparison::AtLeast),
                Comparison::AtLeast => ("`>=` becomes `>`", Comparison::Above),
            };
            tests.push((sign.to_owned(), Test::Years(other, *years)));
            // Only years that some option of the item tells apart from others.
            let ranges = || item.options.iter().filter_map(|option| option.years);
            let last = ranges().map(|range| range.to.unwrap_or(range.from)).max().unwrap_or(u16::MAX);
            let first = ranges().map(|range| range.from).min().unwrap_or(0);
            for near in [years.checked_sub(1), years.checked_add(1)].into_iter().flatten().filter(|near| (first..=last).contains(near)) {
                tests.push((format!("{years} becomes {near}"), Test::Years(*comparison, near)));
            }
            tests
        }
        Test::In(area) => areas(area, Test::In, ("`in` becomes `outside`", Test::Outside)),
        Test::Outside(area) => areas(area, Test::Outside, ("`outside` becomes `in`", Test::In)),
    }
}

fn areas(area: &Area, same: fn(Area) -> Test, (how, other): (&str, fn(Area) -> Test)) -> Vec<(String, Test)> {
    let (codes, again): (_, fn(Vec<String>) -> Area) = match area {
        Area::Regions(codes) => (codes, Area::Regions),
        Area::Municipalities(codes) => (codes, Area::Municipalities),
    };
    let out = without(codes).into_iter().map(|(code, rest)| (format!("`{code}` is taken out"), same(again(rest))));
    out.chain([(how.to_owned(), other(area.clone()))]).collect()
}

/// A list without each of its members in turn; nothing where it would be empty.
fn without<T: Clone>(list: &[T]) -> Vec<(T, Vec<T>)> {
    let rest = |index: usize| list.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, one)| one.clone()).collect::<Vec<T>>();
    let all = list.iter().enumerate().map(|(index, one)| (one.clone(), rest(index)));
    all.filter(|(_, rest)| !rest.is_empty()).collect()
}

/// A condition such that those which only look different come out the same: flat, `not` at the clauses, options in order.
fn plain(condition: &Condition) -> Condition {
    plainly(condition, false)
}

fn plainly(condition: &Condition, is_negated: bool) -> Condition {
    match (condition, is_negated) {
        (Condition::All(parts), false) | (Condition::Any(parts), true) => {
            flat(parts, is_negated, &|part| if let Condition::All(parts) = part { Ok(parts) } else { Err(part) }, Condition::All)
        }
        (Condition::Any(parts), false) | (Condition::All(parts), true) => {
            flat(parts, is_negated, &|part| if let Condition::Any(parts) = part { Ok(parts) } else { Err(part) }, Condition::Any)
        }
        (Condition::Not(part), _) => plainly(part, !is_negated),
        (Condition::Clause(clause), _) => {
            let sorted = |options: &[_]| {
                let mut options = options.to_vec();
                options.sort();
                options
            };
            let test = match (&clause.test, is_negated) {
                (Test::Is(options), false) | (Test::IsNot(options), true) => Test::Is(sorted(options)),
                (Test::IsNot(options), false) | (Test::Is(options), true) => Test::IsNot(sorted(options)),
                (Test::Years(..) | Test::In(_) | Test::Outside(_), _) => {
                    let own = Condition::Clause(clause.clone());
                    return if is_negated { Condition::Not(Box::new(own)) } else { own };
                }
            };
            Condition::Clause(Clause { item: clause.item.clone(), test })
        }
    }
}

fn flat(
    parts: &[Condition],
    is_negated: bool,
    own: &dyn Fn(Condition) -> Result<Vec<Condition>, Condition>,
    several: fn(Vec<Condition>) -> Condition,
) -> Condition {
    let mut flat = Vec::new();
    for part in parts {
        match own(plainly(part, is_negated)) {
            Ok(parts) => flat.extend(parts),
            Err(part) => flat.push(part),
        }
    }
    match (flat.pop(), flat.is_empty()) {
        (Some(only), true) => only,
        (Some(last), false) => {
            flat.push(last);
            several(flat)
        }
        (None, _) => several(flat),
    }
}
