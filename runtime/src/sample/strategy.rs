//! Instances for tests of properties: `proptest`.

use std::fmt::Debug;

use proptest::num::u64::ANY;
use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::{Reason, TestRunner};
use schemars::JsonSchema;
use serde_json::Value;

use super::dice::Dice;
use super::shrink::{Change, changes};
use super::{Sample, Samples};
use crate::{Build, Validate};

/// How many changes are tried to find one that leaves the document valid.
const TRIES: usize = 2_000;

impl<T: Validate + Build + JsonSchema + Clone + Debug> Strategy for Samples<T> {
    type Tree = Shrinking<T>;
    type Value = T;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let seed = ANY.new_tree(runner)?.current();
        let sample = self.make(Dice::of_seed(seed));
        Ok(Shrinking::new(sample.map_err(|error| Reason::from(error.to_string()))?))
    }
}

/// An instance, and the simpler ones: without members, with shorter texts and arrays, with numbers closer to zero. All are
/// valid.
#[derive(Clone, Debug)]
pub struct Shrinking<T> {
    /// The simplest instance for which the test has failed.
    failing: Sample<T>,
    /// The instance that is tried.
    tried: Option<Sample<T>>,
    /// The changes of the failing one, once they are needed.
    changes: Option<Vec<Change>>,
    /// Which change is next. It goes on behind one that was a success: those before it were none.
    next: usize,
    /// How many changes are left until all have been tried.
    left: usize,
}

impl<T: Validate + Build> Shrinking<T> {
    fn new(sample: Sample<T>) -> Self {
        Shrinking { failing: sample, tried: None, changes: None, next: 0, left: 0 }
    }

    /// Tries the next change that leaves the document valid.
    fn advance(&mut self) -> bool {
        let document: &Value = &self.failing.json;
        let changes = self.changes.get_or_insert_with(|| {
            let changes = changes(document);
            self.left = changes.len();
            changes
        });
        for _ in 0..TRIES {
            if self.left == 0 {
                break;
            }
            self.left -= 1;
            let change = changes.get(self.next % changes.len());
            self.next = (self.next + 1) % changes.len();
            self.tried = change.and_then(|change| change.of(document)).and_then(Sample::of);
            if self.tried.is_some() {
                return true;
            }
        }
        self.left = 0;
        self.tried = None;
        false
    }
}

impl<T: Validate + Build + Clone + Debug> ValueTree for Shrinking<T> {
    type Value = T;

    fn current(&self) -> T {
        self.tried.as_ref().unwrap_or(&self.failing).value.clone()
    }

    fn simplify(&mut self) -> bool {
        // The test has failed for the instance that was tried.
        if let Some(tried) = self.tried.take() {
            self.failing = tried;
            self.changes = None;
            // What was removed has made room for the next one.
            self.next = self.next.saturating_sub(1);
        }
        self.advance()
    }

    fn complicate(&mut self) -> bool {
        self.tried.is_some() && self.advance()
    }
}
