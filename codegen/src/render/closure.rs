//! Closures.

use quote::ToTokens;
use syn::{Expr, ExprClosure, Stmt};

use super::printer::Printer;
use super::shape::Shape;
use super::words::words;

impl Printer<'_> {
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
}

/// Whether a closure needs a block around its value.
pub(super) fn is_control_flow(expr: &Expr) -> bool {
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
