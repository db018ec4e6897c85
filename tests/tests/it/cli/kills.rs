//! Runs that are killed, and runs at the same time. The unit tests of `xtask` stop a run before each of its steps;
//! here, the system does it.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use super::{Project, command};
use crate::hostile::finishes;

/// A project with two states of its schemas, and what is generated from each.
struct Alternating {
    project: Project,
    outputs: [BTreeMap<PathBuf, String>; 2],
}

impl Alternating {
    fn new() -> Self {
        let project = Project::generated();
        let first = project.files();
        let alternating = Alternating { project, outputs: [first, BTreeMap::new()] };
        alternating.state(1);
        assert_eq!(alternating.project.codegen(&[]).code, 0);
        let second = alternating.project.files();
        Alternating { outputs: [alternating.outputs[0].clone(), second], ..alternating }
    }

    /// Changes the schemas to one of the states: a document changes, and one comes or goes.
    fn state(&self, state: usize) {
        let (from, to) = if state == 1 { ("1", "2") } else { ("2", "1") };
        let from = format!("\"maximum\": {from}");
        self.project.change("session.schema.json", &from, &format!("\"maximum\": {to}"));
        let more = self.project.schemas().join("deep/more.json");
        if state == 1 {
            fs::create_dir_all(more.parent().unwrap()).unwrap();
            fs::write(more, "{\"type\": \"string\"}").unwrap();
        } else {
            fs::remove_file(more).unwrap();
        }
    }

    /// What else there is beside the output folder.
    fn leftovers(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.project.out().parent().unwrap()).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        paths.filter(|path| *path != self.project.out()).collect()
    }
}

/// Where the system cannot exchange folders, a killed run may leave a mix of files, which the next run accepts.
const IS_EXCHANGED: bool = cfg!(any(target_os = "linux", target_vendor = "apple"));

#[test]
fn a_killed_run_leaves_the_old_files_or_the_new_and_the_next_run_works() {
    const KILLS: u64 = 40;
    let alternating = Alternating::new();
    let Alternating { project, outputs } = &alternating;
    let mut state = 1;
    for kill in 0..KILLS {
        let before = project.files();
        state = 1 - state;
        alternating.state(state);
        let mut child = project.command(&[]).spawn().unwrap();
        // The files are made once there is something beside the folder; whether that is seen in time doesn't matter.
        while alternating.leftovers().is_empty() && child.try_wait().unwrap().is_none() {
            thread::yield_now();
        }
        let new = project.out().parent().unwrap().join(".src.voltype/new");
        while kill % 4 != 0 && !new.exists() && child.try_wait().unwrap().is_none() {
            thread::yield_now();
        }
        thread::sleep(Duration::from_micros(kill * 50));
        let _ = child.kill();
        child.wait().unwrap();
        let after = project.files();
        if IS_EXCHANGED {
            assert!(after == before || after == outputs[state], "{:?}", after.keys());
        }
        // One run in four does the same again; the others are killed on what the last one left.
        if kill % 4 == 3 {
            let ran = project.codegen(&[]);
            assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
            assert_eq!(project.files(), outputs[state]);
            assert_eq!(alternating.leftovers(), Vec::<PathBuf>::new());
        }
    }
}

#[test]
fn simultaneous_runs_wait_for_each_other() {
    const RUNS: usize = 4;
    let alternating = Alternating::new();
    let Alternating { project, outputs } = &alternating;
    for state in [0, 1, 0] {
        alternating.state(state);
        let runs: Vec<_> = (0..RUNS).map(|_| project.command(&[]).spawn().unwrap()).collect();
        for run in runs {
            let output = finishes(move || run.wait_with_output()).unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(0), "{said}");
            let mut lines = said.lines();
            assert!(lines.all(|line| line.starts_with("waiting for another run, which holds ")));
        }
        assert_eq!(project.files(), outputs[state]);
        assert_eq!(alternating.leftovers(), Vec::<PathBuf>::new());
    }
}

#[test]
fn simultaneous_runs_wait_before_the_folder_exists() {
    let project = Project::new();
    let (schemas, out) = (project.schemas(), project.folder.path().join("a/b/c/src"));
    let arguments =
        ["codegen", "--schemas", schemas.to_str().unwrap(), "--out", out.to_str().unwrap()];
    let run = || command(&arguments).stdout(Stdio::null()).spawn().unwrap();
    let runs: Vec<_> = (0..4).map(|_| run()).collect();
    for run in runs {
        let output = finishes(move || run.wait_with_output()).unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{said}");
    }
    assert_eq!(fs::read_dir(out.parent().unwrap()).unwrap().count(), 1);
    // Where nothing is generated, no folder is left either.
    fs::write(schemas.join("wrong.json"), "{").unwrap();
    let out = project.folder.path().join("x/y");
    let arguments =
        ["codegen", "--schemas", schemas.to_str().unwrap(), "--out", out.to_str().unwrap()];
    let child = command(&arguments).spawn().unwrap();
    let output = finishes(move || child.wait_with_output()).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(!project.folder.path().join("x").exists());
}
