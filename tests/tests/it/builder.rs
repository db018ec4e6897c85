//! Values that programs make and change, not read.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::Offset;
use voltype::common::{Duration, ValidPaymentType};
use voltype::runtime::scalar::{Components, DateTime};
use voltype::session::{Session, SessionBuilder};
use voltype_tests::samples::{MEMBERS, session};

fn time(text: &str) -> DateTime {
    text.parse().unwrap()
}

fn duration(text: &str) -> Duration {
    text.parse().unwrap()
}

/// A builder that lacks nothing.
fn complete() -> SessionBuilder {
    Session::builder()
        .session_id("S-20240501-1")
        .port_id("US*ABC*E1*2")
        .plug_start_datetime(time("2024-05-01T08:30:00Z"))
        .plug_end_datetime(time("2024-05-01T10:00:00Z"))
        .charge_start_datetime(time("2024-05-01T08:31:00Z"))
        .charge_end_datetime(time("2024-05-01T09:45:30Z"))
        .session_duration(duration("PT1H30M"))
        .charging_duration(duration("PT1H14M30S"))
        .energy_kwh(43.2)
        .peak_kw(149.9)
        .total_fee_charged(19.44)
        .energy_fee(0.45)
        .session_fee(0.0)
        .time_fee(0.0)
        .user_id("u-7f3a")
        .successful_completion(true)
        .ended_by("unplugged")
        .start_soc(0.2)
        .end_soc(0.8)
        .error_code("")
        .payment_type(ValidPaymentType::CreditCardTerminal)
}

/// The pairs of pointer and keyword in the report on this builder.
fn errors(builder: SessionBuilder) -> Vec<(String, String)> {
    let report = builder.build().unwrap_err();
    let pair = |error: voltype::Error<'_>| {
        (error.instance_path().into_owned(), error.keyword().to_owned())
    };
    report.errors().iter().map(pair).collect()
}

fn one(pointer: &str, keyword: &str) -> Vec<(String, String)> {
    vec![(pointer.to_owned(), keyword.to_owned())]
}

#[test]
fn what_is_built_equals_what_is_read() {
    let built = complete().build().unwrap();
    assert_eq!(built, Session::from_str(&session(&[])).unwrap());
    built.validate().unwrap();
}

#[test]
fn every_missing_member_is_reported() {
    let report = Session::builder().build().unwrap_err();
    let missing: BTreeSet<String> =
        report.errors().iter().filter_map(|error| error.want()).collect();
    assert_eq!(missing, MEMBERS.iter().map(|(name, _)| (*name).to_owned()).collect());
    assert!(report.errors().iter().all(|error| error.keyword() == "required"));

    let report = Session::builder().session_id("x").energy_kwh(-1).build().unwrap_err();
    assert_eq!(report.errors().len(), 20, "19 are missing and one is wrong: {report:?}");
}

#[test]
fn numbers_out_of_range_are_refused() {
    assert_eq!(errors(complete().energy_kwh(-0.1)), one("/energy_kwh", "minimum"));
    assert_eq!(errors(complete().start_soc(1.1)), one("/start_soc", "maximum"));
    assert_eq!(errors(complete().end_soc(-1)), one("/end_soc", "minimum"));
    assert_eq!(errors(complete().time_fee(-f64::MIN_POSITIVE)), one("/time_fee", "minimum"));
    // A later call replaces what an earlier one has set.
    assert_eq!(complete().start_soc(1.1).start_soc(1).build().unwrap().start_soc, 1.0);
}

#[test]
fn floats_without_a_json_number_are_rejected() {
    for float in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(errors(complete().energy_kwh(float)), one("/energy_kwh", "type"));
        assert_eq!(errors(complete().start_soc(float)), one("/start_soc", "type"));
    }
}

#[test]
fn other_members_are_built_but_cannot_stand_for_known_ones() {
    let built = complete().other("memo", "x").other("n", 1).build().unwrap();
    assert_eq!(built, Session::from_str(&session(&[("memo", "\"x\""), ("n", "1")])).unwrap());
    // The document would have the member twice.
    assert_eq!(errors(complete().other("energy_kwh", 1)), one("", "unrepresentable"));
    let alone = Session::builder().other("session_id", "x");
    assert!(alone.build().is_err());
}

#[test]
fn deep_values_of_other_members_are_refused() {
    let deep = (0..130).fold(serde_json::Value::Null, |inner, _| serde_json::json!([inner]));
    assert_eq!(errors(complete().other("deep", deep)), one("", "syntax"));
}

#[test]
fn a_changed_value_is_validated_again() {
    let mut value = complete().build().unwrap();
    value.validate().unwrap();
    value.start_soc = 7.0;
    value.energy_fee = f64::NAN;
    let report = value.validate().unwrap_err();
    let found: Vec<_> =
        report.errors().iter().map(|error| (error.instance_path(), error.keyword())).collect();
    assert_eq!(found, [("/energy_fee".into(), "type"), ("/start_soc".into(), "maximum")]);
    value.start_soc = 0.7;
    value.energy_fee = 0.0;
    value.validate().unwrap();
    value.other.insert("user_id".to_owned(), "again".into());
    assert_eq!(
        value.validate().unwrap_err().errors().first().unwrap().keyword(),
        "unrepresentable"
    );
}

#[test]
fn payment_types_are_shown_and_read() {
    assert_eq!(ValidPaymentType::ALL.len(), 8);
    for value in ValidPaymentType::ALL {
        assert_eq!(value.to_string().parse::<ValidPaymentType>().unwrap(), value);
        assert_eq!(serde_json::to_value(value).unwrap(), value.as_str());
        let json = format!("\"{value}\"");
        assert_eq!(ValidPaymentType::from_slice(json.as_bytes()).unwrap(), value);
    }
    assert_eq!(ValidPaymentType::PlugCharge.to_string(), "plug-charge");
    let report = "Cash".parse::<ValidPaymentType>().unwrap_err();
    assert_eq!(
        report.errors().first().unwrap().schema_path(),
        "common.json#/definitions/validPaymentType/enum"
    );
    assert_eq!(report.errors().first().unwrap().got().as_deref(), Some("\"Cash\""));
}

#[test]
fn durations_are_shown_read_and_taken_apart() {
    let value = duration("-P1Y2M3DT4H5M6.7S");
    assert_eq!(value.to_string(), "-P1Y2M3DT4H5M6.7S");
    let expected = Components {
        negative: true,
        years: 1,
        months: 2,
        weeks: 0,
        days: 3,
        hours: 4,
        minutes: 5,
        seconds: 6,
        nanoseconds: 700_000_000,
    };
    assert_eq!(value.parsed().unwrap(), expected);
    assert_eq!(duration("P2W").parsed().unwrap().weeks, 2);
    // The schema allows as many digits as one likes; 64 bits do not.
    assert!(duration("P99999999999999999999D").parsed().unwrap_err().is_too_large());
    for text in ["", "P", "PT", "P1", "1H", "PT1H ", "\"PT1H\""] {
        let report = text.parse::<Duration>().unwrap_err();
        assert_eq!(report.errors().first().unwrap().keyword(), "pattern", "{text}");
        assert!(Duration::try_from(text.to_owned()).is_err(), "{text}");
    }
    assert_eq!(String::from(duration("PT1H")), "PT1H");
}

#[test]
fn timestamps_give_instant_and_offset() {
    let value = time("2024-05-01T08:30:00.50+02:00");
    assert_eq!(value.to_string(), "2024-05-01T08:30:00.50+02:00");
    assert_eq!(value.timestamp(), "2024-05-01T06:30:00.5Z".parse::<Timestamp>().unwrap());
    assert_eq!(value.offset(), Some(Offset::constant(2)));
    assert_eq!(time("2024-05-01T08:30:00-00:00").offset(), None);
    let leap = time("2016-12-31T23:59:60Z").timestamp();
    assert!(leap < time("2017-01-01T00:00:00Z").timestamp());
    assert!(leap > time("2016-12-31T23:59:59Z").timestamp());
    assert!("2024-05-01".parse::<DateTime>().is_err());
    let read = Session::from_str(&session(&[])).unwrap();
    let stay = read.plug_end_datetime.timestamp() - read.plug_start_datetime.timestamp();
    let said = read.session_duration.parsed().unwrap().to_signed_duration().unwrap();
    assert_eq!(stay.total(jiff::Unit::Second).unwrap(), said.as_secs_f64());
}
