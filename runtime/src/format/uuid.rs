//! `uuid`: RFC 4122.

/// Whether `text` is a UUID as RFC 4122 §3 spells it: 8-4-4-4-12 hexadecimal digits of either case. Version and
/// variant may be any.
#[must_use]
pub fn uuid(text: &str) -> bool {
    <&[u8; 36]>::try_from(text.as_bytes()).is_ok_and(|text| {
        text.iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::uuid;

    #[test]
    fn is_hyphenated_hexadecimal() {
        for text in [
            "00000000-0000-0000-0000-000000000000",
            "2EB8AA08-aa98-11ea-b4aa-73B441D16380",
        ] {
            assert!(uuid(text), "{text}");
        }
        for text in [
            "",
            "2eb8aa08aa9811eab4aa73b441d16380",
            "{2eb8aa08-aa98-11ea-b4aa-73b441d1638}",
            "2eb8aa08-aa98-11ea-b4aa-73b441d1638",
            "2eb8aa08-aa98-11ea-b4aa-73b441d163800",
            "2eb8aa08-aa98-11ea-b4aa-73b441d1638g",
            "2eb8aa08a-a98-11ea-b4aa-73b441d16380",
            "２eb8aa08-aa98-11ea-b4aa-73b441d163",
        ] {
            assert!(!uuid(text), "{text}");
        }
    }
}
