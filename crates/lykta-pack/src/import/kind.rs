//! Kinds: the forms of feeds that are read, and the settings that each begins with.
//!
//! In: what the command was told, the folder of the feed. Out: the form, and how the feed is read.
//! Never guesses a code: the table of codes is written beside the feed once, for editors to change.
//! Next: `settings.rs` for what the settings say, `gather.rs` for who reads which form.

use std::collections::BTreeSet;
use std::path::Path;

use clap::ValueEnum;

use super::settings::{self, Settings};
use super::{Arguments, Target};
use crate::problem::meant;

/// The forms that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Meetings as websites of fellowships give them out (Meeting Guide, TSML)
    MeetingGuide,
    /// Meetings as servers of Narcotics Anonymous give them out (BMLT), with the formats that they use
    Bmlt,
    /// Services of the Finnish Service Catalogue (PTV), with their channels and general descriptions
    Ptv,
    /// Services of directories that keep Open Referral HSDS 3.x or ORUK 3.0, in JSON or tables (those of 1.1 as far as they go)
    Hsds,
    /// A list as editors keep it: CSV with headings of its own, which the first run guesses
    Csv,
    /// A questionnaire of FHIR R4, as an own-words check
    Fhir,
}

/// The tables of codes that come with the tool, by form and name; the first of a form is the usual one.
const CODES: &[(Kind, &str, &str)] = &[
    (Kind::MeetingGuide, "aa", include_str!("../../import/meeting-guide/aa.toml")),
    (Kind::MeetingGuide, "na", include_str!("../../import/meeting-guide/na.toml")),
    (Kind::MeetingGuide, "al-anon", include_str!("../../import/meeting-guide/al-anon.toml")),
    (Kind::MeetingGuide, "aca", include_str!("../../import/meeting-guide/aca.toml")),
    (Kind::MeetingGuide, "ca", include_str!("../../import/meeting-guide/ca.toml")),
    (Kind::MeetingGuide, "cma", include_str!("../../import/meeting-guide/cma.toml")),
    (Kind::MeetingGuide, "daa", include_str!("../../import/meeting-guide/daa.toml")),
    (Kind::MeetingGuide, "ga", include_str!("../../import/meeting-guide/ga.toml")),
    (Kind::MeetingGuide, "ha", include_str!("../../import/meeting-guide/ha.toml")),
    (Kind::MeetingGuide, "ma", include_str!("../../import/meeting-guide/ma.toml")),
    (Kind::Ptv, "suomi-fi", include_str!("../../import/ptv/suomi-fi.toml")),
    (Kind::Hsds, "open-referral", include_str!("../../import/hsds/open-referral.toml")),
    (Kind::Csv, "words", include_str!("../../import/csv/words.toml")),
    (Kind::Bmlt, "na", include_str!("../../import/bmlt/na.toml")),
];

impl Kind {
    /// As the command names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::MeetingGuide => "meeting-guide",
            Self::Bmlt => "bmlt",
            Self::Ptv => "ptv",
            Self::Hsds => "hsds",
            Self::Csv => "csv",
            Self::Fhir => "fhir",
        }
    }

    /// Whether its records are meetings of a group, which a card of the pack stands for.
    #[must_use]
    pub fn is_meetings(self) -> bool {
        match self {
            Self::MeetingGuide | Self::Bmlt => true,
            Self::Ptv | Self::Hsds | Self::Csv | Self::Fhir => false,
        }
    }
}

/// The settings of a feed; the text of the file, if it is to be written for the first time.
///
/// # Errors
/// A file that cannot be read or is of another form, a group that the pack does not have.
pub fn settings(arguments: &Arguments, folder: &Path, target: &Target) -> Result<(Settings, Option<String>), String> {
    let path = folder.join(settings::FILE);
    let (found, first) = match Settings::read(folder)? {
        Some(settings) => (settings, None),
        None => {
            let tables: Vec<_> = CODES.iter().filter(|(kind, ..)| *kind == arguments.kind).collect();
            let names: Vec<&str> = tables.iter().map(|(_, name, _)| *name).collect();
            let own = arguments.fellowship.as_deref().or(names.first().copied()).unwrap_or("");
            let Some((.., types)) = tables.into_iter().find(|(_, name, _)| *name == own) else {
                return Err(format!("there is no table of codes for `{own}`; {}", meant(own, names)));
            };
            let text = start(arguments.kind, arguments.group.as_deref().unwrap_or(""), types);
            (Settings::parse(&text, &path)?, Some(text))
        }
    };
    if found.kind != arguments.kind.name() {
        let own = arguments.kind.name();
        return Err(format!("{} is of the form `{}`, and not `{own}`; name this feed otherwise with `--as`", path.display(), found.kind));
    }
    let is_list = arguments.kind == Kind::Csv && found.table == settings::Table::Meetings;
    if is_list && found.columns.values().any(|column| column == "group") && !found.groups.is_empty() {
        let groups = target.groups.iter().map(String::as_str);
        return match found.groups.values().find(|card| !target.groups.contains(card)) {
            Some(card) => {
                Err(format!("{}: `[groups]` names the card `{card}`, which is none of a group; {}", path.display(), meant(card, groups)))
            }
            None => Ok((found, first)),
        };
    }
    if !arguments.kind.is_meetings() && !is_list {
        return Ok((found, first));
    }
    let groups: BTreeSet<&str> = target.groups.iter().map(String::as_str).collect();
    if !groups.contains(found.group.as_str()) {
        let named = if first.is_some() { "with `--group`".to_owned() } else { format!("in {}", path.display()) };
        let help = if found.group.is_empty() {
            format!("such as {}", groups.into_iter().take(4).collect::<Vec<_>>().join(", "))
        } else {
            meant(&found.group, groups)
        };
        return Err(format!("name the card of the group whose meetings these are, {named}: {help}"));
    }
    Ok((found, first))
}

/// The settings that a feed of a form begins with, with the usual table of codes.
#[must_use]
pub fn first(kind: Kind) -> String {
    let codes = CODES.iter().find(|(own, ..)| *own == kind).map_or("", |(.., codes)| codes);
    start(kind, "", codes)
}

/// The settings that a feed begins with.
fn start(kind: Kind, group: &str, codes: &str) -> String {
    let head = format!(
        "# How this feed is read. Yours to change: the tool wrote it once, and reads it each time.\nkind = \"{}\"\n# Who keeps the list, and under which licence it may be used.\nkeeper = \"\"\nlicence = \"\"\n",
        kind.name()
    );
    let own = if kind.is_meetings() {
        format!(
            "# The card of the group whose meetings these are.\ngroup = \"{group}\"\n# The language of its texts, such as \"fi\", and the zone of its times if it is not the pack's, such as \"Europe/Stockholm\".\nlanguage = \"\"\ntimezone = \"\"\n# A meeting counts as confirmed on the day of the feed (\"feed\"), or on the day on which its record was changed (\"record\").\nconfirmed = \"feed\"\n# Whether links that lead straight into a room online are shown; the group must let anyone in by them.\nlinks = false\n# The feed is not taken in if it has become smaller by more percent, or if more percent of it are refused.\nfewer_percent = 20\nrefused_percent = 50\n\n"
        )
    } else {
        "# The language of its texts where they do not say it, such as \"fi\".\nlanguage = \"\"\n# A service counts as checked on the day of the feed (\"feed\"), or on the day on which its record was changed (\"record\").\nconfirmed = \"feed\"\n# The feed is not taken in if it has become smaller by more percent, or if more percent of it are refused.\n# A directory holds much that is not for this guide, so all but one may be refused.\nfewer_percent = 20\nrefused_percent = 100\n\n".to_owned()
    };
    head + &own + codes
}
