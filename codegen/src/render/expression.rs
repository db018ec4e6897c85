//! Expressions, laid out as rustfmt does by default.

use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{Expr, ExprMacro, ExprStruct, Token};

use super::list::Brackets;
use super::pattern::pattern;
use super::printer::{Printer, Tried};
use super::shape::{STRUCT_WIDTH, Shape, TAB, last_width, prefers_next_line, width};
use super::words::words;

impl Printer<'_> {
    pub(super) fn laid_out(self, expr: &Expr, shape: Shape) -> Option<String> {
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
    pub(super) fn invocation(self, it: &ExprMacro, shape: Shape) -> Option<String> {
        let before = format!("{}!", words(it.mac.path.to_token_stream()));
        let parsed = it.mac.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated);
        match parsed {
            Ok(arguments) => {
                let brackets = Brackets { before: &before, open: '(', close: ')' };
                let tried = Tried::default();
                let printer = self.afresh(&tried);
                printer.list(brackets, &arguments.iter().collect::<Vec<_>>(), shape)
            }
            Err(_) => Some(format!("{before}({})", words(it.mac.tokens.clone()))),
        }
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
