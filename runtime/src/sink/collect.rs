//! The sink behind reports.

use super::{Branch, Sink, Tracked};
use crate::Flow;
use crate::report::{Failure, Found};

/// Keeps every failure, with the way that led to it.
#[derive(Clone, Debug, Default)]
pub struct Collect {
    found: Vec<Found>,
    frames: Vec<Frame>,
}

/// The schema whose checks are running: how it was reached, and where it is.
#[derive(Clone, Debug)]
struct Frame {
    evaluation: String,
    schema: &'static str,
}

impl Collect {
    /// Nothing found yet; the root schema is at `schema`.
    #[must_use]
    pub fn new(schema: &'static str) -> Self {
        Collect { found: Vec::new(), frames: vec![Frame { evaluation: String::new(), schema }] }
    }

    /// What was found, in the order of finding.
    pub(crate) fn into_found(self) -> Vec<Found> {
        self.found
    }
}

impl Sink for Collect {
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
            Some(frame) => (frame.evaluation.as_str(), frame.schema),
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
        Collect { found: Vec::new(), frames: self.frames.last().cloned().into_iter().collect() }
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
        self.frames.push(Frame { evaluation, schema });
    }

    fn leave(&mut self) {
        self.frames.pop();
    }
}

impl Branch for Collect {
    fn holds(&self, flow: Flow) -> Flow<bool> {
        flow.map(|()| self.found.is_empty())
    }
}
