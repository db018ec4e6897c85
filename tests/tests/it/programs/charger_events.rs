//! Collects what charging stations report: an envelope whose payload depends on the action.

use serde_json::{Value, json};

use super::{first_error, written};
use crate::modules::cases::charger_events::case::{
    Boot, BootReason, Case as Event, CaseAction, CaseSource, Meter, Sample, SampleMeasurand,
    SampleUnit,
};
use crate::modules::cases::charger_events::status::{Status, StatusCharging};

/// A payload as the type that belongs to the action.
#[derive(Debug)]
enum Payload {
    Boot(Boot),
    Meter(Meter),
    Status(Status),
    Fault,
}

fn payload(event: &Event) -> Payload {
    let value = || Value::Object(event.payload.clone().into_iter().collect());
    match event.action {
        CaseAction::Boot => Payload::Boot(serde_json::from_value(value()).unwrap()),
        CaseAction::Meter => Payload::Meter(serde_json::from_value(value()).unwrap()),
        CaseAction::Status => Payload::Status(serde_json::from_value(value()).unwrap()),
        CaseAction::Fault => Payload::Fault,
    }
}

/// The energy of a sample in kilowatt-hours.
fn energy(sample: &Sample) -> Option<f64> {
    match (sample.measurand, sample.unit.unwrap_or(SampleUnit::Wh)) {
        (SampleMeasurand::EnergyImport, SampleUnit::Wh) => Some(sample.value / 1000.0),
        (SampleMeasurand::EnergyImport, SampleUnit::KWh) => Some(sample.value),
        _ => None,
    }
}

fn event(action: &str, payload: &Value) -> Result<Event, serde_json::Error> {
    serde_json::from_value(json!({
        "id": "123e4567-e89b-12d3-a456-426614174000", "sent": "2024-05-01T08:30:00Z",
        "source": {"station": "S-1", "connector": 2}, "action": action, "payload": payload
    }))
}

#[test]
fn payloads_are_read() {
    let values = json!([
        {"at": "2024-05-01T08:29:00Z", "measurand": "Energy.Import", "value": 1500},
        {"at": "2024-05-01T08:29:00Z", "measurand": "SoC", "value": 80, "unit": "%"}
    ]);
    let meter = event("meter", &json!({"transaction": 7, "values": values})).unwrap();
    let Payload::Meter(meter) = payload(&meter) else { panic!("{meter:?}") };
    assert_eq!(meter.values.iter().filter_map(energy).collect::<Vec<_>>(), [1.5]);

    let status = json!({"state": "charging", "since": "2024-05-01T08:00:00Z", "current": 16});
    let event = event("status", &status).unwrap();
    let Payload::Status(status) = payload(&event) else { panic!("{event:?}") };
    assert_eq!(status.since().to_string(), "2024-05-01T08:00:00Z");
    assert!(matches!(status, Status::Charging(StatusCharging { current: 16.0, .. })));
}

#[test]
fn the_payload_belongs_to_the_action() {
    let boot = json!({"vendor": "V", "reason": "PowerUp"});
    let mut booted = event("boot", &boot).unwrap();
    assert!(matches!(payload(&booted), Payload::Boot(Boot { reason: BootReason::PowerUp, .. })));
    assert!(event("meter", &boot).is_err());
    assert!(matches!(payload(&event("fault", &boot).unwrap()), Payload::Fault));

    booted.action = CaseAction::Status;
    let (path, keyword) = first_error(&booted.validate().unwrap_err());
    assert_eq!((path.as_str(), keyword.as_str()), ("/payload", "required"));
}

#[test]
fn samples_are_built() {
    let sample = |value: f64| {
        let sample = Sample::builder().at("2024-05-01T08:29:00Z").measurand(SampleMeasurand::SoC);
        sample.unit("%".parse::<SampleUnit>().unwrap()).value(value).build()
    };
    assert!(
        written(&sample(80.0).unwrap()).ends_with(r#""measurand":"SoC","value":80.0,"unit":"%"}"#)
    );
    assert_eq!(
        first_error(&sample(101.0).unwrap_err()),
        ("/value".to_owned(), "maximum".to_owned())
    );

    let source = CaseSource::builder().station("S-1").firmware(None).build().unwrap();
    assert_eq!(written(&source), r#"{"station":"S-1","firmware":null}"#);
    assert!(CaseSource::builder().station("S-1").connector(256u32).build().is_err());
}
