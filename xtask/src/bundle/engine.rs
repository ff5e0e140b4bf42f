//! A smaller engine: what nothing can reach goes, and so do the names and paths of the machine that built it.
//!
//! In: the engine and its script, as wasm-bindgen and wasm-opt left them. Out: the same engine, smaller.
//! wasm-bindgen exports whatever a library marks for export, called or not: Leptos brings classes for streams
//! of server functions, which the guide does not have. Their exports go, and wasm-opt then drops what they held.
//! The hashes in the names of imports are replaced by numbers of the same length: they told nothing and do not compress.
//! Paths of the building machine in texts of panics are blanked, so that two machines build the same bytes.
//! Never changes what the engine does. Figures: `docs/figures.md`.
//! Standard: WebAssembly binary format, sections 2 and 7.
//! Next: `script.rs`.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{files, run};

/// Makes script and engine smaller.
///
/// # Errors
/// An engine that is no WebAssembly, or wasm-opt that does not succeed.
pub fn shrink(stage: &Path, script: &str, wasm: &[u8]) -> Result<(String, Vec<u8>)> {
    let script = without_stream_classes(script);
    let kept = keep_exports(wasm, &used_exports(&script)).context("the engine is not WebAssembly as expected")?;
    let wasm = optimized(stage, &kept)?;
    let script = without_unused_imports(&script, &wasm);
    let (script, mut wasm) = with_short_hashes(script, wasm);
    blank_paths(&mut wasm);
    for path in machine_paths() {
        blank(&mut wasm, path.as_bytes());
    }
    Ok((script, wasm))
}

/// The script without the classes that stand for streams.
fn without_stream_classes(script: &str) -> String {
    let mut kept = String::with_capacity(script.len());
    let mut until: Option<&str> = None;
    for line in script.lines() {
        match until {
            Some(end) if line == end || (end == ";" && line.ends_with(end)) => until = None,
            Some(_) => {}
            None if line.starts_with("export class IntoUnderlying") => until = Some("}"),
            None if line.starts_with("const IntoUnderlying") => until = Some(";"),
            None if line.starts_with("if (Symbol.dispose) IntoUnderlying") => {}
            None => {
                kept.push_str(line);
                kept.push('\n');
            }
        }
    }
    kept
}

/// Names of the exports that the script calls.
fn used_exports(script: &str) -> BTreeSet<String> {
    script
        .match_indices("wasm.")
        .filter_map(|(at, found)| {
            let rest = script.get(at + found.len()..)?;
            let end = rest.find(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_').unwrap_or(rest.len());
            rest.get(..end).map(str::to_owned)
        })
        .collect()
}

/// A number in LEB128 at a place, and the place after it.
fn leb(bytes: &[u8], mut at: usize) -> Option<(usize, usize)> {
    let (mut value, mut shift) = (0, 0);
    loop {
        let byte = *bytes.get(at)?;
        value |= usize::from(byte & 0x7f) << shift;
        at += 1;
        shift += 7;
        if byte & 0x80 == 0 {
            return Some((value, at));
        }
    }
}

fn push_leb(bytes: &mut Vec<u8>, mut value: usize) {
    loop {
        let low = u8::try_from(value & 0x7f).unwrap_or(0);
        value >>= 7;
        if value == 0 {
            bytes.push(low);
            return;
        }
        bytes.push(low | 0x80);
    }
}

const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;
const FUNCTION: u8 = 0;

/// The engine without exported functions that are not used. Memories, tables and globals stay.
fn keep_exports(wasm: &[u8], used: &BTreeSet<String>) -> Option<Vec<u8>> {
    let mut kept = wasm.get(..8)?.to_vec();
    let mut at = 8;
    while at < wasm.len() {
        let id = *wasm.get(at)?;
        let (length, start) = leb(wasm, at + 1)?;
        let body = wasm.get(start..start + length)?;
        kept.push(id);
        if id == EXPORTS {
            let body = exports(body, used)?;
            push_leb(&mut kept, body.len());
            kept.extend_from_slice(&body);
        } else {
            push_leb(&mut kept, length);
            kept.extend_from_slice(body);
        }
        at = start + length;
    }
    Some(kept)
}

fn exports(body: &[u8], used: &BTreeSet<String>) -> Option<Vec<u8>> {
    let (count, mut at) = leb(body, 0)?;
    let (mut left, mut entries) = (0, Vec::new());
    for _ in 0..count {
        let (length, name) = leb(body, at)?;
        let kind = *body.get(name + length)?;
        let (_, end) = leb(body, name + length + 1)?;
        let text = std::str::from_utf8(body.get(name..name + length)?).ok()?;
        if kind != FUNCTION || used.contains(text) {
            left += 1;
            entries.extend_from_slice(body.get(at..end)?);
        }
        at = end;
    }
    let mut kept = Vec::new();
    push_leb(&mut kept, left);
    kept.append(&mut entries);
    Some(kept)
}

/// The engine after another pass of wasm-opt, with the features that the template names for the first one.
fn optimized(stage: &Path, wasm: &[u8]) -> Result<Vec<u8>> {
    let (before, after) = (stage.join(".before.wasm"), stage.join(".after.wasm"));
    fs::write(&before, wasm)?;
    let template = files::text(&files::root().join("index.html"))?;
    let named = template.split("data-wasm-opt-params=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("");
    // The second time it starts from what it has written, which gives other chances.
    for passes in [&["-Oz", "--flatten", "--rereloop", "-Oz", "-Oz", "--converge"][..], &["--rse", "-Oz"]] {
        run::run(Command::new("wasm-opt").args(named.split_whitespace()).args(passes).arg(&before).arg("-o").arg(&after))?;
        fs::copy(&after, &before)?;
    }
    let wasm = fs::read(&after)?;
    fs::remove_file(before)?;
    fs::remove_file(after)?;
    Ok(wasm)
}

/// Names of the functions that the engine imports.
fn imports(wasm: &[u8]) -> Option<BTreeSet<String>> {
    let mut at = 8;
    while at < wasm.len() {
        let id = *wasm.get(at)?;
        let (length, start) = leb(wasm, at + 1)?;
        if id == IMPORTS {
            // Every name is a text before it is anything else: a window over the section finds them all.
            let body = String::from_utf8_lossy(wasm.get(start..start + length)?).into_owned();
            let is_name = |sign: char| sign.is_ascii_alphanumeric() || sign == '_';
            return Some(body.split(|sign: char| !is_name(sign)).map(str::to_owned).collect());
        }
        at = start + length;
    }
    Some(BTreeSet::new())
}

/// The script without functions that the engine no longer imports.
fn without_unused_imports(script: &str, wasm: &[u8]) -> String {
    let Some(imported) = imports(wasm) else { return script.to_owned() };
    let mut kept = String::with_capacity(script.len());
    let mut is_dropped = false;
    for line in script.lines() {
        let begins = line.strip_prefix("        __").filter(|_| line.contains(": function(") || line.contains(": function()"));
        if let Some(rest) = begins {
            let name = ["__", rest.split(':').next().unwrap_or("")].concat();
            // A length before a name can look like a letter of it, so the end of a text is enough.
            is_dropped = !imported.iter().any(|text| text.ends_with(&name));
        } else if line.starts_with("    }") {
            is_dropped = false;
        }
        if !is_dropped {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// Hashes in names, replaced in both by numbers of the same length.
fn with_short_hashes(mut script: String, mut wasm: Vec<u8>) -> (String, Vec<u8>) {
    let is_hash = |text: &str| text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    let words = script.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_');
    let names: BTreeSet<String> =
        words.filter(|word| word.starts_with("__wb") && word.rsplit('_').next().is_some_and(is_hash)).map(str::to_owned).collect();
    for (number, name) in names.iter().enumerate() {
        let short = format!("{}{number:016}", &name[..name.len() - 16]);
        script = script.replace(name, &short);
        replace(&mut wasm, name.as_bytes(), short.as_bytes());
    }
    (script, wasm)
}

/// Replaces bytes by as many others, wherever they stand.
fn replace(bytes: &mut [u8], old: &[u8], new: &[u8]) {
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.windows(old.len()).position(|window| window == old)) {
        if let Some(place) = bytes.get_mut(at + found..at + found + old.len()) {
            place.copy_from_slice(new);
        }
        at += found + old.len();
    }
}

/// Blanks the paths of source files, which only texts of panics hold: whole ones such as `/rustc/<hash>/library/...rs`, and `src/...rs`.
fn blank_paths(bytes: &mut [u8]) {
    let is_path = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'_' | b'-');
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.windows(3).position(|window| window == b".rs")) {
        let end = at + found + 3;
        let mut start = at + found;
        while start > at && bytes.get(start - 1).copied().is_some_and(is_path) {
            start -= 1;
        }
        // From the last place where a path can begin; text that runs into it from before is left alone.
        let begins = [&b"/"[..], b"src/", b"crates/"];
        let run = bytes.get(start..end).unwrap_or_default();
        if let Some(begin) = begins.iter().filter_map(|begin| run.windows(begin.len()).position(|window| window == *begin)).min()
            && let Some(path) = bytes.get_mut(start + begin..end)
        {
            path.fill(b'.');
        }
        at = end;
    }
}

/// Folders of this machine that can stand in texts of the engine.
fn machine_paths() -> Vec<String> {
    let home = env::var("CARGO_HOME").or_else(|_| env::var("HOME").map(|home| format!("{home}/.cargo"))).unwrap_or_default();
    let mut paths: Vec<String> = vec![files::root().display().to_string()];
    if !home.is_empty() {
        let sources = Path::new(&home).join("registry/src");
        paths.extend(fs::read_dir(&sources).into_iter().flatten().flatten().map(|entry| entry.path().display().to_string()));
        paths.push(home);
    }
    paths
}

fn blank(bytes: &mut [u8], path: &[u8]) {
    if path.len() > 3 {
        replace(bytes, path, &vec![b'.'; path.len()]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with two exported functions, `a` and `bc`, and a memory `memory`.
    fn module() -> Vec<u8> {
        let entries = [&[3, 1, b'a', 0, 0, 2, b'b', b'c', 0, 1, 6][..], b"memory", &[2, 0]].concat();
        [b"\0asm\x01\0\0\0".as_slice(), &[EXPORTS, u8::try_from(entries.len()).unwrap()], &entries].concat()
    }

    #[test]
    fn only_functions_that_the_script_calls_stay_exported() {
        let kept = keep_exports(&module(), &used_exports("wasm.bc(1); wasm.memory.buffer")).unwrap();
        let text = String::from_utf8_lossy(&kept).into_owned();
        assert!(text.contains("bc") && text.contains("memory") && !text.contains("\u{1}a"));
    }

    #[test]
    fn classes_of_streams_go_from_the_script() {
        let script = "export class IntoUnderlyingSink {\n    free() {\n    }\n}\nif (Symbol.dispose) IntoUnderlyingSink.prototype;\nconst IntoUnderlyingSinkFinalization = (a)\n    ? b\n    : c;\nlet kept;\n";
        assert_eq!(without_stream_classes(script), "let kept;\n");
    }

    #[test]
    fn hashes_become_numbers_of_the_same_length_in_both() {
        let (script, wasm) = with_short_hashes("x: __wbg_call_0123456789abcdef".to_owned(), b"..__wbg_call_0123456789abcdef..".to_vec());
        assert_eq!(script, "x: __wbg_call_0000000000000000");
        assert_eq!(wasm, b"..__wbg_call_0000000000000000..");
    }

    #[test]
    fn paths_of_source_files_are_blanked_and_the_text_before_them_stays() {
        let mut bytes = b"\0a text/rustc/12ab/library/core/src/x.rs\0words.rs src/app.rs".to_vec();
        blank_paths(&mut bytes);
        assert_eq!(String::from_utf8(bytes).unwrap(), format!("\0a text{}\0words.rs {}", ".".repeat(33), ".".repeat(10)));
    }

    #[test]
    fn paths_are_blanked_where_they_stand() {
        let mut bytes = b"at /home/x/src/a.rs and /home/x/b".to_vec();
        blank(&mut bytes, b"/home/x");
        assert_eq!(bytes, b"at ......./src/a.rs and ......./b");
    }
}
