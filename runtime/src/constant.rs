//! Constant strings of generated code that are made from other strings.

/// The bytes of two strings, one after the other, for [`joined!`](crate::joined). `N` must be the length of both
/// together; otherwise all bytes are zero.
#[must_use]
pub const fn joined<const N: usize>(one: &str, other: &str) -> [u8; N] {
    let mut bytes = [0; N];
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() + other.len() == N {
        let (start, end) = bytes.split_at_mut(one.len());
        start.copy_from_slice(one);
        end.copy_from_slice(other);
    }
    bytes
}

#[cfg(test)]
mod tests {
    #[test]
    fn two_strings_are_one() {
        const START: &str = "a.json#";
        const WHOLE: &str = crate::joined!(START, "/properties/é");
        const MORE: &str = crate::joined!(WHOLE, "");
        assert_eq!((WHOLE, MORE), ("a.json#/properties/é", WHOLE));
    }
}
