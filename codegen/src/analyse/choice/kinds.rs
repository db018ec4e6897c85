//! Sets of JSON kinds, and the values of `const` and `enum` in a form that can be compared.

use crate::arena::{Data, Node};
use crate::schema::TypeSet;

/// What the first byte of a JSON value tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `null`
    Null,
    /// `false`
    False,
    /// `true`
    True,
    /// A number
    Number,
    /// A string
    String,
    /// An array
    Array,
    /// An object
    Object,
}

/// A set of kinds. Integers and other numbers are told apart, by value: `1.0` is an integer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kinds(u8);

/// A number of a schema by its value: `10`, `10.0` and `1e1` are equal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal {
    /// Its digits, with `-` before those of a negative one, without zeros at either end; `0` for zero.
    pub digits: String,
    /// The power of ten that they are multiplied by.
    pub exponent: i64,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 7] = [
        Kind::Null,
        Kind::False,
        Kind::True,
        Kind::Number,
        Kind::String,
        Kind::Array,
        Kind::Object,
    ];

    /// The word for several values of this kind.
    #[must_use]
    pub fn plural(self) -> &'static str {
        match self {
            Kind::Null => "null",
            Kind::False => "false",
            Kind::True => "true",
            Kind::Number => "numbers",
            Kind::String => "strings",
            Kind::Array => "arrays",
            Kind::Object => "objects",
        }
    }
}

impl Kinds {
    /// No kind: nothing is valid.
    pub const NONE: Kinds = Kinds(0);
    /// `null`
    pub const NULL: Kinds = Kinds(1);
    /// `false`
    pub const FALSE: Kinds = Kinds(1 << 1);
    /// `true`
    pub const TRUE: Kinds = Kinds(1 << 2);
    /// Numbers without a fractional part
    pub const INTEGER: Kinds = Kinds(1 << 3);
    /// Numbers with a fractional part
    pub const FRACTION: Kinds = Kinds(1 << 4);
    /// All numbers
    pub const NUMBER: Kinds = Kinds(Kinds::INTEGER.0 | Kinds::FRACTION.0);
    /// Strings
    pub const STRING: Kinds = Kinds(1 << 5);
    /// Arrays
    pub const ARRAY: Kinds = Kinds(1 << 6);
    /// Objects
    pub const OBJECT: Kinds = Kinds(1 << 7);
    /// All kinds
    pub const ANY: Kinds = Kinds(u8::MAX);

    /// All values of this kind.
    #[must_use]
    pub fn of(kind: Kind) -> Self {
        match kind {
            Kind::Null => Kinds::NULL,
            Kind::False => Kinds::FALSE,
            Kind::True => Kinds::TRUE,
            Kind::Number => Kinds::NUMBER,
            Kind::String => Kinds::STRING,
            Kind::Array => Kinds::ARRAY,
            Kind::Object => Kinds::OBJECT,
        }
    }

    /// What `type` lets through.
    #[must_use]
    pub fn of_types(types: TypeSet) -> Self {
        let TypeSet { null, boolean, integer, number, string, array, object } = types;
        let one = |said: bool, kinds: Kinds| if said { kinds } else { Kinds::NONE };
        one(null, Kinds::NULL)
            .union(one(boolean, Kinds::FALSE.union(Kinds::TRUE)))
            .union(one(integer, Kinds::INTEGER))
            .union(one(number, Kinds::NUMBER))
            .union(one(string, Kinds::STRING))
            .union(one(array, Kinds::ARRAY))
            .union(one(object, Kinds::OBJECT))
    }

    /// Those in either set.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Kinds(self.0 | other.0)
    }

    /// Those in both sets.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        Kinds(self.0 & other.0)
    }

    /// Those that aren't in this set.
    #[must_use]
    pub const fn complement(self) -> Self {
        Kinds(!self.0)
    }

    /// Those that aren't in the other set.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        self.intersection(other.complement())
    }

    /// Whether the sets have a kind in common.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there is no kind in the set.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The kinds of which some value is in the set.
    pub fn kinds(self) -> impl Iterator<Item = Kind> {
        Kind::ALL.into_iter().filter(move |kind| self.meets(Kinds::of(*kind)))
    }
}

impl Decimal {
    /// The value of a JSON number; `None` if its exponent is out of all proportion.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let (sign, text) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        let digits = all.trim_start_matches('0');
        let significant = digits.trim_end_matches('0');
        if significant.is_empty() {
            return Some(Decimal { digits: "0".to_owned(), exponent: 0 });
        }
        let zeros = i64::try_from(digits.len() - significant.len()).ok()?;
        let places = i64::try_from(fraction.len()).ok()?;
        let exponent: i64 = exponent.parse().ok()?;
        let exponent = exponent.checked_sub(places)?.checked_add(zeros)?;
        Some(Decimal { digits: format!("{sign}{significant}"), exponent })
    }

    /// The kind of the number.
    #[must_use]
    pub fn kinds(&self) -> Kinds {
        if self.exponent >= 0 { Kinds::INTEGER } else { Kinds::FRACTION }
    }
}

/// The kinds of a schema's value: of a number whose value isn't known, all numbers.
#[must_use]
pub fn kinds_of(node: Node<'_>) -> Kinds {
    match node.data() {
        Data::Null => Kinds::NULL,
        Data::Boolean(false) => Kinds::FALSE,
        Data::Boolean(true) => Kinds::TRUE,
        Data::Number(text) => Decimal::of(text).map_or(Kinds::NUMBER, |number| number.kinds()),
        Data::String(_) => Kinds::STRING,
        Data::Array(_) => Kinds::ARRAY,
        Data::Object(_) => Kinds::OBJECT,
    }
}
