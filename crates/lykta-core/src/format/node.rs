//! JSON as a tree, and entries read from it.
//!
//! In: any serde reader. Out: entries, or a fault that names the field.
//! One reader for all entries: a derived one for each was a fifth of the WASM file (`docs/decisions/0004-one-reader.md`).
//! Unknown fields are refused, missing ones are named.
//! Next: `built.rs`.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A value of a built file. Numbers are whole and not negative; there is no null.
#[derive(Debug)]
pub enum Node {
    /// A truth value.
    Flag(bool),
    /// A whole number.
    Number(u64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Fields with their names.
    Table(Vec<(String, Node)>),
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        reader.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value of a built file")
    }

    fn visit_bool<E: de::Error>(self, flag: bool) -> Result<Node, E> {
        Ok(Node::Flag(flag))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Node, E> {
        Ok(Node::Number(number))
    }

    // Told in our own words: the library's would bring in the printing of floats.
    fn visit_i64<E: de::Error>(self, _: i64) -> Result<Node, E> {
        Err(E::custom("a negative number"))
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Node, E> {
        Err(E::custom("a number that is not whole"))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Node, E> {
        Err(E::custom("null"))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(String::from(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        let mut nodes = Vec::new();
        while let Some(node) = list.next_element()? {
            nodes.push(node);
        }
        Ok(Node::List(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut table: A) -> Result<Node, A::Error> {
        let mut fields: Vec<(String, Node)> = Vec::new();
        while let Some(name) = table.next_key::<Node>()? {
            if let Node::Text(name) = name {
                fields.push((name, table.next_value()?));
            }
        }
        Ok(Node::Table(fields))
    }
}

/// The first fault found while entries are read, in words for the one who built them.
///
/// Kept beside the reading instead of returned from each field: a branch for every field weighed as much as the reading.
#[derive(Debug, Default)]
pub struct Fault(pub Option<String>);

impl Fault {
    #[inline(never)]
    fn keep(&mut self, name: &str, what: &str) {
        if self.0.is_none() {
            self.0 = Some(format!("{what} `{name}`"));
        }
    }
}

/// What can be read from a node. On a node of another kind a fault is kept, and the value is empty.
pub trait FromNode: Default {
    /// Reads it.
    fn from_node(node: Node, fault: &mut Fault) -> Self;
}

impl FromNode for bool {
    fn from_node(node: Node, fault: &mut Fault) -> Self {
        if let Node::Flag(flag) = node {
            return flag;
        }
        fault.keep("", "not a truth value");
        false
    }
}

impl FromNode for String {
    fn from_node(node: Node, fault: &mut Fault) -> Self {
        if let Node::Text(text) = node {
            return text;
        }
        fault.keep("", "not a text");
        Self::new()
    }
}

#[inline(never)]
fn number(node: &Node, most: u64, fault: &mut Fault) -> u64 {
    match node {
        Node::Number(number) if *number <= most => *number,
        Node::Number(_) | Node::Flag(_) | Node::Text(_) | Node::List(_) | Node::Table(_) => {
            fault.keep("", "not a number in range");
            0
        }
    }
}

impl FromNode for u32 {
    fn from_node(node: Node, fault: &mut Fault) -> Self {
        Self::try_from(number(&node, u64::from(Self::MAX), fault)).unwrap_or(0)
    }
}

impl FromNode for u16 {
    fn from_node(node: Node, fault: &mut Fault) -> Self {
        Self::try_from(number(&node, u64::from(Self::MAX), fault)).unwrap_or(0)
    }
}

impl FromNode for u8 {
    fn from_node(node: Node, fault: &mut Fault) -> Self {
        Self::try_from(number(&node, u64::from(Self::MAX), fault)).unwrap_or(0)
    }
}

impl<T: FromNode> FromNode for Option<T> {
    fn from_node(node: Node, fault: &mut Fault) -> Self {
        Some(T::from_node(node, fault))
    }
}

impl<T: FromNode> FromNode for Vec<T> {
    fn from_node(node: Node, fault: &mut Fault) -> Self {
        let mut list = Self::new();
        if let Node::List(nodes) = node {
            for node in nodes {
                list.push(T::from_node(node, fault));
            }
        } else {
            fault.keep("", "not a list");
        }
        list
    }
}

impl<A: FromNode, B: FromNode> FromNode for (A, B) {
    fn from_node(node: Node, fault: &mut Fault) -> Self {
        if let Node::List(nodes) = node {
            let mut nodes = nodes.into_iter();
            if let (Some(first), Some(second), None) = (nodes.next(), nodes.next(), nodes.next()) {
                return (A::from_node(first, fault), B::from_node(second, fault));
            }
        }
        fault.keep("", "not a pair");
        Self::default()
    }
}

/// The fields of an entry, while they are read.
pub struct Fields(Vec<(String, Node)>);

impl Fields {
    /// The fields of a table.
    pub fn of(node: Node, fault: &mut Fault) -> Self {
        if let Node::Table(fields) = node {
            return Self(fields);
        }
        fault.keep("", "not an entry");
        Self(Vec::new())
    }

    #[inline(never)]
    fn remove(&mut self, name: &str) -> Option<Node> {
        let index = self.0.iter().position(|(field, _)| field == name)?;
        Some(self.0.swap_remove(index).1)
    }

    /// A field that may be missing.
    #[inline(never)]
    pub fn optional<T: FromNode>(&mut self, name: &str, fault: &mut Fault) -> T {
        self.remove(name).map_or_else(T::default, |node| T::from_node(node, fault))
    }

    /// A field that must be there.
    #[inline(never)]
    pub fn required<T: FromNode>(&mut self, name: &str, fault: &mut Fault) -> T {
        if let Some(node) = self.remove(name) {
            return T::from_node(node, fault);
        }
        fault.keep(name, "missing field");
        T::default()
    }

    /// All that is left, by name.
    pub fn rest(self) -> Vec<(String, Node)> {
        self.0
    }

    /// Nothing may be left: neither an unknown field nor one that stands twice.
    pub fn end(self, fault: &mut Fault) {
        if let Some((name, _)) = self.0.first() {
            fault.keep(name, "unknown field");
        }
    }
}

/// Makes an entry readable: which fields must be there, and which may.
macro_rules! readable {
    ($entry:ident: $($required:ident)*; $($optional:ident)*) => {
        impl FromNode for $entry {
            fn from_node(node: Node, fault: &mut Fault) -> Self {
                let mut fields = Fields::of(node, fault);
                let entry = Self {
                    $($required: fields.required(stringify!($required), fault),)*
                    $($optional: fields.optional(stringify!($optional), fault),)*
                };
                fields.end(fault);
                entry
            }
        }
    };
}

/// Makes a file readable by serde.
macro_rules! readable_file {
    ($file:ident) => {
        impl<'de> Deserialize<'de> for $file {
            fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
                let mut fault = Fault::default();
                let file = Self::from_node(Node::deserialize(reader)?, &mut fault);
                match fault.0 {
                    None => Ok(file),
                    Some(what) => Err(de::Error::custom(what)),
                }
            }
        }
    };
}

pub(super) use {readable, readable_file};
