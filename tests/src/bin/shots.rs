//! Pictures of the guide's screens, as different people see them on different devices.
//!
//! In: a folder to write to, and the built guide (`LYKTA_DIST`, else `dist`). Out: one PNG a screen and device.
//! A new screen is one more line in `STEPS`, a new device one more in `DEVICES`.
//! Next: `src/walk.rs`, which the steps are made of.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use journeys::driver::{Browser, Settings};
use journeys::failure::{Failure, Result};
use journeys::page::Page;
use journeys::role::{Name, Role};
use journeys::server::{Server, Site};
use journeys::walk::{self, Answers, Screen};
use journeys::words::Words;

const USAGE: &str = "\
Takes pictures of the guide's screens.

usage: cargo run -p journeys --bin shots -- OUT_DIR [options]

  --page PATH       page below the built folder (guide/PACK-LANGUAGE.html)
  --pack ID         pack whose words are on that page, or its folder (fi)
  --language TAG    language of that page (en), with -easy at its end for its easy words
  --borrow TAG      language of texts that the pack lacks in that one; then LYKTA_DIST names a site with such a page
  --answers FILE    answers as `lykta-pack ask` reads them, instead of those of the person in this file
  --only NAMES      screens or devices, with commas between; all if left out
  --full            each picture as tall as the whole screen's content

";

/// Name, width, height, dark, text size in percent.
const DEVICES: &[(&str, u32, u32, bool, u32)] = &[
    ("phone-light", 390, 844, false, 100),
    ("phone-dark", 390, 844, true, 100),
    ("wide-light", 1280, 900, false, 100),
    ("wide-dark", 1280, 900, true, 100),
    ("narrow", 320, 640, false, 100),
    ("large-text", 390, 844, false, 200),
];

/// Who walks: sees the danger screen, a deadline, and cards of all kinds.
const ANSWERS: &str = r#"{
    "who": "self", "about": ["alcohol", "benzodiazepines"], "now": ["overdose"], "use": ["daily", "wants-to-stop"],
    "place": "434", "age": "18-22", "progress": "refused", "progress-with": "social", "progress-date": "2026-11-09"
}"#;

/// What leads to a screen, from where the step before it ended.
type Go = fn(&Stage<'_>) -> Result<()>;

const STEPS: &[(&str, Go)] = &[
    ("start", |stage| walk::screen(&stage.page, stage.words).map(drop)),
    ("help-now", |stage| stage.follow("show-help-now", "help-title")),
    ("about", |stage| {
        stage.page.open(stage.url)?;
        stage.follow("how-to-check", "about-title")
    }),
    ("question", |stage| {
        stage.page.open(stage.url)?;
        stage.walk_to(&Screen::Item("about".to_owned()))
    }),
    ("danger", |stage| stage.walk_to(&Screen::Danger)),
    ("place", |stage| {
        stage.walk_to(&Screen::Item("place".to_owned()))?;
        walk::type_place(&stage.page, stage.words, "lo")?;
        stage.page.wait_for(Role::Option, Name::begins("Loviisa")).map(drop)
    }),
    ("review", |stage| stage.walk_to(&Screen::Review)),
    ("results", |stage| stage.walk_to(&Screen::Results)),
    ("card", |stage| {
        let shown = walk::shown(&stage.page, stage.words)?;
        let cards = shown.iter().flat_map(|shown| &shown.cards);
        let card = cards.last().ok_or_else(|| Failure::new("the results show no card"))?;
        walk::open_card(&stage.page, stage.words, card)?;
        walk::follow(&stage.page, &stage.words.app("card-why")?)
    }),
    ("unmet", |stage| {
        stage.follow("back-to-results", "results-title")?;
        stage.follow("unmet", "unmet-title")
    }),
    ("what-if", |stage| {
        stage.follow("back-to-results", "results-title")?;
        stage.follow("what-if", "what-if-title")
    }),
    ("try", |stage| {
        let item = stage.words.item("age").ok_or_else(|| Failure::new("the pack asks no age"))?;
        let label = stage.words.filled("what-if-try-of", &[("{question}", item.text.as_str())])?;
        walk::follow(&stage.page, &Name::from(&label))?;
        stage.page.wait_for_heading(item.text.as_str())?;
        let other = item.options.iter().rev().nth(1).ok_or_else(|| Failure::new("no age to choose"))?;
        let other = stage.page.wait_for(Role::Radio, Name::begins(&other.1))?;
        stage.page.click_on(&other)
    }),
];

/// What a step works with.
struct Stage<'a> {
    page: Page<'a>,
    url: &'a str,
    words: &'a Words,
    answers: &'a Answers,
}

impl Stage<'_> {
    fn walk_to(&self, screen: &Screen) -> Result<()> {
        walk::walk_to(&self.page, self.words, self.answers, screen).map(drop)
    }

    /// Presses what is called so in the app's words, and waits for the heading that follows.
    fn follow(&self, key: &str, heading: &str) -> Result<()> {
        walk::follow(&self.page, &self.words.app(key)?)?;
        self.page.wait_for_heading(self.words.app(heading)?).map(drop)
    }
}

/// What the command line asks for.
struct Options {
    folder: PathBuf,
    page: Option<String>,
    pack: String,
    language: String,
    borrow: Option<String>,
    answers: Option<PathBuf>,
    only: Vec<String>,
    is_full: bool,
}

fn main() -> ExitCode {
    let Some(options) = options(std::env::args().skip(1)) else {
        eprint!("{USAGE}");
        eprintln!("screens: {}", STEPS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", "));
        eprintln!("devices: {}", DEVICES.iter().map(|(name, ..)| *name).collect::<Vec<_>>().join(", "));
        return ExitCode::from(2);
    };
    match take_all(&options) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(missed) => {
            eprintln!("{missed} pictures are missing");
            ExitCode::from(1)
        }
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(2)
        }
    }
}

fn options(mut arguments: impl Iterator<Item = String>) -> Option<Options> {
    let mut folder = None;
    let mut options = Options {
        folder: PathBuf::new(),
        page: None,
        pack: "fi".to_owned(),
        language: "en".to_owned(),
        borrow: None,
        answers: None,
        only: Vec::new(),
        is_full: false,
    };
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--page" => options.page = Some(arguments.next()?),
            "--pack" => options.pack = arguments.next()?,
            "--language" => options.language = arguments.next()?,
            "--borrow" => options.borrow = Some(arguments.next()?),
            "--answers" => options.answers = Some(PathBuf::from(arguments.next()?)),
            "--only" => options.only = arguments.next()?.split(',').map(str::to_owned).collect(),
            "--full" => options.is_full = true,
            other if other.starts_with('-') || folder.is_some() => return None,
            other => folder = Some(PathBuf::from(other)),
        }
    }
    options.folder = folder?;
    Some(options)
}

impl Options {
    /// Whether one of these names is asked for; if none of them is ever named, all are.
    fn wants(&self, name: &str, all: &[&str]) -> bool {
        let is_named = |name: &str| self.only.iter().any(|only| only == name);
        is_named(name) || !all.iter().any(|name| is_named(name))
    }
}

/// Takes all pictures that are asked for; gives how many could not be taken.
fn take_all(options: &Options) -> Result<usize> {
    std::fs::create_dir_all(&options.folder)?;
    let words = match &options.borrow {
        Some(borrow) => {
            let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../packs");
            Words::read_borrowing(&packs.join(&options.pack), &packs.join("../locales"), &options.language, borrow)?
        }
        None => match options.language.strip_suffix("-easy") {
            Some(language) => Words::read_easy(&options.pack, language)?,
            None => Words::read(&options.pack, &options.language)?,
        },
    };
    let answers = match &options.answers {
        Some(file) => walk::answers(&std::fs::read_to_string(file)?)?,
        None => walk::answers(ANSWERS)?,
    };
    let server = Site::built()?.serve()?;
    let devices: Vec<&str> = DEVICES.iter().map(|(name, ..)| *name).collect();
    let mut missed = 0;
    for &(device, width, height, dark, text_percent) in DEVICES.iter().filter(|(name, ..)| options.wants(name, &devices)) {
        let settings = Settings { width, height, dark, text_percent, languages: options.language.clone(), ..Settings::default() };
        missed += take(options, &server, &words, &answers, device, &settings)?;
    }
    Ok(missed)
}

/// Takes all steps on one device; the steps go on after one that failed, where they can.
fn take(options: &Options, server: &Server, words: &Words, answers: &Answers, device: &str, settings: &Settings) -> Result<usize> {
    let browser = Browser::start(settings)?;
    let id = Path::new(&options.pack).file_name().unwrap_or_default().to_string_lossy();
    let url = server.url(&options.page.clone().unwrap_or_else(|| format!("guide/{id}-{}.html", options.language)));
    browser.page().open(&url)?;
    let stage = Stage { page: browser.page(), url: &url, words, answers };
    let steps: Vec<&str> = STEPS.iter().map(|(name, _)| *name).collect();
    let mut missed = 0;
    // What comes after the last picture need not be walked.
    let last = steps.iter().rposition(|name| options.wants(name, &steps)).map_or(0, |last| last + 1);
    for (name, go) in STEPS.iter().take(last) {
        let file = options.folder.join(format!("{name}-{device}.png"));
        let taken =
            go(&stage).and_then(|()| if options.wants(name, &steps) { keep(&browser, settings, options.is_full, &file) } else { Ok(()) });
        if let Err(failure) = taken {
            missed += 1;
            eprintln!("{name}-{device}: {failure}");
        }
    }
    Ok(missed)
}

/// Writes the picture; a full one is taken in a window as tall as the content.
fn keep(browser: &Browser, settings: &Settings, is_full: bool, file: &Path) -> Result<()> {
    let page = browser.page();
    if is_full {
        let script = "return Math.max(document.documentElement.scrollHeight, document.body.scrollHeight)";
        let height = page.run(script, &[])?.as_u64().and_then(|height| u32::try_from(height).ok());
        browser.resize(settings.width, height.unwrap_or(settings.height).max(settings.height))?;
    }
    std::fs::write(file, page.picture()?)?;
    println!("{}", file.display());
    if is_full { browser.resize(settings.width, settings.height) } else { Ok(()) }
}
