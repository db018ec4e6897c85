//! The reader of YAML documents.
//!
//! The parser tells events; this reader makes JSON values of them. What is no JSON value is an error, and so is what would
//! take unbounded work: an alias stands for a copy, and copies are counted.

mod escape;
mod scalar;
mod surprise;
mod syntax;
mod tag;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use granit_parser::{Event, Parser, ScalarStyle, Span, StructureStyle, YamlVersion, options};

use crate::arena::{Builder, Content, Document, Source};
use crate::diagnostic::Diagnostic;
use scalar::{MAX_DIGITS, Scalar};
use surprise::{surprise, surprising_key};
use tag::Tag;

/// How deep arrays and objects may nest, as in JSON.
const MAX_DEPTH: usize = 128;

/// How many nodes all aliases of a document may stand for.
const MAX_COPIED: usize = 100_000;

/// How many bytes of text all aliases of a document may stand for.
const MAX_COPIED_TEXT: usize = 16 << 20;

/// How many warnings a document gets at most.
const MAX_WARNINGS: usize = 100;

/// Reads the YAML text of a document, which is shorter than 4 GiB.
///
/// # Errors
/// A diagnostic: the text is not YAML, or not one document with a JSON value.
pub(super) fn parse(source: &Arc<Source>) -> Result<Document, Diagnostic> {
    // The parser's limits are above that of this reader, which knows the place.
    let options = options! {
        flow_nesting_limit: MAX_DEPTH + 1,
        block_nesting_limit: MAX_DEPTH + 1,
    };
    let mut reader = Reader::new(source);
    for event in Parser::new_from_str_with_options(&source.text, options) {
        let (event, span) = event.map_err(|error| syntax::diagnostic(source, &error))?;
        reader.event(event, &span)?;
    }
    if reader.documents == 0 {
        let end = source.text.len();
        let message = "there is no YAML document in the file";
        return Err(Diagnostic::error(source, end..end, message).help("write the schema into it"));
    }
    Ok(reader.builder.finish())
}

/// What has been read.
struct Reader<'s> {
    source: &'s Arc<Source>,
    builder: Builder,
    documents: usize,
    /// The nodes that have anchors and are complete, by the number of the anchor.
    anchored: BTreeMap<usize, u32>,
    /// The arrays and objects that are open, the innermost last.
    open: Vec<Open>,
    copied: Copied,
    warnings: usize,
}

/// What aliases have stood for so far.
#[derive(Default)]
struct Copied {
    nodes: usize,
    /// In bytes.
    text: usize,
}

/// An array or object that has begun.
struct Open {
    style: StructureStyle,
    /// The number of its anchor; 0 for none.
    anchor: usize,
    next: Next,
    /// Where its last child ends.
    end: usize,
}

/// What the next node is in what is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Item,
    Name,
    Value,
}

/// A scalar as it is spelled.
struct Spelled<'e> {
    text: &'e str,
    style: ScalarStyle,
    tag: Tag,
    /// Its bytes, quotes included.
    span: Range<usize>,
}

impl Spelled<'_> {
    fn is_plain(&self) -> bool {
        self.style == ScalarStyle::Plain
    }

    /// The bytes of its text.
    fn inner(&self) -> Range<usize> {
        match self.style {
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                self.span.start + 1..self.span.end.saturating_sub(1)
            }
            ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded => self.span.clone(),
        }
    }
}

impl<'s> Reader<'s> {
    fn new(source: &'s Arc<Source>) -> Self {
        Reader {
            source,
            builder: Builder::new(Arc::clone(source)),
            documents: 0,
            anchored: BTreeMap::new(),
            open: Vec::new(),
            copied: Copied::default(),
            warnings: 0,
        }
    }

    fn event(&mut self, event: Event<'_>, at: &Span) -> Result<(), Diagnostic> {
        let span = at.byte_range().unwrap_or_default();
        match event {
            Event::DocumentStart(_, version) => self.document(span, version),
            Event::Scalar(text, style, anchor, tag) => {
                let tag = self.tag(Tag::of(tag.as_deref()), at)?;
                let span = self.trimmed(span, style);
                self.scalar(&Spelled { text: &text, style, tag, span }, anchor, at)
            }
            Event::SequenceStart(style, anchor, tag) => {
                let tag = self.tag(Tag::of(tag.as_deref()), at)?;
                self.begin(span.clone(), "an array")?;
                if !tag.fits_sequence() {
                    return Err(self.misfit(at, "a sequence"));
                }
                self.builder.array(span.start);
                self.open.push(Open { style, anchor, next: Next::Item, end: span.end });
                Ok(())
            }
            Event::MappingStart(style, anchor, tag) => {
                let tag = self.tag(Tag::of(tag.as_deref()), at)?;
                self.begin(span.clone(), "an object")?;
                if !tag.fits_mapping() {
                    return Err(self.misfit(at, "a mapping"));
                }
                self.builder.object(span.start);
                self.open.push(Open { style, anchor, next: Next::Name, end: span.end });
                Ok(())
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span.end),
            Event::Alias(anchor) => self.alias(anchor, span),
            // The parser is not asked for others.
            _ => Ok(()),
        }
    }

    fn error(&self, span: Range<usize>, message: impl Into<String>, help: &str) -> Diagnostic {
        Diagnostic::error(self.source, span, message).help(help)
    }

    /// Warns of a plain scalar.
    fn warn(&mut self, span: Range<usize>, said: Option<(String, &'static str)>) {
        if let Some((message, help)) = said
            && self.warnings < MAX_WARNINGS
        {
            self.warnings += 1;
            self.builder.warn(self.error(span, message, help).warning());
        }
    }

    fn document(
        &mut self,
        span: Range<usize>,
        version: Option<YamlVersion>,
    ) -> Result<(), Diagnostic> {
        self.documents += 1;
        if self.documents > 1 {
            let message = "a second YAML document in the same file";
            return Err(self.error(span, message, "a schema is one document: use a file for each"));
        }
        if let Some(YamlVersion { major: 1, minor: minor @ ..2 }) = version {
            let line = self.source.text.find("%YAML").map_or(span, |at| at..at + "%YAML".len());
            let message = format!("the document says YAML 1.{minor}, but is read as YAML 1.2");
            let help = "remove the directive, and quote what the versions read differently";
            self.warn(line, Some((message, help)));
        }
        Ok(())
    }

    /// The tag of a node, which must be known.
    fn tag(&self, tag: Option<Tag>, at: &Span) -> Result<Tag, Diagnostic> {
        tag.ok_or_else(|| {
            let span = tag_span(at);
            let spelled = self.source.text.get(span.clone()).unwrap_or_default();
            let message = format!("the tag `{spelled}` is not of YAML's core schema");
            self.error(span, message, "remove it: a schema consists of JSON values")
        })
    }

    /// The error for a node that is not what its tag says.
    fn misfit(&self, at: &Span, kind: &str) -> Diagnostic {
        let span = tag_span(at);
        let spelled = self.source.text.get(span.clone()).unwrap_or_default();
        let message = format!("the tag `{spelled}` does not fit {kind}");
        self.error(span, message, "remove it, or correct the value")
    }

    /// The bytes of a scalar. Those of a block scalar go on to the next node; its last characters are meant here.
    fn trimmed(&self, span: Range<usize>, style: ScalarStyle) -> Range<usize> {
        match style {
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let text = self.source.text.get(span.clone()).unwrap_or_default();
                span.start..span.start + text.trim_end().len()
            }
            ScalarStyle::Plain | ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => span,
        }
    }

    fn scalar(&mut self, scalar: &Spelled<'_>, anchor: usize, at: &Span) -> Result<(), Diagnostic> {
        let Some(meaning) = scalar.tag.scalar(scalar.text, scalar.is_plain()) else {
            return Err(self.misfit(at, &format!("the value {:?}", shortened(scalar.text))));
        };
        let is_name = self.next() == Some(Next::Name);
        let index =
            if is_name { self.name(scalar, &meaning)? } else { self.value(scalar, meaning)? };
        if anchor > 0 {
            self.anchored.insert(anchor, index);
        }
        self.passed(scalar.span.end);
        Ok(())
    }

    /// Adds the name of a member.
    fn name(&mut self, scalar: &Spelled<'_>, meaning: &Scalar) -> Result<u32, Diagnostic> {
        let kind = match meaning {
            Scalar::String => {
                if scalar.is_plain() && scalar.tag == Tag::Absent {
                    self.warn(scalar.span.clone(), surprising_key(scalar.text));
                }
                let text = self.builder.text(scalar.inner(), scalar.text);
                return Ok(self.builder.name(scalar.span.clone(), text));
            }
            Scalar::Null => "null",
            Scalar::Boolean(_) => "a boolean",
            Scalar::Integer(_) | Scalar::Float(_) | Scalar::NotFinite | Scalar::TooLong => {
                "a number"
            }
        };
        let text = shortened(scalar.text);
        let help = match meaning {
            Scalar::Null if scalar.span.is_empty() => "write the name before the colon".to_owned(),
            _ => format!("quote it: {text:?}"),
        };
        Err(self.error(scalar.span.clone(), key_message(kind), &help))
    }

    /// Adds a value.
    fn value(&mut self, scalar: &Spelled<'_>, meaning: Scalar) -> Result<u32, Diagnostic> {
        let span = scalar.span.clone();
        if scalar.is_plain() && scalar.tag == Tag::Absent {
            self.warn(span.clone(), surprise(scalar.text));
        }
        let content = match meaning {
            Scalar::Null => Content::Null,
            Scalar::Boolean(value) => Content::Boolean(value),
            Scalar::Integer(digits) | Scalar::Float(digits) => {
                Content::Number(self.builder.text(scalar.inner(), &digits))
            }
            Scalar::String => Content::String(self.builder.text(scalar.inner(), scalar.text)),
            Scalar::NotFinite => {
                let message = format!("`{}` is not a number that JSON has", scalar.text);
                let help = "numbers are finite; quote it if it is a string";
                return Err(self.error(span, message, help));
            }
            Scalar::TooLong => {
                let message = format!("a number of more than {MAX_DIGITS} digits in base 8 or 16");
                return Err(self.error(span, message, "write it in decimal"));
            }
        };
        Ok(self.builder.scalar(span, content))
    }

    /// Checks that an array or object can begin here.
    fn begin(&self, span: Range<usize>, kind: &str) -> Result<(), Diagnostic> {
        if self.next() == Some(Next::Name) {
            let help = "give the member a name that is a string";
            return Err(self.error(span, key_message(kind), help));
        }
        if self.builder.depth() >= MAX_DEPTH {
            return Err(syntax::too_deep(self.source, span));
        }
        Ok(())
    }

    fn end(&mut self, end: usize) -> Result<(), Diagnostic> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        // A block has no end of its own.
        let end = match open.style {
            StructureStyle::Flow => end,
            StructureStyle::Block => open.end,
        };
        let Some(index) = self.builder.end(end) else { return Ok(()) };
        if let Some([first, second]) = self.builder.repeated_name(index) {
            let text = self.source.text.get(..first.start).unwrap_or_default();
            let line = 1 + text.matches('\n').count();
            let message = "a key for the second time";
            let help = "readers disagree which of the two counts: remove one";
            let error = self.error(second, message, help);
            return Err(error.label(format!("the first is in line {line}")));
        }
        if open.anchor > 0 {
            self.anchored.insert(open.anchor, index);
        }
        self.passed(end);
        Ok(())
    }

    /// Adds a copy of what an alias stands for.
    fn alias(&mut self, anchor: usize, span: Range<usize>) -> Result<(), Diagnostic> {
        let Some(index) = self.anchored.get(&anchor).copied() else {
            let message = "an alias inside of what it stands for";
            let help = "JSON values are finite: refer to a schema with `$ref`";
            return Err(self.error(span, message, help));
        };
        self.count(index, &span)?;
        if self.next() == Some(Next::Name) {
            let Some(text) = self.builder.string(index) else {
                let message = key_message("not a string");
                return Err(self.error(span, message, "write the name itself"));
            };
            self.builder.name(span.clone(), text);
        } else {
            if self.builder.depth() + self.builder.height(index) > MAX_DEPTH {
                return Err(syntax::too_deep(self.source, span));
            }
            self.builder.copy(index);
        }
        self.passed(span.end);
        Ok(())
    }

    /// Counts what an alias stands for, before it is copied.
    fn count(&mut self, index: u32, span: &Range<usize>) -> Result<(), Diagnostic> {
        self.copied.nodes += self.builder.size(index);
        let too_many = if self.copied.nodes > MAX_COPIED {
            format!("{MAX_COPIED} nodes")
        } else {
            self.copied.text += self.builder.text_size(index);
            if self.copied.text <= MAX_COPIED_TEXT {
                return Ok(());
            }
            format!("{} MiB of text", MAX_COPIED_TEXT >> 20)
        };
        let message = format!("aliases stand for more than {too_many}");
        let help = "refer to schemas with `$ref` instead of repeating them";
        Err(self.error(span.clone(), message, help))
    }

    /// What the next node is; `None` for the root.
    fn next(&self) -> Option<Next> {
        self.open.last().map(|open| open.next)
    }

    /// Notes that a node is complete, which ends here.
    fn passed(&mut self, end: usize) {
        let Some(open) = self.open.last_mut() else { return };
        open.end = open.end.max(end);
        open.next = match open.next {
            Next::Item => Next::Item,
            Next::Name => Next::Value,
            Next::Value => Next::Name,
        };
    }
}

fn key_message(kind: &str) -> String {
    format!("a key that is {kind}: names of members are strings")
}

/// The bytes of the tag of a node.
fn tag_span(at: &Span) -> Range<usize> {
    let tag = at.tag_span().and_then(|tag| tag.byte_range());
    tag.or(at.byte_range()).unwrap_or_default()
}

/// The beginning of a text, for a message.
fn shortened(text: &str) -> &str {
    let end = text.char_indices().nth(40).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

#[cfg(test)]
mod tests;
