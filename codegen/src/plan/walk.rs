//! Walks over a plan: which checks a check has inside, and which functions it calls.

use super::{Applicator, Array, Branches, Call, Check, Object, Step, Unevaluated, Value};

/// Defines a walk over the checks that are written inside of a [`Value`], shared or mutable: each with whether it is for
/// the value itself or for a part of it. A new field of the plan has to be thought of here, and nowhere else.
macro_rules! parts {
    ($name:ident, $iter:ident, $as_deref:ident $(, $mutable:tt)?) => {
        fn $name(&$($mutable)? self, show: &mut dyn FnMut(&$($mutable)? Check, Step)) {
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
            } = self;
            for applicator in applicators {
                match applicator {
                    Applicator::All(check) | Applicator::Not(check) => show(check, Step::InPlace),
                    Applicator::Any(Branches { checks, union: _, dispatch: _ })
                    | Applicator::One(Branches { checks, union: _, dispatch: _ }) => {
                        checks.$iter().for_each(|check| show(check, Step::InPlace));
                    }
                    Applicator::If { condition, consequence, alternative } => {
                        let branches = [condition, consequence, alternative];
                        branches.into_iter().for_each(|check| show(check, Step::InPlace));
                    }
                }
            }
            // They check the object itself.
            let dependent = object.$iter().flat_map(|object| object.dependent_schemas.$iter());
            dependent.for_each(|(_, check)| show(check, Step::InPlace));
            if let Some(Array { prefix, rest, contains, min: _, max: _, unique: _ }) = array {
                let rest = rest.$iter().map(|(_, check)| check);
                let contains = contains.$iter().map(|contains| &$($mutable)? contains.check);
                let items = prefix.$iter().chain(rest).chain(contains);
                items.for_each(|check| show(check, Step::Inside));
            }
            if let Some(object) = object {
                let Object {
                    members,
                    by_name: _,
                    shared: _,
                    patterns,
                    additional,
                    names,
                    required: _,
                    dependent_required: _,
                    // Above.
                    dependent_schemas: _,
                    min: _,
                    max: _,
                } = object;
                let members = members.$iter().filter_map(|member| member.property.$as_deref());
                let patterns = patterns.$iter().map(|(_, check)| check);
                let parts = members.chain(patterns).chain(additional).chain(names);
                parts.for_each(|check| show(check, Step::Inside));
            }
            if let Some(Unevaluated { members, items }) = unevaluated {
                members.$iter().chain(items).for_each(|check| show(check, Step::Inside));
            }
        }
    };
}

impl Value {
    parts!(parts, iter, as_ref);
    parts!(parts_mut, iter_mut, as_mut, mut);

    /// Shows the checks of the value itself by other schemas.
    pub(crate) fn each_in_place(&self, show: &mut dyn FnMut(&Check)) {
        self.parts(&mut |check, step| {
            if step == Step::InPlace {
                show(check);
            }
        });
    }

    /// Shows all checks that are written inside of these, but for shared ones.
    pub(crate) fn each_part(&self, show: &mut dyn FnMut(&Check)) {
        self.parts(&mut |check, _| show(check));
    }
}

impl Check {
    /// Shows the functions that are called, and what for.
    pub(crate) fn each_call(&self, show: &mut dyn FnMut(usize, Step)) {
        self.calls(Step::InPlace, show);
    }

    fn calls(&self, step: Step, show: &mut dyn FnMut(usize, Step)) {
        let value = match self {
            Check::Anything | Check::Nothing(_) => return,
            Check::Call(call) => return show(call.function, step),
            Check::Value(value) => value,
        };
        value.parts(&mut |check, inner| match inner {
            Step::InPlace => check.calls(step, show),
            Step::Inside => check.calls(Step::Inside, show),
        });
        let shared = value.object.iter().filter_map(|object| object.shared.as_ref());
        let groups = shared.flat_map(|shared| &shared.groups);
        groups.for_each(|(function, _)| show(*function, Step::Inside));
    }

    /// Gives each called function to `change`, with the path of the call; calls of shared checks have none.
    pub(crate) fn each_call_mut(
        &mut self,
        change: &mut dyn FnMut(&mut usize, Option<&mut String>),
    ) {
        let value = match self {
            Check::Anything | Check::Nothing(_) => return,
            Check::Call(Call { function, at }) => return change(function, Some(at)),
            Check::Value(value) => value,
        };
        value.parts_mut(&mut |check, _| check.each_call_mut(change));
        let shared = value.object.iter_mut().filter_map(|object| object.shared.as_mut());
        let groups = shared.flat_map(|shared| &mut shared.groups);
        groups.for_each(|(function, _)| change(function, None));
    }
}
