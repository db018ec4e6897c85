//! `hostname` and `idn-hostname`.

use super::idna;

/// The longest name (RFC 1035 §2.3.4) without the length octets of the wire.
const NAME: usize = 253;

/// The longest label (RFC 1035 §2.3.4).
const LABEL: usize = 63;

/// Whether `text` is a host name of RFC 1034 §3.1, with the digits in front that RFC 1123 §2.1 allows: `hostname` in
/// drafts 4 and 6.
#[must_use]
pub fn hostname_rfc1034(text: &str) -> bool {
    text.len() <= NAME && text.split('.').all(is_letters_digits_hyphens)
}

/// Whether `text` is a host name of RFC 1123 §2.1 whose labels in Punycode encode labels that RFC 5891 §4.4 allows:
/// `hostname` from draft-07 on.
#[must_use]
pub fn hostname(text: &str) -> bool {
    hostname_rfc1034(text) && !has_bad_punycode(text)
}

/// Whether `text` is an internationalized host name of RFC 5890 §2.3.2.3. Labels may also be separated by the three
/// other full stops of RFC 3490 §3.1.
#[must_use]
pub fn idn_hostname(text: &str) -> bool {
    let mut length = 0;
    let mut direction = idna::Direction::default();
    for label in text.split(['.', '\u{3002}', '\u{ff0e}', '\u{ff61}']) {
        let encoded = if label.is_ascii() {
            if !is_letters_digits_hyphens(label) {
                return false;
            }
            match punycode(label) {
                Some(encoded) => match idna::decode_label(encoded) {
                    Some(unicode) => direction.add(unicode.iter().copied()),
                    None => return false,
                },
                // Two hyphens there are reserved for encodings (RFC 5890 §2.3.1).
                None if label.get(2..4) == Some("--") => return false,
                None => direction.add(label.chars()),
            }
            label.len()
        } else {
            let unicode: Vec<char> = label.chars().collect();
            match idna::encode_label(&unicode) {
                Some(encoded) => {
                    direction.add(unicode.iter().copied());
                    PREFIX.len() + encoded.len()
                }
                None => return false,
            }
        };
        if encoded > LABEL {
            return false;
        }
        length += encoded + 1;
    }
    length - 1 <= NAME && direction.is_allowed()
}

/// A label of letters, digits and inner hyphens.
fn is_letters_digits_hyphens(label: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (1..=LABEL).contains(&label.len())
        && label.bytes().all(allowed)
        && !label.starts_with('-')
        && !label.ends_with('-')
}

/// The prefix of a label in Punycode (RFC 5890 §2.3.2.1).
const PREFIX: &str = "xn--";

/// The label without [`PREFIX`], which may be in either case.
fn punycode(label: &str) -> Option<&str> {
    let (prefix, rest) = label.split_at_checked(PREFIX.len())?;
    prefix.eq_ignore_ascii_case(PREFIX).then_some(rest)
}

/// Whether a label in Punycode is invalid, or the directions of the labels do not go together.
fn has_bad_punycode(text: &str) -> bool {
    if text.split('.').all(|label| punycode(label).is_none()) {
        return false;
    }
    let mut direction = idna::Direction::default();
    for label in text.split('.') {
        match punycode(label).map(idna::decode_label) {
            Some(Some(unicode)) => direction.add(unicode.iter().copied()),
            Some(None) => return true,
            None => direction.add(label.chars()),
        }
    }
    !direction.is_allowed()
}

#[cfg(test)]
mod tests {
    use super::{hostname, hostname_rfc1034, idn_hostname};

    #[test]
    fn letters_digits_and_hyphens() {
        let label = "a".repeat(63);
        let longest = format!("{label}.{label}.{label}.{}", "a".repeat(61));
        for text in ["a", "a.b", "1host", "a--b.c", "EXAMPLE.com", "0", "1.2.3.4", &label, &longest]
        {
            assert!(hostname(text) && hostname_rfc1034(text) && idn_hostname(text), "{text}");
        }
        let too_long = format!("{longest}a");
        for text in [
            "",
            ".",
            "a.",
            ".a",
            "a..b",
            "-a",
            "a-",
            "a_b",
            "a b",
            "a\n",
            &format!("{label}a"),
            &too_long,
        ] {
            assert!(!hostname(text) && !hostname_rfc1034(text) && !idn_hostname(text), "{text}");
        }
        for text in ["é", "a。b", "\u{212a}elvin"] {
            assert!(!hostname(text) && !hostname_rfc1034(text), "{text}");
        }
    }

    #[test]
    fn later_drafts_look_into_punycode() {
        for text in ["xn--bcher-kva.example", "XN--BCHER-KVA", "xn--9n2bp8q.xn--9t4b11yi5a"] {
            assert!(hostname(text) && idn_hostname(text), "{text}");
        }
        for text in [
            "xn--X",
            "xn--a",
            "xn--example-7",
            "xn---9uc",
            "xn--n3h",
            "xn--0ca24w",
            "xn--99999999999",
        ] {
            assert!(!hostname(text) && !idn_hostname(text), "{text}");
            assert!(hostname_rfc1034(text), "{text}");
        }
        assert!(hostname("ab--cd") && !idn_hostname("ab--cd"));
    }

    #[test]
    fn unicode_labels() {
        for text in ["bücher.example", "例え。テスト", "παράδειγμα", "ı", "ß", "Ꭰ", "ა", "a｡b", "ΐ"]
        {
            assert!(idn_hostname(text), "{text}");
        }
        for text in [
            "Bücher",
            "☃",
            "é-",
            "-é",
            "éé--é",
            "e\u{301}",
            "\u{301}e",
            "ﬁ",
            "Ａ",
            "ᾳ",
            "ა。",
            "ꭰ",
            "ŉ",
            "\u{378}",
            "\u{ad}",
            "é é",
            "é.",
            "é..é",
            &"ü".repeat(64),
        ] {
            assert!(!idn_hostname(text), "{text}");
        }
    }

    #[test]
    fn directions() {
        for text in ["אב", "א1", "אב.גד", "א.a", "א.a1", "a.א"] {
            assert!(idn_hostname(text), "{text}");
        }
        for text in ["aא", "אa", "1א", "א.1a", "א0\u{660}", "xn--4db.1a"] {
            assert!(!idn_hostname(text), "{text}");
        }
    }
}
