//! What a run has found, in few bytes an error: paths are shared, and only made when somebody asks for them.

use std::collections::HashMap;
use std::hash::Hash;

use crate::chunks::Chunks;
use crate::locate::Ranks;
use crate::report::Failure;

/// No note, frame or choice.
pub(crate) const NONE: u32 = u32::MAX;

/// The most errors that a log keeps, whatever the caller asks for: numbers of 32 bits do for all parts.
const MOST: usize = 1 << 24;

/// How many children of a frame are looked through for one that can be shared.
const ALIKE: usize = 8;

/// A failed assertion.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Note<'p> {
    /// The mark of the instance; in a report, the rank of its place.
    pub(crate) mark: usize,
    /// The schema that was being applied, as a frame.
    pub(crate) frame: u32,
    /// The number of the pair of path and keyword.
    pub(crate) assertion: u32,
    /// For a failure in a branch: which of the branches that failed it belongs to.
    pub(crate) branch: u32,
    /// For `anyOf` and `oneOf`: what failed in the branches.
    pub(crate) choice: u32,
    /// The next note of the same list.
    next: u32,
    pub(crate) failure: Failure<'p>,
}

/// The failures in the branches of one note.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Choice {
    /// The first note; in a report, where they begin in its order.
    pub(crate) first: u32,
    /// How many notes; known in reports.
    pub(crate) count: u32,
    /// How many branches failed.
    pub(crate) branches: u32,
}

/// A schema that was applied, and how it was reached: one step from another.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Frame {
    pub(crate) parent: u32,
    pub(crate) step: u32,
    child: u32,
    sibling: u32,
}

/// A step from one schema into another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Step<'p> {
    /// The path that leads there from the schema before.
    pub(crate) evaluation: &'p str,
    /// The absolute location of the schema.
    pub(crate) schema: &'p str,
    /// The member of `properties` below both, if the schema is that of a member.
    pub(crate) property: Option<&'p str>,
}

/// A path from a frame's schema to a subschema, and the keyword that failed there.
pub(crate) type Assertion<'p> = (&'p str, &'p str);

/// Notes in the order in which they were made. Each note is in one list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct List {
    pub(crate) first: u32,
    last: u32,
}

impl List {
    pub(crate) const EMPTY: List = List { first: NONE, last: NONE };

    pub(crate) fn is_empty(self) -> bool {
        self.first == NONE
    }
}

/// Things of the schema that were met, with numbers: there are only so many of them, however long the document is.
#[derive(Clone, Debug)]
struct Numbers<T> {
    numbers: HashMap<T, u32>,
    items: Vec<T>,
}

impl<T> Default for Numbers<T> {
    fn default() -> Self {
        Numbers { numbers: HashMap::new(), items: Vec::new() }
    }
}

impl<T: Copy + Eq + Hash> Numbers<T> {
    fn of(&mut self, item: T) -> u32 {
        let Numbers { numbers, items } = self;
        *numbers.entry(item).or_insert_with(|| {
            items.push(item);
            u32::try_from(items.len() - 1).unwrap_or(NONE)
        })
    }
}

/// Everything that a run has found so far.
#[derive(Debug)]
pub(crate) struct Log<'p> {
    notes: Chunks<Note<'p>>,
    /// Notes that nobody needs any more, as a list.
    free: u32,
    choices: Chunks<Choice>,
    free_choices: Vec<u32>,
    frames: Chunks<Frame>,
    steps: Numbers<Step<'p>>,
    assertions: Numbers<Assertion<'p>>,
    /// The steps that led to the schema whose checks are running, each with its frame once something has failed in it.
    stack: Vec<(Step<'p>, u32)>,
    /// How many notes are in lists.
    kept: usize,
    limit: usize,
}

/// What a report takes over.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Findings<'p> {
    pub(crate) notes: Chunks<Note<'p>>,
    pub(crate) choices: Chunks<Choice>,
    pub(crate) frames: Chunks<Frame>,
    pub(crate) steps: Vec<Step<'p>>,
    pub(crate) assertions: Vec<Assertion<'p>>,
    /// How many notes are in lists: the errors, and those in their branches.
    pub(crate) kept: usize,
}

impl<'p> Findings<'p> {
    /// One failure of no schema, and the list that it is in.
    pub(crate) fn one(mark: usize, failure: Failure<'p>) -> (Self, List) {
        let mut log = Log::new("", 1);
        let mut list = List::EMPTY;
        log.note(&mut list, 1, ("", ""), mark, failure, (List::EMPTY, 0));
        (log.into_findings(), list)
    }

    /// The numbers of the notes from this one on.
    pub(crate) fn list(&self, first: u32) -> impl Iterator<Item = u32> {
        let some = |number: u32| (number != NONE).then_some(number);
        std::iter::successors(some(first), move |number| {
            self.notes.get(*number).and_then(|note| some(note.next))
        })
    }

    /// The marks of all failures.
    pub(crate) fn marks(&self) -> impl Iterator<Item = usize> {
        self.notes.iter().map(|note| note.mark)
    }

    /// Replaces marks by the ranks of their places.
    pub(crate) fn rank(&mut self, ranks: &Ranks) {
        self.notes.iter_mut().for_each(|note| note.mark = ranks.of(note.mark));
    }
}

impl<'p> Log<'p> {
    /// Nothing found yet, at the schema `root`.
    pub(crate) fn new(root: &'p str, limit: usize) -> Self {
        let mut log = Log {
            notes: Chunks::default(),
            free: NONE,
            choices: Chunks::default(),
            free_choices: Vec::new(),
            frames: Chunks::default(),
            steps: Numbers::default(),
            assertions: Numbers::default(),
            stack: Vec::new(),
            kept: 0,
            limit: limit.clamp(1, MOST),
        };
        let step = Step { evaluation: "", schema: root, property: None };
        let frame = Frame { parent: NONE, step: log.steps.of(step), child: NONE, sibling: NONE };
        let frame = log.frames.push(frame);
        log.stack.push((step, frame));
        log
    }

    /// Whether there is no room for another note.
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
        let (steps, assertions) = (steps.items, assertions.items);
        Findings { notes, choices, frames, steps, assertions, kept }
    }

    /// The schema at `depth` steps leads to another.
    pub(crate) fn enter(&mut self, depth: usize, step: Step<'p>) {
        // A branch that was ended early has left its steps here.
        self.stack.truncate(depth);
        self.stack.push((step, NONE));
    }

    /// Adds a note to the end of a list. `depth` is how many steps led to the schema, `branches` are the notes of the
    /// branches, and how many of those there are.
    pub(crate) fn note(
        &mut self,
        list: &mut List,
        depth: usize,
        assertion: Assertion<'p>,
        mark: usize,
        failure: Failure<'p>,
        (inside, branches): (List, usize),
    ) {
        let frame = self.frame(depth);
        let assertion = self.assertions.of(assertion);
        let choice = if branches == 0 { NONE } else { self.choice(inside, branches) };
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

    fn choice(&mut self, inside: List, branches: usize) -> u32 {
        let branches = u32::try_from(branches).unwrap_or(u32::MAX);
        let choice = Choice { first: inside.first, count: 0, branches };
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

    /// Forgets notes, and those of their branches.
    pub(crate) fn forget(&mut self, list: List) {
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
        let known = stack.iter().rposition(|(_, frame)| *frame != NONE).unwrap_or(0);
        let end = stack.len();
        let mut frame = stack.get(known).map_or(NONE, |(_, frame)| *frame);
        for level in known + 1..end {
            let Some((step, _)) = self.stack.get(level) else { break };
            frame = self.inner(frame, *step);
            if let Some((_, place)) = self.stack.get_mut(level) {
                *place = frame;
            }
        }
        frame
    }

    /// The frame one step from another: one that is there already, if it is soon found.
    fn inner(&mut self, parent: u32, step: Step<'p>) -> u32 {
        let step = self.steps.of(step);
        let first = self.frames.get(parent).map_or(NONE, |frame| frame.child);
        let mut at = first;
        for _ in 0..ALIKE {
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
