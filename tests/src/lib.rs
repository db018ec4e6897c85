//! What the modules of the test binary share.

pub mod compare;
pub mod normalise;
pub mod samples;

/// The snippets of the README, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
#[derive(Debug)]
pub struct Readme;
