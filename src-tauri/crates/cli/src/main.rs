//! `shipdesk-cli`.
fn main() {}
