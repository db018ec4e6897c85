//! voltype-tests
