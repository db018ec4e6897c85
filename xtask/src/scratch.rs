//! Scratch workspaces: generated code that is compiled and run to see what it does, below the target folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::io::{self, BufRead, BufReader, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use voltype_build::files;

use crate::codegen::root;
use crate::terminal::{Named as _, shown};

/// A workspace of generated crates. What was compiled stays for the next run.
#[derive(Debug)]
pub(crate) struct Scratch {
    folder: PathBuf,
    target: PathBuf,
    /// Held for as long as the workspace is used.
    _lock: File,
}

/// The result of a build.
#[derive(Debug)]
pub(crate) enum Built {
    /// The program.
    Program(PathBuf),
    /// The errors of the compiler, as it shows them.
    Failed(Vec<String>),
}

impl Scratch {
    /// The workspace of this name. Waits for another run that uses it, because the program of that run must not be
    /// replaced.
    pub(crate) fn new(name: &str, log: &mut impl Write) -> io::Result<Self> {
        let target = std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| root().join("target"), |folder| root().join(folder));
        let scratch = target.join("scratch");
        fs::create_dir_all(&scratch).named("make", &scratch)?;
        let path = scratch.join(format!("{name}.lock"));
        let lock = File::options().write(true).create(true).truncate(false).open(&path);
        let lock = lock.named("open", &path)?;
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => {
                writeln!(log, "waiting for another run, which holds {}", shown(&path))?;
                lock.lock().named("lock", &path)?;
            }
            // On file systems without locks, two runs at once are not supported.
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        // Cargo names its output after the path in the workspace: two workspaces with crates of the same names would
        // use each other's output.
        let target = scratch.join("target").join(name);
        Ok(Scratch { folder: scratch.join(name), target, _lock: lock })
    }

    /// Makes the workspace hold these files and no others. Files that are up to date are not touched, so they are not
    /// compiled again.
    pub(crate) fn write(&self, files: &BTreeMap<String, String>) -> io::Result<()> {
        files::write(&self.folder, files)?;
        // The dependencies have the same versions as in the repository. Cargo removes those that are not needed, so the
        // file it leaves is kept.
        let (lock, ours) = (self.folder.join("Cargo.lock"), root().join("Cargo.lock"));
        if !fs::exists(&lock)? || !newer(&lock, &ours)? {
            let text = fs::read(&ours).named("read", &ours)?;
            files::write(&self.folder, &BTreeMap::from([("Cargo.lock".to_owned(), text)]))?;
        }
        let mut wanted: BTreeSet<PathBuf> =
            files.keys().map(|path| self.folder.join(path)).collect();
        wanted.insert(lock);
        prune(&self.folder, &wanted)
    }

    /// Compiles the program of this name.
    pub(crate) fn build(&self, program: &str) -> io::Result<Built> {
        self.build_with(&["build", "--keep-going", "--bin", program])
    }

    /// Runs cargo with these arguments, which build one program.
    pub(crate) fn build_with(&self, arguments: &[&str]) -> io::Result<Built> {
        let Messages { is_good, executable, errors } = self.messages(self.cargo(arguments))?;
        match executable {
            Some(path) if is_good => Ok(Built::Program(path)),
            _ if errors.is_empty() => Err(io::Error::other("cargo built no program")),
            _ => Ok(Built::Failed(errors.into_iter().collect())),
        }
    }

    /// Runs cargo with these arguments. Returns its errors; none if it succeeded.
    pub(crate) fn errors(&self, arguments: &[&str], flags: &str) -> io::Result<BTreeSet<String>> {
        let mut command = self.cargo(arguments);
        command.env("RUSTDOCFLAGS", flags);
        let Messages { is_good, errors, .. } = self.messages(command)?;
        if is_good || !errors.is_empty() {
            return Ok(errors);
        }
        Err(io::Error::other(format!("cargo {} failed", arguments.join(" "))))
    }

    /// The folder of its sources.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The program of this name, once it is compiled.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        self.target.join("debug").join(name)
    }

    /// The version of a dependency, once it is compiled.
    pub(crate) fn version(&self, package: &str) -> io::Result<String> {
        let path = self.folder.join("Cargo.lock");
        let lock = fs::read_to_string(&path).named("read", &path)?;
        let mut lines = lock.lines().skip_while(|line| *line != format!("name = {package:?}"));
        let version = lines.nth(1).and_then(|line| line.strip_prefix("version = "));
        let version = version.map(|version| version.trim_matches('"').to_owned());
        version.ok_or_else(|| io::Error::other(format!("{} lacks {package}", shown(&path))))
    }

    /// A cargo command in the workspace.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Command {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command
            .args(arguments)
            .args((!io::stderr().is_terminal()).then_some("--quiet"))
            .env("CARGO_TARGET_DIR", &self.target)
            .current_dir(&self.folder)
            .stdout(Stdio::piped());
        command
    }

    fn messages(&self, mut command: Command) -> io::Result<Messages> {
        let mut child = command.arg("--message-format=json").spawn()?;
        let (mut errors, mut executable) = (BTreeSet::new(), None);
        if let Some(messages) = child.stdout.take() {
            for line in BufReader::new(messages).lines() {
                let Ok(message) = serde_json::from_str::<Value>(&line?) else { continue };
                if let Some(path) = message["executable"].as_str() {
                    executable = Some(PathBuf::from(path));
                }
                if message["message"]["level"] == "error" {
                    let rendered = message["message"]["rendered"].as_str().unwrap_or_default();
                    errors.insert(rendered.to_owned());
                }
            }
        }
        Ok(Messages { is_good: child.wait()?.success(), executable, errors })
    }
}

/// The output of cargo.
struct Messages {
    is_good: bool,
    /// The last program that it built.
    executable: Option<PathBuf>,
    /// The errors of the compiler, as it shows them.
    errors: BTreeSet<String>,
}

/// The manifest of a scratch workspace.
pub(crate) fn workspace(members: &[String], profile: &str) -> String {
    let members: Vec<String> = members.iter().map(|member| format!("{member:?}")).collect();
    format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[profile.dev]\ndebug = false\nincremental = false\n{profile}\n",
        members.join(", ")
    )
}

/// The manifest of a scratch crate with the runtime of this repository and these other dependencies.
pub(crate) fn manifest(name: &str, dependencies: &str) -> String {
    let runtime = root().join("runtime");
    plain_manifest(name, &format!("voltype-runtime = {{ path = {runtime:?} }}\n{dependencies}"))
}

/// The manifest of a scratch crate with these dependencies.
pub(crate) fn plain_manifest(name: &str, dependencies: &str) -> String {
    format!(
        "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\n{dependencies}"
    )
}

/// The numbers of the modules that a message names, where the name of a module is this prefix and a number.
pub(crate) fn numbered(prefix: &str, message: &str) -> BTreeSet<usize> {
    let words = message.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.filter_map(|word| word.strip_prefix(prefix)?.parse().ok()).collect()
}

fn newer(one: &Path, other: &Path) -> io::Result<bool> {
    Ok(fs::metadata(one)?.modified()? >= fs::metadata(other)?.modified()?)
}

/// Removes the files that aren't wanted, and empty folders.
fn prune(folder: &Path, wanted: &BTreeSet<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder).named("read", folder)? {
        let entry = entry.named("read", folder)?;
        let path = entry.path();
        // A link to a folder is removed, not followed.
        if entry.file_type().named("read", &path)?.is_dir() {
            prune(&path, wanted)?;
            if fs::read_dir(&path).named("read", &path)?.next().is_none() {
                fs::remove_dir(&path).named("remove", &path)?;
            }
        } else if !wanted.contains(&path) {
            fs::remove_file(&path).named("remove", &path)?;
        }
    }
    Ok(())
}
