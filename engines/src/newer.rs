//! What is newer than the floor, and since when browsers have it.
//!
//! In: `newer.txt`, of which each line is a use and three versions, of Chrome, Firefox and Safari; `-` where there is none.
//! Out: the versions of a use. Never holds what the floor has: what is not here is old enough, or has a name that nobody knows.
//! Next: `renew.rs`, which writes the file.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

/// Versions of the three engines, as they are written.
pub type Versions = [String; 3];

/// Uses that are newer than the floor.
#[derive(Debug, Default)]
pub struct Newer(BTreeMap<String, Versions>);

impl Newer {
    /// The list of the file.
    ///
    /// # Errors
    /// A line is not of its form.
    pub fn read(text: &str) -> Result<Self> {
        let mut list = BTreeMap::new();
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            let mut words = line.rsplitn(4, ' ').map(str::to_owned);
            let mut next = || words.next().with_context(|| format!("engines/newer.txt:{}: a use and three versions: {line}", number + 1));
            let [safari, firefox, chrome, what] = [next()?, next()?, next()?, next()?];
            list.insert(what, [chrome, firefox, safari]);
        }
        Ok(Self(list))
    }

    /// Since when browsers have it; none if the floor has it too.
    pub fn versions(&self, what: &str) -> Option<&Versions> {
        self.0.get(what)
    }
}
