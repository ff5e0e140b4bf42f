//! All checks, step by step, each named and timed, with a table at the end.
//!
//! In: the clone. Out: what each check says as it runs, the table, and a verdict.
//! Every step runs even if one before it found problems, but for those that need it: these are named.
//! Next: `tidy.rs` for the rules that no other tool knows; `size.rs` for the size of a visit.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::setup::{self, Needs};
use crate::tools::Tools;
use crate::{Verdict, build, engines, files, run, size, tidy};

const WASM: &str = "wasm32-unknown-unknown";

/// What is walked in Firefox and WebKitGTK too: the test files of `tests/tests` in which engines may differ.
/// In Chromium all are.
const IN_EVERY_BROWSER: &[&str] = &[
    "requests",
    "lock",
    "random",
    "kept",
    "idle",
    "embed",
    "ways",
    "walk",
    "faults",
    "first_paint",
    "leave",
    "hostile",
    "right_to_left",
    "all_help",
    "without",
    "tools",
    "take",
    "voice",
    "easy",
    "checker",
    "switch",
    "forced_colors",
    "motion",
    "double_tap",
    "everyone",
    "heard",
    "checks",
    "what_if",
    "countries",
    "added_language",
    "groups",
    "intl",
];

/// Journeys that Firefox walks too, and WebKit does not: its driver leaves the keys to one of several windows.
const ALSO_IN_FIREFOX: &[&str] = &["focus"];

/// How thorough the tests are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// As before each change.
    Usual,
    /// With many more random journeys: as before a release.
    Long,
}

/// One check.
struct Step<'a> {
    name: String,
    /// The step without which this one cannot say anything.
    needs: Option<&'static str>,
    run: Box<dyn Fn() -> Result<Verdict> + 'a>,
}

/// How a step ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Passed(Duration),
    Failed(Duration),
    /// For want of the step of this name.
    Skipped(&'static str),
}

/// Everything that must hold before a change lands.
///
/// # Errors
/// The set-up did not succeed.
pub fn test(length: Length) -> Result<Verdict> {
    let tools = setup::set_up(Needs::Test)?;
    let in_firefox = [IN_EVERY_BROWSER, ALSO_IN_FIREFOX].concat();
    let mut steps = quick_steps()?;
    steps.extend([
        Step::new("build of dist", None, || {
            build::build(&tools, &build::Options::default())?;
            Ok(Verdict::Clean)
        }),
        Step::new("journeys in Chromium", Some("build of dist"), || journeys(&tools, "chromium", &[], length)),
        Step::new("journeys in Firefox", Some("build of dist"), || journeys(&tools, "firefox", &in_firefox, length)),
        Step::new("journeys in WebKit", Some("build of dist"), || journeys(&tools, "webkit", IN_EVERY_BROWSER, length)),
        Step::new("size of a first visit", Some("build of dist"), size::report),
        Step::new("oldest browsers of what is built", Some("build of dist"), engines::built),
    ]);
    Ok(run_all(&steps))
}

/// The quick half: what needs neither a build of the app nor a browser.
///
/// # Errors
/// The set-up did not succeed.
pub fn check() -> Result<Verdict> {
    setup::set_up(Needs::Check)?;
    Ok(run_all(&quick_steps()?))
}

fn quick_steps<'a>() -> Result<Vec<Step<'a>>> {
    let lints = |words: &'static [&'static str]| move || cargo(&[&["clippy"], words, &["--", "-D", "warnings"]].concat());
    let mut steps = vec![
        Step::new("format", None, || cargo(&["fmt", "--all", "--check"])),
        Step::new("lints", None, lints(&["--workspace", "--exclude", "lykta", "--all-targets"])),
        Step::new("lints of the core for the browser", None, lints(&["-p", "lykta-core", "--target", WASM])),
        Step::new("lints of the app for the browser", None, lints(&["-p", "lykta", "--target", WASM])),
        Step::new("unit tests", None, || cargo(&["test", "--workspace", "--exclude", "lykta", "--exclude", "journeys"])),
        Step::new("tidy", None, tidy::tidy),
        Step::new("editors' tool", None, || cargo(&["build", "-p", "lykta-pack"])),
    ];
    for pack in files::folders_in(&files::root().join("packs"))? {
        let commands: [(&[&str], &str); 4] = [
            (&["check"], "checked"),
            (&["test"], "its personas"),
            (&["prove"], "proved for all answers"),
            (&["mutate", "--rights"], "slips in its rights are noticed"),
        ];
        for (command, what) in commands {
            let pack = pack.clone();
            let name = format!("pack {}: {what}", files::name(&pack));
            steps.push(Step::new(name, Some("editors' tool"), move || lykta_pack(command, &pack)));
        }
    }
    Ok(steps)
}

impl<'a> Step<'a> {
    fn new(name: impl Into<String>, needs: Option<&'static str>, run: impl Fn() -> Result<Verdict> + 'a) -> Self {
        Self { name: name.into(), needs, run: Box::new(run) }
    }
}

fn cargo(words: &[&str]) -> Result<Verdict> {
    Ok(Verdict::of(run::succeeds(run::cargo().args(words))?))
}

fn lykta_pack(command: &[&str], pack: &Path) -> Result<Verdict> {
    let mut cargo = run::cargo();
    cargo.args(["run", "--quiet", "--package", "lykta-pack", "--"]).args(command).arg(pack);
    Ok(Verdict::of(run::succeeds(&mut cargo)?))
}

/// The journeys of these test files in one engine; of all where none is named.
fn journeys(tools: &Tools, engine: &str, files: &[&str], length: Length) -> Result<Verdict> {
    let mut cargo = run::cargo();
    cargo
        .args(["test", "-p", "journeys", "--no-fail-fast"])
        .args(files.iter().flat_map(|file| ["--test", file]))
        .env("LYKTA_ENGINE", engine)
        .env("LYKTA_DIST", build::dist())
        .env("LYKTA_AXE", tools.axe())
        .env("CHROMIUM", setup::browser().context("no Chromium on PATH")?)
        .env("CHROMEDRIVER", setup::driver().context("no chromedriver on PATH")?)
        .env("FIREFOX", setup::firefox().context("no Firefox on PATH")?)
        .env("GECKODRIVER", tools.bin().join("geckodriver"));
    match length {
        Length::Usual => cargo.env_remove("LYKTA_LONG"),
        Length::Long => cargo.env("LYKTA_LONG", "1"),
    };
    Ok(Verdict::of(succeeds_on_path(tools, &mut cargo)?))
}

fn succeeds_on_path(tools: &Tools, command: &mut Command) -> Result<bool> {
    run::succeeds(tools.put_on_path(command)?)
}

fn run_all(steps: &[Step<'_>]) -> Verdict {
    let mut ends: Vec<(&str, End)> = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        println!("\n== {} of {}: {}", index + 1, steps.len(), step.name);
        let end = run_one(step, &ends);
        match end {
            End::Passed(_) => {}
            End::Failed(_) => println!("== {}: PROBLEMS FOUND", step.name),
            End::Skipped(needed) => {
                println!("== {}: skipped, since it needs \"{needed}\"", step.name);
            }
        }
        ends.push((&step.name, end));
    }

    println!("\nsummary");
    for (name, end) in &ends {
        match end {
            End::Passed(time) => println!("  passed   {:>6}  {name}", seconds(*time)),
            End::Failed(time) => println!("  PROBLEMS {:>6}  {name}", seconds(*time)),
            End::Skipped(needed) => println!("  skipped          {name} (needs \"{needed}\")"),
        }
    }
    let is_clean = ends.iter().all(|(_, end)| matches!(end, End::Passed(_)));
    println!("{}", if is_clean { "all is well" } else { "problems found" });
    Verdict::of(is_clean)
}

fn run_one(step: &Step<'_>, ends: &[(&str, End)]) -> End {
    if let Some(needed) = step.needs {
        let has_passed = |end: &(&str, End)| end.0 == needed && matches!(end.1, End::Passed(_));
        if !ends.iter().any(has_passed) {
            return End::Skipped(needed);
        }
    }
    let start = Instant::now();
    let verdict = (step.run)().unwrap_or_else(|error| {
        println!("{error:#}");
        Verdict::Problems
    });
    match verdict {
        Verdict::Clean => End::Passed(start.elapsed()),
        Verdict::Problems => End::Failed(start.elapsed()),
    }
}

fn seconds(time: Duration) -> String {
    format!("{} s", time.as_secs())
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use anyhow::bail;

    use super::*;

    /// Runs steps of the given ends, where `b` needs `a`, and tells which ran.
    fn ran(a: Result<Verdict, &'static str>) -> (Verdict, Vec<&'static str>) {
        let ran = RefCell::new(Vec::new());
        let verdict = run_all(&[
            Step::new("a", None, || {
                ran.borrow_mut().push("a");
                match a {
                    Ok(verdict) => Ok(verdict),
                    Err(words) => bail!(words),
                }
            }),
            Step::new("b", Some("a"), || {
                ran.borrow_mut().push("b");
                Ok(Verdict::Clean)
            }),
            Step::new("c", None, || {
                ran.borrow_mut().push("c");
                Ok(Verdict::Clean)
            }),
        ]);
        (verdict, ran.into_inner())
    }

    #[test]
    fn what_is_walked_in_every_browser_is_a_test_file() {
        for name in IN_EVERY_BROWSER.iter().chain(ALSO_IN_FIREFOX) {
            assert!(files::root().join(format!("tests/tests/{name}.rs")).is_file(), "there is no tests/tests/{name}.rs");
        }
    }

    #[test]
    fn all_steps_that_pass_give_a_clean_verdict() {
        assert_eq!(ran(Ok(Verdict::Clean)), (Verdict::Clean, vec!["a", "b", "c"]));
    }

    #[test]
    fn a_step_with_problems_stops_only_those_that_need_it() {
        assert_eq!(ran(Ok(Verdict::Problems)), (Verdict::Problems, vec!["a", "c"]));
    }

    #[test]
    fn a_step_that_could_not_run_counts_as_a_problem() {
        assert_eq!(ran(Err("no")), (Verdict::Problems, vec!["a", "c"]));
    }
}
