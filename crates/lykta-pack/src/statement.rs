//! `statement`: the accessibility statement of a guide, with its known faults and what its pack knows.
//!
//! In: a pack without problems, a language, a file of details. Out: the statement as Markdown or HTML; in square brackets what only the public body knows.
//! Never says more of a pack than it has, and never leaves out a fault that breaks a clause and applies to it.
//! Law: Commission Implementing Decision (EU) 2018/1523, the model of its annex; its text was not at hand.
//! Next: `statement/fault.rs` for the faults, `statement/details.rs` for what fills the brackets; the templates stand in `crates/lykta-pack/statement/`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use lykta_core::format::built::Words;

use crate::load;
use crate::overview::speak;
use crate::{document, locale, policy, report};

mod details;
pub mod fault;
mod page;
pub mod slot;

use fault::{Fault, Faults, Having};
use slot::Slot;

/// The statement by language, with slots in place of what hangs on faults and packs.
pub const TEMPLATES: [(&str, &str); 6] = [
    ("da", include_str!("../statement/da.md")),
    ("en", include_str!("../statement/en.md")),
    ("fi", include_str!("../statement/fi.md")),
    ("nb", include_str!("../statement/nb.md")),
    ("nn", include_str!("../statement/nn.md")),
    ("sv", include_str!("../statement/sv.md")),
];

/// The Swedish words of Finland, longest first: there the law calls it `tillgänglighetsutlåtande`, as the Decision does.
const SWEDISH_IN_FINLAND: [(&str, &str); 6] = [
    ("Denna tillgänglighetsredogörelse", "Detta tillgänglighetsutlåtande"),
    ("denna tillgänglighetsredogörelse", "detta tillgänglighetsutlåtande"),
    ("Tillgänglighetsredogörelse", "Tillgänglighetsutlåtande"),
    ("Denna redogörelse", "Detta utlåtande"),
    ("Redogörelsen", "Utlåtandet"),
    ("Den bygger på", "Det bygger på"),
];

/// What `statement` is told.
#[derive(Debug, Args)]
pub struct StatementArguments {
    /// Folder of the pack
    pack: PathBuf,
    /// Language of the statement, one of the pack's; its first if left out
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// File to write; the statement is printed if left out
    #[arg(long, value_name = "FILE", alias = "into")]
    out: Option<PathBuf>,
    /// Write HTML, to paste into a page, instead of Markdown
    #[arg(long)]
    html: bool,
    /// File with your words for the square brackets, a line each such as name = "Example town"
    #[arg(long, value_name = "FILE")]
    details: Option<PathBuf>,
    /// Where the guide is served, as `build` is told; the statement then names its page with everything
    #[arg(long, value_name = "ORIGIN", value_parser = policy::origin)]
    origin: Option<String>,
}

/// A statement, and what is left to fill in.
#[derive(Debug)]
pub struct Statement {
    /// The text.
    pub markdown: String,
    /// Slots that nobody has filled, in their order.
    pub left: Vec<Slot>,
}

/// Writes the statement of a pack; whether the pack is clean.
///
/// # Errors
/// What keeps the pack from being read or the statement from being written.
pub fn run(arguments: &StatementArguments) -> Result<bool, String> {
    let Some((compiled, sources)) = load::load_sources(&arguments.pack)? else { return Ok(false) };
    let language = language(arguments.language.as_deref(), &compiled.file.languages)?;
    let words = compiled.words.iter().find(|words| words.language == language).ok_or("the pack has no words in that language")?;
    let faults = fault::known()?;
    let from_pack = details::of_pack(&compiled, words, arguments.origin.as_deref());
    let own = match &arguments.details {
        Some(file) => details::of_file(file, language, &keys(&faults, language))?,
        None => BTreeMap::new(),
    };
    let told: Vec<&str> = from_pack.keys().filter(|key| !own.contains_key(*key)).map(String::as_str).collect();
    let told = told.join(", ");
    let details = from_pack.into_iter().chain(own).collect();
    let country = &sources.manifest.entry.country;
    let statement = statement(&faults, language, country, &details::having(&compiled), &details)?;
    let text = if arguments.html { page::html(&statement.markdown, language) } else { statement.markdown };
    match &arguments.out {
        Some(file) => write(file, &text)?,
        None => report::line(text.trim_end()),
    }
    report::trouble(&left(&statement.left, &told));
    Ok(true)
}

/// The language that was named, or the pack's first.
fn language<'a>(named: Option<&'a str>, languages: &'a [String]) -> Result<&'a str, String> {
    match named {
        Some(named) if languages.iter().any(|language| language == named) => Ok(named),
        Some(named) => Err(format!("the pack has no language `{named}`; it has {}", languages.join(", "))),
        None => languages.first().map(String::as_str).ok_or_else(|| "the pack has no language".to_owned()),
    }
}

fn write(file: &Path, text: &str) -> Result<(), String> {
    let trouble = |path: &Path, fault: std::io::Error| format!("{}: {}", path.display(), document::plain(&fault));
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(|fault| trouble(folder, fault))?;
    }
    fs::write(file, text).map_err(|fault| trouble(file, fault))?;
    report::line(&format!("{:>8} bytes  {}", text.len(), file.display()));
    Ok(())
}

/// What is left to fill in, as lines of a file of details.
fn left(left: &[Slot], from_pack: &str) -> String {
    let mut lines = vec![format!("# from the pack: {from_pack}")];
    if left.is_empty() {
        lines.push("# nothing is left to fill in; read it through, and compare it with what the law asks of you".to_owned());
    } else {
        lines.push(format!("# still to fill in, in square brackets: {}", left.len()));
        lines.push("# write them there, or keep these lines in a file and name it with --details".to_owned());
    }
    lines.extend(left.iter().map(|slot| format!("{} = \"\" # {}", slot.key, slot.words)));
    lines.join("\n")
}

/// The template of a language, as the country calls things.
fn template(language: &str, country: &str) -> Result<String, String> {
    let known = || TEMPLATES.map(|(language, _)| language).join(", ");
    let (_, text) = TEMPLATES
        .iter()
        .find(|(tag, _)| *tag == language)
        .ok_or_else(|| format!("there is no statement in `{language}`; name one of {} with --language", known()))?;
    let pairs = if (language, country) == ("sv", "FI") { SWEDISH_IN_FINLAND.as_slice() } else { &[] };
    Ok(pairs.iter().fold((*text).to_owned(), |text, (usual, own)| text.replace(usual, own)))
}

/// Names of all slots of a language's statement, whichever faults are told.
#[must_use]
pub fn keys(faults: &Faults, language: &str) -> BTreeSet<String> {
    let told = faults.list.iter().flat_map(|fault| &fault.told).map(|sentence| sentence.words(language));
    let template = TEMPLATES.iter().filter(|(tag, _)| *tag == language).map(|(_, text)| *text);
    template.chain(told).flat_map(slot::slots).map(|slot| slot.key).collect()
}

/// The statement of no pack, for `docs/statement/`: all that the app can have, with every bracket.
///
/// # Errors
/// A language without a template.
pub fn model(faults: &Faults, language: &str) -> Result<Statement, String> {
    statement(faults, language, "", &Having::of_model(), &BTreeMap::new())
}

/// The statement in a language, for a country, of a pack that has this, with these details.
///
/// # Errors
/// A language without a template.
pub fn statement(
    faults: &Faults,
    language: &str,
    country: &str,
    having: &BTreeSet<Having>,
    details: &BTreeMap<String, String>,
) -> Result<Statement, String> {
    let words = Words { ui: locale::words(language).unwrap_or_default(), ..Words::default() };
    let assessed = faults.assessed().map(|day| speak::date(&words, day)).unwrap_or_default();
    let mut left = Vec::new();
    let mut markdown = String::new();
    for line in template(language, country)?.lines() {
        let lines = match line {
            "{breaches}" => points(faults, language, having, |fault| !fault.breaks.is_empty()),
            "{good-to-know}" => points(faults, language, having, |fault| fault.breaks.is_empty()),
            _ => vec![line.replace("{assessed}", &assessed)],
        };
        for line in lines {
            markdown.extend([slot::filled(&line, details, &mut left).trim_end(), "\n"]);
        }
    }
    Ok(Statement { markdown, left })
}

/// The faults that are told and chosen, a point of the list each.
fn points(faults: &Faults, language: &str, having: &BTreeSet<Having>, is_chosen: impl Fn(&Fault) -> bool) -> Vec<String> {
    let holds = |only_if: Option<Having>| only_if.is_none_or(|needed| having.contains(&needed));
    let chosen = faults.list.iter().filter(|fault| !fault.told.is_empty() && holds(fault.only_if) && is_chosen(fault));
    let point = |fault: &Fault| {
        let said = fault.told.iter().filter(|sentence| holds(sentence.only_if)).map(|sentence| sentence.words(language));
        format!("- {}", said.collect::<Vec<_>>().join(" "))
    };
    chosen.map(point).collect()
}
