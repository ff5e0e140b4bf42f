//! `preview`: the guide with a pack that is being written, on this machine only, built again on every save.
//!
//! In: the folder of a pack, the folder that the app's build made. Out: a panel and the guide at 127.0.0.1, until Ctrl+C.
//! The guide's pages are those that `build` writes, with one script more, which goes in as they are served; no file that ships holds anything of it.
//! Never listens elsewhere than on the loopback interface, never answers another page or another name, writes no log.
//! A pack with problems leaves the guide as it was; the panel shows them as `check` prints them.
//! Next: `preview/site.rs` for the app's files, `preview/watch.rs` for what a save does, `preview/serve.rs` for requests, `preview/why.rs` for the panel's reasons.

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use lykta_core::date::Date;
use tiny_http::Server;

use crate::load::{self, day, today};
use crate::progress::{self, Progress};
use crate::report;

mod serve;
mod site;
mod state;
mod watch;
mod why;

use site::Site;
use state::Shared;

/// What `preview` is told.
#[derive(Args)]
pub struct PreviewArguments {
    /// Folder of the pack
    pack: PathBuf,
    /// Folder that the app's build made, with `guide/` in it
    #[arg(long, value_name = "FOLDER", default_value = "dist")]
    dist: PathBuf,
    /// Port on this machine; 0 takes any that is free
    #[arg(long, value_name = "PORT", default_value_t = 8090)]
    port: u16,
    /// The day on which the guide begins, YYYY-MM-DD; today if left out
    #[arg(long, value_name = "DAY", value_parser = day)]
    today: Option<Date>,
}

/// Serves the preview until Ctrl+C.
///
/// # Errors
/// No built app, no pack at that place, no port, or an interruption of the first build.
pub fn run(arguments: &PreviewArguments) -> Result<bool, String> {
    let PreviewArguments { pack, dist, port, today: named } = arguments;
    let progress = Progress::new("preview: steps of the first build", watch::STEPS);
    let preview = Preview::begin(pack, dist, *port, today(*named)?, &|| {
        progress.step();
        progress.interruption().map_or(Ok(()), Err)
    })?;
    drop(progress);
    let preview = Arc::new(preview);
    let ending = Arc::clone(&preview);
    progress::at_interrupt(move || ending.end());
    report::trouble(&preview.shared.now().told());
    report::trouble(&format!("preview: the panel is at  {}\nend it with Ctrl+C", preview.address()));
    preview.serve()?;
    report::trouble("preview: ended");
    Ok(true)
}

/// A preview whose first build is there, and which listens.
pub struct Preview {
    server: Server,
    shared: Arc<Shared>,
    /// The files as they were before the first build.
    seen: watch::Seen,
}

impl Preview {
    /// Builds the pack and listens on this machine; port 0 takes any that is free.
    ///
    /// # Errors
    /// No built app, no pack at that place, or no port.
    pub fn start(pack: &Path, dist: &Path, port: u16, today: Date) -> Result<Self, String> {
        Self::begin(pack, dist, port, today, &|| Ok(()))
    }

    /// The same, step by step; `step` is called after each.
    ///
    /// # Errors
    /// As `start`; that of `step`, which ends the build.
    pub fn begin(pack: &Path, dist: &Path, port: u16, today: Date, step: &dyn Fn() -> Result<(), String>) -> Result<Self, String> {
        if !pack.is_dir() {
            return Err(load::no_folder(pack));
        }
        let site = Site::find(dist)?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .map_err(|fault| format!("port {port} cannot be used ({fault}); end the program that has it, or give another --port"))?;
        let port = listener.local_addr().map_err(|fault| fault.to_string())?.port();
        let server = Server::from_listener(listener, None).map_err(|fault| format!("the server could not be started: {fault}"))?;
        let shared = Arc::new(Shared::new(pack.to_path_buf(), site, port, today));
        let seen = watch::seen(pack);
        watch::build(&shared, step)?;
        Ok(Self { server, shared, seen })
    }

    /// Where the panel is.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.shared.port)
    }

    /// Answers, and builds on every save, until it is ended.
    ///
    /// # Errors
    /// A fault of the preview's own.
    pub fn serve(&self) -> Result<(), String> {
        let (watched, seen) = (Arc::clone(&self.shared), self.seen.clone());
        let watcher = std::thread::spawn(move || watch::watch(&watched, seen));
        serve::serve(&self.server, &self.shared);
        watcher.join().map_err(|_| "the preview ended by a fault of its own".to_owned())
    }

    /// Ends it.
    pub fn end(&self) {
        self.shared.end();
        self.server.unblock();
    }
}
