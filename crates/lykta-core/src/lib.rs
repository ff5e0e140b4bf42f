//! lykta's domain: from a pack, a person's answers and today's date to what to ask next and what applies.
//!
//! Values in, values out: no clock, files, network, randomness, globals or floats; `no_std` holds it to that.
//! A module imports only modules declared above it. Nothing here fails on a person's input; what could be wrong with a pack is found when it is read.
//! Next: `evaluate.rs` for how it thinks, `format/` for what comes in, `session.rs` for the walk through the questions.
#![no_std]

extern crate alloc;
#[cfg(test)]
extern crate std;

pub mod order;

pub mod isolate;

pub mod slot;

pub mod truth;

pub mod date;

pub mod calendar;

pub mod deadline;

pub mod schedule;

pub mod meeting;

pub mod content_line;

pub mod calendar_file;

pub mod contact_file;

pub mod place;

pub mod place_search;

pub mod answer;

pub mod condition;

pub mod grammar;

pub mod counting;

pub mod pack;

pub mod section;

pub mod evaluate;

pub mod check;

pub mod results;

pub mod meeting_list;

pub mod next_step;

pub mod sheet;

pub mod session;

pub mod vocabulary;

pub mod format;

pub mod terms;

pub mod letter;

pub mod said;

pub mod what_if;

pub mod unmet;

#[cfg(any(test, feature = "fixture"))]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "for tests alone, of this crate and of others")]
pub mod fixture;
