//! The command line as scripts and people meet it: the real binary.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a run that cannot be made or read is a failed test")]

mod practice;
mod run;
mod words;
