//! Objects, member by member (validation section 6.5).

use crate::{Failure, Flow, Input, Kind, Reason, Sink, Stop, Str, Syntax, Types};

/// An object that is being read: which of the members that the schema names have occurred, in `WORDS` × 64 bits.
#[derive(Debug)]
pub struct Object<'a, I: Input<'a>, const WORDS: usize> {
    state: I::Object,
    mark: usize,
    seen: [u64; WORDS],
    members: u64,
}

/// Reads the start of an object; `None` if the value was refused.
#[inline(always)]
pub fn object<'a, I: Input<'a>, S: Sink, const WORDS: usize>(
    input: &mut I,
    sink: &mut S,
    at: &'static str,
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
    Ok(Object { state: input.object()?, mark, seen: [0; WORDS], members: 0 })
}

impl<'a, I: Input<'a>, const WORDS: usize> Object<'a, I, WORDS> {
    /// Moves to the next member; its name, or `None` after the last.
    #[inline(always)]
    pub fn next(&mut self, input: &mut I) -> Flow<Option<Str<'a>>> {
        let name = input.member(&mut self.state)?;
        self.members += u64::from(name.is_some());
        Ok(name)
    }

    /// Moves past the object, of which only the type was asked.
    #[inline]
    pub fn skip(mut self, input: &mut I) -> Flow {
        while let Some(name) = self.next(input)? {
            input.once(&mut self.state, name)?;
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

    /// The member that comes is the one with this number: it must not have occurred before.
    #[inline(always)]
    pub fn known<S: Sink>(
        &mut self,
        slot: usize,
        name: Str<'a>,
        input: &mut I,
        sink: &mut S,
    ) -> Flow {
        input.kind()?;
        sink.note(slot, input.mark());
        let bit = 1 << (slot % 64);
        match self.seen.get_mut(slot / 64) {
            Some(word) if *word & bit == 0 => {
                *word |= bit;
                Ok(())
            }
            _ => duplicate(name),
        }
    }

    /// The member that comes has a name that the schema doesn't list.
    #[inline(always)]
    pub fn other<S: Sink>(&mut self, name: Str<'a>, input: &mut I, sink: &mut S) -> Flow {
        sink.note_other(name);
        input.once(&mut self.state, name)
    }

    /// The member that comes is not allowed: `keyword` is `false` for it.
    #[cold]
    pub fn unexpected<S: Sink>(
        &mut self,
        name: Str<'a>,
        input: &mut I,
        sink: &mut S,
        (at, keyword): (&'static str, &'static str),
    ) -> Flow {
        let failure = || Failure::UnexpectedMember { name: name.to_str().into_owned() };
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
    pub fn required<S: Sink>(
        &self,
        required: &'static Required<WORDS>,
        sink: &mut S,
        at: &'static str,
    ) -> Flow {
        let missing = |(seen, wanted): (&u64, &u64)| wanted & !seen != 0;
        if !self.seen.iter().zip(&required.bits).any(missing) {
            return Ok(());
        }
        self.missing(required.members, None, sink, (at, "required"))
    }

    /// `dependentRequired` (`dependencies` with names): all of these members have occurred if that one has. `at` is the
    /// path of the list.
    #[inline]
    pub fn dependent_required<S: Sink>(
        &self,
        (slot, because_of): (usize, &'static str),
        required: &'static [(usize, &'static str)],
        sink: &mut S,
        at: &'static str,
    ) -> Flow {
        if !self.has(slot) {
            return Ok(());
        }
        self.missing(required, Some(because_of), sink, (at, ""))
    }

    fn missing<S: Sink>(
        &self,
        required: &'static [(usize, &'static str)],
        because_of: Option<&'static str>,
        sink: &mut S,
        (at, keyword): (&'static str, &'static str),
    ) -> Flow {
        for (slot, missing) in required {
            if !self.has(*slot) {
                sink.fail(at, keyword, self.mark, || Failure::Required { missing, because_of })?;
            }
        }
        Ok(())
    }

    /// `minProperties`: the object has this many members or more.
    #[inline]
    pub fn min_properties<S: Sink>(&self, want: u64, sink: &mut S, at: &'static str) -> Flow {
        if self.members >= want {
            return Ok(());
        }
        let (got, relation, of) = (self.members, "at least", "members");
        sink.fail(at, "minProperties", self.mark, || Failure::Count { got, relation, want, of })
    }

    /// `maxProperties`: the object has this many members or fewer.
    #[inline]
    pub fn max_properties<S: Sink>(&self, want: u64, sink: &mut S, at: &'static str) -> Flow {
        if self.members <= want {
            return Ok(());
        }
        let (got, relation, of) = (self.members, "at most", "members");
        sink.fail(at, "maxProperties", self.mark, || Failure::Count { got, relation, want, of })
    }
}

#[cold]
fn duplicate(name: Str<'_>) -> Flow {
    Err(Stop::Syntax(Syntax { at: name.mark(), reason: Reason::DuplicateName }))
}

/// The members that `required` asks for, by the numbers that a validator gave them.
#[derive(Clone, Copy, Debug)]
pub struct Required<const WORDS: usize> {
    bits: [u64; WORDS],
    members: &'static [(usize, &'static str)],
}

impl<const WORDS: usize> Required<WORDS> {
    /// The numbers and names of the required members. Numbers are below `WORDS` × 64.
    #[must_use]
    pub const fn new(members: &'static [(usize, &'static str)]) -> Self {
        let mut bits = [0; WORDS];
        let mut rest = members;
        while let [(slot, _), tail @ ..] = rest {
            bits[*slot / 64] |= 1 << (*slot % 64);
            rest = tail;
        }
        Required { bits, members }
    }
}
