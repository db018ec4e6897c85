//! A test that cannot fail is a defect: each constraint of the schemas is missed when it is gone.
//!
//! This is the quick half, with the unchanged generated crate: for each edit of the schemas (see [`xtask::mutants`])
//! there is an instance on which the edited schemas and the original ones disagree, by the judgement of another
//! validator, and there the generated crate sides with the original. The other half, `cargo xtask mutate`, generates a
//! crate from each of the edited schemas and sees these tests fail.

use voltype_tests::judged::WITNESSES;
use xtask::mutants::Effect;

use super::subject::session::Session;

#[test]
fn each_constraint_has_a_witness() {
    let missing: Vec<_> = WITNESSES
        .iter()
        .filter(|witness| witness.instance.is_none())
        .map(|witness| witness.mutant.name())
        .collect();
    assert!(missing.is_empty(), "no sampled instance shows these edits: {missing:#?}");
    // Fewer would mean that constraints were overlooked: 21 required members and as many properties, at the least.
    assert!(WITNESSES.len() > 42, "{}", WITNESSES.len());
}

#[test]
fn each_constraint_is_enforced_by_name() {
    for witness in WITNESSES.iter() {
        let Some(instance) = witness.instance else { continue };
        let name = witness.mutant.name();
        let location = &witness.mutant.location;
        let checked = Session::check(instance.text.as_bytes());
        if witness.mutant.effect == Effect::AllowsLess {
            assert!(checked.is_ok(), "{name}: {checked:?}\n{}", instance.text);
            continue;
        }
        let report = checked.err().unwrap_or_else(|| panic!("{name}: accepted {}", instance.text));
        for error in report.errors() {
            // The constraint is the keyword itself, or a reference or a member's schema with the keyword behind it.
            // Evaluation starts in the root document, so the path that it took tells what it went through.
            let path = format!("session.schema.json#{}", error.keyword_path());
            let within = |place: &str| {
                place
                    .strip_prefix(location.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            assert!(within(&error.schema_path()) || within(&path), "{name}: {error}");
        }
    }
}
