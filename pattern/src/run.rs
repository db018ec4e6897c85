//! How a compiled pattern is run without generated code.

use crate::program::{Ascii, Automaton, Program, Rest, RunClass, Straight};
use voltype_runtime::pattern::{self, Dfa, WorkLimit};

impl Program {
    /// Whether the pattern matches somewhere in `text` (UTF-8 or WTF-8): the verdict of the generated code.
    ///
    /// # Errors
    ///
    /// [`WorkLimit`] if it has back-references and takes too many steps.
    pub fn is_match(&self, text: &[u8]) -> Result<bool, WorkLimit> {
        match self {
            Program::Straight(straight) => Ok(straight.is_match(text)),
            Program::Automaton(automaton) => Ok(automaton.to_dfa().is_match(text)),
            Program::Simulation(nfa) => Ok(nfa.is_match(text)),
            Program::Backtrack(backtrack) => backtrack.is_match(text),
        }
    }
}

impl Automaton {
    /// The automaton that generated code makes from the tables.
    pub fn to_dfa(&self) -> Dfa {
        Dfa::from_tables(self.classes.clone(), &self.rows, self.width, self.start, self.accept)
    }
}

impl Straight {
    fn is_match(&self, text: &[u8]) -> bool {
        match self {
            Straight::Constant(verdict) => *verdict,
            Straight::Contains(literal) => pattern::contains(text, literal),
            Straight::StartsWith(literal) => text.starts_with(literal),
            Straight::EndsWith(literal) => text.ends_with(literal),
            Straight::OneOf(literals) => literals.iter().any(|literal| literal == text),
            Straight::Any(class) => pattern::any(text, |byte| class.contains(byte)),
            Straight::Sequence { head, rest } => {
                let after = head.iter().try_fold(text, |text, (count, class)| {
                    let (start, after) = text.split_at_checked(*count)?;
                    start.iter().all(|byte| class.contains(*byte)).then_some(after)
                });
                after.is_some_and(|after| rest.is_match(after))
            }
        }
    }
}

impl Rest {
    fn is_match(&self, text: &[u8]) -> bool {
        let (class, min, max) = match self {
            Rest::End => return text.is_empty(),
            Rest::Anything => return true,
            Rest::Run { class, min, max } => {
                (class, *min as usize, max.map_or(usize::MAX, |max| max as usize))
            }
        };
        let test = |ascii: &Ascii, byte| ascii.contains(byte);
        match class {
            RunClass::Ascii(ascii) => pattern::all(text, min..=max, |byte| test(ascii, byte)),
            RunClass::AsciiOrBeyond(ascii) => {
                pattern::all_or_beyond(text, min..=max, |byte| test(ascii, byte))
            }
            RunClass::Dot => pattern::line(text, min..=max),
            RunClass::All => pattern::all_or_beyond(text, min..=max, |_| true),
        }
    }
}
