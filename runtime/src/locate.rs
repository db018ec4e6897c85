//! From the marks that validators note to JSON Pointers and spans: one sweep through the document.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use serde_json::Value;

use crate::pointer::escape;
use crate::tree::mark_of;
use crate::{Flow, Input, Kind, Text};

/// Where an instance is: found for each mark that was asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    /// The JSON Pointer of the instance (RFC 6901); for a name, that of its object.
    pub(crate) pointer: String,
    /// Where it is in the text; none for a parsed value.
    pub(crate) spot: Option<Spot>,
    /// Its rank in document order.
    pub(crate) rank: usize,
}

/// Where something is in a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Spot {
    /// Its bytes.
    pub(crate) span: Range<usize>,
    /// The line of its first byte, from 1.
    pub(crate) line: usize,
    /// The column of its first character, in characters, from 1.
    pub(crate) column: usize,
}

impl Spot {
    /// The spot of some bytes. Bytes that are not UTF-8 count as the characters that would replace them.
    pub(crate) fn new(bytes: &[u8], span: Range<usize>) -> Self {
        let head = &bytes[..span.start.min(bytes.len())];
        let above = head.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let column = String::from_utf8_lossy(&head[above..]).chars().count() + 1;
        Spot { span, line: newlines(head) + 1, column }
    }
}

/// The places by mark.
pub(crate) type Places = BTreeMap<usize, Place>;

/// Finds the places of `marks` in a text, with these bytes, that is known to be JSON.
pub(crate) fn in_text(
    text: &Text<'_>,
    bytes: &[u8],
    marks: impl IntoIterator<Item = usize>,
) -> Places {
    let mut places: Places = marks.into_iter().map(|mark| (mark, Place::default())).collect();
    // The text has been read to its end once, so that there is no syntax error to be met here.
    let _ = sweep_text(&mut text.at(0), &mut String::new(), &mut places);
    count_lines(bytes, &mut places);
    places
}

/// Finds the lines and columns of spots: marks are offsets, so that one pass from place to place does for all.
fn count_lines(bytes: &[u8], places: &mut Places) {
    let (mut at, mut line, mut column) = (0, 1, 1);
    for spot in places.values_mut().filter_map(|place| place.spot.as_mut()) {
        let between = bytes.get(at..spot.span.start).unwrap_or_default();
        if let Some(last) = between.iter().rposition(|byte| *byte == b'\n') {
            line += newlines(between);
            column = 1 + characters(&between[last + 1..]);
        } else {
            column += characters(between);
        }
        at = spot.span.start;
        (spot.line, spot.column) = (line, column);
    }
}

fn newlines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count()
}

/// How many characters there are in UTF-8: bytes but those that continue one.
fn characters(utf8: &[u8]) -> usize {
    utf8.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

fn sweep_text(text: &mut Text<'_>, pointer: &mut String, places: &mut Places) -> Flow {
    let kind = text.kind()?;
    let start = text.position();
    match kind {
        Kind::Array => {
            let mut array = text.array()?;
            let mut index = 0;
            while text.item(&mut array)? {
                let outer = push_index(pointer, index);
                sweep_text(text, pointer, places)?;
                pointer.truncate(outer);
                index += 1;
            }
        }
        Kind::Object => {
            let mut object = text.object()?;
            while let Some(name) = text.member(&mut object)? {
                if let Some(place) = places.get_mut(&name.mark()) {
                    let mut end = text.at(name.mark());
                    end.string()?;
                    let spot = Some(spot(name.mark()..end.position()));
                    *place = Place { pointer: pointer.clone(), spot, rank: name.mark() };
                }
                let outer = push_name(pointer, &name.to_str());
                sweep_text(text, pointer, places)?;
                pointer.truncate(outer);
            }
        }
        Kind::Null | Kind::Boolean | Kind::Number | Kind::String => text.skip()?,
    }
    if let Some(place) = places.get_mut(&start) {
        let spot = Some(spot(start..text.position()));
        *place = Place { pointer: pointer.clone(), spot, rank: start };
    }
    Ok(())
}

/// A spot whose line is yet to be counted.
fn spot(span: Range<usize>) -> Spot {
    Spot { span, line: 1, column: 1 }
}

/// Finds the places of `marks` in a parsed value.
pub(crate) fn in_tree(value: &Value, marks: impl IntoIterator<Item = usize>) -> Places {
    let mut places: Places = marks.into_iter().map(|mark| (mark, Place::default())).collect();
    sweep_tree(value, &mut String::new(), &mut 0, &mut places);
    places
}

fn sweep_tree(value: &Value, pointer: &mut String, rank: &mut usize, places: &mut Places) {
    if let Some(place) = places.get_mut(&mark_of(value)) {
        *place = Place { pointer: pointer.clone(), spot: None, rank: *rank };
    }
    *rank += 1;
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let outer = push_index(pointer, index);
                sweep_tree(item, pointer, rank, places);
                pointer.truncate(outer);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                let outer = push_name(pointer, name);
                sweep_tree(member, pointer, rank, places);
                pointer.truncate(outer);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Appends a name as a reference token; returns the length before.
fn push_name(pointer: &mut String, name: &str) -> usize {
    let outer = pointer.len();
    pointer.push('/');
    pointer.push_str(&escape(name));
    outer
}

fn push_index(pointer: &mut String, index: usize) -> usize {
    let outer = pointer.len();
    // Writing to a string cannot fail.
    let _ = write!(pointer, "/{index}");
    outer
}
