//! The prover on a pack of sixty questions and 250 cards, made like a country's: most cards hang on who, about and place, and on one or two of the rest.
//!
//! Next: `src/prove/`; `docs/figures.md` for how long it takes.

#![cfg(test)]

mod support;

use lykta_core::date::Date;
use lykta_pack::prove::{manifest, prove};

/// Numbers by a fixed rule, so that the pack is the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % count
    }

    fn one_of<'a>(&mut self, these: &[&'a str]) -> &'a str {
        these[self.below(these.len())]
    }
}

const WHO: [&str; 4] = ["self", "close-one", "child", "professional"];
const ABOUT: [&str; 8] = ["alcohol", "opioids", "stimulants", "cannabis", "ghb", "medicines", "gambling", "unsure"];
/// Items beside `who`, `about`, `place`, `age`, `progress` and `told`.
const MORE: usize = 54;

fn options(ids: &[&str]) -> String {
    ids.iter().map(|id| format!("\n[[item.option]]\nid = \"{id}\"\ntext = {{ en = \"{id}\" }}\n")).collect()
}

fn item(id: &str, kind: &str, enable_when: &str, options: &str) -> String {
    let enable_when = if enable_when.is_empty() { String::new() } else { format!("enable_when = \"{enable_when}\"\n") };
    format!(
        "\n[[item]]\nid = \"{id}\"\nkind = \"{kind}\"\n{enable_when}text = {{ en = \"Which?\" }}\nunknown = {{ en = \"if so\" }}\n{options}"
    )
}

fn items(chance: &mut Chance) -> String {
    let mut text = item("who", "single", "", &options(&WHO))
        + &item("about", "multiple", "", &options(&ABOUT)).replace("id = \"unsure\"\n", "id = \"unsure\"\nunsure = true\n");
    text += &item("place", "place", "", "");
    let ages = [("under-18", "from = 0\nto = 17"), ("18-22", "from = 18\nto = 22"), ("23-plus", "from = 23")];
    let ages: String = ages.iter().map(|(id, years)| options(&[id]).replace("text =", &format!("{years}\ntext ="))).collect();
    text += &item("age", "single", "who is not child", &ages);
    text += &item("progress", "single", "who is self or professional", &options(&["no-contact", "contacted", "refused"]));
    text += &item("told", "date", "progress is contacted or refused", "");
    for number in 0..MORE {
        let enable_when = match chance.below(4) {
            0 => "who is not child".to_owned(),
            1 => format!("about is any of {}, {}", ABOUT[number % 3], ABOUT[3 + number % 4]),
            2 if number > 0 => format!("own-{:02} is yes", chance.below(number)),
            _ => String::new(),
        };
        let (kind, ids) = if chance.below(5) == 0 { ("multiple", ["yes", "some", "often"]) } else { ("single", ["yes", "maybe", "no"]) };
        text += &item(&format!("own-{number:02}"), kind, &enable_when, &options(&ids));
    }
    text
}

fn card(id: &str, more: &str) -> String {
    format!(
        "\n[[card]]\nid = \"{id}\"\n{more}title = {{ en = \"A card\" }}\ntext = {{ en = \"You get help.\" }}\nchecked_on = \"2026-11-21\"\nconfidence = \"page\"\n"
    )
}

fn cards(chance: &mut Chance) -> String {
    let mut text = card("xx-danger", "kind = \"notice\"\nneed = \"danger\"\ncontact = [{ phone = \"112\", number = \"112\" }]\n");
    text += &card("xx-line", "kind = \"helpline\"\ncontact = [{ phone = \"116117\", number = \"116 117\" }]\n");
    for number in 0..248 {
        let own = number % MORE;
        let who = chance.one_of(&["who is self or professional", "who is not child", "who is close-one"]);
        let place = chance.one_of(&["place outside region 02", "place in region 01 or 03", "place outside municipality 007"]);
        let about = format!("about is any of {}, {}", chance.one_of(&ABOUT[..4]), chance.one_of(&ABOUT[4..7]));
        let own_is = format!("own-{own:02} is {}", if number % 2 == 0 { "yes" } else { "not yes" });
        let other = format!("own-{:02} is yes", (own + 7) % MORE);
        let when = match chance.below(5) {
            0 => format!("{who} and {about} and {own_is}"),
            1 => format!("{who} and {place} and ({own_is} or age < 21)"),
            2 => format!("({who} and {place} or {about}) and {own_is}"),
            3 => format!("{who} and ({about} or {other}) and {own_is} and {place}"),
            _ => format!("{who} and {own_is} and {other}"),
        };
        let deadline = "\n[[card.deadline]]\nanchor = \"told\"\nwhen = \"progress is refused\"\nperiod = \"30 days\"\ntext = { en = \"30 days\" }\nlaw = [{ act = \"act\", section = \"1\", read = \"2026-11\" }]\n";
        let kind = chance.one_of(&["service", "notice", "group"]);
        text += &card(&format!("xx-{number:03}"), &format!("kind = \"{kind}\"\nrank = {}\nwhen = \"{when}\"\n", 1 + chance.below(90)));
        if number % 40 == 0 {
            text += deadline;
        }
    }
    text
}

const PACK: &str = "format = 1\nid = \"xx\"\nversion = \"1\"\ncountry = \"XX\"\nlanguages = [\"en\"]\ntimezone = \"Europe/Helsinki\"\nhelp_now = [\"xx-danger\"]\n";

#[test]
fn it_holds_for_sixty_questions_and_250_cards() {
    let mut chance = Chance(11);
    let (items, cards) = (items(&mut chance), cards(&mut chance));
    let places: String = (1..60).map(|code| format!("{code:03},{:02},60.1,24.9,Town {code},\n", 1 + code % 4)).collect();
    let regions: String = (1..5).map(|code| format!("[[region]]\ncode = \"{code:02}\"\nname = {{ en = \"Region\" }}\n")).collect();
    let promise = "[[promise]]\nid = \"line\"\nabout = \"Everyone has the line, among the first few\"\nalways = [\"xx-line\"]\n\
                   [[promise]]\nid = \"danger\"\nabout = \"Everyone has the number\"\nalways = [\"xx-danger\"]\namong_first = 1\n";
    let act = "[[act]]\nid = \"act\"\nnumber = \"1/2000\"\nname = { en = \"The Act\" }\n";
    let files = [
        ("pack.toml", PACK),
        ("a-items.toml", &items),
        ("cards.toml", &cards),
        ("acts.toml", act),
        ("promises.toml", promise),
        ("regions.toml", &regions),
        ("places/municipalities.csv", &format!("code,region,lat,lon,en,other\n{places}")),
    ];
    let (compiled, told) = support::scratch("large", &files);
    assert_eq!(told, "no problems");
    let compiled = compiled.unwrap();
    assert_eq!((compiled.pack.items.len(), compiled.pack.cards.len()), (60, 250));
    let proof = prove(&compiled, Date::parse(support::TODAY).unwrap(), &manifest(&[]), &|| Ok(())).unwrap();
    let told: Vec<&str> = proof.problems.0.iter().map(|problem| problem.what.as_str()).collect();
    assert_eq!(told, Vec::<&str>::new());
    assert!(proof.answer_sets > 1e30 && proof.most > 20, "{proof:?}");
}
