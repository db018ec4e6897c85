//! Reports with one error, which no schema has found.

use super::ReportOf;
use super::contents::Contents;
use crate::failure::{Failure, kept, spell};
use crate::findings::Outcome;
use crate::locate::{self, Places, Spot};
use crate::{Input, Reason, Seek, Stop, Syntax, Text, Unfit};

impl<'p> ReportOf<'p> {
    /// The one error of a text that is not JSON, or that the type cannot hold: in this place.
    fn of_places(bytes: &[u8], places: Places, failure: Failure<'p>) -> Self {
        ReportOf(Box::new(Contents::new("", Outcome::one(0, failure), places, bytes)))
    }

    /// The one error of a text that is not JSON, or that the type cannot hold.
    pub(crate) fn of_text(bytes: &[u8], at: usize, failure: Failure<'p>) -> Self {
        Self::of_places(bytes, Places::one(spot(bytes, at)), failure)
    }

    /// The one error of a text that is not JSON.
    pub(crate) fn of_syntax(bytes: &[u8]) -> Self {
        let Syntax { at, reason } =
            Text::defect(bytes).unwrap_or(Syntax { at: 0, reason: Reason::ExpectedValue });
        Self::of_text(bytes, at, Failure::Syntax(reason))
    }

    /// The one error of a valid text with a value that the Rust type cannot hold.
    pub(crate) fn of_unfit(bytes: &[u8], Unfit { at, want }: Unfit) -> Self {
        let spelled = |text: Text<'_>| {
            let mut value = text.at(at);
            value.kind()?;
            value.skip()?;
            let spelled = bytes.get(at..value.position()).unwrap_or_default();
            Ok::<_, Stop>(kept(&String::from_utf8_lossy(spelled)))
        };
        let text = Text::new(bytes).ok();
        let got = text.and_then(|text| spelled(text).ok()).unwrap_or_default();
        let failure = Failure::Unrepresentable { got, want };
        let Some(text) = text else { return Self::of_text(bytes, at, failure) };
        let mut places = locate::in_text(&text, bytes, [at]).places;
        match places.places.first_mut() {
            Some(place) => place.spot = spot(bytes, at),
            None => places = Places::one(spot(bytes, at)),
        }
        Self::of_places(bytes, places, failure)
    }

    /// The one error of a valid value with a value in it that the Rust type cannot hold.
    pub(crate) fn of_unfit_input<'a, I: Seek<'a>>(input: &I, Unfit { at, want }: Unfit) -> Self {
        let got = input.seek(at).and_then(|mut value| spell(&mut value));
        let failure = Failure::Unrepresentable { got: got.unwrap_or_default(), want };
        let mut places = locate::in_input(input, [at]).places;
        if places.places.is_empty() {
            places = Places { in_text: false, ..Places::one(Spot::default()) };
        }
        Self::of_places(b"", places, failure)
    }

    /// The one error of an input that is neither text nor JSON.
    pub(crate) fn of_reason(reason: Reason) -> Self {
        let places = Places { in_text: false, ..Places::one(Spot::default()) };
        Self::of_places(b"", places, Failure::Syntax(reason))
    }
}

/// The spot of one byte, or of the text's end.
fn spot(bytes: &[u8], at: usize) -> Spot {
    Spot::new(bytes, at..bytes.get(at).map_or(at, |_| at + 1))
}
