//! The WebDriver protocol: commands and answers as JSON over HTTP to a driver on this machine.
//!
//! In: a method, a path below the session and a JSON body. Out: the `value` of the answer.
//! Knows nothing of roles, pages or what a journey is.
//! Standard: W3C WebDriver 2, protocol and error codes.
//! Next: `driver.rs` for the session, `page.rs` for the commands in use.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::failure::{Failure, Result};

/// The key under which the standard hides an element's reference.
const ELEMENT_KEY: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Longer than any limit that the driver itself keeps, so that the driver's own words are heard.
const ANSWER_LIMIT: Duration = Duration::from_secs(90);

/// Longer, and wider in pixels, than what the guide takes for one tap of a hand that shakes.
const TWO_TAPS: Duration = Duration::from_millis(320);
const SPOT: f64 = 60.0;

/// Screenshots of tall pages are the largest answers.
const ANSWER_BYTES: u64 = 256 * 1024 * 1024;

/// One open browser session.
pub struct Session {
    agent: ureq::Agent,
    /// Ends in the session id, without a slash.
    url: String,
    /// The element of the frame that was entered last, if the session is in one.
    frame: Mutex<Option<String>>,
    /// Where the last tap was, in pixels, and when it was done.
    tap: Mutex<Option<(Instant, f64, f64)>>,
}

impl Session {
    /// Opens a session with the driver that listens on this port of the loopback interface.
    ///
    /// # Errors
    /// If the driver does not answer or cannot start a browser with these capabilities.
    #[track_caller]
    pub fn open(port: u16, capabilities: &Value) -> Result<Session> {
        let agent =
            ureq::Agent::config_builder().timeout_global(Some(ANSWER_LIMIT)).http_status_as_error(false).proxy(None).build().new_agent();
        let mut session = Session { agent, url: format!("http://127.0.0.1:{port}"), frame: Mutex::default(), tap: Mutex::default() };
        let body = json!({ "capabilities": { "alwaysMatch": capabilities } });
        let answer = session.post("/session", &body)?;
        let id = answer.get("sessionId").and_then(Value::as_str);
        let id = id.ok_or_else(|| Failure::new("the driver opened no session"))?;
        session.url = format!("{}/session/{id}", session.url);
        Ok(session)
    }

    /// Asks for something; the path is below the session and begins with a slash.
    ///
    /// # Errors
    /// If the driver answers with an error; `is_gone` tells those that may pass.
    #[track_caller]
    pub fn get(&self, path: &str) -> Result<Value> {
        let url = format!("{}{path}", self.url);
        value(path, self.agent.get(&url).call())
    }

    /// Has something done.
    ///
    /// # Errors
    /// As `get`.
    #[track_caller]
    pub fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let url = format!("{}{path}", self.url);
        let request = self.agent.post(&url).header("Content-Type", "application/json; charset=utf-8");
        value(path, request.send(body.to_string()))
    }

    /// Ends something; the empty path ends the session.
    ///
    /// # Errors
    /// As `get`.
    #[track_caller]
    pub fn delete(&self, path: &str) -> Result<Value> {
        let url = format!("{}{path}", self.url);
        value(path, self.agent.delete(&url).call())
    }

    /// Enters the frame of this element; with none, goes back to the page that the window shows.
    ///
    /// # Errors
    /// If the element is no frame or left the page.
    #[track_caller]
    pub fn enter(&self, frame: Option<&str>) -> Result<()> {
        self.post("/frame", &json!({ "id": frame.map(element_argument) }))?;
        *self.frame.lock().unwrap_or_else(PoisonError::into_inner) = frame.map(str::to_owned);
        Ok(())
    }

    /// The element of the frame that was entered last, if the session is in one.
    #[must_use]
    pub fn frame(&self) -> Option<String> {
        self.frame.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Clicks or taps an element. On the spot of the last tap it waits as a person does: the guide takes two quick taps there for one.
    ///
    /// # Errors
    /// If it left the page, or something else covers it.
    #[track_caller]
    pub fn tap(&self, element: &str) -> Result<()> {
        let middle = "const { x, y, width, height } = arguments[0].getBoundingClientRect(); return [x + width / 2, y + height / 2];";
        let middle = self.run(middle, &[element_argument(element)])?;
        let at = |index: usize| middle.get(index).and_then(Value::as_f64).unwrap_or_default();
        let (x, y) = (at(0), at(1));
        let last = *self.tap.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((when, last_x, last_y)) = last
            && (x - last_x).hypot(y - last_y) < SPOT
        {
            std::thread::sleep(TWO_TAPS.saturating_sub(when.elapsed()));
        }
        self.post(&format!("/element/{element}/click"), &json!({}))?;
        *self.tap.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), x, y));
        Ok(())
    }

    /// Runs the body of a function in the document that the session is in, and returns what it returns.
    ///
    /// # Errors
    /// If the script throws or takes too long.
    #[track_caller]
    pub fn run(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        self.post("/execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// Runs the body of a function whose last argument is to be called with the result.
    ///
    /// # Errors
    /// If the script throws or takes too long.
    #[track_caller]
    pub fn run_async(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        self.post("/execute/async", &json!({ "script": script, "args": arguments }))
    }
}

/// The reference of an element, if this is one.
#[must_use]
pub fn element_id(value: &Value) -> Option<&str> {
    value.get(ELEMENT_KEY)?.as_str()
}

/// An element as an argument of a command or script.
#[must_use]
pub fn element_argument(id: &str) -> Value {
    json!({ ELEMENT_KEY: id })
}

#[track_caller]
fn value(path: &str, answer: std::result::Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<Value> {
    let mut answer = match answer {
        Ok(answer) => answer,
        Err(error) => {
            return Err(Failure::new(format!("the driver did not answer {path}: {error}")));
        }
    };
    let bytes = answer.body_mut().with_config().limit(ANSWER_BYTES).read_to_vec();
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) => {
            return Err(Failure::new(format!("the driver's answer to {path} broke off: {error}")));
        }
    };
    let mut body: Value = match serde_json::from_slice(&bytes) {
        Ok(body) => body,
        Err(error) => {
            return Err(Failure::new(format!("the driver's answer to {path} is not JSON: {error}")));
        }
    };
    let value = body.get_mut("value").map(Value::take).unwrap_or_default();
    if answer.status().is_success() { Ok(value) } else { Err(told(path, &value)) }
}

/// The driver's own words, without its stack.
#[track_caller]
fn told(path: &str, error: &Value) -> Failure {
    let code = error.get("error").and_then(Value::as_str).unwrap_or("unknown error");
    let message = error.get("message").and_then(Value::as_str).unwrap_or_default();
    let message = message.lines().next().unwrap_or_default();
    let text = format!("{code} ({path}): {message}");
    match code {
        "stale element reference"
        | "no such element"
        | "no such frame"
        | "detached shadow root"
        | "element click intercepted"
        | "element not interactable" => Failure::gone(text),
        // So WebKitWebDriver tells of something that is not shown any more.
        "unknown error" if path.ends_with("/computedrole") || path.ends_with("/computedlabel") => Failure::gone(text),
        _ => Failure::new(text),
    }
}
