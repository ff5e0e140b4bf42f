//! Putting in order: one stable sort for every list.
//!
//! In: a list and which of two comes first. Out: the list in order; equals keep their places.
//! The library's sort is made anew for each kind of list, and weighed a tenth of the WASM file (`docs/decisions/0004-one-reader.md`).
//! Next: nothing; this is the bottom.

use alloc::vec::Vec;

/// The list in order: `is_before` says whether the first must stand before the second.
#[must_use]
pub fn ordered<T>(list: Vec<T>, is_before: impl Fn(&T, &T) -> bool) -> Vec<T> {
    let compare = |left: usize, right: usize| match (list.get(left), list.get(right)) {
        (Some(left), Some(right)) => is_before(left, right),
        (None, _) | (_, None) => false,
    };
    let order = indexes(list.len(), &compare);
    let mut slots: Vec<Option<T>> = list.into_iter().map(Some).collect();
    order.into_iter().filter_map(|index| slots.get_mut(index).and_then(Option::take)).collect()
}

/// Merge sort of the indexes below `count`.
fn indexes(count: usize, is_before: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut width = 1;
    while width < count {
        let mut merged = Vec::with_capacity(count);
        for pair in order.chunks(width * 2) {
            let (left, right) = pair.split_at(width.min(pair.len()));
            let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
            loop {
                let next = match (left.peek(), right.peek()) {
                    (Some(first), Some(second)) if is_before(**second, **first) => right.next(),
                    (Some(_), _) => left.next(),
                    (None, _) => right.next(),
                };
                match next {
                    Some(index) => merged.push(*index),
                    None => break,
                }
            }
        }
        order = merged;
        width *= 2;
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_order_is_that_of_the_library(list in proptest::collection::vec((0..9u8, 0..99u8), 0..60)) {
            let mut theirs = list.clone();
            theirs.sort_by_key(|(key, _)| *key);
            prop_assert_eq!(ordered(list, |left, right| left.0 < right.0), theirs);
        }
    }
}
