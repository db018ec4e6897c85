//! Errors and warnings about the compiler's input, with the source line of each.

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};
use std::ops::Range;
use std::sync::Arc;

use voltype_runtime::excerpt::{Caption, Colours, Excerpt, Position, Reach};
use voltype_runtime::show::visible_line;

use crate::arena::{Node, Source};
use crate::spelling::Speller;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// Code is generated, but the schema is likely not what its author means.
    Warning,
}

/// One error or warning: what, where, and how to correct it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// The message, in one line.
    pub message: String,
    /// The document and the bytes in it, if the defect has a place.
    pub place: Option<(Arc<Source>, Range<usize>)>,
    /// What is said at the caret.
    pub label: String,
    /// How to correct it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error at a place of a document.
    pub fn error(source: &Arc<Source>, span: Range<usize>, message: impl Into<String>) -> Self {
        Diagnostic {
            severity: Severity::Error,
            message: message.into(),
            place: Some((Arc::clone(source), span)),
            label: String::new(),
            help: None,
        }
    }

    /// An error at a value of a document.
    #[must_use]
    pub fn at(node: Node<'_>, message: impl Into<String>) -> Self {
        Diagnostic::error(node.source(), node.span(), message)
    }

    /// An error that has no place in any document.
    pub fn general(message: impl Into<String>) -> Self {
        Diagnostic {
            severity: Severity::Error,
            message: message.into(),
            place: None,
            label: String::new(),
            help: None,
        }
    }

    /// The same, as a warning.
    #[must_use]
    pub fn warning(self) -> Self {
        Diagnostic { severity: Severity::Warning, ..self }
    }

    /// The same, with this said at the caret.
    #[must_use]
    pub fn label(self, label: impl Into<String>) -> Self {
        Diagnostic { label: label.into(), ..self }
    }

    /// The same, with advice.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Diagnostic { help: Some(help.into()), ..self }
    }

    /// The diagnostic as a terminal shows it, in colour or not.
    #[must_use]
    pub fn render(&self, colour: bool) -> String {
        let mut text = String::new();
        let style = if colour { Style::coloured(self.severity) } else { Style::PLAIN };
        // Writing to a string does not fail.
        let _ = self.write(&mut text, &style);
        text
    }

    fn write(&self, out: &mut String, style: &Style) -> fmt::Result {
        let Style { title, message, colours } = style;
        let Colours { frame, mark: _, reset } = colours;
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let said = visible_line(&self.message);
        write!(out, "{title}{severity}{reset}{message}: {said}{reset}")?;
        let mut gutter = String::new();
        if let Some((source, span)) = &self.place {
            let caret = caret(&source.text, span);
            let mut spot = Spot::default();
            spot.move_to(&source.text, caret.start);
            let position = Position { line: spot.line, column: spot.column };
            let excerpt = Excerpt::new(source.text.as_bytes(), &caret, position, REACH);
            let place = format!("{}:{}:{}", visible_line(&source.path), spot.line, spot.column);
            let label = visible_line(&self.label);
            out.push('\n');
            excerpt.write(out, Caption { place: &place, label: &label, colours })?;
            out.truncate(out.trim_end().len());
            gutter = excerpt.gutter();
        }
        if let Some(help) = &self.help {
            let help = visible_line(help);
            write!(out, "\n{gutter} {frame}|{reset}\n{gutter} {frame}={reset} ")?;
            write!(out, "{message}help{reset}: {help}")?;
        }
        Ok(())
    }
}

/// How much of a line a diagnostic shows.
const REACH: Reach = Reach { before: 80, after: 90 };

/// The colours of a diagnostic.
struct Style {
    /// Before the severity.
    title: &'static str,
    /// Before the message.
    message: &'static str,
    colours: Colours,
}

impl Style {
    const PLAIN: Self = Style { title: "", message: "", colours: Colours::NONE };

    /// The colours of rustc.
    fn coloured(severity: Severity) -> Self {
        let mark = match severity {
            Severity::Error => "\u{1b}[1m\u{1b}[91m",
            Severity::Warning => "\u{1b}[1m\u{1b}[33m",
        };
        let frame = "\u{1b}[1m\u{1b}[94m";
        Style {
            title: mark,
            message: "\u{1b}[1m",
            colours: Colours { frame, mark, reset: "\u{1b}[0m" },
        }
    }
}

/// The place of a caret in a text, for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The line, from 1 on.
    pub line: usize,
    /// The character in that line, from 1 on.
    pub column: usize,
    at: usize,
}

impl Default for Spot {
    /// The beginning of a text.
    fn default() -> Self {
        Spot { line: 1, column: 1, at: 0 }
    }
}

impl Spot {
    /// The spots of diagnostics that are sorted by place; `None` for those without one. No text is read twice.
    #[must_use]
    pub fn of_each(diagnostics: &[Diagnostic]) -> Vec<Option<Spot>> {
        let mut spot = Spot::default();
        let mut text: Option<&Arc<Source>> = None;
        let each = diagnostics.iter().map(|diagnostic| {
            let (source, span) = diagnostic.place.as_ref()?;
            if text.is_none_or(|known| !Arc::ptr_eq(known, source)) {
                spot = Spot::default();
                text = Some(source);
            }
            spot.move_to(&source.text, caret(&source.text, span).start);
            Some(spot)
        });
        each.collect()
    }

    /// Moves on to the byte `at` of the text, or from the text's beginning if that is further back.
    fn move_to(&mut self, text: &str, at: usize) {
        if at < self.at {
            *self = Spot::default();
        }
        let passed = text.get(self.at..at).unwrap_or_default();
        match passed.rsplit_once('\n') {
            Some((before, rest)) => {
                self.line += 1 + before.matches('\n').count();
                self.column = 1 + rest.chars().count();
            }
            None => self.column += passed.chars().count(),
        }
        self.at = at;
    }
}

/// The part of a span that gets carets: what is in its first line, in whole characters.
fn caret(text: &str, span: &Range<usize>) -> Range<usize> {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let mut start = floor(span.start);
    if start == text.len() {
        // The end of a text is where its last line ends, not the beginning of a line that isn't there.
        start = text.trim_end().len();
    }
    let line_end = text[start..].find('\n').map_or(text.len(), |length| start + length);
    start..floor(span.end).min(line_end).max(start)
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

/// The diagnostics of a run. Every phase adds all of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// Where errors are: document, start, end.
    errors: BTreeSet<(String, usize, usize)>,
    /// Each message at each place: none is added twice.
    known: BTreeSet<(String, usize, String)>,
    speller: Speller,
}

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let place = diagnostic.place.as_ref().map(|(source, span)| (source.path.clone(), span));
        let (path, span) = place.unwrap_or((String::new(), &(0..0)));
        if self.known.insert((path.clone(), span.start, diagnostic.message.clone())) {
            if diagnostic.severity == Severity::Error {
                self.errors.insert((path, span.start, span.end));
            }
            self.list.push(diagnostic);
        }
    }

    /// The candidate that a misspelled word most likely stands for, unless this run has already compared so many that
    /// nobody would read more suggestions.
    pub fn nearest<T: AsRef<str>>(
        &mut self,
        word: &str,
        candidates: impl IntoIterator<Item = T>,
    ) -> Option<T> {
        self.speller.nearest(word, candidates)
    }

    /// Whether an error is at the place of this one, or inside of it.
    #[must_use]
    pub fn have_error_at(&self, other: &Diagnostic) -> bool {
        let Some((source, outer)) = &other.place else { return false };
        let start = (source.path.clone(), outer.start, 0);
        let mut inner = self.errors.range(start..);
        inner.next().is_some_and(|(path, _, end)| *path == source.path && *end <= outer.end)
    }

    /// Whether any of them is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// All of them, by document and place.
    #[must_use]
    pub fn sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort_by_key(|diagnostic| {
            let place = diagnostic.place.as_ref();
            place.map(|(source, span)| (source.path.clone(), span.start, span.end))
        });
        self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, span: Range<usize>) -> String {
        let source = Source { path: "a.json".to_owned(), text: text.to_owned() };
        Diagnostic::error(&Arc::new(source), span, "wrong").to_string()
    }

    #[test]
    fn carets_stand_below_what_they_mean() {
        for (text, span, want) in [
            ("{\r\n\"é\": 1\r\n}", 9..10, "--> a.json:2:6\n  |\n2 | \"é\": 1\n  |      ^"),
            ("[\u{202e}\u{1b}7]", 5..6, "--> a.json:1:4\n  |\n1 | [\u{fffd}\u{fffd}7]\n  |    ^"),
            ("[1,\n2", 5..5, "--> a.json:2:2\n  |\n2 | 2\n  |  ^"),
            ("[1,\n\n", 5..5, "--> a.json:1:4\n  |\n1 | [1,\n  |    ^"),
            ("", 0..0, "--> a.json:1:1\n  |\n1 |\n  | ^"),
        ] {
            let shown = shown(text, span);
            assert!(shown.contains(want), "{text:?}:\n{shown}");
        }
    }

    #[test]
    fn colours_change_nothing_else() {
        let source = Source { path: "a.json".to_owned(), text: "[7]".to_owned() };
        let error =
            Diagnostic::error(&Arc::new(source), 1..2, "wrong").label("here").help("remove it");
        let coloured = error.render(true);
        let plain: String = coloured
            .split('\u{1b}')
            .map(|part| {
                part.split_once('m')
                    .filter(|_| part.starts_with('['))
                    .map_or(part, |(_, rest)| rest)
            })
            .collect();
        assert!(plain == error.render(false) && plain != coloured, "{coloured:?}");
    }

    #[test]
    fn columns_are_those_of_the_whole_line() {
        let text = format!("{}\n[{}7]", "x".repeat(5_000), "\"é\", ".repeat(1_000));
        let at = text.len() - 2;
        let shown = shown(&text, at..at + 1);
        assert!(shown.contains("--> a.json:2:5002\n") && shown.len() < 2_000, "{shown}");
    }
}
