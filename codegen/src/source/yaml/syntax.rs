//! Errors of YAML's syntax: what the parser found, in the words of this compiler, with advice.

use std::ops::Range;
use std::sync::Arc;

use granit_parser::{ErrorKind, ScanError};

use super::MAX_DEPTH;
use super::escape::broken_escape;
use crate::arena::Source;
use crate::diagnostic::Diagnostic;

/// The diagnostic for an error of the parser.
pub(super) fn diagnostic(source: &Arc<Source>, error: &ScanError) -> Diagnostic {
    let at = error.marker().byte_offset().unwrap_or(0);
    let span = match error.kind() {
        ErrorKind::RecursionLimitExceeded => return too_deep(source, at..at + 1),
        ErrorKind::UnknownAnchor => at..end_of_word(&source.text, at),
        kind if is_tab(kind) => next_tab(&source.text, at),
        kind if is_escape(kind) => broken_escape(&source.text, at),
        _ => at..at + 1,
    };
    let (message, help) = phrase(error.kind());
    Diagnostic::error(source, span, format!("not YAML: {message}")).help(help)
}

/// The diagnostic for an array or object that is nested too deep.
pub(super) fn too_deep(source: &Arc<Source>, span: Range<usize>) -> Diagnostic {
    Diagnostic::error(source, span, "nested too deep")
        .help(format!("arrays and objects may nest {MAX_DEPTH} deep, aliases included"))
}

/// Where the alias that begins here ends.
fn end_of_word(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let ends = |c: char| c.is_whitespace() || [',', '[', ']', '{', '}'].contains(&c);
    at + rest.find(ends).unwrap_or(rest.len())
}

/// The tab that follows this place, if only space is between; otherwise the place itself.
fn next_tab(text: &str, at: usize) -> Range<usize> {
    let rest = text.get(at..).unwrap_or_default();
    // The parser may tell the end of the token before it.
    let line = rest.find('\n').map_or(0, |line| line + 1);
    let tab = [0, line].into_iter().find_map(|start| {
        let spaces = rest.get(start..)?.bytes().take_while(|byte| *byte == b' ').count();
        (rest.as_bytes().get(start + spaces) == Some(&b'\t')).then_some(at + start + spaces)
    });
    let tab = tab.unwrap_or(at);
    tab..tab + 1
}

fn is_tab(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInPlainScalar
            | ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
    )
}

fn is_escape(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::UnknownQuotedScalarEscape
            | ErrorKind::InvalidQuotedScalarHexEscape
            | ErrorKind::InvalidLowSurrogateHexEscape
            | ErrorKind::InvalidLowSurrogate
            | ErrorKind::MissingLowSurrogate
            | ErrorKind::UnpairedLowSurrogate
            | ErrorKind::InvalidUnicodeEscape
    )
}

/// What to say of an error: message and help.
fn phrase(kind: &ErrorKind) -> (String, &'static str) {
    let known = scalars(kind).or_else(|| collections(kind)).or_else(|| properties(kind));
    if let Some((message, help)) = known {
        return (message.to_owned(), help);
    }
    match kind {
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => (
            format!("`{open}` is closed by `{close}`"),
            "close what was opened last, with the bracket that belongs to it",
        ),
        ErrorKind::UnclosedFlowCollection { open } => {
            (format!("`{open}` is not closed"), "the text may have been cut off")
        }
        ErrorKind::UnexpectedCharacter { character } if character.is_control() => (
            format!("the control character {}", character.escape_default()),
            "write it as an escape sequence, in double quotes",
        ),
        ErrorKind::UnexpectedCharacter { character } => {
            (format!("no value begins with `{character}`"), "put the value in quotes")
        }
        // What the parser says is true, if in other words.
        other => (other.to_string(), "see the specification of YAML 1.2, at yaml.org/spec/1.2.2"),
    }
}

/// Errors of scalars.
fn scalars(kind: &ErrorKind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        ErrorKind::UnknownQuotedScalarEscape => (
            "not an escape sequence",
            "write a backslash itself as \\\\, or use single quotes, which have no escapes",
        ),
        ErrorKind::InvalidQuotedScalarHexEscape | ErrorKind::InvalidUnicodeEscape => (
            "not the number of a character",
            "\\x takes two hexadecimal digits, \\u four, \\U eight",
        ),
        ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate => (
            "half of a surrogate pair, which is not a character",
            "write both halves, such as \\ud83d\\ude00, or the character itself",
        ),
        ErrorKind::UnclosedQuotedScalar => {
            ("a quote that is not closed", "the text may have been cut off, or a quote be missing")
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => (
            "text after a closing quote",
            "put all of the value in quotes; \\\" is a quote in double quotes, '' in single quotes",
        ),
        ErrorKind::DocumentIndicatorInQuotedScalar => {
            ("the document ends inside of a quoted value", "close the quote, or indent the line")
        }
        ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::InvalidFlowScalarIndent
        | ErrorKind::CommentInterceptedScalar => {
            ("a line that does not continue the value before it", "indent it, or quote the value")
        }
        ErrorKind::ZeroBlockScalarIndent | ErrorKind::InvalidBlockScalarHeader => (
            "not the header of a block",
            "after `|` or `>` only `+`, `-`, a digit from 1 to 9 and a comment can stand",
        ),
        kind if is_tab(kind) => ("a tab in the indentation", "indent with spaces"),
        ErrorKind::InvalidBlockScalarIndent => (
            "a line is indented less than the block that it is in",
            "indent all lines of a block alike",
        ),
        ErrorKind::BomInsideDocument => {
            ("a byte order mark inside of the document", "remove it: it is invisible in editors")
        }
        ErrorKind::CommentNotSeparated => {
            ("a comment right after a value", "write a space before #")
        }
        _ => return None,
    })
}

/// Errors of mappings, sequences and documents.
fn collections(kind: &ErrorKind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        ErrorKind::MappingValueNotAllowed => (
            "a colon where no key can end",
            "put a value that has a colon in quotes; a key stands in a line of its own",
        ),
        ErrorKind::MappingKeyNotAllowed
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::InvalidIndentation => (
            "expected a key at the indentation of the others",
            "members of an object begin in the same column",
        ),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            ("expected a colon after the key", "write `key: value`, with a space after the colon")
        }
        ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::BlockEntryInFlowCollection
        | ErrorKind::InvalidBlockEntryWhitespace => (
            "a dash where no item can begin",
            "items begin in a line of their own, all in the same column",
        ),
        ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::InvalidColonPlacement => {
            ("expected a comma or a closing bracket", "separate items and members with commas")
        }
        ErrorKind::MisplacedFlowCollectionEnd => {
            ("a closing bracket that nothing opened", "remove it, or quote the value")
        }
        ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::UnexpectedEofBlockSequence
        | ErrorKind::UnexpectedEofBlockMapping
        | ErrorKind::UnexpectedEof => {
            ("the text ends inside a value", "the text may have been cut off")
        }
        ErrorKind::ExpectedDocumentStart => (
            "text after the end of the value",
            "a schema is one value: put it in brackets or remove the rest",
        ),
        ErrorKind::InvalidDocumentEnd => ("text after `...`", "`...` ends a document"),
        _ => return None,
    })
}

/// Errors of anchors, tags and directives.
fn properties(kind: &ErrorKind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        ErrorKind::UnknownAnchor => (
            "an alias without an anchor",
            "the anchor (&name) has to stand before it; quote a value that begins with *",
        ),
        ErrorKind::MissingAnchorOrAliasName => {
            ("an anchor or alias without a name", "quote a value that begins with & or *")
        }
        ErrorKind::UndeclaredTagHandle
        | ErrorKind::InvalidTagTerminator
        | ErrorKind::MissingTagUri
        | ErrorKind::UnclosedVerbatimTag
        | ErrorKind::InvalidTagEscape => {
            ("not a tag", "remove it, or quote a value that begins with !")
        }
        ErrorKind::UnsupportedYamlMajorVersion => {
            ("the document says another version of YAML", "remove the directive: this is YAML 1.2")
        }
        ErrorKind::DuplicateVersionDirective | ErrorKind::DuplicateTagDirective => {
            ("a directive for the second time", "remove one")
        }
        _ => return None,
    })
}
