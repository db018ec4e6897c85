//! The kinds of pattern that schemas usually have, compared with another ECMA-262 engine.

use crate::compile;

/// A pattern and some texts, each with whether it matches.
struct Everyday {
    name: String,
    pattern: String,
    texts: Vec<(String, bool)>,
}

fn everyday() -> Vec<Everyday> {
    let mut all: Vec<Everyday> = Vec::new();
    for line in include_str!("everyday.txt").lines() {
        let Some((start, rest)) = line.split_once(' ') else { continue };
        match (start, all.last_mut()) {
            ("#", _) => {}
            ("+" | "-", Some(last)) => last.texts.push((unescape(rest), start == "+")),
            _ => all.push(Everyday {
                name: start.to_owned(),
                pattern: rest.to_owned(),
                texts: Vec::new(),
            }),
        }
    }
    all
}

fn unescape(text: &str) -> String {
    let parts: Vec<String> =
        text.split(r"\\").map(|part| part.replace(r"\n", "\n").replace(r"\t", "\t")).collect();
    parts.join("\\")
}

/// The text itself, and with each character left out, doubled or replaced.
fn changed(text: &str) -> Vec<String> {
    let mut all = vec![text.to_owned()];
    for (at, char) in text.char_indices() {
        let (before, after) = (&text[..at], &text[at + char.len_utf8()..]);
        all.extend(
            ["", &char.to_string().repeat(2), "0", "é", "\n"]
                .map(|with| [before, with, after].concat()),
        );
    }
    all
}

#[test]
fn verdicts_are_those_of_another_engine() {
    for Everyday { name, pattern, texts } in everyday() {
        let program = compile(&pattern).unwrap_or_else(|error| panic!("{name}: {error}"));
        let other = regress::Regex::with_flags(&pattern, "u").unwrap();
        assert!(
            texts.iter().any(|(_, valid)| *valid) && texts.iter().any(|(_, valid)| !valid),
            "{name}"
        );
        for (text, valid) in texts {
            assert_eq!(program.is_match(text.as_bytes()), Ok(valid), "{name}: {text:?}");
            for text in changed(&text) {
                let expected = other.find(&text).is_some();
                assert_eq!(program.is_match(text.as_bytes()), Ok(expected), "{name}: {text:?}");
            }
        }
    }
}
