//! What a run may replace or remove: files that are in its list and have not been changed.

use std::fs;
use std::path::Path;

use super::{Project, ran, xtask};

const LIST: &str = "files.sha256";

/// Checks that the run fails with all of these messages and changes nothing.
fn refused(project: &Project, said: &[&str]) {
    let before = project.state();
    for check in [&[][..], &["--check"]] {
        let ran = project.codegen(check);
        assert_eq!(ran.code, 2, "{}{}", ran.out, ran.err);
        for part in said {
            assert!(ran.err.contains(part), "{part}: {}", ran.err);
        }
        assert_eq!(project.state(), before);
    }
}

fn succeeded(project: &Project) -> super::Ran {
    let ran = project.codegen(&[]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert_eq!(project.codegen(&["--check"]).code, 0);
    ran
}

/// Removes a document, so its files are no longer needed.
fn without_more(project: &Project) {
    fs::remove_file(project.schemas().join("more.json")).unwrap();
}

fn with_more() -> Project {
    let project = Project::generated();
    fs::write(project.schemas().join("more.json"), "{\"type\": \"string\"}").unwrap();
    succeeded(&project);
    project
}

#[test]
fn files_that_only_look_generated_are_left_alone() {
    let generated = |name: &str| fs::read_to_string(Project::generated().out().join(name)).unwrap();
    for (name, text) in [
        ("schemas/mine.json", "{}".to_owned()),
        ("schemas/deep/mine.json", generated("schemas/session.schema.json")),
        ("empty.rs", String::new()),
        ("schemas/empty.json", String::new()),
        ("session_2.rs", generated("session.rs")),
        ("files.sha256.bak", generated(LIST)),
        (".hidden", "mine".to_owned()),
    ] {
        let project = Project::generated();
        let path = project.out().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        refused(&project, &[name, "was not generated", "nothing was written"]);
        // Also if there is something to do.
        project.change("session.schema.json", "\"title\": \"", "\"title\": \"A");
        refused(&project, &[name]);
        fs::remove_file(path).unwrap();
        succeeded(&project);
    }
}

#[test]
fn a_schema_folder_is_not_an_output_folder() {
    let project = Project::new();
    let out = project.out();
    fs::create_dir_all(out.join("schemas")).unwrap();
    for name in ["session.schema.json", "other.json"] {
        fs::write(out.join("schemas").join(name), "{\"mine\": true}").unwrap();
    }
    refused(&project, &["schemas/session.schema.json was not", "schemas/other.json was not"]);
}

#[test]
fn each_removal_is_named() {
    let project = with_more();
    without_more(&project);
    let ran = succeeded(&project);
    for name in ["more.rs", "schemas/more.json"] {
        let line = format!("removed {}", project.out().join(name).display());
        assert!(ran.out.lines().any(|other| other == line), "{line}: {}", ran.out);
        assert!(!project.out().join(name).exists());
    }
    assert!(ran.out.contains("2 removed"), "{}", ran.out);
}

#[test]
fn changed_files_are_kept_when_they_are_no_longer_needed() {
    for name in ["more.rs", "schemas/more.json"] {
        let project = with_more();
        let path = project.out().join(name);
        let text = fs::read_to_string(&path).unwrap() + "\n";
        fs::write(&path, text).unwrap();
        without_more(&project);
        refused(&project, &[name, "was changed after it was generated, and is no longer needed"]);
        fs::remove_file(path).unwrap();
        succeeded(&project);
    }
}

#[test]
fn changes_of_sources_are_replaced_by_name_and_those_of_copies_are_not() {
    let project = Project::generated();
    let before = project.files();
    let edit = |name: &str| {
        let path = project.out().join(name);
        fs::write(&path, fs::read_to_string(&path).unwrap() + "\n").unwrap();
        path
    };
    let path = edit("session.rs");
    let ran = succeeded(&project);
    let note = format!("note: {} may have been changed by hand", path.display());
    assert!(ran.err.contains(&note), "{}", ran.err);
    assert_eq!(project.files(), before);
    let path = edit("schemas/session.schema.json");
    refused(&project, &["session.schema.json was changed after it was generated; delete it"]);
    fs::remove_file(path).unwrap();
    assert_eq!(succeeded(&project).err, "");
    assert_eq!(project.files(), before);
}

#[test]
fn the_output_of_a_version_without_lists_is_taken_over() {
    let project = with_more();
    fs::remove_file(project.out().join(LIST)).unwrap();
    // Such a version made no definitions either.
    fs::remove_file(project.out().join("definitions.json")).unwrap();
    let ran = project.codegen(&["--check"]);
    assert!(ran.code == 1 && ran.out.contains(LIST), "{}", ran.out);
    project.change("session.schema.json", "\"title\": \"", "\"title\": \"A");
    let ran = succeeded(&project);
    assert!(ran.out.contains("4 files written, 3 unchanged"), "{}", ran.out);
    // The copy may have been changed by hand, so it is named.
    assert!(ran.err.contains("session.schema.json may have been changed"), "{}", ran.err);
    // What is needed no more is not known to be generated.
    fs::remove_file(project.out().join(LIST)).unwrap();
    without_more(&project);
    refused(&project, &["more.rs was not generated", "schemas/more.json was not generated"]);
}

#[test]
fn after_a_merge_the_files_of_both_sides_are_known() {
    let project = Project::generated();
    let ours = project.files();
    project.change("session.schema.json", "\"title\": \"", "\"title\": \"A");
    succeeded(&project);
    let theirs = project.files();
    let list = Path::new(LIST);
    let merged = format!("{}<<<<<<<\n{}>>>>>>>\n", ours[list], theirs[list]);
    fs::write(project.out().join(LIST), merged).unwrap();
    let copy = Path::new("schemas/session.schema.json");
    fs::write(project.out().join(copy), &ours[copy]).unwrap();
    assert_eq!(project.codegen(&["--check"]).code, 1);
    assert_eq!(succeeded(&project).err, "");
    assert_eq!(project.files(), theirs);
}

#[test]
fn check_notices_a_wrong_list() {
    let project = Project::generated();
    let list = project.out().join(LIST);
    let text = fs::read_to_string(&list).unwrap();
    for wrong in [text.replace("lib.rs", "lib2.rs"), format!("{text}\n")] {
        fs::write(&list, wrong).unwrap();
        let ran = project.codegen(&["--check"]);
        assert!(ran.code == 1 && ran.out.contains(LIST), "{}{}", ran.out, ran.err);
    }
    fs::write(&list, "mine").unwrap();
    refused(&project, &["files.sha256 was not generated"]);
    fs::remove_file(&list).unwrap();
    succeeded(&project);
    assert_eq!(fs::read_to_string(&list).unwrap(), text);
}

#[test]
fn a_folder_in_the_place_of_a_file_is_named() {
    for name in ["session.rs", "schemas/session.schema.json", LIST] {
        let project = Project::generated();
        let path = project.out().join(name);
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        refused(&project, &[name, "is a folder, but must be a file"]);
        fs::remove_dir(&path).unwrap();
        succeeded(&project);
    }
    // And a file in the place of the folder.
    let project = Project::generated();
    fs::remove_dir_all(project.out().join("schemas")).unwrap();
    fs::write(project.out().join("schemas"), "mine").unwrap();
    refused(&project, &["out/src/schemas was not generated"]);
}

#[test]
fn a_file_in_the_place_of_the_folder_is_named() {
    let project = Project::new();
    fs::create_dir(project.out().parent().unwrap()).unwrap();
    fs::write(project.out(), "mine").unwrap();
    refused(&project, &["out/src"]);
    let below = project.out().join("deep");
    let schemas = project.schemas();
    let ran = xtask(&[
        "codegen",
        "--schemas",
        schemas.to_str().unwrap(),
        "--out",
        below.to_str().unwrap(),
    ]);
    assert!(ran.code == 2 && ran.err.contains("out/src"), "{}", ran.err);
}

#[test]
fn who_works_in_the_output_folder_stays_there() {
    let project = Project::generated();
    let inside = same_file(&project.out());
    project.change("session.schema.json", "\"title\": \"", "\"title\": \"A");
    let mut command = super::command(&["codegen", "--schemas", "../../schemas", "--out", "."]);
    command.current_dir(project.out());
    let ran = ran(command);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(project.codegen(&["--check"]).code, 0);
    assert_eq!(same_file(&project.out()), inside);
    assert_eq!(fs::read_dir(project.out().parent().unwrap()).unwrap().count(), 1);
}

/// The time when a folder was made, or what else stays while it is the same.
fn same_file(path: &Path) -> impl PartialEq + std::fmt::Debug + use<> {
    #[cfg(unix)]
    {
        std::os::unix::fs::MetadataExt::ino(&fs::metadata(path).unwrap())
    }
    #[cfg(not(unix))]
    {
        fs::metadata(path).unwrap().created().unwrap()
    }
}

#[test]
fn if_nothing_can_be_made_beside_the_folder_the_run_works_in_it() {
    let project = Project::generated();
    // This is not a folder, so the workplace cannot be created.
    let beside = project.out().parent().unwrap().join(".src.voltype");
    fs::write(&beside, "in the way").unwrap();
    project.change("session.schema.json", "\"title\": \"", "\"title\": \"A");
    succeeded(&project);
    assert_eq!(fs::read_to_string(beside).unwrap(), "in the way");
    assert!(!project.out().join(".voltype").exists());
}
