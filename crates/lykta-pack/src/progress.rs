//! Progress: how far long work is, and whether it was interrupted.
//!
//! In: what is done, how much there is of it, each step. Out: a bar on a terminal, a line every few seconds elsewhere, both on standard error.
//! Never prints a result, and never keeps one from being printed: what was found goes through `report.rs`.
//! Ctrl-C sets a mark that the work looks at between two steps, so that nothing is left half done; a second one ends the program at once.
//! Next: `mutate/`, which steps through mutants; `preview.rs`, which goes on until Ctrl-C.

use std::io::IsTerminal as _;
use std::process;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, Once, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::report;

/// Between two lines.
const LINE_EVERY: Duration = Duration::from_secs(5);

/// Whether the person at the keyboard, or the system, asked for an end.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// How much work is under way.
static UNDER_WAY: AtomicUsize = AtomicUsize::new(0);

/// What Ctrl-C does to work that goes on until then.
static ENDING: OnceLock<Box<dyn Fn() + Send + Sync>> = OnceLock::new();

/// Listening to Ctrl-C begins with the first long work.
static LISTENS: Once = Once::new();

/// Long work, seen from outside. May be stepped from several threads.
#[derive(Debug)]
pub struct Progress {
    /// What is counted, such as `mutants tried`.
    what: String,
    /// How much there is; 0 if that is not known.
    total: usize,
    done: AtomicUsize,
    shown: Shown,
}

/// Where it shows.
#[derive(Debug)]
enum Shown {
    /// On a terminal.
    Bar(ProgressBar),
    /// In a file or a pipe: when the last line was written.
    Lines(Mutex<Instant>),
}

impl Progress {
    /// Begins work of `total` steps, 0 if their number is not known, and shows that it began. From now on Ctrl-C only sets a mark.
    #[must_use]
    pub fn new(what: &str, total: usize) -> Self {
        listen();
        UNDER_WAY.fetch_add(1, Ordering::SeqCst);
        let shown = if std::io::stderr().is_terminal() {
            Shown::Bar(bar(what, total))
        } else {
            report::trouble(&said(what, 0, total));
            Shown::Lines(Mutex::new(Instant::now()))
        };
        Self { what: what.to_owned(), total, done: AtomicUsize::new(0), shown }
    }

    /// One more step is done.
    pub fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::SeqCst) + 1;
        match &self.shown {
            Shown::Bar(bar) => bar.inc(1),
            Shown::Lines(last) => {
                let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
                if is_due(*last, Instant::now()) {
                    *last = Instant::now();
                    report::trouble(&said(&self.what, done, self.total));
                }
            }
        }
    }

    /// Whether the work should end after the step under way.
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        INTERRUPTED.load(Ordering::SeqCst)
    }

    /// What to say of work that was interrupted, and how far it came; none if it was not.
    #[must_use]
    pub fn interruption(&self) -> Option<String> {
        self.is_interrupted().then(|| format!("interrupted; {}", said(&self.what, self.done.load(Ordering::SeqCst), self.total)))
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Shown::Bar(bar) = &self.shown {
            bar.finish_and_clear();
        }
        UNDER_WAY.fetch_sub(1, Ordering::SeqCst);
    }
}

/// From now on the first Ctrl-C calls this: for what goes on until it is ended, such as the preview. Only the first such call counts.
pub fn at_interrupt(end: impl Fn() + Send + Sync + 'static) {
    let _ = ENDING.set(Box::new(end));
    listen();
}

/// Where no handler can be set, Ctrl-C ends the program as it always did.
fn listen() {
    LISTENS.call_once(|| drop(ctrlc::set_handler(interrupt)));
}

/// On Ctrl-C. Where nothing is under way, or at the second time, the program ends as it would without a handler.
fn interrupt() {
    let is_again = INTERRUPTED.swap(true, Ordering::SeqCst);
    match ENDING.get() {
        Some(end) if !is_again => end(),
        None if !is_again && UNDER_WAY.load(Ordering::SeqCst) > 0 => {}
        _ => process::exit(130),
    }
}

fn bar(what: &str, total: usize) -> ProgressBar {
    let total = u64::try_from(total).unwrap_or(u64::MAX);
    let (bar, template) = if total == 0 {
        (ProgressBar::no_length(), "{msg}: {pos} {spinner} {elapsed}")
    } else {
        (ProgressBar::new(total), "{msg}: {wide_bar} {pos} of {len}, {eta} left")
    };
    bar.set_draw_target(ProgressDrawTarget::stderr());
    bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.with_message(what.to_owned())
}

fn is_due(last: Instant, now: Instant) -> bool {
    now.duration_since(last) >= LINE_EVERY
}

fn said(what: &str, done: usize, total: usize) -> String {
    if total == 0 { format!("{what}: {done}") } else { format!("{what}: {done} of {total}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_how_much_of_how_much() {
        assert_eq!(said("mutants tried", 3, 40), "mutants tried: 3 of 40");
        assert_eq!(said("records read", 3, 0), "records read: 3");
    }

    #[test]
    fn the_next_line_waits_for_seconds() {
        let last = Instant::now();
        assert!(!is_due(last, last));
        assert!(!is_due(last, last + LINE_EVERY - Duration::from_millis(1)));
        assert!(is_due(last, last + LINE_EVERY));
    }
}
