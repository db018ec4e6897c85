//! A list that grows without moving what it holds.

/// The items of one chunk.
const CHUNK: usize = 256;

/// A list in chunks. A vector doubles when it grows, and holds its items twice for a moment; this adds one more chunk. So
/// memory stays close to what the items need. Indexes have 32 bits.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Chunks<T> {
    chunks: Vec<Vec<T>>,
}

impl<T> Default for Chunks<T> {
    fn default() -> Self {
        Chunks { chunks: Vec::new() }
    }
}

impl<T> Chunks<T> {
    pub(crate) fn len(&self) -> usize {
        let full = self.chunks.len().saturating_sub(1) * CHUNK;
        self.chunks.last().map_or(0, |last| full + last.len())
    }

    /// Adds an item; returns its number.
    pub(crate) fn push(&mut self, item: T) -> u32 {
        let number = self.len();
        match self.chunks.last_mut() {
            Some(last) if last.len() < CHUNK => last.push(item),
            Some(_) => {
                let mut chunk = Vec::with_capacity(CHUNK);
                chunk.push(item);
                self.chunks.push(chunk);
            }
            None => self.chunks.push(vec![item]),
        }
        u32::try_from(number).unwrap_or(u32::MAX)
    }

    pub(crate) fn get(&self, number: u32) -> Option<&T> {
        let number = number as usize;
        self.chunks.get(number / CHUNK)?.get(number % CHUNK)
    }

    pub(crate) fn get_mut(&mut self, number: u32) -> Option<&mut T> {
        let number = number as usize;
        self.chunks.get_mut(number / CHUNK)?.get_mut(number % CHUNK)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.chunks.iter().flatten()
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.chunks.iter_mut().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_found_by_their_numbers() {
        let mut chunks = Chunks::default();
        let count = 3 * CHUNK as u32 + 1;
        for number in 0..count {
            assert_eq!(chunks.push(number), number);
        }
        assert_eq!(chunks.len(), count as usize);
        assert!((0..count).all(|number| chunks.get(number) == Some(&number)));
        assert_eq!((chunks.get(count), chunks.get(u32::MAX)), (None, None));
        assert!(chunks.iter().copied().eq(0..count));
        let capacity: usize = chunks.chunks.iter().map(Vec::capacity).sum();
        assert!(capacity <= count as usize + CHUNK);
    }
}
