//! `contentEncoding` and `contentMediaType`, where a draft allows them as assertions (draft-07 validation section 8).

use std::borrow::Cow;

use crate::{Failure, Flow, SinkOf, Str, Text};

/// The string is base64 if that is required; and if JSON is required, the string or what it encodes is JSON text.
pub fn content<'p, S: SinkOf<'p>>(
    text: &Str<'_>,
    base64: bool,
    json: bool,
    sink: &mut S,
    at: &'p str,
) -> Flow {
    let bytes = text.bytes();
    let decoded = if base64 { decode(&bytes).map(Cow::Owned) } else { Some(bytes) };
    let (keyword, want) = match decoded {
        None => ("contentEncoding", "base64"),
        Some(decoded) if json && Text::defect(&decoded).is_some() => {
            ("contentMediaType", "application/json")
        }
        Some(_) => return Ok(()),
    };
    sink.fail(at, keyword, text.mark(), || Failure::Content { want })
}

/// The bytes that base64 text (RFC 4648 section 4, with padding) encodes.
fn decode(text: &[u8]) -> Option<Vec<u8>> {
    let (groups, []) = text.as_chunks::<4>() else { return None };
    let mut bytes = Vec::with_capacity(groups.len() * 3);
    for (index, group) in groups.iter().enumerate() {
        let padding = group.iter().rev().take_while(|byte| **byte == b'=').count();
        if padding > 2 || (padding > 0 && index + 1 < groups.len()) {
            return None;
        }
        let mut bits = 0_u32;
        for byte in &group[..4 - padding] {
            bits = bits << 6 | digit(*byte)?;
        }
        bits <<= 6 * padding;
        bytes.extend_from_slice(&bits.to_be_bytes()[1..4 - padding]);
    }
    Some(bytes)
}

fn digit(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_decoded() {
        for (text, bytes) in [
            ("", Some("")),
            ("Zg==", Some("f")),
            ("Zm8=", Some("fo")),
            ("Zm9v", Some("foo")),
            ("Zm9vYmFy", Some("foobar")),
            ("Zg", None),
            ("Zg=g", None),
            ("Zg==Zg==", None),
            ("Z===", None),
            ("Zm9_", None),
        ] {
            assert_eq!(decode(text.as_bytes()).as_deref(), bytes.map(str::as_bytes), "{text}");
        }
    }
}
