//! A robot that answers the requests of its dispatcher.

use super::written;
use crate::modules::cases::robot_protocol::case::Case as Message;
use crate::modules::cases::robot_protocol::common::{Position, Sequence};
use crate::modules::cases::robot_protocol::events::{Event, EventMoved, EventMovedBody};
use crate::modules::cases::robot_protocol::requests::{Request, RequestGo, RequestGrabArm};
use crate::modules::cases::robot_protocol::responses::{
    Outcome, OutcomeDoneTrue, OutcomeRefusal, OutcomeRefusalCode, Response,
};

struct Robot {
    sent: u64,
    at: Position,
    carries: Option<String>,
}

impl Robot {
    fn new() -> Self {
        let at = Position::builder().x(0.0).y(0.0).build().unwrap();
        Robot { sent: 0, at, carries: None }
    }

    fn next(&mut self) -> Sequence {
        self.sent += 1;
        Sequence::try_from(self.sent).unwrap()
    }

    /// Does what is asked, if it can.
    fn obey(&mut self, request: &Request) -> Outcome {
        match request {
            Request::Go(RequestGo { to, speed, .. }) if speed.unwrap_or(1.0) < 10.0 => {
                self.at = to.clone();
            }
            Request::Grab(grab) if grab.arm != Some(RequestGrabArm::Left) => {
                self.carries = Some(grab.parcel.clone());
            }
            Request::Stop(_) => {}
            Request::Go(_) | Request::Grab(_) => return refusal("no can do"),
        }
        OutcomeDoneTrue::builder().build().unwrap().into()
    }

    /// What the robot says to a message.
    fn answer(&mut self, message: &Message) -> Option<Message> {
        let Message::Request(request) = message else { return None };
        let outcome = self.obey(request);
        let response = Response::builder()
            .seq(self.next())
            .answers(request.seq().clone())
            .trace(request.trace().cloned().flatten())
            .outcome(outcome)
            .build();
        Some(response.unwrap().into())
    }

    fn tell(&mut self) -> Message {
        let body = EventMovedBody::builder().at(self.at.clone()).build().unwrap();
        let moved = EventMoved::builder().seq(self.next()).body(body).build().unwrap();
        Message::from(Event::from(moved))
    }
}

fn refusal(why: &str) -> Outcome {
    let refusal = OutcomeRefusal::builder().code(OutcomeRefusalCode::Blocked).message(why).build();
    refusal.unwrap().into()
}

#[test]
fn requests_are_answered() {
    let mut robot = Robot::new();
    let go = br#"{"kind":"request","seq":7,"trace":"t","command":"go","to":{"x":3,"y":4.5}}"#;
    let answer = robot.answer(&Message::from_slice(go).unwrap()).unwrap();
    assert_eq!(
        written(&answer),
        r#"{"kind":"response","seq":1,"trace":"t","answers":7,"outcome":{"done":true}}"#
    );
    assert_eq!((robot.at.x, robot.at.y), (3.0, 4.5));
    // A response is not answered.
    assert_eq!(robot.answer(&answer), None);

    let grab = br#"{"kind":"request","seq":8,"command":"grab","parcel":"P-1","arm":"left"}"#;
    let answer = robot.answer(&Message::from_slice(grab).unwrap());
    let Some(Message::Response(Response { outcome: Outcome::Refusal(refusal), .. })) = answer
    else {
        panic!("{answer:?}")
    };
    assert_eq!(refusal.code.as_str(), "blocked");
    assert_eq!(robot.carries, None);
}

#[test]
fn events_are_told() {
    let mut robot = Robot::new();
    robot.at.heading = Some(270.0);
    let event = robot.tell();
    assert!(written(&event).ends_with(r#""body":{"at":{"x":0.0,"y":0.0,"heading":270.0}}}"#));
    let Message::Event(event) = event else { panic!("{event:?}") };
    assert_eq!((*event.seq().get(), event.trace()), (1, None));
}

#[test]
fn numbers_and_headings_have_limits() {
    assert!(Sequence::try_from(0).is_err());
    assert!(Position::builder().x(0.0).y(0.0).heading(360.0).build().is_err());
}
