//! The room that a piece of code has, and the widths at which rustfmt breaks lines by default.

/// The longest line.
pub(super) const MAX_WIDTH: usize = 100;

/// A step of indentation.
pub(super) const TAB: usize = 4;

/// The widest arguments of a call that stay in one line; arrays and tuples have the same limit.
pub(super) const CALL_WIDTH: usize = 60;

/// The widest chain of several calls that stays in one line.
pub(super) const CHAIN_WIDTH: usize = 60;

/// The widest fields of a struct literal that stay in one line.
pub(super) const STRUCT_WIDTH: usize = 18;

/// The longest element of an array whose lines hold several elements.
pub(super) const SHORT_ELEMENT: usize = 10;

/// The room for a piece of code: its lines begin at `indent`, the first one `offset` further on, and has `width` columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Shape {
    pub(super) width: usize,
    pub(super) indent: usize,
    pub(super) offset: usize,
}

impl Shape {
    /// A line of its own.
    pub(super) fn indented(indent: usize) -> Self {
        Shape { width: MAX_WIDTH.saturating_sub(indent), indent, offset: 0 }
    }

    /// A line of its own, one step further in.
    pub(super) fn nested(self) -> Self {
        Shape::indented(self.indent + TAB)
    }

    /// What is left to the right of `columns` that are taken.
    pub(super) fn after(self, columns: usize) -> Option<Self> {
        let width = self.width.checked_sub(columns)?;
        Some(Shape { width, offset: self.offset + columns, ..self })
    }

    /// What is left if `columns` are kept free at the end.
    pub(super) fn without(self, columns: usize) -> Option<Self> {
        Some(Shape { width: self.width.checked_sub(columns)?, ..self })
    }

    /// Where the first line begins.
    pub(super) fn start(self) -> usize {
        self.indent + self.offset
    }

    /// How many columns are kept free at the end of the line.
    pub(super) fn kept_free(self) -> usize {
        MAX_WIDTH.saturating_sub(self.start() + self.width)
    }

    /// A line break, and the indentation after it.
    pub(super) fn line_break(self) -> String {
        format!("\n{}", " ".repeat(self.indent))
    }

    /// Whether a text fits, each line of it.
    pub(super) fn fits(self, text: &str) -> bool {
        let mut lines = text.lines();
        let first = lines.next().unwrap_or_default();
        width(first) <= self.width
            && lines.all(|line| width(line) <= MAX_WIDTH)
            && (!text.contains('\n') || last_width(text) <= self.start() + self.width)
    }
}

/// The columns of a text without line breaks.
pub(super) fn width(text: &str) -> usize {
    text.chars().count()
}

/// The columns of the first line.
pub(super) fn first_width(text: &str) -> usize {
    width(text.split('\n').next().unwrap_or_default())
}

/// The columns of the last line.
pub(super) fn last_width(text: &str) -> usize {
    width(text.rsplit('\n').next().unwrap_or_default())
}

/// Whether more can follow in the last line: there is nothing in it but closing brackets.
pub(super) fn is_extendable(text: &str) -> bool {
    let last = text.rsplit('\n').next().unwrap_or_default().trim();
    last.chars().all(|c| matches!(c, '(' | ')' | ']' | '}' | '?' | '>'))
}

/// Whether a value reads better on the next line than behind what it is assigned to.
pub(super) fn prefers_next_line(here: &str, next: &str) -> bool {
    let breaks = |text: &str| text.matches('\n').count();
    let opens =
        |text: &str, bracket: char| text.split('\n').next().unwrap_or_default().ends_with(bracket);
    breaks(next) == 0
        || breaks(here) > breaks(next) + 1
        || ['(', '{', '['].into_iter().any(|bracket| opens(here, bracket) && !opens(next, bracket))
}
