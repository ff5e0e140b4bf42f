//! The lock: once the guide has asked for its files, nothing that a page can do reaches a server that listens.
//!
//! In: `fixtures/ways_out.js` in the guide's frame, and the same from the host page, which has no lock. Out: what arrived, by HTTP,
//! WebSocket and UDP.
//! What no policy covers is held shut by construction: what could lead there is not in the code that is sent.
//! Next: `public/guide/boot.js`, "Privacy by construction" in `ARCHITECTURE.md`.

use std::collections::BTreeSet;
use std::net::UdpSocket;
use std::path::Path;

use journeys::failure::Result;
use journeys::guide::Guide;
use journeys::server::{Server, Site};
use serde_json::{Value, json};

fn fixture(name: &str) -> Result<String> {
    Ok(std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name))?)
}

/// Where the ways lead to.
const OUT: &str = "out.txt";

/// The names, after this beginning, of the ways that a server heard of.
fn arrived(server: &Server, beginning: &str) -> BTreeSet<String> {
    let targets = server.requests().into_iter().map(|request| request.target);
    let queries = targets.filter_map(|target| target.split_once(&format!("{OUT}?{beginning}")).map(|(_, rest)| rest.to_owned()));
    queries.map(|rest| rest.split(['=', '&']).next().unwrap_or_default().to_owned()).collect()
}

/// Tries all ways to a server from where the session is, and gives their names.
#[track_caller]
fn try_all(guide: &Guide, server: &Server, beginning: &str) -> Result<BTreeSet<String>> {
    let names = guide.page().run_async(&fixture("ways_out.js")?, &[json!(server.url(OUT)), json!(beginning)])?;
    Ok(names.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
}

/// Ways that every engine has: without a lock they all arrive.
const IN_EVERY_ENGINE: [&str; 24] = [
    "fetch",
    "fetch-no-cors",
    "fetch-keepalive",
    "xhr",
    "xhr-at-once",
    "beacon",
    "socket",
    "events",
    "image",
    "image-set",
    "drawing",
    "background",
    "background-by-attribute",
    "style-sheet",
    "import-of-style",
    "font",
    "preload",
    "script",
    "import",
    "worker",
    "frame",
    "object",
    "video",
    "form",
];

/// Tries all ways to a server from the frame, then from the host page, which has no lock: what it sends comes after what the frame sent.
#[track_caller]
fn check(which: &str, guide: &Guide, server: &Server) -> Result<()> {
    let names = try_all(guide, server, "in-")?;
    guide.page().leave_frames()?;
    try_all(guide, server, "out-")?;
    let missing = || IN_EVERY_ENGINE.iter().filter(|name| !arrived(server, "out-").contains(**name)).collect::<Vec<_>>();
    let open = guide.page().wait_until("what the host page sends", || Ok(missing().is_empty().then_some(())));
    assert!(open.is_ok(), "to {which}, these do not arrive from the host page either: {:?}", missing());
    let (open, through) = (arrived(server, "out-"), arrived(server, "in-"));
    println!("to {which}: attempts {}, got through {}; without the lock {} get through", names.len(), through.len(), open.len());
    assert_eq!(through, BTreeSet::new(), "to {which}");
    Ok(())
}

#[test]
fn nothing_gets_past_the_lock() -> Result<()> {
    let guide = Guide::in_frame("sv")?;
    check("the guide's own server", &guide, &guide.server)?;
    guide.open_in_frame("sv")?;
    check("another server", &guide, &Site::built()?.serve()?)
}

/// Ways to a window that has the constructor of a peer connection; `arguments[0]` is a STUN server that listens, which is told of each one
/// that is found.
const PEERS: &str = r#"
    const [stun, done] = arguments;
    const names = ['RTCPeerConnection', 'webkitRTCPeerConnection', 'mozRTCPeerConnection', 'WebTransport', 'RTCIceTransport', 'RTCIceGatherer'];
    const made = (tag, attributes, within = document.body) => {
        const element = Object.assign(document.createElement(tag), attributes);
        within.append(element);
        return element;
    };
    const shadow = () => made('p').attachShadow({ mode: 'closed' });
    const loaded = element => new Promise(resolve => {
        for (const event of ['load', 'error']) element.addEventListener(event, () => resolve(element), { once: true });
        setTimeout(() => resolve(element), 1000);
    });
    const windows = {
        'the window': () => window,
        'the window, named otherwise': () => document.defaultView,
        'a frame': () => made('iframe').contentWindow,
        'a frame in a shadow': () => made('iframe', {}, shadow()).contentWindow,
        'a frame by number': () => (made('iframe'), window[window.length - 1]),
        'a frame by name': () => (made('iframe', { name: 'peer' }), window.peer),
        'a frame, once loaded': async () => (await loaded(made('iframe'))).contentWindow,
        'a frame of about:blank': async () => (await loaded(made('iframe', { src: 'about:blank' }))).contentWindow,
        'a frame of text': async () => (await loaded(made('iframe', { srcdoc: '<p>x</p>' }))).contentWindow,
        'a frame of a blob': async () =>
            (await loaded(made('iframe', { src: URL.createObjectURL(new Blob(['<p>x</p>'], { type: 'text/html' })) }))).contentWindow,
        'a frame of data': async () => (await loaded(made('iframe', { src: 'data:text/html,x' }))).contentWindow,
        'a frame of script': async () => (await loaded(made('iframe', { src: 'javascript:"x"' }))).contentWindow,
        'a frame in a sandbox that allows more': () => {
            const frame = document.createElement('iframe');
            frame.setAttribute('sandbox', 'allow-scripts allow-same-origin');
            document.body.append(frame);
            return frame.contentWindow;
        },
        'an object': () => made('object', { data: 'about:blank', type: 'text/html' }).contentWindow,
        'an embedded page': () => made('embed', { src: 'about:blank', type: 'text/html' }).getSVGDocument().defaultView,
        'a document without a window': () => document.implementation.createHTMLDocument('').defaultView,
        'a parsed document': () => new DOMParser().parseFromString('<p>x</p>', 'text/html').defaultView,
        'the host page': () => window.parent,
        'the top page': () => window.top,
        'the opener': () => window.opener,
        'a new window': () => window.open('about:blank'),
        'a new window of this name': () => window.open('', 'peer'),
        'a new window by the document': () => document.open('about:blank', 'by-document', 'popup'),
        'a new window of a frame': () => made('iframe').contentWindow.open('about:blank'),
        'a new window by the prototype': () => Window.prototype.open.call(window, 'about:blank'),
        'a window in the picture': () => documentPictureInPicture.requestWindow(),
        'the prototype of the window': () => Object.getPrototypeOf(window),
        'the prototype of its properties': () => Object.getPrototypeOf(Object.getPrototypeOf(Object.getPrototypeOf(window))),
        'a certificate': () => ({ RTCPeerConnection: window.RTCCertificate?.constructor('return this.RTCPeerConnection')() }),
        'a function made of text': () => new Function('return this')(),
        'the global of a realm': () => window.ShadowRealm && new ShadowRealm().evaluate('globalThis'),
    };
    const send = async Peer => {
        const peer = new Peer({ iceServers: [{ urls: stun }] });
        peer.createDataChannel('x');
        await peer.setLocalDescription(await peer.createOffer());
        await new Promise(resolve => setTimeout(resolve, 1000));
    };
    const tried = Object.entries(windows).map(async ([way, find]) => {
        const found = await find();
        const name = names.find(name => found?.[name]);
        if (!name) return null;
        if (name.endsWith('PeerConnection')) await send(found[name]).catch(() => {});
        // Some are names of kinds that no script may make.
        else try { new found[name](); } catch (error) { if (/constructor/i.test(error.message)) return null; }
        return `${way}: ${name}`;
    });
    Promise.allSettled(tried).then(ends => done([ends.length, ends.map(end => end.value).filter(Boolean)]));
"#;

/// From where the session is: how many ways there are, those that give a connection, and whether a datagram came.
#[track_caller]
fn peers(guide: &Guide) -> Result<(u64, Vec<String>, bool)> {
    let stun = UdpSocket::bind("127.0.0.1:0")?;
    stun.set_nonblocking(true)?;
    let told = guide.page().run_async(PEERS, &[json!(format!("stun:127.0.0.1:{}", stun.local_addr()?.port()))])?;
    let found = told.get(1).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    Ok((told.get(0).and_then(Value::as_u64).unwrap_or_default(), found, stun.recv(&mut [0; 1500]).is_ok()))
}

#[test]
fn no_way_leads_back_to_a_peer_connection() -> Result<()> {
    let guide = Guide::in_frame("sv")?;
    let (count, found, is_heard) = peers(&guide)?;
    guide.page().leave_frames()?;
    let (_, open, was_heard) = peers(&guide)?;
    println!(
        "ways to a peer connection: attempts {count}, got through {}; without the lock {}, heard {was_heard}",
        found.len(),
        open.len()
    );
    assert_eq!((found, is_heard), (Vec::new(), false));
    Ok(())
}

/// In a script: what could ask for something that no policy covers, other than by leaving the page.
fn faults(script: &str) -> Vec<String> {
    let rest_of = |at: usize| script.get(at..).unwrap_or_default();
    let line = |at: usize| rest_of(at).lines().next().unwrap_or_default().to_owned();
    let is_word = |at: usize| !script.get(..at).is_some_and(|before| before.ends_with(|sign: char| sign.is_alphanumeric() || sign == '_'));
    let mut faults = Vec::new();
    for never in [
        "'link'",
        "\"link\"",
        "`link`",
        "open(",
        "submit(",
        "requestSubmit(",
        "history.",
        "navigation.",
        "'refresh'",
        "\"refresh\"",
        ".innerHTML",
    ] {
        faults.extend(script.match_indices(never).filter(|(at, _)| is_word(*at)).map(|(at, _)| line(at)));
    }
    // To leave, to load anew, and to read what the host page wished.
    let allowed = ["location.replace(exit)", "location.reload()", "location.hash"];
    let places = script.match_indices("location").filter(|(at, _)| is_word(*at));
    faults.extend(places.filter(|(at, _)| !allowed.iter().any(|allowed| rest_of(*at).starts_with(allowed))).map(|(at, _)| line(at)));
    faults
}

#[test]
fn no_script_of_the_guide_opens_a_way_that_no_policy_covers() -> Result<()> {
    for name in ["boot.js", "old.js"] {
        let script = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/guide").join(name))?;
        let script: String = script.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect();
        assert_eq!(faults(&script), Vec::<String>::new(), "{name}");
    }
    let server = Site::built()?.serve()?;
    let page = server.text("guide/fi-sv.html")?;
    let engine = page.split('"').find(|part| part.starts_with("lykta-") && part.ends_with(".js")).unwrap_or("no-engine.js");
    assert_eq!(faults(&server.text(&format!("guide/{engine}"))?), Vec::<String>::new(), "{engine}");
    Ok(())
}

#[test]
fn a_script_that_opens_such_a_way_is_found() {
    for planted in [
        "document.createElement('link')",
        "window.open(address)",
        "open('https://example.org')",
        "location.href = `?${answer}`",
        "top.location = address",
        "location.replace(address)",
        "location.assign(exit)",
        "form.submit()",
        "history.pushState(answer, '')",
        "meta.httpEquiv = 'refresh'",
    ] {
        assert_ne!(faults(planted), Vec::<String>::new(), "{planted}");
    }
    assert_eq!(faults("window.top.location.replace(exit); isReopen(1); new URLSearchParams(location.hash.slice(1))"), Vec::<String>::new());
}

/// The tags of which the app makes elements; none of them asks for anything by itself, but for `a`, when it is pressed.
const TAGS: [&str; 30] = [
    "a", "article", "bdi", "br", "button", "dd", "details", "div", "dl", "dt", "fieldset", "h1", "h2", "h3", "input", "label", "li",
    "main", "nav", "ol", "option", "output", "p", "section", "select", "span", "summary", "time", "ul", "svg",
];

#[test]
fn the_app_makes_no_element_that_asks_for_something_by_itself() -> Result<()> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../src")];
    let mut seen = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path)?;
            // Elements by name, and the markup of drawings.
            let named = text.split("element(\"").skip(1).map(|rest| rest.split('"').next().unwrap_or_default());
            let drawn = text.split("r#\"<").skip(1).map(|rest| rest.split([' ', '>']).next().unwrap_or_default());
            seen.extend(named.chain(drawn).map(str::to_owned));
        }
    }
    assert!(seen.len() > 10, "{seen:?}");
    let others: Vec<&String> = seen.iter().filter(|tag| !TAGS.contains(&tag.as_str())).collect();
    assert_eq!(others, Vec::<&String>::new());
    Ok(())
}
