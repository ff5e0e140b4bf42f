//! Requests: the panel, the guide in its frame, the state of the build, and why each card shows.
//!
//! In: requests over HTTP on the loopback interface. Out: answers that nothing keeps.
//! Never answers a request that names another host, so that no page elsewhere reaches it under a name of its own;
//! and what is sent must come from the panel itself.
//! Standard: HTTP Semantics (RFC 9110).
//! Next: `why.rs`.

use std::io::Read as _;
use std::sync::Arc;
use std::time::Duration;

use lykta_core::date::Date;
use serde_json::{Map, Value, json};
use tiny_http::{Header, Method, Request, Response, Server, StatusCode};

use crate::{ask, report};

use super::state::{Good, Shared};
use super::why::{self, Question};

const PANEL: &str = include_str!("panel.html");
const PANEL_SCRIPT: &str = include_str!("panel.js");
const FRAME_SCRIPT: &str = include_str!("frame.js");
/// The colors and sizes of the guide, and the look of the panel.
const STYLE: &str = concat!(include_str!("../../../../styles/tokens.css"), "\n", include_str!("../../../../styles/preview.css"));

/// Nothing but what the preview itself serves.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// Beside the guide's own policy, which stands in its page.
const FRAME_POLICY: &str = "frame-ancestors 'self'";

/// How long a question for the next build may wait.
const PATIENCE: Duration = Duration::from_secs(20);
/// What is sent may be so long.
const MOST_SENT: u64 = 1 << 20;

/// An answer before it is sent.
struct Answer {
    status: u16,
    kind: &'static str,
    policy: &'static str,
    body: Vec<u8>,
}

impl Answer {
    fn new(kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status: 200, kind, policy: POLICY, body: body.into() }
    }

    fn refused(status: u16, words: &str) -> Self {
        Self { status, ..Self::new("text/plain; charset=utf-8", format!("{words}\n")) }
    }

    fn json(value: &Value) -> Self {
        Self::new("application/json", value.to_string())
    }
}

/// Answers until Ctrl+C.
pub fn serve(server: &Server, shared: &Arc<Shared>) {
    for request in server.incoming_requests() {
        if shared.is_ended() {
            break;
        }
        let shared = Arc::clone(shared);
        // One that waits for the next build holds up no other.
        std::thread::spawn(move || answer(request, &shared));
    }
}

fn answer(mut request: Request, shared: &Shared) {
    let Answer { status, kind, policy, body } = reply(&mut request, shared);
    let headers = [
        ("Content-Type", kind),
        ("Content-Security-Policy", policy),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
    ];
    let response = headers.into_iter().filter_map(|(name, value)| Header::from_bytes(name, value).ok());
    let response = response.fold(Response::from_data(body).with_status_code(StatusCode(status)), Response::with_header);
    // A browser that hung up is no fault.
    let _ = request.respond(response);
}

fn header(request: &Request, name: &'static str) -> Option<String> {
    request.headers().iter().find(|header| header.field.equiv(name)).map(|header| header.value.as_str().to_owned())
}

fn reply(request: &mut Request, shared: &Shared) -> Answer {
    let hosts = ["127.0.0.1", "localhost"].map(|name| format!("{name}:{}", shared.port));
    let Some(host) = header(request, "Host").filter(|host| hosts.contains(host)) else {
        return Answer::refused(421, "the preview answers to its own address only");
    };
    let is_own = header(request, "Origin").is_none_or(|origin| origin == format!("http://{host}"));
    let is_near = header(request, "Sec-Fetch-Site").is_none_or(|site| matches!(site.as_str(), "same-origin" | "none"));
    if !is_own || !is_near {
        return Answer::refused(403, "the preview answers its own pages only");
    }
    let url = request.url().to_owned();
    let (path, query) = url.split_once('?').unwrap_or((&url, ""));
    match (request.method(), path) {
        (Method::Get, "/") => Answer::new("text/html; charset=utf-8", PANEL),
        (Method::Get, "/panel.js") => Answer::new("text/javascript; charset=utf-8", PANEL_SCRIPT),
        (Method::Get, "/panel.css") => Answer::new("text/css; charset=utf-8", STYLE),
        (Method::Get, "/state") => state(shared, query),
        (Method::Get, path) if path.starts_with("/guide/") => file(shared, path.trim_start_matches("/guide/")),
        (Method::Post, "/ask") => sent(request, shared),
        (Method::Get, _) => Answer::refused(404, "there is no such page here; the panel is at /"),
        _ => Answer::refused(405, "this is not answered here"),
    }
}

/// How the build stands, as soon as it is another than the panel has seen.
fn state(shared: &Shared, query: &str) -> Answer {
    let seen = query.strip_prefix("seen=").and_then(|seen| seen.parse().ok());
    let state = seen.map_or_else(|| shared.now(), |seen| shared.after(seen, PATIENCE));
    let pack = state.good.as_ref().map(|good| {
        let languages = good.compiled.words.iter().map(|words| json!([words.language, words.ui("language-name")]));
        json!({
            "id": good.compiled.file.id,
            "version": good.compiled.file.version,
            "languages": languages.collect::<Vec<_>>(),
            "personas": good.compiled.personas.iter().map(|persona| why::persona(&persona.entry)).collect::<Vec<_>>(),
        })
    });
    Answer::json(&json!({
        "build": state.build,
        "clean": state.is_clean,
        "problems": state.problems,
        "millis": u64::try_from(state.millis).unwrap_or(u64::MAX),
        "today": shared.today.to_string(),
        "folder": shared.folder.display().to_string(),
        "pack": pack,
    }))
}

/// A file of the guide: of this pack, or of the app.
fn file(shared: &Shared, name: &str) -> Answer {
    if name == "preview-frame.js" {
        return Answer::new("text/javascript; charset=utf-8", FRAME_SCRIPT);
    }
    let kinds = [
        (".html", "text/html; charset=utf-8"),
        (".css", "text/css; charset=utf-8"),
        (".js", "text/javascript; charset=utf-8"),
        (".json", "application/json"),
        (".wasm", "application/wasm"),
        (".svg", "image/svg+xml"),
    ];
    let kind = kinds.iter().find(|(end, _)| name.ends_with(end)).map_or("application/octet-stream", |(_, kind)| *kind);
    let good = shared.now().good;
    let of_pack = good.as_ref().and_then(|good| good.files.get(name)).cloned();
    match of_pack.or_else(|| shared.site.file(name)) {
        Some(body) if name.ends_with(".html") => Answer { policy: FRAME_POLICY, ..Answer::new(kind, with_script(&body)) },
        Some(body) => Answer::new(kind, body),
        None => Answer::refused(404, "there is no such file in the guide"),
    }
}

/// A page of the guide, with the script of the preview before its own.
fn with_script(page: &[u8]) -> Vec<u8> {
    let page = String::from_utf8_lossy(page);
    page.replacen("<script type=\"module\"", "<script src=\"preview-frame.js\"></script>\n<script type=\"module\"", 1).into_bytes()
}

/// Why each card shows, for the answers that the panel sent.
fn sent(request: &mut Request, shared: &Shared) -> Answer {
    let is_json = header(request, "Content-Type").is_some_and(|kind| kind.split(';').next() == Some("application/json"));
    if !is_json || header(request, "Origin").is_none() {
        return Answer::refused(403, "only the panel is answered here");
    }
    let mut text = String::new();
    if request.as_reader().take(MOST_SENT).read_to_string(&mut text).is_err() {
        return Answer::refused(400, "what was sent is no text");
    }
    let Some(good) = shared.now().good else { return Answer::refused(503, "the pack has problems, and there is no guide yet") };
    match asked(&good, &text) {
        Ok(value) => Answer::json(&value),
        Err(words) => Answer { status: 400, ..Answer::json(&json!({ "problems": words })) },
    }
}

fn asked(good: &Good, text: &str) -> Result<Value, String> {
    let pack = &good.compiled.pack;
    let sent: Map<String, Value> = serde_json::from_str(text).map_err(|_| "what was sent is not a JSON object".to_owned())?;
    let word = |key: &str| sent.get(key).and_then(Value::as_str);
    let words = good.compiled.words.iter().find(|words| Some(words.language.as_str()) == word("language"));
    let words = words.or_else(|| good.compiled.words.first()).ok_or("the pack has no language")?;
    let today = word("today").and_then(Date::parse).ok_or("`today` is no day; write it like 2026-11-22")?;
    let mut answers = sent.get("answers").cloned().unwrap_or_else(|| json!({}));
    // What was typed in the frame comes as the name shown there.
    for answer in answers.as_object_mut().into_iter().flat_map(Map::values_mut) {
        if let Some(name) = answer.get("place").and_then(Value::as_str) {
            let region = answer.get("region").and_then(Value::as_str).unwrap_or("");
            *answer = why::place_code(pack, words, name, region).map_or(Value::Null, Value::String);
        }
    }
    let answers = ask::read(pack, &answers.to_string())
        .map_err(|faults| faults.iter().map(|fault| report::answer(fault, "the answers")).collect::<String>())?;
    Ok(why::reply(good, &Question { words, answers, today }))
}
