//! Values that are read through serde.

use serde_json::Value;

use super::{Integers, Read};

fn read<T: for<'de> Read<'de>>(json: &str, integers: Integers) -> Result<T, String> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let value = T::read(&mut deserializer, integers).map_err(|error| error.to_string())?;
    deserializer.end().map_err(|error| error.to_string())?;
    Ok(value)
}

#[test]
fn integers_are_read_by_value_or_by_spelling() {
    for (json, value) in
        [("3", 3), ("3.0", 3), ("-0.0", 0), ("1e3", 1000), ("9007199254740992.0", 1_i64 << 53)]
    {
        assert_eq!(read(json, Integers::ByValue), Ok(value), "{json}");
    }
    for json in ["3.5", "1e300", "9007199254740994.0", "18446744073709551615", "\"3\""] {
        assert!(read::<i64>(json, Integers::ByValue).is_err(), "{json}");
    }
    assert_eq!(read("18446744073709551615", Integers::ByValue), Ok(u64::MAX));
    assert!(read::<u64>("-1", Integers::ByValue).is_err());
    assert_eq!(read("3", Integers::BySpelling), Ok(3_i64));
    assert!(read::<i64>("3.0", Integers::BySpelling).is_err());
    assert_eq!(read("[3.0]", Integers::ByValue), Ok(vec![3_i64]));
    assert!(read::<Vec<i64>>("[3.0]", Integers::BySpelling).is_err());
}

#[test]
fn values_refuse_duplicate_names_at_any_depth() {
    let json = r#"[{"a": [null, true, -1, 2.5, "s"], "b": {}}]"#;
    let value: Value = serde_json::from_str(json).unwrap();
    assert_eq!(read(json, Integers::ByValue), Ok(value));
    assert!(read::<Value>(r#"[{"a": {"b": 1, "b": 2}}]"#, Integers::ByValue).is_err());
}
