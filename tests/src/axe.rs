//! The accessibility checker axe-core, run in the page or frame at hand.
//!
//! In: the page, and the file of axe-core that the environment variable `LYKTA_AXE` names. Out: what it
//! finds, as text.
//! Never skips: without axe-core, a journey fails. Runs all rules of axe-core's default set. Loads
//! nothing: `preload` is off, as a checker that fetches style sheets would be a request of its own.
//! Next: `page.rs`.

use std::fmt;

use serde_json::{Value, json};

use crate::failure::{Failure, Result};
use crate::page::Page;

/// One rule that is broken, with all places where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The rule, such as `color-contrast`.
    pub rule: String,
    /// How grave axe-core holds it: `minor`, `moderate`, `serious`, `critical`.
    pub impact: String,
    /// What the rule asks for.
    pub help: String,
    /// The start of each element, with what is wrong there.
    pub places: Vec<String>,
}

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} ({}): {}", self.rule, self.impact, self.help)?;
        for place in &self.places {
            write!(formatter, "\n    {}", place.replace('\n', "\n      "))?;
        }
        Ok(())
    }
}

/// Rules that are off by default: contrast of 7 to 1, targets of 24 px, names that hold what is seen.
pub const BEYOND_AA: &[&str] = &["color-contrast-enhanced", "target-size", "label-content-name-mismatch"];

/// Everything that the default rules find in the page or frame at hand.
///
/// # Errors
/// If axe-core is not there or does not run.
#[track_caller]
pub fn violations(page: &Page<'_>) -> Result<Vec<Violation>> {
    violations_also(page, &[])
}

/// As `violations`, with rules that are off by default, such as `target-size` or `color-contrast-enhanced`.
///
/// # Errors
/// If axe-core is not there, does not run, or knows no such rule.
#[track_caller]
pub fn violations_also(page: &Page<'_>, rules: &[&str]) -> Result<Vec<Violation>> {
    load(page)?;
    let rules: serde_json::Map<String, Value> = rules.iter().map(|rule| ((*rule).to_owned(), json!({ "enabled": true }))).collect();
    let options = json!({ "preload": false, "resultTypes": ["violations"], "rules": rules });
    let answer = page.run_async(RUN, &[options])?;
    if let Some(error) = answer.get("error") {
        return Err(Failure::new(format!("axe-core did not run: {error}")));
    }
    let found = answer.get("violations").and_then(Value::as_array);
    let found = found.ok_or_else(|| Failure::new("axe-core told nothing"))?;
    Ok(found.iter().map(violation).collect())
}

/// Brings axe-core into the page, once.
///
/// # Errors
/// If it is not there.
#[track_caller]
pub fn load(page: &Page<'_>) -> Result<()> {
    page.run(&format!("if (!window.axe) {{ {}\n }}", source()?), &[]).map(drop)
}

/// Fails with all that is found, if anything is; the words say on which screen.
///
/// # Errors
/// If there is any violation, or axe-core is not there or does not run.
#[track_caller]
pub fn check(page: &Page<'_>, screen: &str) -> Result<()> {
    check_also(page, screen, &[])
}

/// As `check`, with rules that are off by default.
///
/// # Errors
/// As `check`.
#[track_caller]
pub fn check_also(page: &Page<'_>, screen: &str, rules: &[&str]) -> Result<()> {
    let found = violations_also(page, rules)?;
    if found.is_empty() {
        return Ok(());
    }
    let texts: Vec<String> = found.iter().map(Violation::to_string).collect();
    Err(Failure::new(format!("not everyone can use {screen}:\n  {}", texts.join("\n  "))))
}

const RUN: &str = "
    const done = arguments[1];
    axe.run(document, arguments[0]).then(
        ({ violations }) => done({ violations: violations.map(({ id, impact, help, nodes }) => ({
            id, impact, help,
            places: nodes.map(({ html, failureSummary }) => html.slice(0, 160) + '\\n' + failureSummary),
        })) }),
        error => done({ error: String(error) }),
    );
";

#[track_caller]
fn source() -> Result<String> {
    let Some(path) = std::env::var_os("LYKTA_AXE") else {
        return Err(Failure::new(
            "LYKTA_AXE is not set: install axe-core (npm install axe-core) and set LYKTA_AXE to its axe.min.js; \
             a journey that cannot check accessibility fails",
        ));
    };
    let path = std::path::PathBuf::from(path);
    std::fs::read_to_string(&path)
        .map_err(|error| Failure::new(format!("LYKTA_AXE names {}, which cannot be read: {error}", path.display())))
}

fn violation(found: &Value) -> Violation {
    let text = |key: &str| found.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let places = found.get("places").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    Violation {
        rule: text("id"),
        impact: text("impact"),
        help: text("help"),
        places: places.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
    }
}
