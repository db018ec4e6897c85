//! Asks generated types about instances. This file is part of the programs of `cargo xtask compare`.
//!
//! Arguments: the number of an input, and a file. Each of its lines has a text, whether that is valid, and of which kind
//! the line is: `sure`, `format` if formats decide, `large` if it has
//! integers of more than 64 bits, `split` if other validators disagree. Standard output is a JSON text
//! with the counts.

use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

use serde_json::{Value, json};

/// What a type made of a text.
pub enum Answer {
    /// The text is not valid.
    Refused(String),
    /// The text that was written from the value.
    Read(Vec<u8>),
    /// Neither.
    Failed(String),
}

/// Reads a text, and writes it.
pub type Ask = fn(&[u8]) -> Answer;

/// How many examples of each fault are shown, and how long their texts are.
const EXAMPLES: usize = 2;
const LONG: usize = 300;

const REFUSES: &str = "refuses a valid instance";
const ACCEPTS: &str = "accepts an invalid instance";
const LOSES: &str = "does not write what it read";
const FAILS: &str = "fails";

#[derive(Default)]
struct Counts {
    valid: u64,
    accepted: u64,
    kept: u64,
    invalid: u64,
    refused: u64,
    formats: u64,
    formats_right: u64,
    large: u64,
    large_refused: u64,
    split: u64,
    split_as_first: u64,
    faults: Vec<Value>,
}

pub fn main(asks: fn(usize) -> Option<Ask>) -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let index = arguments.next().and_then(|index| index.parse().ok());
    let (Some(ask), Some(path)) = (index.and_then(asks), arguments.next()) else {
        return ExitCode::from(2);
    };
    panic::set_hook(Box::new(|_| {}));
    let mut counts = Counts::default();
    for line in fs::read_to_string(path).unwrap_or_default().lines() {
        if let Ok(line) = serde_json::from_str::<Value>(line) {
            counts.add(ask, &line);
        }
    }
    println!("{}", counts.json());
    ExitCode::SUCCESS
}

impl Counts {
    fn add(&mut self, ask: Ask, line: &Value) {
        let text = line["text"].as_str().unwrap_or_default();
        let valid = line["valid"] == true;
        let answer = panic::catch_unwind(AssertUnwindSafe(|| ask(text.as_bytes())));
        if line["kind"] == "split" {
            self.split += 1;
            let as_first = matches!(
                (&answer, valid),
                (Ok(Answer::Read(_)), true) | (Ok(Answer::Refused(_)), false)
            );
            self.split_as_first += u64::from(as_first);
            return;
        }
        if line["kind"] == "large" {
            self.large += 1;
            self.large_refused += u64::from(matches!(answer, Ok(Answer::Refused(_))));
            return;
        }
        let fault = match answer.unwrap_or_else(|_| Answer::Failed("it panics".to_owned())) {
            Answer::Failed(why) => Some((FAILS, why)),
            Answer::Refused(why) if valid => Some((REFUSES, why)),
            Answer::Read(_) if !valid => Some((ACCEPTS, String::new())),
            Answer::Read(written) => changed(text, &written).map(|why| (LOSES, why)),
            Answer::Refused(_) => None,
        };
        let is_right = fault.is_none();
        if line["kind"] == "format" {
            self.formats += 1;
            self.formats_right += u64::from(is_right);
        } else if valid {
            self.valid += 1;
            self.accepted +=
                u64::from(is_right || fault.as_ref().is_some_and(|(kind, _)| *kind == LOSES));
            self.kept += u64::from(is_right);
        } else {
            self.invalid += 1;
            self.refused += u64::from(is_right);
        }
        if let Some((kind, why)) = fault {
            let of_format = line["kind"] == "format";
            let same = |one: &&Value| one["fault"] == kind && one["format"] == of_format;
            if self.faults.iter().filter(same).count() < EXAMPLES {
                let cut = |text: &str| text.chars().take(LONG).collect::<String>();
                self.faults.push(json!({
                    "fault": kind, "format": of_format, "why": cut(&why), "text": cut(text),
                }));
            }
        }
    }

    fn json(&self) -> Value {
        let Counts {
            valid,
            accepted,
            kept,
            invalid,
            refused,
            formats,
            formats_right,
            large,
            large_refused,
            split,
            split_as_first,
            faults,
        } = self;
        json!({
            "valid": valid, "accepted": accepted, "kept": kept, "invalid": invalid, "refused": refused,
            "formats": formats, "formats_right": formats_right, "large": large, "large_refused": large_refused, "split": split, "split_as_first": split_as_first, "faults": faults,
        })
    }
}

/// Where the written text differs from the one that was read, by the equality of JSON Schema.
fn changed(read: &str, written: &[u8]) -> Option<String> {
    let (Ok(read), Ok(written)) = (serde_json::from_str(read), serde_json::from_slice(written))
    else {
        return Some("it does not write JSON".to_owned());
    };
    difference(&read, &written, String::new()).map(|pointer| format!("{pointer:?} differs"))
}

fn difference(one: &Value, other: &Value, at: String) -> Option<String> {
    match (one, other) {
        (Value::Number(a), Value::Number(b)) => {
            (a != b && !(a.is_f64() | b.is_f64() && a.as_f64() == b.as_f64())).then_some(at)
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let mut pairs = one.iter().zip(other).enumerate();
            pairs.find_map(|(index, (one, other))| difference(one, other, format!("{at}/{index}")))
        }
        (Value::Object(one), Value::Object(other)) => {
            if let Some(name) = other.keys().find(|name| !one.contains_key(*name)) {
                return Some(format!("{at}/{name}"));
            }
            one.iter().find_map(|(name, value)| match other.get(name) {
                Some(other) => difference(value, other, format!("{at}/{name}")),
                None => Some(format!("{at}/{name}")),
            })
        }
        _ => (one != other).then_some(at),
    }
}
