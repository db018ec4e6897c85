//! Sessions through serde, in formats that are not JSON.

use serde::Serialize;
use serde_json::Value;
use voltype::session::Session;
use voltype_tests::samples::{MEMBERS, session, session_without};

/// What a CSV file has for a member: the string itself, or the JSON text of anything else.
fn cell(value: &str) -> String {
    serde_json::from_str::<String>(value).unwrap_or_else(|_| value.to_owned())
}

/// A CSV file with a row of names and a row of values.
fn csv_file<'a>(members: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<u8> {
    let (names, values): (Vec<_>, Vec<_>) =
        members.map(|(name, value)| (name, cell(value))).unzip();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(names).unwrap();
    writer.write_record(values).unwrap();
    writer.into_inner().unwrap()
}

fn read_csv(file: &[u8]) -> Result<Session, csv::Error> {
    csv::Reader::from_reader(file).deserialize().next().unwrap()
}

/// The members of the valid session, with these changed.
fn changed<'a>(changes: &'a [(&'a str, &'a str)]) -> impl Iterator<Item = (&'a str, &'a str)> {
    let of = |name: &str| changes.iter().find(|(other, _)| *other == name);
    MEMBERS.into_iter().map(move |(name, value)| (name, of(name).map_or(value, |c| c.1)))
}

#[test]
fn csv_rows_are_sessions() {
    let expected = Session::from_str(&session(&[])).unwrap();
    assert_eq!(read_csv(&csv_file(MEMBERS.into_iter())).unwrap(), expected);
    assert_eq!(read_csv(&csv_file(MEMBERS.into_iter().rev())).unwrap(), expected);
}

#[test]
fn csv_columns_have_the_types_of_the_schema() {
    let changes = [
        ("session_id", "\"007\""),
        ("port_id", "\"1e5\""),
        ("user_id", "\"true\""),
        ("error_code", "\"404\""),
        ("energy_kwh", "12"),
        ("successful_completion", "false"),
        ("ended_by", "\"a, \\\"quoted\\\"\\nline\""),
    ];
    let read = read_csv(&csv_file(changed(&changes))).unwrap();
    assert_eq!(read, Session::from_str(&session(&changes)).unwrap());
    assert_eq!(read.session_id, "007");
    assert_eq!(read.port_id, "1e5");
    assert_eq!(read.user_id, "true");
    assert_eq!(read.error_code, "404");
    assert_eq!(read.energy_kwh, 12.0);
    assert_eq!(read.ended_by, "a, \"quoted\"\nline");
}

#[test]
fn csv_columns_that_the_schema_does_not_name_are_kept() {
    let columns = MEMBERS.into_iter().chain([("station", "\"north\""), ("bay", "\"7\"")]);
    let read = read_csv(&csv_file(columns)).unwrap();
    assert_eq!(read.other["station"], "north");
    assert!(read.other.contains_key("bay"));
}

#[test]
fn invalid_csv_rows_are_refused_with_what_is_wrong() {
    for (name, value, said) in [
        ("start_soc", "1.5", "1.5 is not at most 1"),
        ("energy_kwh", "-3", "is not at least 0"),
        ("session_duration", "\"90 min\"", "does not match the pattern"),
        ("plug_end_datetime", "\"2024-02-30T00:00:00Z\"", "expected a day that the month has"),
        ("payment_type", "\"gold\"", "gold"),
        ("successful_completion", "\"perhaps\"", "not `true` or `false`"),
        ("peak_kw", "\"\"", "float"),
        ("peak_kw", "\"NaN\"", "expected number, found null"),
    ] {
        let error = read_csv(&csv_file(changed(&[(name, value)]))).unwrap_err().to_string();
        assert!(error.contains(said), "{name}: {error}");
    }
    let lacking = MEMBERS.into_iter().filter(|(name, _)| *name != "port_id");
    let error = read_csv(&csv_file(lacking)).unwrap_err().to_string();
    assert!(error.contains("the member \"port_id\" is missing"), "{error}");
    assert!(error.contains("session.schema.json#/required"), "{error}");
}

#[test]
fn messagepack_with_names_round_trips() {
    let read = Session::from_str(&session(&[("memo", "[1, null, \"x\"]")])).unwrap();
    let named = rmp_serde::to_vec_named(&read).unwrap();
    assert_eq!(rmp_serde::from_slice::<Session>(&named).unwrap(), read);

    let invalid: Value = serde_json::from_str(&session(&[("end_soc", "1.5")])).unwrap();
    let invalid = rmp_serde::to_vec_named(&invalid).unwrap();
    let error = rmp_serde::from_slice::<Session>(&invalid).unwrap_err().to_string();
    assert!(error.contains("1.5 is not at most 1"), "{error}");

    let lacking: Value = serde_json::from_str(&session_without(&["user_id"])).unwrap();
    let lacking = rmp_serde::to_vec_named(&lacking).unwrap();
    let error = rmp_serde::from_slice::<Session>(&lacking).unwrap_err().to_string();
    assert!(error.contains("\"user_id\" is missing"), "{error}");
}

/// The fields in the schema's order, as a compact writer has them.
fn fields(text: &str) -> Vec<Value> {
    let value: Value = serde_json::from_str(text).unwrap();
    MEMBERS.iter().map(|(name, _)| value[*name].clone()).collect()
}

#[test]
fn messagepack_without_names_is_read() {
    let read = |fields: &[Value]| {
        rmp_serde::from_slice::<Session>(&rmp_serde::to_vec(fields).unwrap())
            .map_err(|error| error.to_string())
    };
    let valid = session(&[]);
    assert_eq!(read(&fields(&valid)).unwrap(), Session::from_str(&valid).unwrap());
    // What is written without names can be read as well.
    let written = rmp_serde::to_vec(&Session::from_str(&valid).unwrap()).unwrap();
    assert_eq!(rmp_serde::from_slice::<Session>(&written).unwrap().session_id, "S-20240501-1");

    let error = read(&fields(&session(&[("peak_kw", "-1")]))).unwrap_err();
    assert!(error.contains("is not at least 0"), "{error}");
    let error = read(&fields(&valid)[..20]).unwrap_err();
    assert!(error.contains("\"payment_type\" is missing"), "{error}");
    let error = read(&[fields(&valid), vec![Value::Null]].concat()).unwrap_err();
    assert!(error.contains("invalid length 22"), "{error}");
}

#[test]
fn a_json_array_is_not_a_session() {
    let array = serde_json::to_string(&fields(&session(&[]))).unwrap();
    let error = serde_json::from_str::<Session>(&array).unwrap_err().to_string();
    assert!(error.contains("invalid type: sequence, expected an object (Session)"), "{error}");
    assert!(serde_json::from_value::<Session>(fields(&session(&[])).into()).is_err());
    assert!(Session::from_str(&array).is_err());
}

#[test]
fn a_member_that_occurs_twice_is_refused() {
    for twice in ["\"energy_kwh\": 1", "\"memo\": null", "\"\\u006demo\": 2"] {
        let text = session(&[("memo", "null")]).replace('}', &format!(", {twice} }}"));
        let error = serde_json::from_str::<Session>(&text).unwrap_err().to_string();
        assert!(error.contains("duplicate member"), "{error}");
        assert!(Session::from_str(&text).is_err(), "{text}");
    }
    let twice = MEMBERS.into_iter().chain([("energy_kwh", "1")]);
    let error = read_csv(&csv_file(twice)).unwrap_err().to_string();
    assert!(error.contains("duplicate member `energy_kwh`"), "{error}");
}

/// A record with members that the generated type lacks.
#[derive(Serialize)]
struct Envelope {
    version: u8,
    sessions: Vec<Session>,
}

#[test]
fn sessions_are_parts_of_other_documents() {
    let one = Session::from_str(&session(&[])).unwrap();
    let envelope = Envelope { version: 1, sessions: vec![one.clone(), one.clone()] };
    let text = serde_json::to_string(&envelope).unwrap();
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["version"], 1);
    let read: Vec<Session> = serde_json::from_value(value["sessions"].clone()).unwrap();
    assert_eq!(read, envelope.sessions);
}
