//! The line to a provider against a server that fails in every way a server can, and downloads of what it links to.
//!
//! Of a call that changes something the server must have seen exactly one request, whatever happens to the answer.
#![cfg(test)]

#[path = "client/answers.rs"]
mod answers;
#[path = "client/broken.rs"]
mod broken;
#[path = "client/calls.rs"]
mod calls;
#[path = "client/downloads.rs"]
mod downloads;
#[path = "client/requests.rs"]
mod requests;
#[path = "client/secrets.rs"]
mod secrets;
#[path = "client/server.rs"]
mod server;
#[path = "client/silence.rs"]
mod silence;
