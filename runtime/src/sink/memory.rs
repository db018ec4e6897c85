//! Memoised verdicts, for schemas that could be applied to one value again and again.

use std::cell::RefCell;
use std::collections::HashMap;

use super::evaluated::Evaluated;

/// A function's verdict on one value.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// Whether the value is valid.
    pub holds: bool,
    /// What the function has evaluated of it, if that was tracked.
    pub evaluated: Evaluated,
}

/// The verdicts of one validation, by the function's number and the value's mark.
#[derive(Debug, Default)]
pub struct Memory {
    verdicts: RefCell<HashMap<(u64, usize), bool>>,
    /// What was evaluated, if anything was. That is rare, and takes much more memory than a verdict.
    evaluated: RefCell<HashMap<(u64, usize), Evaluated>>,
}

impl Memory {
    pub(super) fn memoised(&self, function: u64, mark: usize) -> Option<Verdict> {
        let holds = *self.verdicts.borrow().get(&(function, mark))?;
        let evaluated = self.evaluated.borrow().get(&(function, mark)).cloned();
        Some(Verdict { holds, evaluated: evaluated.unwrap_or_default() })
    }

    pub(super) fn memoise(&self, function: u64, mark: usize, verdict: Verdict) {
        let Verdict { holds, evaluated } = verdict;
        self.verdicts.borrow_mut().insert((function, mark), holds);
        if !evaluated.is_empty() {
            self.evaluated.borrow_mut().insert((function, mark), evaluated);
        }
    }
}
