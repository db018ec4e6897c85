//! Blocks and their statements.

use quote::ToTokens;
use syn::{Block, Expr, ExprMacro, Stmt};

use super::pattern::pattern;
use super::printer::Printer;
use super::shape::{Shape, TAB, width};
use super::words::words;

impl Printer<'_> {
    /// A block, in one line if it holds a short value alone.
    pub(super) fn short_block(self, block: &Block, shape: Shape) -> Option<String> {
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

    pub(super) fn braced(self, lines: impl IntoIterator<Item = String>, shape: Shape) -> String {
        let inner = Shape::indented(shape.indent + TAB).line_break();
        let lines: String = lines.into_iter().map(|line| format!("{inner}{line}")).collect();
        format!("{{{lines}{}}}", Shape::indented(shape.indent).line_break())
    }

    /// A statement, or the value of a block. What doesn't fit is laid out without regard to that.
    fn statement(self, statement: &Stmt, shape: Shape) -> String {
        let text = self.exact().statement_of(statement, shape);
        let text = text.or_else(|| self.lenient().statement_of(statement, shape));
        text.unwrap_or_else(|| words(statement.to_token_stream()))
    }

    pub(super) fn last_statement(self, value: &Expr, shape: Shape) -> String {
        let text = self.exact().whole(value, shape).or_else(|| self.lenient().whole(value, shape));
        text.unwrap_or_else(|| words(value.to_token_stream()))
    }

    /// An expression as a statement.
    pub(super) fn whole(self, value: &Expr, shape: Shape) -> Option<String> {
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
}

fn is_closing(c: char) -> bool {
    matches!(c, ')' | ']' | '}')
}
