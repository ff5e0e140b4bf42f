//! The bundle: arranges what Trunk has built into the folder that a municipality publishes.
//!
//! In: Trunk's staging folder (`TRUNK_STAGING_DIR`), `public/`, `styles/`, `packs/`.
//! Out: the demo pages at the top (`bundle/demo.rs`), and `guide/` with engine, boot script, look, pages and packs.
//! Every file of the guide that is not a page bears a hash of its content, so it may be kept for ever.
//! Never changes what the engine does; it and its script lose what nothing reaches (`bundle/engine.rs`, `bundle/script.rs`).
//! Next: `build.rs`, which runs Trunk; `compress.rs`, the last step.

mod css;
mod demo;
mod engine;
mod script;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use self::script::Kind;
use crate::tools::Tools;
use crate::{build, compress, files, run};

const TEMPLATE: &str = ".template.html";

/// The packs that are published unless others are named: the countries. All folders of `packs/` are checked and tested.
const PUBLISHED: [&str; 4] = ["dk", "fi", "no", "se"];

/// Names of the files that a page loads.
struct Engine {
    script: String,
    wasm: String,
}

/// Arranges the staging folder; called by Trunk when all is compiled.
///
/// # Errors
/// Trunk did not call this, a file is missing, or `lykta-pack` found problems.
pub fn bundle() -> Result<()> {
    let stage =
        env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).context("`bundle` is called by Trunk; run `cargo xtask build` instead")?;
    let tools = Tools::find()?;
    let root = files::root();
    let guide = stage.join("guide");
    // What is in `dist/` will no longer be what the stamp says.
    build::forget()?;

    fs::create_dir_all(&guide).with_context(|| format!("could not make {}", guide.display()))?;
    let template = take_template(&stage)?;
    let engine = take_engine(&tools, &stage, &guide)?;
    copy_public(&root.join("public"), &stage)?;
    let boot = write_script(&tools, &root.join("public/guide"), "boot", Kind::Module, &guide)?;
    let old = write_script(&tools, &root.join("public/guide"), "old", Kind::Oldest, &guide)?;
    let style = write_style(&root.join("styles"), &guide)?;
    let style_all = write_hashed(&guide, "all", "css", &css::shrink(&files::text(&root.join("styles/all.css"))?))?;

    let chosen = env::var(build::PACKS).unwrap_or_else(|_| PUBLISHED.join(","));
    let packs = chosen.split(',').map(|pack| root.join("packs").join(pack.trim()));
    let mut command = run::cargo();
    command
        .args(["run", "--quiet", "--package", "lykta-pack", "--", "build"])
        .args(packs)
        .arg("--out")
        .arg(&guide)
        .arg("--template")
        .arg(&template)
        .args(["--engine-js", &engine.script, "--engine-wasm", &engine.wasm])
        .args(["--boot", &boot, "--old", &old, "--style", &style, "--style-all", &style_all])
        .arg("--embed")
        .arg(stage.join("embed.js"));
    for (option, name) in [("--origin", build::ORIGIN), ("--exit", build::EXIT)] {
        if let Some(value) = env::var_os(name) {
            command.arg(option).arg(value);
        }
    }
    run::run(&mut command)?;
    shrink_embed(&tools, &stage.join("embed.js"))?;
    demo::write(&stage, &root.join("public"), env::var(build::ORIGIN).ok().as_deref())?;

    fs::remove_file(&template)?;
    compress::compress(&stage)
}

/// Takes Trunk's page out of what will be published and drops what Trunk left of its own.
fn take_template(stage: &Path) -> Result<PathBuf> {
    let page = stage.join("index.html");
    let template = stage.join(TEMPLATE);
    let html = files::text(&page)?;
    fs::write(&template, without_trunk(&html))?;
    fs::remove_file(&page)?;
    Ok(template)
}

/// Removes the element that told Trunk what to build; Trunk leaves it there when it adds no scripts.
fn without_trunk(html: &str) -> String {
    html.lines().filter(|line| !line.contains("data-trunk")).flat_map(|line| [line, "\n"]).collect()
}

/// Moves engine and script into the guide, under a name made from both.
fn take_engine(tools: &Tools, stage: &Path, guide: &Path) -> Result<Engine> {
    let mut scripts = Vec::new();
    let mut engines = Vec::new();
    for entry in files::entries(stage)? {
        let name = files::name(&entry);
        if name.starts_with("lykta-") && name.ends_with(".js") {
            scripts.push(entry);
        } else if name.ends_with("_bg.wasm") {
            engines.push(entry);
        } else if name == "snippets" {
            fs::rename(&entry, guide.join(name))?;
        }
    }
    let ([script], [engine]) = (scripts.as_slice(), engines.as_slice()) else {
        bail!("Trunk should have left one script and one engine, but left {} and {}", scripts.len(), engines.len());
    };
    // Trunk's own hash is of the engine before wasm-bindgen and wasm-opt, so a new version of
    // those would change the content under an old name.
    let (text, wasm) = engine::shrink(stage, &files::text(script)?, &fs::read(engine)?)?;
    let text = script::shrink(tools, &text, Kind::Module)?;
    let hash = files::digest(&[text.as_bytes(), &wasm].concat());
    let names = Engine { script: format!("lykta-{hash}.js"), wasm: format!("lykta-{hash}_bg.wasm") };
    fs::write(guide.join(&names.script), text.replace("lykta_bg.wasm", &names.wasm))?;
    fs::write(guide.join(&names.wasm), wasm)?;
    fs::remove_file(script)?;
    fs::remove_file(engine)?;
    Ok(names)
}

/// Copies what is published as it is.
fn copy_public(public: &Path, stage: &Path) -> Result<()> {
    if !public.join("index.html").is_file() {
        bail!("public/index.html is missing: it is the page from which one chooses a demo page");
    }
    for entry in files::entries(public)? {
        if !["guide", "demo"].contains(&files::name(&entry).as_str()) {
            files::copy(&entry, &stage.join(files::name(&entry)))?;
        }
    }
    for entry in files::entries(&public.join("guide"))? {
        if !["boot.js", "old.js"].contains(&files::name(&entry).as_str()) {
            files::copy(&entry, &stage.join("guide").join(files::name(&entry)))?;
        }
    }
    Ok(())
}

/// The script that host pages load keeps its name, as they name it.
fn shrink_embed(tools: &Tools, embed: &Path) -> Result<()> {
    let text = script::shrink(tools, &files::text(embed)?, Kind::Classic)?;
    fs::write(embed, text).context("could not write embed.js")
}

fn write_script(tools: &Tools, folder: &Path, stem: &str, kind: Kind, guide: &Path) -> Result<String> {
    let text = script::shrink(tools, &files::text(&folder.join(format!("{stem}.js")))?, kind)?;
    write_hashed(guide, stem, "js", &text)
}

fn write_style(styles: &Path, guide: &Path) -> Result<String> {
    let tokens = files::text(&styles.join("tokens.css"))?;
    let look = files::text(&styles.join("lykta.css"))?;
    write_hashed(guide, "lykta", "css", &css::shrink(&format!("{tokens}\n{look}")))
}

fn write_hashed(guide: &Path, stem: &str, kind: &str, text: &str) -> Result<String> {
    let name = format!("{stem}-{}.{kind}", files::digest(text.as_bytes()));
    fs::write(guide.join(&name), text).with_context(|| format!("could not write {name}"))?;
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_keeps_all_but_trunks_own_line() {
        let html = "<head>\n  <link data-trunk rel=\"rust\" data-trunk-id=\"0\">\n  <!--lykta:head-->\n</head>\n";
        assert_eq!(without_trunk(html), "<head>\n  <!--lykta:head-->\n</head>\n");
    }
}
