//! Kinds of people: a set of answers as few short conditions.
//!
//! In: a set of answers. Out: conditions of which at least one fits each answer set in it, and none any other.
//! Each is as short as it can be: no question of it can be left out, and no answer added, without taking in someone else.
//! "Rather not say" and a question that is open say the same to every rule, and count as one: not answered.
//! Next: `people.rs` for whose set it is, `../symbolic/space.rs` for answers as variables.

use biodivine_lib_bdd::{Bdd, BddVariable};
use lykta_core::pack::{ItemKind, Pack};

use crate::symbolic::space::{Slot, Space, Value};

/// What is known of one question for one kind of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// One of these values, by index into the slot; or no answer, if that fits too.
    Among(Vec<usize>, bool),
    /// These options are chosen, and those are not.
    Chosen(Vec<usize>, Vec<usize>),
    /// At least one of these options is chosen.
    AnyOf(Vec<usize>),
}

/// One kind of people: what is known of some questions, by index of the slot. All of it holds; of the rest anything may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind(pub Vec<(usize, Known)>);

/// Answers in which nothing is "rather not say": the same people, each once.
#[must_use]
pub fn plain(space: &Space) -> Bdd {
    space.slots.iter().fold(space.valid.clone(), |plain, slot| plain.and(&space.set.mk_not_var(slot.skipped)))
}

/// The kinds of people of a set; none if it is empty.
#[must_use]
pub fn kinds(space: &Space, those: &Bdd) -> Vec<Kind> {
    let those = those.and(&plain(space));
    let mut rest = those.clone();
    let mut list: Vec<(Kind, Bdd)> = Vec::new();
    while let Some(one) = rest.most_negative_valuation() {
        let mut known: Vec<Option<Known>> = space.slots.iter().map(|slot| Some(said(slot, |variable| one.value(variable)))).collect();
        // The last questions first, so that who it is about stays.
        for index in (0..space.slots.len()).rev() {
            widen(space, &those, &mut known, index);
        }
        let kind = Kind(known.into_iter().enumerate().filter_map(|(index, known)| Some((index, known?))).collect());
        let own = set(space, &kind);
        rest = rest.and_not(&own);
        list.push((kind, own));
    }
    // Later ones may have made an earlier one needless.
    let mut at = 0;
    while at < list.len() {
        let others = list.iter().enumerate().filter(|(other, _)| *other != at);
        let others = others.fold(space.set.mk_false(), |whole, (_, (_, own))| whole.or(own));
        if list.get(at).is_some_and(|(_, own)| own.and_not(&others).is_false()) {
            list.remove(at);
        } else {
            at += 1;
        }
    }
    joined(list.into_iter().map(|(kind, _)| kind).collect())
}

/// Kinds that differ in one chosen option of one question alone are said in one: `about is any of alcohol, opioids`.
fn joined(kinds: Vec<Kind>) -> Vec<Kind> {
    let mut list: Vec<Kind> = Vec::new();
    for kind in kinds {
        let twin = list.iter_mut().find_map(|known| {
            let at = one_apart(known, &kind)?;
            Some((known, at))
        });
        match twin {
            Some((known, at)) => {
                if let (Some((_, own)), Some(Some(more))) = (known.0.get_mut(at), kind.0.get(at).map(|(_, known)| options(known))) {
                    let mut all = options(own).unwrap_or_default();
                    all.extend(more);
                    all.sort_unstable();
                    *own = Known::AnyOf(all);
                }
            }
            None => list.push(kind),
        }
    }
    list
}

/// The options of which one is enough; none if more must be known.
fn options(known: &Known) -> Option<Vec<usize>> {
    match known {
        Known::AnyOf(values) => Some(values.clone()),
        Known::Chosen(chosen, not) if chosen.len() == 1 && not.is_empty() => Some(chosen.clone()),
        Known::Chosen(..) | Known::Among(..) => None,
    }
}

/// The one part in which two kinds differ, if both name options there of which one is enough.
fn one_apart(one: &Kind, other: &Kind) -> Option<usize> {
    if one.0.len() != other.0.len() {
        return None;
    }
    let mut apart = one.0.iter().zip(&other.0).enumerate().filter(|(_, (one, other))| one != other);
    let (at, ((slot, one), (other_slot, other))) = apart.next()?;
    let can = apart.next().is_none() && slot == other_slot && options(one).is_some() && options(other).is_some();
    can.then_some(at)
}

/// What a valuation says of a slot, all of it.
fn said(slot: &Slot, is_set: impl Fn(BddVariable) -> bool) -> Known {
    let (chosen, not): (Vec<usize>, Vec<usize>) =
        (0..slot.values.len()).partition(|index| slot.values.get(*index).is_some_and(|(variable, _)| is_set(*variable)));
    match slot.kind {
        ItemKind::Multiple => Known::Chosen(chosen, not),
        ItemKind::Single | ItemKind::Place | ItemKind::Date => {
            let is_open = chosen.is_empty();
            Known::Among(chosen, is_open)
        }
    }
}

/// Takes out of what is known of one question whatever can be without taking in anyone outside.
fn widen(space: &Space, those: &Bdd, known: &mut [Option<Known>], index: usize) {
    let fits = |known: &[Option<Known>]| {
        let parts = known.iter().enumerate().filter_map(|(index, known)| Some((index, known.clone()?)));
        set(space, &Kind(parts.collect())).and_not(those).is_false()
    };
    let Some(before) = known.get(index).cloned().flatten() else { return };
    let put = |known: &mut [Option<Known>], new: Option<Known>| {
        if let Some(own) = known.get_mut(index) {
            *own = new;
        }
    };
    put(known, None);
    if fits(known) {
        return;
    }
    let count = space.slots.get(index).map_or(0, |slot| slot.values.len());
    let mut best = before.clone();
    match before {
        Known::Among(_, _) => {
            let mut among = Vec::new();
            for value in 0..count {
                put(known, Some(Known::Among(vec![value], false)));
                if fits(known) {
                    among.push(value);
                }
            }
            put(known, Some(Known::Among(Vec::new(), true)));
            best = Known::Among(among, fits(known));
        }
        // Only made of kinds that are as wide as can be.
        Known::AnyOf(_) => {}
        Known::Chosen(chosen, not) => {
            for value in chosen.into_iter().chain(not) {
                if let Known::Chosen(chosen, not) = best.clone() {
                    let without = |list: Vec<usize>| list.into_iter().filter(|own| *own != value).collect::<Vec<usize>>();
                    let less = Known::Chosen(without(chosen), without(not));
                    put(known, Some(less.clone()));
                    if fits(known) {
                        best = less;
                    }
                }
            }
        }
    }
    put(known, Some(best));
}

/// The answers of a kind.
#[must_use]
pub fn set(space: &Space, kind: &Kind) -> Bdd {
    let mut whole = plain(space);
    for (index, known) in &kind.0 {
        let Some(slot) = space.slots.get(*index) else { continue };
        let literal = |value: &usize, is_set: bool| {
            slot.values.get(*value).map_or_else(|| space.set.mk_true(), |(variable, _)| space.set.mk_literal(*variable, is_set))
        };
        let own = match known {
            Known::Among(values, may_be_open) => {
                let mut own = values.iter().fold(space.set.mk_false(), |own, value| own.or(&literal(value, true)));
                if *may_be_open {
                    let open = (0..slot.values.len()).fold(space.set.mk_true(), |open, value| open.and(&literal(&value, false)));
                    own = own.or(&open);
                }
                own
            }
            Known::Chosen(chosen, not) => {
                let own = chosen.iter().fold(space.set.mk_true(), |own, value| own.and(&literal(value, true)));
                not.iter().fold(own, |own, value| own.and(&literal(value, false)))
            }
            Known::AnyOf(values) => values.iter().fold(space.set.mk_false(), |own, value| own.or(&literal(value, true))),
        };
        whole = whole.and(&own);
    }
    whole
}

/// How many answer sets there are in a set: each municipality by itself, "rather not say" and open as one.
#[must_use]
pub fn count(space: &Space, those: &Bdd) -> f64 {
    let those = those.and(&plain(space));
    let mut weights = vec![1.0_f64; usize::from(space.set.num_vars())];
    for slot in &space.slots {
        for (variable, value) in &slot.values {
            if let (Value::Place(codes), Some(weight)) = (value, weights.get_mut(variable.to_index())) {
                *weight = codes.len() as f64;
            }
        }
    }
    // From the last node up: what lies below a node is counted before it. A variable that a way leaps over may be either.
    let leapt = |from: usize, to: usize| weights.get(from..to).unwrap_or_default().iter().map(|weight| 1.0 + weight).product::<f64>();
    let level = |pointer: biodivine_lib_bdd::BddPointer| {
        if pointer.is_terminal() { weights.len() } else { those.var_of(pointer).to_index() }
    };
    let mut counted: Vec<f64> = Vec::with_capacity(those.size());
    for pointer in those.pointers() {
        let below = |next: biodivine_lib_bdd::BddPointer| {
            counted.get(next.to_index()).copied().unwrap_or_default() * leapt(level(pointer) + 1, level(next))
        };
        let own = if pointer.is_zero() {
            0.0
        } else if pointer.is_one() {
            1.0
        } else {
            let weight = weights.get(level(pointer)).copied().unwrap_or(1.0);
            below(those.low_link_of(pointer)) + weight * below(those.high_link_of(pointer))
        };
        counted.push(own);
    }
    let root = those.root_pointer();
    counted.get(root.to_index()).copied().unwrap_or_default() * leapt(0, level(root))
}

/// A kind in the manner of a condition: `who is self and age is not answered`.
#[must_use]
pub fn written(space: &Space, pack: &Pack, kind: &Kind) -> String {
    let parts: Vec<String> = kind.0.iter().filter_map(|(index, known)| part(pack, space.slots.get(*index)?, known)).collect();
    if parts.is_empty() { "everyone".to_owned() } else { parts.join(" and ") }
}

fn part(pack: &Pack, slot: &Slot, known: &Known) -> Option<String> {
    let id = slot.id.as_str();
    Some(match known {
        Known::Among(values, true) if values.is_empty() => format!("{id} is not answered"),
        Known::Among(values, false) if values.len() == slot.values.len() => format!("{id} is answered"),
        Known::Among(values, may_be_open) => {
            let is_place = slot.kind == ItemKind::Place;
            let rest: Vec<usize> = (0..slot.values.len()).filter(|value| !values.contains(value)).collect();
            let (these, others) = if is_place {
                (format!("in {}", places(pack, slot, values)), format!("outside {}", places(pack, slot, &rest)))
            } else {
                (format!("is {}", list(slot, values)), format!("is not {}", list(slot, &rest)))
            };
            // Whichever is said in fewer words.
            let said = if !rest.is_empty() && others.len() < these.len() { others } else { these };
            if *may_be_open { format!("({id} {said}, or not answered)") } else { format!("{id} {said}") }
        }
        Known::AnyOf(values) => {
            let words: Vec<String> = values.iter().map(|value| list(slot, &[*value])).collect();
            format!("{id} is any of {}", words.join(", "))
        }
        Known::Chosen(chosen, not) if chosen.is_empty() && not.len() == slot.values.len() => format!("{id} is not answered"),
        Known::Chosen(chosen, not) => {
            let chosen = chosen.iter().map(|value| format!("{id} is {}", list(slot, &[*value])));
            let not: Option<String> = (!not.is_empty()).then(|| {
                let words: Vec<String> = not.iter().map(|value| list(slot, &[*value])).collect();
                format!("{id} is not {}", words.join(", "))
            });
            chosen.chain(not).collect::<Vec<_>>().join(" and ")
        }
    })
}

fn list(slot: &Slot, values: &[usize]) -> String {
    let word = |value: &usize| match slot.values.get(*value) {
        Some((_, Value::Option(id) | Value::Years(id, _))) => id.as_str().to_owned(),
        Some((_, Value::Date(date))) => format!("a day such as {date}"),
        Some((_, Value::Place(_))) | None => String::new(),
    };
    values.iter().map(word).collect::<Vec<_>>().join(" or ")
}

/// Regions if the municipalities are whole regions, else the municipalities.
fn places(pack: &Pack, slot: &Slot, values: &[usize]) -> String {
    let codes: Vec<&str> = values
        .iter()
        .filter_map(|value| match slot.values.get(*value) {
            Some((_, Value::Place(codes))) => Some(codes.iter().map(String::as_str)),
            _ => None,
        })
        .flatten()
        .collect();
    let mut regions: Vec<&str> = codes.iter().filter_map(|code| pack.gazetteer.region_of(code)).collect();
    regions.sort_unstable();
    regions.dedup();
    let municipalities = pack.gazetteer.municipalities();
    let is_whole = municipalities.iter().all(|own| !regions.contains(&own.region.as_str()) || codes.contains(&own.code.as_str()));
    if is_whole && !regions.is_empty() {
        format!("region {}", regions.join(" or "))
    } else {
        format!("municipality {}", codes.join(" or "))
    }
}
