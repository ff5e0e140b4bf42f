//! What goes over the network: the same for every answer.
//!
//! In: walks of different people. Out: what a server on this machine saw.
//! Next: `lock.rs` for what tries to get out, `random.rs` for many people at once, `public/guide/boot.js`.

use journeys::driver::Settings;
use journeys::failure::Result;
use journeys::guide::Guide;
use journeys::request::{Request, difference};
use journeys::role::Role;
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
