//! What the fuzz targets check.

pub mod document;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use voltype_codegen::{Options, compile};
use voltype_runtime::document as whole;
use voltype_runtime::{
    Branch, Collect, Error, Errors, FailFast, Flow, Input, Kind, Memoising, Memory, Output, Report,
    SinkOf, Text, Tree, Validate,
};

include!(concat!(env!("OUT_DIR"), "/schemas.rs"));

/// What `serde_json` reads, without building it: whether a name occurs twice in one object.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shape {
    /// A name occurs twice.
    pub repeats: bool,
}

impl Shape {
    /// Reads all of the text.
    ///
    /// # Errors
    /// `serde_json` rejects it.
    pub fn of(text: &[u8]) -> serde_json::Result<Shape> {
        serde_json::from_slice(text)
    }
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ShapeVisitor)
    }
}

struct ShapeVisitor;

macro_rules! leaves {
    ($($visit:ident: $value:ty),*) => {$(
        fn $visit<E>(self, _: $value) -> Result<Shape, E> {
            Ok(Shape::default())
        }
    )*};
}

impl<'de> Visitor<'de> for ShapeVisitor {
    type Value = Shape;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    leaves!(visit_bool: bool, visit_u64: u64, visit_i64: i64, visit_f64: f64, visit_str: &str);

    fn visit_unit<E>(self) -> Result<Shape, E> {
        Ok(Shape::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Shape, A::Error> {
        let mut repeats = false;
        while let Some(item) = items.next_element::<Shape>()? {
            repeats |= item.repeats;
        }
        Ok(Shape { repeats })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Shape, A::Error> {
        let (mut names, mut repeats) = (HashSet::new(), false);
        while let Some((name, value)) = members.next_entry::<String, Shape>()? {
            repeats |= value.repeats | !names.insert(name);
        }
        Ok(Shape { repeats })
    }
}

/// A JSON text with `0` for every number and a letter for every half of a surrogate pair; and how deep it nests.
/// The reader has accepted the text, so quotes and backslashes are enough to find its tokens.
#[must_use]
pub fn harmless(text: &[u8]) -> (Vec<u8>, usize) {
    let (mut out, mut depth, mut deepest) = (Vec::with_capacity(text.len()), 0_usize, 0);
    let mut at = 0;
    let mut quoted = false;
    while let Some(byte) = text.get(at) {
        let rest = &text[at..];
        match byte {
            b'\\' if is_surrogate(rest) => {
                out.extend(b"x");
                at += 6;
                continue;
            }
            b'\\' => {
                out.extend(&rest[..2]);
                at += 2;
                continue;
            }
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'-' | b'0'..=b'9' => {
                let is_part =
                    |byte: &u8| matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E' | b'0'..=b'9');
                at += rest.iter().take_while(|byte| is_part(byte)).count();
                out.push(b'0');
                continue;
            }
            b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' => depth -= 1,
            _ => {}
        }
        out.push(*byte);
        at += 1;
    }
    (out, deepest)
}

fn is_surrogate(escape: &[u8]) -> bool {
    matches!(escape, [b'\\', b'u', b'd' | b'D', b'8' | b'9' | b'a'..=b'f' | b'A'..=b'F', ..])
}

/// Checks that all ways to validate these bytes agree.
pub fn agree<T: Validate>(data: &[u8]) {
    let valid = whole::is_valid::<T>(data);
    let report = whole::check::<T>(data);
    assert_eq!(report.is_ok(), valid, "the report is empty just where the text is valid");
    show(&report);
    if Text::defect(data).is_some() {
        assert!(!valid, "text that is not JSON is not valid");
        return;
    }
    let Ok(text) = Text::new(data) else { return };
    sinks::<T, _>(text, valid);
    let Ok(value) = serde_json::from_slice::<Value>(data) else { return };
    if lossless(&mut text.clone(), &value) != Ok(true) {
        return;
    }
    sinks::<T, _>(Tree::new(&value), valid);
    assert_eq!(whole::is_valid_value::<T>(&value), valid, "the value has the text's verdict");
    let of_value = whole::check_value::<T>(&value);
    show(&of_value);
    assert_eq!(places(&of_value), places(&report), "the value has the text's errors");
    // Written again, the text has its members in the value's order: the errors come in the same order, too.
    let again = whole::check::<T>(value.to_string().as_bytes());
    let list = |result: &Result<(), Report>| {
        result.as_ref().err().map(|report| list(report.errors())).unwrap_or_default()
    };
    assert_eq!(list(&of_value), list(&again), "in the same order, with the same branches");
    limited::<T>(&again, |limit| whole::check_up_to::<T>(value.to_string().as_bytes(), limit));
    limited::<T>(&of_value, |limit| whole::check_value_up_to::<T>(&value, limit));
}

/// Checks that a limit on errors changes no verdict, and leaves the first ones.
fn limited<T: Validate>(
    full: &Result<(), Report>,
    check: impl Fn(usize) -> Result<(), Report>,
) {
    for limit in [1, 2, 5] {
        let report = check(limit);
        show(&report);
        let (Err(full), Err(report)) = (full, &report) else {
            assert_eq!(report.is_ok(), full.is_ok(), "the verdict with a limit of {limit}");
            continue;
        };
        assert!(report.is_truncated() || list(report.errors()) == list(full.errors()));
    }
}

/// Checks that each sink comes to the verdict.
fn sinks<'a, T: Validate, I: Input<'a>>(input: I, valid: bool) {
    let memory = [(); 2].map(|()| Memory::default());
    // Sinks without memory take time without bound on schemas that need one.
    if !T::MEMOISED {
        assert_eq!(verdict::<T, _>(input.clone(), FailFast), valid, "FailFast");
    }
    assert_eq!(verdict::<T, _>(input.clone(), Memoising::new(&memory[0])), valid, "Memoising");
    let collect = Collect::new(T::SCHEMA_PATH, &memory[1]);
    assert_eq!(verdict::<T, _>(input, collect), valid, "Collect");
}

/// The verdict with one input and one sink, on what is known to be JSON.
fn verdict<'a, T: Validate, S: SinkOf<'static> + Branch<'static>>(mut input: impl Input<'a>, mut sink: S) -> bool {
    let flow = T::walk(&mut input, &mut sink);
    sink.holds(flow).expect("this is JSON")
}

/// Shows a report in every form.
fn show(report: &Result<(), Report>) {
    let Err(report) = report else { return };
    assert!(!report.errors().is_empty() && !report.to_string().is_empty());
    for format in [Output::Flag, Output::List, Output::Hierarchical] {
        assert!(report.output(format).is_object());
    }
    for error in report.errors() {
        let _ = (error.got(), error.want(), error.line(), error.column(), error.branches());
    }
}

/// The pairs of instance pointer and schema path.
fn places(result: &Result<(), Report>) -> BTreeSet<(String, String)> {
    let place = |error: Error<'_>| {
        (error.instance_path().into_owned(), error.schema_path().into_owned())
    };
    let errors = result.as_ref().err().map(|report| report.errors().iter().map(place).collect());
    errors.unwrap_or_default()
}

/// What errors are about, in their order, with those of their branches.
fn list(errors: Errors<'_>) -> Vec<String> {
    let one = |error: Error<'_>| {
        let branches: Vec<_> = error.branches().iter().map(list).collect();
        format!("{} {} {branches:?}", error.instance_path(), error.keyword_path())
    };
    errors.iter().map(one).collect()
}

/// Whether parsing kept what the text says: every number.
fn lossless(text: &mut Text<'_>, value: &Value) -> Flow<bool> {
    Ok(match text.kind()? {
        Kind::Number => text.number()? == Tree::new(value).number()?,
        Kind::Array => {
            let mut array = text.array()?;
            let mut kept = true;
            let mut index = 0;
            while text.item(&mut array)? {
                kept &= lossless(text, &value[index])?;
                index += 1;
            }
            kept
        }
        Kind::Object => {
            let mut object = text.object()?;
            let mut kept = true;
            while let Some(name) = text.member(&mut object)? {
                kept &= lossless(text, &value[&*name.to_str()])?;
            }
            kept
        }
        Kind::Null | Kind::Boolean | Kind::String => {
            text.skip()?;
            true
        }
    })
}

/// The compiler may catch the panics of a library that it calls: they are not the end of the process.
pub fn let_panics_be_caught() {
    let _ = std::panic::take_hook();
}

/// Compiles a schema with types and without. The output must be Rust, and the diagnostics must be printable.
pub fn compiles(text: &str) {
    let loader = BTreeMap::from([("fuzzed.json".to_owned(), text.to_owned())]);
    for validators_only in [true, false] {
        match compile(&loader, &Options { validators_only, ..Options::default() }) {
            Ok(output) => {
                output.warnings.iter().for_each(|one| assert!(!one.to_string().is_empty()));
            }
            Err(said) => {
                assert!(!said.is_empty(), "a refusal says why");
                for one in said {
                    let shown = one.to_string();
                    assert!(!shown.contains("this is a defect of Voltype"), "{shown}");
                }
            }
        }
    }
}
