//! The commands that documents tell people to run.

use std::path::PathBuf;
use std::process::Command;

use super::{Code, DOCUMENTS, document, root};

/// The folders that hold packages.
const PACKAGES: [&str; 9] = [
    "bench",
    "build",
    "codegen",
    "generated",
    "metaschemas",
    "pattern",
    "runtime",
    "tests",
    "xtask",
];

/// The flags without a value that documents give to cargo itself.
const FLAGS: [&str; 3] = ["--release", "--workspace", "--locked"];

/// All commands: the lines of shell blocks, and the code spans that begin like one.
fn commands(code: &Code) -> Vec<String> {
    let lines = code.shell.iter().map(|line| without_comment(line).trim().to_owned());
    let is_command = |span: &&String| {
        let first = words(span).first().copied().unwrap_or_default();
        span.contains(' ') && matches!(first, "cargo" | "bash")
    };
    let spans = code.spans.iter().filter(is_command).cloned();
    lines.filter(|line| !line.is_empty()).chain(spans).collect()
}

fn without_comment(line: &str) -> &str {
    match line.strip_prefix('#') {
        Some(_) => "",
        None => line.split(" #").next().unwrap_or_default(),
    }
}

/// The words of a command, without variables before it and redirection behind it.
fn words(command: &str) -> Vec<&str> {
    let is_variable = |word: &&str| {
        let name = word.split_once('=').map(|(name, _)| name);
        name.is_some_and(|name| name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_'))
    };
    let words = command.split_whitespace().skip_while(is_variable);
    words.take_while(|word| !matches!(*word, "|" | ">" | "&&")).collect()
}

/// What is wrong with a command, if anything is. A command that this test does not know is wrong, too.
fn fault(command: &str) -> Option<String> {
    match words(command).as_slice() {
        ["cargo", "xtask", arguments @ ..] => refused("xtask", arguments),
        ["cargo", "run", arguments @ ..] => run(arguments).err(),
        ["cargo", "test", arguments @ ..] => test(arguments).err(),
        ["cargo", "fuzz", "run", target, arguments @ ..] => fuzz(target, arguments).err(),
        ["cargo", "fmt"] | ["cargo", "install", "cargo-fuzz", "--locked"] => None,
        ["bash", path] => missing(path),
        ["cd", path] => missing(path),
        ["mkdir", "-p", _] => None,
        _ => Some("this test does not know the command".to_owned()),
    }
}

fn missing(path: &str) -> Option<String> {
    (!root().join(path).exists()).then(|| format!("there is no {path}"))
}

/// Runs a binary with these arguments and `--help`, which succeeds only if it knows all of them.
fn refused(binary: &str, arguments: &[&str]) -> Option<String> {
    let path = match binary {
        "xtask" => env!("CARGO_BIN_EXE_xtask-under-test"),
        "check" => env!("CARGO_BIN_EXE_check-under-test"),
        other => return Some(format!("this test does not know the binary {other}")),
    };
    let output = Command::new(path).args(arguments).arg("--help").output().unwrap();
    let failed = !output.status.success();
    failed.then(|| String::from_utf8_lossy(&output.stderr).into_owned())
}

/// What cargo was told about a package and its targets.
#[derive(Debug, Default)]
struct Request<'a> {
    package: Option<PathBuf>,
    /// The kind and the name.
    target: Option<(&'a str, &'a str)>,
    /// What cargo hands on: the name of a test, or the arguments of a program.
    rest: Vec<&'a str>,
}

impl<'a> Request<'a> {
    fn of(arguments: &[&'a str]) -> Result<Self, String> {
        let mut request = Request::default();
        let mut words = arguments.iter().copied();
        while let Some(word) = words.next() {
            match word {
                "-p" | "--package" => {
                    request.package = Some(package(words.next().unwrap_or_default())?);
                }
                "--bin" | "--example" | "--test" => {
                    request.target = Some((&word[2..], words.next().unwrap_or_default()));
                }
                "--" => request.rest.extend(words.by_ref()),
                _ if FLAGS.contains(&word) => {}
                _ if word.starts_with('-') => return Err(format!("unknown flag {word}")),
                // `cargo run` hands on all that follows the first argument of the program.
                _ => {
                    request.rest.push(word);
                    request.rest.extend(words.by_ref());
                }
            }
        }
        if let Some((kind, name)) = request.target {
            request.find(kind, name)?;
        }
        Ok(request)
    }

    /// Makes sure that the package has the target.
    fn find(&self, kind: &str, name: &str) -> Result<(), String> {
        let Some(folder) = &self.package else {
            return Err(format!("the {kind} {name} of which package?"));
        };
        let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        let listed = manifest.contains(&format!("[[{kind}]]\nname = \"{name}\"\n"));
        let file = folder.join(format!("{kind}s/{name}.rs"));
        let directory = folder.join(format!("{kind}s/{name}/main.rs"));
        let exists = listed || file.is_file() || directory.is_file();
        if exists { Ok(()) } else { Err(format!("there is no {kind} {name}")) }
    }
}

/// The folder of a package of the workspace.
fn package(name: &str) -> Result<PathBuf, String> {
    let line = format!("name = \"{name}\"");
    let folder = PACKAGES.map(|folder| root().join(folder)).into_iter().find(|folder| {
        let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        manifest.lines().any(|other| other == line)
    });
    folder.ok_or_else(|| format!("there is no package {name}"))
}

fn run(arguments: &[&str]) -> Result<(), String> {
    let request = Request::of(arguments)?;
    let fault = match request.target {
        Some(("example", "check")) => refused("check", &request.rest),
        Some(("bin", "corpora")) => unknown_to_corpora(&request.rest),
        // It takes files alone.
        Some(("bin", "sessions")) => {
            let flag = request.rest.iter().find(|word| word.starts_with('-'));
            flag.map(|flag| format!("unknown flag {flag}"))
        }
        other => Some(format!("this test does not know what to run: {other:?}")),
    };
    fault.map_or(Ok(()), Err)
}

/// Compares a command and the number of its arguments with what the binary says of its usage.
fn unknown_to_corpora(arguments: &[&str]) -> Option<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_corpora")).output().unwrap();
    let usage = String::from_utf8(output.stderr).unwrap();
    let forms = usage.split_once("one of: ").map(|(_, forms)| forms).unwrap_or_default();
    let known = forms.trim().split(", ").any(|form| {
        let form: Vec<&str> = form.split(' ').collect();
        form.first() == arguments.first() && form.len() == arguments.len()
    });
    (!known).then(|| format!("corpora takes {forms}"))
}

fn test(arguments: &[&str]) -> Result<(), String> {
    let request = Request::of(arguments)?;
    let Some(filter) = request.rest.first() else { return Ok(()) };
    if request.target != Some(("test", "it")) {
        return Err(format!("{filter} in which test binary?"));
    }
    let list = Command::new(std::env::current_exe().unwrap()).args(["--list", filter]).output();
    let list = String::from_utf8(list.unwrap().stdout).unwrap();
    let found = list.lines().any(|line| line.ends_with(": test"));
    if found { Ok(()) } else { Err(format!("no test has {filter} in its name")) }
}

/// Fuzz targets run in `fuzz`; libFuzzer's flags follow `--`.
fn fuzz(target: &str, arguments: &[&str]) -> Result<(), String> {
    let folder = root().join("fuzz");
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    if !manifest.contains(&format!("[[bin]]\nname = \"{target}\"\n")) {
        return Err(format!("there is no fuzz target {target}"));
    }
    for word in arguments {
        let file = word.strip_prefix("-dict=").or(word.starts_with("seeds/").then_some(*word));
        if file.is_some_and(|file| !folder.join(file).exists()) {
            return Err(format!("there is no fuzz/{word}"));
        }
    }
    Ok(())
}

#[test]
fn commands_in_documents_exist() {
    for name in DOCUMENTS {
        for command in commands(&Code::of(&document(name))) {
            assert_eq!(fault(&command), None, "{name}: {command}");
        }
    }
}

/// What people run first, and what this test is for.
#[test]
fn documents_have_commands() {
    for (name, command) in [
        ("README.md", "cargo xtask codegen"),
        ("README.md", "cargo test --workspace"),
        ("CONTRIBUTING.md", "bash .ci/run"),
        ("CONTRIBUTING.md", "cargo test -p voltype-tests --test it round_trip"),
    ] {
        let found = commands(&Code::of(&document(name)));
        assert!(found.iter().any(|one| one == command), "{name}: {command}");
    }
}

#[test]
fn commands_that_do_not_exist_are_found() {
    let right = "
cargo xtask prose
```sh
cargo xtask codegen --check   # a comment
# a line of comment
BLESS=1 cargo test -p voltype-tests --test it readme
cargo run -p voltype-tests --bin corpora make SCHEMA INSTANCES FOLDER > FILE
cd fuzz
```
```rust
cargo xtask no_command
```
`cargo run -p voltype --example check -- --human -`
";
    let right = commands(&Code::of(right));
    assert_eq!(right.len(), 5);
    for command in right {
        assert_eq!(fault(&command), None, "{command}");
    }
    let wrong = "
```console
$ cargo xtask codegem
$ cargo xtask codegen --chekc | less
$ cargo xtask conformance --suite DIR --draft draft5
$ cargo run --release -p voltype --example chekc -- FILE
$ cargo run --release -p voltype --example check -- --humans FILE
$ cargo run -p voltype-tests --bin corpora mkae SCHEMA INSTANCES FOLDER
$ cargo run -p voltype-tests --bin corpora make SCHEMA
$ cargo run -p voltype-bench --bin session -- FILE
$ cargo test -p voltyp
$ cargo test --wrokspace
$ cargo test -p voltype-tests --test ti
$ cargo test -p voltype-tests --test it round_tirp
$ cargo fuzz run no_target
$ cargo fuzz run reader -- -dict=no.dict
$ cd no/such/folder
$ make
```
`bash .ci/no_script` or `cargo bulid --release`
";
    let wrong = commands(&Code::of(wrong));
    assert_eq!(wrong.len(), 18);
    for command in wrong {
        assert!(fault(&command).is_some(), "{command}");
    }
}
