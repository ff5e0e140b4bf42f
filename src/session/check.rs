//! The session in signals: replies to a check.
//!
//! In: what a person chooses on the question of a check. Out: the reply, given to the core's `Session`.
//! Next: `components/check.rs` for the screens, `lykta_core::check` for what is made of it.

use leptos::prelude::{Update, UpdateValue, WithUntracked};
use lykta_core::check::Reply;
use lykta_core::pack::Pack;
use lykta_core::pack::check::{Form, Question};
use lykta_core::session::{Screen, Session};

use super::{Draft, Guide, toggled};
use crate::platform::page;

/// The highest count of one drink.
const MOST: u16 = 99;

/// The question of a check that is shown.
fn shown(pack: &Pack, screen: Screen) -> Option<&Question> {
    let Screen::Check(check, question) = screen else { return None };
    pack.checks.get(check)?.questions.get(question)
}

/// What stands in the field of the question shown: the reply given before.
pub(super) fn fill(draft: &mut Draft, pack: &Pack, session: &Session) {
    let Some(question) = shown(pack, session.screen()) else { return };
    draft.counts = vec![0; question.options.len().max(1)];
    let Screen::Check(check, number) = session.screen() else { return };
    match session.reply_to(check, number) {
        Some(Reply::Options(chosen)) => {
            draft.options =
                chosen.iter().filter_map(|option| question.options.get(*option)).map(|option| option.id.as_str().to_owned()).collect();
        }
        Some(Reply::Number(number)) => draft.counts = vec![*number],
        Some(Reply::Drinks(counts)) => draft.counts.clone_from(counts),
        Some(Reply::Skipped) | None => {}
    }
}

/// What is chosen, as a reply; none if nothing is.
fn drafted(question: &Question, draft: &Draft) -> Option<Reply> {
    match question.form {
        Form::Number(_) => draft.counts.first().map(|number| Reply::Number(*number)),
        Form::Drinks(_) => Some(Reply::Drinks(draft.counts.clone())),
        Form::Single | Form::Multiple => {
            let is_chosen = |id: &str| draft.options.iter().any(|chosen| chosen == id);
            let chosen: Vec<usize> =
                question.options.iter().enumerate().filter(|(_, option)| is_chosen(option.id.as_str())).map(|(index, _)| index).collect();
            (!chosen.is_empty()).then_some(Reply::Options(chosen))
        }
    }
}

impl Guide {
    /// Chooses or unchooses an option of the question of a check. Gives the ids of the inputs that this unchecks.
    pub fn choose_reply(self, option: usize, is_on: bool) -> Vec<String> {
        let screen = self.session.with_untracked(Session::screen);
        let mut dropped = Vec::new();
        self.holdings.update_value(|holdings| {
            let Some(question) = shown(&holdings.pack, screen) else { return };
            let options: Vec<(&str, bool)> = question.options.iter().map(|option| (option.id.as_str(), option.is_alone)).collect();
            dropped = toggled(&mut holdings.draft, question.id.as_str(), question.form == Form::Multiple, &options, option, is_on);
        });
        self.field.update(|count| *count += 1);
        dropped
    }

    /// Counts one more or one less on a line.
    pub fn count(self, line: usize, is_more: bool) {
        let screen = self.session.with_untracked(Session::screen);
        let most = self.look(|_, holdings| match shown(&holdings.pack, screen).map(|question| question.form) {
            Some(Form::Number(most)) => most,
            Some(Form::Drinks(_) | Form::Single | Form::Multiple) | None => MOST,
        });
        self.write(move |draft| {
            if let Some(count) = draft.counts.get_mut(line) {
                *count = if is_more { most.min(*count + 1) } else { count.saturating_sub(1) };
            }
        });
    }

    /// "Next" in a check: gives what is chosen as the reply; with nothing chosen, tells so.
    pub fn next_in_check(self) {
        let screen = self.session.with_untracked(Session::screen);
        let reply = self.look(|_, holdings| shown(&holdings.pack, screen).and_then(|question| drafted(question, &holdings.draft)));
        match reply {
            Some(reply) => self.step(|session, pack| session.reply(pack, reply)),
            None => {
                self.write(|draft| draft.is_missing = true);
                page::focus("lykta-field");
            }
        }
    }
}
