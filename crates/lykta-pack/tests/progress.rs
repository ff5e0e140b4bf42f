//! Long work: lines where there is no terminal, and a clean end when it is interrupted.
//!
//! Next: `src/progress.rs`.

#![cfg(test)]
#![cfg(unix)]

mod support;

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Command, Stdio};

use support::{FI, said};

/// Long work, begun: all conditions of a shipped pack.
fn begun() -> (Child, BufReader<std::process::ChildStderr>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_lykta-pack"))
        .args(["mutate", FI, "--today", "2026-11-22", "--jobs", "1"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let trouble = BufReader::new(child.stderr.take().unwrap());
    (child, trouble)
}

fn line(trouble: &mut BufReader<std::process::ChildStderr>) -> String {
    let mut line = String::new();
    trouble.read_line(&mut line).unwrap();
    line
}

/// Sends a signal, as a terminal does on Ctrl-C.
fn signal(child: &Child, name: &str) {
    assert!(Command::new("kill").args([name, &child.id().to_string()]).status().unwrap().success());
}

#[test]
fn what_is_done_so_far_is_told_when_it_is_interrupted() {
    for name in ["-INT", "-TERM"] {
        let (mut child, mut trouble) = begun();
        assert!(line(&mut trouble).starts_with("changes of conditions tried: 0 of "));
        signal(&child, name);
        let (mut rest, mut printed) = (String::new(), String::new());
        child.stdout.take().unwrap().read_to_string(&mut printed).unwrap();
        trouble.read_to_string(&mut rest).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(2), "{rest}");
        assert!(rest.starts_with("lykta-pack: interrupted; changes of conditions tried: "), "{rest}");
        let last = printed.lines().last().unwrap();
        assert!(
            last.starts_with("fi: ") && last.contains("changes of conditions made") || last.contains("change of conditions made"),
            "{last}"
        );
    }
}

#[test]
fn progress_goes_to_standard_error_and_results_to_standard_output() {
    let (code, printed, trouble) = said(&["mutate", FI, "--only", "fi-right-pregnant", "--today", "2026-11-22"], "");
    assert_eq!(code, Some(0));
    assert!(trouble.starts_with("changes of conditions tried: 0 of "), "{trouble}");
    assert_eq!(trouble.lines().count(), 1, "at most one line in some seconds");
    assert!(!printed.contains("tried"), "{printed}");
}
