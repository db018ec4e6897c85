//! Tests that an [`Input`] keeps its contract, for those who implement one.
//!
//! ```
//! use voltype_runtime::Text;
//! use voltype_runtime::testing::{self, Promises};
//!
//! for json in testing::documents().iter().chain(&testing::broken_documents()) {
//!     let make = || Text::new(json.as_bytes()).unwrap();
//!     testing::input_keeps_contract(json, Promises::TEXT, make).unwrap();
//!     testing::seek_keeps_contract(json, Promises::TEXT, make).unwrap();
//! }
//! ```

mod compare;
mod documents;
mod model;
mod object;
mod seek;
mod value;

use std::collections::HashSet;
use std::fmt;

pub use documents::{broken_documents, documents};
pub use seek::seek_keeps_contract;

use crate::{Flow, Input, Stop};
use model::Model;

/// A clause of the contract, in the words of [`Input`]'s documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Clause {
    /// `kind` tells what comes next, and reads nothing.
    Kind,
    /// All items and members come in order, and after a value has been read, the input is at its end.
    Order,
    /// `boolean` gives the value.
    Booleans,
    /// `number` gives all digits.
    Numbers,
    /// `string` and names are decoded, lone surrogates included.
    Strings,
    /// `string_if` and `number_if` are `kind` and `string` or `number`.
    Conditional,
    /// A clone is a checkpoint.
    Clones,
    /// `mark`, `next_mark`, strings and numbers give the same mark.
    Marks,
    /// No two values or names have one mark.
    UniqueMarks,
    /// Marks increase in document order, if that is promised.
    OrderedMarks,
    /// `member_of` is `member` with the number of the name.
    MemberOf,
    /// `once` refuses a name for the second time, and only then.
    Once,
    /// `skip` refuses a name that occurs twice.
    Duplicates,
    /// `skip` leaves the input where reading would.
    Skip,
    /// 128 levels are read, and no more.
    Depth,
    /// What is not JSON is refused.
    Syntax,
    /// An input stops with `Stop::Syntax` alone.
    Stops,
    /// `seek` and `seek_name` return to marks.
    Seek,
    /// `short_float` gives the nearest float, or reads nothing.
    ShortFloat,
}

impl Clause {
    /// All clauses.
    pub const ALL: [Clause; 19] = [
        Clause::Kind,
        Clause::Order,
        Clause::Booleans,
        Clause::Numbers,
        Clause::Strings,
        Clause::Conditional,
        Clause::Clones,
        Clause::Marks,
        Clause::UniqueMarks,
        Clause::OrderedMarks,
        Clause::MemberOf,
        Clause::Once,
        Clause::Duplicates,
        Clause::Skip,
        Clause::Depth,
        Clause::Syntax,
        Clause::Stops,
        Clause::Seek,
        Clause::ShortFloat,
    ];
}

/// What an input promises beyond the contract, because of what it reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promises {
    /// It reads the text itself, so it knows all digits, the order of members and names that occur twice, and refuses
    /// what is not JSON. Without this promise, numbers may be rounded to the nearest `f64`, members come in any fixed
    /// order, the last of two members with one name counts, and `skip` may pass what is too deep to enter.
    pub text: bool,
    /// Marks increase in the order in which values and names are read.
    pub ordered_marks: bool,
}

impl Promises {
    /// Those of an input that reads JSON text.
    pub const TEXT: Promises = Promises { text: true, ordered_marks: true };
    /// Those of an input that reads values which something else has parsed.
    pub const VALUES: Promises = Promises { text: false, ordered_marks: false };
}

/// A clause that an input breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// The clause.
    pub clause: Clause,
    /// What the input did.
    pub what: String,
    /// The document.
    pub json: String,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Breach { clause, what, json } = self;
        write!(f, "{clause:?}: {what}, in {json}")
    }
}

impl std::error::Error for Breach {}

/// The result of one test.
type Kept<T = ()> = Result<T, Breach>;

/// Uses an input in all ways that the contract allows. `make` makes it, at the start of `json`. Call this function with
/// each of [`documents()`] and [`broken_documents()`] that the input can be made from, and with your own.
///
/// A text that is not JSON must be refused. What follows the first value of a text is ignored.
///
/// # Errors
/// The first clause that is broken.
pub fn input_keeps_contract<'a, I: Input<'a>>(
    json: &str,
    promises: Promises,
    make: impl Fn() -> I,
) -> Result<(), Breach> {
    let mut kit = Kit::new(json, promises);
    match Model::read(json) {
        None => kit.refused(&make),
        Some(model) if promises.text && model.has_duplicates() => kit.refuses_duplicates(&make),
        Some(model) => {
            let model = if promises.text { model } else { model.without_duplicates() };
            kit.compare(&mut make(), &model)?;
            kit.value(&mut make(), &model)
        }
    }
}

/// One run over one document.
struct Kit<'j> {
    json: &'j str,
    promises: Promises,
    /// All marks so far, of values and of names.
    marks: HashSet<usize>,
    last_mark: Option<usize>,
}

impl<'j> Kit<'j> {
    fn new(json: &'j str, promises: Promises) -> Self {
        Kit { json, promises, marks: HashSet::new(), last_mark: None }
    }

    fn breach<T>(&self, clause: Clause, what: impl Into<String>) -> Kept<T> {
        Err(Breach { clause, what: what.into(), json: self.json.to_owned() })
    }

    fn keep(&self, clause: Clause, kept: bool, what: &str) -> Kept {
        if kept { Ok(()) } else { self.breach(clause, what) }
    }

    fn same<T: PartialEq + fmt::Debug>(&self, clause: Clause, what: &str, got: T, want: T) -> Kept {
        if got == want {
            return Ok(());
        }
        self.breach(clause, format!("{what} is {got:?} instead of {want:?}"))
    }

    /// The result of a method that must not stop.
    fn given<T>(&self, clause: Clause, what: &str, flow: Flow<T>) -> Kept<T> {
        match flow {
            Ok(value) => Ok(value),
            Err(Stop::Syntax) => self.breach(clause, format!("{what} refuses JSON")),
            Err(Stop::Failed) => self.breach(Clause::Stops, format!("{what} gives Stop::Failed")),
        }
    }

    /// A method that had to stop.
    fn stopped<T>(&self, clause: Clause, what: &str, flow: Flow<T>) -> Kept {
        match flow {
            Err(Stop::Syntax) => Ok(()),
            Ok(_) => self.breach(clause, format!("{what} accepts it")),
            Err(Stop::Failed) => self.breach(Clause::Stops, format!("{what} gives Stop::Failed")),
        }
    }

    /// Notes a mark, which must be unique.
    fn mark(&mut self, mark: usize) -> Kept {
        let new = self.marks.insert(mark) && mark != usize::MAX;
        self.keep(Clause::UniqueMarks, new, "a mark is used twice, or the one that means none")?;
        let behind = self.last_mark.replace(mark).is_none_or(|last| last < mark);
        let kept = behind || !self.promises.ordered_marks;
        self.keep(Clause::OrderedMarks, kept, "a mark is less than one before it")
    }

    /// A text that is not JSON, or nested too deep.
    fn refused<'a, I: Input<'a>>(&self, make: &impl Fn() -> I) -> Kept {
        let deep = Model::read_deep(self.json).is_some();
        let clause = if deep { Clause::Depth } else { Clause::Syntax };
        self.stopped(clause, "reading", compare::read_all(&mut make()))?;
        if self.promises.text || !deep {
            self.stopped(clause, "skip", make().skip())?;
        }
        if make().kind().is_err() {
            self.stopped(clause, "string_if", make().string_if())?;
            self.stopped(clause, "number_if", make().number_if())?;
        }
        Ok(())
    }

    fn refuses_duplicates<'a, I: Input<'a>>(&self, make: &impl Fn() -> I) -> Kept {
        self.stopped(Clause::Once, "reading with once", compare::read_all(&mut make()))?;
        self.stopped(Clause::Duplicates, "skip", make().skip())
    }
}
