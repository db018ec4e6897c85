//! The sink behind reports.

use std::borrow::Cow;

use super::{Branch, Memory, Sink, Tracked, Verdict};
use crate::Flow;
use crate::pointer::escape;
use crate::report::{Failure, Found};

/// Keeps every failure, with the way that led to it.
#[derive(Clone, Debug, Default)]
pub struct Collect<'m> {
    found: Vec<Found>,
    /// How many failures were met again and not kept a second time.
    again: usize,
    frames: Vec<Frame>,
    in_branch: bool,
    memory: Option<&'m Memory>,
}

/// The schema whose checks are running: how it was reached, and where it is.
#[derive(Clone, Debug)]
struct Frame {
    evaluation: String,
    schema: Cow<'static, str>,
}

impl<'m> Collect<'m> {
    /// Nothing found yet; the root schema is at `schema`. The memory belongs to one document.
    #[must_use]
    pub fn new(schema: &'static str, memory: &'m Memory) -> Self {
        Collect {
            found: Vec::new(),
            again: 0,
            frames: vec![Frame { evaluation: String::new(), schema: schema.into() }],
            in_branch: false,
            memory: Some(memory),
        }
    }

    /// The number under which a verdict is remembered. What a branch finds may be thrown away with the branch, so that
    /// it doesn't count as reported elsewhere.
    fn number(&self, function: u64) -> u64 {
        function << 1 | u64::from(self.in_branch)
    }

    /// What was found, in the order of finding.
    pub(crate) fn into_found(self) -> Vec<Found> {
        self.found
    }
}

impl Sink for Collect<'_> {
    type Nested = Self;
    type Branch = Self;
    type Tracking = Tracked<Self>;

    const COLLECTS: bool = true;

    fn fail(
        &mut self,
        at: &'static str,
        keyword: &'static str,
        mark: usize,
        failure: impl FnOnce() -> Failure,
    ) -> Flow {
        self.fail_branches(at, keyword, mark, failure, Vec::new())
    }

    fn fail_branches(
        &mut self,
        at: &'static str,
        keyword: &'static str,
        mark: usize,
        failure: impl FnOnce() -> Failure,
        branches: Vec<Self>,
    ) -> Flow {
        let (evaluation, schema) = match self.frames.last() {
            Some(frame) => (frame.evaluation.as_str(), &*frame.schema),
            None => ("", ""),
        };
        // The schema `false` has no keyword.
        let slash = if keyword.is_empty() { "" } else { "/" };
        self.found.push(Found {
            mark,
            keyword_path: format!("{evaluation}{at}{slash}{keyword}"),
            schema_path: format!("{schema}{at}{slash}{keyword}"),
            failure: failure(),
            branches: branches.into_iter().map(Collect::into_found).collect(),
        });
        Ok(())
    }

    fn nested(&mut self) -> &mut Self {
        self
    }

    fn branch(&self) -> Self {
        Collect {
            found: Vec::new(),
            again: 0,
            frames: self.frames.last().cloned().into_iter().collect(),
            in_branch: true,
            memory: self.memory,
        }
    }

    fn track(&mut self) -> Tracked<Self> {
        Tracked::new(std::mem::take(self))
    }

    fn untrack(&mut self, tracking: Tracked<Self>) {
        *self = tracking.into_inner();
    }

    fn enter(&mut self, evaluation: &'static str, schema: &'static str) {
        let outer = self.frames.last().map_or("", |frame| frame.evaluation.as_str());
        let evaluation = format!("{outer}{evaluation}");
        self.frames.push(Frame { evaluation, schema: schema.into() });
    }

    fn enter_property(&mut self, at: &'static str, schema: &'static str, name: &'static str) {
        let outer = self.frames.last().map_or("", |frame| frame.evaluation.as_str());
        let name = escape(name);
        let evaluation = format!("{outer}{at}/properties/{name}");
        let schema = format!("{schema}/properties/{name}").into();
        self.frames.push(Frame { evaluation, schema });
    }

    fn leave(&mut self) {
        self.frames.pop();
    }

    fn recall(&self, function: u64, mark: usize) -> Option<Verdict> {
        self.memory.and_then(|memory| memory.recall(self.number(function), mark))
    }

    fn remember(&mut self, function: u64, mark: usize, verdict: Verdict) {
        if let Some(memory) = self.memory {
            memory.remember(self.number(function), mark, verdict);
        }
    }

    fn fail_again(&mut self) -> Flow {
        self.again += 1;
        Ok(())
    }

    fn failures(&self) -> usize {
        self.found.len() + self.again
    }
}

impl Branch for Collect<'_> {
    fn holds(&self, flow: Flow) -> Flow<bool> {
        flow.map(|()| self.failures() == 0)
    }
}
