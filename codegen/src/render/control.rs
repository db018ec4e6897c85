//! `if`, `while` and `match`.

use syn::{Arm, Expr, Stmt};

use super::closure::is_control_flow;
use super::pattern::pattern;
use super::printer::Printer;
use super::shape::{MAX_WIDTH, Shape, TAB, first_width, is_extendable, prefers_next_line, width};

impl Printer<'_> {
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

    pub(super) fn control_flow(self, expr: &Expr, shape: Shape) -> Option<String> {
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

    fn arm(self, arm: &Arm, shape: Shape) -> Option<String> {
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
            (Some(here), _) if extends && first_width(here) <= budget => false,
            (Some(here), Some(_)) => here.contains('\n'),
            (Some(_), None) => false,
        };
        if is_next {
            return Some(format!("{before} => {}", self.braced(next, shape)));
        }
        Some(format!("{before} => {}{comma}", here?))
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
