//! The list of meetings: which of them are for this person, in what order, and what of each is shown.
//!
//! In: a pack with its meetings, what is found, the answers, what the person chose to see, the present moment. Out: rows by day.
//! One pass over all meetings, and one sort of those that are shown.
//! Never shows someone under 18 where or by what address grown-ups meet: groups for teenagers by phone are all that is listed then.
//! Next: `meeting.rs` for one meeting, the app's `components/groups.rs` for the screen.

use alloc::string::String;
use alloc::vec::Vec;

use crate::answer::{Answer, Answers, ItemId, OptionId};
use crate::date::Date;
use crate::evaluate::Evaluation;
use crate::meeting::{Kind, Meeting, MeetingWords, Point, Standing, Who, metres};
use crate::order::ordered;
use crate::pack::Pack;
use crate::schedule::Moment;

/// Metres within which a meeting is near.
pub const NEAR: u32 = 50_000;

/// The first year of age of a grown-up.
const GROWN_UP: u16 = 18;

/// For whom the list is made, as far as was told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seeker {
    /// By card: whether it holds or may hold.
    cards: Vec<bool>,
    /// Whether they are, or may be, under 18.
    pub is_minor: bool,
    /// Whether it is about someone close to them.
    is_relative: bool,
    /// The municipality of their own, by code.
    pub place: Option<String>,
    /// Where that is.
    point: Option<Point>,
}

/// What a person chose to see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// How it is held; all if none.
    pub kind: Option<Kind>,
    /// The card of one group, by index; all if none.
    pub card: Option<usize>,
    /// A language, BCP 47; all if empty.
    pub language: String,
    /// Only what is near, and what needs no way.
    pub is_near: bool,
}

/// A row of the list: a meeting at its next gathering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The meeting, by index.
    pub meeting: usize,
    /// The day of the gathering; yesterday for one that runs past midnight.
    pub date: Date,
    /// How far it is, where both ends are known.
    pub metres: Option<u32>,
    /// Whether it was confirmed too long ago.
    pub is_stale: bool,
}

/// The list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listed {
    /// By day; of a day the fresh ones first, to someone close those for relatives first, then by time.
    pub rows: Vec<Row>,
    /// How many fit, but were confirmed too long ago to be shown.
    pub old: usize,
}

impl Seeker {
    /// From what was answered and found.
    #[must_use]
    pub fn of(pack: &Pack, evaluation: &Evaluation, answers: &Answers) -> Self {
        let get = |id: &str| answers.get(&ItemId::new(id));
        let is = |id: &str, option: &str| matches!(get(id), Some(Answer::Options(chosen)) if chosen.contains(&OptionId::new(option)));
        let place = ["place", "their-place"].into_iter().find_map(|id| match get(id) {
            Some(Answer::Place(code)) => Some(code.clone()),
            _ => None,
        });
        let index = place.as_ref().and_then(|code| pack.gazetteer.municipalities().iter().position(|known| known.code == *code));
        let mut cards = Vec::new();
        cards.resize(pack.cards.len(), false);
        for finding in &evaluation.findings {
            if let Some(holds) = cards.get_mut(finding.card) {
                *holds = true;
            }
        }
        Self {
            cards,
            is_minor: is("who", "child") || is_under_age(pack, answers),
            is_relative: is("who", "close-one") || is("who", "child"),
            place,
            point: index.and_then(|index| pack.meetings.points.get(index).copied().flatten()),
        }
    }

    /// Whether a meeting may be shown to them at all.
    #[must_use]
    pub fn may_see(&self, meeting: &Meeting) -> bool {
        let is_for_teenagers = meeting.kinds.has(Kind::Phone as usize) && meeting.who.has(Who::Young as usize);
        self.cards.get(meeting.card).copied().unwrap_or(false) && (!self.is_minor || is_for_teenagers)
    }

    /// Of the words of a meeting those that they may read: to someone under 18 no place and no address.
    #[must_use]
    pub fn words<'a>(&self, pack: &'a Pack, meeting: &Meeting) -> MeetingWords<'a> {
        let words = pack.meetings.words(meeting);
        if self.is_minor { MeetingWords { location: "", address: "", place: "", url: "", notes: "", ..words } } else { words }
    }

    /// How a meeting is held, as far as it is for them.
    #[must_use]
    pub fn is_held(&self, meeting: &Meeting, kind: Kind) -> bool {
        meeting.kinds.has(kind as usize) && (!self.is_minor || kind == Kind::Phone)
    }

    /// Whether it can be told what is near.
    #[must_use]
    pub fn has_point(&self) -> bool {
        self.point.is_some() && !self.is_minor
    }

    fn metres(&self, meeting: &Meeting) -> Option<u32> {
        let here = self.point.filter(|_| self.is_held(meeting, Kind::InPerson))?;
        meeting.point.map(|there| metres(here, there))
    }
}

/// Whether an age was told that is, or may be, under 18.
fn is_under_age(pack: &Pack, answers: &Answers) -> bool {
    let id = ItemId::new("age");
    match answers.get(&id) {
        Some(Answer::Years(years)) => years.from < GROWN_UP,
        Some(Answer::Options(chosen)) => pack.item(&id).is_some_and(|(_, item)| {
            item.options.iter().any(|option| chosen.contains(&option.id) && option.years.is_some_and(|years| years.from < GROWN_UP))
        }),
        Some(Answer::Skipped | Answer::Place(_) | Answer::Date(_)) | None => false,
    }
}

/// The meetings that fit, each once, at the gathering that runs now or comes next.
#[must_use]
pub fn list(pack: &Pack, seeker: &Seeker, wish: &Wish, now: Moment) -> Listed {
    let meetings = &pack.meetings;
    let mut listed = Listed::default();
    for (index, meeting) in meetings.all.iter().enumerate() {
        if !seeker.may_see(meeting) || !fits(pack, seeker, wish, meeting) {
            continue;
        }
        let metres = seeker.metres(meeting);
        // What can be joined from anywhere is near; what is not told is not far.
        let is_anywhere = seeker.is_held(meeting, Kind::Online) || seeker.is_held(meeting, Kind::Phone);
        if wish.is_near && !is_anywhere && metres.is_some_and(|metres| metres > NEAR) {
            continue;
        }
        let Some(date) = meeting.next(now) else { continue };
        match meetings.standing(meeting, now.date) {
            Standing::Old => listed.old += 1,
            standing => listed.rows.push(Row { meeting: index, date, metres, is_stale: standing == Standing::Stale }),
        }
    }
    let key = |row: &Row| {
        let meeting = meetings.all.get(row.meeting);
        let is_own = meeting.is_some_and(|meeting| meeting.who.has(Who::Relatives as usize));
        let start = meeting.map_or(0, |meeting| meeting.start);
        // One that runs since yesterday stands among today's, before them.
        let is_new = row.date >= now.date;
        (row.date.max(now.date), row.is_stale, seeker.is_relative && !is_own, is_new, start, row.metres.unwrap_or(u32::MAX))
    };
    listed.rows = ordered(listed.rows, |left, right| key(left) < key(right));
    listed
}

fn fits(pack: &Pack, seeker: &Seeker, wish: &Wish, meeting: &Meeting) -> bool {
    wish.card.is_none_or(|card| card == meeting.card)
        && wish.kind.is_none_or(|kind| seeker.is_held(meeting, kind))
        && (wish.language.is_empty() || pack.meetings.words(meeting).language == wish.language)
}

/// What can be chosen from: the groups that meet, by card, and the languages, each in the order in which it first comes.
#[must_use]
pub fn choices<'a>(pack: &'a Pack, seeker: &Seeker, today: Date) -> (Vec<usize>, Vec<&'a str>) {
    let (mut cards, mut languages) = (Vec::new(), Vec::new());
    for meeting in pack.meetings.all.iter().filter(|meeting| seeker.may_see(meeting)) {
        if pack.meetings.standing(meeting, today) == Standing::Old {
            continue;
        }
        let language = pack.meetings.words(meeting).language;
        if !cards.contains(&meeting.card) {
            cards.push(meeting.card);
        }
        if !language.is_empty() && !languages.contains(&language) {
            languages.push(language);
        }
    }
    (cards, languages)
}

#[cfg(test)]
mod tests;
