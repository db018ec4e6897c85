//! Reads the settings of a server: each is optional, and defaults hold where nothing is said.

use super::{first_error, written};
use crate::modules::cases::server_settings::case::{
    Case as Settings, CaseFiltersItem, CaseFiltersItemAction, CaseListen, CaseListenTls,
    CaseListenTlsClientMode, CaseMetrics, CaseStorage, CaseStorageDatabase, Level, Size,
    StringOrList,
};

/// The limit of a message in bytes.
fn bytes(size: &Size) -> u64 {
    match size {
        Size::Integer(bytes) => *bytes,
        Size::String(text) => {
            let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            let unit = match &text[digits.len()..] {
                "kB" => 1000,
                "MB" => 1_000_000,
                _ => 1_000_000_000,
            };
            digits.parse::<u64>().unwrap() * unit
        }
    }
}

fn one_or_more(value: &StringOrList) -> &[String] {
    match value {
        StringOrList::String(one) => std::slice::from_ref(one),
        StringOrList::Array(several) => several,
    }
}

#[test]
fn nothing_needs_to_be_set() {
    let settings = Settings::builder().build().unwrap();
    assert_eq!(written(&settings), "{}");
    let listen = settings.listen.unwrap_or(CaseListen::builder().build().unwrap());
    assert_eq!(listen.port.unwrap_or_else(CaseListen::default_port), 25);
}

#[test]
fn settings_are_read() {
    let settings: Settings = r#"{
        "listen": {"tls": {"client": {"mode": "required"}}},
        "limits": {"size": "25MB", "rate": {"per": 0.5}},
        "log": {"file": null, "modules": {"smtp": "debug"}},
        "storage": {"type": "database", "url": "postgres://db/mail"},
        "filters": [{"name": "spam", "match": ["*.a", "*.b"], "action": "mark"}],
        "metrics": {"port": 9100}
    }"#
    .parse()
    .unwrap();
    let client = settings.listen.as_ref().and_then(|listen| listen.tls.as_ref()?.client.as_ref());
    assert_eq!(client.unwrap().mode, Some(CaseListenTlsClientMode::Required));
    let limits = settings.limits.as_ref().unwrap();
    assert_eq!(limits.size.as_ref().map(bytes), Some(25_000_000));
    assert_eq!(*limits.rate.as_ref().unwrap().per.as_ref().unwrap().get(), 0.5);
    // `null` is not the same as nothing.
    let log = settings.log.as_ref().unwrap();
    assert_eq!((log.file.clone(), log.level), (Some(None), None));
    assert_eq!(log.modules.as_ref().unwrap()["smtp"], Level::Debug);
    assert!(Level::Error < Level::Debug);
    let Some(CaseStorage::Database(database)) = &settings.storage else { panic!("{settings:?}") };
    assert!(database.url.to_string().starts_with("postgres:"));
    let port = match settings.metrics.as_ref().unwrap() {
        CaseMetrics::Boolean(on) => on.then_some(80),
        CaseMetrics::Object(metrics) => metrics.port.map(u32::try_from).and_then(Result::ok),
    };
    assert_eq!(port, Some(9100));
    let filters = settings.filters.as_deref().unwrap_or_default();
    assert_eq!(filters[0].match_.as_ref().map(one_or_more).unwrap().len(), 2);
}

#[test]
fn settings_are_changed() {
    let mut settings = Settings::builder().metrics(true).build().unwrap();
    let filter = CaseFiltersItem::builder()
        .name("all")
        .match_("*".to_owned())
        .action(CaseFiltersItemAction::Reject)
        .build()
        .unwrap();
    settings.filters.get_or_insert_default().push(filter);
    assert_eq!(
        written(&settings),
        r#"{"filters":[{"name":"all","match":"*","action":"reject"}],"metrics":true}"#
    );
    let tls: CaseListenTls =
        serde_json::from_str(r#"{"certificate": "c.pem", "key": "k.pem"}"#).unwrap();
    settings.listen = Some(CaseListen::builder().tls(tls).build().unwrap());
    assert!(settings.validate().is_ok());
    settings.listen.as_mut().unwrap().tls.as_mut().unwrap().key = None;
    let (path, _) = first_error(&settings.validate().unwrap_err());
    assert_eq!(path, "/listen/tls");
}

/// A constant member need not be set, and what is not declared cannot be.
#[test]
fn storage_is_of_one_kind() {
    let text = r#"{"type":"database","url":"postgres://db/mail","path":"/mail"}"#;
    assert!(serde_json::from_str::<CaseStorageDatabase>(text).is_err());
    let folder = r#"{"type":"folder","path":"/mail","sync":false}"#;
    let storage: CaseStorage = serde_json::from_str(folder).unwrap();
    assert_eq!(written(&storage), folder);
}
