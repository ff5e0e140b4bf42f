//! Firefox and geckodriver: how one is started, and how a person's choices are set.
//!
//! In: `Settings`. Out: a driver that listens, and the capabilities. The environment variables `FIREFOX` and
//! `GECKODRIVER` name other programs.
//! Next: `../driver.rs`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};

use crate::failure::Result;
use crate::page::target_folder;
use crate::wire::Session;

use super::folder::Folder;
use super::process::{Process, program};
use super::{Colors, Launch, Motion, Settings};

/// Firefox does not make its window narrower than its own bar; a phone's width is smaller than that.
const STYLE: &str = ":root { min-width: 0 !important; min-height: 0 !important; }\n";

#[track_caller]
pub(super) fn launch(settings: &Settings, folder: &Folder) -> Result<Launch> {
    copy(&compiled()?, &folder.path().join("profile"))?;
    start(settings, folder)
}

/// What Firefox has compiled of its own scripts at its first start, in a folder that all journeys share: half
/// of a start in a new profile goes into that. It comes from a browser that has opened nothing, and holds
/// nothing of a person. Where Firefox is another by now, it makes its own.
#[track_caller]
fn compiled() -> Result<PathBuf> {
    static MAKING: Mutex<()> = Mutex::new(());
    let _one_at_a_time = MAKING.lock().unwrap_or_else(PoisonError::into_inner);
    let ready = std::path::absolute(target_folder().join("journeys/firefox"))?;
    if !ready.is_dir() {
        let folder = Folder::create()?;
        let launch = start(&Settings::default(), &folder)?;
        // Ended in peace, so that it writes what it has.
        Session::open(launch.port, &launch.capabilities)?.delete("")?;
        let making = ready.with_extension(std::process::id().to_string());
        let profile = folder.path().join("profile");
        std::fs::create_dir_all(&making)?;
        std::fs::copy(profile.join("compatibility.ini"), making.join("compatibility.ini"))?;
        copy(&profile.join("startupCache"), &making.join("startupCache"))?;
        // Another process may have been faster; then its own stays.
        if std::fs::rename(&making, &ready).is_err() {
            std::fs::remove_dir_all(&making)?;
        }
    }
    Ok(ready)
}

/// Copies a folder with all that is in it.
#[track_caller]
fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() { copy(&from, &to)? } else { std::fs::copy(&from, &to).map(drop)? }
    }
    Ok(())
}

#[track_caller]
fn start(settings: &Settings, folder: &Folder) -> Result<Launch> {
    folder.write("profile/chrome/userChrome.css", STYLE)?;
    let mut command = Command::new(program("GECKODRIVER", &["geckodriver"]));
    folder.house(&mut command)?.args(["--port=0", "--websocket-port=0"]);
    if let Some(clock) = &settings.clock {
        clock.set(&mut command)?;
    }
    match &settings.voices {
        Some(voices) => command.env("SPEECHD_ADDRESS", voices),
        // Else it would start a synthesizer where one is installed, and leave it running.
        None => {
            folder.write("config/speech-dispatcher/speechd.conf", "DisableAutoSpawn\n")?;
            command.env_remove("SPEECHD_ADDRESS")
        }
    };
    let mut driver = Process::start(&mut command, "GECKODRIVER")?;
    let port = driver.announced(|line| line.split_once("Listening on ")?.1.rsplit_once(':')?.1.parse().ok())?;
    Ok(Launch { processes: vec![driver], port, capabilities: capabilities(settings, folder) })
}

/// What pages have written to the console since the last call; it comes by the driver's own output.
pub(super) fn take_console(processes: &[Process]) -> Vec<String> {
    processes.iter().flat_map(Process::take_said).filter(|line| line.starts_with("console.")).collect()
}

fn capabilities(settings: &Settings, folder: &Folder) -> Value {
    let profile = folder.path().join("profile").display().to_string();
    let mut prefs = choices(settings, folder);
    for more in [quiet(), forced(settings)] {
        if let (Some(prefs), Value::Object(more)) = (prefs.as_object_mut(), more) {
            prefs.extend(more);
        }
    }
    let options = json!({
        "binary": program("FIREFOX", &["firefox-esr", "firefox"]).display().to_string(),
        "args": ["-headless", "-profile", profile],
        // The second lets a release take another server for its own settings: none.
        "env": { "MOZ_CRASHREPORTER_DISABLE": "1", "MOZ_REMOTE_SETTINGS_DEVTOOLS": "1" },
        "prefs": prefs,
    });
    json!({ "moz:firefoxOptions": options })
}

/// What the person has chosen.
fn choices(settings: &Settings, folder: &Folder) -> Value {
    let (size, fixed_size) = (16 * settings.text_percent / 100, 13 * settings.text_percent / 100);
    json!({
        "ui.systemUsesDarkTheme": u32::from(settings.dark),
        "layout.css.prefers-color-scheme.content-override": if settings.dark { 0 } else { 1 },
        "ui.prefersReducedMotion": u32::from(settings.motion == Motion::Reduced),
        // Of the scripts in which the guide is written; `x-unicode` where a page names no language.
        "font.size.variable.x-western": size,
        "font.size.monospace.x-western": fixed_size,
        "font.size.variable.x-unicode": size,
        "font.size.monospace.x-unicode": fixed_size,
        "intl.accept_languages": settings.languages,
        "javascript.enabled": settings.has_scripts,
        "javascript.options.wasm": settings.has_wasm,
        "browser.download.folderList": 2,
        "browser.download.dir": folder.downloads().display().to_string(),
        "browser.download.useDownloadDir": true,
        "browser.download.always_ask_before_handling_new_types": false,
        // As on a phone, where they take no room.
        "widget.gtk.overlay-scrollbars.enabled": true,
        "ui.useOverlayScrollbars": 1,
        "toolkit.legacyUserProfileCustomizations.stylesheets": true,
        "devtools.console.stdout.content": true,
        "devtools.console.stdout.chrome": false,
    })
}

/// The person's own colors in place of every page's: by day those of the system, by night light on dark.
fn forced(settings: &Settings) -> Value {
    if settings.colors == Colors::Own {
        return json!({});
    }
    let (text, ground, link) = ("#ffffff", "#000000", "#ffff00");
    json!({
        // 2: always.
        "browser.display.document_color_use": 2,
        "ui.useAccessibilityTheme": 1,
        "browser.display.use_system_colors": !settings.dark,
        "browser.display.foreground_color": text,
        "browser.display.foreground_color.dark": text,
        "browser.display.background_color": ground,
        "browser.display.background_color.dark": ground,
        "browser.anchor_color": link,
        "browser.anchor_color.dark": link,
    })
}

/// Nothing that the browser does by itself: no start page, no news, no reports, no look whether there is a
/// network; what the driver already sets is not repeated.
fn quiet() -> Value {
    json!({
        "browser.startup.page": 0,
        "browser.startup.homepage": "about:blank",
        "browser.startup.homepage_override.mstone": "ignore",
        "startup.homepage_welcome_url": "",
        "browser.aboutwelcome.enabled": false,
        "browser.newtabpage.enabled": false,
        "browser.newtab.preload": false,
        "services.settings.server": "data:,#remote-settings-dummy/v1",
        "app.normandy.enabled": false,
        "app.shield.optoutstudies.enabled": false,
        "app.update.auto": false,
        "nimbus.rollouts.enabled": false,
        "messaging-system.rsexperimentloader.enabled": false,
        "toolkit.telemetry.enabled": false,
        "toolkit.telemetry.unified": false,
        "datareporting.healthreport.uploadEnabled": false,
        "datareporting.policy.dataSubmissionEnabled": false,
        "extensions.update.enabled": false,
        "extensions.systemAddon.update.enabled": false,
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
        "network.trr.mode": 5,
        // The bar that says that there is no library for voices; `take.rs` holds that the guide asks for voices before any answer.
        "media.webspeech.synth.dont_notify_on_error": true,
        "browser.safebrowsing.update.enabled": false,
        "browser.search.update": false,
    })
}
