//! The diagnostics of the compiler: each folder of `golden/diagnostics` is a case. Its `schemas` are compiled;
//! `expected.txt` has the expected diagnostics, and a file named like a generated one the expected source. `BLESS=1`
//! writes them.

use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::Visit;
use voltype_codegen::source::Folder;
use voltype_codegen::{Options, compile};

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Compares a file with the expected text, or writes it.
#[expect(clippy::print_stdout, reason = "the harness shows it if the test fails")]
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

/// Compiles a case. Returns whether the result is as expected.
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

/// The lines of documentation in a generated file, as rustdoc gets them.
fn documentation(file: &syn::File) -> Vec<String> {
    #[derive(Default)]
    struct Docs(Vec<String>);

    impl<'ast> Visit<'ast> for Docs {
        fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
            if let (true, syn::Meta::NameValue(meta)) =
                (attribute.path().is_ident("doc"), &attribute.meta)
            {
                let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) = &meta.value
                else {
                    panic!("documentation is a literal");
                };
                self.0.push(text.value());
            }
        }
    }

    let mut docs = Docs::default();
    docs.visit_file(file);
    docs.0
}

#[test]
fn what_schemas_say_stays_text() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/diagnostics");
    let folder = Folder::new(folder.join("hostile_descriptions/schemas"));
    let output = compile(&folder, &Options::default()).unwrap();
    for name in ["evil.rs", "lib.rs"] {
        let file = syn::parse_file(&output.files[name]).unwrap();
        let structs = file.items.iter().filter_map(|item| match item {
            syn::Item::Struct(item) => Some(item.ident.to_string()),
            _ => None,
        });
        let wanted: &[_] = if name == "evil.rs" { &["Evil"] } else { &[] };
        assert_eq!(structs.collect::<Vec<_>>(), wanted);
        let docs = documentation(&file);
        assert!(!docs.is_empty());
        for line in docs {
            let opens_code = line.starts_with("     ") || line.starts_with('\t');
            let has_fence = line.contains("```") || line.contains("~~~");
            assert!(!opens_code && !has_fence && !line.contains('\n'), "{name}: {line:?}");
        }
    }
}

#[test]
#[cfg(unix)]
fn links_lead_out_of_the_folder_as_little_as_paths() {
    let folder = tempfile::tempdir().unwrap();
    let schemas = folder.path().join("schemas");
    fs::create_dir(&schemas).unwrap();
    fs::write(folder.path().join("secret.json"), "{\"type\": \"string\"}").unwrap();
    fs::write(schemas.join("a.json"), "{\"properties\": {\"a\": {\"$ref\": \"link.json\"}}}")
        .unwrap();
    std::os::unix::fs::symlink(folder.path().join("secret.json"), schemas.join("link.json"))
        .unwrap();
    let refused = compile(&Folder::new(&schemas), &Options::default()).unwrap_err();
    let said: Vec<_> = refused.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    let skipped = "link.json is skipped: it is a link";
    let outside = "cannot read \"link.json\": the file is outside of the schema folder";
    assert_eq!(said, [skipped, outside]);
}
