//! The providers: what one implements ([`spi`]), one folder each, and the [`registry`] that lists them.
//!
//! A provider is pure: it turns a question into an HTTP request and an answer into our terms. Sending, time-outs,
//! retries, silence, redaction and downloads are [`spi::client::Client`]'s, the same for all.
#![deny(missing_docs)]

// the path makes the registry look for provider folders beside it
#[path = "registry.rs"]
mod registry;
pub mod spi;

pub use registry::{find, registry};
