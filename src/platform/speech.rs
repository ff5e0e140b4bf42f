//! Voices: a text read aloud by the device itself.
//!
//! Only voices that say they are local (`localService`): others send the text to a server.
//! Standard: Web Speech API, speech synthesis.

use js_sys::Reflect;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice};

/// The device's speech; none where the browser has none.
fn speech() -> Option<SpeechSynthesis> {
    let window = gloo::utils::window();
    Reflect::get(&window, &JsValue::from_str("speechSynthesis")).ok()?.dyn_into().ok()
}

/// A local voice for a language: `sv` is spoken by `sv-SE`, Norwegian also by a voice that says `no`.
fn voice(speech: &SpeechSynthesis, language: &str) -> Option<SpeechSynthesisVoice> {
    let voices = speech.get_voices();
    let mut found = voices.iter().filter_map(|voice| voice.dyn_into::<SpeechSynthesisVoice>().ok());
    found.find(|voice| {
        let tag = voice.lang();
        let tag = tag.get(..2).unwrap_or("");
        voice.local_service() && (tag == language || (tag == "no" && matches!(language, "nb" | "nn")))
    })
}

/// Whether the device has a voice of its own for a language.
pub fn has_voice(language: &str) -> bool {
    speech().is_some_and(|speech| voice(&speech, language).is_some())
}

/// Calls back whenever the device's voices change: some browsers have none at first.
///
/// Asks for them at once, before any answer. Firefox without the library for voices puts up a bar of its own at the first asking, and the
/// page around then gets less room: asked on the results, the bar would tell that page how far somebody came.
pub fn on_voices(changed: Box<dyn FnMut()>) {
    if let Some(speech) = speech() {
        let _ = speech.get_voices();
        let changed = Closure::wrap(changed);
        speech.set_onvoiceschanged(Some(changed.as_ref().unchecked_ref()));
        // As long as the page.
        changed.forget();
    }
}

/// Reads lines aloud, one after the other; calls back after the last.
pub fn say(lines: &[String], language: &str, ended: Box<dyn FnOnce()>) {
    let Some(speech) = speech() else { return };
    let Some(voice) = voice(&speech, language) else { return };
    speech.cancel();
    let mut ended = Some(ended);
    for (number, line) in lines.iter().enumerate() {
        let Ok(utterance) = SpeechSynthesisUtterance::new_with_text(line) else { return };
        utterance.set_voice(Some(&voice));
        utterance.set_lang(&voice.lang());
        if number + 1 == lines.len() {
            utterance.set_onend(ended.take().map(|ended| Closure::once_into_js(ended).unchecked_into()).as_ref());
        }
        speech.speak(&utterance);
    }
}

/// Falls silent.
pub fn hush() {
    if let Some(speech) = speech() {
        speech.cancel();
    }
}
