//! The built guide in a browser of its own: in its frame on the host page, or alone.
//!
//! In: a language, settings. Out: the server, the browser and the words that a journey goes by.
//! The host page is the built one; another language is another value of its `lang` attribute, no more.
//! Next: `walk.rs` for what a person does in the guide.

use crate::driver::{Browser, Settings};
use crate::failure::{Failure, Result};
use crate::page::Page;
use crate::role::{Name, Role};
use crate::server::{Server, Site};
use crate::words::Words;

/// The pack whose guide is walked.
pub const PACK: &str = "fi";

/// A server with the built guide and a browser that visits it.
pub struct Guide {
    /// What answers, and what it was asked for.
    pub server: Server,
    /// What the person holds in hand.
    pub browser: Browser,
    /// The words of the language in which the visit begins.
    pub words: Words,
}

impl Guide {
    /// A browser that has not opened anything yet.
    ///
    /// # Errors
    /// If the guide is not built, or the browser does not start.
    #[track_caller]
    pub fn unopened(language: &str, settings: &Settings) -> Result<Guide> {
        Guide::of_site(Site::built()?, language, settings)
    }

    /// As `unopened`, for a site that is served in its own way.
    ///
    /// # Errors
    /// If the browser does not start.
    #[track_caller]
    pub fn of_site(site: Site, language: &str, settings: &Settings) -> Result<Guide> {
        let settings = Settings { languages: language.to_owned(), ..settings.clone() };
        Ok(Guide { server: site.serve()?, browser: Browser::start(&settings)?, words: Words::read(PACK, language)? })
    }

    /// The guide in its frame on the host page; the session is in the frame.
    ///
    /// # Errors
    /// If the guide does not start.
    #[track_caller]
    pub fn in_frame(language: &str) -> Result<Guide> {
        let guide = Guide::unopened(language, &Settings::default())?;
        guide.open_in_frame(language)?;
        Ok(guide)
    }

    /// The guide as a page of its own, started.
    ///
    /// # Errors
    /// If the guide does not start.
    #[track_caller]
    pub fn alone(language: &str) -> Result<Guide> {
        let guide = Guide::unopened(language, &Settings::default())?;
        guide.open_alone()?;
        Ok(guide)
    }

    /// The window, or the frame in it that was entered last.
    #[must_use]
    pub fn page(&self) -> Page<'_> {
        self.browser.page()
    }

    /// The address of the guide's own page in the language of the words.
    #[must_use]
    pub fn url(&self) -> String {
        self.server.url(&self.path())
    }

    /// The path of the guide's own page below the mount.
    #[must_use]
    pub fn path(&self) -> String {
        format!("guide/{PACK}-{}.html", self.words.language())
    }

    /// Opens the host page with the guide in this language, and enters the frame once the guide has started.
    ///
    /// # Errors
    /// If the guide does not start.
    #[track_caller]
    pub fn open_in_frame(&self, language: &str) -> Result<()> {
        self.put_host("host.html", &format!("lang=\"{language}\""))?;
        self.page().open(&self.server.url("host.html"))?;
        self.enter()
    }

    /// Serves the built host page with other attributes of the guide's element in place of its language.
    ///
    /// # Errors
    /// If the host page does not name the guide as it should.
    #[track_caller]
    pub fn put_host(&self, path: &str, attributes: &str) -> Result<()> {
        let host = self.server.text("index.html")?;
        let element = format!("<lykta-guide class=\"guide\" pack=\"{PACK}\" lang=\"sv\"");
        if !host.contains(&element) {
            return Err(Failure::new(format!("the built host page does not hold {element}")));
        }
        self.server.put(path, host.replace(&element, &format!("<lykta-guide class=\"guide\" pack=\"{PACK}\" {attributes}")));
        Ok(())
    }

    /// Enters the guide's frame, which shows itself once the guide has started.
    ///
    /// # Errors
    /// If the guide does not start.
    #[track_caller]
    pub fn enter(&self) -> Result<()> {
        self.page().leave_frames()?;
        self.page().enter_frame(Name::Any)
    }

    /// Opens the guide's own page, and waits until it has started.
    ///
    /// # Errors
    /// If the guide does not start.
    #[track_caller]
    pub fn open_alone(&self) -> Result<()> {
        self.page().open(&self.url())?;
        self.wait_until_started()
    }

    /// Waits until the engine has taken over the first question: only then it can be skipped.
    ///
    /// # Errors
    /// If the guide does not start.
    #[track_caller]
    pub fn wait_until_started(&self) -> Result<()> {
        self.page().wait_for(Role::Button, self.words.app("skip")?).map(drop)
    }
}
