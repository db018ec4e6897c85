//! Constant strings of generated code that are made of others.

/// The bytes of one string and then another, which is what [`joined!`](crate::joined) is made of. `N` is the length of
/// both; with any other, the bytes are zeros.
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
