//! Pages: the guide's page in one language, with the first screen already in it.
//!
//! In: a compiled pack, its words, the names of all files. Out: HTML from the template.
//! The first screen has the same markup as the app's own, so that nothing moves when the engine takes over; a journey holds that.
//! Never holds a script or a style of its own: a strict content security policy stands.
//! Next: `public/guide/boot.js`, `public/guide/old.js` for where that cannot run, and `src/components/` for the same markup in the app.

use std::fmt::Write as _;

use lykta_core::format::built::{CardEntry, ContactEntry, ItemEntry, Words};

use lykta_core::pack::{Text, is_one_language};
use serde_json::json;

use crate::build::{Files, Names};
use crate::compile::Compiled;
use crate::markup::{beside, escaped, named, worded};
use crate::{address, locale, overview, policy};

/// The lantern.
const MARK: &str = include_str!("../../../public/guide/mark.svg");

/// The name of the page of a language, `<pack>-<language>.html`, or `<pack>-<language>-easy.html` of its easy words.
#[must_use]
pub fn name(id: &str, words: &Words) -> String {
    format!("{id}-{}{}.html", words.language, if words.is_easy() { "-easy" } else { "" })
}

/// The page of a language.
#[must_use]
pub fn html(compiled: &Compiled, words: &Words, files: &Files, names: &Names) -> String {
    let page = Page { compiled, words, names };
    names
        .template
        .replace("{{lang}}", &escaped(&words.language))
        .replace("{{dir}}", locale::direction(&words.language))
        .replace("{{easy}}", if words.is_easy() { " data-easy" } else { "" })
        .replace("{{title}}", &page.ui("page-title"))
        .replace("<!--lykta:head-->", &page.head(files))
        .replace("<!--lykta:body-->", &named(&page.body(), compiled.file.languages.first().map_or("", String::as_str)))
}

struct Page<'a> {
    compiled: &'a Compiled,
    words: &'a Words,
    names: &'a Names,
}

impl Page<'_> {
    fn ui(&self, key: &str) -> String {
        escaped(self.words.ui(key))
    }

    fn text(&self, index: u32) -> String {
        worded(self.words.text(Text(index)))
    }

    fn head(&self, files: &Files) -> String {
        let names = self.names;
        // What the guide asks for, in this order; the same whatever is answered.
        let language = &self.words.language;
        let is_easy = self.words.is_easy();
        let (own, others): (Vec<_>, Vec<_>) =
            files.words.iter().map(|(tag, file)| (tag, file, false)).partition(|(tag, ..)| *tag == language);
        let whole = files.easy.iter().filter(|(tag, ..)| is_easy && tag == language).map(|(tag, _, whole)| (tag, whole, true));
        let over = files.easy.iter().filter(|(tag, ..)| !is_easy || tag != language).map(|(tag, over, _)| (tag, over, true));
        let words: Vec<_> = whole
            .chain(own)
            .chain(others)
            .chain(over)
            .map(|(tag, file, is_easy)| {
                let key = if is_easy { format!("{tag}-easy") } else { tag.to_owned() };
                json!({ "key": key, "url": file.url, "integrity": file.integrity })
            })
            .collect();
        let mut list = json!({ "language": language, "languages": self.compiled.file.languages, "engine": names.engine_js, "wasm": names.engine_wasm, "pack": files.pack, "words": words, "places": files.places, "exit": names.exit });
        // Last of all, and only where there are some.
        if let (Some(meetings), Some(list)) = (&files.meetings, list.as_object_mut()) {
            list.insert("meetings".to_owned(), json!(meetings));
        }
        let list = list.to_string().replace('<', "\\u003c");
        let boot = beside(&names.boot);
        let old = beside(&names.old);
        let style = beside(&names.style);
        let policy = escaped(&policy::guide(names.origin.as_deref()));
        format!(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n<link rel=\"stylesheet\" href=\"{style}\">\n<script type=\"application/json\" id=\"lykta-files\">{list}</script>\n<script defer src=\"{old}\"></script>\n<script type=\"module\" src=\"{boot}\"></script>"
        )
    }

    fn body(&self) -> String {
        let help = self.help_list();
        let mut body = String::new();
        let _ = write!(
            body,
            "<div class=\"lykta\" id=\"lykta-first\">\n{}\n<noscript><div class=\"lykta-fallback\"><p class=\"lykta-fallback__title\">{}</p>{help}</div></noscript>\n{}</div>\n",
            self.top(),
            self.ui("help-title"),
            self.first_question()
        );
        let _ = write!(
            body,
            "<div class=\"lykta\" id=\"lykta-help\" hidden>\n{}\n<main class=\"lykta-screen\"><div class=\"lykta-head\"><div class=\"lykta-head__sticky\">{}<h1 class=\"lykta-head__title\" tabindex=\"-1\" data-help-title>{}</h1><p class=\"lykta-head__text\" data-old>{}</p><p class=\"lykta-head__text\" id=\"lykta-old\" data-old=\"1\" hidden>{}</p></div></div><div class=\"lykta-body\"><div class=\"lykta-body__inner\">{help}</div></div><div class=\"lykta-actions lykta-actions--still\"><button class=\"lykta-button lykta-button--text\" type=\"button\" data-unhelp data-old>{}</button><button class=\"lykta-button lykta-button--night\" type=\"button\" data-again data-old=\"1\" hidden>{}</button></div></main></div>\n",
            self.top(),
            brand(&self.ui("brand")),
            self.ui("help-title"),
            self.ui("help-text"),
            self.ui("old-text"),
            self.ui("back-to-guide"),
            self.ui("stop-again"),
        );
        let _ = write!(
            body,
            "<div class=\"lykta\" id=\"lykta-stop\" hidden>\n{}\n<main class=\"lykta-screen\"><div class=\"lykta-head\"><div class=\"lykta-head__sticky\">{}<h1 class=\"lykta-head__title\" tabindex=\"-1\" data-stop-title aria-describedby=\"lykta-stop-text\">{}</h1><p class=\"lykta-head__text\" id=\"lykta-stop-text\">{}</p></div></div><div class=\"lykta-body\"><div class=\"lykta-body__inner\">{help}</div></div><div class=\"lykta-actions lykta-actions--still\"><button class=\"lykta-button lykta-button--night\" type=\"button\" data-again>{}</button></div></main></div>\n<div class=\"lykta\" id=\"lykta-app\" hidden></div>",
            self.top(),
            brand(&self.ui("brand")),
            self.ui("stop-title"),
            self.ui("stop-text"),
            self.ui("stop-again"),
        );
        body
    }

    /// The emergency number, and the way out: a link, so that it works before and without any script.
    fn top(&self) -> String {
        let exit = policy::exit(&self.names.exit).unwrap_or_else(|_| policy::EXIT.to_owned());
        let call = href(&format!("tel:{}", self.compiled.file.emergency));
        let (exit, number) = (escaped(&exit), escaped(&self.compiled.file.emergency));
        format!(
            "<nav class=\"lykta-top\" aria-label=\"{}\"><a class=\"lykta-top__call\"{call}><span class=\"lykta-top__words\">{} </span><span class=\"lykta-top__number lykta-ltr\">{number}</span></a><a class=\"lykta-top__leave\" role=\"button\" href=\"{exit}\" target=\"_top\" rel=\"noreferrer\" data-leave>{}<span class=\"lykta-top__words\"> {}</span> {}</a></nav>",
            self.ui("top-label"),
            self.ui("in-danger"),
            self.ui("leave-start"),
            self.ui("leave-middle"),
            self.ui("leave-end"),
        )
    }

    /// All words that can be chosen: each language, with its easy words after it.
    fn choices(&self) -> impl Iterator<Item = &Words> {
        let of = |language: &String| {
            let is_own = |words: &&Words| words.language == *language;
            self.compiled.words.iter().find(is_own).into_iter().chain(self.compiled.easy.iter().find(is_own))
        };
        self.compiled.file.languages.iter().flat_map(of)
    }

    fn languages(&self) -> String {
        let mut list = String::new();
        for words in self.choices() {
            let is_shown = words.language == self.words.language && words.is_easy() == self.words.is_easy();
            let current = if is_shown { " aria-current=\"true\"" } else { "" };
            let _ = write!(
                list,
                "<li><a class=\"lykta-language__item\" href=\"{}\" lang=\"{}\" data-language{current}>{}</a></li>",
                beside(&name(&self.compiled.file.id, words)),
                escaped(&words.language),
                escaped(words.ui("language-name"))
            );
        }
        format!(
            "<details class=\"lykta-language\"><summary class=\"lykta-language__button\">{}<span class=\"lykta-hidden\">: {}</span></summary><ul class=\"lykta-language__list\" role=\"list\">{list}</ul></details>",
            self.ui("language-name"),
            self.ui("change-language")
        )
    }

    fn first_question(&self) -> String {
        let Some(item) = self.compiled.file.items.first() else { return String::new() };
        let hint = item.hint.map_or_else(String::new, |hint| format!("<p class=\"lykta-head__text\">{}</p>", self.text(hint)));
        let why = item.why.map_or_else(String::new, |why| format!("<details class=\"lykta-why\"><summary class=\"lykta-why__button\">{}</summary><p class=\"lykta-why__text\">{}</p></details>", self.ui("why-we-ask"), self.text(why)));
        format!(
            "<main class=\"lykta-screen\"><div class=\"lykta-head\"><div class=\"lykta-head__sticky\"><div class=\"lykta-brand\">{}<a class=\"lykta-brand__help\" role=\"button\" href=\"#lykta-help\" data-help>{}</a>{}</div><p class=\"lykta-head__progress\" id=\"lykta-progress\">{}</p><h1 class=\"lykta-head__title\" id=\"lykta-title\" tabindex=\"-1\" aria-describedby=\"lykta-progress\">{}</h1>{hint}<p class=\"lykta-head__text\">{}</p>{}{why}</div></div><div class=\"lykta-body\"><div class=\"lykta-body__inner\"><div role=\"status\"></div><fieldset class=\"lykta-step\" aria-labelledby=\"lykta-title\"><div class=\"lykta-step__options\">{}</div></fieldset>{}<p class=\"lykta-body__foot\"><button class=\"lykta-link lykta-link--row\" type=\"button\" data-about>{}</button></p><p class=\"lykta-status lykta-status--loading\" role=\"status\" id=\"lykta-loading\" hidden>{}</p></div></div><div class=\"lykta-actions\"><button class=\"lykta-button lykta-button--text\" type=\"button\" data-skip>{}</button><button class=\"lykta-button lykta-button--lamp lykta-actions__next\" type=\"button\" data-next>{}</button></div></main>",
            brand_name(&self.ui("brand")),
            self.ui("show-help-now"),
            self.languages(),
            self.ui("progress-first"),
            self.text(item.text),
            self.ui("start-promise"),
            self.otherwise(),
            self.options(item),
            self.note(),
            self.ui("how-to-check"),
            self.ui("loading"),
            self.ui("skip"),
            self.ui("next"),
        )
    }

    /// The way to easy words from ordinary ones, and back, where there are both.
    fn otherwise(&self) -> String {
        let is_other = |words: &&Words| words.language == self.words.language && words.is_easy() != self.words.is_easy();
        self.choices().find(is_other).map_or_else(String::new, |other| {
            format!(
                "<p class=\"lykta-head__text\"><a class=\"lykta-link lykta-link--row\" role=\"button\" href=\"{}\" id=\"lykta-otherwise\" data-language>{}</a></p>",
                beside(&name(&self.compiled.file.id, other)),
                escaped(other.ui("language-name"))
            )
        })
    }

    /// What easy words are not, where they stand.
    fn note(&self) -> String {
        if self.words.is_easy() { format!("<p class=\"lykta-body__foot\">{}</p>", self.ui("easy-note")) } else { String::new() }
    }

    fn options(&self, item: &ItemEntry) -> String {
        let input = if item.kind == "multiple" { "checkbox" } else { "radio" };
        let mut options = String::new();
        // Nothing chosen comes back when the page is loaded anew.
        for option in &item.options {
            let hint =
                option.hint.map_or_else(String::new, |hint| format!("<span class=\"lykta-option__hint\">{}</span>", self.text(hint)));
            let _ = write!(
                options,
                "<label class=\"lykta-option\"><input class=\"lykta-option__input\" type=\"{input}\" name=\"{}\" id=\"{}-{}\" value=\"{}\" autocomplete=\"off\"><span class=\"lykta-option__text\">{}{hint}</span></label>",
                escaped(&item.id),
                escaped(&item.id),
                escaped(&option.id),
                escaped(&option.id),
                self.text(option.text)
            );
        }
        options
    }

    /// The numbers of "show help now", as plain links, and the way to the page with everything.
    fn help_list(&self) -> String {
        let mut list = String::new();
        let all = overview::name(&self.compiled.file.id, &self.words.language);
        let all = beside(&all);
        let cards = self.compiled.file.help_now.iter().filter_map(|id| self.compiled.file.cards.iter().find(|card| card.id == *id));
        for card in cards {
            let _ = write!(list, "{}", self.help_entry(card));
        }
        format!(
            "<div class=\"lykta-fallback\"><ul class=\"lykta-fallback__list\" role=\"list\">{list}</ul><p class=\"lykta-fallback__more\"><a class=\"lykta-fallback__all\" href=\"{all}\" target=\"_blank\" rel=\"noreferrer noopener\">{}</a></p></div>",
            self.ui("all-link")
        )
    }

    /// The languages that one can use, where these are named and the page's is none of them.
    fn foreign(&self, contact: &ContactEntry) -> Option<String> {
        let tags = &contact.languages;
        if tags.is_empty() || tags.iter().any(|tag| is_one_language(tag, &self.words.language)) {
            return None;
        }
        let name = |tag: &String| escaped(self.words.ui.get(&format!("language-{tag}")).unwrap_or(tag));
        Some(self.ui("languages").replace("{languages}", &tags.iter().map(name).collect::<Vec<_>>().join(", ")))
    }

    fn help_entry(&self, card: &CardEntry) -> String {
        let Some(contact) = card.contacts.first() else { return String::new() };
        let hours = contact
            .hours_text
            .map_or_else(String::new, |hours| format!("<span class=\"lykta-fallback__hours\">{}</span>", self.text(hours)));
        let languages =
            self.foreign(contact).map_or_else(String::new, |names| format!("<span class=\"lykta-fallback__hours\">{names}</span>"));
        let (href, class, shown, rel) = if !contact.phone.is_empty() {
            (format!("tel:{}", contact.phone), "lykta-ltr", contact.number.clone(), "")
        } else if !contact.sms.is_empty() {
            (format!("sms:{}", contact.sms), "lykta-ltr", contact.number.clone(), "")
        } else {
            (
                contact.url.clone(),
                "lykta-fallback__number--word",
                contact.url.trim_start_matches("https://").trim_end_matches('/').to_owned(),
                " target=\"_blank\" rel=\"noreferrer noopener\"",
            )
        };
        format!(
            "<li class=\"lykta-fallback__item\"><a class=\"lykta-fallback__link\"{}{rel}><span class=\"lykta-fallback__for\">{}{hours}{languages}</span><span class=\"lykta-fallback__number {class}\">{}</span></a></li>",
            self::href(&href),
            self.text(card.title),
            escaped(&shown)
        )
    }
}

/// The attribute of a link; none where it leads nowhere that can be trusted.
fn href(target: &str) -> String {
    address::target(target).map_or_else(String::new, |target| format!(" href=\"{}\"", escaped(target)))
}

fn brand(name: &str) -> String {
    format!("<div class=\"lykta-brand\">{}</div>", brand_name(name))
}

fn brand_name(name: &str) -> String {
    format!("<span class=\"lykta-brand__name\"><span class=\"lykta-brand__lamp\">{}</span>{name}</span>", MARK.trim())
}
