//! Small graphs of calls, and random ones.

use super::*;
use proptest::prelude::*;

fn named(name: &str) -> Part {
    Part::Named(name.to_owned())
}

#[test]
fn a_list_is_visited_once() {
    let calls = [Calls { in_place: vec![], parts: vec![(1, named("next"), 0)], groups: 1 }];
    assert!(revisited(&calls, &BTreeSet::new(), MAX_STEPS).is_empty());
}

#[test]
fn two_members_are_two_places() {
    let parts = vec![(1, named("left"), 0), (1, named("right"), 0)];
    assert!(
        revisited(&[Calls { in_place: vec![], parts, groups: 1 }], &BTreeSet::new(), MAX_STEPS)
            .is_empty()
    );
}

#[test]
fn one_member_in_two_branches_is_visited_twice() {
    let parts = vec![(1, named("next"), 0), (2, named("next"), 0)];
    assert_eq!(
        revisited(&[Calls { in_place: vec![], parts, groups: 2 }], &BTreeSet::new(), MAX_STEPS),
        BTreeSet::from([0])
    );
}

#[test]
fn a_definition_that_names_the_next_twice_visits_it_twice() {
    let chain = |target: usize| Calls { in_place: vec![target, target], ..Calls::default() };
    let calls = [chain(1), chain(2), Calls::default()];
    assert_eq!(revisited(&calls, &BTreeSet::new(), MAX_STEPS), BTreeSet::from([1, 2]));
}

#[test]
fn different_functions_meet_in_a_common_one() {
    // 0 visits x as 1 and as 2, and both visit y as 3.
    let calls = [
        Calls { in_place: vec![], parts: vec![(1, named("x"), 1), (2, named("x"), 2)], groups: 2 },
        Calls { in_place: vec![], parts: vec![(1, named("y"), 3)], groups: 1 },
        Calls { in_place: vec![], parts: vec![(1, named("y"), 3)], groups: 1 },
        Calls::default(),
    ];
    assert_eq!(revisited(&calls, &BTreeSet::new(), MAX_STEPS), BTreeSet::from([3]));
}

/// How often each function is asked about each place of an instance in which all places have all parts, where
/// some functions memoise their verdicts.
struct Run<'a> {
    calls: &'a [Calls],
    memoising: &'a BTreeSet<usize>,
    asked: BTreeMap<(usize, Vec<Part>), usize>,
}

impl Run<'_> {
    fn ask(&mut self, function: usize, place: &[Part], depth: usize) {
        let asked = self.asked.entry((function, place.to_vec())).or_default();
        *asked += 1;
        if *asked > 1 && self.memoising.contains(&function) {
            return;
        }
        let calls = &self.calls[function];
        calls.in_place.iter().for_each(|target| self.ask(*target, place, depth));
        for part in [named("a"), named("b"), named("c"), Part::Nth(0), Part::Nth(1), Part::Name] {
            if depth == 0 {
                return;
            }
            let inner = [place, std::slice::from_ref(&part)].concat();
            for (group, called_for, target) in &calls.parts {
                let excluded =
                    calls.parts.iter().any(|(other, exact, _)| other == group && *exact == part);
                let any = match &part {
                    Part::Named(_) | Part::Member => Part::Member,
                    Part::Nth(_) | Part::Item => Part::Item,
                    Part::Name => Part::Name,
                };
                if *called_for == part || (!excluded && *called_for == any) {
                    self.ask(*target, &inner, depth - 1);
                }
            }
        }
    }
}

/// Some functions; calls in place lead to later ones only.
fn graphs() -> impl Strategy<Value = Vec<Calls>> {
    let part = prop_oneof![
        4 => Just(named("a")),
        2 => Just(named("b")),
        2 => Just(Part::Member),
        1 => Just(Part::Nth(0)),
        1 => Just(Part::Item),
        1 => Just(Part::Name),
    ];
    let in_place = prop::collection::vec(1..4_usize, 0..2);
    let parts = prop::collection::vec((0..3_usize, part, 0..5_usize), 0..4);
    let function =
        (in_place, parts).prop_map(|(in_place, parts)| Calls { in_place, parts, groups: 3 });
    prop::collection::vec(function, 1..6).prop_map(|mut calls| {
        let count = calls.len();
        for (index, calls) in calls.iter_mut().enumerate() {
            calls.in_place.iter_mut().for_each(|target| *target += index);
            calls.in_place.retain(|target| *target < count);
            calls.parts.iter_mut().for_each(|(_, _, target)| *target %= count);
        }
        calls
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn those_that_are_asked_twice_are_found_and_no_others(calls in graphs()) {
        let found = revisited(&calls, &BTreeSet::new(), MAX_STEPS);
        let mut twice = BTreeSet::new();
        for start in 0..calls.len() {
            let mut run = Run { calls: &calls, memoising: &found, asked: BTreeMap::new() };
            run.ask(start, &[], 4);
            twice.extend(run.asked.iter().filter(|(_, asked)| **asked > 1).map(|((function, _), _)| *function));
        }
        // Visits may have to go deeper than this run does to be found.
        prop_assert!(twice.is_subset(&found), "{twice:?} {found:?}");
        let shallow = calls.len() < 3;
        prop_assert!(!shallow || twice == found, "{twice:?} {found:?}");
        // Without the steps to find out, none is missed.
        for max_steps in [0, 10, 30] {
            prop_assert!(revisited(&calls, &BTreeSet::new(), max_steps).is_superset(&found));
        }
    }
}

/// A union of objects each of which holds the union again, under one name or each under its own.
fn union(size: usize, name: impl Fn(usize) -> String) -> Vec<Calls> {
    let objects = (1..=size).map(|index| Calls {
        in_place: vec![],
        parts: vec![(1, named(&name(index)), 0), (2, Part::Member, 0)],
        groups: 2,
    });
    let all = Calls { in_place: (1..=size).collect(), ..Calls::default() };
    std::iter::once(all).chain(objects).collect()
}

#[test]
fn steps_grow_with_the_size_of_a_union() {
    for size in [100, 1_000] {
        let steps = |calls: &[Calls]| {
            let mut visits = Visits::new(calls, MAX_STEPS);
            visits.follow(&BTreeSet::new()).unwrap();
            MAX_STEPS - visits.steps_left
        };
        assert!(steps(&union(size, |_| "next".to_owned())) < 100 * size);
        assert!(steps(&union(size, |index| format!("n{index}"))) < 100 * size);
    }
}
