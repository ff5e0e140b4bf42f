//! Counting: points of answers to a total, and what a skip rule hides.
//!
//! In: the points that each item allows, which items are hidden, the points answered. Out: a total when it is complete, and never before.
//! Never clamps: points that an item does not have make the whole invalid. A total is not for showing: it only decides what is said.
//! Next: `check.rs`, the caller; the reference values in `counting/tests.rs`.

use alloc::vec;
use alloc::vec::Vec;

use crate::truth::Truth;

/// An item that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The points that an answer can have, in any order; not empty.
    pub allowed: Vec<u8>,
    /// Whether the most points count as the least, and the other way round.
    pub is_reversed: bool,
}

/// A rule by which items are hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skip {
    /// It fires where each of these items is answered with these points.
    pub all: Vec<(usize, u8)>,
    /// Indexes of the items that it then hides.
    pub hides: Vec<usize>,
}

/// What came of counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Every item that is not hidden is answered.
    Complete(u16),
    /// One that is not hidden is not answered.
    Incomplete,
    /// One that is not hidden has points that it does not allow.
    Invalid,
}

/// Which items the rules hide, in the order of the rules. A hidden item reads as no points, whatever was answered to it before.
#[must_use]
pub fn hidden(skips: &[Skip], answers: &[Option<u8>]) -> Vec<bool> {
    let mut hidden = vec![false; answers.len()];
    for skip in skips {
        let reads = |index: &usize| if hidden.get(*index) == Some(&true) { Some(0) } else { answers.get(*index).copied().flatten() };
        if skip.all.iter().all(|(index, points)| reads(index) == Some(*points)) {
            for index in &skip.hides {
                if let Some(is_hidden) = hidden.get_mut(*index) {
                    *is_hidden = true;
                }
            }
        }
    }
    hidden
}

/// The total. A hidden item counts as no points.
#[must_use]
pub fn total(items: &[Counted], hidden: &[bool], answers: &[Option<u8>]) -> Count {
    let mut sum = 0u16;
    let mut is_complete = true;
    for (index, item) in items.iter().enumerate() {
        if hidden.get(index) == Some(&true) {
            continue;
        }
        match answers.get(index).copied().flatten() {
            Some(points) if !item.allowed.contains(&points) => return Count::Invalid,
            Some(points) => sum = sum.saturating_add(u16::from(counted(item, points))),
            None => is_complete = false,
        }
    }
    if is_complete { Count::Complete(sum) } else { Count::Incomplete }
}

fn counted(item: &Counted, points: u8) -> u8 {
    let (least, most) = (item.allowed.iter().min(), item.allowed.iter().max());
    match (item.is_reversed, least, most) {
        // The points are allowed, so they lie between the two.
        (true, Some(least), Some(most)) => most - (points - least),
        (true | false, _, _) => points,
    }
}

/// Whether any is a yes: one yes decides, all no is no, a gap without a yes is not known.
#[must_use]
pub fn any_yes(answers: &[Option<bool>]) -> Truth {
    answers.iter().map(|answer| answer.map_or(Truth::Unknown, Truth::from)).fold(Truth::No, Truth::or)
}

/// Index of the band that a total lies in. `starts`: the first total of every band but the lowest, rising.
#[must_use]
pub fn band(total: u16, starts: &[u16]) -> usize {
    starts.iter().filter(|start| **start <= total).count()
}

#[cfg(test)]
mod tests;
