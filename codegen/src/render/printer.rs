//! What lays out expressions, and what it has tried.

use std::cell::RefCell;
use std::collections::HashMap;

use syn::Expr;

use super::shape::Shape;

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

    /// The same printer, with every chain laid out.
    pub(super) fn lenient(self) -> Self {
        Printer { strict: false, one_line_chains: false, ..self }
    }

    /// The same printer, strict again.
    pub(super) fn exact(self) -> Self {
        Printer { strict: true, one_line_chains: false, ..self }
    }

    /// The same printer for another tree.
    pub(super) fn afresh(self, tried: &Tried) -> Printer<'_> {
        let Printer { strict, one_line_chains, tried: _ } = self;
        Printer { strict, one_line_chains, tried }
    }

    /// An expression in its room.
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
}
