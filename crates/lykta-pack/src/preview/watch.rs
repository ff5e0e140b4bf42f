//! Watching: a save builds the pack again.
//!
//! In: the folder of a pack, and of the pack that it extends. Out: builds, taken up by `state.rs`.
//! It looks at names, times and sizes of the files again and again instead of asking the system to tell: that works on every disk,
//! in every editor that saves by putting a new file in place of the old, and needs no library.
//! It waits until nothing changes any more, so that a save of many files is one build.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use crate::problem::{Code, Problems};
use crate::prove::usual_questions;
use crate::report_page::entry_places;
use crate::{build, compile, local, report};

use super::state::{Good, Shared};

/// Between two looks.
const LOOK: Duration = Duration::from_millis(50);

/// What is seen of a file.
pub type Seen = Vec<(PathBuf, Option<SystemTime>, u64)>;

/// Looks until Ctrl+C. `built` is what was seen before the first build, so that a save during it is not missed.
pub fn watch(shared: &Shared, mut built: Seen) {
    let mut last = built.clone();
    while !shared.is_ended() {
        std::thread::sleep(LOOK);
        let now = seen(&shared.folder);
        if now != built && now == last {
            built.clone_from(&now);
            let step = || if shared.is_ended() { Err("ended".to_owned()) } else { Ok(()) };
            if build(shared, &step).is_ok() {
                report::trouble(&shared.now().told());
            }
        }
        last = now;
    }
}

/// The files of a pack and of the one beside it that it may extend.
#[must_use]
pub fn seen(folder: &Path) -> Seen {
    let mut seen = Vec::new();
    collect(folder, &mut seen);
    if let Some(base) = extended(folder) {
        collect(&base, &mut seen);
    }
    seen.sort();
    seen
}

fn extended(folder: &Path) -> Option<PathBuf> {
    let manifest: toml::Table = toml::from_str(&fs::read_to_string(folder.join("pack.toml")).ok()?).ok()?;
    let base = manifest.get("extends")?.as_str()?;
    Some(local::beside(folder, base))
}

fn collect(folder: &Path, seen: &mut Seen) {
    // A folder that goes while it is read is looked at again in a moment.
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, seen);
        } else if path.extension().is_some_and(|end| end == "toml" || end == "csv" || end == "po") {
            let about = entry.metadata().ok();
            seen.push((path, about.as_ref().and_then(|about| about.modified().ok()), about.map_or(0, |about| about.len())));
        }
    }
}

/// How many steps a build takes.
pub const STEPS: usize = 3;

/// Builds the pack. `step` is called after each step; what it gives as an error ends the build, and all stays as it was.
///
/// # Errors
/// That of `step`.
pub fn build(shared: &Shared, step: &dyn Fn() -> Result<(), String>) -> Result<(), String> {
    let start = Instant::now();
    let (good, problems) = built(shared, step)?;
    shared.take(good, problems, start.elapsed().as_millis());
    Ok(())
}

/// The build, if nothing must be mended first, and the problems as printed.
fn built(shared: &Shared, step: &dyn Fn() -> Result<(), String>) -> Result<(Option<Good>, String), String> {
    let mut problems = Problems::default();
    let (documents, sources) = match local::sources(&shared.folder, &mut problems) {
        Ok(read) => read,
        Err(fault) => return Ok((None, fault.to_string())),
    };
    step()?;
    let compiled = sources.as_ref().and_then(|sources| compile::compile(sources, &mut problems));
    step()?;
    let printed = report::problems(&problems, sources.as_ref().map_or(&documents, |sources| &sources.documents));
    // Translations may come later; the first language stands in for them meanwhile.
    problems.0.retain(|problem| problem.code != Code::MissingTranslation);
    let (Some(compiled), Some(sources), false) = (compiled, sources, problems.has_errors()) else { return Ok((None, printed)) };
    // Walking every persona to count the questions takes longer than all the rest: it is done for the first build alone.
    let usual = shared.now().good.map_or_else(|| usual_questions(&compiled), |good| good.usual);
    let files = match build::files(&compiled, Some(&shared.site.names), usual) {
        Ok(files) => files,
        Err(fault) => return Ok((None, fault.to_string())),
    };
    step()?;
    Ok((Some(Good { places: entry_places(&shared.folder, &sources), compiled, usual, files }), printed))
}
