//! The commands that the documents of the repository tell people to run. Their Rust snippets are doctests of this
//! package.

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The lines of the code blocks for a shell: with a prompt in `console`, all in `sh`.
fn commands(markdown: &str) -> Vec<String> {
    let mut commands = Vec::new();
    let mut language: Option<&str> = None;
    for line in markdown.lines() {
        match (line.trim_start().strip_prefix("```"), language) {
            (Some(opened), None) => language = Some(opened.trim()),
            (Some(_), Some(_)) => language = None,
            (None, Some("console")) => commands.extend(line.strip_prefix("$ ").map(str::to_owned)),
            (None, Some("sh" | "bash" | "shell")) => commands.push(line.to_owned()),
            (None, _) => {}
        }
    }
    let commands = commands.iter().map(|line| without_comment(line).trim().to_owned());
    commands.filter(|line| !line.is_empty()).collect()
}

fn without_comment(line: &str) -> &str {
    match line.strip_prefix('#') {
        Some(_) => "",
        None => line.split(" #").next().unwrap_or_default(),
    }
}

/// The words of the command, up to what the shell would do with its output.
fn words(command: &str) -> Vec<&str> {
    command.split_whitespace().take_while(|word| !matches!(*word, "|" | ">" | "&&")).collect()
}

/// What is wrong with a command, if anything is.
fn fault(command: &str) -> Option<String> {
    let words = words(command);
    match words.as_slice() {
        ["cargo", "xtask", arguments @ ..] => unknown_to_xtask(arguments),
        ["cargo", "run", arguments @ ..] => unknown_target(arguments),
        ["cargo", "test" | "build" | "bench", arguments @ ..] => unknown_package(arguments),
        _ => None,
    }
}

/// Asks for help after the arguments, which is given only if all of them are known.
fn unknown_to_xtask(arguments: &[&str]) -> Option<String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask-under-test"));
    let output = command.args(arguments).arg("--help").output().unwrap();
    let failed = !output.status.success();
    failed.then(|| String::from_utf8_lossy(&output.stderr).into_owned())
}

/// The argument after one of these flags.
fn after<'a>(arguments: &[&'a str], flags: [&str; 2]) -> Option<&'a str> {
    let flag = arguments.iter().position(|argument| flags.contains(argument))?;
    arguments.get(flag + 1).copied()
}

/// The folder of a package of the workspace.
fn package(name: &str) -> Option<PathBuf> {
    let folders = ["bench", "codegen", "generated", "runtime", "tests", "xtask"];
    let line = format!("name = \"{name}\"");
    folders.map(|folder| root().join(folder)).into_iter().find(|folder| {
        let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        manifest.lines().any(|other| other == line)
    })
}

fn unknown_package(arguments: &[&str]) -> Option<String> {
    let name = after(arguments, ["-p", "--package"])?;
    package(name).is_none().then(|| format!("there is no package {name}"))
}

fn unknown_target(arguments: &[&str]) -> Option<String> {
    if let Some(fault) = unknown_package(arguments) {
        return Some(fault);
    }
    let example = after(arguments, ["--example", "--example"])?;
    let Some(folder) = after(arguments, ["-p", "--package"]).and_then(package) else {
        return Some(format!("the example {example} of which package?"));
    };
    let file = folder.join(format!("examples/{example}.rs"));
    let directory = folder.join(format!("examples/{example}/main.rs"));
    let exists = file.is_file() || directory.is_file();
    (!exists).then(|| format!("there is no example {example}"))
}

#[test]
fn commands_in_documents_exist() {
    for name in ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "generated/README.md"] {
        let Ok(text) = std::fs::read_to_string(root().join(name)) else { continue };
        for command in commands(&text) {
            assert_eq!(fault(&command), None, "{name}: {command}");
        }
    }
}

#[test]
fn commands_that_do_not_exist_are_found() {
    let text = "
cargo xtask prose
```sh
cargo xtask codegen --check   # a comment
# a line of comment
cargo xtask codegem
cargo test -p voltype-tests
```
```console
$ cargo xtask codegen --chekc | less
output
$ cargo run --release -p voltype --example chekc -- FILE
$ cargo test -p voltyp
```
```rust
cargo xtask no_command
```
";
    let commands = commands(text);
    let found: Vec<&str> =
        commands.iter().filter(|c| fault(c).is_some()).map(|c| c.as_str()).collect();
    assert_eq!(
        found,
        [
            "cargo xtask codegem",
            "cargo xtask codegen --chekc | less",
            "cargo run --release -p voltype --example chekc -- FILE",
            "cargo test -p voltyp",
        ]
    );
    assert_eq!(commands.len(), 6);
}
