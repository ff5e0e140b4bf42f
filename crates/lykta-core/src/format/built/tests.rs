use alloc::borrow::ToOwned;
use alloc::string::ToString;
use alloc::vec;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::condition::Condition;
use crate::date::Date;
use crate::deadline::Unit;
use crate::fixture::random::{Manner, packs};
use crate::fixture::{PLACES, pack};
use crate::pack::{CardKind, Channel, Confidence, Flag, ItemKind, Need, Pack};
use crate::place::Gazetteer;
use crate::schedule::Schedule;

/// A pack in which every field is used.
const WHOLE: &str = r#"{
    "format": 1, "id": "xx", "version": "2026.11.1", "languages": ["en"], "timezone": "Europe/Helsinki", "emergency": "112",
    "stale_after_months": 12, "attribution": ["someone"], "regions": [{"code": "90", "name": 1}], "help_now": ["c"], "not_covered": [2],
    "holidays": "2026-12-25 2027-01-01", "eves": "2026-12-24", "report_url": "https://example.org",
    "items": [
        {"id": "who", "kind": "single", "text": 3, "hint": 4, "why": 5, "unknown": 6, "options": [
                {"id": "self", "text": 7, "hint": 8, "told": 26, "from": 18, "to": 22, "unsure": true, "alone": true},
                {"id": "child", "text": 7, "offer_when": "told is x", "from": 65}
            ]},
        {"id": "told", "kind": "date", "text": 3, "unknown": 6, "enable_when": "who is self"}
    ],
    "cards": [
        {"id": "c", "kind": "right", "need": "danger", "rank": 3, "when": "who is self", "facts": ["F1"], "title": 9, "text": 10, "first": 11,
             "steps": [12], "know": 13, "say": 14, "write": 27, "refused": 15, "decides": 16, "flags": ["walk-in", "free"],
             "contacts": [
                {"label": 17, "phone": "116117", "number": "116 117", "hours": [0, 0, 31, 480, 960, 0, 0, 128, 0, 0], "hours_text": 18, "languages": ["fi"], "places": ["091"]},
                {"sms": "0401", "number": "040 1"},
                {"url": "https://example.org"}
             ],
             "laws": [{"citation": 19, "url": 20, "valid_from": "2026-01-01", "valid_to": "2026-12-31"}],
             "deadlines": [{"anchor": "told", "when": "who is self", "period": "30 days", "moves": true, "text": 21, "law": 22}],
             "sources": [[23, "https://example.org"]], "checked_on": "2026-11-01", "confidence": "page", "check_with": 24, "hangs_on": [["who", 25]]}
    ]
}"#;

fn whole() -> Value {
    serde_json::from_str(WHOLE).unwrap()
}

fn read(value: Value) -> Result<Pack, ReadFault> {
    Pack::try_from(serde_json::from_value::<PackFile>(value).unwrap())
}

/// The whole pack with another value at a JSON pointer, and the part that is named as broken; none if it is read.
#[track_caller]
fn check(pointer: &str, value: Value, broken: Option<&'static str>) {
    let mut file = whole();
    *file.pointer_mut(pointer).unwrap() = value;
    assert_eq!(read(file).err(), broken.map(ReadFault::Broken), "{pointer}");
}

#[test]
fn every_field_arrives() {
    let pack = read(whole()).unwrap();
    assert_eq!(
        (pack.id.as_str(), pack.emergency.as_str(), pack.stale_after_months, pack.help_now.as_slice()),
        ("xx", "112", 12, [0].as_slice())
    );
    assert_eq!((pack.region_name("90"), pack.region_name("91"), pack.not_covered.as_slice()), (Some(Text(1)), None, [Text(2)].as_slice()));
    assert_eq!(pack.calendar.holidays().len(), 3);
    let [who, told] = pack.items.as_slice() else { panic!("two items") };
    assert_eq!((who.kind, who.hint, who.why, &who.enable_when), (ItemKind::Single, Some(Text(4)), Some(Text(5)), &Condition::always()));
    assert_eq!((told.kind, told.hint, told.options.len()), (ItemKind::Date, None, 0));
    let [own, child] = who.options.as_slice() else { panic!("two options") };
    assert_eq!((own.years.map(|years| (years.from, years.to)), own.is_unsure, own.is_alone), (Some((18, Some(22))), true, true));
    assert_eq!((child.years.map(|years| (years.from, years.to)), child.is_unsure, child.is_alone), (Some((65, None)), false, false));
    let card = &pack.cards[0];
    assert_eq!((card.kind, card.need, card.confidence, card.rank), (CardKind::Right, Need::Danger, Confidence::Page, 3));
    assert_eq!((card.flags.as_slice(), card.checked_on), ([Flag::Free, Flag::WalkIn].as_slice(), Date::parse("2026-11-01").unwrap()));
    let channels: Vec<&Channel> = card.contacts.iter().map(|contact| &contact.channel).collect();
    let (phone, sms) = (Channel::Phone("116117".to_owned(), "116 117".to_owned()), Channel::Sms("0401".to_owned(), "040 1".to_owned()));
    assert_eq!(channels, [&phone, &sms, &Channel::Web("https://example.org".to_owned())]);
    assert_eq!(card.contacts[0].schedule, Schedule::parse("Mo-Fr 08:00-16:00; PH off").ok());
    assert_eq!((card.laws[0].valid_from, card.laws[0].valid_to), (Date::parse("2026-01-01"), Date::parse("2026-12-31")));
    assert_eq!((card.deadlines[0].period.parts(), card.deadlines[0].moves), ((30, Unit::Days), true));
    assert_eq!((card.sources[0].0, card.check_with, card.hangs_on[0].1), (Text(23), Some(Text(24)), Text(25)));
}

#[test]
fn what_may_be_left_empty_is_read() {
    check("/cards/0/when", json!(""), None);
    check("/cards/0/laws/0/valid_to", json!(""), None);
    check("/cards/0/contacts/0/hours", json!([]), None);
    check("/holidays", json!(""), None);
    check("/help_now", json!([]), None);
}

#[test]
fn a_condition_that_cannot_be_read_is_named() {
    check("/items/1/enable_when", json!("who is"), Some("condition"));
    check("/items/0/options/1/offer_when", json!("who"), Some("condition"));
    check("/cards/0/when", json!("mainland and who is self"), Some("condition"));
    check("/cards/0/deadlines/0/when", json!("("), Some("condition"));
}

#[test]
fn a_word_that_is_none_of_the_known_is_named() {
    check("/items/0/kind", json!("text"), Some("item"));
    check("/cards/0/kind", json!("Right"), Some("kind"));
    check("/cards/0/need", json!("deadline"), Some("need"));
    check("/cards/0/confidence", json!(""), Some("confidence"));
    check("/cards/0/flags", json!(["free", "cheap"]), Some("flag"));
}

#[test]
fn a_day_that_does_not_exist_is_named() {
    check("/cards/0/checked_on", json!("2026-02-29"), Some("date"));
    check("/cards/0/checked_on", json!(""), Some("date"));
    check("/cards/0/laws/0/valid_from", json!("soon"), Some("date"));
    check("/cards/0/laws/0/valid_to", json!("2026-13-01"), Some("date"));
    check("/holidays", json!("2026-12-25 Christmas"), Some("date"));
    check("/eves", json!("24.12."), Some("date"));
}

#[test]
fn a_contact_without_a_way_to_reach_it_is_named() {
    check("/cards/0/contacts/1/sms", json!(""), Some("contact"));
    check("/cards/0/contacts/0/phone", json!(""), Some("contact"));
    check("/cards/0/contacts/2/url", json!(""), Some("contact"));
}

#[test]
fn a_link_that_could_lead_elsewhere_is_named() {
    for url in
        ["javascript:alert(1)", "JaVaScRiPt://https://x", "data:text/html,x", "http://example.org", "//example.org", " https://example.org"]
    {
        check("/cards/0/contacts/2/url", json!(url), Some("contact"));
        check("/cards/0/sources/0/1", json!(url), Some("address"));
        check("/report_url", json!(url), Some("address"));
    }
    check("/cards/0/sources/0/1", json!(""), None);
    check("/report_url", json!(""), None);
}

#[test]
fn a_number_that_holds_more_than_digits_is_named() {
    for number in ["116 117", "*21*112#", "112;ext=1", "+", "++358", "112?body=x", "javascript:"] {
        check("/cards/0/contacts/0/phone", json!(number), Some("contact"));
        check("/cards/0/contacts/1/sms", json!(number), Some("contact"));
        check("/emergency", json!(number), Some("contact"));
    }
    check("/cards/0/contacts/0/phone", json!("+358925250112"), None);
}

#[test]
fn hours_and_periods_that_cannot_be_read_are_named() {
    check("/cards/0/contacts/0/hours", json!([0, 0, 31, 480]), Some("hours"));
    check("/cards/0/deadlines/0/period", json!("0 days"), Some("period"));
}

#[test]
fn a_card_for_help_now_that_does_not_exist_is_named() {
    check("/help_now", json!(["c", "d"]), Some("help_now"));
}

#[test]
fn another_version_is_refused_before_anything_else() {
    let mut file = whole();
    (file["format"], file["eves"]) = (json!(2), json!("?"));
    let fault = read(file).unwrap_err();
    assert_eq!(fault, ReadFault::Version(2));
    assert_eq!((fault.to_string().as_str(), ReadFault::Broken("date").to_string().as_str()), ("format version 2, not 1", "broken date"));
    assert_eq!(checked_words(Words { format: 0, ..Words::default() }), Err(ReadFault::Version(0)));
    assert_eq!(checked_words(Words { format: 1, ..Words::default() }).map(|words| words.format), Ok(1));
    assert_eq!(Gazetteer::try_from(places("", "", 3)), Err(ReadFault::Version(3)));
}

#[test]
fn a_file_that_broke_off_is_refused() {
    let text = whole().to_string();
    assert!(serde_json::from_str::<PackFile>(&text).is_ok());
    for length in [0, 1, text.len() / 2, text.len() - 1] {
        assert!(serde_json::from_str::<PackFile>(&text[..length]).is_err(), "{length}");
    }
}

#[test]
fn a_field_that_is_not_known_or_missing_is_refused() {
    for pointer in ["", "/items/0", "/items/0/options/0", "/cards/0", "/cards/0/contacts/0", "/cards/0/laws/0", "/cards/0/deadlines/0"] {
        let mut file = whole();
        file.pointer_mut(pointer).unwrap()["color"] = json!(1);
        let fault = serde_json::from_value::<PackFile>(file).unwrap_err().to_string();
        assert!(fault.ends_with("unknown field `color`"), "{fault}");
    }
    let mut file = whole();
    file.as_object_mut().unwrap().remove("help_now");
    assert!(serde_json::from_value::<PackFile>(file).is_err());
    assert!(serde_json::from_value::<Words>(json!({"format": 1, "language": "en", "ui": {}, "texts": [], "color": 1})).is_err());
    assert!(
        serde_json::from_value::<PlacesFile>(json!({"format": 1, "municipalities": "", "postcodes": "", "digits": 5, "color": 1})).is_err()
    );
}

#[test]
fn a_file_survives_reading_and_writing() {
    let file: PackFile = serde_json::from_value(whole()).unwrap();
    assert_eq!(serde_json::to_value(&file).unwrap(), whole());
    let words = Words {
        format: 1,
        language: "en".to_owned(),
        borrowed: vec![1],
        ui: BTreeMap::from([("next".to_owned(), "Next".to_owned())]),
        texts: vec!["a".to_owned(), "b".to_owned()],
        terms: vec![Term { forms: vec!["a".to_owned()], text: "what a is".to_owned() }],
        easy: vec![0, 1, 7],
        is_laid_over: true,
        pictures: vec![Picture { line: "M3 3h6".to_owned(), of: vec!["a".to_owned(), "b-c".to_owned()] }],
        is_of_client: false,
    };
    assert_eq!(serde_json::from_str::<Words>(&serde_json::to_string(&words).unwrap()).unwrap(), words);
    let before = places(PLACES, "100 20\n90100", 1);
    let after: PlacesFile = serde_json::from_str(&serde_json::to_string(&before).unwrap()).unwrap();
    assert_eq!(Gazetteer::try_from(after), Gazetteer::try_from(before));
}

#[test]
fn easy_words_lie_over_the_ordinary_ones_and_leave_the_rest() {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let ui = |pairs: &[(&str, &str)]| pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
    let ordinary = Words {
        language: "en".to_owned(),
        borrowed: vec![1, 2],
        ui: ui(&[("next", "Continue"), ("back", "Back")]),
        texts: texts(&["a", "hard", "borrowed"]),
        ..Words::default()
    };
    let easy = Words {
        language: "en".to_owned(),
        ui: ui(&[("next", "Go on")]),
        texts: texts(&["easy", "nowhere"]),
        easy: vec![1, 9],
        is_laid_over: true,
        pictures: vec![Picture { line: "M3 3h6".to_owned(), of: vec!["card".to_owned()] }],
        ..Words::default()
    };
    let both = easy.over(&ordinary);
    assert_eq!(both.texts, texts(&["a", "easy", "borrowed"]));
    assert_eq!((both.ui("next"), both.ui("back")), ("Go on", "Back"));
    assert_eq!(both.borrowed, [2]);
    assert_eq!([0, 1].map(|index| both.has_easy(Text(index))), [false, true]);
    assert_eq!([&both, &ordinary].map(|words| ["card", "other"].map(|of| words.picture(of))), [[Some("M3 3h6"), None], [None, None]]);
    assert!(both.is_easy() && !both.is_laid_over && !ordinary.is_easy());
}

#[test]
fn a_text_or_key_that_is_missing_harms_nothing() {
    let words = Words {
        texts: vec!["a".to_owned(), "b".to_owned()],
        ui: BTreeMap::from([("next".to_owned(), "Next".to_owned())]),
        ..Words::default()
    };
    assert_eq!([0, 1, 2, u32::MAX].map(|index| words.text(Text(index))), ["a", "b", "", ""]);
    assert_eq!((words.ui("next"), words.ui("back")), ("Next", "back"));
}

fn places(municipalities: &str, postcodes: &str, format: u32) -> PlacesFile {
    PlacesFile { format, municipalities: municipalities.to_owned(), postcodes: postcodes.to_owned(), digits: 5 }
}

/// Postcodes with the names of their municipalities, as `00100 Helsinki`; or the broken part.
#[track_caller]
fn check_places(municipalities: &str, postcodes: &str, expected: &str) {
    let said = match Gazetteer::try_from(places(municipalities, postcodes, 1)) {
        Ok(gazetteer) => {
            let rows = gazetteer
                .postcodes()
                .iter()
                .map(|codes| (codes.first, codes.last, gazetteer.municipalities()[codes.municipality].name(0)))
                .map(
                    |(first, last, name)| {
                        if first == last { alloc::format!("{first:05} {name}") } else { alloc::format!("{first:05}-{last:05} {name}") }
                    },
                );
            rows.collect::<Vec<_>>().join(", ")
        }
        Err(fault) => fault.to_string(),
    };
    assert_eq!(said, expected);
}

#[test]
fn postcodes_are_steps_from_the_one_before() {
    check_places("091|90|1|2|Helsinki\n564|17|1|2|Oulu", "100 20 10\n90100", "00100 Helsinki, 00120 Helsinki, 00130 Helsinki, 90100 Oulu");
    check_places("091|90|1|2|Helsinki\n564|17|1|2|Oulu", "\n90100", "90100 Oulu");
    check_places("091|90|1|2|Helsinki\n564|17|1|2|Oulu", "100", "00100 Helsinki");
    check_places("091|90|1|2|Helsinki", "", "");
    check_places("091|90|1|2|Helsinki", "100+20 10 5+1*", "00100-00120 Helsinki, 00130 Helsinki, 00135-00136 Helsinki");
}

#[test]
fn a_star_puts_the_likelier_municipality_first() {
    check_places("170|91|1|2|Jomala\n478|91|1|2|Maarianhamina", "22100* 50\n22100", "22100 Maarianhamina, 22100 Jomala, 22150 Jomala");
    check_places("170|91|1|2|Jomala\n478|91|1|2|Maarianhamina", "22100\n22100*", "22100 Jomala, 22100 Maarianhamina");
}

#[test]
fn places_that_cannot_be_read_are_named() {
    check_places("091|90|1|2", "", "broken municipality");
    check_places("091|90|north|2|Helsinki", "", "broken municipality");
    check_places("091", "", "broken municipality");
    check_places("091|90|1|2|Helsinki", "1oo", "broken postcode");
    check_places("091|90|1|2|Helsinki", "-1", "broken postcode");
    check_places("091|90|1|2|Helsinki", "*", "broken postcode");
    check_places("091|90|1|2|Helsinki", "4294967295 1", "broken postcode");
    check_places("091|90|1|2|Helsinki", "1+4294967295", "broken postcode");
    check_places("091|90|1|2|Helsinki", "1+", "broken postcode");
    check_places("091|90|1|2|Helsinki", "1+2+3", "broken postcode");
}

#[test]
fn a_municipality_has_its_region_its_point_and_its_names() {
    let gazetteer = Gazetteer::try_from(places("638|03|6039300|-2566500|Porvoo|Borgå|\n091|90|1|2|Helsinki", "", 1)).unwrap();
    let porvoo = gazetteer.municipality("638").unwrap();
    assert_eq!(
        (porvoo.point, [0, 1, 2, 3].map(|language| porvoo.name(language))),
        (Some((6_039_300, -2_566_500)), ["Porvoo", "Borgå", "Porvoo", "Porvoo"])
    );
    assert_eq!((gazetteer.region_of("091"), gazetteer.region_of("91")), (Some("90"), None));
    let without = Gazetteer::try_from(places("091|90|||Helsinki", "", 1)).unwrap();
    assert_eq!(without.municipality("091").map(|place| place.point), Some(None));
}

proptest! {
    #[test]
    fn any_places_are_read_or_refused_without_harm(municipalities in "([0-9|a\n-]{0,40}|091\\|90\\|[0-9]{1,10}\\|2\\|H\n?){0,2}", postcodes in "[0-9*\n +-]{0,40}", digits: u8) {
        let _ = Gazetteer::try_from(PlacesFile { digits, ..places(&municipalities, &postcodes, 1) });
    }

    #[test]
    fn a_pack_survives_writing_and_reading(text in packs(Manner::default())) {
        let file = crate::fixture::file(&text);
        let again: PackFile = serde_json::from_str(&serde_json::to_string(&file).unwrap()).unwrap();
        let again = Pack { gazetteer: pack(&text).gazetteer, ..Pack::try_from(again).unwrap() };
        prop_assert_eq!(again, pack(&text));
    }
}
