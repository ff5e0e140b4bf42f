//! The page with everything in a browser: for everyone, at any width, without scripts, and with nothing loaded but its look.
//!
//! Next: `crates/lykta-pack/src/overview.rs`, `styles/all.css`.

mod fresh;

use std::path::PathBuf;
use std::sync::LazyLock;

use journeys::axe;
use journeys::driver::Settings;
use journeys::failure::{Failure, Result};
use journeys::guide::Guide;
use journeys::role::{Name, Role};
use journeys::server::Site;
use serde_json::Value;

/// The page of a language, open.
#[track_caller]
fn open(language: &str, settings: &Settings) -> Result<Guide> {
    static FOLDER: LazyLock<Result<PathBuf>> = LazyLock::new(|| fresh::site("all-help", &fresh::compiled()?));
    let folder = FOLDER.as_ref().map_err(|failure| Failure::new(failure.text()))?;
    let guide = Guide::of_site(Site::new(folder), language, settings)?;
    guide.page().open(&guide.server.url(&format!("guide/fi-{language}-all.html")))?;
    guide.expect("help-title")?;
    Ok(guide)
}

#[test]
fn the_checker_finds_nothing_by_day() -> Result<()> {
    axe::check(&open("sv", &Settings::default())?.page(), "the page with everything")
}

#[test]
fn the_checker_finds_nothing_by_night_on_a_phone() -> Result<()> {
    let settings = Settings { dark: true, width: 390, height: 844, ..Settings::default() };
    axe::check(&open("fi", &settings)?.page(), "the page with everything")
}

/// How far it scrolls sideways, and links and texts beyond the edge or below 16 px.
const BEYOND: &str = "
    scrollTo({ left: 1000, behavior: 'instant' });
    const found = scrollX === 0 ? [] : [`it scrolls sideways by ${scrollX}`];
    const width = document.documentElement.clientWidth;
    for (const element of document.querySelectorAll('h1, h2, h3, h4, p, a, li, dt, dd, b, span')) {
        if (element.matches('.lykta-all__skip, .lykta-top__words') || !element.textContent.trim()) continue;
        const box = element.getBoundingClientRect();
        if (box.left < -0.5 || box.right > width + 0.5) found.push(`${element.textContent.slice(0, 40)}: from ${box.left} to ${box.right} of ${width}`);
        if (parseFloat(getComputedStyle(element).fontSize) < 16) found.push(`${element.textContent.slice(0, 40)}: is small`);
    }
    return found;
";

#[test]
fn a_narrow_screen_with_text_of_twice_the_size_shows_all() -> Result<()> {
    for text_percent in [100, 200] {
        let guide = open("fi", &Settings { width: 320, height: 640, text_percent, ..Settings::default() })?;
        assert_eq!(guide.page().run(BEYOND, &[])?, Value::Array(Vec::new()), "{text_percent} %");
    }
    Ok(())
}

#[test]
fn it_is_whole_without_scripts_and_loads_its_look_alone() -> Result<()> {
    let guide = open("en", &Settings { has_scripts: false, ..Settings::default() })?;
    assert!(guide.numbers()?.contains(&"tel:112".to_owned()));
    let cards = guide.page().all(Role::Heading, Name::Any)?.len();
    assert!(cards > 94, "{cards} headings");
    let mut asked: Vec<String> = guide.server.requests().iter().map(|request| request.path().to_owned()).collect();
    asked.sort(); // the two styles are asked for side by side
    assert_eq!(asked, ["/guide/all.css", "/guide/fi-en-all.html", "/guide/lykta.css"]);
    Ok(())
}

#[test]
fn its_contents_lead_to_their_places_and_its_way_to_the_guide_opens_it() -> Result<()> {
    let guide = open("en", &Settings::default())?;
    let page = guide.page();
    page.click(Role::Link, guide.words.app("all-child")?)?;
    assert!(page.url()?.ends_with("#child"));
    page.click(Role::Link, guide.words.app("all-guide")?)?;
    guide.expect_item("who")
}
