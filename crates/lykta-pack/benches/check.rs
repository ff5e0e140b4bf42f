//! How long `check` takes: on the Finnish pack, and on a made-up one of 60 questions and 500 cards in three languages, clean and with 500 problems.
//!
//! `cargo bench -p lykta-pack` prints the fastest and the middle of several runs. The release profile is tuned for small size, as the app needs it.
//! A measure, never a test: nothing fails because a machine is busy.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs};

use lykta_core::date::Date;
use lykta_pack::{load, report};

#[path = "../tests/support/many.rs"]
#[allow(clippy::indexing_slicing, reason = "the texts of the made-up pack are four, by a number below four")]
mod many;

/// Runs of each.
const RUNS: usize = 15;

fn main() -> Result<(), Box<dyn Error>> {
    let today = Date::parse("2026-11-22").ok_or("a day")?;
    let mut packs = vec![("packs/fi".to_owned(), PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../packs/fi"))];
    for (name, spoiled) in [("60 questions, 500 cards, clean", false), ("60 questions, 500 cards, 500 problems", true)] {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bench-{spoiled}"));
        let _ = fs::remove_dir_all(&folder);
        for (file, text) in many::files(60, 500, spoiled) {
            let path = folder.join(file);
            fs::create_dir_all(path.parent().unwrap_or(&folder))?;
            fs::write(path, text)?;
        }
        packs.push((name.to_owned(), folder));
    }
    for (name, folder) in packs {
        let mut times = Vec::new();
        let mut count = 0;
        for _ in 0..RUNS {
            let start = Instant::now();
            let (_, documents, problems) = load::load_on(&folder, today)?;
            let text = report::problems(&problems, &documents);
            times.push(start.elapsed());
            count = text.matches("  why:  ").count();
        }
        times.sort_unstable();
        let of = |index: usize| times.get(index).copied().unwrap_or(Duration::ZERO);
        println!("{name}: fastest {:.1?}, middle {:.1?}, {count} problems", of(0), of(RUNS / 2));
    }
    Ok(())
}
