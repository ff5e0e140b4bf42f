//! What all threads of the preview share: the last good build, the problems, and the number of the build.
//!
//! In: builds. Out: the same to every request, at once or when the next one is there.
//! Never gives up a good build for a pack with problems.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use lykta_core::date::Date;

use crate::compile::Compiled;

use super::site::Site;

/// A pack that was built without problems.
#[derive(Debug)]
pub struct Good {
    /// The pack.
    pub compiled: Compiled,
    /// File and line of every card, by its id.
    pub places: BTreeMap<String, String>,
    /// How many questions the median persona is put, as it was at the first build.
    pub usual: Option<usize>,
    /// The files that `build` writes, by name.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// How the last build went.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// How many builds there were.
    pub build: u64,
    /// What the guide shows.
    pub good: Option<Arc<Good>>,
    /// The problems of the last build, as printed; warnings too.
    pub problems: String,
    /// Whether the last build is what the guide shows.
    pub is_clean: bool,
    /// How long it took, in milliseconds.
    pub millis: u128,
}

impl State {
    /// How it went, in a line.
    #[must_use]
    pub fn told(&self) -> String {
        let how = if self.is_clean { "built" } else { "problems found; the guide stays as it was" };
        format!("preview: {how}, {} ms", self.millis)
    }
}

/// What all threads share.
#[derive(Debug)]
pub struct Shared {
    /// Folder of the pack.
    pub folder: PathBuf,
    /// The built app.
    pub site: Site,
    /// The port at which it is served.
    pub port: u16,
    /// The day on which the guide begins.
    pub today: Date,
    state: Mutex<State>,
    changed: Condvar,
    is_ended: AtomicBool,
}

impl Shared {
    /// Before the first build.
    #[must_use]
    pub fn new(folder: PathBuf, site: Site, port: u16, today: Date) -> Self {
        let (state, changed, is_ended) = (Mutex::default(), Condvar::new(), AtomicBool::new(false));
        Self { folder, site, port, today, state, changed, is_ended }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Each change is one assignment: a thread that ended by a fault left nothing half done.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// As it is now.
    #[must_use]
    pub fn now(&self) -> State {
        self.lock().clone()
    }

    /// As it is after this build, or as it still is after that time.
    #[must_use]
    pub fn after(&self, build: u64, patience: Duration) -> State {
        let is_same = |state: &mut State| state.build <= build && !self.is_ended();
        let waited = self.changed.wait_timeout_while(self.lock(), patience, is_same);
        waited.map_or_else(|fault| fault.into_inner().0.clone(), |(state, _)| state.clone())
    }

    /// Takes up a build: what is good in it, the problems, and its time.
    pub fn take(&self, good: Option<Good>, problems: String, millis: u128) {
        let mut state = self.lock();
        state.build += 1;
        state.is_clean = good.is_some();
        state.problems = problems;
        state.millis = millis;
        if let Some(good) = good {
            state.good = Some(Arc::new(good));
        }
        drop(state);
        self.changed.notify_all();
    }

    /// Whether Ctrl+C was pressed.
    #[must_use]
    pub fn is_ended(&self) -> bool {
        self.is_ended.load(Ordering::Relaxed)
    }

    /// Ctrl+C was pressed.
    pub fn end(&self) {
        self.is_ended.store(true, Ordering::Relaxed);
        self.changed.notify_all();
    }
}
