//! What can go wrong between a server and a browser.
//!
//! In: nothing. Out: what a test tells the server to do to one file.
//! Next: `server.rs`, which does it.

/// What happens to a file on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The answer is "404 Not Found".
    Missing,
    /// Other bytes come, with the content type of the path; a file that is not there comes to be.
    Replaced(Vec<u8>),
    /// One byte is turned into its opposite, as if someone had changed the file. The byte is one of those
    /// sent, so of the Brotli form where that is.
    Tampered {
        /// Which byte, from 0.
        at: usize,
    },
    /// The file ends early, as after an upload that did not finish; nothing tells.
    CutShort {
        /// How many bytes are left.
        to: usize,
    },
    /// The connection closes before all announced bytes have come.
    BreaksOff {
        /// How many bytes come.
        after: usize,
    },
    /// No answer until `Server::mend`.
    Hangs,
}
