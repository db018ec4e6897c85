//! A value of a generated type as an [`Input`].

mod node;
mod object;
mod values;
mod write;

pub use node::{AsNode, Entries, Items, Members, Node, absent};
pub use object::TypedObject;

use std::{fmt, ptr};

use crate::members::Member;
use crate::syntax::MAX_DEPTH;
use crate::{Flow, Input, Kind, Number, Stop, Str};

/// A value of a generated type, read as its JSON text would be: numbers have the spelling that they are written with.
///
/// Marks are numbers in the order in which values and names are read. Addresses would not do: a struct has that of its
/// first field, and values without a size share one.
#[derive(Clone, Copy, Debug)]
pub struct Typed<'v> {
    node: Node<'v>,
    mark: usize,
    depth: u8,
}

/// The items of an array that are still to be read.
pub struct TypedArray<'v> {
    items: Option<&'v dyn Items>,
    next: usize,
    depth: u8,
}

impl fmt::Debug for TypedArray<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TypedArray").field("next", &self.next).finish_non_exhaustive()
    }
}

impl<'v> Typed<'v> {
    /// The value as a whole document.
    #[must_use]
    pub fn new(node: Node<'v>) -> Self {
        Typed { node, mark: 0, depth: 0 }
    }

    fn deeper(&self) -> Flow<u8> {
        if self.depth == MAX_DEPTH { Err(Stop::Syntax) } else { Ok(self.depth + 1) }
    }

    #[inline]
    fn next_member(&mut self, object: &mut TypedObject<'v>) -> Flow<Option<(&'v str, Str<'v>)>> {
        // What is misplaced cannot be written, so there is no document to validate.
        let Some((name, node)) = object.next().map_err(|_| Stop::Syntax)? else { return Ok(None) };
        let mark = self.mark + 1;
        *self = Typed { node, mark: mark + 1, depth: object.depth() };
        Ok(Some((name, Str::plain(name, mark))))
    }

    fn as_number(&self) -> Number<'v> {
        let number = match self.node {
            Node::Signed(value) => Number::from_i64(value),
            Node::Unsigned(value) => Number::from_u64(value),
            Node::Float(value) => Number::from_f64(value).unwrap_or(const { Number::literal("0") }),
            Node::Spelled(text) => match Number::scan(text.as_bytes(), 0) {
                Ok((number, _)) => number,
                Err(_) => const { Number::literal("0") },
            },
            Node::Null
            | Node::Boolean(_)
            | Node::String(_)
            | Node::Array(_)
            | Node::Entries(_)
            | Node::Map(_)
            | Node::Record(_) => const { Number::literal("0") },
        };
        number.with_start(self.mark)
    }
}

// The methods that do much are not inlined: validators for typed values come on top of those for text, and should stay
// small.
impl<'v> Input<'v> for Typed<'v> {
    type Object = TypedObject<'v>;
    type Array = TypedArray<'v>;

    #[inline]
    fn kind(&mut self) -> Flow<Kind> {
        Ok(self.node.kind())
    }

    #[inline]
    fn mark(&self) -> usize {
        self.mark
    }

    #[inline]
    fn null(&mut self) -> Flow {
        Ok(())
    }

    #[inline]
    fn boolean(&mut self) -> Flow<bool> {
        Ok(matches!(self.node, Node::Boolean(true)))
    }

    #[inline(never)]
    fn number(&mut self) -> Flow<Number<'v>> {
        Ok(self.as_number())
    }

    #[inline]
    fn string(&mut self) -> Flow<Str<'v>> {
        Ok(self.string_if()?.unwrap_or(Str::plain("", self.mark)))
    }

    #[inline]
    fn string_if(&mut self) -> Flow<Option<Str<'v>>> {
        Ok(match self.node {
            Node::String(text) => Some(Str::plain(text, self.mark)),
            _ => None,
        })
    }

    #[inline(never)]
    fn object(&mut self) -> Flow<TypedObject<'v>> {
        Ok(TypedObject::new(self.node, self.deeper()?))
    }

    #[inline(never)]
    fn member(&mut self, object: &mut TypedObject<'v>) -> Flow<Option<Str<'v>>> {
        Ok(self.next_member(object)?.map(|(_, name)| name))
    }

    #[inline]
    fn member_of(
        &mut self,
        object: &mut TypedObject<'v>,
        members: &[Member<'_>],
        expected: usize,
    ) -> Flow<Option<(usize, Str<'v>)>> {
        let Some((text, name)) = self.next_member(object)? else { return Ok(None) };
        let number = match members.get(expected) {
            // The compiler often makes one of equal texts.
            Some(member) if ptr::eq(member.name(), text) || member.name() == text => expected,
            Some(_) | None => Member::find(members, &name),
        };
        Ok(Some((number, name)))
    }

    #[inline(never)]
    fn once(&mut self, _object: &mut TypedObject<'v>, _name: Str<'v>) -> Flow {
        // Maps have each name once, and none of a field.
        Ok(())
    }

    #[inline(never)]
    fn array(&mut self) -> Flow<TypedArray<'v>> {
        let items = match self.node {
            Node::Array(items) => Some(items),
            _ => None,
        };
        Ok(TypedArray { items, next: 0, depth: self.deeper()? })
    }

    #[inline(never)]
    fn item(&mut self, array: &mut TypedArray<'v>) -> Flow<bool> {
        let Some(node) = array.items.and_then(|items| items.item(array.next)) else {
            return Ok(false);
        };
        array.next += 1;
        *self = Typed { node, mark: self.mark + 1, depth: array.depth };
        Ok(true)
    }

    /// Reads what is inside of the value: the marks after it depend on how much that is.
    #[inline(never)]
    fn skip(&mut self) -> Flow {
        match self.node.kind() {
            Kind::Array => {
                let mut array = self.array()?;
                while self.item(&mut array)? {
                    self.skip()?;
                }
            }
            Kind::Object => {
                let mut object = self.object()?;
                while let Some(name) = self.member(&mut object)? {
                    self.once(&mut object, name)?;
                    self.skip()?;
                }
            }
            Kind::Null | Kind::Boolean | Kind::Number | Kind::String => {}
        }
        Ok(())
    }
}
