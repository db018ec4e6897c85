//! Findings while the run goes on.

use super::intern::Interner;
use super::{Assertion, Choice, FailedBranches, Findings, Frame, List, NONE, Note, Outcome, Step};
use crate::chunks::Chunks;
use crate::failure::Failure;

/// The most errors that a log keeps, whatever the caller asks for: all parts are numbered with 32 bits.
const MAX_NOTES: usize = 1 << 24;

/// How many children of a frame are compared to find one that can be shared.
const MAX_COMPARED: usize = 8;

/// Everything that a run has found so far.
#[derive(Debug)]
pub(crate) struct Log<'p> {
    notes: Chunks<Note<'p>>,
    /// The first of the notes that can be reused; they are linked by `next`.
    free: u32,
    choices: Chunks<Choice>,
    free_choices: Vec<u32>,
    frames: Chunks<Frame>,
    steps: Interner<Step<'p>>,
    assertions: Interner<Assertion<'p>>,
    /// The steps to the schema whose checks are running.
    stack: Vec<Entered<'p>>,
    /// How many notes are in lists.
    kept: usize,
    limit: usize,
}

/// A step that was taken.
#[derive(Debug)]
struct Entered<'p> {
    step: Step<'p>,
    /// Its frame: [`NONE`] until something fails in the schema.
    frame: u32,
}

impl<'p> Log<'p> {
    /// An empty log; the root schema is at the location `root`.
    pub(crate) fn new(root: &'p str, limit: usize) -> Self {
        let mut log = Log {
            notes: Chunks::default(),
            free: NONE,
            choices: Chunks::default(),
            free_choices: Vec::new(),
            frames: Chunks::default(),
            steps: Interner::default(),
            assertions: Interner::default(),
            stack: Vec::new(),
            kept: 0,
            limit: limit.clamp(1, MAX_NOTES),
        };
        let step = Step { evaluation: "", schema: root, property: None };
        let frame =
            Frame { parent: NONE, step: log.steps.number(step), child: NONE, sibling: NONE };
        let frame = log.frames.push(frame);
        log.stack.push(Entered { step, frame });
        log
    }

    /// Whether the limit of notes is reached.
    pub(crate) fn is_full(&self) -> bool {
        self.kept >= self.limit
    }

    pub(crate) fn into_findings(self) -> Findings<'p> {
        let Log {
            notes,
            free: _,
            choices,
            free_choices: _,
            frames,
            steps,
            assertions,
            stack: _,
            kept,
            limit: _,
        } = self;
        let (steps, assertions) = (steps.into_values(), assertions.into_values());
        Findings { notes, choices, frames, steps, assertions, kept }
    }

    /// Notes a step from the schema at `depth` steps into another.
    pub(crate) fn enter(&mut self, depth: usize, step: Step<'p>) {
        // A branch that was ended early has left its steps here.
        self.stack.truncate(depth);
        self.stack.push(Entered { step, frame: NONE });
    }

    /// Adds a note to the end of a list. `depth` is how many steps led to the schema.
    pub(crate) fn note(
        &mut self,
        list: &mut List,
        depth: usize,
        assertion: Assertion<'p>,
        mark: usize,
        failure: Failure<'p>,
        branches: FailedBranches,
    ) {
        let frame = self.frame(depth);
        let assertion = self.assertions.number(assertion);
        let choice = if branches.count == 0 { NONE } else { self.choice(branches) };
        let note = Note { mark, frame, assertion, branch: 0, choice, next: NONE, failure };
        let number = match self.notes.get_mut(self.free) {
            Some(free) => {
                let number = std::mem::replace(&mut self.free, free.next);
                *free = note;
                number
            }
            None => self.notes.push(note),
        };
        self.kept += 1;
        self.append(list, List { first: number, last: number });
    }

    fn choice(&mut self, FailedBranches { notes, count }: FailedBranches) -> u32 {
        let branches = u32::try_from(count).unwrap_or(u32::MAX);
        let choice = Choice { first: notes.first, count: 0, branches };
        let Some(number) = self.free_choices.pop() else { return self.choices.push(choice) };
        if let Some(free) = self.choices.get_mut(number) {
            *free = choice;
        }
        number
    }

    /// Moves the notes of a branch to the end of a list of branches.
    pub(crate) fn adopt(&mut self, list: &mut List, branch: List, index: usize) {
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        let mut at = branch.first;
        while let Some(note) = self.notes.get_mut(at) {
            note.branch = index;
            at = note.next;
        }
        self.append(list, branch);
    }

    fn append(&mut self, list: &mut List, more: List) {
        if more.is_empty() {
            return;
        }
        match self.notes.get_mut(list.last) {
            Some(last) => last.next = more.first,
            None => list.first = more.first,
        }
        list.last = more.last;
    }

    /// Drops notes, and those of their branches.
    pub(crate) fn discard(&mut self, list: List) {
        let mut lists = vec![list.first];
        while let Some(mut at) = lists.pop() {
            while let Some(note) = self.notes.get_mut(at) {
                let next = std::mem::replace(&mut note.next, self.free);
                self.free = at;
                self.kept -= 1;
                note.failure = Failure::Not;
                if let Some(choice) = self.choices.get(note.choice) {
                    lists.push(choice.first);
                    self.free_choices.push(note.choice);
                }
                at = next;
            }
        }
    }

    /// The frame of the schema at `depth` steps.
    fn frame(&mut self, depth: usize) -> u32 {
        let stack = self.stack.get(..depth).unwrap_or(&self.stack);
        let known = stack.iter().rposition(|entered| entered.frame != NONE).unwrap_or(0);
        let end = stack.len();
        let mut frame = stack.get(known).map_or(NONE, |entered| entered.frame);
        for level in known + 1..end {
            let Some(Entered { step, .. }) = self.stack.get(level) else { break };
            frame = self.child(frame, *step);
            if let Some(entered) = self.stack.get_mut(level) {
                entered.frame = frame;
            }
        }
        frame
    }

    /// The frame one step from another: an existing one, if it is among the last few children.
    fn child(&mut self, parent: u32, step: Step<'p>) -> u32 {
        let step = self.steps.number(step);
        let first = self.frames.get(parent).map_or(NONE, |frame| frame.child);
        let mut at = first;
        for _ in 0..MAX_COMPARED {
            match self.frames.get(at) {
                Some(frame) if frame.step == step => return at,
                Some(frame) => at = frame.sibling,
                None => break,
            }
        }
        let frame = self.frames.push(Frame { parent, step, child: NONE, sibling: first });
        if let Some(parent) = self.frames.get_mut(parent) {
            parent.child = frame;
        }
        frame
    }
}

impl<'p> Outcome<'p> {
    /// One failure, which belongs to no schema.
    pub(crate) fn one(mark: usize, failure: Failure<'p>) -> Self {
        let mut log = Log::new("", 1);
        let mut errors = List::EMPTY;
        log.note(&mut errors, 1, Assertion::default(), mark, failure, FailedBranches::NONE);
        Outcome { findings: log.into_findings(), errors, truncated: false }
    }
}
