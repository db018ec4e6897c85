//! Applicators that depend on the verdicts of other schemas (core section 10.2). Each branch reads a clone of the input.

use super::Validator;
use crate::{Branch, Failure, Flow, Input, SinkOf};

/// Applies `validator` to a clone of the input; returns the branch, and whether it holds.
#[inline(always)]
fn attempt<'a, 'p, I: Input<'a>, S: SinkOf<'p>>(
    input: &I,
    sink: &S,
    validator: impl FnOnce(&mut I, &mut S::Branch) -> Flow,
) -> Flow<(S::Branch, bool)> {
    let mut branch = sink.branch();
    let flow = validator(&mut input.clone(), &mut branch);
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
    let (branch, holds) = attempt(input, sink, validator)?;
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
    let (_, holds) = attempt(input, sink, validator)?;
    if holds {
        return sink.fail(at, "not", input.mark(), || Failure::Not);
    }
    Ok(())
}

/// `anyOf`, branch by branch.
#[derive(Debug)]
pub struct AnyOf<B> {
    tried: usize,
    /// The first branch that holds.
    holding: Option<usize>,
    failed: Vec<B>,
}

impl<B> AnyOf<B> {
    /// No branch has been tried.
    #[must_use]
    #[inline]
    pub fn new() -> Self {
        AnyOf { tried: 0, holding: None, failed: Vec::new() }
    }

    /// Tries a branch, unless one holds already and evaluation is not tracked.
    #[inline]
    pub fn branch<'a, 'p, I: Input<'a>, S: SinkOf<'p, Branch = B>>(
        &mut self,
        input: &I,
        sink: &mut S,
        validator: Validator<I, B>,
    ) -> Flow {
        self.branch_with(input, sink, validator)
    }

    /// [`branch`](Self::branch) for a validator with data of its own.
    #[inline]
    pub fn branch_with<'a, 'p, I: Input<'a>, S: SinkOf<'p, Branch = B>>(
        &mut self,
        input: &I,
        sink: &mut S,
        validator: impl FnOnce(&mut I, &mut B) -> Flow,
    ) -> Flow {
        let index = self.tried;
        self.tried += 1;
        if self.holding.is_some() && !S::TRACKS {
            return Ok(());
        }
        let (branch, holds) = attempt(input, sink, validator)?;
        if holds {
            self.holding = self.holding.or(Some(index));
            sink.adopt(branch);
        } else if S::COLLECTS {
            self.failed.push(branch);
        }
        Ok(())
    }

    /// Ends the choice: one of the branches must hold.
    #[inline]
    pub fn finish<'a, 'p, I: Input<'a>, S: SinkOf<'p, Branch = B>>(
        self,
        input: &mut I,
        sink: &mut S,
        at: &'p str,
    ) -> Flow {
        if self.holding.is_some() {
            return Ok(());
        }
        input.kind()?;
        sink.fail_branches(at, "anyOf", input.mark(), || Failure::AnyOf, self.failed)
    }

    /// Like [`finish`](Self::finish), for the branches of the union with this number: tells the sink which one holds.
    #[inline]
    pub fn finish_union<'a, 'p, I: Input<'a>, S: SinkOf<'p, Branch = B>>(
        self,
        input: &mut I,
        sink: &mut S,
        at: &'p str,
        union: u32,
    ) -> Flow {
        if S::CHOOSES
            && let Some(branch) = self.holding
        {
            sink.choose(union, input.next_mark()?, branch);
        }
        self.finish(input, sink, at)
    }
}

impl<B> Default for AnyOf<B> {
    fn default() -> Self {
        Self::new()
    }
}

/// How many of the branches that hold a report names.
const SAID: usize = 8;

/// `oneOf`, branch by branch.
#[derive(Debug)]
pub struct OneOf<B> {
    tried: usize,
    holding: Vec<usize>,
    failed: Vec<B>,
    held: Option<B>,
}

impl<B> OneOf<B> {
    /// No branch has been tried.
    #[must_use]
    #[inline]
    pub fn new() -> Self {
        OneOf { tried: 0, holding: Vec::new(), failed: Vec::new(), held: None }
    }

    /// Tries a branch, unless two hold already and failures are not kept.
    #[inline]
    pub fn branch<'a, 'p, I: Input<'a>, S: SinkOf<'p, Branch = B>>(
        &mut self,
        input: &I,
        sink: &mut S,
        validator: Validator<I, B>,
    ) -> Flow {
        self.branch_with(input, sink, validator)
    }

    /// [`branch`](Self::branch) for a validator with data of its own.
    #[inline]
    pub fn branch_with<'a, 'p, I: Input<'a>, S: SinkOf<'p, Branch = B>>(
        &mut self,
        input: &I,
        sink: &mut S,
        validator: impl FnOnce(&mut I, &mut B) -> Flow,
    ) -> Flow {
        let index = self.tried;
        self.tried += 1;
        if self.holding.len() > 1 && !S::COLLECTS {
            return Ok(());
        }
        let (branch, holds) = attempt(input, sink, validator)?;
        if holds {
            if self.holding.len() < SAID {
                self.holding.push(index);
            }
            self.held = Some(branch);
        } else if S::COLLECTS {
            self.failed.push(branch);
        }
        Ok(())
    }

    /// Ends the choice: exactly one of the branches must hold.
    #[inline]
    pub fn finish<'a, 'p, I: Input<'a>, S: SinkOf<'p, Branch = B>>(
        self,
        input: &mut I,
        sink: &mut S,
        at: &'p str,
    ) -> Flow {
        if let ([_], Some(branch)) = (self.holding.as_slice(), self.held) {
            sink.adopt(branch);
            return Ok(());
        }
        input.kind()?;
        let mut failed = self.failed;
        if !self.holding.is_empty() {
            // These branches failed as they should. They are dropped first: their notes would count for the limit.
            failed.clear();
        }
        let failure = || Failure::OneOf { holding: self.holding };
        sink.fail_branches(at, "oneOf", input.mark(), failure, failed)
    }

    /// Like [`finish`](Self::finish), for the branches of the union with this number: tells the sink which one holds.
    #[inline]
    pub fn finish_union<'a, 'p, I: Input<'a>, S: SinkOf<'p, Branch = B>>(
        self,
        input: &mut I,
        sink: &mut S,
        at: &'p str,
        union: u32,
    ) -> Flow {
        if S::CHOOSES
            && let Some(branch) = self.holding.first().copied()
        {
            sink.choose(union, input.next_mark()?, branch);
        }
        self.finish(input, sink, at)
    }
}

impl<B> Default for OneOf<B> {
    fn default() -> Self {
        Self::new()
    }
}
