//! Chromium and chromedriver: how one is started, and how a person's choices are set.
//!
//! In: `Settings`. Out: a driver that listens, and the capabilities. The environment variables `CHROMIUM` and
//! `CHROMEDRIVER` name other programs.
//! Next: `../driver.rs`.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::failure::Result;
use crate::wire::Session;

use super::folder::Folder;
use super::process::{Process, program};
use super::{Colors, Launch, Motion, Settings};

#[track_caller]
pub(super) fn launch(settings: &Settings, folder: &Folder) -> Result<Launch> {
    // chromedriver takes a free port of IPv6, and ends if the same of IPv4 is not free: once in many starts.
    let (driver, port) = driver(settings, folder).or_else(|_| driver(settings, folder)).or_else(|_| driver(settings, folder))?;
    Ok(Launch { processes: vec![driver], port, capabilities: capabilities(settings, folder.path()) })
}

#[track_caller]
fn driver(settings: &Settings, folder: &Folder) -> Result<(Process, u16)> {
    let mut command = Command::new(program("CHROMEDRIVER", &["chromedriver"]));
    command.arg("--port=0").env("TMPDIR", folder.path());
    if let Some(clock) = &settings.clock {
        clock.set(&mut command)?;
    }
    if let Some(voices) = &settings.voices {
        command.env("SPEECHD_ADDRESS", voices);
    }
    let mut driver = Process::start(&mut command, "CHROMEDRIVER")?;
    let port = driver.announced(|line| line.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok())?;
    Ok((driver, port))
}

/// Makes the processor look slower to the pages, by the browser's own protocol.
pub(super) fn slow_down(session: &Session, times: u32) -> Result<()> {
    let command = json!({ "cmd": "Emulation.setCPUThrottlingRate", "params": { "rate": times } });
    session.post("/goog/cdp/execute", &command).map(drop)
}

/// Makes the network look slow to the pages, by chromedriver's own command.
pub(super) fn slow_network(session: &Session, latency: u32, kilobits: u32) -> Result<()> {
    let bytes = u64::from(kilobits) * 1000 / 8;
    let conditions = json!({ "offline": false, "latency": latency, "download_throughput": bytes, "upload_throughput": bytes });
    session.post("/chromium/network_conditions", &json!({ "network_conditions": conditions })).map(drop)
}

/// What a person wishes of all pages, by the browser's own protocol; it holds in frames and on every page from here on.
pub(super) fn wish(session: &Session, settings: &Settings) -> Result<()> {
    if settings.colors == Colors::Own && settings.motion == Motion::Any {
        return Ok(());
    }
    let feature = |name: &str, value: &str| json!({ "name": name, "value": value });
    let features = [
        feature("prefers-color-scheme", if settings.dark { "dark" } else { "light" }),
        feature("forced-colors", if settings.colors == Colors::Forced { "active" } else { "none" }),
        feature("prefers-reduced-motion", if settings.motion == Motion::Reduced { "reduce" } else { "no-preference" }),
    ];
    let command = json!({ "cmd": "Emulation.setEmulatedMedia", "params": { "features": features } });
    session.post("/goog/cdp/execute", &command).map(drop)
}

/// What the page has written to the console since the last call; Chromium's own command.
#[track_caller]
pub(super) fn take_console(session: &Session) -> Result<Vec<String>> {
    let entries = session.post("/se/log", &json!({ "type": "browser" }))?;
    let part = |entry: &Value, key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let entries = entries.as_array().map(Vec::as_slice).unwrap_or_default();
    Ok(entries.iter().map(|entry| format!("{}: {}", part(entry, "level"), part(entry, "message"))).collect())
}

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
    // By itself it asks for no voices of the device.
    if let (Some(_), Some(args)) = (&settings.voices, options.pointer_mut("/args").and_then(Value::as_array_mut)) {
        args.push(json!("--enable-speech-dispatcher"));
    }
    if let (Ok(binary), Some(options)) = (std::env::var("CHROMIUM"), options.as_object_mut()) {
        options.insert("binary".to_owned(), Value::String(binary));
    }
    json!({ "browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": { "browser": "ALL" } })
}
