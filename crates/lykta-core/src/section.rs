//! The parts of the results: where a card stands for someone with the problem, for someone close, for a child.
//!
//! In: a card, its need now, for whom the results are. Out: the part, in the order of the screen.
//! Never decides for whom a card holds, nor the order inside a part.
//! Next: `evaluate.rs`, which puts findings in this order; `lykta_pack::compile::track`, which tells a card's track.

use alloc::vec::Vec;

use crate::answer::{ItemId, OptionId};
use crate::condition::{Clause, Test};
use crate::pack::{Card, CardKind, Need, Track};

/// A part of the results, in their order. Someone close and a child have parts of their own; what comes first and last is the same for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Danger to life, health or a child.
    Danger,
    /// A time limit runs.
    Deadline,
    /// Rights.
    Right,
    /// Someone to call or write to now.
    Line,
    /// Places or bodies to turn to.
    Service,
    /// Peers.
    Group,
    /// Someone close: help for them.
    You,
    /// Someone close: what helps the other, and what makes it worse.
    Ways,
    /// Someone close: children at home, safety, money.
    Home,
    /// Someone close: how to raise a worry.
    Worry,
    /// Someone close: help that there is for the other.
    Them,
    /// Someone close: their own groups.
    Relatives,
    /// A child: someone to talk to now.
    ChildTalk,
    /// A child: it is not your fault.
    ChildFault,
    /// A child: what grown-ups must do.
    ChildGrownUps,
    /// A child: who else can help.
    ChildHelp,
    /// A child: others who have it so.
    ChildGroup,
    /// Good to know.
    Background,
}

/// For whom the results are put in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// One with the problem, a professional, or one who did not say.
    Anyone,
    /// Someone close.
    Close,
    /// A child.
    Child,
}

impl Reader {
    /// Those with parts of their own, each with the option of `who` that tells it.
    pub const OWN: [(Self, &'static str); 2] = [(Self::Close, "close-one"), (Self::Child, "child")];

    /// The condition that the answers come from this reader.
    #[must_use]
    pub fn is(option: &str) -> Clause {
        Clause { item: ItemId::new("who"), test: Test::Is(Vec::from([OptionId::new(option)])) }
    }
}

/// The part of the results in which a card stands, by its need now.
#[must_use]
pub fn section(card: &Card, need: Need, reader: Reader) -> Section {
    match (need, reader) {
        (Need::Danger, _) => Section::Danger,
        (Need::Deadline, _) => Section::Deadline,
        (Need::Right, Reader::Anyone) => Section::Right,
        (Need::Line, Reader::Anyone) => Section::Line,
        (Need::Service, Reader::Anyone) => Section::Service,
        (Need::Group, Reader::Anyone) => Section::Group,
        (Need::Background, Reader::Anyone) => Section::Background,
        (_, Reader::Close) => match card.track {
            Track::You | Track::Child => Section::You,
            Track::Ways => Section::Ways,
            Track::Home => Section::Home,
            Track::Worry => Section::Worry,
            Track::Them => Section::Them,
            Track::Groups => Section::Relatives,
            Track::More => Section::Background,
        },
        (_, Reader::Child) => match (card.kind, card.track) {
            (_, Track::More) => Section::Background,
            (CardKind::Notice, _) => Section::ChildFault,
            (CardKind::Helpline, Track::Child) => Section::ChildTalk,
            (CardKind::Right, _) => Section::ChildGrownUps,
            (CardKind::Helpline | CardKind::Service, _) => Section::ChildHelp,
            (CardKind::Group, _) => Section::ChildGroup,
        },
    }
}
