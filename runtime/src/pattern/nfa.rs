//! The simulation of a non-deterministic automaton, for regular patterns whose deterministic one would be too large.
//!
//! The time is at most the length of the text times that of the program, look-around included: each look-around's
//! truth is computed beforehand for all positions, inner ones first. A look-behind's body runs forwards over the
//! text, a look-ahead's reversed body runs backwards, and both start anew at every position.

use super::code_point;
use std::borrow::Cow;

/// A non-deterministic automaton; plain data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nfa {
    /// The instructions.
    pub program: Cow<'static, [Inst]>,
    /// The ranges that instructions refer to.
    pub ranges: Cow<'static, [(u32, u32)]>,
    /// The look-arounds, inner ones before those that contain them.
    pub looks: Cow<'static, [Look]>,
    /// Where the pattern begins.
    pub start: u32,
}

/// An instruction. Numbers without a name are the next instruction's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inst {
    /// One code point that is in one of `ranges[.0 .. .1]`, which are in order.
    Set(u32, u32, u32),
    /// Both ways.
    Split(u32, u32),
    /// The start of the text.
    Start(u32),
    /// The end of the text.
    End(u32),
    /// A word boundary (true) or none (false).
    Boundary(bool, u32),
    /// A look-around by its number, and whether it has to hold.
    Look(u32, bool, u32),
    /// The pattern matches.
    Match,
}

/// A look-around.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Where its body begins. That of a look-ahead is reversed.
    pub start: u32,
    /// Whether it looks behind.
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

    /// Runs the program from `start` at every position at once, and calls `on_match` with each position at which
    /// it is through, until that says to stop.
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

    /// Adds what is reached without a character. Answers whether the end of the program is.
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

/// A set of instructions that remembers the order in which they came.
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
