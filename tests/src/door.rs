//! A door that nobody answers: it hears who knocks, and closes at once.
//!
//! In: nothing. Out: an address, and how often it was asked for.
//! For an exit that must be `https` and lie on this machine: what is asked for there cannot be read, only that it is.
//! Next: `town.rs`.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crate::failure::Result;

/// Closed when dropped.
pub struct Door {
    address: SocketAddr,
    knocks: Arc<AtomicUsize>,
    is_over: Arc<AtomicBool>,
}

impl Door {
    /// A door of its own.
    ///
    /// # Errors
    /// If no port can be had.
    #[track_caller]
    pub fn new() -> Result<Door> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let door = Door { address: listener.local_addr()?, knocks: Arc::default(), is_over: Arc::default() };
        let (knocks, is_over) = (Arc::clone(&door.knocks), Arc::clone(&door.is_over));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                drop(stream);
                if is_over.load(Ordering::Relaxed) {
                    return;
                }
                knocks.fetch_add(1, Ordering::Relaxed);
            }
        });
        Ok(door)
    }

    /// Host and port.
    #[must_use]
    pub fn host(&self) -> String {
        self.address.to_string()
    }

    /// The address of a page behind it.
    #[must_use]
    pub fn url(&self) -> String {
        format!("https://{}/left", self.address)
    }

    /// How often someone came; a browser may try more than once.
    #[must_use]
    pub fn knocks(&self) -> usize {
        self.knocks.load(Ordering::Relaxed)
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        // Wakes the thread that accepts, which then sees that it is over.
        let _ = TcpStream::connect(self.address);
    }
}
