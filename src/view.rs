//! Elements: one Leptos type for every element of the app.
//!
//! In: a tag, attributes, children. Out: a view.
//! `view!` makes a new type for each shape of markup, and the code of each is in the WASM file: that was most of its weight.
//! Here every element has the same type, so the code is there once; `docs/decisions/0003-one-element-type.md` has the figures.
//! Never decides what to show.
//! Next: `components/`.

use std::sync::OnceLock;

use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::attr::custom::custom_attribute;
use leptos::ev::{Custom, Event};
use leptos::prelude::{AddAnyAttr, AnyView, ElementChild, IntoAny};
use leptos::tachys::html::element::custom;
use leptos::tachys::html::event::on;
use leptos::tachys::html::property::prop;
use lykta_core::isolate::{self, Part};

/// An element in the making. Boxed, so that each step moves a pointer and not the whole.
pub struct Element(Box<Parts>);

struct Parts {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// Begins an element with a class; none if empty.
#[inline(never)]
pub fn element(tag: &'static str, class: &str) -> Element {
    let element = Element(Box::new(Parts { tag, attributes: Vec::new(), children: Vec::new() }));
    let element = if class.is_empty() { element } else { element.attribute("class", class) };
    // Without marks a list is no list to VoiceOver, unless it says that it is one; a list to choose from says later that it is another.
    if matches!(tag, "ul" | "ol") { element.attribute("role", "list") } else { element }
}

/// The language of texts that are borrowed, on this page.
static BORROWED: OnceLock<String> = OnceLock::new();

/// Names the language of texts that are missing in others, once.
pub fn borrow_from(language: &str) {
    // Named again, it is the same.
    let _ = BORROWED.set(language.to_owned());
}

/// Text by itself; what is marked as borrowed stands in an element that names its language.
#[inline(never)]
pub fn text(words: &str) -> AnyView {
    let parts = isolate::parts(words);
    match parts.as_slice() {
        [] | [Part::Own(_)] => words.to_owned().into_any(),
        _ => parts.into_iter().map(part).collect::<Vec<AnyView>>().into_any(),
    }
}

fn part(part: Part<'_>) -> AnyView {
    match part {
        Part::Own(words) => words.to_owned().into_any(),
        Part::Other(words, direction) => element("bdi", "")
            .attribute("lang", BORROWED.get().map_or("", String::as_str))
            .attribute("dir", direction)
            .with_child(Child(words.to_owned().into_any()))
            .view(),
    }
}

/// What is there and changes: shown anew whenever something it reads changes.
pub fn changing(view: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    changing_boxed(Box::new(view))
}

#[inline(never)]
fn changing_boxed(view: Box<dyn FnMut() -> AnyView + Send>) -> AnyView {
    view.into_any()
}

/// Nothing.
#[inline(never)]
pub fn nothing() -> AnyView {
    ().into_any()
}

impl Element {
    /// With an attribute.
    pub fn attribute(self, name: &'static str, value: impl AsRef<str>) -> Self {
        self.attribute_plain(name, value.as_ref())
    }

    #[inline(never)]
    fn attribute_plain(mut self, name: &'static str, value: &str) -> Self {
        self.0.attributes.push(custom_attribute(name, value.to_owned()).into_any_attr());
        self
    }

    /// With an attribute that is there without a value.
    pub fn flag(self, name: &'static str) -> Self {
        self.attribute(name, "")
    }

    /// With an attribute that changes; absent while none.
    pub fn changing(self, name: &'static str, value: impl FnMut() -> Option<String> + Send + 'static) -> Self {
        self.changing_boxed(name, Box::new(value))
    }

    #[inline(never)]
    fn changing_boxed(mut self, name: &'static str, value: Box<dyn FnMut() -> Option<String> + Send>) -> Self {
        self.0.attributes.push(custom_attribute(name, value).into_any_attr());
        self
    }

    /// With the first state of an input: whether it is checked.
    pub fn checked(self, is_checked: bool) -> Self {
        // Elements are made anew for each screen, so the attribute is enough, and needs no type of its own.
        if is_checked { self.flag("checked") } else { self }
    }

    /// With a value that changes, of an input.
    pub fn value(self, value: impl FnMut() -> String + Send + 'static) -> Self {
        self.property("value", Box::new(value))
    }

    #[inline(never)]
    fn property(mut self, name: &'static str, value: Box<dyn FnMut() -> String + Send>) -> Self {
        self.0.attributes.push(prop(name, value).into_any_attr());
        self
    }

    /// With a listener.
    #[inline(never)]
    pub fn on(mut self, event: &'static str, listener: Box<dyn FnMut(Event)>) -> Self {
        self.0.attributes.push(on(Custom::new(event), listener).into_any_attr());
        self
    }

    /// With a child.
    pub fn with(self, child: impl Into<Child>) -> Self {
        self.with_child(child.into())
    }

    #[inline(never)]
    fn with_child(mut self, child: Child) -> Self {
        self.0.children.push(child.0);
        self
    }

    /// With a child, if there is one.
    pub fn with_some(self, child: Option<impl Into<Child>>) -> Self {
        match child {
            Some(child) => self.with(child),
            None => self,
        }
    }

    /// With children.
    pub fn with_each(self, children: impl IntoIterator<Item = impl Into<Child>>) -> Self {
        children.into_iter().fold(self, Self::with)
    }

    /// With text.
    pub fn text(self, words: impl AsRef<str>) -> Self {
        self.with_child(Child(text(words.as_ref())))
    }

    /// With a drawing: markup of our own, in which nothing but numbers changes.
    pub fn drawing(self, markup: impl Into<String>) -> Self {
        let markup: String = markup.into();
        self.property("innerHTML", Box::new(move || markup.clone()))
    }

    /// The view.
    #[inline(never)]
    pub fn view(self) -> AnyView {
        let Parts { tag, attributes, children } = *self.0;
        custom(tag).add_any_attr(attributes).child(children).into_any()
    }
}

/// What can stand inside an element.
pub struct Child(AnyView);

impl From<Element> for Child {
    fn from(element: Element) -> Self {
        Self(element.view())
    }
}

impl From<AnyView> for Child {
    fn from(view: AnyView) -> Self {
        Self(view)
    }
}
