//! The practice providers over HTTP, as a client sees them.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test ends at the first thing that is not as expected"
)]

mod calls;
mod faults;
mod practice;
mod shape;
mod state;
mod world;
