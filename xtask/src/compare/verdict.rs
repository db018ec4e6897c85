//! The results of a tool on an input.

use serde::Deserialize;

/// What a tool made of an input.
#[derive(Clone, Debug)]
pub(super) enum Verdict {
    /// Nothing; the reason.
    Refused(String),
    /// Code that the Rust compiler rejects; its error.
    Rejected(String),
    /// A program that ended early; the reason.
    Failed(String),
    /// A type that answered.
    Asked(Counts),
}

/// How a type answered. Only instances on which other validators agree are counted.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Counts {
    /// Valid instances, whether formats are asserted or not.
    pub(super) valid: u64,
    /// Those that it accepts.
    pub(super) accepted: u64,
    /// Those that it also writes as they were.
    pub(super) kept: u64,
    /// Invalid instances.
    pub(super) invalid: u64,
    /// Those that it refuses.
    pub(super) refused: u64,
    /// Instances whose verdict depends on whether `format` is an assertion.
    pub(super) formats: u64,
    /// Those that it treats as the dialect says.
    pub(super) formats_right: u64,
    /// Instances with integers of more than 64 bits, and those of them that it refuses.
    pub(super) large: u64,
    pub(super) large_refused: u64,
    /// Instances on which other validators disagree, and those of them that it treats as jsonschema does.
    pub(super) split: u64,
    pub(super) split_as_first: u64,
    /// Some of the wrong answers.
    pub(super) faults: Vec<Fault>,
}

/// A wrong answer.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Fault {
    /// What is wrong, in a few words.
    pub(super) fault: String,
    /// Whether it is about an instance that is counted under `formats`.
    pub(super) format: bool,
    /// The error, or the place, if there is one.
    pub(super) why: String,
    /// The beginning of the instance.
    pub(super) text: String,
}

impl Verdict {
    /// Whether the input was compiled, and every answer was right. Formats don't count: dialects differ in what they say.
    pub(super) fn is_right(&self) -> bool {
        matches!(self, Verdict::Asked(counts) if counts.kept == counts.valid && counts.refused == counts.invalid)
    }

    /// Whether formats are right, too.
    pub(super) fn is_exact(&self) -> bool {
        self.is_right()
            && self.counts().is_some_and(|counts| counts.formats_right == counts.formats)
    }

    /// The answers, if there are any.
    pub(super) fn counts(&self) -> Option<&Counts> {
        match self {
            Verdict::Asked(counts) => Some(counts),
            Verdict::Refused(_) | Verdict::Rejected(_) | Verdict::Failed(_) => None,
        }
    }

    /// Whether there is code.
    pub(super) fn is_generated(&self) -> bool {
        !matches!(self, Verdict::Refused(_))
    }

    /// Whether the code compiles.
    pub(super) fn is_compiled(&self) -> bool {
        matches!(self, Verdict::Failed(_) | Verdict::Asked(_))
    }

    /// The verdict in a few words.
    pub(super) fn phrase(&self) -> String {
        match self {
            Verdict::Refused(why) => format!("does not generate: {why}"),
            Verdict::Rejected(why) => format!("does not compile: {why}"),
            Verdict::Failed(why) => format!("ends early: {why}"),
            Verdict::Asked(counts) => counts.phrase(),
        }
    }
}

impl Counts {
    fn phrase(&self) -> String {
        let Counts { valid, accepted, kept, invalid, refused, .. } = self;
        let parts = [
            (valid - accepted, valid, "valid refused"),
            (accepted - kept, valid, "valid changed"),
            (invalid - refused, invalid, "invalid accepted"),
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(count, _, _)| *count > 0)
            .map(|(count, all, what)| format!("{count} of {all} {what}"))
            .collect();
        if parts.is_empty() { "right".to_owned() } else { parts.join(", ") }
    }

    /// Adds those of another type.
    pub(super) fn add(&mut self, other: &Counts) {
        let Counts {
            valid,
            accepted,
            kept,
            invalid,
            refused,
            formats,
            formats_right,
            large,
            large_refused,
            split,
            split_as_first,
            faults: _,
        } = other;
        self.valid += valid;
        self.accepted += accepted;
        self.kept += kept;
        self.invalid += invalid;
        self.refused += refused;
        self.formats += formats;
        self.formats_right += formats_right;
        self.large += large;
        self.large_refused += large_refused;
        self.split += split;
        self.split_as_first += split_as_first;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts() -> Counts {
        Counts {
            valid: 4,
            accepted: 4,
            kept: 4,
            invalid: 3,
            refused: 3,
            formats: 2,
            formats_right: 2,
            ..Counts::default()
        }
    }

    #[test]
    fn only_right_answers_are_right() {
        let right = Verdict::Asked(counts());
        assert!(right.is_right() && right.is_exact());
        assert_eq!(right.phrase(), "right");
        let of_formats = Verdict::Asked(Counts { formats_right: 1, ..counts() });
        assert!(of_formats.is_right() && !of_formats.is_exact());
        let wrong = Verdict::Asked(Counts { accepted: 3, kept: 1, refused: 1, ..counts() });
        assert!(!wrong.is_right() && wrong.is_compiled());
        assert_eq!(
            wrong.phrase(),
            "1 of 4 valid refused, 2 of 4 valid changed, 2 of 3 invalid accepted"
        );
    }

    #[test]
    fn what_was_not_asked_is_not_right() {
        let refused = Verdict::Refused("panic: no".to_owned());
        assert!(!refused.is_right() && !refused.is_generated() && !refused.is_compiled());
        assert_eq!(refused.phrase(), "does not generate: panic: no");
        let rejected = Verdict::Rejected("error".to_owned());
        assert!(!rejected.is_right() && rejected.is_generated() && !rejected.is_compiled());
        assert!(Verdict::Failed(String::new()).is_compiled());
    }
}
