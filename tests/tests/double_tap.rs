//! A hand that shakes: two quick taps on one spot are one, wherever the second would do something else; slow ones are two.
//!
//! Next: `public/guide/boot.js`, part 4.

use journeys::driver::Settings;
use journeys::failure::{Failure, Result};
use journeys::guide::Guide;
use journeys::role::{Name, Role};
use journeys::walk::{self, Screen};

const RESULTS: &str = r#"{"who":"self","about":["alcohol"],"now":["none"],"age":"23-64"}"#;

/// Between two taps of one jerk of a hand, in milliseconds.
const JERK: u64 = 80;

#[track_caller]
fn opened() -> Result<Guide> {
    let guide = Guide::unopened("en", &Settings { width: 390, height: 844, ..Settings::default() })?;
    guide.open_alone()?;
    Ok(guide)
}

#[track_caller]
fn tap(guide: &Guide, key: &str, pauses: &[u64]) -> Result<()> {
    let button = guide.page().wait_for(Role::Button, guide.words.app(key)?)?;
    guide.page().tap_quickly(&button, pauses)
}

#[test]
fn a_double_tap_skips_one_question_and_two_slow_taps_skip_two() -> Result<()> {
    let guide = opened()?;
    guide.walk_to("{}", &Screen::Item("about".to_owned()))?;
    tap(&guide, "skip", &[JERK])?;
    guide.expect_item("now")?;
    tap(&guide, "skip", &[JERK, JERK])?;
    guide.expect_item("place")?;
    tap(&guide, "skip", &[600])?;
    guide.expect("review-title")
}

#[test]
fn a_double_tap_leaves_a_tick_where_it_is() -> Result<()> {
    let guide = opened()?;
    guide.walk_to("{}", &Screen::Item("about".to_owned()))?;
    let alcohol = guide.option("about", "alcohol")?;
    guide.page().tap_quickly(&alcohol, &[JERK])?;
    assert!(guide.page().is_chosen(&alcohol)?, "the second tap took the tick away");
    guide.page().tap_quickly(&alcohol, &[])?;
    guide.page().wait_until("no tick", || Ok((!guide.page().is_chosen(&alcohol)?).then_some(())))
}

#[test]
fn a_double_tap_opens_one_card_and_nothing_in_it() -> Result<()> {
    let guide = opened()?;
    guide.walk_to(RESULTS, &Screen::Results)?;
    walk::open_card(&guide.page(), &guide.words, "fi-line-paihdeneuvonta")?;
    // From the card's last line back to the results, where another row lies under the hand.
    tap(&guide, "back-to-results", &[JERK])?;
    guide.expect("results-title")?;
    // What folds open stays open.
    let more = guide
        .page()
        .all(Role::Button, Name::begins("Show "))?
        .into_iter()
        .next_back()
        .ok_or_else(|| Failure::new("nothing is folded up"))?;
    guide.page().tap_quickly(&more, &[JERK])?;
    assert!(guide.page().is_open(&more)?, "the second tap folded it up again");
    Ok(())
}

#[test]
fn drinks_are_counted_as_fast_as_a_hand_can() -> Result<()> {
    let guide = opened()?;
    guide.walk_to(RESULTS, &Screen::Results)?;
    let page = guide.page();
    page.click(Role::Button, Name::begins("Look at your own drinking"))?;
    for _ in 0..3 {
        page.wait_for(Role::Button, guide.words.app("own-conclude")?)?;
        guide.press("skip")?;
    }
    let more = page.wait_for(Role::Button, Name::begins(&guide.words.filled("own-more", &[("{what}", "Beer 33 cl, 4.7 %")])?))?;
    page.tap_quickly(&more, &[JERK, JERK])?;
    page.wait_for(Role::Button, guide.words.filled("own-more", &[("{what}", "Beer 33 cl, 4.7 %: 3")])?.as_str()).map(drop)
}
