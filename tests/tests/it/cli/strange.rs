//! Special files in folders, unusual names, and closed output streams.

use std::fs;

use super::{Project, command, ran};
use crate::hostile::finishes;

#[test]
fn output_streams_may_be_closed() {
    let project = Project::new();
    // So both streams have output.
    fs::write(project.schemas().join(".hidden.json"), "{}").unwrap();
    let mut child = project.command(&["--explain"]).spawn().unwrap();
    drop((child.stdout.take(), child.stderr.take()));
    assert_eq!(finishes(move || child.wait()).unwrap().code(), Some(0));
    let files = project.files();
    let ran = project.codegen(&[]);
    assert!(ran.out.contains("0 files written, 5 unchanged"), "{}", ran.out);
    assert!(ran.err.contains("warning"), "{}", ran.err);
    assert_eq!(project.files(), files);
    // A verdict is still one.
    project.change("session.schema.json", "\"maximum\": 1", "\"maximum\": 2");
    let mut child = project.command(&["--check"]).spawn().unwrap();
    drop((child.stdout.take(), child.stderr.take()));
    assert_eq!(finishes(move || child.wait()).unwrap().code(), Some(1));
    fs::write(project.schemas().join("wrong.json"), "{").unwrap();
    let mut child = project.command(&[]).spawn().unwrap();
    drop((child.stdout.take(), child.stderr.take()));
    assert_eq!(finishes(move || child.wait()).unwrap().code(), Some(1));
}

#[test]
fn a_missing_schema_of_try_is_named() {
    let ran = ran(command(&["try", "no/such.json"]));
    assert!(ran.code == 2 && ran.err.contains("no/such.json"), "{}", ran.err);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    use std::path::Path;
    use std::process::Command;

    use super::*;

    fn pipe(path: &Path) {
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    }

    #[test]
    fn only_regular_files_are_opened() {
        let mine = tempfile::tempdir().unwrap();
        fs::write(mine.path().join("mine"), "mine").unwrap();
        let socket = |path: &Path| drop(UnixListener::bind(path).unwrap());
        let link = |path: &Path| symlink(mine.path().join("mine"), path).unwrap();
        let link_to_folder = |path: &Path| symlink(mine.path(), path).unwrap();
        let dangling = |path: &Path| symlink("nowhere", path).unwrap();
        type Maker<'a> = (&'static str, &'a dyn Fn(&Path));
        let makers: [Maker<'_>; 5] = [
            ("a named pipe", &pipe),
            ("a socket", &socket),
            ("a link", &link),
            ("a link", &link_to_folder),
            ("a link", &dangling),
        ];
        for (what, make) in makers {
            for name in ["other", "session.rs", "schemas/session.schema.json", "files.sha256"] {
                let project = Project::generated();
                let path = project.out().join(name);
                let _ = fs::remove_file(&path);
                make(&path);
                for check in [&[][..], &["--check"]] {
                    let ran = project.codegen(check);
                    let said = format!("{} is {what} and was not generated", path.display());
                    assert!(ran.code == 2 && ran.err.contains(&said), "{said}: {}", ran.err);
                    assert!(fs::symlink_metadata(&path).is_ok_and(|there| !there.is_file()));
                }
            }
        }
        assert_eq!(fs::read_to_string(mine.path().join("mine")).unwrap(), "mine");
    }

    #[test]
    fn the_folder_may_be_a_link_and_nothing_else() {
        let project = Project::generated();
        let out = project.out();
        let moved = project.folder.path().join("moved");
        fs::rename(&out, &moved).unwrap();
        symlink(&moved, &out).unwrap();
        project.change("session.schema.json", "\"title\": \"", "\"title\": \"A");
        assert_eq!(project.codegen(&[]).code, 0);
        assert_eq!(project.codegen(&["--check"]).code, 0);
        assert!(fs::symlink_metadata(&out).unwrap().is_symlink());
        fs::remove_dir_all(&moved).unwrap();
        let ran = project.codegen(&[]);
        assert!(ran.code == 2 && ran.err.contains("out/src is not a folder"), "{}", ran.err);
        fs::remove_file(&out).unwrap();
        pipe(&out);
        let ran = project.codegen(&[]);
        assert!(ran.code == 2 && ran.err.contains("out/src is not a folder"), "{}", ran.err);
    }

    #[test]
    fn a_backslash_in_a_name_is_not_a_separator() {
        let project = Project::new();
        for name in ["a\\b.json", "\\.json", "x\\y\\z.json"] {
            fs::write(project.schemas().join(name), "{\"type\": \"string\"}").unwrap();
        }
        let ran = project.codegen(&[]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let files = project.files();
        let copies = files.keys().filter(|path| path.starts_with("schemas"));
        assert_eq!(copies.count(), 4, "{:?}", files.keys());
        assert!(!ran.out.contains("removed"), "{}", ran.out);
        let ran = project.codegen(&[]);
        assert!(ran.out.contains(", 11 unchanged"), "{}", ran.out);
        assert_eq!(project.codegen(&["--check"]).code, 0);
        assert_eq!(project.files(), files);
    }

    // Other systems reject names that are not Unicode.
    #[cfg(target_os = "linux")]
    #[test]
    fn skipped_files_of_the_schema_folder_are_reported() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;

        let project = Project::new();
        let schemas = project.schemas();
        let elsewhere = tempfile::tempdir().unwrap();
        fs::write(elsewhere.path().join("x.json"), "not even JSON").unwrap();
        symlink(elsewhere.path().join("x.json"), schemas.join("out.json")).unwrap();
        symlink(elsewhere.path(), schemas.join("folder")).unwrap();
        symlink("common.json", schemas.join("in.json")).unwrap();
        symlink("nowhere", schemas.join("dangling.json")).unwrap();
        pipe(&schemas.join("pipe.json"));
        for folder in [OsStr::new(".hidden"), OsStr::new(".git"), OsStr::from_bytes(b"d\xff")] {
            fs::create_dir(schemas.join(folder)).unwrap();
        }
        for name in [&b".x.json"[..], b"bad\xff.json", b".hidden/x.json", b"d\xff/x.json"] {
            fs::write(schemas.join(OsStr::from_bytes(name)), "not even JSON").unwrap();
        }
        for name in [&b"README.md"[..], b".gitignore", b"\xff.txt", b".git/config"] {
            fs::write(schemas.join(OsStr::from_bytes(name)), "nothing to be said of").unwrap();
        }
        symlink("README.md", schemas.join("README")).unwrap();
        let ran = project.codegen(&[]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        for line in [
            "out.json is skipped: it is a link",
            "folder is skipped: it is a link",
            "in.json is skipped: it is a link",
            "dangling.json is skipped: it is a link",
            "pipe.json is skipped: it is not a file",
            ".hidden is skipped: it is hidden",
            ".x.json is skipped: it is hidden",
            "bad\u{fffd}.json is skipped: it is not named in UTF-8",
            "d\u{fffd} is skipped: it is not named in UTF-8",
        ] {
            let line = format!("warning: {line}");
            assert!(ran.err.lines().any(|other| other == line), "{line}: {}", ran.err);
        }
        assert_eq!(ran.err.matches(" is skipped: ").count(), 9, "{}", ran.err);
        assert_eq!(project.files().len(), 6);
    }

    #[test]
    fn a_schema_folder_that_cannot_be_read_is_named() {
        let project = Project::new();
        let schemas = project.schemas();
        fs::remove_dir_all(&schemas).unwrap();
        let ran = project.codegen(&[]);
        assert!(ran.code == 2 && ran.err.contains(schemas.to_str().unwrap()), "{}", ran.err);
        pipe(&schemas);
        let ran = project.codegen(&[]);
        assert!(ran.code == 2 && ran.err.contains(schemas.to_str().unwrap()), "{}", ran.err);
    }

    #[test]
    fn names_of_files_stay_in_their_line() {
        let project = Project::new();
        let name = "a\nb\u{1b}[2J\u{202e}.json";
        fs::write(project.schemas().join(name), "{\"minimum\": \"0\"}").unwrap();
        let hidden = format!(".{name}");
        fs::write(project.schemas().join(&hidden), "{}").unwrap();
        let shown = "a\u{fffd}b\u{fffd}[2J\u{fffd}.json";
        let ran = project.codegen(&[]);
        assert!(ran.code == 1 && ran.err.contains(&format!("{shown}:1:13")), "{}", ran.err);
        assert!(ran.err.contains(&format!("warning: .{shown} is skipped")), "{}", ran.err);
        fs::write(project.schemas().join(name), "{\"type\": \"string\"}").unwrap();
        let ran = project.codegen(&[]);
        assert!(ran.code == 0 && ran.out.contains(shown), "{}{}", ran.out, ran.err);
        assert!(!ran.out.contains('\u{1b}') && !ran.err.contains('\u{1b}'));
        fs::write(project.out().join(name), "mine").unwrap();
        let ran = project.codegen(&[]);
        assert!(ran.err.contains(&format!("{shown} was not generated")), "{}", ran.err);
        assert!(!ran.err.contains('\u{1b}'), "{}", ran.err);
    }
}
