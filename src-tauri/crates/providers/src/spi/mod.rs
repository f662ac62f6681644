//! What a provider implements, and what it may know about the rest: nothing.
//!
//! To add a provider, write a folder beside this one with a `PROVIDERS` constant and put its name into the registry.
//! [`descriptor`] is what others may know about it, [`provider`] the traits (what it implements is what it can do),
//! [`tracking`] those of providers that follow parcels, [`http`] the requests it builds and the answers it reads, [`json`]
//! the tolerant reading of what really arrives.

pub mod client;
pub mod descriptor;
pub(crate) mod digest;
mod download;
mod encoding;
pub mod error;
pub mod gate;
pub mod http;
pub mod json;
pub mod provider;
mod reading;
pub(crate) mod redact;
mod silence;
pub mod tracking;
mod tries;
pub(crate) mod wording;
