//! The browser: the only place that calls it.
//!
//! In: plain values. Out: `Option` where a sandboxed frame may refuse, and the app goes on.
//! Never asks for a file and never stores anything.
//! Next: `exports.rs` for what the boot script calls.

pub mod clock;
pub mod exports;
pub mod keep;
pub mod page;
pub mod speech;
