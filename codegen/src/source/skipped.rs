//! What a schema folder has besides documents, as far as its author should know.

use crate::diagnostic::Diagnostic;

/// An entry of the schema folder that is skipped although its name looks like that of a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// Its path. Bytes that are not UTF-8 are replaced.
    pub path: String,
    /// Why it is skipped.
    pub reason: Reason,
}

/// Why an entry of the schema folder is skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It is a link, to a file or to a folder.
    Link,
    /// Its name begins with a dot.
    Hidden,
    /// Its name is not UTF-8.
    Name,
    /// It is a named pipe, a socket or a device.
    Special,
}

impl Skipped {
    /// The warning about it.
    #[must_use]
    pub fn warning(&self) -> Diagnostic {
        let (is, help) = match self.reason {
            Reason::Link => ("a link", "links are not followed: copy what it leads to"),
            Reason::Hidden => ("hidden", "names that begin with a dot are left out"),
            Reason::Name => ("not named in UTF-8", "rename it"),
            Reason::Special => ("not a file", "only files are opened"),
        };
        let message = format!("{} is skipped: it is {is}", self.path);
        Diagnostic::general(message).warning().help(help)
    }
}
