//! The preview in a browser: an editor sets the day, jumps to a persona, sees why cards show, and saves a file.
//!
//! In: a copy of a pack, the built guide. Chromium alone: the panel is an editors' page, and the guide in it is walked in every engine elsewhere.
//! Next: `crates/lykta-pack/src/preview.rs`; `crates/lykta-pack/tests/preview.rs` for what needs no browser.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use journeys::driver::{Browser, Settings};
use journeys::failure::{Failure, Result};
use journeys::guide::PACK;
use journeys::page::Page;
use journeys::role::{Name, Role};
use journeys::server::Site;
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
        desk.choose("English")?;
        Ok(desk)
    }

    fn page(&self) -> Page<'_> {
        self.browser.page()
    }

    /// Chooses an entry of one of the lists at the top.
    #[track_caller]
    fn choose(&self, option: &str) -> Result<()> {
        self.page().click(Role::Option, option)
    }

    /// Jumps to a persona.
    #[track_caller]
    fn fill(&self, persona: &str) -> Result<()> {
        self.choose(persona)?;
        self.page().click(Role::Button, "Fill in the answers")
    }

    /// Waits until the guide in the frame shows this heading.
    #[track_caller]
    fn guide_shows(&self, heading: &str) -> Result<()> {
        self.page().leave_frames()?;
        self.page().wait_until(&format!("the guide to show {heading:?}"), || {
            self.page().leave_frames()?;
            self.page().enter_frame(Name::Any)?;
            let title = self.page().title_heading()?;
            Ok(title.filter(|title| title.name() == heading).map(drop))
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

#[test]
fn a_persona_is_walked_to_the_results_and_each_card_says_why() -> Result<()> {
    let desk = Desk::open("persona")?;
    let words = Words::read(PACK, "en")?;
    desk.fill("pregnant-gets-help")?;
    desk.guide_shows(words.ui("results-title"))?;
    desk.page().enter_frame(Name::Any)?;
    desk.waits_for("Pregnant: you have a right to help at once")?;
    desk.page().leave_frames()?;

    desk.page().click(Role::Button, Name::containing("fi-right-pregnant"))?;
    let text = desk.waits_for("Are you pregnant?")?;
    assert!(text.contains("applies"), "{text}");
    // The near miss differs in one answer, and the panel names the clause that does not hold.
    desk.fill("pregnant-gambles-only")?;
    desk.waits_for("does not hold")?;
    Ok(())
}
