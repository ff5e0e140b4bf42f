//! Meaning: conditions, and parts of them, that can never be met or are always met.
//!
//! In: a pack and its conditions as written. Out: a problem for each, told once, at the smallest part that has it.
//! Decided for all answers, not by trying: see `symbolic/`. The day does not matter: no condition reads a date.
//! Next: `symbolic/view.rs`.

use lykta_core::condition::{Clause, Condition, Test};
use lykta_core::date::Date;
use lykta_core::grammar;
use lykta_core::pack::Pack;

use super::conditions::Definitions;
use super::promises::Promised;
use super::written::Written;
use crate::problem::{Code, Place, Problems};
use crate::symbolic::space::Space;
use crate::symbolic::view::View;

/// A condition whose meaning is off.
enum Fault {
    Never,
    Always,
}

struct Look<'v, 'a> {
    view: &'v View<'a>,
    /// Named conditions: what is off in one of them is told of there.
    named: Vec<&'v Condition>,
}

/// Looks at every condition of a pack.
pub fn check(pack: &Pack, written: &Written, promises: &[Promised], definitions: &Definitions, problems: &mut Problems) {
    // Any day will do; the space knows one for its time limits.
    let Some(day) = Date::new(2026, 1, 1) else { return };
    let space = Space::new(&[pack], day);
    let view = View::new(&space, pack);
    let named = Look { view: &view, named: Vec::new() };
    for (name, text) in &written.named {
        if let Some(condition) = definitions.get(name) {
            // One named condition may use another: only the one at fault is told of.
            let own = Look { view: &view, named: definitions.values().filter(|other| *other != condition).collect() };
            own.tell(condition, &text.place, problems);
        }
    }
    let look = Look { named: definitions.values().collect(), ..named };
    for rule in &written.rules {
        if let Some(condition) = rule.owner.of(pack) {
            look.tell(condition, &rule.text.place, problems);
        }
    }
    // A promise without a condition is for everyone.
    for promise in promises.iter().filter(|promise| promise.when != Condition::always()) {
        look.tell(&promise.when, &promise.place.key("when"), problems);
    }
}

impl Look<'_, '_> {
    fn tell(&self, condition: &Condition, place: &Place, problems: &mut Problems) {
        // What names nothing was told of before, and can never hold for that reason.
        if problems.0.iter().any(|told| told.place.document == place.document && told.place.pointer == place.pointer) {
            return;
        }
        let Some((part, fault)) = self.smallest(condition) else { return };
        let text = grammar::written(part);
        match fault {
            Fault::Never => problems.add(
                Code::NeverTrue,
                place,
                format!("`{text}` can never hold, whatever is answered"),
                "look which of its parts rule each other out, or which option is never offered; take out what is not meant",
            ),
            Fault::Always => problems.add(
                Code::AlwaysTrue,
                place,
                format!("`{text}` always holds, whatever is answered"),
                "take it out if it is for everyone, or say for whom it is not",
            ),
        }
    }

    /// The smallest part that can never hold, or always does; none if it is a named condition's own.
    fn smallest<'c>(&self, condition: &'c Condition) -> Option<(&'c Condition, Fault)> {
        if self.named.contains(&condition) {
            return None;
        }
        // A town's pack may know no other place: that is not the rule's fault.
        if let Condition::Clause(Clause { test: Test::In(_) | Test::Outside(_), .. }) = condition {
            return None;
        }
        let within = match condition {
            Condition::All(parts) | Condition::Any(parts) => parts.iter().find_map(|part| self.smallest(part)),
            Condition::Not(part) => self.smallest(part),
            Condition::Clause(_) => None,
        };
        within.or_else(|| self.fault(condition).map(|fault| (condition, fault)))
    }

    fn fault(&self, condition: &Condition) -> Option<Fault> {
        let truth = self.view.condition(condition);
        // A limit inside a range is unknown even where all is answered: then it may hold, and shows so.
        let known = self.view.known(condition);
        let space = self.view.space;
        if !space.has_any(&known.and_not(&truth.no)) {
            Some(Fault::Never)
        } else if !space.has_any(&known.and_not(&truth.yes)) {
            Some(Fault::Always)
        } else {
            None
        }
    }
}
