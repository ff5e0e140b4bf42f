//! `mutate`: would anyone notice a slip in a condition?
//!
//! In: a pack. Out: each change of one condition that neither a persona nor a promise notices, with the smallest answers for which it shows.
//! Changes are made in memory, one at a time; nothing is written. One that shows for no answers at all is none and is not named.
//! Never counts a change as noticed because it could be: some persona or promise of the pack must break.
//! Next: `change.rs` for what is changed, `notice.rs` for the personas, `judge.rs` and `promised.rs` for all answers, `told.rs` for what is printed.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use lykta_core::condition::Condition;
use lykta_core::date::Date;
use lykta_core::pack::{CardKind, Pack};

use crate::compile::Compiled;
use crate::compile::written::{Owner, Rule};
use crate::document::Document;
use crate::load::{day, load_clean, today};
use crate::parts;
use crate::problem::{Problems, meant};
use crate::progress::Progress;
use crate::symbolic::view::View;
use crate::{persona, report};

pub mod change;
pub mod judge;
pub mod notice;
pub mod promised;
pub mod told;

use change::Change;
use judge::{Example, Judge};
use notice::Witness;
use promised::Promises;

/// What `mutate` is told.
#[derive(Debug, clap::Args)]
pub struct MutateArguments {
    /// Folder of the pack
    pack: PathBuf,
    /// Only the conditions of this card or item
    #[arg(long, value_name = "ID")]
    only: Option<String>,
    /// Only the conditions of rights, with those of their time limits
    #[arg(long)]
    rights: bool,
    /// How many are tried at the same time; as many as the machine has processors if left out
    #[arg(long, value_name = "NUMBER")]
    jobs: Option<usize>,
    /// The day on which people ask, YYYY-MM-DD; today if left out
    #[arg(long, value_name = "DAY", value_parser = day)]
    today: Option<Date>,
}

/// How the changes of a pack's conditions end.
#[derive(Debug, Default)]
pub struct Tally {
    /// Made, one for each way to change one condition.
    pub made: usize,
    /// Noticed by a persona.
    pub by_personas: usize,
    /// Noticed by a promise and no persona.
    pub by_promises: usize,
    /// Shown for no answers at all.
    pub equal: usize,
    /// Not noticed, in the order of the pack.
    pub left: Vec<Survivor>,
}

/// A change that nobody notices.
#[derive(Debug)]
pub struct Survivor {
    /// The condition, by its index among those of the pack.
    pub rule: usize,
    /// The change.
    pub change: Change,
    /// The smallest answers for which it shows.
    pub example: Example,
}

/// Tries all changes and prints those that are left; whether none is.
///
/// # Errors
/// What keeps the pack from being read; an id that there is not; an interruption, after what was found until then is printed.
pub fn run(arguments: &MutateArguments) -> Result<bool, String> {
    let Some((compiled, documents)) = load_clean(&arguments.pack, true)? else { return Ok(false) };
    let today = today(arguments.today)?;
    let mut problems = Problems::default();
    persona::test(&compiled, &mut problems);
    if !problems.0.is_empty() {
        report::line(&report::problems(&problems, &documents));
        return Ok(false);
    }
    let rules = chosen(&compiled, &documents, arguments)?;
    let (tally, interruption) = tally(&compiled, &rules, today, arguments.jobs);
    for (index, survivor) in tally.left.iter().enumerate() {
        report::line(&told::survivor(survivor, index + 1, &compiled, &documents, today));
    }
    let of = if arguments.rights { "conditions of rights" } else { "conditions" };
    // Of one card, or after an interruption, none means no more than that.
    let is_whole = rules.is_empty() && arguments.only.is_none() && interruption.is_none();
    report::line(&if is_whole { told::nothing(&compiled, of) } else { told::numbers(&tally, &compiled, of) });
    interruption.map_or(Ok(tally.left.is_empty()), Err)
}

/// The conditions to change, by index: those named, or of a local pack those in its own files.
fn chosen(compiled: &Compiled, documents: &[Document], arguments: &MutateArguments) -> Result<Vec<usize>, String> {
    let pack = &compiled.pack;
    if let Some(only) = &arguments.only {
        let known = || pack.cards.iter().map(|card| card.id.as_str()).chain(pack.items.iter().map(|item| item.id.as_str()));
        if !known().any(|id| id == only) {
            return Err(format!("there is no card and no item `{only}`; {}", meant(only, known().collect::<Vec<_>>())));
        }
    }
    let is_chosen = |rule: &Rule| {
        let is_named = arguments.only.as_ref().is_none_or(|only| rule.owner.id(pack) == only);
        let is_right = match rule.owner {
            Owner::Card(card) | Owner::Deadline(card, _) => pack.cards.get(card).is_some_and(|card| card.kind == CardKind::Right),
            Owner::Item(_) | Owner::Option(..) => false,
        };
        let is_own = documents.get(rule.text.place.document).is_some_and(|document| document.path.starts_with(&arguments.pack));
        is_named && (is_right || !arguments.rights) && (is_own || arguments.only.is_some())
    };
    Ok(compiled.written.rules.iter().enumerate().filter(|(_, rule)| is_chosen(rule)).map(|(index, _)| index).collect())
}

/// How the changes of these conditions end, and what to say if it was interrupted.
#[must_use]
pub fn tally(compiled: &Compiled, rules: &[usize], today: Date, jobs: Option<usize>) -> (Tally, Option<String>) {
    let work: Vec<(usize, &Rule, Vec<Change>)> = rules
        .iter()
        .filter_map(|index| {
            let rule = compiled.written.rules.get(*index)?;
            let root = parts::read(&rule.text.text, &compiled.written.named)?;
            Some((*index, rule, change::changes(&root, &compiled.pack)))
        })
        .collect();
    let made = work.iter().map(|(_, _, changes)| changes.len()).sum();
    let progress = Progress::new("changes of conditions tried", made);
    let space = judge::space(&compiled.pack, today);
    let view = View::new(&space, &compiled.pack);
    let judge = Judge::new(&view);
    let promises = Promises::new(compiled, &view);
    let witnesses = notice::witnesses(compiled);
    let (next, sum) = (AtomicUsize::new(0), Mutex::new(Tally::default()));
    let jobs = jobs.or_else(|| thread::available_parallelism().ok().map(usize::from)).unwrap_or(1).max(1);
    thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                let mut pack = compiled.pack.clone();
                while let Some((index, rule, changes)) = work.get(next.fetch_add(1, Ordering::SeqCst)) {
                    let own = one(&mut pack, *index, rule.owner, changes, &witnesses, (&judge, &promises), &progress);
                    sum.lock().unwrap_or_else(PoisonError::into_inner).add(own);
                    if progress.is_interrupted() {
                        break;
                    }
                }
            });
        }
    });
    let mut tally = sum.into_inner().unwrap_or_else(PoisonError::into_inner);
    tally.left.sort_by_key(|survivor| (survivor.rule, survivor.change.at.start));
    (tally, progress.interruption())
}

/// How the changes of one condition end.
fn one(
    pack: &mut Pack,
    rule: usize,
    owner: Owner,
    changes: &[Change],
    witnesses: &[Witness<'_>],
    (judge, promises): (&Judge<'_>, &Promises<'_>),
    progress: &Progress,
) -> Tally {
    let conditions: Vec<Condition> = changes.iter().map(|change| change.part.condition()).collect();
    let noticed = notice::noticed(pack, owner, &conditions, witnesses);
    let mut tally = Tally::default();
    for ((change, condition), is_noticed) in changes.iter().zip(&conditions).zip(noticed) {
        if progress.is_interrupted() {
            break;
        }
        tally.made += 1;
        if is_noticed {
            tally.by_personas += 1;
        } else if let Some(example) = judge.difference(owner, condition) {
            if promises.notice(owner, condition) {
                tally.by_promises += 1;
            } else {
                tally.left.push(Survivor { rule, change: change.clone(), example });
            }
        } else {
            tally.equal += 1;
        }
        progress.step();
    }
    tally
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.made += other.made;
        self.by_personas += other.by_personas;
        self.by_promises += other.by_promises;
        self.equal += other.equal;
        self.left.extend(other.left);
    }
}
