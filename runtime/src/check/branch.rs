//! Applicators that depend on the verdicts of other schemas (core section 10.2). Each branch reads a clone of the input;
//! where nothing else reads the value, the input moves on to where the branch that holds has ended.

use super::Validator;
use super::choice::Candidates;
use crate::{Branch, Failure, Flow, Input, SinkOf};

/// Applies `validator` to an input; returns the branch, and whether it holds.
#[inline(always)]
fn attempt<'a, 'p, I: Input<'a>, S: SinkOf<'p>>(
    input: &mut I,
    sink: &S,
    validator: impl FnOnce(&mut I, &mut S::Branch) -> Flow,
) -> Flow<(S::Branch, bool)> {
    let mut branch = sink.branch();
    let flow = validator(input, &mut branch);
    let holds = branch.holds(flow)?;
    Ok((branch, holds))
}

/// Whether the schema of `validator` holds for the value. Nothing is reported. If it holds, what it has evaluated
/// counts.
#[inline]
pub fn holds<'a, 'p, I: Input<'a>, S: SinkOf<'p>>(
    input: &I,
    sink: &mut S,
    validator: Validator<I, S::Branch>,
) -> Flow<bool> {
    holds_with(input, sink, validator)
}

/// [`holds`] for a validator with data of its own. All functions whose names end in `with` are like that: they serve plans
/// that are interpreted.
#[inline]
pub fn holds_with<'a, 'p, I: Input<'a>, S: SinkOf<'p>>(
    input: &I,
    sink: &mut S,
    validator: impl FnOnce(&mut I, &mut S::Branch) -> Flow,
) -> Flow<bool> {
    let (branch, holds) = attempt(&mut input.again(), sink, validator)?;
    if holds {
        sink.adopt(branch);
    }
    Ok(holds)
}

/// `not`: the schema of `validator` must not hold.
#[inline]
pub fn not<'a, 'p, I: Input<'a>, S: SinkOf<'p>>(
    input: &mut I,
    sink: &mut S,
    at: &'p str,
    validator: Validator<I, S::Branch>,
) -> Flow {
    not_with(input, sink, at, validator)
}

/// [`not`] for a validator with data of its own.
#[inline]
pub fn not_with<'a, 'p, I: Input<'a>, S: SinkOf<'p>>(
    input: &mut I,
    sink: &mut S,
    at: &'p str,
    validator: impl FnOnce(&mut I, &mut S::Branch) -> Flow,
) -> Flow {
    input.kind()?;
    let (_, holds) = attempt(&mut input.again(), sink, validator)?;
    if holds {
        return sink.fail(at, "not", input.mark(), || Failure::Not);
    }
    Ok(())
}

/// `anyOf`, branch by branch.
#[derive(Debug)]
pub struct AnyOf<I, B, const WORDS: usize> {
    candidates: Candidates<WORDS>,
    tried: usize,
    /// The first branch that holds, and the input after it.
    holding: Option<(usize, I)>,
    failed: Vec<B>,
}

impl<I, B> AnyOf<I, B, 0> {
    /// All branches will be tried.
    #[must_use]
    #[inline]
    pub fn new() -> Self {
        AnyOf::among(Candidates::ALL)
    }
}

impl<I, B> Default for AnyOf<I, B, 0> {
    fn default() -> Self {
        Self::new()
    }
}

impl<I, B, const WORDS: usize> AnyOf<I, B, WORDS> {
    /// These branches will be tried.
    #[must_use]
    #[inline]
    pub fn among(candidates: Candidates<WORDS>) -> Self {
        AnyOf { candidates, tried: 0, holding: None, failed: Vec::new() }
    }

    /// Tries the next branch, unless it is no candidate, or one holds already and evaluation is not tracked.
    #[inline]
    pub fn branch<'a, 'p, S: SinkOf<'p, Branch = B>>(
        &mut self,
        input: &I,
        sink: &mut S,
        validator: Validator<I, B>,
    ) -> Flow
    where
        I: Input<'a>,
    {
        self.branch_with(input, sink, validator)
    }

    /// [`branch`](Self::branch) for a validator with data of its own.
    #[inline]
    pub fn branch_with<'a, 'p, S: SinkOf<'p, Branch = B>>(
        &mut self,
        input: &I,
        sink: &mut S,
        validator: impl FnOnce(&mut I, &mut B) -> Flow,
    ) -> Flow
    where
        I: Input<'a>,
    {
        let index = self.tried;
        self.tried += 1;
        if !self.candidates.has(index) || (self.holding.is_some() && !S::TRACKS) {
            return Ok(());
        }
        let mut input = input.clone();
        let (branch, holds) = attempt(&mut input, sink, validator)?;
        if holds {
            self.holding.get_or_insert((index, input));
            sink.adopt(branch);
        } else if S::COLLECTS {
            self.failed.push(branch);
        }
        Ok(())
    }

    /// Ends the choice: one of the branches must hold. The value is still to be read.
    #[inline]
    pub fn finish<'a, 'p, S: SinkOf<'p, Branch = B>>(
        self,
        input: &mut I,
        sink: &mut S,
        at: &'p str,
    ) -> Flow
    where
        I: Input<'a>,
    {
        if self.holding.is_some() { Ok(()) } else { self.fail(input, sink, at) }
    }

    /// Like [`finish`](Self::finish), where nothing else reads the value: the branch that holds has read it.
    #[inline]
    pub fn read<'a, 'p, S: SinkOf<'p, Branch = B>>(
        self,
        input: &mut I,
        sink: &mut S,
        at: &'p str,
    ) -> Flow
    where
        I: Input<'a>,
    {
        if let Some((_, after)) = self.holding {
            *input = after;
            return Ok(());
        }
        self.fail(input, sink, at)?;
        input.skip()
    }

    #[inline]
    fn fail<'a, 'p, S: SinkOf<'p, Branch = B>>(
        self,
        input: &mut I,
        sink: &mut S,
        at: &'p str,
    ) -> Flow
    where
        I: Input<'a>,
    {
        input.kind()?;
        sink.fail_branches(at, "anyOf", input.mark(), || Failure::AnyOf, self.failed)
    }

    /// The branches are those of the union with this number: tells the sink which one holds.
    #[inline]
    pub fn choose<'a, 'p, S: SinkOf<'p, Branch = B>>(
        &self,
        input: &mut I,
        sink: &mut S,
        union: u32,
    ) -> Flow
    where
        I: Input<'a>,
    {
        match &self.holding {
            Some((branch, _)) if S::CHOOSES => sink.choose(union, input.next_mark()?, *branch),
            Some(_) | None => {}
        }
        Ok(())
    }
}

/// How many of the branches that hold a report names.
const SAID: usize = 8;

/// `oneOf`, branch by branch.
#[derive(Debug)]
pub struct OneOf<I, B, const WORDS: usize> {
    candidates: Candidates<WORDS>,
    tried: usize,
    /// The first branch that holds, with its sink and the input after it.
    held: Option<(usize, B, I)>,
    /// The others that hold, as far as they are counted.
    others: Vec<usize>,
    failed: Vec<B>,
}

impl<I, B> OneOf<I, B, 0> {
    /// All branches will be tried.
    #[must_use]
    #[inline]
    pub fn new() -> Self {
        OneOf::among(Candidates::ALL)
    }
}

impl<I, B> Default for OneOf<I, B, 0> {
    fn default() -> Self {
        Self::new()
    }
}

impl<I, B, const WORDS: usize> OneOf<I, B, WORDS> {
    /// These branches will be tried.
    #[must_use]
    #[inline]
    pub fn among(candidates: Candidates<WORDS>) -> Self {
        OneOf { candidates, tried: 0, held: None, others: Vec::new(), failed: Vec::new() }
    }

    /// Tries the next branch, unless it is no candidate, or two hold already and failures are not kept.
    #[inline]
    pub fn branch<'a, 'p, S: SinkOf<'p, Branch = B>>(
        &mut self,
        input: &I,
        sink: &mut S,
        validator: Validator<I, B>,
    ) -> Flow
    where
        I: Input<'a>,
    {
        self.branch_with(input, sink, validator)
    }

    /// [`branch`](Self::branch) for a validator with data of its own.
    #[inline]
    pub fn branch_with<'a, 'p, S: SinkOf<'p, Branch = B>>(
        &mut self,
        input: &I,
        sink: &mut S,
        validator: impl FnOnce(&mut I, &mut B) -> Flow,
    ) -> Flow
    where
        I: Input<'a>,
    {
        let index = self.tried;
        self.tried += 1;
        if !self.candidates.has(index) || (!self.others.is_empty() && !S::COLLECTS) {
            return Ok(());
        }
        let mut input = input.clone();
        let (branch, holds) = attempt(&mut input, sink, validator)?;
        if holds && self.held.is_none() {
            self.held = Some((index, branch, input));
            self.candidates.one_holds();
        } else if holds {
            // The first one is named as well.
            if self.others.len() + 1 < SAID {
                self.others.push(index);
            }
        } else if S::COLLECTS {
            self.failed.push(branch);
        }
        Ok(())
    }

    /// Ends the choice: exactly one of the branches must hold. The value is still to be read.
    #[inline]
    pub fn finish<'a, 'p, S: SinkOf<'p, Branch = B>>(
        self,
        input: &mut I,
        sink: &mut S,
        at: &'p str,
    ) -> Flow
    where
        I: Input<'a>,
    {
        self.end(input, sink, at).map(drop)
    }

    /// Like [`finish`](Self::finish), where nothing else reads the value: the branch that holds has read it.
    #[inline]
    pub fn read<'a, 'p, S: SinkOf<'p, Branch = B>>(
        self,
        input: &mut I,
        sink: &mut S,
        at: &'p str,
    ) -> Flow
    where
        I: Input<'a>,
    {
        match self.end(input, sink, at)? {
            Some(after) => {
                *input = after;
                Ok(())
            }
            None => input.skip(),
        }
    }

    /// The input after the branch that holds; `None` if the failure was reported.
    #[inline]
    fn end<'a, 'p, S: SinkOf<'p, Branch = B>>(
        self,
        input: &mut I,
        sink: &mut S,
        at: &'p str,
    ) -> Flow<Option<I>>
    where
        I: Input<'a>,
    {
        let OneOf { candidates: _, tried: _, held, others, mut failed } = self;
        let mut holding = others;
        match held {
            Some((_, branch, after)) if holding.is_empty() => {
                sink.adopt(branch);
                return Ok(Some(after));
            }
            Some((first, _, _)) => holding.insert(0, first),
            None => {}
        }
        input.kind()?;
        if !holding.is_empty() {
            // These branches failed as they should. They are dropped first: their notes would count for the limit.
            failed.clear();
        }
        sink.fail_branches(at, "oneOf", input.mark(), || Failure::OneOf { holding }, failed)?;
        Ok(None)
    }

    /// The branches are those of the union with this number: tells the sink which one holds.
    #[inline]
    pub fn choose<'a, 'p, S: SinkOf<'p, Branch = B>>(
        &self,
        input: &mut I,
        sink: &mut S,
        union: u32,
    ) -> Flow
    where
        I: Input<'a>,
    {
        match &self.held {
            Some((branch, _, _)) if S::CHOOSES => sink.choose(union, input.next_mark()?, *branch),
            Some(_) | None => {}
        }
        Ok(())
    }
}
