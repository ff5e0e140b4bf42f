//! lykta's chores: one command each for setting up, building, serving and checking.
//!
//! In: the words after `cargo xtask`. Out: the chore done, told on the terminal, and an exit code:
//! 0 clean, 1 problems found, 2 could not run.
//! Never part of what is published: nothing here reaches the app or the editors' tool.
//! Next: `suite.rs` for what the checks are, `setup.rs` for the tools, `build.rs` for the build.

mod build;
mod bundle;
mod compress;
mod engines;
mod files;
mod headers;
mod lock;
mod run;
mod serve;
mod setup;
mod size;
mod suite;
mod tidy;
mod tools;

use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use setup::Needs;
use suite::Length;

const HELP: &str = "\
usage: cargo xtask COMMAND

  serve [--port 8080] [--open]   set up, build, and show the guide in a browser
  test [--long]                  everything that must hold before a change lands;
                                 --long walks 300 random journeys in each browser, not 25
  test --quick, check            the quick half: format, lints, unit tests, tidy, packs
  build [--origin O] [--exit URL] [--packs A,B]
                                 set up and build into dist/; served from O, leaving to URL,
                                 with these packs of packs/ instead of the published ones
  setup [--tests]                install the tools (and browsers) only
  size                           bytes of a first visit, beside the limit
  tidy                           the rules that are checked by reading the files
  engines                        whether anything needs a newer browser than is said
  engines --renew DATA.json      what browsers know, anew; see engines/floor.toml
  bundle                         called by Trunk: arranges what it has built";

/// What a chore found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All is as it should be.
    Clean,
    /// Something is wrong, and has been told.
    Problems,
}

impl Verdict {
    /// Clean if `is_clean`.
    pub fn of(is_clean: bool) -> Self {
        if is_clean { Self::Clean } else { Self::Problems }
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match chore(&words) {
        Ok(Verdict::Clean) => ExitCode::SUCCESS,
        Ok(Verdict::Problems) => ExitCode::from(1),
        Err(error) => {
            eprintln!("\ncould not go on: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn chore(words: &[&str]) -> Result<Verdict> {
    match words {
        [] | ["help" | "--help" | "-h"] => println!("{HELP}"),
        ["setup"] => drop(setup::set_up(Needs::Build)?),
        ["setup", "--tests"] => drop(setup::set_up(Needs::Test)?),
        ["build", options @ ..] => {
            let options = build_options(options)?;
            build::build(&setup::set_up(Needs::Build)?, &options)?;
        }
        ["bundle"] => bundle::bundle()?,
        ["serve", options @ ..] => serve::serve(&serve_options(options)?)?,
        ["test"] => return suite::test(Length::Usual),
        ["test", "--long"] => return suite::test(Length::Long),
        ["test", "--quick"] | ["check"] => return suite::check(),
        ["size"] => return size::report(),
        ["tidy"] => return tidy::tidy(),
        ["engines"] => return engines::all(),
        ["engines", "--renew", data] => return engines::renew(data),
        _ => bail!("there is no command `{}`\n\n{HELP}", words.join(" ")),
    }
    Ok(Verdict::Clean)
}

/// What the pages are told; checked closely by the editors' tool, which writes them.
fn build_options(words: &[&str]) -> Result<build::Options> {
    let mut options = build::Options::default();
    let mut rest = words;
    while let [word, after @ ..] = rest {
        let (option, value, after) = match (*word, after) {
            ("--origin", [value, after @ ..]) => (&mut options.origin, *value, after),
            ("--exit", [value, after @ ..]) => (&mut options.exit, *value, after),
            ("--packs", [value, after @ ..]) => {
                options.packs = Some((*value).to_owned());
                rest = after;
                continue;
            }
            ("--packs", []) => bail!("`--packs` needs the names of packs, such as fi,se-jamtland"),
            ("--origin" | "--exit", []) => bail!("`{word}` needs an address, such as https://guide.example.fi"),
            _ => bail!("`build` has no option `{word}`\n\n{HELP}"),
        };
        // The rest is checked when the pages are written; this slip is told before minutes of compiling.
        if !value.starts_with("https://") && !value.starts_with("http://127.0.0.1") && !value.starts_with("http://localhost") {
            bail!("`{word} {value}`: an address begins with https://, such as https://guide.example.fi");
        }
        *option = Some(value.to_owned());
        rest = after;
    }
    Ok(options)
}

fn serve_options(words: &[&str]) -> Result<serve::Options> {
    let mut options = serve::Options { port: 8080, is_opened: false };
    let mut rest = words;
    while let [word, after @ ..] = rest {
        rest = match (*word, after) {
            ("--open", _) => {
                options.is_opened = true;
                after
            }
            ("--port", [port, after @ ..]) => {
                options.port = port.parse().with_context(|| format!("`{port}` is not a port: give 1 to 65535"))?;
                after
            }
            _ => bail!("`serve` has no option `{word}`\n\n{HELP}"),
        };
    }
    Ok(options)
}
