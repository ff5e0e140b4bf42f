//! The ways of the results: cards with their tools, a check, what if, what does not apply, what goes on paper.
//!
//! In: a way that stands at the results, the cards to open. Out: its steps, back at the results or at the beginning.
//! Never opens a file or a page: what a tap would leave on the device is tried in `tests/tools.rs`.
//! Next: `route.rs`.

use std::collections::BTreeSet;

use lykta_core::answer::Answer;
use lykta_core::check::Reply;
use lykta_core::evaluate::offered;
use lykta_core::pack::{Channel, ItemKind};
use lykta_core::results;
use lykta_core::session::Screen;

use super::{Act, Way};
use crate::failure::{Failure, Result};
use crate::thing::{Control, Thing};

impl Way<'_> {
    /// Opens the cards, and takes the ways of the results.
    pub(super) fn results(&mut self, cards: &BTreeSet<usize>) -> Result<()> {
        let content = self.content;
        for card in cards {
            if let Some(Control::HelpNow) = self.due(&[Control::HelpNow]) {
                self.help()?;
            }
            let entry = content.pack.cards.get(*card).ok_or_else(|| Failure::new(format!("no card {card}")))?;
            self.step(Act::Card(content.text(self.language, entry.title).to_owned()), &[Control::Card])?;
            self.session.open(Screen::Card(*card));
            self.press(&[Control::WhyCard], "card-why")?;
            self.visit([Thing::Card(*card)]);
            let is_written = entry.write.is_some().then_some(Control::Letter);
            let here = results::contacts(&content.pack, entry, self.session.answers(), self.session.today());
            let has_number = here.iter().any(|contact| !matches!(contact.channel, Channel::Web(_)));
            let tools = is_written.into_iter().chain(has_number.then_some(Control::KeepNumber));
            for control in tools.chain([Control::Elsewhere, Control::PrintCard, Control::Language]) {
                match self.due(&[control]) {
                    Some(Control::Letter) => self.press(&[Control::Letter], "letter-open")?,
                    Some(Control::KeepNumber) => self.press(&[Control::KeepNumber], "keep-number")?,
                    Some(Control::Elsewhere) => self.press(&[Control::Elsewhere], "elsewhere")?,
                    Some(Control::PrintCard) => self.press(&[Control::PrintCard], "print")?,
                    Some(Control::Language) => self.speak()?,
                    _ => {}
                }
            }
            self.press(&[Control::BackToResults], "back-to-results")?;
            self.session.close();
        }
        if let Some(Control::Check) = self.due(&[Control::Check]) {
            self.check()?;
        }
        if let Some(Control::Unmet) = self.due(&[Control::Unmet]) {
            self.press(&[Control::Unmet], "unmet")?;
            self.session.open(Screen::Unmet);
            self.press(&[], "back-to-results")?;
            self.session.show_results();
        }
        if let Some(Control::WhatIf) = self.due(&[Control::WhatIf]) {
            self.what_if()?;
        }
        if let Some(Control::TakeAlong) = self.due(&[Control::TakeAlong]) {
            self.press(&[Control::TakeAlong], "take-along")?;
            self.session.open(Screen::Take);
            self.press(&[Control::PrintSheet], "take-print")?;
            self.press(&[Control::PrintWallet], "take-wallet-print")?;
            self.press(&[Control::BackToResults], "back-to-results")?;
            self.session.close();
        }
        if let Some(Control::StartOver) = self.due(&[Control::StartOver]) {
            self.press(&[Control::StartOver], "start-over")?;
            self.session.start_over(&content.pack);
        }
        Ok(())
    }

    /// Opens the first check that fits, passes over its first question, and sees what it can mean.
    fn check(&mut self) -> Result<()> {
        let content = self.content;
        let Some(index) = self.session.checks(&content.pack).first().copied() else { return Ok(()) };
        let check = content.pack.checks.get(index).ok_or_else(|| Failure::new(format!("no check {index}")))?;
        self.step(Act::Card(content.text(self.language, check.title).to_owned()), &[Control::Check])?;
        self.session.open_check(&content.pack, index);
        self.press(&[], "skip")?;
        self.session.reply(&content.pack, Reply::Skipped);
        if let Screen::Check(_, at) = self.session.screen()
            && at < check.questions.len()
        {
            self.press(&[Control::Conclude], "own-conclude")?;
            self.session.conclude(&content.pack);
        }
        self.press(&[Control::AllHelp], "own-all-help")?;
        self.session.show_results();
        Ok(())
    }

    /// Tries another answer to the first question of one choice after `who`, puts it back, and keeps the one that was given.
    fn what_if(&mut self) -> Result<()> {
        let content = self.content;
        let asked =
            self.session.evaluation().asked.iter().skip(1).filter_map(|index| content.pack.items.get(*index).map(|item| (*index, item)));
        let found =
            asked.filter(|(_, item)| item.kind == ItemKind::Single).find_map(|(index, item)| match self.session.answers().get(&item.id) {
                Some(Answer::Options(options)) => options.first().map(|option| (index, item, option.as_str().to_owned())),
                _ => None,
            });
        let Some((index, item, given)) = found else { return Ok(()) };
        let offered = offered(&content.pack, self.session.answers(), index, content.today);
        let other = offered.iter().filter_map(|number| item.options.get(*number)).find(|option| option.id.as_str() != given);
        let Some(other) = other.map(|option| option.id.as_str().to_owned()) else { return Ok(()) };
        self.press(&[Control::WhatIf], "what-if")?;
        self.session.open(Screen::WhatIf);
        let question = content.text(self.language, item.text);
        let name = content.app(self.language, "what-if-try-of", &[("{question}", question)])?;
        self.step(Act::Press(name), &[Control::Try])?;
        self.session.open(Screen::Try(index));
        self.step(Act::Choose(item.id.as_str().to_owned(), vec![other]), &[])?;
        self.press(&[Control::PutBack], "what-if-put-back")?;
        self.press(&[Control::Keep], "what-if-keep")?;
        self.session.keep(&content.pack, Answer::option(&given));
        Ok(())
    }
}
