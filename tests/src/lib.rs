//! The browser test harness: drives a real browser over standard WebDriver and asks by role and name.
//!
//! In: a built guide folder, and what a person would do. Out: what that person would see, and what
//! the server and the browser's storage saw of it.
//! Never asks by class, id or inner HTML; never leaves the loopback interface; never sleeps in place of
//! waiting for something that can be named.
//! Standard: W3C WebDriver 2. What is an engine's own (`driver/`) sets the browser up and is never used
//! to look at the page.
//! Next: `page.rs` for what a journey can do, `tests/harness.rs` for each piece in use.

pub mod failure;

pub mod wait;

pub mod wire;

pub mod driver;

pub mod pattern;

pub mod role;

pub mod key;

pub mod page;

pub mod hand;

pub mod fault;

pub mod request;

pub mod screens;
pub mod server;

pub mod deploy;

pub mod published;

pub mod axe;

pub mod leaks;

pub mod words;

pub mod walk;

pub mod guide;

pub mod told;

pub mod takeover;

pub mod switch;

pub mod ink;

pub mod width;

pub mod dice;

pub mod content;

pub mod thing;

pub mod draw;

pub mod route;

pub mod plan;

pub mod leak;

pub mod swift;

pub mod door;

pub mod town;

pub mod meetings;
