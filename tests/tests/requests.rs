//! What goes over the network: the same for every answer, and nothing once the page has locked itself.
//!
//! In: walks of different people, and scripts that try to get out. Out: what two servers on this machine saw.
//! Next: `public/guide/boot.js`, `src/request.rs`.

use journeys::driver::Settings;
use journeys::failure::Result;
use journeys::guide::Guide;
use journeys::request::{Request, difference};
use journeys::role::Role;
use journeys::server::{Server, Site};
use journeys::walk::{self, Screen};
use journeys::words::Words;
use serde_json::Value;

/// The requests of one visit on the host page, in a browser of its own, and that none went elsewhere.
#[track_caller]
fn requests(guide: &Guide, visit: impl FnOnce(&Guide) -> Result<()>) -> Result<Vec<Request>> {
    let _ = guide.server.take_requests();
    guide.open_in_frame("sv")?;
    visit(guide)?;
    for _ in ["frame", "host"] {
        let asked = guide.page().run("return performance.getEntriesByType('resource').map(({ name }) => name)", &[])?;
        for url in asked.as_array().into_iter().flatten().filter_map(Value::as_str) {
            assert!(url.starts_with(&guide.server.origin()) || url.starts_with("data:"), "{url} was asked for");
        }
        guide.page().leave_frames()?;
    }
    Ok(guide.server.take_requests())
}

type Visit = fn(&Guide) -> Result<()>;

/// Different people, each with something that the others do not do.
const VISITS: &[(&str, Visit)] = &[
    ("nothing said", |guide| guide.walk_to("{}", &Screen::Results).map(drop)),
    ("danger, a place, a date", |guide| {
        let answers = r#"{"who":"self","about":["alcohol"],"now":["overdose"],"use":["none"],"place":"564","age":"23-64","pregnant":"no",
            "progress":"refused","progress-with":"social","progress-date":"2026-01-31"}"#;
        guide.walk_to(answers, &Screen::Results)?;
        walk::open_card(&guide.page(), &guide.words, "fi-right-review")
    }),
    ("a child, in another language, with help now", |guide| {
        guide.walk_to(r#"{"who":"child"}"#, &Screen::Item("about".to_owned()))?;
        let finnish = Words::read("fi", "fi")?;
        guide.speak(&finnish)?;
        guide.page().click(Role::Button, finnish.app("show-help-now")?)?;
        guide.page().wait_for_heading(finnish.app("help-title")?).map(drop)
    }),
];

#[test]
fn every_visit_asks_for_the_same() -> Result<()> {
    let mut first: Option<Vec<Request>> = None;
    let mut guide = Guide::unopened("sv", &Settings::default())?;
    for (name, visit) in VISITS {
        guide.anew()?;
        let asked = requests(&guide, *visit)?;
        assert!(asked.len() > 8, "{name}: {asked:#?}");
        let before = first.get_or_insert_with(|| asked.clone());
        assert_eq!(difference(before, &asked), Vec::<String>::new(), "{name}");
    }
    Ok(())
}

/// Ways out of a page, each told when it has failed or come through; `arguments[0]` is where to.
const WAYS_OUT: &str = r#"
    const [to, done] = arguments;
    const at = name => `${to}?${name}`;
    const element = (tag, attributes) => new Promise(resolve => {
        const made = document.createElement(tag);
        for (const event of ['load', 'error']) made.addEventListener(event, () => resolve(event));
        Object.assign(made, attributes);
        document.body.append(made);
        // Not every element tells that it may not.
        document.addEventListener('securitypolicyviolation', event => resolve(event.violatedDirective));
    });
    const ways = {
        fetch: () => fetch(at('fetch')),
        'fetch of another kind': () => fetch(at('no-cors'), { mode: 'no-cors', method: 'POST', body: 'answer' }),
        xhr: () => new Promise((resolve, reject) => {
            const request = new XMLHttpRequest();
            request.onload = resolve; request.onerror = reject;
            request.open('GET', at('xhr')); request.send();
        }),
        beacon: () => navigator.sendBeacon(at('beacon'), 'answer'),
        socket: () => new Promise((resolve, reject) => {
            const socket = new WebSocket(at('socket').replace('http', 'ws'));
            socket.onopen = resolve; socket.onerror = reject;
        }),
        events: () => new Promise((resolve, reject) => {
            const source = new EventSource(at('events'));
            source.onopen = resolve; source.onerror = reject;
        }),
        module: () => import(at('module')),
        worker: () => new Promise((resolve, reject) => {
            const worker = new Worker(at('worker'));
            worker.onerror = reject; worker.onmessage = resolve;
        }),
        image: () => element('img', { src: at('image') }),
        style: () => element('link', { rel: 'stylesheet', href: at('style') }),
        preload: () => element('link', { rel: 'preload', as: 'image', href: at('preload') }),
        import: () => element('style', { textContent: `@import url(${at('import')});` }),
        script: () => element('script', { src: at('script') }),
        frame: () => element('iframe', { src: at('frame') }),
        media: () => element('video', { src: at('media') }),
    };
    const silent = [
        // Told of in some engines, but not in WebKit.
        () => element('object', { data: at('object') }),
        () => element('link', { rel: 'icon', href: at('icon') }),
        () => element('link', { rel: 'prefetch', href: at('prefetch') }),
        () => element('p', { textContent: 'x', style: `background: url(${at('background')})` }),
        () => {
            const [frame, form] = ['iframe', 'form'].map(tag => document.createElement(tag));
            Object.assign(frame, { name: 'out' });
            Object.assign(form, { action: at('form'), method: 'post', target: 'out' });
            document.body.append(frame, form);
            form.submit();
        },
    ];
    // Those of the last group never tell how they end: they have had their turn once the page was drawn.
    const drawn = () => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const begun = Object.entries(ways).map(async ([, way]) => way());
    // Firefox throws where a form may not be sent.
    silent.forEach(way => { try { way(); } catch { /* refused */ } });
    Promise.allSettled(begun).then(drawn).then(() => done(begun.length));
"#;

/// Tries all ways out to this address from within the frame, and tells what arrived there.
#[track_caller]
fn escaped(guide: &Guide, to: &Server) -> Result<Vec<String>> {
    let _ = to.take_requests();
    guide.page().run_async(WAYS_OUT, &[Value::String(to.url("out.txt"))])?;
    // What was sent before this request has arrived before it.
    guide.page().leave_frames()?;
    guide
        .page()
        .run_async("const [to, done] = arguments; fetch(to).then(() => done(), () => done())", &[Value::String(to.url("fence.txt"))])?;
    let arrived = to.take_requests();
    assert!(arrived.iter().any(|request| request.path().ends_with("fence.txt")), "the fence did not arrive");
    Ok(arrived.iter().filter(|request| !request.path().ends_with("fence.txt")).map(|request| request.target.clone()).collect())
}

#[test]
fn nothing_is_asked_for_after_the_lock() -> Result<()> {
    let guide = Guide::in_frame("sv")?;
    assert_eq!(escaped(&guide, &guide.server)?, Vec::<String>::new(), "to the guide's own server");
    guide.enter()?;
    let other = Site::built()?.serve()?;
    assert_eq!(escaped(&guide, &other)?, Vec::<String>::new(), "to another server");
    Ok(())
}

#[test]
fn the_ways_out_are_open_where_there_is_no_lock() -> Result<()> {
    let guide = Guide::unopened("sv", &Settings::default())?;
    guide.server.put("plain.html", "<!doctype html><html lang=en><title>Plain</title><h1>Plain</h1>");
    guide.page().open(&guide.server.url("plain.html"))?;
    let other = Site::built()?.serve()?;
    let seen = escaped(&guide, &other)?;
    for way in [
        "fetch",
        "no-cors",
        "xhr",
        "beacon",
        "socket",
        "events",
        "module",
        "image",
        "style",
        "preload",
        "import",
        "script",
        "frame",
        "object",
        "media",
        "background",
        "form",
    ] {
        assert!(seen.iter().any(|target| target.ends_with(&format!("?{way}"))), "{way} is not among {seen:?}");
    }
    Ok(())
}

#[test]
fn what_no_policy_covers_is_not_there() -> Result<()> {
    let guide = Guide::in_frame("fi")?;
    let script = "return ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport', 'RTCDataChannel']
        .filter(name => globalThis[name] !== undefined)
        .concat([...document.querySelectorAll('link')].filter(link => link.rel !== 'stylesheet').map(link => link.rel))";
    assert_eq!(guide.page().run(script, &[])?, Value::Array(Vec::new()));
    // Without it Firefox asks for the address of every link that is shown, and so tells which card was opened.
    let script = "return document.querySelector('meta[http-equiv=x-dns-prefetch-control]')?.content";
    assert_eq!(guide.page().run(script, &[])?, "off");
    Ok(())
}
