//! What users write against scalars: integers of the size that a schema says.

use crate::modules::cases::integers::case::{Case, Level};

#[test]
fn integers_have_the_size_that_the_schema_says() {
    let json = br#"{"red":255,"offset":-128,"port":8080,"flags":null,"count":-7,"samples":[1,-1]}"#;
    let mut case = Case::from_slice(json).unwrap();
    let red: Option<u8> = case.red;
    assert_eq!(red.map(u32::from), Some(255));
    assert_eq!((case.offset, case.flags), (Some(i8::MIN), Some(None)));
    let sum: i32 = case.samples.iter().flatten().map(|sample| i32::from(*sample)).sum();
    assert_eq!(sum + case.count.unwrap_or_default(), -7);
    case.flags = Some(Some(u16::MAX));
    case.validate().unwrap();
    let case = Case::builder().red(7_u8).level(Level::try_from(3).unwrap()).build().unwrap();
    assert_eq!(serde_json::to_string(&case).unwrap(), r#"{"red":7,"level":3}"#);
}

#[test]
fn an_integer_beyond_its_format_is_an_error_of_reading() {
    let json = br#"{"count":2147483648}"#;
    assert!(Case::is_valid(json));
    let report = Case::from_slice(json).unwrap_err();
    assert!(report.to_string().contains("a 32-bit integer"), "{report}");
    let error = serde_json::from_slice::<Case>(json).unwrap_err();
    assert!(error.to_string().contains("i32"), "{error}");
    assert!(
        Level::from_slice(b"-1").unwrap_err().to_string().contains("an unsigned 8-bit integer")
    );
}
