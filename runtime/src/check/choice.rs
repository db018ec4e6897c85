//! Which branches of a choice can hold, found without trying them.

use crate::{Flow, Input, Kind, Number, SinkOf};

/// What a value is, or a member that may be absent.
#[derive(Clone, Copy, Debug)]
pub enum Is<'p> {
    /// `null`
    Null,
    /// `false`
    False,
    /// `true`
    True,
    /// A number that is not listed
    Number,
    /// A string that is not listed
    String,
    /// An array
    Array,
    /// An object
    Object,
    /// There is no such member
    Absent,
    /// This string
    Text(&'p str),
    /// This number
    Value(Number<'p>),
}

/// How many of [`Is`] have no data.
const PLAIN: usize = 8;

impl Is<'_> {
    /// Its place among those without data.
    const fn plain(&self) -> Option<usize> {
        Some(match self {
            Is::Null => 0,
            Is::False => 1,
            Is::True => 2,
            Is::Number => 3,
            Is::String => 4,
            Is::Array => 5,
            Is::Object => 6,
            Is::Absent => 7,
            Is::Text(_) | Is::Value(_) => return None,
        })
    }
}

/// What values leave of the branches: each with the numbers of the branches that can hold for it. Without an entry, none can.
pub type Entries<'p> = &'p [(Is<'p>, &'p [u16])];

/// A set of branches, one bit each.
type Set<const WORDS: usize> = [u64; WORDS];

const fn set<const WORDS: usize>(branches: &[u16]) -> Set<WORDS> {
    let mut set = [0; WORDS];
    let mut rest = branches;
    while let [branch, tail @ ..] = rest {
        set[*branch as usize / 64] |= 1 << (*branch % 64);
        rest = tail;
    }
    set
}

/// The branches that a value leaves.
#[derive(Clone, Copy, Debug)]
struct Table<'p, const WORDS: usize> {
    plain: [Set<WORDS>; PLAIN],
    /// In the order of their bytes.
    texts: Entries<'p>,
    values: Entries<'p>,
}

impl<'p, const WORDS: usize> Table<'p, WORDS> {
    /// `entries` has what has no data first, then strings in the order of their bytes, then numbers.
    const fn new(entries: Entries<'p>) -> Self {
        let mut plain = [[0; WORDS]; PLAIN];
        let mut rest = entries;
        while let [(is, branches), tail @ ..] = rest {
            let Some(place) = is.plain() else { break };
            plain[place] = set(branches);
            rest = tail;
        }
        let mut texts = 0;
        while texts < rest.len() && matches!(rest[texts].0, Is::Text(_)) {
            texts += 1;
        }
        let (texts, values) = rest.split_at(texts);
        Table { plain, texts, values }
    }

    /// Reads a value: the branches that it leaves.
    #[inline]
    fn read<'a, I: Input<'a>>(&self, input: &mut I) -> Flow<Set<WORDS>> {
        let is = match input.kind()? {
            Kind::Null => Is::Null,
            Kind::Array => Is::Array,
            Kind::Object => Is::Object,
            Kind::Boolean => {
                let is = if input.boolean()? { Is::True } else { Is::False };
                return Ok(self.plainly(is));
            }
            Kind::String if !self.texts.is_empty() => {
                let text = input.string()?;
                return Ok(self.text(&text.bytes()).unwrap_or_else(|| self.plainly(Is::String)));
            }
            Kind::Number if !self.values.is_empty() => {
                let number = input.number()?;
                return Ok(self.value(&number).unwrap_or_else(|| self.plainly(Is::Number)));
            }
            Kind::String => Is::String,
            Kind::Number => Is::Number,
        };
        input.skip()?;
        Ok(self.plainly(is))
    }

    #[inline(always)]
    fn plainly(&self, is: Is<'_>) -> Set<WORDS> {
        is.plain().and_then(|place| self.plain.get(place)).copied().unwrap_or([0; WORDS])
    }

    fn text(&self, text: &[u8]) -> Option<Set<WORDS>> {
        let found = self.texts.binary_search_by(|(is, _)| match is {
            Is::Text(listed) => listed.as_bytes().cmp(text),
            _ => std::cmp::Ordering::Greater,
        });
        self.texts.get(found.ok()?).map(|(_, branches)| set(branches))
    }

    fn value(&self, number: &Number<'_>) -> Option<Set<WORDS>> {
        let is_same = |is: &Is<'_>| matches!(is, Is::Value(listed) if listed == number);
        self.values.iter().find(|(is, _)| is_same(is)).map(|(_, branches)| set(branches))
    }
}

/// The branches that a member of an object leaves.
#[derive(Clone, Copy, Debug)]
pub struct ByMember<'p, const WORDS: usize> {
    name: &'p str,
    table: Table<'p, WORDS>,
}

impl<'p, const WORDS: usize> ByMember<'p, WORDS> {
    /// The member of this name, and the branches by what it is.
    #[must_use]
    pub const fn new(name: &'p str, entries: Entries<'p>) -> Self {
        ByMember { name, table: Table::new(entries) }
    }
}

/// What tells the branches of `anyOf` or `oneOf` apart, for up to `WORDS` × 64 of them.
///
/// It serves verdicts: a branch that is left out is invalid for certain. A report tries all branches, because it says why
/// each has failed.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'p, const WORDS: usize> {
    table: Table<'p, WORDS>,
    members: &'p [ByMember<'p, WORDS>],
    is_exclusive: bool,
}

impl<'p, const WORDS: usize> Choice<'p, WORDS> {
    /// The branches by what the value is: entries without data first, then strings in the order of their bytes, then
    /// numbers.
    #[must_use]
    pub const fn new(entries: Entries<'p>) -> Self {
        Choice { table: Table::new(entries), members: &[], is_exclusive: false }
    }

    /// Several branches allow objects: these members leave fewer of them. There may be 64.
    #[must_use]
    pub const fn members(self, members: &'p [ByMember<'p, WORDS>]) -> Self {
        Choice { members, ..self }
    }

    /// No value is valid by two branches.
    #[must_use]
    pub const fn exclusive(self) -> Self {
        Choice { is_exclusive: true, ..self }
    }

    /// The branches that can hold for the value that comes next.
    ///
    /// # Errors
    /// The value is not JSON.
    #[inline]
    pub fn candidates<'a, I: Input<'a>, S: SinkOf<'p>>(
        &self,
        input: &mut I,
        _sink: &S,
    ) -> Flow<Candidates<WORDS>> {
        if S::COLLECTS {
            return Ok(Candidates { set: [u64::MAX; WORDS], is_exclusive: false });
        }
        Ok(Candidates { set: self.left(input)?, is_exclusive: self.is_exclusive })
    }

    #[inline]
    fn left<'a, I: Input<'a>>(&self, input: &mut I) -> Flow<Set<WORDS>> {
        let is = match input.kind()? {
            Kind::Null => Is::Null,
            Kind::Array => Is::Array,
            Kind::Object => {
                let set = self.table.plainly(Is::Object);
                return if self.members.is_empty() || is_decided(&set) {
                    Ok(set)
                } else {
                    self.by_members(&mut input.again(), set)
                };
            }
            Kind::Number if self.table.values.is_empty() => Is::Number,
            Kind::String if self.table.texts.is_empty() => Is::String,
            Kind::Boolean | Kind::Number | Kind::String => {
                return self.table.read(&mut input.again());
            }
        };
        Ok(self.table.plainly(is))
    }

    /// Reads members until one branch is left at the most, or no member can tell more.
    #[inline(never)]
    fn by_members<'a, I: Input<'a>>(
        &self,
        input: &mut I,
        mut left: Set<WORDS>,
    ) -> Flow<Set<WORDS>> {
        let mut seen = 0_u64;
        let mut unseen = self.members.len();
        let mut object = input.object()?;
        while let Some(name) = input.member(&mut object)? {
            let name = name.bytes();
            let is_it = |member: &ByMember<'_, WORDS>| member.name.as_bytes() == &*name;
            let found = self.members.iter().enumerate().find(|(_, member)| is_it(member));
            let Some((slot, member)) = found else {
                input.skip()?;
                continue;
            };
            meet(&mut left, &member.table.read(input)?);
            seen |= 1 << (slot % 64);
            unseen = unseen.saturating_sub(1);
            if unseen == 0 || is_decided(&left) {
                return Ok(left);
            }
        }
        for (slot, member) in self.members.iter().enumerate() {
            if seen & (1 << (slot % 64)) == 0 {
                meet(&mut left, &member.table.plainly(Is::Absent));
            }
        }
        Ok(left)
    }
}

/// Whether there is one branch at the most.
#[inline(always)]
fn is_decided<const WORDS: usize>(set: &Set<WORDS>) -> bool {
    set.iter().map(|word| word.count_ones()).sum::<u32>() <= 1
}

#[inline(always)]
fn meet<const WORDS: usize>(set: &mut Set<WORDS>, other: &Set<WORDS>) {
    set.iter_mut().zip(other).for_each(|(word, other)| *word &= other);
}

/// The branches that are worth a try.
#[derive(Clone, Copy, Debug)]
pub struct Candidates<const WORDS: usize> {
    set: Set<WORDS>,
    is_exclusive: bool,
}

impl Candidates<0> {
    /// All branches, however many.
    pub(super) const ALL: Self = Candidates { set: [], is_exclusive: false };
}

impl<const WORDS: usize> Candidates<WORDS> {
    /// Whether the branch of this number is worth a try.
    #[inline(always)]
    pub(super) fn has(&self, branch: usize) -> bool {
        self.set.get(branch / 64).is_none_or(|word| word & (1 << (branch % 64)) != 0)
    }

    /// One of the branches holds: those that it excludes are not worth a try any more.
    #[inline(always)]
    pub(super) fn one_holds(&mut self) {
        if self.is_exclusive {
            self.set = [0; WORDS];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Collect, FailFast, Memory, Text};

    static CHOICE: Choice<'_, 1> = Choice::new(&[
        (Is::True, &[0]),
        (Is::String, &[1]),
        (Is::Object, &[2, 3, 4]),
        (Is::Text("é"), &[0, 1]),
        (Is::Value(crate::number!("10")), &[4]),
    ])
    .members(&[
        ByMember::new(
            "kind",
            &[
                (Is::Number, &[4]),
                (Is::Absent, &[3, 4]),
                (Is::Text("a"), &[2]),
                (Is::Text("b"), &[3, 4]),
            ],
        ),
        ByMember::new("more", &[(Is::Object, &[2, 3]), (Is::Absent, &[2, 4])]),
    ]);

    fn left(json: &str) -> u64 {
        let mut text = Text::new(json.as_bytes()).unwrap();
        let candidates = CHOICE.candidates(&mut text, &FailFast).unwrap();
        assert_eq!(text.position(), json.len() - json.trim_start().len(), "{json}");
        candidates.set[0]
    }

    #[test]
    fn a_value_leaves_the_branches_that_can_hold() {
        for (json, branches) in [
            ("null", &[][..]),
            ("true", &[0]),
            ("false", &[]),
            (r#""x""#, &[1]),
            (r#" "\u00e9""#, &[0, 1]),
            ("10.0", &[4]),
            ("1e1", &[4]),
            ("11", &[]),
            (r#"{"kind": "a", "more": "not read"}"#, &[2]),
            (r#"{"x": [1, "]"], "more": {"kind": 1}, "k\u0069nd": "b"}"#, &[3]),
            (r#"{"kind": "b"}"#, &[4]),
            (r#"{"kind": "c"}"#, &[]),
            (r#"{"more": {}}"#, &[3]),
            ("{}", &[4]),
        ] {
            assert_eq!(left(json), set::<1>(branches)[0], "{json}");
        }
    }

    #[test]
    fn a_report_tries_all_branches() {
        let memory = Memory::default();
        let mut text = Text::new(b"null").unwrap();
        let candidates = CHOICE.candidates(&mut text, &Collect::new("", &memory)).unwrap();
        assert!((0..5).all(|branch| candidates.has(branch)));
    }
}
