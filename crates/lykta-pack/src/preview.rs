//! `preview`: the guide with a pack that is being written, on this machine only, built again on every save.
//!
//! In: the folder of a pack, the folder that the app's build made. Out: a panel and the guide at 127.0.0.1, until Ctrl+C.
//! The guide's pages are those that `build` writes, with one script more, which goes in as they are served; no file that ships holds anything of it.
//! Never listens elsewhere than on the loopback interface, never answers another page or another name, writes no log.
//! A pack with problems leaves the guide as it was; the panel shows them as `check` prints them.
//! Next: `preview/site.rs` for the app's files, `preview/watch.rs` for what a save does, `preview/serve.rs` for requests, `preview/why.rs` for the panel's reasons.

use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use lykta_core::date::Date;
use tiny_http::Server;

use crate::load::{day, today};
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

/// Serves the preview until it is ended.
///
/// # Errors
/// No built app, no pack at that place, or no port.
pub fn run(arguments: &PreviewArguments) -> Result<bool, String> {
    let PreviewArguments { pack, dist, port, today: named } = arguments;
    if !pack.is_dir() {
        return Err(format!("{} is not a folder; a pack is a folder with a `pack.toml`", pack.display()));
    }
    let site = Site::find(dist)?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, *port))
        .map_err(|fault| format!("port {port} cannot be used ({fault}); end the program that has it, or give another --port"))?;
    let port = listener.local_addr().map_err(|fault| fault.to_string())?.port();
    let server = Arc::new(Server::from_listener(listener, None).map_err(|fault| format!("the server could not be started: {fault}"))?);
    let shared = Arc::new(Shared::new(pack.clone(), site, port, today(*named)?));

    report::trouble(&format!("preview: building {}", pack.display()));
    watch::build(&shared);
    report::trouble(&format!("preview: the panel is at  http://127.0.0.1:{port}/\nend it with Ctrl+C"));

    let ending = (Arc::clone(&server), Arc::clone(&shared));
    ctrlc::set_handler(move || {
        ending.1.end();
        ending.0.unblock();
    })
    .map_err(|fault| format!("Ctrl+C could not be listened for: {fault}"))?;
    let watched = Arc::clone(&shared);
    let watcher = std::thread::spawn(move || watch::watch(&watched));
    serve::serve(&server, &shared);
    watcher.join().map_err(|_| "the preview ended by a fault of its own".to_owned())?;
    report::trouble("preview: ended");
    Ok(true)
}
