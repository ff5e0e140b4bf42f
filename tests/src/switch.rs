//! A person with one switch: a scanner goes from one thing that can be acted on to the next, and a press acts on it.
//!
//! In: a page. Out: what the scanner comes to, and how much it took.
//! As the aids of phones do (Switch Control, Switch Access, linear scanning): it goes in the order of the page, to what has a role
//! that acts, and a press is a click by itself, as an aid asks for it. There is no pointer, no key, no focus by hand, no time.
//! After a press it goes on from where the guide put the focus; without one, from the top.
//! Letters come from the keyboard of the aid, one press each; how the scanner finds a letter there is not walked.
//! Next: `tests/switch.rs`; `hand.rs` for a person with hands.

use std::cell::Cell;

use serde_json::Value;

use crate::failure::{Failure, Result};
use crate::page::{Element, Page};
use crate::role::{Name, Role};
use crate::wait;
use crate::wire::{element_argument, element_id};

/// What can be acted on, in the order of the page; what comes after the place at hand, which is kept on the window.
const NEXT: &str = "
    const acts = 'a[href], button, summary, input, select, textarea, [role=option], [role=button], [tabindex=\"0\"]';
    const all = [...document.querySelectorAll(acts)].filter((control) => control.checkVisibility({ visibilityProperty: true })
        && !control.disabled && !control.closest('[aria-hidden=true], [inert]'));
    const focus = document.activeElement;
    const at = window.switchAt?.isConnected ? window.switchAt : focus === document.body ? null : focus;
    const following = (control) => at.compareDocumentPosition(control) & Node.DOCUMENT_POSITION_FOLLOWING;
    const next = at ? all.find(following) ?? null : all[0] ?? null;
    window.switchAt = next;
    return next;
";

/// Acts on what the scanner is at, with a click and nothing before it; then the scanner has no place but the focus.
const ACT: &str = "
    const at = arguments[0];
    window.switchAt = null;
    if (at.matches('[role=combobox], input[type=date], select')) at.focus();
    at.click();
";

/// A letter of the aid's keyboard, into the field that has the focus.
const LETTER: &str = "
    const field = document.activeElement;
    field.value += arguments[0];
    field.dispatchEvent(new InputEvent('input', { bubbles: true, data: arguments[0], inputType: 'insertText' }));
";

/// Writes down whatever a switch cannot do: what a finger, a mouse or a key would send.
const WITNESS: &str = "
    if (window.witnessed) return;
    window.witnessed = [];
    for (const kind of ['pointerdown', 'pointermove', 'pointerover', 'mousedown', 'mousemove', 'mouseover', 'touchstart', 'wheel', 'keydown', 'dragstart'])
        addEventListener(kind, () => window.witnessed.push(kind), { capture: true, passive: true });
";

/// Turns of the scanner before one gives up on a screen.
const PATIENCE: usize = 200;

/// One switch on one page, and what it took so far.
pub struct Switch<'session> {
    page: Page<'session>,
    presses: Cell<usize>,
    passed: Cell<usize>,
}

impl<'session> Switch<'session> {
    /// A switch for this page or frame, which is watched for whatever a switch could not send.
    ///
    /// # Errors
    /// If the page cannot be asked.
    #[track_caller]
    pub fn new(page: Page<'session>) -> Result<Switch<'session>> {
        page.run(WITNESS, &[])?;
        Ok(Switch { page, presses: Cell::new(0), passed: Cell::new(0) })
    }

    /// How often the switch was pressed.
    #[must_use]
    pub fn presses(&self) -> usize {
        self.presses.get()
    }

    /// How many things the scanner came to, those acted on among them.
    #[must_use]
    pub fn passed(&self) -> usize {
        self.passed.get()
    }

    /// Goes on to the next thing that can be acted on; after the last to the first.
    ///
    /// # Errors
    /// If there is none, or it has no name by which the person could know it.
    #[track_caller]
    pub fn next(&self) -> Result<Element> {
        let mut found = self.page.run(NEXT, &[])?;
        if found.is_null() {
            // Around: the place is forgotten, and so is the focus.
            found = self.page.run(&format!("document.activeElement.blur(); {NEXT}"), &[])?;
        }
        let id = element_id(&found).ok_or_else(|| self.page.missed("something that can be acted on"))?;
        let element = self.page.element(id.to_owned())?;
        self.passed.set(self.passed.get() + 1);
        if element.name().is_empty() {
            return Err(Failure::new(format!("the scanner comes to a {} without a name", element.role())));
        }
        Ok(element)
    }

    /// Lets the scanner begin again at the top, as some aids do after each press.
    ///
    /// # Errors
    /// If the page cannot be asked.
    #[track_caller]
    pub fn from_top(&self) -> Result<()> {
        self.page.run("window.switchAt = null; document.activeElement.blur()", &[]).map(drop)
    }

    /// Acts on this.
    ///
    /// # Errors
    /// If it has left the page.
    #[track_caller]
    pub fn activate(&self, element: &Element) -> Result<()> {
        self.presses.set(self.presses.get() + 1);
        self.page.run(ACT, &[element_argument(&element.id)]).map(drop)
    }

    /// Lets the scanner go on until it comes to this, and acts on it.
    ///
    /// # Errors
    /// If the scanner does not come to it.
    #[track_caller]
    pub fn choose(&self, role: Role, name: impl Into<Name>) -> Result<()> {
        let name = name.into();
        let mut passed = Vec::new();
        for _ in 0..PATIENCE {
            let element = self.next()?;
            if role.is_called(element.role()) && name.fits(element.name()) {
                return self.activate(&element);
            }
            passed.push(format!("{} \u{201c}{}\u{201d}", element.role(), element.name()));
            if passed.iter().filter(|before| passed.last() == Some(before)).count() > 2 {
                break;
            }
        }
        Err(self.page.missed(&format!("{role} {name} by the scanner; it came to {passed:#?}")))
    }

    /// Writes by the keyboard of the aid, a press a letter.
    ///
    /// # Errors
    /// If no field has the focus.
    #[track_caller]
    pub fn write(&self, text: &str) -> Result<()> {
        for letter in text.chars() {
            self.presses.set(self.presses.get() + 1);
            self.page.run(LETTER, &[Value::from(letter.to_string())])?;
        }
        Ok(())
    }

    /// The screen of this heading is there, the focus on the heading, the heading in sight; the scanner goes on from there.
    ///
    /// # Errors
    /// If another screen comes, or the scanner would go on from elsewhere.
    #[track_caller]
    pub fn arrives(&self, heading: impl Into<Name>) -> Result<()> {
        let heading = heading.into();
        self.page.wait_for_focus(Role::Heading, heading.clone())?;
        let seen = "const { top, bottom } = document.activeElement.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight";
        let seen = wait::until(self.page.limit, || Ok((self.page.run(seen, &[])? == Value::Bool(true)).then_some(())))?;
        seen.ok_or_else(|| self.page.missed(&format!("the heading {heading} in sight")))
    }

    /// What came that no switch could send: empty if nothing.
    ///
    /// # Errors
    /// If the page was left.
    #[track_caller]
    pub fn witnessed(&self) -> Result<Vec<String>> {
        let kinds = self.page.run("return window.witnessed ?? ['no witness']", &[])?;
        Ok(kinds.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
    }
}
