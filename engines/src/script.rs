//! What a script uses: names of the browser's, and forms of the language.
//!
//! In: a script's text. Out: its uses.
//! A name that the script declares itself, anywhere in it, is its own; the rest is asked of the browser.
//! Never tells what kind of object a member belongs to: that is known only when it runs.
//! Law of the language: ECMA-262; read by oxc's parser.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use oxc_allocator::Allocator;
use oxc_ast::AstKind;
use oxc_ast::ast::{
    Argument, AssignmentOperator, BinaryOperator, BindingPattern, Expression, LogicalOperator, MethodDefinitionKind, PropertyKey,
    RegExpFlags, VariableDeclarationKind,
};
use oxc_ast_visit::Visit;
use oxc_parser::Parser;
use oxc_span::{GetSpan, SourceType};

use crate::usage::{Kind, Use, line_at};

/// Forms of the language after its fifth edition, and where the package of compatibility tells of them.
pub const FORMS: &[(&str, &str)] = &[
    ("arrow", "javascript/functions/arrow_functions"),
    ("let", "javascript/statements/let"),
    ("template", "javascript/grammar/template_literals"),
    ("spread", "javascript/operators/spread"),
    ("spread-object", "javascript/operators/spread/spread_in_object_literals"),
    ("destructuring", "javascript/operators/destructuring"),
    ("default-parameter", "javascript/functions/default_parameters"),
    ("rest-parameter", "javascript/functions/rest_parameters"),
    ("class", "javascript/statements/class"),
    ("for-of", "javascript/statements/for_of"),
    ("for-await", "javascript/statements/for_await_of"),
    ("shorthand", "javascript/operators/object_initializer/shorthand_property_names"),
    ("method", "javascript/functions/method_definitions"),
    ("computed-name", "javascript/operators/object_initializer/computed_property_names"),
    ("async", "javascript/statements/async_function"),
    ("generator", "javascript/statements/generator_function"),
    ("exponent", "javascript/operators/exponentiation"),
    ("optional-catch", "javascript/statements/try_catch/optional_catch_binding"),
    ("optional-chain", "javascript/operators/optional_chaining"),
    ("nullish", "javascript/operators/nullish_coalescing"),
    ("logical-assignment", "javascript/operators/nullish_coalescing_assignment"),
    ("number-separator", "javascript/grammar/numeric_separators"),
    ("bigint", "javascript/builtins/BigInt"),
    ("public-field", "javascript/classes/public_class_fields"),
    ("private-field", "javascript/classes/private_class_fields"),
    ("private-method", "javascript/classes/private_class_methods"),
    ("private-in", "javascript/classes/private_class_fields_in"),
    ("static-block", "javascript/classes/static/initialization_blocks"),
    ("module", "javascript/statements/import"),
    ("import-call", "javascript/operators/import"),
    ("import-options", "javascript/operators/import/options_parameter"),
    ("import-attributes", "javascript/statements/import/import_attributes"),
    ("import-meta", "javascript/operators/import_meta"),
    ("import-phase", "javascript/operators/import/defer"),
    ("new-target", "javascript/operators/new_target"),
    ("top-level-await", "javascript/operators/await/top_level"),
    ("using", "javascript/statements/using"),
    ("decorator", "javascript/classes/decorators"),
    ("lookbehind", "javascript/regular_expressions/lookbehind_assertion"),
    ("named-group", "javascript/regular_expressions/named_capturing_group"),
    ("pattern-modifier", "javascript/regular_expressions/modifier"),
    ("flag-s", "javascript/builtins/RegExp/dotAll"),
    ("flag-d", "javascript/builtins/RegExp/hasIndices"),
    ("flag-v", "javascript/builtins/RegExp/unicodeSets"),
    ("flag-y", "javascript/builtins/RegExp/sticky"),
    ("flag-u", "javascript/builtins/RegExp/unicode"),
];

/// All uses of a script.
///
/// # Errors
/// It is no script.
pub fn uses(text: &str) -> Result<Vec<Use>> {
    let allocator = Allocator::default();
    // What an old script may be read as, a module may be as well, but for words that no script here uses.
    let parsed = Parser::new(&allocator, text, SourceType::mjs()).parse();
    if let Some(fault) = parsed.diagnostics.first() {
        bail!("the script cannot be read: {fault}");
    }
    let mut reader = Reader { text, own: BTreeSet::new(), found: Vec::new(), bare: Vec::new(), owned: Vec::new(), depth: 0 };
    reader.visit_program(&parsed.program);
    let Reader { own, mut found, bare, owned, .. } = reader;
    for (name, line) in bare.into_iter().filter(|(name, _)| !own.contains(name)) {
        found.push(Use::new(Kind::Global, &name, line));
    }
    for (owner, name, line) in owned {
        let is_window = ["globalThis", "window", "self"].contains(&owner.as_str());
        match own.contains(&owner) {
            false if is_window => found.push(Use::new(Kind::Global, &name, line)),
            false if owner.starts_with(|sign: char| sign.is_ascii_uppercase()) => {
                found.push(Use::new(Kind::Static, &format!("{owner}.{name}"), line));
            }
            _ => found.push(Use::new(Kind::Member, &name, line)),
        }
    }
    Ok(found)
}

struct Reader<'t> {
    text: &'t str,
    /// Names that the script declares.
    own: BTreeSet<String>,
    found: Vec<Use>,
    /// Names that stand by themselves.
    bare: Vec<(String, usize)>,
    /// Names after a dot, with the name before it.
    owned: Vec<(String, String, usize)>,
    /// How many functions are open.
    depth: usize,
}

impl Reader<'_> {
    fn form(&mut self, name: &str, at: u32) {
        debug_assert!(FORMS.iter().any(|(known, _)| *known == name), "{name} is not among the forms");
        let line = self.line(at);
        self.found.push(Use::new(Kind::Syntax, name, line));
    }

    fn line(&self, at: u32) -> usize {
        line_at(self.text, usize::try_from(at).unwrap_or(usize::MAX))
    }

    fn member(&mut self, owner: &Expression<'_>, name: &str, at: u32) {
        let line = self.line(at);
        if let Expression::Identifier(owner) = owner {
            self.owned.push((owner.name.to_string(), name.to_owned(), line));
        } else {
            self.found.push(Use::new(Kind::Member, name, line));
        }
    }

    fn key(&mut self, key: &PropertyKey<'_>) {
        if let PropertyKey::StaticIdentifier(name) = key {
            let line = self.line(name.span.start);
            self.found.push(Use::new(Kind::Member, &name.name, line));
        }
    }

    fn pattern(&mut self, source: &str, flags: RegExpFlags, at: u32) {
        for (part, form) in [("(?<=", "lookbehind"), ("(?<!", "lookbehind")] {
            if source.contains(part) {
                self.form(form, at);
            }
        }
        let after = source.match_indices("(?").filter_map(|(place, _)| source[place + 2..].chars().next());
        for sign in after.collect::<Vec<_>>() {
            if matches!(sign, 'i' | 'm' | 's' | '-') {
                self.form("pattern-modifier", at);
            }
        }
        if source.match_indices("(?<").any(|(place, _)| !source[place + 3..].starts_with(['=', '!'])) {
            self.form("named-group", at);
        }
        let known = [
            (RegExpFlags::S, "flag-s"),
            (RegExpFlags::D, "flag-d"),
            (RegExpFlags::V, "flag-v"),
            (RegExpFlags::Y, "flag-y"),
            (RegExpFlags::U, "flag-u"),
        ];
        for (flag, form) in known {
            if flags.contains(flag) {
                self.form(form, at);
            }
        }
    }
}

impl<'a> Visit<'a> for Reader<'_> {
    fn enter_node(&mut self, kind: AstKind<'a>) {
        let at = kind.span().start;
        match kind {
            AstKind::BindingIdentifier(name) => {
                self.own.insert(name.name.to_string());
            }
            AstKind::IdentifierReference(name) => {
                let line = self.line(at);
                self.bare.push((name.name.to_string(), line));
            }
            AstKind::StaticMemberExpression(member) => self.member(&member.object, &member.property.name, member.property.span.start),
            AstKind::ComputedMemberExpression(member) => {
                if let Expression::StringLiteral(name) = &member.expression {
                    self.member(&member.object, &name.value, name.span.start);
                }
            }
            AstKind::CallExpression(call) => {
                let name = match &call.callee {
                    Expression::StaticMemberExpression(member) => member.property.name.as_str(),
                    Expression::Identifier(name) => name.name.as_str(),
                    _ => "",
                };
                if let ("addEventListener", Some(Argument::StringLiteral(event))) = (name, call.arguments.first()) {
                    let line = self.line(at);
                    self.found.push(Use::new(Kind::Event, &event.value, line));
                }
            }
            AstKind::ArrowFunctionExpression(function) => {
                self.depth += 1;
                self.form("arrow", at);
                if function.r#async {
                    self.form("async", at);
                }
            }
            AstKind::Function(function) => {
                self.depth += 1;
                if function.r#async {
                    self.form("async", at);
                }
                if function.generator {
                    self.form("generator", at);
                }
            }
            AstKind::FormalParameter(parameter) if parameter.initializer.is_some() => self.form("default-parameter", at),
            AstKind::FormalParameterRest(_) => self.form("rest-parameter", at),
            AstKind::VariableDeclaration(declaration) => match declaration.kind {
                VariableDeclarationKind::Var => {}
                VariableDeclarationKind::Let | VariableDeclarationKind::Const => self.form("let", at),
                VariableDeclarationKind::Using | VariableDeclarationKind::AwaitUsing => self.form("using", at),
            },
            AstKind::TemplateLiteral(_) => self.form("template", at),
            AstKind::SpreadElement(_) => self.form("spread", at),
            AstKind::ObjectExpression(object) if object.properties.iter().any(|property| property.is_spread()) => {
                self.form("spread-object", at);
            }
            AstKind::ObjectProperty(property) => {
                if property.shorthand {
                    self.form("shorthand", at);
                }
                if property.method {
                    self.form("method", at);
                }
                if property.computed {
                    self.form("computed-name", at);
                }
            }
            AstKind::ObjectPattern(_)
            | AstKind::ArrayPattern(_)
            | AstKind::ArrayAssignmentTarget(_)
            | AstKind::ObjectAssignmentTarget(_) => {
                self.form("destructuring", at);
            }
            AstKind::BindingProperty(property) => {
                self.key(&property.key);
                if matches!(property.value, BindingPattern::AssignmentPattern(_)) {
                    self.form("destructuring", at);
                }
            }
            AstKind::ForOfStatement(statement) => self.form(if statement.r#await { "for-await" } else { "for-of" }, at),
            AstKind::BinaryExpression(binary) if binary.operator == BinaryOperator::Exponential => self.form("exponent", at),
            AstKind::LogicalExpression(logical) if logical.operator == LogicalOperator::Coalesce => self.form("nullish", at),
            AstKind::AssignmentExpression(assignment) => match assignment.operator {
                AssignmentOperator::Exponential => self.form("exponent", at),
                operator if operator.is_logical() => self.form("logical-assignment", at),
                _ => {}
            },
            AstKind::CatchClause(clause) if clause.param.is_none() => self.form("optional-catch", at),
            AstKind::ChainExpression(_) => self.form("optional-chain", at),
            AstKind::NumericLiteral(number) => {
                let raw = number.raw.as_ref().map_or("", |raw| raw.as_str());
                if raw.contains('_') {
                    self.form("number-separator", at);
                }
            }
            AstKind::BigIntLiteral(_) => self.form("bigint", at),
            AstKind::Class(class) => {
                self.form("class", at);
                if !class.decorators.is_empty() {
                    self.form("decorator", at);
                }
            }
            AstKind::PropertyDefinition(property) => {
                let is_private = matches!(property.key, PropertyKey::PrivateIdentifier(_));
                self.form(if is_private { "private-field" } else { "public-field" }, at);
            }
            AstKind::MethodDefinition(method) => {
                if matches!(method.key, PropertyKey::PrivateIdentifier(_)) {
                    self.form("private-method", at);
                } else if method.kind == MethodDefinitionKind::Method {
                    self.form("method", at);
                }
            }
            AstKind::PrivateInExpression(_) => self.form("private-in", at),
            AstKind::StaticBlock(_) => {
                self.depth += 1;
                self.form("static-block", at);
            }
            AstKind::ImportDeclaration(import) => {
                self.form("module", at);
                if import.with_clause.is_some() {
                    self.form("import-attributes", at);
                }
                if import.phase.is_some() {
                    self.form("import-phase", at);
                }
            }
            AstKind::ImportExpression(import) => {
                self.form("import-call", at);
                if import.options.is_some() {
                    self.form("import-options", at);
                }
                if import.phase.is_some() {
                    self.form("import-phase", at);
                }
            }
            AstKind::ImportMeta(_) => self.form("import-meta", at),
            AstKind::NewTarget(_) => self.form("new-target", at),
            AstKind::AwaitExpression(_) if self.depth == 0 => self.form("top-level-await", at),
            AstKind::RegExpLiteral(literal) => self.pattern(literal.regex.pattern.text.as_str(), literal.regex.flags, at),
            _ => {}
        }
    }

    fn leave_node(&mut self, kind: AstKind<'a>) {
        if matches!(kind, AstKind::ArrowFunctionExpression(_) | AstKind::Function(_) | AstKind::StaticBlock(_)) {
            self.depth -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::usage::check;

    #[track_caller]
    fn check_script(text: &str, expected: &[&str]) {
        check(&uses(text).unwrap(), expected);
    }

    #[test]
    fn names_after_a_dot_are_members_however_they_are_written() {
        check_script("a.b().checkVisibility?.()", &["member checkVisibility"]);
        check_script("a.b['showPopover']()", &["member showPopover"]);
        check_script("const { relatedTarget } = event", &["member relatedTarget"]);
        check_script("a.addEventListener('beforetoggle', b)", &["event beforetoggle"]);
    }

    #[test]
    fn a_name_of_a_known_object_is_told_with_it() {
        check_script("Promise.try(go)", &["static Promise.try", "global Promise"]);
        check_script("globalThis.CloseWatcher", &["global CloseWatcher"]);
        check_script("new CloseWatcher()", &["global CloseWatcher"]);
    }

    #[test]
    fn what_a_script_declares_is_its_own() {
        let uses = uses("const navigation = 1; class Iterator {} navigation.x; Iterator.from; function f(close) { close() }").unwrap();
        assert!(!uses.iter().any(|found| found.what.starts_with("global") || found.what.starts_with("static")), "{uses:#?}");
    }

    #[test]
    fn each_form_is_seen() {
        let rows = [
            ("x => x", "arrow"),
            ("const a = 1", "let"),
            ("`a`", "template"),
            ("f(...a)", "spread"),
            ("({ ...a })", "spread-object"),
            ("var [a] = b", "destructuring"),
            ("[a, b] = [b, a]", "destructuring"),
            ("function f(a = 1) {}", "default-parameter"),
            ("function f(...a) {}", "rest-parameter"),
            ("class A {}", "class"),
            ("for (var a of b);", "for-of"),
            ("async () => { for await (var a of b); }", "for-await"),
            ("({ a })", "shorthand"),
            ("({ a() {} })", "method"),
            ("({ [a]: 1 })", "computed-name"),
            ("async function f() {}", "async"),
            ("function* f() {}", "generator"),
            ("a ** b", "exponent"),
            ("try {} catch {}", "optional-catch"),
            ("a?.b", "optional-chain"),
            ("a ?? b", "nullish"),
            ("a ??= b", "logical-assignment"),
            ("60_000", "number-separator"),
            ("1n", "bigint"),
            ("class A { a = 1 }", "public-field"),
            ("class A { #a = 1 }", "private-field"),
            ("class A { #a() {} }", "private-method"),
            ("class A { #a; b(c) { return #a in c } }", "private-in"),
            ("class A { static { f() } }", "static-block"),
            ("import a from 'b'", "module"),
            ("import('a')", "import-call"),
            ("import('a', {})", "import-options"),
            ("import a from 'b' with { type: 'json' }", "import-attributes"),
            ("import.meta.url", "import-meta"),
            ("import defer * as a from 'b'", "import-phase"),
            ("function f() { new.target }", "new-target"),
            ("await a", "top-level-await"),
            ("{ using a = b }", "using"),
            ("@a class B {}", "decorator"),
            ("/(?<=a)b/", "lookbehind"),
            ("/(?<a>b)/", "named-group"),
            ("/(?i:b)/", "pattern-modifier"),
            ("/a/s", "flag-s"),
            ("/a/d", "flag-d"),
            ("/[a--b]/v", "flag-v"),
            ("/a/y", "flag-y"),
            ("/a/u", "flag-u"),
        ];
        for (text, form) in rows {
            check_script(text, &[&format!("syntax {form}")]);
        }
        let without: Vec<_> = FORMS.iter().filter(|(form, _)| !rows.iter().any(|(_, row)| row == form)).collect();
        assert!(without.is_empty(), "without a row: {without:?}");
    }

    #[test]
    fn a_wait_inside_a_function_is_not_at_the_top() {
        assert!(!uses("async () => { await a }").unwrap().iter().any(|found| found.what == "syntax top-level-await"));
    }

    #[test]
    fn the_script_for_old_browsers_holds_the_oldest_words_alone() {
        let text = std::fs::read_to_string(crate::root().join("public/guide/old.js")).unwrap();
        let known = [
            "global document",
            "global location",
            "global window",
            "member documentElement",
            "member getAttribute",
            "member getElementById",
            "member length",
            "member onclick",
            "member querySelector",
            "member querySelectorAll",
            "member reload",
            "member removeAttribute",
            "member setAttribute",
            "member focus",
            "global onload",
            "global parent",
        ];
        for found in uses(&text).unwrap() {
            assert!(known.contains(&found.what.as_str()), "line {}: {}", found.line, found.what);
        }
    }
}
