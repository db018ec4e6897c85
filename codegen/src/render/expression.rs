//! Expressions and statements, laid out as rustfmt does by default.

use std::cell::RefCell;
use std::collections::HashMap;

use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{Block, Expr, ExprClosure, ExprMacro, ExprStruct, Pat, Stmt, Token};

use super::list::{Brackets, packed};
use super::shape::{
    MAX_WIDTH, STRUCT_WIDTH, Shape, TAB, is_extendable, last_width, prefers_next_line, width,
};
use super::words::words;

/// Layouts that have been tried: an expression is asked for with the same room again and again.
pub(super) type Tried = RefCell<HashMap<(usize, Shape, [bool; 2]), Option<String>>>;

/// Lays out expressions. `None` is what doesn't fit, as long as the printer is strict.
#[derive(Clone, Copy)]
pub(super) struct Printer<'t> {
    /// Whether chains have to fit their room. rustfmt leaves a statement as it stands if one in it doesn't.
    pub(super) strict: bool,
    /// Whether each chain has to stand in one line.
    pub(super) one_line_chains: bool,
    tried: &'t Tried,
}

impl<'t> Printer<'t> {
    pub(super) fn new(tried: &'t Tried) -> Self {
        Printer { strict: true, one_line_chains: false, tried }
    }

    pub(super) fn one_line_chains(self) -> Self {
        Printer { one_line_chains: true, ..self }
    }

    fn lenient(self) -> Self {
        Printer { strict: false, one_line_chains: false, ..self }
    }

    pub(super) fn expression(self, expr: &Expr, shape: Shape) -> Option<String> {
        if matches!(expr, Expr::Lit(_) | Expr::Path(_)) {
            return self.laid_out(expr, shape);
        }
        // The tree is not changed while it is printed.
        let node = std::ptr::from_ref(expr).addr();
        let key = (node, shape, [self.strict, self.one_line_chains]);
        if let Some(known) = self.tried.borrow().get(&key) {
            return known.clone();
        }
        let text = self.laid_out(expr, shape);
        self.tried.borrow_mut().insert(key, text.clone());
        text
    }

    fn laid_out(self, expr: &Expr, shape: Shape) -> Option<String> {
        match expr {
            Expr::Lit(literal) => {
                let text = literal.lit.to_token_stream().to_string();
                let is_string = matches!(literal.lit, syn::Lit::Str(_));
                (is_string || !self.strict || shape.fits(&text)).then_some(text)
            }
            Expr::Reference(it) => {
                let before = if it.mutability.is_some() { "&mut " } else { "&" };
                self.prefixed(before, &it.expr, shape)
            }
            Expr::Unary(it) => self.prefixed(&it.op.to_token_stream().to_string(), &it.expr, shape),
            Expr::Return(it) => match &it.expr {
                Some(value) => self.prefixed("return ", value, shape),
                None => Some("return".to_owned()),
            },
            Expr::Call(it) => {
                let before = self.expression(&it.func, shape)?;
                let brackets = Brackets { before: &before, open: '(', close: ')' };
                self.list(brackets, &it.args.iter().collect::<Vec<_>>(), shape)
            }
            Expr::MethodCall(_) | Expr::Try(_) | Expr::Field(_) => self.chain(expr, shape),
            Expr::Array(it) => {
                let brackets = Brackets { before: "", open: '[', close: ']' };
                self.list(brackets, &it.elems.iter().collect::<Vec<_>>(), shape)
            }
            Expr::Tuple(it) => {
                let brackets = Brackets { before: "", open: '(', close: ')' };
                self.list(brackets, &it.elems.iter().collect::<Vec<_>>(), shape)
            }
            Expr::Macro(it) => self.invocation(it, shape),
            Expr::Struct(it) => self.structure(it, shape),
            Expr::Closure(it) => self.closure(it, shape),
            Expr::Block(it) => self.short_block(&it.block, shape),
            Expr::Const(it) => Some(format!("const {}", self.short_block(&it.block, shape)?)),
            Expr::Let(it) => {
                let before = format!("let {} =", pattern(&it.pat, shape));
                self.assigned(&before, &it.expr, shape)
            }
            Expr::Assign(it) => {
                let before = format!("{} =", words(it.left.to_token_stream()));
                self.assigned(&before, &it.right, shape)
            }
            Expr::If(_) | Expr::While(_) | Expr::Match(_) => self.control_flow(expr, shape),
            Expr::Binary(_) | Expr::Range(_) => Some(operation(expr, shape)),
            other => Some(words(other.to_token_stream())),
        }
    }

    fn prefixed(self, before: &str, expr: &Expr, shape: Shape) -> Option<String> {
        Some(format!("{before}{}", self.expression(expr, shape.after(before.len())?)?))
    }

    /// A value behind what it is assigned to, in the same line or the next.
    pub(super) fn assigned(self, before: &str, expr: &Expr, shape: Shape) -> Option<String> {
        let taken = last_width(before) + 1;
        let here_shape =
            shape.after(taken).unwrap_or(Shape { width: 0, offset: shape.offset + taken, ..shape });
        let here = self.expression(expr, here_shape);
        if let Some(here) = &here
            && !here.contains('\n')
            && width(here) <= here_shape.width
        {
            return Some(format!("{before} {here}"));
        }
        let next_shape = shape.nested().without(here_shape.kept_free())?;
        let next = self.expression(expr, next_shape);
        let is_next = match (&here, &next) {
            (_, None) => false,
            (None, Some(_)) => true,
            (Some(here), Some(next)) => next_shape.fits(next) && prefers_next_line(here, next),
        };
        if is_next {
            return Some(format!("{before}{}{}", next_shape.line_break(), next?));
        }
        Some(format!("{before} {}", here?))
    }

    fn structure(self, it: &ExprStruct, shape: Shape) -> Option<String> {
        let name = words(it.path.to_token_stream());
        let fields: Vec<String> =
            it.fields.iter().map(|field| words(field.to_token_stream())).collect();
        let one_line = fields.join(", ");
        let whole = format!("{name} {{ {one_line} }}");
        if width(&one_line) <= STRUCT_WIDTH && width(&whole) <= shape.width {
            return Some(whole);
        }
        let inner = shape.nested().line_break();
        let fields: String = fields.iter().map(|field| format!("{inner}{field},")).collect();
        Some(format!("{name} {{{fields}{}}}", shape.line_break()))
    }

    /// A macro whose input is laid out as arguments where it is a list of expressions.
    fn invocation(self, it: &ExprMacro, shape: Shape) -> Option<String> {
        let before = format!("{}!", words(it.mac.path.to_token_stream()));
        let parsed = it.mac.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated);
        match parsed {
            Ok(arguments) => {
                let brackets = Brackets { before: &before, open: '(', close: ')' };
                let printer = Printer { tried: &Tried::default(), ..self };
                printer.list(brackets, &arguments.iter().collect::<Vec<_>>(), shape)
            }
            Err(_) => Some(format!("{before}({})", words(it.mac.tokens.clone()))),
        }
    }

    pub(super) fn closure(self, it: &ExprClosure, shape: Shape) -> Option<String> {
        let before = parameters(it);
        let room = shape.after(before.len() + 1)?;
        let lone = match &*it.body {
            Expr::Block(body) if body.block.stmts.is_empty() => {
                return Some(format!("{before} {{}}"));
            }
            Expr::Block(body) => match body.block.stmts.as_slice() {
                [Stmt::Expr(value, None)] => Some(value),
                _ => None,
            },
            value => Some(value),
        };
        if let Some(value) = lone
            && !is_control_flow(value)
            && let Some(text) = self.expression(value, room)
            && (allows_lines(value) || !text.contains('\n'))
        {
            return Some(format!("{before} {text}"));
        }
        self.closure_with_block(it, &before, room)
    }

    fn closure_with_block(self, it: &ExprClosure, before: &str, shape: Shape) -> Option<String> {
        let body = match &*it.body {
            Expr::Block(body) => self.block(&body.block, shape),
            value => self.braced([self.last_statement(value, shape.nested())], shape),
        };
        Some(format!("{before} {body}"))
    }

    /// A closure as the last argument, in the line of the others and below.
    pub(super) fn last_closure(self, it: &ExprClosure, shape: Shape) -> Option<String> {
        let body = match &*it.body {
            Expr::Block(body) => match body.block.stmts.as_slice() {
                [Stmt::Expr(value, None)] => value,
                _ => &it.body,
            },
            value => value,
        };
        if is_control_flow(body) {
            let before = parameters(it);
            return self.closure_with_block(it, &before, shape.after(before.len() + 1)?);
        }
        self.closure(it, shape)
    }

    /// A block, in one line if it holds a short value alone.
    fn short_block(self, block: &Block, shape: Shape) -> Option<String> {
        if let [Stmt::Expr(value, None)] = block.stmts.as_slice()
            && let Some(text) = self.expression(value, shape)
        {
            let text = format!("{{ {text} }}");
            if !text.contains('\n') && width(&text) <= shape.width {
                return Some(text);
            }
        }
        Some(self.block(block, shape))
    }

    /// A block whose statements have lines of their own.
    pub(super) fn block(self, block: &Block, shape: Shape) -> String {
        if block.stmts.is_empty() {
            return "{}".to_owned();
        }
        let inner = Shape::indented(shape.indent + TAB);
        self.braced(block.stmts.iter().map(|statement| self.statement(statement, inner)), shape)
    }

    fn braced(self, lines: impl IntoIterator<Item = String>, shape: Shape) -> String {
        let inner = Shape::indented(shape.indent + TAB).line_break();
        let lines: String = lines.into_iter().map(|line| format!("{inner}{line}")).collect();
        format!("{{{lines}{}}}", Shape::indented(shape.indent).line_break())
    }

    /// A statement, or the value of a block. What doesn't fit is laid out without regard to that.
    fn statement(self, statement: &Stmt, shape: Shape) -> String {
        let exact = Printer { strict: true, one_line_chains: false, ..self };
        let text = exact.statement_of(statement, shape);
        let text = text.or_else(|| self.lenient().statement_of(statement, shape));
        text.unwrap_or_else(|| words(statement.to_token_stream()))
    }

    fn last_statement(self, value: &Expr, shape: Shape) -> String {
        let exact = Printer { strict: true, one_line_chains: false, ..self };
        let text = exact.whole(value, shape).or_else(|| self.lenient().whole(value, shape));
        text.unwrap_or_else(|| words(value.to_token_stream()))
    }

    /// An expression as a statement.
    fn whole(self, value: &Expr, shape: Shape) -> Option<String> {
        match value {
            Expr::Block(it) => Some(self.block(&it.block, shape)),
            value => self.expression(value, shape),
        }
    }

    fn statement_of(self, statement: &Stmt, shape: Shape) -> Option<String> {
        match statement {
            Stmt::Expr(value, None) => self.whole(value, shape),
            Stmt::Expr(value, Some(_)) => Some(self.whole(value, shape.without(1)?)? + ";"),
            Stmt::Local(local) => self.local(local, shape),
            Stmt::Item(item) => Some(super::item::item(self, item, shape.indent)),
            Stmt::Macro(it) => {
                let it = ExprMacro { attrs: Vec::new(), mac: it.mac.clone() };
                Some(self.invocation(&it, shape.without(1)?)? + ";")
            }
        }
    }

    fn local(self, local: &syn::Local, shape: Shape) -> Option<String> {
        let before = format!("let {}", pattern(&local.pat, shape));
        let Some(init) = &local.init else { return Some(before + ";") };
        let room = shape.without(1)?;
        let mut text = self.assigned(&format!("{before} ="), &init.expr, room)?;
        if let Some((_, diverges)) = &init.diverge {
            let is_same_line = if text.contains('\n') {
                text.lines().next_back().is_some_and(|line| line.trim().chars().all(is_closing))
            } else {
                width(&text) + " else {".len() <= room.width
            };
            let joint = if is_same_line { " ".to_owned() } else { shape.line_break() };
            text.push_str(&format!("{joint}else "));
            match &**diverges {
                Expr::Block(it) => text.push_str(&self.block(&it.block, shape)),
                other => text.push_str(&self.expression(other, shape)?),
            }
        }
        Some(text + ";")
    }

    /// What `if`, `while` or `match` asks for.
    pub(super) fn condition(self, expr: &Expr, shape: Shape) -> Option<String> {
        let full = Shape { width: MAX_WIDTH.saturating_sub(shape.start()), ..shape };
        match expr {
            Expr::If(it) => self.expression(&it.cond, full.after("if ".len())?),
            Expr::While(it) => self.expression(&it.cond, full.after("while ".len())?),
            Expr::Match(it) => self.expression(&it.expr, shape.after("match ".len())?),
            _ => None,
        }
    }

    fn control_flow(self, expr: &Expr, shape: Shape) -> Option<String> {
        let condition = self.condition(expr, shape)?;
        let head = |keyword: &str| {
            let taken = shape.start() + keyword.len() + 1 + width(&condition) + " {".len();
            let is_long = condition.contains('\n') || taken > MAX_WIDTH;
            let joint = if is_long && !is_extendable(&condition) {
                Shape::indented(shape.indent).line_break()
            } else {
                " ".to_owned()
            };
            format!("{keyword} {condition}{joint}")
        };
        match expr {
            Expr::While(it) => Some(head("while") + &self.block(&it.body, shape)),
            Expr::Match(it) => {
                let inner = Shape::indented(shape.indent + TAB);
                let arms: Option<Vec<String>> =
                    it.arms.iter().map(|arm| self.arm(arm, inner)).collect();
                Some(head("match") + &self.braced(arms?, shape))
            }
            Expr::If(it) => {
                let mut text = head("if") + &self.block(&it.then_branch, shape);
                if let Some((_, other)) = &it.else_branch {
                    text.push_str(" else ");
                    match &**other {
                        Expr::Block(it) => text.push_str(&self.block(&it.block, shape)),
                        other => {
                            let taken = "} else ".len();
                            text.push_str(&self.control_flow(other, shape.after(taken)?)?);
                        }
                    }
                }
                Some(text)
            }
            _ => None,
        }
    }

    fn arm(self, arm: &syn::Arm, shape: Shape) -> Option<String> {
        let before = pattern(&arm.pat, shape.without(" => {".len())?);
        let taken = match before.rfind('\n') {
            Some(at) => before.len() - at - 1 - shape.indent.min(before.len() - at - 1),
            None => width(&before),
        };
        let (extends, body) = flat_body(&arm.body);
        let is_block = matches!(body, Expr::Block(_));
        let comma = if is_block { "" } else { "," };
        let room = shape.after(taken + " => ".len()).and_then(|room| room.without(comma.len()));
        let here = room.and_then(|room| self.whole(body, room));
        let budget = room.map_or(0, |room| room.width);
        if let Some(here) = &here
            && (is_block || (!here.contains('\n') && width(here) <= budget))
        {
            return Some(format!("{before} => {here}{comma}"));
        }
        let next = self.whole(body, shape.nested());
        let is_next = match (&here, &next) {
            (None, None) => return None,
            (None, Some(_)) => true,
            (Some(here), Some(next)) if prefers_next_line(here, next) => true,
            (Some(here), _) if extends && super::shape::first_width(here) <= budget => false,
            (Some(here), Some(_)) => here.contains('\n'),
            (Some(_), None) => false,
        };
        if is_next {
            return Some(format!("{before} => {}", self.braced(next, shape)));
        }
        Some(format!("{before} => {}{comma}", here?))
    }
}

/// Operands of short texts, such as the alternatives of a pattern, in one line or in a line each.
fn operation(expr: &Expr, shape: Shape) -> String {
    let text = words(expr.to_token_stream());
    if width(&text) <= shape.width { text } else { broken_operation(expr, shape) }
}

fn broken_operation(expr: &Expr, shape: Shape) -> String {
    let nested = shape.nested();
    match expr {
        Expr::Range(it) => {
            let [start, end] = [&it.start, &it.end].map(Option::as_deref);
            let limits = it.limits.to_token_stream().to_string();
            let start = start.map_or_else(String::new, |start| operation(start, shape));
            let behind = Shape { offset: limits.len(), ..nested };
            let end = end.map_or_else(String::new, |end| operation(end, behind));
            format!("{start}{}{limits}{end}", nested.line_break())
        }
        Expr::Binary(it) => {
            let left = broken_operation(&it.left, shape);
            let right = words(it.right.to_token_stream());
            let operator = it.op.to_token_stream();
            // A short first operand has the second one beside it.
            let is_short = !left.contains('\n') && shape.offset + width(&left) <= TAB;
            let joint = if is_short { " ".to_owned() } else { nested.line_break() };
            format!("{left}{joint}{operator} {right}")
        }
        other => words(other.to_token_stream()),
    }
}

/// The body of a match arm without braces that it doesn't need, and whether it can go on below the pattern.
fn flat_body(body: &Expr) -> (bool, &Expr) {
    match body {
        Expr::Block(it) => match it.block.stmts.as_slice() {
            [Stmt::Expr(inner @ Expr::Block(_), None)] => flat_body(inner),
            [Stmt::Expr(inner, None)] if !is_control_flow(inner) => (extends(inner), inner),
            _ => (extends(body), body),
        },
        body => (extends(body), body),
    }
}

fn extends(body: &Expr) -> bool {
    match body {
        Expr::Match(_)
        | Expr::Block(_)
        | Expr::Closure(_)
        | Expr::Array(_)
        | Expr::Call(_)
        | Expr::MethodCall(_)
        | Expr::Macro(_)
        | Expr::Struct(_)
        | Expr::Tuple(_) => true,
        Expr::Reference(it) => extends(&it.expr),
        Expr::Try(it) => extends(&it.expr),
        Expr::Unary(it) => extends(&it.expr),
        _ => false,
    }
}

fn is_closing(c: char) -> bool {
    matches!(c, ')' | ']' | '}')
}

/// Whether a closure needs a block around its value.
fn is_control_flow(expr: &Expr) -> bool {
    match expr {
        Expr::If(_) | Expr::While(_) | Expr::ForLoop(_) | Expr::Loop(_) => true,
        Expr::Reference(it) => is_control_flow(&it.expr),
        Expr::Try(it) => is_control_flow(&it.expr),
        Expr::Unary(it) => is_control_flow(&it.expr),
        _ => false,
    }
}

/// Whether a closure's value may have several lines without a block around it.
fn allows_lines(expr: &Expr) -> bool {
    match expr {
        Expr::Match(_) | Expr::Block(_) | Expr::Struct(_) => true,
        Expr::Reference(it) => allows_lines(&it.expr),
        Expr::Try(it) => allows_lines(&it.expr),
        Expr::Unary(it) => allows_lines(&it.expr),
        _ => false,
    }
}

fn parameters(it: &ExprClosure) -> String {
    let parameters: Vec<String> =
        it.inputs.iter().map(|input| words(input.to_token_stream())).collect();
    format!("|{}|", parameters.join(", "))
}

/// A pattern. Alternatives that don't fit in one line stand below each other, or short ones in several lines.
fn pattern(pattern: &Pat, shape: Shape) -> String {
    let text = words(pattern.to_token_stream());
    let Pat::Or(alternatives) = pattern else { return text };
    if width(&text) <= shape.width {
        return text;
    }
    let texts: Vec<String> =
        alternatives.cases.iter().map(|one| words(one.to_token_stream())).collect();
    if alternatives
        .cases
        .iter()
        .all(|one| matches!(one, Pat::Lit(_) | Pat::Ident(_) | Pat::Wild(_)))
    {
        let mut texts = texts.into_iter();
        let first = texts.next();
        let texts: Vec<String> =
            first.into_iter().chain(texts.map(|text| format!("| {text}"))).collect();
        return packed(&texts, "", shape);
    }
    texts.join(&format!("{}| ", shape.line_break()))
}
