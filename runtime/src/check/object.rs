//! Objects, member by member (validation section 6.5).

use crate::failure::kept_string;
use crate::members::Member;
use crate::{Failure, Flow, Input, Kind, SinkOf, Stop, Str, Types};

/// The state of reading an object. It has one bit for each member that the schema names, set once the member has occurred:
/// `WORDS` × 64 bits.
#[derive(Debug)]
pub struct Object<'a, I: Input<'a>, const WORDS: usize> {
    state: I::Object,
    mark: usize,
    seen: [u64; WORDS],
    members: u64,
    expected: usize,
}

/// Reads the start of an object; `None` if the value was refused.
#[inline(always)]
pub fn object<'a, 'p, I: Input<'a>, S: SinkOf<'p>, const WORDS: usize>(
    input: &mut I,
    sink: &mut S,
    at: &'p str,
) -> Flow<Option<Object<'a, I, WORDS>>> {
    if input.kind()? == Kind::Object {
        return enter_object(input).map(Some);
    }
    super::wrong_type(input, sink, at, Types::OBJECT).map(|()| None)
}

/// Reads the start of a value that is known to be an object.
#[inline(always)]
pub fn enter_object<'a, I: Input<'a>, const WORDS: usize>(
    input: &mut I,
) -> Flow<Object<'a, I, WORDS>> {
    let mark = input.mark();
    Ok(Object { state: input.object()?, mark, seen: [0; WORDS], members: 0, expected: 0 })
}

impl<'a, I: Input<'a>, const WORDS: usize> Object<'a, I, WORDS> {
    /// Moves to the next member; returns its name, or `None` after the last. No name may occur twice.
    #[inline(always)]
    pub fn next<'p, S: SinkOf<'p>>(
        &mut self,
        input: &mut I,
        sink: &mut S,
    ) -> Flow<Option<Str<'a>>> {
        let Some(name) = input.member(&mut self.state)? else { return Ok(None) };
        self.members += 1;
        self.other(name, input, sink)?;
        Ok(Some(name))
    }

    /// Moves past the object, where only the type is checked. The sink must not take its members for those of an outer
    /// object.
    #[inline]
    pub fn skip<'p, S: SinkOf<'p>>(mut self, input: &mut I, sink: &mut S) -> Flow {
        let sink = sink.nested();
        while self.next(input, sink)?.is_some() {
            input.skip()?;
        }
        Ok(())
    }

    /// The index of the current member, in the order of the document.
    #[inline(always)]
    #[must_use]
    pub fn index(&self) -> u64 {
        self.members.saturating_sub(1)
    }

    /// Moves to the next member; returns its number among `members` (or [`OTHER`](crate::members::OTHER)) and its name. No
    /// name may occur twice.
    #[inline(always)]
    pub fn next_of<'p, S: SinkOf<'p>>(
        &mut self,
        members: &'p [Member<'p>],
        input: &mut I,
        sink: &mut S,
    ) -> Flow<Option<(usize, Str<'a>)>> {
        let Some((slot, name)) = input.member_of(&mut self.state, members, self.expected)? else {
            return Ok(None);
        };
        self.members += 1;
        if slot < members.len() {
            self.expected = slot + 1;
            if S::NOTES {
                sink.note(slot, input.next_mark()?);
            }
            let bit = 1 << (slot % 64);
            match self.seen.get_mut(slot / 64) {
                Some(word) if *word & bit == 0 => *word |= bit,
                // The name occurs for the second time.
                _ => return Err(Stop::Syntax),
            }
        } else {
            self.other(name, input, sink)?;
        }
        Ok(Some((slot, name)))
    }

    /// The current member has a name that the schema does not list.
    #[inline(always)]
    fn other<'p, S: SinkOf<'p>>(&mut self, name: Str<'a>, input: &mut I, sink: &mut S) -> Flow {
        sink.note_other(name);
        input.once(&mut self.state, name)
    }

    /// The current member is not allowed, because `keyword` is `false`.
    #[cold]
    pub fn unexpected<'p, S: SinkOf<'p>>(
        &mut self,
        name: Str<'a>,
        input: &mut I,
        sink: &mut S,
        (at, keyword): (&'p str, &'p str),
    ) -> Flow {
        let failure = || Failure::UnexpectedMember { name: kept_string(&name) };
        sink.fail(at, keyword, name.mark(), failure)?;
        input.skip()
    }

    /// Whether the member with this number has occurred.
    #[inline(always)]
    #[must_use]
    pub fn has(&self, slot: usize) -> bool {
        self.seen.get(slot / 64).is_some_and(|word| word & (1 << (slot % 64)) != 0)
    }

    /// `required`: all of these members have occurred.
    #[inline(always)]
    pub fn required<'p, S: SinkOf<'p>>(
        &self,
        required: &Required<'p, WORDS>,
        sink: &mut S,
        at: &'p str,
    ) -> Flow {
        let missing = |(seen, wanted): (&u64, &u64)| wanted & !seen != 0;
        if !self.seen.iter().zip(&required.bits).any(missing) {
            return Ok(());
        }
        for (number, member) in required.members.iter().enumerate() {
            let wanted =
                required.bits.get(number / 64).is_some_and(|word| word & (1 << (number % 64)) != 0);
            if wanted && !self.has(number) {
                let missing = member.name();
                let failure = || Failure::Required { missing, because_of: None };
                sink.fail(at, "required", self.mark, failure)?;
            }
        }
        Ok(())
    }

    /// `dependentRequired` (`dependencies` with names): all of these members have occurred if that one has.
    #[inline]
    pub fn dependent_required<'p, S: SinkOf<'p>>(
        &self,
        members: &'p [Member<'p>],
        because_of: usize,
        required: &[usize],
        sink: &mut S,
        (at, keyword): (&'p str, &'p str),
    ) -> Flow {
        if !self.has(because_of) {
            return Ok(());
        }
        let name = |number: usize| members.get(number).map_or("", Member::name);
        for number in required {
            if !self.has(*number) {
                let (missing, because_of) = (name(*number), Some(name(because_of)));
                let failure = || Failure::Required { missing, because_of };
                sink.fail(at, keyword, self.mark, failure)?;
            }
        }
        Ok(())
    }

    /// `minProperties`: the object has this many members or more.
    #[inline]
    pub fn min_properties<'p, S: SinkOf<'p>>(&self, want: u64, sink: &mut S, at: &'p str) -> Flow {
        if self.members >= want {
            return Ok(());
        }
        let (got, relation, of) = (self.members, "at least", "members");
        sink.fail(at, "minProperties", self.mark, || Failure::Count { got, relation, want, of })
    }

    /// `maxProperties`: the object has this many members or fewer.
    #[inline]
    pub fn max_properties<'p, S: SinkOf<'p>>(&self, want: u64, sink: &mut S, at: &'p str) -> Flow {
        if self.members <= want {
            return Ok(());
        }
        let (got, relation, of) = (self.members, "at most", "members");
        sink.fail(at, "maxProperties", self.mark, || Failure::Count { got, relation, want, of })
    }
}

/// The members that `required` lists, by their numbers.
#[derive(Clone, Copy, Debug)]
pub struct Required<'p, const WORDS: usize> {
    bits: [u64; WORDS],
    members: &'p [Member<'p>],
}

impl<'p, const WORDS: usize> Required<'p, WORDS> {
    /// Of `members`, those with these numbers.
    #[must_use]
    pub const fn new(members: &'p [Member<'p>], numbers: &[usize]) -> Self {
        let mut bits = [0; WORDS];
        let mut rest = numbers;
        while let [number, tail @ ..] = rest {
            bits[*number / 64] |= 1 << (*number % 64);
            rest = tail;
        }
        Required { bits, members }
    }

    /// All of these members.
    #[must_use]
    pub const fn all(members: &'p [Member<'p>]) -> Self {
        let mut bits = [0; WORDS];
        let mut number = 0;
        while number < members.len() {
            bits[number / 64] |= 1 << (number % 64);
            number += 1;
        }
        Required { bits, members }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Slots, Text};

    #[test]
    fn the_members_of_a_skipped_object_are_nobodys_others() {
        let json = br#"{"inner": {"a": 1, "b": {}}, "c": 2}"#;
        let (mut text, mut sink) = (Text::new(json).unwrap(), Slots::<0>::new());
        let mut outer = object::<_, _, 1>(&mut text, &mut sink, "").unwrap().unwrap();
        while let Some(name) = outer.next(&mut text, &mut sink).unwrap() {
            if *name.bytes() == *b"inner" {
                let inner = object::<_, _, 0>(&mut text, &mut sink, "").unwrap().unwrap();
                inner.skip(&mut text, &mut sink).unwrap();
            } else {
                text.skip().unwrap();
            }
        }
        text.finish().unwrap();
        assert_eq!(sink.others().len(), 2, "inner and c alone");
    }
}
