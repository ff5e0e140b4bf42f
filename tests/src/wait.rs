//! Waiting for something that can be named, with a deadline.
//!
//! In: a limit and a look. Out: what the look found, or nothing once the limit has passed.
//! The only place of the harness that pauses, and only between two looks.
//! Next: `page.rs`, which says what was waited for.

use std::time::{Duration, Instant};

use crate::failure::Result;

/// How long a step of a journey may take before it counts as failed; generous, since machines are slow
/// while they compile.
pub const LIMIT: Duration = Duration::from_secs(15);

const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

/// Looks until something is found or the limit has passed; always looks at least once.
///
/// A look that fails because the page was changing counts as having found nothing.
///
/// # Errors
/// Whatever a look fails with for another reason.
#[track_caller]
pub fn until<T>(limit: Duration, mut look: impl FnMut() -> Result<Option<T>>) -> Result<Option<T>> {
    let deadline = Instant::now() + limit;
    loop {
        match look() {
            Ok(Some(found)) => return Ok(Some(found)),
            Ok(None) => {}
            Err(failure) if failure.is_gone() => {}
            Err(failure) => return Err(failure),
        }
        if Instant::now() >= deadline {
            return Ok(None);
        }
        std::thread::sleep(BETWEEN_LOOKS);
    }
}
