//! Compiled patterns as Rust source.
//!
//! Paths begin with `voltype_runtime::pattern`, so the crate of the generated code must depend on the runtime.

use super::program::{Ascii, Machine, Program, Rest, RunClass, Straight};
use crate::emit::doc::Doc;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use voltype_runtime::pattern::{Backtrack, Nfa, backtrack, nfa};

/// The static that [`test_expr`] refers to by `name`; none if the test is straight code.
pub fn static_item(program: &Program, name: &Ident) -> Option<TokenStream> {
    let docs = Doc::default().phrase(&super::explain(program)).then(".").outer();
    let (kind, value) = match program {
        Program::Straight(_) => return None,
        Program::Machine(machine) => (quote!(Dfa), dfa(machine)),
        Program::Simulation(nfa) => (quote!(Nfa), simulation(nfa)),
        Program::Backtrack(program) => (quote!(Backtrack), backtracking(program)),
    };
    Some(quote! {
        #docs
        static #name: voltype_runtime::pattern::#kind = #value;
    })
}

/// An expression of type `bool`: whether the pattern matches somewhere in `text`, an expression of type `&[u8]` that
/// is spelled once and evaluated once.
///
/// For [`Program::Backtrack`] alone its type is `Result<bool, voltype_runtime::pattern::WorkLimit>`; see
/// [`Program::is_limited`].
pub fn test_expr(program: &Program, name: &Ident, text: TokenStream) -> TokenStream {
    match program {
        Program::Straight(straight) => straight_test(straight, text),
        Program::Machine(_) | Program::Simulation(_) | Program::Backtrack(_) => {
            quote!(#name.is_match(#text))
        }
    }
}

fn straight_test(straight: &Straight, text: TokenStream) -> TokenStream {
    match straight {
        Straight::Constant(true) => quote!(true),
        Straight::Constant(false) => quote!(false),
        Straight::Contains(literal) => {
            let literal = Literal::byte_string(literal);
            quote!(voltype_runtime::pattern::contains(#text, #literal))
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
            quote!(matches!(#text, #(#literals)|*))
        }
        Straight::Any(class) => {
            let test = byte_test(class);
            quote!(voltype_runtime::pattern::any(#text, #test))
        }
        Straight::Sequence { head, rest } => sequence_test(head, rest, text),
    }
}

fn sequence_test(head: &[Ascii], rest: &Rest, text: TokenStream) -> TokenStream {
    let bytes = head.iter().map(byte_pattern);
    match rest {
        Rest::End => quote!(matches!(#text, [#(#bytes),*])),
        Rest::Anything => quote!(matches!(#text, [#(#bytes,)* ..])),
        Rest::Run { class, min, max } if head.is_empty() => run_test(class, *min, *max, text),
        Rest::Run { class, min, max } => {
            let test = run_test(class, *min, *max, quote!(rest));
            quote!(matches!(#text, [#(#bytes,)* rest @ ..] if #test))
        }
    }
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
            quote!(voltype_runtime::pattern::all(#text, #length, #test))
        }
        RunClass::AsciiOrBeyond(class) => {
            let test = byte_test(class);
            quote!(voltype_runtime::pattern::all_or_beyond(#text, #length, #test))
        }
        RunClass::Dot => quote!(voltype_runtime::pattern::line(#text, #length)),
        RunClass::All => {
            quote!(voltype_runtime::pattern::all_or_beyond(#text, #length, |_| true))
        }
    }
}

/// A closure that tests a byte.
fn byte_test(class: &Ascii) -> TokenStream {
    let pattern = byte_pattern(class);
    quote!(|byte| matches!(byte, #pattern))
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
fn dfa(machine: &Machine) -> TokenStream {
    let classes = class_ranges(&machine.classes);
    let ranges = classes.iter().map(|(first, last, class)| {
        let (first, last) = (Literal::byte_character(*first), Literal::byte_character(*last));
        let class = Literal::u8_unsuffixed(*class);
        quote!((#first, #last, #class))
    });
    let rows = machine.rows.iter().map(|row| {
        let row = row.iter().map(|state| Literal::u16_unsuffixed(*state));
        quote!([#(#row),*])
    });
    let length = Literal::usize_unsuffixed(2 + machine.rows.len() * usize::from(machine.width));
    let width = Literal::u16_unsuffixed(machine.width);
    let start = Literal::u16_unsuffixed(machine.start);
    let accept = Literal::u16_unsuffixed(machine.accept);
    quote! {{
        const CLASSES: [u8; 256] = voltype_runtime::pattern::dfa::classes(&[#(#ranges),*]);
        const TABLE: [u16; #length] = voltype_runtime::pattern::dfa::table(&[#(#rows),*]);
        voltype_runtime::pattern::Dfa::new(&CLASSES, &TABLE, #width, #start, #accept)
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
        quote!(voltype_runtime::pattern::nfa::Look { start: #start, behind: #behind })
    });
    let ranges = pairs(ranges);
    let start = Literal::u32_unsuffixed(*start);
    quote! {{
        use voltype_runtime::pattern::nfa::Inst;
        voltype_runtime::pattern::Nfa::new(&[#(#program),*], &[#ranges], &[#(#looks),*], #start)
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
        use voltype_runtime::pattern::backtrack::Inst;
        voltype_runtime::pattern::Backtrack::new(&[#(#program),*], &[#ranges], #slots)
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
            ("^(a|b)$", r#"matches!(text,b"a"|b"b")"#),
            (r"^\d{2}-$", "matches!(text,[b'0'..=b'9',b'0'..=b'9',b'-'])"),
            (
                "^[a-z][a-z_]+$",
                "matches!(text,[b'a'..=b'z',rest@..]ifvoltype_runtime::pattern::all(rest,1..,|byte|matches!(byte,b'_'|b'a'..=b'z')))",
            ),
            ("^.{1,20}$", "voltype_runtime::pattern::line(text,1..=20)"),
            ("[ab]", "voltype_runtime::pattern::any(text,|byte|matches!(byte,b'a'..=b'b'))"),
        ] {
            assert_eq!(emitted(pattern), (None, expected.to_owned()), "{pattern}");
        }
    }

    #[test]
    fn machines_are_rows() {
        let (item, test) = emitted("^(ab)+$");
        assert_eq!(test, "PATTERN.is_match(text)");
        let item = item.unwrap().replace(' ', "");
        assert!(item.contains("dfa::classes(&[(b'a',b'a',1),(b'b',b'b',2)])"), "{item}");
        assert!(
            item.contains("[u16;11]") && item.contains("table(&[[0,3,0],[0,0,4],[0,3,0]])"),
            "{item}"
        );
    }
}
