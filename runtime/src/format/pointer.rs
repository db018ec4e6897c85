//! `json-pointer` and `relative-json-pointer`.

/// Whether `text` is a JSON Pointer in its string representation (RFC 6901 §5): empty, or tokens that begin with `/`,
/// where `~` is followed by 0 or 1.
#[must_use]
pub fn json_pointer(text: &str) -> bool {
    text.is_empty()
        || text.starts_with('/')
            && text
                .split('~')
                .skip(1)
                .all(|rest| rest.starts_with(['0', '1']))
}

/// Whether `text` is a Relative JSON Pointer (draft-handrews-relative-json-pointer-01 §3): how many levels up, then
/// `#` or a JSON Pointer.
#[must_use]
pub fn relative_json_pointer(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let Some((up, rest)) = text.split_at_checked(digits) else {
        return false;
    };
    let number = up == "0" || !up.is_empty() && !up.starts_with('0');
    number && (rest == "#" || json_pointer(rest))
}

#[cfg(test)]
mod tests {
    use super::{json_pointer, relative_json_pointer};

    #[test]
    fn pointers() {
        for text in ["", "/", "/a", "//", "/a/0", "/~0~1", "/é", "/ ", "/a\u{0}b"] {
            assert!(json_pointer(text), "{text}");
        }
        for text in ["a", "#", "#/a", "/~", "/~2", "/~~0", "/a~", "0"] {
            assert!(!json_pointer(text), "{text}");
        }
    }

    #[test]
    fn relative_pointers() {
        for text in [
            "0",
            "0#",
            "1/a",
            "10",
            "0//",
            "2/~0",
            "99999999999999999999999",
        ] {
            assert!(relative_json_pointer(text), "{text}");
        }
        for text in [
            "", "/a", "#", "01", "00", "-1", "+1", "0##", "1#/a", "1a", "0/~", "١/a", "1 ",
        ] {
            assert!(!relative_json_pointer(text), "{text}");
        }
    }
}
