//! Three truth values as sets of answers.
//!
//! In: sets of answers (diagrams). Out: for a condition the sets for which it is yes and no; the rest is unknown.
//! Standard: Kleene's strong three-valued logic, as in `lykta_core::truth`.
//! Next: `view.rs`.

use biodivine_lib_bdd::{Bdd, BddVariableSet};

/// For which answers something is yes, and for which no. The two never meet; for the rest it is unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kleene {
    /// Yes.
    pub yes: Bdd,
    /// No.
    pub no: Bdd,
}

impl Kleene {
    /// Yes for all answers.
    #[must_use]
    pub fn always(set: &BddVariableSet) -> Self {
        Self { yes: set.mk_true(), no: set.mk_false() }
    }

    /// No for all answers.
    #[must_use]
    pub fn never(set: &BddVariableSet) -> Self {
        Self::always(set).negated()
    }

    /// Unknown for all answers.
    #[must_use]
    pub fn unknown(set: &BddVariableSet) -> Self {
        Self { yes: set.mk_false(), no: set.mk_false() }
    }

    /// The opposite.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { yes: self.no, no: self.yes }
    }

    /// Both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self { yes: self.yes.and(&other.yes), no: self.no.or(&other.no) }
    }

    /// At least one.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        Self { yes: self.yes.or(&other.yes), no: self.no.and(&other.no) }
    }

    /// For which answers it is unknown, among all that an encoding has; meet it with the valid ones.
    #[must_use]
    pub fn maybe(&self) -> Bdd {
        self.yes.or(&self.no).not()
    }
}
