//! "Read it to me" by a real synthesizer of the device, heard at the loudspeaker: eSpeak NG by speech-dispatcher.
//!
//! In: the guide alone. Out: what the browser says of its voices, what it tells of each line, and the sound itself.
//! In Chromium; Firefox on Linux calls none of these voices the device's own, and then nothing is offered. WebKit knows none of them.
//! What is read, on which screen, stands in `take.rs`, with a voice that is written.
//! Next: `src/platform/speech.rs`; `journeys::driver::Synthesizer`.

use std::time::Duration;

use journeys::driver::{Engine, Settings, Synthesizer};
use journeys::failure::{Failure, Result};
use journeys::guide::Guide;
use journeys::role::Role;
use journeys::wait;
use serde_json::{Value, json};

/// So long nothing comes out of the loudspeaker, and it is silent: longer than between two lines.
const SILENCE: Duration = Duration::from_secs(3);

/// The longest that the reading of a screen may take.
const SCREEN: Duration = Duration::from_secs(90);

/// How long the first sound may take to come.
const FIRST: Duration = Duration::from_secs(30);

/// Takes down each line that the guide hands to the device's voice, and what the browser tells of it. The voice speaks as ever.
const LISTEN: &str = "
    window.lines = [];
    const { speak } = SpeechSynthesis.prototype;
    SpeechSynthesis.prototype.speak = function (utterance) {
        const { text, lang, voice } = utterance;
        const line = { text, lang, voice: voice.lang, local: voice.localService, told: [] };
        window.lines.push(line);
        for (const kind of ['start', 'end', 'error']) utterance.addEventListener(kind, () => line.told.push(kind));
        return speak.call(this, utterance);
    };
";

const VOICES: &str = "return speechSynthesis.getVoices().map(({ lang, localService }) => ({ lang, local: localService }))";

/// A line that was handed to the voice.
#[derive(Debug)]
struct Line {
    text: String,
    told: Vec<String>,
}

/// The guide on a device with voices, at its first question.
fn at_first(language: &str, synthesizer: &Synthesizer) -> Result<Guide> {
    let settings = Settings { voices: Some(synthesizer.address()), ..Settings::default() };
    let guide = Guide::unopened(language, &settings)?;
    guide.open_alone()?;
    guide.page().run(LISTEN, &[])?;
    let voice = |voice: &Value| voice.get("lang").and_then(Value::as_str).is_some_and(|lang| lang.starts_with(language));
    let there = || Ok(guide.page().run(VOICES, &[])?.as_array().is_some_and(|voices| voices.iter().any(voice)).then_some(()));
    wait::until(FIRST, there)?.ok_or_else(|| Failure::new(format!("the browser has no voice for {language}")))?;
    Ok(guide)
}

/// Whether this engine offers these voices as the device's own; where not, it is said.
fn offers() -> Result<bool> {
    let engine = Engine::chosen()?;
    if engine != Engine::Chromium {
        eprintln!("{engine} has no voice that it calls the device's own here: what is read is heard in Chromium");
    }
    Ok(engine == Engine::Chromium)
}

/// The lines so far; each of them with the device's own voice, in the language.
fn lines(guide: &Guide) -> Result<Vec<Line>> {
    let language = guide.words.language();
    let lines = guide.page().run("return window.lines", &[])?;
    let line = |line: &Value| {
        let text = |key: &str| line.get(key).and_then(Value::as_str).unwrap_or_default();
        assert_eq!(line.get("local"), Some(&json!(true)), "not the device's own: {line}");
        assert!(text("lang").starts_with(language) && text("voice").starts_with(language), "not in {language}: {line}");
        let told = line.get("told").and_then(Value::as_array).into_iter().flatten();
        Line { text: text("text").to_owned(), told: told.filter_map(Value::as_str).map(str::to_owned).collect() }
    };
    Ok(lines.as_array().into_iter().flatten().map(line).collect())
}

fn began(lines: &[Line]) -> usize {
    lines.iter().filter(|line| line.told.iter().any(|told| told == "start")).count()
}

#[track_caller]
fn wait_until_silent(synthesizer: &Synthesizer) -> Result<()> {
    let silent = || Ok(synthesizer.heard().quiet().is_some_and(|quiet| quiet > SILENCE).then_some(()));
    wait::until(SCREEN, silent)?.ok_or_else(|| Failure::new("it never falls silent"))
}

/// Asks to be read to, and waits until it is heard.
#[track_caller]
fn read(guide: &Guide, synthesizer: &Synthesizer) -> Result<()> {
    let before = synthesizer.heard();
    guide.press("aloud-start")?;
    guide.page().wait_for(Role::Button, guide.words.app("aloud-stop")?)?;
    let heard = || Ok((synthesizer.heard().loud() > before.loud()).then_some(()));
    wait::until(FIRST, heard)?.ok_or_else(|| Failure::new(format!("nothing is heard; what was told: {:#?}", lines(guide))))?;
    assert_eq!(guide.page().run("return speechSynthesis.speaking", &[])?, true);
    Ok(())
}

/// After the reading was ended: the line that it was at is the last that is heard.
#[track_caller]
fn check_silent(guide: &Guide, synthesizer: &Synthesizer) -> Result<()> {
    assert_eq!(guide.page().run("return speechSynthesis.speaking || speechSynthesis.pending", &[])?, false);
    let at = began(&lines(guide)?);
    wait_until_silent(synthesizer)?;
    let lines = lines(guide)?;
    assert!(at < lines.len(), "it had read all before it was ended: {lines:#?}");
    assert_eq!(began(&lines), at, "it reads on: {lines:#?}");
    Ok(())
}

/// The first question, from its heading to its last line, in this language.
#[track_caller]
fn check_whole(language: &str) -> Result<()> {
    if !offers()? {
        return Ok(());
    }
    // Faster than a person hears: so many lines take a minute.
    let synthesizer = Synthesizer::start(8)?;
    let guide = at_first(language, &synthesizer)?;
    assert_eq!(synthesizer.heard().quiet(), None, "it reads before it is asked to");
    read(&guide, &synthesizer)?;
    let end = guide.words.app("aloud-start")?;
    let ended = || Ok(guide.page().names(Role::Button)?.iter().any(|name| end.fits(name)).then_some(()));
    wait::until(SCREEN, ended)?.ok_or_else(|| Failure::new(format!("it never ends: {:#?}", lines(&guide))))?;
    let lines = lines(&guide)?;
    let question = guide.words.item("who").ok_or_else(|| Failure::new("no such item"))?;
    for text in std::iter::once(&question.text).chain(question.options.iter().map(|(_, text)| text)) {
        assert!(lines.iter().any(|line| line.text == *text), "{text} is not in {lines:#?}");
    }
    for line in &lines {
        assert_eq!(line.told, ["start", "end"], "{line:?}");
    }
    // A synthesizer says 10 to 20 letters in a second; one that says nothing of a line would be far from it.
    let letters: usize = lines.iter().map(|line| line.text.chars().count()).sum();
    let heard = synthesizer.heard();
    let (least, most) = (letters as u64 / 30, letters as u64 / 5);
    assert!((least..=most).contains(&heard.seconds()), "{letters} letters in {heard:?}");
    Ok(())
}

#[test]
fn a_question_is_heard_from_its_heading_to_its_last_line_in_finnish() -> Result<()> {
    check_whole("fi")
}

#[test]
fn a_question_is_heard_from_its_heading_to_its_last_line_in_swedish() -> Result<()> {
    check_whole("sv")
}

#[test]
fn a_question_is_heard_from_its_heading_to_its_last_line_in_english() -> Result<()> {
    check_whole("en")
}

#[test]
fn ended_or_left_the_real_voice_falls_silent_and_reads_again_when_asked() -> Result<()> {
    if !offers()? {
        return Ok(());
    }
    let synthesizer = Synthesizer::start(1)?;
    let guide = at_first("en", &synthesizer)?;
    read(&guide, &synthesizer)?;
    guide.press("aloud-stop")?;
    guide.page().wait_for(Role::Button, guide.words.app("aloud-start")?)?;
    check_silent(&guide, &synthesizer)?;
    guide.choose("who", "self")?;
    read(&guide, &synthesizer)?;
    guide.press("next")?;
    guide.expect_item("about")?;
    check_silent(&guide, &synthesizer)
}

#[test]
fn where_the_browser_calls_no_voice_the_device_s_own_nothing_is_offered_and_nothing_heard() -> Result<()> {
    if Engine::chosen()? != Engine::Firefox {
        eprintln!("Firefox on Linux alone calls no voice the device's own");
        return Ok(());
    }
    let synthesizer = Synthesizer::start(1)?;
    let guide = at_first("en", &synthesizer)?;
    let voices = guide.page().run(VOICES, &[])?;
    assert!(voices.as_array().is_some_and(|voices| voices.iter().all(|voice| voice.get("local") == Some(&json!(false)))), "{voices}");
    guide.choose("who", "self")?;
    guide.press("next")?;
    guide.expect_item("about")?;
    let names = guide.page().names(Role::Button)?;
    assert!(!names.contains(&guide.words.filled("aloud-start", &[])?), "{names:?}");
    assert_eq!(synthesizer.heard().quiet(), None);
    Ok(())
}
