//! The shipped configurations for web servers: all four say the same, and real servers do what they say.
//!
//! In: `deploy/`, the built guide, nginx, and Apache and Caddy where they are installed.
//! `_headers` is the one table: what the servers send is held against it, file by file.
//! Next: `src/deploy.rs`, `src/published.rs`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use journeys::deploy::{self, Rules};
use journeys::driver::Settings;
use journeys::failure::{Failure, Result};
use journeys::guide::{self, Guide};
use journeys::published::{Program, Published};
use journeys::role::{Name, Role};
use journeys::server::Site;
use journeys::walk::Screen;

const SITE: &str = "https://www.elsewhere.example";

/// Answers may carry these beside those of the table; a name for a visitor is not among them.
const PLAIN: &[&str] =
    &["accept-ranges", "connection", "content-encoding", "content-length", "content-type", "date", "last-modified", "server", "vary"];

/// The kinds of files, by the ends of their paths.
const TYPES: &[(&str, &str)] = &[
    (".html", "text/html; charset=utf-8"),
    (".css", "text/css; charset=utf-8"),
    (".js", "text/javascript; charset=utf-8"),
    (".json", "application/json"),
    (".wasm", "application/wasm"),
    (".svg", "image/svg+xml"),
];

/// The paths of all files of a folder that are to be asked for by name, and the files.
#[track_caller]
fn files(folder: &Path, path: &str) -> Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{path}/{name}");
        if entry.path().is_dir() {
            found.extend(files(&entry.path(), &path)?);
        } else if !name.ends_with(".br") && !name.starts_with(['.', '_']) {
            found.push((path, entry.path()));
        }
    }
    found.sort();
    Ok(found)
}

/// Every file of the guide, for those who take Brotli and those who do not, and what is not there.
#[track_caller]
fn check(program: Program) -> Result<()> {
    if program.find().is_none() && program != Program::Nginx {
        eprintln!("{program:?} is not installed here: its configuration is only compared with the others, not run");
        return Ok(());
    }
    let published = Published::start(program, SITE)?;
    let rules = Rules::read(&deploy::filled(&deploy::text("_headers")?, &published.origin(), SITE)?)?;
    let files = files(&published.site(), "")?;
    assert!(files.len() > 15, "{files:#?}");
    for (path, file) in &files {
        for codings in ["gzip, deflate, br, zstd", "br;q=0, gzip", "gzip", "identity"] {
            check_file(&published, &rules, path, file, codings)?;
        }
        check_head(&published, path)?;
    }
    check_file(&published, &rules, "/", &published.site().join("index.html"), "br")?;
    check_missing(&published, &rules)?;
    check_outside(&published)
}

#[track_caller]
fn check_file(published: &Published, rules: &Rules, path: &str, file: &Path, codings: &str) -> Result<()> {
    let answer = published.ask("GET", path, codings)?;
    let of = format!("{path} for {codings}: {:#?}", answer.headers);
    assert_eq!(answer.status, 200, "{of}");
    let kind = TYPES.iter().find(|(end, _)| file.to_string_lossy().ends_with(end));
    assert_eq!(Some(answer.header("content-type")), kind.map(|(_, kind)| *kind), "{of}");
    assert_eq!(answer.header("vary"), "Accept-Encoding", "{of}");
    let table = rules.of(path)?;
    for (name, value) in &table {
        assert_eq!(answer.header(name), value, "{name} of {of}");
    }
    for name in answer.headers.keys() {
        assert!(table.contains_key(name) || PLAIN.contains(&name.as_str()), "{name} of {of}");
    }
    let takes_brotli = codings.contains("br") && !codings.contains("br;q=0");
    let is_long = std::fs::metadata(file)?.len() > 1024;
    match answer.header("content-encoding") {
        "br" if takes_brotli => assert!(answer.body == std::fs::read(format!("{}.br", file.display()))?, "another body: {of}"),
        "gzip" if codings.contains("gzip") && !takes_brotli => assert!(answer.body.starts_with(&[0x1f, 0x8b]), "no gzip: {of}"),
        "" if !takes_brotli && (!is_long || !codings.contains("gzip")) => {
            assert!(answer.body == std::fs::read(file)?, "another body: {of}");
        }
        other => return Err(Failure::new(format!("coded as {other:?}: {of}"))),
    }
    Ok(())
}

#[track_caller]
fn check_head(published: &Published, path: &str) -> Result<()> {
    let whole = published.ask("GET", path, "br")?;
    let head = published.ask("HEAD", path, "br")?;
    assert_eq!((head.status, head.body.len()), (200, 0), "{path}");
    // Some servers leave the length of what they do not send unsaid.
    for name in PLAIN.iter().filter(|name| !["content-length", "date"].contains(name)) {
        assert_eq!(head.header(name), whole.header(name), "{name} of {path}");
    }
    Ok(())
}

/// What is not there is told plainly, and not kept.
#[track_caller]
fn check_missing(published: &Published, rules: &Rules) -> Result<()> {
    for path in [
        "/guide/lykta-0123456789abcdef.js",
        "/guide/xx-xx.html",
        "/guide/lykta-0123456789abcdef_bg.wasm",
        "/guide/",
        "/guide",
        "/nothing",
        "/embed.js.br",
        "/guide/mark.svg.br",
        "/.htaccess",
        "/_headers",
        "/guide/../.htaccess",
    ] {
        let answer = published.ask("GET", path, "br")?;
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8", "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(String::from_utf8_lossy(&answer.body).trim(), "There is no such page here.", "{path}");
        for (name, value) in rules.of("/nothing")? {
            assert_eq!(answer.header(&name), value, "{name} of {path}");
        }
    }
    let sent = published.ask("POST", "/guide/fi-sv.html", "br")?;
    assert_eq!(sent.status, 405, "something can be sent here");
    Ok(())
}

/// Nothing beside the folder is to be had.
#[track_caller]
fn check_outside(published: &Published) -> Result<()> {
    for path in ["/../said", "/guide/../../said", "/%2e%2e/said", "/..%2fsaid", "/guide/..%5c..%5csaid", "/guide%2f..%2f..%2fsaid"] {
        let answer = published.ask("GET", path, "identity")?;
        assert!((400..500).contains(&answer.status), "{path}: {}", answer.status);
    }
    assert!(published.site().join("../said").is_file(), "there is nothing there to be had");
    Ok(())
}

#[test]
fn nginx_serves_the_guide_as_shipped() -> Result<()> {
    check(Program::Nginx)
}

#[test]
fn apache_serves_the_guide_as_shipped() -> Result<()> {
    check(Program::Apache)
}

#[test]
fn caddy_serves_the_guide_as_shipped() -> Result<()> {
    check(Program::Caddy)
}

#[test]
fn all_four_files_say_the_same() -> Result<()> {
    let table = Rules::read(&deploy::text("_headers")?)?.settings();
    assert!(table.len() > 8, "{table:#?}");
    for program in [Program::Nginx, Program::Apache, Program::Caddy] {
        let text = deploy::text(program.file())?;
        // What the services that read `_headers` see to by themselves.
        let own = ["content-type", "content-encoding", "vary"];
        let not_kept = ("cache-control".to_owned(), "no-store".to_owned());
        let said = deploy::settings(&text);
        assert!(said.contains(&not_kept), "{program:?} lets browsers keep what is not there");
        let said: BTreeSet<_> = said.into_iter().filter(|setting| !own.contains(&setting.0.as_str()) && *setting != not_kept).collect();
        assert_eq!(said, table, "{program:?}");
        for kind in [r"/guide/[^/]+\.html", r"/guide/[^/]+-[0-9a-f]{16}(_bg)?\.(js|css|json|wasm)"] {
            assert!(text.contains(kind), "{program:?} does not tell files apart by {kind}");
        }
    }
    Ok(())
}

#[test]
fn a_year_is_for_names_with_a_hash_and_the_policy_for_pages() -> Result<()> {
    let rules = Rules::read(&deploy::text("_headers")?)?;
    let built = Site::built()?.folder().to_owned();
    for (path, _) in files(&built, "")? {
        let headers = rules.of(&path)?;
        let stem = path.rsplit_once('.').map_or("", |(stem, _)| stem);
        let hash = stem.trim_end_matches("_bg").rsplit_once('-').map_or("", |(_, hash)| hash);
        let is_hashed = hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        let kept = if is_hashed { "public, max-age=31536000, immutable" } else { "public, max-age=300" };
        assert_eq!(headers.get("cache-control").map(String::as_str), Some(kept), "{path}");
        let is_page = path.starts_with("/guide/") && path.ends_with(".html");
        assert_eq!(headers.contains_key("content-security-policy"), is_page, "{path}");
    }
    Ok(())
}

#[test]
fn the_policy_sent_is_that_of_the_page_and_who_may_show_it() -> Result<()> {
    let headers = Rules::read(&deploy::text("_headers")?)?.of("/guide/fi-sv.html")?;
    let sent = headers.get("content-security-policy").map_or("", String::as_str);
    let page = std::fs::read_to_string(Site::built()?.folder().join("guide/fi-sv.html"))?;
    let begin = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
    let written = page.split_once(begin).and_then(|(_, rest)| rest.split_once('"')).map_or("", |(policy, _)| policy);
    let written = written.replace("&#39;", "'").replace("http: https:", deploy::ORIGIN);
    assert_eq!(sent, format!("{written}; frame-ancestors {}", deploy::HOST));
    // The first would match nothing in the frame in WebKit, the second would hold a page opened by itself too.
    assert!(!sent.contains("'self'") && !sent.contains("sandbox"), "{sent}");
    Ok(())
}

#[test]
fn those_who_come_without_https_are_told_the_way() -> Result<()> {
    let nginx = Published::start(Program::Nginx, SITE)?;
    let answer = nginx.ask_plainly("/guide/fi-sv.html?a=b")?;
    assert_eq!((answer.status, answer.header("location")), (301, format!("{}/guide/fi-sv.html?a=b", nginx.origin()).as_str()));
    if Program::Apache.find().is_some() {
        let apache = Published::start(Program::Apache, SITE)?;
        assert_eq!(apache.ask_plainly("/")?.header("strict-transport-security"), "", "told to one who came without https");
    }
    Ok(())
}

#[test]
fn the_log_holds_the_day_and_the_page() -> Result<()> {
    let nginx = Published::start(Program::Nginx, SITE)?;
    nginx.ask("GET", "/guide/fi-sv.html?mark=of-somebody", "br")?;
    nginx.ask("GET", "/embed.js", "br")?;
    nginx.ask("GET", "/guide/fi-en.html", "identity")?;
    let log = nginx.log();
    let lines: Vec<&str> = log.lines().map(|line| line.split_once(' ').map_or("", |(_, rest)| rest)).collect();
    assert_eq!(lines, ["/guide/fi-sv.html 200", "/guide/fi-en.html 200"], "{log}");
    assert!(log.lines().all(|line| line.starts_with("20") && line.find(' ') == Some(10)), "more than a day: {log}");
    Ok(())
}

/// A website with a strict policy of its own, whose page shows the guide that nginx serves.
fn host(html: &str, nginx: &Published) -> Result<String> {
    let origin = nginx.origin();
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src data:; script-src {origin}; frame-src {origin}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    );
    let changes = [
        ("src=\"embed.js\"", format!("src=\"{origin}/embed.js\"")),
        ("<meta charset=\"utf-8\">", format!("<meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")),
    ];
    changes.iter().try_fold(html.to_owned(), |html, (from, to)| {
        if html.contains(from) {
            Ok(html.replace(from, to))
        } else {
            Err(Failure::new(format!("the built host page does not hold {from}")))
        }
    })
}

#[test]
fn the_guide_runs_on_a_strict_website_that_is_named_and_on_no_other() -> Result<()> {
    let guide = Guide::unopened("sv", &Settings::default())?;
    let nginx = Published::start(Program::Nginx, &guide.server.origin())?;
    let html = host(&guide.server.text(&guide::host(guide::PACK, "sv"))?, &nginx)?;
    guide.server.put("host.html", html.clone());
    let page = guide.page();
    page.open(&guide.server.url("host.html"))?;
    guide.enter()?;
    guide.walk_to(r#"{"who":"self"}"#, &Screen::Item("about".to_owned()))?;
    assert_eq!(guide.browser.take_console()?, Vec::<String>::new(), "the browser complains");
    assert_eq!(nginx.log().lines().count(), 1, "{}", nginx.log());

    let stranger = Site::built()?.serve()?;
    stranger.put("host.html", html);
    page.open(&stranger.url("host.html"))?;
    page.wait_until("the browser's refusal of the frame", || {
        Ok(guide.browser.take_console()?.iter().any(|line| line.contains("frame-ancestors")).then_some(()))
    })?;
    guide.expect("help-title")?;
    assert_eq!(page.all(Role::Frame, Name::Any)?, Vec::new(), "a website that is not named shows the guide");
    Ok(())
}
