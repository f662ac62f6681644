//! The practice providers over HTTP, as a client sees them.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test ends at the first thing that is not as expected"
)]

mod calls;
mod everybody;
mod faults;
mod practice;
mod shape;
mod signing;
mod state;
mod trackingmore;
mod trackingmore_lists;
mod winit;
mod winit_timelines;
mod world;
mod xportcn;
