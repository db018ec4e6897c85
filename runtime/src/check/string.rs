//! Assertions for strings: lengths and patterns (validation section 6.3), enumerations of strings, formats
//! (section 7).

use crate::{Failure, Flow, Json, Sink, Str};

#[cold]
fn refuse_length<S: Sink>(
    text: &Str<'_>,
    got: u64,
    relation: &'static str,
    want: u64,
    sink: &mut S,
    at: &'static str,
) -> Flow {
    let of = if want == 1 { "character" } else { "characters" };
    sink.fail(at, text.mark(), || Failure::Count { got, relation, want, of })
}

/// `minLength`: the string has this many characters (code points) or more.
#[inline(always)]
pub fn min_length<S: Sink>(text: &Str<'_>, want: u64, sink: &mut S, at: &'static str) -> Flow {
    let got = text.chars();
    if got >= want {
        return Ok(());
    }
    refuse_length(text, got, "at least", want, sink, at)
}

/// `maxLength`: the string has this many characters (code points) or fewer.
#[inline(always)]
pub fn max_length<S: Sink>(text: &Str<'_>, want: u64, sink: &mut S, at: &'static str) -> Flow {
    let got = text.chars();
    if got <= want {
        return Ok(());
    }
    refuse_length(text, got, "at most", want, sink, at)
}

/// `pattern`: the regular expression `want` was found to match, or not.
#[inline(always)]
pub fn pattern<S: Sink>(
    text: &Str<'_>,
    matches: bool,
    want: &'static str,
    sink: &mut S,
    at: &'static str,
) -> Flow {
    if matches {
        return Ok(());
    }
    sink.fail(at, text.mark(), || Failure::Pattern { got: text.to_str().into_owned(), want })
}

/// `format`: the string is what `test` says. A string with a lone surrogate is of no format.
#[inline(always)]
pub fn format<S: Sink>(
    text: &Str<'_>,
    test: impl FnOnce(&str) -> bool,
    want: &'static str,
    sink: &mut S,
    at: &'static str,
) -> Flow {
    if test(&text.to_str()) {
        return Ok(());
    }
    sink.fail(at, text.mark(), || Failure::Format { got: text.to_str().into_owned(), want })
}

/// `enum` of strings, of which `found` says whether the string is one.
#[inline(always)]
pub fn one_of<S: Sink>(
    text: &Str<'_>,
    found: bool,
    want: &'static [&'static str],
    sink: &mut S,
    at: &'static str,
) -> Flow {
    if found {
        return Ok(());
    }
    sink.fail(at, text.mark(), || Failure::Value {
        got: serde_json::Value::from(text.to_str()).to_string(),
        want: want.iter().map(|text| Json::String(text).to_string()).collect(),
    })
}
