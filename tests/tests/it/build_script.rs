//! Crates outside of the workspace that compile schemas in a build script or by a macro, as the README shows it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PORT: &str = r#"{
  "title": "Port", "type": "object", "required": ["id"],
  "properties": { "id": { "type": "string", "pattern": "^P-[0-9]+$" } }
}
"#;

const LIB: &str = "//! A user's crate.\n#![deny(warnings, missing_docs)]\n";

const MAIN: &str = r##"fn main() {
    for json in [r#"{"id": "P-7"}"#, r#"{"id": 7}"#] {
        match user::port(json) {
            Ok(port) => println!("{}", port.id),
            Err(report) => println!("{}", report.errors().len()),
        }
    }
}
"##;

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The code blocks of a section of the README.
fn snippets(heading: &str) -> Vec<String> {
    let readme = fs::read_to_string(repository().join("README.md")).unwrap();
    let section = readme.split(&format!("### {heading}\n")).nth(1).unwrap();
    let section = section.split("\n##").next().unwrap();
    let blocks = section.split("```").skip(1).step_by(2);
    blocks.map(|block| block.split_once('\n').unwrap().1.to_owned()).collect()
}

/// What cargo did.
struct Ran {
    is_good: bool,
    out: String,
    log: String,
}

/// A crate in a folder for itself.
struct User {
    folder: tempfile::TempDir,
}

impl User {
    /// A crate with a build script.
    fn with_script() -> Self {
        let [dependencies, build, lib] = snippets("From a build script").try_into().unwrap();
        let user = Self::new(&dependencies, &lib);
        user.write("build.rs", &build);
        user
    }

    /// A crate that uses the macro.
    fn with_macro() -> Self {
        let [dependencies, lib] = snippets("From a macro").try_into().unwrap();
        Self::new(&dependencies, &lib)
    }

    fn new(dependencies: &str, lib: &str) -> Self {
        let user = User { folder: tempfile::tempdir().unwrap() };
        let repository = repository();
        let dependencies = dependencies.replace('…', repository.to_str().unwrap());
        let manifest = format!(
            "[package]\nname = \"user\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
             {dependencies}\n[workspace]\n"
        );
        user.write("Cargo.toml", &manifest);
        user.write("src/lib.rs", &format!("{LIB}\n{lib}"));
        user.write("src/main.rs", &format!("//! A user's program.\n\n{MAIN}"));
        user.write("schemas/port.json", PORT);
        // The versions of the repository: nothing is downloaded.
        let lock = fs::read_to_string(repository.join("Cargo.lock")).unwrap();
        user.write("Cargo.lock", &lock);
        user
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Builds and runs the program.
    fn run(&self) -> Ran {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        // The chores' scratch crates are compiled there, too, with the same dependencies.
        let target = Path::new(env!("CARGO_BIN_EXE_xtask-under-test")).parent().unwrap();
        command.args(["run", "--offline"]).current_dir(self.folder.path());
        command.env("CARGO_TARGET_DIR", target.join("../scratch/target"));
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Ran { is_good: output.status.success(), out: text(output.stdout), log: text(output.stderr) }
    }
}

#[test]
fn schemas_are_compiled_whenever_they_change() {
    let user = User::with_script();
    let first = user.run();
    assert!(first.is_good, "{}", first.log);
    assert_eq!(first.out, "P-7\n1\n");
    assert!(!first.log.contains("warning"), "{}", first.log);

    // A change of a document is noticed, and a warning shown.
    user.write("schemas/port.json", &PORT.replace("\"pattern\"", "\"patern\""));
    let warned = user.run();
    assert!(warned.is_good, "{}", warned.log);
    let place = "schemas/port.json:3:45: ";
    assert!(warned.log.contains(place) && warned.log.contains("patern"), "{}", warned.log);

    // So is a new document, and an error ends the build.
    user.write("schemas/site.json", "{\n  \"type\": \"strng\"\n}\n");
    let failed = user.run();
    assert!(!failed.is_good);
    for part in ["1 error in the schema folder schemas", "--> site.json:2:11", "^^^^^^^"] {
        assert!(failed.log.contains(part), "{part}: {}", failed.log);
    }
}

#[test]
fn a_macro_stands_for_the_types_of_a_folder() {
    let user = User::with_macro();
    let first = user.run();
    assert!(first.is_good, "{}", first.log);
    assert_eq!(first.out, "P-7\n1\n");

    // A change of a document is noticed, and an error ends the build.
    user.write("schemas/port.json", &PORT.replace("\"string\"", "\"strng\""));
    let failed = user.run();
    assert!(!failed.is_good);
    for part in
        ["--> src/lib.rs:6:", "1 error in the schema folder", "--> port.json:3:35", "^^^^^^^"]
    {
        assert!(failed.log.contains(part), "{part}: {}", failed.log);
    }
}
