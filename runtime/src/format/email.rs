//! `email` and `idn-email`.

use unicode_normalization::UnicodeNormalization;

use super::{hostname_rfc1034, idn_hostname, ipv4, ipv6};

/// Whether `text` is a `Mailbox` of RFC 5321 §4.1.2: an unquoted or quoted local part of up to 64 octets, and a domain
/// or the literal of an IP address.
#[must_use]
pub fn email(text: &str) -> bool {
    mailbox(text, Characters::Ascii, hostname_rfc1034)
}

/// Whether `text` is a `Mailbox` as RFC 6531 §3.3 extends it: characters beyond ASCII in the local part, and an
/// internationalized domain name. The name is taken in normalization form C.
#[must_use]
pub fn idn_email(text: &str) -> bool {
    mailbox(text, Characters::All, |domain| idn_hostname(&domain.nfc().collect::<String>()))
}

/// The characters that a local part can have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Characters {
    Ascii,
    /// Those beyond ASCII, too.
    All,
}

fn mailbox(text: &str, characters: Characters, is_domain: impl Fn(&str) -> bool) -> bool {
    // No domain contains `@`, but a quoted local part may.
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let is_local = match local.strip_prefix('"') {
        Some(quoted) => {
            quoted.strip_suffix('"').is_some_and(|content| is_quoted(content, characters))
        }
        None => local.split('.').all(|atom| is_atom(atom, characters)),
    };
    let is_domain = match domain.strip_prefix('[') {
        Some(literal) => literal.strip_suffix(']').is_some_and(is_address),
        None => is_domain(domain),
    };
    local.len() <= 64 && is_local && is_domain
}

/// An `Atom`: letters, digits and the signs of RFC 5322 §3.2.3.
fn is_atom(text: &str, characters: Characters) -> bool {
    const SIGNS: &str = "!#$%&'*+-/=?^_`{|}~";
    let allowed = |next: char| match next.is_ascii() {
        true => next.is_ascii_alphanumeric() || SIGNS.contains(next),
        false => characters == Characters::All,
    };
    !text.is_empty() && text.chars().all(allowed)
}

/// The content of a `Quoted-string`: printable characters, with a `\` before `"` and `\`.
fn is_quoted(text: &str, characters: Characters) -> bool {
    let mut rest = text.chars();
    while let Some(next) = rest.next() {
        let allowed = match next {
            '\\' => matches!(rest.next(), Some(' '..='~')),
            '"' => false,
            ' '..='~' => true,
            _ => characters == Characters::All && !next.is_ascii(),
        };
        if !allowed {
            return false;
        }
    }
    true
}

/// An address literal (RFC 5321 §4.1.3) without its brackets. No tag but `IPv6` has been registered.
fn is_address(text: &str) -> bool {
    match text.split_once(':') {
        Some((tag, address)) => tag.eq_ignore_ascii_case("IPv6") && ipv6(address),
        None => ipv4(text),
    }
}

#[cfg(test)]
mod tests {
    use super::{email, idn_email};

    #[test]
    fn mailboxes() {
        for text in [
            "a@b",
            "first.last@example.com",
            "a+tag@example.com",
            "~!#$%&'*+-/=?^_`{|}@example.com",
            "\"a b\"@example.com",
            "\"a@b\\\"\\\\\"@example.com",
            "\"\"@example.com",
            "a@[127.0.0.1]",
            "a@[IPv6:2001:db8::1]",
            "a@[ipv6:::1]",
            &format!("{}@example.com", "a".repeat(64)),
        ] {
            assert!(email(text), "{text}");
            assert!(idn_email(text), "{text}");
        }
        for text in [
            "",
            "a",
            "@",
            "@b",
            "a@",
            ".a@b",
            "a.@b",
            "a..b@c",
            "a b@c",
            "a@b@c",
            "a@b c",
            "a@-b",
            "a@b..c",
            "a@b.",
            "a@b_c",
            "\"a@b",
            "a\"@b",
            "\"a\"b\"@c",
            "\"a\\\"@b",
            "\"\n\"@b",
            "a@[1.2.3]",
            "a@[1.2.3.4",
            "a@[::1]",
            "a@[tag:x]",
            "Name <a@b>",
            "a@b ",
            &format!("{}@example.com", "a".repeat(65)),
        ] {
            assert!(!email(text), "{text}");
            assert!(!idn_email(text), "{text}");
        }
    }

    #[test]
    fn beyond_ascii() {
        for text in [
            "δοκιμή@παράδειγμα.δοκιμή",
            "\"é è\"@example.com",
            "a@bücher.example",
            "a@cafe\u{301}.com",
            "\u{85}@b",
        ] {
            assert!(idn_email(text), "{text}");
            assert!(!email(text), "{text}");
        }
        for text in ["user＠example.com", "a@é\u{302e}", "a@☃.example"] {
            assert!(!idn_email(text), "{text}");
        }
    }
}
