//! The embed script: told which packs there are, in which languages, and where leaving leads.
//!
//! In: `embed.js` as it stands in the sources, packs with their languages. Out: the script to publish.
//! So a wrong name in a host page still opens a guide that is there.
//! Next: `build.rs`.

use std::collections::BTreeMap;

use crate::compile::Compiled;

const PACKS: &str = "  const packs = ";
const EXIT: &str = "  const neutral = ";

/// The script with its two lines filled in.
///
/// # Errors
/// The script has no such line: which.
pub fn filled(script: &str, packs: &[&Compiled], exit: &str) -> Result<String, String> {
    let packs: BTreeMap<&str, Vec<String>> = packs.iter().map(|pack| (pack.file.id.as_str(), languages(pack))).collect();
    let told = |fault: serde_json::Error| fault.to_string();
    let packs = serde_json::to_string(&packs).map_err(told)?;
    let exit = serde_json::to_string(exit).map_err(told)?;
    with_line(&with_line(script, PACKS, &packs)?, EXIT, &exit)
}

/// The languages of a pack, then those that have easy words, as `lang` names them.
fn languages(pack: &Compiled) -> Vec<String> {
    pack.file.languages.iter().cloned().chain(pack.easy.iter().map(|words| format!("{}-easy", words.language))).collect()
}

fn with_line(script: &str, beginning: &str, value: &str) -> Result<String, String> {
    if !script.lines().any(|line| line.starts_with(beginning)) {
        return Err(format!("the embed script has no line that begins with `{beginning}`"));
    }
    let lines = script.lines().map(|line| if line.starts_with(beginning) { format!("{beginning}{value};") } else { line.to_owned() });
    Ok(lines.flat_map(|line| [line, "\n".to_owned()]).collect())
}

#[cfg(test)]
mod tests {
    use super::with_line;

    #[test]
    fn only_the_line_meant_is_filled_in() {
        let script = "(() => {\n  const packs = { fi: [] };\n  go();\n})();\n";
        let filled = with_line(script, "  const packs = ", "{\"se\":[\"sv\"]}").unwrap();
        assert_eq!(filled, "(() => {\n  const packs = {\"se\":[\"sv\"]};\n  go();\n})();\n");
    }

    #[test]
    fn a_script_without_the_line_is_told() {
        assert!(with_line("go();\n", "  const packs = ", "{}").unwrap_err().contains("const packs"));
    }
}
