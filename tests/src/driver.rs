//! A browser of its own for each journey: the driver, the session, a fresh profile; all gone at the end.
//!
//! In: `Settings`. Out: `Browser`.
//! What is Chromium's own is in this file alone, and sets the browser up; the page is looked at through
//! standard commands (`page.rs`), so that another engine needs another `capabilities` and no more.
//! Next: `page.rs`.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use serde_json::{Value, json};

use crate::failure::{Failure, Result};
use crate::page::Page;
use crate::wait;
use crate::wire::Session;

/// How the browser is set up: what the person has chosen on the device, not on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Width of what the page sees, in CSS pixels.
    pub width: u32,
    /// Height of what the page sees, in CSS pixels.
    pub height: u32,
    /// Whether the device prefers dark.
    pub dark: bool,
    /// The person's own text size; 100 is the browser's, 200 twice that.
    pub text_percent: u32,
    /// The languages that the browser names, best first, with commas between.
    pub languages: String,
    /// Whether pages may run scripts.
    pub has_scripts: bool,
    /// Whether there is WebAssembly; a phone's lockdown mode takes it away.
    pub has_wasm: bool,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { width: 1000, height: 900, dark: false, text_percent: 100, languages: "en".to_owned(), has_scripts: true, has_wasm: true }
    }
}

/// A running browser with one window; stopped, with all that it left on the disk, when dropped.
pub struct Browser {
    session: Session,
    // Dropped in this order: the processes end before their folder goes.
    _driver: Driver,
    folder: Folder,
}

impl Browser {
    /// Starts a browser with a profile of its own.
    ///
    /// # Errors
    /// If the driver or the browser does not start; the driver is `chromedriver`, or what the environment
    /// variable `CHROMEDRIVER` names.
    #[track_caller]
    pub fn start(settings: &Settings) -> Result<Browser> {
        let folder = Folder::create()?;
        let driver = Driver::start(&folder.0)?;
        let session = Session::open(driver.port, &capabilities(settings, &folder.0))?;
        let browser = Browser { session, _driver: driver, folder };
        browser.session.post("/timeouts", &json!({ "implicit": 0, "pageLoad": 30_000, "script": 30_000 }))?;
        browser.resize(settings.width, settings.height)?;
        Ok(browser)
    }

    /// The page that the window shows.
    #[must_use]
    pub fn page(&self) -> Page<'_> {
        Page::new(&self.session)
    }

    /// Makes the viewport, not the window around it, this large, in CSS pixels; leaves any frame.
    ///
    /// # Errors
    /// If the window does not take that size.
    #[track_caller]
    pub fn resize(&self, width: u32, height: u32) -> Result<()> {
        self.page().leave_frames()?;
        self.session.post("/window/rect", &json!({ "width": width, "height": height }))?;
        let (inner_width, inner_height) = self.viewport()?;
        let (around, above) = (width.saturating_sub(inner_width), height.saturating_sub(inner_height));
        self.session.post("/window/rect", &json!({ "width": width + around, "height": height + above }))?;
        let seen = wait::until(Duration::from_secs(5), || Ok((self.viewport()? == (width, height)).then_some(())))?;
        match seen {
            Some(()) => Ok(()),
            None => Err(Failure::new(format!("the viewport is {:?}, not {width} x {height}", self.viewport()?))),
        }
    }

    /// What the person has saved from pages so far, as name and bytes, in the order of the names; files
    /// still being written are left out.
    ///
    /// # Errors
    /// If the folder cannot be read.
    #[track_caller]
    pub fn downloads(&self) -> Result<Vec<(String, Vec<u8>)>> {
        let mut files = Vec::new();
        for entry in std::fs::read_dir(self.folder.downloads())? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if !name.ends_with(".crdownload") && !name.starts_with('.') {
                files.push((name, std::fs::read(entry.path())?));
            }
        }
        files.sort();
        Ok(files)
    }

    /// What the page has written to the browser's console since the last call, one line each, errors of the
    /// page and refusals of its policy too. Chromium's own command: others have none.
    ///
    /// # Errors
    /// If the session has ended.
    #[track_caller]
    pub fn take_console(&self) -> Result<Vec<String>> {
        let entries = self.session.post("/se/log", &json!({ "type": "browser" }))?;
        let part = |entry: &Value, key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let entries = entries.as_array().map(Vec::as_slice).unwrap_or_default();
        Ok(entries.iter().map(|entry| format!("{}: {}", part(entry, "level"), part(entry, "message"))).collect())
    }

    fn viewport(&self) -> Result<(u32, u32)> {
        let size = self.session.run("return [window.innerWidth, window.innerHeight]", &[])?;
        let side = |at: usize| size.get(at).and_then(Value::as_u64).and_then(|side| u32::try_from(side).ok());
        side(0).zip(side(1)).ok_or_else(|| Failure::new("the window has no size"))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Whatever does not end by itself is ended with the driver's process group.
        let _ = self.session.delete("");
    }
}

/// Chromium's capabilities.
///
/// Frames are kept in the page's own process, since chromedriver reads no role or name in a frame that
/// has a process of its own ("stale element reference"); the sandbox and the opaque origin are the same.
fn capabilities(settings: &Settings, folder: &Path) -> Value {
    let color_scheme = if settings.dark { 0 } else { 1 };
    let mut options = json!({
        "args": [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-site-isolation-trials",
            // As on a phone, where they take no room.
            "--hide-scrollbars",
            // Without its compiler the engine has no WebAssembly either, as in a phone's lockdown mode.
            if settings.has_wasm { "--js-flags=" } else { "--js-flags=--jitless" },
            format!("--blink-settings=preferredColorScheme={color_scheme}"),
            format!("--user-data-dir={}", folder.join("profile").display()),
        ],
        "prefs": {
            "webkit.webprefs.default_font_size": 16 * settings.text_percent / 100,
            "webkit.webprefs.default_fixed_font_size": 13 * settings.text_percent / 100,
            "intl.accept_languages": settings.languages,
            "intl.selected_languages": settings.languages,
            // An empty page to begin with, in place of the browser's own, which takes long.
            "session.restore_on_startup": 4,
            "session.startup_urls": ["about:blank"],
            "download.default_directory": folder.join("downloads").display().to_string(),
            "download.prompt_for_download": false,
            "profile.managed_default_content_settings.javascript": if settings.has_scripts { 1 } else { 2 },
        },
    });
    if let (Ok(binary), Some(options)) = (std::env::var("CHROMIUM"), options.as_object_mut()) {
        options.insert("binary".to_owned(), Value::String(binary));
    }
    json!({ "browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": { "browser": "ALL" } })
}

/// The driver's process, which heads a process group of its own.
struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    #[track_caller]
    fn start(folder: &Path) -> Result<Driver> {
        let program = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
        let child = Command::new(&program)
            .arg("--port=0")
            .env("TMPDIR", folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn();
        let child = match child {
            Ok(child) => child,
            Err(error) => {
                return Err(Failure::new(format!("could not start {program}: {error}; set CHROMEDRIVER to where it is")));
            }
        };
        let mut driver = Driver { child, port: 0 };
        driver.port = driver.announced_port()?;
        Ok(driver)
    }

    /// The port that the driver chose, from the line in which it says so.
    #[track_caller]
    fn announced_port(&mut self) -> Result<u16> {
        let stdout = self.child.stdout.take().ok_or_else(|| Failure::new("the driver has no output"))?;
        let mut lines = BufReader::new(stdout).lines();
        let mut said = String::new();
        for line in lines.by_ref() {
            let line = line?;
            let port = line.split_once("successfully on port ").map(|(_, port)| port.trim_end_matches('.'));
            if let Some(port) = port.and_then(|port| port.parse().ok()) {
                // The rest is read and dropped, so that the driver never waits for a reader.
                std::thread::spawn(move || lines.for_each(drop));
                return Ok(port);
            }
            said.push_str(&line);
            said.push('\n');
        }
        Err(Failure::new(format!("the driver named no port; it said: {said}")))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let group = rustix::process::Pid::from_child(&self.child);
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        let _ = self.child.wait();
    }
}

/// A folder of this browser alone; removed when dropped.
struct Folder(PathBuf);

impl Folder {
    #[track_caller]
    fn create() -> Result<Folder> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("journeys-{}-{count}", std::process::id()));
        let folder = Folder(path);
        // A process of the same number may have been killed before it could tidy up.
        let _ = std::fs::remove_dir_all(&folder.0);
        std::fs::create_dir_all(folder.downloads())?;
        Ok(folder)
    }

    fn downloads(&self) -> PathBuf {
        self.0.join("downloads")
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
