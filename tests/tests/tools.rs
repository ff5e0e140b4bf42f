//! The tools of a card: words in two languages, a letter, a day, a meeting and a number to keep.
//!
//! In: a made-up pack in `fixtures/tools`, in its frame on a host page of another origin, after the lock. Out: what stands on the screen,
//! what is in the clipboard's place, and the files that came, read back by a reader that others wrote.
//! Next: `src/components/{say,letter,keep}.rs`, `lykta_core::letter`.

mod fresh;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use calcard::{Entry, Parser};
use journeys::axe;
use journeys::driver::Settings;
use journeys::failure::{Failure, Result};
use journeys::guide::{Guide, PACK};
use journeys::key::Key;
use journeys::role::{Name, Role};
use journeys::server::Site;
use journeys::walk::{self, Screen};
use journeys::words::Words;
use lykta_pack::load;
use serde_json::Value;

/// Someone in Helsinki for whom both rights hold.
const HELSINKI: &str = r#"{"who":"self","now":["none"],"place":"091","pregnant":"yes","progress":"refused","progress-date":"2026-11-09"}"#;

/// The same on Åland, where offices speak Swedish.
const ALAND: &str = r#"{"who":"self","now":["none"],"place":"478","pregnant":"yes"}"#;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/tools").join(PACK)
}

static SITE: LazyLock<Result<PathBuf>> = LazyLock::new(|| {
    let (compiled, _, _) = load::load(&folder()).map_err(Failure::new)?;
    let compiled = compiled.ok_or_else(|| Failure::new("the pack of the tools does not compile"))?;
    let site = fresh::site("tools", &compiled)?;
    // A host page with the frame as `embed.js` makes it.
    let host = r#"<!doctype html><html lang="en"><meta charset="utf-8"><title>Town</title><iframe title="Guide" width="100%" height="820"
        sandbox="allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation allow-downloads allow-modals"
        allow="clipboard-write" referrerpolicy="no-referrer" src="guide/fi-LANGUAGE.html"></iframe></html>"#;
    for language in ["fi", "sv", "en"] {
        std::fs::write(site.join(format!("tools-{language}.html")), host.replace("LANGUAGE", language))?;
    }
    Ok(site)
});

fn words(language: &str) -> Result<Words> {
    Words::read_from(&folder(), &Path::new(env!("CARGO_MANIFEST_DIR")).join("../locales"), language)
}

/// The guide in its frame, started, in this language.
#[track_caller]
fn guide_with(language: &str, settings: &Settings) -> Result<Guide> {
    let site = SITE.as_ref().map_err(|failure| Failure::new(failure.text()))?;
    let settings = Settings { languages: language.to_owned(), ..settings.clone() };
    let guide = Guide::speaking(Site::new(site), PACK, words(language)?, &settings)?;
    guide.page().open(&guide.server.url(&format!("tools-{language}.html")))?;
    guide.page().enter_frame("Guide")?;
    guide.wait_until_started()?;
    Ok(guide)
}

/// On this card, reached with these answers.
#[track_caller]
fn on_card(language: &str, answers: &str, card: &str) -> Result<Guide> {
    let guide = guide_with(language, &Settings::default())?;
    guide.walk_to(answers, &Screen::Results)?;
    walk::open_card(&guide.page(), &guide.words, card)?;
    Ok(guide)
}

/// The day so many days ago where the pack is, by the clock of the browser.
#[track_caller]
fn day_ago(guide: &Guide, days: u32) -> Result<String> {
    let script =
        "return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' }).format(new Date(Date.now() - arguments[0] * 864e5))";
    let day = guide.page().run(script, &[Value::from(days)])?;
    day.as_str().map(str::to_owned).ok_or_else(|| Failure::new("the browser tells no day"))
}

/// On the card with a time limit of 30 days, so many days after the refusal, whenever the test runs.
#[track_caller]
fn refused_ago(days: u32) -> Result<Guide> {
    let guide = guide_with("en", &Settings::default())?;
    let answers = HELSINKI.replace("2026-11-09", &day_ago(&guide, days)?);
    guide.walk_to(&answers, &Screen::Results)?;
    walk::open_card(&guide.page(), &guide.words, "fi-right-tools-review")?;
    Ok(guide)
}

/// Opens what is folded up under these words of the app.
#[track_caller]
fn open(guide: &Guide, key: &str) -> Result<()> {
    guide.press(key)
}

/// The letter as it stands on the screen, with single spaces.
#[track_caller]
fn sheet(guide: &Guide) -> Result<String> {
    let sheet = guide.page().wait_for(Role::Group, guide.words.app("letter-sheet")?)?;
    guide.page().text(&sheet)
}

/// The headings of the second level, in the order of the screen.
#[track_caller]
fn headings(guide: &Guide) -> Result<Vec<String>> {
    let all = guide.page().all(Role::Heading, Name::Any)?;
    Ok(all.into_iter().filter(|heading| heading.level() == Some(2)).map(|heading| heading.name().to_owned()).collect())
}

/// Where these texts begin in what is displayed; each is there.
#[track_caller]
fn places(guide: &Guide, texts: &[&str]) -> Result<Vec<usize>> {
    let whole = guide.page().whole_text()?;
    let place = |text: &&str| whole.find(*text).ok_or_else(|| Failure::new(format!("\u{201c}{text}\u{201d} is not in: {whole}")));
    texts.iter().map(place).collect()
}

fn app(guide: &Guide, key: &str) -> Result<String> {
    guide.words.filled(key, &[])
}

#[test]
fn a_right_reads_as_a_tool() -> Result<()> {
    let guide = on_card("en", HELSINKI, "fi-right-tools")?;
    let keys = ["card-law", "card-first", "card-say", "card-contact", "card-write", "card-refused", "card-know", "card-from"];
    let keys = keys.iter().map(|key| app(&guide, key)).collect::<Result<Vec<_>>>()?;
    let shown: Vec<String> = headings(&guide)?.into_iter().filter(|heading| keys.contains(heading)).collect();
    assert_eq!(shown, keys);
    let order = places(&guide, &["The support is decided by City of Helsinki.", "Made-up act 1/2020, section 1", "Call the county."])?;
    assert!(order.is_sorted(), "{order:?}");
    Ok(())
}

#[test]
fn a_time_limit_stands_between_who_decides_and_the_law_with_today_on_its_line() -> Result<()> {
    let guide = refused_ago(10)?;
    let today = app(&guide, "line-today")?;
    let order = places(&guide, &["The board decides on it.", "30 days from the decision", "Made-up act 1/2020, section 2"])?;
    assert!(order.is_sorted(), "{order:?}");
    // The words of the line: the day that was told, today, the last day.
    let order = places(&guide, &[&app(&guide, "line-began")?, &format!("{today} "), &app(&guide, "keep-day")?])?;
    assert!(order.is_sorted(), "{order:?}");
    Ok(())
}

/// What is said is in these languages, each marked as such.
#[track_caller]
fn check_said(language: &str, answers: &str, expected: &[(&str, &str)]) -> Result<()> {
    let guide = on_card(language, answers, "fi-right-tools")?;
    let script = "return [...document.querySelectorAll('section[aria-labelledby=lykta-say] p')].map(p => [p.closest('[lang]').lang, p.textContent]);";
    let found = guide.page().run(script, &[])?;
    let text = |pair: &Value, at: usize| pair.get(at).and_then(Value::as_str).unwrap_or_default().to_owned();
    let found: Vec<(String, String)> = found.as_array().into_iter().flatten().map(|pair| (text(pair, 0), text(pair, 1))).collect();
    let expected: Vec<(String, String)> = expected.iter().map(|(lang, text)| ((*lang).to_owned(), (*text).to_owned())).collect();
    assert_eq!(found, expected);
    Ok(())
}

#[test]
fn what_to_say_stands_in_the_language_of_the_offices_too() -> Result<()> {
    let english = [("en", "English"), ("en", "I want support at once. When can I come?")];
    let finnish = [("fi", "Suomi"), ("fi", "Pyydän tukea heti. Milloin voin tulla?")];
    let swedish = [("sv", "Svenska"), ("sv", "Jag vill ha stöd genast. När kan jag komma?")];
    check_said("en", HELSINKI, &[english, finnish].concat())?;
    check_said("en", ALAND, &[english, swedish].concat())
}

#[test]
fn where_the_offices_speak_the_language_shown_it_stands_once() -> Result<()> {
    check_said("sv", ALAND, &[("sv", "Jag vill ha stöd genast. När kan jag komma?")])?;
    check_said("fi", HELSINKI, &[("fi", "Pyydän tukea heti. Milloin voin tulla?")])
}

#[test]
fn on_a_narrow_screen_the_two_stand_one_below_the_other_and_nothing_is_wider_than_it() -> Result<()> {
    let guide = guide_with("en", &Settings { width: 320, height: 640, text_percent: 200, ..Settings::default() })?;
    // As a page of its own: the frame of this host page is taller than the window.
    guide.page().leave_frames()?;
    guide.open_alone()?;
    guide.walk_to(HELSINKI, &Screen::Results)?;
    walk::open_card(&guide.page(), &guide.words, "fi-right-tools")?;
    open(&guide, "letter-open")?;
    let script = "const [a, b] = [...document.querySelectorAll('section[aria-labelledby=lykta-say] [lang]')].map(e => e.getBoundingClientRect());
        const wide = [...document.querySelectorAll('main *')].filter(e => e.checkVisibility() && !e.closest('svg') && e.getBoundingClientRect().right > innerWidth + 1);
        return [b.top >= a.bottom, wide.map(e => e.className).join(' ')];";
    assert_eq!(guide.page().run(script, &[])?, serde_json::json!([true, ""]));
    Ok(())
}

#[test]
fn a_letter_holds_what_is_ticked_and_only_that() -> Result<()> {
    let guide = on_card("en", HELSINKI, "fi-right-tools")?;
    open(&guide, "letter-open")?;
    let page = guide.page();
    // It goes to an office, so it is in Finnish at first.
    let finnish = words("fi")?;
    let [to, name, day] = ["letter-to", "letter-name", "letter-day"].map(|key| finnish.filled(key, &[]));
    let (to, name, day) = (to?, name?, day?);
    let start = format!("{to} Helsingin kaupunki Pyydän tukea keksityn lain 1 §:n mukaan.");
    let end = format!("{name} {day}");
    assert_eq!(sheet(&guide)?, format!("{start} {end}"));
    let offered = page.names(Role::Checkbox)?;
    let of_the_letter: Vec<&String> = offered.iter().filter(|name| name.ends_with('.')).collect();
    assert_eq!(of_the_letter, ["I live in Helsinki.", "I am pregnant."], "danger is never offered, nor what the rule does not read");
    for name in &of_the_letter {
        let ticked = page.wait_for(Role::Checkbox, name.as_str())?;
        assert!(!page.is_chosen(&ticked)?, "{name} is ticked at first");
    }
    page.click(Role::Checkbox, "I am pregnant.")?;
    page.wait_until("the sentence", || Ok(sheet(&guide)?.contains("Olen raskaana.").then_some(())))?;
    assert_eq!(sheet(&guide)?, format!("{start} Olen raskaana. {end}"));
    page.click(Role::Radio, "English")?;
    page.wait_until("the letter in English", || Ok(sheet(&guide)?.starts_with("To: City of Helsinki I ask for support").then_some(())))?;
    assert!(sheet(&guide)?.contains("I am pregnant.") && !sheet(&guide)?.contains("Helsingin"));
    page.click(Role::Checkbox, "I am pregnant.")?;
    page.wait_until("the sentence to go", || Ok((!sheet(&guide)?.contains("pregnant")).then_some(())))?;
    let language = page.wait_for(Role::Group, guide.words.app("letter-sheet")?)?;
    assert_eq!(page.attribute(&language, "lang")?.as_deref(), Some("en"));
    Ok(())
}

#[test]
fn what_was_ticked_is_forgotten_with_the_card() -> Result<()> {
    let guide = on_card("fi", HELSINKI, "fi-right-tools")?;
    open(&guide, "letter-open")?;
    guide.page().click(Role::Checkbox, "Olen raskaana.")?;
    guide.page().wait_until("the sentence", || Ok(sheet(&guide)?.contains("Olen raskaana.").then_some(())))?;
    guide.press("back-to-results")?;
    guide.expect("results-title")?;
    walk::open_card(&guide.page(), &guide.words, "fi-right-tools")?;
    open(&guide, "letter-open")?;
    assert!(!sheet(&guide)?.contains("Olen raskaana."));
    Ok(())
}

#[test]
fn a_letter_is_copied_or_marked_to_be_copied_and_says_so_after_it_said_what_stays() -> Result<()> {
    let guide = on_card("fi", HELSINKI, "fi-right-tools")?;
    open(&guide, "letter-open")?;
    let order = places(&guide, &[&app(&guide, "letter-left")?, &app(&guide, "letter-copy")?, &app(&guide, "letter-print")?])?;
    assert!(order.is_sorted(), "{order:?}");
    // The browser's own way to the clipboard, which no test can look into, gives way to one that remembers.
    let page = guide.page();
    page.run("Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: text => (window.copied = text, Promise.resolve()) } })", &[])?;
    guide.press("letter-copy")?;
    let said = app(&guide, "letter-copied")?;
    page.wait_until("that it is copied", || Ok(page.whole_text()?.contains(&said).then_some(())))?;
    let copied = page.run("return window.copied", &[])?;
    let copied = copied.as_str().unwrap_or_default();
    assert_eq!(copied.split("\n\n").collect::<Vec<_>>().join(" "), sheet(&guide)?);
    page.run(
        "Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: () => Promise.reject(new Error()) } })",
        &[],
    )?;
    guide.press("letter-copy")?;
    let marked = app(&guide, "letter-marked")?;
    page.wait_until("that it is marked", || Ok(page.whole_text()?.contains(&marked).then_some(())))?;
    page.wait_until("the marked letter", || {
        Ok((page.run("return getSelection().toString()", &[])?.as_str().unwrap_or_default().contains("Pyydän tukea")).then_some(()))
    })?;
    page.run("Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined })", &[])?;
    guide.press("letter-copy")?;
    page.wait_until("that it is marked", || Ok(page.whole_text()?.contains(&marked).then_some(())))?;
    Ok(())
}

#[test]
fn a_letter_prints_alone_and_a_card_prints_whole_again() -> Result<()> {
    // As a page of its own, since no script reads the rules of a sheet of another origin.
    let guide = guide_with("fi", &Settings::default())?;
    guide.page().leave_frames()?;
    guide.open_alone()?;
    guide.walk_to(HELSINKI, &Screen::Results)?;
    walk::open_card(&guide.page(), &guide.words, "fi-right-tools")?;
    open(&guide, "letter-open")?;
    let page = guide.page();
    // The print view of a browser without a screen does not open; what it would print is the mark and the style sheet.
    page.run("window.print = () => window.marked = document.querySelectorAll('[data-alone]').length", &[])?;
    guide.press("letter-print")?;
    page.wait_until("the mark", || Ok((page.run("return window.marked", &[])? == 1).then_some(())))?;
    // What is displayed on paper, by the rules of the sheet for print.
    let script = "const rules = [...document.styleSheets].flatMap(s => [...s.cssRules]).filter(r => r.media?.mediaText === 'print').flatMap(r => [...r.cssRules]);
        const alone = rules.filter(r => r.selectorText?.includes('data-alone') && r.style.display === 'none').map(r => r.selectorText);
        const gone = e => alone.some(s => e.matches(s)) || (e.parentElement && gone(e.parentElement));
        const seen = [...document.querySelectorAll('body *')].filter(e => e.children.length === 0 && e.textContent.trim() && !gone(e) && e.localName !== 'script');
        return seen.map(e => e.textContent.trim()).join(' ');";
    let paper = page.run(script, &[])?;
    assert_eq!(paper.as_str().unwrap_or_default(), sheet(&guide)?);
    guide.press("print")?;
    page.wait_until("no mark", || Ok((page.run("return window.marked", &[])? == 0).then_some(())))?;
    Ok(())
}

/// The file that came, once it is whole, under its name.
#[track_caller]
fn downloaded(guide: &Guide, name: &str) -> Result<String> {
    let file = guide.page().wait_until(&format!("the file {name}"), || {
        Ok(guide.browser.downloads()?.into_iter().find(|(own, bytes)| own == name && bytes.ends_with(b"\r\n")))
    })?;
    String::from_utf8(file.1).map_err(|_| Failure::new("the file is no UTF-8"))
}

/// The values of a property of the file, whichever part has it.
fn values(file: &str, property: &str) -> Vec<String> {
    let unfolded = file.replace("\r\n ", "");
    let lines = unfolded.lines().filter_map(|line| line.split_once(':'));
    lines.filter(|(name, _)| name.split(';').next() == Some(property)).map(|(_, value)| value.to_owned()).collect()
}

/// What is said of a tool stands before its button; then its file is asked for.
#[track_caller]
fn save(guide: &Guide, open_key: &str, left: &str) -> Result<()> {
    guide.press(open_key)?;
    let order = places(guide, &[&app(guide, left)?, &app(guide, "keep-save")?])?;
    assert!(order.is_sorted(), "what stays on the device is told after the button");
    guide.press("keep-save")
}

#[test]
fn a_number_is_saved_under_a_neutral_name_and_the_file_is_read_back() -> Result<()> {
    let guide = on_card("en", HELSINKI, "fi-line-tools")?;
    save(&guide, "keep-number", "keep-left-number")?;
    let file = downloaded(&guide, "contact.vcf")?;
    let Entry::VCard(_) = Parser::new(&file).entry() else { return Err(Failure::new(file)) };
    assert_eq!((values(&file, "FN"), values(&file, "TEL")), (vec!["Contact".to_owned()], vec!["116117".to_owned()]));
    assert!(!file.contains("Made-up"), "the file names the line: {file}");
    Ok(())
}

#[test]
fn a_meeting_is_saved_under_a_title_that_can_be_changed_without_its_place() -> Result<()> {
    let guide = on_card("sv", HELSINKI, "fi-group-tools")?;
    guide.press("keep-meeting")?;
    let page = guide.page();
    let field = page.wait_for(Role::Textbox, guide.words.app("keep-title")?)?;
    assert_eq!(page.text(&field)?, "Möte");
    // Filled, as WebKit's driver has no key for some signs.
    page.fill(&field, "Tandläkare, kl. 18; 🦷")?;
    let requests = guide.server.requests().len();
    guide.press("keep-save")?;
    let file = downloaded(&guide, "calendar.ics")?;
    assert_eq!(guide.server.requests().len(), requests, "a file was asked of the server");
    let Entry::ICalendar(calendar) = Parser::new(&file).entry() else { return Err(Failure::new(file)) };
    assert_eq!(calendar.components.len(), 2);
    assert_eq!(values(&file, "SUMMARY"), ["Tandläkare\\, kl. 18\\; 🦷"]);
    assert_eq!(values(&file, "RRULE"), ["FREQ=WEEKLY;INTERVAL=1;BYDAY=TH"]);
    assert!(values(&file, "DTSTART").iter().all(|start| start.ends_with("T180000")), "{file}");
    assert!(values(&file, "LOCATION").is_empty() && !file.contains("Påhittad"), "{file}");
    Ok(())
}

#[test]
fn what_was_typed_goes_with_the_card_and_the_default_comes_back() -> Result<()> {
    let guide = on_card("en", HELSINKI, "fi-group-tools")?;
    guide.press("keep-meeting")?;
    let page = guide.page();
    let field = page.wait_for(Role::Textbox, guide.words.app("keep-title")?)?;
    page.clear(&field)?;
    page.click_on(&field)?;
    page.write("Secret")?;
    guide.press("back-to-results")?;
    guide.expect("results-title")?;
    walk::open_card(&guide.page(), &guide.words, "fi-group-tools")?;
    guide.press("keep-meeting")?;
    let field = page.wait_for(Role::Textbox, guide.words.app("keep-title")?)?;
    assert_eq!(page.text(&field)?, "Appointment");
    Ok(())
}

#[test]
fn the_last_day_is_saved_with_what_is_ticked_and_a_reader_finds_it() -> Result<()> {
    let guide = refused_ago(0)?;
    guide.press("keep-day")?;
    let remind = guide.words.filled("keep-alarm", &[("{count}", "7")])?;
    guide.page().click(Role::Checkbox, remind.as_str())?;
    guide.press("keep-save")?;
    let file = downloaded(&guide, "calendar.ics")?;
    let Entry::ICalendar(calendar) = Parser::new(&file).entry() else { return Err(Failure::new(file)) };
    assert_eq!(calendar.components.len(), 3, "{file}");
    assert_eq!((values(&file, "SUMMARY"), values(&file, "TRIGGER")), (vec!["Appointment".to_owned()], vec!["-P6DT15H".to_owned()]));
    let today = day_ago(&guide, 0)?.replace('-', "");
    assert_eq!(values(&file, "DTSTAMP"), [format!("{today}T000000Z")]);
    assert!(!file.contains("change"), "the file says what it is about: {file}");
    // For a browser that gave none, the same stands on the screen.
    guide.press("keep-none")?;
    assert!(guide.page().whole_text()?.contains("BEGIN:VCALENDAR"));
    Ok(())
}

#[test]
fn every_tool_is_reached_by_keyboard_and_named() -> Result<()> {
    let guide = on_card("en", HELSINKI, "fi-right-tools")?;
    let page = guide.page();
    let summary = page.wait_for(Role::Button, guide.words.app("letter-open")?)?;
    page.run(
        "[...document.querySelectorAll('summary')].find(s => s.textContent === arguments[0]).focus()",
        &[Value::from(summary.name())],
    )?;
    page.press(Key::Enter)?;
    let wanted = ["I live in Helsinki.", "I am pregnant.", "Suomi"];
    for name in wanted {
        page.press(Key::Tab)?;
        assert_eq!(page.active()?.name(), name);
    }
    for key in ["letter-copy", "letter-print"] {
        page.press(Key::Tab)?;
        assert_eq!(page.active()?.name(), app(&guide, key)?);
    }
    axe::check(&page, "a right with its letter open")
}
