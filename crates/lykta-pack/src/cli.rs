//! The command line: arguments, the date, exit codes.
//!
//! In: arguments. Out: exit code 0 (clean), 1 (problems found), 2 (could not run).
//! Alone reads arguments.
//! Next: `compile/`, `ask.rs`, `build.rs`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fs, io};

use clap::{Args, Parser, Subcommand};
use lykta_core::date::Date;

use crate::build::{self, Names};
use crate::compile::Compiled;
use crate::document;
use crate::load::{self, day, load, load_clean, load_with_drafts, read, today};
use crate::problem::Code;
use crate::{ask, check, embed, explain, import, locale, mutate, policy, preview, prove, report, report_page, test};

/// Keeps the content of a lykta guide: checks it, asks it, tests it and builds what the app loads.
///
/// A pack is a folder such as `packs/fi`. Exit codes: 0 clean, 1 problems found, 2 could not run, or was interrupted.
#[derive(Parser)]
#[command(name = "lykta-pack", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Take the app's own words from this folder, as `locales/` has them, instead of those built in
    #[arg(long, global = true, value_name = "FOLDER")]
    locales: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Tell all problems of a pack at once: where, why it harms a person, and the mend
    Check(check::Arguments),
    /// Say what a kind of problem means, with a wrong and a right example
    Explain {
        /// Code of the problem, such as P011; all codes in a line each if left out
        code: Option<String>,
    },
    /// Run the guide on answers without a browser: what is asked next, and which cards apply
    Ask {
        /// Folder of the pack
        pack: PathBuf,
        /// File with the answers as JSON, such as {"who":"self","about":["alcohol"]}; `-` reads them from standard input
        #[arg(long, value_name = "FILE")]
        answers: PathBuf,
        /// The day on which the person asks, YYYY-MM-DD; today if left out
        #[arg(long, value_name = "DAY", value_parser = day)]
        today: Option<Date>,
        /// Print JSON instead of words
        #[arg(long)]
        json: bool,
    },
    /// Run the personas of a pack: who asks, what was expected, what was found
    Test(test::TestArguments),
    /// Show for all answers at once that nobody is left without help, and that what the pack promises holds
    Prove(prove::ProveArguments),
    /// Change conditions one at a time, and name the changes that no persona and no promise notices
    Mutate(mutate::MutateArguments),
    /// Write what the app loads: JSON for each pack and language, and with a template the guide's pages and those with everything
    Build(Box<BuildArguments>),
    /// Compare two editions of a pack: who sees what now, and which texts, laws and contacts changed
    Diff(crate::diff::DiffArguments),
    /// Start a local pack on top of a country's: one that is clean at once
    New(crate::new::NewArguments),
    /// Tell what has changed in the country's pack under the changes of a local one
    Drift(crate::drift::DriftArguments),
    /// Write a catalog of a pack's texts for translators, or bring one up to date
    Translate(crate::translate::Arguments),
    /// Bring a pack of an older format to the one that this tool reads
    Migrate(crate::migrate::MigrateArguments),
    /// Bring in meetings that others keep: every record is kept or named, and what editors changed stays
    Import(import::Arguments),
    /// Write the services, lines and groups of a pack in a standard that other directories read
    Export(crate::export::Arguments),
    /// Write a page that a jurist reads: the flow as a picture, each card with its law, who owns what, what is due
    Report(report_page::ReportArguments),
    /// Write the accessibility statement of a pack's guide, with its known faults; in square brackets what only you know
    Statement(crate::statement::StatementArguments),
    /// Show the guide with this pack in a browser on this machine, built again on every save, with the reasons of each card
    Preview(preview::PreviewArguments),
    /// Print the JSON schema of the source format
    Schema,
}

/// What `build` is told.
#[derive(Args)]
struct BuildArguments {
    /// Folders of the packs
    #[arg(required = true)]
    packs: Vec<PathBuf>,
    /// Folder to write into
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// Page with slots, as the app's build made it; without it no pages are written
    #[arg(long, value_name = "FILE", requires_all = ["engine_js", "engine_wasm", "boot", "old", "style", "style_all"])]
    template: Option<PathBuf>,
    /// Name of the engine's script beside the pages
    #[arg(long, value_name = "NAME")]
    engine_js: Option<String>,
    /// Name of the engine's WebAssembly file
    #[arg(long, value_name = "NAME")]
    engine_wasm: Option<String>,
    /// Name of the boot script
    #[arg(long, value_name = "NAME")]
    boot: Option<String>,
    /// Name of the script for browsers that cannot run that one
    #[arg(long, value_name = "NAME")]
    old: Option<String>,
    /// Name of the style sheet
    #[arg(long, value_name = "NAME")]
    style: Option<String>,
    /// Name of the style sheet of the pages with everything
    #[arg(long, value_name = "NAME")]
    style_all: Option<String>,
    /// Where the guide will be served, such as https://guide.example.fi; its pages then load from there only
    #[arg(long, value_name = "ORIGIN", requires = "template", value_parser = policy::origin)]
    origin: Option<String>,
    /// Page that "leave" opens where the host page names none
    #[arg(long, value_name = "URL", default_value = policy::EXIT, value_parser = policy::exit)]
    exit: String,
    /// Script that host pages load; it is told which packs there are, in place
    #[arg(long, value_name = "FILE", requires = "template")]
    embed: Option<PathBuf>,
    /// Build in spite of missing translations; the first language stands in for them
    #[arg(long)]
    borrow: bool,
    /// Write languages too that no speaker has read, each page marked as a machine draft
    #[arg(long)]
    drafts: bool,
}

/// The command line itself, so that the commands in the docs can be tried without running them.
#[must_use]
pub fn command() -> clap::Command {
    <Arguments as clap::CommandFactory>::command()
}

/// Runs the tool on the arguments of the process.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let words = arguments.locales.as_deref().map_or(Ok(()), locale::use_folder);
    match words.and_then(|()| run_command(&arguments.command)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(trouble) => {
            report::trouble(&format!("lykta-pack: {trouble}"));
            ExitCode::from(2)
        }
    }
}

/// Whether all is clean.
fn run_command(command: &Command) -> Result<bool, String> {
    match command {
        Command::Check(arguments) => check::run(arguments),
        Command::Explain { code } => explain(code.as_deref()),
        Command::Ask { pack, answers, today, json } => ask_pack(pack, answers, *today, *json),
        Command::Test(arguments) => test::run(arguments),
        Command::Prove(arguments) => prove::run(arguments),
        Command::Mutate(arguments) => mutate::run(arguments),
        Command::Build(arguments) => build_packs(arguments),
        Command::Diff(arguments) => crate::diff::run(arguments),
        Command::New(arguments) => crate::new::run(arguments),
        Command::Drift(arguments) => crate::drift::run(arguments),
        Command::Translate(arguments) => crate::translate::run(arguments),
        Command::Import(arguments) => import::run(arguments),
        Command::Export(arguments) => crate::export::run(arguments),
        Command::Migrate(arguments) => crate::migrate::run(arguments),
        Command::Report(arguments) => report_page::run(arguments),
        Command::Statement(arguments) => crate::statement::run(arguments),
        Command::Preview(arguments) => preview::run(arguments),
        Command::Schema => {
            report::line(&build::schema()?);
            Ok(true)
        }
    }
}

fn explain(code: Option<&str>) -> Result<bool, String> {
    let Some(code) = code else {
        report::line(&explain::list());
        return Ok(true);
    };
    let known = Code::ALL.iter().find(|known| known.number().eq_ignore_ascii_case(code)).ok_or_else(|| {
        format!("there is no code `{code}`; the codes are {}", Code::ALL.iter().map(|code| code.number()).collect::<Vec<_>>().join(", "))
    })?;
    report::line(&explain::text(*known)?);
    Ok(true)
}

fn ask_pack(folder: &Path, answers: &Path, named: Option<Date>, json: bool) -> Result<bool, String> {
    let Some((compiled, _)) = load_clean(folder, true)? else { return Ok(false) };
    let name = if answers == Path::new("-") { "standard input".to_owned() } else { answers.display().to_string() };
    let text = if answers == Path::new("-") { io::read_to_string(io::stdin()).map_err(|fault| fault.to_string())? } else { read(answers)? };
    let answers = match ask::read(&compiled.pack, &text) {
        Ok(answers) => answers,
        Err(faults) => {
            for fault in faults {
                report::line(&report::answer(&fault, &name));
            }
            return Ok(false);
        }
    };
    let day = today(named)?;
    if json {
        let value = ask::json(&compiled.pack, &answers, day);
        report::line(&serde_json::to_string_pretty(&value).map_err(|fault| fault.to_string())?);
    } else {
        report::line(&ask::words(&compiled.pack, compiled.words.last(), &answers, day));
    }
    Ok(true)
}

fn names(arguments: &BuildArguments) -> Result<Option<Names>, String> {
    let BuildArguments { template, engine_js, engine_wasm, boot, old, style, style_all, origin, exit, .. } = arguments;
    match (template, engine_js, engine_wasm, boot, old, style, style_all) {
        (Some(template), Some(engine_js), Some(engine_wasm), Some(boot), Some(old), Some(style), Some(style_all)) => Ok(Some(Names {
            template: read(template)?,
            engine_js: engine_js.clone(),
            engine_wasm: engine_wasm.clone(),
            boot: boot.clone(),
            old: old.clone(),
            style: style.clone(),
            style_all: style_all.clone(),
            origin: origin.clone(),
            exit: exit.clone(),
        })),
        _ => Ok(None),
    }
}

fn build_packs(arguments: &BuildArguments) -> Result<bool, String> {
    let BuildArguments { packs: folders, out, embed, borrow, drafts, .. } = arguments;
    let names = names(arguments)?;
    let mut clean = Vec::new();
    for folder in folders {
        let loaded = if *drafts { load_with_drafts(folder)? } else { load(folder)? };
        clean.extend(load::clean(loaded, *borrow));
    }
    // All or nothing: half a site is worse than the one before.
    if clean.len() < folders.len() {
        return Ok(false);
    }
    if let (Some(script), Some(names)) = (embed, &names) {
        let packs: Vec<&Compiled> = clean.iter().map(|(compiled, _)| compiled).collect();
        let filled = embed::filled(&read(script)?, &packs, &names.exit)?;
        fs::write(script, filled).map_err(|fault| format!("{}: {fault}", script.display()))?;
    }
    for (compiled, _) in clean {
        for draft in &compiled.drafts {
            report::line(&format!("{}: {}", compiled.file.id, report::left_out(draft)));
        }
        let written =
            build::write(&compiled, out, names.as_ref()).map_err(|fault| format!("{}: {}", out.display(), document::plain(&fault)))?;
        for (name, bytes) in written {
            report::line(&format!("{bytes:>8} bytes  {name}"));
        }
    }
    Ok(true)
}
