//! voltype
