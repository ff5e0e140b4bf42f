//! Ten faults in several files: ten problems in one run, each with place and mend.

mod support;

use support::{said, told};

const PACK: &str = "tests/fixtures/ten-faults";

#[test]
fn ten_faults_are_ten_problems_in_one_run() {
    let (count, report) = told(PACK);
    insta::assert_snapshot!("ten-faults", report);
    assert_eq!(count, 10);
    let places: Vec<&str> = report.lines().filter(|line| line.starts_with(&format!("  {PACK}/"))).collect();
    assert_eq!(places.len(), 10);
    for place in places {
        let (_, at) = place.split_once(".toml:").or_else(|| place.split_once(".csv:")).unwrap();
        let mut numbers = at.split([':', ' ']);
        for _ in ["line", "column"] {
            assert!(numbers.next().unwrap().parse::<usize>().unwrap() > 0, "{place}");
        }
    }
    assert_eq!(report.lines().filter(|line| line.starts_with("  help: ")).count(), 10);
}

#[test]
fn ten_faults_are_ten_different_codes_in_several_files() {
    let (_, report) = told(PACK);
    let mut codes: Vec<&str> = report.lines().filter(|line| line.starts_with("error[")).map(|line| &line[6..10]).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), 10);
}

#[test]
fn problems_end_the_run_with_exit_code_1() {
    let (code, printed, trouble) = said(&["check", PACK], "");
    assert_eq!((code, trouble.as_str()), (Some(1), ""));
    assert!(printed.starts_with(&told(PACK).1));
}
