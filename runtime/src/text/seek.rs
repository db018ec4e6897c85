//! How a text is read again from a mark.

use super::Text;
use crate::{Flow, Input, Reason, Seek, Str};

impl<'a> Seek<'a> for Text<'a> {
    #[inline(always)]
    fn seek(&self, mark: usize) -> Flow<Self> {
        Ok(self.at(mark))
    }

    fn seek_name(&self, mark: usize) -> Flow<(Str<'a>, Self)> {
        let mut text = self.at(mark);
        let name = text.quoted()?;
        if !text.eat(b':') {
            return text.fail(Reason::ExpectedColon);
        }
        text.kind()?;
        Ok((name, text))
    }

    /// Fast for a number without an exponent and with few digits: one division of exact operands gives the nearest
    /// float. Most numbers are like that.
    #[inline(always)]
    fn short_float(&mut self) -> Option<f64> {
        const POWERS: [f64; 16] =
            [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
        let rest = self.bytes().get(self.at..).unwrap_or_default();
        let negative = rest.first() == Some(&b'-');
        let mut length = usize::from(negative);
        let mut mantissa = 0_u64;
        let mut point = None;
        while let Some(byte) = rest.get(length) {
            match byte {
                b'0'..=b'9' => {
                    mantissa = mantissa.wrapping_mul(10).wrapping_add(u64::from(byte - b'0'))
                }
                b'.' => point = Some(length),
                b'e' | b'E' => return None,
                _ => break,
            }
            length += 1;
        }
        // A mantissa of fifteen digits is less than 2^53.
        if length > 15 {
            return None;
        }
        let fraction = point.map_or(0, |point| length - point - 1);
        let float = mantissa as f64 / POWERS.get(fraction)?;
        self.at += length;
        Some(if negative { -float } else { float })
    }
}
