//! Which validators can be asked about one place of the instance more than once.
//!
//! Trying branches again and again multiplies: a schema that refers to itself in two branches of `anyOf`, for the same
//! member, doubles the work with every level of the instance, and a chain of definitions that name the next one twice
//! doubles it with every definition. Where that can happen, the verdict is remembered by function and place, so that
//! time stays within functions × text. Nothing else pays for it.
//!
//! Two functions *meet* if one visit of some function can lead to both at the same place. A function that meets itself
//! is asked twice. Meetings are found from those at one place (calls for the value itself) by following pairs of
//! calls for parts of the value that can be the same part.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::{Applicator, Array, Call, Check, Object, Plan, Value};

/// A part of a value, as the keywords of one schema tell parts apart.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// Beyond so many meetings, all that call others are taken to meet themselves.
const MAX_MEETINGS: usize = 1_000_000;

/// Notes in the plan which functions have to remember their verdicts.
pub fn mark_revisited(plan: &mut Plan) {
    let calls: Vec<Calls> = plan.functions.iter().map(|function| calls(&function.check)).collect();
    let revisited = revisited(&calls);
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
            function.remembered = Some(number);
            number += 1;
        }
    }
}

/// The functions that meet themselves; all of them, if that would take too many meetings to find out.
fn revisited(calls: &[Calls]) -> BTreeSet<usize> {
    Meetings::new(calls)
        .and_then(Meetings::all)
        .unwrap_or_else(|TooMany| (0..calls.len()).collect())
}

/// There are more than [`MAX_MEETINGS`].
struct TooMany;

struct Meetings<'a> {
    parts: Vec<Parts<'a>>,
    closures: Vec<BTreeMap<usize, bool>>,
    found: BTreeSet<(usize, usize)>,
    open: Vec<(usize, usize)>,
}

impl<'a> Meetings<'a> {
    fn new(calls: &'a [Calls]) -> Result<Self, TooMany> {
        let mut closures = Vec::new();
        let mut size = 0;
        for start in 0..calls.len() {
            let closure = closure(calls, start);
            size += closure.len();
            if size > MAX_MEETINGS {
                return Err(TooMany);
            }
            closures.push(closure);
        }
        let parts = calls.iter().map(Parts::new).collect();
        Ok(Meetings { parts, closures, found: BTreeSet::new(), open: Vec::new() })
    }

    fn all(mut self) -> Result<BTreeSet<usize>, TooMany> {
        for start in 0..self.parts.len() {
            self.of_one_visit(start)?;
        }
        while let Some((one, other)) = self.open.pop() {
            // The second visit of a function asks its memory, and goes no further.
            if one != other {
                self.of_two_visits(one, other)?;
            }
        }
        let twice = self.found.into_iter().filter(|(one, other)| one == other);
        Ok(twice.map(|(one, _)| one).collect())
    }

    fn meet(&mut self, one: usize, other: usize) -> Result<(), TooMany> {
        let pair = (one.min(other), one.max(other));
        if self.found.insert(pair) {
            self.open.push(pair);
        }
        if self.found.len() > MAX_MEETINGS { Err(TooMany) } else { Ok(()) }
    }

    /// What one visit leads to at the same place, and what parts it visits by more than one way.
    fn of_one_visit(&mut self, start: usize) -> Result<(), TooMany> {
        let closure: Vec<(usize, bool)> =
            self.closures[start].iter().map(|(one, twice)| (*one, *twice)).collect();
        for (index, (one, twice)) in closure.iter().enumerate() {
            if *twice {
                self.meet(*one, *one)?;
            }
            for (other, _) in &closure[index + 1..] {
                self.meet(*one, *other)?;
            }
        }
        let mut pairs = Pairs::default();
        self.parts[start].each_meeting(&self.parts[start], &mut |one, other| {
            let is_once = one.index < other.index;
            let both = is_once && (one.group != other.group || one.part == other.part);
            pairs.add(both.then_some((one.target, other.target)))
        })?;
        pairs.found.into_iter().try_for_each(|(one, other)| self.meet(one, other))
    }

    /// What two visits of one place lead to in its parts.
    fn of_two_visits(&mut self, one: usize, other: usize) -> Result<(), TooMany> {
        let mut pairs = Pairs::default();
        self.parts[one].each_meeting(&self.parts[other], &mut |one, other| {
            pairs.add(Some((one.target, other.target)))
        })?;
        for (one, other) in pairs.found {
            let at = |target: usize| self.closures[target].keys().copied().collect::<Vec<_>>();
            let (at_one, at_other) = (at(one), at(other));
            for one in &at_one {
                for other in &at_other {
                    self.meet(*one, *other)?;
                }
            }
        }
        Ok(())
    }
}

/// Functions that can be asked about the same part.
#[derive(Default)]
struct Pairs {
    found: BTreeSet<(usize, usize)>,
    /// How many pairs of calls were looked at.
    seen: usize,
}

impl Pairs {
    fn add(&mut self, pair: Option<(usize, usize)>) -> Result<(), TooMany> {
        self.found.extend(pair);
        self.seen += 1;
        if self.seen > MAX_MEETINGS { Err(TooMany) } else { Ok(()) }
    }
}

/// What is done with a pair of calls.
type Show<'s> = &'s mut dyn FnMut(&PartCall<'_>, &PartCall<'_>) -> Result<(), TooMany>;

/// A call for a part.
struct PartCall<'a> {
    index: usize,
    group: usize,
    part: &'a Part,
    target: usize,
}

/// The calls of a function for parts of its value, so that those for the same part are found without looking at all.
#[derive(Default)]
struct Parts<'a> {
    named: BTreeMap<&'a str, Vec<PartCall<'a>>>,
    members: Vec<PartCall<'a>>,
    nth: BTreeMap<usize, Vec<PartCall<'a>>>,
    items: Vec<PartCall<'a>>,
    names: Vec<PartCall<'a>>,
}

impl<'a> Parts<'a> {
    fn new(calls: &'a Calls) -> Self {
        let mut parts = Parts::default();
        for (index, (group, part, target)) in calls.parts.iter().enumerate() {
            let call = PartCall { index, group: *group, part, target: *target };
            match part {
                Part::Named(name) => parts.named.entry(name).or_default().push(call),
                Part::Member => parts.members.push(call),
                Part::Nth(index) => parts.nth.entry(*index).or_default().push(call),
                Part::Item => parts.items.push(call),
                Part::Name => parts.names.push(call),
            }
        }
        parts
    }

    /// Shows each pair of a call of these and one of those that can be for the same part.
    fn each_meeting(&self, other: &Parts<'_>, show: Show<'_>) -> Result<(), TooMany> {
        meet_by_key((&self.named, &self.members), (&other.named, &other.members), show)?;
        meet_by_key((&self.nth, &self.items), (&other.nth, &other.items), show)?;
        each_pair(&self.names, &other.names, show)
    }
}

/// Calls for parts with a key, and those for parts with any key.
type Keyed<'p, 'a, K> = (&'p BTreeMap<K, Vec<PartCall<'a>>>, &'p [PartCall<'a>]);

/// Those of one key meet those of the same key, and those of any key meet all.
fn meet_by_key<K: Ord>(
    (keyed, any): Keyed<'_, '_, K>,
    (other_keyed, other_any): Keyed<'_, '_, K>,
    show: Show<'_>,
) -> Result<(), TooMany> {
    for (key, calls) in keyed {
        each_pair(calls, other_keyed.get(key).map_or(&[], Vec::as_slice), show)?;
        each_pair(calls, other_any, show)?;
    }
    for calls in other_keyed.values() {
        each_pair(any, calls, show)?;
    }
    each_pair(any, other_any, show)
}

fn each_pair(
    calls: &[PartCall<'_>],
    others: &[PartCall<'_>],
    show: Show<'_>,
) -> Result<(), TooMany> {
    calls.iter().try_for_each(|one| others.iter().try_for_each(|other| show(one, other)))
}

/// The functions that a visit of `start` leads to at the same place, itself included, and whether by several ways.
fn closure(calls: &[Calls], start: usize) -> BTreeMap<usize, bool> {
    let mut found = BTreeMap::from([(start, false)]);
    let mut open = vec![start];
    while let Some(next) = open.pop() {
        for target in &calls[next].in_place {
            match found.get_mut(target) {
                Some(twice) => *twice = true,
                None => {
                    found.insert(*target, false);
                    open.push(*target);
                }
            }
        }
    }
    found
}

fn calls(check: &Check) -> Calls {
    let mut calls = Calls::default();
    collect(check, &mut calls);
    calls
}

fn collect(check: &Check, calls: &mut Calls) {
    let value = match check {
        Check::Anything | Check::Nothing(_) => return,
        Check::Call(Call { function, at: _ }) => return calls.in_place.push(*function),
        Check::Value(value) => value,
    };
    let Value {
        at: _,
        applicators,
        literals: _,
        types: _,
        numbers: _,
        strings: _,
        array,
        object,
        unevaluated,
    } = &**value;
    for applicator in applicators {
        match applicator {
            Applicator::All(check) | Applicator::Not(check) => collect(check, calls),
            Applicator::Any(checks) | Applicator::One(checks) => {
                checks.iter().for_each(|check| collect(check, calls));
            }
            Applicator::If { condition, consequence, alternative } => {
                [condition, consequence, alternative]
                    .iter()
                    .for_each(|check| collect(check, calls));
            }
        }
    }
    if let Some(array) = array {
        collect_array(array, calls);
    }
    if let Some(object) = object {
        collect_object(object, calls);
    }
    if let Some(unevaluated) = unevaluated {
        calls.groups += 1;
        let group = calls.groups;
        if let Some(check) = &unevaluated.members {
            inside(check, group, &Part::Member, calls);
        }
        if let Some(check) = &unevaluated.items {
            inside(check, group, &Part::Item, calls);
        }
    }
}

fn collect_array(array: &Array, calls: &mut Calls) {
    let Array { prefix, rest, contains, min: _, max: _, unique: _ } = array;
    calls.groups += 1;
    let group = calls.groups;
    for (index, check) in prefix.iter().enumerate() {
        inside(check, group, &Part::Nth(index), calls);
    }
    if let Some((_, check)) = rest {
        inside(check, group, &Part::Item, calls);
    }
    if let Some(contains) = contains {
        calls.groups += 1;
        inside(&contains.check, calls.groups, &Part::Item, calls);
    }
}

fn collect_object(object: &Object, calls: &mut Calls) {
    calls.groups += 1;
    let group = calls.groups;
    for member in &object.members {
        if let Some(check) = &member.property {
            inside(check, group, &Part::Named(member.name.clone()), calls);
        }
    }
    if let Some(check) = &object.additional {
        inside(check, group, &Part::Member, calls);
    }
    if let Some(crowd) = &object.crowd {
        for (function, members) in &crowd.groups {
            let names = members.iter().filter_map(|index| object.members.get(*index));
            let parts = names.map(|member| (group, Part::Named(member.name.clone()), *function));
            calls.parts.extend(parts);
        }
    }
    for (_, check) in &object.patterns {
        calls.groups += 1;
        inside(check, calls.groups, &Part::Member, calls);
    }
    if let Some(check) = &object.names {
        calls.groups += 1;
        inside(check, calls.groups, &Part::Name, calls);
    }
    for (_, check) in &object.dependent_schemas {
        collect(check, calls);
    }
}

/// The calls of a check of a part. What it does with parts of the part is as if another function did it, which would
/// take a function for each: parts of parts are taken to be any part of the value, which finds too many meetings
/// rather than too few.
fn inside(check: &Check, group: usize, part: &Part, calls: &mut Calls) {
    let mut inner = Calls::default();
    collect(check, &mut inner);
    // Two ways to the same part stay in different groups.
    for (index, target) in inner.in_place.into_iter().enumerate() {
        let group = if index == 0 {
            group
        } else {
            calls.groups += 1;
            calls.groups
        };
        calls.parts.push((group, part.clone(), target));
    }
    for (_, _, target) in inner.parts {
        calls.groups += 1;
        for any in [Part::Member, Part::Item] {
            calls.parts.push((calls.groups, any, target));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Part {
        Part::Named(name.to_owned())
    }

    #[test]
    fn a_list_is_visited_once() {
        let calls = [Calls { in_place: vec![], parts: vec![(1, named("next"), 0)], groups: 1 }];
        assert!(revisited(&calls).is_empty());
    }

    #[test]
    fn two_members_are_two_places() {
        let parts = vec![(1, named("left"), 0), (1, named("right"), 0)];
        assert!(revisited(&[Calls { in_place: vec![], parts, groups: 1 }]).is_empty());
    }

    #[test]
    fn one_member_in_two_branches_is_visited_twice() {
        let parts = vec![(1, named("next"), 0), (2, named("next"), 0)];
        assert_eq!(revisited(&[Calls { in_place: vec![], parts, groups: 2 }]), BTreeSet::from([0]));
    }

    #[test]
    fn a_definition_that_names_the_next_twice_visits_it_twice() {
        let chain = |target: usize| Calls { in_place: vec![target, target], ..Calls::default() };
        let calls = [chain(1), chain(2), Calls::default()];
        assert_eq!(revisited(&calls), BTreeSet::from([1, 2]));
    }

    #[test]
    fn different_functions_meet_in_a_common_one() {
        // 0 visits x as 1 and as 2, and both visit y as 3.
        let calls = [
            Calls {
                in_place: vec![],
                parts: vec![(1, named("x"), 1), (2, named("x"), 2)],
                groups: 2,
            },
            Calls { in_place: vec![], parts: vec![(1, named("y"), 3)], groups: 1 },
            Calls { in_place: vec![], parts: vec![(1, named("y"), 3)], groups: 1 },
            Calls::default(),
        ];
        assert_eq!(revisited(&calls), BTreeSet::from([3]));
    }
}
