//! A session: one person's walk through the guide, from the first question to what they can do.
//!
//! In: answers and steps. Out: the screen to show and what is found.
//! Never touches a browser: screens are values. Nothing is kept when it is dropped.
//! Next: `evaluate.rs` for what to ask, the app's `session.rs` for the signal that holds it.

use alloc::vec::Vec;

use crate::answer::{Answer, Answers};
use crate::check::{self, Replies, Reply};
use crate::date::Date;
use crate::evaluate::{Evaluation, Finding, evaluate};
use crate::next_step::Scene;
use crate::pack::{Need, Pack};
use crate::schedule::Moment;
use crate::truth::Truth;

/// The item that asks what is happening now; its answers lead to the danger screen.
pub(crate) const NOW: &str = "now";

/// What is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// A question, by the item's index.
    Item(usize),
    /// What to do in the danger that was just told.
    Danger,
    /// All answers, to look over and change.
    Review,
    /// What was found.
    Results,
    /// One card whole, by its index.
    Card(usize),
    /// What of the results goes on paper.
    Take,
    /// A check, by its index: a question by its own; the number of questions is what came of it.
    Check(usize, usize),
    /// Meetings of groups.
    Groups,
    /// Numbers to call, without any answer.
    HelpNow,
    /// What this guide is, and what it does with answers.
    About,
    /// Answers, to try out another.
    WhatIf,
    /// Another answer to one item is tried out, by the item's index.
    Try(usize),
    /// What does not apply, and why.
    Unmet,
}

/// One person's walk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    answers: Answers,
    /// What was replied to checks; nothing of it changes what is found.
    replies: Replies,
    today: Date,
    screen: Screen,
    evaluation: Evaluation,
    /// Screens to return to, the last first: from a card, from "show help now", from a change of an answer.
    under: Vec<Screen>,
    /// The question that waited when the change of an answer began: those from it on are not put before the return.
    waiting: Option<usize>,
}

impl Session {
    /// Starts at the first question.
    #[must_use]
    pub fn new(pack: &Pack, today: Date) -> Self {
        let answers = Answers::default();
        let evaluation = evaluate(pack, &answers, today);
        Self {
            screen: evaluation.next.map_or(Screen::Results, Screen::Item),
            answers,
            replies: Replies::default(),
            today,
            evaluation,
            under: Vec::new(),
            waiting: None,
        }
    }

    /// What is shown.
    #[must_use]
    pub fn screen(&self) -> Screen {
        self.screen
    }

    /// The answers so far.
    #[must_use]
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// The civil date on which the session began.
    #[must_use]
    pub fn today(&self) -> Date {
        self.today
    }

    /// What is made of the answers.
    #[must_use]
    pub fn evaluation(&self) -> &Evaluation {
        &self.evaluation
    }

    /// Whether a screen lies under this one, to go back to.
    #[must_use]
    pub fn has_under(&self) -> bool {
        !self.under.is_empty()
    }

    /// The findings of danger that hold because of what happens now, as the danger screen shows them.
    pub fn dangers<'a>(&'a self, pack: &'a Pack) -> impl Iterator<Item = &'a Finding> {
        let now = pack.items.iter().position(|item| item.id.as_str() == NOW);
        self.evaluation.findings.iter().filter(move |finding| {
            finding.truth == Truth::Yes
                && finding.need == Need::Danger
                && now.is_some_and(|now| finding.because.contains(&now))
                && pack.cards.get(finding.card).is_some_and(|card| !card.steps.is_empty())
        })
    }

    /// Position of the question shown: how many were asked before it, plus one; none on other screens.
    #[must_use]
    pub fn number(&self) -> Option<usize> {
        let Screen::Item(item) = self.screen else { return None };
        Some(self.evaluation.asked.iter().filter(|asked| **asked < item).count() + 1)
    }

    /// How many questions there may be in all, at most, as far as can be told now.
    #[must_use]
    pub fn at_most(&self) -> usize {
        self.evaluation.asked.len() + self.evaluation.at_most
    }

    /// Gives an answer to the question shown, or skips it, and goes on.
    pub fn answer(&mut self, pack: &Pack, answer: Answer) {
        let Screen::Item(index) = self.screen else { return };
        let Some(item) = pack.items.get(index) else { return };
        let before: Vec<usize> = self.dangers(pack).map(|finding| finding.card).collect();
        self.answers.give(item.id.clone(), answer);
        self.evaluation = evaluate(pack, &self.answers, self.today);
        let tells_danger = item.id.as_str() == NOW && self.dangers(pack).any(|finding| !before.contains(&finding.card));
        let returns = self.has_under();
        self.forget_what_is_gone(pack);
        self.go_on(index, returns);
        if tells_danger {
            self.under.push(self.screen);
            self.screen = Screen::Danger;
        }
    }

    /// No return to a question that is no longer put, nor to a danger that is no longer told.
    fn forget_what_is_gone(&mut self, pack: &Pack) {
        let is_told = self.dangers(pack).next().is_some();
        let Evaluation { next, asked, .. } = &self.evaluation;
        self.under.retain(|screen| match screen {
            Screen::Item(index) | Screen::Try(index) => asked.contains(index) || *next == Some(*index),
            Screen::Danger => is_told,
            _ => true,
        });
    }

    /// From an answered question to the next, or to the review; if it `returns`, to where the change began.
    fn go_on(&mut self, index: usize, returns: bool) {
        let next = self.evaluation.next;
        if !returns {
            let answered = self.evaluation.asked.iter().copied().find(|asked| *asked > index);
            // A changed answer may have opened a question before the next answered one: the author's order stands.
            let before = next.filter(|next| *next >= index && answered.is_none_or(|answered| *next < answered));
            self.screen = before.or(answered).or(next).map_or(Screen::Review, Screen::Item);
            return;
        }
        self.screen = next.map_or(Screen::Review, Screen::Item);
        // A changed answer may have opened another question: it comes before the return.
        if next.is_none_or(|next| self.waiting.is_some_and(|waiting| waiting <= next)) {
            self.close();
        }
    }

    /// One question back; from the first one, nothing. From a screen that lies over another, back to that.
    pub fn back(&mut self) {
        if let Some(under) = self.under.pop() {
            self.screen = under;
        } else if let Some(item) = self.before() {
            self.screen = Screen::Item(item);
        }
    }

    /// Whether `back` leads anywhere: not from the first question.
    #[must_use]
    pub fn can_go_back(&self) -> bool {
        self.has_under() || self.before().is_some()
    }

    /// The question asked before this screen.
    fn before(&self) -> Option<usize> {
        let mut asked = self.evaluation.asked.iter().copied();
        match self.screen {
            Screen::Item(index) => asked.rfind(|asked| *asked < index),
            _ => asked.next_back(),
        }
    }

    /// Opens a question again, to change its answer and return here.
    pub fn change(&mut self, item: usize) {
        self.waiting = self.evaluation.next;
        self.open(Screen::Item(item));
    }

    /// Keeps the answer that is tried out: as if its question had been opened from the results.
    pub fn keep(&mut self, pack: &Pack, answer: Answer) {
        let Screen::Try(item) = self.screen else { return };
        self.show_results();
        self.change(item);
        self.answer(pack, answer);
    }

    /// Opens a screen over this one.
    pub fn open(&mut self, screen: Screen) {
        if screen != self.screen {
            self.under.push(self.screen);
            self.screen = screen;
        }
    }

    /// Opens a card over this screen; in place of a card that is open, so that back leads to what was below both.
    pub fn open_card(&mut self, index: usize) {
        if matches!(self.screen, Screen::Card(_)) {
            self.close();
        }
        self.open(Screen::Card(index));
    }

    /// Leaves a screen that lies over another.
    pub fn close(&mut self) {
        if let Some(under) = self.under.pop() {
            self.screen = under;
        }
    }

    /// Shows what is found so far.
    pub fn show_results(&mut self) {
        self.under.clear();
        self.screen = Screen::Results;
    }

    /// From the results, back to the answers.
    pub fn show_review(&mut self) {
        self.under.clear();
        self.screen = Screen::Review;
    }

    /// What the next step is chosen from; `language`: the one shown.
    #[must_use]
    pub fn scene<'a, 'b>(&'b self, pack: &'a Pack, now: Option<Moment>, language: &'b str) -> Scene<'a, 'b> {
        Scene { pack, evaluation: &self.evaluation, answers: &self.answers, today: self.today, now, language }
    }

    /// The checks that are offered for the answers given, by index.
    #[must_use]
    pub fn checks(&self, pack: &Pack) -> Vec<usize> {
        check::offered(pack, &self.answers, self.today)
    }

    /// A check, seen through what was replied so far.
    #[must_use]
    pub fn check<'a>(&'a self, pack: &'a Pack, index: usize) -> Option<check::View<'a>> {
        check::View::new(pack, index, &self.replies, &self.answers, self.today)
    }

    /// The reply to a question of a check, also one that is skipped.
    #[must_use]
    pub fn reply_to(&self, check: usize, question: usize) -> Option<&Reply> {
        self.replies.get(check, question)
    }

    /// Opens a check over this screen, at its first question.
    pub fn open_check(&mut self, pack: &Pack, index: usize) {
        if let Some(first) = self.check(pack, index).map(|view| view.first_from(0)) {
            self.open(Screen::Check(index, first));
        }
    }

    /// Replies to the question of a check that is shown, or skips it, and goes on; after the last one to what came of it.
    pub fn reply(&mut self, pack: &Pack, reply: Reply) {
        let Screen::Check(index, question) = self.screen else { return };
        self.replies.give(index, question, reply);
        if let Some(next) = self.check(pack, index).map(|view| view.first_from(question + 1)) {
            self.screen = Screen::Check(index, next);
        }
    }

    /// Shows what came of a check, whatever is not answered yet.
    pub fn conclude(&mut self, pack: &Pack) {
        if let Screen::Check(index, _) = self.screen
            && let Some(check) = pack.checks.get(index)
        {
            self.screen = Screen::Check(index, check.questions.len());
        }
    }

    /// One question of a check back; from its first one to where the check was opened.
    pub fn back_in_check(&mut self, pack: &Pack) {
        let Screen::Check(index, question) = self.screen else { return };
        match self.check(pack, index).and_then(|view| view.last_before(question)) {
            Some(before) => self.screen = Screen::Check(index, before),
            None => self.close(),
        }
    }

    /// Takes all answers back and starts again.
    pub fn start_over(&mut self, pack: &Pack) {
        *self = Self::new(pack, self.today);
    }
}

#[cfg(test)]
mod tests;
