//! Elements: one Leptos type for every element of the app.
//!
//! In: a tag, attributes, children. Out: a view.
//! `view!` makes a new type for each shape of markup, and the code of each is in the WASM file: that was most of its weight.
//! Here every element has the same type, so the code is there once; `docs/decisions/0003-one-element-type.md` has the figures.
//! Never decides what to show.
//! Next: `components/`.

use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::attr::custom::custom_attribute;
use leptos::ev::Custom;
use leptos::prelude::{AddAnyAttr, AnyView, ElementChild, IntoAny};
use leptos::tachys::html::element::custom;
use leptos::tachys::html::event::on;
use leptos::tachys::html::property::prop;

/// An element in the making.
pub struct Element {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// Begins an element with a class; none if empty.
pub fn element(tag: &'static str, class: &str) -> Element {
    let element = Element { tag, attributes: Vec::new(), children: Vec::new() };
    if class.is_empty() { element } else { element.attribute("class", class) }
}

/// Text by itself.
pub fn text(words: impl Into<String>) -> AnyView {
    let words: String = words.into();
    words.into_any()
}

/// What is there and changes: shown anew whenever something it reads changes.
pub fn changing(view: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let view: Box<dyn FnMut() -> AnyView + Send> = Box::new(view);
    view.into_any()
}

/// Nothing.
pub fn nothing() -> AnyView {
    ().into_any()
}

impl Element {
    /// With an attribute.
    pub fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        let value: String = value.into();
        self.attributes.push(custom_attribute(name, value).into_any_attr());
        self
    }

    /// With an attribute that is there if `is_set`, without a value.
    pub fn flag(self, name: &'static str, is_set: bool) -> Self {
        if is_set { self.attribute(name, "") } else { self }
    }

    /// With an attribute that changes; absent while none.
    pub fn changing(mut self, name: &'static str, value: impl FnMut() -> Option<String> + Send + 'static) -> Self {
        let value: Box<dyn FnMut() -> Option<String> + Send> = Box::new(value);
        self.attributes.push(custom_attribute(name, value).into_any_attr());
        self
    }

    /// With the state of an input: whether it is checked.
    pub fn checked(mut self, is_checked: bool) -> Self {
        self.attributes.push(prop("checked", is_checked).into_any_attr());
        self
    }

    /// With a value that changes, of an input.
    pub fn value(mut self, value: impl FnMut() -> String + Send + 'static) -> Self {
        let value: Box<dyn FnMut() -> String + Send> = Box::new(value);
        self.attributes.push(prop("value", value).into_any_attr());
        self
    }

    /// With a listener.
    pub fn on(mut self, event: &'static str, listener: impl FnMut(web_sys::Event) + 'static) -> Self {
        let listener: Box<dyn FnMut(web_sys::Event)> = Box::new(listener);
        self.attributes.push(on(Custom::new(event), listener).into_any_attr());
        self
    }

    /// With a child.
    pub fn with(mut self, child: impl Into<Child>) -> Self {
        self.children.push(child.into().0);
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
    pub fn with_each(mut self, children: impl IntoIterator<Item = impl Into<Child>>) -> Self {
        self.children.extend(children.into_iter().map(|child| child.into().0));
        self
    }

    /// With text.
    pub fn text(self, words: impl Into<String>) -> Self {
        self.with(text(words))
    }

    /// With a drawing: markup of our own, in which nothing but numbers changes.
    pub fn drawing(mut self, markup: String) -> Self {
        self.attributes.push(prop("innerHTML", markup).into_any_attr());
        self
    }

    /// The view.
    pub fn view(self) -> AnyView {
        custom(self.tag).add_any_attr(self.attributes).child(self.children).into_any()
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
