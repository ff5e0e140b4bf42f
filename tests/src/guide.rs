//! The built guide in a browser of its own: in its frame on the host page, or alone.
//!
//! In: a pack, a language, settings. Out: the server, the browser and the words that a journey goes by.
//! The host page is the built one of that pack and language.
//! Next: `walk.rs` for what a person does in the guide.

use serde_json::Value;

use crate::driver::{Browser, Settings};
use crate::failure::{Failure, Result};
use crate::page::{Element, Page};
use crate::role::{Name, Role};
use crate::server::{Server, Site};
use crate::walk::{self, Screen, Walk};
use crate::words::{Kind, Words};

/// The pack whose guide is walked where none is named.
pub const PACK: &str = "fi";

/// A server with the built guide and a browser that visits it.
pub struct Guide {
    /// What answers, and what it was asked for.
    pub server: Server,
    /// What the person holds in hand.
    pub browser: Browser,
    /// The words of the language in which the visit begins.
    pub words: Words,
    /// The id of the pack.
    pack: String,
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
        Guide::of(site, PACK, language, settings)
    }

    /// As `unopened`, of a pack of this workspace.
    ///
    /// # Errors
    /// If the guide is not built, or the browser does not start.
    #[track_caller]
    pub fn of_pack(pack: &str, language: &str, settings: &Settings) -> Result<Guide> {
        Guide::of(Site::built()?, pack, language, settings)
    }

    /// As `of_pack`, for a site that is served in its own way.
    ///
    /// # Errors
    /// If the browser does not start.
    #[track_caller]
    pub fn of(site: Site, pack: &str, language: &str, settings: &Settings) -> Result<Guide> {
        let settings = Settings { languages: language.to_owned(), ..settings.clone() };
        Guide::speaking(site, pack, Words::read(pack, language)?, &settings)
    }

    /// As `of`, with words that are read already, and the browser's languages as the settings have them.
    ///
    /// # Errors
    /// If the site cannot be served or the browser cannot start.
    pub fn speaking(site: Site, pack: &str, words: Words, settings: &Settings) -> Result<Guide> {
        Ok(Guide { server: site.serve()?, browser: Browser::start(settings)?, words, pack: pack.to_owned() })
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

    /// The id of the pack.
    #[must_use]
    pub fn pack(&self) -> &str {
        &self.pack
    }

    /// The address of the guide's own page in the language of the words.
    #[must_use]
    pub fn url(&self) -> String {
        self.server.url(&self.path())
    }

    /// The path of the guide's own page below the mount.
    #[must_use]
    pub fn path(&self) -> String {
        format!("guide/{}-{}.html", self.pack, self.words.tag())
    }

    /// The address of the built host page in the language of the words.
    #[must_use]
    pub fn host_url(&self) -> String {
        self.server.url(&host(&self.pack, self.words.language()))
    }

    /// Opens the host page in this language, and enters the frame once the guide has started.
    ///
    /// # Errors
    /// If the guide does not start.
    #[track_caller]
    pub fn open_in_frame(&self, language: &str) -> Result<()> {
        self.page().open(&self.server.url(&host(&self.pack, language)))?;
        self.enter()
    }

    /// Serves the built host page, in the language of the words, with some of its text changed: the attributes of the guide's element.
    ///
    /// # Errors
    /// If the host page does not hold such a text.
    #[track_caller]
    pub fn put_host(&self, path: &str, changes: &[(&str, &str)]) -> Result<()> {
        let mut host = self.server.text(&host(&self.pack, self.words.language()))?;
        for (from, to) in changes {
            if !host.contains(from) {
                return Err(Failure::new(format!("the built host page does not hold {from}")));
            }
            host = host.replace(from, to);
        }
        self.server.put(path, host);
        Ok(())
    }

    /// Where the links lead that are shown and can be called, such as `tel:112`.
    ///
    /// # Errors
    /// If the page changes meanwhile.
    #[track_caller]
    pub fn numbers(&self) -> Result<Vec<String>> {
        let links = self.page().all(Role::Link, Name::Any)?;
        let addresses: Vec<Option<String>> = links.iter().map(|link| self.page().attribute(link, "href")).collect::<Result<_>>()?;
        Ok(addresses.into_iter().flatten().filter(|address| address.starts_with("tel:")).collect())
    }

    /// Enters the guide's frame, which shows itself once the guide has started.
    ///
    /// # Errors
    /// If the guide does not start.
    #[track_caller]
    pub fn enter(&self) -> Result<()> {
        self.page().leave_frames()?;
        // Far below what is seen the guide is not there yet: a person scrolls to it.
        self.page()
            .run("if (!document.querySelector('lykta-guide iframe')) document.querySelector('lykta-guide')?.scrollIntoView()", &[])?;
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

    /// Waits until the engine has taken over the first screen, which no role tells.
    ///
    /// # Errors
    /// If the guide does not start.
    #[track_caller]
    pub fn wait_until_started(&self) -> Result<()> {
        self.page().wait_until("the engine", || Ok((self.page().run(IS_TAKEN_OVER, &[])? == Value::Bool(true)).then_some(())))
    }

    /// Presses the one button of this name in the app's words.
    ///
    /// # Errors
    /// If it is not there.
    #[track_caller]
    pub fn press(&self, key: &str) -> Result<()> {
        self.page().click(Role::Button, self.words.app(key)?)
    }

    /// Waits for the screen with this heading in the app's words.
    ///
    /// # Errors
    /// If it does not come.
    #[track_caller]
    pub fn expect(&self, key: &str) -> Result<()> {
        self.page().wait_for_heading(self.words.app(key)?).map(drop)
    }

    /// Waits for the question of this item.
    ///
    /// # Errors
    /// If it does not come.
    #[track_caller]
    pub fn expect_item(&self, item: &str) -> Result<()> {
        let item = self.words.item(item).ok_or_else(|| Failure::new(format!("the pack has no item {item}")))?;
        self.page().wait_for_heading(item.text.as_str()).map(drop)
    }

    /// The first question stands there, and nothing is chosen on it.
    ///
    /// # Errors
    /// If another screen is shown, or something is still chosen.
    #[track_caller]
    pub fn expect_empty(&self) -> Result<()> {
        self.expect_item("who")?;
        for option in self.page().all(Role::Radio, Name::Any)? {
            if self.page().is_chosen(&option)? {
                return Err(Failure::new(format!("{} is still chosen", option.name())));
            }
        }
        Ok(())
    }

    /// Changes the boot script on its way: this text in it gives way to that.
    ///
    /// # Errors
    /// If the script does not hold the text.
    #[track_caller]
    pub fn change_boot(&self, from: &str, to: &str) -> Result<()> {
        let path = boot(&self.server.text(&self.path())?)?;
        let script = self.server.text(&path)?;
        if !script.contains(from) {
            return Err(Failure::new(format!("the boot script does not hold {from}")));
        }
        self.server.put(&path, script.replace(from, to));
        Ok(())
    }

    /// Chooses an option of an item, and nothing else.
    ///
    /// # Errors
    /// If it is not offered.
    #[track_caller]
    pub fn choose(&self, item: &str, option: &str) -> Result<()> {
        self.page().click_on(&self.option(item, option)?)
    }

    /// An option of an item, once it is shown.
    ///
    /// # Errors
    /// If it is not offered.
    #[track_caller]
    pub fn option(&self, item: &str, option: &str) -> Result<Element> {
        let known = self.words.item(item).ok_or_else(|| Failure::new(format!("the pack has no item {item}")))?;
        let role = if known.kind == Kind::Multiple { Role::Checkbox } else { Role::Radio };
        self.page().wait_until(&format!("the option {option} of {item}"), || {
            let offered = self.page().all(role, Name::Any)?;
            Ok(offered.into_iter().find(|element| walk::meant(known, element.name()) == Some(option)))
        })
    }

    /// A new browser in place of the one at hand, with a profile of its own; nothing is kept in it.
    ///
    /// # Errors
    /// If it does not start.
    #[track_caller]
    pub fn anew(&mut self) -> Result<()> {
        let settings = Settings { languages: self.words.language().to_owned(), ..Settings::default() };
        self.browser = Browser::start(&settings)?;
        Ok(())
    }

    /// Changes the language; the words stay those of the language before.
    ///
    /// # Errors
    /// If that language is not offered.
    #[track_caller]
    pub fn speak(&self, to: &Words) -> Result<()> {
        let name = |words: &Words, key: &str| words.filled(key, &[]);
        let label = format!("{} : {}", name(&self.words, "language-name")?, name(&self.words, "change-language")?);
        self.page().click(Role::Button, label.as_str())?;
        walk::follow(&self.page(), &to.app("language-name")?)
    }

    /// Walks until this screen, skipping what these answers do not name.
    ///
    /// # Errors
    /// If the screen does not come.
    #[track_caller]
    pub fn walk_to(&self, answers: &str, goal: &Screen) -> Result<Walk> {
        walk::walk_to(&self.page(), &self.words, &walk::answers(answers)?, goal)
    }

    /// The name of a file that the guide's page asks for: `engine`, `wasm`, `pack` or `places`; `words` are those of the page.
    ///
    /// # Errors
    /// If the built page does not name it.
    #[track_caller]
    pub fn file(&self, which: &str) -> Result<String> {
        let html = self.server.text(&self.path())?;
        let list = html.split_once("id=\"lykta-files\">").and_then(|(_, rest)| rest.split_once("</script>"));
        let list: Value = list.and_then(|(list, _)| serde_json::from_str(list).ok()).unwrap_or_default();
        let file = if which == "words" { list.pointer("/words/0") } else { list.get(which) };
        let name = file.and_then(|file| file.as_str().or_else(|| file.get("url")?.as_str()));
        name.map(|name| format!("guide/{name}")).ok_or_else(|| Failure::new(format!("the guide's page names no {which}")))
    }
}

/// The path of the built page of a made-up municipality that shows the guide of this pack in this language.
#[must_use]
pub fn host(pack: &str, language: &str) -> String {
    format!("town-{pack}-{language}.html")
}

/// The path of the boot script that a page of the guide names.
///
/// # Errors
/// If it names none.
#[track_caller]
pub fn boot(page: &str) -> Result<String> {
    let name = page.split('"').find(|part| part.starts_with("boot-"));
    name.map(|name| format!("guide/{name}")).ok_or_else(|| Failure::new("the guide's page names no boot script"))
}

const IS_TAKEN_OVER: &str = "return document.readyState === 'complete' && !document.getElementById('lykta-first')";
