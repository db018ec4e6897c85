//! From an automaton over code points to the smallest automaton over bytes.
//!
//! A state that is entered by a character beyond ASCII loops on continuation bytes (80 to BF). So if all characters with
//! the same leading bytes lead to one state, the leading bytes lead there directly, and the other bytes are skipped. A
//! pattern that treats all characters beyond ASCII alike needs no states inside of characters.

use crate::determinize::CharAutomaton;
use crate::limits::MAX_STATES;
use crate::minimize::equivalent;
use crate::program::Automaton;
use crate::set::MAX;
use std::collections::{HashMap, VecDeque};

/// The result of the construction.
#[derive(Debug)]
pub(crate) enum Built {
    /// The pattern matches every text, or none.
    Constant(bool),
    /// The tables.
    Automaton(Automaton),
}

/// Makes the tables; `None` if they pass the limit.
pub(crate) fn build(automaton: &CharAutomaton) -> Option<Built> {
    let automaton = reduce(automaton);
    let (rows, accepts) = bytes(&automaton)?;
    let (rows, classes) = merge_columns(&rows);
    number(&rows, &accepts, &classes)
}

/// The smallest automaton over the same alphabet. State 0 stays the first.
fn reduce(automaton: &CharAutomaton) -> Plain {
    let blocks = equivalent(&automaton.rows, &automaton.accepts);
    let (rows, accepts) = quotient(&automaton.rows, &automaton.accepts, &blocks);
    Plain { rows, accepts, runs: automaton.alphabet.runs.clone() }
}

struct Plain {
    rows: Vec<Vec<usize>>,
    accepts: Vec<bool>,
    runs: Vec<(u32, usize)>,
}

/// One state for each block, numbered in the order in which they are reached from state 0.
fn quotient(
    rows: &[Vec<usize>],
    accepts: &[bool],
    blocks: &[usize],
) -> (Vec<Vec<usize>>, Vec<bool>) {
    let mut numbers: HashMap<usize, usize> = HashMap::from([(blocks[0], 0)]);
    let mut open = VecDeque::from([0]);
    let mut new_rows = Vec::new();
    let mut new_accepts = Vec::new();
    while let Some(state) = open.pop_front() {
        let mut row = Vec::with_capacity(rows[state].len());
        for next in &rows[state] {
            let number = numbers.len();
            row.push(*numbers.entry(blocks[*next]).or_insert_with(|| {
                open.push_back(*next);
                number
            }));
        }
        new_rows.push(row);
        new_accepts.push(accepts[state]);
    }
    (new_rows, new_accepts)
}

/// The same automaton over bytes.
fn bytes(automaton: &Plain) -> Option<(Vec<Vec<usize>>, Vec<bool>)> {
    let states = automaton.rows.len();
    // Bytes that cannot occur lead to one more state.
    let nowhere = states;
    let entered_by_wide = entered_by_wide(automaton);
    let mut inner = Inner { first: states + 1, numbers: HashMap::new(), nodes: Vec::new() };
    let mut rows = Vec::with_capacity(states);
    for (state, row) in automaton.rows.iter().enumerate() {
        let targets = Targets::new(&automaton.runs, row);
        let mut bytes = vec![state; 256];
        for (byte, next) in (0u32..).zip(bytes.iter_mut()) {
            // C0, C1 and F5 to FF never occur. They go where their neighbours go: that gives fewer classes.
            let byte = byte.min(0xF4);
            *next = match byte {
                0x00..=0x7F => targets.at(byte),
                0x80..=0xBF if entered_by_wide[state] => state,
                // There is nothing to continue. It goes where a character beyond ASCII goes: that saves a class.
                0x80..=0xBF => targets.at(0x80),
                0xC0..=0xDF => inner.node(&targets, 1, (byte.max(0xC2) & 0x1F) << 6, 0x80)?,
                0xE0..=0xEF => inner.node(&targets, 2, (byte & 0x0F) << 12, 0x800)?,
                _ => inner.node(&targets, 3, (byte & 0x07) << 18, 0x1_0000)?,
            };
        }
        rows.push(bytes);
    }
    rows.push(vec![nowhere; 256]);
    for node in &inner.nodes {
        let mut bytes = vec![nowhere; 256];
        bytes[0x80..0xC0].copy_from_slice(node);
        rows.push(bytes);
    }
    let mut accepts = automaton.accepts.clone();
    accepts.resize(rows.len(), false);
    Some((rows, accepts))
}

/// For each state, whether a character beyond ASCII can lead to it, so the continuation bytes can follow.
fn entered_by_wide(automaton: &Plain) -> Vec<bool> {
    let mut entered_by_wide = vec![false; automaton.rows.len()];
    let ends = automaton.runs.iter().skip(1).map(|(start, _)| *start).chain([MAX + 1]);
    for ((_, class), _) in automaton.runs.iter().zip(ends).filter(|(_, end)| *end > 0x80) {
        for row in &automaton.rows {
            entered_by_wide[row[*class]] = true;
        }
    }
    entered_by_wide
}

/// The transitions of one state: runs of code points with the same target.
struct Targets(Vec<(u32, usize)>);

impl Targets {
    fn new(runs: &[(u32, usize)], row: &[usize]) -> Targets {
        let mut targets: Vec<(u32, usize)> = Vec::new();
        for (start, class) in runs {
            if targets.last().is_none_or(|(_, target)| *target != row[*class]) {
                targets.push((*start, row[*class]));
            }
        }
        Targets(targets)
    }

    fn run(&self, char: u32) -> usize {
        self.0.partition_point(|(start, _)| *start <= char) - 1
    }

    fn at(&self, char: u32) -> usize {
        self.0[self.run(char)].1
    }

    /// The target of all code points from `first` to `last`, if they share one.
    fn uniform(&self, first: u32, last: u32) -> Option<usize> {
        let run = self.run(first);
        let ends_before = self.0.get(run + 1).is_some_and(|(start, _)| *start <= last);
        (!ends_before).then_some(self.0[run].1)
    }
}

/// States inside of characters, each with the targets of the 64 continuation bytes. Equal states are shared.
struct Inner {
    first: usize,
    numbers: HashMap<Vec<usize>, usize>,
    nodes: Vec<Vec<usize>>,
}

impl Inner {
    /// The state before the last `missing` bytes of a character: the first such character is `base`, or `min` if that is
    /// greater.
    fn node(&mut self, targets: &Targets, missing: u32, base: u32, min: u32) -> Option<usize> {
        let size = 1 << (6 * missing);
        let (first, last) = (base.max(min), (base + size - 1).min(MAX));
        if let Some(target) = targets.uniform(first, last) {
            return Some(target);
        }
        let step = size >> 6;
        let mut node: Vec<Option<usize>> = Vec::with_capacity(64);
        for index in 0..64 {
            let start = base + index * step;
            node.push(if start + step <= first || start > last {
                None
            } else if missing == 1 {
                Some(targets.at(start))
            } else {
                Some(self.node(targets, missing - 1, start, min)?)
            });
        }
        // A byte that cannot occur goes where its neighbour goes.
        let some = node.iter().flatten().next().copied()?;
        let mut before = some;
        let node: Vec<usize> = node
            .into_iter()
            .map(|target| {
                before = target.unwrap_or(before);
                before
            })
            .collect();
        let next = self.first + self.nodes.len();
        if self.nodes.len() > 2 * MAX_STATES {
            return None;
        }
        let nodes = &mut self.nodes;
        Some(*self.numbers.entry(node).or_insert_with_key(|node| {
            nodes.push(node.clone());
            next
        }))
    }
}

/// Merges equal columns. Returns the rows over classes, and the class of each column.
fn merge_columns(rows: &[Vec<usize>]) -> (Vec<Vec<usize>>, Vec<usize>) {
    let width = rows.first().map_or(0, Vec::len);
    let mut numbers: HashMap<Vec<usize>, usize> = HashMap::new();
    let mut classes = Vec::with_capacity(width);
    let mut merged: Vec<Vec<usize>> = vec![Vec::new(); rows.len()];
    for column in 0..width {
        let entries: Vec<usize> = rows.iter().map(|row| row[column]).collect();
        let next = numbers.len();
        let class = *numbers.entry(entries).or_insert(next);
        if class == next {
            for (row, merged) in rows.iter().zip(&mut merged) {
                merged.push(row[column]);
            }
        }
        classes.push(class);
    }
    (merged, classes)
}

/// Minimises, and numbers the states in the order that [`Automaton`] requires.
fn number(rows: &[Vec<usize>], accepts: &[bool], classes: &[usize]) -> Option<Built> {
    let blocks = equivalent(rows, accepts);
    let (rows, accepts) = quotient(rows, accepts, &blocks);
    let (rows, merged) = merge_columns(&rows);
    let decided = |state: usize| rows[state].iter().all(|next| *next == state);
    if decided(0) {
        return Some(Built::Constant(accepts[0]));
    }
    let undecided = |accepting: bool| {
        let states = 0..rows.len();
        states.filter(|state| !decided(*state) && accepts[*state] == accepting).collect::<Vec<_>>()
    };
    let rejecting = undecided(false);
    let order: Vec<usize> = rejecting.iter().copied().chain(undecided(true)).collect();
    let mut numbers: Vec<u16> = accepts.iter().map(|accept| u16::from(*accept)).collect();
    for (number, state) in (2..).zip(&order) {
        numbers[*state] = number;
    }
    let width = rows.first().map_or(0, Vec::len);
    if order.len() > MAX_STATES || 2 + order.len() * width > usize::from(u16::MAX) {
        return None;
    }
    let mut byte_classes = Box::new([0; 256]);
    for (byte, class) in byte_classes.iter_mut().zip(classes) {
        *byte = u8::try_from(merged[*class]).ok()?;
    }
    Some(Built::Automaton(Automaton {
        classes: byte_classes,
        width: u16::try_from(width).ok()?,
        rows: order
            .iter()
            .map(|state| rows[*state].iter().map(|next| numbers[*next]).collect())
            .collect(),
        start: numbers[0],
        accept: u16::try_from(2 + rejecting.len()).ok()?,
    }))
}
