//! Patterns with back-references as programs for the backtracking engine.

use crate::direction::Direction;
use crate::error::PatternError;
use crate::limits::MAX_SIZE;
use crate::set::Set;
use std::borrow::Cow;
use std::collections::BTreeMap;
use voltype_runtime::pattern::Backtrack;
use voltype_runtime::pattern::ast::{Class, Node, Pattern};
use voltype_runtime::pattern::backtrack::Inst;

/// Compiles a pattern.
pub(crate) fn compile(pattern: &Pattern) -> Result<Backtrack, PatternError> {
    let mut builder = Builder {
        program: Vec::new(),
        ranges: Vec::new(),
        places: BTreeMap::new(),
        classes: BTreeMap::new(),
        slots: pattern.groups.checked_mul(2).ok_or(PatternError::TooLarge)?,
    };
    builder.node(&pattern.root, Direction::Forwards)?;
    builder.push(Inst::Match)?;
    Ok(Backtrack {
        program: Cow::Owned(builder.program),
        ranges: Cow::Owned(builder.ranges),
        slots: builder.slots,
    })
}

struct Builder {
    program: Vec<Inst>,
    ranges: Vec<(u32, u32)>,
    /// The start and end of each set in `ranges`.
    places: BTreeMap<Set, (u32, u32)>,
    classes: BTreeMap<Class, (u32, u32)>,
    slots: u32,
}

impl Builder {
    fn here(&self) -> Result<u32, PatternError> {
        u32::try_from(self.program.len()).map_err(|_| PatternError::TooLarge)
    }

    fn push(&mut self, inst: Inst) -> Result<usize, PatternError> {
        if self.program.len() >= MAX_SIZE {
            return Err(PatternError::TooLarge);
        }
        self.program.push(inst);
        Ok(self.program.len() - 1)
    }

    fn patch(&mut self, at: usize, inst: Inst) {
        if let Some(place) = self.program.get_mut(at) {
            *place = inst;
        }
    }

    fn place(&mut self, set: Set) -> Result<(u32, u32), PatternError> {
        if let Some(place) = self.places.get(&set) {
            return Ok(*place);
        }
        let start = u32::try_from(self.ranges.len()).map_err(|_| PatternError::TooLarge)?;
        self.ranges.extend(set.ranges());
        let end = u32::try_from(self.ranges.len()).map_err(|_| PatternError::TooLarge)?;
        self.places.insert(set, (start, end));
        Ok((start, end))
    }

    fn set(&mut self, set: Set, direction: Direction) -> Result<(), PatternError> {
        let (start, end) = self.place(set)?;
        self.push(Inst::Set(start, end, direction == Direction::Backwards))?;
        Ok(())
    }

    fn class(&mut self, class: &Class, direction: Direction) -> Result<(), PatternError> {
        let (start, end) = match self.classes.get(class) {
            Some(place) => *place,
            None => {
                let place = self.place(Set::of_class(class)?)?;
                self.classes.insert(class.clone(), place);
                place
            }
        };
        self.push(Inst::Set(start, end, direction == Direction::Backwards))?;
        Ok(())
    }

    fn node(&mut self, node: &Node, direction: Direction) -> Result<(), PatternError> {
        match node {
            Node::Empty => {}
            Node::Char(char) => self.set(Set::single(*char), direction)?,
            Node::Dot => self.set(Set::dot(), direction)?,
            Node::Class(class) => self.class(class, direction)?,
            Node::Start => self.push(Inst::Start).map(drop)?,
            Node::End => self.push(Inst::End).map(drop)?,
            Node::WordBoundary { negated } => self.push(Inst::Boundary(!negated)).map(drop)?,
            Node::BackReference(group) => {
                self.push(Inst::Group(*group, direction == Direction::Backwards))?;
            }
            Node::Concat(nodes) => {
                direction.order(nodes).try_for_each(|node| self.node(node, direction))?;
            }
            Node::Alternate(nodes) => self.alternate(nodes, direction)?,
            Node::Repeat { node, min, max, greedy } => {
                self.repeat(node, (*min, *max), *greedy, direction)?;
            }
            Node::Group { index, node } => {
                let (start, end) = (2 * (index - 1), 2 * (index - 1) + 1);
                let (first, last) = match direction {
                    Direction::Forwards => (start, end),
                    Direction::Backwards => (end, start),
                };
                self.push(Inst::Save(first))?;
                self.node(node, direction)?;
                self.push(Inst::Save(last))?;
            }
            Node::Look { behind, negative, node } => {
                let look = self.push(Inst::Look(!negative, 0))?;
                let direction = if *behind { Direction::Backwards } else { Direction::Forwards };
                self.node(node, direction)?;
                self.push(Inst::Match)?;
                let after = self.here()?;
                self.patch(look, Inst::Look(!negative, after));
            }
        }
        Ok(())
    }

    fn alternate(&mut self, nodes: &[Node], direction: Direction) -> Result<(), PatternError> {
        let mut jumps = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            if index + 1 == nodes.len() {
                self.node(node, direction)?;
                continue;
            }
            let split = self.push(Inst::Split(0, 0))?;
            let one = self.here()?;
            self.node(node, direction)?;
            jumps.push(self.push(Inst::Jump(0))?);
            let other = self.here()?;
            self.patch(split, Inst::Split(one, other));
        }
        let after = self.here()?;
        for jump in jumps {
            self.patch(jump, Inst::Jump(after));
        }
        Ok(())
    }

    /// ECMA-262 § 22.2.2.3.1 (RepeatMatcher), with the iterations written out in place of a counter.
    fn repeat(
        &mut self,
        node: &Node,
        (min, max): (u32, Option<u32>),
        greedy: bool,
        direction: Direction,
    ) -> Result<(), PatternError> {
        for _ in 0..min {
            let before = self.program.len();
            self.iteration(node, direction)?;
            // An iteration without instructions changes nothing, however often it is repeated.
            if self.program.len() == before {
                break;
            }
        }
        let split = |body, after| {
            if greedy { Inst::Split(body, after) } else { Inst::Split(after, body) }
        };
        let optional = max.map(|max| max - min);
        if optional == Some(0) {
            return Ok(());
        }
        let mark = self.slots;
        self.slots = self.slots.checked_add(1).ok_or(PatternError::TooLarge)?;
        let mut splits = Vec::new();
        for _ in 0..optional.unwrap_or(1) {
            splits.push(self.push(Inst::Split(0, 0))?);
            self.push(Inst::Save(mark))?;
            self.iteration(node, direction)?;
            self.push(Inst::Moved(mark))?;
        }
        if let (None, Some(first)) = (max, splits.first()) {
            self.push(Inst::Jump(u32::try_from(*first).map_err(|_| PatternError::TooLarge)?))?;
        }
        let after = self.here()?;
        for at in splits {
            let body = u32::try_from(at + 1).map_err(|_| PatternError::TooLarge)?;
            self.patch(at, split(body, after));
        }
        Ok(())
    }

    fn iteration(&mut self, node: &Node, direction: Direction) -> Result<(), PatternError> {
        if let Some((first, last)) = groups(node) {
            self.push(Inst::Clear(2 * (first - 1), 2 * last))?;
        }
        self.node(node, direction)
    }
}

/// The first and the last group in a node; they are numbered in order.
fn groups(node: &Node) -> Option<(u32, u32)> {
    match node {
        Node::Group { index, node } => {
            Some((*index, groups(node).map_or(*index, |(_, last)| last)))
        }
        Node::Repeat { node, .. } | Node::Look { node, .. } => groups(node),
        Node::Concat(nodes) | Node::Alternate(nodes) => {
            nodes.iter().filter_map(groups).reduce(|(first, _), (_, last)| (first, last))
        }
        Node::Empty
        | Node::Char(_)
        | Node::Dot
        | Node::Class(_)
        | Node::Start
        | Node::End
        | Node::WordBoundary { .. }
        | Node::BackReference(_) => None,
    }
}
