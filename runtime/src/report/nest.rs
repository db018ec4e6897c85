//! The output format `hierarchical`.

use std::cell::Cell;
use std::collections::HashMap;

use serde_json::{Map, Value};

use super::Contents;
use super::output::{Draft, Drafts, root, to_map, to_value};
use crate::pointer::{Pointers, escape};
use crate::sink::log::Findings;

/// No unit, no path.
const NONE: u32 = u32::MAX;

/// How deep units are nested.
const DEEPEST: u32 = 128;

/// Paths of keywords as a tree of their tokens, so that one path has one number, whatever steps it was made of. A path has
/// a greater number than those that it continues.
#[derive(Debug)]
pub(super) struct Paths {
    /// The path of each frame.
    frames: Vec<u32>,
    /// The path without the last token, for each path.
    parents: Vec<u32>,
    known: HashMap<(u32, String), u32>,
}

/// The path of the root schema.
const ROOT: u32 = 0;

impl Paths {
    /// The paths of all frames.
    pub(super) fn new(findings: &Findings<'_>) -> Self {
        let mut paths = Paths { frames: Vec::new(), parents: vec![NONE], known: HashMap::new() };
        for frame in findings.frames.iter() {
            let outer = paths.frames.get(frame.parent as usize).copied().unwrap_or(ROOT);
            let step = findings.steps.get(frame.step as usize);
            let path = step.map_or(outer, |step| {
                let path = paths.behind(outer, step.evaluation);
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
        self.behind(outer, at)
    }

    fn behind(&mut self, outer: u32, path: &str) -> u32 {
        path.split('/').skip(1).fold(outer, |path, token| self.child(path, token))
    }

    fn child(&mut self, parent: u32, token: &str) -> u32 {
        let parents = &mut self.parents;
        *self.known.entry((parent, token.to_owned())).or_insert_with(|| {
            parents.push(parent);
            u32::try_from(parents.len() - 1).unwrap_or(NONE)
        })
    }

    /// For each path, those that are one token longer.
    fn children(&self) -> Lists {
        Lists::new(self.parents.len(), self.parents.iter().copied())
    }
}

/// Lists of numbers, each number in one list.
struct Lists {
    first: Vec<u32>,
    next: Vec<u32>,
}

impl Lists {
    /// `count` lists; `homes` says for each number, from 0 on, in which it is, in this order.
    fn new(count: usize, homes: impl DoubleEndedIterator<Item = u32> + ExactSizeIterator) -> Self {
        let mut lists = Lists { first: vec![NONE; count], next: vec![NONE; homes.len()] };
        for (number, home) in homes.enumerate().rev() {
            let first = lists.first.get_mut(home as usize);
            if let Some((first, next)) = first.zip(lists.next.get_mut(number)) {
                *next = std::mem::replace(first, u32::try_from(number).unwrap_or(NONE));
            }
        }
        lists
    }

    fn of(&self, list: u32) -> impl Iterator<Item = u32> {
        let some = |number: Option<&u32>| number.copied().filter(|number| *number != NONE);
        std::iter::successors(some(self.first.get(list as usize)), move |number| {
            some(self.next.get(*number as usize))
        })
    }
}

/// Finds for each unit the one that it belongs in: of those whose paths lead to it, that with the longest evaluation path,
/// and of these that with the longest instance location.
struct Homes<'d> {
    units: &'d [Draft],
    pointers: &'d Pointers,
    /// For each pointer, the unit of that instance with the longest of the evaluation paths that are being walked, and how
    /// long that is.
    covers: Vec<(u32, u32)>,
    homes: Vec<u32>,
}

impl<'d> Homes<'d> {
    fn find(units: &'d [Draft], paths: &Paths, pointers: &'d Pointers) -> Vec<u32> {
        let covers = vec![(NONE, 0); pointers.len()];
        let mut homes = Homes { units, pointers, covers, homes: vec![NONE; units.len()] };
        homes.walk(paths);
        homes.homes
    }

    /// Walks the tree of evaluation paths, and undoes on the way back what each path covered.
    fn walk(&mut self, paths: &Paths) {
        let children = paths.children();
        let units = Lists::new(paths.parents.len(), self.units.iter().map(|unit| unit.evaluation));
        let mut undo: Vec<(u32, (u32, u32))> = Vec::new();
        // What is left to do: enter a path at a depth, or undo down to a length.
        enum Todo {
            Enter(u32, u32),
            Leave(usize),
        }
        let mut todo = vec![Todo::Enter(ROOT, 1)];
        while let Some(next) = todo.pop() {
            match next {
                Todo::Leave(length) => {
                    for (pointer, cover) in undo.drain(length.min(undo.len())..).rev() {
                        if let Some(place) = self.covers.get_mut(pointer as usize) {
                            *place = cover;
                        }
                    }
                }
                Todo::Enter(path, depth) => {
                    todo.push(Todo::Leave(undo.len()));
                    let before = undo.len();
                    for unit in units.of(path) {
                        self.cover(unit, depth, &mut undo);
                    }
                    for (unit, (_, outer)) in units.of(path).zip(undo.iter().skip(before)) {
                        let home = self.home(unit, *outer);
                        if let Some(place) = self.homes.get_mut(unit as usize) {
                            *place = home;
                        }
                    }
                    todo.extend(children.of(path).map(|path| Todo::Enter(path, depth + 1)));
                }
            }
        }
    }

    fn cover(&mut self, unit: u32, depth: u32, undo: &mut Vec<(u32, (u32, u32))>) {
        let pointer = self.units.get(unit as usize).map_or(NONE, |unit| unit.instance);
        let before = match self.covers.get_mut(pointer as usize) {
            Some(place) => std::mem::replace(place, (unit, depth)),
            None => (NONE, 0),
        };
        undo.push((pointer, before));
    }

    /// The home of a unit, whose own instance had this cover before.
    fn home(&self, unit: u32, outer: (u32, u32)) -> u32 {
        let mut best = outer;
        let instance = self.units.get(unit as usize).map(|unit| unit.instance);
        let mut at = instance.and_then(|instance| self.pointers.parent(instance));
        while let Some(pointer) = at {
            let cover = self.covers.get(pointer as usize).copied().unwrap_or((NONE, 0));
            // The longest instance location comes first.
            if cover.1 > best.1 {
                best = cover;
            }
            at = self.pointers.parent(pointer);
        }
        best.0
    }
}

/// Puts each unit into the `details` of the one whose paths are the longest prefix of its own; the rest into the root.
pub(super) fn nest(contents: &Contents<'_>, truncated: &Cell<bool>) -> Map<String, Value> {
    let drafts = Drafts::new(contents);
    let mut values: Vec<Value> = drafts.write(truncated).map(to_value).collect();
    let units = drafts.units.get(..values.len()).unwrap_or_default();
    let homes = Homes::find(units, &drafts.paths, &contents.places.pointers);
    let is_root = |unit: &Draft| unit.evaluation == ROOT && unit.instance == crate::pointer::ROOT;
    let top = units.iter().position(is_root).unwrap_or(values.len());
    if top == values.len() {
        values.push(to_value(root(contents)));
    }
    let top = u32::try_from(top).unwrap_or(NONE);
    let homes = bounded(homes, top);
    let lists = Lists::new(values.len(), homes.iter().copied());
    // Each unit comes behind those that are in it.
    let mut order = vec![top];
    let mut done = 0;
    while let Some(unit) = order.get(done) {
        done += 1;
        let inside = lists.of(*unit).collect::<Vec<_>>();
        order.extend(inside);
    }
    for unit in order.into_iter().rev() {
        let mut details = Vec::new();
        for inner in lists.of(unit) {
            details.extend(values.get_mut(inner as usize).map(Value::take));
        }
        if let (Some(Value::Object(unit)), false) =
            (values.get_mut(unit as usize), details.is_empty())
        {
            unit.insert("details".to_owned(), details.into());
        }
    }
    match values.get_mut(top as usize).map(Value::take) {
        Some(Value::Object(root)) => root,
        _ => to_map(root(contents)),
    }
}

/// The homes, with the root's unit for units that have none, and no unit deeper than [`DEEPEST`].
fn bounded(mut homes: Vec<u32>, top: u32) -> Vec<u32> {
    let mut depths = vec![0_u32; homes.len()];
    for unit in 0..homes.len() {
        // The way out to the first unit whose depth is known, and back.
        let mut way = Vec::new();
        let mut at = u32::try_from(unit).unwrap_or(NONE);
        while at != top && depths.get(at as usize) == Some(&0) {
            way.push(at);
            at = homes.get(at as usize).copied().filter(|home| *home != NONE).unwrap_or(top);
        }
        for inner in way.into_iter().rev() {
            let outer = depths.get(at as usize).copied().unwrap_or_default();
            let home =
                if outer < DEEPEST { at } else { homes.get(at as usize).copied().unwrap_or(top) };
            let depth = depths.get(home as usize).copied().unwrap_or_default() + 1;
            if let Some((place, known)) =
                homes.get_mut(inner as usize).zip(depths.get_mut(inner as usize))
            {
                (*place, *known) = (home, depth);
            }
            at = inner;
        }
    }
    homes
}
