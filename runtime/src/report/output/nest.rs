//! The output format `hierarchical`.

use std::cell::Cell;

use serde_json::{Map, Value};

use super::drafts::{Draft, Drafts};
use super::lists::Lists;
use super::paths::{Paths, ROOT};
use super::unit::{root, to_map, to_value};
use crate::pointer::Pointers;
use crate::report::contents::Contents;

/// The number of no unit.
const NONE: u32 = u32::MAX;

/// How deep units are nested.
const DEEPEST: u32 = 128;

/// Finds for each unit the unit that it is nested in: among those whose paths are prefixes of its own, one with the longest
/// evaluation path, and among these the one with the longest instance location.
struct Homes<'d> {
    units: &'d [Draft],
    pointers: &'d Pointers,
    /// For each pointer, the unit of that instance with the longest evaluation path on the current walk.
    covers: Vec<Cover>,
    homes: Vec<u32>,
}

/// A unit on the current evaluation path.
#[derive(Clone, Copy)]
struct Cover {
    unit: u32,
    /// How many tokens its path has, plus one; 0 if there is no unit.
    depth: u32,
}

impl Cover {
    const NONE: Cover = Cover { unit: NONE, depth: 0 };
}

/// The cover that a pointer had before.
struct Replaced {
    pointer: u32,
    cover: Cover,
}

/// What is left to do in a walk.
enum Todo {
    /// Enter a path at this depth.
    Enter { path: u32, depth: u32 },
    /// Restore covers until only this many replaced ones are left.
    Restore { left: usize },
}

impl<'d> Homes<'d> {
    fn find(units: &'d [Draft], paths: &Paths, pointers: &'d Pointers) -> Vec<u32> {
        let covers = vec![Cover::NONE; pointers.len()];
        let mut homes = Homes { units, pointers, covers, homes: vec![NONE; units.len()] };
        homes.walk(paths);
        homes.homes
    }

    /// Walks the tree of evaluation paths, and restores on the way back what each path replaced.
    fn walk(&mut self, paths: &Paths) {
        let children = paths.children();
        let units = Lists::new(paths.len(), self.units.iter().map(|unit| unit.evaluation));
        let mut replaced: Vec<Replaced> = Vec::new();
        let mut todo = vec![Todo::Enter { path: ROOT, depth: 1 }];
        while let Some(next) = todo.pop() {
            match next {
                Todo::Restore { left } => {
                    for Replaced { pointer, cover } in
                        replaced.drain(left.min(replaced.len())..).rev()
                    {
                        if let Some(place) = self.covers.get_mut(pointer as usize) {
                            *place = cover;
                        }
                    }
                }
                Todo::Enter { path, depth } => {
                    let before = replaced.len();
                    todo.push(Todo::Restore { left: before });
                    for unit in units.of(path) {
                        replaced.push(self.cover(Cover { unit, depth }));
                    }
                    for (unit, outer) in units.of(path).zip(replaced.iter().skip(before)) {
                        let home = self.home(unit, outer.cover);
                        if let Some(place) = self.homes.get_mut(unit as usize) {
                            *place = home;
                        }
                    }
                    todo.extend(
                        children.of(path).map(|path| Todo::Enter { path, depth: depth + 1 }),
                    );
                }
            }
        }
    }

    /// Makes a unit the cover of its instance.
    fn cover(&mut self, cover: Cover) -> Replaced {
        let pointer = self.units.get(cover.unit as usize).map_or(NONE, |unit| unit.instance);
        let before = match self.covers.get_mut(pointer as usize) {
            Some(place) => std::mem::replace(place, cover),
            None => Cover::NONE,
        };
        Replaced { pointer, cover: before }
    }

    /// The home of a unit; `outer` is the cover that its own instance had before.
    fn home(&self, unit: u32, outer: Cover) -> u32 {
        let mut best = outer;
        let instance = self.units.get(unit as usize).map(|unit| unit.instance);
        let mut at = instance.and_then(|instance| self.pointers.parent(instance));
        while let Some(pointer) = at {
            let cover = self.covers.get(pointer as usize).copied().unwrap_or(Cover::NONE);
            // The longest instance location comes first.
            if cover.depth > best.depth {
                best = cover;
            }
            at = self.pointers.parent(pointer);
        }
        best.unit
    }
}

/// Puts each unit into the `details` of the unit that it is nested in; units without one go into the root.
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
    // An outer unit comes before its inner ones; they are written in reverse.
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
        // Goes outwards to the first unit with a known depth, and back.
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
