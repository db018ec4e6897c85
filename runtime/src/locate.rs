//! Turns the marks that validators note into JSON Pointers and spans, in one sweep through the document.

use std::ops::Range;

use crate::pointer::{Pointers, ROOT};
use crate::{Flow, Input, Kind, Str, Text};

/// Where instances are, in document order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Places {
    pub(crate) places: Vec<Place>,
    pub(crate) pointers: Pointers,
    /// Whether the document is text, and spots are known.
    pub(crate) in_text: bool,
}

impl Places {
    /// One place in a text: the document's pointer, and this spot.
    pub(crate) fn one(spot: Spot) -> Self {
        let places = vec![Place { pointer: ROOT, spot }];
        Places { places, in_text: true, ..Places::default() }
    }
}

/// Where an instance is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Place {
    /// The number of its JSON Pointer (RFC 6901); for a name, that of its object.
    pub(crate) pointer: u32,
    /// Where it is in the text, if there is one.
    pub(crate) spot: Spot,
}

/// Where something is in a text.
#[derive(Clone, Debug, Default, PartialEq)]
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

/// From marks to the ranks of their places.
#[derive(Debug)]
pub(crate) struct Ranks {
    /// Sorted, without duplicates.
    marks: Vec<usize>,
    /// The rank of each mark; without them, it is the mark's index.
    ranks: Option<Vec<usize>>,
}

impl Ranks {
    fn new(marks: impl IntoIterator<Item = usize>) -> Self {
        let mut marks: Vec<usize> = marks.into_iter().collect();
        marks.sort_unstable();
        marks.dedup();
        Ranks { marks, ranks: None }
    }

    /// The rank of the place with this mark, which is its index among the places.
    pub(crate) fn of(&self, mark: usize) -> usize {
        let index = self.marks.binary_search(&mark).unwrap_or(usize::MAX);
        match &self.ranks {
            Some(ranks) => ranks.get(index).copied().unwrap_or(usize::MAX),
            None => index,
        }
    }
}

/// One token of that path.
#[derive(Debug)]
struct Level<'a> {
    token: Token<'a>,
    /// Its pointer, once it was needed.
    pointer: Option<u32>,
}

#[derive(Debug)]
enum Token<'a> {
    Document,
    Index(usize),
    Name(Str<'a>),
}

/// The path to the current part of the document.
#[derive(Debug)]
struct Path<'a> {
    levels: Vec<Level<'a>>,
}

impl<'a> Path<'a> {
    fn new() -> Self {
        Path { levels: vec![Level { token: Token::Document, pointer: Some(ROOT) }] }
    }

    fn push(&mut self, token: Token<'a>) {
        self.levels.push(Level { token, pointer: None });
    }

    fn pop(&mut self) {
        self.levels.pop();
    }

    /// The pointer to the end of the path.
    fn pointer(&mut self, pointers: &mut Pointers) -> u32 {
        let known = self.levels.iter().rposition(|level| level.pointer.is_some()).unwrap_or(0);
        let mut at = ROOT;
        for level in self.levels.iter_mut().skip(known) {
            at = *level.pointer.get_or_insert_with(|| match &level.token {
                Token::Document => ROOT,
                Token::Index(index) => pointers.item(at, *index),
                Token::Name(name) => pointers.member(at, &name.to_str()),
            });
        }
        at
    }
}

/// The places of some marks.
pub(crate) struct Located {
    pub(crate) places: Places,
    pub(crate) ranks: Ranks,
}

/// Finds the places of `marks` in a text, with these bytes, that is known to be JSON.
pub(crate) fn in_text(
    text: &Text<'_>,
    bytes: &[u8],
    marks: impl IntoIterator<Item = usize>,
) -> Located {
    let ranks = Ranks::new(marks);
    let places = Vec::with_capacity(ranks.marks.len());
    let places = Places { places, in_text: true, ..Places::default() };
    let mut sweep = TextSweep { marks: &ranks.marks, places, path: Path::new() };
    // The text has been read to its end before, so there is no syntax error.
    let _ = sweep.value(&mut text.at(0));
    let mut places = sweep.places;
    count_lines(bytes, &mut places.places);
    Located { places, ranks }
}

/// Finds the lines and columns of all spots in one pass.
fn count_lines(bytes: &[u8], places: &mut [Place]) {
    let (mut at, mut line, mut column) = (0, 1, 1);
    for spot in places.iter_mut().map(|place| &mut place.spot) {
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

/// The number of characters in UTF-8: all bytes except continuation bytes.
fn characters(utf8: &[u8]) -> usize {
    utf8.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

/// A sweep through a text. Marks are offsets, so they come in order.
struct TextSweep<'a, 'm> {
    /// Sorted. Those from the index `places.len()` on are still to be found.
    marks: &'m [usize],
    places: Places,
    path: Path<'a>,
}

impl<'a> TextSweep<'a, '_> {
    fn value(&mut self, text: &mut Text<'a>) -> Flow {
        let kind = text.kind()?;
        let found = self.found(text.position());
        match kind {
            Kind::Array => {
                let mut array = text.array()?;
                let mut index = 0;
                while text.item(&mut array)? {
                    self.path.push(Token::Index(index));
                    self.value(text)?;
                    self.path.pop();
                    index += 1;
                }
            }
            Kind::Object => {
                let mut object = text.object()?;
                while let Some(name) = text.member(&mut object)? {
                    if let Some(found) = self.found(name.mark()) {
                        let mut end = text.at(name.mark());
                        end.string()?;
                        self.ends(found, end.position());
                    }
                    self.path.push(Token::Name(name));
                    self.value(text)?;
                    self.path.pop();
                }
            }
            Kind::Null | Kind::Boolean | Kind::Number | Kind::String => text.skip()?,
        }
        if let Some(found) = found {
            self.ends(found, text.position());
        }
        Ok(())
    }

    /// Adds the place that begins here if it has one of the marks; returns its index.
    fn found(&mut self, start: usize) -> Option<usize> {
        let places = &mut self.places.places;
        while self.marks.get(places.len()).is_some_and(|mark| *mark < start) {
            // Not the mark of any value. That does not happen, but it would not make the others wrong.
            places.push(Place { pointer: ROOT, spot: Spot::default() });
        }
        if self.marks.get(places.len()) != Some(&start) {
            return None;
        }
        let pointer = self.path.pointer(&mut self.places.pointers);
        // Its end is found later, and its line is counted later.
        let spot = Spot { span: start..start, line: 1, column: 1 };
        places.push(Place { pointer, spot });
        Some(places.len() - 1)
    }

    fn ends(&mut self, index: usize, end: usize) {
        if let Some(place) = self.places.places.get_mut(index) {
            place.spot.span.end = end;
        }
    }
}

/// Finds the places of `marks` in any input, of which validators have read a clone.
pub(crate) fn in_input<'a, I: Input<'a>>(
    input: &I,
    marks: impl IntoIterator<Item = usize>,
) -> Located {
    let Ranks { marks, ranks: _ } = Ranks::new(marks);
    let ranks = vec![usize::MAX; marks.len()];
    let places = Vec::with_capacity(marks.len());
    let places = Places { places, ..Places::default() };
    let mut sweep = Sweep { marks: &marks, ranks, places, path: Path::new() };
    // What cannot be read here was not read by a validator either, so it has no marks.
    let _ = sweep.value(&mut input.clone());
    let Sweep { ranks, places, .. } = sweep;
    Located { places, ranks: Ranks { marks, ranks: Some(ranks) } }
}

/// A sweep through an input whose marks may come in any order.
struct Sweep<'a, 'm> {
    marks: &'m [usize],
    ranks: Vec<usize>,
    places: Places,
    path: Path<'a>,
}

impl<'a> Sweep<'a, '_> {
    fn value<I: Input<'a>>(&mut self, input: &mut I) -> Flow {
        let kind = input.kind()?;
        self.found(input.mark());
        match kind {
            Kind::Array => {
                let mut inside = input.clone();
                // Too deep to be read: a validator can only have skipped it.
                let Ok(mut array) = inside.array() else { return input.skip() };
                let mut index = 0;
                while inside.item(&mut array)? {
                    self.path.push(Token::Index(index));
                    self.value(&mut inside)?;
                    self.path.pop();
                    index += 1;
                }
                *input = inside;
            }
            Kind::Object => {
                let mut inside = input.clone();
                let Ok(mut object) = inside.object() else { return input.skip() };
                while let Some(name) = inside.member(&mut object)? {
                    self.found(name.mark());
                    self.path.push(Token::Name(name));
                    self.value(&mut inside)?;
                    self.path.pop();
                }
                *input = inside;
            }
            Kind::Null | Kind::Boolean | Kind::Number | Kind::String => input.skip()?,
        }
        Ok(())
    }

    fn found(&mut self, mark: usize) {
        let Ok(index) = self.marks.binary_search(&mark) else { return };
        if let Some(rank) = self.ranks.get_mut(index) {
            *rank = self.places.places.len();
            let pointer = self.path.pointer(&mut self.places.pointers);
            self.places.places.push(Place { pointer, spot: Spot::default() });
        }
    }
}
