//! The simulation of a non-deterministic automaton, for patterns whose deterministic automaton would be too large.
//!
//! The time is at most the length of the text times the length of the program, look-around included. Whether each
//! look-around holds is computed in advance for all positions, inner ones first. The body of a look-behind runs forwards
//! over the text, the reversed body of a look-ahead runs backwards, and both can start at every position.

use super::code_point;
use std::borrow::Cow;

/// A non-deterministic automaton; plain data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nfa {
    /// The instructions.
    pub program: Cow<'static, [Inst]>,
    /// The ranges that instructions refer to.
    pub ranges: Cow<'static, [(u32, u32)]>,
    /// The look-arounds; inner ones come before outer ones.
    pub looks: Cow<'static, [Look]>,
    /// The first instruction of the pattern.
    pub start: u32,
}

/// An instruction. The last number is the index of the next instruction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inst {
    /// Reads one code point in one of `ranges[.0 .. .1]`, which are in order.
    Set(u32, u32, u32),
    /// Goes on with both instructions.
    Split(u32, u32),
    /// The start of the text.
    Start(u32),
    /// The end of the text.
    End(u32),
    /// A word boundary (true), or a position that is not one (false).
    Boundary(bool, u32),
    /// The look-around with this index; whether it has to hold.
    Look(u32, bool, u32),
    /// The pattern matches.
    Match,
}

/// A look-around.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The first instruction of its body. The body of a look-ahead is reversed.
    pub start: u32,
    /// Whether it is a look-behind.
    pub behind: bool,
}

impl Nfa {
    /// An automaton of static data.
    pub const fn new(
        program: &'static [Inst],
        ranges: &'static [(u32, u32)],
        looks: &'static [Look],
        start: u32,
    ) -> Nfa {
        Nfa {
            program: Cow::Borrowed(program),
            ranges: Cow::Borrowed(ranges),
            looks: Cow::Borrowed(looks),
            start,
        }
    }

    /// Whether the pattern matches somewhere in `text`.
    pub fn is_match(&self, text: &[u8]) -> bool {
        let mut truths: Vec<Vec<bool>> = Vec::with_capacity(self.looks.len());
        for look in self.looks.iter() {
            let mut truth = vec![false; text.len() + 1];
            self.run(text, look.start, look.behind, &truths, |at| {
                if let Some(truth) = truth.get_mut(at) {
                    *truth = true;
                }
                false
            });
            truths.push(truth);
        }
        let mut found = false;
        self.run(text, self.start, true, &truths, |_| {
            found = true;
            true
        });
        found
    }

    /// Runs the program from `start` at every position at once. Calls `on_match` with each position where it matches, until
    /// that returns `true`.
    fn run(
        &self,
        text: &[u8],
        start: u32,
        forwards: bool,
        truths: &[Vec<bool>],
        mut on_match: impl FnMut(usize) -> bool,
    ) {
        let mut at = if forwards { 0 } else { text.len() };
        let mut active = Active::new(self.program.len());
        let mut next = Active::new(self.program.len());
        loop {
            active.add(start);
            if self.close(&mut active, text, at, truths) && on_match(at) {
                return;
            }
            let step =
                if forwards { code_point::after(text, at) } else { code_point::before(text, at) };
            let Some((char, to)) = step else { return };
            next.clear();
            for inst in &active.list {
                if let Some(Inst::Set(first, last, then)) = self.program.get(*inst as usize)
                    && let Some(ranges) = self.ranges.get(*first as usize..*last as usize)
                    && code_point::contains(ranges, char)
                {
                    next.add(*then);
                }
            }
            std::mem::swap(&mut active, &mut next);
            at = to;
        }
    }

    /// Adds the instructions that are reached without reading. Returns whether one of them is `Match`.
    fn close(&self, active: &mut Active, text: &[u8], at: usize, truths: &[Vec<bool>]) -> bool {
        let mut index = 0;
        let mut matched = false;
        while let Some(inst) = active.list.get(index).copied() {
            index += 1;
            let (holds, then) = match self.program.get(inst as usize) {
                None | Some(Inst::Set(..)) => continue,
                Some(Inst::Match) => {
                    matched = true;
                    continue;
                }
                Some(Inst::Split(one, other)) => {
                    active.add(*one);
                    (true, *other)
                }
                Some(Inst::Start(then)) => (at == 0, *then),
                Some(Inst::End(then)) => (at == text.len(), *then),
                Some(Inst::Boundary(wanted, then)) => {
                    (code_point::is_word_boundary(text, at) == *wanted, *then)
                }
                Some(Inst::Look(look, wanted, then)) => {
                    let truth = truths.get(*look as usize).and_then(|truth| truth.get(at));
                    (truth == Some(wanted), *then)
                }
            };
            if holds {
                active.add(then);
            }
        }
        matched
    }
}

/// A set of instructions in the order in which they were added.
struct Active {
    list: Vec<u32>,
    is_in: Vec<bool>,
}

impl Active {
    fn new(size: usize) -> Active {
        Active { list: Vec::new(), is_in: vec![false; size] }
    }

    fn add(&mut self, inst: u32) {
        if let Some(is_in) = self.is_in.get_mut(inst as usize)
            && !*is_in
        {
            *is_in = true;
            self.list.push(inst);
        }
    }

    fn clear(&mut self) {
        for inst in self.list.drain(..) {
            if let Some(is_in) = self.is_in.get_mut(inst as usize) {
                *is_in = false;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `(?<=a)b(?!c)\b`, by hand.
    static NFA: Nfa = Nfa::new(
        &[
            Inst::Set(0, 1, 7),
            Inst::Set(2, 3, 7),
            Inst::Look(0, true, 3),
            Inst::Set(1, 2, 4),
            Inst::Look(1, false, 5),
            Inst::Boundary(true, 6),
            Inst::Match,
            Inst::Match,
        ],
        &[(97, 97), (98, 98), (99, 99)],
        &[Look { start: 0, behind: true }, Look { start: 1, behind: false }],
        2,
    );

    #[test]
    fn looks_both_ways() {
        for (text, expected) in
            [("ab", true), ("abc", false), ("b", false), ("abx", false), ("xab-", true)]
        {
            assert_eq!(NFA.is_match(text.as_bytes()), expected, "{text}");
        }
    }
}
