//! `ipv4` and `ipv6`.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Whether `text` is a `dotted-quad` of RFC 2673 §3.2: four decimal numbers up to 255, without leading zeros.
#[must_use]
pub fn ipv4(text: &str) -> bool {
    text.parse::<Ipv4Addr>().is_ok()
}

/// Whether `text` is an IPv6 address of RFC 4291 §2.2, without a zone.
#[must_use]
pub fn ipv6(text: &str) -> bool {
    text.parse::<Ipv6Addr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::{ipv4, ipv6};

    #[test]
    fn ipv4_is_four_numbers() {
        for text in ["0.0.0.0", "255.255.255.255", "192.168.0.1"] {
            assert!(ipv4(text), "{text}");
        }
        for text in [
            "",
            "1.2.3",
            "1.2.3.4.5",
            "256.0.0.1",
            "01.2.3.4",
            "1.2.3.4 ",
            "1.2.3.4/8",
            "0x1.2.3.4",
            "1..3.4",
        ] {
            assert!(!ipv4(text), "{text}");
        }
    }

    #[test]
    fn ipv6_may_leave_out_zeros_once() {
        for text in [
            "::",
            "::1",
            "1::",
            "1:2:3:4:5:6:7:8",
            "2001:DB8::1",
            "::ffff:1.2.3.4",
            "1:2:3:4:5:6:1.2.3.4",
        ] {
            assert!(ipv6(text), "{text}");
        }
        for text in [
            "",
            ":",
            ":::",
            "1:2:3",
            "1::2::3",
            "12345::",
            "::g",
            "::1%eth0",
            "[::1]",
            "::1.2.3",
            "::01.2.3.4",
        ] {
            assert!(!ipv6(text), "{text}");
        }
    }
}
