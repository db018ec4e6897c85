//! Texts in a format.

use std::net::Ipv6Addr;

use super::dice::Dice;
use crate::{format, pattern};

/// Whether texts in the format can be made.
pub(super) fn is_known(name: &str) -> bool {
    validator(name).is_some()
}

/// Whether the text is in the format; true for formats that are unknown here.
pub(super) fn has(name: &str, text: &str) -> bool {
    validator(name).is_none_or(|is_valid| is_valid(text))
}

fn validator(name: &str) -> Option<fn(&str) -> bool> {
    Some(match name {
        "date-time" => format::date_time,
        "date" => format::date,
        "time" => format::time,
        "duration" => format::duration,
        "email" => format::email,
        "idn-email" => format::idn_email,
        "hostname" => format::hostname,
        "idn-hostname" => format::idn_hostname,
        "ipv4" => format::ipv4,
        "ipv6" => format::ipv6,
        "uri" => format::uri,
        "uri-reference" => format::uri_reference,
        "iri" => format::iri,
        "iri-reference" => format::iri_reference,
        "uri-template" => format::uri_template,
        "json-pointer" => format::json_pointer,
        "relative-json-pointer" => format::relative_json_pointer,
        "uuid" => format::uuid,
        "regex" => pattern::is_valid,
        _ => return None,
    })
}

/// A text in the format; `None` for formats that are unknown here.
pub(super) fn sample(name: &str, dice: &mut Dice<'_>) -> Option<String> {
    Some(match name {
        "date-time" => format!("{}T{}", date(dice), time(dice)),
        "date" => date(dice),
        "time" => time(dice),
        "duration" => duration(dice),
        "email" => format!("{}@{}", dice.text(&["a", "joe.bloggs", "x+y", "\"a b\""]), host(dice)),
        "idn-email" => format!("{}@{}", dice.text(&["a", "joe.bloggs", "실례"]), host(dice)),
        "hostname" => host(dice),
        "idn-hostname" => dice.text(&["example.com", "bücher.example", "실례.테스트"]),
        "ipv4" => (0..4).map(|_| dice.below(256).to_string()).collect::<Vec<_>>().join("."),
        "ipv6" => match dice.below(3) {
            0 => dice.text(&["::", "::1", "1::", "::ffff:192.0.2.1", "fe80::a:B:0"]),
            _ => Ipv6Addr::from(random(dice)).to_string(),
        },
        "uri" => uri(dice),
        "uri-reference" => match dice.below(2) {
            0 => dice.text(&["", "#", "/a/b", "../c?d=e#f", "//h/i", "a%20b"]),
            _ => uri(dice),
        },
        "iri" => dice.text(&["http://ƒøø.ßår/?∂éœ=πîx#πîüx", "urn:x:é", "https://example.com/"]),
        "iri-reference" => dice.text(&["âππ", "#ƒräg", "/é/ü", "https://example.com/"]),
        "uri-template" => dice.text(&["", "http://e.com/{a}/b{?c,d*}", "{+x:3}", "plain"]),
        "json-pointer" => dice.text(&["", "/", "/a~0b/c~1d", "/0/é"]),
        "relative-json-pointer" => dice.text(&["0", "1/a", "0#", "120/~0"]),
        "uuid" => {
            let text = format!("{:032x}", random(dice));
            [&text[..8], &text[8..12], &text[12..16], &text[16..20], &text[20..]].join("-")
        }
        "regex" => dice.text(&["", "^a+$", "[^x]{2,3}", "(?=a)b|\\d", "\\p{L}"]),
        _ => return None,
    })
}

fn random(dice: &mut Dice<'_>) -> u128 {
    u128::from(dice.below(u64::MAX)) << 64 | u128::from(dice.below(u64::MAX))
}

fn date(dice: &mut Dice<'_>) -> String {
    let year = match dice.below(10) {
        0 => dice.below(10_000),
        1 => dice.choice(&[0, 1900, 2000, 2024, 9999]).copied().unwrap_or(2000),
        _ => 1990 + dice.below(50),
    };
    let month = 1 + dice.below(12);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let day = if dice.chance(15) { last } else { 1 + dice.below(last) };
    format!("{year:04}-{month:02}-{day:02}")
}

fn time(dice: &mut Dice<'_>) -> String {
    let (hour, minute, second) = (dice.below(24), dice.below(60), dice.below(60));
    let fraction = match dice.below(5) {
        0..2 => String::new(),
        2..4 => format!(".{:03}", dice.below(1000)),
        _ => format!(".{:06}", dice.below(1_000_000)),
    };
    let zone = match dice.below(10) {
        0..6 => "Z".to_owned(),
        6 => dice.text(&["-00:00", "+00:00", "+23:59", "-23:59"]),
        _ => format!("{}{:02}:{:02}", dice.text(&["+", "-"]), dice.below(15), dice.below(60)),
    };
    format!("{hour:02}:{minute:02}:{second:02}{fraction}{zone}")
}

fn duration(dice: &mut Dice<'_>) -> String {
    let number = dice.below(100);
    match dice.below(5) {
        0 => format!("P{number}W"),
        1 => format!("P{number}Y2M3D"),
        2 => format!("PT{number}H30M"),
        3 => format!("PT{number}S"),
        _ => format!("P1DT{number}M5S"),
    }
}

fn host(dice: &mut Dice<'_>) -> String {
    let mut host = String::new();
    for _ in 0..1 + dice.below(3) {
        host.extend((0..1 + dice.below(7)).map(|_| dice.lowercase()));
        host.push('.');
    }
    host + "example"
}

fn uri(dice: &mut Dice<'_>) -> String {
    let host = host(dice);
    match dice.below(6) {
        0 => "urn:example:a".to_owned(),
        1 => format!("https://u:p@{host}:8080/a/b?c=d#e"),
        2 => format!("mailto:a@{host}"),
        3 => "http://[2001:db8::1]/".to_owned(),
        _ => format!("https://{host}/"),
    }
}
