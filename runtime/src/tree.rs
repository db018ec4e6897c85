//! A parsed [`serde_json::Value`] as an [`Input`].

use serde_json::{Map, Value};

use crate::syntax::MAX_DEPTH;
use crate::{Flow, Input, Kind, Number, Stop, Str};

/// A parsed JSON value, and its depth in its document.
///
/// What a [`Value`] cannot hold is lost before it comes here: the digits of long numbers, lone surrogates, and the
/// first of two members with one name. Read text where that matters.
///
/// A mark is the address of a value or name, so a tree cannot return to one: that needs a
/// [`TreeIndex`](crate::TreeIndex).
#[derive(Clone, Copy, Debug)]
pub struct Tree<'a> {
    value: &'a Value,
    depth: u8,
}

impl<'a> Tree<'a> {
    /// The value as a whole document.
    #[must_use]
    pub fn new(value: &'a Value) -> Self {
        Tree { value, depth: 0 }
    }

    /// A value at this depth in its document.
    pub(crate) fn below(value: &'a Value, depth: u8) -> Self {
        Tree { value, depth }
    }

    fn deeper(&self) -> Flow<u8> {
        if self.depth == MAX_DEPTH {
            return Err(Stop::Syntax);
        }
        Ok(self.depth + 1)
    }
}

/// The state of reading an object.
#[derive(Debug)]
pub struct TreeObject<'a> {
    members: Option<<&'a Map<String, Value> as IntoIterator>::IntoIter>,
    depth: u8,
}

/// The state of reading an array.
#[derive(Debug)]
pub struct TreeArray<'a> {
    items: std::slice::Iter<'a, Value>,
    depth: u8,
}

/// The mark of a value: its address, which no two values of one document share.
fn mark_of(value: &Value) -> usize {
    std::ptr::from_ref(value).addr()
}

/// The mark of a member's name: the address of its key. Keys are stored beside the values, so a name never shares its
/// address with another name or with a value.
#[allow(
    clippy::ptr_arg,
    reason = "it is the place of the string that counts, not that of its characters"
)]
fn mark_of_name(name: &String) -> usize {
    std::ptr::from_ref(name).addr()
}

impl<'a> Input<'a> for Tree<'a> {
    type Object = TreeObject<'a>;
    type Array = TreeArray<'a>;

    #[inline]
    fn kind(&mut self) -> Flow<Kind> {
        Ok(match self.value {
            Value::Null => Kind::Null,
            Value::Bool(_) => Kind::Boolean,
            Value::Number(_) => Kind::Number,
            Value::String(_) => Kind::String,
            Value::Array(_) => Kind::Array,
            Value::Object(_) => Kind::Object,
        })
    }

    #[inline]
    fn mark(&self) -> usize {
        mark_of(self.value)
    }

    fn null(&mut self) -> Flow {
        Ok(())
    }

    #[inline]
    fn boolean(&mut self) -> Flow<bool> {
        Ok(self.value.as_bool().unwrap_or_default())
    }

    #[inline]
    fn number(&mut self) -> Flow<Number<'a>> {
        let number = match self.value {
            Value::Number(number) => of_value(number),
            _ => Number::literal("0"),
        };
        Ok(number.with_start(self.mark()))
    }

    #[inline]
    fn string(&mut self) -> Flow<Str<'a>> {
        Ok(Str::plain(self.value.as_str().unwrap_or_default(), self.mark()))
    }

    #[inline]
    fn object(&mut self) -> Flow<TreeObject<'a>> {
        let depth = self.deeper()?;
        let members = self.value.as_object().map(Map::iter);
        Ok(TreeObject { members, depth })
    }

    #[inline]
    fn member(&mut self, object: &mut TreeObject<'a>) -> Flow<Option<Str<'a>>> {
        let Some((name, value)) = object.members.as_mut().and_then(Iterator::next) else {
            return Ok(None);
        };
        *self = Tree { value, depth: object.depth };
        Ok(Some(Str::plain(name, mark_of_name(name))))
    }

    #[inline]
    fn once(&mut self, _object: &mut TreeObject<'a>, _name: Str<'a>) -> Flow {
        Ok(())
    }

    #[inline]
    fn array(&mut self) -> Flow<TreeArray<'a>> {
        let depth = self.deeper()?;
        let items = self.value.as_array().map(Vec::as_slice).unwrap_or_default().iter();
        Ok(TreeArray { items, depth })
    }

    #[inline]
    fn item(&mut self, array: &mut TreeArray<'a>) -> Flow<bool> {
        match array.items.next() {
            Some(value) => {
                *self = Tree { value, depth: array.depth };
                Ok(true)
            }
            None => Ok(false),
        }
    }

    #[inline]
    fn skip(&mut self) -> Flow {
        Ok(())
    }
}

/// The decimal digits of a parsed number: those of an integer, or the shortest that give the same float.
fn of_value(number: &serde_json::Number) -> Number<'static> {
    if let Some(unsigned) = number.as_u64() {
        Number::from_u64(unsigned)
    } else if let Some(signed) = number.as_i64() {
        Number::from_i64(signed)
    } else {
        let float = number.as_f64().and_then(Number::from_f64);
        float.unwrap_or(const { Number::literal("0") })
    }
}
