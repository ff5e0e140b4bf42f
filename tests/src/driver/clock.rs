//! The clock and the time zone of a whole browser: of its processes, not of one page.
//!
//! In: a moment, the zone that the device is set to. Out: what a driver is started with, so that it and the browser that it starts see
//! that moment, and go on from there. What measures spans of time keeps the true pace.
//! It is done by `fixtures/clock.c`, compiled by `cc` and loaded before the system's own library. Linux alone.
//! Next: `chromium.rs`, `firefox.rs`, `webkit.rs`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use lykta_core::date::Date;
use lykta_core::schedule::minute_of;

use crate::failure::{Failure, Result};
use crate::page::target_folder;

/// When a browser starts, and where its device believes to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Seconds since 1970, in the time of Greenwich.
    seconds: i64,
    /// The zone of the device, IANA name.
    zone: String,
}

impl Clock {
    /// A moment such as `2026-12-24 10:30` in the time of Greenwich, on a device in a zone such as `Europe/Helsinki`.
    ///
    /// # Errors
    /// If the moment is not written so.
    #[track_caller]
    pub fn at(moment: &str, zone: &str) -> Result<Clock> {
        let read = moment.split_once(' ').and_then(|(date, time)| Some((Date::parse(date)?, minute_of(time)?)));
        let (date, minute) = read.ok_or_else(|| Failure::new(format!("{moment} is no moment; write it like 2026-12-24 10:30")))?;
        let seconds = i64::from(Date::EPOCH.days_until(date)) * 86_400 + i64::from(minute) * 60;
        Ok(Clock { seconds, zone: zone.to_owned() })
    }

    /// Sets what is started, and all that it starts, to this clock.
    #[track_caller]
    pub(super) fn set(&self, command: &mut Command) -> Result<()> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_err(|error| Failure::new(error.to_string()))?.as_secs();
        // A step from the true time, which is the same for every process, whenever it starts.
        let step = self.seconds - i64::try_from(now).map_err(|error| Failure::new(error.to_string()))?;
        command.env("LD_PRELOAD", library()?).env("LYKTA_CLOCK_STEP", step.to_string()).env("TZ", &self.zone);
        Ok(())
    }
}

/// The library, compiled once for each run of tests.
#[track_caller]
fn library() -> Result<PathBuf> {
    static MAKING: Mutex<Option<PathBuf>> = Mutex::new(None);
    let mut made = MAKING.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(library) = made.as_ref() {
        return Ok(library.clone());
    }
    let folder = std::path::absolute(target_folder().join("journeys"))?;
    std::fs::create_dir_all(&folder)?;
    // Under a name of this process first: another may be loading the file that is there.
    let (library, making) = (folder.join("clock.so"), folder.join(format!("clock-{}.so", std::process::id())));
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/clock.c");
    let compiled = Command::new("cc").args(["-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-o"]).arg(&making).arg(source).status()?;
    if !compiled.success() {
        return Err(Failure::new("cc did not compile fixtures/clock.c, by which a browser's clock is set"));
    }
    std::fs::rename(&making, &library)?;
    *made = Some(library.clone());
    Ok(library)
}
