//! `check`: all problems of a pack at once, in words or as JSON.
//!
//! In: a folder, a day. Out: problems as printed; whether there is none that must be mended.
//! Never writes a file.
//! Next: `compile/` and `review/`, which find the problems; `report.rs`, which words them.

use std::path::PathBuf;

use lykta_core::date::Date;

use crate::load::{day, load_on, today};
use crate::report;

/// What `check` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// Folder of the pack
    pub pack: PathBuf,
    /// The day as of which age and law are told, YYYY-MM-DD; today if left out
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub today: Option<Date>,
    /// Count warnings as problems: exit code 1 if there is one
    #[arg(long)]
    pub strict: bool,
    /// Print JSON instead of words
    #[arg(long)]
    pub json: bool,
}

/// Whether the pack is clean.
///
/// # Errors
/// A folder that cannot be read, a clock that shows no day.
pub fn run(arguments: &Arguments) -> Result<bool, String> {
    let (compiled, documents, problems) = load_on(&arguments.pack, today(arguments.today)?)?;
    let is_clean = compiled.is_some() && if arguments.strict { problems.0.is_empty() } else { !problems.has_errors() };
    if arguments.json {
        let mut value = report::json(&problems, &documents);
        if let (Some(compiled), Some(object)) = (&compiled, value.as_object_mut()) {
            object.insert("facts".to_owned(), compiled.register.json());
            object.insert("lix".to_owned(), compiled.lix.iter().map(|(language, lix)| (language.clone(), lix.json())).collect());
        }
        report::line(&serde_json::to_string_pretty(&value).map_err(|fault| fault.to_string())?);
        return Ok(is_clean);
    }
    report::line(&report::problems(&problems, &documents));
    if let Some(compiled) = &compiled {
        for draft in &compiled.drafts {
            report::line(&format!("note: {}", report::left_out(draft)));
        }
        let register = match (compiled.register.rows.len(), compiled.register.missing.len()) {
            (0, _) => String::new(),
            (rows, 0) => format!("; {rows} in the register, none missing"),
            (rows, missing) => format!("; {rows} in the register, {missing} missing"),
        };
        report::line(&format!(
            "{}: {}, {}, {} facts carried, {} as context{register}",
            compiled.file.id,
            report::counted(compiled.file.items.len(), "question"),
            report::counted(compiled.file.cards.len(), "card"),
            compiled.facts.len(),
            compiled.context.len()
        ));
    }
    Ok(is_clean)
}
