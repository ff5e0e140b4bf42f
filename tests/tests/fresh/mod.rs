//! A guide whose pages and packs are written anew, with the engine that was built: for packs that no build would take.
//!
//! In: a compiled pack. Out: a folder to serve.
//! Next: `lykta_pack::build`, which writes the same for the true build.

use std::path::{Path, PathBuf};

use journeys::failure::{Failure, Result};
use journeys::guide::PACK;
use lykta_pack::build::{self, Names};
use lykta_pack::compile::Compiled;
use lykta_pack::{load, policy};

/// The pack that is walked, from its sources.
///
/// # Errors
/// If it does not compile.
#[allow(dead_code, reason = "some test files bring a pack of their own")]
pub fn compiled() -> Result<Compiled> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../packs").join(PACK);
    let (compiled, _, _) = load::load(&folder).map_err(Failure::new)?;
    compiled.ok_or_else(|| Failure::new("the pack does not compile: run lykta-pack check"))
}

/// Writes pages and packs into an empty folder of this name, beside the engine, the boot script and the look; gives the folder.
///
/// # Errors
/// If the guide is not built, or a file cannot be written.
pub fn site(name: &str, compiled: &Compiled) -> Result<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let built = std::env::var_os("LYKTA_DIST").map_or_else(|| root.join("dist"), PathBuf::from).join("guide");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let guide = folder.join("guide");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&guide)?;
    let find = |start: &str, end: &str| -> Result<String> {
        for entry in std::fs::read_dir(&built)? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if name.starts_with(start) && name.ends_with(end) {
                std::fs::copy(built.join(&name), guide.join(&name))?;
                return Ok(name);
            }
        }
        Err(Failure::new(format!("the built guide has no {start}*{end}")))
    };
    let sheet = |name: &str, sources: &[&str]| -> Result<String> {
        let texts: Vec<String> =
            sources.iter().map(|name| std::fs::read_to_string(root.join("styles").join(name))).collect::<std::io::Result<_>>()?;
        std::fs::write(guide.join(name), texts.concat())?;
        Ok(name.to_owned())
    };
    let template = std::fs::read_to_string(root.join("index.html"))?;
    let names = Names {
        template: template.lines().filter(|line| !line.contains("data-trunk")).flat_map(|line| [line, "\n"]).collect(),
        engine_js: find("lykta-", ".js")?,
        engine_wasm: find("lykta-", "_bg.wasm")?,
        boot: find("boot-", ".js")?,
        old: find("old-", ".js")?,
        style: sheet("lykta.css", &["tokens.css", "lykta.css"])?,
        style_all: sheet("all.css", &["all.css"])?,
        origin: None,
        exit: policy::EXIT.to_owned(),
    };
    build::write(compiled, &guide, Some(&names))?;
    Ok(folder)
}
