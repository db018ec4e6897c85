//! A backtracking machine for patterns with back-references, with a limit on its work.
//!
//! It follows ECMA-262 § 22.2.2 to the letter where captures can make a difference: iterations forget what their
//! groups captured before, an iteration that matches nothing is refused once the minimum is reached, a look-around is
//! never entered again, and a look-behind is matched from right to left.

use super::code_point;
use std::borrow::Cow;
use std::fmt;

/// How many steps a match may take on an empty text.
pub const WORK_LIMIT: usize = 1_000_000;
/// How many more steps it may take for each byte of the text.
pub const WORK_LIMIT_PER_BYTE: usize = 64;

/// A pattern with back-references; plain data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backtrack {
    /// The instructions.
    pub program: Cow<'static, [Inst]>,
    /// The ranges that instructions refer to.
    pub ranges: Cow<'static, [(u32, u32)]>,
    /// How many slots for positions there are. Slots 2·n − 2 and 2·n − 1 are the start and end of group n; those
    /// that follow remember where iterations began.
    pub slots: u32,
}

/// An instruction; the next one follows it unless it says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inst {
    /// One code point that is in one of `ranges[.0 .. .1]`, read backwards if the flag is set.
    Set(u32, u32, bool),
    /// What the group captured, read backwards if the flag is set.
    Group(u32, bool),
    /// First the one way and then the other.
    Split(u32, u32),
    /// Goes on elsewhere.
    Jump(u32),
    /// Puts the position into a slot.
    Save(u32),
    /// Fails if the position is the one in this slot.
    Moved(u32),
    /// Empties the slots from the first up to but not with the second.
    Clear(u32, u32),
    /// The start of the text.
    Start,
    /// The end of the text.
    End,
    /// A word boundary (true) or none (false).
    Boundary(bool),
    /// A look-around, whose body follows and ends in `Match`: whether it has to match, and what comes after it.
    Look(bool, u32),
    /// The pattern, or the body of a look-around, matches.
    Match,
}

/// A match was given up because it took too long.
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
    /// [`WorkLimit`] if that isn't known after [`WORK_LIMIT`] and [`WORK_LIMIT_PER_BYTE`] steps. The limit is on
    /// steps, so that the same text has the same verdict everywhere.
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

/// What to do when the way taken turns out wrong.
enum Undo {
    /// Try another way.
    Retry(u32, usize),
    /// Put a slot back.
    Slot(u32, Option<usize>),
}

impl Run<'_> {
    /// Runs from an instruction and a position to `Match` or to where no way is left. The latter puts all slots
    /// back; the former leaves how to do so on the stack. It calls itself only for look-arounds, whose nesting the
    /// parser limits.
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

    /// Undoes down to the last untried way above `floor`.
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
            Inst::Group(group, backwards) => self.group(group, backwards, at)?,
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
                if found {
                    self.leave_look(floor, wanted);
                }
                found == wanted
            }
        };
        Ok(if holds { Step::On } else { Step::Failed })
    }

    /// Forgets the untried ways of a look-around that matched. What it captured stays, if it had to match, and the
    /// stack keeps how to undo that.
    fn leave_look(&mut self, floor: usize, keep_captures: bool) {
        if keep_captures {
            let mut kept = floor;
            for index in floor..self.stack.len() {
                if matches!(self.stack.get(index), Some(Undo::Slot(..))) {
                    self.stack.swap(kept, index);
                    kept += 1;
                }
            }
            self.stack.truncate(kept);
            return;
        }
        while self.stack.len() > floor {
            if let Some(Undo::Slot(slot, old)) = self.stack.pop() {
                self.put(slot, old);
            }
        }
    }

    /// Reads what a group captured once more. A group without a capture matches the empty string.
    fn group(&mut self, group: u32, backwards: bool, at: &mut usize) -> Result<bool, WorkLimit> {
        let slot = 2 * (group as usize).saturating_sub(1);
        let (Some(Some(start)), Some(Some(end))) =
            (self.slots.get(slot).copied(), self.slots.get(slot + 1).copied())
        else {
            return Ok(true);
        };
        let captured = self.text.get(start..end).unwrap_or(b"");
        // Comparing bytes is quick: it counts as one step for so many of them.
        self.spend(captured.len() / 8)?;
        let (before, after) = self.text.split_at_checked(*at).unwrap_or((self.text, b""));
        let found =
            if backwards { before.ends_with(captured) } else { after.starts_with(captured) };
        if found {
            *at = if backwards { *at - captured.len() } else { *at + captured.len() };
        }
        Ok(found)
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
