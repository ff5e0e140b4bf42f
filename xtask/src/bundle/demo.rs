//! The demo pages: each country's made-up municipality in each of its languages, and the page from which one chooses.
//!
//! In: `public/demo/` (a template and words), and what `lykta-pack build` wrote for websites to paste. Out: `town-<pack>-<language>.html`
//! beside `embed.js`, and the list in `index.html`.
//! Never holds a number to call: those come with the pasted piece, from the pack.
//! Next: `bundle.rs`; `crates/lykta-pack/src/overview/snippet.rs` for the piece.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use toml::Table;

use crate::files;

/// Where the choices stand in `index.html`.
const COUNTRIES: &str = "<!--demo:countries-->";

/// Where the languages of a town, and the pasted piece, stand in its page.
const LANGUAGES: &str = "<!--demo:languages-->";
const GUIDE: &str = "<!--demo:guide-->";

/// A pack that was built, and its languages in the order in which they are offered.
#[derive(Debug, PartialEq, Eq)]
struct Town {
    pack: String,
    /// The name of its country among the words.
    country: String,
    languages: Vec<String>,
}

/// Writes a page for each pack and language that was built, and fills in `index.html`.
///
/// # Errors
/// A template or a word is missing, or a page cannot be written.
pub fn write(stage: &Path, public: &Path, origin: Option<&str>) -> Result<()> {
    let words = Words::read(&files::text(&public.join("demo/words.toml"))?)?;
    let template = files::text(&public.join("demo/town.html"))?;
    let guide = stage.join("guide");
    let names: Vec<String> = files::entries(&guide)?.iter().map(|file| files::name(file)).collect();
    let towns = words.towns(&names)?;
    for town in &towns {
        for language in &town.languages {
            let piece = files::text(&guide.join(format!("{}-{language}-embed.html", town.pack)))?;
            // The demo shows what lies beside it, also before it lies where it will be served.
            let piece = origin.map_or_else(|| piece.clone(), |origin| piece.replace(&format!("\"{origin}/"), "\""));
            let page = page_name(&town.pack, language);
            fs::write(stage.join(&page), words.page(&template, town, language, &piece)?)
                .with_context(|| format!("could not write {page}"))?;
        }
    }
    let index = stage.join("index.html");
    let choices: Vec<String> = towns.iter().map(|town| words.choices(town)).collect::<Result<_>>()?;
    fs::write(&index, filled(&files::text(&index)?, &[(COUNTRIES, &choices.concat())])?).context("could not write index.html")
}

fn page_name(pack: &str, language: &str) -> String {
    format!("town-{pack}-{language}.html")
}

/// `public/demo/words.toml`.
struct Words(Table);

impl Words {
    fn read(text: &str) -> Result<Self> {
        Ok(Self(text.parse().context("public/demo/words.toml cannot be read")?))
    }

    fn word(&self, path: &[&str]) -> Result<&str> {
        let value = path.split_first().and_then(|(first, rest)| {
            let first = self.0.get(*first)?;
            rest.iter().try_fold(first, |value, key| value.get(*key))
        });
        value.and_then(toml::Value::as_str).with_context(|| format!("public/demo/words.toml has no {}", path.join(".")))
    }

    /// The packs among these names of files, with their countries; one whose country has no words is named on the terminal and left out.
    fn towns(&self, names: &[String]) -> Result<Vec<Town>> {
        let order: Vec<&str> =
            self.0.get("order").and_then(toml::Value::as_array).into_iter().flatten().filter_map(toml::Value::as_str).collect();
        let mut packs: BTreeMap<&str, Vec<(usize, &str)>> = BTreeMap::new();
        for stem in names.iter().filter_map(|name| name.strip_suffix("-embed.html")) {
            let Some((pack, language)) = stem.rsplit_once('-') else { bail!("{stem}-embed.html names no language") };
            match order.iter().position(|own| *own == language) {
                Some(place) => packs.entry(pack).or_default().push((place, language)),
                None => println!("demo: no page of {pack} in {language}, since public/demo/words.toml does not have that language"),
            }
        }
        let mut towns = Vec::new();
        for (pack, mut languages) in packs {
            let Some(country) = self.country(pack) else {
                println!("demo: no page of {pack}, since its name begins with no country of public/demo/words.toml");
                continue;
            };
            languages.sort_unstable();
            let languages = languages.into_iter().map(|(_, language)| language.to_owned());
            towns.push(Town { pack: pack.to_owned(), country: country.to_owned(), languages: languages.collect() });
        }
        Ok(towns)
    }

    /// The country of a pack: its own name, or what that begins with, as `fi` of `fi-town`.
    fn country<'a>(&self, pack: &'a str) -> Option<&'a str> {
        let countries = self.0.get("country")?;
        let ends = pack.match_indices('-').map(|(at, _)| at).chain([pack.len()]);
        ends.filter_map(|end| pack.get(..end)).find(|name| countries.get(name).is_some())
    }

    /// The page of a town in one language, with the guide in it.
    fn page(&self, template: &str, town: &Town, language: &str, piece: &str) -> Result<String> {
        let of_language = |key| Ok::<_, anyhow::Error>(escaped(self.word(&["language", language, key])?));
        let name = escaped(self.word(&["country", &town.country, language, "town"])?);
        let keys = ["title", "menu", "languages", "start", "school", "homes", "support", "lead", "who", "others"];
        let mut slots: Vec<(String, String)> =
            keys.iter().map(|key| Ok((format!("{{{{{key}}}}}"), of_language(key)?))).collect::<Result<_>>()?;
        slots.push(("{{arranges}}".to_owned(), escaped(self.word(&["country", &town.country, language, "arranges"])?)));
        slots.push(("{{made-up}}".to_owned(), of_language("made-up")?.replace("{{town}}", &name)));
        slots.push(("{{lang}}".to_owned(), escaped(language)));
        slots.push(("{{town}}".to_owned(), name));
        let others: Vec<String> = town
            .languages
            .iter()
            .map(|other| {
                let current = if other == language { " aria-current=\"true\"" } else { "" };
                let (page, label) = (page_name(&town.pack, other), escaped(self.word(&["language", other, "name"])?));
                Ok(format!("<a href=\"{page}\" lang=\"{other}\" hreflang=\"{other}\"{current}>{label}</a>"))
            })
            .collect::<Result<_>>()?;
        slots.push((LANGUAGES.to_owned(), others.concat()));
        slots.push((GUIDE.to_owned(), piece.trim_end().to_owned()));
        let slots: Vec<(&str, &str)> = slots.iter().map(|(slot, value)| (slot.as_str(), value.as_str())).collect();
        filled(template, &slots)
    }

    /// The choices of a country: its town's page in each language, and the guide's own pages.
    fn choices(&self, town: &Town) -> Result<String> {
        let (pack, country) = (&town.pack, &town.country);
        let own = self.word(&["country", country, "lang"])?;
        let name = escaped(self.word(&["country", country, "name"])?);
        let name = if pack == country { name } else { format!("{name} ({pack})") };
        let mut rows = String::new();
        for language in &town.languages {
            let of_language = |key| Ok::<_, anyhow::Error>(escaped(self.word(&["language", language, key])?));
            let place = escaped(self.word(&["country", country, language, "town"])?);
            let (page, speech, alone, all) = (page_name(pack, language), of_language("name")?, of_language("alone")?, of_language("all")?);
            rows.push_str(&format!(
                "<li lang=\"{language}\"><a class=\"country__town\" href=\"{page}\" hreflang=\"{language}\"><b>{speech}</b> {place}</a><a href=\"guide/{pack}-{language}.html\" hreflang=\"{language}\">{alone}</a><a href=\"guide/{pack}-{language}-all.html\" hreflang=\"{language}\">{all}</a></li>\n"
            ));
        }
        Ok(format!(
            "<section class=\"country\" aria-labelledby=\"{pack}\">\n<h2 id=\"{pack}\" lang=\"{own}\">{name}</h2>\n<ul>\n{rows}</ul>\n</section>\n"
        ))
    }
}

/// The template with its slots filled, each of which must be there, and none may be left.
fn filled(template: &str, slots: &[(&str, &str)]) -> Result<String> {
    let mut page = template.to_owned();
    for (slot, value) in slots {
        if !page.contains(slot) {
            bail!("a template of the demo pages has no {slot}");
        }
        page = page.replace(slot, value);
    }
    if let Some(at) = page.find("{{") {
        bail!(
            "a template of the demo pages has a slot that nothing fills: {}",
            page.get(at..).unwrap_or_default().chars().take(20).collect::<String>()
        );
    }
    Ok(page)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped() -> Result<Words> {
        Words::read(&files::text(&files::root().join("public/demo/words.toml"))?)
    }

    #[track_caller]
    fn check(names: &[&str], expected: &[(&str, &str, &[&str])]) -> Result<()> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let town = |(pack, country, languages): &(&str, &str, &[&str])| Town {
            pack: (*pack).to_owned(),
            country: (*country).to_owned(),
            languages: languages.iter().map(|language| (*language).to_owned()).collect(),
        };
        assert_eq!(shipped()?.towns(&names)?, expected.iter().map(town).collect::<Vec<_>>());
        Ok(())
    }

    #[test]
    fn a_town_is_in_the_languages_that_were_built_in_their_order() -> Result<()> {
        check(
            &["fi-en-embed.html", "fi-fi-embed.html", "fi-fi.html", "fi-sv-embed.html", "se-sv-embed.html"],
            &[("fi", "fi", &["fi", "sv", "en"]), ("se", "se", &["sv"])],
        )
    }

    #[test]
    fn a_local_pack_is_in_its_country() -> Result<()> {
        check(&["se-jamtland-sv-embed.html"], &[("se-jamtland", "se", &["sv"])])
    }

    #[test]
    fn a_country_or_a_language_without_words_has_no_page() -> Result<()> {
        check(&["xx-sv-embed.html", "fi-qq-embed.html", "fi-sv-embed.html"], &[("fi", "fi", &["sv"])])
    }

    #[test]
    fn each_country_has_all_words_of_its_page_in_each_language() -> Result<()> {
        let (words, template) = (shipped()?, files::text(&files::root().join("public/demo/town.html"))?);
        for (pack, languages) in [("dk", "da en"), ("fi", "fi sv en"), ("no", "nb nn en"), ("se", "sv en")] {
            let languages: Vec<String> = languages.split(' ').map(str::to_owned).collect();
            let town = Town { pack: pack.to_owned(), country: pack.to_owned(), languages };
            for language in &town.languages {
                let page = words.page(&template, &town, language, "<lykta-guide></lykta-guide>")?;
                assert!(page.contains(&format!("<html lang=\"{language}\">")) && page.contains("<lykta-guide>"), "{page}");
                assert_eq!(page.matches("hreflang=").count(), town.languages.len());
                assert!(!page.contains("tel:"), "a number is typed by hand: {page}");
            }
            assert_eq!(words.choices(&town)?.matches("href=\"town-").count(), town.languages.len());
        }
        Ok(())
    }

    #[test]
    fn the_demo_shows_what_lies_beside_it_wherever_the_guide_will_be_served() -> Result<()> {
        let stage = std::env::temp_dir().join(format!("lykta-demo-{}", std::process::id()));
        let public = files::root().join("public");
        fs::create_dir_all(stage.join("guide"))?;
        fs::copy(public.join("index.html"), stage.join("index.html"))?;
        let origin = "https://guide.example.fi";
        let piece =
            format!("<lykta-guide><a href=\"{origin}/guide/fi-sv.html\"></a></lykta-guide><script src=\"{origin}/embed.js\"></script>");
        fs::write(stage.join("guide/fi-sv-embed.html"), piece)?;
        write(&stage, &public, Some(origin))?;
        let (page, index) = (files::text(&stage.join("town-fi-sv.html"))?, files::text(&stage.join("index.html"))?);
        fs::remove_dir_all(stage)?;
        assert!(!page.contains(origin) && page.contains("href=\"guide/fi-sv.html\"") && page.contains("src=\"embed.js\""), "{page}");
        assert!(index.contains("href=\"town-fi-sv.html\"") && !index.contains("town-se") && !index.contains(COUNTRIES), "{index}");
        Ok(())
    }

    #[test]
    fn a_slot_that_is_missing_or_left_is_told() {
        assert!(filled("a", &[("{{b}}", "c")]).is_err());
        assert!(filled("{{a}} {{b}}", &[("{{b}}", "c")]).is_err());
    }
}
