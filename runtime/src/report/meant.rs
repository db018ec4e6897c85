//! Which branch of a failed `anyOf` or `oneOf` was meant.
//!
//! Only what the branches have reported is used; nothing is validated again. A branch is left out if it asks for another
//! kind of value, or for another constant where most branches ask for one (the member that tells the branches apart).
//! Of the others, the one that got furthest was meant: with the fewest failures at the value itself (a member that is not
//! allowed counts half), then at its members, then the latest one. Choices are judged from the inside out, each once, so a choice inside of a branch counts as far
//! as its own best branch got.

use std::cmp::Reverse;

use super::contents::Contents;
use crate::failure::{Failure, kind_spelled};
use crate::findings::{NONE, Note};

/// What was meant by the value of a choice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Meant {
    /// No branch more than another.
    Unknown,
    /// The branch with this index among those that failed.
    Branch(u32),
    /// No branch: each of them asks for another value in the place of this rank.
    OtherValue(usize),
    /// Any branch: each of those that come into question has this failure, the note with this number.
    Shared(u32),
}

/// What was meant by the value of each choice, by the choice's number.
pub(super) fn meant(contents: &Contents<'_>) -> Vec<Meant> {
    let unknown = Found { meant: Meant::Unknown, fit: Fit::default() };
    let mut search = Search { contents, found: vec![unknown; contents.findings.choices.len()] };
    // Notes inside of branches come after that of the choice.
    for number in contents.order.iter().rev() {
        let Some(note) = search.note(*number).filter(|note| note.choice != NONE) else { continue };
        let found = search.choice(note);
        if let Some(place) = search.found.get_mut(note.choice as usize) {
            *place = found;
        }
    }
    search.found.into_iter().map(|found| found.meant).collect()
}

/// How far validation of a branch, or of the best branch of a choice, got.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Fit {
    /// Whether the value is of another kind than the branch asks for.
    is_other_kind: bool,
    /// For a choice that asks for other values: whether each is a constant.
    is_constant: bool,
    /// The failures at the value itself: [`FAILURE`] for each, less for members that are not allowed.
    at_own: u32,
    /// The failures at its members and items.
    at_members: u32,
    /// The rank of the last place with a failure.
    furthest: usize,
}

/// What a failure counts.
const FAILURE: u32 = 2;

/// What a member that is not allowed counts: the value may have everything else that the branch asks for.
const UNEXPECTED: u32 = 1;

#[derive(Clone, Copy, Debug)]
struct Found {
    meant: Meant,
    fit: Fit,
}

/// A branch that failed.
#[derive(Clone, Copy, Debug)]
struct Candidate<'r> {
    branch: u32,
    notes: &'r [u32],
    fit: Fit,
}

/// A failure that says that another value is wanted.
#[derive(Clone, Copy, Debug)]
struct Mismatch {
    /// Its place.
    mark: usize,
    /// Whether it is a constant that is wanted.
    is_constant: bool,
}

/// Where a failure is, seen from the value of a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Own,
    Member,
    Deeper,
}

struct Search<'r> {
    contents: &'r Contents<'r>,
    /// By the number of the choice.
    found: Vec<Found>,
}

impl<'r> Search<'r> {
    /// Judges a choice; those in its branches have been judged.
    fn choice(&self, choice: &Note<'_>) -> Found {
        let branches = self.contents.branches(choice);
        let numbers = branches.numbers();
        let same = |one: &u32, other: &u32| self.branch(*one) == self.branch(*other);
        let candidates: Vec<Candidate<'_>> = numbers
            .chunk_by(same)
            .map(|notes| {
                let branch = notes.first().map_or(u32::MAX, |first| self.branch(*first));
                Candidate { branch, notes, fit: self.fit(choice, notes) }
            })
            .collect();
        // The failures of the others were reported elsewhere, or were beyond the limit.
        let all_known = candidates.len() == branches.len();
        let other_value = |mark, is_constant| Found {
            meant: Meant::OtherValue(mark),
            fit: Fit { is_constant, furthest: mark, ..self.fit_at(choice, mark) },
        };
        let mut live = candidates.clone();
        live.retain(|one| !one.fit.is_other_kind);
        if live.is_empty() {
            let wants_other = self.places(choice, &candidates, |_| true).next().is_some();
            if !wants_other || !all_known {
                return self.nothing(choice);
            }
            let Found { meant, fit } = other_value(choice.mark, false);
            return Found { meant, fit: Fit { is_other_kind: true, ..fit } };
        }
        if live.len() > 1 {
            let constants = most(self.places(choice, &live, |one| one.is_constant));
            let others = most(self.places(choice, &live, |_| true));
            match (constants, others) {
                (Some((mark, count)), _) if count == live.len() && all_known => {
                    return other_value(mark, true);
                }
                (Some((mark, count)), _) if count < live.len() => {
                    live.retain(|one| !self.asks_for_constant(one, mark));
                }
                (_, Some((mark, count))) if count == live.len() && all_known => {
                    return other_value(mark, false);
                }
                _ => {}
            }
        }
        self.best(choice, &live)
    }

    /// Of these branches, the one that got furthest.
    fn best(&self, choice: &Note<'_>, live: &[Candidate<'_>]) -> Found {
        let score = |one: &Candidate<'_>| {
            (Reverse(one.fit.at_own), Reverse(one.fit.at_members), one.fit.furthest)
        };
        let Some(best) = live.iter().max_by_key(|one| score(one)) else {
            return self.nothing(choice);
        };
        let alike = live.iter().filter(|one| score(one) == score(best)).count();
        let meant = match self.shared(choice, live) {
            _ if alike == 1 => Meant::Branch(best.branch),
            Some(number) => Meant::Shared(number),
            None => Meant::Unknown,
        };
        Found { meant, fit: best.fit }
    }

    fn nothing(&self, choice: &Note<'_>) -> Found {
        Found { meant: Meant::Unknown, fit: self.fit_at(choice, choice.mark) }
    }

    /// A failure at the value itself that all these branches have: a missing member.
    fn shared(&self, choice: &Note<'_>, live: &[Candidate<'_>]) -> Option<u32> {
        let mut missing = Vec::new();
        for candidate in live {
            for number in candidate.notes {
                let inner =
                    self.note(*number).and_then(|note| self.found.get(note.choice as usize));
                let number = match inner.map(|inner| inner.meant) {
                    Some(Meant::Shared(number)) => number,
                    Some(_) | None => *number,
                };
                let Some(note) = self.note(number) else { continue };
                match note.failure {
                    Failure::Required { missing: name, because_of: None }
                        if note.mark == choice.mark =>
                    {
                        missing.push((name, candidate.branch, number));
                    }
                    _ => {}
                }
            }
        }
        missing.sort_unstable();
        missing.dedup_by_key(|(name, branch, _)| (*name, *branch));
        let mut runs = missing.chunk_by(|one, other| one.0 == other.0);
        let run = runs.find(|run| run.len() == live.len())?;
        run.first().map(|(_, _, number)| *number)
    }

    fn note(&self, number: u32) -> Option<&'r Note<'r>> {
        self.contents.findings.notes.get(number)
    }

    /// The branch that a note is in.
    fn branch(&self, number: u32) -> u32 {
        self.note(number).map_or(u32::MAX, |note| note.branch)
    }

    fn notes(&self, numbers: &'r [u32]) -> impl Iterator<Item = &'r Note<'r>> {
        numbers.iter().filter_map(|number| self.note(*number))
    }

    /// How far a branch got with these failures.
    fn fit(&self, choice: &Note<'_>, notes: &'r [u32]) -> Fit {
        let mut fit = Fit::default();
        for note in self.notes(notes) {
            let level = self.level(choice, note.mark);
            let inner = match self.found.get(note.choice as usize) {
                Some(inner) => inner.fit,
                None => {
                    let is_unexpected = matches!(note.failure, Failure::UnexpectedMember { .. });
                    let at_own = if is_unexpected { UNEXPECTED } else { FAILURE };
                    Fit { at_own, furthest: note.mark, ..Fit::default() }
                }
            };
            match level {
                Level::Own => {
                    fit.at_own = fit.at_own.saturating_add(inner.at_own);
                    fit.at_members = fit.at_members.saturating_add(inner.at_members);
                }
                Level::Member => fit.at_members = fit.at_members.saturating_add(inner.at_own),
                Level::Deeper => {}
            }
            fit.furthest = fit.furthest.max(inner.furthest);
            fit.is_other_kind |= note.mark == choice.mark
                && match &note.failure {
                    Failure::Type { .. } | Failure::FalseSchema => true,
                    Failure::Value { got, want } => {
                        let kind = kind_spelled(got);
                        !want.iter().any(|value| value.kind() == kind)
                    }
                    _ => inner.is_other_kind,
                };
        }
        fit
    }

    /// One failure in this place.
    fn fit_at(&self, choice: &Note<'_>, mark: usize) -> Fit {
        let level = self.level(choice, mark);
        Fit {
            at_own: if level == Level::Own { FAILURE } else { 0 },
            at_members: if level == Level::Member { FAILURE } else { 0 },
            furthest: mark,
            ..Fit::default()
        }
    }

    fn level(&self, choice: &Note<'_>, mark: usize) -> Level {
        let places = &self.contents.places;
        let pointer = |mark: usize| places.places.get(mark).map(|place| place.pointer);
        let (own, at) = (pointer(choice.mark), pointer(mark));
        if own == at {
            Level::Own
        } else if own == at.and_then(|at| places.pointers.parent(at)) {
            Level::Member
        } else {
            Level::Deeper
        }
    }

    fn mismatch(&self, note: &Note<'_>) -> Option<Mismatch> {
        let mark = note.mark;
        match &note.failure {
            Failure::Type { .. } => Some(Mismatch { mark, is_constant: false }),
            Failure::Value { want, .. } => Some(Mismatch { mark, is_constant: want.len() == 1 }),
            _ => match self.found.get(note.choice as usize)? {
                Found { meant: Meant::OtherValue(mark), fit } => {
                    Some(Mismatch { mark: *mark, is_constant: fit.is_constant })
                }
                _ => None,
            },
        }
    }

    /// The places, the value itself and its members, where these branches ask for other values: pairs of a place and a
    /// branch, sorted, each once.
    fn places(
        &self,
        choice: &Note<'_>,
        live: &[Candidate<'r>],
        which: impl Fn(&Mismatch) -> bool,
    ) -> impl Iterator<Item = (usize, u32)> {
        let mut places = Vec::new();
        for candidate in live {
            let mismatches = self.notes(candidate.notes).filter_map(|note| self.mismatch(note));
            let near = mismatches.filter(|one| self.level(choice, one.mark) != Level::Deeper);
            places.extend(near.filter(&which).map(|one| (one.mark, candidate.branch)));
        }
        places.sort_unstable();
        places.dedup();
        places.into_iter()
    }

    fn asks_for_constant(&self, candidate: &Candidate<'r>, mark: usize) -> bool {
        let mut mismatches = self.notes(candidate.notes).filter_map(|note| self.mismatch(note));
        mismatches.any(|one| one.is_constant && one.mark == mark)
    }
}

/// The place that most branches share, the first of them, and how many branches these are.
fn most(places: impl Iterator<Item = (usize, u32)>) -> Option<(usize, usize)> {
    let mut best: Option<(usize, usize)> = None;
    let mut run = (usize::MAX, 0);
    for (mark, _) in places {
        run = if run.0 == mark { (mark, run.1 + 1) } else { (mark, 1) };
        if best.is_none_or(|(_, count)| count < run.1) {
            best = Some(run);
        }
    }
    best
}
