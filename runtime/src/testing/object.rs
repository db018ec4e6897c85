//! One object, read in all ways.

use super::model::Model;
use super::{Clause, Kept, Kit};
use crate::members::{MAX_UNSORTED, Member, OTHER};
use crate::{Input, Str};

/// A member as the first way of reading gave it.
struct Seen<'a> {
    name: Str<'a>,
    /// The mark of the value.
    mark: usize,
}

impl Kit<'_> {
    pub(super) fn object<'a, I: Input<'a>>(
        &mut self,
        input: &mut I,
        members: &[(Vec<u8>, Model)],
    ) -> Kept {
        let seen = self.seen(&mut input.clone())?;
        self.same(Clause::Skip, "the number of members", seen.len(), members.len())?;
        self.conditionally(&mut input.clone(), &seen)?;
        self.once(input, &seen)?;
        for names in lists(&seen) {
            for step in [0, 1, 7, OTHER] {
                self.member_of(&mut input.clone(), &names, step, &seen)?;
            }
        }
        let mut object = self.given(Clause::Depth, "object", input.object())?;
        for (index, known) in seen.iter().enumerate() {
            let name = self.given(Clause::Order, "member", input.member(&mut object))?;
            let Some(name) = name else { return self.breach(Clause::Order, "a member is missing") };
            self.same(Clause::Order, "a name", name.bytes(), known.name.bytes())?;
            self.same(Clause::Marks, "the mark of a name", name.mark(), known.name.mark())?;
            let (_, value) = self.member(members, index, &name.bytes())?;
            self.mark(name.mark())?;
            self.value(input, value)?;
        }
        let name = self.given(Clause::Order, "member", input.member(&mut object))?;
        self.keep(Clause::Order, name.is_none(), "there is a member too many")
    }

    /// Reads the names, and skips the values.
    fn seen<'a, I: Input<'a>>(&self, input: &mut I) -> Kept<Vec<Seen<'a>>> {
        let mut object = self.given(Clause::Depth, "object", input.object())?;
        let mut seen = Vec::new();
        while let Some(name) = self.given(Clause::Skip, "member", input.member(&mut object))? {
            let mark = self.given(Clause::Marks, "next_mark", input.next_mark())?;
            self.leave(input, true)?;
            seen.push(Seen { name, mark });
        }
        Ok(seen)
    }

    /// Reads strings and numbers by `string_if` and `number_if`.
    fn conditionally<'a, I: Input<'a>>(&self, input: &mut I, seen: &[Seen<'a>]) -> Kept {
        let mut object = self.given(Clause::Depth, "object", input.object())?;
        let clause = Clause::Conditional;
        for known in seen {
            let name = self.given(clause, "member", input.member(&mut object))?;
            let name = name.map(|name| name.bytes());
            self.same(clause, "a name", name, Some(known.name.bytes()))?;
            self.leave(input, false)?;
        }
        let name = self.given(clause, "member", input.member(&mut object))?;
        self.keep(clause, name.is_none(), "there is a member too many")
    }

    /// Gives each name to `once`, which is right, and then one of them again, which is wrong.
    fn once<'a, I: Input<'a>>(&self, input: &I, seen: &[Seen<'a>]) -> Kept {
        for again in [seen.first(), seen.last()].into_iter().flatten() {
            let mut clone = input.clone();
            let mut object = self.given(Clause::Depth, "object", clone.object())?;
            while let Some(name) = self.given(Clause::Once, "member", clone.member(&mut object))? {
                self.given(Clause::Once, "once", clone.once(&mut object, name))?;
                self.leave(&mut clone, true)?;
            }
            // Without a text, a name cannot occur twice.
            if self.promises.text {
                let twice = clone.once(&mut object, again.name);
                self.stopped(Clause::Once, "once, for the second time,", twice)?;
            }
        }
        Ok(())
    }

    /// Reads the object by `member_of`. The expected member is `step` after the last.
    fn member_of<'a, I: Input<'a>>(
        &self,
        input: &mut I,
        names: &[String],
        step: usize,
        seen: &[Seen<'a>],
    ) -> Kept {
        let clause = Clause::MemberOf;
        let list: Vec<_> = names.iter().map(|name| Member::new(name)).collect();
        let mut object = self.given(Clause::Depth, "object", input.object())?;
        let mut expected = 0;
        for known in seen {
            let next = input.member_of(&mut object, &list, expected);
            let Some((number, name)) = self.given(clause, "member_of", next)? else {
                return self.breach(clause, "a member is missing");
            };
            let bytes = known.name.bytes();
            let want = names.iter().position(|name| *name.as_bytes() == *bytes).unwrap_or(OTHER);
            self.same(clause, "the number of a member", number, want)?;
            self.same(clause, "a name", name.bytes(), bytes)?;
            self.same(clause, "the mark of a name", name.mark(), known.name.mark())?;
            let mark = self.given(clause, "next_mark", input.next_mark())?;
            self.same(clause, "the mark of a member", mark, known.mark)?;
            self.leave(input, true)?;
            expected = number.wrapping_add(step);
        }
        let next =
            self.given(clause, "member_of", input.member_of(&mut object, &list, expected))?;
        self.keep(clause, next.is_none(), "there is a member too many")
    }
}

/// Lists of members that a schema could name: those of the object, in both orders; others, some of them much like those.
fn lists(seen: &[Seen<'_>]) -> [Vec<String>; 4] {
    let names = || seen.iter().filter(|seen| !seen.name.has_lone_surrogate());
    let all: Vec<String> = names().map(|seen| seen.name.to_str().into_owned()).collect();
    let reversed = all.iter().rev().cloned().collect();
    let alike = |name: &String| {
        let mut cut = name.clone();
        cut.pop();
        [format!("{name}x"), cut, name.clone()]
    };
    let mut alike: Vec<String> = all.iter().step_by(2).flat_map(alike).collect();
    let mut known = std::collections::HashSet::new();
    alike.retain(|name| known.insert(name.clone()));
    [all, reversed, alike, Vec::new()].map(|mut names| {
        // Many names must be in order.
        if names.len() > MAX_UNSORTED {
            names.sort_unstable();
        }
        names
    })
}
