//! WebKitGTK's small browser and its driver: how they are started, and how a person's choices are set.
//!
//! In: `Settings`. Out: a driver that listens, the screen it draws on, and the capabilities. The environment
//! variables `WEBKIT_DRIVER`, `MINIBROWSER` and `XVFB` name other programs.
//! The browser has no headless mode, so it draws on an X server that nobody sees. It has no profile folder
//! either: it is told where home is.
//! Next: `../driver.rs`.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::failure::{Failure, Result};
use crate::page::target_folder;

use super::folder::Folder;
use super::process::{Process, free_port, program};
use super::{Launch, Motion, Settings};

/// The browser does not make its window narrower than its own bar; a phone's width is smaller than that.
const STYLE: &str = "* { font-size: 1px; padding: 0; margin: 0; border-width: 0; min-width: 0; min-height: 0; }\n";

/// The locale that every system has.
const LOCALE: &str = "/usr/lib/locale/C.utf8";

#[track_caller]
pub(super) fn launch(settings: &Settings, folder: &Folder) -> Result<Launch> {
    let mut command = Command::new(program("XVFB", &["Xvfb"]));
    command.args(["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]);
    let mut screen = Process::start(&mut command, "XVFB")?;
    let display: u32 = screen.announced(|line| line.trim().parse().ok())?;

    folder.write("config/gtk-3.0/gtk.css", STYLE)?;
    let moves = u32::from(settings.motion == Motion::Any);
    folder.write("config/gtk-3.0/settings.ini", &format!("[Settings]\ngtk-enable-animations={moves}\n"))?;
    folder.write("config/user-dirs.dirs", &format!("XDG_DOWNLOAD_DIR=\"{}\"\n", folder.downloads().display()))?;
    let config = folder.write("browser.ini", &config(settings))?;

    let mut command = Command::new(program("WEBKIT_DRIVER", &["WebKitWebDriver"]));
    let port = free_port()?;
    folder
        .house(&mut command)?
        .arg(format!("--port={port}"))
        .env("DISPLAY", format!(":{display}"))
        .env("LOCPATH", locales(settings, folder)?)
        .env("LANG", format!("{}.UTF-8", locale(settings)))
        .env_remove("LANGUAGE")
        .env_remove("LC_ALL")
        .env_remove("WAYLAND_DISPLAY")
        // No services of a desktop are sought or started.
        .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
        .env("NO_AT_BRIDGE", "1")
        .env("GSETTINGS_BACKEND", "memory")
        // The list of the system's media plugins takes seconds to make, so one is kept for all browsers.
        .env("GST_REGISTRY", registry()?)
        .env("JSC_useWasm", if settings.has_wasm { "1" } else { "0" });
    if let Some(clock) = &settings.clock {
        clock.set(&mut command)?;
    }
    let mut driver = Process::start(&mut command, "WEBKIT_DRIVER")?;
    driver.listens(port)?;
    Ok(Launch { processes: vec![driver, screen], port, capabilities: capabilities(settings, &config) })
}

#[track_caller]
fn registry() -> Result<PathBuf> {
    let folder = target_folder().join("journeys");
    std::fs::create_dir_all(&folder)?;
    Ok(std::path::absolute(folder.join("media-plugins"))?)
}

fn capabilities(settings: &Settings, config: &Path) -> Value {
    let mut arguments = vec!["--automation".to_owned(), format!("--config={}", config.display())];
    if settings.dark {
        arguments.push("--dark-mode".to_owned());
    }
    let mut options = json!({ "args": arguments, "useOverlayScrollbars": true });
    // The driver knows where the browser is that came with it.
    if let (Ok(binary), Some(options)) = (std::env::var("MINIBROWSER"), options.as_object_mut()) {
        options.insert("binary".to_owned(), Value::String(binary));
    }
    json!({ "webkitgtk:browserOptions": options })
}

fn config(settings: &Settings) -> String {
    let (size, fixed_size) = (16 * settings.text_percent / 100, 13 * settings.text_percent / 100);
    format!(
        "[websettings]\nenable-javascript={}\ndefault-font-size={size}\ndefault-monospace-font-size={fixed_size}\n",
        settings.has_scripts
    )
}

/// The first of the person's languages, as a locale is called: the engine names the language of its locale
/// and no other.
fn locale(settings: &Settings) -> String {
    settings.languages.split(',').next().unwrap_or_default().trim().replace('-', "_")
}

/// A folder in which the person's locale is the one that every system has, under the name of theirs, so that
/// none need be installed.
#[track_caller]
fn locales(settings: &Settings, folder: &Folder) -> Result<PathBuf> {
    if !Path::new(LOCALE).is_dir() {
        return Err(Failure::new(format!("there is no {LOCALE}, by which the browser is told its language")));
    }
    let locales = folder.path().join("locales");
    std::fs::create_dir_all(&locales)?;
    std::os::unix::fs::symlink(LOCALE, locales.join(format!("{}.utf8", locale(settings))))?;
    Ok(locales)
}
