//! The session in signals: the only place that drives the core.
//!
//! In: what a person does. Out: signals that the components read.
//! The walk is one signal of the core's `Session`; counters say when the words, the field or the files changed.
//! Never writes an answer anywhere but into the core's `Session`.
//! Next: `lykta_core::session`, `app.rs`.

use leptos::prelude::{Get, GetUntracked, RwSignal, Set, StoredValue, Update, UpdateValue, WithUntracked, WithValue};
use lykta_core::answer::{Answer, ItemId, OptionId};
use lykta_core::date::Date;
use lykta_core::evaluate::offered;
use lykta_core::format::built::Words;
use lykta_core::letter::Told;
use lykta_core::meeting::Meetings;
use lykta_core::meeting_list::{Listed, Seeker, Wish, list};
use lykta_core::pack::{ItemKind, Pack};
use lykta_core::place::Gazetteer;
use lykta_core::schedule::Moment;
use lykta_core::session::{Screen, Session};

use crate::components::groups;
use crate::platform::{clock, page, speech};

mod check;

/// What a person is choosing on the question shown, before "Next".
#[derive(Default)]
pub struct Draft {
    /// Ids of options.
    pub options: Vec<String>,
    /// A number, or how many of each drink, of a check.
    pub counts: Vec<u16>,
    /// Municipality code.
    pub place: Option<String>,
    /// Text in the place field.
    pub typed: String,
    /// Index of the place in the list that the arrow keys are at.
    pub at: Option<usize>,
    /// Whether the list of places was closed by Escape.
    pub is_closed: bool,
    /// Day, `YYYY-MM-DD`.
    pub date: String,
    /// Whether "Next" was pressed with nothing chosen.
    pub is_missing: bool,
    /// What was ticked to stand in the letter, on a card.
    pub told: Vec<Told>,
    /// Whether the letter is in the language shown, and not in that of the offices.
    pub is_letter_as_shown: bool,
    /// What a tool on a card did last.
    pub done: Option<Done>,
}

/// What a tool on a card did.
pub struct Done {
    /// The id of the tool.
    pub by: String,
    /// The key of the words that say so.
    pub key: &'static str,
    /// The name of the file that it gave, and what stands in it; empty if it gave none.
    pub file: (&'static str, String),
}

/// What the host page wished, by the address.
#[derive(Default)]
pub struct Wishes {
    /// A municipality code; empty if none.
    pub place: String,
    /// A language that the pack does not have.
    pub is_language_unknown: bool,
}

/// What is looked for among the meetings, and what was found.
#[derive(Default)]
pub struct Search {
    /// What the person chose to see.
    pub wish: Wish,
    /// How often more was asked for.
    pub pages: usize,
    /// For whom the list was made.
    pub seeker: Seeker,
    /// The moment at which it was made.
    pub now: Option<Moment>,
    /// The list.
    pub found: Listed,
}

/// What is on this page beside the walk.
pub struct Holdings {
    /// The pack; its places come later.
    pub pack: Pack,
    /// The words of every language that has arrived; the first is the page's own.
    pub languages: Vec<Words>,
    /// What is being chosen.
    pub draft: Draft,
    /// Id of the element that gets the focus after the next change of screen, when not the heading.
    pub focus_next: Option<String>,
    /// What the host page wished.
    pub wishes: Wishes,
    /// What was being chosen on the question under "show help now" or "about".
    kept: Option<(Screen, Draft)>,
    /// Whether the places will not come.
    pub are_places_missing: bool,
    /// Whether words of some language will not come.
    pub are_words_missing: bool,
    /// Whether easy words were asked for before they came, or ordinary ones.
    is_otherwise_wanted: bool,
    /// What is looked for among the meetings.
    pub search: Search,
    /// Whether the meetings will not come.
    pub are_meetings_missing: bool,
}

/// A step of the walk.
type Step = Box<dyn FnOnce(&mut Session, &Pack)>;

/// The guide on this page.
#[derive(Clone, Copy)]
pub struct Guide {
    /// The walk.
    pub session: RwSignal<Session>,
    /// Index of the language shown among those that have arrived.
    pub shown: RwSignal<usize>,
    /// Counts changes of the field of the question shown.
    pub field: RwSignal<usize>,
    /// Counts files that have arrived, and voices.
    pub files: RwSignal<usize>,
    /// 1 while the screen is read aloud; a number, so that no other type of signal is in the engine.
    pub aloud: RwSignal<usize>,
    holdings: StoredValue<Holdings>,
}

impl Guide {
    /// Starts at the first question.
    pub fn new(pack: Pack, words: Words, wishes: Wishes) -> Self {
        let session = Session::new(&pack, today(&pack));
        Self {
            session: RwSignal::new(session),
            shown: RwSignal::new(0),
            field: RwSignal::new(0),
            files: RwSignal::new(0),
            aloud: RwSignal::new(0),
            holdings: StoredValue::new(Holdings {
                pack,
                languages: Vec::from([words]),
                draft: Draft::default(),
                focus_next: None,
                wishes,
                kept: None,
                are_places_missing: false,
                are_words_missing: false,
                is_otherwise_wanted: false,
                search: Search::default(),
                are_meetings_missing: false,
            }),
        }
    }

    /// Looks at the words shown and all that is held.
    pub fn look<T>(self, look: impl FnOnce(&Words, &Holdings) -> T) -> T {
        let shown = self.shown.get_untracked();
        let empty = Words::default();
        self.holdings.with_value(|holdings| look(holdings.languages.get(shown).unwrap_or(&empty), holdings))
    }

    /// The same, again whenever the language or the field changes.
    pub fn watch<T>(self, look: impl FnOnce(&Words, &Holdings) -> T) -> T {
        self.shown.get();
        self.field.get();
        self.files.get();
        self.look(look)
    }

    /// The present minute where the pack's services are.
    pub fn now(self) -> Option<Moment> {
        self.look(|_, holdings| clock::now(&holdings.pack.timezone))
    }

    /// Notes whether the screen is being read aloud.
    pub fn aloud(self, is_reading: bool) {
        self.aloud.set(is_reading.into());
    }

    /// Falls silent.
    pub fn hush(self) {
        if self.aloud.get_untracked() > 0 {
            speech::hush();
            self.aloud.set(0);
        }
    }

    /// Takes in the places. A municipality that the host page named and the pack does not have is told of then.
    pub fn take_places(self, gazetteer: Gazetteer) {
        self.holdings.update_value(|holdings| holdings.pack.gazetteer = gazetteer);
        self.find();
        self.files.update(|count| *count += 1);
    }

    /// Takes in the meetings.
    pub fn take_meetings(self, meetings: Meetings) {
        self.holdings.update_value(|holdings| holdings.pack.meetings = meetings);
        self.find();
        self.files.update(|count| *count += 1);
    }

    /// Changes what is looked for among the meetings.
    pub fn search(self, change: Box<dyn FnOnce(&mut Search)>) {
        self.holdings.update_value(|holdings| change(&mut holdings.search));
        self.find();
        self.field.update(|count| *count += 1);
    }

    /// Looks for meetings again, if they are shown.
    fn find(self) {
        let session = self.session;
        if session.with_untracked(Session::screen) != Screen::Groups {
            return;
        }
        let now = groups::moment(self);
        self.holdings.update_value(|Holdings { pack, search, .. }| {
            search.seeker = session.with_untracked(|session| Seeker::of(pack, session.evaluation(), session.answers()));
            search.found = list(pack, &search.seeker, &search.wish, now);
            search.now = Some(now);
        });
    }

    /// Notes that a file will not come. Only places and meetings are missed: other languages are then not offered.
    pub fn miss(self, kind: &str) {
        let (is_places, is_meetings, is_words) = (kind == "places", kind == "meetings", kind == "words");
        self.holdings.update_value(|holdings| {
            holdings.are_places_missing |= is_places;
            holdings.are_meetings_missing |= is_meetings;
            holdings.are_words_missing |= is_words;
        });
        self.files.update(|count| *count += 1);
    }

    /// Takes in the words of a language, or easy ones to lie over them.
    pub fn take_words(self, words: Words) {
        let is_of_client = self.session.with_untracked(is_of_client);
        self.holdings.update_value(|holdings| {
            let all = &mut holdings.languages;
            let mut words = if words.is_laid_over {
                // Without the ordinary words, which came before if they came at all, there is nothing to lie over.
                let Some(ordinary) = all.iter().find(|other| other.language == words.language && !other.is_easy()) else { return };
                words.over(ordinary)
            } else {
                words
            };
            words.is_of_client = is_of_client;
            all.push(words);
        });
        self.files.update(|count| *count += 1);
        if self.look(|_, holdings| holdings.is_otherwise_wanted) {
            self.speak_otherwise();
        }
    }

    /// Index of the easy words of the language shown, or of its ordinary ones where easy ones are shown; none if they are not there.
    pub fn otherwise(self) -> Option<usize> {
        self.look(|shown, holdings| {
            let is_other = |words: &Words| words.language == shown.language && words.is_easy() != shown.is_easy();
            holdings.languages.iter().position(is_other)
        })
    }

    /// Shows the easy words in place of the ordinary ones, or the other way round; as soon as they are there.
    pub fn speak_otherwise(self) {
        let other = self.otherwise();
        self.holdings.update_value(|holdings| holdings.is_otherwise_wanted = other.is_none());
        if let Some(other) = other {
            self.speak(other, "lykta-otherwise");
        }
    }

    /// Shows words that have arrived; `pressed`: the id of the control that gets the focus again.
    pub fn speak(self, language: usize, pressed: &'static str) {
        self.hush();
        self.holdings.update_value(|holdings| {
            holdings.focus_next = Some(pressed.to_owned());
            // Whatever was waited for, these words were chosen last.
            holdings.is_otherwise_wanted = false;
        });
        self.shown.set(language);
        // The build names the direction where it is not the usual one.
        let direction = |words: &Words| words.ui.get("direction").map_or("ltr", String::as_str).to_owned();
        self.look(|words, _| page::set_language(&words.language, &direction(words), words.is_easy(), words.ui("page-title")));
    }

    /// The element that gets the focus next, when not the heading; then forgotten.
    pub fn take_focus_next(self) -> Option<String> {
        let mut id = None;
        self.holdings.update_value(|holdings| id = holdings.focus_next.take());
        id
    }

    /// Writes what is being chosen.
    pub fn write(self, write: impl FnOnce(&mut Draft) + 'static) {
        self.write_boxed(Box::new(write));
    }

    #[inline(never)]
    fn write_boxed(self, write: Box<dyn FnOnce(&mut Draft)>) {
        self.holdings.update_value(|holdings| {
            holdings.draft.is_missing = false;
            write(&mut holdings.draft);
        });
        self.field.update(|count| *count += 1);
    }

    /// Chooses or unchooses an option of an item. Gives the ids of the inputs that this unchecks.
    pub fn choose(self, item: usize, option: usize, is_on: bool) -> Vec<String> {
        let mut dropped = Vec::new();
        self.holdings.update_value(|holdings| {
            let Some(item) = holdings.pack.items.get(item) else { return };
            let options: Vec<(&str, bool)> = item.options.iter().map(|option| (option.id.as_str(), option.is_alone)).collect();
            dropped = toggled(&mut holdings.draft, item.id.as_str(), item.kind == ItemKind::Multiple, &options, option, is_on);
        });
        self.field.update(|count| *count += 1);
        dropped
    }

    /// "Next": gives the draft as the answer, or keeps the one that is tried out; with nothing chosen, tells so.
    pub fn next(self) {
        let is_tried = matches!(self.session.with_untracked(Session::screen), Screen::Try(_));
        match self.drafted() {
            Some(answer) if is_tried => self.step(|session, pack| session.keep(pack, answer)),
            Some(answer) => self.step(|session, pack| session.answer(pack, answer)),
            None => {
                self.write(|draft| draft.is_missing = true);
                page::focus("lykta-field");
            }
        }
    }

    /// "I'd rather not say".
    pub fn skip(self) {
        self.step(|session, pack| session.answer(pack, Answer::Skipped));
    }

    /// Forgets every answer and what was being chosen, and shows the first question.
    pub fn wipe(self) {
        self.holdings.update_value(|holdings| {
            holdings.kept = None;
            holdings.draft = Draft::default();
        });
        self.step(|session, pack| session.start_over(pack));
        self.holdings.update_value(|holdings| holdings.focus_next = None);
    }

    /// Puts the field back to the answer that was given.
    pub fn put_back(self) {
        let shown = self.shown.get_untracked();
        let ids = |item: usize, draft: &Draft, pack: &Pack| {
            let item = pack.items.get(item).map_or("", |item| item.id.as_str());
            draft.options.iter().map(|option| [item, "-", option].concat()).collect::<Vec<_>>()
        };
        let Screen::Try(item) = self.session.with_untracked(Session::screen) else { return };
        self.holdings.update_value(|holdings| {
            let given = self.session.with_untracked(|session| draft_of(holdings, session, shown));
            let old = core::mem::replace(&mut holdings.draft, given);
            page::check(ids(item, &old, &holdings.pack), false);
            page::check(ids(item, &holdings.draft, &holdings.pack), true);
        });
        self.field.update(|count| *count += 1);
    }

    /// The draft as an answer; none if it is none.
    pub fn drafted(self) -> Option<Answer> {
        let (screen, today) = self.session.with_untracked(|session| (session.screen(), session.today()));
        let (Screen::Item(index) | Screen::Try(index)) = screen else { return None };
        self.look(|_, Holdings { pack, draft, .. }| match pack.items.get(index)?.kind {
            ItemKind::Single | ItemKind::Multiple => {
                (!draft.options.is_empty()).then(|| Answer::options(draft.options.iter().map(String::as_str)))
            }
            ItemKind::Place => draft.place.as_ref().map(|code| Answer::Place(code.to_owned())),
            ItemKind::Date => Date::parse(&draft.date).filter(|date| *date <= today).map(Answer::Date),
        })
    }

    /// Takes a step of the walk, and fills the draft for the question that then shows.
    pub fn step(self, step: impl FnOnce(&mut Session, &Pack) + 'static) {
        self.step_boxed(Box::new(step));
    }

    /// One body for all steps: in a generic one it would be there once for each button.
    #[inline(never)]
    fn step_boxed(self, step: Step) {
        self.hush();
        let before = self.session.with_untracked(Session::screen);
        self.look(|_, holdings| self.session.update(|session| step(session, &holdings.pack)));
        let shown = self.shown.get_untracked();
        self.holdings.update_value(|holdings| {
            let old = core::mem::take(&mut holdings.draft);
            let now = self.session.with_untracked(Session::screen);
            // "Show help now" and "about" lie over a question for a while: what was being chosen waits below.
            let lies_over = |screen| matches!(screen, Screen::HelpNow | Screen::About);
            match (before, now) {
                (Screen::Item(_) | Screen::Check(..), over) if lies_over(over) => holdings.kept = Some((before, old)),
                (over, _) if lies_over(over) && holdings.kept.as_ref().is_some_and(|(kept, _)| *kept == now) => {
                    holdings.draft = holdings.kept.take().map(|(_, draft)| draft).unwrap_or_default();
                }
                _ => holdings.draft = self.session.with_untracked(|session| draft_of(holdings, session, shown)),
            }
            let is_of_client = self.session.with_untracked(is_of_client);
            holdings.languages.iter_mut().for_each(|words| words.is_of_client = is_of_client);
            // What is looked for goes with the list, but for what lies over it.
            if !matches!(now, Screen::Groups | Screen::Card(_) | Screen::HelpNow | Screen::About) {
                holdings.search = Search::default();
            }
            if before == Screen::Groups {
                holdings.focus_next = Some("lykta-open-groups".to_owned());
            }
            // Back from a card: to its row.
            if let Screen::Card(card) = before {
                holdings.focus_next = Some(["lykta-card-", &card.to_string()].concat());
            }
            if let (Screen::Check(check, _), Screen::Results) = (before, now) {
                holdings.focus_next = Some(["lykta-check-", &check.to_string()].concat());
            }
        });
        self.find();
    }
}

/// What stands in the field of the question shown: the answer given before, or what the host page wished.
fn draft_of(holdings: &Holdings, session: &Session, shown: usize) -> Draft {
    let pack = &holdings.pack;
    let mut draft = Draft::default();
    check::fill(&mut draft, pack, session);
    let (Screen::Item(index) | Screen::Try(index)) = session.screen() else { return draft };
    let Some(item) = pack.items.get(index) else { return draft };
    match session.answers().get(&item.id) {
        Some(Answer::Options(options)) => {
            let offered = offered(pack, session.answers(), index, session.today());
            let is_offered =
                |id: &OptionId| item.options.iter().enumerate().any(|(number, option)| option.id == *id && offered.contains(&number));
            draft.options = options.iter().filter(|id| is_offered(id)).map(|id| id.as_str().to_owned()).collect();
        }
        Some(Answer::Place(code)) => fill_place(&mut draft, holdings, code, shown),
        Some(Answer::Date(date)) => draft.date = date.to_string(),
        None if item.id.as_str() == "place" => fill_place(&mut draft, holdings, &holdings.wishes.place, shown),
        Some(Answer::Skipped | Answer::Years(_)) | None => {}
    }
    draft
}

/// Whether a professional answers for a client.
fn is_of_client(session: &Session) -> bool {
    session.answers().get(&ItemId::new("who")) == Some(&Answer::option("professional"))
}

/// Chooses or unchooses an option among these, each with whether it stands alone. Gives the ids of the inputs that this unchecks.
fn toggled(draft: &mut Draft, of: &str, is_several: bool, options: &[(&str, bool)], option: usize, is_on: bool) -> Vec<String> {
    let mut dropped = Vec::new();
    let Some((id, stands_alone)) = options.get(option) else { return dropped };
    draft.is_missing = false;
    draft.options.retain(|chosen| chosen != id);
    if is_on {
        let is_alone = |id: &str| options.iter().any(|(other, is_alone)| *other == id && *is_alone);
        let keeps = |chosen: &String| is_several && !stands_alone && !is_alone(chosen);
        dropped = draft.options.iter().filter(|chosen| !keeps(chosen)).map(|chosen| [of, "-", chosen].concat()).collect();
        draft.options.retain(keeps);
        draft.options.push((*id).to_owned());
    }
    dropped
}

fn fill_place(draft: &mut Draft, holdings: &Holdings, code: &str, shown: usize) {
    let language =
        holdings.languages.get(shown).and_then(|words| holdings.pack.languages.iter().position(|tag| *tag == words.language)).unwrap_or(0);
    if let Some(municipality) = holdings.pack.gazetteer.municipality(code) {
        draft.place = Some(code.to_owned());
        draft.typed = municipality.name(language).to_owned();
    }
}

fn today(pack: &Pack) -> Date {
    // A browser that knows no time zones still knows a day; one that knows neither gets the day of the newest check.
    let clock = clock::now(&pack.timezone).or_else(|| clock::now("UTC")).map(|now| now.date);
    clock.or_else(|| pack.cards.iter().map(|card| card.checked_on).max()).unwrap_or(Date::EPOCH)
}
