//! The text form of conditions: `who is self and pregnant is yes or maybe and age < 21`.
//!
//! In: a text. Out: a condition with the place of every name in it, or what is wrong and where.
//! Never knows which items and options exist: the caller checks the names, by their places.
//! Standard: `docs/pack-format.md`, Conditions.
//! Next: `condition.rs`.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::ops::Range;

use crate::answer::{ItemId, OptionId};
use crate::condition::{Area, Clause, Comparison, Condition, Test};

/// What is wrong with the text of a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A sign that has no meaning here.
    Sign,
    /// An item, `not` or a bracket was expected.
    Clause,
    /// After an item: `is`, `in`, `outside` or a comparison was expected.
    Verb,
    /// An option was expected.
    Option,
    /// A number of years was expected.
    Years,
    /// `region` or `municipality` was expected.
    Area,
    /// A code was expected.
    Code,
    /// A closing bracket was expected.
    Bracket,
    /// The condition was over, but text follows.
    Rest,
    /// Nested too deeply.
    Depth,
}

/// A fault and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxFault {
    /// What is wrong.
    pub fault: Fault,
    /// Where, in bytes of the text; empty at its end.
    pub at: Range<usize>,
}

/// What a name in a condition names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// An item.
    Item,
    /// An option of the item named last before it.
    Option,
    /// A named condition.
    Definition,
    /// A region code.
    Region,
    /// A municipality code.
    Municipality,
    /// A number of years, for the item named last before it.
    Years,
}

/// A name and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name.
    pub text: String,
    /// What it names.
    pub role: Role,
    /// Where, in bytes of the text.
    pub at: Range<usize>,
}

/// A condition with the places of its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// The condition; a named one stands in it as `Expression::Name`.
    pub expression: Expression,
    /// All names in the order of the text.
    pub names: Vec<Name>,
}

/// A condition in which named conditions are not yet put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    /// All of these.
    All(Vec<Expression>),
    /// Any of these.
    Any(Vec<Expression>),
    /// Not this.
    Not(Box<Expression>),
    /// A question to one item.
    Clause(Clause),
    /// A named condition.
    Name(String),
}

impl Expression {
    /// The condition, with named conditions put in; none if `named` does not know one.
    #[must_use]
    pub fn resolved(&self, named: &impl Fn(&str) -> Option<Condition>) -> Option<Condition> {
        Some(match self {
            Self::All(parts) => Condition::All(parts.iter().map(|part| part.resolved(named)).collect::<Option<_>>()?),
            Self::Any(parts) => Condition::Any(parts.iter().map(|part| part.resolved(named)).collect::<Option<_>>()?),
            Self::Not(part) => Condition::Not(Box::new(part.resolved(named)?)),
            Self::Clause(clause) => Condition::Clause(clause.clone()),
            Self::Name(name) => named(name)?,
        })
    }
}

/// Reads a condition.
///
/// # Errors
/// The first fault, with its place.
pub fn parse(text: &str) -> Result<Parsed, SyntaxFault> {
    let mut parser = Parser { tokens: tokens(text)?, at: 0, end: text.len(), names: Vec::new(), depth: 0 };
    let expression = parser.either()?;
    match parser.tokens.get(parser.at) {
        None => Ok(Parsed { expression, names: parser.names }),
        Some(token) => Err(SyntaxFault { fault: Fault::Rest, at: token.at.clone() }),
    }
}

/// Brackets and `not` nest at most so deep.
const DEEPEST: usize = 32;

#[derive(Debug, Clone, PartialEq, Eq)]
struct Token<'a> {
    text: &'a str,
    at: Range<usize>,
}

fn tokens(text: &str) -> Result<Vec<Token<'_>>, SyntaxFault> {
    let is_word = |sign: char| sign.is_ascii_alphanumeric() || sign == '-';
    let mut tokens = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, sign)) = rest.next() {
        let mut end = start + sign.len_utf8();
        if sign.is_whitespace() {
            continue;
        } else if is_word(sign) {
            while let Some((at, _)) = rest.next_if(|(_, sign)| is_word(*sign)) {
                end = at + 1;
            }
        } else if sign == '<' || sign == '>' {
            if rest.next_if(|(_, sign)| *sign == '=').is_some() {
                end += 1;
            }
        } else if !matches!(sign, '(' | ')' | ',') {
            return Err(SyntaxFault { fault: Fault::Sign, at: start..end });
        }
        tokens.push(Token { text: text.get(start..end).unwrap_or(""), at: start..end });
    }
    Ok(tokens)
}

struct Parser<'a> {
    tokens: Vec<Token<'a>>,
    at: usize,
    end: usize,
    names: Vec<Name>,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self, ahead: usize) -> Option<&'a str> {
        self.tokens.get(self.at + ahead).map(|token| token.text)
    }

    fn takes(&mut self, word: &str) -> bool {
        let found = self.peek(0) == Some(word);
        if found {
            self.at += 1;
        }
        found
    }

    fn fault<T>(&self, fault: Fault) -> Result<T, SyntaxFault> {
        let at = self.tokens.get(self.at).map_or(self.end..self.end, |token| token.at.clone());
        Err(SyntaxFault { fault, at })
    }

    /// The next token as a name, if it is a word with no meaning of its own.
    fn name(&mut self, role: Role, fault: Fault) -> Result<&'a str, SyntaxFault> {
        const WORDS: [&str; 8] = ["and", "or", "not", "is", "in", "outside", "any", "of"];
        match self.tokens.get(self.at).cloned() {
            Some(token) if token.text.starts_with(|sign: char| sign.is_ascii_alphanumeric()) && !WORDS.contains(&token.text) => {
                self.at += 1;
                self.names.push(Name { text: token.text.to_owned(), role, at: token.at });
                Ok(token.text)
            }
            _ => self.fault(fault),
        }
    }

    fn either(&mut self) -> Result<Expression, SyntaxFault> {
        let mut parts = Vec::from([self.both()?]);
        while self.takes("or") {
            parts.push(self.both()?);
        }
        Ok(single(parts, Expression::Any))
    }

    fn both(&mut self) -> Result<Expression, SyntaxFault> {
        let mut parts = Vec::from([self.part()?]);
        while self.takes("and") {
            parts.push(self.part()?);
        }
        Ok(single(parts, Expression::All))
    }

    fn part(&mut self) -> Result<Expression, SyntaxFault> {
        if self.depth >= DEEPEST {
            return self.fault(Fault::Depth);
        }
        self.depth += 1;
        let part = if self.takes("not") {
            Expression::Not(Box::new(self.part()?))
        } else if self.takes("(") {
            let inner = self.either()?;
            if !self.takes(")") {
                return self.fault(Fault::Bracket);
            }
            inner
        } else {
            self.clause()?
        };
        self.depth -= 1;
        Ok(part)
    }

    fn clause(&mut self) -> Result<Expression, SyntaxFault> {
        if !is_verb(self.peek(1)) {
            let name = self.name(Role::Definition, Fault::Clause)?;
            return match self.peek(0) {
                None | Some("and" | "or" | ")") => Ok(Expression::Name(name.to_owned())),
                Some(_) => self.fault(Fault::Verb),
            };
        }
        let item = ItemId::new(self.name(Role::Item, Fault::Clause)?);
        let test = if self.takes("is") {
            if self.takes("not") { Test::IsNot(self.options()?) } else { Test::Is(self.options()?) }
        } else if self.takes("in") {
            Test::In(self.area()?)
        } else if self.takes("outside") {
            Test::Outside(self.area()?)
        } else {
            let comparison = match self.peek(0) {
                Some("<") => Comparison::Below,
                Some("<=") => Comparison::AtMost,
                Some(">") => Comparison::Above,
                Some(">=") => Comparison::AtLeast,
                _ => return self.fault(Fault::Verb),
            };
            self.at += 1;
            match self.peek(0).and_then(|text| text.parse().ok()) {
                Some(years) => {
                    self.name(Role::Years, Fault::Years)?;
                    Test::Years(comparison, years)
                }
                None => return self.fault(Fault::Years),
            }
        };
        Ok(Expression::Clause(Clause { item, test }))
    }

    /// Options after `is`: a comma goes on; an `or` goes on unless a new part begins after it.
    fn options(&mut self) -> Result<Vec<OptionId>, SyntaxFault> {
        if self.takes("any") && !self.takes("of") {
            return self.fault(Fault::Option);
        }
        let mut options = Vec::from([OptionId::new(self.name(Role::Option, Fault::Option)?)]);
        while self.takes(",") || self.or_goes_on() {
            options.push(OptionId::new(self.name(Role::Option, Fault::Option)?));
        }
        Ok(options)
    }

    fn area(&mut self) -> Result<Area, SyntaxFault> {
        let role = match self.peek(0) {
            Some("region") => Role::Region,
            Some("municipality") => Role::Municipality,
            _ => return self.fault(Fault::Area),
        };
        self.at += 1;
        let mut codes = Vec::from([self.name(role, Fault::Code)?.to_owned()]);
        while self.takes(",") || self.or_goes_on() {
            codes.push(self.name(role, Fault::Code)?.to_owned());
        }
        Ok(if role == Role::Region { Area::Regions(codes) } else { Area::Municipalities(codes) })
    }

    fn or_goes_on(&mut self) -> bool {
        let goes_on = self.peek(0) == Some("or") && !is_verb(self.peek(2)) && !matches!(self.peek(1), None | Some("not" | "("));
        if goes_on {
            self.at += 1;
        }
        goes_on
    }
}

fn is_verb(token: Option<&str>) -> bool {
    matches!(token, Some("is" | "in" | "outside" | "<" | "<=" | ">" | ">="))
}

/// One part stands for itself.
fn single(mut parts: Vec<Expression>, several: fn(Vec<Expression>) -> Expression) -> Expression {
    match (parts.pop(), parts.is_empty()) {
        (Some(only), true) => only,
        (Some(last), false) => {
            parts.push(last);
            several(parts)
        }
        (None, _) => several(parts),
    }
}

/// The text of a condition, such that `parse` gives the same condition again.
#[must_use]
pub fn written(condition: &Condition) -> String {
    let mut text = String::new();
    write(condition, &mut text);
    text
}

fn write(condition: &Condition, text: &mut String) {
    match condition {
        Condition::All(parts) => write_parts(parts, " and ", text),
        Condition::Any(parts) => write_parts(parts, " or ", text),
        Condition::Not(part) => {
            text.push_str("not ");
            write_closed(part, text);
        }
        Condition::Clause(clause) => {
            text.push_str(clause.item.as_str());
            match &clause.test {
                Test::Is(options) => write_list(" is ", options.iter().map(OptionId::as_str), text),
                Test::IsNot(options) => write_list(" is not ", options.iter().map(OptionId::as_str), text),
                Test::Years(comparison, years) => {
                    text.push_str(match comparison {
                        Comparison::Below => " < ",
                        Comparison::AtMost => " <= ",
                        Comparison::Above => " > ",
                        Comparison::AtLeast => " >= ",
                    });
                    text.push_str(&years.to_string());
                }
                Test::In(area) => write_area(" in ", area, text),
                Test::Outside(area) => write_area(" outside ", area, text),
            }
        }
    }
}

fn write_parts(parts: &[Condition], joint: &str, text: &mut String) {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            text.push_str(joint);
        }
        write_closed(part, text);
    }
}

/// In brackets, where it would else run into its neighbours.
fn write_closed(part: &Condition, text: &mut String) {
    if matches!(part, Condition::All(_) | Condition::Any(_)) {
        text.push('(');
        write(part, text);
        text.push(')');
    } else {
        write(part, text);
    }
}

fn write_list<'a>(verb: &str, names: impl Iterator<Item = &'a str>, text: &mut String) {
    for (index, name) in names.enumerate() {
        text.push_str(if index == 0 { verb } else { ", " });
        text.push_str(name);
    }
}

fn write_area(verb: &str, area: &Area, text: &mut String) {
    text.push_str(verb);
    let (word, codes) = match area {
        Area::Regions(codes) => ("region ", codes),
        Area::Municipalities(codes) => ("municipality ", codes),
    };
    write_list(word, codes.iter().map(String::as_str), text);
}

#[cfg(test)]
mod tests;
