//! Questionnaires of the form `fhir`: no panic, no hang, every item kept or named.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use lykta_pack::import::try_out::Trial;

static TRIAL: LazyLock<Trial> = LazyLock::new(|| Trial::of("fhir").expect("the form is one of the tool's"));

fuzz_target!(|bytes: &[u8]| {
    let Ok(tried) = TRIAL.read(bytes) else { return };
    assert_eq!(tried.kept + tried.refused, tried.read, "an item was dropped in silence");
});
