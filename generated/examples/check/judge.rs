//! The verdict on one line.

use super::lines::Line;
use super::round_trip::{self, Difference};
use voltype::session::Session;
use voltype::{Failure, Report};

/// Why a line fails.
#[derive(Debug)]
pub(crate) enum Fault {
    /// It is not a JSON text, or the schema does not allow it.
    Invalid(Report),
    /// It is too long to be read.
    TooLong,
    /// It is valid, but the Rust type cannot hold it.
    Unfit(Report),
    /// It is valid, but not the same after having been built and written.
    Changed(Vec<Difference>),
}

impl Fault {
    /// Whether the line is invalid, and not merely lost in the round trip.
    pub(crate) fn is_invalid(&self) -> bool {
        match self {
            Fault::Invalid(_) | Fault::TooLong => true,
            Fault::Unfit(_) | Fault::Changed(_) => false,
        }
    }
}

/// Judges one line after the other.
#[derive(Debug)]
pub(crate) struct Judge {
    round_trip: bool,
    /// The text of the last session written back, kept for its memory.
    written: Vec<u8>,
}

impl Judge {
    /// A judge, who also writes each valid session back if `round_trip`.
    pub(crate) fn new(round_trip: bool) -> Self {
        Judge {
            round_trip,
            written: Vec::new(),
        }
    }

    /// Checks one line.
    ///
    /// # Errors
    /// Why it fails.
    pub(crate) fn line(&mut self, line: &Line<'_>) -> Result<(), Fault> {
        match line {
            Line::TooLong => Err(Fault::TooLong),
            Line::Whole(json) if self.round_trip => self.back_and_forth(json),
            Line::Whole(json) => Session::check(json).map_err(Fault::Invalid),
        }
    }

    fn back_and_forth(&mut self, json: &[u8]) -> Result<(), Fault> {
        let session = Session::from_slice(json).map_err(of_report)?;
        self.written.clear();
        let written = serde_json::to_writer(&mut self.written, &session);
        let differences = match written {
            Ok(()) => round_trip::differences(json, &self.written),
            Err(error) => vec![Difference::unreadable(&error)],
        };
        if differences.is_empty() {
            Ok(())
        } else {
            Err(Fault::Changed(differences))
        }
    }
}

fn of_report(report: Report) -> Fault {
    let unfit = |failure: &Failure<'_>| matches!(failure, Failure::Unrepresentable { .. });
    if report.errors().iter().all(|error| unfit(error.failure())) {
        Fault::Unfit(report)
    } else {
        Fault::Invalid(report)
    }
}
