//! Conditions on the rest of a text: boolean formulas over "it matches from this instruction on".

/// An instruction from which the rest of the text must match, or must not: twice its number, plus one for "must not".
pub(crate) type Literal = u32;

/// A condition in disjunctive normal form, without clauses that are implied by others. Without look-ahead it is the set
/// of active instructions of a plain automaton; that case has to be fast.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct Formula {
    /// Whether it is always true; then there are no clauses.
    truth: bool,
    /// The clauses of one literal, in order.
    singles: Vec<Literal>,
    /// The clauses of several literals, in order; literals are in order, too.
    clauses: Vec<Vec<Literal>>,
}

/// A formula or the work on formulas has passed a limit.
#[derive(Debug)]
pub(crate) struct Overflow;

/// The most clauses of several literals that a formula may have.
const MAX_CLAUSES: usize = 300;

impl Formula {
    /// The condition that is never true.
    pub(crate) fn never() -> Formula {
        Formula::default()
    }

    /// The condition that is always true.
    pub(crate) fn always() -> Formula {
        Formula { truth: true, ..Formula::default() }
    }

    /// The rest of the text matches from this instruction on.
    pub(crate) fn of(op: u32) -> Formula {
        Formula { singles: vec![op * 2], ..Formula::default() }
    }

    pub(crate) fn is_always(&self) -> bool {
        self.truth
    }

    pub(crate) fn is_never(&self) -> bool {
        !self.truth && self.singles.is_empty() && self.clauses.is_empty()
    }

    /// Its size, for the limit on work.
    pub(crate) fn size(&self) -> usize {
        1 + self.singles.len() + self.clauses.iter().map(Vec::len).sum::<usize>()
    }

    /// The clauses of one literal.
    pub(crate) fn singles(&self) -> &[Literal] {
        &self.singles
    }

    /// The clauses of several literals.
    pub(crate) fn clauses(&self) -> &[Vec<Literal>] {
        &self.clauses
    }

    fn all_clauses(&self) -> impl Iterator<Item = &[Literal]> {
        let truth = self.truth.then_some(&[][..]);
        let singles = self.singles.iter().map(std::slice::from_ref);
        truth.into_iter().chain(singles).chain(self.clauses.iter().map(Vec::as_slice))
    }

    /// Adds a clause; returns whether that changed the formula.
    fn add(&mut self, clause: &[Literal]) -> Result<bool, Overflow> {
        if self.truth || clause.iter().any(|literal| self.singles.binary_search(literal).is_ok()) {
            return Ok(false);
        }
        match clause {
            [] => *self = Formula::always(),
            [single] => {
                if let Err(place) = self.singles.binary_search(single) {
                    self.singles.insert(place, *single);
                }
                self.clauses.retain(|other| !other.contains(single));
            }
            _ => {
                if self.clauses.iter().any(|other| is_subset(other, clause)) {
                    return Ok(false);
                }
                self.clauses.retain(|other| !is_subset(clause, other));
                if self.clauses.len() >= MAX_CLAUSES {
                    return Err(Overflow);
                }
                let place = self.clauses.partition_point(|other| other.as_slice() < clause);
                self.clauses.insert(place, clause.to_vec());
            }
        }
        Ok(true)
    }

    /// Disjunction in place; returns whether that changed the formula.
    pub(crate) fn or(&mut self, other: &Formula) -> Result<bool, Overflow> {
        let mut changed = false;
        for clause in other.all_clauses() {
            changed |= self.add(clause)?;
        }
        Ok(changed)
    }

    /// Conjunction.
    pub(crate) fn and(&self, other: &Formula) -> Result<Formula, Overflow> {
        if self.truth {
            return Ok(other.clone());
        }
        if other.truth {
            return Ok(self.clone());
        }
        let mut both = Formula::never();
        for one in self.all_clauses() {
            for two in other.all_clauses() {
                let mut clause = [one, two].concat();
                clause.sort_unstable();
                clause.dedup();
                // A literal and its negation are neighbours in the order.
                let contradicts = clause.windows(2).any(|pair| pair[0] / 2 == pair[1] / 2);
                if !contradicts {
                    both.add(&clause)?;
                }
            }
        }
        Ok(both)
    }

    /// Negation.
    pub(crate) fn not(&self) -> Result<Formula, Overflow> {
        let mut result = Formula::always();
        if self.truth {
            return Ok(Formula::never());
        }
        // The negations of all single literals are one clause: this makes the usual negative look-ahead cheap.
        if !self.singles.is_empty() {
            let clause: Vec<Literal> = self.singles.iter().map(|literal| literal ^ 1).collect();
            result = Formula::never();
            result.add(&clause)?;
        }
        for clause in &self.clauses {
            let mut negated = Formula::never();
            for literal in clause {
                negated.add(&[literal ^ 1])?;
            }
            result = result.and(&negated)?;
        }
        Ok(result)
    }
}

fn is_subset(small: &[Literal], large: &[Literal]) -> bool {
    small.iter().all(|literal| large.binary_search(literal).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_implied_is_dropped() {
        let (a, b, c) = (Formula::of(1), Formula::of(2), Formula::of(3));
        let mut formula = a.and(&b).unwrap();
        assert!(formula.or(&c).unwrap());
        assert!(formula.or(&a).unwrap());
        assert!(!formula.or(&a.and(&c).unwrap()).unwrap());
        assert_eq!((formula.singles(), formula.clauses().len()), (&[2, 6][..], 0));
        assert!(a.and(&a.not().unwrap()).unwrap().is_never());
        assert!(Formula::never().not().unwrap().is_always());
        assert_eq!(formula.not().unwrap().not().unwrap(), formula);
    }
}
