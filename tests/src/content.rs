//! A pack as the core has it, with its words in every language: what random journeys are drawn from and go by.
//!
//! In: the sources of a pack, the day. Out: the pack, its texts, the app's words.
//! Compiled by the editors' tool from the same sources as the guide that is walked; never reads what was built.
//! Next: `draw.rs`, `route.rs`.

use std::path::Path;

use lykta_core::date::Date;
use lykta_core::format::built;
use lykta_core::pack::{Pack, Text};
use lykta_pack::load;

use crate::failure::{Failure, Result};
use crate::words::Words;

/// A pack with its words, seen on a day.
pub struct Content {
    /// The pack, places included.
    pub pack: Pack,
    /// The day on which the guide is opened, in the time of the services.
    pub today: Date,
    /// Words of the pack and of the app, one per language of the pack, in its order.
    words: Vec<(built::Words, Words)>,
}

impl Content {
    /// Compiles a pack of this workspace.
    ///
    /// # Errors
    /// If the pack has problems, or a language of it has no words of the app.
    #[track_caller]
    pub fn read(pack: &str, today: Date) -> Result<Content> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../packs").join(pack);
        let loaded = load::load(&folder).map_err(Failure::new)?;
        let compiled = loaded.0.ok_or_else(|| Failure::new("the pack does not compile: run lykta-pack check"))?;
        // As the page's texts are read: with plain spaces within numbers too.
        let plain = |mut words: built::Words| {
            words.texts.iter_mut().for_each(|text| *text = text.replace('\u{a0}', " "));
            words
        };
        let words = compiled.words.into_iter().map(|texts| Ok((Words::read(pack, &texts.language)?, plain(texts))));
        let words = words.map(|pair| pair.map(|(app, texts)| (texts, app))).collect::<Result<Vec<_>>>()?;
        Ok(Content { pack: compiled.pack, today, words })
    }

    /// How many languages there are.
    #[must_use]
    pub fn languages(&self) -> usize {
        self.words.len()
    }

    /// The place of a language among those of the pack.
    ///
    /// # Errors
    /// If the pack does not have it.
    #[track_caller]
    pub fn language(&self, tag: &str) -> Result<usize> {
        let at = self.pack.languages.iter().position(|language| language == tag);
        at.ok_or_else(|| Failure::new(format!("the pack has no {tag}")))
    }

    /// A text of the pack in a language.
    #[must_use]
    pub fn text(&self, language: usize, text: Text) -> &str {
        self.words.get(language).map_or("", |(texts, _)| texts.text(text))
    }

    /// One of the app's own words in a language, with its slots filled.
    ///
    /// # Errors
    /// If the app has no such text.
    #[track_caller]
    pub fn app(&self, language: usize, key: &str, slots: &[(&str, &str)]) -> Result<String> {
        let words = self.words.get(language).ok_or_else(|| Failure::new(format!("no language {language}")))?;
        words.1.filled(key, slots)
    }
}
