//! Compiled patterns as Rust source.
//!
//! Paths begin with `pattern`, which the runtime's prelude has.

use super::doc::outer;
use crate::doc::Doc;
use crate::pattern::{self, Ascii, Automaton, Program, Rest, RunClass, Straight};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use voltype_runtime::pattern::{Backtrack, Nfa, backtrack, nfa};

/// The static that [`test_expr`] refers to by `name`; none if the test needs no table.
pub(super) fn static_item(program: &Program, name: &Ident) -> Option<TokenStream> {
    let docs = outer(&Doc::default().phrase(&pattern::explain(program)).then("."));
    let (kind, value) = match program {
        Program::Straight(Straight::Sequence { head, rest: _ }) => match Head::of(head) {
            Head::Literal(_) | Head::One(_) => return None,
            Head::Table(head) => (sequence_type(head), sequence(head)),
        },
        Program::Straight(_) => return None,
        Program::Automaton(automaton) => (quote!(Dfa), dfa(automaton)),
        Program::Simulation(nfa) => (quote!(Nfa), simulation(nfa)),
        Program::Backtrack(program) => (quote!(Backtrack), backtracking(program)),
    };
    Some(quote! {
        #docs
        static #name: pattern::#kind = #value;
    })
}

/// An expression of type `bool`: whether the pattern matches somewhere in `text`, an expression of type `&[u8]` that
/// is spelled once and evaluated once.
///
/// For [`Program::Backtrack`] alone its type is `Result<bool, pattern::WorkLimit>`; see
/// [`Program::is_limited`].
pub(super) fn test_expr(program: &Program, name: &Ident, text: TokenStream) -> TokenStream {
    match program {
        Program::Straight(straight) => straight_test(straight, name, text),
        Program::Automaton(_) | Program::Simulation(_) | Program::Backtrack(_) => {
            quote!(#name.is_match(#text))
        }
    }
}

/// Literals are compared, and classes looked up in tables: a Rust pattern of several ranges for each of several bytes
/// would take the Rust compiler time to the power of their number.
fn straight_test(straight: &Straight, name: &Ident, text: TokenStream) -> TokenStream {
    match straight {
        Straight::Constant(true) => quote!(true),
        Straight::Constant(false) => quote!(false),
        Straight::Contains(literal) => {
            let literal = Literal::byte_string(literal);
            quote!(pattern::contains(#text, #literal))
        }
        Straight::StartsWith(literal) => {
            let literal = Literal::byte_string(literal);
            quote!(#text.starts_with(#literal))
        }
        Straight::EndsWith(literal) => {
            let literal = Literal::byte_string(literal);
            quote!(#text.ends_with(#literal))
        }
        Straight::OneOf(literals) => {
            let literals = literals.iter().map(|literal| Literal::byte_string(literal));
            quote!(pattern::one_of(#text, &[#(#literals),*]))
        }
        Straight::Any(class) => {
            let test = byte_test(class);
            quote!(pattern::any(#text, #test))
        }
        Straight::Sequence { head, rest } => sequence_test(head, rest, name, text),
    }
}

/// How the classes that a text begins with are spelled.
enum Head<'a> {
    /// As the text that has no alternative, empty if there are no classes.
    Literal(Vec<u8>),
    /// As the test of one character.
    One(&'a Ascii),
    /// As a static table.
    Table(&'a [(usize, Ascii)]),
}

impl<'a> Head<'a> {
    fn of(head: &'a [(usize, Ascii)]) -> Head<'a> {
        let literal = head.iter().map(|(count, class)| Some(vec![class.as_single()?; *count]));
        match (literal.collect::<Option<Vec<_>>>(), head) {
            (Some(parts), _) => Head::Literal(parts.concat()),
            (None, [(1, class)]) => Head::One(class),
            (None, head) => Head::Table(head),
        }
    }
}

fn sequence_test(
    head: &[(usize, Ascii)],
    rest: &Rest,
    name: &Ident,
    text: TokenStream,
) -> TokenStream {
    let after = match Head::of(head) {
        Head::Literal(literal) if literal.is_empty() => {
            return match rest {
                Rest::End => quote!(#text.is_empty()),
                Rest::Anything => quote!(true),
                Rest::Run { class, min, max } => run_test(class, *min, *max, text),
            };
        }
        Head::Literal(literal) => {
            let literal = Literal::byte_string(&literal);
            quote!(#text.strip_prefix(#literal))
        }
        Head::One(class) => {
            let test = byte_test(class);
            quote!(pattern::after_one(#text, #test))
        }
        Head::Table(_) => quote!(#name.after(#text)),
    };
    match rest {
        Rest::End => quote!(#after.is_some_and(<[u8]>::is_empty)),
        Rest::Anything => quote!(#after.is_some()),
        Rest::Run { class, min, max } => {
            let test = run_test(class, *min, *max, quote!(rest));
            quote!(#after.is_some_and(|rest| #test))
        }
    }
}

fn sequence_type(head: &[(usize, Ascii)]) -> TokenStream {
    let length = Literal::usize_unsuffixed(head.len());
    quote!(Sequence<#length>)
}

/// The table of a sequence: for each class how many characters there are of it, and its ranges.
fn sequence(head: &[(usize, Ascii)]) -> TokenStream {
    let runs = head.iter().map(|(count, Ascii(ranges))| {
        let count = Literal::usize_unsuffixed(*count);
        let ranges = ranges.iter().map(|(first, last)| {
            let (first, last) = (Literal::byte_character(*first), Literal::byte_character(*last));
            quote!((#first, #last))
        });
        quote!((#count, &[#(#ranges),*]))
    });
    quote!(pattern::Sequence::new([#(#runs),*]))
}

fn run_test(class: &RunClass, min: u32, max: Option<u32>, text: TokenStream) -> TokenStream {
    let min = Literal::u32_unsuffixed(min);
    let length = match max.map(Literal::u32_unsuffixed) {
        Some(max) => quote!(#min..=#max),
        None => quote!(#min..),
    };
    match class {
        RunClass::Ascii(class) => {
            let test = byte_test(class);
            quote!(pattern::all(#text, #length, #test))
        }
        RunClass::AsciiOrBeyond(class) => {
            let test = byte_test(class);
            quote!(pattern::all_or_beyond(#text, #length, #test))
        }
        RunClass::Dot => quote!(pattern::line(#text, #length)),
        RunClass::All => {
            quote!(pattern::all_or_beyond(#text, #length, |_| true))
        }
    }
}

/// A closure that tests a byte.
fn byte_test(class: &Ascii) -> TokenStream {
    let test = match class.0.as_slice() {
        [(b'0', b'9')] => quote!(is_ascii_digit),
        [(b'A', b'Z')] => quote!(is_ascii_uppercase),
        [(b'a', b'z')] => quote!(is_ascii_lowercase),
        [(b'A', b'Z'), (b'a', b'z')] => quote!(is_ascii_alphabetic),
        [(b'0', b'9'), (b'A', b'Z'), (b'a', b'z')] => quote!(is_ascii_alphanumeric),
        [(b'0', b'9'), (b'A', b'F'), (b'a', b'f')] => quote!(is_ascii_hexdigit),
        _ => {
            let pattern = byte_pattern(class);
            return quote!(|byte| matches!(byte, #pattern));
        }
    };
    quote!(|byte| byte.#test())
}

/// A Rust pattern for a byte of the class.
fn byte_pattern(class: &Ascii) -> TokenStream {
    let ranges = class.0.iter().map(|(first, last)| {
        let (from, to) = (Literal::byte_character(*first), Literal::byte_character(*last));
        if first == last { quote!(#from) } else { quote!(#from..=#to) }
    });
    quote!(#(#ranges)|*)
}

/// The tables, one state a row.
fn dfa(automaton: &Automaton) -> TokenStream {
    let classes = class_ranges(&automaton.classes);
    let ranges = classes.iter().map(|(first, last, class)| {
        let (first, last) = (Literal::byte_character(*first), Literal::byte_character(*last));
        let class = Literal::u8_unsuffixed(*class);
        quote!((#first, #last, #class))
    });
    let rows = automaton.rows.iter().map(|row| {
        let row = row.iter().map(|state| Literal::u16_unsuffixed(*state));
        quote!([#(#row),*])
    });
    let length = Literal::usize_unsuffixed(2 + automaton.rows.len() * usize::from(automaton.width));
    let width = Literal::u16_unsuffixed(automaton.width);
    let start = Literal::u16_unsuffixed(automaton.start);
    let accept = Literal::u16_unsuffixed(automaton.accept);
    quote! {{
        const CLASSES: [u8; 256] = pattern::dfa::classes(&[#(#ranges),*]);
        const TABLE: [u16; #length] = pattern::dfa::table(&[#(#rows),*]);
        pattern::Dfa::new(&CLASSES, &TABLE, #width, #start, #accept)
    }}
}

/// The classes of bytes as runs, without those of class 0.
fn class_ranges(classes: &[u8; 256]) -> Vec<(u8, u8, u8)> {
    let mut ranges: Vec<(u8, u8, u8)> = Vec::new();
    for (byte, class) in (0..=u8::MAX).zip(classes) {
        match ranges.last_mut() {
            Some((_, last, before)) if before == class => *last = byte,
            _ => ranges.push((byte, byte, *class)),
        }
    }
    ranges.retain(|(_, _, class)| *class != 0);
    ranges
}

fn simulation(nfa: &Nfa) -> TokenStream {
    let Nfa { program, ranges, looks, start } = nfa;
    let program = program.iter().map(|inst| match *inst {
        nfa::Inst::Set(first, last, then) => call("Set", &[first, last, then]),
        nfa::Inst::Split(one, other) => call("Split", &[one, other]),
        nfa::Inst::Start(then) => call("Start", &[then]),
        nfa::Inst::End(then) => call("End", &[then]),
        nfa::Inst::Boundary(wanted, then) => {
            let then = Literal::u32_unsuffixed(then);
            quote!(Inst::Boundary(#wanted, #then))
        }
        nfa::Inst::Look(look, wanted, then) => {
            let (look, then) = (Literal::u32_unsuffixed(look), Literal::u32_unsuffixed(then));
            quote!(Inst::Look(#look, #wanted, #then))
        }
        nfa::Inst::Match => quote!(Inst::Match),
    });
    let looks = looks.iter().map(|nfa::Look { start, behind }| {
        let start = Literal::u32_unsuffixed(*start);
        quote!(pattern::nfa::Look { start: #start, behind: #behind })
    });
    let ranges = pairs(ranges);
    let start = Literal::u32_unsuffixed(*start);
    quote! {{
        use pattern::nfa::Inst;
        pattern::Nfa::new(&[#(#program),*], &[#ranges], &[#(#looks),*], #start)
    }}
}

fn backtracking(pattern: &Backtrack) -> TokenStream {
    use backtrack::Inst;
    let Backtrack { program, ranges, slots } = pattern;
    let program = program.iter().map(|inst| match *inst {
        Inst::Set(first, last, backwards) => {
            let (first, last) = (Literal::u32_unsuffixed(first), Literal::u32_unsuffixed(last));
            quote!(Inst::Set(#first, #last, #backwards))
        }
        Inst::Group(group, backwards) => {
            let group = Literal::u32_unsuffixed(group);
            quote!(Inst::Group(#group, #backwards))
        }
        Inst::Split(one, other) => call("Split", &[one, other]),
        Inst::Jump(then) => call("Jump", &[then]),
        Inst::Save(slot) => call("Save", &[slot]),
        Inst::Moved(slot) => call("Moved", &[slot]),
        Inst::Clear(first, last) => call("Clear", &[first, last]),
        Inst::Start => quote!(Inst::Start),
        Inst::End => quote!(Inst::End),
        Inst::Boundary(wanted) => quote!(Inst::Boundary(#wanted)),
        Inst::Look(wanted, then) => {
            let then = Literal::u32_unsuffixed(then);
            quote!(Inst::Look(#wanted, #then))
        }
        Inst::Match => quote!(Inst::Match),
    });
    let ranges = pairs(ranges);
    let slots = Literal::u32_unsuffixed(*slots);
    quote! {{
        use pattern::backtrack::Inst;
        pattern::Backtrack::new(&[#(#program),*], &[#ranges], #slots)
    }}
}

/// An instruction whose operands are numbers.
fn call(name: &str, numbers: &[u32]) -> TokenStream {
    let name = Ident::new(name, proc_macro2::Span::call_site());
    let numbers = numbers.iter().map(|number| Literal::u32_unsuffixed(*number));
    quote!(Inst::#name(#(#numbers),*))
}

fn pairs(ranges: &[(u32, u32)]) -> TokenStream {
    let pairs = ranges.iter().map(|(first, last)| {
        let (first, last) = (Literal::u32_unsuffixed(*first), Literal::u32_unsuffixed(*last));
        quote!((#first, #last))
    });
    quote!(#(#pairs),*)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::compile;

    fn emitted(pattern: &str) -> (Option<String>, String) {
        let program = compile(pattern).unwrap();
        let name = Ident::new("PATTERN", proc_macro2::Span::call_site());
        let item = static_item(&program, &name).map(|item| item.to_string());
        (item, test_expr(&program, &name, quote!(text)).to_string().replace(' ', ""))
    }

    #[test]
    fn straight_code_reads_well() {
        for (pattern, expected) in [
            ("^x-", r#"text.starts_with(b"x-")"#),
            ("^(a|b)$", r#"pattern::one_of(text,&[b"a",b"b"])"#),
            (
                "^x-[a-z]{2,4}$",
                r#"text.strip_prefix(b"x-").is_some_and(|rest|pattern::all(rest,2..=4,|byte|byte.is_ascii_lowercase()))"#,
            ),
            (
                "^[a-z][a-z_]+$",
                "pattern::after_one(text,|byte|byte.is_ascii_lowercase()).is_some_and(|rest|pattern::all(rest,1..,|byte|matches!(byte,b'_'|b'a'..=b'z')))",
            ),
            ("^[a-z]{40}$", "pattern::all(text,40..=40,|byte|byte.is_ascii_lowercase())"),
            ("^.{1,20}$", "pattern::line(text,1..=20)"),
            ("[ab]", "pattern::any(text,|byte|matches!(byte,b'a'..=b'b'))"),
        ] {
            assert_eq!(emitted(pattern), (None, expected.to_owned()), "{pattern}");
        }
    }

    #[test]
    fn sequences_are_tables() {
        let (item, test) = emitted(r"^[0-9a-f]{8}-\d\d$");
        assert_eq!(test, "PATTERN.after(text).is_some_and(<[u8]>::is_empty)");
        let item = item.unwrap().replace(' ', "");
        let table = "Sequence<3>=pattern::Sequence::new([(8,&[(b'0',b'9'),(b'a',b'f')]),(1,&[(b'-',b'-')]),(2,&[(b'0',b'9')])])";
        assert!(item.contains(table), "{item}");
    }

    #[test]
    fn automata_are_rows() {
        let (item, test) = emitted("^(ab)+$");
        assert_eq!(test, "PATTERN.is_match(text)");
        let item = item.unwrap().replace(' ', "");
        assert!(item.contains("dfa::classes(&[(b'a',b'a',1),(b'b',b'b',2)])"), "{item}");
        assert!(
            item.contains("[u16;11]") && item.contains("table(&[[0,3,0],[0,0,4],[0,3,0]])"),
            "{item}"
        );
    }

    /// The patterns are those that schemas usually have.
    #[test]
    fn the_source_is_small_and_without_slice_patterns() {
        let lines = include_str!("../../../pattern/src/everyday.txt").lines();
        let patterns = lines.filter_map(|line| line.split_once(' '));
        let mut size = 0;
        for (name, pattern) in patterns.filter(|(start, _)| !matches!(*start, "#" | "+" | "-")) {
            let (item, test) = emitted(pattern);
            let item = item.unwrap_or_default();
            // What rustc has to decide is one byte at a time.
            assert_eq!(
                test.matches("matches!(").count(),
                test.matches("matches!(byte,b'").count(),
                "{name}: {test}"
            );
            assert!(!item.contains("matches") && !test.contains("match{"), "{name}: {test} {item}");
            assert!(test.len() < 100 + 8 * pattern.len(), "{name}: {test}");
            // Unicode's tables take hundreds of states, whatever the pattern.
            assert!(item.len() < if pattern.contains(r"\p") { 250_000 } else { 40_000 }, "{name}");
            size += test.len() + item.len();
        }
        assert!(size < 1_000_000, "{size} bytes");
    }
}
