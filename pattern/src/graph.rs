//! Patterns without back-references as graphs of instructions, from which automata are made.

use crate::direction::Direction;
use crate::error::PatternError;
use crate::limits::MAX_SIZE;
use crate::set::Set;
use std::collections::BTreeMap;
use voltype_runtime::pattern::ast::{Class, Node};

/// An instruction. A `u32` is the index of a next instruction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Op {
    /// Reads one code point of the set with this index.
    Set(usize, u32),
    /// Goes on with both instructions.
    Split(u32, u32),
    /// The start of the text.
    Start(u32),
    /// The end of the text.
    End(u32),
    /// A word boundary (true), or a position that is not one (false).
    Boundary(bool, u32),
    /// The look-around with this index; whether it has to hold.
    Look(usize, bool, u32),
    /// The pattern, or the body of a look-around, matches.
    Match,
}

/// A look-around.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    /// The first instruction of its body.
    pub(crate) start: u32,
    /// Whether it is a look-behind.
    pub(crate) behind: bool,
}

/// A pattern as instructions.
#[derive(Debug)]
pub(crate) struct Graph {
    /// The instructions.
    pub(crate) ops: Vec<Op>,
    /// The sets of code points that instructions refer to.
    pub(crate) sets: Vec<Set>,
    /// The look-arounds; inner ones come before outer ones.
    pub(crate) looks: Vec<Look>,
    /// The first instruction of the pattern.
    pub(crate) start: u32,
}

impl Graph {
    /// The graph of a pattern without back-references, in which the bodies of look-aheads read in this direction.
    pub(crate) fn new(root: &Node, look_aheads: Direction) -> Result<Graph, PatternError> {
        let graph = Graph { ops: vec![Op::Match], sets: Vec::new(), looks: Vec::new(), start: 0 };
        let mut builder =
            Builder { graph, numbers: BTreeMap::new(), classes: BTreeMap::new(), look_aheads };
        builder.graph.start = builder.node(root, 0, Direction::Forwards)?;
        Ok(builder.graph)
    }
}

struct Builder {
    graph: Graph,
    numbers: BTreeMap<Set, usize>,
    /// The sets of known classes: a repetition lays out the same class many times.
    classes: BTreeMap<Class, usize>,
    look_aheads: Direction,
}

impl Builder {
    fn push(&mut self, op: Op) -> Result<u32, PatternError> {
        if self.graph.ops.len() >= MAX_SIZE {
            return Err(PatternError::TooLarge);
        }
        let number = u32::try_from(self.graph.ops.len()).map_err(|_| PatternError::TooLarge)?;
        self.graph.ops.push(op);
        Ok(number)
    }

    fn set(&mut self, set: Set, then: u32) -> Result<u32, PatternError> {
        let number = self.number(set);
        self.push(Op::Set(number, then))
    }

    fn class(&mut self, class: &Class, then: u32) -> Result<u32, PatternError> {
        let number = match self.classes.get(class) {
            Some(number) => *number,
            None => {
                let number = self.number(Set::of_class(class)?);
                self.classes.insert(class.clone(), number);
                number
            }
        };
        self.push(Op::Set(number, then))
    }

    fn number(&mut self, set: Set) -> usize {
        let next = self.graph.sets.len();
        *self.numbers.entry(set).or_insert_with_key(|set| {
            self.graph.sets.push(set.clone());
            next
        })
    }

    /// Lays out `node` in front of `then`; returns its first instruction.
    fn node(&mut self, node: &Node, then: u32, direction: Direction) -> Result<u32, PatternError> {
        match node {
            Node::Empty => Ok(then),
            Node::Char(char) => self.set(Set::single(*char), then),
            Node::Dot => self.set(Set::dot(), then),
            Node::Class(class) => self.class(class, then),
            Node::Start => self.push(Op::Start(then)),
            Node::End => self.push(Op::End(then)),
            Node::WordBoundary { negated } => self.push(Op::Boundary(!negated, then)),
            Node::Concat(nodes) => {
                // Each part is laid out in front of the one that is read after it.
                let parts: Vec<&Node> = direction.order(nodes).collect();
                parts
                    .into_iter()
                    .rev()
                    .try_fold(then, |then, node| self.node(node, then, direction))
            }
            Node::Alternate(nodes) => {
                let mut ways = Vec::with_capacity(nodes.len());
                for node in nodes {
                    ways.push(self.node(node, then, direction)?);
                }
                let last = ways.pop().unwrap_or(then);
                ways.into_iter().rev().try_fold(last, |rest, way| self.push(Op::Split(way, rest)))
            }
            Node::Repeat { node, min, max, greedy: _ } => {
                self.repeat(node, *min, *max, then, direction)
            }
            Node::Group { node, .. } => self.node(node, then, direction),
            Node::Look { behind, negative, node } => {
                let direction = if *behind { Direction::Forwards } else { self.look_aheads };
                let start = self.node(node, 0, direction)?;
                let number = self.graph.looks.len();
                self.graph.looks.push(Look { start, behind: *behind });
                self.push(Op::Look(number, !negative, then))
            }
            Node::BackReference(_) => {
                Err(PatternError::Unsupported("a back-reference here".to_owned()))
            }
        }
    }

    fn repeat(
        &mut self,
        node: &Node,
        min: u32,
        max: Option<u32>,
        then: u32,
        direction: Direction,
    ) -> Result<u32, PatternError> {
        let mut start = then;
        match max {
            None => {
                start = self.push(Op::Split(then, then))?;
                let body = self.node(node, start, direction)?;
                if let Some(op) = self.graph.ops.get_mut(start as usize) {
                    *op = Op::Split(body, then);
                }
            }
            // (x(x(x)?)?)? rather than x?x?x?, because fewer instructions are active at a time.
            Some(max) => {
                for _ in min..max {
                    let body = self.node(node, start, direction)?;
                    if body == start {
                        break;
                    }
                    start = self.push(Op::Split(body, then))?;
                }
            }
        }
        for _ in 0..min {
            let body = self.node(node, start, direction)?;
            if body == start {
                break;
            }
            start = body;
        }
        Ok(start)
    }
}
