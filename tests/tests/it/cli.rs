//! `cargo xtask codegen` as a process, on temporary folders.

mod files;
mod kills;
mod strange;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

use tempfile::TempDir;

use super::hostile::finishes;

/// What a run gave: exit code, standard output, standard error.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

/// The program, with these arguments.
fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask-under-test"));
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn xtask(arguments: &[&str]) -> Ran {
    ran(command(arguments))
}

/// Runs a command, which must finish.
fn ran(mut command: Command) -> Ran {
    let output = finishes(move || command.output()).unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// A copy of the project's schemas, and a folder for what is generated from them.
struct Project {
    folder: TempDir,
}

impl Project {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let schemas = folder.path().join("schemas");
        fs::create_dir(&schemas).unwrap();
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas");
        for entry in fs::read_dir(source).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), schemas.join(entry.file_name())).unwrap();
        }
        Project { folder }
    }

    fn schemas(&self) -> PathBuf {
        self.folder.path().join("schemas")
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("out/src")
    }

    fn codegen(&self, more: &[&str]) -> Ran {
        ran(self.command(more))
    }

    fn command(&self, more: &[&str]) -> Command {
        let (schemas, out) = (self.schemas(), self.out());
        let (schemas, out) = (schemas.to_str().unwrap(), out.to_str().unwrap());
        command(&[&["codegen", "--schemas", schemas, "--out", out], more].concat())
    }

    /// The files of the output folder.
    fn files(&self) -> BTreeMap<PathBuf, String> {
        let files = below(&self.out()).into_iter();
        files.map(|(path, (text, _))| (path, text)).collect()
    }

    /// A run that has to succeed.
    fn generated() -> Self {
        let project = Project::new();
        let ran = project.codegen(&[]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
        project
    }

    fn change(&self, file: &str, from: &str, to: &str) {
        let path = self.schemas().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from));
        fs::write(path, text.replace(from, to)).unwrap();
    }

    /// All that is below the folder of the project.
    fn state(&self) -> BTreeMap<PathBuf, (String, SystemTime)> {
        below(self.folder.path())
    }
}

/// The files below a folder: text and time of change.
fn below(root: &Path) -> BTreeMap<PathBuf, (String, SystemTime)> {
    let mut files = BTreeMap::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let changed = fs::metadata(&path).unwrap().modified().unwrap();
                let name = path.strip_prefix(root).unwrap().to_owned();
                files.insert(name, (fs::read_to_string(&path).unwrap(), changed));
            }
        }
    }
    files
}

#[test]
fn the_project_itself_is_fresh() {
    let ran = xtask(&["codegen", "--check"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    assert!(ran.out.contains("all up to date"), "{}", ran.out);
}

#[test]
fn a_run_gives_what_is_committed_and_a_summary() {
    let project = Project::new();
    let ran = project.codegen(&[]);
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated/src");
    for name in ["lib.rs", "session.rs", "common.rs", "schemas/session.schema.json"] {
        let made = fs::read_to_string(project.out().join(name)).unwrap();
        assert!(made == fs::read_to_string(committed.join(name)).unwrap(), "{name}");
    }
    for part in [
        "session.schema.json",
        "common.json",
        "document",
        "types",
        "checks",
        "5 files written, 0 unchanged",
    ] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    assert!(!ran.out.contains('\u{1b}'), "no colour where there is no terminal");
    let explained = project.codegen(&["--explain"]).out;
    assert!(explained.contains(r"^-?P(?=\d|T\d)"), "{explained}");
}

#[test]
fn check_shows_how_the_sources_differ_and_writes_nothing() {
    let project = Project::generated();
    assert_eq!(project.codegen(&["--check"]).code, 0);
    project.change("session.schema.json", "\"maximum\": 1", "\"maximum\": 2");
    let before = project.state();
    let ran = project.codegen(&["--check"]);
    assert_eq!(project.state(), before);
    assert_eq!(ran.code, 1);
    for line in ["-      \"maximum\": 1", "+      \"maximum\": 2"] {
        assert!(ran.out.lines().any(|other| other == line), "{line}: {}", ran.out);
    }
    assert!(
        ran.out.contains("number!(\"1\")") && ran.out.contains("number!(\"2\")"),
        "{}",
        ran.out
    );
    let command = format!(
        "Run: cargo xtask codegen --schemas {} --out {}",
        project.schemas().display(),
        project.out().display()
    );
    assert!(ran.out.contains(&command), "{}", ran.out);
    // The command that it names fixes it.
    assert_eq!(project.codegen(&[]).code, 0);
    assert_eq!(project.codegen(&["--check"]).code, 0);
}

#[test]
fn check_fails_on_missing_and_on_superfluous_files() {
    let project = Project::generated();
    fs::remove_file(project.out().join("common.rs")).unwrap();
    assert_eq!(project.codegen(&["--check"]).code, 1);
    assert!(!project.out().join("common.rs").exists());
    assert_eq!(project.codegen(&[]).code, 0);
    fs::rename(project.schemas().join("common.json"), project.schemas().join("shared.json"))
        .unwrap();
    project.change("session.schema.json", "./common.json", "./shared.json");
    project.change("shared.json", "./common.json", "./shared.json");
    project.change("codegen.toml", "common.json", "shared.json");
    let ran = project.codegen(&["--check"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("common.rs no longer has a schema"), "{}", ran.out);
    assert_eq!(project.codegen(&[]).code, 0);
    assert!(!project.out().join("common.rs").exists() && project.out().join("shared.rs").exists());
}

#[test]
fn files_that_did_not_change_are_not_touched() {
    let project = Project::generated();
    let before = project.state();
    let ran = project.codegen(&[]);
    assert!(ran.out.contains("0 files written, 5 unchanged"), "{}", ran.out);
    assert_eq!(project.state(), before);
    project.change("session.schema.json", "\"maximum\": 1", "\"maximum\": 2");
    let ran = project.codegen(&[]);
    assert!(ran.out.contains("3 files written, 2 unchanged"), "{}", ran.out);
    let after = project.state();
    for name in ["lib.rs", "common.rs"] {
        let path = Path::new("out/src").join(name);
        assert_eq!(before[&path], after[&path]);
    }
}

#[test]
fn nothing_is_written_if_anything_is_wrong() {
    let project = Project::generated();
    // One document is fine and has changed; it must not be written either.
    project.change("session.schema.json", "\"maximum\": 1", "\"maximum\": 2");
    project.change("common.json", "^-?P", "^-?(P");
    fs::write(project.schemas().join("broken.json"), "{\"type\": \"object\",}").unwrap();
    fs::write(project.schemas().join("wrong.json"), "{\n  \"minimum\": \"0\"\n}").unwrap();
    let before = project.state();
    for check in [&[][..], &["--check"]] {
        let ran = project.codegen(check);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""));
        for part in [
            "broken.json:1:19",
            "common.json:8:22",
            "wrong.json:2:14",
            "= help: remove the quotes: 0",
            "3 errors; nothing was written",
        ] {
            assert!(ran.err.contains(part), "{part}: {}", ran.err);
        }
        assert!(!ran.err.contains('\u{1b}'));
        assert_eq!(project.state(), before);
    }
    let empty = Project::new();
    fs::write(empty.schemas().join("wrong.json"), "{\"minimum\": \"0\"}").unwrap();
    let ran = empty.codegen(&[]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("1 error; nothing was written"), "{}", ran.err);
    assert!(!empty.out().exists());
}

#[test]
fn a_folder_with_files_of_others_is_refused() {
    let project = Project::generated();
    for (name, text) in [
        ("mine.rs", "fn main() {}\n"),
        ("notes.txt", "to do\n"),
        ("deep/er/data.json", "{}\n"),
        ("common.rs", "// mine, under a name that is needed\n"),
    ] {
        let project_file = project.out().join(name);
        fs::create_dir_all(project_file.parent().unwrap()).unwrap();
        fs::write(&project_file, text).unwrap();
        project.change("session.schema.json", "\"title\": \"", "\"title\": \"A");
        let before = project.state();
        for check in [&[][..], &["--check"]] {
            let ran = project.codegen(check);
            assert_ne!(ran.code, 0, "{name}");
            assert!(ran.err.contains("was not generated") && ran.err.contains(name), "{}", ran.err);
            assert_eq!(project.state(), before, "{name}");
        }
        fs::remove_file(&project_file).unwrap();
        assert_eq!(project.codegen(&[]).code, 0, "{name}");
    }
}

#[test]
fn the_sources_cannot_go_where_the_schemas_are() {
    let project = Project::new();
    // Without this file nothing in the folder looks like a user's own file.
    fs::remove_file(project.schemas().join("codegen.toml")).unwrap();
    let schemas = project.schemas();
    let before = project.state();
    let missing = schemas.join("new/../deep");
    let around =
        project.folder.path().join("new/..").join(schemas.file_name().unwrap()).join("deep");
    for out in [project.folder.path(), &schemas, &missing, &around] {
        let (schemas, out) = (schemas.to_str().unwrap(), out.to_str().unwrap());
        let ran = xtask(&["codegen", "--schemas", schemas, "--out", out]);
        assert_eq!(ran.code, 2, "{}", ran.out);
        assert!(ran.err.contains("need separate folders"), "{}", ran.err);
        assert_eq!(project.state(), before);
    }
}

#[test]
fn copies_of_schemas_go_with_them() {
    let project = Project::generated();
    let folder = project.schemas().join("deep/er");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("more.json"), "{\"type\": \"string\"}").unwrap();
    assert_eq!(project.codegen(&[]).code, 0);
    assert!(project.out().join("schemas/deep/er/more.json").exists());
    fs::remove_file(folder.join("more.json")).unwrap();
    let ran = project.codegen(&[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("2 removed"), "{}", ran.out);
    assert!(!project.out().join("schemas/deep/er/more.json").exists());
}

#[test]
#[cfg(unix)]
fn a_failure_in_the_middle_leaves_everything_as_it_was() {
    let project = Project::generated();
    project.change("session.schema.json", "\"maximum\": 1", "\"maximum\": 2");
    // A folder has the path of a file, which is noticed when the other files are ready.
    let copy = project.out().join("schemas/session.schema.json");
    fs::remove_file(&copy).unwrap();
    fs::create_dir(&copy).unwrap();
    let before = project.state();
    let ran = project.codegen(&[]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.starts_with("error: "), "{}", ran.err);
    assert_eq!(project.state(), before);
}

/// Only what was asked for is missing if the output is full: the files are complete either way.
#[test]
#[cfg(target_os = "linux")]
fn a_summary_that_cannot_be_printed_is_no_error() {
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let project = Project::new();
    let run = |more: &[&str]| {
        let mut command = project.command(more);
        command.stdout(full());
        ran(command)
    };
    let summary = run(&[]);
    let note = "note: the files are complete, but standard output cannot be written: ";
    assert!(summary.err.starts_with(note), "{}", summary.err);
    assert_eq!((summary.code, project.codegen(&["--check"]).code), (0, 0));
    let explained = run(&["--explain"]);
    let error = note.replace("note", "error");
    assert!(explained.err.starts_with(&error) && explained.code == 2, "{}", explained.err);
    let checked = run(&["--check"]);
    let error = "error: standard output cannot be written: ";
    assert!(checked.err.starts_with(error) && checked.code == 2, "{}", checked.err);
    // Notes that cannot be printed do not matter either.
    project.change("session.schema.json", "\"maximum\": 1", "\"maximum\": 2");
    let mut silent = project.command(&[]);
    silent.stdout(full()).stderr(full());
    assert_eq!((ran(silent).code, project.codegen(&["--check"]).code), (0, 0));
}

#[test]
fn wrong_arguments_are_explained() {
    let ran = xtask(&["codegen", "--schemas", "no/such/folder"]);
    assert_eq!((ran.code, ran.err.trim()), (2, "error: there is no folder no/such/folder"));
    let ran = xtask(&["codegem"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("codegen"), "it suggests: {}", ran.err);
    let ran = xtask(&["codegen", "--chekc"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("--check"), "it suggests: {}", ran.err);
    let ran = xtask(&["--help"]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("Generates the crate"), "{}", ran.out);
}
