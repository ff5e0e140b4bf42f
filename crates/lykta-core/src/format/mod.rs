//! Pack files: the only serde types of the core.
//!
//! In: JSON as the editors' tool built it, or TOML entries as editors wrote them. Out: domain values, or what is wrong.
//! Every file carries the version of the format, and unknown fields are refused.
//! Next: `built.rs` for what the app loads, `source.rs` for what editors write.

pub mod node;

pub mod built;

#[cfg(feature = "source")]
pub mod source;

/// The version of the format, source and built alike.
pub const VERSION: u32 = 1;
