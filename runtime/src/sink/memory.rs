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
    verdicts: RefCell<Verdicts>,
    /// What was evaluated, if anything was. That is rare, and takes much more memory than a verdict.
    evaluated: RefCell<HashMap<(u64, usize), Evaluated>>,
}

impl Memory {
    pub(super) fn memoised(&self, function: u64, mark: usize) -> Option<Verdict> {
        let holds = self.verdicts.borrow().get(Key { function, mark })?;
        let evaluated = self.evaluated.borrow().get(&(function, mark)).cloned();
        Some(Verdict { holds, evaluated: evaluated.unwrap_or_default() })
    }

    pub(super) fn memoise(&self, function: u64, mark: usize, verdict: Verdict) {
        let Verdict { holds, evaluated } = verdict;
        self.verdicts.borrow_mut().insert(Key { function, mark }, holds);
        if !evaluated.is_empty() {
            self.evaluated.borrow_mut().insert((function, mark), evaluated);
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Key {
    function: u64,
    mark: usize,
}

/// A hash table with open addressing. The first entries are in the table itself, so small documents allocate nothing.
///
/// The hash is fast, and known to everybody. What that costs is bounded: no search looks at more than [`REACH`] entries,
/// and what finds no place there is in a table with a random key.
#[derive(Debug)]
struct Verdicts {
    few: [Entry; FEW],
    /// Instead of `few`, once it is half full: a power of two of entries, of which at most half are in use.
    many: Vec<Entry>,
    used: usize,
    rest: HashMap<Key, bool>,
}

/// In two words, since the first entries are cleared for each document.
#[derive(Clone, Copy, Debug)]
struct Entry {
    /// The function's number, which has less than 63 bits, and below it whether the value is valid.
    function_holds: u64,
    mark: usize,
}

/// How many entries there are before anything is allocated.
const FEW: usize = 32;

/// How many entries a search looks at.
const REACH: usize = 16;

/// No value has this mark.
const FREE: usize = usize::MAX;

impl Default for Verdicts {
    fn default() -> Self {
        let few = [Entry::FREE; FEW];
        Verdicts { few, many: Vec::new(), used: 0, rest: HashMap::new() }
    }
}

impl Entry {
    const FREE: Self = Entry { function_holds: 0, mark: FREE };

    fn new(Key { function, mark }: Key, holds: bool) -> Self {
        Entry { function_holds: function << 1 | u64::from(holds), mark }
    }

    fn key(&self) -> Key {
        Key { function: self.function_holds >> 1, mark: self.mark }
    }

    fn holds(&self) -> bool {
        self.function_holds & 1 == 1
    }

    fn is_free(&self) -> bool {
        self.mark == FREE
    }
}

impl Verdicts {
    fn entries(&self) -> &[Entry] {
        if self.many.is_empty() { &self.few } else { &self.many }
    }

    fn get(&self, key: Key) -> Option<bool> {
        let entries = self.entries();
        for place in places(key, entries.len()) {
            match entries.get(place) {
                Some(entry) if entry.key() == key => return Some(entry.holds()),
                // Its place may have been taken before the table grew.
                Some(entry) if entry.is_free() => break,
                Some(_) | None => {}
            }
        }
        self.rest.get(&key).copied()
    }

    /// Adds a verdict that is not there.
    fn insert(&mut self, key: Key, holds: bool) {
        if self.used * 2 >= self.entries().len() {
            self.grow();
        }
        let entry = Entry::new(key, holds);
        let entries = if self.many.is_empty() { &mut self.few[..] } else { &mut self.many };
        if place(entries, entry) {
            self.used += 1;
        } else {
            self.rest.insert(key, holds);
        }
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self) {
        let entries = self.entries();
        let factor = if entries.len() < 1024 { 4 } else { 2 };
        let mut larger = vec![Entry::FREE; entries.len() * factor];
        let taken = entries.iter().filter(|entry| !entry.is_free());
        let homeless: Vec<Entry> = taken.copied().filter(|it| !place(&mut larger, *it)).collect();
        self.rest.extend(homeless.iter().map(|entry| (entry.key(), entry.holds())));
        self.many = larger;
    }
}

/// Puts an entry into one of its places; `false` if all are taken.
fn place(entries: &mut [Entry], entry: Entry) -> bool {
    for place in places(entry.key(), entries.len()) {
        match entries.get_mut(place) {
            Some(free) if free.is_free() => {
                *free = entry;
                return true;
            }
            Some(_) | None => {}
        }
    }
    false
}

/// The places of a key among so many entries, which are a power of two.
#[inline(always)]
fn places(key: Key, entries: usize) -> impl Iterator<Item = usize> {
    // 2⁶⁴ divided by the golden ratio, and another odd number: neighbours come to lie far from each other.
    const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
    const MIX: u64 = 0xD6E8_FEB8_6659_FD93;
    let hash = ((key.mark as u64) ^ key.function.wrapping_mul(MIX)).wrapping_mul(SPREAD);
    let first = (hash >> 32) as usize;
    let mask = entries.wrapping_sub(1);
    (0..REACH).map(move |step| first.wrapping_add(step) & mask)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdicts(keys: &[Key]) -> Verdicts {
        let mut verdicts = Verdicts::default();
        for (index, key) in keys.iter().enumerate() {
            assert_eq!(verdicts.get(*key), None, "{key:?}");
            verdicts.insert(*key, index % 3 == 0);
        }
        for (index, key) in keys.iter().enumerate() {
            assert_eq!(verdicts.get(*key), Some(index % 3 == 0), "{key:?}");
        }
        verdicts
    }

    fn keys(functions: u64, marks: impl Iterator<Item = usize> + Clone) -> Vec<Key> {
        let key = |function| marks.clone().map(move |mark| Key { function, mark });
        (0..functions).flat_map(key).collect()
    }

    #[test]
    fn a_few_verdicts_allocate_nothing() {
        let verdicts = verdicts(&keys(4, (0..12).step_by(3)));
        assert_eq!((verdicts.many.capacity(), verdicts.rest.capacity()), (0, 0));
    }

    #[test]
    fn ordinary_verdicts_find_a_place() {
        for step in [1, 8, 64, 4096] {
            let keys = keys(7, (0..20_000).map(|mark| mark * step));
            let verdicts = verdicts(&keys);
            let rest = verdicts.rest.len();
            assert!(rest * 100 <= keys.len(), "{rest} of {} for step {step}", keys.len());
        }
    }

    #[test]
    fn keys_that_collide_are_found_too() {
        let is_first = |key: &Key| places(*key, 1 << 12).next().is_some_and(|place| place < 4);
        let colliding: Vec<Key> =
            keys(8, 0..16_000).into_iter().filter(is_first).take(60).collect();
        assert!(colliding.len() > REACH * 2, "{}", colliding.len());
        assert!(!verdicts(&colliding).rest.is_empty());
    }
}
