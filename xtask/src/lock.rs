//! One at a time: a lock on a folder that only one run may fill.
//!
//! In: the folder, and a word for the work. Out: a `Lock`, held until it is dropped.
//! Never left behind: the system itself lets go when the program that holds it ends, however it ends.
//! Next: `setup.rs` and `build.rs`, which hold one.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;
use std::process;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

const LONGEST_WAIT: Duration = Duration::from_mins(60);

/// Held while the folder is filled.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock, waiting for another run to end. `work` names what is done under it.
    ///
    /// # Errors
    /// The file cannot be made, or the other run takes longer than an hour.
    pub fn take(folder: &Path, work: &str) -> Result<Self> {
        Self::take_within(folder, work, LONGEST_WAIT)
    }

    fn take_within(folder: &Path, work: &str, longest: Duration) -> Result<Self> {
        let path = folder.join(format!("{work}.lock"));
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .with_context(|| format!("could not make {}", path.display()))?;
        let start = Instant::now();
        let mut is_told = false;
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => {
                    // Some network folders have no locks; better to go on than not to work there.
                    println!("{work}: no lock to be had here ({error}); run one at a time");
                    break;
                }
            }
            if !is_told {
                let mut holder = String::new();
                file.rewind()?;
                file.read_to_string(&mut holder)?;
                println!("{work}: waiting for another run (process {}) to end its own", holder.trim());
                is_told = true;
            }
            if start.elapsed() >= longest {
                bail!("another run still holds {}; end it and try again", path.display());
            }
            thread::sleep(Duration::from_millis(500).min(longest));
        }
        file.set_len(0)?;
        file.rewind()?;
        write!(file, "{}", process::id())?;
        Ok(Self { _file: file })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> Result<std::path::PathBuf> {
        let folder = std::env::temp_dir().join(format!("lykta-lock-{name}-{}", process::id()));
        std::fs::create_dir_all(&folder)?;
        Ok(folder)
    }

    #[test]
    fn a_second_run_does_not_start_while_the_first_goes_on() -> Result<()> {
        let folder = folder("held")?;
        let first = Lock::take(&folder, "test")?;
        assert!(Lock::take_within(&folder, "test", Duration::ZERO).is_err());
        drop(first);
        std::fs::remove_dir_all(folder)?;
        Ok(())
    }

    #[test]
    fn a_lock_file_left_by_a_run_that_was_killed_holds_up_nothing() -> Result<()> {
        let folder = folder("stale")?;
        std::fs::write(folder.join("test.lock"), "1")?;
        assert!(Lock::take_within(&folder, "test", Duration::ZERO).is_ok());
        std::fs::remove_dir_all(folder)?;
        Ok(())
    }
}
