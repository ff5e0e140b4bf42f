//! What a journey left behind: in the browser's storage, address, title and history, of the host page and
//! of the guide's frame.
//!
//! In: the page. Out: `Traces`, and in what two of them differ.
//! Tells what is there and judges nothing: a test compares before with after, and one journey with
//! another. What an opaque origin denies is written down as denied, so that a change from denied to empty
//! is seen too. What went over the network is in `request.rs`.
//! Next: `request.rs`.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::failure::{Failure, Result};
use crate::page::Page;

/// Everything of one document that could outlive an answer: by place, such as `frame localStorage`, what
/// stands there as JSON, or `denied: ` with the browser's word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traces(BTreeMap<String, String>);

impl Traces {
    /// Reads the page, and the frame of this name if one is given; the session is in that frame afterwards,
    /// or else in the page.
    ///
    /// # Errors
    /// If there is no such frame.
    #[track_caller]
    pub fn read(page: &Page<'_>, frame: Option<&str>) -> Result<Traces> {
        page.leave_frames()?;
        let mut traces = BTreeMap::new();
        add(&mut traces, "page", page)?;
        if let Some(frame) = frame {
            page.enter_frame(frame)?;
            add(&mut traces, "frame", page)?;
        }
        Ok(Traces(traces))
    }

    /// What stands at a place, such as `page cookie`.
    #[must_use]
    pub fn at(&self, place: &str) -> Option<&str> {
        self.0.get(place).map(String::as_str)
    }

    /// In what the later ones differ, one line each; empty if in nothing.
    #[must_use]
    pub fn changes(&self, later: &Traces) -> Vec<String> {
        let mut places: Vec<&String> = self.0.keys().chain(later.0.keys()).collect();
        places.sort();
        places.dedup();
        let differing = places.into_iter().map(|place| (place, self.at(place), later.at(place)));
        differing
            .filter(|(_, before, after)| before != after)
            .map(|(place, before, after)| {
                let (before, after) = (before.unwrap_or("not there"), after.unwrap_or("not there"));
                format!("{place}: was {before}, is {after}")
            })
            .collect()
    }
}

/// Each read may be denied alone.
const READ: &str = "
    const done = arguments[0];
    const entries = storage => Object.fromEntries(Object.keys(storage).sort().map(key => [key, storage.getItem(key)]));
    const places = {
        cookie: () => document.cookie,
        localStorage: () => entries(localStorage),
        sessionStorage: () => entries(sessionStorage),
        indexedDB: async () => (await indexedDB.databases()).map(({ name, version }) => [name, version]).sort(),
        caches: async () => Object.fromEntries(await Promise.all((await caches.keys()).sort().map(async name =>
            [name, (await (await caches.open(name)).keys()).map(({ url }) => url).sort()]))),
        serviceWorkers: async () =>
            (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope).sort(),
        files: async () => {
            const names = [];
            for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
            return names.sort();
        },
        href: () => location.href,
        title: () => document.title,
        name: () => window.name,
        historyLength: () => history.length,
        historyState: () => history.state,
    };
    Promise.all(Object.entries(places).map(async ([place, read]) => {
        try { return [place, JSON.stringify(await read()) ?? 'undefined']; }
        catch (error) { return [place, 'denied: ' + (error.name || String(error))]; }
    })).then(done);
";

#[track_caller]
fn add(traces: &mut BTreeMap<String, String>, whose: &str, page: &Page<'_>) -> Result<()> {
    let found = page.run_async(READ, &[])?;
    let found = found.as_array().ok_or_else(|| Failure::new("the traces could not be read"))?;
    for pair in found {
        let text = |at: usize| pair.get(at).and_then(Value::as_str).unwrap_or_default();
        traces.insert(format!("{whose} {}", text(0)), text(1).to_owned());
    }
    // Those that scripts cannot see count too.
    traces.insert(format!("{whose} cookies of the browser"), page.cookies()?.join("; "));
    Ok(())
}
