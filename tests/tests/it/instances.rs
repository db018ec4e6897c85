//! Valid instances of generated types, as the features `arbitrary` and `proptest` of the runtime make them.

use std::fmt::Debug;
use std::time::{Duration, Instant};

use arbitrary::{Arbitrary, Unstructured};
use proptest::prelude::{ProptestConfig, any, prop, prop_assert, prop_assert_eq, proptest};
use proptest::strategy::Strategy;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use schemars::JsonSchema;
use serde::Serialize;
use voltype::session::Session;
use voltype_runtime::sample::{Samples, Unsampled};
use voltype_runtime::{Build, Validate, document};

use crate::modules::cases;

/// How many instances are made of each type.
const SEEDS: u64 = 40;

/// What a program computes of sessions.
fn average_kw(session: &Session) -> f64 {
    let start = session.charge_start_datetime.timestamp();
    let end = session.charge_end_datetime.timestamp();
    let hours = end.duration_since(start).as_secs_f64() / 3600.0;
    if hours > 0.0 { session.energy_kwh / hours } else { 0.0 }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn the_average_is_not_negative(session: Session) {
        prop_assert!(average_kw(&session) >= 0.0);
    }

    #[test]
    fn sessions_come_back(sessions in prop::collection::vec(any::<Session>(), 0..3)) {
        for session in sessions {
            let text = serde_json::to_string(&session)?;
            prop_assert_eq!(Session::from_str(&text).ok(), Some(session));
        }
    }
}

/// How many of the seeds have an instance. All instances are valid.
fn instances<T: Validate + Build + JsonSchema + Serialize>() -> u64 {
    let samples = Samples::<T>::new();
    let mut count = 0;
    for seed in 0..SEEDS {
        let Ok(value) = samples.sample(seed) else { continue };
        assert_eq!(document::check_serialized::<T>(&value), Ok(()));
        count += 1;
    }
    count
}

macro_rules! instances_of {
    ($($name:ident)*) => {
        [$((stringify!($name), instances::<cases::$name::case::Case> as fn() -> u64)),*]
    };
}

#[test]
fn each_golden_module_has_instances() {
    let counts = each_case!(instances_of).map(|(name, count)| (name, count()));
    let lacking: Vec<_> = counts.iter().filter(|(_, count)| *count < SEEDS).collect();
    assert!(lacking.is_empty(), "of {SEEDS} seeds: {lacking:?}");
}

#[test]
fn a_seed_decides_on_the_instance() {
    let samples = Samples::<Session>::new();
    let again = Samples::<Session>::new();
    let made: Vec<Session> = (0..20).map(|seed| samples.sample(seed).unwrap()).collect();
    assert!((0..20).all(|seed| again.sample(seed).as_ref() == Ok(&made[seed as usize])));
    assert!(made.iter().skip(1).any(|session| session != &made[0]));
}

#[test]
fn bytes_decide_on_the_instance() {
    let bytes: Vec<u8> = (0..=255).cycle().take(2_000).collect();
    let session = |bytes: &[u8]| Session::arbitrary_take_rest(Unstructured::new(bytes)).unwrap();
    assert_eq!(session(&bytes), session(&bytes));
    assert_ne!(session(&bytes), session(&bytes[1..]));
    let mut input = Unstructured::new(&bytes);
    let several: Vec<Session> = (0..3).map(|_| input.arbitrary().unwrap()).collect();
    assert_ne!(several[0], several[1]);
    // A fuzzer begins with nothing.
    Session::arbitrary(&mut Unstructured::new(&[])).unwrap();
}

/// The simplest instance for which a test fails.
fn simplest<T: proptest::arbitrary::Arbitrary>(fails: impl Fn(&T) -> bool) -> T {
    let mut runner = TestRunner::deterministic();
    loop {
        let mut tree = any::<T>().new_tree(&mut runner).unwrap();
        if !fails(&tree.current()) {
            continue;
        }
        // As `TestRunner` does it.
        let mut is_simpler = tree.simplify();
        while is_simpler {
            is_simpler = if fails(&tree.current()) { tree.simplify() } else { tree.complicate() };
        }
        assert!(fails(&tree.current()));
        return tree.current();
    }
}

#[test]
fn instances_shrink_and_stay_valid() {
    let session = simplest::<Session>(|session| {
        assert_eq!(document::check_serialized::<Session>(session), Ok(()));
        session.energy_kwh >= 10.0
    });
    assert!(session.energy_kwh < 20.0, "{}", session.energy_kwh);
    assert_eq!((session.user_id.as_str(), session.peak_kw), ("", 0.0));
    assert!(session.other.is_empty() && !session.successful_completion);
}

/// A type that no document fits.
#[derive(Clone, Debug, PartialEq)]
struct Nothing;

impl Validate for Nothing {
    const SCHEMA_PATH: &'static str = "";

    fn walk<'a, I: voltype_runtime::Input<'a>, S: voltype_runtime::Sink>(
        _: &mut I,
        _: &mut S,
    ) -> voltype_runtime::Flow {
        Err(voltype_runtime::Stop::Failed)
    }
}

impl Build for Nothing {
    fn build<'a, I: voltype_runtime::Seek<'a>>(_: &mut I) -> Result<Self, voltype_runtime::Unfit> {
        Ok(Nothing)
    }
}

/// A test for each schema: its type has that schema, and the validator of [`Nothing`].
macro_rules! hostile {
    ($($test:ident: $schema:tt;)*) => {
        $(
            #[test]
            fn $test() {
                #[derive(Clone, Debug)]
                struct Hostile;

                impl JsonSchema for Hostile {
                    fn schema_name() -> std::borrow::Cow<'static, str> {
                        stringify!($test).into()
                    }

                    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                        schemars::json_schema!($schema)
                    }
                }

                impl Validate for Hostile {
                    const SCHEMA_PATH: &'static str = "";

                    fn walk<'a, I: voltype_runtime::Input<'a>, S: voltype_runtime::Sink>(
                        input: &mut I,
                        sink: &mut S,
                    ) -> voltype_runtime::Flow {
                        Nothing::walk(input, sink)
                    }
                }

                impl Build for Hostile {
                    fn build<'a, I: voltype_runtime::Seek<'a>>(
                        _: &mut I,
                    ) -> Result<Self, voltype_runtime::Unfit> {
                        Ok(Hostile)
                    }
                }

                is_refused(&Samples::<Hostile>::new(), stringify!($test));
            }
        )*
    };
}

/// There is no instance, and it does not take long to say so.
fn is_refused<T: Validate + Build + JsonSchema + Clone + Debug>(samples: &Samples<T>, name: &str) {
    let begin = Instant::now();
    let Unsampled { definition, attempts } = samples.sample(0).err().unwrap();
    assert_eq!(definition, name);
    assert!(attempts > 1);
    assert!(begin.elapsed() < Duration::from_secs(60), "{name}");
    let rejection = samples.new_tree(&mut TestRunner::deterministic()).err().unwrap();
    assert!(rejection.message().contains(name), "{rejection}");
}

hostile! {
    nothing_is_valid: { "not": {} };
    bounds_contradict: { "type": "integer", "minimum": 3, "maximum": 2 };
    constants_contradict: { "allOf": [{ "const": 1 }, { "const": 2 }] };
    no_end: { "type": "object", "required": ["a", "b"], "properties": { "a": { "$ref": "#" }, "b": { "$ref": "#" } } };
    a_reference_to_itself: { "$ref": "#" };
    a_reference_to_nothing: { "$ref": "#/$defs/none" };
    a_long_array: { "type": "array", "minItems": 1_000_000_000, "items": { "type": "array", "minItems": 1000 } };
    a_large_set: { "type": "array", "minItems": 1999, "uniqueItems": true, "items": { "type": "number" } };
    large_squares: { "type": "array", "minItems": 1999, "items": { "type": "array", "minItems": 1999, "items": { "type": "array", "minItems": 1999 } } };
    a_pattern_that_backtracks: { "type": "string", "pattern": "^(a+)+b(?!b)(a*)*$", "minLength": 40, "maxLength": 41 };
    a_long_text: { "type": "string", "pattern": "(.*x.*)*", "minLength": 90_000 };
    a_large_pattern: { "type": "string", "pattern": "^((((a{1000}){1000}){1000}){1000}){1000}$" };
    many_names: { "type": "object", "minProperties": 1_000_000, "propertyNames": { "pattern": "^(a|a)*$" } };
    large_numbers: { "type": "number", "minimum": 1e308, "multipleOf": 1e-300 };
    not_keywords: { "type": 7, "enum": {}, "required": "a", "allOf": 3, "pattern": [], "minLength": -1, "properties": [] };
}
