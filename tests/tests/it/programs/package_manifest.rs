//! Reads and changes the manifest of a package: members are strings or objects, and maps have any names.

use std::str::FromStr;

use super::{first_error, written};
use crate::modules::cases::package_manifest::case::{
    Case as Manifest, CaseBin, CaseSideEffects, Dependencies, DependenciesValue,
    DependenciesValueObject, Exports, ExportsObject, OverridesValue, Person, PersonObject, Version,
};

const DOOR: &str = r#"{
    "name": "@house/door", "version": "0.1.0-beta.2", "author": "Ada",
    "contributors": [{"name": "Bo", "email": "bo@b.example", "since": 2020}, "Cy"],
    "bin": {"open": "bin/open"},
    "scripts": {"build": "make", "lint:fix": "fix"},
    "dependencies": {"hinge": "^1.0", "lock": {"git": "https://g.example/lock"}},
    "exports": {"import": "./door.mjs", "default": {"default": null}},
    "overrides": {"hinge": {"screw": "2"}, "pin": "1"},
    "sideEffects": false,
    "_resolved": "x"
}"#;

fn name(person: &Person) -> &str {
    match person {
        Person::String(name) | Person::Object(PersonObject { name, .. }) => name,
    }
}

/// Where a dependency comes from.
fn source(dependency: &DependenciesValue) -> String {
    match dependency {
        DependenciesValue::String(version) => format!("registry {version}"),
        DependenciesValue::Object(DependenciesValueObject { git, rev: Some(rev), .. }) => {
            format!("{git}#{rev}")
        }
        DependenciesValue::Object(DependenciesValueObject { git, .. }) => git.clone(),
    }
}

/// The file that is imported by default.
fn entry(exports: &Exports) -> Option<&str> {
    match exports {
        Exports::String(file) => Some(file),
        Exports::Null => None,
        Exports::Object(ExportsObject { import, default, .. }) => {
            [import, default].into_iter().flatten().find_map(|one| entry(one))
        }
    }
}

#[test]
fn a_manifest_is_read() {
    let manifest: Manifest = DOOR.parse().unwrap();
    assert_eq!(manifest.version.as_str(), "0.1.0-beta.2");
    let people = manifest.author.iter().chain(manifest.contributors.iter().flatten());
    assert_eq!(people.map(name).collect::<Vec<_>>(), ["Ada", "Bo", "Cy"]);
    let Some(CaseBin::Object(programs)) = &manifest.bin else { panic!("{manifest:?}") };
    assert_eq!(programs["open"], "bin/open");
    let dependencies = manifest.dependencies.as_ref().unwrap().get();
    let sources: Vec<String> = dependencies.values().map(source).collect();
    assert_eq!(sources, ["registry ^1.0", "https://g.example/lock"]);
    assert_eq!(manifest.exports.as_ref().and_then(entry), Some("./door.mjs"));
    assert_eq!(manifest.side_effects, Some(CaseSideEffects::Boolean(false)));
    let scripts = manifest.scripts.as_ref().unwrap();
    assert_eq!(scripts.build.as_deref(), Some("make"));
    let overrides = manifest.overrides.as_ref().unwrap().get();
    assert!(
        matches!(&overrides["hinge"], OverridesValue::Overrides(more) if more.get().len() == 1)
    );
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&written(&manifest)).unwrap(),
        serde_json::from_str::<serde_json::Value>(DOOR).unwrap()
    );
}

#[test]
fn a_dependency_is_added() {
    let mut manifest: Manifest = DOOR.parse().unwrap();
    let git = DependenciesValueObject::builder().git("https://g.example/bell").rev("a1").build();
    let mut dependencies = manifest.dependencies.take().unwrap().get().clone();
    dependencies.insert("bell".to_owned(), DependenciesValue::Object(git.unwrap()));
    manifest.dependencies = Some(dependencies.clone().try_into().unwrap());
    assert!(manifest.validate().is_ok());

    dependencies.insert("Bell".to_owned(), DependenciesValue::String("1".to_owned()));
    let report = Dependencies::try_from(dependencies).unwrap_err();
    assert!(report.to_string().contains("Bell"), "{report}");
}

#[test]
fn a_manifest_is_built() {
    let author = PersonObject::builder().name("Ada").build().unwrap();
    let manifest = Manifest::builder()
        .name("lamp")
        .version(Version::from_str("1.0.0").unwrap())
        .author(author)
        .exports(Exports::Null)
        .files(["bin".to_owned()])
        .build()
        .unwrap();
    assert_eq!(
        written(&manifest),
        r#"{"name":"lamp","version":"1.0.0","author":{"name":"Ada"},"files":["bin"],"exports":null}"#
    );
    let unnamed =
        Manifest::builder().version(Version::from_str("1.0.0").unwrap()).build().unwrap_err();
    assert_eq!(first_error(&unnamed).1, "required");
}
