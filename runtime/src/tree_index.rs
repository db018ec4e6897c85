//! A parsed value that can return to its marks.

use serde_json::Value;

use crate::syntax::MAX_DEPTH;
use crate::tree::Tree;
use crate::{Flow, Input, Kind, Number, Seek, Stop, Str};

/// All values of a document, numbered in the order in which they are read. An [`IndexedTree`] needs it to return to a
/// mark. It is made in one pass and takes a few words for each value.
#[derive(Clone, Debug)]
pub struct TreeIndex<'a> {
    entries: Vec<Entry<'a>>,
}

#[derive(Clone, Debug)]
struct Entry<'a> {
    tree: Tree<'a>,
    name: &'a str,
    /// The number of the first value after this one and its contents.
    end: usize,
}

impl<'a> TreeIndex<'a> {
    /// Numbers the values of a document.
    #[must_use]
    pub fn new(document: &'a Value) -> Self {
        let mut index = TreeIndex { entries: Vec::new() };
        index.add("", document, 0);
        index
    }

    /// The document as an input.
    #[must_use]
    pub fn input(&self) -> IndexedTree<'a, '_> {
        IndexedTree { index: self, number: 0 }
    }

    fn add(&mut self, name: &'a str, value: &'a Value, depth: u8) {
        let number = self.entries.len();
        self.entries.push(Entry { tree: Tree::below(value, depth), name, end: number + 1 });
        // Deeper values are never entered.
        if depth < MAX_DEPTH {
            match value {
                Value::Array(items) => {
                    items.iter().for_each(|item| self.add("", item, depth + 1));
                }
                Value::Object(members) => {
                    members.iter().for_each(|(name, value)| self.add(name, value, depth + 1));
                }
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
        let end = self.entries.len();
        if let Some(entry) = self.entries.get_mut(number) {
            entry.end = end;
        }
    }
}

/// A parsed value like a [`Tree`] that can return to its marks. They are the numbers of the values, so they are in document
/// order, too.
#[derive(Clone, Copy, Debug)]
pub struct IndexedTree<'a, 'i> {
    index: &'i TreeIndex<'a>,
    number: usize,
}

/// The values in an object or array that are still to be read.
#[derive(Debug)]
pub struct Inside {
    next: usize,
    end: usize,
}

impl<'a> IndexedTree<'a, '_> {
    /// The value with the input's number. Every input has the number of a value.
    fn entry(&self) -> Flow<&Entry<'a>> {
        self.index.entries.get(self.number).ok_or(Stop::Syntax)
    }

    fn inside(&self, depth: Flow<()>) -> Flow<Inside> {
        depth?;
        Ok(Inside { next: self.number + 1, end: self.entry()?.end })
    }

    /// Moves to the next value in an object or array.
    fn step(&mut self, inside: &mut Inside) -> Flow<bool> {
        if inside.next >= inside.end {
            return Ok(false);
        }
        self.number = inside.next;
        inside.next = self.entry()?.end;
        Ok(true)
    }

    fn name(&self) -> Flow<Str<'a>> {
        Ok(Str::plain(self.entry()?.name, self.number * 2))
    }
}

impl<'a> Input<'a> for IndexedTree<'a, '_> {
    type Object = Inside;
    type Array = Inside;

    fn kind(&mut self) -> Flow<Kind> {
        self.entry()?.tree.clone().kind()
    }

    fn mark(&self) -> usize {
        // Even marks belong to names.
        self.number * 2 + 1
    }

    fn null(&mut self) -> Flow {
        Ok(())
    }

    fn boolean(&mut self) -> Flow<bool> {
        self.entry()?.tree.clone().boolean()
    }

    fn number(&mut self) -> Flow<Number<'a>> {
        Ok(self.entry()?.tree.clone().number()?.with_start(self.mark()))
    }

    fn string(&mut self) -> Flow<Str<'a>> {
        Ok(self.entry()?.tree.clone().string()?.with_mark(self.mark()))
    }

    fn object(&mut self) -> Flow<Inside> {
        self.inside(self.entry()?.tree.clone().object().map(drop))
    }

    fn member(&mut self, object: &mut Inside) -> Flow<Option<Str<'a>>> {
        if self.step(object)? { self.name().map(Some) } else { Ok(None) }
    }

    fn once(&mut self, _object: &mut Inside, _name: Str<'a>) -> Flow {
        Ok(())
    }

    fn array(&mut self) -> Flow<Inside> {
        self.inside(self.entry()?.tree.clone().array().map(drop))
    }

    fn item(&mut self, array: &mut Inside) -> Flow<bool> {
        self.step(array)
    }

    fn skip(&mut self) -> Flow {
        Ok(())
    }
}

impl<'a> Seek<'a> for IndexedTree<'a, '_> {
    fn seek(&self, mark: usize) -> Flow<Self> {
        let number = mark / 2;
        if mark.is_multiple_of(2) || number >= self.index.entries.len() {
            return Err(Stop::Failed);
        }
        Ok(IndexedTree { number, ..*self })
    }

    fn seek_name(&self, mark: usize) -> Flow<(Str<'a>, Self)> {
        let number = mark / 2;
        // The document itself and items have no names.
        if !mark.is_multiple_of(2) || number >= self.index.entries.len() {
            return Err(Stop::Failed);
        }
        let member = IndexedTree { number, ..*self };
        Ok((member.name()?, member))
    }
}
