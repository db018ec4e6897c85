//! Errors for people.
//!
//! Where a choice failed and one branch was meant, the failures of that branch are shown instead, and the other branches in
//! one line. All of them are in the output formats and in [`Error::branches`].

use std::fmt;

use super::contents::Contents;
use super::error::Error;
use super::errors::{Branches, Errors, ErrorsIter};
use super::expected::Expected;
use super::meant::Meant;
use super::windows::REACH;
use crate::excerpt::{Caption, Colours, Excerpt, Position};
use crate::failure::{Failure, shorten};
use crate::findings::Assertion;
use crate::pointer::unescape;
use crate::show::visible_line;

/// The most bytes of a pointer that a message shows.
pub(super) const SHOWN: usize = 200;

/// The most branches that are listed beside the one that was meant.
const LISTED: usize = 3;

/// The most characters of the reason why such a branch failed.
const REASON: usize = 80;

/// The most bytes of a pointer in such a reason.
const REASON_PLACE: usize = 60;

impl fmt::Display for Error<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The branches that lead to the next error, from the outermost choice on.
        let mut levels: Vec<Level<'_>> = Vec::new();
        let mut next = Some(*self);
        let mut separator = "";
        while let Some(error) = next {
            match Level::below(error) {
                Some(level) => levels.push(level),
                None => {
                    f.write_str(separator)?;
                    separator = "\n\n";
                    error.show(f, levels.last_mut())?;
                }
            }
            next = None;
            while let (None, Some(level)) = (next, levels.last_mut()) {
                next = level.errors.next();
                if next.is_none() {
                    levels.pop();
                }
            }
        }
        Ok(())
    }
}

/// The branch of a choice that was meant.
struct Level<'r> {
    choice: Error<'r>,
    branches: Branches<'r>,
    meant: usize,
    /// Its name.
    name: String,
    /// Those of its errors that have not been shown.
    errors: ErrorsIter<'r>,
    /// Whether the other branches have been listed.
    is_listed: bool,
}

impl<'r> Level<'r> {
    /// The branch that was meant, if the error is that of a choice with such a branch.
    fn below(choice: Error<'r>) -> Option<Self> {
        let branches = choice.branches();
        let meant = branches.meant()?;
        let errors = branches.get(meant)?;
        let name = visible_line(&choice.branch_name(meant, Some(errors)));
        Some(Level { choice, branches, meant, name, errors: errors.iter(), is_listed: false })
    }

    /// The line with the other branches, once.
    fn list(&mut self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_listed || self.branches.len() == 1 {
            return Ok(());
        }
        self.is_listed = true;
        f.write_str("\n  = others: ")?;
        self.choice.list_branches(f, Some(self.meant))
    }
}

/// What is said about an error.
struct Said {
    message: String,
    /// The rank of its place.
    mark: usize,
}

impl<'r> Error<'r> {
    /// Writes the error with its source line, as one of the branch that was meant.
    fn show(self, f: &mut fmt::Formatter<'_>, level: Option<&mut Level<'_>>) -> fmt::Result {
        let Said { message, mark } = self.said();
        write!(f, "error: {}", visible_line(&message))?;
        if let Some(level) = &level {
            write!(f, ", in {}", level.name)?;
        }
        writeln!(f)?;
        self.contents.show_place(f, mark)?;
        match self.failure() {
            Failure::Syntax(reason) => write!(f, "  = help: {}", reason.help())?,
            Failure::Unrepresentable { .. } => write!(f, "  = note: the schema allows this value")?,
            _ => write!(f, "  = schema: {}", visible_line(&self.schema_path()))?,
        }
        if self.contents.meant(self.note) == Meant::Unknown && self.branches().len() > 1 {
            f.write_str("\n  = alternatives: ")?;
            self.list_branches(f, None)?;
        }
        level.map_or(Ok(()), |level| level.list(f))
    }

    /// The message, and the place that it is about.
    fn said(self) -> Said {
        let mark = self.note.mark;
        match (self.contents.meant(self.note), self.failure()) {
            (Meant::OtherValue(mark), _) => {
                let expected = Expected::new(self.contents, self.note, mark);
                Said { message: expected.to_string(), mark }
            }
            (Meant::Shared(number), failure) => {
                let shared = self.contents.error(number).map(|error| error.failure());
                Said { message: shared.unwrap_or(failure).to_string(), mark }
            }
            (_, Failure::OneOf { holding }) if !holding.is_empty() => {
                let holding: Vec<String> =
                    holding.iter().map(|index| self.branch_name(*index, None)).collect();
                let holding = holding.join(" and ");
                let message = format!("only one of the alternatives should hold, but {holding} do");
                Said { message, mark }
            }
            (_, failure) => Said { message: failure.to_string(), mark },
        }
    }

    /// Lists some of the branches, all but one, with the reason why each failed.
    fn list_branches(self, f: &mut fmt::Formatter<'_>, except: Option<usize>) -> fmt::Result {
        let branches = self.branches();
        let others = (0..branches.len()).filter(|index| Some(*index) != except);
        for (count, index) in others.take(LISTED).enumerate() {
            f.write_str(if count == 0 { "" } else { ", " })?;
            let errors = branches.get(index);
            f.write_str(&visible_line(&self.branch_name(index, errors)))?;
            if let Some(error) = errors.and_then(|errors| errors.telling()) {
                write!(f, " ({})", visible_line(&error.reason(self)))?;
            }
        }
        let more = branches.len().saturating_sub(usize::from(except.is_some()) + LISTED);
        if more > 0 { write!(f, ", and {more} more") } else { Ok(()) }
    }

    /// Why a branch of this choice failed, in a few words.
    fn reason(self, choice: Error<'_>) -> String {
        let Said { message, mark } = self.said();
        let message = shorten(&message, REASON);
        if mark == choice.note.mark {
            return message.into_owned();
        }
        let pointer = self.contents.pointer(mark);
        let place = self.contents.places.pointers.short(pointer, REASON_PLACE);
        format!("{place}: {message}")
    }

    /// The name of a branch with these errors: that of the definition it refers to, else its keyword and index.
    fn branch_name(self, index: usize, errors: Option<Errors<'_>>) -> String {
        let Assertion { at, keyword } = self.contents.assertion(self.note);
        let first = errors.and_then(|errors| errors.first());
        let step = first.and_then(|first| self.contents.step(self.note.frame, first.note.frame));
        let name = step.and_then(|step| {
            let way = step.evaluation.strip_prefix(at)?.strip_prefix('/')?;
            let way = way.strip_prefix(keyword)?.strip_prefix(&format!("/{index}/"))?;
            let mut keywords = way.split('/');
            keywords.all(|keyword| keyword.starts_with('$')).then(|| definition(step.schema))
        });
        name.unwrap_or_else(|| format!("{keyword}/{index}"))
    }
}

/// The name of the schema at this location: that of a definition, or of a document.
fn definition(location: &str) -> String {
    let (document, fragment) = location.split_once('#').unwrap_or((location, ""));
    match fragment.rsplit('/').next().unwrap_or_default() {
        "" => document.rsplit('/').next().unwrap_or_default().to_owned(),
        name => unescape(name),
    }
}

impl<'r> Errors<'r> {
    /// The error that says most about why a branch was not meant: that another value is wanted, else the first.
    fn telling(self) -> Option<Error<'r>> {
        let wants_other = |error: &Error<'_>| {
            matches!(error.failure(), Failure::Type { .. } | Failure::Value { .. })
                || matches!(error.contents.meant(error.note), Meant::OtherValue(_))
        };
        self.iter().find(wants_other).or_else(|| self.first())
    }
}

impl Contents<'_> {
    /// Writes a place: its path, and its source line if the document is text.
    fn show_place(&self, f: &mut fmt::Formatter<'_>, mark: usize) -> fmt::Result {
        let place = match self.places.pointers.short(self.pointer(mark), SHOWN).as_str() {
            "" => "the document".to_owned(),
            path => visible_line(path),
        };
        let Some(spot) = self.spot(mark) else { return writeln!(f, "  at {place}") };
        let (bytes, start) = self.windows.around(spot.span.start);
        let line = spot.line.saturating_add(self.above);
        let position = Position { line, column: spot.column };
        let span = start..start.saturating_add(spot.span.len());
        let excerpt = Excerpt::new(bytes, &span, position, REACH);
        let place = format!("line {line}, column {}: {place}", spot.column);
        excerpt.write(f, Caption { place: &place, label: "", colours: &Colours::NONE })
    }
}
