//! The page on local packs is true: its commands can be given, its examples are walked from an empty folder to a published one.

#![cfg(test)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use lykta_pack::problem::Code;
use lykta_pack::{cli, load};
use support::{FI, folder, said};

const PAGE: &str = "../../docs/editing-a-local-pack.md";
const SHELL: &str = "../../docs/recipes/publish-local-pack.sh";
const ACTIONS: &str = "../../docs/recipes/local-pack.yml";

fn text(file: &str) -> String {
    fs::read_to_string(file).unwrap()
}

/// The blocks of the page in a language.
fn blocks(language: &str) -> Vec<String> {
    let page = text(PAGE);
    let start = format!("```{language}\n");
    page.split(start.as_str()).skip(1).map(|part| part.split("```").next().unwrap().to_owned()).collect()
}

/// A command as it stands in a text can be given.
#[track_caller]
fn check(command: &str) {
    let words = command.split_whitespace().map(|word| word.trim_matches('"').replace("$PACK", "fi-town").replace("$pack", "packs/fi-town"));
    let words: Vec<String> = words.take_while(|word| !["#", ">", "|"].contains(&word.as_str())).collect();
    let given = cli::command().try_get_matches_from(std::iter::once("lykta-pack".to_owned()).chain(words));
    assert!(given.is_ok(), "{command}: {}", given.unwrap_err());
}

/// The commands of the tool in a text, by what stands before each.
fn commands(text: &str, before: &str) -> Vec<String> {
    text.lines().filter_map(|line| line.split_once(before)).map(|(_, command)| command.to_owned()).collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &target) } else { assert!(fs::copy(&path, target).is_ok()) }
    }
}

/// The pack that the page makes, step by step, in a folder of the test's own.
fn made(name: &str) -> PathBuf {
    let root = folder(&format!("local-docs-{name}"));
    copy(Path::new(FI), &root.join("packs/fi"));
    let town = root.join("packs/fi-town");
    let (code, _, trouble) = said(&["new", "--extends", "fi", "--place", "091", town.to_str().unwrap()], "");
    assert_eq!(code, Some(0), "{trouble}");
    for (file, block) in ["contacts.csv", "services.csv", "groups.csv", "meetings.csv"].iter().zip(blocks("csv")) {
        fs::write(town.join(file), format!("\u{feff}{}", block.replace('\n', "\r\n"))).unwrap();
    }
    for (file, block) in ["changes.toml", "more-personas.toml"].iter().zip(blocks("toml")) {
        fs::write(town.join(file), block).unwrap();
    }
    town
}

#[test]
fn every_command_of_the_page_and_the_recipes_can_be_given() {
    let on_page: Vec<String> = blocks("sh").iter().flat_map(|block| commands(block, "lykta-pack ")).collect();
    let in_shell = commands(&text(SHELL), "$tool ");
    let in_actions = commands(&text(ACTIONS), "lykta-pack -- ");
    assert!(on_page.len() >= 10, "{on_page:?}");
    let names = |commands: &[String]| commands.iter().map(|command| command.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(names(&in_shell), ["check", "drift", "prove", "test"]);
    assert_eq!(names(&in_actions), names(&in_shell));
    for command in on_page.iter().chain(&in_shell).chain(&in_actions) {
        check(command);
    }
}

#[test]
fn the_build_that_the_page_and_the_recipes_name_has_its_options() {
    let help = text("../../xtask/src/main.rs");
    for file in [PAGE, SHELL, ACTIONS] {
        let all = text(file);
        let line = all.lines().find_map(|line| line.split_once("cargo xtask build ")).unwrap().1;
        for option in line.split_whitespace().filter(|word| word.starts_with("--")) {
            assert!(help.contains(&format!("[{option} ")), "{file}: {option}");
        }
    }
}

#[test]
fn what_the_page_makes_is_clean_tested_and_without_drift() {
    let town = made("walk");
    let path = town.to_str().unwrap();
    let (code, printed, _) = said(&["check", "--strict", "--today", "2026-11-22", path], "");
    assert_eq!(code, Some(0), "{printed}");
    assert!(printed.starts_with("no problems"), "{printed}");
    let (code, printed, _) = said(&["test", path], "");
    assert_eq!(code, Some(0), "{printed}");
    assert!(printed.contains("2 personas tried, all as written"), "{printed}");
    let (code, printed, _) = said(&["drift", path], "");
    assert_eq!(code, Some(0), "{printed}");
    assert!(printed.contains("nothing has changed under the 3 cards changed here"), "{printed}");
}

#[test]
fn the_message_that_the_page_explains_is_the_one_that_is_told() {
    let town = made("message");
    let file = town.join("contacts.csv");
    let table = fs::read_to_string(&file).unwrap();
    fs::write(&file, table.replace("+358931012345", "358931012345")).unwrap();
    let (_, printed, _) = said(&["check", "--today", "2026-11-22", town.to_str().unwrap()], "");
    let shown = blocks("text").into_iter().find(|block| block.starts_with("error[")).unwrap();
    let told = printed.replace(town.parent().unwrap().parent().unwrap().to_str().unwrap(), "").replace("  /packs", "  packs");
    assert!(told.contains(shown.trim_end()), "{told}");
}

#[test]
fn every_code_of_the_page_exists() {
    let known: Vec<&str> = Code::ALL.iter().map(|code| code.number()).collect();
    let page = text(PAGE);
    let is_code = |word: &&str| word.len() == 4 && word.starts_with('P') && word[1..].bytes().all(|sign| sign.is_ascii_digit());
    let named: Vec<&str> = page.split(|sign: char| !sign.is_ascii_alphanumeric()).filter(is_code).collect();
    assert!(named.len() > 8, "{named:?}");
    for code in named {
        assert!(known.contains(&code), "{code}");
    }
}

/// Runs the shell recipe on a pack; the tool itself stands in for the app's build, which takes minutes.
fn publish(town: &Path, target: &Path) -> Output {
    let tool = env!("CARGO_BIN_EXE_lykta-pack");
    let dist = town.parent().unwrap().join("dist");
    Command::new("sh")
        .arg(SHELL)
        .arg(town)
        .arg(target)
        .env("LYKTA_PACK", tool)
        .env("LYKTA_BUILD", format!("{tool} build {} --out {}", town.display(), dist.join("guide").display()))
        .env("LYKTA_DIST", &dist)
        .output()
        .unwrap()
}

#[test]
fn the_shell_recipe_publishes_a_pack_that_is_right_and_none_that_is_wrong() {
    let root = folder("local-docs-publish");
    for pack in ["country", "town"] {
        copy(&Path::new("tests/fixtures/publish").join(pack), &root.join(pack));
    }
    // The recipe asks the clock, as its editors do: the fixture is as fresh as today.
    let today = load::clock().unwrap().to_string();
    for file in ["country/cards.toml", "town/services.csv", "town/contacts.csv", "town/personas.toml"] {
        let text = fs::read_to_string(root.join(file)).unwrap();
        fs::write(root.join(file), text.replace("2026-11-22", &today)).unwrap();
    }
    let (town, target) = (root.join("town"), root.join("www"));
    assert_eq!(said(&["drift", town.to_str().unwrap(), "--accept"], "").0, Some(0));
    let output = publish(&town, &target);
    let words = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && words.contains("published: "), "{words}");
    let names = |folder: &Path| -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    let published = names(&target.join("guide"));
    assert!(published.iter().any(|name| name.starts_with("xx-town-") && name.ends_with(".json")), "{published:?}");

    // A fault in a table: nothing of what is published changes.
    let table = fs::read_to_string(town.join("services.csv")).unwrap();
    fs::write(town.join("services.csv"), table.replace(&today, "03/04/2026")).unwrap();
    let output = publish(&town, &target);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stdout));
    assert!(String::from_utf8_lossy(&output.stdout).contains("row 2, column"), "{}", String::from_utf8_lossy(&output.stdout));
    assert_eq!(names(&target.join("guide")), published);

    // Mended, it takes the place of the one before, and nothing is left beside it; a stroke at the end of the folder changes nothing.
    fs::write(town.join("services.csv"), table.replace("Come in.", "Come in at any time.")).unwrap();
    assert!(publish(&town, &target.join("")).status.success());
    assert_ne!(names(&target.join("guide")), published);
    assert!(!root.join("www.new").exists() && !root.join("www.old").exists());

    // The country's pack changes under a change: the recipe waits for the editor.
    let cards = root.join("country/cards.toml");
    fs::write(&cards, fs::read_to_string(&cards).unwrap().replace("You can call.", "You can call now.")).unwrap();
    let output = publish(&town, &target);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("now:    You can call now."), "{}", String::from_utf8_lossy(&output.stdout));
}
