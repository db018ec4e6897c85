//! What the proofs of Voltype share.

#[cfg(feature = "oracles")]
pub mod oracle;
pub mod sampler;
