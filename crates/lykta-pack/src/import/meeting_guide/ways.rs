//! How one takes part in a meeting of a feed: the room, the page, the number, and whether one gets there.
//!
//! In: a record. Out: its address and the ways in, or why there is none.
//! Never sends anyone to a town, to a place that is closed for now, or through a link with a password.
//! Next: `meeting_guide.rs`.

use super::{Meeting, Refused, refused};
use crate::address::{is_dialled, is_https};
use crate::import::clean;
use crate::import::record::Record;

/// How a meeting is held, and where.
#[derive(Debug, Default)]
pub struct Ways {
    pub kinds: Vec<&'static str>,
    pub location: String,
    pub address: String,
    pub url: String,
    pub phone: String,
}

impl Meeting<'_> {
    /// How one takes part, and whether one can.
    pub fn ways(&self, is_online: bool, is_not_there: bool, record: &mut Record) -> Result<Ways, Refused> {
        let mut ways = Ways::default();
        let option = self.text("attendance_option").to_lowercase();
        let links = [self.text("conference_url"), self.text("url")];
        let has_room_online = !links[0].is_empty() || is_online || matches!(option.as_str(), "online" | "hybrid");
        let is_rough = self.text("approximate").eq_ignore_ascii_case("yes");
        let location = self.named("location", record);
        let address = self.address(record);
        let has_address = !location.is_empty() || !address.is_empty();
        let is_a_room = has_address && !is_rough && !is_not_there && option != "online";
        if is_a_room {
            if location.is_empty() && !address.split(',').next().unwrap_or("").contains(|sign: char| sign.is_ascii_digit()) {
                record.change("its address has no house and no number; people see it as it is", "ask whoever keeps the list where it is");
            }
            ways.kinds.push("in-person");
            ways.location = clean::cut(location.trim_end_matches([',', ';', ' ']), 120).0;
            ways.address = clean::cut(&address, 160).0;
        } else if has_address && (is_rough || is_not_there) {
            let why = if is_rough { "its address is a town only" } else { "its place is closed for now" };
            record.change(format!("{why}: nobody is sent there"), "nothing");
        }
        if has_room_online {
            let door = if self.feed.settings.links { self.link(&links[0], record) } else { String::new() };
            let page = if door.is_empty() { self.link(&links[1], record) } else { door };
            if !links[0].is_empty() && !self.feed.settings.links {
                record.change(
                    "the link into its room online was left out",
                    "set `links = true` in import.toml if the group lets anyone in by it",
                );
            }
            if !page.is_empty() {
                ways.kinds.push("online");
                ways.url = page;
            }
        } else if is_a_room {
            ways.url = self.link(&links[1], record);
        }
        let number = self.text("conference_phone");
        if !number.is_empty() {
            match self.number(&number) {
                Some(phone) => {
                    ways.kinds.push("phone");
                    ways.phone = phone;
                    if number.contains([',', '*', '#']) {
                        record.change("what is dialled after the number was left out", "nothing; the group tells it");
                    }
                }
                None => record.change(
                    "its number to join by is none that can be dialled here, and was left out",
                    "ask whoever keeps the list for the number with its country's code",
                ),
            }
        }
        if ways.kinds.is_empty() {
            let why = match (has_room_online, is_rough, is_not_there) {
                (true, _, _) => "it is held online, but no page tells how to join",
                (_, true, _) => "its address is a town only, and there is no other way to take part",
                (_, _, true) => "its place is closed for now, and there is no other way to take part",
                _ => "it has neither a place nor another way to take part",
            };
            return refused(
                why,
                "ask whoever keeps the list, or set `links = true` in import.toml if the group lets anyone in by its link",
            );
        }
        Ok(ways)
    }

    /// An address on a page, https; one by http is not taken to be the same.
    fn link(&self, text: &str, record: &mut Record) -> String {
        let bare = text.split_whitespace().next().unwrap_or("");
        if bare.is_empty() {
            return String::new();
        }
        let is_secret = |part: &&str| !["pwd=", "password=", "passcode=", "tk="].iter().any(|key| part.to_lowercase().starts_with(key));
        let (page, rest) = bare.split_once('?').unwrap_or((bare, ""));
        let kept: Vec<&str> = rest.split('&').filter(|part| !part.is_empty()).filter(is_secret).collect();
        if kept.len() < rest.split('&').filter(|part| !part.is_empty()).count() {
            record.private += 1;
            record.change("the password was taken out of its link", "nothing");
        }
        let link = if kept.is_empty() { page.to_owned() } else { format!("{page}?{}", kept.join("&")) };
        if is_https(&link) {
            return link;
        }
        record.change(
            format!("`{}` is not an https address, and was left out", clean::cut(&link, 80).0),
            "look whether the page opens by https, and tell whoever keeps the list",
        );
        String::new()
    }

    /// A number to dial: what stands before the code of a room.
    fn number(&self, text: &str) -> Option<String> {
        let before = text.split([',', '*', '#', ';']).next().unwrap_or("");
        let bare: String = before.chars().filter(|sign| sign.is_ascii_digit() || *sign == '+').collect();
        let bare = bare.strip_prefix("00").map(|rest| format!("+{rest}")).unwrap_or(bare);
        let national = crate::address::calling(self.feed.country).and_then(|(code, zero)| {
            let rest = if zero.is_empty() { Some(bare.as_str()) } else { bare.strip_prefix(zero) };
            rest.filter(|rest| !rest.starts_with('+') && rest.len() >= 6).map(|rest| format!("+{code}{rest}"))
        });
        if bare.starts_with('+') { Some(bare).filter(|number| is_dialled(number)) } else { national.filter(|number| is_dialled(number)) }
    }

    /// Street and town.
    fn address(&self, record: &mut Record) -> String {
        let whole = self.named("formatted_address", record);
        if !whole.is_empty() {
            return whole;
        }
        let street = self.named("address", record);
        let town = [self.text("postal_code"), self.text("city")].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let parts =
            [street.clone(), if street.contains(&self.text("city")) && !self.text("city").is_empty() { String::new() } else { town }];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// Its municipality, if the tables leave no doubt.
    pub fn municipality(&self) -> Option<&str> {
        let areas = self.feed.areas;
        areas
            .municipality(&self.text("postal_code"), &self.text("city"))
            .or_else(|| areas.of_line(&self.text("formatted_address")))
            .or_else(|| areas.of_line(&self.text("address")))
    }

    /// Degrees north and east.
    pub fn point(&self, record: &mut Record) -> (String, String) {
        let degrees = |field: &str, most: f64| {
            let text = self.text(field);
            let number = text.replace(',', ".").parse::<f64>().ok().filter(|number| number.is_finite() && number.abs() <= most);
            (text, number)
        };
        match (degrees("latitude", 90.0), degrees("longitude", 180.0)) {
            ((north, _), (east, _)) if north.is_empty() && east.is_empty() => Default::default(),
            ((_, Some(north)), (_, Some(east))) if north != 0.0 || east != 0.0 => (format!("{north:.5}"), format!("{east:.5}")),
            _ => {
                record.change("its point on the map is none, and was left out", "ask whoever keeps the list");
                Default::default()
            }
        }
    }
}
