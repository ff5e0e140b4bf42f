//! A town's page on one origin, the guide on another: what a municipality would see of a visit, if it looked as hard as it can.
//!
//! In: a route. Out: what both servers, the recorder on the town's page, and the browser's storage saw of it.
//! The town's page sends a strict content security policy, and runs `fixtures/recorder.js` before anything else.
//! Judges nothing: `leak.rs` does.
//! Next: `leak.rs`, `route.rs`, `tests/random.rs`.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Value, json};

use crate::door::Door;
use crate::driver::{Browser, Settings};
use crate::failure::{Failure, Result};
use crate::guide::PACK;
use crate::leak::{Observation, Record};
use crate::leaks::Traces;
use crate::page::Page;
use crate::request::Request;
use crate::role::plain;
use crate::route::{Act, Route, Step};
use crate::server::{Server, Site};
use crate::swift;
use crate::thing::{Control, Thing};
use crate::told;
use crate::wait;
use crate::words::Words;

/// The language that the town's page asks for.
pub const LANGUAGE: &str = "sv";

/// The title of the guide's frame on the town's page.
const FRAME: &str = "Guiden";

const PAGE: &str = "municipality.html";

/// From this width on, in CSS pixels, the guide stays where it stands on the page.
const WIDE: u32 = 641;

/// A print view would wait for a person. The host tells the guide when it has put it above the page.
const BEGIN: &str = "window.print = () => {};
    window.isAbove = 0;
    addEventListener('message', ({ data }) => { if (data?.lykta === 'focus') window.isAbove = performance.now(); });
    return performance.now()";

/// Whether the guide was put above the page and is as high as that, and the guide has put its screen right after that: it does so for
/// 300 ms, since Firefox moves it late.
const FILLS: &str = "return window.isAbove > 0 && performance.now() > window.isAbove + 400 && innerHeight >= arguments[0] && visualViewport.offsetTop === 0";

/// The town, the guide, and a browser that visits them.
pub struct Town {
    host: Server,
    /// Serves the guide; a test may plant a leak in what it serves.
    pub guide: Server,
    /// Where the town's page lets people leave to: it hears who comes, and answers nothing.
    exit: Door,
    browser: Browser,
    /// Of a window as narrow as a phone, which the guide fills once someone has pressed anything, the height.
    phone: Option<u32>,
}

impl Town {
    /// Starts both servers and a browser. Nothing may be kept from one visit to the next, so that each asks for everything.
    ///
    /// # Errors
    /// If the guide is not built, or the browser does not start.
    #[track_caller]
    pub fn open(settings: &Settings) -> Result<Town> {
        let guide = Site::built()?.header("Cache-Control", "no-store").serve()?;
        let of_guide = guide.origin();
        let policy = format!(
            "default-src 'none'; script-src 'self' {of_guide}; style-src 'self'; img-src 'self' data:; frame-src {of_guide}; \
             connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        );
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
        let host = Site::new(fixtures)
            .header("Cache-Control", "no-store")
            .header("Content-Security-Policy", &policy)
            .header("X-Content-Type-Options", "nosniff")
            .serve()?;
        let exit = Door::new()?;
        let page = host.text(PAGE)?.replace("{{guide}}", &guide.url("")).replace("{{exit}}", &exit.url());
        host.put(PAGE, page);
        let settings = Settings { languages: LANGUAGE.to_owned(), ..settings.clone() };
        Ok(Town { host, guide, exit, phone: (settings.width < WIDE).then_some(settings.height), browser: Browser::start(&settings)? })
    }

    /// The page that the window shows.
    #[must_use]
    pub fn page(&self) -> Page<'_> {
        self.browser.page()
    }

    /// The day on which the browser is, in the time of the services.
    ///
    /// # Errors
    /// If the browser cannot tell.
    #[track_caller]
    pub fn today(&self) -> Result<lykta_core::date::Date> {
        told::today(&self.page(), &told::pack(PACK)?.timezone)
    }

    /// Someone who looks at the numbers to call, so that the guide is started, and answers nothing.
    ///
    /// # Errors
    /// If the guide does not start.
    #[track_caller]
    pub fn idle(&self) -> Result<Observation> {
        let words = Words::read(PACK, LANGUAGE)?;
        let first = words.item("who").map(|item| item.text.clone()).ok_or_else(|| Failure::new("the pack has no who"))?;
        let steps = [(first, "show-help-now"), (words.filled("help-title", &[])?, "back-to-guide")];
        let step = |(heading, key): (String, &str)| {
            Ok(Step { heading: plain(&heading), act: Act::Press(plain(&words.filled(key, &[])?)), things: Vec::new() })
        };
        let steps = steps.into_iter().map(step).collect::<Result<Vec<_>>>()?;
        self.observed("someone who answers nothing", &BTreeSet::new(), || self.go(&steps))
    }

    /// Someone who goes this route, but for its last step.
    ///
    /// # Errors
    /// If a screen is another than the route says.
    #[track_caller]
    pub fn visit(&self, route: &Route) -> Result<Observation> {
        let (_, steps) = split(route)?;
        let seen = self.observed(&route.name, &route.typed, || self.go(steps));
        seen.map_err(|failure| Failure::new(format!("{}: {failure}", route.name)))
    }

    /// Someone who goes this route and leaves. The browser is of no use afterwards: it stands before a page that does not answer.
    ///
    /// # Errors
    /// If a screen is another than the route says, or the exit is asked for too early, or not at all.
    #[track_caller]
    pub fn visit_and_leave(&self, route: &Route) -> Result<Observation> {
        let (last, _) = split(route)?;
        let mut seen = self.visit(route)?;
        if self.exit.knocks() > 0 {
            return Err(Failure::new(format!("{}: the exit was asked for before anyone left", route.name)));
        }
        self.page().enter_frame(FRAME)?;
        let pressed = swift::take(&self.page(), last);
        // Firefox tells of a page that does not answer as a failure of the click that leads there.
        let asked = wait::until(wait::LIMIT, || Ok((self.exit.knocks() > 0).then_some(())))?;
        if asked.is_none() {
            pressed?;
            return Err(Failure::new(format!("{}: the exit is not asked for", route.name)));
        }
        seen.things.extend(&last.things);
        // Leaving, too, is told to no one.
        seen.to_guide.extend(self.took(&self.guide));
        seen.to_host.extend(self.took(&self.host));
        Ok(seen)
    }

    #[track_caller]
    fn go(&self, steps: &[Step]) -> Result<BTreeSet<Thing>> {
        let mut things = BTreeSet::new();
        let first_press = steps.iter().position(|step| matches!(step.act, Act::Press(_)));
        for (at, step) in steps.iter().enumerate() {
            // The first press puts the guide above the page of a phone; what is pressed while it moves there would be missed.
            if let Some(height) = self.phone.filter(|_| first_press.is_some_and(|first| at == first + 1)) {
                let fills = || Ok(self.page().run(FILLS, &[json!(height)])?.as_bool().filter(|fills| *fills));
                wait::until(wait::LIMIT, fills)?.ok_or_else(|| Failure::new("the guide does not fill the phone"))?;
            }
            if swift::take(&self.page(), step)? {
                things.insert(Thing::Control(Control::More));
            }
            things.extend(&step.things);
        }
        Ok(things)
    }

    /// Opens the page, has someone do something in the guide's frame, and tells all that was seen of it.
    #[track_caller]
    fn observed(&self, name: &str, typed: &BTreeSet<String>, go: impl FnOnce() -> Result<BTreeSet<Thing>>) -> Result<Observation> {
        let _ = (self.host.take_requests(), self.guide.take_requests());
        let page = self.page();
        page.open(&self.host.url(PAGE))?;
        let before = Traces::read(&page, Some(FRAME))?;
        page.leave_frames()?;
        page.run("recorder.begin()", &[])?;
        page.enter_frame(FRAME)?;
        let begun = page.run(BEGIN, &[])?;
        let things = go()?;
        let late = "return performance.getEntries().filter(({ entryType, startTime }) => startTime >= arguments[0]
            && ['resource', 'navigation'].includes(entryType)).map(({ name }) => name)";
        let late = self.texts(&page.run(late, &[begun])?);
        page.leave_frames()?;
        let record = page.run_async("recorder.end().then(arguments[0])", &[])?;
        let list = |kind: &str| record.get(kind).map(|list| self.texts(list)).ok_or_else(|| Failure::new(format!("no {kind}")));
        let record = Record {
            messages: list("messages")?,
            boxes: list("boxes")?,
            mutations: list("mutations")?,
            resources: list("resources")?,
            states: list("states")?,
            others: [list("events")?, list("others")?].concat(),
        };
        let changes = before.changes(&Traces::read(&page, Some(FRAME))?);
        page.leave_frames()?;
        Ok(Observation {
            name: name.to_owned(),
            things,
            typed: typed.clone(),
            to_host: self.took(&self.host),
            to_guide: self.took(&self.guide),
            changes,
            late,
            record,
        })
    }

    /// What a server was asked since it was looked at last, with names in place of ports.
    fn took(&self, server: &Server) -> Vec<Request> {
        let named = |mut request: Request| {
            request.target = self.named(&request.target);
            for (_, value) in &mut request.headers {
                *value = self.named(value);
            }
            request
        };
        server.take_requests().into_iter().map(named).collect()
    }

    fn texts(&self, list: &Value) -> Vec<String> {
        list.as_array().into_iter().flatten().filter_map(Value::as_str).map(|text| self.named(text)).collect()
    }

    /// With names in place of the ports, which differ from one browser's servers to the next.
    fn named(&self, text: &str) -> String {
        let origins = [(self.host.origin(), "town"), (self.guide.origin(), "guide")];
        let hosts = origins.iter().map(|(origin, name)| (origin.trim_start_matches("http://").to_owned(), *name));
        let hosts = hosts.chain([(self.exit.host(), "exit"), (self.exit.host().replace(':', "%3A"), "exit")]);
        hosts.fold(text.to_owned(), |text, (host, name)| text.replace(&host, name))
    }

    /// Changes a file of the guide on its way: each text in it gives way to another, and something is added at the end.
    ///
    /// # Errors
    /// If there is no such file, or it does not hold such a text: the leak would not be there.
    #[track_caller]
    pub fn plant(&self, path: &str, changes: &[(&str, &str)], added: &str) -> Result<()> {
        let mut text = self.guide.text(path)?;
        for (from, to) in changes {
            if !text.contains(from) {
                return Err(Failure::new(format!("{path} does not hold {from}")));
            }
            text = text.replace(from, to);
        }
        self.guide.put(path, format!("{text}\n{added}"));
        Ok(())
    }

    /// The boot script of the guide's page, below the server's root.
    ///
    /// # Errors
    /// If the page names none.
    #[track_caller]
    pub fn boot(&self) -> Result<String> {
        crate::guide::boot(&self.guide.text(&format!("guide/{PACK}-{LANGUAGE}.html"))?)
    }

    /// What a script in the guide's frame says, if the frame is still there.
    ///
    /// # Errors
    /// If it is not.
    #[track_caller]
    pub fn ask_frame(&self, script: &str) -> Result<Value> {
        self.page().leave_frames()?;
        self.page().enter_frame(FRAME)?;
        self.page().run(script, &[json!(null)])
    }
}

/// The last step of a route, which leaves, and those before it.
#[track_caller]
fn split(route: &Route) -> Result<(&Step, &[Step])> {
    route.steps.split_last().ok_or_else(|| Failure::new(format!("{}: a route without steps", route.name)))
}
