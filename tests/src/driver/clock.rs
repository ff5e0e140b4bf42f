//! The clock and the time zone of a whole browser: of its processes, not of one page.
//!
//! In: a moment, the zone that the device is set to. Out: what a driver is started with, so that it and the browser that it starts see
//! that moment, and go on from there. What measures spans of time keeps the true pace.
//! It is done by libfaketime (Debian: `faketime`), loaded before the system's own library; `LIBFAKETIME` names another file of it.
//! Next: `chromium.rs`, `firefox.rs`, `webkit.rs`.

use std::path::PathBuf;
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use lykta_core::date::Date;
use lykta_core::schedule::minute_of;

use crate::failure::{Failure, Result};

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
        command
            .env("LD_PRELOAD", library()?)
            .env("FAKETIME", format!("{step:+}"))
            .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
            .env("DONT_FAKE_MONOTONIC", "1")
            .env("FAKETIME_DONT_RESET", "1")
            .env("TZ", &self.zone);
        Ok(())
    }
}

/// The library, where Debian puts it.
#[track_caller]
fn library() -> Result<PathBuf> {
    let given = std::env::var_os("LIBFAKETIME").map(PathBuf::from);
    let folders = std::fs::read_dir("/usr/lib").into_iter().flatten().filter_map(std::result::Result::ok);
    let mut files = folders.map(|folder| folder.path().join("faketime/libfaketimeMT.so.1"));
    let found = given.or_else(|| files.find(|file| file.is_file()));
    found.ok_or_else(|| Failure::new("there is no libfaketime to set a browser's clock; run cargo xtask setup, or install faketime"))
}
