//! What a person does on a page: clicks, taps, writes, presses keys.
//!
//! In: roles, names, keys, texts. Out: nothing, once it is done; what follows must be waited for.
//! Never reaches what a person could not: an element that something else covers is not clicked.
//! Standard: W3C WebDriver 2, element interaction and actions.
//! Next: `page.rs` for what is found, `key.rs`.

use serde_json::{Value, json};

use crate::driver::Engine;
use crate::failure::{Failure, Result};
use crate::key::Key;
use crate::page::{Element, Page};
use crate::role::{Name, Role};
use crate::wait;
use crate::wire::{element_argument, element_id};

/// A radio button or checkbox is tapped on its label, as a finger would.
const BRING_TO_HAND: &str = "
    const label = arguments[0].labels && arguments[0].matches('[type=radio], [type=checkbox]')
        ? arguments[0].labels[0] : null;
    const target = label || arguments[0];
    target.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
    return target;
";

impl Page<'_> {
    /// Waits for exactly one thing with this role and name, and clicks or taps it.
    ///
    /// # Errors
    /// If it does not appear, or something else covers it.
    #[track_caller]
    pub fn click(&self, role: Role, name: impl Into<Name>) -> Result<()> {
        let name = name.into();
        self.click_when(&format!("one {role} {name}"), || {
            let mut found = self.all(role, name.clone())?;
            Ok(if found.len() == 1 { found.pop() } else { None })
        })
    }

    /// Waits until a look finds something, and clicks or taps it; looks again if the page was changing. The
    /// words say what is looked for, as in "waited for a click on ...".
    ///
    /// # Errors
    /// If the look finds nothing, or something else covers what it finds.
    #[track_caller]
    pub fn click_when(&self, what: &str, mut look: impl FnMut() -> Result<Option<Element>>) -> Result<()> {
        let mut why = "it is not there".to_owned();
        let clicked = wait::until(self.limit, || {
            let Some(element) = look()? else { return Ok(None) };
            self.tap(&element).map(Some).inspect_err(|failure| failure.text().clone_into(&mut why))
        })?;
        match clicked {
            Some(()) => Ok(()),
            None => Err(self.missed(&format!("a click on {what}: {why}"))),
        }
    }

    /// Clicks or taps something that was found before; fails if it has left the page.
    ///
    /// # Errors
    /// If it is gone, or something else covers it.
    #[track_caller]
    pub fn click_on(&self, element: &Element) -> Result<()> {
        let what = format!("the {} \u{201c}{}\u{201d}", element.role(), element.name());
        self.click_when(&what, || Ok(Some(element.clone())))
    }

    /// Puts a value into a field whose own picker differs from browser to browser, such as a day, as
    /// `YYYY-MM-DD`; the page hears of it as from a person.
    ///
    /// # Errors
    /// If the element left the page.
    #[track_caller]
    pub fn fill(&self, element: &Element, value: &str) -> Result<()> {
        let script = "const [field, value] = arguments; field.focus(); field.value = value;
            for (const name of ['input', 'change']) field.dispatchEvent(new Event(name, { bubbles: true }));";
        self.run(script, &[element_argument(&element.id), Value::from(value)]).map(drop)
    }

    /// Empties a field.
    ///
    /// # Errors
    /// If the element left the page, or takes no text.
    #[track_caller]
    pub fn clear(&self, element: &Element) -> Result<()> {
        self.run(BRING_TO_HAND, &[element_argument(&element.id)])?;
        self.session.post(&format!("/element/{}/clear", element.id), &json!({})).map(drop)
    }

    /// Writes into whatever has the focus, as from a keyboard.
    ///
    /// # Errors
    /// If that takes no text.
    #[track_caller]
    pub fn write(&self, text: &str) -> Result<()> {
        let id = self.active_id()?;
        self.session.post(&format!("/element/{id}/value"), &json!({ "text": text })).map(drop)
    }

    /// Presses and lets go one key.
    ///
    /// # Errors
    /// If the session has ended.
    #[track_caller]
    pub fn press(&self, key: Key) -> Result<()> {
        self.press_keys(&[key])
    }

    /// Presses a key while Shift is held.
    ///
    /// # Errors
    /// If the session has ended.
    #[track_caller]
    pub fn press_with_shift(&self, key: Key) -> Result<()> {
        self.press_keys(&[Key::Shift, key])
    }

    /// Waits until the focus is on this.
    ///
    /// # Errors
    /// If it goes elsewhere.
    #[track_caller]
    pub fn wait_for_focus(&self, role: Role, name: impl Into<Name>) -> Result<()> {
        let name = name.into();
        let mut last = String::new();
        let there = wait::until(self.limit, || {
            let active = self.active()?;
            last = format!("{} \u{201c}{}\u{201d}", active.role(), active.name());
            Ok((role.is_called(active.role()) && name.fits(active.name())).then_some(()))
        })?;
        match there {
            Some(()) => Ok(()),
            None => Err(self.missed(&format!("the focus on the {role} {name}; it is on {last}"))),
        }
    }

    /// Taps the middle of an element, and again after each of these pauses in milliseconds, as a hand that shakes does: on the same spot,
    /// whatever is there by then. Rests before.
    ///
    /// # Errors
    /// If it is not in sight.
    #[track_caller]
    pub fn tap_quickly(&self, element: &Element, pauses: &[u64]) -> Result<()> {
        let target = self.run(BRING_TO_HAND, &[element_argument(&element.id)])?;
        let mut steps = Vec::from([json!({ "type": "pointerMove", "duration": 0, "x": 0, "y": 0, "origin": target })]);
        for pause in std::iter::once(&400).chain(pauses) {
            let pause = json!({ "type": "pause", "duration": pause });
            steps.extend([pause, json!({ "type": "pointerDown", "button": 0 }), json!({ "type": "pointerUp", "button": 0 })]);
        }
        let source = json!({ "type": "pointer", "id": "hand", "parameters": { "pointerType": "mouse" }, "actions": steps });
        self.session.post("/actions", &json!({ "actions": [source] })).map(drop)
    }

    fn tap(&self, element: &Element) -> Result<()> {
        let target = self.run(BRING_TO_HAND, &[element_argument(&element.id)])?;
        let id = element_id(&target).ok_or_else(|| Failure::gone("the element left the page"))?;
        if self.engine == Engine::Webkit {
            self.bring_frame_to_hand(&target)?;
        }
        self.session.tap(id)
    }

    /// In WebKit nothing within a frame of another origin scrolls the page around it; a person does it by hand.
    #[track_caller]
    fn bring_frame_to_hand(&self, target: &Value) -> Result<()> {
        let Some(frame) = self.session.frame() else { return Ok(()) };
        let middle = "const { y, height } = arguments[0].getBoundingClientRect(); return y + height / 2;";
        let middle = self.run(middle, std::slice::from_ref(target))?;
        self.leave_frames()?;
        let scroll = "const [frame, middle] = arguments, y = frame.getBoundingClientRect().y + frame.clientTop + middle;
            if (y < 0 || y > innerHeight) scrollBy({ top: y - innerHeight / 2, behavior: 'instant' });";
        self.run(scroll, &[element_argument(&frame), middle])?;
        self.session.enter(Some(&frame))
    }

    /// All are pressed in turn, then let go in the other order.
    #[track_caller]
    fn press_keys(&self, keys: &[Key]) -> Result<()> {
        let step = |kind: &str, key: &Key| json!({ "type": kind, "value": key.code() });
        let down = keys.iter().map(|key| step("keyDown", key));
        let up = keys.iter().rev().map(|key| step("keyUp", key));
        let steps: Vec<Value> = down.chain(up).collect();
        let source = json!({ "type": "key", "id": "keyboard", "actions": steps });
        self.session.post("/actions", &json!({ "actions": [source] })).map(drop)
    }
}
