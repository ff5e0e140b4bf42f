//! The session in signals: the only place that drives the core.
//!
//! In: what a person does. Out: signals that the components read.
//! Never writes an answer anywhere but into the core's `Session`.
//! Next: `lykta_core::session`, `app.rs`.

use std::sync::Arc;

use leptos::prelude::{GetUntracked, RwSignal, Set, Update, UpdateUntracked, WithUntracked};
use lykta_core::answer::{Answer, OptionId};
use lykta_core::date::Date;
use lykta_core::evaluate::offered;
use lykta_core::format::built::Words;
use lykta_core::pack::{Item, ItemKind, Pack};
use lykta_core::place::Gazetteer;
use lykta_core::schedule::Moment;
use lykta_core::session::{Screen, Session};

use crate::platform::{clock, page};

/// What a person is choosing on the question shown, before "Next".
#[derive(Clone, Default)]
pub struct Draft {
    /// Ids of options.
    pub options: Vec<String>,
    /// Municipality code.
    pub place: Option<String>,
    /// Text in the place field.
    pub typed: String,
    /// Day, `YYYY-MM-DD`.
    pub date: String,
}

/// All signals of the guide on this page.
#[derive(Clone, Copy)]
pub struct Guide {
    /// The pack; its places come later.
    pub pack: RwSignal<Arc<Pack>>,
    /// The words shown.
    pub words: RwSignal<Arc<Words>>,
    /// The words of every language that has arrived.
    pub languages: RwSignal<Vec<Arc<Words>>>,
    /// The walk.
    pub session: RwSignal<Session>,
    /// What is being chosen.
    pub draft: RwSignal<Draft>,
    /// Whether "Next" was pressed with nothing chosen.
    pub is_missing: RwSignal<bool>,
    /// Id of the element that gets the focus after the next change of screen, when not the heading.
    pub focus_next: RwSignal<Option<String>>,
    /// The municipality that the host page named, if the pack has it.
    pub wished_place: RwSignal<String>,
}

impl Guide {
    /// Starts at the first question.
    pub fn new(pack: Pack, words: Words, place: String) -> Self {
        let today = today(&pack);
        let session = Session::new(&pack, today);
        let words = Arc::new(words);
        Self {
            pack: RwSignal::new(Arc::new(pack)),
            words: RwSignal::new(words.clone()),
            languages: RwSignal::new(vec![words]),
            session: RwSignal::new(session),
            draft: RwSignal::new(Draft::default()),
            is_missing: RwSignal::new(false),
            focus_next: RwSignal::new(None),
            wished_place: RwSignal::new(place),
        }
    }

    /// The present minute where the pack's services are.
    pub fn now(self) -> Option<Moment> {
        self.pack.with_untracked(|pack| clock::now(&pack.timezone))
    }

    /// Takes in the places.
    pub fn take_places(self, gazetteer: Gazetteer) {
        self.pack.update(|pack| Arc::make_mut(pack).gazetteer = gazetteer);
    }

    /// Takes in the words of a language.
    pub fn take_words(self, words: Words) {
        self.languages.update(|languages| languages.push(Arc::new(words)));
    }

    /// Shows the words of a language, if they have arrived.
    pub fn speak(self, tag: &str) {
        let found = self.languages.with_untracked(|languages| languages.iter().find(|words| words.language == tag).cloned());
        if let Some(words) = found {
            page::set_language(&words.language, words.ui("page-title"));
            self.focus_next.set(Some("lykta-language".to_owned()));
            self.words.set(words);
        }
    }

    /// Whether an option is chosen in the draft.
    pub fn is_chosen(self, option: &str) -> bool {
        self.draft.with_untracked(|draft| draft.options.iter().any(|chosen| chosen == option))
    }

    /// Chooses or unchooses an option of the question shown. Gives the options that this unchooses.
    pub fn choose(self, item: &Item, option: &str, is_on: bool) -> Vec<String> {
        let is_alone = |id: &str| item.options.iter().any(|option| option.id.as_str() == id && option.is_alone);
        let mut dropped = Vec::new();
        self.draft.update_untracked(|draft| {
            draft.options.retain(|chosen| chosen != option);
            if is_on {
                let keeps = |chosen: &String| item.kind == ItemKind::Multiple && !is_alone(option) && !is_alone(chosen);
                dropped = draft.options.iter().filter(|chosen| !keeps(chosen)).cloned().collect();
                draft.options.retain(keeps);
                draft.options.push(option.to_owned());
            }
        });
        self.is_missing.set(false);
        dropped
    }

    /// Writes what is being chosen.
    pub fn write(self, write: impl FnOnce(&mut Draft)) {
        self.draft.update(write);
        self.is_missing.set(false);
    }

    /// "Next": gives the draft as the answer; with nothing chosen, tells so.
    pub fn next(self) {
        let Some(answer) = self.drafted() else {
            self.is_missing.set(true);
            page::focus("lykta-field");
            return;
        };
        self.step(|session, pack| session.answer(pack, answer));
    }

    /// "I'd rather not say".
    pub fn skip(self) {
        self.step(|session, pack| session.answer(pack, Answer::Skipped));
    }

    /// The draft as an answer; none if it is none.
    fn drafted(self) -> Option<Answer> {
        let pack = self.pack.get_untracked();
        let today = self.session.with_untracked(Session::today);
        let item = self.item(&pack)?;
        self.draft.with_untracked(|draft| match item.kind {
            ItemKind::Single | ItemKind::Multiple => {
                (!draft.options.is_empty()).then(|| Answer::options(draft.options.iter().map(String::as_str)))
            }
            ItemKind::Place => draft.place.clone().map(Answer::Place),
            ItemKind::Date => Date::parse(&draft.date).filter(|date| *date <= today).map(Answer::Date),
        })
    }

    fn item(self, pack: &Pack) -> Option<Item> {
        match self.session.with_untracked(Session::screen) {
            Screen::Item(index) => pack.items.get(index).cloned(),
            Screen::Danger | Screen::Review | Screen::Results | Screen::Card(_) | Screen::HelpNow | Screen::About => None,
        }
    }

    /// Takes a step of the walk, and fills the draft for the question that then shows.
    pub fn step(self, step: impl FnOnce(&mut Session, &Pack)) {
        let pack = self.pack.get_untracked();
        let mut session = self.session.get_untracked();
        step(&mut session, &pack);
        self.is_missing.set(false);
        self.draft.set(self.draft_of(&pack, &session));
        // Back from a card: to its row.
        if let Screen::Card(card) = self.session.with_untracked(Session::screen) {
            self.focus_next.set(Some(["lykta-card-", &card.to_string()].concat()));
        }
        self.session.set(session);
    }

    fn draft_of(self, pack: &Pack, session: &Session) -> Draft {
        let Screen::Item(index) = session.screen() else { return Draft::default() };
        let Some(item) = pack.items.get(index) else { return Draft::default() };
        match session.answers().get(&item.id) {
            Some(Answer::Options(options)) => {
                let offered = offered(pack, session.answers(), index);
                let is_offered =
                    |id: &OptionId| item.options.iter().enumerate().any(|(number, option)| option.id == *id && offered.contains(&number));
                Draft { options: options.iter().filter(|id| is_offered(id)).map(|id| id.as_str().to_owned()).collect(), ..Draft::default() }
            }
            Some(Answer::Place(code)) => self.place_draft(pack, code),
            Some(Answer::Date(date)) => Draft { date: date.to_string(), ..Draft::default() },
            None if item.id.as_str() == "place" => self.place_draft(pack, &self.wished_place.get_untracked()),
            Some(Answer::Skipped | Answer::Years(_)) | None => Draft::default(),
        }
    }

    fn place_draft(self, pack: &Pack, code: &str) -> Draft {
        let language = self.words.with_untracked(|words| pack.languages.iter().position(|tag| *tag == words.language)).unwrap_or(0);
        pack.gazetteer.municipality(code).map_or_else(Draft::default, |municipality| Draft {
            place: Some(code.to_owned()),
            typed: municipality.name(language).to_owned(),
            ..Draft::default()
        })
    }
}

fn today(pack: &Pack) -> Date {
    // A browser that knows no time zones still knows a day; one that knows neither gets the day of the newest check.
    clock::now(&pack.timezone)
        .or_else(|| clock::now("UTC"))
        .map(|now| now.date)
        .or_else(|| pack.cards.iter().map(|card| card.checked_on).max())
        .unwrap_or(Date::EPOCH)
}
