//! A debugger's front end: messages that inherit from each other.

use super::{first_error, written};
use crate::modules::cases::debug_messages::base::Reply;
use crate::modules::cases::debug_messages::case::Case as Message;
use crate::modules::cases::debug_messages::commands::{
    BreakArguments, BreakAsk, BreakReply, Breakpoint, RunAsk, StoppedTell, StoppedTellBodyReason,
};

/// What happened, in words.
fn words(message: &Message) -> String {
    match message {
        Message::BreakAsk(ask) => {
            let lines: Vec<String> =
                ask.arguments.points.iter().map(|point| point.line.to_string()).collect();
            format!("break at {}:{}", ask.arguments.file, lines.join(","))
        }
        Message::RunAsk(_) => "run".to_owned(),
        Message::BreakReply(BreakReply { body, ok: true, .. }) => {
            format!("{} breakpoints", body.set.iter().filter(|set| **set).count())
        }
        Message::BreakReply(BreakReply { ask, .. }) | Message::Reply(Reply { ask, .. }) => {
            format!("answer to {ask}")
        }
        Message::StoppedTell(StoppedTell { body, .. }) => match (&body.reason, &body.at) {
            (StoppedTellBodyReason::Panic, _) => "panic".to_owned(),
            (reason, Some(at)) => format!("{reason} at {}:{}", at.file, at.line),
            (reason, None) => reason.to_string(),
        },
    }
}

#[test]
fn messages_are_told_apart() {
    let said = |json: &str| words(&Message::from_slice(json.as_bytes()).unwrap());
    assert_eq!(said(r#"{"seq":1,"type":"ask","command":"run","arguments":{}}"#), "run");
    let body = r#"{"reason":"step","at":{"file":"a.rs","line":4,"column":0}}"#;
    let stopped = format!(r#"{{"seq":3,"type":"tell","topic":"stopped","body":{body}}}"#);
    assert_eq!(said(&stopped), "step at a.rs:4");
    let reply = r#"{"seq":1,"type":"reply","ask":1,"ok":true,"command":"break""#;
    assert_eq!(said(&format!(r#"{reply},"body":{{"set":[true,false,true]}}}}"#)), "2 breakpoints");
    // Without such a body, it is an answer like any other.
    assert_eq!(said(&format!("{reply}}}")), "answer to 1");
}

#[test]
fn a_message_is_built_from_what_is_its_own() {
    let point = Breakpoint::builder().line(9u32).when("x > 1").hits(2u32).build().unwrap();
    let arguments = BreakArguments::builder().file("a.rs").points([point]).build().unwrap();
    let ask = BreakAsk::builder().seq(1u32).arguments(arguments).build().unwrap();
    let mut message = Message::BreakAsk(ask);
    assert_eq!(words(&message), "break at a.rs:9");
    assert_eq!(*message.seq(), 1);
    assert_eq!(
        written(&message),
        r#"{"seq":1,"type":"ask","command":"break","arguments":{"file":"a.rs","points":[{"line":9,"when":"x > 1","hits":2}]}}"#
    );
    if let Message::BreakAsk(ask) = &mut message {
        ask.arguments.points[0].hits = Some(0);
    }
    assert!(message.validate().is_err());
    let Message::BreakAsk(ask) = message else { panic!("{message:?}") };
    let (path, keyword) = first_error(&ask.validate().unwrap_err());
    assert_eq!((path.as_str(), keyword.as_str()), ("/arguments/points/0/hits", "exclusiveMinimum"));
}

#[test]
fn members_of_other_clients_are_kept() {
    let text = r#"{"seq":2,"type":"ask","command":"run","arguments":{"noDebug":true,"__restart":[1],"port":7}}"#;
    let ask: RunAsk = text.parse().unwrap();
    let arguments = ask.arguments.as_ref().unwrap();
    assert_eq!(arguments.other["port"], 7);
    assert_eq!(written(&ask), text);
}
