//! What a person finds on a page, asked by role and accessible name.
//!
//! In: roles and names. Out: what the browser says stands there.
//! Never asks by class, id or inner HTML. A failing step tells what was waited for, which headings and
//! buttons were shown, and keeps a picture.
//! Standard: W3C WebDriver 2; names as in AccName 1.2, computed by the browser itself.
//! Next: `hand.rs` for what a person does; `role.rs`, `axe.rs`, `leaks.rs`.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::driver::Engine;
use crate::failure::{Failure, Result};
use crate::role::{Name, Role, plain};
use crate::wait;
use crate::wire::{Session, element_argument, element_id};

/// The page that the window shows, or the frame in it that was entered last.
#[derive(Clone, Copy)]
pub struct Page<'session> {
    pub(crate) session: &'session Session,
    pub(crate) engine: Engine,
    pub(crate) limit: Duration,
}

/// Something found on the page; good until the page changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    pub(crate) id: String,
    role: String,
    name: String,
    level: Option<u64>,
}

/// Something that may be meant.
struct Candidate {
    id: String,
    level: Option<u64>,
    /// All that its name could be made of, in any order.
    words: String,
}

impl Element {
    /// The role, in the browser's word.
    #[must_use]
    pub fn role(&self) -> &str {
        &self.role
    }

    /// The accessible name, with single spaces.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// 1 to 6 for a heading.
    #[must_use]
    pub fn level(&self) -> Option<u64> {
        self.level
    }
}

/// What may be seen: displayed, not hidden by style, not within a closed `details`; and said: not hidden from
/// those who cannot see, which WebKit names all the same. Opacity is not asked, as a native control may lie
/// unseen beneath its own drawing. With each comes its level as a heading, and all
/// that its name could be made of, so that the browser need not be asked for the name of each.
const CANDIDATES: &str = "
    const level = element => {
        const given = element.getAttribute('aria-level');
        const tag = /^H([1-6])$/.exec(element.tagName);
        return given ? Number(given) : tag ? Number(tag[1]) : null;
    };
    const named = element => (element.getAttribute('aria-labelledby') ?? '').split(' ').map(id => document.getElementById(id));
    const words = element => [element, ...element.labels ?? [], ...named(element), ...element.querySelectorAll('legend')]
        .map(source => source ? source.textContent : '')
        .concat(['aria-label', 'title', 'alt', 'placeholder', 'value'].map(name => element.getAttribute(name)))
        .join('\\n');
    return [...document.querySelectorAll(arguments[0])]
        .filter(element => element.checkVisibility({ visibilityProperty: true }) && !element.closest('[aria-hidden=true]'))
        .map(element => [element, level(element), words(element)]);
";

const TAG: &str = "const e = arguments[0]; return e.localName === 'input' ? e.type : e.localName;";

impl<'session> Page<'session> {
    pub(crate) fn new(session: &'session Session, engine: Engine) -> Page<'session> {
        Page { session, engine, limit: wait::LIMIT }
    }

    /// The same page with another patience.
    #[must_use]
    pub fn within(self, limit: Duration) -> Page<'session> {
        Page { limit, ..self }
    }

    /// Goes to an address and waits until it is loaded; leaves any frame.
    ///
    /// # Errors
    /// If nothing answers there.
    #[track_caller]
    pub fn open(&self, url: &str) -> Result<()> {
        self.session.post("/url", &json!({ "url": url }))?;
        self.session.enter(None)
    }

    /// Goes to the address again, as the browser's own button does.
    ///
    /// # Errors
    /// If nothing answers there any more.
    #[track_caller]
    pub fn reload(&self) -> Result<()> {
        self.session.post("/refresh", &json!({})).map(drop)
    }

    /// Goes one entry back in the browser's own history.
    ///
    /// # Errors
    /// If the page does not load.
    #[track_caller]
    pub fn go_back(&self) -> Result<()> {
        self.session.post("/back", &json!({})).map(drop)
    }

    /// The address that the window shows, whichever frame was entered.
    ///
    /// # Errors
    /// If the session has ended.
    #[track_caller]
    pub fn url(&self) -> Result<String> {
        text(&self.session.get("/url")?)
    }

    /// The title that the window shows, whichever frame was entered.
    ///
    /// # Errors
    /// If the session has ended.
    #[track_caller]
    pub fn title(&self) -> Result<String> {
        text(&self.session.get("/title")?)
    }

    /// Enters the frame with this name (its title), once it is there.
    ///
    /// # Errors
    /// If no such frame appears.
    #[track_caller]
    pub fn enter_frame(&self, name: impl Into<Name>) -> Result<()> {
        let frame = self.wait_for(Role::Frame, name)?;
        self.session.enter(Some(&frame.id))
    }

    /// Goes back to the page that the window shows.
    ///
    /// # Errors
    /// If the session has ended.
    #[track_caller]
    pub fn leave_frames(&self) -> Result<()> {
        self.session.enter(None)
    }

    /// Everything with this role and name that is displayed now, in the order of the document.
    ///
    /// # Errors
    /// If the page cannot be asked; `is_gone` if it changed meanwhile.
    #[track_caller]
    pub fn all(&self, role: Role, name: impl Into<Name>) -> Result<Vec<Element>> {
        let name = name.into();
        let mut found = Vec::new();
        for Candidate { id, level, words } in self.candidates(role.candidates())? {
            if !name.may_be_of(&words) {
                continue;
            }
            let label = self.computed_label(&id)?;
            // The role is asked last, as most candidates have another name.
            if name.fits(&label) {
                let computed = self.computed_role(&id)?;
                if role.is_called(&computed) {
                    found.push(Element { id, role: computed, name: label, level });
                }
            }
        }
        Ok(found)
    }

    /// The names of everything with this role that is displayed now, in the order of the document.
    ///
    /// # Errors
    /// As `all`.
    #[track_caller]
    pub fn names(&self, role: Role) -> Result<Vec<String>> {
        Ok(self.all(role, Name::Any)?.into_iter().map(|element| element.name).collect())
    }

    /// The heading of the first level that is displayed now: the title of the screen.
    ///
    /// # Errors
    /// As `all`.
    #[track_caller]
    pub fn title_heading(&self) -> Result<Option<Element>> {
        for Candidate { id, level, .. } in self.candidates("h1, [role=heading][aria-level='1']")? {
            let (role, name) = (self.computed_role(&id)?, self.computed_label(&id)?);
            if Role::Heading.is_called(&role) {
                return Ok(Some(Element { id, role, name, level }));
            }
        }
        Ok(None)
    }

    /// All headings, links and buttons that are displayed now, together in the order of the document: the
    /// skeleton of the results.
    ///
    /// # Errors
    /// As `all`.
    #[track_caller]
    pub fn outline(&self) -> Result<Vec<Element>> {
        let roles = [Role::Heading, Role::Link, Role::Button];
        let selector = roles.map(Role::candidates).join(", ");
        let mut found = Vec::new();
        for Candidate { id, level, .. } in self.candidates(&selector)? {
            let role = self.computed_role(&id)?;
            if roles.iter().any(|wanted| wanted.is_called(&role)) {
                let name = self.computed_label(&id)?;
                found.push(Element { id, role, name, level });
            }
        }
        Ok(found)
    }

    /// Waits for exactly one thing with this role and name.
    ///
    /// # Errors
    /// If none appears, or several stand there at once.
    #[track_caller]
    pub fn wait_for(&self, role: Role, name: impl Into<Name>) -> Result<Element> {
        let name = name.into();
        let mut seen = 0;
        let found = wait::until(self.limit, || {
            let mut found = self.all(role, name.clone())?;
            seen = found.len();
            Ok(if seen == 1 { found.pop() } else { None })
        })?;
        match found {
            Some(element) => Ok(element),
            None => Err(self.missed(&format!("one {role} {name}, found {seen}"))),
        }
    }

    /// Waits for a heading of any level; the usual sign that a screen is there.
    ///
    /// # Errors
    /// As `wait_for`.
    #[track_caller]
    pub fn wait_for_heading(&self, name: impl Into<Name>) -> Result<Element> {
        self.wait_for(Role::Heading, name)
    }

    /// Waits until nothing with this role and name is displayed.
    ///
    /// # Errors
    /// If it stays.
    #[track_caller]
    pub fn wait_until_gone(&self, role: Role, name: impl Into<Name>) -> Result<()> {
        let name = name.into();
        let gone = wait::until(self.limit, || Ok(self.all(role, name.clone())?.is_empty().then_some(())))?;
        match gone {
            Some(()) => Ok(()),
            None => Err(self.missed(&format!("no {role} {name} any more"))),
        }
    }

    /// Waits until a look finds something; the words say what, as in "waited for ...".
    ///
    /// # Errors
    /// If the look finds nothing in time, or fails.
    #[track_caller]
    pub fn wait_until<T>(&self, what: &str, look: impl FnMut() -> Result<Option<T>>) -> Result<T> {
        match wait::until(self.limit, look)? {
            Some(found) => Ok(found),
            None => Err(self.missed(what)),
        }
    }

    /// What has the focus.
    ///
    /// # Errors
    /// If the page cannot be asked.
    #[track_caller]
    pub fn active(&self) -> Result<Element> {
        self.element(self.active_id()?)
    }

    /// What this reference is of, in the browser's words.
    #[track_caller]
    pub(crate) fn element(&self, id: String) -> Result<Element> {
        let (role, name) = (self.computed_role(&id)?, self.computed_label(&id)?);
        Ok(Element { id, role, name, level: None })
    }

    /// Whether a radio button, checkbox or option is chosen.
    ///
    /// # Errors
    /// If the element left the page.
    #[track_caller]
    pub fn is_chosen(&self, element: &Element) -> Result<bool> {
        let script = "const e = arguments[0];
            return e.getAttribute('aria-selected') === 'true' || e.getAttribute('aria-checked') === 'true'
                || e.checked === true || e.selected === true;";
        Ok(self.run(script, &[element_argument(&element.id)])? == Value::Bool(true))
    }

    /// Whether what a button opens in place is open now.
    ///
    /// # Errors
    /// If the element left the page.
    #[track_caller]
    pub fn is_open(&self, element: &Element) -> Result<bool> {
        let script = "const e = arguments[0];
            return e.matches('summary') ? e.parentElement.open : e.getAttribute('aria-expanded') === 'true';";
        Ok(self.run(script, &[element_argument(&element.id)])? == Value::Bool(true))
    }

    /// What stands in an element, as displayed; for a field, what was written in it.
    ///
    /// # Errors
    /// If the element left the page.
    #[track_caller]
    pub fn text(&self, element: &Element) -> Result<String> {
        let script = "const e = arguments[0]; return e.value === undefined || e.tagName === 'BUTTON'
            || e.tagName === 'LI' ? e.innerText : e.value;";
        Ok(plain(&text(&self.run(script, &[element_argument(&element.id)])?)?))
    }

    /// Everything that is displayed in the page or frame, with single spaces.
    ///
    /// # Errors
    /// If the page cannot be asked.
    #[track_caller]
    pub fn whole_text(&self) -> Result<String> {
        Ok(plain(&text(&self.run("return document.body ? document.body.innerText : ''", &[])?)?))
    }

    /// Where an element lies on the screen and how large it is, as `x y width height`; a choice with its label.
    ///
    /// # Errors
    /// If the element left the page.
    #[track_caller]
    pub fn rectangle(&self, element: &Element) -> Result<String> {
        let script = "const e = arguments[0], { x, y, width, height } = (e.labels?.[0] ?? e).getBoundingClientRect();
            return [x, y, width, height].map(side => side.toFixed(1)).join(' ');";
        text(&self.run(script, &[element_argument(&element.id)])?)
    }

    /// An attribute of an element: where a link leads, what a control says of its state.
    ///
    /// # Errors
    /// If the element left the page.
    #[track_caller]
    pub fn attribute(&self, element: &Element, name: &str) -> Result<Option<String>> {
        // WebKit's own command for it makes whole addresses of short ones.
        let value = self.run("return arguments[0].getAttribute(arguments[1])", &[element_argument(&element.id), Value::from(name)])?;
        Ok(value.as_str().map(str::to_owned))
    }

    /// Runs the body of a function in the page; for what no role tells, such as the title of a frame.
    ///
    /// # Errors
    /// If it throws.
    #[track_caller]
    pub fn run(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        self.session.run(script, arguments)
    }

    /// As `run`, for a function whose last argument is to be called with the result.
    ///
    /// # Errors
    /// If it throws or never calls.
    #[track_caller]
    pub fn run_async(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        self.session.run_async(script, arguments)
    }

    /// All cookies that the browser keeps for this document, those that scripts cannot see too, as
    /// `name=value` in order.
    ///
    /// # Errors
    /// If the session has ended.
    #[track_caller]
    pub fn cookies(&self) -> Result<Vec<String>> {
        let found = self.session.get("/cookie")?;
        let part = |cookie: &Value, key: &str| cookie.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let found = found.as_array().map(Vec::as_slice).unwrap_or_default();
        let mut cookies: Vec<String> = found.iter().map(|cookie| format!("{}={}", part(cookie, "name"), part(cookie, "value"))).collect();
        cookies.sort();
        Ok(cookies)
    }

    /// A picture of the window as PNG.
    ///
    /// # Errors
    /// If the session has ended.
    #[track_caller]
    pub fn picture(&self) -> Result<Vec<u8>> {
        let encoded = text(&self.session.get("/screenshot")?)?;
        STANDARD.decode(encoded).map_err(|error| Failure::new(format!("the picture is not Base64: {error}")))
    }

    /// The page as it would be printed on A4, as PDF. `WebKitGTK`'s driver cannot print.
    ///
    /// # Errors
    /// If the driver cannot print or the session has ended.
    #[track_caller]
    pub fn paper(&self) -> Result<Vec<u8>> {
        let paper = json!({ "page": { "width": 21.0, "height": 29.7 }, "background": true });
        let encoded = text(&self.session.post("/print", &paper)?)?;
        STANDARD.decode(encoded).map_err(|error| Failure::new(format!("the paper is not Base64: {error}")))
    }

    /// A failure that tells what was waited for and what was shown instead, with a picture beside it.
    #[track_caller]
    pub fn missed(&self, what: &str) -> Failure {
        let headings = self.names(Role::Heading).map_or_else(|failure| failure.text().to_owned(), |names| listed(&names));
        let buttons = self.names(Role::Button).map_or_else(|failure| failure.text().to_owned(), |names| listed(&names));
        let picture = self.keep_picture().map_or_else(|failure| format!("none ({})", failure.text()), |path| path.display().to_string());
        Failure::new(format!(
            "waited {} s for {what}\n  headings shown: {headings}\n  buttons shown:  {buttons}\n  picture: {picture}",
            self.limit.as_secs_f32()
        ))
    }

    /// Keeps a picture of the window beside what was built, for people to look at; gives where.
    ///
    /// # Errors
    /// If it cannot be taken or written.
    #[track_caller]
    pub fn keep_picture_as(&self, name: &str) -> Result<PathBuf> {
        let folder = target_folder().join("journeys");
        std::fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{name}.png"));
        std::fs::write(&path, self.picture()?)?;
        Ok(path)
    }

    fn keep_picture(&self) -> Result<PathBuf> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let thread = std::thread::current();
        let name = thread.name().unwrap_or("journey").replace("::", "-");
        self.keep_picture_as(&format!("{name}-{}-{count}", std::process::id()))
    }

    fn candidates(&self, selector: &str) -> Result<Vec<Candidate>> {
        let found = self.run(CANDIDATES, &[Value::String(selector.to_owned())])?;
        let found = found.as_array().ok_or_else(|| Failure::gone("the page was being replaced"))?;
        let element = |parts: &Value| {
            let id = element_id(parts.get(0)?)?.to_owned();
            let words = parts.get(2).and_then(Value::as_str).unwrap_or_default().to_owned();
            Some(Candidate { id, level: parts.get(1).and_then(Value::as_u64), words })
        };
        Ok(found.iter().filter_map(element).collect())
    }

    #[track_caller]
    pub(crate) fn active_id(&self) -> Result<String> {
        // WebKit's own command for it tells the frame, whichever was entered.
        let active = self.run("return document.activeElement", &[])?;
        element_id(&active).map(str::to_owned).ok_or_else(|| Failure::gone("nothing has the focus"))
    }

    /// Where the browser has no word for the role, as ARIA has none, it is the name of the tag, of a field its type.
    fn computed_role(&self, id: &str) -> Result<String> {
        let role = text(&self.session.get(&format!("/element/{id}/computedrole"))?)?;
        if role.is_empty() { text(&self.run(TAG, &[element_argument(id)])?) } else { Ok(role) }
    }

    fn computed_label(&self, id: &str) -> Result<String> {
        Ok(plain(&text(&self.session.get(&format!("/element/{id}/computedlabel"))?)?))
    }
}

#[track_caller]
fn text(value: &Value) -> Result<String> {
    value.as_str().map(str::to_owned).ok_or_else(|| Failure::new(format!("not a text: {value}")))
}

fn listed(names: &[String]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(" | ") }
}

/// Where the build puts its things: pictures of failures, and what browsers share, go beside them.
pub(crate) fn target_folder() -> PathBuf {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target");
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(beside, PathBuf::from)
}
