//! The paths of an error, made on request.

use super::contents::Contents;
use crate::findings::{Assertion, Note, Step};
use crate::pointer::escape;

impl<'p> Contents<'p> {
    /// The steps from the root schema to a frame.
    fn steps(&self, frame: u32) -> Vec<&Step<'p>> {
        let mut steps = Vec::new();
        let mut at = frame;
        while let Some(frame) = self.findings.frames.get(at) {
            steps.extend(self.findings.steps.get(frame.step as usize));
            at = frame.parent;
        }
        steps.reverse();
        steps
    }

    /// The first step from one frame on the way to another one inside of it.
    pub(super) fn step(&self, from: u32, to: u32) -> Option<&Step<'p>> {
        let mut frame = self.findings.frames.get(to)?;
        while frame.parent != from {
            frame = self.findings.frames.get(frame.parent)?;
        }
        self.findings.steps.get(frame.step as usize)
    }

    /// The keyword that failed.
    pub(super) fn assertion(&self, note: &Note<'_>) -> Assertion<'p> {
        self.findings.assertions.get(note.assertion as usize).copied().unwrap_or_default()
    }

    /// The path of keywords from the root schema to the schema of a frame.
    pub(super) fn evaluation_path(&self, frame: u32) -> String {
        let mut path = String::new();
        for step in self.steps(frame) {
            path.push_str(step.evaluation);
            push_property(&mut path, step);
        }
        path
    }

    /// The absolute location of the schema of a frame.
    pub(super) fn schema_path(&self, frame: u32) -> String {
        let frame = self.findings.frames.get(frame);
        let step = frame.and_then(|frame| self.findings.steps.get(frame.step as usize));
        let Some(step) = step else { return String::new() };
        let mut path = step.schema.to_owned();
        push_property(&mut path, step);
        path
    }
}

fn push_property(path: &mut String, step: &Step<'_>) {
    if let Some(name) = step.property {
        path.push_str("/properties/");
        path.push_str(&escape(name));
    }
}
