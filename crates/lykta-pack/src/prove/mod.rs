//! `prove`: what holds for all answers, decided and not sampled.
//!
//! In: a pack and a day. Out: a problem for each property that does not hold, with the smallest persona that shows it; and how much was covered.
//! Proved again for each later day on which a law of the pack begins, since cards show from then on.
//! Next: `properties.rs`, `ways.rs`; `symbolic/` for how all answers are held at once.

use std::collections::BTreeSet;
use std::path::PathBuf;

use biodivine_lib_bdd::BddValuation;
use lykta_core::date::Date;
use lykta_core::pack::{ItemKind, Pack};
use serde_json::{Value, json};

use crate::compile::Compiled;
use crate::document::Document;
use crate::load::{day, load_clean, today};
use crate::persona::person;
use crate::problem::{Place, Problems};
use crate::progress::Progress;
use crate::report;
use crate::symbolic::asking::Asking;
use crate::symbolic::space::Space;
use crate::symbolic::view::View;

pub mod properties;
pub mod ways;

use properties::Prover;

/// What `prove` is told.
#[derive(Debug, clap::Args)]
pub struct ProveArguments {
    /// Folder of the pack
    pack: PathBuf,
    /// The day for which it is proved, YYYY-MM-DD; today if left out
    #[arg(long, value_name = "DAY", value_parser = day)]
    today: Option<Date>,
    /// Print JSON instead of words
    #[arg(long)]
    json: bool,
}

/// What was proved.
#[derive(Debug, Default)]
pub struct Proof {
    /// What does not hold.
    pub problems: Problems,
    /// Days for which it was proved.
    pub days: Vec<Date>,
    /// How many answer sets there are.
    pub answer_sets: f64,
    /// How many yes-or-no variables stand for them.
    pub variables: u16,
    /// Fewest questions.
    pub fewest: usize,
    /// Answers of one who is put so few, as `ask` reads them.
    pub shortest: Value,
    /// Most questions.
    pub most: usize,
    /// Answers of one who is put so many, as `ask` reads them.
    pub longest: Value,
    /// How many questions the median persona is put; none without personas.
    pub median: Option<usize>,
}

/// Proves and prints; whether all holds.
///
/// # Errors
/// What keeps the pack from being read; an interruption.
pub fn run(arguments: &ProveArguments) -> Result<bool, String> {
    let Some((compiled, documents)) = load_clean(&arguments.pack, true)? else { return Ok(false) };
    let manifest = manifest(&documents);
    let today = today(arguments.today)?;
    let progress = Progress::new(&format!("{}: steps of the proof", compiled.file.id), steps(&compiled, today));
    let proof = prove(&compiled, today, &manifest, &|| {
        progress.step();
        progress.interruption().map_or(Ok(()), Err)
    })?;
    drop(progress);
    if arguments.json {
        let value = proof.json(&compiled, &report::json_list(&proof.problems, &documents));
        report::line(&serde_json::to_string_pretty(&value).map_err(|fault| fault.to_string())?);
    } else {
        if !proof.problems.0.is_empty() {
            report::line(&report::problems(&proof.problems, &documents));
        }
        report::line(&proof.words(&compiled));
    }
    Ok(proof.problems.0.is_empty())
}

/// Where the manifest stands: of a local pack, its own.
#[must_use]
pub fn manifest(documents: &[Document]) -> Place {
    let is_it = |document: &Document| document.path.file_name().is_some_and(|name| name == "pack.toml");
    Place { document: documents.iter().rposition(is_it).unwrap_or(0), ..Place::default() }
}

/// Today, and each later day on which a law or a region begins.
fn days(pack: &Pack, today: Date) -> BTreeSet<Date> {
    let laws = pack.cards.iter().flat_map(|card| &card.laws).filter_map(|law| law.valid_from);
    let regions = pack.regions.iter().filter_map(|region| Some(region.until?.plus_days(1)));
    laws.chain(regions).filter(|from| *from > today).chain([today]).collect()
}

/// How many steps a proof takes.
#[must_use]
pub fn steps(compiled: &Compiled, today: Date) -> usize {
    let pack = &compiled.pack;
    days(pack, today).len() * (pack.items.len() * 3 + pack.cards.len() + compiled.promises.len() + compiled.excludes.len() + 2)
}

/// Proves a pack from a day on.
///
/// `manifest`: where `pack.toml` stands. `step` is called after each step; what it gives as an error ends the proof.
///
/// # Errors
/// That of `step`.
pub fn prove(compiled: &Compiled, today: Date, manifest: &Place, step: &dyn Fn() -> Result<(), String>) -> Result<Proof, String> {
    let pack = &compiled.pack;
    let (items, cards) = (pack.items.len(), pack.cards.len());
    let (promises, excludes) = (compiled.promises.len(), compiled.excludes.len());
    let mut proof = Proof::default();
    for day in days(pack, today) {
        let space = Space::new(&[pack], day);
        let view = View::new(&space, pack);
        let asking = Asking::new(&view);
        let prover = Prover::new(compiled, &view, &asking);
        let mut problems = Problems::default();
        prover.emergency(manifest, &mut problems);
        step()?;
        prover.someone(manifest, &mut problems);
        step()?;
        let ways = ways::all(&view, &asking, step)?;
        for item in 0..items {
            let is_put = ways.as_ref().is_some_and(|ways| ways.put.get(item) == Some(&true));
            prover.item(item, is_put, &mut problems);
            step()?;
            prover.needless(item, &mut problems);
            step()?;
        }
        for card in 0..cards {
            prover.shows(card, &mut problems);
            step()?;
        }
        for promise in 0..promises {
            prover.promise(promise, &mut problems);
            step()?;
        }
        for exclusion in 0..excludes {
            prover.exclusion(exclusion, &mut problems);
            step()?;
        }
        if proof.days.is_empty() {
            proof.answer_sets = space.count();
            proof.variables = space.set.num_vars();
            if let Some(ways) = ways {
                (proof.fewest, proof.most) = (ways.shortest.0, ways.longest.0);
                proof.shortest = answers(&space, &ways.shortest.1);
                proof.longest = answers(&space, &ways.longest.1);
            }
        }
        // What does not hold on an earlier day is told once.
        problems.0.retain(|problem| !proof.problems.0.iter().any(|told| told.code == problem.code && told.place == problem.place));
        proof.problems.0.append(&mut problems.0);
        proof.days.push(day);
    }
    proof.median = usual_questions(compiled);
    Ok(proof)
}

/// How many questions the median persona is put, each on its own day; none without personas.
#[must_use]
pub fn usual_questions(compiled: &Compiled) -> Option<usize> {
    let pack = &compiled.pack;
    let counts = compiled.personas.iter().filter_map(|persona| {
        // One that cannot be read is told of by `test`.
        let person = person(pack, &persona.entry, &persona.place, &mut Problems::default())?;
        Some(ways::questions(pack, &person.answers, person.today))
    });
    ways::median(counts.collect())
}

/// Answers as `ask` reads them.
fn answers(space: &Space, valuation: &BddValuation) -> Value {
    let is_multiple = |id: &str| space.slots.iter().any(|slot| slot.id.as_str() == id && slot.kind == ItemKind::Multiple);
    let one = |(id, words): (&str, Vec<String>)| {
        let value = match words.as_slice() {
            [] => Value::Null,
            [word] if !is_multiple(id) => json!(word),
            words => json!(words),
        };
        (id.to_owned(), value)
    };
    Value::Object(space.words(valuation).into_iter().map(one).collect())
}

impl Proof {
    fn words(&self, compiled: &Compiled) -> String {
        let holds = if self.problems.0.is_empty() { "holds" } else { "is decided" };
        let days: Vec<String> = self.days.iter().map(ToString::to_string).collect();
        let median = self.median.map_or_else(String::new, |median| format!(", {median} for the median persona"));
        format!(
            "{}: {holds} for all {} answer sets, on {}\n  {}, {}, {}, {} ({} yes-or-no variables)\n  questions put: {} at least, {} at most{median}\n  a shortest way: {}\n  a longest way: {}",
            compiled.file.id,
            rounded(self.answer_sets),
            days.join(", "),
            report::counted(compiled.pack.items.len(), "question"),
            report::counted(compiled.pack.cards.len(), "card"),
            report::counted(compiled.promises.len(), "promise"),
            report::counted(compiled.excludes.len(), "exclusion"),
            self.variables,
            self.fewest,
            self.most,
            self.shortest,
            self.longest,
        )
    }

    fn json(&self, compiled: &Compiled, problems: &Value) -> Value {
        json!({
            "pack": compiled.file.id,
            "holds": self.problems.0.is_empty(),
            "days": self.days.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "answer_sets": self.answer_sets,
            "items": compiled.pack.items.len(),
            "cards": compiled.pack.cards.len(),
            "promises": compiled.promises.len(),
            "excludes": compiled.excludes.len(),
            "questions": { "fewest": self.fewest, "most": self.most, "median": self.median, "shortest": self.shortest, "longest": self.longest },
            "problems": problems,
        })
    }
}

/// A count as people read it: whole below a million, else `3.9 × 10^21`.
#[must_use]
pub fn rounded(count: f64) -> String {
    if count < 1e6 {
        return format!("{count:.0}");
    }
    let text = format!("{count:.1e}");
    let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
    format!("{digits} × 10^{power}")
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn a_large_count_is_read_by_its_power() {
        assert_eq!(rounded(12.0), "12");
        assert_eq!(rounded(999_999.0), "999999");
        assert_eq!(rounded(3.906e21), "3.9 × 10^21");
    }
}
