//! What a journey could not do, told so that nobody need run it again to understand it.
//!
//! In: a sentence, and the place in the test that asked. Out: `Failure`, which a test returns with `?`.
//! Never panics: a journey that tries many ways goes on after one of them failed.
//! Next: `page.rs`, which adds what the screen showed.

use std::fmt;
use std::panic::Location;

/// What every part of the harness returns.
pub type Result<T> = std::result::Result<T, Failure>;

/// Something that a journey could not do, or that was not as it must be.
///
/// A test function returns it; the test runner then prints the text and the place.
pub struct Failure {
    text: String,
    is_gone: bool,
    at: &'static Location<'static>,
}

impl Failure {
    /// A failure told in one or more lines; the place is where the caller's caller asked.
    #[track_caller]
    pub fn new(text: impl Into<String>) -> Failure {
        Failure { text: text.into(), is_gone: false, at: Location::caller() }
    }

    /// A failure because an element or frame left the document meanwhile, or is not there yet.
    #[track_caller]
    pub fn gone(text: impl Into<String>) -> Failure {
        Failure { text: text.into(), is_gone: true, at: Location::caller() }
    }

    /// Whether looking again may help, since the page was changing.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.is_gone
    }

    /// The text without the place.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}\n  asked at {}", self.text, self.at)
    }
}

/// The same as `Display`, since this is what the test runner prints.
impl fmt::Debug for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl std::error::Error for Failure {}

impl From<std::io::Error> for Failure {
    #[track_caller]
    fn from(error: std::io::Error) -> Failure {
        Failure::new(error.to_string())
    }
}
