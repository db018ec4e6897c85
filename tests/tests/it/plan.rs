//! A schema that is data of the program's run: it calls the functions that generated code calls, and reports the same.

use serde_json::Value;
use voltype::runtime::check::{self, AnyOf, Required};
use voltype::runtime::members::{Member, members};
use voltype::runtime::{
    Flow, Input, Report, ReportOf, Schema, SchemaOf, Sink, SinkOf, Tree, TreeIndex, Validate,
    document,
};
use voltype::session::Session;
use voltype_tests::samples::session;

/// `{"required": [...], "properties": {...: {"anyOf": [{"minLength": ...}, {"enum": [...]}]}}}`
#[derive(Debug)]
struct Plan<'p> {
    location: &'p str,
    members: &'p [Member<'p>],
    required: Required<'p, 1>,
    /// The path of the choice of each member.
    paths: &'p [String],
    lengths: Vec<u64>,
    values: &'p [&'p str],
}

impl<'p> Plan<'p> {
    fn branch<'a, I: Input<'a>, S: SinkOf<'p>>(
        &self,
        branch: usize,
        (at, length): (&'p str, u64),
        input: &mut I,
        sink: &mut S,
    ) -> Flow {
        sink.enter(at, at);
        if branch == 0 {
            if let Some(text) = check::string(input, sink, "")? {
                check::min_length(&text, length, sink, "")?;
            }
        } else {
            check::enumerated(input, self.values, false, sink, "")?;
        }
        sink.leave();
        Ok(())
    }
}

impl<'p> Schema<'p> for Plan<'p> {
    fn location(&self) -> &'p str {
        self.location
    }

    fn walk<'a, I: Input<'a>, S: SinkOf<'p>>(&self, input: &mut I, sink: &mut S) -> Flow {
        let Some(mut object) = check::object::<_, _, 1>(input, sink, "")? else { return Ok(()) };
        while let Some((member, _)) = object.next_of(self.members, input, sink)? {
            let (Some(path), Some(length)) = (self.paths.get(member), self.lengths.get(member))
            else {
                input.skip()?;
                continue;
            };
            let sink = sink.nested();
            let mut any = AnyOf::new();
            for branch in 0..2 {
                any.branch_with(input, sink, |input, sink| {
                    self.branch(branch, (path, *length), input, sink)
                })?;
            }
            any.finish(input, sink, path)?;
            input.skip()?;
        }
        object.required(&self.required, sink, "")
    }
}

/// The same, as code with its data in the program.
struct Compiled;

impl Compiled {
    fn long<'a, I: Input<'a>, S: Sink>(input: &mut I, sink: &mut S) -> Flow {
        sink.enter("/properties/a/anyOf", "/properties/a/anyOf");
        if let Some(text) = check::string(input, sink, "")? {
            check::min_length(&text, 2, sink, "")?;
        }
        sink.leave();
        Ok(())
    }

    fn known<'a, I: Input<'a>, S: Sink>(input: &mut I, sink: &mut S) -> Flow {
        sink.enter("/properties/a/anyOf", "/properties/a/anyOf");
        check::enumerated(input, &["x", "y"], false, sink, "")?;
        sink.leave();
        Ok(())
    }
}

impl Validate for Compiled {
    const SCHEMA_PATH: &'static str = "plan.json#";

    fn walk<'a, I: Input<'a>, S: Sink>(input: &mut I, sink: &mut S) -> Flow {
        static MEMBERS: [Member<'static>; 2] = members(["a", "b"]);
        static REQUIRED: Required<'static, 1> = Required::new(&MEMBERS, &[1]);
        let Some(mut object) = check::object::<_, _, 1>(input, sink, "")? else { return Ok(()) };
        while let Some((member, _)) = object.next_of(&MEMBERS, input, sink)? {
            if member == 0 {
                let sink = sink.nested();
                let mut any = AnyOf::new();
                any.branch(input, sink, Self::long)?;
                any.branch(input, sink, Self::known)?;
                any.finish(input, sink, "/properties/a/anyOf")?;
            }
            input.skip()?;
        }
        object.required(&REQUIRED, sink, "")
    }
}

/// The whole content of a report.
fn said(result: Result<(), ReportOf<'_>>) -> Option<String> {
    result.err().map(|report| format!("{report}\n{report:?}\n{:?}", report.errors()))
}

#[test]
fn a_plan_with_data_of_its_own_reports_what_compiled_code_does() {
    let names = ["a", "b"].map(String::from);
    let (location, paths) = (String::from("plan.json#"), [String::from("/properties/a/anyOf")]);
    let values = ["x", "y"].map(String::from);
    let members = members(names.each_ref().map(String::as_str));
    let values = values.each_ref().map(String::as_str);
    let plan = Plan {
        location: &location,
        members: &members,
        required: Required::new(&members, &[1]),
        paths: &paths,
        lengths: vec![2],
        values: &values,
    };
    let mut failed = 0;
    for json in [
        r#"{"a":"x","b":1}"#,
        r#"{"a":"long","b":1,"c":[{}]}"#,
        r#"{"a":"z"}"#,
        r#"{"b":[],"a":{"z":[1]}}"#,
        r#"{"a":"z","a":"z"}"#,
        r#"{"a":"z""#,
        "[1]",
    ] {
        let compiled = document::check::<Compiled>(json.as_bytes());
        failed += usize::from(compiled.is_err());
        assert_eq!(
            said(plan.check_text(json.as_bytes(), Report::DEFAULT_LIMIT)),
            said(compiled),
            "{json}"
        );
        let Ok(value) = serde_json::from_str::<Value>(json) else { continue };
        let compiled = said(document::check_value::<Compiled>(&value));
        let (tree, index) = (Tree::new(&value), TreeIndex::new(&value));
        assert_eq!(said(plan.check_input(&tree, Report::DEFAULT_LIMIT)), compiled, "{json}");
        let indexed = plan.check_input(&index.input(), Report::DEFAULT_LIMIT);
        assert_eq!(said(indexed), compiled, "{json}");
    }
    assert_eq!(failed, 5);
}

#[test]
fn types_are_built_from_any_input_that_can_seek() {
    for changes in [&[][..], &[("memo", r#"{"é": [1, null]}"#), ("start_soc", "0.25")]] {
        let json = session(changes);
        let value: Value = serde_json::from_str(&json).unwrap();
        let index = TreeIndex::new(&value);
        let built: Session = document::read_input(&index.input()).unwrap();
        assert_eq!(built, Session::from_slice(json.as_bytes()).unwrap());
    }
    let json = session(&[("start_soc", "7")]);
    let value: Value = serde_json::from_str(&json).unwrap();
    let index = TreeIndex::new(&value);
    let report = document::read_input::<Session, _>(&index.input()).unwrap_err();
    assert_eq!(Err(report), document::check_value::<Session>(&value));
    let schema = SchemaOf::<Session>::new();
    assert!(!schema.allows_input(index.input()));
}
