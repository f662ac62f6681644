//! The trade's own types. No I/O.
#![deny(missing_docs)]

pub mod secret;
