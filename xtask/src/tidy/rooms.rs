//! Who may know whom: the import rules between and inside the rooms.
//!
//! In: Rust files. Out: faults.
//! Tests at the end of a file, and files of tests, may reach further: they are no part of a room.
//! Next: `code.rs`, which tells code from comments and texts.

use super::code::{code, without_tests};
use super::{Fault, Page, line_at, places};

const CORE: &str = "crates/lykta-core/src/";
const PACK: &str = "crates/lykta-pack/src/";
const APP: &str = "src/";

/// Words of the browser's interfaces.
const BROWSER: &[&str] = &["web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures", "gloo"];

/// All faults against the import rules.
pub fn faults(pages: &[Page]) -> Vec<Fault> {
    let order = core_order(pages);
    let mut faults = Vec::new();
    for page in pages.iter().filter(|page| page.is_rust()) {
        let whole = code(&page.text);
        let is_test = page.name.ends_with("/tests.rs") || page.name.contains("/tests/");
        let room = if is_test { "" } else { without_tests(&whole) };
        if page.is_in(CORE) {
            core_imports(page, room, &order, &mut faults);
            core_serde(page, room, &mut faults);
            unknown(page, &whole, "lykta_pack", "the core knows nothing of the editors' tool", &mut faults);
            unknown(page, &whole, "lykta", "the core knows nothing of the app", &mut faults);
        } else if page.is_in(PACK) {
            unknown(page, &whole, "lykta", "the editors' tool never imports the app", &mut faults);
            prints(page, &whole, &mut faults);
        } else if page.is_in(APP) {
            unknown(page, &whole, "lykta_pack", "the app never imports the editors' tool", &mut faults);
            app_browser(page, &whole, &mut faults);
            app_styles(page, &whole, &mut faults);
        }
    }
    faults
}

/// The core's modules in the order of `lib.rs`.
fn core_order(pages: &[Page]) -> Vec<String> {
    let Some(library) = pages.iter().find(|page| page.name == format!("{CORE}lib.rs")) else {
        return Vec::new();
    };
    code(&library.text)
        .lines()
        .filter_map(|line| {
            let line = line.trim().strip_suffix(';')?;
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.as_slice() {
                ["mod", name] | [_, "mod", name] => Some((*name).to_owned()),
                _ => None,
            }
        })
        .collect()
}

/// A module imports only modules declared above it.
fn core_imports(page: &Page, code: &str, order: &[String], faults: &mut Vec<Fault>) {
    let path = page.name.trim_start_matches(CORE).trim_end_matches(".rs");
    let parts: Vec<&str> = path.split('/').filter(|part| *part != "mod").collect();
    let Some(own) = parts.first().and_then(|first| order.iter().position(|name| name == first)) else {
        return;
    };
    // From a module at depth n, n times `super::` is the crate itself.
    let from_root = "super::".repeat(parts.len());
    for (place, root) in ["crate::", &from_root].iter().flat_map(|root| code.match_indices(root)) {
        let is_inside = code.get(..place).is_some_and(|before| before.ends_with(|sign| is_name(sign) || sign == ':'));
        let Some(rest) = code.get(place + root.len()..) else {
            continue;
        };
        for name in first_names(rest).iter().filter(|_| !is_inside) {
            let other = order.iter().position(|module| module == name);
            if let Some(other) = other.filter(|other| *other > own) {
                let (own, other) = (order.get(own), order.get(other));
                let (own, other) = (own.map_or("", String::as_str), other.map_or("", String::as_str));
                faults.push(page.fault(
                    line_at(code, place),
                    format!(
                        "`{own}` imports `{other}`, which lib.rs declares below it; \
                         a core module imports only modules above it"
                    ),
                ));
            }
        }
    }
}

/// The first names after `crate::`: one, or those at the top of a `{...}`.
fn first_names(rest: &str) -> Vec<String> {
    let name = |text: &str| -> String { text.trim_start().chars().take_while(|sign| is_name(*sign)).collect() };
    let Some(group) = rest.strip_prefix('{') else {
        return vec![name(rest)];
    };
    let mut names = vec![name(group)];
    let mut depth = 1;
    for (place, sign) in group.char_indices() {
        match sign {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => names.extend(group.get(place + 1..).map(name)),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names
}

fn is_name(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_'
}

/// Only `format` knows serde.
fn core_serde(page: &Page, code: &str, faults: &mut Vec<Fault>) {
    let path = page.name.trim_start_matches(CORE);
    if path == "format.rs" || path.starts_with("format/") {
        return;
    }
    for word in ["serde", "Serialize", "Deserialize"] {
        for place in places(code, word) {
            faults.push(
                page.fault(line_at(code, place), format!("`{word}` outside of format: domain types have no serde; convert in format.rs")),
            );
        }
    }
}

/// A crate that this room must not know.
fn unknown(page: &Page, code: &str, name: &str, why: &str, faults: &mut Vec<Fault>) {
    for place in places(code, name) {
        let after = code.get(place + name.len()..).unwrap_or_default();
        // `lykta` is also a plain word, so only its use as a crate counts.
        let line = code.get(..place).and_then(|before| before.lines().next_back()).unwrap_or_default();
        if after.starts_with("::") || line.trim_end().ends_with("use") {
            faults.push(page.fault(line_at(code, place), format!("{why}; `{name}` has no place here")));
        }
    }
}

/// Only some files of the editors' tool print.
fn prints(page: &Page, code: &str, faults: &mut Vec<Fault>) {
    let path = page.name.trim_start_matches(PACK);
    if matches!(path, "report.rs" | "cli.rs" | "main.rs") {
        return;
    }
    for word in ["println", "eprintln", "print", "eprint"] {
        for place in places(code, word) {
            if code.get(place + word.len()..).is_some_and(|after| after.starts_with('!')) {
                faults.push(page.fault(line_at(code, place), format!("`{word}!` outside of report.rs: give back what is to be said")));
            }
        }
    }
}

/// Only `platform` calls the browser.
fn app_browser(page: &Page, code: &str, faults: &mut Vec<Fault>) {
    let path = page.name.trim_start_matches(APP);
    if path == "platform.rs" || path.starts_with("platform/") {
        return;
    }
    for (place, word) in BROWSER.iter().flat_map(|word| code.match_indices(word)) {
        let is_inside = code.get(..place).is_some_and(|before| before.ends_with(is_name));
        let after = code.get(place + word.len()..).unwrap_or_default();
        // `gloo_timers` counts as `gloo`; `wasm_bindgen_futures` is told under its own name.
        let is_longer = after.starts_with(is_name) && word != "gloo";
        let is_start = path == "main.rs" && word == "wasm_bindgen";
        if !is_inside && !is_longer && !is_start {
            faults.push(page.fault(line_at(code, place), format!("`{word}` outside of platform/: only platform/ calls the browser")));
        }
    }
}

/// No inline styles: the guide's own policy forbids them.
fn app_styles(page: &Page, code: &str, faults: &mut Vec<Fault>) {
    for place in places(code, "style") {
        let after = code.get(place + "style".len()..).unwrap_or_default();
        let is_attribute = after.starts_with('=') && !after.starts_with("==");
        let is_property =
            after.starts_with(':') && !after.starts_with("::") && after.split_whitespace().next().is_some_and(|word| word.contains('='));
        if is_attribute || is_property {
            faults.push(
                page.fault(
                    line_at(code, place),
                    "an inline style, which the guide's own policy forbids; give it a class in styles/lykta.css",
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;

    const LIBRARY: (&str, &str) = ("crates/lykta-core/src/lib.rs", "pub mod truth;\nmod date;\npub(crate) mod rule;\npub mod format;\n");

    #[track_caller]
    fn check_core(file: &str, text: &str, faults: &[&str]) {
        check(super::faults, &[LIBRARY, (file, text)], faults);
    }

    #[test]
    fn a_core_module_may_import_one_above_it() {
        check_core("crates/lykta-core/src/rule.rs", "use crate::truth::Truth;\n", &[]);
        check_core("crates/lykta-core/src/rule.rs", "use crate::{date, truth};\n", &[]);
    }

    #[test]
    fn a_core_module_may_not_import_one_below_it() {
        let file = "crates/lykta-core/src/date.rs";
        let fault = "crates/lykta-core/src/date.rs:2";
        check_core(file, "\nuse crate::rule::Rule;\n", &[fault]);
        check_core(file, "\nuse crate::{truth::{A, B}, rule::Rule};\n", &[fault]);
        check_core(file, "\nuse super::rule;\n", &[fault]);
        check_core(file, "fn a() {\n    crate::rule::b()\n}\n", &[fault]);
    }

    #[test]
    fn a_core_module_may_import_its_own_parts() {
        check_core("crates/lykta-core/src/date/part.rs", "use crate::date::A;\nuse super::B;\n", &[]);
        check_core("crates/lykta-core/src/date/part.rs", "use super::super::rule::A;\n", &["crates/lykta-core/src/date/part.rs:1"]);
    }

    #[test]
    fn comments_and_tests_may_name_any_module() {
        check_core(
            "crates/lykta-core/src/date.rs",
            "/// See `crate::rule::Rule`.\nfn a() {}\n#[cfg(test)]\nmod tests {\n    use crate::rule::A;\n}\n",
            &[],
        );
        check_core("crates/lykta-core/src/date/tests.rs", "use crate::rule::A;\n", &[]);
    }

    #[test]
    fn serde_stays_in_format() {
        let text = "#[derive(serde::Deserialize)]\nstruct A;\n";
        check_core("crates/lykta-core/src/rule.rs", text, &["crates/lykta-core/src/rule.rs:1"]);
        check_core("crates/lykta-core/src/format.rs", text, &[]);
        check_core("crates/lykta-core/src/format/rule.rs", text, &[]);
    }

    #[test]
    fn app_and_tool_never_import_each_other() {
        check(faults, &[("src/app.rs", "use lykta_pack::check;\n")], &["src/app.rs:1"]);
        let tool = "crates/lykta-pack/src/build.rs";
        check(faults, &[(tool, "use lykta::app;\n")], &["crates/lykta-pack/src/build.rs:1"]);
        check(faults, &[(tool, "use lykta_core::date;\nfn f(lykta: u8) {}\n")], &[]);
        check_core("crates/lykta-core/src/date.rs", "use lykta_pack::x;\n", &["crates/lykta-core/src/date.rs:1"]);
    }

    #[test]
    fn only_platform_calls_the_browser() {
        let text = "use web_sys::window;\nuse gloo_timers::callback::Timeout;\n";
        check(faults, &[("src/app.rs", text)], &["src/app.rs:1", "src/app.rs:2"]);
        check(faults, &[("src/platform/focus.rs", text), ("src/platform.rs", text)], &[]);
    }

    #[test]
    fn the_entry_may_start_by_wasm_bindgen_and_no_more() {
        let text = "use wasm_bindgen::prelude::wasm_bindgen;\n";
        check(faults, &[("src/main.rs", text)], &[]);
        check(faults, &[("src/app.rs", text)], &["src/app.rs:1"]);
        check(faults, &[("src/main.rs", "use js_sys::Date;\n")], &["src/main.rs:1"]);
    }

    #[test]
    fn only_the_report_prints() {
        let text = "fn f() {\n    println!(\"x\");\n}\n";
        check(faults, &[("crates/lykta-pack/src/check.rs", text)], &["crates/lykta-pack/src/check.rs:2"]);
        check(faults, &[("crates/lykta-pack/src/report.rs", text)], &[]);
    }

    #[test]
    fn no_element_has_an_inline_style() {
        check(faults, &[("src/app.rs", "view! { <p style=\"color: red\"></p> }\n")], &["src/app.rs:1"]);
        check(faults, &[("src/app.rs", "view! { <p style:color=red></p> }\n")], &["src/app.rs:1"]);
        check(faults, &[("src/app.rs", "struct A {\n    style: Style,\n}\nlet style = style == b;\n")], &[]);
    }
}
