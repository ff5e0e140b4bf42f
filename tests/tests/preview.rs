//! The preview in a browser: an editor sets the day, jumps to a persona, sees why cards show, and saves a file.
//!
//! In: a copy of a pack, the built guide. Chromium alone: the panel is an editors' page, and the guide in it is walked in every engine elsewhere.
//! Next: `crates/lykta-pack/src/preview.rs`; `crates/lykta-pack/tests/preview.rs` for what needs no browser.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use journeys::axe;
use journeys::driver::{Browser, Settings};
use journeys::failure::{Failure, Result};
use journeys::guide::PACK;
use journeys::key::Key;
use journeys::page::Page;
use journeys::role::{Name, Role};
use journeys::server::Site;
use journeys::walk;
use journeys::words::Words;
use lykta_core::date::Date;
use lykta_pack::preview::Preview;

/// A preview of a copy of the pack, and a browser that shows its panel.
struct Desk {
    preview: Arc<Preview>,
    pack: PathBuf,
    browser: Browser,
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.preview.end();
        // A folder that cannot be removed is one of the system's own for such files.
        let _ = fs::remove_dir_all(self.pack.parent().unwrap_or(&self.pack));
    }
}

impl Desk {
    /// The panel, with the guide in its frame.
    #[track_caller]
    fn open(name: &str) -> Result<Desk> {
        let folder = std::env::temp_dir().join(format!("lykta-journey-preview-{name}-{}", std::process::id()));
        let pack = folder.join(PACK);
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../packs").join(PACK), &pack)?;
        let today = Date::parse("2026-11-22").ok_or_else(|| Failure::new("no day"))?;
        let preview = Arc::new(Preview::start(&pack, Site::built()?.folder(), 0, today).map_err(Failure::new)?);
        let own = Arc::clone(&preview);
        std::thread::spawn(move || own.serve());
        let browser = Browser::start(&Settings { width: 1400, height: 1000, ..Settings::default() })?;
        let desk = Desk { preview, pack, browser };
        desk.page().open(&desk.preview.address())?;
        desk.waits_for("Next question")?;
        desk.choose("Language", "en")?;
        Ok(desk)
    }

    fn page(&self) -> Page<'_> {
        self.browser.page()
    }

    /// Chooses an entry of one of the lists at the top, by its value.
    #[track_caller]
    fn choose(&self, list: &str, entry: &str) -> Result<()> {
        let list = self.page().wait_for(Role::Combobox, list)?;
        self.page().fill(&list, entry)
    }

    /// Jumps to a persona.
    #[track_caller]
    fn fill(&self, persona: &str) -> Result<()> {
        self.choose("Persona", persona)?;
        self.page().click(Role::Button, "Fill in the answers")
    }

    /// Waits until the guide in the frame shows this heading.
    #[track_caller]
    fn guide_shows(&self, heading: &Name) -> Result<()> {
        self.page().leave_frames()?;
        self.page().wait_until(&format!("the guide to show {heading:?}"), || {
            self.page().leave_frames()?;
            self.page().enter_frame(Name::Any)?;
            let title = self.page().title_heading()?;
            Ok(title.filter(|title| heading.fits(title.name())).map(drop))
        })?;
        self.page().leave_frames()
    }

    /// The texts of the panel, or of the frame that was entered.
    #[track_caller]
    fn waits_for(&self, words: &str) -> Result<String> {
        let page = self.page();
        page.wait_until(&format!("{words:?} on the page"), || {
            let text = page.whole_text()?;
            Ok(text.contains(words).then_some(text))
        })
    }

    /// Writes a file of the pack anew.
    fn save(&self, file: &str, change: impl Fn(&str) -> String) -> Result<()> {
        let path = self.pack.join(file);
        Ok(fs::write(&path, change(&fs::read_to_string(&path)?))?)
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// In danger, with a last day, and with a place of their own and one of someone close.
const PERSONAS: &[&str] = &["overdose-of-a-friend", "refused-by-social-services", "mother-in-helsinki-son-on-aland"];

/// What the panel lists as answered.
const ANSWERED: &str = "Answers: ";

#[test]
fn a_persona_is_walked_to_the_results_and_each_card_says_why() -> Result<()> {
    let desk = Desk::open("persona")?;
    let results = Words::read(PACK, "en")?.app("results-title")?;
    desk.fill("pregnant-gets-help")?;
    desk.guide_shows(&results)?;
    desk.page().enter_frame(Name::Any)?;
    // The place was chosen too: the results name its region.
    desk.waits_for("Pregnant: you have a right to help at once")?;
    desk.waits_for("North Ostrobothnia wellbeing services county")?;
    desk.page().leave_frames()?;

    desk.page().click(Role::Button, Name::begins("applies Pregnant: you have a right to help at once"))?;
    let text = desk.waits_for("✓ holds Are you pregnant? “Yes” or “Maybe” – “Yes”")?;
    assert!(text.contains("✓ applies Pregnant: you have a right to help at once fi-right-pregnant"), "{text}");
    assert!(text.contains("right, rights/01-pregnant.toml:"), "{text}");

    // The near miss differs in one answer, and the panel names the clause that does not hold.
    desk.fill("pregnant-gambles-only")?;
    let text = desk.waits_for("✗ does not show Pregnant: you have a right to help at once fi-right-pregnant")?;
    assert!(text.contains("– “Gambling for money”"), "{text}");
    desk.guide_shows(&results)
}

#[test]
fn personas_in_danger_with_a_day_and_with_two_places_are_walked_to_the_results() -> Result<()> {
    let desk = Desk::open("walks")?;
    let results = Words::read(PACK, "en")?.app("results-title")?;
    for persona in PERSONAS {
        desk.fill(persona)?;
        let count = desk.page().run("return document.querySelector('iframe').src", &[])?;
        assert!(count.as_str().is_some_and(|address| address.contains("plan=")), "{persona}");
        desk.guide_shows(&results)?;
        desk.page().click(Role::Button, "Begin anew")?;
        desk.waits_for("Answers: none")?;
        desk.guide_shows(&Name::from("Who is it about?"))?;
    }
    Ok(())
}

#[test]
fn the_guide_takes_the_day_of_the_panel() -> Result<()> {
    let desk = Desk::open("day")?;
    for day in ["2026-11-22", "2027-03-28", "2027-10-31", "2028-02-29", "2025-01-01"] {
        let field = desk.page().wait_for(Role::Textbox, "Day")?;
        desk.page().fill(&field, day)?;
        desk.page().wait_until(&format!("the guide on {day}"), || {
            desk.page().leave_frames()?;
            desk.page().enter_frame(Name::Any)?;
            let told = desk.page().run("return new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Helsinki' })", &[])?;
            Ok((told.as_str() == Some(day)).then_some(()))
        })?;
        desk.page().leave_frames()?;
    }
    Ok(())
}

#[test]
fn what_is_answered_by_hand_in_the_guide_is_known_to_the_panel() -> Result<()> {
    let desk = Desk::open("hand")?;
    desk.guide_shows(&Name::from("Who is it about?"))?;
    desk.page().enter_frame(Name::Any)?;
    desk.page().click(Role::Radio, Name::begins("Me"))?;
    desk.page().click(Role::Button, "Next")?;
    desk.page().click(Role::Checkbox, Name::begins("Alcohol"))?;
    desk.page().click(Role::Checkbox, Name::begins("Gambling"))?;
    desk.page().click(Role::Button, "Next")?;
    desk.page().click(Role::Button, "I’d rather not say")?;
    desk.page().leave_frames()?;
    desk.waits_for(&format!("{ANSWERED}3"))?;
    desk.page().click(Role::Button, Name::begins(ANSWERED))?;
    desk.waits_for("What is it about? “Alcohol”, “Gambling for money” Is any of this happening now? rather not say")?;

    let words = Words::read(PACK, "en")?;
    let oulu = words.municipality("564").ok_or_else(|| Failure::new("no Oulu"))?;
    desk.page().enter_frame(Name::Any)?;
    desk.page().click(Role::Checkbox, Name::begins("None of these"))?;
    desk.page().click(Role::Button, "Next")?;
    walk::choose_place(&desk.page(), &words, oulu)?;
    desk.page().click(Role::Button, "Next")?;
    desk.page().leave_frames()?;
    desk.waits_for("Which municipality do you live in? Oulu (564)")?;
    Ok(())
}

#[test]
fn a_save_shows_in_the_guide_and_one_with_a_problem_leaves_it() -> Result<()> {
    let desk = Desk::open("save")?;
    let file = "items/01-who.toml";
    desk.guide_shows(&Name::from("Who is it about?"))?;
    desk.save(file, |text| text.replace("Who is it about?", "Whom does it concern?"))?;
    desk.guide_shows(&Name::from("Whom does it concern?"))?;
    desk.save(file, |text| text.replace("kind = \"single\"", "kind = \"singel\""))?;
    let text = desk.waits_for("Problems: the guide below is the last one without any")?;
    assert!(text.contains("error[P003]") && text.contains("help:"), "{text}");
    desk.guide_shows(&Name::from("Whom does it concern?"))?;
    desk.save(file, |text| text.replace("kind = \"singel\"", "kind = \"single\"").replace("Whom does it concern?", "Who is it about?"))?;
    desk.guide_shows(&Name::from("Who is it about?"))?;
    assert!(!desk.page().whole_text()?.contains("Problems: the guide below"));
    Ok(())
}

#[test]
fn the_panel_is_clean_for_the_accessibility_checker_and_goes_by_keyboard() -> Result<()> {
    let desk = Desk::open("everyone")?;
    desk.fill("pregnant-gets-help")?;
    desk.page().click(Role::Button, Name::begins("applies Pregnant: you have a right to help at once"))?;
    axe::check(&desk.page(), "the panel of the preview")?;
    desk.save("items/01-who.toml", |text| text.replace("kind = \"single\"", "kind = \"singel\""))?;
    desk.waits_for("error[P003]")?;
    axe::check(&desk.page(), "the panel with problems")?;
    // From the first field, the day, Tab reaches every control in the order in which they stand.
    desk.page().run("scrollTo(0, 0); document.querySelector('input').focus()", &[])?;
    let mut reached = Vec::new();
    for _ in 0..20 {
        desk.page().press(Key::Tab)?;
        reached.push(desk.page().active()?.name().to_owned());
    }
    let at = |name: &str| reached.iter().position(|own| own.starts_with(name));
    let order = ["Language", "Persona", "Fill in the answers", "Begin anew"].map(at);
    assert!(order.iter().all(Option::is_some) && order.is_sorted(), "{reached:?}");
    Ok(())
}
