//! What users write against scalars: integers of the size that a schema says, and strings of a format.

use std::net::Ipv6Addr;

use jiff::civil;
use voltype_runtime::scalar::{Date, Decimal, Ipv6, Uuid};

use crate::modules::cases::annotations::case as annotations;
use crate::modules::cases::exact_numbers::case as exact;
use crate::modules::cases::format_types::case as formats;
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

#[test]
fn strings_of_a_format_are_parsed_on_demand() {
    let json = br#"{"id":"2EB8AA08-aa98-11ea-b4aa-73b441d16380","day":"2024-02-29","stay":"PT90M","address":"::1"}"#;
    let case = formats::Case::from_slice(json).unwrap();
    let id = case.id.as_ref().unwrap();
    assert_eq!(id.as_str(), "2EB8AA08-aa98-11ea-b4aa-73b441d16380");
    assert_eq!(id.get().parsed() >> 96, 0x2eb8_aa08);
    let next = case.day.as_ref().unwrap().parsed().tomorrow().unwrap();
    assert_eq!(next, civil::date(2024, 3, 1));
    let Some(formats::CaseAddress::String2(address)) = &case.address else { panic!("{case:?}") };
    assert_eq!(address.parsed(), Ipv6Addr::LOCALHOST);
    assert_eq!(case.stay.as_ref().unwrap().parsed().unwrap().minutes, 90);
    assert_eq!(serde_json::to_string(&case).unwrap().as_bytes(), json);
}

#[test]
fn strings_of_a_format_are_made_of_what_they_say() {
    let case = formats::Case::builder()
        .id("2eb8aa08-aa98-11ea-b4aa-73b441d16380".parse::<formats::Id>().unwrap())
        .day(civil::date(2024, 2, 29))
        .length("P1W".parse::<voltype_runtime::scalar::Duration>().unwrap())
        .address(formats::CaseAddress::String2(Ipv6::from(Ipv6Addr::LOCALHOST)))
        .build()
        .unwrap();
    assert_eq!(case.day, "2024-02-29".parse::<Date>().ok());
    assert_eq!(
        case.id,
        Some(formats::Id::try_from(Uuid::from(0x2eb8_aa08_aa98_11ea_b4aa_73b4_41d1_6380)).unwrap())
    );
    assert!("2024-02-30".parse::<Date>().is_err());
    assert!("1".parse::<formats::Id>().is_err());
    assert!(
        formats::Case::builder()
            .length("PT100H".parse::<voltype_runtime::scalar::Duration>().unwrap())
            .build()
            .is_err()
    );
}

#[test]
fn defaults_are_asked_for_and_never_filled_in() {
    let case = annotations::Case::from_slice(b"{}").unwrap();
    assert_eq!(case.price, None);
    assert_eq!(case.price.unwrap_or_else(annotations::Case::default_price), 5.0);
    let currency = case.currency.unwrap_or_else(annotations::Case::default_currency);
    assert_eq!(currency, annotations::Currency::Eur);
    assert_eq!(annotations::Case::default_offset(), -1);
    assert_eq!(annotations::Case::default_note().unwrap(), "\"quoted\" `ticks`\n```");
    assert_eq!(serde_json::to_string(&case).unwrap(), "{}");
}

#[test]
#[expect(deprecated, reason = "the compiler warns of it")]
fn what_is_deprecated_can_be_used_with_a_warning() {
    let case = annotations::Case::builder().old_id("a").build().unwrap();
    assert_eq!(case.old_id.as_deref(), Some("a"));
}

#[test]
fn exact_numbers_keep_all_of_their_digits() {
    let json = r#"{"price":1.50,"total":1e400,"serial":123456789012345678901234567890,"rate":0.1,"history":[1e-400,-0.0]}"#;
    let mut case = exact::Case::from_slice(json.as_bytes()).unwrap();
    assert_eq!(serde_json::to_string(&case).unwrap(), json);
    assert_eq!(serde_json::from_str::<exact::Case>(json).unwrap(), case);
    let total = case.total.as_ref().unwrap().get();
    assert!(*total > Decimal::from(u64::MAX) && total.to_f64().is_infinite());
    case.price = Some("99999999999999999.99".parse().unwrap());
    case.validate().unwrap();
    case.price = Some("100000000000000000.01".parse().unwrap());
    assert!(case.validate().is_err());
    let case = exact::Case::builder().serial(7).rate(0.5).build().unwrap();
    assert_eq!(serde_json::to_string(&case).unwrap(), r#"{"serial":7,"rate":0.5}"#);
}

#[test]
fn scalars_go_through_other_formats() {
    let json =
        br#"{"price":1.50,"total":1e400,"serial":123456789012345678901234567890,"history":[-0.0]}"#;
    let case = exact::Case::from_slice(json).unwrap();
    for packed in [rmp_serde::to_vec(&case).unwrap(), rmp_serde::to_vec_named(&case).unwrap()] {
        let read: exact::Case = rmp_serde::from_slice(&packed).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap().as_bytes(), json);
    }
    let json = br#"{"red":255,"offset":-128,"flags":7,"samples":[1,-1]}"#;
    let case = Case::from_slice(json).unwrap();
    let read: Case = rmp_serde::from_slice(&rmp_serde::to_vec_named(&case).unwrap()).unwrap();
    assert_eq!(read, case);
}
