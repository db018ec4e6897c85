//! Lists in brackets: arguments, arrays and tuples.

use syn::Expr;

use super::printer::Printer;
use super::shape::{CALL_WIDTH, SHORT_ELEMENT, Shape, TAB, first_width, last_width, width};

/// What stands around a list.
#[derive(Clone, Copy)]
pub(super) struct Brackets<'a> {
    /// What stands before the opening bracket: the function that is called.
    pub(super) before: &'a str,
    pub(super) open: char,
    pub(super) close: char,
}

/// How the items of a list are laid out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// All in one line; the last one may go on below.
    Horizontal,
    /// One in each line.
    Vertical,
    /// As many in each line as fit.
    Mixed,
}

/// The room for a list's items.
#[derive(Clone, Copy)]
struct Room {
    /// Behind the opening bracket.
    here: Shape,
    /// How wide all items can be there.
    width: usize,
    /// In lines of their own.
    nested: Shape,
}

impl Printer<'_> {
    pub(super) fn list(
        self,
        brackets: Brackets<'_>,
        items: &[&Expr],
        shape: Shape,
    ) -> Option<String> {
        let Brackets { before, open, close } = brackets;
        if items.is_empty() {
            return Some(format!("{before}{open}{close}"));
        }
        let used = match before.rfind('\n') {
            Some(at) => (before.len() - at - 1).saturating_sub(shape.start()),
            None => width(before),
        };
        let here = shape.after(last_width(before) + 1).and_then(|shape| shape.without(1));
        let nested = shape.nested();
        let room = Room {
            here: here.unwrap_or(Shape { width: 0, ..shape }),
            width: shape.width.saturating_sub(used + 2),
            nested: nested.without(1).unwrap_or(nested),
        };
        let mut texts: Vec<Option<String>> =
            items.iter().map(|item| self.expression(item, room.nested)).collect();
        let layout = self.layout(before, items, &mut texts, room);
        let texts = texts.into_iter().collect::<Option<Vec<String>>>()?;
        let one_line = (layout == Layout::Horizontal).then(|| texts.join(", "));
        let width = shape.width.saturating_sub(last_width(before));
        if let Some(text) = one_line.filter(|text| first_width(text) < width) {
            return Some(format!("{before}{open}{text}{close}"));
        }
        let (inner, outer) = (room.nested.line_break(), shape.line_break());
        let text = match layout {
            Layout::Horizontal => format!("{inner}{}", texts.join(", ")),
            Layout::Vertical => texts.iter().map(|text| format!("{inner}{text},")).collect(),
            Layout::Mixed => format!("{inner}{},", packed(&texts, ",", room.nested)),
        };
        Some(format!("{before}{open}{text}{outer}{close}"))
    }

    /// The layout of the items, the last of which may become one that goes on below.
    fn layout(
        self,
        before: &str,
        items: &[&Expr],
        texts: &mut [Option<String>],
        room: Room,
    ) -> Layout {
        let (Some(last), Some(at)) = (items.last(), texts.len().checked_sub(1)) else {
            return Layout::Horizontal;
        };
        let joins_callee = items.len() == 1 && before.len() < TAB;
        let may_overflow = joins_callee || can_overflow(last, items.len());
        let overflowing =
            may_overflow.then(|| self.overflowing(items, texts, room, joins_callee)).flatten();
        if let Some(text) = &overflowing {
            texts[at] = text.split('\n').next().map(str::to_owned);
        }
        match overflowing {
            Some(text) if default_layout(texts, room) == Layout::Horizontal => {
                let alone = (items.len() == 1 && text.matches('\n').count() == 1)
                    .then(|| self.expression(last, room.nested))
                    .flatten()
                    .filter(|alone| !alone.contains('\n'));
                texts[at] = Some(alone.unwrap_or(text));
                Layout::Horizontal
            }
            Some(_) | None => {
                texts[at] = self.expression(last, room.nested);
                let fits = |text: &Option<String>| {
                    let text = text.as_deref().unwrap_or_default();
                    !text.contains('\n') && width(text) <= room.width
                };
                if items.len() == 1 && room.width != 0 && fits(&texts[at]) {
                    return Layout::Horizontal;
                }
                let is_short = |text: &Option<String>| {
                    text.as_ref().is_none_or(|text| text.len() <= SHORT_ELEMENT)
                };
                match default_layout(texts, room) {
                    Layout::Vertical
                        if items.iter().all(|item| is_simple(item))
                            && texts.iter().all(is_short) =>
                    {
                        Layout::Mixed
                    }
                    layout => layout,
                }
            }
        }
    }

    /// The last item, in the line of the others and below.
    fn overflowing(
        self,
        items: &[&Expr],
        texts: &[Option<String>],
        room: Room,
        joins_callee: bool,
    ) -> Option<String> {
        let (last, others) = items.split_last()?;
        let shape = if others.is_empty() && !is_nested_call(last) {
            room.here
        } else {
            let others = texts.iter().take(others.len());
            let taken = others.map(|text| 2 + text.as_deref().map_or(0, width)).sum();
            Shape { width: room.here.width.min(CALL_WIDTH), ..room.here }.after(taken)?
        };
        let printer =
            if !joins_callee && is_method_call(last) { self.one_line_chains() } else { self };
        match last {
            Expr::Closure(closure) => {
                let closures = items.iter().filter(|item| matches!(item, Expr::Closure(_)));
                if closures.count() > 1 {
                    return None;
                }
                printer.last_closure(closure, shape)
            }
            Expr::If(_) | Expr::While(_) | Expr::Match(_) => {
                let is_broken = printer.condition(last, shape).is_some_and(|it| it.contains('\n'));
                if is_broken { None } else { printer.expression(last, shape) }
            }
            last => printer.expression(last, shape),
        }
    }
}

/// All in one line, if there is room for them.
fn default_layout(texts: &[Option<String>], room: Room) -> Layout {
    let mut total = 2 * texts.len().saturating_sub(1);
    for text in texts.iter().flatten() {
        if text.contains('\n') {
            return Layout::Vertical;
        }
        total += width(text);
    }
    if total <= room.width.min(CALL_WIDTH) { Layout::Horizontal } else { Layout::Vertical }
}

/// As many items in each line as fit.
pub(super) fn packed(texts: &[String], separator: &str, shape: Shape) -> String {
    let mut out = String::new();
    let mut length = 0;
    let mut is_broken = false;
    for (index, text) in texts.iter().enumerate() {
        let is_last = index + 1 == texts.len();
        let total = width(text) + if is_last && !is_broken { 0 } else { separator.len() };
        if length > 0 && length + 1 + total > shape.width {
            out.push_str(&shape.line_break());
            is_broken = true;
            length = 0;
        } else if length > 0 {
            out.push(' ');
            length += 1;
        }
        out.push_str(text);
        if !is_last {
            out.push_str(separator);
        }
        length += total;
    }
    out
}

fn is_nested_call(expr: &Expr) -> bool {
    match expr {
        Expr::Call(_) | Expr::Macro(_) => true,
        Expr::Reference(inner) => is_nested_call(&inner.expr),
        Expr::Try(inner) => is_nested_call(&inner.expr),
        Expr::Unary(inner) => is_nested_call(&inner.expr),
        _ => false,
    }
}

fn is_method_call(expr: &Expr) -> bool {
    match expr {
        Expr::MethodCall(_) => true,
        Expr::Reference(inner) => is_method_call(&inner.expr),
        Expr::Try(inner) => is_method_call(&inner.expr),
        Expr::Unary(inner) => is_method_call(&inner.expr),
        _ => false,
    }
}

/// Whether an expression of one word or so can share its line with others.
fn is_simple(expr: &Expr) -> bool {
    match expr {
        Expr::Lit(_) => true,
        Expr::Path(path) => path.qself.is_none() && path.path.segments.len() <= 1,
        Expr::Reference(inner) => is_simple(&inner.expr),
        Expr::Try(inner) => is_simple(&inner.expr),
        Expr::Unary(inner) => is_simple(&inner.expr),
        Expr::Field(inner) => is_simple(&inner.base),
        _ => false,
    }
}

/// Whether the last of `count` items can begin in the line of the others and go on below.
fn can_overflow(expr: &Expr, count: usize) -> bool {
    match expr {
        Expr::Block(_) | Expr::Closure(_) => true,
        Expr::If(_)
        | Expr::While(_)
        | Expr::Match(_)
        | Expr::Call(_)
        | Expr::MethodCall(_)
        | Expr::Macro(_)
        | Expr::Struct(_)
        | Expr::Array(_)
        | Expr::Tuple(_) => count == 1,
        Expr::Reference(inner) => can_overflow(&inner.expr, count),
        Expr::Try(inner) => can_overflow(&inner.expr, count),
        Expr::Unary(inner) => can_overflow(&inner.expr, count),
        _ => false,
    }
}
