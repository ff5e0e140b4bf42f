//! The preview without a browser: who is answered, what a save does, why a card shows, and that nothing of it ships.

#![cfg(test)]

mod support;

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use lykta_core::date::Date;
use lykta_pack::build;
use lykta_pack::preview::Preview;
use serde_json::{Value, json};
use support::{built, files, folder, names};

/// A small pack: a card that shows to those who drink and are under 21.
const PACK: [(&str, &str); 3] = [
    (
        "pack.toml",
        "format = 1\nid = \"xx\"\nversion = \"2026.11.1\"\ncountry = \"XX\"\nlanguages = [\"en\"]\ntimezone = \"Europe/Helsinki\"\nhelp_now = [\"xx-line\"]\n",
    ),
    (
        "items.toml",
        r#"
[[item]]
id = "drinks"
kind = "single"
text = { en = "Do you drink?" }
unknown = { en = "if you drink" }
option = [{ id = "yes", text = { en = "Yes" } }, { id = "no", text = { en = "No" } }]

[[item]]
id = "years"
kind = "single"
text = { en = "How old are you?" }
unknown = { en = "depending on your age" }
option = [{ id = "young", text = { en = "Under 18" }, from = 0, to = 17 }, { id = "old", text = { en = "18 or more" }, from = 18 }]

[[persona]]
id = "young-drinker"
about = "Drinks, and is young."
today = "2026-11-22"
answers = { drinks = "yes", years = "young" }
skipped = []
shows = ["xx-young"]
"#,
    ),
    (
        "cards.toml",
        r#"
[[card]]
id = "xx-line"
kind = "helpline"
title = { en = "A line" }
text = { en = "You can call." }
contact = [{ phone = "112", number = "112" }]
checked_on = "2026-11-21"
confidence = "page"

[[card]]
id = "xx-young"
kind = "service"
when = "drinks is yes and years < 18"
title = { en = "Help for the young" }
text = { en = "You can come." }
checked_on = "2026-11-21"
confidence = "page"
"#,
    ),
];

/// A preview on a port of its own, which ends with the test.
struct Running {
    preview: Arc<Preview>,
    pack: PathBuf,
    dist: PathBuf,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.preview.end();
    }
}

/// A folder as the app's build leaves it, and a pack beside it.
fn made(name: &str) -> (PathBuf, PathBuf) {
    let (pack, dist) = (folder(&format!("{name}-pack")), folder(&format!("{name}-dist")));
    for (file, text) in PACK {
        fs::write(pack.join(file), text).unwrap();
    }
    let guide = dist.join("guide");
    let names = names();
    build::write(&built(pack.to_str().unwrap()), &guide, Some(&names)).unwrap();
    for file in [&names.engine_js, &names.engine_wasm, &names.boot, &names.old, &names.style, &names.style_all] {
        fs::write(guide.join(file), file).unwrap();
    }
    (pack, dist)
}

fn running(name: &str) -> Running {
    let (pack, dist) = made(name);
    let preview = Arc::new(Preview::start(&pack, &dist, 0, Date::parse("2026-11-22").unwrap()).unwrap());
    let own = Arc::clone(&preview);
    std::thread::spawn(move || own.serve().unwrap());
    Running { preview, pack, dist }
}

impl Running {
    fn host(&self) -> String {
        self.preview.address().trim_start_matches("http://").trim_end_matches('/').to_owned()
    }

    /// Status, headers and body.
    fn send(&self, request: &str) -> (u16, String, String) {
        let mut stream = TcpStream::connect(self.host()).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut text = Vec::new();
        stream.read_to_end(&mut text).unwrap();
        let text = String::from_utf8_lossy(&text).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().parse().unwrap(), head.to_ascii_lowercase(), body.to_owned())
    }

    fn get(&self, path: &str) -> (u16, String, String) {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.host()))
    }

    fn state(&self, query: &str) -> Value {
        serde_json::from_str(&self.get(&format!("/state{query}")).2).unwrap()
    }

    fn post(&self, headers: &str, body: &Value) -> (u16, String, String) {
        let body = body.to_string();
        let length = body.len();
        self.send(&format!(
            "POST /ask HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}",
            self.host()
        ))
    }

    /// What the panel is told of these answers.
    #[track_caller]
    fn ask(&self, answers: &Value) -> Value {
        let headers = format!("Origin: http://{}\r\nContent-Type: application/json\r\n", self.host());
        let (status, _, body) = self.post(&headers, &json!({ "today": "2026-11-22", "language": "en", "answers": answers }));
        assert_eq!(status, 200, "{body}");
        serde_json::from_str(&body).unwrap()
    }

    /// The build after this one.
    #[track_caller]
    fn after(&self, build: u64) -> Value {
        let state = self.state(&format!("?seen={build}"));
        assert_eq!(state["build"], json!(build + 1), "{state}");
        state
    }
}

#[test]
fn the_panel_and_the_guide_are_there_and_no_answer_is_kept() {
    let running = running("preview-there");
    for (path, kind) in
        [("/", "text/html"), ("/panel.js", "text/javascript"), ("/panel.css", "text/css"), ("/guide/xx-en.html", "text/html")]
    {
        let (status, head, body) = running.get(path);
        assert_eq!(status, 200, "{path}");
        assert!(head.contains(&format!("content-type: {kind}")) && head.contains("cache-control: no-store"), "{path}: {head}");
        assert!(!body.is_empty());
    }
    assert_eq!(running.get("/nothing").0, 404);
    assert_eq!(running.get("/guide/../pack.toml").0, 404);
    assert_eq!(running.get("/guide/%2e%2e/%2e%2e/pack.toml").0, 404);
}

#[test]
fn another_name_or_another_page_is_not_answered() {
    let running = running("preview-others");
    let host = running.host();
    let get = |headers: &str| running.send(&format!("GET /state HTTP/1.1\r\n{headers}Connection: close\r\n\r\n")).0;
    assert_eq!(get(&format!("Host: {host}\r\n")), 200);
    assert_eq!(get(&format!("Host: {}\r\n", host.replace("127.0.0.1", "localhost"))), 200);
    assert_eq!(get("Host: guide.example.fi\r\n"), 421);
    assert_eq!(get(&format!("Host: guide.example.fi:{}\r\n", host.split(':').nth(1).unwrap())), 421);
    assert_eq!(get(""), 421);
    assert_eq!(get(&format!("Host: {host}\r\nOrigin: https://www.example.fi\r\n")), 403);
    assert_eq!(get(&format!("Host: {host}\r\nOrigin: null\r\n")), 403);
    assert_eq!(get(&format!("Host: {host}\r\nSec-Fetch-Site: cross-site\r\n")), 403);
}

#[test]
fn only_the_panel_may_send_answers() {
    let running = running("preview-sent");
    let own = format!("Origin: http://{}\r\n", running.host());
    let body = json!({ "today": "2026-11-22", "language": "en", "answers": {} });
    assert_eq!(running.post(&format!("{own}Content-Type: application/json\r\n"), &body).0, 200);
    assert_eq!(running.post(&format!("{own}Content-Type: text/plain\r\n"), &body).0, 403);
    assert_eq!(running.post("Content-Type: application/json\r\n", &body).0, 403);
    assert_eq!(running.post("Origin: https://www.example.fi\r\nContent-Type: application/json\r\n", &body).0, 403);
}

/// The card in what the panel is told.
#[track_caller]
fn card<'a>(reply: &'a Value, id: &str) -> &'a Value {
    reply["cards"].as_array().unwrap().iter().find(|card| card["id"] == id).unwrap()
}

#[test]
fn every_card_says_why_with_the_answer_behind_each_clause() {
    let running = running("preview-why");
    let reply = running.ask(&json!({ "drinks": "yes" }));
    let young = card(&reply, "xx-young");
    assert_eq!(young["truth"], "unknown");
    assert_eq!(young["stands"], "cards.toml:12");
    let parts = young["tree"]["parts"].as_array().unwrap();
    assert_eq!(young["tree"]["words"], "all of these hold");
    assert_eq!(
        parts.iter().map(|part| [&part["truth"], &part["words"], &part["answer"]].map(|text| text.as_str().unwrap())).collect::<Vec<_>>(),
        [["yes", "Do you drink? “Yes”", "“Yes”"], ["unknown", "How old are you? under 18 years", "not answered"]]
    );
    assert_eq!(reply["ask"]["next"], "years");
    let line = card(&reply, "xx-line");
    assert_eq!((&line["truth"], &line["tree"]["words"]), (&json!("yes"), &json!("always")));
}

#[test]
fn a_card_that_does_not_show_says_why_not() {
    let running = running("preview-why-not");
    let reply = running.ask(&json!({ "drinks": "no", "years": "young" }));
    let young = card(&reply, "xx-young");
    assert_eq!((&young["truth"], &young["tree"]["truth"]), (&json!("no"), &json!("no")));
    assert_eq!(young["tree"]["parts"][0]["answer"], "“No”");
    assert_eq!(young["tree"]["parts"][1]["truth"], "yes");
}

#[test]
fn what_the_panel_says_is_what_ask_says() {
    let running = running("preview-ask");
    let answers = json!({ "drinks": "yes", "years": null });
    let (_, printed, _) =
        support::said(&["ask", running.pack.to_str().unwrap(), "--answers", "-", "--today", "2026-11-22", "--json"], &answers.to_string());
    assert_eq!(running.ask(&answers)["ask"], serde_json::from_str::<Value>(&printed).unwrap());
}

#[test]
fn answers_that_fit_nothing_are_told() {
    let running = running("preview-unfit");
    let headers = format!("Origin: http://{}\r\nContent-Type: application/json\r\n", running.host());
    let (status, _, body) = running.post(&headers, &json!({ "today": "2026-11-22", "language": "en", "answers": { "drinks": "maybe" } }));
    assert_eq!(status, 400);
    assert!(body.contains("`drinks` has no option `maybe`"), "{body}");
}

#[test]
fn a_save_builds_the_guide_again_and_a_pack_with_problems_leaves_it() {
    let running = running("preview-save");
    assert_eq!((&running.state("")["build"], &running.state("")["clean"]), (&json!(1), &json!(true)));
    let cards = running.pack.join("cards.toml");
    let text = fs::read_to_string(&cards).unwrap();

    fs::write(&cards, text.replace("A line", "Another line")).unwrap();
    let state = running.after(1);
    assert_eq!(state["clean"], true, "{state}");
    assert!(running.get("/guide/xx-en.html").2.contains("Another line"));

    fs::write(&cards, text.replace("years < 18", "yaers < 18")).unwrap();
    let state = running.after(2);
    assert_eq!(state["clean"], false);
    assert!(state["problems"].as_str().unwrap().contains("error[P011]"), "{state}");
    assert!(running.get("/guide/xx-en.html").2.contains("Another line"), "the last good guide stays");

    fs::write(&cards, text).unwrap();
    assert_eq!(running.after(3)["clean"], true);
    assert!(!running.get("/guide/xx-en.html").2.contains("Another line"));
}

#[test]
fn a_save_before_the_first_answer_is_not_missed() {
    let (pack, dist) = made("preview-early");
    let preview = Arc::new(Preview::start(&pack, &dist, 0, Date::parse("2026-11-22").unwrap()).unwrap());
    let items = pack.join("items.toml");
    fs::write(&items, fs::read_to_string(&items).unwrap().replace("Do you drink?", "Is it about drinking?")).unwrap();
    let own = Arc::clone(&preview);
    std::thread::spawn(move || own.serve().unwrap());
    let running = Running { preview, pack, dist };
    running.after(1);
    assert!(running.get("/guide/xx-en.html").2.contains("Is it about drinking?"));
}

#[test]
fn the_script_of_the_preview_stands_in_the_served_page_and_in_no_built_file() {
    let running = running("preview-ships");
    let served = running.get("/guide/xx-en.html").2;
    assert!(served.contains("<script src=\"preview-frame.js\"></script>\n<script type=\"module\""));
    assert_eq!(running.get("/guide/preview-frame.js").0, 200);
    let before = files(&running.dist.join("guide"));
    let again = folder("preview-built");
    build::write(&built(running.pack.to_str().unwrap()), &again, Some(&names())).unwrap();
    for (name, bytes) in files(&again) {
        assert!(before.get(&name) == Some(&bytes), "{name} is as it was built");
        assert!(!String::from_utf8_lossy(&bytes).contains("preview"), "{name} holds something of the preview");
    }
    let plain = |page: &str| page.replace('\n', "");
    let without = plain(&served.replace("<script src=\"preview-frame.js\"></script>\n", ""));
    assert!(without == plain(&String::from_utf8_lossy(&before["xx-en.html"])), "nothing else is changed in the page");
}

#[test]
fn nothing_that_is_published_holds_anything_of_the_preview() {
    for place in
        ["../../public", "../../src", "../../index.html", "../../styles/lykta.css", "../../styles/tokens.css", "../../styles/all.css"]
    {
        for file in under(Path::new(place)) {
            let text = String::from_utf8_lossy(&fs::read(&file).unwrap()).into_owned();
            for word in ["preview-frame", "preview__", "panel.js"] {
                assert!(!text.contains(word), "{}: {word}", file.display());
            }
        }
    }
}

fn under(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_path_buf()];
    }
    fs::read_dir(path).unwrap().flat_map(|entry| under(&entry.unwrap().path())).collect()
}

#[test]
fn without_a_built_app_or_a_pack_it_says_what_to_do() {
    let (pack, _) = made("preview-without");
    let none = folder("preview-without-app");
    let said = |pack: &Path, dist: &Path| Preview::start(pack, dist, 0, Date::parse("2026-11-22").unwrap()).err().unwrap();
    assert!(said(&pack, &none).contains("build it with `cargo xtask build`"));
    assert!(said(&none.join("no"), &none).contains("is not a folder"));
}

/// `kill -INT`, as Ctrl+C in a terminal does.
#[cfg(unix)]
#[test]
fn control_c_ends_it_cleanly() {
    let (pack, dist) = made("preview-end");
    let mut child = Command::new(env!("CARGO_BIN_EXE_lykta-pack"))
        .args(["preview", pack.to_str().unwrap(), "--dist", dist.to_str().unwrap(), "--port", "0", "--today", "2026-11-22"])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = std::io::BufReader::new(child.stderr.take().unwrap());
    let mut text = String::new();
    while !text.contains("end it with Ctrl+C") {
        assert!(std::io::BufRead::read_line(&mut told, &mut text).unwrap() > 0, "{text}");
    }
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let status = child.wait().unwrap();
    told.read_to_string(&mut text).unwrap();
    assert!(status.success(), "{status}: {text}");
    assert!(text.trim_end().ends_with("preview: ended"), "{text}");
}
