//! Texts in a format, and texts that miss it by little.

use fastrand::Rng;

/// A text in the format; `None` for formats that are unknown here.
pub(super) fn sample(name: &str, rng: &mut Rng) -> Option<String> {
    let pick = |rng: &mut Rng, list: &[&str]| list[rng.usize(..list.len())].to_owned();
    Some(match name {
        "date-time" => {
            let mark = pick(rng, &["T", "T", "T", "T", "t"]);
            format!("{}{mark}{}", date(rng), time(rng))
        }
        "date" => date(rng),
        "time" => time(rng),
        "duration" => duration(rng),
        "email" => format!("{}@{}", pick(rng, &["a", "joe.bloggs", "x+y", "\"a b\""]), host(rng)),
        "idn-email" => format!("{}@{}", pick(rng, &["a", "joe.bloggs", "실례"]), host(rng)),
        "hostname" => host(rng),
        "idn-hostname" => pick(rng, &["example.com", "bücher.example", "실례.테스트"]),
        "ipv4" => format!("{}.{}.{}.{}", rng.u8(..), rng.u8(..), rng.u8(..), rng.u8(..)),
        "ipv6" => match rng.u8(..3) {
            0 => pick(rng, &["::", "::1", "1::", "::ffff:192.0.2.1", "fe80::a:B:0"]),
            _ => std::net::Ipv6Addr::from(rng.u128(..)).to_string(),
        },
        "uri" => uri(rng),
        "uri-reference" => {
            let relative = pick(rng, &["", "#", "/a/b", "../c?d=e#f", "//h/i", "a%20b"]);
            if rng.bool() { relative } else { uri(rng) }
        }
        "iri" => pick(rng, &["http://ƒøø.ßår/?∂éœ=πîx#πîüx", "urn:x:é"]),
        "iri-reference" => pick(rng, &["âππ", "#ƒräg", "/é/ü"]),
        "uri-template" => pick(rng, &["", "http://e.com/{a}/b{?c,d*}", "{+x:3}", "plain"]),
        "json-pointer" => pick(rng, &["", "/", "/a~0b/c~1d", "/0/é"]),
        "relative-json-pointer" => pick(rng, &["0", "1/a", "0#", "120/~0"]),
        "uuid" => {
            let text = format!("{:032x}", rng.u128(..));
            let text =
                [&text[..8], &text[8..12], &text[12..16], &text[16..20], &text[20..]].join("-");
            if rng.bool() { text } else { text.to_uppercase() }
        }
        "regex" => pick(rng, &["", "^a+$", "[^x]{2,3}", "(?=a)b|\\d", "\\p{L}"]),
        _ => return None,
    })
}

fn date(rng: &mut Rng) -> String {
    let year = match rng.u8(..) {
        0..30 => rng.u16(0..=9999),
        30..50 => [0, 1900, 2000, 2024, 9999][rng.usize(..5)],
        _ => rng.u16(1990..2040),
    };
    let month = rng.u8(1..=12);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let day = if rng.u8(..) < 40 { last } else { rng.u8(1..=last) };
    format!("{year:04}-{month:02}-{day:02}")
}

fn time(rng: &mut Rng) -> String {
    let (hour, minute, second) = (rng.u8(..24), rng.u8(..60), rng.u8(..60));
    let fraction = match rng.u8(..) {
        0..100 => String::new(),
        100..200 => format!(".{:03}", rng.u16(..1000)),
        _ => format!(".{}", (0..rng.usize(1..=15)).map(|_| rng.digit(10)).collect::<String>()),
    };
    let zone = match rng.u8(..) {
        0..120 => "Z".to_owned(),
        120..140 => "z".to_owned(),
        140..160 => ["-00:00", "+00:00", "+23:59", "-23:59"][rng.usize(..4)].to_owned(),
        _ => {
            format!("{}{:02}:{:02}", if rng.bool() { '+' } else { '-' }, rng.u8(..15), rng.u8(..60))
        }
    };
    format!("{hour:02}:{minute:02}:{second:02}{fraction}{zone}")
}

fn duration(rng: &mut Rng) -> String {
    let number = rng.u16(..100);
    match rng.u8(..5) {
        0 => format!("P{number}W"),
        1 => format!("P{number}Y2M3D"),
        2 => format!("PT{number}H30M"),
        3 => format!("PT{number}S"),
        _ => format!("P1DT{number}M5S"),
    }
}

fn host(rng: &mut Rng) -> String {
    let labels = rng.usize(1..4);
    let label = |rng: &mut Rng| (0..rng.usize(1..8)).map(|_| rng.lowercase()).collect::<String>();
    let mut host: Vec<String> = (0..labels).map(|_| label(rng)).collect();
    host.push("example".to_owned());
    host.join(".")
}

fn uri(rng: &mut Rng) -> String {
    let host = host(rng);
    match rng.u8(..6) {
        0 => "urn:example:a".to_owned(),
        1 => format!("https://u:p@{host}:8080/a/b?c=d#e"),
        2 => format!("mailto:a@{host}"),
        3 => "http://[2001:db8::1]/".to_owned(),
        _ => format!("https://{host}/"),
    }
}

/// Texts close to `date-time`.
const DATE_TIMES: [&str; 34] = [
    "2024-02-30T00:00:00Z",
    "2023-02-29T00:00:00Z",
    "2024-02-29T00:00:00Z",
    "1900-02-29T00:00:00Z",
    "2024-13-01T00:00:00Z",
    "2024-00-01T00:00:00Z",
    "2024-01-00T00:00:00Z",
    "2024-01-01T24:00:00Z",
    "2024-01-01T23:60:00Z",
    "2024-01-01T23:59:61Z",
    "2024-01-01T12:00:60Z",
    "2016-12-31T23:59:60Z",
    "2024-01-01 00:00:00Z",
    "2024-01-01T00:00:00",
    "2024-01-01T00:00Z",
    "2024-01-01T00:00:00.Z",
    "2024-01-01T00:00:00,5Z",
    "2024-01-01T00:00:00+24:00",
    "2024-01-01T00:00:00+00:60",
    "2024-01-01T00:00:00+0100",
    "2024-01-01T00:00:00+01",
    "2024-1-01T00:00:00Z",
    "24-01-01T00:00:00Z",
    "02024-01-01T00:00:00Z",
    "-2024-01-01T00:00:00Z",
    "2024-01-01",
    "2024-01-01T",
    "20240101T000000Z",
    "2024-001T00:00:00Z",
    "٢024-01-01T00:00:00Z",
    "2024-01-01T00:00:00Z ",
    " 2024-01-01T00:00:00Z",
    "2024-01-01T00:00:00ZZ",
    "2024-01-01T00:00:00\u{2212}01:00",
];

/// A text close to the format: one part of a valid text is wrong, or unusual but valid.
pub(super) fn near_miss(name: &str, rng: &mut Rng) -> Option<String> {
    let list: &[&str] = match name {
        "date-time" => &DATE_TIMES,
        "date" => {
            &["2024-02-30", "2023-02-29", "2024-13-01", "24-01-01", "2024-1-1", "2024-01-01Z"]
        }
        "time" => &["24:00:00Z", "12:60:00Z", "12:00:60Z", "12:00:00", "12:00Z", "12:00:00+24:00"],
        "duration" => {
            &["P", "PT", "P1", "1D", "P1DT", "P1S", "PT1D", "P1M1Y", "P1W1D", "P1.5D", "p1d"]
        }
        "email" => &[
            "a",
            "a@",
            "@b.example",
            "a@b@c.example",
            "a..b@c.example",
            ".a@c.example",
            "a b@c.example",
        ],
        "hostname" => &["", "-a.example", "a-.example", "a..b", "a_b.example", "a b", ".a"],
        "ipv4" => {
            &["256.0.0.1", "1.2.3", "1.2.3.4.5", "01.2.3.4", "1.2.3.", "1.2.3.4 ", "0x1.2.3.4"]
        }
        "ipv6" => &[
            "12345::",
            "1::2::3",
            ":1",
            "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9",
            "::1%eth0",
            "::256.0.0.1",
        ],
        "uri" => &[
            "",
            "//a.example/b",
            "a b",
            "http://a b.example/",
            "http://[::1",
            "1a:b",
            "http://a/%zz",
        ],
        "uri-reference" => &["\\\\a", "#a\\b", "a b", "%zz", "//[::1"],
        "json-pointer" => &["a", "/~", "/~2", "#", "#/a"],
        "relative-json-pointer" => &["", "/a", "-1", "01", "0##", "1a"],
        "uuid" => &[
            "2eb8aa08aa98-11ea-b4aa-73b441d16380",
            "2eb8aa08-aa98-11ea-b4aa73b441d16380",
            "2eb8aa08-aa98-11ea-b4ga-73b441d16380",
        ],
        "regex" => &["(", "[a", "a{2,1}", "*", "\\"],
        _ => &[],
    };
    rng.choice(list).map(|text| (*text).to_owned())
}
