//! The editors' tool of lykta: checks, asks, tests and builds packs.
//!
//! Alone knows files, source syntax and line numbers. Only `report.rs` prints; only `cli.rs` reads arguments, only `load.rs` the date;
//! `progress.rs` alone draws a bar and hears Ctrl-C.
//! Next: `cli.rs` for the commands, `problem.rs` for what editors are told, `compile/` for how a pack becomes what the app loads.

pub mod problem;

pub mod signs;

pub mod address;

pub mod document;

pub mod shape;

pub mod rows;

pub mod read;

pub mod catalog;

pub mod places;

pub mod locale;

pub mod local;

pub mod compile;

pub mod parts;

pub mod review;

pub mod export;
pub mod facts;

pub mod explain;

pub mod answers;

pub mod ask;

pub mod persona;

pub mod policy;

pub mod markup;

pub mod overview;

pub mod page;

pub mod build;

pub mod embed;

pub mod drift;

pub mod new;

pub mod migrate;

pub mod import;

pub mod translate;

pub mod report;

pub mod progress;

pub mod load;

pub mod symbolic;

pub mod prove;

pub mod diff;

pub mod test;

pub mod mutate;

pub mod check;
pub mod check_persona;

pub mod spoken;

pub mod report_page;

pub mod statement;

pub mod preview;

pub mod cli;
