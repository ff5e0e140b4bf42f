//! Meetings of groups: one list by day, what is chosen of it, and what a person under 18, a relative and someone without meetings sees.
//!
//! In: a made-up local pack whose meetings are held on every weekday. Out: the screen.
//! Next: `src/meetings.rs`, `crates/lykta-core/src/meeting_list.rs` for the order.

mod fresh;

use journeys::dice::Dice;
use journeys::driver::Settings;
use journeys::failure::{Failure, Result};
use journeys::fault::Fault;
use journeys::guide::Guide;
use journeys::key::Key;
use journeys::meetings::{self, TOWN};
use journeys::page::Element;
use journeys::role::Role;
use journeys::server::Site;
use journeys::walk::Screen;
use journeys::words::Words;
use journeys::{axe, width};
use lykta_core::date::Date;
use lykta_pack::compile::Compiled;

/// Today, as near as the day of a confirmation needs it.
fn today() -> Result<Date> {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_err(|fault| Failure::new(fault.to_string()))?;
    Ok(Date::EPOCH.plus_days(i32::try_from(now.as_secs() / 86_400).unwrap_or(0)))
}

/// A guide of a pack with these meetings, not opened yet.
#[track_caller]
fn unopened(name: &str, compiled: &Compiled) -> Result<Guide> {
    let site = Site::new(fresh::site(name, compiled)?);
    Guide::speaking(site, TOWN, Words::read("fi", "en")?, &Settings { languages: "en".to_owned(), ..Settings::default() })
}

/// At the list of meetings, after these answers.
#[track_caller]
fn listed(name: &str, answers: &str) -> Result<Guide> {
    let guide = unopened(name, &meetings::few(name, today()?)?)?;
    guide.open_alone()?;
    open(&guide, answers)?;
    Ok(guide)
}

#[track_caller]
fn open(guide: &Guide, answers: &str) -> Result<()> {
    guide.walk_to(answers, &Screen::Results)?;
    guide.press("groups-open")?;
    guide.expect("groups-title")
}

/// The number of meetings that fit, once it is this.
#[track_caller]
fn expect_count(guide: &Guide, count: usize) -> Result<()> {
    let wanted = guide.words.filled("groups-count", &[("{count}", &count.to_string())])?;
    guide.page().wait_until(&wanted, || Ok(guide.page().whole_text()?.contains(&wanted).then_some(())))
}

#[track_caller]
fn check_shown(guide: &Guide, there: &[&str], not_there: &[&str]) -> Result<()> {
    let text = guide.page().whole_text()?;
    for part in there {
        assert!(text.contains(part), "{part} is missing in:\n{text}");
    }
    for part in not_there {
        assert!(!text.contains(part), "{part} stands in:\n{text}");
    }
    Ok(())
}

#[track_caller]
fn field(guide: &Guide, label: &str) -> Result<Element> {
    guide.page().wait_for(Role::Combobox, guide.words.app(label)?)
}

/// Chooses in a native list, by the value of its entry.
#[track_caller]
fn choose(guide: &Guide, label: &str, value: &str) -> Result<()> {
    guide.page().fill(&field(guide, label)?, value)
}

const DRINKS: &str = r#"{"who":"self","about":["alcohol"],"place":"091","age":"23-64"}"#;

#[test]
fn every_meeting_stands_once_with_what_one_asks_before_going() -> Result<()> {
    let guide = listed("groups-all", DRINKS)?;
    // Five kinds of this fellowship on seven days; another fellowship does not apply, and what nobody confirmed is left out.
    expect_count(&guide, 35)?;
    guide.press("show-more")?;
    let words = |key: &str| guide.words.filled(key, &[]);
    let old = guide.words.filled("groups-old", &[("{count}", "7")])?;
    check_shown(
        &guide,
        &[
            "10:00–11:00 Hall",
            "Red house, Street 1",
            meetings::HALL,
            &words("groups-come-everyone")?,
            &words("groups-step-free")?,
            &words("groups-come-women")?,
            &old,
        ],
        &["Green house", "Gone", "White house"],
    )?;
    check_shown(&guide, &["Ask before you go.", "Finnish", &words("groups-come-ask")?], &[])?;
    let headings = guide.page().names(Role::Heading)?;
    let days: Vec<&String> = headings.iter().filter(|name| name.ends_with(char::is_numeric)).collect();
    // A week; eight days where today's later meetings are still to come.
    assert!(matches!(days.len(), 7 | 8), "{headings:?}");
    assert!(guide.numbers()?.contains(&"tel:116117".to_owned()));
    Ok(())
}

#[test]
fn a_choice_changes_the_list_and_keeps_the_focus() -> Result<()> {
    let guide = listed("groups-choose", DRINKS)?;
    expect_count(&guide, 35)?;
    for (label, value, count) in [
        ("groups-how", "1", 7),
        ("groups-how", "2", 7),
        ("groups-how", "0", 21),
        ("groups-how", "", 35),
        ("groups-where", "near", 28),
        ("groups-where", "", 35),
        ("groups-language", "sv", 7),
    ] {
        choose(&guide, label, value)?;
        expect_count(&guide, count)?;
        assert_eq!(guide.page().active()?.name(), guide.words.filled(label, &[])?);
    }
    Ok(())
}

#[test]
fn the_list_is_chosen_from_and_gone_through_by_keyboard_alone() -> Result<()> {
    let guide = listed("groups-keys", DRINKS)?;
    expect_count(&guide, 35)?;
    let how = guide.words.filled("groups-how", &[])?;
    for _ in 0..20 {
        if guide.page().active()?.name() == how {
            break;
        }
        guide.page().press(Key::Tab)?;
    }
    guide.page().press(Key::ArrowDown)?;
    expect_count(&guide, 21)?;
    guide.page().press(Key::ArrowUp)?;
    expect_count(&guide, 35)?;
    guide.press("show-more")?;
    // On with the first one that is new.
    guide.page().wait_until("the focus on a meeting", || Ok(guide.page().active()?.name().contains(':').then_some(())))?;
    guide.press("back")?;
    guide.expect("results-title")?;
    guide.page().wait_until("the focus where the list was opened", || {
        Ok((guide.page().active()?.name() == guide.words.filled("groups-open", &[])?).then_some(()))
    })
}

#[test]
fn what_was_chosen_is_forgotten_with_the_results() -> Result<()> {
    let guide = listed("groups-forget", DRINKS)?;
    choose(&guide, "groups-how", "1")?;
    expect_count(&guide, 7)?;
    guide.press("back")?;
    guide.press("groups-open")?;
    expect_count(&guide, 35)
}

#[test]
fn a_relative_finds_their_own_groups() -> Result<()> {
    let guide = listed("groups-relative", r#"{"who":"close-one","about":["alcohol"],"place":"091","age":"23-64","relation":"partner"}"#)?;
    expect_count(&guide, 7)?;
    check_shown(&guide, &["15:00–16:00 Near one", &guide.words.filled("groups-come-relatives", &[])?], &["Red house", "Teen"])
}

#[test]
fn a_child_is_told_of_groups_by_phone_and_of_no_address() -> Result<()> {
    let guide = listed("groups-child", r#"{"who":"child","about":["alcohol"],"place":"091","age":"13-15"}"#)?;
    expect_count(&guide, 7)?;
    check_shown(
        &guide,
        &["16:00–17:00 Teen", &guide.words.filled("groups-minor", &[])?],
        &["Grey house", "Street 5", "Red house", " km ", meetings::TEEN],
    )?;
    assert!(guide.numbers()?.contains(&"tel:116117".to_owned()));
    Ok(())
}

#[test]
fn a_pack_without_meetings_neither_asks_for_them_nor_shows_a_way_to_them() -> Result<()> {
    let guide = unopened("groups-none", &meetings::town("groups-none", "")?)?;
    guide.open_alone()?;
    guide.walk_to(DRINKS, &Screen::Results)?;
    assert_eq!(guide.page().all(Role::Button, guide.words.app("groups-open")?)?, Vec::new());
    let asked: Vec<String> = guide.server.take_requests().into_iter().map(|request| request.target).collect();
    assert!(!asked.is_empty() && asked.iter().all(|target| !target.contains("meetings")), "{asked:?}");
    Ok(())
}

#[test]
fn without_the_file_the_list_says_so_and_names_the_groups() -> Result<()> {
    let guide = unopened("groups-missing", &meetings::few("groups-missing", today()?)?)?;
    guide.server.fail("guide/*-meetings-*.json", Fault::Missing);
    guide.open_alone()?;
    open(&guide, DRINKS)?;
    let said = guide.words.filled("groups-missing", &[])?;
    guide.page().wait_until(&said, || Ok(guide.page().whole_text()?.contains(&said).then_some(())))?;
    guide.page().wait_for_heading(guide.words.app("groups-ask")?)?;
    let title = guide.words.title("fi-group-aa").unwrap_or_default().to_owned();
    check_shown(&guide, &[&title], &[])
}

#[test]
fn the_checker_finds_nothing_and_all_fits_on_a_narrow_screen() -> Result<()> {
    let guide = listed("groups-narrow", DRINKS)?;
    expect_count(&guide, 35)?;
    axe::check(&guide.page(), "the list of meetings")?;
    guide.browser.resize(320, 568)?;
    assert_eq!(width::beyond(&guide.page())?, Vec::<String>::new());
    axe::check(&guide.page(), "the list of meetings, narrow")
}

#[test]
fn three_thousand_meetings_are_shown_thirty_at_a_time() -> Result<()> {
    let guide = unopened("groups-many", &meetings::many("groups-many", 3000, today()?, &mut Dice::new(7))?)?;
    guide.open_alone()?;
    open(&guide, DRINKS)?;
    expect_count(&guide, 3000)?;
    let rows =
        |guide: &Guide| Ok::<usize, Failure>(guide.page().names(Role::Heading)?.iter().filter(|name| name.contains("Meeting ")).count());
    assert_eq!(rows(&guide)?, 30);
    guide.press("show-more")?;
    guide.page().wait_until("sixty meetings", || Ok((rows(&guide)? == 60).then_some(())))?;
    assert!(!guide.page().all(Role::Button, guide.words.app("show-more")?)?.is_empty());
    Ok(())
}
