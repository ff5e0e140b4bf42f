//! A folder of one browser alone: its profile, its home, what it downloads.
//!
//! In: nothing. Out: `Folder`, removed when dropped.
//! Next: `../driver.rs`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use crate::failure::Result;
use crate::wait;

/// A folder of this browser alone; removed when dropped.
pub(super) struct Folder(PathBuf);

impl Folder {
    #[track_caller]
    pub(super) fn create() -> Result<Folder> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("journeys-{}-{count}", std::process::id()));
        let folder = Folder(path);
        // A process of the same number may have been killed before it could tidy up.
        let _ = std::fs::remove_dir_all(&folder.0);
        std::fs::create_dir_all(folder.downloads())?;
        Ok(folder)
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    pub(super) fn downloads(&self) -> PathBuf {
        self.0.join("downloads")
    }

    /// Writes a file with all folders above it; the path is below this folder.
    #[track_caller]
    pub(super) fn write(&self, path: &str, text: &str) -> Result<PathBuf> {
        let file = self.0.join(path);
        if let Some(above) = file.parent() {
            std::fs::create_dir_all(above)?;
        }
        std::fs::write(&file, text)?;
        Ok(file)
    }

    /// Makes everything that a program keeps for its user lie in this folder.
    #[track_caller]
    pub(super) fn house<'a>(&self, command: &'a mut Command) -> Result<&'a mut Command> {
        let own = [
            ("HOME", "home"),
            ("TMPDIR", "temporary"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_STATE_HOME", "state"),
            ("XDG_RUNTIME_DIR", "runtime"),
        ];
        for (variable, name) in own {
            let folder = self.0.join(name);
            std::fs::create_dir_all(&folder)?;
            command.env(variable, folder);
        }
        Ok(command)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A process that is just ending may still write, so once is not always enough.
        let _ = wait::until(Duration::from_secs(5), || {
            let _ = std::fs::remove_dir_all(&self.0);
            Ok((!self.0.exists()).then_some(()))
        });
    }
}
