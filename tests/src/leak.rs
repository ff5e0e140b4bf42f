//! Leaks: what must be the same whatever is answered, and what must never be seen of it.
//!
//! In: what was seen of one visit without answers and of several with. Out: faults, each by the judge that found it; none if nothing leaks.
//! The judges are functions of what was seen alone, so that planted leaks can show that each of them judges.
//! Next: `town.rs` for what is seen, `tests/random.rs`.

use std::collections::BTreeSet;
use std::fmt;

use crate::content::Content;
use crate::request::{Request, difference};
use crate::thing::Thing;

/// What the recorder on the host page saw, as texts in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Messages to the host page: origin, content.
    pub messages: Vec<String>,
    /// The box of the guide's frame, each time another: place and size, with the scrolling of the host page and its viewport.
    pub boxes: Vec<String>,
    /// Changes of the host's document since the guide was there.
    pub mutations: Vec<String>,
    /// What the host page's performance entries say was asked for.
    pub resources: Vec<String>,
    /// Title, address, history, cookies and storage of the host page, each time another.
    pub states: Vec<String>,
    /// All events, other performance entries, errors, the console: what hangs on the pointer and the clock.
    pub others: Vec<String>,
}

/// What was seen of one visit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Observation {
    /// Whose visit.
    pub name: String,
    /// What they came to.
    pub things: BTreeSet<Thing>,
    /// What they wrote and chose by hand: names of places, postcodes, days.
    pub typed: BTreeSet<String>,
    /// What the host page's server was asked.
    pub to_host: Vec<Request>,
    /// What the guide's server was asked.
    pub to_guide: Vec<Request>,
    /// In what storage of every kind, address, title and history of page and frame differ from before the first answer.
    pub changes: Vec<String>,
    /// What the frame asked for after the first answer could be given, by its own performance entries.
    pub late: Vec<String>,
    /// What the recorder saw.
    pub record: Record,
}

/// Who finds a leak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Judge {
    /// Both servers are asked the same in every visit.
    Servers,
    /// The frame asks for nothing after the lock.
    Lock,
    /// The host page is told the same in every visit.
    Messages,
    /// The frame's box takes the same course in every visit.
    Boxes,
    /// The host's document changes in the same way in every visit.
    Mutations,
    /// The host's performance entries name the same requests in every visit.
    Resources,
    /// Nothing that lasts changes in a visit.
    Traces,
    /// Nothing that the recorder kept holds an id, an option or what was typed.
    Words,
}

/// A leak.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Who found it.
    pub judge: Judge,
    /// In whose visit.
    pub visit: String,
    /// What differs, or what was seen.
    pub text: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}, {}: {}", self.judge, self.visit, self.text)
    }
}

/// What must never be seen outside the frame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Secrets {
    /// Ids of items, options and cards, and the texts of options in all languages, in lower case.
    words: BTreeSet<String>,
    /// Titles that the frame may bear: its language changes.
    titles: BTreeSet<String>,
}

impl Secrets {
    /// Of a pack.
    #[must_use]
    pub fn of(content: &Content) -> Secrets {
        let pack = &content.pack;
        let options = || pack.items.iter().flat_map(|item| &item.options);
        let ids = pack.items.iter().map(|item| item.id.as_str());
        let ids = ids.chain(options().map(|option| option.id.as_str())).chain(pack.cards.iter().map(|card| card.id.as_str()));
        let languages = 0..content.languages();
        let texts = languages.clone().flat_map(|language| options().map(move |option| content.text(language, option.text)));
        let titles = languages.filter_map(|language| content.app(language, "page-title", &[]).ok());
        Secrets { words: ids.chain(texts).map(str::to_lowercase).collect(), titles: titles.map(|title| format!("\"{title}\"")).collect() }
    }
}

/// All leaks that the judges find in visits in the same window; `idle` is the visit of someone who answered nothing, like which all must look.
#[must_use]
pub fn faults(idle: &Observation, visits: &[Observation], secrets: &Secrets) -> Vec<Fault> {
    let mut faults = Vec::new();
    for visit in visits {
        let mut told = |judge, texts: Vec<String>| {
            faults.extend(texts.into_iter().map(|text| Fault { judge, visit: visit.name.clone(), text }));
        };
        told(Judge::Servers, [difference(&idle.to_guide, &visit.to_guide), difference(&idle.to_host, &visit.to_host)].concat());
        told(Judge::Lock, visit.late.clone());
        told(Judge::Messages, course(&idle.record.messages, &visit.record.messages));
        told(Judge::Boxes, course(&idle.record.boxes, &visit.record.boxes));
        told(Judge::Mutations, course(&idle.record.mutations, &visit.record.mutations));
        told(Judge::Resources, course(&sorted(&idle.record.resources), &sorted(&visit.record.resources)));
        told(Judge::Traces, traces(visit, secrets));
        told(Judge::Words, words(idle, visit, secrets));
    }
    faults
}

/// How many different lots of requests the servers saw: one, if nothing leaks.
#[must_use]
pub fn distinct(visits: &[Observation]) -> usize {
    let lot = |requests: &[Request]| sorted(&requests.iter().map(ToString::to_string).collect::<Vec<_>>());
    visits.iter().map(|visit| (lot(&visit.to_guide), lot(&visit.to_host))).collect::<BTreeSet<_>>().len()
}

fn sorted(texts: &[String]) -> Vec<String> {
    let mut texts = texts.to_vec();
    texts.sort();
    texts
}

/// Where two courses part, and how long each is; nothing if they are the same.
fn course(one: &[String], other: &[String]) -> Vec<String> {
    if one == other {
        return Vec::new();
    }
    let at = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let word = |course: &[String]| course.get(at).map_or("nothing", String::as_str).to_owned();
    vec![format!("{} in place of {}, {} times in place of {}, from the {at}th on", word(other), word(one), other.len(), one.len())]
}

fn traces(visit: &Observation, secrets: &Secrets) -> Vec<String> {
    let is_title = |change: &&String| {
        let after = change.strip_prefix("frame title: ").and_then(|change| change.rsplit_once(", is "));
        after.is_some_and(|(_, title)| secrets.titles.contains(title))
    };
    let mut faults: Vec<String> = visit.changes.iter().filter(|change| !is_title(change)).cloned().collect();
    if visit.record.states.len() != 1 {
        faults.push(format!("the host page took {} states: {}", visit.record.states.len(), visit.record.states.join(" >> ")));
    }
    faults
}

/// Secrets that the record of a visit holds as whole words, and that of the visit without answers does not: `none`, `self` and their like
/// are words of the browser too, and say nothing where they stand there in any case.
fn words(idle: &Observation, visit: &Observation, secrets: &Secrets) -> Vec<String> {
    let (before, after) = (text(&idle.record), text(&visit.record));
    let typed: Vec<String> = visit.typed.iter().map(|typed| typed.to_lowercase()).collect();
    let seen = secrets.words.iter().chain(&typed).filter(|word| holds(&after, word) && !holds(&before, word));
    seen.map(|word| {
        let at = after.find(word.as_str()).unwrap_or_default();
        let from = after.floor_char_boundary(at.saturating_sub(60));
        let to = after.floor_char_boundary(at + word.len() + 60);
        format!("\u{201c}{word}\u{201d} in {}", after.get(from..to).unwrap_or_default())
    })
    .collect()
}

fn text(record: &Record) -> String {
    let Record { messages, boxes: _, mutations, resources, states, others } = record;
    [messages, mutations, resources, states, others].map(|texts| texts.join("\n")).join("\n").to_lowercase()
}

/// Whether a text holds a word that neither begins nor ends inside another.
fn holds(text: &str, word: &str) -> bool {
    let is_inside = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|after| after.chars().next());
        !is_inside(before) && !is_inside(after)
    })
}

#[cfg(test)]
mod tests {
    use super::{Fault, Judge, Observation, Secrets, faults};

    fn visit(name: &str) -> Observation {
        let mut visit = Observation { name: name.to_owned(), ..Observation::default() };
        visit.record.states = vec!["Town | /".to_owned()];
        visit.record.messages = vec!["null {\"lykta\":\"ready\"}".to_owned()];
        visit.record.others = vec!["script-src 'self'".to_owned()];
        visit
    }

    /// Two visits, of which something is done to the second: by whom it is found.
    #[track_caller]
    fn check(leak: impl FnOnce(&mut Observation), expected: &[Judge]) {
        let secrets = Secrets {
            words: ["self", "alcohol", "13-15"].map(str::to_owned).into(),
            titles: ["\"Guide\"", "\"Opas\""].map(str::to_owned).into(),
        };
        let mut second = visit("second");
        leak(&mut second);
        let found = faults(&visit("idle"), &[visit("first"), second], &secrets);
        assert!(found.iter().all(|fault: &Fault| fault.visit == "second"), "{found:?}");
        assert_eq!(found.iter().map(|fault| fault.judge).collect::<Vec<_>>(), expected, "{found:?}");
    }

    #[test]
    fn nothing_is_found_where_nothing_leaks() {
        check(|_| {}, &[]);
        check(|visit| visit.record.others.push("default-src 'self'".to_owned()), &[]);
        check(|visit| visit.record.others.push("alcoholic".to_owned()), &[]);
        check(|visit| visit.changes.push("frame title: was \"Guide\", is \"Opas\"".to_owned()), &[]);
    }

    #[test]
    fn what_the_frame_asks_for_later_is_found() {
        check(|visit| visit.late.push("http://guide/more.json".to_owned()), &[Judge::Lock]);
    }

    #[test]
    fn another_message_is_found() {
        check(|visit| visit.record.messages.push("null {\"lykta\":\"next\"}".to_owned()), &[Judge::Messages]);
        check(|visit| visit.record.messages.clear(), &[Judge::Messages]);
    }

    #[test]
    fn another_box_is_found() {
        check(|visit| visit.record.boxes.push("0 0 1 1".to_owned()), &[Judge::Boxes]);
    }

    #[test]
    fn another_mutation_is_found() {
        check(|visit| visit.record.mutations.push("attributes IFRAME style".to_owned()), &[Judge::Mutations]);
    }

    #[test]
    fn another_request_in_the_performance_entries_is_found() {
        check(|visit| visit.record.resources.push("resource img x".to_owned()), &[Judge::Resources]);
    }

    #[test]
    fn what_lasts_is_found() {
        check(|visit| visit.changes.push("page cookie: was \"\", is \"x\"".to_owned()), &[Judge::Traces]);
        check(|visit| visit.changes.push("frame title: was \"Guide\", is \"13\"".to_owned()), &[Judge::Traces]);
        check(|visit| visit.record.states.push("Town | /#x".to_owned()), &[Judge::Traces]);
    }

    #[test]
    fn an_id_and_what_was_typed_are_found_as_whole_words() {
        check(|visit| visit.record.others.push("about-alcohol".to_owned()), &[Judge::Words]);
        check(|visit| visit.record.others.push("Alcohol=1".to_owned()), &[Judge::Words]);
        check(|visit| visit.record.others.push("age?13-15".to_owned()), &[Judge::Words]);
        let typed = |visit: &mut Observation| {
            visit.typed.insert("Åbo".to_owned());
            visit.record.others.push("place=åbo".to_owned());
        };
        check(typed, &[Judge::Words]);
    }
}
