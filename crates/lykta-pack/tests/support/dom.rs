//! A page as a browser reads it: its elements in order, and what a browser had to put right.

use html5ever::driver::ParseOpts;
use html5ever::tendril::TendrilSink as _;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// An element.
#[derive(Debug, Clone)]
pub struct Element {
    /// Name, in small letters.
    pub name: String,
    /// Attributes, in order.
    pub attributes: Vec<(String, String)>,
    /// All text in it.
    pub text: String,
    /// Indexes of the elements that it stands in, the outermost first.
    pub within: Vec<usize>,
}

impl Element {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Whether it has a class.
    pub fn is(&self, class: &str) -> bool {
        self.get("class").is_some_and(|classes| classes.split(' ').any(|own| own == class))
    }
}

/// A page.
pub struct Dom {
    /// All elements, in order.
    pub elements: Vec<Element>,
    /// What a browser had to put right.
    pub faults: Vec<String>,
}

/// Reads a page.
pub fn read(html: &str) -> Dom {
    // As in a browser without scripts, where what stands in `noscript` counts.
    let mut options = ParseOpts::default();
    options.tree_builder.scripting_enabled = false;
    let dom = html5ever::parse_document(RcDom::default(), options).one(html);
    let mut elements = Vec::new();
    collect(&dom.document, &mut Vec::new(), &mut elements);
    let faults = dom.errors.borrow().iter().map(ToString::to_string).collect();
    Dom { elements, faults }
}

fn collect(node: &Handle, within: &mut Vec<usize>, elements: &mut Vec<Element>) {
    match &node.data {
        NodeData::Element { name, attrs, .. } => {
            let attributes = attrs.borrow().iter().map(|own| (own.name.local.to_string(), own.value.to_string())).collect();
            let element = Element { name: name.local.to_string(), attributes, text: String::new(), within: within.clone() };
            within.push(elements.len());
            elements.push(element);
        }
        NodeData::Text { contents } => within.iter().for_each(|index| elements[*index].text.push_str(&contents.borrow())),
        _ => {}
    }
    node.children.borrow().iter().for_each(|child| collect(child, within, elements));
    if matches!(node.data, NodeData::Element { .. }) {
        within.pop();
    }
}

impl Dom {
    /// Elements of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements.iter().filter(move |element| element.name == name)
    }

    /// The element with an id.
    #[track_caller]
    pub fn by_id(&self, id: &str) -> &Element {
        self.elements.iter().find(|element| element.get("id") == Some(id)).unwrap_or_else(|| panic!("there is no #{id}"))
    }

    /// The elements in the one with an id.
    pub fn inside<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Element> {
        let index = self.elements.iter().position(|element| element.get("id") == Some(id));
        self.elements.iter().filter(move |element| index.is_some_and(|index| element.within.contains(&index)))
    }

    /// What could run, or lead where no link may.
    pub fn dangers(&self) -> Vec<String> {
        let mut dangers = Vec::new();
        for element in &self.elements {
            let is_ours = element.name == "script" && (element.get("src").is_some() || element.get("type") == Some("application/json"));
            if ["script", "style", "iframe", "object", "embed", "base", "form", "img", "video", "audio"].contains(&element.name.as_str())
                && !is_ours
            {
                dangers.push(format!("<{}>", element.name));
            }
            for (name, value) in &element.attributes {
                if name.starts_with("on") || ["style", "srcdoc", "action", "formaction", "ping"].contains(&name.as_str()) {
                    dangers.push(format!("<{} {name}>", element.name));
                }
                let is_address = ["href", "xlink:href"].contains(&name.as_str());
                if is_address && !is_safe(value) {
                    dangers.push(format!("<{} {name}={value:?}>", element.name));
                }
            }
        }
        dangers
    }
}

/// A page, a number, a place of this page, or a file beside it.
fn is_safe(href: &str) -> bool {
    let is_number = |rest: &str| rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'+');
    let is_name = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'));
    href.starts_with("https://")
        || href.strip_prefix("tel:").or_else(|| href.strip_prefix("sms:")).is_some_and(is_number)
        || href.starts_with('#')
        || is_name(href)
}
