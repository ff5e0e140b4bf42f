//! A small server for the built folder, on this machine only.
//!
//! In: `dist/` and the port wished for. Out: its files over HTTP at 127.0.0.1, until Ctrl+C.
//! Never sends anything outside `dist/`, never lists a folder, writes no log of requests.
//! Standard: HTTP Semantics (RFC 9110).
//! Next: `headers.rs`, which are those of a published guide; `build.rs`, which makes the folder.

use std::fs::File;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread;

use anyhow::{Context, Result, anyhow, bail};
use tiny_http::{Header, Method, Request, Response, Server, StatusCode};

use crate::headers::Headers;
use crate::setup::{self, Needs};
use crate::{build, files};

const THREADS: usize = 8;
const PORTS_TRIED: u16 = 20;

/// What `serve` was asked for.
pub struct Options {
    /// The port to try first.
    pub port: u16,
    /// Whether to open a browser.
    pub is_opened: bool,
}

/// Sets up, builds if need be, and serves until it is ended.
///
/// # Errors
/// The build did not succeed, or no port is free.
pub fn serve(options: &Options) -> Result<()> {
    build::build(&setup::set_up(Needs::Build)?, &build::Options::default())?;
    let dist = build::dist();
    let (listener, port) = listen(options.port)?;
    let server = Server::from_listener(listener, None).map_err(|error| anyhow!("the server could not be started: {error}"))?;
    let server = Arc::new(server);
    let headers = Arc::new(Headers::shipped(port)?);
    let workers: Vec<_> = (0..THREADS)
        .map(|_| {
            let (server, headers, dist) = (Arc::clone(&server), Arc::clone(&headers), dist.clone());
            thread::spawn(move || {
                for request in server.incoming_requests() {
                    // A browser that hung up is no fault.
                    answer(request, &dist, &headers).ok();
                }
            })
        })
        .collect();

    let address = format!("http://127.0.0.1:{port}/");
    println!("\nchoose a country and a language at  {address}\nend it with Ctrl+C");
    if options.is_opened {
        open(&address);
    }
    for worker in workers {
        worker.join().map_err(|_| anyhow!("the server ended by a fault"))?;
    }
    Ok(())
}

/// The first free port from `wished` on.
fn listen(wished: u16) -> Result<(TcpListener, u16)> {
    for port in wished..=wished.saturating_add(PORTS_TRIED) {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => {
                // Port 0 asks the system for any free one.
                let port = listener.local_addr()?.port();
                return Ok((listener, port));
            }
            Err(error) if error.kind() == ErrorKind::AddrInUse => {
                println!("serve: port {port} is in use by another program; trying the next");
            }
            Err(error) => {
                return Err(error).with_context(|| format!("port {port} cannot be used"));
            }
        }
    }
    bail!("no free port from {wished} on; end one of those programs or give another --port")
}

fn answer(request: Request, dist: &Path, headers: &Headers) -> std::io::Result<()> {
    let path = request.url().split(['?', '#']).next().unwrap_or_default().to_owned();
    let refuse = |status, words: &str| {
        let given = headers.of(&path).filter(|(name, _)| *name != "Cache-Control");
        let plain = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")];
        let response = Response::from_string(format!("{words}\n")).with_status_code(StatusCode(status));
        given.chain(plain).fold(response, |response, (name, value)| with(response, name, value))
    };
    if !matches!(request.method(), Method::Get | Method::Head) {
        return request.respond(with(refuse(405, "only GET and HEAD are answered here"), "Allow", "GET, HEAD"));
    }
    let Some(file) = locate(dist, request.url()) else {
        return request.respond(refuse(404, "there is no such page here; the guide begins at /"));
    };
    let small = PathBuf::from(format!("{}.br", file.display()));
    let sent = if takes_brotli(&request) && small.is_file() { &small } else { &file };
    let Ok(content) = File::open(sent) else {
        return request.respond(refuse(404, "this page was taken away just now; try again"));
    };
    let own = [("Content-Type", content_type(&file)), ("Vary", "Accept-Encoding")];
    let coding = (sent == &small).then_some(("Content-Encoding", "br"));
    let response = Response::from_file(content).with_chunked_threshold(usize::MAX);
    request.respond(headers.of(&path).chain(own).chain(coding).fold(response, |response, (name, value)| with(response, name, value)))
}

/// The file that an address names, if it is a plain file inside the folder.
fn locate(dist: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?;
    let path = decode(path.strip_prefix('/')?)?;
    let mut file = dist.to_owned();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        // Files for other servers, and the small files by their own name, are for nobody.
        if part.starts_with(['.', '_']) || part.ends_with(".br") || part.contains(['\\', ':', '\0']) {
            return None;
        }
        file.push(part);
    }
    if file.is_dir() {
        file.push("index.html");
    }
    let real = file.canonicalize().ok()?;
    (real.is_file() && real.starts_with(dist.canonicalize().ok()?)).then_some(file)
}

/// Undoes percent-encoding; `None` if it is broken or not UTF-8.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let digits = str::from_utf8(&digits).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn takes_brotli(request: &Request) -> bool {
    request.headers().iter().filter(|header| header.field.equiv("Accept-Encoding")).any(|header| lists_brotli(header.value.as_str()))
}

fn lists_brotli(encodings: &str) -> bool {
    encodings.split(',').any(|encoding| {
        let mut parts = encoding.split(';').map(str::trim);
        let is_brotli = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("br"));
        let is_refused = parts.filter_map(|part| part.strip_prefix("q=")).any(|weight| weight.trim_matches(['0', '.']).is_empty());
        is_brotli && !is_refused
    })
}

fn content_type(file: &Path) -> &'static str {
    let name = files::name(file);
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Adds a header; one of other signs than ASCII, which no file here holds, is left out.
fn with<R: std::io::Read>(response: Response<R>, name: &str, value: &str) -> Response<R> {
    match Header::from_bytes(name, value) {
        Ok(header) => response.with_header(header),
        Err(()) => response,
    }
}

/// Opens the address in the person's browser; where that cannot be done, the address is on the terminal.
fn open(address: &str) {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let is_opened =
        Command::new(opener).arg(address).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success());
    if !is_opened {
        println!("no browser could be opened from here: open the address by hand");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, url: &str, file: Option<&str>) -> Result<()> {
        let base = std::env::temp_dir().join(format!("lykta-serve-{name}-{}", std::process::id()));
        let dist = base.join("dist");
        std::fs::create_dir_all(dist.join("guide"))?;
        for path in ["dist/index.html", "dist/guide/ä b.html", "dist/.stage", "dist/_headers", "dist/a.js.br", "secret"] {
            std::fs::write(base.join(path), "x")?;
        }
        let found = locate(&dist, url);
        std::fs::remove_dir_all(&base)?;
        assert_eq!(found, file.map(|file| dist.join(file)), "{url}");
        Ok(())
    }

    #[test]
    fn a_folder_is_its_index() -> Result<()> {
        check("root", "/", Some("index.html"))?;
        check("root-with-query", "/?a=b", Some("index.html"))
    }

    #[test]
    fn a_folder_without_index_is_not_listed() -> Result<()> {
        check("list", "/guide/", None)
    }

    #[test]
    fn an_encoded_name_is_decoded_once() -> Result<()> {
        check("encoded", "/guide/%C3%A4%20b.html", Some("guide/ä b.html"))?;
        check("twice", "/guide/%25C3%25A4%2520b.html", None)?;
        check("broken", "/%zz", None)?;
        check("cut", "/%2", None)
    }

    #[test]
    fn nothing_outside_the_folder_is_sent() -> Result<()> {
        check("up", "/../secret", None)?;
        check("up-encoded", "/%2e%2e/secret", None)?;
        check("up-slash-encoded", "/..%2fsecret", None)?;
        check("up-backslash", "/guide/..%5c..%5csecret", None)?;
        check("absolute", "//etc/passwd", None)?;
        check("hidden", "/.stage", None)?;
        check("headers", "/_headers", None)?;
        check("small", "/a.js.br", None)
    }

    /// The head of one answer, from a folder with one page and its small form.
    fn head(name: &str, request: &str) -> Result<String> {
        let dist = std::env::temp_dir().join(format!("lykta-answer-{name}-{}", std::process::id()));
        std::fs::create_dir_all(dist.join("guide"))?;
        std::fs::write(dist.join("guide/fi-sv.html"), "whole")?;
        std::fs::write(dist.join("guide/fi-sv.html.br"), "br")?;
        let (listener, port) = listen(0)?;
        let server = Server::from_listener(listener, None).map_err(|error| anyhow!("{error}"))?;
        let headers = Headers::shipped(port)?;
        let mut stream = std::net::TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        std::io::Write::write_all(
            &mut stream,
            format!("{request} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept-Encoding: br\r\n\r\n").as_bytes(),
        )?;
        answer(server.recv()?, &dist, &headers)?;
        drop(server);
        let mut said = String::new();
        std::io::Read::read_to_string(&mut stream, &mut said)?;
        std::fs::remove_dir_all(dist)?;
        Ok(said)
    }

    #[track_caller]
    fn check_said(said: &str, expected: &[&str], not_expected: &[&str]) {
        for words in expected {
            assert!(said.contains(words), "{words} is not in: {said}");
        }
        for words in not_expected {
            assert!(!said.contains(words), "{words} is in: {said}");
        }
    }

    #[test]
    fn a_page_bears_the_headers_of_a_published_one() -> Result<()> {
        let said = head("page", "GET /guide/fi-sv.html?a=b")?;
        check_said(
            &said,
            &["200 OK", "Content-Security-Policy: default-src 'none'", "Content-Type: text/html", "Content-Encoding: br", "\r\n\r\nbr"],
            &["example.fi", "immutable"],
        );
        Ok(())
    }

    #[test]
    fn what_is_not_there_is_not_kept() -> Result<()> {
        let said = head("missing", "GET /guide/lykta-0123456789abcdef.js")?;
        check_said(&said, &["404", "Cache-Control: no-store", "Access-Control-Allow-Origin: *", "text/plain"], &["immutable"]);
        Ok(())
    }

    #[test]
    fn nothing_can_be_sent_here() -> Result<()> {
        check_said(&head("sent", "POST /guide/fi-sv.html")?, &["405", "Allow: GET, HEAD"], &[]);
        Ok(())
    }

    #[test]
    fn brotli_is_sent_only_to_those_who_take_it() {
        assert!(lists_brotli("gzip, deflate, br"));
        assert!(lists_brotli("br;q=0.5"));
        assert!(!lists_brotli("gzip"));
        assert!(!lists_brotli("br;q=0, gzip"));
        assert!(!lists_brotli("br;q=0.0"));
    }

    #[test]
    fn a_port_in_use_gives_the_next_free_one() -> Result<()> {
        let (_taken, port) = listen(0)?;
        let (_next, other) = listen(port)?;
        assert_ne!(port, other);
        Ok(())
    }
}
