//! The parts of a text that a report keeps for the excerpts of its errors.

use std::ops::Range;

use crate::excerpt::Reach;
use crate::locate::Places;

/// How much of a line the excerpt of an error shows.
pub(super) const REACH: Reach = Reach { before: 40, after: 60 };

/// The parts of a text that excerpts are made of. Those of close errors are joined, so they never have more bytes
/// than the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Windows {
    windows: Vec<Window>,
    bytes: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq)]
struct Window {
    /// Where it begins in the text.
    at: usize,
    /// Where it begins in the bytes that were kept.
    kept: usize,
}

impl Windows {
    /// What is to be shown around the places.
    pub(super) fn new(text: &[u8], places: &Places) -> Self {
        let mut ranges = Vec::new();
        let mut last: Range<usize> = 0..0;
        for place in &places.places {
            let start = place.spot.span.start.min(text.len());
            let (from, to) =
                (start - REACH.bytes_before(text, start), start + REACH.bytes_after(text, start));
            if from <= last.end && !last.is_empty() {
                last.end = to.max(last.end);
            } else {
                ranges.push(std::mem::replace(&mut last, from..to));
            }
        }
        ranges.push(last);
        let mut bytes = Vec::with_capacity(ranges.iter().map(|range| range.len()).sum());
        let mut windows = Vec::with_capacity(ranges.len());
        for range in ranges {
            windows.push(Window { at: range.start, kept: bytes.len() });
            bytes.extend_from_slice(text.get(range).unwrap_or_default());
        }
        Windows { windows, bytes }
    }

    /// The bytes around a place of the text, and where among them it is.
    pub(super) fn around(&self, at: usize) -> (&[u8], usize) {
        let next = self.windows.partition_point(|window| window.at <= at);
        let window = next.checked_sub(1).and_then(|index| self.windows.get(index));
        let Some(window) = window else { return (&[], 0) };
        let end = self.windows.get(next).map_or(self.bytes.len(), |window| window.kept);
        let bytes = self.bytes.get(window.kept..end).unwrap_or_default();
        (bytes, (at - window.at).min(bytes.len()))
    }
}
