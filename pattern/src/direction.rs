//! Which way a text is read.

/// The direction in which a part of a pattern reads the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    /// From the start to the end.
    Forwards,
    /// From the end to the start.
    Backwards,
}

impl Direction {
    /// The parts of a sequence in the order in which they are read.
    pub(crate) fn order<T>(self, parts: &[T]) -> impl Iterator<Item = &T> {
        let mut parts = parts.iter();
        std::iter::from_fn(move || match self {
            Direction::Forwards => parts.next(),
            Direction::Backwards => parts.next_back(),
        })
    }
}
