//! The cases that may fail, each with its reason: `conformance.toml` beside the manifest of this package.

use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;

use super::Failure;

use crate::terminal::Named as _;

/// The list.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Expected {
    /// The entries.
    #[serde(default)]
    failure: Vec<Entry>,
}

/// Cases that may fail.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// The draft's folder.
    pub(super) draft: String,
    /// The file below it.
    pub(super) file: String,
    /// The group's description.
    pub(super) group: String,
    /// The case's description.
    pub(super) test: String,
    /// The input for which it fails: `text` or `value`; or `reports` if those differ.
    pub(super) input: String,
    /// Why it fails.
    pub(super) reason: String,
}

impl Entry {
    fn allows(&self, failure: &Failure) -> bool {
        let Entry { draft, file, group, test, input, reason: _ } = self;
        *draft == failure.draft
            && *file == failure.file
            && *group == failure.group
            && *test == failure.test
            && *input == failure.input
    }
}

/// What separates the list from what happened.
pub(super) struct Verdict<'a> {
    /// The failures that aren't listed.
    pub(super) unexpected: Vec<&'a Failure>,
    /// The entries whose cases passed, or don't exist.
    pub(super) idle: Vec<&'a Entry>,
}

impl Expected {
    /// Reads the list.
    pub(super) fn read() -> io::Result<Self> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance.toml");
        let list: Expected = toml::from_str(&fs::read_to_string(&path).named("read", &path)?)
            .map_err(|error| io::Error::other(format!("{}: {error}", path.display())))?;
        match list.failure.iter().find(|entry| entry.reason.trim().is_empty()) {
            Some(entry) => {
                Err(io::Error::other(format!("{}: no reason: {entry:?}", path.display())))
            }
            None => Ok(list),
        }
    }

    /// Compares the list with the failures of a run; `ran` tells whether a run had the cases of a draft and file.
    pub(super) fn judge<'a>(
        &'a self,
        failures: &'a [Failure],
        ran: impl Fn(&Entry) -> bool,
    ) -> Verdict<'a> {
        let listed = |failure: &Failure| self.failure.iter().any(|entry| entry.allows(failure));
        let met = |entry: &Entry| failures.iter().any(|failure| entry.allows(failure));
        Verdict {
            unexpected: failures.iter().filter(|failure| !listed(failure)).collect(),
            idle: self.failure.iter().filter(|entry| ran(entry) && !met(entry)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(test: &str, input: &str) -> Failure {
        Failure {
            draft: "draft7",
            file: "type.json".to_owned(),
            group: "g".to_owned(),
            test: test.to_owned(),
            input: input.to_owned(),
            expected: "valid",
            got: "invalid".to_owned(),
            material: (String::new(), String::new()),
        }
    }

    #[test]
    fn the_list_and_the_failures_must_be_the_same() {
        let list: Expected = toml::from_str(
            "[[failure]]\ndraft = \"draft7\"\nfile = \"type.json\"\ngroup = \"g\"\ntest = \"a\"\n\
             input = \"value\"\nreason = \"because\"\n",
        )
        .unwrap();
        let tests = |verdict: &Verdict<'_>| {
            let unexpected: Vec<_> =
                verdict.unexpected.iter().map(|one| one.input.clone()).collect();
            (unexpected, verdict.idle.len())
        };
        let failures = [failure("a", "value"), failure("a", "text")];
        assert_eq!(tests(&list.judge(&failures, |_| true)), (vec!["text".to_owned()], 0));
        assert_eq!(tests(&list.judge(&[], |_| true)), (vec![], 1));
        assert_eq!(tests(&list.judge(&[], |_| false)), (vec![], 0));
    }
}
