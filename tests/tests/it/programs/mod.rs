//! Programs as users write them, against the types of schemas as users bring them: one file for each kind.
//!
//! They match on variants, read members, build and change values, validate these again, and write them.

mod api_description;
mod care_records;
mod charger_events;
mod debug_messages;
mod filter_expressions;
mod geometry_features;
mod package_manifest;
mod robot_protocol;
mod server_settings;
mod syntax_tree;

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use voltype_runtime::Report;

/// The text of a value, which is read back as the same value.
fn written<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) -> String {
    let text = serde_json::to_string(value).unwrap();
    assert_eq!(serde_json::from_str::<T>(&text).unwrap(), *value);
    text
}

/// Where the first error is, and the keyword that failed.
fn first_error(report: &Report) -> (String, String) {
    let error = report.errors().first().unwrap();
    (error.instance_path().to_string(), error.keyword().to_string())
}
