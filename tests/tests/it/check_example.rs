//! The example `check`: its rows, exit status, messages, and how it reads lines and compares.

use std::fs;
use std::io::{self, BufRead, BufReader, Cursor, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::thread;

use lines::{Line, Lines};
use round_trip::{Change, differences};
use tempfile::TempDir;

// Their layout is that of their own crate.
#[path = "../../../generated/examples/check/lines.rs"]
#[rustfmt::skip]
mod lines;
#[allow(dead_code, reason = "the example uses the rest")]
#[path = "../../../generated/examples/check/round_trip.rs"]
#[rustfmt::skip]
mod round_trip;

/// A valid session, with every spelling that a round trip could lose.
const SESSION: &str = concat!(
    r#"{"session_id":"s-1","port_id":"US*ABC*E00001*1","plug_start_datetime":"2024-06-30T23:59:60Z","#,
    r#""plug_end_datetime":"2024-07-01t01:00:00.120z","charge_start_datetime":"2024-07-01T00:00:00-00:00","#,
    r#""charge_end_datetime":"2024-07-01T00:50:00+05:30","session_duration":"PT1H","charging_duration":"P1W","#,
    r#""energy_kwh":10,"peak_kw":1E+1,"total_fee_charged":0.10,"energy_fee":-0.0,"session_fee":2.50e-1,"#,
    r#""time_fee":0.1000000000000000055511151231257827,"user_id":"u-1","successful_completion":true,"#,
    r#""ended_by":"r\u00e9seau \ud83d\udd0c \/","start_soc":0.2,"end_soc":1.0,"error_code":"","payment_type":"cash","#,
    r#""x/notes":[1,[12345678901234567890123,{"a":null}]]}"#,
);

/// [`SESSION`] with one part replaced, which has to be there.
fn with(part: &str, other: &str) -> String {
    assert!(SESSION.contains(part), "{part}");
    SESSION.replacen(part, other, 1)
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_check-under-test"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// What the example prints for this standard input, and its exit status.
fn check(arguments: &[&str], stdin: impl Into<Vec<u8>>) -> (String, String, i32) {
    let mut child = command(arguments).spawn().unwrap();
    let (mut pipe, stdin) = (child.stdin.take().unwrap(), stdin.into());
    // A program that stops early closes its end of the pipe, which is not a failure of the test.
    let writer = thread::spawn(move || drop(pipe.write_all(&stdin)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    parts(output)
}

fn parts(output: Output) -> (String, String, i32) {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

#[test]
fn valid_lines_have_no_rows() {
    let lines = format!("{SESSION}\n {SESSION} \r\n{SESSION}");
    for arguments in [&["-"][..], &["--round-trip", "-"], &["--human", "-"]] {
        let (rows, summary, status) = check(arguments, lines.clone());
        assert_eq!((rows.as_str(), status), ("", 0), "{arguments:?}");
        assert!(summary.starts_with("3 lines: 3 valid"), "{summary}");
        assert_eq!(summary.lines().count(), 1, "{summary}");
    }
}

#[test]
fn rows_are_sorted_without_repeats_and_count_lines_from_one() {
    let lines = [
        SESSION.to_owned(),
        with(r#""start_soc":0.2,"end_soc":1.0"#, r#""start_soc":55,"end_soc":-1e-9"#),
        // In the text, the type is wrong before the pattern is; two members are missing.
        with(r#""session_id":"s-1","port_id":"US*ABC*E00001*1","#, "")
            .replace(r#""user_id":"u-1""#, r#""user_id":null"#)
            .replace("PT1H", "P"),
        SESSION.to_owned(),
        with("cash", "Cash").replace("2024-06-30T23:59:60Z", "2023-02-29T00:00:00Z"),
        "[]".to_owned(),
        "nul".to_owned(),
    ];
    let (rows, summary, status) = check(&["-"], lines.join("\n"));
    let expected = r#"{"line": 2, "errors": [["/end_soc", "minimum"], ["/start_soc", "maximum"]]}
{"line": 3, "errors": [["", "required"], ["/session_duration", "pattern"], ["/user_id", "type"]]}
{"line": 5, "errors": [["/payment_type", "enum"], ["/plug_start_datetime", "format"]]}
{"line": 6, "errors": [["", "type"]]}
{"line": 7, "errors": [["", "syntax"]]}
"#;
    assert_eq!((rows.as_str(), status), (expected, 1));
    assert!(summary.starts_with("7 lines: 2 valid, 5 invalid; "), "{summary}");
    assert!(summary.ends_with(" MB/s\n"), "{summary}");
}

#[test]
fn text_that_is_not_json_is_a_syntax_error() {
    let bad: [&[u8]; 7] =
        [b"", b"\r", b" \t", b"{\"a\":1,}", b"{} {}", b"\"\xFF\"", b"\xEF\xBB\xBF{}"];
    for text in bad {
        let (rows, _, status) = check(&["-"], [text, b"\n", SESSION.as_bytes()].concat());
        let shown = String::from_utf8_lossy(text);
        let expected = "{\"line\": 1, \"errors\": [[\"\", \"syntax\"]]}\n";
        assert_eq!((rows.as_str(), status), (expected, 1), "{shown:?}");
    }
}

#[test]
fn empty_input_is_not_a_failure() {
    let (rows, summary, status) = check(&["-"], "");
    assert_eq!((rows.as_str(), status), ("", 0));
    assert!(summary.starts_with("0 lines: 0 valid, 0 invalid; "), "{summary}");
}

#[test]
fn people_get_file_line_and_carets() {
    let bad = with(r#""start_soc":0.2"#, r#""start_soc":55"#);
    let (text, _, status) = check(&["--human", "-"], format!("{SESSION}\n{bad}\n[1,\r\n"));
    // The session is ASCII: its bytes are its columns.
    let column = bad.find(":55,").unwrap() + 2;
    let expected = format!(
        r#"standard input:2: 1 error
error: 55 is not at most 1
 --> line 2, column {column}: /start_soc
  |
2 | …{}…
  | {:41}^^
  = schema: session.schema.json#/properties/start_soc/maximum

standard input:3: 1 error
error: not JSON: the text ends inside a value
 --> line 3, column 4: the document
  |
3 | [1,
  |    ^
  = help: the text may have been cut off

"#,
        &bad[column - 41..column + 59],
        "",
    );
    assert_eq!((text.as_str(), status), (expected.as_str(), 1));
}

#[test]
fn a_value_that_the_type_cannot_hold_fails_the_round_trip_alone() {
    let lines = [
        with(r#""energy_kwh":10"#, r#""energy_kwh":1e400"#),
        with(r#""s-1""#, r#""\ud800""#),
        with(r#""x/notes":[1,"#, r#""\u00fc\ud83d\udd0c~/\\\"\u007f\t":[1e400,"#),
    ];
    let (rows, _, status) = check(&["-"], lines.join("\n"));
    assert_eq!((rows.as_str(), status), ("", 0));

    let (rows, summary, status) = check(&["--round-trip", "-"], lines.join("\n"));
    let expected = concat!(
        r#"{"line": 1, "errors": [["/energy_kwh", "unrepresentable"]]}"#,
        "\n",
        r#"{"line": 2, "errors": [["/session_id", "unrepresentable"]]}"#,
        "\n",
        r#"{"line": 3, "errors": [["/\u00fc\ud83d\udd0c~0~1\\\"\u007f\t/0", "unrepresentable"]]}"#,
        "\n",
    );
    assert_eq!((rows.as_str(), status), (expected, 1));
    let said = "3 lines: 3 valid (3 changed by the round trip), 0 invalid; ";
    assert!(summary.starts_with(said), "{summary}");
}

/// A folder with files of these names and contents, and the paths of the files.
fn folder(files: &[(&str, &str)]) -> (TempDir, Vec<PathBuf>) {
    let folder = TempDir::new().unwrap();
    let paths: Vec<PathBuf> = files.iter().map(|(name, _)| folder.path().join(name)).collect();
    for (path, (_, text)) in paths.iter().zip(files) {
        fs::write(path, text).unwrap();
    }
    (folder, paths)
}

#[test]
fn rows_of_several_files_name_theirs() {
    let (folder, _) = folder(&[("a", "1\n"), ("\u{e9}\u{1F50C}", "\n\n2"), ("c", SESSION)]);
    let mut command = command(&["a", "\u{e9}\u{1F50C}", "-", "c"]);
    let output = command.current_dir(folder.path()).stdin(Stdio::null()).output().unwrap();
    let (rows, summary, status) = parts(output);
    let expected = r#"{"file": "a", "line": 1, "errors": [["", "type"]]}
{"file": "\u00e9\ud83d\udd0c", "line": 1, "errors": [["", "syntax"]]}
{"file": "\u00e9\ud83d\udd0c", "line": 2, "errors": [["", "syntax"]]}
{"file": "\u00e9\ud83d\udd0c", "line": 3, "errors": [["", "type"]]}
"#;
    assert_eq!((rows.as_str(), status), (expected, 1));
    assert!(summary.starts_with("5 lines: 1 valid, 4 invalid; "), "{summary}");
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_checked() {
    let (folder, paths) = folder(&[("a", "1\n")]);
    let (missing, directory) = (folder.path().join("missing"), folder.path());
    let names = [&missing, directory, &paths[0]].map(|path| path.to_str().unwrap());
    let (rows, said, status) = check(&names, "");
    assert_eq!(rows.matches("\"line\": 1").count(), 1, "{rows}");
    assert_eq!(status, 2);
    for name in &names[..2] {
        assert!(said.contains(&format!("check: cannot read {name}: ")), "{said}");
    }
    assert!(said.contains("1 line: 0 valid, 1 invalid; 2 not read to the end; "), "{said}");

    // Unreadable outweighs valid, too.
    assert_eq!(check(&names[..1], "").2, 2);
}

#[test]
fn a_wrong_command_line_is_explained() {
    for (arguments, reason) in [
        (&[][..], "no FILE given"),
        (&["--frobnicate", "-"], "--frobnicate"),
        (&["-", "-"], "standard input can be read only once"),
    ] {
        let (rows, said, status) = check(arguments, "");
        assert_eq!((rows.as_str(), status), ("", 2), "{arguments:?}");
        assert!(said.contains(reason) && said.contains("--help"), "{said}");
    }
}

#[test]
fn help_goes_to_standard_output() {
    let (help, said, status) = check(&["--help"], "");
    assert_eq!((said.as_str(), status), ("", 0));
    for option in ["--human", "--round-trip", "FILE...", "Exit status:"] {
        assert!(help.contains(option), "{help}");
    }
}

#[test]
fn a_closed_pipe_ends_it_quietly() {
    let (_folder, paths) = folder(&[("many", &"x\n".repeat(20_000))]);
    let mut child = command(&[paths[0].to_str().unwrap()]).spawn().unwrap();
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    reader.read_line(&mut first).unwrap();
    assert_eq!(first, "{\"line\": 1, \"errors\": [[\"\", \"syntax\"]]}\n");
    drop(reader);
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((said.as_str(), child.wait().unwrap().code()), ("", Some(1)));
}

/// The lines of a source; `None` for one that is too long.
fn all(source: impl Read, longest: usize) -> Vec<Option<Vec<u8>>> {
    let mut lines = Lines::new(source, longest);
    let mut all = Vec::new();
    while let Some(line) = lines.next().unwrap() {
        all.push(match line {
            Line::Whole(bytes) => Some(bytes.to_vec()),
            Line::TooLong => None,
        });
    }
    all
}

/// Gives at most so many bytes at once, after an interruption.
struct Trickle<R>(R, usize, bool);

impl<R: Read> Read for Trickle<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.2 = !self.2;
        if self.2 {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let length = self.1.min(buffer.len());
        self.0.read(&mut buffer[..length])
    }
}

#[test]
fn lines_are_the_same_however_the_source_gives_them() {
    let text = b"one\r\n\ntwo\rtwo\n123456\n1234567\n12345678\n123456\r\n1234567\r\n\r\n12345678901234567890\nlast";
    let expected: Vec<Option<Vec<u8>>> = [
        Some("one"),
        Some(""),
        Some("two\rtwo"),
        Some("123456"),
        Some("1234567"),
        None,
        Some("123456"),
        Some("1234567"),
        Some(""),
        None,
        Some("last"),
    ]
    .map(|line| line.map(|line| line.as_bytes().to_vec()))
    .to_vec();
    for step in [1, 2, 3, 7, 8, 9, 1000] {
        assert_eq!(all(Trickle(Cursor::new(text), step, false), 7), expected, "{step} at once");
    }
    assert_eq!(all(Cursor::new(b"a\n"), 7), [Some(b"a".to_vec())]);
    assert_eq!(all(Cursor::new(b""), 7), []);
}

#[test]
fn long_lines_are_whole_and_too_long_ones_skipped() {
    // Longer than the buffer is to begin with, and shorter again after it.
    let long = "x".repeat(3_000_000);
    let text = format!("a\n{long}\nb\n{long}yy\nc\n{long}");
    let whole = |line: &str| Some(line.as_bytes().to_vec());
    let expected = [whole("a"), whole(&long), whole("b"), None, whole("c"), whole(&long)];
    assert_eq!(all(Cursor::new(text), long.len()), expected);
    // One that only the end of the file ends.
    assert_eq!(all(io::repeat(b' ').take(lines::LONGEST as u64 + 2), lines::LONGEST), [None]);
}

/// The places of the differences and what became of them, as people read it.
fn compare(before: &str, after: &str) -> Vec<(String, String)> {
    let found = differences(before.as_bytes(), after.as_bytes());
    found.into_iter().map(|found| (found.pointer, found.change.to_string())).collect()
}

#[test]
fn spellings_of_one_value_are_equal() {
    for (before, after) in [
        (r#" { "a" : 1.0 , "b" : [ 1E+1 , true ] } "#, r#"{"b":[10,true],"a":1}"#),
        (r#"{"\u0061":"\u00e9\/"}"#, r#"{"a":"é/"}"#),
        ("0.1000000000000000055511151231257827", "0.1"),
        ("12345678901234567890123", "1.2345678901234568e22"),
        ("-0.0", "0"),
        ("[{}, [], null]", "[{},[],null]"),
    ] {
        assert_eq!(compare(before, after), [], "{before}");
        assert_eq!(compare(after, before), [], "{before}");
    }
}

#[test]
fn differences_say_where_and_what() {
    for (before, after, pointer, change) in [
        ("1", "2", "", "1 became 2"),
        // Neighbouring floats.
        ("[0.1]", "[0.10000000000000002]", "/0", "0.1 became 0.10000000000000002"),
        (r#"{"a":{"b":"x"}}"#, r#"{"a":{"b":"X"}}"#, "/a/b", r#""x" became "X""#),
        (r#"{"a":1,"b":2}"#, r#"{"a":1}"#, "/b", "2 was lost"),
        (r#"{"b":2}"#, r#"{"b":2,"~/":null}"#, "/~0~1", "null was added"),
        // A name for the second time, with the same value and with another.
        (r#"{"a":1}"#, r#"{"a":1,"a":1}"#, "/a", "1 was added"),
        (r#"{"a":1,"b":1}"#, r#"{"a":1,"b":1,"a":2}"#, "/a", "2 was added"),
        ("[1,[2]]", "[1,[2,3]]", "/1", "[2] became [2,3]"),
        ("[null]", "[false]", "/0", "null became false"),
        (r#"["1"]"#, "[1]", "/0", r#""1" became 1"#),
        ("{}", "[]", "", "{} became []"),
    ] {
        assert_eq!(compare(before, after), [(pointer.to_owned(), change.to_owned())], "{before}");
    }
    let several = compare(r#"{"a":1,"b":[1,2],"c":3}"#, r#"{"c":4,"b":[2,1]}"#);
    let places: Vec<&str> = several.iter().map(|(pointer, _)| pointer.as_str()).collect();
    assert_eq!(places, ["/a", "/b/0", "/b/1", "/c"]);
}

#[test]
fn what_serde_json_refuses_is_a_difference() {
    for (before, after) in
        [(&b"{\"a\":1"[..], &b"{}"[..]), (b"\"\\ud800\"", b"\"x\""), (b"\xFF", b"1")]
    {
        let found = differences(before, after);
        assert!(
            matches!(found.as_slice(), [found] if matches!(found.change, Change::Unreadable(_))),
            "{found:?}"
        );
    }
}
