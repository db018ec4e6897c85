//! Assertions for strings: lengths and patterns (validation section 6.3), enumerations of strings, formats
//! (section 7).

use serde_json::Value;

use crate::failure::{kept, kept_string, spell};
use crate::pattern::backtrack::WorkLimit;
use crate::{Failure, Flow, Input, SinkOf, Str, Types, Values};

#[cold]
fn refuse_length<'p, S: SinkOf<'p>>(
    text: &Str<'_>,
    got: u64,
    (keyword, relation): (&'p str, &'static str),
    want: u64,
    sink: &mut S,
    at: &'p str,
) -> Flow {
    let of = if want == 1 { "character" } else { "characters" };
    sink.fail(at, keyword, text.mark(), || Failure::Count { got, relation, want, of })
}

/// `minLength`: the string has this many characters (code points) or more.
#[inline(always)]
pub fn min_length<'p, S: SinkOf<'p>>(text: &Str<'_>, want: u64, sink: &mut S, at: &'p str) -> Flow {
    let got = text.chars();
    if got >= want {
        return Ok(());
    }
    refuse_length(text, got, ("minLength", "at least"), want, sink, at)
}

/// `maxLength`: the string has this many characters (code points) or fewer.
#[inline(always)]
pub fn max_length<'p, S: SinkOf<'p>>(text: &Str<'_>, want: u64, sink: &mut S, at: &'p str) -> Flow {
    let got = text.chars();
    if got <= want {
        return Ok(());
    }
    refuse_length(text, got, ("maxLength", "at most"), want, sink, at)
}

/// `pattern`: the regular expression `want` matches the string's bytes. `matches` is its compiled form.
#[inline(always)]
pub fn pattern<'p, S: SinkOf<'p>>(
    text: &Str<'_>,
    matches: impl FnOnce(&[u8]) -> bool,
    want: &'p str,
    sink: &mut S,
    at: &'p str,
) -> Flow {
    if matches(&text.bytes()) {
        return Ok(());
    }
    sink.fail(at, "pattern", text.mark(), || Failure::Pattern { got: kept_string(text), want })
}

/// `pattern` with back-references, whose matching may give up after too much work.
#[inline]
pub fn limited_pattern<'p, S: SinkOf<'p>>(
    text: &Str<'_>,
    matches: impl FnOnce(&[u8]) -> Result<bool, WorkLimit>,
    want: &'p str,
    sink: &mut S,
    at: &'p str,
) -> Flow {
    match matches(&text.bytes()) {
        Ok(matches) => pattern(text, |_| matches, want, sink, at),
        Err(WorkLimit) => sink.fail(at, "pattern", text.mark(), || Failure::WorkLimit),
    }
}

/// `patternProperties` with back-references: whether the regular expression matches a member's name. A name that takes too
/// much work is refused, because it is unknown which schemas apply to its member.
#[inline]
pub fn limited_name<'p, S: SinkOf<'p>>(
    name: Str<'_>,
    matches: Result<bool, WorkLimit>,
    sink: &mut S,
    at: &'p str,
) -> Flow<bool> {
    match matches {
        Ok(matches) => Ok(matches),
        Err(WorkLimit) => {
            sink.fail(at, "patternProperties", name.mark(), || Failure::WorkLimit).map(|()| false)
        }
    }
}

/// `format`: the string passes `test`. A string with a lone surrogate has no format.
#[inline(always)]
pub fn format<'p, S: SinkOf<'p>>(
    text: &Str<'_>,
    test: impl FnOnce(&str) -> bool,
    want: &'p str,
    sink: &mut S,
    at: &'p str,
) -> Flow {
    if test(&text.to_str()) {
        return Ok(());
    }
    sink.fail(at, "format", text.mark(), || Failure::Format { got: kept_string(text), want })
}

/// `enum` of strings: the string is one of these.
#[inline(always)]
pub fn one_of<'p, S: SinkOf<'p>>(
    text: &Str<'_>,
    want: &'p [&'p str],
    sink: &mut S,
    at: &'p str,
) -> Flow {
    let bytes = text.bytes();
    if want.iter().any(|want| *bytes == *want.as_bytes()) {
        return Ok(());
    }
    // Made although it may not be used: with less to do here, the Rust compiler makes the comparisons above slower.
    let got = Value::from(text.to_str()).to_string();
    not_one_of(|| kept(&got), text.mark(), want, sink, at)
}

#[cold]
fn not_one_of<'p, S: SinkOf<'p>>(
    got: impl FnOnce() -> String,
    mark: usize,
    want: &'p [&'p str],
    sink: &mut S,
    at: &'p str,
) -> Flow {
    sink.fail(at, "enum", mark, || Failure::Value { got: got(), want: Values::strings(want) })
}

/// Reads a string for an `enum` of strings. Other values are refused; with `typed`, also by a `type` that allows only
/// strings. `None` if the value was refused.
#[inline(always)]
pub fn enumerated<'a, 'p, I: Input<'a>, S: SinkOf<'p>>(
    input: &mut I,
    want: &'p [&'p str],
    typed: bool,
    sink: &mut S,
    at: &'p str,
) -> Flow<Option<Str<'a>>> {
    if let Some(text) = input.string_if()? {
        return one_of(&text, want, sink, at).map(|()| Some(text));
    }
    no_string(input, want, typed, sink, at).map(|()| None)
}

#[cold]
fn no_string<'a, 'p, I: Input<'a>, S: SinkOf<'p>>(
    input: &mut I,
    want: &'p [&'p str],
    typed: bool,
    sink: &mut S,
    at: &'p str,
) -> Flow {
    let start = input.clone();
    if typed {
        super::wrong_type(input, sink, at, Types::STRING)?;
    } else {
        input.skip()?;
    }
    // The value has just been read to its end, so this cannot fail.
    let got = || spell(&mut start.clone()).unwrap_or_default();
    not_one_of(got, start.mark(), want, sink, at)
}
