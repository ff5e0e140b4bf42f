//! A browser of its own for each journey: the driver, the session, a fresh profile; all gone at the end.
//!
//! In: `Settings`. Out: `Browser`.
//! What is one engine's own stands in its file below `driver/`, and sets the browser up; the page is looked
//! at through standard commands (`page.rs`), the same for all engines.
//! Next: `driver/chromium.rs`, `driver/firefox.rs`, `driver/webkit.rs`; `page.rs`.

mod chromium;
mod clock;
mod firefox;
mod folder;
mod process;
mod speech;
mod webkit;

use std::fmt;
use std::time::Duration;

use serde_json::{Value, json};

use crate::failure::{Failure, Result};
use crate::page::Page;
use crate::wait;
use crate::wire::Session;

pub use clock::Clock;
pub use speech::{Heard, Synthesizer};

use folder::Folder;
use process::Process;

/// What draws the page and runs its scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, by chromedriver.
    Chromium,
    /// Firefox, by geckodriver.
    Firefox,
    /// WebKitGTK's own small browser, by WebKitWebDriver, on a screen of its own that nobody sees.
    Webkit,
}

impl Engine {
    /// Every engine that the journeys know.
    pub const ALL: [Engine; 3] = [Engine::Chromium, Engine::Firefox, Engine::Webkit];

    /// The engine that the environment variable `LYKTA_ENGINE` names; Chromium where it is not set.
    ///
    /// # Errors
    /// If it names no engine.
    #[track_caller]
    pub fn chosen() -> Result<Engine> {
        let Some(name) = std::env::var_os("LYKTA_ENGINE") else { return Ok(Engine::Chromium) };
        let named = Engine::ALL.into_iter().find(|engine| name == *engine.name());
        named.ok_or_else(|| {
            let known = Engine::ALL.map(Engine::name).join(", ");
            Failure::new(format!("LYKTA_ENGINE is {}, which is no engine; write one of {known}", name.display()))
        })
    }

    /// Its name in `LYKTA_ENGINE`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Engine::Chromium => "chromium",
            Engine::Firefox => "firefox",
            Engine::Webkit => "webkit",
        }
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// Whose colors a page is drawn in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colors {
    /// The page's own.
    Own,
    /// The few that the person has chosen, whatever the page says: forced colors. WebKit has no such thing.
    Forced,
}

/// How much may move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// Whatever the page moves.
    Any,
    /// As little as can be: the wish that `prefers-reduced-motion` tells of.
    Reduced,
}

/// How the browser is set up: what the person has chosen on the device, not on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Which browser it is; by itself the one that `LYKTA_ENGINE` names.
    pub engine: Engine,
    /// Width of what the page sees, in CSS pixels.
    pub width: u32,
    /// Height of what the page sees, in CSS pixels.
    pub height: u32,
    /// Whether the device prefers dark.
    pub dark: bool,
    /// Whose colors a page is drawn in.
    pub colors: Colors,
    /// How much may move.
    pub motion: Motion,
    /// The person's own text size; 100 is the browser's, 200 twice that.
    pub text_percent: u32,
    /// The languages that the browser names, best first, with commas between; WebKit names the first alone.
    pub languages: String,
    /// Whether pages may run scripts.
    pub has_scripts: bool,
    /// Whether there is WebAssembly; a phone's lockdown mode takes it away.
    pub has_wasm: bool,
    /// When it is for the browser, and in which zone; none for the time that it is here.
    pub clock: Option<Clock>,
    /// Where the device's voices are, as `Synthesizer::address` says it; none for a device without any. WebKit knows of no such voices.
    pub voices: Option<String>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            // A name that is not known is told when a browser is to start.
            engine: Engine::chosen().unwrap_or(Engine::Chromium),
            width: 1000,
            height: 900,
            dark: false,
            colors: Colors::Own,
            motion: Motion::Any,
            text_percent: 100,
            languages: "en".to_owned(),
            has_scripts: true,
            has_wasm: true,
            clock: None,
            voices: None,
        }
    }
}

/// What an engine's file starts: a driver that listens, and what to ask of it.
struct Launch {
    /// The driver's first, then what it needs; they end in this order.
    processes: Vec<Process>,
    port: u16,
    capabilities: Value,
}

/// A running browser with one window; stopped, with all that it left on the disk, when dropped.
pub struct Browser {
    session: Session,
    engine: Engine,
    // Dropped in this order: the processes end before their folder goes.
    processes: Vec<Process>,
    folder: Folder,
}

impl Browser {
    /// Starts a browser with a profile of its own.
    ///
    /// # Errors
    /// If the driver or the browser does not start, or `LYKTA_ENGINE` names no engine. The programs are found
    /// on `PATH`, or where the environment variables say that each engine's file names.
    #[track_caller]
    pub fn start(settings: &Settings) -> Result<Browser> {
        Engine::chosen()?;
        let folder = Folder::create()?;
        let Launch { processes, port, capabilities } = match settings.engine {
            Engine::Chromium => chromium::launch(settings, &folder)?,
            Engine::Firefox => firefox::launch(settings, &folder)?,
            Engine::Webkit => webkit::launch(settings, &folder)?,
        };
        let session = Session::open(port, &capabilities)?;
        let browser = Browser { session, engine: settings.engine, processes, folder };
        // The checker looks at a page with a whole country's help for half a minute where the machine is busy.
        browser.session.post("/timeouts", &json!({ "implicit": 0, "pageLoad": 30_000, "script": 80_000 }))?;
        browser.resize(settings.width, settings.height)?;
        if settings.engine == Engine::Chromium {
            chromium::wish(&browser.session, settings)?;
        }
        Ok(browser)
    }

    /// Which engine it has.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The page that the window shows.
    #[must_use]
    pub fn page(&self) -> Page<'_> {
        Page::new(&self.session, self.engine)
    }

    /// Makes the viewport, not the window around it, this large, in CSS pixels; leaves any frame.
    ///
    /// # Errors
    /// If the window does not take that size.
    #[track_caller]
    pub fn resize(&self, width: u32, height: u32) -> Result<()> {
        self.page().leave_frames()?;
        // A busy machine may show the new size later than it says so: what is around the viewport is looked at anew each time.
        for _ in 0..8 {
            let (inner_width, inner_height) = self.viewport()?;
            let outer = self.session.get("/window/rect")?;
            let side = |name: &str| outer.get(name).and_then(Value::as_u64).and_then(|side| u32::try_from(side).ok()).unwrap_or(0);
            let rect = json!({
                "width": (side("width") + width).saturating_sub(inner_width),
                "height": (side("height") + height).saturating_sub(inner_height),
            });
            self.session.post("/window/rect", &rect)?;
            if wait::until(Duration::from_secs(3), || Ok((self.viewport()? == (width, height)).then_some(())))?.is_some() {
                return Ok(());
            }
        }
        Err(Failure::new(format!("the viewport is {:?}, not {width} x {height}", self.viewport()?)))
    }

    /// Makes the processor look so many times slower to the pages; 1 is as it is. Chromium alone can.
    ///
    /// # Errors
    /// If the engine cannot, or the session has ended.
    #[track_caller]
    pub fn slow_down(&self, times: u32) -> Result<()> {
        match self.engine {
            Engine::Chromium => chromium::slow_down(&self.session, times),
            Engine::Firefox | Engine::Webkit => Err(Failure::new("only Chromium's processor can be slowed")),
        }
    }

    /// Makes the network look slow to the pages: each answer comes so many milliseconds later, and all of them
    /// together at no more than so many thousand bits a second. Chromium alone can.
    ///
    /// # Errors
    /// If the engine cannot, or the session has ended.
    #[track_caller]
    pub fn slow_network(&self, latency: u32, kilobits: u32) -> Result<()> {
        match self.engine {
            Engine::Chromium => chromium::slow_network(&self.session, latency, kilobits),
            Engine::Firefox | Engine::Webkit => Err(Failure::new("only Chromium's network can be slowed")),
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
            let is_whole = ![".crdownload", ".part", ".wkdownload"].iter().any(|end| name.ends_with(end));
            if is_whole && !name.starts_with('.') {
                files.push((name, std::fs::read(entry.path())?));
            }
        }
        files.sort();
        Ok(files)
    }

    /// What the page has written to the browser's console since the last call, one line each, in the engine's
    /// own form. In Chromium errors of the page and refusals of its policy too; in Firefox the page's own calls
    /// alone, some time after them; WebKit gives none to a driver.
    ///
    /// # Errors
    /// If the session has ended, or the engine gives none.
    #[track_caller]
    pub fn take_console(&self) -> Result<Vec<String>> {
        match self.engine {
            Engine::Chromium => chromium::take_console(&self.session),
            Engine::Firefox => Ok(firefox::take_console(&self.processes)),
            Engine::Webkit => Err(Failure::new("WebKit tells a driver nothing of its console")),
        }
    }

    fn viewport(&self) -> Result<(u32, u32)> {
        let size = self.session.run("return [window.innerWidth, window.innerHeight]", &[])?;
        let side = |at: usize| size.get(at).and_then(Value::as_u64).and_then(|side| u32::try_from(side).ok());
        side(0).zip(side(1)).ok_or_else(|| Failure::new("the window has no size"))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Whatever does not end by itself is ended with the processes' groups. Firefox takes a second to do so,
        // for the sake of a profile that is thrown away.
        if self.engine != Engine::Firefox {
            let _ = self.session.delete("");
        }
    }
}
