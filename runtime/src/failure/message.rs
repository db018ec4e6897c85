//! The message of a failure.

use std::fmt;

use super::kept::shorten;
use super::{Failure, Values};

impl fmt::Display for Failure<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Syntax(reason) => write!(f, "not JSON: {reason}"),
            Failure::FalseSchema => f.write_str("the schema allows no value here"),
            Failure::Unrepresentable { got, want } => {
                write!(f, "{} does not fit into {want}", shorten(got, QUOTED))
            }
            Failure::Type { got, want } => write!(f, "expected {want}, found {got}"),
            Failure::Value { got, want } => {
                let relation = if want.len() == 1 { "not" } else { "none of" };
                write!(f, "{} is {relation} {}", shorten(got, QUOTED), list(*want))
            }
            Failure::Number { got, relation, want } => {
                let want = shorten(want, ASKED);
                write!(f, "{} is not {relation} {want}", shorten(got, QUOTED))
            }
            Failure::Count { got, relation, want, of } => {
                write!(f, "expected {relation} {want} {of}, found {got}")
            }
            Failure::Pattern { got, want } => {
                write!(f, "{} does not match the pattern {}", quote(got), shorten(want, ASKED))
            }
            Failure::Format { got, want } => write!(f, "{} is not a valid {want}", quote(got)),
            Failure::Required { missing, because_of } => fmt_required(f, missing, *because_of),
            Failure::UnexpectedMember { name } => {
                write!(f, "the member {} is not allowed", quote(name))
            }
            Failure::UnexpectedItems { from } => {
                write!(f, "items that are not allowed, from index {from} on")
            }
            Failure::UnevaluatedItem => f.write_str("an item that no part of the schema allows"),
            Failure::Duplicate { indexes: (first, second) } => {
                write!(f, "the items {first} and {second} are equal")
            }
            Failure::AnyOf => f.write_str("none of the alternatives holds"),
            Failure::OneOf { holding } => fmt_one_of(f, holding),
            Failure::Not => f.write_str("the value is what it should not be"),
            Failure::Content { want } => write!(f, "the string is not {want}"),
            Failure::WorkLimit => {
                f.write_str("matching the pattern took more work than is allowed")
            }
        }
    }
}

fn fmt_required(
    f: &mut fmt::Formatter<'_>,
    missing: &str,
    because_of: Option<&str>,
) -> fmt::Result {
    write!(f, "the member {} is missing", quote(missing))?;
    match because_of {
        Some(other) => write!(f, ", which {} asks for", quote(other)),
        None => Ok(()),
    }
}

fn fmt_one_of(f: &mut fmt::Formatter<'_>, holding: &[usize]) -> fmt::Result {
    if holding.is_empty() {
        return f.write_str("none of the alternatives holds, and one should");
    }
    let holding: Vec<_> = holding.iter().map(usize::to_string).collect();
    write!(f, "only one of the alternatives should hold, but {} do", holding.join(" and "))
}

/// The most characters of a value that a message quotes.
pub(crate) const QUOTED: usize = 60;

/// The most characters of what the schema asks for that a message shows.
pub(crate) const ASKED: usize = 500;

/// A value of the document in quotes: shortened if it is long, with control characters escaped.
fn quote(text: &str) -> String {
    let cut: String = text.chars().take(QUOTED).collect();
    let more = if cut.len() < text.len() { "…" } else { "" };
    format!("\"{}\"{more}", cut.escape_debug())
}

/// As many of the values as fit into a message; if some do not fit, also how many there are.
fn list(values: Values<'_>) -> String {
    let mut said = String::new();
    for (index, value) in values.iter().enumerate() {
        let value = value.to_string();
        let value = shorten(&value, ASKED);
        if said.len() + value.len() > ASKED && index > 0 {
            said.push_str(&format!(", … ({} in all)", values.len()));
            break;
        }
        said.push_str(if index == 0 { "" } else { ", " });
        said.push_str(&value);
    }
    said
}
