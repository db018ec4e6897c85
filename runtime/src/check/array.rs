//! Arrays, item by item (validation section 6.4).

use crate::{Failure, Flow, Input, Kind, SinkOf, Types};

/// An array that is being read.
#[derive(Debug)]
pub struct Array<'a, I: Input<'a>> {
    state: I::Array,
    mark: usize,
    items: u64,
}

/// Reads the start of an array; `None` if the value was refused.
#[inline(always)]
pub fn array<'a, 'p, I: Input<'a>, S: SinkOf<'p>>(
    input: &mut I,
    sink: &mut S,
    at: &'p str,
) -> Flow<Option<Array<'a, I>>> {
    if input.kind()? == Kind::Array {
        return enter_array(input).map(Some);
    }
    super::wrong_type(input, sink, at, Types::ARRAY).map(|()| None)
}

/// Reads the start of a value that is known to be an array.
#[inline(always)]
pub fn enter_array<'a, I: Input<'a>>(input: &mut I) -> Flow<Array<'a, I>> {
    let mark = input.mark();
    Ok(Array { state: input.array()?, mark, items: 0 })
}

impl<'a, I: Input<'a>> Array<'a, I> {
    /// Moves to the next item; returns its index, or `None` after the last.
    #[inline(always)]
    pub fn next(&mut self, input: &mut I) -> Flow<Option<u64>> {
        if !input.item(&mut self.state)? {
            return Ok(None);
        }
        self.items += 1;
        Ok(Some(self.items - 1))
    }

    /// Moves past the array, where only the type is checked.
    #[inline]
    pub fn skip(mut self, input: &mut I) -> Flow {
        while self.next(input)?.is_some() {
            input.skip()?;
        }
        Ok(())
    }

    /// Neither the item at `index` nor any after it is allowed, because `keyword` is `false`. Only the first one is
    /// reported.
    #[cold]
    pub fn unexpected<'p, S: SinkOf<'p>>(
        &mut self,
        (index, from): (u64, u64),
        input: &mut I,
        sink: &mut S,
        (at, keyword): (&'p str, &'p str),
    ) -> Flow {
        if index == from {
            sink.fail(at, keyword, self.mark, || Failure::UnexpectedItems { from })?;
        }
        input.skip()
    }

    /// `contains`, `minContains`: `got` items match; there must be `want` or more.
    #[inline]
    pub fn min_contains<'p, S: SinkOf<'p>>(
        &self,
        got: u64,
        want: u64,
        sink: &mut S,
        (at, keyword): (&'p str, &'p str),
    ) -> Flow {
        if got >= want {
            return Ok(());
        }
        let (relation, of) = ("at least", "matching items");
        sink.fail(at, keyword, self.mark, || Failure::Count { got, relation, want, of })
    }

    /// `maxContains`: `got` items match; there must be `want` or fewer.
    #[inline]
    pub fn max_contains<'p, S: SinkOf<'p>>(
        &self,
        got: u64,
        want: u64,
        sink: &mut S,
        at: &'p str,
    ) -> Flow {
        if got <= want {
            return Ok(());
        }
        let (relation, of) = ("at most", "matching items");
        sink.fail(at, "maxContains", self.mark, || Failure::Count { got, relation, want, of })
    }

    /// `minItems`: the array has this many items or more.
    #[inline]
    pub fn min_items<'p, S: SinkOf<'p>>(&self, want: u64, sink: &mut S, at: &'p str) -> Flow {
        if self.items >= want {
            return Ok(());
        }
        let (got, relation, of) = (self.items, "at least", "items");
        sink.fail(at, "minItems", self.mark, || Failure::Count { got, relation, want, of })
    }

    /// `maxItems`: the array has this many items or fewer.
    #[inline]
    pub fn max_items<'p, S: SinkOf<'p>>(&self, want: u64, sink: &mut S, at: &'p str) -> Flow {
        if self.items <= want {
            return Ok(());
        }
        let (got, relation, of) = (self.items, "at most", "items");
        sink.fail(at, "maxItems", self.mark, || Failure::Count { got, relation, want, of })
    }
}
