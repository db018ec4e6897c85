//! Paths of keywords, each with one number.

use std::collections::HashMap;

use super::lists::Lists;
use crate::findings::Findings;
use crate::pointer::escape;

/// The number of no path.
const NONE: u32 = u32::MAX;

/// Paths of keywords as a tree of their tokens. One path has one number, whatever steps it was made from, and its number is
/// greater than those of its prefixes.
#[derive(Debug)]
pub(super) struct Paths {
    /// The path of each frame.
    frames: Vec<u32>,
    /// The path without the last token, for each path.
    parents: Vec<u32>,
    known: HashMap<(u32, String), u32>,
}

/// The path of the root schema.
pub(super) const ROOT: u32 = 0;

impl Paths {
    /// The paths of all frames.
    pub(super) fn new(findings: &Findings<'_>) -> Self {
        let mut paths = Paths { frames: Vec::new(), parents: vec![NONE], known: HashMap::new() };
        for frame in findings.frames.iter() {
            let outer = paths.frames.get(frame.parent as usize).copied().unwrap_or(ROOT);
            let step = findings.steps.get(frame.step as usize);
            let path = step.map_or(outer, |step| {
                let path = paths.continued(outer, step.evaluation);
                step.property.map_or(path, |name| {
                    let properties = paths.child(path, "properties");
                    paths.child(properties, &escape(name))
                })
            });
            paths.frames.push(path);
        }
        paths
    }

    /// The number of the path that leads from a frame's schema to a subschema.
    pub(super) fn within(&mut self, frame: u32, at: &str) -> u32 {
        let outer = self.frames.get(frame as usize).copied().unwrap_or(ROOT);
        self.continued(outer, at)
    }

    fn continued(&mut self, outer: u32, path: &str) -> u32 {
        path.split('/').skip(1).fold(outer, |path, token| self.child(path, token))
    }

    fn child(&mut self, parent: u32, token: &str) -> u32 {
        let parents = &mut self.parents;
        *self.known.entry((parent, token.to_owned())).or_insert_with(|| {
            parents.push(parent);
            u32::try_from(parents.len() - 1).unwrap_or(NONE)
        })
    }

    /// How many paths there are.
    pub(super) fn len(&self) -> usize {
        self.parents.len()
    }

    /// For each path, those that are one token longer.
    pub(super) fn children(&self) -> Lists {
        Lists::new(self.parents.len(), self.parents.iter().copied())
    }
}
