//! Shared ground of the integration tests.
#![expect(
    clippy::expect_used,
    clippy::missing_panics_doc,
    clippy::panic,
    reason = "a test ends where something is not as it must be"
)]

pub mod bench;
pub mod printlab;
pub mod tree;
