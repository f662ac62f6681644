//! Shared ground of the integration tests.

pub mod bench;
pub mod tree;
