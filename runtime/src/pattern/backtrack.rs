//! A backtracking engine for patterns with back-references, with a limit on its work.
//!
//! It follows ECMA-262 § 22.2.2 exactly wherever captures can make a difference: an iteration clears the captures of its
//! groups, an iteration that matches the empty string is refused once the minimum is reached, a look-around is never
//! entered again, and a look-behind is matched from right to left.

use super::code_point;
use std::borrow::Cow;
use std::fmt;

/// The number of steps for an empty text.
pub const WORK_LIMIT: usize = 1_000_000;
/// The number of further steps for each byte of the text.
pub const WORK_LIMIT_PER_BYTE: usize = 64;

/// A pattern with back-references; plain data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backtrack {
    /// The instructions.
    pub program: Cow<'static, [Inst]>,
    /// The ranges that instructions refer to.
    pub ranges: Cow<'static, [(u32, u32)]>,
    /// The number of slots for positions. Slots 2·n − 2 and 2·n − 1 are the start and end of group n; the slots after
    /// those hold the positions where iterations began.
    pub slots: u32,
}

/// An instruction. The next one to run is the one after it, except where something else is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inst {
    /// Reads one code point in one of `ranges[.0 .. .1]`; backwards if the flag is set.
    Set(u32, u32, bool),
    /// Reads what the group captured; backwards if the flag is set.
    Group(u32, bool),
    /// Tries the first instruction, then the second.
    Split(u32, u32),
    /// Goes on at this instruction.
    Jump(u32),
    /// Saves the position in a slot.
    Save(u32),
    /// Fails if the position is the one in this slot.
    Moved(u32),
    /// Clears the slots from the first to the second, which is excluded.
    Clear(u32, u32),
    /// The start of the text.
    Start,
    /// The end of the text.
    End,
    /// A word boundary (true), or a position that is not one (false).
    Boundary(bool),
    /// A look-around. Its body follows and ends in `Match`. Whether the body has to match, and the instruction after it.
    Look(bool, u32),
    /// The pattern, or the body of a look-around, matches.
    Match,
}

/// Matching was given up because it took too many steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkLimit;

impl fmt::Display for WorkLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("matching a pattern with back-references took more than the limit on its work")
    }
}

impl std::error::Error for WorkLimit {}

impl Backtrack {
    /// A pattern of static data.
    pub const fn new(
        program: &'static [Inst],
        ranges: &'static [(u32, u32)],
        slots: u32,
    ) -> Backtrack {
        Backtrack { program: Cow::Borrowed(program), ranges: Cow::Borrowed(ranges), slots }
    }

    /// Whether the pattern matches somewhere in `text`.
    ///
    /// # Errors
    ///
    /// [`WorkLimit`] if the verdict is not known after [`WORK_LIMIT`] steps and [`WORK_LIMIT_PER_BYTE`] more for each byte.
    /// Steps are limited, not time, so the same text has the same verdict everywhere.
    pub fn is_match(&self, text: &[u8]) -> Result<bool, WorkLimit> {
        let mut run = Run {
            pattern: self,
            text,
            slots: vec![None; self.slots as usize],
            stack: Vec::new(),
            work: WORK_LIMIT.saturating_add(text.len().saturating_mul(WORK_LIMIT_PER_BYTE)),
        };
        let mut at = 0;
        loop {
            if run.run(0, at)? {
                return Ok(true);
            }
            match code_point::after(text, at) {
                None => return Ok(false),
                Some((_, next)) => at = next,
            }
        }
    }
}

struct Run<'a> {
    pattern: &'a Backtrack,
    text: &'a [u8],
    slots: Vec<Option<usize>>,
    stack: Vec<Undo>,
    work: usize,
}

/// What to do on a mismatch.
enum Undo {
    /// Try the other alternative.
    Retry(u32, usize),
    /// Restore a slot.
    Slot(u32, Option<usize>),
}

impl<'a> Run<'a> {
    /// Runs from an instruction and a position until `Match`, or until no alternative is left. Without a match, all slots
    /// are restored; after a match, the stack still says how to restore them. The function is recursive only for
    /// look-arounds, whose nesting the parser limits.
    fn run(&mut self, start: u32, from: usize) -> Result<bool, WorkLimit> {
        let floor = self.stack.len();
        let (mut inst, mut at) = (start, from);
        loop {
            match self.step(&mut inst, &mut at)? {
                Step::On => {}
                Step::Matched => return Ok(true),
                Step::Failed => match self.back(floor) {
                    Some((then, position)) => (inst, at) = (then, position),
                    None => return Ok(false),
                },
            }
        }
    }

    /// Restores slots back to the last untried alternative above `floor`.
    fn back(&mut self, floor: usize) -> Option<(u32, usize)> {
        while self.stack.len() > floor {
            match self.stack.pop()? {
                Undo::Retry(inst, at) => return Some((inst, at)),
                Undo::Slot(slot, old) => {
                    self.put(slot, old);
                }
            }
        }
        None
    }

    fn put(&mut self, slot: u32, position: Option<usize>) -> Option<usize> {
        let slot = self.slots.get_mut(slot as usize)?;
        std::mem::replace(slot, position)
    }

    fn set(&mut self, slot: u32, position: Option<usize>) {
        let old = self.put(slot, position);
        self.stack.push(Undo::Slot(slot, old));
    }

    fn spend(&mut self, steps: usize) -> Result<(), WorkLimit> {
        self.work = self.work.checked_sub(steps).ok_or(WorkLimit)?;
        Ok(())
    }

    fn step(&mut self, inst: &mut u32, at: &mut usize) -> Result<Step, WorkLimit> {
        self.spend(1)?;
        let Some(current) = self.pattern.program.get(*inst as usize).copied() else {
            return Ok(Step::Failed);
        };
        *inst += 1;
        let holds = match current {
            Inst::Match => return Ok(Step::Matched),
            Inst::Set(first, last, backwards) => {
                let step = if backwards {
                    code_point::before(self.text, *at)
                } else {
                    code_point::after(self.text, *at)
                };
                let ranges = self.pattern.ranges.get(first as usize..last as usize).unwrap_or(&[]);
                match step {
                    Some((char, to)) if code_point::contains(ranges, char) => {
                        *at = to;
                        true
                    }
                    _ => false,
                }
            }
            Inst::Group(group, backwards) => {
                let captured = self.captured(group);
                // Comparing bytes is fast: many of them count as one step.
                self.spend(captured.len() / 8)?;
                let to = if backwards {
                    self.start_of(captured, *at)
                } else {
                    self.end_of(captured, *at)
                };
                *at = to.unwrap_or(*at);
                to.is_some()
            }
            Inst::Split(one, other) => {
                self.stack.push(Undo::Retry(other, *at));
                *inst = one;
                true
            }
            Inst::Jump(then) => {
                *inst = then;
                true
            }
            Inst::Save(slot) => {
                self.set(slot, Some(*at));
                true
            }
            Inst::Moved(slot) => self.slots.get(slot as usize) != Some(&Some(*at)),
            Inst::Clear(first, last) => {
                self.spend(last.saturating_sub(first) as usize)?;
                for slot in first..last {
                    self.set(slot, None);
                }
                true
            }
            Inst::Start => *at == 0,
            Inst::End => *at == self.text.len(),
            Inst::Boundary(wanted) => code_point::is_word_boundary(self.text, *at) == wanted,
            Inst::Look(wanted, then) => {
                let floor = self.stack.len();
                let found = self.run(*inst, *at)?;
                *inst = then;
                match (found, wanted) {
                    (true, true) => self.keep_captures(floor),
                    (true, false) => self.undo_captures(floor),
                    (false, _) => {}
                }
                found == wanted
            }
        };
        Ok(if holds { Step::On } else { Step::Failed })
    }

    /// Drops the untried alternatives of a look-around that had to match. Its captures stay, and the stack still says how
    /// to restore them.
    fn keep_captures(&mut self, floor: usize) {
        let mut kept = floor;
        for index in floor..self.stack.len() {
            if matches!(self.stack.get(index), Some(Undo::Slot(..))) {
                self.stack.swap(kept, index);
                kept += 1;
            }
        }
        self.stack.truncate(kept);
    }

    /// Drops the untried alternatives of a look-around that must not match, and its captures.
    fn undo_captures(&mut self, floor: usize) {
        while self.stack.len() > floor {
            if let Some(Undo::Slot(slot, old)) = self.stack.pop() {
                self.put(slot, old);
            }
        }
    }

    /// What a group captured. A group without a capture matches the empty string.
    fn captured(&self, group: u32) -> &'a [u8] {
        let first = 2 * (group as usize).saturating_sub(1);
        match self.slots.get(first..first + 2) {
            Some([Some(start), Some(end)]) => self.text.get(*start..*end).unwrap_or(b""),
            _ => b"",
        }
    }

    /// Where `part` ends in the text if it begins at `at`.
    fn end_of(&self, part: &[u8], at: usize) -> Option<usize> {
        self.text.get(at..)?.starts_with(part).then(|| at + part.len())
    }

    /// Where `part` begins in the text if it ends at `at`.
    fn start_of(&self, part: &[u8], at: usize) -> Option<usize> {
        self.text.get(..at)?.ends_with(part).then(|| at - part.len())
    }
}

enum Step {
    On,
    Matched,
    Failed,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `^(a+)\1$`
    static TWICE: Backtrack = Backtrack::new(
        &[
            Inst::Start,
            Inst::Save(0),
            Inst::Set(0, 1, false),
            Inst::Split(2, 4),
            Inst::Save(1),
            Inst::Group(1, false),
            Inst::End,
            Inst::Match,
        ],
        &[(97, 97)],
        2,
    );

    #[test]
    fn groups_are_read_again() {
        for (text, expected) in [
            ("", false),
            ("a", false),
            ("aa", true),
            ("aaa", false),
            ("aaaa", true),
            ("aab", false),
        ] {
            assert_eq!(TWICE.is_match(text.as_bytes()), Ok(expected), "{text}");
        }
    }

    #[test]
    fn work_is_limited() {
        // `^((a|a)*)\1b`, roughly.
        let pattern = Backtrack::new(
            &[
                Inst::Split(1, 6),
                Inst::Split(2, 4),
                Inst::Set(0, 1, false),
                Inst::Jump(0),
                Inst::Set(0, 1, false),
                Inst::Jump(0),
                Inst::End,
                Inst::Start,
                Inst::Match,
            ],
            &[(97, 97)],
            0,
        );
        assert_eq!(pattern.is_match(&[b'a'; 100]), Err(WorkLimit));
    }
}
