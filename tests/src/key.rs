//! Keys that a person presses.
//!
//! In: a key. Out: the code that the driver knows it by.
//! Standard: W3C WebDriver 2, keyboard actions (normalized key values).
//! Next: `page.rs`.

/// A key that writes nothing, or that does more than write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// On to the next thing.
    Tab,
    /// Do it.
    Enter,
    /// Press or choose.
    Space,
    /// Up.
    ArrowUp,
    /// Down.
    ArrowDown,
    /// Left.
    ArrowLeft,
    /// Right.
    ArrowRight,
    /// To the first.
    Home,
    /// To the last.
    End,
    /// Never mind.
    Escape,
    /// Takes the last sign back.
    Backspace,
    /// The other way, when held; three times within five seconds, away.
    Shift,
}

impl Key {
    /// The driver's code.
    #[must_use]
    pub fn code(self) -> char {
        match self {
            Key::Tab => '\u{e004}',
            Key::Enter => '\u{e007}',
            Key::Space => ' ',
            Key::ArrowUp => '\u{e013}',
            Key::ArrowDown => '\u{e015}',
            Key::ArrowLeft => '\u{e012}',
            Key::ArrowRight => '\u{e014}',
            Key::Home => '\u{e011}',
            Key::End => '\u{e010}',
            Key::Escape => '\u{e00c}',
            Key::Backspace => '\u{e003}',
            Key::Shift => '\u{e008}',
        }
    }
}
