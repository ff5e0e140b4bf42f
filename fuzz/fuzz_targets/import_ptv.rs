//! Feeds of the form `ptv`: no panic, no hang, every record kept or named, no line ends in what is kept.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use lykta_pack::import::try_out::Trial;

static TRIAL: LazyLock<Trial> = LazyLock::new(|| Trial::of("ptv").expect("the form is one of the tool's"));

fuzz_target!(|bytes: &[u8]| {
    let Ok(tried) = TRIAL.read(bytes) else { return };
    assert_eq!(tried.kept + tried.refused, tried.read, "a record was dropped in silence");
    assert!(!tried.cells.iter().any(|cell| cell.contains(['\n', '\0'])), "line ends came in");
});
