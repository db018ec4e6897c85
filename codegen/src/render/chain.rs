//! Chains of method calls and fields.

use quote::ToTokens;
use syn::{Expr, ExprMethodCall, Member};

use super::list::Brackets;
use super::printer::Printer;
use super::shape::{CHAIN_WIDTH, Shape, TAB, first_width, is_extendable, last_width, width};
use super::words::words;

/// A part of a chain, and how many `?` follow it.
struct Link<'a> {
    part: Part<'a>,
    tries: usize,
}

enum Part<'a> {
    /// What the chain begins with.
    Root(&'a Expr),
    Method(&'a ExprMethodCall),
    Field(&'a Member),
}

impl Printer<'_> {
    /// A chain of method calls, fields and `?`.
    pub(super) fn chain(self, expr: &Expr, shape: Shape) -> Option<String> {
        let links = links(expr);
        let (root, mut children) = links.split_first()?;
        if children.is_empty() {
            return self.link(root, shape);
        }
        let count = children.len();
        let mut begin = self.link(root, shape)?;
        let mut is_block = is_block_like(root, &begin);
        // A short root takes the first call into its line.
        while begin.len() <= TAB.saturating_sub(shape.offset) && !begin.contains('\n') {
            let Some((first, rest)) = children.split_first() else { break };
            let Some(text) = self.link(first, shape.after(begin.len())?) else { break };
            begin.push_str(&text);
            is_block = is_extendable(&begin);
            children = rest;
        }
        let Some((last, between)) = children.split_last() else {
            return self.checked(begin, shape);
        };
        let child_shape = if is_block { Shape::indented(shape.indent) } else { shape.nested() };
        let mut texts = vec![begin];
        for link in between {
            texts.push(self.link(link, child_shape)?);
        }
        let is_one_line =
            self.last_link(&mut texts, last, is_block, count, [shape, child_shape])?;
        if !is_one_line && self.one_line_chains {
            return None;
        }
        let joint = if is_one_line { String::new() } else { child_shape.line_break() };
        self.checked(texts.join(&joint), shape)
    }

    /// Adds the last part, and says whether all parts stand in one line, which this one may go on below.
    fn last_link(
        self,
        texts: &mut Vec<String>,
        last: &Link<'_>,
        is_block: bool,
        count: usize,
        [shape, child_shape]: [Shape; 2],
    ) -> Option<bool> {
        let extendable = is_block && is_extendable(&texts[0]);
        let before = if extendable {
            last_width(&texts[0])
        } else {
            texts.iter().map(|text| width(text)).sum()
        };
        let before = before + last.tries;
        let budget = if count == 1 { shape.width } else { shape.width.min(CHAIN_WIDTH) };
        let budget = budget.saturating_sub(before);
        let one_line = budget > 0 && texts.iter().all(|text| !text.contains('\n'));
        let alone = child_shape.without(shape.kept_free() + last.tries);
        let mut shape_of_last = alone;
        let mut found = None;
        let mut is_one_line = false;
        if one_line || extendable {
            shape_of_last = shape.without(last.tries);
            let here = shape_of_last.and_then(|shape| shape.after(before));
            if let Some(text) = here.and_then(|here| self.link(last, here)) {
                let lines = text.lines().count();
                let fits = first_width(&text) <= budget;
                if fits && lines >= 5 {
                    found = Some(text);
                    is_one_line = one_line;
                } else {
                    match alone.and_then(|alone| self.link(last, alone)) {
                        Some(own) if !fits => found = Some(own),
                        Some(own) if own.lines().count() < lines => found = Some(own),
                        Some(_) | None => {
                            found = Some(text);
                            is_one_line = fits && one_line;
                        }
                    }
                }
            }
        }
        let found = match found {
            Some(found) => found,
            None => self.link(last, shape_of_last?)?,
        };
        texts.push(found);
        Some(is_one_line)
    }

    fn link(self, link: &Link<'_>, shape: Shape) -> Option<String> {
        let shape = shape.without(link.tries)?;
        let text = match link.part {
            Part::Root(expr) => self.expression(expr, shape)?,
            Part::Method(call) => {
                let types = call.turbofish.as_ref().map(|it| words(it.to_token_stream()));
                let before = format!(".{}{}", call.method, types.unwrap_or_default());
                let brackets = Brackets { before: &before, open: '(', close: ')' };
                self.list(brackets, &call.args.iter().collect::<Vec<_>>(), shape)?
            }
            Part::Field(member) => format!(".{}", member.to_token_stream()),
        };
        Some(text + &"?".repeat(link.tries))
    }

    /// A chain that is wider than its room is not laid out at all.
    fn checked(self, text: String, shape: Shape) -> Option<String> {
        (!self.strict || shape.fits(&text)).then_some(text)
    }
}

fn links(expr: &Expr) -> Vec<Link<'_>> {
    let mut links = Vec::new();
    let mut tries = 0;
    let mut next = expr;
    loop {
        match next {
            Expr::Try(inner) => {
                tries += 1;
                next = &inner.expr;
            }
            Expr::MethodCall(call) => {
                links.push(Link { part: Part::Method(call), tries: std::mem::take(&mut tries) });
                next = &call.receiver;
            }
            Expr::Field(field) => {
                let tries = std::mem::take(&mut tries);
                links.push(Link { part: Part::Field(&field.member), tries });
                next = &field.base;
            }
            root => {
                links.push(Link { part: Part::Root(root), tries });
                links.reverse();
                return links;
            }
        }
    }
}

/// Whether a chain goes on behind the last bracket of its root.
fn is_block_like(link: &Link<'_>, text: &str) -> bool {
    let Part::Root(expr) = link.part else { return text.contains('\n') };
    match expr {
        Expr::Call(_)
        | Expr::Macro(_)
        | Expr::Array(_)
        | Expr::Struct(_)
        | Expr::If(_)
        | Expr::While(_)
        | Expr::Match(_)
        | Expr::Block(_)
        | Expr::Const(_)
        | Expr::Paren(_) => text.contains('\n'),
        _ => false,
    }
}
