//! What the tests of the tool share: a fixture's report, a built pack, a run of the tool.

#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod dom;
pub mod feed;
pub mod language;
pub mod many;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use lykta_core::date::Date;
use lykta_core::format::built::Words;
use lykta_core::pack::{Card, Pack, Text};
use lykta_pack::build::{self, Names};
use lykta_pack::compile::Compiled;
use lykta_pack::{load, persona, policy, prove, report};

/// The Finnish pack, as seen from this room.
pub const FI: &str = "../../packs/fi";

/// The Finnish pack, compiled once.
pub fn fi() -> &'static Compiled {
    static FI_PACK: OnceLock<Compiled> = OnceLock::new();
    FI_PACK.get_or_init(|| built(FI))
}

/// All that the tool says of a pack: the problems of its files, and if there are none those of its personas.
pub fn told(folder: &str) -> (usize, String) {
    let (compiled, documents, mut problems) = load::load(Path::new(folder)).unwrap();
    if let Some(compiled) = compiled.filter(|_| problems.0.is_empty()) {
        persona::test(&compiled, &mut problems);
    }
    (problems.0.len(), report::problems(&problems, &documents))
}

/// The day on which the tests look at a pack.
pub const TODAY: &str = "2026-11-22";

/// All that `check` tells of a pack on a day.
pub fn told_on(folder: &str, today: &str) -> (usize, String) {
    let (_, documents, problems) = load::load_on(Path::new(folder), Date::parse(today).unwrap()).unwrap();
    (problems.0.len(), report::problems(&problems, &documents))
}

/// All that `prove` tells of a pack; what `check` tells, if that is anything.
pub fn proved(folder: &str) -> (usize, String) {
    let (compiled, documents, mut problems) = load::load(Path::new(folder)).unwrap();
    if let Some(compiled) = compiled.filter(|_| problems.0.is_empty()) {
        let proof = prove::prove(&compiled, Date::parse(TODAY).unwrap(), &prove::manifest(&documents), &|| Ok(())).unwrap();
        problems = proof.problems;
    }
    (problems.0.len(), report::problems(&problems, &documents))
}

/// A pack without problems.
#[track_caller]
pub fn built(folder: &str) -> Compiled {
    let (compiled, documents, problems) = load::load(Path::new(folder)).unwrap();
    assert_eq!(report::problems(&problems, &documents), "no problems", "{folder}");
    compiled.unwrap()
}

/// A pack of these files, and its problems as printed, with paths from its folder on.
pub fn scratch(name: &str, files: &[(&str, &str)]) -> (Option<Compiled>, String) {
    let folder = folder(name);
    for (file, text) in files {
        std::fs::create_dir_all(folder.join(file).parent().unwrap()).unwrap();
        std::fs::write(folder.join(file), text).unwrap();
    }
    let (compiled, documents, problems) = load::load(&folder).unwrap();
    let report = report::problems(&problems, &documents).replace(folder.to_str().unwrap(), name);
    (compiled, report)
}

/// An empty folder of the test's own.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// The card with an id.
#[track_caller]
pub fn card<'a>(pack: &'a Pack, id: &str) -> &'a Card {
    pack.cards.iter().find(|card| card.id.as_str() == id).unwrap_or_else(|| panic!("there is no card {id}"))
}

/// A text in the last language of the pack.
pub fn text(compiled: &Compiled, text: Text) -> &str {
    compiled.words.last().map_or("", |words: &Words| words.text(text))
}

/// Runs the tool.
pub fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_lykta-pack"))
        .args(arguments)
        .env("COLUMNS", "100")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A tool that does not read its input closes it: that is no fault of the test.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

/// Exit code, what was printed, and what was said of the run itself.
pub fn said(arguments: &[&str], input: &str) -> (Option<i32>, String, String) {
    let output = run(arguments, input);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// Names of the engine's files, with the true template, as the app's build gives them.
pub fn names() -> Names {
    let name = |name: &str| name.to_owned();
    Names {
        template: std::fs::read_to_string("../../index.html").unwrap().lines().filter(|line| !line.contains("data-trunk")).collect(),
        engine_js: name("lykta-0123456789abcdef.js"),
        engine_wasm: name("lykta-0123456789abcdef_bg.wasm"),
        boot: name("boot-0123456789abcdef.js"),
        old: name("old-0123456789abcdef.js"),
        style: name("lykta-0123456789abcdef.css"),
        style_all: name("all-0123456789abcdef.css"),
        origin: None,
        exit: policy::EXIT.to_owned(),
    }
}

/// The files of a folder, by name.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries.map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap())).collect()
}

/// The pages of a pack, by name; without what websites paste, which is no page.
pub fn pages(name: &str, compiled: &Compiled, names: &Names) -> BTreeMap<String, String> {
    let out = folder(name);
    build::write(compiled, &out, Some(names)).unwrap();
    let pages = files(&out).into_iter().filter(|(name, _)| name.ends_with(".html") && !name.ends_with("-embed.html"));
    pages.map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
}

/// A text as it stands in HTML.
pub fn escaped(text: &str) -> String {
    lykta_pack::markup::escaped(text)
}
