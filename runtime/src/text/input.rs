//! How JSON text is read value by value.

use super::Text;
use super::names::Names;
use crate::members::Member;
use crate::syntax::MAX_DEPTH;
use crate::{Flow, Input, Kind, Number, Reason, Str};

/// The state of reading an object, with the names that the caller does not watch itself.
#[derive(Debug)]
pub struct TextObject<'a> {
    started: bool,
    names: Names<'a>,
}

/// The state of reading an array.
#[derive(Debug)]
pub struct TextArray {
    started: bool,
}

impl<'a> Input<'a> for Text<'a> {
    type Object = TextObject<'a>;
    type Array = TextArray;

    #[inline(always)]
    fn again(&self) -> Self {
        Text { is_again: true, ..*self }
    }

    #[inline(always)]
    fn kind(&mut self) -> Flow<Kind> {
        match self.peek() {
            Some(b'"') => Ok(Kind::String),
            Some(b'0'..=b'9' | b'-') => Ok(Kind::Number),
            Some(b'{') => Ok(Kind::Object),
            Some(b'[') => Ok(Kind::Array),
            Some(b't' | b'f') => Ok(Kind::Boolean),
            Some(b'n') => Ok(Kind::Null),
            _ => self.fail(Reason::ExpectedValue),
        }
    }

    #[inline(always)]
    fn mark(&self) -> usize {
        self.at
    }

    #[inline(always)]
    fn next_mark(&mut self) -> Flow<usize> {
        self.peek();
        Ok(self.at)
    }

    fn null(&mut self) -> Flow {
        self.literal(b"null")
    }

    #[inline(always)]
    fn boolean(&mut self) -> Flow<bool> {
        let value = self.bytes().get(self.at) == Some(&b't');
        self.literal(if value { b"true" } else { b"false" })?;
        Ok(value)
    }

    #[inline(always)]
    fn number(&mut self) -> Flow<Number<'a>> {
        match Number::scan(self.bytes(), self.at) {
            Ok((number, end)) => {
                self.at = end;
                Ok(number)
            }
            Err(at) => self.fail_at(at, Reason::InvalidNumber),
        }
    }

    #[inline(always)]
    fn string(&mut self) -> Flow<Str<'a>> {
        self.quoted()
    }

    #[inline(always)]
    fn string_if(&mut self) -> Flow<Option<Str<'a>>> {
        if self.peek() == Some(b'"') {
            return self.quoted().map(Some);
        }
        self.check_value_begins().map(|()| None)
    }

    #[inline(always)]
    fn number_if(&mut self) -> Flow<Option<Number<'a>>> {
        if matches!(self.peek(), Some(b'0'..=b'9' | b'-')) {
            return self.number().map(Some);
        }
        self.check_value_begins().map(|()| None)
    }

    #[inline(always)]
    fn object(&mut self) -> Flow<TextObject<'a>> {
        self.enter()?;
        Ok(TextObject { started: false, names: Names::None })
    }

    #[inline(always)]
    fn member(&mut self, object: &mut TextObject<'a>) -> Flow<Option<Str<'a>>> {
        if !self.next_member(object)? {
            return Ok(None);
        }
        let name = self.quoted()?;
        if self.eat(b':') { Ok(Some(name)) } else { self.fail(Reason::ExpectedColon) }
    }

    #[inline(always)]
    fn member_of(
        &mut self,
        object: &mut TextObject<'a>,
        members: &[Member<'_>],
        expected: usize,
    ) -> Flow<Option<(usize, Str<'a>)>> {
        if !self.next_member(object)? {
            return Ok(None);
        }
        let start = self.at + 1;
        let (slot, name) = match members.get(expected) {
            // Nearly always it is the expected member, so this comparison comes first.
            Some(member) if member.is_quoted_at(self.bytes(), start) => {
                let end = start + member.name().len();
                self.at = end + 1;
                (
                    expected,
                    Str::new(self.text.get(start..end).unwrap_or_default(), false, start - 1),
                )
            }
            _ => {
                let name = self.quoted()?;
                (Member::find(members, &name), name)
            }
        };
        if self.eat(b':') { Ok(Some((slot, name))) } else { self.fail(Reason::ExpectedColon) }
    }

    fn once(&mut self, object: &mut TextObject<'a>, name: Str<'a>) -> Flow {
        if self.is_again || object.names.insert(name) {
            Ok(())
        } else {
            self.fail_at(name.mark(), Reason::DuplicateName)
        }
    }

    #[inline(always)]
    fn array(&mut self) -> Flow<TextArray> {
        self.enter()?;
        Ok(TextArray { started: false })
    }

    #[inline(always)]
    fn item(&mut self, array: &mut TextArray) -> Flow<bool> {
        match self.peek() {
            Some(b']') => {
                self.leave();
                return Ok(false);
            }
            Some(b',') if array.started => {
                self.at += 1;
                if self.peek() == Some(b']') {
                    return self.fail(Reason::TrailingComma);
                }
            }
            _ if array.started => return self.fail(Reason::ExpectedCommaOrBracket),
            _ => array.started = true,
        }
        Ok(true)
    }

    #[inline]
    fn skip(&mut self) -> Flow {
        match self.kind()? {
            Kind::Array | Kind::Object if self.is_again => self.pass(),
            Kind::Array | Kind::Object => self.skip_container(),
            scalar => self.skip_scalar(scalar),
        }
    }

    fn reason(&self) -> Reason {
        self.reason
    }
}

impl<'a> Text<'a> {
    /// Refuses the text unless a value begins here.
    #[cold]
    fn check_value_begins(&mut self) -> Flow {
        self.kind().map(drop)
    }

    /// Reads `null`, `true` or `false`.
    fn literal(&mut self, spelling: &[u8]) -> Flow {
        let rest = self.bytes().get(self.at..).unwrap_or_default();
        if rest.starts_with(spelling) {
            self.at += spelling.len();
            return Ok(());
        }
        let same = rest.iter().zip(spelling).take_while(|(a, b)| a == b).count();
        self.fail_at(self.at + same, Reason::InvalidLiteral)
    }

    /// Moves to the quote of the next member's name; `false` after the last member.
    #[inline(always)]
    fn next_member(&mut self, object: &mut TextObject<'a>) -> Flow<bool> {
        match self.peek() {
            Some(b',') if object.started => self.at += 1,
            Some(b'}') => {
                self.leave();
                return Ok(false);
            }
            _ if object.started => return self.fail(Reason::ExpectedCommaOrBrace),
            _ => {}
        }
        match self.peek() {
            Some(b'"') => {}
            Some(b'}') => return self.fail(Reason::TrailingComma),
            _ => return self.fail(Reason::ExpectedName),
        }
        object.started = true;
        Ok(true)
    }

    #[inline(always)]
    fn enter(&mut self) -> Flow {
        if self.depth == MAX_DEPTH {
            return self.fail(Reason::TooDeep);
        }
        self.depth += 1;
        self.at += 1;
        Ok(())
    }

    #[inline(always)]
    fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.at += 1;
    }
}
