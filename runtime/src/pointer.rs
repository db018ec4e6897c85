//! JSON Pointers (RFC 6901 section 3), many of them in little memory.

use std::borrow::Cow;
use std::fmt::Write;

use crate::chunks::Chunks;

/// A name as a reference token.
#[must_use]
pub fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// The name that a reference token spells: the reverse of [`escape`].
#[must_use]
pub fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

/// The pointer to the document itself, in all [`Pointers`].
pub(crate) const ROOT: u32 = 0;

/// JSON Pointers that share their prefixes: each adds one token to another one, and the name of an object with many
/// pointers into it is stored once.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pointers {
    pointers: Chunks<Pointer>,
    /// The escaped names, one after the other.
    names: String,
}

#[derive(Clone, Debug, PartialEq)]
struct Pointer {
    parent: u32,
    /// How many bytes the name has; [`INDEX`] if the token is an index.
    length: u32,
    /// The offset of the name in `names`, or the index.
    at: usize,
}

const INDEX: u32 = u32::MAX;

impl Default for Pointers {
    fn default() -> Self {
        let mut pointers = Chunks::default();
        pointers.push(Pointer { parent: u32::MAX, length: 0, at: 0 });
        Pointers { pointers, names: String::new() }
    }
}

impl Pointers {
    /// The pointer `parent`, continued to the member with this name.
    pub(crate) fn member(&mut self, parent: u32, name: &str) -> u32 {
        let at = self.names.len();
        self.names.push_str(&escape(name));
        // Names beyond 4 GiB are not representable.
        let length = u32::try_from(self.names.len() - at).unwrap_or(0);
        self.pointers.push(Pointer { parent, length, at })
    }

    /// The pointer `parent`, continued to the item at `index`.
    pub(crate) fn item(&mut self, parent: u32, index: usize) -> u32 {
        self.pointers.push(Pointer { parent, length: INDEX, at: index })
    }

    pub(crate) fn len(&self) -> usize {
        self.pointers.len()
    }

    /// The pointer without its last token; `None` for the document's.
    pub(crate) fn parent(&self, pointer: u32) -> Option<u32> {
        let parent = self.pointers.get(pointer)?.parent;
        (parent != u32::MAX).then_some(parent)
    }

    /// The tokens of a pointer, from the document on.
    fn tokens(&self, pointer: u32) -> Vec<Cow<'_, str>> {
        let mut tokens = Vec::new();
        let mut at = pointer;
        while let Some((parent, pointer)) = self.parent(at).zip(self.pointers.get(at)) {
            tokens.push(match pointer.length {
                INDEX => Cow::Owned(pointer.at.to_string()),
                length => {
                    let end = pointer.at + length as usize;
                    Cow::Borrowed(self.names.get(pointer.at..end).unwrap_or_default())
                }
            });
            at = parent;
        }
        tokens.reverse();
        tokens
    }

    /// How many bytes the text of a pointer has.
    fn length(tokens: &[Cow<'_, str>]) -> usize {
        tokens.iter().map(|token| token.len() + 1).sum()
    }

    /// The text of a pointer.
    pub(crate) fn text(&self, pointer: u32) -> String {
        let tokens = self.tokens(pointer);
        let mut text = String::with_capacity(Self::length(&tokens));
        for token in tokens {
            // Writing to a string cannot fail.
            let _ = write!(text, "/{token}");
        }
        text
    }

    /// The text of a pointer; if it has more than about `most` bytes, only its beginning and its end.
    pub(crate) fn short(&self, pointer: u32, most: usize) -> String {
        let tokens = self.tokens(pointer);
        if Self::length(&tokens) <= most {
            return self.text(pointer);
        }
        let half = most / 2;
        let mut start = String::new();
        for token in &tokens {
            if start.len() >= half {
                break;
            }
            start.push('/');
            start.extend(token.chars().take(half - start.len().min(half)));
        }
        let mut end = Vec::new();
        for token in tokens.iter().rev() {
            if end.len() >= half {
                break;
            }
            end.extend(token.chars().rev().take(half - end.len()));
            if end.len() < half {
                end.push('/');
            }
        }
        format!("{start}…{}", end.iter().rev().collect::<String>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_share_their_beginnings() {
        let mut pointers = Pointers::default();
        let member = pointers.member(ROOT, "a/b~c");
        let item = pointers.item(member, 7);
        let empty = pointers.member(item, "");
        let texts = [ROOT, member, item, empty].map(|pointer| pointers.text(pointer));
        assert_eq!(texts, ["", "/a~1b~0c", "/a~1b~0c/7", "/a~1b~0c/7/"]);
        assert_eq!(pointers.parent(empty), Some(item));
        assert_eq!(pointers.parent(ROOT), None);
        assert_eq!(pointers.names, "a~1b~0c");
    }

    #[test]
    fn long_pointers_are_shown_from_both_ends() {
        let mut pointers = Pointers::default();
        let short = pointers.member(ROOT, "abc");
        let long = pointers.member(short, &"é".repeat(1000));
        let last = pointers.item(long, 12);
        assert_eq!(pointers.short(short, 20), "/abc");
        assert_eq!(pointers.short(last, 20), "/abc/ééééé…ééééééé/12");
        let deep = (0..100).fold(ROOT, |pointer, index| pointers.item(pointer, index));
        assert_eq!(pointers.short(deep, 20), "/0/1/2/3/4…6/97/98/99");
    }
}
