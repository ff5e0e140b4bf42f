//! All answers at once: what the core decides for one person, decided here for everyone, as decision diagrams.
//!
//! In: packs and a day. Out: the answer sets for which a condition is yes, no or unknown, a question is put, a card stands among the first.
//! Never samples and never bounds: an answer set that exists is in exactly one of the three. `evaluate.rs` of the core stays the one that is shipped;
//! tests hold both against each other on random packs and on the packs that ship.
//! Standard: reduced ordered binary decision diagrams (Bryant 1986), by the library `biodivine-lib-bdd`.
//! Next: `space.rs` for what an answer is as variables, `view.rs` for conditions, `asking.rs` for what is put, `order.rs` for what comes first, `promised.rs` for promises.

pub mod asking;
pub mod kleene;
pub mod order;
pub mod promised;
pub mod space;
pub mod view;
