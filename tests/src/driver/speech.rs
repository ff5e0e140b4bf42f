//! A voice of the device: a real synthesizer, of this test alone, and what is heard of it.
//!
//! In: nothing. Out: `Synthesizer`: speech-dispatcher with eSpeak NG, without a port, gone when dropped. The environment variables
//! `SPEECH_DISPATCHER` and `ESPEAK` name other programs.
//! No sound card is needed: the sound goes by ALSA's file plug-in into a pipe, and is taken out of it no faster than a person would hear it.
//! The plug-in takes a whole line before it plays it: told to be silent, the voice ends the line that it is at.
//! Next: `../driver.rs`, whose `Settings` name it to a browser; `../../tests/voice.rs`.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rustix::fs::{CWD, Mode, OFlags, mkfifoat};

use crate::failure::{Failure, Result};
use crate::wait;

use super::folder::Folder;
use super::process::{Process, program};

/// What is said where the synthesizer is not there.
const MISSING: &str = "there is no synthesizer to read aloud; `cargo xtask setup --tests` installs it";

/// How eSpeak NG gives its sound: so many samples a second, of two bytes, for one ear.
const RATE: u32 = 22_050;

/// The sound is taken in pieces of this many bytes: 50 in a second.
const PIECE: usize = RATE as usize * 2 / 50;

/// A sample beyond this, of 32,768, is heard.
const LOUD: u16 = 300;

/// A running synthesizer that a browser can speak by; stopped, with all that it left on the disk, when dropped.
pub struct Synthesizer {
    ear: Arc<Mutex<Heard>>,
    /// Dropped to end the listening.
    listening: Option<Sender<()>>,
    listener: Option<JoinHandle<()>>,
    // Dropped in this order: the process ends before its folder goes.
    process: Option<Process>,
    folder: Folder,
}

/// What came out of the loudspeaker so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// All samples, silent ones among them.
    samples: u64,
    /// Those that one hears.
    loud: u64,
    last: Option<Instant>,
}

impl Heard {
    /// How long something came out of the loudspeaker, in seconds of a person's time, short breaks between words counted.
    #[must_use]
    pub fn seconds(&self) -> u64 {
        self.samples / u64::from(RATE)
    }

    /// How many samples were more than silence.
    #[must_use]
    pub fn loud(&self) -> u64 {
        self.loud
    }

    /// For how long nothing has come; none if nothing came ever.
    #[must_use]
    pub fn quiet(&self) -> Option<Duration> {
        self.last.map(|last| last.elapsed())
    }
}

impl Synthesizer {
    /// Starts one, and listens so many times faster than a person.
    ///
    /// # Errors
    /// If it is not installed, or does not start.
    #[track_caller]
    pub fn start(times: u32) -> Result<Synthesizer> {
        let folder = Folder::create()?;
        let pipe = folder.path().join("sound");
        mkfifoat(CWD, &pipe, Mode::RUSR | Mode::WUSR).map_err(std::io::Error::from)?;
        // Open both ways, so that the pipe never ends, whoever opens and closes the other end.
        let sound = OpenOptions::new().read(true).write(true).open(&pipe)?;
        let ear = Arc::new(Mutex::new(Heard::default()));
        let (listening, ended) = mpsc::channel();
        let listener = {
            let ear = Arc::clone(&ear);
            std::thread::spawn(move || listen(sound, times, &ear, &|pause| ended.recv_timeout(pause) != Err(RecvTimeoutError::Timeout)))
        };
        let mut synthesizer = Synthesizer { ear, listening: Some(listening), listener: Some(listener), process: None, folder };
        synthesizer.process = Some(synthesizer.dispatcher()?);
        Ok(synthesizer)
    }

    /// Where a browser finds it, in the words of `SPEECHD_ADDRESS`.
    #[must_use]
    pub fn address(&self) -> String {
        format!("unix_socket:{}", self.socket().display())
    }

    /// What was heard so far.
    #[must_use]
    pub fn heard(&self) -> Heard {
        *self.ear.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn socket(&self) -> PathBuf {
        self.folder.path().join("socket")
    }

    #[track_caller]
    fn dispatcher(&self) -> Result<Process> {
        let path = self.folder.path();
        let config = "LogLevel 1\nAudioOutputMethod \"alsa\"\nAddModule \"espeak-ng\" \"sd_espeak-ng\" \"espeak-ng.conf\"\nDefaultModule espeak-ng\n";
        self.folder.write("config/speechd.conf", config)?;
        self.folder.write("config/modules/espeak-ng.conf", "")?;
        let sound = format!(
            "pcm.null {{ type null }}\nctl.!default {{ type null }}\n\
             pcm.!default {{ type file slave.pcm \"null\" file \"{}\" format \"raw\" }}\n",
            path.join("sound").display()
        );
        let sound = self.folder.write("sound.conf", &sound)?;
        self.folder.write("voices/espeak-ng-data/voices/README", "none")?;
        languages(&path.join("voices/espeak-ng-data"))?;

        let mut command = Command::new(program("SPEECH_DISPATCHER", &["speech-dispatcher"]));
        self.folder
            .house(&mut command)?
            .args(["--run-single", "--timeout", "0", "--communication-method", "unix_socket", "--socket-path"])
            .arg(self.socket())
            .arg("--config-dir")
            .arg(path.join("config"))
            .arg("--pid-file")
            .arg(path.join("pid"))
            .arg("--log-dir")
            .arg(path.join("log"))
            .env("ALSA_CONFIG_PATH", sound)
            .env("ESPEAK_DATA_PATH", path.join("voices"));
        let process =
            Process::start(&mut command, "SPEECH_DISPATCHER").map_err(|failure| Failure::new(format!("{MISSING}: {}", failure.text())))?;
        let listens = wait::until(wait::LIMIT, || Ok(std::os::unix::net::UnixStream::connect(self.socket()).ok()))?;
        listens.map(|_| process).ok_or_else(|| Failure::new("speech-dispatcher was started, but does not listen"))
    }
}

/// eSpeak NG's voices: one a language. Without its folder of variants, by which each would be there a hundred times, and a browser
/// would need minutes to learn of them all.
#[track_caller]
fn languages(folder: &Path) -> Result<()> {
    let missing = |why: &dyn std::fmt::Display| Failure::new(format!("{MISSING}: {why}"));
    let said = Command::new(program("ESPEAK", &["espeak-ng"])).arg("--version").output().map_err(|error| missing(&error))?;
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let data = said.trim().split_once("Data at: ").ok_or_else(|| missing(&said))?.1;
    for entry in std::fs::read_dir(data)? {
        let entry = entry?;
        if entry.file_name() != "voices" {
            symlink(entry.path(), folder.join(entry.file_name()))?;
        }
    }
    Ok(())
}

/// Takes the sound, until told that it has ended.
fn listen(mut sound: File, times: u32, ear: &Mutex<Heard>, has_ended: &dyn Fn(Duration) -> bool) {
    let mut piece = [0; PIECE];
    // How long the piece sounds.
    let pause = Duration::from_millis(20) / times.max(1);
    while let Ok(length) = sound.read(&mut piece) {
        if has_ended(pause) {
            break;
        }
        let samples = piece.get(..length).unwrap_or_default().chunks_exact(2);
        let samples = samples.filter_map(|sample| sample.try_into().ok().map(i16::from_le_bytes));
        let (all, loud) = samples.fold((0, 0), |(all, loud), sample| (all + 1, loud + u64::from(sample.unsigned_abs() > LOUD)));
        let mut heard = ear.lock().unwrap_or_else(PoisonError::into_inner);
        heard.samples += all;
        heard.loud += loud;
        heard.last = Some(Instant::now());
    }
}

impl Drop for Synthesizer {
    fn drop(&mut self) {
        self.process = None;
        self.listening = None;
        // Whoever waits for sound wakes by it, and then sees that the listening has ended. Without waiting: where sound is still in the
        // pipe, there may be no room, and nobody need be woken.
        let wake = rustix::fs::open(self.folder.path().join("sound"), OFlags::WRONLY | OFlags::NONBLOCK, Mode::empty());
        let _ = wake.map(|wake| File::from(wake).write(&[0, 0]));
        if let Some(listener) = self.listener.take() {
            let _ = listener.join();
        }
    }
}
