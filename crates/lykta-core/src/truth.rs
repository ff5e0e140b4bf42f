//! Three truth values, after Kleene: what is not known stays not known.
//!
//! In: truths. Out: truths, and the small sets of truths that a condition can still take.
//! Standard: Kleene's strong three-valued logic.
//! Next: `condition.rs`.

/// Whether something holds, as far as the answers tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// It does not hold, whatever else is answered.
    No,
    /// It hangs on something not answered.
    Unknown,
    /// It holds, whatever else is answered.
    Yes,
}

impl Truth {
    /// All three, from no to yes.
    pub const ALL: [Self; 3] = [Self::No, Self::Unknown, Self::Yes];

    /// Both hold: the lesser of the two.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// One of them holds: the greater of the two.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// The opposite; unknown stays unknown.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
            Self::Yes => Self::No,
        }
    }

    /// The word used in files and in `ask`: `yes`, `no`, `unknown`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Unknown => "unknown",
            Self::Yes => "yes",
        }
    }
}

impl From<bool> for Truth {
    fn from(known: bool) -> Self {
        if known { Self::Yes } else { Self::No }
    }
}

/// A set of truths: what a condition can still come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Truths(u8);

impl Truths {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// All three.
    pub const ALL: Self = Self(0b111);

    /// Just one truth.
    #[must_use]
    pub fn only(truth: Truth) -> Self {
        Self(1 << truth as u8)
    }

    /// Whether the truth is in the set.
    #[must_use]
    pub fn has(self, truth: Truth) -> bool {
        self.0 & (1 << truth as u8) != 0
    }

    /// Both sets together.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The truths in the set, from no to yes.
    pub fn each(self) -> impl Iterator<Item = Truth> {
        Truth::ALL.into_iter().filter(move |truth| self.has(*truth))
    }

    /// What a combination of one truth from each set can be.
    #[must_use]
    pub fn combined(self, other: Self, combine: fn(Truth, Truth) -> Truth) -> Self {
        self.each()
            .flat_map(|left| other.each().map(move |right| (left, right)))
            .fold(Self::NONE, |set, (left, right)| set.with(Self::only(combine(left, right))))
    }

    /// The opposites.
    #[must_use]
    pub fn negated(self) -> Self {
        self.each().fold(Self::NONE, |set, truth| set.with(Self::only(truth.negated())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(left: Truth, right: Truth, both: Truth, either: Truth) {
        assert_eq!((left.and(right), left.or(right)), (both, either));
        assert_eq!((right.and(left), right.or(left)), (both, either));
    }

    #[test]
    fn no_decides_and_but_not_or() {
        check(Truth::No, Truth::Unknown, Truth::No, Truth::Unknown);
    }

    #[test]
    fn yes_decides_or_but_not_and() {
        check(Truth::Yes, Truth::Unknown, Truth::Unknown, Truth::Yes);
    }

    #[test]
    fn the_opposite_of_both_is_either_of_the_opposites() {
        for left in Truth::ALL {
            for right in Truth::ALL {
                assert_eq!(left.and(right).negated(), left.negated().or(right.negated()));
            }
        }
    }
}
