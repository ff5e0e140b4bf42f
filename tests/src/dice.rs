//! Dice: numbers that look random and are the same for the same seed.
//!
//! In: a seed. Out: numbers.
//! Never asks the machine for randomness, so that a journey that failed can be walked again.
//! Standard: SplitMix64, as in Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014.
//! Next: `draw.rs`.

/// Dice that fall the same way for the same seed.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Dice of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// A number below `count`; 0 if that is 0.
    pub fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        // A remainder favors small numbers by less than one in 2^50: no matter here.
        let count = u64::try_from(count.max(1)).unwrap_or(u64::MAX);
        usize::try_from(mixed % count).unwrap_or_default()
    }

    /// True once in so many times.
    pub fn is_one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of several; none of an empty list.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn the_same_seed_falls_the_same_way() {
        let falls = |seed| -> Vec<usize> {
            let mut dice = Dice::new(seed);
            (0..100).map(|_| dice.below(6)).collect()
        };
        assert_eq!(falls(7), falls(7));
        assert_ne!(falls(7), falls(8));
        assert!((0..6).all(|side| falls(7).contains(&side)), "{:?}", falls(7));
    }

    #[test]
    fn of_nothing_nothing_is_picked() {
        assert_eq!(Dice::new(1).pick::<u8>(&[]), None);
    }
}
