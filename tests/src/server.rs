//! A web server on the loopback interface that serves one folder, writes down every request, and can
//! be told to fail.
//!
//! In: a folder, the path it is mounted at, faults by path. Out: `Request`s, in the order they came.
//! Own code over `std`, as faults need the bare socket: an answer that breaks off, or never comes.
//! Each connection carries one request, so that every request stands alone. Never listens elsewhere
//! than on 127.0.0.1.
//! Standard: as much of RFC 9112 (HTTP/1.1) as a browser asks of a static server.
//! Next: `fault.rs`, `request.rs`, `leaks.rs`.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::failure::{Failure, Result};
use crate::fault::Fault;
use crate::pattern::fits;
use crate::request::Request;

/// What is served, before the server starts.
#[derive(Clone, Debug)]
pub struct Site {
    folder: PathBuf,
    mount: String,
    headers: Vec<(String, String)>,
}

impl Site {
    /// A folder at the root, with the one header that a sandboxed frame needs.
    pub fn new(folder: impl Into<PathBuf>) -> Site {
        let headers = [("Access-Control-Allow-Origin", "*"), ("Cache-Control", "no-cache")];
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Site { folder: folder.into(), mount: "/".to_owned(), headers: headers.into() }
    }

    /// The built guide: the folder that the environment variable `LYKTA_DIST` names, else `dist`.
    ///
    /// # Errors
    /// If there is no such folder.
    #[track_caller]
    pub fn built() -> Result<Site> {
        let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../dist");
        let folder = std::env::var_os("LYKTA_DIST").map_or_else(beside, PathBuf::from);
        if folder.is_dir() {
            Ok(Site::new(folder))
        } else {
            Err(Failure::new(format!("there is no built guide at {}; build it, or set LYKTA_DIST to where it is", folder.display())))
        }
    }

    /// The folder that is served.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Moves the folder below a path, which begins and ends with a slash.
    #[must_use]
    pub fn at(mut self, mount: &str) -> Site {
        mount.clone_into(&mut self.mount);
        self
    }

    /// Sends a header with every answer, in place of one of the same name.
    #[must_use]
    pub fn header(self, name: &str, value: &str) -> Site {
        let mut site = self.without(name);
        site.headers.push((name.to_owned(), value.to_owned()));
        site
    }

    /// No longer sends a header, such as `Access-Control-Allow-Origin`.
    #[must_use]
    pub fn without(mut self, name: &str) -> Site {
        self.headers.retain(|(given, _)| !given.eq_ignore_ascii_case(name));
        self
    }

    /// Starts serving on a free port; each call is another origin.
    ///
    /// # Errors
    /// If no port can be had.
    #[track_caller]
    pub fn serve(self) -> Result<Server> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared { site: self, state: Mutex::default(), told: Condvar::new() });
        let accepting = Arc::clone(&shared);
        std::thread::spawn(move || accept(&listener, &accepting));
        Ok(Server { address, shared })
    }
}

/// A server that runs until it is dropped.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
}

impl Server {
    /// Scheme, host and port.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address of a file of the folder; the empty path is the folder itself.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{}{path}", self.origin(), self.shared.site.mount)
    }

    /// From now on, a fault for the files that fit: a path below the mount, in which `*` stands for
    /// anything (`*.wasm`). The fault told last wins.
    pub fn fail(&self, path: &str, fault: Fault) {
        self.shared.state().faults.insert(0, (path.to_owned(), fault));
    }

    /// Serves these bytes at a path below the mount, whether there is such a file or not.
    pub fn put(&self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.fail(path, Fault::Replaced(bytes.into()));
    }

    /// The text of a file of the folder, as it stands there.
    ///
    /// # Errors
    /// If there is no such file.
    #[track_caller]
    pub fn text(&self, path: &str) -> Result<String> {
        let file = self.shared.site.folder.join(path);
        std::fs::read_to_string(&file).map_err(|error| Failure::new(format!("{}: {error}", file.display())))
    }

    /// Takes all faults back and answers what was left hanging.
    pub fn mend(&self) {
        self.shared.state().faults.clear();
        self.shared.told.notify_all();
    }

    /// All requests so far, in the order in which they arrived.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.shared.state().requests.clone()
    }

    /// As `requests`, and forgets them, so that the next journey begins with none.
    #[must_use]
    pub fn take_requests(&self) -> Vec<Request> {
        std::mem::take(&mut self.shared.state().requests)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.state().is_over = true;
        self.shared.told.notify_all();
        // Wakes the thread that accepts, which then sees that it is over.
        let _ = TcpStream::connect(self.address);
    }
}

#[derive(Default)]
struct State {
    requests: Vec<Request>,
    faults: Vec<(String, Fault)>,
    is_over: bool,
}

struct Shared {
    site: Site,
    state: Mutex<State>,
    told: Condvar,
}

impl Shared {
    /// A connection that failed midway leaves the state whole, so a poisoned lock is as good as any.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The fault for this file now; one that hangs is waited out.
    fn fault(&self, path: &str) -> Option<Fault> {
        let mut state = self.state();
        loop {
            let found = state.faults.iter().find(|(pattern, _)| fits(pattern, path)).map(|(_, fault)| fault);
            match found {
                Some(Fault::Hangs) if !state.is_over => {
                    state = self.told.wait(state).unwrap_or_else(PoisonError::into_inner);
                }
                found => return found.cloned(),
            }
        }
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.state().is_over {
            return;
        }
        let Ok(stream) = stream else { continue };
        let shared = Arc::clone(shared);
        // A browser that goes away in the middle is no fault of the journey.
        std::thread::spawn(move || drop(converse(stream, &shared)));
    }
}

/// Reads one request, writes it down and answers it.
fn converse(mut stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    // Browsers open connections ahead of need; those that stay silent end here.
    stream.set_read_timeout(Some(Duration::from_secs(120)))?;
    let Some(request) = Request::read(&mut stream)? else {
        return Ok(());
    };
    shared.state().requests.push(request.clone());
    let asked = request.path().strip_prefix(shared.site.mount.as_str()).map(str::to_owned);
    let Some(asked) = asked else {
        return answer(&mut stream, &shared.site, &request, &Reply::missing());
    };
    let fault = shared.fault(&asked);
    let found = file(&shared.site.folder, &asked, &request);
    let reply = match fault {
        None | Some(Fault::Hangs) => found.unwrap_or_else(Reply::missing),
        Some(Fault::Missing) => Reply::missing(),
        Some(Fault::Replaced(bytes)) => Reply::whole(&asked, bytes),
        Some(Fault::Tampered { at }) => found.map_or_else(Reply::missing, |reply| reply.tampered(at)),
        Some(Fault::CutShort { to }) => found.map_or_else(Reply::missing, |reply| reply.cut_short(to)),
        Some(Fault::BreaksOff { after }) => found.map_or_else(Reply::missing, |reply| reply.broken_off(after)),
    };
    answer(&mut stream, &shared.site, &request, &reply)
}

struct Reply {
    status: &'static str,
    content_type: &'static str,
    is_brotli: bool,
    bytes: Vec<u8>,
    /// How many of the announced bytes are sent.
    sent: usize,
}

impl Reply {
    fn whole(path: &str, bytes: Vec<u8>) -> Reply {
        let sent = bytes.len();
        Reply { status: "200 OK", content_type: content_type(path), is_brotli: false, bytes, sent }
    }

    fn missing() -> Reply {
        Reply { status: "404 Not Found", ..Reply::whole("missing.txt", b"not found\n".to_vec()) }
    }

    fn tampered(mut self, at: usize) -> Reply {
        if let Some(byte) = self.bytes.get_mut(at) {
            *byte = !*byte;
        }
        self
    }

    fn cut_short(mut self, to: usize) -> Reply {
        self.bytes.truncate(to);
        self.sent = self.bytes.len();
        self
    }

    fn broken_off(mut self, after: usize) -> Reply {
        self.sent = after.min(self.bytes.len());
        self
    }
}

fn answer(stream: &mut TcpStream, site: &Site, request: &Request, reply: &Reply) -> std::io::Result<()> {
    let mut headers: BTreeMap<&str, String> = BTreeMap::new();
    headers.insert("Content-Type", reply.content_type.to_owned());
    headers.insert("Content-Length", reply.bytes.len().to_string());
    headers.insert("Connection", "close".to_owned());
    if reply.is_brotli {
        headers.insert("Content-Encoding", "br".to_owned());
        headers.insert("Vary", "Accept-Encoding".to_owned());
    }
    let own = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n"));
    let given = site.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n"));
    let head: String = own.chain(given).collect();
    stream.write_all(format!("HTTP/1.1 {}\r\n{head}\r\n", reply.status).as_bytes())?;
    if request.method != "HEAD" {
        stream.write_all(reply.bytes.get(..reply.sent).unwrap_or_default())?;
    }
    stream.flush()?;
    stream.shutdown(Shutdown::Write)?;
    // Closing with unread bytes would reset the connection before the browser has read the answer.
    std::io::copy(&mut stream.take(1 << 20), &mut std::io::sink()).map(drop)
}

/// The file that is asked for, its Brotli form where the browser takes that; a folder means its
/// `index.html`. Nothing outside the folder is ever found.
fn file(folder: &Path, asked: &str, request: &Request) -> Option<Reply> {
    let asked = Path::new(asked);
    let is_inside = asked.components().all(|part| matches!(part, Component::Normal(_)));
    let mut path = folder.join(asked);
    if !is_inside {
        return None;
    }
    if path.is_dir() {
        path = path.join("index.html");
    }
    let name = path.to_str()?;
    let takes_brotli = request
        .header("accept-encoding")
        .is_some_and(|takes| takes.split(',').any(|coding| coding.split(';').next().is_some_and(|name| name.trim() == "br")));
    if takes_brotli && let Ok(bytes) = std::fs::read(format!("{name}.br")) {
        return Some(Reply { is_brotli: true, ..Reply::whole(name, bytes) });
    }
    Some(Reply::whole(name, std::fs::read(&path).ok()?))
}

fn content_type(path: &str) -> &'static str {
    let extension = Path::new(path).extension().and_then(|extension| extension.to_str());
    match extension.unwrap_or("html") {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        "txt" | "md" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::{Server, Site};
    use crate::failure::Result;

    /// Serves a folder of its own with `app.js` and its Brotli form, below `/a/b/`.
    fn served(name: &str) -> Result<Server> {
        let folder = std::env::temp_dir().join(format!("journeys-server-{}-{name}", std::process::id()));
        std::fs::create_dir_all(folder.join("inner"))?;
        for (file, text) in [("app.js", "whole"), ("app.js.br", "small"), ("inner/index.html", "page")] {
            std::fs::write(folder.join(file), text)?;
        }
        let server = Site::new(&folder).at("/a/b/").header("X-Frame-Options", "DENY").serve()?;
        Ok(server)
    }

    /// Status, type, encoding and body of an answer.
    #[track_caller]
    fn check(name: &str, path: &str, accepted: &str, expected: &str) -> Result<()> {
        let server = served(name)?;
        let agent = ureq::Agent::config_builder().http_status_as_error(false).proxy(None).build().new_agent();
        let answer = agent.get(format!("{}{path}", server.origin())).header("Accept-Encoding", accepted).call();
        let mut answer = answer.expect("the server answers");
        let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or("-").to_owned();
        let (kind, coding, origin) = (header("content-type"), header("content-encoding"), header("access-control-allow-origin"));
        assert_eq!(header("x-frame-options"), "DENY");
        assert_eq!(origin, "*");
        let status = answer.status().as_u16();
        let body = answer.body_mut().read_to_string().expect("the body is text");
        assert_eq!(format!("{status} {kind} {coding} {}", body.trim()), expected);
        assert_eq!(server.requests().iter().map(|request| request.target.as_str()).collect::<Vec<_>>(), [path]);
        std::fs::remove_dir_all(&server.shared.site.folder)?;
        Ok(())
    }

    #[test]
    fn the_brotli_form_comes_where_it_is_accepted() -> Result<()> {
        check("br", "/a/b/app.js?x", "gzip, br;q=0.5", "200 text/javascript; charset=utf-8 br small")
    }

    #[test]
    fn the_file_itself_comes_where_it_is_not() -> Result<()> {
        check("plain", "/a/b/app.js", "gzip", "200 text/javascript; charset=utf-8 - whole")
    }

    #[test]
    fn a_folder_means_its_page() -> Result<()> {
        check("folder", "/a/b/inner/", "br", "200 text/html; charset=utf-8 - page")
    }

    #[test]
    fn there_is_nothing_beside_the_mount() -> Result<()> {
        check("beside", "/app.js", "br", "404 text/plain; charset=utf-8 - not found")
    }

    #[test]
    fn there_is_nothing_outside_the_folder() -> Result<()> {
        check("outside", "/a/b/inner/%2e%2e/app.js", "gzip", "404 text/plain; charset=utf-8 - not found")
    }
}
