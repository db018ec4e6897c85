//! A pass over the plan: which validators have to memoise their verdicts, because they can run more than once at one
//! place of the instance.
//!
//! Trying branches again and again multiplies: a schema that refers to itself in two branches of `anyOf`, for the same
//! member, doubles the work with every level of the instance, and a chain of definitions that name the next one twice
//! doubles it with every definition. Where that can happen, the verdict is memoised by function and place, so time
//! stays within functions × text. Nothing else pays for it.
//!
//! A *visit* is the set of all functions that run at one place, from one call on. It follows from the visit of the
//! place above, part by part, as in the construction of a deterministic automaton from one that is not: all calls of
//! its functions for that part, and what these call in place. A function with two of these calls would run twice; its
//! verdict is memoised, so it runs once.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::{Array, Call, Check, Object, Plan, Value};

/// A part of a value, as the keywords of one schema tell parts apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// The member of this name.
    Named(String),
    /// Any member.
    Member,
    /// The item at this index.
    Nth(usize),
    /// Any item.
    Item,
    /// Any member's name.
    Name,
}

/// The calls that one function makes.
#[derive(Clone, Debug, Default)]
struct Calls {
    /// For the value itself.
    in_place: Vec<usize>,
    /// For parts of it. Those of one group exclude each other: they are for different parts.
    parts: Vec<(usize, Part, usize)>,
    /// How many groups there are.
    groups: usize,
}

/// The most calls that are followed. Beyond that, all functions that call others are taken to run twice.
const MAX_STEPS: usize = 10_000_000;

/// Notes in the plan which functions memoise their verdicts. The `combined` ones are not called by others, and call some
/// in place twice: that makes no more than twice the time, since they run once a document.
pub(crate) fn mark_memoised(plan: &mut Plan, combined: &BTreeSet<usize>) {
    let calls = Graph::of(plan).calls;
    let revisited = revisited(&calls, combined, MAX_STEPS);
    let mut number = 0;
    for (function, calls) in plan
        .functions
        .iter_mut()
        .zip(&calls)
        .enumerate()
        .filter_map(|(index, pair)| revisited.contains(&index).then_some(pair))
    {
        // One that calls nobody takes no longer than the text that it reads.
        if !(calls.in_place.is_empty() && calls.parts.is_empty()) {
            function.memoised = Some(number);
            number += 1;
        }
    }
}

/// The functions that can run twice at one place; all of them, if finding out would take too many steps.
fn revisited(calls: &[Calls], combined: &BTreeSet<usize>, max_steps: usize) -> BTreeSet<usize> {
    let mut visits = Visits::new(calls, max_steps);
    match visits.follow(combined) {
        Ok(()) => visits.revisited,
        Err(TooMany) => (0..calls.len()).collect(),
    }
}

/// There are more steps than are allowed.
#[derive(Debug)]
struct TooMany;

/// Functions, in order and each once.
type Set = Vec<usize>;

struct Visits<'a> {
    calls: &'a [Calls],
    parts: Vec<[Family<'a>; 3]>,
    /// What visits begin with, as far as that has been seen.
    begun: BTreeSet<Set>,
    /// Those of them whose visits are still to be followed.
    open: Vec<Set>,
    /// The visits that have been followed.
    followed: BTreeSet<Set>,
    revisited: BTreeSet<usize>,
    steps_left: usize,
}

impl<'a> Visits<'a> {
    fn new(calls: &'a [Calls], max_steps: usize) -> Self {
        Visits {
            calls,
            parts: calls.iter().map(families).collect(),
            begun: BTreeSet::new(),
            open: Vec::new(),
            followed: BTreeSet::new(),
            revisited: BTreeSet::new(),
            steps_left: max_steps,
        }
    }

    /// Follows all visits, from those that begin with one function.
    fn follow(&mut self, combined: &BTreeSet<usize>) -> Result<(), TooMany> {
        for function in (0..self.calls.len()).filter(|function| !combined.contains(function)) {
            self.begin(&Counts::from([(function, 1)]))?;
        }
        while let Some(start) = self.open.pop() {
            let visit = self.visit(start)?;
            if self.followed.insert(visit.clone()) {
                self.follow_parts(&visit)?;
            }
        }
        Ok(())
    }

    /// Counts so many calls.
    fn step(&mut self, steps: usize) -> Result<(), TooMany> {
        self.steps_left = self.steps_left.checked_sub(steps).ok_or(TooMany)?;
        Ok(())
    }

    /// These functions are called for one place, so many times each.
    fn begin(&mut self, calls: &Counts) -> Result<(), TooMany> {
        self.step(calls.len() + 1)?;
        let so_often = |least| {
            calls.iter().filter(move |(_, times)| **times >= least).map(|(target, _)| *target)
        };
        self.revisited.extend(so_often(2));
        let start: Set = so_often(1).collect();
        if !start.is_empty() && self.begun.insert(start.clone()) {
            self.open.push(start);
        }
        Ok(())
    }

    /// The functions that run at a place where these are called.
    fn visit(&mut self, start: Set) -> Result<Set, TooMany> {
        let calls = self.calls;
        let mut found: BTreeSet<usize> = start.iter().copied().collect();
        let mut open = start;
        while let Some(next) = open.pop() {
            self.step(1 + calls[next].in_place.len())?;
            for target in &calls[next].in_place {
                if found.insert(*target) {
                    open.push(*target);
                } else {
                    self.revisited.insert(*target);
                }
            }
        }
        Ok(found.into_iter().collect())
    }

    /// What is called for each part of a place with this visit.
    fn follow_parts(&mut self, visit: &Set) -> Result<(), TooMany> {
        for family in 0..3 {
            let mut any: BTreeMap<Group, Vec<usize>> = BTreeMap::new();
            let mut keyed: BTreeMap<Key<'_>, Vec<(Group, usize)>> = BTreeMap::new();
            for function in visit {
                let own = &self.parts[*function][family];
                for (group, target) in &own.any {
                    any.entry((*function, *group)).or_default().push(*target);
                }
                for (key, (group, target)) in &own.keyed {
                    keyed.entry(*key).or_default().push(((*function, *group), *target));
                }
            }
            let mut for_any = Counts::new();
            for target in any.values().flatten() {
                *for_any.entry(*target).or_default() += 1;
            }
            self.begin(&for_any)?;
            for (_, calls) in keyed {
                let mut for_this = for_any.clone();
                // A call for any part is not made if another one of its group is for this part.
                let groups: BTreeSet<Group> = calls.iter().map(|(group, _)| *group).collect();
                for target in groups.iter().filter_map(|group| any.get(group)).flatten() {
                    for_this.entry(*target).and_modify(|times| *times = times.saturating_sub(1));
                    self.step(1)?;
                }
                for (_, target) in &calls {
                    *for_this.entry(*target).or_default() += 1;
                }
                self.step(calls.len())?;
                self.begin(&for_this)?;
            }
        }
        Ok(())
    }
}

/// How often each function is called.
type Counts = BTreeMap<usize, usize>;

/// A group of calls: the function that makes them, and its number there.
type Group = (usize, usize);

/// What tells one part from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key<'a> {
    Name(&'a str),
    Index(usize),
}

/// The calls of one function for members, or for items, or for the names of members, each with its group and target.
#[derive(Debug, Default)]
struct Family<'a> {
    /// For one part.
    keyed: Vec<(Key<'a>, (usize, usize))>,
    /// For all parts, or all but those for which the group has another call.
    any: Vec<(usize, usize)>,
}

fn families(calls: &Calls) -> [Family<'_>; 3] {
    let [mut members, mut items, mut names] = [(); 3].map(|()| Family::default());
    for (group, part, target) in &calls.parts {
        let call = (*group, *target);
        match part {
            Part::Named(name) => members.keyed.push((Key::Name(name), call)),
            Part::Member => members.any.push(call),
            Part::Nth(index) => items.keyed.push((Key::Index(*index), call)),
            Part::Item => items.any.push(call),
            Part::Name => names.any.push(call),
        }
    }
    [members, items, names]
}

/// Who calls whom: the functions of a plan, and after them the checks of parts that stand in a function and call
/// others for parts of parts. These are called once by one function, so they are never asked twice unless it is.
struct Graph {
    calls: Vec<Calls>,
}

impl Graph {
    fn of(plan: &Plan) -> Self {
        let mut graph = Graph { calls: vec![Calls::default(); plan.functions.len()] };
        for (index, function) in plan.functions.iter().enumerate() {
            let mut calls = Calls::default();
            graph.collect(&function.check, &mut calls);
            graph.calls[index] = calls;
        }
        graph
    }

    fn collect(&mut self, check: &Check, calls: &mut Calls) {
        let value = match check {
            Check::Anything | Check::Nothing(_) => return,
            Check::Call(Call { function, at: _ }) => return calls.in_place.push(*function),
            Check::Value(value) => value,
        };
        let Value {
            at: _,
            applicators: _,
            literals: _,
            types: _,
            numbers: _,
            strings: _,
            array,
            object,
            unevaluated,
        } = &**value;
        value.each_in_place(&mut |check| self.collect(check, calls));
        if let Some(array) = array {
            self.collect_array(array, calls);
        }
        if let Some(object) = object {
            self.collect_object(object, calls);
        }
        if let Some(unevaluated) = unevaluated {
            calls.groups += 1;
            let group = calls.groups;
            if let Some(check) = &unevaluated.members {
                self.inside(check, group, &Part::Member, calls);
            }
            if let Some(check) = &unevaluated.items {
                self.inside(check, group, &Part::Item, calls);
            }
        }
    }

    fn collect_array(&mut self, array: &Array, calls: &mut Calls) {
        let Array { prefix, rest, contains, min: _, max: _, unique: _ } = array;
        calls.groups += 1;
        let group = calls.groups;
        for (index, check) in prefix.iter().enumerate() {
            self.inside(check, group, &Part::Nth(index), calls);
        }
        if let Some((_, check)) = rest {
            self.inside(check, group, &Part::Item, calls);
        }
        if let Some(contains) = contains {
            calls.groups += 1;
            self.inside(&contains.check, calls.groups, &Part::Item, calls);
        }
    }

    fn collect_object(&mut self, object: &Object, calls: &mut Calls) {
        let Object {
            members,
            by_name: _,
            shared,
            patterns,
            additional,
            names,
            required: _,
            dependent_required: _,
            // They check the object itself.
            dependent_schemas: _,
            min: _,
            max: _,
        } = object;
        calls.groups += 1;
        let group = calls.groups;
        for member in members {
            if let Some(check) = &member.property {
                self.inside(check, group, &Part::Named(member.name.clone()), calls);
            }
        }
        if let Some(check) = additional {
            self.inside(check, group, &Part::Member, calls);
        }
        if let Some(shared) = shared {
            for (function, numbers) in &shared.groups {
                let names = numbers.iter().filter_map(|index| members.get(*index));
                let parts =
                    names.map(|member| (group, Part::Named(member.name.clone()), *function));
                calls.parts.extend(parts);
            }
        }
        for (_, check) in patterns {
            calls.groups += 1;
            self.inside(check, calls.groups, &Part::Member, calls);
        }
        if let Some(check) = names {
            calls.groups += 1;
            self.inside(check, calls.groups, &Part::Name, calls);
        }
    }

    /// The calls of a check of a part.
    fn inside(&mut self, check: &Check, group: usize, part: &Part, calls: &mut Calls) {
        if let Check::Call(Call { function, at: _ }) = check {
            return calls.parts.push((group, part.clone(), *function));
        }
        let mut inner = Calls::default();
        self.collect(check, &mut inner);
        if !(inner.in_place.is_empty() && inner.parts.is_empty()) {
            calls.parts.push((group, part.clone(), self.calls.len()));
            self.calls.push(inner);
        }
    }
}

#[cfg(test)]
mod tests;
