//! Takes the app's own words and pictures into the tool: a language is a file in `locales/`, a picture one in `pictures/`, named nowhere else.
//!
//! In: `locales/` of the repository, `pictures/` of this crate. Out: `locales.rs`, a table of tag, whether the words are easy, and text;
//! `pictures.rs`, a table of name and drawing.

#[path = "src/locale/files.rs"]
mod files;

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let (crate_folder, out) = (PathBuf::from(env::var("CARGO_MANIFEST_DIR")?), PathBuf::from(env::var("OUT_DIR")?));
    let folder = crate_folder.join("../../locales").canonicalize()?;
    println!("cargo::rerun-if-changed={}", folder.display());
    let rows: Vec<String> = files::list(&folder)?
        .into_iter()
        .map(|file| format!("    ({:?}, {}, include_str!({:?})),\n", file.tag, file.is_easy, file.path.display().to_string()))
        .collect();
    fs::write(out.join("locales.rs"), format!("&[\n{}]\n", rows.concat()))?;

    let folder = crate_folder.join("pictures");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut rows = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(".svg"));
        rows.extend(name.map(|name| format!("    ({name:?}, include_str!({:?})),\n", path.display().to_string())));
    }
    rows.sort();
    Ok(fs::write(out.join("pictures.rs"), format!("&[\n{}]\n", rows.concat()))?)
}
