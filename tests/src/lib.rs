//! What the modules of the test binary share.

pub mod compare;
pub mod judged;
pub mod oracle;
pub mod sampler;
pub mod samples;

/// The snippets of the README, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
#[derive(Debug)]
pub struct Readme;

/// The snippets of the build crate's README, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../build/README.md")]
#[derive(Debug)]
pub struct Build;

/// The snippets of the metaschemas' README, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../metaschemas/README.md")]
#[derive(Debug)]
pub struct Metaschemas;
