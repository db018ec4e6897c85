//! Values that stand in a document more than once, although they are spelled once: what aliases of YAML stand for.
//!
//! A copy has the spans of what it was copied from, so a diagnostic points to the text that has to be changed.

use std::ops::Range;

use super::document::{Builder, Children, Content, Text, short};

impl Builder {
    /// How many nodes a value has that has been added, itself included.
    pub(crate) fn size(&self, index: u32) -> usize {
        (self.after(index) - index) as usize
    }

    /// How many bytes the texts have in a value that has been added: its strings, numbers and names.
    pub(crate) fn text_size(&self, index: u32) -> usize {
        let length = |at: u32| match self.record(at).content {
            Content::Number(text) | Content::String(text) | Content::Name(text) => text.length(),
            Content::Null | Content::Boolean(_) | Content::Array(_) | Content::Object(_) => 0,
        };
        (index..self.after(index)).map(length).sum()
    }

    /// How deep arrays and objects nest in a value that has been added, itself included.
    pub(crate) fn height(&self, index: u32) -> usize {
        let mut depths: Vec<usize> = Vec::with_capacity(self.size(index));
        for at in index..self.after(index) {
            let record = self.record(at);
            let outer = match at.checked_sub(index) {
                Some(0) | None => 0,
                Some(_) => depths.get((record.parent - index) as usize).copied().unwrap_or(0),
            };
            let is_open = matches!(record.content, Content::Array(_) | Content::Object(_));
            depths.push(outer + usize::from(is_open));
        }
        depths.into_iter().max().unwrap_or(0)
    }

    /// The text of a string or a name that has been added.
    pub(crate) fn string(&self, index: u32) -> Option<Text> {
        match self.record(index).content {
            Content::String(text) | Content::Name(text) => Some(text),
            Content::Null
            | Content::Boolean(_)
            | Content::Number(_)
            | Content::Array(_)
            | Content::Object(_) => None,
        }
    }

    /// The bytes of a node that has been added.
    pub(crate) fn span(&self, index: u32) -> Range<usize> {
        self.record(index).span()
    }

    /// Adds a copy of a value, or of a name as a string, with all that it contains.
    pub(crate) fn copy(&mut self, index: u32) {
        self.copied.insert(index);
        let first = short(self.len());
        let shift = first - index;
        for at in index..self.after(index) {
            let (parent, content) = (self.record(at).parent, self.record(at).content);
            let content = match content {
                Content::Name(text) if at == index => Content::String(text),
                Content::Array(children) => Content::Array(self.copy_children(children, shift)),
                Content::Object(children) => Content::Object(self.copy_children(children, shift)),
                Content::Null
                | Content::Boolean(_)
                | Content::Number(_)
                | Content::String(_)
                | Content::Name(_) => content,
            };
            let span = self.span(at);
            if at == index {
                self.scalar(span, content);
            } else {
                self.push_below(parent + shift, span, content);
            }
        }
    }

    fn copy_children(&mut self, children: Children, shift: u32) -> Children {
        let shifted: Vec<u32> = self.children(children).iter().map(|child| child + shift).collect();
        Children { after: children.after + shift, ..self.add_children(shifted) }
    }

    /// Two names of the object that was added last which are equal, if there are such: the spans of the first one and of
    /// the second one.
    pub(crate) fn repeated_name(&self, object: u32) -> Option<[Range<usize>; 2]> {
        let Content::Object(children) = self.record(object).content else { return None };
        // They are sorted by name; equal ones stay in the order of the document.
        let pairs = self.children(children).windows(2).filter_map(|pair| match pair {
            [one, other] if self.name_of(*one) == self.name_of(*other) => Some([*one, *other]),
            _ => None,
        });
        let pair = pairs.min_by_key(|[_, other]| *other)?;
        // A name stands right before its value.
        Some(pair.map(|value| self.span(value.saturating_sub(1))))
    }
}
