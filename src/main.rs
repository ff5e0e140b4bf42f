//! lykta in the browser: the Leptos app.
//!
//! Alone knows the browser. `session.rs` alone drives the core from signals; `platform/` alone calls browser interfaces; `components/` compute nothing.
//! Never keeps or sends an answer: there is no storage module, and files are asked for by `public/guide/boot.js` before any answer is read.
//! Next: `app.rs`.

#[cfg(target_arch = "wasm32")]
mod platform;

#[cfg(target_arch = "wasm32")]
mod view;

#[cfg(target_arch = "wasm32")]
mod words;

#[cfg(target_arch = "wasm32")]
mod session;

#[cfg(target_arch = "wasm32")]
mod components;

#[cfg(target_arch = "wasm32")]
mod app;

/// Does nothing by itself: the boot script calls `start` when the files have arrived.
fn main() {}
