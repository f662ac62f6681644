//! The crate from outside, with other people's tools as witnesses.
#![expect(clippy::expect_used, clippy::panic, reason = "a test stops where its ground gives way")]
#![expect(clippy::cast_precision_loss, reason = "points and dots of small pages")]

mod assembling;
mod checking;
mod drawing;
mod hostile;
mod made;
mod reporting;
mod seen;
