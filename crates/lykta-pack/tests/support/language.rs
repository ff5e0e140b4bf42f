//! A made-up language: files that add it, and nothing else that is changed.

use std::path::{Path, PathBuf};

/// Its tag, from the range that is kept for private use.
pub const TAG: &str = "qtz";

/// A text in the language: English with other vowels. What is filled in stays.
pub fn said(english: &str) -> String {
    let mut depth = 0;
    english
        .chars()
        .map(|sign| {
            depth += i32::from(sign == '{') - i32::from(sign == '}');
            match sign {
                _ if depth > 0 => sign,
                'a' => 'á',
                'e' => 'é',
                'i' => 'í',
                'o' => 'ó',
                'u' => 'ú',
                _ => sign,
            }
        })
        .collect()
}

/// The app's words in the language: `qtz.toml`. It does not name the other languages.
pub fn words(english: &str, direction: &str) -> String {
    let (words, about) = english.split_at(english.find("\n[language]").unwrap());
    let table: toml::Table = words.parse().unwrap();
    let is_own = |key: &str| !key.starts_with("language-") || key == "language-name";
    let lines = table.iter().filter(|(key, _)| is_own(key)).map(|(key, text)| {
        let text = if key == "language-name" { "Qutzish".to_owned() } else { said(text.as_str().unwrap()) };
        let text = if direction == "rtl" { text.replace('{', "\u{2068}{").replace('}', "}\u{2069}") } else { text };
        format!("{key} = {}\n", serde_json::Value::String(text))
    });
    let about = about.replacen("direction = \"ltr\"", &format!("direction = \"{direction}\""), 1);
    format!("{}{about}", lines.collect::<String>())
}

/// A copy of the files of words, with one more.
pub fn locales(folder: &Path, direction: &str) -> PathBuf {
    let out = folder.join("locales");
    let own =
        Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|folder| folder.join("locales")).find(|folder| folder.is_dir()).unwrap();
    copy(&own, &out);
    let english = std::fs::read_to_string(own.join("en.toml")).unwrap();
    std::fs::write(out.join(format!("{TAG}.toml")), words(&english, direction)).unwrap();
    out
}

/// Translates what is open in a catalog, as far as `is_done` says by its name.
pub fn translate(catalog: &Path, is_done: impl Fn(&str) -> bool) {
    let text = std::fs::read_to_string(catalog).unwrap();
    let (mut name, mut words, mut done) = (String::new(), String::new(), Vec::new());
    for line in text.lines() {
        let of = |keyword: &str| line.strip_prefix(keyword).and_then(|rest| rest.strip_suffix('"')).map(str::to_owned);
        name = of("msgctxt \"").unwrap_or(name);
        words = of("msgid \"").unwrap_or(words);
        let is_open = line == "msgstr \"\"" && !words.is_empty();
        done.push(if is_open && is_done(&name) { format!("msgstr \"{}\"\n", said(&words)) } else { format!("{line}\n") });
    }
    std::fs::write(catalog, done.concat()).unwrap();
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}
