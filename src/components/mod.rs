//! Components: what the screens show.
//!
//! In: plain values that the core made, and the words. Out: views.
//! A component shows; it does not decide, sort, count days or build sentences.
//! Plain functions over one element type instead of `#[component]`: see `docs/decisions/0003-one-element-type.md`.
//! Next: `frame.rs` for what every screen has.

pub mod about;
pub mod aloud;
pub mod card;
pub mod check;
pub mod contact;
pub mod danger;
pub mod deadline;
pub mod frame;
pub mod groups;
pub mod help_now;
pub mod keep;
pub mod letter;
pub mod next_step;
pub mod not_for_you;
pub mod place;
pub mod qr;
pub mod question;
pub mod results;
pub mod review;
pub mod say;
pub mod take;
pub mod term;
pub mod what_if;
pub mod why;
