//! What a document is validated against: the schema of a generated type, or a plan that is interpreted.

use std::marker::PhantomData;

use crate::outlined::Outlined;
use crate::report::ReportOf;
use crate::sink::{Memoising, Memory};
use crate::{Collect, FailFast, Flow, Input, Reason, SinkOf, Stop, Text, Validate};

/// A schema that can be asked about documents. Its data lives for `'p`: what reports say of the schema is borrowed.
///
/// The schema of a generated type is a [`SchemaOf`] that type. A second implementation has its data in a value, and
/// calls the same functions of [`check`](crate::check) for the same verdicts and reports.
pub trait Schema<'p> {
    /// Whether [`walk`](Schema::walk) may ask for verdicts to be memoised.
    const MEMOISED: bool = true;

    /// The absolute location of the schema.
    fn location(&self) -> &'p str;

    /// Reads one value and checks it.
    ///
    /// # Errors
    /// [`Stop::Failed`] if the sink stops at failures, [`Stop::Syntax`] if the document is not JSON.
    fn walk<'a, I: Input<'a>, S: SinkOf<'p>>(&self, input: &mut I, sink: &mut S) -> Flow;

    /// Whether the text is JSON that the schema allows.
    #[inline]
    fn allows(&self, json: &[u8]) -> bool {
        Text::new(json)
            .is_ok_and(|mut text| verdict(self, &mut text).and_then(|()| text.finish()).is_ok())
    }

    /// Validates a text; only if it fails, a second run collects what is wrong: as many errors as `limit`, those in
    /// branches included, one at least.
    ///
    /// # Errors
    /// What is wrong with the text.
    #[inline]
    fn check_text(&self, json: &[u8], limit: usize) -> Result<(), ReportOf<'p>> {
        if self.allows(json) { Ok(()) } else { Err(self.report(json, limit)) }
    }

    /// Whether the schema allows the value that comes next in an input.
    #[inline]
    fn allows_input<'a, I: Input<'a>>(&self, mut input: I) -> bool {
        verdict(self, &mut input).is_ok()
    }

    /// Validates the value that comes next in any input. The report has no spans: only
    /// [`check_text`](Schema::check_text) knows the text.
    ///
    /// # Errors
    /// What is wrong with the value.
    fn check_input<'a, I: Input<'a>>(&self, input: &I, limit: usize) -> Result<(), ReportOf<'p>> {
        if self.allows_input(input.clone()) {
            return Ok(());
        }
        let outcome = {
            let memory = Memory::default();
            let mut sink = Collect::with_limit(self.location(), &memory, limit);
            match self.walk(&mut input.clone(), &mut sink) {
                Err(Stop::Syntax) => return Err(ReportOf::of_reason(reason(input))),
                Ok(()) | Err(Stop::Failed) => sink.into_outcome(),
            }
        };
        Err(ReportOf::in_input(self.location(), input, outcome))
    }

    /// What is wrong with a text that is known to be invalid.
    #[cold]
    #[inline(never)]
    fn report(&self, json: &[u8], limit: usize) -> ReportOf<'p> {
        let Ok(text) = Text::new(json) else { return ReportOf::of_syntax(json) };
        let outcome = {
            let memory = Memory::default();
            let mut sink = Collect::with_limit(self.location(), &memory, limit);
            match whole_outlined(self, text, &mut sink) {
                Ok(()) => {}
                // The limit was reached. If the text is not JSON, only that is reported.
                Err(Stop::Failed) if Text::defect(json).is_none() => {}
                Err(Stop::Failed | Stop::Syntax) => return ReportOf::of_syntax(json),
            }
            sink.into_outcome()
        };
        ReportOf::in_text(self.location(), &text, json, outcome)
    }
}

/// The schema of a type with a generated validator.
#[derive(Debug)]
pub struct SchemaOf<T>(PhantomData<fn() -> T>);

impl<T> SchemaOf<T> {
    /// The schema of `T`.
    #[must_use]
    #[inline(always)]
    pub const fn new() -> Self {
        SchemaOf(PhantomData)
    }
}

impl<T> Default for SchemaOf<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Validate> Schema<'static> for SchemaOf<T> {
    const MEMOISED: bool = T::MEMOISED;

    fn location(&self) -> &'static str {
        T::SCHEMA_PATH
    }

    #[inline(always)]
    fn walk<'a, I: Input<'a>, S: SinkOf<'static>>(&self, input: &mut I, sink: &mut S) -> Flow {
        T::walk(input, sink)
    }
}

/// Reads a value with the sink that stops at the first failure.
#[inline]
fn verdict<'a, 'p, T: Schema<'p> + ?Sized, I: Input<'a>>(schema: &T, input: &mut I) -> Flow {
    if T::MEMOISED {
        let memory = Memory::default();
        schema.walk(input, &mut Memoising::new(&memory))
    } else {
        schema.walk(input, &mut FailFast)
    }
}

/// Reads the text to its end, by the validator that is compiled for size.
fn whole_outlined<'p, T: Schema<'p> + ?Sized, S: SinkOf<'p>>(
    schema: &T,
    text: Text<'_>,
    sink: &mut S,
) -> Flow {
    let mut text = Outlined(text);
    schema.walk(&mut text, sink)?;
    text.0.finish()
}

/// Why an input is not JSON. All of it is read, because a validator may have stopped for another reason.
fn reason<'a, I: Input<'a>>(input: &I) -> Reason {
    let mut again = input.clone();
    match again.skip() {
        Err(Stop::Syntax) => again.reason(),
        // It can be skipped, but not entered.
        Ok(()) | Err(Stop::Failed) => Reason::TooDeep,
    }
}
