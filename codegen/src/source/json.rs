//! The reader of JSON documents.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use voltype_runtime::{Flow, Input, Kind, Stop, Syntax, Text};

use crate::arena::{Builder, Content, Document, Source};
use crate::diagnostic::Diagnostic;

/// Reads the JSON text of a document, which is shorter than 4 GiB. It differs from the text of the document at most in
/// what is no part of a value.
///
/// # Errors
/// A diagnostic: the text is not JSON, or has half of a surrogate pair, which Rust source cannot spell.
pub(super) fn parse(source: &Arc<Source>, text: &str) -> Result<Document, Diagnostic> {
    let mut builder = Builder::new(Arc::clone(source));
    let text = text.as_bytes();
    let position = match read_document(text, &mut builder) {
        Ok(()) => return Ok(builder.finish()),
        Err(position) => position,
    };
    Err(match Text::defect(text) {
        Some(syntax) => not_json(source, syntax),
        // JSON that the reader refuses can only have half of a surrogate pair.
        None => lone_surrogate(source, position),
    })
}

/// Reads the whole text; the error is the position at which the reader stopped.
fn read_document(text: &[u8], builder: &mut Builder) -> Result<(), usize> {
    let mut reader = Text::new(text).map_err(|syntax| syntax.at)?;
    let read = read(&mut reader, builder).and_then(|()| reader.finish());
    read.map_err(|_| reader.position())
}

fn not_json(source: &Arc<Source>, Syntax { at, reason }: Syntax) -> Diagnostic {
    let message = format!("not JSON: {reason}");
    Diagnostic::error(source, at..at + 1, message).help(reason.help())
}

/// The diagnostic for half of a surrogate pair in the string that ends at a position: its last escape.
fn lone_surrogate(source: &Arc<Source>, position: usize) -> Diagnostic {
    let start = source.text[..position].rfind("\\u").unwrap_or(position);
    let message = "half of a surrogate pair, which is not a character";
    Diagnostic::error(source, start..position.min(start + 6), message)
        .help("write both halves, such as \\ud83d\\ude00, or the character itself")
}

fn read(text: &mut Text<'_>, builder: &mut Builder) -> Flow {
    let kind = text.kind()?;
    let start = text.position();
    match kind {
        Kind::Null => {
            text.null()?;
            builder.scalar(start..text.position(), Content::Null);
        }
        Kind::Boolean => {
            let value = text.boolean()?;
            builder.scalar(start..text.position(), Content::Boolean(value));
        }
        Kind::Number => {
            let number = text.number()?;
            let span = start..text.position();
            let digits = builder.text(span.clone(), &number.text());
            builder.scalar(span, Content::Number(digits));
        }
        Kind::String => {
            let (value, span) = string(text, start)?;
            let value = builder.text(inside(&span), &value);
            builder.scalar(span, Content::String(value));
        }
        Kind::Array => {
            let mut array = text.array()?;
            builder.array(start);
            while text.item(&mut array)? {
                read(text, builder)?;
            }
            builder.end(text.position());
        }
        Kind::Object => {
            let mut object = text.object()?;
            builder.object(start);
            while let Some(name) = text.member(&mut object)? {
                text.once(&mut object, name)?;
                let (value, span) = string(&mut text.at(name.mark()), name.mark())?;
                let name = builder.text(inside(&span), &value);
                builder.name(span, name);
                read(text, builder)?;
            }
            builder.end(text.position());
        }
    }
    Ok(())
}

/// Reads the string at `start`: its value and its span, quotes included.
fn string<'a>(text: &mut Text<'a>, start: usize) -> Flow<(Cow<'a, str>, Range<usize>)> {
    let string = text.string()?;
    if string.has_lone_surrogate() {
        return Err(Stop::Syntax);
    }
    Ok((string.to_str(), start..text.position()))
}

/// The bytes between the quotes.
fn inside(span: &Range<usize>) -> Range<usize> {
    span.start + 1..span.end.saturating_sub(1)
}
