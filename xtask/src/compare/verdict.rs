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
    /// Instances on which other validators disagree. They are not asked about.
    pub(super) split: u64,
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
            split,
            faults: _,
        } = other;
        self.valid += valid;
        self.accepted += accepted;
        self.kept += kept;
        self.invalid += invalid;
        self.refused += refused;
        self.formats += formats;
        self.formats_right += formats_right;
        self.split += split;
    }
}
