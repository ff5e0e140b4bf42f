//! What the engine uses of WebAssembly beyond its first version.
//!
//! In: the bytes of a module. Out: its uses.
//! A feature is used if the module is not valid without it.
//! Law: the WebAssembly specification and its proposals, as `wasmparser` knows them.

use anyhow::{Result, bail};
use wasmparser::{Validator, WasmFeatures};

use crate::usage::{Kind, Use};

/// Features, and their names in the package of compatibility.
pub const FEATURES: &[(WasmFeatures, &str)] = &[
    (WasmFeatures::BULK_MEMORY, "bulk-memory-operations"),
    (WasmFeatures::EXCEPTIONS, "exceptionsFinal"),
    (WasmFeatures::EXTENDED_CONST, "extended-constant-expressions"),
    (WasmFeatures::FUNCTION_REFERENCES, "typedFunctionReferences"),
    (WasmFeatures::GC, "garbage-collection"),
    (WasmFeatures::LEGACY_EXCEPTIONS, "exception-handling"),
    (WasmFeatures::MEMORY64, "memory64"),
    (WasmFeatures::MULTI_MEMORY, "multiMemory"),
    (WasmFeatures::MULTI_VALUE, "multi-value"),
    (WasmFeatures::REFERENCE_TYPES, "reference-types"),
    (WasmFeatures::RELAXED_SIMD, "relaxed-SIMD"),
    (WasmFeatures::SATURATING_FLOAT_TO_INT, "non-trapping-float-to-int-conversions"),
    (WasmFeatures::SIGN_EXTENSION, "sign-extension-operations"),
    (WasmFeatures::SIMD, "fixed-width-SIMD"),
    (WasmFeatures::TAIL_CALL, "tail-calls"),
    (WasmFeatures::THREADS, "threads-and-atomics"),
    (WasmFeatures::WIDE_ARITHMETIC, "wideArithmetic"),
];

/// What every browser with WebAssembly has, and what the parser needs to read types at all.
const FIRST: WasmFeatures = WasmFeatures::FLOATS.union(WasmFeatures::GC_TYPES).union(WasmFeatures::MUTABLE_GLOBAL);

/// All uses of a module.
///
/// # Errors
/// It is no module, or needs what has no name here.
pub fn uses(module: &[u8]) -> Result<Vec<Use>> {
    let named = FEATURES.iter().fold(FIRST, |all, (feature, _)| all | *feature);
    if let Some(fault) = fault(module, named) {
        bail!("the engine cannot be read, or needs what engines/src/wasm.rs does not name: {fault}");
    }
    let needed = FEATURES.iter().filter(|(feature, _)| fault(module, named & !*feature).is_some());
    Ok(needed.map(|(_, name)| Use::new(Kind::Wasm, name, 0)).collect())
}

fn fault(module: &[u8], features: WasmFeatures) -> Option<String> {
    Validator::new_with_features(features).validate_all(module).err().map(|fault| fault.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sections: &[&[u8]], expected: &[&str]) {
        let module = [&b"\0asm\x01\0\0\0"[..], &sections.concat()].concat();
        let found: Vec<String> = uses(&module).unwrap().into_iter().map(|found| found.what).collect();
        assert_eq!(found, expected);
    }

    /// A function without parameters that gives nothing, with this body.
    fn function(body: &[u8]) -> Vec<u8> {
        let length = u8::try_from(body.len()).unwrap();
        let head: &[u8] = &[1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0];
        [head, &[10, length + 4, 1, length + 2, 0], body, &[0x0b]].concat()
    }

    #[test]
    fn an_empty_module_uses_nothing() {
        check(&[], &[]);
    }

    #[test]
    fn sums_of_many_numbers_at_once_are_seen() {
        // `i32.const 0, i8x16.splat, drop`
        check(&[&function(&[0x41, 0, 0xfd, 0x0f, 0x1a])], &["wasm fixed-width-SIMD"]);
    }

    #[test]
    fn sign_extension_and_a_table_of_references_are_seen() {
        check(&[&function(&[0x41, 0, 0xc0, 0x1a])], &["wasm sign-extension-operations"]);
        check(&[&[4, 4, 1, 0x6f, 0, 0]], &["wasm reference-types"]);
    }

    #[test]
    fn what_the_boot_script_tries_is_a_module_with_such_a_table() {
        let boot = std::fs::read_to_string(crate::root().join("public/guide/boot.js")).unwrap();
        let (_, rest) = boot.split_once("new WebAssembly.Module(Uint8Array.of(").unwrap();
        let bytes: Vec<u8> = rest.split(')').next().unwrap().split(", ").map(|byte| byte.parse().unwrap()).collect();
        assert_eq!(uses(&bytes).unwrap(), [Use::new(Kind::Wasm, "reference-types", 0)]);
    }

    #[test]
    fn what_is_no_module_is_told() {
        assert!(uses(b"<html>").is_err());
    }
}
