//! The contract between a validator and the source of its JSON.

use std::fmt;

use crate::members::Member;
use crate::{Flow, Number, Reason, Str};
#[cfg(doc)]
use crate::{Stop, members::OTHER};

/// The six kinds of JSON value (RFC 8259 section 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number
    Number,
    /// A string
    String,
    /// An array
    Array,
    /// An object
    Object,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Null => "null",
            Kind::Boolean => "boolean",
            Kind::Number => "number",
            Kind::String => "string",
            Kind::Array => "array",
            Kind::Object => "object",
        })
    }
}

/// One JSON value that is read in order, once, from its first byte to its last.
///
/// A validator looks at [`kind`](Input::kind) and then calls the one method of that kind, which moves past the
/// value (for arrays and objects: item by item). A clone is a checkpoint: reading the clone leaves the original
/// where it was. `'a` is the lifetime of the data that the input reads.
///
/// # Contract
///
/// Validators rely on the following. The tests of an implementation should call the functions in
/// [`testing`](crate::testing), which check it. A broken contract leads to wrong verdicts and wrong reports, but never to
/// undefined behaviour.
///
/// **What callers do.** They ask for [`kind`](Input::kind) before they call `null`, `boolean`, `number`, `string`, `array`
/// or `object`, and call only the one that fits. The others (`next_mark`, `string_if`, `number_if`, `skip`) need no `kind`
/// before them. They read each value inside an array or object to its end before the next `item` or `member`.
/// After an error, they call only [`reason`](Input::reason).
///
/// **Kind.** `kind` reads nothing: called twice, it returns the same, and the value can still be read.
///
/// **Order.** Items and members come in the order of the document, all of them, those included whose name occurs twice.
/// An input that reads parsed values may have another order of members, which is the same at each reading. Once a value
/// has been read, the input is after it: the next call of `item` or `member` moves on to the next one.
///
/// **Values.** `number` gives all digits as they are spelled, and `string` the decoded string, lone surrogates included. An
/// input of parsed values gives what they hold. `string_if` is `kind` and `string`: if the value is not a string, it gives
/// `None` and reads nothing. `number_if` is the same for numbers.
///
/// **Clones** are independent: reading from one does not affect the other. `again` is a clone, too, for callers that also
/// read the value through the original: it gives the same values, but may accept what the original refuses.
///
/// **Marks.** After `kind`, `mark` tells the place of the value. `next_mark` tells the same without `kind`. The string's
/// and the number's own marks ([`Str::mark`], [`Number::start`]) are the mark of the value, and a name has a mark of its
/// own. No two values or names of a document have the same mark, none is `usize::MAX`, and another reading or clone gives
/// the same marks. If they increase in document order, an implementation says so; nothing here relies on it, but for
/// [`Text`](crate::Text).
///
/// **Names.** `member_of` gives the name that `member` would give, and its number among `members`: the index of the one with
/// that name once escapes are decoded, or [`OTHER`]. `expected` is a guess, which may be wrong or no index at all.
/// `member` and `member_of` do not look for names that occur twice: that is what `once` is for, which refuses a name that
/// it has been given before for this object, whatever the spelling. If names cannot occur twice, it may accept all.
///
/// **Skipping.** `skip` leaves the input where reading would. It refuses what reading with `once` for each name would
/// refuse; only an input of parsed values may skip what is too deep to enter.
///
/// **Depth.** 128 levels of arrays and objects can be entered. `array` and `object` refuse the next one.
///
/// **Errors.** What is not JSON is refused with [`Stop::Syntax`], at the latest when the value is left. It is the only error
/// of an input: [`Stop::Failed`] belongs to sinks.
pub trait Input<'a>: Clone {
    /// The state of reading one object.
    type Object;
    /// The state of reading one array.
    type Array;

    /// A clone for another reading of a value that the original reads to its end, before or afterwards. What the original
    /// refuses need not be refused twice, so this one can be faster.
    #[inline(always)]
    #[must_use]
    fn again(&self) -> Self {
        self.clone()
    }
    /// The kind of the value that comes next.
    fn kind(&mut self) -> Flow<Kind>;
    /// The mark of that value: a token that a report turns into a pointer and a span.
    /// Call [`kind`](Input::kind) first.
    fn mark(&self) -> usize;
    /// The same, without [`kind`](Input::kind) before it.
    #[inline(always)]
    fn next_mark(&mut self) -> Flow<usize> {
        self.kind()?;
        Ok(self.mark())
    }
    /// Reads `null`.
    fn null(&mut self) -> Flow;
    /// Reads `true` or `false`.
    fn boolean(&mut self) -> Flow<bool>;
    /// Reads a number.
    fn number(&mut self) -> Flow<Number<'a>>;
    /// Reads a string.
    fn string(&mut self) -> Flow<Str<'a>>;
    /// Reads the value if it is a string. Most values need no more than this.
    #[inline(always)]
    fn string_if(&mut self) -> Flow<Option<Str<'a>>> {
        if self.kind()? == Kind::String { self.string().map(Some) } else { Ok(None) }
    }
    /// Reads the value if it is a number.
    #[inline(always)]
    fn number_if(&mut self) -> Flow<Option<Number<'a>>> {
        if self.kind()? == Kind::Number { self.number().map(Some) } else { Ok(None) }
    }
    /// Enters an object.
    fn object(&mut self) -> Flow<Self::Object>;
    /// Moves to the next member: its name, with the input standing at its value; `None` after the last.
    fn member(&mut self, object: &mut Self::Object) -> Flow<Option<Str<'a>>>;
    /// The same, with the number of the name among `members` ([`OTHER`] if it is none of them). The member
    /// `expected` is looked for first.
    #[inline(always)]
    fn member_of(
        &mut self,
        object: &mut Self::Object,
        members: &[Member<'_>],
        _expected: usize,
    ) -> Flow<Option<(usize, Str<'a>)>> {
        let name = self.member(object)?;
        Ok(name.map(|name| (Member::find(members, &name), name)))
    }
    /// Refuses a name that has occurred before in this object. Callers call it for each name that they do not watch
    /// themselves.
    fn once(&mut self, object: &mut Self::Object, name: Str<'a>) -> Flow;
    /// Enters an array.
    fn array(&mut self) -> Flow<Self::Array>;
    /// Moves to the next item; `false` after the last.
    fn item(&mut self, array: &mut Self::Array) -> Flow<bool>;
    /// Moves past the value, whatever it is.
    fn skip(&mut self) -> Flow;
    /// Why reading stopped, once it has stopped with [`Stop::Syntax`]. Parsed values are JSON: the only reason is that
    /// they are nested too deep.
    fn reason(&self) -> Reason {
        Reason::TooDeep
    }
}

/// An [`Input`] that can return to its marks. Types are built from such an input: the validator notes the marks of the
/// members, and they are read from there.
pub trait Seek<'a>: Input<'a> {
    /// The input at the value with this mark, as it was when it came to that value.
    ///
    /// # Errors
    /// Any [`Stop`] if the input has given no value this mark, but it may also be at something else then.
    fn seek(&self, mark: usize) -> Flow<Self>;
    /// The member whose name has this mark: the name, and the input at the member's value.
    ///
    /// # Errors
    /// Any [`Stop`] if the input has given no name this mark, but it may also be at something else then.
    fn seek_name(&self, mark: usize) -> Flow<(Str<'a>, Self)>;
    /// The branch of the union with this number that holds for the value that comes next, if that was noted.
    ///
    /// # Errors
    /// The document ends here.
    #[inline(always)]
    fn branch(&mut self, _union: u32) -> Flow<Option<usize>> {
        Ok(None)
    }
    /// Reads a number of a validated document as the nearest `f64`, if there is a fast way. `None` if there is not: then
    /// nothing has been read.
    #[inline(always)]
    fn short_float(&mut self) -> Option<f64> {
        None
    }
}
