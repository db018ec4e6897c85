//! What the compiler says of schemas: each folder of `golden/diagnostics` is a case. Its `schemas` are compiled;
//! `expected.txt` is what is said, and a file named like a generated one is what is generated. `BLESS=1` writes them.

use std::fs;
use std::path::{Path, PathBuf};

use voltype_codegen::load::Folder;
use voltype_codegen::{Options, compile};

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Compares a file with what it should be; or writes it.
fn golden(path: &Path, text: &str) -> bool {
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, text).unwrap();
    }
    let same = fs::read_to_string(path).unwrap_or_default() == text;
    if !same {
        println!("{} is not:\n{text}", path.display());
    }
    same
}

/// Compiles a case; whether it gives what it should.
fn case(folder: &Path) -> bool {
    let (said, files) = match compile(&Folder::new(folder.join("schemas")), &Options::default()) {
        Ok(output) => (output.warnings, Some(output.files)),
        Err(diagnostics) => (diagnostics, None),
    };
    let verdict = if files.is_some() { "compiled" } else { "refused" };
    let said = said.iter().map(|diagnostic| format!("{diagnostic}\n\n")).collect::<String>();
    let mut same = golden(&folder.join("expected.txt"), &format!("{said}{verdict}\n"));
    for path in entries(folder).into_iter().filter(|path| path.extension().is_some()) {
        let name = path.file_name().unwrap().to_str().unwrap();
        if name != "expected.txt" {
            same &= golden(&path, &files.as_ref().unwrap()[name]);
        }
    }
    same
}

#[test]
fn diagnostics_are_as_expected() {
    let cases = entries(&Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/diagnostics"));
    let failed: Vec<_> = cases.iter().filter(|folder| !case(folder)).collect();
    assert!(cases.len() >= 20 && failed.is_empty(), "BLESS=1 accepts the new output of {failed:?}");
}
