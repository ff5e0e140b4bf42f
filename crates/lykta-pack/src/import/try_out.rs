//! Trying out: a feed from memory, read without a pack. For fuzzing and for tests.
//!
//! In: the bytes of a feed, its form. Out: what became of its records, and the cells of their rows.
//! Never reads a file, never writes one.
//! Next: `gather.rs`, which reads feeds in earnest.

use std::collections::BTreeMap;
use std::path::Path;

use clap::ValueEnum;

use super::area::Areas;
use super::feed::Feed;
use super::kind::{self, Kind};
use super::report::Report;
use super::settings::{Settings, Term};
use super::{fhir, gather, sheet, source, told_apart};

/// What became of a feed.
#[derive(Debug, Default)]
pub struct Tried {
    /// Records that were read.
    pub read: u64,
    /// Those that have rows.
    pub kept: u64,
    /// Those that have none.
    pub refused: u64,
    /// The cells of all rows.
    pub cells: Vec<String>,
}

/// How feeds of a form are read, before anyone has changed it.
#[derive(Debug)]
pub struct Trial {
    kind: Kind,
    settings: Settings,
    languages: Vec<String>,
    areas: Areas,
}

impl Trial {
    /// Of a form, as the command names it.
    ///
    /// # Errors
    /// That there is no such form.
    pub fn of(form: &str) -> Result<Self, String> {
        let kind = Kind::from_str(form, false)?;
        let mut settings = Settings::parse(&kind::first(kind), Path::new("import.toml"))?;
        settings.links = true;
        "en".clone_into(&mut settings.language);
        settings.terms.insert("*".to_owned(), Term::default());
        Ok(Self { kind, settings, languages: vec!["en".to_owned(), "sv".to_owned()], areas: Areas::default() })
    }

    /// Reads a feed.
    ///
    /// # Errors
    /// Why it cannot be read at all.
    pub fn read(&self, bytes: &[u8]) -> Result<Tried, String> {
        let source = source::Source::of(bytes.to_vec());
        if self.kind == Kind::Fhir {
            let (read, refused) = fhir::tried(&source, self.languages.get(..1).unwrap_or_default())?;
            return Ok(Tried { read, kept: read - refused, refused, cells: Vec::new() });
        }
        let mut guessed = None;
        if self.kind == Kind::Csv {
            // As if an editor had found the guess to be right.
            let guess = sheet::guess::look(&source, "FI", &self.areas)?;
            let columns = guess.columns.into_iter().filter(|(_, column, _)| !column.is_empty()).map(|(head, column, _)| (head, column));
            let settings = Settings { table: guess.table, columns: columns.collect(), ..self.settings.clone() };
            guessed = Some(settings);
        }
        let feed = Feed {
            settings: guessed.as_ref().unwrap_or(&self.settings),
            name: "feed",
            timezone: "Europe/Helsinki",
            country: "FI",
            languages: &self.languages,
            areas: &self.areas,
            today: "2026-11-24",
        };
        let mut report = Report::default();
        let (mut records, _) = gather::read(self.kind, &source, &feed, &mut report)?;
        let (mut ids, mut cells) = (BTreeMap::new(), Vec::new());
        for index in 0..records.len() {
            told_apart(&mut records, index, &mut ids);
        }
        for (file, record) in records {
            report.count(&file, &record)?;
            cells.extend(record.rows.into_iter().flat_map(|row| row.cells.values().cloned().collect::<Vec<_>>()));
        }
        Ok(Tried { read: report.read, kept: report.kept, refused: report.refused, cells })
    }
}
