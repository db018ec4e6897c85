//! Random patterns and texts: all kinds of program agree with another ECMA-262 engine.

use crate::{Program, automaton, backtrack, compile, simulate};
use voltype_runtime::pattern::syntax;

/// A small generator of pseudo-random numbers (xorshift64*), to make failures repeatable.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % end
    }

    fn one<'a>(&mut self, items: &[&'a str]) -> &'a str {
        items[self.below(items.len())]
    }

    /// A pattern of about `size` terms. `groups` counts the capturing ones; back-references only with `references`.
    fn pattern(&mut self, size: usize, groups: &mut usize, references: bool) -> String {
        let mut text = String::new();
        for _ in 0..1 + self.below(3) {
            text.push_str(&self.term(size, groups, references));
            if self.below(8) == 0 {
                text.push('|');
            }
        }
        text
    }

    fn term(&mut self, size: usize, groups: &mut usize, references: bool) -> String {
        const ATOMS: &[&str] = &[
            "a",
            "b",
            "a",
            "b",
            "c",
            "é",
            "😀",
            ".",
            "[ab]",
            "[^a]",
            r"\w",
            r"\W",
            r"\d",
            r"\s",
            r"\S",
            "1",
            "-",
            " ",
            "[a-c1é]",
            "[^é-\u{FFFF}]",
            "[^]",
            r"\p{sc=Greek}",
            r"\P{sc=Thai}",
            "A",
            r"\u{2028}",
            r"\n",
        ];
        const ASSERTIONS: &[&str] = &["^", "$", r"\b", r"\B"];
        const OPENERS: &[&str] = &["(?:", "(?:", "(", "(", "(?=", "(?!", "(?<=", "(?<!"];
        const QUANTIFIERS: &[&str] =
            &["", "", "", "*", "+", "?", "{2}", "{1,2}", "{0,3}", "{2,}", "*?", "+?", "??"];
        let (atom, repeatable) = match self.below(10) {
            0 => (self.one(ASSERTIONS).to_owned(), false),
            1..=3 if size > 0 => {
                let opener = self.one(OPENERS);
                *groups += usize::from(opener == "(");
                let body = self.pattern(size - 1, groups, references);
                (format!("{opener}{body})"), matches!(opener, "(" | "(?:"))
            }
            4 | 5 if references && *groups > 0 => {
                (format!(r"(?:\{})", 1 + self.below(*groups)), true)
            }
            _ => (self.one(ATOMS).to_owned(), true),
        };
        // The other engine takes for ever on some nested loops, and on counted loops over what can be empty.
        let is_group = atom.starts_with('(');
        let quantifiers = match is_group && atom.contains(['*', '+', '{']) {
            true => &["", "?"][..],
            false if is_group && atom.contains(['|', '?', '\\', '^', '$']) => &["", "?", "*"],
            false => QUANTIFIERS,
        };
        let quantifier = if repeatable { self.one(quantifiers) } else { "" };
        atom + quantifier
    }

    fn text(&mut self) -> String {
        const PIECES: &[&str] = &[
            "a", "b", "a", "b", "c", "aa", "ab", "1", "-", " ", "A", "é", "😀", "\n", "\u{2028}",
            "λ",
        ];
        (0..self.below(7)).map(|_| self.one(PIECES)).collect()
    }
}

/// The verdicts of all kinds of program for `pattern`.
fn ours(pattern: &str, texts: &[String]) -> Vec<(&'static str, Vec<bool>)> {
    let parsed = syntax::parse(pattern).unwrap();
    let compiled = compile(pattern).unwrap();
    let backtrack = Program::Backtrack(backtrack::compile(&parsed).unwrap());
    let mut programs = vec![("compiled", compiled), ("backtracking", backtrack)];
    if !parsed.has_back_references {
        programs.extend(automaton(&parsed.root).unwrap().map(|automaton| ("automaton", automaton)));
        let nfa = simulate::compile(&parsed.root).unwrap();
        programs.push(("simulation", Program::Simulation(nfa)));
    }
    let run = |program: Program| {
        texts.iter().map(|text| program.is_match(text.as_bytes()).unwrap()).collect()
    };
    programs.into_iter().map(|(name, program)| (name, run(program))).collect()
}

fn compare(seed: u64, rounds: usize, size: usize, references: bool) {
    let mut random = Random(seed);
    let mut matches = 0;
    for _ in 0..rounds {
        let mut groups = 0;
        let pattern = random.pattern(size, &mut groups, references);
        let texts: Vec<String> = (0..8).map(|_| random.text()).collect();
        let oracle = regress::Regex::with_flags(&pattern, "u").expect(&pattern);
        let expected: Vec<bool> = texts.iter().map(|text| oracle.find(text).is_some()).collect();
        matches += expected.iter().filter(|matched| **matched).count();
        for (name, verdicts) in ours(&pattern, &texts) {
            assert_eq!(verdicts, expected, "{name}: {pattern:?} on {texts:?}");
        }
    }
    // The comparison would be worth little if everything matched, or nothing.
    assert!((rounds..rounds * 7).contains(&matches), "{matches} of {}", rounds * 8);
}

#[test]
fn small_patterns_agree() {
    compare(0x5EED_0001, 2_000, 1, false);
}

#[test]
fn nested_patterns_agree() {
    compare(0x5EED_0002, 1_200, 3, false);
}

#[test]
fn back_references_agree() {
    compare(0x5EED_0003, 1_200, 3, true);
}
