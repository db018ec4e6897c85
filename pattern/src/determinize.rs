//! From the graph of a pattern to a deterministic automaton over classes of code points.
//!
//! A state is what is known at a position: the condition on the rest of the text ([`Formula`]), the active
//! instructions of each look-behind's body, whether the position is the start, and whether a word character
//! precedes it. A step reads one character. Assertions at a position are decided by the step that leaves it, when
//! the next character (or the end) is known: a look-ahead becomes a further condition on the rest of the text, and a
//! look-behind holds if the end of its body is active.

use crate::alphabet::Alphabet;
use crate::formula::{Formula, Overflow};
use crate::graph::{Graph, Op};
use crate::limits::MAX_STATES;
use crate::set::Set;
use std::collections::HashMap;

/// The most steps that the construction may take. It keeps hostile patterns from blocking the generator.
const MAX_WORK: usize = 30_000_000;

/// A deterministic automaton over the classes of an alphabet.
#[derive(Debug)]
pub(crate) struct CharAutomaton {
    /// The classes.
    pub(crate) alphabet: Alphabet,
    /// The next state by state and class. State 0 is the first.
    pub(crate) rows: Vec<Vec<usize>>,
    /// Whether the end of the text is a match, by state.
    pub(crate) accepts: Vec<bool>,
}

/// Makes the automaton; `None` if that passes a limit, or if a look-behind contains a look-ahead.
pub(crate) fn determinize(graph: &Graph) -> Option<CharAutomaton> {
    let uses_words = graph.ops.iter().any(|op| matches!(op, Op::Boundary(..)));
    let mut sets = graph.sets.clone();
    if uses_words {
        sets.push(Set::word());
    }
    let word_set = uses_words.then_some(graph.sets.len());
    let alphabet = Alphabet::new(&sets);
    let mut search = Search {
        graph,
        alphabet: &alphabet,
        word_set,
        uses_start: graph.ops.iter().any(|op| matches!(op, Op::Start(_))),
        reached: vec![0; graph.ops.len()],
        generation: 0,
        work: MAX_WORK,
    };
    let first = State {
        condition: Formula::never(),
        behinds: vec![Vec::new(); graph.looks.len()],
        at_start: search.uses_start,
        after_word: false,
    };
    let mut numbers: HashMap<State, usize> = HashMap::from([(first.clone(), 0)]);
    let mut states = vec![first];
    let mut rows: Vec<Vec<usize>> = Vec::new();
    let mut accepts = Vec::new();
    while let Some(state) = states.get(rows.len()).cloned() {
        accepts.push(search.step(&state, None).ok()?.condition.is_always());
        let mut row = Vec::with_capacity(alphabet.len());
        for class in 0..alphabet.len() {
            let next = search.step(&state, Some(class)).ok()?;
            let number = *numbers.entry(next).or_insert_with_key(|next| {
                states.push(next.clone());
                states.len() - 1
            });
            // Twice the limit, because minimisation follows.
            if number >= 2 * MAX_STATES {
                return None;
            }
            row.push(number);
        }
        rows.push(row);
    }
    Some(CharAutomaton { alphabet, rows, accepts })
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct State {
    condition: Formula,
    behinds: Vec<Vec<u32>>,
    at_start: bool,
    after_word: bool,
}

struct Search<'a> {
    graph: &'a Graph,
    alphabet: &'a Alphabet,
    word_set: Option<usize>,
    uses_start: bool,
    /// For each instruction, the generation that last reached it unconditionally.
    reached: Vec<u32>,
    /// The number of the current closure.
    generation: u32,
    /// The steps that are left.
    work: usize,
}

/// What is known at a position when its assertions are decided.
struct Here<'a> {
    state: &'a State,
    /// The class of the next character; none at the end of the text.
    next: Option<usize>,
    /// Whether each look-behind holds.
    behinds: Vec<bool>,
    /// The condition of each look-ahead on the text after the next character, once it is known.
    aheads: Vec<Option<Formula>>,
}

impl Search<'_> {
    fn spend(&mut self, work: usize) -> Result<(), Overflow> {
        self.work = self.work.checked_sub(work).ok_or(Overflow)?;
        Ok(())
    }

    /// Reads a character of the class, or the end of the text, at a position in `state`.
    fn step(&mut self, state: &State, next: Option<usize>) -> Result<State, Overflow> {
        let looks = self.graph.looks.len();
        let mut here = Here { state, next, behinds: vec![false; looks], aheads: vec![None; looks] };
        let mut behinds = vec![Vec::new(); looks];
        for (number, look) in self.graph.looks.iter().enumerate().filter(|(_, look)| look.behind) {
            let active = state.behinds.get(number).map_or(&[][..], Vec::as_slice);
            let (holds, then) = self.close_behind(active, look.start, &here)?;
            here.behinds[number] = holds;
            behinds[number] = then;
        }
        let condition = self.rest(&mut here)?;
        if condition.is_always() {
            return Ok(State {
                condition,
                behinds: Vec::new(),
                at_start: false,
                after_word: false,
            });
        }
        Ok(State { condition, behinds, at_start: false, after_word: self.is_word(next) })
    }

    fn is_word(&self, next: Option<usize>) -> bool {
        match (next, self.word_set) {
            (Some(class), Some(set)) => self.alphabet.is_in(class, set),
            _ => false,
        }
    }

    /// Runs the body of a look-behind from `active`, and from its start. Returns whether the look-behind holds, and
    /// the instructions that are active after the next character.
    fn close_behind(
        &mut self,
        active: &[u32],
        start: u32,
        here: &Here<'_>,
    ) -> Result<(bool, Vec<u32>), Overflow> {
        self.generation += 1;
        let mut open: Vec<u32> = active.iter().copied().chain([start]).collect();
        let mut holds = false;
        let mut then = Vec::new();
        while let Some(op) = open.pop() {
            self.spend(1)?;
            if !self.reach(op) {
                continue;
            }
            match self.graph.ops.get(op as usize).copied() {
                None => {}
                Some(Op::Match) => holds = true,
                Some(Op::Set(set, to)) if self.reads(here, set) => then.push(to),
                Some(Op::Set(..)) => {}
                Some(Op::Split(one, other)) => open.extend([one, other]),
                Some(Op::Look(look, wanted, to)) => {
                    if !self.graph.looks.get(look).is_some_and(|look| look.behind) {
                        // The active instructions would depend on the rest of the text. Only the simulation can do that.
                        return Err(Overflow);
                    }
                    if here.behinds.get(look) == Some(&wanted) {
                        open.push(to);
                    }
                }
                Some(op @ (Op::Start(_) | Op::End(_) | Op::Boundary(..))) => {
                    open.extend(self.simple_assertion(op, here));
                }
            }
        }
        then.sort_unstable();
        then.dedup();
        Ok((holds, then))
    }

    /// Whether the next character is in a set.
    fn reads(&self, here: &Here<'_>, set: usize) -> bool {
        here.next.is_some_and(|class| self.alphabet.is_in(class, set))
    }

    /// Marks an instruction as reached; returns whether it is new.
    fn reach(&mut self, op: u32) -> bool {
        match self.reached.get_mut(op as usize) {
            Some(last) => std::mem::replace(last, self.generation) != self.generation,
            None => false,
        }
    }

    /// The next instruction after an assertion other than a look-around, if it holds.
    fn simple_assertion(&self, op: Op, here: &Here<'_>) -> Option<u32> {
        let (holds, then) = match op {
            Op::Start(then) => (here.state.at_start, then),
            Op::End(then) => (here.next.is_none(), then),
            Op::Boundary(wanted, then) => {
                ((here.state.after_word != self.is_word(here.next)) == wanted, then)
            }
            Op::Set(..) | Op::Split(..) | Op::Look(..) | Op::Match => return None,
        };
        holds.then_some(then)
    }

    /// The condition on the text after the next character. The search for a match begins anew at every position.
    fn rest(&mut self, here: &mut Here<'_>) -> Result<Formula, Overflow> {
        let state = here.state;
        if state.condition.is_always() {
            return Ok(Formula::always());
        }
        // Positive single literals are the active instructions of a plain automaton: one closure does for all.
        let active = state.condition.singles().iter().filter(|literal| **literal % 2 == 0);
        let starts = active.map(|literal| literal / 2).chain([self.graph.start]).collect();
        let mut result = self.close(starts, here)?;
        let mut known: HashMap<u32, Formula> = HashMap::new();
        let lone_negative = state.condition.singles().iter().filter(|literal| **literal % 2 == 1);
        let clauses = state.condition.clauses().iter().map(Vec::as_slice);
        for clause in lone_negative.map(std::slice::from_ref).chain(clauses) {
            let mut all = Formula::always();
            for literal in clause {
                if !known.contains_key(literal) {
                    let mut formula = self.close(vec![literal / 2], here)?;
                    if literal % 2 == 1 {
                        formula = formula.not()?;
                    }
                    self.spend(formula.size())?;
                    known.insert(*literal, formula);
                }
                if let Some(formula) = known.get(literal) {
                    self.spend(all.size() * formula.size())?;
                    all = all.and(formula)?;
                }
            }
            self.spend(all.size() * (1 + result.clauses().len()))?;
            result.or(&all)?;
        }
        Ok(result)
    }

    /// The condition on the text after the next character for a match from one of `starts`.
    fn close(&mut self, starts: Vec<u32>, here: &mut Here<'_>) -> Result<Formula, Overflow> {
        self.generation += 1;
        let generation = self.generation;
        let mut result = Formula::never();
        let mut open: Vec<(u32, Formula)> =
            starts.into_iter().map(|start| (start, Formula::always())).collect();
        // The conditions under which instructions were reached, except those that are always true.
        let mut guards: HashMap<u32, Formula> = HashMap::new();
        while let Some((op, guard)) = open.pop() {
            self.spend(guard.size())?;
            // Closures of look-aheads run in between, but they reach other instructions.
            let is_new = if guard.is_always() {
                match self.reached.get_mut(op as usize) {
                    Some(last) => std::mem::replace(last, generation) != generation,
                    None => false,
                }
            } else {
                self.reached.get(op as usize) != Some(&generation)
                    && guards.entry(op).or_default().or(&guard)?
            };
            if !is_new {
                continue;
            }
            match self.graph.ops.get(op as usize).copied() {
                None => {}
                Some(Op::Match) => {
                    result.or(&guard)?;
                }
                Some(Op::Set(set, to)) if self.reads(here, set) => {
                    // At the end of the pattern, no further step is needed.
                    let at_end = self.graph.ops.get(to as usize) == Some(&Op::Match);
                    let then = if at_end { guard } else { guard.and(&Formula::of(to))? };
                    result.or(&then)?;
                }
                Some(Op::Set(..)) => {}
                Some(Op::Split(one, other)) => {
                    open.push((one, guard.clone()));
                    open.push((other, guard));
                }
                Some(Op::Look(look, wanted, to)) => {
                    let condition = self.look(look, here)?;
                    let condition = if wanted { condition } else { condition.not()? };
                    self.spend(guard.size() * condition.size())?;
                    let guard = guard.and(&condition)?;
                    if !guard.is_never() {
                        open.push((to, guard));
                    }
                }
                Some(op @ (Op::Start(_) | Op::End(_) | Op::Boundary(..))) => {
                    open.extend(self.simple_assertion(op, here).map(|to| (to, guard)));
                }
            }
        }
        Ok(result)
    }

    /// The condition of a look-around on the text after the next character.
    fn look(&mut self, number: usize, here: &mut Here<'_>) -> Result<Formula, Overflow> {
        let Some(look) = self.graph.looks.get(number).copied() else {
            return Ok(Formula::never());
        };
        if look.behind {
            let holds = here.behinds.get(number) == Some(&true);
            return Ok(if holds { Formula::always() } else { Formula::never() });
        }
        if let Some(Some(known)) = here.aheads.get(number) {
            return Ok(known.clone());
        }
        let condition = self.close(vec![look.start], here)?;
        if let Some(known) = here.aheads.get_mut(number) {
            *known = Some(condition.clone());
        }
        Ok(condition)
    }
}
