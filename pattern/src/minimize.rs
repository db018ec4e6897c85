//! Which states of a deterministic automaton are equivalent (Hopcroft's algorithm).

/// The block of each state: two states are in one block if and only if no text distinguishes them.
///
/// `rows` has the next state by state and symbol; `accepts` says which states accept.
pub(crate) fn equivalent(rows: &[Vec<usize>], accepts: &[bool]) -> Vec<usize> {
    let width = rows.first().map_or(0, Vec::len);
    let sources = Sources::new(rows, width);
    let mut partition = Partition::new(rows.len());
    partition.split((0..rows.len()).filter(|state| accepts.get(*state) == Some(&true)));
    let mut open: Vec<usize> = (0..partition.blocks.len()).collect();
    let mut is_open = vec![true; open.len()];
    while let Some(splitter) = open.pop() {
        is_open[splitter] = false;
        let members = partition.members(splitter).to_vec();
        for symbol in 0..width {
            let leading_here = members.iter().flat_map(|state| sources.of(*state, symbol)).copied();
            for (old, new) in partition.split(leading_here) {
                is_open.push(false);
                let smaller = partition.members(new).len() <= partition.members(old).len();
                let next = if is_open[old] || smaller { new } else { old };
                is_open[next] = true;
                open.push(next);
            }
        }
    }
    partition.block_of
}

/// For each state and symbol, the states from which the symbol leads there.
struct Sources {
    width: usize,
    ends: Vec<usize>,
    sources: Vec<usize>,
}

impl Sources {
    fn new(rows: &[Vec<usize>], width: usize) -> Sources {
        let edges = || {
            rows.iter().enumerate().flat_map(move |(from, row)| {
                row.iter().enumerate().map(move |(symbol, to)| (from, to * width + symbol))
            })
        };
        // Counting sort by target and symbol.
        let mut ends = vec![0; rows.len() * width + 1];
        for (_, place) in edges() {
            ends[place + 1] += 1;
        }
        for place in 1..ends.len() {
            ends[place] += ends[place - 1];
        }
        let mut next = ends.clone();
        let mut sources = vec![0; rows.len() * width];
        for (from, place) in edges() {
            sources[next[place]] = from;
            next[place] += 1;
        }
        Sources { width, ends, sources }
    }

    fn of(&self, state: usize, symbol: usize) -> &[usize] {
        let place = state * self.width + symbol;
        &self.sources[self.ends[place]..self.ends[place + 1]]
    }
}

/// A partition of states that can be refined.
struct Partition {
    /// The states; those of one block are side by side.
    states: Vec<usize>,
    place_of: Vec<usize>,
    block_of: Vec<usize>,
    /// The start and end of each block in `states`.
    blocks: Vec<(usize, usize)>,
}

impl Partition {
    fn new(size: usize) -> Partition {
        let states: Vec<usize> = (0..size).collect();
        Partition {
            place_of: states.clone(),
            states,
            block_of: vec![0; size],
            blocks: vec![(0, size)],
        }
    }

    fn members(&self, block: usize) -> &[usize] {
        let (start, end) = self.blocks[block];
        &self.states[start..end]
    }

    /// Separates the given states from the others in their blocks. Returns the blocks that were split, each with the
    /// new block that holds the given states.
    fn split(&mut self, states: impl Iterator<Item = usize>) -> Vec<(usize, usize)> {
        // The given states move to the front of their block. For each block, this is where they end.
        let mut marked: std::collections::BTreeMap<usize, usize> =
            std::collections::BTreeMap::new();
        for state in states {
            let block = self.block_of[state];
            let front = marked.entry(block).or_insert(self.blocks[block].0);
            let place = self.place_of[state];
            if place >= *front {
                let other = self.states[*front];
                self.states.swap(place, *front);
                (self.place_of[state], self.place_of[other]) = (*front, place);
                *front += 1;
            }
        }
        let mut split = Vec::new();
        for (block, front) in marked {
            let (start, end) = self.blocks[block];
            if front == end {
                continue;
            }
            let new = self.blocks.len();
            self.blocks.push((start, front));
            self.blocks[block] = (front, end);
            for state in &self.states[start..front] {
                self.block_of[*state] = new;
            }
            split.push((block, new));
        }
        split
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equivalent_states_share_a_block() {
        // 0 and 3 are the same, and so are 1 and 4; 2 accepts.
        let rows = [vec![1, 0], vec![2, 0], vec![2, 2], vec![4, 3], vec![2, 3]];
        let blocks = equivalent(&rows, &[false, false, true, false, false]);
        assert_eq!((blocks[0], blocks[1]), (blocks[3], blocks[4]));
        let distinct = std::collections::BTreeSet::from([blocks[0], blocks[1], blocks[2]]);
        assert_eq!(distinct.len(), 3);
        assert_eq!(equivalent(&[], &[]), Vec::<usize>::new());
    }
}
