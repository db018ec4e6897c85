//! The tools that are compared.

use std::io::{self, Write};
use std::path::PathBuf;

use crate::scratch::{self, Built, Scratch};

/// A tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub(super) enum Tool {
    Voltype,
    Typify,
}

/// What generated code of either tool needs.
const SERDE: &str = "serde = { version = \"1\", features = [\"derive\"] }\n\
                     serde_json = { version = \"1\", features = [\"float_roundtrip\"] }\n";

/// The crates that typify's code may refer to.
const OF_TYPIFY: &str = "chrono = { version = \"0.4\", features = [\"serde\"] }\nregress = \"0.12\"\n\
                         uuid = { version = \"1\", features = [\"serde\"] }\n";

/// What the helper needs: the typify that the compiler uses, and a parser.
const OF_HELPER: &str = "prettyplease = \"0.2\"\nquote = \"1\"\nserde_json = \"1\"\n\
                         syn = { version = \"2\", features = [\"full\", \"extra-traits\"] }\n\
                         typify = { version = \"0.8\", default-features = false }\n";

impl Tool {
    pub(super) fn name(self) -> &'static str {
        match self {
            Tool::Voltype => "voltype",
            Tool::Typify => "typify",
        }
    }

    /// The code that asks a type of this tool.
    pub(super) fn ask(self) -> &'static str {
        match self {
            Tool::Voltype => include_str!("voltype.rs"),
            Tool::Typify => include_str!("typify.rs"),
        }
    }

    /// The manifest of a crate of generated modules.
    pub(super) fn manifest(self, package: &str) -> String {
        match self {
            Tool::Voltype => scratch::manifest(package, &format!("schemars = \"1\"\n{SERDE}")),
            Tool::Typify => scratch::plain_manifest(package, &format!("{SERDE}{OF_TYPIFY}")),
        }
    }
}

/// The helper, compiled, and the version of typify in it.
#[derive(Debug)]
pub(super) struct Helper {
    pub(super) program: PathBuf,
    pub(super) typify: String,
}

/// Compiles the helper.
pub(super) fn helper(log: &mut impl Write) -> io::Result<Helper> {
    let scratch = Scratch::new("compare-helper", log)?;
    let members = ["helper".to_owned()];
    let files = [
        ("helper/src/main.rs", include_str!("helper.rs").to_owned()),
        ("helper/Cargo.toml", scratch::plain_manifest("helper", OF_HELPER)),
        ("Cargo.toml", scratch::workspace(&members, "")),
    ];
    scratch.write(&files.map(|(path, text)| (path.to_owned(), text)).into())?;
    match scratch.build("helper")? {
        Built::Program(program) => Ok(Helper { program, typify: scratch.version("typify")? }),
        Built::Failed(errors) => {
            Err(io::Error::other(format!("the helper does not compile\n{}", errors.join("\n"))))
        }
    }
}
