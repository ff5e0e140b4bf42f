//! The command line: exit codes, help, the contract of `ask`, and what is written.

#![cfg(test)]

mod support;

use std::fs;
use std::process::{Command, Stdio};

use lykta_core::date::Date;
use lykta_core::pack::ItemKind;
use lykta_core::vocabulary::TERMS;
use lykta_pack::answers::AnswerFault;
use lykta_pack::ask;
use serde_json::{Map, Value, json};
use support::{FI, fi, files, folder, said};

const GOOD: &str = "tests/fixtures/problems/P011-unknown-item/good";
const BAD: &str = "tests/fixtures/problems/P011-unknown-item/bad";

/// What `ask` answers on the Finnish pack.
#[track_caller]
fn asked(answers: &str) -> Value {
    let (code, printed, trouble) = said(&["ask", FI, "--answers", "-", "--today", "2026-11-22", "--json"], answers);
    assert_eq!((code, trouble.as_str()), (Some(0), ""), "{printed}");
    serde_json::from_str(&printed).unwrap()
}

/// The problems that `ask` has with answers; as by the program itself.
#[track_caller]
fn refused(answers: &str) -> String {
    let (code, printed, _) = said(&["ask", FI, "--answers", "-", "--today", "2026-11-22", "--json"], answers);
    assert_eq!(code, Some(1), "{printed}");
    printed
}

#[track_caller]
fn exits(arguments: &[&str], expected: i32) {
    let (code, printed, trouble) = said(arguments, "");
    assert_eq!(code, Some(expected), "{arguments:?}\n{printed}{trouble}");
}

#[test]
fn a_clean_run_exits_with_0() {
    exits(&["check", GOOD], 0);
    exits(&["test", GOOD], 0);
    exits(&["schema"], 0);
    exits(&["explain", "p011"], 0);
    exits(&["--help"], 0);
}

#[test]
fn problems_exit_with_1() {
    exits(&["check", BAD], 1);
    exits(&["test", BAD], 1);
    exits(&["ask", BAD, "--answers", "-"], 1);
    exits(&["test", "tests/fixtures/problems/P071-persona-fails/bad"], 1);
}

#[test]
fn what_could_not_be_run_exits_with_2_and_says_so_apart() {
    exits(&["check", "no-such-folder"], 2);
    exits(&["ask", GOOD, "--answers", "no-such-file.json"], 2);
    exits(&["ask", GOOD, "--answers", "-", "--today", "22.11.2026"], 2);
    exits(&["explain", "P999"], 2);
    exits(&["chekc", GOOD], 2);
    exits(&[], 2);
    let (_, printed, trouble) = said(&["check", "no-such-folder"], "");
    assert_eq!(
        (printed.as_str(), trouble.as_str()),
        ("", "lykta-pack: no-such-folder is not a folder; a pack is a folder with a `pack.toml`\n")
    );
}

#[test]
fn the_help_of_each_command_reads_so() {
    let mut all = said(&["--help"], "").1;
    for command in [
        "check",
        "explain",
        "ask",
        "test",
        "prove",
        "mutate",
        "new",
        "drift",
        "migrate",
        "build",
        "report",
        "preview",
        "schema",
        "statement",
    ] {
        let (code, printed, _) = said(&[command, "--help"], "");
        assert_eq!(code, Some(0));
        all.push_str(&format!("\n=== {command}\n\n{printed}"));
    }
    insta::assert_snapshot!("help", all);
}

#[test]
fn ask_has_the_keys_of_the_contract_in_their_order() {
    let value = asked(r#"{"who":"self","about":["alcohol"],"pregnant":"yes"}"#);
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&value), ["next", "asked", "findings"]);
    assert!(value["next"].is_string());
    assert_eq!(value["asked"], json!(["who", "about", "pregnant"]));
    let findings = value["findings"].as_array().unwrap();
    assert!(!findings.is_empty());
    for finding in findings {
        assert_eq!(keys(finding), ["id", "kind", "truth", "facts", "because", "waits_for", "deadline"]);
        assert!(["right", "service", "helpline", "group", "notice"].contains(&finding["kind"].as_str().unwrap()));
        assert!(["yes", "unknown"].contains(&finding["truth"].as_str().unwrap()), "what does not apply is left out");
        assert_eq!(finding["waits_for"].as_array().unwrap().is_empty(), finding["truth"] == "yes");
        for key in ["facts", "because", "waits_for"] {
            assert!(finding[key].as_array().unwrap().iter().all(Value::is_string));
        }
    }
    let right = findings.iter().find(|finding| finding["id"] == "fi-right-pregnant").unwrap();
    assert_eq!((&right["truth"], &right["waits_for"], &right["deadline"]), (&json!("yes"), &json!([]), &Value::Null));
    assert!(right["because"].as_array().unwrap().contains(&json!("pregnant")));
}

#[test]
fn a_deadline_is_an_object_and_several_are_listed_too() {
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let mut one = 0;
    for progress in ["contacted", "referred", "decided", "refused"] {
        for with in ["social", "health"] {
            let answers = json!({
                "who": "self", "about": ["alcohol"], "progress": progress, "progress-with": with,
                "progress-date": "2026-11-09", "contacted-on": "2026-11-02", "age": "18-22",
            });
            let value = in_process(&answers.to_string()).unwrap();
            for finding in value["findings"].as_array().unwrap().iter().filter(|finding| !finding["deadline"].is_null()) {
                let last = &finding["deadline"];
                assert_eq!(keys(last), ["last_day", "days", "passed"]);
                assert!(Date::parse(last["last_day"].as_str().unwrap()).is_some());
                assert_eq!(last["passed"].as_bool().unwrap(), last["days"].as_i64().unwrap() < 0);
                match finding.get("deadlines") {
                    Some(list) => {
                        assert!(list.as_array().unwrap().len() > 1);
                        assert_eq!(list[0], *last, "the nearest stands alone too");
                    }
                    None => one += 1,
                }
            }
        }
    }
    assert!(one > 0);
}

#[test]
fn next_is_null_at_the_end_and_skipped_items_count_as_asked() {
    let mut answers = Map::new();
    let mut value = asked("{}");
    while let Some(next) = value["next"].as_str().map(str::to_owned) {
        assert!(answers.insert(next.clone(), Value::Null).is_none(), "{next} is asked twice");
        value = in_process(&Value::Object(answers.clone()).to_string()).unwrap();
    }
    assert!(value["next"].is_null());
    let asked: Vec<&str> = value["asked"].as_array().unwrap().iter().map(|item| item.as_str().unwrap()).collect();
    assert_eq!(asked.len(), answers.len());
}

/// `ask` without a process of its own.
fn in_process(answers: &str) -> Result<Value, Vec<AnswerFault>> {
    let pack = &fi().pack;
    let answers = ask::read(pack, answers)?;
    Ok(ask::json(pack, &answers, Date::parse("2026-11-22").unwrap()))
}

#[test]
fn every_item_and_option_of_the_shared_vocabulary_is_accepted() {
    for term in TERMS {
        let mut values: Vec<Value> = vec![Value::Null];
        match term.kind {
            ItemKind::Single => values.extend(term.options.iter().map(|option| json!(option))),
            ItemKind::Multiple => {
                values.extend(term.options.iter().map(|option| json!([option])));
                values.push(json!(term.options));
            }
            ItemKind::Place => values.push(json!("091")),
            ItemKind::Date => values.push(json!("2026-11-09")),
        }
        for value in values {
            let answers = json!({ term.id: value }).to_string();
            assert!(ask::read(&fi().pack, &answers).is_ok(), "{answers}: {:?}", ask::read(&fi().pack, &answers).err());
        }
    }
}

#[test]
fn every_option_that_the_pack_itself_offers_is_accepted() {
    for item in &fi().pack.items {
        for option in &item.options {
            let answers = json!({ item.id.as_str(): option.id.as_str() }).to_string();
            assert!(ask::read(&fi().pack, &answers).is_ok(), "{answers}");
        }
    }
}

#[test]
fn an_item_an_option_or_a_place_that_is_not_there_is_named_with_what_there_is() {
    let report = refused(r#"{"hwo":"self"}"#);
    assert!(report.starts_with("error[P070]: there is no item `hwo`\n  standard input   /hwo\n") && report.contains("did you mean `who`?"));
    let report = refused(r#"{"who":"me","about":["beer"],"place":"999"}"#);
    assert!(report.contains("`who` has no option `me`") && report.contains("options are `self`, `close-one`, `child`, `professional`"));
    assert!(report.contains("`about` has no option `beer`") && report.contains("`gambling`"));
    assert!(report.contains("`place` has no municipality `999`") && report.contains("options are the 308 municipality codes"));
    assert_eq!(report.matches("error[").count(), 3, "all at once: {report}");
    insta::assert_snapshot!("ask-refused", report);
}

#[test]
fn answers_of_another_shape_are_refused_in_plain_words() {
    for (answers, what) in [
        ("[]", "the answers are not a JSON object"),
        ("{\"who\":", "the answers are not JSON, from line 1 column 7 on"),
        ("{\"who\":1}", "`who` is answered with a value of the wrong kind"),
        ("{\"who\":[\"self\",\"child\"]}", "`who` takes one option, not 2"),
        ("{\"about\":[]}", "`about` is answered with nothing"),
        ("{\"progress-date\":\"yesterday\"}", "`progress-date` takes one day"),
        ("{\"place\":\"Helsinki\"}", "`place` has no municipality `Helsinki`"),
    ] {
        let faults = in_process(answers).unwrap_err();
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].what, what);
        assert!(!faults[0].help.is_empty());
    }
    assert!(in_process("{\"place\":\"Helsinki\"}").unwrap_err()[0].help.contains("`091`"));
}

#[test]
fn ask_reads_a_file_and_without_json_prints_words() {
    let file = folder("cli-ask").join("answers.json");
    fs::write(&file, r#"{"who":"self","about":["alcohol"]}"#).unwrap();
    let (code, printed, _) = said(&["ask", FI, "--answers", file.to_str().unwrap(), "--today", "2026-11-22"], "");
    assert_eq!(code, Some(0));
    assert!(printed.starts_with("next: now\nasked: who, about\n\n"), "{printed}");
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    for arguments in [vec!["schema"], vec!["check", BAD], vec!["--help"], vec!["ask", FI, "--answers", "-", "--json"]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_lykta-pack"))
            .args(&arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let trouble = String::from_utf8(output.stderr).unwrap();
        assert!(!trouble.contains("panicked") && output.status.code().is_some_and(|code| code < 3), "{arguments:?}: {trouble}");
    }
}

#[test]
fn a_build_gives_the_same_bytes_each_time() {
    let (first, second) = (folder("cli-build-1"), folder("cli-build-2"));
    for out in [&first, &second] {
        exits(&["build", FI, "--out", out.to_str().unwrap()], 0);
    }
    let built = files(&first);
    assert_eq!(built.keys().map(|name| name.split('-').count()).max(), Some(5));
    assert_eq!(built.len(), 9, "structure, three languages, two of them in easy words over and whole, places: {:?}", built.keys());
    assert!(built == files(&second));
}

/// A whole build with a template and more options; its exit code, and what was said of the run.
fn built_with(name: &str, more: &[&str]) -> (Option<i32>, String) {
    let out = folder(name);
    let mut arguments =
        vec!["build", GOOD, "--out", out.to_str().unwrap(), "--template", "../../index.html", "--boot", "boot.js", "--old", "old.js"];
    arguments.extend(["--engine-js", "a.js", "--engine-wasm", "a.wasm", "--style", "a.css", "--style-all", "b.css"]);
    arguments.extend(more);
    let (code, _, trouble) = said(&arguments, "");
    (code, trouble)
}

#[test]
fn an_origin_and_a_page_for_leaving_are_checked_before_anything_is_written() {
    assert_eq!(built_with("cli-origin", &["--origin", "https://guide.example.fi", "--exit", "https://www.example.fi/"]).0, Some(0));
    for (option, value, mend) in [
        ("--origin", "https://guide.example.fi/guide", "write https://guide.example.fi"),
        ("--origin", "http://guide.example.fi", "an origin begins with https://"),
        ("--exit", "http://www.example.fi/", "the page for leaving begins with https://"),
        ("--exit", "javascript:alert(1)", "the page for leaving begins with https://"),
    ] {
        let (code, trouble) = built_with("cli-origin-bad", &[option, value]);
        assert!(code == Some(2) && trouble.contains(mend), "{trouble}");
        assert!(files(&folder("cli-origin-bad")).is_empty());
    }
}

#[test]
fn a_build_of_a_pack_with_problems_writes_nothing() {
    let out = folder("cli-build-bad").join("out");
    let (code, printed, _) = said(&["build", BAD, "--out", out.to_str().unwrap()], "");
    assert_eq!(code, Some(1));
    assert!(printed.starts_with("error[P011]"));
    assert!(!out.exists());
}

#[test]
fn a_build_of_two_packs_of_which_one_has_problems_writes_nothing() {
    let out = folder("cli-build-two").join("out");
    exits(&["build", GOOD, BAD, "--out", out.to_str().unwrap()], 1);
    assert!(!out.exists());
}
